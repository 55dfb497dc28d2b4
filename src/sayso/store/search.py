"""A query in words → the articles that hold them, best first, with the passage.

In: ``sanzioni "consiglio europeo" -Russia protest* OR sciopero``: all words, phrases in quotes, ``-`` for not, ``*`` for any ending,
``OR`` between two. Words are cut to stems in the language of each article (:mod:`sayso.store.stems`), accents and capitals do not
count. Out: :class:`Hit`, in every one the words found between ``[`` and ``]``.

Full-text queries never reach SQLite as typed: only stems do, letters and digits in quotation marks.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sayso.errors import SaysoError
from sayso.export.plain import plain
from sayso.store import stems
from sayso.store.opening import kept, transaction

TERM = re.compile(r'(-?)(?:"([^"]*)"|(\S+))')
WIDTH = 28  # words of a passage
RANKED = 10_000  # articles: of more that match, the latest to come in are ranked
NO_LANGUAGE = "none"
ARTICLE = ("SELECT a.id, a.lang, a.published, a.outlet, t.title, t.text, (SELECT count(*) FROM reports r WHERE r.coding = a.coding) "
           "- (SELECT count(*) FROM reports r WHERE r.coding = a.coding AND r.echo) "
           "FROM articles a JOIN texts t ON t.hash = a.hash WHERE a.article = ? "
           "AND NOT EXISTS (SELECT 1 FROM articles b WHERE b.document = a.document AND b.version > a.version)")


@dataclass(frozen=True, slots=True)
class Hit:
    """An article found. ``passage``: words around the best place, without control characters."""

    id: str
    lang: str | None
    published: str | None
    outlet: str | None
    title: str
    passage: str
    reports: int


@dataclass(frozen=True, slots=True)
class Term:
    """One part of a query: its words, whether they must not be there, may have any ending, or stand for the term before (``OR``)."""

    words: tuple[str, ...]
    is_not: bool = False
    is_prefix: bool = False
    is_or: bool = False


def search(db: sqlite3.Connection, query: str, limit: int = 20, lang: str | None = None) -> Iterator[Hit]:
    """The articles that match, best first."""
    terms = parsed(query)
    match = matching(db, terms, lang)
    if not match:
        return
    for _, ident, of, published, outlet, title, text, reports in best(db, match, limit):
        yield Hit(ident, of, published, plain(outlet) if outlet else None, plain(title), passage(text, terms, of), reports)


def matching(db: sqlite3.Connection, terms: list[Term], lang: str | None) -> str:
    """The query as the index takes it; nothing where there is no article."""
    there = [row[0] for row in db.execute("SELECT DISTINCT lang FROM articles ORDER BY 1") if lang in (None, row[0])]
    return " OR ".join(f'(lang : "{_safe(one)}" AND {{title text}} : ({expression(terms, one)}))' for one in there)


def is_cut(db: sqlite3.Connection, query: str, lang: str | None = None) -> bool:
    """Whether more articles match than are ranked."""
    match = matching(db, parsed(query), lang)
    return bool(match) and before_ranked(db, match) is not None


def before_ranked(db: sqlite3.Connection, match: str) -> int | None:
    """The last article that is too old to be ranked, if any is."""
    first = "SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid DESC LIMIT 1 OFFSET ?"
    row = kept(db, (first, match), lambda: db.execute(first, (match, RANKED)).fetchone())
    return row[0] if row else None


def best(db: sqlite3.Connection, match: str, limit: int) -> list[tuple[Any, ...]]:
    """The articles that match best, of each document the last version. Words are read only of those: a frequent word is in every article."""
    some = 2 * limit + 20
    after = before_ranked(db, match) or 0
    while True:
        ranked = db.execute("SELECT rowid, bm25(search, 0, 3, 1) AS worth FROM search WHERE search MATCH ? AND rowid > ? "
                            "ORDER BY worth, rowid LIMIT ?", (match, after, some)).fetchall()
        there = [(worth, *row) for number, worth in ranked if (row := db.execute(ARTICLE, (number,)).fetchone())]
        if len(there) >= limit or len(ranked) < some:
            return sorted(there, key=lambda hit: hit[:2])[:limit]
        some *= 4


def parsed(query: str) -> list[Term]:
    """The parts of a query."""
    terms: list[Term] = []
    is_or = False
    for m in TERM.finditer(query):
        text = m[2] if m[2] is not None else m[3]
        if m[0] == "OR":
            is_or = bool(terms)
            continue
        words = tuple(stems.WORD.findall(text))
        if words:
            terms.append(Term(words, bool(m[1]), text.endswith("*") and m[2] is None, is_or))
            is_or = False
    if not any(not t.is_not for t in terms):
        raise SaysoError("nothing to search for: give at least one word that shall be there")
    return terms


def expression(terms: list[Term], lang: str | None) -> str:
    """The query in the words of the index, for articles of one language."""
    groups: list[list[str]] = []
    for t in terms:
        if t.is_not:
            continue
        if t.is_or and groups:
            groups[-1].append(_quoted(t, lang))
        else:
            groups.append([_quoted(t, lang)])
    wanted = " AND ".join(f"({' OR '.join(group)})" for group in groups)
    return f"({wanted})" + "".join(f" NOT {_quoted(t, lang)}" for t in terms if t.is_not)


def _quoted(term: Term, lang: str | None) -> str:
    if term.is_prefix:  # an ending that was left open is no ending to take off
        return f'"{stems.bare(term.words[-1].lower())}"*'
    return '"' + " ".join(stems.stem(w, lang) for w in term.words) + '"'


def _safe(lang: str | None) -> str:
    return re.sub(r"\W", "", lang or NO_LANGUAGE)


def passage(text: str, terms: list[Term], lang: str | None) -> str:
    """The words around the place where most of the query stands, what was found in brackets."""
    wanted = {stems.stem(w, lang) for t in terms if not t.is_not and not t.is_prefix for w in t.words}
    begins = tuple(stems.bare(t.words[-1].lower()) for t in terms if t.is_prefix and not t.is_not)
    words = list(stems.words(text, lang))
    hits = [i for i, (_, _, stem) in enumerate(words) if stem in wanted or (begins and stem.startswith(begins))]
    if not words:
        return ""
    first = max(0, _best(hits, [w[2] for w in words]) - 4) if hits else 0
    some = range(first, min(len(words), first + WIDTH))
    a, b = words[some[0]][0], words[some[-1]][1]
    shown, at = "…" if a > 0 else "", a
    for i in (i for i in hits if i in some):
        start, end, _ = words[i]
        shown += f"{text[at:start]}[{text[start:end]}]"
        at = end
    return " ".join(plain(shown + text[at:b]).split()) + ("…" if b < len(text.rstrip()) else "")


def _best(hits: list[int], stems_of: list[str]) -> int:
    """The hit that begins the window with the most different ones."""
    def worth(i: int) -> tuple[int, int]:
        return -len({stems_of[j] for j in hits if i <= j < i + WIDTH - 4}), i

    return min(hits[:200], key=worth)


def index(db: sqlite3.Connection, rows: Iterable[tuple[int, str | None, str, str]]) -> None:
    """Put articles (number, language, title, text) into the index."""
    db.executemany("INSERT INTO search (rowid, lang, title, text) VALUES (?, ?, ?, ?)", (
        (number, _safe(lang), stems.line(title, lang), stems.line(text, lang)) for number, lang, title, text in rows))


def renew(db: sqlite3.Connection) -> bool:
    """Make the index anew where it was made with other stems; whether it was."""
    row = db.execute("SELECT value FROM meta WHERE name = 'stems'").fetchone()
    if row and row[0] == stems.digest():
        return False
    with transaction(db):
        db.execute("INSERT INTO search (search) VALUES ('delete-all')")
        reader = db.execute("SELECT a.article, a.lang, t.title, t.text FROM articles a JOIN texts t ON t.hash = a.hash ORDER BY a.article")
        index(db, reader)
        db.execute("INSERT OR REPLACE INTO meta VALUES ('stems', ?)", (stems.digest(),))
    return row is not None
