"""What the lexicon does not know: verbs with a party beside them, nouns on a light verb; never what other files know."""

from handmade import tree

from sayso.extract.unknown import counted, unknown_acts
from sayso.languages import load

WORDS = load("it")
PARTIES = {"governo", "ribelli"}


def lemmas(notation):
    s = tree(notation)
    return [(lemma, pos) for lemma, pos, _, _ in unknown_acts([s], WORDS, lambda s, i: s.tokens[i].lemma in PARTIES)]


def test_an_unknown_verb_with_a_party():
    assert lemmas("Il il DET 2 det\ngoverno governo NOUN 3 nsubj\nsbrindella sbrindellare VERB 0 root\nla il DET 5 det\nriforma riforma NOUN 3 obj") \
        == [("sbrindellare", "VERB")]


def test_nobody_known_takes_part():
    assert lemmas("Il il DET 2 det\nvento vento NOUN 3 nsubj\nsbrindella sbrindellare VERB 0 root") == []


def test_known_acts_and_words_of_saying_are_left_out():
    assert lemmas("Il il DET 2 det\ngoverno governo NOUN 3 nsubj\narresta arrestare VERB 0 root\nribelli ribelli NOUN 3 obj") == []
    assert lemmas("Il il DET 2 det\ngoverno governo NOUN 3 nsubj\nprecisa precisare VERB 0 root") == []


def test_a_noun_on_a_light_verb():
    subject = "I il DET 2 det\nribelli ribelli NOUN 3 nsubj\ncompiono compiere VERB 0 root\n"
    assert lemmas(subject + "uno uno DET 5 det\nsbrindello sbrindello NOUN 3 obj") == [("sbrindello", "NOUN")]


def test_most_frequent_first():
    one, other = (tree(f"Il il DET 2 det\ngoverno governo NOUN 3 nsubj\n{v} {v} VERB 0 root") for v in ("zampilla", "abbaia"))
    seen = [x for s in (one, other, one) for x in unknown_acts([s], WORDS, lambda s, i: s.tokens[i].lemma in PARTIES)]
    assert [(u.lemma, u.count) for u in counted(seen)] == [("zampilla", 2), ("abbaia", 1)]
