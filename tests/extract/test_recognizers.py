"""Dates and date ranges of Microsoft Recognizers-Text (MIT), where they lie beside the checkout.

The share resolved right is a floor. Part of what is "wrong" is a choice (``OURS``): those cases speak to an assistant that keeps a
calendar, and news means something else. What remains are shorthands that news does not write ("mar3", "tmrw", "2014~2018",
"from 4-23 in next month") and chains of three ("3 months and 2 weeks and 2 days").
"""

from pathlib import Path

import pytest

from sayso.languages import load
from sayso.score import sets

FOLDER = Path(__file__).parents[3] / "shared" / "time"
FLOORS = {"it": (0.80, 0.87), "en": (0.70, 0.89)}  # of all cases; of those where both mean the same
OURS = {
    "a range includes its last unit: 'from 2010 to 2018' ends with 2018": """
        dal 2010 al 2018 | da gennaio ad aprile | da gennaio ad aprile 2021
        between 2007 and 2009 | 2014-2018 | 2014 to 2018 | between 2014-2018 | between 2014 and 2018 | between 2014 through 2018
        from 2014 to 2018 | from 2014 till 2018 | from 2014-2018 | from 2014 through 2018 | in 2014 through 2018 | 2014 through may 2018
        between 2015 and 2018 | from march to may | between august and october | may to march | from sep to nov | from may to september
        from nov to march | jan-feb 2017 | nov-feb 2017 | from this may to oct 2020 | from may to oct 2020 | dec/2018-may/2019
        from april to june in 2017 | from april in 2016 to june in 2017 | from january to april 2015 | from 2017-q1 to 2018-q1
        from 2017 q1 to 2018 q1 | from q1 of 2017 - q3 of 2018 | june-august 1992 | from august to october | from 2010 to 2018
        from 2007 to the start of 2008""",
    "only one end is known, and an interval has two": """
        prima del 2000
        after 2016 | before 2010 | after 2018 | before 2018 | before 2000 | after feb | later than 2020 | later than 2018 | after mid may
        before early september | before the year 2019 | after the year 2020 | after the 15th day of next month | before 2015
        till date | to date""",
    "so many weeks, months, years away is that week, month, year; the last fortnight ends with publication": """
        in 2 weeks | in two months | in two weeks | in two years | two months ago | one month ago | in a week | in 3 years
        in a fortnight | past fortnight | next fortnight | the next two decades""",
    "beginnings and ends: ten days of a month, a quarter of a year; 'earlier' is up to publication, 'later' from it": """
        mid-november | end of year | end of month | end of the week | end of 2000 | beginning of 2000 | since the end of 1989
        end of 1989 | since late july | end of this year | earlier this month | later this week | later this year | later in the year
        between the end of 2007 and the end of 2008 | from the middle of 2007 to the end of 2008
        from the end of march to the middle of september | between the middle of march and the end of september
        the first quarter of the year""",
    "a bare day may be the day of publication, and its weekday tells the year; after a day is without that day": """
        tue may 9 | tuesday march 7 | friday 7/6 | thursday | monday | nov/2 | from 2 july to 10 july | after january 1, 2007
        after the 15th day of june""",
    "no date in news: prizes, rounds, scores, laws, a feast of some country, a century": """
        the day | the week | the month | the year | week 31 | week 1 | week 10 | week 23 | friday 7.6 | friday 7-6 | this friday 7.6
        5.12 | 12-2015 | 90 s | q1 | q2 | independence day of this year | before independence day | freedom day | jubilee day
        15th  century | 21st century""",
    "two days named together are one interval; the nineties are the last ones; '30 is 2030; 'It may be' holds no month": """
        18 | 19 june | nineties | 12/12/30 | 11/12/35 | 23/08/39 | 03/18/40 | may""",
}


@pytest.mark.parametrize("lang", FLOORS)
def test_share_resolved(lang):
    path = FOLDER / f"recognizers_{lang}.json"
    if not path.exists():
        pytest.skip("the Recognizers cases are not beside this checkout")
    words = load(lang).data("time")
    cases = list(sets.date_cases(path))
    verdicts = [sets.is_resolved(*case, words) for case in cases]
    ours = {phrase.strip() for phrases in OURS.values() for line in phrases.splitlines() for phrase in line.split("|")}
    same = [right for right, case in zip(verdicts, cases, strict=True) if right or case[2] not in ours]
    of_all, of_same = FLOORS[lang]
    assert len(verdicts) > 40
    assert sum(verdicts) / len(verdicts) >= of_all
    assert sum(same) / len(same) >= of_same
