"""Every table to CSV and Parquet and back, with its types."""

import io
import json

import pytest

from sayso.store import reading, schema, tables
from sayso.store.schema import TABLES

pytestmark = pytest.mark.usefixtures("unmerged")


@pytest.fixture
def rich(file, sayso):
    """The file, with a review."""
    ident = json.loads(sayso("export", file)[1].splitlines()[0])["report_id"]
    assert sayso("review", file, "note", ident, "--note", "=1+1; a formula", "--by", "Ada")[0] == 0
    return file


def stored(path, name):
    with reading(path) as db:
        of = TABLES[name]
        return [tuple(tables.typed(v, c.kind) for v, c in zip(row, of.exported, strict=True)) for some in tables.batches(db, of) for row in some]


@pytest.mark.parametrize("name", TABLES)
def test_parquet_reads_back_equal(rich, sayso, tmp_path, name):
    pq = pytest.importorskip("pyarrow.parquet")
    path = tmp_path / "t.parquet"
    assert sayso("export", rich, "--table", name, "--to", "parquet", "-o", path)[0] == 0
    read = pq.read_table(path)
    assert [tuple(row.values()) for row in read.to_pylist()] == stored(rich, name)
    assert read.schema.names == [c.name for c in TABLES[name].exported]
    assert not list(tmp_path.glob("*.part"))


@pytest.mark.parametrize("name", TABLES)
def test_csv_reads_back_equal_in_pandas(rich, sayso, name):
    pd = pytest.importorskip("pandas")
    out = sayso("export", rich, "--table", name, "--to", "csv")[1]
    of = TABLES[name]
    kinds = {"text": str, "json": str, "date": str, "int": "Int64", "real": float, "bool": object}
    frame = pd.read_csv(io.StringIO(out), dtype={c.name: kinds[c.kind] for c in of.exported}, keep_default_na=False, na_values=[""])
    read = [tuple(None if pd.isna(v) else v for v in row) for row in frame.itertuples(index=False)]
    expected = [tuple(told(v) for v in row) for row in stored(rich, name)]
    assert [tuple(v or None for v in row) for row in read] == [tuple(v or None for v in row) for row in expected]  # CSV has no empty text


def told(value):
    """A value as CSV says it."""
    return str(value) if hasattr(value, "isoformat") else tables.cell(value, "bool" if isinstance(value, bool) else "")


@pytest.mark.parametrize("name", TABLES)
def test_duckdb_reads_both(rich, sayso, tmp_path, name):
    duckdb = pytest.importorskip("duckdb")
    for form in ("csv", "parquet"):
        path = tmp_path / f"t.{form}"
        assert sayso("export", rich, "--table", name, "--to", form, "-o", path)[0] == 0
        how = f"read_csv('{path}', all_varchar = true)" if form == "csv" else f"'{path}'"
        assert duckdb.sql(f"SELECT count(*) FROM {how}").fetchone()[0] == len(stored(rich, name))


def test_pandas_reads_the_project_file_itself(rich):
    pd = pytest.importorskip("pandas")
    with reading(rich) as db:
        frame = pd.read_sql_query("SELECT cameo, date_from, confidence FROM current_reports", db)
    assert set(frame["cameo"]) == {"042"}


def test_types_are_those_of_the_schema(rich, sayso, tmp_path):
    pq = pytest.importorskip("pyarrow.parquet")
    path = tmp_path / "t.parquet"
    sayso("export", rich, "--table", "reports", "--to", "parquet", "-o", path)
    types = {f.name: str(f.type) for f in pq.read_schema(path)}
    some = {"cameo": "string", "date_from": "date32[day]", "hearsay": "bool", "score": "double", "quad": "int64"}
    assert {k: types[k] for k in some} == some


def test_a_text_that_looks_like_a_formula_is_made_harmless_in_csv(rich, sayso):
    assert "'=1+1; a formula" in sayso("export", rich, "--table", "reviews", "--to", "csv")[1]


def test_moments_of_runs_are_not_exported(rich, sayso):
    head = sayso("export", rich, "--table", "runs", "--to", "csv")[1].splitlines()[0]
    assert "started" not in head and "state" in head


@pytest.mark.parametrize(("args", "status", "said"), [
    (("--table", "nowhere", "--to", "csv"), 1, "no table 'nowhere'; there are: texts, articles"),
    (("--table", "articles"), 2, "--table goes with"), (("--to", "csv"), 2, "--table goes with"),
    (("--table", "articles", "--to", "parquet"), 1, "Parquet needs a file"), (("--to", "xml"), 2, "xml"),
    (("-o", "/no/such/folder/x.jsonl"), 1, "cannot write /no/such/folder/x.jsonl"),
    (("--table", "texts", "--to", "parquet", "-o", "/no/such/folder/x.parquet"), 1, "cannot write"),
])
def test_wrong_usage(file, sayso, args, status, said):
    found, _, err = sayso("export", file, *args)
    assert (found, said in " ".join(err.split())) == (status, True)


def test_the_project_file_is_not_written_over(file, sayso):
    before = file.read_bytes()
    for args in (("--to", "reports"), ("--table", "texts", "--to", "parquet")):
        assert sayso("export", file, *args, "-o", file)[0] == 2
    assert file.read_bytes() == before


def test_an_export_that_fails_leaves_no_half_file(file, sayso, tmp_path, monkeypatch):
    def broken(*args):
        yield {"confidence": 1.0}
        raise OSError(28, "No space left on device")

    from sayso.store import events
    monkeypatch.setattr(events, "corrected_reports", broken)
    status, _, err = sayso("export", file, "-o", tmp_path / "r.jsonl")
    assert (status, "No space left" in err) == (1, True)
    assert not list(tmp_path.glob("*r.jsonl*"))


def test_rows_come_in_portions(file, monkeypatch):
    monkeypatch.setattr(tables, "AT_ONCE", 2)
    with reading(file) as db:
        assert [len(some) for some in tables.batches(db, TABLES["articles"])] == [2, 2, 2, 2]


def test_reports_are_native_records(file, sayso):
    from stub_coder import reports_of

    from sayso.store.articles import article_of

    told = {r["report_id"]: r for r in map(json.loads, sayso("export", file)[1].splitlines())}
    with reading(file) as db:
        articles = [article_of(db, n) for n in (2, 3, 5, 6, 8)]
    made = {r.report_id: {**r.to_dict(), "reviewed": False, "reviews": []} for a in articles for r in reports_of(a)}
    for r in made.values():
        r["event_id"] = told[r["report_id"]]["event_id"]
    assert told == made


def test_unsure_reports_can_be_left_out(file, sayso):
    assert sayso("export", file, "--min-confidence", "0.9")[1] == ""


def test_events_have_the_keys_of_the_contract(file, sayso):
    keys = {"event_id", "type", "mode", "contexts", "cameo", "quad", "status", "actors", "recipients", "when", "where", "counts", "reports",
            "articles", "n_reports", "n_outlets", "n_origins", "origins", "denied_by", "contested", "rules", "reviewed"}
    events = [json.loads(line) for line in sayso("export", file, "--to", "events")[1].splitlines()]
    assert events and all(keys <= set(e) for e in events)
    told = {r["report_id"]: r["event_id"] for r in map(json.loads, sayso("export", file)[1].splitlines())}
    assert {r: e["event_id"] for e in events for r in e["reports"]} == told


def test_the_page_shows_the_tables_as_they_are():
    from pathlib import Path

    page = (Path(__file__).parents[2] / "docs" / "store.md").read_text(encoding="utf-8")
    assert schema.described() in page, "renew it with: python -m sayso.store.schema"
