"""The graph of sources: columns, lanes, rings, names."""

from itertools import pairwise
from xml.etree import ElementTree

from sayso.serve.draw.layers import ROW, columns, crossings, forward, layout, neighbours
from sayso.serve.draw.letters import fitted, width
from sayso.serve.draw.sources import Edge, Group, Node, source_graph
from sayso.serve.draw.words import words

EN = words("en")
SVG = "{http://www.w3.org/2000/svg}"
CHAIN = [("borisov", "rossiya"), ("rossiya", "tass"), ("rossiya", "interfax"), ("tass", "ansa"), ("interfax", "ansa"), ("borisov", "ansa")]


def lanes(pairs, lane=1):
    return dict.fromkeys([i for pair in pairs for i in pair], lane)


def test_a_source_stands_after_all_it_draws_on():
    found = columns(dict.fromkeys(lanes(CHAIN), 0), CHAIN)
    assert [found[i] for i in ("borisov", "rossiya", "tass", "interfax", "ansa")] == [0, 1, 2, 2, 3]


def test_an_outlet_from_which_nothing_follows_stands_last():
    assert columns({"a": 0, "b": 0, "c": 0, "own": 0}, [("a", "b"), ("b", "c")], ["own", "c"])["own"] == 2


def test_a_ring_ends():
    pairs = [("a", "b"), ("b", "c"), ("c", "a"), ("a", "a")]
    on, back = forward("abc", pairs)
    assert sorted(on + back) == sorted(pairs) and len(back) == 2
    placed = layout(lanes(pairs), pairs, {})
    assert placed.column == {"a": 0, "b": 1, "c": 2}


def test_an_order_without_crossings_is_found():
    pairs = [("a", "z"), ("b", "y"), ("c", "x"), ("a", "y")]
    placed = layout(dict.fromkeys("abcxyz", 1), pairs, {})
    levels = [sorted("abc", key=placed.y.__getitem__), sorted("xyz", key=placed.y.__getitem__)]
    assert crossings(levels, neighbours({p: [] for p in pairs})[1]) == 0


def test_nodes_of_a_column_do_not_touch_and_stay_in_their_lane():
    pairs = [(f"s{i % 4}", f"o{i}") for i in range(30)]
    where = {i: int(i[1:]) % 3 for pair in pairs for i in pair}
    placed = layout(where, pairs, {}, head=20)
    for column in set(placed.column.values()):
        ys = sorted(y for i, y in placed.y.items() if placed.column[i] == column)
        assert all(b - a >= ROW - 0.01 for a, b in pairwise(ys))
    assert all(placed.lanes[where[i]][0] + 20 <= y - ROW / 2 + 0.01 and y + ROW / 2 <= placed.lanes[where[i]][1] + 0.01 for i, y in placed.y.items())


def test_a_graph_is_told_in_words():
    nodes = [Node("b", "Borisov", "person", origin=1), Node("t", "Tass", "agency", origin=1), Node("p", "Peskov", "person", is_denial=True)]
    told = ElementTree.fromstring(str(source_graph(nodes, [Edge("b", "t")], [Group(1, "stated source")], EN)))[1].text
    assert told == ("3 sources in 1 step of passing on; 1 independent origin. "
                    "Origin 1: Borisov, Tass (stated source). Borisov to Tass. Peskov: denies.")


def test_a_long_name_is_cut_and_stands_whole_in_the_title():
    name = "Ministero degli Affari esteri e della cooperazione internazionale della Repubblica"
    root = ElementTree.fromstring(str(source_graph([Node("m", name, "office", "ITA")], [], [], EN)))
    assert [t.text for t in root.iter(f"{SVG}title") if t.text.startswith("Ministero")] == [f"{name} (office · ITA)"]
    assert [t.text for t in root.iter(f"{SVG}text") if t.text.startswith("Minist")] == [fitted(name, 152)]


def test_text_of_any_script_is_measured_and_cut():
    assert width("国防部") > width("abc") and width("e\u0301") == width("e")
    for text in ("", "国防部" * 40, "x" * 300, " ".join(["parola"] * 50)):
        assert width(fitted(text, 150)) <= 150


def test_names_of_direction_and_nothing_are_replaced():
    root = ElementTree.fromstring(str(source_graph([Node("a", "\u202e\u200b", "agency")], [], [], EN)))
    assert any(t.text == "agency" for t in root.iter(f"{SVG}text"))


def test_two_nodes_of_one_id_are_one():
    nodes = [Node("a", "One", "agency"), Node("a", "Two", "agency")]
    assert str(source_graph(nodes, [], [], EN)).count("draw-node") == 1
