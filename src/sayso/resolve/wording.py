"""What the words of a phrase tell without a parse: its head, its title, who issued it.

In: a phrase as printed, and the language's ``speech.yaml``, whose lists hold lemmas. Out: whether a word of the phrase is in a list, in
whatever number, or the part of the phrase that was asked for.

>>> issuer("comunicato del ministero", ["di", "del"])
'ministero'
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sayso.languages import once

Words = Mapping[str, Any]

NO_WORDS: Words = {}
SHORTEST = 3  # letters: longer lemmas have a plural that differs in the last one or two
NAMING = ("people", "bodies", "documents", "noun_say")  # lists of nouns that stand before what tells of what kind they are
APOSTROPHE = str.maketrans("’", "'")


def may_speak(text: str, words: Words) -> bool:
    """Whether a phrase is a name or has a word for a person or a body."""
    return any(w[:1].isupper() or lemmas_of(w.lower(), words, "people") or lemmas_of(w.lower(), words, "bodies") for w in text.split())


def head_in(text: str, words: Words, name: str, first: int | None = None) -> bool:
    """Whether one of the first words, up to the first "of"-like small word, is in a list or the ``first`` of it, in whatever number."""
    parts = text.lower().translate(APOSTROPHE).split()
    head = parts[:1] if parts and len(parts[0]) > 3 and not _is_before_noun(parts, words) else parts[:2]
    listed = words.get(name, ())[:first]
    return any(m in listed for w in head for m in lemmas_of(w, words, name))


def _is_before_noun(parts: Sequence[str], words: Words) -> bool:
    """ "ultimo rapporto dell'Ispra": whether the first word may only tell of what kind the second is, where "of" follows the noun."""
    alone = len(parts) < 2 or parts[1] in words.get("of_forms", ()) or parts[1].startswith(("d'", "dell'"))
    return "compounds" not in words and not alone and not any(lemmas_of(w, words, name) for w in parts[:1] for name in NAMING)


def ends_head_in(text: str, words: Words, name: str) -> bool:
    """ "the final report of the board": whether the word before the first "of"-like one is in a list, where owners stand before their noun."""
    parts = text.lower().translate(APOSTROPHE).split()
    of = next((k for k, w in enumerate(parts) if k and w in words.get("of_forms", ())), 0)
    return "compounds" in words and of > 0 and bool(lemmas_of(parts[of - 1], words, name))


def has_word(text: str, words: Words, name: str) -> bool:
    """Whether any word of a phrase is in a list."""
    return any(lemmas_of(w.lower(), words, name) for w in text.split())


def lemmas_of(word: str, words: Words, name: str) -> list[str]:
    """The lemmas of a list of which a printed word is the lemma itself or its plural: they differ in the last letter or two."""
    stems = _stems(words).get(name, {})
    if not stems:
        return []
    longer = [m for m in stems.get(word[:-1], ()) if m == word or len(m) > SHORTEST]
    if len(word) < len("ab"):
        return longer
    plural = [m for m in stems.get(word[:-2], ()) if len(m) > SHORTEST and (word[:-1] == m or word[-2] == "h")]  # "medico" is no "media"
    return longer + plural + [m for m in stems.get(word, ()) if m.endswith("io") and word.endswith("i")]  # "funzionari"


@once
def _stems(words: Words) -> dict[str, dict[str, list[str]]]:
    """Name of a list → the lemmas in it by all but their last letter."""
    out: dict[str, dict[str, list[str]]] = {}
    for name, listed in words.items():
        for m in map(str, listed if isinstance(listed, list | tuple) else ()):
            out.setdefault(name, {}).setdefault(m[:-1], []).append(m)
    return out


def capitals(name: str) -> list[str]:
    """The words of a name that begin with a capital."""
    return [w for w in name.split() if w[:1].isupper()]


def maker(text: str, words: Words) -> str | None:
    """ "a UN report", "the government statement": who stands right before a word for a document that ends the phrase."""
    parts = text.split()
    if len(parts) < 2 or "compounds" not in words or not lemmas_of(parts[-1].lower(), words, "documents"):
        return None
    by = parts[:-1]
    while by and by[0].islower() and not lemmas_of(by[0], words, "bodies"):
        by = by[1:]  # "confidential"
    named = bool(by) and ((by[-1].isupper() and len(by[-1]) > 1) or (len(by) > 1 and by[-1][0].isupper()))
    speaks = named or (bool(by) and bool(lemmas_of(by[-1].lower(), words, "bodies")))
    return " ".join(by) if speaks else None


def issuer(text: str, of_forms: Iterable[str]) -> str | None:
    """Who issued a document: the words behind the first "of"."""
    forms = "|".join(re.escape(f) + ("" if f.endswith("'") else r"\s") for f in sorted(of_forms, key=len, reverse=True))
    m = re.search(rf"(?:^|\s)(?:{forms})\s*", text.translate(APOSTROPHE)) if forms else None
    return text[m.end() :].strip() or None if m else None


def titles_in(parts: Sequence[str], words: Words) -> set[str]:
    """The words for a person in a description, in the singular and without "ex-"."""
    of = next((k for k, w in enumerate(parts) if k and w in words.get("of_forms", ())), len(parts))
    own = parts[:of] if "compounds" not in words and lemmas_of(parts[of - 1], words, "bodies") else parts  # "l'ordine degli avvocati" is no lawyer
    plain = (next((w.removeprefix(f) for f in words.get("former", ()) if w.startswith(f)), w) for w in own)
    return {m for w in plain for m in lemmas_of(w, words, "people")}


def title_in(parts: Sequence[str], words: Words) -> str:
    """The word that tells what somebody is: the first one, or the last before "of" where the language puts it so ("the Tajik commander")."""
    of = next((k for k, w in enumerate(parts) if k and w in words.get("of_forms", ())), len(parts))
    return parts[of - 1] if "compounds" in words else parts[0]


def is_of_several(parts: Sequence[str], words: Words) -> bool:
    """ "the M23 rebels": a word for persons in the plural."""
    title = title_in(parts, words)
    return bool(lemmas_of(title, words, "people")) and title not in words.get("people", ())


def is_body(parts: Sequence[str], words: Words) -> bool:
    """ "sindacato dei giornalisti", "the doctors' union": whether what somebody is called by is a word for a body, and for no person."""
    title = title_in(parts, words)
    return bool(lemmas_of(title, words, "bodies")) and not lemmas_of(title, words, "people")
