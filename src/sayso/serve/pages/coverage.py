"""What was read: articles in, coded, skipped and failed, with the reasons."""

from __future__ import annotations

from sayso.serve.page import Ask, Page
from sayso.store import browse


def coverage(ask: Ask) -> Page:
    """The page of what was read."""
    data = browse.coverage(ask.db)
    table = [[kind, r["reason"], r["n"]] for kind in ("skipped", "failed") for r in data[kind]]
    return Page("coverage.html", ask.speech("coverage"), data, ("outcome", "reason", "n"), table)
