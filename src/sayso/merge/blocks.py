"""Which accounts are compared at all: those that share a key of a day. Cost grows with the accounts, not with their pairs.

In: an account. Out: its days, and its keys (type family × country × country, town, party, number, name, passage). In a block that is
crowded each account is compared with the nearest few, in an order that depends on what they say and never on when they came.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from hashlib import blake2b
from itertools import combinations, product

from sayso.merge.accounts import ECHO, LATE, Account, is_echo
from sayso.merge.passages import KEPT, sketch
from sayso.merge.rules import Rules

Key = tuple[object, ...]
LONGEST, MONTHS = 62, 90  # days: a longer interval is looked up by month and by its parties' names only
MANY_NAMES = 6
MARK = 8  # bytes


def days(account: Account, rules: Rules) -> range:
    """The days on which it may have happened."""
    if account.told and account.told[1] - account.told[0] < LONGEST:
        last = max(account.told[1], account.printed or 0) if account.is_late else account.told[1]
        return range(account.told[0] - rules.gap_days - LATE * account.is_late, last + rules.gap_days + 1)
    if account.told or account.printed is None:
        return range(0)
    late = rules.print_days if account.is_plan else 0
    return range(account.printed - rules.print_days, account.printed + late + 1)


def months(account: Account) -> range:
    """The months in which it may have happened, as negative numbers; for accounts with parties that have names."""
    span = account.told or ((account.printed, account.printed) if account.printed is not None else None)
    if span is None or not (account.actor_names or account.recipient_names) or span[1] - span[0] >= MONTHS:
        return range(0)
    return range(-(span[1] // 31) - 1, -(span[0] // 31))


@lru_cache(maxsize=KEPT)
def keys(account: Account, is_month: bool) -> tuple[Key, ...]:
    """What it may share with another account of that unit, each once."""
    return tuple(dict.fromkeys(found(account, is_month)))


def found(account: Account, is_month: bool) -> Iterator[Key]:
    """The keys one by one."""
    for family in account.families:
        plan = (family, account.is_plan)
        for name in (*account.actor_names, *account.recipient_names):
            yield (*plan, "who", name)
        if is_month:
            continue
        if account.town:
            yield (*plan, "town", account.town.name)
        for c in account.counts:
            yield (*plan, *c)
        for name in account.names[:MANY_NAMES]:
            yield (*plan, "name", name)
        for number in sketch(account.words):
            yield (*plan, "passage", number)
        if not account.is_vague:
            yield from ((*plan, "sides", *sides) for sides in pairs_of_sides(account))


def pairs_of_sides(account: Account) -> set[tuple[str, ...]]:
    """Countries of both sides; of one where the other is not told; the place where neither is."""
    if account.actors and account.recipients:
        return {tuple(sorted((x, y))) for x in account.actors for y in account.recipients} | {(x,) for x in account.actors + account.recipients}
    return {(x,) for x in account.actors + account.recipients or ((account.country,) if account.country else ())}


def near(key: Key, block: Sequence[Account], rules: Rules) -> Iterator[tuple[Account, Account]]:
    """The pairs of a block: all of a small one, in a crowded one each with its next few. Countries alone bring nobody together in a crowd."""
    if key[2] == "sides" and is_blank(key, [a.id for a in block], rules):
        return
    for a, b in neighbours(block, rules.neighbours):
        if a.article != b.article:
            yield (a, b) if a.id < b.id else (b, a)


def neighbours(block: Sequence[Account], n: int) -> Iterator[tuple[Account, Account]]:
    """Those of a block who stand near each other, no two echoes; an echo, or an account of a month, pushes nobody away."""
    echoes = [a for a in block if a.id.startswith(ECHO)]  # asked millions of times
    firm = [a for a in block if not a.is_echo] if echoes else block
    if len(firm) <= n + 1:  # all with all, whatever the order
        yield from combinations(firm, 2)
        yield from product(echoes, firm)
        return
    vague = sorted([a for a in firm if a.is_vague], key=order)
    many = sorted([a for a in firm if not a.is_vague] if vague else firm, key=order)
    for some in (many, vague):
        yield from ((a, b) for i, a in enumerate(some) for b in some[i + 1:i + 1 + n])
    for a in (*echoes, *vague):
        at = bisect_left(many, order(a), key=order)
        yield from ((a, b) for b in many[max(0, at - n):at + n])


def may_part(key: Key, size: int, rules: Rules) -> bool:
    """Whether newcomers to a block of this size can push others out of each other's reach."""
    return size > (min(rules.rare, rules.neighbours + 1) if key[2] == "sides" else rules.neighbours + 1)


def is_blank(key: Key, names: Sequence[str], rules: Rules) -> bool:
    """Whether a block of these accounts brings nobody together."""
    return len(names) < 2 or (key[2] == "sides" and len(names) > rules.rare and sum(not is_echo(n) for n in names) > rules.rare)


@lru_cache(maxsize=KEPT)
def order(account: Account) -> tuple[str, ...]:
    """Accounts that say alike stand next to each other."""
    return (account.town.name if account.town else "", account.names[0] if account.names else "", min(account.around, default=""), account.id)


def blocks(accounts: Iterable[Account], is_month: bool, of: Iterable[Account]) -> dict[Key, list[Account]]:
    """The blocks of one day or month in which some of the accounts stand."""
    out: dict[Key, list[Account]] = {key: [] for a in of for key in keys(a, is_month)}
    for a in accounts:
        for key in keys(a, is_month):
            if (block := out.get(key)) is not None:
                block.append(a)
    return out


def mark(key: Key) -> bytes:
    """Eight bytes that stand for a key in a file."""
    return blake2b(repr(key).encode(), digest_size=MARK).digest()


@lru_cache(maxsize=KEPT)
def crowds(account: Account) -> frozenset[Key]:
    """The crowds it stands in: accounts of one type and pair of countries that were printed on one day."""
    return frozenset((family, account.is_plan, *sides, account.printed) for family in account.families for sides in pairs_of_sides(account))
