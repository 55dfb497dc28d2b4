"""Story groups: how well reports of one event are merged, and how many origins it is given.

In: a file of story groups (data/stories/README.md). Out: figures for each split, once on what the coder makes of the articles and once
on claims taken from the gold, so that faults of coding and faults of merging are seen apart.

``figures(Path("data/stories/a.jsonl"), load)["test, as coded"]["B³ F1"]``
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

from sayso.merge.across import Merged, Told, merge
from sayso.merge.claims import Claim, claim_of
from sayso.merge.names import capitals, name_words
from sayso.model import Article
from sayso.read.day import day
from sayso.resolve.tables import Tables

NAMES = re.compile(r"[^\W\d_a-z][\w’'-]+(?: [^\W\d_a-z][\w’'-]+)?")
Record = Mapping[str, Any]
Figures = dict[str, Any]
Load = Callable[[str], Any]


@dataclass(frozen=True, slots=True)
class Mention:
    """A gold mention: which event, in which article, and the characters of its sentence and trigger."""

    event: str
    article: str
    sentence: tuple[int, int]
    trigger: tuple[int, int]
    type: str


@dataclass(slots=True)
class Tally:
    """What is counted over the groups of one split."""

    gold: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    sums: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)


def figures(path: Path, load: Load) -> Figures:
    """The figures of a file, flat: split and claims → figure → value."""
    groups = read_groups(path)
    told = scored(groups, (claim_of(r) for g in groups for r in coded(g, load)))
    return {f"{split}, {FROM[kind]}": flat(found) for split, kinds in told.items() for kind, found in kinds.items()}


FROM = {"coded": "as coded", "given": "gold claims"}
F1S = {"pairwise": "pairwise merge", "b3": "B³", "pairwise_of_told": "pairwise merge, mentions told", "b3_of_told": "B³, mentions told"}


def flat(found: Figures) -> Figures:
    """The figures of one split as a row of numbers."""
    return {**{k: found[k] for k in ("groups", "events", "mentions", "mentions_told")},
            **{f"{said} {part.upper()}": found[key][part] for key, said in F1S.items() for part in ("p", "r", "f1")
               if found["mentions_told"] < found["mentions"] or not key.endswith("told")},
            "n_origins right": found["n_origins"], "contested slots found": found["contested"], "contested slots": found["contested_n"],
            "contested slots too many": found["contested_extra"]}


def scored(groups: Sequence[Record], claims: Iterable[Claim]) -> Figures:
    """The figures for claims that somebody made of the articles, beside those for the gold's own claims."""
    told = [t for g in groups for t in texts(g)]
    by_coder, by_gold = merge(claims, told), merge((c for g in groups for c in gold_claims(g)), told)
    out: Figures = {}
    for split in sorted({g.get("split", "all") for g in groups}):
        some = [g for g in groups if g.get("split", "all") == split]
        out[split] = {"coded": figures_of(some, by_coder), "given": figures_of(some, by_gold)}
    return out


def read_groups(path: Path) -> list[Record]:
    """The story groups of a file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def texts(group: Record) -> list[Told]:
    """The articles of a group as merging sees them."""
    return [Told(a["id"], a["outlet"], a["lang"], a["published"], a["text"]) for a in group["articles"]]


def coded(group: Record, load: Load) -> Iterator[Record]:
    """The native records that the coder makes of a group."""
    for a in group["articles"]:
        article = Article(a["id"], a["lang"], a["title"], a["text"], day(a["published"]), a["outlet"], a["url"])
        coded = load(a["lang"]).code(article)
        yield from (r.to_dict() for r in (*coded.reports, *coded.echoes))


# ------------------------------------------------------------- claims as the gold gives them


def gold_claims(group: Record) -> Iterator[Claim]:
    """One claim for each gold mention, with the event's slots, its article's number and its article's sources."""
    by_id = {a["id"]: a for a in group["articles"]}
    for event in group["events"]:
        for k, m in enumerate(event["mentions"]):
            yield claim_of(gold_report(group["id"], event, m, by_id[m["article"]], k))


def gold_report(group: str, event: Record, mention: Record, article: Record, k: int) -> Record:
    """A native record of a gold mention. An article that is in no origin of an event that somebody denies, denies it."""
    at = article["text"].find(mention["sentence"])
    start = at + mention["sentence"].find(mention["trigger"])
    heard = [o for o in event["origins"] if article["id"] in o["articles"]]
    names = [spoken(o["first_sources"], article["text"]) for o in heard if o["first_sources"]] or ([] if heard else event["denied_by"])
    return {
        "report_id": f"{group}/{event['event']}/{k}", "event_id": f"{article['id']}/{event['event']}", "article": {"id": article["id"]},
        "sentence": {"field": "text", "start": at, "end": at + len(mention["sentence"]), "text": mention["sentence"]},
        "trigger": {"field": "text", "start": start, "end": start + len(mention["trigger"]), "text": mention["trigger"]},
        "concept": "", "type": event["type"], "mode": disputed(event, article["id"], "mode") or event["mode"],
        "status": "happened" if heard or not event["denied_by"] else "denied",
        "actors": sided(event, article["id"], "actors"), "recipients": sided(event, article["id"], "recipients"),
        "when": {"from": event["from"], "to": event["to"], "precision": "day", "text": event["from"]},
        "where": town(mention["sentence"], frozenset(event["actors"] + event["recipients"])),
        "counts": numbers(event, article["id"]), "sources": {"paths": [[n] for n in names]}, "confidence": 1.0,
    }


def town(sentence: str, countries: frozenset[str]) -> Record | None:
    """The one town of the event's countries that a sentence names, but for capitals, which stand for states; the gold itself has no places."""
    names = (m[0] for m in NAMES.finditer(sentence))
    found = {p for n in names if " ".join(name_words(n)) not in capitals() for p in tables().gazetteer.all(n)[:1] if p.country in countries}
    if len(found) != 1:
        return None
    at = found.pop()
    return {"name": at.name, "country": at.country, "geonameid": at.id, "lat": at.lat, "lon": at.lon, "precision": "city", "text": at.name}


@cache
def tables() -> Tables:
    """Roles in English, in which the gold describes parties, and the towns of the world."""
    return Tables("en")


def spoken(forms: Sequence[str], text: str) -> str:
    """The form of a source that an article has."""
    return next((f for f in sorted(forms, key=len, reverse=True) if f.lower() in text.lower()), forms[0])


def disputed(event: Record, article: str, slot: str) -> Any:  # noqa: ANN401
    """The value that an article gives to a slot that is contested."""
    return next((v["value"] for v in (event["contested"] or {}).get(slot, ()) if article in v["articles"]), None)


def sided(event: Record, article: str, side: str) -> list[Record]:
    """The parties that an article names on one side, as far as codes say it."""
    told = disputed(event, article, side)
    if isinstance(told, str) and len(told) == 3 and told.isupper():
        return [{"name": "", "country": told, "sector": None}]
    return [{"name": "", "country": c, "sector": sector(told) if told else None} for c in event[side]]


def sector(words: str) -> str | None:
    """The sector of a party that the gold describes in a few words of English."""
    roles = tables().roles
    singular = [w[:-1] if w.endswith("s") else w for w in words.lower().split()]
    return next((roles[w].sector for w in (words.lower(), *singular, *words.lower().split()) if w in roles), None)


def numbers(event: Record, article: str) -> list[Record]:
    """The contested numbers that an article gives, each with who says so."""
    return [{"what": slot.split(".")[1], "value": v["value"], "by": v["by"]}
            for slot, values in (event["contested"] or {}).items() if slot.startswith("counts.") for v in values if article in v["articles"]]


# ------------------------------------------------------------- figures


def figures_of(groups: Sequence[Record], merged: Merged) -> Figures:
    """The figures of some groups."""
    tally = Tally()
    events = {r["event_id"]: r for r in merged.records()}
    reports: dict[str, list[Claim]] = defaultdict(list)
    for c in (c for g in merged.groups for a in g for c in a.claims):
        reports[c.article].append(c)
    for group in groups:
        add_group(tally, group, events, reports, merged)
    seen = [i for i, label in enumerate(tally.told) if not label.startswith("?")]
    s = tally.sums
    return {
        "groups": len(groups), "events": s["events"], "mentions": len(tally.gold), "mentions_told": len(seen),
        "pairwise": pairwise(tally.gold, tally.told), "b3": b_cubed(tally.gold, tally.told),
        "pairwise_of_told": pairwise([tally.gold[i] for i in seen], [tally.told[i] for i in seen]),
        "b3_of_told": b_cubed([tally.gold[i] for i in seen], [tally.told[i] for i in seen]),
        "n_origins": share(s["origins_right"], s["events"]), "contested": share(s["contested_found"], s["contested"]),
        "contested_n": s["contested"], "contested_extra": s["contested_told"] - s["contested_found"], "wrong": tally.wrong}


def add_group(tally: Tally, group: Record, events: Mapping[str, Record], reports: Mapping[str, Sequence[Claim]], merged: Merged) -> None:
    """Add what one group gives."""
    for event in group["events"]:
        labels = [label(m, reports, merged) for m in mentions(group, event)]
        tally.gold += [f"{group['id']}/{event['event']}"] * len(labels)
        tally.told += [x or f"?{len(tally.told)}-{i}" for i, x in enumerate(labels)]
        found = Counter(x for x in labels if x).most_common()
        best = events[min(found, key=lambda x: (-x[1], x[0]))[0]] if found else None
        add_event(tally, f"{group['id']}/{event['event']}", event, best)


def add_event(tally: Tally, name: str, event: Record, told: Record | None) -> None:
    """Add the origins and contests of one event, told or not."""
    n = told["n_origins"] if told else 0
    wanted, found = set(event["contested"] or {}), set((told or {}).get("contested") or {})
    tally.sums.update(events=1, origins_right=n == event["n_origins"], contested=len(wanted), contested_told=len(found),
                      contested_found=len(wanted & found))
    if n != event["n_origins"]:
        tally.wrong.append(f"{name}: {n} origins for {event['n_origins']}")
        tally.wrong += [f"    {o['names']} {o['why']}" for o in (told or {}).get("origins", ())]
    if wanted != found:
        tally.wrong.append(f"{name}: contested {sorted(found)} for {sorted(wanted)}")


def mentions(group: Record, event: Record) -> Iterator[Mention]:
    """The gold mentions of an event with their places."""
    texts = {a["id"]: a["text"] for a in group["articles"]}
    for m in event["mentions"]:
        at = texts[m["article"]].find(m["sentence"])
        start = at + m["sentence"].find(m["trigger"])
        yield Mention(event["event"], m["article"], (at, at + len(m["sentence"])), (start, start + len(m["trigger"])), event["type"])


def label(mention: Mention, reports: Mapping[str, Sequence[Claim]], merged: Merged) -> str | None:
    """The event of the report that tells a mention: its trigger overlaps, or else it is of the type and in the sentence."""
    ranked = sorted((rank, c.id) for c in reports.get(mention.article, ()) for rank in [fit(mention, c)] if rank)
    return merged.members[ranked[0][1]][0] if ranked else None


def fit(mention: Mention, claim: Claim) -> int:
    """1 for an overlapping trigger and the type, 2 for the type in the sentence, 3 for an overlapping trigger; 0 for none."""
    if claim.trigger.field != "text" or claim.trigger.start is None or claim.trigger.end is None:
        return 0
    hit = claim.trigger.start < mention.trigger[1] and mention.trigger[0] < claim.trigger.end
    inside = mention.sentence[0] <= claim.trigger.start < mention.sentence[1]
    if claim.type == mention.type:
        return 1 if hit else 2 if inside else 0
    return 3 if hit else 0


def pairwise(gold: Sequence[str], told: Sequence[str]) -> dict[str, float]:
    """Precision, recall and F1 over the pairs of mentions."""
    both = n_gold = n_told = 0
    for i, j in combinations(range(len(gold)), 2):
        same, said = gold[i] == gold[j], told[i] == told[j]
        both, n_gold, n_told = both + (same and said), n_gold + same, n_told + said
    return f1(share(both, n_told), share(both, n_gold))


def b_cubed(gold: Sequence[str], told: Sequence[str]) -> dict[str, float]:
    """B³ precision, recall and F1."""
    golds, tolds, both = Counter(gold), Counter(told), Counter(zip(gold, told, strict=True))
    n = len(gold) or 1
    return f1(sum(both[g, t] / tolds[t] for g, t in zip(gold, told, strict=True)) / n,
              sum(both[g, t] / golds[g] for g, t in zip(gold, told, strict=True)) / n)


def share(part: int, whole: int) -> float:
    """A share; 0 of nothing."""
    return round(part / whole, 3) if whole else 0.0


def f1(p: float, r: float) -> dict[str, float]:
    """P, R and F1, three decimals."""
    return {"p": round(p, 3), "r": round(r, 3), "f1": round(2 * p * r / (p + r), 3) if p + r else 0.0}
