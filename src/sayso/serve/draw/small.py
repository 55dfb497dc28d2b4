"""Small drawings that stand in a line of text or a cell: a sparkline and a stacked bar."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from sayso.serve.draw.svg import figure, number, tag
from sayso.serve.draw.timeline import fill, patterns
from sayso.serve.draw.words import Words

SPARK_WIDTH, SPARK_HEIGHT, EDGE = 120, 24, 3
SHARES_WIDTH, SHARES_HEIGHT = 240, 14


def spark(counts: Sequence[int], words: Words, name: str = "spark") -> Markup:
    """A line of counts, one a period, with its end marked; empty where there are none."""
    if not counts:
        return figure(name, (SPARK_WIDTH, SPARK_HEIGHT), words.say("spark"), words.say("nothing"), kind="draw-spark")
    most = max(max(counts), 1)
    wide = (SPARK_WIDTH - 2 * EDGE) / max(len(counts) - 1, 1)
    at = [(EDGE + i * wide, SPARK_HEIGHT - EDGE - n / most * (SPARK_HEIGHT - 2 * EDGE)) for i, n in enumerate(counts)]
    path = "M" + "L".join(f"{number(x)} {number(y)}" for x, y in at)
    floor = SPARK_HEIGHT - EDGE
    told = words.say("spark_told", n=words.number(len(counts)), first=words.number(counts[0]), last=words.number(counts[-1]), most=words.number(most))
    return figure(name, (SPARK_WIDTH, SPARK_HEIGHT), words.say("spark"), told,
                  tag("path", d=f"{path}L{number(at[-1][0])} {floor}L{EDGE} {floor}Z", class_="draw-faint"),
                  tag("path", d=path, class_="draw-net"), tag("circle", cx=at[-1][0], cy=at[-1][1], r=2.5, class_="draw-up"), kind="draw-spark")


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
