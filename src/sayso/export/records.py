"""Report and event records → the files that scripts of the field already read.

In: native reports and, where there are any, merged events, as dicts (docs/output.md), from JSON Lines or from a project file; any iterables,
read once. Out: a file in one of ``FORMS``, and what was written and left out.

``write("polecat", Path("rows.tsv"), reports, events).rows``

A new form is one file with ``write(stream, events, texts, written)``, one entry here, and a round-trip test. ``loses`` is the form's row in
docs/exports.md.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from pkgutil import resolve_name
from typing import Any, TextIO

from sayso.errors import SaysoError
from sayso.export import standard_output, whole
from sayso.export.told import Texts, Told, Written, joined, one_by_one

__all__ = ["FORMS", "Form", "Texts", "Written", "write"]


@dataclass(frozen=True)
class Form:
    """A form: what it is, the suffix of its files, what it takes (``events`` or ``reports``), what one row is, and what it cannot hold.

    ``written_by``: the function that writes it, in this folder; loaded when it is used.
    """

    about: str
    suffix: str
    takes: str
    row: str
    written_by: str
    loses: tuple[str, ...]

    @property
    def write(self) -> Callable[[TextIO, Iterable[Told], Texts | None, Written], None]:
        """The function itself."""
        found: Callable[[TextIO, Iterable[Told], Texts | None, Written], None] = resolve_name(f"sayso.export.{self.written_by}")
        return found


HAPPENED = "what is only planned, possible or denied is left out"
ONE_OF_EACH = "events with several sides take several rows"
NO_SPANS = "spans: only the words stay"
NO_CHAIN = "chains of sources, independent origins, who denies, what is contested"
ONE_DAY = "the end and the precision of the time"

FORMS: dict[str, Form] = {
    "polecat": Form("POLECAT, 40 columns with a header, then sayso's", ".tsv", "events", "actor × recipient of an event", "polecat.write",
                    (ONE_OF_EACH + ", with one `sayso_event_id`", NO_SPANS, "chains of sources and what each origin says",
                     "titles of actors, Wikipedia pages, districts, people and organisations of the story: always empty",
                     "GeoNames' class of a town")),
    "plover": Form("PLOVER JSON Lines", ".jsonl", "events", "event", "plover.write",
                   ("spans of actors, times and numbers (the sentence's and the trigger's stay)",
                    "`size` takes one number each: the first; all of them are under `sayso`",
                    "status, origins and denials have no key in PLOVER: they are under `sayso`")),
    "gdelt": Form("GDELT 2.0 events, 61 columns, no header", ".tsv", "events", "actor × recipient of an event", "gdelt.write",
                  (HAPPENED, ONE_OF_EACH, NO_SPANS, NO_CHAIN, ONE_DAY, "PLOVER's type, mode and contexts", "numbers of dead or arrested",
                   "tone (always empty), GNS feature numbers and first-division codes (sayso has GeoNames'), where the actors are",
                   "ids of actors, confidence")),
    "gdelt-more": Form("GDELT 2.0 events with five columns of sayso after the 61st", ".tsv", "events", "actor × recipient of an event",
                       "gdelt.write_more",
                       ("as `gdelt`, but for the event id, status, number of origins, confidence and Wikidata ids",
                        "readers that name 61 columns misread it")),
    "gdelt-mentions": Form("GDELT 2.0 mentions, 16 columns, no header", ".tsv", "events", "report of a row of `gdelt`", "gdelt_mentions.write",
                           (HAPPENED, "sentence numbers and tone (always empty)", "the words themselves: only offsets", "kinds of sources",
                            "place, time and numbers as this report has them")),
    "icews": Form("ICEWS, 20 columns with a header", ".tsv", "events", "source × target of an event", "icews.write",
                  (HAPPENED, ONE_OF_EACH, NO_SPANS, NO_CHAIN, ONE_DAY, "PLOVER's type, mode and contexts", "numbers of dead or arrested",
                   "sentence numbers and districts (always empty)", "addresses of articles, ids of anything", "confidence")),
    "eventreport": Form("CSV for the R package eventreport", ".csv", "reports", "report", "eventreport.write",
                        ("parties after the first of each side", "spans but for the sentence's words", "chains of sources beyond the first speaker",
                         "numbers other than of dead, injured, arrested and displaced, and who gives them", "contexts, ids of actors")),
    "annotations": Form("W3C Web Annotations, JSON-LD", ".jsonld", "reports", "span of a report (and article)", "web_annotation.write",
                        ("what is not in words of an article (a date taken from the publication)", "the graph of sources: see `provenance`",
                         "events")),
    "provenance": Form("PROV-O, JSON-LD", ".jsonld", "events", "event, origin, report, article, party or statement", "provenance.write",
                       ("who, whom, when, where, how many: see `annotations`", "spans", "what is contested")),
}


def write(form: str, path: Path | None, reports: Iterable[Mapping[str, Any]], events: Iterable[Mapping[str, Any]] | None = None,
          texts: Texts | None = None) -> Written:
    """Write records to ``path`` (None: standard output). ``texts`` finds an article's ``title`` and ``text`` by its id.

    :raises Unwritable: where the file cannot be written; :raises Unreadable: where a record is none.
    """
    if form not in FORMS:
        raise SaysoError(f"no form {form!r}: there are {', '.join(FORMS)}")
    written = Written()
    takes_reports = FORMS[form].takes == "reports"
    told = one_by_one(reports) if events is None and takes_reports else joined(reports, events, written, takes_reports)
    with _opened(path) as stream:
        FORMS[form].write(stream, told if takes_reports else _acts(told, written), texts, written)
    return written


def _acts(events: Iterable[Told], written: Written) -> Iterator[Told]:
    """Without those that tell of no act: a pair was asked for and does nothing."""
    for told in events:
        if told.event["type"]:
            yield told
        else:
            written.left_out["no act"] += 1


@contextlib.contextmanager
def _opened(path: Path | None) -> Iterator[TextIO]:
    """A stream whose file gets its name when it is whole, so that nobody reads half of one."""
    if path is None:
        yield standard_output()
        return
    with whole(path, newline="\n", errors="replace") as stream:
        yield stream
