"""What people say: it wins in exports, outlives coding again, and can be taken back."""

import json

import pytest
import stub_coder
from stub_news import NEWS

from sayso.commands import store as commands
from sayso.errors import SaysoError
from sayso.store import reading
from sayso.store.anchors import moved
from sayso.store.slots import changed, typed

pytestmark = pytest.mark.usefixtures("unmerged")

ONE = "a2-r1"  # "incontra … Poi incontra": two reports of a2
TWO = "a2-r2"


@pytest.fixture
def told(file, sayso):
    """Reports and events by their ids, as exported now."""
    def exported():
        reports, events = ([json.loads(line) for line in sayso("export", file, "--to", what)[1].splitlines()] for what in ("reports", "events"))
        return {r["report_id"]: r for r in reports}, {e["event_id"]: e for e in events}
    return exported


@pytest.fixture
def say(file, sayso):
    """Review; gives what was said on stderr."""
    def said(*args):
        status, _, err = sayso("review", file, *args)
        assert status == 0, err
        return err
    return said


@pytest.fixture
def code_again(file, sayso, news, monkeypatch):
    """Code with other versions and other reports."""
    count = iter(range(1, 9))

    def again(**changes):
        version = str(next(count))
        monkeypatch.setattr(commands, "versions", lambda *packs: lambda lang: {"sayso": version, "lang": lang or ""})
        plain = stub_coder.reports_of
        with monkeypatch.context() as m:
            m.setattr(stub_coder, "reports_of", lambda a: tuple(r for r in plain(a, **changes) if r.trigger.text))
            assert sayso("code", news, "--to", file)[0] == 0
    return again


def test_reject_and_withdraw(told, say):
    before = told()
    say("reject", ONE)
    reports, events = told()
    assert ONE not in reports and len(events) == len(before[1]) - 1
    say("withdraw", "1")
    assert told() == before


def test_edit_wins_in_reports_and_events(told, say):
    say("edit", ONE, "--slot", "type", "--value", "assault", "--note", "they fought", "--by", "Ada")
    say("edit", ONE, "--slot", "actors", "--value", "RUS MIL, BLR")
    say("edit", ONE, "--slot", "when", "--value", "2022-12-03/2022-12-04")
    reports, events = told()
    r, e = reports[ONE], events[reports[ONE]["event_id"]]
    for record in (r, e):
        assert (record["type"], record["mode"], record["cameo"], record["quad"]) == ("ASSAULT", None, None, 4)
        assert [(p["country"], p["sector"], p["text"]) for p in record["actors"]] == [("RUS", "MIL", None), ("BLR", None, None)]
        assert (record["when"]["from"], record["when"]["to"], record["reviewed"]) == ("2022-12-03", "2022-12-04", True)
    assert r["reviews"][0] == {"review": 1, "action": "edit", "by": "Ada", "slot": "type", "note": "they fought"}


def test_the_later_edit_wins(told, say):
    say("edit", ONE, "--slot", "status", "--value", "denied")
    say("edit", ONE, "--slot", "status", "--value", "possible")
    assert told()[0][ONE]["status"] == "possible"
    say("withdraw", "2")
    assert told()[0][ONE]["status"] == "denied"


def test_a_withdrawal_can_be_withdrawn(told, say, file, sayso):
    say("edit", ONE, "--slot", "status", "--value", "denied")
    say("withdraw", "1")
    say("withdraw", "2")
    assert told()[0][ONE]["status"] == "denied"
    assert "was withdrawn already" in sayso("review", file, "withdraw", "2")[2]


def test_merge_and_split_and_back(told, say):
    reports, before = told()
    one, two, other = (reports[r]["event_id"] for r in (ONE, TWO, "a4-r1"))
    say("merge", one, two, other)
    reports, events = told()
    assert {reports[r]["event_id"] for r in (ONE, TWO, "a4-r1")} == {one}
    e = events[one]
    assert (e["n_reports"], e["n_outlets"], e["articles"], e["reviewed"]) == (3, 2, ["a2", "a4"], True)
    assert "review_merge" in e["rules"] and len(events) == len(before) - 2
    say("split", TWO)
    reports, events = told()
    assert reports[TWO]["event_id"] not in (one, two) and events[one]["reports"] == [ONE, "a4-r1"]
    assert events[reports[TWO]["event_id"]]["reports"] == [TWO]
    say("withdraw", "1")
    say("withdraw", "2")
    assert told()[1] == before


def test_what_was_put_together_can_be_reviewed_by_its_name(told, say):
    reports, _ = told()
    say("merge", reports[ONE]["event_id"], reports["a4-r1"]["event_id"])
    event = told()[0][ONE]["event_id"]
    say("edit", event, "--slot", "status", "--value", "ongoing")
    say("note", event, "--note", "see both")
    e = told()[1][event]
    assert (e["status"], [r["action"] for r in e["reviews"]]) == ("ongoing", ["merge", "edit", "note"])
    say("reject", event)
    assert event not in told()[1] and ONE not in told()[0]


def test_accept_keeps_the_slots_after_coding_again(told, say, code_again):
    say("accept", ONE)
    code_again(status="denied")
    reports, _ = told()
    assert (reports[ONE]["status"], reports[ONE]["reviewed"], reports[TWO]["status"]) == ("happened", True, "denied")


def test_what_is_accepted_is_what_was_edited_before(told, say, code_again):
    say("edit", ONE, "--slot", "status", "--value", "planned")
    say("accept", ONE)
    code_again(status="denied")
    assert told()[0][ONE]["status"] == "planned"
    say("edit", ONE, "--slot", "status", "--value", "ongoing")
    assert told()[0][ONE]["status"] == "ongoing"
    say("withdraw", "3")
    say("withdraw", "2")
    assert told()[0][ONE]["status"] == "planned"


def test_of_several_accepted_at_once_each_keeps_its_own_slots(told, say, code_again):
    say("edit", TWO, "--slot", "actors", "--value", "PER")
    say("accept", ONE, TWO)  # of one sentence
    code_again(status="denied")
    reports, _ = told()
    assert [(reports[r]["status"], reports[r]["actors"][0]["country"]) for r in (ONE, TWO)] == [("happened", "ITA"), ("happened", "PER")]


def test_an_edit_outlives_coding_again_under_another_id(told, say, code_again):
    say("edit", ONE, "--slot", "status", "--value", "possible")
    number = iter(range(100))
    plain = stub_coder.report

    def renamed(article, n, match, **changes):
        return plain(article, n, match, report_id=f"new-{article.id}-{n}-{next(number)}", concept="agree.meet", **changes)

    stub_coder.report = renamed
    try:
        code_again()
    finally:
        stub_coder.report = plain
    reports, _ = told()
    hit = [r for r in reports.values() if r["status"] == "possible"]
    assert [(r["article"]["id"], r["trigger"]["start"], r["concept"]) for r in hit] == [("a2", NEWS.index("incontra"), "agree.meet")]


def test_a_rejection_does_not_hold_for_what_is_now_said_otherwise(told, say, code_again):
    say("reject", ONE)
    plain = stub_coder.report
    stub_coder.report = lambda a, n, m, **c: plain(a, n, m, report_id=f"x{a.id}{n}", status="denied", **c)
    try:
        code_again()
    finally:
        stub_coder.report = plain
    assert "xa21" in told()[0]


def test_a_rejection_holds_while_the_same_is_said_and_not_when_its_status_changes(told, say, code_again):
    say("reject", ONE)
    code_again(confidence=0.4)
    assert ONE not in told()[0]
    code_again(status="denied")
    assert ONE in told()[0]


def test_an_accepted_report_is_kept_when_the_machine_drops_it(told, say, code_again, file, sayso):
    say("accept", ONE)
    say("note", TWO, "--note", "not sure")
    plain = stub_coder.reports_of
    stub_coder.reports_of = lambda a, **c: () if a.id == "a2" else plain(a, **c)
    try:
        code_again()
    finally:
        stub_coder.reports_of = plain
    reports, events = told()
    assert ONE in reports and TWO not in reports
    assert (ids := [r["article"]["id"] for r in reports.values()]) == sorted(ids)  # in the place of its article
    assert [e["reports"] for e in events.values() if ONE in e["reports"]] == [[ONE]]
    assert "its words are no longer there" in sayso("review", file, "list")[1].splitlines()[1]
    say("reject", ONE)
    assert ONE not in told()[0]


def test_a_review_follows_its_words_into_a_new_version(told, say, file, sayso, tmp_path):
    say("edit", "a4-r2", "--slot", "status", "--value", "planned")  # the second "incontra", before Macron
    later = {"id": "a9", "outlet": "Ansa", "url": "https://a.it/1", "published": "2022-12-31",
             "text": f"Aggiornamento: si incontra tutti. {NEWS} E incontra Macron."}
    news = tmp_path / "later.jsonl"
    news.write_text(json.dumps(later))
    assert sayso("code", news, "--to", file)[0] == 0
    reports, _ = told()
    assert {i: r["status"] for i, r in reports.items() if i.startswith("a9")} == {"a9-r1": "happened", "a9-r2": "happened", "a9-r3": "planned"}


@pytest.mark.parametrize(("words", "start"), [
    ("A Roma incontra il papa. Poi incontra Macron a Parigi.", 29), ("incontra Macron", 0), ("nessuno", -1), ("incontra il papa", 0)])
def test_where_a_quotation_stands_in_another_text(words, start):
    a = {"quote": "incontra", "before": "Poi ", "after": " Macron a Parigi.", "begins": 4, "field": "text"}
    assert moved(a, words)[0] == start


@pytest.mark.parametrize(("slot", "text", "value"), [
    ("type", "consult", {"type": "CONSULT", "mode": None, "quad": 1, "score": 2.5, "cameo": None, "goldstein": None}),
    ("mode", "visit", {"mode": "visit", "score": 4.0}), ("mode", "", {"mode": None, "score": 2.5}), ("hearsay", "True", {"hearsay": True}),
    ("contexts", "military, legal", {"contexts": ["military", "legal"]}), ("cameo", "0841", {"cameo": "0841"}), ("actors", "", {"actors": []}),
    ("when", "", {"when": None}), ("where", "", {"where": None}),
])
def test_slots(slot, text, value):
    assert changed(slot, text, {"type": "CONSULT"}) == value


@pytest.mark.parametrize(("slot", "text", "some"), [
    ("where", "Minsk, BLR", {"name": "Minsk", "country": "BLR"}), ("where", '{"name": "Roma", "lat": 41.9}', {"name": "Roma", "lat": 41.9}),
    ("counts", "12 killed", {"what": "killed", "value": 12.0}), ("recipients", '[{"name": "Ada", "country": "ITA"}]', {"name": "Ada", "score": 1.0}),
    ("when", "2022-12-30", {"precision": "day", "text": None}),
])
def test_slots_of_several_parts(slot, text, some):
    value = changed(slot, text, {})[slot]
    one = value[0] if isinstance(value, list) else value
    assert {k: one[k] for k in some} == some
    assert {"field", "start", "end", "text"} <= set(one)


PARTY = {"field": "text", "start": 3, "end": 6, "text": "Ada", "id": "Q1", "score": 0.7, "why": "a rule"}
ADA = {**PARTY, "name": "Rossi, Ada", "country": "ITA", "sector": "GOV"}
REBELS = {**PARTY, "name": "ribelli", "country": None, "sector": None}
ARMED = {**PARTY, "name": "ribelli", "country": None, "sector": "REB"}


@pytest.mark.parametrize(("slot", "value"), [
    ("actors", [ADA, REBELS, ARMED]), ("actors", []), ("recipients", [{**PARTY, "name": None, "country": "RUS", "sector": "MIL"}]),
    ("actors", [{**PARTY, "name": "droni (RUS)", "country": "RUS", "sector": None}]),
])
def test_who_is_typed_again_is_who_was_there(slot, value):
    record = {"type": "CONSULT", slot: value}
    assert changed(slot, typed(slot, record), record) == {slot: value}


def test_who_is_typed_by_codes_by_name_or_by_both():
    told = changed("actors", "rus mil, Vladimir Putin (RUS GOV), Vladimir Putin, - REB", {})["actors"]
    assert [(p["name"], p["country"], p["sector"]) for p in told] == [
        ("rus mil", "RUS", "MIL"), ("Vladimir Putin", "RUS", "GOV"), ("Vladimir Putin", None, None), (None, None, "REB")]
    assert changed("where", "BLR", {})["where"]["country"] == "BLR"


@pytest.mark.parametrize(("slot", "text"), [
    ("counts", "1e400 killed"), ("counts", "nan killed"), ("counts", "-5 killed"), ("counts", "99999999999999999999 killed"),
    ("counts", '[{"value": "x"}]'), ("counts", '[{"value": 1e999}]'), ("counts", '[{"what": 3}]'), ("counts", '[{"value": true}]'),
    ("actors", '[{"name": {"x": 1}}]'), ("actors", '[{"country": 5}]'), ("actors", '[{"country": "A>B"}]'), ("actors", "Ada (<b>)"),
    ("where", '{"name": 5}'), ("where", '{"lat": "abc"}'), ("where", '{"lat": NaN}'), ("where", "Minsk, <b>"),
])
def test_no_value_that_pages_and_exports_cannot_show(slot, text):
    with pytest.raises(SaysoError):
        changed(slot, text, {"type": "CONSULT"})


@pytest.mark.parametrize(("args", "said"), [
    (("accept", "r-no"), "no report or event r-no"), (("edit", ONE), "edit needs --slot"), (("note", ONE), "note needs --note"),
    (("edit", ONE, "--slot", "colour", "--value", "red"), "no slot 'colour'"), (("edit", ONE, "--slot", "type", "--value", "X"), "no type 'X'"),
    (("edit", ONE, "--slot", "mode", "--value", "aerial"), "CONSULT has no mode 'aerial'"),
    (("edit", ONE, "--slot", "status", "--value", "maybe"), "no status 'maybe'"), (("merge", ONE), "merge needs two"),
    (("edit", ONE, "--slot", "when", "--value", "ieri"), "is not a day"), (("edit", ONE, "--slot", "actors", "--value", "[{"), "broken JSON"),
    (("edit", ONE, "--slot", "counts", "--value", "many dead"), "is not a number"),
    (("edit", ONE, "--slot", "actors", "--value", '[{"nom": 1}]'), "not of the right"),
    (("edit", ONE, "--slot", "when", "--value", "2022-12-03/2022-12-01"), "ends before"), (("withdraw", "7"), "no review 7"),
    (("withdraw", "x"), "no review x"), (("edit", ONE, TWO, "--slot", "status", "--value", "denied"), "one thing at a time"),
    (("split", "a2-e1"), "split takes the reports"), (("accept", ONE, "a2-e2"), "not both"), (("accept",), "say which"), (("praise", ONE), "praise"),
    (("edit", "a2-e1", "--slot", "hearsay", "--value", "true"), "an event has no slot"),
    (("edit", ONE, "--slot", "hearsay", "--value", "x"), "neither"),
])
def test_wrong_reviews_write_nothing(file, sayso, args, said):
    status, _, err = sayso("review", file, *args)
    assert status and said in " ".join(err.split())
    with reading(file) as db:
        assert db.execute("SELECT count(*) FROM reviews").fetchone() == (0,)


def test_the_list_is_plain(say, file, sayso):
    say("note", ONE, "--note", "\x1b[31mred", "--by", "Ada")
    say("withdraw", "1")
    out = sayso("review", file, "list")[1]
    assert "\x1b" not in out and "— withdrawn" in out and "withdraw review 1" in out


def test_merging_again_keeps_reviews(told, say, file, sayso):
    reports, _ = told()
    say("merge", reports[ONE]["event_id"], reports["a4-r1"]["event_id"])
    before = told()
    assert sayso("merge", file)[0] == 0
    assert told() == before


def test_rules_that_are_none_are_told(file, sayso, tmp_path):
    (tmp_path / "r.yaml").write_text("- a\n- b")
    assert "not a table of rules" in sayso("merge", file, "--rules", tmp_path / "r.yaml")[2]
    assert "no such file" in sayso("merge", file, "--rules", tmp_path / "no.yaml")[2]
