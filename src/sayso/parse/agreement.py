"""A sentence as parsed → the same with participles and adjectives at the noun they agree with.

"L'attacco con droni **lanciato** dalle forze russe": a single participle is the attack's, not the drones'.
"""

from __future__ import annotations

from dataclasses import replace

from sayso.model import Sentence, Token, sentence

ASKED = ("Number", "Gender")


def agreed(s: Sentence) -> Sentence:
    """The sentence, or a copy in which what disagrees with its noun hangs on the one that this noun hangs on, where it agrees with that."""
    found = {t.i: k for t in s.tokens if (k := owner(s, t)) is not None}
    if not found:
        return s
    tokens = tuple(replace(t, head=found[t.i]) if t.i in found else t for t in s.tokens)
    return sentence(s.i, s.field, s.start, s.text, tokens, s.names, s.paragraph, s.is_heading)


def owner(s: Sentence, t: Token) -> int | None:
    """The noun further up that a participle or adjective behind both agrees with; ``None`` where its own will do."""
    if t.deprel not in ("acl", "amod") or t.upos in ("NOUN", "PROPN") or "Number" not in t.feats:
        return None
    noun = s.tokens[t.head]
    above = s.tokens[noun.head]
    if noun.base != "nmod" or above.upos != "NOUN" or not above.i < noun.i < t.i or any(s.children(noun.i, "conj")):
        return None
    return above.i if noun.feats.get("Number", t.feats["Number"]) != t.feats["Number"] and all(alike(t, above, key) for key in ASKED) else None


def alike(t: Token, noun: Token, key: str) -> bool:
    """Whether both have one value, as far as either is told; a number must be."""
    a, b = t.feats.get(key), noun.feats.get(key)
    return a == b if key == "Number" else a is None or b is None or a == b
