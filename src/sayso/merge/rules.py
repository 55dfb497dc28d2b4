"""Which reports are one event, and what an event is said to be: chosen for each analysis.

In: nothing (:data:`DEFAULT`), or a YAML file with some of the fields of :class:`Rules`. Out: :class:`Rules`.

>>> rules({"threshold": 7, "decide": {"when": "latest"}}).threshold
7.0
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

import yaml

from sayso.errors import SaysoError

# Points for and against two accounts being of one event. A rule is named by what it sees.
POINTS: Mapping[str, float] = {
    "same_rare_act": 3.0, "same_act": 2.0, "kindred_act": 1.0, "same_type": 0.5, "other_weapon": -1.5,
    "same_actor": 2.0, "like_actor": 1.5, "actor_country": 1.0, "other_actor": -1.5,
    "same_recipient": 2.0, "like_recipient": 1.5, "recipient_country": 1.0, "other_recipient": -1.5, "other_setting": -0.5, "sides_swapped": 1.0,
    "same_town": 2.0, "same_region": 1.0, "same_country": 0.5,
    "same_day": 2.0, "same_span": 1.0, "other_day": -0.5, "day_before_print": 1.0, "printed_together": 0.5, "printed_apart": -0.5,
    "same_count": 1.5, "other_count": -0.5,
    "same_passage": 3.0, "shared_words": 1.5, "names_in_sentence": 1.0, "names_in_article": 0.5, "other_names": -1.5, "rare_pair": 1.0,
}
DECIDE: Mapping[str, str] = {
    "type": "most_origins", "mode": "most_origins", "status": "most_certain", "actors": "most_origins", "recipients": "most_origins",
    "when": "most_precise", "where": "most_precise", "counts": "most_origins",
}
DECISIONS = ("most_origins", "most_reports", "most_precise", "most_certain", "latest", "earliest", "highest", "lowest")
SLOTS = ("actors", "recipients", "when", "where")


class RulesError(SaysoError):
    """A file of rules that says something unknown."""


@dataclass(frozen=True, slots=True)
class Rules:
    """Thresholds, windows and decisions of one analysis.

    ``threshold``: points that two accounts need. ``specific``: points that must come from what few events share (a town, a name, a
    number, a passage); ``vague``: so many of these where one of the two tells only a month. ``rare``: so many accounts of one type, pair
    of countries and day of print are still few, so that the pair is specific too. ``print_days``: how many days after the event
    an undated account may be printed. ``gap_days``: days that two told dates may lie apart. ``apart_km``: from here on two towns are
    two. ``must_match``: slots both must tell and agree on. ``neighbours``: how many of a crowded block each account is compared with.
    ``on_the_whole``: the share of the threshold that the mean over two groups must reach before they join. ``owners``: outlet → owner.
    """

    name: str = "default"
    threshold: float = 4.5
    specific: float = 0.5
    vague: float = 2.0
    rare: int = 12
    print_days: int = 5
    gap_days: int = 0
    apart_km: float = 25.0
    must_match: tuple[str, ...] = ()
    neighbours: int = 10
    on_the_whole: float = 0.5
    points: Mapping[str, float] = field(default_factory=lambda: POINTS)
    decide: Mapping[str, str] = field(default_factory=lambda: DECIDE)
    owners: Mapping[str, str] = field(default_factory=dict)


DEFAULT = Rules()


def rules(told: Mapping[str, Any]) -> Rules:
    """The default rules with some of them changed; :class:`RulesError` names what is unknown."""
    known = {f.name for f in fields(Rules)}
    unknown = sorted(set(told) - known)
    if unknown:
        raise RulesError(f"merge rules: no such rule: {', '.join(map(str, unknown))}; there are {', '.join(sorted(known))}")
    made = dict(told)
    for key, table in (("points", POINTS), ("decide", DECIDE)):
        made[key] = merged(key, table, told.get(key) or {})
    bad = sorted(set(made["decide"].values()) - set(DECISIONS))
    if bad:
        raise RulesError(f"merge rules: no such decision: {', '.join(bad)}; there are {', '.join(DECISIONS)}")
    made["must_match"] = tuple(told.get("must_match") or ())
    if set(made["must_match"]) - set(SLOTS):
        raise RulesError(f"merge rules: must_match takes {', '.join(SLOTS)}")
    for key in ("threshold", "specific", "vague", "apart_km"):
        if key in made:
            made[key] = number(key, made[key])
    return replace(DEFAULT, **made)


def merged(key: str, table: Mapping[str, Any], told: Mapping[str, Any]) -> dict[str, Any]:
    """A table with some values changed."""
    unknown = sorted(set(told) - set(table))
    if unknown:
        raise RulesError(f"merge rules: {key} has no {', '.join(map(str, unknown))}")
    return {**table, **told}


def number(key: str, value: object) -> float:
    """A number, or a clear error."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise RulesError(f"merge rules: {key} must be a number, not {value!r}")
    return float(value)


def load_rules(path: Path) -> Rules:
    """The rules of a YAML file."""
    return rules(told_in(path))


def told_in(path: Path) -> dict[str, Any]:
    """What a YAML file of rules says, as it stands."""
    try:
        told = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as e:
        raise RulesError(f"{path}: {(e.strerror or str(e)).lower()}") from None
    except (yaml.YAMLError, UnicodeDecodeError):
        raise RulesError(f"{path}: not YAML") from None
    if not isinstance(told, dict):
        raise RulesError(f"{path}: not a table of rules")
    return told
