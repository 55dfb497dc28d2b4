"""Faults that parsers make on news again and again, and the rule for each: a sentence goes in, one with a better tree comes out.

Every rule looks at the tree and at the language's grammar words, so it serves any parser with UD v2.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from sayso.model import Name, Sentence, Token, sentence
from sayso.syntax import is_passive

Fix = tuple[int, int, str]  # token, new head, new relation
Tag = tuple[int, str, str, Mapping[str, str]]  # token, new part of speech, lemma and features
Grammar = Mapping[str, Any]
PAUSES = frozenset({",", ";", ":", "(", "-"})
PRESENT = {"VerbForm": "Fin", "Mood": "Ind", "Tense": "Pres", "Person": "3", "Number": "Sing"}


def verb_like_noun(s: Sentence, grammar: Grammar) -> Iterator[Tag]:
    """A present form that is also a noun, but has a subject and no article ("Teheran minaccia di chiudere lo stretto")."""
    table = grammar.get("verbs_like_nouns", {})
    for t in s.tokens:
        if t.upos in ("NOUN", "ADJ", "PROPN") and t.form in table and not s.has(t.i, "det", "cop", "case") \
                and (any(c.i < t.i for c in s.children(t.i, "nsubj")) or is_bare_predicate(s, t)):
            yield t.i, "VERB", table[t.form], PRESENT


def is_bare_predicate(s: Sentence, t: Token) -> bool:
    """Whether a word glued to the topmost noun before it is the one candidate for a predicate ("L'opposizione protesta contro il governo")."""
    noun = s.tokens[t.head]
    if t.base not in ("compound", "amod", "appos", "flat") or noun.i >= t.i or noun.head != noun.i or noun.upos not in ("NOUN", "PROPN"):
        return False
    after = s.tokens[t.i + 1] if t.i + 1 < len(s.tokens) else None
    return after is not None and after.upos in ("ADP", "DET", "PROPN") and not any(x.feats.get("VerbForm") == "Fin" for x in s.tokens)


def known_lemma(s: Sentence, grammar: Grammar) -> Iterator[Tag]:
    """A form whose lemma is often mistaken ("imposto" is of "imporre", "istruttori" of "istruttore")."""
    table = grammar.get("mistaken_lemmas", {})
    for t in s.tokens:
        lemma = table.get(t.upos, {}).get(t.form.lower())
        if lemma:
            yield t.i, t.upos, lemma, t.feats


def noun_of_phrase(s: Sentence, grammar: Grammar) -> Iterator[Tag]:
    """A noun that with the words behind it stands for another ("un *faccia a faccia* tra i due" is a meeting)."""
    for phrase, lemma in grammar.get("fixed_nouns", {}).items():
        words = tuple(phrase.split())
        if s.words.isdisjoint(words):
            continue
        for t in s.tokens:
            if s.forms[t.i : t.i + len(words)] == words and t.upos in ("NOUN", "VERB") and t.base not in ("advmod", "obl"):
                yield t.i, "NOUN", lemma, {"Number": "Sing"}


def participle_with_clitic(s: Sentence, grammar: Grammar) -> Iterator[Tag]:
    """A participle with "-si" that was taken for a gerund ("il premier, dimessosi in aprile")."""
    endings = tuple(grammar.get("participle_clitics", ()))
    for t in s.tokens:
        if t.upos == "VERB" and t.feats.get("VerbForm") == "Ger" and endings and t.form.lower().endswith(endings):
            yield t.i, t.upos, t.lemma, {**t.feats, "VerbForm": "Part", "Tense": "Past"}


def describing_pronoun(s: Sentence, grammar: Grammar) -> Iterator[Tag]:
    """A rare adjective of nationality taken for a pronoun ("un raid aereo etiope")."""
    for t in s.tokens:
        if t.upos == "PRON" and t.base == "amod":
            yield t.i, "ADJ", t.lemma, {}


def clitic_taken_for_noun(s: Sentence, grammar: Grammar) -> Iterator[Tag]:
    """A pronoun in front of its verb taken for a noun ("l'esercito lo nega")."""
    for t in s.tokens:
        if t.upos == "NOUN" and t.base in ("obj", "iobj", "expl") and t.form.lower() in grammar.get("object_clitics", ()):
            yield t.i, "PRON", t.lemma, {"PronType": "Prs"}


def noun_like_adverb(s: Sentence, grammar: Grammar) -> Iterator[Tag]:
    """A paper called by how often it comes out, taken for an adverb ("told the Milan daily")."""
    for t in s.tokens:
        if t.upos not in ("ADV", "ADJ") or t.form not in grammar.get("nouns_like_adverbs", ()) or t.i == 0:
            continue
        ends = t.i + 1 == len(s.tokens) or s.tokens[t.i + 1].upos in ("PUNCT", "VERB", "AUX")
        before = [x for x in s.tokens[max(0, t.i - 3) : t.i] if x.upos not in ("PROPN", "ADJ")][-1:]
        if ends and s.tokens[t.i - 1].upos in ("PROPN", "ADJ", "DET") and before and before[0].upos == "DET":
            yield t.i, "NOUN", t.form, {"Number": "Sing"}


def determiner_alone(s: Sentence, grammar: Grammar) -> Iterator[Tag]:
    """A word taken for a determiner that fills a slot by itself ("Entrambi hanno condannato …")."""
    for t in s.tokens:
        if t.upos == "DET" and t.base in ("nsubj", "obj", "iobj", "obl"):
            yield t.i, "PRON", t.lemma, t.feats


def participle_left(s: Sentence, grammar: Grammar) -> Iterator[Tag]:
    """A participle behind "rimasti", taken for a noun ("sono rimasti feriti in un raid")."""
    table = grammar.get("left_hurt", {})
    for t in s.tokens:
        verb = table.get(t.form.lower())
        if verb and t.upos in ("NOUN", "ADJ") and t.base == "xcomp" and s.tokens[t.head].lemma in grammar["left"]:
            yield t.i, "VERB", verb, {**t.feats, "VerbForm": "Part", "Tense": "Past"}


def two_subjects(s: Sentence, grammar: Grammar) -> Iterator[Fix]:
    """Of two subjects of an active verb without object, the one on the right is the object ("X invita in Russia Y")."""
    for v in s.tokens:
        if v.upos != "VERB":
            continue
        subjects = list(s.children(v.i, "nsubj"))
        if len(subjects) == 2 and subjects[0].i < v.i < subjects[1].i and not list(s.children(v.i, "obj", "aux:pass")):
            yield subjects[1].i, v.i, "obj"


def listed_members(s: Sentence, grammar: Grammar) -> Iterator[Fix]:
    """Those listed after "tra i quali" are of the group before it, and no subjects of the clause around it."""
    for p in s.tokens:
        listing = {c.form.lower() for c in s.children(p.i, "case")} & {*grammar.get("listing", ())}
        if p.form.lower() not in grammar["relative_pronouns"] or not listing:
            continue
        noun = next((t for t in reversed(s.tokens[: p.i]) if t.upos in ("NOUN", "PROPN")), None)
        verb = s.tokens[p.head].head if s.tokens[p.head].base == "nsubj" else p.head
        subjects = list(s.children(verb, "nsubj"))
        member = next((c for c in subjects if c.i > p.i and all(t.upos in ("DET", "ADJ", "NUM", "NOUN") for t in s.tokens[p.i + 1 : c.i])), None)
        if noun is not None and member is not None and subjects[0].i < p.i:
            yield member.i, noun.i, "dep"
            yield p.i, member.i, "dep"


def object_of_first_person(s: Sentence, grammar: Grammar) -> Iterator[Fix]:
    """A noun behind "we have contacted" in a language that drops "we" is no subject but the object ("abbiamo contattato le imprese")."""
    for v in s.tokens:
        if v.upos != "VERB" or not grammar.get("drops_subjects") or list(s.children(v.i, "obj", "cop", "aux:pass")):
            continue
        unclear = grammar.get("third_person_too", ())
        is_first = any(t.feats.get("Person") == "1" and t.form.lower() not in unclear for t in (v, *s.children(v.i, "aux")))
        for c in s.children(v.i, "nsubj") if is_first else ():
            if c.i > v.i and c.upos in ("NOUN", "PROPN"):
                yield c.i, v.i, "obj"


def object_of_opening_verb(s: Sentence, grammar: Grammar) -> Iterator[Fix]:
    """A noun behind a sentence's first word, a verb that must have an object, is that object ("Ha incontrato il presidente turco e …")."""
    for v in s.tokens:
        if v.lemma not in grammar.get("transitive", ()) or s.is_heading or v.head != v.i or list(s.children(v.i, "obj", "aux:pass", "ccomp", "cop")):
            continue
        if any(t.upos not in ("AUX", "ADV") for t in s.tokens[: v.i]) or (v.feats.get("VerbForm") == "Part" and v.i == 0):
            continue
        for c in s.children(v.i, "nsubj"):
            if c.i > v.i and c.upos in ("NOUN", "PROPN") and not any(True for _ in s.children(c.i, "case")):
                yield c.i, v.i, "obj"


def agent_of_passive(s: Sentence, grammar: Grammar) -> Iterator[Fix]:
    """An oblique with "da" (marked ``Case`` by its preposition) under a passive verb is its agent."""
    for t in s.tokens:
        nominal = t.deprel in ("obl", "nmod") and t.upos in ("NOUN", "PROPN", "PRON")
        if nominal and is_passive(s, t.head) and has_agent_marker(s, t, grammar):
            yield t.i, t.head, "obl:agent"


def has_agent_marker(s: Sentence, t: Token, grammar: Grammar) -> bool:
    """Whether the phrase opens with the preposition of agents."""
    return any(c.form.lower() in grammar["agent_markers"] for c in s.children(t.i, "case"))


def participle_beside_object(s: Sentence, grammar: Grammar) -> Iterator[Fix]:
    """A participle coordinated with an object, and with one of its own, belongs beside the verb ("ha arrestato i capi e sciolto il partito")."""
    for t in s.tokens:
        noun = s.tokens[t.head]
        loose = t.upos == "VERB" and t.base in ("conj", "acl", "amod") and t.feats.get("VerbForm") == "Part"
        if not loose or noun.base not in ("obj", "obl"):
            continue
        verb = s.tokens[noun.head]
        joined = s.has(t.i, "cc") and s.has(t.i, "obj")
        if joined and verb.upos == "VERB" and s.has(verb.i, "aux"):
            yield t.i, verb.i, "conj"


def participle_before_object(s: Sentence, grammar: Grammar) -> Iterator[Fix]:
    """A passive participle takes no object: between a verb and the noun it describes that ("cited unnamed officials as saying")."""
    for t in s.tokens:
        verb = s.tokens[t.head]
        passive = t.base == "xcomp" and t.feats.get("VerbForm") == "Part" and t.feats.get("Voice") == "Pass"
        if not passive or verb.i != t.i - 1 or s.has(verb.i, "obj") or s.has(t.i, "aux", "mark"):
            continue
        noun = next((c for c in s.children(t.i, "obj") if c.i > t.i), None)
        if noun is not None:
            yield noun.i, verb.i, "obj"
            yield t.i, noun.i, "amod"


def object_taken_for_apposition(s: Sentence, grammar: Grammar) -> Iterator[Fix]:
    """An apposition of the subject that stands behind the verb, without a pause, is the object ("The service "eliminated" deputy leader X")."""
    for t in s.tokens:
        subject = s.tokens[t.head]
        verb = s.tokens[subject.head]
        if t.base != "appos" or subject.deprel != "nsubj" or verb.upos != "VERB" or not subject.i < verb.i < t.i:
            continue
        paused = any(x.form in PAUSES for x in s.tokens[verb.i + 1 : t.i])
        if not paused and not s.has(verb.i, "obj", "ccomp", "xcomp", "cop", "aux:pass"):
            yield t.i, verb.i, "obj"


def owner_of_act(s: Sentence, grammar: Grammar) -> Iterator[Fix]:
    """The 's of a name before a form in "-ing" is no "is" below a verb that takes acts ("confirmed Harun's killing")."""
    takes = grammar.get("takes_acts", ())
    for t in s.tokens if takes else ():
        verb = s.tokens[t.head]
        if t.base not in ("ccomp", "xcomp") or verb.lemma not in takes or not t.form.endswith("ing") or s.has(t.i, "obj", "mark"):
            continue
        mark = s.tokens[t.i - 1]
        owner = next((c for c in (*s.children(t.i, "nsubj"), *s.children(verb.i, "nsubj", "obj")) if max(s.subtree(c.i)) == t.i - 2), None)
        if mark.form == "'s" and owner is not None and owner.upos == "PROPN" and verb.i < owner.i:
            yield owner.i, t.i, "nmod:poss"
            yield mark.i, owner.i, "case"
            yield t.i, verb.i, "obj"


def told_as_act(s: Sentence, grammar: Grammar) -> Iterator[Tag]:
    """That form is a noun."""
    for i, _, relation in owner_of_act(s, grammar):
        if relation == "obj":
            yield i, "NOUN", s.tokens[i].form, {"Number": "Sing"}


def same_verb_again(s: Sentence, grammar: Grammar) -> Iterator[Fix]:
    """A verb told again behind a relative clause goes on with the first ("killed six men who stormed the hotel and later killed fifty more")."""
    for t, verb in told_again(s):
        yield t.i, verb.i, "conj"


def active_again(s: Sentence, grammar: Grammar) -> Iterator[Tag]:
    """The same verb, taken for a participle."""
    for t, verb in told_again(s):
        yield t.i, t.upos, t.lemma, verb.feats


def told_again(s: Sentence) -> Iterator[tuple[Token, Token]]:
    """Verbs beside that of a relative clause, and the verb that governs it, where both have the same form."""
    for t in s.tokens:
        if t.base != "conj" or t.upos != "VERB":
            continue
        first = s.tokens[t.head]
        if first.deprel != "acl:relcl" or first.lemma == t.lemma or any(c.i < t.i for c in s.children(t.i, "nsubj")):
            continue
        verb = s.tokens[s.tokens[first.head].head]
        if verb.upos == "VERB" and verb.i < first.i and verb.lemma == t.lemma and verb.form == t.form:
            yield t, verb


def name_beside_place(s: Sentence, grammar: Grammar) -> Iterator[Fix]:
    """A name glued to the place before it is a nominal of its own ("ha invitato a Mosca Xi Jinping")."""
    for n in s.names:
        last = s.tokens[n.last - 1]
        after = [t for t in s.tokens[n.last : n.last + 4] if t.base == "flat" and n.first <= t.head < n.last and t.upos == "PROPN"]
        if n.label != "LOC" or not after or after[0].i != last.i + 1:
            continue
        place = next(t for t in s.tokens[n.first : n.last] if not n.first <= t.head < n.last or t.head == t.i)
        verb = s.tokens[place.head]
        if verb.upos != "VERB" or place.base not in ("obl", "nmod"):
            continue
        has_subject = s.has(verb.i, "nsubj")
        yield after[0].i, verb.i, "obj" if has_subject else "nsubj"
        yield from ((t.i, after[0].i, "flat") for t in after[1:])
        yield from ((c.i, after[0].i, "appos") for c in s.children(place.i, "conj", "appos") if c.i > after[-1].i)


def finite_modifier(s: Sentence, grammar: Grammar) -> Iterator[Fix]:
    """A finite verb taken for the adjective of its subject ("il premier ripartirà giovedì"): it is the head, the noun its subject."""
    for v in s.tokens:
        noun = s.tokens[v.head]
        if v.upos != "VERB" or v.base not in ("amod", "compound") or v.feats.get("VerbForm") != "Fin" or noun.i > v.i:
            continue
        yield v.i, (v.i if noun.head == noun.i else noun.head), noun.deprel
        yield noun.i, v.i, "nsubj"
        yield from ((c.i, v.i, "obl" if c.base == "nmod" else c.deprel) for c in s.children(noun.i) if c.i > v.i)


def subject_behind_agent(s: Sentence, grammar: Grammar) -> Iterator[Fix]:
    """A bare noun hung on the agent of a passive that has no subject is that subject ("sono stati liberati dai ribelli undici ostaggi")."""
    for a in s.tokens:
        verb = s.tokens[a.head]
        if a.deprel != "obl:agent" or a.i < verb.i or s.has(verb.i, "nsubj", "obj") or not list(s.children(verb.i, "aux")):
            continue
        for t in s.children(a.i, "nmod", "appos", "flat", "compound", "amod"):
            opener = s.tokens[t.i - 1]
            if t.i > a.i and t.upos == "NOUN" and opener.upos in ("NUM", "DET") and not s.has(t.i, "case"):
                yield t.i, verb.i, "nsubj:pass"
                yield opener.i, t.i, "nummod" if opener.upos == "NUM" else "det"
                break


def infinitive_of_verb(s: Sentence, grammar: Grammar) -> Iterator[Fix]:
    """An infinitive with "di" under a verb is its complement, whatever it was hung on as ("minaccia di invadere")."""
    for t in s.tokens:
        above = s.tokens[t.head]
        if t.base in ("acl", "advcl") and t.feats.get("VerbForm") == "Inf" and above.upos == "VERB" and above.i < t.i \
                and any(c.form.lower() in grammar.get("bare_of", ()) for c in s.children(t.i, "mark", "case")) \
                and len(list(s.children(t.i, "mark", "case"))) == 1:
            yield t.i, above.i, "xcomp"


def bare_object(s: Sentence, grammar: Grammar) -> Iterator[Fix]:
    """A noun without preposition right behind a finite verb is its object ("Parigi sfida Washington")."""
    for t in s.tokens:
        verb = s.tokens[t.head]
        bare = t.base == "nmod" and t.upos in ("NOUN", "PROPN") and not s.has(t.i, "case")
        if bare and verb.upos == "VERB" and verb.feats.get("VerbForm") == "Fin" and t.i > verb.i and not s.has(verb.i, "obj"):
            yield t.i, verb.i, "obj"
            return


def oblique_of_direction(s: Sentence, grammar: Grammar) -> Iterator[Fix]:
    """What hangs on an adverb of direction belongs to the verb ("went back to work", "sent home to Chad")."""
    for t in s.tokens:
        above = s.tokens[t.head]
        if t.base not in ("obl", "nmod") or above.upos != "ADV" or above.form.lower() not in grammar.get("directions", ()):
            continue
        verb = s.tokens[above.head]
        if above.base in ("advmod", "compound") and verb.upos == "VERB" and verb.i < above.i < t.i:
            yield t.i, verb.i, "obl"


def object_of_particle(s: Sentence, grammar: Grammar) -> Iterator[Fix]:
    """The particle of a verb, read as the preposition of its object ("cordoned off the square", "handed in his resignation")."""
    for verb, words in ((t, grammar.get("particles", {}).get(t.lemma, ())) for t in s.tokens[:-1] if t.upos == "VERB"):
        mark = s.tokens[verb.i + 1]
        if mark.form.lower() not in words or s.has(verb.i, "obj", "aux:pass", "nsubj:pass"):
            continue
        below = s.tokens[mark.head]
        noun = below if mark.base == "case" else next((c for c in s.children(verb.i, "obl") if c.i > mark.i and not s.has(c.i, "case")), None)
        if noun is None or noun.head != verb.i or noun.base != "obl" or noun.upos not in ("NOUN", "PROPN") or s.tokens[noun.i - 1].i < mark.i:
            continue
        if noun.lemma.lower() not in map(str.lower, grammar["time_units"]) and sum(1 for _ in s.children(noun.i, "case")) == (mark.base == "case"):
            yield mark.i, verb.i, "compound:prt"
            yield noun.i, verb.i, "obj"


def object_taken_for_clause(s: Sentence, grammar: Grammar) -> Iterator[Fix]:
    """A noun with an article and nothing of a clause, hung as one below a verb without an object ("reopened the border crossing")."""
    for t in s.tokens:
        verb = s.tokens[t.head]
        if t.upos != "NOUN" or t.base not in ("advcl", "ccomp") or verb.upos != "VERB" or t.i < verb.i or not s.has(t.i, "det"):
            continue
        if not s.has(t.i, "case", "mark", "cop", "aux", "nsubj", "obj") and not s.has(verb.i, "obj", "aux:pass", "nsubj:pass"):
            yield t.i, verb.i, "obj"


def active_past(s: Sentence, grammar: Grammar) -> Iterator[Fix]:
    """Where past and participle look alike, a clause without auxiliary that has an object, or aims at one, is active ("troops fired at posts")."""
    shots = grammar.get("shoots_at", {})
    for v in s.tokens if grammar.get("past_like_participle") and not s.is_heading else ():
        if v.upos != "VERB" or v.base not in ("root", "ccomp", "parataxis", "conj") or s.has(v.i, "aux", "aux:pass"):
            continue
        aimed = any(c.form.lower() in shots.get(v.lemma, ()) for t in s.children(v.i, "obl") for c in s.children(t.i, "case"))
        behind = [c for c in s.children(v.i, "nsubj") if c.deprel == "nsubj:pass" and c.i > v.i]
        if behind and v.base == "conj" and not s.has(v.i, "obj"):
            yield behind[0].i, v.i, "obj"  # "stormed the base and later killed at least 50 men"
        elif aimed or s.has(v.i, "obj"):
            yield from ((c.i, v.i, "nsubj") for c in s.children(v.i, "nsubj") if c.deprel == "nsubj:pass")


def object_behind_day(s: Sentence, grammar: Grammar) -> Iterator[Fix]:
    """A name behind the day, hung on it or as if it were a second one, is the object of a verb that has none ("ha visitato venerdì Budapest")."""
    for t in s.tokens[1:]:
        day = s.tokens[t.i - 1]
        verb = s.tokens[day.head]
        glued = t.base in ("flat", "nmod", "appos", "compound") if t.head == day.i else t.head == day.head and t.base == "obl"
        if t.upos != "PROPN" or not glued or s.has(t.i, "case"):
            continue
        if day.form.lower() in grammar["time_units"] and day.base == "obl" and not s.has(day.i, "case", "det") \
                and verb.upos == "VERB" and verb.i < day.i and not s.has(verb.i, "obj", "aux:pass", "nsubj:pass"):
            yield t.i, verb.i, "obj"


def said_taken_for_modifier(s: Sentence, grammar: Grammar) -> Iterator[Fix]:
    """Where past and participle look alike, of two subjects of saying the first does what hangs on it ("30,000 people marched, police said")."""
    for v in s.tokens if grammar.get("past_like_participle") else ():
        subjects = [c for c in s.children(v.i, "nsubj") if c.i < v.i] if v.upos == "VERB" and not s.has(v.i, "aux:pass") else []
        aims = [c for c in s.children(v.i, "ccomp") if c.feats.get("VerbForm") == "Inf" and s.tokens[min(s.subtree(c.i))].form == ","]
        if len(subjects) != 2 or s.tokens[subjects[1].i + 1].i != v.i or len(aims) != sum(1 for _ in s.children(v.i, "ccomp")):
            continue
        doer, speaker = subjects
        acts = [c for c in s.children(doer.i, "acl") if c.deprel == "acl" and c.i < speaker.i and c.feats.get("Tense") == "Past"]
        if len(acts) == 1 and not s.has(acts[0].i, "aux", "obl:agent") and any(x.form == "," for x in s.tokens[acts[0].i : speaker.i]):
            yield acts[0].i, v.i, "ccomp"
            yield doer.i, acts[0].i, "nsubj"
            yield from ((c.i, acts[0].i, "advcl") for c in aims)


def speaker_behind_clause(s: Sentence, grammar: Grammar) -> Iterator[Fix]:
    """A noun between what is said and the verb of saying is that verb's subject, not one of what is said ("…, killing two, the ministry said")."""
    for t in s.tokens:
        above = s.tokens[t.head]
        if t.base != "nsubj" or above.i > t.i or above.upos != "VERB":
            continue
        bare = above.feats.get("VerbForm") in ("Part", "Ger") and not s.has(above.i, "aux", "cop")
        verb = next((x for x in s.tokens[max(s.subtree(t.i)) + 1 :] if x.upos != "PUNCT"), None)
        if (bare or any(c.i < above.i for c in s.children(above.i, "nsubj"))) and verb is not None \
                and verb.feats.get("VerbForm") == "Fin" and s.has(verb.i, "ccomp") and not s.has(verb.i, "nsubj"):
            yield t.i, verb.i, "nsubj"


def clause_of_noun(s: Sentence, grammar: Grammar) -> Iterator[Fix]:
    """A clause that tells what is feared or reported is no relative clause ("il timore che la Russia attacchi la Moldavia")."""
    for v in s.tokens:
        if v.deprel != "acl:relcl" or s.tokens[v.head].lemma not in grammar.get("clause_nouns", ()):
            continue
        opener = next((c for c in s.children(v.i) if c.form.lower() in grammar.get("clause_openers", ()) and c.i < v.i), None)
        subjects = [c for c in s.children(v.i, "nsubj") if c is not opener]
        complete = any(c is not opener for c in s.children(v.i, "obj")) or s.has(v.i, "aux:pass", "expl", "nsubj:pass")
        if opener is not None and subjects and (opener.base == "mark" or complete):
            yield v.i, v.head, "acl"
            yield opener.i, v.i, "mark"


TAGS: tuple[Callable[[Sentence, Grammar], Iterator[Tag]], ...] = (verb_like_noun, known_lemma, participle_with_clitic, describing_pronoun,
                                                                         clitic_taken_for_noun, determiner_alone, participle_left,
                                                                         noun_like_adverb, active_again, told_as_act, noun_of_phrase)


def paper_like_adverb(s: Sentence, grammar: Grammar) -> Iterator[Fix]:
    """Such a paper is the head of its phrase, not an adverb beside the place it is from ("told the *Milan* daily")."""
    for t in s.tokens[1:]:
        place = s.tokens[t.i - 1]
        is_paper = t.upos == "NOUN" and t.base == "advmod" and t.form in grammar.get("nouns_like_adverbs", ())
        if is_paper and place.upos == "PROPN" and place.head != t.i:
            yield t.i, place.head, place.deprel
            yield place.i, t.i, "compound"
            yield from ((c.i, t.i, c.deprel) for c in s.children(place.i, "det", "amod"))


def subject_taken_for_root(s: Sentence, grammar: Grammar) -> Iterator[Fix]:
    """"Protesters clashed with police.": where past and participle look alike, a lone participle of the root noun is the verb of the sentence."""
    root = next((t for t in s.tokens if t.head == t.i), None)
    if not grammar.get("past_like_participle") or root is None or root.upos not in ("NOUN", "PROPN") or s.is_heading:
        return
    verbs = [c for c in s.children(root.i, "acl") if c.deprel == "acl" and c.upos == "VERB" and c.i > root.i and c.feats.get("Tense") == "Past"]
    if len(verbs) != 1 or any(c.base in ("cop", "aux", "nsubj") for c in s.children(root.i)):
        return
    verb = verbs[0]
    yield verb.i, verb.i, "root"
    yield root.i, verb.i, "nsubj"
    yield from ((c.i, verb.i, c.deprel) for c in s.children(root.i) if c.i > verb.i)


def object_taken_for_root(s: Sentence, grammar: Grammar) -> Iterator[Fix]:
    """"Iran deployed missiles.": a past form right behind a noun and in front of the root noun is the verb of the sentence."""
    root = next((t for t in s.tokens if t.head == t.i), None)
    if not grammar.get("past_like_participle") or root is None or root.upos not in ("NOUN", "PROPN") or s.is_heading:
        return
    verbs = [c for c in s.children(root.i, "amod", "compound") if c.upos == "VERB" and 0 < c.i < root.i and c.feats.get("Tense") == "Past"]
    if len(verbs) != 1 or any(c.base in ("cop", "aux") for c in s.children(root.i)):
        return
    verb, before = verbs[0], s.tokens[verbs[0].i - 1]
    if before.upos not in ("NOUN", "PROPN") or before.end == verb.start or before.head not in (root.i, verb.i):
        return
    yield verb.i, verb.i, "root"
    yield before.i, verb.i, "nsubj"
    yield root.i, verb.i, "obj"
    yield from ((c.i, verb.i, c.deprel) for c in s.children(root.i, "punct") if c.i > root.i)
    yield from ((c.i, before.i, c.deprel) for c in s.children(root.i) if c.i < before.i)


def gerund_of_verb(s: Sentence, grammar: Grammar) -> Iterator[Fix]:
    """A gerund with "of" or "from" under a verb of charging or hindering is its complement ("accused Kyiv of shelling Belgorod")."""
    above = {*grammar["object_control"], *grammar.get("gerund_verbs", ())}
    for t in s.tokens:
        if t.base != "advcl" or t.upos != "VERB" or s.tokens[t.head].lemma not in above:
            continue
        if any(c.form.lower() in grammar.get("gerund_markers", ()) for c in s.children(t.i, "mark", "case")):
            yield t.i, t.head, "xcomp"


def sides_of_headline(s: Sentence, grammar: Grammar) -> Iterator[Fix]:
    """A comma that stands for "and" between two names at the head of a headline ("India, Mauritius upgrade ties")."""
    if not grammar.get("headline_comma") or not s.is_heading or len(s.names) < 2:
        return
    a, b = s.names[:2]
    if a.first != 0 or b.first != a.last + 1 or s.tokens[a.last].form != "," or b.last >= len(s.tokens) or {a.label, b.label} == {"PER", "LOC"}:
        return
    verb = s.tokens[b.last]
    if verb.upos != "VERB" or verb.feats.get("VerbForm") == "Part" or verb.form.endswith("s"):
        return
    first, second = a.last - 1, b.last - 1
    yield first, verb.i, "nsubj"
    yield second, first, "conj"
    yield a.last, second, "punct"
    if verb.head in (first, second):
        yield verb.i, verb.i, "root"


REPAIRS: tuple[Callable[[Sentence, Grammar], Iterator[Fix]], ...] = (
    listed_members, two_subjects, object_of_first_person, object_of_opening_verb, agent_of_passive,
    participle_beside_object, participle_before_object, object_taken_for_apposition, same_verb_again,
    name_beside_place, finite_modifier, subject_taken_for_root,
    object_taken_for_root, infinitive_of_verb, gerund_of_verb, sides_of_headline, bare_object, object_taken_for_clause,
    object_of_particle, oblique_of_direction, subject_behind_agent, active_past, object_behind_day, said_taken_for_modifier,
    speaker_behind_clause, clause_of_noun, paper_like_adverb, owner_of_act)


def repaired(s: Sentence, grammar: Grammar) -> Sentence:
    """The sentence after all repairs: first the tags, then the names, then the tree."""
    return rehung(renamed(retagged(s, grammar)), grammar)


def renamed(s: Sentence) -> Sentence:
    """The sentence with names that do not end in the verb behind them ("Pentagono studia")."""
    if not any(ends_in_verb(s, n) for n in s.names):
        return s
    return replace(s, names=tuple(replace(n, last=n.last - 1) if ends_in_verb(s, n) else n for n in s.names))


def ends_in_verb(s: Sentence, n: Name) -> bool:
    """Whether the last word of a longer name is a finite verb in small letters."""
    last = s.tokens[n.last - 1]
    return n.last - n.first > 1 and last.upos == "VERB" and last.feats.get("VerbForm") == "Fin" and last.form.islower()


def retagged(s: Sentence, grammar: Grammar) -> Sentence:
    """The sentence with better parts of speech, lemmas and features."""
    tags = {i: (upos, lemma, feats) for rule in TAGS for i, upos, lemma, feats in rule(s, grammar)}
    if not tags:
        return s
    return rebuilt(s, [replace(t, upos=tags[t.i][0], lemma=tags[t.i][1], feats=tags[t.i][2]) if t.i in tags else t for t in s.tokens])


def rehung(s: Sentence, grammar: Grammar) -> Sentence:
    """The sentence with a better tree."""
    fixes = [f for repair in REPAIRS for f in repair(s, grammar)]
    if not fixes:
        return s
    tokens = list(s.tokens)
    for i, head, relation in fixes:
        tokens[i] = replace(tokens[i], head=head, deprel=relation)
    return rebuilt(s, tokens)


def rebuilt(s: Sentence, tokens: list[Token]) -> Sentence:
    """The same sentence with other tokens."""
    return sentence(s.i, s.field, s.start, s.text, tuple(tokens), s.names, s.paragraph, s.is_heading)
