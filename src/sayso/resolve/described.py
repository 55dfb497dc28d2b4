"""Whom a description or a pronoun means: an attribution goes in, it comes out with its speaker at the place of a person told of before.

"Il ministro Rossi ha detto … Il funzionario ha aggiunto …" → Rossi; "he", "la candidata", "the latter", "il russo" likewise. The words of
the article stay, sentence and head are that person's. The first of :data:`DESCRIBED` that knows decides.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from sayso.model import Attribution, Known
from sayso.resolve.gender import gender_of_words
from sayso.resolve.media import medium
from sayso.resolve.namings import NEAR, REACH, Naming, Told, offices_of, only_one, roles_of
from sayso.resolve.parties import Resolve
from sayso.resolve.wording import Words, is_body, is_of_several, lemmas_of, title_in, titles_in


def described_again(a: Attribution, spoken: Sequence[Naming], resolve: Resolve, words: Words,
                    told: Told | None = None) -> Attribution | None:
    """The attribution with its description or pronoun resolved to a person told of before, where the words can mean that person."""
    parts = a.source.span.text.lower().split()
    known = resolve(a.source)
    told = told or Told()
    known_person = known is not None and known.kind == "person" and not is_of_other_gender(known, parts, told, words)
    known_person = known_person and not (len(parts) == 1 and parts[0] in words.get("second_of_two", ()))  # "questi"
    known_person = known_person and not (known is not None and known.name in told.no_persons)
    known_person = known_person and not (known is not None and len(parts) == 1 and parts[0] in words.get("pronouns", ())
                                         and medium(known.name, told.media, words))  # "lui" is no agency, whatever was tagged
    if known_person or (len(parts) > 1 and parts[0] in words.get("one_of", ())) or (len(parts) > 1 and parts[0] in words.get("possessives", ())):
        return None  # "his wife", "one resident" is somebody else
    if "compounds" in words and len(parts) > 1 and (is_of_several(parts, words) or parts[0] in words.get("others", ())):
        return None  # "the rebels", "a second official"
    if is_body(parts, words):
        return None  # "il sindacato indipendente dei giornalisti"
    if len(parts) == 1 and (one := one_of_two(a, parts[0], told, words)) is not None:
        who: Naming | None = one
    elif len(parts) == 1 and parts[0] in (*words.get("pronouns", ()), *words.get("possessives", ())):
        inside = [n.source.span for n in spoken if n.source is not None and any(c.overlaps(n.source.span) for c in a.content)]
        free = [n for n in spoken if n.source is None or n.source.span not in inside]
        who = whom_a_pronoun_means(a, parts[0], free, told, words)
    else:
        rules = (of_that_office,) if told.is_owned(a.source) else DESCRIBED  # "his lawyer"
        who = next((n for rule in rules for n in [rule(a, parts, known, spoken, told, words)] if n), None)
    if who is None or who.known.name.split()[-1:] in [x.span.text.split()[-1:] for branch in a.relays for x in branch]:
        return None  # who passes it on is somebody else
    if who.source is not None and who.known.kind != "person":  # nobody of the tables: then he is called as where he spoke
        return replace(a, source=replace(who.source, rule="described_again"))
    return replace(a, source=replace(a.source, sentence=who.sentence, head=who.head, rule="described_again"))


def is_of_other_gender(known: Known, parts: Sequence[str], told: Told, words: Words) -> bool:
    """Whether a pronoun of one gender was taken for a person whose title is of the other."""
    own = gender_of_words(parts, words) if len(parts) == 1 and parts[0] in words.get("pronouns", ()) else None
    return own is not None and told.genders.get(known.name, own) != own


def whom_a_pronoun_means(a: Attribution, word: str, spoken: Sequence[Naming], told: Told, words: Words) -> Naming | None:
    """ "lei", "he": who spoke last, unless a title tells of the other gender; else whoever of that gender was named last."""
    own = gender_of_words([word], words)
    near = [n for n in reversed(spoken) if a.source.sentence - n.sentence <= NEAR]
    if own is None:
        return (near[0] if near else None) or only_one(a, told)
    genders = told.genders
    named = [n for n in reversed(told.namings) if 0 <= a.source.sentence - n.sentence <= NEAR and n.gender == own]
    return next((n for n in near if genders.get(n.known.name, own) == own), None) or next(iter(named), None) or only_one(a, told)


def one_of_two(a: Attribution, word: str, told: Told, words: Words) -> Naming | None:
    """ "Il primo … Il secondo …", "the latter": one of the two persons whom the article has named last."""
    k = next((k for k, name in enumerate(("first_of_two", "second_of_two")) if word in words.get(name, ())), None)
    if k is None:
        return None
    before = [n for n in told.namings if 0 < a.source.sentence - n.sentence <= REACH]
    together = max((n.sentence for n in before if any(m.sentence == n.sentence and m.known.name != n.known.name for m in before)), default=None)
    new: dict[str, Naming] = {}
    for n in before:
        if together is None or n.sentence == together:
            new.setdefault(n.known.name, n)
    pair = list(new.values())[-2:]
    return pair[k] if len(pair) == 2 and a.source.sentence - pair[0].sentence <= REACH else None


def spoke_last(a: Attribution, parts: Sequence[str], known: Known | None, spoken: Sequence[Naming], told: Told, words: Words) -> Naming | None:
    """ "Il funzionario", right after somebody spoke; "il capo dell'agenzia russa", of the country of the one who spoke last."""
    first = title_in(parts, words)
    title = next((first.removeprefix(f) for f in words.get("former", ()) if first.startswith(f)), first)
    if not spoken or title not in words.get("people", ()) or (len(parts) > 1 and not told.is_definite(a.source)):
        return None
    gap = a.source.sentence - spoken[-1].sentence
    roles = offices_of(spoken[-1].known.name, told, spoken, words)
    same_office = not roles or not roles.isdisjoint(titles_in(parts, words)) or title in words.get("epithets", ())
    gender, theirs = told.gender_of(a.source), told.genders.get(spoken[-1].known.name)
    if gender and theirs and gender != theirs and roles_of(spoken[-1].known.name, told, spoken).isdisjoint(titles_in(parts, words)):
        return None  # "La venditrice Anna Bianchi … Il sindaco ribatte"
    all_roles = roles_of(spoken[-1].known.name, told, spoken)
    if told.answers(a) and all_roles and all_roles.isdisjoint(titles_in(parts, words)) and title not in words.get("epithets", ()):
        return None  # "Il generale Neri ha detto … Il sindaco ha risposto"
    kin = title in words.get("kin", ()) and not same_office  # "her sister", who has not spoken
    fits = same_office or (gap > 0 and "compounds" not in words)
    bare = len(parts) == 1 and gap <= NEAR and fits and not kin and told.is_told_of(a.source)
    country = spoken[-1].known.country
    same_country = known is not None and known.country is not None and known.country == country and gap <= REACH
    return spoken[-1] if bare or (len(parts) > 1 and same_country and same_office) else None


def of_that_office(a: Attribution, parts: Sequence[str], known: Known | None, spoken: Sequence[Naming], told: Told, words: Words) -> Naming | None:
    """ "Il ministro": the person last named with that word beside the name."""
    called = {parts[0]} if len(parts) == 1 and not lemmas_of(parts[0], words, "bodies") else set()  # "il norvegese"
    titles = titles_in(parts, words) | called
    spoke = next((n for n in reversed(spoken) if n.roles & titles and _may_be(n.known, known)), None)
    if spoke is not None:
        return spoke
    before = next((n for n in reversed(told.namings) if n.sentence <= a.source.sentence and n.roles & titles
                   and (_may_be(n.known, known) or parts[0] in n.roles) and told.is_definite(a.source)), None)
    return before or named_later(a, titles, known, told)


def named_later(a: Attribution, titles: set[str], known: Known | None, told: Told) -> Naming | None:
    """ "ha riferito il governatore. Il governatore, X, …": the one person who is named with that word, soon after."""
    named = [n for n in told.namings if n.roles & titles and _may_be(n.known, known)]
    soon = bool(named) and 0 < named[0].sentence - a.source.sentence <= NEAR and told.is_definite(a.source)
    return named[0] if soon and len({n.known.name for n in named}) == 1 else None


def of_that_gender(a: Attribution, parts: Sequence[str], known: Known | None, spoken: Sequence[Naming], told: Told, words: Words) -> Naming | None:
    """ "La candidata", of a woman and a man named before: the only one of that gender."""
    own = told.gender_of(a.source)
    if own is None or len(parts) > 1 or not titles_in(parts, words) or not told.is_definite(a.source):
        return None
    near = {n.known.name: n for n in told.namings if 0 <= a.source.sentence - n.sentence <= REACH and n.known.kind == "person"}
    alike = [n for name, n in near.items() if told.genders.get(name) == own]
    others = [n for name, n in near.items() if told.genders.get(name) not in {own, None}]
    return alike[0] if len(alike) == 1 and len(alike) + len(others) == len(near) > 1 else None


def only_person(a: Attribution, parts: Sequence[str], known: Known | None, spoken: Sequence[Naming], told: Told, words: Words) -> Naming | None:
    """ "Il leader del Cremlino", where the article has named one person only."""
    titles = titles_in(parts, words)
    who = only_one(a, told) if titles and told.is_definite(a.source) and told.is_singular(a.source) else None
    vague = not titles.isdisjoint(words.get("epithets", ())) or not set(parts).isdisjoint(words.get("former", ()))
    roles = offices_of(who.known.name, told, spoken, words) if who is not None else set()
    other_office = bool(roles) and roles.isdisjoint(titles) and not vague
    return who if who is not None and not other_office and _may_be(who.known, known) else None


def _may_be(person: Known, description: Known | None) -> bool:
    """Whether the words of a description give no other country than the person's; one supplied from the setting says nothing."""
    if description is None or description.country is None or person.country is None or "setting" in description.why or "article's" in description.why:
        return True
    return description.country == person.country


def of_that_country(a: Attribution, parts: Sequence[str], known: Known | None, spoken: Sequence[Naming], told: Told, words: Words) -> Naming | None:
    """ "The Greek", "il russo": the person last named who is of that country, where the article has named persons of several."""
    if len(parts) != 1 or known is None or known.country is None or titles_in(parts, words):
        return None
    one = only_one(a, told) if known.kind == "people" else None
    if one is not None and one.known.country == known.country and told.is_definite(a.source):
        return one  # "il greco", where one person is named
    if known.name == a.source.span.text:
        return None
    people = [n for n in told.namings if n.sentence <= a.source.sentence and n.known.kind == "person"]
    mine = [n for n in people if n.known.country == known.country]
    return mine[-1] if len({n.known.name for n in mine}) == 1 and len({n.known.country for n in people}) > 1 else None


Describing = Callable[[Attribution, Sequence[str], "Known | None", Sequence[Naming], Told, Words], "Naming | None"]
DESCRIBED: tuple[Describing, ...] = (of_that_office, of_that_country, of_that_gender, spoke_last, only_person)
