#!/usr/bin/env python3
"""How long merging takes: a generated corpus goes in, at one, two and four times a size; a table of seconds and memory comes out.

``python bench/merge.py`` prints the table; ``--write`` puts it into docs/merging.md; ``--full`` also runs 100,000 articles with a million
reports; ``--only N`` runs one size; ``--file N`` measures merging and adding in a project file. The corpus: a year of days, events with as
many accounts as news has (most one, few many), 3,000 towns, 60 pairs of countries of which some are at war and crowded, wire copies and
rewrites. Each size has a process of its own, with ``--workers`` beside it. Seconds are told twice: on the clock, which other work on the
machine makes longer, and of the processors, all processes together. Memory is the largest sum of all processes' resident sizes, looked at
five times a second; the corpus itself is in it.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sayso.merge.across import Told

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs" / "merging.md"
START, END = "<!-- bench -->", "<!-- /bench -->"
SIZE, FULL, MORE = 5_000, 100_000, 1_000
LATEST = 4  # days that the articles added later are about
REPORTS = 10  # an article
EVERY = 0.2  # seconds
FIRST_DAY = date(2024, 1, 1)
ACTS = [("assault.shell", "ASSAULT", "heavy-weapons"), ("assault.drone", "ASSAULT", "drone"), ("assault.firearms", "ASSAULT", "firearms"),
        ("protest.demo", "PROTEST", "demo"), ("coerce.arrest", "COERCE", "arrest"), ("consult.visit", "CONSULT", "visit"),
        ("aid.relief", "AID", None), ("accuse.allege", "ACCUSE", "allege"), ("sanction.embargo", "SANCTION", None), ("agree.promise", "AGREE", None)]
CODES = ["RUS", "UKR", "ISR", "PSE", "USA", "CHN", "IRN", "ITA", "FRA", "DEU", "SDN", "COD", "SYR", "LBN", "TUR", "SRB", "MLI", "NGA", "IND", "PAK"]
SECTORS = ["MIL", "GOV", "CVL", "REB", "COP", None]
SYLLABLES = ["ba", "ko", "ri", "ve", "lu", "ma", "sha", "to", "ne", "gra", "zi", "do", "pe", "sky", "han", "ur", "el", "ost"]


class World:
    """Towns, words and outlets, the same for one seed."""

    def __init__(self, seed: int, articles: int) -> None:
        self.rng = random.Random(seed)
        self.words = [self.name(2).lower() for _ in range(6_000)]
        self.towns = [(self.name(3), self.rng.uniform(-40, 60), self.rng.uniform(-20, 120)) for _ in range(3_000)]
        self.outlets = [f"Outlet {i}" for i in range(400)]
        pairs = [(a, b) for a in CODES for b in CODES]
        self.pairs = self.rng.sample(pairs, 60)
        self.first = 0
        self.days = max(20, articles * 365 // FULL)

    def name(self, syllables: int) -> str:
        """An invented name."""
        return "".join(self.rng.choice(SYLLABLES) for _ in range(syllables + self.rng.randint(0, 1))).capitalize()

    def event(self) -> dict[str, Any]:
        """An event: what, who, where, when, and the words of its first account."""
        rng = self.rng
        pair = self.pairs[min(int(rng.paretovariate(0.8)) - 1, len(self.pairs) - 1)]
        town = rng.choice(self.towns)
        day = FIRST_DAY + timedelta(days=self.first + rng.randrange(self.days))
        words = " ".join(rng.choices(self.words, k=18))
        return {"act": rng.choice(ACTS), "pair": pair, "town": town, "day": day, "killed": rng.randint(1, 60),
                "speaker": f"{self.name(2)} {self.name(3)}", "sentence": f"In {town[0]} {words}",
                "accounts": min(int(rng.paretovariate(1.1)), 60), "sectors": (rng.choice(SECTORS), rng.choice(SECTORS))}


def corpus(articles: int, seed: int = 1, last: int = 0) -> Iterator[tuple[Any, list[Any]]]:
    """Articles with their claims."""
    from sayso.merge.claims import claim_of

    return ((told, [claim_of(r) for r in records]) for told, records in news(articles, seed, last))


def news(articles: int, seed: int = 1, last: int = 0) -> Iterator[tuple[Any, list[dict[str, Any]]]]:
    """Articles with their records; an article tells several events of one or two days. ``last``: only of the days before this one."""
    from sayso.merge.across import Told

    world = World(seed, articles)
    if last:
        world.first, world.days = last - LATEST, LATEST
    queue: list[dict[str, Any]] = []
    while len(queue) < articles * REPORTS:
        event = world.event()
        queue += [event] * event["accounts"]
    world.rng.shuffle(queue)
    queue.sort(key=lambda e: e["day"])
    for n in range(articles):
        some = queue[n * REPORTS:(n + 1) * REPORTS]
        printed = max(e["day"] for e in some) + timedelta(days=world.rng.randint(0, 1))
        sentences = [e["sentence"] if world.rng.random() < 0.5 else rewritten(e, world) for e in some]
        text = ". ".join(sentences) + f". Lo ha detto {some[0]['speaker']}."
        reports = [report(f"a{seed}-{n}", k, e, s, world) for k, (e, s) in enumerate(zip(some, sentences, strict=True))]
        yield Told(f"a{seed}-{n}", world.rng.choice(world.outlets), "it", printed.isoformat(), text), reports


def rewritten(event: dict[str, Any], world: World) -> str:
    """The same event in other words; the town is named in most."""
    words = " ".join(world.rng.choices(world.words, k=16))
    return f"A {event['town'][0]} {words}" if world.rng.random() < 0.8 else words


def report(article: str, k: int, event: dict[str, Any], sentence: str, world: World) -> dict[str, Any]:
    """A native record; every slot is missing now and then, as from a coder."""
    rng, (concept, kind, mode) = world.rng, event["act"]
    span = {"field": "text", "start": k * 100, "end": k * 100 + len(sentence), "text": sentence}
    (actor, target), (one, other), (town, lat, lon) = event["pair"], event["sectors"], event["town"]
    side = {"field": "text", "start": k * 100, "end": k * 100 + 4, "text": "they", "id": None, "score": 1.0, "why": "bench", "name": "forze"}
    return {
        "report_id": f"{article}-{k}", "event_id": f"{article}-e{k}", "article": {"id": article}, "sentence": span,
        "trigger": {**span, "end": span["start"] + 6},
        "concept": concept, "type": kind, "mode": mode, "status": "happened", "confidence": 0.7,
        "actors": [{**side, "country": actor, "sector": one}] if rng.random() < 0.9 else [],
        "recipients": [{**side, "country": target, "sector": other}] if rng.random() < 0.8 else [],
        "when": {"from": event["day"].isoformat(), "to": event["day"].isoformat(), "precision": "day", "text": "ieri", "why": "bench"}
        if rng.random() < 0.7 else None,
        "where": {"name": town, "country": target, "precision": "city", "lat": lat, "lon": lon, "text": town} if rng.random() < 0.5 else None,
        "counts": [{"what": "killed", "value": event["killed"], "by": None}] if rng.random() < 0.3 else [],
        "sources": {"paths": [[event["speaker"]]] if rng.random() < 0.5 else [], "nodes": []},
    }


# ------------------------------------------------------------- what a child process measures


def measured(articles: int, workers: int) -> dict[str, Any]:
    """Seconds to merge, to write every record, and to add a thousand articles more; peak memory."""
    from sayso.merge.several import Several, records

    told, claims = [], []
    for article, some in corpus(articles):
        told.append(article)
        claims += some
    watch = Watch()
    watch.start()
    before = watch.memory()
    merger = Several(workers=workers)
    out: dict[str, Any] = {"articles": articles, "reports": 0, "events": 0, "workers": workers, "before": before}

    def merging() -> Any:  # noqa: ANN401
        merger.add(claims, told)
        return merger.merged()

    def deciding() -> None:
        for record in records(merged, workers):
            out["events"], out["reports"] = out["events"] + 1, out["reports"] + record["n_reports"]

    merged = watch.timed("merging", out, merging)
    watch.timed("deciding", out, deciding)
    more = list(corpus(MORE, seed=2, last=World(1, articles).days))
    watch.timed("adding", out, lambda: merger.add([c for _, some in more for c in some], [t for t, _ in more]))
    return {**out, "memory": watch.peak, "own": watch.own, "load": os.getloadavg()[0]}


class Watch(threading.Thread):
    """Looks at this process and those it started: memory of all together, and processor time also of those that ended."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.peak = self.own = 0.0
        self.spent: dict[int, float] = {}

    def run(self) -> None:
        """Look until the end."""
        while True:
            self.look()
            time.sleep(EVERY)

    def look(self) -> None:
        """Look once."""
        some = family(os.getpid())
        self.peak, self.own = max(self.peak, sum(map(resident, some))), max(self.own, resident(os.getpid()))
        self.spent.update((pid, processor(pid)) for pid in some[1:])

    def memory(self) -> float:
        """MB of this process now."""
        return resident(os.getpid())

    def timed(self, what: str, out: dict[str, Any], work: Callable[[], Any]) -> Any:  # noqa: ANN401
        """Do it; seconds on the clock and of the processors go into ``out``."""
        clock, spent = time.perf_counter(), time.process_time() + sum(self.spent.values())
        done = work()
        out[what] = time.perf_counter() - clock
        self.look()
        out[f"{what}_cpu"] = time.process_time() + sum(self.spent.values()) - spent
        print(f"{what}: {out[what]:.0f} s, of the processors {out[f'{what}_cpu']:.0f} s, {self.peak:.0f} MB, load {os.getloadavg()[0]:.1f}",
              file=sys.stderr)
        return done


def family(pid: int) -> list[int]:
    """A process and all that descend from it; where /proc is not there, only itself."""
    out = [pid]
    with suppress(OSError):
        for thread in Path(f"/proc/{pid}/task").iterdir():
            out += [p for child in (thread / "children").read_text().split() for p in family(int(child))]
    return out


def resident(pid: int) -> float:
    """MB of a process that are in memory; its peak so far where /proc is not there."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * resource.getpagesize() / 2**20
    except OSError:
        return peak_mb() if pid == os.getpid() else 0.0


def processor(pid: int) -> float:
    """Seconds that a process has run."""
    try:
        told = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


def filed(articles: int, folder: str, workers: int) -> dict[str, Any]:
    """Seconds to merge a project file, and to merge it again after a thousand articles of the last days, or of all days, were added."""
    from sayso.store import merging, writing

    path = Path(folder) / "bench.sayso"
    out: dict[str, Any] = {"articles": articles, "workers": workers}
    watch = Watch()
    watch.start()
    last = World(1, articles).days
    for what, some in (("whole", news(articles)), ("latest", news(MORE, 2, last)), ("spread", spread(articles))):
        with writing(path) as db:
            db.execute("BEGIN")
            for told, records in some:
                put(db, told, records)
            db.execute("COMMIT")
        with writing(path) as db:
            watch.timed(what, out, partial(merging.merge, db, workers=workers))
    return {**out, "size": path.stat().st_size / 2**20, "memory": watch.peak}


def spread(articles: int) -> Iterator[tuple[Any, list[dict[str, Any]]]]:
    """A thousand articles of all days of a corpus."""
    some = news(articles, 3)
    return (one for n, one in enumerate(some) if n % (articles // MORE) == 0)


def put(db: sqlite3.Connection, told: Told, records: list[dict[str, Any]]) -> None:
    """An article with its reports, as far as merging needs it."""
    db.execute("INSERT INTO texts VALUES (?, '', ?)", (told.id, told.text))
    article = db.execute("INSERT INTO articles (id, document, version, hash, fingerprint, lang, outlet, published, notes) VALUES "
                         "(?1, ?1, 1, ?1, ?1, ?2, ?3, ?4, '[]')", (told.id, told.lang, told.outlet, told.published)).lastrowid
    db.execute("INSERT OR IGNORE INTO coders (coder, key) VALUES (1, 'bench')")
    coding = db.execute("INSERT INTO codings (article, coder) VALUES (?, 1)", (article,)).lastrowid
    db.executemany("INSERT INTO reports (coding, n, report_id, record) VALUES (?, ?, ?, ?)",
                   [(coding, n, r["report_id"], json.dumps(r)) for n, r in enumerate(records)])
    db.execute("UPDATE articles SET coding = ? WHERE article = ?", (coding, article))
    db.execute("DELETE FROM meta WHERE name = 'merged'")


def peak_mb() -> float:
    """Peak memory of this process."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def in_child(articles: int, workers: int) -> dict[str, Any]:
    """Measure in a process of its own."""
    command = [sys.executable, __file__, "--child", str(articles), "--workers", str(workers)]
    found: dict[str, Any] = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)
    return found


def table(rows: list[dict[str, Any]]) -> str:
    """The measurements as Markdown; of the processors in brackets."""
    lines = ["| articles | reports | events | grouping, s | deciding and origins, s | both, s | adding 1,000 of the last four days, s "
             "| peak memory of all processes, MB | load |", "|---:|---:|---:|---:|---:|---:|---:|---:|---:|"]
    for r in rows:
        both = {"both": r["merging"] + r["deciding"], "both_cpu": r["merging_cpu"] + r["deciding_cpu"]}
        seconds = " | ".join(f"{(r | both)[key]:,.0f} ({(r | both)[f'{key}_cpu']:,.0f})" for key in ("merging", "deciding", "both", "adding"))
        lines.append(f"| {r['articles']:,} | {r['reports']:,} | {r['events']:,} | {seconds} | {r['memory']:,.0f} | {r['load']:.1f} |")
    return "\n".join(lines)


def main() -> None:
    """Measure and print, or write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--write", action="store_true", help="put the table into docs/merging.md")
    parser.add_argument("--full", action="store_true", help=f"also {FULL:,} articles")
    parser.add_argument("--size", type=int, default=SIZE, help="articles at 1×")
    parser.add_argument("--only", type=int, metavar="N", help="only: one size")
    parser.add_argument("--workers", type=int, default=min(2, os.cpu_count() or 1), help="processes (2, where there are two cores)")
    parser.add_argument("--child", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--file", type=int, metavar="N", help="only: a project file of N articles, and a thousand more added to it twice")
    args = parser.parse_args()
    if args.file:
        with tempfile.TemporaryDirectory() as folder:
            print(json.dumps(filed(args.file, folder, args.workers)))
        return
    if args.child:
        print(json.dumps(measured(args.child, args.workers)))
        return
    sizes = [args.only] if args.only else [args.size, 2 * args.size, 4 * args.size, *([FULL] if args.full else [])]
    made = table([in_child(n, args.workers) for n in sizes])
    made = f"{args.workers} workers, {os.cpu_count()} cores; on the clock (of the processors):\n\n{made}"
    print(made)
    if args.write:
        page = DOCS.read_text(encoding="utf-8")
        head, _, rest = page.partition(START)
        DOCS.write_text(f"{head}{START}\n{made}\n{END}{rest.partition(END)[2]}", encoding="utf-8")


if __name__ == "__main__":
    main()
