"""Reports of one article → the events they tell of: each report gets the ``event_id`` of its event.

Two reports are of one event when they are of one type, nothing in their slots speaks against it, and they share something.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace

from sayso.model import Party, Report

MERGEABLE_STATUS = ({"happened", "ongoing"}, {"planned", "possible"}, {"denied"})


def merge_article(reports: Sequence[Report]) -> list[Report]:
    """The reports of an article, each with the id of its event."""
    events: list[list[Report]] = []
    for r in reports:
        home = next((e for e in events if belongs(r, e)), None)
        if home is None:
            events.append([r])
        else:
            home.append(r)
    named = {r.report_id: event_id(e) for e in events for r in e}
    return [replace(r, event_id=named[r.report_id]) for r in reports]


def event_id(reports: Sequence[Report]) -> str:
    """An id from the ids of the reports."""
    return "e-" + hashlib.sha256("|".join(sorted(r.report_id for r in reports)).encode()).hexdigest()[:16]


def belongs(r: Report, event: Sequence[Report]) -> bool:
    """Whether a report tells of the event: no member contradicts it and one of them agrees."""
    return not any(any(contradictions(r, m)) for m in event) and any(any(agreements(r, m)) for m in event)


def contradictions(a: Report, b: Report) -> Iterator[bool]:
    """What speaks against two reports being of one event."""
    yield a.code.type != b.code.type
    yield not any(a.status in group and b.status in group for group in MERGEABLE_STATUS)
    yield a.code.mode != b.code.mode and a.code.mode is not None and b.code.mode is not None
    yield disjoint(codes(a.actors), codes(b.actors))
    yield disjoint(codes(a.recipients), codes(b.recipients))
    yield apart_in_time(a, b)
    yield apart_in_space(a, b)
    yield other_counts(a, b)


def agreements(a: Report, b: Report) -> Iterator[bool]:
    """What speaks for it."""
    yield a.concept == b.concept
    yield bool(codes(a.actors) & codes(b.actors))
    yield bool(codes(a.recipients) & codes(b.recipients))


def codes(parties: Sequence[Party]) -> set[str]:
    """Who is meant, as far as codes tell: country and sector, or the country alone where no sector is known."""
    return {f"{p.known.country}" for p in parties if p.known.country}


def disjoint(a: set[str], b: set[str]) -> bool:
    """Both known and nothing shared."""
    return bool(a and b and not a & b)


def apart_in_time(a: Report, b: Report) -> bool:
    """Both dated by words of the text, and the intervals do not meet."""
    x, y = a.when, b.when
    if x is None or y is None or x.span is None or y.span is None:
        return False
    return x.end < y.start or y.end < x.start


def apart_in_space(a: Report, b: Report) -> bool:
    """Both placed in different towns."""
    x, y = a.where, b.where
    return bool(x and y and x.precision == "city" and y.precision == "city" and x.name != y.name)


def other_counts(a: Report, b: Report) -> bool:
    """Both count the same thing and the numbers differ."""
    mine = {c.what: c.value for c in a.counts if c.what != "other"}
    return any(mine.get(c.what, c.value) != c.value for c in b.counts if c.what != "other")
