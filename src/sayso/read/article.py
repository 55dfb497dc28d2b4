"""Named fields → an article. Every reader ends here.

In: a mapping such as a line of JSON Lines or a row of a table: ``id lang title published outlet url text pair``, under these
names or the usual other ones. Out: an :class:`~sayso.model.Article`, or a :class:`~sayso.model.Skipped` that says why not.

Characters that would harm a terminal or a table are replaced one for one, so offsets hold in the file as it was, too.

>>> article_of({"body": "Piove.", "date": "2022-12-30", "lang": "it"}, "news.jsonl:1", Given()).published
datetime.date(2022, 12, 30)
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, BinaryIO

from sayso.errors import Unreadable
from sayso.model import Article, Skipped
from sayso.read import language
from sayso.read.day import day

ARTICLE_LIMIT = 2_000_000  # characters of one article
FILE_LIMIT = 20_000_000  # bytes of a file that is one article
OTHER_NAMES = {
    "id": ("id", "article_id", "doc_id"),
    "lang": ("lang", "language"),
    "title": ("title", "headline"),
    "published": ("published", "date", "published_at", "datepublished", "publication_date"),
    "outlet": ("outlet", "source", "publisher"),
    "url": ("url", "link"),
    "text": ("text", "body", "content", "articlebody"),
    "pair": ("pair",),
}
LINE_END = re.compile(r"\r\n?")
HARMFUL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
HALF_CHARACTER = re.compile(r"[\ud800-\udfff]")
BYTE_ORDER_MARK = "\ufeff"

Item = Article | Skipped


@dataclass(frozen=True, slots=True)
class Given:
    """What the caller says of all articles, used where one does not say it; ``packs`` are the languages that can be read."""

    lang: str | None = None
    published: date | None = None
    outlet: str | None = None
    packs: tuple[str, ...] = ()


Reader = Callable[[BinaryIO, str, Given], Iterator[Item]]


def article_of(fields: Mapping[str, Any], source: str, given: Given, notes: tuple[str, ...] = ()) -> Item:
    """The article that ``fields`` tell of; ``source`` names the place (``news.jsonl:3``) in what is skipped."""
    try:
        return _article(named(fields), given, notes)
    except Unreadable as e:
        return Skipped(source, str(e))


def _article(fields: Mapping[str, Any], given: Given, notes: tuple[str, ...]) -> Article:
    title, text = _line(fields.get("title")) or "", _prose(fields.get("text"))
    if len(text) > ARTICLE_LIMIT:
        raise Unreadable(too_long(len(text)))
    if not (text.strip() or title.strip()):
        raise Unreadable("empty")
    published, date_notes = _published(fields.get("published"), given)
    article = Article(
        id=_line(fields.get("id")) or content_id(title, text), lang=language.code(_line(fields.get("lang"))) or given.lang,
        title=title, text=text, published=published, outlet=_line(fields.get("outlet")) or given.outlet,
        url=_line(fields.get("url")), notes=notes + date_notes, pair=_pair(fields.get("pair"), len(text)))
    return language.settled(article, given.packs)


def named(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields under our names: the first of the other names that is there counts, upper case or lower."""
    lower = {str(k).strip().lower(): v for k, v in fields.items()}
    return {ours: next((lower[n] for n in names if n in lower), None) for ours, names in OTHER_NAMES.items()}


def too_long(size: int) -> str:
    """The reason for leaving out an article of ``size`` characters."""
    return f"too long: {size / 1e6:.1f} MB; the limit for one article is {ARTICLE_LIMIT // 1_000_000} MB"


def content_id(title: str, text: str) -> str:
    """An id that the same words always give."""
    return "a-" + hashlib.sha256(f"{title}\n{text}".encode()).hexdigest()[:12]


def cleaned(text: str) -> str:
    """``text`` without control characters, character for character: each becomes a space, a lone CR a line break."""
    if text.startswith(BYTE_ORDER_MARK):
        text = " " + text[1:]
    text = LINE_END.sub(lambda m: " \n" if len(m[0]) == 2 else "\n", text)
    return HALF_CHARACTER.sub("\ufffd", HARMFUL.sub(" ", text))


def unix_lines(text: str) -> str:
    """A whole file with its line ends as LF and no byte order mark."""
    return LINE_END.sub("\n", text.removeprefix(BYTE_ORDER_MARK))


def _line(value: object) -> str | None:
    """A field of one line; ``None`` for what is not there (``null``, NaN, blanks) or is no plain value."""
    if isinstance(value, dict) and isinstance(value.get("name"), str):
        value = value["name"]
    if value is None or value != value or isinstance(value, list | dict | tuple):
        return None
    line = re.sub(r"[\n\t]", " ", cleaned(str(value)))
    return line if line.strip() else None


def _prose(value: object) -> str:
    if value is None or value != value:
        return ""
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        value = "\n".join(value)
    if not isinstance(value, str):
        raise Unreadable("its text is not a string")
    return cleaned(value)


def _published(value: object, given: Given) -> tuple[date | None, tuple[str, ...]]:
    """The day, and a note where there is none or it is not understood."""
    if value is None or value != value or not str(value).strip():
        return given.published, () if given.published else ("no date",)
    found = day(value)
    if found is None and given.published is None:
        return None, ("no date", f"date not understood: {str(_line(value))[:60]}")
    return found or given.published, ()


def _pair(value: object, length: int) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """The two spans asked for; a pair that does not lie in the text is refused."""
    if not value:
        return None
    try:
        (a, b), (c, d) = value["source"], value["target"]  # type: ignore[index]
    except (KeyError, TypeError, ValueError):
        raise Unreadable('its pair is not {"source": [start, end], "target": [start, end]}') from None
    if not (all(isinstance(n, int) for n in (a, b, c, d)) and 0 <= a < b <= length and 0 <= c < d <= length):
        raise Unreadable("its pair does not lie in its text")
    return (a, b), (c, d)


def whole(stream: BinaryIO, limit: int = FILE_LIMIT, what: str = "") -> bytes:
    """All bytes of a stream, but not more than ``limit``. ``what`` names the thing limited where it is not the article."""
    data = stream.read(limit + 1)
    if len(data) <= limit:
        return data
    size = stream.seek(0, io.SEEK_END) if stream.seekable() else len(data)
    if what:
        raise Unreadable(f"too long: {size / 1e6:.1f} MB; the limit for {what} is {limit // 1_000_000} MB")
    raise Unreadable(too_long(size))
