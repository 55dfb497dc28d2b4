"""Chains told in pieces: rules that see a word for "so", and sentences that only tell whom somebody spoke to.

"So said the general.", "That is what the envoy expects." → what was said before; "He was speaking to Radio Alfa." → who heard him.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from sayso.extract.attribution.before import previous
from sayso.extract.attribution.party import is_party
from sayso.extract.attribution.phrases import argument, name_at, phrase_at
from sayso.extract.attribution.relays import is_same_person, steps
from sayso.extract.attribution.rules import cue_span, made
from sayso.extract.attribution.speaker import speaker, subject_in_tree
from sayso.extract.attribution.statements import of_noun
from sayso.extract.attribution.story import Cue, Scene, Story, trimmed
from sayso.extract.attribution.words import is_finite, is_gerund
from sayso.model import Argument, Attribution, Sentence, Span, Token

OPENS = 8  # words within which "that … is what" opens its sentence
NEAR = 2  # sentences over which "he was speaking to" tells of what was said


def back_so(scene: Scene) -> Iterator[Attribution]:
    """ "He said so in an interview", "So says the general", "That, at least, is what the envoy expects": what was said before."""
    s, lexis = scene.s, scene.lexis
    if s.is_heading or not (lexis.having("so_said", s) or lexis.having("what", s)):
        return
    for cue in scene.free_cues():
        if not cue.finite or scene.quoted[cue.verb] >= 0 or not (_so_behind(scene, cue) or _so_opens(scene, cue) or _is_what(scene, cue)):
            continue
        source, said = speaker(scene, cue, inverted=_so_opens(scene, cue) and not _only_told(scene, cue)), previous(scene)
        if source is not None and said:
            scene.taken.add(cue.verb)
            yield made(scene, source, cue_span(s, cue), said, "back_so")
            return


def that_is_word_of(scene: Scene) -> Iterator[Attribution]:
    """ "That was the message from X", "Such is the testimony of X": a pronoun, a form of "be", a word for words and whose they are."""
    s, lexis = scene.s, scene.lexis
    if s.is_heading or len(s.tokens) < len("abcd") or not (lexis.has("back_objects", s.tokens[0]) or lexis.has("so_said", s.tokens[0])):
        return
    noun = next((t for t in s.tokens[2:OPENS] if t.upos == "NOUN" and (lexis.has("noun_say", t) or lexis.has("said_words", t))), None)
    if noun is None or not any(lexis.has("be", t) for t in s.tokens[1:3]) or any(t.upos == "VERB" for t in s.tokens[: noun.i]):
        return
    owner = of_noun(scene, noun.i)
    said = previous(scene) if owner is not None else []
    if owner is not None and said and (is_party(scene, owner) or name_at(s, owner.head)):
        yield made(scene, argument(s, owner, "owner_of_words"), s.span(0, noun.i + 1), said, "that_is_word_of")


def _so_behind(scene: Scene, cue: Cue) -> bool:
    """ "said so", "told him so": and nothing that goes on ("said so much that")."""
    tokens = scene.s.tokens
    at = next((k for k in range(cue.last, min(cue.last + 2, len(tokens))) if scene.lexis.has("so_said", tokens[k])), None)
    between = at is None or all(t.upos == "PRON" for t in tokens[cue.last : at])
    behind = tokens[at + 1] if at is not None and at + 1 < len(tokens) else None
    return at is not None and between and (behind is None or behind.upos in {"ADP", "PUNCT", "ADV", "CCONJ"})


def _so_opens(scene: Scene, cue: Cue) -> bool:
    """ "So says X", "So, at any rate, said X": the subject behind the verb."""
    tokens = scene.s.tokens
    subject_before = any(c.i < cue.first for c in scene.s.children(cue.verb, "nsubj")) and not _only_told(scene, cue)
    plain = not any(is_finite(t) for t in tokens[1 : cue.first])
    near = cue.first < OPENS + OPENS * _only_told(scene, cue)
    return cue.first > 0 and scene.lexis.has("so_said", tokens[0]) and plain and not subject_before and near


def _only_told(scene: Scene, cue: Cue) -> bool:
    """ "So a commander told Alfa": a verb with nothing but whom it was told to behind it."""
    bare = scene.lexis.has("told_bare", scene.s.tokens[cue.verb]) and not scene.s.has(cue.verb, "ccomp", "xcomp")
    return bare and any(cue.last <= g.first <= cue.last + 1 for g in scene.story.press.groups.get(scene.s.i, ()))


def _is_what(scene: Scene, cue: Cue) -> bool:
    """ "That is what X says", "This, at least, was how X put it": a pronoun, a form of "be", "what" and the verb of saying with nothing behind it."""
    s, lexis = scene.s, scene.lexis
    what = next((t.i for t in s.tokens[1:OPENS] if lexis.has("what", t)), None)
    be = next((t.i for t in s.tokens[1:what] if lexis.has("be", t)), None) if what is not None else None
    if what is None or be is None or cue.first < what or not lexis.has("back_objects", s.tokens[0]):
        return False
    subject = any(what < c.i < cue.first for c in s.children(cue.verb, "nsubj"))
    return subject and not s.has(cue.verb, "ccomp", "xcomp")


def with_hearers(story: Story, found: Sequence[Attribution]) -> list[Attribution]:
    """The attributions, those before "He was speaking to X" and behind "X spoke to Y" with whom it was said to as the first relay."""
    out = list(found)
    for s in story.sentences:
        verb = next((t for t in story.lexis.having("speaks_to", s) if t.upos == "VERB" and t.base in {"root", "conj"}), None)
        verb = verb or _guest(story, s)
        if verb is None or s.field == "title" or s.paragraph in story.captions or any(s.start <= a.cue.start < s.end for a in found):
            continue
        scene = Scene(story, s, [], [], set())
        heard = next((x for x in steps(scene) if x.is_spoken_to), None)
        who = next(subject_in_tree(scene, Cue(verb.i, verb.i, verb.i + 1, frozenset(), True)), None) if heard else None
        back = is_gerund(verb, story.lexis) or verb.feats.get("Tense") == "Imp"
        dropped = who is None and is_finite(verb) and back and not s.has(verb.i, "nsubj")  # "Parlava a Radio Alfa."
        k = _said_near(story, out, s, back) if who is not None or dropped else None
        if heard is None or k is None or not (dropped or (who is not None and _is_alike(scene, who, out[k]))):
            continue
        if {x.span for x in heard.parties} <= {x.span for branch in out[k].relays for x in branch}:
            continue  # told of already, where he was said to have been on it
        relays = tuple((x, *branch) for x in heard.parties for branch in out[k].relays or ((),))
        out[k] = replace(out[k], relays=relays)
    return out


def _guest(story: Story, s: Sentence) -> Token | None:
    """ "The ambassador was on Alfa": a medium behind "be" and "on", where a sentence has no other predicate."""
    root = next((t for t in s.tokens if t.head == t.i), None)
    press = root is not None and any(g.first <= root.i < g.last for g in story.press.groups.get(s.i, ()))
    on = root is not None and any(story.lexis.has("on", c) for c in s.children(root.i, "case"))
    return root if press and on and any(story.lexis.has("be", c) for c in (s.children(root.i, "cop") if root else ())) else None


def with_quoted(story: Story, found: Sequence[Attribution]) -> list[Attribution]:
    """The attributions, those of a medium before "The agency quoted X" with X as who speaks first."""
    out = list(found)
    cues = sorted(a.cue.start for a in found)
    for s in story.sentences:
        groups = story.press.groups.get(s.i, ())
        if not groups or s.field == "title" or s.is_heading or bisect_left(cues, s.end) > bisect_left(cues, s.start):
            continue
        verb = next((t for t in story.lexis.having("citing", s) if t.upos == "VERB" and t.base == "root" and is_finite(t)), None)
        if verb is None:
            out = _attributed(story, out, s)
            continue
        k = _said_near(story, out, s, True)
        p = phrase_at(s, verb.i + 1, story.lexis) if k is not None else None
        if k is None or p is None or not is_party(Scene(story, s, [], [], set()), p) or out[k].rule in {"citing", "heard"}:
            continue
        cites = next((g for g in groups if g.last <= verb.i), None)
        if cites is not None and any(x.span.text.lower() == out[k].source.span.text.lower() for x in cites.arguments):
            relays = tuple((out[k].source, *branch) for branch in out[k].relays or ((),))
            out[k] = replace(out[k], source=argument(s, p, "cited"), relays=relays)
    return out


def without_own_gerunds(story: Story, found: Sequence[Attribution]) -> list[Attribution]:
    """The attributions, what one says ending before a comma and a gerund with which he goes on ("said the road was closed, | *adding* that …")."""
    going_on: dict[Span, list[Attribution]] = {}
    for a in found:
        if a.rule == "verb_of_saying" and _is_gerund_behind_comma(story, a):
            going_on.setdefault(a.source.span, []).append(a)
    if not going_on:
        return list(found)
    return [replace(a, content=tuple(_ended(story, c, going_on.get(a.source.span, ())) for c in a.content)) if a.rule == "verb_of_saying" else a
            for a in found]


def _is_gerund_behind_comma(story: Story, a: Attribution) -> bool:
    s = story.sentences[story.place[a.source.sentence]]
    t = next((t for t in s.tokens if t.start == a.cue.start), None) if s.field == a.cue.field else None
    adds = t is not None and "add" in story.lexis.verbs.get(t.lemma.lower(), ())
    return t is not None and adds and t.i > 0 and is_gerund(t, story.lexis) and s.tokens[t.i - 1].form == ","


def _ended(story: Story, c: Span, going_on: Sequence[Attribution]) -> Span:
    """A part of what is said up to where its speaker goes on."""
    b = next((b for b in going_on if b.cue.field == c.field and c.start < b.cue.start < c.end), None)
    return (trimmed(story.sentences[story.place[b.source.sentence]], c.start, b.cue.start) or c) if b is not None else c


def _attributed(story: Story, found: Sequence[Attribution], s: Sentence) -> list[Attribution]:
    """The attributions, those of a medium that "attributed the report to X" with X as who speaks first."""
    verb = next((t for t in story.lexis.having("attributes", s) if t.upos == "VERB"), None)
    to = next((t for t in s.tokens[verb.i + 1 :] if t.upos == "ADP" and story.lexis.has("to", t)), None) if verb is not None else None
    p = phrase_at(s, to.i + 1, story.lexis) if to is not None else None
    by = next((g for g in story.press.groups.get(s.i, ()) if verb is not None and g.last <= verb.i), None)
    if p is None or by is None or not is_party(Scene(story, s, [], [], set()), p):
        return list(found)
    media, who = {x.span.text.lower() for x in by.arguments}, argument(s, p, "cited")
    near = {x.i for x in story.sentences[max(0, story.place[s.i] - NEAR) : story.place[s.i]]}
    return [replace(a, source=who, relays=tuple((a.source, *branch) for branch in a.relays or ((),)))
            if a.source.sentence in near and a.source.span.text.lower() in media else a for a in found]


def _said_near(story: Story, found: Sequence[Attribution], s: Sentence, is_back: bool) -> int | None:
    """The attribution before a sentence, or the first one behind it."""
    starts = [(a.cue.field != "title", a.cue.start) for a in found]
    k = bisect_right(starts, (True, s.start)) - is_back
    if not 0 <= k < len(found) or found[k].cue.field != s.field:
        return None
    a = found[k]
    at = next((x.i for x in story.sentences if x.field == s.field and x.start <= a.cue.start < x.end), s.i)
    return k if abs(story.place[at] - story.place[s.i]) <= NEAR else None


def _is_alike(scene: Scene, who: Argument, a: Attribution) -> bool:
    """Whether a subject and a speaker may be one: the same name, a pronoun on one side."""
    return who.span == a.source.span or _is_pronoun(scene, who) or is_same_person(scene, a.source, who) or _is_described(scene, who, a.source)


def _is_described(scene: Scene, who: Argument, a: Argument) -> bool:
    """ "Rossi spoke to Alfa. …, the minister said": a word for a person behind one named."""
    s = scene.story.sentences[scene.story.place[a.sentence]]
    named = any(n.label == "PER" and n.first <= who.head < n.last for n in scene.s.names)
    return named and a.sentence > who.sentence and s.tokens[a.head].upos == "NOUN" and scene.lexis.noun("people", s.tokens[a.head])


def _is_pronoun(scene: Scene, a: Argument) -> bool:
    t: Token = scene.story.sentences[scene.story.place[a.sentence]].tokens[a.head]
    return t.upos == "PRON" and scene.lexis.has("pronouns", t)
