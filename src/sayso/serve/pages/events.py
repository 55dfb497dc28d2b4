"""The overview and the list of events: what there is under a filter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from markupsafe import Markup

from sayso.serve.draw.small import shares
from sayso.serve.draw.timeline import Bar, timeline
from sayso.serve.draw.words import words
from sayso.serve.page import Ask, Page, Record, flat_counts, flat_parties
from sayso.serve.pages.choices import choices
from sayso.store import browse
from sayso.store.browse import Filter

PAGE = 50  # events of a list
FIRST = 12  # on the overview
TOP = 10
CSV = 100_000  # rows of a .csv; all of them: the exports
COLUMNS = ("event_id", "type", "mode", "quad", "status", "date_from", "date_to", "day", "actors", "recipients", "country", "place", "n_reports",
           "n_outlets", "n_origins", "contested", "reviewed", "confidence", "counts")


def overview(ask: Ask) -> Page:
    """What is new, cooperation and conflict through time, who with whom, and what was read."""
    f, db = ask.filter, ask.db
    total, latest, top = browse.count(db, f), browse.last_run(db), browse.tops(db, f, ("pair", "name", "origin"), TOP)
    data: Record = {
        "events": total, "timeline": through_time(ask, f), "types": pairs_of(browse.by(db, f, "type")),
        "statuses": pairs_of(browse.by(db, f, "status")),
        "top_pairs": pairs_of(top["pair"]), "top_actors": pairs_of(top["name"]), "top_origins": pairs_of(top["origin"]),
        "new": {"run": latest, "events": browse.count_new(db, f, latest) if latest is not None else 0},
        "coverage": browse.coverage(db), "latest": browse.events(db, f, "day", FIRST)}
    return Page("overview.html", ask.speech("overview"), data, COLUMNS, rows(browse.each(db, f, "day", CSV)),
                {"timeline": bars(ask, data["timeline"]), "choices": choices(ask), "shares": quads(ask, data["timeline"])})


def events(ask: Ask) -> Page:
    """The events under a filter, a page at a time."""
    order = ask.one("order", "day")
    order = order if order in browse.ORDERS else "day"
    total = browse.count(ask.db, ask.filter)
    pages = max(1, -(-total // PAGE))
    at = min(ask.number("page", 1), pages)
    data: Record = {"total": total, "page": at, "pages": pages, "order": order,
                    "events": browse.events(ask.db, ask.filter, order, PAGE, (at - 1) * PAGE)}
    return Page("events.html", ask.speech("events"), data, COLUMNS, rows(browse.each(ask.db, ask.filter, order, CSV)),
                {"choices": choices(ask), "orders": list(browse.ORDERS)})


def rows(some: Iterable[Record]) -> Iterator[list[Any]]:
    """Events as rows of a table."""
    for e in some:
        flat = {**e, **{side: flat_parties(e[side]) for side in ("actors", "recipients")}, "counts": flat_counts(e["counts"])}
        yield [flat[c] for c in COLUMNS]


def pairs_of(some: Iterable[tuple[Any, int]]) -> list[Record]:
    """Values and numbers as JSON has them."""
    return [{"value": value, "n": n} for value, n in some]


# ------------------------------------------------------------- through time


def through_time(ask: Ask, f: Filter) -> Record:
    """The bars of a timeline and what one stands for."""
    ends = browse.span(ask.db, f)
    if ends is None:
        return {"unit": "month", "bars": []}
    unit = browse.unit_of(*ends)
    return {"unit": unit, "bars": browse.timeline(ask.db, f, unit)}


def bars(ask: Ask, told: Record, path: str = "/events") -> Markup:
    """The timeline, drawn; each bar leads to its events."""
    some = [Bar(date.fromisoformat(b["since"]), tuple(b["quads"]), f"{path}?{ask.filters.within(b['since'], b['until'])}")
            for b in told["bars"]]
    return timeline(some, told["unit"], words(ask.speech.lang))


def quads(ask: Ask, told: Record) -> Markup:
    """How many of each quad, drawn."""
    return shares([sum(b["quads"][q] for b in told["bars"]) for q in range(4)], words(ask.speech.lang))
