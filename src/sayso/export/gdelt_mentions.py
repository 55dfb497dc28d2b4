"""Reports → GDELT 2.0 mentions: 16 columns, tab-separated, no header; each line one report of one event.

In: events with their reports. Out: a line for each line of the event in :mod:`~sayso.export.gdelt` and each of its reports, so that
``GLOBALEVENTID`` joins the two files. ``Extras``, which GDELT keeps free, holds sayso's ids and the status of the report:
``event_id:e1;report_id:r1;status:happened;hearsay:false;paths:Borisov > Tass``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TextIO

from sayso.export.cells import Cell, joined, line
from sayso.export.gdelt import event_number, stamp
from sayso.export.icews import unfit
from sayso.export.native import Record
from sayso.export.told import Texts, Told, Written

COLUMNS = (
    "GLOBALEVENTID", "EventTimeDate", "MentionTimeDate", "MentionType", "MentionSourceName", "MentionIdentifier", "SentenceID", "Actor1CharOffset",
    "Actor2CharOffset", "ActionCharOffset", "InRawText", "Confidence", "MentionDocLen", "MentionDocTone", "MentionDocTranslationInfo", "Extras",
)
DENIED = "denied"  # who counts mentions must not count these
WEB, CITATION = 1, 2  # what MentionIdentifier is: an address, or words that name a document
LANGUAGES = {"it": "ita", "es": "spa", "fr": "fra", "de": "deu", "pt": "por", "ru": "rus", "uk": "ukr", "ar": "ara"}


def write(stream: TextIO, events: Iterable[Told], texts: Texts | None, written: Written) -> None:
    """Write every report of every event that GDELT can hold, but for those that deny it."""
    for told in events:
        if reason := unfit(told):
            written.left_out[reason] += 1
            continue
        if denials := sum(r["status"] == DENIED for r in told.reports):
            written.left_out["report that denies the event"] += denials
        for cells in rows(told, texts):
            stream.write(line(cells))
            written.rows += 1


def rows(told: Told, texts: Texts | None) -> Iterator[list[Cell]]:
    """The lines of one event."""
    for actor, recipient in told.dyads():
        ident = event_number(told, actor, recipient)
        for r in (r for r in told.reports if r["status"] != DENIED):
            url = r["article"]["url"]
            yield [ident, stamp(told.published), stamp(r["article"]["published"]), WEB if url else CITATION, r["article"]["outlet"],
                   url or r["article"]["id"], None, offset(r["actors"], actor), offset(r["recipients"] or r["actors"], recipient),
                   r["trigger"]["start"], 1, percent(r["confidence"]), length(r, texts), None, translated(r["article"]["lang"]), extras(r)]


def offset(parties: list[Record], party: Record | None) -> int | None:
    """Where this report names that side; of another wording of it nothing is known."""
    found: Iterator[int] = (p["start"] for p in parties if party and (p["name"], p["country"]) == (party["name"], party["country"]))
    return next(found, None)


def percent(confidence: float | None) -> int | None:
    """0 to 100."""
    return None if confidence is None else round(min(max(confidence, 0.0), 1.0) * 100)


def length(report: Record, texts: Texts | None) -> int | None:
    """Characters of the article's text, where it is at hand."""
    article = texts.get(report["article"]["id"]) if texts else None
    return len(article["text"]) if article and article.get("text") else None


def translated(lang: str | None) -> str | None:
    """The language it was written in; GDELT leaves it empty for English. sayso reads the original, nothing was translated."""
    return None if lang in (None, "en") else f"srclc:{LANGUAGES.get(lang, lang)};eng:none"


def extras(report: Record) -> str:
    """What GDELT has no column for."""
    paths = joined((" > ".join(path) for path in report["sources"]["paths"]), ",")
    told = {"event_id": report["event_id"], "report_id": report["report_id"], "status": report["status"], "hearsay": str(report["hearsay"]).lower(),
            "paths": paths}
    return joined(f"{key}:{value}" for key, value in told.items() if value)
