"""Whose government faces a state? A report's sides go in; an organ whose country was only supplied is not of the state it deals with.

"Il governo ha accusato la Russia": not Russia's own government, but that of the state told of before, else of readers at home.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sayso.model import Party
from sayso.resolve.actors import GUESS, SETTING, Actors

ORGANS = ("GOV", "LEG", "MIL")
STATES = ("country", "capital", "seat")
NEAR = 2  # sentences back in which a visiting government was told of
WHY = "deals with that state, so another's"


@dataclass(frozen=True)
class Facing:
    """The sides of an act told in a sentence, and what the article says of states."""

    actors: Actors
    sentence: int
    sides: Sequence[Party]
    concept: str

    def told_apart(self, p: Party) -> Party:
        """A party; an organ that only its role word names, with the country of another state where it faces the one supplied."""
        k = p.known
        bare = k.kind == "role" and k.why == f"role: {p.span.text.lower()}; {SETTING}"
        if not bare or k.sector not in ORGANS or not any(q is not p and self._is_across(q, p) for q in self.sides):
            return p
        other = self._other(p, NEAR) if self.concept.startswith("consult.") else self._other(p, len(self.actors.sentences)) or self._last_resort(p)
        return p if other is None else replace(p, known=replace(k, country=other, why=f"{k.why}; {WHY}"))

    def _is_across(self, q: Party, p: Party) -> bool:
        """Whether a party is by its words the state that the other was given, the same organ of it, or whoever receives for it."""
        if q.known.country != p.known.country or q.known.why.endswith((SETTING, GUESS)):
            return False
        by_name = q.known.kind in STATES and q.known.why.startswith(STATES)
        same = q.known.kind == "role" and q.known.sector == p.known.sector == "LEG"
        return by_name or same or (self.concept.startswith("consult.") and q.known.kind == "person" and q.known.sector == p.known.sector)

    def _other(self, p: Party, far: int) -> str | None:
        """The state that somebody in office was last told to be of, and not this one."""
        a = self.actors
        told = [(i, token, country) for i, token, _, country in a.offices]
        told += [(i, token, who.country) for i, token, key in a.mentions if (who := a.people[key]).sector in ORGANS and who.country]
        before = [x for x in sorted(told) if x[2] != p.known.country and x[2] in a.tables.states and self.sentence - far <= x[0] <= self.sentence
                  and (x[0] < self.sentence or a.sentences[x[0]].tokens[x[1]].start < p.span.start)]
        return before[-1][2] if before else None

    def _last_resort(self, p: Party) -> str | None:
        """The readers' own state, else the first other one that the article tells of."""
        home: str | None = self.actors.tables.grammar.get("home")
        if home is not None and home != p.known.country:
            return home
        return next((c for some in self.actors.countries for _, c in some if c != p.known.country and c in self.actors.tables.states), None)
