"""Merging in several processes: the same events as in one, and a worker's death is told in one line."""

import multiprocessing
import os
import random
import signal
import sys
from contextlib import closing
from dataclasses import fields
from datetime import date, timedelta
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from reports import claim, party, told

from sayso.merge import several
from sayso.merge.accounts import Account, Told, accounts_of
from sayso.merge.across import Merger
from sayso.merge.columns import columns, from_columns
from sayso.merge.several import Several, linked_there, parted, records
from sayso.run.spread import WorkerDied, spread, usual_workers

TOWNS = [("Kherson", 46.6, 32.6), ("Sumy", 50.9, 34.8), ("Baku", None, None), (None, None, None)]
PEOPLE = ["Petro Salenko", "Salenko", "il sindaco", "the mayor", "Ansa", "lei"]
WORDS = ["ponte", "mercato", "Korabel", "sirene", "Antonivka", "due", "morti", "notte", "porto", "fiume"]


def world(seed, articles=160):
    """Articles of half a year with two reports each, some without a day, some with parties that have names, some planned or denied."""
    rng, out, claims = random.Random(seed), [], []
    for n in range(articles):
        day = date(2025, 1, 1) + timedelta(days=rng.choice([rng.randrange(180), rng.randrange(12)]))
        sentence = " ".join(rng.choices(WORDS, k=12))
        out.append(told(f"a{n}", day.isoformat(), rng.choice(["it", "en"]), rng.choice(["Il Faro", "La Voce", None]), f"{sentence}. {sentence}."))
        for k in range(2):
            town, lat, lon = rng.choice(TOWNS)
            claims.append(claim(
                f"a{n}", k, actors=[party(rng.choice(["truppe", "Ilir Kodra"]), "RUS", "MIL", rng.choice([None, None, "Q1"]))],
                recipients=[party("y", rng.choice(["UKR", None]))], town=town, lat=lat, lon=lon, day=rng.choice([None, day.isoformat()]),
                status=rng.choice(["happened"] * 5 + ["planned", "denied"]), counts=[("killed", rng.randint(1, 3), None)],
                paths=rng.choice([[], [[rng.choice(PEOPLE)], [rng.choice(PEOPLE), "Ansa"]]]), sentence=sentence))
    return claims, out


def small(monkeypatch, part):
    """Let a few accounts be enough for several processes and several parts."""
    for name, value in (("ENOUGH", 10), ("LEAST", part), ("MOST", part), ("GROUPED", 30)):
        monkeypatch.setattr(several, name, value)


@pytest.mark.parametrize("part", [1, 20])
def test_two_workers_find_what_one_finds(monkeypatch, part):
    (claims, articles), (later, others) = world(1), world(2, 200)
    one, two = Merger(), Several(workers=2)
    small(monkeypatch, part)
    for merger in (one, two):
        merger.add(claims, articles)
    assert two.merged().members == one.merged().members
    assert two.links == one.links
    assert list(records(two.merged(), workers=2)) == list(one.merged().records())
    for merger in (one, two):
        merger.add(later, others)
    assert two.merged().members == one.merged().members


def test_a_part_sends_what_one_process_would_link(monkeypatch):
    """The same without processes: every day and month is in one part, and many groups come back done."""
    claims, articles = world(3)
    small(monkeypatch, 200)
    monkeypatch.setattr(several, "spread", lambda work, parts, workers: (work(p) for p in parts))
    one, two = Merger(), Several(workers=2)
    grouped = []
    monkeypatch.setattr(two, "_group", lambda changed: grouped.extend(changed) or Merger._group(two, changed))
    for merger in (one, two):
        merger.add(claims, articles)
    assert two.merged().members == one.merged().members
    assert len(grouped) < 0.8 * len(two.accounts)


def test_days_stay_with_their_month_where_it_is_not_large():
    size = dict.fromkeys(range(31 * 700, 31 * 702), 3000) | {-701: 10, -702: 10, -703: 10}
    parts = parted(size)
    assert sorted(u for units in parts for u in units) == sorted(size)
    assert [-701, *range(31 * 700, 31 * 701)] in parted(dict.fromkeys(size, 900))


def test_few_reports_are_merged_without_other_processes(monkeypatch):
    claims, articles = world(4, 8)
    monkeypatch.setattr(several, "spread", lambda *_: pytest.fail("no process is needed"))
    merger = Several(workers=2)
    merger.add(claims, articles)
    assert len(list(records(merger.merged(), workers=2))) == len(merger.merged().groups)


def died(part):
    """A worker that is killed."""
    os.kill(os.getpid(), signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)


def test_a_worker_that_dies_is_told_in_one_line(monkeypatch):
    claims, articles = world(5, 20)
    small(monkeypatch, 20)
    monkeypatch.setattr(several, "linked_there", died)
    with pytest.raises(WorkerDied, match="is not written"):
        Several(workers=2).add(claims, articles)
    for process in multiprocessing.active_children():
        process.join(20)
    assert multiprocessing.active_children() == []


def test_who_stops_asking_ends_the_workers():
    before = set(multiprocessing.active_children())
    part = several.sent_to_link(Merger().rules, [], [], [])
    with closing(spread(linked_there, (part for _ in range(100)), 2)) as answers:
        next(answers)
        mine = set(multiprocessing.active_children()) - before
        assert 0 < len(mine) <= 2
    for process in mine:
        process.join(20)
    assert not mine & set(multiprocessing.active_children())


def test_a_machine_has_workers():
    assert 1 <= usual_workers() <= 4


def test_what_is_sent_comes_out_as_it_went_in():
    claims, articles = world(6, 30)
    sent = accounts_of(claims, {a.id: a for a in articles})
    came = from_columns(Account, columns(Account, sent))
    assert [[getattr(a, f.name) for f in fields(Account)] for a in came] == [[getattr(a, f.name) for f in fields(Account)] for a in sent]
    assert {a.claims for a in from_columns(Account, columns(Account, sent, {"claims"}))} == {()}
    assert from_columns(Told, columns(Told, articles)) == articles
