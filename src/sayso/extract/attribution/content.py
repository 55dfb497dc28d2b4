"""What is said: a cue goes in, the clause, the noun or the rest of the sentence that it tells comes out.

"ha detto che …" → the clause; "ha confermato l'arresto" → the noun; "Il governo cadrà, ha detto il ministro" → what stands before.
"""

from __future__ import annotations

from itertools import pairwise

from sayso.extract.attribution.media_part import part_of
from sayso.extract.attribution.pairs import is_claimed
from sayso.extract.attribution.phrases import name_at, phrase_at
from sayso.extract.attribution.speaker import end_of_parenthesis, is_parenthesis, subject_after
from sayso.extract.attribution.story import CLOSED_BY, REACH, Cue, Scene, takes, trimmed
from sayso.extract.attribution.words import DASHES, MARKS, is_finite, is_gerund, low
from sayso.model import Argument, Span, Token

OPENS_NOUN = {"NOUN", "PROPN", "PRON", "DET", "NUM"}
CLAUSE_TAILS = ("conj", "parataxis")
PARAGRAPH = 40  # sentences of a paragraph looked at


def clause(scene: Scene, cue: Cue) -> tuple[Span, ...]:
    """What a cue says in a clause of its own: "che …", "di …", ": …"."""
    s = scene.s
    opened = cue.last < len(s.tokens) and s.tokens[cue.last].upos == "SCONJ" and scene.lexis.has("that", s.tokens[cue.last])
    opened = opened or _has_clause(scene, cue)
    answers = takes(scene, cue, "quip_before_colon") and not takes(scene, cue, "takes_clause")
    if not (takes(scene, cue, "takes_clause") or opened or answers):
        return ()
    start = opens_clause(scene, cue)
    if answers and not opened and (start is None or s.tokens[start - 1].form != ":"):
        return ()
    if start is None:
        start = opens_bare_clause(scene, cue)
    if start is None or _is_behind_comma(scene, cue, start) or _is_said_by_inserted(scene, cue, start) or _goes_on_behind(scene, cue, start):
        return ()
    end = _within_quotation(scene, cue, clause_end(scene, cue, start))
    span = trimmed(s, s.tokens[start].start, s.tokens[end - 1].end) if end > start + 1 else None
    return (span,) if span else ()


def _has_clause(scene: Scene, cue: Cue) -> bool:
    """ "ha replicato *da Roma* che …", "ha risposto di averlo avvertito": whether the tree hangs a clause on a verb that mostly quotes."""
    lexis, s = scene.lexis, scene.s
    verb = s.tokens[cue.verb]
    quotes = takes(scene, cue, "takes_quote") or takes(scene, cue, "takes_back")
    if cue.passive or not quotes or lexis.has("citing", verb) or lexis.has("relay", verb):
        return False
    marks = [m for c in s.children(cue.verb, "ccomp", "xcomp") for m in s.children(c.i, "mark") if m.i >= cue.last]
    marks += [c for c in s.children(cue.verb, "mark") if c.i == cue.last]
    answers = lexis.has("answering", verb) and not lexis.sets["takes_bare"]
    return any((lexis.has("that", m) and m.upos == "SCONJ") or (answers and m.i == cue.last and lexis.has("to_do", m)
                                                               and _opens_infinitive(scene, m.i + 1)) for m in marks)


def _goes_on_behind(scene: Scene, cue: Cue, start: int) -> bool:
    """ "His men, Abe said, would refuse", "For days, she says, she shared a cell": whether the comma before a clause only closes an inserted cue."""
    s = scene.s
    comma = next((t.i for t in s.tokens[cue.last : start] if t.form in DASHES | {","}), None)
    if not scene.lexis.sets["takes_bare"] or comma is None:
        return False
    if any(scene.lexis.has("that", s.tokens[k]) and s.tokens[k - 1].form in DASHES | {","} for k in (start, comma + 1)):
        return False  # "said, in comments that Alfa carried, that …"
    subject = next((c for c in s.children(cue.verb, "nsubj") if c.i < cue.first), None)
    first = min(s.subtree(subject.i)) if subject is not None and subject.deprel != "nsubj:pass" else 0
    return first > 1 and s.tokens[first - 1].form in DASHES | {","} and not any(
        t.form in {";", ":"} for t in s.tokens[comma:start]) and not any(is_finite(t) for t in s.tokens[cue.last : comma])


def _is_said_by_inserted(scene: Scene, cue: Cue, start: int) -> bool:
    """ "Bangkok accusa: le mine, ha detto il portavoce, sono nuove": whether what stands behind a colon has a cue with a speaker of its own."""
    s = scene.s
    if s.tokens[start - 1].form != ":" or scene.lexis.sets["takes_bare"]:
        return False
    inserted = (c for c in scene.cues if c.first > start and c.finite and s.tokens[c.first - 1].form == "," and scene.quoted[c.verb] < 0)
    return any(a.span.start >= s.tokens[c.verb].end for c in inserted if takes(scene, c, "takes_back") for a in subject_after(scene, c))


def _is_behind_comma(scene: Scene, cue: Cue, start: int) -> bool:
    """ "Alfa reported, *which* published the talk": a relative clause behind a comma is nothing that was said."""
    tokens = scene.s.tokens
    relative = scene.lexis.has("who", tokens[start]) and not scene.lexis.has("that", tokens[start])
    return bool(scene.lexis.sets["takes_bare"]) and relative and start > cue.last and tokens[start - 1].form == ","


def _within_quotation(scene: Scene, cue: Cue, end: int) -> int:
    """The end of a clause that somebody quoted tells of, not behind the quotation («Il ministro mi ha detto che …», ha riferito X)."""
    own = scene.quoted[cue.verb]
    if own < 0:
        return end
    return next((k for k in range(cue.last, end) if scene.quoted[k] != own), end)


def opens_clause(scene: Scene, cue: Cue) -> int | None:
    """The token that opens the clause of a cue: "che", "di" before an infinitive, or the first one behind a colon."""
    s, lexis, quoted = scene.s, scene.lexis, scene.quoted
    others = {c.verb for c in scene.cues if c.verb != cue.verb and not (s.tokens[c.verb].deprel == "acl" and not c.finite)}
    if (behind_insertion := _behind_insertion(scene, cue)) is not None:
        return behind_insertion
    inserted = _is_insertion(scene, cue)
    if cue.last < len(s.tokens) and lexis.has("how", s.tokens[cue.last]) and not cue.passive and _has_verb_near(scene, cue.last + 1):
        return cue.last
    for k in range(cue.last, min(cue.last + REACH, len(s.tokens) - 1)):
        t, after = s.tokens[k], s.tokens[k + 1]
        if inserted and t.form == ",":
            return None
        if t.form == ":":
            begins = next((x for x in (k + 1, k + 2) if x < len(s.tokens) and quoted[x] >= 0), None)
            nested = begins is not None and quoted[begins] == quoted[cue.verb]  # «Mi ha detto: "No"», ha raccontato X
            return None if begins is not None and not nested and is_claimed(scene, cue, begins) else k + 1
        if lexis.has("that", t) and (_is_surely_relative(scene, cue, k) or _is_what_a_medium_carried(scene, cue, k)):
            continue
        if lexis.has("that", t) and (k == cue.last or not is_relative(scene, k) or _only_addressee(scene, cue, k)
                                     or _only_adjuncts(scene, cue, k)):
            return k
        if k > cue.last and lexis.has("how", t) and lexis.sets["takes_bare"] and _only_addressee(scene, cue, k) and _has_verb_near(scene, k + 1):
            return k  # "described to Alfa how the ferry turned"
        if lexis.has("to_do", t) and t.upos in {"ADP", "SCONJ", "PART"} and _opens_infinitive(scene, k + 1) and not (
                k > cue.last and lexis.has("conditions", s.tokens[k - 1])):
            return k
        bound = t.upos == "ADP" and _is_bound(scene, cue) and lexis.has("to", t)  # "si è impegnata a ritirare"
        if bound and _opens_infinitive(scene, k + 1):
            return k
        if "accuse" in cue.classes and lexis.has("deed", t) and is_gerund(after, lexis):
            return k + 1  # "accused the rebels of burning a school"
        next_clause = is_finite(t) or k in others or (t.upos == "CCONJ" and after.upos in {"VERB", "AUX"})
        if next_clause or t.form in CLOSED_BY or quoted[k] != quoted[cue.verb]:
            return None
    return None


def _is_bound(scene: Scene, cue: Cue) -> bool:
    """Whether "to" and an infinitive behind a verb are what is promised or asked."""
    verb = scene.s.tokens[cue.verb]
    told_of = any(t.base == "acl" and (scene.lexis.has("relay", t) or scene.lexis.has("hearing", t)) for t in scene.s.tokens[: cue.first])
    return scene.lexis.has("bound_to", verb) or (scene.lexis.has("bound_if_heard", verb) and not told_of)


def _behind_insertion(scene: Scene, cue: Cue) -> int | None:
    """ "ha detto, *riferisce l'Ansa*, che …", "riferisce, *citando fonti locali*, che …": the "that" behind what stands between two commas."""
    s, lexis = scene.s, scene.lexis
    near = s.tokens[cue.last : cue.last + REACH]
    first = next((t.i + 1 for t in near if t.form == "," and not any(is_finite(x) or lexis.has("that", x) for x in s.tokens[cue.last : t.i])), None)
    if first is None or first + 2 >= len(s.tokens) or scene.quoted[first] != scene.quoted[cue.verb]:
        return None
    told = any(c.first == first and c.finite for c in scene.cues) or any(lexis.match(name, s, first) for name in ("as", "according"))
    close = next((t.i for t in s.tokens[first + 1 : first + REACH] if t.form == ","), first)
    press = any(first <= g.first < close for g in scene.story.press.groups.get(s.i, ()))  # "…, e l'Ansa lo riprende, che …"
    if not told and not press and not is_gerund(s.tokens[first], lexis):
        return None
    nested = is_gerund(s.tokens[first], lexis) and lexis.has("citing", s.tokens[first])  # "citing Alfa, which quoted an official, that …"
    commas = [t.i for t in s.tokens[first + 1 : first + REACH + nested * REACH] if t.form == ","]
    comma = next((k for k in commas if not nested or (k + 1 < len(s.tokens) and lexis.has("that", s.tokens[k + 1])
                                                      and s.tokens[k + 1].base != "nsubj")), None)
    if comma is None or comma + 2 >= len(s.tokens) or scene.quoted[comma] != scene.quoted[cue.verb]:
        return None
    that = s.tokens[comma + 1]
    return comma + 1 if lexis.has("that", that) and (nested or not _is_who(that)) else None


def _is_who(that: Token) -> bool:
    """Whether a "that" is a relative pronoun with a part of its own in the clause."""
    return that.upos == "PRON" and that.base in {"nsubj", "obj", "iobj", "obl", "nmod", "dep"}


def _is_insertion(scene: Scene, cue: Cue) -> bool:
    """Whether a cue stands behind another one and a comma ("ha detto, *riferisce* l'Ansa, che …"): what follows is said by the other."""
    s = scene.s
    if cue.first == 0 or s.tokens[cue.first - 1].form != ",":
        return False
    before = next((c for c in reversed(scene.cues) if c.last < cue.first and c.finite), None)
    between = s.tokens[before.last : cue.first - 1] if before is not None else ()
    return before is not None and len(between) < REACH and not any(is_finite(x) or x.form in CLOSED_BY | {",", ":"} or scene.lexis.has("that", x)
                                                                   or scene.quoted[x.i] >= 0 for x in between)


def opens_bare_clause(scene: Scene, cue: Cue) -> int | None:
    """The first word of a clause that no conjunction opens, in languages that leave it out: "officials said the road was closed"."""
    s = scene.s
    if not takes(scene, cue, "takes_bare"):
        return None
    follows_comma = cue.first > 0 and s.tokens[cue.first - 1].form in MARKS | {","}
    for c in s.children(cue.verb, "ccomp", "xcomp"):
        first = min(k for k in s.subtree(c.i) if s.tokens[k].upos != "PUNCT")
        denied = c.i == first == cue.last and is_gerund(c, scene.lexis)  # "denied shelling the church"
        whole = c.base == "ccomp" or denied or any(scene.lexis.has("to_do", x) for x in s.children(c.i, "mark"))
        behind = any(cue.last <= x.i < first for x in s.children(cue.verb, "nsubj"))
        bare = c.feats.get("VerbForm") == "Part" and not s.has(c.i, "aux", "aux:pass", "nsubj") and follows_comma
        if c.base == "ccomp" and ((behind and not s.has(c.i, "nsubj", "nsubj:pass", "expl")) or (bare and first == cue.last)):
            continue  # "…, said residents contacted by Alfa"
        parted = any(t.form == ";" for t in s.tokens[cue.last : first])  # "…, he told Alfa; his account was carried by Beta"
        if whole and first >= cue.last and not parted and not _in_other_quotation(scene, cue, first):
            return first
    if cue.finite and cue.last < len(s.tokens) - 2 and is_finite(s.tokens[cue.last]) and any(
            c.i == cue.first - 1 for c in s.children(cue.verb, "nsubj")) and scene.quoted[cue.last] == scene.quoted[cue.verb]:
        return cue.last  # "a move analysts say is aimed at the neighbours"
    told = phrase_at(s, cue.last, scene.lexis, appositions=False) if cue.finite and scene.lexis.has("told_bare", s.tokens[cue.verb]) else None
    if told is not None and told.last < len(s.tokens) - 2 and s.tokens[told.last].upos in OPENS_NOUN and any(
            c.deprel == "acl:relcl" and min(s.subtree(c.i)) == told.last and not s.has(c.i, "mark")
            and not scene.lexis.has("who", s.tokens[told.last]) for i in range(told.first, told.last)
            for c in s.children(i)):
        return told.last  # "told the paper a note had been sent", taken for a clause on the paper
    nominal = cue.last < len(s.tokens) - 2 and s.tokens[cue.last].upos in OPENS_NOUN
    if nominal and cue.finite and takes(scene, cue, "takes_no_object") and not scene.lexis.has("told_bare", s.tokens[cue.verb]) \
            and scene.quoted[cue.last] == scene.quoted[cue.verb] and any(is_finite(t) for t in s.tokens[cue.last :]) \
            and any(c.i < cue.first for c in s.children(cue.verb, "nsubj")):
        return cue.last  # the tree has made its subject an object
    return None


def _in_other_quotation(scene: Scene, cue: Cue, first: int) -> bool:
    return scene.quoted[first] >= 0 and scene.quoted[first] != scene.quoted[cue.verb]


def is_relative(scene: Scene, k: int) -> bool:
    """Whether a "che" belongs to a relative clause: the tree says so and a noun stands right before it."""
    t = scene.s.tokens[k]
    return t.upos == "PRON" and scene.s.tokens[t.head].deprel != "ccomp"


def _is_surely_relative(scene: Scene, cue: Cue, k: int) -> bool:
    """ "said in an interview that was picked up by X": in languages that leave "that" out, one tagged as a pronoun opens no clause of saying."""
    t = scene.s.tokens[k]
    verb = scene.s.tokens[t.head]
    elsewhere = any(c.i < cue.first or c.i > verb.i for c in scene.s.children(cue.verb, "ccomp"))
    if verb.deprel == "acl" and cue.last < verb.head < k and elsewhere:
        return True  # "…, officials said in remarks that X published"
    spoken = any(scene.lexis.has(name, scene.s.tokens[k - 1]) for name in ("said_words", "interviews", "documents"))
    if spoken and any(b.form == "," and scene.lexis.has("that", t) for b, t in pairwise(scene.s.tokens[k + 2 :])):
        return True  # "said, in comments that X carried, that …"
    return bool(scene.lexis.sets["takes_bare"]) and t.upos == "PRON" and t.base in {"nsubj", "obj"} and verb.deprel == "acl:relcl" and verb.head < k


def _is_what_a_medium_carried(scene: Scene, cue: Cue, k: int) -> bool:
    """ "ha scritto in un post *che Le Monde ha riportato*": a medium right behind "that", with a verb of passing on, behind a word for words."""
    s = scene.s
    g = next((g for g in scene.story.press.groups.get(s.i, ()) if k < g.first <= k + 2), None)
    paper = any(scene.lexis.has(name, s.tokens[k - 1]) for name in ("said_words", "interviews", "documents", "noun_say"))
    return k > cue.last and g is not None and paper and part_of(s, g, scene.lexis) == "relay"


def _only_addressee(scene: Scene, cue: Cue, k: int) -> bool:
    """ "ha detto al collega, che …": between cue and "che" only whom he said it to, so the clause is what he said, whatever the tree says."""
    tokens = scene.s.tokens
    bare = scene.lexis.has("told_bare", tokens[cue.verb])
    if cue.last >= k or not (bare or (tokens[cue.last].upos == "ADP" and scene.lexis.has("to", tokens[cue.last]))):
        return False
    p = phrase_at(scene.s, cue.last + (not bare), scene.lexis)
    return p is not None and 0 <= k - p.last <= 1


def _only_adjuncts(scene: Scene, cue: Cue, k: int) -> bool:
    """ "ha detto ieri in un'intervista alla Bbc che …": nothing between a verb that takes no object and "che" but where and to whom."""
    if all(t.upos == "ADV" or scene.lexis.has("before_speaker", t) for t in scene.s.tokens[cue.last : k]):
        return True
    tokens, i = scene.s.tokens, cue.last
    told_where = any(scene.lexis.mediums_at(scene.s, x) for x in range(cue.last, k))
    paper = any(scene.lexis.noun(n, x) for n in ("documents", "written_for") for x in tokens[cue.last : k])
    told_where = told_where or (paper and _is_no_object(scene, k))
    if not (cue.classes & scene.lexis.sets["takes_no_object"] or told_where):
        return False
    while i < k:
        if tokens[i].upos == "ADV" or scene.lexis.has("before_speaker", tokens[i]):
            i += 1
            continue
        p = phrase_at(scene.s, i + 1, scene.lexis) if tokens[i].upos == "ADP" else None
        if p is None or p.last > k:
            return False
        i = p.last
    return True


def _is_no_object(scene: Scene, k: int) -> bool:
    """ "in an article that Oslo had paid *the rebels*": whether "that" at ``k`` only joins, since its verb has an object of its own."""
    t = scene.s.tokens[k]
    return t.base == "mark" or (t.base == "obj" and any(c.i > t.head for c in scene.s.children(t.head, "obj")))


def _has_verb_near(scene: Scene, k: int) -> bool:
    """Whether a finite verb follows before the next punctuation."""
    for t in scene.s.tokens[k : k + REACH]:
        if t.upos == "PUNCT" and t.form not in MARKS:
            return False
        if is_finite(t):
            return True
    return False


def _opens_infinitive(scene: Scene, k: int) -> bool:
    tokens, start = scene.s.tokens, k
    while k < len(tokens) and (tokens[k].upos in {"ADV", "PRON"} or tokens[k].form in MARKS):
        k += 1
    if k >= len(tokens):
        return False
    opened = tokens[tokens[start - 1].head] if tokens[start - 1].base == "mark" else None
    mistagged = opened is not None and (opened.i == k or (tokens[k].base == "aux" and tokens[k].head == opened.i)) and opened.base == "xcomp"
    return mistagged or (tokens[k].upos in {"VERB", "AUX"} and tokens[k].feats.get("VerbForm") == "Inf")


def clause_end(scene: Scene, cue: Cue, start: int) -> int:
    """Where the clause ends: with the cue's own clause where that is a subordinate one, and before what is coordinated with the cue."""
    s = scene.s
    t = s.tokens[cue.verb]
    under = s.subtree(cue.verb)
    end = len(s.tokens) if t.head == t.i or t.base in {"conj", "parataxis", "ccomp"} else max(under[-1], start) + 1
    opens = t.upos == "VERB" or (t.upos == "NOUN" and s.tokens[t.head].base == "root")  # "Alfa riporta le parole di X: …"
    if end <= start + 1 == cue.last + 2 and s.tokens[start - 1].form == ":" and opens:
        end = len(s.tokens)  # "X, che in un rapporto scrive: i militari …"
    speaking = {c.verb for c in scene.cues}
    for c in s.children(cue.verb, *CLAUSE_TAILS, "advcl"):
        if c.i <= start or (c.base == "advcl" and not _contrasts(scene, c)):
            continue
        if s.tokens[start - 1].form == ":" and (c.base == "parataxis" or s.has(c.i, "nsubj")) and c.i not in speaking:
            continue  # "rassicura: nessun danno, le scuole restano aperte"
        first = min(s.subtree(c.i))
        parted = any(t.upos in {"PUNCT", "CCONJ"} for t in s.tokens[first - 1 : first + 1])
        if start < first < end and parted and not _continues_clause(scene, first):
            end = first
    return next((k for k in range(start + 1, end) if _other_speaks(scene, k) or _next_speaks(scene, k) or _closes(scene, k, end)), end)


def _closes(scene: Scene, k: int, end: int) -> bool:
    """ "Survivors told rescuers there had been 41 people on board, *the Alfa agency reported*.": a party and a cue behind the last comma."""
    s = scene.s
    if s.tokens[k].form != "," or scene.quoted[k] >= 0 or not scene.lexis.sets["takes_bare"] or any(t.form == "," for t in s.tokens[k + 1 : end]):
        return False
    cue = next((c for c in scene.cues if c.first > k + 1 and c.finite), None)
    p = phrase_at(s, k + 1, scene.lexis) if cue is not None and takes(scene, cue, "takes_back_after_subject") else None
    return cue is not None and p is not None and p.last == cue.first and not any(
        is_finite(t) or scene.lexis.has("that", t) for t in s.tokens[cue.last : end])


def _next_speaks(scene: Scene, k: int) -> bool:
    """ "…; un abitante ha raccontato che …": a semicolon, or a comma, behind which somebody else says something."""
    s = scene.s
    if s.tokens[k].form not in {",", ";"} or scene.quoted[k] >= 0:
        return False
    behind = [(c, x) for c in scene.cues if c.verb > k and c.finite for x in s.children(c.verb, "nsubj") if k < x.i < c.first]
    return any(s.tokens[k].form == ";" or _says_that(scene, c, k, min(s.subtree(x.i))) for c, x in behind)


def _says_that(scene: Scene, c: Cue, k: int, first: int) -> bool:
    """ "…, il secondo ha replicato che …": a cue on the level of the one before, with its subject right behind the comma and "that" behind it."""
    s = scene.s
    beside = s.tokens[c.verb].base in {"parataxis", "conj"} and first == k + 1 and c.last < len(s.tokens)
    return beside and scene.lexis.has("that", s.tokens[c.last]) and s.tokens[c.last].upos == "SCONJ"


def _other_speaks(scene: Scene, k: int) -> bool:
    """ "…, while the rebels said 20 had died": a contrasting clause that is a saying of its own, wherever the tree hangs it."""
    t = scene.s.tokens[k]
    return scene.lexis.has("whereas", t) and scene.quoted[k] < 0 and any(c.verb == t.head and c.finite for c in scene.cues)


def _contrasts(scene: Scene, verb: Token) -> bool:
    return any(scene.lexis.has("whereas", c) for c in scene.s.children(verb.i, "mark", "advmod", "cc"))


def _continues_clause(scene: Scene, first: int) -> bool:
    """ "e che …" """
    return any(scene.lexis.has("that", t) and t.upos in {"SCONJ", "PRON"} for t in scene.s.tokens[first : first + 3])


def noun_said(scene: Scene, cue: Cue, source: Argument) -> tuple[Span, ...]:
    """What a cue says in a noun: "ha confermato l'arresto", "ha promesso elezioni", "l'arresto è stato confermato da …"."""
    s = scene.s
    if not (takes(scene, cue, "takes_object") or scene.lexis.has("promised", s.tokens[cue.verb])):
        return ()
    for c in s.children(cue.verb, "obj", "obl", "nsubj:pass"):
        of = any(scene.lexis.has("of", x) for x in s.children(c.i, "case"))
        misplaced = (c.base == "obl" and not of) or ((c.base == "obj" or scene.lexis.sets["takes_bare"]) and c.i < cue.first and not cue.passive)
        if misplaced or c.upos != "NOUN" or name_at(s, c.i) or scene.lexis.has("news", c) or scene.lexis.speaks(c):
            continue
        if scene.lexis.has("rejecting", s.tokens[cue.verb]) and not (scene.lexis.has("noun_say", c) or scene.lexis.has("news", c)):
            continue  # "ha respinto due assalti"
        if scene.lexis.has("puts_at", s.tokens[cue.verb]) and not _has_at(scene, cue):
            continue  # "put ships to sea" is no estimate
        if scene.lexis.has("given_account", c) or (scene.lexis.has("said_words", c) and scene.lexis.has("hears", s.tokens[cue.verb])):
            continue  # "ne dà conto", "riporta le parole di X"
        if any(scene.lexis.has(name, c) for name in ("interviews", "said_words", "documents")) and len(s.subtree(c.i)) <= 3:
            continue  # "riporta entrambe le interviste": passes on, says nothing itself
        if cue.passive and c.base == "nsubj" and _is_read_out(scene, c, source):
            continue  # "Il post, tradotto da Alfa, è stato letto in diretta da Beta"
        words = s.subtree(c.i)
        span = trimmed(s, s.tokens[words[0]].start, s.tokens[words[-1]].end)
        return (span,) if span and not span.overlaps(source.span) else ()
    return accused_of(scene, cue)


def _is_read_out(scene: Scene, c: Token, source: Argument) -> bool:
    """Whether a passive tells that a medium has passed words or a document on."""
    words = any(scene.lexis.has(name, c) for name in ("interviews", "said_words", "documents"))
    groups = scene.story.press.groups.get(scene.s.i, ())
    return words and any(scene.s.span(g.first, g.last).overlaps(source.span) for g in groups)


def accused_of(scene: Scene, cue: Cue) -> tuple[Span, ...]:
    """ "ha accusato la Cina di spionaggio": a bare noun behind "di", on the verb or on whom it accuses."""
    s = scene.s
    if "accuse" not in cue.classes or cue.passive:
        return ()
    for c in s.children(cue.verb, "obj"):
        for n in (*s.children(c.i, "nmod"), *s.children(cue.verb, "obl")):
            bare = [x for x in s.children(n.i, "case", "det") if x.i < n.i]
            if n.upos == "NOUN" and n.i > c.i > cue.verb and len(bare) == 1 and scene.lexis.has("of", bare[0]) and " " not in bare[0].lemma:
                words = s.subtree(n.i)
                span = trimmed(s, s.tokens[n.i].start, s.tokens[words[-1]].end)
                return (span,) if span else ()
    return ()


def _has_at(scene: Scene, cue: Cue) -> bool:
    return any(scene.lexis.has("figure_at", t) for t in scene.s.tokens[cue.last : cue.last + REACH])


def said_before(scene: Scene, cue: Cue, source: Argument) -> tuple[Span, ...]:
    """ "Il governo cadrà, ha detto il ministro": the rest of the sentence, where the cue stands between commas with its subject."""
    s, last = scene.s, _insertion_end(scene, behind(scene, cue, source))
    last = end_of_parenthesis(scene, cue) if source.rule == "dropped_subject" and is_parenthesis(scene, cue) else last
    if s.tokens[cue.verb].deprel == "acl:relcl" and any(scene.lexis.has("who", c) for c in s.children(cue.verb)):
        return ()
    first = _opens_insertion(scene, cue, source)
    if first is None or not cue.finite or first < 2 or s.tokens[first - 1].form not in DASHES | {","}:
        return ()
    if source.rule != "subject_after" and _has_object_behind(scene, cue):
        return ()  # "After talks in Rome, the two leaders reaffirmed their commitment"
    named = source.span.end if source.sentence == s.i and source.span.end <= s.tokens[first - 1].start else s.end
    told = min((c.last for c in scene.cues if c.finite and c.last < first), default=len(s.tokens))
    start = max((t.i + 1 for t in s.tokens[: first - 1] if scene.quoted[t.i] < 0 and (
        (t.form == ";" and _is_anothers_part(scene, t.i)) or (t.form == ":" and (named <= t.start or told <= t.i)))), default=0)
    before = trimmed(s, s.tokens[start].start, s.tokens[first - 1].start)
    goes_on = last < len(s.tokens) - 1 and s.tokens[last].form in DASHES | {","} and _may_go_on(scene, last + 1, first)
    pause = next((t for t in s.tokens[last:] if t.form == ";" and scene.quoted[t.i] < 0), None)
    stop = pause.start if pause is not None else s.end
    after = trimmed(s, s.tokens[last].end, stop) if goes_on else _behind_its_colon(scene, last)
    rest = trimmed(s, pause.end, s.end) if pause is not None and _is_still_said(scene, pause.i) else None
    if first < 5 and not after and not any(t.upos in {"VERB", "AUX"} for t in s.tokens[: first - 1]):
        return ()
    return tuple(p for p in (before, after, rest) if p)


def _is_still_said(scene: Scene, i: int) -> bool:
    """ "His body was found, the army said; *he had been dead for a year*": whether nobody else speaks behind a semicolon."""
    s = scene.s
    named = any(scene.lexis.match(n, s, k) is not None for n in ("according", "as") for k in range(i, len(s.tokens)))
    press = any(g.first > i for g in scene.story.press.groups.get(s.i, ()))
    return not named and not press and not any(c.verb > i and c.finite and not c.passive for c in scene.cues)


def _is_anothers_part(scene: Scene, i: int) -> bool:
    """ "X said 20 had died; none had, Y said": whether somebody speaks in the part of a sentence that a semicolon at ``i`` ends."""
    first = max((t.i for t in scene.s.tokens[:i] if t.form == ";"), default=0)
    named = any(scene.lexis.match("according", scene.s, k) is not None for k in range(first, i))
    return named or any(first <= c.verb < i and c.finite for c in scene.cues)


def _behind_its_colon(scene: Scene, last: int) -> Span | None:
    """ "Non è così, ribatte X in un'audizione: le scatole sono in vendita": what stands behind the colon that closes an inserted cue."""
    s = scene.s
    for t in s.tokens[last : last + REACH]:
        if t.form == ":":
            return trimmed(s, t.end, s.end) if scene.quoted[min(t.i + 1, len(s.tokens) - 1)] < 0 else None
        if is_finite(t) or t.form in CLOSED_BY | DASHES | {","} or scene.quoted[t.i] >= 0:
            return None
    return None


def _has_object_behind(scene: Scene, cue: Cue) -> bool:
    """Whether a cue has what it says behind it; whom it is told to is not that."""
    bare = scene.lexis.has("told_bare", scene.s.tokens[cue.verb])
    objects = [c for c in scene.s.children(cue.verb, "obj") if c.i >= cue.last and c.upos == "NOUN"]
    return not bare and not all(scene.lexis.has("before_speaker", c) for c in objects)


def _insertion_end(scene: Scene, i: int) -> int:
    """Where an inserted "ha spiegato il ministro ieri *alla Bbc*" ends: over whom it was said to, where and when, up to the comma."""
    s, k = scene.s, i
    while k < len(s.tokens) - 1 and s.tokens[k].form not in DASHES | {","} and s.tokens[k].upos != "PUNCT":
        t = s.tokens[k]
        leads = t.upos in {"ADP", "CCONJ"}
        p = phrase_at(s, k + leads, scene.lexis, appositions=False)
        if t.upos == "ADV" or scene.lexis.has("before_speaker", t) or (t.base == "acl" and scene.lexis.has("relay", t)):
            k += 1
        elif scene.lexis.has("meanwhile", t) and k > i:
            k = next((x.i for x in s.tokens[k : k + REACH] if x.upos == "PUNCT"), len(s.tokens))  # "he shouted *as he was led away*,"
        elif p is not None and p.last > k and not any(is_finite(x) for x in s.tokens[k : p.last]):
            k = p.last
        else:
            return i
    return k if k < len(s.tokens) and s.tokens[k].form in DASHES | {","} else i


def _opens_insertion(scene: Scene, cue: Cue, source: Argument) -> int | None:
    """Where the inserted "ha detto il ministro" or "the minister said" begins; the second only where the language puts it so."""
    if source.rule == "read_in" or (source.rule == "subject_after" and takes(scene, cue, "takes_back")):
        return cue.first - (cue.first > 0 and scene.lexis.has("dummy", scene.s.tokens[cue.first - 1]))  # ", it emerged from a report"
    if source.rule == "from_within" and takes(scene, cue, "takes_back") and source.span.start > scene.s.tokens[cue.verb].start:
        return cue.first  # "Stanno bene, fanno sapere dalla clinica"
    if source.rule == "dropped_subject" and (takes(scene, cue, "takes_back") or is_parenthesis(scene, cue)) and _is_alone(scene, cue):
        return cue.first
    if source.rule == "passive_agent" and not takes(scene, cue, "takes_back_after_subject") and not scene.s.has(cue.verb, "nsubj", "nsubj:pass"):
        return cue.first  # ", è stato detto alla Bbc da fonti locali"
    if source.rule == "passive_agent" and cue.first > 0 and scene.lexis.has("dummy", scene.s.tokens[cue.first - 1]):
        return cue.first - 1  # ", it was announced by the ministry"
    if source.rule == "passive_agent" and scene.lexis.has("told_bare", scene.s.tokens[cue.verb]):
        told = next((min(scene.s.subtree(c.i)) for c in scene.s.children(cue.verb, "nsubj") if c.i < cue.first), 0)
        return told if told > 0 and scene.s.tokens[told - 1].form in DASHES | {","} else None  # ", Alfa has been told by two of them"
    if source.sentence != scene.s.i or not takes(scene, cue, "takes_back_after_subject") or source.span.start > scene.s.tokens[cue.first].start:
        return None
    tokens = scene.s.tokens
    named = next((t.i for t in tokens if t.start >= source.span.start), cue.first)
    subject = next((c for c in scene.s.children(cue.verb, "nsubj") if c.i < cue.first), None)
    starts = [named, *([min(scene.s.subtree(subject.i))] if subject else [])]
    nominal = {"DET", "PRON", "ADJ", "NUM", "ADV", "PROPN", "NOUN"}
    while starts[0] > 0 and (tokens[starts[0] - 1].upos in nominal or scene.lexis.has("genitive", tokens[starts[0] - 1])):
        starts[0] -= 1
    starts.append(_before_joined(scene, starts[0]))
    return next((k for k in starts if k > 0 and tokens[k - 1].form in DASHES | {","}), None)


def _before_joined(scene: Scene, k: int) -> int:
    """ "…, *Alfa and* the council said", "…, *agencies including* Alfa said": where the parties begin that stand before a speaker."""
    tokens, lexis = scene.s.tokens, scene.lexis
    joins = {"CCONJ", "DET", "ADJ", "NUM", "PROPN", "NOUN"}
    while k > 0 and (tokens[k - 1].upos in joins or lexis.has("such_as", tokens[k - 1]) or lexis.has("genitive", tokens[k - 1])
                     or (tokens[k - 1].upos == "ADP" and lexis.has("of", tokens[k - 1]))):
        k -= 1
    return k


def _is_alone(scene: Scene, cue: Cue) -> bool:
    """ "Quanto ai prezzi, ha garantito, nulla cambia": a cue with nothing beside it between two commas or before the end."""
    tokens, k = scene.s.tokens, cue.last
    if is_parenthesis(scene, cue):
        return True
    while k < len(tokens) - 1 and (tokens[k].upos in {"ADV", "ADP"} or scene.lexis.has("before_speaker", tokens[k])):
        p = phrase_at(scene.s, k + 1, scene.lexis, appositions=False) if tokens[k].upos == "ADP" else None  # "ha scritto *su Telegram*"
        if tokens[k].upos == "ADP" and (p is None or p.last <= k + 1):
            return False
        k = p.last if p is not None else k + 1
    ends = k >= len(tokens) or tokens[k].form in DASHES | {",", ".", ";"} or _is_what_a_medium_carried(scene, cue, k)
    return cue.first > 0 and tokens[cue.first - 1].form in DASHES | {","} and ends


def _hangs_on_before(scene: Scene, i: int, first: int) -> bool:
    """ "It came, she said, *on the day of the funeral*", "It would not, Abe said, *be the last*": words that the tree hangs on what stands before
    an inserted cue."""
    s = scene.s
    if not scene.lexis.sets["takes_bare"] or scene.lexis.has("who", s.tokens[i]) or any(scene.lexis.match(n, s, i) for n in ("according", "as")):
        return False
    end = next((t.i for t in s.tokens[i:] if t.form in {";", ":"} and scene.quoted[t.i] < 0), len(s.tokens))
    part = [t for t in s.tokens[i:end] if t.upos != "PUNCT"]
    top = next((t for t in part if not i <= t.head < end or t.head == t.i), None)
    if top is None or any(c.verb >= i and c.verb < end and c.finite for c in scene.cues):
        return False
    carried = any(scene.lexis.has(n, t) for n in ("relay", "hearing", "said_words", "interviews", "documents") for t in part)
    governs = top.head == top.i and any(t.head == top.i for t in s.tokens[: first - 1])
    before = governs or top.head < first - 1 or (top.base == "ccomp" and top.head < i)
    return before and not carried and (not is_gerund(top, scene.lexis) or top.base != "advcl")


def _may_go_on(scene: Scene, i: int, first: int) -> bool:
    """Whether speech may go on at token ``i``: a finite verb comes, and neither a gerund nor a subordinate clause begins there."""
    t = scene.s.tokens[i]
    if _hangs_on_before(scene, i, first):
        return True
    begins_other = (t.upos == "VERB" and not is_finite(t)) or t.upos == "SCONJ" or scene.lexis.has("who", t)
    begins_other = begins_other or any(scene.lexis.match(name, scene.s, i) for name in ("according", "as"))
    stop = next((x.i for x in scene.s.tokens[i:] if x.form == ";" and scene.quoted[x.i] < 0), len(scene.s.tokens))
    nobody = scene.lexis.sets["no_speakers"]
    speaks = (x for c in scene.cues if i < c.verb < stop and c.finite for x in scene.s.children(c.verb, "nsubj") if x.i >= i)
    begins_other = begins_other or any(x.upos != "NUM" and low(x.form) not in nobody for x in speaks)
    telling = {k for c in scene.cues for k in range(c.first, c.last)}
    return not begins_other and (is_finite(t) or any(is_finite(x) and x.i not in telling for x in scene.s.tokens[i:]))


def said_after_colon(scene: Scene, cue: Cue) -> tuple[Span, ...]:
    """ "Il portavoce dichiara:" at the end of a sentence: the next one, the whole next paragraph where the colon ends its own."""
    s, story = scene.s, scene.story
    k = story.place[s.i] + 1
    if s.tokens[-1].form != ":" or k >= len(story.sentences) or not takes(scene, cue, "takes_clause"):
        return ()
    if any(is_finite(t) for t in s.tokens[cue.last :]) or story.sentences[k].field != s.field:
        return ()
    following = story.sentences[k]
    if following.paragraph == s.paragraph:
        return (following.whole,)
    return tuple(x.whole for x in story.sentences[k : k + PARAGRAPH] if x.paragraph == following.paragraph)


def behind(scene: Scene, cue: Cue, source: Argument) -> int:
    """The first token after both the cue and its speaker."""
    if source.sentence != scene.s.i:
        return cue.last
    return max(cue.last, next((t.i + 1 for t in reversed(scene.s.tokens) if t.end <= source.span.end), cue.last))
