"""One source that one article has for an event: :class:`Voice`, and what its name and its article tell of it.

In: a voice. Out: whether it is a state ("Mosca"), an outlet or a person, whether another is named in its article, of which country it is,
and the words of its own name: "the Rapid Support Forces" has some, "l'esercito" has none.

>>> is_state("Mosca"), is_state("the United States"), is_state("the army")
(True, True, False)
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from sayso.merge.accounts import Account, Told
from sayso.merge.claims import Claim
from sayso.merge.names import common, countries, empty, land, media, name_words, state_words, with_states
from sayso.merge.passages import plain, word_set
from sayso.merge.speakers import body_words, is_own, language_of, office_words, offices, possessives, title_of, words_for_media

BEFORE = 150  # characters before a body in which its state is named
GOVERNMENT = frozenset({"government"})
SPEAKS = frozenset({"spokesperson"})  # may speak for any office
GENERAL = SPEAKS | {"authorities"}  # no office of its own


@dataclass(frozen=True, slots=True)
class Voice:
    """One source that one article has for the event; ``name`` is empty where the outlet speaks itself."""

    account: Account
    article: Told | None
    claims: tuple[Claim, ...]
    said: str  # as the article calls it
    name: str  # normal form
    kind: str  # person, body, agency, unnamed or own
    relays: frozenset[str]  # agencies that pass it on or are credited
    office: frozenset[str] = frozenset()  # what the one is who speaks without being named
    is_stated: bool = True  # the report says so; else only the text near it

    @property
    def is_named(self) -> bool:
        """Whether a person or body speaks that can be told from others."""
        return self.kind == "person" or (self.kind == "body" and self.is_stated)

    @property
    def is_sure(self) -> bool:
        """Whether the report itself says so: who is only found near by tells a copied text from nobody's."""
        return self.is_named and self.is_stated


def is_person(v: Voice) -> bool:
    """Whether a person speaks."""
    return v.kind == "person"


def is_medium(v: Voice) -> bool:
    """Whether an outlet or agency speaks in its own name."""
    return v.kind in ("own", "agency")


def medium_of(name: str) -> str:
    """A medium under its one name; any other name as it is."""
    return media().get(" ".join(name_words(name)), name)


def is_holder(v: Voice) -> bool:
    """Whether a voice is called by what a person is ("head of the military administration")."""
    words = [w for w in name_words(v.said) if w not in empty("articles")]
    return bool(words) and words[0] in offices(language_of(v.article.lang if v.article else None))


@cache
def is_state(name: str) -> bool:
    """Whether a name is a country or its capital and no more ("Mosca", "the United States")."""
    return bool(name) and all(w in countries() or w in empty("articles") for w in state_words(name))


def bare_state(v: Voice) -> str:
    """The state that a voice is called by, without "the government of"."""
    return " ".join(w for w in name_words(v.said) if office_words().get(w) != "government") if v.office == GOVERNMENT else v.said


@cache
def is_state_medium(name: str) -> bool:
    """Whether a name is that of a state's medium ("Iranian state television", "la tv di Stato"), which passes on what others say."""
    words = state_words(name)
    return not (words_for_media().isdisjoint(words) or empty("of_state").isdisjoint(words))


def own_name(v: Voice) -> set[str]:
    """The capitalised words of a body that are neither its office nor a country."""
    capital = {w for part in v.said.split() if part[:1].isupper() for w in name_words(part)[-1:]}
    return capital - common() - set(office_words()) - body_words(language_of(v.article.lang if v.article else None))


def proper(said: str) -> frozenset[str]:
    """The words of a body's own name in which its office is one of them and no state ("the Arakan Army"), so that no other army is meant."""
    capital = [w for part in said.split() if part[:1].isupper() for w in name_words(part)]
    is_own = office_words().keys() & capital[1:] and not countries().keys() & with_states(capital)
    return frozenset(w for w in capital if w not in office_words()) if is_own else frozenset()


def is_other_office(body: Voice, person: Voice) -> bool:
    """Whether a person's own office or state, as the articles tell it, is another than that of a body or office."""
    told = [title_of(v.article.text, person.said) for v in (body, person) if v.article]
    offices_told, states = frozenset().union(*(o for o, _ in told)), frozenset().union(*(s for _, s in told))
    country, mine, offices_told = land(body.said), body.office - GENERAL, offices_told - SPEAKS
    return bool(mine and offices_told and not mine & offices_told) or bool(country and states and country not in states)


def is_somebodys(body: Voice) -> bool:
    """Whether a body is told as that of somebody named before ("its Foreign Ministry")."""
    return not possessives().isdisjoint(name_words(body.said)[:1])


def home_of(body: Voice) -> str | None:
    """The country of a body: that of its name, or the last named before it where it is somebody's ("Belarus will answer, its ministry said")."""
    text = body.article.text if body.article else ""
    if not is_somebodys(body) or body.said not in text:
        return land(body.said)
    before = state_words(text[max(0, text.index(body.said) - BEFORE):text.index(body.said)])
    return next((countries()[w] for w in reversed(before) if w in countries()), None)


def is_there(voice: Voice) -> bool:
    """Whether the outlet says that it saw or was told it itself."""
    return voice.article is not None and is_own(voice.article.text, voice.article.lang)


def is_named_in(speaker: Voice, other: Voice) -> bool:
    """Whether the article of one names the speaker of the other."""
    if other.article is None:
        return False
    words = [w for w in name_words(speaker.said) if w not in common() and w not in offices(language_of(other.article.lang))]
    return bool(words) and words[-1] in word_set(other.article.text) and plain(words[-1]) not in {
        w for c in other.claims for p in (*c.actors, *c.recipients) for w in name_words(p.name)}
