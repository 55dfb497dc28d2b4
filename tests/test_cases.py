"""The case files: each block holds a sentence, its stored parse, and what must come of it. No model is loaded here.

    # text = ...            # published = 2025-03-01     # note = why it is here     # xfail = reason
    # expect = TYPE[/mode] status[ hearsay] | actors | recipients     codes as "RUS MIL", several joined by " + "; "-" for none
    # expect = nothing
    # echo = TYPE                   an echo of this type is kept beside them
    # story = name                  consecutive blocks of one story are one article; what each expects is what its own sentence tells
"""

from dataclasses import replace
from datetime import date
from itertools import groupby
from pathlib import Path

import pytest

from sayso.model import Article, Party, Report
from sayso.parse import conllu
from sayso.parse.repair import repaired
from sayso.pipeline import load

CASES = Path(__file__).parent / "cases"


def cases():
    for path in sorted(CASES.glob("*/*.conllu")):
        for number, block in enumerate(conllu.blocks(path.read_text(encoding="utf-8"))):
            if block.one("story"):
                continue
            marks = [pytest.mark.xfail(reason=r, strict=True) for r in block.all("xfail")]
            yield pytest.param(path.parent.name, block, id=f"{path.parent.name}-{path.stem}-{number + 1}", marks=marks)


def side(parties: tuple[Party, ...]) -> str:
    return " + ".join(sorted({" ".join(x for x in (p.known.country, p.known.sector) if x) for p in parties})) or "-"


def told(r: Report) -> str:
    mode = f"/{r.code.mode}" if r.code.mode else ""
    return f"{r.code.type}{mode} {r.status}{' hearsay' if r.hearsay else ''} | {side(r.actors)} | {side(r.recipients)}"


def wanted(line: str) -> str:
    what, *sides = (part.strip() for part in line.split("|"))
    return " | ".join((what, *(" + ".join(sorted(x.strip() for x in s.split("+"))) for s in sides)))


@pytest.mark.parametrize(("lang", "block"), list(cases()))
def test_case(lang, block):
    one = next(conllu.blocks("# text = " + block.sentence.text + "\n" + conllu.write(block.sentence).split("\n", 1)[1]))
    coder = load(lang)
    sentence = repaired(one.sentence, coder.words.data("grammar"))
    if block.one("heading"):
        sentence = replace(sentence, is_heading=True)
    published = block.one("published")
    article = Article("case", lang, "", sentence.text, date.fromisoformat(published) if published else None)
    coded = coder.code_parsed(article, [sentence])
    reports = coded.reports
    assert len({r.report_id for r in reports}) == len(reports)
    assert {r.code.type for r in coded.echoes} >= set(block.all("echo"))
    got = sorted({told(r) for r in reports})
    assert got == sorted(wanted(line) for line in block.all("expect") if line != "nothing")


def stories():
    for path in sorted(CASES.glob("*/*.conllu")):
        every = conllu.blocks(path.read_text(encoding="utf-8"))
        for name, part in groupby(every, key=lambda b: b.one("story")):
            if name:
                blocks = list(part)
                marks = [pytest.mark.xfail(reason=r, strict=True) for b in blocks for r in b.all("xfail")]
                yield pytest.param(path.parent.name, blocks, id=f"{path.parent.name}-{path.stem}-{name}", marks=marks)


@pytest.mark.parametrize(("lang", "blocks"), list(stories()))
def test_story(lang, blocks):
    laid = list(conllu.blocks("\n\n".join(f"# text = {b.sentence.text}\n" + conllu.write(b.sentence).split("\n", 1)[1] for b in blocks)))
    coder = load(lang)
    sentences = [replace(repaired(b.sentence, coder.words.data("grammar")), paragraph=0) for b in laid]
    article = Article("story", lang, "", " ".join(s.text for s in sentences), date(2023, 3, 1))
    coded = coder.code_parsed(article, sentences)
    reports = coded.reports
    again = [{r.code.type for r in coded.echoes if r.sentence.start == s.start} for s in sentences]
    assert all(found >= set(b.all("echo")) for found, b in zip(again, blocks, strict=True))
    got = [sorted({told(r) for r in reports if r.sentence.start == s.start}) for s in sentences]
    assert got == [sorted(wanted(line) for line in b.all("expect") if line != "nothing") for b in blocks]
