"""A workbench on a project file made by a coder without a language pack, with hostile words in every field."""

import json
import sys
from pathlib import Path

import pytest
from starlette.testclient import TestClient

sys.path.insert(0, str(Path(__file__).parents[1] / "run"))

from hostile_news import BASE, LINES

from sayso.serve.app import application
from sayso.serve.guard import Door
from sayso.store import merging


@pytest.fixture
def file(tmp_path, sayso, monkeypatch):
    monkeypatch.setattr(merging, "across", lambda rules: None)  # the stub's reports are all alike
    news = tmp_path / "news.jsonl"
    news.write_text("\n".join(map(json.dumps, LINES)), encoding="utf-8")
    path = tmp_path / "news.sayso"
    assert sayso("code", news, "--to", path, "--lang", "it")[0] == 0
    return path


@pytest.fixture
def client(file):
    return TestClient(application(file, Door("127.0.0.1", 8000)), base_url=BASE, follow_redirects=False)


@pytest.fixture
def post(client):
    """Send a form with the token of this session; gives the answer."""
    def sent(path, **fields):
        page = client.get("/review").text
        token = page.split('name="token" value="')[1].split('"')[0]
        return client.post(path, data={"token": token, **fields})
    return sent
