"""A web page → its article.

In: HTML as saved. Out: one article: title, date and outlet as the page states them (:mod:`sayso.read.meta`), and the main text,
without menus, comments and captions. Offsets count in that text, which the article keeps.

Guards: a page over 20 MB or with more than 50,000 elements is left out (extraction takes about 0.13 s a thousand elements);
the parser stops at 255 levels of nesting.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from sayso.errors import Unreadable
from sayso.read import language
from sayso.read.article import FILE_LIMIT, Given, Item, article_of, unix_lines, whole
from sayso.read.decode import decoded
from sayso.read.meta import page_fields, without_outlet

MOST_ELEMENTS = 50_000
DECLARED = re.compile(rb"""charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
FULL = 0.7  # articleBody counts as full where it is this much of what was extracted; teasers are far shorter
GLUED = re.compile(r"[a-zà-ÿ][.!?][\"”»]?[A-ZÀ-Þ][a-zà-ÿ]")
ENOUGH_TO_DETECT = 200  # characters; pages often state the language of their template


def read(stream: BinaryIO, source: str, given: Given) -> Iterator[Item]:
    """The article of a page."""
    data = whole(stream, FILE_LIMIT, "one page")
    declared = DECLARED.search(data[:4096])
    markup = unix_lines(decoded(data, declared[1].decode() if declared else None))
    if not markup.strip():
        raise Unreadable("empty")
    fields, notes = fields_of(markup)
    yield article_of(fields, source, given, notes)


def fields_of(markup: str) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The fields of the article on a page, and notes on it."""
    tree = parsed(markup)
    fields = page_fields(tree)
    main = _extracted(tree)
    title = fields["title"] or without_outlet(main["title"], fields["outlet"])
    text = without_title(_best(fields.get("text"), main["text"]), title)
    if not text.strip():
        raise Unreadable("no main text found in the page")
    lang = (language.detect(text) if len(text) >= ENOUGH_TO_DETECT else None) or fields.get("lang")
    notes = ("behind a paywall: the text may be cut",) if fields.get("is_paywalled") else ()
    return {"title": (title or "").strip(), "published": fields["published"] or main["date"], "outlet": fields["outlet"],
            "url": fields["url"], "lang": lang, "text": text}, notes


def parsed(markup: str) -> Any:  # noqa: ANN401 - lxml is untyped
    """The tree of a page; :class:`~sayso.errors.Unreadable` where there is none or it is too large."""
    from lxml import etree  # type: ignore[import-untyped]  # late: with trafilatura half a second
    from lxml import html as lxml_html

    try:
        tree = lxml_html.document_fromstring(markup.encode("utf-8", "replace"),
                                             parser=lxml_html.HTMLParser(encoding="utf-8", huge_tree=False))
    except (etree.LxmlError, ValueError, RecursionError) as e:
        raise Unreadable(f"broken HTML: {str(e).splitlines()[0]}") from None
    if sum(1 for _ in tree.iter()) > MOST_ELEMENTS:
        raise Unreadable(f"too many elements for a page of news: over {MOST_ELEMENTS:,}")
    return tree


def _extracted(tree: Any) -> dict[str, str]:  # noqa: ANN401
    """Main text, title and date as trafilatura finds them. Its wide search for dates is off: it takes a footer's year for one."""
    import trafilatura

    try:
        found = trafilatura.bare_extraction(tree, fast=True, include_comments=False, include_tables=False, with_metadata=True,
                                            date_extraction_params={"extensive_search": False})
    except (RecursionError, ValueError, TypeError, AttributeError, KeyError, IndexError) as e:
        raise Unreadable(f"broken HTML: {type(e).__name__} while looking for its main text") from None
    return {name: getattr(found, name, None) or "" for name in ("text", "title", "date")}


def _best(body: str | None, extracted: str) -> str:
    """The page's own ``articleBody`` where it is full and its paragraphs are not glued together, else what was extracted."""
    if not body or len(body) < FULL * len(extracted) or (extracted and len(GLUED.findall(body)) > 1):
        return extracted
    return body


def without_title(text: str, title: str | None) -> str:
    """The text without a first line that only repeats the title."""
    first, _, rest = text.lstrip().partition("\n")
    return rest.lstrip() if title and rest and _letters(first) == _letters(title) else text


def _letters(line: str) -> str:
    return re.sub(r"\W", "", line).casefold()
