"""Plain text and Markdown → one article.

In: ``.txt`` or ``.md``, with or without header lines between two lines of ``---`` (``title: …``, ``published: …`` and so on).
Out: one article. Without a header the first line is the title if it is short, has no full stop and a blank line follows.

>>> title_and_text("Sciopero a Bari\\n\\nI tassisti protestano.")
('Sciopero a Bari', 'I tassisti protestano.')
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from sayso.read.article import Given, Item, article_of, unix_lines, whole
from sayso.read.decode import decoded

HEADER = re.compile(r"\A---[ \t]*\n(.*?\n)---[ \t]*(?:\n|\Z)\n*", re.DOTALL)
HEADER_LINE = re.compile(r"[ \t]*([A-Za-z_]+)[ \t]*:(.*)")
LONGEST_TITLE = 160
NO_TITLE_END = re.compile(r"[.,;:–—-][\"'”»)]*\s*\Z")
MARKS = (  # Markdown, in this order; what stands for words stays. None of them rereads a long line from each of its characters
    (re.compile(r"<!--(?:(?!<!--).)*?-->", re.DOTALL), ""),
    (re.compile(r"!\[[^\[\]\n]*\]\([^()\n]*\)"), ""),
    (re.compile(r"\[([^\[\]\n]+)\]\([^()\n]*\)"), r"\1"),
    (re.compile(r"^[ \t]{0,3}(?:[-*_][ \t]*){3,}$", re.MULTILINE), ""),
    (re.compile(r"^[ \t]{0,3}(?:>[ \t]?)+", re.MULTILINE), ""),
    (re.compile(r"^[ \t]{0,3}#{1,6}[ \t]+|(?<=\S)[ \t]+#+[ \t]*$", re.MULTILINE), ""),
    (re.compile(r"^[ \t]*[-*+][ \t]+", re.MULTILINE), ""),
    (re.compile(r"(?<![\w*_])([*_])(?=\S)([^*_\n]+)(?<=\S)\1(?![\w*_])"), r"\2"),
    (re.compile(r"\*\*(?=\S)([^*\n]+)(?<=\S)\*\*"), r"\1"),
    (re.compile(r"(?<!\w)__(?=\S)([^_\n]+)(?<=\S)__(?!\w)"), r"\1"),
    (re.compile(r"`([^`\n]+)`"), r"\1"),
)
FIRST_HEADING = re.compile(r"\A\s*#[ \t]+([^\n]+)(?:\n+|\Z)")


def read(stream: BinaryIO, source: str, given: Given) -> Iterator[Item]:
    """The article of a plain text file."""
    yield read_string(decoded(whole(stream)), source, given)


def read_string(text: str, source: str, given: Given) -> Item:
    """The article that a string is."""
    fields, body = header(unix_lines(text))
    title, body = ("", body) if "title" in fields else title_and_text(body)
    return article_of({"title": title, **fields, "text": body.rstrip()}, source, given)


def read_markdown(stream: BinaryIO, source: str, given: Given) -> Iterator[Item]:
    """The article of a Markdown file; its first heading of the first level is the title."""
    fields, body = header(unix_lines(decoded(whole(stream))))
    if m := FIRST_HEADING.match(body):
        fields, body = {"title": plain(m[1]).rstrip(" \t#"), **fields}, body[m.end():]
    title, body = ("", plain(body)) if "title" in fields else title_and_text(plain(body))
    yield article_of({"title": title, **fields, "text": body.strip()}, source, given)


def header(text: str) -> tuple[dict[str, str], str]:
    """The header lines between ``---`` and what follows them; no header where a line there is not ``key: value``."""
    if not (m := HEADER.match(text)):
        return {}, text
    lines = [HEADER_LINE.fullmatch(line) for line in m[1].splitlines() if line.strip()]
    found = {line[1].lower(): _unquoted(line[2].strip()) for line in lines if line}
    return (found, text[m.end():]) if found and all(lines) else ({}, text)


def _unquoted(value: str) -> str:
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value


def title_and_text(text: str) -> tuple[str, str]:
    """The title, if the first line looks like one and more follows, and the rest."""
    first, _, rest = text.lstrip("\n").partition("\n")
    first = first.strip()
    looks_it = 0 < len(first) <= LONGEST_TITLE and not NO_TITLE_END.search(first)
    if looks_it and re.match(r"[ \t]*\n", rest) and rest.strip():
        return first, re.sub(r"\A(?:[ \t]*\n)+", "", rest)
    return "", text


def plain(markdown: str) -> str:
    """Markdown without its marks."""
    for pattern, kept in MARKS:
        markdown = pattern.sub(kept, markdown)
    return markdown
