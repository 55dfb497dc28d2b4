"""The Python door and the whole way with the real pack: what a user meets first."""

import json

import pytest

import sayso
from sayso.errors import SaysoError
from sayso.explain import explain
from sayso.languages import HERE

pytestmark = pytest.mark.skipif(not (HERE / "it" / "pack").is_dir(), reason="no Italian pack")
TEXT = "L'esercito russo ha bombardato ieri il porto di Odessa, ha riferito il governatore.\nIl premier ungherese incontrerà Macron a Parigi."


@pytest.fixture(scope="module")
def coded():
    return sayso.code(TEXT, title="Odessa, raid sul porto", published="2025-03-10", outlet="Il Levante")


def test_rows_say_who_did_what_to_whom(coded):
    told = {(r.code.type, r.status, *(p.known.country for p in (*r.actors, *r.recipients))) for r in coded.reports}
    assert ("ASSAULT", "happened", "RUS", "UKR") in told
    assert any(t[0] == "AGREE" and t[1] == "planned" and set(t[2:]) == {"HUN", "FRA"} for t in told)


def test_every_span_quotes_the_article(coded):
    record = [json.loads(json.dumps(r.to_dict())) for r in coded.reports]
    assert record
    fields = {"title": coded.article.title, "text": coded.article.text}

    def spans(value):
        if isinstance(value, dict):
            if {"field", "start", "end", "text"} <= set(value) and value["start"] is not None:
                yield value
            for inner in value.values():
                yield from spans(inner)
        elif isinstance(value, list):
            for inner in value:
                yield from spans(inner)

    found = [s for r in record for s in spans(r)]
    assert found and all(fields[s["field"]][s["start"] : s["end"]] == s["text"] for s in found)


def test_yesterday_counts_from_the_publication(coded):
    assert any(r.when and r.when.start.isoformat() == "2025-03-09" for r in coded.reports)


def test_frames_and_highlights(coded):
    assert len(coded.to_pandas()) == len(coded.reports) == coded.to_arrow().num_rows
    html = sayso.code("<script>alert(1)</script> Il Cremlino ha condannato l'attacco.", published="2025-03-10")._repr_html_()
    assert "<script>" not in html and "<mark" in html


def test_the_same_text_gives_the_same_ids(coded):
    again = sayso.code(TEXT, title="Odessa, raid sul porto", published="2025-03-10", outlet="Il Levante")
    assert [r.to_dict() for r in again.reports] == [r.to_dict() for r in coded.reports]


def test_explain_shows_tree_rule_and_reason(coded):
    told = explain(coded.coded)
    assert "nsubj" in told and "verb: bombardare" in told and "dropped" in told


def test_a_bad_date_and_an_unknown_language_are_told_in_one_line():
    with pytest.raises(SaysoError, match="not a date"):
        sayso.code("Testo.", published="ieri")
    with pytest.raises(SaysoError, match="no pack"):
        sayso.code("Text.", lang="xx")


@pytest.mark.parametrize("text", ["", " ", "\n\n", ".", "«", "?!", "1", "a " * 5000, "🙂🙂", "ROMA, 30 DIC -", "TUTTO MAIUSCOLO ATTACCO A KIEV"])
def test_odd_texts_do_no_harm(text):
    sayso.code(text, lang="it", published="2025-03-10")
