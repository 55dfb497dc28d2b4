"""Project files made by a coder without a language pack."""

import json
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "run"))

from sayso.store import merging

NEWS = "Il presidente del Consiglio incontra oggi a Roma il collega francese per parlare della crisi."
LINES = [
    {"id": "a1", "title": "Uno", "published": "2022-12-30", "outlet": "Ansa", "url": "https://a.it/1", "text": NEWS},
    {"id": "a2", "title": "Due", "outlet": "Tass", "text": f"{NEWS} Poi incontra la stampa. Una parola cade."},
    {"id": "a2", "title": "Due, ma altro", "outlet": "Reuters", "text": f"Ieri il ministro incontra i sindacati. {NEWS}"},
    {"id": "a3", "title": "Tre", "text": "Un ERRORE nel testo che il presidente incontra.", "lang": "it"},
    {"id": "a4", "title": "Uno, aggiornato", "published": "2022-12-31", "outlet": "Ansa", "url": "https://a.it/1",
     "text": f"{NEWS} E incontra Macron."},
    {"title": "Senza id", "published": "2022-12-31", "outlet": "Ansa",
     "text": "Il premier incontra\x1b[31m i <b>sindaci</b>; '; DROP TABLE articles; --."},
    {"id": "a6", "title": "", "text": ""},
    {"id": "a7", "title": "Zero", "text": "Niente da segnalare nella giornata di oggi.", "lang": "it"},
    {"id": "a8", "title": "Talks", "lang": "en", "text": "The president met protesters; talks incontra nothing."},
]


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
