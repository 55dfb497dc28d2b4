"""Italian dates and date ranges of Microsoft Recognizers-Text (MIT), where they lie beside the checkout.

The share resolved right is a floor. Measured: 29 of 52. Most misses are calendar shorthand that news does not write ("Ott/2",
"set-23-2020", "dal 4-23", a bare "29/2"); four are a choice: here "dal 2010 al 2018" and "da gennaio ad aprile" include their last
year or month, there they end with its first day.
"""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from handmade import plain

from sayso.extract import time
from sayso.languages import load
from sayso.resolve import dates

CASES = Path(__file__).parents[3] / "shared" / "time" / "recognizers_it.json"
KINDS = ("datetimeV2.date", "datetimeV2.daterange")
FLOOR = 0.55


def cases():
    """(text, reference day, words, expected values), one for each date or date range that has a value at all."""
    for case in json.loads(CASES.read_text(encoding="utf-8-sig")):
        reference = date.fromisoformat(case["Context"]["ReferenceDateTime"][:10])
        for result in case["Results"]:
            values = result["Resolution"]["values"]
            if result["TypeName"] in KINDS and values[0].get("value") != "not resolved":
                yield case["Input"], reference, result["Text"], values


def is_right(found, value):
    """Recognizers' ranges end before their last day where they count whole units: both readings pass."""
    if found is None:
        return False
    if "value" in value:
        return str(found.start) == str(found.end) == value["value"]
    if "end" in value and str(found.end) not in (value["end"], str(date.fromisoformat(value["end"]) - timedelta(days=1))):
        return False
    return "start" not in value or str(found.start) == value["start"]


def resolved(text, reference, words, values):
    """Two values are the past and the future reading; one value must be right whichever way one looks."""
    start = text.lower().find(words)
    near = [m for m in time.mentions(plain(text), load("it").data("time"))
            if m.span.start < start + len(words) and start < m.span.end]
    def right(past, value):
        return any(is_right(dates.interval(m, reference, reference, past), value) for m in near)
    if len(values) == 2:
        return right(True, values[0]) and right(False, values[1])
    return right(True, values[0]) or right(False, values[0])


@pytest.mark.skipif(not CASES.exists(), reason="the Recognizers cases are not beside this checkout")
def test_share_resolved():
    verdicts = [resolved(*case) for case in cases()]
    assert len(verdicts) > 40
    assert sum(verdicts) / len(verdicts) >= FLOOR
