"""Tokenised text in, text as it is printed out.

The news corpus and the name corpora come as tokens ("l ' uscita", "46 . 000", "« Sono entrati »").
The parser will see newspapers, so spaces go back where a typesetter puts none.

    >>> printed("L ' iniziativa , dice l ' ex sindaco , costa 46 . 000 euro .".split())
    "L'iniziativa, dice l'ex sindaco, costa 46.000 euro."
    >>> printed(["«", "Un", "po", "'", "di", "sole", "»", "."])
    "«Un po' di sole»."
"""

from __future__ import annotations

import re

CLOSING = set(",.;:!?)]»”…%") | {"...", "’’"}
OPENING = set("([«“")
APOSTROPHES = {"'", "’"}
# after these the apostrophe ends a shortened word, so a space follows
CUT_SHORT = {"po", "mo", "di", "be", "va", "fa", "sta", "da", "to", "ca"}
YEARS = re.compile(r"\d0$")


def elided(token: str) -> bool:
    """An article or preposition that leans on the next word: "l'", "dell'"."""
    return len(token) > 1 and token[-1] in APOSTROPHES and token[:-1].lower() not in CUT_SHORT


def spaces_after(tokens: list[str]) -> list[bool]:
    """For every token: does a space follow in print?"""
    after = [True] * len(tokens)
    in_quotes = False
    for i, token in enumerate(tokens):
        following = tokens[i + 1] if i + 1 < len(tokens) else ""
        if token in OPENING or elided(token) or following in CLOSING:
            after[i] = False
        if token == '"':
            in_quotes = not in_quotes
            after[i] = after[i] and not in_quotes
            if not in_quotes and i:
                after[i - 1] = False
        if following in APOSTROPHES and token.isalpha():
            after[i] = False
        if token in APOSTROPHES and i:
            after[i] = not _joins(tokens[i - 1], following)
        if following and _number_goes_on(tokens, i):
            after[i] = False
    return after


def _joins(before: str, following: str) -> bool:
    """An apostrophe token that has no space after it: elision ("l ' uscita") or a year ("' 90")."""
    if following in CLOSING or YEARS.search(following):
        return True
    return before.isalpha() and before.lower() not in CUT_SHORT and following[:1].isalnum()


def _number_goes_on(tokens: list[str], i: int) -> bool:
    """Inside "46 . 000", "1 , 5": the separator and the digits after it stay together."""
    if tokens[i] not in (".", ","):
        return False
    digits = i > 0 and tokens[i - 1].isdigit() and tokens[i + 1].isdigit()
    return digits and (tokens[i] == "," or len(tokens[i + 1]) == 3)


def printed(tokens: list[str]) -> str:
    """The tokens as a line of print."""
    after = spaces_after(tokens)
    return "".join(
        token + (" " if space else "") for token, space in zip(tokens, after, strict=True)
    ).strip()
