"""Who speaks together, by word order, where the tree told nothing: an attribution goes in, it comes out with those whom "and" joins to its source.

"Il sindaco Rossi e il prefetto Bianchi hanno detto che …" → Rossi, beside him Bianchi; "il sindaco e la giunta" of one "ha detto" stays one.
"""

from __future__ import annotations

from dataclasses import replace

from sayso.extract.attribution_phrases import Phrase, argument, name_at, parties, phrase_at
from sayso.extract.attribution_story import Story
from sayso.extract.attribution_words import Lexis, is_finite
from sayso.model import Attribution, Sentence

JOINED = {"subject", "subject_before", "subject_after", "according_to", "passive_agent", "opening_party", "for_party", "owner_of_noun", "as_said",
          "relayed_subject"}
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
