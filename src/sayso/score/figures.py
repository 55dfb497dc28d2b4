"""The figures.

In: gold and reports. Out: a :class:`Result`: the figures by name, those of each type, what was missed and what is extra.

``score(Path("gold.jsonl"), Path("reports.jsonl"))["typed"]["f1"]`` is the F1 of events found with the right type.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sayso.score.gold import Record, Reports, Told, misquotes, read_gold, read_reports, told_by_gold, told_by_system
from sayso.score.match import Candidate, best_pairs, candidates, tally

STATUSES = ("happened", "ongoing", "planned", "possible", "denied")


class Result(dict[str, Any]):
    """The figures, under the keys of the reference scorer; beside them the figures of each type and the digest of the gold."""

    types: dict[str, dict[str, float]]
    digest: str


@dataclass(slots=True)
class Sums:
    """What is counted while the articles go by."""

    events: Counter[str] = field(default_factory=Counter)
    slots: Counter[str] = field(default_factory=Counter)
    statuses: Counter[tuple[str, str]] = field(default_factory=Counter)
    types: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    wrong: list[str] = field(default_factory=list)


def score(gold: Path, reports: Reports, only: str = "") -> Result:
    """Score ``reports`` (a file of native records, or the records) against a gold file; ``only``: articles whose id starts so.

    Reports of articles that are not in the gold are left out. Raises :class:`GoldError` for files that cannot be read so.
    """
    articles = read_gold(gold, only)
    by_article = grouped(articles, read_reports(reports))
    sums = Sums()
    for a in articles:
        add_article(sums, str(a["id"]), told_by_gold(a), told_by_system(by_article[a["id"]]))
    bad = sum(misquotes(a, r) for a in articles for r in by_article[a["id"]])
    return summed(sums, len(articles), bad, digest(gold))


def digest(path: Path) -> str:
    """The first 16 hexadecimal digits of the SHA-256 of a file: says which gold a figure was measured on."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]


def grouped(articles: Iterable[Record], reports: Iterable[Record]) -> dict[str, list[Record]]:
    """The reports of each article; those of other articles are left out."""
    out: dict[str, list[Record]] = {a["id"]: [] for a in articles}
    for r in reports:
        if r["article"]["id"] in out:
            out[r["article"]["id"]].append(r)
    return out


def add_article(sums: Sums, name: str, gold: Sequence[Told], told: Sequence[Told]) -> None:
    """Add what one article gives to the sums."""
    for event in gold:
        sums.types[event.type]["gold"] += 1
    for event in told:
        sums.types[event.type]["told"] += 1
    possible = candidates(gold, told)
    right = best_pairs(c for c in possible if c.agreement.type)
    sums.events.update(gold=len(gold), told=len(told), found=len(best_pairs(possible)), typed=len(right))
    for c in right:
        add_pair(sums, gold[c.gold], told[c.told], c)
    sums.wrong += unanswered(name, gold, told, right)


def add_pair(sums: Sums, gold: Told, told: Told, pair: Candidate) -> None:
    """Add what is right in one pair."""
    sums.types[gold.type]["right"] += 1
    sums.types[gold.type]["row"] += pair.agreement.actor and pair.agreement.recipient and pair.agreement.status
    sums.statuses[gold.status, told.status] += 1
    sums.slots.update(tally(gold, told, pair.agreement))


def unanswered(name: str, gold: Sequence[Told], told: Sequence[Told], right: Sequence[Candidate]) -> list[str]:
    """A line for each gold event without an answer of its type, then for each told event that answers none."""
    hit, used = {c.gold for c in right}, {c.told for c in right}
    return ([f"{name} missed {e.type} {e.trigger!r}" for i, e in enumerate(gold) if i not in hit]
            + [f"{name} extra {e.type} {e.trigger!r}" for i, e in enumerate(told) if i not in used])


def f1(right: int, told: int, gold: int) -> dict[str, float]:
    """Precision, recall, F1 (three decimals) and how many gold items there are."""
    p = right / told if told else 0.0
    r = right / gold if gold else 0.0
    return {"p": round(p, 3), "r": round(r, 3), "f1": round(2 * p * r / (p + r), 3) if p + r else 0.0, "n": gold}


def share(part: int, whole: int) -> float:
    """A share with three decimals; 0 of nothing is 0."""
    return round(part / (whole or 1), 3)


def mean(values: Sequence[float]) -> float:
    """The mean with three decimals; of nothing, 0."""
    return round(sum(values) / len(values), 3) if values else 0


def summed(sums: Sums, articles: int, bad_spans: int, gold_digest: str) -> Result:
    """The figures of the sums."""
    n = sums.events
    by_type = {name: c for name, c in sums.types.items() if c["gold"]}
    result = Result(
        articles=articles, events=n["gold"], reported=n["told"], bad_spans=bad_spans,
        found=f1(n["found"], n["told"], n["gold"]), typed=f1(n["typed"], n["told"], n["gold"]),
        typed_macro_f1=mean([f1(c["right"], c["told"], c["gold"])["f1"] for c in by_type.values()]),
        row=f1(sums.slots["row"], n["told"], n["gold"]),
        on_matched=slot_figures(sums.slots, n["typed"], sums.statuses), wrong=sums.wrong)
    result.types = type_figures(sums.types)
    result.digest = gold_digest
    return result


def slot_figures(c: Counter[str], n: int, statuses: Mapping[tuple[str, str], int]) -> dict[str, Any]:
    """The figures of each slot on ``n`` matched pairs."""
    return {
        "n": n, "trigger": share(c["trigger"], n), "actor_country": share(c["actor"], n),
        "recipient_country": share(c["recipient"], n), "agents": f1(c["ag_tp"], c["ag_p"], c["ag_g"]),
        "mode": share(c["mode"], n), "status": share(c["status"], n), "status_macro_f1": status_macro(statuses),
        "hearsay": f1(c["hear_tp"], c["hear_p"], c["hear_g"]),
        "when_exact": share(c["when_exact"], c["when_g"]), "when_overlap": share(c["when_loose"], c["when_g"]),
        "when_n": c["when_g"], "where_country": share(c["where_country"], c["where_g"]),
        "where_place": share(c["where_place"], c["where_g"]), "where_n": c["where_g"],
        "counts": f1(c["cnt_tp"], c["cnt_p"], c["cnt_g"]),
        "origin_exact": share(c["orig_right"], n), "origin": f1(c["orig_tp"], c["orig_p"], c["orig_g"]),
        "links": f1(c["link_tp"], c["link_p"], c["link_g"])}


def status_macro(pairs: Mapping[tuple[str, str], int]) -> float:
    """The mean F1 over the statuses that gold has among the matched pairs."""
    scores = []
    for s in STATUSES:
        gold = sum(n for (g, _), n in pairs.items() if g == s)
        told = sum(n for (_, t), n in pairs.items() if t == s)
        if gold:
            scores.append(f1(pairs.get((s, s), 0), told, gold)["f1"])
    return mean(scores)


def type_figures(types: Mapping[str, Counter[str]]) -> dict[str, dict[str, float]]:
    """For each type, the most frequent in gold first: P, R and F1 of typed events, gold events, told events, whole rows right."""
    order = sorted(types.items(), key=lambda item: (-item[1]["gold"], str(item[0])))
    return {str(name): {**f1(c["right"], c["told"], c["gold"]), "told": c["told"], "row": c["row"]} for name, c in order}
