"""The dead of a sentence are those of its nearest act, though two could have them."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from sayso.model import Article
from sayso.parse import conllu
from sayso.pipeline import load

CASES = Path(__file__).parents[1] / "cases" / "it" / "stories.conllu"


def test_the_dead_far_from_two_acts_are_those_of_the_nearer():
    block = next(b for b in conllu.blocks(CASES.read_text(encoding="utf-8")) if "il mercato di Quetta" in b.sentence.text)
    (alone,) = conllu.blocks(f"# text = {block.sentence.text}\n" + conllu.write(block.sentence).split("\n", 1)[1])
    article = Article("case", "it", "", alone.sentence.text, date(2025, 3, 12))
    reports = load("it").code_parsed(article, [replace(alone.sentence, paragraph=0)]).reports
    assert [(c.what, c.value) for r in reports for c in r.counts] == [("killed", 12), ("injured", 30)]
