"""Words → stems, so that a search for "arresti" finds "arrestato" and one for "talks" finds "talk".

In: text and its language. Out: its words without accents and endings, as they go into the full-text index, and where each stands.

A light stemmer: the lemma where the language's table has the form (*uccise* → *uccidere*), then the endings of
``languages/xx/stems.yaml`` taken off, the longest of each step. Not Snowball: no library for it is among our dependencies, and the
tables know irregular verbs, which Snowball does not. A language without that file is searched by whole words.

>>> stem("accordi", "it") == stem("accordo", "it"), stem("uccise", "it") == stem("uccidono", "it"), stem("killings", "en")
(True, True, 'kill')
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from sayso import languages
from sayso.errors import UnknownLanguage

WORD = re.compile(r"[^\W_]+")
DIGEST_OF = ("stems.yaml", "lemmas.json.gz")


@dataclass(frozen=True, slots=True)
class Endings:
    """What ``stems.yaml`` says, and the lemma table. ``steps``: ending → what stands instead; ``keep``: words left as they are.

    ``verbal``: a step for verbs, not to be taken with words that the table knows as ``nouns`` ("sindacato" is no form of "sindacare").
    """

    shortest: int
    keep: frozenset[str]
    steps: tuple[Mapping[str, str], ...]
    verbal: Mapping[str, str]
    lemmas: Mapping[str, str]
    nouns: frozenset[str]


def line(text: str, lang: str | None) -> str:
    """The stems of a text, between blanks."""
    return " ".join(found for _, _, found in words(text, lang))


def words(text: str, lang: str | None) -> Iterator[tuple[int, int, str]]:
    """First character, end and stem of each word."""
    for m in WORD.finditer(text):
        yield m.start(), m.end(), stem(m[0], lang)


@lru_cache(200_000)
def stem(word: str, lang: str | None) -> str:
    """The stem of a word; the word itself in small letters where there is none."""
    table = endings(lang or "")
    form = word.lower()
    if table is None or form in table.keep or not form.isalpha():
        return bare(form)
    is_noun = form in table.nouns
    form = bare(table.lemmas.get(form, form))
    for step in table.steps[:1] if is_noun else (*table.steps[:1], table.verbal):
        form = _without_ending(form, step, table.shortest)
    for step in table.steps[1:]:
        form = _without_ending(form, step, table.shortest)
    return form


def _without_ending(form: str, step: Mapping[str, str], shortest: int) -> str:
    for size in range(min(len(form) - shortest, 8), 0, -1):
        instead = step.get(form[-size:])
        if instead is not None:
            return form[:-size] + instead
    return form


def bare(form: str) -> str:
    """Without accents."""
    return "".join(c for c in unicodedata.normalize("NFKD", form) if not unicodedata.combining(c)) if not form.isascii() else form


@cache
def endings(lang: str) -> Endings | None:
    """The endings of a language; ``None`` where it has none."""
    try:
        words = languages.load(lang)
    except UnknownLanguage:
        return None
    if not words.has("stems"):
        return None
    data, table = words.data("stems"), words.lemmas
    nouns = table.get("NOUN", {})
    verbs = {form: lemma for form, lemma in table.get("VERB", {}).items() if form not in set(data.get("nouns", ()))}
    lemmas = {k: v.lower() for k, v in {**nouns, **verbs}.items()}  # a verb's irregular forms are what endings cannot tell
    only_nouns = (form for form, lemma in nouns.items() if form not in verbs and lemma not in verbs)
    return Endings(data["shortest"], frozenset(data.get("keep", ())), tuple(data["steps"]), data.get("verbal", {}), lemmas, frozenset(only_nouns))


@cache
def digest() -> str:
    """What the index was made with: another digest means that it is to be made again."""
    whole = hashlib.sha256()
    for path in sorted(p for name in DIGEST_OF for p in languages.HERE.glob(f"*/{name}")):
        whole.update(path.read_bytes())
    return whole.hexdigest()[:12]
