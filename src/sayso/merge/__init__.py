"""Reports of one article → the events they tell of: each report gets the ``event_id`` of its event.

Two reports are of one event when they are of one type, nothing in their slots speaks against it, and they share something.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

from sayso import ontologies
from sayso.model import ONE_DAY, Party, Report

DONE, PLANNED = ("happened", "ongoing"), ("planned", "possible")
MERGEABLE_STATUS = (set(DONE), set(PLANNED), {"denied"})
GENERAL = ("assault.general", "coerce.general", "assault.wound", "assault.kill", "request.general", "reject.general", "threaten.general",
           "cooperate.general", "aid.general", "sanction.general")  # may be any finer act of their type
ALIKE = ({"support.sign", "support.relations", "agree.settle"}, {"coerce.restrict", "coerce.ban"}, {"accuse.allege", "accuse.charge"},
         {"coerce.seize", "coerce.search"}, {"retreat.ceasefire", "concede.truce"}, {"sanction.break", "sanction.embargo"},
         {"consult.meet", "consult.negotiate", "consult.visit", "consult.multilateral", "consult.host", "consult.discuss"},
         {"agree.meet", "agree.invite"}, {"assault.clash", "assault.firearms"}, {"assault.clash", "assault.shell"},
         {"assault.shoot_down", "assault.destroy"}, {"consult.phone", "consult.discuss"},
         {"protest.demo", "protest.obstruct"}, {"support.elect", "support.endorse"})
LONG, LONGEST = ("year", "years"), 400  # precisions and days of more than one act
MATERIAL = 4  # quad of material conflict
WINDOW = 200  # events back that a report is compared with: a very long text must not cost the square of its length
ECHO_REACH = 900  # characters
TOLD_BEFORE = "told in sentence"  # of a place that another sentence gives
GOVERNED = "governed_infinitive"
APART = ("assault.war", "accuse.investigate")  # never the same as another act of their type
POWERS, REBELS = {"GOV", "MIL", "COP", "SPY", "JUD", "LEG"}, {"REB", "UAF"}
OUTCOMES = ("assault.kill", "assault.wound")
DEATHS = ("assault.kill", "assault.targeted")
CHOSEN = "targeted"  # a mode that tells whom, not how
FEW = 2  # dead of whom many acts tell the same number
CLAIM_DAYS = timedelta(days=2)
BY_WORD = ("SANCTION",)  # done by saying that one will


def merge_article(reports: Sequence[Report], faint: Sequence[Report] = ()) -> tuple[list[Report], list[Report]]:
    """The reports of an article, each with the id of its event; and the faint ones (`coding.doubts.is_faint`) that belong to no event."""
    events: list[list[Report]] = []
    ids: set[str] = set()  # two readings of the same words may come to the same report
    for told in reports:
        if told.report_id in ids:
            continue
        ids.add(told.report_id)
        r = foretold(told, reports)
        homes = sorted((e for e in reversed(events[-WINDOW:]) if belongs(r, e)), key=lambda e: -shared_words(r, e))
        for e in homes[1:]:
            if not any(any(contradictions(a, b)) for a in homes[0] for b in e):
                homes[0].extend(e)  # what both agree with makes them one: the headline, and the sentence that names the doer
                events = [x for x in events if x is not e]
        if homes:
            homes[0].append(r)
        else:
            events.append([r])
    left = []
    for told in faint:
        if told.report_id in ids:
            continue
        ids.add(told.report_id)
        r = as_planned(told, events)
        home = min((e for e in events if is_near(r, e) and can_mean(r, e)), key=lambda e: distance(r, e), default=None)
        if home is None and stands_alone(r, events):
            events.append([r])
        elif home is None:
            left.append(told)
        else:
            home.append(r)
    named = {r.report_id: event_id(e) for e in events for r in e}
    found = sorted((r for e in events for r in peopled(dated(hosted(e)))), key=lambda r: (r.trigger.field == "text", r.trigger.start))
    return [replace(r, event_id=named[r.report_id]) for r in found], left


def shared_words(r: Report, event: Sequence[Report]) -> int:
    """How many words that call the recipients of a report call them in one report of the event, too."""
    mine = called(r)
    return max(len(mine & called(m)) for m in event)


def called(r: Report) -> set[str]:
    """The words that a report calls its recipients by."""
    return {w for p in r.recipients for w in p.span.text.lower().split()}


def stands_alone(r: Report, events: Sequence[Sequence[Report]]) -> bool:
    """Whether an act of nobody known is the only one of its type and says when and where it was ("il rapimento è avvenuto sabato ad Agadez").

    A place told elsewhere will do where the sentence tells the day itself ("gli abitanti uccisi domenica").
    """
    if r.where is None or r.when is None or r.when.span is None or r.code.quad != MATERIAL or r.background or r.status not in DONE:
        return False
    if ONE_DAY in r.when.why:
        return False
    here = TOLD_BEFORE not in r.where.why and r.when.precision in ("day", "days")
    dated = r.when.start == r.when.end and r.when.span.start in range(r.sentence.start, r.sentence.end) and r.concept not in APART
    told = any(m.code.type == r.code.type and not m.background and m.status in DONE for e in events for m in e)
    return (here or dated) and not told


def is_near(r: Report, event: Sequence[Report]) -> bool:
    """A first, cheap look at how far an event's ends are."""
    if r.trigger.field != event[0].trigger.field:
        return True
    return event[0].trigger.start - ECHO_REACH <= r.trigger.start <= event[-1].trigger.start + 4 * ECHO_REACH


def peopled(event: list[Report]) -> list[Report]:
    """A report that names nobody takes the parties of its event, where the others agree on them."""
    full = [r for r in event if r.actors or r.recipients]
    told = {(frozenset(codes(r.actors)), frozenset(codes(r.recipients))) for r in full if r.actors and r.recipients}
    if not full or len(told) > 1:
        return event
    best = max(full, key=lambda r: (bool(r.actors) + bool(r.recipients), -r.trigger.start))

    def taken(parties: Sequence[Party]) -> tuple[Party, ...]:
        known = (replace(p.known, why=f"{p.known.why}; told with the same event", score=min(p.known.score, 0.5)) for p in parties)
        return tuple(replace(p, known=k) for p, k in zip(parties, known, strict=True))

    return [r if r.actors or r.recipients else replace(r, actors=taken(best.actors), recipients=taken(best.recipients)) for r in event]


def dated(event: list[Report]) -> list[Report]:
    """A date told with one report of an event holds for those that have only the publication date."""
    now = any(not r.background for r in event)
    first = next((r for r in event if r.when is not None and r.when.span is not None and (r.actors or r.recipients)), None)
    if first is None or first.when is None or (now and first.background):
        return event  # "the last such visit was in March": its day is not that of the one told of
    shared = replace(first.when, why=f"{first.when.why}; told with the same event")
    return [replace(r, when=shared) if r.when is not None and r.when.span is None else r for r in event]


def hosted(event: Sequence[Report]) -> list[Report]:
    """In the event of a visit the visitors act and the hosts receive, also where the words say only that they met."""
    guests = {c for r in event if r.code.mode == "visit" for c in codes(r.actors)}
    if not guests:
        return list(event)
    out = []
    for r in event:
        hosts = tuple(p for p in r.actors if p.known.country and p.known.country not in guests)
        out.append(replace(r, actors=tuple(p for p in r.actors if p not in hosts), recipients=r.recipients + hosts) if hosts else r)
    return out


def as_planned(r: Report, events: Sequence[Sequence[Report]]) -> Report:
    """An echo of an act that the article tells as planned ("nel corso della visita") is coded as that plan."""
    concept = ontologies.planned(r.concept)
    plans = [m for e in events for m in e if m.concept == concept and m.status in ("planned", "possible") and m.actors]
    if not plans or any(m.code.type == r.code.type and kin(m.concept, r.concept) for e in events for m in e):
        return r
    near = min(plans, key=lambda m: abs(m.trigger.start - r.trigger.start))
    return replace(r, concept=near.concept, code=near.code, status=near.status, when=near.when)


def foretold(r: Report, reports: Sequence[Report]) -> Report:
    """What the headline tells as done and the text only as planned is one act ("sospesi i rapporti", then "la Camera sospenderà").

    A sanction is imposed by saying so, so the headline is right; of other acts the text is.
    """
    is_title = r.trigger.field == "title"
    if r.status not in (DONE if is_title else PLANNED) or is_title == (r.code.type in BY_WORD):
        return r
    others = [m for m in reports if (m.trigger.field == "title") != is_title and is_alike(r, m)]
    texts = [m for m in reports if m.trigger.field != "title" and is_alike(r, m)] if is_title else []
    other = next((m for m in others if m.status in (PLANNED if is_title else DONE) and m.concept == r.concept), None)
    if other is None or any(m.status in DONE for m in texts):
        return r
    where = "text" if is_title else "headline"
    return replace(r, status=other.status, when=other.when, why={**r.why, "status": f"{r.why.get('status', '')}; {other.status}, the {where} says"})


def is_alike(a: Report, b: Report) -> bool:
    """Kindred acts of one actor's land that are not done to two."""
    return kin(a.concept, b.concept) and bool(codes(a.actors) & codes(b.actors)) and not disjoint(codes(a.recipients), codes(b.recipients))


def distance(r: Report, event: Sequence[Report]) -> int:
    """Characters between a report and the nearest of an event."""
    return min(abs(r.trigger.start - m.trigger.start) for m in event)


def can_mean(r: Report, event: Sequence[Report]) -> bool:
    """Whether a report without parties speaks of the event again ("il bombardamento")."""
    if distance(r, event) > ECHO_REACH and r.trigger.field == event[0].trigger.field:
        return False
    return not any(any(contradictions(r, m)) for m in event) and any(kin(r.concept, m.concept) for m in event)


def kin(a: str, b: str) -> bool:
    """Whether two concepts may be one act: the same, often told for each other, or one of them general."""
    if a == b or any(a in group and b in group for group in ALIKE):
        return True
    return a not in APART and b not in APART and a.split(".")[0] == b.split(".")[0] and (a in GENERAL or b in GENERAL)


def event_id(reports: Sequence[Report]) -> str:
    """An id from the ids of the reports."""
    return "e-" + hashlib.sha256("|".join(sorted(r.report_id for r in reports)).encode()).hexdigest()[:16]


def belongs(r: Report, event: Sequence[Report]) -> bool:
    """Whether a report tells of the event: no member contradicts it and one of them agrees."""
    return not any(any(contradictions(r, m)) for m in event) and any(any(agreements(r, m)) for m in event)


def contradictions(a: Report, b: Report) -> Iterator[bool]:
    """What speaks against two reports being of one event."""
    yield a.code.type != b.code.type
    yield not any(a.status in group and b.status in group for group in MERGEABLE_STATUS)
    yield other_modes(a, b) and not one_death(a, b) and not one_blow(a, b)
    yield disjoint(codes(a.actors), codes(b.actors))
    yield disjoint(codes(a.recipients), codes(b.recipients))
    yield opposed(a, b)
    yield apart_in_time(a, b)
    yield sums_up(a) != sums_up(b)
    yield apart_in_space(a, b)
    yield other_counts(a, b)
    yield told_anew(a, b)
    yield other_people(a, b)
    yield a.code.quad == MATERIAL and not hits_both(a, b) and disjoint(sorts(a.recipients), sorts(b.recipients))
    yield a.background != b.background and a.trigger.field != b.trigger.field  # a headline tells what is new


def other_modes(a: Report, b: Report) -> bool:
    """Two modes that one act cannot have: a killing of somebody chosen may be an airstrike."""
    modes = {a.code.mode, b.code.mode}
    return len(modes) > 1 and not modes & {None, CHOSEN}


def agreements(a: Report, b: Report) -> Iterator[bool]:
    """What speaks for it: kindred acts whose parties agree on one side at least."""
    alike = kin(a.concept, b.concept)
    yield alike and bool(codes(a.actors) & codes(b.actors))
    yield alike and bool(codes(a.recipients) & codes(b.recipients))
    yield one_death(a, b) or one_blow(a, b)
    yield a.concept == b.concept and not (a.actors or a.recipients) and not (b.actors or b.recipients)
    yield a.concept == b.concept and a.trigger.field != b.trigger.field and not (title_of(a, b).actors or title_of(a, b).recipients)
    yield a.concept == b.concept and a.trigger.text.lower() == b.trigger.text.lower()


def title_of(a: Report, b: Report) -> Report:
    """Of a headline and a sentence, the headline; one that names nobody tells what the first sentences tell ("Sciopero dei traghetti")."""
    return a if a.trigger.field == "title" else b


def codes(parties: Sequence[Party]) -> set[str]:
    """Countries and international codes of the parties."""
    return {p.known.country for p in parties if p.known.country}


def sectors(parties: Sequence[Party]) -> set[str]:
    """Sectors of the parties."""
    return {p.known.sector for p in parties if p.known.sector}


def sorts(parties: Sequence[Party]) -> set[str]:
    """Their sectors, armed men without a state being of one sort ("six attackers", "the rebels")."""
    return {"REB" if x in REBELS else x for x in sectors(parties)}


def disjoint(a: set[str], b: set[str]) -> bool:
    """Both known and nothing shared."""
    return bool(a and b and not a & b)


def one_death(a: Report, b: Report) -> bool:
    """A person of one name was attacked in both, killed in one: nobody dies twice ("eliminated X", "X was killed in an airstrike")."""
    if a.code.type != "ASSAULT" or b.code.type != "ASSAULT" or not {a.concept, b.concept} & set(DEATHS):
        return False
    names = [{p.known.name.lower() for p in r.recipients if p.known.kind == "person"} for r in (a, b)]
    return bool(names[0] & names[1])


def one_blow(a: Report, b: Report) -> bool:
    """An attack and what came of it ("bombed the runway, destroying an aircraft")."""
    first, later = sorted((a, b), key=lambda r: r.trigger.start)
    return a.code.type == b.code.type == "ASSAULT" and is_outcome(later, first)


def hits_both(a: Report, b: Report) -> bool:
    """Whether one attack may have hit both: one sentence tells it ("hit a clinic, killing 14 people"), or a headline and the text."""
    if a.code.type != "ASSAULT" or b.code.type != "ASSAULT":
        return False
    counts_dead = any(r.concept in OUTCOMES and sectors(r.recipients) == {"CVL"} for r in (a, b))
    return a.sentence == b.sentence or (a.trigger.field != b.trigger.field and counts_dead)


def opposed(a: Report, b: Report) -> bool:
    """Done by the state in the one, by rebels in the other: "the army killed six gunmen", "al-Shabab claimed the raid"."""
    one, other = sectors(a.actors), sectors(b.actors)
    return any(x and y and x <= POWERS and y <= REBELS for x, y in ((one, other), (other, one)))


def apart_in_time(a: Report, b: Report) -> bool:
    """Both dated by words of the text, and the intervals do not meet; the day of a claim or of a death may be off by two."""
    x, y = a.when, b.when
    if x is None or y is None or x.span is None or y.span is None:
        return False
    vague = is_claimed(a) or is_claimed(b) or one_death(a, b)
    slack = CLAIM_DAYS if vague else timedelta(0)
    return x.end + slack < y.start or y.end + slack < x.start


def is_claimed(r: Report) -> bool:
    """Whether somebody claims a deed of his own: the day beside it is that of the claim ("claimed responsibility for the attack on Tuesday")."""
    return r.code.quad == MATERIAL and any(n.span is not None and n.span == p.span for n in r.sources.nodes for p in r.actors)


def sums_up(r: Report) -> bool:
    """Whether a report tells of what happened over years, not once ("a dozen coups since 1974")."""
    return r.when is not None and r.when.span is not None and (r.when.precision in LONG or (r.when.end - r.when.start).days > LONGEST)


def apart_in_space(a: Report, b: Report) -> bool:
    """Both placed below the country, and in different places."""
    x, y = a.where, b.where
    if x is None or y is None or "country" in (x.precision, y.precision):
        return False
    return x.name != y.name and x.name not in (y.admin1, y.country) and y.name not in (x.admin1, x.country)


def told_anew(a: Report, b: Report) -> bool:
    """The later one introduces whom it was done to, though the earlier named somebody ("un altro cronista è stato fermato")."""
    first, later = sorted((a, b), key=lambda r: r.trigger.start)
    if first.trigger.field != later.trigger.field or not (first.recipients and later.recipients) or is_outcome(later, first):
        return False
    same = {p.span.text.lower() for p in first.recipients} & {p.span.text.lower() for p in later.recipients}
    return not same and not same_toll(a, b) and all(p.is_new for p in later.recipients)


def same_toll(a: Report, b: Report) -> bool:
    """Both count the same number of dead, more than two ("killed at least 50 fighters", "airstrikes kill 50 militants")."""
    dead = [{c.value for c in r.counts if c.what == "killed" and c.value > FEW} for r in (a, b)]
    return bool(dead[0] & dead[1])


def is_outcome(later: Report, first: Report) -> bool:
    """Whether a clause of the same sentence tells what came of the act: its doer is the other's ("hanno colpito il porto, uccidendo tre operai"),
    or it has none and tells of the dead and hurt."""
    if later.sentence != first.sentence:
        return False
    return all(p.rule == GOVERNED for p in later.actors) if later.actors else later.concept in OUTCOMES


def other_people(a: Report, b: Report) -> bool:
    """Both name the persons it was done to, and no name is shared ("ucciso Rossi", "assassinato Bianchi")."""
    sides = [{w for p in r.recipients for w in p.known.name.lower().split()} for r in (a, b)]
    named = all(r.recipients and all(p.known.kind == "person" for p in r.recipients) for r in (a, b))
    return named and not sides[0] & sides[1]


def other_counts(a: Report, b: Report) -> bool:
    """Both count the same thing and the numbers differ, though not two parties give them."""
    mine = {c.what: c for c in a.counts if c.what != "other"}
    pairs = ((mine[c.what], c) for c in b.counts if c.what in mine)
    return any(x.value != y.value and not (x.by and y.by and x.by != y.by) for x, y in pairs)
