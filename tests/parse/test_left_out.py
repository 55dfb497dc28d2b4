"""What parsers leave out of a word or tag against its form: definiteness, finite verbs, auxiliaries."""

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from sayso.parse.left_out import Forms, completed

sys.path.append(str(Path(__file__).parents[1] / "extract"))
from handmade import tree

FORMS = Forms({"uno": "Ind", "il": "Def"}, {"ava": "Sing", "arono": "Plur"}, {"ha": "avere", "hanno": "avere"},
              {"sussurrava": "sussurrare", "usarono": "usare", "brava": "bravare"})


def parsed(upos, lemma, form, deprel):
    return tree(f"{form} {lemma} {upos} 2 {deprel}\nqui qui ADV 0 root\n")


@pytest.mark.parametrize(("upos", "lemma", "form", "deprel", "told"), [
    ("DET", "uno", "un'", "det", ("DET", "uno", "Ind")), ("ADJ", "sussurrare", "sussurrava", "parataxis", ("VERB", "sussurrare", None)),
    ("ADP", "usarono", "usarono", "conj", ("VERB", "usare", None)), ("ADJ", "bravo", "brava", "amod", ("ADJ", "bravo", None)),
    ("DET", "avere", "ha", "aux", ("AUX", "avere", None)), ("DET", "ha", "ha", "det", ("DET", "ha", None))])
def test_a_word_is_told_as_what_it_is(upos, lemma, form, deprel, told):
    t = completed(parsed(upos, lemma, form, deprel), FORMS).tokens[0]
    assert (t.upos, t.lemma, t.feats.get("Definite")) == told


def test_finite_verbs_have_a_number():
    assert completed(parsed("ADP", "usarono", "usarono", "conj"), FORMS).tokens[0].feats["Number"] == "Plur"
    assert completed(parsed("DET", "avere", "hanno", "aux"), FORMS).tokens[0].feats["Number"] == "Plur"


def test_a_language_without_these_words_is_left_alone():
    s = parsed("DET", "uno", "un'", "det")
    assert completed(s, replace(FORMS, articles={}, endings={})) is s
