"""Where did they say it? The reports of an article go in; acts between two states that met are placed where they met.

"During Modi's visit to Mauritius … the two upgraded their ties" → in Mauritius, which the second clause does not say.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from sayso.model import Place, Report, When

JOINT = ("AGREE", "SUPPORT", "COOPERATE", "CONSULT", "AID", "CONCEDE", "REQUEST")
DONE = ("happened", "ongoing")
MEETINGS = ("consult.visit", "consult.host", "consult.meet", "consult.negotiate")
WHY = "where they met"
WHEN = "when they met"
LATELY = timedelta(days=3)


def placed(reports: Sequence[Report], met: Sequence[Report]) -> list[Report]:
    """The reports, those of acts between parties that met, and told without a place, with the place of the meeting."""
    return [replace(r, where=where, why={**r.why, "where": where.why}) if (where := scene(r, met)) is not None else r for r in reports]


def timed(reports: Sequence[Report], met: Sequence[Report]) -> list[Report]:
    """The reports, those of acts between parties that met, and told without a day, with the days of the meeting."""
    return [replace(r, when=when) if (when := time_met(r, met)) is not None else r for r in reports]


def time_met(r: Report, met: Sequence[Report]) -> When | None:
    """The days of the one meeting of a report's parties that ended when or just before the article was printed."""
    if r.code.type not in JOINT or r.status not in DONE or r.background or r.when is None or r.when.span is not None:
        return None
    days = [m.when for m in met if m.when is not None and m.when.span is not None and is_meeting(m) and are_those_who_met(r, m)]
    if len({(w.start, w.end) for w in days}) != 1 or r.when.start - days[0].end > LATELY:
        return None
    return replace(days[0], span=None, why=f"{days[0].why}; {WHEN}")


def scene(r: Report, met: Sequence[Report]) -> Place | None:
    """The place of the one meeting of a report's parties; none where they met in several."""
    if r.where is not None or r.code.type not in JOINT or r.status not in DONE or r.background:
        return None
    found = {(m.where.country, m.where.name): m.where for m in met if m.where is not None and is_meeting(m) and are_those_who_met(r, m)}
    if len({country for country, _ in found}) != 1:
        return None
    where = next(iter(found.values()))
    return replace(where, why=f"{where.why}; {WHY}")


def is_meeting(m: Report) -> bool:
    """Whether a report tells of a meeting that took place."""
    return m.concept in MEETINGS and m.status in DONE and not m.background


def are_those_who_met(r: Report, m: Report) -> bool:
    """Whether all parties of an act are of the states, or of the one body, that met."""
    mine, theirs = countries(r), countries(m)
    return bool(mine) and mine <= theirs and (len(mine) > 1 or mine == theirs)


def countries(r: Report) -> set[str]:
    """The countries of both sides."""
    return {p.known.country for p in (*r.actors, *r.recipients) if p.known.country}
