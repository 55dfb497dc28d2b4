"""Rows → reports that count, in an order that is always the same: by article, then as the text goes.

In: a connection. Out: native records (docs/output.md) with the event they were merged into, corrected by reviews.

A report counts if its coding is that of the latest run of the latest coded version of its document; an echo only as a member of an event.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Any

from sayso.store.saving import as_record
from sayso.store.schema import COUNTS

IN_ORDER = ("SELECT r.record, m.event_id FROM current a JOIN reports r ON r.coding = a.coding "
            f"LEFT JOIN membership m ON m.report_id = r.report_id WHERE {COUNTS} ORDER BY a.id, r.n")


def machine(db: sqlite3.Connection) -> Iterator[dict[str, Any]]:
    """The records as the machine made them, each with its merged event."""
    for text, event in db.execute(IN_ORDER):
        record = as_record(text)
        record["event_id"] = event or record["event_id"]
        yield record


def by_ids(db: sqlite3.Connection, ids: list[str]) -> dict[str, dict[str, Any]]:
    """The records of these reports, as far as they count now."""
    found: dict[str, dict[str, Any]] = {}
    for one in ids:
        row = db.execute("SELECT r.record, m.event_id FROM reports r JOIN codings c ON c.coding = r.coding "
                         "JOIN current a ON a.article = c.article AND a.coding = r.coding "
                         "LEFT JOIN membership m ON m.report_id = r.report_id "
                         f"WHERE r.report_id = ? AND {COUNTS}", (one,)).fetchone()
        if row:
            found[one] = {**as_record(row[0]), **({"event_id": row[1]} if row[1] else {})}
    return found
