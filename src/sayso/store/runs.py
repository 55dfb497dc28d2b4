"""Two runs → what coding again changed.

In: the numbers of two runs. Out: :class:`Change` for every report that is new, gone or different, in the order of the articles.

Reports are the same claim if they have one id; else if their triggers share characters of the same field of the same article.
Articles that only one of the runs met are left out and counted: nothing was re-coded there.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sayso.errors import SaysoError
from sayso.store.saving import as_record

IGNORED = {"made_by", "report_id"}  # what must differ between two codings, or follows from the rest


@dataclass(frozen=True, slots=True)
class Change:
    """A report that two runs do not tell alike. ``fields``: slot → (before, after), for those that changed."""

    kind: str  # added, removed, changed
    article: str
    report: str
    trigger: str
    type: str | None
    fields: dict[str, tuple[Any, Any]]


def diff(db: sqlite3.Connection, before: int, after: int) -> Iterator[Change]:
    """What run ``after`` tells otherwise than run ``before``."""
    for run in (before, after):
        if not db.execute("SELECT 1 FROM runs WHERE run = ?", (run,)).fetchone():
            there = [str(n) for (n,) in db.execute("SELECT run FROM runs ORDER BY run")]
            raise SaysoError(f"no run {run}; there are: {', '.join(there) or 'none'}")
    pairs = db.execute("SELECT a.id, x.coding, y.coding FROM run_articles x JOIN run_articles y USING (article) JOIN articles a USING (article) "
                       "WHERE x.run = ? AND y.run = ? AND x.coding IS NOT y.coding ORDER BY a.id", (before, after))
    for article, old, new in pairs:
        yield from changes(article, records(db, old), records(db, new))


def shared(db: sqlite3.Connection, before: int, after: int) -> dict[str, int]:
    """How many articles both runs met, only the first, only the second, and how many of the shared were coded anew."""
    sql = "SELECT count(*) FROM run_articles x {} JOIN run_articles y ON y.article = x.article AND y.run = ? WHERE x.run = ? {}"
    def count(join: str, where: str, one: int, other: int) -> int:
        return int(db.execute(sql.format(join, where), (other, one)).fetchone()[0])

    return {"both": count("", "", before, after), "before": count("LEFT", "AND y.run IS NULL", before, after),
            "after": count("LEFT", "AND y.run IS NULL", after, before), "recoded": count("", "AND x.coding IS NOT y.coding", before, after)}


def records(db: sqlite3.Connection, coding: int | None) -> list[dict[str, Any]]:
    """The reports of a coding."""
    return [as_record(text) for (text,) in db.execute("SELECT record FROM reports WHERE coding IS ? AND NOT echo ORDER BY n", (coding,))]


def changes(article: str, old: list[dict[str, Any]], new: list[dict[str, Any]]) -> Iterator[Change]:
    """The changes in one article."""
    left = list(old)
    partners: list[tuple[dict[str, Any], dict[str, Any]]] = []
    for is_same in (has_same_id, touches):
        for r in new:
            if any(r is p for p, _ in partners):
                continue
            partner = next((o for o in left if is_same(o, r)), None)
            if partner is not None:
                left = [o for o in left if o is not partner]
                partners.append((r, partner))
    found = {id(r): o for r, o in partners}
    for r in new:
        if id(r) not in found:
            yield change("added", article, r, {})
        elif fields := differing(found[id(r)], r):
            yield change("changed", article, r, fields)
    for r in left:
        yield change("removed", article, r, {})


def change(kind: str, article: str, r: dict[str, Any], fields: dict[str, tuple[Any, Any]]) -> Change:
    """A change of one report."""
    return Change(kind, article, r["report_id"], r["trigger"]["text"] or "", r["type"], fields)


def has_same_id(a: dict[str, Any], b: dict[str, Any]) -> bool:
    """Whether two codings tell of the same act at the same words."""
    return bool(a["report_id"] == b["report_id"])


def touches(a: dict[str, Any], b: dict[str, Any]) -> bool:
    """Whether the words that name the act share characters, and both deny or both tell it."""
    x, y = a["trigger"], b["trigger"]
    is_alike = (a["status"] == "denied") == (b["status"] == "denied")
    return bool(is_alike and x["field"] == y["field"] and x["start"] < y["end"] and y["start"] < x["end"])


def differing(old: dict[str, Any], new: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    """The slots with other values. The event within the article is named after its reports, so that its name alone is no change."""
    keys = [k for k in new if k not in IGNORED | {"event_id"}]
    return {k: (old.get(k), new.get(k)) for k in keys if old.get(k) != new.get(k)}
