"""What is saved, and what saving again does."""

import json
import sqlite3

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from stub_news import LINES, NEWS

from sayso.commands import store as commands
from sayso.model import Article
from sayso.store import reading, writing
from sayso.store.articles import article_of, document
from sayso.store.opening import transaction
from sayso.store.versions import versions

pytestmark = pytest.mark.usefixtures("unmerged")


def query(path, sql):
    with reading(path) as db:
        return db.execute(sql).fetchall()


def test_each_text_is_stored_once_and_each_article_told(file):
    assert query(file, "SELECT id, version, outlet FROM articles") == [
        ("a1", 1, "Ansa"), ("a2", 1, "Tass"), (query(file, "SELECT id FROM articles WHERE given_id = 'a2'")[0][0], 1, "Reuters"),
        ("a3", 1, None), ("a4", 2, "Ansa"), (query(file, "SELECT id FROM articles WHERE article = 6")[0][0], 1, "Ansa"), ("a7", 1, None),
        ("a8", 1, None)]
    assert query(file, "SELECT count(*) FROM texts") == [(8,)]
    assert query(file, "SELECT id FROM articles WHERE given_id = 'a2'")[0][0].startswith("a2~")


def test_a_run_counts_what_it_found(file):
    assert query(file, "SELECT state, found, read, skipped, coded, known, failed FROM runs") == [("finished", 9, 8, 1, 7, 0, 1)]
    assert query(file, "SELECT source LIKE '%:7', reason FROM skipped") == [(1, "empty")]
    assert query(file, "SELECT reason FROM run_articles WHERE outcome = 'failed'") == [("internal error: ValueError: a fault",)]


def test_one_copy_for_two_outlets_is_two_articles_and_one_text(sayso, tmp_path):
    news, path = tmp_path / "n.jsonl", tmp_path / "n.sayso"
    news.write_text("\n".join(json.dumps({"outlet": o, "text": NEWS}) for o in ("Ansa", "Tass", "Ansa")))
    assert sayso("code", news, "--to", path)[0] == 0
    assert query(path, "SELECT (SELECT count(*) FROM texts), count(*), count(DISTINCT id) FROM articles") == [(1, 2, 2)]
    assert query(path, "SELECT found, coded, known FROM runs") == [(3, 2, 1)]


def test_a_new_text_at_the_same_address_counts_and_the_old_one_stays(file, sayso):
    told = {json.loads(line)["article"]["id"] for line in sayso("export", file)[1].splitlines()}
    assert "a4" in told and "a1" not in told
    assert query(file, "SELECT count(*) FROM reports JOIN codings USING (coding) JOIN articles USING (article) WHERE id = 'a1'") == [(1,)]


@pytest.mark.parametrize(("url", "outlet", "found"), [
    ("https://a.it/1#top", "Ansa", "https://a.it/1"), ("https://a.it/", "Ansa", "Ansa|x"), ("https://a.it/?id=3", None, "https://a.it/?id=3"),
    (None, None, "|x"), ("http://[", "Ansa", "Ansa|x"), ("feed", "Ansa", "Ansa|x"),
])
def test_what_stays_the_same_when_a_text_changes(url, outlet, found):
    assert document(Article("x", "it", "", "…", None, outlet, url)) == found


def test_an_article_comes_back_as_it_was_read(file):
    with reading(file) as db:
        a = article_of(db, 1)
    assert (a.id, a.title, a.text, a.url, str(a.published)) == ("a1", "Uno", LINES[0]["text"], "https://a.it/1", "2022-12-30")


def test_articles_exported_and_coded_again_give_the_same_reports(file, sayso, tmp_path):
    articles, again = tmp_path / "articles.jsonl", tmp_path / "again.sayso"
    assert sayso("export", file, "--to", "articles", "-o", articles)[0] == 0
    assert [json.loads(line)["id"][:3] for line in articles.read_text().splitlines()] == ["a-9", "a2", "a2~", "a4", "a7", "a8"]
    assert sayso("code", articles, "--to", again)[0] == 0
    assert sayso("export", again)[1] == sayso("export", file)[1]


def test_other_versions_code_again_and_show_what_changed(file, sayso, news, monkeypatch):
    before = sayso("export", file)[1]
    monkeypatch.setattr(commands, "versions", lambda *packs: lambda lang: {"sayso": "9", "lang": lang or ""})
    import stub_coder

    plain = stub_coder.report
    monkeypatch.setattr(stub_coder, "report", lambda a, n, m: plain(a, n, m, status="denied" if n == 2 else "happened", confidence=0.5))
    assert sayso("code", news, "--to", file)[0] == 0
    after = sayso("export", file)[1]
    assert (after != before, len(after.splitlines()), query(file, "SELECT count(*) FROM coders")) == (True, len(before.splitlines()), [(4,)])
    status, out, err = sayso("diff", file, 1, 2)
    assert status == 0
    assert 'status: "happened" → "denied"' in out
    assert "7 of them coded anew: 0 reports added, 0 reports removed, 9 reports changed" in err
    monkeypatch.undo()


def test_back_to_the_first_versions_nothing_is_coded_and_the_first_reports_count(file, sayso, news, monkeypatch):
    before = sayso("export", file)[1]
    with monkeypatch.context() as other:
        other.setattr(commands, "versions", lambda *packs: lambda lang: {"sayso": "9", "lang": lang or ""})
        assert sayso("code", news, "--to", file)[0] == 0
    assert sayso("code", news, "--to", file)[0] == 0
    assert sayso("export", file)[1] == before
    assert query(file, "SELECT run, coded, known FROM runs") == [(1, 7, 0), (2, 7, 0), (3, 0, 7)]


def test_diff_of_a_run_that_is_not_there(file, sayso):
    assert sayso("diff", file, 1, 7)[2] == "sayso: no run 7; there are: 1\n"


def test_versions_tell_languages_and_packs_apart():
    of, other = versions(), versions("fast")
    assert of("it") == versions()("it")
    assert len({json.dumps(v) for v in (of("it"), of("en"), other("it"), of(None))}) == 4
    assert versions("fast", {"it": "some_package"})("it")["pack"] == "some_package"


def test_reviews_cannot_be_changed_or_deleted(file):
    with writing(file) as db, transaction(db):
        db.execute("INSERT INTO reviews (made, action, target, anchors) VALUES ('', 'note', 'report', '[]')")
    for sql in ("UPDATE reviews SET note = 'x'", "DELETE FROM reviews"):
        with pytest.raises(sqlite3.IntegrityError, match="append-only"), writing(file) as db:
            db.execute(sql)


def test_workers_save_the_same(file, sayso, news, tmp_path):
    other = tmp_path / "two.sayso"
    assert sayso("code", news, "--to", other, "--workers", "2")[0] == 0
    assert sayso("export", other)[1] == sayso("export", file)[1]


def test_the_file_in_the_folder_that_is_read_is_no_input(sayso, news, tmp_path):
    (tmp_path / "in").mkdir()
    news.rename(tmp_path / "in" / "news.jsonl")
    path = tmp_path / "in" / "news.sayso"
    assert sayso("code", tmp_path / "in", "--to", path)[0] == 0
    assert sayso("code", tmp_path / "in", "--to", path)[0] == 0
    assert query(path, "SELECT count(*) FROM runs") == [(1,)]
    assert query(path, "SELECT count(*) FROM skipped") == [(1,)]


def test_a_second_text_at_the_command_line_is_added(sayso, tmp_path):
    path = tmp_path / "t.sayso"
    for text in (NEWS, NEWS + " Altro."):
        assert sayso("code", "--text", text, "--to", path)[0] == 0
    assert query(path, "SELECT count(*) FROM articles") == [(2,)]


def test_after_another_folder_the_first_one_again_leaves_no_row(file, sayso, news, tmp_path):
    (tmp_path / "other.txt").write_text(NEWS + " Un altro testo.")
    for path in (tmp_path / "other.txt", news, tmp_path / "other.txt", news):
        assert sayso("code", path, "--to", file)[0] == 0
    assert query(file, "SELECT run, coded FROM runs") == [(1, 7), (2, 1)]


def test_ctrl_c_keeps_what_was_done_and_the_same_command_goes_on(sayso, news, tmp_path):
    path = tmp_path / "c.sayso"
    lines = news.read_text().splitlines()
    news.write_text("\n".join([*lines[:4], json.dumps({"id": "c", "lang": "it", "text": "CTRL-C"}), *lines[4:]]))
    status, _, err = sayso("code", news, "--to", path)
    assert (status, query(path, "SELECT state FROM runs")) == (130, [("unfinished",)])
    assert "the same command goes on from here" in err
    news.write_text("\n".join([*lines[:4], json.dumps({"id": "c", "lang": "it", "text": "Ora va."}), *lines[4:]]))
    assert sayso("code", news, "--to", path)[0] == 0
    assert query(path, "SELECT run, state, found, coded FROM runs") == [(1, "finished", 10, 8)]


@pytest.mark.parametrize("args", [("-o", "x.csv"), ("-f", "jsonl"), ("--min-confidence", "0.5")])
def test_a_project_file_takes_no_other_form(sayso, news, tmp_path, args):
    status, _, err = sayso("code", news, "--to", tmp_path / "n.sayso", *args)
    assert status == 2 and "sayso export" in " ".join(err.split())


def test_a_name_that_asks_for_rows_is_refused(sayso, news, tmp_path):
    assert "rows.sayso" in " ".join(sayso("code", news, "--to", tmp_path / "rows.csv")[2].split())
    assert not (tmp_path / "rows.csv").exists()


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(range(len(LINES))), cut=st.integers(0, len(LINES)))
def test_the_order_of_arrival_does_not_show(sayso, tmp_path, order, cut):
    """But where it must: which of two texts of one address, or of one id, came first."""
    lines = [LINES[i] for i in order if i not in (2, 4)]
    path, news = tmp_path / "o.sayso", tmp_path / "o.jsonl"
    path.unlink(missing_ok=True)
    for some in filter(None, (lines[:cut], lines[cut:])):
        news.write_text("\n".join(map(json.dumps, some)))
        sayso("code", news, "--to", path)
    found = [sayso("export", path, "--to", what)[1] for what in ("reports", "events")]
    SEEN.append(found)
    assert found == SEEN[0]


SEEN = []  # the exports of the first order


def test_nothing_to_code_is_told(sayso, tmp_path):
    status, _, err = sayso("code", tmp_path / "no.txt", "--to", tmp_path / "n.sayso")
    assert (status, err) == (1, f"sayso: no article could be coded; skipped 1: no such file or folder ({tmp_path / 'no.txt'})\n")
    assert "no articles found" in sayso("code", tmp_path, "--to", tmp_path / "n.sayso")[2]
