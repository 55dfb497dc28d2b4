"""Events → PLOVER JSON Lines: one event a line, in the form of the PLOVER manual.

In: events with their reports. Out: ``{"id": …, "date": "2025-03-01", "actor": [{"code": "RUS", …}], "event": "ASSAULT", …}``. Keys that
nothing is known for are left out, except the four that PLOVER demands (``id date actor event``). What PLOVER has no key for is kept under
``sayso``: status, origins, who denies it, what is contested, every report with its span.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, TextIO

from sayso.export.codes import country_name
from sayso.export.native import Record
from sayso.export.told import Texts, Told, Written

RESOLUTION = {"point": 5, "city": 4, "admin1": 2, "country": 1}  # 3 is a district, which sayso does not tell
SIZES = {"killed": "dead", "injured": "injured", "arrested": "arrested"}
KEPT = ("status", "cameo", "when", "counts", "n_reports", "n_outlets", "n_origins", "origins", "denied_by", "contested", "rules", "reviewed")


def write(stream: TextIO, events: Iterable[Told], texts: Texts | None, written: Written) -> None:
    """Write every event."""
    for told in events:
        stream.write(json.dumps(record(told, texts), ensure_ascii=False, allow_nan=False).encode("utf-8", "replace").decode("utf-8") + "\n")
        written.rows += 1


def record(told: Told, texts: Texts | None) -> dict[str, Any]:
    """An event as PLOVER writes it."""
    e, when = told.event, told.event["when"] or {}
    optional = {
        "enddate": when.get("to") if when.get("to") != told.day else None, "recipient": list(map(entity, e["recipients"])),
        "event_loc": location(e["where"]), "event_text": told.best["trigger"]["text"], "quad_code": told.quad, "event_scale": told.score,
        "mode": e["mode"], "context": e["contexts"], "size": size(e["counts"]), "text": told.best["sentence"]["text"],
        "text_info": text_info(told.best, texts), "cite_info": cited(told.best), "coder": coder(told.best),
        "comment": None if told.is_fact() else f"status: {e['status']}",
    }
    return {"id": e["event_id"], "date": told.day, "actor": list(map(entity, e["actors"])), "event": e["type"], **known(optional),
            "sayso": {**{key: e[key] for key in KEPT}, "contested": e["contested"] or None, "reports": list(map(evidence, told.reports))}}


def known(values: dict[str, Any]) -> dict[str, Any]:
    """The entries that hold something."""
    return {key: value for key, value in values.items() if value not in (None, "", [], {})}


def entity(party: Record) -> dict[str, Any]:
    """An actor or recipient. ``identifier_id`` is a Wikidata id."""
    return known({"code": party["country"], "sector": party["sector"], "entity_text": party["text"], "identifier_id": party["id"],
                  "identifier_text": party["name"]})


def location(where: Record | None) -> dict[str, Any]:
    """Where it happened; ``resolution`` 5 within a city, 4 city, 2 province, 1 country."""
    if where is None:
        return {}
    is_town = where["precision"] in ("city", "point")
    return known({"extracted_place": where["text"], "resolved_place": where["name"], "geonameid": where["geonameid"], "lat": where["lat"],
                  "lon": where["lon"], "city": where["name"] if is_town else None, "province": where["admin1"],
                  "country": country_name(where["country"]), "country_code": where["country"],
                  "resolution": RESOLUTION.get(where["precision"])})


def size(counts: list[Record]) -> dict[str, int]:
    """The first number told for each of PLOVER's three."""
    out: dict[str, int] = {}
    for count in counts:
        if count["what"] in SIZES and count["value"] is not None:
            out.setdefault(SIZES[count["what"]], int(count["value"]))
    return out


def text_info(report: Record, texts: Texts | None) -> dict[str, Any]:
    """Where the sentence stands in the article's text, and that text where it is at hand."""
    s, article = report["sentence"], texts.get(report["article"]["id"]) if texts else None
    return known({"start": s["start"], "end": s["end"], "field": s["field"], "text_story": (article or {}).get(s["field"] or "text")})


def cited(report: Record) -> dict[str, Any]:
    """The article."""
    a = report["article"]
    return known({"citation": a["id"], "url": a["url"], "title": a["title"], "language": a["lang"], "publication": a["outlet"],
                  "coder": coder(report), "codebook": report["made_by"].get("codebook"), "version": report["made_by"].get("sayso")})


def coder(report: Record) -> str:
    """``sayso 0.1.0``."""
    return f"sayso {report['made_by'].get('sayso', '')}".strip()


def evidence(report: Record) -> dict[str, Any]:
    """A report in short: whose it is and where its words stand."""
    return {"report_id": report["report_id"], "article": report["article"]["id"], "url": report["article"]["url"], "status": report["status"],
            "trigger": report["trigger"], "paths": report["sources"]["paths"]}
