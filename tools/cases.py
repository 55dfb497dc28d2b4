"""Parses the sentences of case files: ``python tools/cases.py tests/cases/it/passive.txt`` writes ``passive.conllu`` beside it.

The ``.txt`` holds blocks of comment lines (``# text = …``, ``# expect = …``); the parse of the installed pack is put under each.
``--pack accurate`` parses with that pack; ``--drift`` only says which stored parses the pack would now make differently.
"""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from sayso.model import Article
from sayso.parse import conllu
from sayso.parse.spacy_ import SpacyParser


def parsed(parser: SpacyParser, text: str) -> str | None:
    """The CoNLL-U rows of a sentence; ``None`` where the pack sees several sentences."""
    found = parser.sentences(Article("case", parser.lang, "", text, date(2025, 1, 1)))
    return conllu.write(found[0]).split("\n", 1)[1] if len(found) == 1 else None


def comments(block: str) -> list[str]:
    """The comment lines of a block."""
    return [line for line in block.splitlines() if line.startswith("#")]


def text_of(lines: list[str]) -> str:
    """The sentence of a block."""
    return next(line.split("=", 1)[1].strip() for line in lines if line.startswith("# text"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--drift", action="store_true")
    parser.add_argument("--pack", default="fast")
    given = parser.parse_args()
    packs: dict[str, SpacyParser] = {}
    for path in given.files:
        pack = packs.setdefault(path.parent.name, SpacyParser(path.parent.name, given.pack))
        out = []
        for block in path.read_text(encoding="utf-8").split("\n\n"):
            lines = comments(block)
            if not lines:
                continue
            rows = parsed(pack, text_of(lines))
            if rows is None:
                print(f"{path.name}: not one sentence to the pack: {text_of(lines)}")
            elif given.drift and rows.strip() not in block:
                print(f"{path.name}: parsed differently now: {text_of(lines)}")
            else:
                out.append("\n".join(lines) + "\n" + rows)
        if not given.drift:
            path.with_suffix(".conllu").write_text("\n".join(out), encoding="utf-8")


if __name__ == "__main__":
    main()
