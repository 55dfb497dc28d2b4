"""Whose the dead are: counts told beside or after the violence, and in whose name."""

import pytest

from sayso.extract.figures import carried
from sayso.model import Count, Mention, Span, sentence


def told(at: int, concept: str, *counts: Count) -> Mention:
    return Mention(at, Span("text", 0, 1, "x"), 0, concept, "verb: x", (), (), "happened", "told as a fact", False, counts=counts)


def dead(at: int, value: float, by: str | None = None) -> Count:
    return Count(Span("text", 0, 1, "x"), at, 0, "killed", value, "noun_killed", by)


SENTENCES = [sentence(i, "text", 10 * i, "x", ()) for i in range(6)]


@pytest.mark.parametrize(("at", "concept", "taken"), [(1, "assault.general", True), (2, "assault.general", True), (4, "assault.general", False),
                                                      (1, "consult.meet", False)])
def test_a_toll_belongs_to_the_attack_just_before(at, concept, taken):
    found = carried([told(0, concept)], [dead(at, 12)], SENTENCES)
    assert bool(found[0].counts) == taken
