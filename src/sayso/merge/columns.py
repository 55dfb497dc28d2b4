"""Records as columns and back: many of them are sent to another process this way in a fraction of the time that one by one takes.

In: records of one dataclass with slots, whose fields may hold records of others, one or none or a tuple of them. Out: how many, and a list
for each field, flat, which pickling walks fast; and from these the records again.

>>> from sayso.merge.claims import Where
>>> columns(Where, [Where("text", 3, 9, "ponte")])
(1, ['text'], [3], [9], ['ponte'])
>>> from_columns(Where, columns(Where, [Where("text", 3, 9, "ponte")]))
[Where(field='text', start=3, end=9, text='ponte')]
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import fields
from functools import cache
from itertools import chain, islice, repeat
from operator import attrgetter
from typing import Any

from sayso.merge.accounts import Account, Told
from sayso.merge.claims import Claim, Days, Figure, Spot, Where, Who

ONE, PERHAPS, MANY = "one", "perhaps", "many"
# What the fields hold that are records themselves.
INNER: Mapping[type, Mapping[str, tuple[str, type]]] = {
    Account: {"claims": (MANY, Claim), "town": (PERHAPS, Spot)},
    Claim: {"sentence": (ONE, Where), "trigger": (ONE, Where), "actors": (MANY, Who), "recipients": (MANY, Who), "when": (PERHAPS, Days),
            "where": (PERHAPS, Spot), "counts": (MANY, Figure)},
    Who: {"span": (ONE, Where)}, Days: {"span": (ONE, Where)}, Spot: {"span": (ONE, Where)}, Figure: {"span": (ONE, Where)}, Where: {}, Told: {},
}
Columns = tuple[Any, ...]


@cache
def plan(record: type) -> tuple[tuple[str, attrgetter[Any], str, type], ...]:
    """How to take each field, and what it holds."""
    return tuple((f.name, attrgetter(f.name), *INNER[record].get(f.name, ("", object))) for f in fields(record))


def columns(record: type, some: Sequence[Any], without: Collection[str] = ()) -> Columns:
    """A column for each field; of fields that hold records the columns of these, with how many each has. ``without``: tuples left empty."""
    out: list[Any] = [len(some)]
    for name, taken, how, inner in plan(record):
        if name in without:
            out.append(None)
            continue
        values = list(map(taken, some))
        if how == ONE:
            out.append(columns(inner, values))
        elif how == PERHAPS:
            out.append((bytes([v is not None for v in values]), columns(inner, [v for v in values if v is not None])))
        elif how == MANY:
            out.append((list(map(len, values)), columns(inner, [*chain.from_iterable(values)])))
        else:
            out.append(values)
    return tuple(out)


def from_columns(record: type, some: Columns) -> list[Any]:
    """The records. Field by field: that takes half the time of calling the class of each, which is frozen."""
    whole: list[Any] = list(map(object.__new__, repeat(record, some[0])))
    for (name, _, how, inner), column in zip(plan(record), some[1:], strict=True):
        deque(map(getattr(record, name).__set__, whole, values_of(how, inner, column)), maxlen=0)
    return whole


def values_of(how: str, inner: type, column: Any) -> Iterable[Any]:  # noqa: ANN401
    """The values of one field."""
    if column is None:
        return repeat(())
    if how == ONE:
        return from_columns(inner, column)
    if how == PERHAPS:
        there, whole = column[0], iter(from_columns(inner, column[1]))
        return [next(whole) if is_there else None for is_there in there]
    if how == MANY:
        whole = iter(from_columns(inner, column[1]))
        return [tuple(islice(whole, n)) if n else () for n in column[0]]
    values: Sequence[Any] = column
    return values
