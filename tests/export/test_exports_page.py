"""docs/exports.md shows the forms and the example as they are."""

import importlib.util
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SPEC = importlib.util.spec_from_file_location("exports", ROOT / "tools" / "exports.py")
tool = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(tool)
PAGE = tool.PAGE.read_text(encoding="utf-8")
RUN = "run: PYTHONPATH=src python tools/exports.py"


def test_every_form_has_its_row_of_what_it_cannot_hold():
    assert tool.renewed(PAGE, tool.TABLE, tool.table()) == PAGE, RUN
    assert [name for name, form in tool.FORMS.items() if not form.loses] == []


@pytest.mark.pack
def test_the_examples_are_what_the_article_gives_today():
    assert tool.renewed(PAGE, tool.EXAMPLES, tool.examples()) == PAGE, RUN
