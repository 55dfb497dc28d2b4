"""What is too little for an event counts where another article tells it, and changes nothing else."""

from dataclasses import replace

from hypothesis import given, settings
from reports import SHELLING, claim, party, report, told
from test_across import SMALL, worlds

from sayso.merge.accounts import of_article
from sayso.merge.across import merge
from sayso.merge.claims import claim_of
from sayso.merge.rules import DEFAULT

NOBODY = "no known party"
HEARD = {"town": "Kherson", "lat": 46.6, "lon": 32.6, "day": "2025-03-10", "echo": NOBODY, "sentence": "Il bombardamento è durato un'ora."}


def merged(*claims):
    return merge(claims, [told(name) for name in sorted({c.article for c in claims})])


def test_an_echo_joins_the_event_that_another_article_tells():
    (event,) = merged(claim("a", **SHELLING), claim("b", **HEARD)).to_dict()
    assert (event["n_reports"], event["n_outlets"], event["n_origins"]) == (2, 2, 1)
    assert [p["country"] for p in event["actors"]] == ["RUS"]
    there = merge([claim("a", **SHELLING), claim("b", **HEARD)], [told("a"), told("b", text="KHERSON, dal nostro inviato - Poi è finita.")])
    assert next(there.records())["n_origins"] == 2


def test_echoes_alone_are_no_event():
    found = merged(claim("a", **HEARD), claim("b", **HEARD))
    assert (found.groups, dict(found.members), found.to_dict()) == ((), {}, [])


def test_an_echo_of_another_town_or_day_stays_out():
    for other in ({"town": "Sumy", "lat": 50.9, "lon": 34.8}, {"day": "2025-03-02"}):
        found = merged(claim("a", **SHELLING), claim("b", **{**HEARD, **other}))
        assert [*found.members] == ["a-r0"]


def test_an_article_tells_the_event_again_where_its_echo_has_the_day_and_says_nothing_else():
    here = claim("a", **SHELLING), claim("b", 0, **SHELLING)
    (event,) = merged(*here, claim("b", 1, **HEARD)).to_dict()
    assert (event["n_reports"], event["n_outlets"], event["n_origins"]) == (3, 2, 2)
    for other in ({"day": None}, {"town": "Sumy", "lat": 50.9, "lon": 34.8}, {"status": "denied"}, {"background": True},
                  {"recipients": [party("villaggio", "RUS")]}):
        assert sorted(merged(*here, claim("b", 1, **{**HEARD, **other})).members) == ["a-r0", "b-r0"]


def test_an_echo_of_the_same_day_joins_where_acts_between_these_countries_are_few():
    strike = {"concept": "protest.strike", "type": "PROTEST", "mode": "strike", "quad": 4, "day": "2025-03-10"}
    full = {**strike, "actors": [party("ferrovieri", "ARG")], "recipients": [party("governo", "ARG")]}
    echo = {**strike, "actors": [party("macchinisti", "ARG")], "echo": NOBODY}
    assert len(merged(claim("a", **full), claim("b", **echo)).members) == 2
    assert len(merged(claim("a", **full), claim("b", **{**echo, "day": None})).members) == 1


def test_an_article_of_echoes_only_is_about_the_country_they_name():
    seen = {"concept": "coerce.cyber", "type": "COERCE", "mode": "cyber", "quad": 4, "day": "2025-03-10", "echo": NOBODY}
    named, bare = claim("b", 0, **{**seen, "recipients": [party("stazioni", "LTU")]}), claim("b", 1, **seen)
    found = of_article([named, bare], told("b"))
    assert {a.country for a in found} == {"LTU"}


def test_what_only_a_headline_tells_the_text_tells_again():
    headed = report("b", 0, **SHELLING)
    title = claim_of({**headed, "trigger": {**headed["trigger"], "field": "title"}, "sentence": {**headed["sentence"], "field": "title"}})
    text = claim("b", 1, **{**HEARD, "town": None})
    (event,) = merged(claim("a", **SHELLING), title, text).to_dict()
    assert (event["n_reports"], event["n_outlets"]) == (3, 2)
    assert merged(claim("a", **SHELLING), title, claim("b", 1, **{**HEARD, "day": "2025-03-02"})).to_dict()[0]["n_reports"] == 2
    assert merged(title, text).to_dict()[0]["n_reports"] == 1


def test_what_an_echo_says_of_itself_decides_nothing():
    other = {**HEARD, "mode": "drone", "concept": "assault.drone", "actors": [party("droni", "IRN")]}
    (event,) = merged(claim("a", **SHELLING), claim("b", **other), claim("c", **other)).to_dict()
    assert (event["mode"], [p["country"] for p in event["actors"]]) == ("heavy-weapons", ["RUS"])


def test_all_echoes_of_an_article_that_are_one_act_join_together():
    again = {**HEARD, "sentence": "Dopo il bombardamento le sirene."}
    (event,) = merged(claim("a", **SHELLING), claim("b", 0, **HEARD), claim("b", 1, **again)).to_dict()
    assert event["n_reports"] == 3


@settings(max_examples=60, deadline=None)
@given(worlds())
def test_echoes_change_nothing_among_the_others(world):
    claims, articles = [c for _, some in world for c in some], [t for t, _ in world]
    firm = [c for c in claims if not c.is_echo]
    for rules in (DEFAULT, SMALL, replace(DEFAULT, neighbours=1)):
        with_echoes, without = merge(claims, articles, rules), merge(firm, articles, rules)
        assert {c.id: with_echoes.members[c.id][0] for c in firm} == {c.id: without.members[c.id][0] for c in firm}
