"""Whether a person is told of as "he" or "she": a sentence and the token of a name go in, the grammatical gender of the words beside it comes out.

"la deputata Karin Falk" → feminine; "Karin Falk" alone tells nothing. Which words are of which gender is data (``masculine``, ``feminine`` of
``speech.yaml``): articles and contractions, pronouns, nouns that are of one gender only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sayso.model import Sentence, Token

GENDERS = ("masculine", "feminine")
JOINED = {"flat", "nmod", "appos", "compound"}


def gender_of(s: Sentence, i: int, words: Mapping[str, Any]) -> str | None:
    """The gender that the title or the apposition of the name at token ``i`` gives it; ``None`` where they give none."""
    for noun in _nouns(s, s.tokens[i]):
        before = [c.form for c in s.children(noun.i, "det", "case") if noun.i - 2 <= c.i < noun.i]
        told = gender_of_words((noun.form, *reversed(before)), words)
        if told:
            return told
    return None


def gender_before(s: Sentence, i: int, words: Mapping[str, Any]) -> str | None:
    """The gender of the article before what somebody is called right before the name ("*la* socialista X")."""
    k = next(iter(_called_at(s, i)), None)
    return gender_of_words([s.tokens[k - 1].form], words) if k is not None and k > 0 and s.tokens[k - 1].upos == "DET" else None


def called(s: Sentence, i: int) -> frozenset[str]:
    """What somebody is called between an article and the name at token ``i``, in small letters: "il *norvegese* X"."""
    return frozenset(s.tokens[k].form.lower() for k in _called_at(s, i))


def _called_at(s: Sentence, i: int) -> Iterator[int]:
    if i > 1 and s.tokens[i - 1].upos in {"NOUN", "ADJ"} and s.tokens[i - 1].form.islower() and s.tokens[i - 2].upos == "DET":
        yield i - 1


def gender_of_words(forms: Iterable[str], words: Mapping[str, Any]) -> str | None:
    """The gender that the first of some words to have one has.

    >>> gender_of_words(["la", "portavoce"], {"feminine": ["la"], "masculine": ["il"]})
    'feminine'
    """
    low = (f.lower().replace("’", "'") for f in forms)
    return next((g for f in low for g in GENDERS if f in words.get(g, ())), None)


def _nouns(s: Sentence, name: Token) -> Iterator[Token]:
    """The name itself, the title that it hangs on, and its appositions."""
    yield name
    above = s.tokens[name.head]
    titled = name.base in JOINED and above.upos == "NOUN" and above.i < name.i and not any(True for _ in s.children(name.i, "case"))
    if titled:
        yield above
    for t in (name, above) if titled else (name,):
        yield from (c for c in s.children(t.i, "appos", "compound", "nmod") if c.upos == "NOUN" and (c.base != "nmod" or not s.has(c.i, "case")))
