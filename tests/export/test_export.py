"""Writing: what is written can be read back equal, and what is shown is harmless."""

import io
import json
import re
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "run"))
from stub_coder import report, reports_of

from sayso.errors import Unwritable
from sayso.export import EXPORTS, SUFFIXES, csv_, opened, parquet_, table
from sayso.export.plain import cut, plain
from sayso.model import Article, Sources

ARTICLE = Article("a1", "it", "Vertice; a Minsk", "Il premier incontra il collega\ne incontra la stampa.", date(2022, 12, 30), "Ansa",
                  "https://e.x")
REPORTS = reports_of(ARTICLE)
BARE = replace(REPORTS[0], report_id="bare", event_id="bare", when=None, where=None, counts=(), actors=(), recipients=(),
               sources=Sources(), article=replace(ARTICLE, published=None, outlet=None, url=None))


def written(form, tmp_path, reports=(*REPORTS, BARE)):
    path = tmp_path / f"out.{form}"
    with opened(form, path) as out:
        for one in reports:
            out.write([one])
    return path


def test_json_lines_read_back_equal(tmp_path):
    lines = written("jsonl", tmp_path).read_text(encoding="utf-8").splitlines()
    assert [json.loads(line) for line in lines] == [r.to_dict() for r in (*REPORTS, BARE)]


def test_json_lines_are_there_before_the_end(tmp_path):
    with opened("jsonl", tmp_path / "out.jsonl") as out:
        out.write(REPORTS)
        assert len((tmp_path / "out.jsonl").read_text().splitlines()) == len(REPORTS)


def test_csv_reads_back_equal(tmp_path):
    pd = pytest.importorskip("pandas")
    frame = pd.read_csv(written("csv", tmp_path), dtype={"cameo": str}, keep_default_na=False, na_values=[""])
    assert tuple(frame.columns) == csv_.COLUMNS
    for told, made in zip(frame.to_dict("records"), (*REPORTS, BARE), strict=True):
        assert {k: None if v != v else v for k, v in told.items()} == csv_.row(made)


def test_a_flat_row_keeps_lists_aligned():
    row = csv_.row(REPORTS[0])
    assert (row["actors"], row["actor_countries"], row["actor_sectors"]) == ("Italy; Nobody", "ITA; ", "; GOV")
    assert (row["counts"], row["sources"], row["cameo"]) == ("12 killed (Ansa); 1500000 money", "Borisov > Tass", "042")
    assert csv_.row(BARE)["actors"] is None


@pytest.mark.parametrize(("title", "cell"), [
    ("=HYPERLINK(1)", "'=HYPERLINK(1)"), ("-5 gradi", "'-5 gradi"), ("@tizio", "'@tizio"), ("+39", "'+39"), ("Roma = ok", "Roma = ok"),
])
def test_no_cell_is_a_formula(tmp_path, title, cell):
    bad = replace(REPORTS[0], article=replace(ARTICLE, title=title), code=replace(REPORTS[0].code, score=-9.5))
    pd = pytest.importorskip("pandas")
    frame = pd.read_csv(written("csv", tmp_path, [bad]))
    assert (frame.title[0], frame.score[0]) == (cell, -9.5)


def test_parquet_reads_back_equal(tmp_path):
    pq = pytest.importorskip("pyarrow.parquet")
    rows = pq.read_table(written("parquet", tmp_path)).to_pylist()
    assert rows == [parquet_.row(r) for r in (*REPORTS, BARE)]
    assert rows[0]["when"]["from"] == date(2022, 12, 1)
    assert [p.name for p in tmp_path.iterdir()] == ["out.parquet"]


def test_parquet_has_a_column_for_every_key():
    assert parquet_.schema().names == list(REPORTS[0].to_dict())
    for name, value in REPORTS[0].to_dict().items():
        field = parquet_.schema().field(name).type
        if isinstance(value, list) and value and isinstance(value[0], dict):
            assert {field.value_type.field(i).name for i in range(field.value_type.num_fields)} == set(value[0])


def test_parquet_opens_in_pandas_with_nested_parties(tmp_path):
    pd = pytest.importorskip("pandas")
    frame = pd.read_parquet(written("parquet", tmp_path))
    assert frame.actors[0][0]["country"] == "ITA"
    assert len(frame) == 3


def test_what_was_done_is_kept_when_a_run_breaks_off(tmp_path):
    def broken(form):
        with opened(form, tmp_path / f"out.{form}") as out:
            out.write(REPORTS)
            raise KeyboardInterrupt

    for form in ("jsonl", "csv", "parquet"):
        with pytest.raises(KeyboardInterrupt):
            broken(form)
        assert (tmp_path / f"out.{form}").stat().st_size > 100


@pytest.mark.parametrize("form", EXPORTS)
def test_a_place_that_cannot_be_written(tmp_path, form):
    with pytest.raises(Unwritable, match="cannot write"), opened(form, tmp_path / "no" / "out"):
        pass


def test_every_format_has_a_suffix():
    assert set(SUFFIXES.values()) == set(EXPORTS)


# ------------------------------------------------------------- the table


def shown(reports, monkeypatch, width="140"):
    monkeypatch.setenv("COLUMNS", width)
    stream = io.StringIO()
    table.render(reports, stream)
    return stream.getvalue()


@pytest.mark.parametrize("width", ["80", "100", "140"])
def test_a_row_an_event_that_fits(monkeypatch, width):
    other = replace(ARTICLE, id="a2", title="Un altro titolo piuttosto lungo che non può stare in una colonna sola", outlet="Tass")
    twin = replace(REPORTS[0], report_id="x", confidence=0.9, status="planned", article=other, hearsay=True)
    text = shown([*REPORTS, twin], monkeypatch, width)
    assert max(map(len, text.splitlines())) <= int(width)
    if width != "140":
        return
    for words in ("Italy ITA", "Nobody GOV", "Russia RUS MIL", "CONSULT visit “incontra”", "2022-12", "planned  0.90", "hearsay",
                  "2 reports"):
        assert words in text
    assert re.search(r"Borisov → Tass|Borisov →\s", text)
    assert text.count("CONSULT") == 2  # two events of three reports


def test_each_article_is_named_above_its_rows(monkeypatch):
    other = replace(REPORTS[0], event_id="x", article=replace(ARTICLE, id="a2", title="Altro", published=None))
    lines = [line for line in shown([REPORTS[0], other, REPORTS[1]], monkeypatch).splitlines() if not line.startswith(" ") and line]
    assert [line.split("  ")[0] for line in lines[2:]] == ["Vertice; a Minsk", "2022-12", "2022-12", "Altro", "2022-12"]


def test_unknown_slots_are_dashes(monkeypatch):
    assert shown([BARE], monkeypatch).count("–") >= 4


def test_nothing_from_an_article_reaches_the_terminal_as_a_command(monkeypatch):
    nasty = "\x1b[2J\x9b31m [b]Ivo[/b] \u202e\r\n\x07 :bomb:"
    known = replace(REPORTS[0].actors[0].known, name=nasty, country=nasty)
    chain = Sources(paths=((nasty, nasty),))
    bad = replace(REPORTS[0], actors=(replace(REPORTS[0].actors[0], known=known),), sources=chain,
                  trigger=replace(REPORTS[0].trigger, text=nasty), article=replace(ARTICLE, title=nasty, outlet=nasty))
    other = replace(bad, article=replace(bad.article, id="b"), event_id="b")
    for reports in ([bad], [bad, other]):
        text = shown(reports, monkeypatch)
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", text)
        assert "[b]Ivo[/b]" in text
        assert ":bomb:" in text


@pytest.mark.parametrize(("start", "end", "words"), [
    ("2022-12-30", "2022-12-30", "2022-12-30"), ("2022-12-28", "2022-12-30", "2022-12-28..30"), ("2022-02-01", "2022-02-28", "2022-02"),
    ("2022-12-01", "2023-02-28", "2022-12..2023-02"), ("2023-03-01", "2023-05-31", "2023-03..05"), ("2022-01-01", "2022-12-31", "2022"),
    ("2019-01-01", "2022-12-31", "2019..2022"), ("2022-12-28", "2023-01-03", "2022-12-28..2023-01-03"),
    ("2022-11-28", "2022-12-03", "2022-11-28..12-03"),
])
def test_days_are_told_short(start, end, words):
    assert table.days(date.fromisoformat(start), date.fromisoformat(end)) == words


def test_cutting_at_a_word():
    assert cut("uno due tre quattro", 12) == "uno due tre…"
    assert cut("precipitevolissimevolmente", 10) == "precipite…"
    assert plain("a\u2028b\ud800c") == "a b c"


def test_reports_of_the_stub_are_what_the_tests_think():
    assert report(ARTICLE, 1, re.search("incontra", ARTICLE.text)) == REPORTS[0]
