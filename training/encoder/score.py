"""An exported pack in, its scores out: the same figures as `training/it/evaluate.py`, by the same functions.

    python score.py PACK scores.json --trees test_isdt.spacy test_vit.spacy --names names_dev.spacy --beside ../../src/sayso/languages/it/pack.json

Needs spaCy, onnxruntime and the package itself (`PYTHONPATH=src`), no torch. `--beside` prints another
pack's figures next to these. Speed is of one core; run it on a quiet machine.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path

from sayso.parse import encoder_

sys.path.append(str(Path(__file__).parents[1] / "it"))
from evaluate import Scores, name_scores, sizes, speed, table, tree_scores

LOAD = (
    "import sys, time, pathlib, spacy; from sayso.parse import encoder_; t = time.time();"
    "encoder_.load(pathlib.Path(sys.argv[1])); print(time.time() - t)"
)


def load_seconds(pack: Path) -> float:
    """Seconds for `encoder_.load` in a fresh process, the modules already imported."""
    run = subprocess.run(
        [sys.executable, "-c", LOAD, str(pack)], capture_output=True, check=True, text=True
    )
    return round(float(run.stdout), 2)


def scores(pack: Path, trees: list[Path], names: list[Path]) -> Scores:
    """All there is to say of a pack."""
    nlp = encoder_.load(pack)
    result: Scores = {path.stem: tree_scores(nlp, path) for path in trees}
    result |= {path.stem: name_scores(nlp, path) for path in names}
    result |= {"words_per_second": speed(nlp, trees[-1]), "load_seconds": load_seconds(pack)}
    return result | sizes(pack)


def beside(result: Scores, other: Scores) -> str:
    """Two packs' figures, one line each."""
    lines = [f"{'':40}{'this':>10}{'other':>10}"]
    for name, value in result.items():
        mine, theirs = (value, other.get(name, {})) if isinstance(value, dict) else ({"": value}, {"": other.get(name)})
        for key, figure in (mine | mine.get("relations", {})).items():
            if not isinstance(figure, dict):
                across = theirs.get(key, theirs.get("relations", {}).get(key)) if theirs else None
                lines.append(f"{f'{name} {key}':40}{figure!s:>10}{across!s:>10}")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pack", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--trees", type=Path, nargs="+", required=True)
    parser.add_argument("--names", type=Path, nargs="*", default=[])
    parser.add_argument("--beside", type=Path, help="pack.json of another pack")
    given = parser.parse_args()
    result = scores(given.pack, given.trees, given.names)
    given.out.write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n", encoding="utf8")
    print(table(result))
    if given.beside:
        print(beside(result, json.loads(given.beside.read_text(encoding="utf8"))["scores"]))


if __name__ == "__main__":
    main()
