"""What a project file holds: a summary, and whatever a user asks in SQL.

In: a read-only connection. Out: lines (:func:`summary`), rows (:func:`asked`). SQL of a user can read tables and call functions;
it cannot write, attach another file or load code, whatever it says.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Any

from sayso.errors import SaysoError
from sayso.store.merging import is_fresh

TOP = 8
AT_ONCE = 500
READS = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_RECURSIVE}
PRAGMAS = {"table_info", "table_xinfo", "table_list", "index_list", "index_info", "foreign_key_list", "user_version", "application_id",
           "page_count", "page_size", "data_version"}  # data_version: full-text search asks for it
NO_FUNCTIONS = {"load_extension", "fts3_tokenizer", "fts5", "writefile", "edit"}
STEPS = 20_000  # of SQLite's machine, between two looks at whether Ctrl-C was pressed


def summary(db: sqlite3.Connection) -> dict[str, Any]:
    """Numbers of articles, runs, reports and events, and the most frequent types and countries."""
    def one(sql: str) -> Any:  # noqa: ANN401
        return db.execute(sql).fetchone()[0]

    def many(sql: str) -> list[tuple[Any, ...]]:
        return db.execute(sql).fetchall()

    return {
        "articles": one("SELECT count(*) FROM articles"), "counting": one("SELECT count(*) FROM current"),
        "texts": one("SELECT count(*) FROM texts"),
        "superseded": one("SELECT count(*) FROM articles a WHERE EXISTS "
                          "(SELECT 1 FROM articles b WHERE b.document = a.document AND b.version > a.version)"),
        "languages": many("SELECT ifnull(lang, '?'), count(*) FROM articles GROUP BY 1 ORDER BY 2 DESC, 1"),
        "outlets": one("SELECT count(DISTINCT outlet) FROM articles"),
        "days": db.execute("SELECT min(published), max(published) FROM articles").fetchone(),
        "reports": one("SELECT count(*) FROM current_reports"), "events": one("SELECT count(*) FROM events"),
        "contested": one("SELECT count(*) FROM events WHERE contested"),
        "several": one("SELECT count(*) FROM events WHERE n_outlets > 1"),
        "types": many(f"SELECT type, count(*) FROM current_reports WHERE type IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT {TOP}"),
        "countries": many("SELECT x.country, count(DISTINCT r.report) FROM current_reports r JOIN parties p USING (report) "
                          "JOIN actors x USING (actor) "
                          f"WHERE x.country IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT {TOP}"),
        "reviews": one("SELECT count(*) FROM reviews"), "is_merged": is_fresh(db),
        "runs": many("SELECT run, state, found, coded, known, failed, skipped, started FROM runs ORDER BY run"),
    }


def lines(told: dict[str, Any]) -> Iterator[str]:
    """The summary for people."""
    first, last = told["days"]
    spoken = ", ".join(f"{lang} {n:,}" for lang, n in told["languages"])
    yield (f"{number(told['articles'], 'article')}" + (f" ({spoken}) from {number(told['outlets'], 'outlet')}" if spoken else "")
           + (f", {first} to {last}" if first else ""))
    if told["superseded"]:
        yield f"  {told['superseded']:,} of them older versions, which do not count"
    merged = "" if told["is_merged"] else " (older than the reports: run sayso merge)"
    yield f"{number(told['reports'], 'report')} of {number(told['events'], 'event')}{merged}"
    if told["several"] or told["contested"]:
        yield f"  {number(told['several'], 'event')} told by several outlets, {told['contested']:,} contested"
    for name, found in (("types", told["types"]), ("countries", told["countries"])):
        if found:
            yield f"  {name}: {', '.join(f'{what} {n:,}' for what, n in found)}"
    if told["reviews"]:
        yield number(told["reviews"], "review")
    for run, state, found, coded, known, failed, skipped, started in told["runs"]:
        counted = "" if state == "unfinished" else f": {found} found, {coded} coded, {known} known, {failed} failed, {skipped} skipped"
        yield f"run {run}, {started[:10]}, {state}{counted}"


def number(n: int, what: str) -> str:
    """How many of what.

    >>> number(1, "event"), number(1200, "event")
    ('1 event', '1,200 events')
    """
    return f"{n:,} {what}{'' if n == 1 else 's'}"


def asked(db: sqlite3.Connection, sql: str) -> tuple[list[str], Iterator[tuple[Any, ...]]]:
    """The columns and rows of a user's query."""
    db.execute("SELECT rowid FROM search LIMIT 0")  # sets up the index, which the user's SQL could not
    db.set_authorizer(permitted)
    db.set_progress_handler(lambda: 0, STEPS)
    try:
        found = db.execute(sql)
    except (sqlite3.Error, sqlite3.Warning, ValueError) as e:
        raise fault(e) from None
    if found.description is None:
        raise SaysoError("SQL: only queries that read: SELECT …")
    return [column[0] for column in found.description], rows(found)


def rows(found: sqlite3.Cursor) -> Iterator[tuple[Any, ...]]:
    """The rows of a cursor; a fault on the way in one line."""
    try:
        while some := found.fetchmany(AT_ONCE):
            yield from some
    except sqlite3.Error as e:
        raise fault(e) from None


def fault(e: Exception) -> BaseException:
    """A fault of the SQL, in one line; Ctrl-C stays what it is."""
    return KeyboardInterrupt() if str(e) == "interrupted" else SaysoError(said(e))


def said(e: Exception) -> str:
    """What is wrong with the SQL."""
    if "not authorized" in str(e) or "prohibited" in str(e) or "readonly" in str(e):
        return "SQL: only queries that read: SELECT …"
    return f"SQL: {' '.join(str(e).split())}"


def permitted(action: int, first: str | None, second: str | None, database: str | None, trigger: str | None) -> int:
    """What a user's SQL may do; SQLite asks before it runs."""
    if action in READS:
        return sqlite3.SQLITE_OK
    if action == sqlite3.SQLITE_FUNCTION:
        return sqlite3.SQLITE_DENY if (second or "").lower() in NO_FUNCTIONS else sqlite3.SQLITE_OK
    is_harmless = action == sqlite3.SQLITE_PRAGMA and (first or "").lower() in PRAGMAS and (second is None or not second.isdigit())
    return sqlite3.SQLITE_OK if is_harmless else sqlite3.SQLITE_DENY
