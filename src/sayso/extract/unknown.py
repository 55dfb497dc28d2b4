"""Acts that the lexicon does not know: parsed sentences go in, verbs and nouns that somebody known does or suffers come out.

A verb counts where a party is its subject or object; a noun where it hangs on a light verb that has such a subject ("ha compiuto un …").
Verbs of saying, modals and light verbs are left out: they are known to other files than the lexicon.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sayso.extract.roles import Filler, Frames
from sayso.languages import Language
from sayso.model import Sentence, Span

IsParty = Callable[[Sentence, int], bool]
Seen = tuple[str, str, Span, Span]  # lemma, part of speech, the word, its sentence


@dataclass(frozen=True, slots=True)
class Unknown:
    """A lemma that no entry has: how often it was seen with a party, and a sentence."""

    lemma: str
    pos: str
    count: int
    example: str


def unknown_acts(sentences: Sequence[Sentence], words: Language, is_party: IsParty) -> Iterator[Seen]:
    """Every unknown act of an article, in order."""
    frames = Frames(sentences, words.data("grammar"))
    known = other_words(words)
    for s in sentences:
        for t in s.tokens:
            if t.upos == "VERB" and t.lemma not in known and ("VERB", t.lemma) not in words.entries and has_party(frames, s, t.i, is_party):
                yield t.lemma, "VERB", s.span(t.i, t.i + 1), s.whole
            elif t.upos == "NOUN" and t.base == "obj" and ("NOUN", t.lemma) not in words.entries and is_carried(frames, s, t.i, words, is_party):
                yield t.lemma, "NOUN", s.span(t.i, t.i + 1), s.whole


def other_words(words: Language) -> frozenset[str]:
    """Lemmas that mean something to other files: saying, modals, governors, light verbs."""
    realis, speech = words.data("realis"), words.data("speech")
    out: set[str] = {*flat(realis.get("modals")), *flat(realis.get("governors")), *flat(words.data("lexicon/support"))}
    return frozenset(out | {w for value in speech.values() if isinstance(value, list) for w in map(str, value)})


def flat(value: Any) -> Iterator[str]:  # noqa: ANN401 - whatever YAML holds
    """The words of nested lists and mappings."""
    if isinstance(value, dict):
        for inner in value.values():
            yield from flat(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from flat(inner)
    elif value is not None:
        yield str(value)


def has_party(frames: Frames, s: Sentence, i: int, is_party: IsParty) -> bool:
    """Whether somebody known does it or suffers it."""
    frame = frames.of(s, i)
    return any(stands(frames, x, is_party) for x in (*frame.agents, *frame.patients))


def stands(frames: Frames, x: Filler, is_party: IsParty) -> bool:
    """Whether a filler is somebody known."""
    return is_party(frames.sentences[x.sentence], x.token)


def is_carried(frames: Frames, s: Sentence, i: int, words: Language, is_party: IsParty) -> bool:
    """Whether a noun is the act of a light verb whose subject is somebody known."""
    verb = s.tokens[s.tokens[i].head]
    light = {w for key in ("active", "undergo", "start", "end") for w in words.data("lexicon/support").get(key, ())}
    return verb.lemma in light and any(stands(frames, x, is_party) for x in frames.of(s, verb.i).agents)


def counted(seen: Iterable[Seen]) -> list[Unknown]:
    """Most frequent first; of equals, by the alphabet. The example is the shortest sentence."""
    counts: Counter[tuple[str, str]] = Counter()
    examples: dict[tuple[str, str], str] = {}
    for lemma, pos, _, whole in seen:
        key = lemma, pos
        counts[key] += 1
        text = " ".join(whole.text.split())
        if key not in examples or len(text) < len(examples[key]):
            examples[key] = text
    return [Unknown(*key, n, examples[key]) for key, n in sorted(counts.items(), key=lambda kv: (-kv[1], kv[0]))]
