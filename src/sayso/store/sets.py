"""Which events have what, a bit an event: so that a filter over 200,000 of them is a few operations on long numbers.

In: a connection. Out: sets of events as ``int``, bit *n* for event *n*; ``a & b`` is what is in both and ``a.bit_count()`` how many there are. Of
each value of a column that few values occur in (:func:`facets`) the set is stored, of a tag where many events have it; the others are read from
``tagged``.

>>> members(0b10010)
[1, 4]
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Tag = tuple[str, str]
COLUMNS = ("type", "status", "quad", "country", "day", "confidence", "n_origins", "reviewed", "contested")
FACETS = ("type", "status", "quad", "at", "month", "conf", "origins", "reviewed", "contested")  # and how the sets of them are called
STEPS = 20  # parts that confidence is cut into
LEAST, SHARE = 500, 400  # a tag's set is stored where as many events, and one in so many, have it


def facets(row: Sequence[Any]) -> list[Tag]:
    """The sets that an event is in by its columns, given in the order of :data:`COLUMNS`.

    >>> facets(("ASSAULT", "happened", 4, "UKR", "2024-02-01", 0.53, 2, 0, 1))[3:7]
    [('at', 'UKR'), ('month', '2024-02'), ('conf', '10'), ('origins', '2')]
    """
    kind, status, quad, country, day, confidence, origins, reviewed, contested = row
    values = (kind, status, quad, country, day[:7] if day else None, None if confidence is None else part(confidence), origins, reviewed, contested)
    return [(name, str(value)) for name, value in zip(FACETS, values, strict=True) if value is not None]


def part(confidence: float) -> int:
    """Which part of the scale a confidence is in."""
    return int(confidence * STEPS)


# ------------------------------------------------------------- bits


def of_numbers(numbers: Iterable[int]) -> int:
    """The set of some events."""
    import numpy as np  # late: a tenth of a second that the first page need not pay

    some = np.fromiter(numbers, np.int64)
    flags = np.zeros(int(some.max(initial=0)) + 1, np.bool_)
    flags[some] = True
    return int.from_bytes(np.packbits(flags, bitorder="little").tobytes(), "little")


def members(bits: int) -> list[int]:
    """The events of a set, the lowest first."""
    found: list[int] = flags(bits).nonzero()[0].tolist()
    return found


def flags(bits: int, size: int = 0) -> NDArray[np.uint8]:
    """Ones and zeros, one for each event, of at least ``size`` events."""
    import numpy as np  # late, as above

    return np.unpackbits(np.frombuffer(bits.to_bytes(max(bits.bit_length(), size) // 8 + 1, "little"), np.uint8), bitorder="little")


def mask(bits: int) -> bytes:
    """A byte for each event: 1 where it is in the set. SQLite can look into it: ``substr(?, event + 1, 1) = x'01'``."""
    return flags(bits).tobytes()


def packed(bits: int) -> bytes:
    """As stored."""
    return bits.to_bytes((bits.bit_length() + 7) // 8, "little")


# ------------------------------------------------------------- reading


def stored(db: sqlite3.Connection, kind: str) -> dict[str, int]:
    """All stored sets of a kind."""
    return {value: int.from_bytes(bits, "little") for value, bits in db.execute("SELECT value, bits FROM sets WHERE kind = ?", (kind,))}


def one(db: sqlite3.Connection, kind: str, value: str) -> int:
    """The events that have a value."""
    row = db.execute("SELECT bits FROM sets WHERE kind = ? AND value = ?", (kind, value)).fetchone()
    if row is not None:
        return int.from_bytes(row[0], "little")
    return 0 if kind in FACETS else tagged(db, kind, value)


def tagged(db: sqlite3.Connection, kind: str, value: str) -> int:
    """The events that have a tag, from the tags themselves."""
    return of_numbers(n for (n,) in db.execute(
        "SELECT event FROM tagged WHERE tag = (SELECT tag FROM tags WHERE kind = ? AND value = ?)", (kind, value)))


def found(db: sqlite3.Connection, condition: str, *values: Any) -> int:  # noqa: ANN401
    """The events whose row in ``shown`` is so. ``condition``: SQL of ours."""
    return of_numbers(n for (n,) in db.execute(f"SELECT event FROM shown WHERE {condition}", values))


def last(db: sqlite3.Connection) -> int:
    """The highest number of an event."""
    return int(db.execute("SELECT ifnull(max(event), 0) FROM shown").fetchone()[0])


def every(db: sqlite3.Connection) -> int:
    """All events."""
    return found(db, "1")


# ------------------------------------------------------------- writing


def make(db: sqlite3.Connection) -> None:
    """All of them from scratch."""
    db.execute("DELETE FROM sets")
    size = last(db) // 8 + 1
    of: dict[Tag, bytearray] = {}
    for n, *row in db.execute(f"SELECT event, {', '.join(COLUMNS)} FROM shown"):
        for tag in facets(row):
            if tag not in of:
                of[tag] = bytearray(size)
            of[tag][n >> 3] |= 1 << (n & 7)
    for tag, bits in sorted(of.items()):
        put(db, tag, int.from_bytes(bits, "little"))
    for kind, value in db.execute("SELECT kind, value FROM tags WHERE n >= ?", (enough(db),)).fetchall():
        put(db, (kind, value), tagged(db, kind, value))


def change(db: sqlite3.Connection, gone: Mapping[Tag, Sequence[int]], come: Mapping[Tag, Sequence[int]]) -> None:
    """Follow events that went and came."""
    least = enough(db)
    for tag in sorted({*gone, *come}):
        row = db.execute("SELECT bits FROM sets WHERE kind = ? AND value = ?", tag).fetchone()
        if row is not None or tag[0] in FACETS:
            before = int.from_bytes(row[0], "little") if row else 0
            put(db, tag, before & ~of_numbers(gone.get(tag, ())) | of_numbers(come.get(tag, ())))
        elif db.execute("SELECT n FROM tags WHERE kind = ? AND value = ?", tag).fetchone()[0] >= least:
            put(db, tag, tagged(db, *tag))


def put(db: sqlite3.Connection, tag: Tag, bits: int) -> None:
    """Store a set; an empty one is not there."""
    if bits:
        db.execute("INSERT OR REPLACE INTO sets VALUES (?, ?, ?)", (*tag, packed(bits)))
    else:
        db.execute("DELETE FROM sets WHERE kind = ? AND value = ?", tag)


def enough(db: sqlite3.Connection) -> int:
    """How many events a tag must have for its set to be stored."""
    return max(LEAST, last(db) // SHARE)
