"""The chain of sources of one event, from left to right: who speaks, who relays, which outlets print it. Nodes and edges go in, a drawing comes out.

Each independent origin is a band with its number and the reason why it is one. Who denies is dashed, and says so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from sayso.serve.draw import axis
from sayso.serve.draw.layers import ROW, Layout, Pair, layout
from sayso.serve.draw.letters import fitted
from sayso.serve.draw.shapes import SIGNS, outline, sign
from sayso.serve.draw.svg import clean, figure, linked, number, sentence, tag
from sayso.serve.draw.words import Words

BOX, HIGH, EDGE = 204, 40, 20  # width and height of a node, rim of the drawing
WIDE_GAP, GAP, FEW = 72, 48, 4  # room between columns, where they are few and where they are more
HEAD, BAND_GAP = 30, 10  # room for a band's title, and between bands
NARROWEST = 560
LEGEND = 40
COLOURS = 6
ALONE = 10 ** 9  # the lane of what belongs to no one origin: the last


@dataclass(frozen=True, slots=True)
class Node:
    """A party to the chain. ``kind`` as in :class:`sayso.model.SourceNode`; ``layer``: the first column it may stand in; ``origin``: the number of
    its origin, where it has one only."""

    id: str
    name: str
    kind: str
    country: str | None = None
    layer: int | None = None
    href: str | None = None
    origin: int | None = None
    is_denial: bool = False


@dataclass(frozen=True, slots=True)
class Edge:
    """From who speaks to who passes it on, by their ids."""

    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Group:
    """An independent origin: its number and the reason, in the language of the page."""

    number: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """What is drawn and where: the nodes by id, the edges between them, the origins by number."""

    nodes: dict[str, Node]
    edges: list[Pair]
    groups: dict[int, Group]
    at: Layout
    words: Words

    @property
    def width(self) -> float:
        """Of the whole drawing."""
        n = max(self.at.column.values()) + 1
        return max(NARROWEST, 2 * EDGE + n * BOX + (n - 1) * (WIDE_GAP if n <= FEW else GAP))

    @property
    def height(self) -> float:
        """Of the whole drawing, with its legend."""
        return self.rims(max(self.at.lanes))[1] + LEGEND

    def rims(self, lane: int) -> tuple[float, float]:
        """Upper and lower rim of a band."""
        top, bottom = self.at.lanes[lane]
        moved = self.shift(lane)
        return top + moved, bottom + moved + BAND_GAP / 2

    def shift(self, lane: int) -> float:
        """How far the gaps between bands move one down."""
        return 8 + sorted(self.at.lanes).index(lane) * BAND_GAP * 1.5

    def left(self, column: int) -> float:
        """The left side of a column; columns share the room there is."""
        n = max(self.at.column.values())
        return EDGE + column * ((self.width - 2 * EDGE - BOX) / n if n else 0)

    def y(self, node: str) -> float:
        """The middle of a node."""
        return self.at.y[node] + self.shift(lane(self.nodes[node]))


def source_graph(nodes: Sequence[Node], edges: Sequence[Edge], groups: Sequence[Group], words: Words, name: str = "sources") -> Markup:
    """The drawing. Edges to ids that no node has, and repeated ones, are left out; a source that quotes itself gets a loop."""
    if not nodes:
        return sentence(name, words.say("sources"), words.say("no_sources"))
    by_id = {n.id: n for n in nodes}
    pairs = list(dict.fromkeys((e.source, e.target) for e in edges if e.source in by_id and e.target in by_id))
    known = {n.origin: Group(n.origin) for n in nodes if n.origin is not None} | {g.number: g for g in groups}
    placed = layout({i: lane(n) for i, n in by_id.items()}, pairs, {i: max(n.layer or 0, 0) for i, n in by_id.items()},
                    [i for i, n in by_id.items() if n.kind == "outlet"], HEAD if known else 0)
    c = Chart(by_id, pairs, known, placed, words)
    return figure(
        name, (c.width, c.height), words.say("sources"), told(c), heads(name), *bands(c, name), *ways(c, name), *(box(c, n) for n in by_id.values()),
        *axis.legend(keys(c), y=c.height - 26, left=EDGE), kind="draw-graph")


def lane(n: Node) -> int:
    """The lane of a node: its origin's."""
    return ALONE if n.origin is None else n.origin


def told(c: Chart) -> str:
    """The graph in words: how many, each origin with its parties and its reason, who passes on to whom."""
    words, after = c.words, defaultdict[str, list[str]](list)
    for a, b in c.edges:
        after[c.nodes[a].name].append(c.nodes[b].name)
    members = {k: [n.name for n in c.nodes.values() if n.origin == k] for k in sorted(c.groups)}
    chains = [f"{words.say('origin', n=k)}: {', '.join(names)}{f' ({c.groups[k].reason})' if c.groups[k].reason else ''}."
              for k, names in members.items() if names]
    chains += [f"{words.say('step', one=a, other=', '.join(others))}." for a, others in after.items()]
    chains += [f"{n.name}: {words.say('denies')}." for n in c.nodes.values() if n.is_denial]
    return words.say("sources_told", nodes=words.counted("nodes", len(c.nodes)), edges=words.counted("edges", len(c.edges)),
                     origins=words.counted("origins", len([m for m in members.values() if m])), chains=" ".join(chains))


def heads(name: str) -> Markup:
    """Arrow heads."""
    return tag("defs", *(
        tag("marker", tag("path", d="M0 0L8 4L0 8Z", class_=f"draw-head-{look}"), id=f"{name}-{look}", viewBox="0 0 8 8", refX=7.5, refY=4,
            markerWidth=8, markerHeight=8, markerUnits="userSpaceOnUse", orient="auto") for look in ("way", "denial")))


def bands(c: Chart, name: str) -> Iterator[Markup]:
    """A band for each origin: number, reason, a colour; at the foot what belongs to none or to several, without a band."""
    room = c.width - 16
    for at in c.at.lanes if c.groups else ():
        top, bottom = c.rims(at)
        if at == ALONE:
            yield tag("text", c.words.say("shared"), x=EDGE, y=top + 19, class_="draw-quiet")
            continue
        colour, reason = f"draw-o{(at - 1) % COLOURS + 1}", clean(c.groups[at].reason)
        title = c.words.say("origin", n=at)
        text = fitted(f"{title} · {reason}" if reason else title, room - 50)
        yield tag("g", tag("title", f"{title}: {reason}" if reason else title),
                  tag("rect", x=8, y=top, width=room, height=bottom - top, rx=8, class_=f"draw-band {colour}"),
                  tag("rect", x=8, y=top, width=5, height=bottom - top, rx=2.5, class_=f"draw-stripe {colour}"),
                  tag("circle", cx=30, cy=top + 16, r=10, class_=f"draw-badge {colour}"),
                  tag("text", str(at), x=30, y=top + 20, text_anchor="middle", class_="draw-digit"),
                  tag("text", text, x=46, y=top + 20, class_="draw-origin"))


def ways(c: Chart, name: str) -> Iterator[Markup]:
    """The edges, under the nodes."""
    for a, b in c.edges:
        look = "denial" if c.nodes[a].is_denial else "way"
        is_back = (a, b) in c.at.back
        d = backwards(c, a, b) if is_back else onwards(c, a, b)
        yield tag("path", tag("title", c.words.say("step", one=c.nodes[a].name, other=c.nodes[b].name)), d=d,
                  class_=f"draw-{look} draw-back" if is_back else f"draw-{look}", marker_end=f"url(#{name}-{look})")


def onwards(c: Chart, a: str, b: str) -> str:
    """A curve from the right side of one node to the left side of the other, straight across the columns between."""
    target = lane(c.nodes[b])
    stops = [(c.left(column), y + c.shift(target)) for column, y in c.at.ways.get((a, b), ())]
    x, y = c.left(c.at.column[a]) + BOX, c.y(a)
    d = f"M{number(x)} {number(y)}"
    for sx, sy in stops:
        d += f"{curve(x, y, sx, sy)}H{number(sx + BOX)}"
        x, y = sx + BOX, sy
    return d + curve(x, y, c.left(c.at.column[b]) - 1, c.y(b))


def curve(x: float, y: float, u: float, v: float) -> str:
    """A bend that begins and ends level."""
    m = (x + u) / 2
    return f"C{number(m)} {number(y)} {number(m)} {number(v)} {number(u)} {number(v)}"


def backwards(c: Chart, a: str, b: str) -> str:
    """A way back over or under the nodes, to who was there before; a small loop for who quotes itself."""
    side = -1 if is_free(c, a, -1) else 1
    x, u = c.left(c.at.column[a]) + BOX / 2, c.left(c.at.column[b]) + BOX / 2
    y, v = c.y(a) + side * HIGH / 2, c.y(b) + side * HIGH / 2
    if a == b:
        return f"M{number(x + BOX / 4)} {number(y)}c0 {side * 14} 28 {side * 14} 28 {side}"
    deep = min(max((min if side < 0 else max)(y, v) + side * 16, 4), c.height - LEGEND + 4)
    return f"M{number(x)} {number(y)}C{number(x)} {number(deep)} {number(u)} {number(deep)} {number(u)} {number(v + side)}"


def is_free(c: Chart, node: str, side: int) -> bool:
    """Whether nothing stands right above (-1) or below (1) a node."""
    here, y = c.at.column[node], c.y(node)
    return not any(c.at.column[n] == here and 0 < side * (c.y(n) - y) < 2 * ROW for n in c.nodes)


def box(c: Chart, n: Node) -> Markup:
    """A node: its outline, its sign, its name cut to the room, and what it is."""
    x, y = c.left(c.at.column[n.id]), c.y(n.id) - HIGH / 2
    what = " · ".join(part for part in (c.words.say("denies") if n.is_denial else None, c.words.kind(n.kind), n.country) if part)
    said = clean(n.name).strip() or c.words.kind(n.kind)
    look = "draw-node draw-denies" if n.is_denial else "draw-node"
    return linked(
        n.href, outline(n.kind, x, y, BOX, HIGH, look), tag("g", sign(n.kind), transform=f"translate({number(x + 15)} {number(y + 13)})"),
        tag("text", fitted(said, BOX - 52), x=x + 37, y=y + 17), tag("text", fitted(what, BOX - 52, 10), x=x + 37, y=y + 31, class_="draw-what"),
        name=f"{said} ({what})")


def keys(c: Chart) -> Iterator[tuple[Markup, str]]:
    """The legend: the kinds that are there."""
    for kind in SIGNS:
        if any(n.kind == kind for n in c.nodes.values()):
            yield sign(kind), c.words.kind(kind)
    if any(n.is_denial for n in c.nodes.values()):
        yield tag("path", d="M-4 7H14", class_="draw-denial"), c.words.say("denies")
