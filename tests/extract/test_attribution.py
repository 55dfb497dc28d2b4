"""Attribution: stored parses in, who said what through whom out. The cases are in attribution_it.conllu; no model is loaded here."""

import re
from dataclasses import replace
from itertools import groupby, pairwise
from pathlib import Path

import pytest
from handmade import plain

from sayso import languages
from sayso.extract import attribution
from sayso.extract.attribution.quotes import quotes
from sayso.extract.attribution.words import Lexis
from sayso.extract.own_counts import given_by
from sayso.model import Span
from sayso.parse import conllu

CASES = {lang: Path(__file__).parent / f"attribution_{lang}.conllu" for lang in ("it", "en")}
WORDS = languages.load("it").data("speech")
MEDIA = {"tele riva": "broadcaster", "sud press": "agency", "porto oggi": "outlet"}  # invented ones, known to the cases



def articles(lang):
    """Name, comments of the first block, sentences with their paragraphs."""
    raw = [b for b in CASES[lang].read_text(encoding="utf-8").split("\n\n") if b.strip()]
    names = [m[1] if (m := re.search(r"# article = (\w+)", b)) else None for b in raw]
    starts = [k for k, n in enumerate(names) if n] + [len(raw)]
    for a, b in pairwise(starts):
        blocks = list(conllu.blocks("\n\n".join(raw[a:b])))
        sentences = [replace(x.sentence, paragraph=int(x.one("paragraph")), is_heading=x.one("heading") == "yes") for x in blocks]
        yield names[a], blocks[0], sentences


ARTICLES = {name: (first, sentences, lang) for lang in CASES for name, first, sentences in articles(lang)}


def found(name):
    _, sentences, lang = ARTICLES[name]
    return attribution.attributions(sentences, languages.load(lang).data("speech"), MEDIA)


def line(a):
    relays = " ; ".join(" > ".join(x.span.text for x in branch) for branch in a.relays) or "-"
    later = "".join(f" + {', '.join(x.span.text for x in step)}" for step in a.later)
    source = ", ".join(x.span.text for x in (a.source, *a.beside))
    return f"{a.rule} | {source} | {' / '.join(c.text for c in a.content)} | {relays}{later}"


@pytest.mark.parametrize("name", ARTICLES)
def test_case(name):
    first = ARTICLES[name][0]
    got = found(name)
    assert [line(a) for a in got] == [x for x in first.all("expect") if x != "nothing"]
    assert " ".join(a.speech for a in got) == (first.one("speech") or "")
    assert ", ".join(a.medium or "-" for a in got) == (first.one("medium") or ", ".join("-" for _ in got))


def test_every_rule_fires_in_some_case():
    fired = {a.rule for name in ARTICLES for a in found(name)}
    assert {r.__name__ for r in attribution.RULES} - fired == {"quote_in_clause"}  # yields quote_beside_name


@pytest.mark.parametrize("name", ARTICLES)
def test_spans_quote_the_text(name):
    sentences = ARTICLES[name][1]
    for a in found(name):
        for span in (a.source.span, a.cue, *a.content, *(x.span for branch in a.relays for x in branch)):
            assert any(s.text[span.start - s.start : span.end - s.start] == span.text for s in sentences if s.start <= span.start < s.end)


# ------------------------------------------------------------------ cover


def trigger(name, word):
    text = " ".join(s.text for s in ARTICLES[name][1])
    return Span("text", text.index(word), text.index(word) + len(word), word)


@pytest.mark.parametrize(("name", "word", "speaker"), [
    ("relay_within", "ha detto", "emittente statale Cctv"),
    ("relay_within", "accordo", "presidente Lin"),
    ("secondo_and_secondo", "ucciso", "Kiev"),
    ("secondo_and_secondo", "colpito", "Mosca"),
    ("relay_who_cites", "firmato", "funzionari americani"),
    ("che_clause", "ha detto", None),
    ("not_terms", "lasceranno", None),
])
def test_the_innermost_attribution_covers(name, word, speaker):
    a = attribution.cover(found(name), trigger(name, word))
    assert (a.source.span.text if a else None) == speaker


# ------------------------------------------------------------------ who gives a figure


@pytest.mark.parametrize(("name", "given"), [
    ("rivali_morti", [("killed", 12, "polizia"), ("killed", 20, "ribelli")]),
    ("rivali_parlano", [("injured", 12, "questura"), ("injured", 30, "organizzatori")]),
    ("rivals_said", [("killed", 12, "Police"), ("killed", 20, "rebels")]),
    ("rivals_put", [("killed", 12, "police"), ("killed", 20, "rebels")]),
    ("rivals_according", [("killed", 12, "police"), ("killed", 20, "rebels")]),
    ("membri_contati", [("other", 700, None)]),
])
def test_counts_name_their_source(name, given):
    _, (s,), lang = ARTICLES[name]
    counts = given_by(s, attribution.nearby(found(name), [s]).get(s.i, ()), languages.load(lang).data("numbers"))
    assert [(c.what, c.value, c.by) for c in counts] == given


# ------------------------------------------------------------------ quotations


def spans(*paragraphs):
    """The quotations of paragraphs, each one sentence."""
    sentences, at = [], 0
    for k, text in enumerate(paragraphs):
        sentences.append(replace(plain(text, at), i=k, paragraph=k))
        at += len(text) + 1
    whole = "\n".join(paragraphs)
    return [whole[q.start : q.end] for q in quotes(sentences)]


@pytest.mark.parametrize(("paragraphs", "expected"), [
    (("«Sì», ha detto, «ma dopo».",), ["Sì", "ma dopo"]),
    (("“Uno“ e “due”, poi \"tre\" e ‘quattro’.",), ["Uno", "due", "tre", "quattro"]),
    (("L'accordo dell'Onu e l’intesa di po' fa",), []),
    (("«Ha detto \"no\" e «basta» ieri», spiega.",), ["Ha detto \"no\" e «basta» ieri"]),
    (("«Prima parte.", "«Seconda parte», ha detto."), ["Prima parte.\n«Seconda parte"]),
    (("«Prima parte.", "Seconda parte», ha detto."), ["Prima parte.\nSeconda parte"]),
    (("«Mai chiusa, ha detto.", "Il giorno dopo «sì», poi basta."), ["Mai chiusa, ha detto.", "sì"]),
    (("chiusa» senza apertura",), []),
    (("vuote «» qui",), []),
])
def test_quotations(paragraphs, expected):
    assert spans(*paragraphs) == expected


@pytest.mark.parametrize("text", ["«" * 40 + "a", "»" * 40, "\"" * 41, "«a “b «c “d «e “f «g “h «i “l «m “n", "“ \" ‘ ’ « » ”", "", "\"'«"])
def test_odd_marks_do_no_harm(text):
    s = plain(text)
    assert all(q.start <= q.end <= len(text) for q in quotes([s]))
    attribution.attributions([s], WORDS)


def test_no_sentences_no_attributions():
    assert attribution.attributions([], WORDS) == ()


# ------------------------------------------------------------------ words


def test_speech_verbs_are_many_and_in_classes():
    lexis = Lexis.of(WORDS)
    assert len(lexis.verbs) >= 120
    assert {c for classes in lexis.verbs.values() for c in classes} >= {"say", "deny", "confirm", "promise", "accuse", "report"}


def test_classes_that_take_something_exist():
    for key in ("takes_clause", "takes_quote", "takes_object", "takes_back", "may_have_object", "negated_speaks"):
        assert set(WORDS[key]) <= set(WORDS)


def test_words_are_strings_and_listed_once():
    for key, listed in WORDS.items():
        if isinstance(listed, list):
            assert all(isinstance(w, str) for w in listed), key
            assert [w for w, same in groupby(sorted(listed)) if len(list(same)) > 1] == [], key
