"""Events → POLECAT: the flat file of that project, 40 columns with a header, then sayso's own.

In: events with their reports. Out: tab-separated lines, one for each actor and recipient of an event. ``Event ID`` is sayso's, with ``.1``,
``.2`` … where an event takes several lines; ``sayso_event_id`` is the same on all of them. Lists are joined by ``;``.

What happened and what was only planned, possible or denied stand side by side: ``sayso_status`` tells them apart.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TextIO

from sayso import __version__
from sayso.export.cells import Cell, joined, line
from sayso.export.codes import country
from sayso.export.native import Record
from sayso.export.told import Texts, Told, Written

COLUMNS = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts",
    "Actor Name", "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title", "Actor Name Raw", "Wikipedia Actor ID",
    "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector", "Recipient Sectors", "Recipient Title",
    "Recipient Name Raw", "Wikipedia Recipient ID",
    "Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename", "Feature Type",
    "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language", "Version",
)
OWN = (
    "sayso_event_id", "sayso_status", "sayso_cameo", "sayso_goldstein", "sayso_date_from", "sayso_date_to", "sayso_date_precision",
    "sayso_date_why", "sayso_place_precision", "sayso_actor_id", "sayso_recipient_id",
    "sayso_counts", "sayso_n_reports", "sayso_n_outlets", "sayso_n_origins",
    "sayso_denied_by", "sayso_contested", "sayso_confidence", "sayso_url", "sayso_trigger", "sayso_sentence", "sayso_reports",
)
QUADS = {1: "VERBAL COOPERATION", 2: "MATERIAL COOPERATION", 3: "VERBAL CONFLICT", 4: "MATERIAL CONFLICT"}
FEATURES = {"country": "PCLI", "admin1": "ADM1"}  # of towns only that they are places is known, not whether capitals


def write(stream: TextIO, events: Iterable[Told], texts: Texts | None, written: Written) -> None:
    """Write the header and every event."""
    stream.write(line((*COLUMNS, *OWN)))
    for told in events:
        for cells in rows(told):
            stream.write(line(cells))
            written.rows += 1


def rows(told: Told) -> Iterator[list[Cell]]:
    """The lines of one event."""
    e, dyads = told.event, told.dyads()
    for n, (actor, recipient) in enumerate(dyads, 1):
        yield [f"{e['event_id']}.{n}" if len(dyads) > 1 else e["event_id"], told.day, e["type"], e["mode"], told.score, QUADS.get(told.quad or 0),
               joined(e["contexts"]), *party(actor, told.day), *party(recipient, told.day), *place(e["where"]), *story(told),
               *own(told, actor, recipient)]


def party(side: Record | None, day: str | None) -> list[Cell]:
    """Name, country, COW, sectors, title, the words, Wikipedia: of one side."""
    if side is None:
        return [None] * 8
    return [side["name"] or side["text"], side["country"], country(side["country"], "cow", day), side["sector"], side["sector"], None, side["text"],
            None]


def place(where: Record | None) -> list[Cell]:
    """The ten columns of the place."""
    if where is None:
        return [None] * 10
    is_town = where["precision"] in ("city", "point")
    return [where["name"], where["name"] if is_town else None, None, where["admin1"], where["country"], where["lat"], where["lon"],
            where["geonameid"], where["text"], FEATURES.get(where["precision"])]


def story(told: Told) -> list[Cell]:
    """The article of the most confident report; who and what else is in it is not told."""
    article = told.best["article"]
    return [article["outlet"], article["published"], None, None, None, article["lang"], f"sayso {told.best['made_by'].get('sayso', __version__)}"]


def own(told: Told, actor: Record | None, recipient: Record | None) -> list[Cell]:
    """What POLECAT has no column for."""
    e, when, best = told.event, told.event["when"] or {}, told.best
    return [e["event_id"], e["status"], e["cameo"], told.goldstein, when.get("from"), when.get("to"), when.get("precision"),
            when.get("why"), (e["where"] or {}).get("precision"), (actor or {}).get("id"),
            (recipient or {}).get("id"), joined(map(counted, e["counts"])),
            e["n_reports"], e["n_outlets"], e["n_origins"], joined(map(names, e["denied_by"])), joined(e["contested"]),
            e["confidence"] if e["confidence"] is not None else best["confidence"], told.url, best["trigger"]["text"], best["sentence"]["text"],
            joined(e["reports"])]


def counted(count: Record) -> str:
    """``12 killed (Ansa)``."""
    number = "?" if count["value"] is None else f"{count['value']:.10g}"
    return f"{number} {count['what'] or 'other'}{' (' + count['by'] + ')' if count['by'] else ''}"


def names(origin: object) -> str:
    """An origin in words: the names along its chain, or whatever else the record holds."""
    told = origin.get("names") if isinstance(origin, dict) else None
    if isinstance(told, list):
        return " > ".join(map(str, told))
    return origin if isinstance(origin, str) else json.dumps(origin, ensure_ascii=False)
