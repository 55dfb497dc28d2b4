"""Compiles the tables of organisations, media, people, ambiguous names and wide areas: ``tables/*.yaml`` -> ``src/sayso/resolve/tables/*.json``.

The YAML is what people edit, one row a line; the JSON is what the package loads. Every code, date and alias is checked first:
an alias of two different codes, a wrong code or an office that ends before it begins stops the run. ``python tools/tables.py``.

>>> medium("Ansa|agency|ITA|private|ANSA")["aliases"]
['ANSA']
"""

from __future__ import annotations

import json
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

import yaml

from sayso.resolve.rows import INTERNATIONAL, Row, cells, one_of, organisations, person, split

SOURCE = Path(__file__).parent / "tables"
TARGET = Path(__file__).parent.parent / "src/sayso/resolve/tables"
MEDIA_KINDS, OWNERS = {"agency", "broadcaster", "outlet"}, {"state", "public", "private"}


def countries() -> set[str]:
    """The ISO3 codes in use."""
    return set(json.loads((TARGET / "countries.json").read_text(encoding="utf-8")))


def medium(row: str) -> Row:
    """``name|kind|country|owner|aliases`` as a record."""
    name, kind, country, owner, aliases = cells(row, 5)
    names, weak = split(aliases)
    return {"name": name.rstrip("?"), "aliases": names, "weak": weak + [name[:-1]] * name.endswith("?"),
            "kind": one_of(kind, MEDIA_KINDS, row), "country": one_of(country, countries(), row), "owner": one_of(owner, OWNERS, row)}


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


def spans(row: list[Any]) -> list[list[Any]]:
    """[number, abbreviation, Gleditsch-Ward number, from, to] of each time."""
    return [[*r, *[None] * (5 - len(r))] for r in (row if isinstance(row[0], list) else [row])]


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
    numbers = {one_of(iso, countries(), iso): spans(row) for iso, row in source("codes").items()}
    (TARGET / "codes.json").write_text(json.dumps(numbers, separators=(",", ":")) + "\n", encoding="utf-8")
    written("ambiguous", [ambiguous(r) for r in source("ambiguous")], {})
    media, states = source("media"), countries()
    tables = {
        "organisations": ([o for r in source("organisations") for o in organisations(r, states)], {}, "code"),
        "media": ([medium(r) for r in media["media"]], {"platforms": media["platforms"]}, "country"),
        "people": ([person(r, states) for r in source("people")], {}, "country"),
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
