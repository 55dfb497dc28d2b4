"""Name corpora (KIND, WikiNEuRal) in, spaCy training documents with PER, LOC, ORG out.

    python names.py OUT.spacy --held-out DEV.spacy --hand kind_train.tsv --silver wikineural.conllu

The hand-made corpus goes in three times, so that the larger silver one does not drown it; some of
its documents are held out to choose the best checkpoint (the test file, KIND dev, never is).
"""

from __future__ import annotations

import argparse
import os
import random
from collections.abc import Iterator
from pathlib import Path

import spacy
from printed import spaces_after
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import filter_spans
from trees import save

Sentence = list[tuple[str, str]]  # (token, tag): ("Xi", "B-PER"), ("Jinping", "I-PER")
SENTENCES_PER_DOCUMENT = 4
SEED = 1
HELD_OUT = 120  # documents
HAND_COPIES = 3
LANGUAGE = os.environ.get("PACK_LANG", "it")


def read(path: Path) -> Iterator[Sentence]:
    """Sentences of a two- or three-column file; MISC is not one of our classes."""
    sentence: Sentence = []
    for line in path.read_text(encoding="utf8").splitlines():
        fields = line.split("\t")
        if len(fields) < 2:
            if sentence:
                yield sentence
            sentence = []
            continue
        token, tag = fields[-2:]
        sentence.append((token, "O" if tag.endswith("MISC") else tag))
    if sentence:
        yield sentence


def spans(tags: list[str]) -> Iterator[tuple[int, int, str]]:
    """(first token, past the last, class) of every name."""
    start, label = -1, ""
    for i, tag in enumerate([*tags, "O"]):
        if label and (tag == "O" or tag.startswith("B") or tag[2:] != label):
            yield start, i, label
            label = ""
        if tag != "O" and not label:
            start, label = i, tag[2:]


def document(nlp: Language, group: list[Sentence]) -> Doc:
    """The group as printed text, spaCy's tokens, names where they fall on token borders."""
    text, names = "", []
    for sentence in group:
        starts = []
        tokens = [token for token, _ in sentence]
        for token, space in zip(tokens, spaces_after(tokens), strict=True):
            starts.append(len(text))
            text += token + (" " if space else "")
        text = text.rstrip() + " "
        for first, past, label in spans([tag for _, tag in sentence]):
            names.append((starts[first], starts[past - 1] + len(tokens[past - 1]), label))
    doc = nlp.make_doc(text.rstrip())
    found = [doc.char_span(start, end, label=label) for start, end, label in names]
    doc.set_ents(filter_spans([span for span in found if span is not None]))
    return doc


def grouped(nlp: Language, path: Path, size: int) -> list[Doc]:
    """Documents of `size` sentences; WikiNEuRal's are shuffled, so there size is 1."""
    all_ = list(read(path))
    return [document(nlp, all_[i : i + size]) for i in range(0, len(all_), size)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--held-out", type=Path)
    parser.add_argument("--hand", type=Path, nargs="*", default=[])
    parser.add_argument("--silver", type=Path, nargs="*", default=[])
    given = parser.parse_args()
    nlp = spacy.blank(LANGUAGE)
    hand = [doc for path in given.hand for doc in grouped(nlp, path, SENTENCES_PER_DOCUMENT)]
    silver = [doc for path in given.silver for doc in grouped(nlp, path, 1)]
    if given.held_out:
        save(hand[-HELD_OUT:], given.held_out)
        hand = hand[:-HELD_OUT] * HAND_COPIES
    docs = hand + silver
    random.Random(SEED).shuffle(docs)
    save(docs, given.out)
    count = sum(len(doc.ents) for doc in docs)
    print(f"{given.out.name}: {len(docs)} documents, {sum(map(len, docs))} tokens, {count} names")


if __name__ == "__main__":
    main()
