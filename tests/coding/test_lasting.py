"""When a visit was that is said to have lasted some days, and what was done in it."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from sayso.model import Article
from sayso.parse import conllu
from sayso.parse.repair import repaired
from sayso.pipeline import load

FILE = Path(__file__).parents[1] / "cases" / "en" / "agency.conllu"


def test_a_visit_of_two_days_and_what_was_signed_in_it():
    blocks = [b for b in conllu.blocks(FILE.read_text(encoding="utf-8")) if b.one("story") == "a visit of two days"]
    laid = conllu.blocks("\n\n".join(f"# text = {b.sentence.text}\n" + conllu.write(b.sentence).split("\n", 1)[1] for b in blocks))
    coder = load("en")
    sentences = [replace(repaired(b.sentence, coder.words.data("grammar")), paragraph=0) for b in laid]
    reports = coder.code_parsed(Article("story", "en", "", " ".join(s.text for s in sentences), date(2023, 3, 1)), sentences).reports
    days = {r.code.type: (r.when.start, r.when.end) for r in reports if r.when}
    assert days == dict.fromkeys(("CONSULT", "SUPPORT"), (date(2023, 2, 28), date(2023, 3, 1)))
