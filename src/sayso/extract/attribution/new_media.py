"""Media that no table knows, by what an article does with their names: sentences go in, names in small letters come out.

"told Defence24", "in un'intervista a Nucnet": a name of no person, place or known party stands where words are given to the press. From
there on the article may name it in any way, and "the site" may mean it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence

from sayso.extract.attribution.phrases import name_at
from sayso.extract.attribution.words import MARKS, Lexis, low
from sayso.model import Sentence, Token

IsParty = Callable[[Sentence, int], bool]
LONGEST = 4  # words of a name
SHORTEST = 3  # letters of a name
GIVEN = ("interviews", "guests", "devices")  # "in an interview with", "ai microfoni di"
OWNED = ("guests", "devices")  # what a medium has; "the interview of Thursday" is no medium's
NAMED = {"PROPN", "X"}
UNKNOWN = ""  # kind of a medium of which only its name is told


def new_media(sentences: Sequence[Sentence], lexis: Lexis, known: Collection[str], is_party: IsParty) -> dict[str, str]:
    """Names that only media can have where they stand, of no kind that is known; none that is ``known`` or a party."""
    out: dict[str, str] = {}
    people = {w for s in sentences for n in s.names if n.label == "PER" for t in s.tokens[n.first : n.last] for w in [t.form]}
    for s in sentences:
        for k in {k for t in s.tokens for k in _given(s, t, lexis)}:
            last = _end(s, k, lexis)
            text = s.text[s.tokens[k].start - s.start : s.tokens[last - 1].end - s.start] if last > k else ""
            plain = low(text)
            if len(text) < SHORTEST or plain in known or not _may_be_one(s, k, last, lexis):
                continue
            if people.isdisjoint(t.form for t in s.tokens[k:last]) and not any(is_party(s, i) for i in range(k, last)):
                out[plain] = UNKNOWN
    return out


def _given(s: Sentence, t: Token, lexis: Lexis) -> Iterator[int]:
    """Where a name may begin to which token ``t`` gives words."""
    bare = t.upos == "VERB" and lexis.has("told_bare", t)
    told = t.upos == "VERB" and lexis.has("told", t)
    noun = t.upos == "NOUN" and lexis.has_any(GIVEN, t)
    if not (bare or told or noun):
        return
    owned = noun and lexis.has_any(OWNED, t)
    i = t.i + 1
    while i < len(s.tokens) and s.tokens[i].upos == "ADV":
        i += 1
    if i + 1 >= len(s.tokens):
        return
    to = s.tokens[i].upos == "ADP" and (lexis.has("to", s.tokens[i]) or (owned and lexis.has("of", s.tokens[i])))
    if to or bare:
        yield _name_from(s, i + to)
    for c in s.children(t.i, "obl") if told else ():  # "ad Alfa il consigliere ha dichiarato"
        case = next(s.children(c.i, "case"), None)
        if case is not None and lexis.has("to", case) and s.tokens[c.i].form[:1].isupper() and name_at(s, c.i) is not None:
            yield _name_from(s, case.i + 1)


def _name_from(s: Sentence, k: int) -> int:
    """Where the name begins in a phrase: behind its article and what stands before it in small letters ("the state-run Alfa")."""
    first = k = k + (k + 1 < len(s.tokens) and s.tokens[k].upos == "DET")
    while k + 1 < len(s.tokens) and k - first <= LONGEST and (s.tokens[k].form.islower() or s.tokens[k].form == "-"):
        k += 1
    own = k > first and s.tokens[k].form[:1].isupper() and any(t.head == k and t.base in {"amod", "compound"} for t in s.tokens[first:k])
    return k if own else first


def _end(s: Sentence, k: int, lexis: Lexis) -> int:
    """Where the name that begins at token ``k`` ends."""
    name = name_at(s, k)
    last = name.last if name is not None and name.first == k else k
    if last == k and s.tokens[k].form[:1].isupper() and (lexis.has("media_names", s.tokens[k]) or lexis.has("media_names_at_the_end", s.tokens[k])):
        return k + 1  # "the Chronicle"
    while last < len(s.tokens) and last - k < LONGEST and ((s.tokens[last].upos in NAMED and s.tokens[last].form[:1].isupper())
                                                          or (last > k and s.tokens[last].upos == "NUM" and s.tokens[last].form.isdigit())):
        last += 1
    return last


def _may_be_one(s: Sentence, k: int, last: int, lexis: Lexis) -> bool:
    """Whether some words are a name of no person and no place, without a word for a person or a body, and end their phrase."""
    tokens = s.tokens[k:last]
    labels = {n.label for i in range(k, last) if (n := name_at(s, i)) is not None}
    figures = any(c.isdigit() for t in tokens for c in t.form)
    plain = all(t.form[:1].isupper() or t.form[:1].isdigit() for t in tokens) and not any(t.form in MARKS for t in tokens)
    follows = s.tokens[last] if last < len(s.tokens) else None
    goes_on = follows is not None and (lexis.has("genitive", follows) or follows.upos in {"NOUN", "PROPN", "X"})
    return (plain and not goes_on and "PER" not in labels and ("LOC" not in labels or figures)
            and not any(lexis.speaks(t) or lexis.has("platforms", t) or lexis.has("unnamed", t) for t in tokens))
