"""Sentences as parsed → the same with what the parser has left out of a word's features, or tagged against its ending.

"un'infermiera", of which only the gender is told: *un'* is an indefinite article. "sussurrava il cuoco" tagged as an adjective: a finite
verb. The words stand in ``languages/xx/grammar.yaml`` (``definiteness``, ``finite_endings``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from sayso.model import Sentence, Token

NO_VERBS = {"ADJ", "NOUN", "ADP", "ADV"}
PREDICATES = {"root", "parataxis", "ccomp", "conj", "acl:relcl", "advcl"}
SHORTEST = 3  # letters of a verb before its ending


def completed(s: Sentence, articles: Mapping[str, str], endings: Mapping[str, str], verbs: Mapping[str, str]) -> Sentence:
    """The sentence, or a copy. ``articles``: lemma → definiteness; ``endings``: of finite verbs → number; ``verbs``: form → lemma."""
    new = [_article(t, articles) or _finite(t, endings, verbs) for t in s.tokens]
    return replace(s, tokens=tuple(n or t for n, t in zip(new, s.tokens, strict=True))) if any(new) else s


def _article(t: Token, articles: Mapping[str, str]) -> Token | None:
    """An article with whether it is definite."""
    told = articles.get(t.lemma.lower()) if t.upos == "DET" and t.deprel == "det" and "Definite" not in t.feats else None
    return replace(t, feats={**t.feats, "Definite": told}) if told else None


def _finite(t: Token, endings: Mapping[str, str], verbs: Mapping[str, str]) -> Token | None:
    """A word with the ending of a finite verb, in the place of one and known as one, as a verb."""
    form = t.form.lower()
    if t.upos not in NO_VERBS or t.deprel not in PREDICATES or form not in verbs or not t.form.islower():
        return None
    ending = next((e for e in endings if form.endswith(e) and len(form) >= len(e) + SHORTEST), None)
    feats = {"Mood": "Ind", "Number": endings[ending], "Person": "3", "VerbForm": "Fin"} if ending else None
    return replace(t, upos="VERB", lemma=verbs[form], feats=feats) if feats else None
