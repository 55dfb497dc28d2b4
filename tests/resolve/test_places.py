"""Places: namesakes by the countries the article names, precision, and coordinates only where they are known."""

import pytest

from sayso.model import Argument, Article
from sayso.resolve import places
from sayso.resolve.actors import Actors
from sayso.resolve.bare import bare_sentence
from sayso.resolve.tables import Tables

TABLES = {lang: Tables(lang) for lang in ("it", "en")}

PLACES = [  # language, context, words, name, country, precision
    ("it", "", "a Tripoli", "Tripoli", "LBY", "city"),
    ("it", "Il Libano e i libanesi, in Libano.", "a Tripoli", "Tripoli", "LBN", "city"),
    ("it", "La Siria accusa Damasco, in Siria.", "a Ariha", "Ariha", "SYR", "admin1"),
    ("it", "", "a Ariha", "Jericho", "PSE", "city"),
    ("it", "", "a Leopoli", "Lviv", "UKR", "city"),
    ("it", "", "a Cordova", "Córdoba", "ESP", "city"),
    ("it", "L'Argentina e Buenos Aires.", "a Córdoba", "Córdoba", "ARG", "city"),
    ("it", "", "a Salonicco", "Thessaloníki", "GRC", "city"),
    ("it", "I soldati russi.", "a Pokrovsk", "Pokrovsk", "UKR", "city"),
    ("it", "", "nella regione di Kherson", "Kherson Oblast", "UKR", "admin1"),
    ("it", "", "nel Donetsk", "Donetsk Oblast", "UKR", "admin1"),
    ("it", "", "a Odessa", "Odesa", "UKR", "city"),
    ("en", "", "in California", "California", "USA", "admin1"),
    ("en", "", "in Quebec", "Quebec", "CAN", "admin1"),
    ("it", "", "in Siria", "Siria", "SYR", "country"),
    ("it", "", "in Lombardia", "Lombardia", "ITA", "admin1"),
    ("en", "", "in Kherson", "Kherson", "UKR", "city"),
    ("en", "", "in Kherson region", "Kherson Oblast", "UKR", "admin1"),
    ("en", "", "in Birmingham", "Birmingham", "GBR", "city"),
    ("en", "Spain and Madrid.", "in Valencia", "Valencia", "ESP", "city"),
    ("en", "", "in Beledweyne", "Beledweyne", "SOM", "city"),
]


def told(lang, context, words):
    """The place that the last name of the words stands for."""
    before = [bare_sentence(context, TABLES[lang])] if context else []
    s = bare_sentence(words, TABLES[lang], len(before), len(context) + 1)
    actors = Actors(Article("a", lang, "", f"{context} {words}"), [*before, s], TABLES[lang])
    first = actors.entities(s)[-1][0]
    return places.place(Argument(s.span(first, first + 1), s.i, first, "test"), s, actors)


@pytest.mark.parametrize(("lang", "context", "words", "name", "country", "precision"), PLACES)
def test_a_place(lang, context, words, name, country, precision):
    p = told(lang, context, words)
    assert (p.name, p.country, p.precision) == (name, country, precision)


@pytest.mark.parametrize(("lang", "context", "words"), [row[:3] for row in PLACES])
def test_coordinates_and_id_only_of_towns(lang, context, words):
    p = told(lang, context, words)
    assert ((p.lat is None) == (p.lon is None) == (p.geonameid is None)) == (p.precision != "city") or p.lat is not None
    assert (p.precision == "city") == (p.geonameid is not None)
    assert p.why


def test_a_gulf_is_not_the_country_it_is_called_after():
    s = bare_sentence("in the Gulf of Guinea", TABLES["en"])
    assert [e.code for _, _, e in TABLES["en"].entities(s)] == [None]
