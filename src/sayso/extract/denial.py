"""A claim and its denial are two records: the mentions of an article go in, those that somebody denies come out once more, as denied.

"Kiev sostiene di aver affondato una fregata, ma Mosca smentisce" → the sinking happened (on Kiev's word), and did not (on Moscow's).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sayso.model import DENIED_BY, Mention, Sentence, Token

CLAUSES = ("ccomp", "xcomp", "csubj")


def denials(mentions: Sequence[Mention], sentences: Sequence[Sentence], words: Mapping[str, Any], grammar: Mapping[str, Any],
            is_party: Callable[[Sentence, int], bool]) -> Iterator[Mention]:
    """A denied copy of each claim that another party denies in the same sentence, or in the next one without saying what."""
    by_sentence: dict[int, list[Mention]] = {}
    for m in mentions:
        by_sentence.setdefault(m.sentence, []).append(m)
    for s in sentences:
        for verb in s.tokens:
            if verb.upos != "VERB" or verb.lemma not in grammar.get("denying", ()) or not is_bare(s, verb, words):
                continue
            who = next((c for c in s.children(verb.i, "nsubj") if is_party(s, c.i)), None)
            if who is None:
                continue
            here = [m for m in by_sentence.get(s.i, ()) if verb.i not in path(s, m.head)]
            before = [m for m in by_sentence.get(s.i - 1, ()) if m.attribution is not None] if not here and verb.deprel == "root" else []
            for m in here or before[-1:]:
                if m.status in ("happened", "ongoing") and not is_own(m, s, who) and is_claim(m):
                    yield replace(m, status="denied", status_why=f"{DENIED_BY} {who.form}", hearsay=False, attribution=None)


def is_claim(m: Mention) -> bool:
    """Whether somebody is said to have said it."""
    return m.attribution is not None


def is_bare(s: Sentence, verb: Token, words: Mapping[str, Any]) -> bool:
    """Whether a verb of denying has no content of its own: nothing, a pronoun, or a word for the charge."""
    if s.has(verb.i, *CLAUSES):
        return False
    things = list(s.children(verb.i, "obj"))
    return all(t.upos == "PRON" or (t.lemma in words.get("charges", ()) and not s.has(t.i, "nmod", "acl")) for t in things)


def is_own(m: Mention, s: Sentence, who: Token) -> bool:
    """Whether the one who denies is the one who claims."""
    source = m.attribution.source if m.attribution else None
    return source is not None and source.sentence == s.i and source.head == who.i


def path(s: Sentence, i: int) -> set[int]:
    """A token and all above it."""
    return {i, *(t.i for t in s.ancestors(i))}
