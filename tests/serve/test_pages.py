"""Every page answers as HTML, JSON and CSV, with filters in the address, and nothing of an article gets out of its place."""

import csv
import html
import io
import json
import re
from html.parser import HTMLParser
from urllib.parse import parse_qs

import pytest
from hostile_news import BASE, EVIL, NEWS
from starlette.testclient import TestClient

from sayso.serve.app import PAGES, application
from sayso.serve.filters import Filters
from sayso.serve.guard import Door
from sayso.store import browse, reading, search

FILTERS = [
    "from=2022-12-31", "to=2022-12-30", "country=ITA", "country=ITA&country=RUS", "actor=Italy", "type=CONSULT", "type=NONSENSE",
    "status=happened", "outlet=Ansa", "agency=Tass", "lang=it", "conf=0.5", "conf=x", "origins=1", "origins=99", "reviewed=no", "reviewed=yes",
    "contested=yes", "quad=1", "pair=ITA%3ERUS", "origin=Borisov", "relay=Tass", "place=Minsk", "at=BLR", "run=1", "from=yesterday&to=%27%3B--",
    "page=99&order=origins", "order=x",
]


class Tags(HTMLParser):
    """The elements of a page and the attributes that lead somewhere."""

    def __init__(self):
        super().__init__()
        self.tags, self.attributes, self.links = [], [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [name for name, _ in attrs]
        self.links += [value for name, value in attrs if name in ("href", "src", "action") and value]


def parsed(text):
    page = Tags()
    page.feed(text)
    return page


@pytest.fixture
def addresses(file):
    """One address of every kind of page."""
    with reading(file) as db:
        event = browse.events(db, browse.Filter(), "day", 1)[0]["event_id"]
        report = db.execute("SELECT report_id FROM current_reports LIMIT 1").fetchone()[0]
    keys = {"event": event, "article": "evil%2F..%2F1", "pair": "ITA/RUS", "actor": "Italy", "source": "Borisov", "report": report}
    return [re.sub(r"{key:path}", lambda m, p=path: keys[p.split("/")[1]], path) for path in PAGES]


def test_every_page_answers_in_all_forms(client, addresses):
    for address in addresses:
        html, data, table = (client.get(f"{address}{form}") for form in ("", ".json", ".csv"))
        assert html.status_code == data.status_code == table.status_code == 200, address
        assert "<h1" in html.text and isinstance(json.loads(data.text), dict)
        rows = list(csv.reader(io.StringIO(table.text)))
        assert len({len(r) for r in rows}) == 1, address


def test_nothing_of_an_article_becomes_markup(client, addresses):
    for address in [*addresses, "/search?q=%3Cscript%3E", f"/events?actor={EVIL}", f"/source/{EVIL}", f"/actor/{EVIL}.json"]:
        answer = client.get(address)
        if "html" not in answer.headers["content-type"]:
            continue
        page = parsed(answer.text)
        assert page.tags.count("script") == 1 and "img" not in page.tags, address
        assert not [a for a in page.attributes if a.startswith("on") or a == "style"], address
        assert not [link for link in page.links if link.lower().startswith(("javascript:", "data:", "//", "http:"))], address
        assert "\u202e" not in answer.text and "\x1b" not in answer.text


def test_the_words_are_there_all_the_same(client):
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in client.get("/article/evil%2F..%2F1").text
    assert client.get("/article/evil%2F..%2F1.json").json()["title"].startswith(EVIL)


def test_links_of_pages_lead_to_pages(client, addresses):
    found = {link.split("#")[0] for address in addresses for link in parsed(client.get(address).text).links}
    seen = {link for link in found if link.startswith("/") and "/out/" not in link}
    lost = [link for link in sorted(seen)[:250] if client.get(link).status_code not in (200, 303, 307, 405)]
    assert len(seen) > 60 and lost == []


@pytest.mark.parametrize("query", FILTERS)
def test_filters_let_through_what_they_say(client, file, query):
    told = client.get(f"/events.json?{query}").json()
    assert {client.get(f"/{page}?{query}").status_code for page in ("overview", "map", "review")} == {200}
    f = Filters.of(parse_qs(query)).filter
    with reading(file) as db:
        every = list(browse.every(db, browse.Filter()))
        wanted = {e["event_id"] for e in every if fits(db, e, f)}
        assert {e["event_id"] for e in browse.every(db, f)} == wanted
        assert told["total"] == len(wanted) == browse.count(db, f)
        bars = browse.timeline(db, f, "day")
        assert sum(sum(b["quads"]) for b in bars) == len(wanted)


def fits(db, e, f):
    """The filter told anew, over records."""
    reports = browse.reports(db, e["reports"])
    articles = [r["article"] for r in reports]
    day = (e["when"] or {}).get("from") or min((a["published"] for a in articles if a["published"]), default=None)
    countries = {p["country"] for p in (*e["actors"], *e["recipients"])} | {(e["where"] or {}).get("country")}
    names = {p["name"] for p in (*e["actors"], *e["recipients"])}
    paths = [p for r in reports for p in r["sources"]["paths"]]
    agencies = {n["name"] for r in reports for n in r["sources"]["nodes"] if n["kind"] == "agency"}
    pairs = {f"{a['country']}>{b['country']}" for a in e["actors"] for b in e["recipients"]}
    sure = max(r["confidence"] for r in reports)
    return all([
        not f.since or (day and day >= f.since), not f.until or (day and day <= f.until), not f.countries or countries & set(f.countries),
        not f.names or names & set(f.names), not f.types or e["type"] in f.types, not f.statuses or e["status"] in f.statuses,
        not f.quads or e["quad"] in f.quads, not f.outlets or {a["outlet"] for a in articles} & set(f.outlets),
        not f.langs or {a["lang"] for a in articles} & set(f.langs), not f.agencies or agencies & set(f.agencies),
        not f.pairs or pairs & set(f.pairs), not f.origins_of or {p[0] for p in paths} & set(f.origins_of),
        not f.relayed_by or {x for p in paths for x in p[1:]} & set(f.relayed_by),
        not f.at or (e["where"] or {}).get("country") in f.at, f.place is None or (e["where"] or {}).get("name") == f.place,
        f.confidence is None or sure >= f.confidence, f.origins is None or e["n_origins"] >= f.origins,
        f.reviewed is None or e["reviewed"] == f.reviewed, f.contested is None or bool(e["contested"]) == f.contested, f.run in (None, 1)])


def test_an_older_version_leads_to_the_newer(client):
    page = client.get("/article/a1").text
    assert "/article/a4" in page


def test_what_is_not_there_says_so(client):
    for address in ("/event/E-none", "/article/none", "/actor/Nobody%20at%20all", "/source/none", "/pair/ITA", "/nothing", "/static/../app.py",
                    "/static/%2e%2e/app.py", "/static/..%2fapp.py"):
        assert client.get(address).status_code == 404, address
    assert client.get("/event/E-none.json").status_code == 404


def test_links_to_pairs_actors_and_sources_keep_the_filter(client):
    page = parsed(client.get("/overview?type=CONSULT&lang=it").text)
    kept = [link for link in page.links if link.startswith(("/pair/", "/actor/", "/source/"))]
    assert kept and all(link.endswith("?type=CONSULT&lang=it") for link in kept)
    for link in dict.fromkeys(kept):
        shown = client.get(link)
        told = client.get(link.replace("?", ".json?")).json()
        assert shown.status_code == 200 and 'class="chips"' in shown.text
        assert {e["type"] for e in told.get("latest", ())} <= {"CONSULT"}


def test_everything_that_is_shown_can_be_taken_along(client):
    from sayso.serve.pages.out import FORMS

    for form in FORMS:
        answer = client.get(f"/out/{form}?country=ITA")
        assert answer.status_code == 200 and "attachment" in answer.headers["content-disposition"], form
    assert [json.loads(line)["event_id"] for line in client.get("/out/events").text.splitlines()]
    assert client.get("/out/exe").status_code == 404


def test_the_language_follows_the_browser_and_the_choice(client, post):
    assert '<html lang="it"' in client.get("/overview", headers={"accept-language": "it-IT,it;q=0.9"}).text
    assert '<html lang="en"' in client.get("/overview", headers={"accept-language": "fi"}).text
    assert post("/settings", language="it", back="/overview").headers["location"] == "/overview"
    assert '<html lang="it"' in client.get("/overview").text
    post("/settings", theme="dark", back="https://evil.example/")
    assert 'data-theme="dark"' in client.get("/overview").text


@pytest.mark.parametrize("query", ["", "?from=2022-12-30&to=2022-12-30", "?lang=it", "?status=happened"])
@pytest.mark.parametrize("page", ["/overview", "/map", "/pair/ITA/FRA", "/actor/Macron"])
def test_every_drawn_number_leads_to_as_many_events(client, page, query):
    drawn = re.findall(r'<a href="(/events\?[^"]*)"[^>]*><title>[^<]*?([\d,]+) events?[^<]*</title>', client.get(page + query).text)
    for link, n in drawn:
        assert client.get(html.unescape(link).replace("/events", "/events.json")).json()["total"] == int(n), (page, link)


def test_an_article_may_be_named_like_a_form_of_a_page(file, sayso, tmp_path):
    news = tmp_path / "more.jsonl"
    news.write_text(json.dumps({"id": "2023/one.json", "title": "One", "text": NEWS}), encoding="utf-8")
    assert sayso("code", news, "--to", file, "--lang", "it")[0] == 0
    client = TestClient(application(file, Door("127.0.0.1", 8000)), base_url=BASE)
    page = client.get("/article/2023%2Fone.json")
    assert page.headers["content-type"].startswith("text/html") and "<h1>One</h1>" in page.text
    assert client.get("/article/2023%2Fone.json.json").json()["id"] == "2023/one.json"


def test_a_word_of_very_many_articles_ranks_the_latest_and_says_so(client, monkeypatch):
    every = client.get("/search.json?q=collega").json()
    assert every["articles"] and every["ranked"] is None
    monkeypatch.setattr(search, "RANKED", len(every["articles"]) - 1)
    some = client.get("/search.json?q=collega").json()
    assert some["ranked"] == len(some["articles"]) == len(every["articles"]) - 1
    assert "add a word" in client.get("/search?q=collega").text.lower()
