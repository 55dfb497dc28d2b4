"""Whoever cites: a verb of citing or of having heard goes in, who is cited comes out as the source, the one that cites as the relay.

"scrive il giornale citando fonti diplomatiche", "Alfa, which quoted two officials" → the sources, by way of the paper.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sayso.extract.attribution.phrases import Phrase, argument, name_at, phrase_around, phrase_at
from sayso.extract.attribution.rules import has_voice, in_press, in_press_here
from sayso.extract.attribution.story import MEMORY, REACH, Scene, trimmed
from sayso.extract.attribution.words import is_finite, is_gerund
from sayso.model import Argument, Attribution, Span, Token

NEAR = 4  # words between "which" and its verb


def citing(scene: Scene) -> Iterator[Attribution]:
    """ "scrive il giornale citando fonti diplomatiche": who is cited speaks, the one that cites relays."""
    s = scene.s
    mine: list[Attribution] = []
    words = {t.i for name in ("citing", "attributes", "refers") for t in scene.lexis.having(name, s)}
    for t in (s.tokens[k] for k in sorted(words)) if words else ():
        at = _cited_at(scene, t)
        if at is None or scene.quoted[t.i] >= 0 or not (is_gerund(t, scene.lexis) or _who_cites(scene, t)) or _cites_nobody(scene, t):
            continue
        medium = next((g for g in scene.story.press.groups.get(s.i, ()) if t.i < g.first <= t.i + REACH), None)
        p = _who_talked(scene, phrase_at(s, at, scene.lexis, appositions=medium is None))
        by = _citing_party(scene, t, mine)
        if by and by.source.sentence == s.i and by.source.head > t.i and s.tokens[by.source.head].upos == "PRON":
            continue  # "…, citing residents: the flames, *they* said, …" are those who are cited
        if p and (_is_medium_told(scene, s.span(p.first, p.last)) or _is_own_document(scene, p)):
            continue
        if p and by and t.i and s.tokens[t.i - 1].form == "," and by.content[-1] != s.whole and in_press_here(scene, by.source):
            by = _without_tail(scene, by, t)
        if p and by and not any(t.start < c.end and c.start < t.end for c in by.content if len(by.content) > 1 or c != s.whole):
            scene.taken.add(t.i)
            relays = tuple((x, *branch) for x in _side_by_side(scene, by.source) for branch in by.relays or ((),))
            mine.append(replace(by, source=argument(s, p, "cited"), cue=s.span(t.i, t.i + 1), relays=relays, rule="citing"))
            yield mine[-1]


def _cited_at(scene: Scene, t: Token) -> int | None:
    """Where the party begins that a verb cites: "citando *fonti*", "che rimanda a *Alfa*", "che attinge da *Beta*"."""
    s, lexis = scene.s, scene.lexis
    if lexis.has("citing", t):
        return t.i + 1
    if lexis.has("attributes", t) and is_gerund(t, lexis):
        return attributed_to(scene, t)
    at = t.i + 1
    while at + 1 < len(s.tokens) and (s.tokens[at].upos == "ADV" or lexis.has("both", s.tokens[at])):
        at += 1  # "che si rifanno *entrambe* all'aviazione"
    refers = t.upos == "VERB" and lexis.has("refers", t) and at + 1 < len(s.tokens) and s.tokens[at].upos == "ADP"
    return at + 1 if refers else None


def attributed_to(scene: Scene, t: Token) -> int | None:
    """ "attributing the report to *two officials*": behind "to", where words or news are what is attributed."""
    s, lexis = scene.s, scene.lexis
    lists = ("news", "said_words", "noun_say", "figures")
    words = next((c for c in s.children(t.i, "obj") if c.i > t.i and any(lexis.has(n, c) for n in lists)), None)
    hangs = (*s.children(t.i, "obl"), *s.children(words.i, "nmod")) if words is not None else ()
    return next((k.i + 1 for c in hangs if c.i > t.i for k in s.children(c.i, "case") if lexis.has("to", k)), None)


def _who_talked(scene: Scene, p: Phrase | None) -> Phrase | None:
    """ "citando un'intervista del generale a Beta": whoever the interview or the words are of."""
    s, lexis = scene.s, scene.lexis
    noun = next((t for t in s.tokens[p.first : p.last] if t.upos == "NOUN"), None) if p is not None else None
    of = s.tokens[noun.i + 1] if noun is not None and noun.i + 2 < len(s.tokens) else None
    words = noun is not None and (lexis.has("interviews", noun) or lexis.has("said_words", noun))
    owner = phrase_at(s, of.i + 1, lexis) if of is not None and words and lexis.has("of", of) else None
    return owner if owner is not None and has_voice(scene, owner) else p


def _cites_nobody(scene: Scene, t: Token) -> bool:
    """ "Alfa, without citing a source" """
    return t.i > 0 and scene.lexis.has("without", scene.s.tokens[t.i - 1])


def _without_tail(scene: Scene, a: Attribution, t: Token) -> Attribution:
    """ "Alfa scrive che il vertice è annullato, *citando il ministro*": what a medium says without the gerund that tells whom it cites."""
    s, last = scene.s, a.content[-1]
    tail = last.start < t.start < last.end and is_gerund(t, scene.lexis) and not any(is_finite(x) for x in s.tokens[t.i :])
    kept = trimmed(s, last.start, s.tokens[t.i - 1].start) if tail else None
    return replace(a, content=(*a.content[:-1], kept)) if kept is not None else a


def _is_own_document(scene: Scene, p: Phrase) -> bool:
    """ "citando un suo comunicato": a document of whoever is spoken of already."""
    tokens = scene.s.tokens
    return scene.lexis.noun("documents", tokens[p.head]) and any(t.feats.get("Poss") for t in tokens[p.first : p.last])


def _citing_party(scene: Scene, t: Token, new: Sequence[Attribution]) -> Attribution | None:
    """Whose words cite: of the attributions of the sentence the one whose source stands nearest before the verb of citing, else the last."""
    mine = [a for a in (*scene.found[-MEMORY:], *new) if a.source.sentence == scene.s.i and not a.cue.start <= t.start < a.cue.end]
    before = [a for a in mine if a.source.span.end <= t.start]
    return max(before, key=lambda a: a.source.span.end) if before else mine[-1] if mine else None


def heard(scene: Scene) -> Iterator[Attribution]:
    """ "secondo l'Alfa, che ha parlato con due sindacalisti", "Alfa, che riporta le parole del ministro": whom a medium has heard speaks."""
    s, lexis = scene.s, scene.lexis
    for t in lexis.having("hears", s):
        if t.upos != "VERB" or scene.quoted[t.i] >= 0 or t.deprel not in {"acl:relcl", "advcl:relcl"}:
            continue
        by = next((a for a in reversed(scene.found) if a.source.sentence == s.i and a.cue.start != t.start
                   and (_is_medium(scene, a.source) or (a.rule == "citing" and name_at(s, a.source.head) is not None))
                   and 0 <= s.tokens[min(s.subtree(t.i))].start - a.source.span.end <= len(", ")), None)
        p = _heard_party(scene, t.i) if by is not None else None
        if by is not None and p is not None:
            scene.taken.add(t.i)
            relays = tuple((x, *branch) for x in _side_by_side(scene, by.source) for branch in by.relays or ((),))
            yield replace(by, source=argument(s, p, "heard"), cue=s.span(t.i, t.i + 1), relays=relays, rule="heard")


def _is_medium(scene: Scene, a: Argument) -> bool:
    return in_press_here(scene, a) or scene.lexis.noun("media_words", scene.s.tokens[a.head])


def _heard_party(scene: Scene, verb: int) -> Phrase | None:
    """Behind "ha parlato con", "riporta le parole di": the party that the preposition leads to."""
    s, lexis = scene.s, scene.lexis
    if lexis.has("hearing", s.tokens[verb]) and (heard := next((c for c in s.children(verb, "obj") if c.i > verb), None)) is not None:
        return phrase_around(s, heard.i, lexis)  # "che ha sentito due banchieri"
    words = False
    for t in s.tokens[verb + 1 : verb + 5]:
        if t.upos == "ADP" and (lexis.has("to", t) or (words and lexis.has("of", t))):
            return phrase_at(s, t.i + 1, lexis)
        words = words or lexis.has("said_words", t) or lexis.noun("noun_say", t)
        if t.upos not in {"DET", "NOUN", "ADJ"}:
            return None
    return None


def _is_medium_told(scene: Scene, cited: Span) -> bool:
    """Whether what is cited are media to which somebody spoke, so that they are no first speakers."""
    groups = [g for g in scene.story.press.groups.get(scene.s.i, ()) if scene.s.span(g.first, g.last).overlaps(cited)]
    before = [g for i in range(max(0, scene.s.i - MEMORY), scene.s.i + 1) for g in scene.story.press.groups.get(i, ())]
    told = {a.span for g in before for a in g.arguments if not any(g is x for x in groups)}
    told -= {a.source.span for a in scene.found[-MEMORY:]}
    return bool(groups) and all(a.span in told for g in groups for a in g.arguments)


def _who_cites(scene: Scene, t: Token) -> bool:
    """ "…, che cita fonti locali" """
    k, tokens = t.i - 1, scene.s.tokens
    while k > 0 and t.i - k <= NEAR and (tokens[k].upos in {"ADV", "ADP"} or tokens[k].feats.get("Poss") or tokens[k].deprel == "det:poss"
                                         or scene.lexis.has("impersonal", tokens[k]) or scene.lexis.has("then", tokens[k])):
        k -= 1  # "which *in turn* quoted"
    return is_finite(t) and t.i > 0 and scene.lexis.has("who", scene.s.tokens[k])


def _side_by_side(scene: Scene, a: Argument) -> tuple[Argument, ...]:
    """A party, or all the media it is one of ("la Tass e la Reuters, che citano X")."""
    media = in_press(scene, a)
    return media if len(media) > 1 else (a,)
