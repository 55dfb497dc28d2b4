"""Reports → CSV for the R package ``eventreport``: one row a report with the ``event_id`` they share.

In: events with their reports, or reports as they come. Out: a header and rows; numbers are numbers, days are ISO, codes are text. The user of the
package names the rule for each column (most common, most precise, least …); that reports disagree is what it is made to show, so nothing is
decided here. ``deaths_best`` is the first number of dead in the report, ``_low`` and ``_high`` the least and the greatest. ``date_prec`` and
``where_prec`` are numbers for the rule "most precise", smaller is better, on UCDP's scales: 1 a day … 5 a year or more; 1 a place … 6 a country.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from typing import TextIO

from sayso.export.cells import Cell, figure, safe
from sayso.export.codes import country
from sayso.export.native import Record
from sayso.export.polecat import names
from sayso.export.told import Texts, Told, Written

COUNTED = {"deaths": "killed", "injured": "injured", "arrested": "arrested", "displaced": "displaced"}
DATE_PREC = {"day": 1, "days": 2, "week": 3, "month": 4, "season": 5, "year": 5, "years": 5, "vague": 5}
WHERE_PREC = {"point": 1, "city": 1, "admin1": 4, "country": 6}
COLUMNS = (
    "event_id", "report_id", "event_date", "event_date_to", "date_precision", "date_prec", "date_why",
    "event_type", "event_mode", "cameo", "quad", "goldstein", "status",
    "hearsay", "background", "actor1", "actor1_country", "actor1_sector", "actor1_gw", "actor2", "actor2_country", "actor2_sector", "actor2_gw",
    "location", "city", "admin1", "country", "latitude", "longitude", "geo_precision", "where_prec",
    "geonameid",
    *(f"{name}_{part}" for name in COUNTED for part in ("best", "low", "high")),
    "source", "source_date", "source_url", "source_language", "article_id", "origin", "first_source", "confidence", "text",
)


def write(stream: TextIO, events: Iterable[Told], texts: Texts | None, written: Written) -> None:
    """Write the header and every report."""
    out = csv.DictWriter(stream, COLUMNS, lineterminator="\n")
    out.writeheader()
    for told in events:
        for report in told.reports:
            out.writerow({name: cell(value) for name, value in row(report, told).items()})
            written.rows += 1


def cell(value: Cell) -> str:
    """A value for CSV, which quotes what needs it."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"  # R's words
    if isinstance(value, int | float):
        return figure(value)
    return safe(value or "")


def row(report: Record, told: Told) -> dict[str, Cell]:
    """A report under ``COLUMNS``."""
    a, when, where = report["article"], report["when"] or {}, report["where"] or {}
    chain = next(iter(report["sources"]["paths"]), None)
    day = when.get("from") or a["published"]
    return {
        "event_id": report["event_id"], "report_id": report["report_id"], "event_date": when.get("from"), "event_date_to": when.get("to"),
        "date_precision": when.get("precision"), "date_prec": DATE_PREC.get(when.get("precision", "")), "date_why": when.get("why"),
        "event_type": report["type"], "event_mode": report["mode"], "cameo": report["cameo"],
        "quad": report["quad"], "goldstein": report["goldstein"], "status": report["status"], "hearsay": report["hearsay"],
        "background": report["background"], **party("actor1", report["actors"], day), **party("actor2", report["recipients"], day),
        "location": where.get("name"), "city": where.get("name") if where.get("precision") in ("city", "point") else None,
        "admin1": where.get("admin1"), "country": where.get("country"), "latitude": where.get("lat"), "longitude": where.get("lon"),
        "geo_precision": where.get("precision"), "where_prec": WHERE_PREC.get(where.get("precision", "")),
        "geonameid": where.get("geonameid"), **counts(report["counts"]),
        "source": a["outlet"], "source_date": a["published"], "source_url": a["url"], "source_language": a["lang"], "article_id": a["id"],
        "origin": origin(report["report_id"], told.event["origins"]), "first_source": chain[0] if chain else None,
        "confidence": report["confidence"], "text": report["sentence"]["text"],
    }


def party(role: str, parties: list[Record], day: str | None) -> dict[str, Cell]:
    """The first of a side; the package compares single values."""
    p = parties[0] if parties else {}
    return {role: p.get("name") or p.get("text"), f"{role}_country": p.get("country"), f"{role}_sector": p.get("sector"),
            f"{role}_gw": country(p.get("country"), "gw", day)}


def counts(told: list[Record]) -> dict[str, Cell]:
    """Best, low and high of each kind of number."""
    out: dict[str, Cell] = {}
    for name, what in COUNTED.items():
        values: list[float] = [c["value"] for c in told if c["what"] == what and c["value"] is not None]
        if values:
            out |= {f"{name}_best": values[0], f"{name}_low": min(values), f"{name}_high": max(values)}
    return out


def origin(ident: str, origins: list[Record]) -> str | None:
    """The independent origin that a report was counted under."""
    return next((names(o) for o in origins if ident in o["reports"]), None)
