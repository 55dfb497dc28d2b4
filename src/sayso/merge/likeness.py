"""Two accounts → the named points for and against their being of one event, or ``None`` where something forbids it.

In: two :class:`Account` and :class:`Rules`. Out: the rules that fired with their points, and their sum.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import cache, lru_cache
from math import asin, cos, radians, sin, sqrt
from operator import attrgetter

from sayso.merge import kin
from sayso.merge.accounts import LATE, OTHER, Account
from sayso.merge.claims import Spot
from sayso.merge.passages import KEPT, shared, shingles
from sayso.merge.rules import Rules

Points = list[tuple[str, float]]
Fired = list[tuple[str, float]]
Values = tuple[str, ...]
Asked = Callable[[Account, Account], bool]
# What few events share. Countries, weapons and days are shared by many.
SPECIFIC = frozenset({"same_actor", "same_recipient", "same_town", "same_count", "same_passage", "shared_words", "names_in_sentence",
                      "names_in_article", "rare_pair"})
# Modes that one act may be told as: what is said by one word is no contest with what is said by the other.
ONE_MODE = ({"aerial", "drone"}, {"firearms", "heavy-weapons"}, {"explosives", "suicide-attack"}, {"explosives", "aerial"}, {"explosives", "drone"},
            {"explosives", "heavy-weapons"}, {"demo", "obstruct"}, {"demo", "riot"}, {"demo", "strike"})
FROM_AFAR = frozenset({"aerial", "drone", "heavy-weapons", "explosives"})  # a raid, a strike, a bombardment: words do not tell them apart
AT_CROWDS = frozenset({"firearms", "crowd-control"})  # which of them police used is just what is disputed
OUTCOMES = frozenset({"destroy", "targeted"})  # what came of it, whatever the weapon
# Acts of which a country sees few in a week: a second one told of the same parties is most likely the same one.
RARE = frozenset({"assault.abduct", "assault.conquer", "assault.invade", "assault.suicide", "assault.torture", "assault.unconventional",
                  "assault.truce_broken", "coerce.annex", "coerce.blockade", "coerce.coup", "coerce.curfew", "coerce.cyber", "coerce.deport",
                  "coerce.execute", "coerce.martial_law", "concede.truce", "consult.mediate", "consult.phone", "mobilize.troops", "protest.strike",
                  "reject.veto", "retreat.ceasefire", "retreat.release", "retreat.resign", "retreat.withdraw", "sanction.break",
                  "sanction.embargo", "sanction.expel", "threaten.restrict"})
LONG_PASSAGE, PASSAGE = 9, 5  # words in a row
MUCH, SOME = 0.5, 0.2  # of the shorter account's 3-grams
PRECISE = 3  # days of an interval that says which day it was
MOST_NAMES = 3
APART_KM = 25.0
KM_OF_A_DEGREE = 111.0
EARTH_KM = 6371.0


def likeness(a: Account, b: Account, rules: Rules, is_rare: Asked | None = None) -> tuple[Points, float] | None:
    """What speaks for one event and against it, by named rules, and the score; ``None`` where the two cannot be one.

    The score is the sum of the points; nothing where what few events share is missing. ``is_rare`` says whether accounts of this type and
    these countries are few. Words are compared, and rarity is asked, only where the outcome hangs on it: that is what costs time.
    """
    found = by_slots(a, b, rules)
    if found is None:
        return None
    fired, total, specific = found
    points = rules.points
    if total + points["same_passage"] + points["rare_pair"] < rules.threshold:
        return fired, total if is_specific(specific, a, b, rules) else 0.0
    for name in wording(a, b):
        fired.append((name, points[name]))
        total += points[name]
        specific += points[name]
    if is_rare and (total < rules.threshold or specific < rules.specific) and is_rare(a, b):
        fired.append(("rare_pair", points["rare_pair"]))
        total += points["rare_pair"]
        specific += points["rare_pair"]
    return fired, total if is_specific(specific, a, b, rules) else 0.0


def is_specific(points: float, a: Account, b: Account, rules: Rules) -> bool:
    """Whether enough of the points come from what few events share: more of them where one of the two tells only a month."""
    return points >= rules.vague or (points >= rules.specific and a.is_vague == b.is_vague)


def at_least(a: Account, b: Account, rules: Rules) -> float | None:
    """What the score is at least, whatever their words and however rare they are; ``None`` where the two cannot be one."""
    found = by_slots(a, b, rules)
    if found is None:
        return None
    _, total, specific = found
    points = rules.points
    least = total + min(0.0, points["same_passage"], points["shared_words"]) + min(0.0, points["rare_pair"])
    return least if is_specific(specific, a, b, rules) and least >= total else min(0.0, least)


def by_slots(a: Account, b: Account, rules: Rules) -> tuple[Points, float, float] | None:
    """What the slots and names say, the sum, and the sum of what few events share."""
    if forbidden(a, b, rules):
        return None
    points = rules.points
    fired: Points = []
    total: float = 0
    specific: float = 0
    for name, times in (*alike(cast_of(a), cast_of(b)), *place(a, b), *time(a, b), *counts(a, b), *names(a, b)):
        value = points[name] * times
        fired.append((name, value))
        total += value
        if name in SPECIFIC:
            specific += value
    return fired, total, specific


def forbidden(a: Account, b: Account, rules: Rules) -> bool:
    """Two events of one article, an act done and one planned, days apart, towns apart, or a slot that must match and does not."""
    return (a.article == b.article or a.is_plan != b.is_plan or not (a.families is b.families or meet(a.families, b.families))
            or (bool(a.told and b.told) and other_day(a, b, rules.gap_days))
            or (not a.is_plan and (printed_before(a, b) or printed_before(b, a)))
            or (not (a.town is None or b.town is None or a.is_metonym or b.is_metonym) and towns_apart(a.town, b.town, rules.apart_km))
            or (bool(rules.must_match) and any(not matches(a, b, slot) for slot in rules.must_match)))


def may_be_again(a: Account, b: Account) -> bool:
    """Whether an echo that tells its day may tell again what its article tells: a kindred act, and neither says otherwise."""
    if not (a.is_echo or b.is_echo) or not all(x.told for x in (a, b) if x.is_echo) or a.is_plan != b.is_plan or a.standing != b.standing:
        return False
    if days_apart(a.told, b.told, 0) or towns_apart(a.town, b.town, APART_KM) or other_weapon(cast_of(a), cast_of(b)):
        return False
    if disjoint(a.sure_actors, b.sure_actors) or disjoint(a.sure_recipients, b.sure_recipients) or disjoint(a.recipient_names, b.recipient_names):
        return False
    given = dict(a.counts)
    return (any(x and kin(x, y) for x in a.concepts for y in b.concepts)
            and all(given.get(what, value) == value for what, value in b.counts if what != OTHER))


def matches(a: Account, b: Account, slot: str) -> bool:
    """Whether both tell a slot and agree on it."""
    if slot == "when":
        return a.told is not None and b.told is not None and not days_apart(a.told, b.told, 0)
    if slot == "where":
        return a.town is not None and b.town is not None and a.town.name == b.town.name
    return meet(getattr(a, slot), getattr(b, slot))


def days_apart(x: tuple[int, int] | None, y: tuple[int, int] | None, gap: int) -> bool:
    """Both told by words, and further apart than ``gap`` days."""
    return bool(x and y and (x[1] + gap < y[0] or y[1] + gap < x[0]))


def other_day(a: Account, b: Account, gap: int) -> bool:
    """Both told by words, and apart; the day of a telling may lie shortly after that of the act."""
    if not a.told or not b.told or not days_apart(a.told, b.told, gap):
        return False
    late = (a.is_late and 0 < a.told[0] - b.told[1] <= LATE) or (b.is_late and 0 < b.told[0] - a.told[1] <= LATE)
    return not late


def printed_before(a: Account, b: Account) -> bool:
    """Whether ``a`` was printed before what ``b`` tells as done can have begun."""
    return not a.is_plan and a.printed is not None and b.told is not None and a.printed < b.told[0] - LATE * b.is_late


def towns_apart(x: Spot | None, y: Spot | None, km: float) -> bool:
    """Both placed in a town, and the two are not the same."""
    if x is None or y is None or x.name == y.name or (x.geonameid is not None and x.geonameid == y.geonameid):
        return False
    if x.lat is None or x.lon is None or y.lat is None or y.lon is None:
        return True
    return abs(x.lat - y.lat) * KM_OF_A_DEGREE > km or distance(x, y) > km


def distance(x: Spot, y: Spot) -> float:
    """Kilometres between two places."""
    lat1, lon1, lat2, lon2 = (radians(v or 0.0) for v in (x.lat, x.lon, y.lat, y.lon))
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(half)))


# ------------------------------------------------------------- who does what to whom: many accounts tell it in one of a few ways


@dataclass(frozen=True, slots=True, eq=False)
class Cast:
    """Acts and parties, as an account tells them: one object for all accounts that tell them alike."""

    type: str
    concepts: Values
    modes: Values
    actors: Values
    recipients: Values
    actor_sectors: Values
    recipient_sectors: Values
    actor_names: Values
    recipient_names: Values
    sure_actors: Values
    sure_recipients: Values


PARTS_OF_CAST = attrgetter(*(f.name for f in fields(Cast)))
the_cast = lru_cache(maxsize=KEPT)(Cast)


@lru_cache(maxsize=KEPT)
def cast_of(account: Account) -> Cast:
    """The acts and parties of an account."""
    return the_cast(*PARTS_OF_CAST(account))


@lru_cache(maxsize=KEPT)
def alike(a: Cast, b: Cast) -> tuple[tuple[str, float], ...]:
    """What the acts and the parties say for one event and against it."""
    return (*act(a, b), *party(a, b))


# ------------------------------------------------------------- named rules: (name, how many times)


def act(a: Cast, b: Cast) -> Fired:
    """The same act, a kindred one (one of them general, or often told for each other), or only the same type; another weapon."""
    weapon = other_weapon(a, b) and not any(told.issuperset(a.modes) and told.issuperset(b.modes) for told in (FROM_AFAR, AT_CROWDS))
    same = set(a.concepts) & set(b.concepts)
    if same:
        how = "same_rare_act" if same & RARE else "same_act"
    elif a.type != b.type or (a.modes and b.modes and not weapon) or any(kin(x, y) for x in a.concepts for y in b.concepts):
        how = "kindred_act"
    else:
        how = "same_type"
    return [(how, 1), ("other_weapon", 1)] if weapon else [(how, 1)]


def other_weapon(a: Cast, b: Cast) -> bool:
    """Whether both tell a weapon or form, and none that may be told for the other's."""
    if not a.modes or not b.modes or a.modes == b.modes:
        return False
    return not any(is_one_mode(x, y) for x in a.modes for y in b.modes)


@cache
def is_one_mode(x: str, y: str) -> bool:
    """Whether two modes may be told of one act."""
    return x == y or bool(OUTCOMES & {x, y}) or any({x, y} <= one for one in ONE_MODE)


def party(a: Cast, b: Cast) -> Fired:
    """Doers and those it was done to: the same, of one country and sector, of one country, or others."""
    is_swap = a.actors != b.actors and disjoint(a.actors, b.actors) and disjoint(a.recipients, b.recipients) and not other_weapon(a, b)
    if is_swap and set(a.actors + a.recipients) == set(b.actors + b.recipients):
        return [("sides_swapped", 1)]
    if is_between(a, b) or is_between(b, a):
        return [("actor_country", 1), ("recipient_country", 1)]
    doers = side(a.actors, b.actors, a.actor_sectors, b.actor_sectors, a.actor_names, b.actor_names)
    others = side(a.recipients, b.recipients, a.recipient_sectors, b.recipient_sectors, a.recipient_names, b.recipient_names)
    found = [DOER.get(doers), TARGET.get(others)]
    if doers == "other" and not (a.sure_actors and b.sure_actors):
        found[0] = UNSURE
    if others == "other" and not (a.sure_recipients and b.sure_recipients):
        found[1] = UNSURE
    return [(name, found.count(name)) for name in dict.fromkeys(found) if name]


def is_between(a: Cast, b: Cast) -> bool:
    """Whether one account has both as doers whom the other has on two sides ("scambio di colpi tra India e Pakistan")."""
    both = set(a.actors)
    return len(both) == 2 and both.issuperset(a.recipients) and len(b.actors) == len(b.recipients) == 1 and both == {*b.actors, *b.recipients}


UNSURE = "other_setting"  # the country of one of them is only a guess
DOER = {"same": "same_actor", "like": "like_actor", "country": "actor_country", "other": "other_actor"}
TARGET = {"same": "same_recipient", "like": "like_recipient", "country": "recipient_country", "other": "other_recipient"}


def side(x: Values, y: Values, sectors: Values, others: Values, names: Values, theirs: Values) -> str:
    """How alike two sides are."""
    if meet(names, theirs):
        return "same"
    if meet(sectors, others):
        return "like"
    if meet(x, y):
        return "country"
    return "other" if x and y else ""


def place(a: Account, b: Account) -> Fired:
    """The same town, region or country."""
    if a.town and b.town and not towns_apart(a.town, b.town, APART_KM):
        return [("same_town", 1)]
    if a.region and a.region == b.region:
        return [("same_region", 1)]
    return [("same_country", 1)] if a.country and a.country == b.country else []


def time(a: Account, b: Account) -> Fired:
    """The same day by words of both, by words of one and the print of the other, or by print alone."""
    if a.told and b.told:
        if (a.is_late or b.is_late) and days_apart(a.told, b.told, 0):
            return [("other_day", 1)]
        return [("same_day" if max(a.told[1] - a.told[0], b.told[1] - b.told[0]) < PRECISE else "same_span", 1)]
    told, other = (a.told, b) if a.told else (b.told, a)
    if told and other.printed is not None:
        lag = other.printed - told[1]
        return [("day_before_print" if lag <= 1 else "printed_together" if lag <= PRECISE else "printed_apart", 1)]
    if a.printed is not None and b.printed is not None:
        return [("printed_together" if abs(a.printed - b.printed) <= 1 else "printed_apart", 1)]
    return []


def counts(a: Account, b: Account) -> Fired:
    """A number both give; another number for the same thing is a contest, not a proof of two events."""
    if not a.counts or not b.counts:
        return []
    for c in a.counts:
        if c[1] > 1 and c in b.counts:
            return [("same_count", 1)]
    return [("other_count", 1)] if {what for what, _ in a.counts} & {what for what, _ in b.counts} - {OTHER} else []


def names(a: Account, b: Account) -> Fired:
    """Rare names that both sentences or both articles have; or none of the other's where both have some."""
    x, y = a.names, b.names
    near = len(x) if x is y else sum(map(y.__contains__, x))
    far = len(a.around & b.around) - near
    found: Fired = [("names_in_article", far if far < MOST_NAMES else MOST_NAMES)] if far > 0 else []
    if near:
        return [("names_in_sentence", 1 if near == 1 else 2), *found]
    if x and y and b.around.isdisjoint(x) and a.around.isdisjoint(y):
        return [("other_names", 1), *found]
    return found


def wording(a: Account, b: Account) -> list[str]:
    """A passage that stands in both."""
    x = shingles(a.words)
    if a.words == b.words:  # a copy, of which there are many
        return ["same_passage"] if x else []
    if x.isdisjoint(shingles(b.words)):
        return []
    both = shared(a.words, b.words)
    if both.longest >= LONG_PASSAGE or both.contained >= MUCH:
        return ["same_passage"]
    return ["shared_words"] if both.longest >= PASSAGE or both.contained >= SOME else []


def meet(x: Values, y: Values) -> bool:
    """Whether two short tuples share a value."""
    return any(map(y.__contains__, x))  # asked millions of times: no generator


def disjoint(x: Values, y: Values) -> bool:
    """Both known and nothing shared."""
    return bool(x and y) and not meet(x, y)
