"""The calendar: feasts, weeks, months, years and their parts, and how far units lie apart. Nothing here knows an article.

>>> easter(2024), month_after(2022, 12, 2)
(datetime.date(2024, 3, 31), (2023, 2))
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from sayso.resolve.dates.frame import Days

MONTHS = {"month": 1, "quarter": 3, "half": 6}
PARTS_OF_MONTH = {"begin": (1, 10), "mid": (11, 20), "end": (21, 31), "half1": (1, 15), "half2": (16, 31)}
WEEKS = {"week1": 0, "week9": -1}
PARTS_OF_YEAR = {"begin": (1, 3), "mid": (5, 8), "end": (10, 12), "half1": (1, 6), "half2": (7, 12),
                 "quarter1": (1, 3), "quarter2": (4, 6), "quarter3": (7, 9), "quarter4": (10, 12)}
PARTS_OF_DECADE = {"begin": (0, 3), "mid": (4, 6), "end": (7, 9), "half1": (0, 4), "half2": (5, 9)}
PARTS_OF_WEEK = {"begin": (0, 1), "mid": (2, 3), "end": (4, 6)}
# A feast is "12-25", "easter-2" or "11.4.4+1": in November the 4th Thursday (-1 the last) and a day more.
FEAST = re.compile(r"(?:(?P<month>\d+)-(?P<day>\d+)|(?P<easter>easter)|(?P<of>\d+)\.(?P<weekday>\d)\.(?P<nth>-?\d))(?P<more>[+-]\d+)?")


def exists(year: int, month: int, day: int) -> date | None:
    """The date, or ``None`` where the month is too short."""
    return date(year, month, day) if year and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1] else None


def feast_day(feast: str, year: int) -> date:
    """The day of a feast in a year.

    >>> feast_day("easter", 2024), feast_day("11.4.4", 2023)
    (datetime.date(2024, 3, 31), datetime.date(2023, 11, 23))
    """
    m = FEAST.fullmatch(feast)
    if m is None:
        raise ValueError(feast)
    if m["easter"]:
        day = easter(year)
    elif m["of"]:
        day = nth_weekday(year, int(m["of"]), int(m["weekday"]), int(m["nth"]))
    else:
        day = date(year, int(m["month"]), int(m["day"]))
    return day + timedelta(days=int(m["more"] or 0))


def easter(year: int) -> date:
    """Easter Sunday in the Gregorian calendar (the anonymous algorithm, Nature 1876)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    h = (19 * a + b - d - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    i, k = divmod(c, 4)
    n = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * n) // 451
    month, day = divmod(h + n - 7 * m + 114, 31)
    return date(year, month, day + 1)


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """The n-th such weekday of a month, -1 the last."""
    month_days = range(1, monthrange(year, month)[1] + 1)
    on = [d for day in month_days if (d := date(year, month, day)).isoweekday() == weekday]
    return on[nth if nth < 0 else nth - 1]


def month_after(year: int, month: int, n: int) -> tuple[int, int]:
    """Year and month ``n`` months on (or back)."""
    count = year * 12 + month - 1 + n
    return count // 12, count % 12 + 1


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def monday(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.isoweekday() - 1)


def weeks(first: date, last: date) -> list[Days]:
    """The weeks of a longer time: those whose Thursday lies in it (ISO 8601)."""
    thursday = first + timedelta(days=(4 - first.isoweekday()) % 7)
    mondays = (thursday + timedelta(days=k - 3) for k in range(0, (last - thursday).days + 1, 7))
    return [Days(m, m + timedelta(days=6), "week", f"week of {m}") for m in mondays]


def weekend(base: date, n: int, why: str) -> Days:
    """Saturday and Sunday of the week, the one before the last Monday for -1."""
    saturday = monday(base) + timedelta(days=5, weeks=n)
    return Days(saturday, saturday + timedelta(days=1), "days", why)


def months(base: date, size: int, n: int, why: str) -> Days:
    """A month, quarter or half of a year ``n`` such units from a day's own."""
    year, month = month_after(base.year, (base.month - 1) // size * size + 1, n * size)
    return Days(date(year, month, 1), month_end(*month_after(year, month, size - 1)), "month", why)


def years(year: int, unit: str, n: int, why: str) -> Days:
    """A year, decade or century ``n`` units from a year's own."""
    size = {"year": 1, "decade": 10, "century": 100}[unit]
    first = year // size * size + n * size + (1 if unit == "century" else 0)
    return Days(date(first, 1, 1), date(first + size - 1, 12, 31), "year" if size == 1 else "years", why)


def shifted(base: date, unit: str, n: int, why: str) -> Days:
    """The day, or the calendar unit, that lies ``n`` units from a day."""
    if unit in ("hour", "minute"):
        day = base + timedelta(days=int(n / 24)) if unit == "hour" else base
        return Days(day, day, "day", why)
    if unit == "day":
        day = base + timedelta(days=n)
        return Days(day, day, "day", why)
    if unit == "week":
        first = monday(base) + timedelta(weeks=n)
        return Days(first, first + timedelta(days=6), "week", why)
    if unit == "workweek":
        first = monday(base) + timedelta(weeks=n)
        return Days(first, first + timedelta(days=4), "week", why)
    if unit == "weekend":
        return weekend(base, n, why)
    if unit in MONTHS:
        return months(base, MONTHS[unit], n, why)
    return years(base.year, unit, n, why)


def moved(base: date, unit: str, n: int) -> date:
    """The day ``n`` units from a day, on the last day of a month that is too short."""
    if unit in ("hour", "minute"):
        hours = n if unit == "hour" else n / 60
        return base + timedelta(days=int(-(-hours // 24)) if n > 0 else int(hours // 24))
    if unit == "workday":
        return after_workdays(base, n)
    if unit in ("day", "week", "weekend", "workweek"):
        return base + timedelta(days=n * (1 if unit == "day" else 7))
    count = n * {**MONTHS, "year": 12, "decade": 120, "century": 1200}[unit]
    year, month = month_after(base.year, base.month, count)
    return date(year, month, min(base.day, monthrange(year, month)[1]))


def after_workdays(base: date, n: int) -> date:
    """The day so many working days on or back; feasts are not left out."""
    step, day = timedelta(days=1 if n > 0 else -1), base
    for _ in range(abs(n)):
        day += step
        while day.isoweekday() > 5:
            day += step
    return day


def part_of_month(year: int, month: int, part: str | None) -> Days:
    """A whole month, its beginning, middle, end, half or week."""
    last = monthrange(year, month)[1]
    if part in WEEKS:
        return weeks(date(year, month, 1), date(year, month, last))[WEEKS[part]]
    first, to = PARTS_OF_MONTH.get(part or "", (1, 31))
    precision = "days" if part in PARTS_OF_MONTH else "month"
    return Days(date(year, month, first), date(year, month, min(to, last)), precision, f"{part or 'whole'} month")


def part_of_year(year: int, part: str | None) -> Days:
    """A whole year or its beginning, middle, end, half, quarter, first or last week."""
    if part in WEEKS:
        return weeks(date(year, 1, 1), date(year, 12, 31))[WEEKS[part]]
    first, last = PARTS_OF_YEAR.get(part or "", (1, 12))
    return Days(date(year, first, 1), month_end(year, last), "month" if part else "year", f"{part or 'whole'} year")


def part_of_decade(start: int, part: str | None) -> Days:
    """A whole decade, its beginning, middle, end or half."""
    first, last = PARTS_OF_DECADE.get(part or "", (0, 9))
    return Days(date(start + first, 1, 1), date(start + last, 12, 31), "years", "decade")


def part_of_unit(whole: Days, unit: str, part: str | None) -> Days:
    """The part of a week, month or year that is named."""
    if part is None:
        return whole
    if unit == "year":
        return part_of_year(whole.start.year, part)
    if unit == "month":
        return part_of_month(whole.start.year, whole.start.month, part)
    if unit == "decade":
        return part_of_decade(whole.start.year, part)
    first, last = PARTS_OF_WEEK.get(part, (0, 6))
    if unit in ("week", "workweek"):
        return Days(whole.start + timedelta(days=first), whole.start + timedelta(days=last), "days", f"{part} of {whole.why}")
    return whole
