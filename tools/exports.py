"""Writes docs/exports.md's table of forms and its examples: ``FORMS`` and a bundled article go in, what stands between two marks is replaced.

``PYTHONPATH=src python tools/exports.py``; tests fail where the page is behind the forms, or behind what the article is coded as.
"""

from __future__ import annotations

import csv
import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sayso import languages, read
from sayso.export import gdelt, gdelt_mentions
from sayso.export.records import FORMS, Form, write
from sayso.model import Article

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "exports.md"
ARTICLE = ROOT / "src" / "sayso" / "demo" / "02-raid-odessa.txt"
TABLE = ("<!-- table: made by tools/exports.py -->\n", "<!-- end of table -->\n")
EXAMPLES = ("<!-- examples: made by tools/exports.py -->\n", "<!-- end of examples -->\n")
HEADLESS = {"gdelt": gdelt.COLUMNS, "gdelt-more": (*gdelt.COLUMNS, *gdelt.OWN), "gdelt-mentions": gdelt_mentions.COLUMNS}
WIDEST = 110


def table() -> str:
    """A row for each form."""
    rows = [f"| `{name}` | {form.about} | {form.row} | {'; '.join(form.loses)} |" for name, form in FORMS.items()]
    return "\n".join(["| `--to` | what | one row is | what it cannot hold |", "|---|---|---|---|", *rows, ""])


def examples() -> str:
    """The first row of the bundled article in each form."""
    article, reports = coded()
    texts = {article.id: {"title": article.title, "text": article.text}}
    return "\n".join(part for name, form in FORMS.items() for part in (f"### {name}", "", example(name, form, reports, texts), ""))


def coded() -> tuple[Article, list[dict[str, Any]]]:
    """The article and the reports of its first event with an actor and a recipient that happened."""
    from sayso.pipeline import load

    article = next(a for a in read.read([ARTICLE], read.Given(None, None, None, languages.available())) if isinstance(a, Article))
    reports = [r.to_dict() for r in load("it").code(article).reports]
    chosen = next(r for r in reports if r["actors"] and r["recipients"] and r["where"] and r["status"] == "happened")
    return article, [r for r in reports if r["event_id"] == chosen["event_id"]]


def example(name: str, form: Form, reports: list[dict[str, Any]], texts: dict[str, dict[str, str]]) -> str:
    """A form's first row: columns under each other, or the JSON of one item."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "out"
        write(name, path, reports, None, texts if name != "plover" else None)  # it would hold the whole article
        text = path.read_text(encoding="utf-8")
    if form.suffix in (".jsonl", ".jsonld"):
        return f"```json\n{item(form, text)}\n```"
    return "\n".join(["```", *cells(name, form, text), "```"])


def item(form: Form, text: str) -> str:
    """The line that shows most of what the form is for."""
    lines = [json.loads(line.rstrip(",")) for line in text.splitlines() if line.startswith('{"id"')]
    return json.dumps(next((i for i in lines if i.get("slot") == "actors" or "wasQuotedFrom" in i), lines[0]), ensure_ascii=False, indent=1)


def cells(name: str, form: Form, text: str) -> Iterator[str]:
    """Column and value of the first row, empty ones left out."""
    rows = list(csv.reader(text.splitlines(), delimiter="," if form.suffix == ".csv" else "\t"))
    header, first = (HEADLESS[name], rows[0]) if name in HEADLESS else (rows[0], rows[1])
    width = max(map(len, header))
    for column, value in zip(header, first, strict=True):
        if value:
            yield f"{column:{width}}  {value if len(value) <= WIDEST else value[:WIDEST] + '…'}"


def renewed(page: str, marks: tuple[str, str], content: str) -> str:
    """The page with what stands between the marks replaced."""
    before, rest = page.split(marks[0])
    return before + marks[0] + "\n" + content + "\n" + marks[1] + rest.split(marks[1])[1]


def main() -> None:
    page = renewed(PAGE.read_text(encoding="utf-8"), TABLE, table())
    PAGE.write_text(renewed(page, EXAMPLES, examples()), encoding="utf-8")


if __name__ == "__main__":
    main()
