"""The command line as a user meets it: what comes out, what is said, and the exit status."""

import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent / "run"))

from sayso import cli
from sayso.commands import code

STUB = "stub_coder:Coder"
NEWS = "Il presidente del Consiglio incontra oggi a Roma il collega francese per parlare della crisi."
ENV = {**os.environ, "PYTHONPATH": os.pathsep.join([str(Path(cli.__file__).parents[1]), str(Path(__file__).parent / "run")])}
STUBBED = "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler); "  # also where the tests were started with it ignored
STUBBED += f"from sayso import cli; from sayso.commands import code; code.CODER = {STUB!r}; sys.argv[0] = 'sayso'; cli.main()"


@pytest.fixture
def news(tmp_path):
    path = tmp_path / "news.jsonl"
    lines = [{"id": "a1", "title": "Uno", "published": "2022-12-30", "text": NEWS}, {"id": "a2", "text": f"{NEWS} E {NEWS}"}]
    path.write_text("\n".join(map(json.dumps, lines)))
    return path


def test_a_table_on_the_screen(sayso):
    status, out, err = sayso("code", "--text", NEWS, "--published", "2022-12-30", "--outlet", "Ansa")
    assert status == 0
    assert "CONSULT visit" in out
    assert "Ansa, 2022-12-30" in out
    assert "\x1b" not in out
    assert err.splitlines()[0] == "1 article coded, 1 report of 1 event"


def test_json_lines(sayso, news):
    status, out, err = sayso("code", news, "-f", "jsonl")
    rows = [json.loads(line) for line in out.splitlines()]
    assert (status, [r["article"]["id"] for r in rows]) == (0, ["a1", "a2", "a2"])
    assert rows[0]["article"]["published"] == "2022-12-30"
    assert "noted 1: no date" in err


@pytest.mark.parametrize(("name", "start"), [("o.csv", b"report_id,"), ("o.jsonl", b'{"report_id"'), ("o.parquet", b"PAR1"), ("o.txt", b" ")])
def test_the_suffix_of_the_output_decides(sayso, news, tmp_path, name, start):
    status, out, err = sayso("code", news, "-o", tmp_path / name)
    assert (status, out) == (0, "")
    assert (tmp_path / name).read_bytes().startswith(start) or name == "o.txt"
    assert f"written to {tmp_path / name}" in err


def test_two_workers_write_the_same(sayso, news, tmp_path):
    assert sayso("code", news, "-o", tmp_path / "1.jsonl")[0] == 0
    assert sayso("code", news, "-o", tmp_path / "2.jsonl", "--workers", "2")[0] == 0
    assert (tmp_path / "1.jsonl").read_bytes() == (tmp_path / "2.jsonl").read_bytes()


def test_unsure_reports_are_left_out_and_counted(sayso):
    status, out, err = sayso("code", "--text", NEWS, "--min-confidence", "0.9")
    assert (status, out) == (0, "")
    assert "left out 1" in err


def test_quiet(sayso):
    assert sayso("code", "--text", NEWS, "-q")[2] == ""


def test_standard_input(sayso, monkeypatch, news):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(news.read_bytes())))
    assert sayso("code", "-", "-f", "jsonl")[1].count("\n") == 3


# ------------------------------------------------------------- bad input and wrong usage


def bad_files(folder):
    (folder / "empty.txt").touch()
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 9)
    (folder / "deep.html").write_text("<div>" * 50_000)
    (folder / "french.txt").write_text("Le gouvernement français a annoncé de nouvelles mesures hier soir.")
    (folder / "broken.jsonl").write_text('{"text": ')
    with (folder / "large.txt").open("wb") as stream:
        stream.truncate(50_000_000)


def test_bad_files_beside_a_good_one_are_told(sayso, tmp_path):
    bad_files(tmp_path)
    (tmp_path / "good.txt").write_bytes(NEWS.replace("crisi", "città").encode("cp1252"))
    status, out, err = sayso("code", tmp_path, tmp_path / "no.txt")
    assert (status, out.count("CONSULT")) == (0, 1)
    for reason in ("empty", "binary, not text", "no main text found in the page", "language fr: no pack", "broken JSON", "too long: 50.0 MB",
                   "no such file or folder"):
        assert reason in err
    assert err.count("skipped 1:") == 7


def test_only_bad_files(sayso, tmp_path):
    bad_files(tmp_path)
    status, out, err = sayso("code", tmp_path)
    assert (status, out, len(err.splitlines())) == (1, "", 1)
    assert err.startswith("sayso: no article could be coded; skipped 1: binary")


@pytest.mark.parametrize(("args", "status", "said"), [
    (["code", "no-such-file.txt"], 1, "sayso: no-such-file.txt: no such file or folder"),
    (["code", "--text", ""], 1, "sayso: --text: empty"),
    (["code", "--text", "NIENTE da fare qui, oggi a Roma."], 1, "told to"),
    (["code", "--text", "Un ERRORE.", "--lang", "it"], 1, "internal error: ValueError: a fault"),
    (["code", "--text", NEWS, "--lang", "xx"], 1, "language xx: no pack"),
    (["code", "--text", NEWS, "-f", "parquet"], 1, "Parquet needs a file"),
    (["code", "--text", NEWS, "-o", "/no/such/folder/o.csv"], 1, "cannot write /no/such/folder/o.csv"),
    (["explain", "no-such-file.txt"], 1, "no such file or folder"),
    (["explain", "--text", NEWS, "--id", "x"], 1, "no article with id x"),
    (["score", "no-such-file.jsonl"], 1, "no such file"),
    (["code"], 2, "give a PATH"),
    (["explain"], 2, "give a PATH"),
    (["code", "--text", NEWS, "--published", "ieri"], 2, "'ieri' is not a day"),
    (["code", "--text", NEWS, "-o", "o.xyz"], 2, "cannot tell the format"),
    (["code", "--text", NEWS, "--workers", "0"], 2, "workers"),
    (["code", "--what"], 2, "--what"),
    (["nonsense"], 2, "nonsense"),
])
def test_one_line_and_the_right_status(sayso, args, status, said):
    found, _, err = sayso(*args)
    assert found == status
    assert said in " ".join(err.split())
    assert "Traceback" not in err


def test_an_input_is_never_overwritten(sayso, news):
    before = news.read_bytes()
    assert sayso("code", news, "-o", news)[0] == 2
    assert news.read_bytes() == before


def test_names_of_files_cannot_speak_to_the_terminal(sayso, tmp_path):
    (tmp_path / "a\x1b[31m.txt").touch()
    (tmp_path / "b.txt").write_text(NEWS)
    assert "\x1b" not in sayso("code", tmp_path)[2]


def test_an_unforeseen_fault_is_one_line(sayso, monkeypatch):
    monkeypatch.setattr(code, "form_of", lambda _: 1 / 0)
    status, _, err = sayso("code", "--text", NEWS)
    assert (status, err) == (1, "sayso: internal error: ZeroDivisionError: division by zero (set SAYSO_DEBUG=1 to see where)\n")


def test_ctrl_c_keeps_what_is_done(sayso, tmp_path):
    lines = [{"text": NEWS, "lang": "it"}, {"text": "CTRL-C", "lang": "it"}, {"text": NEWS, "lang": "it"}]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, lines)))
    for name in ("o.jsonl", "o.parquet"):
        status, _, err = sayso("code", tmp_path / "a.jsonl", "-o", tmp_path / name)
        assert status == 130
        assert "interrupted; what was done is kept" in err
    assert len((tmp_path / "o.jsonl").read_text().splitlines()) == 1
    assert (tmp_path / "o.parquet").exists()


# ------------------------------------------------------------- the other commands


def test_version_and_help(sayso):
    assert sayso("--version")[1].startswith("sayso 0.")
    assert "sayso demo" in sayso("--help")[1]


@pytest.mark.parametrize("command", ["code", "demo", "explain", "score", "doctor"])
def test_every_command_shows_an_example(sayso, command):
    out = sayso(command, "--help")[1]
    assert f"\n    sayso {command}" in out


def test_demo_ends_with_how_to_go_on(sayso):
    status, out, err = sayso("demo")
    assert status == 0
    assert "articles coded" in err
    assert "sayso explain" in out


def test_score_codes_the_gold_or_takes_reports(sayso, tmp_path):
    spot = {"text": "incontra", "start": NEWS.index("incontra"), "end": NEWS.index("incontra") + 8, "field": "text"}
    event = {"type": "CONSULT", "mode": "visit", "status": "happened", "hearsay": False, "actors": [], "recipients": [], "when": None,
             "where": None, "counts": [], "according_to": [], "background": False,
             "mentions": [{"sentence": NEWS, "trigger": spot["text"]}]}
    gold = tmp_path / "gold.jsonl"
    gold.write_text(json.dumps({"id": "g1", "lang": "it", "title": "", "published": None, "outlet": None, "text": NEWS, "source": "ours",
                                "events": [event]}))
    status, out, _ = sayso("score", gold, "--json", "--docs", tmp_path / "scores.md")
    assert (status, json.loads(out)["typed"]["f1"]) == (0, 1.0)
    assert "gold.jsonl" in (tmp_path / "scores.md").read_text()
    (tmp_path / "none.jsonl").write_text("")
    status, out, _ = sayso("score", gold, "--reports", tmp_path / "none.jsonl", "--wrong")
    assert status == 0
    assert "0.000" in out


def test_sets_of_one_name_are_told_apart_on_the_page():
    sets = [Path("refusals/en.jsonl"), Path("chains/en.jsonl"), Path("chains/it_a.jsonl")]
    assert [code.told_apart(p, sets) for p in sets] == ["refusals/en.jsonl", "chains/en.jsonl", "it_a.jsonl"]


# ------------------------------------------------------------- as a process


def test_help_imports_nothing_heavy():
    script = "import sys; sys.argv = ['sayso', '--help']; from sayso import cli\ntry: cli.main()\nexcept SystemExit: print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, env=ENV, check=True)
    heavy = {"spacy", "numpy", "pandas", "pyarrow", "trafilatura", "lxml", "eldc", "rich", "charset_normalizer"}
    assert heavy & set(done.stdout.split()) == set()


def test_a_reader_that_goes_away_is_no_fault(tmp_path):
    (tmp_path / "a.jsonl").write_text("\n".join([json.dumps({"text": NEWS, "lang": "it"})] * 200))
    child = subprocess.Popen([sys.executable, "-c", STUBBED, "code", tmp_path / "a.jsonl", "-f", "jsonl", "-q"], env=ENV,
                             stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    child.stdout.readline()
    child.stdout.close()
    assert child.stderr.read() == ""
    child.stderr.close()
    child.wait(20)


def interrupted(path):
    """A run with two workers, cut short by Ctrl-C after its first row: exit code, seconds until it ended, what it said."""
    child = subprocess.Popen([sys.executable, "-c", STUBBED, "code", path, "-f", "jsonl", "--workers", "2"], env=ENV,
                             stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True)
    assert child.stdout.readline().startswith('{"report_id"')
    time.sleep(0.3)  # the row is flushed a moment before it is counted
    start = time.monotonic()
    os.killpg(child.pid, signal.SIGINT)
    _, err = child.communicate(timeout=20)
    return child.returncode, time.monotonic() - start, err.splitlines()


def test_ctrl_c_with_workers_ends_at_once_and_without_a_traceback(tmp_path):
    slow = [json.dumps({"text": NEWS + "x" * 40_000, "lang": "it"}), json.dumps({"text": "LENTO", "lang": "it"})]
    (tmp_path / "a.jsonl").write_text("\n".join(slow))
    wanted = ["1 article coded, 1 report of 1 event", "  noted 1: no date", "sayso: interrupted; what was done is kept"]
    for _ in range(3):  # on a loaded machine Python itself may complain while a worker's threads end
        code, seconds, said = interrupted(tmp_path / "a.jsonl")
        assert code == 130
        assert seconds < 10
        if said == wanted:
            break
    assert said == wanted
