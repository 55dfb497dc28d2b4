"""What an attack hits when its object is no actor: the depot, the market, the bridge stand for the country they are in.

"Droni russi hanno colpito un deposito alla periferia di Sumy" → recipient "un deposito", UKR.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from sayso.model import Argument, Known, Party, Place, Sentence

# done to people alone
HURT = ("assault.kill", "assault.wound", "assault.beat", "assault.torture", "assault.abduct", "assault.sexual", "assault.targeted")
HARMED = ("killed", "injured", "arrested", "displaced")
TOLD = "country: the place told"
SETTING = "country: the setting's"
ATTACKED = "place: where an attack from abroad was"


def targets(sentences: Sequence[Sentence], arguments: Sequence[Argument], things: Collection[str], country: str | None, why: str) -> Iterator[Party]:
    """Things hit, each a party of the country they stand in."""
    for a in arguments:
        t = sentences[a.sentence].tokens[a.head]
        if country and t.upos in ("NOUN", "PROPN") and t.lemma.lower() in things:
            yield Party(a.span, Known(a.span.text, country, None, why, kind="thing", score=0.5), a.rule)


def victims(sentences: Sequence[Sentence], arguments: Sequence[Argument], counted: Collection[tuple[int, int]], country: str | None,
            why: str) -> Iterator[Party]:
    """People whose noun is no known role: those counted as killed, hurt or seized ("due custodi").

    ``counted``: (sentence, token) of the numbers and nouns.
    """
    for a in arguments:
        s = sentences[a.sentence]
        near = (a.head, *(c.i for c in s.children(a.head, "nummod")))
        if country and s.tokens[a.head].upos == "NOUN" and any((s.i, i) in counted for i in near):
            yield Party(a.span, Known(a.span.text, country, "CVL", why, kind="role", score=0.5), a.rule)


def place_attacked(where: Place | None, actors: Sequence[Party]) -> Iterator[Party]:
    """The country that an attack from abroad came down on, where nothing says what it hit."""
    own = {p.known.country for p in actors if p.known.country}
    if where is not None and where.country and len(own) == 1 and where.country not in own:
        yield Party(where.span, Known(where.name, where.country, None, ATTACKED, kind="place", score=0.5), "place_attacked")
