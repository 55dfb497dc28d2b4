"""One article: its words with every span marked, its rows beside, and who is quoted."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from markupsafe import Markup

from sayso.export import chain
from sayso.serve.marked import Mark, marked
from sayso.serve.page import Ask, Page, Record
from sayso.serve.pages.event import COLUMNS, marks, rows
from sayso.serve.speech import Speech
from sayso.store import browse


def article(ask: Ask) -> Page | None:
    """The page of an article."""
    found = browse.article(ask.db, ask.key)
    if found is None:
        return None
    living = [r for r in found["reports"] if not r["rejected"]]
    spans = {field: [m for r in living for m in marks(r, field, ask, f"#{r['report_id']}")] for field in ("title", "text")}
    for q in found["quotes"]:
        for said in q["content"]:
            spans[said["field"]].append(Mark(said["start"], said["end"], "quote", f"{ask.speech.table['draw']['quote']}: {q['speaker']['name']}"))
    for r in found["reports"]:
        r["shown_in"] = browse.event_of(ask.db, r["report_id"])
    shown = {"title": marked(found["title"], spans["title"]), "paragraphs": paragraphs(found["text"], spans["text"]),
             "chains": {r["report_id"]: chain.line(r["sources"]["paths"]) for r in found["reports"]},
             "why": {r["report_id"]: whys(r, ask.speech) for r in found["reports"]},
             "quotes": [{"who": q["speaker"]["name"], "chain": chain.line(q["sources"]["paths"]), "speech": q["speech"],
                         "words": " … ".join(c["text"] for c in q["content"])} for q in found["quotes"]],
             "dropped": [{**d, "words": (found["title"] if d["field"] == "title" else found["text"])[d["begins"] or 0:d["ends"] or 0]}
                         for d in found["dropped"]]}
    return Page("article.html", found["title"] or found["id"], found, COLUMNS, rows(found["reports"]), shown)


def paragraphs(text: str, spans: list[Mark]) -> list[Markup]:
    """The text by lines, each with its marks."""
    out, at = [], 0
    for is_break, piece in groupby(text, key=lambda c: c == "\n"):
        line = "".join(piece)
        if not is_break:
            out.append(marked(line, cut(spans, at, at + len(line)), at))
        at += len(line)
    return out


def cut(spans: list[Mark], begins: int, ends: int) -> list[Mark]:
    """Marks that reach into a line, as far as they do."""
    return [Mark(max(m.begins, begins), min(m.ends, ends), m.slot, m.told, m.href) for m in spans if m.begins < ends and begins < m.ends]


def whys(r: Record, s: Speech) -> list[dict[str, Any]]:
    """Each slot of a row with its value and the reason that the machine gave."""
    out = [{"slot": "concept", "value": r["concept"], "why": r["why"].get("concept", "")},
           {"slot": "status", "value": s.of_code("status", r["status"]), "why": r["why"].get("status", "")}]
    for side in ("actors", "recipients"):
        out += [{"slot": side, "value": " ".join(filter(None, (p["name"], p["country"], p["sector"]))), "why": p["why"] or ""} for p in r[side]]
    when, where = r["when"], r["where"]
    if when:
        out.append({"slot": "when", "value": s.days(when["from"], when["to"]), "why": when.get("why") or ""})
    if where:
        out.append({"slot": "where", "value": " · ".join(filter(None, (where["name"], where["country"]))), "why": r["why"].get("where", "")})
    out += [{"slot": "counts", "value": s.figure(c), "why": c["text"] or ""} for c in r["counts"] if c["value"] is not None]
    return out
