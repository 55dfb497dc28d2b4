"""Attributions made by hand, and a resolver that knows a few names."""

from sayso import languages
from sayso.model import Argument, Attribution, Known, Span

WORDS = languages.load("it").data("speech")
PEOPLE = {"Petrov": "Yuri Petrov", "presidente Lin": "Lin Wei", "Yuri Petrov": "Yuri Petrov"}


def resolve(a):
    text = a.span.text
    if text in PEOPLE:
        return Known(PEOPLE[text], "RUS", "GOV", "test", kind="person")
    if text in ("Mosca", "Cina"):
        return Known(text, "RUS", None, "test", kind="country")
    if text.startswith(("capo", "funzionario")):
        return Known(text, "RUS", "GOV", "test", kind="role")
    return Known(text, None, None, "test", kind="unnamed")


def argument(text, rule="passed_on_by", sentence=0):
    return Argument(Span("text", 0, len(text), text), sentence, 0, rule)


def said(source, *branches, medium=None, sentence=0, rule="passed_on_by"):
    relays = tuple(tuple(argument(x, rule) for x in b) for b in branches)
    content = (Span("text", 50 + sentence, 60 + sentence, "che …"),)
    return Attribution(argument(source, "subject", sentence), Span("text", 40, 45, "disse"), content, relays, "verb_of_saying", "indirect", medium)
