"""Codes of the field: ISO3 and PLOVER sectors in; FIPS 10-4, COW, Gleditsch-Ward and CAMEO out, as strings with their zeros.

>>> country("DEU", "cow", "1985-06-01"), country("DEU", "cow", "2024-06-01"), country("RUS", "fips")
('260', '255', 'RS')
>>> cameo_actor({"name": "Cremlino", "country": "RUS", "sector": "GOV"}).code
'RUSGOV'

The tables are ``data/countries.tsv`` (dated where a code changed) and ``data/cameo.yaml``. What has no code gets an empty string.
"""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from sayso.resolve.raw import raw

DATA = Path(__file__).parent / "data"
SYSTEMS = ("fips", "cow", "gw", "cameo")
CODE = re.compile(r"[A-Z]{3}\Z")
SAFE = 2**53  # the largest integers that R and JavaScript, which hold them as doubles, still tell apart
RELIGION = "REL"  # a sector in PLOVER, a religion in CAMEO


@cache
def countries() -> dict[str, list[dict[str, str]]]:
    """ISO3 → its rows, oldest first; ``from`` and ``to`` are ISO days or empty."""
    out: dict[str, list[dict[str, str]]] = {}
    lines = (DATA / "countries.tsv").read_text(encoding="utf-8").splitlines()
    for row in csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t"):
        out.setdefault(row["iso3"], []).append({k: "" if v == "-" else v for k, v in row.items()})
    return out


@cache
def cameo() -> dict[str, Any]:
    """The words of CAMEO and ICEWS."""
    data: dict[str, Any] = yaml.load((DATA / "cameo.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return data


def country(iso3: str | None, system: str, on: str | None = None) -> str:
    """The code of a country in one of ``SYSTEMS`` on an ISO day; without a day the one that is valid now."""
    day = on or date.max.isoformat()
    for row in countries().get(iso3 or "", ()):
        if (row["from"] or day) <= day <= (row["to"] or day):
            return row[system]
    return ""


def country_name(iso3: str | None) -> str:
    """A country as ICEWS names it; empty for what is none."""
    if iso3 in cameo()["countries"]:
        return str(cameo()["countries"][iso3])
    return str(raw("countries")[iso3]["names_en"][0]) if iso3 in raw("countries") else ""


@dataclass(frozen=True, slots=True)
class CameoActor:
    """The parts of a CAMEO actor code. ``country`` may be a region (``EUR``)."""

    country: str = ""
    group: str = ""
    role: str = ""
    religion: str = ""

    @property
    def code(self) -> str:
        """``RUSGOV``, ``IGOUNO``, ``IGOEUREEC``: country before role, but an international role before its region and group."""
        parts = (self.role, self.country, self.group) if self.role in INTERNATIONAL else (self.country, self.role, self.group)
        return "".join(parts) or self.religion


INTERNATIONAL = ("IGO", "NGO", "NGM", "IMG", "MNC")


def cameo_actor(party: Mapping[str, Any] | None, on: str | None = None) -> CameoActor:
    """A party of the native record as CAMEO codes it."""
    if party is None:
        return CameoActor()
    where, sector = party.get("country") or "", party.get("sector") or ""
    group = str(cameo()["groups"].get(party.get("name"), ""))
    religion = RELIGION if sector == RELIGION else ""
    if where in cameo()["international"]:
        role, region, known = cameo()["international"][where]
        return CameoActor(region, group or known, role, religion)
    return CameoActor(country(where, "cameo", on), group, str(cameo()["roles"].get(sector, "")), religion)


def number(*parts: str) -> int:
    """A positive integer below 2**53 that is the same for the same words on any machine."""
    digest = hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).digest()
    return int.from_bytes(digest[:8]) % (SAFE - 1) + 1
