"""Who speaks in the accounts of an event: accounts and their articles go in, their voices come out.

Asked in this order: the first speakers that the claims state; who is named in the sentences near them; the agency that is credited; the
outlet itself. "Due morti. Lo ha detto il sindaco Roman Hryzenko." without a stated source → the mayor. Two of one article that are one
("il portavoce", "Mosca") are one voice.

>>> kind_of("Roman Hryzenko", "it"), kind_of("la polizia", "it"), kind_of("Mosca", "it")
('person', 'body', 'unnamed')
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from operator import itemgetter

from sayso.merge.accounts import TITLE, Account, Told
from sayso.merge.claims import Claim
from sayso.merge.names import agencies, common, empty, name_words, normal, same_name
from sayso.merge.passages import plain
from sayso.merge.speakers import (
    Speaker,
    agencies_in,
    bar_speaking,
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
    pronouns,
    sentences,
    speakers,
    title_of,
)
from sayso.merge.voice import SPEAKS, Voice, is_holder, is_other_office, is_state, is_state_medium, medium_of, own_name, proper

Near = Callable[[], list[Speaker]]

AFTER = 2  # sentences after the claim's in which its speaker may be named
SAID = ("ACCUSE", "AGREE", "REJECT", "REQUEST", "SUPPORT", "THREATEN")  # acts done by saying them: who does them is their first source
OFFICE = "office"  # what the coder calls a source that is no person and no medium


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


def stated(account: Account, article: Told | None, claim: Claim, path: Sequence[str], near: Near, lang: str | None) -> Voice:
    """The first speaker of a chain; behind a medium that only passes on, who is named beside it."""
    name, kinds = path[0], dict(claim.kinds)
    relays = frozenset(medium_of(p) for p in path[1:] if medium_of(p) in agencies()) | credited(article)
    is_press = kinds.get(name) in ("agency", "outlet", "broadcaster") and not is_body(name, article)
    if medium_of(name) in agencies() or is_press or (is_state_medium(name) and kinds.get(name) != "person"):
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


def office_near(claim: Claim, article: Told | None) -> frozenset[str]:
    """The offices that are named in the claim's sentence or just after."""
    if article is None:
        return frozenset()
    at = sentence_of(claim, article) or 0
    return bar_speaking(frozenset().union(*offices_told(article.text)[at:at + AFTER + 1]))
