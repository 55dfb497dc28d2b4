"""Which of several places or states of one name is meant? An entity and the countries that the article names go in, the one meant comes out.

"Ariha" in an article that names Syria is the Syrian town, beside Jenin it is Jericho; "Tripoli" is in Lebanon where Libya is not
told of; without any context the larger place, or the first state of ``ambiguous.json``, is meant.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from math import log10
from typing import Any

from sayso.resolve.gazetteer import Gazetteer, Point, plain
from sayso.resolve.raw import raw
from sayso.resolve.tables import LARGE, Entity, key

CONTEXT = 2.0  # what being in the only country of the article is worth, in powers of ten of people
OF_ADJECTIVE = 3  # a country's adjective counts so much where its name counts ten
OFFICIAL = 1.0  # what being so called officially is worth
NEIGHBOUR = 1.0  # what a place of the sentence within a day's drive is worth
DRIVE = 3.0  # degrees
ENOUGH = 2.0  # names of countries before context counts in full
FAR_LARGER = 5  # times the people of any namesake: the place is meant, and says which country the article is about


@cache
def exonyms() -> frozenset[str]:
    """Keys of the names that a language gives towns abroad: not a chance likeness of spelling."""
    return frozenset(raw("exonyms"))


@cache
def ambiguous() -> dict[str, dict[str, Any]]:
    """Key of a name → its states, the likeliest first."""
    return {key(n): row for row in raw("ambiguous")["ambiguous"] for n in row["names"]}


def is_ambiguous(e: Entity) -> bool:
    """Whether the name says nothing of which country the article is about."""
    return key(e.name) in ambiguous()


def is_sure(name: str, gazetteer: Gazetteer) -> bool:
    """Whether a place has no namesake abroad of a fifth of its size."""
    found = gazetteer.all(name)
    return bool(found) and all(p.country == found[0].country or p.population * FAR_LARGER < found[0].population for p in found[1:])


def meant(e: Entity, votes: Mapping[str, float]) -> Entity:
    """The entity with the state that the article otherwise names oftenest, the first where it names none."""
    row = ambiguous().get(key(e.name))
    if row is None or e.code is None or e.code not in row["codes"]:
        return e
    best: str = max(row["codes"], key=lambda c: votes.get(c, 0))
    if best == e.code or votes.get(best, 0) <= votes.get(e.code, 0) or votes.get(best, 0) < row["least"]:
        return e
    return replace(e, code=best, kind=row["kind"], sector=row["sectors"].get(best, e.sector), id=None)


def point_meant(name: str, gazetteer: Gazetteer, votes: Mapping[str, float], near: tuple[Point, ...] = ()) -> Point | None:
    """The place of this name that the countries of the article, places beside it, its official name and last its size speak for."""
    found = gazetteer.all(name)
    if len(found) < 2:
        return found[0] if found else None
    total = max(sum(votes.values()), ENOUGH)

    def weight(p: Point) -> float:
        beside = any(abs(p.lat - q.lat) + abs(p.lon - q.lon) < DRIVE for q in near)
        official = plain(key(p.name)) == plain(key(name))
        return log10(p.population + 10) + CONTEXT * votes.get(p.country, 0) / total + OFFICIAL * official + NEIGHBOUR * beside

    likeliest = found[0]  # a tie goes to the gazetteer's own order: exonyms before spellings
    best = max(found, key=weight)
    return best if weight(best) > weight(likeliest) and (votes.get(best.country) or near) else likeliest


def is_chance(words: str, p: Point, votes: Mapping[str, float]) -> bool:
    """Whether a town is hardly meant: small, only another spelling of its name, in a country the article never names though it names others.

    "Ariha", a spelling of Jericho, in an article about Syria is the Syrian town, which the gazetteer does not have.
    """
    other = key(p.name) != key(words) and plain(key(p.name)) != plain(key(words)) and key(words) not in exonyms()
    return other and p.population < LARGE and p.country not in votes and max(votes.values(), default=0) >= ENOUGH


def shares(votes: Counter[str]) -> dict[str, float]:
    """How often an article names its countries, in names; the three most named: a list of states in passing is no context."""
    return {code: n / 10 for code, n in votes.most_common(3)}
