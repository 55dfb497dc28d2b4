"""The user's own article: the space agreement came from Borisov through a broadcaster and two agencies to a third. Needs ../shared."""

import json
from pathlib import Path

import pytest

from sayso.export import chain

GOLD = Path(__file__).parents[2] / "shared" / "gold" / "dev_it.jsonl"


@pytest.mark.skipif(not GOLD.is_file(), reason="the shared gold is not beside this checkout")
def test_the_space_agreement_shows_its_chain():
    from sayso import pipeline
    from sayso.model import Article
    from sayso.read.day import day

    told = next(a for a in map(json.loads, GOLD.read_text(encoding="utf-8").splitlines()) if a["id"] == "seed-004")
    article = Article(told["id"], "it", told["title"], told["text"], day(told["published"]), told.get("outlet"))
    coded = pipeline.load("it", "fast").code(article)
    signed = [r for r in coded.reports if "firmato" in r.trigger.text and r.sources.paths]
    assert "Yuri Borisov → Rossiya-24 → {Tass, Interfax} → Ansa" in {chain.line(r.sources.paths) for r in signed}
