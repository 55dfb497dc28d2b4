"""Reports → W3C Web Annotations in JSON-LD: the words behind every slot, quoted and with their position.

In: reports. Out: one annotation for each span: the act (motivation ``classifying``), each party, time, place, number and source
(``identifying``). Its target is the title or the text of the article as read, selected twice: a ``TextQuoteSelector`` (``exact`` with
the words before and after) that survives when the text is extracted anew, and a ``TextPositionSelector`` (characters, Python's) for speed.

Without the articles' texts ``prefix`` and ``suffix`` end where the report's sentence ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, TextIO

from sayso.export import linked
from sayso.export.linked import iri, known
from sayso.export.native import Record
from sayso.export.polecat import counted
from sayso.export.told import Texts, Told, Written

AROUND = 32  # characters of prefix and suffix, as many as other annotators keep
WIKIDATA = "http://www.wikidata.org/entity/"
GEONAMES = "https://sws.geonames.org/"
ACTOR = ("country", "sector")
QID = re.compile(r"Q[1-9]\d*\Z")


def write(stream: TextIO, events: Iterable[Told], texts: Texts | None, written: Written) -> None:
    """Write the annotations of every report, the articles before their first."""
    written.rows += linked.write(stream, items(events, texts))


def items(events: Iterable[Told], texts: Texts | None) -> Iterator[dict[str, Any]]:
    """The graph: articles as they come (an article whose reports are apart is told of twice, in the same words) and annotations."""
    last = None
    for told in events:
        for report in told.reports:
            if report["article"] != last:
                last = report["article"]
                yield linked.article(last)
            yield from of_report(report, texts)


def of_report(report: Record, texts: Texts | None) -> Iterator[dict[str, Any]]:
    """Those of one report; what is not in words of the article has none."""
    for slot, n, span, motivation, told in slots(report):
        if span["start"] is not None and span["text"]:
            yield {"id": iri("annotation", report["report_id"], slot, str(n)), "type": "Annotation", "motivation": motivation,
                   "isPartOf": iri("report", report["report_id"]), "slot": slot, "body": told, "target": target(report, span, texts)}


def slots(report: Record) -> Iterator[tuple[str, int, Record, str, dict[str, Any]]]:
    """(slot, number, span, motivation, body) of everything that a report read off the text."""
    yield "trigger", 0, report["trigger"], "classifying", act(report)
    for slot in ("actors", "recipients"):
        for n, party in enumerate(report[slot]):
            same = WIKIDATA + party["id"] if QID.match(party["id"] or "") else None
            yield slot, n, party, "identifying", body(party["name"], party, ACTOR, same)
    if when := report["when"]:
        yield "when", 0, when, "identifying", body(f"{when['from']}/{when['to']}", when, ("from", "to", "precision"))
    if where := report["where"]:
        same = f"{GEONAMES}{where['geonameid']}/" if where["geonameid"] else None
        yield "where", 0, where, "identifying", body(where["name"], where, ("country", "geonameid", "lat", "lon", "precision"), same)
    for n, count in enumerate(report["counts"]):
        yield "counts", n, count, "identifying", {**body(counted(count), count, ("what", "by")), **known({"count": count["value"]})}
    for n, node in enumerate(report["sources"]["nodes"]):
        yield "sources", n, node, "identifying", body(node["name"], node, ("kind", "country"))


def act(report: Record) -> dict[str, Any]:
    """The codes of the act."""
    return known({"type": "TextualBody", "purpose": "classifying", "value": "/".join(filter(None, (report["type"], report["mode"]))),
                  "cameo": report["cameo"], "context": report["contexts"], "status": report["status"], "hearsay": report["hearsay"],
                  "confidence": report["confidence"]})


def body(value: str | None, values: Record, keys: tuple[str, ...], same: str | None = None) -> dict[str, Any]:
    """What the words stand for: in words, with what else is known, and who it is on the web."""
    return known({"type": "TextualBody", "purpose": "identifying", "value": value, **{key: values[key] for key in keys}, "sameAs": same,
                  "why": values.get("why")})


def target(report: Record, span: Record, texts: Texts | None) -> dict[str, Any]:
    """The words in the article, by quotation and by position."""
    before, after = around(report, span, texts)
    return {"type": "SpecificResource", "source": iri("article", report["article"]["id"], span["field"] or "text"),
            "selector": [known({"type": "TextQuoteSelector", "exact": span["text"], "prefix": before, "suffix": after}),
                         {"type": "TextPositionSelector", "start": span["start"], "end": span["end"]}]}


def around(report: Record, span: Record, texts: Texts | None) -> tuple[str, str]:
    """The characters before and after a span, from the article or from the sentence; empty where the offsets do not fit the text."""
    article = texts.get(report["article"]["id"]) if texts else None
    whole, shift = (article or {}).get(span["field"] or "text") or "", 0
    if not whole and span["field"] == "title":
        whole = report["article"]["title"] or ""
    if not whole and report["sentence"]["field"] == span["field"]:
        whole, shift = report["sentence"]["text"] or "", report["sentence"]["start"] or 0
    start, end = span["start"] - shift, (span["end"] or 0) - shift
    if start < 0 or whole[start:end] != span["text"]:
        return "", ""
    return whole[max(0, start - AROUND):start], whole[end:end + AROUND]
