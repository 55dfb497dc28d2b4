"""A graph laid out in columns: nodes and edges go in, a column and a height for each node and a way for each edge come out.

The column is the longest way from a beginning; an edge that closes a ring does not count. In a column, nodes stand by lane, then near their
neighbours (barycentre), so that few edges cross. An edge over several columns passes through a stop in each.

>>> columns({"a": 0, "b": 0, "c": 0}, [("a", "b"), ("b", "c"), ("a", "c")])
{'a': 0, 'b': 1, 'c': 2}
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

Pair = tuple[str, str]
Stop = tuple[Pair, int]  # an edge and the column it passes
Item = str | Stop

ROW, STOP = 54, 16  # heights of a node and of an edge that passes
SWEEPS, FEWER, MANY = 8, 2, 250  # there and back: for a graph that can be read, and for one with more items than that
Lane = int


@dataclass(frozen=True, slots=True)
class Layout:
    """``column`` and ``y`` of nodes, ``lanes``: their upper and lower rims, ``ways``: the heights at which an edge passes columns, ``back``: edges
    that close a ring."""

    column: Mapping[str, int]
    y: Mapping[str, float]
    lanes: Mapping[Lane, tuple[float, float]]
    ways: Mapping[Pair, Sequence[tuple[int, float]]]
    back: Sequence[Pair]


def forward(ids: Iterable[str], edges: Sequence[Pair]) -> tuple[list[Pair], list[Pair]]:
    """The edges that go on, and those that come back to where a way has passed.

    >>> forward("ab", [("a", "b"), ("b", "a"), ("a", "a")])
    ([('a', 'b')], [('b', 'a'), ('a', 'a')])
    """
    after: dict[str, list[str]] = defaultdict(list)
    for a, b in edges:
        after[a].append(b)
    targets, back = {b for a, b in edges if a != b}, {(a, b) for a, b in edges if a == b}
    state: dict[str, bool] = {}  # True: on the way now
    for root in sorted(ids, key=lambda i: i in targets):
        stack = [(root, iter(after[root]))] if root not in state else []
        state.setdefault(root, True)
        while stack:
            node, rest = stack[-1]
            following = next(rest, None)
            if following is None:
                state[node] = False
                stack.pop()
            elif state.get(following):
                back.add((node, following))
            elif following not in state:
                state[following] = True
                stack.append((following, iter(after[following])))
    return [e for e in edges if e not in back], [e for e in edges if e in back]


def columns(least: Mapping[str, int], edges: Sequence[Pair], last: Iterable[str] = ()) -> dict[str, int]:
    """Node → column: after all it follows from, not before ``least``; those of ``last`` from which nothing follows stand in the last one."""
    found, waiting = dict(least), dict.fromkeys(least, 0)
    for _, b in edges:
        waiting[b] += 1
    ready = [i for i, n in waiting.items() if not n]
    while ready:
        node = ready.pop()
        for a, b in edges:
            if a == node:
                found[b] = max(found[b], found[a] + 1)
                waiting[b] -= 1
                if not waiting[b]:
                    ready.append(b)
    end, going = max(found.values(), default=0), {a for a, _ in edges}
    found.update({i: end for i in last if i not in going})
    used = sorted(set(found.values()))
    return {i: used.index(c) for i, c in found.items()}


def layout(lanes: Mapping[str, Lane], edges: Sequence[Pair], least: Mapping[str, int], last: Iterable[str] = (), head: float = 0) -> Layout:
    """All nodes placed. ``lanes``: node → lane, drawn in that order; ``head``: room at the top of each lane."""
    on, back = forward(lanes, edges)
    column = columns({i: least.get(i, 0) for i in lanes}, on, last)
    stops = {e: [(e, c) for c in range(column[e[0]] + 1, column[e[1]])] for e in on}
    lane_of: dict[Item, Lane] = dict(lanes.items())
    lane_of.update({s: lanes[e[1]] for e, passed in stops.items() for s in passed})
    levels: list[list[Item]] = [[] for _ in range(max(column.values(), default=-1) + 1)]
    for item in lane_of:
        levels[column[item] if isinstance(item, str) else item[1]].append(item)
    near = neighbours(stops)
    for level in levels:
        level.sort(key=lambda i: lane_of[i])
    levels = fewest(levels, near, lane_of)
    rims = heights(levels, lane_of, head)
    y = settled(levels, near, lane_of, rims, head)
    ways = {e: [(s[1], y[s]) for s in passed] for e, passed in stops.items()}
    return Layout(column, {i: y[i] for i in lanes}, rims, ways, back)


def neighbours(stops: Mapping[Pair, Sequence[Stop]]) -> tuple[dict[Item, list[Item]], dict[Item, list[Item]]]:
    """What stands next before and next after each item."""
    before: dict[Item, list[Item]] = defaultdict(list)
    after: dict[Item, list[Item]] = defaultdict(list)
    for (a, b), passed in stops.items():
        way: list[Item] = [a, *passed, b]
        for x, z in pairwise(way):
            after[x].append(z)
            before[z].append(x)
    return before, after


Near = tuple[Mapping[Item, Sequence[Item]], Mapping[Item, Sequence[Item]]]


def fewest(levels: list[list[Item]], near: Near, lane_of: Mapping[Item, Lane]) -> list[list[Item]]:
    """The order, of those met in a few sweeps there and back, with the fewest crossings."""
    best, least = levels, crossings(levels, near[1])
    for sweep in range(sweeps(levels)):
        rank = {item: float(n) for level in levels for n, item in enumerate(level)}
        levels = [list(level) for level in levels]
        side = near[sweep % 2]
        for level in levels if sweep % 2 == 0 else reversed(levels):
            level.sort(key=lambda i: (lane_of[i], mean((rank[k] for k in side.get(i, ())), rank[i])))
            rank.update({item: float(n) for n, item in enumerate(level)})
        if (found := crossings(levels, near[1])) < least:
            best, least = levels, found
    return best


def sweeps(levels: Sequence[Sequence[Item]]) -> int:
    """How often the columns are gone over: a page must not wait for a graph that nobody can read."""
    return SWEEPS if sum(map(len, levels)) <= MANY else FEWER


def crossings(levels: Sequence[Sequence[Item]], after: Mapping[Item, Sequence[Item]]) -> int:
    """How many pairs of edges cross."""
    total = 0
    for level, following in pairwise(levels):
        rank = {item: n for n, item in enumerate(following)}
        above: list[int] = []
        for item in level:
            for end in sorted(rank[k] for k in after.get(item, ())):
                total += len(above) - bisect_right(above, end)
                insort(above, end)
    return total


def mean(values: Iterable[float], default: float) -> float:
    """Their mean; ``default`` where there are none."""
    found = list(values)
    return sum(found) / len(found) if found else default


def size(item: Item) -> float:
    """Height that an item takes."""
    return ROW if isinstance(item, str) else STOP


def heights(levels: Sequence[Sequence[Item]], lane_of: Mapping[Item, Lane], head: float) -> dict[Lane, tuple[float, float]]:
    """Upper and lower rim of each lane: as high as its fullest column."""
    rims: dict[Lane, tuple[float, float]] = {}
    top = 0.0
    for lane in sorted(set(lane_of.values())):
        full = max(sum(size(i) for i in level if lane_of[i] == lane) for level in levels)
        rims[lane] = (top, top + head + full)
        top += head + full
    return rims


def settled(levels: Sequence[Sequence[Item]], near: Near, lane_of: Mapping[Item, Lane], rims: Mapping[Lane, tuple[float, float]],
            head: float) -> dict[Item, float]:
    """Height of the middle of each item: near its neighbours', in order, without touching the next or leaving its lane."""
    y: dict[Item, float] = {}
    for level in levels:
        for lane, (top, bottom) in rims.items():
            mine = [i for i in level if lane_of[i] == lane]
            y.update(spread(mine, dict.fromkeys(mine, (top + head + bottom) / 2), top + head, bottom))
    for sweep in range(sweeps(levels)):
        for level in levels if sweep % 2 == 0 else reversed(levels):
            for lane, (top, bottom) in rims.items():
                mine = [i for i in level if lane_of[i] == lane]
                wish = {i: mean((y[k] for side in near for k in side.get(i, ())), y[i]) for i in mine}
                y.update(spread(mine, wish, top + head, bottom))
    return y


def spread(items: Sequence[Item], wish: Mapping[Item, float], top: float, bottom: float) -> dict[Item, float]:
    """Heights as near the wished ones as the order and the room allow: pushed down from above, then up from below, and between the two."""
    room, down = top, dict[Item, float]()
    for i in items:
        down[i] = max(wish[i], room + size(i) / 2)
        room = down[i] + size(i) / 2
    room, up = bottom, dict[Item, float]()
    for i in reversed(items):
        up[i] = min(wish[i], room - size(i) / 2)
        room = up[i] - size(i) / 2
    middle = {i: (down[i] + up[i]) / 2 for i in items}
    return inside(items, middle, top, bottom)


def inside(items: Sequence[Item], y: Mapping[Item, float], top: float, bottom: float) -> dict[Item, float]:
    """The heights, moved no further than the rims and the items before and after ask."""
    found, room = dict(y), bottom
    for i in reversed(items):
        found[i] = min(found[i], room - size(i) / 2)
        room = found[i] - size(i) / 2
    room = top
    for i in items:
        found[i] = max(found[i], room + size(i) / 2)
        room = found[i] + size(i) / 2
    return found
