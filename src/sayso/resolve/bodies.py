"""Which body is that? Its short name, its long one, its national branch, or a paper's: a noun in its sentence goes in, the body comes out.

"the West African Bloc, or WAB" → what WAB is; "Russia's Security Council" → RUS GOV; "Il New York Times ha accusato …" → USA JRN.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.model import Known, Sentence
from sayso.resolve.tables import key
from sayso.syntax import span

if TYPE_CHECKING:
    from sayso.resolve.actors import Actors

BRANCHED = {"UNO": "GOV", "NGO": "NGO"}  # bodies that states have of the same name, and the sector of these


def owner_state(actors: Actors, s: Sentence, head: int) -> str | None:
    """The state whose branch a body is ("Russia's Security Council", "la Mezzaluna rossa turca")."""
    mine = {c.i for c in s.children(head, "amod", "nmod", "compound") if c.deprel == "nmod:poss" or c.upos == "ADJ" or c.base == "compound"}
    return next((e.code for i, j, e in actors.entities(s) if {*range(i, j)} & mine and e.kind in ("country", "adjective", "capital")
                 and e.code in actors.tables.states), None)


def acronym(actors: Actors, s: Sentence, head: int) -> Known | None:
    """A long name that the tables lack, by the short one told with it ("the West African Bloc, or WAB", "… (WAB)")."""
    if s.tokens[head].upos not in ("PROPN", "NOUN") or not s.tokens[head].form[:1].isupper():
        return None
    long_name = spelled_out(actors, s, head)
    if long_name is not None:
        return long_name
    words = actors.tables.grammar.get("renaming", ())
    inside = (head, *(c.i for c in s.children(head, "nmod") if c.form[:1].isupper()))
    for c in (c for k in inside for c in s.children(k, "conj", "appos", "nmod", "flat")):
        if len(c.form) < 2 or not c.form[:2].isupper() or any(True for _ in s.children(c.i, "case")):
            continue
        linked = any(k.form.lower() in words for k in s.children(c.i, "cc")) or (c.i and s.tokens[c.i - 1].form == "(")
        e = next((e for i, _, e in actors.entities(s) if i == c.i and e.kind == "org"), None) if linked else None
        if e is not None:
            return Known(e.name, e.code, e.sector, f"org: {e.name}, its short name", e.id, "org", 0.9)
    return None


def spelled_out(actors: Actors, s: Sentence, head: int) -> Known | None:
    """The long name behind a short one ("WAB, the West African Bloc")."""
    t = s.tokens[head]
    short = s.tokens[t.head]
    beside = t.base == "appos" or (t.base == "conj" and not any(True for _ in s.children(head, "cc")))
    if not beside or len(short.form) < 2 or not short.form.isupper() or short.i > head:
        return None
    e = next((e for i, _, e in actors.entities(s) if i == short.i and e.kind == "org"), None)
    named = [w for w in span(s, head).text.split() if w[:1].isupper()]
    if e is None or len(named) < 2 or named[0][0] != short.form[0]:
        return None
    return Known(e.name, e.code, e.sector, f"org: {e.name}, its long name", e.id, "org", 0.9)


def medium(actors: Actors, s: Sentence, head: int) -> Known | None:
    """A paper, agency or broadcaster ("Il New York Times ha accusato …")."""
    if s.tokens[head].upos not in ("PROPN", "NOUN", "X"):
        return None
    for n in actors.names[s.i]:
        if n.first <= head < n.last and n.label != "PER":
            e = actors.tables.media.get(key(s.span(n.first, n.last).text))
            if e is not None and (n.label == "ORG" or not e.weak) and s.tokens[n.first].form[:1].isupper():
                return Known(e.name, e.code, e.sector, f"medium: {e.name}", None, "org", 0.8)
    return None
