"""Who is called otherwise than before, by a word that no list ties to him: an attribution goes in, it comes out with whoever spoke last.

"…, lamenta la delegata Anna Bianchi. La ginevrina rivela …" → Bianchi; "Syndicom sciopera, accusa … Il sindacato annuncia …" → Syndicom.
A definite word for one person or one body that was not told of means one that was; the other rules of :mod:`sayso.resolve` ask first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sayso.model import Argument, Attribution
from sayso.resolve.media import medium
from sayso.resolve.namings import NEAR, REACH, Told, only_one
from sayso.resolve.parties import Resolve
from sayso.resolve.wording import Words, capitals, lemmas_of, titles_in

INITIALS = 6  # letters that a body's name is cut down to
LONGEST = 3  # words of a description
NO_PERSON = ("bodies", "companies", "documents", "document_again", "noun_say", "said_words", "media_words", "unnamed", "news", "matters", 
             "interviews", "collectives", "others", "one_of", "pronouns", "possessives", "signers", "second_of_two", "no_speakers")


def called_otherwise(a: Attribution, turns: Sequence[Attribution], resolve: Resolve, words: Words, told: Told) -> Attribution | None:
    """The attribution with whoever is meant by a word for one that nobody was called so far."""
    text = a.source.span.text
    parts = [w for w in text.lower().split() if not lemmas_of(w, words, "same")]
    body = any(lemmas_of(w, words, "companies") for w in parts[:2])
    vague = bool(lemmas_of(parts[0], words, "epithets") if parts else ()) or (bool(parts) and parts[0].endswith(tuple(words.get("ages", ("\n",)))))
    named = bool(capitals(text)) and not (body and len(parts) == 1) and not (vague and text[:1].islower())  # "l'Autorità"
    if "collectives" not in words or not 0 < len(parts) <= LONGEST + vague or named or not told.is_singular(a.source):
        return None
    if not told.is_definite(a.source) or told.is_owned(a.source):
        return None
    if (known := resolve(a.source)) is None or known.kind in {"person", "country", "capital", "place", "region"}:
        return None
    near = [t for t in turns if 0 <= a.source.sentence - t.source.sentence <= REACH and t.cue.start < a.cue.start
            and not any(c.start <= a.cue.start < c.end and c.field == a.cue.field for c in t.content)]
    if body:
        spoke = next((t for t in reversed(near) if _is_body(t, resolve, words, told)), None)
        there = _body_told_of(a, spoke, words, told)
        return _as(a, spoke) if there is None else replace(a, source=replace(there, rule="same_again"))
    of = next((k for k, w in enumerate(parts) if k and w in words.get("of_forms", ())), len(parts))  # "esponente di maggioranza"
    if any(lemmas_of(w, words, name) for w in parts[:of] for name in NO_PERSON):
        return None
    titles = titles_in(parts, words)
    if not titles.isdisjoint(words.get("kin", ())):
        return None
    near = [t for t in near if a.source.sentence - t.source.sentence <= NEAR and t.source.sentence < a.source.sentence]
    meant = next((t for t in reversed(near) if _is_person(t, resolve, words, told) and _agrees(a, t, resolve, words, told)), None)
    if titles and titles.isdisjoint(words.get("epithets", ())) and (meant is None or _is_named(meant, resolve)):
        return None  # an office of somebody else; who has no name may be told of by any
    one = only_one(a, told) if meant is None else None
    if one is not None and told.gender_of(a.source) is not None and told.genders.get(one.known.name) == told.gender_of(a.source):
        return replace(a, source=replace(a.source, sentence=one.sentence, head=one.head, rule="described_again"))
    return _as(a, meant)


def nameless_person_again(a: Attribution, turns: Sequence[Attribution], resolve: Resolve, words: Words, told: Told) -> Attribution | None:
    """ "Un vicino ha raccontato … Poi, ha proseguito *l'uomo*, …": a bare word for anybody, where a person without a name spoke last."""
    text, last = a.source.span.text.lower(), turns[-1] if turns else None
    if last is None or "collectives" not in words or text not in words.get("epithets", ()) or not told.is_definite(a.source):
        return None
    if not 0 < a.source.sentence - last.source.sentence <= NEAR or told.is_owned(a.source) or not told.is_singular(a.source):
        return None
    if _is_named(last, resolve) or not _is_person(last, resolve, words, told) or not _agrees(a, last, resolve, words, told):
        return None
    return _as(a, last)


def initials_again(a: Attribution, turns: Sequence[Attribution], words: Words, told: Told) -> Attribution | None:
    """ "South Korea's Joint Chiefs of Staff said … the JCS said": a body that spoke before, by the first letters of its name."""
    text = a.source.span.text
    if not (len("ab") < len(text) <= INITIALS and text.isalpha() and text.isupper()) or medium(text, told.media, words):
        return None
    for t in reversed(turns[-REACH:]):
        named = capitals(t.source.span.text.replace("-", " "))
        firsts = "".join(w[0] for w in named)
        if len(named) >= len(text) and firsts.endswith(text):
            return _as(a, t)
    return None


def _body_told_of(a: Attribution, spoke: Attribution | None, words: Words, told: Told) -> Argument | None:
    """ "Terna respinge il calcolo: l'aumento, puntualizza *la società*, …": the body last told of, where none has spoken since."""
    since = spoke.source.sentence if spoke is not None else -1
    first = max(since, a.source.sentence - NEAR - 1)
    near = [b for b in told.bodies if first < b.sentence <= a.source.sentence and b.span.start < a.source.span.start
            and not medium(b.span.text, told.media, words)]
    return near[-1] if near else None


def _as(a: Attribution, meant: Attribution | None) -> Attribution | None:
    """The attribution with another's source."""
    return None if meant is None or meant.source.span == a.source.span else replace(a, source=replace(meant.source, rule="same_again"))


def _is_person(t: Attribution, resolve: Resolve, words: Words, told: Told) -> bool:
    """Whether one person spoke, named or not."""
    known = resolve(t.source)
    if known is not None and known.kind == "person":
        return True
    parts = t.source.span.text.split()
    of = next((k for k, w in enumerate(parts) if k and w.lower() in words.get("of_forms", ())), len(parts))
    other = any(lemmas_of(w.lower(), words, name) for w in parts[:of] for name in NO_PERSON)
    other = other or medium(t.source.span.text, told.media, words) is not None
    return parts[0].islower() and told.is_singular(t.source) and not other


def _is_named(t: Attribution, resolve: Resolve) -> bool:
    """Whether who spoke has a name."""
    known = resolve(t.source)
    return known is not None and known.kind == "person"


def _is_body(t: Attribution, resolve: Resolve, words: Words, told: Told) -> bool:
    """Whether a body spoke: a name of no person and no medium, or words for a body."""
    text, known = t.source.span.text, resolve(t.source)
    if medium(text, told.media, words) or (known is not None and known.kind in {"person", "unnamed"} and not text[:1].isupper()
                                           and not lemmas_of(text.split()[0].lower(), words, "bodies")):
        return False
    return (known is None or known.kind != "person") and bool(text[:1].isupper() or lemmas_of(text.split()[0].lower(), words, "bodies"))


def _agrees(a: Attribution, t: Attribution, resolve: Resolve, words: Words, told: Told) -> bool:
    """Whether nothing tells that one is a man and the other a woman."""
    if a.source.span.text.lower().endswith(tuple(words.get("either_gender", ()))):
        return True
    known = resolve(t.source)
    theirs = told.genders.get(known.name) if known is not None else None
    mine, theirs = told.gender_of(a.source), theirs or told.gender_of(t.source)
    return mine is None or theirs is None or mine == theirs
