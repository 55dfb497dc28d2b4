"""Whom a description means that stands before the name: an office goes in, the person comes out who goes on to speak by a bare name.

"The bank will not raise rates, its governor suggested on Friday. … Speaking to CNBC, Ingrid Sandqvist said …" → the governor is Sandqvist, and
told CNBC. Where owners stand before their noun only, as English news puts the office first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sayso.model import Attribution
from sayso.resolve.media import medium
from sayso.resolve.nameless import head_of
from sayso.resolve.namings import Told, offices_of
from sayso.resolve.parties import Resolve
from sayso.resolve.wording import Words

SOON = 2  # sentences within which the name follows
PARTICLE = 3  # letters of "van", "bin", "al"
BESIDE = 2  # characters between a name and its verb


def named_soon(attributions: Sequence[Attribution], resolve: Resolve, words: Words, told: Told) -> Mapping[Attribution, Attribution]:
    """Attributions of an office → the same of the person who is named next, by way of whom that one speaks to."""
    if "compounds" not in words:
        return {}
    out = {}
    by_sentence: dict[int, list[tuple[int, Attribution]]] = {}
    for k, b in enumerate(attributions):
        if not b.source.span.text.islower() or " " in b.source.span.text:
            by_sentence.setdefault(b.source.sentence, []).append((k, b))
    for a in attributions:
        if a.source.rule == "described_again" or not _is_office(a, resolve, words):
            continue
        after = (x for n in range(1, SOON + 1) for x in by_sentence.get(a.source.sentence + n, ()) if x[1].cue.start > a.cue.start)
        first = min(after, key=lambda x: x[0], default=None)
        if first is not None and _is_new(a, first[1], resolve, words, told):
            out[a] = replace(a, source=replace(first[1].source, rule="named_soon"), relays=a.relays or first[1].relays)
    return out


def _is_office(a: Attribution, resolve: Resolve, words: Words) -> bool:
    """ "its governor", "South Korea's health minister", "a Hamas leader": one person, without a name."""
    text = a.source.span.text
    first = text.lower().split()[0]
    if head_of(text, words) not in words.get("people", ()) or "," in text or first in words.get("one_of", ()) or first in words.get("others", ()):
        return False
    known = resolve(a.source)
    return known is None or known.kind != "person"


def _is_new(a: Attribution, b: Attribution, resolve: Resolve, words: Words, told: Told) -> bool:
    """Whether somebody speaks by a name alone, right before the verb, who has not been named before and of whom no other office is told."""
    text = b.source.span.text
    known = resolve(b.source)
    parts = text.split()
    bare = len(parts) > 1 and parts[0][:1].isupper() and all(w[:1].isupper() or len(w) <= PARTICLE or "-" in w for w in parts)
    if known is None or known.kind != "person" or not bare or medium(text, told.media, words) or not 0 <= b.cue.start - b.source.span.end <= BESIDE:
        return False
    roles = offices_of(known.name, told, (), words)
    named = [n.sentence for n in told.namings if n.known.name == known.name]
    between = [n for n in told.namings if a.source.sentence <= n.sentence < b.source.sentence and n.known.kind == "person"]
    fits = not roles or head_of(a.source.span.text, words) in roles
    return fits and min(named, default=b.source.sentence) > a.source.sentence and all(n.known.name == known.name for n in between)
