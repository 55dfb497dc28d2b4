"""Who may ask what."""

import pytest
from hostile_news import BASE
from starlette.testclient import TestClient

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
    assert "HttpOnly" in come.headers["set-cookie"] and "samesite=strict" in come.headers["set-cookie"].lower()
    assert client.get("/overview").status_code == 200


def test_broken_cookies_and_odd_bytes_are_no_trouble(client):
    assert client.get("/overview", headers={"cookie": "\x00;;=a; sayso-by=%ff%00; sayso-language=<script>"}).status_code == 200
    assert client.get("/events?from=%ff&country=%00&page=-1&page=9999999999").status_code == 200
    assert client.get("/event/%ff%00").status_code == 404
