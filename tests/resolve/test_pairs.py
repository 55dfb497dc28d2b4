"""Two parties written as one word, however the tokeniser cut it; names with a hyphen stay whole."""

import itertools
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from sayso.model import Name, has_ring
from sayso.resolve.pairs import opened
from sayso.resolve.tables import Tables

sys.path.append(str(Path(__file__).parents[1] / "extract"))
from handmade import tree

TABLES = {lang: Tables(lang) for lang in ("it", "en")}


def rows(s):
    return [(t.form, s.tokens[t.head].form, t.deprel) for t in s.tokens]


def test_one_word_becomes_three():
    s = tree("I il DET 2 det\ncolloqui colloquio NOUN 4 nsubj\nUsa-Cina Usa-Cina PROPN 2 nmod\nriprendono riprendere VERB 0 root")
    out = opened(s, TABLES["it"])
    assert rows(out)[2:5] == [("Usa", "colloqui", "nmod"), ("-", "Cina", "punct"), ("Cina", "Usa", "conj")]
    assert rows(out)[5] == ("riprendono", "riprendono", "root")
    assert [s.text[t.start : t.end] for t in out.tokens] == [t.form for t in out.tokens]


def test_words_that_were_cut_are_hung_together():
    s = tree("The the DET 5 det\nRussia_ Russia PROPN 4 compound\n-_ - PUNCT 2 punct\nUkraine ukraine ADJ 5 amod\n"
             "war war NOUN 6 nsubj\nended end VERB 0 root")
    assert rows(opened(s, TABLES["en"]))[1:4] == [("Russia", "war", "amod"), ("-", "Ukraine", "punct"), ("Ukraine", "Russia", "conj")]


@pytest.mark.parametrize("word", ["Emilia-Romagna", "Amir-Abdollahian", "Jean-Pierre", "usa-cina", "Italia-", "-"])
def test_other_words_stay_whole(word):
    s = tree(f"Ecco ecco ADV 0 root\n{word} x PROPN 1 obj")
    assert opened(s, TABLES["it"]) is s


def test_names_move_with_their_words():
    s = tree("Colloqui colloquio NOUN 0 root\nIran-Usa Iran-Usa PROPN 1 nmod\na a ADP 4 case\nGinevra Ginevra PROPN 1 nmod")
    s = replace(s, names=(Name(1, 2, "PER"), Name(3, 4, "LOC")))
    (name,) = opened(s, TABLES["it"]).names
    assert (name.label, opened(s, TABLES["it"]).tokens[name.first].form) == ("LOC", "Ginevra")


def test_no_ring_whatever_the_tree():
    for heads in itertools.product(range(5), repeat=4):
        words = zip(("Russia_", "-_", "Ukraine", "war"), heads, strict=True)
        s = tree("\n".join(f"{w} {w.rstrip('_')} PROPN {h} {'root' if not h else 'dep'}" for w, h in words))
        if not has_ring(s.tokens):
            assert not has_ring(opened(s, TABLES["en"]).tokens)
