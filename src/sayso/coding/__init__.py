"""Mentions → reports: what the words stand for is looked up, the ontologies are applied, doubtful rows are dropped with their reason.

"L'esercito russo ha bombardato Kherson" → ASSAULT heavy-weapons, RUS MIL against UKR.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any, Protocol

from sayso import ontologies
from sayso.model import Argument, Article, Attribution, Dropped, Known, Mention, Party, Place, Report, Sentence, Sources, TimeMention, When
from sayso.resolve import dates, places, sources
from sayso.resolve.actors import Actors

BARE = ("protest.demo", "protest.riot", "protest.strike", "coerce.curfew", "coerce.martial_law")  # acts that need no party: "cortei ovunque"
FIRST_INSTRUMENTS = ("assault.crowd_control", "assault.unconventional", "assault.drone", "assault.suicide")  # where a clause names several
REFINED = ("assault.general", "assault.kill", "assault.wound", "assault.destroy", "assault.targeted")
PAIR = "(both)"  # ends the rule of words that stand for two parties
PLACES = ("place", "capital", "country", "region")
SETTING = "country: the setting's"
DOMESTIC = ("OPP", "PTY", "CVL", "LAB", "EDU", "SOC", "AGR", "REL", "JRN", "BUS", "LEG")
AUTHORITIES = ("GOV", "LEG", "COP", "JUD", "MIL")
POLITICAL = ("GOV", "LEG", "MIL", "REB", "UAF", "PRM", "PTY", "OPP", "SPY", "REF", "REL", "JRN", "LAB", "EDU", "SOC", "PRE")
PRIVATE = ("CVL", "CRM", "BUS", "MED", None)
WAR = ("aerial", "drone", "heavy-weapons", "suicide-attack", "unconventional", "crowd-control", "explosives", "targeted", "abduct")
INTERNATIONAL = ("UNO", "EUR", "IGO", "NGO", "ISM", "IMG", "MNC")
LOCAL = ("assault", "coerce", "protest", "mobilize")
NEED_ACTOR = ("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "REQUEST", "REJECT", "THREATEN", "MOBILIZE")
OLD = timedelta(days=14)  # what lies further back than this is background


class Found(Protocol):
    """What extraction gives: mentions, attributions, and every time the article tells, in order."""

    @property
    def mentions(self) -> Sequence[Mention]:
        """Acts, in order."""

    @property
    def attributions(self) -> Sequence[Attribution]:
        """Who says what."""

    @property
    def times(self) -> Sequence[TimeMention]:
        """Every time told."""


@dataclass
class Coded:
    """The reports of an article; those without any party, which only count beside another; and what was dropped."""

    reports: list[Report] = field(default_factory=list)
    echoes: list[Report] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)


class Coding:
    """Applies the ontologies to one article's mentions."""

    def __init__(self, article: Article, sentences: Sequence[Sentence], actors: Actors, media: Mapping[str, Any],
                 speech: Mapping[str, Any], instruments: Mapping[str, list[str]], made_by: Mapping[str, str]) -> None:
        self.speech = speech
        self.linked: dict[Attribution, Attribution] = {}
        self.article = article
        self.sentences = sentences
        self.media = media
        self.instruments = {lemma: concept for concept, lemmas in instruments.items() for lemma in lemmas}
        self.made_by = made_by
        self.actors = actors
        self.tables = actors.tables
        self.home: str | None = actors.tables.grammar.get("home")
        self.whereabouts = tuple(f"_{p}" for p in actors.tables.grammar["slots"]["whereabouts"])
        self.times: Sequence[TimeMention] = ()

    def code(self, found: Found) -> Coded:
        """All reports of what was extracted."""
        out = Coded()
        self.times = found.times
        self.linked = sources.linked(found.attributions, self._resolve, self.speech)
        for m in found.mentions:
            made = self._report(m)
            if isinstance(made, Report):
                (out.echoes if is_echo(m, made) else out.reports).append(made)
            else:
                out.dropped.append(Dropped(m.trigger, "coding", f"{m.concept}: {made}"))
        crime = list(ordinary_crime(out.reports))
        out.reports = [r for r in out.reports if r not in crime]
        out.dropped += [Dropped(r.trigger, "coding", f"{r.concept}: ordinary crime, no political side") for r in crime]
        return out

    # ------------------------------------------------------------- one mention

    def _report(self, m: Mention) -> Report | str:
        when = self._when(m)
        if self._is_to_come(m, when):
            m = replace(m, status="planned", status_why=f"{m.status_why}; dated after the article")
        concept = self._concept(m)
        actors = tuple(p for p in self._parties(m.actors) if not is_mere_place(p, concept, self.whereabouts, is_actor=True))
        recipients = tuple(p for p in self._parties(m.recipients) if not is_mere_place(p, concept, self.whereabouts, is_actor=False))
        actors, recipients = arranged(m.concept, actors, recipients)
        if m.concept.startswith("consult."):
            actors, recipients = abroad(actors, (*actors, *recipients), self.home), abroad(recipients, (*actors, *recipients), self.home)
        recipients = at_home(actors, recipients)
        concept = by_actors(concept, actors, recipients)
        reason = next(objections(m, concept, actors, recipients), None)
        if reason:
            return reason
        report = Report(
            report_id="", event_id="", article=self.article, sentence=self.sentences[m.sentence].whole, trigger=m.trigger,
            concept=concept, code=ontologies.code(concept), status=m.status, hearsay=m.hearsay, background=self._is_background(m, when),
            actors=actors, recipients=recipients, when=when, where=self._where(m), counts=m.counts,
            sources=self._sources(m, actors), confidence=confidence(m, actors, recipients), made_by=self.made_by,
            why={"concept": m.rule, "status": m.status_why})
        return replace(report, report_id=stable_id(report))

    def _is_to_come(self, m: Mention, when: When | None) -> bool:
        """Whether an act told as done lies after the article: "incrociano le braccia venerdì"."""
        published = self.article.published
        if when is None or published is None or m.status != "happened" or "speech" in ontologies.flags(m.concept):
            return False
        return when.start > published and not self._is_past(m)

    def _is_past(self, m: Mention) -> bool:
        """Whether the trigger is in a past tense or a participle."""
        s = self.sentences[m.sentence]
        t = s.tokens[m.head]
        return t.feats.get("Tense") in ("Past", "Imp") or any(True for _ in s.children(m.head, "aux"))

    def _concept(self, m: Mention) -> str:
        """The mention's concept, made finer by a weapon named in its clause, or the one a plan of it is coded as."""
        concept = self._by_instrument(m)
        if m.status in ("planned", "possible"):
            return ontologies.planned(concept) or concept
        return concept

    def _by_instrument(self, m: Mention) -> str:
        if m.concept not in REFINED:
            return m.concept
        s = self.sentences[m.sentence]
        near = (i for i in s.subtree(m.head) if abs(i - m.head) < 15)
        hits = [hit for i in near if (hit := self.instruments.get(s.tokens[i].lemma.lower()))]
        return next((c for c in FIRST_INSTRUMENTS if c in hits), hits[0] if hits else m.concept)

    def _parties(self, arguments: Sequence[Argument]) -> tuple[Party, ...]:
        out: dict[tuple[str, str | None, str | None], Party] = {}
        for a in arguments:
            s = self.sentences[a.sentence]
            if opens_headline(s, a):
                continue
            known = self.actors.enclitic(s, a.head) if a.rule == "enclitic_object" else self.actors.all_known(s, a.head)
            rule = a.rule if len(known) < 2 else f"{a.rule} {PAIR}"
            for k in known:
                if k.country or k.sector:
                    out.setdefault((k.name, k.country, k.sector), Party(a.span, k, rule, self._is_new(s, a.head)))
        return tuple(out.values())

    def _is_new(self, s: Sentence, head: int) -> bool:
        """Whether a phrase opens with "un", a number or "altri"."""
        for c in s.children(head, "det", "nummod", "amod"):
            if c.feats.get("Definite") == "Ind" or c.base == "nummod" or c.lemma in self.tables.grammar["new_words"]:
                return True
        return False

    def _when(self, m: Mention) -> When | None:
        published = self.article.published
        told = m.status in ("happened", "ongoing", "denied")
        for t in m.times:
            anchor = self._anchor(t)
            found = dates.interval(t, published, anchor, past=told)
            if found is not None and told and published is not None and not self._is_past(m):
                ahead = dates.interval(t, published, anchor, past=False)
                found = min((found, ahead or found), key=lambda w: abs((w.start - published).days))
            said = told and (self._is_past(m) or "speech" in ontologies.flags(m.concept))
            if found is not None and not (said and published is not None and found.start > published):
                return found
        if published is not None and m.status == "happened" and not m.times and not self._is_pluperfect(m):
            return When(published, published, "day", "publication date")
        return None

    def _anchor(self, t: TimeMention) -> date | None:
        """The date last told before a time, in the same paragraph; without a publication date the last one anywhere."""
        here = self.sentences[t.sentence].paragraph
        anchor = None
        for other in self.times:
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

    def _where(self, m: Mention) -> Place | None:
        if m.place is None:
            return self._carried(m)
        return places.place(m.place, self.sentences[m.place.sentence], self.tables)

    def _carried(self, m: Mention) -> Place | None:
        """The town told of before in the paragraph, for acts that take place somewhere."""
        if m.concept.split(".")[0] not in LOCAL or self.sentences[m.sentence].is_heading:
            return None
        here = self.sentences[m.sentence]
        for k in range(m.sentence, max(-1, m.sentence - 3), -1):
            s = self.sentences[k]
            if s.paragraph != here.paragraph:
                return None
            towns = [i for i, _, e in self.tables.entities(s) if e.kind in ("place", "capital") and self.tables.is_place(s, i)]
            if towns:
                return places.place(Argument(s.span(towns[0], towns[0] + 1), s.i, towns[0], "carried"), s, self.tables)
        return None

    def _is_background(self, m: Mention, when: When | None) -> bool:
        published = self.article.published
        if when is not None and published is not None and published - when.end > OLD:
            return True
        return self._is_pluperfect(m)

    def _sources(self, m: Mention, actors: Sequence[Party]) -> Sources:
        """The chain of the clause; an act that is done by saying it has one only where somebody passes it on."""
        if m.attribution is None:
            return Sources()
        found = self.linked.get(m.attribution, m.attribution)
        graph = sources.sources(found, self._resolve, self.media, self.speech, self.article.outlet)
        speaker = self._resolve(found.source).name
        own_words = "speech" in ontologies.flags(m.concept) and speaker in {p.known.name for p in actors}
        return Sources() if own_words and all(len(path) < 2 for path in graph.paths) else graph

    def _resolve(self, a: Argument) -> Known:
        found = self.actors.known(self.sentences[a.sentence], a.head)
        return found or Known(a.span.text, None, None, "words as they stand", kind="unnamed", score=0.3)


def at_home(actors: Sequence[Party], recipients: tuple[Party, ...]) -> tuple[Party, ...]:
    """An authority whose country the words do not give is that of the citizens who address it ("l'opposizione georgiana ha chiesto al governo")."""
    homes = {p.known.country for p in actors if p.known.sector in DOMESTIC and p.known.country and not p.known.why.endswith(SETTING)}
    if len(homes) != 1:
        return recipients
    home = homes.pop()
    return tuple(replace(p, known=replace(p.known, country=home, why=f"{p.known.why}; the actor's own"))
                 if p.known.sector in AUTHORITIES and p.known.why.endswith(SETTING) else p for p in recipients)


def ordinary_crime(reports: Sequence[Report]) -> Iterator[Report]:
    """Violence among private persons, in an article where nobody has a political side."""
    if any(p.known.sector in POLITICAL or p.known.kind in ("org", "seat") for r in reports for p in (*r.actors, *r.recipients)):
        return
    for r in reports:
        sides = (*r.actors, *r.recipients)
        is_foreign = len({p.known.country for p in sides if not p.known.why.endswith(SETTING)}) > 1
        private = all(p.known.sector in PRIVATE and p.known.kind not in PLACES and p.known.country not in INTERNATIONAL for p in sides)
        if r.code.type == "ASSAULT" and r.code.mode not in WAR and not is_foreign and private:
            yield r


def abroad(parties: tuple[Party, ...], everybody: Sequence[Party], home: str | None) -> tuple[Party, ...]:
    """Nobody meets his own state: "il premier ha incontrato Macron a Parigi" is not the French one, but that of the language's home."""
    told = {p.known.country for p in everybody if p.known.country and not p.known.why.endswith(SETTING)}
    if home is None or home in told:
        return parties
    return tuple(replace(p, known=replace(p.known, country=home, why=f"{p.known.why}; meets that state, so the home country's"))
                 if p.known.sector == "GOV" and p.known.kind == "role" and p.known.why.endswith(SETTING) and p.known.country in told else p
                 for p in parties)


def by_actors(concept: str, actors: Sequence[Party], recipients: Sequence[Party]) -> str:
    """A state that "protests" does so by diplomacy; a politician who "attacks" a politician does so in words."""
    if concept == "protest.demo" and actors and all(p.known.kind in ("country", "capital", "seat") or p.known.sector == "GOV" for p in actors):
        return "accuse.disapprove"
    if concept == "assault.general" and actors and recipients and all(is_speaker(p) for p in (*actors, *recipients)):
        return "accuse.disapprove"
    return concept


def is_speaker(p: Party) -> bool:
    """A named person or a party, paper or parliament: someone who attacks with words."""
    return p.known.sector in ("PTY", "LEG", "OPP", "JRN", "ELI") or (p.known.kind == "person" and p.known.sector in ("GOV", None))


def is_echo(m: Mention, r: Report) -> bool:
    """Whether a report says too little to be an event of its own and can only speak of one told elsewhere."""
    if r.code.type in NEED_ACTOR and not r.actors:
        return True
    if r.concept == "assault.war" and len(r.actors) + len(r.recipients) < 2:
        return True
    return not r.actors and not r.recipients and (m.weak or r.concept not in BARE)


def is_mere_place(p: Party, concept: str, whereabouts: tuple[str, ...], is_actor: bool) -> bool:
    """Whether a party is only where it happened ("il vertice di Palermo", "a Chicago i poliziotti hanno lanciato …")."""
    if is_actor:
        return p.known.kind == "place" and p.rule not in ("active_subject", "passive_agent")
    family = concept.split(".")[0]
    if p.known.kind not in PLACES or not p.rule.endswith(whereabouts):
        return False
    return family in ("coerce", "protest", "accuse") or (family == "assault" and p.rule.startswith("oblique"))


def arranged(concept: str, actors: tuple[Party, ...], recipients: tuple[Party, ...]) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    """Both sides of a mutual act are actors; a host named first is the recipient; nobody is both."""
    if concept == "consult.host":
        actors, recipients = recipients, actors
    if "reciprocal" in ontologies.flags(concept):
        actors, recipients = actors + recipients, ()
    actors = without_seats(distinct(actors))
    mine = {p.known.name for p in actors}
    return actors, tuple(p for p in distinct(recipients) if p.known.name not in mine)


def without_seats(parties: tuple[Party, ...]) -> tuple[Party, ...]:
    """Without a capital or state beside an organ of it ("Seul, la polizia carica il corteo")."""
    organs = {p.known.country for p in parties if p.known.sector}
    return tuple(p for p in parties if p.known.sector or p.known.kind not in PLACES or p.known.country not in organs)


def opens_headline(s: Sentence, a: Argument) -> bool:
    """Whether a place only sets the scene of a headline ("Iraq, ucciso un capo dei ribelli")."""
    last = next((t.i for t in s.tokens if t.end >= a.span.end), a.head)
    follows = s.tokens[last + 1].form if last + 1 < len(s.tokens) else ""
    return s.is_heading and a.head < 3 and a.rule != "headline_state" and follows in (",", ":") and a.rule not in ("active_subject",)


def is_apposed(a: Party, b: Party) -> bool:
    """An office and its bearer set beside it ("il ministro della Difesa, Mario Rossi")."""
    kinds = {a.known.kind, b.known.kind}
    return kinds == {"role", "person"} and 0 < b.span.start - a.span.end <= 2 and a.span.field == b.span.field and a.known.country == b.known.country


def distinct(parties: Sequence[Party]) -> tuple[Party, ...]:
    """Each party once; of two readings of the same words the one that knows more."""
    out: list[Party] = []
    for p in parties:
        twin = next((q for q in out if q.known.name == p.known.name or is_apposed(q, p) or (q.span == p.span and not p.rule.endswith(PAIR))), None)
        if twin is None:
            out.append(p)
        elif (p.known.kind == "person", bool(p.known.sector)) > (twin.known.kind == "person", bool(twin.known.sector)):
            out[out.index(twin)] = p
    return tuple(out)


def objections(m: Mention, concept: str, actors: Sequence[Party], recipients: Sequence[Party]) -> Iterator[str]:
    """Why a mention makes no row."""
    flags = ontologies.flags(concept)
    if m.needs in ("actor", "both") and not actors:
        yield "no known actor"
    if m.needs in ("rec", "both") and not recipients and not ("reciprocal" in flags and len(actors) > 1):
        yield "no known recipient"
    if "needs_recipient" in flags and not recipients:
        yield "no known recipient"
    if "weak" in flags and not (actors and (recipients or "reciprocal" in flags)):
        yield "too vague without known parties"
    if "speech" in flags and not actors and not (recipients and concept.startswith("accuse.")):
        yield "no known speaker"


def confidence(m: Mention, actors: Sequence[Party], recipients: Sequence[Party]) -> float:
    """A first estimate from how sure the slots are."""
    score = 0.35 + (0.15 if m.rule.startswith("verb") else 0.05)
    for side in (actors, recipients):
        if side:
            score += 0.2 * max(p.known.score for p in side)
    if m.status in ("possible", "denied"):
        score -= 0.1
    return round(min(max(score, 0.05), 0.95), 3)


def stable_id(r: Report) -> str:
    """The same article, trigger and concept give the same id on any machine."""
    text = f"{r.article.id}|{r.trigger.field}|{r.trigger.start}|{r.trigger.end}|{r.concept}"
    return "r-" + hashlib.sha256(text.encode()).hexdigest()[:16]


