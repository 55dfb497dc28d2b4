#!/usr/bin/env python3
"""How fast, how big: the demo articles go in, a table comes out, every speed also as a ratio to the bare parser.

``python bench/bench.py`` prints the table; ``--write`` puts it into docs/bench.md. The bare parser is the language pack alone
over the same texts. It and sayso take turns in one process, a round of the demo articles each, so that a busy machine slows both.
Each measurement has a process of its own; arithmetic libraries are held to one thread, so "one core" is one core.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

ROOT = Path(__file__).parents[1]
DEMO = ROOT / "src" / "sayso" / "demo"
DOCS = ROOT / "docs" / "bench.md"
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
STARTS = 3
WANTED, SHARE = 1600, 1 / 3  # sentences a second after the parser, and their share of parsing time: what PETRARCH2 does on given parses
T = TypeVar("T")
Figures = dict[str, Any]


def demo_articles() -> list[Any]:
    """The demo articles, in order."""
    from sayso.model import Article
    from sayso.read import Given, read

    return [a for a in read([DEMO], Given(lang="it")) if isinstance(a, Article)]


def repeated(articles: Sequence[Any], n: int) -> list[Any]:
    """``n`` articles: the same ones again and again, with ids of their own."""
    return [replace(articles[i % len(articles)], id=f"bench-{i}") for i in range(n)]


def rounds(articles: Sequence[T], size: int) -> Iterable[Sequence[T]]:
    """The articles in rounds of ``size``."""
    return (articles[i:i + size] for i in range(0, len(articles), size))


# ------------------------------------------------------------- what a child process measures


def speed(n: int) -> Figures:
    """Bare parser, sayso's parsing and everything after it by turns on one core, with the default pack."""
    from sayso.pipeline import load

    demo, coder = demo_articles(), load("it")
    for a in demo:  # tables are read and caches filled before the clock starts
        coder.code(a)
    sentences = sum(len(coder.parser.sentences(a)) for a in demo) * n / len(demo)
    before, bare, parse, after = dict(coder.timings), [0.0, 0.0], [0.0, 0.0], [0.0, 0.0]
    parsed: list[Any] = []
    for some in rounds(repeated(demo, n), len(demo)):
        parsed.clear()
        add(bare, timed(parse_all, coder.parser.nlp, some))
        add(parse, timed(lambda articles: parsed.extend(coder.parser.sentences_of(articles)), some))
        add(after, timed(lambda articles: [coder.code_parsed(a, s) for a, s in zip(articles, parsed, strict=True)], some))
    stages = {stage: coder.timings[stage] - before[stage] for stage in before if stage != "parse"}
    return {"articles": n, "sentences": sentences, "pack": coder.parser.version, "bare": bare, "parse": parse, "after": after, "stages": stages}


def bare_memory(n: int) -> Figures:
    """Peak memory of the bare parser."""
    from sayso.parse.spacy_ import SpacyParser

    demo, nlp = demo_articles(), SpacyParser("it").nlp
    for some in rounds(repeated(demo, n), len(demo)):
        parse_all(nlp, some)
    return {"peak": peak_mb()}


def own_memory(n: int) -> Figures:
    """Peak memory of sayso, one worker."""
    from sayso.pipeline import load

    code_all(load("it"), repeated(demo_articles(), n))
    return {"peak": peak_mb()}


def parse_all(nlp: Any, articles: Sequence[Any]) -> None:  # noqa: ANN401 - spaCy is untyped
    """Only the language pack, as fast as it goes."""
    for _ in nlp.pipe([f"{a.title}\n{a.text}" for a in articles]):
        pass


def code_all(coder: Any, articles: Sequence[Any]) -> None:  # noqa: ANN401 - sayso is imported late, its start-up is measured
    """The whole way."""
    for _ in coder.code_many(articles):
        pass


def start(n: int) -> Figures:
    """Seconds to import, to load the pack, and to code a first article."""
    t = [time.perf_counter()]
    from sayso.pipeline import load

    t.append(time.perf_counter())
    coder = load("it")
    _ = coder.parser.nlp
    t.append(time.perf_counter())
    coder.code(demo_articles()[0])
    t.append(time.perf_counter())
    return {"import": t[1] - t[0], "load": t[2] - t[1], "first": t[3] - t[2]}


CHILDREN: dict[str, Callable[[int], Figures]] = {
    "speed": speed, "bare_memory": bare_memory, "own_memory": own_memory, "start": start}


def timed(work: Callable[..., object], *given: Any) -> tuple[float, float]:  # noqa: ANN401
    """Seconds on the clock and seconds of the processor that ``work(*given)`` takes."""
    clock, processor = time.perf_counter(), time.process_time()
    work(*given)
    return time.perf_counter() - clock, time.process_time() - processor


def add(sums: list[float], more: Iterable[float]) -> None:
    """Add item by item."""
    sums[:] = [a + b for a, b in zip(sums, more, strict=True)]


def peak_mb() -> float:
    """The most memory this process has held, in MB (Linux counts in KiB, macOS in bytes)."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1e6 if sys.platform == "darwin" else 1e3 / 1.024)


# ------------------------------------------------------------- the parent


@dataclass(frozen=True)
class Bench:
    """All figures of one run."""

    speed: Figures
    bare_memory: Figures
    own_memory: Figures
    starts: list[Figures]
    commands: dict[int, float]


def measured(n: int) -> Bench:
    """Run all measurements, one process each."""
    starts = [child("start", 1) for _ in range(STARTS)]
    return Bench(child("speed", n), child("bare_memory", n), child("own_memory", n), starts, {w: command(n, w) for w in (1, 2)})


def child(name: str, n: int) -> Figures:
    """Figures of one measurement, made in a fresh process."""
    done = run([sys.executable, __file__, "--child", name, "--articles", str(n)])
    figures: Figures = json.loads(done.stdout.decode().splitlines()[-1])
    return figures


def quiet() -> dict[str, str]:
    """The environment of a measurement."""
    return {**os.environ, **ONE_THREAD, "PYTHONPATH": str(ROOT / "src")}


def command(n: int, workers: int) -> float:
    """Seconds that ``sayso code --workers`` takes over the articles, start-up and writing included."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "articles.jsonl"
        lines = (json.dumps(row(a), ensure_ascii=False) + "\n" for a in repeated(demo_articles(), n))
        source.write_text("".join(lines), encoding="utf-8")
        call = [sys.executable, "-c", "from sayso.cli import main; main()", "code", str(source), "--workers", str(workers), "--quiet",
                "--format", "jsonl", "-o", str(Path(folder) / "out.jsonl")]
        seconds, _ = timed(run, call)
    return seconds


def run(call: list[str]) -> subprocess.CompletedProcess[bytes]:
    """What a child process wrote to its standard output; its errors stay visible."""
    return subprocess.run(call, env=quiet(), check=True, stdout=subprocess.PIPE)


def row(article: Any) -> dict[str, str]:  # noqa: ANN401
    """An article as a line of JSON Lines."""
    return {"id": article.id, "lang": "it", "title": article.title, "published": article.published.isoformat(),
            "outlet": article.outlet, "text": article.text}


# ------------------------------------------------------------- what is printed


def table(b: Bench) -> str:
    """The figures as Markdown tables."""
    n, sentences = b.speed["articles"], b.speed["sentences"]
    lines = ["| one core (processor time) | articles/s | sentences/s | speed, bare parser = 1 |", "|---|---:|---:|---:|"]
    for name, (_, processor) in (("bare parser", b.speed["bare"]), ("sayso: parse", b.speed["parse"]),
                                 ("sayso: everything after the parser", b.speed["after"]), ("sayso, end to end", whole(b.speed))):
        ratio = b.speed["bare"][1] / processor
        lines.append(f"| {name} | {n / processor:.1f} | {sentences / processor:.0f} | {ratio:.2f} |")
    lines += ["", "| stage | share | time, bare parser = 1 |", "|---|---:|---:|", *stage_rows(b.speed)]
    lines += ["", "| whole command, start-up included | seconds | articles/s | speed, one worker = 1 |", "|---|---:|---:|---:|"]
    lines += [f"| {w} worker{'s' * (w > 1)} | {s:.1f} | {n / s:.1f} | {b.commands[1] / s:.2f} |" for w, s in b.commands.items()]
    lines += ["", "| peak memory | MB | bare parser = 1 |", "|---|---:|---:|"]
    lines += [f"| {name} | {f['peak']:.0f} | {f['peak'] / b.bare_memory['peak']:.2f} |"
              for name, f in (("bare parser", b.bare_memory), ("sayso, one worker", b.own_memory))]
    lines += ["", f"| start-up (best of {STARTS}) | seconds |", "|---|---:|"]
    lines += [f"| {said} | {min(s[key] for s in b.starts):.2f} |" for key, said in START_ROWS.items()]
    return "\n".join(lines) + "\n"


START_ROWS = {"import": "import", "load": "load the language pack", "first": "first article (tables are read)"}


def whole(speed: Figures) -> tuple[float, float]:
    """Seconds on the clock and of the processor, from the text to the events."""
    return speed["parse"][0] + speed["after"][0], speed["parse"][1] + speed["after"][1]


def after_parser(speed: Figures) -> str:
    """What comes after the parser beside what is asked of it, in a sentence."""
    after, parse = speed["after"][1], speed["parse"][1]
    return (f"After the parser: {speed['sentences'] / after:,.0f} sentences/s ({WANTED:,} asked), {after / parse:.0%} of parsing time "
            f"({SHARE:.0%} asked), {after / (after + parse):.0%} of the whole.")


def stage_rows(speed: Figures) -> list[str]:
    """Each stage's share of the time of all stages, and what lies between them."""
    clock, processor = whole(speed)
    stages = {"parse": speed["parse"][0], **speed["stages"], "the rest": max(speed["after"][0] - sum(speed["stages"].values()), 0.0)}
    beside_bare = processor / speed["bare"][1]
    return [f"| {stage} | {seconds / clock:.0%} | {seconds / clock * beside_bare:.2f} |" for stage, seconds in stages.items()]


def machine() -> str:
    """Where it was measured, in words."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.exists() else []
    models = [line.split(":")[1].strip() for line in lines if line.startswith("model name")]
    name = (models or [platform.processor() or platform.machine()])[0]
    return f"{name}, {os.cpu_count()} cores, Python {platform.python_version()}"


def page(b: Bench) -> str:
    """docs/bench.md."""
    n, sentences = b.speed["articles"], b.speed["sentences"]
    return f"""# Speed

Measured on {date.today():%Y-%m-%d} with `make bench`; do not edit by hand.
The demo articles, repeated: {n} articles, {sentences:.0f} sentences; pack {b.speed["pack"]}. {machine()}.
Speeds depend on the machine; the ratios hardly do. What is measured and how: [bench/README.md](../bench/README.md).

{after_parser(b.speed)}

{table(b)}"""


def main() -> None:
    """Measure and print, or be one of the measuring children."""
    options = argparse.ArgumentParser(description="Speed, memory and start-up of sayso beside the bare parser.")
    options.add_argument("--articles", type=int, default=180, help="how many articles (default 180)")
    options.add_argument("--write", action="store_true", help="write docs/bench.md")
    options.add_argument("--child", choices=CHILDREN, help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.child:
        print(json.dumps(CHILDREN[given.child](given.articles)))
        return
    sys.path.insert(0, str(ROOT / "src"))  # the children get it through their environment
    bench = measured(given.articles)
    print(f"{after_parser(bench.speed)}\n\n{table(bench)}")
    if given.write:
        _, mark, others = DOCS.read_text(encoding="utf-8").partition("<!-- serve -->")  # what bench/serve.py has written
        DOCS.write_text(page(bench) + ("\n" + mark + others if mark else ""), encoding="utf-8")


if __name__ == "__main__":
    main()
