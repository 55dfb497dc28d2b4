"""The most frequent tags among some events: names, pairs, sources, countries …

In: a connection and a set of events (:mod:`sayso.store.sets`). Out: values and in how many events they are. Of the kinds with very many values
all is held in memory once a state of the file was asked often; then a count is one pass over an array.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, Any

from sayso.store import sets

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

HELD = ("name", "pair", "origin")  # kinds of which most values have too few events for a stored set, and all together very many
OFTEN, BUSY = 8, -1_000_000_000
SOME, MANY_VALUES = 64, 400  # one event in so many: all tags are counted one by one; of kinds of few values most are stored as sets
Counted = list[tuple[str, int]]


@dataclass(frozen=True)
class Held:
    """The values of a kind; ``events`` of all, one value after the other, and where those of each begin."""

    values: list[str]
    starts: NDArray[np.int64]
    events: NDArray[np.int32]

    def most(self, bits: int, limit: int) -> Counted:
        """The most frequent values among some events."""
        import numpy as np  # late: the first page asks for none of this

        there = sets.flags(bits, int(self.events.max(initial=0)) + 1)
        counts = np.add.reduceat(there[self.events], self.starts, dtype=np.int64) if self.values else np.zeros(0, np.int64)
        least = np.partition(counts, -limit)[-limit] if limit < len(counts) else 1
        some = [(-int(counts[i]), self.values[i]) for i in (counts >= max(least, 1)).nonzero()[0]]
        return [(value, -n) for n, value in sorted(some)[:limit]]


def tops(db: sqlite3.Connection, bits: int | None, kinds: Sequence[str], limit: int, state: Sequence[Any]) -> dict[str, Counted]:
    """The most frequent values of each kind among some events; ``None``: among all. ``state``: what changes when the file does."""
    if bits is None:
        return {kind: [(value, n) for n, value in ranked(db, kind, limit)] for kind in kinds}
    arrays = {kind: found for kind in kinds if (found := held(db, kind, state)) is not None}
    few = [kind for kind in kinds if kind not in arrays and bits.bit_count() * (SOME if kind in HELD else MANY_VALUES) <= sets.last(db)]
    counted = told_of(db, bits, few, limit) if few else {}
    return {kind: arrays[kind].most(bits, limit) if kind in arrays else counted[kind] if kind in counted else frequent(db, bits, kind, limit)
            for kind in kinds}


def ranked(db: sqlite3.Connection, kind: str, limit: int = -1) -> Iterator[tuple[int, str]]:
    """The tags of a kind and how many events have each, most first."""
    yield from db.execute("SELECT n, value FROM tags WHERE kind = ? AND n > 0 ORDER BY n DESC, value LIMIT ?", (kind, limit))


def told_of(db: sqlite3.Connection, bits: int, kinds: Sequence[str], limit: int) -> dict[str, list[tuple[str, int]]]:
    """The most frequent tags of each kind: all tags of few events are counted."""
    counted = db.execute("SELECT g.tag, count(*) AS n FROM json_each(?) j CROSS JOIN tagged g ON g.event = j.value GROUP BY 1 ORDER BY n DESC",
                         (json.dumps(sets.members(bits)),)).fetchall()
    out: dict[str, list[tuple[str, int]]] = {kind: [] for kind in kinds}
    is_open = set(kinds)
    for tag, n in counted:
        kind, value = db.execute("SELECT kind, value FROM tags WHERE tag = ?", (tag,)).fetchone()
        if kind in is_open:
            some = out[kind]
            if len(some) >= limit and n < some[-1][1]:
                is_open.remove(kind)
            else:
                some.append((value, n))
        if not is_open:
            break
    return {kind: sorted(some, key=lambda pair: (-pair[1], pair[0]))[:limit] for kind, some in out.items()}


def frequent(db: sqlite3.Connection, bits: int, kind: str, limit: int) -> list[tuple[str, int]]:
    """The most frequent tags of a kind: those of most events first, whose sets are stored, then those that can still be as frequent."""
    best: list[tuple[int, str]] = []
    rest = 0
    for most, value, packed in db.execute("SELECT t.n, t.value, s.bits FROM tags t LEFT JOIN sets s USING (kind, value) "
                                          "WHERE t.kind = ? AND t.n > 0 ORDER BY t.n DESC, t.value", (kind,)):
        if len(best) == limit and most < -best[-1][0]:
            break
        if packed is None:
            rest = most
            break
        if n := (int.from_bytes(packed, "little") & bits).bit_count():
            best = sorted([*best, (-n, value)])[:limit]
    least = -best[-1][0] if len(best) == limit else 1
    if rest:
        best += db.execute("SELECT -count(*), t.value FROM tags t CROSS JOIN tagged g USING (tag) WHERE t.kind = ? AND t.n BETWEEN ? AND ? "
                           "AND substr(?, g.event + 1, 1) = x'01' AND NOT EXISTS (SELECT 1 FROM sets s WHERE s.kind = t.kind AND s.value = t.value) "
                           "GROUP BY t.tag ORDER BY 1, 2 LIMIT ?", (kind, least, rest, sets.mask(bits), limit))
    return [(value, -n) for n, value in sorted(best)[:limit]]


_reading = Lock()
_held: dict[tuple[Any, ...], Held | int] = {}  # by the state of the file; how often it was asked for, until it is there


def held(db: sqlite3.Connection, kind: str, state: Sequence[Any]) -> Held | None:
    """The events of all values of a kind, in memory, once a state of the file was asked often."""
    if kind not in HELD:
        return None
    key = (*state, kind)
    if _held.setdefault(key, 0) == BUSY:
        with _reading:  # another thread is at it: waiting is quicker than counting beside it
            pass
    there = _held.get(key, 0)
    if isinstance(there, int):
        _held[key] = there + 1
        if there < OFTEN:
            return None
        hold(db, state)
    found = _held.get(key)
    return None if isinstance(found, int) else found


def hold(db: sqlite3.Connection, state: Sequence[Any]) -> None:
    """Read all kinds into memory; of older states of the file nothing is kept."""
    with _reading:
        for key in [key for key in _held if key[:-1] != tuple(state)]:
            _held.pop(key, None)
        missing = [kind for kind in HELD if not isinstance(_held.get((*state, kind)), Held)]
        _held.update({(*state, kind): BUSY for kind in missing})
        _held.update({(*state, kind): read(db, kind) for kind in missing})


def read(db: sqlite3.Connection, kind: str) -> Held:
    """All of a kind, from the file."""
    import numpy as np  # late, as above

    rows = db.execute("SELECT t.value, count(*), group_concat(g.event) FROM tags t CROSS JOIN tagged g USING (tag) WHERE t.kind = ? "
                      "GROUP BY t.tag ORDER BY t.tag", (kind,)).fetchall()  # as text: SQLite lets other threads run while it makes it
    counts = np.array([n for _, n, _ in rows], np.int64)
    events = np.fromstring(",".join([some for _, _, some in rows]), np.int32, sep=",") if rows else np.zeros(0, np.int32)
    return Held([value for value, _, _ in rows], np.cumsum(counts) - counts, events)
