"""Files, folders and streams → articles.

In: paths as a user types them; ``-`` is standard input. Out: an :class:`~sayso.model.Article` for each article, a
:class:`~sayso.model.Skipped` for whatever is none, in the order of the input and never an exception for bad input.

``for item in read([Path("news")], Given(lang="it")): …``

A new format is one file with ``read(stream, source, given)`` and one line in ``READERS``.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from sayso.errors import Unreadable
from sayso.model import Article, Skipped
from sayso.read import csv_, html, json_, jsonl, parquet_, sniff, text
from sayso.read.article import Given, Item, Reader
from sayso.read.folder import files

__all__ = ["READERS", "Given", "Item", "articles", "count", "read", "read_stream", "read_string"]

READERS: dict[str, Reader] = {
    ".txt": text.read, ".md": text.read_markdown, ".markdown": text.read_markdown,
    ".html": html.read, ".htm": html.read, ".xhtml": html.read,
    ".json": json_.read, ".jsonl": jsonl.read, ".ndjson": jsonl.read,
    ".csv": csv_.read, ".tsv": csv_.read, ".parquet": parquet_.read,
}
SINGLE = {".txt", ".md", ".markdown", ".html", ".htm", ".xhtml"}
PEEK = 65536
STDIN = Path("-")


def read(paths: Iterable[Path], given: Given, leave_out: Path | None = None) -> Iterator[Item]:
    """Everything at ``paths``; ``leave_out`` is a file of ours in a folder that is read (the output)."""
    for path in paths:
        if path == STDIN:
            yield from read_stream(sys.stdin.buffer, "standard input", given)
            continue
        for file in files(path):
            if leave_out is None or file.absolute() != leave_out.absolute():
                yield from read_file(file, given, is_asked_for=file == path)


def read_file(path: Path, given: Given, is_asked_for: bool = True) -> Iterator[Item]:
    """One file, by its suffix; without a known one by its content, if it was asked for and not just found in a folder."""
    suffix = path.suffix.lower()
    if suffix not in READERS and not is_asked_for:
        yield Skipped(str(path), f"no reader for {suffix or 'a name without a suffix'}")
        return
    try:
        with path.open("rb") as stream:
            yield from read_stream(stream, str(path), given, suffix)
    except OSError as e:
        yield Skipped(str(path), told(e))


def told(error: OSError) -> str:
    """The reason in an ``OSError``, as one says it."""
    reason = error.strerror or str(error)
    return "no such file or folder" if isinstance(error, FileNotFoundError) else reason[:1].lower() + reason[1:]


def read_stream(stream: BinaryIO, source: str, given: Given, suffix: str = "") -> Iterator[Item]:
    """A stream in the format of ``suffix``, or in the one its first bytes tell."""
    try:
        if suffix not in READERS:
            stream = stream if isinstance(stream, io.BufferedReader | io.BytesIO) else io.BufferedReader(stream)  # type: ignore[type-var]
            suffix = sniff.kind(_head(stream))
        yield from READERS[suffix](stream, source, given)
    except Unreadable as e:
        yield Skipped(source, str(e))
    except OSError as e:
        yield Skipped(source, told(e))
    except RecursionError:
        yield Skipped(source, "nested too deeply")


def _head(stream: BinaryIO) -> bytes:
    return stream.peek(PEEK) if isinstance(stream, io.BufferedReader) else stream.getvalue()[:PEEK]  # type: ignore[attr-defined]


def read_string(string: str, given: Given, source: str = "--text") -> Item:
    """The article that a string is."""
    return text.read_string(string, source, given)


def articles(items: Iterable[Item], tell: Callable[[str], None]) -> Iterator[Article]:
    """The articles that can be coded; what is none is told, one line each.

    Raises :class:`~sayso.errors.Unreadable` where there is not one, with the reason where it is but one.
    """
    refused: list[str] = []
    is_any = False
    for item in items:
        if isinstance(item, Article) and item.lang:
            if not is_any:
                for why in refused:
                    tell(why)
            is_any = True
            yield item
            continue
        why = f"{item.source}: {item.reason}" if isinstance(item, Skipped) else f"{item.id}: language not recognised: say which with --lang"
        refused.append(why)
        if is_any:
            tell(why)
    if is_any:
        return
    for why in refused if len(refused) > 1 else ():
        tell(why)
    raise Unreadable(refused[0] if len(refused) == 1 else "no article could be read" if refused else "no articles found")


def count(paths: Sequence[Path]) -> int | None:
    """How many articles there are, for the time left; ``None`` where that would take reading them."""
    total = 0
    for path in paths:
        for file in files(path):
            number = _count_file(file)
            if number is None:
                return None
            total += number
    return total


def _count_file(path: Path) -> int | None:
    suffix = path.suffix.lower()
    try:
        if suffix in SINGLE or (suffix not in READERS and path.is_file()):
            return 1
        if suffix in (".jsonl", ".ndjson"):
            return _lines(path)
    except OSError:
        return None
    return None


def _lines(path: Path) -> int:
    with path.open("rb") as stream:
        return sum(block.count(b"\n") for block in iter(lambda: stream.read(1 << 20), b""))
