"""How far people agree with each other: alpha for each slot, and where they do not."""

from __future__ import annotations

from sayso.serve.page import Ask, Page
from sayso.store.agreement import agreement as measured


def agreement(ask: Ask) -> Page:
    """The page of agreement; ``?machine=yes`` counts the machine as a coder."""
    found = measured(ask.db, with_machine=ask.one("machine") == "yes")
    data = found.to_dict()
    columns = list(data["slots"][0]) if data["slots"] else ["slot"]
    return Page("agreement.html", ask.speech("agreement_title"), data, columns, ([row[c] for c in columns] for row in data["slots"]))
