"""What makes a doubtful row: a mention with its parties goes in, objections, a confidence, or the reports that tell nothing political come out.

"Ucciso a coltellate dal vicino" is ordinary crime where nobody in the article has a political side; "no known actor" is an objection.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Sequence

from sayso import ontologies
from sayso.coding.parties import PLACES, is_foreign, is_guessed, is_private, sides
from sayso.model import Mention, Party, Report

BARE = ("protest.demo", "protest.riot", "protest.strike", "coerce.curfew", "coerce.martial_law")  # acts that need no party: "cortei ovunque"
MANY = 4  # killed: more than a private quarrel
VERBAL = ("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "SANCTION")
POLITICAL = ("GOV", "LEG", "MIL", "REB", "UAF", "PRM", "PTY", "OPP", "SPY", "REF", "REL", "JRN", "LAB", "EDU", "SOC", "PRE")
RULING = ("GOV", "LEG", "MIL", "REB", "UAF", "PRM", "PTY", "OPP", "SPY", "REF", "PRE")  # who makes a crime a political one
WAR = ("aerial", "drone", "heavy-weapons", "suicide-attack", "unconventional", "crowd-control", "explosives", "targeted", "abduct")
DONE = ("assault.", "coerce.")
NEED_ACTOR = ("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "REQUEST", "REJECT", "THREATEN", "MOBILIZE")
UNSAID = ("concede.release", "concede.disarm", "concede.access", "concede.resign")  # deeds to come, as whole without an actor as the deed
WEIGHTS = {"all": -1.58, "verb": 0.71, "actor": 0.78, "recipient": 1.27, "guessed": -0.3, "score": -0.61, "unreal": -1.06, "weak": -0.73,
           "apart": 0.45}
UNKNOWN = ("no known actor", "no known recipient", "no known speaker", "too vague without known parties")  # what another article may tell
DOUBTFUL, CERTAIN = -0.25, -1.0  # log odds of the register: training/registers/train.py prints what they keep


def ordinary_crime(reports: Sequence[Report], is_crime: bool = False, crowds: Collection[str] = ()) -> list[Report]:
    """Violence among private persons, in an article where nobody has a political side; all acts, where it tells of nothing but crime."""
    if is_crime and not any(p.known.sector in RULING or p.known.kind in ("org", "seat", "country", "capital") for r in reports for p in sides(r)):
        return list(reports)
    if any(p.known.sector in POLITICAL or p.known.kind in ("org", "seat") for r in reports for p in sides(r)):
        return []
    return [r for r in reports if r.code.type == "ASSAULT" and r.code.mode not in WAR and not is_foreign(r)
            and all(map(is_private, sides(r))) and not is_massacre(r, crowds)]


def apolitical(reports: Sequence[Report], register: float | None) -> list[Report]:
    """All acts of an article whose words are those of sport, culture, crime or a life told, unless two states face each other in it."""
    if register is None or register >= DOUBTFUL:
        return []
    return list(reports) if register < CERTAIN or not any(map(is_foreign, reports)) else []


def private_matters(reports: Sequence[Report]) -> list[Report]:
    """What private persons say to each other, in an article where nobody has an office, an organisation or a state."""
    if any(is_foreign(r) or any(not is_private(p) and (p.known.sector or not is_guessed(p)) for p in sides(r)) for r in reports):
        return []
    return [r for r in reports if r.code.type in VERBAL and sides(r) and all(map(is_private, sides(r)))]


def is_massacre(r: Report, crowds: Collection[str]) -> bool:
    """Whether many were killed, or a crowd was attacked: no quarrel among private persons ("uomini in moto hanno sparato sulla folla")."""
    killed = max((c.value for c in r.counts if c.what == "killed"), default=0)
    return killed >= MANY or any(w.lower() in crowds for p in r.recipients for w in p.span.text.split())


def is_faint(m: Mention, r: Report) -> bool:
    """Whether a report says too little to be an event of its own and can only speak of one told elsewhere."""
    if m.is_account:
        return False
    if r.code.type in NEED_ACTOR and not r.actors and r.concept not in UNSAID:
        return True
    one_sided = "reciprocal" in ontologies.flags(r.concept) and len(r.actors) + len(r.recipients) < 2
    if one_sided and m.rule.startswith("noun") and r.code.type in ("CONSULT", "SUPPORT", "COOPERATE"):
        return True
    if r.concept == "assault.war" and len(r.actors) + len(r.recipients) < 2:
        return True
    return not r.actors and not r.recipients and (m.weak or r.concept not in BARE)


def objections(m: Mention, concept: str, actors: Sequence[Party], recipients: Sequence[Party]) -> Iterator[str]:
    """Why a mention makes no row."""
    flags = ontologies.flags(concept)
    undone = m.status == "denied" and bool(recipients) and concept.startswith(DONE)  # "no ship was hit": nobody did it
    if m.needs in ("actor", "both") and not actors and not undone:
        yield "no known actor"
    if m.needs in ("rec", "both") and not recipients and not ("reciprocal" in flags and len(actors) > 1):
        yield "no known recipient"
    if concept.startswith("assault.") and actors and all(p.known.sector == "JRN" and p.known.kind in ("org", "medium") for p in actors):
        yield "a medium takes up what another says"  # "l'Ansa riprende Xinhua"
    if "needs_recipient" in flags and not recipients:
        yield "no known recipient"
    if "weak" in flags and not (actors and (recipients or "reciprocal" in flags)):
        yield "too vague without known parties"
    if concept == "consult.visit" and recipients and actors and all(p.known.kind in PLACES for p in recipients) \
            and {p.known.country for p in recipients} == {p.known.country for p in actors}:
        yield "comes home"  # "returns to Washington"
    if "speech" in flags and not actors and not (recipients and concept.startswith("accuse.")):
        yield "no known speaker"


def confidence(m: Mention, concept: str, actors: Sequence[Party], recipients: Sequence[Party], is_past: bool) -> float:
    """How likely the whole row is right (type, countries of both sides, status): a logistic model of what is known of it.

    The weights were fitted on the 550 rows of the development articles, both packs (`training/confidence.py`).
    """
    parties = (*actors, *recipients)
    known = {
        "verb": m.rule.startswith("verb"), "actor": bool(actors), "recipient": bool(recipients), "guessed": any(map(is_guessed, parties)),
        "score": min((p.known.score for p in parties), default=0.5), "unreal": m.status != "happened", "weak": "weak" in ontologies.flags(concept),
        "apart": m.hearsay or is_past,
    }
    return round(1 / (1 + math.exp(-sum(WEIGHTS[name] * value for name, value in known.items()) - WEIGHTS["all"])), 3)
