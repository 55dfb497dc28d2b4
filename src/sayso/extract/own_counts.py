"""Whose a sentence's numbers are: counts in, each with the source that gives it, or those of one act, out.

"12 morti secondo la polizia, 20 secondo i ribelli" → 12 by "la polizia", 20 by "i ribelli".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sayso.extract import attribution as attributions
from sayso.extract import count, figures
from sayso.extract.place import distance
from sayso.extract.trigger import Trigger
from sayso.model import Attribution, Count, Sentence, TimeMention

DESTROY = "assault.destroy"
FIGURE_WORDS = 7  # words in which somebody gives a number alone
# concept: whom of it a bare number counts, and as what
COUNTED = {"protest": ("agents", "participants"), "coerce.arrest": ("recipients", "arrested"), "assault.kill": ("recipients", "killed")}
NO_PERSONS = ("things", "not_one")  # lists of words: "wiped out two villages"


def is_of_date_or_name(s: Sentence, c: Count, when: Sequence[TimeMention]) -> bool:
    """Whether a number is part of a date, or of a name by its capital: "detained on *17* September", "the Group of *Seven*"."""
    if any(m.span.start <= c.span.start and c.span.end <= m.span.end for m in when):
        return True
    t = next((t for t in s.tokens if t.start == c.span.start), None)
    inside = c.value > 1 and t is not None and t.i > 0 and s.tokens[t.i - 1].upos not in ("PUNCT", "SYM")  # one is a person named
    return inside and t is not None and t.form.isalpha() and t.form[:1].isupper() and not s.is_heading


def given_by(s: Sentence, near: Sequence[Attribution], words: Mapping[str, Any], topic: str | None = None,
             last: str | None = None, here: str | None = None) -> tuple[Count, ...]:
    """The counts of a sentence, each with the source that the same sentence names for it ("12 morti secondo la polizia, 20 secondo i ribelli")."""
    counts = figures.alone(s, count.mentions(s, words), topic, words, last, here)
    rivals = [c for a in near if _gives_number_alone(a, s) for part in a.content for c in count.again(s, counts, part, words)]
    said = [(c, attributions.cover(near, c.span)) for c in (*counts, *rivals)]
    return tuple(replace(c, by=c.by or a.source.span.text) if a is not None and a.source.sentence == s.i else c for c, a in said)


def _gives_number_alone(a: Attribution, s: Sentence) -> bool:
    """Whether a source of this sentence is told to say hardly more than a number."""
    return a.source.sentence == s.i and all(len(x.text.split()) <= FIGURE_WORDS for x in a.content)


def own_counts(t: Trigger, rivals: Sequence[Trigger], counts: Sequence[Count], words: Mapping[str, Any]) -> Iterator[Count]:
    """Counts below the trigger, or at one of its fillers, and nearer to it than to any other; the dead are those of the violence told."""
    fillers = {x.token for x in (*t.agents, *t.recipients) if x.sentence == t.sentence.i}
    for c in counts:
        mine = distance(t.sentence, t.head, c.head)
        near = mine < 4 and not is_aside(t, c) and all(distance(r.sentence, r.head, c.head) >= mine for r in rivals)
        if c.head == t.head or c.head in fillers or near or is_nearest_act(c, t, rivals):
            yield as_counted(t, c, words)


def is_nearest_act(c: Count, t: Trigger, rivals: Sequence[Trigger]) -> bool:
    """Whether no other act in the sentence that has such figures stands nearer; of two acts, the dead are not those of the burning.

    "Undici morti: è il bilancio che i soccorsi danno dell'attacco", "è di 12 morti il bilancio dell'attentato che ha colpito la stazione".
    """
    family = figures.FAMILIES.get(c.what, "none")
    others = [r for r in rivals if r.concept.startswith(family) and r.head != t.head]
    is_beside = bool(others) and c.what in figures.HARM and t.concept == DESTROY
    mine = distance(t.sentence, t.head, c.head), t.head
    return t.concept.startswith(family) and not is_beside and not is_aside(t, c) and all(
        (distance(r.sentence, r.head, c.head), r.head) > mine for r in others)


def as_counted(t: Trigger, c: Count, words: Mapping[str, Any]) -> Count:
    """A number of those who march is one of participants, of those whom an arrest or a killing is done to one of arrested or killed."""
    role, what = COUNTED.get(t.concept, COUNTED.get(t.concept.split(".")[0], ("", "")))
    people = {x.token for x in getattr(t, role, ()) if x.sentence == t.sentence.i}
    is_counted = c.what == count.OTHER and c.head in people and not any(t.sentence.lemmas[c.head] in words.get(x, ()) for x in NO_PERSONS)
    return replace(c, what=what, rule=f"{role}_{what}") if is_counted else c


def is_told_here(c: Count, triggers: Sequence[Trigger]) -> bool:
    """Whether the sentence of a figure tells an act that has such figures."""
    return any(t.concept.startswith(figures.FAMILIES[c.what]) and not is_aside(t, c) for t in triggers)


def is_aside(t: Trigger, c: Count) -> bool:
    """Whether an act is told of somebody named beside a figure ("60mila secondo il sindacato, che aveva convocato la marcia")."""
    s = t.sentence
    clause = next((a for a in (s.tokens[t.head], *s.ancestors(t.head)) if a.deprel == "acl:relcl"), None)
    if clause is None or (s.tokens[clause.head].base == "nsubj" and s.tokens[clause.head].head == c.head):
        return False  # "sono stati 80.000 i manifestanti che hanno invaso il centro"
    return clause.head != c.head and any(a.i == c.head for a in s.ancestors(clause.head))
