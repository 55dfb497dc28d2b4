"""Several document files in, one shuffled file out; name a file twice to count it twice.

python mix.py OUT.spacy gold.spacy gold.spacy silver.spacy
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

from trees import load, save

SEED = 7


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("files", type=Path, nargs="+")
    given = parser.parse_args()
    docs = [doc for path in given.files for doc in load(path)]
    random.Random(SEED).shuffle(docs)
    save(docs, given.out)
    print(f"{given.out.name}: {len(docs)} documents, {sum(map(len, docs))} tokens")


if __name__ == "__main__":
    main()
