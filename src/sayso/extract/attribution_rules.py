"""Rules that see speech itself: verbs of saying, "come riferito da", headlines, quotations without a verb.

Each takes a :class:`Scene` (one sentence) and yields attributions; :data:`RULES` of :mod:`sayso.extract.attribution` runs them in order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from sayso.extract.attribution_pairs import in_next_sentence, is_speech, quotes_of
from sayso.extract.attribution_phrases import argument, phrase_around, phrase_at, phrase_before
from sayso.extract.attribution_saying import (
    after_preposition,
    behind,
    clause,
    noun_said,
    said_before,
    speaker,
    subject_after,
    subject_in_tree,
    takes,
)
from sayso.extract.attribution_story import Cue, Scene, trimmed
from sayso.extract.attribution_words import is_finite, is_gerund
from sayso.model import Argument, Attribution, Sentence, Span, Token


def made(scene: Scene, source: Argument, cue: Span, content: Iterable[Span], rule: str) -> Attribution:
    """An attribution of this sentence; its relays and medium come later."""
    spans = tuple(joined(content))
    return Attribution(source, cue, spans, (), rule, speech(scene, spans))


def joined(spans: Iterable[Span]) -> list[Span]:
    """Spans in order, those inside another left out."""
    out: list[Span] = []
    for x in sorted(set(spans), key=lambda x: (x.field, x.start, -x.end)):
        if not out or out[-1].field != x.field or x.end > out[-1].end:
            out.append(x)
    return out


def speech(scene: Scene, content: Iterable[Span]) -> str:
    """Whether content is quoted (direct), partly quoted (mixed) or not (indirect)."""
    spans = list(content)
    size = sum(x.end - x.start for x in spans)
    quoted = sum(max(0, min(x.end, q.end) - max(x.start, q.start)) for x in spans for q in _quotes_near(scene, x))
    if quoted == 0:
        return "indirect"
    return "direct" if quoted >= 0.95 * size else "mixed"


def _quotes_near(scene: Scene, x: Span) -> Iterator[Span]:
    for q in scene.story.quotes:
        if q.field == x.field and q.start < x.end and x.start < q.end:
            yield Span(q.field, q.start, q.end, "")


def cue_span(s: Sentence, cue: Cue) -> Span:
    """The words of a cue."""
    return s.span(cue.first, cue.last)


def is_participle(t: Token) -> bool:
    """Whether a token is a past participle, however it was tagged."""
    return t.feats.get("VerbForm") == "Part" or t.upos == "ADJ"


# ------------------------------------------------------------------ rules


def as_said(scene: Scene, ) -> Iterator[Attribution]:
    """ "come riferito da X", "secondo quanto ha spiegato X", "a quanto riferisce X": the clause it stands in."""
    s, lexis = scene.s, scene.lexis
    for i in range(len(s.tokens)):
        last = lexis.match("as", s, i) if opens_adverbial(scene, i) else None
        cue = next((c for c in scene.free_cues() if last is not None and last <= c.first <= last + 8 and _plain(scene, last, c.first)), None)
        cue = cue if cue is not None and cue.finite else None
        participle = _participle_at(scene, last) if last is not None and cue is None else None
        if last is None or (cue is None and participle is None) or scene.quoted[i] >= 0:
            continue
        if participle is not None:
            source = next(after_preposition(scene, participle + 1, "by", "as_said", 12), None)
            verb, words = participle, s.span(i, participle + 1)
        else:
            assert cue is not None
            source = speaker(scene, cue, inverted=cue.first == last)
            verb, words = cue.verb, s.span(i, cue.last)
        if source is not None and source.sentence == s.i:
            scene.taken.add(verb)
            yield made(scene, source, words, around(scene, i, verb, words, source), "as_said")


def _participle_at(scene: Scene, i: int) -> int | None:
    """A participle of saying or passing on at ``i``, adverbs skipped."""
    s, lexis = scene.s, scene.lexis
    while i < len(s.tokens) and (s.tokens[i].upos == "ADV" or s.tokens[i].upos == "AUX"):
        i += 1
    if i < len(s.tokens) and is_participle(s.tokens[i]):
        lemma = s.tokens[i].lemma.lower()
        return i if lexis.has("relay", s.tokens[i]) or lexis.verbs.get(lemma, frozenset()) & lexis.sets["takes_back"] else None
    return None


def _plain(scene: Scene, first: int, last: int) -> bool:
    return not any(is_finite(t) or t.upos in {"PUNCT", "SCONJ"} for t in scene.s.tokens[first:last])


def opens_adverbial(scene: Scene, i: int) -> bool:
    """Whether something adverbial may begin at ``i``: at the start, behind punctuation, a conjunction, an adverb or a noun."""
    before = scene.s.tokens[i - 1] if i else None
    return before is None or before.upos not in {"DET", "ADP", "NUM", "AUX"}


def around(scene: Scene, first: int, anchor: int, cue: Span, source: Argument) -> Iterable[Span]:
    """The clause that an adverbial of source at token ``first`` speaks of: the sentence, or the clause it stands in the middle of."""
    s = scene.s
    last = max((t.i for t in s.tokens if t.end <= max(cue.end, source.span.end)), default=first)
    opening = all(t.upos in {"PUNCT", "ADV", "CCONJ"} for t in s.tokens[:first])
    closing = all(t.upos == "PUNCT" for t in s.tokens[last + 1 :]) and first > 0 and s.tokens[first - 1].form in {",", "-", '"', ")"}
    clause_head = None if opening or closing else _clause_head(scene, first, last, anchor)
    if clause_head is None:
        return _without_contrast(scene, first)
    words = s.subtree(clause_head)
    span = trimmed(s, s.tokens[min(words)].start, s.tokens[max(words)].end)
    return [span] if span else [s.whole]


def _without_contrast(scene: Scene, first: int) -> list[Span]:
    """The whole sentence, less a "mentre" clause that names a source of its own."""
    s, lexis = scene.s, scene.lexis
    for t in s.tokens:
        if lexis.has("whereas", t) and s.tokens[t.head].base == "advcl":
            words = s.subtree(t.head)
            own = any(lexis.match(name, s, k) for k in words for name in ("according", "as"))
            if own and first not in words and t.i > 0:
                kept = trimmed(s, s.start, s.tokens[min(words)].start) if min(words) > first else None
                return [kept] if kept else [s.whole]
    return [s.whole]


def _clause_head(scene: Scene, first: int, last: int, anchor: int) -> int | None:
    """The verb of the relative or coordinated clause around an adverbial; ``None`` for the main clause."""
    s = scene.s
    for t in s.ancestors(anchor):
        if first <= t.i <= last:
            continue
        whereas = t.base == "advcl" and any(scene.lexis.has("whereas", c) for c in s.children(t.i))
        if t.deprel == "acl:relcl" or whereas or (t.base == "conj" and t.upos in {"VERB", "AUX"} and min(s.subtree(t.i)) <= first):
            return t.i
        if t.base in {"ccomp", "root"}:
            return t.i if t.base == "ccomp" and min(s.subtree(t.i)) <= first else None
    return None


def verb_of_saying(scene: Scene) -> Iterator[Attribution]:
    """ "X ha detto che …", "X ha annunciato il ritiro", `«…», ha detto X, «…»`, "afferma: …", "…, ha spiegato X"."""
    for cue in scene.free_cues():
        if cue.negated and not takes(scene, cue, "negated_speaks"):
            continue
        if not (cue.finite or is_gerund(scene.s.tokens[cue.verb], scene.lexis)):
            continue
        found = said_by(scene, cue)
        if found is not None:
            scene.taken.add(cue.verb)
            yield found


def said_by(scene: Scene, cue: Cue) -> Attribution | None:
    """The attribution of a cue that has a speaker and something said; documents alone may "show"."""
    source = speaker(scene, cue)
    if source is None:
        return None
    quotes = quotes_of(scene, cue)
    said = clause(scene, cue) or (() if quotes else noun_said(scene, cue, source))
    if (source.sentence == scene.s.i and any(x.start <= source.span.start < x.end for x in said)):
        return None
    if cue.classes == {"show"} and source.rule != "read_in" and not is_document(scene, source):
        return None
    if not said and not (quotes and _opens_sentence(scene, quotes[0])):
        said = said_before(scene, cue, source)
    spans = [*said, *(x for k in quotes for x in scene.story.quote(k) if not (said and _inside(x, said)))]
    if not spans:
        return None
    spans += [x for k in _begun_inside(scene, said) for x in scene.story.quote(k)]
    scene.used_quotes.update(quotes)
    scene.used_quotes.update(_begun_inside(scene, said))
    return made(scene, source, cue_span(scene.s, cue), spans, "verb_of_saying")


def _opens_sentence(scene: Scene, k: int) -> bool:
    """Whether a quotation has no clause before it in the sentence: "il prezzo salirà perché «…», dice X" is all said by X."""
    s, quoted = scene.s, scene.quoted
    first = next((i for i, q in enumerate(quoted) if q == k), 0)
    before = [t for t, q in zip(s.tokens[:first], quoted, strict=False) if q < 0 and t.form not in {'"', "'"}]
    return not any(is_finite(t) for t in before) or before[-1].form == ":"


def is_document(scene: Scene, source: Argument) -> bool:
    """Whether a source is a document, a study, a medium or unnamed informants."""
    t = scene.story.sentences[scene.story.place[source.sentence]].tokens[source.head]
    return any(scene.lexis.noun(k, t) for k in ("documents", "unnamed", "media_words"))


def _inside(x: Span, said: Iterable[Span]) -> bool:
    return any(y.field == x.field and y.start <= x.start and x.end <= y.end for y in said)


def _begun_inside(scene: Scene, said: Iterable[Span]) -> list[int]:
    """Quotations that begin in a clause: they belong to its speaker to their end."""
    return [k for k, q in enumerate(scene.story.quotes) if q.first <= scene.s.i <= q.last
            and any(y.field == q.field and y.start <= q.start < y.end for y in said)]


def interrupted_quote(scene: Scene) -> Iterator[Attribution]:
    """`«Siamo pronti - ha aggiunto - a partire»`: a cue between dashes inside the quotation."""
    s, quoted = scene.s, scene.quoted
    for cue in scene.free_cues():
        k = quoted[cue.verb]
        if k < 0 or not cue.finite or cue.first == 0 or s.tokens[cue.first - 1].form != "-" or cue.person in {"1", "2"}:
            continue
        scene.taken.add(cue.verb)
        source = next(subject_after(scene, cue), None) or scene.last_speaker()
        if k not in scene.used_quotes and source is not None:
            scene.used_quotes.add(k)
            yield made(scene, source, cue_span(s, cue), _without(scene, k, cue, source), "interrupted_quote")


def _without(scene: Scene, k: int, cue: Cue, source: Argument) -> Iterator[Span]:
    """A quotation without the cue in it."""
    s, last = scene.s, behind(scene, cue, source)
    a, b = s.tokens[cue.first - 1].start, s.tokens[last - 1].end
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
    verb = next((v for v in reversed(s.tokens[:i]) if v.upos in {"VERB", "AUX"} and _governs(s, v)), None)
    if verb is None:
        p = None if any(is_finite(t) for t in s.tokens[:i]) else phrase_at(s, 0, scene.lexis)
        return argument(s, p, "before_colon") if p and _can_speak(scene, p.head) else None
    cue = Cue(verb.i, verb.i, verb.i + 1, frozenset(), True)
    return next(subject_in_tree(scene, cue), None)


def _governs(s: Sentence, v: Token) -> bool:
    return any(True for _ in s.children(v.i, "nsubj")) and v.deprel != "acl:relcl"


def headline_name(scene: Scene) -> Iterator[Attribution]:
    """ "Rossi: accordo vicino": in a headline, a person or organisation before a colon says the rest."""
    s = scene.s
    if not s.is_heading and s.field != "title":
        return
    for i, t in enumerate(s.tokens[:-2]):
        if t.form != ":" or scene.quoted[i + 1] >= 0 or scene.quoted[min(i + 2, len(s.tokens) - 1)] >= 0:
            continue
        p = phrase_before(s, i, scene.lexis)
        person = p and (any(n.first <= p.head < n.last and n.label == "PER" for n in s.names) or scene.lexis.noun("people", s.tokens[p.head]))
        if p and person and (p.first == 0 or s.tokens[p.first - 1].upos == "PUNCT"):
            rest = trimmed(s, t.end, s.end)
            yield made(scene, argument(s, p, "before_colon"), s.span(i, i + 1), [rest] if rest else [], "headline_name")
        return


def citing(scene: Scene) -> Iterator[Attribution]:
    """ "scrive il giornale citando fonti diplomatiche": who is cited speaks, the one that cites relays."""
    s = scene.s
    for t in s.tokens:
        if not scene.lexis.has("citing", t) or scene.quoted[t.i] >= 0 or not (is_gerund(t, scene.lexis) or _who_cites(scene, t)):
            continue
        p = phrase_at(s, t.i + 1, scene.lexis)
        by = next((a for a in reversed(scene.found) if a.source.sentence == s.i), None)
        if p and by and not any(t.start < c.end and c.start < t.end for c in by.content if len(by.content) > 1 or c != s.whole):
            scene.taken.add(t.i)
            relays = tuple((*branch, by.source) for branch in by.relays or ((),))
            yield replace(by, source=argument(s, p, "cited"), cue=s.span(t.i, t.i + 1), relays=relays, rule="citing")


def _who_cites(scene: Scene, t: Token) -> bool:
    """ "…, che cita fonti locali" """
    return is_finite(t) and t.i > 0 and scene.lexis.has("who", scene.s.tokens[t.i - 1])


# ------------------------------------------------------------------ quotations that no cue introduced, in a second pass


def quote_goes_on(scene: Scene, k: int) -> Iterator[Attribution]:
    """A quotation that is a sentence or paragraph of its own: whoever spoke right before it speaks on."""
    s, q = scene.s, scene.story.quotes[k]
    outside = [t for t, inside in zip(s.tokens, scene.quoted, strict=True) if inside < 0]
    if q.last - q.first == 0 and any(t.upos in {"VERB", "AUX", "NOUN", "PROPN"} for t in outside):
        return
    source = scene.last_speaker()
    if source is not None and is_speech(s, [i for i, x in enumerate(scene.quoted) if x == k]):
        yield made(scene, replace(source, rule="speaks_on"), scene.story.mark(k), scene.story.quote(k), "quote_goes_on")


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
    return any(n.first <= head < n.last for n in s.names) or scene.lexis.noun("people", s.tokens[head])


def so_said(scene: Scene, k: int) -> Iterator[Attribution]:
    """`«…». Così il ministro.`: the next sentence has no verb but names the speaker."""
    at = scene.story.place[scene.story.quotes[k].last] + 1
    if at >= len(scene.story.sentences):
        return
    s = scene.story.sentences[at]
    if s.field == scene.s.field and s.tokens and scene.lexis.has("so", s.tokens[0]) and not any(is_finite(t) for t in s.tokens[1:6]):
        p = phrase_at(s, 1, scene.lexis) or phrase_around(s, 1, scene.lexis)
        if p:
            yield made(scene, argument(s, p, "so_said"), s.span(0, 1), scene.story.quote(k), "so_said")


QUOTE_RULES = (so_said, quote_goes_on, quote_beside_name)
