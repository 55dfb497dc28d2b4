"""When it was: an expression of time and the day the article was published go in, an interval of days comes out.

"ieri" in an article of 30 December 2022 → 2022-12-29..2022-12-29, precision ``day``, why "1 day before publication (2022-12-30)".

Nothing is guessed: where the expression needs a day that is not known (no publication date, no earlier date to hang on), the
answer is ``None``; so it is where only one end is known ("before 2000", "after Friday" said ahead of it). Weeks run from Monday to
Sunday and belong to the month and year that their Thursday lies in; seasons are the meteorological ones.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from sayso.model import TimeMention, When
from sayso.resolve.dates.calendar import monday, month_after, moved, shifted, weekend, weeks
from sayso.resolve.dates.frame import Days, Frame, Value
from sayso.resolve.dates.named import of_date, of_decade, of_feast, of_month, of_season, of_year
from sayso.resolve.dates.relative import (
    of_anaphor,
    of_clock,
    of_daypart,
    of_nth,
    of_offset,
    of_relday,
    of_unit,
    of_vague,
    of_weekday,
    of_window,
)

OWN_BOUNDS = ("span", "lasting")


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
