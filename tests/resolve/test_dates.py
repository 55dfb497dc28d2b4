"""From the words to the days, and the dates that metadata write."""

import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.extract import time
from sayso.languages import load
from sayso.resolve import dates
from sayso.resolve.dates import calendar, metadata

sys.path.insert(0, str(Path(__file__).parents[1] / "extract"))
from handmade import plain

FRIDAY = date(2022, 12, 16)
WEDNESDAY = date(2023, 5, 17)

PAST = [
    ("ieri, giovedì 15 dicembre", FRIDAY, "2022-12-15", "2022-12-15", "day"),
    ("nella notte tra il 14 e il 15 dicembre", FRIDAY, "2022-12-14", "2022-12-15", "days"),
    ("nella notte tra il 31 dicembre e il 1° gennaio", date(2023, 1, 2), "2022-12-31", "2023-01-01", "days"),
    ("dal 9 marzo al 2 agosto 1976", FRIDAY, "1976-03-09", "1976-08-02", "days"),
    ("da novembre a febbraio 2020", FRIDAY, "2019-11-01", "2020-02-29", "month"),
    ("dal 2010 al 2018", FRIDAY, "2010-01-01", "2018-12-31", "years"),
    ("da lunedì a mercoledì", FRIDAY, "2022-12-12", "2022-12-14", "days"),
    ("il 5 marzo scorso", WEDNESDAY, "2023-03-05", "2023-03-05", "day"),
    ("il 20 maggio", WEDNESDAY, "2022-05-20", "2022-05-20", "day"),
    ("sabato 20 maggio", WEDNESDAY, "2023-05-20", "2023-05-20", "day"),
    ("il 29 febbraio", WEDNESDAY, "2020-02-29", "2020-02-29", "day"),
    ("sabato 6", WEDNESDAY, "2023-05-06", "2023-05-06", "day"),
    ("il 4 aprile dell'anno scorso", WEDNESDAY, "2022-04-04", "2022-04-04", "day"),
    ("a Natale", WEDNESDAY, "2022-12-25", "2022-12-25", "day"),
    ("mercoledì", WEDNESDAY, "2023-05-17", "2023-05-17", "day"),
    ("mercoledì scorso", WEDNESDAY, "2023-05-10", "2023-05-10", "day"),
    ("venerdì", WEDNESDAY, "2023-05-12", "2023-05-12", "day"),
    ("a marzo", WEDNESDAY, "2023-03-01", "2023-03-31", "month"),
    ("lo scorso maggio", WEDNESDAY, "2022-05-01", "2022-05-31", "month"),
    ("a inizio maggio", WEDNESDAY, "2023-05-01", "2023-05-10", "days"),
    ("a fine febbraio 2024", WEDNESDAY, "2024-02-21", "2024-02-29", "days"),
    ("in primavera", WEDNESDAY, "2023-03-01", "2023-05-31", "season"),
    ("nell'inverno scorso", WEDNESDAY, "2022-12-01", "2023-02-28", "season"),
    ("la scorsa settimana", WEDNESDAY, "2023-05-08", "2023-05-14", "week"),
    ("tre settimane fa", WEDNESDAY, "2023-04-24", "2023-04-30", "week"),
    ("due mesi fa", WEDNESDAY, "2023-03-01", "2023-03-31", "month"),
    ("due settimane e 2 giorni fa", WEDNESDAY, "2023-05-01", "2023-05-01", "day"),
    ("lo scorso fine settimana", WEDNESDAY, "2023-05-13", "2023-05-14", "days"),
    ("nei giorni scorsi", WEDNESDAY, "2023-05-12", "2023-05-16", "vague"),
    ("negli ultimi 3 mesi", WEDNESDAY, "2023-02-17", "2023-05-17", "days"),
    ("nelle ultime 48 ore", WEDNESDAY, "2023-05-15", "2023-05-17", "days"),
    ("La scorsa notte", WEDNESDAY, "2023-05-16", "2023-05-17", "days"),
    ("nel pomeriggio", WEDNESDAY, "2023-05-17", "2023-05-17", "day"),
    ("da lunedì", WEDNESDAY, "2023-05-15", "2023-05-17", "days"),
    ("dalla scorsa settimana", WEDNESDAY, "2023-05-08", "2023-05-14", "week"),
    ("dopo il 10 maggio", WEDNESDAY, "2023-05-11", "2023-05-17", "days"),
    ("per il secondo giorno", WEDNESDAY, "2023-05-16", "2023-05-17", "days"),
    ("Alla fine del 2009", WEDNESDAY, "2009-10-01", "2009-12-31", "month"),
    ("nei primi anni '90", WEDNESDAY, "1990-01-01", "1993-12-31", "years"),
    ("nell'ultima settimana di luglio", WEDNESDAY, "2022-07-25", "2022-07-31", "week"),
    ("nella prima settimana del 2021", WEDNESDAY, "2021-01-04", "2021-01-10", "week"),
    ("nella terza settimana di aprile", WEDNESDAY, "2023-04-17", "2023-04-23", "week"),
    ("nei primi tre mesi del 2021", WEDNESDAY, "2021-01-01", "2021-03-31", "days"),
    ("nelle ultime due settimane di marzo", WEDNESDAY, "2023-03-20", "2023-04-02", "days"),
    ("il secondo weekend di aprile", WEDNESDAY, "2023-04-08", "2023-04-09", "days"),
    ("il primo lunedì di ottobre", WEDNESDAY, "2022-10-03", "2022-10-03", "day"),
    ("l'ultimo giorno dell'anno scorso", WEDNESDAY, "2022-12-31", "2022-12-31", "day"),
    ("due giorni dopo il 5 marzo", WEDNESDAY, "2023-03-07", "2023-03-07", "day"),
    ("tre settimane prima di Natale", WEDNESDAY, "2022-12-04", "2022-12-04", "day"),
    ("sei mesi dopo il 24 febbraio 2022", WEDNESDAY, "2022-08-24", "2022-08-24", "day"),
    ("due anni prima del 2010", WEDNESDAY, "2008-01-01", "2008-12-31", "year"),
    ("per tre giorni da lunedì", WEDNESDAY, "2023-05-15", "2023-05-17", "days"),
    ("a Pasqua", WEDNESDAY, "2023-04-09", "2023-04-09", "day"),
    ("il venerdì santo del 2024", WEDNESDAY, "2024-03-29", "2024-03-29", "day"),
    ("la scorsa Pasqua", date(2023, 4, 9), "2022-04-17", "2022-04-17", "day"),
    ("nel weekend di Pasqua", WEDNESDAY, "2023-04-08", "2023-04-09", "days"),
    ("nel fine settimana di Ferragosto", WEDNESDAY, "2022-08-13", "2022-08-15", "days"),
    ("nella settimana del 5 marzo", WEDNESDAY, "2023-02-27", "2023-03-05", "week"),
    ("il 12 del mese scorso", WEDNESDAY, "2023-04-12", "2023-04-12", "day"),
    ("nello scorso trimestre", WEDNESDAY, "2023-01-01", "2023-03-31", "month"),
    ("nel semestre scorso", WEDNESDAY, "2022-07-01", "2022-12-31", "month"),
    ("negli ultimi 2 trimestri", WEDNESDAY, "2022-10-01", "2023-03-31", "days"),
    ("negli ultimi 4 giorni lavorativi", WEDNESDAY, "2023-05-11", "2023-05-17", "days"),
    ("da inizio anno", WEDNESDAY, "2023-01-01", "2023-05-17", "days"),
    ("dal 2015 ad oggi", WEDNESDAY, "2015-01-01", "2023-05-17", "days"),
    ("martedì di due settimane fa", WEDNESDAY, "2023-05-02", "2023-05-02", "day"),
    ("alla fine del decennio", WEDNESDAY, "2027-01-01", "2029-12-31", "years"),
]
FUTURE = [
    ("in primavera", FRIDAY, "2023-03-01", "2023-05-31", "season"),
    ("la prossima primavera", FRIDAY, "2023-03-01", "2023-05-31", "season"),
    ("il 20 maggio", WEDNESDAY, "2023-05-20", "2023-05-20", "day"),
    ("lunedì prossimo", WEDNESDAY, "2023-05-22", "2023-05-22", "day"),
    ("mercoledì prossimo", WEDNESDAY, "2023-05-24", "2023-05-24", "day"),
    ("a marzo", WEDNESDAY, "2024-03-01", "2024-03-31", "month"),
    ("nei prossimi giorni", WEDNESDAY, "2023-05-18", "2023-05-22", "vague"),
    ("i prossimi 3 giorni", WEDNESDAY, "2023-05-18", "2023-05-20", "days"),
    ("tra due settimane", WEDNESDAY, "2023-05-29", "2023-06-04", "week"),
    ("entro il 30 giugno", WEDNESDAY, "2023-05-17", "2023-06-30", "days"),
    ("entro fine anno", WEDNESDAY, "2023-05-17", "2023-12-31", "days"),
    ("fino al 2025", WEDNESDAY, "2023-05-17", "2025-12-31", "days"),
    ("prima di lunedì", WEDNESDAY, "2023-05-17", "2023-05-21", "days"),
    ("stanotte", WEDNESDAY, "2023-05-17", "2023-05-18", "days"),
    ("domani mattina", WEDNESDAY, "2023-05-18", "2023-05-18", "day"),
    ("entro tre mesi", WEDNESDAY, "2023-05-17", "2023-08-17", "days"),
    ("entro due ore", WEDNESDAY, "2023-05-17", "2023-05-17", "days"),
    ("entro 30 giorni dal 5 giugno", WEDNESDAY, "2023-05-17", "2023-07-05", "days"),
    ("prima della fine dell'anno", WEDNESDAY, "2023-05-17", "2023-12-31", "days"),
    ("per il resto della settimana", WEDNESDAY, "2023-05-17", "2023-05-21", "days"),
    ("nei prossimi due trimestri", WEDNESDAY, "2023-07-01", "2023-12-31", "days"),
    ("nei prossimi 4 giorni lavorativi", WEDNESDAY, "2023-05-18", "2023-05-23", "days"),
    ("lunedì tra due settimane", WEDNESDAY, "2023-05-29", "2023-05-29", "day"),
    ("a Pasqua", WEDNESDAY, "2024-03-31", "2024-03-31", "day"),
]
ENGLISH = [
    ("last Friday", WEDNESDAY, "2023-05-12", "2023-05-12"),
    ("last Tuesday", WEDNESDAY, "2023-05-09", "2023-05-09"),
    ("last Tuesday", date(2023, 5, 21), "2023-05-16", "2023-05-16"),
    ("next Friday", WEDNESDAY, "2023-05-26", "2023-05-26"),
    ("this Friday", WEDNESDAY, "2023-05-19", "2023-05-19"),
    ("from next Monday to Friday", WEDNESDAY, "2023-05-22", "2023-05-26"),
    ("from April twenty-seventh to the third", WEDNESDAY, "2023-04-27", "2023-05-03"),
    ("earlier this month", WEDNESDAY, "2023-05-01", "2023-05-16"),
    ("earlier this week", date(2023, 5, 15), "2023-05-15", "2023-05-15"),
    ("later this year", WEDNESDAY, "2023-05-17", "2023-12-31"),
    ("in the year to date", WEDNESDAY, "2023-01-01", "2023-05-17"),
    ("the week after next", WEDNESDAY, "2023-05-29", "2023-06-04"),
    ("this working week", WEDNESDAY, "2023-05-15", "2023-05-19"),
    ("on Labor Day 2022", WEDNESDAY, "2022-09-05", "2022-09-05"),
    ("on Memorial Day 2022", WEDNESDAY, "2022-05-30", "2022-05-30"),
    ("on Black Friday 2022", WEDNESDAY, "2022-11-25", "2022-11-25"),
    ("the weekend of Thanksgiving 2023", WEDNESDAY, "2023-11-23", "2023-11-26"),
    ("week 3 of 2027", WEDNESDAY, "2027-01-18", "2027-01-24"),
    ("the third quarter of 2021", WEDNESDAY, "2021-07-01", "2021-09-30"),
    ("two days before yesterday", WEDNESDAY, "2023-05-14", "2023-05-14"),
    ("from 2007 to the end of 2008", WEDNESDAY, "2007-01-01", "2008-12-31"),
    ("in nineteen ninety six", WEDNESDAY, "1996-01-01", "1996-12-31"),
]


def resolved(words, published, anchor=None, past=True):
    [mention] = time.mentions(plain(words), load("it").data("time"))
    return dates.interval(mention, published, anchor, past)


@pytest.mark.parametrize(("words", "published", "start", "end", "precision", "past"),
                         [(*c, True) for c in PAST] + [(*c, False) for c in FUTURE])
def test_interval(words, published, start, end, precision, past):
    when = resolved(words, published, past=past)
    assert (str(when.start), str(when.end), when.precision) == (start, end, precision)
    assert when.why and when.span.text == words


@pytest.mark.parametrize(("words", "published", "start", "end"), ENGLISH)
def test_interval_in_english(words, published, start, end):
    [mention] = time.mentions(plain(words), load("en").data("time"))
    when = dates.interval(mention, published, past="next" not in words)
    assert (str(when.start), str(when.end)) == (start, end)


@pytest.mark.parametrize(("year", "day"), [(1961, "1961-04-02"), (2000, "2000-04-23"), (2024, "2024-03-31"), (2038, "2038-04-25")])
def test_easter(year, day):
    assert str(calendar.easter(year)) == day


@pytest.mark.parametrize("words", ["ieri", "il 9 ottobre", "venerdì", "la scorsa settimana", "a marzo", "in primavera", "nel pomeriggio",
                                   "tre giorni fa", "nei giorni scorsi", "di recente", "per il secondo giorno"])
def test_nothing_without_a_day_to_start_from(words):
    assert resolved(words, None) is None


@pytest.mark.parametrize(("words", "start"), [("il 9 ottobre 2005", "2005-10-09"), ("nel 2014", "2014-01-01"), ("nel maggio del 1999", "1999-05-01")])
def test_full_dates_need_no_publication_date(words, start):
    assert str(resolved(words, None).start) == start


@pytest.mark.parametrize(("words", "start", "end"), [
    ("il giorno seguente", "1989-06-05", "1989-06-05"),
    ("lo stesso giorno", "1989-06-04", "1989-06-04"),
    ("due anni dopo", "1991-01-01", "1991-12-31"),
    ("due giorni prima", "1989-06-02", "1989-06-02"),
    ("in serata", "1989-06-04", "1989-06-04"),
    ("il 7 marzo", "1989-03-07", "1989-03-07"),
])
def test_what_hangs_on_the_date_before(words, start, end):
    when = resolved(words, None, anchor=date(1989, 6, 4))
    assert (str(when.start), str(when.end)) == (start, end)


@pytest.mark.parametrize("words", ["il 31 novembre 2017", "prima del 2000", "in passato", "il giorno seguente", "il quinto lunedì di febbraio",
                                   "dieci anni dopo l'11 settembre"])
def test_what_cannot_be_told(words):
    assert resolved(words, WEDNESDAY) is None


@pytest.mark.parametrize(("text", "day"), [
    ("2022-12-30", "2022-12-30"), ("2022-12-30T23:10:00+01:00", "2022-12-30"), (" 20221230 ", "2022-12-30"), ("20221230T101500Z", "2022-12-30"),
    ("30/12/2022", "2022-12-30"), ("30.12.2022 14:55", "2022-12-30"), ("1-2-2023", "2023-02-01"),
    ("Fri, 30 Dec 2022 10:00:00 +0100", "2022-12-30"), ("30 Dec 2022", "2022-12-30"),
])
def test_of(text, day):
    assert str(metadata.of(text)) == day


@pytest.mark.parametrize("text", ["", "ieri", "2022", "2022-12", "31/02/2022", "2022-13-01", "Mon, 99 Jan 2022 10:00:00", "0000-01-01", "9" * 50])
def test_of_nothing(text):
    assert metadata.of(text) is None


WORDS = st.sampled_from([c[0] for c in PAST + FUTURE])
DAYS = st.dates(date(1, 1, 1), date(9999, 12, 31))


@given(WORDS, st.none() | DAYS, st.none() | DAYS, st.booleans())
def test_any_day_gives_an_interval_or_nothing(words, published, anchor, past):
    when = resolved(words, published, anchor, past)
    assert when is None or when.start <= when.end


@given(st.text(max_size=40))
def test_of_never_fails(text):
    metadata.of(text)
