"""Names and descriptions, at least 400 a language, each with whom it stands for (``names_xx.tsv``): 95 in 100 must come out right.

Columns: text, country, sector ("-" for none), kind, day of publication, a sentence before it. Every second row was looked at first
while the tables were mended; of the others 98.9 % (it) and 98.3 % (en) were right before their faults were looked at and mended too.
So what is right now says only that nothing fell back; ``test_measured_rows`` asks the same of the second half alone.
"""

import csv
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from sayso.resolve.bare import bare_known
from sayso.resolve.person import pieces
from sayso.resolve.tables import Tables, raw

HERE = Path(__file__).parent
LANGUAGES = ("it", "en")
RIGHT = 0.95
KINDS = {"state", "territory", "region", "historic", "capital", "seat", "agency", "adjective", "people", "phrase", "ambiguous", "org", "armed",
         "party", "titled", "office", "holder", "role"}


@cache
def rows(lang):
    with (HERE / f"names_{lang}.tsv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@cache
def told(lang):
    tables = Tables(lang)
    return [answer(r, tables) for r in rows(lang)]


def answer(row, tables):
    on = date.fromisoformat(row["published"]) if row["published"] else None
    found = bare_known(row["text"], tables, on, row["context"])
    return (found[0].country or "-", found[0].sector or "-") if found else ("-", "-")


def share(lang, start, step):
    both = list(zip(rows(lang), told(lang), strict=True))[start::step]
    wrong = [f"{r['text']}: {t[0]} {t[1]}, not {r['country']} {r['sector']}" for r, t in both if t != (r["country"], r["sector"])]
    print(f"{lang}: {len(both) - len(wrong)} of {len(both)} right", *wrong, sep="\n  ")
    return 1 - len(wrong) / len(both), wrong


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_kind_and_400_rows(lang):
    assert len(rows(lang)) >= 400
    assert {r["kind"] for r in rows(lang)} == KINDS


@pytest.mark.parametrize("lang", LANGUAGES)
def test_names(lang):
    right, wrong = share(lang, 0, 1)
    assert right >= RIGHT, wrong


@pytest.mark.parametrize("lang", LANGUAGES)
def test_measured_rows(lang):
    right, wrong = share(lang, 1, 2)
    assert right >= RIGHT, wrong


def test_apostrophes_of_one_name_may_differ():
    assert pieces("al-Rufay’i") == pieces("al-Rufay'i")


@pytest.mark.parametrize("two", [
    {"Amazon", "Microsoft"}, {"anti-balaka", "Séléka"}, {"Federal Security Service", "GRU"}, {"Jaish al-Islam", "Ahrar al-Sham"},
    {"N-VA", "Vlaams Belang"}, {"Otzma Yehudit", "Religious Zionism"}, {"Unicredit", "Mediobanca"}, {"Naftogaz", "Energoatom"},
])
def test_who_is_like_another_is_not_that_other(two):
    assert [o for o in raw("organisations")["organisations"] if two <= {o["name"], *o["aliases"]}] == []
