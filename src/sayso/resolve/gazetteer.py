"""The gazetteer: a name goes in, a place of the world comes out. GeoNames (CC BY 4.0), re-packed by ``tools/gazetteer.py``.

>>> Gazetteer(path).find("Leopoli").country            # doctest: +SKIP
'UKR'
"""

from __future__ import annotations

import gzip
import unicodedata
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Point:
    """A populated place. ``lat`` and ``lon`` in degrees; ``population`` in people."""

    id: int
    name: str
    country: str
    admin1: str | None
    lat: float
    lon: float
    population: int


class Gazetteer:
    """Names and places of a file of two blocks: ``name<TAB>line numbers``, then one place a line."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @cached_property
    def _blocks(self) -> tuple[dict[str, str], list[str]]:
        first, second = gzip.decompress(self.path.read_bytes()).decode().split("\n\n")
        cells = first.replace("\n", "\t").split("\t")
        return dict(zip(cells[::2], cells[1::2], strict=True)), second.split("\n")

    def all(self, name: str) -> list[Point]:
        """Every place with this name, the likeliest first."""
        names, places = self._blocks
        key = name.lower().replace("’", "'")
        numbers = names.get(key) or names.get(plain(key))
        return [point(places[int(n)]) for n in numbers.split(",")] if numbers else []

    def find(self, name: str) -> Point | None:
        """The likeliest place with this name."""
        found = self.all(name)
        return found[0] if found else None


@cache
def gazetteer_at(path: Path) -> Gazetteer:
    """One gazetteer a file, whatever the number of languages."""
    return Gazetteer(path)


def plain(key: str) -> str:
    """Without accents: names outside western Europe are kept only so."""
    letters = unicodedata.normalize("NFKD", key.replace("ł", "l").replace("ø", "o").replace("ı", "i").replace("đ", "d"))
    return "".join(c for c in letters if c.isascii())


def point(line: str) -> Point:
    """One line of the second block."""
    number, name, country, admin1, lat, lon, population = line.split(";")
    return Point(int(number), name, country, admin1 or None, float(lat), float(lon), int(population))
