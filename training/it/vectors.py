"""Static word vectors out of the encoder: every word read alone, its two states cut to 96 numbers.

    python vectors.py ENCODER OUT_DIR --trees train.spacy --names names.spacy --news dice_it.txt.xz

OUT_DIR is a blank pipeline with vectors, for `spacy train --paths.vectors`.
"""

from __future__ import annotations

import argparse
import lzma
from collections import Counter
from pathlib import Path

import numpy as np
import spacy
import torch
import wordfreq
from encoder import Encoder, Words, batch_of, batches, load
from numpy.typing import NDArray
from spacy.language import Language
from spacy.vectors import Vectors  # type: ignore[import-not-found]  # compiled, no stub
from trees import LANGUAGE
from trees import load as load_docs
from wordpieces import WordPieces

ROWS = 48_000  # x 96 x 4 bytes = 18.4 MB, the largest file of the pack
WIDTH = 96
PER_MILLION = 1_000_000
LIST_LENGTH = 80_000  # wordfreq's most frequent words looked at
MOST = 3_000  # words a batch

Matrix = NDArray[np.float32]


def relative(counts: Counter[str]) -> dict[str, float]:
    """Frequencies per million words."""
    total = sum(counts.values())
    return {word: PER_MILLION * count / total for word, count in counts.items()}


def general_list() -> dict[str, float]:
    """Frequencies per million of the general language (books, news, web, subtitles), lower case."""
    words = wordfreq.top_n_list(LANGUAGE, LIST_LENGTH)
    return {word: PER_MILLION * wordfreq.word_frequency(word, LANGUAGE) for word in words}


def news_words(path: Path) -> Counter[str]:
    """Words of the tokenised news corpus."""
    with lzma.open(path, "rt", encoding="utf8") as lines:
        return Counter(word for line in lines for word in line.split())


def chosen(sources: list[dict[str, float]]) -> list[str]:
    """The words most frequent on the average of all sources; no spaces, no digits."""
    total: Counter[str] = Counter()
    for source in sources:
        total.update({word: int(1000 * rate) for word, rate in source.items()})
    plain = (w for w, _ in total.most_common() if not any(c.isspace() or c.isdigit() for c in w))
    return [word for word, _ in zip(plain, range(ROWS), strict=False)]


@torch.no_grad()
def states(words: list[str], model: Encoder, vocabulary: WordPieces) -> Matrix:
    """Both states of every word, side by side."""
    alone = [Words([word], [True]) for word in words]
    out = np.zeros((len(words), 2 * model.config["H"]), dtype=np.float32)
    order = sorted(range(len(words)), key=lambda i: len(vocabulary.split(words[i], True)))
    for positions in batches([alone[i] for i in order], MOST):
        at = [order[i] for i in positions]
        syntax, word = model(batch_of([alone[i] for i in at], model, vocabulary))
        out[at] = torch.cat([syntax[:, 0], word[:, 0]], -1).numpy()
    return out


def reduced(full: Matrix) -> Matrix:
    """Principal components, their spread evened out by half, mean length one."""
    centred = full - full.mean(0)
    _, directions = np.linalg.eigh(np.cov(centred[:20_000].T))
    small = centred @ directions[:, ::-1][:, :WIDTH].astype(np.float32)
    small /= small.std(0) ** 0.5
    scaled: Matrix = (small / np.linalg.norm(small, axis=1).mean()).astype(np.float32)
    return scaled


def capitalised(words: list[str]) -> list[tuple[str, int]]:
    """("Trasmesso", row of "trasmesso") for words known only in lower case."""
    known = set(words)
    pairs = ((word.capitalize(), row) for row, word in enumerate(words) if word.islower())
    return [(word, row) for word, row in pairs if word not in known]


def pipeline(words: list[str], table: Matrix) -> Language:
    """A blank pipeline that knows the vectors."""
    nlp = spacy.blank(LANGUAGE)
    nlp.vocab.vectors = Vectors(
        strings=nlp.vocab.strings, data=table, keys=words, name=f"{LANGUAGE}_encoder_vectors"
    )
    for word, row in capitalised(words):
        nlp.vocab.vectors.add(nlp.vocab.strings.add(word), row=row)
    return nlp


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("encoder", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--trees", type=Path, required=True)
    parser.add_argument("--names", type=Path, required=True)
    parser.add_argument("--news", type=Path, nargs="*", default=[])
    given = parser.parse_args()
    torch.set_num_threads(1)
    corpora = [
        Counter(token.text for doc in load_docs(path) for token in doc)
        for path in (given.trees, given.names)
    ]
    counted = [relative(counts) for counts in (*corpora, *map(news_words, given.news))]
    words = chosen([*counted, general_list()])
    table = reduced(states(words, load(given.encoder), WordPieces()))
    pipeline(words, table).to_disk(given.out)
    print(f"{given.out.name}: {table.shape[0]} vectors of {table.shape[1]}")


if __name__ == "__main__":
    main()
