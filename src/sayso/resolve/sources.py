"""Attribution → graph of sources: who speaks first, who passes it on, on which paths.

"il presidente Petrov, citato dalle agenzie Alfa e Beta" → nodes Petrov, Alfa, Beta; edges Petrov–Alfa, Petrov–Beta; two paths.
What each is called is told in :mod:`sayso.resolve.parties`; what is carried over from the sentences around, in :mod:`sayso.resolve.linked`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import pairwise

from sayso.model import Argument, Attribution, SourceNode, Sources
from sayso.resolve.media import UNKNOWN, Media, is_name_of_medium, medium, words_from_name
from sayso.resolve.parties import Party, Resolve, party
from sayso.resolve.wording import NO_WORDS, Words, head_in, issuer, lemmas_of, may_speak

NO_RELAY = {"country", "capital", "place", "region", "people", "adjective"}  # what a participle's "da" may name without relaying
PRESS = {"agency", "broadcaster", "outlet"}


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


def _has_word_before_name(text: str, words: Words) -> bool:
    """ "state broadcaster TBC", "local radio station Cooperativa": small letters with a word for a medium among them, then a name."""
    named = words_from_name(text)
    before = text.split()[: -len(named) or None]
    return "compounds" in words and bool(named) and any(lemmas_of(w, words, "media_words") for w in before) and not any(
        w in words.get("of_forms", ()) for w in before)


def is_relay(argument: Argument, resolve: Resolve, media: Media, words: Words) -> bool:
    """Whether a supposed relay is one: a name addressed must be a medium, a place or a platform is none."""
    text = argument.span.text
    if text.lower() in words.get("platforms", ()):
        return False
    if text.lower() in words.get("pronouns", ()) and ((known := resolve(argument)) is None or known.kind != "person"):
        return False
    if medium(text, media, words) or is_name_of_medium(text, words):
        return True
    if head_in(text, words, "media_words") or lemmas_of(text.split()[-1].lower(), words, "media_words") or _has_word_before_name(text, words):
        return True
    own = argument.rule == "passed_on_by" and text.split()[0].lower() in words.get("possessives", ())
    last = text.split()[-1].lower()
    if argument.rule == "told_by_name":
        known = resolve(argument)
        return known is not None and known.kind in UNKNOWN  # "ha detto a Rac1": a name that no table knows
    if argument.rule in {"told", "told_alone"} or (own and lemmas_of(last, words, "bodies") and not lemmas_of(last, words, "media_words")):
        return False  # "in a recording released by *his office*"
    known = resolve(argument)
    if argument.rule == "told_bare":  # "told TV 2": a name that no table knows
        return known is None or known.kind in UNKNOWN or known.country == "NGO"  # a witness told a rights group
    return known is None or known.kind not in NO_RELAY
