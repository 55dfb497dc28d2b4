"""Figures told without the noun they count: stored parses in, counts and who gives them out. No model is loaded here.

The parses are the accurate pack's (tools/cases.py). ``topic``: what the act before counts, ``here`` that of the sentence;
``last``: what the sentence before did.
"""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from handmade import tree

from sayso import languages
from sayso.extract import count, figures
from sayso.parse import conllu

CASES = [(lang, block) for lang in ("it", "en")
         for block in conllu.blocks((Path(__file__).parent / f"figures_{lang}.conllu").read_text(encoding="utf-8"))]


@pytest.mark.parametrize(("lang", "block"), CASES)
def test_figures_alone(lang, block):
    words = languages.load(lang).data("numbers")
    found = figures.alone(block.sentence, count.mentions(block.sentence, words), block.one("topic"), words, block.one("last"), block.one("here"))
    got = [" ".join((c.what, f"{c.value:g}", *([c.by] if c.by else []))) for c in found if c.what != count.OTHER]
    assert (" + ".join(got) or "-") == block.one("counts")


def test_a_question_says_what_the_answer_counts():
    words = languages.load("it").data("numbers")
    asked = next(iter(conllu.blocks(QUESTION))).sentence
    assert figures.last_counted(asked, (), words) == "killed"


QUESTION = """# text = Quanti sono i morti?
1	Quanti	quanto	DET	_	_	0	root	_	_
2	sono	essere	AUX	_	_	1	cop	_	_
3	i	il	DET	_	_	4	det	_	_
4	morti	morto	NOUN	_	Number=Plur	1	nsubj	_	SpaceAfter=No
5	?	?	PUNCT	_	_	1	punct	_	_
"""


@pytest.mark.parametrize(("lang", "text", "what"), [
    ("it", "Quanti erano in piazza sabato ?", "participants"), ("it", "Il numero delle persone uccise resta incerto .", "killed"),
    ("en", "How many marched in the rally ?", "participants"), ("en", "The number of people killed is in dispute .", "killed"),
    ("en", "The minister spoke .", None)])
def test_a_sentence_says_what_the_next_figure_counts(lang, text, what):
    lemmas = {"uccise": "uccidere", "killed": "kill", "marched": "march"}
    tags = {"uccise": "VERB", "killed": "VERB"}
    rows = "\n".join(f"{w} {lemmas.get(w, w.lower())} {tags.get(w, 'NOUN')} {i and 1} dep" for i, w in enumerate(text.split()))
    assert figures.last_counted(tree(rows), (), languages.load(lang).data("numbers")) == what
