"""Events and reports as they are exported: the machine's, with what people said on top.

In: a connection. Out: native records (:func:`corrected_reports`) and merged records (:func:`corrected_events`) of docs/output.md,
in an order that is always the same. Only events that a review touches are put together anew; the others pass as they are stored.

A review of a report changes the report, and so every event it is in. ``merge`` joins events, ``split`` takes reports out into an event of
their own; both in the order they were made.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from heapq import merge as in_order
from typing import Any

from sayso.errors import SaysoError
from sayso.store import merging
from sayso.store.reports import by_ids, machine
from sayso.store.reviews import Ask, Corrections, Review, corrections
from sayso.store.saving import as_record
from sayso.store.slots import EVENT_SLOTS

Record = dict[str, Any]


@dataclass
class Touched:
    """Events that reviews change. ``groups``: event id → its reports now; ``home``: report → event; ``why``: event → its reviews."""

    db: sqlite3.Connection
    groups: dict[str, list[str]] = field(default_factory=dict)
    home: dict[str, str] = field(default_factory=dict)
    why: dict[str, list[Review]] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)  # events as stored that are told otherwise here

    def event(self, report: str) -> str | None:
        """The event a report is in now; its group is loaded."""
        if report not in self.home:
            row = self.db.execute("SELECT event_id FROM membership WHERE report_id = ?", (report,)).fetchone()
            if row is None:
                return None
            self.load(row[0])
        return self.home[report]

    def load(self, event: str) -> None:
        """Take an event up as it is stored."""
        reports = [r for (r,) in self.db.execute("SELECT report_id FROM membership WHERE event_id = ? ORDER BY report_id", (event,))]
        self.put(event, reports)
        self.gone.add(event)

    def put(self, event: str, reports: list[str]) -> None:
        """Let these be the reports of an event."""
        self.groups[event] = reports
        self.home.update(dict.fromkeys(reports, event))

    def main(self, reports: list[str]) -> str | None:
        """The event that most of some reports are in."""
        events = [e for r in reports if (e := self.event(r))]
        return max(sorted(set(events)), key=events.count) if events else None

    def join(self, review: Review, reports: list[str]) -> None:
        """``merge``: the events of these reports become that of the first."""
        events = list(dict.fromkeys(e for r in reports if (e := self.event(r))))
        if events:
            first, rest = events[0], events[1:]
            self.put(first, sorted({r for e in events for r in self.groups[e]}))
            for e in rest:
                del self.groups[e]
                self.why.setdefault(first, []).extend(self.why.pop(e, []))
            self.why.setdefault(first, []).append(review)

    def part(self, review: Review, reports: list[str]) -> None:
        """``split``: these reports become an event of their own."""
        out = [r for r in reports if self.event(r)]
        for event in {self.home[r] for r in out}:
            if set(self.groups[event]) == set(out):
                return  # they are one already
            self.groups[event] = [r for r in self.groups[event] if r not in out]
            self.why.setdefault(event, []).append(review)
        if out:
            name = "e-" + hashlib.sha256("|".join(sorted(out)).encode()).hexdigest()[:16]
            self.put(name, sorted(out))
            self.why.setdefault(name, []).append(review)


def touched(db: sqlite3.Connection, told: Corrections) -> Touched:
    """The events that reviews change."""
    out = Touched(db)
    for record in told.kept:
        if out.event(record["report_id"]) is None:
            home = record["event_id"] if db.execute("SELECT 1 FROM events WHERE event_id = ?", (record["event_id"],)).fetchone() else None
            if home and home not in out.groups:
                out.load(home)
            name = home or f"e-{record['report_id']}"
            out.put(name, sorted([*out.groups.get(name, []), record["report_id"]]))
    for review, reports in told.events:
        if review.action == "merge":
            out.join(review, reports)
        elif review.action == "split":
            out.part(review, reports)
        elif event := out.main(reports):
            out.why.setdefault(event, []).append(review)
    for report in {*told.told, *told.rejected}:
        out.event(report)
    return out


def corrected_reports(db: sqlite3.Connection) -> Iterator[Record]:
    """The reports that count, with their events, as corrected."""
    told = corrections(db)
    changed = touched(db, told)
    waiting = sorted(told.kept, key=lambda r: (r["article"]["id"], r["report_id"]))

    def with_event(record: Record) -> Iterator[Record]:
        right = told.applied({**record, "event_id": changed.home.get(record["report_id"], record["event_id"])})
        if right is not None:
            yield right

    for record in machine(db):
        while waiting and waiting[0]["article"]["id"] < record["article"]["id"]:
            yield from with_event(waiting.pop(0))
        yield from with_event(record)
    for record in waiting:
        yield from with_event(record)


def corrected_events(db: sqlite3.Connection) -> Iterator[Record]:
    """The events, as corrected, by their ids."""
    told = corrections(db)
    changed = touched(db, told)
    new = [(r["event_id"], r) for event in sorted(changed.groups) if (r := rebuilt(db, event, changed, told)) is not None]
    old = ((event, as_record(text)) for event, text in db.execute("SELECT event_id, record FROM events ORDER BY event_id")
           if event not in changed.gone)
    for _, record in in_order(old, new, key=lambda pair: pair[0]):
        yield {**record, "reviewed": record.get("reviewed", False), "reviews": record.get("reviews", [])}


def rebuilt(db: sqlite3.Connection, event: str, changed: Touched, told: Corrections) -> Record | None:
    """An event from its reports as corrected; ``None`` where none is left."""
    own = {k["report_id"]: k for k in told.kept}
    machine_made = by_ids(db, [r for r in changed.groups[event] if r not in own])
    records = [right for r in changed.groups[event] if (one := own.get(r) or machine_made.get(r)) and (right := told.applied(one)) is not None]
    if not records:
        return None
    reviews = changed.why.get(event, [])
    stored = db.execute("SELECT record FROM events WHERE event_id = ?", (event,)).fetchone()
    ids = [r["report_id"] for r in records]
    if stored and as_record(stored[0])["reports"] == ids and not told.changes.keys() & set(ids):
        record = as_record(stored[0])
    else:
        record = merging.event_of(db, event, records, [*rules_of(db, ids), *dict.fromkeys(f"review_{r.action}" for r in reviews)])
    for review in reviews:
        if review.action == "edit":
            record = {**record, **{k: v for k, v in review.value.items() if k in record}}
    notes = {n["review"]: n for r in changed.groups[event] for n in told.told.get(r, [])} | {r.number: r.to_dict() for r in reviews}
    return {**record, "reviewed": bool(notes), "reviews": [notes[n] for n in sorted(notes)]}


def rules_of(db: sqlite3.Connection, reports: list[str]) -> list[str]:
    """The rules that put some reports into their events."""
    rows = (db.execute("SELECT rule FROM membership WHERE report_id = ?", (r,)).fetchone() for r in reports)
    return sorted({rule for row in rows if row and row[0] for rule in row[0].split("+")})


# ------------------------------------------------------------- what a user means


def meant(db: sqlite3.Connection, ask: Ask, near: Collection[int] | None = None) -> tuple[str, list[list[Record]]]:
    """Whether reports or an event are meant, and the reports of each target as the machine made them. ``near``: the reviews that matter."""
    told = corrections(db, near)
    changed = touched(db, told)
    reports = by_ids(db, list(ask.targets))
    kept = {k["report_id"]: k for k in told.kept}
    groups, kinds = [], set()
    for target in ask.targets:
        if target in reports or target in kept:
            groups.append([reports.get(target) or kept[target]])
            kinds.add("report")
        else:
            if target not in changed.groups and target not in changed.gone:
                changed.load(target)
            ids = changed.groups.get(target) or []
            groups.append([*by_ids(db, ids).values()] or [kept[i] for i in ids if i in kept])
            kinds.add("event")
        if not groups[-1]:
            raise SaysoError(f"no report or event {target}; see the ids with: sayso export FILE --to reports")
    if ask.action == "split" and kinds == {"event"}:
        raise SaysoError("split takes the reports that shall be an event of their own")
    if ask.action == "merge" and kinds == {"report"}:
        kinds = {"event"}  # their events
    if len(kinds) > 1:
        raise SaysoError("give reports or events, not both")
    kind = kinds.pop()
    if ask.action == "edit" and kind == "event" and ask.slot not in EVENT_SLOTS:
        raise SaysoError(f"an event has no slot {ask.slot!r}; it has: {', '.join(EVENT_SLOTS)}")
    return kind, groups


def as_it_is(db: sqlite3.Connection, target: str, record: Record, near: Collection[int] | None = None) -> Record:
    """A target's slots as they are told now: an edit of the mode must know the type."""
    told = corrections(db, near)
    if target == record["report_id"]:
        return told.applied(record) or record
    changed = touched(db, told)
    if target in changed.groups:
        return rebuilt(db, target, changed, told) or record
    row = None if target in changed.gone else db.execute("SELECT record FROM events WHERE event_id = ?", (target,)).fetchone()
    return as_record(row[0]) if row else record
