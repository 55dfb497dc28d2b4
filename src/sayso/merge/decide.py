"""The accounts of one event → its record: each field decided by a declared rule, and who says otherwise.

In: the accounts, the articles and the rules (``decide`` of :class:`sayso.merge.rules.Rules`). Out: the merged record of docs/output.md.
Where origins disagree on a doer, a target, a weapon or a number the field is ``contested``: every value, its reports and who says it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sayso import ontologies
from sayso.merge.accounts import TITLE, Account, Told, is_answer, sure, told_once
from sayso.merge.claims import Claim, Days, Figure, Spot, Who
from sayso.merge.likeness import FROM_AFAR, OUTCOMES, is_one_mode
from sayso.merge.links import NEAR
from sayso.merge.names import empty, name_words
from sayso.merge.origins import Origin, deniers, origins
from sayso.merge.rules import Rules

CERTAIN = ("happened", "ongoing", "planned", "possible", "denied")
FINE = ("point", "city", "admin1", "country")
ARMED = frozenset({"MIL", "REB", "UAF", "COP", "SPY", "PAR"})
STATE = frozenset({"MIL", "COP", "SPY", "GOV"})
AGAINST = frozenset({"REB", "UAF", "PRE", "IMG", "CRM"})
CIVIL = frozenset({"CVL", "AGR", "EDU", "REF", "HLH"})
VIOLENT = ("ASSAULT", "COERCE")
BARE = "heavy-weapons"  # what a bombardment is taken for where no weapon is told
WEAPONS = FROM_AFAR | {"firearms", "suicide-attack", "crowd-control", "primitive", "unconventional"}  # other modes are other acts of their type


@dataclass(frozen=True, slots=True)
class Value:
    """A value that some claims give to a field. ``key``: values with one key are one."""

    key: Any
    value: Any
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """What a decision is made from: who belongs to which origin, and when each report was printed."""

    origin: Mapping[str, int]
    printed: Mapping[str, int]

    def weight(self, v: Value) -> tuple[int, int]:
        """Origins and articles that give a value."""
        return len({self.origin.get(c.id, -1) for c in v.claims}), len({c.article for c in v.claims})

    def day(self, v: Value) -> int:
        """The last day on which it was printed."""
        return max((self.printed.get(c.id, 0) for c in v.claims), default=0)


def event_record(name: str, group: Sequence[Account], articles: Mapping[str, Told], rules: Rules, used: Iterable[str] = ()) -> dict[str, Any]:
    """The merged record of one event."""
    told, against = origins(group, articles, rules.owners), deniers(group, articles)
    claims = [c for a in group for c in a.claims]
    case = Case({r: i for i, o in enumerate(told) for r in o.reports}, {c.id: a.printed or 0 for a in group for c in a.claims})
    asserting = [c for c in claims if c.status != "denied"] or claims
    firm = [c for c in asserting if not c.is_echo] or asserting
    code, fields = code_of(firm, case, rules), decided([told_once(a) for a in group if not a.is_echo] or group, firm, case, rules)
    outlets = {(articles[a.article].outlet if a.article in articles else None) or a.article for a in group}
    return {
        "event_id": name, **code, **fields, "reports": sorted(c.id for c in claims), "articles": sorted({a.article for a in group}),
        "n_reports": len(claims), "n_outlets": len(outlets), "n_origins": len(told), "origins": [o.to_dict() for o in told],
        "denied_by": [o.to_dict() for o in against], "contested": contested(group, told) or None,
        "rules": [*dict.fromkeys([*used]), *(f"{field}: {rule}" for field, rule in sorted(rules.decide.items()))], "reviewed": False,
    }


def code_of(claims: Sequence[Claim], case: Case, rules: Rules) -> dict[str, Any]:
    """Type, mode, contexts and codes: those of the concept that the rule chooses."""
    kind = chosen([Value(k, k, v) for k, v in by(claims, lambda c: c.type)], rules.decide["type"], case)
    some = [c for c in claims if c.type == kind]
    mode = chosen([Value(k, k, v) for k, v in by([c for c in some if c.mode], lambda c: c.mode)], rules.decide["mode"], case)
    concept = chosen([Value(k, k, v) for k, v in by([c for c in some if c.mode == mode] or some, lambda c: c.concept)], rules.decide["type"], case)
    first = next(c for c in some if c.concept == concept)
    quad = first.quad or (ontologies.code(concept).quad if concept in ontologies.concepts() else None)
    return {"type": kind, "mode": mode, "contexts": sorted({x for c in some for x in c.contexts}), "cameo": first.cameo, "quad": quad,
            "status": status_of(claims, rules.decide["status"], case)}


def status_of(claims: Sequence[Claim], rule: str, case: Case) -> str:
    """The status that the rule chooses."""
    found = [Value(k, k, v) for k, v in by(claims, lambda c: c.status)]
    return str(min(found, key=lambda v: CERTAIN.index(v.key)).key if rule == "most_certain" else chosen(found, rule, case))


def decided(group: Sequence[Account], claims: Sequence[Claim], case: Case, rules: Rules) -> dict[str, Any]:
    """Parties, time, place and numbers."""
    out: dict[str, Any] = {}
    for side in ("actors", "recipients"):
        found = [Value(key, some, tuple(c for c in a.claims if parties_of(c, side)))
                 for a in group for some in [[p for c in a.claims for p in parties_of(c, side)]] if some for key in [key_of(some)]]
        best = chosen(pooled(found), rules.decide[side], case, lambda v: -len(v.key))
        out[side] = [p.to_dict() for p in distinct(best or [])]
    when = [Value((c.when.start, c.when.end), c.when, (c,)) for c in claims if c.when]
    told = [v for v in when if v.value.told] or when
    out["when"] = to_dict(chosen(pooled(told), rules.decide["when"], case, lambda v: v.key[1] - v.key[0]))
    where = [Value(c.where.name, c.where, (c,)) for c in claims if c.where]
    out["where"] = to_dict(chosen(pooled(where), rules.decide["where"], case, lambda v: fineness(v.value)))
    out["counts"] = [n.to_dict() for n in numbers(claims, case, rules)]
    return out


def fineness(spot: Spot) -> int:
    """0 for a point, 3 for a country."""
    return FINE.index(spot.precision) if spot.precision in FINE else len(FINE)


def numbers(claims: Sequence[Claim], case: Case, rules: Rules) -> list[Figure]:
    """One number for each thing that is counted."""
    found: dict[str, list[Value]] = defaultdict(list)
    for c in claims:
        for n in c.counts:
            found[n.what].append(Value(n.value, n, (c,)))
    return [chosen(pooled(values), rules.decide["counts"], case, lambda v: -float(v.key)) for _, values in sorted(found.items())]


def chosen(values: Sequence[Value], rule: str, case: Case, coarse: Callable[[Value], float] = lambda v: 0.0) -> Any:  # noqa: ANN401
    """The value that a rule prefers; ``None`` where there is none. ``coarse``: the lower, the more precise."""
    if len(values) < 2:
        return values[0].value if values else None

    def many(v: Value) -> tuple[int, int]:
        origins, articles = case.weight(v)
        return -origins, -articles

    def preferred(v: Value) -> tuple[float, ...]:
        orders: dict[str, tuple[float, ...]] = {
            "most_origins": (*many(v), coarse(v)), "most_reports": (-len(v.claims), coarse(v)),
            "most_precise": (coarse(v), *many(v)), "most_certain": (-max(c.confidence for c in v.claims),),
            "latest": (-case.day(v),), "earliest": (case.day(v),), "highest": (coarse(v),), "lowest": (-coarse(v),)}
        return orders[rule]

    return min(values, key=lambda v: (preferred(v), str(v.key), min(c.id for c in v.claims))).value


def pooled(values: Sequence[Value]) -> Sequence[Value]:
    """Values with one key as one; the claims of all, the value of the most confident."""
    if len(values) < 2:
        return values
    found: dict[Any, list[Value]] = defaultdict(list)
    for v in values:
        found[v.key].append(v)
    return [Value(key, max(some, key=lambda v: (max(c.confidence for c in v.claims), v.claims[0].id)).value,
                  tuple(c for v in some for c in v.claims)) for key, some in found.items()]


def by(claims: Iterable[Claim], key: Callable[[Claim], Any]) -> list[tuple[Any, tuple[Claim, ...]]]:
    """Claims by what a field of them says."""
    found: dict[Any, list[Claim]] = defaultdict(list)
    for c in claims:
        found[key(c)].append(c)
    return [(k, tuple(v)) for k, v in found.items()]


def parties_of(claim: Claim, side: str) -> tuple[Who, ...]:
    """The parties of one side."""
    return claim.actors if side == "actors" else claim.recipients


def key_of(some: Iterable[Who]) -> tuple[str, ...]:
    """Parties as codes."""
    return tuple(sorted({f"{p.country or '?'}/{p.sector or ''}" for p in some}))


def distinct(some: Iterable[Who]) -> list[Who]:
    """Parties, each once by country, sector and name."""
    return list({(p.country, p.sector): p for p in reversed(list(some))}.values())[::-1]


def to_dict(found: Days | Spot | None) -> dict[str, Any] | None:
    """As in the record."""
    return found.to_dict() if found else None


# ------------------------------------------------------------- contested


def contested(group: Sequence[Account], told: Sequence[Origin]) -> dict[str, list[dict[str, Any]]]:
    """The slots on which those who assert the event disagree."""
    out: dict[str, list[dict[str, Any]]] = {}
    if len(group) < 2 and not any(n.by for a in group for c in a.claims for n in c.counts):
        return out
    claims = [c for a in group for c in asserted(a)]
    names = {r: o.names for o in told for r in o.reports}
    for slot, values in disputed(claims, group):
        rows = [row for value, some in values for row in rows_of(value, some, names)]
        if len({r["value"] for r in rows}) > 1 and are_at_odds(rows, told):
            out[slot] = rows
    return out


def asserted(account: Account) -> list[Claim]:
    """The claims that assert the event, not the answer to it; those of a headline only where the text has none, as headlines shorten."""
    some = [c for c in account.claims if c.status != "denied" and not any(is_answer(x, c) for x in account.claims)]
    return [c for c in some if c.trigger.field != TITLE] or some


def are_at_odds(rows: Sequence[Mapping[str, Any]], told: Sequence[Origin]) -> bool:
    """Whether two origins differ: one gives a value that the other, who gives some, does not. An origin does not disagree with itself.

    A raid, a strike, a bombardment are words of one account: two who have one of them in common do not differ.
    """
    said: dict[Any, set[Any]] = defaultdict(set)
    for row in rows:
        for r in row["reports"]:
            said[speaker_of(r, row["by"], told)].add(row["value"])
    return any(x - y - FROM_AFAR - OUTCOMES or (x - y and x.isdisjoint(y)) for x in said.values() for y in said.values())


def speaker_of(report: str, by: str | None, told: Sequence[Origin]) -> int | str:
    """The origin that gives a value in a report: the one of that name, else the report's only one."""
    some = [i for i, o in enumerate(told) if report in o.reports]
    named = [i for i in some if by in told[i].names]
    if named or len(some) == 1:
        return (named or some)[0]
    return by or report


def disputed(claims: Sequence[Claim], group: Sequence[Account]) -> Iterable[tuple[str, list[tuple[Any, list[Claim]]]]]:
    """Slots with values that cannot all be right."""
    if len(group) < 2 and not any(n.by for c in claims for n in c.counts):
        return
    if is_reversed(claims):
        yield "actors", pool((x, c) for c in claims for x in sure(c.actors) if len(set(sure(c.actors))) == 1)
    powers = pool((side, c) for c in claims for side in [state_or_not(c.actors)] if side)
    if len(powers) > 1 and not is_reversed(claims):
        yield "actors", powers
    sides = pool((side, c) for c in claims for side in [civil_or_armed(c.recipients)] if side)
    if len(sides) > 1:
        yield "recipients", sides
    kind = Counter(c.type for c in claims).most_common(1)[0][0] if claims else ""
    modes = pool((c.mode, c) for c in claims if c.mode in WEAPONS and c.type == kind and not is_any_weapon(c))  # of two types each has its own
    is_laid = len(powers) > 1 or is_reversed(claims)
    if any(not is_one_mode(x, y) for i, (x, _) in enumerate(modes) for y, _ in modes[i + 1:]):
        yield "mode", modes
    targets = set(next((sure(c.recipients) for c in claims if sure(c.recipients)), []))  # each side's dead are others where both accuse each other
    for what in sorted({n.what for c in claims for n in c.counts} - {"other"}):
        values = pool((n.value, c) for a in group for n, c in most(a, what) if not is_laid or set(sure(c.recipients)) <= targets)
        if len(values) > 1 and min(v for v, _ in values) < (1 - NEAR) * max(v for v, _ in values):
            yield f"counts.{what}", values


def is_any_weapon(claim: Claim) -> bool:
    """Whether the word for an act from afar does not say by what it was done ("il bombardamento")."""
    words = name_words(claim.trigger.text or "")
    return claim.mode == BARE and any(w.startswith(stem) for w in words for stem in empty("any_weapon"))


def is_reversed(claims: Sequence[Claim]) -> bool:
    """Whether one country is the doer here and the one it was done to there, or two doers are named for one target."""
    pairs = {(x, y) for c in claims for x in sure(c.actors) for y in sure(c.recipients)}
    return (any((b, a) in pairs for a, b in pairs if a != b) or any(a != c and b == d and b not in (a, c) for a, b in pairs for c, d in pairs)
            or is_laid_on_others(claims))


def is_laid_on_others(claims: Sequence[Claim]) -> bool:
    """Whether two named sources lay the same act of force on two countries."""
    laid = {(c.paths[0][0], *sure(c.actors)) for c in claims if c.paths and c.type in VIOLENT and len(c.actors) == len(sure(c.actors)) == 1}
    return any(x[0] != y[0] and x[1] != y[1] for x in laid for y in laid)


def civil_or_armed(parties: Iterable[Who]) -> str:
    """Whether those it was done to are civilians or armed."""
    sectors = {p.sector for p in parties if p.sector}
    return "civilians" if sectors and sectors <= CIVIL else "armed" if sectors and sectors <= ARMED else ""


def state_or_not(parties: Iterable[Who]) -> str:
    """Whether those who did it act for a state or against one."""
    sectors = {p.sector for p in parties if p.sector}
    return "state forces" if sectors and sectors <= STATE else "armed groups" if sectors and sectors <= AGAINST else ""


def most(account: Account, what: str) -> list[tuple[Figure, Claim]]:
    """The numbers an account gives for a thing: the highest of each who gives one, for parts add up to it.

    What nobody is said to give is his who speaks in the claim, or the only one who gives some in the account.
    """
    found: dict[str | None, tuple[Figure, Claim]] = {}
    told = [c for c in account.claims if c.status != "denied" and any(n.what == what for n in c.counts)]
    some = [c for c in told if c.trigger.field != TITLE] or told
    givers = {n.by for c in some for n in c.counts if n.what == what and n.by}
    only = givers.pop() if len(givers) == 1 else None
    for c in some:
        for n in c.counts:
            who = n.by or next((path[0] for path in c.paths), None) or only
            if n.what == what and (who not in found or n.value > found[who][0].value):
                found[who] = (n, c)
    return [found[k] for k in sorted(found, key=str)]


def pool(pairs: Iterable[tuple[Any, Claim]]) -> list[tuple[Any, list[Claim]]]:
    """Values with their claims, in a fixed order."""
    found: dict[Any, dict[str, Claim]] = defaultdict(dict)
    for value, c in pairs:
        found[value].setdefault(c.id, c)
    return sorted(((value, [*some.values()]) for value, some in found.items()), key=lambda item: str(item[0]))


def rows_of(value: Any, claims: Sequence[Claim], names: Mapping[str, tuple[str, ...]]) -> list[dict[str, Any]]:  # noqa: ANN401
    """One row for each who gives a value."""
    found: dict[str | None, list[str]] = defaultdict(list)
    for c in claims:
        said = next((n.by for n in c.counts if n.value == value and n.by), None) or next((p[0] for p in c.paths), None)
        found[said or next(iter(names.get(c.id, ())), None)].append(c.id)
    return [{"value": value, "reports": sorted(ids), "by": who} for who, ids in sorted(found.items(), key=lambda x: str(x[0]))]
