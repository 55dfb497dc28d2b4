"""Which voices are one origin: the voices of an event go in, pairs of them come out, each with its reason.

"Petro Salenko" and "Salenko" → "same speaker: Petro Salenko"; two texts that share a passage → "copied passage (14 words): …". Each of
:data:`RULES` sees two voices; what is only mentioned in passing, adds nothing or is of one house is told over all of them at the end.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from functools import lru_cache

from sayso.merge.accounts import OTHER
from sayso.merge.names import common, countries, land, name_words, normal, portfolio, same_name, seat, state_words, united
from sayso.merge.passages import may_share, plain, remembered, shared, unquoted, word_set, words_of
from sayso.merge.speakers import beside, goes_with, initials, portfolios_beside, single, states_beside, title_of
from sayso.merge.voice import (
    GENERAL,
    GOVERNMENT,
    SPEAKS,
    Voice,
    bare_state,
    home_of,
    is_medium,
    is_named_in,
    is_other_office,
    is_person,
    is_state,
    is_state_medium,
    is_there,
    medium_of,
    own_name,
    proper,
)

Link = tuple[int, int, str]
Asked = Callable[[Voice], bool]

PASSAGE = 5  # words in a row that two who write of one act by chance seldom share
COPIED = 11  # words in a row
ENOUGH = 30  # words: shorter texts are alike by chance
NEAR = 0.05  # share: two numbers nearer than this are one, rounded
LIKE = 0.3  # of the shorter text's 3-grams: true wire copies share about so many
RETOLD = 0.2  # of its longer words: a text that shares fewer with one of its language has its own to tell (measured: 0.05 to 0.18, else from 0.21 on)
SMALL = 4  # letters of a word that any two texts share
OF_STATE = frozenset({"ministry", "police", "army", "navy", "spokesperson", "government", "president", "prosecutor", "embassy", "intelligence",
                      "governor"})
MINISTRY = "ministry"
OF_GOVERNMENT = frozenset({"ministry", "government", "spokesperson"})
SPOKESMAN = SPEAKS | {"rebels"}
ACRONYM = re.compile(r"\b[A-Z]{3,}\b")


class Parts:
    """Voices held together; ``where``: the part each is in, ``reasons``: the links that made a part."""

    def __init__(self, n: int) -> None:
        self.where = list(range(n))
        self.members: dict[int, set[int]] = {i: {i} for i in range(n)}
        self.reasons: dict[int, list[Link]] = {i: [] for i in range(n)}

    def join(self, i: int, j: int, why: str) -> None:
        """Hold two voices together."""
        a, b = self.where[i], self.where[j]
        self.reasons[a] += [*self.reasons.pop(b), (i, j, why)]
        for k in self.members[b]:
            self.where[k] = a
        self.members[a] |= self.members.pop(b)


def links(heard: Sequence[Voice], owners: Mapping[str, str], parts: Parts) -> Iterator[Link]:
    """The pairs of voices that are one origin, each with its reason; of voices that are one already nothing is asked."""
    if len(heard) < 2:
        return
    for rule, one, other in RULES:
        for i, j in asked(heard, one, other):
            a, b, is_open = heard[i], heard[j], parts.where[i] != parts.where[j]
            if is_open and a.account is not b.account and (why := rule(a, b)) and not (rule in OF_OFFICE and differ(a, b)):
                yield i, j, why
    yield from passing(heard)
    yield from adding_nothing(heard, parts)
    yield from same_house(heard, owners)


def asked(heard: Sequence[Voice], one: Asked, other: Asked) -> Iterator[tuple[int, int]]:
    """The pairs of voices that a rule is for, whichever of the two is the one that it asks for."""
    xs, ys = [one(v) for v in heard], [other(v) for v in heard]
    if not (any(xs) and any(ys)):
        return
    for i, (x, y) in enumerate(zip(xs, ys, strict=True)):
        if x and y:
            yield from ((i, j) for j in range(i + 1, len(heard)) if xs[j] or ys[j])
        elif x or y:
            wanted = ys if x else xs
            yield from ((i, j) for j in range(i + 1, len(heard)) if wanted[j])


def same_speaker(a: Voice, b: Voice) -> str:
    """One first speaker, or an unnamed one whom the same agency heard."""
    if a.kind == b.kind == "unnamed" and a.relays & b.relays:
        return f"unnamed source of {min(a.relays & b.relays)}"
    only_credited = all(v.kind != "agency" or not v.is_stated for v in (a, b))
    only_credited = only_credited and all(not is_medium(v) or len(v.office - GENERAL) < 2 for v in (a, b))
    if a.office & b.office and speak_other_languages(a, b) and only_credited and not are_told_otherwise(a, b):
        return f"same speaker: {a.said} / {b.said}"
    if a.name and b.name and a.kind != "agency" and b.kind != "agency" and (same_name(a.name, b.name) or is_one_seat(a, b) or share_initials(a, b)):
        return f"same speaker: {united((a.said, b.said))[0]}"
    if are_officials(a, b) or is_only_one(a, b) or share_acronym(a, b) or is_body_of_copy(a, b):
        return f"same speaker: {a.said} / {b.said}"
    return f"same agency: {a.said}" if a.kind == b.kind == "agency" and (a.name == b.name or are_one_state_medium(a, b)) else ""


def are_one_state_medium(a: Voice, b: Voice) -> bool:
    """Whether both are a state's medium, and not of two states ("state television", "la tv di Stato")."""
    x, y = land(a.said), land(b.said)
    return is_state_medium(a.said) and is_state_medium(b.said) and not (x and y and x != y)


def are_officials(a: Voice, b: Voice) -> bool:
    """Whether one is only told as some of the state's, and the other as a body of it, and nothing says that they are two ("the authorities")."""
    general = [w.office & (OF_GOVERNMENT if v.office == GOVERNMENT else OF_STATE | GENERAL)
               for v, w in ((a, b), (b, a)) if v.office and (v.office <= GENERAL or v.office == GOVERNMENT)]
    if not any(general):
        return False
    if not {a.kind, b.kind} <= {"body", "unnamed"} or own_name(a) or own_name(b) or are_told_otherwise(a, b) or differ(a, b):
        return False
    x, y = home_of(a), home_of(b)
    return not (x and y and x != y)


def is_only_one(a: Voice, b: Voice) -> bool:
    """Whether both are a body of which a place has one ("la polizia provinciale", "la polizia locale"), of no other name or state."""
    if not {a.kind, b.kind} <= {"body", "unnamed"} or not a.office & b.office & single():
        return False
    x, y = home_of(a), home_of(b)
    return own_name(a) == own_name(b) and not (x and y and x != y) and not are_told_otherwise(a, b) and not differ(a, b)


def share_acronym(a: Voice, b: Voice) -> bool:
    """Whether both are called by one word in capitals ("state television MRTV", "la televisione di Stato Mrtv")."""
    if "person" in (a.kind, b.kind):
        return False
    both = acronyms(a.said) | acronyms(b.said)
    return bool(both) and not both.isdisjoint(w for w in name_words(a.said) if w in name_words(b.said))


@lru_cache(maxsize=50_000)
def acronyms(name: str) -> frozenset[str]:
    """The words in capitals of a name, plain."""
    return frozenset(map(plain, ACRONYM.findall(name)))


def is_body_of_copy(a: Voice, b: Voice) -> bool:
    """Whether a copied text calls a body of one office in other words ("la federazione dei marittimi", "la federazione di categoria")."""
    if not {a.kind, b.kind} <= {"body", "unnamed"} or not a.office & b.office - SPEAKS or a.article is None or b.article is None:
        return False
    if a.article.lang != b.article.lang or are_told_otherwise(a, b) or differ(a, b):
        return False
    one, other = unquoted(a.article.text), unquoted(b.article.text)
    return may_share(one, other, COPIED, LIKE) and shared(one, other).longest >= COPIED


def differ(a: Voice, b: Voice) -> bool:
    """Whether both give a number of one thing, and not the same: an office does not speak through who contradicts it."""
    one, other = figures_of(a), figures_of(b)
    return any(abs(x - y) > NEAR * max(x, y) and one[what].isdisjoint(other[what]) for what in one.keys() & other.keys()
               for x in one[what] for y in other[what])


def figures_of(v: Voice) -> dict[str, set[float]]:
    """The numbers that a voice gives: in its own name, or in nobody's where it is the only one of its claim."""
    found: dict[str, set[float]] = {}
    for c in v.claims:
        for n in c.counts:
            if n.what != OTHER and (same_name(normal(n.by), v.name) if n.by else len(c.paths) < 2):
                found.setdefault(n.what, set()).add(n.value)
    return found


def is_one_seat(a: Voice, b: Voice) -> bool:
    """Whether both are one body of one country, called by its people here and by its capital there, in more words or in other ones."""
    x, y = seat(a.said), seat(b.said)
    if "person" in (a.kind, b.kind) or x is None or y is None or x[0] != y[0]:
        return False
    is_ministry = MINISTRY in a.office & b.office and bool(portfolio(a.said)) and portfolio(a.said) == portfolio(b.said)
    return x[1] <= y[1] or y[1] <= x[1] or is_ministry


def are_told_otherwise(a: Voice, b: Voice) -> bool:
    """Whether both are called by a country, and not by one; or one has a name of its own ("the Rapid Support Forces", "l'esercito")."""
    x, y = seat(a.said), seat(b.said)
    names = sorted((len(own_name(a)), len(own_name(b))))
    is_other = bool(portfolio(a.said) and portfolio(b.said)) and portfolio(a.said).isdisjoint(portfolio(b.said))
    return bool(x and y and x[0] != y[0]) or (names[0] == 0 and names[1] > 1) or is_other


def share_initials(a: Voice, b: Voice) -> bool:
    """Whether the articles give both bodies one set of initials ("the Human Dignity Network (RDH)", "la Rete per la dignità umana (RDH)")."""
    if "person" in (a.kind, b.kind) or a.article is None or b.article is None:
        return False
    return not initials(a.article.text, a.said).isdisjoint(initials(b.article.text, b.said))


def speak_other_languages(a: Voice, b: Voice) -> bool:
    """Whether the two articles are in two languages, so that one office has two names."""
    return a.article is not None and b.article is not None and a.article.lang != b.article.lang


def office_of_speaker(a: Voice, b: Voice) -> str:
    """An office or body in one, its holder or speaker by name in the other."""
    for x, y in ((a, b), (b, a)):
        if x.kind != "person" or y.kind not in ("body", "unnamed") or not y.said:
            continue
        if is_of_ministry(y, x) or is_of_doer(y, x):
            return f"{y.said} speaks through {x.said}"
        if not is_other_office(y, x):
            texts = [v.article.text for v in (x, y) if v.article]
            words = frozenset(y.name.split()) - common()
            accused = {w for c in x.claims for p in (*c.actors, *c.recipients) for w in name_words(p.name)}
            words = words if words.isdisjoint((*x.name.split(), *accused)) else frozenset()  # in both names, or of whom he only speaks
            own = proper(y.said)
            if is_named_in(x, y) or any((y.office and beside(t, y.office, x.said) and goes_with(t, own, x.said))
                                        or (words and goes_with(t, words, x.said)) for t in texts):
                return f"{y.said} speaks through {x.said}"
    return ""


def is_of_ministry(body: Voice, person: Voice) -> bool:
    """Whether a person is told beside what a ministry is for, and no other state ("il ministro del Petrolio Sidi Maman")."""
    country, texts = land(body.said), [v.article.text for v in (body, person) if v.article]
    states = frozenset().union(*(title_of(t, person.said)[1] for t in texts))
    is_other = bool(country and states and country not in states)
    return bool(portfolio(body.said)) and not is_other and any(portfolio(body.said) <= portfolios_beside(t, person.said) for t in texts)


def is_of_doer(body: Voice, person: Voice) -> bool:
    """Whether a body tells its own deed, and somebody that of the same doer as a spokesperson of nobody else ("i ribelli", "il portavoce Jok")."""
    deeds = {(p.country, p.sector) for c in body.claims for p in c.actors if not set(name_words(p.name)).isdisjoint(body.name.split())}
    told = title_of(person.article.text, person.said)[0] if deeds and person.article else frozenset()
    return bool(told) and told <= SPOKESMAN and any((p.country, p.sector) in deeds for c in person.claims for p in c.actors)


def state_of_speaker(a: Voice, b: Voice) -> str:
    """A state in one, a body or office of that state in the other."""
    for x, y in ((a, b), (b, a)):
        if y.is_named and y.article and is_state(bare_state(x)):
            mine = {countries()[w] for w in state_words(x.said) if w in countries()}
            offices_told = y.office or title_of(y.article.text, y.said)[0]
            is_its = land(y.said) in mine or (y.kind == "person" and bool(mine & states_beside(y.article.text, y.said)))
            if is_its and offices_told & (OF_STATE if is_state(x.said) else OF_GOVERNMENT):
                return f"{x.said}: {y.said}"
    return ""


def same_agency(a: Voice, b: Voice) -> str:
    """What one credits to an agency and the other has from somebody by way of that agency, where that is the only one it can be."""
    for x, y in ((a, b), (b, a)):
        if x.kind == "agency" and y.kind == "body" and is_one_office(x, y):
            return f"{', '.join(sorted(x.office))}: {y.said}"
        if x.kind == "agency" and y.kind in ("person", "body", "unnamed") and medium_of(x.said) in y.relays and not other_text(x, y):
            return f"by way of {x.said}"
        if x.kind == "own" and x.said and y.kind != "own" and same_name(normal(x.said), y.name):
            return f"as {x.said} has it"
        if x.kind in ("agency", "own") and x.office and y.kind == "person" and y.article and beside(y.article.text, x.office, y.said):
            return f"{', '.join(sorted(x.office))}: {y.said}"
    return ""


def is_one_office(agency: Voice, body: Voice) -> bool:
    """Whether the one office that an agency's account names is what another is told by ("secondo l'Ansa … la procura")."""
    told, mine = agency.office - GENERAL, body.office - GENERAL
    return len(told) == 1 and told == mine and not are_told_otherwise(agency, body) and not differ(agency, body)


def other_text(a: Voice, b: Voice) -> bool:
    """Whether an article credits several agencies, so that one of them proves nothing."""
    return len(a.relays) > 1 and not a.relays <= b.relays


def copied(a: Voice, b: Voice) -> str:
    """A long passage in common, quotations left aside, where not both are in the name of somebody else."""
    if (a.is_sure and b.is_sure) or a.article is None or b.article is None or a.article.id == b.article.id:
        return ""
    one, other = unquoted(a.article.text), unquoted(b.article.text)
    if not may_share(one, other, COPIED, LIKE):
        return ""
    both, least = shared(one, other), min(len(words_of(one)), len(words_of(other)))
    if both.longest >= COPIED or (both.contained >= LIKE and least >= ENOUGH and not is_there(a) and not is_there(b)):
        return f"copied passage ({both.longest} words): {both.passage[:80]}"
    return ""


OF_OFFICE = (office_of_speaker, state_of_speaker)  # by what somebody is, not by his name


def named_in_text(a: Voice, b: Voice) -> str:
    """An account in nobody's name whose text has the other's speaker speak."""
    for x, y in ((a, b), (b, a)):
        if x.kind == "person" and y.kind in ("agency", "own") and is_named_in(x, y) and not is_there(y):
            return f"same speaker in the text: {x.said}"
    return ""


# Each rule, and what the one and the other voice must be for it to be asked at all.
RULES: Sequence[tuple[Callable[[Voice, Voice], str], Asked, Asked]] = (
    (same_speaker, lambda v: bool(v.name or v.office), lambda v: bool(v.name or v.office)),
    (office_of_speaker, is_person, lambda v: v.kind in ("body", "unnamed")),
    (state_of_speaker, lambda v: is_state(bare_state(v)), lambda v: v.is_named),
    (same_agency, is_medium, lambda v: v.kind != "own"),
    (copied, lambda v: not v.is_sure, lambda v: True),
    (named_in_text, is_person, is_medium),
)


def passing(heard: Sequence[Voice]) -> Iterator[Link]:
    """A mention in passing or an echo, in nobody's name, or one that tells only the month, belongs to the origin that most accounts have."""
    main = [i for i, v in enumerate(heard) if not (v.account.is_vague or all(c.background for c in v.claims) or is_faint(v))]
    for i, v in enumerate(heard):
        if main and i not in main and not v.is_named:
            yield main[0], i, "mentioned in passing"


def is_faint(v: Voice) -> bool:
    """Whether an account is only an echo, and in nobody's name, nor was the outlet there."""
    return v.account.is_echo and v.kind == "own" and not is_there(v)


def adding_nothing(heard: Sequence[Voice], parts: Parts) -> Iterator[Link]:
    """A text without a source, and without a name or figure that another had not printed before, belongs to the one it is most like."""
    told = [(w, frozenset(n.value for c in w.account.claims for n in c.counts)) for w in heard] if len(parts.members) > 1 else []
    for i, (v, _) in enumerate(told):
        if v.kind == "own" and v.article is not None and not is_there(v):
            names, figures = {part for name in v.account.names for part in name_words(name)}, {n.value for c in v.claims for n in c.counts}
            others = [(likest(v, w), -j) for j, (w, given) in enumerate(told)
                      if w.account is not v.account and figures <= given and is_told_by(v, w, names)]
            if others:
                yield -max(others)[1], i, "no source, and nothing that is not told there"


def is_told_by(v: Voice, w: Voice, names: Set[str]) -> bool:
    """Whether another article, printed no later and not by who was there, has all of some names; one of the same language, other words too."""
    if v.article is None or w.article is None or is_there(w) or (w.account.printed or 0) > (v.account.printed or 0):
        return False
    there = word_set(w.article.text)
    if not names <= there or v.article.lang != w.article.lang:
        return names <= there
    mine = long_words(v.article.text)
    return len(mine & there) >= RETOLD * len(mine)


@remembered
def long_words(text: str) -> frozenset[str]:
    """The words of a text that not any two texts share, each once."""
    return frozenset(word for word in word_set(text) if len(word) > SMALL)


def likest(v: Voice, w: Voice) -> tuple[int, float]:
    """How long a passage, and how much, one account has of another's article."""
    both = shared(v.account.words, w.article.text if w.article else "")
    return both.longest, both.contained


def same_house(heard: Sequence[Voice], owners: Mapping[str, str]) -> Iterator[Link]:
    """Two accounts in the voice of one outlet, or of two with one owner."""
    house: dict[str, int] = {}
    for i, v in enumerate(heard):
        if v.kind == "own" and v.said:
            owner = owners.get(v.said, v.said)
            first = house.setdefault(owner, i)
            if first != i:
                yield first, i, "same outlet" if heard[first].said == v.said else f"same owner: {owner}"
