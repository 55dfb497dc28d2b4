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
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from functools import cache
from typing import Any

from sayso.score.agreement import Alpha, alpha
from sayso.score.match import countries
from sayso.store.anchors import found
from sayso.store.reviews import Review, active, corrections, reviewed_as

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


@dataclass(slots=True)
class Unit:
    """A report and what each coder says of it."""

    record: Record
    said: dict[str, Said]


def agreement(db: sqlite3.Connection, with_machine: bool = False) -> Agreement:
    """Agreement slot by slot. ``with_machine``: the machine is one coder more, and one person is enough to make a report a unit."""
    those = [r for r in active(db) if is_of_reports(r)]
    everything = [*units(db, [r for r in those if r.by is not None], with_machine)]
    shared = sorted((u for u in everything if len(u.said) > 1), key=place_of)
    coders = sorted({coder for u in everything for coder in u.said} - {MACHINE}) + [MACHINE] * (with_machine and bool(everything))
    differing = [d for u in shared for d in disagreements(u)]
    unnamed = sum(r.by is None for r in those)
    return Agreement(tuple(coders), len(shared), tuple(row(slot, shared, coders) for slot in SLOTS), tuple(differing), unnamed)


def row(slot: str, shared: list[Unit], coders: list[str]) -> SlotAgreement:
    """One slot over all reports."""
    said = [there for u in shared if len(there := {c: s[slot] for c, s in u.said.items() if slot in s}) > 1]
    told: Alpha = alpha((there.values() for there in said), SLOTS[slot].distance)
    who = {c for there in said for c in there}
    return SlotAgreement(slot, told.value, told.reason, told.agreed, told.units, tuple(c for c in coders if c in who), SLOTS[slot].distance)


def disagreements(unit: Unit) -> Iterator[Disagreement]:
    """The slots of one report that are filled differently."""
    r = unit.record
    for slot, kind in SLOTS.items():
        there = {c: s[slot] for c, s in unit.said.items() if slot in s}
        if len(set(there.values())) > 1:
            yield Disagreement(r["report_id"], r["article"]["id"], slot, {c: kind.shown(there[c]) for c in sorted(there)},
                               r["trigger"]["text"] or "", r["sentence"]["text"] or "")


def place_of(unit: Unit) -> tuple[Any, ...]:
    """By article, then as the text goes."""
    r = unit.record
    return r["article"]["id"], r["trigger"]["field"] != "title", r["trigger"]["start"] or 0, r["report_id"]


# ------------------------------------------------------------- who says what


def is_of_reports(r: Review) -> bool:
    """Whether a review says what a report is."""
    return r.action == "reject" or (r.target == "report" and r.action in ("accept", "edit"))


def units(db: sqlite3.Connection, those: list[Review], with_machine: bool) -> Iterator[Unit]:
    """Every report that a person with a name spoke of."""
    kept = cache(lambda: {k["report_id"]: k for k in corrections(db).kept})  # asked only for what the machine no longer makes
    there: dict[str, Unit] = {}
    for r in those:
        for a in r.anchors:
            made = found(db, a, is_strict=r.action == "reject")
            record = made or kept().get(a["report_id"])
            if record is not None:
                unit = there.setdefault(record["report_id"], Unit(record, {MACHINE: all_slots(made)} if with_machine and made else {}))
                speak(unit.said.setdefault(r.by or "", {}), r, reviewed_as(r, a) or record)
    yield from there.values()


def speak(said: Said, r: Review, record: Record) -> None:
    """Let a review add to what its author said before of the same report. ``record``: what an accept takes over."""
    if r.action == "reject":
        said.clear()
        said["is_event"] = False
    elif r.action == "accept":
        said.update(all_slots(record))
    else:
        said["is_event"] = True
        said.update({slot: kind.read(r.value[kind.key]) for slot, kind in SLOTS.items() if kind.key in r.value})
        if r.slot == "type":
            said.pop("mode", None)  # it fell with the old type; nothing was said of the new one


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
