"""``sayso convert``: native records of reports and events in, a file that scripts of the field already read out."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, BinaryIO

import typer

from sayso.errors import SaysoError, Unreadable
from sayso.export.plain import plain

if TYPE_CHECKING:
    from sayso.export.records import Texts, Written

STDIN = "-"
NAMES = "polecat, plover, gdelt, gdelt-more, gdelt-mentions, icews, eventreport, annotations, provenance"

app = typer.Typer()


@app.command()
def convert(
    reports: Annotated[str, typer.Argument(metavar="REPORTS", help="Native reports, JSON Lines; - reads standard input.")],
    form: Annotated[str, typer.Option("--to", metavar="FORM", help=f"One of {NAMES}.")] = "polecat",
    output: Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write here, not to standard output.")] = None,
    events: Annotated[Path | None, typer.Option("--events", metavar="FILE", help="Merged events, JSON Lines; else reports that share an "
                                                "event_id are taken for one event.")] = None,
    texts: Annotated[Path | None, typer.Option("--texts", metavar="PATH", help="The articles: for lengths and the words around a quotation.")] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No summary.")] = False,
) -> None:
    """Write reports in a form that scripts of the field already read.

    What each form cannot hold is told in docs/exports.md; how many events were left out for that is told on stderr.

    \b
    Examples:
      sayso convert reports.jsonl -o events.tsv
      sayso convert reports.jsonl --to gdelt --events events.jsonl -o events.tsv
      sayso code news/ --format jsonl | sayso convert - --to annotations --texts news/ > evidence.jsonld
    """
    from sayso.export.records import FORMS, write

    if form not in FORMS:
        raise typer.BadParameter(f"{form!r} is none of {', '.join(FORMS)}", param_hint="--to")
    inputs = [Path(reports), *filter(None, (events, texts))]
    if output and output.exists() and any(p.is_file() and p.samefile(output) for p in inputs):
        raise typer.BadParameter(f"{output} is also an input", param_hint="-o")
    with ExitStack() as opened:
        told = records(reports, opened)
        merged = records(str(events), opened) if events else None
        written = write(form, output, told, merged, articles(texts) if texts else None)
    end(written, reports, quiet, output)


def records(source: str, opened: ExitStack) -> Iterator[dict[str, Any]]:
    """The records of a file or of standard input, read as they are asked for."""
    from sayso.export import native

    try:
        stream: BinaryIO = sys.stdin.buffer if source == STDIN else Path(source).open("rb")  # noqa: SIM115 - closed with the stack
    except OSError as e:
        raise Unreadable(f"cannot read {source}: {e.strerror or e}") from None
    return native.lines(opened.enter_context(stream), "standard input" if source == STDIN else source)


def articles(path: Path) -> Texts:
    """The articles at a path, on disk until they are asked for."""
    from sayso import languages, read
    from sayso.export.told import Library
    from sayso.model import Article

    found = Library()
    for item in read.read([path], read.Given(None, None, None, languages.available())):
        if isinstance(item, Article):
            found.add(item.id, item.title, item.text)
    return found


def end(written: Written, source: str, quiet: bool, output: Path | None) -> None:
    """The summary and the exit status: 1 where nothing could be written."""
    left = "; ".join(f"{n} × {reason}" for reason, n in written.left_out.items())
    if not written.rows:
        raise SaysoError(f"nothing written: {left}" if left else f"no reports in {source}")
    if not quiet:
        typer.echo(plain(f"{written.rows} rows{f' in {output}' if output else ''}{f'; left out: {left}' if left else ''}"), err=True)
