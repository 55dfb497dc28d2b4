"""How long did it last? A meeting's noun goes in; the days up to the print come out.

"during a two-day visit to Mauritius", printed on the 12th → from the 11th to the 12th.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from sayso.model import Sentence, When

WHY = "lasted up to the print"


def lasted(s: Sentence, head: int, published: date, days: Mapping[str, int]) -> When | None:
    """The days of a visit or meeting said to last some days, or of one that is the object of the verb at ``head``."""
    if not days:
        return None
    nouns = [head, *(c.i for c in s.children(head, "obj", "obl", "nsubj"))]
    word = next((c for k in nouns for c in s.children(k, "compound", "amod", "nmod") if c.form.lower() in days), None)
    if word is None:
        return None
    return When(published - timedelta(days=days[word.form.lower()] - 1), published, "days", WHY, s.span(word.i, word.i + 1))
