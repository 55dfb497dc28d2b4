"""Words from outside → words a terminal can take.

>>> plain("Mosca\\x1b[31m attacca\\n")
'Mosca [31m attacca '
"""

from __future__ import annotations

import re

HARMFUL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
TURNS_AROUND = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")  # they would print the rest of a row backwards


def plain(text: str) -> str:
    """``text`` on one line, without control characters."""
    return TURNS_AROUND.sub("", HARMFUL.sub(" ", text))


def cut(text: str, width: int) -> str:
    """``text`` made plain and cut at a word to ``width`` characters, with a sign that it was."""
    text = " ".join(plain(text).split())
    if len(text) <= width:
        return text
    head = text[:width]  # one more than stays: a space there shows that the last word is whole
    return (head.rsplit(" ", 1)[0] if " " in head[width // 2:] else head[:-1]).rstrip(" ,;:") + "…"
