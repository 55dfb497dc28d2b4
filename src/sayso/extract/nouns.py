"""Which nouns name an act: a noun in its sentence goes in, triggers with their roles come out.

"la visita del re a Londra" → visita, agents [re], recipients [Londra].
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sayso.extract import doers
from sayso.extract.inside import Inside
from sayso.extract.roles import Filler, Frame, Frames, subjects
from sayso.extract.trigger import NAMED_PLACE, Trigger, chosen, lemma_hits, told_near, unique
from sayso.languages import Entry, Language
from sayso.model import Sentence, Token
from sayso.syntax import NOMINAL, conjuncts, is_definite, preposition

NOUNS = ("NOUN", "PROPN")
FEW_KINDS = 2  # of acts that one noun may tell again
OF_STATES = ("sanction", "support", "agree", "aid", "threaten", "reject", "cooperate", "mobilize", "concede")
DEEDS = ("assault.", "coerce.", "protest.")
SPOKEN = ("accuse.", "reject.", "support.", "protest.", "request.", "agree.", "concede.", "threaten.")  # done to what somebody did or wants
FRIENDLY = ("aid.", "support.", "agree.", "cooperate.", "consult.")  # against these is against the one they are for


def is_known(s: Sentence, t: Token) -> bool:
    """Whether a noun has the article or the pronoun of what is known ("the handover", "dell'arresto", "their march")."""
    words = s.children(t.i, "det", "nmod:poss", "det:poss")
    return is_definite(s, t.i) or any(c.feats.get("PronType") == "Dem" or c.feats.get("Poss") == "Yes" for c in words)


class Nouns:
    """Finds the nouns of an article that name acts."""

    def __init__(self, words: Language, frames: Frames, inside: Inside, reciprocal: frozenset[str],
                 is_party: Callable[[Sentence, int], bool], has_needed: Callable[[Trigger], bool]) -> None:
        self.words = words
        self.frames = frames
        self.inside = inside
        self.reciprocal = reciprocal  # concepts
        self.is_party = is_party
        self.has_needed = has_needed
        self.grammar = frames.grammar
        self.slots: Mapping[str, Any] = self.grammar["slots"]
        self.support = words.data("lexicon/support")
        some = (*words.data("time")["words"]["daypart"].values(), *words.data("lexicon/instruments").values())
        self.no_acts = frozenset((*self.grammar["time_units"], *self.grammar.get("targets", ()), *words.data("numbers")["things"],
                                  *(str(w) for names in some if isinstance(names, list) for w in names)))
        speech = words.data("speech")
        self.telling = frozenset(map(str, (*speech.get("confirm", ()), *speech.get("report", ()), *speech.get("deny", ()), *speech.get("show", ()))))

    def has_party(self, t: Trigger) -> bool:
        """Whether anybody known acts or is acted upon."""
        return any(self.is_party(self.frames.sentences[x.sentence], x.token) for x in (*t.agents, *t.recipients))

    def of(self, s: Sentence, t: Token) -> Trigger | None:
        """The trigger that a noun is, if any."""
        if t.upos not in NOUNS:
            return None
        heads = (t.lemma, s.lemmas[t.i], s.forms[t.i]) if not self._is_where(s, t) else (NAMED_PLACE,)
        for lemma in dict.fromkeys(heads):
            entries = self.words.entries.get(("NOUN", lemma))
            if not entries:
                continue
            if self._is_part_of_name(s, t):
                return None
            words = s.words
            readings = (self._trigger(s, t.i, e, used) for e in entries if e.may_stand(words) and (used := self._matches(s, t.i, e)) is not None)
            found = chosen(readings, self.has_needed, self.has_party)
            if found is not None:
                return found
        return None

    def happening(self, s: Sentence, t: Token, told: Collection[str]) -> Iterator[Trigger]:
        """A noun of an act that is known or said to take place, whatever its entries ask for besides: of several kinds those ``told`` elsewhere."""
        entries = self.words.entries.get(("NOUN", t.lemma), ())
        is_said = t.base == "nsubj" and s.has(t.i, "det") and s.tokens[t.head].lemma in (*self.support["occur"], *self.support.get("come", ()))
        if not entries or not (is_said or (is_known(s, t) and self._names_act(s, t))):
            return
        plain = [e for e in entries if not e.is_late and all(c.negative for c in e.conditions)]  # its main sense, where one needs no other word
        entries = tuple(plain) if len({e.concept.split(".")[0] for e in plain}) == 1 else entries
        kinds: dict[str, list[Entry]] = {}
        for e in entries:
            kinds.setdefault(e.concept.split(".")[0], []).append(e)
        some = list(kinds) if len(kinds) == 1 else [k for k in kinds if any(e.concept in told for e in kinds[k])]
        if len(some) > FEW_KINDS or self._is_part_of_name(s, t):
            return
        for k in some:
            least = min(kinds[k], key=lambda e: (e.concept not in told, e.is_late, len(e.conditions), e.concept))
            yield self._trigger(s, t.i, replace(least, conditions=(), flags=least.flags | {"echo"}), set())

    def _names_act(self, s: Sentence, t: Token) -> bool:
        """Whether a noun may name an act by itself ("the arrest", "the removals"): no measure, no weapon, nothing that is hit, and no party."""
        plain = (all(c.negative for c in e.conditions) for e in self.words.entries.get(("NOUN", t.lemma), ()))
        return any(plain) or (t.lemma not in self.no_acts and t.form.lower() not in self.no_acts and not self.is_party(s, t.i))

    def _is_where(self, s: Sentence, t: Token) -> bool:
        """Whether a place's name is the predicate ("the minister was in Pretoria")."""
        return t.upos == "PROPN" and s.has(t.i, "cop") and s.has(t.i, "case") and any(n.label == "LOC" and n.first <= t.i < n.last for n in s.names)

    def _is_part_of_name(self, s: Sentence, t: Token) -> bool:
        """Whether a noun only says which body or weapon is meant ("Fronte di liberazione", "fucile d'assalto")."""
        above = s.tokens[t.head]
        if t.base not in ("nmod", "compound") or above.lemma.lower() not in self.grammar.get("bodies_named_by_acts", ()):
            return False
        words = self.grammar.get("bare_of", ())
        bare = not s.has(t.i, "det") and all(c.form.lower() in words for c in s.children(t.i, "case"))
        return bare or (above.form[:1].isupper() and above.i > 0 and not s.has(t.i, "amod"))

    def parties_within(self, s: Sentence, recipients: list[Filler]) -> list[Filler]:
        """The recipients, or the parties inside them where none of them is one ("la condanna per i raid israeliani")."""
        here = [x for x in recipients if x.sentence == s.i]
        if len(here) < len(recipients) or any(self.is_party(s, x.token) for x in here):
            return recipients
        return [y for x in here if s.tokens[x.token].upos == "NOUN" for y in self.party_of(s, x.token)] or recipients

    def owners_of_things(self, s: Sentence, recipients: list[Filler]) -> list[Filler]:
        """The recipients, or the parties that the things named belong to ("un cacciatorpediniere degli Stati Uniti", "government websites")."""
        here = [x for x in recipients if x.sentence == s.i]
        if len(here) < len(recipients) or any(self.is_party(s, x.token) for x in here):
            return recipients
        return [y for x in here if s.tokens[x.token].upos == "NOUN" for y in self._owners(s, x.token)] or recipients

    def _owners(self, s: Sentence, i: int) -> list[Filler]:
        for key in (self.slots["of"], "poss", "compound", "adj"):
            found = [x for x in self.inside.fillers(s, i, (key,), "owner_of_thing")
                     if self.is_party(self.frames.sentences[x.sentence], x.token) and not (x.sentence == s.i and self._is_town(s, x.token))]
            if found:
                return found
        return []

    def _is_town(self, s: Sentence, i: int) -> bool:
        """Whether a name stands after a bare "di", as towns do ("un deposito di Kherson")."""
        bare = self.frames.grammar.get("bare_of", ())
        return s.tokens[i].upos == "PROPN" and any(c.form.lower() in bare for c in s.children(i, "case"))

    def party_of(self, s: Sentence, i: int) -> list[Filler]:
        """The party that a deed or plan belongs to: of a noun that names an act its actors, of another the one inside it."""
        act = self.of(s, s.tokens[i])
        found: Sequence[Filler] = ()
        if act is not None:
            found = act.agents or (act.recipients if act.concept.startswith(FRIENDLY) else ())
        found = found or self.inside.first(s, i, (self.slots["behalf"], "adj", *((self.slots["of"],) if act is None else ())))
        found = found or [Filler(s.i, k.i, "") for c in s.children(i, "acl") for k in s.children(c.i, "obl:agent")]  # "le condizioni poste da Kiev"
        return [Filler(x.sentence, x.token, "party_within") for x in found if x.sentence == s.i and self.is_party(s, x.token)]

    def _matches(self, s: Sentence, i: int, e: Entry) -> set[int] | None:
        used: set[int] = set()
        for c in e.conditions:
            if c.key == "sentence":
                if c.negative == (c.values is not None and told_near(s, i, c.values)):
                    return None
                continue
            if c.key == "subj":  # "the nurses are on strike"
                candidates = [k.i for k in s.children(i, "nsubj")]
            elif c.key in ("case", "cop"):  # "his men were back *in* barracks"
                candidates = [k.i for k in s.children(i, c.key)]
            elif c.key in ("amod", "adj"):
                candidates = [k.i for k in s.children(i, "amod", "acl", "flat", "compound")]
            else:
                candidates = [x.token for x in self.inside.fillers(s, i, tuple(c.key.split("/")), "")]
            hits = candidates if c.values is None else [k for j in candidates for k in lemma_hits(s, j, c.values)]
            if c.negative == bool(hits):
                return None
            used |= set() if c.negative else set(hits)
        return used

    def _trigger(self, s: Sentence, i: int, e: Entry, used: set[int]) -> Trigger:
        mutual = e.concept in self.reciprocal
        by = e.by or tuple(self.slots["mutual" if mutual else "noun_by"])
        rec = e.rec or (("none",) if mutual else tuple(self.slots["noun_rec"]))
        agents = [x for x in self._fill(s, i, by, everything=mutual) if self.is_party(self.frames.sentences[x.sentence], x.token)]
        no_party = {*self.grammar["time_units"], *self.grammar.get("stray_weapons", ())}  # "a drone attack", "l'assalto di domenica"
        agents, recipients = ([x for x in some if x.sentence != s.i or s.tokens[x.token].lemma not in no_party]
                              for some in (agents, self._fill(s, i, rec)))
        if not agents and self.slots["of"] not in by and not e.by and self.slots["of"] in rec:
            agents, recipients = self._author_and_target(s, i, recipients)
        if not agents:
            done_to = {x.token for x in recipients if x.sentence == s.i}
            inside = [x for u in used if u not in done_to for x in self._fill(s, u, by)]  # "lo sciopero della fame del cronista"
            agents = [x for x in inside if x.sentence != s.i or x.token not in done_to]  # but not "the breach of the Albanian register"
        taken = {(x.sentence, x.token) for x in agents}
        recipients = [x for x in recipients if (x.sentence, x.token) not in taken]
        recipients = self.parties_within(s, recipients) if e.concept.startswith(SPOKEN) else recipients
        if e.concept == "coerce.arrest":  # "eleven officers are under arrest"
            recipients = recipients or self._predicate_subject(s, i)
        elif e.concept.startswith("assault.") or e.concept == "coerce.cyber":
            recipients = recipients or self._victims(s, i)
        told = {"subj", "none"} & {k.split(".")[0] for k in (*e.by, *e.rec)} if any(c.key == "cop" for c in e.conditions) else ()
        subject = self._predicate_subject(s, i) if e.concept != "coerce.arrest" and not told else []
        if subject and not recipients and not mutual and doers.suffers(self.frames, s, i, e.concept):
            recipients, subject = subject, []
        agents = agents or subject or self._headline_state(s, i, e)
        if not agents and (agents := self._done_by(s, i)):
            blamed = {(x.sentence, x.token) for x in agents}
            recipients = [x for x in recipients if (x.sentence, x.token) not in blamed] or self._done_to(s, i)
        agents = self._those_who_met(s, i, e, agents)
        if agents and e.concept.startswith("consult."):
            agents += doers.come_together(self.frames, s, i, self.is_party)
        elif not agents and mutual:
            agents = doers.describing(self.frames, s, i, self.is_party)
        elif not agents and e.concept.startswith(DEEDS):
            agents = doers.involved(self.frames, s, i, self.is_party)
        support, agents, recipients = self._by_support_verb(s, i, agents, recipients, e.concept)
        first = min([i, *[u for u in used if u == i - 1]])
        last = max([i, *[u for u in used if u == i + 1]])
        if e.concept.startswith("protest.") and not any(self.is_party(self.frames.sentences[x.sentence], x.token) for x in recipients):
            t = s.tokens[i]
            above = (t.head,) if t.base in ("nsubj", "obj") and s.tokens[t.head].upos in ("VERB", "AUX") else ()
            recipients = list(doers.faced(self.frames, s, (i, *above), self.is_party)) or recipients
        return Trigger(s, i, s.span(first, last + 1), e, unique(agents), unique(recipients), frozenset(used), support)

    def _author_and_target(self, s: Sentence, i: int, recipients: list[Filler]) -> tuple[list[Filler], list[Filler]]:
        """With a target told by another preposition, "di" names the author ("il raid dell'esercito contro i ribelli")."""
        targets = self._fill(s, i, tuple(self.slots["aimed"]))
        authors = self._fill(s, i, (self.slots["of"],))
        return (authors, targets) if targets and authors else ([], recipients)

    def _predicate_subject(self, s: Sentence, i: int) -> list[Filler]:
        """Who "is on a visit": the subject of a noun that is the predicate."""
        if not s.has(i, "cop") or preposition(s, i, self.grammar) is None:
            return []
        found = [Filler(s.i, t.i, "predicate_subject") for c in s.children(i, "nsubj") for t in conjuncts(s, c.i)]
        if found or s.tokens[i].base not in ("xcomp", "ccomp"):
            return found
        above = subjects(self.frames, s, s.tokens[i].head)  # "ha detto di essere in disaccordo"
        return [Filler(x.sentence, x.token, "predicate_subject") for x in above]

    def _victims(self, s: Sentence, i: int) -> list[Filler]:
        """Who died in an attack, or was its target ("hanno perso la vita in un'imboscata", "was the target of a cyber attack")."""
        t = s.tokens[i]
        above = s.tokens[t.head]
        suffered = t.base == "nmod" and above.lemma in self.support.get("targeted", ()) and any(True for _ in s.children(above.i, "cop"))
        if suffered:
            return [Filler(s.i, k.i, "target_of") for c in s.children(above.i, "nsubj") for k in conjuncts(s, c.i)]
        if t.base != "obl" or above.lemma not in self.support.get("dying", ()):
            return []
        frame = self.frames.of(s, above.i)
        return [Filler(x.sentence, x.token, "died_in") for x in (frame.agents or frame.patients)]

    def _headline_state(self, s: Sentence, i: int, e: Entry) -> list[Filler]:
        """Who opens a headline before a comma or colon ("Usa, nuove sanzioni contro …"), for acts that states do."""
        if not s.is_heading or e.concept.split(".")[0] not in OF_STATES:
            return []
        stop = next((t.i for t in s.tokens[1:5] if t.form in (",", ":")), None)
        return [Filler(s.i, 0, "headline_state")] if stop is not None and stop < i and self.is_party(s, 0) else []

    def _fill(self, s: Sentence, i: int, keys: tuple[str, ...], everything: bool = False) -> list[Filler]:
        found = [filled for key in keys if key != "none" and (filled := self._of_key(s, i, key))]
        if everything:
            return [x for filled in found for x in filled]
        known = (filled for filled in found if any(self.is_party(self.frames.sentences[x.sentence], x.token) for x in filled))
        return next(known, found[0] if found else [])  # "il bombardamento di martedì su Idlib"

    def _of_key(self, s: Sentence, i: int, key: str) -> list[Filler]:
        """The fillers of one key; of "di.di" the party inside the phrase with "di" ("la richiesta di rilascio di tre giornalisti")."""
        outer, dot, inner = key.partition(".")
        if key == "self":  # the place that is the predicate
            return [Filler(s.i, i, "predicate_place")]
        if key == "subj":  # "four howitzers are in Ukrainian hands"
            return [Filler(s.i, t.i, "predicate_subject") for c in s.children(i, "nsubj") for t in conjuncts(s, c.i)]
        if outer == "subj":
            return [y for c in s.children(i, "nsubj") for y in self.inside.fillers(s, c.i, (inner,), f"noun_{key}")]
        if not dot:
            return self.inside.fillers(s, i, (key,), f"noun_{key}")
        return [y for x in self.inside.fillers(s, i, (outer,), "") if x.sentence == s.i
                for y in self.inside.fillers(s, x.token, (inner,), f"noun_{key}")]

    def _done_by(self, s: Sentence, i: int) -> list[Filler]:
        """The agent of a light verb's participle below the act ("il raid compiuto dai russi", "a march organised by the unions")."""
        blamed = self._attributed_to(s, i)
        if blamed:
            return blamed
        for c in s.children(i, "acl", "amod"):
            if self._lemmas(c) & {*self.support.get("active", ()), *self.support.get("come", ()), *self.grammar["self_act"]}:
                agent = (k for k in s.children(c.i, "obl", "obj") if k.deprel == "obl:agent" or preposition(s, k.i, self.grammar) == self.slots["by"])
                found = [Filler(s.i, t.i, "noun_participle") for k in agent for t in conjuncts(s, k.i)]
                if found:
                    return [x for x in found if self.is_party(s, x.token)]
        return []

    def _those_who_met(self, s: Sentence, i: int, e: Entry, partners: list[Filler]) -> list[Filler]:
        """The subjects of what was said or done in a meeting ("in a call the two ministers agreed", "in a call with his colleague he said")."""
        t = s.tokens[i]
        if partners and {x.rule for x in partners} != {f"noun_{self.slots['with']}"}:
            return partners
        if not e.concept.startswith("consult.") or t.base != "obl" or preposition(s, i, self.grammar) not in self.grammar.get("settings", ()):
            return partners
        met = [Filler(x.sentence, x.token, "those_who_met") for x in self.frames.of(s, t.head).agents]
        return [*met, *partners] if len(met) + len(partners) > 1 else []

    def _lemmas(self, t: Token) -> set[str]:
        """The lemma of a word, and that of the verb whose participle it may be ("compiuto", tagged as an adjective)."""
        verb = self.words.lemmas.get("VERB", {}).get(t.form.lower())
        return {t.lemma, verb} if isinstance(verb, str) else {t.lemma}

    def _done_to(self, s: Sentence, i: int) -> list[Filler]:
        """The target that a participle below the act, or its agent, carries ("l'attacco compiuto dai russi su Kherson")."""
        agents = [k.i for c in s.children(i, "acl", "amod") for k in s.children(c.i, "obl", "obj")]
        below = (*(c.i for c in s.children(i, "acl", "amod")), *agents)
        return [Filler(s.i, t.i, f"noun_{key}") for key in self.slots["aimed"] for b in below for k in s.children(b, "obl", "nmod")
                if preposition(s, k.i, self.grammar) == key for t in conjuncts(s, k.i) if self.is_party(s, t.i)]

    def _attributed_to(self, s: Sentence, i: int) -> list[Filler]:
        """Whom an act is put down to ("l'attacco, attribuito ai ribelli", "a raid blamed on the army", "was the work of settlers")."""
        said = [c for k in (i, *(n.i for n in s.children(i, "nmod"))) for c in s.children(k, "acl", "amod")]
        above = s.tokens[s.tokens[i].head]
        if s.tokens[i].base in ("nsubj", "obj") and above.lemma in self.support.get("attributed", ()) and above.upos in ("VERB", "ADJ"):
            said.append(above)
        found = [k for c in said if c.lemma in self.support.get("attributed", ())
                 for k in s.children(c.i, "obl", "nmod", "iobj") if preposition(s, k.i, self.grammar) in self.slots.get("attributed", ())]
        if s.tokens[i].base == "nsubj" and above.lemma in self.support.get("work", ()):
            found += [k for k in s.children(above.i, "nmod") if preposition(s, k.i, self.grammar) == self.slots["of"]]
        return [Filler(s.i, t.i, "attributed_to") for k in found for t in conjuncts(s, k.i) if self.is_party(s, t.i)]

    def _by_support_verb(self, s: Sentence, i: int, agents: list[Filler], recipients: list[Filler], concept: str
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
        if is_object and concept.startswith(DEEDS) and verb.lemma in self.telling:
            return verb.i, agents, recipients  # "il governo ha confermato il bombardamento" is not the one who bombed
        if is_object and frame.negated and verb.lemma in self.support.get("claimed", ()):
            return None, [], recipients  # "nessuno ha rivendicato il rapimento": it was done all the same
        if is_object and (verb.lemma in self.support.get("active", ()) or verb.lemma in self.grammar["self_act"]):
            return verb.i, agents or [x for x in frame.agents if x.token != i], recipients or self._support_target(frame)
        if is_object and verb.lemma in self.support.get("undergo", ()):
            return verb.i, agents or list(frame.oblique.get(self.slots["by"], [])), recipients or list(frame.agents)
        if verb.lemma in self.support.get("come", ()) and t.base == "nsubj" and frame.oblique.get(self.slots["by"]):
            return verb.i, agents or list(frame.oblique[self.slots["by"]]), recipients  # "critiche sono arrivate dai sindacati"
        if verb.lemma in self.support.get("occur", ()) and t.base in ("nsubj", "obj"):
            return verb.i, agents, recipients
        return None, agents, recipients

    def _support_target(self, f: Frame) -> list[Filler]:
        for prep in self.slots["targets"]:
            if f.oblique.get(prep):
                return [x for x in f.oblique[prep] if f.sentence.tokens[x.token].upos in NOMINAL]
        return []
