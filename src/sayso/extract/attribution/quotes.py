"""Where the quotations of an article begin and end.

In: the sentences of an article, in order. Out: the outermost quotations as characters between the marks. Marks of one article
may be mixed (« », “ ”, " ", ‘ ’), mismatched (“ … “), opened again at each paragraph, or never closed. One pass over the characters.

>>> [m.side for m in marks_of("«No», ha detto", 0, 0)]
['open', 'close']
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sayso.model import Sentence

FAMILIES = {"«": "angle", "»": "angle", "‹": "angle", "›": "angle", "“": "double", "”": "double", "„": "double", "‟": "double",
            '"': "double", "‘": "single", "’": "single", "‚": "single", "'": "single"}
ANY_MARK = re.compile(f"[{''.join(FAMILIES)}]")
ONLY_OPEN, ONLY_CLOSE = "«‹", "»›"
BEFORE_OPEN = "([{—–-/:«“‘\"'"
DEPTH = 10
PARAGRAPHS = 4


@dataclass(frozen=True, slots=True)
class Quote:
    """Characters ``[start, end)`` between the outermost marks; sentences ``first`` to ``last``, both included."""

    field: str
    start: int
    end: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Mark:
    """A quotation mark: its place, family, side (open, close or either), sentence, paragraph, and whether it opens the paragraph."""

    at: int
    family: str
    side: str
    sentence: int
    paragraph: int
    leads: bool


def marks_of(text: str, start: int, sentence: int, paragraph: int = 0, leads: bool = False) -> Iterator[Mark]:
    """The quotation marks of one sentence; an apostrophe is none."""
    last_single = max(text.rfind("’"), text.rfind("'"))
    for m in ANY_MARK.finditer(text):
        k, ch = m.start(), m.group()
        family = FAMILIES[ch]
        side = _side(ch, text[k - 1] if k else " ", text[k + 1] if k + 1 < len(text) else " ")
        if family == "single" and (side == "either" or (side == "open" and last_single <= k)):
            continue
        yield Mark(start + k, family, side, sentence, paragraph, leads and not text[:k].strip())


def _side(ch: str, before: str, after: str) -> str:
    if ch in ONLY_OPEN:
        return "open"
    if ch in ONLY_CLOSE:
        return "close"
    opens = (before.isspace() or before in BEFORE_OPEN) and not after.isspace()
    closes = not before.isspace() and not after.isalnum()
    if opens != closes:
        return "open" if opens else "close"
    if ch in "“„‘":
        return "open" if not before.isalnum() else "either"
    return "close" if ch == "”" and not opens else "either"


def quotes(sentences: Sequence[Sentence]) -> tuple[Quote, ...]:
    """The outermost quotations of an article, in order."""
    out: list[Quote] = []
    for name in dict.fromkeys(s.field for s in sentences):
        own = [s for s in sentences if s.field == name]
        out += _pair(name, own)
    return tuple(out)


def _pair(name: str, sentences: Sequence[Sentence]) -> Iterator[Quote]:
    marks = list(_marks(sentences))
    even = _balanced(marks)
    ends = {s.i: s.end for s in sentences}
    following = _following(marks)
    stack: list[Mark] = []
    for k, mark in enumerate(marks):
        if stack and mark.paragraph != stack[-1].paragraph and not _runs_on(stack[0], mark, following[k]):
            yield _unclosed(name, stack[0], ends)
            stack = []
        side = mark.side if mark.side != "either" else ("close" if any(m.family == mark.family for m in stack) else "open")
        if side == "close":
            yield from _close(name, stack, mark)
        elif _is_repeat(stack, mark):
            stack[0] = Mark(stack[0].at, mark.family, "open", stack[0].sentence, mark.paragraph, False)
        elif _was_unclosed(stack, mark, even):
            yield _unclosed(name, stack[0], ends)
            stack = [mark]
        elif len(stack) < DEPTH:
            stack.append(mark)
    if stack:
        yield _unclosed(name, stack[0], ends)


def _marks(sentences: Iterable[Sentence]) -> Iterator[Mark]:
    paragraph = None
    for s in sentences:
        yield from marks_of(s.text, s.start, s.i, s.paragraph, s.paragraph != paragraph)
        paragraph = s.paragraph


def _balanced(marks: Sequence[Mark]) -> set[tuple[int, str]]:
    """Paragraphs and families with as many opening as closing marks: there a second opening is a quotation in a quotation."""
    n: Counter[tuple[int, str]] = Counter()
    for m in marks:
        n[m.paragraph, m.family] += {"open": 1, "close": -1, "either": 0}[m.side]
    return {k for k, v in n.items() if v == 0}


def _following(marks: Sequence[Mark]) -> list[dict[str, str]]:
    """For each mark: the side of the next mark of each family, this one included."""
    out: list[dict[str, str]] = []
    seen: dict[str, str] = {}
    for m in reversed(marks):
        seen = {**seen, m.family: m.side}
        out.append(seen)
    return out[::-1]


def _runs_on(first: Mark, mark: Mark, following: dict[str, str]) -> bool:
    """Whether a quotation left open goes on in the paragraph of ``mark``: that paragraph opens it again, or closes it."""
    if mark.paragraph - first.paragraph > PARAGRAPHS:
        return False
    return _is_repeat([first], mark) or following.get(first.family) == "close"


def _is_repeat(stack: Sequence[Mark], mark: Mark) -> bool:
    return bool(stack) and mark.leads and mark.side != "close" and mark.family == stack[0].family and mark.paragraph > stack[0].paragraph


def _was_unclosed(stack: Sequence[Mark], mark: Mark, even: set[tuple[int, str]]) -> bool:
    return bool(stack) and stack[0].family == mark.family and stack[0].sentence != mark.sentence and (mark.paragraph, mark.family) not in even


def _close(name: str, stack: list[Mark], mark: Mark) -> Iterator[Quote]:
    families = [m.family for m in stack]
    if mark.family not in families:
        return
    first = stack[0]
    del stack[len(families) - 1 - families[::-1].index(mark.family):]
    if not stack and mark.at > first.at + 1:
        yield Quote(name, first.at + 1, mark.at, first.sentence, mark.sentence)


def _unclosed(name: str, first: Mark, ends: dict[int, int]) -> Quote:
    return Quote(name, first.at + 1, max(ends[first.sentence], first.at + 1), first.sentence, first.sentence)
