"""``sayso quotes``: articles in, who said what and through whom out, as lines for people or as records."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from sayso import languages, read
from sayso.errors import Unreadable
from sayso.export import chain
from sayso.export.plain import cut, plain
from sayso.model import Article, Quote
from sayso.read import Given, Item, language
from sayso.read.day import day

if TYPE_CHECKING:
    from sayso.pipeline import Coder

CONTENT = 160  # characters of what is said
INDENT = "    "

app = typer.Typer()


class Form(StrEnum):
    """What attributions are written as."""

    table = "table"
    jsonl = "jsonl"


@app.command()
def quotes(
    paths: Annotated[list[Path] | None, typer.Argument(metavar="PATH…", show_default=False, help="Files or folders; - reads standard input.")] = None,
    text: Annotated[str | None, typer.Option("--text", metavar="TEXT", help="The article itself.")] = None,
    form: Annotated[Form, typer.Option("--format", "-f", help="Lines for people, or one record a line.")] = Form.table,
    output: Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write here, not to the screen.")] = None,
    published: Annotated[str | None, typer.Option("--published", metavar="DATE", help="Day of publication, where it is not told.")] = None,
    lang: Annotated[str | None, typer.Option("--lang", metavar="XX", help="Language, where an article does not say it.")] = None,
    outlet: Annotated[str | None, typer.Option("--outlet", metavar="NAME", help="Who published; it is left out of the chains.")] = None,
    pack: Annotated[str, typer.Option("--pack", metavar="fast|accurate|open", help="Which language pack parses.")] = languages.DEFAULT,
) -> None:
    """List who said what, through whom.

    A chain goes from who spoke first to who passed it on last; parties that pass it on side by side stand in braces:
    Borisov → Rossiya-24 → {Tass, Interfax} → Ansa. What the article says in its own voice is not listed.

    \b
    Examples:
      sayso quotes article.txt
      sayso quotes news/ --format jsonl -o quotes.jsonl
      sayso quotes --text "«Non cederemo», ha detto il ministro alla Bbc." --lang it
    """
    if not paths and text is None:
        raise typer.BadParameter('give a PATH, - or --text "…"')
    if pack not in languages.PACKS:
        raise typer.BadParameter("fast, accurate or open", param_hint="--pack")
    given = given_by(published, lang, outlet)
    if output and output.exists() and any(p.is_file() and p.samefile(output) for p in paths or []):
        raise typer.BadParameter(f"{output} is also the input", param_hint="-o")
    with ExitStack() as opened:
        out = written_to(output, opened)
        tell(read.articles(items_of(paths or [], text, given, output), skip), form, pack, out)


def given_by(published: str | None, lang: str | None, outlet: str | None) -> Given:
    """The options that stand in for what an article does not say."""
    on = day(published) if published else None
    if published and on is None:
        raise typer.BadParameter(f"{published!r} is not a day: write it as 2022-12-30", param_hint="--published")
    return Given(language.code(lang), on, outlet, languages.available())


def items_of(paths: list[Path], text: str | None, given: Given, output: Path | None) -> Iterator[Item]:
    """Articles from the options, the text first."""
    if text is not None:
        yield read.read_string(text, given)
    yield from read.read(paths, given, output)


def written_to(output: Path | None, opened: ExitStack) -> TextIO:
    """The file to write, else standard output."""
    if output is None:
        return sys.stdout
    try:
        return opened.enter_context(output.open("w", encoding="utf-8", newline="\n"))
    except OSError as e:
        raise Unreadable(f"cannot write {output}: {e.strerror or e}") from None


def tell(items: Iterator[Article], form: Form, pack: str, out: TextIO) -> None:
    """Write the attributions of all articles."""
    for item in items:
        found = coder(item.lang or "", pack).code(item).quotes
        lines = map(record, found) if form is Form.jsonl else shown(item, found)
        for line in lines:
            out.write(line + "\n")


def skip(why: str) -> None:
    """Say on stderr what was left out."""
    typer.echo(plain(f"sayso: {why}"), err=True)


def coder(lang: str, pack: str) -> Coder:
    """The pipeline of a language; late, since a parser takes a second to load."""
    from sayso import pipeline

    return pipeline.load(lang, pack)


def record(quote: Quote) -> str:
    """The attribution record."""
    return json.dumps(quote.to_dict(), ensure_ascii=False)


def shown(article: Article, found: tuple[Quote, ...]) -> Iterator[str]:
    """An article's attributions for people: the chain, then the words."""
    yield cut(article.title or article.id, 100)
    if not found:
        yield f"{INDENT}nobody is quoted"
    for q in found:
        how = ", ".join(filter(None, (q.attribution.speech, q.attribution.medium)))
        who = chain.line(q.sources.paths) or "(nobody named)"
        yield f"{INDENT}{who}   ({how}; “{cut(q.attribution.cue.text, 40)}”)"
        yield f"{INDENT * 2}{cut(' … '.join(c.text for c in q.attribution.content), CONTENT)}"
    yield ""
