"""Who speaks together, by word order, where the tree told nothing: an attribution goes in, it comes out with those whom "and" joins to its source.

"Il sindaco Rossi e il prefetto Bianchi hanno detto che …" → Rossi, beside him Bianchi; "il sindaco e la giunta" of one "ha detto" stays one.
"""

from __future__ import annotations

from dataclasses import replace

from sayso.extract.attribution.party import is_party
from sayso.extract.attribution.phrases import Phrase, argument, name_at, parties, phrase_around, phrase_at, phrase_before
from sayso.extract.attribution.story import Scene, Story
from sayso.extract.attribution.words import Lexis, is_finite
from sayso.model import Argument, Attribution, Sentence, Span

JOINED = {"subject", "subject_before", "subject_after", "according_to", "passive_agent", "opening_party", "for_party", "owner_of_noun", "as_said",
          "relayed_subject"}
JOINT = {"subject", "subject_before", "subject_after", "according_to", "passive_agent", "opening_party"}
NAMELESS = {"according_to", "for_party", "for_rivals", "noun_of_saying", "words_given", "citing", "heard", "back_infinitive", "so_spoke"}


def joined_in_order(a: Attribution, story: Story) -> Attribution:
    """The attribution with the persons or bodies that speak together with its source, where the verb is plural or each is named."""
    if a.beside or a.source.rule not in JOINED:
        return a
    s = story.sentences[story.place[a.source.sentence]]
    first = next((t.i for t in s.tokens if t.start == a.source.span.start), None)
    listed = _listed(s, first, story.lexis) if first is not None and a.source.span.field == s.field else []
    others = [p for p in listed[1:] if not a.cue.overlaps(s.span(p.first, p.last))]
    if not others or s.span(listed[0].first, listed[0].last) != a.source.span or not all(_speaks(s, p, story.lexis) for p in listed):
        return a
    here = s.start <= a.cue.start < s.end and a.cue.field == s.field
    finite = [t for t in s.tokens if here and a.cue.start <= t.start < a.cue.end and is_finite(t)]
    plural = any(t.feats.get("Number") == "Plur" for t in finite) or (not finite and a.rule in NAMELESS)
    if not plural or s.tokens[listed[0].head].feats.get("Number") == "Plur":
        return a
    return replace(a, beside=tuple(argument(s, p, a.source.rule) for p in others))


def _listed(s: Sentence, first: int, lexis: Lexis) -> list[Phrase]:
    """The parties that "and" joins, from the token at which the first begins; "both … and" counts as "and"."""
    found = parties(s, first, lexis)
    if len(found) > 1:
        return found
    last = found[0].last if found else len(s.tokens)
    if last + 2 >= len(s.tokens) or not (lexis.has("both", s.tokens[last]) or lexis.has("and", s.tokens[last])):
        return found
    second = phrase_at(s, last + 1 + (s.tokens[last + 1].upos == "ADP"), lexis)  # "a detta del medico e dell'infermiera"
    return [*found, second] if second is not None else found


def _speaks(s: Sentence, p: Phrase, lexis: Lexis) -> bool:
    """A name, or a word for a person or a body."""
    return name_at(s, p.head) is not None or lexis.speaks(s.tokens[p.head])


# ------------------------------------------------------------------ where the verb does not tell how many speak


def joined_here(scene: Scene, a: Attribution) -> Attribution:
    """ "Oxfam and the Red Cross said", "according to the army and the governor": who says it side by side with the source."""
    s = scene.s
    press = any(s.span(g.first, g.last).overlaps(a.source.span) for g in scene.story.press.groups.get(s.i, ()))
    if a.source.sentence != s.i or a.beside or press or a.source.rule not in JOINT:
        return a
    own = next((t for t in s.tokens[a.source.head :] if t.start >= a.source.span.start and t.end <= a.source.span.end), None)
    top = own
    while top is not None and top.base in {"flat", "appos", "compound"} and top.head != top.i:
        top = s.tokens[top.head]
    if top is None:
        return a
    first = s.tokens[top.head] if top.base == "conj" else top
    heads = [first, *s.children(first.i, "conj")]
    named = [p for t in heads if t.upos in {"NOUN", "PROPN"} for p in [phrase_around(s, t.i, scene.lexis)] if p and is_party(scene, p)]
    spans = [argument(s, p, a.source.rule) for p in named]
    barred = [a.source.span, a.cue, *_inner(a, s)]
    others = [x for x in spans if not any(x.span.overlaps(y) for y in barred)]
    whole = len(named) == len(heads) > 1 and len({x.span for x in spans}) == len(spans) and len(others) == len(spans) - 1
    found = others if whole else _joined_before(scene, a) or _joined_behind(scene, a)
    return replace(a, beside=tuple(found)) if found else a


def _joined_behind(scene: Scene, a: Attribution) -> list[Argument]:
    """ "the bishop of Tibu *and the Red Cross* said": the party before the cue, where the tree has given it to the place."""
    s = scene.s
    k = next((t.i for t in s.tokens if t.start >= a.source.span.end), len(s.tokens))
    joined = k + 2 < len(s.tokens) and s.tokens[k].upos == "CCONJ" and scene.lexis.has("and", s.tokens[k]) and s.tokens[k + 1].upos == "DET"
    p = phrase_at(s, k + 1, scene.lexis, appositions=False) if joined and s.tokens[a.source.head].feats.get("Number") != "Plur" else None
    ends = p is not None and p.last < len(s.tokens) and s.tokens[p.last].start == a.cue.start
    return [argument(s, p, a.source.rule)] if p is not None and ends and is_party(scene, p) else []


def _joined_before(scene: Scene, a: Attribution) -> list[Argument]:
    """ "…, *Oxfam and* the mayor said": the party before an "and", where the tree has given it to another verb."""
    s = scene.s
    k = next((t.i for t in s.tokens if t.start >= a.source.span.start), 0)
    while k > 0 and s.tokens[k - 1].upos == "DET":
        k -= 1
    joined = k > 1 and s.tokens[k - 1].upos == "CCONJ" and scene.lexis.has("and", s.tokens[k - 1])
    p = phrase_before(s, k - 1, scene.lexis) if joined else None
    opens = p is not None and (p.first == 0 or s.tokens[p.first - 1].form in {",", '"', "”"})
    if p is None or not opens or not is_party(scene, p) or any(s.span(p.first, p.last).overlaps(c) for c in _inner(a, s)):
        return []
    return [argument(s, p, a.source.rule)]


def _inner(a: Attribution, s: Sentence) -> list[Span]:
    """What is said, unless it is the whole sentence."""
    return [c for c in a.content if c != s.whole and not (c.start <= a.source.span.start and a.source.span.end <= c.end)]
