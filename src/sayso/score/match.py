"""Which told event answers which gold event, and how well.

In: the gold events and the told events of one article. Out: pairs, each event in at most one, the best agreements first;
then for each pair a tally of what is right in it.

An event answers another when the trigger of one of its reports lies in a sentence that mentions the other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import Any, NamedTuple, TypeVar

from sayso.score.gold import Record, Told, unique
from sayso.score.names import Words, same

Link = tuple[Words, Words]
T = TypeVar("T")


class Agreement(NamedTuple):
    """What is the same in a gold event and a told one. The order of the fields ranks candidates."""

    type: bool
    trigger: bool
    actor: bool
    recipient: bool
    status: bool


class Candidate(NamedTuple):
    """A gold event ``gold`` and a told event ``told`` (places in their lists) that might be the same."""

    agreement: Agreement
    gold: int
    told: int


def candidates(gold: Sequence[Told], told: Sequence[Told]) -> list[Candidate]:
    """All pairs that share a sentence."""
    return [Candidate(agreement(g, t), i, j) for i, g in enumerate(gold) for j, t in enumerate(told) if shares_sentence(g, t)]


def shares_sentence(gold: Told, told: Told) -> bool:
    """Whether a trigger of the told event lies in a sentence of the gold one."""
    return any(t.overlaps(s) for t in told.triggers for s in gold.sentences)


def agreement(gold: Told, told: Told) -> Agreement:
    """What the two have in common."""
    return Agreement(
        gold.type == told.type,
        any(t.overlaps(g) for g in gold.triggers for t in told.triggers),
        countries(gold.actors) == countries(told.actors),
        countries(gold.recipients) == countries(told.recipients),
        gold.status == told.status)


def best_pairs(found: Iterable[Candidate]) -> list[Candidate]:
    """Each event in at most one pair; where several fit, the pair that agrees in more (ties: order of the article)."""
    gold_used, told_used, out = set(), set(), []
    for c in sorted(found, key=lambda c: c.agreement, reverse=True):
        if c.gold not in gold_used and c.told not in told_used:
            gold_used.add(c.gold)
            told_used.add(c.told)
            out.append(c)
    return out


def countries(parties: Iterable[Record]) -> set[str]:
    """The countries of some actors or recipients."""
    return {p["country"] for p in parties if p.get("country")}


def agents(event: Told) -> set[tuple[Any, Any]]:
    """Country and sector of everybody in an event, whichever side."""
    everybody = (*event.actors, *event.recipients)
    return {(p.get("country"), p.get("sector")) for p in everybody if p.get("country") or p.get("sector")}


def tally(gold: Told, told: Told, agree: Agreement) -> Counter[str]:
    """What is right in a pair of the same type. Keys that end in _tp, _g, _p count right, gold and told items."""
    return Counter(
        pairs=1, trigger=agree.trigger, actor=agree.actor, recipient=agree.recipient, status=agree.status,
        row=agree.actor and agree.recipient and agree.status, mode=gold.mode == told.mode,
        hear_tp=gold.hearsay and told.hearsay, hear_g=gold.hearsay, hear_p=told.hearsay,
        ag_tp=len(agents(gold) & agents(told)), ag_g=len(agents(gold)), ag_p=len(agents(told)),
    ) + times(gold, told) + places(gold, told) + counts(gold, told) + origins(gold, told) + links(gold, told)


def times(gold: Told, told: Told) -> Counter[str]:
    """The same days? At least a day in common? Asked only where gold knows when."""
    g, t = gold.when, told.when
    if not g or not g.get("from"):
        return Counter()
    if not t or not t.get("from"):
        return Counter(when_g=1)
    overlap = g["from"] <= (t["to"] or t["from"]) and t["from"] <= (g["to"] or g["from"])
    return Counter(when_g=1, when_exact=(g["from"], g["to"]) == (t["from"], t["to"]), when_loose=overlap)


def places(gold: Told, told: Told) -> Counter[str]:
    """The same country, the same place? Asked only where gold knows the country."""
    if not gold.country:
        return Counter()
    named = told.place is not None and gold.place is not None and same(told.place, gold.place)
    return Counter(where_g=1, where_country=told.country == gold.country, where_place=named)


def counts(gold: Told, told: Told) -> Counter[str]:
    """Numbers with what they count."""
    right = answered(gold.counts, told.counts, lambda g, t: g == t)
    return Counter(cnt_tp=right, cnt_g=len(gold.counts), cnt_p=len(told.counts))


def origins(gold: Told, told: Told) -> Counter[str]:
    """Who spoke first on each path."""
    g, t = openers(gold), openers(told)
    right = answered(g, t, same)
    return Counter(orig_right=len(g) == len(t) == right, orig_tp=right, orig_g=len(g), orig_p=len(t))


def links(gold: Told, told: Told) -> Counter[str]:
    """Who told whom, link by link."""
    g, t = steps(gold), steps(told)
    right = answered(g, t, lambda a, b: same(a[0], b[0]) and same(a[1], b[1]))
    return Counter(link_tp=right, link_g=len(g), link_p=len(t))


def openers(event: Told) -> Sequence[Words]:
    """The first speakers, each once."""
    return unique(path[0] for path in event.paths if path)


def steps(event: Told) -> Sequence[Link]:
    """The links of all paths, each once."""
    return unique(step for path in event.paths for step in pairwise(path))


def answered(gold: Iterable[T], told: Sequence[T], equal: Callable[[T, T], bool]) -> int:
    """How many gold items find an equal among the told, each told item used once."""
    used: set[int] = set()
    for g in gold:
        hit = next((i for i, t in enumerate(told) if i not in used and equal(g, t)), None)
        if hit is not None:
            used.add(hit)
    return len(used)
