"""Rules that see a source without a verb of its own clause: "secondo X", "la dichiarazione di X secondo cui", "A riferirlo è X".

Each takes a :class:`Scene` (one sentence) and yields attributions; :data:`RULES` of :mod:`sayso.extract.attribution` runs them in order.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sayso.extract.attribution.content import clause
from sayso.extract.attribution.phrases import NOMINAL, Phrase, argument, is_issued, name_at, phrase_at, phrase_before
from sayso.extract.attribution.rules import also_told_by, around, cue_span, is_participle, made, opens_adverbial
from sayso.extract.attribution.speaker import after_preposition, speaker, subject_after, subject_in_tree
from sayso.extract.attribution.story import REACH, Cue, Scene, Story, trimmed
from sayso.extract.attribution.words import DASHES, MARKS, Lexis, is_finite, low
from sayso.model import Argument, Attribution, Sentence, Span, Token

LONGEST_INSERTION = 16
OPENING = 3  # words within which a back reference opens its sentence
PARTIES = ("people", "bodies", "documents", "unnamed", "media_words")


def according_to(scene: Scene) -> Iterator[Attribution]:
    """ "Secondo il ministero, …", "…, stando a X", "a detta di X": not "secondo l'accordo", not "il secondo incontro"."""
    s = scene.s
    named = list(_named_sources(scene))
    rival = _rival_parts(s, [(i, p.last) for i, _, p in named])
    if len(named) == 1 and (both := _with_views(scene, named)):
        named, rival = both
    for i, last, p in named:
        source, cue = argument(s, p, "according_to"), s.span(i, last)
        if _is_said_so(scene, i):
            yield made(scene, source, cue, previous(scene), "back_words")
            continue
        yield made(scene, source, cue, rival.get(i) or around(scene, i, p.head, cue, source), "according_to")


def _with_views(scene: Scene, named: Sequence[tuple[int, int, Phrase]]) -> tuple[list[tuple[int, int, Phrase]], dict[int, list[Span]]] | None:
    """ "I morti sono 40 per X, sei secondo Y": "per X" beside "secondo Y", each with its part of the sentence."""
    s = scene.s
    views = [(t.i, t.i + 1, p) for t in scene.lexis.having("per", s) if t.upos == "ADP" and scene.quoted[t.i] < 0 and (
        p := phrase_at(s, t.i + 1, scene.lexis)) is not None and _has_views(scene, p)]
    both = sorted([*named, *views], key=lambda x: x[0])
    parts = _rival_parts(s, [(i, p.last) for i, _, p in both]) if views else {}
    return (both, parts) if len(parts) == len(both) > 1 else None


def _named_sources(scene: Scene) -> Iterator[tuple[int, int, Phrase]]:
    """Every "secondo X" of the sentence: its first token, the one behind "secondo", and who X is."""
    s, lexis = scene.s, scene.lexis
    for i in (t.i for t in lexis.opening("according", s)):
        last = lexis.match("according", s, i)
        if last is None or scene.quoted[i] >= 0 or not (opens_adverbial(scene, i) or _behind_figure(s, i, last) or _is_said_so(scene, i)):
            continue
        if (lexis.match("as", s, i) or 0) > last or lexis.match("according_which", s, i):
            continue
        p = phrase_at(s, last, lexis)
        if p is not None and i < 2 and p.last < len(s.tokens) and is_finite(s.tokens[p.last]):
            p = phrase_at(s, last, lexis, appositions=False)  # "According to his lawyer, Rossi was held"
        if p is None or not names_source(scene, last, p):
            continue
        if not lexis.match("according_if_party", s, i) or is_party(scene, p):
            yield i, last, p


def _is_said_so(scene: Scene, i: int) -> bool:
    """ "That is according to X": a pronoun and a form of "be" before it, nothing else."""
    s, lexis = scene.s, scene.lexis
    return 0 < i <= 3 and lexis.has("back_objects", s.tokens[0]) and any(lexis.has("be", t) for t in s.tokens[1:i])


def _behind_figure(s: Sentence, i: int, last: int) -> bool:
    """ "20 secondo i ribelli": behind a number, with an article or in two words, it is no ordinal."""
    return i > 0 and s.tokens[i - 1].upos == "NUM" and (last - i > 1 or s.tokens[last].upos == "DET")


def _rival_parts(s: Sentence, named: Sequence[tuple[int, int]]) -> dict[int, list[Span]]:
    """ "I morti sono 12 secondo X, 20 secondo Y", "Secondo X sono 12, secondo Y 20": to each of several sources its own part of the sentence.

    ``named``: the tokens ``[first, last)`` of each "secondo X". None where a part tells nothing: then one source passes on the other.
    """
    if len(named) < 2:
        return {}
    opening = all(t.upos in {"PUNCT", "ADV", "CCONJ", "SCONJ"} for t in s.tokens[: named[0][0]])
    closing = all(t.upos == "PUNCT" for t in s.tokens[named[-1][1] :]) or _is_relative_at(s, named[-1][1])
    if opening == closing:
        return {}
    starts = [0, *(last for _, last in named)] if closing else [first for first, _ in named]
    ends = [first for first, _ in named] if closing else [*starts[1:], len(s.tokens)]
    parts = {named[k][0]: (a, b) for k, (a, b) in enumerate(zip(starts, ends, strict=False))}
    told = [range(a, b) if closing else range(named[k][1], b) for k, (a, b) in enumerate(parts.values())]
    if not all(any(s.tokens[x].upos == "NUM" or is_finite(s.tokens[x]) for x in part) for part in told):
        return {}
    spans = {first: trimmed(s, s.tokens[a].start, s.tokens[b - 1].end) for first, (a, b) in parts.items()}
    return {first: [x] for first, x in spans.items() if x}


def _is_relative_at(s: Sentence, i: int) -> bool:
    """Whether a comma and a relative clause to the end of the sentence stand at token ``i`` ("…, che lo ha detto alla Alfa")."""
    verb = next((t for t in s.tokens[i + 1 :] if t.deprel == "acl:relcl"), None) if i + 2 < len(s.tokens) and s.tokens[i].form == "," else None
    if verb is None:
        return False
    under = s.subtree(verb.i)
    return under[0] == i + 1 and all(t.upos == "PUNCT" for t in s.tokens[under[-1] + 1 :])


def names_source(scene: Scene, start: int, p: Phrase) -> bool:
    """Whether what follows "secondo" can speak: no agreement, law or plan, and no bare singular noun ("Secondo incontro a …")."""
    s, lexis = scene.s, scene.lexis
    named = (s.tokens[i] for i in range(start, p.last) if s.tokens[i].upos in NOMINAL or name_at(s, i))
    noun = next((t for t in named if t.base != "compound" or name_at(s, t.i)), s.tokens[p.head])  # "the rights group"
    if lexis.has("not_sources", noun) or lexis.has("not_sources", s.tokens[start]):
        return False
    if lexis.has("views", noun) and any(s.tokens[i].feats.get("Poss") == "Yes" for i in range(start, p.last)):
        return False  # "stando al suo racconto": whose that is
    bare = noun.i == start and s.tokens[start - 1].lemma.count(" ") == 0
    issued = start + 1 < p.last and (is_issued(s.tokens[start + 1], lexis) or lexis.has("issued_by", s.tokens[start + 1]))
    if bare and (lexis.has("bare_sources", noun) or issued or (start > 1 and lexis.match("according", s, start - 2) == start and is_party(scene, p))):
        return True
    return not (bare and noun.upos == "NOUN" and noun.feats.get("Number") == "Sing" and name_at(s, start) is None)


def is_party(scene: Scene, p: Phrase) -> bool:
    """A person, an organisation, or a word for one."""
    s = scene.s
    name = name_at(s, p.head)
    press = any(g.first <= p.head < g.last for g in scene.story.press.groups.get(s.i, ()))
    return press or (name is not None and name.label in {"PER", "ORG"}) or any(scene.lexis.noun(k, s.tokens[p.head]) for k in PARTIES)


def for_party(scene: Scene) -> Iterator[Attribution]:
    """ "Per il ministro, la crisi è finita": only at the start, before a comma, and of somebody who can speak."""
    s = scene.s
    first = next((t.i for t in s.tokens[:3] if t.upos not in {"CCONJ", "ADV", "PUNCT"} and not scene.lexis.has("whereas", t)), None)
    if first is None or not scene.lexis.has("per", s.tokens[first]) or scene.quoted[first] >= 0 or scene.lexis.match("according", s, first):
        return
    if rival_views(scene):
        return
    p = phrase_at(s, first + 1, scene.lexis)
    if p is None or p.last >= len(s.tokens) or not is_party(scene, p):
        return
    if s.tokens[p.last].form == "," or _holds_a_view(scene, p):
        yield made(scene, argument(s, p, "for_party"), s.span(first, first + 1), [_contrasted(scene, first) or s.whole], "for_party")


def _holds_a_view(scene: Scene, p: Phrase) -> bool:
    """ "Per il presidente il contratto è «una truffa»": a subject right behind the party, and words of his in quotation marks."""
    s = scene.s
    subject = next((c for t in s.tokens[p.last :] if t.head == t.i or t.base == "conj" for c in s.children(t.i, "nsubj") if c.i >= p.last), None)
    opens = subject is not None and min(s.subtree(subject.i)) == p.last
    return opens and _has_views(scene, p) and any(q >= 0 for q in scene.quoted[p.last :])


def _contrasted(scene: Scene, first: int) -> Span | None:
    """ "Mentre per l'esercito i morti sono cinque, il portavoce dice …": the clause of "mentre" that a view opens."""
    s = scene.s
    whereas = next((t for t in s.tokens[:first] if scene.lexis.has("whereas", t)), None)
    words = s.subtree(whereas.head) if whereas is not None else []
    return trimmed(s, s.tokens[words[0]].start, s.tokens[words[-1]].end) if words and words[-1] < len(s.tokens) - 2 else None


def for_rivals(scene: Scene) -> Iterator[Attribution]:
    """ "Per la polizia i fermati sono dodici, per i legali trenta": to each of several parties its own part of the sentence."""
    s = scene.s
    for i, p, part in rival_views(scene):
        yield made(scene, argument(s, p, "for_party"), s.span(i, i + 1), part, "for_rivals")


def rival_views(scene: Scene) -> list[tuple[int, Phrase, list[Span]]]:
    """The parties behind "per" with what each of them holds, where there are several."""
    s, lexis = scene.s, scene.lexis
    named = [(t.i, p) for t in lexis.having("per", s) if t.upos == "ADP" and scene.quoted[t.i] < 0
             for p in [phrase_at(s, t.i + 1, lexis)] if p and _has_views(scene, p)]
    parts = _rival_parts(s, [(i, p.last) for i, p in named]) if len(named) > 1 else {}
    opens = len(named) > 1 and all(t.upos in {"CCONJ", "SCONJ", "ADV", "PUNCT"} for t in s.tokens[: named[0][0]])
    told = opens or all(lexis.has("be", t) for t in s.tokens if is_finite(t))  # not "12 milioni per i sindaci e 30 per gli agricoltori"
    return [(i, p, parts[i]) for i, p in named] if told and len(parts) == len(named) > 1 else []


def _has_views(scene: Scene, p: Phrase) -> bool:
    """A person or a body, with an article or a name: whom a view or a figure may be of."""
    s = scene.s
    named = name_at(s, p.head) is not None and is_party(scene, p)
    known = scene.lexis.speaks(s.tokens[p.head]) or scene.lexis.noun("unnamed", s.tokens[p.head]) or named
    return known and not any(t.upos == "NUM" for t in s.tokens[p.first : p.last])


# ------------------------------------------------------------------ nouns of saying


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
        if owner is None or not (is_party(scene, owner) or name_at(s, owner.head)):
            continue
        said = list(said_by_noun(scene, t.i, owner))
        if said:
            yield made(scene, argument(s, owner, "owner_of_noun"), s.span(t.i, t.i + 1), said, "noun_of_saying")


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
    told = _told_behind(scene, owner.last)
    if told is not None:
        yield told
        return
    for k in range(noun - 1, max(-1, noun - 9), -1):
        if quoted[k] >= 0:
            if s.tokens[k + 1].form in MARKS | {","}:
                yield from _use(scene, quoted[k])
            return


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


# ------------------------------------------------------------------ back references


def back_infinitive(scene: Scene) -> Iterator[Attribution]:
    """ "A riferirlo è un comunicato di X", "A darne notizia è stata l'agenzia X": what was said right before."""
    s, lexis = scene.s, scene.lexis
    for i in _starts(scene):
        verb = s.tokens[i + 1]
        if not (s.tokens[i].upos == "ADP" and lexis.has("back_prepositions", s.tokens[i]) and _points_back(scene, verb.i)):
            continue
        k = _behind_insertion(scene, i + 2 + lexis.has("so", s.tokens[i + 2]))
        while k < min(i + 16, len(s.tokens)) and (_leads_to_subject(lexis, s.tokens[k]) or _is_its_article(s, k, lexis)):
            k += 1
        p = phrase_at(s, k, lexis)
        said = (before_in_sentence(scene, i) if i > OPENING else []) or previous(scene)
        if p and said:
            scene.taken.add(verb.i)
            found = made(scene, argument(s, p, "subject_after"), s.span(i, k), said, "back_infinitive")
            yield _told_first(scene, found) if any(lexis.has("first_of_two", t) for t in s.tokens[verb.i + 1 : k]) else found


def cleft_back(scene: Scene) -> Iterator[Attribution]:
    """ "È stata l'Ansa a darne notizia", "È il prefetto a riferirlo": a form of "be", who it is, and an infinitive that points back."""
    s, lexis = scene.s, scene.lexis
    k = next((t.i for t in s.tokens[:OPENING] if t.upos not in {"ADV", "CCONJ", "PUNCT"}), 0)
    if s.is_heading or not s.tokens or not lexis.has("be", s.tokens[k]) or scene.quoted[k] >= 0:
        return
    while k < len(s.tokens) - 3 and (s.tokens[k].upos in {"AUX", "ADV"} or lexis.has("be", s.tokens[k])):
        k += 1
    p = phrase_at(s, k, lexis)
    i = next((t.i for t in s.tokens[p.last : p.last + 2] if t.upos == "ADP" and lexis.has("back_prepositions", t)), None) if p else None
    if p is None or i is None or i + 1 >= len(s.tokens) or not _points_back(scene, i + 1):
        return
    if not (is_party(scene, p) or name_at(s, p.head) or lexis.has("pronouns", s.tokens[p.head])):
        return
    said = previous(scene)
    if said:
        scene.taken.add(i + 1)
        yield made(scene, argument(s, p, "subject_after"), s.span(i, i + 2), said, "cleft_back")


def _told_first(scene: Scene, a: Attribution) -> Attribution:
    """ "La notizia è della Alfa. A darla per prima era stata la Beta": what the one before passed on, the first one had told."""
    last = scene.found[-1] if scene.found else None
    passed_on = last is not None and all(c == last.cue or c.overlaps(last.cue) for c in a.content) and last.source.sentence < scene.s.i
    if last is None or not passed_on:
        return a
    return replace(a, content=last.content, relays=((replace(last.source, rule="passed_on_by"),),), speech=last.speech)


def _starts(scene: Scene) -> Iterator[int]:
    """Where "a riferirlo è X" may begin: with the sentence, or behind a colon or semicolon."""
    tokens = scene.s.tokens
    yield from range(min(OPENING, len(tokens) - 2))
    yield from (t.i + 1 for t in tokens[OPENING : len(tokens) - 3] if t.form in {":", ";"} and scene.quoted[t.i] < 0)


def _behind_insertion(scene: Scene, k: int) -> int:
    """ "A raccontarlo, al telefono con X, è …": the token behind the commas, where a form of "be" stands."""
    s = scene.s
    if k < len(s.tokens) and (s.tokens[k].form == "," or s.tokens[k].upos == "ADP"):
        comma = next((t.i for t in s.tokens[k + 1 : k + 12] if scene.lexis.has("be", t) and s.tokens[t.i - 1].form == ","), None)
        to = phrase_at(s, k + 1, scene.lexis, appositions=False) if comma is None and s.tokens[k].upos == "ADP" else None
        told = to is not None and to.last < len(s.tokens) and scene.lexis.has("be", s.tokens[to.last])  # "A confermarlo all'Ansa è X"
        return comma if comma is not None else to.last if to is not None and told else k
    return k


def _leads_to_subject(lexis: Lexis, t: Token) -> bool:
    """What may stand between "a renderlo" and who does it: "noto è stato", "la notizia è", "per primo è stato"."""
    if lexis.has("per", t):
        return True
    told = any(lexis.has(n, t) for n in ("news", "matters", "given_account")) or (t.upos == "NOUN" and lexis.has("noun_say", t))
    return t.upos in {"AUX", "ADJ", "ADV", "NUM"} or t.form == "," or lexis.has("be", t) or told


def _is_its_article(s: Sentence, k: int, lexis: Lexis) -> bool:
    """ "a rilanciare *la* notizia" """
    behind = next((t for t in s.tokens[k + 1 : k + 4] if t.upos not in {"ADJ", "NUM"}), None)
    return s.tokens[k].upos == "DET" and behind is not None and any(lexis.has(n, behind) for n in ("news", "matters", "noun_say"))


def _points_back(scene: Scene, i: int) -> bool:
    """An infinitive of saying with a pronoun at its end ("riferirlo") or a word for news behind it ("dare la notizia")."""
    s, lexis = scene.s, scene.lexis
    t = s.tokens[i]
    form = low(t.form)
    if i + 1 < len(s.tokens) and lexis.has("so", s.tokens[i + 1]):
        return t.upos == "VERB"  # "a parlare così è stata X"
    if lexis.has("speaking", t) and i + 1 < len(s.tokens) and (lexis.has("be", s.tokens[i + 1]) or s.tokens[i + 1].form == ","):
        return not any(x.form == ":" or lexis.has("that", x) for x in s.tokens[i:]) and s.tokens[i + 1].upos != "VERB"  # "A parlare è X."
    clitic = any(form.endswith(e) and len(form) > len(e) + 2 for e in lexis.sets["clitic_endings"])
    says = lexis.has("relay", t) or bool(lexis.verbs.get(t.lemma.lower(), frozenset()) & lexis.sets["takes_back"])
    phrase = t.lemma.lower() in lexis.patterns["phrases"]
    news = any(lexis.has("news", x) for x in s.tokens[i + 1 : i + 3])
    given = any(lexis.has(n, t) for n in ("gives", "renders", "made_by")) and any(
        lexis.has(n, x) for x in s.tokens[i + 1 : i + 5] for n in ("matters", "noun_say", "news"))
    told = says and not clitic and _names_matter(scene, i + 1)
    return (clitic and (says or phrase or lexis.has("gives", t) or lexis.has("made_by", t))) or ((says or phrase) and news) or given or told


def _names_matter(scene: Scene, i: int) -> bool:
    """ "A sostenere *entrambe le cose* è X": a definite noun for what was told before, and "be" right behind it."""
    s, lexis = scene.s, scene.lexis
    noun = next((t for t in s.tokens[i : i + 4] if t.upos == "NOUN"), None)
    small = noun is not None and all(t.upos in {"DET", "ADJ", "NUM", "PRON"} for t in s.tokens[i : noun.i])
    definite = noun is not None and any(c.feats.get("Definite") != "Ind" for c in s.children(noun.i, "det"))
    return noun is not None and small and definite and lexis.has("matters", noun) and lexis.has("be", s.tokens[noun.i + 1])


def back_pronoun(scene: Scene) -> Iterator[Attribution]:
    """ "Lo riferisce l'agenzia X", "…, lo ha detto X": what stands before, in the sentence or before it."""
    s = scene.s
    for cue in scene.free_cues():
        quoting = "quote_verb" in cue.classes and _follows_quotation(scene)
        if not cue.backward or not (quoting or cue.classes & scene.lexis.sets["takes_back"]) or scene.quoted[cue.verb] >= 0:
            continue
        fronted = _fronted_clause(scene, cue)
        said = fronted or before_in_sentence(scene, cue.first) or previous(scene)
        source = speaker(scene, cue) if said and not _says_more(scene, cue) else None
        if source is not None and source.sentence == s.i and source.head < cue.first and (
                _is_what_was_said(scene, s.tokens[source.head]) or any(c.overlaps(source.span) for c in fronted)):
            source = next(subject_after(scene, cue), None)  # "questo dettaglio lo riporta la Alfa"
        pressed = source is not None and source.rule == "relative_antecedent" and cue.classes <= {"quip", "quote_verb"}  # "che la incalzava"
        if source is not None and (source.rule != "dropped_subject" or _is_told_of_only(scene, source)) and not pressed:
            scene.taken.add(cue.verb)
            yield made(scene, source, cue_span(s, cue), said, "back_pronoun")


def _is_told_of_only(scene: Scene, source: Argument) -> bool:
    """ "Il premier X non si ricandiderà. Lo ha annunciato ad Alfa": whether whoever the sentence before is about has said nothing yet."""
    k = scene.story.place[scene.s.i] - 1
    here = k >= 0 and scene.story.sentences[k].i == source.sentence
    name = name_at(scene.story.sentences[k], source.head) if here else None
    return name is not None and name.label == "PER" and not any(a.source.sentence == source.sentence for a in scene.found[-REACH:])


def _fronted_clause(scene: Scene, cue: Cue) -> list[Span]:
    """ "Che il ministro sia stato avvertito lo sostiene X": the clause that opens the sentence and that a pronoun takes up."""
    s = scene.s
    opens = cue.first > OPENING and s.tokens[0].upos in {"SCONJ", "PRON"} and scene.lexis.has("that", s.tokens[0]) and scene.quoted[0] < 0
    said = trimmed(s, s.tokens[1].start, s.tokens[cue.first].start) if opens and any(is_finite(t) for t in s.tokens[1 : cue.first]) else None
    return [said] if said else []


def _is_what_was_said(scene: Scene, t: Token) -> bool:
    return t.upos == "NOUN" and any(scene.lexis.has(name, t) for name in ("matters", "news", "said_words"))


def _follows_quotation(scene: Scene) -> bool:
    """Whether the sentence before ends in a quotation."""
    k = scene.story.place[scene.s.i] - 1
    return k >= 0 and _ends_in_quotation(scene.story, k) >= 0


def _says_more(scene: Scene, cue: Cue) -> bool:
    """Whether a clause or a quotation follows, so that the pronoun is not all that is said."""
    objects = list(scene.s.children(cue.verb, "obj"))
    parts = any(scene.lexis.has(name, c) for c in objects for name in ("said_words", "documents"))
    parts = parts or any(c.upos == "NUM" or scene.s.has(c.i, "nummod") for c in objects if c.i >= cue.last)  # "ne ammette dodici"
    return parts or bool(clause(scene, cue)) or any(q >= 0 for q in scene.quoted[cue.last : cue.last + 12])


def before_in_sentence(scene: Scene, first: int) -> list[Span]:
    """The words of the sentence before a comma or colon at ``first``."""
    s = scene.s
    parted = first >= 4 and s.tokens[first - 1].form in MARKS | DASHES | {",", ":", ";", "("}
    if not parted or not (s.tokens[first - 1].form == ":" or any(t.upos in {"VERB", "AUX"} for t in s.tokens[:first])):
        return []
    span = trimmed(s, s.start, s.tokens[first - 1].end)
    return [span] if span else []


def back_news(scene: Scene) -> Iterator[Attribution]:
    """ "La notizia è stata confermata da X", "Il ministero ha confermato la notizia"."""
    s, lexis = scene.s, scene.lexis
    for cue in scene.free_cues():
        relation = "nsubj:pass" if cue.passive else "obj"
        here = s.tokens[cue.verb].base == "conj"  # "aired the talk and repeated it"
        news = [c for c in s.children(cue.verb, relation) if lexis.has("news", c) or (c.upos == "PRON" and not here and lexis.has("back_objects", c)
                                                                                    and s.tokens[cue.verb].deprel != "acl:relcl")]
        if cue.negated or not cue.classes & lexis.sets["takes_back"] or "deny" in cue.classes or scene.quoted[cue.verb] >= 0:
            continue
        if not news or len(s.subtree(news[0].i)) > 3:
            continue
        if lexis.has("puts_at", s.tokens[cue.verb]) and any(lexis.has("figure_at", t) for t in s.tokens[cue.last : cue.last + REACH]):
            continue  # "put the toll at 20": a figure of its own
        source, said = speaker(scene, cue), _behind_colon_of(scene, news[0]) or previous(scene)
        if source is not None and said and source.rule != "dropped_subject":
            scene.taken.add(cue.verb)
            found = made(scene, source, s.span(min(news[0].i, cue.first), max(news[0].i + 1, cue.last)), said, "back_news")
            yield also_told_by(scene, cue, found)


def _behind_colon_of(scene: Scene, news: Token) -> list[Span]:
    """ "SVT confirmed one detail, citing X: an ambulance was called": the clause behind a colon, where the noun before it is one of several."""
    s = scene.s
    colon = next((t.i for t in s.tokens[news.i : -2] if t.form == ":" and scene.quoted[t.i] < 0), None)
    if colon is None or not s.has(news.i, "nummod") or not any(is_finite(t) for t in s.tokens[colon:]):
        return []
    said = trimmed(s, s.tokens[colon].end, s.end)
    return [said] if said is not None else []


def news_denied(scene: Scene) -> Iterator[Attribution]:
    """ "La voce, messa in giro da Alfa, è stata smentita dal ministro": what was said right before is the medium's, the denial is not."""
    s, lexis = scene.s, scene.lexis
    noun = next((t for t in s.tokens[1:OPENING] if t.upos == "NOUN" and any(lexis.has(n, t) for n in ("news", "noun_say"))), None)
    if noun is None or s.is_heading or not noun.base.startswith("nsubj") or "deny" not in lexis.verbs.get(s.tokens[noun.head].lemma.lower(), ()):
        return
    for t in s.children(noun.i, "acl"):
        source = next(after_preposition(scene, t.i + 1, "by", "words_denied", REACH), None) if t.i < s.tokens[noun.head].i else None
        press = source is not None and any(s.span(g.first, g.last).overlaps(source.span) for g in scene.story.press.groups.get(s.i, ()))
        said = previous(scene) if press else []
        if source is not None and said and not any(c.overlaps(said[-1]) for a in scene.found[-REACH:] for c in a.content):
            yield made(scene, source, s.span(t.i, t.i + 1), said, "news_denied")
            return


def back_words(scene: Scene) -> Iterator[Attribution]:
    """ "Con queste parole il presidente …", "È quanto riferisce X", "Queste le parole di X"."""
    s, lexis = scene.s, scene.lexis
    starts = (0, *(t.i + 1 for t in s.tokens[OPENING:-OPENING] if t.form in DASHES | {":", ";"} and scene.quoted[t.i] < 0))
    opens = [(first, end) for first in starts for i in range(first, min(first + 4, len(s.tokens))) if (end := lexis.match("back_words", s, i))
             and all(t.upos in {"PRON", "ADV", "PUNCT", "AUX", "CCONJ"} for t in s.tokens[first:i])]
    first, last = next(iter(opens), (0, 0))
    said = [] if not opens else before_in_sentence(scene, first) if first else previous(scene)
    source = next(_after_back_words(scene, last), None) if said else None
    if source is not None:
        scene.taken.update(c.verb for c in scene.cues if first <= c.verb <= last + 4)
        scene.used_quotes.update(q for q in scene.quoted[:first] if q >= 0)
        yield made(scene, source, s.span(first, last), said, "back_words")


def words_are_of(scene: Scene) -> Iterator[Attribution]:
    """ "La voce è quella di X", "L'annuncio viene dalla premier X", "Il bilancio è del ministero": whose what was said before is."""
    s, lexis = scene.s, scene.lexis
    noun = next((t for t in s.tokens[:8] if t.upos == "NOUN" and any(lexis.has(k, t) for k in ("said_words", "noun_say", "news"))), None)
    if noun is None or s.is_heading or any(t.upos == "VERB" or lexis.has("of", t) for t in s.tokens[: noun.i]):
        return
    k = noun.i + 1
    while k < min(noun.i + REACH, len(s.tokens)) and s.tokens[k].upos in {"ADJ", "CCONJ", "DET", "NOUN"}:
        k += 1  # "sia la promessa sia la riserva"
    first = k
    while k < min(first + REACH, len(s.tokens) - 1) and (s.tokens[k].upos in {"AUX", "ADV"} or lexis.has("be", s.tokens[k])
                                                         or lexis.has("comes_from", s.tokens[k])):
        k += 1
    if k == first or not (lexis.has("of", s.tokens[k]) or lexis.has("by", s.tokens[k])):
        return
    p, said = phrase_at(s, k + 1, lexis), previous(scene)
    p = (_whose_occasion(scene, p) or p) if p is not None else None
    if p and said and (is_party(scene, p) or name_at(s, p.head)):
        yield made(scene, argument(s, p, "owner_of_words"), s.span(noun.i, noun.i + 1), said, "words_are_of")


def _whose_occasion(scene: Scene, p: Phrase) -> Phrase | None:
    """ "le notizie vengono dalla conferenza stampa di X": whose the occasion is."""
    s, lexis = scene.s, scene.lexis
    noun = next((t for t in s.tokens[p.first : p.last] if t.upos == "NOUN"), None)
    if noun is None or is_party(scene, p) or not (lexis.mediums_at(s, noun.i) or lexis.has("interviews", noun) or lexis.has("said_words", noun)):
        return None
    of = next((t.i for t in s.tokens[noun.i + 1 : p.last] if t.upos == "ADP" and lexis.has("of", t)), None)
    return phrase_at(s, of + 1, lexis) if of is not None else None


def _after_back_words(scene: Scene, last: int) -> Iterator[Argument]:
    s, lexis = scene.s, scene.lexis
    if lexis.has("of", s.tokens[last - 1]):
        p = phrase_at(s, last, lexis)
        if p and (is_party(scene, p) or name_at(s, p.head)):
            yield argument(s, p, "owner_of_words")
        return
    if last < len(s.tokens) and is_participle(s.tokens[last]):
        yield from after_preposition(scene, last + 1, "by", "passive_agent")
    cue = next((c for c in scene.cues if last <= c.verb <= last + 4), None)
    if cue is not None:
        found = speaker(scene, cue)
        if found is not None:
            yield found
    verb = next((t for t in s.tokens[last:] if t.upos == "VERB"), None)
    if verb is not None:
        as_cue = Cue(verb.i, verb.i, verb.i + 1, frozenset(), True)
        yield from subject_in_tree(scene, as_cue)
        yield from subject_after(scene, as_cue)
    p = phrase_at(s, last, lexis) if lexis.has("be", s.tokens[last - 1]) else None
    if p:
        yield argument(s, p, "subject_after")


def previous(scene: Scene) -> list[Span]:
    """The sentence before; for a sentence that opens its paragraph, the paragraph before. Headings, captions and credits are passed over."""
    story, s = scene.story, scene.s
    k = story.place[s.i] - 1
    while k >= 0 and story.sentences[k].field == s.field and _is_passed_over(story, story.sentences[k], s):
        k -= 1
    if k < 0 or story.sentences[k].field != s.field:
        return []
    nearest = story.sentences[k]
    quoted = _ends_in_quotation(story, k)
    if quoted >= 0 and not _is_said_there(scene, nearest, quoted):
        return _run_of_quotes(scene, quoted)
    if nearest.paragraph == s.paragraph:
        return [nearest.whole]
    out: list[Span] = []
    while k >= 0 and story.sentences[k].field == s.field and story.sentences[k].paragraph == nearest.paragraph:
        out.append(story.sentences[k].whole)
        k -= 1
    return out[::-1]


def _ends_in_quotation(story: Story, k: int) -> int:
    """The quotation with which a sentence ends, whatever marks follow; -1 for none."""
    for t, q in zip(reversed(story.sentences[k].tokens), reversed(story.inside[k]), strict=True):
        if q >= 0 or t.upos != "PUNCT":
            return q
    return -1


def _is_said_there(scene: Scene, s: Sentence, k: int) -> bool:
    """Whether the sentence that a quotation ends in also names who says it, so that a later one passes all of it on."""
    q = scene.story.quotes[k]
    return any(a.source.sentence == s.i and a.cue.overlaps(s.whole) and not q.start <= a.cue.start < q.end
               and any(scene.story.mark(k).end <= c.end for c in a.content) for a in scene.found[-REACH:])


def _run_of_quotes(scene: Scene, k: int) -> list[Span]:
    """Quotation ``k`` with those before it that follow each other paragraph by paragraph and that nobody has said yet."""
    story = scene.story
    first = k
    while first > 0 and first - 1 not in scene.used_quotes and story.quotes[first - 1].last == story.quotes[first].first - 1:
        first -= 1
    scene.used_quotes.update(range(first, k + 1))
    return [x for q in range(first, k + 1) for x in story.quote(q)]


def _is_passed_over(story: Story, before: Sentence, s: Sentence) -> bool:
    if all(t.upos == "PUNCT" for t in before.tokens):
        return True
    return before.paragraph != s.paragraph and (before.is_heading or before.paragraph in story.captions)
