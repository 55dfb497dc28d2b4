"""Where an article names persons, and what it calls them: what must be known to tell whom a description means.

In: the places of names, as the coder found them. Out: :class:`Told`, which is asked by the rules of :mod:`sayso.resolve.described`: after
"il ministro Rossi … Rossi" the words for Rossi are {"ministro"}, and he is the only person named so far.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from sayso.model import Argument, Attribution, Known
from sayso.resolve.media import Media
from sayso.resolve.wording import Words, titles_in

REACH = 8  # sentences over which a speaker's chain holds
NEAR = 3  # sentences over which a bare "il funzionario" is whoever spoke last


@dataclass(frozen=True, slots=True)
class Naming:
    """A place where the article names a person, and what it calls him there and elsewhere ("ministro")."""

    sentence: int
    head: int
    known: Known
    roles: frozenset[str] = frozenset()
    source: Argument | None = None  # where he spoke
    gender: str | None = None  # "masculine" or "feminine", where the words beside the name tell


@dataclass(frozen=True, kw_only=True)
class Told:
    """What the article tells before a sentence: where persons are named, who is a medium, and which descriptions are definite."""

    namings: Sequence[Naming] = ()
    media: Media = field(default_factory=dict)
    is_definite: Callable[[Argument], bool] = lambda a: True
    is_told_of: Callable[[Argument], bool] = lambda a: True  # no "un": whoever it is may have been told of
    is_owned: Callable[[Argument], bool] = lambda a: False  # "his lawyer" is not he
    answers: Callable[[Attribution], bool] = lambda a: False  # its verb is one of replying
    is_singular: Callable[[Argument], bool] = lambda a: True
    no_persons: Collection[str] = ()  # names taken for persons' that are hardly that
    gender_of: Callable[[Argument], str | None] = lambda a: None  # that the words of a description have
    bodies: Sequence[Argument] = ()  # where names of bodies are what a sentence tells of

    @cached_property
    def genders(self) -> Mapping[str, str]:
        """Name of a person → the gender that titles and appositions give, the last one."""
        return {n.known.name: n.gender for n in self.namings if n.gender}


def speaking(source: Argument, known: Known | None, words: Words) -> Naming:
    """A speaker as one who may be meant again."""
    text = source.span.text
    return Naming(source.sentence, source.head, known or Known(text, None, None, ""), frozenset(titles_in(text.lower().split(), words)), source)


def roles_of(name: str, told: Told, spoken: Sequence[Naming]) -> set[str]:
    """The words for a person that an article has used of somebody so far."""
    return {r for n in (*told.namings, *spoken) if n.known.name == name for r in n.roles}


def offices_of(name: str, told: Told, spoken: Sequence[Naming], words: Words) -> set[str]:
    """The same without ranks: a colonel may be the commander."""
    return roles_of(name, told, spoken) - set(words.get("ranks", ()))


def only_one(a: Attribution, told: Told) -> Naming | None:
    """The one person named before, where there is but one."""
    first = told.namings[0] if told.namings else None
    for n in told.namings:
        if n.sentence > a.source.sentence:
            break
        if first is None or n.known.name != first.known.name:
            return None
    return first if first is not None and first.sentence <= a.source.sentence else None
