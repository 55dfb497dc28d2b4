"""With what it was done: a mention goes in, its concept comes out, made finer by the weapon that its clause names.

"Uccisi a colpi di machete", assault.kill → the concept of an attack with blades; "i droni hanno bombardato", assault.shell → assault.drone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from sayso.languages import once
from sayso.model import Argument, Mention, Sentence

FIRST_INSTRUMENTS = ("assault.crowd_control", "assault.unconventional", "assault.drone", "assault.suicide")  # where a clause names several
REFINED = ("assault.general", "assault.kill", "assault.wound", "assault.destroy", "assault.targeted")
FROM_THE_AIR = ("assault.drone", "assault.aerial")


class Instruments:
    """Finds the weapons of one article's acts. ``concepts``: weapon → concept; ``shots``: "blow of"; ``without``: "senza"."""

    def __init__(self, sentences: Sequence[Sentence], concepts: Mapping[str, str], shots: Collection[str], without: Collection[str]) -> None:
        self.sentences = sentences
        self.concepts = concepts
        self.shots = shots
        self.without = without

    def of(self, m: Mention) -> str:
        """The concept of an act, made finer by a weapon named in its clause."""
        s = self.sentences[m.sentence]
        blows = (i for i in s.subtree(m.head) if not {s.lemmas[k] for k in range(max(0, i - 2), i)}.isdisjoint(self.shots))
        if m.concept in ("assault.firearms", *REFINED) and (blow := next((hit for i in blows if (hit := self._weapon(s, i))), None)):
            return blow  # "uccisi a colpi di machete"
        if m.concept == "assault.shell" and (carrier := next((hit for a in m.actors for hit in self._carriers(a)), None)):
            return carrier  # "i droni hanno bombardato"
        if m.concept not in REFINED:
            return m.concept
        struck = {i for a in m.recipients if a.sentence == m.sentence
                  for i in (a.head, *(c.i for c in s.children(a.head, "compound", "amod", "flat")))}
        near = (i for i in s.subtree(m.head) if abs(i - m.head) < 15 and i not in struck  # "sixteen drones were destroyed"
                and not any(c.form.lower() in self.without for c in s.children(i, "mark", "case")))
        hits = [found for i in near if (found := self._weapon(s, i))]
        return next((c for c in FIRST_INSTRUMENTS if c in hits), hits[0] if hits else m.concept)

    def _carriers(self, a: Argument) -> Iterator[str]:
        """The concepts of attacks with drones or from the air that a doer's words name."""
        s = self.sentences[a.sentence]
        inside = (t.i for t in s.tokens if a.span.start <= t.start < a.span.end)
        return (hit for i in inside if (hit := self._weapon(s, i)) in FROM_THE_AIR)

    def _weapon(self, s: Sentence, i: int) -> str | None:
        """The concept of an attack with what a word names, by its lemma or, where a parser made one up ("macheta"), its form."""
        return self.concepts.get(s.lemmas[i]) or (self.concepts.get(s.forms[i]) if s.tokens[i].upos == "NOUN" else None)


@once
def by_instrument(words: Mapping[str, Any]) -> dict[str, str]:
    """Weapon → the concept of an attack with it."""
    return {lemma: concept for concept, lemmas in words.items() for lemma in lemmas}
