"""What a page is made from and what it is: :class:`Ask` goes in, :class:`Page` comes out.

A page is data first: its ``.json`` is :attr:`Page.data`, its ``.csv`` the table in it, and the HTML shows both with drawings around.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from sayso.serve.filters import Filters
from sayso.serve.speech import Speech
from sayso.store.browse import Filter

Record = dict[str, Any]


@dataclass(frozen=True)
class Ask:
    """A request as pages see it. ``key``: what the address names, an event or an actor; ``by``: who reviews, if told.

    ``is_alone``: who reviews wants to see the machine's rows as they alone corrected them.
    """

    db: sqlite3.Connection
    query: Mapping[str, Sequence[str]]
    speech: Speech
    key: str = ""
    by: str | None = None
    is_alone: bool = False

    def one(self, name: str, default: str = "") -> str:
        """The value of a parameter; the last of several."""
        some = self.query.get(name)
        return some[-1] if some else default

    def number(self, name: str, default: int, least: int = 1, most: int = 1_000_000) -> int:
        """A whole number from a parameter."""
        text = self.one(name)
        return min(max(int(text), least), most) if text.isascii() and text.isdigit() and len(text) < 9 else default

    @cached_property
    def filters(self) -> Filters:
        """The filter in the address."""
        return Filters.of(self.query)

    @property
    def filter(self) -> Filter:
        """The same for the store."""
        return self.filters.filter


@dataclass
class Page:
    """What comes out. ``table``: the rows of the ``.csv``; ``shown``: what only the HTML needs."""

    template: str
    title: str
    data: Record
    columns: Sequence[str] = ()
    table: Iterable[Sequence[Any]] = ()
    shown: Record = field(default_factory=dict)


def flat_parties(some: Iterable[Mapping[str, Any]]) -> str:
    """Actors or recipients in one cell.

    >>> flat_parties([{"name": "Tass", "country": "RUS", "sector": None}])
    'Tass RUS'
    """
    return "; ".join(" ".join(filter(None, (p["name"], p["country"], p["sector"]))) for p in some)


def flat_counts(some: Iterable[Mapping[str, Any]]) -> str:
    """Numbers in one cell: ``12 killed; 3 injured``."""
    return "; ".join(f"{c['value']:g} {c['what']}" for c in some if c["value"] is not None)


Maker = Callable[[Ask], Page | None]
