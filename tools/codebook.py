"""Writes the tables of docs/codebook.md: plover.yaml and cameo.yaml go in, what stands between two marks of the page is replaced.

``PYTHONPATH=src python tools/codebook.py``; a test fails where the page is behind the ontologies.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from sayso import ontologies

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "codebook.md"
PLOVER = ROOT / "src" / "sayso" / "ontologies" / "plover.yaml"
MARKS = ("<!-- tables: made by tools/codebook.py -->\n", "<!-- end of tables -->\n")
HEAD = "| concept | mode | CAMEO | when planned or possible | |\n|---|---|---|---|---|"
GLOSS = re.compile(r"^ {2}([a-z_]+\.[a-z_]+): \{.*\} +# (.+)$", re.MULTILINE)


def tables() -> str:
    """All tables: one section a type."""
    glosses = dict(GLOSS.findall(PLOVER.read_text(encoding="utf-8")))
    return "\n".join(section(kind, glosses) for kind in ontologies.table("plover")["types"])


def section(kind: str, glosses: dict[str, str]) -> str:
    """The modes of a type and the concepts that are coded as it."""
    entry = ontologies.table("plover")["types"][kind]
    modes = ", ".join(f"{mode} {score:+g}" for mode, score in entry.get("modes", {}).items())
    said = f"Quad {entry['quad']}, score {entry['score']:+g}." + (f" Modes: {modes}." if modes else "")
    return "\n".join([f"### {kind}", "", said, "", HEAD, *rows(kind, glosses), ""])


def rows(kind: str, glosses: dict[str, str]) -> Iterator[str]:
    """A row for each concept of the type."""
    for name, entry in ontologies.concepts().items():
        if entry["type"] == kind:
            said = [glosses.get(name, ""), *(flag.replace("_", " ") for flag in entry.get("flags", ()))]
            notes = "; ".join(filter(None, said))
            plan = f"`{entry['planned']}`" if "planned" in entry else ""
            yield f"| `{name}` | {entry.get('mode', '')} | {ontologies.code(name).cameo or ''} | {plan} | {notes} |"


def renewed(page: str) -> str:
    """The page with its tables made anew."""
    before, rest = page.split(MARKS[0])
    _, after = rest.split(MARKS[1])
    return f"{before}{MARKS[0]}\n{tables()}\n{MARKS[1]}{after}"


if __name__ == "__main__":
    PAGE.write_text(renewed(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
