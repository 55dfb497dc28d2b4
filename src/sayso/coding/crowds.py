"""Whom police face where one side is not named: a crowd that attacks them, that they disperse, or whose gathering is banned.

"Durante le proteste gli agenti sono stati attaccati" → the protesters; "police fired tear gas as protesters threw stones" → at these;
"la veglia è stata vietata" → those who would have held it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sayso.model import Known, Mention, Party, Sentence
from sayso.resolve.actors import Actors
from sayso.syntax import span

DISPERSING = ("assault.crowd_control", "coerce.disperse")
BANNING = ("coerce.ban", "coerce.restrict")
NEAR = 2  # sentences
CROWD = "CVL"


def crowd_told(attacked: Sequence[Party], at: int, protests: Sequence[Mention]) -> tuple[Party, ...]:
    """Who attacks police where nobody is said to: the crowd, where the same sentence tells of a protest."""
    here = next((m for m in protests if m.sentence == at and m.status in ("happened", "ongoing")), None)
    countries = {p.known.country for p in attacked}
    if here is None or len(countries) != 1 or any(p.known.sector != "COP" for p in attacked):
        return ()
    known = Known(here.trigger.text, countries.pop(), CROWD, "the crowd of the protest told", kind="role", score=0.5)
    return (Party(here.trigger, known, "crowd_told"),)


def crowd_dispersed(actors: Actors, at: int, crowds: Collection[str]) -> tuple[Party, ...]:
    """Whom tear gas and water cannon are for where nobody is named: the crowd of the sentence; of those just before, if it names no place."""
    here = actors.sentences[at]
    first = at if any(actors.tables.is_place(here, i) for i, _ in actors.countries[at]) else max(0, at - NEAR)
    for s in reversed(actors.sentences[first : at + 1]):
        for t in s.tokens:
            known = actors.known(s, t.i) if t.upos == "NOUN" and t.form.lower() in crowds else None
            if known is not None and known.sector == CROWD and known.country:
                return (Party(span(s, t.i), known, "crowd_dispersed"),)
    return ()


def those_banned(actors: Actors, s: Sentence, head: int, gatherings: Collection[str]) -> tuple[Party, ...]:
    """Whom the ban of a gathering hits: those who would have held it, people of the country told of."""
    t = s.tokens[head]
    objects = [*s.children(head, "obj", "nsubj"), *([s.tokens[t.head]] if t.deprel == "acl:relcl" else [])]
    noun = next((c for c in objects if c.upos == "NOUN" and c.lemma.lower() in gatherings), None)
    country = actors.setting(s) if noun is not None else None
    if noun is None or country is None:
        return ()
    words = span(s, noun.i)
    return (Party(words, Known(words.text, country, CROWD, "those who would gather; country: the setting's", None, "role", 0.5), "those_banned"),)
