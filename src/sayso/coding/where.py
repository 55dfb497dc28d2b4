"""Where it was: the mentions of an article go in, the place of each comes out.

"I colloqui di Gedda" → Gedda, by the noun of the act; "Si è sparato ancora", after "a Goma" → Goma, carried from the sentence before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sayso.coding.doubts import BARE
from sayso.model import Argument, Mention, Party, Place, Report, Sentence
from sayso.resolve import places
from sayso.resolve.actors import SETTING, Actors

LOCAL = ("assault", "coerce", "protest", "mobilize")
VISITS = ("consult.visit", "consult.host")
SHORT = 40  # tokens: a place is carried out of sentences this short into the next paragraph
DASHES = ("-", "--", "–", "—")


class Where:
    """Finds the places of one article's acts."""

    def __init__(self, sentences: Sequence[Sentence], actors: Actors) -> None:
        self.sentences = sentences
        self.actors = actors
        self.tables = actors.tables

    def of(self, m: Mention) -> Place | None:
        """The place of an act: that of its clause, else the town beside its noun, the one told of before, or that of the dateline."""
        if m.place is None:
            return self._beside(m) or self._carried(m) or self._datelined(m)
        s = self.sentences[m.place.sentence]
        where = places.place(m.place, s, self.actors)
        return where if where is None else places.finer(where, s, self.towns(s), self.actors)

    def towns(self, s: Sentence) -> list[int]:
        """Where in a sentence towns are told after a preposition of place."""
        towns = [i for i, _, e in self.actors.entities(s) if places.point_of(e, self.tables) is not None]
        return [i for i in towns if self.tables.is_place(s, i) or places.is_apposed(s, i, self.tables)]

    def at_home(self, m: Mention, concept: str, actors: Sequence[Party], recipients: Sequence[Party]) -> Place | None:
        """The country of acts that one state's people do to each other, where the article plays in that country; of visits, the host's."""
        visit = concept in VISITS
        codes = {p.known.country for p in (recipients if visit else (*actors, *recipients))}
        code = next(iter(codes)) if len(codes) == 1 else None
        abroad = concept.startswith("assault.") and not recipients and all(p.known.sector in (None, "MIL") for p in actors)  # "a Russian raid"
        is_here = not abroad and concept.split(".")[0] in LOCAL and code == self.actors.setting(self.sentences[m.sentence])
        if code not in self.tables.states or not (visit or is_here):
            return None
        return self.country_told(m, code, "the host's country" if visit else "the country of all parties")

    def country_told(self, m: Mention, code: str | None, why: str) -> Place | None:
        """A country as a place, where it was last named."""
        told = next(((k, i) for k in range(m.sentence, -1, -1) for i, c in self.actors.countries[k] if c == code), None)
        if told is None or code is None:
            return None
        s = self.sentences[told[0]]
        return Place(s.span(told[1], told[1] + 1), self.tables.name_of(code), code, why=f"{why}; told in sentence {s.i + 1}")

    def in_setting(self, m: Mention, r: Report) -> Report:
        """An act of nobody known took place in the country that the article plays in."""
        where = None if r.where else self.country_told(m, self.actors.setting(self.sentences[m.sentence]), SETTING)
        return r if where is None else replace(r, where=where, why={**r.why, "where": where.why})

    def _beside(self, m: Mention) -> Place | None:
        """The town that stands before the noun of an act ("the Jeddah talks")."""
        s = self.sentences[m.sentence]
        near = {c.i for c in s.children(m.head, "compound", "nmod") if c.i < m.head and not s.has(c.i, "case")}
        towns = (i for i, _, e in self.actors.entities(s) if i in near and e.kind != "capital" and places.point_of(e, self.tables) is not None)
        town = next(towns, None)
        return None if town is None else places.place(Argument(s.span(town, town + 1), s.i, town, "beside_noun"), s, self.actors)

    def _carried(self, m: Mention) -> Place | None:
        """The town told of before, for acts that take place somewhere: in the paragraph, or in short ones just before."""
        here = self.sentences[m.sentence]
        if m.concept.split(".")[0] not in LOCAL or here.is_heading:
            return None
        for k in range(m.sentence, max(-1, m.sentence - 3), -1):
            s = self.sentences[k]
            if s.paragraph != here.paragraph and (s.is_heading or len(s.tokens) > SHORT):
                return None
            towns = self.towns(s)
            if towns:
                where = places.place(Argument(s.span(towns[0], towns[0] + 1), s.i, towns[0], "carried"), s, self.actors)
                return where and replace(where, why=f"{where.why}; told in sentence {s.i + 1}")
        return None

    def _datelined(self, m: Mention) -> Place | None:
        """The town of the dateline, for acts that need no party ("LA PAZ, dal nostro inviato - … la marcia di martedì")."""
        s = next((s for s in self.sentences if s.field == "text"), None)
        if m.concept not in BARE or s is None or not s.is_heading or s.tokens[-1].form not in DASHES:
            return None
        town = next((i for i, _, e in self.actors.entities(s) if places.point_of(e, self.tables) is not None), None)
        where = None if town is None else places.place(Argument(s.span(town, town + 1), s.i, town, "dateline"), s, self.actors)
        return where and replace(where, why=f"{where.why}; told in sentence {s.i + 1}")
