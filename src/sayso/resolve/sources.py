"""Attribution → graph of sources: who speaks first, who passes it on, on which paths.

"il presidente Petrov, citato dalle agenzie Alfa e Beta" → nodes Petrov, Alfa, Beta; edges Petrov–Alfa, Petrov–Beta; two paths.
A person has the resolved full name, a medium the name of the table, a document the name of who issued it; anybody else is called as
the article calls them.

>>> issuer("comunicato del ministero", ["di", "del"])
'ministero'
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice, pairwise
from typing import Any

from sayso.languages import once
from sayso.model import Argument, Attribution, Known, SourceNode, Sources, Span
from sayso.resolve.gender import gender_of_words

Branches = tuple[tuple[Argument, ...], ...]
Resolve = Callable[[Argument], Known | None]
Media = Mapping[str, Mapping[str, Any]]
Words = Mapping[str, Any]

NO_RELAY = {"country", "capital", "place", "region", "people", "adjective"}  # what a participle's "da" may name without relaying
LONGEST = 6  # words of the longest medium's name
REACH = 8  # sentences over which a speaker's chain holds
MANY = 30  # speakers remembered
PRESS = {"agency", "broadcaster", "outlet"}
NEAR = 3  # sentences over which a bare "il funzionario" is whoever spoke last
ALONE = {"told_alone", "passed_on_alone"}  # "solo alla Efe", "lo riporta soltanto la Efe": of one claim
SPOKEN_TO = {"interviewed_by", "told", "told_bare", "told_by_name", "told_alone"}  # a medium spoken to once does not pass on all that follows
HEARD = {*SPOKEN_TO, *ALONE, "passed_on_by"}
SPOKEN = {"interview", "press conference", "speech", "phone", "video"}
NO_WORDS: Words = {}
INITIALS = 5  # letters that initials of a medium have at most
SHORTEST = 3  # letters: longer lemmas have a plural that differs in the last one or two
APOSTROPHE = str.maketrans("’", "'")
APOSTROPHES = ("'",)


@dataclass(frozen=True, slots=True)
class Party:
    """A party before it is numbered."""

    name: str
    kind: str
    country: str | None
    argument: Argument


def sources(attribution: Attribution, resolve: Resolve, media: Media, words: Words | None = None, outlet: str | None = None) -> Sources:
    """The graph of an attribution. ``words`` is the language's ``speech.yaml``; the article's own ``outlet`` is left out of the chain."""
    words = words or NO_WORDS
    first = party(attribution.source, resolve, media, words)
    speakers = [first, *(party(x, resolve, media, words) for x in attribution.beside)]
    chains = [_chain(p, branch, resolve, media, words, outlet) for p in speakers for branch in attribution.relays or ((),)]
    parties: dict[str, Party] = {}
    for chain in chains:
        for p in chain:
            parties.setdefault(p.name, p)
    ids = {name: f"n{k}" for k, name in enumerate(parties, 1)}
    nodes = tuple(SourceNode(ids[n], n, p.kind, p.country, p.argument.span) for n, p in parties.items())
    edges = dict.fromkeys((ids[a.name], ids[b.name]) for chain in chains for a, b in pairwise(chain))
    paths = dict.fromkeys(tuple(p.name for p in chain) for chain in chains)
    return Sources(nodes, tuple(edges), tuple(paths), attribution.medium)


def fullest_names(attributions: Iterable[Attribution], media: Media, words: Words) -> dict[str, str]:
    """Media by their name in a chain → the longest name that the article gives them ("AP", at first "the Associated Press")."""
    named: dict[str, dict[str, None]] = {}
    for a in attributions:
        for x in (a.source, *a.beside, *(x for branch in (*a.relays, *a.later) for x in branch)):
            found = medium(x.span.text, media, words)
            if found:
                named.setdefault(found["name"], {})[printed(found["name"], x.span.text)] = None
    longest = [(max(names, key=len), names) for names in named.values()]
    return {name: full for full, names in longest for name in names if name.isalpha() and len(name) <= INITIALS < len(full)}


def renamed(graph: Sources, names: Mapping[str, str]) -> Sources:
    """A graph with its media under other names."""
    told = {n.name for n in graph.nodes}
    names = {a: b for a, b in names.items() if a in told and b not in told}
    if not names:
        return graph
    nodes = tuple(replace(n, name=names.get(n.name, n.name)) for n in graph.nodes)
    return replace(graph, nodes=nodes, paths=tuple(tuple(names.get(x, x) for x in path) for path in graph.paths))


def is_of_press(graph: Sources) -> bool:
    """Whether all that is known of who said it are media."""
    press = {n.name for n in graph.nodes if n.kind in PRESS}
    return bool(graph.paths) and all(path[0] in press for path in graph.paths)


def may_speak(text: str, words: Words) -> bool:
    """Whether a phrase is a name or has a word for a person or a body."""
    return any(w[:1].isupper() or _meant(w.lower(), words, "people") or _meant(w.lower(), words, "bodies") for w in text.split())


def _chain(first: Party, branch: Iterable[Argument], resolve: Resolve, media: Media, words: Words, outlet: str | None) -> list[Party]:
    """One path: the speaker, then every relay that is one, nobody twice."""
    out = [first]
    for argument in branch:
        if not is_relay(argument, resolve, media, words):
            continue
        p = party(argument, resolve, media, words)
        found = medium(argument.span.text, media, words)
        if p.name not in {x.name for x in out} and outlet not in (p.name, found["name"] if found else p.name):
            out.append(p)
    return out[1:] if len(out) > 1 and is_of_nobody(first, words) else out


def is_of_nobody(first: Party, words: Words) -> bool:
    """ "citing documents it had obtained": a document of which nobody is told to have made it is no link where somebody passes it on."""
    text = first.argument.span.text
    by = issuer(text, words.get("of_forms", ()))
    return first.kind == "document" and first.name == text and text.islower() and (by is None or not may_speak(by, words))


def is_relay(argument: Argument, resolve: Resolve, media: Media, words: Words) -> bool:
    """Whether a supposed relay is one: a name addressed must be a medium, a place or a platform is none."""
    text = argument.span.text
    if text.lower() in words.get("platforms", ()):
        return False
    if medium(text, media, words) or is_name_of_medium(text, words):
        return True
    if _head_in(text, words, "media_words") or _meant(text.split()[-1].lower(), words, "media_words"):
        return True
    own = argument.rule == "passed_on_by" and text.split()[0].lower() in words.get("possessives", ())
    last = text.split()[-1].lower()
    if argument.rule == "told_by_name":
        known = resolve(argument)
        return known is not None and known.kind == "unnamed"  # "ha detto a Rac1": a name that no table knows
    if argument.rule in {"told", "told_alone"} or (own and _meant(last, words, "bodies") and not _meant(last, words, "media_words")):
        return False  # "in a recording released by *his office*"
    known = resolve(argument)
    if argument.rule == "told_bare":  # "told TV 2": a name that no table knows
        return known is None or known.country == "NGO"  # a witness told a rights group
    return known is None or known.kind not in NO_RELAY


def party(argument: Argument, resolve: Resolve, media: Media, words: Words) -> Party:
    """Name, kind and country of who speaks or relays."""
    return next(p for rule in RULES for p in [rule(argument, resolve, media, words)] if p)


# ------------------------------------------------------------------ rules: the first that knows decides


def in_media_table(argument: Argument, resolve: Resolve, media: Media, words: Words) -> Party | None:
    """ "l'agenzia russa Alfa": a medium of the table, with its name there."""
    found = medium(argument.span.text, media, words)
    return Party(printed(found["name"], argument.span.text), found["kind"], found.get("country"), argument) if found else None


def printed(name: str, text: str) -> str:
    """The table's name of a medium, or the article's where a reader would not see that it is the same ("France Presse", "Afp")."""
    words = {w.strip("'’").lower() for w in text.replace("'", "' ").replace("’", "’ ").split()}
    if text[:1].isupper() and len(text) > len(name) and name.lower() in text.lower():
        return text  # "Radio Alfa", which the table has as "Alfa"
    own = set(name.lower().replace("'", "' ").split())
    named = {w.strip("'’").lower() for w in _words_from_name(text)}
    return name if own <= words or named <= own else " ".join(_words_from_name(text)) or text


def document_of_issuer(argument: Argument, resolve: Resolve, media: Media, words: Words) -> Party | None:
    """ "un comunicato del ministero": the ministry, as a document."""
    text = argument.span.text
    made = maker(text, words) or press_of(text, media, words)
    if not (made or any(_head_in(text, words, n) or _ends_head_in(text, words, n) for n in ("documents", "noun_say"))) or _is_of_person(text, words):
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
    return "compounds" in words and bool(_meant(parts[end - 1], words, "people"))


def unnamed_source(argument: Argument, resolve: Resolve, media: Media, words: Words) -> Party | None:
    """ "fonti diplomatiche", "un testimone": kept as the article calls them."""
    if not _head_in(argument.span.text, words, "unnamed"):
        return None
    known = resolve(argument)
    if known is not None and known.kind == "person":
        return None
    return Party(argument.span.text, "unnamed", known.country if known else None, argument)


def word_for_medium(argument: Argument, resolve: Resolve, media: Media, words: Words) -> Party | None:
    """ "il quotidiano Gamma", not in the table: the name without the word."""
    text = argument.span.text
    if is_name_of_medium(text, words) and argument.rule in HEARD:
        return Party(text, "outlet", None, argument)
    if not _head_in(text, words, "media_words"):
        return None
    named = _words_from_name(text)
    of = text.split()[: -len(named) or None][-1:]  # "tv di Stato" is no medium called "Stato"
    own = "".join(named).isdigit() or (text.split()[0].istitle() and len(text.split()) > 1) or bool(of and of[0].lower() in words.get("of_forms", ()))
    name = text if own else " ".join(named) or text
    kind = "agency" if _head_in(text, words, "media_words", 1) else "outlet"
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


# ------------------------------------------------------------------ words of a span


def medium(text: str, media: Media, words: Words) -> Mapping[str, Any] | None:
    """The medium a span names: all of it, or all behind words like "agenzia russa"."""
    parts = text.translate(APOSTROPHE).split()
    if parts and parts[0][:1].isupper():  # "sul Mattino"
        for article in words.get("name_articles", ()):
            found = media.get(f"{article}{'' if article.endswith(APOSTROPHES) else ' '}{' '.join(parts)}".lower())
            if found and " ".join(parts).lower() not in media:
                return found
    for k in range(min(len(parts), LONGEST)):
        found = media.get(" ".join(parts[k:]).lower())
        as_printed = found is None or found["name"].split()[-1].islower() or not parts[-1].islower()  # "il post" is no paper
        if found and as_printed and (k == 0 or _leads_to_medium(parts[:k], words)):
            return found
    return None


def _leads_to_medium(before: Sequence[str], words: Words) -> bool:
    """Small letters only, no "di", and a word for a medium among them where the language lists any."""
    plain = all(w.islower() and w not in words.get("of_forms", ()) and "'" not in w for w in before)
    listed = words.get("media_words", ())
    pointed = all(_meant(w, words, "only") or _meant(w, words, "same") for w in before)  # "la sola Alfa"
    return plain and (not listed or pointed or any(_meant(w, words, "media_words") for w in before))


def is_name_of_medium(text: str, words: Words) -> bool:
    """ "Caracol Radio", "Agência Brasil": capitals only, and a word for media of some language among them."""
    parts = text.split()
    return len(parts) > 1 and all(w[:1].isupper() or w[:1].isdigit() for w in parts) and any(w.lower() in words.get("media_names", ()) for w in parts)


def _words_from_name(text: str) -> list[str]:
    """The words from the first with a capital on."""
    parts = text.split()
    return parts[next((k for k, w in enumerate(parts) if not w.islower()), 0) :]


def _head_in(text: str, words: Words, name: str, first: int | None = None) -> bool:
    """Whether one of the first words, up to the first "of"-like small word, is in a list or the ``first`` of it, in whatever number."""
    parts = text.lower().translate(APOSTROPHE).split()
    head = parts[:1] if parts and len(parts[0]) > 3 else parts[:2]
    listed = words.get(name, ())[:first]
    return any(m in listed for w in head for m in _meant(w, words, name))


def _ends_head_in(text: str, words: Words, name: str) -> bool:
    """ "the final report of the board": whether the word before the first "of"-like one is in a list, where owners stand before their noun."""
    parts = text.lower().translate(APOSTROPHE).split()
    of = next((k for k, w in enumerate(parts) if k and w in words.get("of_forms", ())), 0)
    return "compounds" in words and of > 0 and bool(_meant(parts[of - 1], words, name))


def _meant(word: str, words: Words, name: str) -> list[str]:
    """The lemmas of a list of which a printed word is the lemma itself or its plural: they differ in the last letter or two."""
    stems = _stems(words).get(name, {})
    longer = [m for m in stems.get(word[:-1], ()) if m == word or len(m) > SHORTEST]
    return longer + [m for m in stems.get(word[:-2], ()) if len(m) > SHORTEST] if len(word) > 1 else longer


@once
def _stems(words: Words) -> dict[str, dict[str, list[str]]]:
    """Name of a list → the lemmas in it by all but their last letter."""
    out: dict[str, dict[str, list[str]]] = {}
    for name, listed in words.items():
        for m in map(str, listed if isinstance(listed, list | tuple) else ()):
            out.setdefault(name, {}).setdefault(m[:-1], []).append(m)
    return out


def maker(text: str, words: Words) -> str | None:
    """ "a UN report", "the government statement": who stands right before a word for a document that ends the phrase."""
    parts = text.split()
    if len(parts) < 2 or "compounds" not in words or not _meant(parts[-1].lower(), words, "documents"):
        return None
    by = parts[:-1]
    while by and by[0].islower() and not _meant(by[0], words, "bodies"):
        by = by[1:]  # "confidential"
    named = bool(by) and ((by[-1].isupper() and len(by[-1]) > 1) or (len(by) > 1 and by[-1][0].isupper()))
    speaks = named or (bool(by) and bool(_meant(by[-1].lower(), words, "bodies")))
    return " ".join(by) if speaks else None


def press_of(text: str, media: Media, words: Words) -> str | None:
    """ "a Bild report": the medium that stands right before a word for a document."""
    parts = text.split()
    document = len(parts) > 1 and "compounds" in words and bool(_meant(parts[-1].lower(), words, "documents"))
    found = medium(" ".join(parts[:-1]), media, words) if document else None
    return str(found["name"]) if found else None


def issuer(text: str, of_forms: Iterable[str]) -> str | None:
    """Who issued a document: the words behind the first "of"."""
    forms = "|".join(re.escape(f) + ("" if f.endswith("'") else r"\s") for f in sorted(of_forms, key=len, reverse=True))
    m = re.search(rf"(?:^|\s)(?:{forms})\s*", text.translate(APOSTROPHE)) if forms else None
    return text[m.end() :].strip() or None if m else None


# ------------------------------------------------------------------ the same speaker again


@dataclass(frozen=True, slots=True)
class Naming:
    """A place where the article names a person, and what it calls him there and elsewhere ("ministro")."""

    sentence: int
    head: int
    known: Known
    roles: frozenset[str] = frozenset()
    source: Argument | None = None  # where he spoke
    gender: str | None = None  # "masculine" or "feminine", where the words beside the name tell


@dataclass(frozen=True)
class Told:
    """What the article tells before a sentence: where persons are named, who is a medium, and which descriptions are definite."""

    namings: Sequence[Naming] = ()
    media: Media = field(default_factory=dict)
    is_definite: Callable[[Argument], bool] = lambda a: True
    is_told_of: Callable[[Argument], bool] = lambda a: True  # no "un": whoever it is may have been told of
    no_persons: Collection[str] = ()  # names taken for persons' that are hardly that
    gender_of: Callable[[Argument], str | None] = lambda a: None  # that the words of a description have

    @cached_property
    def genders(self) -> Mapping[str, str]:
        """Name of a person → the gender that titles and appositions give, the last one."""
        return {n.known.name: n.gender for n in self.namings if n.gender}


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
    for original in attributions:
        found = medium(original.source.span.text, told.media, words)
        if found:
            named.append((original, original, found["name"]))
            press.add(found["name"])
            continue
        a = same_again(original, last, words, told) or described_again(original, people, resolve, words, told)
        a = a or nameless_again(original, nameless, words, told) or body_again(original, last, resolve, words, told)
        a = a or document_again(original, papers, written, words, last, told) or original
        known = resolve(a.source)
        is_person = known is not None and known.kind == "person"
        who = _same_as_before((known.id or known.name) if known is not None and is_person else a.source.span.text, names)
        names.pop(who, None)
        names[who] = None
        if is_person or _capitals(a.source.span.text) or _may_be_meant_again(a, told, words):
            who_spoke = speaking(a.source, known, words)
            people += [who_spoke] if who_spoke.roles or is_person else []
            del people[:-MANY]
        last = [a]
        if not is_person and a is original and not told.is_definite(a.source):
            nameless.append(a)
        if issued(a, words) or a.source.rule == "issued_by":
            papers.append(a)
        if a.medium is not None and a.medium not in SPOKEN:
            written.append(a)
        named.append((original, a, who))
    meant = {o.source.span: a.source for o, a, _ in named if a.source != o.source and not _has_word(o.source.span.text, words, "media_words")}
    return closed_by_outer(_under_their_names(carried(named, press), meant))


def _has_word(text: str, words: Words, name: str) -> bool:
    """Whether any word of a phrase is in a list."""
    return any(_meant(w.lower(), words, name) for w in text.split())


def _under_their_names(found: Mapping[Attribution, Attribution], meant: Mapping[Span, Argument]) -> dict[Attribution, Attribution]:
    """The same, a description that passes on ("il sindacalista") told as the person it was found to mean."""
    return {o: replace(a, relays=tuple(tuple(_renamed(x, meant) for x in branch) for branch in a.relays)) for o, a in found.items()}


def _renamed(x: Argument, meant: Mapping[Span, Argument]) -> Argument:
    """An argument, or the one that its words mean."""
    return replace(meant[x.span], rule=x.rule) if x.span in meant else x


def same_again(a: Attribution, last: Sequence[Attribution], words: Words, told: Told) -> Attribution | None:
    """ "la stessa fonte", "la fonte": whoever spoke right before, where no name was given."""
    parts = a.source.span.text.lower().split()
    same = len(parts) > 1 and any(_meant(parts[0], words, n) for n in ("same", "again"))
    bare = len(parts) == 1 and bool(_meant(parts[0], words, "source_word")) and told.is_definite(a.source)
    noun = parts[-1] if same or bare else ""
    signs = len(parts) == 1 and bool(_meant(parts[0], words, "signers")) and told.is_definite(a.source)  # "I firmatari sostengono"
    noun = parts[0] if signs else noun
    means = signs or bool(_meant(noun, words, "source_word")) or (same and any(_meant(noun, words, n) for n in ("people", "unnamed")))
    before = last[-1] if last and 0 <= a.source.sentence - last[-1].source.sentence <= NEAR else None
    if before is None or not means or len(parts) > len("ab"):
        return None
    return replace(a, source=replace(before.source, rule="same_again"))


def nameless_again(a: Attribution, before: Sequence[Attribution], words: Words, told: Told) -> Attribution | None:
    """ "Un ex agente dei servizi di Sofia racconta … L'ex agente aggiunge": whoever spoke without a name, under the same words or some of them."""
    text = a.source.span.text
    parts = text.lower().split()
    if not titles_in(parts[:2], words) or _capitals(text) or not told.is_definite(a.source) or "compounds" in words:
        return None
    near = [b for b in before if 0 < a.source.sentence - b.source.sentence <= REACH]
    meant = next((b for b in reversed(near) if b.source.span.text.lower().split()[: len(parts)] == parts), None)
    return replace(a, source=replace(meant.source, rule="same_again")) if meant is not None else None


def body_again(a: Attribution, last: Sequence[Attribution], resolve: Resolve, words: Words, told: Told) -> Attribution | None:
    """ "The group", "the London-based watchdog": the organisation that spoke right before, or to which somebody spoke."""
    text = a.source.span.text.split()
    if not text or text[-1].lower() not in words.get("bodies_again", ()) or not told.is_definite(a.source) or any(
            w[:1].isupper() and not w.lower().endswith(tuple(words.get("based", ("\n",)))) for w in text[len("a") :]):
        return None
    near = [b for b in last if 0 <= a.source.sentence - b.source.sentence <= NEAR]
    parties_ = [x for b in near for x in (*(x for branch in b.relays for x in branch), b.source)]
    for x in parties_:
        known = resolve(x)
        named = known is not None and known.kind == "org" and x.span.text[:1].isupper() and not medium(x.span.text, told.media, words)
        if named and x.span.text.split()[-1].lower() not in words.get("bodies_again", ()):
            return replace(a, source=replace(x, rule="body_again"))
    return None


def closed_by_outer(linked_: Mapping[Attribution, Attribution]) -> dict[Attribution, Attribution]:
    """The same, each that somebody else passes on with all that this one's words are passed on by ("X ha detto che, secondo Y, …")."""
    by_source: dict[Span, list[tuple[Attribution, Attribution]]] = {}
    for pair in linked_.items():
        by_source.setdefault(pair[0].source.span, []).append(pair)
    out = {}
    for original, told in linked_.items():
        branches = [x for branch in told.relays for x in _with_outer(branch, original, by_source)]
        out[original] = replace(told, relays=tuple(dict.fromkeys(branches)))
    return out


def _with_outer(branch: tuple[Argument, ...], a: Attribution, by_source: Mapping[Span, Sequence[tuple[Attribution, Attribution]]]) -> Branches:
    """A branch, its tail behind the first of its parties whose words hold these replaced by all that party's branches where those tell more."""
    for k, x in enumerate(branch):
        outer = next((told.relays for original, told in by_source.get(x.span, ()) if x.span != a.source.span and _holds(original, a.cue)), ())
        if outer and parties_in((branch[k + 1 :],)) < parties_in(outer):
            before = parties_in((branch[: k + 1],)) | {a.source.span.text.lower()}
            return tuple((*branch[: k + 1], *(x for x in tail if x.span.text.lower() not in before)) for tail in outer)
    return (branch,)


def _holds(a: Attribution, span: Span) -> bool:
    return any(c.field == span.field and c.start <= span.start and span.end <= c.end for c in a.content)


def _may_be_meant_again(a: Attribution, told: Told, words: Words) -> bool:
    """ "An engineer told AFP …. He said": a word for a person, in languages that mean such a one by a pronoun."""
    text = a.source.span.text.lower().split()
    owners = words.get("possessives", ())
    of = next((k for k, w in enumerate(text) if k and w in words.get("of_forms", ())), len(text))  # "a member of the delegation"
    return bool(owners) and text[:1] != [] and text[0] not in owners and bool(titles_in(text[of - 1 : of], words))


def _same_as_before(name: str, before: dict[str, None]) -> str:
    """The fuller or shorter form under which somebody spoke before ("Strelnikov", "viceministro Gennadij Strelnikov")."""
    mine = _capitals(name)
    for other in islice(reversed(before), MANY):
        theirs = _capitals(other)
        if other.lower() == name.lower() or (mine and theirs and mine[-1] == theirs[-1] and (set(mine) <= set(theirs) or set(theirs) <= set(mine))):
            return other
    return name


def _capitals(name: str) -> list[str]:
    return [w for w in name.split() if w[:1].isupper()]


def carried(named: Sequence[tuple[Attribution, Attribution, str]], press: Collection[str] = ()) -> dict[Attribution, Attribution]:
    """Original, completed attribution and speaker → original with the relays of the speaker's occasion. ``press``: speakers that are media."""
    chains: dict[str, Attribution] = {}
    out: dict[Attribution, Attribution] = {}
    for original, a, who in named:
        before = chains.get(who)
        near = before is not None and original.source.sentence - before.source.sentence <= REACH
        if is_alone(a):
            out[original] = replace(a, relays=extended(alone(before.relays if before is not None and near else (), a.relays), a.later))
            continue
        own = merged(before.relays if before is not None and near else (), a.relays)
        if a.relays or near or a.later:
            chains[who] = replace(original, relays=extended(own, a.later))
            chains.update({x.span.text: chains[who] for x in a.beside if x.span.text not in chains})
        out[original] = replace(a, relays=own)
    out = told_before([x for x in named if x[2] not in press], out)
    later: dict[str, tuple[tuple[Argument, ...], ...]] = {}
    for original, a, who in reversed(named):
        if is_alone(a):
            continue
        if a.later:
            later[who] = (*a.later, *(x for x in later.get(who, ()) if x not in a.later))
        if who in later:
            out[original] = replace(out[original], relays=extended(out[original].relays, later[who]))
    return out


def told_before(named: Sequence[tuple[Attribution, Attribution, str]], out: Mapping[Attribution, Attribution]) -> dict[Attribution, Attribution]:
    """The same, each with the relays that are first named with the next thing its speaker says ("…, ha detto X. «…», ha detto alla Bbc").

    Only where something is told of the occasion already: a relay told of one claim alone belongs to that claim.
    """
    new = dict(out)
    after: dict[str, Attribution] = {}
    for original, a, who in reversed(named):
        if is_alone(a):
            continue
        mine, following = new[original].relays, after.get(who)
        if following is not None and 0 < following.source.sentence - original.source.sentence <= NEAR \
                and mine and parties_in(mine) < parties_in(following.relays):
            new[original] = replace(new[original], relays=following.relays)
        after[who] = replace(original, relays=new[original].relays)
    return new


def is_alone(a: Attribution) -> bool:
    """Whether a claim has a relay of its own alone."""
    return any(x.rule in ALONE for step in (*a.relays, *a.later) for x in step)


def alone(before: Branches, own: Branches) -> Branches:
    """The relays of a claim told to or by one medium alone: that one, behind whoever the speaker spoke to on the occasion."""
    if any(x.rule in SPOKEN_TO for branch in own for x in branch):
        return own
    mine = parties_in(own)
    heads = tuple(dict.fromkeys(tuple(x for x in branch if x.rule in SPOKEN_TO) for branch in before)) or ((),)
    return tuple((*(x for x in head if x.span.text.lower() not in mine), *branch) for head in heads for branch in own or ((),))


def merged(before: Branches, own: Branches) -> Branches:
    """The relays of one more thing said: those of the occasion, its own where it names others, whoever was spoken to in any case."""
    if not own:
        return before
    if not before:
        return own
    told, mine = parties_in(before), parties_in(own)
    if mine <= told:
        return before
    if told <= mine or any(x.rule in SPOKEN_TO for branch in own for x in branch):
        return own
    heads = tuple(dict.fromkeys(tuple(x for x in branch if x.rule in SPOKEN_TO) for branch in before))
    return tuple((*(x for x in head if x.span.text.lower() not in mine), *branch) for head in heads for branch in own)


def extended(before: Branches, later: Branches) -> Branches:
    """Branches with steps at their end, the parties of a step side by side; who is in them already is not told again."""
    for step in later:
        known = parties_in(before)
        new = tuple(x for x in step if x.span.text.lower() not in known)
        before = tuple((*branch, x) for branch in before or ((),) for x in new) if new else before
    return before


def parties_in(branches: Branches) -> set[str]:
    """The names in branches, in small letters."""
    return {x.span.text.lower() for branch in branches for x in branch}


def issued(a: Attribution, words: Words) -> bool:
    """Whether the source is a document whose issuer is told."""
    text = a.source.span.text
    return _head_in(text, words, "documents") and issuer(text, words.get("of_forms", ())) is not None


def document_again(a: Attribution, papers: Sequence[Attribution], spoken: Sequence[Attribution], words: Words,
                   others: Sequence[Attribution] = (), told: Told | None = None) -> Attribution | None:
    """ "La nota aggiunge che …", "the text says": the document of which the issuer was told before, else of whoever just spoke in writing."""
    text = a.source.span.text
    near = [p for p in papers if 0 <= a.source.sentence - p.source.sentence <= REACH]
    again = words.get("again", ())
    bound = (w for w in text.split() if w.lower() not in again and not w[:1].isdigit())  # "la stessa nota", "the 90-page text"
    text = " ".join(w for w in bound if not _meant(w.lower(), words, "pronouns")) or text
    known = told is None or told.is_told_of(a.source)  # "according to a resolution" is another one
    bare = known and len(text.split()) == 1 and (_head_in(text, words, "documents") or text.lower() in words.get("document_again", ()))
    near = near or [p for p in spoken if 0 <= a.source.sentence - p.source.sentence <= NEAR][-1:]
    near = near or [p for p in others if not _head_in(p.source.span.text, words, "unnamed") and 0 < a.source.sentence - p.source.sentence <= 1][-1:]
    return replace(a, source=replace(near[-1].source, rule="document_again"), medium=a.medium or near[-1].medium) if bare and near else None


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
    if "compounds" in words and len(parts) > 1 and (_is_of_several(parts, words) or parts[0] in words.get("others", ())):
        return None  # "the rebels", "a second official"
    if len(parts) == 1 and (one := one_of_two(a, parts[0], told, words)) is not None:
        who: Naming | None = one
    elif len(parts) == 1 and parts[0] in (*words.get("pronouns", ()), *words.get("possessives", ())):
        inside = [n.source.span for n in spoken if n.source is not None and any(c.overlaps(n.source.span) for c in a.content)]
        free = [n for n in spoken if n.source is None or n.source.span not in inside]
        who = whom_a_pronoun_means(a, parts[0], free, told, words)
    else:
        who = next((n for rule in DESCRIBED for n in [rule(a, parts, known, spoken, told, words)] if n), None)
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


def speaking(source: Argument, known: Known | None, words: Words) -> Naming:
    """A speaker as one who may be meant again."""
    text = source.span.text
    return Naming(source.sentence, source.head, known or Known(text, None, None, ""), frozenset(titles_in(text.lower().split(), words)), source)


def titles_in(parts: Sequence[str], words: Words) -> set[str]:
    """The words for a person in a description, in the singular and without "ex-"."""
    of = next((k for k, w in enumerate(parts) if k and w in words.get("of_forms", ())), len(parts))
    own = parts[:of] if "compounds" not in words and _meant(parts[of - 1], words, "bodies") else parts  # "l'ordine degli avvocati" is no lawyer
    plain = (next((w.removeprefix(f) for f in words.get("former", ()) if w.startswith(f)), w) for w in own)
    return {m for w in plain for m in _meant(w, words, "people")}


def spoke_last(a: Attribution, parts: Sequence[str], known: Known | None, spoken: Sequence[Naming], told: Told, words: Words) -> Naming | None:
    """ "Il funzionario", right after somebody spoke; "il capo dell'agenzia russa", of the country of the one who spoke last."""
    first = _title_in(parts, words)
    title = next((first.removeprefix(f) for f in words.get("former", ()) if first.startswith(f)), first)
    if not spoken or title not in words.get("people", ()) or (len(parts) > 1 and not told.is_definite(a.source)):
        return None
    gap = a.source.sentence - spoken[-1].sentence
    roles = offices_of(spoken[-1].known.name, told, spoken, words)
    same_office = not roles or not roles.isdisjoint(titles_in(parts, words)) or title in words.get("epithets", ())
    kin = title in words.get("kin", ()) and not same_office  # "her sister", who has not spoken
    bare = len(parts) == 1 and gap <= NEAR and (gap > 0 or same_office) and not kin and told.is_told_of(a.source)
    country = spoken[-1].known.country
    same_country = known is not None and known.country is not None and known.country == country and gap <= REACH
    return spoken[-1] if bare or (len(parts) > 1 and same_country and same_office) else None


def _title_in(parts: Sequence[str], words: Words) -> str:
    """The word that tells what somebody is: the first one, or the last before "of" where the language puts it so ("the Tajik commander")."""
    of = next((k for k, w in enumerate(parts) if k and w in words.get("of_forms", ())), len(parts))
    return parts[of - 1] if "compounds" in words else parts[0]


def _is_of_several(parts: Sequence[str], words: Words) -> bool:
    """ "the M23 rebels": a word for persons in the plural."""
    title = _title_in(parts, words)
    return bool(_meant(title, words, "people")) and title not in words.get("people", ())


def of_that_office(a: Attribution, parts: Sequence[str], known: Known | None, spoken: Sequence[Naming], told: Told, words: Words) -> Naming | None:
    """ "Il ministro": the person last named with that word beside the name."""
    called = {parts[0]} if len(parts) == 1 and not _meant(parts[0], words, "bodies") else set()  # "il norvegese"
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
    who = only_one(a, told) if titles and told.is_definite(a.source) else None
    vague = not titles.isdisjoint(words.get("epithets", ())) or not set(parts).isdisjoint(words.get("former", ()))
    roles = offices_of(who.known.name, told, spoken, words) if who is not None else set()
    other_office = bool(roles) and roles.isdisjoint(titles) and not vague
    return who if who is not None and not other_office and _may_be(who.known, known) else None


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
