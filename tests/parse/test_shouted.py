"""Lines in capitals are read as if they were not; every offset still points into the article as read."""

import pytest

from sayso.parse.spacy_ import calmed, is_shouted

LEMMAS = {"VERB": {"arresta": "arrestare"}, "NOUN": {"polizia": "polizia", "manifestanti": "manifestante", "tunisi": "Tunisi"}, "ADJ": {}}
SMALL = frozenset({"a", "di", "in"})


@pytest.mark.parametrize(("text", "expected"), [
    ("POLIZIA ARRESTA DIECI MANIFESTANTI A TUNISI", True),
    ("ONU: TREGUA A GAZA", True),
    ("La NATO e l'ONU", False),
    ("ONU E UE", False),  # three initials are no headline
    ("12 - 14", False),
    ("", False),
])
def test_what_shouts(text, expected):
    assert is_shouted(text) is expected


def test_known_words_are_small_names_have_one_capital_initials_stay():
    said = calmed("POLIZIA ARRESTA MANIFESTANTI A TUNISI, ONU IN ALLARME", LEMMAS, SMALL)
    assert said == "Polizia arresta manifestanti a Tunisi, ONU in Allarme"


def test_the_length_never_changes():
    for text in ("İSTANBUL STRASSE GROẞE POLIZIA A TUNISI", "ÀÈÌ ŒUVRE ǅUNGLA"):
        assert len(calmed(text, LEMMAS, SMALL)) == len(text)
