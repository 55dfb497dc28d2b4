"""What is compared: gold articles and reports, brought to one form.

In: a gold file (one article a line, with its coded ``events``) and reports in the native form, from a file or a list.
Out: one :class:`Told` for each event, whoever told it. What shares an ``event_id`` within an article is one event.

>>> merged([{"type": "AID", "status": "happened", "trigger": {"start": 3, "end": 9}, "confidence": 0.5}]).triggers
(Spot(field='text', start=3, end=9),)
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from sayso.errors import SaysoError
from sayso.score.names import Words, words

Record = Mapping[str, Any]
Reports = Path | Sequence[Record]

ARTICLE_KEYS = frozenset({"id", "title", "text", "events"})
REPORT_KEYS = frozenset({"report_id", "article", "sentence", "trigger", "type", "status"})


class GoldError(SaysoError):
    """A gold or report file that cannot be scored; the message names the file and the line or article."""


class Spot(NamedTuple):
    """Characters ``[start, end)`` of the ``title`` or ``text`` of an article."""

    field: str
    start: int
    end: int

    def overlaps(self, other: Spot) -> bool:
        """Whether the two share a character."""
        return self.field == other.field and self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Told:
    """One event as gold or as a system tells it, with only what is compared."""

    type: str
    mode: str | None
    status: str
    hearsay: bool
    actors: tuple[Record, ...]
    recipients: tuple[Record, ...]
    when: Record | None
    country: str | None
    place: Words | None
    counts: tuple[tuple[str, float], ...]
    paths: tuple[tuple[Words, ...], ...]
    triggers: tuple[Spot, ...]
    sentences: tuple[Spot, ...]
    trigger: str


def read_lines(path: Path) -> Iterator[Record]:
    """The JSON objects of a file, one a line; a line that is none is an error that names it."""
    for n, line in enumerate(lines_of(path), 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except json.JSONDecodeError as error:
            raise GoldError(f"{path}:{n}: not JSON: {error.msg}") from error
        if not isinstance(record, dict):
            raise GoldError(f"{path}:{n}: not a JSON object")
        yield record


def lines_of(path: Path) -> Iterator[str]:
    """The lines of a file of UTF-8."""
    try:
        with path.open(encoding="utf-8") as lines:
            yield from lines
    except OSError as error:
        raise GoldError(f"{path}: {(error.strerror or str(error)).lower()}") from error
    except UnicodeDecodeError as error:
        raise GoldError(f"{path}: not UTF-8") from error


def read_gold(path: Path, only: str = "") -> list[Record]:
    """The articles of a gold file whose id starts with ``only``."""
    articles = [complete(a, ARTICLE_KEYS, f"{path}: article {n}") for n, a in enumerate(read_lines(path), 1)]
    return [a for a in articles if str(a["id"]).startswith(only)]


def read_reports(reports: Reports) -> Iterable[Record]:
    """Reports from a file, or from a list."""
    lines, name = (read_lines(reports), str(reports)) if isinstance(reports, Path) else (reports, "reports")
    return (complete(r, REPORT_KEYS, f"{name}: report {n}") for n, r in enumerate(lines, 1))


def complete(record: Record, keys: frozenset[str], name: str) -> Record:
    """The record itself, if it has the keys that are compared."""
    missing = keys - record.keys()
    if missing:
        raise GoldError(f"{name} has no {', '.join(sorted(missing))}")
    return record


def told_by_gold(article: Record) -> list[Told]:
    """The coded events of a gold article."""
    return [coded(article, event) for event in article["events"]]


def told_by_system(reports: Iterable[Record]) -> list[Told]:
    """The events of one article that a system tells: its reports, grouped."""
    groups: dict[str, list[Record]] = {}
    for r in reports:
        groups.setdefault(r.get("event_id") or r["report_id"], []).append(r)
    return [merged(group) for group in groups.values()]


def coded(article: Record, event: Record) -> Told:
    """A gold event; its sentences and triggers are found in the article by their words."""
    mentions = [located(article, m) for m in event["mentions"]]
    where = event.get("where") or {}
    place = words(where.get("place") or "") | words(where.get("text") or "") if where else None
    return Told(
        event["type"], event.get("mode") or None, event["status"], bool(event.get("hearsay")),
        tuple(event["actors"]), tuple(event["recipients"]), event.get("when"), where.get("country") or None, place,
        tuple((c["what"], float(c["value"])) for c in event.get("counts") or []),
        worded(event.get("according_to") or []),
        tuple(trigger for _, trigger in mentions), tuple(sentence for sentence, _ in mentions),
        event["mentions"][0]["trigger"])


def located(article: Record, mention: Record) -> tuple[Spot, Spot]:
    """Where a gold mention stands: its sentence and, inside, its trigger."""
    sentence, trigger = mention["sentence"], mention["trigger"]
    for field in ("text", "title"):
        at = article[field].find(sentence)
        if at >= 0:
            start = at + sentence.find(trigger)
            return Spot(field, at, at + len(sentence)), Spot(field, start, start + len(trigger))
    raise GoldError(f"article {article['id']}: its text lacks the sentence {sentence[:60]!r}")


def merged(reports: Sequence[Record]) -> Told:
    """One event from its reports: lists are united, single values come from the most confident report."""
    best = max(reports, key=lambda r: r.get("confidence") or 0)
    where = best.get("where") or first_of(reports, "where") or {}
    counts = united(reports, "counts")
    return Told(
        best["type"], best.get("mode") or None, best["status"], bool(best.get("hearsay")),
        united(reports, "actors"), united(reports, "recipients"), best.get("when") or first_of(reports, "when"),
        where.get("country"), words(where["name"]) if where.get("name") else None,
        tuple((c["what"], float(c["value"])) for c in counts if c.get("value") is not None),
        worded(united([r.get("sources") or {} for r in reports], "paths")),
        tuple(spot(r["trigger"]) for r in reports), (), best["trigger"].get("text", ""))


def worded(paths: Iterable[Sequence[str]]) -> tuple[tuple[Words, ...], ...]:
    """Paths of names as paths of the words that count in them."""
    return tuple(tuple(words(name) for name in path) for path in paths)


def spot(span: Record) -> Spot:
    """Where a span of a report stands."""
    return Spot(span.get("field", "text"), span["start"], span["end"])


def first_of(reports: Iterable[Record], key: str) -> Record | None:
    """The first value under ``key`` that is not empty."""
    return next((r[key] for r in reports if r.get(key)), None)


def united(reports: Iterable[Record], key: str) -> tuple[Any, ...]:
    """What the lists under ``key`` hold, each thing once, in order."""
    return unique(x for r in reports for x in r.get(key) or [])


def unique(things: Iterable[Any]) -> tuple[Any, ...]:
    """Each thing once, in order; works for things that cannot be hashed."""
    out: list[Any] = []
    for x in things:
        if x not in out:
            out.append(x)
    return tuple(out)


def misquotes(article: Record, report: Record) -> int:
    """How many spans of a report do not quote the article to the letter."""
    spans = [report["trigger"], report["sentence"], *(report.get("actors") or []), *(report.get("recipients") or [])]
    return sum(article[s.get("field", "text")][s["start"]:s["end"]] != s["text"] for s in spans if s.get("start") is not None)
