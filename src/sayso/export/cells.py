"""Values → cells of tab-separated files that every reader splits alike.

``line(["0841", None, 44.5, 'il "Colle"'])`` → ``0841``, nothing, ``44.5``, ``il ”Colle”``, with tabs between. Cells are never quoted:
half of the scripts that read these files turn quoting off and half do not, so no cell may hold a tab, a line end or a straight
double quote. A text that begins with ``= + - @`` gets an apostrophe, as in :mod:`sayso.export.csv_`; numbers do not.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from sayso.export.csv_ import FORMULA
from sayso.export.plain import plain

Cell = str | int | float | bool | None


def line(cells: Sequence[Cell]) -> str:
    """One row with its line end."""
    return "\t".join(map(cell, cells)) + "\n"


def cell(value: Cell) -> str:
    """A value as text; what is not known is empty."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return figure(value)
    return safe(value).replace('"', "”") if value else ""


def safe(text: str) -> str:
    """Words from outside on one line, and no formula for a spreadsheet."""
    clean = " ".join(plain(text).split())
    return "'" + clean if clean.startswith(FORMULA) else clean


def figure(value: int | float) -> str:
    """A number: whole ones without a point, what is no number empty, no exponents."""
    if not math.isfinite(value):
        return ""
    return str(int(value)) if value == int(value) else f"{value:.6f}".rstrip("0")


def joined(values: Iterable[str | None], between: str = ";") -> str:
    """Several values in one cell, each once, in their order; the sign between them does not occur inside."""
    return between.join(dict.fromkeys(v.replace(between, " ") for v in values if v))
