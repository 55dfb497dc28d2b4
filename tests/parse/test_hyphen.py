"""Words with a hyphen that the tokeniser cut, put together where the lexicon knows them."""

import itertools
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from sayso.model import Name, has_ring
from sayso.parse.hyphen import joined

sys.path.append(str(Path(__file__).parents[1] / "extract"))
from handmade import tree

KNOWN = frozenset({"cease-fire", "tit-for-tat"})
TRUCE = """
The the DET 4 det
cease_ cease NOUN 4 compound
-_ - PUNCT 2 punct
{fire} fire NOUN 6 nsubj
has have AUX 6 aux
held hold VERB 0 root
"""


@pytest.mark.parametrize(("word", "lemma"), [("fire", "cease-fire"), ("fires", "cease-fire")])
def test_three_tokens_become_one(word, lemma):
    s = joined(tree(TRUCE.format(fire=word)), KNOWN)
    assert [t.form for t in s.tokens] == ["The", f"cease-{word}", "has", "held"]
    truce = s.tokens[1]
    assert (truce.lemma, truce.upos, truce.head, truce.deprel) == (lemma, "NOUN", 3, "nsubj")
    assert [(t.form, s.tokens[t.head].form) for t in s.tokens] == [("The", truce.form), (truce.form, "held"), ("has", "held"), ("held", "held")]
    assert s.text[truce.start : truce.end] == truce.form


def test_longer_ones_too():
    s = joined(tree("tit_ tit NOUN 5 compound\n-_ - PUNCT 1 punct\nfor_ for ADP 1 case\n-_ - PUNCT 3 punct\n"
                    "tat tat NOUN 6 nmod\nraids raid NOUN 0 root"), KNOWN)
    assert [(t.form, t.lemma) for t in s.tokens] == [("tit-for-tat", "tit-for-tat"), ("raids", "raid")]


def test_unknown_words_and_loose_hyphens_stay():
    for text in ("far_ far ADV 3 advmod\n-_ - PUNCT 1 punct\nright right ADJ 0 root",
                 "cease cease VERB 0 root\n- - PUNCT 1 punct\nfire fire NOUN 1 obj"):
        s = tree(text)
        assert joined(s, KNOWN) is s


def test_names_keep_their_words():
    s = tree(TRUCE.format(fire="fire") + "near near ADP 8 case\nKhan Khan PROPN 6 obl\nYunis Yunis PROPN 8 flat")
    s = replace(s, names=(Name(7, 9, "LOC"),))
    out = joined(s, KNOWN)
    (name,) = out.names
    assert [t.form for t in out.tokens[name.first : name.last]] == ["Khan", "Yunis"]


def test_no_ring_whatever_the_tree():
    for heads in itertools.product(range(6), repeat=5):
        words = zip(("a", "cease_", "-_", "fire", "holds"), heads, strict=True)
        s = tree("\n".join(f"{w} {w.rstrip('_')} NOUN {h} {'root' if not h else 'dep'}" for w, h in words))
        if not has_ring(s.tokens):
            assert not has_ring(joined(s, KNOWN).tokens)
