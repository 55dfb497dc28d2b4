"""Files that are not there, not ours, too new, read-only, full or taken: one line, and no damage."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from sayso import cli
from sayso.errors import Busy, SaysoError
from sayso.store import opening, reading, schema, writing
from sayso.store.opening import alone

ENV = {**os.environ, "PYTHONPATH": os.pathsep.join([str(Path(cli.__file__).parents[1]), str(Path(__file__).parents[1] / "run")])}


def broken(folder, kind):
    path = folder / "x.sayso"
    if kind == "words":
        path.write_text("not a database at all, only words")
    elif kind == "few":
        path.write_text("no")
    elif kind == "folder":
        path.mkdir()
    elif kind == "empty":
        path.touch()
    elif kind in ("other", "newer"):
        with sqlite3.connect(path) as db:
            db.execute("CREATE TABLE mine (a)")
            db.execute(f"PRAGMA application_id = {schema.APPLICATION if kind == 'newer' else 0}")
            db.execute("PRAGMA user_version = 99")
        db.close()
    elif kind == "cut":
        with writing(path):
            pass
        path.write_bytes(path.read_bytes()[:5000])
    return path


@pytest.mark.parametrize(("kind", "said"), [
    ("missing", "no such file"), ("words", "not a project file"), ("few", "not a project file"), ("folder", "a folder|not a file"),
    ("other", "but not a project file of sayso"), ("newer", "made by a newer sayso"), ("cut", "damaged"),
])
@pytest.mark.parametrize("command", [("open",), ("export",), ("sql", "SELECT 1"), ("search", "x"), ("diff", 1, 2), ("merge",),
                                     ("review", "accept", "r-1")])
def test_bad_files_are_told_in_one_line(sayso, tmp_path, kind, said, command):
    path = broken(tmp_path, kind)
    before = path.read_bytes() if path.is_file() else None
    status, out, err = sayso(command[0], path, *command[1:])
    assert (status, out, len(err.splitlines())) == (1, "", 1)
    assert any(s in err for s in said.split("|"))
    assert (path.read_bytes() if path.is_file() else None) == before


@pytest.mark.parametrize(("kind", "said"), [("words", "not a project file"), ("other", "but not a project file"), ("newer", "newer sayso")])
def test_code_leaves_what_is_not_ours_alone(sayso, news, tmp_path, kind, said):
    path = broken(tmp_path, kind)
    before = path.read_bytes()
    status, _, err = sayso("code", news, "--to", path)
    assert (status, said in err, path.read_bytes() == before) == (1, True, True)


def test_a_file_cut_short_at_its_birth_is_taken_up(sayso, news, tmp_path):
    path = broken(tmp_path, "empty")
    assert "nothing was saved" in sayso("open", path)[2]
    assert sayso("code", news, "--to", path)[0] == 0


def test_a_full_disk_costs_nothing_that_was_saved(sayso, news, tmp_path, monkeypatch):
    path, real = tmp_path / "x.sayso", opening.prepare

    def small(db, where):
        real(db, where)
        db.execute(f"PRAGMA max_page_count = {db.execute('PRAGMA page_count').fetchone()[0] + 1}")

    with monkeypatch.context() as full:
        full.setattr(opening, "prepare", small)
        status, _, err = sayso("code", news, "--to", path)
    assert (status, err.splitlines()[-1]) == (1, f"sayso: {path}: {opening.FAULTS['SQLITE_FULL']}")
    assert sayso("code", news, "--to", path)[0] == 0
    with reading(path) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert db.execute("SELECT count(*), min(state), min(coded) FROM runs").fetchone() == (1, "finished", 7)


def test_a_file_limit_of_the_system_is_told(sayso, news, tmp_path):
    resource = pytest.importorskip("resource")
    path = tmp_path / "x.sayso"

    def small():
        import signal
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))

    script = "from sayso import cli; from sayso.commands import code; code.CODER = 'stub_coder:Coder'; cli.main()"
    done = subprocess.run([sys.executable, "-c", script, "code", news, "--to", path], env=ENV, preexec_fn=small, capture_output=True, text=True)
    assert done.returncode == 1
    assert "the disk gave an error" in done.stderr or "the disk is full" in done.stderr
    assert sayso("code", news, "--to", path)[0] == 0


def test_a_read_only_file_is_read_and_refuses_writing(file, sayso, news, monkeypatch):
    monkeypatch.setattr(opening.os, "access", lambda path, how: how != os.W_OK)
    for command in (("code", news, "--to", file), ("merge", file), ("review", file, "accept", "x")):
        assert "read-only" in sayso(*command)[2]
    assert sayso("open", file)[0] == 0


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everything")
def test_a_read_only_folder_is_read(file, sayso):
    file.chmod(0o444)
    file.parent.chmod(0o555)
    try:
        assert sayso("open", file)[0] == 0
        assert "read-only" in sayso("merge", file)[2]
    finally:
        file.parent.chmod(0o755)


def test_a_disc_is_read(file):
    with opening.closing(opening.connected(file, "ro&immutable=1")) as db:
        assert db.execute("SELECT count(*) FROM articles").fetchone() == (8,)


def test_a_second_coder_is_refused_and_the_first_goes_on(file, sayso, news):
    before = file.read_bytes()
    with alone(file):
        for command in (("code", news, "--to", file), ("merge", file)):
            status, _, err = sayso(*command)
            assert (status, err) == (1, f"sayso: {file}: another sayso is writing to it; wait until it has finished\n")
    assert file.read_bytes() == before
    assert sayso("code", news, "--to", file)[0] == 0


def test_a_lock_of_the_dead_is_no_lock(file, sayso, news):
    opening.lock_file(file).touch()
    assert sayso("code", news, "--to", file)[0] == 0
    assert not opening.lock_file(file).exists()


def test_one_reads_and_reviews_while_another_codes(file, sayso):
    ident = sayso("sql", file, "SELECT report_id FROM current_reports LIMIT 1", "-f", "csv")[1].splitlines()[1]
    with alone(file), writing(file) as db:
        assert sayso("open", file)[0] == 0
        assert sayso("review", file, "accept", ident)[0] == 0
        db.execute("SELECT 1")


def test_a_write_that_waits_too_long_is_told(file, sayso, monkeypatch):
    monkeypatch.setattr(opening, "WAIT", 0.05)
    ident = sayso("sql", file, "SELECT report_id FROM current_reports LIMIT 1", "-f", "csv")[1].splitlines()[1]
    with writing(file) as db:
        db.execute("BEGIN IMMEDIATE")
        assert "another program is writing" in sayso("review", file, "accept", ident)[2]
        db.execute("ROLLBACK")


def test_an_older_schema_is_brought_up_to_date(file, sayso, monkeypatch):
    now = schema.VERSION
    monkeypatch.setattr(schema, "VERSION", now + 2)
    monkeypatch.setattr(schema, "MIGRATIONS", {now + 1: ("CREATE TABLE later (a)",), now + 2: ("INSERT INTO later VALUES (7)",)})
    assert sayso("open", file)[0] == 0
    with reading(file) as db:
        assert db.execute("SELECT a FROM later").fetchall() == [(7,)]
        assert db.execute("PRAGMA user_version").fetchone() == (now + 2,)


def test_a_file_of_the_first_schema_gets_the_tables_of_today(file, sayso):
    def structure():
        with reading(file) as db:
            return [(name, [c[1:4] for c in db.execute(f"PRAGMA table_info({name})")], sorted(i[2] for i in db.execute(f"PRAGMA index_list({name})")))
                    for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    today, before = structure(), sayso("export", file, "--to", "events")
    with sqlite3.connect(file) as db:
        for table in ("kept_articles", "kept_accounts", "kept_blocks", "quotes", "shown", "tags", "tagged", "sets", "moved", "reviewed"):
            db.execute(f"DROP TABLE {table}")
        for index in ("run_articles_article", "run_articles_failed", "articles_uncoded", "articles_lang", "reviews_withdraws", "reports_echo"):
            db.execute(f"DROP INDEX {index}")
        db.execute("DROP VIEW current_reports")
        db.execute("ALTER TABLE reports DROP COLUMN echo")
        db.execute("CREATE VIEW current_reports AS SELECT r.*, a.id AS article_id, m.event_id AS merged_event_id FROM current a "
                   "JOIN reports r ON r.coding = a.coding LEFT JOIN membership m ON m.report_id = r.report_id")
        db.execute("PRAGMA user_version = 1")
    assert sayso("merge", file)[0] == 0
    assert structure() == today
    assert sayso("export", file, "--to", "events") == before


def test_a_migration_is_whole_or_not_at_all(file, monkeypatch):
    monkeypatch.setattr(schema, "VERSION", schema.VERSION + 1)
    monkeypatch.setattr(schema, "MIGRATIONS", {schema.VERSION: ("CREATE TABLE later (a)", "NONSENSE")})
    with pytest.raises(sqlite3.OperationalError), writing(file):
        pass
    monkeypatch.undo()
    with reading(file) as db:
        assert db.execute("SELECT count(*) FROM sqlite_master WHERE name = 'later'").fetchone() == (0,)


def test_every_fault_of_the_list_ends_in_our_words(tmp_path):
    for name, said in opening.FAULTS.items():
        e = sqlite3.OperationalError("…")
        e.sqlite_errorname = f"{name}_MORE"
        with pytest.raises(SaysoError, match=said[:20].replace("(", r"\(")), opening.told(tmp_path):
            raise e
    assert issubclass(Busy, SaysoError)
