"""Commands on a project file: open, sql, search, export, diff, merge, review; and what ``sayso code --to`` does.

In: ``news.sayso``. Out: tables, JSON Lines, CSV, Parquet.

``sayso code news/ --to news.sayso; sayso open news.sayso; sayso export news.sayso --to reports``
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

from sayso import run
from sayso.errors import SaysoError
from sayso.export import standard_output
from sayso.export.plain import plain
from sayso.read import Item
from sayso.run.guard import INTERRUPTED
from sayso.store import reading, writing
from sayso.store.opening import alone, told
from sayso.store.versions import Versions, versions
from sayso.store.writing import Book

app = typer.Typer()

File = Annotated[Path, typer.Argument(metavar="FILE", help="A project file, made by: sayso code PATH --to FILE", show_default=False)]


def save(path: Path, items: Iterable[Item], coder: run.Factory, made_by: Versions, inputs: list[str],
         progress: run.Progress, workers: int) -> tuple[run.Tally, Book, bool]:
    """Code what is not in the file yet and write it there; what was done, the run, and whether Ctrl-C cut it short."""
    run.one_thread()
    tally = run.Tally()
    with alone(path), writing(path) as db, told(path):
        book = Book(db, made_by, inputs, path)
        book.begin()
        with closing(run.run(book.fresh(items), coder, workers)) as outcomes:
            try:
                for one in outcomes:
                    book.save(one)
                    tally.add(one)
                    progress.tell(tally.seen + book.known)
                book.finish()
            except KeyboardInterrupt:
                return tally, book, True
            finally:
                progress.clear()
    return tally, book, False


def code_to(path: Path, items: Iterable[Item], coder: run.Factory, packs: tuple[str, dict[str, str]], inputs: list[str],
            progress: run.Progress, workers: int) -> None:
    """``sayso code … --to FILE``: code, merge, and say what was done."""
    tally, book, is_cut = save(path, items, coder, versions(*packs), inputs, progress, workers)
    if not (tally.articles or book.known or is_cut):
        skipped = "; ".join(line.strip() for line in tally.summary().splitlines()[1:])
        raise SaysoError(f"no article could be coded; {skipped}" if tally.seen else "no articles found")
    if not progress.is_quiet:
        tell([*tally.summary().splitlines(), *([f"  known already: {book.known}"] if book.known else []), f"  saved in {path}"])
    if is_cut:
        tell(["sayso: interrupted; what was done is kept, the same command goes on from here"])
        raise typer.Exit(INTERRUPTED)


def tell(lines: Iterable[str]) -> None:
    """Say it on stderr, without control characters."""
    for line in lines:
        typer.echo(plain(line), err=True)


@app.command()
def export(
    file: File,
    to: Annotated[str, typer.Option("--to", metavar="FORM", help="reports or events; csv or parquet with --table.")] = "reports",
    table: Annotated[str | None, typer.Option("--table", metavar="NAME", help="Which table.", show_default=False)] = None,
    output: Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write here, not to the screen.")] = None,
) -> None:
    """Write what a project file holds: reports, events, or any of its tables.

    \b
    Examples:
      sayso export news.sayso --to reports -o reports.jsonl
      sayso export news.sayso --table articles --to parquet -o articles.parquet
    """
    from sayso.store import reports

    with reading(file) as db, told(file):
        stream = output.open("w", encoding="utf-8") if output else standard_output()
        for record in reports.machine(db):
            stream.write(json.dumps(record, ensure_ascii=False) + "\n")
        stream.flush()
