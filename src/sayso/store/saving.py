"""Outcomes of a run → rows, an article at a time, so that a run killed at any moment loses at most the article it was at.

In: articles as they are read (:meth:`Book.fresh` lets through those not coded yet) and outcomes as they come
(:meth:`Book.save`). Out: rows. A run that was cut short is taken up again by the same command; a run that changed nothing leaves
no row, so the same folder coded twice is the same file.

Numbers of rows follow the order of the input, whoever codes and however often a run was cut: that is what makes exports equal to
the byte.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sayso.model import Article, Quote, Report, Skipped
from sayso.run.outcome import Outcome
from sayso.store import search
from sayso.store.articles import admit, listed
from sayso.store.opening import transaction

Item = Article | Skipped


@dataclass
class Book:
    """A run that is being written down."""

    db: sqlite3.Connection
    versions: Callable[[str | None], dict[str, str]]
    inputs: Sequence[str]
    own: Path | None = None  # the project file: found in a folder that is read, it is no input
    run: int = 0
    numbers: dict[str, int] = field(default_factory=dict)  # id → number, of articles under way
    found: int = 0
    read: int = 0
    known: int = 0

    def begin(self) -> None:
        """A new run, or the one that the same command left unfinished."""
        search.renew(self.db)
        made_by = listed(self.versions(None))
        with transaction(self.db):
            cut_short = self.db.execute("SELECT run FROM runs WHERE inputs = ? AND versions = ? AND state = 'unfinished' ORDER BY run DESC LIMIT 1",
                                        (listed(self.inputs), made_by)).fetchone()
            if cut_short:
                self.run = cut_short[0]
                return
            self.run = int(self.db.execute("INSERT INTO runs (inputs, versions, state, started) VALUES (?, ?, 'unfinished', ?)",
                                           (listed(self.inputs), made_by, now())).lastrowid or 0)

    def fresh(self, items: Iterable[Item]) -> Iterator[Item]:
        """The items that need coding, each stored as it passes; of those coded before it is only noted that they are known."""
        for item in items:
            if isinstance(item, Skipped):
                if not self._is_own(item.source):
                    self.found += 1
                    yield item
                continue
            self.found += 1
            self.read += 1
            number, article = admit(self.db, item)
            coding = self._coding(number, article.lang)
            if coding is None:
                self.numbers[article.id] = number
                yield article
            else:
                self.known += 1
                self._note_known(number, coding)

    def save(self, told: Outcome | Skipped) -> None:
        """Write one outcome, whole or not at all."""
        if isinstance(told, Skipped):
            with transaction(self.db):
                self.db.execute("INSERT OR IGNORE INTO skipped VALUES (?, ?, ?)", (self.run, told.source, told.reason))
            return
        number = self.numbers.pop(told.article.id, None)
        if number is None:
            return  # twice in the input, and saved already
        with transaction(self.db):
            if told.skipped:
                self.db.execute("INSERT OR REPLACE INTO run_articles VALUES (?, ?, 'failed', NULL, ?)", (self.run, number, told.skipped.reason))
            else:
                coding = self._insert_coding(number, told)
                self._count(number, coding)
                self.db.execute("INSERT OR REPLACE INTO run_articles VALUES (?, ?, 'coded', ?, NULL)", (self.run, number, coding))

    def finish(self) -> bool:
        """Count and close the run; ``False`` where it only found what the run before had found, and so leaves no row."""
        with transaction(self.db):
            if self._is_repetition():
                for table in ("run_articles", "skipped", "runs"):
                    self.db.execute(f"DELETE FROM {table} WHERE run = ?", (self.run,))
                return False
            counted: dict[str, int] = dict(self.db.execute("SELECT outcome, count(*) FROM run_articles WHERE run = ? GROUP BY outcome", (self.run,)))
            coded, failed = counted.get("coded", 0), counted.get("failed", 0)
            self.db.execute(
                "UPDATE runs SET state = 'finished', finished = ?, found = ?, read = ?, skipped = ?, coded = ?, known = ?, failed = ? WHERE run = ?",
                (now(), self.found, self.read, self.found - self.read, coded, self.read - coded - failed, failed, self.run))
        return True

    def _is_own(self, source: str) -> bool:
        return self.own is not None and Path(source).name.startswith(self.own.name)

    def _coding(self, number: int, lang: str | None) -> int | None:
        key = listed(dict(sorted(self.versions(lang).items())))
        row = self.db.execute("SELECT c.coding FROM codings c JOIN coders USING (coder) WHERE c.article = ? AND coders.key = ?",
                              (number, key)).fetchone()
        return row[0] if row else None

    def _note_known(self, number: int, coding: int) -> None:
        with transaction(self.db):
            self._count(number, coding)
            self.db.execute("INSERT OR IGNORE INTO run_articles VALUES (?, ?, 'known', ?, NULL)", (self.run, number, coding))

    def _count(self, number: int, coding: int) -> None:
        """Let this coding of the article be the one that counts; where that is new, events are to be merged again."""
        changed = self.db.execute("UPDATE articles SET coding = ? WHERE article = ? AND coding IS NOT ?", (coding, number, coding)).rowcount
        if changed:
            self.db.execute("DELETE FROM meta WHERE name = 'merged'")
            self.db.execute("INSERT OR REPLACE INTO meta VALUES ('changed by run', ?)", (str(self.run),))

    def _insert_coding(self, number: int, told: Outcome) -> int:
        values = dict(sorted(self.versions(told.article.lang).items()))
        codebook = next((r.made_by.get("codebook") for r in told.reports), None)
        self.db.execute("INSERT OR IGNORE INTO coders (key, sayso, codebook, rules, lang, pack) VALUES (?, ?, ?, ?, ?, ?)",
                        (listed(values), values.get("sayso"), codebook, values.get("rules"), told.article.lang, values.get("pack")))
        (coder,) = self.db.execute("SELECT coder FROM coders WHERE key = ?", (listed(values),)).fetchone()
        self.db.execute("UPDATE coders SET codebook = ? WHERE coder = ? AND codebook IS NULL", (codebook, coder))
        coding = int(self.db.execute("INSERT INTO codings (article, coder) VALUES (?, ?)", (number, coder)).lastrowid or 0)
        self.db.executemany("INSERT INTO sentences VALUES (?, ?, ?, ?, ?)", [(coding, n, *span) for n, span in enumerate(told.sentences)])
        self.db.executemany("INSERT INTO dropped VALUES (?, ?, ?, ?, ?, ?, ?)", [
            (coding, n, d.span.field, d.span.start, d.span.end, d.stage, d.reason) for n, d in enumerate(told.dropped)])
        for n, report in enumerate(told.reports + told.echoes):
            insert_report(self.db, coding, n, report, is_echo=n >= len(told.reports))
        self.db.executemany("INSERT INTO quotes VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", [(coding, n, *row_of(q)) for n, q in enumerate(told.quotes)])
        return coding

    def _is_repetition(self) -> bool:
        """Whether it changed nothing, and the same command did the same with the same articles before."""
        if self.db.execute("SELECT 1 FROM meta WHERE name = 'changed by run' AND value = ?", (str(self.run),)).fetchone():
            return False
        last = self.db.execute("SELECT run FROM runs WHERE run < ? AND state = 'finished' AND inputs = ? AND versions = ? AND found = ? AND read = ? "
                               "ORDER BY run DESC LIMIT 1",
                               (self.run, listed(self.inputs), listed(self.versions(None)), self.found, self.read)).fetchone()
        if not last:
            return False
        same = "SELECT article, coding, reason FROM run_articles WHERE run = ?", "SELECT source, reason, NULL FROM skipped WHERE run = ?"
        return not any(self.db.execute(f"{one} EXCEPT {one} LIMIT 1", pair).fetchone()
                       for one in same for pair in ((self.run, last[0]), (last[0], self.run)))


def insert_report(db: sqlite3.Connection, coding: int, n: int, report: Report, is_echo: bool) -> None:
    """A report with its parties, place, counts and sources."""
    record = report.to_dict()
    row = {**{k: record[k] for k in ("report_id", "event_id", "concept", "type", "mode", "cameo", "quad", "score", "goldstein", "status",
                                     "hearsay", "background", "confidence")},
           **columns_of(record), "coding": coding, "n": n, "place": place_of(db, record["where"]), "record": listed(record), "echo": int(is_echo)}
    number = insert(db, "reports", row)
    for role, side in (("actor", record["actors"]), ("recipient", record["recipients"])):
        db.executemany("INSERT INTO parties VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", [
            (number, role, i, actor_of(db, p), *spanned(p), p["text"], p["score"], p["why"]) for i, p in enumerate(side)])
    db.executemany("INSERT INTO counts VALUES (?, ?, ?, ?, ?, ?, ?, ?)", [
        (number, i, c["what"], c["value"], c["by"], *spanned(c)) for i, c in enumerate(record["counts"])])
    graph = record["sources"]
    db.executemany("INSERT OR IGNORE INTO speakers VALUES (?, ?, ?, ?, ?, ?, ?)", [
        (number, s["id"], source_of(db, s), *spanned(s), s["text"]) for s in graph["nodes"]])
    db.executemany("INSERT INTO links VALUES (?, ?, ?, ?)", [(number, i, *edge) for i, edge in enumerate(graph["edges"])])


def row_of(quote: Quote) -> tuple[Any, ...]:
    """A quotation as a row of ``quotes``, without its coding and number."""
    record = quote.to_dict()
    said = record["content"][0] if record["content"] else record["cue"][0]
    who = record["speaker"]
    return who["name"], who["country"], record["speech"], said["field"], said["start"], said["end"], listed(record)


def columns_of(record: dict[str, Any]) -> dict[str, Any]:
    """Columns that are not simply keys of the native record."""
    when, trigger = record["when"] or {}, record["trigger"]
    return {"contexts": listed(record["contexts"]), "date_from": when.get("from"), "date_to": when.get("to"), "date_precision": when.get("precision"),
            "trigger_field": trigger["field"], "trigger_begins": trigger["start"], "trigger_ends": trigger["end"], "trigger": trigger["text"],
            "medium": record["sources"]["medium"]}


def spanned(thing: dict[str, Any]) -> tuple[Any, Any, Any]:
    """The place of a thing's words in its article."""
    return thing["field"], thing["start"], thing["end"]


def actor_of(db: sqlite3.Connection, party: dict[str, Any]) -> int:
    """The number of an actor."""
    return once(db, "actors", {"name": party["name"], "country": party["country"], "sector": party["sector"], "wikidata": party["id"]})


def source_of(db: sqlite3.Connection, node: dict[str, Any]) -> int:
    """The number of a source."""
    return once(db, "sources", {k: node[k] for k in ("name", "kind", "country")})


def place_of(db: sqlite3.Connection, where: dict[str, Any] | None) -> int | None:
    """The number of a place."""
    return once(db, "places", {k: where[k] for k in ("name", "country", "admin1", "geonameid", "lat", "lon", "precision")}) if where else None


EMPTY = {"geonameid": "0"}  # what stands for NULL in the unique indexes, as in the schema


def once(db: sqlite3.Connection, table: str, values: dict[str, Any]) -> int:
    """The number of a thing, stored if it is new."""
    key = [k if k == "name" else f"ifnull({k}, {EMPTY.get(k, chr(39) * 2)})" for k in values]  # the expressions of the index, so that it is used
    same = " AND ".join(f"{k} = {'?' if k == 'name' else f'ifnull(?, {EMPTY.get(n, chr(39) * 2)})'}" for k, n in zip(key, values, strict=True))
    row = db.execute(f"SELECT {table[:-1]} FROM {table} WHERE {same}", tuple(values.values())).fetchone()
    if row:
        return int(row[0])
    return insert(db, table, values)


def insert(db: sqlite3.Connection, table: str, values: dict[str, Any]) -> int:
    """Store a row; its number."""
    marks = ", ".join("?" * len(values))
    return int(db.execute(f"INSERT INTO {table} ({', '.join(values)}) VALUES ({marks})", tuple(values.values())).lastrowid or 0)


def now() -> str:
    """The moment, in UTC."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def as_record(text: str) -> dict[str, Any]:
    """A record that was stored as JSON."""
    record: dict[str, Any] = json.loads(text)
    return record
