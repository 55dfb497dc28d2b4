"""How long nothing of the kind had been is not when it was."""

import pytest
from handmade import tree

from sayso.extract.own_times import is_beside, is_since_last
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


PLEA = """
the the DET 2 det
plea plea NOUN 3 nsubj
came come VERB 0 root
as as SCONJ 6 mark
water water NOUN 6 nsubj
rose rise VERB 3 advcl VerbForm=Fin
in in ADP 8 case
2016 2016 NUM {} obl
"""


@pytest.mark.parametrize(("head", "expected"), [(6, True), (3, False)])
def test_a_time_in_a_clause_beside_an_act_is_not_its_own(head, expected):
    s = tree(PLEA.format(head))
    mention = TimeMention(s.span(6, 8), 0, 6, 8, "year", {}, "test")
    assert is_beside(s, 1, mention) is expected
