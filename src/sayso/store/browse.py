"""A filter → the events it lets through: lists, numbers over time, who and which pairs; everything that a page counts.

In: a read-only connection and a :class:`Filter`. Out: plain rows and numbers, from the tables that :mod:`sayso.store.shown` keeps. Values
reach SQLite as parameters, never as text of a query.

``events(db, Filter(countries=("UKR",), types=("ASSAULT",)), limit=50)``
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from functools import reduce
from operator import or_
from typing import Any

from sayso.store import often, sets
from sayso.store.opening import kept
from sayso.store.reports import by_ids
from sayso.store.reviews import corrections
from sayso.store.saving import as_record
from sayso.store.schema import COUNTS

Record = dict[str, Any]
Sql = tuple[str, list[Any]]
COLUMNS = ("event_id", "type", "mode", "quad", "status", "date_from", "date_to", "day", "country", "place", "n_reports", "n_outlets", "n_origins",
           "contested", "reviewed", "confidence")
ORDERS = {
    "day": "s.day DESC, s.event_id", "confidence": "s.confidence DESC, s.event_id", "least": "s.least, s.event_id",
    "origins": "s.n_origins DESC, s.n_reports DESC, s.event_id", "reports": "s.n_reports DESC, s.event_id",
}
TAGGED = {"countries": "country", "names": "name", "outlets": "outlet", "agencies": "agency", "langs": "lang", "pairs": "pair",
          "origins_of": "origin", "relayed_by": "relay"}
CHOSEN = {"types": "type", "statuses": "status", "quads": "quad", "at": "at"}
COLUMN_SETS = {"type": "type", "status": "status", "quad": "quad", "country": "at"}
FACTS = ("happened", "ongoing")  # what counts as having been done
UNITS = {"day": "s.day", "week": "date(s.day, '-6 days', 'weekday 1')", "month": "substr(s.day, 1, 7)", "year": "substr(s.day, 1, 4)"}
FEW, FEWEST = 20, 400  # one event in so many is looked up by itself: where all are counted, and where the first of an order are listed
LAST = 2.0  # above any confidence
CLOSE, CROWDED = 4, 4_000  # days within which events may be one; so many events of these days that it is quicker to begin with the tags
LONGEST = (("day", 70), ("week", 500), ("month", 366 * 30))  # days of a span that are told by unit; above, by year


@dataclass(frozen=True, slots=True)
class Filter:
    """What events must be. Of several values of one field any will do; of several fields all must hold."""

    since: str | None = None
    until: str | None = None
    countries: tuple[str, ...] = ()
    pairs: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    quads: tuple[int, ...] = ()
    statuses: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    origins_of: tuple[str, ...] = ()
    relayed_by: tuple[str, ...] = ()
    langs: tuple[str, ...] = ()
    at: tuple[str, ...] = ()
    place: str | None = None
    confidence: float | None = None
    origins: int | None = None
    reviewed: bool | None = None
    contested: bool | None = None
    run: int | None = None

    def is_open(self) -> bool:
        """Whether it lets everything through."""
        return self == Filter()

    def with_(self, **changes: Any) -> Filter:  # noqa: ANN401
        """The same with other values."""
        return replace(self, **changes)

    def names_of(self) -> list[str]:
        """The fields that ask for something."""
        return [f.name for f in fields(self) if getattr(self, f.name) not in (None, ())]


def chosen(db: sqlite3.Connection, f: Filter) -> int | None:
    """The set of the events that a filter lets through (:mod:`sayso.store.sets`); ``None``: all."""
    bits: int | None = kept(db, f, lambda: met(asked(db, f)))
    return bits


def found(db: sqlite3.Connection, condition: str, *values: Any) -> int:  # noqa: ANN401
    """The events whose row in ``shown`` is so, read once a page."""
    bits: int = kept(db, (condition, *values), lambda: sets.found(db, condition, *values))
    return bits


def met(some: Iterable[int]) -> int | None:
    """What is in all of some sets; ``None`` where there are none."""
    out: int | None = None
    for one in some:
        out = one if out is None else out & one
        if not out:
            return 0
    return out


def asked(db: sqlite3.Connection, f: Filter) -> Iterator[int]:
    """The set of each thing that a filter asks for."""
    for name, kind in (*TAGGED.items(), *CHOSEN.items()):
        if wanted := getattr(f, name):
            yield union(sets.one(db, kind, str(value)) for value in wanted)
    for kind, is_so in (("reviewed", f.reviewed), ("contested", f.contested)):
        if is_so is not None:
            yield sets.one(db, kind, str(int(is_so)))
    if f.origins is not None:
        least = f.origins
        yield union(bits for n, bits in sets.stored(db, "origins").items() if int(n) >= least)
    if f.confidence is not None:
        edge = sets.part(f.confidence)
        above = union(bits for n, bits in sets.stored(db, "conf").items() if int(n) > edge)
        yield above | found(db, "confidence >= ? AND confidence < ?", f.confidence, (edge + 1) / sets.STEPS)
    if f.since or f.until:
        yield days(db, f.since or "0000", f.until or "9999")
    for column, value in (("place", f.place), ("run", f.run)):
        if value is not None:
            yield found(db, f"{column} = ?", value)


def union(some: Iterable[int]) -> int:
    """What is in any of some sets."""
    return reduce(or_, some, 0)


def days(db: sqlite3.Connection, since: str, until: str) -> int:
    """The events of some days: whole months at once, the days of the first and the last one by one."""
    first, last = since[:7], until[:7]
    whole = union(sets.one(db, "month", m) for (m,) in db.execute("SELECT value FROM sets WHERE kind = 'month' AND value > ? AND value < ?",
                                                                 (first, last)).fetchall())
    if first == last:
        return found(db, "day BETWEEN ? AND ?", since, until)
    return whole | found(db, "day BETWEEN ? AND ?", since, f"{first}-31") | found(db, "day BETWEEN ? AND ?", f"{last}-01", until)


def is_few(db: sqlite3.Connection, bits: int, share: int) -> bool:
    """Whether it is at most one event in so many."""
    return bits.bit_count() * share <= sets.last(db)


def those(db: sqlite3.Connection, bits: int | None, share: int = FEW) -> Sql:
    """A set as ``shown s WHERE …``."""
    if bits is None:
        return "shown s WHERE 1", []
    if is_few(db, bits, share):
        return "json_each(?) j CROSS JOIN shown s ON s.event = j.value WHERE 1", [json.dumps(sets.members(bits))]
    return "shown s WHERE substr(?, s.event + 1, 1) = x'01'", [sets.mask(bits)]


def let_through(db: sqlite3.Connection, f: Filter, share: int = FEW) -> Sql:
    """The events that a filter lets through, as ``shown s WHERE …``."""
    sql, values = those(db, chosen(db, f), share)
    for condition, day in (("s.day >= ?", f.since), ("s.day <= ?", f.until)):  # told again: the index of days need not be walked from its end
        if day and sql.startswith("shown"):
            sql, values = f"{sql} AND {condition}", [*values, day]
    return sql, values


# ------------------------------------------------------------- lists


def events(db: sqlite3.Connection, f: Filter, order: str = "day", limit: int = 50, offset: int = 0) -> list[Record]:
    """Events in short, with who and whom; a page of them."""
    return list(each(db, f, order, limit, offset))


def each(db: sqlite3.Connection, f: Filter, order: str = "day", limit: int = 50, offset: int = 0) -> Iterator[Record]:
    """The same one at a time; nothing is read before the first is asked for."""
    sql, values = let_through(db, f, FEWEST)
    rows = db.execute(f"SELECT {', '.join(f's.{c}' for c in COLUMNS)}, ifnull(s.record, e.record) FROM "
                      f"(SELECT s.event FROM {sql} ORDER BY {ORDERS[order]} LIMIT ? OFFSET ?) CROSS JOIN shown s USING (event) "
                      f"LEFT JOIN events e USING (event_id) ORDER BY {ORDERS[order]}", (*values, limit, offset))
    yield from map(in_short, rows)


def every(db: sqlite3.Connection, f: Filter) -> Iterator[Record]:
    """The whole merged records of all events, by their ids."""
    sql, values = let_through(db, f)
    rows = db.execute(f"SELECT ifnull(s.record, e.record) FROM (SELECT s.event_id, s.record FROM {sql}) s LEFT JOIN events e USING (event_id) "
                      "ORDER BY s.event_id", values)
    for (text,) in rows:
        record = as_record(text)
        yield {**record, "reviewed": record.get("reviewed", False), "reviews": record.get("reviews", [])}


def in_short(row: Sequence[Any]) -> Record:
    """A row of a list."""
    short = dict(zip(COLUMNS, row, strict=False))
    record = as_record(row[-1])
    short |= {"contested": bool(short["contested"]), "reviewed": bool(short["reviewed"])}
    for side in ("actors", "recipients"):
        short[side] = [{k: p[k] for k in ("name", "country", "sector")} for p in record[side]]
    return {**short, "counts": [{k: c[k] for k in ("what", "value", "by")} for c in record["counts"]]}


def count(db: sqlite3.Connection, f: Filter) -> int:
    """How many events."""
    bits = chosen(db, f)
    return int(db.execute("SELECT count(*) FROM shown").fetchone()[0]) if bits is None else bits.bit_count()


def count_new(db: sqlite3.Connection, f: Filter, run: int) -> int:
    """How many of the events a run brought."""
    bits = chosen(db, f)
    if bits is None:
        return int(db.execute("SELECT count(*) FROM shown WHERE run = ?", (run,)).fetchone()[0])
    return (bits & found(db, "run = ?", run)).bit_count()


def event(db: sqlite3.Connection, ident: str) -> Record | None:
    """The record of an event, as corrected."""
    row = db.execute("SELECT s.record, e.record FROM shown s LEFT JOIN events e USING (event_id) WHERE s.event_id = ?", (ident,)).fetchone()
    if row is None:
        return None
    record = as_record(row[0] or row[1])
    return {**record, "reviewed": record.get("reviewed", False), "reviews": record.get("reviews", [])}


def reports(db: sqlite3.Connection, ids: Sequence[str], own: Sequence[str | None] = ()) -> list[Record]:
    """These reports as corrected, by day of publication; those that were rejected are marked so. ``own``: by whom alone; else by all."""
    numbers = {n for r in ids for n, who in db.execute("SELECT review, said_by FROM reviewed WHERE report_id = ?", (r,)) if not own or who in own}
    told = corrections(db, numbers)
    own_words = {k["report_id"]: k for k in told.kept}
    made = by_ids(db, list(ids))
    some = [(one, told.applied(one)) for r in ids if (one := own_words.get(r) or made.get(r))]
    out = [{**(right or one), "rejected": right is None, "machine": one} for one, right in some]
    return sorted(out, key=lambda r: (r["article"]["published"] or "", r["article"]["id"], r["sentence"]["start"] or 0))


def event_of(db: sqlite3.Connection, report: str) -> str | None:
    """The event a report is shown in; ``None`` where all reports of its event were rejected."""
    row = db.execute("SELECT event_id FROM moved WHERE report_id = ?", (report,)).fetchone()
    row = row or db.execute("SELECT event_id FROM membership JOIN shown USING (event_id) WHERE report_id = ?", (report,)).fetchone()
    return row[0] if row else None


def gone_to(db: sqlite3.Connection, ident: str) -> str | None:
    """The event that shows the reports of one that people merged with another."""
    members = [r for (r,) in db.execute("SELECT report_id FROM membership WHERE event_id = ? ORDER BY 1", (ident,))]
    return next((found for r in members if (found := event_of(db, r))), None)


def rejected_of(db: sqlite3.Connection, ident: str) -> list[str]:
    """The reports that the machine put into an event and people rejected, now or once."""
    return [r for (r,) in db.execute("SELECT DISTINCT m.report_id FROM membership m JOIN reviewed d USING (report_id) "
                                     "WHERE m.event_id = ? AND d.action = 'reject' ORDER BY 1", (ident,))]


def article(db: sqlite3.Connection, ident: str) -> Record | None:
    """An article with its words, rows, quotations, what was dropped, and the versions of its document."""
    row = db.execute("SELECT a.article, a.id, a.document, a.version, a.lang, a.outlet, a.url, a.published, a.coding, t.title, t.text "
                     "FROM articles a JOIN texts t ON t.hash = a.hash WHERE a.id = ?", (ident,)).fetchone()
    if row is None:
        return None
    names = ("article", "id", "document", "version", "lang", "outlet", "url", "published", "coding", "title", "text")
    found = dict(zip(names, row, strict=True))
    coding = found["coding"]
    ids = [r for (r,) in db.execute("SELECT r.report_id FROM reports r LEFT JOIN membership m ON m.report_id = r.report_id "
                                    f"WHERE r.coding = ? AND {COUNTS} ORDER BY r.n", (coding,))]
    found["reports"] = sorted(reports(db, ids), key=lambda r: ids.index(r["report_id"]))
    told = {(r["trigger"]["field"], r["trigger"]["start"]) for r in found["reports"] if "echo" in r["why"]}  # others tell it, too
    found["quotes"] = [as_record(q) for (q,) in db.execute("SELECT record FROM quotes WHERE coding = ? ORDER BY n", (coding,))]
    found["dropped"] = [dict(zip(("field", "begins", "ends", "stage", "reason"), d, strict=True)) for d in db.execute(
        "SELECT field, begins, ends, stage, reason FROM dropped WHERE coding = ? ORDER BY n", (coding,)) if d[:2] not in told]
    found["versions"] = [{"id": i, "version": v, "published": p} for i, v, p in db.execute(
        "SELECT id, version, published FROM articles WHERE document = ? ORDER BY version", (found["document"],))]
    return found


def versions(db: sqlite3.Connection, articles: Sequence[str]) -> list[Record]:
    """The older versions of the documents of some articles."""
    out = []
    for one in articles:
        rows = db.execute("SELECT b.id, b.version, b.published, b.outlet, t.title FROM articles a JOIN articles b ON b.document = a.document "
                          "AND b.version < a.version JOIN texts t ON t.hash = b.hash WHERE a.id = ? ORDER BY b.version", (one,))
        out += [dict(zip(("id", "version", "published", "outlet", "title"), row, strict=True)) for row in rows]
    return out


# ------------------------------------------------------------- numbers


def span(db: sqlite3.Connection, f: Filter) -> tuple[str, str] | None:
    """The first and the last day."""
    bits = chosen(db, f)
    if bits is None:
        first, last = db.execute("SELECT min(day), max(day) FROM shown").fetchone()
        return (first, last) if first else None
    there = sorted(month for month, some in sets.stored(db, "month").items() if some & bits)
    if not there:
        return None
    ends = []
    for month, which in ((there[0], "min"), (there[-1], "max")):
        sql, values = those(db, bits & sets.one(db, "month", month))
        ends.append(db.execute(f"SELECT {which}(s.day) FROM {sql}", values).fetchone()[0])
    return ends[0], ends[1]


def unit_of(first: str, last: str) -> str:
    """What bars of a span of days stand for.

    >>> unit_of("2024-01-01", "2024-02-01"), unit_of("2020-01-01", "2024-02-01")
    ('day', 'month')
    """
    days = (date.fromisoformat(last) - date.fromisoformat(first)).days
    return next((unit for unit, most in LONGEST if days <= most), "year")


def timeline(db: sqlite3.Connection, f: Filter, unit: str) -> list[Record]:
    """For each day, week, month or year in which something is: the number of events of each quad."""
    out: dict[str, list[int]] = {}
    for at, quad, n in by_months(db, f, unit) if unit in ("month", "year") else by_days(db, f, unit):
        out.setdefault(at, [0, 0, 0, 0])[quad - 1] += n
    return [{"at": at, "quads": quads, "since": since, "until": until} for at, quads in sorted(out.items()) for since, until in [ends(at, unit)]]


def by_months(db: sqlite3.Connection, f: Filter, unit: str) -> Iterator[tuple[str, int, int]]:
    """Month or year, quad and how many."""
    bits = chosen(db, f)
    quads = {int(quad): some if bits is None else some & bits for quad, some in sets.stored(db, "quad").items()}
    for month, some in sets.stored(db, "month").items():
        for quad, those_of in quads.items():
            if n := (some & those_of).bit_count():
                yield month[:4] if unit == "year" else month, quad, n


def by_days(db: sqlite3.Connection, f: Filter, unit: str) -> Iterator[tuple[str, int, int]]:
    """Day or week, quad and how many."""
    sql, values = let_through(db, f)
    for day, *counts in db.execute("SELECT s.day, sum(s.quad = 1), sum(s.quad = 2), sum(s.quad = 3), sum(s.quad = 4) "
                                   f"FROM {sql} AND s.day IS NOT NULL GROUP BY 1", values):
        at = date.fromisoformat(day)
        first = day if unit == "day" else (at - timedelta(at.weekday())).isoformat()
        yield from ((first, quad, n) for quad, n in enumerate(counts, 1) if n)


def ends(at: str, unit: str) -> tuple[str, str]:
    """The first and last day of a bar.

    >>> ends("2024-02", "month"), ends("2024-01-29", "week")
    (('2024-02-01', '2024-02-29'), ('2024-01-29', '2024-02-04'))
    """
    if unit == "year":
        return f"{at}-01-01", f"{at}-12-31"
    if unit == "month":
        first = date.fromisoformat(f"{at}-01")
        return first.isoformat(), ((first + timedelta(days=31)).replace(day=1) - timedelta(days=1)).isoformat()
    first = date.fromisoformat(at)
    return at, (first + timedelta(days=6 if unit == "week" else 0)).isoformat()


def net(db: sqlite3.Connection, f: Filter) -> Record:
    """Sums of scores of a span's parts, of what happened or goes on, and how many events they are of."""
    facts = f if f.statuses else f.with_(statuses=FACTS)
    found = span(db, facts)
    if found is None:
        return {"unit": "month", "points": []}
    unit = unit_of(*found)
    sql, values = let_through(db, facts)
    rows = db.execute(f"SELECT {UNITS[unit]}, sum(s.score), count(*) FROM {sql} AND s.day IS NOT NULL GROUP BY 1 ORDER BY 1", values)
    return {"unit": unit, "points": [{"at": at, "net": round(score or 0.0, 2), "events": n, "since": since, "until": until}
                                     for at, score, n in rows for since, until in [ends(at, unit)]]}


def speakers(db: sqlite3.Connection, f: Filter, country: str, limit: int = 10) -> list[Record]:
    """The sources of a country that speak in these events, and in how many."""
    bits = chosen(db, f)
    flags = sets.mask(sets.every(db) if bits is None else bits)
    rows = db.execute(
        "SELECT t.value, (SELECT max(o.kind) FROM sources o WHERE o.name = t.value AND o.country = ?1), count(DISTINCT g.event) AS n "
        "FROM tags t CROSS JOIN tagged g USING (tag) WHERE t.kind IN ('origin', 'relay') "
        "AND t.value IN (SELECT name FROM sources WHERE country = ?1) AND substr(?2, g.event + 1, 1) = x'01' "
        "GROUP BY 1 ORDER BY n DESC, 1 LIMIT ?3", (country, flags, limit))
    return [dict(zip(("name", "kind", "n"), row, strict=True)) for row in rows]


def identities(db: sqlite3.Connection, name: str) -> list[Record]:
    """The countries, sectors and Wikidata ids under which a name is known here."""
    return [dict(zip(("country", "sector", "wikidata"), row, strict=True)) for row in db.execute(
        "SELECT DISTINCT country, sector, wikidata FROM actors WHERE name = ? ORDER BY 1, 2, 3", (name,))]


def sources_named(db: sqlite3.Connection, name: str) -> list[Record]:
    """The kinds and countries under which a source is known here."""
    return [{"kind": kind, "country": country} for kind, country in db.execute(
        "SELECT DISTINCT kind, country FROM sources WHERE name = ? ORDER BY 1, 2", (name,))]


def top(db: sqlite3.Connection, f: Filter, kind: str, limit: int = 10) -> list[tuple[str, int]]:
    """The most frequent values of a kind of tag among the events, and in how many they are."""
    return tops(db, f, (kind,), limit)[kind]


def tops(db: sqlite3.Connection, f: Filter, kinds: Sequence[str], limit: int = 10) -> dict[str, list[tuple[str, int]]]:
    """The same for several kinds at once."""
    return often.tops(db, chosen(db, f), kinds, limit, state(db))


def by(db: sqlite3.Connection, f: Filter, column: str) -> list[tuple[Any, int]]:
    """How many events have each value of a column: type, status, quad, country."""
    bits = chosen(db, f)
    counted = {value: (some if bits is None else some & bits).bit_count() for value, some in sets.stored(db, COLUMN_SETS[column]).items()}
    return sorted(((int(value) if column == "quad" else value, n) for value, n in counted.items() if n), key=lambda pair: (-pair[1], pair[0]))


def points(db: sqlite3.Connection, f: Filter, limit: int = 400) -> list[Record]:
    """The places that are exact enough for a point, most events first."""
    sql, values = those(db, chosen(db, f))
    rows = db.execute(f"SELECT s.place, s.lat, s.lon, s.country, count(*) AS n FROM {sql} AND s.lat IS NOT NULL "
                      "GROUP BY 1, 2, 3 ORDER BY n DESC, 1 LIMIT ?", (*values, limit))
    return [dict(zip(("name", "lat", "lon", "country", "n"), row, strict=True)) for row in rows]


def known(db: sqlite3.Connection, kind: str, limit: int = 200) -> list[str]:
    """The values a filter may have, most frequent first."""
    return [value for value, _ in top(db, Filter(), kind, limit)]


def named_like(db: sqlite3.Connection, words: str, limit: int = 20) -> list[Record]:
    """Actors and sources whose name holds some words."""
    wanted = "%" + words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
    rows = db.execute("SELECT kind, value, n FROM tags WHERE kind IN ('name', 'origin', 'relay', 'outlet') AND n > 0 AND value LIKE ? ESCAPE '\\' "
                      "ORDER BY n DESC, value LIMIT ?", (wanted, limit))
    return [dict(zip(("kind", "value", "n"), row, strict=True)) for row in rows]


# ------------------------------------------------------------- what was read


def coverage(db: sqlite3.Connection) -> Record:
    """Articles in, coded, skipped and failed, and why, over all runs."""
    def one(sql: str) -> int:
        return int(db.execute(sql).fetchone()[0])

    skipped = db.execute("SELECT reason, count(DISTINCT source) AS n FROM skipped GROUP BY 1 ORDER BY n DESC, 1").fetchall()
    failed = db.execute("SELECT reason, count(DISTINCT article) AS n FROM run_articles WHERE outcome = 'failed' "
                        "GROUP BY 1 ORDER BY n DESC, 1").fetchall()
    articles = one("SELECT count(*) FROM articles")
    return {"articles": articles, "coded": articles - one("SELECT count(*) FROM articles WHERE coding IS NULL"),
            "skipped": [{"reason": reason, "n": n} for reason, n in skipped], "failed": [{"reason": reason, "n": n} for reason, n in failed],
            "reports": one("SELECT count(*) FROM membership"), "events": one("SELECT count(*) FROM shown"),
            "runs": [dict(zip(("run", "state", "found", "coded", "known", "failed", "skipped", "started"), row, strict=True)) for row in db.execute(
                "SELECT run, state, found, coded, known, failed, skipped, started FROM runs ORDER BY run DESC LIMIT 20")]}


def last_run(db: sqlite3.Connection) -> int | None:
    """The last run that brought an event."""
    found: int | None = db.execute("SELECT max(run) FROM shown").fetchone()[0]
    return found


def state(db: sqlite3.Connection) -> Sequence[Any]:
    """What changes when a review is written or an article coded: what is counted from these alone need not be counted again before."""
    now: Sequence[Any] = kept(db, "state", lambda: tuple(db.execute(
        "SELECT (SELECT file FROM pragma_database_list WHERE name = 'main'), (SELECT max(review) FROM reviews), "
        "(SELECT max(coding) FROM codings), (SELECT max(article) FROM articles), "
        "(SELECT count(*) FROM run_articles), (SELECT value FROM meta WHERE name = 'changed by run')").fetchone()))
    return now


def is_coding(db: sqlite3.Connection) -> bool:
    """Whether articles were coded that are not merged yet."""
    return not db.execute("SELECT count(*) FROM meta WHERE name = 'merged'").fetchone()[0]


# ------------------------------------------------------------- review


def queue(db: sqlite3.Connection, f: Filter, by_whom: str | None, after: str | None = None, limit: int = 1, is_alone: bool = False) -> list[str]:
    """The reports to look at next, the least certain first: those this person has not reviewed, of the events let through.

    ``is_alone``: last come, where nothing is filtered, those of events that are no longer shown since others rejected them.
    """
    bits = chosen(db, f)
    some, values = those(db, bits, FEWEST)
    of_moved, masks = ("1", []) if bits is None else ("substr(?, s.event + 1, 1) = x'01'", [sets.mask(bits)])
    begin: list[Any] = []
    since = ""
    if after and (row := db.execute("SELECT least, event_id FROM shown WHERE event_id = ?", (event_of(db, after),)).fetchone()):
        begin, since = [*row], " AND (s.least, s.event_id) >= (?, ?)"  # the index begins there
    elif after and is_alone:
        begin, since = [LAST, ""], " AND (s.least, s.event_id) >= (?, ?)"
    homes = ((f"(SELECT s.event_id, s.least FROM {some}{since}) s CROSS JOIN membership m USING (event_id) "
              "WHERE m.report_id NOT IN (SELECT report_id FROM moved)", [*values, *begin]),
             (f"moved m CROSS JOIN shown s USING (event_id) WHERE {of_moved}{since}", [*masks, *begin]))
    own = "d.said_by IS ?" if by_whom is not None else "1"
    rows: list[tuple[float, str, str]] = []
    for home, given in homes:
        rows += db.execute(
            f"SELECT s.least, s.event_id, m.report_id FROM {home}{' AND (s.least, s.event_id, m.report_id) > (?, ?, ?)' if since else ''} "
            "AND m.report_id IS NOT ? AND NOT EXISTS "
            f"(SELECT 1 FROM reviewed d WHERE d.report_id = m.report_id AND d.action IN ('accept', 'reject', 'edit') AND {own}) "
            "ORDER BY s.least, s.event_id, m.report_id LIMIT ?",
            (*given, *([*begin, after] if since else []), after, *([by_whom] if by_whom is not None else []), limit))
    if is_alone and f.is_open() and len(rows) < limit:
        rows += [(LAST, "", r) for r in unseen(db, by_whom) if begin[:1] != [LAST] or r > (after or "")]
    return [r for _, _, r in sorted(rows)[:limit]]


def unseen(db: sqlite3.Connection, by_whom: str | None) -> list[str]:
    """The reports of events that are no longer shown, which this person has not reviewed."""
    return [r for (r,) in db.execute(
        "SELECT DISTINCT m.report_id FROM reviewed d JOIN membership m USING (report_id) LEFT JOIN shown s USING (event_id) "
        "WHERE d.action = 'reject' AND s.event_id IS NULL AND m.report_id NOT IN (SELECT report_id FROM moved) AND NOT EXISTS "
        "(SELECT 1 FROM reviewed o WHERE o.report_id = m.report_id AND o.action IN ('accept', 'reject', 'edit') AND o.said_by IS ?) "
        "ORDER BY 1", (by_whom,))]


def alike(db: sqlite3.Connection, ident: str, limit: int = 8) -> list[Record]:
    """Events that one might be one with: about the same days, of a like type, with a country in common."""
    row = db.execute("SELECT event, day, quad FROM shown WHERE event_id = ?", (ident,)).fetchone()
    if row is None or row[1] is None:
        return []
    number, day, quad = row
    around = [(date.fromisoformat(day) + timedelta(days=d)).isoformat() for d in (-CLOSE, CLOSE)]
    near = db.execute("SELECT count(*) FROM (SELECT 1 FROM shown WHERE day BETWEEN ? AND ? LIMIT ?)", (*around, CROWDED)).fetchone()[0]
    both = "shown s CROSS JOIN tagged g USING (event)" if near < CROWDED else "tagged g CROSS JOIN shown s USING (event)"
    own = db.execute("SELECT tag FROM tagged JOIN tags USING (tag) WHERE event = ? AND kind IN ('country', 'pair', 'name')", (number,))
    tags = [t for (t,) in own]
    found = db.execute(
        f"SELECT s.event_id, count(*) AS shared FROM {both} WHERE s.day BETWEEN ? AND ? AND s.event <> ? AND g.tag IN ({', '.join('?' * len(tags))}) "
        "GROUP BY 1 ORDER BY (s.quad = ?) DESC, shared DESC, 1 LIMIT ?", (*around, number, *tags, quad, limit)).fetchall()
    return [short for e, _ in found if (short := short_of(db, e))]


def short_of(db: sqlite3.Connection, ident: str) -> Record | None:
    """An event in short."""
    row = db.execute(f"SELECT {', '.join(f's.{c}' for c in COLUMNS)}, ifnull(s.record, e.record) FROM shown s LEFT JOIN events e USING (event_id) "
                     "WHERE s.event_id = ?", (ident,)).fetchone()
    return in_short(row) if row else None


def progress(db: sqlite3.Connection) -> Record:
    """How many reports were looked at, and by whom."""
    whole, done = (int(db.execute(sql).fetchone()[0]) for sql in (
        "SELECT count(*) FROM membership", "SELECT count(DISTINCT report_id) FROM reviewed WHERE action IN ('accept', 'reject', 'edit')"))
    people = db.execute("SELECT ifnull(said_by, ''), count(DISTINCT report_id) FROM reviewed WHERE action IN ('accept', 'reject', 'edit') GROUP BY 1 "
                        "ORDER BY 2 DESC, 1").fetchall()
    return {"reports": whole, "reviewed": done, "people": [{"name": name, "n": n} for name, n in people]}


def reviews_of(db: sqlite3.Connection, reports: Sequence[str]) -> list[Record]:
    """What people said of some reports, the latest first, with its text."""
    marks = ", ".join("?" * len(reports))
    rows = db.execute("SELECT DISTINCT v.review, v.made, v.said_by, v.action, v.target, v.slot, v.value, v.note FROM reviewed d "
                      f"JOIN reviews v USING (review) WHERE d.report_id IN ({marks}) ORDER BY v.review DESC", list(reports))
    names = ("review", "made", "by", "action", "target", "slot", "value", "note")
    return [{**dict(zip(names, row, strict=True)), "value": json.loads(row[6]) if row[6] else None} for row in rows]
