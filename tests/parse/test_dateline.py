"""Datelines stand apart from the sentence they open, in the manner of many agencies."""

import pytest

from sayso.model import Article
from sayso.parse.dateline import dateline
from sayso.parse.spacy_ import paragraphs

SENTENCE = "Droni hanno colpito un deposito in periferia."


@pytest.mark.parametrize("opening", [
    "(ANSA) - KIEV, 11 FEB - ", "(ANSA) - ", "ROMA, 30 DIC - ", "Roma, 30 dic. (askanews) - ", "Milano, 3 nov. - (Adnkronos) - ",
    "KYIV, Ukraine (AP) — ",
    "WASHINGTON — ", "LONDON (Reuters) - ", "BEIRUT, March 3 (Xinhua) -- ", "SUMY - ", "NEW YORK, 12 mar 2025 - ", "(AGI) - Roma, 3 mar. - ",
    "EL GENEINA – ", "Bruxelles (dal nostro inviato) - ", "L'AQUILA, 1° MAG - ", "KUALA LUMPUR, Malaysia — ",
])
def test_a_dateline_ends_where_the_sentence_begins(opening):
    assert dateline(opening + SENTENCE) == len(opening)


@pytest.mark.parametrize("line", [
    "Il ministro - un tecnico - ha detto di no alla proposta.", "Putin - Xi, nuovo vertice a Mosca", "ONU - ", "", "12 MAR - ",
    "Mosca ha risposto - secondo la Tass - con nuove sanzioni.", "“Non cederemo” - ha detto il premier ai cronisti ieri sera.",
    "L'Italia (con la Francia) - ha detto il premier - resta contraria al piano.",
])
def test_what_is_no_dateline_is_left_alone(line):
    assert dateline(line) == 0


def test_offsets_still_point_into_the_text():
    text = "(ANSA) - KIEV, 11 FEB - " + SENTENCE + "\n\nSUMY - " + SENTENCE
    article = Article("a", "it", "ROMA - Titolo con un trattino in mezzo", text)
    pieces = list(paragraphs(article))
    assert [line for _, _, line in pieces] == [article.title, "(ANSA) - KIEV, 11 FEB - ", SENTENCE, "SUMY - ", SENTENCE]
    assert all(article.of(field)[start : start + len(line)] == line for field, start, line in pieces)
