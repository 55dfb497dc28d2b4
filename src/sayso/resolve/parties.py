"""What somebody who speaks or passes on is called: a filled role goes in, a :class:`Party` comes out, with name, kind and country.

A person has the resolved full name, a medium the name of the table, a document the name of who issued it; anybody else is called as
the article calls them: "l'agenzia russa Alfa" → Alfa, an agency; "fonti diplomatiche" stay what they are. The first of :data:`RULES`
that knows decides.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sayso.model import Argument, Known
from sayso.resolve.media import BY_NAME, HEARD, UNKNOWN, Media, is_name_of_medium, medium, press_of, printed, words_from_name
from sayso.resolve.wording import Words, ends_head_in, head_in, issuer, lemmas_of, maker, may_speak

Resolve = Callable[[Argument], Known | None]


@dataclass(frozen=True, slots=True)
class Party:
    """A party before it is numbered."""

    name: str
    kind: str
    country: str | None
    argument: Argument


def party(argument: Argument, resolve: Resolve, media: Media, words: Words) -> Party:
    """Name, kind and country of who speaks or relays."""
    return next(p for rule in RULES for p in [rule(argument, resolve, media, words)] if p)


def in_media_table(argument: Argument, resolve: Resolve, media: Media, words: Words) -> Party | None:
    """ "l'agenzia russa Alfa": a medium of the table, with its name there."""
    found = medium(argument.span.text, media, words)
    return Party(printed(found["name"], argument.span.text), found["kind"], found.get("country"), argument) if found else None


def document_of_issuer(argument: Argument, resolve: Resolve, media: Media, words: Words) -> Party | None:
    """ "un comunicato del ministero": the ministry, as a document."""
    text = argument.span.text
    made = maker(text, words) or press_of(text, media, words)
    if not (made or any(head_in(text, words, n) or ends_head_in(text, words, n) for n in ("documents", "noun_say"))) or _is_of_person(text, words):
        return None
    by = made or issuer(text, words.get("of_forms", ()))
    by = by if made or by is None or not by.islower() or "compounds" not in words or may_speak(by, words) else None  # "a transcript of the call"
    found = medium(by, media, words) if by else None
    if found:
        return Party(found["name"], found["kind"], found.get("country"), argument)
    known = resolve(argument)
    if by and known is not None and known.kind == "person" and known.name.split()[-1] in by.split():
        return resolved_person(argument, resolve, media, words)  # "information given by the governor, X"
    return Party(by or text, "document", known.country if known else None, argument)


def _is_of_person(text: str, words: Words) -> bool:
    """ "the information minister, X": where owners stand before their noun, a word for a person ends the phrase."""
    parts = text.lower().replace(",", " ,").split()
    end = next((k for k, w in enumerate(parts) if k and (w == "," or w in words.get("of_forms", ()))), len(parts))
    return "compounds" in words and bool(lemmas_of(parts[end - 1], words, "people"))


def unnamed_source(argument: Argument, resolve: Resolve, media: Media, words: Words) -> Party | None:
    """ "fonti diplomatiche", "un testimone": kept as the article calls them."""
    if not head_in(argument.span.text, words, "unnamed"):
        return None
    known = resolve(argument)
    if known is not None and known.kind == "person":
        return None
    return Party(argument.span.text, "unnamed", known.country if known else None, argument)


def word_for_medium(argument: Argument, resolve: Resolve, media: Media, words: Words) -> Party | None:
    """ "il quotidiano Gamma", not in the table: the name without the word."""
    text = argument.span.text
    known = resolve(argument) if argument.rule in BY_NAME else None
    if (known is not None and known.kind in UNKNOWN) or (is_name_of_medium(text, words) and argument.rule in HEARD):
        return Party(text, "outlet", None, argument)
    if not head_in(text, words, "media_words"):
        return None
    named = words_from_name(text)
    of = text.split()[: -len(named) or None][-1:]  # "tv di Stato" is no medium called "Stato"
    own = "".join(named).isdigit() or (text.split()[0].istitle() and len(text.split()) > 1) or bool(of and of[0].lower() in words.get("of_forms", ()))
    name = text if own else " ".join(named) or text
    kind = "agency" if head_in(text, words, "media_words", 1) else "outlet"
    known = resolve(argument)
    return Party(name, kind, known.country if known else None, argument)


def resolved_person(argument: Argument, resolve: Resolve, media: Media, words: Words) -> Party | None:
    """ "il presidente": whoever that was resolved to, with the full name."""
    known = resolve(argument)
    return Party(known.name, "person", known.country, argument) if known is not None and known.kind == "person" else None


def as_it_stands(argument: Argument, resolve: Resolve, media: Media, words: Words) -> Party:
    """Anybody else, called as in the article: an office."""
    known = resolve(argument)
    return Party(argument.span.text, "office", known.country if known else None, argument)


Rule = Callable[[Argument, Resolve, Media, Words], Party | None]
RULES: tuple[Rule, ...] = (in_media_table, document_of_issuer, word_for_medium, unnamed_source, resolved_person, as_it_stands)
