"""Reports → a table for people: one row an event, the most confident of its reports first.

In: reports. Out: when, who, what, to whom, whether it happened, on whose word, under the article it was read in. Words from articles are
stripped of control characters; nothing in them is taken for markup.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, TextIO

from rich.text import Text

from sayso.export.plain import cut
from sayso.model import Count, Party, Report, When

if TYPE_CHECKING:
    from rich.table import Table as RichTable

NARROWEST, WIDEST, WITHOUT_TERMINAL = 80, 160, 120
BETWEEN = 2  # columns of space between two columns of the table
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
    """Print reports as a table to ``stream``, as wide as its terminal; a line with each article goes before its rows."""
    from rich.console import Console

    console = Console(file=stream, width=_width(stream), highlight=False, emoji=False, markup=False)
    widths = columns(console.width)
    console.print(_rows([[Text(name, "bold") for name in widths]], widths))
    console.print(("─" if console.encoding.lower().startswith("utf") else "-") * console.width, style="dim")
    for number, group in enumerate(by_article(events(reports))):
        if number:
            console.print()
        console.print(heading(group[0][0]))
        console.print(_rows([cells(event) for event in group], widths))


def _width(stream: TextIO) -> int:
    if os.environ.get("COLUMNS", "").isdigit():
        wanted = int(os.environ["COLUMNS"])
    elif stream.isatty():
        wanted = os.get_terminal_size(stream.fileno()).columns
    else:
        wanted = WITHOUT_TERMINAL
    return min(max(wanted, NARROWEST), WIDEST)


def columns(width: int) -> dict[str, int]:
    """How wide each column is.

    >>> sum(columns(120).values()) + 5 * BETWEEN
    120
    """
    fixed = {"date": 10, "status": 13, "sources": width // 5}
    room = width - sum(fixed.values()) - 5 * BETWEEN
    party = room * 32 // 100
    return {"date": fixed["date"], "actor": party, "what": room - 2 * party, "recipient": party, "status": fixed["status"],
            "sources": fixed["sources"]}


def _rows(rows: list[list[Text]], widths: dict[str, int]) -> RichTable:
    from rich.table import Table as RichTable

    table = RichTable(box=None, show_header=False, pad_edge=False, padding=(0, BETWEEN, 0, 0))
    for width in widths.values():
        table.add_column(width=width, overflow="fold")
    for row in rows:
        table.add_row(*row)
    return table


def by_article(some: list[list[Report]]) -> list[list[list[Report]]]:
    """Events together with others of the same article."""
    groups: dict[str, list[list[Report]]] = {}
    for event in some:
        groups.setdefault(event[0].article.id, []).append(event)
    return list(groups.values())


def events(reports: Sequence[Report]) -> list[list[Report]]:
    """Reports grouped by event, in the order of the first of each; the most confident first in its group."""
    groups: dict[str, list[Report]] = {}
    for report in reports:
        groups.setdefault(report.event_id, []).append(report)
    return [sorted(group, key=lambda r: -r.confidence) for group in groups.values()]


def heading(report: Report) -> Text:
    """The article that the rows below are from."""
    a = report.article
    where = ", ".join(cut(x, 40) for x in (a.outlet, a.published.isoformat() if a.published else None) if x)
    return Text.assemble((cut(a.title or a.id, 100), "bold"), (f"  {where}" if where else "", "dim"))


def cells(group: list[Report]) -> list[Text]:
    """The row of one event."""
    best = group[0]
    return [dated(best.when), parties(best.actors), what(best), parties(best.recipients), status(best), sources(group)]


def _lines(*lines: tuple[str, str]) -> Text:
    """A cell of (words, style) lines; empty ones are left out."""
    kept = [Text(words, style) for words, style in lines if words]
    return Text("\n").join(kept) if kept else Text(UNKNOWN, "dim")


def dated(when: When | None) -> Text:
    """The days, as short as they can be told; the end of an interval on a line of its own."""
    return _lines((days(when.start, when.end).replace("..", "\n.."), "")) if when else _lines()


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
    lines = [Text.assemble(cut(p.known.name, 40), (f" {coded(p)}" if coded(p) else "", "dim")) for p in some[:PARTIES]]
    if len(some) > PARTIES:
        lines.append(Text(f"and {len(some) - PARTIES} more", "dim"))
    return Text("\n").join(lines) if lines else Text(UNKNOWN, "dim")


def coded(party: Party) -> str:
    """Country and sector, as far as they are known: ``RUS MIL``."""
    return " ".join(cut(x, 12) for x in (party.known.country, party.known.sector) if x)


def what(report: Report) -> Text:
    """Type and mode, the words that name the act, and how many."""
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

