"""Mentions → reports: what the words stand for is looked up, the ontologies are applied, doubtful rows are dropped with their reason.

"L'esercito russo ha bombardato Kherson" → ASSAULT heavy-weapons, RUS MIL against UKR.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property, partial
from typing import Any, Protocol

from sayso import ontologies
from sayso.coding import asked, facing, scenes, targets
from sayso.coding.answered import answered
from sayso.coding.contexts import contexts_of
from sayso.coding.crowds import BANNING, DISPERSING, crowd_dispersed, crowd_told, those_banned
from sayso.coding.doubts import (
    BARE,
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
from sayso.coding.lasting import lasted
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
    is_own_state,
    is_private,
    is_untold,
    opens_headline,
    sides,
)
from sayso.coding.police import DONE_BY_POLICE, police_told
from sayso.coding.said_once import said_once
from sayso.languages import Language, once
from sayso.model import (
    AT_NIGHT,
    DENIED_BY,
    NOBODY,
    OF_CLAUSE,
    OF_SAYING,
    ONE_DAY,
    Argument,
    Article,
    Attribution,
    Count,
    Dropped,
    Known,
    Mention,
    Party,
    Place,
    Quote,
    Report,
    Sentence,
    Sources,
    Span,
    TimeMention,
    When,
)
from sayso.resolve import dates, places, sources
from sayso.resolve.actors import GUESS, SETTING, Actors
from sayso.resolve.gender import called, gender_before, gender_of
from sayso.resolve.linked import linked
from sayso.resolve.media import fullest_names, medium
from sayso.resolve.namings import Naming, Told
from sayso.resolve.parties import party
from sayso.resolve.wording import may_speak
from sayso.syntax import is_cleft

MEETINGS = ("consult.meet", "consult.negotiate")
FIRST_INSTRUMENTS = ("assault.crowd_control", "assault.unconventional", "assault.drone", "assault.suicide")  # where a clause names several
LASTING = ("ASSAULT", "PROTEST", "CONSULT")  # what goes on until a day, and is not decided once
REFINED = ("assault.general", "assault.kill", "assault.wound", "assault.destroy", "assault.targeted")
MATERIAL_CONFLICT, MATERIAL_HELP = 4, 2  # quads
LATELY = 6  # days before the print
FOREIGN = VERBAL  # what states do to states; they fight their own people too
ARMED = ("MIL", "REB", "PRM", "UAF", "COP")
WHOLE_ARTICLE = 5  # sentences: of fewer one cannot tell what an article is about
PUBLIC = ("PROTEST", "MOBILIZE", "COERCE")
JUSTICE = ("COP", "JUD", "ELI")
ARMIES = ("MIL", "REB", "PRM", "UAF")  # what they tell of themselves is no private matter: "the convoy was hit, the army said"
LOCAL = ("assault", "coerce", "protest", "mobilize")
VISITS = ("consult.visit", "consult.host")
COMMENTING = "ELI"
STRIKE = "protest.strike"
GROUPS = ("REB", "UAF", "PAR")
FROM_THE_AIR = ("assault.drone", "assault.aerial")
SHORT = 40  # tokens: a place is carried out of sentences this short into the next paragraph
DASHES = ("-", "--", "–", "—")
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
        self.linked: dict[Attribution, Attribution] = {}
        self.fullest: dict[str, str] = {}
        self.article = article
        self.sentences = sentences
        self.media = media
        self.instruments = by_instrument(words.data("lexicon/instruments"))
        self.without = words.data("realis")["without"]
        self._resolved: dict[tuple[int, int, Span], Known] = {}
        self.weapons = frozenset(words.data("grammar").get("stray_weapons", ()))
        self.made_by = made_by
        self.actors = actors
        self.tables = actors.tables
        self.home: str | None = actors.tables.grammar.get("home")
        self.whereabouts = tuple(f"_{p}" for p in actors.tables.grammar["slots"]["whereabouts"])
        self.addressed = "oblique_" + actors.tables.grammar["slots"]["to"]
        self.times: Sequence[TimeMention] = ()
        self.protests: Sequence[Mention] = ()
        self.told: list[tuple[int, Report]] = []  # with the sentence

    def code(self, found: Found) -> Coded:
        """All reports of what was extracted."""
        out = Coded()
        self.times = found.times
        self.linked = self._link(found)
        self.protests = [m for m in found.mentions if m.concept.startswith("protest.")]
        is_political = not found.is_crime and (found.register is None or found.register >= DOUBTFUL)
        for m in found.mentions:
            made, reason = self._report(m)
            if made is None:
                out.dropped.append(Dropped(m.trigger, "coding", f"{m.concept}: {reason}"))
            elif reason:
                out.drop(made, reason)
            else:
                self.told.append((m.sentence, made))
                (out.faint.append(self._set(m, made) if is_political else made) if is_faint(m, made) else out.reports.append(made))
        for m in found.asides:
            made, _ = self._report(m)
            if made is not None:
                out.apart.append((made, m.aside))
        out.reports = scenes.timed(scenes.placed(out.reports, (*out.reports, *out.faint)), (*out.reports, *out.faint))
        crime = partial(ordinary_crime, is_crime=found.is_crime, crowds=frozenset(self.tables.grammar.get("crowds", ())))
        telling = {self._resolve(m.attribution.source).sector for m in found.mentions if m.attribution is not None}
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
        linked = self._link(found)
        told = [(a, linked.get(a, a), whole) for a, *whole in listed]
        return said_once([Quote(self.article, b, self._resolve(b.source), self._chain(b), tuple(carried.get(a, ())), *whole) for a, b, whole in told])

    def asked(self, found: Found) -> Report:
        """The one report of a pair asked for; without a type where the source does nothing to the target."""
        self.times = found.times
        self.linked = self._link(found)
        a, s = self.article, self.sentences
        sides = tuple(asked.party(span, s, self.actors) for span in asked.spans(a))
        m = asked.chosen(found.mentions, s, a)
        if m is None:
            where = asked.nothing(a, s)
            made = Report("", "", a, where, where, "", asked.NOTHING, "", False, False, sides[:1], sides[1:], None, None, (),
                          Sources(), 0.2, self.made_by, {"concept": "no act told between the two"})
            return replace(made, report_id=stable_id(made))
        when = self._when(m)
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
        when = self._when(m)
        if self._is_to_come(m, when):
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
            concept, actors, recipients = hosted(concept, actors, self._where(m))
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
        where = self._where(m)
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
        where = self._where(m)
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
        background = self._is_background(m, when)
        sectors = frozenset(p.known.sector for p in (*actors, *recipients) if p.known.sector)
        where = self._where(m) or self._at_home(m, concept, actors, recipients)
        report = Report(
            report_id="", event_id="", article=self.article, sentence=s.whole, trigger=m.trigger,
            concept=concept, code=ontologies.code(concept, contexts_of(s, m.head, concept, sectors, self.contexts)),
            status=m.status, hearsay=m.hearsay, background=background,
            actors=actors, recipients=recipients, when=when, where=where, counts=self._counts(m),
            sources=self._sources(m, actors), confidence=confidence(m, concept, actors, recipients, background), made_by=self.made_by,
            why={"concept": m.rule, "status": m.status_why, **({"where": where.why} if where and where.why else {})})
        return replace(report, report_id=stable_id(report))

    def _counts(self, m: Mention) -> tuple[Count, ...]:
        """The mention's counts; who gives one has the name that the chain gives him ("lui" → "Ivan Petrov")."""
        a = m.attribution
        if a is None:
            return m.counts
        given = a.source.span.text
        name = party(self.linked.get(a, a).source, self._resolve, self.media, self.speech).name
        return tuple(replace(c, by=name) if c.by == given else c for c in m.counts)

    def _people(self, m: Mention, concept: str, actors: Sequence[Party]) -> Iterator[tuple[int, int]]:
        """(sentence, token) of what stands for people: counted as harmed, or the object of somebody's killing."""
        yield from ((c.sentence, c.head) for c in m.counts if c.what in targets.HARMED)
        if concept in targets.HURT and actors:
            yield from ((a.sentence, a.head) for a in m.recipients
                        if self.sentences[a.sentence].tokens[a.head].lemma.lower() not in self.tables.not_actors)

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
        if t.upos == "NOUN" and m.concept.startswith("assault."):
            return True  # "Sunday's shooting": nobody tells of one to come by its day
        if t.upos == "NOUN" and t.base in ("nsubj", "obj") and s.tokens[t.head].upos == "VERB":
            t = s.tokens[t.head]  # "the pull-out began on Monday"
        told = t.feats.get("Tense") in ("Past", "Imp") or any(c.feats.get("Tense") != "Fut" for c in s.children(t.i, "aux"))
        told = told or any(c.feats.get("Tense") in ("Past", "Imp") for c in s.children(t.i, "cop"))  # "the minister was in Pretoria"
        return told or is_cleft(s, m.head, self.tables.grammar) or (t.upos == "ADJ" and t.base in ("acl", "amod"))  # "gli abitanti uccisi"

    def _concept(self, m: Mention) -> str:
        """The mention's concept, made finer by a weapon named in its clause, or the one a plan of it is coded as."""
        concept = STRIKE if self._is_stoppage(m) else self._by_instrument(m)
        if m.status in ("planned", "possible"):
            return ontologies.planned(concept) or concept
        return concept

    def _is_stoppage(self, m: Mention) -> bool:
        """Whether a word for an attack or a stoppage ("the strike on June 4 brought no result") is the second, as the article tells of strikers."""
        words = self.tables.grammar.get("strikes_too", ())
        strikers = any(p.concept == STRIKE for p in self.protests)
        return strikers and m.concept == "assault.general" and self.sentences[m.sentence].tokens[m.head].lemma.lower() in words

    def _by_instrument(self, m: Mention) -> str:
        s = self.sentences[m.sentence]
        shots = self.tables.grammar.get("shots", ())
        blows = (i for i in s.subtree(m.head) if not {s.lemmas[k] for k in range(max(0, i - 2), i)}.isdisjoint(shots))
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
        return self.instruments.get(s.lemmas[i]) or (self.instruments.get(s.forms[i]) if s.tokens[i].upos == "NOUN" else None)

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
        if said is not None and self._is_led(s, a) and (leader := self._resolve(said.source)).sector in ARMED:
            return replace(k, country=leader.country, sector=leader.sector, kind="role", why=f"{k.why}; the men of {leader.name}")
        if k.kind == "role" and k.sector == "MIL" and (owner := self._armed_by(s, a, k)) is not None:
            return replace(k, sector=owner.sector, why=f"{k.why}; of {owner.name}")
        told = any(a.span.start <= s.tokens[i].start < a.span.end for i, _ in self.actors.countries[s.i])  # "our Chinese partners"
        if said is None or told or k.kind == "person" or not self._is_first_person(s, a):
            return k
        speaker = self._resolve(said.source)
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
        k = self._resolve(said.source)
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

    def _when(self, m: Mention) -> When | None:
        published = self.article.published
        found = list(self._times_told(m))
        if found:  # "for the second time this month, … on Wednesday": the finer one
            return min((w for w in found if found[0].start <= w.start and w.end <= found[0].end), key=lambda w: w.end - w.start)
        if published is not None and m.status == "happened" and all(tells_the_end(m, t) for t in m.times) and not self._is_pluperfect(m):
            return self._day_around(m, published) or self._lasted(m, published) or When(published, published, "day", "publication date")
        return None

    def _times_told(self, m: Mention) -> Iterator[When]:
        """The times that an act's words tell, in order."""
        published = self.article.published
        told = m.status in ("happened", "ongoing", "denied")
        for t in m.times:
            if tells_the_end(m, t):
                continue
            anchor = self._anchor(t)
            found = dates.interval(t, published, anchor, past=told)
            if found is not None and told and published is not None and not self._is_past(m):
                ahead = dates.interval(t, published, anchor, past=False)
                found = min((found, ahead or found), key=lambda w: abs((w.start - published).days))
            said = told and (self._is_past(m) or "speech" in ontologies.flags(m.concept))
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
        own = [t for t in self.times if t.sentence == here.i and t.kind != "clock" and t.first in below]
        before = own or (t for t in self.times if t.sentence in near and t.kind != "clock")
        found = [w for t in before for w in [dates.interval(t, published, None, past=True)] if w is not None]
        days = {(w.start, w.end) for w in found}
        if len(days) != 1 or found[0].start != found[0].end or not 0 < (published - found[0].start).days <= LATELY:
            return None
        return replace(found[0], why=f"{found[0].why}; {OF_CLAUSE if own else ONE_DAY}")

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
            return self._beside(m) or self._carried(m) or self._datelined(m)
        s = self.sentences[m.place.sentence]
        where = places.place(m.place, s, self.actors)
        return where if where is None else places.finer(where, s, self.towns(s), self.actors)

    def towns(self, s: Sentence) -> list[int]:
        """Where in a sentence towns are told after a preposition of place."""
        towns = [i for i, _, e in self.actors.entities(s) if places.point_of(e, self.tables) is not None]
        return [i for i in towns if self.tables.is_place(s, i) or places.is_apposed(s, i, self.tables)]

    def _at_home(self, m: Mention, concept: str, actors: Sequence[Party], recipients: Sequence[Party]) -> Place | None:
        """The country of acts that one state's people do to each other, where the article plays in that country; of visits, the host's."""
        visit = concept in VISITS
        codes = {p.known.country for p in (recipients if visit else (*actors, *recipients))}
        code = next(iter(codes)) if len(codes) == 1 else None
        abroad = concept.startswith("assault.") and not recipients and all(p.known.sector in (None, "MIL") for p in actors)  # "a Russian raid"
        is_here = not abroad and concept.split(".")[0] in LOCAL and code == self.actors.setting(self.sentences[m.sentence])
        if code not in self.tables.states or not (visit or is_here):
            return None
        return self._country_told(m, code, "the host's country" if visit else "the country of all parties")

    def _country_told(self, m: Mention, code: str | None, why: str) -> Place | None:
        """A country as a place, where it was last named."""
        told = next(((k, i) for k in range(m.sentence, -1, -1) for i, c in self.actors.countries[k] if c == code), None)
        if told is None or code is None:
            return None
        s = self.sentences[told[0]]
        return Place(s.span(told[1], told[1] + 1), self.tables.name_of(code), code, why=f"{why}; told in sentence {s.i + 1}")

    def _set(self, m: Mention, r: Report) -> Report:
        """An act of nobody known took place in the country that the article plays in."""
        where = None if r.where else self._country_told(m, self.actors.setting(self.sentences[m.sentence]), SETTING)
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
        if self._is_nobody(found.source):
            return Sources()
        graph = self._chain(found)
        speaker = self._resolve(found.source).name
        if "speech" in ontologies.flags(m.concept) and m.status == "happened" and sources.is_of_press(graph) and (
                len(m.actors) == 1 and may_speak(m.actors[0].span.text, self.speech)):
            return self._chain(replace(found, source=m.actors[0], beside=(), relays=tuple(
                (x, *branch) for x in (found.source, *found.beside) for branch in found.relays or ((),))))  # "X accused Y, Alfa reported"
        own_words = "speech" in ontologies.flags(m.concept) and (
            speaker in {p.known.name for p in actors} or any(is_own_state(self._resolve(found.source), p.known) for p in actors))
        return Sources() if own_words and all(len(path) < 2 for path in graph.paths) else graph

    def _is_nobody(self, a: Argument) -> bool:
        """Whether nobody is said to have said it ("no group has claimed the kidnapping")."""
        none = self.tables.grammar.get("negative_determiners", ())
        return any(c.form.lower() in none for c in self.sentences[a.sentence].children(a.head, "det"))

    def _link(self, found: Found) -> dict[Attribution, Attribution]:
        people = self.actors.people
        namings = [Naming(i, token, self.actors.person(key), people[key].roles | called(self.sentences[i], token),
                           gender=gender_of(self.sentences[i], token, self.speech) or gender_before(self.sentences[i], token, self.speech))
                   for i, token, key in self.actors.mentions if self.sentences[i].field == "text" and not self._is_where(i, token, key)]
        no_persons = {people[key].name for i, token, key in self.actors.mentions if self._is_where(i, token, key)}
        self.fullest = fullest_names(found.attributions, self.media, self.speech)
        told = Told(namings, self.media, self._is_definite, self._is_told_of, self._is_owned, self._answers, self._is_singular, no_persons,
                    self._gender)
        return linked(found.attributions, self._resolve, self.speech, told)

    def _is_where(self, i: int, token: int, key: str) -> bool:
        """ "detenuto a Silivri": whether a name of one word, of which nothing else is told, stands behind a preposition and nowhere else."""
        before = self.sentences[i].tokens[token - 1] if token else None
        once = sum(k == key for _, _, k in self.actors.mentions) == 1
        return once and before is not None and before.upos == "ADP" and " " not in self.actors.people[key].name and not self.actors.people[key].roles

    def _is_definite(self, a: Argument) -> bool:
        """Whether an article, a pronoun or an owner stands with a phrase, and no "un" and no "another"."""
        s = self.sentences[a.sentence]
        dets = [c for c in s.children(a.head, "det", "nmod:poss", "det:poss") if c.i <= a.head]
        dets += [c for c in s.children(a.head, "case") if c.feats.get("PronType") == "Art" or " " in c.lemma]  # "dal porporato"
        return bool(dets) and not any(c.feats.get("Definite") == "Ind" or c.form.lower() in self.speech.get("others", ()) for c in dets)

    def _gender(self, a: Argument) -> str | None:
        """The gender of a description, by its own form."""
        told = {"Masc": "masculine", "Fem": "feminine"}.get(self.sentences[a.sentence].tokens[a.head].feats.get("Gender", ""))
        return gender_of(self.sentences[a.sentence], a.head, self.speech) or told

    def _is_singular(self, a: Argument) -> bool:
        """Whether a phrase is not of several."""
        return self.sentences[a.sentence].tokens[a.head].feats.get("Number") != "Plur"

    def _answers(self, a: Attribution) -> bool:
        """Whether the verb of an attribution is one of replying, in the sentence of its speaker."""
        verbs = self.speech.get("answering", ())
        return any(t.lemma.lower() in verbs for t in self.sentences[a.source.sentence].tokens if a.cue.start <= t.start < a.cue.end)

    def _is_owned(self, a: Argument) -> bool:
        """Whether "his" or "her" stands with a phrase."""
        return any(c.feats.get("Poss") == "Yes" for c in self.sentences[a.sentence].children(a.head) if c.i < a.head)

    def _is_told_of(self, a: Argument) -> bool:
        """Whether no "un" stands with a phrase."""
        return not any(c.feats.get("Definite") == "Ind" for c in self.sentences[a.sentence].children(a.head, "det") if c.i <= a.head)

    def _chain(self, a: Attribution) -> Sources:
        if a.source.rule == NOBODY:
            return Sources()
        return sources.renamed(sources.sources(a, self._resolve, self.media, self.speech, self._outlet), self.fullest)

    @cached_property
    def _outlet(self) -> str | None:
        """The article's medium, under its name in the table where it has one."""
        own = medium(self.article.outlet or "", self.media, self.speech)
        return own["name"] if own else self.article.outlet

    def _resolve(self, a: Argument) -> Known:
        at = (a.sentence, a.head, a.span)
        if at not in self._resolved:
            self._resolved[at] = self._found(a)
        return self._resolved[at]

    def _found(self, a: Argument) -> Known:
        if a.rule == NOBODY:
            return Known("", None, None, "nobody is named", kind="unnamed", score=0.0)
        s = self.sentences[a.sentence]
        found, words = self.actors.known(s, a.head), asked.inside(s, a.span)
        if words and (found is None or found.why.endswith(SETTING)):  # "British defence minister": the head knows more than its compound
            found = self.actors.known(s, asked.top(words).i) or found
        return found or Known(a.span.text, None, None, "words as they stand", kind="unnamed", score=0.3)


def tells_the_end(m: Mention, t: TimeMention) -> bool:
    """ "extended the sanctions until March": whether a time says how long a decision holds, not when it was taken."""
    return t.value.get("mod") == "until" and m.status == "happened" and ontologies.code(m.concept).type not in LASTING


@once
def by_instrument(words: Mapping[str, Any]) -> dict[str, str]:
    """Weapon → the concept of an attack with it."""
    return {lemma: concept for concept, lemmas in words.items() for lemma in lemmas}


def stable_id(r: Report) -> str:
    """The same article, trigger and concept give the same id on any machine."""
    text = f"{r.article.id}|{r.trigger.field}|{r.trigger.start}|{r.trigger.end}|{r.concept}"
    if r.why.get("status", "").startswith(DENIED_BY):
        text += "|denied"  # the claim itself has the same trigger
    return "r-" + hashlib.sha256(text.encode()).hexdigest()[:16]
