"""What the list of quotations shows beside attributions of speech: judgements, and the whole phrases of sources and cues.

"She praised the deal", "il governo critica la riforma", "Smith called the ruling a mistake" say whose a view is, yet nobody vouches for what
they tell: no event has them as its source, and no chain runs through them. They are made from the tree alone.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sayso.extract.attribution.story import Scene, Story, trimmed
from sayso.extract.attribution.views import VIEWS
from sayso.extract.attribution.words import Lexis
from sayso.languages import once
from sayso.model import Attribution, Sentence, Span, Token

INFINITE = 1 << 60

lexis = once(Lexis.of)


def judgements(sentences: Sequence[Sentence], words: Mapping[str, Any], found: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """The judgements of an article, in order; ``found`` are its attributions, whose cues and words are left alone."""
    story = Story.of(sentences, lexis(words))
    taken = Taken.of(found)
    out: list[Attribution] = []
    for s in story.sentences:
        if s.paragraph not in story.captions:
            scene = Scene(story, s, [], [], set())
            free = (t for t in s.tokens if scene.quoted[t.i] < 0 and not taken.holds(s.field, t.start))
            out += outermost([a for a in (_view(scene, t) for t in free) if a is not None])
    return tuple(out)


def _view(scene: Scene, t: Token) -> Attribution | None:
    """What the first of the rules that sees a view at a token tells of it."""
    return next((a for rule in VIEWS for a in rule(scene, t)), None)


def outermost(views: Sequence[Attribution]) -> list[Attribution]:
    """The views of a sentence that stand in the content of no other: what is wanted or feared is its holder's ("wants to praise the deal")."""
    return [a for a in views if not any((_is_inside(a, b) and not _is_inside(b, a)) or _is_part(a, b) for b in views)]


def _is_inside(a: Attribution, b: Attribution) -> bool:
    return a is not b and any(c.start <= a.cue.start < c.end for c in b.content)


def _is_part(a: Attribution, b: Attribution) -> bool:
    """Whether the cue of a view is the end of another's ("*case*" of "made the case that"), or opens with another's ("*wants* to praise")."""
    ends = b.cue.start < a.cue.start and a.cue.end <= b.cue.end
    return ends or (a.cue.start == b.cue.start and b.cue.end < a.cue.end)


@dataclass(frozen=True)
class Taken:
    """Characters that are the cue of an attribution already, or in the words of somebody: what is told there is his."""

    cues: frozenset[tuple[str, int]]
    starts: Mapping[str, Sequence[tuple[int, int]]]

    @classmethod
    def of(cls, found: Sequence[Attribution]) -> Taken:
        """What some attributions take."""
        cues = frozenset((a.cue.field, at) for a in found for at in range(a.cue.start, a.cue.end))
        fields = {c.field for a in found for c in a.content}
        return cls(cues, {f: _united((c.start, c.end) for a in found for c in a.content if c.field == f) for f in fields})

    def holds(self, field: str, at: int) -> bool:
        """Whether a character is taken."""
        rows = self.starts.get(field, ())
        k = bisect_right(rows, (at, INFINITE)) - 1
        return (field, at) in self.cues or (k >= 0 and at < rows[k][1])


def _united(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans in order, those that overlap made one."""
    out: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


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


def whole_cue(s: Sentence, a: Attribution, words: Lexis) -> Span:
    """The cue with what of its verb stands beside it: "has repeatedly said", "said in a statement", of a judgement the preposition ("objects to")."""
    own = [t for t in s.tokens if a.cue.start <= t.start < a.cue.end]
    if a.rule == "as_said":  # "as Smith *has put it*": without who says it
        own = [t for t in own if t.start >= a.source.span.end] or own
    verb = next((t for t in reversed(own) if t.upos in {"VERB", "ADJ"}), None)
    if verb is None or a.cue.field != s.field:
        return a.cue
    under = {k for c in s.children(verb.i, "advmod", "aux", "cop", "compound:prt") for k in s.subtree(c.i)}
    barred = [a.source.span, *(c for c in a.content if c != s.whole)]
    if a.rule == "judgement":
        first, last = _widened(s, (own[0].i, own[-1].i), under, barred)
        first = _with_infinitive(s, verb, first, words)
        passive = s.has(verb.i, "aux:pass")
        leads = {x.i for c in s.children(verb.i, "obl") for x in s.children(c.i, "case") if passive or not words.has("issued_by", x)}
        return s.span(first, _widened(s, (first, last), leads, [a.source.span])[1] + 1)
    behind = [c for c in s.children(verb.i, "obl") if c.i > verb.i]
    under |= {k for c in behind if _names_medium(s, c, words) for k in s.subtree(c.i)}
    under |= {x.i for c in behind for x in s.children(c.i, "case") if words.has("cue_prepositions", x)}
    first, last = _widened(s, (own[0].i, own[-1].i), under, barred)
    return s.span(first, last + 1)


def _with_infinitive(s: Sentence, verb: Token, first: int, words: Lexis) -> int:
    """ "continued *to blast* the deal": where the cue of an infinitive begins, with its "to"."""
    to = s.tokens[first - 1] if first else None
    return first - (to is not None and words.has("to_do", to) and to.head == verb.i and verb.feats.get("VerbForm") == "Inf")


def _names_medium(s: Sentence, t: Token, words: Lexis) -> bool:
    """ "in a statement", "during an interview": a word for where or how it was said."""
    if t.upos != "NOUN" or (words.sets["compounds"] and any(words.has("of", x) or words.has("about", x) for x in s.children(t.i, "case"))):
        return False  # "said *of the lawsuit*"
    return bool(words.mediums_at(s, t.i)) or any(words.has(name, t) for name in ("documents", "interviews", "said_words"))


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
    cues = [whole_cue(s, a, lexis(words)) for a, s in zip(both, at, strict=True)]
    return [(_apart(a, s, cue), whole_source(by_number[a.source.sentence], a), cue) for a, s, cue in zip(both, at, cues, strict=True)]


def _apart(a: Attribution, s: Sentence, cue: Span) -> Attribution:
    """A view with what it is about behind the preposition that its cue took in ("worried about | the rent")."""
    c = a.content[0] if a.rule in {"judgement", "verb_of_saying"} and a.cue.end < cue.end else cue
    rest = trimmed(s, cue.end, c.end) if c.start < cue.end < c.end and c.start >= cue.start else None
    return replace(a, content=(rest,)) if rest is not None else a
