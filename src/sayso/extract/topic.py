"""What a text is about, as far as it matters: the sentences of sport go out, since their attacks, defeats and captures are none.

"L'attaccante ha colpito il palo al 90'" → sport.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sayso.model import Sentence

ALONE = 2  # words of sport that make a sentence sport, wherever it stands
MOSTLY = 0.3  # share of such sentences that makes the whole article sport


def sporting(sentences: Sequence[Sentence], words: Mapping[str, Any]) -> frozenset[int]:
    """Numbers of the sentences that tell of sport."""
    sport = frozenset(map(str.lower, words.get("sport", ())))
    found = {s.i: sum(t.lemma.lower() in sport or t.form.lower() in sport for t in s.tokens) for s in sentences}
    hits = sum(1 for n in found.values() if n)
    whole = len(sentences) > 1 and hits / len(sentences) >= MOSTLY
    return frozenset(i for i, n in found.items() if n >= ALONE or whole)
