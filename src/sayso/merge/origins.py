"""Where the reports of an event come from: how many independent origins it has, and why two reports are one.

In: the accounts of one event and their articles. Out: :class:`Origin` records, and who denies the event. Who speaks in an account is found
in :mod:`sayso.merge.voices`; which voices are one is asked in :mod:`sayso.merge.links`, in this order:

1. the stated chain: one first speaker is one origin, however many relay it; an office and who holds it are one;
2. an unnamed source told to one agency, and what is credited to an agency without a speaker, are that agency's origin;
3. text reuse: an account in nobody's name that shares a long passage with another belongs to that one's origin;
4. the same speaker named in the text; a mention in passing; the same outlet or owner.

Each link carries its reason. Text that two accounts only quote from one speaker is no text reuse.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sayso.merge.accounts import Account, Told
from sayso.merge.links import Parts, links
from sayso.merge.names import united
from sayso.merge.voice import Voice, bare_state, home_of, is_somebodys, is_state
from sayso.merge.voices import voices


@dataclass(frozen=True, slots=True)
class Origin:
    """One independent origin: the names it has, its reports, and why they are one."""

    names: tuple[str, ...]
    reports: tuple[str, ...]
    articles: tuple[str, ...]
    why: str
    pairs: tuple[tuple[str, str, str], ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """As in the merged record."""
        return {"names": list(self.names), "reports": list(self.reports), "why": self.why,
                "pairs": [{"articles": [a, b], "why": why} for a, b, why in self.pairs]}


def origins(group: Sequence[Account], articles: Mapping[str, Told], owners: Mapping[str, str] | None = None) -> list[Origin]:
    """The origins of those who assert an event."""
    return joined(sorted(voices(group, articles, "denied"), key=lambda v: (v.account.id, v.name)), owners or {})


def deniers(group: Sequence[Account], articles: Mapping[str, Told]) -> list[Origin]:
    """The origins of those who deny it."""
    if not any(c.status == "denied" for a in group for c in a.claims):
        return []
    heard = [v for v in voices(group, articles, "") if all(c.status == "denied" for c in v.claims)]
    return joined(sorted(heard, key=lambda v: (v.account.id, v.name)), {})


def joined(heard: Sequence[Voice], owners: Mapping[str, str]) -> list[Origin]:
    """The voices that links hold together, each an origin; two who are named and differ are never held together."""
    parts = Parts(len(heard))
    for i, j, why in links(heard, owners, parts):
        a, b = parts.where[i], parts.where[j]
        one, other = parts.members[a], parts.members[b]
        if a == b or are_told_apart(heard, one, other, why) or are_of_two_lands(heard, one, other, why):
            continue
        if is_chain(why) or not rivals(heard, one, other):
            parts.join(i, j, why)
    return [origin([heard[k] for k in sorted(parts.members[a])],
                   [(heard[i].account.article, heard[j].account.article, why) for i, j, why in parts.reasons[a]])
            for a in sorted(parts.members, key=lambda a: min(parts.members[a]))]


def is_chain(why: str) -> bool:
    """Whether the reason is the stated chain itself."""
    return why.startswith(("same speaker:", "unnamed source")) or " speaks through " in why


def are_told_apart(heard: Sequence[Voice], a: Iterable[int], b: Iterable[int], why: str) -> bool:
    """Whether one account has a voice on each side: it tells the two apart, and only one name for both can say otherwise."""
    return not why.startswith("same speaker:") and bool({id(heard[i].account) for i in a} & {id(heard[j].account) for j in b})


def are_of_two_lands(heard: Sequence[Voice], a: Iterable[int], b: Iterable[int], why: str) -> bool:
    """Whether each side has a body of another country ("Armenia's defence ministry", "il ministero della Difesa azero").

    Of one name only where a body is somebody's by a pronoun ("its Foreign Ministry"): others may be named after who is accused.
    """
    sides = [[heard[i] for i in some if heard[i].kind == "body"] for some in (a, b)]
    if " speaks through " not in why and not any(is_somebodys(v) for some in sides for v in some):
        return False
    one, other = ({country for v in some for country in [home_of(v)] if country} for some in sides)
    return bool(one and other) and one.isdisjoint(other)


def rivals(heard: Sequence[Voice], a: Iterable[int], b: Iterable[int]) -> bool:
    """Whether both sides have a named speaker, who is more than a state or its government: what is copied from two is of two."""
    return all(any(heard[i].is_sure and not is_state(bare_state(heard[i])) for i in some) for some in (a, b))


def origin(some: Sequence[Voice], pairs: Sequence[tuple[str, str, str]]) -> Origin:
    """One origin from its voices."""
    names = united(v.said for v in some if v.is_named) or united(v.said for v in some if v.kind != "own") or united(v.said for v in some if v.said)
    reports = sorted({c.id for v in some for c in v.claims})
    named = "stated source" if some[0].is_stated else "speaks in the text"
    own = {"own": "the outlet's own voice", "agency": "an agency's own voice"}.get(some[0].kind, named)
    why = "; ".join(dict.fromkeys(why for _, _, why in pairs)) or own
    return Origin(tuple(names), tuple(reports), tuple(sorted({v.account.article for v in some})), why, tuple(pairs))
