"""Compiles the tables of organisations, media, people, ambiguous names and wide areas: ``tables/*.yaml`` -> ``src/sayso/resolve/tables/*.json``.

The YAML is what people edit, one row a line; the JSON is what the package loads. Every code, date and alias is checked first:
an alias of two different codes, a wrong code or an office that ends before it begins stops the run. ``python tools/tables.py``.

>>> organisation("Hamas|PSE|REB|rebel|Movimento di resistenza islamica; Qassam?")["weak"]
['Qassam']
"""

from __future__ import annotations

import json
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

import yaml

SOURCE = Path(__file__).parent / "tables"
TARGET = Path(__file__).parent.parent / "src/sayso/resolve/tables"
INTERNATIONAL = {"UNO", "EUR", "IGO", "NGO", "MNC", "IMG", "ISM"}
NOWHERE = "-"  # of organisations that many states have: the code takes the country of the setting
SECTORS = {"COP", "GOV", "JUD", "LEG", "MIL", "PRM", "PTY", "REB", "SPY", "UAF", "UNK", "AGR", "BUS", "CRM", "CVL", "EDU", "ELI",
           "JRN", "LAB", "MED", "REF", "OPP", "PRE", "REL", "SOC", "NGO"}
KINDS = {"igo", "ngo", "rebel", "party", "agency", "company", "church", "union", "paramilitary", "gang", "movement", "thinktank",
         "court", "armed"}
MEDIA_KINDS, OWNERS = {"agency", "broadcaster", "outlet"}, {"state", "public", "private"}
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


class WrongRow(ValueError):
    """A row that cannot be compiled; the message quotes it."""


def countries() -> set[str]:
    """The ISO3 codes in use."""
    return set(json.loads((TARGET / "countries.json").read_text(encoding="utf-8")))


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


def one_of(value: str, known: set[str], row: str) -> str:
    """``value`` if it is known."""
    if value not in known:
        raise WrongRow(f"{value!r} is not known: {row}")
    return value


def organisations(row: str) -> list[Row]:
    """The organisations of a row: ``~`` begins another of the same code, sector and kind."""
    first, *others = row.split(" ~ ")
    head = first.split("|")[1:4]
    return [organisation(first), *(organisation("|".join([o.split(";")[0].strip(), *head, o.partition(";")[2]])) for o in others)]


def organisation(row: str) -> Row:
    """``name|code|sector|kind|aliases`` as a record."""
    name, code, sector, kind, aliases = cells(row, 5)
    names, weak = split(aliases)
    weak += [name.rstrip("?")] * name.endswith("?")
    name = name.rstrip("?")
    if code not in {*INTERNATIONAL, NOWHERE}:
        one_of(code, countries(), row)
    return {"name": name, "aliases": names, "weak": weak, "code": None if code == NOWHERE else code,
            "sector": None if sector == "-" else one_of(sector, SECTORS, row), "kind": one_of(kind, KINDS, row)}


def medium(row: str) -> Row:
    """``name|kind|country|owner|aliases`` as a record."""
    name, kind, country, owner, aliases = cells(row, 5)
    names, weak = split(aliases)
    return {"name": name.rstrip("?"), "aliases": names, "weak": weak + [name[:-1]] * name.endswith("?"),
            "kind": one_of(kind, MEDIA_KINDS, row), "country": one_of(country, countries(), row), "owner": one_of(owner, OWNERS, row)}


def office(text: str, row: str) -> Row:
    """``P 2000-2008`` (also ``PM 1999-08-09..2000``, open end ``P 2012-``) as a record."""
    code, _, span = text.strip().partition(" ")
    place, _, short = code.partition(":") if ":" in code else ("", "", code)
    title_it, title_en, sector = OFFICES[one_of(short, set(OFFICES), row)]
    start, dash, end = span.partition("..") if ".." in span else span.partition("-")
    end = end if dash else start
    if not start[:4].isdigit() or (end and end < start):
        raise WrongRow(f"dates {span!r}: {row}")
    return {"title_it": title_it, "title_en": title_en, "sector": sector or None, "from": start, "to": end or None,
            **({"country": place} if place else {})}


def person(row: str) -> Row:
    """``name|country|aliases|offices`` as a record."""
    name, country, aliases, offices = cells(row, 4)
    names, weak = split(aliases)
    if country not in INTERNATIONAL:
        one_of(country, countries(), row)
    return {"name": name, "aliases": names, "weak": weak, "country": country, "offices": [office(o, row) for o in offices.split(",")]}


GENERIC = (" Oblast", " Republic", " Krai", " Province", " Governorate", " Region", " District", " State", " Autonomous Region", " County")


def regions(table: dict[str, dict[str, str]]) -> list[Row]:
    """Names of regions and provinces of one state alone, with and without their generic word."""
    states = json.loads((TARGET / "countries.json").read_text(encoding="utf-8"))
    iso3 = {c["iso2"]: k for k, c in states.items()}
    taken = {n for c in states.values() for part in ("names_en", "names_it", "old", "capital", "regions") for n in c[part]}
    owners: dict[str, set[str]] = defaultdict(set)
    whole: dict[str, str] = {}
    for iso2, names in table.items():
        for name in map(str, names.values()):
            short = next((name.removesuffix(g) for g in GENERIC if name.endswith(g)), name)
            for n in {name, short} - taken:
                owners[n].add(iso3[iso2])
                whole[n] = name
    return [{"name": n, "region": whole[n], "country": found.pop()} for n, found in sorted(owners.items()) if len(found) == 1]


def ambiguous(row: Row) -> Row:
    """A name of several states, checked."""
    return {"names": row["names"], "codes": [one_of(c, {*countries(), *INTERNATIONAL}, str(row)) for c in row["codes"]], "kind": row["kind"],
            "least": row.get("least", 0), "sectors": row.get("sectors", {})}


def clashes(rows: list[Row], code: str) -> list[str]:
    """Aliases that stand for two different codes without being marked."""
    owners: dict[str, set[tuple[str, str | None]]] = defaultdict(set)
    for r in rows:
        for alias in {r["name"], *r["aliases"]} - set(r["weak"]):
            owners[alias].add((r[code], r.get("sector")))
    return sorted(f"{alias}: {sorted(map(str, found))}" for alias, found in owners.items() if len(found) > 1)


def meanings() -> dict[str, set[tuple[str, str | None]]]:
    """Name -> (code, sector) in all compiled tables; names marked as ambiguous left out, nationality adjectives too."""
    out: dict[str, set[tuple[str, str | None]]] = defaultdict(set)
    for iso, c in json.loads((TARGET / "countries.json").read_text(encoding="utf-8")).items():
        own = {n: None for f in ("names_it", "names_en", "capital", "old", "regions") for n in c[f]} | c["seats"]
        for n in own.keys() - set(c["weak"]):
            out[n].add((iso, own[n]))
    for name, code, sector in (("organisations", "code", "sector"), ("media", "country", "-"), ("people", "country", "-")):
        for r in json.loads((TARGET / f"{name}.json").read_text(encoding="utf-8"))[name]:
            for n in {r["name"], *r["aliases"]} - set(r["weak"]):
                out[n].add((r[code], r.get(sector, name)))
    return out


def written(name: str, rows: list[Row], extra: dict[str, Any]) -> None:
    """Writes one table, a record a line."""
    body = ",\n".join(json.dumps(r, ensure_ascii=False, separators=(",", ":")) for r in rows)
    head = "".join(f"{json.dumps(k)}: {json.dumps(v, ensure_ascii=False)},\n" for k, v in extra.items())
    (TARGET / f"{name}.json").write_text(f'{{{head}"{name}": [\n{body}\n]}}\n', encoding="utf-8")


def source(name: str) -> Any:  # noqa: ANN401 - a list or a mapping, as the table has it
    """A table as edited."""
    return yaml.load((SOURCE / f"{name}.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)


def main() -> None:
    """Compiles the tables."""
    (TARGET / "wide.json").write_text(json.dumps(source("wide"), ensure_ascii=False) + "\n", encoding="utf-8")
    exonyms = sorted({n.lower().replace("’", "'") for towns in source("exonyms").values() for n in map(str, towns)})
    (TARGET / "exonyms.json").write_text(json.dumps(exonyms, ensure_ascii=False) + "\n", encoding="utf-8")
    written("regions", regions(source("admin1")), {})
    written("ambiguous", [ambiguous(r) for r in source("ambiguous")], {})
    media = source("media")
    tables = {
        "organisations": ([o for r in source("organisations") for o in organisations(r)], {}, "code"),
        "media": ([medium(r) for r in media["media"]], {"platforms": media["platforms"]}, "country"),
        "people": ([person(r) for r in source("people")], {}, "country"),
    }
    for name, (rows, extra, code) in tables.items():
        if found := clashes(rows, code):
            raise SystemExit("\n".join([f"{name}: one name, two codes", *found]))
        written(name, rows, extra)
        start = time.perf_counter()
        json.loads((TARGET / f"{name}.json").read_text(encoding="utf-8"))
        print(f"{name}: {len(rows)} records, {sum(1 + len(r['aliases']) for r in rows)} names, {time.perf_counter() - start:.3f} s to load")
    if crossed := sorted(f"{n}: {sorted(map(str, found))}" for n, found in meanings().items() if len(found) > 1):
        raise SystemExit("\n".join(["one name in two tables", *crossed]))


if __name__ == "__main__":
    main()
