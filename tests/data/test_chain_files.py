"""The mini-articles under data/chains: every claim verbatim, every family in one split, as many fresh ones as the card says."""

import json
import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "data" / "chains"
FILES = sorted(path.name for path in FOLDER.glob("*.jsonl"))
ARTICLE = {"id", "lang", "family", "split", "title", "published", "outlet", "text", "claims"}
FRESH = {"sentence", "trigger", "content", "paths"}
CLAIM = {*FRESH, "speech", "medium"}


def articles(name):
    return [json.loads(line) for line in (FOLDER / name).read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("name", FILES)
def test_articles_are_whole(name):
    for article in articles(name):
        assert set(article) == ARTICLE, article["id"]
        assert article["lang"] == re.search("it|en", name)[0]
        assert date.fromisoformat(article["published"])
        assert article["text"] == article["text"].strip()
        assert article["claims"]


@pytest.mark.parametrize("name", FILES)
def test_claims_stand_in_their_article(name):
    for article in articles(name):
        for claim in article["claims"]:
            assert set(claim) == (FRESH if name.startswith("fresh") else CLAIM), article["id"]
            assert claim["sentence"] in article["text"], article["id"]
            assert claim["content"] in claim["sentence"], article["id"]
            assert claim["trigger"], article["id"]
            assert all(path and all(path) for path in claim["paths"]), article["id"]


@pytest.mark.parametrize("name", FILES)
def test_a_family_is_in_one_split(name):
    assert {split for _, split in {(a["family"], a["split"]) for a in articles(name)}} == {"rules", "test"}
    assert len({a["family"] for a in articles(name)}) == len({(a["family"], a["split"]) for a in articles(name)})


def test_no_article_is_twice():
    every = [article for name in FILES for article in articles(name)]
    for field in ("id", "text"):
        assert [value for value, number in Counter(article[field] for article in every).items() if number > 1] == []


def test_the_card_has_the_counts_of_the_fresh_files():
    told = {}
    for lang in ("it", "en"):
        for article in articles(f"fresh_{lang}.jsonl"):
            row = told.setdefault(article["family"], {}).setdefault(lang, [0, 0])
            row[0], row[1] = row[0] + 1, row[1] + len(article["claims"])
    card = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert f"{sum(passages for row in told.values() for passages, _ in row.values())} passages" in card
    for family, row in told.items():
        cells = " | ".join(f"{row[lang][0]} | {row[lang][1]}" if lang in row else "| " for lang in ("it", "en"))
        assert f"| `{family}` | {cells} |".replace("|  |", "| |") in card, (family, cells)
