"""The map: countries of the places of events, and the places told exactly enough for a point."""

from __future__ import annotations

from sayso.serve.draw.words import words
from sayso.serve.draw.world import Land, Place, world
from sayso.serve.page import Ask, Page, Record
from sayso.serve.pages.choices import choices
from sayso.store import browse


def on_map(ask: Ask) -> Page:
    """The page of the map; its table says the same."""
    lands, points = browse.by(ask.db, ask.filter, "country"), browse.points(ask.db, ask.filter)
    data: Record = {"countries": [{"country": c, "name": ask.speech.country(c), "n": n} for c, n in lands], "places": points}
    drawn = world([Land(c["country"], c["name"], c["n"], f"/events?{ask.filters.query(at=c['country'])}") for c in data["countries"]],
                  [Place(p["name"], p["lat"], p["lon"], p["n"], f"/events?{ask.filters.query(place=p['name'], at=p['country'])}") for p in points],
                  words(ask.speech.lang))
    return Page("map.html", ask.speech("map"), data, ("country", "name", "events"), ([c["country"], c["name"], c["n"]] for c in data["countries"]),
                {"drawn": drawn, "choices": choices(ask)})
