"""A map of the world that needs no network: counts by state and by place go in, a drawing comes out.

The shapes are made by ``tools/world.py``; whose they are is told in ``data/NOTICE.txt``. A state too small to see is a dot.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from math import sqrt
from pathlib import Path
from typing import Any

from markupsafe import Markup

from sayso.serve.draw import scale
from sayso.serve.draw.projection import HEIGHT, WIDTH, project
from sayso.serve.draw.svg import figure, linked, sentence, tag
from sayso.serve.draw.words import Words

HERE = Path(__file__).parent / "data"
TOLD = 5  # states named in the description
LEAST, MOST = 2.5, 12  # radius of a place
DOT = 3
SEEN = 14  # units that a state must be wide to need no dot
FOOT = 22  # room of a line under the map
LEFT, LOWEST, ROW = 18, HEIGHT - 22, 17  # the legend, which grows upwards
KEYS, SIZES = 122, 78  # its width, without and with the sizes of places
GRID = 10  # units of the shapes in one of the map
NUMBER = re.compile(r"-?\d+")


@dataclass(frozen=True, slots=True)
class Land:
    """A state by its code of three letters (those of ``sayso.resolve``), its name, how many events, and the page that lists them."""

    code: str
    name: str
    count: int
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A point or a town, for places known that well; degrees north and east."""

    name: str
    lat: float
    lon: float
    count: int
    href: str | None = None


@dataclass(frozen=True, slots=True)
class View:
    """A part of the map that fills the drawing: its upper left corner and its width."""

    x: float = 0
    y: float = 0
    width: float = WIDTH

    @property
    def zoom(self) -> float:
        """How many times larger than on the whole map."""
        return WIDTH / self.width

    @property
    def moves(self) -> str:
        """What brings the grid of the shapes here."""
        k = self.zoom
        return f"matrix({k / GRID:.4f} 0 0 {k / GRID:.4f} {-self.x * k:.2f} {-self.y * k:.2f})"

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Where a place of the whole map lies here."""
        return (x - self.x) * self.zoom, (y - self.y) * self.zoom

    def shows(self, x: float, y: float, u: float, v: float) -> bool:
        """Whether some of a box of the whole map is here."""
        (left, top), (right, low) = self.at(x, y), self.at(u, v)
        return left < WIDTH and right > 0 and top < HEIGHT and low > 0


VIEWS = {"world": View(), "europe": View(372, 26, 226), "mideast": View(428, 92, 256), "africa": View(197, 106, 592), "asia": View(500, 42, 450)}


@cache
def atlas() -> Mapping[str, Any]:
    """The shapes: ``states`` (code → path on a grid of tenths), ``dots`` (code → place), ``land`` (of no code)."""
    found: Mapping[str, Any] = json.loads((HERE / "world.json").read_text(encoding="utf-8"))
    return found


@cache
def boxes() -> Mapping[str, tuple[float, float, float, float]]:
    """State → left, upper, right and lower rim of its shape on the whole map."""
    return {code: box(d) for code, d in atlas()["states"].items()}


def box(path: str) -> tuple[float, float, float, float]:
    """The rims of a path of ``M x y l dx dy … z``."""
    xs, ys = list[float](), list[float]()
    for ring in path.split("M")[1:]:
        numbers = [int(n) for n in NUMBER.findall(ring)]
        xs += accumulate(numbers[::2])
        ys += accumulate(numbers[1::2])
    return min(xs) / GRID, min(ys) / GRID, max(xs) / GRID, max(ys) / GRID


def is_drawn(code: str) -> bool:
    """Whether the map shows a state."""
    return code in atlas()["states"] or code in atlas()["dots"]


def world(lands: Sequence[Land], places: Sequence[Place], words: Words, name: str = "world", view: str = "world") -> Markup:
    """The map: states shaded in up to five classes by count, places as discs as large as their counts. What is on no map is named below.

    ``view``: one of ``VIEWS``, a part of the world seen larger.
    """
    shown = sorted((x for x in lands if x.count > 0), key=lambda x: -x.count)
    points = sorted((p for p in places if p.count > 0), key=lambda p: -p.count)
    if not shown and not points:
        return sentence(name, words.say("world"), words.say("nothing"))
    steps, part = scale.classes(max((x.count for x in shown), default=0)), VIEWS.get(view, VIEWS["world"])
    off = ", ".join(f"{x.name} {words.number(x.count)}" for x in shown if not is_drawn(x.code))
    below = words.say("off_map", names=off) if off else ""
    return figure(
        name, (WIDTH, HEIGHT + (FOOT if off else 0)), words.say("world"), f"{told(shown, points, words)} {below}".strip(),
        tag("clipPath", tag("rect", width=WIDTH, height=HEIGHT, rx=8), id=f"{name}-frame"),
        tag("rect", width=WIDTH, height=HEIGHT, rx=8, class_="draw-sea"),
        tag("g", tag("g", bare(shown), *shaded(shown, steps, words, part), transform=part.moves), *dots(shown, steps, words, part),
            *discs(points, words, part), clip_path=f"url(#{name}-frame)"),
        *legend(steps, points, words), *([tag("text", below, x=LEFT, y=HEIGHT + 16, class_="draw-quiet")] if off else []), kind="draw-wide")


def told(shown: Sequence[Land], points: Sequence[Place], words: Words) -> str:
    """The map in words."""
    named = [(x.name, x.count) for x in (shown or points)]
    most = ", ".join(f"{name} {words.number(n)}" for name, n in named[:TOLD])
    return words.say("world_told", events=words.counted("events", sum(n for _, n in named)), lands=words.counted("lands", len(shown)), most=most)


def bare(shown: Sequence[Land]) -> Markup:
    """All land without events, as one shape."""
    busy = {x.code for x in shown}
    return tag("path", d=atlas()["land"] + "".join(d for code, d in atlas()["states"].items() if code not in busy), class_="draw-land")


def shade(count: int, steps: Sequence[tuple[int, int]]) -> str:
    """The class of a count: spread over the five shades where there are fewer classes."""
    i = next(i for i, (_, last) in enumerate(steps) if count <= last)
    return f"draw-land draw-c{5 if len(steps) == 1 else 1 + round(i * 4 / (len(steps) - 1))}"


def shaded(shown: Sequence[Land], steps: Sequence[tuple[int, int]], words: Words, part: View) -> Iterator[Markup]:
    """The states with events, the busiest first: so they are met by the keyboard."""
    for x in shown:
        if (d := atlas()["states"].get(x.code)) and part.shows(*boxes()[x.code]):
            yield linked(x.href, tag("path", d=d, class_=shade(x.count, steps)), name=called(x, words))


def dots(shown: Sequence[Land], steps: Sequence[tuple[int, int]], words: Words, part: View) -> Iterator[Markup]:
    """A dot on each state with events that is too small to see."""
    for x in shown:
        at = atlas()["dots"].get(x.code)
        left, _, right, _ = boxes().get(x.code, (0, 0, 0, 0))
        if at and part.shows(*at, *at) and (right - left) * part.zoom < SEEN:
            cx, cy = part.at(*at)
            yield linked(x.href, tag("circle", cx=cx, cy=cy, r=DOT, class_=f"{shade(x.count, steps)} draw-dot"), name=called(x, words))


def called(x: Land | Place, words: Words) -> str:
    """What the mouse and the screen reader are told."""
    return words.say("place", name=x.name, events=words.counted("events", x.count))


def radius(count: int, most: int) -> float:
    """Of a disc whose area tells the count."""
    return max(LEAST, MOST * sqrt(count / most))


def discs(points: Sequence[Place], words: Words, part: View) -> Iterator[Markup]:
    """The places, the largest below."""
    most = max((p.count for p in points), default=1)
    for p in points:
        x, y = part.at(*project(p.lon, p.lat))
        if 0 <= x <= WIDTH and 0 <= y <= HEIGHT:
            yield linked(p.href, tag("circle", cx=x, cy=y, r=radius(p.count, most), class_="draw-place"), name=called(p, words))


def legend(steps: Sequence[tuple[int, int]], points: Sequence[Place], words: Words) -> Iterator[Markup]:
    """Classes and sizes, at the lower left: in the South Pacific, on the whole map."""
    rows = [(f"draw-land draw-key {shade(first, steps).split()[1]}", words.number(first) if first == last else
             f"{words.number(first)}–{words.number(last)}") for first, last in reversed(steps)]
    rows.append(("draw-land draw-key", words.say("no_events")))
    y = LOWEST - ROW * (len(rows) - 1)
    yield tag("rect", x=8, y=y - 34, width=KEYS + (SIZES if points else 0), height=HEIGHT - y + 26, rx=6, class_="draw-panel")
    yield tag("text", words.say("of_events"), x=LEFT, y=y - 18, class_="draw-number")
    for i, (look, text) in enumerate(rows):
        yield tag("rect", x=LEFT, y=y + i * ROW - 9, width=20, height=12, class_=look)
        yield tag("text", text, x=LEFT + 28, y=y + i * ROW + 1, class_="draw-number")
    if points:
        yield from sizes(points[0].count, words)


def sizes(most: int, words: Words) -> Iterator[Markup]:
    """Up to three discs with the counts they stand for."""
    left = LEFT + 124
    yield tag("text", words.say("places"), x=left, y=LOWEST - ROW * 3 - 8, class_="draw-number")
    for i, n in enumerate(sorted({most, scale.start(max(most / 4, 1)), 1} - {0}, reverse=True)[:3]):
        y = LOWEST - ROW * 2 + i * 21 - (i > 1) * 4
        yield tag("circle", cx=left + MOST, cy=y, r=radius(n, most), class_="draw-place")
        yield tag("text", words.number(n), x=left + 2 * MOST + 8, y=y + 4, class_="draw-number")
