"""Faults that parsers make on news again and again, and the rule for each: a sentence goes in, one with a better tree comes out.

Every rule looks at the tree and at the language's grammar words, so it serves any parser with UD v2.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from sayso.model import Sentence, Token, sentence
from sayso.syntax import is_passive

Fix = tuple[int, int, str]  # token, new head, new relation
Grammar = Mapping[str, Any]


def two_subjects(s: Sentence, grammar: Grammar) -> Iterator[Fix]:
    """Of two subjects of an active verb without object, the one on the right is the object ("X invita in Russia Y")."""
    for v in s.tokens:
        if v.upos != "VERB":
            continue
        subjects = list(s.children(v.i, "nsubj"))
        if len(subjects) == 2 and subjects[0].i < v.i < subjects[1].i and not list(s.children(v.i, "obj", "aux:pass")):
            yield subjects[1].i, v.i, "obj"


def agent_of_passive(s: Sentence, grammar: Grammar) -> Iterator[Fix]:
    """An oblique with "da" (marked ``Case`` by its preposition) under a passive verb is its agent."""
    for t in s.tokens:
        nominal = t.deprel in ("obl", "nmod") and t.upos in ("NOUN", "PROPN", "PRON")
        if nominal and is_passive(s, t.head) and has_agent_marker(s, t, grammar):
            yield t.i, t.head, "obl:agent"


def has_agent_marker(s: Sentence, t: Token, grammar: Grammar) -> bool:
    """Whether the phrase opens with the preposition of agents."""
    return any(c.form.lower() in grammar["agent_markers"] for c in s.children(t.i, "case"))


def participle_beside_object(s: Sentence, grammar: Grammar) -> Iterator[Fix]:
    """A participle coordinated with an object, and with one of its own, belongs beside the verb ("ha arrestato i capi e sciolto il partito")."""
    for t in s.tokens:
        noun = s.tokens[t.head]
        loose = t.upos == "VERB" and t.base in ("conj", "acl", "amod") and t.feats.get("VerbForm") == "Part"
        if not loose or noun.base not in ("obj", "obl"):
            continue
        verb = s.tokens[noun.head]
        joined = any(True for _ in s.children(t.i, "cc")) and any(True for _ in s.children(t.i, "obj"))
        if joined and verb.upos == "VERB" and any(True for _ in s.children(verb.i, "aux")):
            yield t.i, verb.i, "conj"


def name_beside_place(s: Sentence, grammar: Grammar) -> Iterator[Fix]:
    """A name glued to the place before it is a nominal of its own ("ha invitato a Mosca Xi Jinping")."""
    for n in s.names:
        last = s.tokens[n.last - 1]
        after = [t for t in s.tokens[n.last : n.last + 4] if t.base == "flat" and n.first <= t.head < n.last and t.upos == "PROPN"]
        if n.label != "LOC" or not after or after[0].i != last.i + 1:
            continue
        place = next(t for t in s.tokens[n.first : n.last] if not n.first <= t.head < n.last or t.head == t.i)
        verb = s.tokens[place.head]
        if verb.upos != "VERB" or place.base not in ("obl", "nmod"):
            continue
        has_subject = any(True for _ in s.children(verb.i, "nsubj"))
        yield after[0].i, verb.i, "obj" if has_subject else "nsubj"
        yield from ((t.i, after[0].i, "flat") for t in after[1:])
        yield from ((c.i, after[0].i, "appos") for c in s.children(place.i, "conj", "appos") if c.i > after[-1].i)


def finite_modifier(s: Sentence, grammar: Grammar) -> Iterator[Fix]:
    """A finite verb taken for the adjective of its subject ("il premier ripartirà giovedì"): it is the head, the noun its subject."""
    for v in s.tokens:
        noun = s.tokens[v.head]
        if v.upos != "VERB" or v.base != "amod" or v.feats.get("VerbForm") != "Fin" or noun.i > v.i:
            continue
        yield v.i, (v.i if noun.head == noun.i else noun.head), noun.deprel
        yield noun.i, v.i, "nsubj"
        yield from ((c.i, v.i, "obl" if c.base == "nmod" else c.deprel) for c in s.children(noun.i) if c.i > v.i)


REPAIRS: tuple[Callable[[Sentence, Grammar], Iterator[Fix]], ...] = (
    two_subjects, agent_of_passive, participle_beside_object, name_beside_place, finite_modifier)


def repaired(s: Sentence, grammar: Grammar) -> Sentence:
    """The sentence after all repairs."""
    fixes = [f for repair in REPAIRS for f in repair(s, grammar)]
    if not fixes:
        return s
    tokens = list(s.tokens)
    for i, head, relation in fixes:
        tokens[i] = replace(tokens[i], head=head, deprel=relation)
    return sentence(s.i, s.field, s.start, s.text, tuple(tokens), s.names, s.paragraph, s.is_heading)
