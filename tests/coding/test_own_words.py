"""Who tells what his own state or body says is no other source; who tells it of another is."""

import pytest

from sayso import pipeline
from sayso.model import Article


@pytest.mark.parametrize(("text", "speakers"), [
    ("The Kremlin said Russia condemned the attack on Syria.", set()),
    ("A spokesman for the African Union said the African Union condemned the coup in Niger.", set()),
    ("French President Emmanuel Macron said the European Union condemned the coup in Niger.", {"Emmanuel Macron"}),
])
def test_a_body_speaks_through_its_people(text, speakers):
    reports = pipeline.load("en", "fast").code(Article("a", "en", "", text)).reports
    condemned = [r for r in reports if r.code.type == "ACCUSE"]
    assert condemned
    assert {path[0] for r in condemned for path in r.sources.paths} == speakers
