"""The reports of a file → events and membership, as the machine sees them.

In: a connection that writes. Out: the tables ``events`` and ``membership``, all or nothing. Where few articles came or went since the last
merging, only the events that they touch are made anew (:mod:`sayso.store.kept`); the result is that of merging all.
Reviews are no part of it: they are applied afterwards (:mod:`sayso.store.events`), so that merging anew never loses one.

The merger itself is :mod:`sayso.merge.across`. Where it is not installed each event is what one article tells.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from importlib import import_module
from itertools import groupby
from pathlib import Path
from typing import Any

from sayso.store import shown
from sayso.store.articles import listed
from sayso.store.kept import Kept, clear, keep
from sayso.store.opening import transaction
from sayso.store.saving import as_record

Record = dict[str, Any]
Write = Callable[[], None]
MERGER = Path(__file__).parents[1] / "merge"
WITHIN = "within_article"
FEW = 0.25  # share of the articles: where more came or went, merging from scratch is faster
DECIDED = ("type", "mode", "contexts", "cameo", "quad", "status", "actors", "recipients", "when", "where", "counts")


@dataclass(frozen=True, slots=True)
class Across:
    """The functions of the merger that are used here."""

    merger: Any
    records: Any
    resumed: Any
    claim_of: Any
    told: Any
    accounts_of: Any
    event_record: Any
    mark: Any
    keys: Any
    crowd: Any
    rules: Any


def across(rules: Mapping[str, Any]) -> Across | None:
    """The merger, with the rules of this file."""
    try:
        of = {name: import_module(f"sayso.merge.{name}") for name in ("several", "resume", "claims", "accounts", "decide", "blocks", "rules")}
        return Across(of["several"].Several, of["several"].records, of["resume"].Resumed, of["claims"].claim_of, of["accounts"].Told,
                      of["accounts"].accounts_of, of["decide"].event_record, of["blocks"].mark, of["blocks"].keys, of["resume"].crowd,
                      of["rules"].rules(dict(rules)))
    except ModuleNotFoundError:
        return None


def merge(db: sqlite3.Connection, rules: Mapping[str, Any] | None = None, is_forced: bool = False, workers: int = 1) -> bool:
    """Merge anew if reports, rules or the merger changed since; whether it did. ``rules`` are kept for the next time."""
    chosen = rules_of(db) if rules is None else dict(rules)
    key = digest(chosen)
    row = db.execute("SELECT value FROM meta WHERE name = 'merged'").fetchone()
    if row and row[0] == key and not is_forced:
        return False
    made = across(chosen)
    is_more = not is_forced and may_go_on(db, key)
    write = alone(db) if made is None else going_on(db, made) if is_more else together(db, made, workers)
    with transaction(db):  # only to write: reviews may be written while it merges
        write()
        for name, value in (("merged", key), ("rules", listed(chosen)), ("kept", key)):
            db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))
    return True


def may_go_on(db: sqlite3.Connection, key: str) -> bool:
    """Whether the last merging was by the same rules and the same merger, and little has changed since."""
    if db.execute("SELECT value FROM meta WHERE name = 'kept'").fetchone() != (key,):
        return False
    (merged,), (now,), (same,) = (db.execute(f"SELECT count(*) FROM {which}").fetchone() for which in (
        "kept_articles", "current", "(SELECT article, coding FROM current INTERSECT SELECT article, coding FROM kept_articles)"))
    return bool(merged + now - 2 * same <= FEW * same)


def rewrite(db: sqlite3.Connection, records: Iterable[Record], members: Iterable[tuple[Any, ...]]) -> None:
    """Let these be the events."""
    db.execute("DELETE FROM events")
    db.execute("DELETE FROM membership")
    insert(db, records, members)


def insert(db: sqlite3.Connection, records: Iterable[Record], members: Iterable[tuple[Any, ...]]) -> None:
    """Write events and membership."""
    db.executemany(f"INSERT INTO events VALUES ({', '.join('?' * 15)})", map(row_of, records))
    db.executemany("INSERT OR REPLACE INTO membership VALUES (?, ?, ?, ?)", members)


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


def together(db: sqlite3.Connection, made: Across, workers: int) -> Write:
    """All events, merged from scratch."""
    merger = made.merger(made.rules, workers=workers)
    merger.add(map(made.claim_of, machine_records(db)), told(db, made).values())
    merged = merger.merged()

    def write() -> None:
        with closing(made.records(merged, workers)) as records:
            rewrite(db, records, members_of(merged))
        keep(db, merger, events_of(merged), made)
        shown.make(db)

    return write


def going_on(db: sqlite3.Connection, made: Across) -> Write:
    """The events that articles touch which came or went since the last merging."""
    kept = Kept(db, made)
    resumed = made.resumed(kept, kept.articles, made.rules)
    regrouped = resumed.change(kept.told(kept.gone()), kept.told(kept.new()))
    merged = resumed.merged_anew(regrouped)
    records = list(merged.records())
    old = sorted(kept.events([*resumed.gone, *(n for n in regrouped if n not in resumed.new)]))

    def write() -> None:
        for event in old:
            db.execute("DELETE FROM events WHERE event_id = ?", (event,))
            db.execute("DELETE FROM membership WHERE event_id = ?", (event,))
        insert(db, records, members_of(merged))
        kept.write(resumed, regrouped, events_of(merged))
        shown.replace(db, old, [r["event_id"] for r in records])

    return write


def members_of(merged: Any) -> Iterator[tuple[Any, ...]]:  # noqa: ANN401
    """The membership of each report."""
    return ((report, *member) for report, member in sorted(merged.members.items()))


def events_of(merged: Any) -> dict[str, str]:  # noqa: ANN401
    """The event of each account."""
    return {a.id: merged.members[a.claims[0].id][0] for group in merged.groups for a in group}


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


def alone(db: sqlite3.Connection) -> Write:
    """An event for each that an article tells."""
    def write() -> None:
        members = ((r["report_id"], some[0]["event_id"], WITHIN, 0.0) for some in groups(db) for r in some)
        rewrite(db, (simple(some[0]["event_id"], some, [WITHIN]) for some in groups(db)), members)
        clear(db)
        shown.make(db)

    return write


def groups(db: sqlite3.Connection) -> Iterator[list[Record]]:
    """The reports of each event within its article."""
    for _, some in groupby(machine_records(db), key=lambda r: r["article"]["id"]):
        of: dict[str, list[Record]] = {}
        for r in (r for r in some if "echo" not in (r.get("why") or ())):
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
