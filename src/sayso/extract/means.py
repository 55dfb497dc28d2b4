"""Two triggers that are one act: an act and its aim, an act and what it was done by. Triggers in, the same with each other's parties out.

"Uccisi in un raid di droni russi" → who killed is who made the raid; "hanno usato gli idranti per disperdere la folla" → used on the crowd.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace

from sayso.extract.trigger import Trigger


def with_aims(triggers: list[Trigger]) -> list[Trigger]:
    """An act without recipient takes that of the aim below it ("hanno usato gli idranti per disperdere la folla")."""
    by_head = {t.head: t for t in triggers}
    for t in triggers:
        token = t.sentence.tokens[t.head]
        above = by_head.get(token.head)
        if above is not None and above is not t and is_aim(t) and t.recipients and not above.recipients:
            by_head[above.head] = replace(above, recipients=t.recipients)
    return [by_head[t.head] for t in triggers]


def with_means(triggers: list[Trigger], type_of: Callable[[str], str]) -> list[Trigger]:
    """An act without actor takes that of the act it was done by ("uccisi in un raid di droni russi", "un raid russo ha ucciso")."""
    by_head = {t.head: t for t in triggers}
    for t in triggers:
        token = t.sentence.tokens[t.head]
        above = by_head.get(token.head) or next((x for x in triggers if is_left(x, token.head) or is_weapon_used(t, x)), None)
        if above is None or above is t or not is_means(t, above) or type_of(above.concept) != type_of(t.concept):
            continue
        others = tuple(x for x in above.agents if (x.sentence, x.token) not in ((t.sentence.i, t.head), *weapons_of(t)))
        if t.agents and not others:
            by_head[above.head] = replace(above, agents=t.agents)
    return [by_head[t.head] for t in triggers]


def is_aim(t: Trigger, without: Collection[str] = ()) -> bool:
    """Whether the act is an infinitive of purpose beside its governor."""
    token = t.sentence.tokens[t.head]
    if token.base != "advcl" or token.feats.get("VerbForm") != "Inf" or t.sentence.has(t.head, "aux"):
        return False
    return not any(c.form.lower() in without for c in t.sentence.children(t.head, "mark", "case"))


def is_left(t: Trigger, i: int) -> bool:
    """Whether an act is the participle under a verb of staying ("sono rimasti feriti in un raid")."""
    token = t.sentence.tokens[t.head]
    return token.base == "xcomp" and token.head == i and token.feats.get("VerbForm") == "Part"


def is_means(t: Trigger, above: Trigger) -> bool:
    """Whether the act is what another was done by: an oblique of it, or the subject of the active verb."""
    token = t.sentence.tokens[t.head]
    return token.base in ("obl", "nmod") or is_weapon_used(t, above) or any(x.token == t.head and x.sentence == t.sentence.i for x in above.agents)


def is_weapon_used(t: Trigger, above: Trigger) -> bool:
    """Whether the act is told of the subject of another ("**rockets fired by** the rebels killed six", "un razzo lanciato da Gaza ha colpito …")."""
    return t is not above and any((x.sentence, x.token) in weapons_of(t) for x in above.agents)


def weapons_of(t: Trigger) -> tuple[tuple[int, int], ...]:
    """The noun that a participle with a doer is told of: (sentence, token)."""
    token = t.sentence.tokens[t.head]
    is_told = token.base == "acl" and token.feats.get("VerbForm") == "Part" and bool(t.agents)
    return ((t.sentence.i, token.head),) if is_told else ()
