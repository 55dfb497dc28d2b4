"""A table as text (``.csv``, ``.tsv``) → articles, one a row.

In: a first row with the names of the columns (``title``, ``published``, ``text`` …; commas, semicolons or tabs between them).
Out: the articles; a row that breaks is skipped with its line number.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from sayso.errors import Unreadable
from sayso.model import Skipped
from sayso.read.article import ARTICLE_LIMIT, OTHER_NAMES, Given, Item, article_of
from sayso.read.decode import text_stream

LONGEST_ROW = 4 * ARTICLE_LIMIT  # an open quote swallows this much before it is given up
DELIMITERS = ",;\t|"


def read(stream: BinaryIO, source: str, given: Given) -> Iterator[Item]:
    """The articles of a table."""
    text = text_stream(stream)
    first = text.readline(LONGEST_ROW)
    if not first.strip():
        raise Unreadable("empty")
    delimiter = max(DELIMITERS, key=first.count)
    names = columns(next(csv.reader([first.lstrip("\ufeff")], delimiter=delimiter)))
    csv.field_size_limit(LONGEST_ROW)
    yield from _rows(csv.reader(text, delimiter=delimiter), names, source, given)


def columns(names: Sequence[str]) -> list[str]:
    """The names in the first row; :class:`~sayso.errors.Unreadable` where none of them is for text or title."""
    lower = [re.sub(r"\s", "_", name.strip().lower()) for name in names]
    if not any(name in lower for ours in ("text", "title") for name in OTHER_NAMES[ours]):
        shown = ", ".join(names)
        raise Unreadable(f"no column named text (there are: {shown[:120]}{'…' if len(shown) > 120 else ''})")
    return lower


def _rows(reader: Iterator[list[str]], names: list[str], source: str, given: Given) -> Iterator[Item]:
    while True:
        at = f"{source}:{reader.line_num + 2}"  # type: ignore[attr-defined]
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as e:
            yield Skipped(at, f"broken row: {e}")
            continue
        if any(cell.strip() for cell in row):
            yield article_of(dict(zip(names, row, strict=False)), at, given)
