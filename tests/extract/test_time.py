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
    ("vigilia: oggi (5 marzo) si vota", "oggi (5 marzo)", "date", {"relday": 0, "day": 5, "month": 3}),
]

NOTHING = [
    "in carcere per due giorni", "una bambina di 5 anni", "ogni lunedì al mercato", "Carlo Maggio ha votato", "la primavera araba",
    "nel giro di un mese", "dopo tre giorni di trattative", "tra i 23 e i 26 anni", "pochi giorni dopo la firma",
    "rincari dal 10 al 15 per cento", "ad oggi", "oltre 2000.", "", "...",
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
