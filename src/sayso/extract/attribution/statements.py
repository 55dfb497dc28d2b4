"""Rules that see a noun of saying and whose it is: "l'accusa di Kiev di aver colpito …", "il rapporto dell'Onu secondo cui …".

Each takes a :class:`Scene` (one sentence) and yields attributions; :data:`RULES` of :mod:`sayso.extract.attribution` runs them in order.
Whose a noun is, and what it tells, is asked by other files of rules too.
"""

from __future__ import annotations

from collections.abc import Iterator

from sayso.extract.attribution.content import clause
from sayso.extract.attribution.party import is_party
from sayso.extract.attribution.phrases import Phrase, argument, name_at, phrase_at, phrase_before
from sayso.extract.attribution.rules import is_participle, made
from sayso.extract.attribution.speaker import speaker
from sayso.extract.attribution.story import REACH, Cue, Scene, trimmed
from sayso.extract.attribution.words import DASHES, MARKS, is_finite
from sayso.model import Attribution, Sentence, Span

LONGEST_INSERTION = 16


def of_noun(scene: Scene, noun: int) -> Phrase | None:
    """Whose the noun at ``noun`` is: "l'annuncio ufficiale del governo", "l'accusa da parte di Kiev"."""
    s, lexis, i = scene.s, scene.lexis, noun + 1
    while i < len(s.tokens) and (s.tokens[i].upos in {"ADJ", "ADV"} or s.tokens[i].form in MARKS):
        i += 1
    for k in range(i, min(i + 3, len(s.tokens) - 1)):
        if s.tokens[k].upos == "ADP" and (lexis.has("of", s.tokens[k]) or lexis.has("issued_by", s.tokens[k])):
            return _without_matter(scene, phrase_at(s, k + 1, lexis))
        if s.tokens[k].upos not in {"ADP", "NOUN"}:
            break
    return _maker(scene, i) or _ascribed(scene, noun)


def _ascribed(scene: Scene, noun: int) -> Phrase | None:
    """ "la frase attribuita al generale", "al generale viene attribuita la frase": to whom words are ascribed."""
    s, lexis = scene.s, scene.lexis
    above = s.tokens[s.tokens[noun].head]
    verbs = [*s.children(noun, "acl"), *([above] if s.tokens[noun].base in {"nsubj", "obj"} else [])]
    for verb in (t for t in verbs if lexis.has("ascribes", t)):
        for c in s.children(verb.i, "obl", "iobj"):
            case = next((x for x in s.children(c.i, "case") if lexis.has("to", x)), None)
            if case is not None:
                return phrase_at(s, case.i + 1, lexis)
    return None


def _without_matter(scene: Scene, p: Phrase | None) -> Phrase | None:
    """ "the announcement by the front of a truce": whose it is, without an indefinite matter that hangs on no person."""
    s, lexis = scene.s, scene.lexis
    if p is None or lexis.noun("people", s.tokens[p.head]) or name_at(s, p.head):
        return p
    for k in range(p.head + 1, p.last - 1):
        if s.tokens[k].upos == "ADP" and lexis.has("of", s.tokens[k]) and s.tokens[k + 1].feats.get("Definite") == "Ind":
            return Phrase(p.first, k, p.head)
    return p


def _maker(scene: Scene, i: int) -> Phrase | None:
    """ "l'accusa, avanzata dal ministro, …", "an accusation, made by X": behind a comma, who made it."""
    s, lexis = scene.s, scene.lexis
    if i + 2 < len(s.tokens) and s.tokens[i].form == "," and s.tokens[i + 1].upos == "ADP" and lexis.has("by", s.tokens[i + 1]):
        return phrase_at(s, i + 2, lexis)
    made = i + 2 < len(s.tokens) and (lexis.has("made_by", s.tokens[i + 1]) or lexis.has("gives", s.tokens[i + 1]))
    if made and s.tokens[i].form == "," and lexis.has("by", s.tokens[i + 2]):
        return phrase_at(s, i + 3, lexis)
    return None


def according_which(scene: Scene) -> Iterator[Attribution]:
    """ "l'accusa di Kiev secondo cui …", "il rapporto secondo il quale …": whose the noun is, else the noun itself."""
    s, lexis = scene.s, scene.lexis
    for i in (t.i for t in lexis.opening("according_which", s)):
        last = lexis.match("according_which", s, i)
        if i == 0 or last is None or scene.quoted[i] >= 0:
            continue
        end = i - 1 if s.tokens[i - 1].form == "," else i
        p = phrase_before(s, end, lexis)
        if p is None or (lexis.match("according_which_if_quoted", s, i) and not _is_quoted_view(scene, p, last)):
            continue
        noun = next((k for k in range(p.first, p.last) if lexis.noun("noun_say", s.tokens[k])), None)
        owner = of_noun(scene, noun) if noun is not None else _owner_before_insertion(scene, i)
        said = trimmed(s, s.tokens[last - 1].end, s.tokens[_clause_end(s, last) - 1].end)
        source = argument(s, owner or p, "owner_of_noun" if owner else "antecedent")
        cue = next((c for c in scene.cues if c.finite and c.verb == s.tokens[noun].head), None) if owner is None and noun is not None else None
        if cue is not None and s.tokens[noun or 0].base == "obj":  # "ha smentito la notizia secondo cui …"
            source = speaker(scene, cue) or source
        yield made(scene, source, s.span(i, last), [said] if said else [], "according_which")


def _is_quoted_view(scene: Scene, p: Phrase, last: int) -> bool:
    """ "…, per il quale il tema «non è in agenda»": a person before the words, and something quoted in the clause behind them."""
    s = scene.s
    name = name_at(s, p.head)
    person = (name is not None and name.label == "PER") or scene.lexis.noun("people", s.tokens[p.head])
    return person and any(q >= 0 for q in scene.quoted[last : _clause_end(s, last)])


def _owner_before_insertion(scene: Scene, i: int) -> Phrase | None:
    """ "l'accusa del governo, rilanciata da Alfa e poi da Beta, secondo cui": whose the noun is that stands before the commas."""
    s = scene.s
    for k in range(i - 1, max(-1, i - LONGEST_INSERTION - REACH), -1):
        if is_finite(s.tokens[k]) or s.tokens[k].form in {".", ";", ":"}:
            return None
        if s.tokens[k].upos == "NOUN" and scene.lexis.noun("noun_say", s.tokens[k]):
            p = of_noun(scene, k)
            return p if p is not None and p.last <= i and s.tokens[i - 1].form == "," else None
    return None


def _clause_end(s: Sentence, start: int) -> int:
    """Where the clause that begins at ``start`` ends: with the relative clause of the tree, else with the sentence."""
    verb = next((t for t in s.tokens[start:] if t.upos in {"VERB", "AUX"}), None)
    if verb is not None and verb.upos == "AUX" and verb.head != verb.i:
        verb = s.tokens[verb.head]
    if verb is None or verb.base != "acl":
        return len(s.tokens)
    return max(s.subtree(verb.i)) + 1


def noun_of_saying(scene: Scene) -> Iterator[Attribution]:
    """ "l'accusa di Kiev di aver colpito …", `«…», è stata la risposta di X`, "la promessa di X: «…»", "l'annuncio di X che …"."""
    s, lexis = scene.s, scene.lexis
    for t in lexis.having("noun_say", s):
        if t.upos != "NOUN" or scene.quoted[t.i] >= 0 or (t.base == "compound" and t.i < t.head):
            continue  # "in an opinion article for Alfa"
        owner = of_noun(scene, t.i) or _giver_behind(scene, t.i) if not any(lexis.has("none", c) for c in s.children(t.i, "det")) else None
        if owner is None or not (is_party(scene, owner) or name_at(s, owner.head)) or _is_scene_of(scene, owner):
            continue
        said = list(said_by_noun(scene, t.i, owner))
        if said:
            yield made(scene, argument(s, owner, "owner_of_noun"), s.span(t.i, t.i + 1), said, "noun_of_saying")


def _is_scene_of(scene: Scene, p: Phrase) -> bool:
    """ "in a statement from *the site* of their talks": a word for media that tells where something is."""
    t, lexis = scene.s.tokens[p.head], scene.lexis
    return t.upos == "NOUN" and lexis.noun("media_words", t) and p.last < len(scene.s.tokens) and lexis.has("of", scene.s.tokens[p.last])


def _giver_behind(scene: Scene, noun: int) -> Phrase | None:
    """ "la testimonianza resa all'Afp da un residente": whoever a participle of giving right behind a noun names."""
    s, lexis = scene.s, scene.lexis
    if noun + 3 >= len(s.tokens) or not any(lexis.has(n, s.tokens[noun + 1]) for n in ("gives", "made_by")) or not is_participle(s.tokens[noun + 1]):
        return None
    by = next((t for t in s.tokens[noun + 2 : noun + 8] if t.upos == "ADP" and lexis.has("by", t)), None)
    return phrase_at(s, by.i + 1, lexis) if by is not None else None


def said_by_noun(scene: Scene, noun: int, owner: Phrase) -> Iterator[Span]:
    """The clause, quotation or rest behind the noun's owner, or the quotation before the noun."""
    s, quoted = scene.s, scene.quoted
    behind = next((k for k in range(owner.last, min(owner.last + 3, len(s.tokens))) if quoted[k] >= 0), None)
    if behind is not None:
        yield from _use(scene, quoted[behind]) if not is_anothers(scene, behind) else ()
        return
    as_cue = Cue(noun, noun, owner.last, frozenset(scene.lexis.sets["takes_clause"]), False)
    if owner.last < len(s.tokens) and (s.tokens[owner.last].form == ":" or _clause_follows(scene, owner.last)):
        yield from clause(scene, as_cue)
        return
    told = _told_behind(scene, owner.last) or _behind_colon(scene, owner.last)
    if told is not None:
        yield told
        return
    for k in range(noun - 1, max(-1, noun - 9), -1):
        if quoted[k] >= 0:
            if s.tokens[k + 1].form in MARKS | {","}:
                yield from _use(scene, quoted[k])
            return


def _behind_colon(scene: Scene, i: int) -> Span | None:
    """ "Opposta la versione di Mosca, affidata alla Tass: la città è caduta": what a colon opens behind a participle between."""
    s = scene.s
    colon = next((t.i for t in s.tokens[i : i + LONGEST_INSERTION] if t.form == ":"), None)
    if i >= len(s.tokens) - 3 or colon is None or s.tokens[i].form != "," or not is_participle(s.tokens[i + 1]) or scene.quoted[colon + 1] >= 0:
        return None
    plain = not any(is_finite(t) for t in s.tokens[i:colon])
    return trimmed(s, s.tokens[colon].end, s.end) if plain and any(is_finite(t) for t in s.tokens[colon:]) else None


def is_anothers(scene: Scene, start: int) -> bool:
    """ "Immediata la smentita di Teheran: «…», ha detto il portavoce X": whether a cue of its own stands right behind a quotation."""
    s, quoted = scene.s, scene.quoted
    end = next((k for k in range(start, len(s.tokens)) if quoted[k] != quoted[start] and s.tokens[k].form not in MARKS), len(s.tokens))
    if end >= len(s.tokens) or s.tokens[end].form not in DASHES | {","}:
        return False
    cue = next((c for c in scene.cues if c.first == end + 1 and c.finite), None)
    return cue is not None and cue.last < len(s.tokens) - 1 and phrase_at(s, cue.last, scene.lexis) is not None


def _told_behind(scene: Scene, i: int) -> Span | None:
    """ "l'annuncio di X, ministro dell'Energia, di un aumento", "a claim by X that …": what the noun tells, behind an insertion between commas."""
    s, lexis = scene.s, scene.lexis
    if i < len(s.tokens) - 1 and s.tokens[i].form == "," and (told := _told_behind(scene, i + 1)) is not None:
        return told
    if i < len(s.tokens) - 1 and s.tokens[i].upos == "CCONJ" and is_participle(s.tokens[i + 1]):
        i = next((k for k in range(i, min(i + LONGEST_INSERTION, len(s.tokens))) if s.tokens[k].form == ","), i)
        return _told_behind(scene, i + 1)
    if i < len(s.tokens) and s.tokens[i].form == ",":
        i = next((k + 1 for k in range(i + 1, min(i + LONGEST_INSERTION, len(s.tokens))) if s.tokens[k].form == ","), i)
    t = s.tokens[i] if i < len(s.tokens) - 2 else None
    if t is None:
        return None
    to = phrase_at(s, i + 1, lexis, appositions=False) if t.upos == "ADP" and lexis.has("to", t) else None
    if to is not None and to.last < len(s.tokens) - 2 and (told := _told_behind(scene, to.last)) is not None:
        return told  # "la promessa di X *alla Bbc* di ritirare le truppe"
    paper = phrase_at(s, i + 1, lexis, appositions=False) if t.upos == "ADP" and lexis.has("at", t) else None
    if paper is not None and lexis.noun("documents", s.tokens[paper.head]) and paper.last < len(s.tokens) - 2:
        return _told_behind(scene, paper.last)  # "the claim, made by X *in a statement*, that …"
    is_clause = t.upos in {"SCONJ", "PRON"} and lexis.has("that", t) and t.base not in {"nsubj", "obj"}
    opens = is_clause or lexis.has("about", t) or lexis.has("to_do", t)
    if not (opens and t.upos in {"ADP", "SCONJ", "PRON", "PART", "ADV"}):
        return None
    head = next((k for k in range(i + 1, len(s.tokens)) if s.tokens[k].upos in {"VERB", "NOUN", "PROPN"} and not i < s.tokens[k].head <= k), None)
    if head is None:
        return None
    while i < s.tokens[head].head and s.tokens[head].head > head and (is_clause or s.tokens[s.tokens[head].head].upos != "VERB"):
        head = s.tokens[head].head  # "a ten-day truce", "that soldiers had looted it"
    if lexis.noun("media_words", s.tokens[head]):
        return None  # "made by X on state television"
    first = i if t.upos == "PART" else i + 1
    return trimmed(s, s.tokens[first].start, s.tokens[max(x for x in s.subtree(head))].end)


def _clause_follows(scene: Scene, i: int) -> bool:
    """A "che" or "di" + infinitive right behind, which the tree does not call a relative clause."""
    t = scene.s.tokens[i]
    if t.upos in {"SCONJ", "PRON"} and scene.lexis.has("that", t):
        return t.upos == "SCONJ"
    return t.upos in {"ADP", "SCONJ"} and scene.lexis.has("to_do", t)


def _use(scene: Scene, k: int) -> Iterator[Span]:
    if k not in scene.used_quotes:
        scene.used_quotes.add(k)
        yield from scene.story.quote(k)
