"""A pair asked for: one report for it, whoever the two are, and no type where the source does nothing to the target."""

from pathlib import Path

import pytest

from sayso.model import Article
from sayso.parse import conllu
from sayso.parse.repair import repaired
from sayso.pipeline import load

CASES = Path(__file__).parents[1] / "cases"


def asked(lang, file, sentence, source, target):
    blocks = conllu.blocks((CASES / lang / f"{file}.conllu").read_text(encoding="utf-8"))
    found = next(b.sentence for b in blocks if b.sentence.text.startswith(sentence))
    block = next(conllu.blocks("# text = " + found.text + "\n" + conllu.write(found).split("\n", 1)[1]))  # offsets from nought
    text = found.text
    at = [(text.index(words), text.index(words) + len(words)) for words in (source, target)]
    coder = load(lang)
    tree = repaired(block.sentence, coder.words.data("grammar"))
    (report,) = coder.code_parsed(Article("asked", lang, "", text, pair=(at[0], at[1])), [tree]).reports
    return report


@pytest.mark.parametrize(("lang", "file", "sentence", "source", "target", "expected"), [
    ("en", "basics", "Russian troops shelled", "Russian troops", "the port of Odesa", "ASSAULT"),
    ("en", "basics", "Three journalists were arrested", "Turkish police", "Three journalists", "COERCE"),  # the passive
    ("en", "basics", "The Brazilian president will meet", "The Brazilian president", "his Colombian counterpart", "AGREE"),  # planned
    ("en", "basics", "The Norwegian government called on", "The Norwegian government", "Israel", "REQUEST"),
    ("en", "basics", "Heavy rain flooded", "Heavy rain", "several districts", None),  # nothing that is an event
])
def test_what_the_source_does_to_the_target(lang, file, sentence, source, target, expected):
    report = asked(lang, file, sentence, source, target)
    told = report.to_dict()
    assert told["type"] == expected
    assert (told["quad"] is None) == (expected is None)
    assert [p["text"] for p in told["actors"]] == [source]
    assert [p["text"] for p in told["recipients"]] == [target]


def test_the_parties_are_resolved_like_any_others():
    report = asked("en", "basics", "Three journalists were arrested", "Turkish police", "Three journalists")
    assert [(p.known.country, p.known.sector) for p in report.actors] == [("TUR", "COP")]
