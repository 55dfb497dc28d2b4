"""The texts under data/clauses: every mark a whole word, types that exist, no text twice, as many as the card says."""

import json
import re
from pathlib import Path

import pytest

from sayso.store.slots import types

FOLDER = Path(__file__).parents[2] / "data" / "clauses"


@pytest.mark.parametrize("lang", ["it", "en"])
def test_marks_are_words_and_texts_stand_once(lang):
    texts = [json.loads(line) for line in (FOLDER / f"clauses_{lang}.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len({t["text"] for t in texts}) == len({t["id"] for t in texts}) == len(texts)
    assert {t["lang"] for t in texts} == {lang}
    assert {t["split"] for t in texts} == {"rules", "test"}
    for t in texts:
        for m in t["marks"]:
            assert re.fullmatch(r"\S+", t["text"][m["start"]:m["end"]]), t["id"]
            assert m["type"] is None or m["type"] in types()
    marks = [m["type"] for t in texts for m in t["marks"]]
    row = (len(texts), sum(map(bool, marks)), marks.count(None), sum(not any(m["type"] for m in t["marks"]) for t in texts))
    assert f"| `clauses_{lang}.jsonl` | {' | '.join(map(str, row))} |" in (FOLDER / "README.md").read_text(encoding="utf-8")
