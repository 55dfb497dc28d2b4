"""Reports of a file → its events, with the merger and without."""

import json
import os
import signal

import pytest

from sayso.merge import several
from sayso.run.spread import WorkerDied
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
    told = [e for e in before if e["n_outlets"] > 1]
    assert told and sum(e["n_reports"] for e in before) == 8
    out = told[0]["reports"][0]
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


def died(part):
    """A worker that is killed."""
    os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))


def test_a_file_stays_as_it_was_where_a_worker_dies(file, monkeypatch):
    """Also where it dies over the records, while events are being written."""
    monkeypatch.setattr(several, "ENOUGH", 1)
    with writing(file) as db:
        merging.merge(db, is_forced=True)
        before = [db.execute(f"SELECT * FROM {t} ORDER BY 1").fetchall() for t in ("events", "membership", "kept_accounts", "meta")]
        for stage in ("linked_there", "decided_there"):
            with monkeypatch.context() as patched, pytest.raises(WorkerDied):
                patched.setattr(several, stage, died)
                merging.merge(db, is_forced=True, workers=2)
            assert [db.execute(f"SELECT * FROM {t} ORDER BY 1").fetchall() for t in ("events", "membership", "kept_accounts", "meta")] == before
        merging.merge(db, is_forced=True, workers=2)
        assert [db.execute(f"SELECT * FROM {t} ORDER BY 1").fetchall() for t in ("events", "membership", "kept_accounts", "meta")] == before


def test_ctrl_c_leaves_the_events_as_they_were(file, sayso, monkeypatch):
    before = exported(file, sayso)

    def interrupted(record):
        raise KeyboardInterrupt

    monkeypatch.setattr(merging, "row_of", interrupted)
    code, _, said = sayso("merge", file, "--workers", "2")
    assert (code, said.strip()) == (130, "sayso: interrupted; the events are as they were")
    assert exported(file, sayso) == before
