"""Do the people who reviewed a project file agree? Alpha slot by slot, and every report on which they do not.

In: the reviews that hold. Out: :class:`Agreement`. A unit is a report of which two people or more said something, whether the machine made it
in this coding or an earlier one.

Who **accepts** a report speaks of all its slots, as they were then; who **edits** one says that it is an event and speaks of that slot alone,
the others come with an accept before or after; who **rejects** one says that it is no event and nothing of its slots. The last word of a
person on a slot counts. What is said of merged events does not speak of one report, but rejecting an event rejects its reports. Reviews
without a name cannot be told apart and are left out.

``agreement(db).slots[0]`` is the row of ``is_event``.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from functools import cache
from typing import Any

from sayso.score.agreement import Alpha, alpha
from sayso.score.match import countries
from sayso.store.anchors import found
from sayso.store.reviews import Review, corrections, every, reviewed_as, withdrawn

Record = dict[str, Any]
Said = dict[str, Any]  # slot → value; a slot that is not there was not spoken of
MACHINE = "(machine)"
NONE = ""  # a value: the coder says there is none


@dataclass(frozen=True, slots=True)
class Slot:
    """A slot that is compared: the key of the native record it is read from, how, and how far apart two values are."""

    key: str
    read: Callable[[Any], Any]
    distance: str = "nominal"
    shown: Callable[[Any], str] = str


@dataclass(frozen=True, slots=True)
class SlotAgreement:
    """One slot: alpha or the reason why there is none, the share of pairs that agree, and on how many reports by whom."""

    slot: str
    alpha: float | None
    reason: str | None
    agreed: float | None
    units: int
    coders: tuple[str, ...]
    distance: str


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A slot of a report that people fill differently. ``said``: coder → value, in the words of ``sayso review … --value``."""

    report: str
    article: str
    slot: str
    said: dict[str, str]
    trigger: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far the coders agree. ``reports``: how many two or more spoke of; ``unnamed``: reviews of reports left out since they bear no name."""

    coders: tuple[str, ...]
    reports: int
    slots: tuple[SlotAgreement, ...]
    disagreements: tuple[Disagreement, ...]
    unnamed: int

    def to_dict(self) -> Record:
        """As JSON has it."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Place:
    """The report that something was said of: its id, its article, where it stands in it, its words."""

    report: str
    article: str
    at: tuple[bool, int]
    trigger: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Word:
    """What one review says of one report. ``slots``: what it says of them, ``None`` where it rejects it; ``machine``: what the machine says."""

    place: Place
    by: str | None
    slots: Said | None
    drops: tuple[str, ...]
    machine: Said | None


Words = dict[int, list[Word]]  # of each review


@dataclass(slots=True)
class Unit:
    """A report and what each coder says of it."""

    place: Place
    said: dict[str, Said]


def agreement(db: sqlite3.Connection, with_machine: bool = False, known: Words | None = None) -> Agreement:
    """Agreement slot by slot. ``with_machine``: the machine is one coder more, and one person is enough to make a report a unit.

    ``known``: what reviews said when this was last asked, for the same coding of the same articles; it is filled.
    """
    words = [w for some in words_of(db, {} if known is None else known).values() for w in some]
    everything = [*units([w for w in words if w.by is not None], with_machine)]
    shared = sorted((u for u in everything if len(u.said) > 1), key=lambda u: (u.place.article, *u.place.at, u.place.report))
    coders = sorted({coder for u in everything for coder in u.said} - {MACHINE}) + [MACHINE] * (with_machine and bool(everything))
    differing = [d for u in shared for d in disagreements(u)]
    return Agreement(tuple(coders), len(shared), tuple(row(slot, shared, coders) for slot in SLOTS), tuple(differing), unnamed(db))


def row(slot: str, shared: list[Unit], coders: list[str]) -> SlotAgreement:
    """One slot over all reports."""
    said = [there for u in shared if len(there := {c: s[slot] for c, s in u.said.items() if slot in s}) > 1]
    told: Alpha = alpha((there.values() for there in said), SLOTS[slot].distance)
    who = {c for there in said for c in there}
    return SlotAgreement(slot, told.value, told.reason, told.agreed, told.units, tuple(c for c in coders if c in who), SLOTS[slot].distance)


def disagreements(unit: Unit) -> Iterator[Disagreement]:
    """The slots of one report that are filled differently."""
    for slot, kind in SLOTS.items():
        there = {c: s[slot] for c, s in unit.said.items() if slot in s}
        if len(set(there.values())) > 1:
            yield Disagreement(unit.place.report, unit.place.article, slot, {c: kind.shown(there[c]) for c in sorted(there)},
                               unit.place.trigger, unit.place.sentence)


# ------------------------------------------------------------- who says what

OF_REPORTS = "(action = 'reject' OR (target = 'report' AND action IN ('accept', 'edit')))"  # reviews that say what a report is


def holding(db: sqlite3.Connection) -> list[int]:
    """The reviews that say what a report is and were not taken back, the first first."""
    gone = withdrawn(db)
    return [n for (n,) in db.execute(f"SELECT review FROM reviews WHERE {OF_REPORTS} ORDER BY review") if n not in gone]


def unnamed(db: sqlite3.Connection) -> int:
    """How many of these nobody put a name to."""
    gone = withdrawn(db)
    return sum(n not in gone for (n,) in db.execute(f"SELECT review FROM reviews WHERE said_by IS NULL AND {OF_REPORTS}"))


def words_of(db: sqlite3.Connection, known: Words) -> Words:
    """What each review that holds says of each report; only those not known are read."""
    numbers = holding(db)
    kept = cache(lambda: {k["report_id"]: k for k in corrections(db).kept})  # asked only for what the machine no longer makes
    passing: Words = {}  # such a report is told by all reviews together: not to be kept
    for r in every(db, {n for n in numbers if n not in known}):
        into = known
        some: list[Word] = []
        for a in r.anchors:
            made = found(db, a, is_strict=r.action == "reject")
            into = into if made is not None else passing
            if (record := made or kept().get(a["report_id"])) is not None:
                some.append(Word(place_of(record), r.by, *spoken(r, reviewed_as(r, a) or record), all_slots(made) if made else None))
        into[r.number] = some
    return {n: known[n] if n in known else passing[n] for n in numbers}


def place_of(r: Record) -> Place:
    """Where a report stands: the title first, then as the text goes."""
    t = r["trigger"]
    return Place(r["report_id"], r["article"]["id"], (t["field"] != "title", t["start"] or 0), t["text"] or "", r["sentence"]["text"] or "")


def spoken(r: Review, record: Record) -> tuple[Said | None, tuple[str, ...]]:
    """What a review says of the slots, and of which what was said before falls. ``record``: what an accept takes over."""
    if r.action == "reject":
        return None, ()
    if r.action == "accept":
        return all_slots(record), ()
    told = {"is_event": True, **{slot: kind.read(r.value[kind.key]) for slot, kind in SLOTS.items() if kind.key in r.value}}
    return told, ("mode",) if r.slot == "type" else ()  # it fell with the old type; nothing was said of the new one


def units(words: Iterable[Word], with_machine: bool) -> Iterator[Unit]:
    """Every report that a person with a name spoke of; later words add to what the same person said before."""
    there: dict[str, Unit] = {}
    for w in words:
        unit = there.setdefault(w.place.report, Unit(w.place, {MACHINE: w.machine} if with_machine and w.machine else {}))
        said = unit.said.setdefault(w.by or "", {})
        if w.slots is None:
            said.clear()
            said["is_event"] = False
        else:
            said.update(w.slots)
            for slot in w.drops:
                said.pop(slot, None)
    yield from there.values()


def all_slots(record: Record) -> Said:
    """What a record says of every slot."""
    return {"is_event": True, **{slot: kind.read(record[kind.key]) for slot, kind in SLOTS.items() if kind.key}}


# ------------------------------------------------------------- slots


def days(when: Record | None) -> tuple[int, ...]:
    """First and last day as numbers; nothing for no day."""
    first = (when or {}).get("from") or (when or {}).get("to")
    last = (when or {}).get("to") or first
    return tuple(date.fromisoformat(day).toordinal() for day in (first, last)) if first and last else ()


def shown_days(value: tuple[int, ...]) -> str:
    """``2022-12-30``, or two with ``/`` between."""
    return "/".join(dict.fromkeys(date.fromordinal(n).isoformat() for n in value))


def listed(value: frozenset[str]) -> str:
    """``BLR, RUS``."""
    return ", ".join(sorted(value))


def yes_or_no(value: bool) -> str:
    """``true`` or ``false``."""
    return str(value).lower()


def named(value: str | None) -> str:
    """A word, or that there is none."""
    return value or NONE


def land(where: Record | None) -> str:
    """The country of a place."""
    return (where or {}).get("country") or NONE


def lands(parties: list[Record]) -> frozenset[str]:
    """The countries of some parties."""
    return frozenset(countries(parties))


SLOTS: dict[str, Slot] = {
    "is_event": Slot("", bool, shown=yes_or_no),
    "type": Slot("type", named),
    "mode": Slot("mode", named),
    "status": Slot("status", named),
    "date": Slot("when", days, "days", shown_days),
    "country": Slot("where", land),
    "actors": Slot("actors", lands, "masi", listed),
    "recipients": Slot("recipients", lands, "masi", listed),
    "background": Slot("background", bool, shown=yes_or_no),
    "hearsay": Slot("hearsay", bool, shown=yes_or_no),
}
