"""A pack in, its scores out: a table on the screen and a JSON file.

    python evaluate.py PACK OUT.json --trees test_isdt.spacy test_vit.spacy --names names_dev.spacy

The pack cuts tokens and sentences itself; `flat:*` counts as `flat`; punctuation is left out of
UAS and LAS; names count when both borders and the class are right.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.scorer import Scorer
from spacy.tokens import Token
from spacy.training import Corpus, Example

RELATIONS = (
    *("nsubj", "nsubj:pass", "obj", "obl", "obl:agent", "iobj", "nmod", "appos"),
    *("ccomp", "xcomp", "advcl", "acl:relcl", "conj", "parataxis"),
)
SPEED_WORDS = 50_000
LOAD = "import time, spacy, sys; t = time.time(); spacy.load(sys.argv[1]); print(time.time() - t)"

Scores = dict[str, Any]


def percent(value: float | None) -> float | None:
    """0.8367 -> 83.67"""
    return None if value is None else round(100 * value, 2)


def relation(token: Token, _: str) -> str:
    """The relation, with one name for all kinds of `flat`."""
    return "flat" if token.dep_.startswith("flat") else str(token.dep_)


def predicted(nlp: Language, path: Path) -> list[Example]:
    """The test documents with the pack's analysis of their text."""
    examples = list(Corpus(path)(nlp))
    for example, doc in zip(examples, nlp.pipe(e.predicted for e in examples), strict=True):
        example.predicted = doc
    return examples


def tree_scores(nlp: Language, path: Path) -> Scores:
    """Attachment, relations, tags, lemmas and sentence borders."""
    examples = predicted(nlp, path)
    found = Scorer.score_deps(examples, "dep", getter=relation, ignore_labels=("p", "punct"))
    found |= Scorer.score_token_attr(examples, "pos") | Scorer.score_token_attr(examples, "morph")
    found |= Scorer.score_token_attr(examples, "lemma")
    found |= Scorer.score_spans(examples, "sents", getter=lambda doc, _: list(doc.sents))
    by_relation = found["dep_las_per_type"]
    columns = {"UAS": "dep_uas", "LAS": "dep_las", "POS": "pos_acc", "morph": "morph_acc"}
    columns |= {"lemma": "lemma_acc", "sentences": "sents_f"}
    return {name: percent(found[key]) for name, key in columns.items()} | {
        "relations": {
            name: percent(by_relation[name]["f"]) for name in RELATIONS if name in by_relation
        }
    }


def name_scores(nlp: Language, path: Path) -> Scores:
    """Precision, recall and F of names, and F by class."""
    found = Scorer.score_spans(predicted(nlp, path), "ents")
    total = {name: percent(found[f"ents_{name.lower()}"]) for name in "PRF"}
    classes = found["ents_per_type"].items()
    return total | {name: percent(score["f"]) for name, score in sorted(classes)}


def speed(nlp: Language, path: Path) -> int:
    """Words a second on one core, texts of about a paragraph each."""
    docs = [example.reference for example in Corpus(path)(nlp)]
    texts = [doc.text for doc in docs]
    texts *= 1 + SPEED_WORDS // sum(map(len, docs))
    start = time.perf_counter()
    words = sum(len(doc) for doc in nlp.pipe(texts, batch_size=64))
    return round(words / (time.perf_counter() - start))


def load_seconds(pack: Path) -> float:
    """Seconds for `spacy.load` in a fresh process, spaCy itself already imported."""
    run = subprocess.run(
        [sys.executable, "-c", LOAD, str(pack)], capture_output=True, check=True, text=True
    )
    return round(float(run.stdout), 2)


def sizes(pack: Path) -> Scores:
    """Megabytes in all and of the largest file."""
    files = {path: path.stat().st_size / 1e6 for path in pack.rglob("*") if path.is_file()}
    largest = max(files, key=lambda path: files[path])
    return {
        "megabytes": round(sum(files.values()), 1),
        "largest_file": f"{largest.relative_to(pack)} {files[largest]:.1f} MB",
    }


def scores(pack: Path, trees: list[Path], names: list[Path]) -> Scores:
    """All there is to say of a pack."""
    nlp = spacy.load(pack)
    result: Scores = {path.stem: tree_scores(nlp, path) for path in trees}
    if "ner" in nlp.pipe_names:
        result |= {path.stem: name_scores(nlp, path) for path in names}
    result |= {"words_per_second": speed(nlp, trees[-1]), "load_seconds": load_seconds(pack)}
    return result | sizes(pack)


def table(result: Scores) -> str:
    """The scores for people."""
    lines = []
    for name, value in result.items():
        if not isinstance(value, dict):
            lines.append(f"{name:18} {value}")
            continue
        plain = {key: score for key, score in value.items() if not isinstance(score, dict)}
        lines.append(f"{name:18} " + "  ".join(f"{k} {v}" for k, v in plain.items()))
        for key, score in value.get("relations", {}).items():
            lines.append(f"    {key:14} {score}")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pack", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--trees", type=Path, nargs="+", required=True)
    parser.add_argument("--names", type=Path, nargs="*", default=[])
    given = parser.parse_args()
    result = scores(given.pack, given.trees, given.names)
    given.out.write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n", encoding="utf8")
    print(table(result))


if __name__ == "__main__":
    main()
