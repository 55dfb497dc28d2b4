"""Whose the dead are: counts told beside or after the violence, and in whose name."""

import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from handmade import tree

from sayso.extract.figures import carried
from sayso.extract.own_counts import is_aside
from sayso.model import Count, Mention, Span, sentence


def told(at: int, concept: str, *counts: Count) -> Mention:
    return Mention(at, Span("text", 0, 1, "x"), 0, concept, "verb: x", (), (), "happened", "told as a fact", False, counts=counts)


def dead(at: int, value: float, by: str | None = None) -> Count:
    return Count(Span("text", 0, 1, "x"), at, 0, "killed", value, "noun_killed", by)


SENTENCES = [sentence(i, "text", 10 * i, "x", ()) for i in range(6)]


@pytest.mark.parametrize(("at", "concept", "taken"), [(1, "assault.general", True), (2, "assault.general", True), (4, "assault.general", False),
                                                      (1, "consult.meet", False)])
def test_a_toll_belongs_to_the_attack_just_before(at, concept, taken):
    found = carried([told(0, concept)], [dead(at, 12)], SENTENCES)
    assert bool(found[0].counts) == taken


ASIDE = tree("""
    Erano essere AUX 2 cop
    60mila 60mila NUM 0 root
    secondo secondo ADP 5 case
    il il DET 5 det
    sindacato_ sindacato NOUN 2 obl
    , , PUNCT 8 punct
    che che PRON 8 nsubj
    convocava convocare VERB 5 acl:relcl
    la il DET 10 det
    marcia marcia NOUN 8 obj
""")
TOLL = tree("""
    Undici undici NUM 2 nummod
    morti_ morto NOUN 5 nsubj
    : : PUNCT 2 punct
    è essere AUX 5 cop
    bilancio bilancio NOUN 0 root
    che che PRON 7 obj
    danno dare VERB 5 acl:relcl
    dell' di ADP 9 case
    attacco attacco NOUN 7 obl
""")


@pytest.mark.parametrize(("s", "act", "figure", "aside"), [(ASIDE, 9, 1, True), (TOLL, 8, 1, False)])
def test_an_act_that_is_only_told_of_who_gives_a_figure_does_not_take_it(s, act, figure, aside):
    count = Count(s.span(figure, figure + 1), 0, figure, "participants", 60000, "x")
    assert is_aside(SimpleNamespace(sentence=s, head=act), count) is aside
