"""Days, weeks, months, quarters and years on an axis: a date and a unit go in, a number that grows by one a period comes out.

>>> at(date(2026, 3, 24), "month") - at(date(2025, 12, 1), "month")
3
>>> fitting(date(2026, 1, 1), date(2026, 12, 31))
'week'
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Literal

Unit = Literal["day", "week", "month", "quarter", "year"]
UNITS: tuple[Unit, ...] = ("day", "week", "month", "quarter", "year")
DAYS = {"day": 1, "week": 7, "month": 30.4, "quarter": 91.3, "year": 365.25}
MANY = 120  # bars of which each can still be pointed at
MONTHS = {"month": 1, "quarter": 3, "year": 12}
GAPS = {"month": (1, 3, 6, 12, 24, 60, 120, 240, 600), "quarter": (1, 2, 4, 8, 20, 40, 80, 200), "year": (1, 2, 5, 10, 20, 50, 100)}


def at(day: date, unit: Unit) -> int:
    """The number of the period that a day lies in."""
    if unit in ("day", "week"):
        return (day.toordinal() - 1) // (7 if unit == "week" else 1)
    return (day.year * 12 + day.month - 1) // MONTHS[unit]


def first_day(period: int, unit: Unit) -> date:
    """The day a period begins; weeks begin on Monday."""
    if unit in ("day", "week"):
        return date.min + timedelta(period * (7 if unit == "week" else 1))
    months = period * MONTHS[unit]
    return date(months // 12, months % 12 + 1, 1)


def fitting(first: date, last: date, many: int = MANY) -> Unit:
    """The finest unit that needs no more than ``many`` bars."""
    days = (last - first).days + 1
    return next((u for u in UNITS if days / DAYS[u] <= many), "year")


def name(period: int, unit: Unit, words: Mapping[str, Any]) -> str:
    """What a person calls a period. ``words``: the calendar of a language."""
    day = first_day(period, unit)
    shape = str(words["dates"][unit])
    return shape.format(day=day.day, month=words["months"][day.month - 1], year=day.year, quarter=(day.month + 2) // 3)


def labels(first: int, last: int, unit: Unit, most: int, words: Mapping[str, Any]) -> list[tuple[int, str]]:
    """(period, what stands under it) for at most about ``most`` marks of an axis."""
    if unit in ("day", "week"):
        return by_day(first, last, unit, most, words)
    gap = next((g for g in GAPS[unit] if (last - first) / g <= most), GAPS[unit][-1])
    is_year = gap * MONTHS[unit] >= MONTHS["year"]
    return [(p, short(p, unit, words, is_year)) for p in range(first, last + 1) if p % gap == 0]


def by_day(first: int, last: int, unit: Unit, most: int, words: Mapping[str, Any]) -> list[tuple[int, str]]:
    """Marks for days and weeks: every so many of them, or at the beginning of months where there are many."""
    size = 7 if unit == "week" else 1
    span = last - first
    gap = next((g for g in ((1, 2) if unit == "week" else (1, 2, 7)) if span / g <= most), None)
    if gap:
        return [(p, short(p, unit, words)) for p in range(first, last + 1) if (p - first) % gap == 0]
    start, end = at(first_day(first, unit), "month"), at(first_day(last, unit), "month")
    months = labels(start, end, "month", most, words)
    placed = [(-(-(first_day(m, "month").toordinal() - 1) // size), text) for m, text in months]
    return [(p, text) for p, text in placed if first <= p <= last]


def short(period: int, unit: Unit, words: Mapping[str, Any], is_year: bool = False) -> str:
    """A few letters for an axis."""
    day = first_day(period, unit)
    if is_year or unit == "year":
        return str(day.year)
    if unit == "quarter":
        return str(words["quarter"]).format(quarter=(day.month + 2) // 3)
    month = str(words["short"][day.month - 1])
    return month if unit == "month" else str(words["short_day"]).format(day=day.day, month=month)
