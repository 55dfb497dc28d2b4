"""A claim and its denial are two records; a party's own denial, and a denial with a content of its own, are not."""

import pytest

from sayso.model import Article
from sayso.parse.spacy_ import SpacyParser
from sayso.pipeline import load

pytestmark = pytest.mark.pack


@pytest.fixture(scope="module")
def told():
    coder = load("it")
    assert isinstance(coder.parser, SpacyParser)
    return lambda text: sorted((r.code.type, r.status, r.report_id) for r in coder.code(Article("denial", "it", "", text)).reports)


@pytest.mark.parametrize(("text", "statuses"), [
    ("Kiev sostiene di aver bombardato il porto di Sebastopoli, ma Mosca smentisce.", ["denied", "happened"]),
    ("I ribelli dicono di aver ucciso dieci soldati, l'esercito del Mali lo nega.", ["denied", "happened"]),
    ("Kiev sostiene di aver bombardato il porto di Sebastopoli.", ["happened"]),
    ("Mosca smentisce di aver bombardato il porto di Odessa.", ["denied"]),
])
def test_statuses(told, text, statuses):
    found = told(text)
    assert [status for _, status, _ in found] == statuses
    assert len({ident for *_, ident in found}) == len(found)
