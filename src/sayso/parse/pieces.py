"""A word → the numbers of its pieces in the encoder's vocabulary: the split with the best sum of scores (SentencePiece's unigram model).

>>> Pieces(["<unk>", "▁go", "v", "erno", "▁governo"], [0.0, -2.0, -3.0, -3.0, -4.0], unknown=0).split("governo")
(4,)
"""

from __future__ import annotations

import gzip
import json
import unicodedata
from collections.abc import Sequence
from pathlib import Path

LONGEST_WORD = 12  # pieces; the encoder was trained so: the rest of a longer word is cut off
SPACE = "▁"
UNKNOWN_COST = 10.0  # below the worst piece
KEPT = 200_000  # words whose split is remembered: more than a week of one paper has
STRAIGHT = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "«": '"', "»": '"', "\u00a0": " "})


class Pieces:
    """The vocabulary. Every split is computed once and then remembered."""

    def __init__(self, pieces: Sequence[str], scores: Sequence[float], unknown: int) -> None:
        self.number = {piece: i for i, piece in enumerate(pieces) if piece and i != unknown}
        self.scores = list(scores)
        self.unknown = unknown
        self.longest = max(map(len, pieces))
        self.unknown_score = min(scores) - UNKNOWN_COST
        self._known: dict[tuple[str, bool], tuple[int, ...]] = {}

    @classmethod
    def read(cls, path: Path) -> Pieces:
        """The vocabulary of a pack: gzipped JSON with ``pieces``, ``scores`` and ``unknown``."""
        data = json.loads(gzip.decompress(path.read_bytes()))
        return cls(data["pieces"], data["scores"], data["unknown"])

    def split(self, word: str, after_space: bool = True) -> tuple[int, ...]:
        """Piece numbers of one word, at least one and at most :data:`LONGEST_WORD`."""
        key = word, after_space
        found = self._known.get(key)
        if found is None:
            if len(self._known) >= KEPT:
                self._known.clear()
            found = self._known[key] = self._best(spelled(word, after_space))
        return found

    def _best(self, text: str) -> tuple[int, ...]:
        best = [0.0] + [float("-inf")] * len(text)
        back = [(0, self.unknown)] * (len(text) + 1)
        for start in range(len(text)):
            self._extend(text, start, best, back)
        pieces, at = [], len(text)
        while at > 0:
            at, piece = back[at]
            pieces.append(piece)
        return tuple(pieces[::-1][:LONGEST_WORD]) or (self.unknown,)

    def _extend(self, text: str, start: int, best: list[float], back: list[tuple[int, int]]) -> None:
        """Try every piece that begins at ``start``; one unknown letter always fits."""
        for end in range(start + 1, min(len(text), start + self.longest) + 1):
            piece = self.number.get(text[start:end])
            if piece is not None and best[start] + self.scores[piece] > best[end]:
                best[end], back[end] = best[start] + self.scores[piece], (start, piece)
        if best[start] + self.unknown_score > best[start + 1]:
            best[start + 1], back[start + 1] = best[start] + self.unknown_score, (start, self.unknown)


def spelled(word: str, after_space: bool) -> str:
    """The word as the vocabulary writes it: quotes straight, compatibility letters resolved, the space before it a mark."""
    text = unicodedata.normalize("NFKC", word.translate(STRAIGHT) or "_").replace(" ", SPACE)
    return (SPACE if after_space else "") + text
