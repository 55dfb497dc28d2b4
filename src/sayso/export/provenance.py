"""Reports and events → PROV-O in JSON-LD: who said it to whom, what was made of what, by which version.

In: events with their reports. Out: articles, reports and events as ``prov:Entity``. A report ``wasDerivedFrom`` its article and
``wasGeneratedBy`` a run; an event ``wasDerivedFrom`` its reports. The chain of sources: each party in it has a statement
(``wasAttributedTo`` the party), the statement of who relays ``wasQuotedFrom`` the statement of who spoke, and the report
``wasQuotedFrom`` the statements nobody relayed further. Each independent ``origin`` of an event is a ``prov:Collection`` of the reports
that come from it, with the reason; those who deny it (``deniedBy``) are apart, and the event is not derived from their reports.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, TextIO

from sayso.export import linked
from sayso.export.linked import iri, known
from sayso.export.native import Record
from sayso.export.polecat import names
from sayso.export.told import Texts, Told, Written

AGENTS = {"person": "Person", "office": "Organization", "agency": "Organization", "broadcaster": "Organization", "outlet": "Organization"}


def write(stream: TextIO, events: Iterable[Told], texts: Texts | None, written: Written) -> None:
    """Write every event with all that it comes from."""
    written.rows += linked.write(stream, items(events))


def items(events: Iterable[Told]) -> Iterator[dict[str, Any]]:
    """The graph. Runs are told of once, articles again where their reports are apart, in the same words."""
    runs: set[str] = set()
    for told in events:
        for report in told.reports:
            yield linked.article(report["article"])
            run = iri("run", *map(str, report["made_by"].values()))
            if run not in runs:
                runs.add(run)
                yield from made_by(run, report["made_by"])
            yield from chain(report)
            yield claim(report, run)
        yield from origins(told.event)
        yield happening(told)


def made_by(run: str, versions: Record) -> Iterator[dict[str, Any]]:
    """The coding with these versions, and the program that did it."""
    agent = iri("agent", "sayso", str(versions.get("sayso", "")))
    yield {"id": agent, "type": "SoftwareAgent", "label": "sayso", "version": str(versions.get("sayso", ""))}
    yield known({"id": run, "type": "Activity", "wasAssociatedWith": agent, "codebook": versions.get("codebook"),
                 "label": "; ".join(f"{key} {value}" for key, value in versions.items())})


def chain(report: Record) -> Iterator[dict[str, Any]]:
    """The parties of the chain and what each said."""
    for node in report["sources"]["nodes"]:
        if node["id"]:
            agent = iri("party", report["report_id"], node["id"])
            yield known({"id": agent, "type": AGENTS.get(node["kind"], "Agent"), "label": node["name"], "kind": node["kind"],
                         "country": node["country"]})
            yield known({"id": statement(report, node["id"]), "type": "Entity", "wasAttributedTo": agent,
                         "wasQuotedFrom": [statement(report, speaker) for speaker, relay in edges(report) if relay == node["id"]]})


def edges(report: Record) -> list[tuple[str, str]]:
    """(who speaks, who relays) between parties that are there."""
    there = {node["id"] for node in report["sources"]["nodes"]}
    return [(e[0], e[1]) for e in report["sources"]["edges"] if len(e) == 2 and there.issuperset(e)]


def statement(report: Record, node: str) -> str:
    """The IRI of what a party said of the event of a report."""
    return iri("statement", report["report_id"], node)


def claim(report: Record, run: str) -> dict[str, Any]:
    """The report itself."""
    relayed = {speaker for speaker, _ in edges(report)}
    last = [statement(report, n["id"]) for n in report["sources"]["nodes"] if n["id"] and n["id"] not in relayed]
    return known({"id": iri("report", report["report_id"]), "type": "Entity", "wasDerivedFrom": iri("article", report["article"]["id"]),
                  "wasGeneratedBy": run, "wasQuotedFrom": last, "medium": report["sources"]["medium"], "status": report["status"],
                  "hearsay": report["hearsay"], "value": report["sentence"]["text"], "confidence": report["confidence"]})


def origins(event: Record) -> Iterator[dict[str, Any]]:
    """The independent origins of an event, and those that deny it."""
    for kind in ("origins", "denied_by"):
        for n, origin in enumerate(event[kind]):
            told = origin if isinstance(origin, dict) else {}
            members = told.get("reports") if isinstance(told.get("reports"), list) else []
            why = told.get("why")
            yield known({"id": iri(kind, event["event_id"], str(n)), "type": "Collection", "label": names(origin),
                         "hadMember": [iri("report", str(r)) for r in members or ()],
                         "why": why if isinstance(why, str | None) else json.dumps(why, ensure_ascii=False)})


def happening(told: Told) -> dict[str, Any]:
    """The event."""
    e = told.event
    told_by = [r for r in told.reports if r["status"] != "denied" or e["status"] == "denied"]
    return known({"id": iri("event", e["event_id"]), "type": "Entity", "label": "/".join(filter(None, (e["type"], e["mode"]))),
                  "status": e["status"], "wasDerivedFrom": [iri("report", r["report_id"]) for r in told_by], "nOrigins": e["n_origins"],
                  "origin": [iri("origins", e["event_id"], str(n)) for n in range(len(e["origins"]))],
                  "deniedBy": [iri("denied_by", e["event_id"], str(n)) for n in range(len(e["denied_by"]))]})
