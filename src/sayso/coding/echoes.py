"""What a coder saw and made no row of → echoes: reports that are no event by themselves, and count where another article tells it.

In: the reports of an article, and those that were left out with the reason. Out: the latter, each once, with the one town and the one day
that the article tells, where their own sentence tells none; ``why["echo"]`` has the reason. :mod:`sayso.merge.across` joins them to events.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from sayso.model import BARE_WORD, ONLY_DAY, Argument, Place, Report, When
from sayso.resolve import dates, places

ONLY_TOWN = "the only town that the article tells"
LATELY = 7  # days before the print


def echoes(coding: Any, reports: Iterable[Report], apart: Iterable[tuple[Report, str]]) -> Iterator[Report]:  # noqa: ANN401 - a Coding
    """The echoes of an article, none of which it tells anyway."""
    reports = list(reports)
    seen, told = {r.report_id for r in reports}, {r.code.type for r in reports}
    town, day = only_town(coding), only_day(coding)
    for r, reason in apart:
        if r.report_id in seen or (reason == BARE_WORD and r.code.type in told):
            continue
        seen.add(r.report_id)
        why = {**r.why, "echo": reason}
        if town is not None and (r.where is None or r.where.precision == "country"):
            r, why["where"] = replace(r, where=town), town.why
        if day is not None and r.when is not None and r.when.span is None:
            r = replace(r, when=day)
        yield replace(r, why=why)


def only_town(coding: Any) -> Place | None:  # noqa: ANN401
    """The town of an article that tells one."""
    found: dict[str, Place] = {}
    for s in coding.sentences:
        for i in coding.where.towns(s):
            where = places.place(Argument(s.span(i, i + 1), s.i, i, "only_town"), s, coding.actors)
            if where is not None and where.precision in ("point", "city"):
                found.setdefault(where.name, replace(where, why=f"{where.why}; {ONLY_TOWN}"))
    return next(iter(found.values())) if len(found) == 1 else None


def only_day(coding: Any) -> When | None:  # noqa: ANN401
    """The day of an article that tells one, shortly before it was printed."""
    published = coding.article.published
    if published is None:
        return None
    told = (w for t in coding.times.mentions if t.kind != "clock" for w in [dates.interval(t, published, None, past=True)] if w is not None)
    found = {w.start: w for w in told if w.start == w.end and 0 <= (published - w.start).days <= LATELY}
    one = next(iter(found.values())) if len(found) == 1 else None
    return one and replace(one, why=f"{one.why}; {ONLY_DAY}")
