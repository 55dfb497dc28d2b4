"""Graphs of sources from attributions made by hand."""

import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parent))

from attributions import WORDS, resolve, said

from sayso.resolve import sources

MEDIA = {alias: {"name": name, "kind": kind, "country": country} for alias, name, kind, country in (
    ("tass", "Tass", "agency", "RUS"), ("interfax", "Interfax", "agency", "RUS"), ("ansa", "Ansa", "agency", "ITA"),
    ("ria novosti", "Ria Novosti", "agency", "RUS"), ("canale 24", "Canale 24", "broadcaster", "RUS"),
    ("new york times", "The New York Times", "outlet", "USA"), ("nyt", "The New York Times", "outlet", "USA"),
    ("fox news", "Fox News", "broadcaster", "USA"))}


def graph(a, **more):
    return sources.sources(a, resolve, MEDIA, WORDS, **more)


def test_branches_become_a_graph_with_paths_from_speaker_to_last_relay():
    g = graph(said("Petrov", ("tv Canale 24", "agenzie Tass", "agenzia Ansa"), ("tv Canale 24", "Interfax", "agenzia Ansa"), medium="interview"))
    assert [(n.id, n.name, n.kind, n.country) for n in g.nodes] == [
        ("n1", "Yuri Petrov", "person", "RUS"), ("n2", "Canale 24", "broadcaster", "RUS"), ("n3", "Tass", "agency", "RUS"),
        ("n4", "Ansa", "agency", "ITA"), ("n5", "Interfax", "agency", "RUS")]
    assert g.edges == (("n1", "n2"), ("n2", "n3"), ("n3", "n4"), ("n2", "n5"), ("n5", "n4"))
    assert g.paths == (("Yuri Petrov", "Canale 24", "Tass", "Ansa"), ("Yuri Petrov", "Canale 24", "Interfax", "Ansa"))
    assert g.medium == "interview"


@pytest.mark.parametrize(("words", "name", "kind"), [
    ("Petrov", "Yuri Petrov", "person"),
    ("agenzia russa Ria Novosti", "Ria Novosti", "agency"),
    ("New York Times", "The New York Times", "outlet"),
    ("quotidiano Gamma del Nord", "Gamma del Nord", "outlet"),
    ("agenzia Zeta", "Zeta", "agency"),
    ("comunicato del ministero della Difesa", "ministero della Difesa", "document"),
    ("rapporto annuale dell’Onu", "Onu", "document"),
    ("editoriale del New York Times", "The New York Times", "outlet"),
    ("nota", "nota", "document"),
    ("fonti diplomatiche", "fonti diplomatiche", "unnamed"),
    ("due testimoni", "due testimoni", "unnamed"),
    ("direttore della Tass", "direttore della Tass", "office"),
    ("procura di Torino", "procura di Torino", "office"),
])
def test_name_and_kind(words, name, kind):
    (node,) = graph(said(words)).nodes
    assert (node.name, node.kind) == (name, kind)


@pytest.mark.parametrize(("relay", "rule", "kept"), [
    ("Fox News", "told", True), ("Bianchi", "told", False), ("tv Alfa", "told", True), ("Mosca", "passed_on_by", False),
    ("Telegram", "passed_on_by", False), ("stampa locale", "passed_on_by", True), ("Beta", "interviewed_by", True)])
def test_what_can_relay(relay, rule, kept):
    assert (len(graph(said("Petrov", (relay,), rule=rule)).paths[0]) == 2) is kept


def test_the_article_s_own_outlet_and_a_name_met_twice_are_left_out():
    assert graph(said("Petrov", ("Tass", "Ansa", "Tass")), outlet="Ansa").paths == (("Yuri Petrov", "Tass"),)


def test_without_words_names_stand_as_they_are():
    assert sources.sources(said("fonti locali"), resolve, MEDIA).paths == (("fonti locali",),)
