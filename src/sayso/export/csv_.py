"""Reports → CSV: one report a row, flat, for R, pandas or a spreadsheet.

In: reports. Out: UTF-8, commas, a first row with the names of the columns. Several values in one cell are joined by ``; ``;
columns that go together (``actors``, ``actor_countries``, ``actor_sectors``) hold as many, an unknown one left blank. A text that
begins with ``= + - @`` gets an apostrophe before it, so that no spreadsheet takes it for a formula.

=================================================================== ==========================================================
columns                                                             what they hold
=================================================================== ==========================================================
report_id event_id                                                  ids: of this row, of the event it tells of
article_id lang outlet published title url                          the article
date_from date_to date_precision date_text date_why                 when it happened, both days included
type mode contexts cameo quad score goldstein concept               what, in PLOVER and CAMEO; ``cameo`` is text ("042")
status hearsay background                                           whether it happened, and how sure the article is
actors actor_countries actor_sectors actor_text                     who: name, ISO3, PLOVER sector, the words in the article
recipients recipient_countries recipient_sectors recipient_text     to whom
place place_country admin1 geonameid lat lon place_precision        where
counts                                                              ``12 killed; 3 injured (Ansa)``
sources medium                                                      ``Borisov > Tass > Ansa; …``, first speaker first
trigger trigger_field trigger_start trigger_end sentence            the words that name the act, their offsets, the sentence
confidence made_by                                                  0-1; versions
=================================================================== ==========================================================

What this form loses: the offsets of everything but the trigger, why each value was chosen, Wikidata ids, and the graph of sources
beyond its paths. JSON Lines and Parquet keep all of it.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from typing import TextIO

from sayso.model import Count, Party, Report

Cell = str | int | float | bool | None
COLUMNS = (
    "report_id", "event_id", "article_id", "lang", "outlet", "published", "title", "url",
    "date_from", "date_to", "date_precision", "date_text", "date_why",
    "type", "mode", "contexts", "cameo", "quad", "score", "goldstein", "concept", "status", "hearsay", "background",
    "actors", "actor_countries", "actor_sectors", "actor_text",
    "recipients", "recipient_countries", "recipient_sectors", "recipient_text",
    "place", "place_country", "admin1", "geonameid", "lat", "lon", "place_precision",
    "counts", "sources", "medium", "trigger", "trigger_field", "trigger_start", "trigger_end", "sentence",
    "confidence", "made_by",
)
PLACE = {"place": "name", "place_country": "country", "admin1": "admin1", "geonameid": "geonameid", "lat": "lat", "lon": "lon",
         "place_precision": "precision"}
FORMULA = ("=", "+", "-", "@")
BETWEEN = "; "


class Csv:
    """Writes rows as they come."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream
        self.rows = csv.DictWriter(stream, COLUMNS, lineterminator="\n")
        self.rows.writeheader()

    def write(self, reports: Sequence[Report]) -> None:
        """Write the reports of one article."""
        for report in reports:
            self.rows.writerow({name: _cell(value) for name, value in row(report).items()})
        self.stream.flush()

    def close(self) -> None:
        """Nothing is held back."""
        self.stream.flush()


def _cell(value: Cell) -> Cell:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str) and value.startswith(FORMULA):
        return "'" + value
    return value


def row(report: Report) -> dict[str, Cell]:
    """A report as one row, under ``COLUMNS``."""
    a, t = report.article, report.trigger
    return {
        "report_id": report.report_id, "event_id": report.event_id, "article_id": a.id, "lang": a.lang, "outlet": a.outlet,
        "published": a.published.isoformat() if a.published else None, "title": a.title, "url": a.url,
        **_when(report), **_what(report), **_parties("actor", report.actors), **_parties("recipient", report.recipients),
        **_where(report),
        "counts": _joined(map(counted, report.counts)),
        "sources": _joined(" > ".join(path) for path in report.sources.paths), "medium": report.sources.medium,
        "trigger": t.text, "trigger_field": t.field, "trigger_start": t.start, "trigger_end": t.end,
        "sentence": report.sentence.text, "confidence": report.confidence,
        "made_by": _joined(f"{k} {v}" for k, v in report.made_by.items()),
    }


def _when(report: Report) -> dict[str, Cell]:
    w = report.when
    return {"date_from": w.start.isoformat() if w else None, "date_to": w.end.isoformat() if w else None,
            "date_precision": w.precision if w else None, "date_text": w.span.text if w and w.span else None,
            "date_why": w.why if w else None}


def _what(report: Report) -> dict[str, Cell]:
    c = report.code
    return {"type": c.type, "mode": c.mode, "contexts": _joined(c.contexts), "cameo": c.cameo, "quad": c.quad, "score": c.score,
            "goldstein": c.goldstein, "concept": report.concept, "status": report.status, "hearsay": report.hearsay,
            "background": report.background}


def _parties(role: str, parties: Sequence[Party]) -> dict[str, Cell]:
    return {f"{role}s": _joined(p.known.name for p in parties), f"{role}_countries": _joined(p.known.country for p in parties),
            f"{role}_sectors": _joined(p.known.sector for p in parties), f"{role}_text": _joined(p.span.text for p in parties)}


def _where(report: Report) -> dict[str, Cell]:
    return {column: getattr(report.where, name) if report.where else None for column, name in PLACE.items()}


def counted(count: Count) -> str:
    """``12 killed (Ansa)``; whole numbers without a point."""
    number = f"{count.value:.0f}" if count.value == round(count.value) else f"{count.value:g}"
    return f"{number} {count.what}{f' ({count.by})' if count.by else ''}"


def _joined(values: Iterable[str | None]) -> str | None:
    """Several values as one cell; ``None`` where none of them is known."""
    cells = [(v or "").replace(";", ",") for v in values]
    return BETWEEN.join(cells) if any(cells) else None
