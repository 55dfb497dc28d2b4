"""One merged event → what a person reads: what happened, where reports differ, how many origins it has and why.

In: a merged record and its native reports (docs/output.md). Out: lines in two columns, as wide as the stream's terminal, with colours only
there. Words from articles are stripped of control characters; nothing in them is taken for markup.

``show(event, reports, sys.stdout)``
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, TextIO

from rich.text import Text

from sayso.export import chain
from sayso.export.plain import cut
from sayso.export.table import days

Record = Mapping[str, Any]
Row = tuple[Text, Text]
NARROWEST, WIDEST, WITHOUT_TERMINAL = 40, 120, 100
LABEL = 11  # columns
WORDS = 80  # characters of a name, a title or a passage
UNKNOWN = "–"
SLOTS = {"actors": "who", "recipients": "whom", "mode": "how"}


def show(event: Record, reports: Sequence[Record], stream: TextIO) -> None:
    """Print an event to ``stream``."""
    from rich.console import Console

    console = Console(file=stream, width=width(stream), highlight=False, emoji=False, markup=False)
    for head, words in rows(event, reports):
        for n, line in enumerate(words.wrap(console, console.width - LABEL)):
            line.rstrip()
            begin = Text() if n else head
            console.print(Text.assemble(begin, " " * (LABEL - begin.cell_len) if line else "", line), soft_wrap=True)


def width(stream: TextIO) -> int:
    """Columns of the terminal; ``COLUMNS`` where it is set."""
    if os.environ.get("COLUMNS", "").isdigit():
        wanted = int(os.environ["COLUMNS"])
    else:
        wanted = os.get_terminal_size(stream.fileno()).columns if stream.isatty() else WITHOUT_TERMINAL
    return min(max(wanted, NARROWEST), WIDEST)


def rows(event: Record, reports: Sequence[Record]) -> Iterator[Row]:
    """Everything that is shown, a label and its words a row."""
    of = {r["report_id"]: r for r in reports}
    yield label("what"), Text.assemble((" ".join(cut(x, WORDS) for x in (event["type"], event["mode"]) if x), "bold"), "  ", event["status"])
    yield label("who"), parties(event["actors"])
    yield label("whom"), parties(event["recipients"])
    yield label("where"), Text(place(event["where"]) or UNKNOWN)
    yield label("when"), Text(dated(event["when"]) or UNKNOWN)
    yield label("how many"), Text(", ".join(number(n["value"], n["what"]) for n in event["counts"]) or UNKNOWN)
    for slot, values in (event["contested"] or {}).items():
        yield Text("contested", "bold red"), contest(slot, values, of)
    yield from blank()
    yield label("counted"), Text(sums(event), "bold")
    for n, origin in enumerate(sorted(event["origins"], key=lambda o: -len(outlets(o["reports"], of))), 1):
        yield from told_by(Text(f"origin {n}", "bold green"), origin, of)
    for origin in event["denied_by"]:
        yield from told_by(Text("denied by", "bold red"), origin, of)


def label(words: str) -> Text:
    """The name of a row."""
    return Text(words, "dim")


def blank() -> Iterator[Row]:
    """A row between two parts."""
    yield Text(""), Text("")


def sums(event: Record) -> str:
    """The three numbers that are never mixed.

    >>> sums({"n_reports": 14, "n_outlets": 6, "n_origins": 1})
    '14 reports · 6 outlets · 1 origin'
    """
    return " · ".join(f"{event[f'n_{what}s']:,} {what}{'' if event[f'n_{what}s'] == 1 else 's'}" for what in ("report", "outlet", "origin"))


def parties(some: Iterable[Record]) -> Text:
    """Names with their codes."""
    told = [Text.assemble(cut(p["name"], WORDS), (f" {code}" if code else "", "dim"))
            for p in some for code in [" ".join(cut(x, 12) for x in (p["country"], p["sector"]) if x)]]
    return Text(", ").join(told) if told else Text(UNKNOWN, "dim")


def place(where: Record | None) -> str:
    """The place and its country."""
    return ", ".join(cut(x, WORDS) for x in (where["name"], where["country"]) if x) if where else ""


def dated(when: Record | None) -> str:
    """The days."""
    return days(date.fromisoformat(when["from"]), date.fromisoformat(when["to"])) if when else ""


def number(value: float, what: str) -> str:
    """How many of what.

    >>> number(3.0, "killed")
    '3 killed'
    """
    return f"{value:,.0f} {what}" if value == round(value) else f"{value:,g} {what}"


def contest(slot: str, values: Iterable[Record], of: Mapping[str, Record]) -> Text:
    """Each value of a slot and who says it: the sources, then the outlets that name none."""
    says: dict[str, list[str]] = {}
    for v in sorted(values, key=lambda v: v["by"] is None):
        says.setdefault(valued(slot, v["value"]), []).extend([cut(v["by"], WORDS)] if v["by"] else outlets(v["reports"], of))
    return Text("\n").join(Text.assemble((what, "bold"), f" ({', '.join(dict.fromkeys(who)) or UNKNOWN})") for what, who in says.items())


def valued(slot: str, value: Any) -> str:  # noqa: ANN401
    """A value with its slot.

    >>> valued("counts.killed", 3.0), valued("mode", "drone")
    ('3 killed', 'how: drone')
    """
    if slot.startswith("counts."):
        return number(value, slot.removeprefix("counts."))
    return f"{SLOTS.get(slot, slot)}: {cut(str(value), WORDS)}"


def told_by(head: Text, origin: Record, of: Mapping[str, Record]) -> Iterator[Row]:
    """An origin: its chain, the outlets that told it, and the reason."""
    yield from blank()
    yield head, Text(chain.line(paths(origin, of)) or ", ".join(cut(n, WORDS) for n in origin["names"]) or "the outlet's own voice", "bold")
    yield label("told in"), Text(", ".join(outlets(origin["reports"], of)) or UNKNOWN)
    outlet = {r["article"]["id"]: outlet_of(r) for r in of.values()}
    yield label("because"), Text("\n").join(reasons(origin, lambda a: outlet.get(a, cut(a, WORDS))))


def reasons(origin: Record, outlet: Callable[[str], str]) -> Iterator[Text]:
    """Why some articles are one origin, each reason with its outlets; why it is one of its own where no other article is of it."""
    shared: dict[str, list[str]] = {}
    for pair in origin.get("pairs", ()):
        shared.setdefault(pair["why"], []).extend(pair["articles"])
    for why, articles in shared.items():
        yield Text.assemble((cut(why, WORDS), "italic"), f" ({', '.join(dict.fromkeys(map(outlet, articles)))})")
    if not shared:
        yield Text.assemble((cut(origin["why"], WORDS), "italic"), "; no other article has it from there")


def paths(origin: Record, of: Mapping[str, Record]) -> list[list[str]]:
    """The chains that begin with this origin; of two the longer, where it goes on from the other's end."""
    some = [tuple(p) for r in origin["reports"] if r in of for p in of[r]["sources"]["paths"] if p and p[0] in origin["names"]]
    longest = [p for p in dict.fromkeys(some) if not any(q != p and q[: len(p)] == p for q in some)]
    return [list(p) for p in sorted(longest, key=lambda p: (-len(p), p))]


def outlets(ids: Iterable[str], of: Mapping[str, Record]) -> list[str]:
    """The outlets of some reports, in the order of their names."""
    return sorted({outlet_of(of[i]) for i in ids if i in of})


def outlet_of(report: Record) -> str:
    """Who published a report; its article where that is not known."""
    return cut(report["article"]["outlet"] or report["article"]["id"], WORDS)
