"""A text and the spans that say something of it → HTML with those spans marked, whatever overlaps.

In: text, an offset at which it begins in its article, and marks. Out: :class:`markupsafe.Markup`; the text itself is escaped.

>>> marked("Mosca nega", [Mark(0, 5, "actor", "actor: Mosca")])
Markup('<mark class="m-actor" title="actor: Mosca">Mosca</mark> nega')
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup, escape

from sayso.export.plain import TURNS_AROUND


@dataclass(frozen=True, slots=True)
class Mark:
    """A span, the slot it fills, what a reader is told of it, and where it leads."""

    begins: int
    ends: int
    slot: str
    told: str
    href: str | None = None


def marked(text: str, marks: Sequence[Mark], offset: int = 0) -> Markup:
    """The text with its marks; where several overlap each piece has all of theirs."""
    inside = [m for m in marks if m.begins is not None and offset <= m.begins < m.ends <= offset + len(text)]
    edges = sorted({0, len(text), *(at - offset for m in inside for at in (m.begins, m.ends))})
    out = []
    for a, b in pairwise(edges):
        over = [m for m in inside if m.begins - offset <= a and b <= m.ends - offset]
        piece = shown(text[a:b])
        if over:
            classes = " ".join(dict.fromkeys(f"m-{m.slot}" for m in over))
            told = "; ".join(dict.fromkeys(m.told for m in over))
            piece = Markup('<mark class="{}" title="{}">{}</mark>').format(classes, shown(told), piece)
            href = next((m.href for m in over if m.href), None)
            if href:
                piece = Markup('<a href="{}">{}</a>').format(href, piece)
        out.append(piece)
    return Markup("").join(out)


def shown(text: str) -> Markup:
    """Words from outside as HTML: escaped, and without the characters that turn a line around."""
    return escape(TURNS_AROUND.sub("", text))
