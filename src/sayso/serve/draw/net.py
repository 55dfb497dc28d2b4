"""Net cooperation of a pair through time, as a line: cooperation minus conflict for each period goes in, a drawing comes out.

A point above the line of nought is a disc, one below it a square; faint bars at the foot tell how many events stand behind each point.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from markupsafe import Markup

from sayso.serve.draw import periods, scale
from sayso.serve.draw.axis import LEFT, TOP, WIDTH, Plane, legend, levels, plane, times
from sayso.serve.draw.periods import Unit
from sayso.serve.draw.svg import figure, linked, number, sentence, tag
from sayso.serve.draw.timeline import when
from sayso.serve.draw.words import Words

HEIGHT, RIGHT = 320, 48
FOOT, ROOM = 40, 56  # height of the faint bars, and their room
DOT = 4
CROWDED = 9  # units a period needs for its point to be drawn


@dataclass(frozen=True, slots=True)
class Point:
    """One period: cooperation minus conflict (a count, or a sum or mean of scores), of how many events, and the page that lists them."""

    start: date
    net: float
    events: int
    href: str | None = None


def net(points: Sequence[Point], unit: Unit, words: Words, name: str = "net") -> Markup:
    """A line through the points that have events. Where periods between two of them have none, it is dashed."""
    shown = sorted((p for p in points if p.events > 0), key=lambda p: p.start)
    if not shown:
        return sentence(name, words.say("net"), words.say("nothing"))
    most = max(abs(p.net) for p in shown)
    marks = scale.ticks(most, 3, least=1 if all(p.net == int(p.net) for p in shown) else 0.1)
    p = plane((x.start for x in points), unit, (-marks[-1], marks[-1]), HEIGHT, RIGHT, ROOM)
    return figure(
        name, (WIDTH, HEIGHT), words.say("net"), told(shown, unit, words), *foot(shown, p, words), *areas(shown, p, name),
        *levels(p, [-m for m in marks[:0:-1]] + list(marks), words, signed=True), *line(shown, p), *(mark(x, p, words) for x in shown),
        *times(p, words), *legend(keys(words)), kind="draw-wide")


def told(shown: Sequence[Point], unit: Unit, words: Words) -> str:
    """The drawing in words."""
    high, low = max(shown, key=lambda p: p.net), min(shown, key=lambda p: p.net)
    return words.say(
        "net_told", first=when(shown[0].start, unit, words), last=when(shown[-1].start, unit, words),
        events=words.counted("events", sum(p.events for p in shown)), end=words.number(shown[-1].net, signed=True),
        high=words.number(high.net, signed=True), high_when=when(high.start, unit, words),
        low=words.number(low.net, signed=True), low_when=when(low.start, unit, words))


def foot(shown: Sequence[Point], p: Plane, words: Words) -> Iterator[Markup]:
    """The counts of events, faint, with the largest written at the right."""
    most = max(x.events for x in shown)
    for x in shown:
        high = x.events / most * FOOT
        yield tag("rect", x=p.x(periods.at(x.start, p.unit)) - p.bar / 2, y=p.base - high, width=p.bar, height=high, class_="draw-faint")
    yield tag("line", x1=LEFT, x2=WIDTH - RIGHT, y1=p.base, y2=p.base, class_="draw-zero")
    for n, y in ((most, p.base - FOOT), (0, p.base)):
        yield tag("text", words.number(n), x=WIDTH - RIGHT + 8, y=y + 4, class_="draw-number")


def places(shown: Sequence[Point], p: Plane) -> list[tuple[float, float]]:
    """Where the points lie."""
    return [(p.x(periods.at(x.start, p.unit)), p.y(x.net)) for x in shown]


def areas(shown: Sequence[Point], p: Plane, name: str) -> Iterator[Markup]:
    """What lies between the line and nought: one colour above, another below."""
    at = places(shown, p)
    if len(at) < 2:
        return
    zero = p.y(0)
    path = f"M{number(at[0][0])} {number(zero)}" + "".join(f"L{number(x)} {number(y)}" for x, y in at) + f"L{number(at[-1][0])} {number(zero)}Z"
    for key, top, bottom in (("up", TOP, zero), ("down", zero, p.floor)):
        yield tag("clipPath", tag("rect", x=0, y=top, width=WIDTH, height=bottom - top), id=f"{name}-{key}")
        yield tag("path", d=path, clip_path=f"url(#{name}-{key})", class_=f"draw-area-{key}")


def line(shown: Sequence[Point], p: Plane) -> Iterator[Markup]:
    """The line, whole where periods follow each other and dashed across those without events."""
    at = places(shown, p)
    for whole in (True, False):
        parts = [f"M{number(x)} {number(y)}L{number(u)} {number(v)}" for (a, b), ((x, y), (u, v)) in zip(pairwise(shown), pairwise(at), strict=True)
                 if (periods.at(b.start, p.unit) - periods.at(a.start, p.unit) == 1) is whole]
        if parts:
            yield tag("path", d="".join(parts), class_="draw-net" if whole else "draw-net draw-dashed")


def mark(x: Point, p: Plane, words: Words) -> Markup:
    """A point: a disc above nought, a square below; a link as high as the drawing."""
    (at, y), = places([x], p)
    title = words.say("net_point", when=when(x.start, p.unit, words), net=words.number(x.net, signed=True), events=words.counted("events", x.events))
    hit = tag("rect", x=at - p.slot / 2, y=TOP, width=p.slot, height=p.base - TOP, class_="draw-hit")
    return linked(x.href, hit, dot(at, y, x.net, DOT if p.slot >= CROWDED else 2), name=title)


def dot(x: float, y: float, value: float, size: float = DOT) -> Markup:
    """A disc for what is not below nought, a square for what is."""
    crowd = "" if size == DOT else " draw-crowd"
    if value >= 0:
        return tag("circle", cx=x, cy=y, r=size, class_=f"draw-up{crowd}")
    return tag("rect", x=x - size * 0.9, y=y - size * 0.9, width=size * 1.8, height=size * 1.8, class_=f"draw-down{crowd}")


def keys(words: Words) -> Iterator[tuple[Markup, str]]:
    """The legend."""
    yield dot(6, 6, 1), words.say("cooperation")
    yield dot(6, 6, -1), words.say("conflict")
    yield tag("rect", width=12, height=12, class_="draw-faint"), words.say("of_events")
