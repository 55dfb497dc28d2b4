"""Search: in the words of the articles, with stemming in their language, and among actors and sources."""

from __future__ import annotations

from sayso.errors import SaysoError
from sayso.serve.page import Ask, Page, Record
from sayso.store import browse, search

MOST = 30
LONGEST = 300


def found(ask: Ask) -> Page:
    """The page of a query."""
    query = ask.one("q").strip()[:LONGEST]
    lang = ask.one("lang") or None
    hits: list[search.Hit] = []
    fault, is_cut = "", False
    try:
        hits = list(search.search(ask.db, query, MOST, lang)) if query else []
        is_cut = bool(query) and search.is_cut(ask.db, query, lang)
    except SaysoError as e:
        fault = str(e)
    data: Record = {"query": query, "articles": [{k: getattr(h, k) for k in h.__slots__} for h in hits],
                    "names": browse.named_like(ask.db, query) if len(query) > 1 else [], "fault": fault,
                    "ranked": search.RANKED if is_cut else None}
    columns = ("id", "lang", "published", "outlet", "title", "passage", "reports")
    return Page("search.html", ask.speech("search"), data, columns, ([a[c] for c in columns] for a in data["articles"]))
