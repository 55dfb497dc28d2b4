"""Ontologies as data: a concept goes in, its codes come out.

>>> code("assault.shell").type, code("assault.shell").mode
('ASSAULT', 'heavy-weapons')
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from sayso.model import Code

HERE = Path(__file__).parent


@cache
def table(name: str) -> dict[str, Any]:
    """The YAML file ``ontologies/<name>.yaml``."""
    data: dict[str, Any] = yaml.load((HERE / f"{name}.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return data


def concepts() -> dict[str, dict[str, Any]]:
    """Every concept with its PLOVER entry."""
    found: dict[str, dict[str, Any]] = table("plover")["concepts"]
    return found


@cache
def flags(concept: str) -> tuple[str, ...]:
    """The flags of a concept: reciprocal, speech, needs_recipient, weak."""
    return tuple(concepts()[concept].get("flags", ()))


def planned(concept: str) -> str | None:
    """The concept that a planned or possible act of this kind is coded as, where PLOVER wants another one."""
    found: str | None = concepts()[concept].get("planned")
    return found


@cache
def code(concept: str, contexts: tuple[str, ...] = ()) -> Code:
    """PLOVER and CAMEO codes of a concept; ``KeyError`` for an unknown one."""
    entry = concepts()[concept]
    kind, mode = entry["type"], entry.get("mode")
    of_type = table("plover")["types"][kind]
    cameo = table("cameo")
    number: str | None = cameo["concepts"].get(concept)
    goldstein = cameo["goldstein"].get(number) if number else None
    score = float(of_type.get("modes", {}).get(mode, of_type["score"]))
    return Code(kind, mode, contexts, of_type["quad"], score, number, None if goldstein is None else float(goldstein))
