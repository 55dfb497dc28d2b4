"""What makes no row is kept aside, with the town and the day that its article tells."""

from datetime import date

import pytest

from sayso import pipeline
from sayso.model import Article

TEXT = "A Sumy lunedì la sirena non ha suonato. Poi il bombardamento, racconta Olha. Sono rimasti feriti in due."


@pytest.fixture(scope="module")
def coded():
    article = Article("a1", "it", "", TEXT, date(2025, 3, 12), "La Voce", None)
    return pipeline.load("it", "fast").code(article)


def test_what_names_nobody_is_an_echo_and_no_row(coded):
    assert not {r.report_id for r in coded.reports} & {r.report_id for r in coded.echoes}
    assert {r.code.type for r in coded.echoes} >= {"ASSAULT"}
    assert all(r.why["echo"] for r in coded.echoes)


def test_an_echo_has_the_one_town_and_day_of_its_article(coded):
    raid = next(r for r in coded.echoes if r.trigger.text == "bombardamento")
    assert (raid.where.name, raid.when.start.isoformat()) == ("Sumy", "2025-03-10")


def test_a_time_a_weapon_or_a_party_is_no_act_told_again():
    text = "Nella notte i droni hanno colpito il porto di Izmail. L'esercito ucraino ha confermato l'attacco."
    article = Article("a2", "it", "", text, date(2025, 3, 12), "La Voce", None)
    assert not {r.trigger.text.lower() for r in pipeline.load("it", "fast").code(article).echoes} & {"notte", "droni", "esercito"}
