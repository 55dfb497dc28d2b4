"""What people say of reports and events: records beside the machine's, which win in every export and can be taken back.

In: an action and what it is about. Out: a row of ``reviews`` (:func:`add`), and for the exports what the rows mean for the reports that
count now (:func:`corrections`). Nothing is ever changed or deleted: taking back is a record, too.

``add(db, Ask("edit", ("r-12ab…",), slot="status", value="denied"))``
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from sayso.errors import SaysoError
from sayso.store import slots
from sayso.store.anchors import Anchor, anchor, found
from sayso.store.opening import transaction
from sayso.store.saving import as_record, insert, now

ACTIONS = ("accept", "reject", "edit", "note", "merge", "split", "withdraw")
FROZEN = ("type", "mode", "contexts", "cameo", "quad", "score", "goldstein", "status", "hearsay", "background", "actors", "recipients", "when",
          "where", "counts", "sources")  # what one accepts when one accepts a report
Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Ask:
    """A review as a user gives it. ``targets``: ids of reports or of an event; for ``withdraw`` the number of a review."""

    action: str
    targets: tuple[str, ...]
    slot: str | None = None
    value: str | None = None
    note: str | None = None
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Review:
    """A row of ``reviews``."""

    number: int
    made: str
    by: str | None
    action: str
    target: str
    anchors: list[Anchor]
    slot: str | None
    value: Any
    note: str | None
    withdraws: int | None
    record: Record | None

    def to_dict(self) -> Record:
        """As the exports show it: no time stamp, so that the same file gives the same bytes."""
        told = {"review": self.number, "action": self.action, "by": self.by, "slot": self.slot, "note": self.note}
        return {k: v for k, v in told.items() if v is not None}


@dataclass
class Corrections:
    """What the reviews that hold mean for the reports that count now, by report id."""

    rejected: set[str] = field(default_factory=set)
    changes: dict[str, Record] = field(default_factory=dict)
    told: dict[str, list[Record]] = field(default_factory=dict)
    kept: list[Record] = field(default_factory=list)  # accepted or edited, and no longer made by the machine
    events: list[tuple[Review, list[str]]] = field(default_factory=list)  # reviews of events, with the reports they mean
    lost: set[int] = field(default_factory=set)  # reviews whose words are no longer there

    def applied(self, record: Record) -> Record | None:
        """A report as corrected; ``None`` where it was rejected."""
        ident = record["report_id"]
        if ident in self.rejected:
            return None
        told = self.told.get(ident, [])
        return {**record, **self.changes.get(ident, {}), "reviewed": bool(told), "reviews": told}


# ------------------------------------------------------------- writing


def add(db: sqlite3.Connection, ask: Ask) -> int:
    """Write a review; its number."""
    if ask.action not in ACTIONS:
        raise SaysoError(f"no action {ask.action!r}; there are: {', '.join(ACTIONS)}")
    check(ask)
    if ask.action == "withdraw":
        return withdraw(db, ask)
    from sayso.store import events, shown  # late: events are made with reviews

    near = shown.around_targets(db, ask.targets)
    target, groups = events.meant(db, ask, near)
    anchors = [{**anchor(db, r), "group": n} for n, group in enumerate(groups) for r in group]
    record = groups[0][0] if target == "report" and ask.action in ("accept", "edit") else None
    if record and ask.action == "accept":  # what is accepted is what exports say by now
        changes = corrections(db, near).changes
        record, *others = ({**group[0], **changes.get(group[0]["report_id"], {})} for group in groups)
        anchors = [anchors[0], *({**a, "record": one} for a, one in zip(anchors[1:], others, strict=True))]
    value = None
    if ask.action == "edit" and ask.slot:
        value = slots.changed(ask.slot, ask.value or "", events.as_it_is(db, ask.targets[0], groups[0][0], near))
    with transaction(db):
        number = insert(db, "reviews", {
            "made": now(), "said_by": ask.by, "action": ask.action, "target": target, "anchors": dumped(anchors), "slot": ask.slot,
            "value": None if value is None else dumped(value), "note": ask.note, "record": dumped(record) if record else None})
        shown.follow(db, number)
    return number


def check(ask: Ask) -> None:
    """What each action needs."""
    if ask.action == "edit" and (ask.slot is None or ask.value is None):
        raise SaysoError("edit needs --slot and --value")
    if ask.action == "note" and not ask.note:
        raise SaysoError("note needs --note TEXT")
    if ask.action == "merge" and len(set(ask.targets)) < 2:
        raise SaysoError("merge needs two events or more")
    if ask.action in ("edit", "withdraw") and len(ask.targets) != 1:
        raise SaysoError(f"{ask.action} takes one thing at a time")


def withdraw(db: sqlite3.Connection, ask: Ask) -> int:
    """Take a review back."""
    number = ask.targets[0].lstrip("#")
    if not (number.isascii() and number.isdigit()) or not every(db, {int(number)}):
        raise SaysoError(f"no review {ask.targets[0]}; see them with: sayso review FILE list")
    if int(number) in withdrawn(db):
        raise SaysoError(f"review {number} was withdrawn already")
    from sayso.store import shown

    with transaction(db):
        written = insert(db, "reviews", {"made": now(), "said_by": ask.by, "action": "withdraw", "target": "review", "anchors": "[]",
                                         "note": ask.note, "withdraws": int(number)})
        shown.follow(db, written)
    return written


def dumped(value: object) -> str:
    """A value as JSON."""
    return json.dumps(value, ensure_ascii=False)


# ------------------------------------------------------------- reading


def every(db: sqlite3.Connection, only: Collection[int] | None = None) -> list[Review]:
    """All reviews, or some, the first first."""
    sql = "SELECT review, made, said_by, action, target, anchors, slot, value, note, withdraws, record FROM reviews"
    rows = db.execute(f"{sql} ORDER BY review") if only is None else (
        row for n in sorted(only) for row in db.execute(f"{sql} WHERE review = ?", (n,)))
    return [Review(number, made, by, action, target, json.loads(anchors), slot, json.loads(value) if value else None, note, withdraws,
                   as_record(record) if record else None)
            for number, made, by, action, target, anchors, slot, value, note, withdraws, record in rows]


def withdrawn(db: sqlite3.Connection) -> set[int]:
    """The numbers of reviews that were taken back. Who takes back a taking-back lets the first hold again."""
    gone: set[int] = set()
    for number, of in db.execute("SELECT review, withdraws FROM reviews WHERE withdraws IS NOT NULL ORDER BY review DESC").fetchall():
        if number not in gone:
            gone.add(of)
    return gone


def active(db: sqlite3.Connection, only: Collection[int] | None = None) -> list[Review]:
    """Those that were not taken back."""
    gone = withdrawn(db)
    return [r for r in every(db, only) if r.number not in gone]


def corrections(db: sqlite3.Connection, only: Collection[int] | None = None) -> Corrections:
    """What the reviews that hold, or some of them, say of the reports that count now; the later one wins."""
    out = Corrections()
    for r in active(db, only):
        if r.action == "withdraw":
            continue
        there = [(a, one) for a in r.anchors if (one := meant_now(db, out, r, a)) is not None]
        if r.action in ("merge", "split") or (r.target == "event" and r.action != "reject"):
            out.events.append((r, [one["report_id"] for _, one in there]))
        else:
            for a in [a for a in r.anchors if all(a is not b for b, _ in there)]:
                if again := still_there(db, r, a):
                    out.kept.append(again)
                    there.append((a, again))
            for a, one in there:
                correct(out, r, a, one)
        if not there:
            out.lost.add(r.number)
    out.kept = [k for k in out.kept if k["report_id"] not in out.rejected]
    return out


def meant_now(db: sqlite3.Connection, out: Corrections, r: Review, a: Anchor) -> Record | None:
    """The report that one anchor of a review means now: the machine's, else one that only an earlier review keeps."""
    return found(db, a, is_strict=r.action == "reject") or next((k for k in out.kept if k["report_id"] == a["report_id"]), None)


def reviewed_as(r: Review, a: Anchor) -> Record | None:
    """The record that was reviewed: in the row; of several accepted at once, for all but the first, in their anchors."""
    then: Record | None = a.get("record") or (None if a.get("group") else r.record)
    return then


def correct(out: Corrections, r: Review, a: Anchor, record: Record) -> None:
    """Let one review hold for one report."""
    ident = record["report_id"]
    out.told.setdefault(ident, []).append(r.to_dict())
    if r.action == "reject":
        out.rejected.add(ident)
        return
    if r.action in ("accept", "edit"):
        out.rejected.discard(ident)
    if r.action == "accept" and (then := reviewed_as(r, a)) and has_same_words(then, record):
        out.changes.setdefault(ident, {}).update({k: then[k] for k in FROZEN})
    if r.action == "edit":
        out.changes.setdefault(ident, {}).update(r.value)


def has_same_words(a: Record, b: Record) -> bool:
    """Whether the spans of one record hold in the article of the other."""
    return bool(a["sentence"] == b["sentence"])


def still_there(db: sqlite3.Connection, r: Review, a: Anchor) -> Record | None:
    """The record that was reviewed, where the machine makes none like it any more but the article's words are the same."""
    row = db.execute("SELECT id FROM current WHERE document = ? AND hash = ?", (a["document"], a["hash"])).fetchone()
    then = reviewed_as(r, a)
    if row is None or then is None:
        return None
    return {**then, "article": {**then["article"], "id": row[0]}}


def named(reviews: Iterable[Review], lost: set[int], holding: set[int]) -> list[str]:
    """Reviews for people, a line each."""
    out = []
    for r in reviews:
        state = "withdrawn" if r.number not in holding else "its words are no longer there" if r.number in lost else ""
        about = f"review {r.withdraws}" if r.withdraws else f"{r.target} " + ", ".join(dict.fromkeys(a["quote"] or "" for a in r.anchors[:3]))
        said = " ".join(filter(None, [r.action, about, f"{r.slot} = {dumped(r.value)}" if r.slot else "", f"“{r.note}”" if r.note else "",
                                      f"({r.by})" if r.by else "", f"— {state}" if state else ""]))
        out.append(f"{r.number:4}  {r.made[:10]}  {said}")
    return out
