"""Which words name an act: sentences and a lexicon go in, triggers with their roles come out.

"Mosca e Pechino hanno firmato un'intesa" → firmare obj:intesa → support.sign, agents [Mosca, Pechino].
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sayso.extract.roles import Filler, Frame, Frames, subjects
from sayso.languages import Condition, Entry, Language
from sayso.model import Sentence, Span, Token
from sayso.syntax import NOMINAL, conjuncts, phrase, preposition

JUDGING = ("accuse.disapprove",)  # the deed that is condemned was done: an event of its own
OF_STATES = ("sanction", "support", "agree", "aid", "threaten", "reject", "cooperate", "mobilize", "concede")
WILLING = ("agree.", "cooperate.")


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that names an act, the lexicon entry that says so, and the tokens that fill its roles."""

    sentence: Sentence
    head: int
    span: Span
    entry: Entry
    agents: tuple[Filler, ...]
    recipients: tuple[Filler, ...]
    used: frozenset[int]
    support: int | None = None

    @property
    def concept(self) -> str:
        """The act."""
        return self.entry.concept

    @property
    def rule(self) -> str:
        """The lexicon line, as shown to users."""
        return f"{self.entry.pos.lower()}: {self.entry.text}"


class Finder:
    """Finds the triggers of an article with one language's lexicon."""

    def __init__(self, words: Language, frames: Frames, adjectives: frozenset[str], reciprocal: frozenset[str],
                 is_party: Callable[[Sentence, int], bool]) -> None:
        self.is_party = is_party
        self.words = words
        self.frames = frames
        self.grammar = frames.grammar
        self.adjectives = adjectives  # nationality adjectives, all forms
        self.reciprocal = reciprocal  # concepts
        self.support = words.data("lexicon/support")
        self.slots: Mapping[str, Any] = self.grammar["slots"]
        self.weapons = frozenset(w for lemmas in words.data("lexicon/instruments").values() for w in lemmas)

    def triggers(self, s: Sentence) -> list[Trigger]:
        """All triggers of a sentence; a noun that a verb's entry asked for is none of its own, nor is the light verb of a noun."""
        verbs = [t for tok in s.tokens for t in self._of_verb(s, tok)]
        used = {k for t in verbs for k in t.used if not t.concept.startswith(JUDGING)}
        nouns = [t for tok in s.tokens if tok.i not in used for t in self._of_noun(s, tok)]
        light = {n.support for n in nouns for v in verbs if v.head == n.support and v.entry.weight <= n.entry.weight + 1
                 and v.concept.split(".")[0] != n.concept.split(".")[0]}
        return sorted([v for v in verbs if v.head not in light] + nouns, key=lambda t: t.head)

    # ------------------------------------------------------------- verbs

    def _verb_lemma(self, s: Sentence, t: Token) -> str | None:
        if t.upos == "VERB":
            return t.lemma
        if t.upos == "NOUN" and any(True for _ in s.children(t.i, "nsubj")) and not any(True for _ in s.children(t.i, "cop", "det", "case")):
            found = self.words.lemmas.get("VERB", {}).get(t.form.lower())  # "Trump minaccia dazi", tagged as a noun
            return found if isinstance(found, str) else None
        if t.upos in ("ADJ", "NOUN", "AUX", "X", "PROPN") and self._is_predicative(s, t):
            found = self.words.lemmas.get("VERB", {}).get(t.form.lower())
            if isinstance(found, str) and (t.upos == "AUX" or self._is_participle(t, found)):
                return found
            return t.lemma if t.upos == "ADJ" else None  # "è pronto a", "è disponibile a"
        return None

    def _is_participle(self, t: Token, verb: str) -> bool:
        """Whether the form can be the past participle of the verb."""
        return t.form.lower().endswith(tuple(self.grammar["participle_endings"].get(verb[-3:], ("\0",))))

    def _is_predicative(self, s: Sentence, t: Token) -> bool:
        """A participle tagged as adjective: it has an auxiliary, an agent, or stands alone in a headline."""
        if t.upos == "AUX":
            return not any(True for _ in s.children(t.head, "nsubj")) and t.head == t.i
        if t.upos in ("NOUN", "PROPN"):
            return s.is_heading and t.i == 0
        if any(True for _ in s.children(t.i, "aux", "cop", "obl:agent")):
            return True
        return t.base in ("xcomp", "acl", "root", "conj", "advcl") or (t.base == "amod" and any(True for _ in s.children(t.i, "obl", "nmod")))

    def _of_verb(self, s: Sentence, t: Token) -> Iterator[Trigger]:
        lemma = self._verb_lemma(s, t)
        entries = self.words.entries.get(("VERB", lemma), ()) if lemma else ()
        if not entries:
            return
        frame = self.frames.of(s, t.i)
        found = [x for e in entries if (x := self._verb_trigger(frame, e)) is not None]
        yield from [x for x in found if self._has_needed(x)][:1] or found[:1]

    def _verb_trigger(self, frame: Frame, e: Entry) -> Trigger | None:
        used = self.matches(frame, e)
        if used is None:
            return None
        agents = self._fill_all(frame, e.by or ("subj",))
        recipients = [] if e.rec == ("none",) else self._fill_all(frame, e.rec or ("obj",))
        agents, recipients = self._with_partners(frame, e, agents, recipients)
        if not recipients and e.concept.startswith(WILLING):
            recipients = self._partners_below(frame)
        s, i = frame.sentence, frame.head
        return Trigger(s, i, verb_span(s, i), e, unique(agents), unique(recipients), frozenset(used))

    def _partners_below(self, f: Frame) -> list[Filler]:
        """The partner named inside the complement ("disponibile a rafforzare la collaborazione con la Russia")."""
        s = f.sentence
        for i in (k for c in (*f.clauses, *f.predicates) for k in s.subtree(c)):
            if preposition(s, i, self.grammar) == self.slots["with"] and s.tokens[i].base in ("obl", "nmod") and self.is_party(s, i):
                return [Filler(s.i, t.i, "partner_below") for t in conjuncts(s, i)]
        return []

    def _has_needed(self, t: Trigger) -> bool:
        """Whether the slots that an entry needs hold someone known."""
        sides = {"actor": (t.agents,), "rec": (t.recipients,), "both": (t.agents, t.recipients)}.get(t.entry.needs or "", ())
        return all(any(self.is_party(self.frames.sentences[x.sentence], x.token) for x in side) for side in sides)

    def _with_partners(self, f: Frame, e: Entry, agents: list[Filler], recipients: list[Filler]) -> tuple[list[Filler], list[Filler]]:
        """Partners named with "con" join the actors where the act is mutual, or are the recipient where none is named."""
        partners = self._fill_all(f, e.co or (self.slots["with"],)) if (e.co or e.concept in self.reciprocal) else []
        if e.concept in self.reciprocal and not agents:
            agents = [y for x in f.patients if x.sentence == f.sentence.i
                      for y in self._inside(f.sentence, x.token, (self.slots["between"],), "between_inside_object")]
        if not e.rec and e.concept in self.reciprocal and e.conditions and any(c.key == "obj" and not c.negative for c in e.conditions):
            recipients = []
        return agents + partners, recipients

    def matches(self, f: Frame, e: Entry) -> set[int] | None:
        """Tokens that meet the conditions of an entry; ``None`` where one is not met."""
        if ("refl" in e.flags and not f.reflexive) or ("norefl" in e.flags and f.reflexive):
            return None
        used: set[int] = set()
        for c in e.conditions:
            found = self._meets(f, c)
            if c.negative == bool(found):
                return None
            used |= set() if c.negative else set(found)
            if c.key == "obj" and not c.negative:  # "un accordo sull'energia e un'intesa": signed together
                used |= {k.i for i in found for k in f.sentence.children(i, "conj")}
        return used

    def _meets(self, f: Frame, c: Condition) -> list[int]:
        candidates = self._slot(f, c.key)
        if c.values is None:
            return candidates
        return [k for i in candidates for k in lemma_hits(f.sentence, i, c.values)]

    def _slot(self, f: Frame, key: str) -> list[int]:
        s = f.sentence
        if key == "obj":
            return [x.token for x in f.patients if x.sentence == s.i] + [c.i for c in s.children(f.head, "obj")]
        if key == "x":
            return [k.i for i in f.clauses for k in clause_heads(s, i)]
        if key == "adj":
            return f.predicates
        if key == "subj":
            return [x.token for x in f.agents if x.sentence == s.i]
        if key == "prt":  # "call off"
            return [c.i for c in s.children(f.head) if c.deprel == "compound:prt"]
        if key == "neg":
            return [f.head] if f.negated else []
        return [x.token for x in self._oblique(f, key) if x.sentence == s.i]

    def _oblique(self, f: Frame, prep: str) -> list[Filler]:
        """Fillers of a preposition: at the verb, else inside its object ("lanciare missili contro Kiev")."""
        if f.oblique.get(prep):
            return f.oblique[prep]
        out = []
        for x in f.patients if not f.passive else (*f.patients, *f.agents):
            if x.sentence == f.sentence.i:
                out += self._inside(f.sentence, x.token, (prep,), f"object_{prep}")
        return out

    # ------------------------------------------------------------- roles

    def _fill_all(self, f: Frame, keys: tuple[str, ...]) -> list[Filler]:
        """The fillers of the first key that has any."""
        for key in keys:
            found = self._fill(f, key)
            if found:
                return found
        return []

    def _fill(self, f: Frame, key: str) -> list[Filler]:
        if key == "subj":
            return list(f.agents)
        if key == "obj":
            return [x for x in f.patients if not self._is_clitic_self(f, x)]
        if key == "x":
            return [x for i in f.clauses for x in self._clause_party(f, i)]
        if key == "x.obj":
            return [x for i in f.clauses for x in self.frames.of(f.sentence, i).patients]
        outer, dot, inner = key.partition(".")
        if dot:  # "obj.di": the party inside the object, "in.di": the one inside the phrase with "in"
            keys = tuple(self.slots["inside"]) if inner == self.slots["of"] else (inner,)
            return [y for x in self._fill(f, outer) if x.sentence == f.sentence.i for y in self._first_inside(f.sentence, x.token, keys)]
        if key == "poss":
            return [y for x in f.patients if x.sentence == f.sentence.i for y in self._possessor(f.sentence, x.token)]
        if key == "none":
            return []
        return list(self._oblique(f, key))

    def _is_clitic_self(self, f: Frame, x: Filler) -> bool:
        return x.sentence == f.sentence.i and f.sentence.tokens[x.token].form.lower() in self.grammar["reflexives"]

    def _clause_party(self, f: Frame, i: int) -> list[Filler]:
        inner = self.frames.of(f.sentence, i)
        mine = {(x.sentence, x.token) for x in f.agents}
        asked = f.oblique.get(self.slots["to"], [])
        others = [x for x in subjects(self.frames, f.sentence, i) + inner.agents if (x.sentence, x.token) not in mine]
        below = [x for prep in self.slots["below"] for x in self._oblique(inner, prep)] + inner.patients
        return asked or others or [x for x in below if x.sentence == f.sentence.i and self.is_party(f.sentence, x.token)]

    def _first_inside(self, s: Sentence, i: int, keys: tuple[str, ...]) -> list[Filler]:
        for key in keys:
            found = self._inside(s, i, (key,), f"inside_object_{key}")
            if found:
                return found
        return []

    def _inside(self, s: Sentence, i: int, keys: tuple[str, ...], rule: str) -> list[Filler]:
        out: list[Filler] = []
        for key in keys:
            if key == "adj":
                out += [Filler(s.i, c.i, rule) for k in (i, *self._weapons(s, i)) for c in s.children(k, "amod", "compound", "flat")
                        if self.is_nationality(c)]
            elif key == self.slots["behalf"]:
                out += [Filler(s.i, t.i, rule) for t in self._on_behalf(s, i)]
            elif key == "poss":
                out += self._possessor(s, i)
            else:
                out += self._with_preposition(s, i, key, rule)
        return out

    def _with_preposition(self, s: Sentence, i: int, key: str, rule: str) -> list[Filler]:
        """Nominals below token ``i`` with a preposition; one level further down for those that seldom belong there ("la visita del re a Londra")."""
        def taken(k: int) -> list[Token]:
            return [c for c in s.children(k, "nmod", "obl") if preposition(s, c.i, self.grammar) == key and c.lemma not in self.grammar["behalf"]
                    and not (rule.startswith("noun_") and c.lemma in self.weapons)]

        found = taken(i)
        if not found and key in self.slots["deep"]:
            found = [c for k in s.children(i, "nmod", "amod", "obl") for c in taken(k.i) if c.i > k.i]
        return [Filler(s.i, t.i, rule) for c in found for t in conjuncts(s, c.i)]

    def _weapons(self, s: Sentence, i: int) -> list[int]:
        """The weapon that an act is done with ("un raid di droni russi"): its nationality is the actor's."""
        return [c.i for c in s.children(i, "nmod") if c.lemma in self.weapons]

    def is_nationality(self, t: Token) -> bool:
        """Whether a word is a nationality adjective, also in a compound such as "russo-cinese"."""
        form = t.form.lower()
        return form in self.adjectives or ("-" in form and all(p in self.adjectives for p in form.split("-")))

    def _on_behalf(self, s: Sentence, i: int) -> Iterator[Token]:
        """The party of "da parte di X" below token ``i``, however it was attached."""
        seen = False
        for c in s.children(i, "nmod", "obl", "obl:agent"):
            marks = [k.form.lower() for k in s.children(c.i, "case", "fixed")]
            if c.lemma in self.grammar["behalf"] and preposition(s, c.i, self.grammar) in self.grammar["behalf_prepositions"]:
                for k in s.children(c.i, "nmod"):
                    seen = True
                    yield from conjuncts(s, k.i)
            elif set(marks) & set(self.grammar["behalf"]) or c.deprel == "obl:agent":
                seen = True
                yield from conjuncts(s, c.i)
        if not seen:
            yield from self._behalf_in_line(s, i)

    def _behalf_in_line(self, s: Sentence, i: int) -> Iterator[Token]:
        """The same, read word by word, where the tree has hung it elsewhere."""
        for k in range(i + 1, min(i + 14, len(s.tokens) - 2)):
            t = s.tokens[k]
            if t.upos in ("VERB", "AUX") and t.feats.get("VerbForm") == "Fin":
                return
            if t.lemma in self.grammar["behalf"] and s.tokens[k - 1].form.lower() in self.grammar["agent_markers"]:
                noun = next((x for x in s.tokens[k + 1 : k + 6] if x.upos in ("NOUN", "PROPN")), None)
                if noun is not None:
                    yield from conjuncts(s, noun.i)
                return

    def _possessor(self, s: Sentence, i: int) -> list[Filler]:
        """Who "suo" stands for: the subject of the clause above, else of the sentence before."""
        owners = [c for c in s.children(i, "nmod:poss") if c.upos in ("NOUN", "PROPN")]
        if owners:  # "Kyiv's raid"
            return [Filler(s.i, t.i, "owner") for c in owners for t in conjuncts(s, c.i)]
        if not any(c.form.lower() in self.grammar["possessives"] for c in s.children(i, "det", "nmod", "amod")):
            return []
        for t in s.ancestors(i):
            if t.upos == "VERB":
                return [Filler(x.sentence, x.token, "possessive") for x in subjects(self.frames, s, t.i) if (x.sentence, x.token) != (s.i, i)]
        if s.i:
            before = self.frames.sentences[s.i - 1]
            root = next((t for t in before.tokens if t.head == t.i), None)
            return [Filler(x.sentence, x.token, "possessive") for x in subjects(self.frames, before, root.i)] if root else []
        return []

    # ------------------------------------------------------------- nouns

    def _of_noun(self, s: Sentence, t: Token) -> Iterator[Trigger]:
        if t.upos not in ("NOUN", "PROPN"):
            return
        for lemma in dict.fromkeys((t.lemma, t.lemma.lower(), t.form.lower())):
            entries = self.words.entries.get(("NOUN", lemma), ())
            found = [self._noun_trigger(s, t.i, e, used) for e in entries if (used := self._noun_matches(s, t.i, e)) is not None]
            if found:
                yield from [x for x in found if self._has_needed(x)][:1] or found[:1]
                return

    def _noun_matches(self, s: Sentence, i: int, e: Entry) -> set[int] | None:
        used: set[int] = set()
        for c in e.conditions:
            if c.key in ("amod", "adj"):
                candidates = [k.i for k in s.children(i, "amod", "acl", "flat", "compound")]
            else:
                candidates = [x.token for x in self._inside(s, i, (c.key,), "")]
            hits = candidates if c.values is None else [k for j in candidates for k in lemma_hits(s, j, c.values)]
            if c.negative == bool(hits):
                return None
            used |= set() if c.negative else set(hits)
        return used

    def _noun_trigger(self, s: Sentence, i: int, e: Entry, used: set[int]) -> Trigger:
        mutual = e.concept in self.reciprocal
        by = e.by or tuple(self.slots["mutual" if mutual else "noun_by"])
        rec = e.rec or (("none",) if mutual else tuple(self.slots["noun_rec"]))
        agents = [x for x in self._noun_fill(s, i, by, everything=mutual) if self.is_party(s, x.token)]
        recipients = self._noun_fill(s, i, rec)
        if not agents and self.slots["of"] not in by and not e.by and self.slots["of"] in rec:
            agents, recipients = self._author_and_target(s, i, recipients)
        if not agents:
            agents = [x for u in used for x in self._noun_fill(s, u, by)]  # "lo sciopero della fame del cronista"
        taken = {(x.sentence, x.token) for x in agents}
        recipients = [x for x in recipients if (x.sentence, x.token) not in taken]
        agents = agents or self._predicate_subject(s, i) or self._headline_state(s, i, e)
        support, agents, recipients = self._by_support_verb(s, i, agents, recipients)
        first = min([i, *[u for u in used if u == i - 1]])
        last = max([i, *[u for u in used if u == i + 1]])
        return Trigger(s, i, s.span(first, last + 1), e, unique(agents), unique(recipients), frozenset(used), support)

    def _author_and_target(self, s: Sentence, i: int, recipients: list[Filler]) -> tuple[list[Filler], list[Filler]]:
        """With a target told by another preposition, "di" names the author ("il raid dell'esercito contro i ribelli")."""
        targets = self._noun_fill(s, i, tuple(self.slots["aimed"]))
        authors = self._noun_fill(s, i, (self.slots["of"],))
        return (authors, targets) if targets and authors else ([], recipients)

    def _predicate_subject(self, s: Sentence, i: int) -> list[Filler]:
        """Who "is on a visit": the subject of a noun that is the predicate."""
        if not any(True for _ in s.children(i, "cop")) or preposition(s, i, self.grammar) is None:
            return []
        return [Filler(s.i, t.i, "predicate_subject") for c in s.children(i, "nsubj") for t in conjuncts(s, c.i)]

    def _headline_state(self, s: Sentence, i: int, e: Entry) -> list[Filler]:
        """Who opens a headline before a comma or colon ("Usa, nuove sanzioni contro …"), for acts that states do."""
        if not s.is_heading or e.concept.split(".")[0] not in OF_STATES:
            return []
        stop = next((t.i for t in s.tokens[1:5] if t.form in (",", ":")), None)
        return [Filler(s.i, 0, "headline_state")] if stop is not None and stop < i and self.is_party(s, 0) else []

    def _noun_fill(self, s: Sentence, i: int, keys: tuple[str, ...], everything: bool = False) -> list[Filler]:
        out: list[Filler] = []
        for key in keys:
            if key == "none":
                continue
            out += self._inside(s, i, (key,), f"noun_{key}")
            if out and not everything:
                break
        return out

    def _by_support_verb(self, s: Sentence, i: int, agents: list[Filler], recipients: list[Filler]
                         ) -> tuple[int | None, list[Filler], list[Filler]]:
        """A light verb lends its subject to the act its object names ("ha compiuto un raid", "ha subìto un attacco")."""
        t = s.tokens[i]
        if t.base == "nmod" and s.tokens[t.head].lemma in self.grammar["quantity_nouns"]:
            t = s.tokens[t.head]  # "una serie di raid"
        verb = s.tokens[t.head]
        if t.head == t.i or verb.upos != "VERB":
            return None, agents, recipients
        frame = self.frames.of(s, verb.i)
        is_object = any(x.token == t.i and x.sentence == s.i for x in frame.patients)
        if is_object and (verb.lemma in self.support.get("active", ()) or verb.lemma in self.grammar["self_act"]):
            return verb.i, agents or [x for x in frame.agents if x.token != i], recipients or self._support_target(frame)
        if is_object and verb.lemma in self.support.get("undergo", ()):
            return verb.i, agents or list(frame.oblique.get(self.slots["by"], [])), recipients or list(frame.agents)
        if verb.lemma in self.support.get("occur", ()):
            return verb.i, agents, recipients
        return None, agents, recipients

    def _support_target(self, f: Frame) -> list[Filler]:
        for prep in self.slots["targets"]:
            if f.oblique.get(prep):
                return [x for x in f.oblique[prep] if f.sentence.tokens[x.token].upos in NOMINAL]
        return []


def unique(fillers: list[Filler]) -> tuple[Filler, ...]:
    """Without doubles, order kept."""
    seen: dict[tuple[int, int], Filler] = {}
    for x in fillers:
        seen.setdefault((x.sentence, x.token), x)
    return tuple(seen.values())


def lemma_hits(s: Sentence, i: int, values: frozenset[str]) -> list[int]:
    """Token ``i`` or one of its direct modifiers, where its lemma or form is among ``values`` (a value may have several words)."""
    near = [i, *[c.i for c in s.children(i, "nmod", "amod", "flat", "compound", "conj", "fixed", "nummod")]]
    hits = [k for k in near if s.tokens[k].lemma.lower() in values or s.tokens[k].form.lower() in values]
    if not hits and any(" " in v for v in values):
        words = phrase(s, i)
        for text in (" ".join(s.tokens[k].lemma.lower() for k in words), " ".join(s.tokens[k].form.lower() for k in words)):
            if any(" " in v and v in text for v in values):
                return words
    return hits


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
