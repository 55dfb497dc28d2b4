"""Reports of a file → its events, with the merger and without."""

import json

import pytest

from sayso.store import merging, reading, writing


def exported(file, sayso, what="events"):
    return [json.loads(line) for line in sayso("export", file, "--to", what)[1].splitlines()]


def test_without_the_merger_each_article_tells_its_own(file, sayso, unmerged):
    assert sayso("merge", file)[0] == 0
    events = exported(file, sayso)
    assert [(e["n_reports"], e["n_outlets"], e["n_origins"], e["rules"]) for e in events] == [(1, 1, 1, ["within_article"])] * 8


def test_events_are_merged_after_coding_and_again_only_if_something_changed(file, sayso, news):
    with writing(file) as db:
        assert not merging.merge(db)
        db.execute("DELETE FROM meta WHERE name = 'merged'")
        assert merging.merge(db)
    with reading(file) as db:
        reports, members = (db.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in ("current_reports", "membership"))
    assert reports == members == 8


def test_a_merging_that_fails_leaves_the_events_as_they_were(file, sayso, monkeypatch):
    before = exported(file, sayso)
    monkeypatch.setattr(merging, "row_of", lambda record: None)
    assert sayso("merge", file)[0] == 1
    assert exported(file, sayso) == before


def test_across_articles(file, sayso):
    pytest.importorskip("sayso.merge.across")
    before = exported(file, sayso)
    several = [e for e in before if e["n_outlets"] > 1]
    assert several and sum(e["n_reports"] for e in before) == 8
    out = several[0]["reports"][0]
    assert sayso("review", file, "split", out)[0] == 0
    assert [e["reports"] for e in exported(file, sayso) if out in e["reports"]] == [[out]]
    assert {r["report_id"]: r["event_id"] for r in exported(file, sayso, "reports")}[out] not in {e["event_id"] for e in before}
    assert sayso("review", file, "withdraw", "1")[0] == 0
    assert exported(file, sayso) == before


def test_rules_of_ones_own_are_kept_for_the_next_time(file, sayso, tmp_path):
    pytest.importorskip("sayso.merge.rules")
    before = len(exported(file, sayso))
    (tmp_path / "strict.yaml").write_text("threshold: 99")
    assert sayso("merge", file, "--rules", tmp_path / "strict.yaml")[0] == 0
    strict = len(exported(file, sayso))
    assert sayso("merge", file)[0] == 0
    assert strict == len(exported(file, sayso)) > before
    assert sayso("merge", file, "--usual-rules")[0] == 0
    assert len(exported(file, sayso)) == before


def test_merging_can_be_left_for_later_and_exports_say_so(sayso, news, tmp_path):
    path = tmp_path / "later.sayso"
    assert sayso("code", news, "--to", path, "--no-merge")[0] == 0
    status, out, err = sayso("export", path, "--to", "events")
    assert (status, out, "sayso merge" in err) == (0, "", True)
    assert "older than the reports" in sayso("open", path)[1]
    assert sayso("merge", path)[0] == 0
    assert sayso("export", path, "--to", "events")[2] == ""
