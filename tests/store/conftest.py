"""Project files made by a coder without a language pack."""

import json
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "run"))

from stub_news import LINES

from sayso.store import merging


@pytest.fixture
def news(tmp_path):
    path = tmp_path / "news.jsonl"
    path.write_text("\n".join(map(json.dumps, LINES)), encoding="utf-8")
    return path


@pytest.fixture
def unmerged(monkeypatch):
    """Events as articles tell them, whatever the merger makes of the stub's reports, which are all alike."""
    monkeypatch.setattr(merging, "across", lambda rules: None)


@pytest.fixture
def file(sayso, news, tmp_path):
    """A project file with all of them."""
    path = tmp_path / "news.sayso"
    assert sayso("code", news, "--to", path)[0] == 0
    return path


@pytest.fixture
def code_nothing(file, sayso, news, monkeypatch):
    """Code again with a coder that finds nothing."""
    def again():
        import stub_coder

        from sayso.commands import store
        monkeypatch.setattr(store, "versions", lambda *packs: lambda lang: {"sayso": "9", "lang": lang or ""})
        monkeypatch.setattr(stub_coder, "reports_of", lambda a, **c: ())
        assert sayso("code", news, "--to", file)[0] == 0
    return again
