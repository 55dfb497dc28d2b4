"""Two accounts → the named points for and against their being of one event, or ``None`` where something forbids it.

In: two :class:`Account` and :class:`Rules`. Out: the rules that fired with their points; :func:`score` sums them up.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import asin, cos, radians, sin, sqrt

from sayso.merge import kin
from sayso.merge.accounts import Account
from sayso.merge.claims import Spot
from sayso.merge.passages import shared
from sayso.merge.rules import Rules

Points = list[tuple[str, float]]
# What few events share. Countries, weapons and days are shared by many.
SPECIFIC = frozenset({"same_actor", "same_recipient", "same_town", "same_count", "same_passage", "shared_words", "names_in_sentence",
                      "names_in_article", "rare_pair"})
# Modes that one act may be told as: what is said by one word is no contest with what is said by the other.
ONE_MODE = ({"aerial", "drone"}, {"firearms", "heavy-weapons"}, {"explosives", "suicide-attack"}, {"explosives", "aerial"}, {"explosives", "drone"},
            {"explosives", "heavy-weapons"}, {"demo", "obstruct"}, {"demo", "riot"})
OUTCOMES = frozenset({"destroy", "targeted"})  # what came of it, whatever the weapon
LONG_PASSAGE, PASSAGE = 9, 5  # words in a row
MUCH, SOME = 0.5, 0.2  # of the shorter account's 3-grams
PRECISE = 3  # days of an interval that says which day it was
MOST_NAMES = 3
APART_KM = 25.0
EARTH_KM = 6371.0


def likeness(a: Account, b: Account, rules: Rules, crowd: int | None = None) -> Points | None:
    """What speaks for one event and against it, by named rules; ``None`` where the two cannot be one.

    ``crowd``: how many accounts of this type, pair of countries and day of print there are; unknown is many.
    """
    if forbidden(a, b, rules):
        return None
    fired = [*act(a, b), *party(a, b), *place(a, b), *time(a, b), *counts(a, b), *wording(a, b)]
    if crowd is not None and crowd <= rules.rare:
        fired.append(("rare_pair", 1))
    return [(name, rules.points[name] * times) for name, times in fired]


def score(points: Points, rules: Rules) -> float:
    """The sum; nothing where what few events share is missing."""
    if sum(p for name, p in points if name in SPECIFIC) < rules.specific:
        return 0.0
    return sum(p for _, p in points)


def forbidden(a: Account, b: Account, rules: Rules) -> bool:
    """Two events of one article, an act done and one planned, days apart, towns apart, or a slot that must match and does not."""
    return (a.article == b.article or a.is_plan != b.is_plan or not set(a.families) & set(b.families)
            or days_apart(a.told, b.told, rules.gap_days) or printed_before(a, b) or printed_before(b, a)
            or (towns_apart(a.town, b.town, rules.apart_km) and not a.is_metonym and not b.is_metonym)
            or any(not matches(a, b, slot) for slot in rules.must_match))


def matches(a: Account, b: Account, slot: str) -> bool:
    """Whether both tell a slot and agree on it."""
    if slot == "when":
        return a.told is not None and b.told is not None and not days_apart(a.told, b.told, 0)
    if slot == "where":
        return a.town is not None and b.town is not None and a.town.name == b.town.name
    return bool(set(getattr(a, slot)) & set(getattr(b, slot)))


def days_apart(x: tuple[int, int] | None, y: tuple[int, int] | None, gap: int) -> bool:
    """Both told by words, and further apart than ``gap`` days."""
    return bool(x and y and (x[1] + gap < y[0] or y[1] + gap < x[0]))


def printed_before(a: Account, b: Account) -> bool:
    """Whether ``a`` was printed before what ``b`` tells as done can have begun."""
    return not a.is_plan and a.printed is not None and b.told is not None and a.printed < b.told[0]


def towns_apart(x: Spot | None, y: Spot | None, km: float) -> bool:
    """Both placed in a town, and the two are not the same."""
    if x is None or y is None or x.name == y.name or (x.geonameid is not None and x.geonameid == y.geonameid):
        return False
    if None in (x.lat, x.lon, y.lat, y.lon):
        return True
    return distance(x, y) > km


def distance(x: Spot, y: Spot) -> float:
    """Kilometres between two places."""
    lat1, lon1, lat2, lon2 = (radians(v or 0.0) for v in (x.lat, x.lon, y.lat, y.lon))
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(half)))


# ------------------------------------------------------------- named rules: (name, how many times)

Fired = Iterator[tuple[str, float]]


def act(a: Account, b: Account) -> Fired:
    """The same act, a kindred one (one of them general, or often told for each other), or only the same type; another weapon."""
    if set(a.concepts) & set(b.concepts):
        yield "same_act", 1
    elif a.type != b.type or any(kin(x, y) for x in a.concepts for y in b.concepts) or any(is_one_mode(x, y) for x in a.modes for y in b.modes):
        yield "kindred_act", 1
    else:
        yield "same_type", 1
    if a.modes and b.modes and not any(is_one_mode(x, y) for x in a.modes for y in b.modes):
        yield "other_weapon", 1


def is_one_mode(x: str, y: str) -> bool:
    """Whether two modes may be told of one act."""
    return x == y or bool(OUTCOMES & {x, y}) or any({x, y} <= one for one in ONE_MODE)


def party(a: Account, b: Account) -> Fired:
    """Doers and those it was done to: the same, of one country and sector, of one country, or others."""
    both = set(a.actors + a.recipients) == set(b.actors + b.recipients)
    if both and disjoint(a.actors, b.actors) and disjoint(a.recipients, b.recipients):
        yield "sides_swapped", 1
        return
    yield from side("actor", a.actors, b.actors, a.actor_sectors, b.actor_sectors, a.actor_names, b.actor_names)
    yield from side("recipient", a.recipients, b.recipients, a.recipient_sectors, b.recipient_sectors, a.recipient_names, b.recipient_names)


def side(name: str, x: Sequence[str], y: Sequence[str], sectors: Sequence[str], others: Sequence[str],
         names: Sequence[str], theirs: Sequence[str]) -> Fired:
    """The points of one side."""
    if set(names) & set(theirs):
        yield f"same_{name}", 1
    elif set(sectors) & set(others):
        yield f"like_{name}", 1
    elif set(x) & set(y):
        yield f"{name}_country", 1
    elif x and y:
        yield f"other_{name}", 1


def place(a: Account, b: Account) -> Fired:
    """The same town, region or country."""
    if a.town and b.town and not towns_apart(a.town, b.town, APART_KM):
        yield "same_town", 1
    elif a.region and a.region == b.region:
        yield "same_region", 1
    elif a.country and a.country == b.country:
        yield "same_country", 1


def time(a: Account, b: Account) -> Fired:
    """The same day by words of both, by words of one and the print of the other, or by print alone."""
    if a.told and b.told:
        yield ("same_day" if max(a.told[1] - a.told[0], b.told[1] - b.told[0]) < PRECISE else "same_span"), 1
        return
    told, other = (a.told, b) if a.told else (b.told, a)
    if told and other.printed is not None:
        lag = other.printed - told[1]
        yield ("day_before_print" if lag <= 1 else "printed_together" if lag <= PRECISE else "printed_apart"), 1
    elif a.printed is not None and b.printed is not None:
        lag = abs(a.printed - b.printed)
        yield ("printed_together" if lag <= 1 else "printed_apart"), 1


def counts(a: Account, b: Account) -> Fired:
    """A number both give; another number for the same thing is a contest, not a proof of two events."""
    mine, theirs = set(a.counts), set(b.counts)
    if mine & theirs and any(value > 1 for _, value in mine & theirs):
        yield "same_count", 1
    elif {what for what, _ in mine} & {what for what, _ in theirs}:
        yield "other_count", 1


def wording(a: Account, b: Account) -> Fired:
    """A passage that stands in both, and rare names of the sentences or of the articles."""
    both = shared(a.words, b.words)
    if both.longest >= LONG_PASSAGE or both.contained >= MUCH:
        yield "same_passage", 1
    elif both.longest >= PASSAGE or both.contained >= SOME:
        yield "shared_words", 1
    near = len(a.names & b.names)
    far = len((a.names | a.around) & (b.names | b.around)) - near
    if near:
        yield "names_in_sentence", min(near, 2)
    elif a.names and b.names and not a.names & b.around and not b.names & a.around:
        yield "other_names", 1
    if far:
        yield "names_in_article", min(far, MOST_NAMES)


def disjoint(x: Sequence[str], y: Sequence[str]) -> bool:
    """Both known and nothing shared."""
    return bool(x and y and not set(x) & set(y))
