"""Who gives a figure: "la polizia parla di 12 morti, i ribelli di 20", "the army said 12, the rebels put the toll at 20".

In: a :class:`Scene` (one sentence). Out: an attribution for each party that gives a number without a clause of its own; where the verb is
left out behind a comma, it is the same verb again.
"""

from __future__ import annotations

from collections.abc import Iterator

from sayso.extract.attribution.party import is_party
from sayso.extract.attribution.phrases import NOMINAL, Phrase, argument, phrase_at
from sayso.extract.attribution.rules import made
from sayso.extract.attribution.speaker import subject_in_tree
from sayso.extract.attribution.story import REACH, Cue, Scene, trimmed
from sayso.extract.attribution.words import MARKS, is_finite
from sayso.model import Argument, Attribution, Token

NEAR = 6  # words between a verb and its number
PAUSES = {",", ";"}


def figure_given(scene: Scene) -> Iterator[Attribution]:
    """ "La polizia parla di 12 morti", "the rebels said 20": a verb that gives figures, a number right behind it, and a party that speaks."""
    s = scene.s
    for t in scene.lexis.having("figures", s):
        if t.upos != "VERB" or t.i in scene.taken or scene.quoted[t.i] >= 0 or not _is_told(scene, t):
            continue
        if scene.lexis.has("puts_at", t) and not any(scene.lexis.has("figure_at", k) for k in s.tokens[t.i : t.i + REACH]):
            continue  # "put two boats to sea"
        number = _number_behind(scene, t.i)
        source = _giver(scene, t) if number is not None else None
        if number is None or source is None or s.has(t.i, "ccomp"):
            continue
        end = _end(scene, number)
        if end < len(s.tokens) and (is_finite(s.tokens[end]) or s.tokens[end].upos == "SCONJ"):
            continue
        scene.taken.add(t.i)
        said = trimmed(s, t.start, s.tokens[end - 1].end)
        yield made(scene, source, s.span(t.i, t.i + 1), [said] if said else [], "figure_given")
        yield from _same_verb_again(scene, end)


def _is_told(scene: Scene, verb: Token) -> bool:
    finite = is_finite(verb) or any(is_finite(c) for c in scene.s.children(verb.i, "aux"))
    return finite and not scene.s.has(verb.i, "aux:pass")


def _number_behind(scene: Scene, verb: int) -> int | None:
    """The number close behind a verb, with neither a verb, a mark nor a pause between; "ne ha indicati dodici" too."""
    says = scene.lexis.verbs.get(scene.s.tokens[verb].lemma.lower())
    for t in scene.s.tokens[verb + 1 : verb + 1 + NEAR]:
        if t.upos == "NUM":
            if says and verb > 0 and scene.s.tokens[verb - 1].form == "," and any(scene.lexis.speaks(x) for x in scene.s.tokens[t.i + 1 : t.i + 2]):
                return None  # "…, dicono due diplomatici"
            told_of = says and any(verb < x.i < t.i and x.upos == "NOUN" for x in scene.s.ancestors(t.i))  # "ha riferito dell'arresto di dodici"
            return None if told_of or _is_date(scene, t.i) else t.i
        if t.upos in {"VERB", "AUX", "SCONJ", "PUNCT", "PROPN"} or t.form in MARKS:
            return None
    return None


def _is_date(scene: Scene, number: int) -> bool:
    """ "il 12 marzo", "on 12 March": a singular article before, a name behind."""
    tokens = scene.s.tokens
    before, behind = tokens[number - 1], tokens[number + 1] if number + 1 < len(tokens) else None
    singular = before.upos in {"DET", "ADP"} and before.feats.get("Number") == "Sing" and before.feats.get("PronType") == "Art"
    return singular or (behind is not None and behind.upos == "PROPN")


def _giver(scene: Scene, verb: Token) -> Argument | None:
    """The subject, where that is somebody who can speak."""
    found = next(subject_in_tree(scene, Cue(verb.i, verb.i, verb.i + 1, frozenset(), True)), None)
    if found is None or found.sentence != scene.s.i:
        return None
    p = phrase_at(scene.s, next((t.i for t in scene.s.tokens if t.start >= found.span.start), found.head), scene.lexis)
    if p is None or not is_party(scene, p):
        return None
    has_members = scene.lexis.has("figures_or_members", verb) and scene.lexis.noun("bodies", scene.s.tokens[p.head])
    return None if has_members else found  # "la missione conta 700 persone"


def _end(scene: Scene, number: int) -> int:
    """Behind the number's words: up to the next pause, clause or quotation."""
    s = scene.s
    for t in s.tokens[number + 1 :]:
        opens = t.upos in {"CCONJ", "SCONJ"} or t.form in PAUSES | {":", "."} or is_finite(t) or scene.lexis.has("whereas", t)
        if opens or scene.lexis.match("according", s, t.i):
            return t.i
    return len(s.tokens)


def _same_verb_again(scene: Scene, i: int) -> Iterator[Attribution]:
    """ "…, i ribelli di 20", "…, the rebels 20": a pause, a party, at most a preposition and a number."""
    s = scene.s
    while i < len(s.tokens) - 2 and (s.tokens[i].form in PAUSES or s.tokens[i].upos == "CCONJ" or scene.lexis.has("whereas", s.tokens[i])):
        i += 1
    p = phrase_at(s, i, scene.lexis) if 0 < i < len(s.tokens) - 1 and s.tokens[i].upos in NOMINAL | {"DET"} else None
    number = _number_right_behind(scene, p) if p is not None and is_party(scene, p) else None
    if p is None or number is None:
        return
    end = _end(scene, number)
    said = trimmed(s, s.tokens[p.last].start, s.tokens[end - 1].end)
    yield made(scene, argument(s, p, "verb_left_out"), s.span(p.last, number + 1), [said] if said else [], "figure_given")


def _number_right_behind(scene: Scene, p: Phrase) -> int | None:
    behind = scene.s.tokens[p.last : p.last + 4]
    number = next((t for t in behind if t.upos == "NUM"), None)
    return number.i if number is not None and all(t.upos in {"ADP", "ADV", "DET"} for t in behind if t.i < number.i) else None
