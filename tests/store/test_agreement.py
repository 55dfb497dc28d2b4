"""Several people review one file: how far they agree, slot by slot, and on what they do not."""

import json

import pytest
from stub_news import NEWS

from sayso.store import browse, reading, reviews, writing
from sayso.store.agreement import MACHINE, SLOTS, agreement

pytestmark = pytest.mark.usefixtures("unmerged")

ONE, TWO, OTHER = "a2-r1", "a2-r2", "a4-r1"


@pytest.fixture
def say(file):
    """Review as lines tell it: ``Ada edit a2-r1 status denied``; numbers of the reviews."""
    def said(*lines):
        with writing(file, is_new=False) as db:
            return [reviews.add(db, ask(*line.split())) for line in lines]
    return said


def ask(by, action, targets, slot=None, *value):
    return reviews.Ask(action, tuple(targets.split(",")), slot, " ".join(value) if slot else None, "why" if action == "note" else None,
                       None if by == "-" else by)


@pytest.fixture
def told(file):
    """Agreement; slots by name, disagreements as (report, slot, who said what). It is the same where what was said before is known."""
    known = {}

    def found(with_machine=False):
        with reading(file) as db:
            a = agreement(db, with_machine)
            assert agreement(db, with_machine, known.setdefault(browse.state(db)[2:], {})) == a
        return a, {s.slot: s for s in a.slots}, [(d.report, d.slot, d.said) for d in a.disagreements]
    return found


def test_nobody_reviewed(told):
    a, slots, differing = told()
    assert (a.coders, a.reports, differing, [*slots]) == ((), 0, [], [*SLOTS])
    assert {(s.alpha, s.reason, s.units) for s in a.slots} == {(None, "nothing was coded by two", 0)}


def test_who_accepts_speaks_of_all_slots_and_who_edits_of_one(say, told):
    say(f"Ada accept {ONE}", f"Bob edit {ONE} status denied", f"Ada accept {TWO}", f"Bob edit {TWO} status happened")
    a, slots, differing = told()
    assert (a.coders, a.reports) == (("Ada", "Bob"), 2)
    assert differing == [(ONE, "status", {"Ada": "happened", "Bob": "denied"})]
    assert (slots["status"].units, slots["status"].agreed, slots["status"].coders) == (2, 0.5, ("Ada", "Bob"))
    assert slots["status"].alpha == 0  # one pair of two agrees, and so it would by chance
    assert (slots["is_event"].units, slots["is_event"].agreed, slots["type"].units) == (2, 1, 0)
    assert "chance cannot be told" in slots["is_event"].reason
    say(f"Bob accept {ONE}")
    _, slots, differing = told()
    assert slots["type"].units == 1 and len(differing) == 1  # his edit stays, since it was what he accepted


def test_who_rejects_speaks_of_no_slot_but_is_event(say, told):
    say(f"Ada accept {ONE}", f"Bob reject {ONE}", f"Ada accept {TWO}", f"Bob accept {TWO}", f"Ada reject {OTHER}", f"Bob reject {OTHER}")
    _, slots, differing = told()
    assert differing == [(ONE, "is_event", {"Ada": "true", "Bob": "false"})]
    assert slots["is_event"].alpha == pytest.approx(1 - 1 * 5 / (3 * 3)) and slots["type"].units == 1


def test_the_last_word_of_a_person_counts(say, told):
    first, _ = say(f"Ada edit {ONE} status denied", f"Bob edit {ONE} status happened")
    assert len(told()[2]) == 1
    second, = say(f"Ada edit {ONE} status happened")
    assert told()[2] == []
    say(f"Ada withdraw {second}")
    assert len(told()[2]) == 1
    say(f"Ada withdraw {first}")
    assert told()[0].reports == 0
    say(f"Ada reject {ONE}", f"Ada edit {ONE} hearsay true")
    assert told()[1]["is_event"].agreed == 1


def test_a_new_type_says_nothing_of_the_mode(say, told):
    say(f"Ada accept {ONE}", f"Bob accept {ONE}", f"Bob edit {ONE} type assault")
    _, slots, differing = told()
    assert differing == [(ONE, "type", {"Ada": "CONSULT", "Bob": "ASSAULT"})] and slots["mode"].units == 0
    say(f"Bob edit {ONE} mode aerial")
    assert [slot for _, slot, _ in told()[2]] == ["type", "mode"]


def test_days_and_countries_are_nearer_or_farther(say, told):
    say(f"Ada edit {ONE} when 2022-12-01/2022-12-04", f"Bob edit {ONE} when 2022-12-01", f"Ada edit {TWO} when", f"Bob edit {TWO} when",
        f"Ada edit {ONE} actors RUS, BLR", f"Bob edit {ONE} actors BLR", f"Ada edit {TWO} actors PER, BLR", f"Bob edit {TWO} actors PER",
        f"Ada edit {ONE} where Minsk, BLR", f"Bob edit {ONE} where")
    _, slots, differing = told()
    assert differing == [(ONE, "date", {"Ada": "2022-12-01/2022-12-04", "Bob": "2022-12-01"}), (ONE, "country", {"Ada": "BLR", "Bob": ""}),
                         (ONE, "actors", {"Ada": "BLR, RUS", "Bob": "BLR"}), (TWO, "actors", {"Ada": "BLR, PER", "Bob": "PER"})]
    assert 0 < slots["date"].alpha < 1 and slots["actors"].distance == "masi"


def test_three_coders_none_named_and_words_on_events(say, told, file):
    with reading(file) as db:
        event, = db.execute("SELECT event_id FROM membership WHERE report_id = ?", (ONE,)).fetchone()
    say(f"Ada accept {ONE},{TWO}", f"Bob accept {event}", f"- accept {ONE}", f"Eve note {ONE}", f"Bob edit {event} status denied")
    a, _, differing = told()
    assert (a.coders, a.reports, a.unnamed, differing) == (("Ada",), 0, 1, [])
    say(f"Eve edit {ONE} status planned", f"Bob reject {event}")
    a, _, differing = told()
    assert (a.coders, a.reports) == (("Ada", "Bob", "Eve"), 1)
    assert differing == [(ONE, "is_event", {"Ada": "true", "Bob": "false", "Eve": "true"}), (ONE, "status", {"Ada": "happened", "Eve": "planned"})]


def test_the_machine_is_one_coder_more(say, told):
    say(f"Ada edit {ONE} status denied", f"Bob reject {TWO}")
    assert told()[0].reports == 0
    a, slots, differing = told(with_machine=True)
    assert (a.coders, a.reports) == (("Ada", "Bob", MACHINE), 2)
    assert differing == [(ONE, "status", {"Ada": "denied", MACHINE: "happened"}), (TWO, "is_event", {"Bob": "false", MACHINE: "true"})]
    assert slots["is_event"].coders == ("Ada", "Bob", MACHINE) and slots["status"].coders == ("Ada", MACHINE)


def test_what_the_machine_no_longer_makes_still_counts(say, told, code_nothing):
    say(f"Ada accept {ONE}", f"Bob edit {ONE} status denied", f"Ada accept a4-r2,{TWO}", f"Bob accept {TWO}")
    code_nothing()
    a, slots, differing = told(with_machine=True)
    assert (a.reports, slots["status"].units, slots["status"].coders) == (2, 2, ("Ada", "Bob"))  # the machine says nothing of them
    assert differing == [(ONE, "status", {"Ada": "happened", "Bob": "denied"})]


def test_the_command(say, sayso, file):
    say(f"Ada accept {ONE}", f"Bob edit {ONE} status denied", f"- accept {TWO}")
    status, out, err = sayso("agreement", file)
    rows = {line.split()[0]: line.split() for line in out.splitlines() if line}
    assert status == 0 and rows["status"] == ["status", "0.000", "0.000", "1", "Ada,", "Bob", "nominal"]
    assert rows["is_event"][:3] == ["is_event", "–", "1.000"]
    assert "no alpha for is_event: everybody always said the same" in out
    assert f"  a2  {ONE}  “incontra”  status  Ada: happened; Bob: denied" in out.splitlines()
    assert "left out: 1 review without a name" in err
    found = json.loads(sayso("agreement", file, "--machine", "--json")[1])
    assert found["reports"] == 1 and found["slots"][3]["slot"] == "status"
    assert found["disagreements"][0] == {
        "report": ONE, "article": "a2", "slot": "status", "said": {MACHINE: "happened", "Ada": "happened", "Bob": "denied"},
        "trigger": "incontra", "sentence": f"{NEWS} Poi incontra la stampa. Una parola cade."}


def test_words_from_outside_cannot_steer_the_terminal(say, sayso, file):
    say(f"\x1b[31mAda accept {ONE}", f"Bob edit {ONE} status denied")
    assert "\x1b" not in sayso("agreement", file)[1]
