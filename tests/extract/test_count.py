"""Numbers and what they count, on trees made by hand."""

import pytest
from handmade import tree

from sayso.extract import count, numerals
from sayso.languages import load

ARRESTED = """
    Circa      circa      ADV   2  advmod
    2.300      2.300      NUM   3  nummod
    operai     operaio    NOUN  6  nsubj:pass
    sono       essere     AUX   6  aux
    stati      essere     AUX   6  aux:pass
    arrestati  arrestare  VERB  0  root        VerbForm=Part
"""
KILLERS = """
    Due        due        NUM   2  nummod
    agenti     agente     NOUN  4  nsubj
    hanno      avere      AUX   4  aux
    ucciso     uccidere   VERB  0  root        VerbForm=Part
    tre        tre        NUM   6  nummod
    ribelli    ribelle    NOUN  4  obj
"""
REMAINED = """
    Una        uno        DET   2  det
    maestra    maestro    NOUN  4  nsubj:pass  Number=Sing
    è          essere     AUX   4  aux:pass
    rimasta    rimanere   VERB  0  root        VerbForm=Part
    ferita     ferire     VERB  4  xcomp       VerbForm=Part
"""
OF_ACT = """
    L'         il         DET   2  det
    arresto    arresto    NOUN  0  root
    di         di         ADP   5  case
    sette      sette      NUM   5  nummod
    sindaci    sindaco    NOUN  2  nmod
"""
NAMED = """
    L'         il         DET   2  det
    omicidio   omicidio   NOUN  0  root
    di         di         ADP   4  case
    Anna       Anna       PROPN 2  nmod
    Conti      Conti      PROPN 4  flat
"""
NATURAL = """
    La         il         DET   2  det
    morte      morte      NOUN  0  root
    della      di         ADP   4  case
    regina     regina     NOUN  2  nmod        Number=Sing
"""
SHARED = """
    Tre        tre        NUM   2  nummod
    frati      frate      NOUN  4  nsubj
    hanno      avere      AUX   4  aux
    pregato    pregare    VERB  0  root        VerbForm=Part
    venendo    venire     VERB  4  advcl       VerbForm=Ger
    poi        poi        ADV   7  advmod
    arrestati  arrestare  VERB  5  xcomp       VerbForm=Part
"""
RELATIVE = """
    Trentadue  trentadue  NUM   2  nummod
    minatori   minatore   NOUN  0  root
    che        che        PRON  5  nsubj
    sono       essere     AUX   5  aux
    morti      morire     VERB  2  acl:relcl   VerbForm=Part
"""
TIMES = """
    Ha         avere      AUX   2  aux
    bombardato bombardare VERB  0  root        VerbForm=Part
    per        per        ADP   6  case
    ben        ben        ADV   5  advmod
    90         90         NUM   6  nummod
    volte      volta      NOUN  2  obl
"""
VOTED_TIMES = """
    Ha         avere      AUX   2  aux
    votato     votare     VERB  0  root        VerbForm=Part
    tre        tre        NUM   4  nummod
    volte      volta      NOUN  2  obl
"""
STREET = """
    Cinque     cinque     NUM   2  compound
    mila       mila       NUM   3  nummod
    fedeli     fedele     NOUN  5  nsubj
    sono       essere     AUX   5  aux
    scesi      scendere   VERB  0  root        VerbForm=Part
    in         in         ADP   7  case
    piazza     piazza     NOUN  5  obl
"""
MONEY = """
    Darà       dare       VERB  0  root
    40         40         NUM   3  nummod
    milioni    milione    NOUN  1  obj
    di         di         ADP   5  case
    euro       euro       NOUN  3  nmod
    e          e          CCONJ 9  cc
    altri      altro      ADJ   9  amod
    5          5          NUM   9  nummod
    milioni    milione    NOUN  3  conj
"""
ROUND = """
    Una        uno        DET   2  det
    trentina   trentina   NOUN  5  nsubj
    di         di         ADP   4  case
    sigle      sigla      NOUN  2  nmod
    aderirà    votare     VERB  0  root
"""
DEFINITE = """
    I          il         DET   3  det
    due        due        NUM   3  nummod
    premier    premier    NOUN  4  nsubj
    parlano    parlare    VERB  0  root
"""
WEAPONS = """
    Abbattuti  abbattere  VERB  0  root        VerbForm=Part
    oltre      oltre      ADV   3  advmod
    12         12         NUM   4  nummod
    droni      drone      NOUN  1  nsubj:pass
    kamikaze   kamikaze   ADJ   4  amod
"""
VERDICT = """
    Oltre      oltre      ADV   2  advmod
    700        700        NUM   4  nummod
    i          il         DET   4  det
    morti      morto      NOUN  0  root        Number=Plur
"""
PARTICIPLE = """
    Oltre       oltre       ADV   2  advmod
    600         600         NUM   3  nummod
    intossicati intossicare VERB  0  root       VerbForm=Part
"""
BRACKETS = """
    40         40         NUM   2  nummod
    soci       socio      NOUN  9  obj
    (          (          PUNCT 4  punct
    tutti      tutto      PRON  2  appos
    sardi      sardo      ADJ   4  amod
    )          )          PUNCT 4  punct
    sono       essere     AUX   9  aux
    stati      essere     AUX   9  aux:pass
    uccisi     uccidere   VERB  0  root        VerbForm=Part
"""

COUNTED = [
    ("verb, approximate", ARRESTED, [("arrested", 2300, "Circa 2.300 operai", "verb_arrested")]),
    ("killers are not killed", KILLERS, [("other", 2, "Due agenti", "noun_other"), ("killed", 3, "tre ribelli", "verb_killed")]),
    ("one, with a support verb", REMAINED, [("injured", 1, "Una maestra", "one_verb_injured")]),
    ("noun that names the act", OF_ACT, [("arrested", 7, "sette sindaci", "act_arrested")]),
    ("one by name", NAMED, [("killed", 1, "Anna Conti", "one_act_killed")]),
    ("a natural death", NATURAL, []),
    ("shared subject", SHARED, [("arrested", 3, "Tre frati", "verb_arrested")]),
    ("relative clause", RELATIVE, [("killed", 32, "Trentadue minatori", "verb_killed")]),
    ("times of an attack", TIMES, [("attacks", 90, "90 volte", "times_attacks")]),
    ("times of anything else", VOTED_TIMES, []),
    ("verb with its noun", STREET, [("participants", 5000, "Cinque mila fedeli", "verb_participants")]),
    ("money, and the same again", MONEY, [("money", 40e6, "40 milioni di euro", "noun_money"), ("money", 5e6, "5 milioni", "same_as_before")]),
    ("round number", ROUND, [("other", 30, "Una trentina di sigle", "noun_other")]),
    ("the two known ones", DEFINITE, []),
    ("weapons with their adjective", WEAPONS, [("weapons", 12, "oltre 12 droni kamikaze", "noun_weapons")]),
    ("article after the number", VERDICT, [("killed", 700, "Oltre 700 i morti", "noun_killed")]),
    ("participle as noun", PARTICIPLE, [("injured", 600, "Oltre 600 intossicati", "noun_injured")]),
    ("a remark in brackets, a wrong tree", BRACKETS, [("killed", 40, "40 soci", "verb_killed")]),
]
NOT_COUNTED = {
    "age": "di di ADP 3 case\n 5 5 NUM 3 nummod\n anni anno NOUN 0 root",
    "date": "il il DET 2 det\n 29 29 NUM 0 root\n dicembre dicembre NOUN 2 flat",
    "year": "nel in ADP 2 case\n 2014 2014 NUM 0 root\n attivisti attivista NOUN 2 nsubj",
    "share": "30 30 NUM 2 nummod\n % % SYM 0 root",
    "resolution": "risoluzione risoluzione NOUN 0 root\n 1973 1973 NUM 1 nummod",
    "flight": "volo volo NOUN 0 root\n 370 370 NUM 1 nummod\n passeggeri passeggero NOUN 1 nmod",
    "vague": "migliaia migliaio NOUN 0 root\n di di ADP 3 case\n profughi profugo NOUN 1 nmod",
    "one": "un uno DET 2 det\n accordo accordo NOUN 0 root Number=Sing",
    "iso date": "2022_ 2022 NUM 0 root\n -_ - PUNCT 1 punct\n 12 12 NUM 4 nummod\n Intesa intesa NOUN 1 nmod",
}
NUMBERS = [
    ("1.400", 1400), ("75.000", 75000), ("6000", 6000), ("2,5", 2.5), ("1.5", 1.5), ("30mila", 30000), ("1.100.000", 1100000),
    ("due", 2), ("ventuno", 21),
    ("ventotto", 28), ("centoventi", 120), ("duecentocinquanta", 250), ("mille", 1000), ("millequattrocento", 1400), ("duemila", 2000),
    ("duecentocinquantamila", 250000), ("trentatré", 33), ("26enne", None), ("duello", None), ("venticello", None), ("1.2.3", None),
    ("g20", None), ("", None),
]


@pytest.mark.parametrize(("notation", "expected"), [c[1:] for c in COUNTED], ids=[c[0] for c in COUNTED])
def test_counted(notation, expected):
    s = tree(notation, start=50)
    found = count.mentions(s, load("it").data("numbers"))
    assert [(c.what, c.value, c.span.text, c.rule) for c in found] == expected
    assert all(s.text[c.span.start - 50 : c.span.end - 50] == c.span.text for c in found)


@pytest.mark.parametrize("notation", NOT_COUNTED.values(), ids=NOT_COUNTED.keys())
def test_not_counted(notation):
    assert count.mentions(tree(notation), load("it").data("numbers")) == ()


@pytest.mark.parametrize(("form", "value"), NUMBERS)
def test_number_of(form, value):
    assert numerals.number_of(form, numerals.vocabulary(load("it").data("numbers"))) == value


TOLD_NUMBER = """
    I             il            DET   2  det
    manifestanti  manifestante  NOUN  5  nsubj
    arrestati     arrestare     VERB  2  acl         VerbForm=Part
    sono          essere        AUX   5  cop
    63            63            NUM   0  root
"""
KILLED_MARCHERS = """
    Quattro       quattro       NUM   2  nummod
    manifestanti  manifestante  NOUN  5  nsubj:pass
    sono          essere        AUX   5  aux
    stati         essere        AUX   5  aux:pass
    uccisi        uccidere      VERB  0  root        VerbForm=Part
"""
A_SCORE = """
    La            il            DET   2  det
    polizia       polizia       NOUN  4  nsubj
    ha            avere         AUX   4  aux
    arrestato     arrestare     VERB  0  root        VerbForm=Part
    una           uno           DET   6  det
    ventina       ventina       NOUN  4  obj         Number=Sing
    di            di            ADP   8  case
    uomini        uomo          NOUN  6  nmod
"""


@pytest.mark.parametrize(("rows", "expected"), [
    (TOLD_NUMBER, [("arrested", 63.0)]), (KILLED_MARCHERS, [("killed", 4.0)]), (A_SCORE, [("arrested", 20.0)])])
def test_what_became_of_them_counts_before_what_they_are(rows, expected):
    found = count.mentions(tree(rows), load("it").data("numbers"))
    assert [(c.what, c.value) for c in found] == expected
