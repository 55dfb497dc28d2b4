"""Who the parties of an act are to each other: parties of one mention go in, they come out arranged, or with what is known of them.

"Il ministro albanese ha incontrato il collega italiano a Bari" → the guest visits the host; "the Jeddah talks" are held by nobody called Jeddah.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sayso import ontologies
from sayso.coding import targets
from sayso.model import Argument, Known, Party, Place, Report, Sentence
from sayso.resolve.actors import GUESS, SETTING

PAIR = "(both)"  # ends the rule of words that stand for two parties
PLACES = ("place", "capital", "country", "region")
SOME_PLACE = "a place of the setting"
DOMESTIC = ("OPP", "PTY", "CVL", "LAB", "EDU", "SOC", "AGR", "REL", "JRN", "BUS", "LEG")
AUTHORITIES = ("GOV", "LEG", "COP", "JUD", "MIL")
PRIVATE = ("CVL", "CRM", "BUS", "MED", None)
OF_STATES = ("UNO", "EUR", "IGO")
INTERNATIONAL = ("UNO", "EUR", "IGO", "NGO", "ISM", "IMG", "MNC")


def hosted(concept: str, actors: tuple[Party, ...], where: Place | None) -> tuple[str, tuple[Party, ...], tuple[Party, ...]]:
    """Who meets in the other's country visits him ("il ministro albanese ha incontrato il collega italiano a Bari")."""
    hosts = tuple(p for p in actors if where is not None and where.country and p.known.country == where.country)
    guests = tuple(p for p in actors if p not in hosts)
    if not hosts or len({p.known.country for p in guests}) != 1 or not all(p.known.country for p in guests):
        return concept, actors, ()
    return "consult.visit", guests, hosts


def is_own_body(speaker: Known, actor: Known) -> bool:
    """ "The Kremlin said Russia rejects the plan", "Nato's chief said Nato condemned it": who tells what his own body says is no other source."""
    if actor.country in OF_STATES and actor.kind in ("org", "thing"):
        return speaker.country == actor.country
    told = bool(actor.country) and actor.country not in INTERNATIONAL and actor.kind in PLACES and actor.sector is None
    return told and speaker.country == actor.country and speaker.sector == "GOV" and not speaker.why.endswith((SETTING, GUESS))


def is_untold(p: Party) -> bool:
    """Whether a party's country is only that of the article around it."""
    return is_guessed(p) or p.known.why == SOME_PLACE or p.known.why.startswith(targets.SETTING)


def at_home(actors: Sequence[Party], recipients: tuple[Party, ...]) -> tuple[Party, ...]:
    """An authority whose country the words do not give is that of the citizens who address it ("l'opposizione georgiana ha chiesto al governo")."""
    homes = {p.known.country for p in actors if p.known.sector in DOMESTIC and p.known.country and not p.known.why.endswith(SETTING)}
    if len(homes) != 1:
        return recipients
    home = homes.pop()
    return tuple(replace(p, known=replace(p.known, country=home, why=f"{p.known.why}; the actor's own"))
                 if p.known.sector in AUTHORITIES and p.known.why.endswith(SETTING) else p for p in recipients)


def sides(r: Report) -> tuple[Party, ...]:
    """Actors and recipients."""
    return (*r.actors, *r.recipients)


def is_private(p: Party) -> bool:
    """Somebody without office, organisation or state of his own."""
    if p.known.country == "MNC" or (p.known.sector == "BUS" and p.known.kind == "org"):
        return True
    if p.known.kind == "people" and not p.is_new:
        return False  # "i russi hanno sparato", but "due russi arrestati"
    if p.rule == "noun_adj":
        return False  # "l'attacco ucraino"
    return p.known.sector in PRIVATE and p.known.kind not in (*PLACES, "org", "seat") and p.known.country not in INTERNATIONAL


def is_foreign(r: Report) -> bool:
    """Whether the parties' own words give them different states."""
    return len({p.known.country for p in sides(r) if not is_guessed(p) and p.known.country != "MNC"}) > 1


def is_guessed(p: Party) -> bool:
    """Whether the party's country comes from the article around it, not from its own words."""
    return p.known.why.endswith((SETTING, GUESS))


def abroad(parties: tuple[Party, ...], everybody: Sequence[Party], home: str | None) -> tuple[Party, ...]:
    """Nobody meets his own state: "il premier ha incontrato Macron a Parigi" is not the French one, but that of the language's home."""
    told = {p.known.country for p in everybody if p.known.country and not p.known.why.endswith(SETTING)}
    if home is None or home in told:
        return parties
    return tuple(replace(p, known=replace(p.known, country=home, why=f"{p.known.why}; meets that state, so the home country's"))
                 if p.known.sector == "GOV" and p.known.kind == "role" and p.known.why.endswith(SETTING) and p.known.country in told else p
                 for p in parties)


def by_actors(concept: str, actors: Sequence[Party], recipients: Sequence[Party]) -> str:
    """A state "protests" by diplomacy; a politician "attacks" a politician in words; to "withdraw" from a body is to leave it."""
    if concept == "protest.demo" and actors and all(p.known.kind in ("country", "capital", "seat") or p.known.sector == "GOV"
                                                    or p.known.country in ("EUR", "UNO", "IGO") for p in actors):
        return "accuse.disapprove"
    if concept == "mobilize.exercise" and len({p.known.country for p in actors if p.known.country}) > 1:
        return "cooperate.exercise"
    if concept in ("retreat.withdraw", "concede.withdraw") and recipients and all(p.known.country in INTERNATIONAL for p in recipients):
        return "sanction.withdraw"  # from a body, not from a country
    if concept == "assault.general" and actors and recipients and all(is_speaker(p) for p in (*actors, *recipients)):
        return "accuse.disapprove"
    return concept


def is_speaker(p: Party) -> bool:
    """A named person or a party, paper or parliament: someone who attacks with words."""
    return p.known.sector in ("PTY", "LEG", "OPP", "JRN", "ELI") or (p.known.kind == "person" and p.known.sector in ("GOV", None))


def is_mere_place(p: Party, concept: str, whereabouts: tuple[str, ...], is_actor: bool, addressed: str = "") -> bool:
    """Whether a party is only where it happened ("il vertice di Palermo", "a Chicago i poliziotti hanno lanciato …").

    A state is ``addressed`` rather than a place where nobody could be inside "to" it ("ha dato la colpa a Israele").
    """
    if is_actor and p.rule == "noun_compound" and p.known.kind in ("place", "region"):
        return True  # "the Jeddah talks"
    if is_actor:
        return p.known.kind == "place" and p.rule not in ("active_subject", "passive_agent")
    family = concept.split(".")[0]
    if p.known.kind == "country" and p.rule == addressed:
        return False
    if p.known.kind not in PLACES or not p.rule.endswith(whereabouts):
        return False
    if family == "mobilize":
        return p.known.why == SOME_PLACE  # "in ten cities", but a deployment in another state is to it
    return family in ("coerce", "protest", "accuse") or (family == "assault" and p.rule.startswith("oblique"))


def arranged(concept: str, actors: tuple[Party, ...], recipients: tuple[Party, ...]) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    """Both sides of a mutual act are actors; a host named first is the recipient; nobody is both."""
    if concept == "consult.host":
        actors, recipients = recipients, actors
    if "reciprocal" in ontologies.flags(concept):
        actors, recipients = actors + recipients, ()
    actors = without_seats(distinct(actors))
    mine = {p.known.name for p in actors}
    return actors, tuple(p for p in distinct(recipients) if p.known.name not in mine)


def without_seats(parties: tuple[Party, ...]) -> tuple[Party, ...]:
    """Without a capital, a state or its adjective beside an organ of it ("Seul, la polizia carica il corteo")."""
    organs = {p.known.country for p in parties if p.known.sector}
    return tuple(p for p in parties if p.known.sector or p.known.kind not in (*PLACES, "adjective") or p.known.country not in organs)


def opens_headline(s: Sentence, a: Argument) -> bool:
    """Whether a place only sets the scene of a headline ("Iraq, ucciso un capo dei ribelli")."""
    last = next((t.i for t in s.tokens if t.end >= a.span.end), a.head)
    follows = s.tokens[last + 1].form if last + 1 < len(s.tokens) else ""
    return s.is_heading and a.head < 3 and a.rule != "headline_state" and follows in (",", ":") and a.rule not in ("active_subject",)


def is_apposed(a: Party, b: Party) -> bool:
    """An office and its bearer set beside it ("il ministro della Difesa, Mario Rossi")."""
    kinds = {a.known.kind, b.known.kind}
    same = a.known.country == b.known.country or (a.known.kind == "role" and is_guessed(a))
    return kinds == {"role", "person"} and 0 < b.span.start - a.span.end <= 2 and a.span.field == b.span.field and same


def distinct(parties: Sequence[Party]) -> tuple[Party, ...]:
    """Each party once; of two readings of the same words the one that knows more."""
    out: list[Party] = []
    for p in parties:
        twin = next((q for q in out if q.known.name == p.known.name or is_apposed(q, p) or (q.span == p.span and not p.rule.endswith(PAIR))), None)
        if twin is None:
            out.append(p)
        elif (p.known.kind == "person", bool(p.known.sector)) > (twin.known.kind == "person", bool(twin.known.sector)):
            out[out.index(twin)] = p
    return tuple(out)
