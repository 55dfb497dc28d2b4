"""The reports of a file → events and membership, as the machine sees them.

In: a connection that writes. Out: the tables ``events`` and ``membership``, all or nothing. Reviews are no part of it: they are applied
afterwards (:mod:`sayso.store.events`), so that merging anew never loses one.

The merger itself is :mod:`sayso.merge.across`. Where it is not installed each event is what one article tells.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from itertools import groupby
from pathlib import Path
from typing import Any

from sayso.store.articles import listed
from sayso.store.opening import transaction
from sayso.store.saving import as_record

Record = dict[str, Any]
MERGER = Path(__file__).parents[1] / "merge"
WITHIN = "within_article"
DECIDED = ("type", "mode", "contexts", "cameo", "quad", "status", "actors", "recipients", "when", "where", "counts")


@dataclass(frozen=True, slots=True)
class Across:
    """The functions of the merger that are used here."""

    merge: Any
    claim_of: Any
    told: Any
    accounts_of: Any
    event_record: Any
    rules: Any


def across(rules: Mapping[str, Any]) -> Across | None:
    """The merger, with the rules of this file."""
    try:
        merger, claims = import_module("sayso.merge.across"), import_module("sayso.merge.claims")
        chosen = import_module("sayso.merge.rules").rules(dict(rules))
        return Across(merger.merge, claims.claim_of, merger.Told, import_module("sayso.merge.accounts").accounts_of,
                      import_module("sayso.merge.decide").event_record, chosen)
    except ModuleNotFoundError:
        return None


def merge(db: sqlite3.Connection, rules: Mapping[str, Any] | None = None, is_forced: bool = False) -> bool:
    """Merge anew if reports, rules or the merger changed since; whether it did. ``rules`` are kept for the next time."""
    chosen = rules_of(db) if rules is None else dict(rules)
    key = digest(chosen)
    row = db.execute("SELECT value FROM meta WHERE name = 'merged'").fetchone()
    if row and row[0] == key and not is_forced:
        return False
    made = across(chosen)
    records, members = together(db, made) if made else alone(db)
    with transaction(db):
        db.execute("DELETE FROM events")
        db.execute("DELETE FROM membership")
        db.executemany(f"INSERT INTO events VALUES ({', '.join('?' * 15)})", map(row_of, records))
        db.executemany("INSERT OR REPLACE INTO membership VALUES (?, ?, ?, ?)", members)
        db.execute("INSERT OR REPLACE INTO meta VALUES ('merged', ?)", (key,))
        db.execute("INSERT OR REPLACE INTO meta VALUES ('rules', ?)", (listed(chosen),))
    return True


def is_fresh(db: sqlite3.Connection) -> bool:
    """Whether the events were merged from the reports that count now."""
    return bool(db.execute("SELECT count(*) FROM meta WHERE name = 'merged'").fetchone()[0])


def rules_of(db: sqlite3.Connection) -> dict[str, Any]:
    """The rules this file was merged by, as far as they differ from the usual ones."""
    row = db.execute("SELECT value FROM meta WHERE name = 'rules'").fetchone()
    return as_record(row[0]) if row else {}


def digest(rules: Mapping[str, Any]) -> str:
    """What a merging depends on beside the reports."""
    whole = hashlib.sha256(json.dumps(rules, sort_keys=True).encode())
    for path in sorted(MERGER.rglob("*.py")):
        whole.update(path.read_bytes())
    return whole.hexdigest()[:16]


def together(db: sqlite3.Connection, made: Across) -> tuple[Iterable[Record], Iterator[tuple[Any, ...]]]:
    """Events across articles, and the membership of each report."""
    claims = [made.claim_of(record) for record in machine_records(db)]
    merged = made.merge(claims, told(db, made).values(), made.rules)
    records = merged.records() if hasattr(merged, "records") else merged.to_dict()
    return records, ((report, *member) for report, member in sorted(merged.members.items()))


def machine_records(db: sqlite3.Connection) -> Iterator[Record]:
    """Native records with the event each has within its article."""
    for (text,) in db.execute("SELECT r.record FROM current a JOIN reports r ON r.coding = a.coding ORDER BY a.id, r.n"):
        yield as_record(text)


def told(db: sqlite3.Connection, made: Across, ids: Sequence[str] | None = None) -> dict[str, Any]:
    """The articles that count, or some of them, as the merger wants them."""
    sql = "SELECT a.id, a.outlet, a.lang, a.published, t.text FROM {} a JOIN texts t ON t.hash = a.hash {}"
    if ids is None:
        return {row[0]: made.told(*row) for row in db.execute(sql.format("current", "ORDER BY a.id"))}
    rows = (row for one in ids for row in db.execute(sql.format("articles", "WHERE a.id = ?"), (one,)))
    return {row[0]: made.told(*row) for row in rows}


def alone(db: sqlite3.Connection) -> tuple[Iterable[Record], Iterator[tuple[Any, ...]]]:
    """An event for each that an article tells."""
    members = ((r["report_id"], some[0]["event_id"], WITHIN, 0.0) for some in groups(db) for r in some)
    return (simple(some[0]["event_id"], some, [WITHIN]) for some in groups(db)), members


def groups(db: sqlite3.Connection) -> Iterator[list[Record]]:
    """The reports of each event within its article."""
    for _, some in groupby(machine_records(db), key=lambda r: r["article"]["id"]):
        of: dict[str, list[Record]] = {}
        for r in some:
            of.setdefault(r["event_id"], []).append(r)
        yield from of.values()


def event_of(db: sqlite3.Connection, name: str, records: Sequence[Record], rules: Sequence[str]) -> Record:
    """The record of an event that people put together, or changed reports of, decided by the same rules as all others."""
    made = across(rules_of(db))
    if made is None:
        return simple(name, records, rules)
    articles = told(db, made, sorted({r["article"]["id"] for r in records}))
    by_article = [{**r, "event_id": name} for r in records]  # within an article, too, what was put together is one
    record: Record = made.event_record(name, made.accounts_of(map(made.claim_of, by_article), articles), articles, made.rules, rules)
    return record


def simple(name: str, records: Sequence[Record], rules: Sequence[str]) -> Record:
    """An event as its most confident report tells it."""
    best = max(records, key=lambda r: (r["confidence"], r["report_id"]))
    ids, articles = sorted(r["report_id"] for r in records), sorted({r["article"]["id"] for r in records})
    outlets = sorted(set(map(outlet, records)))
    origins = [{"names": [o], "reports": [r["report_id"] for r in records if outlet(r) == o], "why": "its outlet"} for o in outlets]
    return {"event_id": name, **{k: best[k] for k in DECIDED}, "reports": ids, "articles": articles, "n_reports": len(ids), "n_outlets": len(outlets),
            "n_origins": len(origins), "origins": origins, "denied_by": [], "contested": None, "rules": list(rules), "reviewed": False}


def outlet(record: Record) -> str:
    """Who published a report; its article where that is not known."""
    return str(record["article"]["outlet"] or record["article"]["id"])


def row_of(record: Record) -> tuple[Any, ...]:
    """A merged record as a row of ``events``."""
    when, where = record["when"] or {}, record["where"] or {}
    return (record["event_id"], record["type"], record["mode"], record["cameo"], record["quad"], record["status"], when.get("from"), when.get("to"),
            where.get("name"), where.get("country"), record["n_reports"], record["n_outlets"], record["n_origins"], int(bool(record["contested"])),
            listed(record))
