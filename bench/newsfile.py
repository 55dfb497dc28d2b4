"""A large project file for measurements: five years of invented news, coded as ``sayso code --to`` would write it.

In: a path and how many events. Out: a project file with articles, reports, quotations, events and all that the workbench lists. The words are
invented, what they are like is not: a few words stand in every article and most in hardly any, some pairs of countries are in the news every
day, most events are told once and a few forty times, outlets and agencies are big and small.

``python bench/newsfile.py big.sayso --events 200000``
"""

from __future__ import annotations

import argparse
import random
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import accumulate, groupby
from pathlib import Path
from typing import Any

SEED, EVENTS = 8, 200_000
FIRST, DAYS, RUNS = date(2021, 1, 4), 5 * 365, 20
PER_ARTICLE = 5.5  # reports
MOST = 40  # accounts of an event
STATUS = ("happened",) * 14 + ("planned", "planned", "ongoing", "ongoing", "possible", "denied")
SYLLABLES = ("ba", "ko", "ri", "ve", "lu", "ma", "sha", "to", "ne", "gra", "zi", "do", "pe", "sky", "han", "ur", "el", "ost", "par", "ten", "mi",
             "so", "al", "qui", "ber", "nor", "ta", "fe")
REASONS = ("no known actor", "same act", "no known party")
MADE_BY = {"sayso": "0", "pack": "bench 1", "codebook": "PLOVER 2.0 / bench", "extractor": "rules"}
WHY = {"concept": "verb: bench obj subj", "status": "told as a fact", "where": "GeoNames: bench"}
Seen = tuple[str, str | None, str | None]  # name, country, sector or kind


@dataclass(frozen=True)
class Ranked:
    """Things of which the first are frequent and the last rare, as words and names are (Zipf)."""

    things: Sequence[Any]
    weights: Sequence[float]

    @classmethod
    def of(cls, things: Sequence[Any], steep: float = 1.0) -> Ranked:
        """Things by their rank."""
        return cls(things, list(accumulate((n + 2) ** -steep for n in range(len(things)))))

    def some(self, rng: random.Random, k: int = 1) -> list[Any]:
        """``k`` of them."""
        return rng.choices(self.things, cum_weights=self.weights, k=k)


class World:
    """Who and what news is about; the same for one seed."""

    def __init__(self, seed: int = SEED) -> None:
        from sayso import ontologies
        from sayso.resolve.tables import raw

        self.rng = rng = random.Random(seed)
        self.words = Ranked.of(list(dict.fromkeys(self.name(2).lower() for _ in range(30_000))))
        lands = sorted(code for code in raw("countries") if len(code) == 3)
        rng.shuffle(lands)
        self.lands = Ranked.of(lands, 1.1)
        self.towns = Ranked.of([(self.name(3), self.lands.some(rng)[0], rng.uniform(-40, 60), rng.uniform(-20, 120)) for _ in range(3_000)], 0.7)
        self.people = {land: Ranked.of([self.party(land) for _ in range(max(4, 300 // (n + 1)))], 0.8) for n, land in enumerate(lands)}
        speakers = [(f"{self.name(2)} {self.name(3)}", self.lands.some(rng)[0], rng.choice(("person", "office"))) for _ in range(5_000)]
        self.speakers = Ranked.of(speakers, 0.8)
        self.agencies = Ranked.of([(f"Agenzia {self.name(2)}", land, "agency") for land in lands[:40]])
        self.outlets = Ranked.of([f"{self.name(2)} {rng.choice(('News', 'Oggi', 'Post'))}" for _ in range(250)], 0.8)
        acts = [(f"bench.{t.lower()}", t, mode, quad_of(table)) for t, table in ontologies.table("plover")["types"].items()
                for mode in (None, *table.get("modes", {}))]
        rng.shuffle(acts)
        self.acts = Ranked.of(acts, 0.7)

    def name(self, syllables: int) -> str:
        """An invented name."""
        return "".join(self.rng.choices(SYLLABLES, k=syllables + self.rng.randint(0, 1))).capitalize()

    def party(self, land: str) -> Seen:
        """Somebody of a country."""
        return f"{self.name(2)} {self.name(2)}", land, self.rng.choice(("GOV", "MIL", "CVL", "REB", "COP", None))


def quad_of(table: dict[str, Any]) -> int:
    """The quarter of a type, as far as its score tells."""
    return (1 if table["score"] < 4 else 2) if table["score"] > 0 else 3 if table["score"] > -5 else 4


# ------------------------------------------------------------- events and who tells them


@dataclass(frozen=True)
class Told:
    """One event as it was."""

    id: str
    day: date
    act: tuple[str, str, str | None, int]
    actors: tuple[Seen, ...]
    recipients: tuple[Seen, ...]
    town: tuple[str, str, float, float] | None
    killed: int
    status: str
    accounts: int


def events_of(world: World, day: date, numbers: Iterable[int]) -> Iterator[Told]:
    """The events of a day."""
    rng = world.rng
    for n in numbers:
        one, other = world.lands.some(rng, 2)
        actors, recipients = (tuple(dict.fromkeys(world.people[land].some(rng, 1 + (rng.random() < 0.15)))) for land in (one, other))
        is_whole = rng.random() < 0.7
        yield Told(f"E-{n:08x}", day, world.acts.some(rng)[0], actors, recipients if is_whole else (),
                   world.towns.some(rng)[0] if rng.random() < 0.6 else None, rng.randint(1, 80) if rng.random() < 0.25 else 0, rng.choice(STATUS),
                   min(int(rng.paretovariate(2.0)), MOST))


def coded(world: World, events: int) -> Iterator[tuple[int, list[Any]]]:
    """Outcomes by run, the oldest first: each day's events in the papers of that day and the two after."""
    waiting: list[tuple[date, Told]] = []
    rng, done, written = world.rng, 0, 0
    for n in range(DAYS):
        day, until = FIRST + timedelta(n), events * (n + 1) // DAYS
        for told in events_of(world, day, range(done, until)):
            waiting += [(day + timedelta(rng.choice((0, 0, 1, 1, 2))), told) for _ in range(told.accounts)]
        done = until
        now = [told for at, told in waiting if at <= day or n == DAYS - 1]
        waiting = [(at, told) for at, told in waiting if at > day and n < DAYS - 1]
        rng.shuffle(now)
        outcomes: list[Any] = []
        while now:
            size = min(len(now), max(1, int(rng.gauss(PER_ARTICLE, 2))))
            some, now = now[:size], now[size:]
            outcomes.append(outcome(world, f"a-{written:06d}", day, some))
            written += 1
        yield n * RUNS // DAYS, outcomes


def outcome(world: World, ident: str, day: date, some: Sequence[Told]) -> Any:  # noqa: ANN401 - sayso is imported late, as in bench.py
    """One article, coded."""
    from sayso.model import Article, Dropped
    from sayso.run.outcome import Outcome

    rng = world.rng
    lang, outlet = "it" if rng.random() < 0.65 else "en", world.outlets.some(rng)[0]
    drafts = [Draft.of(world, told) for told in some]
    text, starts = "", []
    for draft in drafts:
        starts.append(len(text))
        text += f"{draft.text} {' '.join(world.words.some(rng, rng.randint(10, 40))).capitalize()}.{rng.choice((' ', ' ', chr(10)))}"
    title = " ".join((drafts[0].names[0], *world.words.some(rng, 6)))
    url = f"https://{outlet.split()[0].lower()}.example/{ident}" if rng.random() < 0.9 else None
    article = Article(ident, lang, title, text, day, outlet, url)
    if rng.random() < 0.01:
        return Outcome(article, skipped=skipped(ident, rng))
    reports = tuple(draft.report(article, n, start) for n, (draft, start) in enumerate(zip(drafts, starts, strict=True)))
    dropped = tuple(Dropped(article.span("text", s, s + 9), "extract", rng.choice(REASONS)) for s in starts[:4])
    sentences = (("title", 0, len(title)), *(("text", s, s + len(d.text)) for s, d in zip(starts, drafts, strict=True)))
    quotes = tuple(quote for r in reports[::4] if (quote := quoted(article, r)))
    return Outcome(article, reports, dropped, None, sentences, quotes)


def skipped(source: str, rng: random.Random) -> Any:  # noqa: ANN401
    """Why something was not coded."""
    from sayso.model import Skipped

    return Skipped(source, rng.choice(("too long", "no language pack for it", "no text")))


# ------------------------------------------------------------- sentences


@dataclass(frozen=True)
class Draft:
    """A sentence, where its names stand, and who says it."""

    told: Told
    text: str
    names: tuple[str, ...]
    at: dict[str, int]
    speaker: Seen | None
    agency: Seen | None
    killed: int
    confidence: float

    @classmethod
    def of(cls, world: World, told: Told) -> Draft:
        """One account of an event, in words of its own."""
        rng = world.rng
        speaker = world.speakers.some(rng)[0] if rng.random() < 0.5 else None
        agency = world.agencies.some(rng)[0] if rng.random() < 0.25 else None
        killed = max(0, told.killed + rng.choice((0, 0, 0, 1, -1)))
        names = [name for name, _, _ in (*told.actors, *told.recipients, *filter(None, (speaker, agency)))]
        names += [told.town[0]] if told.town else []
        names += [f"{killed} morti"] if killed else []
        text, at = "", {}
        for name in names:
            at[name] = len(text)
            text += f"{name} {' '.join(world.words.some(rng, rng.randint(2, 6)))} "
        return cls(told, f"{text}{world.words.some(rng)[0]}.", tuple(names), at, speaker, agency, killed,
                   round(min(0.99, max(0.05, rng.gauss(0.55, 0.18))), 3))

    def report(self, article: Any, n: int, start: int) -> Any:  # noqa: ANN401
        """The report of this sentence."""
        from sayso.model import Code, Count, Known, Party, Place, Report, SourceNode, Sources, When

        def span(name: str) -> Any:  # noqa: ANN401
            return article.span("text", start + self.at[name], start + self.at[name] + len(name))

        def side(some: Sequence[Seen]) -> tuple[Party, ...]:
            return tuple(Party(span(name), Known(name, land, sector, "bench"), "active_subject") for name, land, sector in some)

        e, (concept, kind, mode, quad) = self.told, self.told.act
        chain = [x for x in (self.speaker, self.agency) if x]
        nodes = tuple(SourceNode(f"n{i}", name, kind or "person", land, span(name)) for i, (name, land, kind) in enumerate(chain, 1))
        sources = Sources(nodes, (("n1", "n2"),) if len(nodes) == 2 else (), (tuple(x[0] for x in chain),) if chain else ())
        counts = (Count(span(f"{self.killed} morti"), n, 0, "killed", float(self.killed), "bench"),) if self.killed else ()
        town = Place(span(e.town[0]), e.town[0], e.town[1], None, None, e.town[2], e.town[3], "city", "bench") if e.town else None
        first = self.names[0]
        return Report(
            f"r-{article.id}-{n}", e.id, article, article.span("text", start, start + len(self.text)),
            article.span("text", start + len(first) + 1, start + len(first) + 6), concept, Code(kind, mode, (), quad, 0.0, "0841", 0.0), e.status,
            bool(chain), False, side(e.actors), side(e.recipients), When(e.day, e.day, "day", "bench"), town, counts, sources, self.confidence,
            MADE_BY, WHY)


def quoted(article: Any, report: Any) -> Any:  # noqa: ANN401
    """The quotation of a report that has a speaker."""
    from sayso.model import Argument, Attribution, Known, Quote

    if not report.sources.nodes:
        return None
    node = report.sources.nodes[0]
    said = Attribution(Argument(node.span, 0, 0, "bench"), report.trigger, (report.sentence,), (), "bench")
    return Quote(article, said, Known(node.name, node.country, None, "bench"), report.sources, (report.report_id,))


# ------------------------------------------------------------- the file


def make(path: Path, events: int) -> None:
    """Write the file."""
    from sayso.store import merging, shown, writing
    from sayso.store.opening import transaction
    from sayso.store.saving import Book

    world = World()
    with writing(path) as db:
        for setting in ("synchronous = OFF", "cache_size = -400000", "wal_autocheckpoint = 20000"):
            db.execute(f"PRAGMA {setting}")
        for run, days in groupby(coded(world, events), key=lambda pair: pair[0]):
            book = Book(db, lambda lang: {"sayso": "0", "lang": lang or ""}, [f"news/{run}.jsonl"])
            book.begin()
            for _, outcomes in days:
                save(book, outcomes, world.rng)
            book.finish()
        db.execute("BEGIN")
        merging.rewrite(db, (merged(name, some) for name, some in by_event(db)), ())
        db.execute("INSERT INTO membership SELECT report_id, event_id, 'bench', 1.0 FROM current_reports")
        db.execute("COMMIT")
        with transaction(db):
            shown.make(db)
            db.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", [("merged", merging.digest({})), ("rules", "{}")])
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def save(book: Any, outcomes: Sequence[Any], rng: random.Random) -> None:  # noqa: ANN401
    """A day's articles, some of which are in a second version by the evening."""
    book.save(skipped(f"page-{outcomes[0].article.id}.html", rng)) if outcomes and rng.random() < 0.2 else None
    for one in outcomes:
        if one.article.url and rng.random() < 0.03:
            early = replace(one.article, id=f"{one.article.id}-early", text=one.article.text[:400])
            for _ in book.fresh([early]):
                book.save(type(one)(early))
        for _ in book.fresh([one.article]):
            book.save(one)


def by_event(db: sqlite3.Connection) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """The records of each event."""
    from sayso.store.saving import as_record

    rows = db.execute("SELECT event_id, report FROM current_reports ORDER BY 1, 2").fetchall()
    for name, some in groupby(rows, key=lambda row: row[0]):
        yield name, [as_record(db.execute("SELECT record FROM reports WHERE report = ?", (n,)).fetchone()[0]) for _, n in some]


def merged(name: str, records: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """An event as its surest report tells it; who says the same is one origin, numbers that differ are contested."""
    from sayso.store.merging import outlet, simple

    record = simple(name, records, ["bench"])
    origins: dict[str, list[str]] = {}
    for r in records:
        first = next((path[0] for path in r["sources"]["paths"]), None) or outlet(r)
        origins.setdefault(first, []).append(r["report_id"])
    killed = {c["value"]: r for r in records for c in r["counts"]}
    contested = {"counts.killed": [{"value": v, "by": None, "reports": [r["report_id"]]} for v, r in killed.items()]} if len(killed) > 1 else None
    return {**record, "n_origins": len(origins), "contested": contested,
            "origins": [{"names": [who], "reports": some, "why": "same speaker"} for who, some in origins.items()]}


def main() -> None:
    """Make a file."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("file", type=Path, help="where to")
    options.add_argument("--events", type=int, default=EVENTS, help=f"how many events (default {EVENTS:,})")
    given = options.parse_args()
    make(given.file, given.events)


if __name__ == "__main__":
    main()
