"""How far people agree with each other: alpha for each slot, and where they do not."""

from __future__ import annotations

import sqlite3
from typing import Any

from sayso.serve.page import Ask, Page, Record
from sayso.store import browse
from sayso.store.agreement import Words
from sayso.store.agreement import agreement as measured

MOST = 8
_known: dict[tuple[Any, ...], Record] = {}  # by the state of the file: thousands of reviews take a while to compare
_words: dict[tuple[Any, ...], Words] = {}  # what each review says, by the file and its coding: a review more is read alone


def agreement(ask: Ask) -> Page:
    """The page of agreement; ``?machine=yes`` counts the machine as a coder."""
    data = known(ask.db, ask.one("machine") == "yes")
    columns = list(data["slots"][0]) if data["slots"] else ["slot"]
    return Page("agreement.html", ask.speech("agreement_title"), data, columns, ([row[c] for c in columns] for row in data["slots"]))


def known(db: sqlite3.Connection, with_machine: bool) -> Record:
    """What was measured of this state of the file, or is now."""
    file, newest, *coding = browse.state(db)
    key = (file, newest, *coding, with_machine)
    if key not in _known:
        for some in (_known, _words):
            while len(some) >= MOST:
                some.pop(next(iter(some)), None)
        _known[key] = measured(db, with_machine, _words.setdefault((file, *coding), {})).to_dict()
    return _known[key]
