"""The plane of a drawing through time: periods lie from left to right, values from bottom to top; lines and numbers at the rim."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from sayso.serve.draw import periods
from sayso.serve.draw.letters import width
from sayso.serve.draw.periods import Unit
from sayso.serve.draw.svg import tag
from sayso.serve.draw.words import Words

WIDTH, TOP, BOTTOM, LEFT, RIGHT = 960, 44, 40, 66, 14
WIDEST = 44  # of a bar
MARK = 52  # room that a label of the axis of time needs
GAP = 26  # between two entries of a legend
SWATCH = 12


@dataclass(frozen=True, slots=True)
class Plane:
    """Where a period and a value lie. ``low`` and ``high``: the ends of the axis of values; ``foot``: room under it for something else."""

    unit: Unit
    first: int
    last: int
    low: float
    high: float
    height: float
    right: float = RIGHT
    foot: float = 0

    @property
    def slot(self) -> float:
        """Room of one period."""
        return (WIDTH - LEFT - self.right) / (self.last - self.first + 1)

    @property
    def bar(self) -> float:
        """Width of a bar: a hair of room beside it where there is any."""
        return min(WIDEST, self.slot * (0.78 if self.slot > 4 else 1))

    @property
    def floor(self) -> float:
        """The lower rim of the values."""
        return self.base - self.foot

    @property
    def base(self) -> float:
        """Where the axis of time lies."""
        return self.height - BOTTOM

    def x(self, period: int) -> float:
        """The middle of a period."""
        return LEFT + (period - self.first + 0.5) * self.slot

    def y(self, value: float) -> float:
        """The height of a value, counted from above."""
        return TOP + (self.high - value) / ((self.high - self.low) or 1) * (self.floor - TOP)


def plane(days: Iterable[date], unit: Unit, ends: tuple[float, float], height: float, right: float = RIGHT, foot: float = 0) -> Plane:
    """The plane that holds some days and the values between two ends."""
    found = [periods.at(d, unit) for d in days]
    return Plane(unit, min(found), max(found), *ends, height, right, foot)


def levels(p: Plane, values: Iterable[float], words: Words, signed: bool = False) -> Iterator[Markup]:
    """A line across and a number for each value; the one at nought is heavier."""
    for v in values:
        y = p.y(v)
        yield tag("line", x1=LEFT, x2=WIDTH - p.right, y1=y, y2=y, class_="draw-line" if v else "draw-zero")
        yield tag("text", words.number(v if signed else abs(v), signed), x=LEFT - 8, y=y + 4, text_anchor="end", class_="draw-number")


def times(p: Plane, words: Words) -> Iterator[Markup]:
    """Names of periods below, with the year under the first of each."""
    base, years, free = p.base, set[int](), 0.0
    marks = periods.labels(p.first, p.last, p.unit, int((WIDTH - LEFT - p.right) / MARK), words.table)
    if not marks:
        marks = [(p.first, periods.short(p.first, p.unit, words.table))]
    for period, text in marks:
        x, year = p.x(period), periods.first_day(period, p.unit).year
        yield tag("line", x1=x, x2=x, y1=base, y2=base + 5, class_="draw-zero")
        if (begin := x - width(text, 11) / 2) >= free:
            free = begin + width(text, 11) + 4
            yield tag("text", text, x=x, y=base + 18, text_anchor="middle", class_="draw-number")
        if year not in years and text != str(year):
            yield tag("text", str(year), x=x, y=base + 33, text_anchor="middle", class_="draw-year")
        years.add(year)


def legend(entries: Iterable[tuple[Markup, str]], y: float = 16, left: float = LEFT) -> Iterator[Markup]:
    """Swatches, each drawn about its own nought, with their names, in a row."""
    for swatch, text in entries:
        yield tag("g", swatch, transform=f"translate({left:.0f} {y:.0f})")
        yield tag("text", text, x=left + SWATCH + 6, y=y + 10, class_="draw-legend")
        left += SWATCH + 6 + width(text) + GAP
