"""What is one event and what is not; and that neither order nor portions matter."""

import random
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))

from reports import SHELLING, claim, party, report, told

from sayso.merge.across import Merger, merge
from sayso.merge.claims import claim_of
from sayso.merge.rules import DEFAULT, rules


def events(claims, articles=None, how=DEFAULT):
    """The reports of each event, as sets."""
    articles = articles or [told(a) for a in sorted({c.article for c in claims})]
    merged = merge(claims, articles, how)
    by_event = {}
    for r, (event, _, _) in merged.members.items():
        by_event.setdefault(event, set()).add(r)
    return sorted(map(sorted, by_event.values()))


def test_two_articles_on_one_shelling_are_one_event():
    assert events([claim("a", **SHELLING), claim("b", **SHELLING)]) == [["a-r0", "b-r0"]]


def test_the_language_of_the_words_does_not_matter():
    it, en = claim("a", **SHELLING), claim("b", **{**SHELLING, "actors": (party("Russian artillery", "RUS", "MIL"),)})
    assert len(events([it, en], [told("a"), told("b", lang="en")])) == 1


@pytest.mark.parametrize("change", [
    {"day": "2025-03-12"},
    {"town": "Sumy", "lat": 50.9, "lon": 34.8},
    {"status": "planned"},
    {"type": "AID", "concept": "aid.relief", "mode": None},
    {"actors": (party("droni ucraini", "UKR", "MIL"),), "recipients": (party("deposito", "RUS"),), "town": None, "mode": "drone",
     "concept": "assault.drone"},
])
def test_twins_stay_apart(change):
    later = [told("a"), told("b", "2025-03-12")]
    assert len(events([claim("a", **SHELLING), claim("b", **{**SHELLING, **change})], later)) == 2


@pytest.mark.parametrize(("why", "n"), [("weekday; the day of who tells it", 1), ("weekday; the one day told before", 1), ("weekday", 2)])
def test_the_day_of_who_tells_it_may_lie_shortly_after_that_of_the_act(why, n):
    said = {**SHELLING, "day": "2025-03-12", "why": why}
    assert len(events([claim("a", **SHELLING), claim("b", **said)], [told("a"), told("b", "2025-03-12")])) == n
    assert len(events([claim("a", **SHELLING), claim("b", **{**said, "day": "2025-03-13"})], [told("a"), told("b", "2025-03-13")])) == 2
    assert len(events([claim("a", **{**SHELLING, "day": "2025-03-13"}), claim("b", **said)], [told("a", "2025-03-13"), told("b", "2025-03-12")])) == 2


def test_a_night_ends_on_the_next_day():
    friday, saturday = claim("a", **SHELLING, why="weekday; at night"), claim("b", **{**SHELLING, "day": "2025-03-11"})
    assert len(events([friday, saturday], [told("a", "2025-03-11"), told("b", "2025-03-11")])) == 1


def test_who_promises_has_promised_though_the_gift_is_to_come():
    aid = {"type": "AGREE", "concept": "agree.aid", "mode": None,
           "actors": (party("Kenji Morita", "JPN", "GOV"),), "recipients": (party("campi", "BGD"),)}
    assert len(events([claim("a", **aid), claim("b", **aid, status="planned")])) == 1


def test_a_capital_beside_what_is_done_by_words_may_stand_for_a_state():
    pact = {"type": "SUPPORT", "concept": "support.sign", "mode": None, "quad": 1, "day": "2025-03-10",
            "actors": (party("Peter Wekesa", "KEN"), party("Tigist Alemu", "ETH"))}
    here, there = {"town": "Nairobi", "lat": -1.3, "lon": 36.8, "country": "KEN"}, {"town": "Addis Ababa", "lat": 9.0, "lon": 38.7, "country": "ETH"}
    assert len(events([claim("a", **pact, **here), claim("b", **pact, **there)])) == 1
    march = {**pact, "type": "PROTEST", "concept": "protest.demo", "quad": 4}
    assert len(events([claim("a", **march, **here), claim("b", **march, **there)])) == 2


def test_two_visits_of_one_minister_stay_apart_and_what_names_the_earlier_one_joins_it():
    kodra = party("Ilir Kodra", "ALB", "GOV")
    visit = {"type": "CONSULT", "concept": "consult.visit", "mode": "visit", "actors": (kodra,), "recipients": (party("il collega", "ITA", "GOV"),)}
    claims = [claim("a", **visit, day="2025-04-10"), claim("b", **visit, day="2025-05-12"),
              claim("b", 1, **visit, day="2025-04-01", last="2025-04-30", background=True)]
    found = events(claims, [told("a", "2025-04-10"), told("b", "2025-05-12")])
    assert found == [["a-r0", "b-r1"], ["b-r0"]]


def test_other_numbers_are_a_contest_and_no_split():
    claims = [claim("a", **SHELLING, counts=[("killed", 11, "i soccorritori")]), claim("b", **SHELLING, counts=[("killed", 14, "la polizia")])]
    merged = merge(claims, [told("a"), told("b")])
    record = merged.to_dict()[0]
    assert len(merged.groups) == 1
    assert [(row["value"], row["by"]) for row in record["contested"]["counts.killed"]] == [(11.0, "i soccorritori"), (14.0, "la polizia")]


def test_what_is_printed_before_the_day_cannot_tell_of_it():
    claims = [claim("a", **{**SHELLING, "day": None}), claim("b", **SHELLING)]
    assert len(events(claims, [told("a", "2025-03-08"), told("b")])) == 2


def test_a_country_pair_that_is_crowded_needs_more_than_the_day():
    bare = {**SHELLING, "town": None, "lat": None, "lon": None}
    few = [claim(f"a{i}", **bare) for i in range(3)]
    many = [claim(f"a{i:02}", **bare) for i in range(DEFAULT.rare + 2)]
    assert len(events(few)) == 1
    assert len(events(many)) == len(many)


def test_two_events_of_one_article_are_not_merged_by_what_another_article_says():
    claims = [claim("a", 0, **SHELLING), claim("a", 1, **SHELLING), claim("b", **SHELLING)]
    assert len(events(claims)) == 2


def test_a_consequence_in_the_same_sentence_is_the_same_event():
    doer = party("artiglieria russa", "RUS", "MIL")
    one = {"actors": (doer,), "sentence": "L'artiglieria ha bombardato un mercato, uccidendo due persone."}
    claims = [claim("a", 0, **one), claim("a", 1, **one, concept="assault.kill", mode=None)]
    assert events(claims) == [["a-r0", "a-r1"]]


def test_rules_are_chosen_for_an_analysis():
    claims = [claim("a", **{**SHELLING, "town": None}), claim("b", **SHELLING)]
    assert len(events(claims)) == 1
    assert len(events(claims, how=rules({"must_match": ["where"]}))) == 2
    assert len(events(claims, how=rules({"threshold": 50}))) == 2


def test_members_say_by_which_rules_and_with_how_many_points():
    merged = merge([claim("a", **SHELLING), claim("b", **SHELLING), claim("c", type="AID", concept="aid.relief", mode=None)],
                   [told("a"), told("b"), told("c")])
    _, rule, points = merged.members["a-r0"]
    assert {"same_act", "same_town", "same_day"} <= set(rule.split("+"))
    assert points >= DEFAULT.threshold
    assert merged.members["c-r0"][1:] == ("one_article", 0.0)


def test_the_record_has_the_keys_of_the_contract():
    record = merge([claim("a", **SHELLING)], [told("a")]).to_dict()[0]
    assert set(record) == {"event_id", "type", "mode", "contexts", "cameo", "quad", "status", "actors", "recipients", "when", "where", "counts",
                           "reports", "articles", "n_reports", "n_outlets", "n_origins", "origins", "denied_by", "contested", "rules", "reviewed"}


def test_an_article_that_comes_twice_counts_once():
    merger = Merger()
    for _ in range(2):
        merger.add([claim("a", **SHELLING)], [told("a")])
    assert [r["n_reports"] for r in merger.merged().to_dict()] == [1]


def test_dates_and_texts_from_outside_do_no_harm():
    hostile = "x" * 100_000 + ".y " + "la " * 50_000 + "\x1b[31m<b>'; DROP TABLE"
    claims = [claim("a", **SHELLING), claim("b", **SHELLING)]
    merged = merge(claims, [told("a", "gestern", text=hostile), told("b", text=hostile)])
    assert len(merged.to_dict()) == 1


# ------------------------------------------------------------- order and portions

TOWNS = [("Kherson", 46.6, 32.6), ("Sumy", 50.9, 34.8), (None, None, None)]
SIDES = [("RUS", "UKR"), ("UKR", "RUS"), ("ITA", None)]


MARCH = {"day": "2025-03-01", "last": "2025-03-31"}


@st.composite
def worlds(draw):
    """Some articles with reports on few days, in few towns: many of them could be one event."""
    made = []
    for i in range(draw(st.integers(2, 16))):
        name, day = f"a{i:02}", draw(st.integers(8, 12))
        reports = []
        for n in range(draw(st.integers(1, 2))):
            (doer, target), (town, lat, lon) = draw(st.sampled_from(SIDES)), draw(st.sampled_from(TOWNS))
            reports.append(claim_of(report(
                name, n, actors=[party("x", doer)], recipients=[party("y", target)] if target else (), town=town, lat=lat, lon=lon,
                **draw(st.sampled_from([{}, {"day": "2025-03-08"}, {"day": "2025-03-09"}, MARCH])),
                counts=[("killed", draw(st.integers(1, 3)), None)],
                echo=draw(st.sampled_from([None, None, "no known party"])),
                sentence=draw(st.sampled_from(["Colpi sul ponte di Antonivka", "Colpi", "Due morti al mercato di Korabel"])))))
        made.append((told(name, f"2025-03-{day:02}"), reports))
    return made


def test_what_is_told_of_a_month_joins_what_shares_rare_things_with_it():
    day = claim("a", **SHELLING, counts=[("killed", 7, None)])
    month = {**SHELLING, **MARCH, "counts": [("killed", 7, None)]}
    assert len(events([day, claim("b", **month)])) == 1
    assert len(events([day, claim("b", **{**month, "town": None, "counts": []})])) == 2
    assert len(events([day, claim("b", **{**month, "day": "2025-04-01", "last": "2025-04-30"})])) == 2


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(["a", "b", "c"]), min_size=1, max_size=3), st.booleans())
def test_an_account_of_a_month_never_holds_two_days_together(after, is_echo):
    twins = [claim("a1", **{**SHELLING, "day": "2025-03-08"}), claim("a2", **{**SHELLING, "day": "2025-03-09"})]
    some = [claim(f"{name}{i}", **{**SHELLING, **MARCH}, echo="no known party" if is_echo else None) for i, name in enumerate(after, 3)]
    found = merge([*some, *twins], [told(c.article) for c in (*some, *twins)])
    assert found.members["a1-r0"][0] != found.members["a2-r0"][0]


SMALL = replace(DEFAULT, rare=3, neighbours=2)  # so that crowded blocks and pairs occur at all


@settings(max_examples=60, deadline=None)
@given(worlds(), st.integers(0, 2**32 - 1), st.sampled_from([DEFAULT, SMALL]))
def test_neither_order_nor_portions_matter(world, seed, how):
    whole = merge([c for _, some in world for c in some], [t for t, _ in world], how)
    mixed = list(world)
    random.Random(seed).shuffle(mixed)
    merger, cut = Merger(how), seed % (len(mixed) + 1)
    for portion in (mixed[:cut], mixed[cut:cut + 1], mixed[cut + 1:]):
        merger.add([c for _, some in portion for c in reversed(some)], [t for t, _ in portion])
    parts = merger.merged()
    assert parts.members == whole.members
    assert parts.to_dict() == whole.to_dict()


def test_a_capital_of_others_is_where_somebody_speaks():
    away = report("b", **{**SHELLING, "town": "Vienna", "lat": 48.2, "lon": 16.4, "country": "AUT", "counts": [("killed", 7, None)]})
    here = claim("a", **SHELLING, counts=[("killed", 7, None)])
    assert len(events([here, claim_of({**away, "quad": 4})])) == 1
    assert len(events([here, claim_of({**away, "quad": 4, "recipients": [party("i viennesi", "AUT")]})])) == 2


def guessed(one):
    return {**one, "score": 0.6, "why": "role: police; country: the setting's"}


def test_a_country_that_only_the_setting_suggests_is_a_weak_contradiction():
    raid = {"concept": "coerce.arrest", "type": "COERCE", "mode": "arrest", "day": "2025-03-10", "counts": [("arrested", 11, None)]}
    here, there = party("police", "GNB", "COP"), party("police", "MWI", "COP")
    officers = (party("eleven officers", "GNB", "MIL"),)
    sure = claim("a", **raid, actors=(here,), recipients=officers)
    assert len(events([sure, claim("b", **raid, actors=(guessed(there),), recipients=officers)])) == 1
    assert len(events([sure, claim("b", **{**raid, "counts": ()}, actors=(there,), recipients=())])) == 2


def test_the_town_of_a_denial_is_where_somebody_speaks():
    arrest = {"concept": "coerce.arrest", "type": "COERCE", "mode": "arrest", "recipients": (party("Godfrey Mushi", "TZA"),), "country": "TZA"}
    claims = [claim("a", **arrest, day="2025-03-10", town="Mwanza", lat=-2.5, lon=32.9),
              claim("b", **arrest, status="denied", town="Shinyanga", lat=-3.7, lon=33.4)]
    assert len(events(claims)) == 1
    assert len(events([claims[0], claim("b", **arrest, town="Shinyanga", lat=-3.7, lon=33.4)])) == 2


def test_what_is_told_as_background_has_a_day_of_its_own():
    event = {"event": "a-e0", **SHELLING}
    claims = [claim("a", **event), claim("a", 1, **{**event, "day": "2025-01-01", "last": "2025-01-31"}, background=True)]
    assert len(events([*claims, claim("b", **SHELLING)])) == 1


def test_a_rare_act_needs_less_than_a_common_one():
    told_of = {"recipients": (party("anagrafe albanese", "ALB"),), "country": "ALB", "sentence": "the register of Tirana Nord"}
    for concept, n in (("coerce.cyber", 1), ("coerce.general", 2)):
        articles = [told("a", published="2025-03-10"), told("b", published="2025-03-13")]
        rare = {"concept": concept, "type": "COERCE", "mode": None, **told_of}
        assert len(events([claim("a", **rare), claim("b", **{**rare, "sentence": ""})], articles)) == n


@pytest.mark.parametrize(("one", "other", "n"), [("assault.abduct", "coerce.arrest", 1), ("sanction.expel", "coerce.deport", 1),
                                                 ("assault.abduct", "accuse.allege", 2)])
def test_one_act_may_be_told_as_two_types(one, other, n):
    def act(article, concept):
        return claim(article, **{**SHELLING, "concept": concept, "type": concept.split(".")[0].upper(), "mode": None})

    assert len(events([act("a", one), act("b", other)])) == n


def test_a_number_of_things_that_both_tell_counts_for_one_event_and_another_not_against_it():
    strike = {"concept": "protest.strike", "type": "PROTEST", "mode": "strike", "actors": (party("piloti", "ARG", "LAB"),), "day": "2025-03-10"}
    flights = [claim(name, **strike, counts=[("other", n, None)]) for name, n in (("a", 140), ("b", 140), ("c", 150))]
    assert len(events(flights)) == 1


def headline(article, n, **slots):
    one = claim(article, n, **slots)
    return replace(one, trigger=replace(one.trigger, field="title"), sentence=replace(one.sentence, field="title"))


def test_what_only_a_headline_tells_is_the_first_act_of_its_kind_in_the_text():
    seized = {**SHELLING, "concept": "coerce.seize", "type": "COERCE", "mode": "seize", "day": None}
    taken = {**SHELLING, "concept": "assault.abduct", "mode": "abduct"}
    body = claim("a", **taken)
    assert events([headline("a", 1, **seized), body]) == [["a-r0", "a-r1"]]
    assert len(events([headline("a", 1, **{**seized, "day": "2025-02-01"}), body])) == 2
    assert len(events([headline("a", 1, **{**seized, "actors": (party("Kiev", "UKR"),)}), body])) == 2


def test_the_weapon_of_a_headline_contests_nothing_that_the_text_tells():
    one, other = {**SHELLING, "paths": [["Anna Neri"]]}, {**SHELLING, "paths": [["Ugo Bassi"]]}
    short = headline("b", 1, **{**other, "mode": "firearms", "concept": "assault.firearms"})
    assert merge([claim("a", **one), claim("b", **other), short], [told("a"), told("b")]).to_dict()[0]["contested"] is None


def test_a_bare_outcome_belongs_to_the_act_of_its_sentence_that_speaks_of_no_others():
    one = {**SHELLING, "sentence": "Droni russi hanno colpito il mercato di Kherson, uccidendo due persone."}
    dead = {**one, "actors": (), "concept": "assault.kill", "mode": None, "town": None}
    assert events([claim("a", 0, **one), claim("a", 1, **dead)]) == [["a-r0", "a-r1"]]
    assert len(events([claim("a", 0, **one), claim("a", 1, **{**dead, "recipients": (party("polacchi", "POL"),)})])) == 2
    assert len(events([claim("a", 0, **one), claim("a", 1, **{**dead, "sentence": "Due morti."})])) == 2
