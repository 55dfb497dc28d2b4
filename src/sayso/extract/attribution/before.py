"""What stands before: a sentence that points back goes in, the words that it points to come out.

"…, lo ha detto il ministro" → the words before the comma; "A riferirlo è l'Ansa." → the sentence before; at the start of a paragraph, the
paragraph before; behind a quotation, the quotation with those that lead up to it.
"""

from __future__ import annotations

from sayso.extract.attribution.story import REACH, Scene, Story, trimmed
from sayso.extract.attribution.words import DASHES, MARKS
from sayso.model import Sentence, Span


def before_in_sentence(scene: Scene, first: int) -> list[Span]:
    """The words of the sentence before a comma or colon at ``first``."""
    s = scene.s
    parted = first >= 4 and s.tokens[first - 1].form in MARKS | DASHES | {",", ":", ";", "("}
    if not parted or not (s.tokens[first - 1].form == ":" or any(t.upos in {"VERB", "AUX"} for t in s.tokens[:first])):
        return []
    span = trimmed(s, s.start, s.tokens[first - 1].end)
    return [span] if span else []


def previous(scene: Scene) -> list[Span]:
    """The sentence before; for a sentence that opens its paragraph, the paragraph before. Headings, captions and credits are passed over."""
    story, s = scene.story, scene.s
    k = story.place[s.i] - 1
    while k >= 0 and story.sentences[k].field == s.field and _is_passed_over(story, story.sentences[k], s):
        k -= 1
    if k < 0 or story.sentences[k].field != s.field:
        return []
    nearest = story.sentences[k]
    quoted = _ends_in_quotation(story, k)
    if quoted >= 0 and not _is_said_there(scene, nearest, quoted):
        return _run_of_quotes(scene, quoted)
    if nearest.paragraph == s.paragraph:
        return [nearest.whole]
    out: list[Span] = []
    while k >= 0 and story.sentences[k].field == s.field and story.sentences[k].paragraph == nearest.paragraph:
        out.append(story.sentences[k].whole)
        k -= 1
    return out[::-1]


def follows_quotation(scene: Scene) -> bool:
    """Whether the sentence before ends in a quotation."""
    k = scene.story.place[scene.s.i] - 1
    return k >= 0 and _ends_in_quotation(scene.story, k) >= 0


def _ends_in_quotation(story: Story, k: int) -> int:
    """The quotation with which a sentence ends, whatever marks follow; -1 for none."""
    for t, q in zip(reversed(story.sentences[k].tokens), reversed(story.inside[k]), strict=True):
        if q >= 0 or t.upos != "PUNCT":
            return q
    return -1


def _is_said_there(scene: Scene, s: Sentence, k: int) -> bool:
    """Whether the sentence that a quotation ends in also names who says it, so that a later one passes all of it on."""
    q = scene.story.quotes[k]
    return any(a.source.sentence == s.i and a.cue.overlaps(s.whole) and not q.start <= a.cue.start < q.end
               and any(scene.story.mark(k).end <= c.end for c in a.content) for a in scene.found[-REACH:])


def _run_of_quotes(scene: Scene, k: int) -> list[Span]:
    """Quotation ``k`` with those before it that follow each other paragraph by paragraph and that nobody has said yet."""
    story = scene.story
    first = k
    while first > 0 and first - 1 not in scene.used_quotes and story.quotes[first - 1].last == story.quotes[first].first - 1:
        first -= 1
    scene.used_quotes.update(range(first, k + 1))
    return [x for q in range(first, k + 1) for x in story.quote(q)]


def _is_passed_over(story: Story, before: Sentence, s: Sentence) -> bool:
    if all(t.upos == "PUNCT" for t in before.tokens):
        return True
    return before.paragraph != s.paragraph and (before.is_heading or before.paragraph in story.captions)
