"""Which quotation belongs to which cue: a cue goes in, the quotations before and after it that it introduces come out.

`«…», ha detto X, «…»` gives both; `ha detto X: «…»` the one behind the colon, even where that is the next sentence.
"""

from __future__ import annotations

from collections.abc import Sequence

from sayso.extract.attribution.story import Cue, Scene, takes
from sayso.extract.attribution.words import DASHES, MARKS, is_finite
from sayso.model import Sentence

GAP_BEFORE, GAP_AFTER = 12, 25  # words between the end of a quotation and its cue, and between a cue and its quotation
LEADS = 9  # words that may stand between a quotation cut off by a sentence border and its cue
LONG = 4  # words from which a quotation is speech and not a name or a term


def quotes_of(scene: Scene, cue: Cue) -> list[int]:
    """The quotations that a cue introduces, unused ones only."""
    if not takes(scene, cue, "takes_quote") or scene.quoted[cue.verb] >= 0:
        return []
    found = [k for k in (quote_before(scene, cue), *quotes_after(scene, cue)) if k is not None]
    return [k for k in dict.fromkeys(found) if k not in scene.used_quotes]


def quote_before(scene: Scene, cue: Cue) -> int | None:
    """The quotation that ends shortly before the cue: `«…», ha detto X`; `«… ?» ha chiesto X` over a sentence border."""
    s, quoted = scene.s, scene.quoted
    relative = s.has(cue.verb, "nsubj") and any(t.deprel == "acl:relcl" for t in s.tokens[max(0, cue.first - GAP_BEFORE) : cue.first])
    for i in range(cue.first - 1, max(-1, cue.first - GAP_BEFORE - relative * GAP_BEFORE), -1):
        if quoted[i] >= 0:
            return quoted[i] if _is_free_standing(scene, i, cue) else None
        beside = s.tokens[i].deprel == "acl:relcl" and any(t.form == "," for t in s.tokens[i + 1 : cue.first])
        if not beside and (is_finite(s.tokens[i]) or s.tokens[i].form in {":", ";"} or any(c.verb == i for c in scene.cues)):
            return None  # a relative clause between commas only tells who it is: "a motorist, who gave no name, told …"
    if cue.first > LEADS or (not (s.text[:1].islower() and cue.first <= 2) and not _goes_on_behind_comma(scene)):
        return None
    return _left_over(scene)


def _goes_on_behind_comma(scene: Scene) -> bool:
    """ “It was a balloon,” | *Ian Abe told Alfa*: whether the sentence before ends in a quotation whose last mark inside is a comma."""
    k = scene.story.place[scene.s.i]
    before = scene.story.sentences[k - 1] if k > 0 else None
    last = [t.form for t in before.tokens[-3:] if t.form not in MARKS] if before is not None else []
    return before is not None and before.paragraph == scene.s.paragraph and last[-1:] == [","] and before.tokens[-1].form in MARKS


def _is_free_standing(scene: Scene, last: int, cue: Cue) -> bool:
    """Speech, not a term in quotes: it has a verb or some length, or a comma stands behind it."""
    s, quoted = scene.s, scene.quoted
    inside = [i for i in range(last + 1) if quoted[i] == quoted[last]]
    behind = [t.form for t in s.tokens[last + 1 : cue.first]]
    if not (DASHES | {","}).isdisjoint(behind[:3]):
        return True
    return is_speech(s, inside) and (not behind or all(f in MARKS for f in behind) or "quote_verb" not in cue.classes)


def is_speech(s: Sentence, inside: Sequence[int]) -> bool:
    """Whether quoted words are speech rather than a name or a term."""
    return len(inside) > LONG or any(s.tokens[i].upos in {"VERB", "AUX"} for i in inside)


def _left_over(scene: Scene) -> int | None:
    """A quotation that ended with the sentence before."""
    k = scene.story.place[scene.s.i]
    if k == 0:
        return None
    before = scene.story.sentences[k - 1]
    last = next((i for i in range(len(before.tokens) - 1, max(-1, len(before.tokens) - 3), -1) if scene.story.inside[k - 1][i] >= 0), None)
    return None if last is None or before.paragraph != scene.s.paragraph else scene.story.inside[k - 1][last]


def quotes_after(scene: Scene, cue: Cue) -> list[int]:
    """The quotation behind a cue and those strung to it with "e": `ha detto che «…» e «…»`."""
    s, quoted = scene.s, scene.quoted
    for i in range(cue.last, min(cue.last + GAP_AFTER, len(s.tokens))):
        if quoted[i] >= 0:
            return _strung(scene, i) if _introduces(scene, cue, i) and not is_claimed(scene, cue, i) else []
        if any(c.verb == i for c in scene.cues) or s.tokens[i].form == ";":
            return []
    return in_next_sentence(scene) if s.tokens[-1].form in MARKS | {":"} and ":" in {t.form for t in s.tokens[-2:]} else []


def is_claimed(scene: Scene, cue: Cue, i: int) -> bool:
    """ "Il Pentagono smentisce: «…», ha detto il portavoce": a cue with a subject of its own right behind the quotation has it."""
    s, quoted = scene.s, scene.quoted
    end = next((k for k in range(i, len(s.tokens)) if quoted[k] != quoted[i]), len(s.tokens))
    behind = next((c for c in scene.cues if c.verb > end and c.verb != cue.verb and c.finite and takes(scene, c, "takes_quote")), None)
    if behind is None or (s.tokens[cue.last].form != ":" and s.tokens[i - 2].form != ":" and s.tokens[i - 1].form != ":"):
        return False
    subject = next((x for x in s.children(behind.verb, "nsubj")), None)
    first = min(behind.first, subject.i if subject else behind.first)
    near = all(t.form in MARKS | DASHES | {","} or t.upos in {"DET", "ADJ", "PROPN", "NOUN"} for t in s.tokens[end:first])
    return subject is not None and near and first - end <= LONG and any(t.form in DASHES | {","} for t in s.tokens[end - 2 : end + 2])


def _introduces(scene: Scene, cue: Cue, i: int) -> bool:
    """Whether the words between cue and quotation lead to it: a colon, "che", "di", a comma after the speaker, or nothing."""
    s = scene.s
    between = [t for t in s.tokens[cue.last : i] if t.form not in MARKS]
    if not between:
        return True
    last = between[-1]
    if last.form == ":":
        return True
    if any(is_finite(t) for t in between):
        return False
    if scene.lexis.has("speaks_of", s.tokens[cue.verb]) and scene.lexis.has("of", last):
        return True  # "ha parlato di «resa»"
    inside = [k for k in range(i, len(s.tokens)) if scene.quoted[k] == scene.quoted[i]]
    if last.form == "," or scene.lexis.has("that", last) or (last.lemma in scene.lexis.sets["to_do"] and "quote_verb" not in cue.classes):
        return is_speech(s, inside) or scene.lexis.has("that", last)
    return is_speech(s, inside) and "quote_verb" not in cue.classes and last.upos in {"NOUN", "PROPN", "ADV", "PRON"}


def _strung(scene: Scene, i: int) -> list[int]:
    """The quotation at token ``i`` and those that follow with nothing but "e", "che", commas and marks between."""
    s, quoted = scene.s, scene.quoted
    out = [quoted[i]]
    for k in range(i, len(s.tokens)):
        t = s.tokens[k]
        if quoted[k] < 0 and t.upos not in {"PUNCT", "CCONJ", "SCONJ"} and not scene.lexis.has("that", t):
            return out
        if quoted[k] >= 0 and quoted[k] not in out:
            out.append(quoted[k])
    return out


def in_next_sentence(scene: Scene) -> list[int]:
    """The quotation with which the next sentence begins."""
    k = scene.story.place[scene.s.i] + 1
    if k >= len(scene.story.sentences) or scene.story.sentences[k].field != scene.s.field:
        return []
    return [q for q in scene.story.inside[k][:2] if q >= 0][:1]
