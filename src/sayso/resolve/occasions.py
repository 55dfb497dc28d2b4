"""Who passes on all that is said on one occasion: relays named with one thing a speaker says hold for the next.

In: the attributions of an article with their speakers. Out: the same with the relays of the occasion: "…, ha detto Petrov alla Tass. Petrov
ha aggiunto …" → both by way of Tass. One told "solo alla Tass" has that relay alone; one that stands inside another's words is passed
on by whatever passes those on.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from sayso.model import Argument, Attribution, Span
from sayso.resolve.media import ALONE, SPOKEN_TO
from sayso.resolve.namings import NEAR, REACH

Branches = tuple[tuple[Argument, ...], ...]


def carried(named: Sequence[tuple[Attribution, Attribution, str]], press: Collection[str] = ()) -> dict[Attribution, Attribution]:
    """Original, completed attribution and speaker → original with the relays of the speaker's occasion. ``press``: speakers that are media."""
    chains: dict[str, Attribution] = {}
    out: dict[Attribution, Attribution] = {}
    for original, a, who in named:
        before = chains.get(who)
        near = before is not None and original.source.sentence - before.source.sentence <= REACH
        if is_alone(a):
            out[original] = replace(a, relays=extended(alone(before.relays if before is not None and near else (), a.relays), a.later))
            continue
        own = merged(before.relays if before is not None and near else (), a.relays)
        if a.relays or near or a.later:
            chains[who] = replace(original, relays=extended(own, a.later))
            chains.update({x.span.text: chains[who] for x in a.beside if x.span.text not in chains})
        out[original] = replace(a, relays=own)
    out = told_before([x for x in named if x[2] not in press], out)
    later: dict[str, tuple[tuple[Argument, ...], ...]] = {}
    for original, a, who in reversed(named):
        if is_alone(a):
            continue
        if a.later:
            later[who] = (*a.later, *(x for x in later.get(who, ()) if x not in a.later))
        if who in later:
            out[original] = replace(out[original], relays=extended(out[original].relays, later[who]))
    return out


def told_before(named: Sequence[tuple[Attribution, Attribution, str]], out: Mapping[Attribution, Attribution]) -> dict[Attribution, Attribution]:
    """The same, each with the relays that are first named with the next thing its speaker says ("…, ha detto X. «…», ha detto alla Bbc").

    Only where something is told of the occasion already: a relay told of one claim alone belongs to that claim.
    """
    new = dict(out)
    after: dict[str, Attribution] = {}
    for original, a, who in reversed(named):
        if is_alone(a):
            continue
        mine, following = new[original].relays, after.get(who)
        if following is not None and 0 < following.source.sentence - original.source.sentence <= NEAR \
                and mine and parties_in(mine) < parties_in(following.relays):
            new[original] = replace(new[original], relays=following.relays)
        after[who] = replace(original, relays=new[original].relays)
    return new


def is_alone(a: Attribution) -> bool:
    """Whether a claim has a relay of its own alone."""
    return any(x.rule in ALONE for step in (*a.relays, *a.later) for x in step)


def alone(before: Branches, own: Branches) -> Branches:
    """The relays of a claim told to or by one medium alone: that one, behind whoever the speaker spoke to on the occasion."""
    if any(x.rule in SPOKEN_TO for branch in own for x in branch):
        return own
    mine = parties_in(own)
    heads = tuple(dict.fromkeys(tuple(x for x in branch if x.rule in SPOKEN_TO) for branch in before)) or ((),)
    return tuple((*(x for x in head if x.span.text.lower() not in mine), *branch) for head in heads for branch in own or ((),))


def merged(before: Branches, own: Branches) -> Branches:
    """The relays of one more thing said: those of the occasion, its own where it names others, whoever was spoken to in any case."""
    if not own:
        return before
    if not before:
        return own
    told, mine = parties_in(before), parties_in(own)
    if mine <= told:
        return before
    if told <= mine or any(x.rule in SPOKEN_TO for branch in own for x in branch):
        return own
    heads = tuple(dict.fromkeys(tuple(x for x in branch if x.rule in SPOKEN_TO) for branch in before))
    return tuple((*(x for x in head if x.span.text.lower() not in mine), *branch) for head in heads for branch in own)


def extended(before: Branches, later: Branches) -> Branches:
    """Branches with steps at their end, the parties of a step side by side; who is in them already is not told again."""
    for step in later:
        known = parties_in(before)
        new = tuple(x for x in step if x.span.text.lower() not in known)
        before = tuple((*branch, x) for branch in before or ((),) for x in new) if new else before
    return before


def parties_in(branches: Branches) -> set[str]:
    """The names in branches, in small letters."""
    return {x.span.text.lower() for branch in branches for x in branch}


def closed_by_outer(linked_: Mapping[Attribution, Attribution]) -> dict[Attribution, Attribution]:
    """The same, each that somebody else passes on with all that this one's words are passed on by ("X ha detto che, secondo Y, …")."""
    by_source: dict[Span, list[tuple[Attribution, Attribution]]] = {}
    for pair in linked_.items():
        by_source.setdefault(pair[0].source.span, []).append(pair)
    out = {}
    for original, told in linked_.items():
        branches = [x for branch in told.relays for x in _with_outer(branch, original, by_source)]
        out[original] = replace(told, relays=tuple(dict.fromkeys(branches))) if branches else told
    return out


def _with_outer(branch: tuple[Argument, ...], a: Attribution, by_source: Mapping[Span, Sequence[tuple[Attribution, Attribution]]]) -> Branches:
    """A branch, its tail behind the first of its parties whose words hold these replaced by all that party's branches where those tell more."""
    for k, x in enumerate(branch):
        outer = next((told.relays for original, told in by_source.get(x.span, ()) if x.span != a.source.span and _holds(original, a.cue)), ())
        if outer and parties_in((branch[k + 1 :],)) < parties_in(outer):
            before = parties_in((branch[: k + 1],)) | {a.source.span.text.lower()}
            return tuple((*branch[: k + 1], *(x for x in tail if x.span.text.lower() not in before)) for tail in outer)
    return (branch,)


def _holds(a: Attribution, span: Span) -> bool:
    return any(c.field == span.field and c.start <= span.start and span.end <= c.end for c in a.content)
