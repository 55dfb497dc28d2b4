"""The case files: each block holds a sentence, its stored parse, and what must come of it. No model is loaded here.

    # text = ...            # published = 2025-03-01     # note = why it is here     # xfail = reason
    # expect = TYPE[/mode] status[ hearsay] | actors | recipients     codes as "RUS MIL", several joined by " + "; "-" for none
    # expect = nothing
"""

from dataclasses import replace
from datetime import date
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
    got = sorted({told(r) for r in coder.code_parsed(article, [sentence]).reports})
    assert got == sorted(wanted(line) for line in block.all("expect") if line != "nothing")
