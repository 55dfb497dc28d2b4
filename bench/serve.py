#!/usr/bin/env python3
"""How fast the workbench answers: a project file of 200,000 events goes in, a table of milliseconds for each kind of page comes out.

``python bench/serve.py`` makes the file (some minutes), serves it and prints the table; ``--write`` puts it into docs/bench.md; ``--file FILE``
takes a file made by bench/newsfile.py. Reviews are written with none and with 2,000 in the file; then pages of every kind are asked for one after
the other, over one connection, and the whole answer is read; those of the first seconds, in which the server still reads ahead, have a row of
their own. The server is a process of its own, as a user starts it.
"""

from __future__ import annotations

import argparse
import http.client
import math
import os
import platform
import random
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import cycle, pairwise, product
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import newsfile

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs" / "bench.md"
START, END = "<!-- serve -->", "<!-- /serve -->"
SEED = 8
MANY = 2_000  # reviews
JUST, SECONDS = "any, just started", 3.0
PEOPLE = ("Ada", "Bo", "Cleo")
TIMES = 3  # each action is measured


@dataclass
class Client:
    """A browser, as far as it matters: one connection, the session's cookies."""

    port: int
    cookies: dict[str, str] = field(default_factory=lambda: {"sayso-by": "Ada"})

    def __post_init__(self) -> None:
        self.to = http.client.HTTPConnection("127.0.0.1", self.port, timeout=300)

    def ask(self, path: str, form: dict[str, str] | None = None) -> tuple[float, str]:
        """Milliseconds until the whole answer was there, and the answer."""
        headers = {"cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        began = time.perf_counter()
        if form is None:
            self.to.request("GET", path, headers=headers)
        else:
            self.to.request("POST", path, urlencode(form), {**headers, "content-type": "application/x-www-form-urlencoded"})
        answer = self.to.getresponse()
        body = answer.read()
        took = (time.perf_counter() - began) * 1000
        if answer.status not in (200, 303):
            raise SystemExit(f"{path}: {answer.status} {body[:300]!r}")
        for cookie in answer.headers.get_all("set-cookie") or ():
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return took, body.decode()


@dataclass
class Served:
    """A server that runs."""

    pid: int
    client: Client
    first: float  # seconds from its start to the first page

    def memory(self) -> tuple[float, float]:
        """MB that it holds, and the most that it has held."""
        told = dict(re.findall(r"(VmRSS|VmHWM):\s+(\d+)", Path(f"/proc/{self.pid}/status").read_text(encoding="utf-8")))
        return int(told["VmRSS"]) / 1024, int(told["VmHWM"]) / 1024


@contextmanager
def served(file: Path) -> Iterator[Served]:
    """A server of a file, from its start to its end."""
    began = time.perf_counter()
    child = subprocess.Popen([sys.executable, "-m", "sayso", "serve", str(file), "--port", "0"], stderr=subprocess.PIPE, text=True,
                             env={**{k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}, "PYTHONPATH": str(ROOT / "src")})
    try:
        told = re.search(r":(\d+)/", child.stderr.readline() if child.stderr else "")
        if told is None:
            raise SystemExit("the server did not start")
        client = Client(int(told[1]))
        client.ask("/overview")
        yield Served(child.pid, client, time.perf_counter() - began)
    finally:
        child.terminate()
        child.wait()


# ------------------------------------------------------------- what is asked for


def pages(db: sqlite3.Connection, rng: random.Random) -> dict[str, list[str]]:
    """The addresses of each kind of page."""
    def values(kind: str) -> list[str]:
        return [v for (v,) in db.execute("SELECT value FROM tags WHERE kind = ? AND n > 0 ORDER BY n DESC, value", (kind,))]

    def ids(sql: str, n: int) -> list[str]:
        found = [quote(str(v), safe="") for (v,) in db.execute(sql)]
        return rng.sample(found, min(n, len(found)))

    tags = {kind: values(kind) for kind in ("country", "pair", "name", "outlet", "agency", "origin", "relay")}
    some = filters(tags, rng)
    events, queries = ids("SELECT event_id FROM shown", 30), words(db, rng)
    big = [e for (e,) in db.execute("SELECT event_id FROM shown ORDER BY n_reports DESC LIMIT 5")]
    found = {
        "overview": ["/overview", *(f"/overview?{f}" for f in some)],
        "events": [*(f"/events?order={o}&page={p}" for o, p in product(("day", "confidence", "least", "origins", "reports"), (1, 40, 3_900))),
                   *(f"/events?{f}&order={o}" for f, o in zip(some, 9 * ["day", "reports", "confidence", "origins"], strict=False))],
        "event": [f"/event/{e}" for e in (*big, *events)],
        "article": [f"/article/{a}" for a in ids("SELECT id FROM articles", 30)],
        "pair": [f"/pair/{p.replace('>', '/')}" for p in mixed(tags["pair"], 24, rng)] + [f"/pairs?{f}" for f in some[:6]] + ["/pairs"],
        "actor": [f"/actor/{quote(a, safe='')}" for a in mixed(tags["name"], 30, rng)],
        "source": [f"/source/{quote(s, safe='')}" for kind in ("agency", "origin", "relay") for s in mixed(tags[kind], 10, rng)],
        "map": ["/map", *(f"/map?{f}" for f in some)],
        "search": [f"/search?{urlencode({'q': q})}" for q in queries],
        "review": ["/review", *(f"/review?{f}" for f in some), *(f"/report/{r}" for r in ids("SELECT report_id FROM membership", 10))],
        "coverage": ["/coverage"] * 20,
        "agreement": ["/agreement", "/agreement?machine=yes"] * 10,
    }
    return {**found, "as .json": [with_suffix(rng.choice(paths)) for paths in found.values() for _ in range(4)]}


def filters(tags: dict[str, list[str]], rng: random.Random) -> list[str]:
    """Filters that let much through, little, and both at once."""
    day = newsfile.FIRST + timedelta(rng.randrange(newsfile.DAYS - 400))
    wide: list[dict[str, Any]] = [
        {"type": "CONSULT"}, {"quad": "4"}, {"quad": "1"}, {"status": "happened"}, {"status": "planned"}, {"lang": "it"}, {"lang": "en"},
        {"conf": "0.5"}, {"origins": "2"}, {"contested": "yes"}, {"contested": "no"}, {"reviewed": "no"}, {"reviewed": "yes"},
        {"from": day, "to": day + timedelta(365)}, {"country": tags["country"][0]}, {"country": tags["country"][1:4]}, {"outlet": tags["outlet"][0]},
        {"agency": tags["agency"][0]}, {"at": tags["country"][0]}]
    fine: list[dict[str, Any]] = [
        {"from": day, "to": day}, {"from": day, "to": day + timedelta(30)}, {"actor": rng.choice(tags["name"])}, {"country": tags["country"][-1]},
        {"pair": tags["pair"][0]}, {"pair": rng.choice(tags["pair"])}, {"origin": rng.choice(tags["origin"])}, {"relay": rng.choice(tags["relay"])},
        {"run": "7"}, {"origins": "9"}]
    both = [{**a, **b} for a, b in zip(rng.sample(wide, 8), rng.sample(wide + fine, 8), strict=True)]
    both += [{"quad": "4", "country": tags["country"][0], "lang": "it", "from": day, "conf": "0.4"},
             {"status": "happened", "reviewed": "no", "conf": "0.2", "lang": "it"}]
    return [urlencode(f, doseq=True) for f in (*wide, *fine, *both)]


def words(db: sqlite3.Connection, rng: random.Random) -> list[str]:
    """Queries of frequent words, of rare ones and of names."""
    text = [t for (t,) in db.execute("SELECT text FROM texts ORDER BY hash LIMIT 60")]
    rank = newsfile.World().words.things
    one = [rank[n] for n in (0, 1, 3, 10, 30, 100, 300, 1_000, 3_000, 10_000)]
    names = [rng.choice(re.findall(r"[A-Z]\w+", t)) for t in text[:8]]
    return [*one, *names, *(f"{a} {b}" for a, b in pairwise(one)), f"{one[0]} OR {one[1]}", f"{one[0][:3]}*", f"{one[2]} -{one[0]}",
            *(f'"{" ".join(t.split()[4:6])}"' for t in text[10:14]), f"{names[0]} {one[0]}", "the", "di", "niente di simile"]


def mixed(some: Sequence[str], n: int, rng: random.Random) -> list[str]:
    """The most frequent, and any others."""
    return list(dict.fromkeys([*some[:n // 3], *rng.sample(some, min(n, len(some)))]))[:n]


def with_suffix(address: str) -> str:
    """The same as JSON."""
    path, mark, query = address.partition("?")
    return f"{path}.json{mark}{query}"


# ------------------------------------------------------------- reviews


def written(client: Client, db: sqlite3.Connection, rng: random.Random) -> dict[str, list[float]]:
    """Milliseconds to write reviews of each kind and to be sent on."""
    client.to.close()  # it may have been idle for too long; the next request opens it again
    token = re.search(r'name="token" value="(\w+)"', client.ask("/coverage")[1])
    out: dict[str, list[float]] = {}
    reports = [r for (r,) in db.execute("SELECT report_id FROM membership")]
    for _, action in product(range(TIMES), ("accept", "reject", "edit", "note", "merge", "split", "undo")):
        report, other = rng.sample(reports, 2)
        form = {"action": action, "report": report, "token": token[1] if token else "", "back": "/review", "slot": "status", "value": "denied",
                "note": "why", "other_id": db.execute("SELECT event_id FROM membership WHERE report_id = ?", (other,)).fetchone()[0]}
        out.setdefault(action, []).append(client.ask("/review", form)[0])
    return out


def fill(file: Path, n: int, rng: random.Random) -> None:
    """Put reviews into the file, as three people give them; quicker than one by one."""
    from sayso.store import reviews, shown, writing
    from sayso.store.anchors import anchor
    from sayso.store.opening import transaction
    from sayso.store.reports import by_ids
    from sayso.store.saving import insert

    with writing(file) as db, transaction(db):
        there = db.execute("SELECT count(*) FROM reviews").fetchone()[0]
        shared = rng.sample([r for (r,) in db.execute("SELECT report_id FROM membership")], n * 2 // 3)
        for report in (shared + shared)[:n - there]:
            action = rng.choice(("accept", "accept", "accept", "reject", "edit", "edit", "note"))
            record = by_ids(db, [report])[report]
            row = {"made": "2026-11-22T08:00:00+00:00", "said_by": rng.choice(PEOPLE), "action": action, "target": "report",
                   "anchors": reviews.dumped([{**anchor(db, record), "group": 0}])}
            row |= {"slot": "status", "value": '{"status": "denied"}'} if action == "edit" else {"note": "why"}
            insert(db, "reviews", {**row, "record": reviews.dumped(record) if action in ("accept", "edit") else None})
        shown.overlay(db, None)


# ------------------------------------------------------------- figures


@dataclass(frozen=True)
class Figures:
    """All of one run."""

    events: int
    reports: int
    articles: int
    size: float
    first: float
    memory: tuple[float, float]
    pages: dict[str, list[float]]
    writing: dict[int, dict[str, list[float]]]


def measured(file: Path, is_told: bool) -> Figures:
    """Serve the file, review, ask for pages. ``is_told``: slow addresses go to standard error."""
    from sayso.store import reading

    rng = random.Random(SEED)
    writing = {}
    with served(file) as one, reading(file) as db:
        for n in (0, MANY):
            if n:
                fill(file, n, rng)
            writing[n] = written(one.client, db, rng)
    with served(file) as one, reading(file) as db:
        asked = pages(db, rng)
        took: dict[str, list[float]] = {JUST: []}
        begun, early = time.perf_counter(), cycle(path for paths in zip(*asked.values(), strict=False) for path in paths)
        while time.perf_counter() - begun < SECONDS:
            took[JUST].append(one.client.ask(next(early))[0])
        for kind, paths in asked.items():
            for path in paths:
                ms, _ = one.client.ask(path)
                took.setdefault(kind, []).append(ms)
                if is_told and ms > 100:
                    print(f"{ms:8.0f} ms  {path}", file=sys.stderr)
        counts = [int(db.execute(f"SELECT count(*) FROM {what}").fetchone()[0]) for what in ("shown", "membership", "articles")]
        return Figures(counts[0], counts[1], counts[2], file.stat().st_size / 2**20, one.first, one.memory(), took, writing)


def at(some: Sequence[float], share: float) -> float:
    """The value that a share of the values does not pass."""
    return sorted(some)[max(0, math.ceil(share * len(some)) - 1)]


def table(f: Figures) -> str:
    """The figures as Markdown."""
    lines = [f"A project file of {f.events:,} events, {f.reports:,} reports and {f.articles:,} articles ({f.size:,.0f} MB). {machine()}.", "",
             "| page, ms | requests | p50 | p95 | max |", "|---|---:|---:|---:|---:|"]
    whole = [ms for some in f.pages.values() for ms in some]
    for kind, some in (*f.pages.items(), ("**all**", whole)):
        lines.append(f"| {kind} | {len(some)} | {at(some, 0.5):.0f} | {at(some, 0.95):.0f} | {max(some):.0f} |")
    lines += ["", "| writing a review, ms (median) | " + " | ".join(f.writing[0]) + " |", f"|---|{'---:|' * len(f.writing[0])}"]
    lines += [f"| with {n:,} in the file | " + " | ".join(f"{at(some, 0.5):.0f}" for some in by.values()) + " |" for n, by in f.writing.items()]
    lines += ["", "| the server | |", "|---|---:|", f"| from start to the first page, s | {f.first:.2f} |",
              f"| memory after all of these, MB | {f.memory[0]:.0f} |", f"| peak memory, MB | {f.memory[1]:.0f} |"]
    return "\n".join(lines)


def machine() -> str:
    """Where it was measured, in words."""
    versions = f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    return f"{os.cpu_count()} cores, load {os.getloadavg()[1]:.1f}, {versions}, {date.today():%Y-%m-%d}"


def main() -> None:
    """Measure and print, or write."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--events", type=int, default=newsfile.EVENTS, help=f"events of the file (default {newsfile.EVENTS:,})")
    options.add_argument("--file", type=Path, help="take this file, made by bench/newsfile.py; it is copied, not changed")
    options.add_argument("--write", action="store_true", help="put the table into docs/bench.md")
    options.add_argument("--slow", action="store_true", help="also name every address that takes more than 100 ms")
    given = options.parse_args()
    sys.path.insert(0, str(ROOT / "src"))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "bench.sayso"
        if given.file:
            shutil.copyfile(given.file, file)
        else:
            newsfile.make(file, given.events)
        made = table(measured(file, given.slow))
    print(made)
    if given.write:
        page = DOCS.read_text(encoding="utf-8")
        head, _, rest = page.partition(START)
        DOCS.write_text(f"{head.rstrip()}\n\n{START}\n## The workbench\n\n{made}\n{END}{rest.partition(END)[2] or chr(10)}", encoding="utf-8")


if __name__ == "__main__":
    main()
