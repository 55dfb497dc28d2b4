"""What an expression of time is read against, and what comes of it: the records of :mod:`sayso.resolve.dates`.

In: the day of publication and the last day the article told. Out: the day that bare days, or "the same day", hang on; which way to look.

>>> from datetime import date
>>> Frame(date(2022, 12, 30), None, past=True).base
datetime.date(2022, 12, 30)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

Value = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Frame:
    """What an expression is read against: the day of publication, the last date the article told, and which way to look."""

    published: date | None
    anchor: date | None
    past: bool

    @property
    def base(self) -> date | None:
        """The day that bare days and months are nearest to."""
        return self.published or self.anchor

    @property
    def hook(self) -> date | None:
        """The day that "the same day", "that night", "two days later" hang on."""
        return self.anchor or self.published


@dataclass(frozen=True, slots=True)
class Days:
    """An interval of days, both ends included, and how it was reached."""

    start: date
    end: date
    precision: str
    why: str


def direction(value: Value, frame: Frame) -> int:
    """-1 back, 1 forward, 0 within the year of publication."""
    given = value.get("dir")
    return (-1 if frame.past else 1) if given is None else int(given)
