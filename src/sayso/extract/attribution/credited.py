"""Whom somebody has it from: attributions of an article go in, they come out with who is behind the one named.

"Yonhap quoted NHK, which had the figure from the engineer" → the engineer, then NHK; "It emerged from the ministry that …" → the ministry;
"A diplomat, heard by Reuters, was wary: nothing would be signed, he said" → the diplomat.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sayso.extract.attribution.party import is_party
from sayso.extract.attribution.phrases import Phrase, argument, name_at, phrase_around, phrase_at
from sayso.extract.attribution.rules import made
from sayso.extract.attribution.speaker import subject_of_sentence
from sayso.extract.attribution.story import Scene, Story, trimmed
from sayso.extract.attribution.words import is_finite, low
from sayso.model import Argument, Attribution, Sentence, Span, Token

NEAR = 4  # words between a verb and whom something is known from
PLURAL = "Plur"


def emerged_from(scene: Scene) -> Iterator[Attribution]:
    """ "It emerged from the ministry that …", "That there will be talks was disclosed by mediators": what came to light, and from whom."""
    s, lexis = scene.s, scene.lexis
    for t in s.tokens:
        if t.upos != "VERB" or t.i in scene.taken or scene.quoted[t.i] >= 0 or not (_comes_to_light(scene, t) or _has_clause_in_front(scene, t)):
            continue
        at = next((x.i for x in s.tokens[t.i + 1 : t.i + 1 + NEAR] if x.upos == "ADP" and (lexis.has("by", x) or lexis.has("issued_by", x))), None)
        p = phrase_at(s, at + 1, lexis) if at is not None else None
        if p is None or not _may_tell(scene, p):
            continue
        said = _clause_in_front(scene, t) if _has_clause_in_front(scene, t) else _clause_behind(scene, p.last)
        if said is not None:
            scene.taken.add(t.i)
            yield made(scene, argument(s, p, "known_from"), s.span(t.i, t.i + 1), [said], "emerged_from")


def _comes_to_light(scene: Scene, t: Token) -> bool:
    """ "it emerged", "it was learned": nobody does it."""
    subjects = list(scene.s.children(t.i, "nsubj", "nsubj:pass", "expl"))
    return scene.lexis.has("emerging", t) and bool(subjects) and all(scene.lexis.has("dummy", c) for c in subjects)


def _has_clause_in_front(scene: Scene, t: Token) -> bool:
    """ "That there will be talks was learned …": a passive of saying or coming to light, and "that" opens the sentence."""
    s, lexis = scene.s, scene.lexis
    opens = lexis.has("that", s.tokens[0]) and s.tokens[0].upos == "SCONJ" and any(c.i < t.i for c in s.children(t.i, "csubj", "advcl"))
    return opens and s.has(t.i, "aux:pass") and (lexis.has("emerging", t) or bool(lexis.verbs.get(t.lemma.lower())))


def _clause_in_front(scene: Scene, t: Token) -> Span | None:
    first = min((c.i for c in scene.s.children(t.i, "aux", "advmod")), default=t.i)
    return trimmed(scene.s, scene.s.tokens[1].start, scene.s.tokens[first - 1].end) if first > 2 else None


def _clause_behind(scene: Scene, last: int) -> Span | None:
    s = scene.s
    that = next((t.i for t in s.tokens[last : last + 2] if scene.lexis.has("that", t)), None)
    return trimmed(s, s.tokens[that + 1].start, s.end) if that is not None and any(is_finite(t) for t in s.tokens[that:]) else None


def _may_tell(scene: Scene, p: Phrase) -> bool:
    return is_party(scene, p) or name_at(scene.s, p.head) is not None or _is_press(scene.story, scene.s, p)


def _is_press(story: Story, s: Sentence, p: Phrase) -> bool:
    return any(g.first < p.last and p.first < g.last for g in story.press.groups.get(s.i, ()))


def with_credited(story: Story, found: Sequence[Attribution]) -> list[Attribution]:
    """The attributions, those of "X, which had the news from Y", "X, which attributed it to Y" with Y as who speaks first."""
    return [replace(a, source=who, relays=tuple((a.source, *b) for b in a.relays or ((),)), beside=()) if who is not None else a
            for a in found for who in [_credited(story, a)]]


def _credited(story: Story, a: Attribution) -> Argument | None:
    """Whom the relative clause behind a source has it from."""
    s, lexis = story.sentences[story.place[a.source.sentence]], story.lexis
    last = max((t.i for t in s.tokens if a.source.span.start <= t.start < a.source.span.end), default=-1)
    if last < 0 or last + NEAR >= len(s.tokens) or s.tokens[last + 1].form != "," or not lexis.has("who", s.tokens[last + 2]):
        return None
    verb = next((t for t in s.tokens[last + 3 : last + 3 + NEAR] if t.upos == "VERB"), None)
    gives = verb is not None and lexis.has("attributes", verb)
    if verb is None or not (gives or lexis.has("has_from", verb)):
        return None
    at = next((t for t in s.tokens[verb.i + 1 : verb.i + 1 + NEAR] if t.upos == "ADP" and lexis.has("to" if gives else "issued_by", t)), None)
    p = phrase_at(s, at.i + 1, lexis) if at is not None else None
    return argument(s, p, "cited") if p is not None and is_party(Scene(story, s, [], [], set()), p) else None


def before_colon(story: Story, found: Sequence[Attribution]) -> list[Attribution]:
    """The attributions, those of a pronoun behind a colon ("X was wary: nothing will be signed, *he* said") with whom the words before it name."""
    return [_named_before_colon(story, a) if a.rule == "verb_of_saying" else a for a in found]


def _named_before_colon(story: Story, a: Attribution) -> Attribution:
    s, lexis = story.sentences[story.place[a.source.sentence]], story.lexis
    pronoun = s.tokens[a.source.head]
    if pronoun.upos != "PRON" or not lexis.has("pronouns", pronoun) or a.source.span.text.lower() != low(pronoun.form):
        return a
    colon = next((t for t in reversed(s.tokens[: pronoun.i]) if t.form == ":"), None)
    who = next((x for x in _named(story, s, colon.i) if _fits(story, s, x, pronoun)), None) if colon is not None else None
    if colon is None or who is None or a.cue.start < colon.end:
        return a
    said = tuple(x for c in a.content for x in [trimmed(s, colon.end, c.end) if c.start < colon.start < c.end else c] if x is not None)
    citing = [(x,) for g in story.press.groups.get(s.i, ()) for x in g.arguments if who.rule == "cited" and x.span.end <= who.span.start]
    return replace(a, source=replace(who, rule="before_colon"), content=said, relays=a.relays or tuple(citing))


def _named(story: Story, s: Sentence, colon: int) -> Iterator[Argument]:
    """Whom the words before a colon cite, and their subject."""
    scene = Scene(story, s, [], [], set())
    for t in story.lexis.having("citing", s):
        p = phrase_at(s, t.i + 1, story.lexis) if t.upos == "VERB" and t.i < colon else None
        if p is not None and p.last <= colon:
            yield argument(s, p, "cited")
    yield from (x for x in subject_of_sentence(scene, s) if x.span.end <= s.tokens[colon].start)
    subjects = (t for t in s.tokens[:colon] if t.base == "nsubj" and t.i < t.head < colon and t.upos != "PRON")
    yield from (argument(s, p, "subject") for t in subjects for p in [phrase_around(s, t.i, story.lexis)] if p is not None)


def _fits(story: Story, s: Sentence, who: Argument, pronoun: Token) -> bool:
    """Whether a party is one or several as a pronoun is, and can speak: a word for one, or the subject of a verb of saying."""
    t, name = s.tokens[who.head], name_at(s, who.head)
    press = any(s.span(g.first, g.last).overlaps(who.span) for g in story.press.groups.get(s.i, ()))
    verb = s.tokens[t.head]
    speaks = t.base == "nsubj" and (story.lexis.has("judge", verb) or bool(story.lexis.verbs.get(verb.lemma.lower())))
    person = (name is not None and name.label == "PER") or story.lexis.noun("people", t) or story.lexis.noun("unnamed", t) or speaks
    several = t.feats.get("Number") == PLURAL
    return t.upos != "PRON" and not press and (several if pronoun.feats.get("Number") == PLURAL else person and not several)
