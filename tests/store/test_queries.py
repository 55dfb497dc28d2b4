"""Asking a project file: a summary, SQL that cannot write, words with any ending."""

import csv
import io
import json

import pytest

from sayso.errors import SaysoError
from sayso.store import queries, reading, search, writing
from sayso.store.schema import TABLES
from sayso.store.stems import stem

pytestmark = pytest.mark.usefixtures("unmerged")

WRITES = [
    "DELETE FROM articles", "UPDATE reports SET type = 'AID'", "DROP TABLE articles", "CREATE TABLE t (a)", "INSERT INTO meta VALUES (1, 2)",
    "ATTACH 'other.db' AS other", "PRAGMA journal_mode = DELETE", "PRAGMA user_version = 9", "PRAGMA query_only = 0", "PRAGMA writable_schema = 1",
    "VACUUM", "VACUUM INTO 'copy.db'", "BEGIN", "SELECT load_extension('x')", "REINDEX", "CREATE TEMP TABLE t (a)", "SELECT 1; SELECT 2", "",
    "/* nothing */", "EXPLAIN DELETE FROM articles", "REPLACE INTO meta VALUES ('a', 'b')", "WITH x AS (SELECT 1) DELETE FROM articles",
    "SELECT fts5('x')", "INSERT INTO search (search) VALUES ('delete-all')", "SELECT * FROM nowhere", "SELEC 1", "SELECT zeroblob(2000000000)",
]


@pytest.mark.parametrize("sql", WRITES)
def test_sql_that_does_more_than_read_is_refused(file, sayso, sql, tmp_path):
    before = file.read_bytes()
    status, out, err = sayso("sql", file, sql)
    assert (status, out, len(err.splitlines())) == (1, "", 1)
    assert err.startswith("sayso: SQL: ")
    assert file.read_bytes() == before
    assert not list(tmp_path.glob("*.db"))


@pytest.mark.parametrize("sql", [
    "SELECT count(*) FROM reports", "SELECT json_extract(record, '$.type') FROM reports", "PRAGMA table_info(reports)",
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 3) SELECT i FROM n",
    "SELECT rowid FROM search WHERE search MATCH 'incontr'",
    "SELECT bm25(search) FROM search WHERE search MATCH 'incontr'", "EXPLAIN QUERY PLAN SELECT 1", "SELECT * FROM current_reports",
])
def test_sql_that_reads(file, sayso, sql):
    assert sayso("sql", file, sql)[::2] == (0, "")


def test_sql_as_table_json_and_csv(file, sayso):
    sql = "SELECT id, outlet, published, 0.5 AS half, x'00ff' AS bytes FROM articles ORDER BY article LIMIT 2"
    assert sayso("sql", file, sql)[1].splitlines()[0].split() == ["id", "outlet", "published", "half", "bytes"]
    first = json.loads(sayso("sql", file, sql, "-f", "jsonl")[1].splitlines()[1])
    assert first == {"id": "a2", "outlet": "Tass", "published": None, "half": 0.5, "bytes": "00ff"}
    assert list(csv.reader(io.StringIO(sayso("sql", file, sql, "-f", "csv")[1])))[2] == ["a2", "Tass", "", "0.5", "00ff"]


def test_codes_stay_text(file, sayso):
    assert sayso("sql", file, "SELECT DISTINCT cameo, typeof(cameo) FROM reports", "-f", "csv")[1].splitlines()[1] == "042,text"


def test_a_long_table_is_cut_on_the_screen_and_says_so(file, sayso):
    sql = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 1500) SELECT i FROM n"
    _, out, err = sayso("sql", file, sql)
    assert (len(out.splitlines()), "first 1,000 rows" in err) == (1002, True)
    assert len(sayso("sql", file, sql, "-f", "csv")[1].splitlines()) == 1501


def test_the_summary(file, sayso):
    out = sayso("open", file)[1]
    for said in ("8 articles", "1 of them older versions", "8 reports of 8 events", "CONSULT 8", "ITA 8", "run 1,", "9 found, 7 coded"):
        assert said in out
    told = json.loads(sayso("open", file, "--json")[1])
    assert (told["articles"], told["reports"], told["is_merged"]) == (8, 8, True)


# ------------------------------------------------------------- words


@pytest.mark.parametrize(("lang", "forms"), [
    ("it", "arresto arresti arrestato arrestate arrestando arrestarono"), ("it", "uccise ucciso uccidono uccidere uccisi"),
    ("it", "bombardamento bombardare bombardato"), ("it", "banca banche"), ("it", "sanzione sanzioni sanzionato"), ("it", "città Città CITTÀ"),
    ("en", "kill kills killed killing killings"), ("en", "said say says"), ("en", "army armies"), ("en", "strike struck striking strikes"),
    ("en", "negotiation negotiations negotiate negotiating"), ("en", "agree agreed agreement agreements"),
])
def test_forms_of_one_word_have_one_stem(lang, forms):
    assert len({stem(form, lang) for form in forms.split()}) == 1


@pytest.mark.parametrize(("lang", "words"), [("it", "stato essere"), ("it", "sindaco sindacato"), ("en", "news new"), ("en", "united unit"),
                                             ("it", "pace pacco"), ("en", "police politics")])
def test_other_words_have_other_stems(lang, words):
    assert len({stem(word, lang) for word in words.split()}) == 2


@pytest.mark.parametrize(("query", "found"), [
    ("incontro", {"a2", "a3", "a4", "a6", "r"}), ("incontri sindacato", {"r"}), ('"stampa una parola"', {"a2"}), ('"parola stampa"', set()),
    ("Macron OR sindaco", {"a4", "a6"}), ("presidenti -stampa -Macron", {"a3", "r"}), ("sinda*", {"a6", "r"}), ("MACRON", {"a4"}),
    ("meeting protester", {"a8"}), ("talking", {"a8"}), ("uno", {"a4"}), ("qwertz", set()), ("title : x", set()), ("a AND", set()), ('"', None),
    ("!?", None), ("NEAR(a b)", set()), ("^incontro", {"a2", "a3", "a4", "a6", "r"}), ("'; DROP TABLE articles", {"a6"}),
])
def test_search(file, sayso, query, found):
    sql = "SELECT id, CASE article WHEN 6 THEN 'a6' WHEN 3 THEN 'r' ELSE id END FROM articles"
    names = dict(line.split(",") for line in sayso("sql", file, sql, "-f", "csv")[1].splitlines())
    status, out, err = sayso("search", file, query, "--json")
    if found is None:
        assert (status, err.splitlines()[-1][:30]) == (1, "sayso: nothing to search for: ")
    else:
        assert {names[json.loads(line)["id"]] for line in out.splitlines()} == found


def test_a_passage_shows_what_was_found_and_harms_no_terminal(file, sayso):
    out = sayso("search", file, "sindaco")[1]
    assert "[incontra]" not in out and "<b>[sindaci]</b>" in out and "\x1b" not in out
    with reading(file) as db:
        (hit,) = search.search(db, "incontra sindaco premier", lang="it")
    assert hit.passage.startswith("Il [premier] [incontra] [31m i <b>[sindaci]</b>")


def test_a_long_text_is_cut_around_what_was_found():
    text = "parola " * 100 + "il ministro incontra i sindaci " + "altro " * 100
    told = search.passage(text, search.parsed("sindaco ministro"), "it")
    assert told.startswith("…") and told.endswith("…") and "[ministro] incontra i [sindaci]" in told


def test_only_one_language(file, sayso):
    assert '"a8"' in sayso("search", file, "incontra", "--lang", "en", "--json")[1]
    assert sayso("search", file, "Macron", "--lang", "xx")[2] == "Nothing found.\n"


def test_an_index_of_other_stems_is_made_anew(file, monkeypatch):
    with writing(file) as db:
        assert not search.renew(db)
        monkeypatch.setattr(search.stems, "digest", lambda: "other")
        assert search.renew(db)
        assert len(list(search.search(db, "Macron"))) == 1


def test_every_word_of_a_query_reaches_the_index_in_quotation_marks():
    text = search.expression(search.parsed('a"b OR c* -d) NEAR "e f" ^g {h}:i'), "it")
    assert search.re.sub(r'"[^"\W_]+( [^"\W_]+)*"', "", text).replace("OR", "").replace("AND", "").replace("NOT", "").strip("()* ").replace(
        "(", "").replace(")", "").replace("*", "").split() == []


def test_a_query_without_a_word_is_told():
    with pytest.raises(SaysoError, match="nothing to search"):
        search.parsed("- !")


def test_the_summary_asks_only_tables_that_are_there(file):
    with reading(file) as db:
        assert set(TABLES) <= {name for (name,) in db.execute("SELECT name FROM sqlite_master")}
        assert list(queries.lines(queries.summary(db)))
