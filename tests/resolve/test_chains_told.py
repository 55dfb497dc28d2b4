"""Whole chains of sources: stored parses of short passages in, the paths of their claims out. No model is loaded here.

The passages are in chains_*.txt; ``python tools/chains.py tests/resolve/chains_it.txt`` parses them. A claim that is not
found yet says why behind a third bar.
"""

import re
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from sayso.model import Article, Span
from sayso.parse import conllu
from sayso.pipeline import load
from sayso.score import chains

PASSAGES = sorted(Path(__file__).parent.glob("chains_*.conllu"))


def passages():
    for path in PASSAGES:
        lang = path.stem.rpartition("_")[2]
        raw = [b for b in path.read_text(encoding="utf-8").split("\n\n") if b.strip()]
        starts = [k for k, b in enumerate(raw) if b.startswith("# passage = ")] + [len(raw)]
        for a, b in pairwise(starts):
            yield lang, "\n\n".join(raw[a:b])


def claims():
    for lang, text in passages():
        name = re.search(r"# passage = (.+)", text)[1]
        for n, line in enumerate(re.findall(r"# claim = (.+)", text)):
            words, paths, *reason = (part.strip() for part in line.split("|"))
            marks = [pytest.mark.xfail(reason=reason[0], strict=True)] if reason else []
            yield pytest.param(lang, text, words, paths, id=f"{lang}-{name.replace(' ', '_')}-{n + 1}", marks=marks)


def laid(text):
    """The sentences of a passage, one after the other, and their text."""
    blocks = list(conllu.blocks(text))
    first = int(blocks[0].one("paragraph"))
    sentences = [replace(b.sentence, paragraph=int(b.one("paragraph")) - first, is_heading=b.one("heading") == "yes") for b in blocks]
    return sentences, " ".join(s.text for s in sentences)


@pytest.mark.parametrize(("lang", "text", "words", "paths"), list(claims()))
def test_claim(lang, text, words, paths):
    sentences, whole = laid(text)
    at = whole.index(words)
    article = Article("passage", lang, "", whole, date(2024, 3, 15))
    quotes = load(lang).code_parsed(article, sentences).quotes
    found = chains.quote_at(quotes, Span("text", at, at + len(words.split()[0]), words.split()[0]))
    told = [list(p) for p in found.sources.paths] if found else []
    wanted = [[x.strip() for x in path.split(">")] for path in paths.split(";")] if paths else []
    assert chains.exact(wanted, told), told
