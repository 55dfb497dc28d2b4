"""Rules that see a quotation without a verb of saying in its clause: a colon, a name, dashes, or nothing at all.

Those that take a :class:`Scene` run with the rules of the sentence; those that also take a quotation's number see what was left over.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sayso.extract.attribution.content import behind
from sayso.extract.attribution.pairs import in_next_sentence, is_speech
from sayso.extract.attribution.passed_on import with_relays
from sayso.extract.attribution.phrases import Phrase, argument, phrase_around, phrase_at, phrase_before
from sayso.extract.attribution.relays import is_interview, talk_with
from sayso.extract.attribution.rules import cue_span, made
from sayso.extract.attribution.speaker import dropped_subject, subject_after, subject_in_tree, subject_of_sentence, subject_of_sentence_before
from sayso.extract.attribution.story import REACH, Cue, Scene, trimmed
from sayso.extract.attribution.words import DASHES, is_finite
from sayso.model import Argument, Attribution, Sentence, Span, Token


def interrupted_quote(scene: Scene) -> Iterator[Attribution]:
    """`«Siamo pronti - ha aggiunto - a partire»`: a cue between dashes inside the quotation."""
    s, quoted = scene.s, scene.quoted
    for cue in scene.free_cues():
        k = quoted[cue.verb]
        if k < 0 or not cue.finite or cue.first == 0 or s.tokens[cue.first - 1].form not in DASHES or cue.person in {"1", "2"}:
            continue
        scene.taken.add(cue.verb)
        source = next(subject_after(scene, cue), None) or scene.last_speaker()
        if k not in scene.used_quotes and source is not None:
            scene.used_quotes.add(k)
            yield made(scene, source, cue_span(s, cue), _without(scene, k, cue, source), "interrupted_quote")


def _without(scene: Scene, k: int, cue: Cue, source: Argument) -> Iterator[Span]:
    """A quotation without the cue in it."""
    s, last = scene.s, behind(scene, cue, source)
    closing = next((t for t in s.tokens[last : last + REACH] if t.form in DASHES), s.tokens[last - 1])
    a, b = s.tokens[cue.first - 1].start, closing.end
    for x in scene.story.quote(k):
        if not (x.start < b and a < x.end):
            yield x
            continue
        yield from (p for p in (trimmed(s, x.start, a), trimmed(s, b, x.end)) if p)


def colon_quote(scene: Scene) -> Iterator[Attribution]:
    """`Il premier si è rivolto alla folla: «…»`, `Rossi: «…»`: no verb of saying, but a colon and a subject before it."""
    s = scene.s
    for i, t in enumerate(s.tokens):
        if t.form != ":" or i == 0 or scene.quoted[i] >= 0:
            continue
        k = quote_behind(scene, i)
        if k < 0 or k in scene.used_quotes:
            continue
        source = _before_colon(scene, i)
        if source is not None:
            scene.used_quotes.add(k)
            yield made(scene, source, s.span(i, i + 1), scene.story.quote(k), "colon_quote")


def quote_before_colon(scene: Scene) -> Iterator[Attribution]:
    """ `«È una guerra»: non usa mezzi termini il ministro`: a quotation, a colon, and a clause with a person behind its verb."""
    s = scene.s
    for t in s.tokens[2:-2]:
        k = scene.quoted[t.i - 2] if t.form == ":" and scene.quoted[t.i] < 0 else -1
        if k < 0 or k in scene.used_quotes or not is_speech(s, [i for i, q in enumerate(scene.quoted) if q == k]):
            continue
        verb = next((v for v in s.tokens[t.i :] if v.upos == "VERB" and s.has(v.i, "nsubj")), None)
        who = next((c for c in s.children(verb.i, "nsubj") if c.i > verb.i), None) if verb is not None else None
        p = phrase_around(s, who.i, scene.lexis) if who is not None else None
        if p is not None and _is_person(scene, p):
            scene.used_quotes.add(k)
            yield made(scene, argument(s, p, "subject_after"), s.span(t.i, t.i + 1), scene.story.quote(k), "quote_before_colon")


def _is_person(scene: Scene, p: Phrase) -> bool:
    """Whether a phrase is a word for a person, or a person's name."""
    named = any(n.label == "PER" and p.first <= n.first < p.last for n in scene.s.names)
    return named or scene.lexis.noun("people", scene.s.tokens[p.head])


def clause_behind_colon(scene: Scene) -> Iterator[Attribution]:
    """ "Il sindaco lo ha messo nero su bianco in una lettera: i fondi arriveranno": a person, what he spoke in, a colon and a clause."""
    s, lexis = scene.s, scene.lexis
    colon = next((t.i for t in s.tokens[3:-2] if t.form == ":" and scene.quoted[t.i] < 0), None)
    if colon is None or s.is_heading or scene.quoted[colon + 1] >= 0 or any(a.cue.overlaps(s.whole) for a in scene.found[-REACH:]):
        return
    root = next((t for t in s.tokens[:colon] if t.head == t.i), None)
    subject = next((c for c in s.children(root.i, "nsubj") if c.i < colon), None) if root is not None else None
    p = phrase_around(s, subject.i, lexis) if subject is not None else None
    if root is None or p is None or p.last > colon or not _is_person(scene, p) or not any(is_finite(t) for t in s.tokens[colon:]):
        return
    spoke_in = any(t.i not in range(p.first, p.last) and (lexis.noun("documents", t) or lexis.has("interviews", t) or lexis.has("platforms", t))
                   for t in s.tokens[:colon])
    said = trimmed(s, s.tokens[colon].end, s.end)
    if said is not None and spoke_in and root.upos in {"VERB", "ADJ"}:
        yield made(scene, argument(s, p, "before_colon"), s.span(colon, colon + 1), [said], "clause_behind_colon")


def quote_behind(scene: Scene, i: int) -> int:
    """The quotation right behind token ``i``, in the next sentence where ``i`` ends this one; -1 for none."""
    behind_it = next((q for q in scene.quoted[i + 1 : i + 3] if q >= 0), -1)
    return next(iter(in_next_sentence(scene)), -1) if i == len(scene.s.tokens) - 1 else behind_it


def _before_colon(scene: Scene, i: int) -> Argument | None:
    """The name right before the colon, else the subject of the verb before it."""
    s = scene.s
    p = phrase_before(s, i, scene.lexis)
    if p and (p.first == 0 or s.tokens[p.first - 1].upos == "PUNCT"):
        return argument(s, p, "before_colon")
    if p and _is_cleft(scene, p.first) and _can_speak(scene, p.head):
        return argument(s, p, "before_colon")
    verb = next((v for v in reversed(s.tokens[:i]) if v.upos in {"VERB", "AUX"} and _governs(s, v)), None)
    finite = next((t for t in s.tokens[:i] if is_finite(t)), None)
    if verb is None and finite is not None and not any(True for _ in s.children(finite.head, "nsubj")):
        back = Cue(finite.i, finite.i, finite.i + 1, frozenset(), True, number=finite.feats.get("Number"))
        return next(dropped_subject(scene, back), None)
    if verb is None and finite is not None:
        subject = next((c for c in s.children(finite.head, "nsubj") if c.i < finite.i), None)  # "l'ufficiale è stato netto: «…»"
        p = phrase_around(s, subject.i, scene.lexis) if subject is not None and finite.head < i else None
        if p and not _can_speak(scene, p.head) and _are_words(scene, argument(s, p, "before_colon")):
            said = scene.last_said()  # "Sui migranti la risposta è secca: «…»"
            return replace(said.source, rule="speaks_on") if said is not None and scene.has_just_spoken(said) else None
        return argument(s, p, "before_colon") if p and _can_speak(scene, p.head) else None
    if verb is None:
        p = phrase_at(s, s.tokens[0].upos == "CCONJ", scene.lexis)
        if p and _can_speak(scene, p.head):
            return argument(s, p, "before_colon")
        said = scene.last_said() if s.tokens[0].upos in {"CCONJ", "ADV", "ADP"} else None  # "E sulla tregua: «…»"
        return replace(said.source, rule="speaks_on") if said is not None and scene.has_just_spoken(said) else None
    cue = Cue(verb.i, verb.i, verb.i + 1, frozenset(), True)
    who = next(subject_in_tree(scene, cue), None)
    return None if who is not None and _are_words(scene, who) else who


def _are_words(scene: Scene, a: Argument) -> bool:
    """ "La frase più dura è arrivata in serata: «…»": a word for words, of nobody."""
    t = scene.s.tokens[a.head]
    words = any(scene.lexis.has(name, t) for name in ("said_words", "noun_say", "news"))
    return words and t.upos == "NOUN" and not _can_speak(scene, a.head) and not scene.lexis.noun("documents", t)


def _is_cleft(scene: Scene, i: int) -> bool:
    """ "A gettare acqua sul fuoco è *il ministro*: «…»": whether "be" stands before token ``i`` and an infinitive opens the sentence."""
    s, lexis = scene.s, scene.lexis
    opens = s.tokens[0].upos == "ADP" and lexis.has("back_prepositions", s.tokens[0]) and s.tokens[1].feats.get("VerbForm") == "Inf"
    return opens and i > 1 and lexis.has("be", s.tokens[i - 1])


def _governs(s: Sentence, v: Token) -> bool:
    return s.has(v.i, "nsubj") and v.deprel != "acl:relcl"


# ------------------------------------------------------------------ quotations that no cue introduced, in a second pass


def quote_goes_on(scene: Scene, k: int) -> Iterator[Attribution]:
    """A quotation that is a sentence or paragraph of its own: whoever spoke right before it speaks on."""
    s, q = scene.s, scene.story.quotes[k]
    outside = [t for t, inside in zip(s.tokens, scene.quoted, strict=True) if inside < 0]
    if q.last - q.first == 0 and any(t.upos in {"VERB", "AUX", "NOUN", "PROPN"} for t in outside):
        return
    said = scene.last_said()
    goes_on = said is not None and scene.has_just_spoken(said)
    before = None if goes_on else next(subject_of_sentence_before(scene), None) or _who_was_interviewed(scene)
    source = before if before is not None and _is_body(scene, before) else scene.last_speaker()
    if source is not None and is_speech(s, [i for i, x in enumerate(scene.quoted) if x == k]):
        yield made(scene, replace(source, rule="speaks_on"), scene.story.mark(k), scene.story.quote(k), "quote_goes_on")


def _who_was_interviewed(scene: Scene) -> Argument | None:
    """Whoever the sentence before, in the paragraph before, says to have given an interview."""
    k = scene.story.place[scene.s.i] - 1
    if k < 0 or scene.story.sentences[k].field != scene.s.field or scene.story.sentences[k].paragraph < scene.s.paragraph - 1:
        return None
    there = Scene(scene.story, scene.story.sentences[k], [], [], set())
    talk = talk_with(there)
    if talk is not None:
        return talk[0]
    return next(subject_of_sentence(there, there.s), None) if is_interview(there) else None


def quote_beside_name(scene: Scene, k: int) -> Iterator[Attribution]:
    """ "X invita Y per «rafforzare i legami»": quoted words in a clause are its subject's where they are speech."""
    s = scene.s
    inside = [i for i, x in enumerate(scene.quoted) if x == k]
    if len(inside) < 3 or not any(s.tokens[i].upos in {"VERB", "AUX"} for i in inside):
        return
    top = next((i for i in inside if s.tokens[i].head not in inside), None)
    above = next((t for t in s.ancestors(top) if t.upos in {"VERB", "AUX"} and t.i not in inside), None) if top is not None else None
    if above is None or above.head in inside:
        return
    source = next(subject_in_tree(scene, Cue(above.i, above.i, above.i + 1, frozenset(), True)), None)
    if source is not None and _can_speak(scene, source.head):
        yield made(scene, source, s.span(above.i, above.i + 1), scene.story.quote(k), "quote_beside_name")


def quote_in_clause(scene: Scene) -> Iterator[Attribution]:
    """The same for quotations that begin inside a clause of this sentence: no cue of a later sentence will claim them."""
    for k in dict.fromkeys(q for q in scene.quoted[1:] if q >= 0):
        if k not in scene.used_quotes and scene.story.quotes[k].first == scene.s.i and scene.quoted[0] != k:
            for a in quote_beside_name(scene, k):
                scene.used_quotes.add(k)
                yield a


def unmarked_quote(scene: Scene) -> Iterator[Attribution]:
    """A paragraph in the first person without quotation marks, behind one in which somebody spoke: he speaks on."""
    source = scene.last_speaker()
    if source is not None:
        own = [s for s in scene.story.sentences if s.field == scene.s.field and s.paragraph == scene.s.paragraph]
        yield made(scene, replace(source, rule="speaks_on"), scene.s.span(0, 1), [s.whole for s in own], "unmarked_quote")


def _can_speak(scene: Scene, head: int) -> bool:
    s = scene.s
    return any(n.first <= head < n.last for n in s.names) or scene.lexis.speaks(s.tokens[head])


def _is_body(scene: Scene, a: Argument) -> bool:
    """A name or a word for somebody who can speak, no document."""
    s = scene.story.sentences[scene.story.place[a.sentence]]
    return any(n.first <= a.head < n.last for n in s.names) or scene.lexis.speaks(s.tokens[a.head])


def so_said(scene: Scene, k: int) -> Iterator[Attribution]:
    """`«…». Così il ministro.`: the next sentence has no verb but names the speaker."""
    at = scene.story.place[scene.story.quotes[k].last] + 1
    if at >= len(scene.story.sentences):
        return
    s = scene.story.sentences[at]
    if s.field == scene.s.field and s.tokens and scene.lexis.has("so", s.tokens[0]) and not any(is_finite(t) for t in s.tokens[1:6]):
        p = phrase_at(s, _behind_hearer(scene, s), scene.lexis) or phrase_around(s, 1, scene.lexis)
        if p:
            there = Scene(scene.story, s, [], scene.found, scene.used_quotes)
            yield from with_relays(there, [made(there, argument(s, p, "so_said"), s.span(0, 1), scene.story.quote(k), "so_said")])


def _behind_hearer(scene: Scene, s: Sentence) -> int:
    """ "Così *alla Bbc* il ministro": the token behind whom it was said to, where and when."""
    k = 1
    while k < len(s.tokens) - 1:
        t = s.tokens[k]
        p = phrase_at(s, k + 1, scene.lexis, appositions=False) if t.upos == "ADP" else None
        press = next((g.last for g in scene.story.press.groups.get(s.i, ()) if k < g.first and p is not None and g.first < p.last), None)
        if p is not None:
            k = press or p.last
        elif t.upos == "ADV" or scene.lexis.has("before_speaker", t):
            k += 1
        else:
            break
    return k


QUOTE_RULES = (so_said, quote_goes_on, quote_beside_name)
