"""A report → where it stands, in words that outlive it; and back to the report that stands there after coding again.

In: a native record and its article. Out: an anchor: document, hash of the words, field, offsets, the quotation and what stands before
and after it, and what the report said. :func:`found` gives the report that counts now, or ``None``.

The same id is the same claim. Else, in the same words, the report whose trigger lies on the quotation; in a new version of the text the
quotation is looked for, and where it stands twice the words around it decide.
"""

from __future__ import annotations

import sqlite3
from itertools import takewhile
from typing import Any

from sayso.store.saving import as_record

Anchor = dict[str, Any]
AROUND = 40  # characters kept on each side
SAID = ("report_id", "event_id", "concept", "type", "status")


def anchor(db: sqlite3.Connection, record: dict[str, Any]) -> Anchor:
    """Where a report that counts now stands."""
    document, content, title, text = db.execute(
        "SELECT a.document, a.hash, t.title, t.text FROM articles a JOIN texts t ON t.hash = a.hash WHERE a.id = ?",
        (record["article"]["id"],)).fetchone()
    span = record["trigger"]
    words = title if span["field"] == "title" else text
    around = {"before": words[max(0, (span["start"] or 0) - AROUND):span["start"] or 0], "after": words[span["end"] or 0:(span["end"] or 0) + AROUND]}
    return {"document": document, "hash": content, "article": record["article"]["id"], "field": span["field"], "begins": span["start"],
            "ends": span["end"], "quote": span["text"], **around, **{k: record[k] for k in SAID}}


def found(db: sqlite3.Connection, a: Anchor, is_strict: bool = False) -> dict[str, Any] | None:
    """The report that stands there now. ``is_strict``: only one that says the same act, since what was said of another does not hold for it."""
    row = db.execute("SELECT a.hash, a.coding, t.title, t.text FROM current a JOIN texts t ON t.hash = a.hash WHERE a.document = ?",
                     (a["document"],)).fetchone()
    if row is None:
        return None
    content, coding, title, text = row
    if content == a["hash"]:  # the usual case, without reading every record of the article
        for (record,) in db.execute("SELECT record FROM reports WHERE report_id = ? AND coding = ?", (a["report_id"], coding)):
            if says_the_same(same := as_record(record), a) or not is_strict:
                return same
    records = (as_record(r) for (r,) in db.execute("SELECT record FROM reports WHERE coding = ? ORDER BY n", (coding,)))
    there = [r for r in records if not is_strict or says_the_same(r, a)]
    span = (a["begins"], a["ends"]) if content == a["hash"] else moved(a, title if a["field"] == "title" else text)
    some = [r for r in there if lies(r, a["field"], *span)]
    return max(some, key=lambda r: likeness(r, a, span), default=None)


def says_the_same(r: dict[str, Any], a: Anchor) -> bool:
    """Whether a report is of the act that was anchored, with its status."""
    return bool((r["type"], r["status"]) == (a["type"], a["status"]))


def moved(a: Anchor, words: str) -> tuple[int, int]:
    """Where the quotation stands in another text; an empty span where it does not."""
    quote = a["quote"] or ""
    starts, at = [], words.find(quote) if quote else -1
    while at >= 0:
        starts.append(at)
        at = words.find(quote, at + 1)
    if not starts:
        return -1, -1
    best = max(starts, key=lambda s: (around(a, words, s, s + len(quote)), -abs(s - a["begins"])))
    return best, best + len(quote)


def around(a: Anchor, words: str, start: int, end: int) -> int:
    """How many characters on both sides are as they were."""
    return alike(a["before"][::-1], words[max(0, start - AROUND):start][::-1]) + alike(a["after"], words[end:end + AROUND])


def alike(a: str, b: str) -> int:
    """How many characters two texts begin alike with."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(a, b, strict=False)))


def lies(r: dict[str, Any], field: str, begins: int, ends: int) -> bool:
    """Whether a report's trigger shares characters with a span."""
    t = r["trigger"]
    return bool(t["field"] == field and t["start"] < ends and begins < t["end"])


def likeness(r: dict[str, Any], a: Anchor, span: tuple[int, int]) -> tuple[bool, bool, bool, bool, int]:
    """How well a report fits an anchor."""
    return ((r["trigger"]["start"], r["trigger"]["end"]) == span, (r["status"] == "denied") == (a["status"] == "denied"),
            r["concept"] == a["concept"], r["type"] == a["type"], -abs(r["trigger"]["start"] - span[0]))
