"""What a text is about, as far as it matters: acts told in sport, in invented stories or in set phrases are none.

"L'attaccante ha colpito il palo al 90'" → sport. The words are those of ``topics.yaml``; several words stand as they are printed.

>>> off_topic(sentences, {"sport": ["gol", "calcio di rigore"]})       # doctest: +SKIP
{3: 'sport'}
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sayso.languages import once
from sayso.model import Sentence, Span

ALONE = 2  # words of sport that make a sentence sport, wherever it stands
MOSTLY = 0.3  # share of such sentences that makes the whole article sport
DIFFERENT = 3  # different words of a topic that make the whole article one of it, if they stand in MANY of its sentences
MANY = 0.2
WHOLE = ("sport", "fiction")
CRIME = "crime"

PART = re.compile(r"\w+(?='s\b)|'s\b|\w+'|\w+|[^\w\s]")  # as the tokenisers cut: dall' | ospedale, men | 's, quarter | - | final

Phrases = dict[str, list[tuple[tuple[str, ...], str]]]  # first word → each phrase that begins with it, and its topic


def off_topic(sentences: Sequence[Sentence], words: Mapping[str, Any]) -> dict[int, str]:
    """Number of each sentence whose acts are none, and the topic."""
    found = by_topic(sentences, words)
    out = {i: "sport" for i, of in found.get("sport", {}).items() if len(of) >= ALONE}
    for topic in WHOLE:
        if is_about(found.get(topic, {}), len(sentences)):
            out |= {s.i: topic for s in sentences if s.i not in out}
    return out


def is_crime(sentences: Sequence[Sentence], words: Mapping[str, Any]) -> bool:
    """Whether an article tells of ordinary crime or of a private suit."""
    return is_about(by_topic(sentences, words).get(CRIME, {}), len(sentences))


def is_about(found: Mapping[int, set[str]], total: int) -> bool:
    """Whether enough sentences hold words of a topic, or enough different ones."""
    share = len(found) / max(1, total)
    different = len(set().union(*found.values())) if found else 0
    return (total > 1 and share >= MOSTLY and different > 1) or (share >= MANY and different >= DIFFERENT)


def idioms(s: Sentence, words: Mapping[str, Any]) -> list[Span]:
    """Where set phrases stand whose words only look like acts ("non fa prigionieri")."""
    return [s.span(first, last) for topic, first, last in places(s, words) if topic == "idioms"]


def by_topic(sentences: Sequence[Sentence], words: Mapping[str, Any]) -> dict[str, dict[int, set[str]]]:
    """Topic → number of sentence → the words of the topic in it; sentences without any are left out."""
    out: dict[str, dict[int, set[str]]] = {}
    for s in sentences:
        for topic, first, last in places(s, words):
            out.setdefault(topic, {}).setdefault(s.i, set()).add(" ".join(s.lemmas[first:last]))
    return out


@once
def compiled(words: Mapping[str, Any]) -> Phrases:
    """The phrases of all topics by their first word."""
    out: Phrases = {}
    for topic, lines in words.items():
        for line in lines or ():
            parts = tuple(PART.findall(str(line).lower()))
            out.setdefault(parts[0], []).append((parts, topic))
    return out


def places(s: Sentence, words: Mapping[str, Any]) -> Sequence[tuple[str, int, int]]:
    """(topic, first, past the last) of each phrase: its words stand in a row, each by its form or its lemma."""
    phrases = compiled(words)
    if id(phrases) not in s.kept:
        s.kept[id(phrases)] = list(_places(s, phrases))
    found: Sequence[tuple[str, int, int]] = s.kept[id(phrases)]
    return found


def _places(s: Sentence, phrases: Phrases) -> Iterator[tuple[str, int, int]]:
    if phrases.keys().isdisjoint(s.words):
        return
    rows = list(zip(s.forms, s.lemmas, strict=True))
    for i, (form, lemma) in enumerate(rows):
        if form not in phrases and lemma not in phrases:
            continue
        seen: set[str] = set()
        for parts, topic in (*phrases.get(form, ()), *(phrases.get(lemma, ()) if lemma != form else ())):
            last = i + len(parts)
            if topic not in seen and last <= len(rows) and all(part in row for part, row in zip(parts, rows[i:last], strict=True)):
                seen.add(topic)
                yield topic, i, last
