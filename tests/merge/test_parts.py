"""The parts of merging one by one: claims, passages, names, decisions, rules."""

import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))

from reports import SHELLING, claim, party, report, told

from sayso.merge.across import merge
from sayso.merge.claims import claim_of
from sayso.merge.names import normal, rare_names, same_name
from sayso.merge.passages import shared, sketch, unquoted
from sayso.merge.rules import RulesError, load_rules, rules


def test_a_claim_needs_only_an_id_and_an_article():
    c = claim_of({"report_id": "r", "article": {"id": "a"}})
    assert (c.event, c.when, c.where, c.counts, c.paths, c.actors) == ("r", None, None, (), (), ())


def test_a_claim_keeps_what_the_record_says():
    c = claim_of(report("a", **SHELLING, counts=[("killed", 2, "il sindaco")], paths=[["Hryzenko", "Ukrinform"]]))
    assert c.actors[0].to_dict()["country"] == "RUS"
    assert c.when.to_dict()["from"] == "2025-03-10" and c.when.told
    assert c.counts[0].value == 2.0 and c.counts[0].by == "il sindaco"
    assert c.paths == (("Hryzenko", "Ukrinform"),)


def test_a_date_of_print_is_not_told():
    assert not claim_of({"report_id": "r", "article": {"id": "a"}, "when": {"from": "2025-01-01", "to": "2025-01-01", "text": None}}).when.told


@pytest.mark.parametrize(("a", "b", "longest"), [
    ("two men were killed near the old bridge", "Police: two men were killed near the old mill", 7),
    ("uno due tre", "quattro cinque sei", 0),
    ("", "x y z", 0),
])
def test_the_longest_shared_run(a, b, longest):
    assert shared(a, b).longest == longest


def test_a_part_is_contained_whatever_the_length_of_the_whole():
    part = "la zona è stata evacuata per il rischio di nuove esplosioni"
    assert shared(part, f"Molte altre parole prima di dire che {part} e molte altre dopo, ancora e ancora").contained == 1.0


def test_quotations_are_taken_out():
    assert "fiamme" not in unquoted("Ha detto: «abbiamo spento tutte le fiamme nella notte» e basta")


def test_copies_share_a_sketch():
    text = "I colpi sono partiti dalla sponda sinistra del fiume e hanno raggiunto il mercato poco dopo le nove del mattino"
    assert set(sketch(text)) & set(sketch(f"Kherson. {text}, dice il sindaco"))


def test_rare_names_are_no_countries_days_leaders_or_media():
    text = "On Monday the Kremlin said Putin had met officials in Diafarabé, Mali, Reuters reported."
    assert rare_names(text) == {"diafarabe"}


def test_a_dateline_counts_though_it_begins_the_text():
    assert "diafarabe" in rare_names("DIAFARABÉ, dalla nostra inviata - Le stuoie sono a terra.")


@pytest.mark.parametrize(("a", "b", "same"), [
    ("Petro Salenko", "Salenko", True), ("l'agenzia Tass", "TASS", True), ("la polizia", "polizia boliviana", True),
    ("padre Innocent", "Padre Innocent Lotsima", True), ("la polizia", "l'esercito", False), ("Anan Wattana", "Sok Vuthy", False),
])
def test_names_of_one_source(a, b, same):
    assert same_name(normal(a), normal(b)) is same


# ------------------------------------------------------------- decisions


def decided(*slots, **how):
    """The record of one event that some claims tell."""
    claims = [claim(f"a{i}", **{**SHELLING, **s}) for i, s in enumerate(slots)]
    merged = merge(claims, [told(f"a{i}", f"2025-03-{11 + i}") for i in range(len(slots))], rules(how))
    assert len(merged.groups) == 1
    return merged.to_dict()[0]


def test_the_most_precise_day_is_taken():
    record = decided({"day": "2025-03-08", "last": "2025-03-12"}, {"day": "2025-03-10"})
    assert (record["when"]["from"], record["when"]["to"]) == ("2025-03-10", "2025-03-10")


@pytest.mark.parametrize(("rule", "value"), [("most_origins", 11), ("latest", 14), ("earliest", 11), ("highest", 14), ("lowest", 11)])
def test_a_number_is_decided_by_the_rule_chosen(rule, value):
    record = decided(*({"counts": [("killed", n, None)], "paths": [[who]]} for n, who in ((11, "Anna Neri"), (11, "Ugo Bassi"), (14, "Ivo Lenti"))),
                     decide={"counts": rule})
    assert [c["value"] for c in record["counts"]] == [value]
    assert f"counts: {rule}" in record["rules"]


def test_the_doer_of_most_origins_is_taken_and_a_swapped_one_is_contested():
    khm, tha = party("Cambodian artillery", "KHM", "MIL"), party("Thai forces", "THA", "MIL")
    one = {"actors": (khm,), "recipients": (tha,), "paths": [["Anan Wattana"]]}
    other = {"actors": (tha,), "recipients": (khm,), "paths": [["Sok Vuthy"]]}
    record = decided(one, {**one, "paths": [["Prem Chai"]]}, other)
    assert [a["country"] for a in record["actors"]] == ["KHM"]
    assert {(r["value"], r["by"]) for r in record["contested"]["actors"]} == {("KHM", "Anan Wattana"), ("KHM", "Prem Chai"), ("THA", "Sok Vuthy")}


def test_what_all_agree_on_is_not_contested():
    assert decided({"counts": [("killed", 2, None)]}, {"counts": [("killed", 2, None)]})["contested"] is None


def test_other_weapons_are_contested_and_two_words_for_one_are_not():
    drone, shell = {"mode": "drone", "concept": "assault.drone", "paths": [["Anna Neri"]]}, {"paths": [["Ugo Bassi"]]}
    assert "mode" in decided(drone, shell)["contested"]
    assert decided(drone, {"mode": "aerial", "concept": "assault.aerial", "paths": [["Ugo Bassi"]]})["contested"] is None


# ------------------------------------------------------------- rules


@pytest.mark.parametrize(("told_rules", "message"), [
    ({"treshold": 5}, "no such rule: treshold"), ({"threshold": "high"}, "must be a number"),
    ({"decide": {"when": "best"}}, "no such decision: best"),
    ({"points": {"same_moon": 1}}, "points has no same_moon"), ({"must_match": ["weather"]}, "must_match takes"),
])
def test_unknown_rules_are_refused(told_rules, message):
    with pytest.raises(RulesError, match=message):
        rules(told_rules)


def test_rules_are_read_from_a_file(tmp_path):
    path = tmp_path / "strict.yaml"
    path.write_text("name: strict\nthreshold: 7\nmust_match: [actors, when]\n", encoding="utf-8")
    found = load_rules(path)
    assert (found.name, found.threshold, found.must_match) == ("strict", 7.0, ("actors", "when"))
    path.write_text("[1, 2", encoding="utf-8")
    with pytest.raises(RulesError, match="not YAML"):
        load_rules(path)
    with pytest.raises(RulesError):
        load_rules(tmp_path / "missing.yaml")


def test_two_who_lay_it_on_two_countries_contest_who_did_it():
    target = party("i pastori", "KEN", "CVL")
    claims = [claim("a", **{**SHELLING, "actors": (party("x", "SSD"),), "recipients": (target,), "paths": [["Ekal Lomuria"]]}),
              claim("b", **{**SHELLING, "actors": (party("y", "KEN"),), "recipients": (target,), "paths": [["Beatrice Wanjala"]]})]
    (record,) = merge(claims, [told("a"), told("b")]).to_dict()
    assert [(row["value"], row["by"]) for row in record["contested"]["actors"]] == [("KEN", "Beatrice Wanjala"), ("SSD", "Ekal Lomuria")]


@given(*[st.lists(st.sampled_from("abcd"), min_size=3, max_size=40)] * 2)
def test_the_longest_passage_is_the_longest_there_is(one, other):
    runs = {" ".join(one[i:j]) for i in range(len(one)) for j in range(i + 3, len(one) + 1)} & {
        " ".join(other[i:j]) for i in range(len(other)) for j in range(i + 3, len(other) + 1)}
    both, longest = shared(" ".join(one), " ".join(other)), max((len(r.split()) for r in runs), default=0)
    assert both.longest == longest or max(both.longest, longest) < 5  # short ones are not told apart
    assert both.passage in runs | {""}


def test_a_part_of_a_toll_in_nobodys_name_is_his_who_gives_the_toll():
    whole = {"counts": [("killed", 41, "Anna Neri")], "paths": [["Anna Neri"]]}
    parts = {"counts": [("killed", 41, "Ugo Bassi"), ("killed", 3, None)], "paths": [["Ugo Bassi"]]}
    assert decided(whole, parts)["contested"] is None
    assert "counts.killed" in decided(whole, {**parts, "counts": [("killed", 3, "Ugo Bassi")]})["contested"]


def test_a_raid_that_is_also_called_a_bombardment_is_no_contest():
    raid = {**SHELLING, "mode": "aerial", "concept": "assault.aerial"}
    one = [claim("a", **raid, paths=[["Anna Neri"]]), claim("b", **SHELLING, paths=[["Ugo Bassi"]])]
    both = claim("b", 1, **raid, paths=[["Ugo Bassi"]], event="b-e0")
    assert "mode" in merge(one, [told("a"), told("b")]).to_dict()[0]["contested"]
    assert merge([*one, both], [told("a"), told("b")]).to_dict()[0]["contested"] is None


def test_an_act_told_as_two_types_has_a_mode_of_each():
    police, crowd = (party("polizia", "KEN", "COP"),), (party("manifestanti", "KEN", "CVL"),)
    gas = {**SHELLING, "concept": "assault.crowd_control", "mode": "crowd-control", "actors": police, "recipients": crowd, "paths": [["Anna Neri"]]}
    broken_up = {**gas, "concept": "coerce.disperse", "type": "COERCE", "mode": "restrict", "paths": [["Ugo Bassi"]]}
    assert decided(gas, broken_up)["contested"] is None


def test_only_weapons_are_contested_as_modes():
    arrest = {"type": "COERCE", "concept": "coerce.arrest", "mode": "arrest", "paths": [["Anna Neri"]]}
    other = {"type": "COERCE", "concept": "coerce.censor", "mode": "censor", "paths": [["Ugo Bassi"]]}
    assert decided(arrest, other)["contested"] is None
