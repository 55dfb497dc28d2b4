"""Reports of many articles → the events they tell, whatever the outlet, the language and the order in which they came.

In: claims (:func:`sayso.merge.claims.claim_of`) and the articles they stand in. Out: :class:`Merged`: events, and which report is in
which event by which rule.

>>> merge([], []).to_dict()
[]

The way: claims → accounts (one article, one event) → blocks → scored pairs → events. An event is grown from the best pair down; two
groups join unless some account of one cannot be one event with some account of the other. :class:`Merger` takes more articles later and
touches only what they touch; the result is the same as if all had come at once.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from typing import Any

from sayso.merge.accounts import Account, Told, accounts_of, told_once
from sayso.merge.blocks import Key, blocks, crowds, days, keys, may_part, months, near
from sayso.merge.claims import Claim, shared
from sayso.merge.decide import event_record
from sayso.merge.likeness import Points, at_least, days_apart, likeness, may_be_again, towns_apart
from sayso.merge.rules import DEFAULT, Rules
from sayso.run.memory import uncollected

__all__ = ["Merged", "Merger", "Told", "merge"]

Pair = tuple[str, str]
Total = Callable[[Account, Account], float]
Totals = tuple[Total, ...]  # the first may say less, never more, than the last
Member = tuple[str, str, float]
Best = tuple[float, str, str]  # score of the best link, to whom, and the rules that speak for it
NEVER = float("-inf")
SAMPLE = 3  # accounts of each side that are asked before two groups join
ALONE_WHY = "one_article", 0.0
AT_ONCE = 100  # records


@dataclass(frozen=True)
class Merged:
    """What merging made of the reports. ``members``: report id → (event id, rule, score)."""

    groups: tuple[tuple[Account, ...], ...]
    members: Mapping[str, Member]
    articles: Mapping[str, Told]
    rules: Rules = DEFAULT

    def records(self) -> Iterator[dict[str, Any]]:
        """The merged records one by one (docs/output.md), by the day of print: what is worked out of an article is at hand for its next event."""
        some = self.by_day()
        while few := list(islice(some, AT_ONCE)):
            with uncollected():
                made = [event_record(name, group, self.articles, self.rules, used) for name, group, used in few]
            yield from made

    def by_day(self) -> Iterator[tuple[str, tuple[Account, ...], list[str]]]:
        """Each event by its id, with the names of the rules that tie it together, the first printed first."""
        for group in sorted(self.groups, key=lambda g: (min(a.printed or 0 for a in g), g[0].id)):
            used = {self.members[c.id][1] for a in group for c in a.claims}
            yield self.members[group[0].claims[0].id][0], group, sorted(r for rule in used for r in rule.split("+"))

    def to_dict(self) -> list[dict[str, Any]]:
        """All merged records, by event id."""
        return sorted(self.records(), key=lambda r: str(r["event_id"]))


@dataclass
class Merger:
    """Articles come in any order and in any portions; :meth:`merged` says what they tell up to now."""

    rules: Rules = DEFAULT
    articles: dict[str, Told] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)
    accounts: dict[str, Account] = field(default_factory=dict)
    links: dict[str, dict[str, float]] = field(default_factory=dict)
    home: dict[str, tuple[Account, ...]] = field(default_factory=dict)
    by_unit: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    crowds: dict[Key, list[str]] = field(default_factory=lambda: defaultdict(list))
    spans: dict[str, tuple[range, range]] = field(default_factory=dict)
    why: dict[str, tuple[str, float]] = field(default_factory=dict)
    best: dict[str, Best] = field(default_factory=dict)  # of some accounts: noted when they were linked

    @uncollected()
    def add(self, claims: Iterable[Claim], articles: Iterable[Told]) -> None:
        """Add whole articles with their claims; an article that is here already stays as it is. Reports without a type tell no event."""
        some = [c for c in claims if c.article not in self.seen]
        self.articles.update({a.id: a for a in articles if a.id not in self.articles})
        self.seen |= {c.article for c in some}
        new = {a.id: a for a in accounts_of(some, self.articles)}
        self.accounts.update(new)
        touched: dict[int, list[Account]] = defaultdict(list)
        kept = {span: span for span in self.spans.values()}  # a day has few: one object for all accounts that share it
        for a in new.values():
            span = days(a, self.rules), months(a)
            self.spans[a.id] = kept.setdefault(span, span)
            for unit in chain(*self.spans[a.id]):
                touched[unit].append(a)
                self.by_unit[unit].append(a.id)
        self._group(self._linked(touched, set(new) | self._crowd(new.values())))

    def _linked(self, touched: Mapping[int, Sequence[Account]], changed: set[str]) -> set[str]:
        """Link the new accounts of each day; gives the accounts that are to be grouped: those that changed, before or by that."""
        return changed.union(*(self._link(unit, touched[unit]) for unit in sorted(touched)))

    @uncollected()
    def merged(self) -> Merged:
        """The events of all that came up to now."""
        made = self._merged(self.home.values())
        self.best.clear()
        return made

    def _merged(self, some: Iterable[tuple[Account, ...]]) -> Merged:
        """Groups with the membership of each of their reports."""
        kept = {id(g): g for g in some if not (g[0].is_echo and all(a.is_echo for a in g))}
        groups = sorted([g if len(g) > 1 else (told_once(g[0]),) for g in kept.values()], key=lambda g: g[0].id)
        members: dict[str, Member] = {}
        for group in groups:
            name = event_id(group)
            if len(group) > 1 and any(a.id not in self.why for a in group):
                self.why.update(self._whys(group))
            for a in group:
                member = (name, *(self.why[a.id] if len(group) > 1 else ALONE_WHY))
                for c in a.claims:
                    members[c.id] = member
        return Merged(tuple(map(one_an_article, groups)), members, self.articles, self.rules)

    # ------------------------------------------------------------- pairs

    def _crowd(self, new: Iterable[Account]) -> set[str]:
        """Count the newcomers; links that rested on a pair of countries being rare fall where it no longer is."""
        full: set[Key] = set()
        for a in new:
            for key in () if a.is_echo else crowds(a):
                self.crowds[key].append(a.id)
                if len(self.crowds[key]) == self.rules.rare + 1:
                    full.add(key)
        changed = {i for key in full for i in self.crowds[key]}  # also pairs without a link have a say when groups join
        for i in {i for key in full for i in self.crowds[key] if i in self.links}:
            for j in list(self.links[i]):
                total = self._total(self.accounts[i], self.accounts[j])
                if total != self.links[i][j]:
                    self._relink(i, j, total)
                    changed |= {i, j}
        return changed

    def _relink(self, i: str, j: str, total: float) -> None:
        """Keep the new score of a link, or take it away."""
        if total >= self.rules.threshold:
            self.links[i][j] = self.links[j][i] = total
        else:
            del self.links[i][j], self.links[j][i]

    def _likeness(self, a: Account, b: Account) -> tuple[Points, float] | None:
        """What speaks for two accounts being one event, and against it, with the score; ``None`` where something forbids it."""
        if a.id > b.id:
            a, b = b, a
        return likeness(a, b, self.rules, self._is_rare)

    def _is_rare(self, a: Account, b: Account) -> bool:
        """Whether few accounts of this type and these countries were printed on the days of the two; an echo makes no crowd, and needs a day."""
        printed = [x.printed for x in (a, b) if not x.is_echo]
        if not printed or (len(printed) == 1 and not (a.told and b.told and not days_apart(a.told, b.told, 0))):
            return False
        x = {k[:-1] for k in crowds(a)} & {k[:-1] for k in crowds(b)}
        return any(max(len(self.crowds.get((*k, day), ())) for day in printed) <= self.rules.rare for k in x)

    def _total(self, a: Account, b: Account) -> float:
        """The score of two accounts; endlessly low where they cannot be one event."""
        found = self._likeness(a, b)
        return NEVER if found is None else found[1]

    def _known_total(self, a: Account, b: Account) -> float:
        """The same, taken from their link where they have one."""
        known = self.links.get(a.id, {}).get(b.id)
        return self._total(a, b) if known is None else known

    def _least_total(self, a: Account, b: Account) -> float:
        """What the score is at least, or that of their link."""
        known = self.links.get(a.id, {}).get(b.id)
        if known is None and (known := at_least(a, b, self.rules)) is None:
            return NEVER
        return known

    def _link(self, unit: int, new: Sequence[Account]) -> set[str]:
        """Score the pairs that new accounts make on a day; gives the accounts whose links changed."""
        fresh, here = {a.id for a in new}, [self.accounts[i] for i in self.by_unit[unit]]
        is_all_new = len(fresh) == len(here)
        first = {a.id for a in here if self.spans[a.id][unit < 0].start == unit}  # without one of them no pair meets here
        made = blocks(here, unit < 0, [a for a in here if a.id in first] if is_all_new else here)
        wanted = made.keys() if is_all_new else {k for a in new for k in keys(a, unit < 0)}
        changed, seen, parted = set[str](), set[Pair](), set[Pair]()
        for key in wanted:
            block = made[key]
            if len(block) < 2:
                continue
            for a, b in near(key, block, self.rules):
                pair = (a.id, b.id)
                if (a.id in first or b.id in first) and pair not in seen and (is_all_new or a.id in fresh or b.id in fresh):
                    seen.add(pair)
                    if (unit >= 0 or self._meet(a, b) == unit) and self._score_pair(a, b):
                        changed.update(pair)
            if not is_all_new and may_part(key, len(block), self.rules):
                parted |= {p for p in self._parted(key, block, fresh) if self._meet(self.accounts[p[0]], self.accounts[p[1]]) == unit}
        return changed | self._unlink(parted, unit, made)

    def _score_pair(self, a: Account, b: Account) -> bool:
        """Whether two accounts are linked; the score is kept."""
        if b.id in self.links.get(a.id, ()):
            return False
        found = self._likeness(a, b)
        if found is None or found[1] < self.rules.threshold:
            return False
        self._link_pair(a, b, *found)
        return True

    def _link_pair(self, a: Account, b: Account, points: Points, total: float) -> None:
        """Keep the score of a link."""
        self.links.setdefault(a.id, {})[b.id] = total
        self.links.setdefault(b.id, {})[a.id] = total

    def _parted(self, key: Key, block: Sequence[Account], fresh: set[str]) -> set[Pair]:
        """Old pairs of a crowded block that newcomers have pushed out of each other's reach."""
        before = {(a.id, b.id) for a, b in near(key, [a for a in block if a.id not in fresh], self.rules)}
        after = {(a.id, b.id) for a, b in near(key, block, self.rules)}
        return {(a, b) for a, b in before - after if b in self.links.get(a, ())}

    def _unlink(self, parted: set[Pair], unit: int, made: Mapping[Key, list[Account]]) -> set[str]:
        """Take links away that no block of any shared day brings about any more."""
        changed = set[str]()
        for a, b in parted:
            if not self._met(self.accounts[a], self.accounts[b], unit, made):
                del self.links[a][b], self.links[b][a]
                changed |= {a, b}
        return changed

    def _met(self, a: Account, b: Account, unit: int, made: Mapping[Key, list[Account]]) -> bool:
        """Whether two accounts are still compared in some block."""
        return self._meet(a, b) == unit and any(
            (a, b) in near(key, made[key], self.rules) for key in set(keys(a, unit < 0)) & set(keys(b, unit < 0)))

    def _meet(self, a: Account, b: Account) -> int | None:
        """The one day, or else month, on which two accounts are compared: the first that both may be of."""
        (x, y), (v, w) = self.spans[a.id], self.spans[b.id]
        for one, other in ((x, v), (y, w)):
            if max(one.start, other.start) < min(one.stop, other.stop):
                return max(one.start, other.start)
        return None

    # ------------------------------------------------------------- groups

    def _group(self, changed: Collection[str]) -> set[str]:
        """Group anew what is linked to a changed account, now or before; gives all accounts that were grouped."""
        todo = sorted({*changed, *(m.id for i in changed for m in self.home.get(i, ()))})
        done: set[str] = set()
        while todo:
            start = todo.pop()
            if start in done:
                continue
            part = self._component(start)
            done |= part
            todo += [m.id for i in part for m in self.home.get(i, ()) if m.id not in done]
            for group in grown([self.accounts[i] for i in sorted(part)], self.links, self.rules, (self._least_total, self._known_total)):
                for a in group:
                    self.home[a.id] = group
                    self.why.pop(a.id, None)
        return done

    def _component(self, start: str) -> set[str]:
        """All accounts that links lead to from one."""
        seen, todo = {start}, [start]
        while todo:
            for other in self.links.get(todo.pop(), ()):
                if other not in seen:
                    seen.add(other)
                    todo.append(other)
        return seen

    def _whys(self, group: Sequence[Account]) -> Iterator[tuple[str, tuple[str, float]]]:
        """The rules that tie each account to its event: those of its best link."""
        inside = {a.id for a in group}
        for a in group:
            best = max([(s, i) for i, s in self.links.get(a.id, {}).items() if i in inside], default=None)
            yield a.id, (self._rules_of(a, best[1], best[0]), round(best[0], 2)) if best else ALONE_WHY

    def _rules_of(self, a: Account, other: str, total: float) -> str:
        """The names of the rules that speak for a link."""
        if (known := self.best.get(a.id)) and known[:2] == (total, other):
            return known[2]
        points, _ = self._likeness(a, self.accounts[other]) or ([], total)
        return in_favour(points)


def one_an_article(group: tuple[Account, ...]) -> tuple[Account, ...]:
    """The accounts of an event, those of one article as one."""
    if len({a.article for a in group}) == len(group):
        return group
    made: dict[str, list[Account]] = defaultdict(list)
    for a in sorted(group, key=lambda a: (a.is_echo, a.id)):
        made[a.article].append(a)
    some = [replace(first, claims=tuple(c for a in (first, *more) for c in a.claims)) for first, *more in made.values()]
    return tuple(sorted(some, key=lambda a: a.id))


def in_favour(points: Points) -> str:
    """The names of the rules that speak for a link."""
    return shared("+".join([name for name, p in points if p > 0]))


def merge(claims: Iterable[Claim], articles: Iterable[Told], rules: Rules = DEFAULT) -> Merged:
    """The events that the reports of some articles tell."""
    merger = Merger(rules)
    merger.add(claims, articles)
    return merger.merged()


@dataclass(slots=True)
class Group:
    """Accounts taken for one event up to now, with what another one must agree with."""

    accounts: list[Account]
    articles: set[str]
    told: tuple[int, int] | None
    towns: list[Account]
    asked: list[Account]  # a few, the same ones in any order of arrival

    @classmethod
    def of(cls, a: Account) -> Group:
        """A group of one."""
        return cls([a], {a.article}, None if a.is_late else a.told, [a] if a.town else [], [a])


def grown(accounts: Sequence[Account], links: Mapping[str, Mapping[str, float]], rules: Rules, totals: Totals) -> Iterator[tuple[Account, ...]]:
    """Events from the linked accounts: the best link first, ids break ties; echoes join what the others have made."""
    if len(accounts) == 1:
        yield tuple(accounts)
        return
    home, echoes = {a.id: Group.of(a) for a in accounts}, {a.id for a in accounts if a.is_echo}
    edges = sorted([(i in echoes or j in echoes, -s, i, j) for i in home for j, s in links.get(i, {}).items() if i < j])
    for has_echo, _, i, j in edges:
        a, b = home[i], home[j]
        if has_echo and any(x in echoes and len(home[x].accounts) > 1 for x in (i, j)):
            continue  # it has joined an event: it does not bring two together
        if a is not b and may_join(a, b, rules, totals):
            joined, newcomers = join(a, b)
            home.update((m.id, joined) for m in newcomers)
    for group in {id(g): g for g in home.values()}.values():
        yield tuple(sorted(group.accounts, key=lambda m: m.id))


def may_join(a: Group, b: Group, rules: Rules, totals: Totals) -> bool:
    """Whether nothing in one group speaks against the other, and those asked are alike on the whole."""
    if days_apart(a.told, b.told, rules.gap_days) or not (a.articles.isdisjoint(b.articles) or may_tell_again(a, b)):
        return False
    if any(towns_apart(x.town, y.town, rules.apart_km) and not x.is_metonym and not y.is_metonym for x in a.towns for y in b.towns):
        return False
    if len(a.accounts) == len(b.accounts) == 1:
        return True
    for total in totals:  # where what costs little is not enough, what it is
        asked = [total(x, y) for x in a.asked for y in b.asked if x.article != y.article]
        if asked and sum(asked) / len(asked) >= rules.threshold * rules.on_the_whole:
            return True
        if NEVER in asked:
            return False
    return False


def may_tell_again(a: Group, b: Group) -> bool:
    """Whether each article that stands in both groups may tell one act in both places."""
    return all(may_be_again(x, y) for x in a.accounts for y in b.accounts if x.article == y.article)


def join(a: Group, b: Group) -> tuple[Group, list[Account]]:
    """Both groups as one, which is the larger of them, and who is new in it; the interval is what both have in common."""
    told = a.told or b.told
    if a.told and b.told:
        told = (max(a.told[0], b.told[0]), min(a.told[1], b.told[1]))
        told = told if told[0] <= told[1] else a.told  # days that lie a permitted gap apart
    towns = {m.town.name: m for m in a.towns + b.towns if m.town}
    large, small = (a, b) if len(a.accounts) >= len(b.accounts) else (b, a)
    large.accounts += small.accounts
    large.articles |= small.articles
    large.told, large.towns = told, list(towns.values())
    large.asked = sorted(a.asked + b.asked, key=lambda m: m.id)[:SAMPLE]
    return large, small.accounts


def event_id(group: Sequence[Account]) -> str:
    """An id that stays when later articles tell of the same event: that of the account printed first."""
    some = [a for a in group if not a.is_echo] if len(group) > 1 else group
    first = min(some, key=lambda a: (a.printed or 0, a.id))
    ids = [c.id for c in first.claims if not c.is_echo] or [c.id for c in first.claims]
    return "E-" + hashlib.sha256(f"{first.article}|{min(ids)}".encode()).hexdigest()[:16]
