"""What the list of quotations shows beside attributions of speech: judgements, and the whole phrases of sources and cues.

"She praised the deal", "il governo critica la riforma", "Smith called the ruling a mistake" say whose a view is, yet nobody vouches for what
they tell: no event has them as its source, and no chain runs through them. They are made from the tree alone.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sayso.extract.attribution_phrases import argument, possessor_phrase
from sayso.extract.attribution_rules import cue_span
from sayso.extract.attribution_speaker import agent_of_passive, relative_antecedent, subject_in_tree
from sayso.extract.attribution_story import Cue, Scene, Story, cue_of, trimmed
from sayso.extract.attribution_words import Lexis, is_finite
from sayso.languages import once
from sayso.model import Argument, Attribution, Sentence, Span, Token

JUDGED = ("obj", "xcomp", "ccomp", "obl", "advcl")
ABOUT = ("acl", "nmod", "ccomp", "obl", "advcl")
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
            for t in s.tokens:
                if scene.quoted[t.i] < 0 and not taken.holds(s.field, t.start):
                    out += [a for a in (next(rule(scene, t), None) for rule in LISTED) if a is not None][:1]
    return tuple(out)


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
        return cls(cues, {f: _united((c.start, c.end) for a in found for c in a.content if c.field == f and not _is_around(a, c)) for f in fields})

    def holds(self, field: str, at: int) -> bool:
        """Whether a character is taken."""
        rows = self.starts.get(field, ())
        k = bisect_right(rows, (at, INFINITE)) - 1
        return (field, at) in self.cues or (k >= 0 and at < rows[k][1])


def _is_around(a: Attribution, c: Span) -> bool:
    """Whether a content is the whole sentence that its own cue stands in."""
    return c.field == a.cue.field and c.start <= a.cue.start < c.end


def _united(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans in order, those that overlap made one."""
    out: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


def judgement(scene: Scene, t: Token) -> Iterator[Attribution]:
    """ "praised the deal", "wants to leave", "fears that …": a verb of judging, wanting or knowing with its subject and all that depends on it."""
    s, words = scene.s, scene.lexis
    if t.upos != "VERB":
        return
    said = _behind(s, t.i, JUDGED)
    tells = any(c.i > t.i for c in s.children(t.i, "ccomp")) or any(scene.quoted[k] >= 0 for k in said)
    if not (words.has("judge", t) or words.has("attitude", t) or (tells and bool(words.sets["attitude"]))):
        return
    cue = cue_of(s, t, words) or Cue(t.i, _first_of_group(s, t.i), t.i + 1, frozenset(), is_finite(t))
    if s.has(t.i, "aux:pass"):
        source = next(agent_of_passive(scene, cue), None) if words.has("judge", t) else None
        said = [k for c in s.children(t.i, "nsubj") for k in s.subtree(c.i)]
    else:
        source = _holder(scene, cue)
    yield from _judged(scene, source, cue, said)


def feeling(scene: Scene, t: Token) -> Iterator[Attribution]:
    """ "is confident that …", "was critical of the plan": an adjective of thinking or feeling with what it is about."""
    s = scene.s
    if t.upos not in {"ADJ", "VERB"} or not scene.lexis.has("feels", t) or not s.has(t.i, "cop", "aux:pass"):
        return
    cue = Cue(t.i, _first_of_group(s, t.i), t.i + 1, frozenset(), True)
    yield from _judged(scene, _holder(scene, cue), cue, _behind(s, t.i, JUDGED))


def view_held(scene: Scene, t: Token) -> Iterator[Attribution]:
    """ "expressed concern about the vote", "made the case for a truce": a light verb and a noun of thinking or saying, with what it is about."""
    s, words = scene.s, scene.lexis
    if t.upos != "VERB" or not words.has("light_verbs", t) or s.has(t.i, "aux:pass"):
        return
    for noun in s.children(t.i, "obj"):
        if noun.i > t.i and (words.has("view_nouns", noun) or words.has("noun_say", noun)):
            cue = Cue(t.i, _first_of_group(s, t.i), noun.i + 1, frozenset(), is_finite(t))
            yield from _judged(scene, _holder(scene, cue), cue, _behind(s, noun.i, ABOUT) or _behind(s, t.i, ("obl", "advcl", "ccomp"), noun.i))


def view_of(scene: Scene, t: Token) -> Iterator[Attribution]:
    """ "the minister's plan to resign", "his belief that …": a noun of thinking or saying with its owner, and what it is about."""
    s, words = scene.s, scene.lexis
    if t.upos != "NOUN" or not (words.has("view_nouns", t) or words.has("noun_say", t)):
        return
    owner = next((c for c in s.children(t.i, "nmod:poss") if c.i < t.i), None)
    p = possessor_phrase(s, owner) if owner is not None else None
    if p is not None:
        yield from _judged(scene, argument(s, p, "owner_of_noun"), Cue(t.i, t.i, t.i + 1, frozenset(), False), _behind(s, t.i, ("acl", "ccomp")))


LISTED: tuple[Callable[[Scene, Token], Iterator[Attribution]], ...] = (view_held, judgement, feeling, view_of)


def _holder(scene: Scene, cue: Cue) -> Argument | None:
    """Whose view it is: the subject, or the noun of a relative clause."""
    return next(subject_in_tree(scene, cue), None) or next(relative_antecedent(scene, cue), None)


def _behind(s: Sentence, head: int, relations: Sequence[str], after: int | None = None) -> list[int]:
    """The tokens behind a word that some dependents of it are made of."""
    start = head if after is None else after
    return [k for c in s.children(head, *relations) if c.i > start for k in s.subtree(c.i) if k > start]


def _first_of_group(s: Sentence, i: int) -> int:
    """The first of the auxiliaries of a verb or adjective that stand right before it."""
    own = {c.i for c in s.children(i, "aux", "aux:pass", "cop", "advmod")}
    first = i
    while first - 1 in own:
        first -= 1
    return first


def _judged(scene: Scene, source: Argument | None, cue: Cue, said: Sequence[int]) -> Iterator[Attribution]:
    """An attribution of a source and the tokens that are said, where both are there and apart."""
    s = scene.s
    inside = [k for k in said if not cue.first <= k < cue.last]
    span = trimmed(s, s.tokens[min(inside)].start, s.tokens[max(inside)].end) if inside else None
    if source is not None and span is not None and not span.overlaps(source.span):
        yield Attribution(source, cue_span(s, cue), (span,), (), "judgement")


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
        leads = {x.i for c in s.children(verb.i, "obl") for x in s.children(c.i, "case")}
        return s.span(first, _widened(s, (first, last), leads, [a.source.span])[1] + 1)
    under |= {k for c in s.children(verb.i, "obl") if c.i > verb.i and _names_medium(s, c, words) for k in s.subtree(c.i)}
    first, last = _widened(s, (own[0].i, own[-1].i), under, barred)
    return s.span(first, last + 1)


def _names_medium(s: Sentence, t: Token, words: Lexis) -> bool:
    """ "in a statement", "during an interview": a word for where or how it was said."""
    return t.upos == "NOUN" and (bool(words.mediums_at(s, t.i)) or any(words.has(name, t) for name in ("documents", "interviews", "said_words")))


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
    return [(a, whole_source(by_number[a.source.sentence], a), whole_cue(s, a, lexis(words))) for a, s in zip(both, at, strict=True)]
