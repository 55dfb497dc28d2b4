"""Sets that ask one question: told by their form, measured, refused in one line where they are not what they seem."""

import json

import pytest

from sayso.score import sets
from sayso.score.gold import GoldError

PAIR = "id\tsentence\tmarked_sentence\tsource\ttarget\tquad\troot\n1\tA hit B.\t<s>A</s> hit <t>B</t>.\tA\tB\t4\tASSAULT\n"


def test_the_question_is_read_off_the_form(tmp_path):
    made = {"d.jsonl": '{"id": "x", "family": "F01", "claims": []}\n',
            "a.tsv": PAIR, "b.jsonl": '{"id": "x", "class": "sport", "text": "y"}\n', "gold.jsonl": '{"id": "x", "class": "a", "events": []}\n',
            "e.jsonl": '{"id": "x", "lang": "it", "split": "test", "text": "y", "marks": []}\n',
            "recognizers_it.json": '[{"Context": {"ReferenceDateTime": "2016-11-07T00:00:00"}}]', "c.txt": "plain"}
    for name, text in made.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "cat").mkdir()
    (tmp_path / "cat" / "a.xml").write_text("<Document/>")
    found = {name: sets.question(tmp_path / name) for name in (*made, "cat")}
    assert found == {"d.jsonl": "chains", "e.jsonl": "clauses",
                     "a.tsv": "pairs", "b.jsonl": "refusals", "gold.jsonl": None, "recognizers_it.json": "dates", "c.txt": None, "cat": "realis"}


@pytest.mark.parametrize(("marked", "source", "target"), [
    ("<s>A</s> hit <t>B</t>.", (0, 1), (6, 7)),
    ("<t>B</t> was hit by <s>A</s>.", (13, 14), (0, 1)),
    ("<s>A</s> resigned.", (0, 1), (0, 0)),
])
def test_marks_become_offsets(marked, source, target):
    article = sets.pair_article({"id": "1", "marked_sentence": marked})
    assert article.pair == (source, target)
    assert "<" not in article.text


def test_mean_f1_over_the_labels_of_the_gold():
    value, by_label = sets.macro_f1([("a", "a"), ("a", "b"), ("b", "b"), ("b", "c")])
    assert by_label == {"a": 0.667, "b": 0.5}
    assert value == 0.583


def test_dates_have_two_readings(tmp_path):
    case = {"Input": "ci vediamo il 22/04", "Context": {"ReferenceDateTime": "2016-11-07T00:00:00"}, "Results": [
        {"Text": "22/04", "TypeName": "datetimeV2.date", "Resolution": {"values": [{"value": "2016-04-22"}, {"value": "2017-04-22"}]}},
        {"Text": "ci", "TypeName": "datetimeV2.time", "Resolution": {"values": [{"value": "12"}]}}]}
    path = tmp_path / "recognizers_it.json"
    path.write_text(json.dumps([case]), encoding="utf-8")
    told = sets.figures(path, lambda lang: pytest.fail("no parser is needed"))
    assert (told["n"], told["right"]) == (1, 1)
    assert told["digest"] in sets.render(told) + told["digest"]


def test_a_meantime_file_gives_text_and_events(tmp_path):
    path = tmp_path / "a.xml"
    path.write_text('<Document><token t_id="1" sentence="0">Talks</token><token t_id="2" sentence="0">failed</token>'
                    '<token t_id="3" sentence="0">.</token><token t_id="4" sentence="1">Soon</token>'
                    '<Markables><EVENT_MENTION certainty="CERTAIN" polarity="NEG" time="NON_FUTURE">'
                    '<token_anchor t_id="2"/></EVENT_MENTION></Markables></Document>', encoding="utf-8")
    text, events = sets.meantime(path)
    assert text == "Talks failed.\nSoon"
    assert events == [(6, {"certainty": "CERTAIN", "polarity": "NEG", "time": "NON_FUTURE"})]


def test_what_is_not_in_its_form_is_refused(tmp_path):
    path = tmp_path / "a.tsv"
    path.write_text("id\tmarked_sentence\n1\tx\n", encoding="utf-8")
    with pytest.raises(GoldError, match=r"a\.tsv: not in the form"):
        sets.figures(path, lambda lang: __import__("sayso.pipeline").pipeline.load(lang))
