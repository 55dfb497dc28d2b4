"""Whom do they answer? A speech act that names nobody goes in; the doer of the deed just told comes out.

"Brussels blacklisted twenty Belarusian judges. Minsk vowed to respond in kind." → the threat is to the European Union.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from sayso import ontologies
from sayso.model import Mention, Party, Report, Sentence, Token
from sayso.resolve.actors import GUESS, SETTING

ANSWERS = ("ACCUSE", "REJECT", "THREATEN", "REQUEST", "SUPPORT")
FRIENDLY = (1, 2)  # quads
MATERIAL = 4  # quad
CONFLICT = (3, MATERIAL)
OFFERS = ("agree.offer", "agree.accept", "agree.peace", "concede.truce", "request.meet")
NEAR = 6  # sentences back in which the deed answered was told
RULE = "answered"
SURE = 0.6


def answered(m: Mention, concept: str, actors: Sequence[Party], before: Sequence[tuple[int, Report]], s: Sentence,
             words: Collection[str]) -> tuple[Party, ...]:
    """The doers of the deed that a state, or an international body, answers; ``before``: (sentence, report) of what was told, in order."""
    own = {p.known.country for p in actors if p.known.country and not p.known.why.endswith((SETTING, GUESS))}
    kind = ontologies.code(concept).type
    if not words or len(own) != 1 or m.status not in ("happened", "ongoing") or kind not in ANSWERS or (kind == "REQUEST" and m.needs == "both"):
        return ()
    spoken = topics(s, m.head)
    definite = any(is_the_deed(s, t, words) for t in spoken)
    nobody_else = not any(n.first <= i < n.last for t in spoken for i in s.subtree(t.i) for n in s.names)
    for at, r in reversed(before):
        if m.sentence - at > NEAR or r.trigger == m.trigger or (at == m.sentence and r.trigger.start > m.trigger.start):
            continue
        doers = [p for p in r.actors if p.known.country and p.known.country not in own]
        hit = {p.known.country for p in r.recipients}
        if kind == "SUPPORT":
            is_deed, is_meant = r.code.quad in FRIENDLY and r.status in ("happened", "ongoing"), definite
        else:
            is_deed = r.code.quad in CONFLICT or (concept.startswith("reject.") and r.concept in OFFERS)
            is_meant = nobody_else if own & hit else definite and (r.code.quad == MATERIAL or kind == "REJECT")
        if is_deed and is_meant and doers and len(doers) == len(r.actors):
            return tuple(replace(p, rule=RULE, known=replace(p.known, why=f"{p.known.why}; whose deed is answered", score=min(p.known.score, SURE)))
                         for p in doers)
    return ()


def topics(s: Sentence, head: int) -> list[Token]:
    """What a speech act is about: its object, and what stands under a preposition of it."""
    return list(s.children(head, "obj", "obl", "ccomp", "xcomp"))


def is_the_deed(s: Sentence, t: Token, words: Collection[str]) -> bool:
    """Whether a noun is "the move", "these attacks": one told before, of which nothing more is said."""
    known = any(c.feats.get("Definite") == "Def" or c.feats.get("PronType") == "Dem" for c in s.children(t.i, "det"))
    return known and t.lemma.lower() in words and not any(c.upos in ("NOUN", "PROPN") for c in s.children(t.i, "nmod", "compound"))

