"""Quotations of an article → the same, without those in which a speaker tells what he says or thinks himself.

"Rossi said she believes the vote was fair" is one attribution, of Rossi: "she believes" has the same path, so nothing is lost but a second row.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sayso.model import Quote

NEAR = 4  # quotations before one, among which the outer one is


def said_once(quotes: Sequence[Quote]) -> tuple[Quote, ...]:
    """The quotations, one in the words of the same speaker with the same path left out; the outer one tells of its reports."""
    out: list[Quote] = []
    for q in quotes:
        k = next((k for k in range(len(out) - 1, max(-1, len(out) - 1 - NEAR), -1) if holds(out[k], q)), None)
        if k is None:
            out.append(q)
        else:
            out[k] = replace(out[k], report_ids=tuple(dict.fromkeys((*out[k].report_ids, *q.report_ids))))
    return tuple(out)


def holds(outer: Quote, q: Quote) -> bool:
    """Whether a verb of saying stands in what the same speaker says, with the same path."""
    a, b = outer.attribution, q.attribution
    if a.rule != "verb_of_saying" or b.rule != "verb_of_saying" or not b.relays or not q.sources.paths or q.sources.paths != outer.sources.paths:
        return False
    return any(c.field == b.cue.field and c.start <= b.cue.start and b.cue.end <= c.end for c in a.content) and all(
        any(c.field == x.field and c.start <= x.start and x.end <= c.end for c in a.content) for x in b.content)
