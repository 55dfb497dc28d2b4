"""One event: what is claimed, each report with its sentence, where the reports come from, and what they do not agree on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from sayso.export import chain
from sayso.export.event import outlet_of, paths
from sayso.serve.draw.sources import Edge, Group, Node, source_graph
from sayso.serve.draw.words import words
from sayso.serve.marked import Mark, marked
from sayso.serve.page import Ask, Page, Record, flat_counts, flat_parties
from sayso.store import browse

COLUMNS = ("report_id", "article", "outlet", "published", "type", "mode", "status", "actors", "recipients", "from", "to", "place", "country",
           "counts", "sources", "confidence", "rejected", "sentence")


def event(ask: Ask) -> Page | None:
    """The page of an event."""
    record = browse.event(ask.db, ask.key) or browse.event(ask.db, browse.gone_to(ask.db, ask.key) or "")
    if record is None:
        return rejected(ask)
    living = {*record["reports"], *(r for o in record["denied_by"] for r in o["reports"])}
    reports = [r for r in browse.reports(ask.db, sorted({*living, *browse.rejected_of(ask.db, record["event_id"])}))
               if r["report_id"] in living or r["rejected"]]
    of = {r["report_id"]: r for r in reports}
    data: Record = {**record, "claim": ask.speech.claim(record), "told": reports, "versions": browse.versions(ask.db, record["articles"]),
                    "said": browse.reviews_of(ask.db, list(of))}
    shown = {"origins": [origin(o, of) for o in record["origins"]], "deniers": [origin(o, of) for o in record["denied_by"]],
             "contests": [contest(slot, values, of, ask) for slot, values in (record["contested"] or {}).items()],
             "sentences": {r["report_id"]: sentence(r, ask) for r in reports}, "graph": graph(record, of, ask), "outlet": outlet_of,
             "chains": {r["report_id"]: chain.line(r["sources"]["paths"]) for r in reports}, "over_time": over_time(reports, ask)}
    return Page("event.html", ask.speech.claim(record), data, COLUMNS, rows(reports), shown)


def rejected(ask: Ask) -> Page | None:
    """The page of an event that people rejected whole: its address still says what was there and who took it out."""
    reports = browse.reports(ask.db, browse.rejected_of(ask.db, ask.key))
    if not reports:
        return None
    data: Record = {"event_id": ask.key, "rejected": True, "told": reports, "said": browse.reviews_of(ask.db, [r["report_id"] for r in reports])}
    return Page("rejected.html", ask.speech("rejected_title"), data, COLUMNS, rows(reports),
                {"sentences": {r["report_id"]: sentence(r, ask) for r in reports}, "outlet": outlet_of})


def rows(reports: Iterable[Record]) -> Iterator[list[Any]]:
    """The reports as rows of a table."""
    for r in reports:
        when, where = r["when"] or {}, r["where"] or {}
        yield [r["report_id"], r["article"]["id"], r["article"]["outlet"], r["article"]["published"], r["type"], r["mode"], r["status"],
               flat_parties(r["actors"]), flat_parties(r["recipients"]), when.get("from"), when.get("to"), where.get("name"), where.get("country"),
               flat_counts(r["counts"]), chain.line(r["sources"]["paths"]),
               r["confidence"], r.get("rejected", False), r["sentence"]["text"]]


# ------------------------------------------------------------- words with their slots


def marks(r: Mapping[str, Any], field: str, ask: Ask, href: str | None = None) -> list[Mark]:
    """The spans of a report in the title or the text, by slot."""
    say = ask.speech.table["draw"]
    found: list[tuple[str, Mapping[str, Any], str]] = [("trigger", r["trigger"], f"{say['trigger']}: {ask.speech.table['acts'][r['type']]['what']}"
                                                        if r["type"] in ask.speech.table["acts"] else say["trigger"])]
    for side, slot in (("actors", "actor"), ("recipients", "recipient")):
        found += [(slot, p, f"{say[slot]}: {ask.speech.party(p)}") for p in r[side]]
    if r["when"]:
        found.append(("when", r["when"], f"{say['when']}: {ask.speech.days(r['when']['from'], r['when']['to'])}"))
    if r["where"]:
        found.append(("where", r["where"], f"{say['where']}: {r['where']['name']}"))
    found += [("count", c, f"{say['count']}: {ask.speech.figure(c)}") for c in r["counts"] if c["value"] is not None]
    found += [("source", n, f"{say['source']}: {n['name']}") for n in r["sources"]["nodes"]]
    return [Mark(span["start"], span["end"], slot, told, href) for slot, span, told in found
            if span.get("field") == field and span.get("start") is not None]


def sentence(r: Mapping[str, Any], ask: Ask) -> Markup:
    """The sentence of a report, its slots marked."""
    span = r["sentence"]
    return marked(span["text"] or "", marks(r, span["field"], ask), span["start"] or 0)


# ------------------------------------------------------------- origins


def origin(o: Record, of: Mapping[str, Record]) -> Record:
    """An origin as it is told: its chain or names, the outlets, and the reason of each pair of articles."""
    outlet = {r["article"]["id"]: (outlet_of(r), r["article"]["id"]) for r in of.values()}
    reasons: dict[str, list[tuple[str, str]]] = {}
    for pair in o.get("pairs", ()):
        reasons.setdefault(pair["why"], []).extend(outlet.get(a, (a, a)) for a in pair["articles"])
    told = sorted({(outlet_of(of[r]), of[r]["article"]["id"]) for r in o["reports"] if r in of})
    return {"chain": chain.line(paths(o, of)) or ", ".join(o["names"]), "names": o["names"], "why": o["why"], "told_in": told,
            "reasons": {why: list(dict.fromkeys(some)) for why, some in reasons.items()}}


def contest(slot: str, values: Iterable[Record], of: Mapping[str, Record], ask: Ask) -> Record:
    """The values of a slot side by side, each with its speakers and articles, most told first."""
    by_value: dict[str, Record] = {}
    for v in values:
        one = by_value.setdefault(worded(slot, v["value"], ask), {"value": worded(slot, v["value"], ask), "by": [], "told": []})
        one["by"] += [v["by"]] if v["by"] and v["by"] not in one["by"] else []
        one["told"] += [pair for r in v["reports"] if r in of for pair in [(outlet_of(of[r]), of[r]["article"]["id"])] if pair not in one["told"]]
    name = slot.removeprefix("counts.")
    label = ask.speech.of_code("counting", name) if slot.startswith("counts.") else ask.speech.of_code("slots", slot)
    return {"slot": label, "values": sorted(by_value.values(), key=lambda v: -len(v["told"]))}


def worded(slot: str, value: Any, ask: Ask) -> str:  # noqa: ANN401
    """A contested value in words."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return ask.speech.number(value)
    if slot == "mode":
        return ask.speech.of_code("modes", value)
    return ask.speech.table["sides"].get(value) or ask.speech.country(str(value))


def over_time(reports: Sequence[Record], ask: Ask) -> list[Record]:
    """Each day's reports in short, where what they say differs from the reports before."""
    out: list[Record] = []
    before: dict[str, str] = {}
    for r in reports:
        if r["rejected"]:
            continue
        says = {"status": ask.speech.of_code("status", r["status"])}
        says |= {c["what"]: ask.speech.figure(c) for c in r["counts"] if c["value"] is not None}
        new = {k: v for k, v in says.items() if before.get(k) != v}
        if new:
            out.append({"published": r["article"]["published"], "outlet": outlet_of(r), "article": r["article"]["id"], "says": list(new.values())})
        before |= says
    return out


# ------------------------------------------------------------- the graph


def graph(record: Record, of: Mapping[str, Record], ask: Ask) -> Markup:
    """The chains of all reports, drawn: who spoke, who relayed, which outlets told; origins grouped."""
    told_by: dict[str, set[int]] = {}
    for n, o in enumerate(record["origins"], 1):
        for one in (of[r] for r in o["reports"] if r in of):
            told_by.setdefault(one["article"]["id"], set()).add(n)
    against = {r for o in record["denied_by"] for r in o["reports"]}
    nodes: dict[str, Node] = {}
    edges: list[Edge] = []

    def put(node: Node) -> None:
        old = nodes.setdefault(node.id, node)
        if old.origin != node.origin or old.is_denial != node.is_denial:
            nodes[node.id] = replace(old, origin=None, is_denial=old.is_denial and node.is_denial)

    for r in of.values():
        if r["rejected"]:
            continue
        some, is_denial = told_by.get(r["article"]["id"], set()), r["report_id"] in against
        number = next(iter(some)) if len(some) == 1 and not is_denial else None
        end = f"article:{outlet_of(r)}"
        put(Node(end, outlet_of(r), "outlet", None, None, f"/article/{quote(r['article']['id'], safe='')}", number, is_denial))
        kinds = {x["name"]: (x["kind"], x["country"]) for x in r["sources"]["nodes"]}
        for path in r["sources"]["paths"]:
            for name in path:
                kind, country = kinds.get(name, ("unnamed", None))
                put(Node(f"source:{name}", name, kind or "unnamed", country, None, f"/source/{quote(name, safe='')}", number, is_denial))
            edges += [Edge(a, b) for a, b in pairwise([*(f"source:{name}" for name in path), end])]
    groups = [Group(n, ask.speech.reason(o["why"])) for n, o in enumerate(record["origins"], 1)]
    return source_graph(list(nodes.values()), list(dict.fromkeys(edges)), groups, words(ask.speech.lang))
