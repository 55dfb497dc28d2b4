"""Sentences → mentions: every clause or noun phrase that tells of an act, with the words that fill its slots.

Nothing here knows a country or a code: what words stand for is the business of :mod:`sayso.resolve` and :mod:`sayso.coding`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sayso.extract import attribution as attributions
from sayso.extract import figures, register, time, topic
from sayso.extract.attribution.listed import listed
from sayso.extract.denial import denials
from sayso.extract.means import is_aim, with_aims, with_means
from sayso.extract.own_counts import given_by, is_of_date_or_name, is_told_here, own_counts
from sayso.extract.own_times import is_deadline, is_in_content, is_since_last, nearest_times
from sayso.extract.place import place_of
from sayso.extract.realis import AIM, Judge, Realis, conditioned, is_announced, is_denied_charge, is_past_infinitive
from sayso.extract.roles import Filler, Frames
from sayso.extract.trigger import Trigger, family
from sayso.extract.triggers import Finder, speaker_meant
from sayso.languages import Language
from sayso.model import BARE_WORD, Argument, Attribution, Count, Dropped, Mention, Sentence, Span, TimeMention, Token
from sayso.syntax import argument, is_definite, name_head, preposition

WILLED = ("REQUEST", "THREATEN", "REJECT", "AGREE", "CONCEDE")  # what stands under such a speech act is its content, not a second event
OFFERS = ("concede.", "agree.peace")
TO_COME = ("agree.meet", "agree.sign", "agree.joint", "agree.aid", "protest.", "concede.", "aid.relief", "aid.asylum", "sanction.expel")
ANNOUNCED = ("coerce.arrest", "coerce.seize", "coerce.deport", "assault.kill", "assault.conquer", "sanction.expel", "sanction.break",
             "retreat.resign")
REFUSALS = ("reject.meet",)
CHARGES = ("accuse.allege", "accuse.charge")
VIOLENT = ("ASSAULT", "COERCE")
BANS = ("coerce.ban", "coerce.restrict")
JOURNEYS = ("consult.visit",)
# family of an act: what it is to ask for it
DEMANDED = {"retreat": "request.yield", "concede": "request.yield", "consult": "request.meet", "aid": "request.assist"}
# family of an act: what it is to warn of one's own doing it
WARNED = {"coerce": "threaten.restrict", "assault": "threaten.violence", "mobilize": "threaten.violence", "sanction": "threaten.relations"}
FINER_WARNED = {"coerce.arrest": "threaten.arrest", "coerce.deport": "threaten.expel", "sanction.expel": "threaten.expel",
                "coerce.annex": "threaten.territory", "coerce.occupy": "threaten.territory"}
LONG = ("year", "decade", "span", "lasting", "month")  # times of what is no single event's: "since 2014 forty people have been killed"
BRANCHES = ("xcomp", "ccomp", "obj", "acl", "nmod", "obl", "conj", "csubj", "advcl", "amod", "nsubj")


@dataclass(frozen=True)
class Extracted:
    """What an article's sentences gave."""

    mentions: tuple[Mention, ...]
    attributions: tuple[Attribution, ...]
    times: tuple[TimeMention, ...]
    dropped: tuple[Dropped, ...]
    is_crime: bool = False  # the article tells of ordinary crime or of a private suit
    register: float | None = None  # log odds that the article is one that tells of politics
    asides: tuple[Mention, ...] = ()  # acts that make no row by themselves


# why an act is put aside
LOOSE, CONTENT, CHARGED, THING = "an account too loose to stand alone", "content of", "named in a charge", "done by a thing"


@dataclass(frozen=True, slots=True)
class Seen:
    """A sentence with the triggers found, those of them that tell an act, its numbers and its times."""

    sentence: Sentence
    found: Sequence[Trigger]
    kept: Sequence[Trigger]
    counts: Sequence[Count]
    when: Sequence[TimeMention]


@dataclass(frozen=True)
class Outside:
    """What extraction must be told from outside: nationality adjectives, mutual concepts, types, where place names stand,
    and the names of media with their kind."""

    adjectives: frozenset[str]
    reciprocal: frozenset[str]
    type_of: Callable[[str], str]
    is_speech: Callable[[str], bool]
    places: Callable[[Sentence], list[int]]
    media: Mapping[str, str]


class Extractor:
    """Extracts with one language's words."""

    def __init__(self, words: Language, outside: Outside) -> None:
        self.words = words
        self.outside = outside
        self.grammar = words.data("grammar")
        self.judge = Judge(words.data("realis"), self.grammar)

    def listed(self, sentences: Sequence[Sentence], found: Sequence[Attribution]) -> list[tuple[Attribution, Span, Span]]:
        """What the list of quotations shows: attributions and judgements, each with the whole phrases of its source and its cue."""
        return listed(sentences, self.words.data("speech"), found)

    def mentions(self, sentences: Sequence[Sentence], is_party: Callable[[Sentence, int], bool]) -> Extracted:
        """All mentions of an article's sentences, and what was seen but dropped. ``is_party``: whether a token stands for someone known."""
        frames = Frames(sentences, self.grammar)
        finder = Finder(self.words, frames, self.outside.adjectives, self.outside.reciprocal, is_party)
        said = attributions.attributions(sentences, self.words.data("speech"), self.outside.media, is_party)
        near = attributions.nearby(said, sentences)
        out: list[Mention] = []
        tolls: list[Count] = []
        asides: list[Mention] = []
        later: list[Seen] = []
        dropped: list[Dropped] = []
        times: list[TimeMention] = []
        about = self.words.data("topics")
        told: dict[int, str | None] = {}  # what each sentence counts last
        off_topic = topic.off_topic(sentences, about)
        firsts, since = self.grammar.get("firsts", ()), self.grammar.get("since_last", {})
        for s in sentences:
            if s.i in off_topic:
                dropped += [Dropped(t.span, "extract", f"{t.concept}: {off_topic[s.i]}") for t in finder.triggers(s)]
                continue
            found = finder.triggers(s)
            dropped += [Dropped(t.span, "extract", f"{t.concept}: what is said to be done is no promise") for t in found if is_assertion(t)]
            found = [t for t in found if not is_assertion(t)]
            triggers = [self._charged(t, frames) for t in with_means(with_aims([t for t in found if not t.entry.is_loose]), self.outside.type_of)]
            when = [m for m in time.mentions(s, self.words.data("time")) if not is_since_last(s, m, firsts, since)]
            topics = [figures.topic_of([t.concept for t in triggers], before, s, sentences) for before in (out, ())]
            counts = given_by(s, near.get(s.i, ()), self.words.data("numbers"), topics[0], told.get(s.i - 1), topics[1])
            counts = tuple(c for c in counts if not is_of_date_or_name(s, c, when))
            told[s.i] = figures.last_counted(s, counts, self.words.data("numbers")) if s.field == "text" else None
            times += when
            phrases = topic.idioms(s, about)
            reasons = {t.head: next(self._redundant(t, triggers, finder), None) or self._averted(t) or figurative(t, phrases)
                       or self._inanimate(t, finder) for t in triggers}
            kept = [t for t in triggers if not reasons[t.head]]
            dropped += [Dropped(t.span, "extract", f"{t.concept}: {reasons[t.head]}") for t in triggers if reasons[t.head]]
            counts = tuple(replace(c, by=c.by or by.source.span.text) if (by := attributions.cover(near.get(s.i, ()), c.span)) else c for c in counts)
            counts = tuple(c if c.by else replace(c, by=figures.counter(s, c, self.words.data("numbers"))) for c in counts)
            out += [self._mention(x, kept, sentences, when, counts, said, near.get(s.i, ())) for t in kept for x in (t, *second_acts(t))]
            later.append(Seen(s, found, kept, counts, when))
            loose = [*((t, LOOSE) for t in found if t.entry.is_loose),
                     *((t, BARE_WORD) for t in finder.loose(s, found)), *((t, CHARGED) for t in finder.charged(s, found)),
                     *((t, r) for t in triggers if (r := reasons[t.head] or "").startswith((CONTENT, CHARGED, THING)))]
            asides += [replace(self._mention(t, (*kept, t), sentences, when, counts, said, near.get(s.i, ())), aside=r) for t, r in loose]
            if not any(m.kind in LONG for m in when):
                tolls += [c for c in counts if c.what in figures.FAMILIES and not is_told_here(c, kept)]
        named = frozenset(m.concept for m in out)
        asides += [m for seen in later for m in self._told_again(seen, finder, named, sentences, said, near.get(seen.sentence.i, ()))]
        out = told_as_known(figures.carried(out, tolls, sentences), sentences)
        out += denials(out, sentences, self.words.data("realis"), self.grammar, is_party)
        kind = register.register("\n".join(s.text for s in sentences), self.words.register)
        return Extracted(tuple(out), tuple(said), tuple(times), tuple(dropped), topic.is_crime(sentences, about), kind, tuple(asides))

    def _told_again(self, seen: Seen, finder: Finder, told: frozenset[str], sentences: Sequence[Sentence], said: Sequence[Attribution],
                    near: Sequence[Attribution]) -> Iterator[Mention]:
        """What a sentence tells again of the acts that the article tells: nouns of what is known, and verbs with a day of their own."""
        s, kept, when = seen.sentence, seen.kept, seen.when
        taken, here = {k for t in seen.found for k in (t.head, *t.used)}, {family(t) for t in seen.found}
        for t in finder.happening(s, taken, told):
            yield replace(self._mention(t, (*kept, t), sentences, when, seen.counts, said, near), aside=LOOSE)
        for t in finder.again(s, taken, told):
            m = self._mention(t, (*kept, t), sentences, when, (), said, near)
            if m.times and family(t) not in here:
                yield replace(m, aside=LOOSE)

    def _mention(self, t: Trigger, rivals: Sequence[Trigger], sentences: Sequence[Sentence], when: Sequence[TimeMention],
                 counts: Sequence[Count], said: Sequence[Attribution], near: Sequence[Attribution]) -> Mention:
        s = t.sentence
        realis = self._realis(t)
        covering = attributions.cover(near, t.span) or self._claimed(t, near)
        speaker = speaker_of(t, covering, said, self.grammar) if not t.agents or (realis.status == "planned" and is_first_person(t)) else None
        if covering is not None and self._is_demand(t, covering):
            speaker, realis = replace(covering.source, rule="active_subject"), Realis(why="told that they must")
            concept = DEMANDED.get(t.concept.split(".")[0], "request.general")
            t = replace(t, entry=replace(t.entry, concept=concept, needs="actor"),
                        recipients=tuple(x for x in t.agents if not x.rule.startswith("oblique")))
        elif covering is not None and realis.status == "planned" and self._is_warned_of(t, covering, speaker, sentences):
            family = t.concept.split(".")[0]
            concept = FINER_WARNED.get(t.concept, WARNED[family])
            speaker = speaker or replace(covering.source, rule="active_subject")
            t, realis = replace(t, entry=replace(t.entry, concept=concept, needs="actor")), Realis(why=f"{covering.cue.text!r}: a threat made")
        return Mention(
            sentence=s.i, trigger=t.span, head=t.head, concept=t.concept, rule=t.rule,
            actors=(speaker,) if speaker else arguments(t.agents, sentences), recipients=arguments(t.recipients, sentences),
            status=realis.status, status_why=realis.why, hearsay=realis.hearsay,
            times=tuple(self._times(t, rivals, when)), place=place_of(t, self.outside.places(s), self.grammar),
            counts=tuple(own_counts(t, rivals, counts, self.words.data("numbers"))),
            attribution=None if covering is not None and self._is_known(t, covering) else covering,
            needs=t.entry.needs, weak="weak" in t.entry.flags, is_account=t.entry.is_account)

    def _is_known(self, t: Trigger, covering: Attribution) -> bool:
        """Whether an act among somebody's words is not what he claims."""
        return is_presupposed(t.sentence, t.head, covering, self.grammar) or is_occasion(t, covering, self.grammar)

    def _claimed(self, t: Trigger, near: Sequence[Attribution]) -> Attribution | None:
        """ "The group claimed responsibility for the attack": a deed that somebody tells of himself with the very word of saying."""
        claims = self.words.data("speech").get("claims_deed", ())
        if t.sentence.tokens[t.head].lemma not in claims:
            return None
        return next((a for a in near if a.rule == "verb_of_saying" and a.cue.start <= t.span.start and t.span.end <= a.cue.end
                     and any(x.sentence == a.source.sentence and x.token == a.source.head for x in t.agents)), None)

    def _is_warned_of(self, t: Trigger, covering: Attribution, speaker: Argument | None, sentences: Sequence[Sentence]) -> bool:
        """Whether a speaker warns of what he himself will do ("We will close the strait", an admiral warned)."""
        if t.concept.split(".")[0] not in WARNED:
            return False
        speech = self.words.data("speech")
        threats = {str(w) for key in ("warn", "threaten") for w in speech.get(key, ())}
        cue = covering.cue
        said_in = (x for x in sentences if x.field == cue.field and x.start <= cue.start < x.end)
        lemmas = {k.lemma for x in said_in for k in x.tokens if cue.start <= k.start < cue.end}
        meant = {(x.sentence, k) for x in t.agents for k in (x.token, *speaker_meant(sentences[x.sentence], x.token, self.grammar))}
        said = covering.source
        own = speaker is not None or any(i == said.sentence and said.span.start <= sentences[i].tokens[k].start < said.span.end for i, k in meant)
        return own and bool(lemmas & threats)

    def _is_demand(self, t: Trigger, covering: Attribution) -> bool:
        """Whether a speaker says what somebody else must do ("La Russia deve rilasciare i prigionieri")."""
        here = all(x.sentence == t.sentence.i for x in t.agents) and bool(t.agents) and self.outside.type_of(t.concept) not in WILLED
        others = all(x.token != covering.source.head or covering.source.sentence != t.sentence.i for x in t.agents)
        return here and others and self.judge.is_demanded(t.sentence, t.head)

    def _times(self, t: Trigger, rivals: Sequence[Trigger], when: Sequence[TimeMention]) -> Iterator[TimeMention]:
        """The trigger's own times; of an act done by saying it, not those of what is said."""
        says = self.outside.is_speech(t.concept)
        near = nearest_times(t, rivals, when, self.grammar.get("sequence_marks", ()), self.grammar["relative_pronouns"])
        own = [m for m in near if not (says or is_deadline(t, m)) or not is_in_content(t, m)]
        below = set(t.sentence.subtree(t.head))
        return iter(sorted(own, key=lambda m: m.first not in below))  # "said on Tuesday that they broke in over the weekend"

    def _realis(self, t: Trigger) -> Realis:
        own = self.judge.of(t.sentence, t.head)
        if any(c.key == "neg" and not c.negative for c in t.entry.conditions):
            return Realis(why="not to let is the act itself", hearsay=own.hearsay)  # "non permetteremo": a threat that was made
        if "fut" in t.entry.flags:
            return Realis(why="said of oneself: the word was given", hearsay=own.hearsay)
        if t.concept.startswith(OFFERS) and own.status == "happened" and conditioned(self.judge, t.sentence, t.head):
            return Realis("possible", "on a condition", own.hearsay)
        told = own.status in ("happened", "ongoing") and t.concept.startswith(TO_COME)
        if told and t.sentence.tokens[t.head].lemma in self.judge.words.get("planning", ()):
            return Realis("planned", f"what {t.span.text!r} means", own.hearsay)
        if own.status == "ongoing" and self.outside.is_speech(t.concept):
            return Realis("happened", f"{own.why}, of words", own.hearsay)
        if t.concept == "coerce.coup" and own.status in ("possible", "denied") and self._is_attempt(t, own):
            return Realis(why=f"attempted: {own.why}", hearsay=own.hearsay)
        if own.status == "planned" and t.concept in REFUSALS:
            return Realis(why=f"told of oneself: {own.why}", hearsay=own.hearsay)  # "will boycott the summit" refuses now
        if own.status == "planned" and t.concept.startswith(ANNOUNCED) and is_announced(self.judge, t.sentence, t.head):
            return Realis(why=f"announced: {own.why}", hearsay=own.hearsay)  # done by being announced, or announced once it is done
        if t.support is not None and own.status == "happened":
            above = self.judge.of(t.sentence, t.support)
            return Realis(above.status, f"{above.why} (support verb)", own.hearsay or above.hearsay)
        return own

    def _is_attempt(self, t: Trigger, own: Realis) -> bool:
        """Whether a coup was tried, which is the act itself ("soldiers tried to storm the palace", "un golpe fallito")."""
        trying = self.judge.words.get("attempting", ())
        above = next((a for a in t.sentence.ancestors(t.head) if a.lemma in trying), None)
        if above is not None and own.why == f"under {above.lemma}":
            return above.upos == "NOUN" or self.judge.of(t.sentence, above.i).status == "happened"
        return any(c.lemma in trying for c in t.sentence.children(t.head, "amod", "compound"))

    def _redundant(self, t: Trigger, triggers: Sequence[Trigger], finder: Finder) -> Iterator[str]:
        """Why a trigger tells of nothing of its own."""
        s = t.sentence
        by_head = {x.head: x for x in triggers}
        token = s.tokens[t.head]
        generic = token.upos == "NOUN" and any(c.lemma in self.grammar.get("generic", ()) for c in s.children(t.head, "det", "amod"))
        if generic and self.judge.of(s, t.head).status != "denied":  # "denied any raid" denies the one that is told of
            yield "any of the kind"
        if self._is_named_in_charge(s, token):
            yield CHARGED
        if token.upos == "NOUN" and is_denied_charge(self.judge, s, token):
            yield "a charge that is denied: what counts is the act in it"
        if token.base == "nmod" and s.tokens[token.head].lemma in self.grammar.get("law_nouns", ()) \
                and preposition(s, t.head, self.grammar) in self.grammar["slots"]["aimed"]:
            yield f"what the {s.tokens[token.head].form!r} is about"
        for _ in range(5):
            if token.head == token.i or token.base not in BRANCHES or token.deprel == "acl:relcl" or token.lemma in self.grammar["frame_nouns"]:
                return
            beside = token.base == "advcl" and not is_aim(t) and not is_past_infinitive(s, t.head) and not self._is_way(s, token)
            if (token.base == "nsubj" and token.i == t.head) or beside:
                return
            token = s.tokens[token.head]
            if token.i in by_head:
                yield from self._covered(t, by_head[token.i], finder)

    def _is_way(self, s: Sentence, token: Token) -> bool:
        """Whether a clause tells by what something is to be done ("called on Russia to reciprocate **by agreeing** to a truce")."""
        return is_nonfinite(token) and any(c.form.lower() in self.grammar["slots"].get("way", ()) for c in s.children(token.i, "mark", "case"))

    def _is_peopled(self, t: Trigger, finder: Finder) -> bool:
        """Whether somebody known takes part."""
        return any(finder.is_party(finder.frames.sentences[x.sentence], x.token) for x in (*t.agents, *t.recipients))

    def _covered(self, t: Trigger, above: Trigger, finder: Finder) -> Iterator[str]:
        """Why a trigger under another is only its content, its aim, or the same act."""
        token = t.sentence.tokens[t.head]
        kind, kind_above = self.outside.type_of(t.concept), self.outside.type_of(above.concept)
        if kind_above == "REQUEST" and above.sentence.tokens[above.head].lemma in self.grammar.get("insisting", ()) and is_told_past(t):
            return  # "insists that three missiles struck the vessel": no request
        if is_setting(t, above, self.grammar):
            return  # "in a telephone call the two agreed to …"
        if above.concept in BANS and kind != kind_above and token.feats.get("VerbForm") == "Inf" and is_content(t, above):
            yield f"banned by {above.span.text!r}"
        leads_on = above.concept in JOURNEYS and kind != kind_above  # "vola a Mogadiscio per firmare la pace"
        if self._aims(t) and token.head == above.head and not leads_on:
            yield f"aim of {above.span.text!r}"
        if token.feats.get("VerbForm") == "Inf" and token.base in ("acl", "advcl") and token.head in above.used and not leads_on:
            yield f"aim of {above.span.text!r}"  # "signed eight pacts to boost cooperation"
        if kind_above == "PROTEST" and kind == "REQUEST":
            yield f"what {above.span.text!r} is about"
        if above.concept == "sanction.convict" and token.feats.get("VerbForm") == "Inf" and is_content(t, above):
            yield f"{CONTENT} {above.span.text!r} ({above.concept})"
        accused = kind_above == "ACCUSE" and is_nonfinite(token)  # "accusati di finanziare"
        charged = above.concept.startswith(CHARGES) and is_past_infinitive(t.sentence, t.head)  # "accusati di aver finanziato"
        if kind_above == "THREATEN" and not finder.has_needed(above):
            return  # "We will close the strait," he warned: the threat is in what is said
        if charged and self.judge.of(t.sentence, t.head).status == "denied":
            return  # "ha respinto le accuse di aver bombardato il porto"
        if charged or ((kind_above in WILLED or accused) and is_content(t, above)):
            yield f"{CONTENT} {above.span.text!r} ({above.concept})"
        named = self._is_peopled(t, finder) and not self._is_peopled(above, finder)  # "came during a visit by Modi"
        if kind_above == kind and above.support is None and not named and (is_content(t, above) or self._aims(t)):
            yield f"same act as {above.span.text!r}"

    def _charged(self, t: Trigger, frames: Frames) -> Trigger:
        """Who denies a charge is who the charge says did it ("il Ruanda respinge l'accusa di armare i ribelli")."""
        s = t.sentence
        noun = s.tokens[s.tokens[t.head].head]
        unnamed = all(x.sentence == s.i and s.tokens[x.token].upos == "PRON" for x in t.agents)
        if not unnamed or s.tokens[t.head].base not in ("acl", "nmod", "ccomp") or not is_denied_charge(self.judge, s, noun):
            return t
        deniers = [replace(x, rule="denier") for x in frames.of(s, noun.head).agents]
        return replace(t, agents=tuple(deniers)) if deniers else t

    def _is_named_in_charge(self, s: Sentence, token: Token) -> bool:
        """Whether a noun is only what somebody is charged with ("indagato per corruzione e minacce")."""
        above = s.tokens[token.head]
        charged = above.lemma in self.grammar.get("charged", ()) and above.i != token.i
        return token.upos == "NOUN" and token.base in ("obl", "nmod") and charged

    def _aims(self, t: Trigger) -> bool:
        return is_aim(t, self.words.data("realis")["without"])

    def _inanimate(self, t: Trigger, finder: Finder) -> str | None:
        """Whether the subject of violence is a thing that is neither act nor weapon ("la bora ha colpito Trieste")."""
        if t.entry.is_account:
            return None
        subjects = [x for x in t.agents if x.rule in ("active_subject", "coordinated_verb", "passive_agent")]
        if self.outside.type_of(t.concept) not in VIOLENT or not subjects or len(subjects) < len(t.agents):
            return None
        things = [self._is_thing(finder.frames.sentences[x.sentence], x.token, finder) for x in subjects]
        return THING if all(things) else None

    def _is_thing(self, s: Sentence, i: int, finder: Finder) -> bool:
        """Whether a noun is neither somebody nor somebody's, nor an act, nor a weapon."""
        word = s.tokens[i]
        if word.upos not in ("NOUN", "PROPN") or any(n.first <= i < n.last for n in s.names):
            return False
        is_act = ("NOUN", word.lemma) in self.words.entries or word.lemma in finder.weapons
        owned = any(c.lemma.lower() in self.grammar.get("his", ()) for c in s.children(i, "det", "nmod"))
        if owned and word.lemma.lower() in self.grammar.get("men", ()):
            return False  # "ha smentito che i suoi reparti abbiano sparato"
        return not is_act and not any(finder.is_party(s, k) for k in s.subtree(i))

    def _averted(self, t: Trigger) -> str | None:
        return "only aimed at, or to be averted" if self.judge.of(t.sentence, t.head).why.endswith(AIM) else None


def figurative(t: Trigger, idioms: Sequence[Span]) -> str | None:
    """Why words that name an act do not mean it."""
    return "a set phrase" if any(t.span.overlaps(phrase) for phrase in idioms) else None


def is_assertion(t: Trigger) -> bool:
    """Whether a word of promising tells what was done ("assicura di avere attraversato il ponte")."""
    s = t.sentence
    return t.concept.startswith("agree.") and any(is_past_infinitive(s, c.i) for c in s.children(t.head, "xcomp", "ccomp", "advcl"))


def second_acts(t: Trigger) -> Iterator[Trigger]:
    """A conviction that sends to prison is an arrest as well."""
    if "jail" in t.entry.flags:
        yield replace(t, entry=replace(t.entry, concept="coerce.arrest"))


def is_nonfinite(t: Token) -> bool:
    """An infinitive or a gerund, however a treebank marks it ("shelling": a present participle)."""
    return t.feats.get("VerbForm") in ("Inf", "Ger") or (t.feats.get("VerbForm") == "Part" and t.feats.get("Tense") == "Pres")


def is_told_past(t: Trigger) -> bool:
    """Whether an act is told in a finite past."""
    token = t.sentence.tokens[t.head]
    words = (token, *t.sentence.children(t.head, "aux"))
    return any(w.feats.get("Tense") == "Past" and w.feats.get("VerbForm") == "Fin" for w in words)


def is_content(t: Trigger, above: Trigger) -> bool:
    """Whether ``t`` lies in the object or complement of ``above`` rather than beside it."""
    s = t.sentence
    token = s.tokens[t.head]
    if token.base in ("acl", "amod") and token.feats.get("VerbForm") == "Part":
        return False  # "il deputato incarcerato nel 2021 è stato espulso"
    while token.head != above.head and token.head != token.i:
        token = s.tokens[token.head]
    return token.base in ("xcomp", "ccomp", "obj", "acl", "nmod", "obl", "csubj") or token.deprel == "nsubj:pass"


def is_setting(t: Trigger, above: Trigger, grammar: Mapping[str, Any]) -> bool:
    """Whether a noun only tells where or when the act above it was done ("nel colloquio i due hanno concordato")."""
    token = t.sentence.tokens[t.head]
    if token.upos != "NOUN" or token.base != "obl" or token.head != above.head or t.concept.split(".")[0] != "consult":
        return False
    return preposition(t.sentence, t.head, grammar) in grammar.get("settings", ())


def is_first_person(t: Trigger) -> bool:
    """Whether nobody but "we" or "I" is said to act."""
    words = [t.sentence.tokens[x.token] for x in t.agents if x.sentence == t.sentence.i]
    return len(words) == len(t.agents) and all(w.upos == "PRON" and w.feats.get("Person") == "1" for w in words)


def is_presupposed(s: Sentence, head: int, a: Attribution, grammar: Mapping[str, Any]) -> bool:
    """ "He said he would leave before *the visit*", "hopes to end *the siege*": an act told by a definite noun on the margin of what is said,
    or as the object of a verb of ending or judging, is taken as known, not claimed."""
    t = s.tokens[head]
    definite = is_definite(s, head)
    told_by_noun = any(c.end - c.start <= s.tokens[max(s.subtree(head))].end - s.tokens[min(s.subtree(head))].start + 2 for c in a.content)
    above = s.tokens[t.head]
    ended = t.base == "obj" and above.upos == "VERB" and above.lemma.lower() in grammar.get("presupposing", ()) and a.cue.end <= above.start
    headline = s.field == "title" and not s.has(head, "det")
    return t.upos == "NOUN" and (t.base in {"obl", "nmod"} or ended) and (definite or (ended and headline)) and not told_by_noun


def is_occasion(t: Trigger, a: Attribution, grammar: Mapping[str, Any]) -> bool:
    """ "X, cited by the agency, invited his colleague *at the end of a call*": where the one who is cited did what is told, not what he told."""
    s, token = t.sentence, t.sentence.tokens[t.head]
    if token.upos != "NOUN" or t.concept.split(".")[0] != "consult" or a.source.sentence != s.i:
        return False
    above = s.tokens[token.head]
    is_framed = token.base == "nmod" and above.lemma in grammar["frame_nouns"]
    if is_framed:
        token = above
    settled = is_framed or preposition(s, token.i, grammar) in grammar.get("settings", ())
    return token.base == "obl" and settled and any(x.i == a.source.head for x in s.children(token.head, "nsubj"))


def told_as_known(mentions: Sequence[Mention], sentences: Sequence[Sentence]) -> list[Mention]:
    """The mentions, those by a definite noun without a source where the article itself tells of the act: "He said the arrest of X was a warning"."""
    by_number = {s.i: s for s in sentences}
    own = {m.concept.split(".")[0] for m in mentions if m.attribution is None and m.trigger.field == "text" and m.status in ("happened", "ongoing")}

    def is_known(m: Mention) -> bool:
        return m.attribution is not None and m.concept.split(".")[0] in own and is_definite_noun(by_number[m.sentence], m.head)

    return [replace(m, attribution=None) if is_known(m) else m for m in mentions]


def is_definite_noun(s: Sentence, head: int) -> bool:
    """A noun with a definite article or an owner before it, of which the clause tells something more."""
    t = s.tokens[head]
    owned = any(c.i < head for c in s.children(head, "nmod:poss", "det:poss"))
    return t.upos == "NOUN" and (owned or is_definite(s, head)) and t.base == "nsubj"


def speaker_of(t: Trigger, covering: Attribution | None, said: Sequence[Attribution], grammar: Mapping[str, Any]) -> Argument | None:
    """Who says "we will not allow": the source of the quote, else the last one who spoke before."""
    s = t.sentence
    verbs = (s.tokens[t.head], *s.children(t.head, "aux"))
    plural = any(k.feats.get("Number") == "Plur" and k.feats.get("VerbForm") == "Part" for k in verbs)
    plural = plural or s.has(t.head, "nsubj")
    unclear = grammar.get("third_person_too", ()) if plural else ()
    by_verb = any(k.feats.get("Person") == "1" and k.form.lower() not in unclear for k in verbs)
    if not by_verb and not (t.agents and is_first_person(t)):
        return None
    before = [a for a in said if a.cue.field == s.field and a.cue.start < t.span.start]
    source = covering.source if covering else before[-1].source if before else None
    return replace(source, rule="active_subject") if source else None


def arguments(fillers: Sequence[Filler], sentences: Sequence[Sentence]) -> tuple[Argument, ...]:
    """Fillers as arguments with spans; those that are the same words once."""
    out: dict[tuple[int, int], Argument] = {}
    for x in fillers:
        s = sentences[x.sentence]
        head = name_head(s, x.token)
        out.setdefault((x.sentence, head), argument(s, head, x.rule))
    return tuple(out.values())
