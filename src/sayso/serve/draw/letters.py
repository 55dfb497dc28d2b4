"""How wide text is drawn, near enough: a browser knows only later, and a name must be cut before.

>>> fitted("Ministero degli Affari esteri della Federazione russa", 150)
'Ministero degli Affari…'
"""

from __future__ import annotations

from unicodedata import combining, east_asian_width

from sayso.serve.draw.svg import clean

SIZE = 12  # of the text measured, in the units of the drawing
NARROW = frozenset("iljtfrI.,:;'’!|()[] ")
BROAD = frozenset("mwMW@%—…")


def width(text: str, size: float = SIZE) -> float:
    """Units that a text takes in a sans-serif."""
    return sum(map(letter, text)) * size


def letter(c: str) -> float:
    """The part of the size that a letter takes."""
    if combining(c):
        return 0
    if east_asian_width(c) in "WF":
        return 1
    if c in NARROW:
        return 0.32
    return 0.86 if c in BROAD else 0.7 if c.isupper() else 0.56


def fitted(text: str, room: float, size: float = SIZE) -> str:
    """The text on one line, cut to the room there is, at a word where one ends near."""
    text = " ".join(clean(text).split())
    if width(text, size) <= room:
        return text
    left, kept = room - width("…", size), 0
    for c in text:
        left -= letter(c) * size
        if left < 0:
            break
        kept += 1
    head = text[:kept]
    whole = head if text[kept:kept + 1] == " " else head.rsplit(" ", 1)[0]
    return (whole if len(whole) > kept * 0.6 else head).rstrip(" ,;:") + "…"
