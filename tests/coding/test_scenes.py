"""Where acts took place that their own sentence gives no place: where the parties met; and names that tell whom, not where."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from sayso.model import Article
from sayso.parse import conllu
from sayso.parse.repair import repaired
from sayso.pipeline import load

CASES = Path(__file__).parents[1] / "cases"


def coded(lang, wanted):
    """The reports of the stored sentences that ``wanted`` picks, laid one after the other."""
    blocks = [b for b in conllu.blocks((CASES / lang / "told_before.conllu").read_text(encoding="utf-8")) if wanted(b)]
    laid = conllu.blocks("\n\n".join(f"# text = {b.sentence.text}\n" + conllu.write(b.sentence).split("\n", 1)[1] for b in blocks))
    coder = load(lang)
    sentences = [replace(repaired(b.sentence, coder.words.data("grammar")), paragraph=0) for b in laid]
    assert sentences
    return coder.code_parsed(Article("story", lang, "", " ".join(s.text for s in sentences), date(2023, 3, 1)), sentences).reports


@pytest.mark.parametrize(("lang", "story", "type_", "place"), [
    ("en", "both sides", "AGREE", "Sochi"),
    ("en", "they", "SUPPORT", "Asmara"),
    ("it", "le parti", "AGREE", "Sochi"),
    ("it", "i ministri", "AGREE", "Geneva"),
])
def test_what_those_who_met_did_is_placed_where_they_met(lang, story, type_, place):
    found = [r.where for r in coded(lang, lambda b: b.one("story") == story) if r.code.type == type_]
    assert [(w.name, "where they met" in w.why) for w in found if w] == [(place, True)]


@pytest.mark.parametrize(("start", "country"), [
    ("After Poland imposed", None),            # "sanctions on Belarus" are not imposed there
    ("Kenyan officials will convene", "KEN"),  # "after he returns to Nairobi"
])
def test_a_name_with_on_tells_whom_and_with_to_where_one_goes(start, country):
    first = coded("en", lambda b: b.sentence.text.startswith(start))[0]
    assert (first.where.country if first.where else None) == country
