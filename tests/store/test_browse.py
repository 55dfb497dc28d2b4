"""What a filter lets through and what is counted of it: the same as plain SQL over the rows tells, for any filter."""

import random
from collections import Counter

import pytest

from sayso.store import browse, often, reading, sets, shown, writing
from sayso.store.browse import Filter
from sayso.store.opening import transaction

LANDS, KINDS, STATUS = ("ITA", "RUS", "UKR", "USA", None), ("ASSAULT", "CONSULT", "AID"), ("happened", "planned", "denied")
NAMES, OUTLETS, SPEAKERS = [f"Name {n}" for n in range(12)], ("Ansa", "Tass", "Oggi"), [f"Speaker {n}" for n in range(9)]


def record(n, rng):
    """A merged record, as far as the tables look at it."""
    def side():
        return [{"name": rng.choice(NAMES), "country": rng.choice(LANDS), "sector": None} for _ in range(rng.randint(0, 2))]

    day = f"202{rng.randint(2, 4)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
    place = {"name": rng.choice("ABC"), "country": rng.choice(LANDS), "precision": "city", "lat": rng.choice((1.5, 2.5)), "lon": 3.5}
    return {"event_id": f"E-{n}", "type": rng.choice(KINDS), "mode": None, "quad": rng.choice((1, 2, 3, 4, None)), "status": rng.choice(STATUS),
            "actors": side(), "recipients": side(), "when": {"from": day, "to": day} if rng.random() < 0.9 else None, "counts": [],
            "where": place if rng.random() < 0.7 else None, "contested": {"mode": []} if rng.random() < 0.2 else None, "n_reports": rng.randint(1, 4),
            "n_outlets": 1, "n_origins": rng.randint(1, 4), "reports": [], "denied_by": [], "reviews": [1] if rng.random() < 0.2 else []}


def facts(n, rng):
    """What its reports bring."""
    said = rng.sample(SPEAKERS, rng.randint(0, 2))
    surely = rng.choice((None, 0.3, 0.35, 0.5, 0.501, round(rng.random(), 3)))
    return shown.Facts([(f"r-{n}", surely, 1, rng.choice(OUTLETS), rng.choice(("it", "en")), None)],
                       {(name, "agency" if name == SPEAKERS[0] else "person", rng.random() < 0.7) for name in said})


def event(db, book, n, rng):
    """Write one."""
    told = record(n, rng)
    db.execute("INSERT OR REPLACE INTO events (event_id, n_reports, n_outlets, n_origins, contested, record) VALUES (?, 1, 1, 1, 0, ?)",
               (f"E-{n}", browse.json.dumps(told)))
    book.put(f"E-{n}", told, facts(n, rng), {1: rng.randint(1, 3)})


@pytest.fixture(params=[1, 20, 1_000_000], ids=["looked_up", "mixed", "looked_through"])
def many(request, tmp_path, monkeypatch):
    """A file of 400 events, some of which went and came anew; every way to look them up."""
    monkeypatch.setattr(browse, "FEW", request.param)
    monkeypatch.setattr(browse, "FEWEST", request.param)
    monkeypatch.setattr(often, "OFTEN", 0 if request.param == 20 else 8)
    monkeypatch.setattr(often, "SOME", request.param)
    monkeypatch.setattr(often, "MANY_VALUES", request.param)
    monkeypatch.setattr(browse, "CROWDED", 400 // request.param)
    monkeypatch.setattr(sets, "LEAST", 60)
    path, rng = tmp_path / "many.sayso", random.Random(5)
    with writing(path) as db:
        with transaction(db):
            book = shown.Book(db)
            for n in range(400):
                event(db, book, n, rng)
            book.count()
            for n in rng.sample(range(400), 80):
                book.take(f"E-{n}")
                if n % 2:
                    event(db, book, n, rng)
            book.count()
        for n, name in enumerate(SPEAKERS):
            db.execute("INSERT INTO sources (name, kind, country) VALUES (?, 'person', ?)", (name, LANDS[n % 3]))
    with reading(path) as db:
        yield db


def plain(f):
    """The filter as a condition on ``shown s``, without sets."""
    parts, values = [], []
    for name, kind in browse.TAGGED.items():
        if wanted := getattr(f, name):
            parts.append("s.event IN (SELECT event FROM tagged JOIN tags USING (tag) WHERE kind = ? AND value IN "
                         f"({', '.join('?' * len(wanted))}))")
            values += [kind, *wanted]
    for name, column in (("types", "type"), ("statuses", "status"), ("quads", "quad"), ("at", "country")):
        if wanted := getattr(f, name):
            parts.append(f"s.{column} IN ({', '.join('?' * len(wanted))})")
            values += wanted
    for sql, value in (("s.day >= ?", f.since), ("s.day <= ?", f.until), ("s.place = ?", f.place), ("s.confidence >= ?", f.confidence),
                       ("s.n_origins >= ?", f.origins), ("s.run = ?", f.run), ("s.reviewed = ?", f.reviewed), ("s.contested = ?", f.contested)):
        if value is not None:
            parts.append(sql)
            values.append(value)
    return " AND ".join(parts) or "1", values


def any_filter(rng):
    """A filter of some fields."""
    every = {
        "since": rng.choice(("2022-03-01", "2023-11-15", "2023-01-01")), "until": rng.choice(("2023-11-20", "2024-02-28", "2023-12-31")),
        "countries": tuple(rng.sample(LANDS[:4], 2)), "pairs": ("RUS>UKR", "ITA>USA", "UKR>RUS"), "names": tuple(rng.sample(NAMES, 4)),
        "types": tuple(rng.sample(KINDS, 2)), "quads": tuple(rng.sample((1, 2, 3, 4), 2)), "statuses": ("happened", "planned"),
        "outlets": (rng.choice(OUTLETS),), "agencies": (SPEAKERS[0],), "origins_of": tuple(rng.sample(SPEAKERS, 3)),
        "relayed_by": tuple(rng.sample(SPEAKERS, 3)), "langs": ("it",), "at": ("ITA", "RUS"), "place": "A",
        "confidence": rng.choice((0.0, 0.3, 0.35, 0.5, 0.52, 1.0)), "origins": rng.randint(1, 4), "reviewed": rng.random() < 0.5,
        "contested": rng.random() < 0.5, "run": 2}
    return Filter(**{name: every[name] for name in rng.sample(sorted(every), rng.choice((0, 1, 1, 2, 3)))})


def test_any_filter_lets_through_what_plain_sql_does(many):
    rng = random.Random(1)
    for _ in range(150):
        f = any_filter(rng)
        sql, values = plain(f)
        rows = many.execute(f"SELECT event_id, day, quad, type, country, score FROM shown s WHERE {sql} ORDER BY event_id", values).fetchall()
        ids = [row[0] for row in rows]
        assert browse.count(many, f) == len(ids), f
        assert [e["event_id"] for e in browse.every(many, f)] == ids
        for order, by in browse.ORDERS.items():
            wanted = many.execute(f"SELECT event_id FROM shown s WHERE {sql} ORDER BY {by} LIMIT 7 OFFSET 3", values).fetchall()
            assert [(e["event_id"],) for e in browse.events(many, f, order, 7, 3)] == wanted, order
        days = sorted(row[1] for row in rows if row[1])
        assert browse.span(many, f) == ((days[0], days[-1]) if days else None)
        for column, at in (("quad", 2), ("type", 3), ("country", 4)):
            assert dict(browse.by(many, f, column)) == Counter(row[at] for row in rows if row[at] is not None)
        for unit in browse.UNITS:
            told = browse.timeline(many, f, unit)
            assert sum(sum(b["quads"]) for b in told) == sum(1 for row in rows if row[1] and row[2])
            assert all(sum(b["quads"]) == sum(1 for row in rows if row[1] and row[2] and b["since"] <= row[1] <= b["until"]) for b in told)
        tops(many, f, ids)


def tops(db, f, ids):
    """The most frequent of a kind, places, and who speaks."""
    marks = ", ".join("?" * len(ids))
    there = f"FROM shown JOIN tagged USING (event) JOIN tags USING (tag) WHERE event_id IN ({marks})"
    for kind in ("pair", "name", "origin"):
        wanted = db.execute(f"SELECT value, count(*) {there} AND kind = ? GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 5", (*ids, kind)).fetchall()
        assert browse.top(db, f, kind, 5) == wanted, (f, kind)
    wanted = db.execute(f"SELECT value, count(DISTINCT event) {there} AND kind IN ('origin', 'relay') AND value IN "
                        "(SELECT name FROM sources WHERE country = 'RUS') GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 2", ids).fetchall()
    assert [(s["name"], s["n"]) for s in browse.speakers(db, f, "RUS", 2)] == wanted
    places = db.execute(f"SELECT place, lat, lon, count(*) AS n FROM shown WHERE event_id IN ({marks}) AND lat IS NOT NULL "
                        "GROUP BY 1, 2, 3 ORDER BY n DESC, 1, 2", ids).fetchall()
    assert sorted((p["name"], p["lat"], p["lon"], p["n"]) for p in browse.points(db, f)) == sorted(places)


def test_stored_sets_are_what_the_rows_tell(many):
    assert len(sets.stored(many, "name")) < len(NAMES)  # some are frequent enough to be stored, some are not
    for kind, value in many.execute("SELECT kind, value FROM sets"):
        if kind not in sets.FACETS:
            assert sets.one(many, kind, value) == sets.tagged(many, kind, value)
    rows = many.execute(f"SELECT event, {', '.join(sets.COLUMNS)} FROM shown").fetchall()
    told = Counter(tag for _, *row in rows for tag in sets.facets(row))
    assert told == {(kind, value): bits.bit_count() for kind in sets.FACETS for value, bits in sets.stored(many, kind).items()}
