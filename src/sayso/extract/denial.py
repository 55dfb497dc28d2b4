"""A claim and its denial are two records: the mentions of an article go in, those that somebody denies come out once more, as denied.

"Kiev sostiene di aver affondato una fregata, ma Mosca smentisce" → the sinking happened (on Kiev's word), and did not (on Moscow's).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sayso.model import DENIED_BY, Argument, Mention, Sentence, Token
from sayso.syntax import argument

VIOLENT = ("assault.", "coerce.")
REACH = 3  # sentences
CLAUSES = ("ccomp", "xcomp", "csubj")


def denials(mentions: Sequence[Mention], sentences: Sequence[Sentence], words: Mapping[str, Any], grammar: Mapping[str, Any],
            is_party: Callable[[Sentence, int], bool]) -> Iterator[Mention]:
    """A denied copy of each claim that another party denies in the same sentence, or in the next one without saying what."""
    by_sentence: dict[int, list[Mention]] = {}
    for m in mentions:
        by_sentence.setdefault(m.sentence, []).append(m)
    for s in sentences:
        for verb in s.tokens:
            if verb.upos != "VERB" or verb.lemma not in grammar.get("denying", ()):
                continue
            who = next((c for c in s.children(verb.i, "nsubj") if is_party(s, c.i)), None)
            if who is None:
                continue
            yield from disowned(s, verb, who, mentions, words, lambda a: is_party(sentences[a.sentence], a.head))
            if not is_bare(s, verb, words):
                continue
            here = [m for m in by_sentence.get(s.i, ()) if verb.i not in path(s, m.head)]
            before = [m for m in by_sentence.get(s.i - 1, ()) if m.attribution is not None] if not here and verb.deprel == "root" else []
            for m in here or before[-1:]:
                if m.status in ("happened", "ongoing") and not is_own(m, s, who) and is_claim(m):
                    yield replace(m, status="denied", status_why=f"{DENIED_BY} {who.form}", hearsay=False, attribution=None)


def disowned(s: Sentence, verb: Token, who: Token, mentions: Sequence[Mention], words: Mapping[str, Any],
             is_victim: Callable[[Argument], bool]) -> Iterator[Mention]:
    """The violence told last, of nobody known, once more as not done by who denies a part in it ("The rebels denied any involvement")."""
    things = list(s.children(verb.i, "obj"))
    if not things or any(t.lemma not in words.get("part_in_it", ()) or s.has(t.i, "nmod", "acl") for t in things):
        return
    told = [m for m in mentions if s.i - REACH <= m.sentence < s.i and m.concept.startswith(VIOLENT)]
    if told and told[-1].status == "happened" and not told[-1].actors and any(is_victim(a) for a in told[-1].recipients):
        yield replace(told[-1], status="denied", status_why=f"{DENIED_BY} {who.form}", hearsay=False, attribution=None,
                      actors=(argument(s, who.i, "denier"),))


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
