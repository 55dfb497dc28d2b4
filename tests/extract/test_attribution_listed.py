"""What only the list of quotations shows, and what of an attribution's content is no claim."""

from handmade import tree

from sayso import languages
from sayso.extract import is_presupposed
from sayso.extract.attribution_listed import judgements, listed, whole_cue, whole_source
from sayso.model import Argument, Attribution

WORDS = languages.load("en").data("speech")
SAID = tree("""
The the DET 2 det Definite=Def
minister minister NOUN 7 nsubj
of of ADP 4 case
defence defence NOUN 2 nmod
has have AUX 7 aux VerbForm=Fin
also also ADV 7 advmod
said say VERB 0 root VerbForm=Part
he he PRON 10 nsubj
would would AUX 10 aux VerbForm=Fin
leave leave VERB 7 ccomp
before before ADP 13 case
the the DET 13 det Definite=Def
visit visit NOUN 10 obl
""")
PRAISED = tree("""
Rossi Rossi PROPN 2 nsubj
praised praise VERB 0 root VerbForm=Fin
the the DET 4 det Definite=Def
deal deal NOUN 2 obj
""")


def said():
    return Attribution(Argument(SAID.span(1, 2), 0, 1, "subject"), SAID.span(4, 7), (SAID.span(7, 13),), (), "verb_of_saying")


def test_whole_phrases_of_source_and_cue():
    assert whole_source(SAID, said()).text == "The minister of defence"
    assert whole_cue(SAID, said()).text == "has also said"


def test_a_judgement_is_listed_with_its_party_and_what_is_judged():
    (found,) = judgements([PRAISED], WORDS, ())
    assert (found.rule, found.source.span.text, found.cue.text, found.content[0].text) == ("judgement", "Rossi", "praised", "the deal")
    assert [a.rule for a, _, _ in listed([PRAISED], WORDS, ())] == ["judgement"]


def test_an_act_on_the_margin_of_what_is_said_is_presupposed():
    assert is_presupposed(SAID, 12, said())
    assert not is_presupposed(SAID, 9, said())
