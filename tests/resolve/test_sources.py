"""Graphs of sources from attributions made by hand."""

from dataclasses import replace

import pytest

from sayso import languages
from sayso.model import Argument, Attribution, Known, Span
from sayso.resolve import sources

WORDS = languages.load("it").data("speech")
MEDIA = {alias: {"name": name, "kind": kind, "country": country} for alias, name, kind, country in (
    ("tass", "Tass", "agency", "RUS"), ("interfax", "Interfax", "agency", "RUS"), ("ansa", "Ansa", "agency", "ITA"),
    ("ria novosti", "Ria Novosti", "agency", "RUS"), ("canale 24", "Canale 24", "broadcaster", "RUS"),
    ("new york times", "The New York Times", "outlet", "USA"), ("nyt", "The New York Times", "outlet", "USA"),
    ("fox news", "Fox News", "broadcaster", "USA"))}
PEOPLE = {"Petrov": "Yuri Petrov", "presidente Lin": "Lin Wei", "Yuri Petrov": "Yuri Petrov"}


def resolve(a):
    text = a.span.text
    if text in PEOPLE:
        return Known(PEOPLE[text], "RUS", "GOV", "test", kind="person")
    if text in ("Mosca", "Cina"):
        return Known(text, "RUS", None, "test", kind="country")
    if text.startswith(("capo", "funzionario")):
        return Known(text, "RUS", "GOV", "test", kind="role")
    return Known(text, None, None, "test", kind="unnamed")


def argument(text, rule="passed_on_by", sentence=0):
    return Argument(Span("text", 0, len(text), text), sentence, 0, rule)


def said(source, *branches, medium=None, sentence=0, rule="passed_on_by"):
    relays = tuple(tuple(argument(x, rule) for x in b) for b in branches)
    content = (Span("text", 50 + sentence, 60 + sentence, "che …"),)
    return Attribution(argument(source, "subject", sentence), Span("text", 40, 45, "disse"), content, relays, "verb_of_saying", "indirect", medium)


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


# ------------------------------------------------------------------ the same speaker again


def relays(linked, a):
    return [[x.span.text for x in b] for b in linked[a].relays]


def test_a_speaker_keeps_the_relays_named_for_him_before():
    first, again, other = said("Petrov", ("Tass",)), said("Yuri Petrov", sentence=2), said("presidente Lin", sentence=3)
    linked = sources.linked([first, again, other], resolve, WORDS)
    assert (relays(linked, again), relays(linked, other)) == ([["Tass"]], [])


def test_relays_are_not_kept_for_long():
    first, late = said("Petrov", ("Tass",)), said("Petrov", sentence=sources.REACH + 1)
    assert relays(sources.linked([first, late], resolve, WORDS), late) == []


def test_what_is_said_in_an_interview_keeps_its_medium():
    told, again = said("Petrov", ("Fox News",), rule="interviewed_by"), said("Petrov", sentence=1)
    assert relays(sources.linked([told, again], resolve, WORDS), again) == [["Fox News"]]


def test_who_was_spoken_to_stays_before_another_relay():
    told, again = said("Petrov", ("Fox News",), rule="told"), said("Petrov", ("Tass",), sentence=1)
    assert relays(sources.linked([told, again], resolve, WORDS), again) == [["Fox News", "Tass"]]
    same = said("Petrov", ("Fox News",), sentence=2, rule="told")
    assert relays(sources.linked([told, again, same], resolve, WORDS), same) == [["Fox News", "Tass"]]


def test_relays_named_with_the_next_thing_said_hold_for_the_same_occasion():
    told, again = said("Petrov", ("Fox News",), rule="told"), replace(said("Petrov", ("Tass",), sentence=1))
    assert relays(sources.linked([told, again], resolve, WORDS), told) == [["Fox News", "Tass"]]
    alone = said("Petrov")
    assert relays(sources.linked([alone, again], resolve, WORDS), alone) == []


def test_relays_told_later_close_what_was_said_before():
    first, last = said("Petrov"), replace(said("Petrov", sentence=1), later=((said("Tass").source,), (said("Ansa").source, said("Efe").source)))
    done = sources.linked([first, last], resolve, WORDS)
    assert relays(done, first) == relays(done, last) == [["Tass", "Ansa"], ["Tass", "Efe"]]


@pytest.mark.parametrize(("words", "sentence", "again"), [
    ("funzionario", 1, True), ("funzionario", 6, False), ("capo dell'agenzia", 3, True), ("ex-ministro", 1, True), ("fonti locali", 1, False),
    ("organizzatori della marcia", 1, False)])
def test_a_description_becomes_the_person_who_spoke_before(words, sentence, again):
    first, then = said("Petrov", sentence=0), said(words, sentence=sentence)
    source = sources.linked([first, then], resolve, WORDS)[then].source
    assert (source.rule == "described_again") is again
    assert source.span.text == words
