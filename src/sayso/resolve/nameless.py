"""Sources without a name that are told again: an attribution goes in, it comes out with the source that its words mean.

"Fonti locali parlano di un raid … La stessa fonte aggiunge …" → the local sources; "l'ex agente", "the group", "la nota" → the one that
spoke under those words, the organisation, the document told of before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sayso.model import Attribution
from sayso.resolve.media import medium
from sayso.resolve.namings import NEAR, REACH, Naming, Told
from sayso.resolve.parties import Resolve
from sayso.resolve.wording import Words, capitals, head_in, issuer, lemmas_of, titles_in

ENDS = {"to", "with", "who", "on", "near"}  # what may follow the noun of a description


def same_again(a: Attribution, last: Sequence[Attribution], words: Words, told: Told) -> Attribution | None:
    """ "la stessa fonte", "la fonte": whoever spoke right before, where no name was given."""
    parts = a.source.span.text.lower().split()
    same = len(parts) > 1 and any(lemmas_of(parts[0], words, n) for n in ("same", "again"))
    bare = len(parts) == 1 and bool(lemmas_of(parts[0], words, "source_word")) and told.is_definite(a.source)
    noun = parts[-1] if same or bare else ""
    signs = len(parts) == 1 and bool(lemmas_of(parts[0], words, "signers")) and told.is_definite(a.source)  # "I firmatari sostengono"
    noun = parts[0] if signs else noun
    means = signs or bool(lemmas_of(noun, words, "source_word")) or (same and any(lemmas_of(noun, words, n) for n in ("people", "unnamed")))
    before = last[-1] if last and 0 <= a.source.sentence - last[-1].source.sentence <= NEAR else None
    if before is None or not means or len(parts) > len("ab"):
        return None
    return replace(a, source=replace(before.source, rule="same_again"))


def nameless_again(a: Attribution, before: Sequence[Attribution], words: Words, told: Told) -> Attribution | None:
    """ "Un ex agente dei servizi di Sofia racconta … L'ex agente aggiunge": whoever spoke without a name, under the same words or some of them."""
    text = a.source.span.text
    parts = text.lower().split()
    if not titles_in(parts[:2], words) or capitals(text) or not told.is_definite(a.source) or "compounds" in words:
        return None
    near = [b for b in before if 0 < a.source.sentence - b.source.sentence <= REACH]
    meant = next((b for b in reversed(near) if b.source.span.text.lower().split()[: len(parts)] == parts), None)
    return replace(a, source=replace(meant.source, rule="same_again")) if meant is not None else None


def somebody_again(a: Attribution, before: Sequence[Attribution], spoken: Sequence[Naming], words: Words, told: Told) -> Attribution | None:
    """ "A diplomat in Ankara told Alfa …. The diplomat said", "the man": whoever spoke last without a name, called by the same noun or a vague one.

    ``spoken``: the persons with a name or an office who spoke before; one of that office who spoke since is meant rather.
    """
    text = a.source.span.text
    if "compounds" not in words or len(text.split()) > 1 or not text.islower() or not told.is_definite(a.source) or not titles_in([text], words):
        return None
    near = [b for b in before if 0 < a.source.sentence - b.source.sentence <= REACH]
    same = next((b for b in reversed(near) if head_of(b.source.span.text, words) == text), None)
    named = max((n.sentence for n in spoken if n.known.kind == "person"), default=-1)
    vague = text in words.get("vague", ()) and near and near[-1].source.sentence > named
    meant = same or (near[-1] if vague else None)
    if meant is None or any(n.sentence > meant.source.sentence and text in n.roles and n.known.kind == "person" for n in spoken):
        return None
    return replace(a, source=replace(meant.source, rule="same_again"))


def head_of(text: str, words: Words) -> str:
    """The noun of a description where it stands last: "Western security official in Kinshasa" → "official"."""
    parts = [w.lower().strip(",") for w in text.split()]
    closing = {*words.get("of_forms", ()), *words.get("seat_marks", ()), *ENDS}
    end = next((k for k, w in enumerate(parts) if k and w in closing), len(parts))
    return parts[end - 1] if parts else ""


def body_again(a: Attribution, last: Sequence[Attribution], resolve: Resolve, words: Words, told: Told) -> Attribution | None:
    """ "The group", "the London-based watchdog": the organisation that spoke right before, or to which somebody spoke."""
    text = a.source.span.text.split()
    if not text or text[-1].lower() not in words.get("bodies_again", ()) or not told.is_definite(a.source) or any(
            w[:1].isupper() and not w.lower().endswith(tuple(words.get("based", ("\n",)))) for w in text[len("a") :]):
        return None
    near = [b for b in last if 0 <= a.source.sentence - b.source.sentence <= NEAR]
    parties_ = [x for b in near for x in (*(x for branch in b.relays for x in branch), b.source)]
    for x in parties_:
        known = resolve(x)
        named = (known is None or known.kind == "org") and x.span.text[:1].isupper() and not medium(x.span.text, told.media, words)
        if named and x.span.text.split()[-1].lower() not in words.get("bodies_again", ()):
            return replace(a, source=replace(x, rule="body_again"))
    if near or not a.source.span.text.islower():
        return None
    there = [b for b in told.bodies if 0 < a.source.sentence - b.sentence <= NEAR and not medium(b.span.text, told.media, words)]
    return replace(a, source=replace(there[-1], rule="body_again")) if there else None


def issued(a: Attribution, words: Words) -> bool:
    """Whether the source is a document whose issuer is told."""
    text = a.source.span.text
    return head_in(text, words, "documents") and issuer(text, words.get("of_forms", ())) is not None


def document_again(a: Attribution, papers: Sequence[Attribution], spoken: Sequence[Attribution], words: Words,
                   others: Sequence[Attribution] = (), told: Told | None = None) -> Attribution | None:
    """ "La nota aggiunge che …", "the text says": the document of which the issuer was told before, else of whoever just spoke in writing."""
    text = a.source.span.text
    near = [p for p in papers if 0 <= a.source.sentence - p.source.sentence <= REACH]
    again = words.get("again", ())
    bound = (w for w in text.split() if w.lower() not in again and not w[:1].isdigit())  # "la stessa nota", "the 90-page text"
    text = " ".join(w for w in bound if not lemmas_of(w.lower(), words, "pronouns")) or text
    known = told is None or told.is_told_of(a.source)  # "according to a resolution" is another one
    bare = known and len(text.split()) == 1 and (head_in(text, words, "documents") or text.lower() in words.get("document_again", ()))
    near = near or [p for p in spoken if 0 <= a.source.sentence - p.source.sentence <= NEAR][-1:]
    near = near or [p for p in others if not head_in(p.source.span.text, words, "unnamed") and 0 < a.source.sentence - p.source.sentence <= 1][-1:]
    return replace(a, source=replace(near[-1].source, rule="document_again"), medium=a.medium or near[-1].medium) if bare and near else None
