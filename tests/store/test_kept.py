"""Merging portion by portion, each time from what the file keeps, is merging everything from scratch."""

import json
import random
import sys
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[1] / "merge"))

from reports import SHELLING, party, report

from sayso.store import kept, merging, writing

TOWNS = [("Kherson", 46.6, 32.6), ("Sumy", 50.9, 34.8), (None, None, None)]
SIDES = [("RUS", "UKR"), ("UKR", "RUS"), ("ITA", None)]
SENTENCES = ["Colpi sul ponte di Antonivka", "Colpi", "Due morti al mercato di Korabel"]
ECHO = st.sampled_from([None, None, "no known party"])
SMALL = {"rare": 3, "neighbours": 2}  # so that crowded blocks and pairs occur at all


def put(db, name, published, records, document=None, version=1):
    """An article with its reports, as a run would write them; an article that is there is coded anew."""
    db.execute("INSERT OR IGNORE INTO texts VALUES (?, '', ?)", (name, f"Testo di {name}. " + " ".join(r["sentence"]["text"] for r in records)))
    db.execute("INSERT OR IGNORE INTO articles (id, document, version, hash, fingerprint, lang, outlet, published, notes) "
               "VALUES (?, ?, ?, ?, ?, 'it', ?, ?, '[]')", (name, document or name, version, name, name, f"Outlet {name}", published))
    (number,) = db.execute("SELECT article FROM articles WHERE id = ?", (name,)).fetchone()
    coder = db.execute("INSERT INTO coders (key) VALUES (hex(randomblob(8)))").lastrowid
    coding = db.execute("INSERT INTO codings (article, coder) VALUES (?, ?)", (number, coder)).lastrowid
    db.executemany("INSERT INTO reports (coding, n, report_id, record) VALUES (?, ?, ?, ?)", [
        (coding, n, r["report_id"], json.dumps(r)) for n, r in enumerate(records)])
    db.execute("UPDATE articles SET coding = ? WHERE article = ?", (coding, number))
    db.execute("DELETE FROM meta WHERE name = 'merged'")


def state(db):
    """Events, membership, and what is kept, without the numbers of accounts."""
    names = dict(db.execute("SELECT account, id FROM kept_accounts"))
    accounts = [(name, article, event, sorted((names[n], s) for n, s in kept.LINK.iter_unpack(links)))
                for name, article, event, links in db.execute("SELECT id, article, event_id, links FROM kept_accounts ORDER BY id")]
    blocks = {unit: sorted((e[i:i + 8], names[int.from_bytes(e[i + 8:i + 12], "big")]) for i in range(0, len(e), 12))
              for unit, e in db.execute("SELECT unit, entries FROM kept_blocks") if e}
    return (db.execute("SELECT * FROM events ORDER BY event_id").fetchall(), db.execute("SELECT * FROM membership ORDER BY report_id").fetchall(),
            accounts, blocks, db.execute("SELECT * FROM kept_articles ORDER BY article").fetchall())


@st.composite
def reports_of(draw, name):
    """The reports of an article: on few days, in few towns, so that many could be one event."""
    made = []
    for n in range(draw(st.integers(0, 3))):
        (doer, target), (town, lat, lon) = draw(st.sampled_from(SIDES)), draw(st.sampled_from(TOWNS))
        made.append(report(
            name, n, actors=[party("x", doer)], recipients=[party("y", target)] if target else (), town=town, lat=lat, lon=lon, echo=draw(ECHO),
            day=draw(st.sampled_from([None, "2025-03-08", "2025-03-09"])), counts=[("killed", draw(st.integers(1, 3)), None)],
            sentence=draw(st.sampled_from(SENTENCES))))
    return made


@st.composite
def histories(draw):
    """What comes, step by step: articles, articles coded anew, and new versions of documents."""
    steps = []
    for i in range(draw(st.integers(2, 14))):
        name, day = f"a{i:02}", f"2025-03-{draw(st.integers(8, 12)):02}"
        steps.append((name, day, draw(reports_of(name)), name, 1))
        if draw(st.integers(0, 3)) == 0:
            other = draw(st.sampled_from([name, f"{name}v"]))
            steps.append((other, day, draw(reports_of(other)), name, 1 if other == name else 2))
    return steps


@settings(max_examples=40, deadline=None)
@given(histories(), st.integers(0, 2**32 - 1), st.sampled_from([{}, SMALL]))
def test_portions_through_the_file_make_what_merging_all_makes(history, seed, rules):
    rng = random.Random(seed)
    few, merging.FEW = merging.FEW, 1e9
    try:
        with tempfile.TemporaryDirectory() as folder:
            path, left = Path(folder) / "n.sayso", list(history)
            with writing(path) as db:
                merging.merge(db, rules)
            while left:
                with writing(path) as db:  # each portion as in a process of its own
                    portion = [left.pop(0) for _ in range(min(len(left), rng.randint(1, 6)))]
                    for one in portion:
                        put(db, *one)
                    assert merging.merge(db)
            with writing(path) as db:
                found = state(db)
                assert merging.merge(db, is_forced=True)
                assert found == state(db)
    finally:
        merging.FEW = few


def test_only_the_events_that_a_newcomer_touches_are_made_anew(tmp_path, monkeypatch):
    read = []
    with writing(tmp_path / "n.sayso") as db:
        for i in range(20):
            put(db, f"a{i:02}", "2025-03-10", [report(f"a{i:02}", **{**SHELLING, "town": f"Town {i // 2}", "lat": i // 2})])
        assert merging.merge(db)
        before, told = db.execute("SELECT event_id, record FROM events").fetchall(), kept.Kept.told
        put(db, "b", "2025-03-10", [report("b", **{**SHELLING, "town": "Town 4", "lat": 4})])
        monkeypatch.setattr(kept.Kept, "told", lambda self, some: told(self, read.extend(some) or some))
        assert merging.merge(db)
        after = db.execute("SELECT event_id, record FROM events").fetchall()
    assert (len(before), len({*before} & {*after}), len(after)) == (10, 9, 10)
    assert sorted(json.loads(record)["n_reports"] for _, record in after) == [2] * 9 + [3]
    assert len(read) == 3  # the newcomer, and the two of its town: a crowded pair of countries brings nobody together
