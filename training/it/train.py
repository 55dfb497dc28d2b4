"""A configuration in, a trained pipeline out: `spacy train` with NumPy's matrix products.

    python train.py parser.cfg OUT --paths.train a.spacy --paths.dev b.spacy --paths.vectors vectors

The only difference from `spacy train`: thinc's own kernels (blis) reach a third of OpenBLAS's
speed on the machine used (25 against 80 GFLOPS on one core), so they are switched off here.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from spacy.cli._util import parse_config_overrides
from spacy.training.initialize import init_nlp
from spacy.training.loop import train
from spacy.util import load_config
from thinc.api import NumpyOps, set_current_ops


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("config", type=Path)
    parser.add_argument("out", type=Path)
    given, settings = parser.parse_known_args()
    set_current_ops(NumpyOps(use_blis=False))
    given.out.mkdir(parents=True, exist_ok=True)
    config = load_config(given.config, parse_config_overrides(settings), interpolate=False)
    train(init_nlp(config), given.out)


if __name__ == "__main__":
    main()
