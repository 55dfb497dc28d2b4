"""Where is that? The words of a place go in; a place with country and coordinates comes out.

>>> place(argument, sentence, actors).country      # doctest: +SKIP
'UKR'
"""

from __future__ import annotations

from dataclasses import replace

from sayso.model import Argument, Name, Place, Sentence
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


def place(argument: Argument, s: Sentence, tables: Tables) -> Place | None:
    """The place an argument names; a country or region without coordinates of its own keeps only its code."""
    for first, last, e in tables.entities(s):
        if first <= argument.head < last:
            return found(argument, e, tables)
    return None


def found(argument: Argument, e: Entity, tables: Tables) -> Place:
    """A :class:`Place` for a table entity."""
    point = tables.gazetteer.find(e.name) if e.kind in ("capital", "place") else None
    if point is None or (e.code and point.country != e.code):
        return Place(argument.span, e.name, e.code, precision="country" if e.kind == "country" else "admin1")
    return Place(argument.span, point.name, point.country, point.admin1, point.id, point.lat, point.lon, "city")
