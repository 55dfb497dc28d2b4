"""A user's own actors: a file goes in, checked records come out; they win over the package's tables.

The rows are those of the package's tables (:mod:`sayso.resolve.rows`), a line each, with ``|`` or tabs between the cells:

    Fronte del Nord|MLI|REB|rebel|Fdn; Northern Front|2019..2023        organisation; the days it is so called may be left out
    Amina Diallo|MLI|Diallo|MIN 2021-2023, OPP 2023-                    person with offices

or the same rows in YAML under ``organisations:`` and ``people:``. A wrong code, a name given twice, or a date that ends before it
starts stops the run with file and line.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import yaml

from sayso.errors import BadActors
from sayso.resolve.raw import raw
from sayso.resolve.rows import Own, Row, WrongRow, dates, organisation, person
from sayso.resolve.tables import key

YAML = (".yaml", ".yml")
PARTS = ("organisations", "people")


@cache
def own(path: Path) -> Own:
    """The records of a file; :class:`~sayso.errors.BadActors` where it has a fault."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as e:
        raise BadActors(f"{path}: cannot be read ({(e.strerror or str(e)).lower()})") from None
    except UnicodeDecodeError:
        raise BadActors(f"{path}: cannot be read (not text in UTF-8)") from None
    found: dict[str, list[Row]] = {part: [] for part in PARTS}
    seen: dict[str, list[tuple[int, Row]]] = {}
    for line, row in rows(text, path):
        try:
            part, made = record(row)
            refuse_twice(made, line, seen)
        except WrongRow as e:
            raise BadActors(f"{path}:{line}: {e}") from None
        found[part].append(made)
    return Own(tuple(found["organisations"]), tuple(found["people"]))


def rows(text: str, path: Path) -> Iterator[tuple[int, str]]:
    """(line, row) of every row of a file."""
    if path.suffix.lower() in YAML:
        yield from yaml_rows(text, path)
        return
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip() and not line.lstrip().startswith("#"):
            yield number, line.replace("\t", "|")


def yaml_rows(text: str, path: Path) -> Iterator[tuple[int, str]]:
    """The same of YAML, with the lines that its parser counted."""
    try:
        top = yaml.compose(text, yaml.SafeLoader)
    except yaml.YAMLError as e:
        mark = getattr(e, "problem_mark", None)
        raise BadActors(f"{path}:{mark.line + 1 if mark else 1}: no YAML") from None
    if top is None:
        return
    if not isinstance(top, yaml.MappingNode):
        raise BadActors(f"{path}:1: write organisations: and people: with a list of rows each")
    for name, listed in top.value:
        if name.value not in PARTS or not isinstance(listed, yaml.SequenceNode):
            raise BadActors(f"{path}:{name.start_mark.line + 1}: {name.value!r} is not organisations or people with a list of rows")
        for item in listed.value:
            if not isinstance(item, yaml.ScalarNode):
                raise BadActors(f"{path}:{item.start_mark.line + 1}: a row is one line of text in quotes")
            yield item.start_mark.line + 1, str(item.value)


def record(row: str) -> tuple[str, Row]:
    """The part a row belongs to, by the number of its cells, and its record."""
    states = frozenset(raw("countries"))
    number = row.count("|") + 1
    if number == 4:
        return "people", person(row, states)
    if number in (5, 6):
        *cells, last = row.split("|")
        start, end = dates(last.strip(), row) if number == 6 and last.strip() else (None, None)
        return "organisations", {**organisation("|".join(cells) if number == 6 else row, states), "from": start, "to": end}
    raise WrongRow(f"{number} cells; an organisation has 5, or 6 with its days, a person 4: {row}")


def refuse_twice(made: Row, line: int, seen: dict[str, list[tuple[int, Row]]]) -> None:
    """A name may stand once, or for different days."""
    for name in {key(n) for n in (made["name"], *made["aliases"])} - {key(n) for n in made["weak"]}:
        for before, other in seen.setdefault(name, []):
            if overlap(made, other):
                raise WrongRow(f"{name!r} stands in line {before} already")
        seen[name].append((line, made))


def overlap(a: Row, b: Row) -> bool:
    """Whether two records hold on the same day; people always do."""
    if "offices" in a or "offices" in b:
        return True
    return (a["from"] or "") <= (b["to"] or "9999") and (b["from"] or "") <= (a["to"] or "9999")
