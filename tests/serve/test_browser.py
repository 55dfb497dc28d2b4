"""The pages in a real browser: keys, filters, undo, hostile articles, two reviewers while articles are coded. Skips where there is no Chromium."""

import json
import os
import re
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from hostile_news import EVIL, NEWS

from sayso.store import browse, reading

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
WAIT = 10_000  # milliseconds

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine: apt-get install chromium")


@pytest.fixture(scope="module")
def browser():
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with sync_api.sync_playwright() as p:
        chromium = p.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def base(file):
    with subprocess.Popen([sys.executable, "-m", "sayso", "serve", str(file), "--port", "0"], stderr=subprocess.PIPE, text=True) as child:
        yield re.search(r"http://\S+?(?=/ )", child.stderr.readline())[0]
        child.terminate()


@pytest.fixture
def opened(browser, base):
    """Open a page as a new person would; faults of the page end the test."""
    contexts = []

    def go(path, **options):
        context = browser.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(WAIT)
        page.faults = []
        page.on("pageerror", lambda e: page.faults.append(str(e)))
        page.on("console", lambda m: page.faults.append(m.text) if m.type == "error" else None)
        page.on("dialog", lambda d: (page.faults.append(f"dialog {d.message}"), d.dismiss()))
        page.on("request", lambda r: page.faults.append(f"asked for {r.url}") if not r.url.startswith(base) else None)
        page.goto(base + path)
        return page
    yield go
    for context in contexts:
        context.close()


def reviewed(page):
    return page.locator(".sum").inner_text()


def row(page):
    return page.locator("#row input[name=report]").first.get_attribute("value")


def press(page, key):
    """Press a key and wait for the page it leads to."""
    with page.expect_navigation():
        page.keyboard.press(key)


def test_each_key_of_review(opened):
    page = opened("/review")
    one = row(page)
    press(page, "a")
    assert "1 of 5" in reviewed(page) and row(page) != one
    press(page, "u")
    assert "0 of 5" in reviewed(page) and row(page) == one
    press(page, "x")
    assert "1 of 5" in reviewed(page)
    press(page, "u")
    page.keyboard.press("e")
    assert page.locator("#edit").is_visible() and page.locator("#slot").evaluate("e => e === document.activeElement")
    page.locator("#slot").select_option("status")
    assert page.locator("#value").input_value() == "happened"
    page.locator("#value").fill("denied")
    press(page, "Enter")
    assert page.locator(".status.st-denied").count() and "status" in page.locator(".said").inner_text()
    press(page, "u")
    page.keyboard.press("n")
    page.keyboard.type("a note of mine with a and x and u")
    press(page, "Enter")
    assert "a note of mine with a and x and u" in page.locator(".said").inner_text()
    page.keyboard.press("m")
    assert page.locator("#merge").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("#merge").is_visible()
    press(page, "j")
    assert row(page) != one
    page.keyboard.press("/")
    assert page.locator("#find").evaluate("e => e === document.activeElement")
    assert page.faults == []


def test_merge_and_split_by_keys(opened, file):
    page = opened("/review")

    def events():
        with reading(file) as db:
            return browse.count(db, browse.Filter())
    before = events()
    with reading(file) as db:
        home = browse.event_of(db, row(page))
        other = next(e["event_id"] for e in browse.events(db, browse.Filter()) if e["event_id"] != home)
    page.keyboard.press("m")
    page.locator("#other-id").fill(other)
    press(page, "Enter")
    assert events() == before - 1
    press(page, "s")
    assert events() == before
    press(page, "u")
    assert events() == before - 1
    press(page, "u")
    assert events() == before and page.faults == []


def test_a_form_fills_the_address_with_what_was_asked_and_no_more(opened):
    page = opened("/events")
    page.locator("#f-country").select_option("ITA")
    page.locator("#f-from").fill("2022-12-31")
    with page.expect_navigation():
        page.locator(".filters button").click()
    assert page.url.endswith("/events?from=2022-12-31&country=ITA&order=day")
    whole = page.locator("table.events tbody tr").count()
    with page.expect_navigation():
        page.locator(".chips a", has_text="2022").click()
    assert "from=" not in page.url and page.locator("table.events tbody tr").count() >= whole and page.faults == []


@pytest.mark.parametrize(("field", "value"), [
    ("country", "RUS"), ("type", "CONSULT"), ("status", "happened"), ("outlet", "Ansa"), ("agency", "Tass"), ("lang", "it"), ("quad", "1"),
    ("reviewed", "no"), ("contested", "no"), ("actor", "Italy"), ("conf", "0.25"), ("origins", "1"), ("to", "2022-12-30")])
def test_each_filter(opened, file, field, value):
    page = opened("/events")
    page.locator("details > summary").first.click()
    target = page.locator(f"#f-{field}")
    if target.evaluate("e => e.tagName") == "SELECT":
        target.select_option(value)
    else:
        target.fill(value)
    with page.expect_navigation():
        page.locator(".filters button").click()
    assert f"{field}={value}" in page.url and page.locator(".chips li").count() == 1
    told = page.request.get(page.url.replace("/events?", "/events.json?")).json()["total"]
    assert page.locator(".sum b").inner_text().startswith(f"{told} ") and page.faults == []


def test_on_my_own_i_do_not_see_what_others_corrected(opened):
    ada, bo = opened("/review"), opened("/review")
    for name, page in (("Ada", ada), ("Bo", bo)):
        page.locator("#by").fill(name)
        with page.expect_navigation():
            page.locator(".who button:not([name])").click()
    first = ada.locator("#row h2").inner_text()
    ada.keyboard.press("e")
    ada.locator("#slot").select_option("status")
    ada.locator("#value").fill("denied")
    with ada.expect_navigation():
        ada.locator("#edit button").click()
    bo.goto(bo.url)
    assert bo.locator("#row .st-denied").count() and bo.locator("#row h2").inner_text() != first
    with bo.expect_navigation():
        bo.locator("button[name=alone]").click()
    assert bo.locator("#row h2").inner_text() == first and not bo.locator("#row .st-denied").count()
    assert "Ada" not in bo.locator("#row").inner_text()
    with ada.expect_navigation():
        ada.keyboard.press("x")
    bo.goto(bo.url)
    assert bo.locator("#row").count()  # what Ada rejected still waits for Bo


def test_an_article_of_scripts_is_shown_as_words(opened):
    for path in ("/article/evil%2F..%2F1", "/overview", "/events", "/map", "/review", f"/search?q={EVIL}", "/coverage", "/pairs", "/pair/ITA/RUS",
                 "/event/evil%2F..%2F1-e1", "/report/evil%2F..%2F1-r1", "/actor/Italy", "/source/Borisov", "/agreement"):
        page = opened(path)
        assert page.faults == [], path
    page = opened("/article/evil%2F..%2F1")
    assert "<script>alert(1)</script>" in page.locator("article").inner_text() and "<img src=x" in page.locator("article").inner_text()


def test_without_scripts_everything_can_still_be_done(opened):
    page = opened("/review", java_script_enabled=False)
    with page.expect_navigation():
        page.locator("button[value=accept]").click()
    assert "1 of 5" in reviewed(page)
    page.locator("#slot").select_option("status")
    page.locator("#value").fill("denied")
    with page.expect_navigation():
        page.locator("#edit button").click()
    assert page.locator(".st-denied").count()


def test_language_and_colours_are_kept(opened):
    page = opened("/overview", locale="it-IT")
    assert page.locator("html").get_attribute("lang") == "it"
    with page.expect_navigation():
        page.locator("button[value=en]").click()
    page.goto(page.url)
    assert page.locator("html").get_attribute("lang") == "en"
    light = page.locator("body").evaluate("e => getComputedStyle(document.documentElement).backgroundColor")
    with page.expect_navigation():
        page.locator("button[name=theme]").click()
    assert page.locator("body").evaluate("e => getComputedStyle(document.documentElement).backgroundColor") != light and page.faults == []


def test_everything_is_reached_by_keyboard_and_named(opened):
    for path in ("/overview", "/events", "/review", "/pairs", "/map"):
        page = opened(path)
        page.keyboard.press("Tab")
        assert page.locator(".skip").evaluate("e => e === document.activeElement")
        nameless = page.evaluate("""() => [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, [role=img]')].filter(
            e => !(e.textContent.trim() || e.getAttribute('aria-label') || e.title || e.labels?.length)).map(e => e.outerHTML.slice(0, 120))""")
        assert nameless == [], path
        assert page.locator("h1").count() == page.locator("main").count() == 1


def test_two_reviewers_while_articles_are_coded(opened, file, tmp_path, sayso):
    people = [opened("/review"), opened("/review")]
    for name, page in zip(("Ada", "Bo"), people, strict=True):
        page.locator("#by").fill(name)
        with page.expect_navigation():
            page.locator(".who button:not([name])").click()
    more = tmp_path / "more.jsonl"
    more.write_text("\n".join(json.dumps({"id": f"m{i}", "title": f"Nuovo {i}", "outlet": f"Outlet {i}", "text": f"{NEWS} Numero {i}."})
                              for i in range(60)), encoding="utf-8")
    script = f"import sys; sys.path.insert(0, {str(Path(__file__).parents[1] / 'run')!r}); from sayso import cli; from sayso.commands import code; " \
             f"code.CODER = 'stub_coder:Coder'; sys.argv = ['sayso', 'code', {str(more)!r}, '--to', {str(file)!r}, '--lang', 'it', '-q']; cli.main()"
    coding = subprocess.Popen([sys.executable, "-c", script])
    done = threading.Event()
    for _ in range(3):
        for page in people:
            press(page, "a")
            assert page.locator(".done").count() == 1 and page.faults == []
    done.set()
    assert coding.wait(60) == 0
    with reading(file) as db:
        told = browse.progress(db)
        assert {p["name"]: p["n"] for p in told["people"]} == {"Ada": 3, "Bo": 3} and told["reports"] == 65
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_key_held_down_or_two_at_once_judge_one_report(opened, file):
    page = opened("/review")
    page.evaluate("document.dispatchEvent(new KeyboardEvent('keydown', {key: 'x', repeat: true}))")
    page.evaluate("for (const key of ['a', 'x']) document.dispatchEvent(new KeyboardEvent('keydown', {key}))")
    page.wait_for_selector(".done")
    with reading(file) as db:
        assert [action for (action,) in db.execute("SELECT action FROM reviews")] == ["accept"]
    assert page.faults == []
