"""Who arrests where nobody is said to: the police of the same country, where the article tells of no other police.

"La polizia ha caricato il corteo. Trenta manifestanti sono stati arrestati." → the arrest is the police's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sayso.model import Known, Party
from sayso.resolve.actors import Actors
from sayso.syntax import span

DONE_BY_POLICE = ("coerce.arrest", "coerce.disperse")
NEAR = 6  # sentences
WHY = "the police told of"


def police_told(actors: Actors, arrested: Sequence[Party], at: int) -> tuple[Party, ...]:
    """The nearest mention of the article's police, if all of it is of the one country of those arrested, who are no police themselves."""
    found = list(mentions(actors))
    countries = {p.known.country for p in arrested}
    told = all(p.known.sector not in (None, "COP") for p in arrested)  # of a bare name nothing is known: it may be an officer's
    if not told or len(countries) != 1 or {k.country for _, _, k in found} != countries:
        return ()
    sentence, head, known = min(found, key=lambda f: (abs(f[0] - at), f[0] > at))
    if abs(sentence - at) > NEAR:
        return ()
    words = span(actors.sentences[sentence], head)
    return (Party(words, Known(known.name, known.country, "COP", f"{WHY} in sentence {sentence + 1}", kind="role", score=0.5), "police_told"),)


def mentions(actors: Actors) -> Iterator[tuple[int, int, Known]]:
    """(sentence, token, whom) for every noun that stands for police."""
    for s in actors.sentences:
        for t in s.tokens:
            role = actors.tables.role_at(s, t.i) if t.upos == "NOUN" else None
            if role is not None and role.sector == "COP":
                known = actors.known(s, t.i)
                if known is not None and known.sector == "COP" and known.country:
                    yield s.i, t.i, known
