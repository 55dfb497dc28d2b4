"""Which language a text is in, and whether we have a pack for it.

In: characters. Out: an ISO 639-1 code or ``None``. Detection sits behind one function so that it can be replaced.

>>> detect("Il governo ha annunciato nuove sanzioni contro Mosca")
'it'
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from sayso.errors import Unreadable
from sayso.model import Article

FEWEST_LETTERS = 20  # below, names decide: "Biden a Berlino" looks as Italian as it looks Hungarian
LOOKS_LIKE = 0.5  # of 1: what the detector gives a language it half believes in
LOOK_AT = 20_000
LETTER = re.compile(r"[^\W\d_]")
NAMES = {"ita": "it", "italian": "it", "italiano": "it", "eng": "en", "english": "en", "inglese": "en",
         "spa": "es", "spanish": "es", "spagnolo": "es", "español": "es"}


def detect(text: str) -> str | None:
    """The language of ``text``; ``None`` where it is too short or the detector does not trust its answer."""
    text = text[:LOOK_AT]
    if len(LETTER.findall(text)) < FEWEST_LETTERS:
        return None
    found = _detector().detect_details(text)
    return str(found.language) if found.reliable else None


def likeliest(text: str, packs: Sequence[str]) -> str | None:
    """Of the languages there are packs for, the one a text too short to tell looks most like; ``None`` where it looks like none."""
    scores: dict[str, float] = dict(_detector().detect_details(text[:LOOK_AT]).scores or {})
    best = max(packs, key=lambda p: scores.get(p, 0.0), default=None)
    return best if best is not None and scores.get(best, 0.0) >= LOOKS_LIKE else None


@cache
def _detector() -> Any:  # noqa: ANN401 - eldc is untyped
    import eldc  # late: not needed where the language is given

    eldc.init()
    return eldc


def code(value: str | None) -> str | None:
    """The two-letter code in ``it-IT``, ``ITA``, ``Italian``; other words stay as they are, lower-case."""
    if not value or not value.strip():
        return None
    word = re.split(r"[-_]", value.strip().lower())[0]
    return NAMES.get(word, word)


def settled(article: Article, packs: Sequence[str]) -> Article:
    """The article with its language filled in; :class:`~sayso.errors.Unreadable` where none of ``packs`` can read it.

    Where the text is too short to tell, the pack it looks most like is taken, or the only one, with a note. With no packs at all nothing is asked.
    """
    text = f"{article.title}\n{article.text}"
    lang = article.lang or detect(text)
    guess = packs[0] if len(packs) == 1 else likeliest(text, packs) if lang is None else None
    if lang is None and guess:
        return replace(article, lang=guess, notes=(*article.notes, f"language not recognised, taken as {guess}"))
    if packs and lang is None:
        raise Unreadable("language not recognised: say which with --lang")
    if packs and lang not in packs:
        raise Unreadable(f"language {lang}: no pack (there are: {', '.join(packs)})")
    return replace(article, lang=lang)
