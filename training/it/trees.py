"""CoNLL-U treebanks in, spaCy training documents out.

Multi-word tokens stay one token ("della", "riferirlo"), as in running text; `flat:name` and
`flat:foreign` become `flat`, because the treebanks do not agree on them; a verb with clitics gets
the lemma of the verb alone ("riferirlo" -> "riferire").

    python trees.py train OUT.spacy --leave-out it_test_isdt.conllu -- train_all.conllu
    python trees.py plain OUT.spacy -- it_test_isdt.conllu
"""

from __future__ import annotations

import argparse
import os
import random
from collections.abc import Iterable, Iterator
from pathlib import Path

import spacy
from spacy.tokens import Doc, DocBin
from spacy.training.converters.conllu_to_docs import conllu_to_docs

LANGUAGE = os.environ.get("PACK_LANG", "it")  # training/en uses these scripts too
MERGED = ("it", "es")  # "della" is one token in running text; English "do|n't" is two, as spaCy cuts it
SENTENCES_PER_DOCUMENT = 8
SEED = 1
GUILLEMETS = str.maketrans("“”", "«»")
GUILLEMET_SHARE = 0.5  # of the sentences that already have typographic quotes (30 % of all)


def sentences(path: Path) -> list[str]:
    """The sentence blocks of a CoNLL-U file."""
    return [block for block in path.read_text(encoding="utf8").strip().split("\n\n") if block]


def fingerprint(block: str) -> str:
    """Letters and digits of a sentence, to tell the same sentence in two treebanks."""
    rows = [line.split("\t") for line in block.split("\n") if not line.startswith("#")]
    words = "".join(row[1] for row in rows if row[0].isdigit())
    return "".join(letter for letter in words.lower() if letter.isalnum())


def without(blocks: Iterable[str], tests: Iterable[Path]) -> list[str]:
    """Drop sentences that also stand in a test file (11 of 6,925 in `train_all`)."""
    seen = {fingerprint(block) for path in tests for block in sentences(path)}
    return [block for block in blocks if fingerprint(block) not in seen]


def flat(block: str) -> str:
    """One relation for names and foreign strings: `flat`."""
    return block.replace("\tflat:name\t", "\tflat\t").replace("\tflat:foreign\t", "\tflat\t")


def with_guillemets(block: str, chance: random.Random) -> str:
    """Half of the “quoted” sentences get «quotes», as Italian papers print them."""
    return block.translate(GUILLEMETS) if chance.random() < GUILLEMET_SHARE else block


def verb_lemma(lemma: str, pos: str) -> str:
    """The verb of a merged token: "riferire lo" is "riferire"; other merges keep both parts."""
    return lemma.split(" ")[0] if pos in ("VERB", "AUX") else lemma


def documents(blocks: list[str], language: str = LANGUAGE) -> Iterator[Doc]:
    """Documents of a few sentences each, so that the parser learns where sentences end."""
    text = "\n\n".join(blocks) + "\n"
    for doc in conllu_to_docs(  # type: ignore[no-untyped-call]  # spaCy has no types here
        text, n_sents=SENTENCES_PER_DOCUMENT, merge_subtokens=language in MERGED, no_print=True
    ):
        for token in doc:
            token.lemma_ = verb_lemma(token.lemma_, token.pos_)
        yield doc


def prepared(paths: list[Path], tests: list[Path], training: bool) -> list[Doc]:
    """Documents of all files; for training without test sentences, with guillemets, shuffled."""
    chance = random.Random(SEED)
    blocks = [flat(block) for path in paths for block in sentences(path)]
    if not training:
        return list(documents(blocks))
    blocks = [with_guillemets(block, chance) for block in without(blocks, tests)]
    docs = list(documents(blocks))
    chance.shuffle(docs)
    return docs


def load(path: Path) -> list[Doc]:
    """Documents of a `.spacy` file, on a fresh Italian vocabulary."""
    return list(DocBin().from_disk(path).get_docs(spacy.blank(LANGUAGE).vocab))


def save(docs: Iterable[Doc], path: Path) -> None:
    """Write documents as spaCy reads them for training."""
    DocBin(docs=docs, store_user_data=False).to_disk(path)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kind", choices=("train", "plain"))
    parser.add_argument("out", type=Path)
    parser.add_argument("--leave-out", type=Path, nargs="*", default=[])
    parser.add_argument("files", type=Path, nargs="+")
    given = parser.parse_args()
    docs = prepared(given.files, given.leave_out, given.kind == "train")
    save(docs, given.out)
    print(f"{given.out.name}: {len(docs)} documents, {sum(map(len, docs))} tokens")


if __name__ == "__main__":
    main()
