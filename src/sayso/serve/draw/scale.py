"""Round numbers for an axis or a legend.

>>> ticks(87), ticks(3), ticks(0)
((0, 20, 40, 60, 80, 100), (0, 1, 2, 3), (0, 1))
"""

from __future__ import annotations

from math import ceil, log10

STEPS = (1, 2, 5, 10)
MARKS = 5  # at most so many steps on an axis
CLASSES = 5


def step(most: float, marks: int = MARKS, least: float = 1) -> float:
    """The smallest round step that needs at most ``marks`` of it to reach ``most``."""
    rough = max(most / marks, least)
    unit = 10 ** int(log10(rough) // 1)
    return float(next(unit * s for s in STEPS if unit * s >= rough * 0.999999))


def ticks(most: float, marks: int = MARKS, least: float = 1) -> tuple[float, ...]:
    """From nought to the first round number not under ``most``; whole numbers unless ``least`` is smaller."""
    one = step(most, marks, least)
    found = [round(i * one, 6) for i in range(max(ceil(most / one - 1e-9), 1) + 1)]
    return tuple(int(t) if t == int(t) else t for t in found)


def classes(most: int) -> tuple[tuple[int, int], ...]:
    """Up to five classes of counts, each about as many times larger than the one before.

    >>> classes(4), classes(900)
    (((1, 1), (2, 2), (3, 3), (4, 4)), ((1, 4), (5, 19), (20, 49), (50, 199), (200, 900)))
    """
    if most < 1:
        return ()
    if most <= CLASSES:
        return tuple((n, n) for n in range(1, most + 1))
    starts = [1, *(start(most ** (i / CLASSES)) for i in range(1, CLASSES))]
    starts = sorted({s for s in starts if s <= most})
    ends = [s - 1 for s in starts[1:]] + [most]
    return tuple(zip(starts, ends, strict=True))


def start(rough: float) -> int:
    """The round number nearest to a rough one, on a scale of ratios."""
    unit = 10 ** int(log10(rough))
    return int(min((unit * s for s in STEPS), key=lambda n: abs(log10(n / rough))))
