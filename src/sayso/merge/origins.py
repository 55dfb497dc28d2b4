"""Where the reports of an event come from: how many independent origins it has, and why two reports are one.

In: the accounts of one event and their articles. Out: :class:`Origin` records, and who denies the event. Asked in this order:

1. the stated chain: one first speaker is one origin, however many relay it; an office and who holds it are one;
2. an unnamed source told to one agency, and what is credited to an agency without a speaker, are that agency's origin;
3. text reuse: an account in nobody's name that shares a long passage with another belongs to that one's origin;
4. the same speaker named in the text; a mention in passing; the same outlet or owner.

Each link carries its reason. Text that two accounts only quote from one speaker is no text reuse.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from operator import itemgetter
from typing import Any

from sayso.merge.accounts import OTHER, TITLE, Account, Told
from sayso.merge.claims import Claim
from sayso.merge.names import agencies, common, countries, empty, land, media, name_words, normal, portfolio, rare_names, same_name, seat, united
from sayso.merge.passages import may_share, plain, shared, unquoted, word_set, words_of
from sayso.merge.speakers import (
    Speaker,
    agencies_in,
    bar_speaking,
    beside,
    body_words,
    documents,
    goes_with,
    initials,
    is_own,
    language_of,
    office_words,
    offices,
    offices_in,
    offices_told,
    portfolios_beside,
    possessives,
    pronouns,
    sentences,
    single,
    speakers,
    states_beside,
    title_of,
)

AFTER = 2  # sentences after the claim's in which its speaker may be named
PASSAGE = 5  # words in a row that two who write of one act by chance seldom share
BEFORE = 150  # characters before a body in which its state is named
COPIED = 11  # words in a row
ENOUGH = 30  # words: shorter texts are alike by chance
NEAR = 0.05  # share: two numbers nearer than this are one, rounded
LIKE = 0.3  # of the shorter text's 3-grams: true wire copies share about so many
SAID = ("ACCUSE", "AGREE", "REJECT", "REQUEST", "SUPPORT", "THREATEN")  # acts done by saying them: who does them is their first source
OF_STATE = frozenset({"ministry", "police", "army", "navy", "spokesperson", "government", "president", "prosecutor", "embassy", "intelligence",
                      "governor"})
MINISTRY = "ministry"
GOVERNMENT = frozenset({"government"})
OF_GOVERNMENT = frozenset({"ministry", "government", "spokesperson"})
SPEAKS = frozenset({"spokesperson"})  # may speak for any office
OFFICE = "office"  # what the coder calls a source that is no person and no medium
ACRONYM = re.compile(r"\b[A-Z]{3,}\b")
Link = tuple[int, int, str]
Asked = Callable[["Voice"], bool]
Near = Callable[[], list[Speaker]]


@dataclass(frozen=True, slots=True)
class Voice:
    """One source that one article has for the event; ``name`` is empty where the outlet speaks itself."""

    account: Account
    article: Told | None
    claims: tuple[Claim, ...]
    said: str  # as the article calls it
    name: str  # normal form
    kind: str  # person, body, agency, unnamed or own
    relays: frozenset[str]  # agencies that pass it on or are credited
    office: frozenset[str] = frozenset()  # what the one is who speaks without being named
    is_stated: bool = True  # the report says so; else only the text near it

    @property
    def is_named(self) -> bool:
        """Whether a person or body speaks that can be told from others."""
        return self.kind == "person" or (self.kind == "body" and self.is_stated)


@dataclass(frozen=True, slots=True)
class Origin:
    """One independent origin: the names it has, its reports, and why they are one."""

    names: tuple[str, ...]
    reports: tuple[str, ...]
    articles: tuple[str, ...]
    why: str
    pairs: tuple[tuple[str, str, str], ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """As in the merged record."""
        return {"names": list(self.names), "reports": list(self.reports), "why": self.why,
                "pairs": [{"articles": [a, b], "why": why} for a, b, why in self.pairs]}


def origins(group: Sequence[Account], articles: Mapping[str, Told], owners: Mapping[str, str] | None = None) -> list[Origin]:
    """The origins of those who assert an event."""
    return joined(sorted(voices(group, articles, "denied"), key=lambda v: (v.account.id, v.name)), owners or {})


def deniers(group: Sequence[Account], articles: Mapping[str, Told]) -> list[Origin]:
    """The origins of those who deny it."""
    if not any(c.status == "denied" for a in group for c in a.claims):
        return []
    heard = [v for v in voices(group, articles, "") if all(c.status == "denied" for c in v.claims)]
    return joined(sorted(heard, key=lambda v: (v.account.id, v.name)), {})


# ------------------------------------------------------------- who speaks


def voices(group: Sequence[Account], articles: Mapping[str, Told], without: str) -> Iterator[Voice]:
    """The voices of each account, but for claims of a status."""
    for account in group:
        claims = [c for c in account.claims if c.status != without]
        if claims:
            yield from of_account(account, claims, articles.get(account.article))


def of_account(account: Account, claims: Sequence[Claim], article: Told | None) -> Iterator[Voice]:
    """Stated first speakers; where there is none, who is named near; else the agency credited; else the outlet itself."""
    lang = article.lang if article else None
    near = cache(lambda: nearby(claims, article))  # most have no need of it
    found: dict[str, Voice] = {}
    for c, path in said(claims, lang):
        voice = stated(account, article, c, path, near, lang)
        same = next((v for v in found.values() if voice.name == v.name or (is_figure(c, path) and same_name(voice.name, v.name))), None)
        found[same.name if same else voice.name] = replace(same, claims=tuple(dict.fromkeys((*same.claims, c)))) if same else voice
    other = unstated(account, article, claims, near, credited(article), lang) if all(map(is_headline_state, found.values())) else None
    if other is not None and (other.kind != "own" or not found):
        yield other
    else:
        yield from apart(list(as_one([named_after(v, near) for v in found.values()])))


def is_headline_state(v: Voice) -> bool:
    """Whether only a headline names the voice, and by its state."""
    return is_state(v.said) and all(c.trigger.field == TITLE for c in v.claims)


def said(claims: Sequence[Claim], lang: str | None) -> list[tuple[Claim, tuple[str, ...]]]:
    """The chains of the claims and who gives their figures; those of a headline only where the text has none ("Mosca: «Ucciso un civile»")."""
    void = pronouns(language_of(lang))
    figures = ((c, n.by) for c in claims for n in c.counts if n.by and medium_of(n.by) not in agencies())
    paths = [*((c, path) for c in claims for path in c.paths), *((c, (by,)) for c, by in figures)]
    some = [(c, path) for c, path in paths if plain(path[0]) not in void and dict(c.kinds).get(path[0]) != "document"
            and not documents(language_of(lang)).issuperset(name_words(path[0]))]
    some = [x for x in some if not empty("both").issuperset(name_words(x[1][0]))] or some  # "the two sources": those who are named beside
    return [x for x in some if x[0].trigger.field != TITLE] or some


def is_figure(claim: Claim, path: Sequence[str]) -> bool:
    """Whether somebody only gives a figure of a claim."""
    return tuple(path) not in claim.paths


def named_after(v: Voice, near: Near) -> Voice:
    """One told by what he or it is, under the name of the sentence after ("the governor said. Artem Holub added …", "a rights group said. …")."""
    at = sentence_of(v.claims[0], v.article) if v.article and v.kind != "person" and not own_name(v) else None
    after = [s for s in near() if s.sentence == at + 1] if at is not None else []
    if len(after) != 1 or v.article is None or v.claims[0].trigger.field != "text" or set(name_words(after[0].name)) <= told_of(v.claims):
        return v
    told = title_of(v.article.text, after[0].name)[0] - SPEAKS
    is_his = ((v.office and not v.is_named) or is_holder(v)) and (not told or bool(told & v.office))
    is_its = v.kind == "body" and not v.office and not is_holder(v)
    if not (is_his if after[0].kind == "person" else is_its):
        return v
    return replace(v, said=after[0].name, name=normal(after[0].name), kind=after[0].kind, office=frozenset())


def is_holder(v: Voice) -> bool:
    """Whether a voice is called by what a person is ("head of the military administration")."""
    words = [w for w in name_words(v.said) if w not in empty("articles")]
    return bool(words) and words[0] in offices(language_of(v.article.lang if v.article else None))


def as_one(heard: Sequence[Voice]) -> Iterable[Voice]:
    """The voices of one account, each name once."""
    by_name: dict[str, Voice] = {}
    for v in heard:
        w = by_name.get(v.name)
        by_name[v.name] = v if w is None else replace(w, claims=tuple({c.id: c for c in (*w.claims, *v.claims)}.values()))
    return by_name.values()


def apart(heard: Sequence[Voice]) -> list[Voice]:
    """The voices of one account; one that is another of them gives that its claims: a state its body's, an office its holder's."""
    taken = {i: j for i, v in enumerate(heard) if (j := next((j for j, w in enumerate(heard) if i != j and goes_for(v, w)), None)) is not None}
    kept = {i: v for i, v in enumerate(heard) if i not in taken or taken[i] in taken}
    for i, j in taken.items():
        if j in kept and i not in kept:
            claims = {c.id: c for c in (*kept[j].claims, *heard[i].claims)}
            kept[j] = replace(kept[j], claims=tuple(claims.values()), relays=kept[j].relays | heard[i].relays)
    return list(kept.values())


def goes_for(v: Voice, w: Voice) -> bool:
    """Whether who is told by his office, body or state alone is one who has a name in the same article ("il portavoce", "Mosca")."""
    text = w.article.text if w.article else ""
    if v.kind == "person" or not w.is_named:
        return False
    if is_state(v.said) or (v.office == SPEAKS and w.kind == "person"):
        return True
    if w.kind != "person":
        return not v.is_named and bool(v.office & w.office)
    rare = frozenset(v.name.split()) - common() - frozenset(w.name.split())
    by_office = bool(v.office & title_of(text, w.said)[0]) and goes_with(text, proper(v.said), w.said)
    return not is_other_office(v, w) and (by_office or (bool(rare) and goes_with(text, rare, w.said)))


def proper(said: str) -> frozenset[str]:
    """The words of a body's own name in which its office is one of them and no state ("the Arakan Army"), so that no other army is meant."""
    capital = [w for part in said.split() if part[:1].isupper() for w in name_words(part)]
    is_own = office_words().keys() & capital[1:] and not countries().keys() & capital
    return frozenset(w for w in capital if w not in office_words()) if is_own else frozenset()


def is_other_office(body: Voice, person: Voice) -> bool:
    """Whether a person's own office or state, as the articles tell it, is another than that of a body or office."""
    told = [title_of(v.article.text, person.said) for v in (body, person) if v.article]
    offices_told, states = frozenset().union(*(o for o, _ in told)), frozenset().union(*(s for _, s in told))
    country, mine, offices_told = land(body.said), body.office - SPEAKS, offices_told - SPEAKS
    return bool(mine and offices_told and not mine & offices_told) or bool(country and states and country not in states)


def stated(account: Account, article: Told | None, claim: Claim, path: Sequence[str], near: Near, lang: str | None) -> Voice:
    """The first speaker of a chain; behind a medium that only passes on, who is named beside it."""
    name, kinds = path[0], dict(claim.kinds)
    relays = frozenset(medium_of(p) for p in path[1:] if medium_of(p) in agencies()) | credited(article)
    if medium_of(name) in agencies() or (kinds.get(name) in ("agency", "outlet", "broadcaster") and not is_body(name, article)):
        told = told_of([claim])
        person = next((s for s in near() if s.kind == "person" and (s.is_close or not set(name_words(s.name)) <= told)), None)
        if person:
            return Voice(account, article, (claim,), person.name, normal(person.name), "person", relays | {medium_of(name)})
        return Voice(account, article, (claim,), name, normal(name), "agency", relays | {medium_of(name)}, office_near(claim, article))
    kind = kind_of(name, lang, kinds.get(name))
    return Voice(account, article, (claim,), name, normal(name), kind, relays, offices_in(name) if kind != "person" else frozenset())


def is_body(name: str, article: Told | None) -> bool:
    """Whether an article gives the initials of what the coder takes for a medium ("la Rete per la dignità umana (RDH)" is no broadcaster)."""
    return medium_of(name) == name and bool(initials(article.text if article else "", name))


def medium_of(name: str) -> str:
    """A medium under its one name; any other name as it is."""
    return media().get(" ".join(name_words(name)), name)


def unstated(account: Account, article: Told | None, claims: Sequence[Claim], near: Near, credit: frozenset[str],
             lang: str | None) -> Voice:
    """The voice of an account without a stated source."""
    own = article is not None and is_own(article.text, article.lang)
    told = told_of(claims)
    found = next((s for kind in ("person", "body") for s in near() if s.kind == kind and not s.denies and not set(name_words(s.name)) <= told), None)
    author = next((p.name for c in claims if c.type in SAID for p in c.actors if kind_of(p.name, lang) == "person"), None)
    if author:
        return Voice(account, article, tuple(claims), author, normal(author), "person", credit)
    if found and not own:
        return Voice(account, article, tuple(claims), found.name, normal(found.name), found.kind, credit, is_stated=False)
    if credit and not own:
        name = min(credit)
        return Voice(account, article, tuple(claims), name, normal(name), "agency", credit, office_near(claims[0], article), is_stated=False)
    outlet = (article.outlet if article else None) or ""
    return Voice(account, article, tuple(claims), outlet, "", "own", frozenset(), frozenset() if own else office_near(claims[0], article))


def told_of(claims: Iterable[Claim]) -> set[str]:
    """The words of the parties and places of some claims: of whom and where is told, not who tells."""
    names = (name for c in claims for name in (*(p.name for p in (*c.actors, *c.recipients)), c.where.name if c.where else ""))
    return {w for name in names for w in name_words(name)}


def nearby(claims: Sequence[Claim], article: Told | None) -> list[Speaker]:
    """Persons and bodies that speak in the sentences of the claims or just after, the nearest first."""
    if article is None:
        return []
    places = [i for c in claims for i in [sentence_of(c, article)] if i is not None] or [0]
    found = [(min((abs(s.sentence - i), s.start) for i in places), s) for s in speakers(article.text, article.lang)
             if s.kind in ("person", "body") and any(-1 <= s.sentence - i <= AFTER for i in places)]
    return [s for _, s in sorted(found, key=lambda x: x[0])]


def sentence_of(claim: Claim, article: Told) -> int | None:
    """The sentence of the text that a claim stands in."""
    if claim.sentence.field != "text" or claim.trigger.start is None:
        return 0
    whole = sentences(article.text)
    last = bisect_right(whole, claim.trigger.start, key=itemgetter(0))  # the sentence, or the one before, reaches there; or none does
    return next((i for i in range(max(last - 2, 0), last) if claim.trigger.start < whole[i][0] + len(whole[i][1]) + 1), None)


def credited(article: Told | None) -> frozenset[str]:
    """The agencies that an article names."""
    return agencies_in(article.text, article.lang) if article else frozenset()


@lru_cache(maxsize=50_000)
def kind_of(name: str, lang: str | None, coded: str | None = None) -> str:
    """Person, body or unnamed, by the words of a name and what the coder takes it for; a state alone is nobody who could be told from others."""
    words = name_words(name)
    code = language_of(lang)
    rare = [w for w in words if w not in common() and w not in offices(code) and w not in body_words(code) and w not in office_words()]
    capital = {w for part in name.split() if part[:1].isupper() for w in name_words(part)}
    if set(words) & body_words(code):
        return "body"
    if is_state(name):
        return "unnamed"
    if any(w in capital for w in rare):
        is_person = coded == "person" or (coded != OFFICE and (len(words) < 4 or not set(words) & offices(code)))
        return "person" if is_person else "body"
    return "unnamed"


@cache
def is_state(name: str) -> bool:
    """Whether a name is a country or its capital and no more ("Mosca", "the United States")."""
    return bool(name) and all(w in countries() or w in empty("articles") for w in name_words(name))


def bare_state(v: Voice) -> str:
    """The state that a voice is called by, without "the government of"."""
    return " ".join(w for w in name_words(v.said) if office_words().get(w) != "government") if v.office == GOVERNMENT else v.said


def office_near(claim: Claim, article: Told | None) -> frozenset[str]:
    """The offices that are named in the claim's sentence or just after."""
    if article is None:
        return frozenset()
    at = sentence_of(claim, article) or 0
    return bar_speaking(frozenset().union(*offices_told(article.text)[at:at + AFTER + 1]))


# ------------------------------------------------------------- which voices are one


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
    if a.office & b.office and speak_other_languages(a, b) and only_credited and not are_told_otherwise(a, b):
        return f"same speaker: {a.said} / {b.said}"
    if a.name and b.name and a.kind != "agency" and b.kind != "agency" and (same_name(a.name, b.name) or is_one_seat(a, b) or share_initials(a, b)):
        return f"same speaker: {united((a.said, b.said))[0]}"
    if is_only_one(a, b) or share_acronym(a, b) or is_body_of_copy(a, b):
        return f"same speaker: {a.said} / {b.said}"
    return f"same agency: {a.said}" if a.kind == b.kind == "agency" and a.name == b.name else ""


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


def own_name(v: Voice) -> set[str]:
    """The capitalised words of a body that are neither its office nor a country."""
    capital = {w for part in v.said.split() if part[:1].isupper() for w in name_words(part)[-1:]}
    return capital - common() - set(office_words()) - body_words(language_of(v.article.lang if v.article else None))


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
        if is_of_ministry(y, x):
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


def state_of_speaker(a: Voice, b: Voice) -> str:
    """A state in one, a body or office of that state in the other."""
    for x, y in ((a, b), (b, a)):
        if y.is_named and y.article and is_state(bare_state(x)):
            mine = {countries()[w] for w in name_words(x.said) if w in countries()}
            offices_told = y.office or title_of(y.article.text, y.said)[0]
            is_its = land(y.said) in mine or (y.kind == "person" and bool(mine & states_beside(y.article.text, y.said)))
            if is_its and offices_told & (OF_STATE if is_state(x.said) else OF_GOVERNMENT):
                return f"{x.said}: {y.said}"
    return ""


def same_agency(a: Voice, b: Voice) -> str:
    """What one credits to an agency and the other has from somebody by way of that agency, where that is the only one it can be."""
    for x, y in ((a, b), (b, a)):
        if x.kind == "agency" and y.kind in ("person", "body", "unnamed") and medium_of(x.said) in y.relays and not other_text(x, y):
            return f"by way of {x.said}"
        if x.kind == "own" and x.said and y.kind != "own" and same_name(normal(x.said), y.name):
            return f"as {x.said} has it"
        if x.kind in ("agency", "own") and x.office and y.kind == "person" and y.article and beside(y.article.text, x.office, y.said):
            return f"{', '.join(sorted(x.office))}: {y.said}"
    return ""


def other_text(a: Voice, b: Voice) -> bool:
    """Whether an article credits several agencies, so that one of them proves nothing."""
    return len(a.relays) > 1 and not a.relays <= b.relays


def copied(a: Voice, b: Voice) -> str:
    """A long passage in common, quotations left aside, where not both are in the name of somebody else."""
    if (a.is_named and b.is_named) or a.article is None or b.article is None or a.article.id == b.article.id:
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


def is_there(voice: Voice) -> bool:
    """Whether the outlet says that it saw or was told it itself."""
    return voice.article is not None and is_own(voice.article.text, voice.article.lang)


def is_named_in(speaker: Voice, other: Voice) -> bool:
    """Whether the article of one names the speaker of the other."""
    if other.article is None:
        return False
    words = [w for w in name_words(speaker.said) if w not in common() and w not in offices(language_of(other.article.lang))]
    return bool(words) and words[-1] in word_set(other.article.text) and plain(words[-1]) not in {
        w for c in other.claims for p in (*c.actors, *c.recipients) for w in name_words(p.name)}


def is_person(v: Voice) -> bool:
    """Whether a person speaks."""
    return v.kind == "person"


def is_medium(v: Voice) -> bool:
    """Whether an outlet or agency speaks in its own name."""
    return v.kind in ("own", "agency")


# Each rule, and what the one and the other voice must be for it to be asked at all.
RULES: Sequence[tuple[Callable[[Voice, Voice], str], Asked, Asked]] = (
    (same_speaker, lambda v: bool(v.name or v.office), lambda v: bool(v.name or v.office)),
    (office_of_speaker, is_person, lambda v: v.kind in ("body", "unnamed")),
    (state_of_speaker, lambda v: is_state(bare_state(v)), lambda v: v.is_named),
    (same_agency, is_medium, lambda v: v.kind != "own"),
    (copied, lambda v: not v.is_named, lambda v: True),
    (named_in_text, is_person, is_medium),
)


def passing(heard: Sequence[Voice]) -> Iterator[Link]:
    """A mention in passing, in nobody's name, or one that tells only the month, belongs to the origin that most accounts have."""
    main = [i for i, v in enumerate(heard) if not (v.account.is_vague or all(c.background for c in v.claims))]
    for i, v in enumerate(heard):
        if main and i not in main and not v.is_named:
            yield main[0], i, "mentioned in passing"


def adding_nothing(heard: Sequence[Voice], parts: Parts) -> Iterator[Link]:
    """A text without a source, and without a name or figure that another had not printed before, belongs to the one it is most like."""
    told = [(w, frozenset(n.value for c in w.account.claims for n in c.counts)) for w in heard] if len(parts.members) > 1 else []
    for i, (v, _) in enumerate(told):
        if v.kind == "own" and v.article is not None and not is_there(v):
            own = rare_names(v.account.words) if v.account.is_echo else v.account.names  # an echo has those of its whole article
            names, figures = {part for name in own for part in name_words(name)}, {n.value for c in v.claims for n in c.counts}
            least = 0 if names or figures else PASSAGE
            others = [(alike, -j) for j, (w, given) in enumerate(told) if w.account is not v.account and figures <= given and is_told_by(v, w, names)
                      if (alike := likest(v, w))[0] >= least]
            if others:
                yield -max(others)[1], i, "no source, and nothing that is not told there"


def is_told_by(v: Voice, w: Voice, names: Set[str]) -> bool:
    """Whether another article, printed no later, has all of some names."""
    return w.article is not None and (w.account.printed or 0) <= (v.account.printed or 0) and names <= word_set(w.article.text)


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


# ------------------------------------------------------------- origins from links


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


def joined(heard: Sequence[Voice], owners: Mapping[str, str]) -> list[Origin]:
    """The voices that links hold together, each an origin; two who are named and differ are never held together."""
    parts = Parts(len(heard))
    for i, j, why in links(heard, owners, parts):
        a, b = parts.where[i], parts.where[j]
        one, other = parts.members[a], parts.members[b]
        if a == b or are_told_apart(heard, one, other, why) or are_of_two_lands(heard, one, other, why):
            continue
        if is_chain(why) or not rivals(heard, one, other):
            parts.join(i, j, why)
    return [origin([heard[k] for k in sorted(parts.members[a])],
                   [(heard[i].account.article, heard[j].account.article, why) for i, j, why in parts.reasons[a]])
            for a in sorted(parts.members, key=lambda a: min(parts.members[a]))]


def is_chain(why: str) -> bool:
    """Whether the reason is the stated chain itself."""
    return why.startswith(("same speaker:", "unnamed source")) or " speaks through " in why


def are_told_apart(heard: Sequence[Voice], a: Iterable[int], b: Iterable[int], why: str) -> bool:
    """Whether one account has a voice on each side: it tells the two apart, and only one name for both can say otherwise."""
    return not why.startswith("same speaker:") and bool({id(heard[i].account) for i in a} & {id(heard[j].account) for j in b})


def are_of_two_lands(heard: Sequence[Voice], a: Iterable[int], b: Iterable[int], why: str) -> bool:
    """Whether each side has a body of another country ("Armenia's defence ministry", "il ministero della Difesa azero").

    Of one name only where a body is somebody's by a pronoun ("its Foreign Ministry"): others may be named after who is accused.
    """
    sides = [[heard[i] for i in some if heard[i].kind == "body"] for some in (a, b)]
    if " speaks through " not in why and not any(is_somebodys(v) for some in sides for v in some):
        return False
    one, other = ({country for v in some for country in [home_of(v)] if country} for some in sides)
    return bool(one and other) and one.isdisjoint(other)


def is_somebodys(body: Voice) -> bool:
    """Whether a body is told as that of somebody named before ("its Foreign Ministry")."""
    return not possessives().isdisjoint(name_words(body.said)[:1])


def home_of(body: Voice) -> str | None:
    """The country of a body: that of its name, or the last named before it where it is somebody's ("Belarus will answer, its ministry said")."""
    text = body.article.text if body.article else ""
    if not is_somebodys(body) or body.said not in text:
        return land(body.said)
    before = name_words(text[max(0, text.index(body.said) - BEFORE):text.index(body.said)])
    return next((countries()[w] for w in reversed(before) if w in countries()), None)


def rivals(heard: Sequence[Voice], a: Iterable[int], b: Iterable[int]) -> bool:
    """Whether both sides have a named speaker, who is more than a state or its government: what is copied from two is of two."""
    return all(any(heard[i].is_named and not is_state(bare_state(heard[i])) for i in some) for some in (a, b))


def origin(some: Sequence[Voice], pairs: Sequence[tuple[str, str, str]]) -> Origin:
    """One origin from its voices."""
    names = united(v.said for v in some if v.is_named) or united(v.said for v in some if v.kind != "own") or united(v.said for v in some if v.said)
    reports = sorted({c.id for v in some for c in v.claims})
    named = "stated source" if some[0].is_stated else "speaks in the text"
    own = {"own": "the outlet's own voice", "agency": "an agency's own voice"}.get(some[0].kind, named)
    why = "; ".join(dict.fromkeys(why for _, _, why in pairs)) or own
    return Origin(tuple(names), tuple(reports), tuple(sorted({v.account.article for v in some})), why, tuple(pairs))
