"""How a name is resolved, and what else it could have been: words go in, lines for people to read come out.

``sayso actors "il capo della diplomazia di Teheran"`` → IRN GOV, by its role and a capital.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from sayso.model import Known
from sayso.resolve import namesakes
from sayso.resolve.bare import bare_known, bare_sentence
from sayso.resolve.gazetteer import Point
from sayso.resolve.state_codes import codes
from sayso.resolve.tables import Tables, key, office_on

CREDIT = "Places: GeoNames (geonames.org), CC BY 4.0"
SHOWN = 8  # candidates


def actor_lines(text: str, tables: Tables, on: date | None = None, context: str = "") -> Iterator[str]:
    """Whom the words stand for, why, the codes of the state, and what was looked up."""
    found = bare_known(text, tables, on, context)
    yield text
    if not found:
        yield "  nobody the tables or the words tell of"
    for k in found:
        yield f"  {' '.join(x for x in (k.country, k.sector) if x) or 'country and sector unknown'}: {k.name} ({k.why})"
        if k.country:
            yield from code_lines(k.country, on)
    yield from looked_up(text, tables, on)


def as_record(k: Known) -> dict[str, Any]:
    """The same for a program."""
    return {"name": k.name, "country": k.country, "sector": k.sector, "why": k.why, "score": k.score, "codes": codes(k.country or "")}


def code_lines(country: str, on: date | None) -> Iterator[str]:
    """The state's codes in other lists."""
    found = codes(country, on)
    if found:
        yield "  codes: " + ", ".join(f"{name} {code}" for name, code in found.items())


def looked_up(text: str, tables: Tables, on: date | None) -> Iterator[str]:
    """Every name, role and person of the tables in the words."""
    s = bare_sentence(text, tables, on=on)
    for a, b, e in tables.entities(s):
        words = s.span(a, b).text
        others = namesakes.ambiguous().get(key(words), {}).get("codes", [])
        choice = f"; could be {', '.join(others)}: the article decides" if others else ""
        yield f"  looked up {words!r}: {e.kind} → {' '.join(x for x in (e.code, e.sector) if x) or 'of no one state'}{choice}"
    for t in s.tokens:
        role = tables.role_at(s, t.i)
        if role is not None:
            yield f"  looked up {t.form!r}: role {role.name!r} → {role.sector or 'the sector of what it belongs to'}"
    yield from person_lines(text, tables, on)


def person_lines(text: str, tables: Tables, on: date | None) -> Iterator[str]:
    """Everybody in the table of office holders with this name."""
    s = bare_sentence(text, tables, on=on)
    names = {s.span(n.first, n.last).text for n in s.names if n.label == "PER"} | {text}
    for name in sorted(names):
        for p in tables.people_called(name)[:SHOWN]:
            held = office_on(p, on) if on else None
            offices = ", ".join(f"{o['title_en']} {o['from']}–{o['to'] or ''}" for o in p["offices"])
            yield f"  person {p['name']} ({p['country']}): {offices}" + (f"; on {on}: {held['title_en']}" if held else "")


def place_lines(text: str, tables: Tables, context: str = "") -> Iterator[str]:
    """The places of this name, the one meant first, with their credit."""
    votes = context_votes(context, tables)
    best = namesakes.point_meant(text, tables.gazetteer, votes)
    yield text
    e = tables.entity(text) or tables.provinces.get(key(text))
    if e is not None and e.kind != "org":
        told = namesakes.meant(e, votes)
        yield f"  {told.kind}: {told.name}, {told.code or 'of no one state'}"
    if best is None and e is None:
        yield "  no such place"
    for p in sorted(tables.gazetteer.all(text), key=lambda p: p is not best and p != best)[:SHOWN]:
        yield "  " + point_line(p, is_meant=p == best)
    yield f"  {CREDIT}"


def point_line(p: Point, is_meant: bool) -> str:
    """One place on a line."""
    where = ", ".join(x for x in (p.admin1, p.country) if x)
    return f"{'city' if is_meant else 'namesake'}: {p.name} ({where}), GeoNames {p.id}, {p.lat:.3f} {p.lon:.3f}, {p.population:,} people"


def context_votes(context: str, tables: Tables) -> dict[str, float]:
    """The countries that a sentence of context names."""
    out: dict[str, float] = {}
    for _, _, e in tables.entities(bare_sentence(context, tables)) if context else ():
        if e.code in tables.states and e.code:
            out[e.code] = out.get(e.code, 0) + 1
    return out
