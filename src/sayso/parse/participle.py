"""Sentences as parsed → the same without a fault that no reader would make: a word with an auxiliary is a verb, whatever its tag.

"Lo ha detto il ministro": *detto* tagged as a determiner is a verb again, *Lo* a pronoun.
"""

from __future__ import annotations

from dataclasses import replace

from sayso.model import Sentence, Token

CANNOT = {"DET", "PRON", "ADP", "ADV", "SCONJ", "CCONJ", "PUNCT", "INTJ"}  # tags that take no auxiliary


def mended(s: Sentence) -> Sentence:
    """The sentence, or a copy with the tags set right."""
    verbs = {t.head for t in s.tokens if t.upos == "AUX" and t.base == "aux" and t.head != t.i and s.tokens[t.head].upos in CANNOT
             and s.tokens[t.head].lemma != s.tokens[t.head].form.lower()}
    return replace(s, tokens=tuple(_tagged(t, verbs) for t in s.tokens)) if verbs else s


def _tagged(t: Token, verbs: set[int]) -> Token:
    if t.i in verbs:
        return replace(t, upos="VERB", feats={"VerbForm": "Part", **t.feats})
    return replace(t, upos="PRON") if t.upos == "DET" and t.base == "obj" and t.head in verbs else t
