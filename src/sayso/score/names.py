"""Names of sources and places, compared loosely.

In: names as gold and a system write them. Out: whether they mean the same party or place.

>>> same(words("l'agenzia Tass"), words("TASS"))
True
"""

from __future__ import annotations

import re
import unicodedata

Words = frozenset[str]

# Articles and titles say nothing of who it is. The list is part of the contract with the reference scorer: change both or none.
EMPTY_WORDS = frozenset(re.findall(
    r"\w+",
    "il lo la i gli le l un una di del della dello dei degli delle d al alla a da dal dalla the of and e "
    "agenzia agency presidente president ministro minister tv emittente quotidiano giornale"))


def words(name: str) -> Words:
    """The words of a name that count, in lower case and without accents; all of them where none counts."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.lower()) if not unicodedata.combining(c))
    found = frozenset(re.findall(r"\w+", plain))
    return found - EMPTY_WORDS or found


def same(a: Words, b: Words) -> bool:
    """Whether one name holds all words of the other, or the two share at least two words."""
    return bool(a & b) and (a <= b or b <= a or len(a & b) >= 2)
