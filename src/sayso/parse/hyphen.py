"""Words with a hyphen that the tokeniser cut ("cease | - | fire", "sit | - | in") put together again, where the lexicon knows them whole.

A sentence goes in, one with fewer words comes out; the new word hangs where the old ones hung, and what hung on them hangs on it.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from sayso.model import Name, Sentence, Token, has_ring, sentence

HYPHENS = ("-", "–")
LONGEST = 5  # tokens: "no-fly", "stand-off", "tit-for-tat"
PLURAL = "s"


def joined(s: Sentence, known: frozenset[str]) -> Sentence:
    """The sentence with every known word as one."""
    if not known or not any(t.form in HYPHENS for t in s.tokens):
        return s
    runs = list(found(s, known))
    return merge(s, runs) if runs else s


def found(s: Sentence, known: frozenset[str]) -> list[tuple[int, int, str]]:
    """(first token, past the last, lemma) of each known word, left to right."""
    out, i = [], 0
    while i < len(s.tokens) - 2:
        if s.tokens[i + 1].form not in HYPHENS:
            i += 1
            continue
        hit = next((h for n in (LONGEST, 3) if (h := word_at(s, i, n, known))), None)
        if hit:
            out.append(hit)
            i = hit[1]
        else:
            i += 1
    return out


def word_at(s: Sentence, i: int, n: int, known: frozenset[str]) -> tuple[int, int, str] | None:
    """The known word of ``n`` tokens that begins at token ``i``."""
    row = s.tokens[i : i + n]
    if len(row) < n or any(t.form not in HYPHENS for t in row[1::2]) or any(a.end != b.start for a, b in pairwise(row)):
        return None
    form = "-".join(t.form.lower() for t in row[::2])
    lemma = next((w for w in (form, form.removesuffix(PLURAL)) if w in known), None)
    return (i, i + n, lemma) if lemma else None


def merge(s: Sentence, runs: list[tuple[int, int, str]]) -> Sentence:
    """The sentence with each run as one token."""
    start = {a: (b, lemma) for a, b, lemma in runs}
    place, n, i = {}, 0, 0
    while i < len(s.tokens):
        past = start[i][0] if i in start else i + 1
        place.update(dict.fromkeys(range(i, past), n))
        n, i = n + 1, past
    tokens = [replace(t, i=place[t.i], head=place[t.head]) for t in s.tokens if not any(a < t.i < b for a, b, _ in runs)]
    for a, b, lemma in runs:
        tokens[place[a]] = one(s, a, b, lemma, place)
    if has_ring(tokens):
        return s
    names = tuple(Name(place[x.first], place[x.last - 1] + 1, x.label) for x in s.names)
    return sentence(s.i, s.field, s.start, s.text, tuple(tokens), names, s.paragraph, s.is_heading)


def one(s: Sentence, a: int, b: int, lemma: str, place: dict[int, int]) -> Token:
    """The token that stands for a run: tags of its last word, the head of whichever hung outside."""
    top = next((t for t in s.tokens[a:b] if not any(a <= k.i < b for k in s.ancestors(t.i) if k.i != t.i)), s.tokens[a])
    head = place[a] if top.head == top.i else place[top.head]
    words = s.span(a, b)
    return replace(s.tokens[b - 1], i=place[a], form=words.text, lemma=lemma, upos="NOUN" if top.upos == "PUNCT" else top.upos, head=head,
                   deprel=top.deprel, start=words.start, end=words.end)
