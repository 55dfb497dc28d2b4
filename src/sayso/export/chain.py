"""Paths of a graph of sources → one line that a person reads: the chain, with branches where several pass something on side by side.

>>> line([["Borisov", "Rossiya-24", "Tass", "Ansa"], ["Borisov", "Rossiya-24", "Interfax", "Ansa"]])
'Borisov → Rossiya-24 → {Tass, Interfax} → Ansa'
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sayso.export.plain import cut

ARROW = " → "
WIDEST = 40  # characters of a name

Paths = Iterable[Sequence[str]]


def line(paths: Paths) -> str:
    """All paths as one line; nothing where the article speaks in its own voice. Names are made fit for a terminal."""
    chains = list(dict.fromkeys(tuple(cut(name, WIDEST) for name in path) for path in paths))
    if len(chains) < 2:
        return ARROW.join(chains[0]) if chains else ""
    head = shared(chains)
    rest = [c[len(head):] for c in chains]
    tail = shared([c[::-1] for c in rest])[::-1]
    middle = [c[: len(c) - len(tail)] for c in rest]
    return ARROW.join([*head, "{" + branches(middle) + "}", *tail])


def shared(chains: Sequence[Sequence[str]]) -> list[str]:
    """The names with which all chains begin."""
    return list(chains[0][: common(chains)])


def common(chains: Sequence[Sequence[str]]) -> int:
    """How many names all chains have in common from their beginning."""
    same = [len(set(names)) == 1 for names in zip(*chains, strict=False)]
    return same.index(False) if False in same else len(same)


def branches(middle: Sequence[Sequence[str]]) -> str:
    """What lies between the common ends: a branch that passes nobody is told as "directly"; those with one end are told together.

    >>> branches([["Tass", "Ansa"], ["Interfax", "Ansa"], ["Reuters"]])
    '{Tass, Interfax} → Ansa, Reuters'
    """
    ends: dict[str, list[Sequence[str]]] = {}
    for m in middle:
        ends.setdefault(m[-1] if m else "", []).append(m)
    return ", ".join(line(some) or "directly" for some in ends.values())
