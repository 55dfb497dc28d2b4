"""Corrections from the page: records beside the machine's, seen everywhere, undone with one key."""

import re

from starlette.testclient import TestClient

from sayso.serve.app import application
from sayso.serve.guard import Door
from sayso.store import browse, reading

BASE = "http://127.0.0.1:8000"


def first(client, query=""):
    return client.get(f"/review.json{query}").json()


def test_accept_goes_on_to_the_next(client, post):
    one = first(client)
    assert one["progress"] == {"reports": 5, "reviewed": 0, "people": []}
    answer = post("/review", action="accept", report=one["report"]["report_id"])
    assert (answer.status_code, answer.headers["location"]) == (303, "/review?done=accept")
    two = first(client)
    assert two["report"]["report_id"] != one["report"]["report_id"] and two["progress"]["reviewed"] == 1
    assert one["report"]["report_id"] not in two["waiting"]


def test_an_edit_wins_everywhere_and_undo_takes_it_back(client, post, file):
    report = first(client)["report"]
    ident, before = report["report_id"], client.get("/events.json?type=ASSAULT").json()["total"]
    post("/settings", by="Ada Rossi", back="/review")
    assert post("/review", action="edit", report=ident, slot="type", value="assault", note="they fought").status_code == 303
    assert client.get("/events.json?type=ASSAULT").json()["total"] == before + 1
    shown = client.get(f"/report/{ident}.json").json()
    assert shown["report"]["type"] == "ASSAULT" and shown["said"][0]["by"] == "Ada Rossi" and shown["report"]["machine"]["type"] == "CONSULT"
    with reading(file) as db:
        event = browse.event_of(db, ident)
    assert client.get(f"/event/{event}.json").json()["type"] == "ASSAULT" and "they fought" in client.get(f"/event/{event}").text
    undone = post("/review", action="undo", report=ident)
    assert undone.headers["location"] == f"/report/{ident}?done=withdraw"
    assert client.get(f"/report/{ident}.json").json()["report"]["type"] == "CONSULT"
    assert client.get("/events.json?type=ASSAULT").json()["total"] == before


def test_reject_takes_the_row_out_and_note_keeps_it(client, post):
    ident = first(client)["report"]["report_id"]
    total = client.get("/events.json").json()["total"]
    post("/review", action="note", report=ident, note="look again")
    assert client.get("/events.json").json()["total"] == total and first(client)["progress"]["reviewed"] == 0
    post("/review", action="reject", report=ident)
    assert client.get("/events.json").json()["total"] == total - 1
    assert client.get(f"/report/{ident}").status_code == 200
    post("/review", action="undo")
    assert client.get("/events.json").json()["total"] == total


def test_merge_and_split(client, post, file):
    ids = [e["event_id"] for e in client.get("/events.json").json()["events"]]
    with reading(file) as db:
        report = browse.event(db, ids[0])["reports"][0]
    assert post("/review", action="merge", report=report, other_id=ids[1]).status_code == 303
    merged = client.get("/events.json").json()
    assert merged["total"] == len(ids) - 1
    assert post("/review", action="split", report=report).status_code == 303
    assert client.get("/events.json").json()["total"] == len(ids)
    post("/review", action="undo")
    post("/review", action="undo")
    assert [e["event_id"] for e in client.get("/events.json").json()["events"]] == ids


def test_what_cannot_be_said_is_told_in_one_line(client, post):
    ident = first(client)["report"]["report_id"]
    for fields, said in (({"action": "edit", "slot": "status", "value": "perhaps"}, "no status"),
                         ({"action": "edit", "slot": "evil", "value": "x"}, "no slot"),
                         ({"action": "merge"}, "same as"), ({"action": "fly"}, "no action"), ({"action": "note"}, "note needs"),
                         ({"action": "undo"}, "nothing of yours")):
        answer = post("/review", report=ident, **fields)
        assert answer.status_code == 409 and said in answer.text, fields
    assert post("/review", action="accept", report="r-none").status_code == 409
    for back in ("https://evil.example", "//evil.example", "/\\evil.example"):
        assert post("/review", action="accept", report=ident, back=back).headers["location"].startswith("/review?")


def test_each_reviewer_has_a_queue_of_their_own_and_they_are_compared(file):
    people = {}
    for name in ("Ada", "Bo"):
        people[name] = client = TestClient(application(file, Door("127.0.0.1", 8000)), base_url=BASE, follow_redirects=False)
        token = client.get("/review").text.split('name="token" value="')[1].split('"')[0]
        client.post("/settings", data={"token": token, "by": name, "back": "/"})
        people[name + "-token"] = token
    ada, bo = people["Ada"], people["Bo"]
    ident = first(ada)["report"]["report_id"]
    assert first(bo)["report"]["report_id"] == ident
    ada.post("/review", data={"token": people["Ada-token"], "action": "accept", "report": ident})
    assert first(ada)["report"]["report_id"] != ident and first(bo)["report"]["report_id"] == ident
    bo.post("/review", data={"token": people["Bo-token"], "action": "edit", "slot": "status", "value": "denied", "report": ident})
    bo.post("/review", data={"token": people["Bo-token"], "action": "undo"})
    bo.post("/review", data={"token": people["Bo-token"], "action": "edit", "slot": "status", "value": "possible", "report": ident})
    told = ada.get("/agreement.json").json()
    assert told["reports"] == 1 and [d["slot"] for d in told["disagreements"]] == ["status"]
    assert "possible" in ada.get("/agreement").text


def names(client, query=""):
    return [e["event_id"] for e in client.get(f"/events.json{query}").json()["events"]]


def skipped(client):
    """The reports that one sees who skips from the first to the last."""
    seen = [first(client)["report"]["report_id"]]
    while found := re.search(r'data-key="j" href="/report/([^"?]+)', client.get(f"/report/{seen[-1]}").text):
        assert found[1] not in seen
        seen.append(found[1])
    return seen


def test_who_skips_sees_each_report_once(client, post):
    assert len(skipped(client)) == first(client)["progress"]["reports"]
    one, other = names(client)[:2]
    post("/review", action="merge", report=client.get(f"/event/{one}.json").json()["reports"][0], other_id=other)
    assert len(skipped(client)) == first(client)["progress"]["reports"]  # what was merged is waiting, too


def test_who_judges_a_report_after_skipping_goes_on_from_there(client):
    _, two, three = skipped(client)[:3]
    form = client.get(f"/report/{two}").text.split('value="accept"')[0].rsplit("<form", 1)[1]
    assert f'name="back" value="/report/{three}"' in form


def test_an_event_that_was_merged_is_found_by_its_old_address(client, post):
    one, other = names(client)[:2]
    post("/review", action="merge", report=client.get(f"/event/{one}.json").json()["reports"][0], other_id=other)
    old = [client.get(f"/event/{e}.json") for e in (one, other)]
    assert [a.status_code for a in old] == [200, 200] and old[0].json()["event_id"] == old[1].json()["event_id"]


def test_what_was_rejected_is_shown_as_that_and_no_link_leads_nowhere(client, post):
    ids = names(client)
    one, other = (client.get(f"/event/{e}.json").json()["reports"][0] for e in ids[:2])
    post("/review", action="merge", report=one, other_id=ids[1])
    post("/review", action="split", report=one)
    post("/review", action="reject", report=one)
    article = client.get(f"/report/{one}.json").json()["report"]["article"]["id"]
    for page in (f"/article/{article}", f"/report/{one}", f"/report/{other}"):
        for link in re.findall(r'href="(/event/[^"#]+)"', client.get(page).text):
            assert client.get(link).status_code == 200, (page, link)


def test_a_rejected_report_stays_on_the_page_of_its_event(client, post):
    one, other = names(client)[:2]
    report = client.get(f"/event/{one}.json").json()["reports"][0]
    post("/review", action="merge", report=report, other_id=other)
    before = client.get(f"/event/{one}.json").json()
    post("/review", action="reject", report=next(r["report_id"] for r in before["told"] if r["event_id"] == before["event_id"]))
    after = client.get(f"/event/{one}.json").json()
    assert (after["n_reports"], len(after["told"]), sum(r["rejected"] for r in after["told"])) == (before["n_reports"] - 1, before["n_reports"], 1)


def test_an_event_of_which_all_reports_were_rejected_says_so(client, post):
    some = (client.get(f"/event/{x['event_id']}.json").json() for x in client.get("/events.json").json()["events"])
    event = next(e for e in some if e["n_reports"] == 1)
    report = event["reports"][0]
    post("/settings", by="Ada", back="/review")
    post("/review", action="reject", report=report, note="an advertisement")
    gone = client.get(f"/event/{event['event_id']}.json").json()
    assert gone["rejected"] and [r["report_id"] for r in gone["told"]] == [report]
    page = client.get(f"/event/{event['event_id']}")
    assert page.status_code == 200 and "All reports of this event were rejected" in page.text and "an advertisement" in page.text
    post("/review", action="accept", report=report)
    assert client.get(f"/event/{event['event_id']}.json").json()["n_reports"] == 1
