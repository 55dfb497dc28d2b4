"""A sentence, where its act stands and what it is → PLOVER's contexts: why it was done, or what it was about. Any number, in PLOVER's order.

The words are those of ``contexts.yaml`` of the language; what an act brings by itself stands in ``ontologies/contexts.yaml``. Words count
within the act's own clause and what hangs on it, so that two acts of one sentence keep apart.

>>> contexts_of(sentence, 4, "coerce.arrest", frozenset({"JRN"}), words)       # doctest: +SKIP
('legal', 'rights_freedoms')
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sayso import ontologies
from sayso.languages import once
from sayso.model import Sentence

BETWEEN = ("ADP", "DET", "PUNCT", "PART")  # "ministro della Difesa" is ministro_difesa
CLAUSES = ("conj", "parataxis", "root", "advcl", "ccomp", "acl:relcl", "acl", "csubj")


def contexts_of(s: Sentence, head: int, concept: str, sectors: frozenset[str], words: Mapping[str, Any]) -> tuple[str, ...]:
    """The contexts of the act that token ``head`` names; ``sectors`` are those of its parties."""
    keys = {key for family in (concept, concept.split(".")[0]) for key in (family, *(f"{family} {sector}" for sector in sectors))}
    table = ontologies.table("contexts")
    found = {context for key in keys for context in table.get(key, ())} | set(told(s, clause(s, head), by_word(words)))
    return tuple(context for context in ontologies.table("plover")["contexts"] if context in found)


def clause(s: Sentence, head: int) -> list[int]:
    """The tokens of the clause that a token stands in, without clauses beside it that have verbs of their own."""
    top = head
    while s.tokens[top].deprel not in CLAUSES and s.tokens[top].head != top:
        top = s.tokens[top].head
    out, todo = [], [top]
    while todo:
        i = todo.pop()
        out.append(i)
        todo.extend(k for k in s.kids[i] if not (s.tokens[k].base in ("conj", "parataxis") and s.tokens[k].upos == "VERB" and k != head))
    return sorted(out)


def told(s: Sentence, tokens: list[int], table: Mapping[str, list[tuple[tuple[str, ...], str]]]) -> Iterator[str]:
    """The contexts that words among the tokens show."""
    lemmas, forms = s.lemmas, s.forms
    row = [(lemmas[i], forms[i]) for i in tokens if s.tokens[i].upos not in BETWEEN]
    for at, both in enumerate(row):
        if both[0] not in table and both[1] not in table:
            continue
        for key in {*both}:
            for parts, context in table.get(key, ()):
                if all(part in word for part, word in zip(parts, row[at : at + len(parts)], strict=False)) and at + len(parts) <= len(row):
                    yield context


@once
def by_word(words: Mapping[str, Any]) -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """First word → the phrases that begin with it, and their contexts."""
    out: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for context, phrases in words.items():
        for phrase in phrases:
            parts = tuple(str(phrase).lower().split("_"))
            out.setdefault(parts[0], []).append((parts, context))
    return out
