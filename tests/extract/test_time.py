"""Expressions of time: what is found in a sentence, and as what."""

import pytest
from handmade import plain

from sayso.extract import time
from sayso.languages import load

FOUND = [
    # words, span found, kind, value
    ("Ha parlato ieri, martedì 6 giugno, a Skopje", "ieri, martedì 6 giugno", "date", {"relday": -1, "weekday": 2, "day": 6, "month": 6}),
    ("Nella notte tra il 14 e il 15 aprile", "Nella notte tra il 14 e il 15 aprile", "span",
     {"daypart": "night", "day": 14, "to": {"day": 15, "month": 4}}),
    ("dal 9 marzo al 2 agosto 1976 i cortei", "dal 9 marzo al 2 agosto 1976", "span",
     {"mod": "since", "day": 9, "month": 3, "to": {"day": 2, "month": 8, "year": 1976}}),
    ("dall’8 al 10 ottobre", "dall’8 al 10 ottobre", "span", {"mod": "since", "day": 8, "to": {"day": 10, "month": 10}}),
    ("da gennaio ad aprile 2021", "da gennaio ad aprile 2021", "span", {"mod": "since", "month": 1, "to": {"month": 4, "year": 2021}}),
    ("dal 29 ottobre-1º novembre", "dal 29 ottobre-1º novembre", "span", {"mod": "since", "day": 29, "month": 10, "to": {"day": 1, "month": 11}}),
    ("tra il 2014 e il 2016", "tra il 2014 e il 2016", "span", {"year": 2014, "to": {"year": 2016}}),
    ("il 2 e 3 maggio", "il 2 e 3 maggio", "span", {"day": 2, "to": {"day": 3, "month": 5}}),
    ("il 5 marzo scorso", "il 5 marzo scorso", "date", {"day": 5, "month": 3, "dir": -1}),
    ("dello scorso 12 novembre", "dello scorso 12 novembre", "date", {"day": 12, "month": 11, "dir": -1}),
    ("il voto del 1° maggio", "del 1° maggio", "date", {"day": 1, "month": 5}),
    ("il trentuno dicembre", "il trentuno dicembre", "date", {"day": 31, "month": 12}),
    ("il 31/12/2022 alle urne", "il 31/12/2022", "date", {"day": 31, "month": 12, "year": 2022}),
    ("2022-12-30: la firma", "2022-12-30", "date", {"day": 30, "month": 12, "year": 2022}),
    ("dopo il 3 giugno", "dopo il 3 giugno", "date", {"mod": "after", "day": 3, "month": 6}),
    ("fino ad almeno il 7 marzo", "fino ad almeno il 7 marzo", "date", {"mod": "until", "day": 7, "month": 3}),
    ("il 4 aprile dell'anno scorso", "il 4 aprile dell'anno scorso", "date", {"day": 4, "month": 4, "relyear": -1}),
    ("(8 gennaio)", "8 gennaio", "date", {"day": 8, "month": 1}),
    ("fermato sabato 14 a Bari", "sabato 14", "date", {"weekday": 6, "day": 14}),
    ("nel luglio scorso", "nel luglio scorso", "month", {"month": 7, "dir": -1}),
    ("già dal marzo del 2015", "già dal marzo del 2015", "month", {"mod": "since", "month": 3, "year": 2015}),
    ("agli inizi di maggio", "agli inizi di maggio", "month", {"part": "begin", "month": 5}),
    ("entro fine marzo", "entro fine marzo", "month", {"mod": "by", "part": "end", "month": 3}),
    ("Alla fine del 2009", "Alla fine del 2009", "year", {"part": "end", "year": 2009}),
    ("nel 2014 la Camera", "nel 2014", "year", {"year": 2014}),
    ("fino al 2025", "fino al 2025", "year", {"mod": "until", "year": 2025}),
    ("le elezioni 2013.", "2013", "year", {"year": 2013}),
    ("la prossima primavera", "la prossima primavera", "season", {"dir": 1, "season": "spring"}),
    ("nell'estate scorsa", "nell'estate scorsa", "season", {"season": "summer", "dir": -1}),
    ("gli anni '90", "gli anni '90", "decade", {"decade": 1990}),
    ("agli inizi degli anni Novanta", "agli inizi degli anni Novanta", "decade", {"part": "begin", "decade": 1990}),
    ("lunedì prossimo", "lunedì prossimo", "weekday", {"weekday": 1, "dir": 1}),
    ("nella sola giornata di lunedì", "nella sola giornata di lunedì", "weekday", {"daypart": "day", "weekday": 1}),
    ("lunedì della prossima settimana", "lunedì della prossima settimana", "weekday", {"weekday": 1, "weekdir": 1}),
    ("l'altro ieri alle 15.30", "l'altro ieri alle 15.30", "relday", {"relday": -2, "hour": 15, "minute": 30}),
    ("in data odierna", "in data odierna", "relday", {"relday": 0}),
    ("tre settimane fa", "tre settimane fa", "offset", {"dir": -1, "n": 3, "unit": "week"}),
    ("entro 48 ore", "entro 48 ore", "offset", {"dir": 1, "mod": "by", "n": 48, "unit": "hour"}),
    ("la scorsa settimana", "la scorsa settimana", "unit", {"dir": -1, "unit": "week"}),
    ("l'anno scorso", "l'anno scorso", "unit", {"dir": -1, "unit": "year"}),
    ("entro fine anno", "entro fine anno", "unit", {"dir": 0, "mod": "by", "part": "end", "unit": "year"}),
    ("nel fine settimana", "nel fine settimana", "unit", {"unit": "weekend"}),
    ("nei giorni scorsi", "nei giorni scorsi", "window", {"dir": -1, "unit": "day"}),
    ("nelle ultime 48 ore", "nelle ultime 48 ore", "window", {"last": -1, "n": 48, "unit": "hour"}),
    ("qualche giorno fa", "qualche giorno fa", "window", {"dir": -1, "unit": "day"}),
    ("per il terzo giorno consecutivo", "per il terzo giorno consecutivo", "nth", {"nth": 3, "unit": "day"}),
    ("Stamattina la Borsa", "Stamattina", "daypart", {"dir": 0, "daypart": "morning"}),
    ("La scorsa notte", "La scorsa notte", "daypart", {"dir": -1, "daypart": "night"}),
    ("alle prime luci dell'alba", "alle prime luci dell'alba", "daypart", {"daypart": "dawn"}),
    ("intorno alle 9 (ora locale)", "intorno alle 9 (ora locale)", "clock", {"hour": 9}),
    ("il giorno seguente", "il giorno seguente", "anaphor", {"unit": "day", "next": 1}),
    ("lo stesso giorno", "lo stesso giorno", "anaphor", {"unit": "day", "same": 0}),
    ("due anni dopo", "due anni dopo", "anaphor", {"n": 2, "unit": "year", "later": 1}),
    ("firmato di recente", "di recente", "vague", {"ref": "recent"}),
    ("il 15 del mese prossimo", "il 15 del mese prossimo", "date", {"day": 15, "relmonth": 1}),
    ("29/2", "29/2", "date", {"day": 29, "month": 2}),
    ("nato il 3 marzo millenovecentonovantadue", "il 3 marzo millenovecentonovantadue", "date", {"day": 3, "month": 3, "year": 1992}),
    ("nel duemilaquindici", "nel duemilaquindici", "year", {"year": 2015}),
    ("nel Q3 2023", "nel Q3 2023", "year", {"part": "quarter3", "year": 2023}),
    ("fra il 3 e il 12 di set", "fra il 3 e il 12 di set", "span", {"day": 3, "to": {"day": 12, "month": 9}}),
    ("novembre 19-20", "novembre 19-20", "span", {"month": 11, "day": 19, "to": {"month": 11, "day": 20}}),
    ("dal 5 marzo ad oggi", "dal 5 marzo ad oggi", "span", {"mod": "since", "day": 5, "month": 3, "to": {"relday": 0}}),
    ("il lunedì di Pasqua", "il lunedì di Pasqua", "feast", {"feast": "easter+1"}),
    ("nel fine settimana di Ferragosto", "nel fine settimana di Ferragosto", "feast", {"around": "weekend", "feast": "08-15"}),
    ("nella settimana del 5 marzo", "nella settimana del 5 marzo", "date", {"around": "week", "day": 5, "month": 3}),
    ("nella terza settimana di aprile", "nella terza settimana di aprile", "slice", {"nth": 3, "unit": "week", "to": {"month": 4}}),
    ("i primi sei mesi del 2021", "i primi sei mesi del 2021", "slice", {"nth": 1, "n": 6, "unit": "month", "to": {"year": 2021}}),
    ("l'ultima domenica di maggio", "l'ultima domenica di maggio", "slice", {"nth": -1, "weekday": 7, "to": {"month": 5}}),
    ("due giorni dopo il 5 marzo", "due giorni dopo il 5 marzo", "shift", {"n": 2, "unit": "day", "later": 1, "to": {"day": 5, "month": 3}}),
    ("entro 30 giorni dal 5 marzo", "entro 30 giorni dal 5 marzo", "shift",
     {"mod": "by", "n": 30, "unit": "day", "later": 1, "to": {"day": 5, "month": 3}}),
    ("per tre giorni da lunedì", "per tre giorni da lunedì", "lasting", {"n": 3, "unit": "day", "mod": "since", "to": {"weekday": 1}}),
    ("per due anni, dal 3 marzo 2019 al 4 aprile 2021", "dal 3 marzo 2019 al 4 aprile 2021", "span",
     {"mod": "since", "day": 3, "month": 3, "year": 2019, "to": {"day": 4, "month": 4, "year": 2021}}),
    ("martedì di due settimane fa", "martedì di due settimane fa", "offset", {"weekday": 2, "dir": -1, "n": 2, "unit": "week"}),
    ("nello scorso trimestre", "nello scorso trimestre", "unit", {"dir": -1, "unit": "quarter"}),
    ("per il resto dell'anno", "per il resto dell'anno", "unit", {"dir": 0, "side": 1, "unit": "year"}),
    ("vigilia: oggi (5 marzo) si vota", "oggi (5 marzo)", "date", {"relday": 0, "day": 5, "month": 3}),
]

NOTHING = [
    "per il Capodanno cinese",
    "in carcere per due giorni", "una bambina di 5 anni", "ogni lunedì al mercato", "Carlo Maggio ha votato", "la primavera araba",
    "nel giro di un mese", "dopo tre giorni di trattative", "tra i 23 e i 26 anni", "pochi giorni dopo la firma",
    "rincari dal 10 al 15 per cento", "ad oggi", "oltre 2000.", "", "...",
    "ha vinto 12/3", "i 2/3 dei voti", "a 3/4 del percorso", "sotto di 6-3 e 2 di set", "il decreto 12/2015", "un secondo dopo", "l'isola di Pasqua",
    "l'albero di Natale", "il primo giorno di trattative", "i primi due mesi di guerra", "la fine del mondo", "dall'inizio dell'anno scolastico",
    "entro tre giri dal primo", "duemila persone", "mar e lun", "set 2", "un secondo trimestre",
]
ENGLISH_FOUND = [
    ("back on Oct/2", "on Oct/2", "date", {"month": 10, "day": 2}),
    ("on Dec. 31 , 1994", "on Dec. 31 , 1994", "date", {"month": 12, "day": 31, "year": 1994}),
    ("on 22/04 he left", "on 22/04", "date", {"day": 22, "month": 4}),
    ("killed in the 9/11 attacks", "9/11", "date", {"day": 11, "month": 9, "year": 2001}),
    ("on Friday 13.", "on Friday 13", "date", {"weekday": 5, "day": 13}),
    ("on Friday the 13th", "on Friday the 13th", "date", {"weekday": 5, "day": 13}),
    ("seen Sat 14th", "Sat 14th", "date", {"weekday": 6, "day": 14}),
    ("on the 15th of next month", "on the 15th of next month", "date", {"day": 15, "relmonth": 1}),
    ("the 15th day of June", "the 15th day of June", "date", {"day": 15, "month": 6}),
    ("born on May 6 nineteen eighty-six", "on May 6 nineteen eighty-six", "date", {"month": 5, "day": 6, "year": 1986}),
    ("in October two thousand and five", "in October two thousand and five", "month", {"month": 10, "year": 2005}),
    ("in twenty nineteen", "in twenty nineteen", "year", {"year": 2019}),
    ("before the year 2030", "before the year 2030", "year", {"mod": "before", "year": 2030}),
    ("2019-H2 was bad", "2019-H2", "year", {"part": "half2", "year": 2019}),
    ("between 10/1-11/7", "between 10/1-11/7", "span", {"month": 10, "day": 1, "to": {"month": 11, "day": 7}}),
    ("from 2007 to the end of 2008", "from 2007 to the end of 2008", "span", {"mod": "since", "year": 2007, "to": {"part": "end", "year": 2008}}),
    ("between now and May 21", "between now and May 21", "span", {"relday": 0, "to": {"month": 5, "day": 21}}),
    ("over Labor Day weekend", "over Labor Day weekend", "feast", {"around": "weekend", "feast": "9.1.1"}),
    ("the week of April 10", "the week of April 10", "date", {"around": "week", "month": 4, "day": 10}),
    ("on the first Monday of October", "on the first Monday of October", "slice", {"nth": 1, "weekday": 1, "to": {"month": 10}}),
    ("the last two weeks of this year", "the last two weeks of this year", "slice",
     {"nth": -1, "n": 2, "unit": "week", "to": {"dir": 0, "unit": "year"}}),
    ("two weeks before Christmas", "two weeks before Christmas", "shift", {"n": 2, "unit": "week", "later": -1, "to": {"feast": "12-25"}}),
    ("for three days starting tomorrow", "for three days starting tomorrow", "lasting", {"n": 3, "unit": "day", "to": {"relday": 1}}),
    ("last Friday", "last Friday", "weekday", {"weekfar": -1, "weekday": 5}),
    ("this past Friday", "this past Friday", "weekday", {"dir": -1, "weekday": 5}),
    ("Monday two weeks ago", "Monday two weeks ago", "offset", {"weekday": 1, "dir": -1, "n": 2, "unit": "week"}),
    ("earlier this month", "earlier this month", "unit", {"dir": 0, "side": -1, "unit": "month"}),
    ("for the rest of the week", "for the rest of the week", "unit", {"dir": 0, "side": 1, "unit": "week"}),
    ("in the year to date", "in the year to date", "unit", {"dir": 0, "side": 0, "unit": "year"}),
    ("the week before last", "the week before last", "unit", {"dir": -2, "unit": "week"}),
    ("talks start in May", "in May", "month", {"month": 5}),
    ("over the next couple weeks", "over the next couple weeks", "window", {"dir": 1, "n": 2, "unit": "week"}),
    ("in the 5 past years", "in the 5 past years", "window", {"n": 5, "dir": -1, "unit": "year"}),
]
ENGLISH_NOTHING = [
    "to mark the traditional New Year",
    "a 12/3 win", "won 7-6, 6-3", "from 1/2 to 3/4 of voters", "the march on 3/4 of the city", "they may march", "prices fall",
    "a fall of 3", "one second later", "he sat 14th", "in two thousand cases", "one in two thousand.",
    "in Week 10 of the season", "in the last quarter of the match",
    "a quarter of a million", "Easter Island", "the Good Friday Agreement", "on 29th Street", "May two people", "the second day of talks",
    "man of the year", "in the 21st century", "two weeks after the vote", "about fifteen twenty paintings",
]


@pytest.mark.parametrize(("words", "span", "kind", "value"), FOUND, ids=[c[0] for c in FOUND])
def test_found(words, span, kind, value):
    found = time.mentions(plain(words, start=100), load("it").data("time"))
    assert [(m.span.text, m.kind, dict(m.value)) for m in found] == [(span, kind, value)]
    m = found[0]
    assert words[m.span.start - 100 : m.span.end - 100] == m.span.text
    assert m.first < m.last


@pytest.mark.parametrize("words", NOTHING)
def test_nothing(words):
    assert time.mentions(plain(words), load("it").data("time")) == ()


@pytest.mark.parametrize(("words", "span", "kind", "value"), ENGLISH_FOUND, ids=[c[0] for c in ENGLISH_FOUND])
def test_found_in_english(words, span, kind, value):
    found = time.mentions(plain(words, upos={"attacks": "NOUN"}), load("en").data("time"))
    assert [(m.span.text, m.kind, dict(m.value)) for m in found] == [(span, kind, value)]


@pytest.mark.parametrize("words", ENGLISH_NOTHING)
def test_nothing_in_english(words):
    assert time.mentions(plain(words, upos={"cases": "NOUN"}), load("en").data("time")) == ()


@pytest.mark.parametrize(("words", "found"), [
    ("On Friday 31 were killed", ["On Friday"]),
    ("the last 3 months and 2 days ago", ["the last 3 months", "2 days ago"]),
    ("later than 2018 or after 2020", ["later than 2018", "after 2020"]),
])
def test_no_more_than_is_told(words, found):
    assert [m.span.text for m in time.mentions(plain(words), load("en").data("time"))] == found


@pytest.mark.parametrize(("words", "numbers", "year"), [
    ("nineteen oh five", {"nineteen": 19, "oh": 0, "five": 5}, 1905),
    ("seventeen hundred thirty three", {"seventeen": 17, "hundred": 100, "thirty": 30, "three": 3}, 1733),
    ("two thousand and thirty two", {"two": 2, "thousand": 1000, "thirty": 30}, 2032),
    ("millenovecentottantotto", {"mille": 1000, "nove": 9, "cent": 100, "ottant": 80, "otto": 8}, 1988),
])
def test_spelled(words, numbers, year):
    assert time.spelled(words, numbers) == year


def test_two_times_stay_two():
    found = time.mentions(plain("Eletto nel 2003, fu deposto il 9 ottobre 2005"), load("it").data("time"))
    assert [m.span.text for m in found] == ["nel 2003", "il 9 ottobre 2005"]


def test_an_hour_before_a_noun_is_a_number():
    words = load("it").data("time")
    assert time.mentions(plain("Parla alle 17 delegazioni", upos={"delegazioni": "NOUN"}), words) == ()
    assert [m.kind for m in time.mentions(plain("Parla alle 17 in aula", upos={"in": "ADP"}), words)] == ["clock"]


def test_tokens_of_a_mention():
    s = plain("Kiev, 3 marzo")
    assert [(m.first, m.last) for m in time.mentions(s, load("it").data("time"))] == [(2, 4)]


def test_odd_characters_keep_offsets():
    text = "İstanbul, l’8 marzo\u00a02021"
    assert [m.span.text for m in time.mentions(plain(text), load("it").data("time"))] == ["l’8 marzo\u00a02021"]


ENGLISH = {
    "words": {"month": {5: ["may"]}, "weekday": {5: ["friday"]}, "dir": {-1: ["last"]}, "relday": {-1: ["yesterday"]}},
    "mods": {"since": "since"}, "glue": {"on": "on|in"}, "pieces": {"open": "({since}|{on})"},
    "rules": [
        {"rule": "month_day", "kind": "date", "needs": "month", "is": "{open}?{month} {day}(, {year})?"},
        {"rule": "weekday", "kind": "weekday", "needs": "weekday", "is": "{open}?({dir} )?{weekday}"},
        {"rule": "relative_day", "kind": "relday", "is": "{relday}"},
    ],
}


@pytest.mark.parametrize(("words", "kind", "value"), [
    ("on May 5, 2020", "date", {"month": 5, "day": 5, "year": 2020}),
    ("since last Friday", "weekday", {"mod": "since", "dir": -1, "weekday": 5}),
    ("yesterday", "relday", {"relday": -1}),
])
def test_another_language_is_another_file(words, kind, value):
    assert [(m.kind, dict(m.value)) for m in time.mentions(plain(words), ENGLISH)] == [(kind, value)]
