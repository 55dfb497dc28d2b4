"""Events → GDELT 2.0: 61 columns, tab-separated, no header.

In: events with their reports. Out: one line for each actor and recipient of an event that happened. ``GLOBALEVENTID`` is a whole number
below 2**53 made of the event's id and the two sides, the same on every run; ``NumSources`` counts outlets. Independent origins are not GDELT's
sources: they stand in the columns after the 61st of the form ``gdelt-more``, which is a form of its own because readers that name
61 columns take the first of 66 for row labels.

``FractionDate`` is ``year + (month * 30 + day) / 365``, as GDELT's codebook has it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TextIO

from sayso.export import codes
from sayso.export.cells import Cell, line
from sayso.export.icews import unfit
from sayso.export.native import Record
from sayso.export.told import Texts, Told, Written, known_as

ACTOR = ("Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code", "Type1Code", "Type2Code", "Type3Code")
GEO = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
COLUMNS = (
    "GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate", *(f"Actor1{c}" for c in ACTOR), *(f"Actor2{c}" for c in ACTOR),
    "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale", "NumMentions", "NumSources", "NumArticles",
    "AvgTone", *(f"Actor1Geo_{c}" for c in GEO), *(f"Actor2Geo_{c}" for c in GEO), *(f"ActionGeo_{c}" for c in GEO), "DATEADDED", "SOURCEURL",
)
OWN = ("sayso_event_id", "sayso_status", "sayso_n_origins", "sayso_confidence", "sayso_wikidata")
NOWHERE: tuple[Cell, ...] = (0, None, None, None, None, None, None, None)


def write(stream: TextIO, events: Iterable[Told], texts: Texts | None, written: Written) -> None:
    """Write every event that GDELT can hold, 61 columns."""
    _write(stream, (cells for _, cells in rows(events, written)), written)


def write_more(stream: TextIO, events: Iterable[Told], texts: Texts | None, written: Written) -> None:
    """The same with sayso's columns after the 61st."""
    _write(stream, ([*cells, *own(told)] for told, cells in rows(events, written)), written)


def _write(stream: TextIO, lines: Iterable[Sequence[Cell]], written: Written) -> None:
    for cells in lines:
        stream.write(line(cells))
        written.rows += 1


def rows(events: Iterable[Told], written: Written) -> Iterator[tuple[Told, list[Cell]]]:
    """The 61 columns of every line, with the event they tell of."""
    for told in events:
        if reason := unfit(told):
            written.left_out[reason] += 1
            continue
        e = told.event
        for actor, recipient in told.dyads():
            yield told, [event_number(told, actor, recipient), *days(told.day or ""), *side(actor, told.day), *side(recipient, told.day),
                         *act(told), *NOWHERE, *NOWHERE, *geo(e["where"], told.day), stamp(told.published), told.url]


def event_number(told: Told, actor: Record | None, recipient: Record | None) -> int:
    """``GLOBALEVENTID`` of one line of an event."""
    return codes.number(told.event["event_id"], *known_as(actor), *known_as(recipient))


def days(day: str) -> list[Cell]:
    """20250301, 202503, 2025 and the fraction."""
    year, month, number = (int(part) for part in day.split("-"))
    return [f"{year:04}{month:02}{number:02}", f"{year:04}{month:02}", f"{year:04}", f"{year + (month * 30 + number) / 365:.4f}"]


def stamp(day: str | None) -> str | None:
    """A day as GDELT's 14 digits; the hour is not known."""
    return f"{day.replace('-', '')}000000" if day else None


def side(party: Record | None, day: str | None) -> list[Cell]:
    """The ten columns of an actor."""
    if party is None:
        return [None] * 10
    actor = codes.cameo_actor(party, day)
    return [actor.code, (party["name"] or party["text"] or "").upper(), actor.country, actor.group, None, actor.religion, None, actor.role, None,
            None]


def act(told: Told) -> list[Cell]:
    """From IsRootEvent to AvgTone. There is no tone: sayso does not measure one."""
    e = told.event
    is_news = any(not r["background"] for r in told.reports)
    return [int(is_news), e["cameo"], e["cameo"][:3], e["cameo"][:2], told.quad, told.goldstein,
            e["n_reports"] or len(told.reports), e["n_outlets"], len(e["articles"]), None]


def geo(where: Record | None, day: str | None) -> Sequence[Cell]:
    """The eight columns of a place. Types: 1 country, 2 and 5 state (of the US, elsewhere), 3 and 4 town."""
    fips = codes.country((where or {}).get("country"), "fips", day)
    if where is None or not fips:
        return NOWHERE
    is_us, parts = fips == "US", [codes.country_name(where["country"])]
    kind = 1
    if where["precision"] in ("city", "point"):
        kind, parts = 3 if is_us else 4, [where["name"], where["admin1"], *parts]
    elif where["precision"] == "admin1":
        kind, parts = 2 if is_us else 5, [where["name"], *parts]
    whole = fips if kind == 1 else None  # the code of the first division and the feature's number are others than GeoNames'
    return [kind, ", ".join(filter(None, parts)), fips, whole, None, where["lat"], where["lon"], whole]


def own(told: Told) -> list[Cell]:
    """The columns after the 61st."""
    e = told.event
    ids = (p["id"] for p in (*e["actors"], *e["recipients"]) if p["id"])
    return [e["event_id"], e["status"], e["n_origins"], e["confidence"] if e["confidence"] is not None else told.best["confidence"], " ".join(ids)]
