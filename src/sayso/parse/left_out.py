"""Sentences as parsed → the same with what the parser has left out of a word's features, or tagged against its form.

"un'infermiera", of which only the gender is told: *un'* is an indefinite article. "sussurrava il cuoco" tagged as an adjective, "ha detto" as a
determiner and a verb: finite verbs. The words stand in ``languages/xx/grammar.yaml`` (``definiteness``, ``finite_endings``, ``finite_auxiliaries``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sayso.model import Sentence, Token

NO_VERBS = {"ADJ", "NOUN", "ADP", "ADV"}
PREDICATES = {"root", "parataxis", "ccomp", "conj", "acl:relcl", "advcl"}
VERBS = {"VERB", "AUX"}
SHORTEST = 2  # letters of a verb before its ending


@dataclass(frozen=True, slots=True)
class Forms:
    """Articles → definiteness, endings of finite verbs → number, auxiliaries in the third person → lemma, forms of verbs → lemma."""

    articles: Mapping[str, str]
    endings: Mapping[str, str]
    auxiliaries: Mapping[str, str]
    verbs: Mapping[str, str]


def completed(s: Sentence, forms: Forms) -> Sentence:
    """The sentence, or a copy in which every such word is told as what it is."""
    if not forms.articles and not forms.endings:
        return s
    new = [_article(t, forms) or _auxiliary(t, forms) or _finite(t, forms) for t in s.tokens]
    return replace(s, tokens=tuple(n or t for n, t in zip(new, s.tokens, strict=True))) if any(new) else s


def _article(t: Token, forms: Forms) -> Token | None:
    """An article with whether it is definite."""
    told = forms.articles.get(t.lemma.lower()) if t.upos == "DET" and t.deprel == "det" and "Definite" not in t.feats else None
    return replace(t, feats={**t.feats, "Definite": told}) if told else None


def _auxiliary(t: Token, forms: Forms) -> Token | None:
    """A form of "have" or "be" in the place of one, whatever it was taken for."""
    lemma = forms.auxiliaries.get(t.form.lower()) if t.upos not in VERBS and t.base in {"aux", "cop", *PREDICATES} else None
    return replace(t, upos="AUX" if t.base in {"aux", "cop"} else "VERB", lemma=lemma, feats=_third(t, "Sing")) if lemma else None


def _finite(t: Token, forms: Forms) -> Token | None:
    """A word with the ending of a finite verb, in the place of one and known as one, as a verb."""
    form = t.form.lower()
    if t.upos not in NO_VERBS or t.deprel not in PREDICATES or form not in forms.verbs or not t.form.islower():
        return None
    ending = next((e for e in forms.endings if form.endswith(e) and len(form) >= len(e) + SHORTEST), None)
    return replace(t, upos="VERB", lemma=forms.verbs[form], feats=_third(t, forms.endings[ending])) if ending else None


def _third(t: Token, number: str) -> dict[str, str]:
    """The features of a finite verb in the third person."""
    plural = t.form.lower().endswith(("nno", "ano", "ero"))
    return {"Mood": "Ind", "Number": "Plur" if plural else number, "Person": "3", "VerbForm": "Fin"}
