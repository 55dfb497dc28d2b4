"""A sentence as parsed → the same with who speaks at the verb that follows his office: "…, Khaing Oo, a spokesman for the rebels, told Reuters."

Parsers take such a name for an apposition to what stands before it. The verbs stand in ``languages/xx/grammar.yaml`` (``tellers``).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from sayso.model import Sentence, Token, has_ring, sentence

LONGEST = 5  # words of a name with its title
CLAUSES = ("VERB", "AUX", "SCONJ")
NAMING = ("PROPN", "NOUN", "ADJ")


def told(s: Sentence, verbs: Collection[str]) -> Sentence:
    """The sentence, or a copy in which the name between two commas before an office is the subject of the verb behind it."""
    for v in s.tokens:
        if v.lemma.lower() in verbs and (found := teller(s, v)) is not None:
            return spoken(s, v, *found)
    return s


def teller(s: Sentence, v: Token) -> tuple[Token, Token] | None:
    """The name and the office before a verb: ", NAME, OFFICE, told"; ``None`` where the verb has a subject of its own before it."""
    commas = [t.i for t in s.tokens[: v.i] if t.form == ","]
    if len(commas) < 3 or commas[-1] != v.i - 1 or any(commas[-3] < c.i < v.i and c.deprel == "nsubj" for c in s.children(v.i)):
        return None
    name, office = s.tokens[commas[-3] + 1 : commas[-2]], s.tokens[commas[-2] + 1 : commas[-1]]
    is_name = 0 < len(name) <= LONGEST and all(t.upos in NAMING for t in name) and name[-1].upos == "PROPN"
    if not is_name or not office or any(t.upos in CLAUSES for t in office) or not any(t.upos == "NOUN" for t in office):
        return None
    return top(s, name), top(s, office)


def top(s: Sentence, part: tuple[Token, ...]) -> Token:
    """The word of a part that hangs on none of it."""
    inside = {t.i for t in part}
    return next((t for t in part if t.head not in inside or t.head == t.i), part[-1])


def spoken(s: Sentence, v: Token, name: Token, office: Token) -> Sentence:
    """The sentence with the name as the verb's subject, and the office as its apposition; as it was where that is no tree."""
    subjects = {c.i for c in s.children(v.i, "nsubj")}
    tokens = tuple(replace(t, head=v.i, deprel="nsubj") if t.i == name.i else replace(t, head=name.i, deprel="appos") if t.i == office.i
                   else replace(t, deprel="iobj") if t.i in subjects else t for t in s.tokens)
    return s if has_ring(tokens) else sentence(s.i, s.field, s.start, s.text, tokens, s.names, s.paragraph, s.is_heading)
