"""Mentions → reports: what the words stand for is looked up, the ontologies are applied, doubtful rows are dropped with their reason.

"L'esercito russo ha bombardato Kherson" → ASSAULT heavy-weapons, RUS MIL against UKR.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, Protocol

from sayso import ontologies
from sayso.coding import asked, facing, scenes, targets
from sayso.coding.answered import answered
from sayso.coding.contexts import contexts_of
from sayso.coding.crowds import BANNING, DISPERSING, crowd_dispersed, crowd_told, those_banned
from sayso.coding.doubts import (
    DOUBTFUL,
    UNKNOWN,
    VERBAL,
    WAR,
    apolitical,
    confidence,
    is_faint,
    is_massacre,
    objections,
    ordinary_crime,
    private_matters,
)
from sayso.coding.instruments import Instruments, by_instrument
from sayso.coding.parties import (
    INTERNATIONAL,
    PAIR,
    SOME_PLACE,
    abroad,
    arranged,
    at_home,
    by_actors,
    hosted,
    is_foreign,
    is_guessed,
    is_mere_place,
    is_private,
    is_untold,
    opens_headline,
    sides,
)
from sayso.coding.police import DONE_BY_POLICE, police_told
from sayso.coding.said_once import said_once
from sayso.coding.speakers import Speakers
from sayso.coding.times import Times
from sayso.coding.where import Where
from sayso.languages import Language
from sayso.model import (
    DENIED_BY,
    Argument,
    Article,
    Attribution,
    Count,
    Dropped,
    Known,
    Mention,
    Party,
    Quote,
    Report,
    Sentence,
    Sources,
    Span,
    TimeMention,
    When,
)
from sayso.resolve.actors import GUESS, SETTING, Actors
from sayso.resolve.parties import party
from sayso.syntax import is_definite

MEETINGS = ("consult.meet", "consult.negotiate")
MATERIAL_HELP, MATERIAL = 2, 4  # quads
FOREIGN = VERBAL  # what states do to states; they fight their own people too
ARMED = ("MIL", "REB", "PRM", "UAF", "COP")
WHOLE_ARTICLE = 5  # sentences: of fewer one cannot tell what an article is about
PUBLIC = ("PROTEST", "MOBILIZE", "COERCE")
JUSTICE = ("COP", "JUD", "ELI")
ARMIES = ("MIL", "REB", "PRM", "UAF")  # what they tell of themselves is no private matter: "the convoy was hit, the army said"
COMMENTING = "ELI"
STRIKE = "protest.strike"
GROUPS = ("REB", "UAF", "PAR")


class Found(Protocol):
    """What extraction gives: mentions, attributions, and every time the article tells, in order."""

    @property
    def mentions(self) -> Sequence[Mention]:
        """Acts, in order."""

    @property
    def attributions(self) -> Sequence[Attribution]:
        """Who says what."""

    @property
    def asides(self) -> Sequence[Mention]:
        """Acts that make no row by themselves."""

    @property
    def times(self) -> Sequence[TimeMention]:
        """Every time told."""

    @property
    def register(self) -> float | None:
        """Log odds that the article tells of politics, where its words are enough to tell."""

    @property
    def is_crime(self) -> bool:
        """Whether the article tells of ordinary crime."""


@dataclass
class Coded:
    """The reports of an article; those without any party, which only count beside another; what was dropped, and the reports of that."""

    reports: list[Report] = field(default_factory=list)
    faint: list[Report] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    apart: list[tuple[Report, str]] = field(default_factory=list)

    def drop(self, r: Report, reason: str) -> None:
        """Leave a report out."""
        self.dropped.append(Dropped(r.trigger, "coding", f"{r.concept}: {reason}"))
        self.apart.append((r, reason))


class Coding:
    """Applies the ontologies to one article's mentions."""

    def __init__(self, article: Article, sentences: Sequence[Sentence], actors: Actors, media: Mapping[str, Any],
                 words: Language, made_by: Mapping[str, str]) -> None:
        self.speech = words.data("speech")
        self.contexts = words.data("contexts") if words.has("contexts") else {}
        self.article = article
        self.sentences = sentences
        self.media = media
        self.instruments = Instruments(sentences, by_instrument(words.data("lexicon/instruments")), actors.tables.grammar.get("shots", ()),
                                       words.data("realis")["without"])
        self.weapons = frozenset(words.data("grammar").get("stray_weapons", ()))
        self.made_by = made_by
        self.actors = actors
        self.tables = actors.tables
        self.home: str | None = actors.tables.grammar.get("home")
        self.whereabouts = tuple(f"_{p}" for p in actors.tables.grammar["slots"]["whereabouts"])
        self.addressed = "oblique_" + actors.tables.grammar["slots"]["to"]
        self.speakers = Speakers(article, sentences, actors, media, self.speech)
        self.where = Where(sentences, actors)
        self.times = Times(article, sentences, actors.tables)
        self.protests: Sequence[Mention] = ()
        self.told: list[tuple[int, Report]] = []  # with the sentence

    def code(self, found: Found) -> Coded:
        """All reports of what was extracted."""
        out = Coded()
        self.times.mentions = found.times
        self.speakers.linked = self.speakers.link(found.attributions)
        self.protests = [m for m in found.mentions if m.concept.startswith("protest.")]
        is_political = not found.is_crime and (found.register is None or found.register >= DOUBTFUL)
        for m in found.mentions:
            made, reason = self._report(m)
            if made is None:
                out.dropped.append(Dropped(m.trigger, "coding", f"{m.concept}: {reason}"))
            elif reason and not (is_political and self._is_told_again(m, made, reason)):
                out.drop(made, reason)
            elif reason or is_faint(m, made):
                made = replace(made, when=self.times.of(self._with_own_times(m))) if reason else made
                out.faint.append(self.where.in_setting(m, made) if is_political else made)
            else:
                out.reports.append(made)
            if made is not None and not reason:
                self.told.append((m.sentence, made))
        for m in found.asides:
            made, _ = self._report(m)
            if made is not None:
                out.apart.append((made, m.aside))
        out.reports = scenes.timed(scenes.placed(out.reports, (*out.reports, *out.faint)), (*out.reports, *out.faint))
        crime = partial(ordinary_crime, is_crime=found.is_crime, crowds=frozenset(self.tables.grammar.get("crowds", ())))
        telling = {self.speakers.resolve(m.attribution.source).sector for m in found.mentions if m.attribution is not None}
        seen = {m.trigger for m in found.mentions if m.is_account and not found.is_crime}
        bound = (unpolitical := f"no article about politics (register {found.register})",)
        for reason, which in ((unpolitical, partial(apolitical, register=found.register)),
                              *((("ordinary crime, no political side", crime),) if telling.isdisjoint(ARMIES) else ()),
                              *((("a private matter", private_matters),) if telling.isdisjoint(("GOV", *ARMIES)) else ()),
                              ("ordinary justice", self._ordinary_justice),
                              ("nobody, nowhere, and nothing else told", self._alone)):
            some = [r for r in which(out.reports) if r.trigger not in seen or reason in bound]
            for r in some:
                out.drop(r, reason)
            out.reports = [r for r in out.reports if r not in some]
        return out

    def quotes(self, found: Found, reports: Sequence[Report], listed: Sequence[tuple[Attribution, Span, Span]]) -> tuple[Quote, ...]:
        """Every attribution ``listed`` (with the whole phrases of source and cue), its speaker, its chain, and the ``reports`` it holds."""
        ids: dict[Span, list[str]] = {}
        for r in reports:
            ids.setdefault(r.trigger, []).append(r.report_id)
        carried: dict[Attribution, dict[str, None]] = {}
        for m in found.mentions:
            if m.attribution is not None:
                carried.setdefault(m.attribution, {}).update(dict.fromkeys(ids.get(m.trigger, ())))
        linked = self.speakers.link(found.attributions)
        told = [(a, linked.get(a, a), whole) for a, *whole in listed]
        return said_once([Quote(self.article, b, self.speakers.resolve(b.source), self.speakers.chain(b), tuple(carried.get(a, ())), *whole)
                          for a, b, whole in told])

    def asked(self, found: Found) -> Report:
        """The one report of a pair asked for; without a type where the source does nothing to the target."""
        self.times.mentions = found.times
        self.speakers.linked = self.speakers.link(found.attributions)
        a, s = self.article, self.sentences
        sides = tuple(asked.party(span, s, self.actors) for span in asked.spans(a))
        m = asked.chosen(found.mentions, s, a)
        if m is None:
            where = asked.nothing(a, s)
            why = {"concept": "no act told between the two"}
            return Report(stable_id(a, where, "", why), "", a, where, where, "", asked.NOTHING, "", False, False, sides[:1], sides[1:],
                          None, None, (), Sources(), 0.2, self.made_by, why)
        when = self.times.of(m)
        acting = (*sides[:1], *(sides[1:] if asked.acts_too(m, a) else ()))
        concept = asked.withheld(m, by_actors(self._concept(m), acting, sides[1:]))
        return self._told(m, concept, sides[:1], sides[1:], when)

    def _ordinary_justice(self, reports: Sequence[Report]) -> list[Report]:
        """Courts, lawyers and private persons among themselves, in an article without arrests, where nobody else has a part."""
        crowds = frozenset(self.tables.grammar.get("crowds", ()))
        if any(r.code.type == "ASSAULT" and is_massacre(r, crowds) for r in reports):
            return []
        if len(self.sentences) < WHOLE_ARTICLE or any(r.code.type in PUBLIC or r.code.mode in WAR or is_foreign(r) for r in reports):
            return []
        return list(reports) if all(is_private(p) or p.known.sector in JUSTICE for r in reports for p in sides(r)) else []

    def _alone(self, reports: Sequence[Report]) -> list[Report]:
        """Acts of nobody in sentences that name no place, where the article tells of nothing else ("gli attacchi", of a singer's)."""
        if any(sides(r) for r in reports):
            return []
        placed = {s.whole for s in self.sentences if any(True for _ in self.tables.entities(s))}
        return [r for r in reports if r.where is None and r.sentence not in placed]

    # ------------------------------------------------------------- one mention

    def _report(self, m: Mention) -> tuple[Report | None, str]:
        """What a mention tells, and what speaks against its being a row."""
        when = self.times.of(m)
        if self.times.is_to_come(m, when):
            m = replace(m, status="planned", status_why=f"{m.status_why}; dated after the article")
        concept = self._concept(m)
        actors = tuple(p for p in self._parties(m.actors, m.attribution) if not is_mere_place(p, concept, self.whereabouts, is_actor=True))
        recipients = tuple(p for p in self._parties(m.recipients, m.attribution)
                           if not is_mere_place(p, concept, self.whereabouts, is_actor=False, addressed=self.addressed))
        if concept == "protest.demo" and not recipients and actors and all(self._is_protested(m, p) for p in actors):
            actors, recipients = (), actors
        actors, recipients = arranged(m.concept, tuple(p for p in actors if not self._is_stray_weapon(p, concept)), recipients)
        if m.concept.startswith("consult."):
            actors, recipients = abroad(actors, (*actors, *recipients), self.home), abroad(recipients, (*actors, *recipients), self.home)
        if concept in MEETINGS and m.status in ("happened", "ongoing") and not recipients and m.place is not None:
            concept, actors, recipients = hosted(concept, actors, self.where.of(m))
        if ontologies.code(concept).type in FOREIGN:
            faces = facing.Facing(self.actors, m.sentence, (*actors, *recipients), concept)
            actors, recipients = tuple(map(faces.told_apart, actors)), tuple(map(faces.told_apart, recipients))
        is_word = ontologies.code(concept).type in VERBAL and ontologies.code(concept).quad != MATERIAL_HELP
        if actors and is_word and all(self._comments(p) for p in actors):
            return None, "an observer's opinion"
        recipients = self._not_own_land(m, concept, actors, at_home(actors, recipients))
        concept = by_actors(concept, actors, recipients)
        if not actors and recipients and concept in DONE_BY_POLICE and m.status in ("happened", "ongoing"):
            actors = police_told(self.actors, recipients, m.sentence)
        if not actors and recipients and concept.startswith("assault.") and m.status in ("happened", "ongoing"):
            actors = crowd_told(recipients, m.sentence, self.protests)
        if not recipients and m.status in ("happened", "ongoing"):
            recipients = self._crowd(m, concept, actors)
        if not recipients and concept.startswith("assault."):
            recipients = self._not_own_land(m, concept, actors, self._targets(m, concept, actors))
        if not recipients:
            recipients = answered(m, concept, actors, self.told, self.sentences[m.sentence], self.tables.grammar.get("deeds_answered", ()))
        reason = next(objections(m, concept, actors, recipients), "")
        return (None if reason and reason not in UNKNOWN else self._told(m, concept, actors, recipients, when)), reason

    def _is_told_again(self, m: Mention, r: Report, reason: str) -> bool:
        """Whether a noun with "the" names an act as known, of whose parties its own words say nothing ("the strike was the result of …")."""
        s = self.sentences[m.sentence]
        is_act = m.rule.startswith("noun") and not m.is_account and (r.code.quad == MATERIAL or not m.weak)
        return reason in UNKNOWN and is_act and not (r.actors or r.recipients) and is_definite(s, m.head)

    def _with_own_times(self, m: Mention) -> Mention:
        """A noun with the times that stand below it, or with the verb it belongs to."""
        s = self.sentences[m.sentence]
        mine = {m.head, s.tokens[m.head].head}
        verbs = ((x, next((t.i for t in s.ancestors(x.last - 1) if t.i in mine or t.upos == "VERB"), None)) for x in m.times)
        return replace(m, times=tuple(x for x, verb in verbs if verb in mine))

    def _is_stray_weapon(self, p: Party, concept: str) -> bool:
        """Whether all that is known of a doer is a weapon, which need not be of the land it falls on ("due droni si sono abbattuti …")."""
        words = p.span.text.lower().split()
        return concept.startswith("assault.") and is_guessed(p) and any(w in self.weapons for w in words)

    def _comments(self, p: Party) -> bool:
        """Whether somebody only comments on what others do ("gli analisti", "a security expert")."""
        words = self.tables.grammar.get("commentators", ())
        told = p.span.text.split() if p.known.kind == "role" else self._titles(p) if p.known.sector == COMMENTING else ()
        return p.known.country not in INTERNATIONAL and any(w.lower() in words for w in told)

    def _titles(self, p: Party) -> list[str]:
        """The words of what a person is called anywhere in the article."""
        return [w for person in self.actors.people.values() if person.name == p.known.name for role in person.roles for w in role.split()]

    def _is_protested(self, m: Mention, p: Party) -> bool:
        """Whether "protests of" somebody are against him: of the one who governs, where there are several."""
        of = self.tables.grammar["slots"]["of"]
        is_several = self.sentences[m.sentence].tokens[m.head].feats.get("Number") == "Plur"
        return is_several and p.rule == f"noun_{of}" and p.known.kind == "person" and p.known.sector == "GOV"

    def _crowd(self, m: Mention, concept: str, actors: Sequence[Party]) -> tuple[Party, ...]:
        """The crowd that police disperse, or whose gathering is banned, where the words name nobody."""
        words = self.tables.grammar
        if concept in DISPERSING and actors and all(p.known.sector in JUSTICE for p in actors):
            return crowd_dispersed(self.actors, m.sentence, words.get("people_gathered", ()))
        return those_banned(self.actors, self.sentences[m.sentence], m.head, words.get("gatherings", ())) if concept in BANNING else ()

    def _targets(self, m: Mention, concept: str, actors: Sequence[Party]) -> tuple[Party, ...]:
        """What an attack hits where its words name no actor: things, else the place of an attack from abroad."""
        if "reciprocal" in ontologies.flags(concept):
            return ()
        where = self.where.of(m)
        told = where is not None and where.country is not None
        country = where.country if where is not None and told else self.actors.setting(self.sentences[m.sentence])
        things, why = self.tables.grammar.get("targets", ()), targets.TOLD if told else targets.SETTING
        found = (*targets.targets(self.sentences, m.recipients, things, country, why),
                 *targets.victims(self.sentences, m.recipients, set(self._people(m, concept, actors)), country, why))
        return found or (tuple(targets.place_attacked(where, actors)) if ontologies.code(concept).mode in WAR else ())

    def _not_own_land(self, m: Mention, concept: str, actors: Sequence[Party], recipients: tuple[Party, ...]) -> tuple[Party, ...]:
        """Nobody shells his own villages: whom the words give no country is of the land the article plays in, where the attacker is from abroad."""
        own = {p.known.country for p in actors if p.known.country and not is_guessed(p)}
        guessed = [p for p in recipients if p.known.country in own and is_untold(p)]
        if not guessed or not concept.startswith("assault."):
            return recipients
        where = self.where.of(m)
        land = where.country if where is not None and where.country and where.country not in own else self.actors.elsewhere(own)
        named = {c for _, c in self.actors.countries[m.sentence]} - own
        if land is None and len(named) == 1:
            land = named.pop()  # "if Taipei did so, Beijing would attack the island"
        if land is None:
            war = ontologies.code(concept).mode in WAR
            guessed = [p for p in guessed if p.known.kind == "thing" or (war and p.known.why == SOME_PLACE)]
        why = "where the article's places are" if land else "not the attacker's own"
        told = [replace(p, known=replace(p.known, country=land, why=f"{p.known.why}; {why}")) if p in guessed else p for p in recipients]
        return tuple(p for p in told if p.known.country or p.known.sector)

    def _told(self, m: Mention, concept: str, actors: tuple[Party, ...], recipients: tuple[Party, ...], when: When | None) -> Report:
        """The report of a mention whose slots are resolved."""
        s = self.sentences[m.sentence]
        background = self.times.is_background(m, when)
        sectors = frozenset(p.known.sector for p in (*actors, *recipients) if p.known.sector)
        where = self.where.of(m) or self.where.at_home(m, concept, actors, recipients)
        why = {"concept": m.rule, "status": m.status_why, **({"where": where.why} if where and where.why else {})}
        return Report(
            report_id=stable_id(self.article, m.trigger, concept, why), event_id="", article=self.article, sentence=s.whole, trigger=m.trigger,
            concept=concept, code=ontologies.code(concept, contexts_of(s, m.head, concept, sectors, self.contexts)),
            status=m.status, hearsay=m.hearsay, background=background,
            actors=actors, recipients=recipients, when=when, where=where, counts=self._counts(m),
            sources=self.speakers.of(m, actors), confidence=confidence(m, concept, actors, recipients, background), made_by=self.made_by,
            why=why)

    def _counts(self, m: Mention) -> tuple[Count, ...]:
        """The mention's counts; who gives one has the name that the chain gives him ("lui" → "Ivan Petrov")."""
        a = m.attribution
        if a is None:
            return m.counts
        given = a.source.span.text
        name = party(self.speakers.linked.get(a, a).source, self.speakers.resolve, self.media, self.speech).name
        return tuple(replace(c, by=name) if c.by == given else c for c in m.counts)

    def _people(self, m: Mention, concept: str, actors: Sequence[Party]) -> Iterator[tuple[int, int]]:
        """(sentence, token) of what stands for people: counted as harmed, or the object of somebody's killing."""
        yield from ((c.sentence, c.head) for c in m.counts if c.what in targets.HARMED)
        if concept in targets.HURT and actors:
            yield from ((a.sentence, a.head) for a in m.recipients
                        if self.sentences[a.sentence].tokens[a.head].lemma.lower() not in self.tables.not_actors)

    def _concept(self, m: Mention) -> str:
        """The mention's concept, made finer by a weapon named in its clause, or the one a plan of it is coded as."""
        concept = STRIKE if self._is_stoppage(m) else self.instruments.of(m)
        if m.status in ("planned", "possible"):
            return ontologies.planned(concept) or concept
        return concept

    def _is_stoppage(self, m: Mention) -> bool:
        """Whether a word for an attack or a stoppage ("the strike on June 4 brought no result") is the second, as the article tells of strikers."""
        words = self.tables.grammar.get("strikes_too", ())
        strikers = any(p.concept == STRIKE for p in self.protests)
        return strikers and m.concept == "assault.general" and self.sentences[m.sentence].tokens[m.head].lemma.lower() in words

    def _parties(self, arguments: Sequence[Argument], said: Attribution | None) -> tuple[Party, ...]:
        out: dict[tuple[str, str | None, str | None], Party] = {}
        for a in arguments:
            s = self.sentences[a.sentence]
            if opens_headline(s, a):
                continue
            known = self.actors.enclitic(s, a.head) if a.rule == "enclitic_object" else self.actors.all_known(s, a.head)
            known = known or list(self._belonging(s, a, said))
            rule = a.rule if len(known) < 2 else f"{a.rule} {PAIR}"
            for k in (self._ours(s, a, k, said) for k in known):
                if k.country or k.sector:
                    out.setdefault((k.name, k.country, k.sector), Party(a.span, k, rule, self._is_new(s, a.head)))
        return tuple(out.values())

    def _ours(self, s: Sentence, a: Argument, k: Known, said: Attribution | None) -> Known:
        """"Our forces", in what somebody says, are those of the speaker's country."""
        if said is not None and self._is_led(s, a) and (leader := self.speakers.resolve(said.source)).sector in ARMED:
            return replace(k, country=leader.country, sector=leader.sector, kind="role", why=f"{k.why}; the men of {leader.name}")
        if k.kind == "role" and k.sector == "MIL" and (owner := self._armed_by(s, a, k)) is not None:
            return replace(k, sector=owner.sector, why=f"{k.why}; of {owner.name}")
        told = any(a.span.start <= s.tokens[i].start < a.span.end for i, _ in self.actors.countries[s.i])  # "our Chinese partners"
        if said is None or told or k.kind == "person" or not self._is_first_person(s, a):
            return k
        speaker = self.speakers.resolve(said.source)
        own = speaker.country if speaker.country and speaker.country not in INTERNATIONAL else None
        return replace(k, country=own, why=f"{k.why}; of the speaker, {speaker.name}") if own else k

    def _armed_by(self, s: Sentence, a: Argument, k: Known) -> Known | None:
        """The armed group whose guns, drones or men are told of ("artillery of the Rapid Support Forces")."""
        owners = (self.actors.known(s, c.i) for c in s.children(a.head, "nmod"))
        return next((o for o in owners if o is not None and o.kind == "org" and o.sector in GROUPS and o.country == k.country), None)

    def _is_led(self, s: Sentence, a: Argument) -> bool:
        """Whether somebody is called the men of the one who speaks ("il colonnello ha detto che i suoi uomini …")."""
        words, t = self.tables.grammar, s.tokens[a.head]
        owned = any(c.lemma.lower() in words.get("his", ()) for c in s.children(a.head, "det", "nmod"))
        return owned and t.lemma.lower() in words.get("men", ()) and t.feats.get("Number") == "Plur"

    def _is_first_person(self, s: Sentence, a: Argument) -> bool:
        first = self.tables.grammar.get("first_possessives", ())
        return any(c.form.lower() in first for c in s.children(a.head, "det", "nmod", "amod"))

    def _belonging(self, s: Sentence, a: Argument, said: Attribution | None) -> tuple[Known, ...]:
        """A thing that somebody calls his own is the speaker's ("our convoy has arrived", "i nostri sistemi non sono stati violati")."""
        led = said is not None and self._is_led(s, a)
        if said is None or not (led or self._is_first_person(s, a)):
            return ()
        k = self.speakers.resolve(said.source)
        own = bool(k.country) and not k.why.endswith((SETTING, GUESS))
        sector = "MIL" if led and k.sector not in ARMED else k.sector
        its = Known(a.span.text, k.country, sector, f"of the speaker, {k.name}", kind="role" if led else "thing", score=min(k.score, 0.5))
        return (its,) if own else ()

    def _is_new(self, s: Sentence, head: int) -> bool:
        """Whether a phrase opens with "un", a number or "altri"; "tutti i 16" are those told of before."""
        opening = list(s.children(head, "det", "nummod", "amod"))
        is_known = any(c.feats.get("Definite") == "Def" or c.lemma in self.tables.grammar.get("known_words", ()) for c in opening)
        return any(c.feats.get("Definite") == "Ind" or (c.base == "nummod" and not is_known) or c.lemma in self.tables.grammar["new_words"]
                   for c in opening)


def stable_id(article: Article, trigger: Span, concept: str, why: Mapping[str, str]) -> str:
    """The same article, trigger and concept give the same id on any machine."""
    text = f"{article.id}|{trigger.field}|{trigger.start}|{trigger.end}|{concept}"
    if why.get("status", "").startswith(DENIED_BY):
        text += "|denied"  # the claim itself has the same trigger
    return "r-" + hashlib.sha256(text.encode()).hexdigest()[:16]
