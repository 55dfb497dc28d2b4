"""Whether an article is of the kind that tells political events: its words go in, log odds come out.

Sport, culture, accidents, crime and biography tell of attacks, arrests and protests too; by its words as a whole such an article is
told from politics better than by any one of them. The weights are trained on examples of ours (``training/registers``).

>>> log_odds("Il portiere ha parato due rigori", {"bias": 0.0, "weights": {"porti": -2.0, "rigor": -2.0}})
-2.828
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

LETTERS = 5  # a word counts by its first letters
WORD = re.compile(r"[^\W\d_]+")
ENOUGH = 35  # different words: of fewer one cannot tell


def stems(text: str) -> set[str]:
    """The beginnings of the words of a text, each once."""
    return {w.lower() for w in {w[:LETTERS] for w in WORD.findall(text)}}


def log_odds(text: str, model: Mapping[str, Any]) -> float:
    """How much a text is like those that tell of politics; 0 where both are as likely."""
    return of_stems(stems(text), model)


def of_stems(found: set[str], model: Mapping[str, Any]) -> float:
    """The same of the beginnings of its words."""
    weights: Mapping[str, float] = model["weights"]
    known = [weights[w] for w in found if w in weights]
    bias: float = model["bias"]
    odds: float = bias + sum(known) / max(1, len(known)) ** 0.5
    return round(odds, 3)


def register(text: str, model: Mapping[str, Any] | None) -> float | None:
    """Log odds of a text long enough to tell; ``None`` for a shorter one, or a language without a model."""
    found = stems(text) if model else set()
    return of_stems(found, model) if model and len(found) >= ENOUGH else None
