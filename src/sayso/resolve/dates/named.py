"""Expressions that name a day, a month, a season or a year: "il 12 maggio", "Christmas", "l'estate del 2020".

In: the value of an expression and its frame. Out: its days; a year that is not named is the one nearest to publication.

>>> of_year({"year": 2020, "part": "begin"}, Frame(None, None, True)).end
datetime.date(2020, 3, 31)
"""

from __future__ import annotations

from datetime import date, timedelta

from sayso.resolve.dates.calendar import exists, feast_day, month_after, month_end, part_of_decade, part_of_month, part_of_year
from sayso.resolve.dates.frame import Days, Frame, Value, direction
from sayso.resolve.dates.relative import of_relday

SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}


def of_date(value: Value, frame: Frame) -> Days | None:
    """A day of the month, with or without month and year."""
    if "relday" in value and frame.published:
        return of_relday(value, frame)
    if "relmonth" in value and frame.published:
        at = month_after(frame.published.year, frame.published.month, value["relmonth"])
        value = {**value, "year": at[0], "month": at[1]}
    if "month" not in value:
        return day_of_month(value, frame)
    year = year_of(value, frame)
    if year is not None:
        day = date(year, value["month"], value["day"])
        return Days(day, day, "day", "date in the text")
    return nearest_day(value, frame)


def year_of(value: Value, frame: Frame) -> int | None:
    """The year an expression names, in figures or as "last year"; without a publication date the year told before."""
    if "year" in value:
        return int(value["year"])
    if "relyear" in value and frame.published:
        return int(frame.published.year + value["relyear"])
    if frame.published is None and frame.anchor is not None:
        return frame.anchor.year
    return None


def nearest_day(value: Value, frame: Frame) -> Days | None:
    """A day and month without a year: the nearest one, on the weekday that is named with it."""
    if frame.published is None:
        return None
    base, month, day = frame.published, value["month"], value["day"]
    on = [d for y in range(base.year - 8, base.year + 9) if (d := exists(y, month, day))]
    matching = [d for d in on if d.isoweekday() == value.get("weekday") and abs((d - base).days) < 400]
    if matching and "dir" not in value:
        found = min(matching, key=lambda d: abs((d - base).days))
        return Days(found, found, "day", f"nearest such weekday and day to publication ({base})")
    chosen = pick(on, base, direction(value, frame), base.year)
    return None if chosen is None else Days(chosen, chosen, "day", f"nearest such day {side(value, frame)} publication ({base})")


def side(value: Value, frame: Frame) -> str:
    """The direction in words."""
    return {-1: "up to", 1: "from", 0: "in the year of"}[direction(value, frame)]


def pick(days: list[date], base: date, way: int, year: int) -> date | None:
    """The nearest of some days on one side of ``base`` (the day itself included), or the one in ``year``."""
    if way == 0:
        return next((d for d in days if d.year == year), None)
    if way < 0:
        return max((d for d in days if d <= base), default=None)
    return min((d for d in days if d >= base), default=None)


def day_of_month(value: Value, frame: Frame) -> Days | None:
    """A day without month ("sabato 14", "lo scorso 12"): the nearest such day, on its weekday where one is named."""
    base = frame.base
    if base is None:
        return None
    way = -1 if direction(value, frame) <= 0 else 1
    for k in range(400):
        d = base + timedelta(days=way * k)
        if d.day == value["day"] and value.get("weekday") in (None, d.isoweekday()):
            return Days(d, d, "day", f"nearest such day {'up to' if way < 0 else 'from'} {base}")
    return None


def of_feast(value: Value, frame: Frame) -> Days | None:
    """A feast, on a fixed day or on one that moves."""
    year = year_of(value, frame)
    if year is not None:
        day = feast_day(value["feast"], year)
        return Days(day, day, "day", "feast in the text")
    base = frame.published
    if base is None:
        return None
    way = direction(value, frame)
    on = [feast_day(value["feast"], y) for y in range(base.year - 2, base.year + 3)]
    chosen = pick([d for d in on if d != base] if value.get("dir") else on, base, way, base.year)
    return None if chosen is None else Days(chosen, chosen, "day", f"nearest such feast {side(value, frame)} publication ({base})")


def of_month(value: Value, frame: Frame) -> Days | None:
    """A month, or a part of it."""
    year = year_of(value, frame)
    if year is None:
        if frame.published is None:
            return None
        year = nearest_year(value, frame, frame.published, value["month"], 1)
    return part_of_month(year, value["month"], value.get("part"))


def nearest_year(value: Value, frame: Frame, base: date, month: int, length: int) -> int:
    """The year of the nearest period of ``length`` months that begins with ``month``; "last" and "next" leave out the present one."""
    start, now, way = month, base.month, direction(value, frame)
    if way == 0:
        return base.year
    running = any((start - 1 + k) % 12 + 1 == now for k in range(length))
    begun = base.year if start <= now else base.year - 1
    if way < 0:
        return begun - (1 if running and value.get("dir") == -1 else 0)
    return begun if running and value.get("dir") is None else begun + 1


def of_season(value: Value, frame: Frame) -> Days | None:
    """A season: three months, winter from December of its year."""
    month = SEASONS[value["season"]]
    year = year_of(value, frame)
    if year is None:
        if frame.published is None:
            return None
        year = nearest_year(value, frame, frame.published, month, 3)
    return Days(date(year, month, 1), month_end(*month_after(year, month, 2)), "season", f"{value['season']} {year}")


def of_year(value: Value, frame: Frame) -> Days | None:
    """A year, or a part of it."""
    return part_of_year(int(value["year"]), value.get("part"))


def of_decade(value: Value, frame: Frame) -> Days | None:
    """Ten years, or a part of them."""
    return part_of_decade(value["decade"], value.get("part"))
