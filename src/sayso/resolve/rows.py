"""One row of the tables of organisations and people: a line such as ``name|code|sector|kind|alias; alias`` goes in, a record comes out.

The package's own tables are compiled from such rows (tools/tables.py), and a user's file of actors holds the same.

>>> person("Vladimir Putin|RUS|Putin|PM 1999-2000, P 2000-2008", frozenset({"RUS"}))["offices"][0]["title_en"]
'prime minister'
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

DAY = re.compile(r"\d{4}(-\d\d){0,2}")
INTERNATIONAL = {"UNO", "EUR", "IGO", "NGO", "MNC", "IMG", "ISM"}
NOWHERE = "-"  # of organisations that many states have: the code takes the country of the setting
SECTORS = {"COP", "GOV", "JUD", "LEG", "MIL", "PRM", "PTY", "REB", "SPY", "UAF", "UNK", "AGR", "BUS", "CRM", "CVL", "EDU", "ELI",
           "JRN", "LAB", "MED", "REF", "OPP", "PRE", "REL", "SOC", "NGO"}
KINDS = {"igo", "ngo", "rebel", "party", "agency", "company", "church", "union", "paramilitary", "gang", "movement", "thinktank",
         "court", "armed"}
# office -> Italian title, English title, sector
OFFICES = {
    "P": ("presidente", "president", "GOV"), "PM": ("primo ministro", "prime minister", "GOV"), "C": ("cancelliere", "chancellor", "GOV"),
    "VP": ("vicepresidente", "vice president", "GOV"), "DPM": ("vicepremier", "deputy prime minister", "GOV"),
    "F": ("ministro degli Esteri", "foreign minister", "GOV"), "D": ("ministro della Difesa", "defence minister", "GOV"),
    "I": ("ministro dell'Interno", "interior minister", "GOV"), "E": ("ministro dell'Economia", "finance minister", "GOV"),
    "J": ("ministro della Giustizia", "justice minister", "GOV"), "MIN": ("ministro", "minister", "GOV"),
    "SS": ("segretario di Stato", "secretary of state", "GOV"), "SD": ("segretario alla Difesa", "defence secretary", "GOV"),
    "NSA": ("consigliere per la sicurezza nazionale", "national security adviser", "GOV"), "K": ("re", "king", "GOV"),
    "Q": ("regina", "queen", "GOV"), "CP": ("principe ereditario", "crown prince", "GOV"), "EM": ("emiro", "emir", "GOV"),
    "SU": ("sultano", "sultan", "GOV"), "EMP": ("imperatore", "emperor", "GOV"), "SL": ("guida suprema", "supreme leader", "GOV"),
    "L": ("leader", "leader", "GOV"), "SG": ("segretario generale", "general secretary", "GOV"), "SPK": ("portavoce", "spokesperson", "GOV"),
    "AMB": ("ambasciatore", "ambassador", "GOV"), "GVR": ("governatore", "governor", "GOV"), "MAY": ("sindaco", "mayor", "GOV"),
    "AID": ("consigliere", "adviser", "GOV"), "SEC": ("segretario del Consiglio di sicurezza", "security council secretary", "GOV"),
    "LEG": ("presidente del parlamento", "speaker", "LEG"), "MP": ("parlamentare", "member of parliament", "LEG"),
    "PTY": ("leader di partito", "party leader", "PTY"), "OPP": ("leader dell'opposizione", "opposition leader", "OPP"),
    "REB": ("leader ribelle", "rebel leader", "REB"), "PRE": ("leader separatista", "separatist leader", "PRE"),
    "MIL": ("capo militare", "military chief", "MIL"), "SPY": ("capo dei servizi segreti", "intelligence chief", "SPY"),
    "PRM": ("capo paramilitare", "paramilitary chief", "PRM"), "COP": ("capo della polizia", "police chief", "COP"),
    "JUD": ("magistrato", "prosecutor", "JUD"), "REL": ("capo religioso", "religious leader", "REL"), "POPE": ("papa", "pope", "REL"),
    "LAB": ("segretario sindacale", "union leader", "LAB"), "BUS": ("imprenditore", "business leader", "BUS"),
    "UAF": ("capo terrorista", "terrorist leader", "UAF"), "IMG": ("capo jihadista", "jihadist leader", ""), "CRM": ("boss", "boss", "CRM"),
    "IO": ("capo di organizzazione internazionale", "head of an international organisation", ""), "SOC": ("attivista", "activist", "SOC"),
    "JRN": ("giornalista", "journalist", "JRN"), "ELI": ("personalità", "public figure", "ELI"), "CVL": ("cittadino", "citizen", "CVL"),
    "EDU": ("ricercatore", "researcher", "EDU"),
    "MED": ("medico", "doctor", "MED"),
}

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Own:
    """What a user's file of actors holds."""

    organisations: tuple[Row, ...] = ()
    people: tuple[Row, ...] = ()


class WrongRow(ValueError):
    """A row that cannot be compiled; the message quotes it."""


def cells(row: str, number: int) -> list[str]:
    """The fields of a row."""
    found = [c.strip() for c in row.split("|")]
    if len(found) != number:
        raise WrongRow(f"{len(found)} fields instead of {number}: {row}")
    return found


def split(text: str) -> tuple[list[str], list[str]]:
    """The items of ``a; b?; c`` and, apart, those marked as ambiguous."""
    items = [a.strip() for a in text.split(";") if a.strip()]
    return [a.rstrip("?") for a in items], [a.rstrip("?") for a in items if a.endswith("?")]


def one_of(value: str, known: Collection[str], row: str) -> str:
    """``value`` if it is known."""
    if value not in known:
        raise WrongRow(f"{value!r} is not known: {row}")
    return value


def organisations(row: str, states: Collection[str]) -> list[Row]:
    """The organisations of a row: ``~`` begins another of the same code, sector and kind."""
    first, *others = row.split(" ~ ")
    head = first.split("|")[1:4]
    return [organisation(first, states),
            *(organisation("|".join([o.split(";")[0].strip(), *head, o.partition(";")[2]]), states) for o in others)]


def organisation(row: str, states: Collection[str]) -> Row:
    """``name|code|sector|kind|aliases`` as a record."""
    name, code, sector, kind, aliases = cells(row, 5)
    names, weak = split(aliases)
    weak += [name.rstrip("?")] * name.endswith("?")
    name = name.rstrip("?")
    if code not in {*INTERNATIONAL, NOWHERE}:
        one_of(code, states, row)
    return {"name": name, "aliases": names, "weak": weak, "code": None if code == NOWHERE else code,
            "sector": None if sector == "-" else one_of(sector, SECTORS, row), "kind": one_of(kind, KINDS, row)}


def dates(span: str, row: str) -> tuple[str, str | None]:
    """Both ends of ``2000-2008``, ``1999-08-09..2000``, ``2012-`` or ``2012``; the last is ``None`` while it lasts."""
    start, dash, end = span.partition("..") if ".." in span else span.partition("-")
    end = end if dash else start
    if not is_day(start) or (end and (not is_day(end) or end < start[: len(end)])):
        raise WrongRow(f"dates {span!r}: {row}")
    return start, end or None


def is_day(text: str) -> bool:
    """Whether a text is a year, a month or a day."""
    if not DAY.fullmatch(text):
        return False
    try:
        date.fromisoformat((text + "-01-01")[:10])
    except ValueError:
        return False
    return True


def office(text: str, row: str) -> Row:
    """``P 2000-2008`` (also ``PM 1999-08-09..2000``, open end ``P 2012-``) as a record."""
    code, _, span = text.strip().partition(" ")
    place, _, short = code.partition(":") if ":" in code else ("", "", code)
    title_it, title_en, sector = OFFICES[one_of(short, set(OFFICES), row)]
    start, end = dates(span, row)
    return {"title_it": title_it, "title_en": title_en, "sector": sector or None, "from": start, "to": end,
            **({"country": place} if place else {})}


def person(row: str, states: Collection[str]) -> Row:
    """``name|country|aliases|offices`` as a record."""
    name, country, aliases, offices = cells(row, 4)
    names, weak = split(aliases)
    if country not in INTERNATIONAL:
        one_of(country, states, row)
    return {"name": name, "aliases": names, "weak": weak, "country": country, "offices": [office(o, row) for o in offices.split(",")]}
