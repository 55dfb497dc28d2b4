"""The same speaker again: attributions made by hand, completed from those around them."""

import sys
from dataclasses import replace
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parent))

from attributions import WORDS, resolve, said

from sayso.resolve.linked import linked
from sayso.resolve.namings import REACH


def relays(done, a):
    return [[x.span.text for x in b] for b in done[a].relays]


def test_a_speaker_keeps_the_relays_named_for_him_before():
    first, again, other = said("Petrov", ("Tass",)), said("Yuri Petrov", sentence=2), said("presidente Lin", sentence=3)
    done = linked([first, again, other], resolve, WORDS)
    assert (relays(done, again), relays(done, other)) == ([["Tass"]], [])


def test_relays_are_not_kept_for_long():
    first, late = said("Petrov", ("Tass",)), said("Petrov", sentence=REACH + 1)
    assert relays(linked([first, late], resolve, WORDS), late) == []


def test_what_is_said_in_an_interview_keeps_its_medium():
    told, again = said("Petrov", ("Fox News",), rule="interviewed_by"), said("Petrov", sentence=1)
    assert relays(linked([told, again], resolve, WORDS), again) == [["Fox News"]]


def test_who_was_spoken_to_stays_before_another_relay():
    told, again = said("Petrov", ("Fox News",), rule="told"), said("Petrov", ("Tass",), sentence=1)
    assert relays(linked([told, again], resolve, WORDS), again) == [["Fox News", "Tass"]]
    same = said("Petrov", ("Fox News",), sentence=2, rule="told")
    assert relays(linked([told, again, same], resolve, WORDS), same) == [["Fox News", "Tass"]]


def test_relays_named_with_the_next_thing_said_hold_for_the_same_occasion():
    told, again = said("Petrov", ("Fox News",), rule="told"), replace(said("Petrov", ("Tass",), sentence=1))
    assert relays(linked([told, again], resolve, WORDS), told) == [["Fox News", "Tass"]]
    alone = said("Petrov")
    assert relays(linked([alone, again], resolve, WORDS), alone) == []


def test_relays_told_later_close_what_was_said_before():
    first, last = said("Petrov"), replace(said("Petrov", sentence=1), later=((said("Tass").source,), (said("Ansa").source, said("Efe").source)))
    done = linked([first, last], resolve, WORDS)
    assert relays(done, first) == relays(done, last) == [["Tass", "Ansa"], ["Tass", "Efe"]]


@pytest.mark.parametrize(("words", "sentence", "again"), [
    ("funzionario", 1, True), ("funzionario", 6, False), ("capo dell'agenzia", 3, True), ("ex-ministro", 1, True), ("fonti locali", 1, False),
    ("organizzatori della marcia", 1, False)])
def test_a_description_becomes_the_person_who_spoke_before(words, sentence, again):
    first, then = said("Petrov", sentence=0), said(words, sentence=sentence)
    source = linked([first, then], resolve, WORDS)[then].source
    assert (source.rule == "described_again") is again
    assert source.span.text == words
