"""Events as corrected, in short and by what one filters by: the tables that the workbench lists and counts from.

In: a connection that writes, inside a transaction. Out: rows of ``shown``, ``tags``, ``tagged``, ``sets``, ``moved`` and ``reviewed``. All follows
from the other tables: :func:`make` makes them anew, :func:`replace` follows a merging that touched few events, :func:`follow` a
review. Exports do not read them.

``with transaction(db): shown.follow(db, reviews.add(db, ask))``
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sayso.store import sets
from sayso.store.opening import transaction
from sayso.store.saving import as_record
from sayso.store.slots import codes, types

Record = dict[str, Any]
Tag = tuple[str, str]
FORM = 2  # of these tables' contents; a file with another is brought up
AT_ONCE = 2_000
COUNT = "UPDATE tags SET n = (SELECT count(*) FROM tagged g WHERE g.tag = tags.tag)"
FINE = ("point", "city")
REPORTS = ("SELECT {key}, r.report_id, r.confidence, a.article, a.outlet, a.lang, a.published FROM {tables} "
           "JOIN codings c ON c.coding = r.coding JOIN articles a ON a.article = c.article AND a.coding = r.coding WHERE {which}")
SPEAKERS = ("SELECT DISTINCT {key}, s.name, s.kind, NOT EXISTS (SELECT 1 FROM links l WHERE l.report = p.report AND l.relays = p.node) "
            "FROM {tables} JOIN codings c ON c.coding = r.coding JOIN articles a ON a.article = c.article AND a.coding = r.coding "
            "JOIN speakers p ON p.report = r.report JOIN sources s ON s.source = p.source WHERE {which}")
BY_EVENT = {"key": "m.event_id", "tables": "membership m JOIN reports r ON r.report_id = m.report_id", "which": "m.event_id BETWEEN ? AND ?"}
BY_REPORT = {"key": "r.report_id", "tables": "reports r", "which": "r.report_id = ?"}


@dataclass
class Facts:
    """What the reports of an event bring: (report, confidence, article, outlet, language, day) and (name, kind, whether first)."""

    reports: list[tuple[Any, ...]] = field(default_factory=list)
    speakers: set[tuple[Any, ...]] = field(default_factory=set)


# ------------------------------------------------------------- when the file changes


def make(db: sqlite3.Connection) -> None:
    """All of it from scratch."""
    for table in ("tagged", "tags", "sets", "shown", "moved", "reviewed"):
        db.execute(f"DELETE FROM {table}")
    runs = first_runs(db)
    book = Book(db, is_whole=True)
    reader = db.execute("SELECT event_id, record FROM events ORDER BY event_id")
    while some := reader.fetchmany(AT_ONCE):
        facts = by_event(db, some[0][0], some[-1][0])
        for event, text in some:
            book.put(event, as_record(text), facts.get(event, Facts()), runs)
    db.execute(COUNT)
    sets.make(db)
    remember(db, [])
    overlay(db, None)
    db.execute("INSERT OR REPLACE INTO meta VALUES ('shown', ?)", (str(FORM),))


def replace(db: sqlite3.Connection, gone: Iterable[str], come: Iterable[str]) -> None:
    """Follow a merging: these events are no longer there, or others, and these are there now."""
    if not is_made(db):
        return make(db)
    book = Book(db)
    for event in {*gone, *come, *remembered(db)}:
        book.take(event)
    for event in sorted({*come, *remembered(db)}):
        stored(db, book, event)
    book.count()
    remember(db, [])
    overlay(db, None)


def follow(db: sqlite3.Connection, review: int) -> None:
    """Follow a review that was just written."""
    if is_made(db):
        overlay(db, near(db, review))


def bring_up(db: sqlite3.Connection) -> None:
    """Make the tables where they were never made, or by another version."""
    if not is_made(db):
        with transaction(db):
            make(db)


def is_made(db: sqlite3.Connection) -> bool:
    """Whether the tables are those of this version."""
    return bool(db.execute("SELECT count(*) FROM meta WHERE name = 'shown' AND value = ?", (str(FORM),)).fetchone()[0])


# ------------------------------------------------------------- reviews on top


def overlay(db: sqlite3.Connection, only: set[int] | None) -> None:
    """Let the reviews hold in the tables: all of them, or some that have to do with nothing outside."""
    from sayso.store import events, reviews  # late: events are made with the merger, which fills these tables

    told = reviews.corrections(db, only)
    changed = events.touched(db, told)
    before = set(remembered(db)) if only is None else set(remembered(db)) & (set(changed.gone) | events_near(db, only))
    book = Book(db)
    for event in {*changed.gone, *changed.groups, *before}:
        book.take(event)
    for event in sorted(before - changed.gone):
        stored(db, book, event)
    for event in sorted(changed.groups):
        record = events.rebuilt(db, event, changed, told)
        if record is not None:
            book.put(event, record, by_reports(db, record["reports"]), None, is_own=True)
    book.count()
    remember(db, sorted({*remembered(db)} - before | changed.gone | set(changed.groups)))
    note(db, told, only)


def near(db: sqlite3.Connection, review: int) -> set[int] | None:
    """The reviews that have to do with one: of the same reports, or of events they share. ``None`` where that cannot be told apart."""
    from sayso.store import reviews

    (one,) = reviews.every(db, {review})
    while one.withdraws is not None:
        (one,) = reviews.every(db, {one.withdraws})
    return around(db, {a["report_id"] for a in one.anchors}, {review, one.number})


def around(db: sqlite3.Connection, reports: set[str], found: set[int]) -> set[int] | None:
    """Some reviews and those that have to do with some reports, step by step; ``None`` where a report is not among those that count."""
    from sayso.store import reviews

    if len(members(db, reports)) < len(reports):
        return None
    while True:
        events = set(members(db, reports).values())
        every = {r for e in events for (r,) in db.execute("SELECT report_id FROM membership WHERE event_id = ?", (e,))} | reports
        more = {n for r in every for (n,) in db.execute("SELECT review FROM reviewed WHERE report_id = ?", (r,))} - found
        if not more:
            return found
        found = found | more
        reports = every | {a["report_id"] for r in reviews.every(db, more) for a in r.anchors}
        if len(members(db, reports)) < len(reports):
            return None


def around_targets(db: sqlite3.Connection, targets: Iterable[str]) -> set[int] | None:
    """The reviews that have to do with some reports or events; ``None`` where that cannot be told apart."""
    if not is_made(db):
        return None
    reports: set[str] = set()
    for target in targets:
        rows = db.execute("SELECT report_id FROM membership WHERE report_id = ?1 OR event_id = ?1 UNION "
                          "SELECT report_id FROM moved WHERE event_id = ?1", (target,)).fetchall()
        if not rows:
            return None
        reports.update(r for (r,) in rows)
    return around(db, reports, set())


def events_near(db: sqlite3.Connection, only: set[int]) -> set[str]:
    """The events as stored, and as shown, that some reviews have to do with."""
    from sayso.store import reviews

    stored_in = set(members(db, {a["report_id"] for r in reviews.every(db, only) for a in r.anchors}).values())
    sql = "SELECT v.event_id FROM membership m JOIN moved v USING (report_id) WHERE m.event_id = ?"
    return stored_in | {e for event in stored_in for (e,) in db.execute(sql, (event,))}


def members(db: sqlite3.Connection, reports: Iterable[str]) -> dict[str, str]:
    """The stored event of each of some reports."""
    found = ((r, db.execute("SELECT event_id FROM membership WHERE report_id = ?", (r,)).fetchone()) for r in reports)
    return {r: row[0] for r, row in found if row}


def note(db: sqlite3.Connection, told: Any, only: set[int] | None) -> None:  # noqa: ANN401
    """Write down which report each review that holds is about."""
    if only is None:
        db.execute("DELETE FROM reviewed")
    else:
        db.executemany("DELETE FROM reviewed WHERE review = ?", [(n,) for n in only])
    rows = [(report, r["review"], r.get("by"), r["action"]) for report, some in told.told.items() for r in some]
    rows += [(report, r.number, r.by, r.action) for r, some in told.events for report in some]
    db.executemany("INSERT OR REPLACE INTO reviewed VALUES (?, ?, ?, ?)", rows)


def remembered(db: sqlite3.Connection) -> list[str]:
    """The events that reviews made, changed or took away in the tables."""
    row = db.execute("SELECT value FROM meta WHERE name = 'shown over'").fetchone()
    return list(json.loads(row[0])) if row else []


def remember(db: sqlite3.Connection, events: Sequence[str]) -> None:
    """Write them down."""
    db.execute("INSERT OR REPLACE INTO meta VALUES ('shown over', ?)", (json.dumps(events),))


# ------------------------------------------------------------- rows


@dataclass
class Book:
    """Writes rows of events; tags are numbered as they come."""

    db: sqlite3.Connection
    numbers: dict[Tag, int] = field(default_factory=dict)
    gone: dict[Tag, list[int]] = field(default_factory=dict)
    come: dict[Tag, list[int]] = field(default_factory=dict)
    is_whole: bool = False  # all is written anew: nobody needs to know what changed

    def put(self, event: str, record: Record, facts: Facts, runs: dict[int, int] | None, is_own: bool = False) -> None:
        """Write one event. ``is_own``: its record differs from the stored one."""
        row = row_of(record, facts, [run_of(self.db, r[2], runs) for r in facts.reports])
        row["record"] = json.dumps(record, ensure_ascii=False) if is_own else None
        marks = ", ".join("?" * len(row))
        number = self.db.execute(f"INSERT INTO shown (event_id, {', '.join(row)}) VALUES (?, {marks})", (event, *row.values())).lastrowid
        tags = tags_of(record, facts)
        self.db.executemany("INSERT OR IGNORE INTO tagged VALUES (?, ?)", [(self.number(tag), number) for tag in tags])
        if is_own:
            told = {*record["reports"], *(r for o in record["denied_by"] for r in o["reports"])}
            self.db.executemany("INSERT OR REPLACE INTO moved VALUES (?, ?)", [(r, event) for r in told])
        for tag in () if self.is_whole else (*tags, *sets.facets([row[c] for c in sets.COLUMNS])):
            self.come.setdefault(tag, []).append(int(number or 0))

    def take(self, event: str) -> None:
        """Take one away, where it is there."""
        row = self.db.execute(f"SELECT event, {', '.join(sets.COLUMNS)} FROM shown WHERE event_id = ?", (event,)).fetchone()
        if row:
            number, *columns = row
            tags = self.db.execute("SELECT kind, value FROM tagged JOIN tags USING (tag) WHERE event = ?", (number,)).fetchall()
            for tag in (*tags, *sets.facets(columns)):
                self.gone.setdefault(tag, []).append(number)
            self.db.execute("DELETE FROM tagged WHERE tag IN (SELECT tag FROM tagged WHERE event = ?) AND event = ?", (number, number))
            self.db.execute("DELETE FROM shown WHERE event = ?", (number,))
            self.db.execute("DELETE FROM moved WHERE event_id = ?", (event,))

    def number(self, tag: Tag) -> int:
        """The number of a tag, new or old."""
        if tag not in self.numbers:
            self.db.execute("INSERT OR IGNORE INTO tags (kind, value) VALUES (?, ?)", tag)
            self.numbers[tag] = self.db.execute("SELECT tag FROM tags WHERE kind = ? AND value = ?", tag).fetchone()[0]
        return self.numbers[tag]

    def count(self) -> None:
        """Bring the number of events of the tags that were written, and the sets, up to date."""
        changed = [tag for tag in {*self.gone, *self.come} if tag[0] not in sets.FACETS]
        self.db.executemany(f"{COUNT} WHERE kind = ? AND value = ?", sorted(changed))
        sets.change(self.db, self.gone, self.come)
        self.gone.clear()
        self.come.clear()


def stored(db: sqlite3.Connection, book: Book, event: str) -> None:
    """Write an event as it is stored, where it is."""
    row = db.execute("SELECT record FROM events WHERE event_id = ?", (event,)).fetchone()
    if row:
        book.put(event, as_record(row[0]), by_event(db, event, event).get(event, Facts()), None)


def row_of(record: Record, facts: Facts, runs: Sequence[int | None]) -> Record:
    """The columns of ``shown`` for a merged record."""
    when, where = record["when"] or {}, record["where"] or {}
    is_fine = where.get("precision") in FINE
    sure = [r[1] for r in facts.reports if r[1] is not None]
    days = [r[5] for r in facts.reports if r[5]]
    return {
        **{k: record.get(k) for k in ("type", "mode", "quad", "status", "n_reports", "n_outlets", "n_origins")},
        "score": codes(record["type"], record["mode"])["score"] if record["type"] in types() else None,
        "date_from": when.get("from"), "date_to": when.get("to"), "day": when.get("from") or min(days, default=None),
        "country": where.get("country"), "place": where.get("name"), "lat": where.get("lat") if is_fine else None,
        "lon": where.get("lon") if is_fine else None, "contested": int(bool(record["contested"])), "reviewed": int(bool(record.get("reviews"))),
        "confidence": max(sure, default=None), "least": min(sure, default=None), "run": min((r for r in runs if r is not None), default=None)}


def tags_of(record: Record, facts: Facts) -> list[Tag]:
    """What an event may be found by, each once."""
    sides = [[p["country"] for p in record[side] if p["country"]] for side in ("actors", "recipients")]
    found = [("country", c) for c in (*sides[0], *sides[1])]
    if record["where"] and record["where"].get("country"):
        found.append(("country", record["where"]["country"]))
    found += [("pair", f"{a}>{b}") for a, b in dyads(sides[0], sides[1], bool(record["recipients"]))]
    found += [("name", p["name"]) for side in ("actors", "recipients") for p in record[side] if p["name"]]
    for _, _, _, outlet, lang, _ in facts.reports:
        found += [(kind, value) for kind, value in (("outlet", outlet), ("lang", lang)) if value]
    for name, kind, is_first in facts.speakers:
        found.append(("origin" if is_first else "relay", name))
        if kind == "agency":
            found.append(("agency", name))
    return list(dict.fromkeys(found))


def dyads(actors: Sequence[str], recipients: Sequence[str], is_told: bool) -> Iterator[tuple[str, str]]:
    """Who → whom by country; actors without any recipient act on each other.

    >>> list(dyads(["ITA", "FRA"], [], is_told=False))
    [('ITA', 'FRA'), ('FRA', 'ITA')]
    """
    if is_told:
        yield from ((a, b) for a in actors for b in recipients)
    else:
        yield from ((a, b) for a in actors for b in actors if a != b)


# ------------------------------------------------------------- facts


def by_event(db: sqlite3.Connection, first: str, last: str) -> dict[str, Facts]:
    """The facts of the stored events from one id to another."""
    out: dict[str, Facts] = {}
    for event, *report in db.execute(REPORTS.format(**BY_EVENT), (first, last)):
        out.setdefault(event, Facts()).reports.append(tuple(report))
    for event, *speaker in db.execute(SPEAKERS.format(**BY_EVENT), (first, last)):
        out.setdefault(event, Facts()).speakers.add(tuple(speaker))
    return out


def by_reports(db: sqlite3.Connection, ids: Iterable[str]) -> Facts:
    """The facts of some reports."""
    out = Facts()
    for one in ids:
        out.reports += [tuple(row[1:]) for row in db.execute(REPORTS.format(**BY_REPORT), (one,))]
        out.speakers |= {tuple(row[1:]) for row in db.execute(SPEAKERS.format(**BY_REPORT), (one,))}
    return out


def first_runs(db: sqlite3.Connection) -> dict[int, int]:
    """The run that first coded each article."""
    return dict(db.execute("SELECT article, min(run) FROM run_articles GROUP BY article"))


def run_of(db: sqlite3.Connection, article: int, runs: dict[int, int] | None) -> int | None:
    """The run that first coded an article."""
    if runs is not None:
        return runs.get(article)
    found: int | None = db.execute("SELECT min(run) FROM run_articles WHERE article = ?", (article,)).fetchone()[0]
    return found
