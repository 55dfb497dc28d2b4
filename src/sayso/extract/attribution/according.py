"""Rules that see a source behind a preposition: "secondo X", "stando a X", "per X", of one party or of several that differ.

Each takes a :class:`Scene` (one sentence) and yields attributions; :data:`RULES` of :mod:`sayso.extract.attribution` runs them in order.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sayso.extract.attribution.before import previous
from sayso.extract.attribution.party import has_views, is_party, names_source
from sayso.extract.attribution.phrases import Phrase, argument, phrase_at
from sayso.extract.attribution.rules import around, made, opens_adverbial
from sayso.extract.attribution.story import Scene, trimmed
from sayso.extract.attribution.words import is_finite
from sayso.model import Attribution, Sentence, Span


def according_to(scene: Scene) -> Iterator[Attribution]:
    """ "Secondo il ministero, …", "…, stando a X", "a detta di X": not "secondo l'accordo", not "il secondo incontro"."""
    s = scene.s
    named = list(_named_sources(scene))
    rival = _rival_parts(s, [(i, p.last) for i, _, p in named])
    if len(named) == 1 and (both := _with_views(scene, named)):
        named, rival = both
    for i, last, p in named:
        source, cue = argument(s, p, "according_to"), s.span(i, last)
        if _is_said_so(scene, i):
            yield made(scene, source, cue, previous(scene), "back_words")
            continue
        yield made(scene, source, cue, rival.get(i) or around(scene, i, p.head, cue, source), "according_to")


def _with_views(scene: Scene, named: Sequence[tuple[int, int, Phrase]]) -> tuple[list[tuple[int, int, Phrase]], dict[int, list[Span]]] | None:
    """ "I morti sono 40 per X, sei secondo Y": "per X" beside "secondo Y", each with its part of the sentence."""
    s = scene.s
    views = [(t.i, t.i + 1, p) for t in scene.lexis.having("per", s) if t.upos == "ADP" and scene.quoted[t.i] < 0 and (
        p := phrase_at(s, t.i + 1, scene.lexis)) is not None and has_views(scene, p)]
    both = sorted([*named, *views], key=lambda x: x[0])
    parts = _rival_parts(s, [(i, p.last) for i, _, p in both]) if views else {}
    return (both, parts) if len(parts) == len(both) > 1 else None


def _named_sources(scene: Scene) -> Iterator[tuple[int, int, Phrase]]:
    """Every "secondo X" of the sentence: its first token, the one behind "secondo", and who X is."""
    s, lexis = scene.s, scene.lexis
    for i in (t.i for t in lexis.opening("according", s)):
        last = lexis.match("according", s, i)
        if last is None or scene.quoted[i] >= 0 or not (opens_adverbial(scene, i) or _behind_figure(s, i, last) or _is_said_so(scene, i)):
            continue
        if (lexis.match("as", s, i) or 0) > last or lexis.match("according_which", s, i):
            continue
        p = phrase_at(s, last, lexis)
        if p is not None and i < 2 and p.last < len(s.tokens) and is_finite(s.tokens[p.last]):
            p = phrase_at(s, last, lexis, appositions=False)  # "According to his lawyer, Rossi was held"
        if p is None or not names_source(scene, last, p):
            continue
        if not lexis.match("according_if_party", s, i) or is_party(scene, p):
            yield i, last, p


def _is_said_so(scene: Scene, i: int) -> bool:
    """ "That is according to X": a pronoun and a form of "be" before it, nothing else."""
    s, lexis = scene.s, scene.lexis
    return 0 < i <= 3 and lexis.has("back_objects", s.tokens[0]) and any(lexis.has("be", t) for t in s.tokens[1:i])


def _behind_figure(s: Sentence, i: int, last: int) -> bool:
    """ "20 secondo i ribelli": behind a number, with an article or in two words, it is no ordinal."""
    return i > 0 and s.tokens[i - 1].upos == "NUM" and (last - i > 1 or s.tokens[last].upos == "DET")


def _rival_parts(s: Sentence, named: Sequence[tuple[int, int]]) -> dict[int, list[Span]]:
    """ "I morti sono 12 secondo X, 20 secondo Y", "Secondo X sono 12, secondo Y 20": to each of several sources its own part of the sentence.

    ``named``: the tokens ``[first, last)`` of each "secondo X". None where a part tells nothing: then one source passes on the other.
    """
    if len(named) < 2:
        return {}
    opening = all(t.upos in {"PUNCT", "ADV", "CCONJ", "SCONJ"} for t in s.tokens[: named[0][0]])
    closing = all(t.upos == "PUNCT" for t in s.tokens[named[-1][1] :]) or _is_relative_at(s, named[-1][1])
    if opening == closing:
        return {}
    starts = [0, *(last for _, last in named)] if closing else [first for first, _ in named]
    ends = [first for first, _ in named] if closing else [*starts[1:], len(s.tokens)]
    parts = {named[k][0]: (a, b) for k, (a, b) in enumerate(zip(starts, ends, strict=False))}
    told = [range(a, b) if closing else range(named[k][1], b) for k, (a, b) in enumerate(parts.values())]
    if not all(any(s.tokens[x].upos == "NUM" or is_finite(s.tokens[x]) for x in part) for part in told):
        return {}
    spans = {first: trimmed(s, s.tokens[a].start, s.tokens[b - 1].end) for first, (a, b) in parts.items()}
    return {first: [x] for first, x in spans.items() if x}


def _is_relative_at(s: Sentence, i: int) -> bool:
    """Whether a comma and a relative clause to the end of the sentence stand at token ``i`` ("…, che lo ha detto alla Alfa")."""
    verb = next((t for t in s.tokens[i + 1 :] if t.deprel == "acl:relcl"), None) if i + 2 < len(s.tokens) and s.tokens[i].form == "," else None
    if verb is None:
        return False
    under = s.subtree(verb.i)
    return under[0] == i + 1 and all(t.upos == "PUNCT" for t in s.tokens[under[-1] + 1 :])


def for_party(scene: Scene) -> Iterator[Attribution]:
    """ "Per il ministro, la crisi è finita": only at the start, before a comma, and of somebody who can speak."""
    s = scene.s
    first = next((t.i for t in s.tokens[:3] if t.upos not in {"CCONJ", "ADV", "PUNCT"} and not scene.lexis.has("whereas", t)), None)
    if first is None or rival_views(scene):
        return
    yield from _behind_mark(scene)
    if not scene.lexis.has("per", s.tokens[first]) or scene.quoted[first] >= 0 or scene.lexis.match("according", s, first):
        return
    p = phrase_at(s, first + 1, scene.lexis)
    if p is None or p.last >= len(s.tokens) or not is_party(scene, p):
        return
    if s.tokens[p.last].form == "," or _holds_a_view(scene, p):
        yield made(scene, argument(s, p, "for_party"), s.span(first, first + 1), [_contrasted(scene, first) or s.whole], "for_party")


def _behind_mark(scene: Scene) -> Iterator[Attribution]:
    """ "…: per X, intervistato da Alfa, «aspettare costa»", "…; per gli avvocati sono il doppio": a view behind a colon or semicolon."""
    s = scene.s
    for t in scene.lexis.having("per", s) if not scene.lexis.sets["takes_bare"] else ():
        opens = 2 < t.i < len(s.tokens) - 3 and scene.quoted[t.i] < 0 and s.tokens[t.i - 1].form in {":", ";"} and t.upos == "ADP"
        p = phrase_at(s, t.i + 1, scene.lexis) if opens else None
        said = trimmed(s, s.tokens[p.last].start, s.end) if p is not None and p.last < len(s.tokens) - 1 else None
        if p is not None and said is not None and has_views(scene, p) and (any(is_finite(x) for x in s.tokens[p.last :]) or scene.quoted[-2] >= 0):
            yield made(scene, argument(s, p, "for_party"), s.span(t.i, t.i + 1), [said], "for_party")


def _holds_a_view(scene: Scene, p: Phrase) -> bool:
    """ "Per il presidente il contratto è «una truffa»", "Per la polizia si tratta di un incidente": what can only be a view."""
    s = scene.s
    behind = s.tokens[p.last : p.last + 4]
    if not scene.lexis.sets["takes_bare"] and has_views(scene, p):
        denied = scene.lexis.has("not", behind[0]) and any(map(is_finite, behind))
        if denied or any(scene.lexis.has("matter_of", t) for t in behind) or (_opens_with_subject(s, p) and behind[0].upos != "PRON"):
            return True
    subject = next((c for t in s.tokens[p.last :] if t.head == t.i or t.base == "conj" for c in s.children(t.i, "nsubj") if c.i >= p.last), None)
    opens = subject is not None and min(s.subtree(subject.i)) == p.last
    return opens and has_views(scene, p) and any(q >= 0 for q in scene.quoted[p.last :])


def _opens_with_subject(s: Sentence, p: Phrase) -> bool:
    """Whether the subject of a main verb stands right behind the party."""
    return any(min(s.subtree(c.i)) == p.last for t in s.tokens[p.last :] if is_finite(t) or t.head == t.i
               for v in {t.i, t.head} for c in s.children(v, "nsubj") if c.i >= p.last)


def _contrasted(scene: Scene, first: int) -> Span | None:
    """ "Mentre per l'esercito i morti sono cinque, il portavoce dice …": the clause of "mentre" that a view opens."""
    s = scene.s
    whereas = next((t for t in s.tokens[:first] if scene.lexis.has("whereas", t)), None)
    words = s.subtree(whereas.head) if whereas is not None else []
    return trimmed(s, s.tokens[words[0]].start, s.tokens[words[-1]].end) if words and words[-1] < len(s.tokens) - 2 else None


def for_rivals(scene: Scene) -> Iterator[Attribution]:
    """ "Per la polizia i fermati sono dodici, per i legali trenta": to each of several parties its own part of the sentence."""
    s = scene.s
    for i, p, part in rival_views(scene):
        yield made(scene, argument(s, p, "for_party"), s.span(i, i + 1), part, "for_rivals")


def rival_views(scene: Scene) -> list[tuple[int, Phrase, list[Span]]]:
    """The parties behind "per" with what each of them holds, where there are several."""
    s, lexis = scene.s, scene.lexis
    named = [(t.i, p) for t in lexis.having("per", s) if t.upos == "ADP" and scene.quoted[t.i] < 0
             for p in [phrase_at(s, t.i + 1, lexis)] if p and has_views(scene, p)]
    parts = _rival_parts(s, [(i, p.last) for i, p in named]) if len(named) > 1 else {}
    opens = len(named) > 1 and all(t.upos in {"CCONJ", "SCONJ", "ADV", "PUNCT"} for t in s.tokens[: named[0][0]])
    told = opens or all(lexis.has("be", t) for t in s.tokens if is_finite(t))  # not "12 milioni per i sindaci e 30 per gli agricoltori"
    return [(i, p, parts[i]) for i, p in named] if told and len(parts) == len(named) > 1 else []
