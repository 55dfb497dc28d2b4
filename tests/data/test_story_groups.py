"""The story groups under data/stories: every line whole, every quotation verbatim, every number of origins the number of its list."""

import json
import re
from collections import Counter
from datetime import date
from itertools import chain
from pathlib import Path

import pytest

from sayso.ontologies import table

STORIES = Path(__file__).parents[2] / "data" / "stories"
FILES = {"a": (3, 2), "b": (3, 2), "c": (1, 1), "d": (9, 4)}  # groups of a kind for rules, and for test
ARTICLE = {"id", "lang", "title", "published", "outlet", "url", "text"}
EVENT = {"event", "type", "mode", "actors", "recipients", "from", "to", "mentions", "origins", "n_origins", "denied_by", "contested"}
SLOTS = {"actors", "recipients", "mode", "counts.killed", "counts.injured", "counts.arrested", "counts.participants"}
KINDS = ("K1", "K2", "K3", "K4", "K5", "K6")


def groups(name):
    lines = (STORIES / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


GROUPS = {group["id"]: group for name in FILES for group in groups(name)}
EVENTS = {f"{group['id']}-{event['event']}": (group, event) for group in GROUPS.values() for event in group["events"]}


def articles(group):
    return {article["id"]: article for article in group["articles"]}


def texts(group, ids):
    return [articles(group)[name]["text"] for name in ids]


@pytest.mark.parametrize("name", FILES)
def test_a_file_has_its_groups_of_a_kind_for_rules_and_for_test(name):
    split = Counter((group["kind"], group["split"]) for group in groups(name))
    assert split == {(kind, part): number for kind in KINDS for part, number in zip(("rules", "test"), FILES[name], strict=True)}


def test_the_card_has_the_counts_of_the_files():
    card = (STORIES / "README.md").read_text(encoding="utf-8")
    for name in FILES:
        langs = Counter(article["lang"] for group in groups(name) for article in group["articles"])
        events = sum(len(group["events"]) for group in groups(name))
        assert f"| `{name}.jsonl` | {len(groups(name))} | {langs.total()} | {langs['it']} | {langs['en']} | {events} |" in card


def test_no_article_is_twice():
    every = list(chain.from_iterable(group["articles"] for group in GROUPS.values()))
    assert len(GROUPS) == len(KINDS) * sum(map(sum, FILES.values()))
    for field in ("id", "url", "text"):  # not the title: a column of items has the same every day
        assert [value for value, number in Counter(article[field] for article in every).items() if number > 1] == []


@pytest.mark.parametrize("group", GROUPS.values(), ids=GROUPS)
def test_articles_are_whole(group):
    assert 3 <= len(group["articles"]) <= 6
    for number, article in enumerate(group["articles"], 1):
        assert set(article) == ARTICLE
        assert article["id"] == f"{group['id']}-{number}"
        assert article["lang"] in ("it", "en")
        assert article["url"].startswith("https://example.org/")
        assert article["url"].split("/")[-2] == date.fromisoformat(article["published"]).isoformat()
        assert 50 <= len(article["text"].split()) <= 180


@pytest.mark.parametrize(("group", "event"), EVENTS.values(), ids=EVENTS)
def test_an_event_is_coded_with_codes_that_exist(group, event):
    assert set(event) == EVENT
    modes = table("plover")["types"][event["type"]].get("modes", {})
    assert event["mode"] is None or event["mode"] in modes
    assert all(re.fullmatch("[A-Z]{3}", code) for code in event["actors"] + event["recipients"])
    assert event["actors"]
    begin, end = date.fromisoformat(event["from"]), date.fromisoformat(event["to"])
    assert begin <= end <= max(date.fromisoformat(article["published"]) for article in group["articles"])


@pytest.mark.parametrize(("group", "event"), EVENTS.values(), ids=EVENTS)
def test_every_mention_is_verbatim_and_its_sentence_there_once(group, event):
    assert event["mentions"]
    for mention in event["mentions"]:
        assert articles(group)[mention["article"]]["text"].count(mention["sentence"]) == 1
        assert mention["trigger"] and mention["trigger"] in mention["sentence"]
        assert mention["sentence"] == mention["sentence"].strip()


@pytest.mark.parametrize(("group", "event"), EVENTS.values(), ids=EVENTS)
def test_origins_are_counted_told_and_named_as_in_the_text(group, event):
    told = {mention["article"] for mention in event["mentions"]}
    assert event["n_origins"] == len(event["origins"]) > 0
    for origin in event["origins"]:
        assert origin["articles"] and set(origin["articles"]) <= told
        assert origin["why"]
        words = " ".join(texts(group, origin["articles"])).casefold()
        assert [name for name in origin["first_sources"] if name.casefold() not in words] == []
    in_origins = set(chain.from_iterable(origin["articles"] for origin in event["origins"]))
    assert told == in_origins or event["denied_by"]


@pytest.mark.parametrize(("group", "event"), EVENTS.values(), ids=EVENTS)
def test_contested_values_differ_and_have_someone_who_says_them(group, event):
    sayers = {*event["denied_by"], *chain.from_iterable(origin["first_sources"] for origin in event["origins"]), None}
    every = texts(group, articles(group))
    assert [name for name in event["denied_by"] if not any(name in text for text in every)] == []
    for slot, rows in (event["contested"] or {}).items():
        assert slot in SLOTS
        assert len({row["value"] for row in rows}) > 1
        for row in rows:
            assert row["by"] in sayers
            assert texts(group, row["articles"])
