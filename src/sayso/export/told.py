"""Reports and events → :class:`Told`: an event with the reports it was made of, one at a time.

``for told in joined(reports, events, tally): told.event["type"], told.best["sentence"]["text"]``

Where no events are given, the reports that share an ``event_id`` make one, with the slots of the most confident report. Millions of
reports need not fit into memory: what waits for its event lies in a temporary database that SQLite keeps on disk.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Protocol

from sayso import ontologies
from sayso.errors import Unreadable
from sayso.export import native
from sayso.export.native import Record

ALONE = ("most confident report", "what it leaves open from the next")  # the rules by which reports that nobody merged make an event
SLOTS = ("when", "where", "counts", "contexts")  # what one report may tell and another leave open; who did it to whom is told together


class Texts(Protocol):
    """Finds the ``title`` and ``text`` of an article by its id; a dict of dicts is one."""

    def get(self, key: str, /) -> Mapping[str, str] | None:
        """The fields of an article, or None."""


@dataclass
class Written:
    """What was done: how many rows, and what was left out for which reason."""

    rows: int = 0
    left_out: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True)
class Told:
    """An event and the reports that tell of it, at least one; ``is_merged`` where the event is a record of its own."""

    event: Record
    reports: tuple[Record, ...]
    is_merged: bool = True

    @property
    def best(self) -> Record:
        """The most confident report among those of the event's type and status, the first of equals."""
        alike = [r for r in self.reports if r["type"] == self.event["type"] and r["status"] == self.event["status"]]
        return max(alike or self.reports, key=lambda r: r["confidence"] or 0.0)

    @property
    def concept(self) -> str | None:
        """The act; an event record need not say it."""
        return self.event["concept"] or (self.best["concept"] if self.best["type"] == self.event["type"] else None)

    @property
    def published(self) -> str | None:
        """The first day on which a report of it was published."""
        return min((r["article"]["published"] for r in self.reports if r["article"]["published"]), default=None)

    @property
    def day(self) -> str | None:
        """The first day of the event; the day it was first published where no article says when, and for the announcing of a plan."""
        when = self.event["when"] or {}
        if self.event["status"] == "planned" and self.is_fact():
            return self.published or when.get("from")  # its `when` is that of the act to come
        return when.get("from") or self.published

    @property
    def url(self) -> str | None:
        """Where it can be read: the best report's, else any."""
        return self.best["article"]["url"] or next((r["article"]["url"] for r in self.reports if r["article"]["url"]), None)

    @property
    def quad(self) -> int | None:
        """1 verbal cooperation … 4 material conflict, from the record or from the codebook."""
        found: int | None = self.event["quad"] or ontologies.table("plover")["types"].get(self.event["type"], {}).get("quad")
        return found

    @property
    def score(self) -> float | None:
        """The PLOVER score, from the record or from the codebook."""
        if self.event["score"] is not None:
            return float(self.event["score"])
        kind = ontologies.table("plover")["types"].get(self.event["type"])
        return None if kind is None else float(kind.get("modes", {}).get(self.event["mode"], kind["score"]))

    @property
    def goldstein(self) -> float | None:
        """The Goldstein score of the CAMEO code, from the record or from the codebook."""
        if self.event["goldstein"] is not None:
            return float(self.event["goldstein"])
        found = ontologies.table("cameo")["goldstein"].get(self.event["cameo"])
        return None if found is None else float(found)

    def is_fact(self) -> bool:
        """Whether a form without a column for the status may count it: it happened, or it is the announcing of a plan."""
        return self.event["status"] in ("happened", "ongoing", None) or (self.event["status"] == "planned" and self.event["type"] in plans())

    def is_reciprocal(self) -> bool:
        """Whether its actors do it with each other."""
        known = self.concept in ontologies.concepts()
        return not self.event["recipients"] and len(self.event["actors"]) > 1 and known and "reciprocal" in ontologies.flags(self.concept or "")

    def dyads(self) -> list[tuple[Record | None, Record | None]]:
        """Who → whom, for forms with one of each a row, none twice; both ways where they did it with each other."""
        actors, recipients = self.event["actors"], self.event["recipients"]
        if self.is_reciprocal():
            pairs = [(a, b) for a in actors for b in actors if known_as(a) != known_as(b)]
        else:
            pairs = [(a, b) for a in actors or [None] for b in recipients or [None]]
        return list({(known_as(a), known_as(b)): (a, b) for a, b in reversed(pairs)}.values())[::-1]


@cache
def plans() -> frozenset[str]:
    """The types that PLOVER codes a plan as: to agree to meet is an act of today."""
    return frozenset(ontologies.code(p).type for c in ontologies.concepts() if (p := ontologies.planned(c)))


def known_as(party: Record | None) -> tuple[str, str, str]:
    """What tells a party of an event from the others."""
    return ("", "", "") if party is None else (party["name"] or party["text"] or "", party["country"] or "", party["sector"] or "")


def checked(records: Iterable[Mapping[str, Any]], shape: Callable[[Any], Record]) -> Iterator[Record]:
    """The records with all their keys; which one is none is told by its number."""
    for number, raw in enumerate(records, 1):
        try:
            yield shape(raw)
        except Unreadable as e:
            raise Unreadable(f"record {number}: {e}") from None


def one_by_one(reports: Iterable[Mapping[str, Any]]) -> Iterator[Told]:
    """Each report as an event of its own, as they come."""
    for report in checked(reports, native.report):
        yield Told(made_of([report]), (report,), is_merged=False)


def made_of(reports: list[Record]) -> Record:
    """An event of reports that nobody merged: ``ALONE`` says by which rules. How many origins it has is not known."""
    ranked = sorted(reports, key=lambda r: (r["status"] == "denied", -(r["confidence"] or 0.0)))
    best = ranked[0]
    told = [r for r in reports if r["status"] != "denied" or best["status"] == "denied"]
    alike = [r for r in ranked if (r["type"], r["status"]) == (best["type"], best["status"])]
    slots = {key: next((r[key] for r in alike if r[key]), best[key]) for key in SLOTS}
    return native.event({
        **{key: best[key] for key in native.SLOTS}, **slots, "reports": [r["report_id"] for r in told],
        "articles": list(dict.fromkeys(r["article"]["id"] for r in told)), "n_reports": len(told),
        "n_outlets": len({r["article"]["outlet"] for r in told if r["article"]["outlet"]}),
        "denied_by": [{"names": names, "reports": [r["report_id"]]} for r in reports if r not in told for names in speakers(r)],
        "rules": list(ALONE)})


def speakers(report: Record) -> list[list[str]]:
    """The chains on whose word a report stands; its outlet where the article speaks in its own voice."""
    return report["sources"]["paths"] or [[report["article"]["outlet"] or report["article"]["id"]]]


def joined(reports: Iterable[Mapping[str, Any]], events: Iterable[Mapping[str, Any]] | None, written: Written,
           is_every_report_told: bool = False) -> Iterator[Told]:
    """Every event with its reports, in the order of the events; without events, in the order in which the reports tell of them.

    Reports that no event names come last, each alone, where every report is to be told; else they are counted as left out.
    """
    shelf = Shelf()
    try:
        shelf.put(checked(reports, native.report), written)
        if events is None:
            yield from shelf.grouped()
        else:
            yield from shelf.of(checked(events, native.event), written)
            yield from shelf.alone(None if is_every_report_told else written)
    finally:
        shelf.close()


def scratch() -> sqlite3.Connection:
    """A nameless data base that goes with the connection, in memory as far as a small cache, then on disk; nothing in it need survive."""
    base = sqlite3.connect("", isolation_level=None)
    for setting in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -65536"):
        base.execute(f"PRAGMA {setting}")
    base.execute("BEGIN")
    return base


class Library:
    """:class:`Texts` on disk."""

    def __init__(self) -> None:
        self.base = scratch()
        self.base.execute("CREATE TABLE article (id TEXT PRIMARY KEY, title TEXT, text TEXT)")

    def add(self, ident: str, title: str, text: str) -> None:
        """Keep an article; the last of one id stays."""
        self.base.execute("INSERT OR REPLACE INTO article VALUES (?, ?, ?)", (ident, json.dumps(title), json.dumps(text)))

    def get(self, key: str, /) -> Mapping[str, str] | None:
        """The title and text of an article."""
        found = self.base.execute("SELECT title, text FROM article WHERE id = ?", (key,)).fetchone()
        return {"title": json.loads(found[0]), "text": json.loads(found[1])} if found else None


def denials(event: Record) -> list[str]:
    """The reports that deny an event, where its record names them; they need not be among its ``reports``."""
    lists = [origin.get("reports") for origin in event["denied_by"] if isinstance(origin, dict)]
    return [ident for told in lists if isinstance(told, list) for ident in told if isinstance(ident, str) and ident.isprintable()]


class Shelf:
    """Reports that wait for their event, on disk."""

    def __init__(self) -> None:
        self.base = scratch()
        self.base.execute("CREATE TABLE report (id TEXT PRIMARY KEY, event TEXT, record TEXT, told INTEGER DEFAULT 0)")

    def put(self, reports: Iterator[Record], written: Written) -> None:
        """Take the reports; one that comes twice counts once."""
        for r in reports:
            row = (r["report_id"], r["event_id"], json.dumps(r, default=str))
            if not self.base.execute("INSERT OR IGNORE INTO report (id, event, record) VALUES (?, ?, ?)", row).rowcount:
                written.left_out["same report_id twice"] += 1
        self.base.execute("CREATE INDEX event ON report (event)")

    def grouped(self) -> Iterator[Told]:
        """The reports by their own ``event_id``."""
        for (ident,) in self.base.execute("SELECT event FROM report GROUP BY event ORDER BY min(rowid)"):
            found = self.base.execute("SELECT record FROM report WHERE event = ? ORDER BY rowid", (ident,)).fetchall()
            reports = [json.loads(record) for (record,) in found]
            yield Told(made_of(reports), tuple(reports), is_merged=False)

    def of(self, events: Iterator[Record], written: Written) -> Iterator[Told]:
        """The events with the reports that tell of them or deny them."""
        for event in events:
            reports = [r for ident in dict.fromkeys((*event["reports"], *denials(event))) if (r := self._take(ident)) is not None]
            if reports:
                yield Told(event, tuple({**r, "event_id": event["event_id"]} for r in reports))
            else:
                written.left_out["none of the event's reports is there"] += 1

    def alone(self, written: Written | None) -> Iterator[Told]:
        """The reports that no event named; with ``written`` they are only counted."""
        for (record,) in self.base.execute("SELECT record FROM report WHERE NOT told ORDER BY rowid"):
            if written:
                written.left_out["report that belongs to no event"] += 1
            else:
                report = json.loads(record)
                yield Told(made_of([report]), (report,), is_merged=False)

    def _take(self, ident: str) -> Record | None:
        found = self.base.execute("SELECT record FROM report WHERE id = ?", (ident,)).fetchone()
        if found is None:
            return None
        self.base.execute("UPDATE report SET told = 1 WHERE id = ?", (ident,))
        record: Record = json.loads(found[0])
        return record

    def close(self) -> None:
        """Give the disk back."""
        self.base.close()
