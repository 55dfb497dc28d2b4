"""Arrests without an agent: the police the article tells of, and when not."""

import pytest

from sayso.coding.police import police_told
from sayso.model import Article, Known, Party, Span
from sayso.resolve.actors import Actors
from sayso.resolve.bare import bare_sentence
from sayso.resolve.tables import Tables

TABLES = Tables("it")


def arrested(country, sector):
    return [Party(Span("text", 0, 1, "x"), Known("x", country, sector, "test"), "test")]


@pytest.mark.parametrize(("texts", "country", "sector", "expected"), [
    (("la polizia greca", "trenta manifestanti greci"), "GRC", "CVL", ["GRC"]),
    (("la polizia greca", "trenta manifestanti"), "TUR", "CVL", []),             # the police of another country
    (("la polizia greca", "la polizia turca"), "GRC", "CVL", []),                # two polices
    (("la polizia greca", "tre agenti greci"), "GRC", "COP", []),                # officers arrested
    (("la polizia greca", "Nikos Papas"), "GRC", None, []),                      # a bare name
    (("trenta manifestanti greci",), "GRC", "CVL", []),
])
def test_who_arrests(texts, country, sector, expected):
    sentences = [bare_sentence(text, TABLES, i, 100 * i) for i, text in enumerate(texts)]
    actors = Actors(Article("a", "it", "", ""), sentences, TABLES)
    assert [p.known.country for p in police_told(actors, arrested(country, sector), 1)] == expected
