"""Running: order, any number of workers, faults in articles, workers that die."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # worker processes inherit it
from stub_coder import Coder

from sayso.commands.guard import guarded
from sayso.errors import BadPack
from sayso.model import Article, Dropped, Skipped, Span
from sayso.run import Outcome, Progress, Tally, run
from sayso.run.local import KILLED, SHARD_ARTICLES, SHARD_CHARACTERS, shards
from sayso.run.progress import duration, told

STUB = "stub_coder:Coder"


def article(n, text="Il premier incontra il collega."):
    return Article(f"a{n}", "it", f"Titolo {n}", text)


def names(outcomes):
    return [o.article.id if isinstance(o, Outcome) else o.source for o in outcomes]


def test_order_is_kept_and_what_was_skipped_stays_in_its_place():
    items = [article(1), Skipped("b.txt", "empty"), article(2), article(3)]
    outcomes = list(run(items, Coder))
    assert names(outcomes) == ["a1", "b.txt", "a2", "a3"]
    assert [len(o.reports) for o in outcomes if isinstance(o, Outcome)] == [1, 1, 1]


def test_workers_give_the_same_and_survive_what_kills_them(tmp_path):
    """One pool for several claims: processes are slow to start."""
    items = [article(n) for n in range(20)]
    items[3] = article(3, "Qui il processo MUORI ogni volta.")
    items[5] = Skipped("b.txt", "empty")
    items[9] = article(9, f"Il premier incontra UNA VOLTA {tmp_path / 'flag'} il collega.")
    items[12] = article(12, "Un ERRORE solo.")
    outcomes = list(run(items, STUB, workers=2))
    assert names(outcomes) == [i.id if isinstance(i, Article) else i.source for i in items]
    bad = {o.article.id: o.skipped.reason for o in outcomes if isinstance(o, Outcome) and o.skipped}
    assert bad == {"a3": KILLED, "a12": "internal error: ValueError: a fault"}
    assert len(outcomes[9].reports) == 1
    harmless = [i for n, i in enumerate(items) if n != 3]
    assert [o for n, o in enumerate(outcomes) if n != 3] == list(run(harmless, STUB, workers=1))


def test_closing_the_run_ends_the_workers():
    items = [article(1), *(article(n, "LENTO. " + "x" * SHARD_CHARACTERS) for n in range(2, 5))]
    items[0] = article(0, "x" * SHARD_CHARACTERS)
    start = time.monotonic()
    outcomes = run(items, STUB, workers=2)
    assert next(outcomes).article.id == "a0"
    outcomes.close()
    assert time.monotonic() - start < 15


def test_a_fault_costs_only_its_article():
    outcomes = list(run([article(1), article(2, "Un ERRORE."), article(3)], Coder))
    assert [o.skipped.reason if o.skipped else len(o.reports) for o in outcomes] == [1, "internal error: ValueError: a fault", 1]


def test_a_coder_that_cannot_be_made_says_why():
    def broken():
        raise BadPack("language pack 'it' cannot be loaded")

    (outcome,) = run([article(1)], broken)
    assert outcome.skipped == Skipped("a1 (Titolo 1)", "language pack 'it' cannot be loaded")


def test_shards_do_not_depend_on_who_codes_them():
    assert [len(s) for s in shards(article(n) for n in range(SHARD_ARTICLES + 1))] == [SHARD_ARTICLES, 1]
    assert [len(s) for s in shards(article(n, "x" * SHARD_CHARACTERS) for n in range(2))] == [1, 1]


def test_interrupts_pass_through():
    outcomes = run([article(1), article(2, "CTRL-C")], Coder)
    next(outcomes)
    with pytest.raises(KeyboardInterrupt):
        next(outcomes)


def test_the_tally_groups_what_was_left_out():
    tally = Tally()
    coded = next(iter(run([article(1)], Coder)))
    dropped = (Dropped(Span("text", 0, 1, "I"), "resolve", "no political actor"),) * 2
    tally.add(Outcome(coded.article, coded.reports * 3, dropped), written=2)
    for n in range(5):
        tally.add(Skipped(f"{n}.txt", "empty"))
    tally.add(Outcome(article(2), skipped=Skipped("a2", "told to")))
    assert tally.summary().splitlines() == [
        "1 article coded, 2 reports of 1 event", "  left out 1: confidence below the line drawn with --min-confidence",
        "  skipped 5: empty (0.txt, 1.txt, 2.txt and 2 more)", "  skipped 1: told to (a2)",
        "  dropped 2 candidate rows: 2 no political actor"]
    assert tally.seen == 7


def test_progress_tells_pace_and_time_left(capsys):
    assert told(10, None, 4.0) == "10 articles, 2.5/s"
    assert told(1000, 10_000, 100.0) == "1,000 of 10,000 articles, 10.0/s, 15 min left"
    assert [duration(s) for s in (3, 600, 7200)] == ["3 s", "10 min", "2.0 h"]
    progress = Progress(3)
    progress.tell(1)
    progress.told -= 11
    progress.tell(2)
    assert capsys.readouterr().err.startswith("sayso: 2 of 3 articles, ")


@pytest.mark.parametrize(("error", "said"), [
    (OSError(28, "No space left on device"), "sayso: No space left on device\n"),
    (OSError(28, "No space left on device", "o.csv"), "sayso: o.csv: No space left on device\n"),
    (OSError("odd"), "sayso: odd\n"),
])
def test_a_fault_of_the_system_in_words(capsys, error, said):
    def failing():
        raise error

    with pytest.raises(SystemExit):
        guarded(failing)
    assert capsys.readouterr().err == said


STUCK = """
import sys, time
from sayso.run.local import let_go, pool_of

def wait_for_ever(part):
    time.sleep(600)

if __name__ == "__main__":
    pool = pool_of(1)
    for _ in range(3):
        pool.submit(wait_for_ever, bytes(10_000_000))
    workers = list(pool._processes.values())
    while not pool._call_queue._thread:
        time.sleep(0.01)
    time.sleep(0.5)
    let_go(pool)
    for w in workers:
        w.kill()
"""


def test_a_program_ends_though_a_worker_died_before_it_read_its_part(tmp_path):
    script = tmp_path / "stuck.py"
    script.write_text(STUCK, encoding="utf-8")
    assert subprocess.run([sys.executable, str(script)], timeout=60, check=False, capture_output=True).returncode == 0
