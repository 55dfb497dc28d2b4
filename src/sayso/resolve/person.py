"""A person of an article: what the words around a name say of them, and the names they go by.

Two mentions ("Xi Jinping, presidente della Cina", later "Xi") make one :class:`Person`.
"""

from __future__ import annotations

from dataclasses import dataclass

from sayso.model import Name, Sentence, Token

WITHIN = ("dell'", "all'", "'s", "’s")  # in a phrase, whatever the tagger makes of them
NP_POS = ("NOUN", "PROPN", "ADJ", "ADP", "DET", "NUM", "X")


@dataclass(frozen=True, slots=True)
class Person:
    """A person of the article: every form of the name seen, and what the text says of them."""

    name: str
    country: str | None
    sector: str | None
    why: str
    roles: frozenset[str] = frozenset()
    id: str | None = None


def joined(old: Person, new: Person) -> Person:
    """One person from two mentions: the fuller name, the first country and sector that were said."""
    name = new.name if len(new.name) > len(old.name) else old.name
    if new.why.startswith("table") and not old.why.startswith("table") and len(old.name.split()) > 1 and not pieces(old.name) <= pieces(new.name):
        return Person(old.name, old.country, old.sector, old.why, old.roles | new.roles)  # "Rey Santos", then "Santos": no other Santos
    told = old if old.sector else new
    return Person(name, old.country or new.country, told.sector, told.why, old.roles | new.roles, old.id or new.id)


def printed(s: Sentence, n: Name) -> str:
    """A name as the article prints it, on one line ("al-Sudani", whatever the tokeniser made of it)."""
    return " ".join(s.span(n.first, n.last).text.split())


def plain(name: str) -> str:
    """A name in small letters and with straight apostrophes, as names are compared."""
    return name.lower().replace("’", "'")


def pieces(name: str) -> set[str]:
    """The words of a name, those joined by hyphens too."""
    return {w for w in plain(name).replace("-", " ").split() if w}


def are_two(one: str, other: str) -> bool:
    """Whether two names of one surname are those of two people.

    >>> are_two("Kevin Brandt", "Marcel Brandt"), are_two("Brandt", "Marcel Brandt"), are_two("M. Brandt", "Marcel Brandt")
    (True, False, False)
    """
    a, b = ([w for w in plain(name).replace("-", " ").split() if w] for name in (one, other))
    spelt = len(a) == len(b) > 1 and a[-1] == b[-1] and all(len(w.strip(".")) > 2 for w in (*a, *b))
    return spelt and a[0][:2] != b[0][:2]


def is_misspelt(one: str, other: str) -> bool:
    """Whether two words differ by one letter that is changed, missing or too much, behind the first one.

    >>> is_misspelt("pederson", "pedersen"), is_misspelt("jolly", "joly"), is_misspelt("peters", "pedersen"), is_misspelt("rossi", "dossi")
    (True, True, False, False)
    """
    short, long = sorted((one, other), key=len)
    same = next((k for k, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    return one != other and same > 0 and short[same + (len(short) == len(long)) :] == long[same + 1 :]


def in_phrase(t: Token) -> bool:
    """Whether a word can stand inside a title ("il ministro degli Esteri iraniano", "South Sudan's information minister")."""
    return t.upos in NP_POS or t.form.lower() in WITHIN
