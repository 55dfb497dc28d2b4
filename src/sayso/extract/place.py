"""Where: a trigger and the place names of its sentence go in, the phrase that tells where it happened comes out.

"è stato arrestato a Lipsia" → Lipsia; a place that is the target ("raid su Kherson") serves too; a country that acts does not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sayso.extract.trigger import Trigger
from sayso.model import Argument, Sentence
from sayso.syntax import preposition, span

FAR = 99


def place_of(t: Trigger, places: Sequence[int], grammar: Mapping[str, Any]) -> Argument | None:
    """The nearest place below the trigger, else in its clause; ``places``: token indices of names that are places."""
    s = t.sentence
    found = [(distance(s, t.head, i), i) for i in places if is_locative(s, i, grammar)]
    if not found:
        return None
    _, i = min(found)
    return Argument(span(s, i), s.i, i, "locative")


def is_locative(s: Sentence, i: int, grammar: Mapping[str, Any]) -> bool:
    """Whether the name, or the noun it specifies ("nella regione di Kherson"), follows a preposition of place."""
    t = s.tokens[i]
    for _ in range(3):
        prep = preposition(s, t.i, grammar)
        if prep in grammar["slots"]["places"]:
            return True
        if prep not in (grammar["slots"]["of"], None) or t.head == t.i or s.tokens[t.head].upos not in ("NOUN", "PROPN"):
            return False
        t = s.tokens[t.head]
    return False


def distance(s: Sentence, trigger: int, i: int) -> int:
    """Steps in the tree from the trigger to a token below it, or to one below a verb above it (dearer)."""
    up = [i, *[a.i for a in s.ancestors(i)]]
    if trigger in up:
        return up.index(trigger)
    above = [a.i for a in s.ancestors(trigger)]
    for cost, a in enumerate(above[:3], 3):
        if a in up:
            return up.index(a) + cost
    return FAR
