"""A sentence as parsed → the same where a number word was taken for an auxiliary: "tre morti e sei feriti" is no "you are wounded".

The words that are both stand in ``languages/xx/grammar.yaml`` (``numbers_like_verbs``).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from sayso.model import Sentence, Token, sentence

ASKED = ("aux", "cop", "nsubj")  # what such a word is taken for
COUNTED = ("VERB", "ADJ", "NOUN")


def counted(s: Sentence, words: Collection[str]) -> Sentence:
    """The sentence, or a copy in which the word counts the plural right behind it, which is a noun then."""
    found = [t.i for t in s.tokens if t.form.lower() in words and t.i + 1 < len(s.tokens) and is_number(t, s.tokens[t.i + 1])]
    if not found:
        return s
    tokens = (as_number(t) if t.i in found else as_noun(t) if t.i - 1 in found else t for t in s.tokens)
    mended = tuple(of_first(s, t, found) for t in tokens)
    return sentence(s.i, s.field, s.start, s.text, mended, s.names, s.paragraph, s.is_heading)


def is_number(t: Token, after: Token) -> bool:
    """Whether a word hangs, as an auxiliary, on the plural right behind it."""
    return t.base in ASKED and t.head == after.i and after.upos in COUNTED and after.feats.get("Number") == "Plur"


def of_first(s: Sentence, t: Token, found: Collection[int]) -> Token:
    """A subject of the counted noun is the subject of those it is told with ("È di un morto e sei feriti **il bilancio**")."""
    head = s.tokens[t.head]
    return replace(t, head=head.head) if t.base == "nsubj" and t.i not in found and head.i - 1 in found and head.base == "conj" else t


def as_number(t: Token) -> Token:
    """The word as a number of what is behind it."""
    return replace(t, upos="NUM", lemma=t.form.lower(), feats={"NumType": "Card"}, deprel="nummod")


def as_noun(t: Token) -> Token:
    """A participle that stands for people, under its singular."""
    lemma = t.form.lower()
    single = lemma[:-1] + {"i": "o", "e": "a"}.get(lemma[-1], lemma[-1])
    return replace(t, upos="NOUN", lemma=single, feats={k: v for k, v in t.feats.items() if k not in ("VerbForm", "Tense")})
