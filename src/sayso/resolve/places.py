"""Where is that? The words of a place go in; a place with country and coordinates comes out.

>>> place(argument, sentence, actors).country      # doctest: +SKIP
'UKR'
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from sayso.model import Argument, Name, Place, Sentence, sentence
from sayso.resolve import namesakes
from sayso.resolve.actors import Actors
from sayso.resolve.gazetteer import Point
from sayso.resolve.tables import LARGE, Entity, Tables, key

HYPHENS = ("-", "–")
NAMED = ("country", "capital", "region", "place")


def place_tokens(s: Sentence, tables: Tables) -> list[int]:
    """Tokens of a sentence at which a place name begins."""
    kinds = ("country", "capital", "region", "place")
    return [i for i, _, e in tables.entities(s) if e.kind in kinds and s.tokens[i].upos != "ADJ"]


def with_places(s: Sentence, tables: Tables) -> Sentence:
    """The sentence with the places of the tables among its names, where the pack's tagger saw none, and no nationality in a person's name."""
    names = whole_names(s) if any(h in s.forms for h in HYPHENS) else s.names
    kept = tuple(as_known(s, without_nationality(s, n, tables), tables) for n in names)
    s = replace(s, names=kept) if kept != s.names else s
    taken = {i for n in s.names for i in range(n.first, n.last)}
    new = [Name(a, b, "LOC") for a, b, e in tables.entities(s) if e.kind in NAMED and s.tokens[a].upos == "PROPN" and not taken & set(range(a, b))]
    return with_conjuncts(replace(s, names=tuple(sorted((*s.names, *new), key=lambda n: n.first))) if new else s, tables)


def whole_names(s: Sentence) -> tuple[Name, ...]:
    """The names, each whole at its hyphens and each once."""
    found = tuple(whole_name(s, n) for n in s.names)
    return tuple(n for k, n in enumerate(found) if not any(m.first < n.last and n.first < m.last for m in found[:k]))


def whole_name(s: Sentence, n: Name) -> Name:
    """A name with the parts at its hyphens that the tagger left out ("al-" or "Shabab" of "al-Shabab")."""
    first, last = n.first, n.last
    if s.tokens[first].form in HYPHENS and is_glued(s, first):
        first -= 1
    elif first > 1 and is_glued(s, first - 1) and s.tokens[first - 2].form.islower():
        first -= 2  # "al" of "al-Shabab", not "Israel" of "Israel-Gaza"
    if s.tokens[last - 1].form in HYPHENS and is_glued(s, last - 1):
        last += 1
    return replace(n, first=first, last=last)


def is_glued(s: Sentence, i: int) -> bool:
    """Whether a token is a hyphen with no space on either side."""
    if not 0 < i < len(s.tokens) - 1 or s.tokens[i].form not in HYPHENS:
        return False
    return s.tokens[i - 1].end == s.tokens[i].start and s.tokens[i].end == s.tokens[i + 1].start


def with_conjuncts(s: Sentence, tables: Tables) -> Sentence:
    """The sentence with what a name's inner word was coordinated with hung on the whole name ("the Democratic Republic of Congo and Rwanda")."""
    beside = [t for t in s.tokens if t.base == "conj" and t.upos == "PROPN"]
    tokens = list(s.tokens)
    for first, last, _ in tables.entities(s) if beside else ():
        inside = range(first, last)
        top = next((t.i for t in s.tokens[first:last] if t.head not in inside or t.head == t.i), first)
        for c in beside:
            if c.head in inside and c.head != top and c.i >= last:
                tokens[c.i] = replace(c, head=top)
    return s if not beside or tokens == list(s.tokens) else sentence(s.i, s.field, s.start, s.text, tuple(tokens), s.names, s.paragraph, s.is_heading)


def as_known(s: Sentence, n: Name, tables: Tables) -> Name:
    """A name that the tables know as a town's or a medium's, whatever the tagger took it for ("hanno abbandonato Goma")."""
    is_town = n.label != "LOC" and any((a, b) == (n.first, n.last) and e.kind in ("place", "region") for a, b, e in tables.entities(s))
    if is_town:
        return replace(n, label="LOC")
    is_medium = n.label == "LOC" and key(" ".join(t.form for t in s.tokens[n.first : n.last])) in tables.media  # "riprende la Xinhua"
    return replace(n, label="ORG") if is_medium else n


def without_nationality(s: Sentence, n: Name, tables: Tables) -> Name:
    """A person's name without the adjective that the tagger put in it ("giordano Bisher al-Khasawneh")."""
    first = s.tokens[n.first].form
    is_adjective = n.label == "PER" and n.last - n.first > 1 and first.islower() and first in tables.adjectives
    return replace(n, first=n.first + 1) if is_adjective else n


def place(argument: Argument, s: Sentence, actors: Actors) -> Place | None:
    """The place an argument names; a country or region without coordinates of its own keeps only its code."""
    for first, last, e in actors.entities(s):
        if first <= argument.head < last:
            return found(argument, e, actors.tables, is_region(s, first, last, actors.tables))
    return None


def finer(where: Place, s: Sentence, towns: Collection[int], actors: Actors) -> Place:
    """The one town of the sentence that lies in a country or region told with it ("nel Missouri, a Ferguson"); else the place itself."""
    if where.precision not in ("country", "admin1"):
        return where
    inside = {p.name: p for i in towns for p in (place(Argument(s.span(i, i + 1), s.i, i, "locative"), s, actors),)
              if p is not None and p.precision == "city" and p.country == where.country}
    return replace(next(iter(inside.values())), why=f"the town told with {where.name}") if len(inside) == 1 else where


def is_apposed(s: Sentence, i: int, tables: Tables) -> bool:
    """Whether a town's name follows its kind and a preposition of place ("in the central town of Beledweyne", "nella città di Homs")."""
    if i < 3 or s.tokens[i - 1].upos != "ADP" or s.tokens[i - 2].lemma.lower() not in tables.grammar["place_words"]:
        return False
    return any(tables.is_place(s, k) for k in range(max(1, i - 4), i - 1))


def is_region(s: Sentence, first: int, last: int, tables: Tables) -> bool:
    """Whether a town's name is that of the region around it ("nella regione di Kherson", "the Kherson region")."""
    words = tables.grammar["region_words"]
    before = [t.lemma.lower() for t in s.tokens[max(0, first - 3) : first] if t.upos != "ADJ"][-2:]  # "nel dipartimento colombiano di Arauca"
    linked = bool(before) and s.tokens[first - 1].upos == "ADP"
    after = s.tokens[last].lemma.lower() if last < len(s.tokens) and s.tokens[last].upos in ("NOUN", "PROPN") else ""
    articled = linked and s.tokens[first - 1].form.lower() in tables.grammar.get("articled", ())  # "nel Donetsk": a town has no article
    return after in words or articled or (linked and before[0] in words)


def point_of(e: Entity, tables: Tables) -> Point | None:
    """The point of a town: that with the entity's id, else the likeliest of its name in its country; none of regions.

    Our own list of regions holds towns too ("Leopoli", "Kherson"): a large one is meant as the town unless its region has the bare name.
    """
    if e.kind not in ("capital", "place", "region"):
        return None
    every = tables.gazetteer.all(e.name)
    found = next((p for p in every if str(p.id) == e.id), None) or next((p for p in every if e.code in (None, p.country)), None)
    if e.kind != "region" or found is None:
        return found
    is_called_so = found.name == e.name or key(e.name) in namesakes.exonyms()
    is_seat = (found.admin1 or "").startswith(found.name + " ")  # of "Kherson Oblast"
    return found if is_called_so and found.admin1 not in (e.name, found.name) and (is_seat or found.population >= LARGE) else None


def found(argument: Argument, e: Entity, tables: Tables, of_region: bool = False) -> Place:
    """A :class:`Place` for a table entity; the region of that name where ``of_region``."""
    point = point_of(e, tables)
    if point is None:
        return Place(argument.span, e.name, e.code, precision="country" if e.kind == "country" else "admin1", why=f"{e.kind}: {e.name}")
    if of_region:
        return Place(argument.span, point.admin1 or point.name, point.country, point.admin1 or point.name, precision="admin1",
                     why=f"region of {point.name}")
    return Place(argument.span, point.name, point.country, point.admin1, point.id, point.lat, point.lon, "city", f"GeoNames {point.id}: {point.name}")
