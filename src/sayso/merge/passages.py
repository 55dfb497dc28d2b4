"""Near-duplicate passages: which words of one text stand in another.

In: two texts. Out: how much of the shorter one the other holds, and the longest run of words they share. True wire copies share
only about a third of their 3-grams, so a document's likeness says little; a passage of a dozen words in a row says much.

>>> shared("two men were killed near the old bridge", "Police: two men were killed near the old mill").longest
7
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar
from zlib import crc32

N = 3  # words of a shingle
WORD = re.compile(r"\w+")
QUOTED = re.compile(r"[«“\"]([^«»“”\"]{12,400})[»”\"]")
FEW = 3  # shingles
SKETCH = 4  # shingles kept to find texts that may share a passage
SKETCH_N = 5
MOST = 1_500  # words of a text that are compared
KEPT, KEPT_LONG = 8_000, 1_500  # texts of which something is kept: those of a day or two, and whole articles
CHARACTERS = 3_000_000  # of the texts whose words are kept: those of a day or two
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Shared:
    """What two texts share: ``contained``, the share of the shorter one's shingles in the other; the longest run of words, and that run."""

    contained: float
    longest: int
    passage: str = ""


NOTHING = Shared(0.0, 0)


class Remembered(dict[str, T]):
    """What a function makes of the last texts, forgotten all at once when they get too long. Asked millions of times, so a table and no function."""

    def __init__(self, f: Callable[[str], T]) -> None:
        super().__init__()
        self.f = f
        self.characters = 0

    def __missing__(self, text: str) -> T:
        self.characters += len(text)
        if self.characters > CHARACTERS:
            self.clear()
            self.characters = len(text)
        made = self[text] = self.f(text)
        return made


def remembered(f: Callable[[str], T]) -> Callable[[str], T]:
    """A function that remembers the last texts."""
    return Remembered(f).__getitem__


def plain(text: str) -> str:
    """Lower case without accents."""
    if text.isascii():
        return text.lower()
    return "".join(c for c in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(c))


@remembered
def words_of(text: str) -> tuple[str, ...]:
    """The words of a text, lower case, without accents; of a very long one the first, so that no text costs without bound."""
    return tuple(WORD.findall(plain(text))[:MOST])


@remembered
def word_set(text: str) -> frozenset[str]:
    """The same, each once."""
    return frozenset(words_of(text))


@remembered
def shingles(text: str) -> frozenset[str]:
    """Every run of a few words, each once."""
    return frozenset(runs(text))


@remembered
def runs(text: str) -> tuple[str, ...]:
    """Every run of a few words, in order."""
    return tuple(runs_in(words_of(text), N))


def runs_in(words: Sequence[str], n: int) -> Iterator[str]:
    """Every run of ``n`` words, in order."""
    return map(" ".join, zip(*(words[i:] for i in range(n)), strict=False))


@remembered
def unquoted(text: str) -> str:
    """A text without what stands between quotation marks: two who heard one speaker share the quotation, not the account."""
    return QUOTED.sub(" ", text)


@lru_cache(maxsize=KEPT)
def shared(a: str, b: str) -> Shared:
    """What two texts share."""
    x, y = shingles(a), shingles(b)
    if not (both := x & y):
        return NOTHING
    contained = len(both) / min(len(x), len(y))
    if len(both) < FEW and len(runs(a)) == len(x):  # then no run is longer than these and two words
        return Shared(contained, N, min(both))
    at, length = longest_run(runs(a), runs(b), both)
    return Shared(contained, length + N - 1, " ".join(words_of(a)[at:at + length + N - 1]))


def may_share(a: str, b: str, longest: int, contained: float) -> bool:
    """Whether two texts can share so long a run of words, or so much: a look that costs little."""
    x, y = shingles(a), shingles(b)
    both = len(x & y)
    return both > 0 and (both + N > longest or both >= contained * min(len(x), len(y)) or len(runs(a)) > len(x))


def longest_run(a: Sequence[str], b: Sequence[str], both: Set[str]) -> tuple[int, int]:
    """Where in ``a`` the longest run of shingles begins that ``b`` has too, and how long it is; only those in ``both`` are looked at."""
    places: dict[str, list[int]] = {}
    for j, w in enumerate(b):
        if w in both:
            places.setdefault(w, []).append(j)
    best, start, last, before = 0, 0, -1, dict[int, int]()
    for i, w in [(i, w) for i, w in enumerate(a) if w in both]:
        if i > last + 1:
            before = {}
        last, now = i, {}
        for j in places[w]:
            now[j] = before.get(j - 1, 0) + 1
            if now[j] > best:
                best, start = now[j], i - now[j] + 1
        before = now
    return start, best


@lru_cache(maxsize=KEPT)
def sketch(text: str) -> tuple[int, ...]:
    """A few numbers that two texts with a long passage in common are likely to share: the smallest hashes of their runs of words."""
    return tuple(sorted([crc32(run.encode()) for run in {*runs_in(words_of(text), SKETCH_N)}])[:SKETCH])
