"""The filter of a page ↔ its address: ``?country=UKR&type=ASSAULT&from=2024-01-01``.

In: the parameters of an address. Out: a :class:`~sayso.store.browse.Filter`, and addresses with more or less of it. What is not
understood is left out: an address that was typed wrong shows more, never an error.

>>> Filters.of({"country": ["UKR", "RUS"], "conf": ["0.5"]}).query(country=["UKR"])
'country=UKR&conf=0.5'
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from sayso.serve.speech import Speech
from sayso.store.browse import Filter
from sayso.store.slots import STATUS, types

MANY = {"country": "countries", "pair": "pairs", "actor": "names", "type": "types", "quad": "quads", "status": "statuses", "outlet": "outlets",
        "agency": "agencies", "origin": "origins_of", "relay": "relayed_by", "lang": "langs", "at": "at"}
YES_NO = {"yes": True, "no": False}
NAMES = (*MANY, "from", "to", "place", "conf", "origins", "reviewed", "contested", "run")
LONGEST = 300  # characters of a value
MOST = 20  # values of a field


@dataclass(frozen=True)
class Filters:
    """Parameters that were understood, as text, and the filter they are."""

    given: Mapping[str, tuple[str, ...]]
    filter: Filter

    @classmethod
    def of(cls, query: Mapping[str, Sequence[str]]) -> Filters:
        """The filter that some parameters ask for."""
        given = {name: tuple(dict.fromkeys(some)) for name in NAMES
                 if (some := [v for raw in query.get(name, ())[:MOST] if (v := understood(name, raw.strip()[:LONGEST]))])}
        last = {name: some[-1] for name, some in given.items()}
        return cls(given, Filter(
            since=last.get("from"), until=last.get("to"), place=last.get("place"), confidence=float(last["conf"]) if "conf" in last else None,
            origins=int(last["origins"]) if "origins" in last else None, reviewed=YES_NO.get(last.get("reviewed", "")),
            contested=YES_NO.get(last.get("contested", "")), run=int(last["run"]) if "run" in last else None,
            quads=tuple(map(int, given.get("quad", ()))), **{field: given[name] for name, field in MANY.items() if name in given and name != "quad"}))

    def query(self, **changes: str | Sequence[str] | None) -> str:
        """The parameters as part of an address, some of them changed; ``None`` takes one out. A name may end in ``_`` (``from_``)."""
        new = {name.rstrip("_"): [value] if isinstance(value, str) else list(value or ()) for name, value in changes.items()}
        pairs = [(name, v) for name in NAMES for v in new.get(name, self.given.get(name, ()))]
        pairs += [(name, v) for name, some in new.items() if name not in NAMES for v in some]
        return urlencode(pairs)

    def within(self, since: str, until: str, **changes: str | Sequence[str] | None) -> str:
        """The parameters for a span of days, as far as the filter lets it through.

        >>> Filters.of({"from": ["2024-02-10"]}).within("2024-02-01", "2024-02-29")
        'from=2024-02-10&to=2024-02-29'
        """
        return self.query(from_=max(since, self.one("from")), to=min(until, self.one("to") or until), **changes)

    def without(self, name: str, value: str) -> str:
        """The parameters less one value."""
        return self.query(**{f"{name}_": [v for v in self.given.get(name, ()) if v != value]})

    def words(self, name: str, value: str, speech: Speech) -> str:
        """A value as a person says it."""
        if name in ("country", "at"):
            return speech.country(value)
        if name == "pair":
            return speech("acts_on", **dict(zip("ab", (speech.country(c) for c in (*value.split(">", 1), "")), strict=False)))
        if name == "type":
            return str(speech.table["acts"][value]["what"])
        if name == "quad":
            return speech.of_code("quads", int(value))
        return speech(value) if name in ("reviewed", "contested") else speech.of_code("status", value) if name == "status" else value

    def one(self, name: str) -> str:
        """The value of a field with one."""
        return self.given[name][-1] if name in self.given else ""


def understood(name: str, value: str) -> str | None:
    """A value as the filter has it, or ``None``."""
    if name in ("from", "to"):
        return day(value)
    if name == "conf":
        return value if value.replace(".", "", 1).isdecimal() and value.isascii() and 0 <= float(value) <= 1 else None
    if name in ("origins", "run"):
        return value if value.isascii() and value.isdigit() and len(value) < 7 else None
    if name in ("reviewed", "contested"):
        return value if value in YES_NO else None
    allowed = {"type": lambda: set(types()), "status": lambda: set(STATUS), "quad": lambda: set("1234")}.get(name)
    if allowed is not None:
        return value if value in allowed() else None
    return value or None


def day(value: str) -> str | None:
    """A day as the file has it.

    >>> day("2024-02-01"), day("yesterday")
    ('2024-02-01', None)
    """
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        return None
