"""Review: one report at a time, least certain first; what one says of it is a new record beside the machine's."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence

from sayso.errors import SaysoError
from sayso.export import chain
from sayso.serve.page import Ask, Page, Record
from sayso.serve.pages.article import whys
from sayso.serve.pages.choices import choices
from sayso.serve.pages.event import COLUMNS, rows, sentence
from sayso.store import browse, reviews
from sayso.store.slots import SLOTS, STATUS, typed

ACTIONS = ("accept", "reject", "edit", "merge", "split", "undo", "note")
LIST = 25


def review(ask: Ask) -> Page:
    """The next report of the queue, or the one the address names, with all one can do."""
    wanted = ask.key or ask.one("report")
    waiting = browse.queue(ask.db, ask.filter, ask.by, limit=LIST, is_alone=ask.is_alone)
    ident = wanted or next(iter(waiting), "")
    some = browse.reports(ask.db, [ident], [ask.by] if ask.is_alone else ()) if ident else []
    one = some[0] if some else None
    said = [r for r in browse.reviews_of(ask.db, [ident]) if not ask.is_alone or r["by"] == ask.by] if one else []
    data: Record = {"report": one, "waiting": waiting, "progress": browse.progress(ask.db), "said": said}
    shown: Record = {"choices": choices(ask), "slots": list(SLOTS), "statuses": STATUS}
    if one:
        home = browse.event_of(ask.db, one["report_id"])
        shown |= {"sentence": sentence(one, ask), "chain": chain.line(one["sources"]["paths"]), "why": whys(one, ask.speech), "event": home,
                  "event_record": browse.event(ask.db, home) if home and not ask.is_alone else None,
                  "alike": browse.alike(ask.db, home) if home else [], "values": {slot: typed(slot, one) for slot in SLOTS},
                  "after": browse.queue(ask.db, ask.filter, ask.by, one["report_id"], 1, ask.is_alone)}
    return Page("review.html", ask.speech("queue_title"), data, COLUMNS, rows(all_of(ask, waiting)), shown)


def all_of(ask: Ask, waiting: Sequence[str]) -> Iterator[Record]:
    """The reports of the queue, read when the first is asked for."""
    yield from browse.reports(ask.db, waiting)


def said(ask: Ask, form: Mapping[str, str]) -> reviews.Ask:
    """A form as a review; a :class:`SaysoError` says what is missing in it."""
    action, report = form.get("action", ""), form.get("report", "")
    if action not in ACTIONS:
        raise SaysoError(f"no action {action!r}")
    if action == "undo":
        last = last_of(ask)
        if last is None:
            raise SaysoError(ask.speech("nothing_to_undo"))
        return reviews.Ask("withdraw", (str(last),), by=ask.by)
    note = form.get("note") or None
    if action == "edit":
        return reviews.Ask("edit", (report,), form.get("slot", ""), form.get("value", ""), note, ask.by)
    if action == "merge":
        home, other = browse.event_of(ask.db, report), form.get("other_id", "").strip() or form.get("other", "")
        if not home or not other:
            raise SaysoError(ask.speech("merge_with"))
        return reviews.Ask("merge", (home, other), note=note, by=ask.by)
    return reviews.Ask(action, (report,), note=note, by=ask.by)


def report_of(db: sqlite3.Connection, number: str) -> str | None:
    """The first report that a review is about."""
    return next((a["report_id"] for r in reviews.every(db, {int(number)}) for a in r.anchors), None)


def last_of(ask: Ask) -> int | None:
    """The number of this person's last review that holds and is no taking-back."""
    gone = reviews.withdrawn(ask.db)
    rows = ask.db.execute("SELECT review FROM reviews WHERE said_by IS ? AND action <> 'withdraw' ORDER BY review DESC", (ask.by,))
    return next((n for (n,) in rows if n not in gone), None)
