"""What names an act: a :class:`Trigger`, and how lemmas are compared with the words of a phrase.

"Il raid russo su Kherson" → Trigger(span "raid", concept assault.aerial, agents [russo], recipients [Kherson]).
"""

from __future__ import annotations

from dataclasses import dataclass

from sayso.extract.roles import Filler
from sayso.languages import Entry
from sayso.model import Sentence, Span
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


def lemma_hits(s: Sentence, i: int, values: frozenset[str]) -> list[int]:
    """Token ``i`` or one of its direct modifiers, where its lemma or form is among ``values`` (a value may have several words)."""
    near = [i, *[c.i for c in s.children(i, "nmod", "amod", "flat", "compound", "conj", "fixed", "nummod") if c.deprel != "compound:prt"]]
    hits = [k for k in near if s.tokens[k].lemma.lower() in values or s.tokens[k].form.lower() in values]
    if not hits and NAMED_PLACE in values and any(n.label == "LOC" and n.first <= i < n.last for n in s.names):
        return [i]
    if not hits and any(" " in v for v in values):
        words = phrase(s, i)
        for text in (" ".join(s.tokens[k].lemma.lower() for k in words), " ".join(s.tokens[k].form.lower() for k in words)):
            if any(" " in v and v in text for v in values):
                return words
    return hits
