"""Which words name an act: sentences and a lexicon go in, triggers with their roles come out.

"Mosca e Pechino hanno firmato un'intesa" → firmare obj:intesa → support.sign, agents [Mosca, Pechino].
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sayso.extract import doers
from sayso.extract.inside import Inside
from sayso.extract.nouns import NOUNS, SPOKEN, Nouns
from sayso.extract.roles import Filler, Frame, Frames, subjects
from sayso.extract.trigger import AROUND, Trigger, chosen, clause_words, family, lemma_hits, told_near, unique
from sayso.languages import Condition, Entry, Language, once
from sayso.model import Sentence, Span, Token
from sayso.syntax import conjuncts, preposition

JUDGING = ("accuse.disapprove",)  # the deed that is condemned was done: an event of its own
IMPOSED = ("sanction.", "threaten.", "request.", "aid.")
WILLING = ("agree.", "cooperate.")
ANY_VERB = "*"  # head of entries that ask for other words only
PERSONS = {"first": "1", "second": "2"}  # flags: who says it, whom it is said to
NOBODY: Mapping[str, Any] = {}
VERBAL = ("VERB", "NOUN", "ADJ", "ADV", "AUX", "X", "PROPN")  # tags of what may be a verb
VERDICTS = {"obj": "adj", "adj": "obj"}  # what is judged, and the judgement
DONE_TO = ("assault.", "coerce.", "sanction.")  # what is done to a thing is done to its owner ("i siti del governo italiano")
FEW_FAMILIES = 2  # of acts that one verb may tell
MANY = 2  # words that a verb of the act may ask for beside it: "deal" is none, though one may deal death in a village
DEEDS = ("assault.", "coerce.", "protest.", "aid.", "retreat.", "sanction.")  # verbs of other acts have too many other senses


class Finder:
    """Finds the triggers of an article with one language's lexicon."""

    def __init__(self, words: Language, frames: Frames, adjectives: frozenset[str], reciprocal: frozenset[str],
                 is_party: Callable[[Sentence, int], bool]) -> None:
        self.is_party = is_party
        self.words = words
        self.frames = frames
        self.grammar = frames.grammar
        self.reciprocal = reciprocal  # concepts
        self.slots: Mapping[str, Any] = self.grammar["slots"]
        self.weapons = words_in(words.data("lexicon/instruments"))
        self.bodies = words_in(words.data("roles").get("sectors", NOBODY))
        self.inside = Inside(frames, adjectives, self.weapons)
        self.nouns = Nouns(words, frames, self.inside, reciprocal, is_party, self.has_needed)

    def triggers(self, s: Sentence) -> list[Trigger]:
        """All triggers of a sentence; a noun that a verb's entry asked for is none of its own, nor is the light verb of a noun."""
        laid = self.words.data("lexicon/support").get("attributed", ())  # "un attacco attribuito alla Russia" is still an attack
        verbs = [t for tok in s.tokens if tok.upos in VERBAL and (t := self._of_verb(s, tok)) is not None
                 if t.agents or tok.lemma not in laid or tok.base != "acl"]
        used = {k for t in verbs for k in t.used if not t.concept.startswith(JUDGING)
                and not (s.tokens[t.head].lemma in laid and s.tokens[t.head].head == k)}
        judged = {k for t in verbs for k in t.used if t.concept.startswith(JUDGING)}
        nouns = [t for tok in s.tokens if tok.upos in NOUNS and tok.i not in used and (t := self.nouns.of(s, tok)) is not None
                 if not (tok.i in judged and t.concept.startswith(SPOKEN))]  # "ha espresso rammarico" is one act
        light = {n.support for n in nouns for v in verbs if v.head == n.support and v.entry.weight <= n.entry.weight + 1
                 and v.concept.split(".")[0] != n.concept.split(".")[0]}
        return without_repeats(sorted([v for v in verbs if v.head not in light] + nouns, key=lambda t: t.head))

    def loose(self, s: Sentence, found: Sequence[Trigger]) -> Iterator[Trigger]:
        """What has the verb of a deed without what its entries ask for: one for each type that the verb may tell, where these are few."""
        told = {k for t in found for k in (t.head, *t.used)}
        for tok in s.tokens:
            lemma = self._verb_lemma(s, tok) if tok.upos in VERBAL and tok.i not in told and not tok.base.startswith("aux") else None
            bare = bare_deeds(self.words.entries).get(lemma) if lemma else ()
            for e in self._done_to_them(s, tok, lemma) if lemma and bare is None else bare or ():
                yield self._verb_trigger(self.frames.of(s, tok.i), e, set())

    def again(self, s: Sentence, taken: Collection[int], told: Collection[str]) -> Iterator[Trigger]:
        """Verbs that may tell again an act that the article tells, without what their entries ask for ("they *came* on Saturday night")."""
        for tok in s.tokens:
            lemma = self._verb_lemma(s, tok) if tok.upos in VERBAL and tok.i not in taken and not tok.base.startswith("aux") else None
            entries = [e for e in self.words.entries.get(("VERB", lemma), ()) if e.concept in told and e.concept.startswith(DEEDS)] if lemma else []
            if not entries:
                continue
            least = min(entries, key=lambda e: (len(e.conditions), e.concept))
            bare = replace(least, conditions=(), by=("none",), rec=("none",), flags=least.flags | {"echo"})
            yield self._verb_trigger(self.frames.of(s, tok.i), bare, set())

    def _done_to_them(self, s: Sentence, tok: Token, lemma: str) -> Iterator[Entry]:
        """Entries of a verb that fit but for whom it is done to."""
        entries = (e for e in self.words.entries.get(("VERB", lemma), ()) if not e.is_late)
        least = least_asking(e for e in entries if self._is_done_to_them(self.frames.of(s, tok.i), e))
        return bare_of(least.values() if len(least) <= FEW_FAMILIES else ())

    def _is_done_to_them(self, f: Frame, e: Entry) -> bool:
        """Whether an entry fits but for whom it is done to, who is told by a pronoun only ("ci hanno liberati")."""
        people = self.grammar.get("anybody", ())
        asked = [c for c in e.conditions if c.key == "obj" and not c.negative]
        here = [t for x in f.patients if x.sentence == f.sentence.i and (t := f.sentence.tokens[x.token]).lemma not in self.grammar["time_units"]]
        if not here or any(t.upos != "PRON" for t in here) or not all(c.values and not c.values.isdisjoint(people) for c in asked):
            return False
        return bool(asked) and self.matches(f, replace(e, conditions=tuple(c for c in e.conditions if c not in asked))) is not None

    def charged(self, s: Sentence, found: Sequence[Trigger]) -> Iterator[Trigger]:
        """The deed that a charge is about, by whom it is laid on ("blamed the army for Monday's massacre of bus passengers")."""
        for t in found:
            for k in sorted(t.used) if t.concept.startswith("accuse.") else ():
                deed = self.nouns.of(s, s.tokens[k]) if s.tokens[k].upos in NOUNS else None
                if deed is not None and deed.concept.startswith(("assault.", "coerce.")):
                    yield replace(deed, agents=deed.agents or t.recipients)

    def happening(self, s: Sentence, taken: Collection[int], told: Collection[str]) -> Iterator[Trigger]:
        """Nouns of an act that is known or said to take place, of whom and by whom is told elsewhere ("the handover took place on Sunday").

        ``taken``: tokens that tell an act already; ``told``: the acts that the article tells.
        """
        yield from (t for tok in s.tokens if tok.upos == "NOUN" and tok.i not in taken for t in self.nouns.happening(s, tok, told))

    # ------------------------------------------------------------- verbs

    def _verb_lemma(self, s: Sentence, t: Token) -> str | None:
        if t.upos == "VERB":
            return t.lemma
        if t.upos == "NOUN" and s.has(t.i, "nsubj") and not s.has(t.i, "cop", "det", "case", "nummod"):
            found = self.words.lemmas.get("VERB", {}).get(t.form.lower())  # "Trump minaccia dazi", tagged as a noun
            return found if isinstance(found, str) else None
        if t.upos in ("ADJ", "NOUN", "AUX", "X", "PROPN") and self._is_predicative(s, t):
            found = self.words.lemmas.get("VERB", {}).get(t.form.lower())
            if isinstance(found, str) and (t.upos == "AUX" or self._is_participle(t, found)):
                return found
            return t.lemma if t.upos == "ADJ" else None  # "è pronto a", "è disponibile a"
        return f"be {t.lemma}" if t.upos == "ADV" and s.has(t.i, "cop") else None  # "the strike is over", not "to back"

    def _is_participle(self, t: Token, verb: str) -> bool:
        """Whether the form can be the past participle of the verb."""
        return t.form.lower().endswith(tuple(self.grammar["participle_endings"].get(verb[-3:], ("\0",))))

    def _is_predicative(self, s: Sentence, t: Token) -> bool:
        """A participle tagged as adjective: it has an auxiliary, an agent, or stands alone in a headline."""
        if t.upos == "AUX":
            return not s.has(t.head, "nsubj") and t.head == t.i
        if t.upos in ("NOUN", "PROPN"):
            return s.is_heading and t.i == 0
        if s.has(t.i, "aux", "cop", "obl:agent"):
            return True
        return t.base in ("xcomp", "acl", "root", "conj", "advcl") or (t.base == "amod" and s.has(t.i, "obl", "nmod"))

    def _of_verb(self, s: Sentence, t: Token) -> Trigger | None:
        is_copula = t.base == "cop" and t.upos in ("VERB", "AUX") and preposition(s, t.head, self.grammar) is not None
        lemma = t.lemma if is_copula else self._verb_lemma(s, t)
        if not lemma:
            return None
        words = s.words
        entries = [e for e in self.words.entries.get(("VERB", lemma), ()) if e.may_stand(words)] + self._of_any_verb(s)
        if not entries:
            return None
        frame = self.frames.located(s, t.head) if is_copula else self.frames.of(s, t.i)
        readings = (self._verb_trigger(frame, e, used) for e in entries if (used := self.matches(frame, e)) is not None)
        return chosen(readings, self.has_needed, self.nouns.has_party)

    def _of_any_verb(self, s: Sentence) -> list[Entry]:
        """The entries for whatever verb whose words the sentence holds."""
        found: list[Entry] | None = s.kept.get(ANY_VERB)
        if found is None:
            words = s.words
            found = s.kept[ANY_VERB] = [e for e in self.words.entries.get(("VERB", ANY_VERB), ()) if e.may_stand(words)]
        return found

    def _verb_trigger(self, frame: Frame, e: Entry, used: set[int]) -> Trigger:
        frame.matched = frozenset(used)
        agents = self._fill_all(frame, e.by or ("subj",))
        recipients = [] if e.rec == ("none",) else self._fill_all(frame, e.rec or ("obj",))
        agents, recipients = self._with_partners(frame, e, agents, recipients)
        if frame.passive and not agents and not e.by and e.concept.startswith(IMPOSED):  # "sono state imposte sanzioni dell'Unione europea"
            things = [k for k in sorted(used) if not self.is_party(frame.sentence, k)]
            agents = [x for k in things for x in self.inside.first(frame.sentence, k, (self.slots["of"], "adj", "poss"))]
        if e.concept.startswith("threaten.") and not any(self.is_party(self.frames.sentences[x.sentence], x.token) for x in recipients):
            marks = self.words.data("realis")["conditionals"]
            recipients = doers.on_condition(self.frames, frame.sentence, frame.head, marks, self.is_party) or recipients
        if not recipients and e.concept.startswith(WILLING):
            recipients = self._partners_below(frame)
        s, i = frame.sentence, frame.head
        if e.is_account:  # of a clause's parties those that are not the actor's own
            own = {k for x in agents if x.sentence == s.i for k in s.subtree(x.token)}
            recipients = [x for x in recipients if x.sentence != s.i or x.token not in own]
        agents, recipients = self._owners(s, agents), self._parties_within(s, e, recipients)
        agents = doers.nearer_antecedent(self.frames, s, i, agents, self.is_party)
        if e.concept.startswith("protest.") and not any(self.is_party(self.frames.sentences[x.sentence], x.token) for x in recipients):
            near = (i, *(x.token for x in agents if x.sentence == s.i))
            recipients = list(doers.faced(self.frames, s, near, self.is_party)) or recipients
        return Trigger(s, i, verb_span(s, i), e, unique(agents), unique(recipients), frozenset(used))

    def _owners(self, s: Sentence, agents: list[Filler]) -> list[Filler]:
        """Whose weapon it is, where a weapon is the subject ("un'autobomba dei talebani ha ucciso")."""
        return [y for x in agents for y in (self._owner(s, x) or [x])]

    def _owner(self, s: Sentence, x: Filler) -> list[Filler]:
        if x.sentence != s.i or self.is_party(s, x.token):
            return []
        found = doers.fired_by(self.frames, s, x.token)
        if s.tokens[x.token].lemma not in self.weapons:
            return found if s.tokens[x.token].lemma in self.grammar.get("shots", ()) else []
        if found:
            return found
        return self.inside.first(s, x.token, (self.slots["behalf"], "adj", self.slots["of"]))

    def _parties_within(self, s: Sentence, e: Entry, recipients: list[Filler]) -> list[Filler]:
        """Whom a plan or deed belongs to, where only it is named ("contro la riforma del governo")."""
        if e.concept.startswith(SPOKEN):
            return self.nouns.parties_within(s, recipients)
        return self.nouns.owners_of_things(s, recipients) if e.concept.startswith(DONE_TO) else recipients

    def _partners_below(self, f: Frame) -> list[Filler]:
        """The partner named inside the complement ("disponibile a rafforzare la collaborazione con la Russia")."""
        s = f.sentence
        for i in (k for c in (*f.clauses, *f.predicates) for k in s.subtree(c)):
            if preposition(s, i, self.grammar) == self.slots["with"] and s.tokens[i].base in ("obl", "nmod") and self.is_party(s, i):
                return [Filler(s.i, t.i, "partner_below") for t in conjuncts(s, i)]
        return []

    def has_needed(self, t: Trigger) -> bool:
        """Whether the slots that an entry needs hold someone known."""
        if t.entry.needs is None:
            return True
        sides = {"actor": (t.agents,), "rec": (t.recipients,), "both": (t.agents, t.recipients)}.get(t.entry.needs, ())
        return all(any(self.is_party(self.frames.sentences[x.sentence], x.token) for x in side) for side in sides)

    def _with_partners(self, f: Frame, e: Entry, agents: list[Filler], recipients: list[Filler]) -> tuple[list[Filler], list[Filler]]:
        """Partners named with "con" join the actors where the act is mutual, or are the recipient where none is named."""
        partners = self._fill_all(f, e.co or (self.slots["with"],)) if (e.co or e.concept in self.reciprocal) else []
        if e.concept in self.reciprocal and not agents:
            agents = [y for x in f.patients if x.sentence == f.sentence.i
                      for y in (self.inside.fillers(f.sentence, x.token, (self.slots["between"],), "between_inside_object")
                                or self.inside.pair(f.sentence, x.token, "pair_inside_object"))]
        if not e.rec and e.concept in self.reciprocal and e.conditions and any(c.key == "obj" and not c.negative for c in e.conditions):
            recipients = []
        return agents + partners, recipients

    def matches(self, f: Frame, e: Entry) -> set[int] | None:
        """Tokens that meet the conditions of an entry; ``None`` where one is not met."""
        if e.flags and not fits_voice(f, e.flags):
            return None
        used: set[int] = set()
        judged: dict[str, Sequence[int]] = {}
        for c in e.conditions:
            found = self._meets(f, c)
            if c.key in VERDICTS and not c.negative:
                own = judged.get(VERDICTS[c.key])
                found = [k for k in found if k not in own] if own else found  # in "declares war" the war is no verdict on itself
                judged[c.key] = (*judged.get(c.key, ()), *found)
            if c.negative == bool(found):
                return None
            if c.negative:
                continue
            if c.key not in AROUND:
                used.update(found)
            if c.key == "obj":  # "un accordo sull'energia e un'intesa": signed together
                used.update(k.i for i in found for k in f.sentence.children(i, "conj"))
        return used

    def _meets(self, f: Frame, c: Condition) -> Sequence[int]:
        if c.values is None and c.negative and c.key in self.grammar["prepositions"]:  # not what lies inside the object
            met = [x.token for x in f.oblique.get(c.key, []) if x.sentence == f.sentence.i]
            return self._timeless(f.sentence, met) if c.key in self.grammar["slots"]["aimed"] else met
        if c.key == "sentence":
            return (f.head,) if c.values is not None and told_near(f.sentence, f.head, c.values) else ()
        candidates = f.slots.get(c.key)
        if candidates is None:
            candidates = f.slots[c.key] = self._slot(f, c.key)
        if c.values is None:
            return self._timeless(f.sentence, candidates) if c.key in self.grammar["slots"]["aimed"] else candidates
        return [k for i in candidates for k in lemma_hits(f.sentence, i, c.values)] if candidates else ()

    def _timeless(self, s: Sentence, found: Sequence[int]) -> Sequence[int]:
        """Without days and hours: whoever fires "on Wednesday morning" fires on nobody."""
        return [i for i in found if not any(t.lemma in self.grammar["time_units"] for t in (s.tokens[i], *s.children(i, "compound", "nmod")))]

    def _slot(self, f: Frame, key: str) -> Sequence[int]:
        s = f.sentence
        if key == "head":
            return [f.head]
        if key == "arg":
            return [*self._slot(f, "subj"), *self._slot(f, "obj")]
        if key == "clause":
            return clause_words(s, f.head)
        if "/" in key:  # "through/over": what either governs
            return [i for k in key.split("/") for i in self._slot(f, k)]
        if key == "obj":
            own = [x.token for x in f.patients if x.sentence == s.i] + [c.i for c in s.children(f.head, "obj")]
            made = () if own or f.token.lemma not in self.grammar.get("causatives", ()) else f.clauses  # "ha fatto entrare gli ispettori"
            return own + [x.token for k in made for x in self.frames.of(s, k).patients if x.sentence == s.i]
        if key == "x":
            return [k.i for i in f.clauses for k in clause_heads(s, i)]
        if key == "adj":
            return f.predicates
        if key == "subj":
            return [k for x in f.agents if x.sentence == s.i for k in (x.token, *speaker_meant(s, x.token, self.grammar))]
        if key == "prt":  # "call off"
            return [c.i for c in s.children(f.head) if c.deprel == "compound:prt" or (c.base == "advmod" and c.upos in ("ADV", "ADP"))]
        if key == "inf":  # a clause in the infinitive: "told them to leave", not "told them that they would leave"
            return [k.i for i in f.clauses if s.tokens[i].feats.get("VerbForm") != "Fin" for k in clause_heads(s, i)
                    if k.feats.get("VerbForm") == "Inf" and not s.has(k.i, "aux", "nsubj")]
        if key == "neg":
            return [f.head] if f.negated else []
        if key == "cop":
            return [c.i for c in s.children(f.head, "cop")]
        return [x.token for x in self._oblique(f, key) if x.sentence == s.i]

    def _oblique(self, f: Frame, prep: str) -> list[Filler]:
        """Fillers of a preposition: at the verb, else inside its object ("lanciare missili contro Kiev")."""
        if f.oblique.get(prep):
            return f.oblique[prep]
        out = []
        if f.token.lemma in self.grammar.get("causatives", ()):  # "lo hanno fatto salire su una moto"
            out = [x for k in f.clauses for x in self.frames.of(f.sentence, k).oblique.get(prep, [])]
        for x in f.patients if not f.passive else (*f.patients, *f.agents):
            if x.sentence == f.sentence.i:
                out += self.inside.fillers(f.sentence, x.token, (prep,), f"object_{prep}")
        return out

    # ------------------------------------------------------------- roles

    def _fill_all(self, f: Frame, keys: tuple[str, ...]) -> list[Filler]:
        """The fillers of the first key that has a party; where none has, of the first that has any ("ha sospeso le attività dei partiti")."""
        filled: list[Filler] = []
        for key in keys:
            found = self._fill(f, key)
            if any(self.is_party(self.frames.sentences[x.sentence], x.token) for x in found):
                return found
            filled = filled or found
        return filled

    def _fill(self, f: Frame, key: str) -> list[Filler]:
        if key == "subj":
            return list(f.agents)
        if key == "obj":
            return [x for x in f.patients if not self._is_clitic_self(f, x)]
        if key == "x":
            return [x for i in f.clauses for x in self._clause_party(f, i)]
        if key.startswith("x.") and key != "x.obj":  # "threatened to impose sanctions on X"
            return [x for i in f.clauses for x in self._fill(self.frames.of(f.sentence, i), key[2:])]
        if key == "x.obj":
            return [x for i in f.clauses for x in self.frames.of(f.sentence, i).patients]
        outer, dot, inner = key.rpartition(".")
        if dot:  # "obj.di": the party inside the object, "in.di": inside the phrase with "in", "subj.di.adj": "una pioggia di missili russi"
            keys = tuple(self.slots["inside"]) if inner == self.slots["of"] else (inner,)
            if key == f"obj.{self.slots['of']}" and (whole := [x for x in self._fill(f, outer) if self._is_body(f, x)]):
                return whole
            found = [y for x in self._fill(f, outer) if x.sentence == f.sentence.i for y in self.inside.first(f.sentence, x.token, keys)]
            return found or (self._whose(f) if inner == self.slots["of"] else [])
        if key == "iobj":
            return list(self._oblique(f, self.slots["to"]))
        if key == "clause":
            return [Filler(f.sentence.i, k, "told_in_clause") for k in clause_words(f.sentence, f.head)
                    if self.is_party(f.sentence, k) and not self._is_whereabouts(f.sentence, k)]
        if key == "sentence":
            return self._told_beside(f)
        if key == "poss":
            return [y for x in f.patients if x.sentence == f.sentence.i for y in self.inside.possessor(f.sentence, x.token)]
        if key == "none":
            return []
        return beside_place(f.sentence, self._oblique(f, key)) if key in self.slots["whereabouts"] else list(self._oblique(f, key))

    def _is_whereabouts(self, s: Sentence, i: int) -> bool:
        """Whether a name only tells where ("**a Fiumicino**")."""
        return preposition(s, i, self.grammar) in self.slots["whereabouts"] and any(n.label == "LOC" and n.first <= i < n.last for n in s.names)

    def _told_beside(self, f: Frame) -> list[Filler]:
        """The nearest party that is the subject of another clause of the sentence ("«Verremo a prenderceli», ha scandito **il generale**")."""
        s = f.sentence
        taken = {x.token for x in (*f.agents, *f.patients) if x.sentence == s.i}
        found = [t.i for t in s.tokens if t.base == "nsubj" and t.i not in taken and self.is_party(s, t.i)]
        nearest = min(found, key=lambda i: abs(i - f.head), default=None)
        return [] if nearest is None else [Filler(s.i, nearest, "told_beside")]

    def _whose(self, f: Frame) -> list[Filler]:
        """The antecedent of "of whom" ("i tedeschi dei quali Teheran ha ordinato la scarcerazione")."""
        s, words = f.sentence, self.grammar["relative_pronouns"]
        if not any(c.form.lower() in words and preposition(s, c.i, self.grammar) == self.slots["of"] for c in s.children(f.head, "obl", "nmod")):
            return []
        return list(f.oblique.get(self.slots["of"], []))

    def _is_body(self, f: Frame, x: Filler) -> bool:
        """Whether the object is itself a party, not something that belongs to one ("condannare la giunta birmana")."""
        t = f.sentence.tokens[x.token]
        if x.sentence != f.sentence.i or x.token in f.matched:
            return False
        return t.upos == "NOUN" and t.lemma in self.bodies and self.is_party(f.sentence, x.token)

    def _is_clitic_self(self, f: Frame, x: Filler) -> bool:
        return x.sentence == f.sentence.i and f.sentence.tokens[x.token].form.lower() in self.grammar["reflexives"]

    def _clause_party(self, f: Frame, i: int) -> list[Filler]:
        inner = self.frames.of(f.sentence, i)
        mine = {(x.sentence, x.token) for x in f.agents}
        asked = f.oblique.get(self.slots["to"], [])
        others = [x for x in subjects(self.frames, f.sentence, i) + inner.agents if (x.sentence, x.token) not in mine]
        below = [x for prep in self.slots["below"] for x in self._oblique(inner, prep)] + inner.patients
        return asked or others or [x for x in below if x.sentence == f.sentence.i and self.is_party(f.sentence, x.token)]


def without_repeats(found: Sequence[Trigger]) -> list[Trigger]:
    """Without accounts of a kind of act that the sentence names; of those by whatever verb, without all that follow another account of their kind."""
    named = {family(t) for t in found if not t.entry.is_account}
    told = {family(t) for t in found if t.entry.is_account and t.entry.head != ANY_VERB and not t.entry.is_loose}
    out: list[Trigger] = []
    for t in sorted(found, key=lambda t: t.entry.is_loose):
        if not t.entry.is_account:
            out.append(t)
        elif family(t) not in named and ((t.entry.head != ANY_VERB and not t.entry.is_loose) or family(t) not in told):
            told.add(family(t))
            out.append(t)
    return out


def least_asking(entries: Iterable[Entry]) -> dict[str, Entry]:
    """Of each type the entry that asks for least."""
    least: dict[str, Entry] = {}
    for e in entries:
        kind = e.concept.split(".")[0]
        least[kind] = min(least.get(kind, e), e, key=lambda x: (len(x.conditions), x.concept))
    return least


@once
def bare_deeds(entries: Mapping[tuple[str, str], Sequence[Entry]]) -> dict[str, list[Entry]]:
    """Verb → of each type of act it may tell, where these are few, the entry that asks for least, asking for nothing; of deeds only."""
    out: dict[str, list[Entry]] = {}
    for (pos, lemma), some in entries.items():
        least = least_asking(e for e in some if not e.is_late) if pos == "VERB" else {}
        few = [e for e in least.values() if sum(not c.negative for c in e.conditions) <= MANY] if len(least) <= FEW_FAMILIES else []
        if few:
            out[lemma] = list(bare_of(few))
    return out


def bare_of(entries: Iterable[Entry]) -> Iterator[Entry]:
    """The entries of deeds, asking for nothing."""
    return (replace(e, conditions=(), flags=e.flags | {"echo"}) for e in entries if e.concept.startswith(DEEDS))


@once
def words_in(table: Mapping[str, Any]) -> frozenset[str]:
    """All words of a table of lists."""
    return frozenset(w for words in table.values() for w in words)


def fits_voice(f: Frame, flags: frozenset[str]) -> bool:
    """Whether a clause is reflexive, passive or finite where an entry says so."""
    if not flags.isdisjoint(PERSONS) and not any(k in flags and is_person(f, number) for k, number in PERSONS.items()):
        return False
    if "fut" in flags and f.token.feats.get("Tense") != "Fut":
        return False
    if "fin" in flags and f.token.feats.get("VerbForm") in ("Inf", "Ger"):
        return False
    if ("refl" in flags and not f.reflexive) or ("norefl" in flags and f.reflexive):
        return False
    return f.passive or "pass" not in flags  # "è stato fermato" is an arrest, "ha fermato" seldom


def is_person(f: Frame, number: str) -> bool:
    """Whether the verb or its auxiliary is in this person: "we will come" is the speakers' threat."""
    verbs = (f.token, *f.sentence.children(f.head, "aux", "cop"))
    return any(t.feats.get("Person") == number for t in verbs)


def beside_place(s: Sentence, fillers: list[Filler]) -> list[Filler]:
    """Without the place that stands beside somebody under the same preposition ("ha fatto visita al collega a Tripoli")."""
    places = {i for n in s.names if n.label == "LOC" for i in range(n.first, n.last)}
    others = [x for x in fillers if x.sentence != s.i or x.token not in places]
    alone = [x for x in fillers if x.sentence == s.i and not s.has(x.token, "conj")]
    apart = [x for x in alone if x not in others and s.tokens[x.token].base in ("obl", "nmod")]
    return [x for x in fillers if x not in apart] if others else list(fillers)


def speaker_meant(s: Sentence, i: int, grammar: Mapping[str, Any]) -> list[int]:
    """Who a pronoun as subject stands for in a clause that somebody says: the subject above ("rebels say they have taken the town")."""
    t = s.tokens[i]
    if t.upos != "PRON" or t.form.lower() not in (*grammar["subject_pronouns"], *grammar.get("thing_pronouns", ())):
        return []
    return [c.i for a in s.ancestors(t.head) for c in s.children(a.i, "nsubj") if c.upos != "PRON" and c.i < i][:1]


def clause_heads(s: Sentence, i: int) -> Iterator[Token]:
    """The head of a clause, and those coordinated with it or carried by a modal or copula."""
    yield s.tokens[i]
    for c in s.children(i, "conj", "xcomp"):
        if c.upos in ("VERB", "ADJ", "NOUN"):
            yield c


def verb_span(s: Sentence, i: int) -> Span:
    """The verb with the auxiliaries and the reflexive before it."""
    first = min([i, *[c.i for c in s.children(i, "aux", "cop", "expl") if i - 6 < c.i < i]])
    return s.span(first, i + 1)
