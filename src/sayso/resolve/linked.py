"""The attributions of an article, each completed from those around it: who is meant by its words, and who passes it on.

"Il ministro Rossi ha detto alla Bbc che … Il funzionario ha aggiunto che …" → the second is Rossi's too, and went by way of the BBC as well.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import islice

from sayso.model import Argument, Attribution, Span
from sayso.resolve.described import described_again
from sayso.resolve.media import HEARD, medium
from sayso.resolve.named_soon import named_soon
from sayso.resolve.nameless import body_again, document_again, issued, nameless_again, same_again, somebody_again
from sayso.resolve.namings import NEAR, Naming, Told, speaking
from sayso.resolve.occasions import carried, closed_by_outer
from sayso.resolve.otherwise import called_otherwise, initials_again, nameless_person_again
from sayso.resolve.parties import Resolve
from sayso.resolve.wording import NO_WORDS, Words, capitals, has_word, titles_in

MANY = 30  # speakers remembered
SPOKEN = {"interview", "press conference", "speech", "phone", "video"}


def linked(attributions: Sequence[Attribution], resolve: Resolve, words: Words | None = None,
           told: Told | None = None) -> dict[Attribution, Attribution]:
    """Each attribution of an article → the same with its speaker and relays completed from those around it.

    A description ("il funzionario", "il capo dell'agenzia") becomes the person who spoke shortly before and fits it: the words stay,
    sentence and head are that person's. What a speaker goes on to say on the same occasion keeps its relays, unless others are named;
    what a later sentence tells of his words ("le sue parole, riprese dall'Ansa") closes all of them.
    """
    words, told = words or NO_WORDS, told or Told()
    media = [x for a in attributions for branch in (*a.relays, *a.later) for x in branch if x.rule in HEARD]
    media += [a.source for a in attributions if medium(a.source.span.text, told.media, words)]
    heard = {(x.sentence, x.head + k) for x in media for k in range(len(x.span.text.split()))}
    told = replace(told, namings=[n for n in told.namings if not medium(n.known.name, told.media, words)  # "Agerpres" tagged as a person
                                  and (n.gender or n.roles - set(words.get("media_words", ())) or (n.sentence, n.head) not in heard)])
    named: list[tuple[Attribution, Attribution, str]] = []
    people: list[Naming] = []
    names: dict[str, None] = {}
    nameless: list[Attribution] = []
    papers: list[Attribution] = []
    press: set[str] = set()
    written: list[Attribution] = []
    last: list[Attribution] = []
    spoke_as = ""
    soon = named_soon(attributions, resolve, words, told)
    turns: list[Attribution] = []
    for original in attributions:
        found = medium(original.source.span.text, told.media, words)
        if found:
            named.append((original, original, found["name"]))
            press.add(found["name"])
            continue
        a = soon.get(original) or same_again(original, last, words, told) or somebody_again(original, nameless, people, words, told)
        a = a or nameless_person_again(original, turns, resolve, words, told)
        a = a or described_again(original, people, resolve, words, told)
        a = a or initials_again(original, turns, words, told)
        a = a or nameless_again(original, nameless, words, told) or body_again(original, last, resolve, words, told)
        a = a or document_again(original, papers, written, words, last, told)
        a = a or called_otherwise(original, turns, resolve, words, told) or original
        known = resolve(a.source)
        is_person = known is not None and known.kind == "person"
        own = (known.id or known.name) if known is not None and is_person else a.source.span.text
        who = _of_those(a, last, spoke_as, words) or _same_as_before(own, names)
        names.pop(who, None)
        names[who] = None
        if is_person or capitals(a.source.span.text) or _may_be_meant_again(a, told, words):
            who_spoke = speaking(a.source, known, words)
            people += [who_spoke] if who_spoke.roles or is_person else []
            del people[:-MANY]
        last, spoke_as = [a], who
        turns = [*turns[-MANY:], a]
        if not is_person and a is original and not told.is_definite(a.source):
            nameless.append(a)
        if issued(a, words) or a.source.rule == "issued_by":
            papers.append(a)
        if a.medium is not None and a.medium not in SPOKEN:
            written.append(a)
        named.append((original, a, who))
    meant = {o.source.span: a.source for o, a, _ in named if a.source != o.source and not has_word(o.source.span.text, words, "media_words")}
    return closed_by_outer(_under_their_names(carried(named, press), meant))


def _under_their_names(found: Mapping[Attribution, Attribution], meant: Mapping[Span, Argument]) -> dict[Attribution, Attribution]:
    """The same, a description that passes on ("il sindacalista") told as the person it was found to mean."""
    return {o: replace(a, relays=tuple(tuple(_renamed(x, meant) for x in branch) for branch in a.relays)) if a.relays else a
            for o, a in found.items()}


def _renamed(x: Argument, meant: Mapping[Span, Argument]) -> Argument:
    """An argument, or the one that its words mean."""
    return replace(meant[x.span], rule=x.rule) if x.span in meant else x


def _may_be_meant_again(a: Attribution, told: Told, words: Words) -> bool:
    """ "An engineer told AFP …. He said": a word for a person, in languages that mean such a one by a pronoun."""
    text = a.source.span.text.lower().split()
    owners = words.get("possessives", ())
    of = next((k for k, w in enumerate(text) if k and w in words.get("of_forms", ())), len(text))  # "a member of the delegation"
    return bool(owners) and text[:1] != [] and text[0] not in owners and bool(titles_in(text[of - 1 : of], words))


def _of_those(a: Attribution, last: Sequence[Attribution], spoke_as: str, words: Words) -> str | None:
    """ "Two sources told Alfa …. One of the sources said", "The other said": under which name those spoke of whom somebody is one."""
    text = a.source.span.text.lower().removeprefix("the ").split()
    near = last[-1] if last and 0 <= a.source.sentence - last[-1].source.sentence <= NEAR else None
    if near is not None and text and a.source.rule == "one_of_them" and text[0] in words.get("one_of", ()):
        return spoke_as
    if near is None or "compounds" not in words or not text:
        return None
    some = len(text) > len("of") and text[1] in words.get("of_forms", ()) and text[-1] in near.source.span.text.lower().split()
    rest = len(text) == 1 and text[0] in words.get("others", ())
    return spoke_as if some or rest else None


def _same_as_before(name: str, before: dict[str, None]) -> str:
    """The fuller or shorter form under which somebody spoke before ("Strelnikov", "viceministro Gennadij Strelnikov")."""
    mine = capitals(name)
    for other in islice(reversed(before), MANY):
        theirs = capitals(other)
        if other.lower() == name.lower() or (mine and theirs and mine[-1] == theirs[-1] and (set(mine) <= set(theirs) or set(theirs) <= set(mine))):
            return other
    return name
