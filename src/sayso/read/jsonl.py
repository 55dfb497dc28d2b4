"""JSON Lines → articles, one line at a time.

In: one object a line (``{"title": …, "published": …, "text": …}``). Out: its article, or what was wrong with line n; the next
line is read all the same.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from sayso.errors import Unreadable
from sayso.model import Skipped
from sayso.read.article import ARTICLE_LIMIT, Given, Item, article_of, too_long
from sayso.read.decode import text_stream

LONGEST_LINE = 6 * ARTICLE_LIMIT  # each character may be written as \uXXXX


def read(stream: BinaryIO, source: str, given: Given) -> Iterator[Item]:
    """The articles of a JSON Lines file."""
    text = text_stream(stream)
    number = 0
    while line := text.readline(LONGEST_LINE):
        number += 1
        at = f"{source}:{number}"
        if len(line) == LONGEST_LINE and not line.endswith("\n"):
            yield Skipped(at, too_long(len(line) + _rest_of_line(text)))
        elif line.strip():
            yield item(line, at, given)


def item(line: str, source: str, given: Given) -> Item:
    """What one line gives."""
    try:
        return article_of(parsed_object(line), source, given)
    except Unreadable as e:
        return Skipped(source, str(e))


def parsed(text: str) -> Any:  # noqa: ANN401 - JSON is what it is
    """JSON text as objects; :class:`~sayso.errors.Unreadable` says where it breaks."""
    try:
        return json.loads(text, strict=False)  # a raw tab or line break in a string is forgiven
    except json.JSONDecodeError as e:
        place = f"line {e.lineno}, column {e.colno}" if e.lineno > 1 else f"column {e.colno}"
        raise Unreadable(f"broken JSON: {e.msg[0].lower()}{e.msg[1:].removesuffix(' at')} at {place}") from None
    except RecursionError:
        raise Unreadable("broken JSON: nested too deeply") from None
    except ValueError as e:  # a number with more digits than Python reads
        raise Unreadable(f"broken JSON: {e}") from None


def parsed_object(text: str) -> dict[str, Any]:
    """JSON text as one object."""
    value = parsed(text.lstrip("\ufeff").strip())
    if not isinstance(value, dict):
        raise Unreadable("not a JSON object")
    return value


def _rest_of_line(text: io.TextIOWrapper) -> int:
    """Read up to the end of the line and keep nothing; how long it was."""
    size = 0
    while part := text.readline(LONGEST_LINE):
        size += len(part)
        if part.endswith("\n"):
            break
    return size
