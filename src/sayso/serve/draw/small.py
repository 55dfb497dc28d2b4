"""A small drawing that stands in a line of text or a cell: a bar of the four quads."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from sayso.serve.draw.svg import figure, tag
from sayso.serve.draw.timeline import fill, patterns
from sayso.serve.draw.words import Words

SHARES_WIDTH, SHARES_HEIGHT = 240, 14


def shares(counts: Sequence[int], words: Words, name: str = "shares") -> Markup:
    """One bar cut by the counts of quad 1, 2, 3 and 4, in the order from cooperation done to conflict done."""
    total, left, parts, told = sum(counts), 0.0, [], []
    for q in (2, 1, 3, 4):
        n = counts[q - 1] if q <= len(counts) else 0
        if n > 0:
            wide = n / total * SHARES_WIDTH
            said = words.say("share", quad=words.quad(q), n=words.number(n), percent=words.number(round(100 * n / total)))
            parts.append(tag("rect", tag("title", said), x=left, y=0, width=wide, height=SHARES_HEIGHT, **fill(q, name)))
            told.append(said)
            left += wide
    if not told:
        parts, told = [tag("rect", width=SHARES_WIDTH, height=SHARES_HEIGHT, class_="draw-faint")], [words.say("nothing")]
    return figure(name, (SHARES_WIDTH, SHARES_HEIGHT), words.say("shares"), "; ".join(told), patterns(name), *parts, kind="draw-shares")
