"""Gold articles in; the weights of `sayso.coding.confidence` out, and how well they are calibrated.

    PYTHONPATH=src python training/confidence.py ../shared/gold/dev_it.jsonl ../shared/gold/dev_en.jsonl --packs fast accurate

A row is right where a gold event of its type is told in its sentence with the same countries on both sides and the same status.
Logistic regression with a ridge of one; `--folds` rows are left out in turn to say what it does on others.
"""

from __future__ import annotations

import argparse
import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sayso import ontologies, pipeline, read
from sayso.coding.parties import is_guessed
from sayso.model import Report
from sayso.read import Given

NAMES = ("all", "verb", "actor", "recipient", "guessed", "score", "unreal", "weak", "apart")
BINS = (0, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 1)
Floats = NDArray[np.float64]


def features(r: Report) -> list[float]:
    """What is known of a row, in the order of `NAMES`."""
    parties = (*r.actors, *r.recipients)
    is_weak, apart = "weak" in ontologies.flags(r.concept), r.hearsay or r.background
    return [1, r.why["concept"].startswith("verb"), bool(r.actors), bool(r.recipients), any(map(is_guessed, parties)),
            min((p.known.score for p in parties), default=0.5), r.status != "happened", is_weak, apart]


def is_right(r: Report, events: list[dict[str, Any]]) -> bool:
    """Whether a gold event says the same."""
    sides = [{p.known.country for p in side} - {None} for side in (r.actors, r.recipients)]
    for e in events:
        told = any(r.sentence.text in m["sentence"] or m["sentence"] in r.sentence.text for m in e["mentions"])
        if told and e["type"] == r.code.type and e["status"] == r.status \
                and sides == [{x["country"] for x in e[side]} - {None} for side in ("actors", "recipients")]:
            return True
    return False


def rows(path: Path, pack: str) -> list[tuple[list[float], bool]]:
    """Features and verdict of every row that a pack gives on a gold file."""
    gold = {a["id"]: a["events"] for a in map(json.loads, path.read_text(encoding="utf8").splitlines())}
    articles = list(read.read([path], Given(packs=("it", "en"))))
    coder = pipeline.load(articles[0].lang, pack)  # type: ignore[union-attr]
    return [(features(r), is_right(r, gold[c.article.id])) for c in coder.code_many(articles) for r in c.reports]  # type: ignore[arg-type]


def fitted(x: Floats, y: Floats, ridge: float = 1.0) -> Floats:
    """Weights by Newton's method."""
    weights = np.zeros(x.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ weights))
        hessian = (x.T * (p * (1 - p))) @ x + ridge * np.eye(len(weights))
        weights += np.linalg.solve(hessian, x.T @ (y - p) - ridge * weights)
    return weights


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--packs", nargs="*", default=["fast"])
    parser.add_argument("--folds", type=int, default=5)
    given = parser.parse_args()
    found = [row for path in given.gold for pack in given.packs for row in rows(path, pack)]
    x, y = np.array([f for f, _ in found], float), np.array([v for _, v in found], float)
    print(json.dumps(dict(zip(NAMES, np.round(fitted(x, y), 2).tolist(), strict=True))))
    fold, told = np.arange(len(y)) % given.folds, np.zeros(len(y))
    for k in range(given.folds):
        told[fold == k] = 1 / (1 + np.exp(-x[fold == k] @ fitted(x[fold != k], y[fold != k])))
    print(f"{len(y)} rows, {y.mean():.2f} right; said and right, rows left out in turn:")
    for low, high in pairwise(BINS):
        here = (told >= low) & (told < high)
        if here.any():
            print(f"  {low:.1f} to {high:.1f}: {here.sum():4} rows, said {told[here].mean():.2f}, right {y[here].mean():.2f}")


if __name__ == "__main__":
    main()
