"""Whose weapon is that? A force told of by its weapon goes in, the state it is of comes out; it is seldom of the place it hits.

"rockets fired from Lebanon hit Haifa" → LBN; "warplanes struck it, an attack by the Syrian army" → SYR; "drones hit Kyiv" → nobody.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.model import Sentence
from sayso.resolve.tables import Entity
from sayso.syntax import preposition

if TYPE_CHECKING:
    from sayso.resolve.actors import Actors

FORCES = ("MIL", "REB", "PRM", "UAF")


def is_weapon(actors: Actors, s: Sentence, head: int, role: Entity) -> bool:
    """Whether a force is told of by its weapon ("drones hit the port"): it is seldom of the place it hits."""
    return role.sector == "MIL" and s.tokens[head].lemma.lower() in actors.tables.weapons


def fired_from(actors: Actors, s: Sentence, head: int) -> str | None:
    """The state a weapon came from ("rockets fired from Lebanon", "missili lanciati dallo Yemen")."""
    origin = actors.tables.grammar.get("origin")
    for c in s.children(head, "acl", "amod"):
        for k in s.children(c.i, "obl", "nmod") if c.lemma in actors.tables.grammar.get("firing", ()) else ():
            if preposition(s, k.i, actors.tables.grammar) == origin:
                return actors._country_in(s, s.subtree(k.i))
    return None


def used_by(actors: Actors, s: Sentence, head: int) -> str | None:
    """The state of the force that the sentence says did it ("warplanes struck the market, an attack carried out by the Syrian army")."""
    marks = actors.tables.grammar["agent_markers"]
    forces = [c.i for c in s.tokens if c.i > head and c.base == "obl" and any(k.form.lower() in marks for k in s.children(c.i, "case"))]
    found = {k.country for i in forces if (role := actors.tables.role_at(s, i)) is not None and role.sector in FORCES
             and (k := actors.known(s, i)) is not None}
    return found.pop() if len(found) == 1 else None
