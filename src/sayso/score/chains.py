"""Chains of sources: claims whose whole path is annotated go in, how often it is found goes out.

In: a file of mini-articles with ``claims`` (`data/chains/GUIDE.md`) and a coder. Out: per split, family and language, how many claims
have exactly the paths of the gold, and how many have the right first speakers. Not every claim is an event, so the attributions are
asked, not the reports: the innermost one whose content holds the claim's act; none is the article's own voice.

>>> exact([["Petrov", "Tass"]], [["Ivan Petrov", "TASS"]])
True
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from sayso.extract.attribution import cover
from sayso.model import Article, Quote, Span
from sayso.read.day import day
from sayso.score.gold import GoldError, read_lines
from sayso.score.names import same, words

Paths = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim of the gold with what was told of it."""

    article: str
    lang: str
    family: str
    split: str
    gold: Paths
    told: Paths
    content: str
    medium: bool | None  # None where the file does not annotate how the first speaker spoke

    @property
    def is_exact(self) -> bool:
        """Whether all paths are right and none is too many."""
        return exact(self.gold, self.told)

    @property
    def is_first(self) -> bool:
        """Whether the first speakers are right, own voice included."""
        return exact(firsts(self.gold), firsts(self.told))


def exact(gold: Paths, told: Paths) -> bool:
    """Whether two sets of paths are the same, names compared as in :mod:`sayso.score.names`."""
    left = list(told)
    for path in gold:
        twin = next((t for t in left if alike(path, t)), None)
        if twin is None:
            return False
        left.remove(twin)
    return not left


def alike(a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether two paths name the same parties in the same order."""
    return len(a) == len(b) and all(same(words(x), words(y)) for x, y in zip(a, b, strict=True))


def firsts(paths: Paths) -> Paths:
    """The first speakers, each once."""
    return [list(x) for x in dict.fromkeys(tuple(p[:1]) for p in paths if p)]


def claims(path: Path, load: Any) -> Iterator[Claim]:  # noqa: ANN401 - a loader of coders, as in sets
    """Every claim of a file with the paths that a coder gives it."""
    for told in read_lines(path):
        article = Article(told["id"], told["lang"], told["title"], told["text"], day(told.get("published") or ""), told.get("outlet"))
        quotes = load(told["lang"]).code(article).quotes
        for claim in told["claims"]:
            found = quote_at(quotes, spot(article, claim))
            yield Claim(article.id, told["lang"], told["family"], told["split"], claim["paths"], found.sources.paths if found else (),
                        claim["content"], (found.attribution.medium if found else None) == claim["medium"] if "medium" in claim else None)


def spot(article: Article, claim: Mapping[str, Any]) -> Span:
    """Where a claim stands: its trigger inside the content; where that is the word of saying itself, the first word of the content."""
    at, inside = article.text.find(claim["sentence"]), claim["sentence"].find(claim["content"])
    if at < 0 or inside < 0:
        raise GoldError(f"article {article.id}: its text lacks {claim['content'][:60]!r}")
    start = max(claim["content"].find(claim["trigger"]), 0)
    word = claim["content"][start:].split()[0]
    return article.span("text", at + inside + start, at + inside + start + len(word))


def quote_at(quotes: Sequence[Quote], span: Span) -> Quote | None:
    """The attribution that answers for some words."""
    found = cover([q.attribution for q in quotes], span)
    return next((q for q in quotes if q.attribution is found), None)


def figures(path: Path, load: Any) -> dict[str, Any]:  # noqa: ANN401
    """The figures of a file: shares of claims, for each split, and of each family."""
    judged = list(claims(path, load))
    out: dict[str, Any] = {"articles": len({c.article for c in judged}), "claims": len(judged)}
    for name, some in grouped(judged, lambda c: c.split):
        out[f"{name}_claims"] = len(some)
        out[f"{name}_path_exact"] = share(c.is_exact for c in some)
        out[f"{name}_sourced_path_exact"] = share(c.is_exact for c in some if c.gold)
        out[f"{name}_own_voice"] = share(c.is_exact for c in some if not c.gold)
        out[f"{name}_first_speaker"] = share(c.is_first for c in some)
        media = [c.medium for c in some if c.gold and c.medium is not None]
        out |= {f"{name}_medium": share(media)} if media else {}
    out["by_family"] = {name: share(c.is_exact for c in some) for name, some in grouped(judged, lambda c: c.family)}
    return out


def grouped(judged: Iterable[Claim], key: Any) -> Iterator[tuple[str, list[Claim]]]:  # noqa: ANN401
    """Claims by a key, in its order."""
    for name, some in groupby(sorted(judged, key=key), key):
        yield name, list(some)


def share(verdicts: Iterable[bool]) -> float:
    """How many of them are true."""
    told = list(verdicts)
    return round(sum(told) / max(1, len(told)), 3)


