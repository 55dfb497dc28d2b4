"""Outcomes → what the end of a run says: how much was coded, what was not, and why.

>>> tally = Tally(); tally.add(Skipped("a.txt", "empty")); print(tally.summary())
0 articles coded, 0 reports
  skipped 1: empty (a.txt)
"""

from __future__ import annotations

import re
from collections import Counter

from sayso.model import Skipped
from sayso.run.outcome import Outcome

NAMED = 3  # how many of the skipped are named for each reason
REASONS = 8  # how many reasons are told for dropped rows


class Tally:
    """Counts as a run goes on."""

    def __init__(self) -> None:
        self.articles = self.reports = self.events = self.unsure = 0
        self.skipped: dict[str, list[str]] = {}
        self.dropped: Counter[str] = Counter()
        self.notes: Counter[str] = Counter()

    def add(self, told: Outcome | Skipped, written: int | None = None) -> None:
        """Count one outcome; ``written`` is how many of its reports were sure enough to be written."""
        skipped = told if isinstance(told, Skipped) else told.skipped
        if skipped:
            self.skipped.setdefault(skipped.reason, []).append(skipped.source)
        if isinstance(told, Skipped) or told.skipped:
            return
        written = len(told.reports) if written is None else written
        self.articles += 1
        self.reports += written
        self.unsure += len(told.reports) - written
        self.events += len({r.event_id for r in told.reports})
        self.dropped.update(kind_of(d.reason) for d in told.dropped)
        self.notes.update(told.article.notes)

    @property
    def seen(self) -> int:
        """How many articles and skipped inputs there were."""
        return self.articles + sum(map(len, self.skipped.values()))

    def summary(self) -> str:
        """Several lines for people."""
        events = f" of {_number(self.events, 'event')}" if self.events else ""
        lines = [f"{_number(self.articles, 'article')} coded, {_number(self.reports, 'report')}{events}"]
        if self.unsure:
            lines.append(f"  left out {self.unsure}: confidence below the line drawn with --min-confidence")
        lines += [f"  skipped {len(names)}: {reason} ({_some(names)})" for reason, names in self.skipped.items()]
        lines += [f"  noted {n}: {note}" for note, n in sorted(self.notes.items(), key=lambda x: -x[1])[:REASONS]]
        if self.dropped:
            lines.append(f"  dropped {_number(sum(self.dropped.values()), 'candidate row')}: {self._reasons()}")
        return "\n".join(lines)

    def _reasons(self) -> str:
        told = [f"{n} {reason}" for reason, n in self.dropped.most_common(REASONS)]
        return ", ".join(told) + (" …" if len(self.dropped) > REASONS else "")


def kind_of(reason: str) -> str:
    """A reason without the words and concepts that differ from row to row.

    >>> kind_of("aid.money: no known party"), kind_of("content of 'ha accettato' (agree.accept)")
    ('no known party', 'content of …')
    """
    return re.sub(r"\s*['\"“«(].*", " …", reason.rsplit(": ", 1)[-1])


def _number(n: int, noun: str) -> str:
    return f"{n:,} {noun}{'' if n == 1 else 's'}"


def _some(names: list[str]) -> str:
    more = len(names) - NAMED
    return ", ".join(names[:NAMED]) + (f" and {more} more" if more > 0 else "")
