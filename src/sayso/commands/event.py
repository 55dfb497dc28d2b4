"""``sayso event``: one event of a project file, with who tells it, from how many origins, and why.

In: ``news.sayso``. Out: lines for people, or the merged record as JSON.

``sayso event news.sayso``
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any

import typer

from sayso.errors import SaysoError
from sayso.export import standard_output
from sayso.store import events, merging, reading, writing
from sayso.store.opening import told
from sayso.store.saving import Book
from sayso.store.versions import versions

app = typer.Typer()
Record = dict[str, Any]


@app.command()
def event(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A project file, made by: sayso code PATH --to FILE", show_default=False)],
    ident: Annotated[str | None, typer.Argument(metavar="[ID]", show_default=False, help="Which event; else the one that most outlets tell.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="The merged record (docs/output.md).")] = False,
) -> None:
    """Show one event with its origins. What is contested, each origin's chain, and why they are counted as they are.

    \b
    Examples:
      sayso event news.sayso
      sayso event news.sayso E-0a1b2c3d4e5f6a7b
    """
    with reading(file) as db, told(file):
        found, reports = chosen(db, ident)
    show(found, reports, as_json)


def show(found: Record, reports: list[Record], as_json: bool = False) -> None:
    """An event on standard output."""
    if as_json:
        standard_output().write(json.dumps(found, ensure_ascii=False) + "\n")
        return
    from sayso.export.event import show as shown  # late: rich would slow `sayso --help` down

    shown(found, reports, standard_output())


@contextmanager
def brief() -> Iterator[Book]:
    """A run written to a project file that is gone afterwards."""
    with TemporaryDirectory() as folder, writing(Path(folder) / "demo.sayso") as db:
        book = Book(db, versions(), ["demo"])
        book.begin()
        yield book


def show_widest(book: Book) -> None:
    """Finish a run, merge it, and show the event that most outlets tell; nothing where there is none."""
    book.finish()
    merging.merge(book.db)
    if book.db.execute("SELECT 1 FROM events").fetchone():
        found, reports = chosen(book.db)
        typer.echo(f"\nOne event, merged from {found['n_outlets']} outlets:\n")
        show(found, reports)


def chosen(db: sqlite3.Connection, ident: str | None = None) -> tuple[Record, list[Record]]:
    """The event with this id, or the one that most outlets tell, as corrected by reviews; and its reports."""
    best: Record | None = None
    for record in events.corrected_events(db):
        if record["event_id"] == ident or (ident is None and (best is None or told_widely(record) > told_widely(best))):
            best = record
    if best is None:
        raise SaysoError(f"no event {ident}; see the ids with: sayso export FILE --to events" if ident else "no event in this file")
    ids = set(best["reports"])
    return best, [r for r in events.corrected_reports(db) if r["report_id"] in ids]


def told_widely(record: Record) -> tuple[int, int, int]:
    """By how many outlets, from how many origins, in how many reports."""
    return record["n_outlets"], record["n_origins"], record["n_reports"]
