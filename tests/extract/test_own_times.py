"""How long nothing of the kind had been is not when it was."""

import pytest
from handmade import tree

from sayso.extract.own_times import is_since_last
from sayso.model import TimeMention

SINCE = {"in": True, "since": False}
VISIT = """
a a DET 3 det
{} first ADJ 3 amod
visit visit NOUN 0 root
{} {} ADP {} case
{}
"""
YEARS = "six six NUM 6 nummod\nyears year NOUN 3 nmod Number=Plur"
MARCH = "March March PROPN 3 nmod Number=Sing"


@pytest.mark.parametrize(("ordinal", "opens", "time", "expected"), [
    ("first", "in", YEARS, True), ("first", "since", MARCH, True), ("first", "in", MARCH, False), ("short", "in", YEARS, False),
])
def test_the_first_in_years_was_not_years_ago(ordinal, opens, time, expected):
    head = 6 if time == YEARS else 5
    s = tree(VISIT.format(ordinal, opens, opens, head, time).replace(" first ", f" {ordinal} "))
    mention = TimeMention(s.span(3, len(s.tokens)), 0, 3, len(s.tokens), "since", {}, "test")
    assert is_since_last(s, mention, ["first"], SINCE) is expected
