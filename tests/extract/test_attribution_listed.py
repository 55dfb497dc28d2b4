"""What only the list of quotations shows, and what of an attribution's content is no claim."""

from dataclasses import replace

import pytest
from handmade import tree

from sayso import languages
from sayso.extract import is_presupposed
from sayso.extract.attribution_listed import judgements, listed, whole_cue, whole_source
from sayso.extract.attribution_words import Lexis
from sayso.model import Argument, Attribution, Span

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
    assert whole_cue(SAID, said(), Lexis.of(WORDS)).text == "has also said"


def test_a_judgement_is_listed_with_its_party_and_what_is_judged():
    (found,) = judgements([PRAISED], WORDS, ())
    assert (found.rule, found.source.span.text, found.cue.text, found.content[0].text) == ("judgement", "Rossi", "praised", "the deal")
    assert [a.rule for a, _, _ in listed([PRAISED], WORDS, ())] == ["judgement"]


def test_an_act_on_the_margin_of_what_is_said_is_presupposed():
    assert is_presupposed(SAID, 12, said(), {})
    assert not is_presupposed(SAID, 9, said(), {})


HOPES = tree("""
Rossi Rossi PROPN 2 nsubj
hopes hope VERB 0 root VerbForm=Fin
to to PART 4 mark
end end VERB 2 xcomp VerbForm=Inf
the the DET 6 det Definite=Def
siege siege NOUN 4 obj
""")


def test_what_a_verb_of_ending_has_as_its_object_is_presupposed():
    hopes = Attribution(Argument(HOPES.span(0, 1), 0, 0, "subject"), HOPES.span(1, 2), (HOPES.span(2, 6),), (), "verb_of_saying")
    assert is_presupposed(HOPES, 5, hopes, {"presupposing": ["end"]})
    assert not is_presupposed(HOPES, 5, hopes, {})


@pytest.mark.parametrize(("rows", "source", "cue", "said"), [
    ("Rossi Rossi PROPN 3 nsubj\nis be AUX 3 cop VerbForm=Fin\nconfident confident ADJ 0 root\nthat that SCONJ 7 mark\n"
     "they they PRON 7 nsubj\nwill will AUX 7 aux VerbForm=Fin\nleave leave VERB 3 ccomp", "Rossi", "is confident", "that they will leave"),
    ("Rossi Rossi PROPN 2 nsubj\nexpressed express VERB 0 root VerbForm=Fin\nconcern concern NOUN 2 obj\nabout about ADP 6 case\n"
     "the the DET 6 det Definite=Def\nvote vote NOUN 3 nmod", "Rossi",
     "expressed concern about", "the vote"),
    ("Rossi Rossi PROPN 2 nsubj\nwants want VERB 0 root VerbForm=Fin\nto to PART 4 mark\nleave leave VERB 2 xcomp VerbForm=Inf", "Rossi",
     "wants", "to leave"),
])
def test_a_view_is_listed_with_its_holder(rows, source, cue, said):
    (found,) = judgements([tree(rows)], WORDS, ())
    assert (found.source.span.text, found.cue.text, found.content[0].text) == (source, cue, said)


def test_a_view_inside_the_words_of_another_is_his():
    quote = replace(said(), content=(PRAISED.whole,), cue=Span("text", 900, 903, "say"))
    assert judgements([PRAISED], WORDS, (quote,)) == ()
