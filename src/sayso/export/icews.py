"""Events → ICEWS: 20 columns with a header, names and words in place of codes.

In: events with their reports. Out: tab-separated lines, one for each source and target of an event that happened. ``Event Text`` is the
wording that ICEWS has for the CAMEO code, ``Source Country`` an English name, ``Event ID`` and ``Story ID`` whole numbers made of sayso's ids.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TextIO

from sayso.export import codes
from sayso.export.cells import Cell, joined, line
from sayso.export.native import Record
from sayso.export.told import Texts, Told, Written, known_as

COLUMNS = (
    "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code", "Intensity", "Target Name",
    "Target Sectors", "Target Country", "Story ID", "Sentence Number", "Publisher", "City", "District", "Province", "Country", "Latitude",
    "Longitude",
)


def write(stream: TextIO, events: Iterable[Told], texts: Texts | None, written: Written) -> None:
    """Write the header and every event that ICEWS can hold."""
    stream.write(line(COLUMNS))
    for told in events:
        if reason := unfit(told):
            written.left_out[reason] += 1
            continue
        for cells in rows(told):
            stream.write(line(cells))
            written.rows += 1


def unfit(told: Told) -> str | None:
    """Why an event cannot be told in the forms that have only CAMEO codes, a day and two sides."""
    e = told.event
    if not told.is_fact():
        return f"status {e['status']}, which this form cannot tell"
    if not e["cameo"]:
        return "no CAMEO code"
    if not told.day:
        return "no day"
    return None if e["actors"] or e["recipients"] else "neither actor nor recipient"


def rows(told: Told) -> Iterator[list[Cell]]:
    """The lines of one event."""
    e, article = told.event, told.best["article"]
    words = codes.cameo()["events"].get(e["cameo"])
    for source, target in told.dyads():
        ident = codes.number(e["event_id"], *known_as(source), *known_as(target))
        yield [ident, told.day, *side(source), words, e["cameo"], told.goldstein, *side(target), codes.number(article["id"]), None,
               article["outlet"], *place(e["where"])]


def side(party: Record | None) -> list[Cell]:
    """Name, sectors, country, all in words."""
    if party is None:
        return [None] * 3
    words = codes.cameo()["sectors"]
    return [party["name"] or party["text"], joined([words.get(party["country"]), words.get(party["sector"])], ","),
            codes.country_name(party["country"])]


def place(where: Record | None) -> list[Cell]:
    """City, district, province, country, latitude, longitude."""
    if where is None:
        return [None] * 6
    is_town = where["precision"] in ("city", "point")
    return [where["name"] if is_town else None, None, where["admin1"], codes.country_name(where["country"]), where["lat"], where["lon"]]
