"""Near-duplicate passages: which words of one text stand in another.

In: two texts. Out: how much of the shorter one the other holds, and the longest run of words they share. True wire copies share
only about a third of their 3-grams, so a document's likeness says little; a passage of a dozen words in a row says much.

>>> shared(words_of("two men were killed near the old bridge"), words_of("Police: two men were killed near the old mill")).longest
7
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

N = 3  # words of a shingle
WORD = re.compile(r"\w+")
QUOTED = re.compile(r"[«“\"]([^«»“”\"]{12,400})[»”\"]")
SKETCH = 6  # shingles kept to find texts that may share a passage
SKETCH_N = 5


@dataclass(frozen=True, slots=True)
class Shared:
    """What two texts share: ``contained``, the share of the shorter one's shingles in the other; the longest run of words, and that run."""

    contained: float
    longest: int
    passage: str = ""


def plain(text: str) -> str:
    """Lower case without accents."""
    return "".join(c for c in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(c))


@lru_cache(maxsize=20_000)
def words_of(text: str) -> tuple[str, ...]:
    """The words of a text, lower case, without accents."""
    return tuple(WORD.findall(plain(text)))


def shingles(words: Sequence[str], n: int = N) -> frozenset[tuple[str, ...]]:
    """Every run of ``n`` words."""
    return frozenset(tuple(words[i:i + n]) for i in range(len(words) - n + 1))


def unquoted(text: str) -> str:
    """A text without what stands between quotation marks: two who heard one speaker share the quotation, not the account."""
    return QUOTED.sub(" ", text)


@lru_cache(maxsize=50_000)
def shared(a: tuple[str, ...], b: tuple[str, ...]) -> Shared:
    """What two texts share, as words."""
    x, y = shingles(a), shingles(b)
    if not x or not y or not x & y:
        return Shared(0.0, 0)
    at, length = longest_run(a, b)
    return Shared(len(x & y) / min(len(x), len(y)), length, " ".join(a[at:at + length]))


def longest_run(a: Sequence[str], b: Sequence[str]) -> tuple[int, int]:
    """Where in ``a`` the longest run of words begins that ``b`` has too, and how long it is."""
    places: dict[str, list[int]] = {}
    for j, w in enumerate(b):
        places.setdefault(w, []).append(j)
    best, start, before = 0, 0, dict[int, int]()
    for i, w in enumerate(a):
        now = {}
        for j in places.get(w, ()):
            now[j] = before.get(j - 1, 0) + 1
            if now[j] > best:
                best, start = now[j], i - now[j] + 1
        before = now
    return start, best


def sketch(text: str) -> tuple[int, ...]:
    """A few numbers that two texts with a long passage in common are likely to share: the smallest hashes of their runs of words."""
    words = words_of(text)
    hashes = {int.from_bytes(blake2b(" ".join(run).encode(), digest_size=6).digest(), "big") for run in shingles(words, SKETCH_N)}
    return tuple(sorted(hashes)[:SKETCH])
