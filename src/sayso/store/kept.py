"""What a merging leaves in the file, so that the next one goes on from there, also in another process.

In: a connection and the merger. Out: :func:`keep` writes the state of a whole merging; :class:`Kept` fetches from it what
:class:`sayso.merge.resume.Resumed` asks for, and writes down what has changed. Accounts themselves are not stored: they are made anew from
the reports of their article.

Keys are not stored but eight bytes of their digest: two keys of a day with one digest are some 10⁻⁹ likely.
"""

from __future__ import annotations

import sqlite3
import struct
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from sayso.store.saving import as_record

NUMBER = 4  # bytes of an account's number in a block
DIGEST = 8
WIDTH = DIGEST + NUMBER
LINK = struct.Struct("<qd")
RECENT = 8_000  # accounts whose digests are kept: those of a few days
TABLES = ("kept_articles", "kept_accounts", "kept_blocks")
Place = tuple[int, tuple[object, ...]]
TOLD = "SELECT a.id, a.outlet, a.lang, a.published, t.text FROM articles a JOIN texts t ON t.hash = a.hash WHERE a.article = ?"


def keep(db: sqlite3.Connection, merger: Any, event_of: Mapping[str, str], made: Any) -> None:  # noqa: ANN401
    """Write down a whole merging. ``event_of``: account → event."""
    clear(db)
    db.execute("INSERT INTO kept_articles SELECT article, coding FROM current")
    ids: dict[str, int] = dict(db.execute("SELECT id, article FROM current"))
    number = {name: n for n, name in enumerate(sorted(merger.accounts), 1)}
    db.executemany("INSERT INTO kept_accounts VALUES (?, ?, ?, ?, ?)", (
        (n, name, ids[merger.accounts[name].article], event_of.get(name, ""), packed(merger.links.get(name, {}), number))
        for name, n in number.items()))
    db.executemany("INSERT INTO kept_blocks VALUES (?, ?)", blobs(merger, number, made))


def clear(db: sqlite3.Connection) -> None:
    """Forget what was kept."""
    for table in TABLES:
        db.execute(f"DELETE FROM {table}")


def blobs(merger: Any, number: Mapping[str, int], made: Any) -> Iterator[tuple[int, bytes]]:  # noqa: ANN401
    """The blocks of each day and month, and the crowds of each day of print."""

    @lru_cache(maxsize=RECENT)
    def digests(name: str, is_month: bool) -> tuple[bytes, ...]:
        return tuple(map(made.mark, made.keys(merger.accounts[name], is_month)))

    for unit, names in sorted(merger.by_unit.items()):
        yield unit, joined(d + at(number[n]) for n in names for d in digests(n, unit < 0))
    crowds: dict[int, list[bytes]] = {}
    for key, names in merger.crowds.items():
        crowds.setdefault(made.crowd(key)[0], []).extend(made.mark(key) + at(number[n]) for n in names)
    yield from ((unit, joined(entries)) for unit, entries in sorted(crowds.items()))


def joined(entries: Iterable[bytes]) -> bytes:
    """The entries of a unit, sorted."""
    return b"".join(sorted(entries))


def at(number: int) -> bytes:
    """An account's number as it stands in a block."""
    return number.to_bytes(NUMBER, "big")


def packed(links: Mapping[str, float], number: Mapping[str, int]) -> bytes:
    """Links as bytes."""
    return b"".join(LINK.pack(number[n], score) for n, score in sorted(links.items()))


@dataclass
class Kept:
    """The state of a merging in a file; what is fetched stays in memory. ``home``: the articles of accounts."""

    db: sqlite3.Connection
    made: Any
    articles: dict[str, Any] = field(default_factory=dict)
    rows: dict[str, tuple[int, int, str, bytes]] = field(default_factory=dict)  # id → number, article, event, links
    ids: dict[int, str] = field(default_factory=dict)
    accounts: dict[str, Any] = field(default_factory=dict)
    units: dict[int, bytes] = field(default_factory=dict)
    digests: dict[tuple[object, ...], bytes] = field(default_factory=dict)

    # ------------------------------------------------------------- what changed since

    def gone(self) -> list[tuple[int, int]]:
        """Articles that were merged and do not count any more, or were coded anew: number and coding."""
        return self.db.execute("SELECT article, coding FROM kept_articles EXCEPT SELECT article, coding FROM current").fetchall()

    def new(self) -> list[tuple[int, int]]:
        """Articles that count and were not merged."""
        return self.db.execute("SELECT article, coding FROM current EXCEPT SELECT article, coding FROM kept_articles").fetchall()

    def told(self, some: Iterable[tuple[int, int]]) -> list[Any]:
        """The accounts of some articles, by one coding of each."""
        out = []
        for article, coding in some:
            told = self.made.told(*self.db.execute(TOLD, (article,)).fetchone())
            self.articles[told.id] = told
            records = self.db.execute("SELECT record FROM reports WHERE coding = ? ORDER BY n", (coding,))
            out += self.made.accounts_of([self.made.claim_of(as_record(text)) for (text,) in records], {told.id: told})
        return out

    # ------------------------------------------------------------- sayso.merge.resume.State

    def row(self, name: str) -> tuple[int, int, str, bytes]:
        """The row of an account."""
        if name not in self.rows:
            self.rows[name] = self.db.execute("SELECT account, article, event_id, links FROM kept_accounts WHERE id = ?", (name,)).fetchone()
            self.ids[self.rows[name][0]] = name
        return self.rows[name]

    def name(self, number: int) -> str:
        """The id of an account."""
        if number not in self.ids:
            (self.ids[number],) = self.db.execute("SELECT id FROM kept_accounts WHERE account = ?", (number,)).fetchone()
        return self.ids[number]

    def account(self, name: str) -> Any:  # noqa: ANN401
        """An account, made from the reports of its article."""
        if name not in self.accounts:
            article = self.row(name)[1]
            some = self.db.execute("SELECT article, coding FROM kept_articles WHERE article = ?", (article,)).fetchall()
            self.accounts.update({a.id: a for a in self.told(some)})
        return self.accounts[name]

    def links(self, name: str) -> dict[str, float]:
        """The links of an account."""
        return {self.name(n): score for n, score in LINK.iter_unpack(self.row(name)[3])}

    def companions(self, name: str) -> list[str]:
        """The accounts of its event; an echo of none has no other."""
        if not self.row(name)[2]:
            return [name]
        return [n for (n,) in self.db.execute("SELECT id FROM kept_accounts WHERE event_id = ? ORDER BY id", (self.row(name)[2],))]

    def block(self, place: Place) -> list[str]:
        """Who has a key on a day."""
        unit, key = place
        if key not in self.digests:
            self.digests[key] = self.made.mark(key)
        return [self.name(n) for n in numbers(self.entries(unit), self.digests[key])]

    def entries(self, unit: int) -> bytes:
        """All blocks of a unit."""
        if unit not in self.units:
            row = self.db.execute("SELECT entries FROM kept_blocks WHERE unit = ?", (unit,)).fetchone()
            self.units[unit] = row[0] if row else b""
        return self.units[unit]

    # ------------------------------------------------------------- what is written down

    def events(self, names: Iterable[str]) -> set[str]:
        """The events that accounts were of."""
        return {event for n in names if (event := self.row(n)[2])}

    def write(self, resumed: Any, regrouped: Iterable[str], event_of: Mapping[str, str]) -> None:  # noqa: ANN401
        """Write down what has changed. Called after all has been fetched."""
        number = self._numbered(resumed)
        self._write_blocks(resumed, number)
        self.db.executemany("DELETE FROM kept_accounts WHERE account = ?", [(self.row(n)[0],) for n in resumed.gone])
        ids: dict[str, int] = {a.article: self._article(a.article) for a in resumed.new.values()}
        self.db.executemany("INSERT INTO kept_accounts VALUES (?, ?, ?, '', x'')", [(number[n], n, ids[a.article]) for n, a in resumed.new.items()])
        self.db.executemany("UPDATE kept_accounts SET event_id = ?, links = ? WHERE account = ?", [
            (event_of.get(n, ""), packed(resumed.links[n], number), number[n]) for n in sorted(regrouped)])
        self.db.execute("DELETE FROM kept_articles")
        self.db.execute("INSERT INTO kept_articles SELECT article, coding FROM current")

    def _article(self, name: str) -> int:
        return int(self.db.execute("SELECT article FROM articles WHERE id = ?", (name,)).fetchone()[0])

    def _numbered(self, resumed: Any) -> dict[str, int]:  # noqa: ANN401
        """Numbers of all accounts that were fetched, and new ones for those that are new."""
        number = {name: row[0] for name, row in self.rows.items()} | {name: n for n, name in self.ids.items()}
        (last,) = self.db.execute("SELECT ifnull(max(account), 0) FROM kept_accounts").fetchone()
        return number | {name: last + i for i, name in enumerate(sorted(resumed.new), 1)}

    def _write_blocks(self, resumed: Any, number: Mapping[str, int]) -> None:  # noqa: ANN401
        """Take the entries of those who are gone out of their blocks, and put those of the new ones in."""
        out, come = self._by_unit(resumed, resumed.gone, {n: self.row(n)[0] for n in resumed.gone}), self._by_unit(resumed, resumed.new, number)
        for unit in sorted({*out, *come}):
            whole = self.entries(unit)
            less = set(out.get(unit, ()))
            entries = [e for i in range(0, len(whole), WIDTH) if (e := whole[i:i + WIDTH]) not in less]
            self.db.execute("INSERT OR REPLACE INTO kept_blocks VALUES (?, ?)", (unit, joined([*entries, *come.get(unit, ())])))

    def _by_unit(self, resumed: Any, accounts: Mapping[str, Any], number: Mapping[str, int]) -> dict[int, list[bytes]]:  # noqa: ANN401
        found: dict[int, list[bytes]] = {}
        for name, account in accounts.items():
            for unit, key in resumed.places(account):
                found.setdefault(unit, []).append(self.made.mark(key) + at(number[name]))
        return found


def numbers(entries: bytes, digest: bytes) -> Iterator[int]:
    """The accounts that an ordered list of entries has for a digest."""
    start = bisect_left(Rows(entries), digest)
    for i in range(start * WIDTH, len(entries), WIDTH):
        if entries[i:i + DIGEST] != digest:
            return
        yield int.from_bytes(entries[i + DIGEST:i + WIDTH], "big")


@dataclass(frozen=True, slots=True)
class Rows(Sequence[bytes]):
    """The digests of ordered entries."""

    entries: bytes

    def __len__(self) -> int:
        """How many entries."""
        return len(self.entries) // WIDTH

    def __getitem__(self, i: Any) -> Any:  # noqa: ANN401 - asked for single rows only
        """One digest."""
        return self.entries[i * WIDTH:i * WIDTH + DIGEST]
