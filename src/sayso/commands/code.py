"""Articles in, rows out: ``sayso code``, and the commands that show, explain, score and complete what it does.

``sayso code news/ -o rows.csv; sayso explain article.txt``
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import asdict
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer

from sayso import __version__, languages, read, run
from sayso.commands.guard import INTERRUPTED
from sayso.errors import Missing, SaysoError
from sayso.export import SUFFIXES, Writer, opened
from sayso.export.plain import plain
from sayso.model import Article, Skipped
from sayso.read import Given, Item, language
from sayso.read.day import day
from sayso.resolve.own import own
from sayso.run.by_language import ByLanguage
from sayso.run.local import coder_of

if TYPE_CHECKING:
    from sayso.pipeline import Coded

CODER: run.Factory = "sayso.run.by_language:ByLanguage"
DEMO = Path(__file__).parents[1] / "demo"

app = typer.Typer()


class Form(StrEnum):
    """What rows are written as."""

    table = "table"
    jsonl = "jsonl"
    csv = "csv"
    parquet = "parquet"


Paths = Annotated[list[Path] | None, typer.Argument(metavar="PATH…", show_default=False,
                                                    help="Files or folders; - reads standard input.")]
Text = Annotated[str | None, typer.Option("--text", metavar="TEXT", help="The article itself.")]
Published = Annotated[str | None, typer.Option("--published", metavar="DATE",
                                               help="Day of publication (2022-12-30), where an article does not say it.")]
Lang = Annotated[str | None, typer.Option("--lang", metavar="XX", help="Language, where an article does not say it.")]
Outlet = Annotated[str | None, typer.Option("--outlet", metavar="NAME", help="Who published, where an article does not say it.")]
Workers = Annotated[int, typer.Option("--workers", min=1, metavar="N", help="Processes to code with; the output is the same.")]
Pack = Annotated[str, typer.Option("--pack", metavar="fast|accurate|open", help="Which language pack parses.")]
Model = Annotated[list[str] | None, typer.Option("--model", metavar="XX=PATH", show_default=False,
                                                 help="A spaCy pipeline with UD v2 labels for a language: a folder or a package.")]
Own = Annotated[Path | None, typer.Option("--actors", metavar="FILE", show_default=False,
                                          help="Your own people and organisations; they win over the built-in (see docs/actors.md).")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress and no summary.")]


@app.command()
def code(
    paths: Paths = None, text: Text = None, published: Published = None, lang: Lang = None, outlet: Outlet = None,
    form: Annotated[Form | None, typer.Option("--format", "-f", help="Default: by the suffix of FILE, else a table.",
                                              show_default=False)] = None,
    output: Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write here, not to the screen.")] = None,
    min_confidence: Annotated[float, typer.Option("--min-confidence", min=0, max=1, metavar="X",
                                                  help="Leave out reports less sure than this.")] = 0.0,
    workers: Workers = 1, quiet: Quiet = False, pack: Pack = languages.DEFAULT, model: Model = None, own_actors: Own = None,
    to: Annotated[Path | None, typer.Option("--to", metavar="FILE", help="Add to this project file (news.sayso); see sayso open.",
                                            show_default=False)] = None,
    no_merge: Annotated[bool, typer.Option("--no-merge", help="With --to: leave merging for later (sayso merge).")] = False,
) -> None:
    """Code articles: who did what to whom.

    Reads .txt .md .html .json .jsonl .csv .tsv .parquet, folders of these, and standard input.

    \b
    Examples:
      sayso code --text "Ieri il premier ha incontrato Macron a Parigi." --published 2025-03-01
      sayso code news/ -o rows.csv
      cat news.jsonl | sayso code - --format jsonl --workers 2 > reports.jsonl
      sayso code news/ --to news.sayso
    """
    given = given_by(published, lang, outlet)
    if not paths and text is None:
        raise typer.BadParameter('give a PATH, - or --text "…"')
    if to:
        if output or form or min_confidence:
            raise typer.BadParameter("a project file takes every report; choose what and how with: sayso export", param_hint="--to")
        if to.suffix.lower() in SUFFIXES:
            raise typer.BadParameter(f"{to.name} would become a project file: name it {to.stem}.sayso, or write rows with -o", param_hint="--to")
        from sayso.commands import store  # late: rows need no project file

        made = (pack, packs_of(model), own_actors)
        return store.code_to(to, items_of(paths, text, given, to), with_packs(pack, model, own_actors), made,
                             inputs_of(paths, text, given), run.Progress(total_of(paths, text, quiet), quiet), workers, not no_merge)
    form = form or form_of(output)
    refuse_overwriting(paths or [], output)
    with opened(form, output) as out:
        tally, is_cut = coded(items_of(paths, text, given, output), out, run.Progress(total_of(paths, text, quiet), quiet),
                              workers, min_confidence, with_packs(pack, model, own_actors))
    end(tally, is_cut, quiet, output)


@app.command()
def demo(workers: Workers = 1) -> None:
    """Code the bundled articles. The table comes first, then one event merged from six outlets, with its origins.

    \b
    Example:
      sayso demo
    """
    if not any(DEMO.glob("*.txt")):
        raise Missing(f"the bundled articles are not in {DEMO}")
    from sayso.commands import event

    with event.brief() as book:
        with opened("table", None) as out:
            items = book.fresh(read.read([DEMO], given_by()))
            tally, is_cut = coded(items, out, run.Progress(read.count([DEMO])), workers, keep=book.save)
        end(tally, is_cut)
        event.show_widest(book)
    typer.echo(f"""
Go on:
  sayso explain {shown(DEMO / '02-raid-odessa.txt')}      why each row says what it says
  sayso code --text "Ieri il premier ha incontrato Macron a Parigi." --published 2025-03-01
  sayso code YOUR-ARTICLES/ -o rows.csv        .txt .md .html .json .jsonl .csv .parquet
  sayso code YOUR-ARTICLES/ --to news.sayso    a project file: merged, searched, corrected, exported
  sayso event news.sayso                       the event that most outlets tell, as above
  sayso serve news.sayso                       see it, check it, correct it in the browser; sayso serve --demo shows these articles
  sayso doctor                                 versions, licences, measured scores""")


@app.command()
def explain(
    path: Annotated[Path | None, typer.Argument(metavar="PATH", show_default=False, help="A file; - is standard input.")] = None,
    text: Text = None, published: Published = None, lang: Lang = None, outlet: Outlet = None,
    ident: Annotated[str | None, typer.Option("--id", metavar="ID", help="Which article of the file; else the first.")] = None,
    trees: Annotated[bool, typer.Option("--trees/--no-trees", help="With the parse of each sentence.")] = True,
) -> None:
    """Show why each row of an article says what it says. With its parse and its clauses.

    \b
    Examples:
      sayso explain article.txt --published 2025-03-01
      sayso explain --text "La polizia ha arrestato tre manifestanti." --no-trees
    """
    if path is None and text is None:
        raise typer.BadParameter('give a PATH, - or --text "…"')
    article = chosen(items_of([path] if path else None, text, given_by(published, lang, outlet)), ident)
    from sayso.explain import explain as told

    coded = cast("Coded", coder_of(CODER).code(article))
    echo_lines(told(coded, trees=trees))


@app.command()
def score(
    gold: Annotated[list[Path], typer.Argument(metavar="GOLD…", help="Articles with their events coded, one a line.")],
    reports: Annotated[Path | None, typer.Option("--reports", metavar="FILE",
                                                 help="Reports to score; else the gold articles are coded now.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Figures as JSON.")] = False,
    wrong: Annotated[bool, typer.Option("--wrong", help="Also what was missed and what is too much.")] = False,
    docs: Annotated[Path | None, typer.Option("--docs", metavar="FILE", help="Write the figures there as Markdown.")] = None,
    workers: Workers = 1, quiet: Quiet = False, pack: Pack = languages.DEFAULT, model: Model = None,
) -> None:
    """Score reports against articles coded by hand. Or on a set that asks one question.

    \b
    Sets, told by their form: pairs of actors (a .tsv with marked_sentence), articles that hold no event (.jsonl with class
    and no events), dates (recognizers_xx.json), realis (a folder of CAT XML), story groups (articles that tell the same events).
    Examples:
      sayso score gold.jsonl
      sayso score gold.jsonl --reports reports.jsonl --wrong
      sayso score refusals.jsonl
    """
    from sayso.score import GoldError, render, sets, write_docs
    from sayso.score import score as scored

    try:
        asked = {path for path in gold if sets.question(path)}
        others = {path: sets.figures(path, cast("Any", coder_of(with_packs(pack, model))).of) for path in gold if path in asked}
        results = {path: scored(path, reports or reports_on(path, workers, quiet, with_packs(pack, model))) for path in gold if path not in asked}
    except GoldError as e:
        raise SaysoError(str(e)) from None
    for path, told in others.items():
        echo_lines(json.dumps(told, ensure_ascii=False, indent=1) if as_json else f"{path.name}: {sets.render(told)}")
    for path, result in results.items():
        figures = {k: v for k, v in result.items() if k != "wrong"}
        echo_lines(json.dumps(figures, ensure_ascii=False, indent=1) if as_json else f"{path.name}: {render(result)}")
        if wrong:
            echo_lines("\n".join(result["wrong"]))
    if docs:
        write_docs(results, docs, f"sayso {__version__}", {told_apart(path, gold): told for path, told in others.items()})


def told_apart(path: Path, among: Sequence[Path]) -> str:
    """The name of a set, with its folder where another has that name, too."""
    return path.name if [p.name for p in among].count(path.name) == 1 else f"{path.parent.name}/{path.name}"


@app.command()
def unknown(
    paths: Paths, published: Published = None, lang: Lang = None, outlet: Outlet = None,
    top: Annotated[int, typer.Option("--top", metavar="N", min=1, help="How many to show.")] = 50,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line, all of them.")] = False,
    pack: Pack = languages.DEFAULT, model: Model = None,
) -> None:
    """List the acts that the lexicon does not know. Most frequent first: what to add to it.

    \b
    Examples:
      sayso unknown news/ --top 30
      sayso unknown news.jsonl --json > unknown.jsonl
    """
    from sayso.extract.unknown import counted

    of = cast("Any", coder_of(with_packs(pack, model))).of
    articles = read.articles(items_of(paths, None, given_by(published, lang, outlet)), lambda why: echo_lines(f"sayso: {why}", err=True))
    found = counted(seen for a in articles for seen in of(a.lang).unknown(a))
    if as_json:
        echo_lines("\n".join(json.dumps(asdict(u), ensure_ascii=False) for u in found))
    else:
        echo_lines("\n".join(f"{u.count:5}  {u.pos.lower():5} {u.lemma:20} {u.example[:100]}" for u in found[:top]) or "No unknown act.")


@app.command()
def doctor() -> None:
    """Say what is installed, how well it scored, what is missing. With versions and licences.

    \b
    Example:
      sayso doctor
    """
    from sayso.doctor import checkup

    found = checkup()
    echo_lines(found.text())
    raise typer.Exit(1 if found.missing else 0)


def given_by(published: str | None = None, lang: str | None = None, outlet: str | None = None) -> Given:
    """The options that stand in for what an article does not say."""
    on = day(published) if published else None
    if published and on is None:
        raise typer.BadParameter(f"{published!r} is not a day: write it as 2022-12-30", param_hint="--published")
    return Given(language.code(lang), on, outlet, languages.available())


def form_of(output: Path | None) -> Form:
    """The format that the output's suffix asks for; a table on the screen."""
    if output is None:
        return Form.table
    if output.suffix.lower() not in SUFFIXES:
        raise typer.BadParameter(f"cannot tell the format from {output.name!r}: use one of {' '.join(SUFFIXES)}, or --format",
                                 param_hint="-o")
    return Form(SUFFIXES[output.suffix.lower()])


def refuse_overwriting(paths: list[Path], output: Path | None) -> None:
    """The output must not be one of the inputs: opening it would empty it."""
    if output and any(path.is_file() and output.exists() and path.samefile(output) for path in paths):
        raise typer.BadParameter(f"{output} is also the input", param_hint="-o")


def items_of(paths: list[Path] | None, text: str | None, given: Given, output: Path | None = None) -> Iterable[Item]:
    """Articles from the options, the text first."""
    if text is not None:
        yield read.read_string(text, given)
    yield from read.read(paths or [], given, output)


def inputs_of(paths: list[Path] | None, text: str | None, given: Given) -> list[str]:
    """What a run was asked to read, as a project file remembers it."""
    said = {"lang": given.lang, "outlet": given.outlet, "published": given.published and given.published.isoformat()}
    return [*(["--text"] if text is not None else []), *map(str, paths or []), *(f"--{k} {v}" for k, v in said.items() if v)]


def total_of(paths: list[Path] | None, text: str | None, quiet: bool) -> int | None:
    """How many articles there will be, where it can be told and will be shown."""
    total = None if quiet or any(str(p) == "-" for p in paths or []) else read.count(paths or [])
    return None if total is None else total + (text is not None)


def with_packs(pack: str, model: list[str] | None, actors: Path | None = None) -> run.Factory:
    """A factory of coders with these packs and actors; a plain function of plain values, since workers get it too."""
    if actors:
        own(actors)  # a fault in it is told before anything is coded
    packs = packs_of(model)
    if pack not in languages.PACKS:
        raise typer.BadParameter("fast, accurate or open", param_hint="--pack")
    return partial(ByLanguage, pack, packs, actors) if packs or pack != languages.DEFAULT or actors else CODER


def packs_of(model: list[str] | None) -> dict[str, str]:
    """Language → pack, from ``it=PATH``."""
    packs = dict(m.split("=", 1) for m in model or () if "=" in m)
    if len(packs) != len(model or ()):
        raise typer.BadParameter("write it as it=PATH_OR_PACKAGE", param_hint="--model")
    return packs


def coded(items: Iterable[Item], out: Writer, progress: run.Progress, workers: int = 1,
          least: float = 0.0, coder: run.Factory | None = None,
          keep: Callable[[run.Outcome | Skipped], None] = lambda told: None) -> tuple[run.Tally, bool]:
    """Code and write everything; what was done, and whether Ctrl-C cut it short. ``keep`` gets each outcome whole."""
    run.one_thread()
    tally = run.Tally()
    with closing(run.run(items, coder or CODER, workers)) as outcomes:
        try:
            for told in outcomes:
                reports = () if isinstance(told, Skipped) else [r for r in told.reports if r.confidence >= least]
                out.write(reports)
                keep(told)
                tally.add(told, len(reports))
                progress.tell(tally.seen)
        except KeyboardInterrupt:
            return tally, True
        finally:
            progress.clear()
    return tally, False


def end(tally: run.Tally, is_cut: bool, quiet: bool = False, output: Path | None = None) -> None:
    """The summary and the exit status."""
    if tally.articles == 0 and not is_cut:
        raise SaysoError(nothing_done(tally))
    if not quiet:
        echo_lines(tally.summary(), err=True)
        if output:
            echo_lines(f"  written to {output}", err=True)
    if is_cut:
        echo_lines("sayso: interrupted; what was done is kept", err=True)
        raise typer.Exit(INTERRUPTED)


def nothing_done(tally: run.Tally) -> str:
    """Why no article could be coded."""
    if tally.seen == 0:
        return "no articles found"
    if tally.seen == 1:
        return "".join(f"{names[0]}: {reason}" for reason, names in tally.skipped.items())
    return "no article could be coded; " + "; ".join(line.strip() for line in tally.summary().splitlines()[1:])


def chosen(items: Iterable[Item], ident: str | None) -> Article:
    """The article with this id, or the first; the reason where there is none."""
    skipped: Skipped | None = None
    for item in items:
        if isinstance(item, Article) and ident in (None, item.id):
            return item
        skipped = item if isinstance(item, Skipped) and not ident else skipped
    if skipped:
        raise SaysoError(f"{skipped.source}: {skipped.reason}")
    raise SaysoError(f"no article with id {ident}" if ident else "no articles found")


def reports_on(gold: Path, workers: int = 1, quiet: bool = True, coder: run.Factory | None = None) -> list[dict[str, Any]]:
    """Native records of the gold's articles, coded now."""
    made: list[dict[str, Any]] = []

    class Held:
        def write(self, reports: Any) -> None:  # noqa: ANN401
            made.extend(r.to_dict() for r in reports)

        def close(self) -> None:
            pass

    tally, is_cut = coded(read.read([gold], given_by()), Held(), run.Progress(read.count([gold]), quiet), workers, coder=coder)
    if is_cut:
        raise KeyboardInterrupt
    if not tally.articles:
        raise SaysoError(nothing_done(tally))
    return made


def echo_lines(text: str, err: bool = False) -> None:
    """Print text that may hold words from outside, line by line, without control characters."""
    for line in text.split("\n"):
        typer.echo(plain(line), err=err)


def shown(path: Path) -> str:
    """A path as short as it can be said from here."""
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else str(path)
