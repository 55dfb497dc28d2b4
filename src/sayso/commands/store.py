"""Commands on a project file: open, sql, search, export, diff, merge, review; and what ``sayso code --to`` does.

In: ``news.sayso``. Out: tables, JSON Lines, CSV, Parquet.

``sayso code news/ --to news.sayso; sayso open news.sayso; sayso export news.sayso --to reports``
"""

from __future__ import annotations

import csv
import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from enum import Enum, StrEnum
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Annotated, Any, TextIO

import typer

from sayso import run
from sayso.commands.guard import INTERRUPTED, fail
from sayso.errors import SaysoError, Unwritable
from sayso.export import standard_output, whole
from sayso.export.plain import cut, plain
from sayso.merge.rules import told_in
from sayso.read import Item
from sayso.run import spread
from sayso.store import articles, events, gold, merging, queries, reading, reviews, runs, tables, writing
from sayso.store import search as searching
from sayso.store.opening import alone, told
from sayso.store.saving import Book
from sayso.store.versions import Versions, versions

app = typer.Typer()
ON_SCREEN = 1000  # rows of a table on the screen
WIDEST = 48  # characters of a cell there


class Form(StrEnum):
    """What rows of a query are written as."""

    table = "table"
    jsonl = "jsonl"
    csv = "csv"


class To(StrEnum):
    """What an export holds."""

    reports = "reports"
    events = "events"
    articles = "articles"
    gold = "gold"
    csv = "csv"
    parquet = "parquet"


class Action(Enum):
    """What a person says of a report or an event; ``list`` shows what was said."""

    accept = "accept"
    reject = "reject"
    edit = "edit"
    note = "note"
    merge = "merge"
    split = "split"
    withdraw = "withdraw"
    list = "list"

File = Annotated[Path, typer.Argument(metavar="FILE", help="A project file, made by: sayso code PATH --to FILE", show_default=False)]
Output = Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write here, not to the screen.")]
As = Annotated[Form, typer.Option("--format", "-f", help="Rows as a table, JSON Lines or CSV.")]


def save(path: Path, items: Iterable[Item], coder: run.Factory, made_by: Versions, inputs: list[str],
         progress: run.Progress, workers: int, is_merged: bool = True) -> tuple[run.Tally, Book, bool]:
    """Code what is not in the file yet and write it there; what was done, the run, and whether Ctrl-C cut it short."""
    run.one_thread()
    tally = run.Tally()
    with alone(path), writing(path) as db, told(path):
        book = Book(db, made_by, inputs, path)
        book.begin()
        with closing(run.run(book.fresh(items), coder, workers)) as outcomes:
            try:
                for one in outcomes:
                    book.save(one)
                    tally.add(one)
                    progress.tell(tally.seen + book.known)
                book.finish()
                if is_merged:
                    merging.merge(db, workers=workers)
            except KeyboardInterrupt:
                return tally, book, True
            finally:
                progress.clear()
    return tally, book, False


def code_to(path: Path, items: Iterable[Item], coder: run.Factory, packs: tuple[str, dict[str, str], Path | None], inputs: list[str],
            progress: run.Progress, workers: int, is_merged: bool = True) -> None:
    """``sayso code … --to FILE``: code, merge, and say what was done."""
    tally, book, is_cut = save(path, items, coder, versions(*packs), inputs, progress, workers, is_merged)
    if not (tally.articles or book.known or is_cut):
        skipped = "; ".join(line.strip() for line in tally.summary().splitlines()[1:])
        raise SaysoError(f"no article could be coded; {skipped}" if tally.seen else "no articles found")
    if not progress.is_quiet:
        tell([*tally.summary().splitlines(), *([f"  known already: {book.known}"] if book.known else []), f"  saved in {path}"])
    if is_cut:
        tell(["sayso: interrupted; what was done is kept, the same command goes on from here"])
        raise typer.Exit(INTERRUPTED)


def tell(lines: Iterable[str]) -> None:
    """Say it on stderr, without control characters."""
    for line in lines:
        typer.echo(plain(line), err=True)


@app.command("open")
def open_(file: File, as_json: Annotated[bool, typer.Option("--json", help="The same as JSON.")] = False) -> None:
    """Say what a project file holds. Articles, runs, reports, events, the most frequent types and countries.

    \b
    Example:
      sayso open news.sayso
    """
    with reading(file) as db, told(file):
        summary = queries.summary(db)
    for line in [json.dumps(summary, ensure_ascii=False)] if as_json else [str(file), *queries.lines(summary)]:
        typer.echo(plain(line))


@app.command()
def sql(
    file: File, query: Annotated[str, typer.Argument(metavar="QUERY", help="A query that reads: SELECT …")],
    form: As = Form.table, output: Output = None,
) -> None:
    """Ask a project file in SQL. Nothing can be written; the tables are told in docs/store.md.

    \b
    Examples:
      sayso sql news.sayso "SELECT type, count(*) FROM current_reports GROUP BY type"
      sayso sql news.sayso "SELECT * FROM events" --format csv -o events.csv
    """
    with reading(file) as db, told(file), written(output, file) as out:
        names, rows = queries.asked(db, query)
        show(out, form, names, rows)


@app.command()
def search(
    file: File, query: Annotated[str, typer.Argument(metavar="QUERY", help='Words; "a phrase", -not, begin*, one OR other.')],
    limit: Annotated[int, typer.Option("--limit", min=1, metavar="N", help="How many at most.")] = 20,
    lang: Annotated[str | None, typer.Option("--lang", metavar="XX", help="Only articles of this language.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """Find articles by their words. Endings do not matter, in Italian and English.

    \b
    Examples:
      sayso search news.sayso "arresti manifestanti"
      sayso search news.sayso '"Security Council" -veto' --limit 5
    """
    with reading(file) as db, told(file):
        hits = list(searching.search(db, query, limit, lang))
        is_cut = searching.is_cut(db, query, lang)
    for h in hits:
        if as_json:
            typer.echo(json.dumps({k: getattr(h, k) for k in h.__slots__}, ensure_ascii=False))
        else:
            head = ", ".join(filter(None, (h.id, h.outlet, h.published, h.lang, queries.number(h.reports, "report"))))
            typer.echo(plain(f"{cut(h.title, 90) or '(no title)'}  [{head}]"))
            typer.echo(f"  {h.passage}")
    if is_cut:
        typer.echo(f"more than {searching.RANKED} articles match; the latest of them were ranked: add a word to find older ones", err=True)
    if not hits:
        typer.echo("Nothing found.", err=True)


@app.command()
def export(
    file: File,
    to: Annotated[To, typer.Option("--to", help="reports, events, articles, gold as JSON Lines; csv or parquet with --table.")] = To.reports,
    table: Annotated[str | None, typer.Option("--table", metavar="NAME", help="Which table (docs/store.md).", show_default=False)] = None,
    output: Output = None,
    min_confidence: Annotated[float, typer.Option("--min-confidence", min=0, max=1, metavar="X",
                                                  help="Leave out reports less sure than this.")] = 0.0,
    partly: Annotated[bool, typer.Option("--partly", help="With --to gold: the reviewed rows of articles reviewed in part, too.")] = False,
) -> None:
    """Write what a project file holds. Reports or events, as corrected by reviews, reviewed articles as gold for sayso score, or any table.

    \b
    Examples:
      sayso export news.sayso --to reports -o reports.jsonl
      sayso export news.sayso --to events -o events.jsonl
      sayso export news.sayso --to articles -o articles.jsonl
      sayso export news.sayso --to gold -o gold.jsonl
      sayso export news.sayso --table articles --to parquet -o articles.parquet
    """
    if (table is not None) != (to in (To.csv, To.parquet)):
        raise typer.BadParameter("--table goes with --to csv or --to parquet, and they with it", param_hint="--table")
    if partly and to is not To.gold:
        raise typer.BadParameter("goes with --to gold", param_hint="--partly")
    with reading(file) as db, told(file):
        if to is To.parquet:
            if output is None or refuse_itself(file, output):
                raise Unwritable("Parquet needs a file: say -o FILE.parquet")
            tables.to_parquet(db, table or "", output)
            return
        if to in (To.reports, To.events, To.gold) and not merging.is_fresh(db):
            tell(["sayso: the events are older than the reports; bring them up to date with: sayso merge " + str(file)])
        with written(output, file) as out:
            if to is To.csv:
                tables.to_csv(db, table or "", out)
                return
            made: dict[To, Callable[[sqlite3.Connection], Iterator[dict[str, Any]]]] = {
                To.reports: events.corrected_reports, To.events: events.corrected_events, To.articles: articles.records,
                To.gold: partial(gold_told, is_partly=partly)}
            for record in made[to](db):
                if to is not To.reports or record["confidence"] >= min_confidence:
                    out.write(json.dumps(record, ensure_ascii=False) + "\n")


@app.command()
def diff(
    file: File, before: Annotated[int, typer.Argument(metavar="RUN", help="Number of a run, as sayso open shows it.")],
    after: Annotated[int, typer.Argument(metavar="RUN", help="A later one.")],
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a change.")] = False,
) -> None:
    """Show what coding again changed. Reports added, removed and changed, and in which slots.

    \b
    Example:
      sayso diff news.sayso 1 2
    """
    with reading(file) as db, told(file):
        shared, count = runs.shared(db, before, after), dict.fromkeys(("added", "removed", "changed"), 0)
        for c in runs.diff(db, before, after):
            count[c.kind] += 1
            if as_json:
                typer.echo(json.dumps({k: getattr(c, k) for k in c.__slots__}, ensure_ascii=False))
                continue
            typer.echo(plain(f"{c.kind:8} {c.article}  {c.report}  {c.type or '?'}  “{cut(c.trigger, 40)}”"))
            for slot, (old, new) in c.fields.items():
                typer.echo(f"           {slot}: {cut(json.dumps(old, ensure_ascii=False), 70)} → {cut(json.dumps(new, ensure_ascii=False), 70)}")
    counted = ", ".join(f"{n} reports {kind}" for kind, n in count.items())
    tell([f"{shared['both']} articles in both runs, {shared['recoded']} of them coded anew: {counted}",
          *([f"  only in run {before}: {shared['before']}, only in run {after}: {shared['after']}"] if shared["before"] or shared["after"] else [])])


@app.command()
def merge(
    file: File,
    rules: Annotated[Path | None, typer.Option("--rules", metavar="FILE", help="YAML with other rules; kept in the file for the next time.",
                                               show_default=False)] = None,
    usual: Annotated[bool, typer.Option("--usual-rules", help="Back to the rules sayso comes with.")] = False,
    workers: Annotated[int, typer.Option("--workers", min=1, metavar="N", help="Processes to merge many reports with; the output is the same.",
                                         show_default="one for each core, 4 at most")] = spread.usual_workers(),
) -> None:
    """Merge the reports of a project file into events anew. sayso code --to does so by itself.

    \b
    Examples:
      sayso merge news.sayso
      sayso merge news.sayso --rules strict.yaml
    """
    chosen = {} if usual else None if rules is None else told_in(rules)
    with alone(file), writing(file, is_new=False) as db, told(file):
        try:
            merging.merge(db, chosen, is_forced=True, workers=workers)
        except KeyboardInterrupt:
            fail("interrupted; the events are as they were", INTERRUPTED)
        reports, found = (db.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in ("membership", "events"))
    tell([f"{queries.number(reports, 'report')} of {queries.number(found, 'event')}"])


@app.command()
def review(
    file: File, action: Annotated[Action, typer.Argument(help="What you say of it; list shows what was said.")],
    targets: Annotated[list[str] | None, typer.Argument(metavar="ID…", show_default=False,
                                                        help="Reports, events, or the number of a review.")] = None,
    slot: Annotated[str | None, typer.Option("--slot", metavar="NAME", help="With edit: which slot.")] = None,
    value: Annotated[str | None, typer.Option("--value", metavar="VALUE", help="With edit: its value, in words or JSON.")] = None,
    note: Annotated[str | None, typer.Option("--note", metavar="TEXT", help="Why.")] = None,
    by: Annotated[str | None, typer.Option("--by", metavar="NAME", help="Who says so.", envvar="SAYSO_REVIEWER")] = None,
) -> None:
    """Correct reports and events. Each is a record beside the machine's; it wins in every export, outlives coding again, can be withdrawn.

    \b
    Examples:
      sayso review news.sayso accept r-0a1b2c
      sayso review news.sayso edit r-0a1b2c --slot status --value denied --note "see the last paragraph"
      sayso review news.sayso edit r-0a1b2c --slot actors --value "RUS MIL, BLR"
      sayso review news.sayso merge E-11aa E-22bb
      sayso review news.sayso split r-0a1b2c r-3d4e5f
      sayso review news.sayso withdraw 3
      sayso review news.sayso list
    """
    if action is Action.list:
        with reading(file) as db, told(file):
            holding = {r.number for r in reviews.active(db)}
            lines = reviews.named(reviews.every(db), reviews.corrections(db).lost, holding)
        for line in lines:
            typer.echo(plain(line))
        if not lines:
            tell(["No reviews yet."])
        return
    if not targets:
        raise typer.BadParameter("say which: ids of reports or events, or the number of a review", param_hint="ID")
    with writing(file, is_new=False) as db, told(file):
        number = reviews.add(db, reviews.Ask(action.value, tuple(targets), slot, value, note, by))
    tell([f"review {number}: {action.value} {' '.join(targets)}; take it back with: sayso review {file} withdraw {number}"])


# ------------------------------------------------------------- parts


@contextmanager
def written(output: Path | None, file: Path) -> Iterator[TextIO]:
    """Where to write: standard output, or a file that takes its name when it is whole."""
    if output is None:
        yield standard_output()
        return
    refuse_itself(file, output)
    with whole(output, newline="") as stream:
        yield stream


def gold_told(db: sqlite3.Connection, is_partly: bool) -> Iterator[dict[str, Any]]:
    """Reviewed articles as gold, and on stderr what is left out."""
    n = 0
    for n, article in enumerate(gold.gold_records(db, is_partly), 1):  # noqa: B007
        yield article
    left = 0 if is_partly else gold.left_out(db)
    if left:
        tell([f"sayso: left out: {queries.number(left, 'article')} reviewed in part; with --partly their reviewed rows come, too"])
    elif not n:
        tell(["sayso: no article was reviewed yet; begin with: sayso review --help"])


def refuse_itself(file: Path, output: Path) -> bool:
    """The output must not be the project file."""
    if output.exists() and file.exists() and output.samefile(file):
        raise typer.BadParameter(f"{output} is the project file itself", param_hint="-o")
    return False


def show(out: TextIO, form: Form, names: Sequence[str], rows: Iterator[tuple[Any, ...]]) -> None:
    """Rows of a query in the form asked for."""
    if form is Form.jsonl:
        for row in rows:
            out.write(json.dumps(dict(zip(names, map(in_json, row), strict=True)), ensure_ascii=False) + "\n")
    elif form is Form.csv:
        lines = csv.writer(out, lineterminator="\n")
        lines.writerow(names)
        lines.writerows([tables.cell(in_json(v), "") for v in row] for row in rows)
    else:
        some = [[cut("" if v is None else str(in_json(v)), WIDEST) for v in row] for row in islice(rows, ON_SCREEN)]
        heads = [cut(name, WIDEST) for name in names]
        widths = [max(map(len, column)) for column in zip(heads, *some, strict=True)]
        for line in [heads, ["-" * w for w in widths], *some]:
            out.write("  ".join(f"{c:{w}}" for c, w in zip(line, widths, strict=True)).rstrip() + "\n")
        if next(rows, None) is not None:
            tell([f"the first {ON_SCREEN:,} rows; all of them with --format csv"])


def in_json(value: object) -> object:
    """A value as JSON and CSV have it; bytes in hexadecimal."""
    return value.hex() if isinstance(value, bytes) else value
