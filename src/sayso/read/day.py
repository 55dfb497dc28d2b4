"""When an article says it was published → a day.

In: what a file gives as its date: ISO text, ``30/12/2022`` (day first), an RFC 2822 header, a number, a ``datetime``. Out: a
``date``, or ``None`` where it cannot be told. The day is the one written there; no time zone is applied.

>>> day("2022-12-30T23:40:00+01:00"), day("30.12.2022"), day("soon")
(datetime.date(2022, 12, 30), datetime.date(2022, 12, 30), None)
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

ISO = re.compile(r"(\d{4})-(\d\d?)-(\d\d?)(?!\d)")
COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:\d{6})?(?:T\d+Z?)?$")
DAY_FIRST = re.compile(r"(\d\d?)[./-](\d\d?)[./-](\d{4})(?!\d)")
MILLISECONDS = 1e11  # a count of seconds this large would lie in the year 5138


def day(value: object) -> date | None:
    """The day that ``value`` names, or ``None``."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    text = str(value)[:100].strip()
    return _written(text) or _counted(text) or _header(text)


def _written(text: str) -> date | None:
    if m := ISO.match(text) or COMPACT.match(text):
        return _date(int(m[1]), int(m[2]), int(m[3]))
    if m := DAY_FIRST.match(text):
        first, second, year = int(m[1]), int(m[2]), int(m[3])
        return _date(year, second, first) or _date(year, first, second)
    return None


def _date(year: int, month: int, of_month: int) -> date | None:
    try:
        return date(year, month, of_month)
    except ValueError:
        return None


def _counted(text: str) -> date | None:
    """Seconds or milliseconds since 1970."""
    try:
        number = float(text)
    except ValueError:
        return None
    if not 1e8 <= number < 1e14:
        return None
    return datetime.fromtimestamp(number / 1000 if number >= MILLISECONDS else number, UTC).date()


def _header(text: str) -> date | None:
    try:
        return parsedate_to_datetime(text).date()
    except (ValueError, IndexError, TypeError):
        return None
