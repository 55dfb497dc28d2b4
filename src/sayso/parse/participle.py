"""Sentences as parsed → the same without a fault that no reader would make: a word with an auxiliary is a verb, whatever its tag.

"Lo ha detto il ministro": *detto* tagged as a determiner is a verb again, *Lo* a pronoun.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from sayso.model import Sentence, Token

CANNOT = {"DET", "PRON", "ADP", "ADV", "SCONJ", "CCONJ", "PUNCT", "INTJ", "NUM", "X"}  # tags that take no auxiliary

MISTAKEN = {"ADJ", "NUM"}  # tags of words that a table knows as a verb's ("si stanno schierando")


def mended(s: Sentence, lemmas: Mapping[str, str] | None = None) -> Sentence:
    """The sentence, or a copy with the tags set right. ``lemmas``: form → verb, for participles tagged as adjectives ("sono rientrati")."""
    s = _verbs_again(s, lemmas or {})
    verbs = {t.head for t in s.tokens if t.upos == "AUX" and t.base == "aux" and t.head != t.i and s.tokens[t.head].upos in CANNOT
             and s.tokens[t.head].lemma != s.tokens[t.head].form.lower()}
    return replace(s, tokens=tuple(_tagged(t, verbs) for t in s.tokens)) if verbs else s


def _verbs_again(s: Sentence, lemmas: Mapping[str, str]) -> Sentence:
    """The sentence with participles under an auxiliary, known as a verb's, tagged as verbs."""
    helped = {t.head for t in s.tokens if t.upos == "AUX" and t.base == "aux" and t.head != t.i and s.tokens[t.head].upos in MISTAKEN}
    found = {i: lemmas[form] for i in helped if (form := s.tokens[i].form.lower()) in lemmas}
    if not found:
        return s
    return replace(s, tokens=tuple(replace(t, upos="VERB", lemma=found[t.i], feats={"VerbForm": "Part", **t.feats}) if t.i in found else t
                                   for t in s.tokens))


def _tagged(t: Token, verbs: set[int]) -> Token:
    if t.i in verbs:
        return replace(t, upos="VERB", feats={"VerbForm": "Part", **t.feats})
    return replace(t, upos="PRON") if t.upos == "DET" and t.base == "obj" and t.head in verbs else t
