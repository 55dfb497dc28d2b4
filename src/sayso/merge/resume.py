"""Merging goes on where a file left it: articles that come, and articles that go, touch only what shares a block with them.

In: a :class:`State`, which fetches accounts, links and blocks when they are asked for; the accounts that are gone and those that are new.
Out: :meth:`Resumed.merged_anew`: the events that changed, as merging everything from scratch would make them.

>>> crowd(("AID", False, "ITA", "MLI", 739_000))
(10739000, ('AID', False, 'ITA', 'MLI', 739000))

A block is one key of one day. Where a block changed, the pairs that it brought about before are compared with those that it brings about
now; the accounts that stand in a crowd which became one, or is none any more, are scored again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from typing import Protocol, TypeVar

from sayso.merge.accounts import Account, Told
from sayso.merge.across import Merged, Merger, Pair
from sayso.merge.blocks import Key, crowds, days, is_blank, keys, may_part, months, near
from sayso.merge.rules import Rules

CROWDS = 10_000_000  # the unit in which the crowds of day 0 are kept: far from every day and month
Place = tuple[int, Key]
K = TypeVar("K")
V = TypeVar("V")


class State(Protocol):
    """What was kept of a merging."""

    def account(self, name: str) -> Account:
        """An account by its id."""

    def links(self, name: str) -> dict[str, float]:
        """The accounts that one is linked to, with the scores."""

    def companions(self, name: str) -> Sequence[str]:
        """The accounts of its event."""

    def block(self, place: Place) -> Sequence[str]:
        """The accounts that have a key on a day."""


class Fetched(dict[K, V]):
    """A table whose rows are fetched when they are first asked for."""

    def __init__(self, fetch: Callable[[K], V]) -> None:
        super().__init__()
        self.fetch = fetch

    def __missing__(self, key: K) -> V:
        """Fetch a row."""
        value = self[key] = self.fetch(key)
        return value

    def get(self, key: K, default: object = None) -> V:
        """The row."""
        return self[key]


class Resumed(Merger):
    """A merging that goes on. Dictionaries of :class:`Merger` are fetched here; they hold the state after the change."""

    def __init__(self, state: State, articles: dict[str, Told], rules: Rules) -> None:
        super().__init__(rules, articles)
        self.state = state
        self.gone: dict[str, Account] = {}
        self.new: dict[str, Account] = {}
        self.come: dict[Place, list[str]] = {}
        self.accounts = Fetched(state.account)
        self.links = Fetched(state.links)
        self.spans = Fetched(lambda name: self._span(self.accounts[name]))
        self.home = Fetched(lambda name: tuple(self.accounts[n] for n in state.companions(name) if n not in self.gone))
        self.crowds = Fetched(lambda key: self._now(crowd(key)))
        self.before = Fetched(state.block)

    def change(self, gone: Sequence[Account], new: Sequence[Account]) -> set[str]:
        """Take accounts away and add others; gives the accounts that were grouped anew."""
        self.gone, self.new = {a.id: a for a in gone}, {a.id: a for a in new}
        touched = dict.fromkeys(place for a in chain(gone, new) for place in self.places(a))
        changed = self._forget() | set(self.new)
        for a in new:
            self.accounts[a.id], self.links[a.id], self.home[a.id] = a, {}, ()
            self.spans[a.id] = self._span(a)
            for place in self.places(a):
                self.come.setdefault(place, []).append(a.id)
        todo, lost = self._compared(p for p in touched if p[0] < CROWDS)
        flipped = set[str]()
        for name, is_rare in self._flipped(p for p in touched if p[0] >= CROWDS):
            flipped.add(name)
            todo |= self._reach(name) if is_rare else {(min(name, n), max(name, n)) for n in self.links[name]}
        return self._group(changed | flipped | self._scored(todo) | self._unlinked(lost))

    def merged_anew(self, names: Iterable[str]) -> Merged:
        """The events of these accounts."""
        return self._merged(self.home[n] for n in sorted(names))

    # ------------------------------------------------------------- what there was and is

    def _span(self, a: Account) -> tuple[range, range]:
        """The days and months in which it is compared."""
        return days(a, self.rules), months(a)

    def places(self, a: Account) -> Iterator[Place]:
        """All blocks and crowds of an account, on all its days."""
        return all_places(a, tuple(chain(*self._span(a))))

    def _now(self, place: Place) -> list[str]:
        """Who has a key on a day after the change."""
        return [n for n in self.before[place] if n not in self.gone] + self.come.get(place, [])

    def _forget(self) -> set[str]:
        """Take away the links of who is gone; gives those who had them, or were of one event with them."""
        changed = set[str]()
        for name in self.gone:
            for other in self.state.links(name):
                if other not in self.gone:
                    self.links[other].pop(name, None)
                    changed.add(other)
            changed |= {n for n in self.state.companions(name) if n not in self.gone}
        return changed

    # ------------------------------------------------------------- pairs

    def _compared(self, touched: Iterable[Place]) -> tuple[set[Pair], set[Pair]]:
        """The pairs that blocks bring about since the change, and those that they brought about before."""
        todo, lost = set[Pair](), set[Pair]()
        for place in touched:
            then, now = self.before[place], self._now(place)
            if is_blank(place[1], then, self.rules) and is_blank(place[1], now, self.rules):
                continue
            after = self._near(place, [self.accounts[n] for n in now])
            if may_part(place[1], max(len(then), len(now)), self.rules):
                old = self._near(place, [self.gone.get(n) or self.accounts[n] for n in then])
                lost |= old - after
                after = {p for p in after if p not in old or self.new.keys() & set(p)}
            else:
                after = {p for p in after if self.new.keys() & set(p)}
            todo |= after
        return todo, lost

    def _near(self, place: Place, block: Sequence[Account]) -> set[Pair]:
        """The pairs of a block that are compared on this day."""
        unit, key = place
        return {(a.id, b.id) for a, b in near(key, block, self.rules) if self._first_day(a, b) == unit}

    def _first_day(self, a: Account, b: Account) -> int | None:
        """The unit in which two are compared; none for those who are gone."""
        return None if any(self.gone.get(x.id) is x for x in (a, b)) else self._meet(a, b)

    def _flipped(self, touched: Iterable[Place]) -> set[tuple[str, bool]]:
        """Who stands in a crowd that was none before, or (``True``) is none any more."""
        rare = self.rules.rare
        return {(n, len(now) <= rare) for place in touched for now in [self._now(place)]
                if (len(self.before[place]) <= rare) != (len(now) <= rare) for n in now if n not in self.new}

    def _reach(self, name: str) -> set[Pair]:
        """All pairs that an account is compared in."""
        a = self.accounts[name]
        found = set[Pair]()
        for place in self.places(a):
            if place[0] < CROWDS and not is_blank(place[1], now := self._now(place), self.rules):
                found |= {p for p in self._near(place, [self.accounts[n] for n in now]) if name in p}
        return found

    def _scored(self, todo: Iterable[Pair]) -> set[str]:
        """Score pairs; gives the accounts whose links changed."""
        changed = set[str]()
        for i, j in sorted(todo):
            total, old = self._total(self.accounts[i], self.accounts[j]), self.links[i].get(j)
            if total == old or (old is None and total < self.rules.threshold):
                continue
            if old is None:
                self.links[i][j] = self.links[j][i] = total
            else:
                self._relink(i, j, total)
            changed |= {i, j}
        return changed

    def _unlinked(self, lost: Iterable[Pair]) -> set[str]:
        """Take links away that no block brings about any more."""
        changed = set[str]()
        for i, j in lost:
            if j in self.links[i] and not self._is_compared(self.accounts[i], self.accounts[j]):
                del self.links[i][j], self.links[j][i]
                changed |= {i, j}
        return changed

    def _is_compared(self, a: Account, b: Account) -> bool:
        """Whether some block of the day on which two meet still brings them together."""
        unit = self._meet(a, b)
        return unit is not None and any(
            (a.id, b.id) in self._near((unit, key), [self.accounts[n] for n in self._now((unit, key))])
            for key in set(keys(a, unit < 0)) & set(keys(b, unit < 0)))


def crowd(key: Key) -> Place:
    """Where a crowd is kept: by its day of print."""
    day = key[-1]
    return CROWDS + (day if isinstance(day, int) else 0), key


def all_places(a: Account, units: Sequence[int]) -> Iterator[Place]:
    """All blocks of an account in some days and months, and its crowds."""
    yield from ((unit, key) for unit in units for key in keys(a, unit < 0))
    yield from map(crowd, () if a.is_echo else crowds(a))
