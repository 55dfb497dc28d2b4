"""What somebody is said to be in another's words: "named in articles by X as one of those who pay the militia", "X described him as the man who …".

The phrase behind "as" is told by whom the verb is done by, where it tells of an act; the rest of the sentence is the article's own.
"""

from __future__ import annotations

from collections.abc import Iterator

from sayso.extract.attribution.party import is_party
from sayso.extract.attribution.phrases import argument, phrase_around, phrase_at
from sayso.extract.attribution.rules import made
from sayso.extract.attribution.speaker import agent_of_passive, subject_in_tree
from sayso.extract.attribution.story import Cue, Scene, trimmed
from sayso.extract.attribution.words import is_finite
from sayso.model import Argument, Attribution, Sentence, Token

REACH = 8  # words behind the verb in which a document is named
BEHIND = ("obl", "advcl", "xcomp", "obj", "nmod")


def named_as(scene: Scene) -> Iterator[Attribution]:
    """ "The ship was named in a report by X as one of two that Tehran is using", "X described him as the man who ordered the attack"."""
    s, lexis = scene.s, scene.lexis
    for t in lexis.having("names_as", s):
        is_passive = s.has(t.i, "aux:pass") or (t.base in ("acl", "root") and not s.has(t.i, "nsubj", "aux") and not is_finite(t))
        if t.upos != "VERB" or t.i in scene.taken or scene.quoted[t.i] >= 0:
            continue
        what = _as_phrase(scene, t)
        cue = Cue(t.i, t.i, t.i + 1, frozenset(), is_finite(t))
        who = (_by_whom(scene, cue) if is_passive else _subject(scene, cue)) if what else None
        said = trimmed(s, s.tokens[what[0]].start, s.tokens[what[-1]].end) if what else None
        if who is not None and said is not None and not said.overlaps(who.span):
            scene.taken.add(t.i)
            yield made(scene, who, s.span(t.i, t.i + 1), [said], "named_as")


def _as_phrase(scene: Scene, t: Token) -> list[int]:
    """The phrase behind "as" that hangs on a verb, or on its object, where a clause of it tells of an act."""
    s, lexis = scene.s, scene.lexis
    near = [c for c in s.children(t.i, *BEHIND) if c.i > t.i]
    near += [x for c in near if c.base != "advcl" for x in s.children(c.i, "nmod", "obl") if x.i > c.i]
    for c in near:
        led = next((x for x in s.children(c.i, "case", "mark") if lexis.has("as_what", x) and t.i < x.i < c.i), None)
        below = [k for k in s.subtree(c.i) if led is not None and k >= led.i]
        if below and any(_tells(s, k) for k in below):
            return below
    return []


def _tells(s: Sentence, k: int) -> bool:
    """Whether a token heads a clause that belongs to a noun."""
    t = s.tokens[k]
    return t.upos == "VERB" and t.base in ("acl", "advcl") and s.tokens[t.head].upos in ("NOUN", "PROPN", "PRON", "NUM", "ADJ")


def _by_whom(scene: Scene, cue: Cue) -> Argument | None:
    """ "by X", "in articles by X", "in a report of X": who does what a passive tells."""
    s, lexis = scene.s, scene.lexis
    agent = next((a for a in agent_of_passive(scene, cue) if not lexis.has("as_what", s.tokens[a.head])), None)
    if agent is not None:
        return agent
    for k in range(cue.last, min(cue.last + REACH, len(s.tokens) - 1)):
        if s.tokens[k].upos == "ADP" and lexis.has("in_document", s.tokens[k]):
            p = phrase_at(s, k + 1, lexis)
            return argument(s, p, "passive_agent") if p is not None and lexis.noun("documents", s.tokens[p.head]) else None
    return None


def _subject(scene: Scene, cue: Cue) -> Argument | None:
    """Who does it, where that is somebody who may speak."""
    s = scene.s
    found = next(subject_in_tree(scene, cue), None)
    p = phrase_around(s, found.head, scene.lexis) if found is not None and found.sentence == s.i else None
    return found if p is not None and (is_party(scene, p) or scene.lexis.noun("documents", s.tokens[p.head])) else None
