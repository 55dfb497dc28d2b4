"""Sources told beside a noun: "X has resigned, a move first reported by Alfa", "the arrest, first reported by Alfa, came as …".

Each takes a :class:`Scene` (one sentence) and yields attributions; :data:`RULES` of :mod:`sayso.extract.attribution` runs them in order.
"""

from __future__ import annotations

from collections.abc import Iterator

from sayso.extract.attribution.party import is_party
from sayso.extract.attribution.phrases import Phrase, name_at
from sayso.extract.attribution.rules import is_participle, made
from sayso.extract.attribution.speaker import after_preposition
from sayso.extract.attribution.story import REACH, Scene, trimmed
from sayso.extract.attribution.words import is_finite
from sayso.model import Argument, Attribution, Token

TOLD_BEFORE = ("matters", "news", "noun_say")
TELLS = {"report", "announce", "confirm", "show"}


def apposed_news(scene: Scene) -> Iterator[Attribution]:
    """ "Berlin has halted the delivery, a decision confirmed to Alfa by two officials": a noun for what stands before, and who told it."""
    s = scene.s
    for t in _telling_participles(scene):
        noun = s.tokens[t.head]
        first = min(s.subtree(noun.i))
        opens = next((k for k in range(noun.i - 1, max(noun.i - REACH, 0), -1) if s.tokens[k].form == ","), 0)
        plain = 0 < noun.i - opens < REACH and all(x.upos in {"DET", "ADJ", "NOUN", "PROPN"} for x in s.tokens[opens + 1 : noun.i])
        if not opens or not plain or first < opens or not any(scene.lexis.has(name, noun) for name in TOLD_BEFORE):
            continue
        said = trimmed(s, s.start, s.tokens[opens].start)
        source = next(after_preposition(scene, t.i + 1, "by", "apposed_news", REACH), None)
        if said is not None and source is not None and any(is_finite(x) for x in s.tokens[:opens]):
            scene.taken.add(t.i)
            yield made(scene, source, s.span(t.i, t.i + 1), [said], "apposed_news")
            return


def reported_act(scene: Scene) -> Iterator[Attribution]:
    """ "The arrest of two bishops, first reported by Alfa, came on Friday": an act that somebody told of, where nobody else speaks."""
    s = scene.s
    if any(a.source.sentence == s.i for a in scene.found[-REACH:]):
        return
    for t in _telling_participles(scene):
        noun = s.tokens[t.head]
        listed = any(scene.lexis.has(name, noun) for name in ("documents", "said_words", "people", "bodies", "noun_say"))
        before = next((x for x in reversed(s.tokens[noun.i + 1 : t.i]) if x.upos != "ADV"), noun)
        if before.form != "," or listed or noun.upos != "NOUN" or noun.base not in {"nsubj", "obj", "obl", "nmod"} or name_at(s, noun.i):
            continue
        source = next(after_preposition(scene, t.i + 1, "by", "reported_act", REACH), None)
        if source is None:
            continue
        press = any(s.span(g.first, g.last).overlaps(source.span) for g in scene.story.press.groups.get(s.i, ()))
        if press or _is_party(scene, source):
            act = trimmed(s, s.tokens[min(s.subtree(noun.i))].start, s.tokens[before.i].start)
            yield made(scene, source, s.span(t.i, t.i + 1), [s.whole] if press or act is None else [act], "reported_act")
            return


def _is_party(scene: Scene, a: Argument) -> bool:
    """A person, an organisation, a word for one, or a name that stands for a government."""
    s = scene.s
    return is_party(scene, Phrase(a.head, a.head + 1, a.head)) or name_at(s, a.head) is not None


def _telling_participles(scene: Scene) -> Iterator[Token]:
    """Participles of telling that hang on a noun before them: "a decision *confirmed* by X"."""
    s, lexis = scene.s, scene.lexis
    for t in s.tokens:
        tells = t.base == "acl" and t.upos == "VERB" and (
            bool(lexis.verbs.get(t.lemma.lower(), frozenset()) & TELLS) or lexis.has_any(("relay", "made_by"), t))
        if tells and t.head < t.i and is_participle(t) and scene.quoted[t.i] < 0 and t.i not in scene.taken:
            yield t
