"""What every stage after the parser asks of a tree: noun phrases, prepositions, conjuncts, voice.

"il presidente dell'agenzia spaziale russa, che ieri ha detto …" → "presidente dell'agenzia spaziale russa".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sayso.languages import once
from sayso.model import Argument, Sentence, Span, Token, once_a_token

INSIDE = ("flat", "amod", "nummod", "compound", "nmod", "case", "det", "fixed", "advmod", "punct")
NOMINAL = ("NOUN", "PROPN", "PRON", "NUM", "SYM", "X", "ADJ")
SKIP_FIRST = ("DET", "ADP", "PUNCT", "ADV", "CCONJ")


def preposition(s: Sentence, i: int, grammar: Mapping[str, Any]) -> str | None:
    """The preposition that token ``i`` hangs on: ``di`` for "del Cremlino"."""
    kids = s.kids[i]
    if not kids:
        return None
    names, forms = _forms(grammar), s.forms
    for k in kids:
        found = names.get(forms[k])
        if found and (s.tokens[k].base == "case" or (found == forms[k] and is_adverb_before(s, k, i))):
            return found
    return None


def is_adverb_before(s: Sentence, k: int, i: int) -> bool:
    """Whether token ``k`` is tagged as an adverb of the noun phrase that it opens ("ha messo **sotto** accusa")."""
    t = s.tokens[k]
    return t.base == "advmod" and t.upos == "ADV" and k < i and s.tokens[i].upos in ("NOUN", "PROPN") \
        and all(s.tokens[n].head == i for n in range(k + 1, i))


@once
def _forms(grammar: Mapping[str, Any]) -> dict[str, str]:
    """Printed form → preposition."""
    return {form: name for name, forms in grammar["prepositions"].items() for form in forms}


@once_a_token
def phrase(s: Sentence, head: int) -> tuple[int, ...]:
    """Indices of the words that name what ``head`` stands for: modifiers and complements, without clauses, appositions, conjuncts."""
    return tuple(_phrase(s, head, 0))


def _phrase(s: Sentence, head: int, depth: int) -> list[int]:
    out = [head]
    for c in s.children(head, *INSIDE):
        if c.upos in ("VERB", "AUX") and c.feats.get("VerbForm") == "Fin":
            continue
        if c.base == "punct" and c.form not in ("-", "'", '"'):
            continue
        if c.base == "advmod" and c.i > head:
            continue
        if c.base == "nmod" and depth > 2:
            continue
        out.extend(_phrase(s, c.i, depth + 1) if c.base in ("nmod", "flat", "compound", "nummod", "amod") else [c.i])
    return contiguous(s, sorted(out), head)


def contiguous(s: Sentence, indices: list[int], head: int) -> list[int]:
    """The run of indices around ``head`` with gaps of one word at most, and no verb or comma in a gap."""
    if len(indices) == 1:
        return indices

    def joins(a: int, b: int) -> bool:
        between = s.tokens[a + 1]
        return b - a < 2 or (b - a == 2 and between.upos not in ("VERB", "AUX") and between.form not in (",", ";", ":"))

    first = last = indices.index(head)
    while first > 0 and joins(indices[first - 1], indices[first]):
        first -= 1
    while last < len(indices) - 1 and joins(indices[last], indices[last + 1]):
        last += 1
    return list(range(indices[first], indices[last] + 1))


@once_a_token
def span(s: Sentence, head: int) -> Span:
    """The words of the phrase without leading article or preposition and without a quote mark at its ends."""
    words = phrase(s, head)
    first, last = words[0], words[-1]
    while first != head and s.tokens[first].upos in SKIP_FIRST:
        first += 1
    while last != head and s.tokens[last].upos == "PUNCT":
        last -= 1
    return s.span(first, last + 1)


def argument(s: Sentence, head: int, rule: str) -> Argument:
    """The phrase of ``head`` as a filled role."""
    return Argument(span(s, head), s.i, head, rule)


def is_passive(s: Sentence, i: int) -> bool:
    """Whether token ``i`` is a passive verb or a past participle that modifies a noun."""
    t = s.tokens[i]
    if s.has(i, "aux:pass", "nsubj:pass"):
        return True
    return t.feats.get("VerbForm") == "Part" and t.feats.get("Tense", "Past") == "Past" and t.base in ("acl", "amod", "advcl")


def is_definite(s: Sentence, i: int) -> bool:
    """Whether a noun has a definite article, one joined to its preposition too ("dell'arresto")."""
    return any(c.feats.get("Definite") == "Def" or (c.base == "case" and c.feats.get("PronType") == "Art") for c in s.children(i, "det", "case"))


def conjuncts(s: Sentence, i: int) -> Iterator[Token]:
    """Token ``i`` and the nominals coordinated with it."""
    yield s.tokens[i]
    for c in s.children(i, "conj"):
        if c.upos in NOMINAL:
            yield from conjuncts(s, c.i)


def name_head(s: Sentence, i: int) -> int:
    """The topmost token of the name that token ``i`` stands in, ``i`` itself outside names."""
    for n in s.names:
        if n.first <= i < n.last:
            inside = range(n.first, n.last)
            return next((k for k in inside if s.tokens[k].head not in inside or s.tokens[k].head == k), i)
    return i


def is_cleft(s: Sentence, i: int, grammar: Mapping[str, Any]) -> bool:
    """Whether an infinitive is what somebody is said to have been the one to do ("sono state le forze armene a sparare")."""
    t = s.tokens[i]
    opened = any(c.form.lower() in grammar.get("cleft_marks", ()) for c in s.children(i, "mark", "case"))
    if t.feats.get("VerbForm") != "Inf" or not opened or t.head == i:
        return False
    noun = s.tokens[t.head]
    been = [x for x in (noun, s.tokens[noun.head]) if x.lemma in grammar.get("cleft_verbs", ()) and x.head == x.i]
    return any(c.feats.get("Tense") in ("Past", "Imp") for c in (*been, *s.children(noun.i, "cop")))
