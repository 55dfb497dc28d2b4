"""Merging in several processes: days are linked, and events decided, side by side; the result is that of one process.

In: claims and articles, as :class:`sayso.merge.across.Merger` takes them. Out: the same merger, the same records.

>>> Several(workers=2).merged().to_dict()
[]

What is sent: the accounts of some days without their claims, and later the events with their articles, as bytes that are made one part at a
time. What comes back: links, the groups that no other day can touch any more, records. Few reports are merged in this process: starting
others and sending takes longer than that.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import chain, islice
from pickle import HIGHEST_PROTOCOL as PROTOCOL
from pickle import dumps, loads
from typing import Any, TypeVar

from sayso.merge.accounts import Account, Told
from sayso.merge.across import Best, Merged, Merger, grown, in_favour
from sayso.merge.blocks import Key, days, months
from sayso.merge.claims import shared
from sayso.merge.columns import columns, from_columns
from sayso.merge.decide import event_record
from sayso.merge.likeness import Points
from sayso.merge.rules import Rules
from sayso.run.memory import uncollected
from sayso.run.spread import spread

ENOUGH = 20_000  # accounts: below, one process is as fast
PARTS, LEAST, MOST = 8, 15_000, 100_000  # parts of days to be linked, and the accounts of one, each counted on each of its days
GROUPED = 8_000  # accounts whose events are decided in one go: an article tells of several, which are mostly of one day
MONTH = 31  # days, as in sayso.merge.blocks.months
NONE: Best = (0.0, "", "")
T = TypeVar("T")
Units = Sequence[int]
Links = tuple[bytes, bytes, bytes, list[float]]  # how many links each account has, to whom, which score, and the scores
Done = tuple[list[tuple[int, ...]], list[tuple[int, str, float]]]
Found = tuple[Links, Done, list[tuple[int, float, int, str]]]


@dataclass
class Several(Merger):
    """A :class:`Merger` that links many new accounts in several processes."""

    workers: int = 1

    def _linked(self, touched: Mapping[int, Sequence[Account]], changed: set[str]) -> set[str]:
        if self.workers < 2 or len(self.accounts) < ENOUGH or any(len(new) < len(self.by_unit[unit]) for unit, new in touched.items()):
            return super()._linked(touched, changed)
        parts = parted({unit: len(new) for unit, new in touched.items()})
        full: dict[object, list[Key]] = defaultdict(list)
        for key, names in self.crowds.items():
            if len(names) > self.rules.rare:
                full[key[-1]].append(key)
        some = [list({a.id: a for unit in units for a in touched[unit]}.values()) for units in parts]
        sent = (sent_to_link(self.rules, units, accounts, [k for day in {a.printed for a in accounts} for k in full.get(day, ())])
                for units, accounts in zip(parts, some, strict=True))
        score = dict[float, float]()
        with closing(spread(linked_there, sent, self.workers)) as answers:
            for accounts, found in zip(some, answers, strict=True):
                changed -= self._take(accounts, found, score)
        return changed

    def _take(self, accounts: Sequence[Account], found: Found, score: dict[float, float]) -> set[str]:
        """Keep what a worker has found of some accounts: links, groups, and why; gives the grouped. Equal scores are held once."""
        (sizes, ends, which, scores), (groups, why), best = found
        names = [a.id for a in accounts]
        others, totals = map(names.__getitem__, array("I", ends)), map([score.setdefault(s, s) for s in scores].__getitem__, array("I", which))
        for name, size in zip(names, array("I", sizes), strict=True):
            if size:
                row = dict(zip(islice(others, size), islice(totals, size), strict=True))
                self.links[name] = self.links[name] | row if name in self.links else row
        for group in groups:
            whole = tuple([accounts[p] for p in group])
            for p in group:
                self.home[names[p]] = whole
        self.why.update((names[p], shared((rule, points))) for p, rule, points in why)
        for p, total, q, rule in best:
            self.best[names[p]] = max(self.best.get(names[p], NONE), (total, names[q], rule))
        return {names[p] for group in groups for p in group}


def parted(size: Mapping[int, int]) -> list[Units]:
    """Days and months in parts, each of days that follow one another. A month that is not too large stays whole: its groups can be done there."""
    of_month: dict[int, list[int]] = defaultdict(list)
    for unit in size:
        of_month[unit if unit < 0 else -(unit // MONTH) - 1].append(unit)
    enough = min(MOST, max(LEAST, sum(size.values()) // PARTS))
    whole, rest = list[list[int]](), list[list[int]]()
    for month in sorted(of_month, reverse=True):
        units = sorted(of_month[month])
        if sum(size[u] for u in units) <= 2 * enough:
            whole.append(units)
        else:
            whole += [[u] for u in units if u >= 0]
            rest += [[u] for u in units if u < 0]
    out: list[Units] = []
    part = list[int]()
    for units in (*whole, *rest):
        part += units
        if sum(size[u] for u in part) >= enough:
            out.append(part)
            part = []
    return [*out, part] if part else out


@uncollected()
def sent_to_link(rules: Rules, units: Units, accounts: Sequence[Account], full: Sequence[Key]) -> bytes:
    """Some days for a worker: accounts without their claims, which grouping does not ask for, and the keys of crowds."""
    return dumps((rules, units, columns(Account, accounts, {"claims"}), full), PROTOCOL)


@uncollected()
def linked_there(part: bytes) -> Found:
    """What a worker does with some days: the links of their accounts, the groups that hold no account of other days, and why."""
    rules, units, sent, full = loads(part)
    accounts: list[Account] = from_columns(Account, sent)
    merger = Linking(rules)
    merger.crowds.update(dict.fromkeys(full, [""] * (rules.rare + 1)))
    number = {a.id: n for n, a in enumerate(accounts)}
    here, touched, inner = set(units), defaultdict[int, list[Account]](list), dict[str, None]()
    for a in accounts:
        merger.accounts[a.id] = a
        merger.spans[a.id] = days(a, rules), months(a)
        mine = [*chain(*merger.spans[a.id])]
        if here.issuperset(mine):
            inner[a.id] = None
        for unit in here.intersection(mine):
            merger.by_unit[unit].append(a.id)
            touched[unit].append(a)
    for unit in sorted(touched):
        merger._link(unit, touched[unit])
    done = finished(merger, inner, number)
    grouped = {p for group in done[0] for p in group}
    return flat(merger, number), done, [(p, total, number[other], rule) for name, (total, other, rule) in merger.best.items()
                                        if (p := number[name]) not in grouped]


@dataclass
class Linking(Merger):
    """A :class:`Merger` that notes the best link of each account with its rules, so that they are not worked out twice."""

    def _link_pair(self, a: Account, b: Account, points: Points, total: float) -> None:
        super()._link_pair(a, b, points, total)
        for x, y in ((a, b), (b, a)):
            if (total, y.id) > self.best.get(x.id, NONE)[:2]:
                self.best[x.id] = total, y.id, in_favour(points)


def flat(merger: Merger, number: Mapping[str, int]) -> Links:
    """The links of each account: to which numbers, and with which of the scores."""
    sizes, ends, which, scores = array("I"), array("I"), array("I"), dict[float, int]()
    for name in number:
        row = merger.links.get(name, {})
        sizes.append(len(row))
        ends.extend([number[other] for other in row])
        which.extend([scores.setdefault(s, len(scores)) for s in row.values()])
    return sizes.tobytes(), ends.tobytes(), which.tobytes(), [*scores]


def finished(merger: Merger, inner: Mapping[str, None], number: Mapping[str, int]) -> Done:
    """The groups of accounts that only accounts of these days can be linked to, and which rules tie each account to its group."""
    groups, why, seen = list[tuple[int, ...]](), list[tuple[int, str, float]](), set[str]()
    for start in inner:
        if start in seen:
            continue
        part = merger._component(start)
        seen |= part
        if part <= inner.keys():
            for group in grown([merger.accounts[i] for i in sorted(part)], merger.links, merger.rules, (merger._least_total, merger._known_total)):
                groups.append(tuple([number[a.id] for a in group]))
                if len(group) > 1:
                    why += [(number[name], *how) for name, how in merger._whys(group)]
    return groups, why


# ------------------------------------------------------------- deciding and origins


def records(merged: Merged, workers: int = 1) -> Iterator[dict[str, Any]]:
    """The merged records one by one, in the order of :meth:`Merged.records`."""
    if workers < 2 or len(merged.members) < ENOUGH:
        yield from merged.records()
        return
    with closing(spread(decided_there, decisions(merged), workers)) as answers:
        for some in answers:
            with uncollected():
                made: list[dict[str, Any]] = loads(some)
            yield from made


def decisions(merged: Merged) -> Iterator[bytes]:
    """The events with their articles, some at a time, as bytes."""
    some, size = list[tuple[str, tuple[Account, ...], list[str]]](), 0
    for event in merged.by_day():
        some.append(event)
        size += len(event[1])
        if size >= GROUPED:
            yield as_bytes(merged, some)
            some, size = [], 0
    if some:
        yield as_bytes(merged, some)


@uncollected()
def as_bytes(merged: Merged, some: Sequence[tuple[str, tuple[Account, ...], list[str]]]) -> bytes:
    """Some events and the articles that tell of them."""
    accounts = [a for _, group, _ in some for a in group]
    told = [merged.articles[name] for name in dict.fromkeys(a.article for a in accounts) if name in merged.articles]
    return dumps((merged.rules, columns(Told, told), columns(Account, accounts), [(name, len(group), used) for name, group, used in some]), PROTOCOL)


@uncollected()
def decided_there(part: bytes) -> bytes:
    """What a worker does with some events: their records, as bytes, since to read these with the collector on takes five times as long."""
    rules, told, accounts, some = loads(part)
    articles, each = {a.id: a for a in from_columns(Told, told)}, iter(from_columns(Account, accounts))
    return dumps([event_record(name, tuple(islice(each, n)), articles, rules, used) for name, n, used in some], PROTOCOL)
