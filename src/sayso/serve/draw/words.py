"""What the drawings say in a language: a code goes in, its words come out.

>>> words("it").number(12345), words("en").counted("events", 1)
('12.345', '1 event')
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent / "data"
MINUS = "−"


class Words:
    """The words of one language."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self.table = table

    def number(self, n: float, signed: bool = False) -> str:
        """A number as the language writes it; ``signed``: with a plus as well."""
        whole = f"{abs(n):,.0f}" if n == int(n) else f"{abs(n):,.1f}"
        told = whole.translate(str.maketrans({",": self.table["thousands"], ".": self.table["decimal"]}))
        return (MINUS if n < 0 else "+" if signed and n > 0 else "") + told

    def say(self, key: str, **values: object) -> str:
        """A sentence with its gaps filled."""
        return str(self.table[key]).format(**values)

    def counted(self, key: str, n: int) -> str:
        """So many of something."""
        return str(self.table[key]["one" if n == 1 else "many"]).format(n=self.number(n))

    def quad(self, n: int) -> str:
        """The name of a quad."""
        return str(self.table["quads"][n])

    def kind(self, kind: str) -> str:
        """The name of a kind of source."""
        return str(self.table["kinds"].get(kind, kind))


@cache
def words(lang: str) -> Words:
    """The words of a language; English for one that the workbench does not speak."""
    tables = yaml.load((HERE / "words.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return Words(tables.get(lang, tables["en"]))
