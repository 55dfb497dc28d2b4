"""Cooperation and conflict through time, as bars: counts of the four quads for each period go in, a drawing comes out.

Above the line cooperation, below it conflict; what is done stands next to the line, what is said beyond it, with hatching.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from sayso.serve.draw import periods, scale
from sayso.serve.draw.axis import LEFT, SWATCH, TOP, WIDTH, Plane, legend, levels, plane, times
from sayso.serve.draw.letters import width
from sayso.serve.draw.periods import Unit
from sayso.serve.draw.svg import figure, linked, sentence, tag
from sayso.serve.draw.words import Words

HEIGHT = 300
UP, DOWN = (2, 1), (4, 3)  # quads from the line outwards
SAID = (1, 3)
HATCHED = 5  # units that a bar must be wide for its hatching to be seen


@dataclass(frozen=True, slots=True)
class Bar:
    """One period: the day it begins (or any day of it), how many events of quad 1, 2, 3 and 4, and the page that lists them."""

    start: date
    counts: tuple[int, int, int, int]
    href: str | None = None

    @property
    def total(self) -> int:
        """Events of all quads."""
        return sum(self.counts)


def timeline(bars: Sequence[Bar], unit: Unit, words: Words, name: str = "timeline") -> Markup:
    """Bars of the four quads through time, one a period of ``unit``; a period without a bar stays empty. ``name``: begins the ids of the drawing."""
    shown = [b for b in bars if b.total > 0]
    if not shown:
        return sentence(name, words.say("timeline"), words.say("nothing"))
    up, down = max(b.counts[0] + b.counts[1] for b in shown), max(b.counts[2] + b.counts[3] for b in shown)
    marks = scale.ticks(max(up, down), 4)
    high, low = (next(m for m in marks if m >= max(n, marks[1])) for n in (up, down))
    p = plane((b.start for b in bars), unit, (-low, high), HEIGHT)
    lines = [-m for m in marks[1:] if m <= low] + [m for m in marks if m <= high]
    return figure(
        name, (WIDTH, HEIGHT), words.say("timeline"), told(shown, unit, words), patterns(name), *levels(p, lines, words),
        *(column(b, p, words, name) for b in shown), rule(p), *times(p, words),
        *sides(p, words), *legend(keys(name, words)), kind="draw-wide")


def told(shown: Sequence[Bar], unit: Unit, words: Words) -> str:
    """The drawing in words."""
    ordered = sorted(shown, key=lambda b: b.start)
    peak = max(ordered, key=lambda b: b.total)
    sums = [sum(b.counts[i] for b in shown) for i in range(4)]
    parts = ", ".join(words.say("part", quad=words.quad(i + 1), n=words.number(n)) for i, n in enumerate(sums) if n)
    return words.say("timeline_told", events=words.counted("events", sum(sums)), parts=parts, first=when(ordered[0].start, unit, words),
                     last=when(ordered[-1].start, unit, words), peak=when(peak.start, unit, words), most=words.counted("events", peak.total))


def when(day: date, unit: Unit, words: Words) -> str:
    """The name of the period of a day."""
    return periods.name(periods.at(day, unit), unit, words.table)


def patterns(name: str) -> Markup:
    """The hatching of what is only said."""
    return tag("defs", *(
        tag("pattern", tag("rect", width=6, height=6, class_=f"draw-q{q}"), tag("path", d="M-1 7L7 -1M-1 1L1 -1M5 7L7 5", class_="draw-hatch"),
            id=f"{name}-q{q}", width=6, height=6, patternUnits="userSpaceOnUse") for q in SAID))


def fill(q: int, name: str, hatched: bool = True) -> dict[str, str]:
    """How a quad is filled: as attributes of a shape."""
    return {"fill": f"url(#{name}-q{q})", "class_": f"draw-rim{q}"} if hatched and q in SAID else {"class_": f"draw-q{q}"}


def column(b: Bar, p: Plane, words: Words, name: str) -> Markup:
    """One bar with all its parts, a link as high as the drawing."""
    parts = ", ".join(words.say("part", quad=words.quad(q), n=words.number(b.counts[q - 1])) for q in (1, 2, 3, 4) if b.counts[q - 1])
    title = f"{words.say('bar', when=when(b.start, p.unit, words), events=words.counted('events', b.total))} ({parts})"
    x = p.x(periods.at(b.start, p.unit))
    hit = tag("rect", x=x - p.slot / 2, y=TOP, width=p.slot, height=p.floor - TOP, class_="draw-hit")
    return linked(b.href, hit, *stack(b, p, x, name, UP, 1), *stack(b, p, x, name, DOWN, -1), name=title)


def stack(b: Bar, p: Plane, x: float, name: str, quads: tuple[int, int], sign: int) -> Iterator[Markup]:
    """The parts of a bar on one side of the line."""
    done = 0
    for q in quads:
        if n := b.counts[q - 1]:
            ends = sorted((p.y(sign * done), p.y(sign * (done + n))))
            yield tag("rect", x=x - p.bar / 2, y=ends[0], width=p.bar, height=ends[1] - ends[0], **fill(q, name, p.bar >= HATCHED))
            done += n


def rule(p: Plane) -> Markup:
    """The line between cooperation and conflict, over the bars."""
    return tag("line", x1=LEFT, x2=WIDTH - p.right, y1=p.y(0), y2=p.y(0), class_="draw-zero")


def sides(p: Plane, words: Words) -> Iterator[Markup]:
    """What lies above and what below, written upwards along the rim."""
    for key, middle in (("cooperation", (p.y(p.high) + p.y(0)) / 2), ("conflict", (p.y(0) + p.floor) / 2)):
        if width(words.say(key), 11) < 2 * min(abs(middle - p.y(0)), 200):
            yield tag("text", words.say(key), transform=f"translate(11 {middle:.0f}) rotate(-90)", text_anchor="middle", class_="draw-side")


def keys(name: str, words: Words) -> Iterator[tuple[Markup, str]]:
    """The legend: a swatch for each quad, in the order of the bars from above."""
    for q in (1, 2, 4, 3):
        yield tag("rect", width=SWATCH, height=SWATCH, **fill(q, name)), words.quad(q)
