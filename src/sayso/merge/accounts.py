"""Claims of one article about one event → :class:`Account`: the unit that is merged across articles.

In: claims, with the event each has within its article. Out: one account an event, with what is compared. Two events of an article
become one account where one sentence tells both of one doer ("ha bombardato un mercato, uccidendo due persone").

>>> from sayso.merge.claims import claim_of
>>> accounts_of([claim_of({"report_id": "r1", "article": {"id": "a"}, "type": "AID", "status": "happened"})], {})[0].type
'AID'
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain
from operator import attrgetter
from sys import intern
from typing import NamedTuple, TypeVar

from sayso.merge import kin
from sayso.merge.claims import Claim, Days, Spot, Where, Who, ordinal, shared
from sayso.merge.names import capitals, common, name_words, rare_names
from sayso.merge.passages import KEPT

V = TypeVar("V", str, tuple[str, float])
Fits = Callable[[Sequence[Claim], Sequence[Claim]], bool]
TITLE = "title"
PLANS, AGREE = ("planned", "possible"), "AGREE"
TOWN = ("point", "city")
KILL = "assault.kill"
DEMO, FORMS_OF_PROTEST = "protest.demo", ("protest.strike", "protest.obstruct", "protest.hunger", "protest.boycott")
FORCE, WORDS = 4, (1, 3)  # quads: material conflict; what is done by words
NEXT = 4  # characters between two sentences
LATE = 2  # days between an act and who tells it
WEEKS = 9  # days: an interval from here on does not say which day it was
GUESS = 0.6  # score of a party whose country is the setting's
OTHER, FEW = "other", 4  # of things without a kind of their own small numbers are many
# Acts of two types that one event may be told as.
ALSO = {"coerce.seize": "ASSAULT", "assault.conquer": "COERCE", "assault.abduct": "COERCE", "coerce.coup": "ASSAULT", "coerce.cyber": "ASSAULT",
        "coerce.disperse": "ASSAULT", "assault.crowd_control": "COERCE", "coerce.deport": "SANCTION", "sanction.expel": "COERCE",
        "retreat.ceasefire": "CONCEDE", "concede.truce": "RETREAT", "retreat.release": "CONCEDE"}


@dataclass(frozen=True, slots=True)
class Told:
    """One article, as merging sees it."""

    id: str
    outlet: str | None
    lang: str | None
    published: str | None
    text: str

    @property
    def day(self) -> int | None:
        """The day of publication as a number; unknown where it is no ISO date."""
        try:
            return ordinal(self.published) if self.published else None
        except ValueError:
            return None


@dataclass(frozen=True, slots=True, eq=False)
class Account:
    """What one article tells of one event. Codes and names are sorted tuples: small, and the same in any order of arrival."""

    id: str
    article: str
    claims: tuple[Claim, ...]
    type: str
    families: tuple[str, ...]
    concepts: tuple[str, ...]
    modes: tuple[str, ...]
    is_plan: bool
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    actor_sectors: tuple[str, ...]
    recipient_sectors: tuple[str, ...]
    actor_names: tuple[str, ...]
    recipient_names: tuple[str, ...]
    told: tuple[int, int] | None
    printed: int | None
    town: Spot | None
    region: str | None
    country: str | None
    counts: tuple[tuple[str, float], ...]
    names: tuple[str, ...]
    around: frozenset[str]  # of the whole article: one set for all its accounts
    words: str
    is_metonym: bool  # its town may only be who speaks, or where ("Baku announced"), or stands elsewhere: it does not tell two events apart
    sure_actors: tuple[str, ...]  # without the countries that only the setting suggests
    sure_recipients: tuple[str, ...]
    standing: str  # background or denied, where all its claims are
    is_late: bool  # its day may be that of who tells it, or of another sentence: it may have happened shortly before

    @property
    def is_echo(self) -> bool:
        """Whether it makes no event by itself."""
        return is_echo(self.id)

    @property
    def is_vague(self) -> bool:
        """Whether its words tell only some weeks or a month in which it happened ("in April")."""
        return self.told is not None and self.told[1] - self.told[0] >= WEEKS


ECHO = "~"  # before the id of an account that is an echo


def is_echo(name: str) -> bool:
    """Whether the account of an id makes no event by itself."""
    return name.startswith(ECHO)


def accounts_of(claims: Iterable[Claim], articles: Mapping[str, Told]) -> list[Account]:
    """The accounts of some whole articles."""
    by_article: dict[str, list[Claim]] = defaultdict(list)
    for c in claims:
        by_article[c.article].append(c)
    told = sorted((first.published or "" if (first := articles.get(name)) else "", name) for name in by_article)  # copies one after the other
    return [a for _, name in told for a in of_article(by_article[name], articles.get(name))]


def of_article(claims: Sequence[Claim], article: Told | None) -> list[Account]:
    """The accounts of one article."""
    events: dict[str, list[Claim]] = defaultdict(list)
    echoes = list[Claim]()
    for c in sorted(claims, key=lambda c: c.id):
        if c.is_echo:
            echoes.append(c)
        elif c.type:
            events[c.event].append(c)
    around = rare_names(article.text) if article else frozenset()
    home = setting([c for c in claims if not c.is_echo]) or setting(claims)
    acts = housed(sorted(events.values(), key=begins), is_one_act)
    texts = [e for e in acts if not is_headline(e)]
    told = [account(some, article, around, home) for some in housed([e for e in acts if is_headline(e)], may_be_headed, texts)]
    told, rest = told_again(told, echoes)
    mine = {family for a in told for family in a.families}
    return told + [in_context(account(some, article, around, home), mine) for some in housed([[c] for c in rest], is_one_echo)]


def told_again(told: Sequence[Account], echoes: Iterable[Claim]) -> tuple[list[Account], list[Claim]]:
    """The accounts that only a headline tells, with the echoes in which the text can only tell them again, and the other echoes."""
    again: dict[str, list[Claim]] = defaultdict(list)
    rest = list[Claim]()
    for c in echoes:
        some = [a for a in told if c.type in a.families]
        if len(some) == 1 and is_headline(some[0].claims) and not is_told_otherwise(c, some[0]):
            again[some[0].id].append(c)
        else:
            rest.append(c)
    return [replace(a, claims=(*a.claims, *again[a.id])) if a.id in again else a for a in told], rest


def told_once(a: Account) -> Account:
    """An account of a headline without the echoes of its text: they count where another article tells the event."""
    if a.is_echo or not a.claims[-1].is_echo:
        return a
    return replace(a, claims=tuple(c for c in a.claims if not c.is_echo))


def is_told_otherwise(c: Claim, a: Account) -> bool:
    """Whether an echo has another day, town, party or number than an act of its article, or is only planned, or long past."""
    if is_to_come(c) != a.is_plan or c.background != all(x.background for x in a.claims):
        return True
    if c.when and c.when.told and a.told and (c.when.end < a.told[0] or a.told[1] < c.when.start):
        return True
    if c.where and c.where.precision in TOWN and a.town and c.where.name != a.town.name and stands_in(c.where, c):
        return True
    for mine, theirs in ((sure(c.actors), a.sure_actors), (sure(c.recipients), a.sure_recipients)):
        if mine and theirs and not set(mine) & set(theirs):
            return True
    given = {n.what: n.value for x in a.claims for n in x.counts if n.what != OTHER}
    return any(given.get(n.what, n.value) != n.value and not n.by for n in c.counts)


def in_context(echo: Account, mine: Set[str]) -> Account:
    """An echo in an article that tells no other act of its type: the names of the whole article are its own."""
    return echo if mine & set(echo.families) else replace(echo, names=ordered([*echo.around]))


def is_one_echo(a: Sequence[Claim], b: Sequence[Claim]) -> bool:
    """Whether what an article tells too little of is one act: kindred, done or to come, on no other day."""
    x, y = a[0], b[0]
    return (x.type == y.type and kin(x.concept, y.concept) and is_to_come(x) == is_to_come(y) and x.background == y.background
            and not any(apart(c.when, d.when) for c in a for d in b))


def housed(events: Iterable[list[Claim]], fits: Fits, homes: Iterable[list[Claim]] = ()) -> list[list[Claim]]:
    """Each event in the nearest home that it fits, or in one of its own; to a headline the first of the text is the nearest."""
    out = [*homes]
    for event in events:
        some = [e for e in out if fits(e, event)]
        if not some:
            out.append(event)
            continue
        at = begins(event)[0]
        min(some, key=lambda e: abs(begins(e)[0] - at)).extend(event)
    return out


def begins(event: Sequence[Claim]) -> tuple[int, str]:
    """Where the text first tells of an event; a headline stands before it."""
    some = [(c.trigger.start or 0, c.id) for c in event if c.trigger.field != TITLE]
    return min(some) if some else (0, min([c.id for c in event]))


def is_headline(event: Sequence[Claim]) -> bool:
    """Whether all claims of an event stand in the headline."""
    return event[0].trigger.field == TITLE and all(c.trigger.field == TITLE for c in event)


def may_be_headed(body: Sequence[Claim], title: Sequence[Claim]) -> bool:
    """Whether a headline's act may be that of the text: of one kind, both done or both to come, no other day and no other party."""
    if is_headline(body) or families(title).isdisjoint(families(body)) or all(c.background for c in body):
        return False
    if is_to_come(title[0]) != is_to_come(body[0]):
        return False
    for side in ("actors", "recipients"):
        mine, theirs = ({country for c in event for country in sure(getattr(c, side))} for event in (title, body))
        if mine and theirs and mine.isdisjoint(theirs):
            return False
    return not any(apart(x.when, y.when) for x in title for y in body)


def families(event: Sequence[Claim]) -> set[str]:
    """The types that an event's acts may be told as."""
    return {t for c in event for t in (c.type, ALSO.get(c.concept, c.type))}


def setting(claims: Iterable[Claim]) -> str | None:
    """The country that most claims of an article name, as a party or as the place; none at a tie."""
    found = Counter(country for c in claims for country in {*sure(c.actors), *sure(c.recipients), *([c.where.country] if c.where else [])} if country)
    first = found.most_common(2)
    return first[0][0] if first and (len(first) == 1 or first[0][1] > first[1][1]) else None


def sure(parties: Iterable[Who]) -> list[str]:
    """The countries of parties, but for those that only the setting suggests."""
    return [p.country for p in parties if p.country and p.score > GUESS]


def is_one_act(a: Sequence[Claim], b: Sequence[Claim]) -> bool:
    """Whether the consequence in one is of the act in the other: one sentence, one type, one named doer, one of them a bare outcome.

    What one word tells as claimed and as denied is one act, too.
    """
    if a[0].type != b[0].type or is_to_come(a[0]) != is_to_come(b[0]):
        return False
    if any((x.status == "denied") != (y.status == "denied") and x.trigger == y.trigger and x.concept == y.concept for x in a for y in b):
        return True
    if any(is_answer(x, y) or is_answer(y, x) for x in a for y in b) or is_called_protest(a, b) or is_called_protest(b, a):
        return True
    return any(KILL in (x.concept, y.concept) and x.sentence == y.sentence and x.sentence.text is not None and not apart(x.when, y.when)
               and (is_one_doer(x, y) or is_bare_outcome(x, y) or is_bare_outcome(y, x)) for x in a for y in b)


def is_called_protest(strike: Sequence[Claim], protest: Sequence[Claim]) -> bool:
    """Whether a march of nobody's, on no other day, is what the article called a strike before ("la protesta è cominciata alle sei")."""
    return (strike[0].concept in FORMS_OF_PROTEST and all(c.concept == DEMO and not c.actors for c in protest)
            and not any(apart(x.when, y.when) for x in strike for y in protest))


def is_answer(fire: Claim, back: Claim) -> bool:
    """Whether those who were shot at shoot back in the next sentence, at nobody, nowhere and on no day of their own: one exchange of fire."""
    if fire.quad != FORCE or fire.type != "ASSAULT" or not (kin(fire.concept, back.concept) and fire.status == back.status):
        return False
    near = 0 <= (back.sentence.start or 0) - (fire.sentence.end or 0) < NEXT and back.sentence.field == fire.sentence.field == "text"
    dated = back.when is not None and back.when.told and in_sentence(back.when.span, back)
    own = back.recipients or (back.where and stands_in(back.where, back)) or dated
    shot_at, shooting = {p.country for p in fire.recipients}, {p.country for p in back.actors if p.country}
    return near and not own and bool(shooting) and shooting.isdisjoint(p.country for p in fire.actors) and (not shot_at or bool(shooting & shot_at))


def is_one_doer(a: Claim, b: Claim) -> bool:
    """Whether both have one named doer."""
    return bool(a.actors) and {p.span for p in a.actors} == {p.span for p in b.actors}


def is_bare_outcome(dead: Claim, act: Claim) -> bool:
    """Whether a claim only says who was killed, by nobody, where the other does not speak of other people or another place."""
    one, other = set(sure(dead.recipients)), set(sure(act.recipients))
    towns = {c.where.name for c in (dead, act) if c.where and c.where.precision in TOWN}
    return dead.concept == KILL and not dead.actors and act.concept != KILL and len(towns) < 2 and (not one or not other or bool(one & other))


def apart(x: Days | None, y: Days | None) -> bool:
    """Both told by words, and no day in common."""
    return bool(x and y and x.told and y.told and (x.end < y.start or y.end < x.start))


def account(claims: Sequence[Claim], article: Told | None, around: frozenset[str], home: str | None = None) -> Account:
    """One account from the claims of one event of one article. ``home``: the country the article is about."""
    claims = tuple(sorted(claims, key=lambda c: c.id)) if len(claims) > 1 else tuple(claims)
    first = claims[0]
    now = [c for c in claims if not c.background] or claims  # what is told as background has its own day and place
    spots = [c.where for c in now if c.where]
    town = min((s for s in spots if s.precision in TOWN), key=lambda s: (TOWN.index(s.precision), s.name), default=None)
    actors, recipients = [p for c in claims for p in c.actors], [p for c in claims for p in c.recipients]
    sentences = ordered([c.sentence.text for c in claims if c.sentence.text])
    names = ordered([*chain(*map(rare_names, sentences), rare_names(" . ".join([f"x {s.name}" for s in spots])) if spots else ())])
    doers, others = side_of(tuple(map(AS_PARTY, actors))), side_of(tuple(map(AS_PARTY, recipients)))
    return Account(
        (ECHO if first.is_echo else "") + min([c.event for c in claims]), first.article, claims, first.type,
        ordered([first.type, *[ALSO[c.concept] for c in claims if c.concept in ALSO]]),
        ordered([c.concept for c in claims]), ordered([c.mode for c in claims if c.mode]), is_to_come(first),
        doers.countries, others.countries, doers.sectors, others.sectors, doers.names, others.names,
        told_days(now), article.day if article else None,
        town, next((s.admin1 or s.name for s in spots if s.precision != "country"), None), next((s.country for s in spots if s.country), home),
        ordered([(c.what, c.value) for k in claims for c in k.counts if c.what != OTHER or c.value > FEW]),
        names, around, " ".join(sentences), town is not None and is_loose(town, now), doers.sure, others.sure,
        standing(claims), all(c.when.is_loose for c in now if c.when and c.when.told))


def standing(claims: Sequence[Claim]) -> str:
    """What all claims of an act are: told as background, or denied."""
    if all(c.status == "denied" for c in claims):
        return "denied"
    return "background" if all(c.background for c in claims) else ""


@lru_cache(maxsize=KEPT)
def is_capital(name: str) -> bool:
    """Whether a town is a capital."""
    return " ".join(name_words(name)) in capitals()


def is_loose(town: Spot, claims: Sequence[Claim]) -> bool:
    """Whether a town may be another than where it happened: a capital that speaks, that of a denial, or one that no sentence of the act names."""
    if is_capital(town.name) and (any(c.paths for c in claims) or is_word(claims)):
        return True
    told = [c for c in claims if c.where and c.where.name == town.name]
    return all(c.status == "denied" or not stands_in(c.where, c) for c in told) or is_elsewhere(town, claims)


def is_to_come(claim: Claim) -> bool:
    """Whether an act is planned; who agrees to something has done so, whatever is to come of it ("will allot", "has pledged")."""
    return claim.status in PLANS or claim.type == AGREE


def is_word(claims: Sequence[Claim]) -> bool:
    """Whether an act is done by words ("Kenya and Ethiopia signed"): a capital beside it may stand for a state."""
    return claims[0].quad in WORDS


def stands_in(spot: Spot | None, claim: Claim) -> bool:
    """Whether the sentence of a claim names the place."""
    return spot is None or in_sentence(spot.span, claim)


def in_sentence(span: Where, claim: Claim) -> bool:
    """Whether a span stands in the sentence of a claim, as far as both are known."""
    start, end, at = claim.sentence.start, claim.sentence.end, span.start
    return at is None or start is None or end is None or start <= at < end


def is_elsewhere(town: Spot, claims: Sequence[Claim]) -> bool:
    """Whether force was used between others than the country of a town: then it is rather where somebody speaks."""
    parties = {p.country for c in claims for p in (*c.actors, *c.recipients) if p.country}
    return claims[0].quad == FORCE and bool(parties) and town.country not in parties


def ordered(values: Sequence[V]) -> tuple[V, ...]:
    """Sorted, each once."""
    if not values:
        return ()
    if len(values) == 1:
        return shared((values[0],))
    return shared(tuple(sorted(set(values))))


class Side(NamedTuple):
    """Those who act in an account, or those it was done to: what is compared."""

    countries: tuple[str, ...]
    sectors: tuple[str, ...]  # country and sector of each party that has both
    names: tuple[str, ...]  # what a party is known by: its Wikidata id, else the rare words of its name
    sure: tuple[str, ...]  # without the countries that only the setting suggests


AS_PARTY = attrgetter("country", "sector", "id", "name", "score")


@lru_cache(maxsize=KEPT)
def side_of(parties: tuple[tuple[str | None, str | None, str | None, str, float], ...]) -> Side:
    """What is compared of the parties of one side."""
    return Side(
        ordered([country for country, *_ in parties if country]),
        ordered([intern(f"{country}/{sector}") for country, sector, *_ in parties if country and sector]),
        ordered([w for _, _, known, name, _ in parties for w in ((known,) if known else proper(name))]),
        ordered([country for country, _, _, _, score in parties if country and score > GUESS]))


@lru_cache(maxsize=KEPT)
def proper(name: str) -> tuple[str, ...]:
    """The rare capitalised words of a party's name."""
    return tuple(intern(w) for word in name.split() if word[:1].isupper() for w in name_words(word)[-1:] if len(w) > 2 and w not in common())


def told_days(claims: Sequence[Claim]) -> tuple[int, int] | None:
    """The days that words of the text tell: what all intervals have in common, else the shortest."""
    own = [c.when for c in claims if c.when and c.when.told]
    told = [w.days for w in [w for w in own if not w.is_loose] or own]
    if len(told) < 2:
        return shared(told[0]) if told else None
    told.sort(key=lambda d: (d[1] - d[0], d))
    start, end = max(s for s, _ in told), min(e for _, e in told)
    return shared((start, end)) if start <= end else told[0]
