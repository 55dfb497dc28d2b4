"""What a text is about: words of a topic by form or lemma, in one or more words, and when they rule a sentence or an article out."""

from dataclasses import replace

import pytest
from handmade import plain

from sayso.extract import topic

WORDS = {"sport": ["gol", "calcio di rigore", "portiere", "arbitro"], "fiction": ["trama", "protagonista", "nei panni di"],
         "crime": ["furto", "refurtiva", "lite condominiale"], "idioms": ["bandiera bianca"]}


def article(*texts):
    return [replace(plain(text), i=i) for i, text in enumerate(texts)]


def test_two_words_of_sport_rule_a_sentence_out():
    found = topic.off_topic(article("Il governo tratta.", "Il portiere para il calcio di rigore.", "La legge passa.", "Il ministro parla."), WORDS)
    assert found == {1: "sport"}


def test_an_article_of_which_much_is_sport_goes_out_whole():
    found = topic.off_topic(article("La Spagna attacca.", "Il gol arriva subito.", "Poi l'arbitro fischia."), WORDS)
    assert found == dict.fromkeys(range(3), "sport")


@pytest.mark.parametrize(("texts", "expected"), [
    (("Il generale ordina l'assalto.", "La trama è debole.", "Bravo il protagonista."), True),
    (("Il regista è stato arrestato.", "Ne dà notizia la famiglia.", "La protagonista del corteo parla.", "Il governo tace."), False),
])
def test_fiction_needs_more_than_one_word(texts, expected):
    assert bool(topic.off_topic(article(*texts), WORDS)) is expected


def test_one_sentence_alone_is_never_a_whole_article():
    assert topic.off_topic(article("Gol contro il governo."), WORDS) == {}


def test_phrases_stand_in_a_row():
    (span,) = topic.idioms(plain("Alzano bandiera bianca a Roma."), WORDS)
    assert span.text == "bandiera bianca"
    assert topic.idioms(plain("Una bandiera non bianca."), WORDS) == []


def test_ordinary_crime():
    assert topic.is_crime(article("Un furto in casa.", "Trovata la refurtiva.", "La polizia indaga."), WORDS)
    assert not topic.is_crime(article("Un furto di Stato.", "Il ministro nega.", "Il parlamento vota.", "La piazza protesta."), WORDS)
