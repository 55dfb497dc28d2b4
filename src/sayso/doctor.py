"""What is installed, under which licence, and what is missing.

Out: sections of lines for people (:func:`sections`) and what is not there (:class:`Checkup`). Nothing is looked up on a network.
"""

from __future__ import annotations

import gzip
import json
import platform
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path
from time import perf_counter
from typing import Any

from sayso import __version__, languages
from sayso.errors import SaysoError

HERE = Path(__file__).parent
LIBRARIES = ("spacy", "pyyaml", "typer", "rich", "trafilatura", "lxml_html_clean", "charset-normalizer", "eldc", "pyarrow",
             "pandas")
TABLES = ("countries", "organisations", "people", "media")
GAZETTEER = HERE / "resolve" / "tables" / "places.tsv.gz"
GAZETTEER_LICENCE = "GeoNames, CC BY 4.0, https://www.geonames.org"


@dataclass
class Checkup:
    """Lines by section, and what is missing."""

    sections: dict[str, list[str]] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)

    def text(self) -> str:
        """All of it, for people."""
        parts = [f"{name}\n" + "\n".join(f"  {line}" for line in lines) for name, lines in self.sections.items()]
        end = "Missing\n" + "\n".join(f"  {line}" for line in self.missing) if self.missing else "Nothing is missing."
        return "\n\n".join([*parts, end])


def checkup() -> Checkup:
    """Look at everything sayso needs."""
    found = Checkup()
    found.sections["sayso"] = [f"sayso {__version__}, Python {platform.python_version()}",
                               f"{platform.system()} {platform.machine()}", f"installed in {HERE}",
                               "works offline; sends nothing"]
    found.sections["Libraries"] = list(libraries(found.missing))
    found.sections["Language packs"] = list(packs(found.missing))
    found.sections["Gazetteer"] = list(gazetteer(found.missing))
    found.sections["Tables"] = list(tables(found.missing))
    return found


def libraries(missing: list[str]) -> Iterator[str]:
    """Name and version of each library."""
    for name in LIBRARIES:
        try:
            yield f"{name} {metadata.version(name)}"
        except metadata.PackageNotFoundError:
            missing.append(f"library {name}: pip install {name}")


def packs(missing: list[str]) -> Iterator[str]:
    """Each language pack with licence, scores and the time it takes to load."""
    if not languages.available():
        missing.append("language packs: none is installed")
    for lang in languages.available():
        for card, name in (("pack.json", "fast"), ("accurate.json", "accurate"), ("open.json", "open")):
            if (languages.HERE / lang / card).exists():
                yield from pack(lang, card, name, missing)


def pack(lang: str, card: str, name: str, missing: list[str]) -> Iterator[str]:
    """One pack: its card in short, and whether it loads."""
    path = languages.HERE / lang / card
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        missing.append(f"language pack {lang}: {path} cannot be read")
        told = {}
    yield f"{lang}, {name}: {told.get('name', '?')} {told.get('version', '')}, licence {told.get('licence', 'not stated')}"
    yield from (f"    {line}" for line in scores(told.get("scores") or {}))
    if name != "fast" and find_spec("onnxruntime") is None:
        yield "    not usable here: pip install onnxruntime"
        return
    try:
        yield f"    {loaded(lang, name)}"
    except SaysoError as e:
        missing.append(str(e))


def scores(told: dict[str, Any]) -> Iterator[str]:
    """One line a test set; then what stands beside them."""
    for name, value in told.items():
        if isinstance(value, dict):
            yield f"{name}: " + ", ".join(f"{k} {v}" for k, v in value.items() if isinstance(v, int | float))
    beside = [f"{k.replace('_', ' ')} {v}" for k, v in told.items() if isinstance(v, int | float)]
    if beside:
        yield ", ".join(beside)


def loaded(lang: str, name: str = languages.DEFAULT) -> str:
    """Load the pack of a language and say how long it took."""
    from sayso.parse.spacy_ import SpacyParser

    start = perf_counter()
    version = SpacyParser(lang, name).version
    return f"loads: {version} in {perf_counter() - start:.1f} s (with spaCy)"


def gazetteer(missing: list[str]) -> Iterator[str]:
    """The file of places and its licence."""
    try:
        with gzip.open(GAZETTEER) as stream:
            stream.read(1)
        yield f"{GAZETTEER.name}, {GAZETTEER.stat().st_size / 1e6:.1f} MB: {GAZETTEER_LICENCE}"
    except OSError:
        missing.append(f"gazetteer: {GAZETTEER} cannot be read")


def tables(missing: list[str]) -> Iterator[str]:
    """The tables of countries, organisations, people and media, and how much they hold."""
    for name in TABLES:
        path = GAZETTEER.with_name(f"{name}.json")
        try:
            told = json.loads(path.read_text(encoding="utf-8"))
            yield f"{name}: {len(told.get(name, told) if isinstance(told, dict) else told):,} entries"
        except (OSError, ValueError):
            missing.append(f"table {name}: {path} cannot be read")
