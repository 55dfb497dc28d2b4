"""Figures told without the noun they count: "the toll stood at 21", "erano 60mila secondo il sindacato, 9mila per la polizia".

In: a sentence, the counts found in it and its attributions. Out: further counts, each with who gives it; :func:`carried` hands those that
no act of their sentence takes to the last act told before. The words are in ``languages/xx/numbers.yaml``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sayso.extract import count
from sayso.extract.count import OTHER, YEARS
from sayso.extract.numerals import Number, Vocabulary, numbers, vocabulary
from sayso.model import Count, Mention, Sentence, Token
from sayso.syntax import span as phrase

HURTING = ("assault.", "coerce.disperse")
FAMILIES: Mapping[str, str | tuple[str, ...]] = {"killed": HURTING, "injured": HURTING, "participants": "protest.", "arrested": "coerce.arrest"}
HARM = ("killed", "injured")
REACH = 9  # words from a noun to the number that tells how many
NAMED = 7  # words of a party that gives a figure
TOLL = 3  # sentences from an act to its figures


def alone(s: Sentence, counts: Sequence[Count], topic: str | None, words: Mapping[str, Any], last: str | None = None,
          here: str | None = None) -> tuple[Count, ...]:
    """The counts of a sentence with those told without their noun.

    ``topic``: what the act told last counts ("participants" of a march), ``here``: that of the sentence's own act. ``last``: what the sentence
    before counted or asked for.
    """
    v = vocabulary(words)
    found = [marching(s, died_since(s, part_of_toll(s, c, v), v), here, v) for c in counts]
    bare = [n for n in numbers(s, v) if is_bare(s, n, counts, v)]
    for n in bare:
        what, rule = (last, "fragment") if last and (is_fragment(s, n) or is_put_at(s, n, v)) else meant(s, n, found, topic, v)
        if what:
            span = s.span(count.before_approx(s, n.first, v), n.last)
            found = [c for c in found if not c.span.overlaps(span)]
            found.append(Count(span, s.i, n.bearer, what, n.value, rule))
    return givers(s, sorted(found, key=lambda c: c.span.start), v)


def part_of_toll(s: Sentence, c: Count, v: Vocabulary) -> Count:
    """A number told to be among those counted is no toll of its own ("four children were among the dead", "tra i morti ci sono due guardie")."""
    noun = s.tokens[c.head]
    above = s.tokens[noun.head]
    places = (above, *s.children(above.i, "obl", "nmod")) if noun.base == "nsubj" else ()
    among = v.sets.get("among", frozenset())
    tolls = (t for t in places if t.i != noun.i and toll_of(t, v))
    is_part = any(k.lemma in among or k.form.lower() in among for t in tolls for k in s.children(t.i, "case"))
    return replace(c, what=OTHER, rule="part_of_toll") if is_part and c.what in FAMILIES else c


def died_since(s: Sentence, c: Count, v: Vocabulary) -> Count:
    """The wounded who have died are dead ("tre feriti sono spirati nella notte", "two of the wounded died in hospital")."""
    noun = s.tokens[c.head]
    verb = s.tokens[noun.head]
    is_dead = c.what == "injured" and noun.base == "nsubj" and ("killed", count.SUBJECT) in count.lists_of(s, verb.i, v)
    return replace(c, what="killed", rule="died_since") if is_dead else c


def toll_of(t: Token, v: Vocabulary) -> str | None:
    """What a noun for a toll or turnout counts ("the dead", "i manifestanti")."""
    return next((w for w, nouns in v.raw.get("tolls", {}).items() if t.lemma in nouns or t.form.lower() in nouns), None)


def marching(s: Sentence, c: Count, here: str | None, v: Vocabulary) -> Count:
    """People counted where a march is told took part in it ("il corteo ha visto sfilare cinquantamila persone")."""
    is_people = c.what == OTHER and here == "participants" and s.tokens[c.head].lemma in v.sets.get("people", ())
    verbs = list(s.ancestors(c.head))[:2] if is_people else []
    takes_part = any(("participants", "subjects") in count.lists_of(s, t.i, v) or t.lemma in v.sets.get("seeing", ()) for t in verbs)
    return replace(c, what="participants", rule="people_marching") if takes_part else c


def is_put_at(s: Sentence, n: Number, v: Vocabulary) -> bool:
    """Whether a verb of counting puts what the sentence before spoke of at a number ("the army puts it at fourteen", "per l'esercito sono nove")."""
    verb = s.tokens[s.tokens[n.bearer].head]
    return verb.lemma in v.sets.get("counting", ()) and any(c.upos == "PRON" for c in s.children(verb.i, "obj"))


def is_fragment(s: Sentence, n: Number) -> bool:
    """Whether a sentence is little more than a number it opens with ("Undici per i Caschi bianchi.", after "Quanti sono i morti?")."""
    opens = all(t.upos in ("PUNCT", "ADV", "ADP", "CCONJ") for t in s.tokens[: n.first])
    bearer = s.tokens[n.bearer]
    said = s.tokens[n.last : n.last + 2]
    if opens and len(said) == 2 and said[0].form == "," and said[1].i == bearer.head and said[1].upos == "VERB":
        return True  # "Cinquantamila, dicono gli organizzatori"
    if s.has(bearer.head, "cop"):
        return False  # "due erano ancora sotto il nastro"
    return opens and (bearer.head == bearer.i or (s.tokens[bearer.head].head == bearer.head and s.tokens[bearer.head].upos != "VERB"))


def last_counted(s: Sentence, counts: Sequence[Count], words: Mapping[str, Any]) -> str | None:
    """What a sentence counts last, or asks for ("Quanti sono i morti?")."""
    told = [c.what for c in counts if c.what in FAMILIES]
    if told:
        return told[-1]
    v = vocabulary(words)
    is_asked = s.text.rstrip().endswith("?")
    if is_asked and (found := next((w for t in s.tokens if (w := toll_of(t, v))), None)):
        return found
    if is_asked and any(t.lemma in v.sets.get("gathering", ()) for t in s.tokens):
        return "participants"
    number = next((t.i for t in s.tokens if t.lemma in v.sets.get("number_of", ())), None)
    kinds = {what for t in s.tokens[number:] for what, _ in count.lists_of(s, t.i, v)} if number is not None else set()
    return next((what for what in FAMILIES if what in kinds), None)


def is_bare(s: Sentence, n: Number, counts: Sequence[Count], v: Vocabulary) -> bool:
    """A whole number that counts no noun but "people", and is neither year nor date nor share."""
    if n.value != int(n.value) or n.value < 1 or n.value in YEARS or count.names_or_measures(s, n, v) or count.is_definite(s, n, v):
        return False
    span = s.span(n.first, n.last)
    if any(c.what != OTHER and c.span.overlaps(span) for c in counts):
        return False
    head = count.counted_noun(s, n, v)
    after = s.tokens[n.last] if n.last < len(s.tokens) else None
    if after is not None and after.upos != "ADP" and after.lemma in v.sets["not_counted"]:
        return False
    return head is None or s.tokens[head].lemma in v.sets.get("people", ())


def meant(s: Sentence, n: Number, found: Sequence[Count], topic: str | None, v: Vocabulary) -> tuple[str, str]:
    """What a bare number counts: a noun before it says so, or the figure before it, or the act told last."""
    before = [c for c in found if c.span.end <= s.tokens[n.first].start and c.what in FAMILIES]
    noun = counting_noun(s, n, v)
    if noun and (not before or before[-1].span.end <= s.tokens[noun[0]].end):
        return noun[1], f"told_of_{noun[1]}"
    if before and (is_rival(s, n, v) or has_same_verb(s, n, before[-1])):
        return before[-1].what, "rival_figure"
    return (topic, "figure_carried") if topic and (is_told_alone(s, n, v) or is_behind_colon(s, n)) else ("", "")


def counting_noun(s: Sentence, n: Number, v: Vocabulary) -> tuple[int, str] | None:
    """The noun of a toll or turnout just before a number, or its subject: "the death toll stood at 21", "sono stati 80.000 i manifestanti"."""
    subject = next(iter(s.children(n.bearer, "nsubj")), None)
    kind = subject and (toll_of(subject, v) or plural_kind(s, subject, v) or done_by(s, subject, v))
    if subject is not None and kind in FAMILIES:
        return min(subject.i, n.first), str(kind)
    if (crowd := crowd_counted(s, n, v)) is not None:
        return crowd.i, "participants"
    for t in (*s.tokens[n.last : n.last + 1], *reversed(s.tokens[max(0, n.first - REACH) : n.first])):
        if t.i < n.first and (t.form in (";", ":") or t.upos == "NUM"):
            return None
        what: str | None = next((w for w, nouns in v.raw.get("tolls", {}).items() if t.lemma in nouns or t.form.lower() in nouns), None)
        what = what or plural_kind(s, t, v)
        if what and what in FAMILIES:
            return t.i, what
    return None


def crowd_counted(s: Sentence, n: Number, v: Vocabulary) -> Token | None:
    """The crowd that a verb of counting puts at a number, or that it stands in ("put the crowd at 8,000", "parla di trentamila in piazza")."""
    crowds, bearer = v.sets.get("crowds", frozenset()), s.tokens[n.bearer]
    verb = s.tokens[bearer.head]
    inside = next((t for t in s.tokens[n.last : n.last + 3] if t.lemma in crowds and t.head in (bearer.i, verb.i)), None)
    is_said = verb.upos == "VERB" and verb.lemma in v.sets.get("counting", ()) and bearer.base in ("obl", "obj", "xcomp")
    return inside or next((t for t in s.children(verb.i, "obj") if is_said and t.lemma in crowds), None)


def plural_kind(s: Sentence, t: Token, v: Vocabulary) -> str | None:
    """What several of a noun's kind are counted as ("gli arrestati", "le vittime")."""
    return count.noun_kind(s, t.i, v) if t.upos in ("NOUN", "ADJ") and t.feats.get("Number") != "Sing" else None


def done_by(s: Sentence, people: Token, v: Vocabulary) -> str | None:
    """What a clause about people counts them as ("centocinquantamila le persone che hanno partecipato alla giornata")."""
    if people.lemma not in v.sets.get("people", ()):
        return None
    return next((what for c in s.children(people.i, "acl") for what, slot in count.lists_of(s, c.i, v) if slot == count.SUBJECT), None)


def is_rival(s: Sentence, n: Number, v: Vocabulary) -> bool:
    """Whether a number stands against the one before it: somebody gives it ("…, 9mila per la polizia", "…, the union counts seven")."""
    first = count.before_approx(s, n.first, v)
    opening = s.tokens[max(0, first - 2) : first]
    if giver(s, n.last, v) is not None or any(t.form == ";" and all(k.upos == "ADV" for k in s.tokens[t.i + 1 : first]) for t in opening):
        return True
    before = s.tokens[max(0, n.first - NAMED) : n.first]
    pause = max((t.i for t in before if t.form in (",", ";") or t.upos == "CCONJ"), default=-1)
    said = any(t.lemma in v.sets.get("counting", ()) for t in before if t.i > pause)
    party = any(t.upos in ("NOUN", "PROPN") for t in before if t.i > pause)
    only = all(t.upos not in ("VERB",) or t.lemma in v.sets.get("counting", ()) for t in before if t.i > pause)
    ends = n.last >= len(s.tokens) or s.tokens[n.last].upos == "PUNCT"
    return pause >= 0 and party and only and (said or ends)


def has_same_verb(s: Sentence, n: Number, before: Count) -> bool:
    """Whether the verb of the figure before is said again ("X took twelve lives; Y took twenty-one")."""
    verb, other = s.tokens[s.tokens[n.bearer].head], s.tokens[s.tokens[before.head].head]
    return verb.i != other.i and verb.upos == "VERB" and verb.lemma == other.lemma and s.tokens[n.bearer].base in ("obj", "nsubj")


def is_told_alone(s: Sentence, n: Number, v: Vocabulary) -> bool:
    """Whether a sentence says no more than how many they were: "erano 60mila", "there were 60,000 of them", "ne abbiamo contati mille"."""
    bearer = s.tokens[n.bearer]
    people = s.tokens[bearer.head] if bearer.base == "nummod" else bearer
    governor = people if any(True for _ in s.children(people.i, "cop")) or people.head == people.i else s.tokens[people.head]
    words = {governor.lemma, *(c.lemma for c in s.children(governor.i, "cop", "aux", "expl"))}
    subjects = [c for c in s.children(governor.i, "nsubj") if c.i != people.i and c.upos in ("NOUN", "PROPN")]
    counts = governor.lemma in v.sets.get("counting", ()) and governor.i != people.i
    is_all = governor.i == people.i or governor.lemma in v.sets.get("being", ())
    return counts or (is_all and not subjects and bool(words & v.sets.get("being", frozenset())))


def is_behind_colon(s: Sentence, n: Number) -> bool:
    """Whether a number sums up what was said before ("la marcia l'abbiamo fatta tutta: venticinquemila persone")."""
    return 0 < n.first < len(s.tokens) and s.tokens[n.first - 1].form in (":", "—", "–")


# ------------------------------------------------------------- who gives it


def givers(s: Sentence, found: Sequence[Count], v: Vocabulary) -> tuple[Count, ...]:
    """Counts with the party that "per", "secondo", "according to" names for each, where several stand against each other."""
    mine = [(c, giver(s, end_of(s, c), v) or opening_giver(s, c, v) or (first_giver(s, end_of(s, c), v) if c.rule == "fragment" else None))
            for c in found]
    rivals = [g for c, g in mine if g is not None and c.what in FAMILIES]
    is_contest = len(rivals) > 1 or (rivals and any(c.what == d.what and c.value != d.value for c in found for d in found if c.what in FAMILIES))
    return tuple(replace(c, by=g) if g is not None and (is_contest or c.rule == "fragment") and c.by is None else c for c, g in mine)


def counter(s: Sentence, c: Count, words: Mapping[str, Any]) -> str | None:
    """The subject of the verb of counting above a figure, or of the one that tells whose the toll is.

    "il Circolo dei giovani avvocati ha contato ventiduemila persone"; "undici morti: è il bilancio che danno i soccorritori".
    """
    v = vocabulary(words)
    if c.what not in FAMILIES:
        return None
    above = next((t for t in s.ancestors(c.head) if t.upos == "VERB"), None)
    tolls = {noun for nouns in v.raw.get("tolls", {}).values() for noun in nouns}
    given = (r for t in s.tokens if t.lemma in tolls for r in s.children(t.i, "acl"))
    for verb in (above, *given):
        if verb is not None and (verb.lemma in v.sets.get("counting", ()) or has_list(s, verb, c, v)):
            behind = verb is not above or c.rule == "fragment"  # "Cinquantamila, dicono gli organizzatori"
            who = next((t for t in s.children(verb.i, "nsubj") if t.upos in ("NOUN", "PROPN") and (t.i < verb.i or behind)), None)
            if who is not None:
                return phrase(s, who.i).text
    return None


def has_list(s: Sentence, verb: Token, c: Count, v: Vocabulary) -> bool:
    """Whether a verb says that somebody has them listed ("a lawyers' group has a list of 130", "tiene un elenco di novanta nomi")."""
    lists = [t.i for t in s.children(verb.i, "obj") if t.lemma in v.sets.get("lists", ())]
    return any(a.i in lists for a in s.ancestors(c.head))


def opening_giver(s: Sentence, c: Count, v: Vocabulary) -> str | None:
    """The party that opens a figure's clause: "per la Croce Rossa i morti sono quattordici"."""
    at = next((t.i for t in s.tokens if t.start >= c.span.start), 0)
    opens = next((i + 1 for i in range(at - 1, -1, -1) if s.tokens[i].form in (";", ":", ",")), 0)
    return giver(s, opens, v) if opens < at else None


def first_giver(s: Sentence, at: int, v: Vocabulary) -> str | None:
    """The first party behind a figure, further on ("sette, e uccise da pallottole, per il sindacato")."""
    return next((g for i in range(at, len(s.tokens)) if (g := giver(s, i, v)) is not None), None)


def end_of(s: Sentence, c: Count) -> int:
    """The token behind a count."""
    return next((t.i for t in s.tokens if t.start >= c.span.end), len(s.tokens))


def giver(s: Sentence, at: int, v: Vocabulary) -> str | None:
    """The party behind a figure: "… 60mila secondo il sindacato", "… 9mila per la polizia", "… 12 according to the army"."""
    if at >= len(s.tokens) or s.tokens[at].form.lower() not in v.sets.get("givers", ()):
        return None
    behind: list[Token] = []
    for t in s.tokens[at + 1 : at + 1 + NAMED]:
        if t.upos in ("PUNCT", "VERB", "AUX", "CCONJ", "SCONJ", "NUM") or (t.upos == "DET" and behind and behind[-1].upos in ("NOUN", "PROPN")):
            break
        behind.append(t)
    while behind and behind[0].upos not in ("NOUN", "PROPN", "ADJ"):
        behind.pop(0)
    while behind and behind[-1].upos not in ("NOUN", "PROPN", "ADJ"):
        behind.pop()
    return s.span(behind[0].i, behind[-1].i + 1).text if any(t.upos in ("NOUN", "PROPN") for t in behind) else None


# ------------------------------------------------------------- whose they are


def topic_of(here: Sequence[str], found: Sequence[Mention], s: Sentence, sentences: Sequence[Sentence]) -> str | None:
    """What a bare number would count in a sentence that tells of a march or arrests, or follows one. ``here``: the sentence's own acts."""
    near = [m.concept for m in found if 0 < s.i - m.sentence <= TOLL and sentences[m.sentence].field == s.field]
    concept = (here or near or [""])[-1]
    return next((what for what, family in FAMILIES.items() if what not in HARM and concept.startswith(family)), None)


def ahead_of(found: Sequence[Mention], c: Count, sentences: Sequence[Sentence]) -> int | None:
    """The first such act of the article, where a figure stands just before it ("Undici morti, o quattordici. Gli aerei hanno colpito …")."""
    family, field = FAMILIES[c.what], sentences[c.sentence].field
    acts = [k for k, m in enumerate(found) if m.concept.startswith(family) and sentences[m.sentence].field == field and not m.weak]
    first = min(acts, key=lambda k: found[k].sentence, default=None)
    return first if first is not None and 0 < found[first].sentence - c.sentence <= TOLL and found[first].status == "happened" else None


def carried(found: Sequence[Mention], tolls: Sequence[Count], sentences: Sequence[Sentence]) -> list[Mention]:
    """The figures of a sentence that tells no such act belong to the one told just before ("I morti sono tre", "erano 60mila")."""
    out = list(found)
    taken = {(c.span.field, c.span.start) for m in found for c in m.counts if m.concept.startswith(FAMILIES.get(c.what, "none"))}
    for c in tolls:
        here = sentences[c.sentence]
        before = [k for k, m in enumerate(out) if m.concept.startswith(FAMILIES[c.what]) and m.status in ("happened", "ongoing")
                  and 0 < c.sentence - m.sentence <= TOLL and sentences[m.sentence].field == here.field and not m.weak]
        if before:
            to: int | None = before[-1]
        else:
            to = ahead_of(out, c, sentences)
        if to is not None and (c.span.field, c.span.start) not in taken:
            out[to] = replace(out[to], counts=(*out[to].counts, c))
    return out
