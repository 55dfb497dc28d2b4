"""``sayso actors`` and ``sayso places``: a name, or a corpus, in; how names are resolved and why, out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sayso import languages, read
from sayso.errors import SaysoError
from sayso.export.plain import cut, plain
from sayso.model import Report
from sayso.read import Given
from sayso.read.day import day

if TYPE_CHECKING:
    from sayso.resolve.tables import Tables

What = Annotated[list[str], typer.Argument(metavar="TEXT|PATH…", help="A name or description; or files and folders of articles.")]
Lang = Annotated[str, typer.Option("--lang", metavar="XX", help="Language of the name.")]
On = Annotated[str | None, typer.Option("--on", metavar="DATE", help="The day it was said (2022-12-30): who held the office then?")]
After = Annotated[str, typer.Option("--after", metavar="SENTENCE", help="A sentence before it, to choose between namesakes.")]
Own = Annotated[Path | None, typer.Option("--actors", metavar="FILE", help="Your own people and organisations; they win.", show_default=False)]
Top = Annotated[int, typer.Option("--top", metavar="N", min=1, help="How many of a corpus to show.")]

app = typer.Typer()


@app.command()
def actors(what: What, lang: Lang = "it", on: On = None, after: After = "", own: Own = None, top: Top = 50) -> None:
    """Say whom a name or description stands for, and why. Of a corpus, list its actors, unresolved ones first.

    \b
    Examples:
      sayso actors "il capo della diplomazia di Teheran"
      sayso actors "Medvedev" --on 2010-06-01
      sayso actors "Fdn" --actors mine.tsv
      sayso actors news/ --top 30
    """
    if paths := files(what):
        echo(counted(parties(paths, own), top, "actor"))
        return
    from sayso.resolve.looked_up import actor_lines

    tables, held = tables_of(lang, own), day_of(on)
    for text in what:
        echo(actor_lines(text, tables, held, after))


@app.command()
def places(what: What, lang: Lang = "it", after: After = "", own: Own = None, top: Top = 50) -> None:
    """Say where a name is, and which namesakes there are. Of a corpus, list its places, unresolved ones first.

    \b
    Examples:
      sayso places Tripoli --after "L'esercito libanese è entrato a Sidone, in Libano."
      sayso places news/ --top 30
    """
    if paths := files(what):
        echo(counted(wheres(paths, own), top, "place"))
        return
    from sayso.resolve.looked_up import place_lines

    tables = tables_of(lang, own)
    for text in what:
        echo(place_lines(text, tables, after))


def files(what: list[str]) -> list[Path]:
    """The arguments as paths, where they all are; a mixture is refused, and so is what is no name."""
    if not all(w.strip() for w in what):
        raise SaysoError("an empty name: say whom or what to look up")
    there = [Path(w) for w in what if w and Path(w).exists()]
    if there and len(there) < len(what):
        raise SaysoError(f"{next(w for w in what if not Path(w).exists())}: no such file; give names, or files, not both")
    return there


def tables_of(lang: str, own: Path | None) -> Tables:
    """The tables of a language with the user's actors."""
    from sayso.resolve.own import own as read_own
    from sayso.resolve.tables import Tables

    if lang not in languages.available():
        raise SaysoError(f"no language {lang!r}; there are {', '.join(languages.available())}")
    return Tables(lang, read_own(own) if own else None)


def day_of(on: str | None) -> date | None:
    """A day as typed."""
    held = day(on) if on else None
    if on and held is None:
        raise SaysoError(f"{on!r} is not a day: write it as 2022-12-30")
    return held


def reports(paths: list[Path], own: Path | None) -> Iterator[Report]:
    """The reports of a corpus."""
    from sayso.run.by_language import ByLanguage

    coder = ByLanguage(actors=own)
    for coded in coder.code_many(read.articles(read.read(paths, Given(None, None, None, languages.available())), skip)):
        yield from coded.reports


def parties(paths: list[Path], own: Path | None) -> Iterator[tuple[str, str]]:
    """(words, codes) of every actor and recipient; no codes where the country is unknown."""
    for r in reports(paths, own):
        for p in (*r.actors, *r.recipients):
            yield p.known.name, " ".join(x for x in (p.known.country, p.known.sector) if x) if p.known.country else ""


def wheres(paths: list[Path], own: Path | None) -> Iterator[tuple[str, str]]:
    """(words, country and precision) of every place; the latter empty where the country is unknown."""
    for r in reports(paths, own):
        if r.where is not None:
            yield r.where.name, f"{r.where.country} {r.where.precision}" if r.where.country else ""


def counted(found: Iterable[tuple[str, str]], top: int, noun: str) -> Iterator[str]:
    """Lines with counts, what has no codes first, then the most frequent."""
    tally = Counter(found)
    if not tally:
        yield f"No {noun} found."
    for (name, codes), n in sorted(tally.items(), key=lambda item: (bool(item[0][1]), -item[1], item[0][0]))[:top]:
        yield f"{n:6}  {codes or 'unresolved':14} {cut(name, 80)}"


def skip(why: str) -> None:
    """Say on stderr what was left out."""
    typer.echo(plain(f"sayso: {why}"), err=True)


def echo(lines: Iterable[str]) -> None:
    """Print lines that may hold words from outside, without control characters."""
    for line in lines:
        typer.echo(plain(line))
