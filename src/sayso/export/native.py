"""Native report and merged event records, as JSON told them → the same with every key there and of its type.

``report({"report_id": "r1", "event_id": "e1", "article": {"id": "a1"}})["actors"]`` is ``[]``. A record that is none ends in
:class:`~sayso.errors.Unreadable` with one line that says which value is wrong: what reads the records need not ask again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from sayso.errors import Unreadable
from sayso.read.decode import text_stream
from sayso.read.jsonl import parsed_object

Record = dict[str, Any]
DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z")

HUGE = 1e18

SPAN: Record = {"field": str, "start": int, "end": int, "text": str}
PARTY: Record = {**SPAN, "name": str, "country": str, "sector": str, "id": str, "score": float, "why": str}
PLACE: Record = {**SPAN, "name": str, "country": str, "admin1": str, "geonameid": int, "lat": float, "lon": float, "precision": str}
WHEN: Record = {**SPAN, "from": "day", "to": "day", "precision": str, "why": str}
COUNT: Record = {**SPAN, "what": str, "value": float, "by": str}
NODE: Record = {**SPAN, "id": str, "name": str, "kind": str, "country": str}
SOURCES: Record = {"nodes": [NODE], "edges": [[str]], "paths": [[str]], "medium": str}
ARTICLE: Record = {"id": "id", "lang": str, "outlet": str, "url": str, "published": "day", "title": str}
SLOTS: Record = {
    "event_id": "id", "concept": str, "type": str, "mode": str, "contexts": [str], "cameo": str, "quad": int, "score": float,
    "goldstein": float, "status": str, "actors": [PARTY], "recipients": [PARTY], "when": WHEN, "where": PLACE, "counts": [COUNT],
    "confidence": float,
}
REPORT: Record = {**SLOTS, "report_id": "id", "article": ARTICLE, "sentence": SPAN, "trigger": SPAN, "hearsay": bool, "background": bool,
                  "sources": SOURCES, "made_by": dict}
ORIGIN: Record = {"names": [str], "reports": [str], "why": None}
EVENT: Record = {**SLOTS, "reports": ["id"], "articles": [str], "n_reports": int, "n_outlets": int, "n_origins": int, "origins": [ORIGIN],
                 "denied_by": list, "contested": dict, "rules": None, "reviewed": None}
ALWAYS = (SOURCES, ARTICLE, SPAN)  # structures that are there even where nothing in them is known


def report(raw: Any) -> Record:  # noqa: ANN401 - JSON
    """A native report with all its keys."""
    return _record(raw, REPORT, "report")


def event(raw: Any) -> Record:  # noqa: ANN401 - JSON
    """A merged event with all its keys."""
    return _record(raw, EVENT, "event")


def lines(stream: BinaryIO, source: str) -> Iterator[Record]:
    """The objects of a JSON Lines stream; :class:`~sayso.errors.Unreadable` names the line that is none."""
    for number, line in enumerate(text_stream(stream), 1):
        if line.strip():
            try:
                yield parsed_object(line)
            except Unreadable as e:
                raise Unreadable(f"{source}, line {number}: {e}") from None


def _record(raw: Any, shape: Record, what: str) -> Record:  # noqa: ANN401
    if not isinstance(raw, Mapping):
        raise Unreadable(f"not {'an' if what == 'event' else 'a'} {what} but {_kind(raw)}")
    try:
        return {**raw, **{key: _value(raw.get(key), kind, key) for key, kind in shape.items()}}
    except Unreadable as e:
        name = raw.get(f"{what}_id")
        raise Unreadable(f"{what} {name}: {e}" if name else str(e)) from None


def _value(value: Any, kind: Any, at: str) -> Any:  # noqa: ANN401
    if kind is None:
        return value
    if isinstance(kind, dict):
        return _structure(value, kind, at)
    if isinstance(kind, list) or kind is list:
        return _list(value, kind[0] if isinstance(kind, list) else None, at)
    if kind == "id":
        return _ident(value, at)
    if value is None:
        return {} if kind is dict else False if kind is bool else None
    if kind == "day":
        return _day(value, at)
    if kind in (int, float):
        return _figure(value, kind, at)
    if not isinstance(value, kind):
        raise Unreadable(f"{at} is {_kind(value)}, not {NAMES[kind]}")
    return value


def _ident(value: Any, at: str) -> str:  # noqa: ANN401
    if not isinstance(value, str) or not value:
        raise Unreadable(f"{at} is missing" if value is None else f"{at} is no id")
    if not value.isprintable():
        raise Unreadable(f"{at} holds characters that no id may hold")
    return value


def _structure(value: Any, shape: Record, at: str) -> Record | None:  # noqa: ANN401
    if value is None and shape not in ALWAYS:
        return None
    if not isinstance(value, Mapping | None):
        raise Unreadable(f"{at} is {_kind(value)}, not an object")
    told = value or {}
    return {**told, **{key: _value(told.get(key), kind, f"{at}.{key}") for key, kind in shape.items()}}


def _list(value: Any, kind: Any, at: str) -> list[Any]:  # noqa: ANN401
    if not isinstance(value, list | tuple | None):
        raise Unreadable(f"{at} is {_kind(value)}, not a list")
    if isinstance(kind, dict) and None in (value or ()):
        raise Unreadable(f"{at}[{list(value or ()).index(None)}] is nothing, not an object")
    return [_value(item, kind, f"{at}[{i}]") for i, item in enumerate(value or ())]


def _day(value: Any, at: str) -> str:  # noqa: ANN401
    told = value[:10] if isinstance(value, str) else str(value)[:10]  # a date or timestamp from a data base will do
    if not DAY.match(told):
        raise Unreadable(f"{at} is no day: {str(value)[:40]!r}")
    return told


def _figure(value: Any, kind: type, at: str) -> int | float | None:  # noqa: ANN401
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Unreadable(f"{at} is {_kind(value)}, not a number")
    if not -HUGE < value < HUGE:  # also what is no number (NaN), and whole numbers that no double can hold
        return None
    return int(value) if kind is int else float(value)


NAMES = {str: "text", bool: "true or false", dict: "an object"}


def _kind(value: Any) -> str:  # noqa: ANN401
    for kinds, name in (((bool,), "true or false"), ((str,), "text"), ((int, float), "a number"), ((list, tuple), "a list"),
                        ((Mapping,), "an object")):
        if isinstance(value, kinds):
            return name
    return "nothing" if value is None else type(value).__name__
