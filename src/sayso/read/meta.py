"""What a page says about itself: JSON-LD first, then its meta tags.

In: a parsed page. Out: the fields of :mod:`sayso.read.article` that it gives (``title published outlet url lang text``), and
whether the text is behind a paywall.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import Any

ARTICLES = re.compile(r"Article$|BlogPosting$|^Report$")
JSON_LD = "//script[contains(@type, 'ld+json')]"
META = {
    "title": ("og:title", "twitter:title", "dc.title"),
    "published": ("article:published_time", "og:article:published_time", "datepublished", "date", "dc.date", "dc.date.issued",
                  "parsely-pub-date", "sailthru.date", "pubdate", "publishdate"),
    "outlet": ("og:site_name", "application-name"),
    "url": ("og:url",),
}
DEEPEST = 20  # levels of JSON-LD looked into


def page_fields(tree: Any) -> dict[str, Any]:  # noqa: ANN401 - lxml is untyped
    """The fields that the page gives, JSON-LD before meta tags."""
    tags = _tags(tree)
    found = {ours: next((tags[n] for n in names if n in tags), None) for ours, names in META.items()}
    if not found["published"]:
        found["published"] = next(iter(tree.xpath("//time[@datetime]/@datetime")), None)
    if not found["url"]:
        found["url"] = next(iter(tree.xpath("//link[@rel='canonical']/@href")), None)
    for key, value in _json_ld(tree).items():
        found[key] = value or found.get(key)
    found["title"] = without_outlet(found["title"], found["outlet"])
    return found


def _tags(tree: Any) -> dict[str, str]:  # noqa: ANN401
    out: dict[str, str] = {}
    for tag in tree.iter("meta"):
        name, value = tag.get("property") or tag.get("name") or tag.get("itemprop"), tag.get("content")
        if name and value and value.strip():
            out.setdefault(name.strip().lower(), value.strip())
    return out


def _json_ld(tree: Any) -> dict[str, Any]:  # noqa: ANN401
    """The first article that the page's JSON-LD describes."""
    for script in tree.xpath(JSON_LD):
        try:
            value = json.loads(script.text_content(), strict=False)
        except (ValueError, RecursionError):
            continue
        for thing in _things(value, 0):
            if _is_article(thing):
                return _fields(thing)
    return {}


def _things(value: Any, depth: int) -> Iterator[dict[str, Any]]:  # noqa: ANN401
    if depth > DEEPEST:
        return
    if isinstance(value, list):
        for one in value:
            yield from _things(one, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "itemListElement", "item"):
            yield from _things(value.get(key), depth + 1)


def _is_article(thing: dict[str, Any]) -> bool:
    types = thing.get("@type")
    return any(isinstance(t, str) and ARTICLES.search(t) for t in (types if isinstance(types, list) else [types]))


def _fields(thing: dict[str, Any]) -> dict[str, Any]:
    free = str(thing.get("isAccessibleForFree", "")).lower()
    return {
        "title": _text(thing.get("headline") or thing.get("name")),
        "published": _text(thing.get("datePublished") or thing.get("dateCreated")),
        "outlet": _text(thing.get("publisher") or thing.get("sourceOrganization")),
        "lang": _text(thing.get("inLanguage")),
        "url": _text(thing.get("url") or thing.get("mainEntityOfPage")),
        "text": _body(thing.get("articleBody")),
        "is_paywalled": free == "false",
    }


def _text(value: Any) -> str | None:  # noqa: ANN401
    """A plain string out of a string, a thing with a name, or a list of these."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = next((value[k] for k in ("name", "alternateName", "@id") if isinstance(value.get(k), str)), None)
    return html.unescape(value).strip() if isinstance(value, str) and value.strip() else None


def _body(value: Any) -> str | None:  # noqa: ANN401
    """The article's words; some sites put markup in."""
    text = _text(value)
    if text is None:
        return None
    text = re.sub(r"</p\s*>|<br\s*/?>", "\n", text)
    return re.sub(r"<[a-zA-Z/!][^<>]{0,2000}>", "", text).strip()


def without_outlet(title: str | None, outlet: str | None) -> str | None:
    """The title without `` - Outlet`` at its end."""
    title = " ".join((title or "").split()) or None
    if not title or not outlet:
        return title
    cut = re.sub(rf"\s+[-–—|]\s+{re.escape(outlet)}\s*\Z", "", title, flags=re.IGNORECASE)
    return cut or title
