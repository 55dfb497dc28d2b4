"""The command line: which file of :mod:`sayso.commands` holds which command.

In: what a user types. Out: rows on standard output or in a file; what happened on stderr; 0 where something could be done, 1
where nothing could, 2 for wrong usage, 130 after Ctrl-C. Only the file of the command that was typed is loaded: a page or a row
comes sooner.

``sayso code news/ -o rows.csv``
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Annotated

import typer

from sayso import __version__
from sayso.commands.guard import guarded

HOMES = {
    "code": ("code", "demo", "explain", "score", "unknown", "doctor"),
    "store": ("open", "sql", "search", "export", "diff", "merge", "review"),
    "agreement": ("agreement",), "event": ("event",), "actors": ("actors", "places"), "convert": ("convert",), "quotes": ("quotes",),
    "serve": ("serve",),
}


def about(version: Annotated[bool, typer.Option("--version", help="Say which version this is.")] = False) -> None:
    """News in, event data one can defend out: who did what to whom, on whose say-so.

    Begin with: sayso demo
    """
    if version:
        typer.echo(f"sayso {__version__}")
        raise typer.Exit


def application(typed: str = "") -> typer.Typer:
    """The command line with the commands that live beside the one typed; with all of them where it is none."""
    app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None,
                      context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
    app.callback(invoke_without_command=True)(about)
    for home in [home for home, names in HOMES.items() if typed in names] or HOMES:
        app.add_typer(import_module(f"sayso.commands.{home}").app)
    return app


def main() -> None:
    """The ``sayso`` command."""
    if hasattr(sys.stderr, "reconfigure"):
        sys.stderr.reconfigure(errors="backslashreplace")
    guarded(application(sys.argv[1] if len(sys.argv) > 1 else ""))
