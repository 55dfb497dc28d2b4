"""Krippendorff's alpha: published worked examples, and what must hold for all data."""

from collections import Counter
from fractions import Fraction
from itertools import combinations, permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.score.agreement import DISTANCES, NO_PAIR, NO_VARIETY, alpha, by_chance, days, jaccard, masi


def units(*coders):
    """One row a coder → one tuple a unit; a dot is no value."""
    return [tuple(None if v == "." else int(v) if v.isdigit() else v for v in unit) for unit in zip(*(row.split() for row in coders), strict=True)]


FOUR = units("1 2 3 3 2 1 4 1 2 . . .", "1 2 3 3 2 2 4 1 2 5 . 3", ". 3 3 3 2 3 4 2 2 5 1 .", "1 2 3 3 2 4 4 1 2 5 1 .")
THREE = units(". . . . . 3 4 1 2 1 1 3 3 . 3", "1 . 2 1 3 3 4 3 . . . . . . .", ". . 2 1 3 4 4 . 2 1 1 3 3 . 4")


@pytest.mark.parametrize(("data", "distance", "value"), [
    # Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), A to E
    (units("0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0"), "nominal", 0.095),
    (units("a a b b d c c c e d d a", "b a b b b c c c e d d d"), "nominal", 0.692),
    (FOUR, "nominal", 0.743), (FOUR, "ordinal", 0.815), (FOUR, "interval", 0.849), (FOUR, "ratio", 0.797),
    # Wikipedia, Krippendorff's alpha, a computational example
    (THREE, "nominal", 0.691), (THREE, "interval", 0.811),
])
def test_published_examples(data, distance, value):
    assert round(alpha(data, distance).value, 3) == value


def test_what_is_counted():
    told = alpha(FOUR)
    assert (told.units, told.values, told.reason) == (11, 40, None)
    assert told.agreed == pytest.approx(43 / 55)  # counted by hand


@pytest.mark.parametrize("distance", DISTANCES)
@pytest.mark.parametrize(("data", "reason", "size"), [
    ([], NO_PAIR, 0), ([(1, None), (None, None), ()], NO_PAIR, 0), ([(1, 1), (1, 1, 1), (2, None)], NO_VARIETY, 2)])
def test_undefined_with_its_reason(data, reason, size, distance):
    wrap = {"jaccard": lambda v: frozenset([v]), "masi": lambda v: frozenset([v]), "days": lambda v: (v, v)}.get(distance, lambda v: v)
    told = alpha([[v if v is None else wrap(v) for v in unit] for unit in data], distance)
    assert (told.value, told.reason, told.units) == (None, reason, size)


@pytest.mark.parametrize(("a", "b", "jaccards", "masis"), [
    ("", "", 0, 0), ("a", "", 1, 1), ("ab", "ab", 0, 0), ("ab", "a", Fraction(1, 2), Fraction(2, 3)), ("ab", "cd", 1, 1),
    ("ab", "bc", Fraction(2, 3), Fraction(8, 9)), ("abc", "ab", Fraction(1, 3), Fraction(5, 9))])
def test_distances_of_sets(a, b, jaccards, masis):
    for x, y in permutations((frozenset(a), frozenset(b))):
        assert (jaccard(x, y), masi(x, y)) == (pytest.approx(float(jaccards)), pytest.approx(float(masis)))


@pytest.mark.parametrize(("a", "b", "value"), [
    ((5, 5), (5, 5), 0), ((), (), 0), ((), (5, 5), 1), ((1, 2), (3, 4), 1), ((1, 2), (2, 4), 0.75), ((1, 31), (5, 5), 30 / 31)])
def test_days_are_sets_told_by_their_ends(a, b, value):
    assert days(a, b) == days(b, a) == pytest.approx(value)


def test_sets_in_all():
    """Reckoned by hand from the coincidences: {a} {ab} once, {b} {b} once."""
    a, b, ab = frozenset("a"), frozenset("b"), frozenset("ab")
    told = alpha([(a, ab), (b, b)], "jaccard")
    assert told.value == pytest.approx(1 - Fraction(1, 2) * 3 / (1 * 1 * Fraction(1, 2) + 1 * 2 * 1 + 1 * 2 * Fraction(1, 2)))


values = st.sampled_from([None, 1, 2, 3, 4])
tables = st.integers(2, 4).flatmap(lambda coders: st.lists(st.tuples(*[values] * coders), min_size=1, max_size=8))
scales = st.sampled_from(["nominal", "ordinal", "interval", "ratio"])


@settings(max_examples=60, deadline=None)
@given(tables, scales, st.randoms(use_true_random=False))
def test_neither_the_order_of_coders_nor_of_units_matters(data, distance, random):
    mixed = [random.sample(unit, len(unit)) for unit in random.sample(data, len(data))]
    assert alpha(mixed, distance).value == pytest.approx(alpha(data, distance).value)


@settings(max_examples=60, deadline=None)
@given(tables, st.permutations([1, 2, 3, 4]))
def test_names_of_codes_do_not_matter(data, names):
    renamed = [[v and "wxyz"[names[v - 1] - 1] for v in unit] for unit in data]
    assert alpha(renamed).value == pytest.approx(alpha(data).value)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(1, 4), min_size=2).filter(lambda said: len(set(said)) > 1), st.integers(2, 4), scales)
def test_agreement_in_everything_is_one(said, coders, distance):
    told = alpha([[v] * coders for v in said], distance)
    assert (told.value, told.agreed) == (1, 1)


@settings(max_examples=60, deadline=None)
@given(tables, st.sampled_from(["jaccard", "masi"]))
def test_sets_of_one_are_codes(data, distance):
    assert alpha([[v and frozenset([v]) for v in unit] for unit in data], distance).value == pytest.approx(alpha(data).value)


@settings(max_examples=60, deadline=None)
@given(tables, scales)
def test_the_same_by_the_book(data, distance):
    """Observed over expected disagreement, written down as in the definition."""
    said = [[v for v in unit if v is not None] for unit in data]
    said = [unit for unit in said if len(unit) > 1]
    flat = [v for unit in said for v in unit]
    measure = {"nominal": lambda a, b: a != b, "interval": lambda a, b: Fraction(a - b) ** 2, "ratio": lambda a, b: Fraction(a - b, a + b) ** 2,
               "ordinal": lambda a, b: (sum(min(a, b) <= v <= max(a, b) for v in flat) - Fraction(flat.count(a) + flat.count(b), 2)) ** 2}[distance]
    seen = sum(Fraction(sum(measure(a, b) for a, b in permutations(unit, 2)), len(unit) - 1) for unit in said)
    chance = sum(measure(a, b) for a, b in permutations(flat, 2))
    told = alpha(data, distance).value
    assert told is None if not chance else told == pytest.approx(float(1 - seen * (len(flat) - 1) / chance))


SPANS = st.just(()) | st.tuples(st.integers(0, 12), st.integers(0, 5)).map(lambda t: (t[0], sum(t)))


@given(st.lists(SPANS, max_size=25), st.sampled_from(["days", "nominal"]))
def test_chance_is_that_of_all_pairs(values, distance):
    counts = Counter(values)
    apart = DISTANCES[distance](counts)
    assert by_chance(counts, distance, apart) == pytest.approx(sum(counts[a] * counts[b] * apart(a, b) for a, b in combinations(counts, 2)))
