"""A language's register model: our own mini-articles in, the weights of their words out.

    python training/registers/train.py it en

Political: the examples here labelled so, and the articles of some of `data/stories` and `data/chains` that rules may be written on. Words count by
their first letters, each once an article. What it reaches on the other half of those sets and on the development gold is printed.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy
from sklearn.linear_model import LogisticRegression

from sayso.extract.register import LETTERS, stems

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
STRENGTH = 16.0  # of the weights: less shrinking than the default, chosen by cross-validation
STORIES, CHAINS = ("a", "b"), ("en", "it_a", "it_b")  # what there was when the models were made; later sets measure only
THRESHOLDS = (0.0, -0.5, -1.0, -1.5)


def lines(path: Path) -> Iterator[dict[str, str]]:
    """The objects of a JSON Lines file."""
    yield from (json.loads(line) for line in path.read_text(encoding="utf8").splitlines())


def own(lang: str, split: str) -> Iterator[str]:
    """Political articles of our own sets."""
    for name in STORIES:
        for group in lines(ROOT / f"data/stories/{name}.jsonl"):
            if group["split"] == split:
                yield from (f"{a['title']}\n{a['text']}" for a in group["articles"] if a["lang"] == lang)  # type: ignore[index]
    for name in CHAINS:
        yield from (f"{d['title']}\n{d['text']}" for d in lines(ROOT / f"data/chains/{name}.jsonl") if d["lang"] == lang and d["split"] == split)


def matrix(texts: list[str], places: dict[str, int]) -> numpy.ndarray:
    """One row a text: its known words, each the same, of length one."""
    out = numpy.zeros((len(texts), len(places)), dtype=numpy.float32)
    for i, text in enumerate(texts):
        known = [places[w] for w in stems(text) if w in places]
        out[i, known] = 1 / max(1, len(known)) ** 0.5
    return out


def train(lang: str) -> None:
    """Fit, print what it reaches, and write ``register.json.gz`` beside the language's other data."""
    rows = list(lines(HERE / f"{lang}.jsonl"))
    political = list(own(lang, "rules"))
    texts = [r["text"] for r in rows] + political
    wanted = [r["label"] == "political" for r in rows] + [True] * len(political)
    seen = Counter(w for t in texts for w in stems(t))
    places = {w: i for i, w in enumerate(sorted(w for w, n in seen.items() if n > 1))}
    model = LogisticRegression(C=STRENGTH, max_iter=3000).fit(matrix(texts, places), wanted)
    held = model.decision_function(matrix(list(own(lang, "test")), places))
    print(lang, len(texts), "articles,", len(places), "words;", "of the other half of our sets kept:",
          ", ".join(f"{t}: {(held >= t).mean():.3f}" for t in THRESHOLDS))
    weights = {w: round(float(model.coef_[0][i]), 2) for w, i in places.items()}
    data = {"letters": LETTERS, "bias": round(float(model.intercept_[0]), 3), "weights": {w: x for w, x in weights.items() if x}}
    out = ROOT / "src/sayso/languages" / lang / "register.json.gz"
    out.write_bytes(gzip.compress(json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode(), mtime=0))


if __name__ == "__main__":
    for code in sys.argv[1:]:
        train(code)
