"""Which reports of one article are of one event."""

from datetime import date

import pytest

from sayso import ontologies
from sayso.merge import merge_article
from sayso.model import Article, Known, Party, Report, Sources, When

ARTICLE = Article("a", "it", "Sospesi i rapporti", "La Camera sospenderà i rapporti con l'Egitto, ha detto Rossi.", date(2024, 5, 2))


def party(name, country, sector=None, kind="role"):
    return Party(ARTICLE.span("text", 0, 2), Known(name, country, sector, "test", kind=kind), "active_subject")


def report(n, concept="assault.general", field="text", status="happened", actors=(), recipients=(), day=None, sentence=None, background=False):
    where = ARTICLE.span(field, 3 * n, 3 * n + 2)
    whole = ARTICLE.span(field, 3 * sentence, 3 * sentence + 2) if sentence is not None else where
    when = When(day, day, "day", "test", where) if day else None
    return Report(f"r-{n}", "", ARTICLE, whole, where, concept, ontologies.code(concept), status, False, background, actors, recipients, when, None,
                  (), Sources(), 0.5, {}, {"status": "told"})


def events(*reports):
    return len({r.event_id for r in merge_article(reports)[0]})


def statuses(*reports):
    return [r.status for r in merge_article(reports)[0]]


ARMY, REBELS, POLICE = party("esercito", "SOM", "MIL"), party("al-Shabab", "SOM", "REB"), party("polizia", "SOM", "COP")
CHAMBER, EGYPT = party("Camera", "ITA", "LEG"), party("Parlamento", "EGY", "LEG")


@pytest.mark.parametrize(("a", "b", "count"), [
    ((ARMY,), (REBELS,), 2),   # "the army killed six gunmen", "al-Shabab claimed the raid"
    ((ARMY,), (POLICE,), 1),
    ((ARMY, REBELS), (REBELS,), 1),
])
def test_what_the_state_does_is_not_what_rebels_do(a, b, count):
    assert events(report(0, actors=a), report(1, actors=b)) == count


def test_what_is_shot_down_is_destroyed():
    assert events(report(0, "assault.shoot_down", actors=(ARMY,)), report(1, "assault.destroy", actors=(ARMY,))) == 1


@pytest.mark.parametrize(("concept", "title", "text", "expected"), [
    ("sanction.break", "happened", "planned", ["happened", "happened"]),  # imposed by saying so: the headline is right
    ("coerce.ban", "happened", "planned", ["planned", "planned"]),        # the text is
    ("coerce.ban", "happened", "denied", ["happened", "denied"]),
    ("coerce.ban", "planned", "happened", ["planned", "happened"]),
])
def test_a_headline_and_a_plan_are_one_act(concept, title, text, expected):
    sides = {"actors": (CHAMBER,), "recipients": (EGYPT,)}
    assert statuses(report(0, concept, "title", title, **sides), report(1, concept, "text", text, **sides)) == expected


def test_a_headline_of_an_act_that_the_text_tells_as_done_is_left():
    sides = {"actors": (CHAMBER,), "recipients": (EGYPT,)}
    told = [report(0, "coerce.ban", "title", **sides), report(1, "coerce.ban", **sides), report(2, "coerce.ban", status="planned", **sides)]
    assert statuses(*told) == ["happened", "happened", "planned"]


def test_a_headline_about_others_is_left():
    told = [report(0, "coerce.ban", "title", actors=(EGYPT,)), report(1, "coerce.ban", status="planned", actors=(CHAMBER,))]
    assert statuses(*told) == ["happened", "planned"]


ROSSI, BIANCHI = party("Aldo Rossi", "ITA", kind="person"), party("Ugo Bianchi", "ITA", kind="person")


@pytest.mark.parametrize(("concepts", "victims", "count"), [
    (("assault.targeted", "assault.aerial"), (ROSSI, ROSSI), 1),   # "eliminated X", "X was killed in an airstrike"
    (("assault.targeted", "assault.aerial"), (ROSSI, BIANCHI), 2),
    (("assault.beat", "assault.aerial"), (ROSSI, ROSSI), 2),       # one can be attacked twice
])
def test_nobody_dies_twice(concepts, victims, count):
    assert events(*(report(n, c, recipients=(v,)) for n, (c, v) in enumerate(zip(concepts, victims, strict=True)))) == count


CLINIC, PEOPLE = party("clinica", "SDN", "MED"), party("14 persone", "SDN", "CVL")
RAIDERS = party("Forze di supporto rapido", "SDN", "REB")


def test_the_sentence_that_names_the_doer_makes_one_of_headline_and_attack():
    title = report(0, "assault.drone", "title", recipients=(CLINIC,))
    launched, hit = report(1, "assault.drone", actors=(RAIDERS,)), report(2, "assault.drone", actors=(RAIDERS,), recipients=(CLINIC,))
    assert events(title, launched) == 2
    assert events(title, launched, hit) == 1


def test_what_came_of_an_attack_is_of_it():
    hit = report(1, "assault.drone", recipients=(CLINIC,))
    assert events(hit, report(2, "assault.kill", recipients=(PEOPLE,), sentence=1)) == 1
    assert events(hit, report(2, "assault.kill", recipients=(PEOPLE,))) == 2


def test_a_headline_does_not_tell_the_background():
    title = report(0, "assault.drone", "title", recipients=(CLINIC,))
    assert events(title, report(1, recipients=(CLINIC,))) == 1
    assert events(title, report(1, recipients=(CLINIC,), background=True)) == 2


def test_a_headline_that_names_nobody_tells_what_the_text_tells():
    sailors = party("marittimi", "GRC", "LAB")
    assert events(report(0, "protest.strike", "title"), report(1, "protest.strike", actors=(sailors,))) == 1
    assert events(report(0, "protest.strike", "title"), report(1, "protest.strike", actors=(sailors,), background=True)) == 2
    assert events(report(0, "protest.strike"), report(1, "protest.strike", actors=(sailors,))) == 2
