"""sayso: news in, event data one can defend out: who did what to whom, when, where, how many, and on whose say-so.

>>> import sayso
>>> coded = sayso.code("Il premier è arrivato a Parigi.", published="2025-03-01")      # doctest: +SKIP
>>> coded.to_pandas()                                                                  # doctest: +SKIP
"""

from __future__ import annotations

from typing import TYPE_CHECKING

__version__ = "0.1.0"
__all__ = ["__version__", "code"]

if TYPE_CHECKING:
    from pathlib import Path

    from sayso.result import Result


def code(text: str, *, title: str = "", published: str | None = None, lang: str | None = None, outlet: str | None = None,
         url: str | None = None, actors: str | Path | None = None) -> Result:
    """Code one news text.

    ``published``: ISO date, from which relative dates are counted. ``lang``: two letters; found out when not given.
    ``actors``: a file of people and organisations of your own, which win over the built-in (see docs/actors.md).
    Raises :class:`sayso.errors.SaysoError` where there is no pack for the language or a date cannot be read.
    """
    from sayso import result  # late: `import sayso` stays light

    return result.code(text, title=title, published=published, lang=lang, outlet=outlet, url=url, actors=actors)
