"""What a filter may be set to: the fields of the form above a list, with the values that the file holds."""

from __future__ import annotations

from typing import Any

from sayso.serve.page import Ask
from sayso.store import browse
from sayso.store.slots import STATUS, types

MOST = 300
LISTS = {"country": "country", "outlet": "outlet", "agency": "agency", "lang": "lang"}


def choices(ask: Ask) -> list[dict[str, Any]]:
    """A field each: its name, and its values with their words; a field without values is one to type in, with help from those ``known``."""
    s = ask.speech
    there = {name: browse.known(ask.db, kind, MOST) for name, kind in LISTS.items()}
    there["country"].sort(key=s.country)
    told = {"country": {c: f"{s.country(c)} · {c}" for c in there["country"]},
            "type": {t: f"{s.table['acts'][t]['what']} · {t}" for t in types()},
            "status": {x: s.of_code("status", x) for x in STATUS},
            "quad": {str(q): s.table["quads"][q] for q in (1, 2, 3, 4)},
            **{name: {v: v for v in there[name]} for name in ("outlet", "agency", "lang")},
            "reviewed": {v: s(v) for v in ("yes", "no")}, "contested": {v: s(v) for v in ("yes", "no")}}
    return [{"name": name, "label": s(name), "values": told.get(name), "chosen": ask.filters.given.get(name, ()),
             "known": browse.known(ask.db, "name", MOST) if name == "actor" else ()}
            for name in ("country", "type", "status", "actor", "outlet", "agency", "lang", "quad", "conf", "origins", "reviewed", "contested")]
