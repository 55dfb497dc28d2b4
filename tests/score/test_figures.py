"""The scorer on a gold article of our own: what is right, half right and wrong."""

import json
from datetime import date

import pytest

from sayso.score import GoldError, digest, render, score, write_docs
from sayso.score.names import same, words

TEXT = "Il premier di Belmaria ha visitato Quito mercoledì. Secondo Radio Sette gli agenti hanno arrestato 12 dimostranti."
VISIT, ARREST = TEXT.split(". ")[0] + ".", TEXT.split(". ")[1]
GOLD = {
    "id": "own-1", "lang": "it", "title": "Visita e arresti", "published": "2026-03-05", "outlet": None,
    "text": TEXT, "source": "ours",
    "events": [
        {"type": "CONSULT", "mode": "visit", "status": "happened", "hearsay": False,
         "actors": [{"text": "premier", "country": "ITA", "sector": "GOV"}],
         "recipients": [{"text": "Quito", "country": "ECU", "sector": None}],
         "when": {"text": "mercoledì", "from": "2026-03-04", "to": "2026-03-04"},
         "where": {"text": "Quito", "place": "Quito", "country": "ECU"}, "counts": [], "according_to": [], "background": False,
         "mentions": [{"sentence": VISIT, "trigger": "ha visitato"}]},
        {"type": "COERCE", "mode": "arrest", "status": "happened", "hearsay": False,
         "actors": [{"text": "gli agenti", "country": "ECU", "sector": "COP"}],
         "recipients": [{"text": "dimostranti", "country": "ECU", "sector": "CVL"}],
         "when": None, "where": None, "counts": [{"what": "arrested", "value": 12, "text": "12 dimostranti"}],
         "according_to": [["Radio Sette"]], "background": False,
         "mentions": [{"sentence": ARREST, "trigger": "hanno arrestato"}]},
    ],
}


def spot(words_):
    start = TEXT.find(words_)
    return {"field": "text", "start": start, "end": start + len(words_), "text": words_}


def report(i, **changes):
    """The report that answers gold event ``i`` in everything."""
    e = GOLD["events"][i]
    m = e["mentions"][0]
    where = e["where"]
    full = {
        "report_id": f"r{i}", "event_id": f"e{i}", "article": {"id": "own-1"}, "sentence": spot(m["sentence"]),
        "trigger": spot(m["trigger"]), "type": e["type"], "mode": e["mode"], "status": e["status"], "hearsay": e["hearsay"],
        "actors": [{**spot(x["text"]), **x} for x in e["actors"]],
        "recipients": [{**spot(x["text"]), **x} for x in e["recipients"]],
        "when": e["when"], "where": where and {"name": where["place"], "country": where["country"]},
        "counts": [{"what": c["what"], "value": c["value"]} for c in e["counts"]],
        "sources": {"paths": e["according_to"]}, "confidence": 0.7}
    return {**full, **changes}


@pytest.fixture
def gold(tmp_path):
    path = tmp_path / "own.jsonl"
    path.write_text(json.dumps(GOLD, ensure_ascii=False) + "\n", encoding="utf-8")
    return path


def test_all_right(gold):
    r = score(gold, [report(0), report(1)])
    assert r["typed"] == r["row"] == {"p": 1.0, "r": 1.0, "f1": 1.0, "n": 2}
    slots = r["on_matched"]
    assert slots["when_exact"] == slots["where_place"] == slots["origin_exact"] == slots["counts"]["f1"] == 1.0
    assert r["bad_spans"] == 0 and r["wrong"] == []
    assert r.types["COERCE"] == {"p": 1.0, "r": 1.0, "f1": 1.0, "n": 1, "told": 1, "row": 1}


def test_nothing_told(gold):
    r = score(gold, [])
    assert r["found"]["f1"] == r["typed_macro_f1"] == r["on_matched"]["status"] == 0
    assert r["wrong"] == ["own-1 missed CONSULT 'ha visitato'", "own-1 missed COERCE 'hanno arrestato'"]


@pytest.mark.parametrize(("changes", "typed", "row", "slot", "value"), [
    ({"type": "AGREE"}, 0.5, 0.5, "n", 1),
    ({"status": "planned"}, 1.0, 0.5, "status", 0.5),
    ({"actors": []}, 1.0, 0.5, "actor_country", 0.5),
    ({"recipients": [{"country": "PER"}]}, 1.0, 0.5, "recipient_country", 0.5),
    ({"mode": None}, 1.0, 1.0, "mode", 0.5),
    ({"when": {"from": "2026-03-01", "to": "2026-03-07"}}, 1.0, 1.0, "when_exact", 0.0),
    ({"when": {"from": "2026-03-01", "to": "2026-03-07"}}, 1.0, 1.0, "when_overlap", 1.0),
    ({"where": {"name": "Guayaquil", "country": "ECU"}}, 1.0, 1.0, "where_place", 0.0),
    ({"where": {"name": "Guayaquil", "country": "ECU"}}, 1.0, 1.0, "where_country", 1.0),
    ({"sources": {"paths": [["Radio Sette"]]}}, 1.0, 1.0, "origin_exact", 0.5),
])
def test_one_slot_wrong(gold, changes, typed, row, slot, value):
    r = score(gold, [report(0, **changes), report(1)])
    assert (r["typed"]["f1"], r["row"]["f1"], r["on_matched"][slot]) == (typed, row, value)


def test_reports_of_one_event_count_once(gold):
    twice = [report(0, confidence=0.2, status="denied", report_id="weak"), report(0), report(1)]
    r = score(gold, twice)
    assert r["reported"] == 2 and r["row"]["f1"] == 1.0


def test_other_articles_are_left_out(gold):
    assert score(gold, [report(0, article={"id": "elsewhere"})])["reported"] == 0
    assert score(gold, [], only="seed-")["articles"] == 0


def test_a_span_that_does_not_quote_is_counted(gold):
    assert score(gold, [report(0, trigger={**spot("ha visitato"), "start": 3})])["bad_spans"] == 1


@pytest.mark.parametrize(("a", "b", "equal"), [
    ("l'agenzia Tass", "TASS", True),
    ("Radio Sette", "il quotidiano Sette giorni", False), ("ministro degli Esteri", "Esteri", True),
    ("José Pérez", "Jose Perez", True), ("Radio", "Tele", False), ("il presidente", "presidente", True)])
def test_names_are_compared_loosely(a, b, equal):
    assert same(words(a), words(b)) is equal


@pytest.mark.parametrize(("content", "said"), [
    ("{", ":1: not JSON"), ("[]", "not a JSON object"), ('{"id": "x"}', "has no events, text, title"),
    (json.dumps({**GOLD, "text": "Altro."}), "its text lacks the sentence")])
def test_a_bad_gold_file_is_told_in_one_line(tmp_path, content, said):
    path = tmp_path / "bad.jsonl"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(GoldError, match=said):
        score(path, [])


def test_a_gold_file_that_is_not_there_or_not_text_is_told_in_one_line(tmp_path):
    with pytest.raises(GoldError, match="no such file"):
        score(tmp_path / "none.jsonl", [])
    (tmp_path / "bytes.jsonl").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(GoldError, match="not UTF-8"):
        score(tmp_path / "bytes.jsonl", [])


def test_a_bad_report_file_names_the_report(gold, tmp_path):
    path = tmp_path / "reports.jsonl"
    path.write_text('{"report_id": "r1"}\n', encoding="utf-8")
    with pytest.raises(GoldError, match=r"reports.jsonl: report 1 has no article"):
        score(gold, path)


def test_tables_and_docs(gold, tmp_path):
    r = score(gold, [report(0), report(1, status="planned")])
    table = render(r)
    assert table.startswith(f"gold {digest(gold)}: 1 articles, 2 gold events") and "COERCE" in table
    assert "COERCE" not in render(dict(r))
    path = tmp_path / "scores.md"
    write_docs({gold: r}, path, made_by="sayso 0.1.0", day=date(2026, 3, 5))
    written = path.read_text(encoding="utf-8")
    assert "2026-03-05 by sayso 0.1.0" in written and digest(gold) in written and "| CONSULT | 1.000 |" in written
    assert len(digest(gold)) == 16
