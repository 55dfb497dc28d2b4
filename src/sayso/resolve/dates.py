"""When it was: an expression of time and the day the article was published go in, an interval of days comes out.

"ieri" in an article of 30 December 2022 → 2022-12-29..2022-12-29, precision ``day``, why "1 day before publication (2022-12-30)".

Nothing is guessed: where the expression needs a day that is not known (no publication date, no earlier date to hang on), the
answer is ``None``; so it is where only one end is known ("before 2000", "after Friday" said ahead of it). Weeks run from Monday to
Sunday and belong to the month and year that their Thursday lies in; seasons are the meteorological ones.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from email.utils import parsedate
from typing import Any

from sayso.model import TimeMention, When

Value = Mapping[str, Any]
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}
# How far "the last days, weeks …" reach where no number is given: coders of the gold take five days for "nei giorni scorsi".
REACH = {"hour": 1, "minute": 1, "day": 5, "workday": 5, "week": 28, "workweek": 28, "weekend": 28, "month": 92, "quarter": 366, "half": 731,
         "year": 1096, "decade": 7305, "century": 36525}
MONTHS = {"month": 1, "quarter": 3, "half": 6}
PARTS_OF_MONTH = {"begin": (1, 10), "mid": (11, 20), "end": (21, 31), "half1": (1, 15), "half2": (16, 31)}
WEEKS = {"week1": 0, "week9": -1}
PARTS_OF_YEAR = {"begin": (1, 3), "mid": (5, 8), "end": (10, 12), "half1": (1, 6), "half2": (7, 12),
                 "quarter1": (1, 3), "quarter2": (4, 6), "quarter3": (7, 9), "quarter4": (10, 12)}
PARTS_OF_DECADE = {"begin": (0, 3), "mid": (4, 6), "end": (7, 9), "half1": (0, 4), "half2": (5, 9)}
PARTS_OF_WEEK = {"begin": (0, 1), "mid": (2, 3), "end": (4, 6)}
# A feast is "12-25", "easter-2" or "11.4.4+1": in November the 4th Thursday (-1 the last) and a day more.
FEAST = re.compile(r"(?:(?P<month>\d+)-(?P<day>\d+)|(?P<easter>easter)|(?P<of>\d+)\.(?P<weekday>\d)\.(?P<nth>-?\d))(?P<more>[+-]\d+)?")
OWN_BOUNDS = ("span", "lasting")


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


def interval(mention: TimeMention, published: date | None, anchor: date | None = None, past: bool = True) -> When | None:
    """The days a mention stands for, or ``None`` where they cannot be told.

    ``anchor`` is the date told before in the same passage ("the next day" hangs on it). A day or month without a year is the
    nearest one before publication where ``past``, else the nearest one after it.
    """
    frame = Frame(published, anchor, past)
    found = days(mention.kind, mention.value, frame)
    if found is not None:
        found = bounded(found, mention.value if mention.kind not in OWN_BOUNDS else {}, frame)
    return None if found is None else When(found.start, found.end, found.precision, found.why, mention.span)


def days(kind: str, value: Value, frame: Frame) -> Days | None:
    """The interval of an expression without its "since", "until" …; ``None`` also where the calendar has no such day."""
    try:
        found = KINDS[kind](value, frame)
        return around(found, value["around"]) if found is not None and "around" in value else found
    except (ValueError, OverflowError):
        return None


def bounded(found: Days, value: Value, frame: Frame) -> Days | None:
    """Read "since", "until", "by", "before" and "after" an interval; before the end of a time is up to that end."""
    mod = value.get("mod")
    if mod == "before" and value.get("part") == "end":
        mod = "until"
    if mod == "since" and value.get("part") == "begin" and found.precision not in ("day", "years"):
        found = Days(found.start, found.start, "day", found.why)  # "dall'inizio dell'anno": from its first day
    return MODS[mod](found, frame) if mod in MODS else found


def around(found: Days, unit: str) -> Days:
    """The week or weekend of a day; a weekend reaches as far as the feast it is named after ("Easter weekend", "Labor Day weekend")."""
    first = monday(found.start)
    if unit == "week":
        return Days(first, first + timedelta(days=6), "week", f"week of {found.start}")
    saturday = first + timedelta(days=5 if found.start.isoweekday() > 2 else -2)
    return Days(min(saturday, found.start), max(saturday + timedelta(days=1), found.end), "days", f"weekend of {found.start}")


# A day, a month, a season, a year


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


def exists(year: int, month: int, day: int) -> date | None:
    """The date, or ``None`` where the month is too short."""
    return date(year, month, day) if year and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1] else None


def direction(value: Value, frame: Frame) -> int:
    """-1 back, 1 forward, 0 within the year of publication."""
    given = value.get("dir")
    return (-1 if frame.past else 1) if given is None else int(given)


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


def part_of_month(year: int, month: int, part: str | None) -> Days:
    """A whole month, its beginning, middle, end, half or week."""
    last = monthrange(year, month)[1]
    if part in WEEKS:
        return weeks(date(year, month, 1), date(year, month, last))[WEEKS[part]]
    first, to = PARTS_OF_MONTH.get(part or "", (1, 31))
    precision = "days" if part in PARTS_OF_MONTH else "month"
    return Days(date(year, month, first), date(year, month, min(to, last)), precision, f"{part or 'whole'} month")


def weeks(first: date, last: date) -> list[Days]:
    """The weeks of a longer time: those whose Thursday lies in it (ISO 8601)."""
    thursday = first + timedelta(days=(4 - first.isoweekday()) % 7)
    mondays = (thursday + timedelta(days=k - 3) for k in range(0, (last - thursday).days + 1, 7))
    return [Days(m, m + timedelta(days=6), "week", f"week of {m}") for m in mondays]


def of_season(value: Value, frame: Frame) -> Days | None:
    """A season: three months, winter from December of its year."""
    month = SEASONS[value["season"]]
    year = year_of(value, frame)
    if year is None:
        if frame.published is None:
            return None
        year = nearest_year(value, frame, frame.published, month, 3)
    return Days(date(year, month, 1), month_end(*month_after(year, month, 2)), "season", f"{value['season']} {year}")


def month_after(year: int, month: int, n: int) -> tuple[int, int]:
    """Year and month ``n`` months on (or back)."""
    count = year * 12 + month - 1 + n
    return count // 12, count % 12 + 1


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def of_year(value: Value, frame: Frame) -> Days | None:
    """A year, or a part of it."""
    return part_of_year(int(value["year"]), value.get("part"))


def part_of_year(year: int, part: str | None) -> Days:
    """A whole year or its beginning, middle, end, half, quarter, first or last week."""
    if part in WEEKS:
        return weeks(date(year, 1, 1), date(year, 12, 31))[WEEKS[part]]
    first, last = PARTS_OF_YEAR.get(part or "", (1, 12))
    return Days(date(year, first, 1), month_end(year, last), "month" if part else "year", f"{part or 'whole'} year")


def of_decade(value: Value, frame: Frame) -> Days | None:
    """Ten years, or a part of them."""
    return part_of_decade(value["decade"], value.get("part"))


def part_of_decade(start: int, part: str | None) -> Days:
    """A whole decade, its beginning, middle, end or half."""
    first, last = PARTS_OF_DECADE.get(part or "", (0, 9))
    return Days(date(start + first, 1, 1), date(start + last, 12, 31), "years", "decade")


# Seen from the day of publication


def of_relday(value: Value, frame: Frame) -> Days | None:
    """Yesterday, today, tomorrow."""
    if frame.published is None:
        return None
    day = frame.published + timedelta(days=value["relday"])
    why = f"{value['relday']:+d} days from publication ({frame.published})" if value["relday"] else f"day of publication ({day})"
    return Days(day, day, "day", why)


def of_weekday(value: Value, frame: Frame) -> Days | None:
    """A weekday: the nearest one in the direction looked; "last" and "next" leave out the day of publication."""
    if "relday" in value and frame.published:
        return of_relday(value, frame)
    base = frame.anchor if "next" in value else frame.base
    if base is None:
        return None
    if "weekfar" in value:
        day = far_weekday(value, base)
    else:
        day = weekday_of_week(value, base) if "weekdir" in value else nearest_weekday(value, frame, base)
    return Days(day, day, "day", f"weekday, seen from {base}")


def weekday_of_week(value: Value, base: date) -> date:
    """A weekday of the week before, of this or of the next."""
    return monday(base) + timedelta(days=7 * value["weekdir"] + value["weekday"] - 1)


def far_weekday(value: Value, base: date) -> date:
    """ "Last Friday", "next Friday" where a language means the Friday of another week; a Sunday looks back on the week it ends."""
    own = base + timedelta(days=1) if value["weekfar"] < 0 else base
    return weekday_of_week({"weekdir": value["weekfar"], **value}, own)


def nearest_weekday(value: Value, frame: Frame, base: date) -> date:
    """The weekday before or after ``base``."""
    given = value.get("next", value.get("dir"))
    way = given or (1 if given == 0 else direction(value, frame))
    first = 0 if given in (None, 0) else 1
    steps = (base + timedelta(days=way * k) for k in range(first, first + 7))
    return next(d for d in steps if d.isoweekday() == value["weekday"])


def monday(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.isoweekday() - 1)


def of_offset(value: Value, frame: Frame) -> Days | None:
    """So many units before or after publication: the day, or the calendar week, month or year it falls in."""
    base = frame.published
    if base is None:
        return None
    way, n, unit = value["dir"], value["n"], value["unit"]
    if value.get("mod") == "by":
        end = shifted(base, unit, way * n, "").end if unit in ("hour", "minute") else moved(base, unit, way * n)
        return Days(min(base, end), max(base, end), "days", f"within {n} {unit} of publication ({base})")
    if "weekday" in value and unit == "week":
        return of_weekday({"weekday": value["weekday"], "weekdir": way * n}, frame)
    if unit in ("hour", "minute") and way < 0 and frame.anchor is not None:
        return shifted(frame.anchor, unit, way * n, f"{way * n:+d} {unit} on the day told before ({frame.anchor})")
    more = value.get("to")
    if more and {unit, more["unit"]} <= {"day", "week"}:
        n, unit = n * LENGTH[unit] + more["n"] * LENGTH[more["unit"]], "day"
    return shifted(base, unit, way * n, f"{way * n:+d} {unit} from publication ({base})")


LENGTH = {"day": 1, "week": 7}


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


def months(base: date, size: int, n: int, why: str) -> Days:
    """A month, quarter or half of a year ``n`` such units from a day's own."""
    year, month = month_after(base.year, (base.month - 1) // size * size + 1, n * size)
    return Days(date(year, month, 1), month_end(*month_after(year, month, size - 1)), "month", why)


def weekend(base: date, n: int, why: str) -> Days:
    """Saturday and Sunday of the week, the one before the last Monday for -1."""
    saturday = monday(base) + timedelta(days=5, weeks=n)
    return Days(saturday, saturday + timedelta(days=1), "days", why)


def years(year: int, unit: str, n: int, why: str) -> Days:
    """A year, decade or century ``n`` units from a year's own."""
    size = {"year": 1, "decade": 10, "century": 100}[unit]
    first = year // size * size + n * size + (1 if unit == "century" else 0)
    return Days(date(first, 1, 1), date(first + size - 1, 12, 31), "year" if size == 1 else "years", why)


def of_unit(value: Value, frame: Frame) -> Days | None:
    """The week, weekend, month or year before, this, or after, or a part of it."""
    base, unit = frame.published, value["unit"]
    if base is None:
        return None
    way = value.get("dir")
    if way is None:
        way = -1 if frame.past and unit == "weekend" and base.isoweekday() < 6 else 0
    whole = shifted(base, unit, way, f"{unit} {way:+d} from publication ({base})")
    if "side" in value:
        return side_of(whole, value["side"], base)
    return part_of_unit(whole, unit, value.get("part"))


def side_of(whole: Days, way: int, base: date) -> Days:
    """What of a running week, month or year lies before publication (-1), up to it (0) or after (1)."""
    if way > 0:
        return Days(max(whole.start, min(base, whole.end)), whole.end, "days", f"rest of {whole.why}")
    end = base - timedelta(days=1) if way else base
    return Days(whole.start, min(whole.end, max(whole.start, end)), "days", f"so far of {whole.why}")


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


def of_window(value: Value, frame: Frame) -> Days | None:
    """Several units before or after publication: "in the last days" reaches five days back, "in the last 3 months" three months."""
    base = frame.published
    if base is None:
        return None
    way, unit = value.get("last", value.get("dir", -1)), value["unit"]
    if "n" in value and way:
        return counted_window(base, unit, way * value["n"])
    far, near = timedelta(days=REACH[unit]), timedelta(days=0 if unit in ("hour", "minute") or way == 0 else 1)
    why = f"about {REACH[unit]} days {'after' if way > 0 else 'before'} publication ({base})"
    if way > 0:
        return Days(base + near, base + far, "vague", why)
    return Days(base - far, base - near, "vague", why)


def counted_window(base: date, unit: str, n: int) -> Days:
    """The ``n`` units that end with publication, or follow it."""
    why = f"{n:+d} {unit} from publication ({base})"
    if unit in ("quarter", "half"):
        first, last = shifted(base, unit, min(n, 1), why), shifted(base, unit, max(n, -1), why)
        return Days(first.start, last.end, "days", why)
    far = moved(base, unit, n)
    return Days(far, base, "days", why) if n < 0 else Days(base + timedelta(days=1), far, "days", why)


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


def of_nth(value: Value, frame: Frame) -> Days | None:
    """The n-th day of something that goes on: from its first day to the day of publication."""
    base = frame.published
    if base is None:
        return None
    return Days(base - timedelta(days=value["nth"] - 1), base, "days", f"day {value['nth']} at publication ({base})")


def of_vague(value: Value, frame: Frame) -> Days | None:
    """Lately, soon, now; "in the past" has no bounds."""
    base, ref = frame.published, value["ref"]
    if base is None or ref == "past":
        return None
    if ref == "now":
        return Days(base, base, "day", f"now, at publication ({base})")
    return of_window({"unit": "day", "dir": -1 if ref == "recent" else 1}, frame)


# Within a day, and hanging on what was told before


def of_daypart(value: Value, frame: Frame) -> Days | None:
    """A part of a day: of the day told before, else of the day of publication."""
    base = frame.published if "dir" in value else frame.hook
    if base is None:
        return None
    if value.get("daypart") == "night":
        return night(value, frame, base)
    day = base + timedelta(days=value.get("dir", 0))
    return Days(day, day, "day", f"part of the day {day}")


def night(value: Value, frame: Frame, base: date) -> Days:
    """A night: the one that follows the day told before; else the one before publication, or after it where the text looks ahead."""
    way = value.get("dir")
    ahead = way == 1 or (way == 0 and not frame.past) or (way is None and base == frame.anchor)
    first = base if ahead else base - timedelta(days=1)
    return Days(first, first + timedelta(days=1), "days", f"night seen from {base}")


def of_clock(value: Value, frame: Frame) -> Days | None:
    """An hour alone: of the day told before, else of the day of publication."""
    base = frame.hook
    return None if base is None else Days(base, base, "day", f"an hour of the day {base}")


def of_anaphor(value: Value, frame: Frame) -> Days | None:
    """The same day, the next year, two weeks later: counted from the date told before."""
    base = frame.anchor
    if base is None:
        return None
    way = next((value[k] for k in ("later", "next", "same", "dir") if k in value), 0)
    n, unit = way * value.get("n", 1), value.get("unit", "day")
    if unit in ("day", "week") and "n" in value:
        day = moved(base, unit, n)
        return Days(day, day, "day", f"{n:+d} {unit} from {base}")
    return shifted(base, unit, n, f"{n:+d} {unit} from {base}")


# Counted within or from another time


def of_slice(value: Value, frame: Frame) -> Days | None:
    """Some of the weeks, days, months … of a longer time: "the third week of March", "the first two months of 2021", "the last Friday of May"."""
    whole = days(kind_of(value["to"]), value["to"], frame)
    if whole is None:
        return None
    pieces = pieces_of(whole, value)
    nth, n = value["nth"], value.get("n", 1)
    chosen = pieces[-n:] if nth < 0 else pieces[nth - 1 : nth - 1 + n]
    if len(chosen) < n:
        return None
    return Days(chosen[0].start, chosen[-1].end, chosen[0].precision if n == 1 else "days", f"part of {whole.start}..{whole.end}")


def pieces_of(whole: Days, value: Value) -> list[Days]:
    """The weeks, days, months … that a longer time has."""
    every = [whole.start + timedelta(days=k) for k in range((whole.end - whole.start).days + 1)]
    if "weekday" in value:
        return [Days(d, d, "day", "weekday") for d in every if d.isoweekday() == value["weekday"]]
    unit = value["unit"]
    if unit == "week":
        return weeks(whole.start, whole.end)
    if unit == "weekend":
        return [weekend(d, 0, "weekend") for d in every if d.isoweekday() == 6]
    found = dict.fromkeys(shifted(d, unit, 0, unit) for d in every)
    return [d for d in found if whole.start <= d.start and d.end <= whole.end]


def of_shift(value: Value, frame: Frame) -> Days | None:
    """So long before or after another time: "two weeks before Christmas"; from a day to the day, from a longer time to the unit."""
    at = days(kind_of(value["to"]), value["to"], frame)
    if at is None:
        return None
    n, unit = value["n"] * value["later"], value["unit"]
    if unit in ("year", "decade") and "year" not in value["to"] and {"month", "feast"} & value["to"].keys():
        return None  # "ten years after 11 September": the year is known to all, and not said
    why = f"{n:+d} {unit} from {at.start}"
    if at.precision == "day":
        day = moved(at.start, unit, n)
        return Days(day, day, "day", why)
    return shifted(at.start if n < 0 else at.end, unit, n, why)


def of_lasting(value: Value, frame: Frame) -> Days | None:
    """So long from a day on: "for three days from Monday"."""
    at = days(kind_of(value["to"]), value["to"], frame)
    if at is None:
        return None
    end = moved(at.start, value["unit"], value["n"]) - timedelta(days=1)
    return Days(at.start, max(at.start, end), "days", f"{value['n']} {value['unit']} from {at.start}")


# From … to


def of_span(value: Value, frame: Frame) -> Days | None:
    """From one time to another; what the first lacks (month, year) it takes from the second."""
    end = value["to"]
    if "year" in value and kind_of(end) in ("date", "month"):
        end = {"year": value["year"], **end}
    start = {k: v for k, v in value.items() if k not in ("to", "mod", "daypart", "hour", "minute")}
    last = last_of_span(start, end, frame)
    if last is None:
        return None
    first = first_of_span(start, end, last, frame)
    if first is None or first.start > last.end:
        return None
    precision = first.precision if first.precision == last.precision and first.precision in ("year", "month") else "days"
    return Days(first.start, last.end, plural(precision), f"from … to: {last.why}")


def last_of_span(start: Value, end: Value, frame: Frame) -> Days | None:
    """The end of an interval: a bare weekday is the next one after a beginning that tells its week ("from next Monday to Friday")."""
    if kind_of(start) == "weekday" and kind_of(end) == "weekday" and is_placed(start) and not is_placed(end):
        first = of_weekday(start, frame)
        return None if first is None else of_weekday({"weekday": end["weekday"], "next": 1}, Frame(None, first.end, False))
    if start.get("month") == end.get("month") and start.get("day", 0) > end.get("day", 31):
        year, month = month_after(end.get("year", 0), end["month"], 1)  # "from April 27 to the 3rd": of May
        end = {**end, "month": month, **({"year": year} if "year" in end else {})}
    return days(kind_of(end), end, frame)


def is_placed(weekday: Value) -> bool:
    """Whether a weekday tells its week."""
    return not {"dir", "weekdir", "weekfar"}.isdisjoint(weekday)


def plural(precision: str) -> str:
    """The precision of an interval made of two."""
    return "years" if precision == "year" else precision


def first_of_span(start: Value, end: Value, last: Days, frame: Frame) -> Days | None:
    """The beginning of an interval: within the end's month and year where it names none, never after the end."""
    if kind_of(start) == "date" and "month" not in start:
        return day_before(start["day"], last)
    if "year" not in start and kind_of(start) in ("date", "month"):
        for year in (last.end.year, last.end.year - 1):
            first = days(kind_of(start), {**start, "year": year}, frame)
            if first is not None and first.start <= last.end:
                return first
        return None
    if kind_of(start) == "weekday" and not is_placed(start):
        return day_back(start["weekday"], last)
    return days(kind_of(start), start, frame)


def day_before(day: int, last: Days) -> Days | None:
    """The nearest day of that number up to the end of an interval."""
    for k in range(32):
        d = last.end - timedelta(days=k)
        if d.day == day:
            return Days(d, d, "day", last.why)
    return None


def day_back(weekday: int, last: Days) -> Days:
    """The nearest such weekday before the end of an interval."""
    back = (last.end.isoweekday() - weekday) % 7 or 7
    d = last.end - timedelta(days=back)
    return Days(d, d, "day", last.why)


def kind_of(value: Value) -> str:
    """The kind of one end of an interval, from what it names."""
    order = (("day", "date"), ("feast", "feast"), ("month", "month"), ("season", "season"), ("decade", "decade"), ("year", "year"),
             ("weekday", "weekday"), ("relday", "relday"), ("unit", "unit"))
    return next((kind for key, kind in order if key in value), "date")


# Since, until, by, before, after


def since(found: Days, frame: Frame) -> Days:
    """From a day or a named year on: up to publication. Another unit stays: what began "since last week" began within it."""
    base = frame.published
    if base is None or not (found.precision == "day" or found.why == "whole year") or found.start >= base:
        return found
    return Days(found.start, base, "days", f"since: {found.why}")


def until(found: Days, frame: Frame) -> Days:
    """Up to a day: from publication where that lies ahead; else only the end is known and stands alone."""
    base = frame.published
    if base is None or found.end <= base:
        return found
    return Days(base, found.end, "days", f"until: {found.why}")


def before(found: Days, frame: Frame) -> Days | None:
    """Before a day: from publication where that lies ahead, else without a beginning."""
    if found.start == date.min:
        return None
    base, end = frame.published, found.start - timedelta(days=1)
    return Days(base, end, "days", f"before: {found.why}") if base and end >= base else None


def after(found: Days, frame: Frame) -> Days | None:
    """After a day: up to publication where that lies later, else without an end."""
    if found.end == date.max:
        return None
    base, start = frame.published, found.end + timedelta(days=1)
    return Days(start, base, "days", f"after: {found.why}") if base and start <= base else None


MODS: dict[str | None, Callable[[Days, Frame], Days | None]] = {
    "since": since, "until": until, "by": until, "before": before, "after": after,
}
KINDS: dict[str, Callable[[Value, Frame], Days | None]] = {
    "date": of_date, "feast": of_feast, "month": of_month, "season": of_season, "year": of_year, "decade": of_decade,
    "relday": of_relday, "weekday": of_weekday, "offset": of_offset, "unit": of_unit, "window": of_window, "nth": of_nth,
    "vague": of_vague, "daypart": of_daypart, "clock": of_clock, "anaphor": of_anaphor, "span": of_span,
    "slice": of_slice, "shift": of_shift, "lasting": of_lasting,
}

# The day an article was published, as feeds and pages write it

FORMS = (
    re.compile(r"(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})(?!\d)"),
    re.compile(r"(?P<y>\d{4})(?P<m>\d\d)(?P<d>\d\d)(?!\d{1,3}(?!\d))"),
    re.compile(r"(?P<d>\d{1,2})[-/.](?P<m>\d{1,2})[-/.](?P<y>\d{4})(?!\d)"),
)


def of(text: str) -> date | None:
    """The day in a date as written in metadata (2022-12-30T10:00Z, 20221230, 30/12/2022, Fri, 30 Dec 2022 …), or ``None``.

    >>> of("30.12.2022")
    datetime.date(2022, 12, 30)
    """
    return next(readings(text.strip()), None)


def readings(text: str) -> Iterator[date]:
    """The dates that the forms known here see at the start of a text."""
    for form in FORMS:
        m = form.match(text)
        found = exists(int(m["y"]), int(m["m"]), int(m["d"])) if m else None
        if found:
            yield found
    mail = parsedate(text) or parsedate(f"{text} 00:00")
    day = exists(mail[0], mail[1], mail[2]) if mail and mail[0] >= 1000 else None
    if day:
        yield day
