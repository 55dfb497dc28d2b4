"""A form and its part of speech → its lemma: the table of the language first, the pipeline's own guess where the table is silent.

>>> lemma_of("trasmise", "VERB", "trasmisere", {"VERB": {"trasmise": "trasmettere"}})
'trasmettere'
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

INFINITIVES = ("are", "ere", "ire", "rre")  # where the table names no others


def lemma_of(form: str, upos: str, guess: str, table: Mapping[str, Any]) -> str:
    """The lemma of a form (lower case): by the table of its part of speech, then without its enclitic, then as guessed."""
    upos = "VERB" if upos == "AUX" else upos
    by_form = table.get(upos, {})
    if form in by_form:
        found: str = by_form[form]
        return found
    if upos == "VERB":
        infinitives = tuple(table.get("infinitives", INFINITIVES))
        for ending in table.get("enclitics", ()):
            stem = form.removesuffix(ending)
            if stem != form:
                for verb in (stem, stem + "e"):
                    if verb in by_form or verb.endswith(infinitives):
                        return str(by_form.get(verb, verb))
    return guess.lower() if upos != "PROPN" else guess
