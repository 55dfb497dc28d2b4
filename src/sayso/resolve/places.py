"""Where is that? The words of a place go in; a place with country and coordinates comes out.

>>> place(argument, sentence, actors).country      # doctest: +SKIP
'UKR'
"""

from __future__ import annotations

from dataclasses import replace

from sayso.model import Argument, Name, Place, Sentence
from sayso.resolve.actors import Actors
from sayso.resolve.gazetteer import Point
from sayso.resolve.tables import Entity, Tables

NAMED = ("country", "capital", "region", "place")


def place_tokens(s: Sentence, tables: Tables) -> list[int]:
    """Tokens of a sentence at which a place name begins."""
    kinds = ("country", "capital", "region", "place")
    return [i for i, _, e in tables.entities(s) if e.kind in kinds and s.tokens[i].upos != "ADJ"]


def with_places(s: Sentence, tables: Tables) -> Sentence:
    """The sentence with the places of the tables among its names, where the pack's tagger saw none."""
    taken = {i for n in s.names for i in range(n.first, n.last)}
    new = [Name(a, b, "LOC") for a, b, e in tables.entities(s) if e.kind in NAMED and s.tokens[a].upos == "PROPN" and not taken & set(range(a, b))]
    return replace(s, names=tuple(sorted((*s.names, *new), key=lambda n: n.first))) if new else s


def place(argument: Argument, s: Sentence, actors: Actors) -> Place | None:
    """The place an argument names; a country or region without coordinates of its own keeps only its code."""
    for first, last, e in actors.entities(s):
        if first <= argument.head < last:
            return found(argument, e, actors.tables)
    return None


def point_of(e: Entity, tables: Tables) -> Point | None:
    """The point of a town: that with the entity's id, else the likeliest of its name in its country."""
    if e.kind not in ("capital", "place"):
        return None
    every = tables.gazetteer.all(e.name)
    return next((p for p in every if str(p.id) == e.id), None) or next((p for p in every if e.code in (None, p.country)), None)


def found(argument: Argument, e: Entity, tables: Tables) -> Place:
    """A :class:`Place` for a table entity."""
    point = point_of(e, tables)
    if point is None:
        return Place(argument.span, e.name, e.code, precision="country" if e.kind == "country" else "admin1")
    return Place(argument.span, point.name, point.country, point.admin1, point.id, point.lat, point.lon, "city")
