"""``sayso convert`` as a user meets it."""

import io
import json
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "run"))
from stub_coder import reports_of

from sayso import cli
from sayso.commands import convert
from sayso.export.records import FORMS
from sayso.model import Article

ARTICLE = Article("a1", "it", "Vertice", "Il premier incontra il collega\ne incontra la stampa.", None, "Ansa", "https://e.x/1")
RECORDS = [r.to_dict() | {"event_id": "e1"} for r in reports_of(ARTICLE)]


@pytest.fixture
def sayso(monkeypatch, capsys):
    """Call the command; gives (status, stdout, stderr)."""
    def call(*args, stdin=b""):
        monkeypatch.setattr("sys.argv", ["sayso", "convert", *map(str, args)])
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        with pytest.raises(SystemExit) as e:
            cli.main()
            sys.exit(0)
        return e.value.code or 0, *capsys.readouterr()
    return call


@pytest.fixture
def reports(tmp_path):
    path = tmp_path / "reports.jsonl"
    path.write_text("".join(json.dumps(r) + "\n" for r in RECORDS), encoding="utf-8")
    return path


def test_the_help_names_every_form(sayso):
    assert convert.NAMES.split(", ") == list(FORMS)
    status, out, _ = sayso("-h")
    assert status == 0 and "sayso convert reports.jsonl -o events.tsv" in out


@pytest.mark.parametrize("form", FORMS)
def test_a_file_in_every_form(sayso, reports, tmp_path, form):
    status, out, err = sayso(reports, "--to", form, "-o", tmp_path / "out")
    assert (status, out) == (0, "") and "rows in" in err
    assert (tmp_path / "out").stat().st_size


def test_standard_input_and_output(sayso, reports):
    status, out, err = sayso("-", "--to", "eventreport", "-q", stdin=reports.read_bytes())
    assert (status, err, len(out.splitlines())) == (0, "", len(RECORDS) + 1)


def test_events_and_texts(sayso, reports, tmp_path):
    merged = {"event_id": "m1", "type": "CONSULT", "status": "happened", "cameo": "042", "actors": RECORDS[0]["actors"], "n_reports": 2,
              "reports": [r["report_id"] for r in RECORDS], "when": {"from": "2024-01-31", "to": "2024-01-31"}}
    (tmp_path / "events.jsonl").write_text(json.dumps(merged) + "\n", encoding="utf-8")
    (tmp_path / "news.jsonl").write_text(json.dumps({"id": "a1", "lang": "it", "title": "Vertice", "text": ARTICLE.text}) + "\n", encoding="utf-8")
    status, out, _ = sayso(reports, "--to", "gdelt-mentions", "--events", tmp_path / "events.jsonl", "--texts", tmp_path / "news.jsonl")
    rows = [row.split("\t") for row in out.splitlines()]
    assert status == 0 and len(rows) == 2 * len(RECORDS)  # two actors
    assert {row[15].split(";")[0] for row in rows} == {"event_id:m1"} and {row[12] for row in rows} == {str(len(ARTICLE.text))}


def test_what_is_left_out_is_said(sayso, tmp_path):
    path = tmp_path / "r.jsonl"
    path.write_text("".join(json.dumps(r) + "\n" for r in (*RECORDS, RECORDS[0] | {"report_id": "x", "event_id": "e2", "status": "denied"})))
    status, _, err = sayso(path, "--to", "icews")
    assert status == 0 and "left out: 1 × status denied" in err


@pytest.mark.parametrize(("content", "said"), [
    (b"", "no reports in"), (b"\n\n", "no reports in"), (b'{"a"', "line 1: broken JSON"), (b"[1]\n", "line 1: not a JSON object"),
    (b'{"a": 1}\n', "record 1: event_id is missing"), (b"\x00\x01\x02\xff\xfe\x00", "sayso: "),
])
def test_bad_input_is_one_line(sayso, tmp_path, content, said):
    path = tmp_path / "r.jsonl"
    path.write_bytes(content)
    status, out, err = sayso(path, "--to", "plover")
    assert status == 1 and said in err and len(err.splitlines()) == 1 and "internal" not in err and out == ""


def test_files_that_cannot_be(sayso, reports, tmp_path):
    assert "cannot read" in sayso(tmp_path / "none", "--to", "gdelt")[2]
    assert "cannot write" in sayso(reports, "--to", "gdelt", "-o", tmp_path / "none" / "x")[2]
    before = reports.read_bytes()
    assert sayso(reports, "--to", "gdelt", "-o", reports)[0] == 2 and reports.read_bytes() == before
    status, _, err = sayso(reports, "--to", "xml")
    assert status == 2 and "polecat" in err
