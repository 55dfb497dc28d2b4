"""Numbers that count something: a sentence and the words of its language go in, what is counted and how many come out.

"16 operai sono stati arrestati" → one count, ``what`` arrested, ``value`` 16, rule ``verb_arrested``.

Dates, ages, shares, lengths and numbers that only name ("risoluzione 1973") are no counts, nor are vague ones ("decine").
The words, and which verbs and nouns make a number one of killed, of arrested …, are in ``languages/xx/numbers.yaml``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sayso.extract.numerals import REMEMBERED, Number, Slot, Vocabulary, numbers, vocabulary
from sayso.model import Count, Sentence, Span, Token

NEAR = 7  # tokens from a number to the noun that the tree says it counts: "sono sessantotto, non venti, gli abitanti uccisi"
NOMINAL = ("NOUN", "PROPN", "SYM", "ADJ", "X", "PRON")
PATIENT, SUBJECT, ACT, RECEIVER = "objects", "subjects", "acts", "receivers"
BOTH = (PATIENT, SUBJECT)  # "sono morti" and "sono uccisi" look alike
OTHER = "other"
PARTICIPANTS = "participants"
TOLD = ("killed", "injured", "arrested", PARTICIPANTS)
YEARS = range(1900, 2100)


def mentions(sentence: Sentence, words: Mapping[str, Any]) -> tuple[Count, ...]:
    """The counts of a sentence, left to right, one for each counted noun."""
    v = vocabulary(words)
    found: dict[int, Count] = {}
    for count in (*counted(sentence, v), *singles(sentence, v)):
        found.setdefault(count.head, count)
    return tuple(sorted(found.values(), key=lambda c: c.span.start))


def again(s: Sentence, before: Sequence[Count], part: Span, words: Mapping[str, Any]) -> Iterator[Count]:
    """A bare number in some part of a sentence, counting what the count before it does: "12 morti secondo X, 20 secondo Y"."""
    v = vocabulary(words)
    for n in numbers(s, v):
        span = s.span(n.first, n.last)
        earlier = [c for c in before if c.span.start < span.start and c.what != OTHER]
        inside = part.field == span.field and part.start <= span.start and span.end <= part.end
        if earlier and inside and n.value not in YEARS and not any(c.span.overlaps(span) for c in before) and not names_or_measures(s, n, v):
            yield Count(span, s.i, earlier[-1].head, earlier[-1].what, n.value, "same_as_before")


# What is counted


def counted(s: Sentence, v: Vocabulary) -> Iterator[Count]:
    """Numbers with the noun they count and what it is one of."""
    last_what: str | None = None
    for number in numbers(s, v):
        if names_or_measures(s, number, v):
            continue
        head = counted_noun(s, number, v)
        if head is None:
            what, rule = without_noun(s, number, last_what, v)
            head = number.bearer
        else:
            what, rule = meaning(s, head, number, v)
        if what is None or (what == OTHER and is_definite(s, number, v)):
            continue
        last_what = what
        yield Count(words_of(s, number, head, v), s.i, head, what, number.value, rule)


def names_or_measures(s: Sentence, n: Number, v: Vocabulary) -> bool:
    """Whether a number is a share, or follows the noun it names: "articolo 5", "il 30%"."""
    following = " ".join(t.form.lower() for t in s.tokens[n.last : n.last + 2])
    if any(following == p or following.startswith(f"{p} ") for p in v.sets["percent"]) or is_glued(s, n):
        return True
    if n.first == 0:
        return False
    before = s.tokens[n.first - 1]
    return before.lemma in v.sets["labels"] or before.form.lower() in v.sets["labels"]


def is_glued(s: Sentence, n: Number) -> bool:
    """Figures with a stroke or dash at once before or after them: dates, scores, telephone numbers."""
    first, last = s.tokens[n.first], s.tokens[n.last - 1]
    strokes = ("-", "–", "/", ":", ".")
    before = n.first > 0 and s.tokens[n.first - 1].end == first.start and s.tokens[n.first - 1].form in strokes
    after = n.last < len(s.tokens) and s.tokens[n.last].start == last.end and s.tokens[n.last].form in strokes[:4]
    return before or (after and n.last + 1 < len(s.tokens) and s.tokens[n.last + 1].form[:1].isdigit())


def counted_noun(s: Sentence, n: Number, v: Vocabulary) -> int | None:
    """The noun a number counts: its head in the tree, the noun after its "di", else the next noun."""
    before = s.tokens[n.first - 1] if n.first else None
    if before is not None and before.upos == "SYM" and ("money", "nouns") in lists_of(s, before.i, v):
        return before.i  # "a $500 million loan"
    is_of = n.last - n.first > 1 and n.last < len(s.tokens) and s.forms[n.last] in v.sets["of"]  # "180 milioni di dollari"
    if n.is_noun or is_of or s.tokens[n.bearer].lemma in v.raw["rounds"]:
        return noun_after_of(s, n, v)
    bearer = s.tokens[n.bearer]
    head = s.tokens[bearer.head]
    if bearer.base in ("nummod", "det", "amod", "compound") and head.i >= n.last and head.i - n.last < NEAR and is_countable(s, head, v):
        return head.i
    return told_number_of(s, bearer, v) or next_noun(s, n, v)


def told_number_of(s: Sentence, bearer: Token, v: Vocabulary) -> int | None:
    """The noun whose number is the predicate: "i morti sono tre", "the dead are twelve", "gli studenti arrestati sono 63"."""
    nouns = (c for c in s.children(bearer.i, "nsubj") if s.has(bearer.i, "cop"))
    return next((c.i for c in nouns if noun_kind(s, c.i, v) in (*v.raw["one_of"], PARTICIPANTS) or is_told_of(s, c.i, v)), None)


def is_countable(s: Sentence, head: Token, v: Vocabulary) -> bool:
    """A nominal, or a participle that stands for people: "90 contusi"."""
    return head.upos in NOMINAL or (head.upos == "VERB" and noun_kind(s, head.i, v) is not None)


def noun_after_of(s: Sentence, n: Number, v: Vocabulary) -> int | None:
    """"una trentina di sindaci", "8 milioni di euro": the noun after "di", with an adjective between at most."""
    after = s.tokens[n.last : n.last + 4]
    if not after:
        return None
    if after[0].form.lower() in v.sets["of"]:
        return next((t.i for t in after[1:] if t.upos in ("NOUN", "PROPN", "SYM")), None)
    return after[0].i if after[0].upos in ("NOUN", "SYM") else None


def next_noun(s: Sentence, n: Number, v: Vocabulary) -> int | None:
    """The noun right after a number, adjectives between; also "70 i morti" with an article, and "€ 50" before it."""
    if n.value in YEARS:
        return None
    for t in s.tokens[n.last : n.last + 4]:
        if t.upos == "NOUN" or (t.upos == "SYM" and t.i == n.last):
            with_article = any(x.upos == "DET" for x in s.tokens[n.last : t.i])
            return t.i if not with_article or noun_kind(s, t.i, v) or is_told_of(s, t.i, v) else None
        if t.upos not in ("ADJ", "DET"):
            return None
    return None


def is_told_of(s: Sentence, noun: int, v: Vocabulary) -> bool:
    """Whether a clause says what became of those counted, or what they did: "sono novemila le persone che sono scese in piazza"."""
    found = governed(s, noun, v) if s.has(noun, "acl", "amod") else None
    return found is not None and found[0] in (*v.raw["one_of"], PARTICIPANTS)


def without_noun(s: Sentence, n: Number, last_what: str | None, v: Vocabulary) -> tuple[str | None, str]:
    """A number alone: "tre sono morti", or the same thing as the count before it: "altri 3 milioni"."""
    if n.is_noun and last_what == "money":
        return last_what, "same_as_before"
    found = governed(s, n.bearer, v) if s.tokens[n.bearer].base in ("nsubj", "obj") else None
    if found is None and (verb := together(s, n, v)) is not None:
        what = next((w for slot, p in around(s, verb, BOTH, v) for w in TOLD if (w, slot) in lists_of(s, p.i, v)), None)
        return what, f"together_{what}"
    return (found[0], f"alone_{found[0]}") if found and found[0] in (*v.raw["one_of"], PARTICIPANTS) else (None, "")


def together(s: Sentence, n: Number, v: Vocabulary) -> Token | None:
    """The verb of those who did it in such a number: "in sessantamila hanno marciato", "hanno aderito in quattromila"."""
    bearer = s.tokens[n.bearer]
    verb = s.tokens[bearer.head]
    if bearer.base != "obl" or verb.upos != "VERB" or n.value in YEARS:
        return None
    return verb if any(c.form.lower() in v.sets.get("number_in", ()) for c in s.children(bearer.i, "case")) else None


def meaning(s: Sentence, head: int, n: Number, v: Vocabulary) -> tuple[str | None, str]:
    """What a counted noun is one of, from the noun itself, else from what governs it."""
    noun = s.tokens[head]
    kind, top = noun_kind(s, head, v), n.bearer if n.is_noun else head
    if kind and kind != PARTICIPANTS:
        return kind, f"noun_{kind}"
    found = governed(s, top, v) or (governed(s, head, v) if top != head else None)
    if kind:  # "quattro manifestanti sono stati uccisi"
        return found if found and found[0] in v.raw["one_of"] else (kind, f"noun_{kind}")
    if found and ("attacks", "times") in lists_of(s, head, v):
        return ("attacks", "times_attacks") if found[0] == "attacks" else (None, "")
    if noun.lemma in v.sets["not_counted"] or noun.form.lower() in v.sets["not_counted"]:
        return times_of_attack(s, noun, v)
    if found and found[0] != "attacks" and noun.lemma not in v.sets["things"]:
        return found
    return OTHER, "noun_other"


def times_of_attack(s: Sentence, noun: Token, v: Vocabulary) -> tuple[str | None, str]:
    """"per sei volte" under a verb of attack counts attacks; any other measure is no count."""
    if ("attacks", "times") in lists_of(s, noun.i, v) and ("attacks", PATIENT) in lists_of(s, noun.head, v):
        return "attacks", "times_attacks"
    return None, ""


def noun_kind(s: Sentence, head: int, v: Vocabulary) -> str | None:
    """What a noun counts by itself: "morti", "droni", "euro"."""
    found = lists_of(s, head, v)
    if not found or (s.tokens[head].upos == "VERB" and not s.has(head, "nummod")):
        return None
    return next((what for what in v.raw["what"] if (what, "nouns") in found), None)


def is_definite(s: Sentence, n: Number, v: Vocabulary) -> bool:
    """"i due Paesi": the reader knows them already, so nothing is counted."""
    at = before_approx(s, n.first, v)
    return at > 0 and s.tokens[at - 1].form.lower() in v.sets["definite"]


# What governs it


def governed(s: Sentence, head: int, v: Vocabulary) -> tuple[str, str] | None:
    """What the verbs and nouns around make of a noun: (what, rule)."""
    for slot, predicate in predicates(s, head, v):
        found = lists_of(s, predicate.i, v)
        for what in v.raw["what"] if found else ():
            if (what, slot) in found:
                return what, f"{'act' if slot == ACT else 'verb'}_{what}"
    return None


def predicates(s: Sentence, head: int, v: Vocabulary) -> Iterator[tuple[str, Token]]:
    """The predicates a noun is an argument of, nearest reading first, with the slot it fills."""
    noun = s.tokens[head]
    for t in s.children(head, "acl", "amod"):
        yield from (relative(s, t, v) if t.deprel == "acl:relcl" else participle(t))
    if noun.base == "conj":
        yield from predicates(s, noun.head, v)
    governor = s.tokens[noun.head]
    if governor.i == noun.i:
        return
    cases = {c.form.lower() for c in s.children(head, "case")}
    if noun.base in ("nmod", "obl") and governor.upos in ("NOUN", "PROPN") and (not cases or cases & v.sets["of"]):
        yield ACT, governor
    if noun.base == "obj":
        yield from around(s, governor, (PATIENT,), v)
    if noun.base in ("obl", "iobj"):
        yield RECEIVER, governor  # "è costato la vita a dodici persone"
    if noun.base == "nsubj" or (noun.base == "obl" and not cases):
        yield from around(s, governor, BOTH if is_passive(s, noun, governor, v) else (SUBJECT,), v)
    yield from right_after(s, head, v)


def right_after(s: Sentence, head: int, v: Vocabulary) -> Iterator[tuple[str, Token]]:
    """What auxiliaries right after a noun lead to, whatever the tree: "quaranta soci (…) sono morti"."""
    at = after_brackets(s, head + 1)
    auxiliaries = 0
    while at < len(s.tokens) and (s.tokens[at].upos == "AUX" or (auxiliaries and s.tokens[at].upos == "ADV")):
        if s.tokens[at].lemma in v.sets["have"]:
            return
        auxiliaries, at = auxiliaries + 1, at + 1
    if auxiliaries and at < len(s.tokens):
        yield from participle(s.tokens[at])


def after_brackets(s: Sentence, at: int) -> int:
    """The token after an adjective or a remark in brackets."""
    while at < len(s.tokens) and s.tokens[at].base == "amod" and s.tokens[at].upos == "ADJ":
        at += 1
    if at < len(s.tokens) and s.tokens[at].form == "(":
        closing = next((t.i for t in s.tokens[at:] if t.form == ")"), at - 1)
        return closing + 1
    return at


def participle(t: Token) -> Iterator[tuple[str, Token]]:
    """"tre uomini arrestati": a participle after its noun."""
    if t.feats.get("VerbForm") not in ("Ger", "Inf") and not is_acting(t):
        yield from ((slot, t) for slot in BOTH)


def relative(s: Sentence, verb: Token, v: Vocabulary) -> Iterator[tuple[str, Token]]:
    """"i quaranta soci che sono morti": the relative pronoun stands for the noun."""
    pronoun = next((c for c in s.children(verb.i, "nsubj", "obj") if c.upos == "PRON"), None)
    if pronoun is not None:
        passive = pronoun.base == "obj" or is_passive(s, pronoun, verb, v)
        yield from around(s, verb, BOTH if passive else (SUBJECT,), v)


def around(s: Sentence, verb: Token, slots: Iterable[str], v: Vocabulary) -> Iterator[tuple[str, Token]]:
    """A verb, the participle it supports ("rimasto ferito"), and the verbs that share its subject ("…, venendo arrestati")."""
    yield from ((slot, verb) for slot in slots)
    if s.has(verb.i, "cop"):
        yield PATIENT, verb
    yield from supported(s, verb, v)
    for t in s.children(verb.i, "conj", "advcl", "xcomp"):
        if t.upos in ("VERB", "ADJ") and not s.has(t.i, "nsubj"):
            yield from ((slot, t) for slot in (BOTH if has_no_have(s, t, v) else (SUBJECT,)))
            yield from supported(s, t, v)


def supported(s: Sentence, verb: Token, v: Vocabulary) -> Iterator[tuple[str, Token]]:
    """The participle or adjective that a verb like "rimanere" or "venire" leads to."""
    if verb.lemma in v.sets["support"] or verb.form.lower() in v.sets["support"]:
        for t in s.children(verb.i, "xcomp", "advcl", "obj", "obl", "amod"):
            yield from participle(t)


def is_passive(s: Sentence, noun: Token, verb: Token, v: Vocabulary) -> bool:
    """Whether a subject is the one acted on."""
    if noun.deprel == "nsubj:pass" or s.has(verb.i, "aux:pass"):
        return True
    return has_no_have(s, verb, v) and not list(s.children(verb.i, "obj"))


def is_acting(t: Token) -> bool:
    """A present participle, whose noun acts: "twenty men … killing eleven"."""
    return t.feats.get("VerbForm") == "Part" and t.feats.get("Tense") == "Pres"


def has_no_have(s: Sentence, verb: Token, v: Vocabulary) -> bool:
    """A participle without "avere": "sono stati arrestati", "arrestati in tre"."""
    if verb.feats.get("VerbForm") != "Part" or is_acting(verb):
        return False
    return not any(c.lemma in v.sets["have"] for c in s.children(verb.i, "aux"))


# One person


def singles(s: Sentence, v: Vocabulary) -> Iterator[Count]:
    """One killed, injured or arrested: "una maestra è rimasta ferita", "l'omicidio di Rossi"."""
    if not any(what in v.raw["one_of"] for found in all_lists(s, v) if found for what, _ in found):
        return
    numerals = {i for n in numbers(s, v) for i in range(n.first, n.last)}  # "una ventina" is no one person
    for t in s.tokens:
        what, rule = single(s, t, v)
        if what and t.i not in numerals:
            yield Count(person(s, t), s.i, t.i, what, 1.0, rule)


def single(s: Sentence, t: Token, v: Vocabulary) -> tuple[str | None, str]:
    """What one person is, where the noun is single and someone is said to be killed, injured or arrested."""
    if t.upos not in ("NOUN", "PROPN") or not is_one_person(s, t, v):
        return None, ""
    indefinite = has_one(s, t, v)
    itself = noun_kind(s, t.i, v)
    if indefinite and itself in v.raw["one_of"]:
        return itself, f"one_noun_{itself}"
    found = governed(s, t.i, v)
    if found is None or found[0] not in v.raw["one_of"]:
        return None, ""
    what, rule = found
    known = v.raw["one_of"][what] == "any" and not only_dies(s, t, what, v)
    return (what, f"one_{rule}") if indefinite or known else (None, "")


def only_dies(s: Sentence, t: Token, what: str, v: Vocabulary) -> bool:
    """Someone known who dies, rather than being killed: "è morta la regina", "la morte della moglie"."""
    seen = ((slot, p) for slot, p in predicates(s, t.i, v) if (what, slot) in lists_of(s, p.i, v))
    slot, predicate = next(seen, (PATIENT, t))
    return slot == SUBJECT or (predicate.lemma in v.sets["quiet"] and t.upos != "PROPN")


def is_one_person(s: Sentence, t: Token, v: Vocabulary) -> bool:
    """A single noun that may name a person: no place, no organisation, no crowd, no number before it."""
    if t.feats.get("Number") == "Plur" or t.lemma in v.sets["not_one"] or t.lemma in v.sets["things"]:
        return False
    if any(n.first <= t.i < n.last and n.label != "PER" for n in s.names):
        return False
    if t.upos == "PROPN" and t.i and s.tokens[t.i - 1].upos == "PROPN":
        return False
    return t.base not in ("flat", "compound") and not s.has(t.i, "nummod")


def has_one(s: Sentence, t: Token, v: Vocabulary) -> bool:
    """"un", "una" before the noun."""
    return any(c.form.lower() in v.sets["one"] for c in s.children(t.i, "det", "nummod"))


# Words


def words_of(s: Sentence, n: Number, head: int, v: Vocabulary) -> Span:
    """The span of a count: "oltre" before the number, the noun, an adjective right after it."""
    first, last = before_approx(s, min(n.first, head), v), max(n.last, head + 1)
    return s.span(first, with_adjective(s, head, last))


def before_approx(s: Sentence, first: int, v: Vocabulary) -> int:
    """Where a number begins with its "oltre", "più di", "circa"."""
    at = first
    while at > 0 and s.tokens[at - 1].form.lower() in v.sets["approx"]:
        at -= 1
    return at if s.tokens[at].form.lower() in v.sets["approx_first"] else first


def with_adjective(s: Sentence, head: int, last: int) -> int:
    """The end of a noun with the adjectives and name parts that follow it at once."""
    while last < len(s.tokens) and s.tokens[last].base in ("amod", "flat", "compound") and s.tokens[last].head == head \
            and s.tokens[last].upos != "VERB":
        last += 1
    return last


def person(s: Sentence, t: Token) -> Span:
    """The span of one person: the article, the noun or name, an adjective right after it."""
    first = t.i - 1 if t.i and s.tokens[t.i - 1].head == t.i and s.tokens[t.i - 1].upos == "DET" else t.i
    return s.span(first, with_adjective(s, t.i, t.i + 1))


def lists_of(s: Sentence, i: int, v: Vocabulary) -> frozenset[Slot]:
    """The lists that hold a token, by lemma, by form, or with the noun that hangs on it."""
    return all_lists(s, v)[i]


def all_lists(s: Sentence, v: Vocabulary) -> Sequence[frozenset[Slot]]:
    """The same for each token of a sentence."""
    found: Sequence[frozenset[Slot]] | None = s.kept.get(v)
    if found is None:
        plain = [v.listed.get((t.lemma, form)) or by_word(t.lemma, form, v) for t, form in zip(s.tokens, s.forms, strict=True)]
        found = s.kept[v] = [with_pairs(s, t, found, v) if t.lemma in v.pairs else found for t, found in zip(s.tokens, plain, strict=True)]
    return found


def with_pairs(s: Sentence, t: Token, found: frozenset[Slot], v: Vocabulary) -> frozenset[Slot]:
    """The lists of a word with those of the verbs that stand there with their noun."""
    beside = {c.lemma for c in s.children(t.i, "obj", "obl", "nsubj")}
    return found | {slot for noun, slot in v.pairs[t.lemma] if noun in beside}


def by_word(lemma: str, form: str, v: Vocabulary) -> frozenset[Slot]:
    """The lists that hold a word by itself."""
    if (lemma, form) not in v.listed:
        if len(v.listed) > REMEMBERED:
            v.listed.clear()
        v.listed[lemma, form] = frozenset(slot for slot, x in v.lists.items() if lemma in x.lemmas or (x.forms is not None and x.forms.match(form)))
    return v.listed[lemma, form]
