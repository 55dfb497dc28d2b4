"""Articles → rows: each text stored once, the same article known again, another text of the same document a new version.

In: an :class:`~sayso.model.Article` as read. Out: its row, and the article as the file knows it, whose ``id`` is unique in the file.

An article is the same when document, words, language, outlet and day are the same. The document is its URL; where it has none, or
one that leads to no single page, its outlet and id.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from sayso.model import Article
from sayso.store import search
from sayso.store.opening import transaction


def admit(db: sqlite3.Connection, article: Article) -> tuple[int, Article]:
    """The number of an article, stored if it is new, and the article under its id in this file."""
    mark = fingerprint(article)
    known = db.execute("SELECT article, id FROM articles WHERE fingerprint = ?", (mark,)).fetchone()
    if known:
        return known[0], replace(article, id=known[1])
    with transaction(db):
        return insert(db, article, mark)


def insert(db: sqlite3.Connection, article: Article, mark: str) -> tuple[int, Article]:
    """Store an article that is not there."""
    content = content_hash(article.title, article.text)
    db.execute("INSERT OR IGNORE INTO texts VALUES (?, ?, ?)", (content, article.title, article.text))
    is_taken = db.execute("SELECT 1 FROM articles WHERE id = ?", (article.id,)).fetchone()
    ident = f"{article.id}~{mark[:8]}" if is_taken else article.id  # two reports of different texts must not have one id
    home = document(article)
    (version,) = db.execute("SELECT ifnull(max(version), 0) + 1 FROM articles WHERE document = ?", (home,)).fetchone()
    values = (ident, article.id if is_taken else None, home, version, content, mark, article.lang, article.outlet, article.url,
              article.published.isoformat() if article.published else None, listed(article.notes), listed(article.pair) if article.pair else None)
    number = db.execute("INSERT INTO articles (id, given_id, document, version, hash, fingerprint, lang, outlet, url, published, notes, pair) "
                        f"VALUES ({', '.join('?' * len(values))})", values).lastrowid
    search.index(db, [(int(number or 0), article.lang, article.title, article.text)])
    return int(number or 0), replace(article, id=ident)


def content_hash(title: str, text: str) -> str:
    """What the words are known by."""
    return hashlib.sha256(f"{title}\n{text}".encode()).hexdigest()


def document(article: Article) -> str:
    """What stays the same when an article is changed after publication."""
    url = (article.url or "").split("#")[0].strip()
    parts = urlsplit(url) if is_url(url) else None
    if parts and (parts.path.strip("/") or parts.query):  # the front page of a paper is no article
        return url
    return f"{article.outlet or ''}|{article.id}"


def is_url(text: str) -> bool:
    """Whether it can be taken apart; what a feed calls URL need not be one."""
    try:
        return bool(urlsplit(text).netloc)
    except ValueError:
        return False


def fingerprint(article: Article) -> str:
    """What an article is known by: everything that coding it looks at, and whose it is."""
    parts = [document(article), article.title, article.text, article.lang, article.outlet,
             article.published.isoformat() if article.published else None, article.pair]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def listed(values: object) -> str:
    """A value as JSON."""
    return json.dumps(values, ensure_ascii=False)


def records(db: sqlite3.Connection) -> Iterator[dict[str, Any]]:
    """The articles whose reports count, in the form that sayso reads."""
    for (number,) in db.execute("SELECT article FROM current ORDER BY id"):
        yield record_of(article_of(db, number))


def record_of(a: Article) -> dict[str, Any]:
    """An article in the form that sayso reads."""
    pair = {"pair": dict(zip(("source", "target"), map(list, a.pair), strict=True))} if a.pair else {}
    return {"id": a.id, "lang": a.lang, "title": a.title, "published": a.published.isoformat() if a.published else None, "outlet": a.outlet,
            "url": a.url, "text": a.text, **pair}


def article_of(db: sqlite3.Connection, number: int) -> Article:
    """The article of a row."""
    row = db.execute("SELECT a.id, a.lang, t.title, t.text, a.published, a.outlet, a.url, a.notes, a.pair FROM articles a JOIN texts t "
                     "ON t.hash = a.hash WHERE a.article = ?", (number,)).fetchone()
    ident, lang, title, text, published, outlet, url, notes, pair = row
    spans = tuple(tuple(span) for span in json.loads(pair)) if pair else None
    return Article(ident, lang, title, text, date.fromisoformat(published) if published else None, outlet, url,
                   tuple(json.loads(notes)), spans)  # type: ignore[arg-type]
