"""When it was: the mentions of an article and the times it tells go in, the days of each mention come out.

"Mercoledì un drone ha colpito il porto. Poi …", printed on a Friday → the Wednesday before, also of what comes then.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from sayso import ontologies
from sayso.coding.lasting import lasted
from sayso.model import AT_NIGHT, OF_CLAUSE, OF_SAYING, ONE_DAY, Article, Mention, Sentence, TimeMention, When
from sayso.resolve import dates
from sayso.resolve.tables import Tables
from sayso.syntax import is_cleft

LASTING = ("ASSAULT", "PROTEST", "CONSULT")  # what goes on until a day, and is not decided once
MATERIAL_CONFLICT = 4  # quad
LATELY = 6  # days before the print
OLD = timedelta(days=14)  # what lies further back than this is background


class Times:
    """Reads the times of one article's acts. ``mentions``: every time it tells, in order."""

    def __init__(self, article: Article, sentences: Sequence[Sentence], tables: Tables, mentions: Sequence[TimeMention] = ()) -> None:
        self.article = article
        self.sentences = sentences
        self.tables = tables
        self.mentions = mentions

    def of(self, m: Mention) -> When | None:
        """The days of an act: told by its words, else by what stands around it; what has happened is else of the day of print."""
        published = self.article.published
        found = list(self.told(m))
        if found:  # "for the second time this month, … on Wednesday": the finer one
            return min((w for w in found if found[0].start <= w.start and w.end <= found[0].end), key=lambda w: w.end - w.start)
        if published is not None and m.status == "happened" and all(tells_the_end(m, t) for t in m.times) and not self._is_pluperfect(m):
            return self._day_around(m, published) or self._lasted(m, published) or When(published, published, "day", "publication date")
        return None

    def told(self, m: Mention) -> Iterator[When]:
        """The times that an act's words tell, in order."""
        published = self.article.published
        told = m.status in ("happened", "ongoing", "denied")
        for t in m.times:
            if tells_the_end(m, t):
                continue
            anchor = self._anchor(t)
            found = dates.interval(t, published, anchor, past=told)
            if found is not None and told and published is not None and not self.is_past(m):
                ahead = dates.interval(t, published, anchor, past=False)
                found = min((found, ahead or found), key=lambda w: abs((w.start - published).days))
            said = told and (self.is_past(m) or "speech" in ontologies.flags(m.concept))
            if found is not None and anchor is None and t.kind == "clock":
                found = replace(found, span=None)  # an hour without a day tells no day
            if found is not None and not (said and published is not None and found.start > published):
                notes = [AT_NIGHT] * (t.value.get("daypart") == "night") + [OF_SAYING] * self._is_of_saying(m, t)
                yield replace(found, why="; ".join([found.why, *notes])) if notes else found

    def _is_of_saying(self, m: Mention, t: TimeMention) -> bool:
        """Whether the tree hangs a time on the verb of whoever tells of an act: it may be the day of the telling only."""
        s = self.sentences[t.sentence]
        if m.attribution is None or t.sentence != m.sentence or t.first in s.subtree(m.head):
            return False
        cue = m.attribution.cue
        above = next((a for i in range(t.first, t.last) for a in s.ancestors(i) if not t.first <= a.i < t.last), None)
        return above is not None and cue.field == s.field and cue.start <= above.start < cue.end

    def _lasted(self, m: Mention, published: date) -> When | None:
        """The days of a visit or meeting that is said to last some days."""
        days = self.tables.grammar.get("days_lasted", {}) if m.concept.startswith("consult.") else {}
        return lasted(self.sentences[m.sentence], m.head, published, days)

    def _day_around(self, m: Mention, published: date) -> When | None:
        """The one day that a clause below it, or else the paragraph before, tells of an act of force, just before print ("Mercoledì … Poi …")."""
        if ontologies.code(m.concept).quad != MATERIAL_CONFLICT:
            return None
        here = self.sentences[m.sentence]
        near = {s.i for s in self.sentences[:m.sentence] if (s.paragraph, s.field) == (here.paragraph, here.field)}
        below = set(here.subtree(m.head))
        own = [t for t in self.mentions if t.sentence == here.i and t.kind != "clock" and t.first in below]
        before = own or (t for t in self.mentions if t.sentence in near and t.kind != "clock")
        found = [w for t in before for w in [dates.interval(t, published, None, past=True)] if w is not None]
        days = {(w.start, w.end) for w in found}
        if len(days) != 1 or found[0].start != found[0].end or not 0 < (published - found[0].start).days <= LATELY:
            return None
        return replace(found[0], why=f"{found[0].why}; {OF_CLAUSE if own else ONE_DAY}")

    def _anchor(self, t: TimeMention) -> date | None:
        """The date last told before a time, in the same paragraph; without a publication date the last one anywhere."""
        here = self.sentences[t.sentence].paragraph
        anchor = None
        for other in self.mentions:
            if (other.sentence, other.first) >= (t.sentence, t.first):
                break
            near = self.sentences[other.sentence].paragraph == here
            if near or self.article.published is None:
                found = dates.interval(other, self.article.published, anchor)
                anchor = found.start if found else anchor
        return anchor

    def _is_pluperfect(self, m: Mention) -> bool:
        s = self.sentences[m.sentence]
        return any(c.feats.get("Tense") == "Imp" for c in s.children(m.head, "aux"))

    def is_past(self, m: Mention) -> bool:
        """Whether the trigger is in a past tense or a participle."""
        s = self.sentences[m.sentence]
        t = s.tokens[m.head]
        if t.upos == "NOUN" and m.concept.startswith("assault."):
            return True  # "Sunday's shooting": nobody tells of one to come by its day
        if t.upos == "NOUN" and t.base in ("nsubj", "obj") and s.tokens[t.head].upos == "VERB":
            t = s.tokens[t.head]  # "the pull-out began on Monday"
        told = t.feats.get("Tense") in ("Past", "Imp") or any(c.feats.get("Tense") != "Fut" for c in s.children(t.i, "aux"))
        told = told or any(c.feats.get("Tense") in ("Past", "Imp") for c in s.children(t.i, "cop"))  # "the minister was in Pretoria"
        return told or is_cleft(s, m.head, self.tables.grammar) or (t.upos == "ADJ" and t.base in ("acl", "amod"))  # "gli abitanti uccisi"

    def is_to_come(self, m: Mention, when: When | None) -> bool:
        """Whether an act told as done lies after the article: "incrociano le braccia venerdì"."""
        published = self.article.published
        if when is None or published is None or m.status != "happened" or "speech" in ontologies.flags(m.concept):
            return False
        return when.start > published and not self.is_past(m)

    def is_background(self, m: Mention, when: When | None) -> bool:
        """Whether an act lies long before the print, or is told in the pluperfect."""
        published = self.article.published
        if when is not None and published is not None and published - when.end > OLD:
            return True
        return self._is_pluperfect(m)


def tells_the_end(m: Mention, t: TimeMention) -> bool:
    """ "extended the sanctions until March": whether a time says how long a decision holds, not when it was taken."""
    return t.value.get("mod") == "until" and m.status == "happened" and ontologies.code(m.concept).type not in LASTING
