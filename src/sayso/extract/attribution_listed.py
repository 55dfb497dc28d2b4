"""What the list of quotations shows beside attributions of speech: judgements, and the whole phrases of sources and cues.

"She praised the deal", "il governo critica la riforma", "Smith called the ruling a mistake" say whose a view is, yet nobody vouches for what
they tell: no event has them as its source, and no chain runs through them. They are made from the tree alone.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sayso.extract.attribution_rules import cue_span
from sayso.extract.attribution_speaker import relative_antecedent, subject_in_tree
from sayso.extract.attribution_story import Cue, Scene, Story, cue_of, trimmed
from sayso.extract.attribution_words import Lexis, is_finite
from sayso.languages import once
from sayso.model import Attribution, Sentence, Span, Token

JUDGED = ("obj", "xcomp", "ccomp", "obl", "advcl")

lexis = once(Lexis.of)


def judgements(sentences: Sequence[Sentence], words: Mapping[str, Any], found: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """The judgements of an article, in order; ``found`` are its attributions, whose cues are left alone."""
    story = Story.of(sentences, lexis(words))
    cued = {(a.cue.field, at) for a in found for at in range(a.cue.start, a.cue.end)}
    out: list[Attribution] = []
    for s in story.sentences:
        if s.paragraph not in story.captions:
            scene = Scene(story, s, [], [], set())
            out += [a for t in s.tokens if t.upos == "VERB" and (s.field, t.start) not in cued for a in judgement(scene, t)]
    return tuple(out)


def judgement(scene: Scene, t: Token) -> Iterator[Attribution]:
    """ "praised the deal", "called the ruling a mistake": a verb of judging or addressing with its subject and all that depends on it."""
    s, words = scene.s, scene.lexis
    cue = cue_of(s, t, words) or Cue(t.i, t.i, t.i + 1, frozenset(), is_finite(t))
    if not words.has("judge", t) or cue.passive:
        return
    source = next(subject_in_tree(scene, cue), None) or next(relative_antecedent(scene, cue), None)
    inside = [k for c in s.children(t.i, *JUDGED) if c.i >= cue.last for k in s.subtree(c.i) if k >= cue.last]
    said = trimmed(s, s.tokens[min(inside)].start, s.tokens[max(inside)].end) if inside else None
    if source is not None and said is not None and not said.overlaps(source.span):
        yield Attribution(source, cue_span(s, cue), (said,), (), "judgement")


def whole_source(s: Sentence, a: Attribution) -> Span:
    """The source with its article, its appositions and relative clauses, as far as they stand together and are no cue or content."""
    own = [t for t in s.tokens if a.source.span.start <= t.start < a.source.span.end]
    if not own or a.source.span.field != s.field:
        return a.source.span
    mine = {t.i for t in own}
    top = next((t for t in own if t.head not in mine or t.head == t.i), own[0])
    barred = [a.cue, *(c for c in a.content if c != s.whole)]
    first, last = _widened(s, (own[0].i, own[-1].i), set(s.subtree(top.i)), barred)
    while last > own[-1].i and s.tokens[last].upos == "PUNCT":
        last -= 1
    while first < own[0].i and s.tokens[first].upos in {"PUNCT", "ADP"}:
        first += 1
    return s.span(first, last + 1)


def whole_cue(s: Sentence, a: Attribution) -> Span:
    """The cue with the adverbs and auxiliaries of its verb that stand beside it: "has repeatedly said", "also noted"."""
    own = [t for t in s.tokens if a.cue.start <= t.start < a.cue.end]
    verb = next((t for t in reversed(own) if t.upos == "VERB"), None)
    if verb is None or a.cue.field != s.field:
        return a.cue
    under = {k for c in s.children(verb.i, "advmod", "aux", "cop") for k in s.subtree(c.i)}
    first, last = _widened(s, (own[0].i, own[-1].i), under, [a.source.span, *(c for c in a.content if c != s.whole)])
    return s.span(first, last + 1)


def _widened(s: Sentence, span: tuple[int, int], under: set[int], barred: Sequence[Span]) -> tuple[int, int]:
    """Tokens from first to last, with the neighbours on both sides that are among some and in none of the barred spans."""
    first, last = span
    while first - 1 in under and not _is_in(s.tokens[first - 1], barred):
        first -= 1
    while last + 1 in under and not _is_in(s.tokens[last + 1], barred):
        last += 1
    return first, last


def _is_in(t: Token, spans: Sequence[Span]) -> bool:
    return any(x.start <= t.start < x.end for x in spans)



def listed(sentences: Sequence[Sentence], words: Mapping[str, Any], found: Sequence[Attribution]) -> list[tuple[Attribution, Span, Span]]:
    """Attributions and judgements in the order of their cues, each with the whole phrases of its source and its cue."""
    by_number = {s.i: s for s in sentences}
    own = sorted(sentences, key=lambda s: (s.field != "title", s.start))
    starts = [(s.field != "title", s.start) for s in own]
    both = sorted((*found, *judgements(sentences, words, found)), key=lambda a: (a.cue.field != "title", a.cue.start))
    at = [own[max(bisect_right(starts, (a.cue.field != "title", a.cue.start)) - 1, 0)] for a in both]
    return [(a, whole_source(by_number[a.source.sentence], a), whole_cue(s, a)) for a, s in zip(both, at, strict=True)]
