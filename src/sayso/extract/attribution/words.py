"""The words of saying of a language, compiled.

In: the mapping of ``languages/xx/speech.yaml``. Out: :class:`Lexis`, which answers what a token is ("is this a verb of saying?",
"does the phrase *stando a quanto* stand here?"). A word of a phrase matches a token's form, its lemma, or the first word of a
contraction's lemma ("di il" is "di").

>>> Lexis.of({"say": ["dire"], "takes_clause": ["say"]}).verbs["dire"]
frozenset({'say'})
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sayso.model import Sentence, Token

VERBS = ("say", "observe", "add", "report", "announce", "confirm", "deny", "claim", "accuse", "warn", "promise", "predict", "think", "ask",
         "threaten", "show", "quote_verb", "quip")
PHRASES = ("phrases", "according", "according_if_party", "as", "according_which", "according_which_if_quoted", "back_words", "credits", "based_on",
           "mouthpiece", "such_as", "view_phrases", "takes_up")

OPENS = "opens "  # before the name of phrases: the list of their first words
MEDIUMS = "mediums"
REMEMBERED = 50_000  # words whose lists are kept
NONE: frozenset[str] = frozenset()

Pattern = tuple[str, ...]
MARKS = frozenset("\"'«»‹›“”„‟‘’‚")
DASHES = frozenset("-–—")


def low(form: str) -> str:
    """A form as the word lists write it: small letters, straight apostrophe."""
    return form.lower().replace("’", "'")


def words_of(token: Token) -> tuple[str, ...]:
    """The words of a list that would name this token: its form, its lemma, the preposition it is a contraction of."""
    return _words_of(token.form, token.lemma)


@lru_cache(maxsize=20_000)
def _words_of(form: str, lemma: str) -> tuple[str, ...]:
    lemma = lemma.lower()
    return tuple(dict.fromkeys((low(form), lemma, lemma.partition(" ")[0])))


def is_gerund(token: Token, lexis: Lexis) -> bool:
    """Whether a token is a gerund, with or without pronouns at its end ("accusandolo")."""
    form = low(token.form)
    stems = (form, *(form.removesuffix(c) for c in lexis.sets["clitic_endings"]))
    return token.upos == "VERB" and (token.feats.get("VerbForm") == "Ger" or any(x.endswith(e) for x in stems for e in lexis.sets["gerund_endings"]))


def is_finite(token: Token) -> bool:
    """Whether a token is a finite verb; some treebanks mark only its mood."""
    return token.upos in {"VERB", "AUX"} and (token.feats.get("VerbForm") == "Fin" or "Mood" in token.feats)


@dataclass(frozen=True, slots=True, eq=False)
class Lexis:
    """Word lists by name, verbs by lemma, phrases by name and first word, media of speech by word.

    ``lists``: word → the lists that hold it; ``seen``: the same of the words met so far, by form and lemma.
    """

    sets: Mapping[str, frozenset[str]]
    verbs: Mapping[str, frozenset[str]]
    patterns: Mapping[str, Mapping[str, tuple[Pattern, ...]]]
    mediums: Mapping[str, tuple[tuple[Pattern, str], ...]]
    lists: Mapping[str, frozenset[str]]
    seen: dict[tuple[str, str], frozenset[str]]

    @classmethod
    def of(cls, words: Mapping[str, Any]) -> Lexis:
        """Compile the mapping of a ``speech.yaml``."""
        verbs: dict[str, set[str]] = {}
        for name in VERBS:
            for lemma in words.get(name, ()):
                verbs.setdefault(lemma, set()).add(name)
        sets: defaultdict[str, frozenset[str]] = defaultdict(frozenset, {k: frozenset(v) for k, v in words.items() if isinstance(v, list)})
        patterns = {k: _by_first(words.get(k, ())) for k in PHRASES}
        mediums: dict[str, tuple[tuple[Pattern, str], ...]] = {}
        for name, phrases in words.get("mediums", {}).items():
            for p in phrases:
                mediums[p.split()[0]] = (*mediums.get(p.split()[0], ()), (tuple(p.split()), name))
        firsts = {OPENS + name: frozenset(by_first) for name, by_first in patterns.items()} | {OPENS + MEDIUMS: frozenset(mediums)}
        return cls(sets, {k: frozenset(v) for k, v in verbs.items()}, patterns, mediums, _lists_by_word({**sets, **firsts}), {})

    def has(self, name: str, token: Token) -> bool:
        """Whether a list holds this token's form, lemma, or the preposition it is a contraction of."""
        found = self.seen.get((token.form, token.lemma))  # asked hundreds of times a sentence
        return name in (self.lists_of(token) if found is None else found)

    def has_any(self, names: Iterable[str], token: Token) -> bool:
        """Whether one of some lists holds this token."""
        return not self.lists_of(token).isdisjoint(names)

    def lists_of(self, token: Token) -> frozenset[str]:
        """The names of the lists that hold a token, and of the phrases whose first word it may be (behind ``OPENS``)."""
        found = self.seen.get((token.form, token.lemma))
        if found is None:
            if len(self.seen) > REMEMBERED:
                self.seen.clear()
            found = self.seen[token.form, token.lemma] = frozenset().union(*[self.lists.get(w, NONE) for w in words_of(token)])
        return found

    def having(self, name: str, s: Sentence) -> Sequence[Token]:
        """The tokens of a sentence that a list holds, in order."""
        index: dict[str, list[Token]] | None = s.kept.get(self)
        if index is None:
            index = s.kept[self] = {}
            for t in s.tokens:
                for found in self.lists_of(t):
                    index.setdefault(found, []).append(t)
        return index.get(name, ())

    def noun(self, name: str, token: Token) -> bool:
        """Whether a list holds this token as a noun."""
        if token.upos not in {"NOUN", "PROPN", "PRON", "ADJ"}:
            return False
        return self.has(name, token) or (name == "people" and token.upos == "NOUN" and self._is_feminine(token))

    def _is_feminine(self, token: Token) -> bool:
        """ "l'esperta": whether a word for a woman is that of a list for a man in its feminine form."""
        lemma = token.lemma.lower()
        pairs = (pair.partition("-") for pair in self.sets["feminine_endings"])
        return any(lemma.endswith(own) and "people" in self.lists.get(lemma.removesuffix(own) + other, NONE) for own, _, other in pairs)

    def speaks(self, token: Token) -> bool:
        """Whether this is a noun for a person or a body that can speak."""
        return self.noun("people", token) or self.noun("bodies", token)

    def opening(self, name: str, s: Sentence) -> Sequence[Token]:
        """The tokens of a sentence with which a phrase of a list may begin, in order."""
        return self.having(OPENS + name, s)

    def match(self, name: str, s: Sentence, i: int) -> int | None:
        """Where a phrase of this list that starts at token ``i`` ends, the longest first."""
        if i >= len(s.tokens) or OPENS + name not in self.lists_of(s.tokens[i]):
            return None
        by_first = self.patterns[name]
        found = [p for w in words_of(s.tokens[i]) for p in by_first.get(w, ()) if matches(s, i, p)]
        return i + max(map(len, found)) if found else None

    def mediums_at(self, s: Sentence, i: int) -> list[str]:
        """The media of speech that the words at token ``i`` name."""
        if OPENS + MEDIUMS not in self.lists_of(s.tokens[i]):
            return []
        near = [x for w in words_of(s.tokens[i]) for x in self.mediums.get(w, ())]
        return [name for p, name in near if matches(s, i, p)]


def _lists_by_word(lists: Mapping[str, Iterable[str]]) -> dict[str, frozenset[str]]:
    out: dict[str, set[str]] = {}
    for name, words in lists.items():
        for w in words:
            out.setdefault(w, set()).add(name)
    return {w: frozenset(names) for w, names in out.items()}


def _by_first(phrases: Iterable[str]) -> dict[str, tuple[Pattern, ...]]:
    out: dict[str, tuple[Pattern, ...]] = {}
    for p in phrases:
        words = tuple(p.split())
        out[words[0]] = (*out.get(words[0], ()), words)
    return out


def matches(s: Sentence, i: int, pattern: Pattern) -> bool:
    """Whether the words of ``pattern`` stand at token ``i`` and after."""
    return i + len(pattern) <= len(s.tokens) and all(w in words_of(s.tokens[i + k]) for k, w in enumerate(pattern))
