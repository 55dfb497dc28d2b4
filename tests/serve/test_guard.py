"""Who may ask what."""

import tempfile

import pytest
from hostile_news import BASE
from starlette.testclient import TestClient

from sayso.errors import Unwritable
from sayso.export import records
from sayso.serve.app import application
from sayso.serve.guard import BODY, Door

CROSS = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors"}


def test_every_answer_carries_the_headers(client):
    for address in ("/overview", "/nothing", "/overview.json", "/static/sayso.css", "/overview.csv"):
        answer = client.get(address)
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy and "unsafe" not in policy and "frame-ancestors 'none'" in policy
        assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8000", "127.0.0.1:9999", "127.0.0.1.evil.example:8000", ""])
def test_a_name_that_is_not_ours_is_refused(client, host):
    assert client.get("/overview", headers={"host": host}).status_code == 421


def test_names_that_are_ours(client):
    for host in ("127.0.0.1:8000", "localhost:8000", "LOCALHOST:8000", "[::1]:8000"):
        assert client.get("/overview", headers={"host": host}).status_code == 200


def test_another_site_can_neither_read_nor_write(client, post):
    assert client.get("/overview.json", headers=CROSS).status_code == 403
    assert client.get("/overview", headers={**CROSS, "sec-fetch-mode": "navigate"}).status_code == 200  # a link is followed
    for headers in (CROSS, {**CROSS, "sec-fetch-mode": "navigate"}, {"origin": "https://evil.example"}, {"origin": "null"}):
        assert client.post("/review", data={"action": "accept"}, headers=headers).status_code == 403
    assert client.get("/overview", headers={"origin": "https://evil.example"}).headers.get("access-control-allow-origin") is None


def test_a_form_needs_the_token_of_its_session(client, post, file):
    assert client.post("/review", data={"action": "accept", "report": "x"}).status_code == 403
    assert client.post("/review", data={"token": "0" * 64, "action": "accept"}).status_code == 403
    page = client.get("/review").text
    token = page.split('name="token" value="')[1].split('"')[0]
    other = TestClient(application(file, Door("127.0.0.1", 8000)), base_url=BASE)
    assert other.post("/review", data={"token": token, "action": "accept"}).status_code == 403


def test_methods_and_sizes(client):
    assert client.delete("/overview").status_code == 405 and client.put("/review").status_code == 405
    assert client.post("/review", content=b"x" * (BODY + 1), headers={"content-type": "application/x-www-form-urlencoded"}).status_code == 413
    assert client.head("/overview").status_code == 200


def test_beyond_this_machine_a_token_is_needed(file):
    client = TestClient(application(file, Door("0.0.0.0", 8000, "correct horse")), base_url="http://192.168.1.5:8000", follow_redirects=False)
    assert client.get("/overview").status_code == client.get("/static/sayso.css").status_code == 401
    assert client.get("/overview?token=wrong").status_code == 401
    come = client.get("/overview?token=correct+horse&country=ITA")
    assert (come.status_code, come.headers["location"]) == (303, "/overview?country=ITA")
    assert "HttpOnly" in come.headers["set-cookie"] and "samesite=lax" in come.headers["set-cookie"].lower()
    assert client.get("/overview").status_code == 200


def test_a_link_from_another_site_keeps_the_session_and_a_form_from_there_has_none(client):
    cookie = client.get("/overview").headers["set-cookie"].lower()
    assert "samesite=lax" in cookie and "httponly" in cookie  # sent with links, never with the forms or pictures of another site


def test_broken_cookies_and_odd_bytes_are_no_trouble(client):
    assert client.get("/overview", headers={"cookie": "\x00;;=a; sayso-by=%ff%00; sayso-language=<script>"}).status_code == 200
    assert client.get("/events?from=%ff&country=%00&page=-1&page=9999999999").status_code == 200
    assert client.get("/event/%ff%00").status_code == 404


@pytest.mark.parametrize(("host", "name"), [("fd00::5", "[fd00::5]:8000"), ("News-Desk", "news-desk:8000")])
def test_the_host_it_was_told_to_listen_on_is_ours(file, host, name):
    client = TestClient(application(file, Door(host, 8000, "correct horse")), base_url=f"http://{name}", follow_redirects=False)
    assert client.get("/overview?token=correct+horse").status_code == 303
    assert client.get("/overview", headers={"host": f"evil.{name}"}).status_code == 421


def test_a_body_without_a_length_is_refused(client):
    assert client.post("/review", content=iter([b"x" * 100, b"y" * 100])).status_code == 413


def test_the_way_in_leads_to_no_other_site(file):
    client = TestClient(application(file, Door("0.0.0.0", 8000, "correct horse")), base_url="http://192.168.1.5:8000", follow_redirects=False)
    for path in ("//evil.example", "///evil.example/x", "/%2fevil.example"):
        come = client.get(f"http://192.168.1.5:8000{path}?token=correct+horse")
        assert come.status_code == 303 and not come.headers["location"].startswith("//")


def test_no_file_is_left_behind_by_what_is_taken_along(client, tmp_path, monkeypatch):
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    assert client.get("/out/polecat").status_code == client.get("/out/events").status_code == client.head("/out/events").status_code == 200
    monkeypatch.setattr(records, "write", lambda *_: (_ for _ in ()).throw(Unwritable("the disk is full")))
    assert client.get("/out/polecat").status_code == 500
    assert list(folder.iterdir()) == []
