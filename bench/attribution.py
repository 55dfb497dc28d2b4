"""How long attribution takes: against parsing, and as a text grows.

In: the mini-articles of `data/chains` and texts made to hurt (one paragraph of 100 kB, odd quotation marks, quotations ten deep).
Out: the share of attribution in the time of parsing, and for each kind of text the time a sentence costs at growing lengths.

``PYTHONPATH=src python bench/attribution.py``; ends with status 1 where attribution takes a quarter of parsing or more, or where the
longest text costs more than three times as much a sentence as the shortest.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from time import perf_counter
from typing import TypeVar

from sayso import pipeline
from sayso.extract.attribution import attributions, nearby
from sayso.model import Article, Sentence

CHAINS = Path(__file__).parents[1] / "data" / "chains"
ARTICLES = 25
LENGTHS = (12_500, 25_000, 50_000, 100_000)  # characters
QUARTER, STEEPEST = 0.25, 3.0

PLAIN = ("Il ponte sul fiume è stato chiuso, ha detto il prefetto Ugo Marin a Rossiya-24, citata da Tass e Interfax. Secondo la procura "
         "l'inchiesta durerà un mese. Le sue parole sono state riprese dall'Ansa. Lo ha confermato il ministero. ")
ODD = "«Il ponte è chiuso, ha detto il prefetto. “Nessuno passa\", ha aggiunto «ieri. 'Vedremo, dice» la sindaca. "
NESTED = "".join(f"«“Ha detto {k} che " for k in range(5)) + "il ponte è chiuso" + "”»" * 5 + ", ha concluso il prefetto. "
T = TypeVar("T")
KINDS = {"news": PLAIN, "odd marks": ODD, "ten deep": NESTED}


def main() -> int:
    """Measure and print; 1 where a limit is passed."""
    shares = {pack: share_of_parsing(pack) for pack in ("fast", "accurate")}
    for pack, share in shares.items():
        print(f"{pack:9} attribution takes {share:.3f} of the time of parsing")
    steep = {kind: growth(kind, text) for kind, text in KINDS.items()}
    return int(max(shares.values()) >= QUARTER or max(steep.values()) > STEEPEST)


def share_of_parsing(pack: str) -> float:
    """Attribution's time over that of parsing, on articles of the project."""
    coder = pipeline.load("it", pack)
    lines = (CHAINS / "it_a.jsonl").read_text(encoding="utf-8").splitlines()[:ARTICLES]
    articles = [Article(a["id"], "it", a["title"], a["text"]) for a in map(json.loads, lines)]
    attribute(coder, coder.parser.sentences(articles[0]))  # loads the model and the word lists
    parsed, parsing = timed(lambda: [coder.parser.sentences(a) for a in articles])
    _, attributing = timed(lambda: [attribute(coder, s) for s in parsed])
    return attributing / parsing


def growth(kind: str, text: str) -> float:
    """How much more a sentence costs in the longest text than in the shortest; all is one paragraph."""
    coder = pipeline.load("it", "fast")
    once = coder.parser.sentences(Article("x", "it", "", text.strip()))
    costs = []
    for length in LENGTHS:
        sentences = list(repeated(once, len(text), length))
        found, seconds = timed(lambda some=sentences: attribute(coder, some))
        costs.append(seconds / len(sentences))
        size = f"{length:7} characters  {len(sentences):5} sentences  {found:5} attributions"
        print(f"{kind:9} {size}  {seconds:6.2f} s  {1000 * costs[-1]:.2f} ms a sentence")
    return costs[-1] / costs[0]


def repeated(once: Sequence[Sentence], step: int, length: int) -> Iterator[Sentence]:
    """The same parsed sentences again and again up to a length, each at its own place in one paragraph."""
    for k in range(max(1, length // step)):
        for s in once:
            tokens = tuple(replace(t, start=t.start + k * step, end=t.end + k * step) for t in s.tokens)
            yield replace(s, i=k * len(once) + s.i, start=s.start + k * step, end=s.end + k * step, tokens=tokens, paragraph=0)


def attribute(coder: pipeline.Coder, sentences: Sequence[Sentence]) -> int:
    """Attribute as the pipeline does; how many attributions there are."""
    found = attributions(sentences, coder.words.data("speech"), coder.extractor.outside.media)
    nearby(found, sentences)
    return len(found)


def timed(work: Callable[[], T]) -> tuple[T, float]:
    """What some work gives, and its seconds."""
    start = perf_counter()
    done = work()
    return done, perf_counter() - start


if __name__ == "__main__":
    sys.exit(main())
