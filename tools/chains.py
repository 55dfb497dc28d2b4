"""Parses the passages of chain files: ``python tools/chains.py tests/resolve/chains_it.txt`` writes ``chains_it.conllu`` beside it.

A passage is a line ``# name``, its paragraphs, a line each, and a line ``- words | first > … > last ; …`` for every claim.
"""

from __future__ import annotations

import argparse
import re
from pathlib import Path

from sayso import languages
from sayso.model import Article
from sayso.parse import conllu
from sayso.parse.spacy_ import SpacyParser


def passages(text: str) -> list[tuple[str, str, list[str]]]:
    """Name, text and claims of each passage."""
    out = []
    for block in re.split(r"(?m)^# ", text)[1:]:
        name, *lines = block.strip().split("\n")
        told = [line for line in lines if line.strip() and not line.startswith("- ")]
        out.append((name.strip(), "\n\n".join(told), [line[2:] for line in lines if line.startswith("- ")]))
    return out


def stored(parser: SpacyParser, name: str, text: str, claims: list[str]) -> str:
    """A passage as CoNLL-U blocks."""
    blocks = []
    for k, s in enumerate(parser.sentences(Article("passage", parser.lang, "", text))):
        head = [f"# passage = {name}", *(f"# claim = {c}" for c in claims)] if k == 0 else []
        head += [f"# paragraph = {s.paragraph}", *(["# heading = yes"] if s.is_heading else [])]
        blocks.append("\n".join((*head, conllu.write(s).strip())))
    return "\n\n".join(blocks)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--pack", default=languages.DEFAULT)
    given = parser.parse_args()
    for path in given.files:
        pack = SpacyParser(path.stem.rpartition("_")[2], given.pack)
        found = [stored(pack, *p) for p in passages(path.read_text(encoding="utf-8"))]
        path.with_suffix(".conllu").write_text("\n\n".join(found) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
