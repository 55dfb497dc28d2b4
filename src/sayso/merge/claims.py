"""Native record → :class:`Claim`: what merging needs of a report, and no more, so that a million fit into memory.

In: a dict as in the native record (docs/output.md). Out: a frozen :class:`Claim`. Days are ordinals, so that they compare fast.

>>> claim_of({"report_id": "r1", "article": {"id": "a"}, "type": "AID", "status": "happened"}).type
'AID'
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from sys import intern
from typing import Any, Protocol, TypeVar, cast

from sayso.model import AT_NIGHT, OF_CLAUSE, OF_SAYING, ONE_DAY

Record = Mapping[str, Any]
V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Where:
    """Where a value stands in the article."""

    field: str | None = None
    start: int | None = None
    end: int | None = None
    text: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """The span as the native record writes it."""
        return {"field": self.field, "start": self.start, "end": self.end, "text": self.text}


@dataclass(frozen=True, slots=True)
class Who:
    """A party of a claim."""

    span: Where
    name: str
    country: str | None
    sector: str | None
    id: str | None = None
    score: float = 1.0
    why: str = ""

    def to_dict(self) -> dict[str, Any]:
        """As in the native record."""
        return {**self.span.to_dict(), "name": self.name, "country": self.country, "sector": self.sector, "id": self.id,
                "score": self.score, "why": self.why}


@dataclass(frozen=True, slots=True)
class Days:
    """An interval of days, both ends included, as ordinals. ``told``: words of the text say so, it is not only the publication date."""

    start: int
    end: int
    precision: str
    told: bool
    span: Where
    why: str = ""

    @property
    def is_loose(self) -> bool:
        """Whether it may be the day of another act, or of who tells it."""
        return self.told and (OF_CLAUSE in self.why or ONE_DAY in self.why or OF_SAYING in self.why)

    @property
    def days(self) -> tuple[int, int]:
        """The first and the last day; a night ends on the next one."""
        return self.start, self.end + (AT_NIGHT in self.why)

    def to_dict(self) -> dict[str, Any]:
        """As in the native record."""
        return {**self.span.to_dict(), "from": date.fromordinal(self.start).isoformat(), "to": date.fromordinal(self.end).isoformat(),
                "precision": self.precision, "why": self.why}


@dataclass(frozen=True, slots=True)
class Spot:
    """Where it happened."""

    span: Where
    name: str
    country: str | None
    admin1: str | None
    geonameid: int | None
    lat: float | None
    lon: float | None
    precision: str

    def to_dict(self) -> dict[str, Any]:
        """As in the native record."""
        return {**self.span.to_dict(), "name": self.name, "country": self.country, "admin1": self.admin1, "geonameid": self.geonameid,
                "lat": self.lat, "lon": self.lon, "precision": self.precision}


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that a claim gives: what is counted, how many, and who says so."""

    span: Where
    what: str
    value: float
    by: str | None

    def to_dict(self) -> dict[str, Any]:
        """As in the native record."""
        return {**self.span.to_dict(), "what": self.what, "value": self.value, "by": self.by}


@dataclass(frozen=True, slots=True)
class Claim:
    """One report, as merging sees it. ``event``: the event it has within its article."""

    id: str
    event: str
    article: str
    sentence: Where
    trigger: Where
    concept: str
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    cameo: str | None
    quad: int | None
    status: str
    hearsay: bool
    background: bool
    actors: tuple[Who, ...]
    recipients: tuple[Who, ...]
    when: Days | None
    where: Spot | None
    counts: tuple[Figure, ...]
    paths: tuple[tuple[str, ...], ...]
    kinds: tuple[tuple[str, str], ...]  # name of a source → person, office, agency …
    confidence: float
    is_echo: bool = False  # too little for an event: it counts where another article tells it


def claim_of(report: Record) -> Claim:
    """The claim of a native record. Keys that are missing or ``null`` are unknown; ``KeyError`` without ``report_id`` and ``article``."""
    sources = report.get("sources") or {}
    return Claim(
        report["report_id"], report.get("event_id") or report["report_id"], intern(str(report["article"]["id"])),
        where_of(report.get("sentence")), where_of(report.get("trigger")),
        intern(report.get("concept") or ""), intern(report.get("type") or ""), shared(report.get("mode")),
        shared(tuple(report.get("contexts") or ())),
        shared(report.get("cameo")), report.get("quad"), intern(report.get("status") or "happened"),
        bool(report.get("hearsay")), bool(report.get("background")),
        parties(report.get("actors")), parties(report.get("recipients")),
        days_of(report.get("when")), spot_of(report.get("where")),
        tuple(Figure(where_of(c), intern(c["what"]), float(c["value"]), shared(c.get("by")))
              for c in report.get("counts") or () if c.get("value") is not None),
        shared(tuple(tuple(map(intern, path)) for path in sources.get("paths") or ())),
        shared(tuple((intern(n["name"]), intern(n.get("kind") or "")) for n in sources.get("nodes") or ())),
        float(report.get("confidence") or 0.0), "echo" in (report.get("why") or ()))


def where_of(span: Record | None) -> Where:
    """The span of a record; empty where there is none."""
    if not span:
        return NOWHERE
    return Where(shared(span.get("field")), span.get("start"), span.get("end"), shared(span.get("text")))


NOWHERE = Where()


class Shared(Protocol):
    """Gives back what it is given, or an equal value that it was given before."""

    def __call__(self, value: V, /) -> V:
        """The value."""


def itself(value: V) -> V:
    """The value."""
    return value


# The first of late that was equal: what recurs (codes, words, a sentence with several reports) is held once. Not for numbers: 1 equals 1.0.
shared = cast("Shared", lru_cache(maxsize=1 << 16)(itself))


def parties(told: Iterable[Record] | None) -> tuple[Who, ...]:
    """The parties of one side."""
    return tuple(Who(where_of(p), intern(p.get("name") or ""), shared(p.get("country")), shared(p.get("sector")), shared(p.get("id")),
                     1.0 if p.get("score") is None else p["score"], intern(p.get("why") or "")) for p in told or ())


@cache
def ordinal(day: str) -> int:
    """An ISO day as a number of days."""
    return date.fromisoformat(day[:10]).toordinal()


def days_of(told: Record | None) -> Days | None:
    """The interval of a record."""
    if not told or not told.get("from") or not told.get("to"):
        return None
    return Days(ordinal(told["from"]), ordinal(told["to"]), shared(told.get("precision") or "day"), told.get("text") is not None,
                where_of(told), shared(told.get("why") or ""))


def spot_of(told: Record | None) -> Spot | None:
    """The place of a record."""
    if not told or not told.get("name"):
        return None
    return Spot(where_of(told), intern(told["name"]), shared(told.get("country")), shared(told.get("admin1")),
                told.get("geonameid"), told.get("lat"), told.get("lon"), shared(told.get("precision") or "country"))
