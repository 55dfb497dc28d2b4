"""The workbench's tables: whatever happens to the file, they are what they would be if made from scratch, and tell what the exports tell."""

import json
import random

import pytest
from stub_news import NEWS

from sayso.errors import SaysoError
from sayso.store import reading, shown, writing
from sayso.store.events import corrected_events
from sayso.store.opening import transaction
from sayso.store.reviews import Ask, active, add

pytestmark = pytest.mark.usefixtures("unmerged")
COLUMNS = ("event_id, type, mode, quad, status, score, date_from, date_to, day, country, place, lat, lon, n_reports, n_outlets, n_origins, "
           "contested, reviewed, confidence, least, run")


def state(db):
    rows = db.execute(f"SELECT {COLUMNS}, record FROM shown ORDER BY event_id").fetchall()
    tags = db.execute("SELECT event_id, kind, value FROM shown JOIN tagged USING (event) JOIN tags USING (tag) ORDER BY 1, 2, 3").fetchall()
    counts = db.execute("SELECT kind, value, n FROM tags WHERE n ORDER BY 1, 2").fetchall()
    return rows, tags, counts, db.execute("SELECT * FROM reviewed ORDER BY 1, 2").fetchall()


def anew(db):
    with transaction(db):
        shown.make(db)
    return state(db)


def step(db, rng):
    """One review of any kind, as people give them."""
    reports = [r for (r,) in db.execute("SELECT report_id FROM current_reports ORDER BY 1")]
    events = [e for (e,) in db.execute("SELECT event_id FROM shown ORDER BY 1")]
    held = [r.number for r in active(db)]
    action = rng.choice(["accept", "reject", "edit", "note", "merge", "split", "withdraw"])
    slot, value = rng.choice([("status", "denied"), ("type", "ASSAULT"), ("actors", "RUS MIL"), ("where", "Roma, ITA"), ("when", "2022-12-03")])
    if action == "withdraw" and held:
        return Ask(action, (str(rng.choice(held)),))
    if action == "merge" and len(events) > 1:
        return Ask(action, tuple(rng.sample(events, 2)))
    if action == "edit":
        return Ask(action, (rng.choice(reports + events),), slot=slot, value=value, by=rng.choice(["Ada", None]))
    if action == "split":
        return Ask(action, (rng.choice(reports),))
    return Ask("note" if action in ("withdraw", "merge") else action, (rng.choice(reports),), note="why", by="Bo")


@pytest.mark.parametrize("seed", range(6))
def test_after_any_reviews_the_tables_are_as_made_from_scratch(file, seed):
    rng = random.Random(seed)
    with writing(file) as db:
        for _ in range(14):
            try:
                add(db, step(db, rng))
            except SaysoError as e:  # what cannot be reviewed any more is refused, and nothing may change by it
                assert "no " in str(e) or "already" in str(e), e
            now = state(db)
            assert now == anew(db)
            told = {e["event_id"]: e for e in corrected_events(db)}
            assert [row[0] for row in now[0]] == sorted(told)
            assert all(json.loads(row[-1]) == {**told[row[0]], **json.loads(row[-1])} for row in now[0] if row[-1])
            assert {row[0] for row in now[0] if row[17]} == {i for i, e in told.items() if e["reviewed"]}


def test_adding_articles_follows(file, sayso, tmp_path):
    more = tmp_path / "more.jsonl"
    more.write_text(json.dumps({"id": "b1", "title": "Nuovo", "text": f"{NEWS} Ancora: incontra il papa.", "outlet": "Ansa"}), encoding="utf-8")
    assert sayso("review", file, "edit", "a2-r1", "--slot", "status", "--value", "denied")[0] == 0
    assert sayso("code", more, "--to", file)[0] == 0
    with writing(file) as db:
        now = state(db)
        assert ("b1-e1",) in [row[:1] for row in now[0]]
        assert {row[0]: row[-2] for row in now[0]}["b1-e1"] == 2  # the run that brought it
        assert now == anew(db)


def test_a_file_without_them_gets_them(file):
    with writing(file) as db:
        now = state(db)
        for table in ("shown", "tags", "tagged", "reviewed"):
            db.execute(f"DELETE FROM {table}")
        db.execute("DELETE FROM meta WHERE name LIKE 'shown%'")
        shown.bring_up(db)
        assert state(db) == now
        shown.bring_up(db)
    with reading(file) as db:
        assert state(db) == now
