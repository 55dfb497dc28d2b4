"""Every drawing, with tame and with hostile words: well formed, escaped, inside its frame, in words as well."""

import re
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
import yaml

from sayso.serve import draw
from sayso.serve.draw.net import Point, net
from sayso.serve.draw.periods import UNITS, at, first_day, fitting
from sayso.serve.draw.small import shares
from sayso.serve.draw.sources import Edge, Group, Node, source_graph
from sayso.serve.draw.svg import linked, tag
from sayso.serve.draw.timeline import Bar, timeline
from sayso.serve.draw.words import words
from sayso.serve.draw.world import Land, Place, world

HERE = Path(draw.__file__).parent
SVG = "{http://www.w3.org/2000/svg}"
IT, EN = words("it"), words("en")
HOSTILE = "<script>alert(1)</script> \"x\" 'y' & \x00\x1b[31m \u202etxt.exe\u2066 \ufffe"
KINDS = ("person", "office", "document", "broadcaster", "agency", "outlet", "unnamed", "something new")


def bars(n, unit="day", start=date(2024, 1, 3), href="/events?a=1&b=2"):
    return [Bar(first_day(at(start, unit) + i, unit), (i % 7, i % 3, i % 5, i % 11), href) for i in range(n)]


def points(n, unit="month"):
    return [Point(first_day(at(date(2023, 9, 1), unit) + i, unit), i % 9 - 5, i % 4, "/x") for i in range(n)]


def hostile_graph():
    nodes = [Node(f"n{i}", HOSTILE, kind, HOSTILE, None, "javascript:alert(1)", i % 3 or None, i == 2) for i, kind in enumerate(KINDS)]
    return source_graph(nodes, [Edge(f"n{i}", f"n{i + 1}") for i in range(7)], [Group(1, HOSTILE)], IT)


def big_graph():
    nodes = [Node(f"s{i}", f"Speaker {i}", "person", origin=i + 1) for i in range(6)] + [Node(f"a{i}", f"Agency {i}", "agency") for i in range(10)]
    nodes += [Node(f"o{i}", f"Outlet number {i} with a long name indeed", "outlet", "ITA", href=f"/a/{i}", origin=i % 6 + 1) for i in range(44)]
    edges = [Edge(f"s{i % 6}", f"a{i}") for i in range(10)] + [Edge(f"a{i % 10}", f"o{i}") for i in range(44)] + [Edge("s0", "o9")]
    return source_graph(nodes, edges, [Group(i, "stated source") for i in range(1, 7)], EN)


def ring():
    nodes = [Node(c, c.upper(), "agency", origin=1) for c in "abc"]
    return source_graph(nodes, [Edge("a", "b"), Edge("b", "c"), Edge("c", "a"), Edge("b", "b"), Edge("c", "nowhere")], [], IT)


LANDS = [Land("UKR", "Ukraine", 38, "/e?c=UKR"), Land("MLT", "Malta", 1, "/e?c=MLT"), Land("XXX", HOSTILE, 3), Land("RUS", "Russia", 900)]
DRAWINGS = {
    "timeline": timeline(bars(24, "month"), "month", IT), "one bar": timeline(bars(1), "day", EN), "400 bars": timeline(bars(400), "day", EN),
    "conflict alone": timeline([Bar(date(2026, 1, 1), (0, 0, 3, 0))], "year", EN), "no bars": timeline([], "day", IT),
    "hostile bar": timeline(bars(3, href="java\tscript:alert(1)"), "week", IT),
    "net": net(points(36), "month", IT), "one point": net([Point(date(2026, 1, 1), 0, 2)], "quarter", EN), "no points": net([], "month", EN),
    "small scores": net([Point(date(2026, 1, i), i / 100, 1) for i in range(1, 9)], "day", IT),
    "world": world(LANDS, [Place("Kyiv", 50.45, 30.52, 12, "/p"), Place(HOSTILE, -89, 0, 1)], IT), "no world": world([], [], EN),
    "another view": world(LANDS, [], IT, view="../etc"), "europe": world(LANDS, [Place("Kyiv", 50.45, 30.52, 12, "/p")], EN, view="europe"),
    "places alone": world([], [Place("Kyiv", 50.45, 30.52, 12)], EN),
    "graph": big_graph(), "ring": ring(), "hostile graph": hostile_graph(), "no graph": source_graph([], [], [], IT),
    "shares": shares([4, 0, 1, 9], IT), "no shares": shares([], EN),
}
each = pytest.mark.parametrize("name", DRAWINGS)


def parsed(name):
    return ElementTree.fromstring(str(DRAWINGS[name]))


@each
def test_a_drawing_is_well_formed_and_told_in_words(name):
    root = parsed(name)
    assert root.tag == f"{SVG}svg" and root[0].text and root[1].text and root[1].tag == f"{SVG}desc"
    assert root.get("role") == ("group" if root.find(f".//{SVG}a") is not None else "img")
    assert {root.get("aria-labelledby"), root.get("aria-describedby")} == {root[0].get("id"), root[1].get("id")}


@each
def test_a_drawing_keeps_to_the_policy(name):
    """No style, no script, no handler, no address but ours and the web's; what text says is text."""
    for e in parsed(name).iter():
        assert e.tag.removeprefix(SVG) not in ("script", "style", "foreignObject", "image", "use")
        assert not [a for a in e.attrib if a == "style" or a.startswith("on")]
        assert not e.get("href", "/").lower().startswith("javascript")
    assert not re.search("[\x00-\x08\x0b-\x1f\u202a-\u202e\u2066-\u2069\ufffe]|<script", DRAWINGS[name])


@each
def test_ids_are_unique_and_begin_with_the_name_and_references_lead_somewhere(name):
    found = [e.get("id") for e in parsed(name).iter() if e.get("id")]
    assert len(set(found)) == len(found)
    assert len({i.rsplit("-", 1)[0] for i in found}) == 1
    assert set(re.findall(r"url\(#([^)]+)\)", DRAWINGS[name])) <= set(found)


@each
def test_every_class_has_its_line_in_the_sheet(name):
    sheet = (HERE / "draw.css").read_text(encoding="utf-8")
    used = {c for e in parsed(name).iter() for c in (e.get("class") or "").split()}
    free = {"draw-legend"}  # as any text
    assert {c for c in used if not re.search(rf"\.{c}\b", sheet)} <= free


@each
def test_all_lies_inside_the_frame(name):
    root = parsed(name)
    _, _, width, height = map(float, root.get("viewBox").split())
    outside = [e for e in shown(root) for x, y in corners(e) if not (-0.6 <= x <= width + 0.6 and -0.6 <= y <= height + 0.6)]
    assert [ElementTree.tostring(e)[:200] for e in outside] == []


def shown(e):
    """Elements in the coordinates of the drawing itself: not those of definitions or moved groups."""
    for child in e:
        if child.tag.removeprefix(SVG) not in ("defs", "pattern", "marker", "clipPath") and "transform" not in child.attrib:
            yield child
            yield from shown(child)


def corners(e):
    def n(key):
        return float(e.get(key, 0))
    kind = e.tag.removeprefix(SVG)
    if kind == "rect":
        assert n("width") >= 0 and n("height") >= 0
        return [(n("x"), n("y")), (n("x") + n("width"), n("y") + n("height"))]
    if kind == "circle":
        return [(n("cx") - n("r"), n("cy") - n("r")), (n("cx") + n("r"), n("cy") + n("r"))]
    if kind == "line":
        return [(n("x1"), n("y1")), (n("x2"), n("y2"))]
    if kind == "text":
        return [(n("x"), n("y"))]
    found = re.findall(r"[MLC]((?:[ ,]?-?[\d.]+)+)", e.get("d", "")) if kind == "path" else []
    flat = [float(v) for part in found for v in re.findall(r"-?[\d.]+", part)]
    return list(zip(flat[::2], flat[1::2], strict=True))


def test_an_address_of_a_script_is_no_link():
    assert "<a" not in linked("JavaScript:alert(1)", tag("g")) and "<a" not in linked("\x01javascript:alert(1)", tag("g"))
    assert "<a" not in linked("data:text/html,x", tag("g")) and "<a" not in linked(None, tag("g"))
    assert 'href="/e?a=1&amp;b=2"' in linked("/e?a=1&b=2", tag("g"))


@pytest.mark.parametrize("name", [n for n in DRAWINGS if n.startswith("no ")])
def test_nothing_to_draw_is_said(name):
    root = parsed(name)
    assert root[1].text.strip().rstrip(".")[-1].isalpha()


def test_bars_are_links_with_their_counts():
    root = parsed("timeline")
    titles = [a.find(f"{SVG}title").text for a in root.iter(f"{SVG}a")]
    parts = "cooperazione verbale 1, cooperazione materiale 1, conflitto verbale 1, conflitto materiale 1"
    assert len(titles) == 23 and titles[0] == f"febbraio 2024: 4 eventi ({parts})"
    assert "verbale" in root[1].text and "gennaio 2024" not in root[1].text


def test_cooperation_lies_above_the_line_and_conflict_below():
    root = ElementTree.fromstring(str(timeline([Bar(date(2026, 1, 1), (0, 2, 0, 2))], "month", EN)))
    zero = max(float(e.get("y1")) for e in root.iter(f"{SVG}line") if e.get("class") == "draw-zero" and e.get("y1") == e.get("y2"))
    found = {e.get("class"): float(e.get("y")) for e in root.iter(f"{SVG}rect") if e.get("class") in ("draw-q2", "draw-q4") and e.get("x")}
    assert found["draw-q2"] < zero == found["draw-q4"]


@pytest.mark.parametrize("unit", UNITS)
def test_periods_follow_each_other(unit):
    days = [date(2023, 12, 1) + timedelta(i) for i in range(500)]
    numbers = [at(d, unit) for d in days]
    assert {b - a for a, b in pairwise(numbers)} <= {0, 1}
    assert all(first_day(at(d, unit), unit) <= d < first_day(at(d, unit) + 1, unit) for d in days)
    assert fitting(days[0], days[-1], 2000 if unit == "day" else {"week": 90, "month": 20, "quarter": 8, "year": 2}[unit]) == unit


def test_the_languages_say_the_same_things():
    tables = yaml.safe_load((HERE / "data" / "words.yaml").read_text(encoding="utf-8"))
    assert tables["it"].keys() == tables["en"].keys()
    gaps = {lang: {k: sorted(set(re.findall(r"{\w+}", str(v)))) for k, v in t.items()} for lang, t in tables.items()}
    assert gaps["it"] == gaps["en"]
