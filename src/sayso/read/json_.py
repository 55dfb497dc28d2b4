"""A JSON file → its articles.

In: one object, a list of objects, an object with such a list under ``articles``, ``items`` or ``documents``, or JSON Lines under
the wrong name. Out: the articles.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any, BinaryIO

from sayso.errors import Unreadable
from sayso.model import Skipped
from sayso.read import jsonl
from sayso.read.article import Given, Item, article_of, unix_lines, whole
from sayso.read.decode import decoded

LIMIT = 200_000_000  # bytes: it is held in memory whole
LISTS = ("articles", "items", "documents")


def read(stream: BinaryIO, source: str, given: Given) -> Iterator[Item]:
    """The articles of a JSON file."""
    data = whole(stream, LIMIT, "one JSON file (JSON Lines has none)")
    text = unix_lines(decoded(data))
    if not text.strip():
        raise Unreadable("empty")
    try:
        value = jsonl.parsed(text)
    except Unreadable as e:
        if "extra data" not in str(e):
            raise
        yield from jsonl.read(io.BytesIO(data), source, given)
        return
    yield from articles(value, source, given)


def articles(value: Any, source: str, given: Given) -> Iterator[Item]:  # noqa: ANN401
    """The articles in a parsed JSON value."""
    if isinstance(value, dict):
        value = next((value[name] for name in LISTS if isinstance(value.get(name), list)), value)
    if isinstance(value, dict):
        yield article_of(value, source, given)
        return
    if not isinstance(value, list):
        raise Unreadable("neither a JSON object nor a list of them")
    for number, one in enumerate(value, 1):
        at = f"{source}: item {number}"
        yield article_of(one, at, given) if isinstance(one, dict) else Skipped(at, "not a JSON object")
