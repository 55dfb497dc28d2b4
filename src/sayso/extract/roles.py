"""Who acts on whom: a predicate in its tree goes in, its frame comes out, told as if the clause were active.

"Kherson è stata bombardata dai russi" and "i russi che hanno bombardato Kherson" give the same frame: agents [russi], patients [Kherson].
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sayso.languages import once
from sayso.model import Sentence, Token
from sayso.syntax import NOMINAL, conjuncts, is_cleft, is_passive, preposition

Grammar = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Filler:
    """A token that fills a role, and the rule that says so."""

    sentence: int
    token: int
    rule: str


@dataclass
class Frame:
    """A predicate with its deep roles.

    ``oblique``: preposition → fillers; ``clauses``: heads of its complement clauses; ``matched``: what the entry being tried asked for;
    ``slots``: what entries tried before have found in each slot.
    """

    sentence: Sentence
    head: int
    passive: bool = False
    reflexive: bool = False
    agents: list[Filler] = field(default_factory=list)
    patients: list[Filler] = field(default_factory=list)
    oblique: dict[str, list[Filler]] = field(default_factory=dict)
    clauses: list[int] = field(default_factory=list)
    predicates: list[int] = field(default_factory=list)
    negated: bool = False
    matched: frozenset[int] = frozenset()
    slots: dict[str, Sequence[int]] = field(default_factory=dict)

    @property
    def token(self) -> Token:
        """The predicate itself."""
        return self.sentence.tokens[self.head]


class Frames:
    """Frames of all predicates of an article, each built once."""

    def __init__(self, sentences: Sequence[Sentence], grammar: Grammar) -> None:
        self.sentences = sentences
        self.grammar = grammar
        self.done: dict[tuple[int, int], Frame] = {}
        self.building: set[tuple[int, int]] = set()

    def of(self, s: Sentence, i: int) -> Frame:
        """The frame of token ``i`` of sentence ``s``."""
        key = (s.i, i)
        if key not in self.done:
            if key in self.building:
                return Frame(s, i)
            self.building.add(key)
            self.done[key] = self._build(s, i)
            self.building.discard(key)
        return self.done[key]

    def located(self, s: Sentence, i: int) -> Frame:
        """The frame of a phrase that says where its subject is, as if "to be" stood above it: "è **in cella**", "sono **dietro le sbarre**"."""
        f = self.of(s, i)
        prep = preposition(s, i, self.grammar)
        return replace(f, oblique={**f.oblique, prep: [Filler(s.i, i, f"oblique_{prep}")]}, slots={}) if prep else f

    def _build(self, s: Sentence, i: int) -> Frame:
        f = Frame(s, i)
        f.reflexive = is_reflexive(s, i, self.grammar)
        f.passive = self._is_passive(s, i) and not (f.reflexive and s.tokens[i].base in ("acl", "amod"))
        self._arguments(f)
        if f.passive and not f.agents:
            f.agents += shared_agent(self, s, i)
        f.clauses = [c.i for c in s.children(i, "ccomp", "xcomp", "advcl", "csubj") if c.upos in ("VERB", "AUX", "NOUN", "ADJ")
                     and (c.base != "advcl" or c.feats.get("VerbForm") in ("Inf", "Ger"))]
        f.clauses += self._asked_infinitives(s, i)
        said = s.has(i, "xcomp")  # "called the step hostile": not a step
        f.predicates = [c.i for c in s.children(i, "xcomp", "advmod", "advcl", "obj") if c.upos in ("ADJ", "ADV", "VERB", "NOUN", "X")
                        and not (said and c.base == "obj")]
        f.negated = is_negated(s, i, self.grammar)
        if not f.patients and not f.passive and has_object_clitic(s, i, self.grammar):
            f.patients.append(Filler(s.i, i, "enclitic_object"))
        subjects = agents_slot(f)
        if not subjects:
            for rule in SUBJECT_RULES:
                found = list(rule(self, s, i))
                if found:
                    subjects.extend(found)
                    break
        return f

    def _asked_infinitives(self, s: Sentence, i: int) -> list[int]:
        """Infinitives hung on the one who is asked ("ha chiesto a Kiev di trattare" with "trattare" below "Kiev")."""
        if s.tokens[i].lemma not in self.grammar["object_control"]:
            return []
        asked = [c.i for c in s.children(i, "obj", "obl", "iobj")]
        return [c.i for k in asked for c in s.children(k, "acl") if c.feats.get("VerbForm") == "Inf"]

    def _is_passive(self, s: Sentence, i: int) -> bool:
        t = s.tokens[i]
        lemma = t.lemma
        if any(c.deprel == "expl:pass" for c in s.children(i)):
            return True
        aux = list(s.children(i, "aux", "cop"))
        if aux:
            if any(c.deprel == "aux:pass" for c in aux):
                return lemma not in self.grammar["unaccusatives"]
            essere = all(c.lemma == "essere" for c in aux) and t.feats.get("VerbForm") == "Part"
            return essere and lemma not in self.grammar["unaccusatives"] and not is_reflexive(s, i, self.grammar)
        if lemma in self.grammar["unaccusatives"]:
            return False
        if t.base == "xcomp" and t.feats.get("VerbForm") == "Part" and t.feats.get("Tense") != "Pres" \
                and s.tokens[t.head].lemma in self.grammar["copula_like"]:
            return True
        loose = t.base == "conj" and t.feats.get("VerbForm") == "Part" and t.feats.get("Tense") != "Pres" and not list(s.children(i, "aux", "obj"))
        if loose and s.tokens[t.head].upos in ("ADJ", "NOUN", "PROPN"):
            return True  # "is dead, killed in a raid"
        if t.base == "conj" and (t.feats.get("VerbForm") == "Part" or t.upos == "ADJ") and not list(s.children(i, "aux")):
            return self.of(s, t.head).passive
        if s.is_heading and t.feats.get("VerbForm") == "Part" and t.head == t.i and not list(s.children(i, "obj")):
            return True
        return is_passive(s, i)

    def _arguments(self, f: Frame) -> None:
        s, i = f.sentence, f.head
        for c in s.children(i, "nsubj", "obj", "obl", "nmod", "iobj", "expl"):
            if (c.base == "expl" or c.lemma == "si" or c.form.lower() in self.grammar["reflexives"]) and is_own_clitic(s, c, self.grammar):
                continue
            c = replace(c, deprel="obj") if c.base == "expl" else c
            prep = phrasal_preposition(s, c.i, self.grammar) or preposition(s, c.i, self.grammar)
            if c.deprel == "obl:agent" and self._is_no_agent(s, c):
                continue
            rule = self._slot_rule(f, c, prep)
            for t in self._standing_for(s, c):
                place_filler(f, c, Filler(s.i, t.i, rule), prep, self.grammar["slots"])

    def _is_no_agent(self, s: Sentence, c: Token) -> bool:
        """"Da tempo", and the place that somebody is brought away from ("evacuati da Tripoli")."""
        if c.lemma in self.grammar["time_units"]:
            return True
        place = c.lemma in self.grammar["place_words"] or any(n.first <= c.i < n.last and n.label == "LOC" for n in s.names)
        return place and s.tokens[c.head].lemma in self.grammar.get("leaving", ())

    def _slot_rule(self, f: Frame, c: Token, prep: str | None) -> str:
        voice = "passive" if f.passive else "active"
        names = {"nsubj": f"{voice}_subject", "obj": "direct_object", "iobj": "indirect_object"}
        return "passive_agent" if c.deprel == "obl:agent" and self._has_agents_mark(f.sentence, c) else names.get(c.base, f"oblique_{prep}")

    def _has_agents_mark(self, s: Sentence, c: Token) -> bool:
        """Whether a phrase has no preposition, or that of agents: "accusations were levelled against X" has no agent."""
        cases = [k.form.lower() for k in s.children(c.i, "case")]
        return not cases or any(k in self.grammar["agent_markers"] for k in cases)

    def _standing_for(self, s: Sentence, c: Token) -> Iterator[Token]:
        """The nominals a dependent stands for: its conjuncts, or the antecedent of a relative pronoun."""
        if c.lemma in self.grammar["behalf"] or phrasal_preposition(s, c.i, self.grammar):
            owners = [k for n in s.children(c.i, "nmod") for k in conjuncts(s, n.i)]
            if owners:
                yield from owners
                return
        if c.upos in ("PRON", "SCONJ", "DET") and c.form.lower() in self.grammar["relative_pronouns"]:
            noun = antecedent(s, c.i)
            if noun is not None:
                yield from conjuncts(s, noun)
                return
        named = object_before(self, s, c)
        yield from named if named else conjuncts(s, c.i)


def object_before(frames: Frames, s: Sentence, c: Token) -> list[Token]:
    """Who "lo" is in a coordinated clause: the one the verb before was about ("si è congratulato con il collega e lo ha invitato")."""
    verb = s.tokens[c.head]
    if c.base != "obj" or c.form.lower() not in frames.grammar.get("object_clitics", ()) or verb.base not in ("conj", "parataxis"):
        return []
    before = frames.of(s, verb.head)
    slots = frames.grammar["slots"]
    told = (before.patients, before.oblique.get(slots["with"], []), before.oblique.get(slots["to"], []),
            before.agents if s.has(verb.i, "nsubj") else [])
    fitting = ([t for x in some if x.sentence == s.i and (t := s.tokens[x.token]).i < c.i and agrees(c, t)] for some in told)
    return next((some for some in fitting if some), [])


def agrees(pronoun: Token, noun: Token) -> bool:
    """Whether nothing in number and gender speaks against a pronoun's standing for a noun ("le valigie … li ha espulsi" does)."""
    return all(pronoun.feats.get(k) in (None, noun.feats.get(k, pronoun.feats.get(k))) for k in ("Number", "Gender"))


def agents_slot(f: Frame) -> list[Filler]:
    """The list that the grammatical subject belongs to."""
    return f.patients if f.passive else f.agents


def place_filler(f: Frame, c: Token, filler: Filler, prep: str | None, slots: Grammar) -> None:
    """Put a dependent where it belongs in the active reading."""
    if c.deprel == "obl:agent" and filler.rule == "passive_agent" and (f.passive or not f.reflexive):  # "si è dimesso dall'incarico" has no agent
        f.agents.append(filler)
        f.oblique.setdefault(slots["by"], []).append(filler)
    elif c.base == "nsubj":
        agents_slot(f).append(filler)
    elif c.base == "obj" and (not prep or prep == slots.get("personal")):  # Spanish "a" before persons
        if not (f.passive and f.patients):  # "è stato eletto presidente": a predicate
            f.patients.append(filler)
    elif c.base == "iobj" and not prep:
        f.oblique.setdefault(slots["to"], []).append(filler)
    elif prep:
        f.oblique.setdefault(prep, []).append(filler)


def phrasal_preposition(s: Sentence, i: int, grammar: Grammar) -> str | None:
    """The preposition that a noun with its own stands for: "contro" for "ai danni di", "nei confronti di"."""
    phrases: Mapping[str, str] = grammar.get("phrasal_prepositions", {})
    prep = preposition(s, i, grammar)
    found = phrases.get(f"{prep} {s.tokens[i].lemma}") if prep else None
    return found if found and s.has(i, "nmod") else None


def antecedent(s: Sentence, i: int) -> int | None:
    """The noun a relative pronoun stands for: the head of the relative clause it is in."""
    for t in (s.tokens[i], *s.ancestors(i)):
        if t.deprel == "acl:relcl" and t.head != t.i:
            return t.head
    return None


def is_reflexive(s: Sentence, i: int, grammar: Grammar) -> bool:
    """Whether the verb carries a reflexive clitic, apart or at its end."""
    t = s.tokens[i]
    if any(c.base in ("expl", "obj", "iobj") and c.deprel != "expl:pass" and c.form.lower() in grammar["reflexives"] and is_own_clitic(s, c, grammar)
           for c in s.children(i)):
        return True
    form = t.form.lower()
    ending = next((e for e in grammar["reflexive_endings"] if form.endswith(e)), "")
    stem = form.removesuffix(ending)
    return bool(ending) and stem.endswith(tuple(grammar["reflexive_hosts"].get(t.feats.get("VerbForm", ""), ("\0",))))


def is_own_clitic(s: Sentence, c: Token, grammar: Grammar) -> bool:
    """Whether a clitic may stand for its verb's own subject; with "avere" the participle agrees with its object ("ci hanno arrestati")."""
    number, verb = grammar.get("clitic_numbers", {}).get(c.form.lower()), s.tokens[c.head]
    if number is None or verb.feats.get("VerbForm") != "Part" or verb.feats.get("Number") != number:
        return True
    marked = number == "Plur" or verb.feats.get("Gender") == "Fem"
    return not (marked and any(a.lemma in grammar["transitive_auxiliaries"] for a in s.children(verb.i, "aux")))


def has_object_clitic(s: Sentence, i: int, grammar: Grammar) -> bool:
    """Whether an infinitive, gerund or participle ends in "-lo", "-la" … ("accusandolo")."""
    t = s.tokens[i]
    stem = next((t.form.lower().removesuffix(e) for e in grammar["object_enclitics"] if t.form.lower().endswith(e)), "")
    return t.feats.get("VerbForm") in ("Inf", "Ger", "Part") and stem.endswith(tuple(grammar["clitic_hosts"])) and not t.lemma.endswith(stem)


def is_negated(s: Sentence, i: int, grammar: Grammar) -> bool:
    """Whether "non", "mai", "né" or a "nessuno" stands at the predicate."""
    if s.words.isdisjoint(negatives(grammar)):
        return False
    if any(c.form.lower() in grammar["negators"] for c in s.children(i, "advmod", "cc", "det")):
        return True
    return any(has_negative(s, c.i, grammar) for c in s.children(i, "nsubj", "obj"))


@once
def negatives(grammar: Grammar) -> frozenset[str]:
    """Every word that negates."""
    return frozenset((*grammar["negators"], *grammar["negative_determiners"]))


def has_negative(s: Sentence, i: int, grammar: Grammar) -> bool:
    """Whether a nominal is "nessuno" or has it as determiner, whatever the tree ("nessun nostro soldato")."""
    words = grammar["negative_determiners"]
    return s.tokens[i].form.lower() in words or any(c.form.lower() in words for c in s.children(i, "det", "advmod", "case"))


# ------------------------------------------------------------------ subjects that the clause itself does not have


def participle_noun(frames: Frames, s: Sentence, i: int) -> Iterator[Filler]:
    """The noun a participle or relative clause hangs on ("i droni forniti dall'Iran", "Musharraf, dimessosi in agosto")."""
    t = s.tokens[i]
    if t.base in ("acl", "amod") and s.tokens[t.head].upos in NOMINAL and (t.feats.get("VerbForm") in ("Part", "Ger") or t.deprel == "acl:relcl"):
        if t.deprel == "acl:relcl" and any(c.form.lower() in frames.grammar["relative_adverbs"] for c in s.children(i)):
            governor = next((a for a in s.ancestors(t.head) if a.upos == "VERB"), None)
            yield from (Filler(x.sentence, x.token, "relative_adverb") for x in (subjects(frames, s, governor.i) if governor else ()))
            return
        if t.deprel == "acl:relcl" and not is_subject_relative(frames, s, i):
            return
        yield Filler(s.i, t.head, "participle_noun")


def is_subject_relative(frames: Frames, s: Sentence, i: int) -> bool:
    """Whether a relative clause without marked pronoun slot still lacks its subject."""
    return not any(c.form.lower() in frames.grammar["relative_pronouns"] for c in s.children(i, "obj", "obl", "nmod", "nsubj"))


def coordinated_verb(frames: Frames, s: Sentence, i: int) -> Iterator[Filler]:
    """The subject of the verb it is coordinated with ("la polizia ha caricato e arrestato …")."""
    t = s.tokens[i]
    if t.base in ("conj", "parataxis") and t.head != i and s.tokens[t.head].upos in ("VERB", "AUX", "ADJ", "NOUN"):
        for x in subjects(frames, s, t.head):
            yield Filler(x.sentence, x.token, "coordinated_verb")


def shared_subject(frames: Frames, s: Sentence, i: int) -> Iterator[Filler]:
    """The subject behind two passive participles ("è stato sequestrato ed ucciso l'attivista")."""
    if not frames._is_passive(s, i) or s.has(i, "obj"):
        return
    for c in s.children(i, "conj"):
        bare = c.feats.get("VerbForm") == "Part" and not s.has(c.i, "aux")
        for noun in s.children(c.i, "nsubj", "obj") if bare else ():
            if noun.i > c.i and not preposition(s, noun.i, frames.grammar):
                yield from (Filler(s.i, x.i, "shared_subject") for x in conjuncts(s, noun.i))


def shared_agent(frames: Frames, s: Sentence, i: int) -> list[Filler]:
    """The agent behind the second of two passive participles ("rapito e poi assassinato dai miliziani")."""
    bare = (c for c in s.children(i, "conj") if c.feats.get("VerbForm") == "Part" and not s.has(c.i, "aux"))
    return [Filler(s.i, x.i, "shared_agent") for c in bare for a in s.children(c.i, "obl:agent") for x in conjuncts(s, a.i)]


def governed_infinitive(frames: Frames, s: Sentence, i: int) -> Iterator[Filler]:
    """Subject or object of the verb that governs an infinitive or gerund ("ha chiesto a Kiev di ritirarsi", "è pronto a …")."""
    t = s.tokens[i]
    above = s.tokens[t.head]
    if t.base == "acl" and t.feats.get("VerbForm") == "Inf" and i in frames.of(s, above.head).clauses and above.head != i:
        yield Filler(s.i, above.i, "governed_infinitive")
        return
    if t.base not in ("xcomp", "advcl", "ccomp", "csubj") or t.head == i or t.feats.get("VerbForm") not in ("Inf", "Ger", "Part", None):
        return
    if t.base == "advcl" and t.feats.get("VerbForm") != "Inf" and (said := clause_said_before(s, t)) is not None:
        yield from (Filler(x.sentence, x.token, "governed_infinitive") for x in subjects(frames, s, said.i))
        return
    governor = frames.of(s, t.head)
    controllers: list[Filler] = []
    bare = t.base == "advcl" and t.feats.get("VerbForm") == "Inf" and not s.has(i, "mark", "case")
    if (bare or t.base in ("xcomp", "ccomp")) and governor.token.lemma in frames.grammar["object_control"]:
        controllers = governor.oblique.get(frames.grammar["slots"]["to"], []) or governor.patients
    for x in controllers or judged_for(frames, s, i) or subjects(frames, s, t.head):
        yield Filler(x.sentence, x.token, "governed_infinitive")


def clause_said_before(s: Sentence, t: Token) -> Token | None:
    """What somebody is then told to have said, before a gerund that goes with it ("troops fired, wounding a man, the ministry said")."""
    return next((c for c in s.children(t.head, "ccomp", "parataxis") if c.i < t.i < t.head and c.upos == "VERB"), None)


def judged_for(frames: Frames, s: Sentence, i: int) -> list[Filler]:
    """Who is thanked, accused, punished for having done it ("ha ringraziato la Svezia per aver fornito armi")."""
    t = s.tokens[i]
    past = t.feats.get("VerbForm") == "Part" and any(a.feats.get("VerbForm") == "Inf" for a in s.children(i, "aux"))
    past = past or t.form.endswith("ing")  # "praised the bloc for activating its force"
    if t.base != "advcl" or not past or preposition_of_clause(s, i) not in frames.grammar.get("reason_markers", ()):
        return []
    return frames.of(s, t.head).patients if s.tokens[t.head].lemma in frames.grammar.get("judging_verbs", ()) else []


def preposition_of_clause(s: Sentence, i: int) -> str | None:
    """The word that opens an infinitive clause."""
    return next((c.form.lower() for c in s.children(i, "mark", "case")), None)


def cleft_subject(frames: Frames, s: Sentence, i: int) -> Iterator[Filler]:
    """Who is said to have been the one to do it ("è stato l'esercito a bombardare il mercato")."""
    if not is_cleft(s, i, frames.grammar):
        return
    above = s.tokens[s.tokens[i].head]
    doers = [above] if above.upos in ("NOUN", "PROPN") else list(s.children(above.i, "nsubj"))
    yield from (Filler(s.i, t.i, "cleft_subject") for d in doers for t in conjuncts(s, d.i))


def noun_complement(frames: Frames, s: Sentence, i: int) -> Iterator[Filler]:
    """Who has the decision, the order, the plan to act ("la decisione di Nasheed di arrestare …")."""
    t = s.tokens[i]
    if t.base != "acl" or s.tokens[t.head].upos != "NOUN" or t.feats.get("VerbForm") != "Inf":
        return
    owners = [c for c in s.children(t.head, "nmod") if preposition(s, c.i, frames.grammar) == frames.grammar["slots"]["of"] and c.upos in NOMINAL]
    for c in owners:
        for x in conjuncts(s, c.i):
            yield Filler(s.i, x.i, "noun_complement")
    noun = s.tokens[t.head]
    if not owners and noun.head != noun.i and s.tokens[noun.head].upos == "VERB":
        yield from (Filler(x.sentence, x.token, "noun_complement") for x in subjects(frames, s, noun.head))


def adverbial_clause(frames: Frames, s: Sentence, i: int) -> Iterator[Filler]:
    """The subject of the main clause, for a finite clause beside it that has none."""
    t = s.tokens[i]
    if t.base in ("advcl", "ccomp") and t.head != i and t.feats.get("VerbForm") == "Fin":
        for x in subjects(frames, s, t.head):
            yield Filler(x.sentence, x.token, "adverbial_clause")


def dropped_subject(frames: Frames, s: Sentence, i: int) -> Iterator[Filler]:
    """The subject of the sentence before, where number agrees ("Il premier è a Parigi. Incontrerà …")."""
    t = s.tokens[i]
    if t.head != i or t.upos != "VERB" or s.is_heading or s.i == 0 or agents_slot_is_passive(frames, s, i):
        return
    before = frames.sentences[s.i - 1]
    if before.paragraph != s.paragraph or before.field != s.field:
        return
    root = next((x for x in before.tokens if x.head == x.i), None)
    number = finite_number(s, i)
    if root is None or number is None:
        return
    for x in subjects(frames, before, root.i):
        if frames.sentences[x.sentence].tokens[x.token].feats.get("Number", number) == number:
            yield Filler(x.sentence, x.token, "dropped_subject")


def agents_slot_is_passive(frames: Frames, s: Sentence, i: int) -> bool:
    """Whether the clause is passive: its missing subject is then seldom the one before."""
    return frames._is_passive(s, i)


def finite_number(s: Sentence, i: int) -> str | None:
    """Number of the finite verb form, if it is third person."""
    for t in (*s.children(i, "aux"), s.tokens[i]):
        if t.feats.get("VerbForm") == "Fin" or "Person" in t.feats:
            return t.feats.get("Number") if t.feats.get("Person", "3") == "3" else None
    return None


SUBJECT_RULES: tuple[Callable[[Frames, Sentence, int], Iterator[Filler]], ...] = (
    participle_noun, shared_subject, coordinated_verb, cleft_subject, governed_infinitive, noun_complement, adverbial_clause, dropped_subject)


def subjects(frames: Frames, s: Sentence, i: int) -> list[Filler]:
    """The grammatical subjects of a predicate, whatever the voice."""
    f = frames.of(s, i)
    return f.patients if f.passive and f.patients else f.agents
