"""A pipeline for trees and one for names in, the pack out: one ordinary spaCy pipeline.

    python assemble.py PACK TREES/model-best --names NAMES/model-best

Without `--names` (the open pack) the pipeline tags no names. Paths of the machine it was trained
on are removed from the configuration.
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language

META: dict[str, Any] = {
    "name": "sayso",
    "version": "0.1.0",
    "description": "Italian news: trees (UD), tags, lemmas, sentences, names (PER, LOC, ORG)",
    "author": "sayso",
    "email": "",
    "url": "",
}


def joined(trees: Path, names: Path | None) -> Language:
    """The name tagger brings its own tok2vec; both read the same vectors."""
    nlp = spacy.load(trees)
    if names:
        nlp.add_pipe("ner", source=spacy.load(names, vocab=nlp.vocab))
    return nlp


def without_paths(nlp: Language) -> None:
    """No file of the pack names a folder of this machine."""
    nlp.config["paths"] = dict.fromkeys(nlp.config["paths"])
    nlp.config["initialize"]["vectors"] = None
    for corpus in nlp.config["corpora"].values():
        corpus["path"] = None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pack", type=Path)
    parser.add_argument("trees", type=Path)
    parser.add_argument("--names", type=Path)
    parser.add_argument("--licence", default="CC BY-NC-SA 4.0")
    given = parser.parse_args()
    nlp = joined(given.trees, given.names)
    without_paths(nlp)
    nlp.meta.update(META | {"license": given.licence})
    nlp.meta.pop("performance", None)
    shutil.rmtree(given.pack, ignore_errors=True)
    nlp.to_disk(given.pack)


if __name__ == "__main__":
    main()
