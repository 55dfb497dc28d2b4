"""Noun phrases by word order: a token where a party may begin, end or stand goes in, the party comes out.

Trees fail just where speech is cut in two (`«…», ha detto il ministro X, «…»`), so parties of attributions are read from the run
of nominal words and the tagged names: "la portavoce della missione, Anna Bianchi, che …" is one phrase, and its head is the name.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sayso.extract.attribution.words import Lexis
from sayso.model import Argument, Name, Sentence, Token

NOMINAL = {"NOUN", "PROPN", "X", "SYM"}
BEFORE = {"DET", "ADJ", "NUM"}
LONGEST = 25
APPOSITION = 9
HYPHEN = {"-", "/"}


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens ``[first, last)`` that name a party; ``head`` is the person's name where there is one, else the first noun."""

    first: int
    last: int
    head: int


def argument(s: Sentence, p: Phrase, rule: str) -> Argument:
    """A phrase as a filled role, without its article."""
    first = p.first
    while first < p.head and s.tokens[first].upos in {"DET", "ADV"} and s.tokens[first + 1].form not in HYPHEN:
        first += 1
    return Argument(s.span(first, p.last), s.i, p.head, rule)


def phrase_at(s: Sentence, i: int, lexis: Lexis, appositions: bool = True) -> Phrase | None:
    """The party whose words begin at token ``i``."""
    start, i = i, _skip_opening(s, i, lexis)
    core = _core(s, i, lexis)
    if core is None:
        return _some_of(s, start, i, lexis)
    if lexis.has("quantities", s.tokens[i]) and core == i + 1 and core < len(s.tokens) and lexis.has("of", s.tokens[core]):
        return phrase_at(s, core + 1, lexis, appositions) or _some_of(s, start, i, lexis)
    last = _with_bare_conjunct(s, _with_complements(s, core, lexis), lexis)
    head = _person_in(s, i, last, lexis) or _noun_in(s, i, core)
    medium = ((name := name_at(s, head)) is not None and name.label == "ORG") or lexis.noun("media_words", s.tokens[head])
    of_them = lexis.has("one_of", s.tokens[head])
    last = _with_those(s, last, lexis) if of_them else last
    if appositions and (s.tokens[head].upos != "PRON" or of_them) and not medium:
        person = _apposed_name(s, last) or _apposed_name(s, _behind_place(s, last, lexis))
        person = person or (_untagged_name(s, last) if _is_one_person(s.tokens[head], lexis) else None)
        if person is not None:
            return Phrase(start, person.last, person.first)
        if (body := _body_called(s, start, last, head, lexis)) is not None:
            return Phrase(body.first, body.last, body.first)
    return Phrase(start, last, head)


def _some_of(s: Sentence, start: int, i: int, lexis: Lexis) -> Phrase | None:
    """ "one of the sources", "two of his aides": a number of those whom a noun tells."""
    some = i + 3 < len(s.tokens) and (s.tokens[i].upos == "NUM" or lexis.has("quantities", s.tokens[i])) and lexis.has("of", s.tokens[i + 1])
    if not some or s.tokens[i + 2].upos not in {"DET", "PRON"}:
        return None
    if s.tokens[i + 2].upos == "DET" and s.tokens[i + 3].upos in {"VERB", "ADJ"} and s.tokens[i + 3].base == "nmod":
        return Phrase(start, i + 4, i + 3)  # "several of the rescued"
    among = phrase_at(s, i + 2, lexis, appositions=False)
    noun = s.tokens[among.head] if among is not None else None
    people = noun is not None and noun.upos == "NOUN" and (lexis.speaks(noun) or lexis.noun("unnamed", noun))
    name = _apposed_name(s, among.last) if among is not None and people and lexis.has("one_of", s.tokens[i]) else None
    if name is not None:
        return Phrase(start, name.last, name.first)  # "one of the mayors, X"
    return Phrase(start, among.last, among.head) if among is not None and people else None


def _skip_opening(s: Sentence, i: int, lexis: Lexis) -> int:
    start = i
    while i < len(s.tokens) and name_at(s, i) is None and (s.tokens[i].upos in BEFORE or s.tokens[i].base == "det" or s.tokens[i].feats.get("Poss")
                                                           or lexis.has("before_speaker", s.tokens[i]) or _describes_next(s.tokens[i])):
        i += 1
    ends = i >= len(s.tokens) or (s.tokens[i].upos not in NOMINAL and name_at(s, i) is None)
    if i > start and ends and s.tokens[i - 1].upos in {"NUM", "DET", "ADJ"}:
        return i - 1
    return i


def _describes_next(t: Token) -> bool:
    """ "*unnamed* officials", "*detained* lawyers": a participle that belongs to the noun behind it."""
    return t.upos == "VERB" and t.base == "amod" and t.feats.get("VerbForm") == "Part" and t.i < t.head <= t.i + APPOSITION


def _core(s: Sentence, i: int, lexis: Lexis) -> int | None:
    """Where the nouns, adjectives and names that begin at ``i`` end."""
    first, seen = i, False
    while i < len(s.tokens) and i - first < LONGEST:
        t, name = s.tokens[i], name_at(s, i)
        if name is not None:
            i, seen = name.last, True
        elif t.upos in NOMINAL or (t.form in HYPHEN and 0 < i < len(s.tokens) - 1 and is_tight(s, i)):
            is_half = t.form in HYPHEN and i > first and s.tokens[i + 1].upos == "VERB" and i + 2 < len(s.tokens)  # "the state-run agency"
            i, seen = i + 1 + is_half, seen or t.upos in NOMINAL
        elif t.upos == "NUM" and seen and t.form.isalpha() and t.form.islower():
            break  # "secondo Alfa venti"
        elif t.upos == "NUM" and seen and s.tokens[i - 1].form.islower() and not lexis.noun("media_words", s.tokens[i - 1]):
            break  # "secondo la polizia 12": a figure, no part of the name
        elif t.upos in {"ADJ", "NUM"} and (seen or i == first) and not lexis.has("relay", t):
            i, seen = i + 1, seen or _stands_alone(s, i, lexis)
        elif seen and lexis.has("genitive", t) and i + 1 < len(s.tokens) and (s.tokens[i + 1].upos in NOMINAL | {"ADJ"} or name_at(s, i + 1)):
            i += 1
        elif t.upos in {"PRON", "DET"} and not seen and i == first and _stands_alone(s, i, lexis):
            return i + 1
        else:
            break
    return i if seen else None


def _stands_alone(s: Sentence, i: int, lexis: Lexis) -> bool:
    """Whether a pronoun, adjective or number is the party itself ("secondo lui", "secondo alcuni"), not a determiner or clitic."""
    t = s.tokens[i]
    if t.feats.get("Clitic") or t.feats.get("Poss") or t.feats.get("PronType") in {"Rel", "Int"} or lexis.has("who", t) or lexis.has("it", t) \
            or lexis.has("relatives", t):
        return False
    if t.upos == "ADJ" and i > 0 and s.tokens[i - 1].upos == "DET":
        of_two = any(lexis.has(n, t) for n in ("first_of_two", "second_of_two"))
        greek = t.base == "nsubj" and t.form[:1].isupper() and bool(lexis.sets["compounds"])  # "the Greek"
        return of_two or greek or (lexis.has("others", t) and t.base == "nsubj") or lexis.has("unnamed", t) or lexis.has("people", t)
    return t.upos == "PRON" or lexis.has("unnamed", t) or lexis.has("people", t)


def is_tight(s: Sentence, i: int) -> bool:
    """Whether a hyphen touches both its neighbours."""
    return s.tokens[i - 1].end == s.tokens[i].start and s.tokens[i].end == s.tokens[i + 1].start


def _with_complements(s: Sentence, last: int, lexis: Lexis) -> int:
    """The end after "di …" complements, and after any short complement that a person's name follows ("a Roma Sergej Razov")."""
    linked = long = False
    for _ in range(6):
        t = s.tokens[last] if last < len(s.tokens) else None
        if t is not None and last + 1 < len(s.tokens) and is_issued(t, lexis) and lexis.has("issued_by", s.tokens[last + 1]) \
                and any(lexis.noun(k, x) for k in ("documents", "noun_say") for x in s.tokens[max(0, last - 2) : last]):
            last, t = last + 1, s.tokens[last + 1]  # "an indictment filed by the prosecutor's office"
        if t is None or t.upos != "ADP":
            return last
        inner = last + 1
        while inner < len(s.tokens) and s.tokens[inner].upos in BEFORE and name_at(s, inner) is None:
            inner += 1
        end = _core(s, inner, lexis)
        before = s.tokens[max(0, last - 2) : last]
        issued = lexis.has("issued_by", t) and any(lexis.noun("documents", x) or is_issued(x, lexis) for x in before)
        issued = issued or (lexis.has("to", t) and any(lexis.has("people_to", x) for x in before[-1:]))  # "an adviser to the president"
        linked = linked or lexis.has("name_links", t)
        aided = linked and lexis.has("to", t) and before[-1].form.islower()  # "Associazione per l'aiuto ai profughi"
        named = lexis.has("name_links", t) and before and before[-1].form[:1].isupper() and before[-1].i > 0 and before[-1].upos in NOMINAL
        place = name_at(s, inner) if inner < len(s.tokens) else None
        seated = lexis.has("seat_marks", t) and any(lexis.noun("seated", x) for x in before[-1:]) and place is not None and place.label == "LOC"
        if end is None or not (lexis.has("of", t) or issued or named or seated or (aided and long) or _ends_with_person(s, inner, end)):
            return last
        last, long = end, bool(named)
    return last


def is_issued(t: Token, lexis: Lexis) -> bool:
    """Whether a participle tells who a document or an account is from: "filed", "given"."""
    return lexis.has_any(("issued_verbs", "made_by", "gives"), t) and bool(lexis.sets["issued_by"])


def _with_bare_conjunct(s: Sentence, last: int, lexis: Lexis) -> int:
    """The end after "e" and a common noun without article: "giornalisti e fotografi" are one party."""
    if last + 1 < len(s.tokens) and s.tokens[last].upos == "CCONJ" and s.tokens[last + 1].upos == "NOUN" and s.tokens[last - 1].upos == "NOUN":
        return _core(s, last + 1, lexis) or last
    return last


def _ends_with_person(s: Sentence, first: int, last: int) -> bool:
    return any(n.label == "PER" and first < n.first < last and all(t.upos == "PROPN" for t in s.tokens[first : n.first]) for n in s.names)


def _person_in(s: Sentence, first: int, last: int, lexis: Lexis) -> int | None:
    """The person the phrase names: not one after "di" ("il portavoce di X")."""
    for n in s.names:
        if n.label == "PER" and first <= n.first < last and not (n.first and s.tokens[n.first - 1].upos in {"ADP", "CCONJ"} and n.first > first):
            return n.first
    return None


def _noun_in(s: Sentence, first: int, last: int) -> int:
    nouns = [k for k in range(first, last) if s.tokens[k].upos in NOMINAL or name_at(s, k)]
    owned = max((k for k in range(first, last) if s.tokens[k].upos == "PART"), default=-1)  # "the ministry's spokesman"
    head = next((k for k in nouns if k > owned), first)
    while s.tokens[head].base == "compound" and head < s.tokens[head].head < last:
        head = s.tokens[head].head  # "the rebel front"
    return head


def _behind_place(s: Sentence, last: int, lexis: Lexis) -> int:
    """The end of a short complement of any kind ("il capo della missione *in Sudan*, X")."""
    inner = last + 1
    if last + 2 >= len(s.tokens) or s.tokens[last].upos != "ADP":
        return last
    while inner < len(s.tokens) - 1 and s.tokens[inner].upos in BEFORE and name_at(s, inner) is None:
        inner += 1
    return _core(s, inner, lexis) or last


def _apposed_name(s: Sentence, last: int) -> Name | None:
    """A person's name behind a comma, or behind one more apposition: "il capo dell'ente, l'agenzia spaziale, X"."""
    if last >= len(s.tokens) or s.tokens[last].form not in {",", "("}:
        return None
    limit = last + APPOSITION
    for n in s.names:
        if n.label != "PER" or not last < n.first <= limit:
            continue
        between = s.tokens[last + 1 : n.first]
        if not between:
            return n if _closes(s, n.last) and not _opens_clause(s, n) else None
        titled = all(t.upos in NOMINAL | BEFORE for t in between) and between[-1].upos in NOMINAL | {"ADJ"}
        titled = titled or (all(t.upos in NOMINAL | BEFORE | {"ADP"} for t in between) and between[0].upos == "DET" and between[-1].upos in NOMINAL)
        plain = titled or (all(t.upos in NOMINAL | BEFORE | {"ADP"} for t in between[:-1]) and between[-1].form == ",")
        return n if plain and _closes(s, n.last) and between[0].upos in NOMINAL | {"DET"} else None
    return None


def _with_those(s: Sentence, last: int, lexis: Lexis) -> int:
    """The end of "uno *di loro*", "one *of them*", "uno *dei due*"."""
    of = last + 1 < len(s.tokens) and s.tokens[last].upos == "ADP" and lexis.has("of", s.tokens[last])
    return last + 2 if of and s.tokens[last + 1].upos in {"PRON", "NUM"} else last


def _body_called(s: Sentence, first: int, last: int, head: int, lexis: Lexis) -> Name | None:
    """ "il sindacato dei bancari, l'*Alfa*.": the name of a body behind a comma and an article, where the words before it name none."""
    named = any(n.first < last and first < n.last and s.tokens[n.first].form[:1].isupper() for n in s.names)
    if last + 2 >= len(s.tokens) or s.tokens[last].form != "," or named or not lexis.noun("bodies", s.tokens[head]):
        return None
    k = last + 1 + (s.tokens[last + 1].upos == "DET")
    n = name_at(s, k)
    own = n is not None and n.first == k and n.label == "ORG" and s.tokens[k].form[:1].isupper()
    return n if n is not None and own and n.last < len(s.tokens) and s.tokens[n.last].upos == "PUNCT" else None


def _is_one_person(t: Token, lexis: Lexis) -> bool:
    return t.upos == "NOUN" and lexis.noun("people", t) and t.feats.get("Number") != "Plur"


def _untagged_name(s: Sentence, last: int) -> Name | None:
    """The same behind a word for one person, where a run of capitals was tagged as no person's name."""
    if last >= len(s.tokens) or s.tokens[last].form != ",":
        return None
    k = last + 1
    while k < len(s.tokens) and k - last < APPOSITION and s.tokens[k].form.islower() and s.tokens[k].upos in {*NOMINAL, *BEFORE}:
        k += 1
    end = k
    while end < len(s.tokens) and s.tokens[end].form[:1].isupper() and s.tokens[end].upos in {"PROPN", "X"}:
        end += 1
    ends = end >= len(s.tokens) or s.tokens[end].upos == "PUNCT"
    tagged = [n for n in s.names if n.first < end and k < n.last]
    whole = all(n.first >= k and n.last <= end for n in tagged)
    return Name(k, end, "PER") if end - k > 1 and ends and whole else None


def _opens_clause(s: Sentence, n: Name) -> bool:
    """ "it was announced by the ministry, *Dawn* reported": a name behind a comma that is the subject of the verb behind it."""
    verb = s.tokens[n.last] if n.last < len(s.tokens) else None
    return verb is not None and verb.upos == "VERB" and s.tokens[n.first].head == verb.i and s.tokens[n.first].base == "nsubj"


def _opens_next_clause(s: Sentence, p: Phrase) -> bool:
    """Whether a party behind "and" is the subject of a verb right behind it."""
    verb = s.tokens[p.last] if p.last < len(s.tokens) else None
    verb = s.tokens[verb.head] if verb is not None and verb.upos == "AUX" else verb
    return verb is not None and verb.upos in {"VERB", "AUX", "ADJ"} and s.tokens[p.head].head == verb.i and s.tokens[p.head].base == "nsubj"


def _closes(s: Sentence, i: int) -> bool:
    return i >= len(s.tokens) or s.tokens[i].upos in {"PUNCT", "VERB", "AUX", "ADP", "PRON", "ADV", "SCONJ"}


def name_at(s: Sentence, i: int) -> Name | None:
    """The tagged name that stands over token ``i``."""
    for n in s.names:
        if n.first <= i < n.last:
            return n
    return None


def phrase_around(s: Sentence, head: int, lexis: Lexis) -> Phrase | None:
    """The party that token ``head`` stands in."""
    name = name_at(s, head)
    first = name.first if name else head
    while first > 0 and head - first < LONGEST:
        t, before = s.tokens[first - 1], s.tokens[first - 2] if first > 1 else None
        if t.upos == "DET":
            first -= 1
            break
        if name is not None and name.label == "PER" and t.upos == "NOUN" and t.base == "obl" and t.head > head:
            break  # "from the dock Rossi shouted"
        is_link = ((lexis.has("of", t) and t.upos == "ADP") or lexis.has("genitive", t)) and before is not None and before.upos in NOMINAL | {"ADJ"}
        is_link = is_link or (t.form in HYPHEN and before is not None and before.upos == "NUM" and is_tight(s, first - 1))  # "the 90-page report"
        if t.upos not in NOMINAL | {"ADJ", "NUM"} and not is_link:
            break
        first -= 1
    found = phrase_at(s, first, lexis)
    if found and found.first <= head < found.last:
        return found
    at = name.first if name else head
    numbered = at > 0 and found is not None and s.tokens[at - 1].upos == "NUM" and found.last <= at - 1
    return phrase_at(s, at - numbered, lexis)  # "alla Cnn *tre ufficiali*"


def possessor_phrase(s: Sentence, owner: Token) -> Phrase:
    """The words of an owner that stands before its noun, without the mark: "*the navy spokesman*'s admission", "*his* boast"."""
    under = [k for k in s.subtree(owner.i) if k <= owner.i or s.tokens[k].base == "flat"]
    return Phrase(min(under), max(under) + 1, owner.i)


def phrase_before(s: Sentence, i: int, lexis: Lexis) -> Phrase | None:
    """The party whose words end right before token ``i``."""
    if i <= 0 or (s.tokens[i - 1].upos not in NOMINAL | {"ADJ", "PRON"} and name_at(s, i - 1) is None):
        return None
    found = phrase_around(s, i - 1, lexis)
    return found if found and found.last == i else None


def parties(s: Sentence, i: int, lexis: Lexis) -> list[Phrase]:
    """The coordinated parties that begin at token ``i``: "Alfa, Beta e Gamma"."""
    first = phrase_at(s, i, lexis)
    if first is None:
        return []
    out, doubtful = [first], list[Phrase]()
    for joined, p in _next_parties(s, first.last, lexis):
        doubtful.append(p)
        if joined:
            out, doubtful = out + doubtful, []
    return out


def _next_parties(s: Sentence, last: int, lexis: Lexis) -> Iterator[tuple[bool, Phrase]]:
    """(after "and" rather than a comma, party) as long as the list goes on."""
    for _ in range(6):
        if last >= len(s.tokens) - 1:
            return
        t = s.tokens[last]
        joined = t.upos == "CCONJ" and lexis.has("and", t)
        if not joined and t.form != ",":
            return
        if joined and s.tokens[last + 1].form == ",":  # "da X e, in inglese, da Y"
            last = next((t.i for t in s.tokens[last + 2 : last + 6] if t.form == ","), last)
        if last >= len(s.tokens) - 1:
            return
        at = last + 1 + (s.tokens[last + 1].upos == "ADP" and lexis.has("by", s.tokens[last + 1]))
        p = phrase_at(s, at, lexis)
        if p is None or (p.last - at == 1 and s.tokens[at].form.islower() and p.last < len(s.tokens) and lexis.has("by", s.tokens[p.last])):
            return  # "da X e ripresa da Y"
        if joined and s.tokens[at].upos == "DET" and s.tokens[at - 1].upos == "CCONJ" and _opens_next_clause(s, p):
            return  # "ripreso da X e la notizia è finita su Y"
        yield joined, p
        last = p.last
