"""Raw text in, documents with the encoder's trees and names out ("silver").

    python silver.py ENCODER OUT.spacy --words 850000 --news dice_it.txt.xz --kind … --wiki …

Tags and lemmas are left out on purpose: with the encoder's lemmas the student's got worse (93.8
against 96.2 % in the trials). The least certain texts are dropped.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import spacy
import torch
from encoder import Labels, Words, label, load
from names import spans
from news import texts
from spacy.language import Language
from spacy.tokens import Doc, Span
from trees import LANGUAGE, save
from wordpieces import WordPieces

LONGEST = 110  # words the encoder sees at once
ENDS = {".", "!", "?"}
DROPPED = 0.15  # share of stretches, those with the least certain arcs


def stretches(doc: Doc) -> Iterator[Span]:
    """The text in pieces that fit the encoder, cut after a full stop where one is near."""
    start, end = 0, 0
    for token in doc:
        if token.text in ENDS:
            end = token.i + 1
        if token.i + 1 - start >= LONGEST:
            cut = end if end > start else token.i + 1
            yield doc[start:cut]
            start = cut
    if start < len(doc):
        yield doc[start:]


def raw(nlp: Language, all_texts: list[str], most: int) -> list[Words]:
    """Stretches of the first texts, up to `most` words."""
    out: list[Words] = []
    total = 0
    for text in all_texts:
        doc = nlp.make_doc(text)
        total += len(doc)
        out += [
            Words([token.text for token in part], [bool(token.whitespace_) for token in part])
            for part in stretches(doc)
        ]
        if total > most:
            break
    return out


def labelled(nlp: Language, words: Words, found: Labels) -> Doc:
    """The stretch as a training document."""
    heads = [head - 1 if head else i for i, head in enumerate(found.heads)]
    relations = ["ROOT" if name == "root" else flat(name) for name in found.relations]
    doc = Doc(nlp.vocab, words=words.forms, spaces=words.spaces, heads=heads, deps=relations)
    doc.set_ents([Span(doc, *name[:2], label=name[2]) for name in spans(found.names)])
    return doc


def flat(relation: str) -> str:
    """`flat` for all its kinds."""
    return "flat" if relation.startswith("flat") else relation


def certain(found: list[tuple[int, Labels]]) -> list[tuple[int, Labels]]:
    """All but the least certain stretches."""
    ranked = sorted(found, key=lambda pair: pair[1].confidence)
    return sorted(ranked[int(DROPPED * len(ranked)) :], key=lambda pair: pair[0])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("encoder", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--words", type=int, default=850_000)
    parser.add_argument("--news", type=Path, nargs="*", default=[])
    parser.add_argument("--kind", type=Path, nargs="*", default=[])
    parser.add_argument("--wiki", type=Path, nargs="*", default=[])
    given = parser.parse_args()
    torch.set_num_threads(1)
    nlp = spacy.blank(LANGUAGE)
    words = raw(nlp, texts(given.news, given.kind, given.wiki), given.words)
    found = certain(list(label(words, load(given.encoder), WordPieces())))
    docs = [labelled(nlp, words[i], labels) for i, labels in found]
    save(docs, given.out)
    names = sum(len(doc.ents) for doc in docs)
    print(f"{given.out.name}: {len(docs)} stretches, {sum(map(len, docs))} words, {names} names")


if __name__ == "__main__":
    main()
