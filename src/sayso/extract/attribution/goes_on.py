"""What somebody goes on to say without a verb of saying: "“We heard the French,” she told Les Echos. *The gap would be closed by taxes.*"

In: the attributions of an article. Out: those of the sentences that tell, in the tense of speech that is reported, what comes of what was
said right before. Only in languages whose list ``reported_future`` has a verb for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sayso.extract.attribution.rules import is_document, made
from sayso.extract.attribution.story import Scene, Story
from sayso.extract.attribution.words import low
from sayso.model import Attribution, Sentence, Token

RULES = {"verb_of_saying", "quote_goes_on", "quoted_as_saying", "quote_beside_name", "according_to", "as_said"}


def goes_on(story: Story, found: Sequence[Attribution]) -> Iterator[Attribution]:
    """Attributions of the sentences in which whoever spoke in the sentence before says what would happen."""
    if not (story.lexis.sets["reported_future"] or story.lexis.sets["reported_moods"]):
        return
    last: dict[int, Attribution] = {}
    for a in found:
        if a.rule in RULES:
            last[story.sentence_at(a.cue).i] = a
    taken = {story.sentence_at(c).i for a in found if a.rule != "judgement" for c in (*a.content, a.cue)}
    for before, s in zip(story.sentences, story.sentences[1:], strict=False):
        said = last.get(before.i)
        if said is None or s.paragraph != before.paragraph or s.field != "text" or s.i in taken or not _tells_what_would_be(story, s):
            continue
        scene = Scene(story, s, [], [], set())
        if scene.is_press(said.source) or is_document(scene, said.source):
            continue
        last[s.i] = made(scene, replace(said.source, rule="speaks_on"), s.span(0, 1), [s.whole], "goes_on")
        yield last[s.i]


def _tells_what_would_be(story: Story, s: Sentence) -> bool:
    """Whether the main verb has the tense of a future that is reported, with no condition, nobody named who passes on, and no question."""
    root = next((t for t in s.tokens if t.head == t.i), None)
    if root is None or any(q >= 0 for q in story.quoted(s)) or story.press.groups.get(s.i) or s.tokens[-1].form == "?":
        return False
    would = any(low(c.form) in story.lexis.sets["reported_future"] for c in s.children(root.i, "aux"))
    would = would or any(t.feats.get("Mood") in story.lexis.sets["reported_moods"] for t in (root, *s.children(root.i, "aux", "cop", "aux:pass")))
    return (would or _tells_what_had_been(story, s, root)) and not any(story.lexis.has("conditions", t) for t in s.tokens)


def _tells_what_had_been(story: Story, s: Sentence, root: Token) -> bool:
    """ "He had waited for nine hours": whether the main verb has the tense of a past that is reported, and a pronoun for its subject."""
    had = any(low(c.form) in story.lexis.sets["reported_past"] for c in s.children(root.i, "aux"))
    person = any(story.lexis.has("pronouns", c) for c in s.children(root.i, "nsubj", "nsubj:pass"))
    return had and person and root.feats.get("VerbForm") == "Part"
