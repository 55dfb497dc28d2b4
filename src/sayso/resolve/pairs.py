"""Two parties written as one word: "i colloqui Usa-Cina", "the Russia-Ukraine war". Sentences go in; there each stands as a word of its own.

The second is coordinated with the first, whichever way the tokeniser and the parser took them. A word is opened only where both halves are
states, capitals or organisations of the tables, so "Amir-Abdollahian" and "Emilia-Romagna" stay whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sayso.model import Name, Sentence, Token, has_ring, sentence
from sayso.resolve.tables import Tables, key

HYPHENS = ("-", "–", "—")
STATES = ("country", "capital", "org", "region", "seat")


def opened(s: Sentence, tables: Tables) -> Sentence:
    """The sentence with every such pair as two coordinated words."""
    if not any(h in s.text for h in HYPHENS):
        return s
    at = {i: cut for i in range(len(s.tokens)) if (cut := where_cut(s, i, tables)) is not None}
    out = split(s, at) if at else s
    return coordinated(out, tables)


def is_state(words: str, tables: Tables) -> bool:
    """Whether a word with a capital is a state, a capital or an organisation."""
    found = tables.aliases.get(key(words))
    return found is not None and found.kind in STATES and words[:1].isupper()


def is_adjective(words: str, tables: Tables) -> bool:
    """Whether a word is a nationality, whole or as the first half of a pair ("italo-", "israelo-")."""
    return words.lower() in tables.adjectives or words.lower() in tables.half_adjectives


def is_pair(a: str, b: str, tables: Tables) -> bool:
    """Whether two words joined by a hyphen are two parties."""
    if is_state(a, tables) and is_state(b, tables):
        return True
    return is_adjective(a, tables) and b.lower() in tables.adjectives


def where_cut(s: Sentence, i: int, tables: Tables) -> int | None:
    """The place of the hyphen in a word that is a pair."""
    form = s.tokens[i].form
    for at, letter in enumerate(form):
        if letter in HYPHENS and 0 < at < len(form) - 1 and is_pair(form[:at], form[at + 1 :], tables):
            return at if key(form) not in tables.aliases else None
    return None


def split(s: Sentence, at: dict[int, int]) -> Sentence:
    """The sentence with each word in ``at`` cut in three at its hyphen."""
    place, n = {}, 0
    for t in s.tokens:
        place[t.i] = n
        n += 3 if t.i in at else 1
    tokens = [piece for t in s.tokens for piece in pieces(t, at.get(t.i), place)]
    names = tuple(Name(place[x.first], place[x.last - 1] + 1, x.label) for x in s.names if not set(range(x.first, x.last)) & set(at))
    return sentence(s.i, s.field, s.start, s.text, tuple(tokens), names, s.paragraph, s.is_heading)


def pieces(t: Token, cut: int | None, place: dict[int, int]) -> Iterator[Token]:
    """A word at its new place, or its two halves and the hyphen."""
    first = place[t.i]
    if cut is None:
        yield replace(t, i=first, head=place[t.head])
        return
    left, hyphen, right = t.form[:cut], t.form[cut], t.form[cut + 1 :]
    start = t.start + cut
    upos = "PROPN" if left[:1].isupper() and t.upos != "ADJ" else "ADJ"
    yield replace(t, i=first, form=left, lemma=left, upos=upos, head=place[t.head], end=start)
    yield Token(first + 1, hyphen, hyphen, "PUNCT", {}, first + 2, "punct", start, start + 1)
    yield Token(first + 2, right, right, upos, t.feats, first, "conj", start + 1, t.end)


def coordinated(s: Sentence, tables: Tables) -> Sentence:
    """The sentence with words that a tokeniser has cut hung together: the second under the first."""
    tokens = list(s.tokens)
    for h in s.tokens[1:-1]:
        a, b = tokens[h.i - 1], tokens[h.i + 1]
        joined = h.form in HYPHENS and tokens[h.i] is h and a.end == h.start and h.end == b.start
        if not joined or not is_pair(a.form, b.form, tables) or key(f"{a.form}-{b.form}") in tables.aliases:
            continue
        above = b if any(t.i == b.i for t in s.ancestors(a.i)) else a  # never under what hangs on them: no rings
        own = above.head == above.i or above.head in (a.i, h.i, b.i)
        upos = "PROPN" if is_state(a.form, tables) else "ADJ"
        tokens[a.i] = replace(a, upos=upos, head=a.i if own else above.head, deprel=above.deprel)
        tokens[h.i] = replace(h, head=b.i, deprel="punct")
        tokens[b.i] = replace(b, upos=upos, lemma=b.form, head=a.i, deprel="conj")
    if tokens == list(s.tokens) or has_ring(tokens):
        return s
    return sentence(s.i, s.field, s.start, s.text, tuple(tokens), s.names, s.paragraph, s.is_heading)
