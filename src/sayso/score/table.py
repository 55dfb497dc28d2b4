"""The figures for people.

In: results of :func:`sayso.score.score`. Out: a plain text table (``render``) or ``docs/scores.md`` (``write_docs``).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from sayso.score.figures import Result

# Key of a figure -> what it says, in the order of the tables.
EVENTS = {
    "found": "events found, whatever the type",
    "typed": "events found with the right type",
    "row": "whole rows: type, actor and recipient countries, status",
}
SLOTS = {
    "trigger": "trigger words overlap",
    "actor_country": "countries of the actors",
    "recipient_country": "countries of the recipients",
    "agents": "country and sector of each party",
    "mode": "mode",
    "status": "status",
    "status_macro_f1": "status, mean F1 over the five",
    "hearsay": "hearsay",
    "when_exact": "date, both ends right",
    "when_overlap": "date, at least a day in common",
    "where_country": "country of the place",
    "where_place": "name of the place",
    "counts": "counts: what and how many",
    "origin_exact": "first speakers, all right and none too many",
    "origin": "first speakers",
    "links": "links of the source chains",
}
ASKED = {"when_exact": "when_n", "when_overlap": "when_n", "where_country": "where_n", "where_place": "where_n"}

Row = tuple[str, ...]


def render(result: Mapping[str, Any]) -> str:
    """The figures of one gold file as a plain text table."""
    parts = [digest_line(result) + size(result), columns(event_rows(result)), columns(slot_rows(result))]
    if isinstance(result, Result):
        parts.append(columns(type_rows(result)))
    return "\n\n".join(parts)


def size(result: Mapping[str, Any]) -> str:
    """How much was compared."""
    return (f"{result['articles']} articles, {result['events']} gold events, {result['reported']} events told, "
            f"{result['bad_spans']} bad spans")


def digest_line(result: Mapping[str, Any]) -> str:
    """The digest of the gold, where it is known."""
    return f"gold {result.digest}: " if isinstance(result, Result) else ""


def event_rows(result: Mapping[str, Any]) -> list[Row]:
    """Precision, recall and F1 of events."""
    rows = [(said, *parts(result[key])) for key, said in EVENTS.items()]
    rows.append(("mean F1 over the types", "", "", f"{result['typed_macro_f1']:.3f}", ""))
    return [("on all events", "P", "R", "F1", "n"), *rows]


def slot_rows(result: Mapping[str, Any]) -> list[Row]:
    """The figures of each slot, on events found with the right type."""
    slots = result["on_matched"]
    rows = [slot_row(slots, key, said) for key, said in SLOTS.items()]
    return [("on events of the right type", "P", "R", "F1 or share", "n"), *rows]


def slot_row(slots: Mapping[str, Any], key: str, said: str) -> Row:
    """One slot: F1 with its parts, or a share of the ``n`` pairs where it was asked."""
    value = slots[key]
    return (said, *parts(value)) if isinstance(value, dict) else (said, "", "", f"{value:.3f}", str(slots[ASKED.get(key, "n")]))


def parts(value: Mapping[str, float]) -> Row:
    """P, R, F1 and n of one figure."""
    return f"{value['p']:.3f}", f"{value['r']:.3f}", f"{value['f1']:.3f}", str(value["n"])


def type_rows(result: Result) -> list[Row]:
    """The figures of each type."""
    rows = [(name, *parts(v), str(v["told"]), str(v["row"])) for name, v in result.types.items()]
    return [("by type", "P", "R", "F1", "n", "told", "whole rows"), *rows]


def columns(rows: list[Row]) -> str:
    """Rows as text: the first column to the left, figures to the right."""
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    return "\n".join("  ".join(c.rjust(w) if i else c.ljust(w) for i, (c, w) in enumerate(zip(row, widths, strict=True))).rstrip()
                     for row in rows)


def markdown(rows: list[Row]) -> str:
    """Rows as a Markdown table."""
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([lines[0], "|---" + "|---:" * (len(rows[0]) - 1) + "|", *lines[1:]])


def write_docs(results: Mapping[Path, Mapping[str, Any]], path: Path, made_by: str = "",
               others: Mapping[str, Mapping[str, Any]] | None = None, day: date | None = None) -> None:
    """Write ``docs/scores.md``: what was measured, on which gold (name and digest) and when, with the figures.

    ``results`` maps gold files to what :func:`score` gave for them; ``made_by`` says which version gave the reports; ``others``
    maps names of sets to the figures of :mod:`sayso.score.sets`.
    """
    made = f" by {made_by}" if made_by else ""
    opening = f"""# Scores

Measured on {day or date.today():%Y-%m-%d}{made} with `sayso score GOLD --docs`; do not edit by hand.

An *event* is what shares an event id within an article. It counts as found when the trigger of one of its reports lies in a
sentence that mentions the gold event; each event is paired once, the best agreement first. Slots are judged on pairs of the
same type; shares are of the n pairs where gold fills the slot. The gold is not in this repository; the digest (SHA-256, 16
digits) says which file it was. Figures on articles that were looked at while writing rules say how well the rules fit them,
not how well they do on others.
"""
    parts = [opening, *(section(gold, result) for gold, result in results.items())]
    parts += [set_section(name, told) for name, told in (others or {}).items()]
    path.write_text("\n".join(parts), encoding="utf-8")


def set_section(name: str, told: Mapping[str, Any]) -> str:
    """The figures of a set that asks one question."""
    rows: list[Row] = [(str(told["question"]), "")]
    for key, value in told.items():
        if key not in ("question", "digest"):
            rows += [(f"{key}: {k}", str(v)) for k, v in value.items()] if isinstance(value, dict) else [(key.replace("_", " "), str(value))]
    return f"## {name} (digest `{told['digest']}`)\n\n{markdown(rows)}\n"


def section(gold: Path, result: Mapping[str, Any]) -> str:
    """The figures on one gold file."""
    tables = [markdown(event_rows(result)), markdown(slot_rows(result))]
    if isinstance(result, Result):
        tables.append(markdown(type_rows(result)))
    digest = f" (digest `{result.digest}`)" if isinstance(result, Result) else ""
    return "\n\n".join([f"## {gold.name}{digest}", size(result) + ".", *tables]) + "\n"
