"""docs/exports.md shows the forms and the example as they are."""

import importlib.util
import re
import sys
from datetime import date
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "run"))
from stub_coder import reports_of

from sayso.model import Article

ROOT = Path(__file__).parents[2]
SPEC = importlib.util.spec_from_file_location("exports", ROOT / "tools" / "exports.py")
tool = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(tool)
PAGE = tool.PAGE.read_text(encoding="utf-8")
REPORT = reports_of(Article("a1", "it", "Vertice", "Il premier incontra il collega.", date(2024, 2, 7), "Ansa"))[0].to_dict()
RUN = "run: PYTHONPATH=src python tools/exports.py"


def test_every_form_has_its_row_of_what_it_cannot_hold():
    assert tool.renewed(PAGE, tool.TABLE, tool.table()) == PAGE, RUN
    assert [name for name, form in tool.FORMS.items() if not form.loses] == []


def test_the_code_of_the_page_runs(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name, form in tool.FORMS.items():
        tool.write(name, tmp_path / f"{name}{form.suffix}", [REPORT])
    found = {}
    exec(re.search(r"```python\n(.*?)```", PAGE, re.DOTALL)[1], found)
    assert [len(found[n]) for n in ("events", "gdelt_events", "told", "icews", "reports", "plover")] == [2, 2, 2, 2, 1, 1]
    assert found["gdelt_events"]["EventCode"][0] == "042" and found["evidence"]


@pytest.mark.pack
def test_the_examples_are_what_the_article_gives_today():
    assert tool.renewed(PAGE, tool.EXAMPLES, tool.examples()) == PAGE, RUN
