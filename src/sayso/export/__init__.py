"""Reports → files and screens.

In: reports, as they come. Out: one of ``EXPORTS``, to a file or to standard output.

``with opened("csv", Path("rows.csv")) as out: out.write(reports)``

A new format is one file and one line in ``EXPORTS``.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from pkgutil import resolve_name
from typing import TYPE_CHECKING, Protocol, TextIO

from sayso.errors import Unwritable

if TYPE_CHECKING:
    from sayso.model import Report

__all__ = ["EXPORTS", "SUFFIXES", "Writer", "opened"]


class Writer(Protocol):
    """Something that takes reports, article by article."""

    def write(self, reports: Sequence[Report]) -> None:
        """Take the reports of one article."""

    def close(self) -> None:
        """Write what is held back."""


EXPORTS = {"table": "table.Table", "jsonl": "jsonl.Jsonl", "csv": "csv_.Csv", "parquet": "parquet_.Parquet"}  # loaded when they are used
SUFFIXES = {".txt": "table", ".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", ".parquet": "parquet"}


@contextmanager
def opened(form: str, path: Path | None) -> Iterator[Writer]:
    """A writer to ``path`` or standard output. What it was given is kept even if the block ends in an error."""
    if form == "parquet":
        if path is None:
            raise Unwritable("Parquet needs a file: say -o FILE.parquet")
        yield from _closing(_writer(form, path))
    elif path is None:
        yield from _closing(_writer(form, standard_output()))
    else:
        with _created(path) as stream:
            yield from _closing(_writer(form, stream))


def _writer(form: str, to: TextIO | Path) -> Writer:
    made: Writer = resolve_name(f"sayso.export.{EXPORTS[form]}")(to)
    return made


def _closing(writer: Writer) -> Iterator[Writer]:
    try:
        yield writer
    finally:
        writer.close()


def _created(path: Path) -> TextIO:
    try:
        return path.open("w", encoding="utf-8", newline="")
    except OSError as e:
        raise Unwritable(f"cannot write {path}: {e.strerror or e}") from None


def standard_output() -> TextIO:
    """Standard output as UTF-8, whatever the locale says."""
    if hasattr(sys.stdout, "reconfigure") and not sys.stdout.isatty():
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    return sys.stdout


@contextmanager
def whole(path: Path, newline: str, errors: str = "strict") -> Iterator[TextIO]:
    """A text file that gets its name when it is whole, so that nobody reads half of one."""
    part = path.with_name(f".{path.name}.part")
    try:
        with part.open("w", encoding="utf-8", newline=newline, errors=errors) as stream:
            yield stream
        part.replace(path)
    except OSError as e:
        raise Unwritable(f"cannot write {path}: {e.strerror or e}") from None
    finally:
        part.unlink(missing_ok=True)
