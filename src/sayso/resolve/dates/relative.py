"""Expressions seen from the day of publication, or from the day told before: "ieri", "last week", "due giorni dopo", "that night".

In: the value of an expression and its frame. Out: its days, or ``None`` where the day they hang on is not known.

>>> from datetime import date
>>> of_relday({"relday": -1}, Frame(date(2022, 12, 30), None, True)).start
datetime.date(2022, 12, 29)
"""

from __future__ import annotations

from datetime import date, timedelta

from sayso.resolve.dates.calendar import monday, moved, part_of_unit, shifted
from sayso.resolve.dates.frame import Days, Frame, Value, direction

# How far "the last days, weeks …" reach where no number is given: coders of the gold take five days for "nei giorni scorsi".
REACH = {"hour": 1, "minute": 1, "day": 5, "workday": 5, "week": 28, "workweek": 28, "weekend": 28, "month": 92, "quarter": 366, "half": 731,
         "year": 1096, "decade": 7305, "century": 36525}
LENGTH = {"day": 1, "week": 7}


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
