"""Attributions of PolNeAR: English news with cue, source and content marked by hand (brat) go in, F1 of each goes out.

In: a folder with ``text/NAME.txt`` and ``attributions/NAME_xxxx.ann``, one annotation file an annotator. Out: for each of the three
parts three F1: *overlap* (of each span the share of its words that the best span of the other side has too, averaged over spans: the
precision and recall by intersection of Johansson and Moschitti, CoNLL 2010), *words* (words marked by both, over all texts, so that a
cue of five words weighs as much as five of one) and *exact* (whole spans, to the letter but for the marks and spaces at their ends). A
text with several annotators is scored against each, and counts once.

>>> read_spans(["T1\\tCue 33 37;40 41\\tsaid x"])
[('cue', ((33, 37), (40, 41)))]
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from sayso.model import Article, Quote, Span
from sayso.score.gold import GoldError

PARTS = ("cue", "source", "content")
MEASURES = ("overlap", "words", "exact")
WORD = re.compile(r"\w+")
ENDS = " \t\n\"'“”‘’«».,;:"
SPAN = re.compile(r"T\d+\t(Cue|Source|Content) ([\d ;]+)\t")

Places = tuple[tuple[int, int], ...]
Marked = tuple[str, Places]


def figures(path: Path, load: Any) -> dict[str, Any]:  # noqa: ANN401 - a loader of coders, as in sets
    """F1 of each measure for cue, source and content."""
    counts = {(part, how): [0.0, 0.0, 0.0, 0.0] for part in PARTS for how in MEASURES}  # right of told, told, right of gold, gold
    texts = sorted(path.rglob("*.txt"))
    for file in texts:
        text = file.read_text(encoding="utf-8")
        golds = [read_spans(a.read_text(encoding="utf-8").splitlines()) for a in sorted(path.rglob(f"{file.stem}_*.ann"))]
        if not golds:
            raise GoldError(f"{file.name}: no annotation beside it")
        told = list(spans_of(load("en").code(Article(file.stem, "en", "", text)).quotes))
        for gold in golds:
            for key, row in compared(text, gold, told).items():
                counts[key] = [a + b / len(golds) for a, b in zip(counts[key], row, strict=True)]
    out: dict[str, Any] = {"texts": len(texts)}
    shares = {f"{part}_{how}": (a / max(1, told), b / max(1, gold)) for (part, how), (a, told, b, gold) in counts.items()}
    out |= {f"{part}_{how}": round(f1(*shares[f"{part}_{how}"]), 3) for how in MEASURES for part in PARTS}
    return out | {"precision": {k: round(p, 3) for k, (p, _) in shares.items()}, "recall": {k: round(r, 3) for k, (_, r) in shares.items()}}


def f1(precision: float, recall: float) -> float:
    """The harmonic mean of precision and recall."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def read_spans(lines: Iterable[str]) -> list[Marked]:
    """The marked spans of an annotation file; one span may lie in several places."""
    found = [m for line in lines if (m := SPAN.match(line))]
    return [(m[1].lower(), tuple((int(a), int(b)) for a, b in (place.split() for place in m[2].split(";")))) for m in found]


def spans_of(quotes: Iterable[Quote]) -> Iterator[Marked]:
    """The same of what we found."""
    for q in quotes:
        a = q.attribution
        parts = (("cue", (q.cue or a.cue,)), ("source", (q.source or a.source.span,)), ("content", a.content))
        yield from ((part, places(spans)) for part, spans in parts)


def places(spans: Iterable[Span]) -> Places:
    """Where spans stand in the text."""
    return tuple((s.start, s.end) for s in spans if s.field == "text" and s.start < s.end)


def compared(text: str, gold: Iterable[Marked], told: Iterable[Marked]) -> dict[tuple[str, str], tuple[float, int, float, int]]:
    """(part, measure) → how much of what is told is right, how much is told, how much of the gold is found, how much there is."""
    golds, tolds = list(gold), list(told)
    out: dict[tuple[str, str], tuple[float, int, float, int]] = {}
    for part in PARTS:
        ours, theirs = ([where for p, where in marked if p == part] for marked in (tolds, golds))
        for how, of in (("words", words_in), ("exact", bare)):
            a, b = ({x for where in side for x in of(text, where)} for side in (ours, theirs))
            out[part, how] = (len(a & b), len(a), len(a & b), len(b))
        c, d = ({frozenset(words_in(text, where)) for where in side} - {frozenset[int]()} for side in (ours, theirs))
        out[part, "overlap"] = (shared(c, d), len(c), shared(d, c), len(d))
    return out


def shared(spans: Iterable[frozenset[int]], others: Iterable[frozenset[int]]) -> float:
    """The shares of the spans' words that the best of the others has, summed.

    >>> shared([frozenset({1, 2}), frozenset({7})], [frozenset({2, 3}), frozenset({7})])
    1.5
    """
    near = list(others)
    return sum(max((len(s & o) for o in near), default=0) / len(s) for s in spans)


def words_in(text: str, where: Places) -> set[int]:
    """Where the words of a span begin."""
    return {m.start() for start, end in where for m in WORD.finditer(text, start, end)}


def bare(text: str, where: Places) -> set[Places]:
    """A span without the marks and spaces at its ends."""
    if not where:
        return set()
    return {tuple((start + len(t) - len(t.lstrip(ENDS)), end - len(t) + len(t.rstrip(ENDS)))
                  for start, end in joined(text, where) for t in [text[start:end]])}


def joined(text: str, where: Places) -> Places:
    """Places with nothing but marks and spaces between them are one."""
    out: list[tuple[int, int]] = []
    for start, end in sorted(where):
        if out and not text[out[-1][1]:start].strip(ENDS):
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return tuple(out)
