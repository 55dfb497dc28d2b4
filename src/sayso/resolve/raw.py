"""The JSON tables of states, organisations, media and people, as they stand in their files."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent / "tables"


@cache
def raw(name: str) -> Any:  # noqa: ANN401 - JSON
    """One of the tables.

    >>> raw("countries")["ITA"]["names_en"][0]
    'Italy'
    """
    return json.loads((HERE / f"{name}.json").read_text(encoding="utf-8"))
