"""Who of two parties of one cue speaks and who passes on: the attributions of a sentence go in, they come out with the parts put right.

"L'Ansa ha appreso da fonti locali" → the sources speak, Ansa passes on; "per bocca del portavoce, la presidenza ha fatto sapere" → the
spokesman; "…, Reuters reported, according to a union" → the union, through Reuters.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sayso.extract.attribution.joint import joined_here
from sayso.extract.attribution.nouns import relative_giver
from sayso.extract.attribution.party import is_party
from sayso.extract.attribution.phrases import Phrase, argument, name_at, phrase_around, phrase_at
from sayso.extract.attribution.rules import is_participle
from sayso.extract.attribution.speaker import speaker
from sayso.extract.attribution.story import REACH, Scene, takes, trimmed
from sayso.extract.attribution.words import is_finite, low
from sayso.model import Argument, Attribution, Name, Sentence, Span

NEAR = 4  # words between a document and the participle that tells who made it


def with_parts(scene: Scene, new: Sequence[Attribution]) -> list[Attribution]:
    """The attributions of a sentence, each with the party that spoke first as its source."""
    out = [next((b for rule in PARTS for b in [rule(scene, a)] if b), a) for a in new]
    out = _through_cited(scene, list(_without_outer(scene, list(_through_mouthpiece(scene, out)))))
    out = _without_twins([_interrupted(scene, a, out) for a in out])
    return [joined_here(scene, a) for a in _relayed_inside(scene, _relayed_behind(scene, out))]


def _without_twins(found: Sequence[Attribution]) -> list[Attribution]:
    """The attributions, of two of one cue the one that knows who passes it on."""
    told = {(a.cue, a.content) for a in found if a.relays}
    return [a for a in found if a.relays or (a.cue, a.content) not in told]


def _interrupted(scene: Scene, a: Attribution, found: Sequence[Attribution]) -> Attribution:
    """ "The army said, Alfa reported, that two missiles had been fired": a medium between the verb and what it says passes it on."""
    s = scene.s
    if any(c.start < a.cue.end for c in a.content):
        return a
    if a.rule != "verb_of_saying" or a.relays or a.source.sentence != s.i or not _is_medium(scene, a.source.span):
        return a
    first = next((t.i for t in s.tokens if t.start >= min(a.source.span.start, a.cue.start)), 0)
    while first > 0 and s.tokens[first - 1].upos == "DET":
        first -= 1
    last = max((t.i for t in s.tokens if t.end <= max(a.source.span.end, a.cue.end)), default=0)
    cue = next((c for c in scene.cues if first > 1 and c.finite and c.last == first - 1 and takes(scene, c, "takes_clause")), None)
    opens = last + 2 < len(s.tokens) and s.tokens[last + 1].form == "," and scene.lexis.has("that", s.tokens[last + 2])
    if cue is None or not opens or s.tokens[first - 1].form != "," or any(
            b.cue == s.span(cue.first, cue.last) and b.content != a.content for b in found):
        return a
    who = speaker(scene, cue)
    media = _media_at(scene, a.source.span)
    if who is None or who.span.overlaps(a.source.span):
        return a
    return replace(a, source=who, cue=s.span(cue.first, cue.last), relays=tuple((replace(x, rule="passed_on_by"),) for x in media))


def _relayed_behind(scene: Scene, found: Sequence[Attribution]) -> list[Attribution]:
    """ "The minister said the road was closed, according to Alfa": a medium behind what somebody says passes him on."""
    out = list(found)
    s = scene.s
    for b in found:
        paper = bool(b.relays) and b.source.sentence == s.i and scene.lexis.noun("documents", s.tokens[b.source.head]) \
            and " " not in b.source.span.text  # "according to a transcript published by Alfa"
        if b.rule != "according_to" or not (paper or _is_medium(scene, b.source.span)):
            continue
        k = next((t.i for t in s.tokens if t.start == b.cue.start), 0)
        a = next((a for a in out if a.rule == "verb_of_saying" and a.cue.end < b.cue.start and a.source.sentence == s.i
                  and not _is_medium(scene, a.source.span) and len(a.content) == 1 and _is_said(a, b.cue)), None)
        said = trimmed(s, a.content[0].start, b.cue.start) if a is not None and k > 0 and s.tokens[k - 1].form == "," else None
        if a is not None and said is not None and a.cue.end <= said.start:
            out.remove(b)
            relays = tuple((*branch, *tail) for branch in a.relays or ((),) for tail in _closing(scene, b, a))
            out[out.index(a)] = replace(a, content=(said,), relays=relays)
    return out


def _closing(scene: Scene, b: Attribution, a: Attribution) -> Iterator[tuple[Argument, ...]]:
    """The medium of an attribution and who passes it on, without who is named by another already."""
    known = {x.span for branch in a.relays for x in branch} | {a.source.span, b.source.span}
    media = _media_at(scene, b.source.span)
    if not media:
        yield from b.relays
    for x in media:
        for branch in b.relays or ((),):
            yield (replace(x, rule="passed_on_by"), *(y for y in branch if y.span not in known))


def _relayed_inside(scene: Scene, found: Sequence[Attribution]) -> list[Attribution]:
    """ "The ministry said that, as Alfa reported, …": a medium inside what somebody says passes him on."""
    out = list(found)
    for a in found:
        if a.rule != "as_said" or not _is_medium(scene, a.source.span):
            continue
        outer = next((b for b in out if b.rule == "verb_of_saying" and not _is_medium(scene, b.source.span) and b.cue.end <= a.cue.start
                      and _is_said(b, a.cue) and scene.s.whole not in b.content), None)
        if outer is not None:
            out.remove(a)
            relays = tuple((*branch, replace(x, rule="passed_on_by")) for branch in outer.relays or ((),) for x in _media_at(scene, a.source.span))
            out[out.index(outer)] = replace(outer, relays=relays)
    return out


def _through_cited(scene: Scene, found: Sequence[Attribution]) -> list[Attribution]:
    """ "L'Ansa, citando Al Arabiya, riporta le parole del portavoce": whoever else speaks in the sentence does so through whom it cites."""
    cited = next((a for a in found if a.rule == "citing" and _is_medium(scene, a.source.span)), None)
    others = [a for a in found if cited is not None and a.rule in {"noun_of_saying", "according_to"} and not _is_medium(scene, a.source.span)
              and a.source.sentence == scene.s.i and any(x.overlaps(y) for x in a.content for y in cited.content)]
    if cited is None or not others:
        return list(found)
    by = replace(cited.source, rule="passed_on_by")
    speakers = {a.source.span for a in others}
    out = [a for a in found if a is not cited and not (_is_medium(scene, a.source.span) and a.content == cited.content)]
    return [replace(a, relays=tuple((by, *(x for x in branch if x.span not in speakers | {by.span})) for branch in a.relays or cited.relays or ((),)))
            if a in others else a for a in out]


def learned_from(scene: Scene, a: Attribution) -> Attribution | None:
    """ "quanto appreso dall'Ansa da fonti locali", "AFP has learned from officials": who learns passes on, whoever it is learned from speaks."""
    s, lexis = scene.s, scene.lexis
    verb = next((t for t in s.tokens if a.cue.start <= t.start < a.cue.end and lexis.has("learns", t)), None)
    if verb is None or a.source.sentence != s.i or a.rule == "emerged_from":
        return None
    for t in s.tokens[verb.i + 1 : verb.i + REACH]:
        p = phrase_at(s, t.i + 1, lexis) if t.upos == "ADP" and (lexis.has("by", t) or lexis.has("issued_by", t)) else None
        if p is not None and not s.span(p.first, p.last).overlaps(a.source.span):
            return _first_spoken_by(scene, a, argument(s, p, "learned_from"))
        if is_finite(t):
            return None
    return None


def based_on(scene: Scene, a: Attribution) -> Attribution | None:
    """ "Bloomberg scrive, sulla base di tre testimoni, che …": what a medium builds on speaks."""
    s = scene.s
    if a.source.sentence != s.i or not _is_medium(scene, a.source.span):
        return None
    for t in s.tokens:
        last = scene.lexis.match("based_on", s, t.i)
        p = phrase_at(s, last, scene.lexis) if last is not None and scene.quoted[t.i] < 0 else None
        p = _teller_of_what(scene, last) or p if last is not None and p is not None else p
        speaks = p is not None and (is_party(scene, p) or scene.lexis.noun("noun_say", s.tokens[p.head]))
        if p is not None and speaks and (a.content == (s.whole,) or not _is_said(a, s.span(p.first, p.last))):
            return _first_spoken_by(scene, a, argument(s, p, "based_on"))
    return None


def _teller_of_what(scene: Scene, k: int) -> Phrase | None:
    """ "sulla base di quanto riferito *da un funzionario*": who has told what a medium builds on."""
    s, lexis = scene.s, scene.lexis
    if low(s.tokens[k].form) not in lexis.sets["no_speakers"]:
        return None
    by = next((t for t in s.tokens[k + 1 : k + REACH] if t.upos == "ADP" and lexis.has("by", t)), None)
    return phrase_at(s, by.i + 1, lexis) if by is not None and is_participle(s.tokens[k + 1]) else None


def issued_by(scene: Scene, a: Attribution) -> Attribution | None:
    """ "il rapporto consegnato venerdì dagli esperti", "una dichiarazione scritta del governo": whoever has made a document speaks."""
    s, lexis = scene.s, scene.lexis
    words = any(lexis.noun(name, s.tokens[a.source.head]) for name in ("documents", "noun_say", "said_words")) if a.source.sentence == s.i else False
    if not words or not lexis.sets["issuing"]:
        return None
    start = a.source.head + 1
    behind = s.tokens[start + 1] if start < len(s.tokens) - 1 and s.tokens[start].form == "," else None  # "la circolare, firmata da X"
    start += behind is not None and lexis.has("issuing", behind) and not any(lexis.has(name, behind) for name in ("relay", "relay_by"))
    t = next((t for t in s.tokens[start : start + NEAR] if lexis.has("issuing", t) or t.form in {",", ":"} or lexis.has("of", t)), None)
    if t is None or not lexis.has("issuing", t) or not is_participle(t):
        return None
    for x in s.tokens[t.i + 1 : t.i + REACH]:
        if is_finite(x) or x.form in {",", ":", ".", ";"}:
            return None
        own = lexis.has("by", x) or (x.i == t.i + 1 and lexis.has("of", x))
        p = phrase_at(s, x.i + 1, lexis) if x.upos == "ADP" and own else None
        if p is not None and not _is_medium(scene, s.span(p.first, p.last)):
            return replace(a, source=argument(s, p, "issued_by"))
    return None


def told_by(scene: Scene, a: Attribution) -> Attribution | None:
    """ "stando al racconto che il pescatore ha fatto a X": whoever the clause on a word for words names speaks."""
    s = scene.s
    t = s.tokens[a.source.head] if a.source.sentence == s.i else None
    if t is None or not any(scene.lexis.noun(name, t) for name in ("noun_say", "said_words", "documents")):
        return None
    p = relative_giver(scene, t)
    medium = p is None or _is_medium(scene, s.span(p.first, p.last))
    return None if p is None or medium or not (is_party(scene, p) or name_at(s, p.head)) else replace(a, source=argument(s, p, "issued_by"))


def of_paper_before(scene: Scene, a: Attribution) -> Attribution | None:
    """ "L'agenzia ha consegnato un rapporto. Il testo afferma che …": whoever the sentence before says to have handed a document out."""
    s, lexis = scene.s, scene.lexis
    k = scene.story.place[s.i] - 1
    before = scene.story.sentences[k] if k >= 0 and scene.story.sentences[k].field == s.field else None
    paper = before is not None and a.source.sentence == s.i and " " not in a.source.span.text and any(
        lexis.noun(name, s.tokens[a.source.head]) for name in ("documents", "document_again"))
    if before is None or not paper or any(x.source.sentence == before.i for x in scene.found[-REACH:]):
        return None
    for t in before.tokens:
        given = lexis.noun("documents", t) and t.base == "obj" and any(lexis.has(n, before.tokens[t.head]) for n in ("gives", "issuing"))
        subject = next((c for c in before.children(t.head, "nsubj")), None) if given else None
        p = phrase_around(before, subject.i, lexis) if subject is not None else None
        if p is not None and is_party(Scene(scene.story, before, [], [], set()), p):
            return replace(a, source=argument(before, p, "issued_by"))
    return None


def body_named(scene: Scene, a: Attribution) -> Attribution | None:
    """ "La Pharmalux ha pagato. La società smentisce": the only organisation named shortly before, behind a bare word for one."""
    s, lexis = scene.s, scene.lexis
    if a.source.sentence != s.i or " " in a.source.span.text:
        return None
    head = s.tokens[a.source.head]
    definite = any(c.feats.get("Definite") == "Def" for c in s.children(head.i, "det"))
    if not definite or not lexis.noun("companies", head):
        return None
    k = scene.story.place[s.i]
    named: dict[str, Argument] = {}
    for before in scene.story.sentences[max(0, k - NEAR) : k + 1]:
        for n in before.names:
            span = before.span(n.first, n.last)
            earlier = before.i < s.i or n.last <= head.i
            own = next((before.tokens[x] for x in (n.first - 1, before.tokens[n.first].head) if 0 <= x < n.first), None)  # "comitato Alfa", no firm
            if own is not None and own.lemma.lower() != head.lemma.lower() and (lexis.noun("companies", own) or lexis.noun("people", own)):
                continue
            if n.label == "ORG" and earlier and before.field == s.field and span.text[:1].isupper() and not _is_body_word(scene, before, n):
                named.setdefault(span.text.lower(), argument(before, Phrase(n.first, n.last, n.first), "body_named"))
    return replace(a, source=next(iter(named.values()))) if len(named) == 1 else None


def _is_body_word(scene: Scene, s: Sentence, n: Name) -> bool:
    """Whether a name is a medium or only a word for a body ("Procura")."""
    press = any(g.first < n.last and n.first < g.last for g in scene.story.press.groups.get(s.i, ()))
    return press or scene.lexis.speaks(s.tokens[n.first])


PARTS = (learned_from, based_on, issued_by, told_by, of_paper_before, body_named)


def _first_spoken_by(scene: Scene, a: Attribution, who: Argument) -> Attribution:
    """The attribution with another first speaker, whom its source or the media it stands for pass on."""
    if scene.lexis.has("dummy", scene.s.tokens[a.source.head]) and a.source.sentence == scene.s.i:
        return replace(a, source=who)  # "Alfa said it had learned from X"
    groups = scene.story.press.groups.get(scene.s.i, ())
    media = next((g.arguments for g in groups if scene.s.span(g.first, g.last).overlaps(a.source.span)), (a.source,))
    branches = [tuple(x for x in branch if not x.span.overlaps(who.span)) for branch in a.relays or ((),)]
    relays = tuple((replace(x, rule="passed_on_by"), *branch) for x in media for branch in branches)
    return replace(a, source=who, relays=relays)


def _through_mouthpiece(scene: Scene, found: Sequence[Attribution]) -> Iterator[Attribution]:
    """The attributions, whoever speaks through somebody else told as that one; what "per bocca di" said of the whole sentence is left out."""
    who = _mouthpiece(scene)
    speaks = [a for a in found if a.rule == "verb_of_saying" and who is not None and not _is_said(a, scene.s.span(who.first, who.last))]
    for a in found:
        if who is None or not speaks:
            yield a
        elif a in speaks:
            yield replace(a, source=argument(scene.s, who, "mouthpiece"))
        elif not a.source.span.overlaps(scene.s.span(who.first, who.last)):
            yield a


def _mouthpiece(scene: Scene) -> Phrase | None:
    """The person behind "per bocca di", "through the spokesman"."""
    s, lexis = scene.s, scene.lexis
    for t in s.tokens:
        last = lexis.match("mouthpiece", s, t.i)
        p = phrase_at(s, last, lexis) if last is not None and scene.quoted[t.i] < 0 else None
        name = name_at(s, p.head) if p is not None else None
        if p is not None and (lexis.noun("people", s.tokens[p.head]) or (name is not None and name.label == "PER")):
            return p
    return None


def _without_outer(scene: Scene, found: Sequence[Attribution]) -> Iterator[Attribution]:
    """ "…, Reuters reported, according to a union": the union speaks and the medium passes on, not the other way round."""
    built_on = [a.source.span for a in found if a.source.rule == "based_on"]
    for a in found:
        if a.rule == "according_to" and any(a.source.span.overlaps(x) for x in built_on):
            continue
        outer = next((b for b in found if b.rule == "according_to" and a.rule == "verb_of_saying" and _is_medium(scene, a.source.span)
                      and not _is_medium(scene, b.source.span) and b.source.sentence == a.source.sentence and _is_said(b, a.cue)
                      and not _is_said(a, b.cue)), None)
        yield replace(a, source=outer.source, relays=((replace(a.source, rule="passed_on_by"),),)) if outer is not None else a


def _media_at(scene: Scene, span: Span) -> tuple[Argument, ...]:
    """The media of the group that a span touches."""
    groups = scene.story.press.groups.get(scene.s.i, ())
    return next((g.arguments for g in groups if scene.s.span(g.first, g.last).overlaps(span)), ())


def _is_medium(scene: Scene, span: Span) -> bool:
    return any(scene.s.span(g.first, g.last).overlaps(span) for g in scene.story.press.groups.get(scene.s.i, ()))


def _is_said(a: Attribution, span: Span) -> bool:
    return any(c.overlaps(span) for c in a.content)
