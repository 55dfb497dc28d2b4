"""Contexts: from what the act is, who takes part, and the words of its own clause."""

import sys
from pathlib import Path

import pytest

from sayso import languages, ontologies
from sayso.coding.contexts import contexts_of

sys.path.append(str(Path(__file__).parents[1] / "extract"))
from handmade import tree

WORDS = {"legal": ["tribunale"], "executive": ["ministro_difesa"], "corruption": ["tangente"], "health": ["ospedale"]}
SENTENCE = tree("""
Il il DET 2 det
tribunale tribunale NOUN 4 nsubj
ha avere AUX 4 aux
condannato condannare VERB 0 root
il il DET 6 det
ministro ministro NOUN 4 obj
della di ADP 8 case
Difesa difesa NOUN 6 nmod
e e CCONJ 11 cc
ha avere AUX 11 aux
visitato visitare VERB 4 conj
un uno DET 13 det
ospedale ospedale NOUN 11 obj
""")


@pytest.mark.parametrize(("head", "concept", "sectors", "expected"), [
    (3, "sanction.convict", (), ("executive", "legal")),  # two lemmas with a preposition between; in PLOVER's order
    (10, "consult.visit", (), ("health",)),  # the other clause keeps its own
    (10, "assault.aerial", (), ("military", "health")),  # what the act brings by itself
    (10, "assault.general", ("MIL",), ("military", "health")),  # what its parties bring
])
def test_contexts(head, concept, sectors, expected):
    assert contexts_of(SENTENCE, head, concept, frozenset(sectors), WORDS) == expected


def test_the_tables_name_real_contexts_and_concepts():
    known, concepts = ontologies.table("plover")["contexts"], ontologies.concepts()
    assert len(known) == len(set(known)) == 37
    families = {c.split(".")[0] for c in concepts}
    for key, contexts in ontologies.table("contexts").items():
        assert key.split()[0] in families | set(concepts), key
        assert set(contexts) <= set(known), key
    for lang in languages.available():
        if languages.load(lang).has("contexts"):
            assert set(languages.load(lang).data("contexts")) <= set(known)
