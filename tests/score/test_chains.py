"""Chains of sources: paths compared as sets, names in their common form; the place of a claim; spans of annotation files."""

import json
from types import SimpleNamespace

import pytest

from sayso.model import Article
from sayso.score import chains, polnear
from sayso.score.gold import GoldError

ARTICLE = Article("a", "it", "", "Ieri il ponte è crollato, secondo Rossi. Nessuno è ferito.")


@pytest.mark.parametrize(("gold", "told", "right"), [
    ([], (), True),
    ([], (("Rossi",),), False),
    ([["Mario Rossi", "Ansa"]], (("Rossi", "l'agenzia Ansa"),), True),
    ([["Rossi", "Ansa"]], (("Ansa", "Rossi"),), False),
    ([["Rossi", "Ansa"]], (("Rossi",),), False),
    ([["Rossi", "Tass"], ["Rossi", "Ansa"]], (("Rossi", "Ansa"), ("Rossi", "Tass")), True),
    ([["Rossi", "Tass"], ["Rossi", "Ansa"]], (("Rossi", "Ansa"),), False),
])
def test_all_paths_and_none_too_many(gold, told, right):
    assert chains.exact(gold, told) is right


def test_a_claim_stands_at_its_act():
    claim = {"sentence": "Ieri il ponte è crollato, secondo Rossi.", "content": "Ieri il ponte è crollato", "trigger": "crollato"}
    assert chains.spot(ARTICLE, claim).text == "crollato"
    assert chains.spot(ARTICLE, claim | {"trigger": "secondo"}).text == "Ieri"
    with pytest.raises(GoldError, match="lacks"):
        chains.spot(ARTICLE, claim | {"content": "un altro"})


@pytest.mark.parametrize(("claims", "figures"), [
    ([{}], {}),
    ([{"medium": "Telegram"}, {"medium": None}, {}], {"test_medium": 0.5}),
])
def test_the_medium_is_measured_where_it_is_annotated(tmp_path, claims, figures):
    told = {"id": "a", "lang": "it", "family": "dense", "split": "test", "title": "", "text": ARTICLE.text, "outlet": None}
    given = {"sentence": ARTICLE.text, "trigger": "crollato", "content": "Ieri il ponte è crollato", "paths": [["Rossi"]]}
    path = tmp_path / "fresh.jsonl"
    path.write_text(json.dumps(told | {"claims": [given | c for c in claims]}), encoding="utf-8")
    found = chains.figures(path, lambda _: SimpleNamespace(code=lambda _: SimpleNamespace(quotes=())))
    assert {k: v for k, v in found.items() if k.endswith("_medium")} == figures
    assert found["claims"] == len(claims)


def test_annotated_spans_are_read_and_compared():
    text = 'He said "I will not go", and left.'
    gold = polnear.read_spans(["T1\tSource 0 2\tHe", "T2\tCue 3 7\tsaid", 'T3\tContent 8 23\t"I will not go"', "E1\tx"])
    counts = polnear.compared(text, gold, [("cue", ((3, 7),)), ("content", ((9, 15),))])
    assert counts["cue", "exact"] == (1, 1, 1, 1)
    assert counts["content", "words"] == (2, 2, 2, 4)
    assert counts["content", "overlap"] == (1.0, 1, 0.5, 1)
    assert counts["content", "exact"] == (0, 1, 0, 1)
    assert counts["source", "exact"] == (0, 0, 0, 1)


def test_a_span_told_twice_is_found_once():
    text = "He has said and said it."
    cue = [("cue", ((3, 11),)), ("cue", ((16, 20),))]
    assert polnear.compared(text, cue, [cue[0], ("cue", ((7, 20),)), cue[0]])["cue", "overlap"] == (1 + 1 / 3, 2, 2, 2)


def test_marks_at_the_ends_do_not_count():
    text = '"I go," he said, "now."'
    assert polnear.bare(text, ((0, 7),)) == polnear.bare(text, ((1, 5),))
