"""What a user types for a slot → its value as the native record has it.

In: a slot and a text: ``status`` and ``denied``; ``actors`` and ``RUS MIL, Ada Rossi (ITA GOV)``; ``when`` and ``2022-12-01/2022-12-03``;
``counts`` and ``12 killed``; or JSON. Out: the slots that change, since a type brings its quad and score along. Who stood there before
and is typed again stays as it was, with its span. :func:`typed` is the way back.

>>> changed("status", "denied", {})
{'status': 'denied'}
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from sayso import ontologies
from sayso.errors import SaysoError

Record = dict[str, Any]
NOWHERE: Record = {"field": None, "start": None, "end": None, "text": None}
STATUS = ("happened", "ongoing", "planned", "possible", "denied")
WHY = "review"
NUMBERS = ("start", "end", "score", "lat", "lon", "value")
COUNTRY = re.compile(r"[A-Z]{3}")
CODES = re.compile(r"([A-Z]{3}|[a-z]{3}|-)( [A-Z]{3}| [a-z]{3})*")
NAMED = re.compile(r"(?P<name>.*?) ?\((?P<codes>[^()]*)\)")


def changed(slot: str, text: str, record: Record) -> Record:
    """The slots of ``record`` that an edit changes, with their new values."""
    if slot not in SLOTS:
        raise SaysoError(f"no slot {slot!r}; there are: {', '.join(SLOTS)}")
    value = SLOTS[slot](text.strip())
    if slot == "type":
        return {"type": value, **codes(value, None)}
    if slot == "mode":
        if value is not None and value not in types()[record["type"]].get("modes", {}):
            raise SaysoError(f"{record['type']} has no mode {value!r}; it has: {', '.join(types()[record['type']].get('modes', {})) or 'none'}")
        return {"mode": value, **{k: v for k, v in codes(record["type"], value).items() if k == "score"}}
    if slot in ("actors", "recipients"):
        there = {typed_party(p): p for p in record.get(slot, ())}
        value = [there.get(typed_party(p), p) for p in value]
    return {slot: value}


def typed(slot: str, record: Mapping[str, Any]) -> str:
    """The value of a slot as one would type it; typed again it is the same value."""
    value = record[slot]
    if value is None:
        return ""
    if slot in ("actors", "recipients"):
        return ", ".join(map(typed_party, value))
    if slot == "when":
        return str(value["from"]) if value["from"] == value["to"] else f"{value['from']}/{value['to']}"
    if slot == "where":
        return ", ".join(filter(None, (value["name"], value["country"])))
    if slot == "counts":
        return ", ".join(f"{c['value']:.15g} {c['what']}" for c in value if c["value"] is not None)
    if isinstance(value, bool):
        return "true" if value else "false"
    return ", ".join(value) if isinstance(value, list) else str(value)


def typed_party(p: Mapping[str, Any]) -> str:
    """Who as one would type it.

    >>> typed_party({"name": "Ada Rossi", "country": "ITA", "sector": "GOV"}), typed_party({"name": None, "country": None, "sector": "MIL"})
    ('Ada Rossi (ITA GOV)', '- MIL')
    """
    codes = " ".join(filter(None, (p["country"] or ("-" if p["sector"] else ""), p["sector"])))
    name = " ".join((p["name"] or "").replace(",", " ").split())
    return f"{name} ({codes})" if name and codes and name != codes else name or codes


def types() -> dict[str, Any]:
    """PLOVER's types."""
    found: dict[str, Any] = ontologies.table("plover")["types"]
    return found


def codes(kind: str, mode: str | None) -> Record:
    """What follows from a type; the finer codes were those of the old one."""
    entry = types()[kind]
    return {"mode": mode, "quad": entry["quad"], "score": float(entry.get("modes", {}).get(mode, entry["score"])), "cameo": None, "goldstein": None}


def kind_of(text: str) -> str:
    """A PLOVER type."""
    if text.upper() not in types():
        raise SaysoError(f"no type {text!r}; there are: {', '.join(types())}")
    return text.upper()


def status_of(text: str) -> str:
    """A status."""
    if text not in STATUS:
        raise SaysoError(f"no status {text!r}; there are: {', '.join(STATUS)}")
    return text


def yes_or_no(text: str) -> bool:
    """True or false."""
    if text.lower() not in ("true", "false"):
        raise SaysoError(f"{text!r} is neither true nor false")
    return text.lower() == "true"


def word(text: str) -> str | None:
    """A word; nothing for nothing."""
    return text or None


def words(text: str) -> list[str]:
    """Words between commas."""
    return [w for part in text.split(",") if (w := part.strip())]


def parties(text: str) -> list[Record]:
    """``RUS MIL, Ada Rossi (ITA GOV), rebels`` or JSON as parties: codes, a name with codes, a name."""
    empty = {**NOWHERE, "name": None, "country": None, "sector": None, "id": None, "score": 1.0, "why": WHY}
    if (given := from_json(text)) is not None:
        return [{**empty, **shaped(one, empty)} for one in given]
    out = []
    for one in words(text):
        with_name = NAMED.fullmatch(one)
        codes = with_name["codes"].strip() if with_name else one if CODES.fullmatch(one) else ""
        if codes and not CODES.fullmatch(codes):
            raise SaysoError(f"{codes!r} are no codes: write a country and a sector, such as: RUS MIL")
        country, _, sector = codes.upper().partition(" ")
        name = with_name["name"] if with_name else None if codes.startswith("-") else one
        out.append({**empty, "name": name, "country": country.strip("-") or None, "sector": sector or None})
    return out


def when(text: str) -> Record | None:
    """A day, or two with ``/`` between."""
    if not text:
        return None
    first, _, last = text.partition("/")
    try:
        a, b = date.fromisoformat(first.strip()), date.fromisoformat((last or first).strip())
    except ValueError:
        raise SaysoError(f"{text!r} is not a day: write 2022-12-30, or 2022-12-01/2022-12-03") from None
    if b < a:
        raise SaysoError(f"{text!r} ends before it begins")
    return {**NOWHERE, "from": a.isoformat(), "to": b.isoformat(), "precision": "day" if a == b else "days", "why": WHY}


def where(text: str) -> Record | None:
    """A place: ``Minsk, BLR`` or JSON."""
    empty = {**NOWHERE, "name": None, "country": None, "admin1": None, "geonameid": None, "lat": None, "lon": None, "precision": None}
    if not text:
        return None
    if (given := from_json(text)) is not None:
        return {**empty, **shaped(given[0], empty)}
    name, _, country = text.rpartition(",") if "," in text else ("", "", text) if COUNTRY.fullmatch(text) else (text, "", "")
    if country and not COUNTRY.fullmatch(country.strip().upper()):
        raise SaysoError(f"{country.strip()!r} is not the code of a country: write such as Minsk, BLR")
    return {**empty, "name": name.strip() or None, "country": country.strip().upper() or None, "precision": "city" if name else "country"}


def counts(text: str) -> list[Record]:
    """``12 killed, 3 injured`` or JSON."""
    empty = {**NOWHERE, "what": None, "value": None, "by": None}
    if (given := from_json(text)) is not None:
        return [{**empty, **shaped(one, empty)} for one in given]
    out = []
    for one in words(text):
        number, _, what = one.partition(" ")
        if not re.fullmatch(r"[0-9]{1,15}(\.[0-9]{1,6})?", number):
            raise SaysoError(f"{one!r} is not a number and what it counts, such as: 12 killed")
        out.append({**empty, "what": what.strip() or "other", "value": float(number)})
    return out


def from_json(text: str) -> list[Any] | None:
    """A list of things, where the text is JSON."""
    if not text.startswith(("[", "{")):
        return None
    try:
        value = json.loads(text)
    except ValueError as e:
        raise SaysoError(f"broken JSON: {e}") from None
    return value if isinstance(value, list) and value else [value] if value else []


def shaped(one: object, empty: Record) -> Record:
    """A thing with none but the keys it may have, numbers and words where they belong."""
    if not isinstance(one, dict) or set(one) - set(empty):
        raise SaysoError(f"not of the right form: give {', '.join(empty)}")
    for name, value in one.items():
        is_right = is_number(value) if name in NUMBERS else isinstance(value, str)
        if value is not None and not is_right:
            raise SaysoError(f"{name} cannot be {json.dumps(value)}")
    if one.get("country") and not COUNTRY.fullmatch(one["country"]):
        raise SaysoError(f"{one['country']!r} is not the code of a country, such as BLR")
    return one


def is_number(value: object) -> bool:
    """Whether it is a number that one can count with."""
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value) and abs(value) < 1e15


SLOTS: dict[str, Callable[[str], Any]] = {
    "type": kind_of, "mode": word, "status": status_of, "contexts": words, "cameo": word, "hearsay": yes_or_no, "background": yes_or_no,
    "actors": parties, "recipients": parties, "when": when, "where": where, "counts": counts,
}
EVENT_SLOTS = tuple(s for s in SLOTS if s not in ("hearsay", "background"))
