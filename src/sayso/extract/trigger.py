"""What names an act: a :class:`Trigger`, and how lemmas are compared with the words of a phrase.

"Il raid russo su Kherson" → Trigger(span "raid", concept assault.aerial, agents [russo], recipients [Kherson]).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from sayso.extract.roles import Filler
from sayso.languages import Entry
from sayso.model import Sentence, Span, once_a_token
from sayso.syntax import phrase


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that names an act, the lexicon entry that says so, and the tokens that fill its roles."""

    sentence: Sentence
    head: int
    span: Span
    entry: Entry
    agents: tuple[Filler, ...]
    recipients: tuple[Filler, ...]
    used: frozenset[int]
    support: int | None = None

    @property
    def concept(self) -> str:
        """The act."""
        return self.entry.concept

    @property
    def rule(self) -> str:
        """The lexicon line, as shown to users."""
        return f"{self.entry.pos.lower()}: {self.entry.text}"


def unique(fillers: list[Filler]) -> tuple[Filler, ...]:
    """Without doubles, order kept."""
    seen: dict[tuple[int, int], Filler] = {}
    for x in fillers:
        seen.setdefault((x.sentence, x.token), x)
    return tuple(seen.values())


NAMED_PLACE = "%place"  # in a list of values: any name of a place


def lemma_hits(s: Sentence, i: int, values: frozenset[str]) -> Sequence[int]:
    """Token ``i`` or one of its direct modifiers, where its lemma or form is among ``values`` (a value may have several words)."""
    near = words_at(s, i)
    if not values.isdisjoint(near.words):
        return [k for k in near.tokens if s.lemmas[k] in values or s.forms[k] in values]
    if NAMED_PLACE in values and any(n.label == "LOC" and n.first <= i < n.last for n in s.names):
        return [i]
    several = of_several_words(values)
    if several and any(v in text for text in texts_of(s, i) for v in several):
        return phrase(s, i)
    return ()


@dataclass(frozen=True, slots=True)
class Near:
    """A token with its direct modifiers, and their lemmas and forms in small letters."""

    tokens: tuple[int, ...]
    words: frozenset[str]


@once_a_token
def words_at(s: Sentence, i: int) -> Near:
    """What a condition on token ``i`` looks at."""
    below = s.children(i, "nmod", "amod", "flat", "compound", "conj", "fixed", "nummod")
    tokens = (i, *[c.i for c in below if c.deprel != "compound:prt"])
    return Near(tokens, frozenset([s.lemmas[k] for k in tokens] + [s.forms[k] for k in tokens]))


@once_a_token
def texts_of(s: Sentence, i: int) -> tuple[str, str]:
    """The phrase of token ``i`` in lemmas and as printed."""
    words = phrase(s, i)
    return " ".join([s.lemmas[k] for k in words]), " ".join([s.forms[k] for k in words])


@cache
def of_several_words(values: frozenset[str]) -> tuple[str, ...]:
    """Those of a condition's values that have several words."""
    return tuple(v for v in values if " " in v)


AROUND = ("clause", "sentence")  # conditions on the words around a predicate, whatever their part in it
REACH = 30  # words
CLAUSES = ("conj", "advcl", "parataxis", "ccomp", "csubj", "acl:relcl", "xcomp")


@once_a_token
def clause_words(s: Sentence, i: int) -> tuple[int, ...]:
    """The words below a predicate that belong to no other clause.

    Of "lo hanno caricato su un furgone senza targa e sono partiti" those up to "targa".
    """
    out: list[int] = []
    waiting = [i]
    while waiting:
        for c in s.children(waiting.pop()):
            is_clause = (c.deprel in CLAUSES or c.base in CLAUSES) and (c.upos in ("VERB", "AUX") or s.has(c.i, "cop", "nsubj"))
            if not is_clause and c.upos != "PUNCT":
                out.append(c.i)
                waiting.append(c.i)
    return tuple(sorted(out))


def told_near(s: Sentence, i: int, values: frozenset[str]) -> bool:
    """Whether one of these words stands in the sentence, not too far from token ``i``."""
    if values.isdisjoint(s.words):
        return False
    first, last = max(0, i - REACH), i + REACH
    return not (values.isdisjoint(s.lemmas[first:last]) and values.isdisjoint(s.forms[first:last]))


def family(t: Trigger) -> str:
    """The first part of a concept."""
    return t.concept.split(".")[0]


def chosen(found: Iterable[Trigger], has_needed: Callable[[Trigger], bool], has_party: Callable[[Trigger], bool]) -> Trigger | None:
    """The first reading of a word whose needed slots hold somebody, else the first; those behind it are never made.

    Where it has no party at all, an account of the same kind of act stands in for it.
    """
    first = bare = None
    for t in found:
        if t.entry.is_loose and first is not None:
            break  # loose accounts come last, and never instead of one that names the act
        if has_needed(t):
            if bare is None and (t.entry.is_account or has_party(t)):
                return t
            if bare is not None and t.entry.is_account and family(t) == family(bare):
                return t
            bare = bare or t
        first = first or t
    return bare or first
