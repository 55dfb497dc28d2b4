"""Do coders agree more than by chance? Krippendorff's alpha, for codes, ranks, numbers, sets and days.

In: units, each with what its coders said of it, in any order; ``None`` for who said nothing. Out: :class:`Alpha`.

1 is agreement in everything, 0 what chance would give, below 0 less than that. How far two values are apart is told by a distance out of
:data:`DISTANCES`; it is that distance which is averaged, so ``interval`` squares differences. Krippendorff, Content Analysis (2004), ch. 11;
sets after Passonneau (2006).

>>> alpha([("a", "a"), ("b", "b"), ("b", "a"), ("b", None)]).value
0.4444444444444444
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Set
from dataclasses import dataclass
from itertools import combinations, islice
from typing import Any

Distance = Callable[[Any, Any], float]
NO_PAIR = "nothing was coded by two"
NO_VARIETY = "everybody always said the same, so chance cannot be told from agreement"


@dataclass(frozen=True, slots=True)
class Alpha:
    """Alpha, or the ``reason`` why there is none; units with two values or more, the values in them, the share of pairs of values that are equal."""

    value: float | None
    reason: str | None
    units: int
    values: int
    agreed: float | None


def alpha(units: Iterable[Iterable[Any]], distance: str = "nominal") -> Alpha:
    """Krippendorff's alpha of some units; values must be hashable, and sets frozen."""
    said = [values for unit in units if len(values := [v for v in unit if v is not None]) > 1]
    if not said:
        return Alpha(None, NO_PAIR, 0, 0, None)
    counts = Counter(v for values in said for v in values)
    n = counts.total()
    apart = DISTANCES[distance](counts)
    pairs = [[*combinations(values, 2)] for values in said]
    seen = sum(sum(apart(a, b) for a, b in some) / (len(values) - 1) for some, values in zip(pairs, said, strict=True)) * (n - 1)
    expected = by_chance(counts, distance, apart)
    agreed = sum(a == b for some in pairs for a, b in some) / sum(map(len, pairs))
    if not expected:
        return Alpha(None, NO_VARIETY, len(said), n, agreed)
    return Alpha(1 - seen / expected, None, len(said), n, agreed)


def by_chance(counts: Counter[Any], distance: str, apart: Distance) -> float:
    """The distances of all pairs of values, whoever said them. Where most pairs are wholly apart, only the others are compared."""
    if distance not in ("nominal", "days"):
        return sum(counts[a] * counts[b] * apart(a, b) for a, b in combinations(counts, 2))
    whole = (counts.total() ** 2 - sum(n * n for n in counts.values())) / 2
    if distance == "nominal":
        return whole
    spans = sorted(v for v in counts if v)
    for i, a in enumerate(spans):
        for b in islice(spans, i + 1, None):
            if b[0] > a[1]:
                break
            whole -= counts[a] * counts[b] * (1 - apart(a, b))
    return whole


# ------------------------------------------------------------- distances


def nominal(a: object, b: object) -> float:
    """Codes: the same or not."""
    return float(a != b)


def interval(a: float, b: float) -> float:
    """Numbers, by their difference."""
    return (a - b) ** 2


def ratio(a: float, b: float) -> float:
    """Numbers from 0 up, by their difference in relation to their size."""
    return ((a - b) / (a + b)) ** 2 if a != b else 0.0


def ordinal(counts: Counter[Any]) -> Distance:
    """Ranks: by how many values lie between the two."""
    below: dict[Any, float] = {}
    passed = 0
    for value in sorted(counts):
        below[value] = passed + counts[value] / 2
        passed += counts[value]
    return lambda a, b: (below[a] - below[b]) ** 2


def jaccard(a: Set[Any], b: Set[Any]) -> float:
    """Sets: the share of all members that only one of the two has."""
    return 1 - len(a & b) / len(a | b) if a | b else 0.0


def masi(a: Set[Any], b: Set[Any]) -> float:
    """Sets, as :func:`jaccard`, with a part of the other nearer than an overlap.

    >>> round(masi(frozenset("ab"), frozenset("abcd")), 3)
    0.667
    """
    part = 1 if a == b else 2 / 3 if a <= b or b <= a else 1 / 3
    return 1 - part * (1 - jaccard(a, b)) if a and b else nominal(a, b)


def days(a: Collection[int], b: Collection[int]) -> float:
    """Spans of days, ``(first, last)`` as numbers or ``()``: the share of all days that only one of the two has."""
    if not a or not b:
        return nominal(a, b)
    (first, last), (begin, end) = a, b
    shared = max(0, min(last, end) - max(first, begin) + 1)
    return 1 - shared / (last - first + end - begin + 2 - shared)


DISTANCES: dict[str, Callable[[Counter[Any]], Distance]] = {
    "nominal": lambda _: nominal, "ordinal": ordinal, "interval": lambda _: interval, "ratio": lambda _: ratio,
    "jaccard": lambda _: jaccard, "masi": lambda _: masi, "days": lambda _: days,
}
