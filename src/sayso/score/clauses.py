"""Sentences that tell an act without naming it: how many are seen, and how many others are taken for acts.

In: a file of texts with marked words (data/clauses/README.md). Out: figures for each split. A text is coded alone; a mark is met by a row of its
type, each row once, wherever in the text its trigger stands. A row that meets no mark is false.

``figures(Path("data/clauses/clauses_en.jsonl"), load)["test"]["recall"]``
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from sayso.model import Article

Figures = dict[str, Any]
Load = Callable[[str], Any]


def figures(path: Path, load: Load) -> Figures:
    """The figures of a file: split → figure → value."""
    texts = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    told: dict[str, list[tuple[Counter[str], Counter[str]]]] = {}
    for text in texts:
        marked = Counter(str(m["type"]) for m in text["marks"] if m["type"])
        coded = load(text["lang"]).code(Article(text["id"], text["lang"], "", text["text"]))
        told.setdefault(text["split"], []).append((marked, Counter(str(r.code.type) for r in coded.reports)))
    return {split: of_split(some) for split, some in sorted(told.items())}


def of_split(some: Iterable[tuple[Counter[str], Counter[str]]]) -> Figures:
    """The figures of pairs of types marked and types told.

    >>> of_split([(Counter(AID=1), Counter(AID=1, ASSAULT=1)), (Counter(), Counter())])["precision"]
    0.5
    """
    both = list(some)
    marked, told, met = (sum(map(Counter[str].total, part)) for part in (*zip(*both, strict=True), [m & t for m, t in both]))
    traps = [t.total() for m, t in both if not m]
    return {"texts": len(both), "marked": marked, "recall": rate(met, marked), "precision": rate(met, told),
            "texts without an act": len(traps), "false rows there": sum(traps), "recall by type": by_type(both)}


def by_type(both: Iterable[tuple[Mapping[str, int], Mapping[str, int]]]) -> dict[str, float]:
    """Recall of each type."""
    met, marked = Counter[str](), Counter[str]()
    for m, t in both:
        marked.update(m)
        met.update({kind: min(n, t.get(kind, 0)) for kind, n in m.items()})
    return {kind: rate(met[kind], n) for kind, n in sorted(marked.items())}


def rate(part: int, whole: int) -> float:
    """A share, to three places."""
    return round(part / whole, 3) if whole else 0.0
