"""What people reviewed → gold, in the form that ``sayso score`` reads.

In: a connection. Out: articles with their ``events`` (:func:`gold_records`), an article a record, as the last word on each report has it.
An article counts when every row of it was accepted, edited or rejected; of one that is reviewed in part only the reviewed rows can be
gold, and only if asked for.

Gold made so knows nothing of what the machine missed and nobody could therefore review: it measures what rows say, not how many are missing.

``for article in gold_records(db): print(json.dumps(article))``
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sayso.score.gold import first_of, united
from sayso.store.articles import article_of, record_of
from sayso.store.events import touched
from sayso.store.reviews import Corrections, corrections
from sayso.store.saving import as_record

Record = dict[str, Any]
JUDGING = ("accept", "edit", "reject")
OF_CODING = ("SELECT r.record, m.event_id FROM reports r LEFT JOIN membership m ON m.report_id = r.report_id "
             "WHERE r.coding = ? AND NOT r.echo ORDER BY r.n")
OF_REPORT = "SELECT a.id, a.article, a.coding FROM reports r JOIN current a ON a.coding = r.coding WHERE r.report_id = ?"
OF_ARTICLE = "SELECT id, article, coding FROM current WHERE id = ?"


@dataclass(frozen=True, slots=True)
class Reviewed:
    """An article with a reviewed row: its number, its rows as the machine made them, and which were reviewed by whom."""

    article: int
    rows: list[Record]
    judged: dict[str, list[str]]

    @property
    def is_whole(self) -> bool:
        """Whether every row was reviewed."""
        return all(r["report_id"] in self.judged for r in self.rows)


def gold_records(db: sqlite3.Connection, is_partly: bool = False) -> Iterator[Record]:
    """The reviewed articles as gold, by their ids. ``is_partly``: also those reviewed in part, with the rows that are."""
    told = corrections(db)
    home = touched(db, told).home
    for a in reviewed(db, told):
        if is_partly or a.is_whole:
            some = [r for r in a.rows if r["report_id"] in a.judged]
            right = [one for r in some if (one := told.applied({**r, "event_id": home.get(r["report_id"], r["event_id"])})) is not None]
            yield gold_article(db, a, right, {r["report_id"]: r for r in some})


def left_out(db: sqlite3.Connection) -> int:
    """How many articles are reviewed in part only."""
    return sum(not a.is_whole for a in reviewed(db, corrections(db)))


def reviewed(db: sqlite3.Connection, told: Corrections) -> Iterator[Reviewed]:
    """The articles of which some row was reviewed, by their ids."""
    judged = {ident: by for ident, notes in told.told.items() if (by := [n.get("by") or "" for n in notes if n["action"] in JUDGING])}
    kept = [k for k in told.kept if k["report_id"] in judged]
    asked = [(OF_REPORT, ident) for ident in judged] + [(OF_ARTICLE, k["article"]["id"]) for k in kept]
    for ident, article, coding in sorted({row for sql, of in asked for row in db.execute(sql, (of,))}):
        rows = [{**as_record(text), **({"event_id": event} if event else {})} for text, event in db.execute(OF_CODING, (coding,))]
        rows += [k for k in kept if k["article"]["id"] == ident]
        yield Reviewed(article, rows, {r["report_id"]: judged[r["report_id"]] for r in rows if r["report_id"] in judged})


def gold_article(db: sqlite3.Connection, a: Reviewed, right: list[Record], before: dict[str, Record]) -> Record:
    """One article with its events."""
    article = record_of(article_of(db, a.article))
    groups: dict[str, list[Record]] = {}
    for r in right:
        groups.setdefault(r["event_id"], []).append(r)
    who = sorted({by for names in a.judged.values() for by in names} - {""})
    return {**article, "source": article["url"] or article["outlet"], "reviewed_by": who, "reviewed_rows": len(a.judged), "rows": len(a.rows),
            "events": [gold_event(group, before) for group in groups.values()]}


# ------------------------------------------------------------- one event


def gold_event(reports: Sequence[Record], before: dict[str, Record]) -> Record:
    """An event from its reports, put together as the scorer puts a system's reports together: lists united, the rest from the surest report."""
    best = max(reports, key=lambda r: r["confidence"] or 0)
    when, where = best["when"] or first_of(reports, "when"), best["where"] or first_of(reports, "where")
    return {
        "type": best["type"], "mode": best["mode"], "status": best["status"], "hearsay": best["hearsay"],
        "actors": once(party(p, before[r["report_id"]]) for r in reports for p in r["actors"]),
        "recipients": once(party(p, before[r["report_id"]]) for r in reports for p in r["recipients"]),
        "when": when and {"text": when["text"], "from": when["from"], "to": when["to"]},
        "where": where and {"text": where["text"], "place": where["name"], "country": where["country"]},
        "counts": once({"what": c["what"], "value": c["value"], "text": c["text"] or "", **({"by": c["by"]} if c["by"] else {})}
                       for r in reports for c in r["counts"] if c["value"] is not None),
        "according_to": list(united([r["sources"] for r in reports], "paths")),
        "background": best["background"],
        "mentions": once(mention(r) for r in (best, *reports))}


def once(things: Iterator[Record]) -> list[Record]:
    """Each thing once, in order."""
    return [json.loads(text) for text in dict.fromkeys(json.dumps(one, ensure_ascii=False) for one in things)]


def party(p: Record, before: Record) -> Record:
    """A party with its words; one that a person put there has those of the machine's party of the same country, if there is one, else none."""
    text = p["text"] or next((q["text"] for q in (*before["actors"], *before["recipients"])
                              if q["text"] and q["country"] == p["country"] is not None), "")
    return {"text": text, "country": p["country"], "sector": p["sector"]}


def mention(r: Record) -> Record:
    """The sentence and the trigger in it; a trigger whose words stand before it, too, begins some words earlier, since gold has no offsets."""
    sentence, trigger = r["sentence"], r["trigger"]
    text: str = sentence["text"]
    start, end = trigger["start"] - sentence["start"], trigger["end"] - sentence["start"]
    begins = [start, *reversed([m.start() for m in re.finditer(r"(?<!\w)\w", text[:start])]), 0]
    first = next(b for b in begins if text.find(text[b:end]) == b)
    return {"sentence": text, "trigger": text[first:end]}
