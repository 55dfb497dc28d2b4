"""Pairs of countries, actors and sources: what they do, say and relay through time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from markupsafe import Markup

from sayso.serve.draw.net import Point, net
from sayso.serve.draw.words import words
from sayso.serve.page import Ask, Page, Record
from sayso.serve.pages.events import COLUMNS, CSV, bars, pairs_of, rows, through_time
from sayso.store import browse
from sayso.store.browse import Filter

LIST = 30
TOP = 10


def pair(ask: Ask) -> Page | None:
    """Two countries: cooperation less conflict through time, types, and who speaks for each."""
    a, _, b = ask.key.partition("/")
    if not a or not b:
        return None
    f = ask.filter.with_(pairs=(f"{a}>{b}", f"{b}>{a}"))
    told = browse.net(ask.db, f)
    data: Record = {
        "a": a, "b": b, "events": browse.count(ask.db, f), "net": told, "types": pairs_of(browse.by(ask.db, f, "type")),
        "directed": [{"from": x, "to": y, "events": browse.count(ask.db, ask.filter.with_(pairs=(f"{x}>{y}",)))} for x, y in ((a, b), (b, a))],
        "speakers": {c: browse.speakers(ask.db, f, c, TOP) for c in dict.fromkeys((a, b))}, "latest": browse.events(ask.db, f, "day", LIST)}
    title = ask.speech("pair_title", a=ask.speech.country(a), b=ask.speech.country(b))
    return Page("pair.html", title, data, COLUMNS, rows(browse.each(ask.db, f, "day", CSV)),
                {"net": line(ask, told, (f"{a}>{b}", f"{b}>{a}")), "chosen": (a, b)})


def pairs(ask: Ask) -> Page | None:
    """The most frequent pairs, and a way to choose one."""
    if ask.one("a") and ask.one("b"):
        return pair(replace(ask, key=f"{ask.one('a')}/{ask.one('b')}"))
    most = [(*value.split(">", 1), n) for value, n in browse.top(ask.db, ask.filter, "pair", 60)]
    data: Record = {"top": [{"a": a, "b": b, "n": n} for a, b, n in most]}
    countries = sorted(browse.known(ask.db, "country", 300), key=ask.speech.country)
    return Page("pairs.html", ask.speech("pairs"), data, ("a", "b", "n"), ([p["a"], p["b"], p["n"]] for p in data["top"]), {"countries": countries})


def line(ask: Ask, told: Record, both: Sequence[str]) -> Markup:
    """Net cooperation, drawn."""
    facts = ask.filters.given.get("status", browse.FACTS)
    points = [Point(date.fromisoformat(p["since"]), p["net"], p["events"],
                    f"/events?{ask.filters.within(p['since'], p['until'], pair=list(both), status=facts)}") for p in told["points"]]
    return net(points, told["unit"], words(ask.speech.lang))


def actor(ask: Ask) -> Page | None:
    """An actor by name: what it does and what is done to it."""
    f = ask.filter.with_(names=(ask.key,))
    total = browse.count(ask.db, f)
    if not total and ask.filter.is_open():
        return None
    told, top = through_time(ask, f), browse.tops(ask.db, f, ("pair", "origin"), TOP)
    data: Record = {"name": ask.key, "events": total, "timeline": told, "types": pairs_of(browse.by(ask.db, f, "type")),
                    "top_pairs": pairs_of(top["pair"]), "identities": browse.identities(ask.db, ask.key),
                    "origins": pairs_of(top["origin"]), "latest": browse.events(ask.db, f, "day", LIST)}
    with_name = Ask(ask.db, {**ask.query, "actor": [ask.key]}, ask.speech, ask.key, ask.by)
    return Page("actor.html", ask.key, data, COLUMNS, rows(browse.each(ask.db, f, "day", CSV)), {"timeline": bars(with_name, told)})


def source(ask: Ask) -> Page | None:
    """A source by name: what it originated, what it relayed, and for whom."""
    own, passed = ask.filter.with_(origins_of=(ask.key,)), ask.filter.with_(relayed_by=(ask.key,))
    told: dict[str, tuple[int, list[Record]]] = {name: (browse.count(ask.db, f), browse.events(ask.db, f, "day", LIST))
                                                 for name, f in (("originated", own), ("relayed", passed))}
    if not any(n for n, _ in told.values()) and ask.filter.is_open():
        return None
    data: Record = {"name": ask.key, **{name: {"n": n, "latest": latest} for name, (n, latest) in told.items()},
                    "outlets": pairs_of(browse.top(ask.db, own, "outlet", TOP)), "origins": pairs_of(browse.top(ask.db, passed, "origin", TOP)),
                    "identities": browse.sources_named(ask.db, ask.key)}
    return Page("source.html", ask.key, data, COLUMNS, rows(both(ask, own, passed)), {})


def both(ask: Ask, own: Filter, passed: Filter) -> Iterator[Record]:
    """The events a source originated, then those it only relayed."""
    seen = set()
    for f in (own, passed):
        for e in browse.each(ask.db, f, "day", CSV):
            if e["event_id"] not in seen:
                seen.add(e["event_id"])
                yield e
