"""The day an article was published, as feeds and pages write it: text in, a day out.

>>> of("30.12.2022")
datetime.date(2022, 12, 30)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from email.utils import parsedate

from sayso.resolve.dates.calendar import exists

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
