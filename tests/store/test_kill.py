"""``kill -9`` at any statement, and the same command again: the file says the same, to the byte."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sayso import cli
from sayso.errors import SaysoError
from sayso.store import reading
from sayso.store.schema import TABLES
from sayso.store.tables import to_csv

ENV = {**os.environ, "PYTHONPATH": os.pathsep.join([str(Path(cli.__file__).parents[1]), str(Path(__file__).parents[1] / "run")])}
SCRIPT = """
import os, signal, sqlite3, sys
left, real = [int(sys.argv.pop(1))], sqlite3.connect
class Mortal(sqlite3.Connection):
    def execute(self, *args):
        left[0] -= 1
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return super().execute(*args)
    def executemany(self, *args):
        self.execute("SELECT 1")
        return super().executemany(*args)
sqlite3.connect = lambda *args, **named: real(*args, **{**named, "factory": Mortal})
from sayso import cli
from sayso.commands import code
code.CODER = "stub_coder:Coder"
cli.main()
"""


def coded(news, path, dies_after=0):
    """Code in a process of its own, that dies at the so-manieth statement; its exit status."""
    return subprocess.run([sys.executable, "-c", SCRIPT, str(dies_after), "code", news, "--to", path], env=ENV, capture_output=True).returncode


def exports(path, sayso):
    """All that can be exported, to compare."""
    out = {form: sayso("export", path, "--to", form)[1] for form in ("reports", "events")}
    for name in TABLES:
        target = path.with_suffix(f".{name}.csv")
        with reading(path) as db, target.open("w", encoding="utf-8") as stream:
            to_csv(db, name, stream)
        out[name] = target.read_text(encoding="utf-8")
    return out


@pytest.fixture
def whole(file, sayso):
    """The exports of an uninterrupted run."""
    return exports(file, sayso)


def test_killed_again_and_again_it_ends_the_same(news, tmp_path, whole, sayso):
    path = tmp_path / "killed.sayso"
    deaths = [coded(news, path, n) for n in (2, 30, 61, 77, 90)]
    assert set(deaths) == {-signal.SIGKILL}
    assert coded(news, path) == 0
    assert exports(path, sayso) == whole


@pytest.mark.parametrize("after", [60, 120, 180])
def test_killed_once_it_ends_the_same(news, tmp_path, whole, sayso, after):
    path = tmp_path / "killed.sayso"
    assert coded(news, path, after) == -signal.SIGKILL
    assert coded(news, path) == 0
    assert exports(path, sayso) == whole


def test_killed_from_outside_while_it_waits(news, tmp_path, whole, sayso):
    slow = tmp_path / "news.jsonl"
    lines = slow.read_text(encoding="utf-8").splitlines()
    path = tmp_path / "killed.sayso"
    slow.write_text("\n".join([*lines, '{"id": "slow", "lang": "it", "text": "LENTO, molto."}']), encoding="utf-8")
    process = subprocess.Popen([sys.executable, "-c", SCRIPT, "0", "code", slow, "--to", path], env=ENV, stderr=subprocess.DEVNULL)
    until = time.monotonic() + 20
    while time.monotonic() < until and not (path.exists() and reports(path)):
        time.sleep(0.05)
    process.send_signal(signal.SIGKILL)
    process.wait()
    slow.write_text("\n".join(lines), encoding="utf-8")
    assert coded(slow, path) == 0
    found = exports(path, sayso)
    assert (found["reports"], found["events"]) == (whole["reports"], whole["events"])


def reports(path):
    try:
        with reading(path) as db:
            return db.execute("SELECT count(*) FROM reports").fetchone()[0]
    except (SaysoError, sqlite3.Error):
        return 0


def test_coded_twice_it_is_the_same(file, news, whole, sayso):
    status, _, err = sayso("code", news, "--to", file)
    assert status == 0
    assert "known already" in err
    assert exports(file, sayso) == whole
