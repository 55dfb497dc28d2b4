"""What only the list of quotations shows, and what of an attribution's content is no claim."""

from dataclasses import replace
from pathlib import Path

import pytest
from handmade import tree

from sayso import languages
from sayso.extract import attribution, is_presupposed
from sayso.extract.attribution.listed import judgements, listed, whole_cue, whole_source
from sayso.extract.attribution.story import Scene, Story
from sayso.extract.attribution.views import VIEWS
from sayso.extract.attribution.words import Lexis
from sayso.model import NOBODY, Argument, Article, Attribution, Known, Quote, Sources, Span
from sayso.parse import conllu

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


def cases():
    """Sentences of listed_en.conllu with what the list is to show of them; ``xfail`` tells what it does not see."""
    for b in conllu.blocks((Path(__file__).parent / "listed_en.conllu").read_text(encoding="utf-8")):
        why = b.one("xfail")
        yield pytest.param(b.sentence, b.all("expect"), id=b.sentence.text, marks=[pytest.mark.xfail(reason=why, strict=True)] if why else [])


@pytest.mark.parametrize(("sentence", "expected"), list(cases()))
def test_listed(sentence, expected):
    found = listed([sentence], WORDS, attribution.attributions([sentence], WORDS))
    assert [f"{who.text or '-'} | {cue.text} | {a.content[0].text.rstrip('.')}" for a, who, cue in found] == expected


def test_every_rule_of_views_sees_something():
    sentences = [replace(param.values[0], i=k) for k, param in enumerate(cases())]
    story = Story.of(sentences, Lexis.of(WORDS))
    scenes = [Scene(story, s, [], [], set()) for s in sentences]
    seen = {rule.__name__ for x in scenes for rule in VIEWS for t in x.s.tokens if any(rule(x, t))}
    assert seen == {rule.__name__ for rule in VIEWS}


def test_of_two_views_one_inside_the_other_only_the_outer_is_listed():
    wants = tree("""
Rossi Rossi PROPN 2 nsubj
wants want VERB 0 root VerbForm=Fin
to to PART 4 mark
praise praise VERB 2 xcomp VerbForm=Inf
the the DET 6 det Definite=Def
deal deal NOUN 4 obj
""")
    assert [a.cue.text for a in judgements([wants], WORDS, ())] == ["wants"]


def test_a_view_of_nobody_has_no_source_in_its_record():
    who = Argument(Span("text", 8, 8, ""), 0, 2, NOBODY)
    view = Attribution(who, Span("text", 8, 19, "is expected"), (Span("text", 20, 27, "to fail"),), (), "judgement")
    record = Quote(Article("a", "en", "", "The bill is expected to fail"), view, Known("", None, None, "nobody is named"), Sources()).to_dict()
    assert (record["source"], record["cue"][0]["text"], record["sources"]["paths"]) == ([], "is expected", [])
