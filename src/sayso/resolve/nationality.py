"""Nationalities that the parser took for verbs or names ("il premier giordano", "il generale maliano X"): a sentence in, one mended out.

The noun before takes the false word's place in the tree, the adjective hangs on the noun, and whatever hung on it hangs there too.
"""

from __future__ import annotations

from dataclasses import replace

from sayso.model import Sentence, sentence
from sayso.resolve.tables import Tables

BESIDE = ("amod", "nmod", "compound", "flat")


def mended(s: Sentence, tables: Tables) -> Sentence:
    """The sentence with such words as adjectives."""
    for i in range(1, len(s.tokens)):
        t, noun = s.tokens[i], s.tokens[i - 1]
        below = noun.upos == "NOUN" and noun.head == i and t.form.islower() and t.form in tables.adjectives
        name = t.upos in ("PROPN", "NOUN") and noun.base in BESIDE and not tables.grammar.get("noun_last")  # "il generale | maliano X"
        if below and (name or t.upos in ("VERB", "AUX")):
            s = under_noun(s, i)
    return s


def under_noun(s: Sentence, i: int) -> Sentence:
    """Token ``i`` as an adjective of the noun before it; a true verb below it becomes the clause's, with the noun as its subject."""
    t, tokens = s.tokens[i], list(s.tokens)
    verbs = (k for k in s.kids[i] if k > i and tokens[k].upos == "VERB" and tokens[k].base not in ("acl", "amod"))
    verb = next(verbs, None) if t.upos in ("VERB", "AUX") else None
    head = i - 1 if verb is None else verb
    for k in s.kids[i]:
        tokens[k] = replace(tokens[k], head=head)
    tokens[head] = replace(tokens[head], head=head if t.head == i else t.head, deprel=t.deprel)
    if verb is not None:
        tokens[i - 1] = replace(tokens[i - 1], head=verb)
    tokens[i] = replace(t, upos="ADJ", feats={}, lemma=t.form, head=i - 1, deprel="amod")
    return sentence(s.i, s.field, s.start, s.text, tuple(tokens), s.names, s.paragraph, s.is_heading)
