"""``sayso quotes`` as a user meets it; the pipeline is a stand-in, so that no model is loaded."""

import json
import sys
from types import SimpleNamespace

import pytest

from sayso import cli
from sayso.commands import quotes
from sayso.model import Argument, Attribution, Known, Quote, SourceNode, Sources

TEXT = "«Non cederemo», ha detto Rossi\x1b[2J alla Bbc, citata dall'Ansa."


def quote_of(article):
    speaker, cue, said = article.span("text", 24, 29), article.span("text", 15, 23), article.span("text", 1, 12)
    attribution = Attribution(Argument(speaker, 0, 4, "subject_after"), cue, (said,), (), "verb_of_saying", "direct", "interview")
    graph = Sources((SourceNode("n1", "Rossi\x1b[2J", "person", "ITA", speaker),), (), (("Rossi\x1b[2J", "Bbc", "Ansa"),), "interview")
    return Quote(article, attribution, Known("Rossi", "ITA", None, "a name"), graph, ("r-1",))


@pytest.fixture
def sayso(monkeypatch, capsys):
    """Call the command; gives (status, stdout, stderr)."""
    coder = SimpleNamespace(code=lambda a: SimpleNamespace(quotes=(quote_of(a),) if "cederemo" in a.text else ()))
    monkeypatch.setattr(quotes, "coder", lambda lang, pack: coder)

    def call(*args):
        monkeypatch.setattr("sys.argv", ["sayso", "quotes", *map(str, args)])
        with pytest.raises(SystemExit) as e:
            cli.main()
            sys.exit(0)
        return e.value.code or 0, *capsys.readouterr()
    return call


def test_lines_show_the_chain_without_control_characters(sayso, tmp_path):
    (tmp_path / "a.txt").write_text(f"Titolo\n\n{TEXT}", encoding="utf-8")
    status, out, _ = sayso(tmp_path / "a.txt", "--lang", "it")
    assert status == 0
    assert "→ Bbc → Ansa   (direct, interview;" in out
    assert "\x1b" not in out


def test_records_are_those_of_the_contract(sayso):
    status, out, _ = sayso("--text", TEXT, "--lang", "it", "--format", "jsonl")
    record = json.loads(out)
    assert status == 0
    assert list(record) == ["article", "source", "cue", "content", "speech", "speaker", "sources", "medium", "report_ids"]
    assert record["article"].keys() == {"id", "lang", "outlet", "url", "published", "title"}
    assert record["sources"].keys() == {"nodes", "edges", "paths", "medium"}
    assert record["speaker"]["name"] == "Rossi"
    assert {"field", "start", "end", "text"} <= record["content"][0].keys()


def test_nobody_quoted_is_said(sayso):
    status, out, _ = sayso("--text", "Ieri il ponte è crollato sulla strada della valle.", "--lang", "it")
    assert (status, "nobody is quoted" in out) == (0, True)


@pytest.mark.parametrize(("args", "reason"), [
    (("missing.txt",), "missing.txt"), (("--text", "x", "--lang", "it", "--published", "yesterday"), "is not a day"), ((), "give a PATH"),
    (("--text", "x", "--pack", "best"), "fast, accurate or open"),
])
def test_bad_input_is_told_in_a_line(sayso, args, reason):
    status, _, err = sayso(*args)
    assert status != 0
    assert reason in err
    assert "Traceback" not in err
