"""Reviewed articles as gold: what was corrected scores 1, and nothing nobody judged is in it."""

import json

import pytest
from stub_news import NEWS

from sayso.commands.code import DEMO
from sayso.score.gold import GoldError, read_gold, told_by_gold
from sayso.store import reading
from sayso.store.gold import gold_records, left_out, mention

ONE, TWO = "a2-r1", "a2-r2"


@pytest.fixture
def say(file, sayso):
    """Review."""
    def said(*args):
        status, _, err = sayso("review", file, *args)
        assert status == 0, err
    return said


@pytest.fixture
def gold(file):
    """Gold by article."""
    def made(is_partly=False):
        with reading(file) as db:
            return {a["id"]: a for a in gold_records(db, is_partly)}
    return made


def scored(sayso, tmp_path, file):
    """The figures of the corrected reports of the gold's articles against the gold."""
    gold, reports = tmp_path / "gold.jsonl", tmp_path / "reports.jsonl"
    assert sayso("export", file, "--to", "gold", "-o", gold)[0] == sayso("export", file, "--to", "reports", "-o", reports)[0] == 0
    status, out, err = sayso("score", gold, "--reports", reports, "--json")
    assert status == 0, err
    return json.loads(out)


def perfect(figures):
    """Whether all is right in every slot that gold has."""
    slots = figures["on_matched"]
    shares = [slots[k] for k in ("trigger", "actor_country", "recipient_country", "mode", "status", "when_exact", "where_country", "origin_exact")]
    return figures["typed"]["f1"] == figures["row"]["f1"] == 1 and figures["bad_spans"] == 0 and set(shares) == {1} and all(
        slots[k]["f1"] == 1 for k in ("agents", "counts", "origin", "links"))


def test_the_demo_reviewed_scores_one(sayso, tmp_path):
    file = tmp_path / "demo.sayso"
    assert sayso("code", DEMO, "--to", file, "-q")[0] == 0
    reports = [json.loads(line)["report_id"] for line in sayso("export", file)[1].splitlines()]
    assert len(reports) > 2
    edits = [("status", "denied"), ("actors", "RUS MIL, BLR"), ("when", "2025-03-01"), ("where", "Quito, ECU"), ("counts", "3 injured"),
             ("hearsay", "true"), ("type", "assault")]
    for n, report in enumerate(reports):
        slot, value = edits[n % len(edits)]
        assert sayso("review", file, "edit", report, "--slot", slot, "--value", value)[0] == 0
    figures = scored(sayso, tmp_path, file)
    assert figures["events"] > 2 and perfect(figures)


@pytest.mark.usefixtures("unmerged")
def test_the_round_trip(say, sayso, file, tmp_path):
    say("edit", ONE, "--slot", "status", "--value", "denied")
    say("accept", TWO)
    say("reject", "a4-r1")
    say("edit", "a4-r2", "--slot", "recipients", "--value", "PER GOV")
    for report in ("a8-r1",):
        say("reject", report)
    figures = scored(sayso, tmp_path, file)
    assert (figures["articles"], figures["events"], figures["reported"]) == (3, 3, 3) and perfect(figures)
    machine = json.loads(sayso("score", tmp_path / "gold.jsonl", "--json", "-q")[1])  # codes the gold's articles anew
    assert machine["reported"] == 5 and machine["typed"]["f1"] == 0.75 and machine["row"]["f1"] < machine["typed"]["f1"]


@pytest.mark.usefixtures("unmerged")
def test_only_what_was_judged_is_gold(say, gold, sayso, file):
    assert gold() == gold(is_partly=True) == {}
    assert "no article was reviewed yet" in sayso("export", file, "--to", "gold")[2]
    say("accept", ONE, "--by", "Ada")
    say("note", TWO, "--note", "hm")
    _, out, err = sayso("export", file, "--to", "gold")
    assert out == "" and "left out: 1 article reviewed in part" in err
    _, out, err = sayso("export", file, "--to", "gold", "--partly")
    partly = json.loads(out)
    assert (partly["reviewed_by"], partly["reviewed_rows"], partly["rows"], len(partly["events"]), err) == (["Ada"], 1, 2, 1, "")
    say("reject", TWO, "--by", "Bob")
    whole = gold()["a2"]
    assert whole["reviewed_by"] == ["Ada", "Bob"] and len(whole["events"]) == 1
    say("withdraw", "1")
    with reading(file) as db:
        assert left_out(db) == 1


@pytest.mark.usefixtures("unmerged")
def test_an_article_as_the_guide_has_it(say, gold):
    say("edit", ONE, "--slot", "recipients", "--value", "ITA GOV, PER")
    say("reject", TWO)
    article = gold()["a2"]
    assert {k: article[k] for k in ("id", "lang", "title", "published", "outlet", "source", "text")} == {
        "id": "a2", "lang": "it", "title": "Due", "published": None, "outlet": "Tass", "source": "Tass",
        "text": f"{NEWS} Poi incontra la stampa. Una parola cade."}
    event, = article["events"]
    assert event == {
        "type": "CONSULT", "mode": "visit", "status": "happened", "hearsay": False,
        "actors": [{"text": "I", "country": "ITA", "sector": None}, {"text": "Il", "country": None, "sector": "GOV"}],
        "recipients": [{"text": "I", "country": "ITA", "sector": "GOV"}, {"text": "", "country": "PER", "sector": None}],
        "when": {"text": "incontra", "from": "2022-12-01", "to": "2022-12-31"},
        "where": {"text": "incontra", "place": "Minsk", "country": "BLR"},
        "counts": [{"what": "killed", "value": 12.0, "text": "incontra", "by": "Ansa"}, {"what": "money", "value": 1500000.0, "text": "incontra"}],
        "according_to": [["Borisov", "Tass"]], "background": False,
        "mentions": [{"sentence": article["text"], "trigger": "incontra"}]}


@pytest.mark.usefixtures("unmerged")
def test_reports_of_one_event_are_its_mentions(say, gold, sayso, file, tmp_path):
    events = {r["report_id"]: r["event_id"] for r in map(json.loads, sayso("export", file)[1].splitlines())}
    say("merge", events[ONE], events[TWO])
    say("accept", ONE, TWO)
    event, = gold()["a2"]["events"]
    assert [m["trigger"] for m in event["mentions"]] == ["incontra", "Poi incontra"]  # the second alone would be the first again
    assert len(event["actors"]) == 2
    assert scored(sayso, tmp_path, file)["row"]["f1"] == 1


@pytest.mark.usefixtures("unmerged")
def test_what_the_machine_no_longer_makes_stays_gold(say, gold, code_nothing):
    say("accept", ONE)
    say("reject", TWO)
    code_nothing()
    assert [len(a["events"]) for a in gold().values()] == [1]


@pytest.mark.parametrize(("text", "at", "trigger"), [
    ("Poi incontra la stampa.", 4, "incontra"), ("Chi incontra chi incontra", 17, "chi incontra"),
    ("lo incontra e lo incontra", 17, "e lo incontra"), ("incontraincontra", 8, "incontraincontra")])
def test_a_trigger_that_stands_twice_begins_earlier(text, at, trigger):
    record = {"sentence": {"start": 10, "end": 10 + len(text), "text": text}, "trigger": {"start": 10 + at, "end": 18 + at, "text": "incontra"}}
    told = mention(record)
    assert told == {"sentence": text, "trigger": trigger} and text.find(trigger) + len(trigger) == at + 8


@pytest.mark.usefixtures("unmerged")
def test_the_scorer_reads_it(say, gold, sayso, file, tmp_path):
    say("accept", ONE, TWO)
    path = tmp_path / "gold.jsonl"
    assert sayso("export", file, "--to", "gold", "-o", path)[0] == 0
    article, = read_gold(path)
    assert [e.triggers[0].start for e in told_by_gold(article)] == [NEWS.index("incontra"), len(NEWS) + 1]
    with pytest.raises(GoldError):
        told_by_gold({**article, "text": "Altro."})


def test_partly_goes_with_gold(sayso, file):
    status, _, err = sayso("export", file, "--partly")
    assert status == 2 and "goes with --to gold" in " ".join(err.split())
