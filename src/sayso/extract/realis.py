"""Did it happen? A trigger in its sentence goes in; status, the reason, and whether the text keeps its distance come out.

"avrebbe attaccato" → happened, hearsay; "ha smentito di aver attaccato" → denied; "attaccherà" → planned; "potrebbe attaccare" → possible.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sayso.extract.roles import is_negated
from sayso.model import Sentence, Token
from sayso.syntax import is_cleft, preposition

HAPPENED = "happened"
PAST_FUTURE = "future in the past"
WEAKEST_FIRST = ("denied", "possible", "planned", "ongoing", "happened")
AIM = " (aim)"  # ends the reason where the act is only what somebody wants to avert, or what talks are about


@dataclass(frozen=True, slots=True)
class Realis:
    """``status`` with the rule that gave it, and ``hearsay`` (True where the text itself keeps its distance)."""

    status: str = HAPPENED
    why: str = "told as a fact"
    hearsay: bool = False


class Judge:
    """Decides realis with one language's words."""

    def __init__(self, words: Mapping[str, Any], grammar: Mapping[str, Any]) -> None:
        self.words = words
        self.grammar = grammar
        self.governors = by_lemma(words["governors"])
        self.nouns = by_lemma(words["governor_nouns"])
        self.adjectives = by_lemma(words["noun_adjectives"])
        self.modals = by_lemma(words["modals"])
        self.predicates = by_lemma(words.get("governor_adjectives", {}))

    def of(self, s: Sentence, i: int) -> Realis:
        """The realis of the act that token ``i`` names."""
        if (self, i) not in s.kept:
            s.kept[self, i] = self._of(s, i)
        found: Realis = s.kept[self, i]
        return found

    def _of(self, s: Sentence, i: int) -> Realis:
        if is_cleft(s, i, self.grammar):
            return Realis(why="what somebody was the one to do")
        found = next((r for rule in RULES for r in rule(self, s, i)), None) or self._of_frame(s, i) or self._shared(s, i) or Realis()
        if found.status == "planned" and any(self.adjectives.get(c.lemma) == "hearsay" for c in s.children(i, "amod")):
            return Realis(why="alleged to have been", hearsay=True)  # "il presunto vertice di domenica, annunciato dai ribelli"
        hearsay = found.hearsay or (found.why != PAST_FUTURE and any(self.keeps_distance(s, i)))
        return Realis(found.status, found.why, hearsay)

    def _shared(self, s: Sentence, i: int) -> Realis | None:
        """What a verb without a tense of its own shares with the one it is coordinated with ("could be impeached or removed")."""
        t = s.tokens[i]
        if t.base != "conj" or t.upos != "VERB" or t.feats.get("VerbForm") not in ("Inf", "Part") or has_own_finite(s, i) \
                or s.has(i, "aux", "nsubj") or s.tokens[t.head].upos != "VERB":
            return None
        found = self.of(s, t.head)
        return Realis(found.status, f"{found.why} (shared)", found.hearsay) if found.status in ("possible", "planned", "denied") else None

    def _of_frame(self, s: Sentence, i: int) -> Realis | None:
        """What is said of the noun that only frames the act ("lo svolgimento delle elezioni", "una serie di raid")."""
        t = s.tokens[i]
        above = s.tokens[t.head]
        if t.base != "nmod" or above.i == t.i or above.lemma not in (*self.words.get("framing", ()), *self.grammar["quantity_nouns"]):
            return None
        found = self.of(s, above.i)
        return Realis(found.status, f"{found.why} (of {above.lemma})") if found.status != HAPPENED else None

    def is_demanded(self, s: Sentence, i: int) -> bool:
        """Whether somebody is told to do it: "la Russia deve ritirare le truppe", "bisogna che la Russia ritiri le truppe"."""
        for a in auxiliaries(s, i):
            if a.lemma in self.words.get("obliging", ()) and a.feats.get("Tense") == "Pres" and a.feats.get("Person") != "1":
                return a.feats.get("Mood") == "Ind"  # "dovrebbe" only expects it
        above = next(verbs_above(s, i), None)
        return above is not None and s.tokens[i].base in ("ccomp", "csubj") and above.lemma in self.words.get("needing", ())

    def keeps_distance(self, s: Sentence, i: int) -> Iterator[bool]:
        """Signs of hearsay: "avrebbe attaccato", "presunto", "sembra che"."""
        t = s.tokens[i]
        yield t.upos in ("VERB", "ADJ") and is_reportive(s, i)
        yield any(self.adjectives.get(c.lemma) == "hearsay" for c in s.children(i, "amod"))
        yield any(c.lemma in self.words["hearsay_adverbs"] for c in s.children(i, "advmod"))
        yield any(self.governors.get(a.lemma) == "hearsay" for a in verbs_above(s, i))
        yield asks_whether(self, s, i)
        shares = t.base in ("acl", "conj", "xcomp") and t.head != i and not (t.base == "conj" and has_own_finite(s, i))
        yield shares and s.tokens[t.head].upos == "VERB" and is_reportive(s, t.head)


def by_lemma(table: Mapping[str, list[str]]) -> dict[str, str]:
    """Lemma → status; the first status that lists it."""
    out: dict[str, str] = {}
    for status, lemmas in table.items():
        for lemma in lemmas:
            out.setdefault(lemma, status)
    return out


def auxiliaries(s: Sentence, i: int) -> list[Token]:
    """Auxiliaries and copula of a predicate."""
    return list(s.children(i, "aux", "cop"))


def finite(s: Sentence, i: int) -> Token | None:
    """The finite form of a predicate: itself or one of its auxiliaries."""
    for t in (*auxiliaries(s, i), s.tokens[i]):
        if t.feats.get("VerbForm") == "Fin" or "Mood" in t.feats:
            return t
    return None


def is_reportive(s: Sentence, i: int) -> bool:
    """The conditional of news ("avrebbe attaccato", "sarebbe stato arrestato", "starebbe ammassando"), not the one of a condition."""
    f = finite(s, i)
    if f is None or f.feats.get("Mood") != "Cnd" or f.i == i or f.upos != "AUX" or f.deprel not in ("aux", "aux:pass"):
        return False
    return s.tokens[i].feats.get("VerbForm", "Part") in ("Part", "Ger")  # "starebbe ammassando truppe"


def verbs_above(s: Sentence, i: int) -> Iterator[Token]:
    """Governing verbs and nouns of a clause, nearest first, as long as the links carry its truth."""
    t = s.tokens[i]
    for _ in range(6):
        if t.head == t.i or not carries(s, t, i):
            return
        t = s.tokens[t.head]
        yield t


def carries(s: Sentence, t: Token, i: int) -> bool:
    """Whether what is said of the head of ``t`` is said of the act at ``i`` below it."""
    past = any(c.feats.get("VerbForm") == "Inf" for c in s.children(t.i, "aux"))  # "le accuse di aver bombardato"
    if t.base in ("acl", "amod") and t.feats.get("VerbForm") == "Part" and not past and not has_own_finite(s, t.i):
        return False
    if t.deprel == "acl:relcl" or (t.base == "conj" and has_own_finite(s, t.i)):
        return False
    if t.base == "advcl":
        return t.i == i and t.feats.get("VerbForm") in ("Inf", "Ger")
    if t.base in ("nmod", "obl"):  # "l'ipotesi di un raid", no further up: "la memoria delle proteste"
        return t.i == i and t.upos in ("NOUN", "PROPN")
    return t.base in ("xcomp", "ccomp", "csubj", "obj", "nsubj", "acl", "conj")


def has_own_finite(s: Sentence, i: int) -> bool:
    """Whether a predicate is finite by itself."""
    return finite(s, i) is not None


# ----------------------------------------------------------------- rules, the first that speaks decides


def negated(judge: Judge, s: Sentence, i: int) -> Iterator[Realis]:
    """The act itself is denied: "non ha attaccato", "nessun raid", "senza attaccare"."""
    t = s.tokens[i]
    if is_negated(s, i, judge.grammar) or any(c.form.lower() in judge.grammar["negative_determiners"] for c in s.children(i, "det")):
        yield Realis("denied", "negated")
    elif any(c.form.lower() in judge.words["without"] for c in s.children(i, "mark", "case")):
        yield Realis("denied", "without")
    elif t.upos == "NOUN" and t.base in ("nsubj", "obj") and s.tokens[t.head].upos in ("VERB", "AUX") \
            and s.tokens[t.head].lemma in judge.words["occurring"] and is_negated(s, t.head, judge.grammar):
        yield Realis("denied", "negated_occurrence")
    elif t.upos == "NOUN" and t.base == "nsubj" and s.tokens[t.head].lemma in judge.words.get("falling_through", ()):
        yield Realis("denied", f"under {s.tokens[t.head].lemma}")  # "è saltato l'incontro"


def denied_above(judge: Judge, s: Sentence, i: int) -> Iterator[Realis]:
    """A verb or noun above denies it: "smentisce di aver attaccato", "il divieto di", "ha evitato che"."""
    for a in verbs_above(s, i):
        if a.upos == "NOUN" and a.lemma in judge.words.get("beside_the_act", ()):
            return  # "smentisce le cifre della sparatoria": not that there was one
        verb = " ".join((a.lemma, *(c.form.lower() for c in s.children(a.i, "compound"))))  # "ruled out that …"
        if a.upos == "VERB" and "denied" in (judge.governors.get(a.lemma), judge.governors.get(verb)) and is_complement(s, i, a.i, judge):
            aim = a.lemma in judge.words["averting"] and a.feats.get("VerbForm") == "Inf" and a.base != "xcomp"
            yield Realis("possible" if is_negated(s, a.i, judge.grammar) else "denied", f"under {a.lemma}{AIM if aim else ''}")
        if a.upos == "NOUN" and judge.nouns.get(a.lemma) == "denied":
            yield Realis("denied", f"under {a.lemma}")


def untrue(judge: Judge, s: Sentence, i: int) -> Iterator[Realis]:
    """It is called untrue: "ha respinto le accuse di", "dismissed reports of a raid", "ha bollato come false le notizie del raid".

    Also "il raid è un'invenzione", "it is false that they attacked"; not "rejected a report on the raid", which stands.
    """
    t = s.tokens[i]
    above = s.tokens[t.head]
    if t.base == "csubj" and s.has(above.i, "cop") and not is_negated(s, above.i, judge.grammar) and is_called_untrue(judge, s, above, t):
        yield Realis("denied", "called untrue")
    for t in (s.tokens[i], *content_of(s, i)):
        if t.i != i and (t.upos != "NOUN" or t.lemma not in judge.words.get("charges", ())):
            return
        of = judge.grammar["slots"]["of"]
        if t.i != i and s.tokens[i].base == "nmod" and not any(c.lemma.split()[0] == of for c in s.children(i, "case")):
            return
        above = s.tokens[t.head]
        if t.upos != "NOUN" or above.i == t.i or is_negated(s, above.i, judge.grammar):
            continue
        is_as = t.base == "obl" and any(c.lemma in judge.words.get("calling_marks", ()) for c in s.children(t.i, "case"))
        if t.i != i and (t.base in ("obj", "nsubj") or is_as) and above.lemma in judge.words.get("rejecting", ()):
            yield Realis("denied", f"under {above.lemma}")
        if is_called_untrue(judge, s, above, t):
            yield Realis("denied", "called untrue")


def content_of(s: Sentence, i: int) -> Iterator[Token]:
    """What governs an act, as :func:`verbs_above`; the noun too whose content a clause is that was taken for a relative one."""
    t = s.tokens[i]
    if t.deprel == "acl:relcl" and (s.has(i, "mark") or any(s.has(c.i, "case") and c.upos == "PRON" for c in s.children(i, "obl"))):
        yield s.tokens[t.head]  # "le notizie secondo cui …", "reports that …"
    else:
        yield from verbs_above(s, i)


def is_called_untrue(judge: Judge, s: Sentence, above: Token, t: Token) -> bool:
    """Whether a word above, or one beside or below, says that it is not so ("è falso", "ha definito una montatura la notizia di")."""
    said = [above, *s.children(above.i, "obl", "nmod")] if t.base in ("nsubj", "csubj") and s.has(above.i, "cop") else []
    if t.base in ("obj", "nsubj") and above.upos == "VERB":
        said += [c for c in s.children(above.i, "xcomp", "obl", "advcl", "obj", "ccomp", "advmod") if c.i != t.i]
        if above.lemma in judge.words.get("calling", ()):  # "called the report that they killed ten a fabrication": who killed it is unsaid
            said += [s.tokens[k] for k in s.subtree(t.i) if s.tokens[k].base in ("obl", "xcomp", "appos") and k > t.i]
    return any(c.lemma in judge.words.get("untrue", ()) for c in said)


def had_chance(judge: Judge, s: Sentence, i: int) -> Iterator[Realis]:
    """An infinitive of "ha avuto modo di", as real as the having; of "non ha intenzione di", denied."""
    t = s.tokens[i]
    noun = s.tokens[t.head]
    having = s.tokens[noun.head]
    if t.base not in ("acl", "xcomp") or t.feats.get("VerbForm") != "Inf" or noun.base != "obj" or having.lemma not in judge.words.get("having", ()):
        return
    chance = noun.lemma in judge.words.get("chances", ())
    if (chance or noun.lemma in judge.nouns) and is_negated(s, having.i, judge.grammar):
        yield Realis("denied", f"under {noun.lemma}, negated")
    elif chance:
        found = judge.of(s, having.i)
        yield Realis(found.status if is_told_past(s, having.i) or found.status != HAPPENED else "possible", f"had {noun.lemma}", found.hearsay)


def is_complement(s: Sentence, i: int, above: int, judge: Judge) -> bool:
    """Whether token ``i`` is inside the object or complement clause of ``above``, not its subject or an adjunct."""
    t = s.tokens[i]
    while t.head != above and t.head != t.i:
        t = s.tokens[t.head]
    return t.base in ("obj", "xcomp", "ccomp", "csubj") or (t.base == "nsubj" and t.deprel == "nsubj:pass")


def modal(judge: Judge, s: Sentence, i: int) -> Iterator[Realis]:
    """A modal carries it: "potrebbe attaccare", "dovrà lasciare", "vuole incontrare"."""
    for a in (*auxiliaries(s, i), *[x for x in verbs_above(s, i) if s.tokens[i].base == "xcomp"][:1]):
        status = judge.modals.get(a.lemma)
        if status and a.i != i:
            yield Realis(status, f"modal {a.lemma}")


def conditional(judge: Judge, s: Sentence, i: int) -> Iterator[Realis]:
    """Stands in or under a condition, or in the plain conditional: "se attaccasse", "verrebbero condannati"."""
    if any(c.form.lower() in judge.words["conditionals"] for c in s.children(i, "mark", "advmod")) and not asks_whether(judge, s, i):
        yield Realis("possible", "condition")
    f = finite(s, i)
    if f is None or f.feats.get("Mood") != "Cnd":
        return
    above = next(verbs_above(s, i), None)
    if s.tokens[i].base == "ccomp" and is_reportive(s, i) and above is not None and above.upos == "VERB" and is_told_past(s, above.i):
        yield Realis("planned", PAST_FUTURE)
    elif not is_reportive(s, i):
        yield Realis("possible", "conditional")


def asks_whether(judge: Judge, s: Sentence, i: int) -> bool:
    """Whether it is asked if something has happened ("a quarrel over whether envoys met on Sunday"), not what would if it did."""
    asking = any(c.form.lower() in judge.words.get("open_questions", ()) for c in s.children(i, "mark", "advmod"))
    f = finite(s, i)
    return asking and f is not None and f.feats.get("Tense") == "Past" and f.feats.get("Mood", "Ind") == "Ind"


def is_told_past(s: Sentence, i: int) -> bool:
    """Whether a verb is in a past tense ("ha detto che avrebbe ritirato le truppe": he said that he would)."""
    return any(a.feats.get("VerbForm") == "Fin" for a in auxiliaries(s, i)) or s.tokens[i].feats.get("Tense") in ("Past", "Imp")


def future(judge: Judge, s: Sentence, i: int) -> Iterator[Realis]:
    """Future tense: "incontrerà", "sarà firmato"."""
    f = finite(s, i)
    if any(a.lemma in judge.words.get("be_to", ()) and a.feats.get("Tense") == "Pres" for a in s.children(i, "aux", "cop")) \
            and any(c.form.lower() == "to" for c in s.children(i, "mark")):
        yield Realis("planned", "is to")
    if f is not None and f.feats.get("Tense") == "Fut":
        perhaps = any(c.lemma in judge.words["possible_adverbs"] for c in s.children(i, "advmod"))
        yield Realis("possible" if perhaps else "planned", "future")


def said_of_noun(judge: Judge, s: Sentence, i: int) -> Iterator[Realis]:
    """An adjective says so: "la prossima visita", "un possibile attacco", "il fallito golpe"."""
    if s.tokens[i].upos not in ("NOUN", "PROPN"):
        return
    for c in s.children(i, "amod", "acl"):
        status = judge.adjectives.get(c.lemma)
        if status and status != "hearsay":
            yield Realis(status, f"adjective {c.lemma}")


def state(judge: Judge, s: Sentence, i: int) -> Iterator[Realis]:
    """A state told in the present: "è agli arresti domiciliari", "is in custody"."""
    t = s.tokens[i]
    if t.upos != "NOUN" or t.lemma not in judge.words.get("states", ()):
        return
    verbs = [t.head] if t.base == "obl" else []
    for c in (*s.children(i, "cop"), *(s.tokens[v] for v in verbs)):
        present = c.feats.get("Tense") == "Pres" or any(a.feats.get("Tense") == "Pres" for a in s.children(i, "aux"))
        if present and c.lemma in judge.words.get("being", ()):
            yield Realis("ongoing", f"state: {t.lemma}")


def may_occur(judge: Judge, s: Sentence, i: int) -> Iterator[Realis]:
    """An act that may take place: "il vertice potrebbe avere luogo in primavera", "l'incontro si terrebbe a Ginevra"."""
    t = s.tokens[i]
    verb = s.tokens[t.head]
    if t.upos != "NOUN" or t.base != "nsubj" or verb.upos not in ("VERB", "AUX"):
        return
    words = (verb.lemma, *(f"{verb.lemma} {c.form.lower()}" for c in s.children(verb.i, "obj")))
    if set(words) & set(judge.words["occurring"]):
        yield from (r for rule in (modal, conditional) for r in rule(judge, s, verb.i) if r.status == "possible")


def governed(judge: Judge, s: Sentence, i: int) -> Iterator[Realis]:
    """A verb or noun above says so ("rischia di", "il piano per", "continua a bombardare"); of several the weakest ("annuncia che chiederà di")."""
    found = list(governors(judge, s, i))
    yield from sorted(found, key=lambda r: WEAKEST_FIRST.index(r.status))[:1]


def governors(judge: Judge, s: Sentence, i: int) -> Iterator[Realis]:
    """What each verb or noun above says of the act, nearest first."""
    for a in verbs_above(s, i):
        if a.upos in ("NOUN", "PROPN"):
            if a.lemma not in judge.nouns and s.tokens[i].base in ("nmod", "obl"):
                return
            if is_denied_charge(judge, s, a):
                yield Realis("denied", f"{a.lemma} denied")
                return
            if a.lemma in judge.nouns and s.tokens[i].base in ("acl", "nmod"):
                yield Realis(judge.nouns[a.lemma], f"under {a.lemma}")
                return
        if a.upos in ("VERB", "AUX") and is_complement(s, i, a.i, judge):
            yield from of_governor(judge, s, i, a)


def is_denied_charge(judge: Judge, s: Sentence, noun: Token) -> bool:
    """"Ha respinto le accuse di", "denied allegations of": what stands under the noun is denied."""
    above = s.tokens[noun.head]
    return noun.lemma in judge.words.get("charges", ()) and noun.base in ("obj", "nsubj") and above.lemma in judge.grammar.get("denying", ())


def conditioned(judge: Judge, s: Sentence, i: int) -> bool:
    """Whether an offer hangs on a condition: "una tregua a patto che …", "a truce if …"."""
    if any(m.form.lower() in judge.words["conditionals"] for c in s.children(i, "advcl") for m in s.children(c.i, "mark")):
        return True
    below = " ".join(s.tokens[k].form.lower() for k in s.subtree(i))
    return any(f" {phrase} " in f" {below} " for phrase in judge.words.get("on_condition", ()))


def is_announced(judge: Judge, s: Sentence, i: int) -> bool:
    """Whether a noun is the object of a verb of announcing that is told as done ("ha annunciato l'arresto di due giornalisti")."""
    t = s.tokens[i]
    verb, f = s.tokens[t.head], finite(s, t.head)
    told = f is not None and f.feats.get("Tense") in ("Past", "Pres") and f.feats.get("Mood", "Ind") == "Ind"
    may = any(judge.modals.get(x.lemma) for x in auxiliaries(s, verb.i))
    return t.base == "obj" and verb.lemma in judge.words.get("announcing", ()) and told and not may


def of_governor(judge: Judge, s: Sentence, i: int, a: Token) -> Iterator[Realis]:
    """What one verb above says by its meaning, its tense and mood."""
    status = judge.governors.get(a.lemma)
    if a.lemma in judge.words.get("cleft", ()) and a.feats.get("VerbForm") == "Part":
        return  # "sono state le forze serbe a sparare"
    if status == "ongoing" and any(c.form.lower() in judge.words.get("about_to", ()) for c in s.children(i, "mark", "case")):
        status = "planned"  # "sta per aprire"
    if status in ("planned", "possible", "ongoing") and not is_past_infinitive(s, i):
        fact = finite(s, i)
        feared = fact is not None and fact.feats.get("Tense") == "Pres" and a.lemma in judge.words.get("fearing", ())
        if fact is not None and not feared and fact.feats.get("Mood", "Ind") == "Ind" and fact.feats.get("Tense") in ("Past", "Imp", "Pres"):
            return
        yield Realis(status, f"under {a.lemma}")
    f = finite(s, a.i)
    if f is not None and f.feats.get("Tense") == "Fut":
        yield Realis("planned", f"under {a.lemma} (future)")
    if f is not None and f.feats.get("Mood") == "Cnd" and not is_reportive(s, a.i):
        yield Realis("possible", f"under {a.lemma} (conditional)")
    if any(judge.modals.get(x.lemma) for x in auxiliaries(s, a.i)):
        yield Realis("possible", f"under {a.lemma} (modal)")


def under_adjective(judge: Judge, s: Sentence, i: int) -> Iterator[Realis]:
    """A predicate above says so: "è necessario avviare", "è contraria a imporre", "è impossibile incontrare"."""
    t = s.tokens[i]
    above = s.tokens[t.head]
    if t.base not in ("xcomp", "ccomp", "csubj", "acl", "advcl") or above.upos != "ADJ" or above.i == i or is_past_infinitive(s, i):
        return
    status = judge.predicates.get(above.lemma)
    if status and (t.base != "advcl" or t.feats.get("VerbForm") == "Inf"):
        denied = status == "possible" and above.lemma in judge.words.get("enabling", ()) and is_negated(s, above.i, judge.grammar)
        yield Realis("denied" if denied else status, f"under {above.lemma}")


def with_future(judge: Judge, s: Sentence, i: int) -> Iterator[Realis]:
    """What a coming or possible act is to be done with or by ("si concluderà con un incontro", "si ritroveranno accendendo una candela")."""
    t = s.tokens[i]
    verb = s.tokens[t.head]
    is_means = t.upos == "NOUN" and t.base == "obl" and preposition(s, i, judge.grammar) == judge.grammar["slots"]["with"]
    is_gerund = t.base == "advcl" and t.feats.get("VerbForm") == "Ger" and not s.has(i, "aux", "mark")
    if verb.upos != "VERB" or not (is_means or is_gerund):
        return
    for rule in (modal, conditional, future):
        yield from rule(judge, s, verb.i)


def in_case(judge: Judge, s: Sentence, i: int) -> Iterator[Realis]:
    """Named only as a condition: "in caso di attacco"."""
    t = s.tokens[i]
    above = s.tokens[t.head]
    if t.base == "nmod" and above.lemma in judge.words.get("case_nouns", ()) and preposition(s, above.i, judge.grammar) is not None:
        yield Realis("possible", "condition")


def is_past_infinitive(s: Sentence, i: int) -> bool:
    """"di aver attaccato", "di essere stato colpito": told as done."""
    return s.tokens[i].feats.get("VerbForm") == "Part" and any(a.feats.get("VerbForm") == "Inf" for a in auxiliaries(s, i))


def purpose(judge: Judge, s: Sentence, i: int) -> Iterator[Realis]:
    """An aim: "per liberare gli ostaggi", "al fine di"."""
    t = s.tokens[i]
    if t.upos == "VERB" and t.feats.get("VerbForm") == "Inf" and t.base in ("advcl", "acl", "obl", "xcomp"):
        if t.base == "advcl" and s.tokens[t.head].lemma in judge.words.get("working", ()):
            return  # "worked through the night to rescue the hostages"
        if any(c.form.lower() in judge.words["purpose"] for c in s.children(i, "mark", "case")) and t.base != "xcomp":
            yield Realis("planned", "purpose")
        elif t.base == "acl":
            yield Realis("planned", "infinitive of a noun")


def aimed_at(judge: Judge, s: Sentence, i: int) -> Iterator[Realis]:
    """What talks, work or plans are about: "talks on ending the war", "is aimed at freeing the hostages"."""
    t = s.tokens[i]
    marks = judge.words.get("aiming_marks", ())
    is_gerund = t.upos == "VERB" and t.form.lower().endswith(tuple(judge.grammar.get("present_participles", ("\0",))))
    if is_gerund and t.base in ("advcl", "acl", "nmod", "obl", "xcomp", "ccomp") and s.tokens[t.head].lemma in judge.words.get("aiming", ()) \
            and any(c.form.lower() in marks for c in s.children(i, "mark", "case")):
        yield Realis("planned", f"what {s.tokens[t.head].form!r} is about{AIM}")


def goes_on(judge: Judge, s: Sentence, i: int) -> Iterator[Realis]:
    """Still going on: "continua lo sciopero", "è in corso", "sta bombardando"."""
    t = s.tokens[i]
    if is_progressive(s, i, judge):
        yield Realis("ongoing", "progressive")
    if any(c.lemma in judge.words["ongoing_adverbs"] for c in s.children(i, "advmod")) and is_present(s, i):
        yield Realis("ongoing", "adverb")
    if t.base in ("nsubj", "obj") and s.tokens[t.head].lemma in judge.words["lasting"]:
        yield Realis("ongoing", f"under {s.tokens[t.head].lemma}")
    slots, units = judge.grammar["slots"], judge.grammar["time_units"]
    since = (c for c in s.children(i, "obl", "advmod", "nmod") if c.lemma in units and preposition(s, c.i, judge.grammar) == slots["since"])
    if t.upos == "VERB" and is_present(s, i) and any(True for _ in since):
        yield Realis("ongoing", "present since")
    copula = next((c for c in s.children(i, "cop")), None)
    if t.upos == "NOUN" and copula is not None and copula.feats.get("Tense") == "Pres" and preposition(s, i, judge.grammar) == slots["at"]:
        yield Realis("ongoing", "is at it")
    if t.base == "nsubj" and f"{preposition(s, t.head, judge.grammar)} {s.tokens[t.head].form.lower()}" in judge.words["ongoing_phrases"]:
        yield Realis("ongoing", "phrase above")
    below = " ".join(s.tokens[k].form.lower() for c in s.children(i, "obl", "nmod", "advmod") for k in s.subtree(c.i))
    if any(p in below for p in judge.words["ongoing_phrases"]):
        yield Realis("ongoing", "phrase")


def is_progressive(s: Sentence, i: int, judge: Judge) -> bool:
    """"Sta bombardando", "is bombing"; "was bombing" is told as a fact."""
    t = s.tokens[i]
    helpers = [a for a in auxiliaries(s, i) if a.lemma in judge.words["progressive"]]
    if t.feats.get("VerbForm") == "Ger" and helpers and not judge.grammar.get("present_participles"):
        return True
    form = t.form.lower().endswith(tuple(judge.grammar.get("present_participles", ("\0",)))) and t.upos == "VERB"
    return form and any(a.feats.get("Tense") == "Pres" or a.lemma == a.form.lower() for a in helpers)


def is_present(s: Sentence, i: int) -> bool:
    """Present tense of the finite form."""
    f = finite(s, i)
    return f is not None and f.feats.get("Tense") == "Pres" and f.i == i


RULES: tuple[Callable[[Judge, Sentence, int], Iterator[Realis]], ...] = (
    negated, untrue, denied_above, had_chance, modal, conditional, future, in_case, said_of_noun, state, may_occur,
    under_adjective, governed, with_future, purpose, aimed_at, goes_on)

