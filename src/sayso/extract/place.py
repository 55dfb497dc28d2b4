"""Where: a trigger and the place names of its sentence go in, the phrase that tells where it happened comes out.

"è stato arrestato a Lipsia" → Lipsia; a place that is the target ("raid su Kherson") serves too; a country that acts does not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sayso.extract.trigger import Trigger
from sayso.model import Argument, Sentence, Token
from sayso.syntax import preposition, span

FAR = 99


def place_of(t: Trigger, places: Sequence[int], grammar: Mapping[str, Any]) -> Argument | None:
    """The nearest place below the trigger, else in its clause; ``places``: token indices of names that are places."""
    s = t.sentence
    violent = t.concept.startswith(("assault.", "coerce."))
    found = [(distance(s, t.head, i), i) for i in places if is_locative(s, i, grammar) and (violent or not is_target(s, i, grammar))]
    if not found:
        return None
    _, i = min(found)
    top = top_of_name(s, i).i
    return Argument(span(s, top), s.i, top, "locative")


def is_locative(s: Sentence, i: int, grammar: Mapping[str, Any]) -> bool:
    """Whether the name, or the noun it specifies ("nella regione di Kherson"), follows a preposition of place."""
    t = top_of_name(s, i)
    while t.base == "conj" and t.head != t.i and s.tokens[t.head].upos == "PROPN":
        t = s.tokens[t.head]  # "in the Russia-Ukraine war"
    if t.deprel in ("compound", "nmod:poss", "amod") and t.head != t.i and s.tokens[t.head].upos == "NOUN":
        return False  # "a U.S. destroyer in the Red Sea"
    if names_a_way(s, i, grammar):
        return False
    for _ in range(3):
        prep = preposition(s, t.i, grammar)
        if prep in grammar["slots"]["places"]:
            return True
        if prep == grammar["slots"]["to"] and s.tokens[t.head].lemma in grammar.get("motion", ()):
            return True  # "after he returns to Washington"
        if prep not in (grammar["slots"]["of"], None) or t.head == t.i or s.tokens[t.head].upos not in ("NOUN", "PROPN"):
            return False
        t = s.tokens[t.head]
    return False


def names_a_way(s: Sentence, i: int, grammar: Mapping[str, Any]) -> bool:
    """Whether places only say which road it is ("on the Dhaka-Mymensingh highway", "sulla statale Dacca-Mymensingh")."""
    near = [t for t in s.tokens[max(0, i - 1) : i + 2] if t.i != i and t.form in ("-", "–")]
    joined = any(0 < t.i < len(s.tokens) - 1 and s.tokens[t.i - 1].upos == "PROPN" and s.tokens[t.i + 1].upos == "PROPN" for t in near)
    above = {s.tokens[i].lemma, *(a.lemma for a in s.ancestors(i))}
    return (joined or "-" in s.tokens[i].form) and bool(above & set(grammar.get("ways", ())))


def is_target(s: Sentence, i: int, grammar: Mapping[str, Any]) -> bool:
    """Whether a name with "on" or "over" is whom something is about: "sanctions on Russia" are not imposed there."""
    return preposition(s, top_of_name(s, i).i, grammar) in grammar.get("targeting", ())


def top_of_name(s: Sentence, i: int) -> Token:
    """The word that the name of a place hangs by: "Hague" of "The Hague"."""
    name = next((n for n in s.names if n.first <= i < n.last), None)
    inside = range(i, name.last) if name else range(i, i + 1)
    t = s.tokens[i] if s.tokens[i].upos != "DET" else s.tokens[s.tokens[i].head]
    while t.i in inside and t.head in inside and t.head != t.i:
        t = s.tokens[t.head]
    return t


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
