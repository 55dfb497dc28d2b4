"""Reports → a table for people: one row an event, the most confident of its reports first.

In: reports. Out: when, who, what, to whom, whether it happened, on whose word, and where it was read. Words from articles are
stripped of control characters; nothing in them is taken for markup.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, TextIO

from sayso.export.plain import cut
from sayso.model import Count, Party, Report, When

if TYPE_CHECKING:
    from rich.table import Table as RichTable
    from rich.text import Text

NARROWEST, WIDEST, WITHOUT_TERMINAL = 80, 160, 120
ROOM_FOR_ARTICLE = 95  # on less, the column of articles would squeeze the others
PARTIES, PATHS, COUNTS = 3, 3, 3  # how many of each a cell shows
UNKNOWN = "–"


class Table:
    """Collects reports and prints the table at the end."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream
        self.reports: list[Report] = []

    def write(self, reports: Sequence[Report]) -> None:
        """Take the reports of one article."""
        self.reports += reports

    def close(self) -> None:
        """Print the table."""
        if self.reports:
            render(self.reports, self.stream)
        self.stream.flush()


def render(reports: Sequence[Report], stream: TextIO) -> None:
    """Print reports as a table to ``stream``, as wide as its terminal."""
    from rich.console import Console

    console = Console(file=stream, width=_width(stream), highlight=False, emoji=False, markup=False)
    is_one = len({r.article.id for r in reports}) == 1
    has_article = not is_one and console.width >= ROOM_FOR_ARTICLE
    rows = events(reports)
    if is_one:
        console.print(heading(rows[0][0]))
    table = _columns(has_article, console.encoding.lower().startswith("utf"))
    for group in rows:
        table.add_row(*cells(group, has_article))
    console.print(table)


def _width(stream: TextIO) -> int:
    if os.environ.get("COLUMNS", "").isdigit():
        wanted = int(os.environ["COLUMNS"])
    elif stream.isatty():
        wanted = os.get_terminal_size(stream.fileno()).columns
    else:
        wanted = WITHOUT_TERMINAL
    return min(max(wanted, NARROWEST), WIDEST)


def _columns(has_article: bool, has_unicode: bool) -> RichTable:
    from rich import box
    from rich.table import Table as RichTable

    table = RichTable(box=box.SIMPLE_HEAD if has_unicode else box.ASCII2, pad_edge=False, show_edge=False, padding=(0, 1, 0, 0))
    table.add_column("date", min_width=10, max_width=13, overflow="fold")
    for name, widest in (("actor", 28), ("what", 32), ("recipient", 28)):
        table.add_column(name, min_width=9, max_width=widest, overflow="fold")
    table.add_column("status", min_width=13, max_width=13, overflow="fold")
    table.add_column("sources", min_width=8, max_width=30, overflow="fold")
    if has_article:
        table.add_column("article", min_width=8, max_width=28, overflow="fold")
    return table


def events(reports: Sequence[Report]) -> list[list[Report]]:
    """Reports grouped by event, in the order of the first of each; the most confident first in its group."""
    groups: dict[str, list[Report]] = {}
    for report in reports:
        groups.setdefault(report.event_id, []).append(report)
    return [sorted(group, key=lambda r: -r.confidence) for group in groups.values()]


def heading(report: Report) -> Text:
    """The article that all rows are from."""
    from rich.text import Text

    a = report.article
    where = ", ".join(cut(x, 60) for x in (a.outlet, a.published.isoformat() if a.published else None) if x)
    return Text.assemble((cut(a.title or a.id, 100), "bold"), (f"  {where}" if where else "", "dim"))


def cells(group: list[Report], has_article: bool) -> list[Text]:
    """The row of one event."""
    best = group[0]
    row = [dated(best.when), parties(best.actors), what(best), parties(best.recipients), status(best), sources(group)]
    return [*row, article(best)] if has_article else row


def _lines(*lines: tuple[str, str]) -> Text:
    """A cell of (words, style) lines; empty ones are left out."""
    from rich.text import Text

    kept = [Text(words, style) for words, style in lines if words]
    return Text("\n").join(kept) if kept else Text(UNKNOWN, "dim")


def dated(when: When | None) -> Text:
    """The days, as short as they can be told: ``2022-12-30``, ``2022-12``, ``2022-12-28..30``."""
    return _lines((days(when.start, when.end), "")) if when else _lines()


def days(start: date, end: date) -> str:
    """An interval of days, short.

    >>> days(date(2022, 12, 1), date(2022, 12, 31)), days(date(2022, 12, 28), date(2022, 12, 30))
    ('2022-12', '2022-12-28..30')
    """
    if start == end:
        return start.isoformat()
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
        return f"{start.year}" if start.year == end.year else f"{start.year}..{end.year}"
    if start.day == 1 and (end + (date(2000, 1, 2) - date(2000, 1, 1))).day == 1:
        last = f"{end:%Y-%m}" if start.year != end.year else f"{end:%m}"
        return f"{start:%Y-%m}" if (start.year, start.month) == (end.year, end.month) else f"{start:%Y-%m}..{last}"
    if start.year == end.year:
        return f"{start}..{end.day:02}" if start.month == end.month else f"{start}..{end:%m-%d}"
    return f"{start}..{end}"


def parties(some: Sequence[Party]) -> Text:
    """Names with their codes, one a line."""
    from rich.text import Text

    lines = [Text.assemble(cut(p.known.name, 40), (f" {coded(p)}" if coded(p) else "", "dim")) for p in some[:PARTIES]]
    if len(some) > PARTIES:
        lines.append(Text(f"and {len(some) - PARTIES} more", "dim"))
    return Text("\n").join(lines) if lines else Text(UNKNOWN, "dim")


def coded(party: Party) -> str:
    """Country and sector, as far as they are known: ``RUS MIL``."""
    return " ".join(cut(x, 12) for x in (party.known.country, party.known.sector) if x)


def what(report: Report) -> Text:
    """Type and mode, the words that name the act, and how many."""
    from rich.text import Text

    code = report.code
    named = Text.assemble((f"{code.type}{f' {code.mode}' if code.mode else ''}", "bold"), " ",
                          (f"“{cut(report.trigger.text, 40)}”", "dim"))
    counts = ", ".join(map(counted, report.counts[:COUNTS]))
    return Text("\n").join([named, Text(counts)]) if counts else named


def counted(count: Count) -> str:
    """``12 killed (Ansa)``."""
    number = f"{count.value:,.0f}" if count.value == round(count.value) else f"{count.value:,g}"
    return f"{number} {count.what}" + (f" ({cut(count.by, 20)})" if count.by else "")


def status(report: Report) -> Text:
    """Whether it happened with the confidence, and how the article holds it."""
    from rich.text import Text

    held = [name for name, is_so in (("hearsay", report.hearsay), ("background", report.background)) if is_so]
    first = Text.assemble((f"{report.status:8}", "" if report.status == "happened" else "italic"), (f" {report.confidence:.2f}", "dim"))
    return Text("\n").join([first, *(Text(name, "dim") for name in held)])


def sources(group: list[Report]) -> Text:
    """Each path from the first speaker to the last relay, and how many reports there are where there are several."""
    paths = list(dict.fromkeys(path for report in group for path in report.sources.paths))
    lines = [(" → ".join(cut(name, 30) for name in path), "") for path in paths[:PATHS]]
    if len(paths) > PATHS:
        lines.append((f"and {len(paths) - PATHS} more", "dim"))
    if len(group) > 1:
        lines.append((f"{len(group)} reports", "dim"))
    return _lines(*lines)


def article(report: Report) -> Text:
    """Where it was read."""
    from rich.text import Text

    a = report.article
    return Text.assemble((f"{cut(a.outlet, 20)}: " if a.outlet else "", "dim"), cut(a.title or a.id, 40))
