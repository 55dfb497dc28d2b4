"""Rules that see a verb of saying or a headline: "ha detto che", "come riferito da", "Rossi: accordo vicino", "citando fonti".

Each takes a :class:`Scene` (one sentence) and yields attributions; :data:`RULES` of :mod:`sayso.extract.attribution` runs them in order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from sayso.extract.attribution.content import clause, noun_said, said_after_colon, said_before
from sayso.extract.attribution.media_part import part_of
from sayso.extract.attribution.pairs import quotes_of
from sayso.extract.attribution.phrases import Phrase, argument, name_at, phrase_at, phrase_before
from sayso.extract.attribution.speaker import after_preposition, meant_by_it, speaker, subject_in_tree
from sayso.extract.attribution.story import REACH, Cue, Scene, takes, trimmed
from sayso.extract.attribution.words import DASHES, MARKS, is_finite, is_gerund
from sayso.model import Argument, Attribution, Sentence, Span, Token

NEAR = 4  # words between "which" and its verb
GIVEN = ("news", "matters", "interviews", "said_words", "documents", "noun_say")  # lists of nouns for what was told
MISTAKEN = {"NUM", "PRON", "DET", "INTJ", "X"}  # tags that no participle has


def made(scene: Scene, source: Argument, cue: Span, content: Iterable[Span], rule: str) -> Attribution:
    """An attribution of this sentence; its relays and medium come later."""
    spans = tuple(joined(content))
    return Attribution(source, cue, spans, (), rule, speech(scene, spans))


def joined(spans: Iterable[Span]) -> list[Span]:
    """Spans in order, those inside another left out."""
    out: list[Span] = []
    for x in sorted(set(spans), key=lambda x: (x.field, x.start, -x.end)):
        if not out or out[-1].field != x.field or x.end > out[-1].end:
            out.append(x)
    return out


def speech(scene: Scene, content: Iterable[Span]) -> str:
    """Whether content is quoted (direct), partly quoted (mixed) or not (indirect)."""
    spans = list(content)
    size = sum(x.end - x.start for x in spans)
    quotes = scene.story.quotes
    quoted = sum(min(x.end, quotes[k].end) - max(x.start, quotes[k].start) for x in spans for k in scene.story.quotes_in(x))
    if quoted == 0:
        return "indirect"
    return "direct" if quoted >= 0.95 * size else "mixed"


def cue_span(s: Sentence, cue: Cue) -> Span:
    """The words of a cue."""
    return s.span(cue.first, cue.last)


def is_participle(t: Token) -> bool:
    """Whether a token is a past participle, however it was tagged: some carry neither form nor mood."""
    bare = t.upos == "VERB" and "VerbForm" not in t.feats and "Mood" not in t.feats and "Gender" in t.feats
    mistaken = t.upos in MISTAKEN and t.lemma.lower() != t.form.lower()  # "dichiarato" as a number, of the verb all the same
    return t.feats.get("VerbForm") == "Part" or t.upos == "ADJ" or bare or mistaken


# ------------------------------------------------------------------ rules


def as_said(scene: Scene) -> Iterator[Attribution]:
    """ "come riferito da X", "secondo quanto ha spiegato X", "a quanto riferisce X": the clause it stands in."""
    s, lexis = scene.s, scene.lexis
    for i in (t.i for t in lexis.opening("as", s)):
        last = lexis.match("as", s, i) if opens_adverbial(scene, i) else None
        cue = next((c for c in scene.free_cues() if last is not None and last <= c.first and _is_adverbial(scene, last, c.first)), None)
        cue = cue if cue is not None and cue.finite and not _is_doing(scene, cue) else None
        participle = _participle_at(scene, last) if last is not None and cue is None else None
        if last is None or (cue is None and participle is None) or scene.quoted[i] >= 0 or participle in scene.taken:
            continue
        if cue is not None and lexis.sets["takes_bare"] and s.tokens[i].base == "case" and s.tokens[s.tokens[i].head].head < i:
            continue  # "gave her name as Rossi, told Alfa"
        if (i and lexis.has("contrary", s.tokens[i - 1])) or _is_contrasted(scene, i, verb_at=participle if cue is None else cue.verb):
            continue  # "contrariamente a quanto scritto da X"
        if participle is not None:
            source = next(after_preposition(scene, participle + 1, "by", "as_said", 12), None)
            verb, words = participle, s.span(i, participle + 1)
        else:
            assert cue is not None
            if clause(scene, cue):
                continue  # "comes as the Kremlin said that …": no adverbial
            source = speaker(scene, cue, inverted=cue.first == last)
            if source is not None and source.rule == "relative_antecedent" and s.tokens[i].head == source.head:
                continue  # "descritto come l'uomo che ordinò la strage"
            verb, words = cue.verb, s.span(i, cue.last)
        if source is not None and source.sentence == s.i:
            scene.taken.add(verb)
            said = [s.whole] if _passes_on(scene, verb, source) else around(scene, i, verb, words, source)
            yield made(scene, source, words, said, "as_said")


def _is_contrasted(scene: Scene, i: int, verb_at: int | None) -> bool:
    """ "nega che …, come *invece* riportato da X", "come *aveva scritto* X": whether the words tell who claimed what is denied before them."""
    s, lexis = scene.s, scene.lexis
    if verb_at is None or i == 0:
        return False
    before = next((c for c in reversed(scene.cues) if c.verb < i), None)
    denied = before is not None and "deny" in before.classes and not before.negated
    earlier = any(t.upos == "AUX" and t.feats.get("Tense") == "Imp" for t in s.tokens[i:verb_at])
    return denied and (earlier or any(lexis.has("instead", t) for t in s.tokens[i:verb_at]))


def _passes_on(scene: Scene, verb: int, source: Argument) -> bool:
    """ "ha detto che, come riporta l'Ansa, le truppe …": a medium with a verb of passing on, inside what somebody else says."""
    s, lexis = scene.s, scene.lexis
    passes = lexis.has("relay", s.tokens[verb]) or "report" in lexis.verbs.get(s.tokens[verb].lemma.lower(), ())
    said = any(t.base in {"ccomp", "xcomp"} and any(c.verb == t.head and c.verb < verb for c in scene.cues) for t in s.ancestors(verb))
    return passes and said and in_press_here(scene, source)


def _is_doing(scene: Scene, cue: Cue) -> bool:
    """ "as it seeks to counter the rebels": a verb that says something only beside a quotation does something where it has an object."""
    return cue.classes <= {"quip", "quote_verb"} and scene.s.has(cue.verb, "obj")


def _participle_at(scene: Scene, i: int) -> int | None:
    """A participle of saying or passing on at ``i``, adverbs skipped."""
    s, lexis = scene.s, scene.lexis
    while i < len(s.tokens) and (s.tokens[i].upos == "ADV" or s.tokens[i].upos == "AUX"):
        i += 1
    if i < len(s.tokens) and (is_participle(s.tokens[i]) or lexis.has("learns", s.tokens[i])):
        told = any(lexis.verbs.get(w, frozenset()) & lexis.sets["takes_back"] for w in (s.tokens[i].lemma.lower(), s.tokens[i].form.lower()))
        return i if told or lexis.has("relay", s.tokens[i]) else None
    return None


def _is_adverbial(scene: Scene, first: int, cue: int) -> bool:
    """Whether nothing stands between "as" and its cue but a few plain words, or a subject with an apposition."""
    if cue <= first + 8 and _plain(scene, first, cue):
        return True
    p = phrase_at(scene.s, first, scene.lexis)
    return p is not None and cue - 1 <= p.last + (scene.s.tokens[min(p.last, cue)].form == ",") - 1 and p.last <= cue


def _plain(scene: Scene, first: int, last: int) -> bool:
    return not any(is_finite(t) or t.upos in {"PUNCT", "SCONJ"} for t in scene.s.tokens[first:last])


def opens_adverbial(scene: Scene, i: int) -> bool:
    """Whether something adverbial may begin at ``i``: at the start, behind punctuation, a conjunction, an adverb or a noun."""
    before = scene.s.tokens[i - 1] if i else None
    return before is None or before.upos not in {"DET", "ADP", "NUM", "AUX"}


def around(scene: Scene, first: int, anchor: int, cue: Span, source: Argument) -> Iterable[Span]:
    """The clause that an adverbial of source at token ``first`` speaks of: the sentence, or the clause it stands in the middle of."""
    s = scene.s
    last = max((t.i for t in s.tokens if t.end <= max(cue.end, source.span.end)), default=first)
    opening = all(t.upos in {"PUNCT", "ADV", "CCONJ"} for t in s.tokens[:first])
    closing = all(t.upos == "PUNCT" for t in s.tokens[last + 1 :]) and first > 0 and s.tokens[first - 1].form in MARKS | DASHES | {",", ")"}
    clause_head = None if opening or closing else _clause_head(scene, first, last, anchor)
    if clause_head is None:
        return _up_to_semicolon(scene, last, _without_contrast(scene, first))
    words = s.subtree(clause_head)
    span = trimmed(s, s.tokens[min(words)].start, s.tokens[max(words)].end)
    return _up_to_semicolon(scene, last, [span] if span else [s.whole])


def _up_to_semicolon(scene: Scene, last: int, said: Sequence[Span]) -> list[Span]:
    """What is said, up to a semicolon behind the source ("forty are held, according to the minister; a lawyers' group has a list of 130")."""
    s = scene.s
    stop = next((t for t in s.tokens[last + 1 :] if t.form == ";" and scene.quoted[t.i] < 0), None)
    if stop is None or all(not any(t.upos != "PUNCT" for t in s.tokens[: last + 1] if x.start <= t.start < x.end) for x in said):
        return list(said)
    return [x for y in said for x in [trimmed(s, y.start, min(y.end, stop.start))] if x]


def _without_contrast(scene: Scene, first: int) -> list[Span]:
    """The whole sentence, less a "mentre" clause that names a source of its own."""
    s, lexis = scene.s, scene.lexis
    for t in lexis.having("whereas", s):
        if s.tokens[t.head].base == "advcl":
            words = s.subtree(t.head)
            says = any(c.verb == t.head and c.finite for c in scene.cues) or lexis.has("figures", s.tokens[t.head])
            own = says or any(lexis.match(name, s, k) for k in words for name in ("according", "as"))
            if own and first not in words and t.i > 0:
                kept = trimmed(s, s.start, s.tokens[min(words)].start) if min(words) > first else None
                return [kept] if kept else [s.whole]
    return [s.whole]


def _clause_head(scene: Scene, first: int, last: int, anchor: int) -> int | None:
    """The verb of the relative or coordinated clause around an adverbial; ``None`` for the main clause."""
    s = scene.s
    for t in s.ancestors(anchor):
        if first <= t.i <= last:
            continue
        whereas = t.base == "advcl" and any(scene.lexis.has("whereas", c) for c in s.children(t.i))
        if t.deprel == "acl:relcl" or whereas or (t.base == "conj" and t.upos in {"VERB", "AUX"} and min(s.subtree(t.i)) <= first):
            return t.i
        if t.base in {"ccomp", "root"}:
            return t.i if t.base == "ccomp" and min(s.subtree(t.i)) <= first else None
    return None


def verb_of_saying(scene: Scene) -> Iterator[Attribution]:
    """ "X ha detto che …", "X ha annunciato il ritiro", `«…», ha detto X, «…»`, "afferma: …", "…, ha spiegato X"."""
    for cue in scene.free_cues():
        if cue.negated and not takes(scene, cue, "negated_speaks"):
            continue
        if not (cue.finite or is_gerund(scene.s.tokens[cue.verb], scene.lexis) or _to_say(scene, cue)):
            continue
        found = said_by(scene, cue)
        if found is not None:
            scene.taken.add(cue.verb)
            other = _same_verb_left_out(scene, cue, found)
            if other is not None:
                ends = [trimmed(scene.s, c.start, min(c.end, other.source.span.start)) for c in found.content]
                found = replace(found, content=tuple(x for x in ends if x))
            yield found
            if other is not None:
                yield other


def _to_say(scene: Scene, cue: Cue) -> bool:
    """ "appeared on Alfa *to say* that …": an infinitive of saying beside a verb of speaking to somebody."""
    t = scene.s.tokens[cue.verb]
    first = scene.lexis.has("first_of_two", scene.s.tokens[t.head]) and scene.lexis.sets["takes_bare"]  # "was the first to report that"
    if first and t.feats.get("VerbForm") == "Inf" and any(True for _ in scene.s.children(t.head, "cop")):
        return True
    return t.base in {"advcl", "xcomp"} and t.feats.get("VerbForm") == "Inf" and any(
        scene.lexis.has(name, scene.s.tokens[t.head]) for name in ("speaks_to", "chooses"))


def _same_verb_left_out(scene: Scene, cue: Cue, found: Attribution) -> Attribution | None:
    """ "La difesa sostiene che era a casa, l'accusa che era in banca": a pause, a party and "that" again tell a second source of the same verb."""
    s, lexis = scene.s, scene.lexis
    if len(found.content) != 1 or not takes(scene, cue, "takes_clause") or found.source.sentence != s.i:
        return None
    for t in s.tokens[cue.last + 3 : len(s.tokens) - 3]:
        if t.form not in {",", ";"} or scene.quoted[t.i] >= 0 or not found.content[0].start < t.start < found.content[0].end:
            continue
        k = t.i + 1 + (s.tokens[t.i + 1].upos == "CCONJ" or lexis.has("whereas", s.tokens[t.i + 1]))
        p = phrase_at(s, k, lexis)
        if p is None or p.last >= len(s.tokens) - 2 or not lexis.has("that", s.tokens[p.last]) or not has_voice(scene, p):
            continue
        before = any(is_finite(x) for x in s.tokens[cue.last + 1 : t.i])
        ends = not any(x.form == "," for x in s.tokens[p.last :]) and any(is_finite(x) for x in s.tokens[p.last :])
        if before and ends and s.tokens[p.last].upos == "SCONJ":
            said = trimmed(s, s.tokens[p.last].start, s.end)
            return made(scene, argument(s, p, "verb_left_out"), s.span(p.last, p.last + 1), [said], "verb_of_saying") if said else None
    return None


def _is_weighed(scene: Scene, cue: Cue) -> bool:
    """ "La banca valuta di chiudere", "prevede di assumere": who weighs or plans an act of his own says nothing."""
    s = scene.s
    plans = cue.classes <= {"predict"} and not scene.lexis.sets["takes_bare"] and cue.last < len(s.tokens) - 1
    return plans and scene.lexis.has("to_do", s.tokens[cue.last]) and s.tokens[cue.last + 1].feats.get("VerbForm") == "Inf"


def said_by(scene: Scene, cue: Cue) -> Attribution | None:
    """The attribution of a cue that has a speaker and something said; documents alone may "show"."""
    source = speaker(scene, cue)
    if source is None:
        return None
    if _is_weighed(scene, cue) or _is_told_intent(scene, cue):
        return None
    if _relative_of_relay(scene, cue) or _gives_words_of(scene, cue) or _reported_it(scene, cue, source):
        return None
    quotes = quotes_of(scene, cue)
    said = clause(scene, cue) or (() if quotes else noun_said(scene, cue, source))
    if said and not quotes and any(t.form == ":" and t.end <= said[0].start <= t.end + 1 for t in scene.s.tokens[cue.last :]):
        said = said_before(scene, cue, source) or said  # "Lo sbarco è avvenuto di notte, raccontano i pescatori: …"
    if said and quotes and any(a.rule == "back_pronoun" and a.cue.start == said[0].start for a in scene.found[-REACH:]):
        said = ()  # "«…», ha assicurato il ministro: lo riporta la Alfa"
    if (source.sentence == scene.s.i and any(x.start <= source.span.start < x.end for x in said)):
        return None
    if cue.classes == {"show"} and source.rule != "read_in" and not is_document(scene, source) and not _speaks_of_one(scene, cue, source) \
            and not _speaks_before_colon(scene, cue, said) and not (quotes and scene.lexis.has("speaks_of", scene.s.tokens[cue.verb])):
        return None
    if not said and not (quotes and _opens_sentence(scene, quotes[0])):
        said = said_before(scene, cue, source) or (() if quotes else said_after_colon(scene, cue))
    spans = [*said, *(x for k in quotes for x in scene.story.quote(k) if not (said and _inside(x, said)))]
    if not spans:
        return None
    spans += [x for k in _begun_inside(scene, said) for x in scene.story.quote(k)]
    scene.used_quotes.update(quotes)
    scene.used_quotes.update(_begun_inside(scene, said))
    return also_told_by(scene, cue, made(scene, meant_by_it(scene, source), cue_span(scene.s, cue), spans, "verb_of_saying"))


def _speaks_before_colon(scene: Scene, cue: Cue, said: Sequence[Span]) -> bool:
    """ "Dell'esodo X ha parlato alla Bbc: le famiglie …": a verb of speaking, and behind a colon what was said."""
    speaks = scene.lexis.has("speaks_to", scene.s.tokens[cue.verb])
    return speaks and any(t.form == ":" and t.end <= x.start <= t.end + 1 for x in said for t in scene.s.tokens[cue.last :])


def _speaks_of_one(scene: Scene, cue: Cue, source: Argument) -> bool:
    """ "Il ministro ha parlato di un missile": somebody with a verb of speaking and a matter that is new ("di un", no topic known)."""
    s, lexis = scene.s, scene.lexis
    if not lexis.has("speaks_to", s.tokens[cue.verb]) or source.sentence != s.i:
        return False
    if not (lexis.speaks(s.tokens[source.head]) or name_at(s, source.head)):
        return False
    matter = [c for c in s.children(cue.verb, "obl") if any(lexis.has("of", x) for x in s.children(c.i, "case"))]
    return any(x.feats.get("Definite") == "Ind" for c in matter for x in s.children(c.i, "det"))


def _gives_words_of(scene: Scene, cue: Cue) -> bool:
    """ "L'Ansa riporta le parole del ministro: «…»": whoever gives the words of somebody only passes them on."""
    s, lexis = scene.s, scene.lexis
    if not lexis.has("relay", s.tokens[cue.verb]):
        return False
    for c in s.children(cue.verb, "obj"):
        words = lexis.has("said_words", c) or lexis.noun("noun_say", c)
        if words and c.i > cue.verb and c.i + 2 < len(s.tokens) and lexis.has("of", s.tokens[c.i + 1]):
            p = phrase_at(s, c.i + 2, lexis)
            return p is not None and has_voice(scene, p)
    return False


def _is_told_intent(scene: Scene, cue: Cue) -> bool:
    """ "The envoy said Kenya *hopes to* resume the talks": what another is told to hope to do, nobody but who tells it has said."""
    s = scene.s
    t = s.tokens[cue.verb]
    inner = t.base == "ccomp" and any(c.verb == t.head and c.finite for c in scene.cues)
    to_do = any(scene.lexis.has("to_do", m) for x in s.children(t.i, "xcomp") for m in s.children(x.i, "mark"))
    return inner and to_do and "think" in cue.classes


def also_told_by(scene: Scene, cue: Cue, a: Attribution) -> Attribution:
    """ "was first reported by X and confirmed by Y": the second party of two joined passives speaks beside the first."""
    s, lexis = scene.s, scene.lexis
    if not cue.passive or a.source.rule != "passive_agent":
        return a
    for t in s.children(cue.verb, "conj"):
        tells = t.lemma.lower() in lexis.verbs and not lexis.has("relay", t)
        if t.upos != "VERB" or not tells or s.has(t.i, "nsubj", "nsubj:pass") or not is_participle(t):
            continue
        by = next(after_preposition(scene, t.i + 1, "by", "passive_agent"), None)
        if by is not None:
            return replace(a, beside=(*a.beside, by))
    return a


def _reported_it(scene: Scene, cue: Cue, source: Argument) -> bool:
    """ "an officer told Alfa, which first reported *the incident*": a medium that gives what was told it says nothing itself."""
    s = scene.s
    if source.rule != "relative_antecedent" or source.sentence != s.i or not in_press_here(scene, source) or s.has(cue.verb, "ccomp", "xcomp"):
        return False
    objects = list(s.children(cue.verb, "obj"))
    groups = scene.story.press.groups.get(s.i, ())
    told = next((g for g in groups if s.span(g.first, g.last).overlaps(source.span)), None)
    if told is not None and objects and part_of(s, told, scene.lexis) == "spoken_to":
        return True
    return bool(objects) and all(len(s.subtree(c.i)) <= len("ab") and any(scene.lexis.has(n, c) for n in GIVEN) for c in objects)


def _relative_of_relay(scene: Scene, cue: Cue) -> bool:
    """ "in un messaggio che Radio Alfa ha letto": a medium passes on what stands before."""
    s = scene.s
    t = s.tokens[cue.verb]
    objects = [c for c in s.tokens[max(0, cue.first - 8) : cue.first] if scene.lexis.has("who", c) and c.head == t.i and c.base != "nsubj"]
    groups = scene.story.press.groups.get(s.i, ())
    if t.deprel == "acl:relcl" and bool(objects) and any(g.first < t.i + 8 and g.last > t.i - 8 for g in groups):
        return True
    about = any(scene.lexis.has("relatives", c) for c in s.tokens[max(0, cue.first - 8) : cue.first])  # "di cui Alfa anticipa le conclusioni"
    mine = any(g.first <= c.i < g.last for c in s.children(t.i, "nsubj") for g in groups)
    return about and mine and t.deprel == "acl:relcl" and not cue.passive and not clause(scene, cue)


def _opens_sentence(scene: Scene, k: int) -> bool:
    """Whether a quotation has no clause before it in the sentence: "il prezzo salirà perché «…», dice X" is all said by X."""
    s, quoted = scene.s, scene.quoted
    first = next((i for i, q in enumerate(quoted) if q == k), 0)
    before = [t for t, q in zip(s.tokens[:first], quoted, strict=False) if q < 0 and t.form not in MARKS]
    return not any(is_finite(t) for t in before) or before[-1].form == ":"


def is_document(scene: Scene, source: Argument) -> bool:
    """Whether a source is a document, a study, a medium or unnamed informants."""
    t = scene.story.sentences[scene.story.place[source.sentence]].tokens[source.head]
    return any(scene.lexis.noun(k, t) for k in ("documents", "unnamed", "media_words"))


def _inside(x: Span, said: Iterable[Span]) -> bool:
    return any(y.field == x.field and y.start <= x.start and x.end <= y.end for y in said)


def _begun_inside(scene: Scene, said: Iterable[Span]) -> list[int]:
    """Quotations that begin in a clause: they belong to its speaker to their end."""
    return [k for y in said for k in scene.story.quotes_in(y) if y.start <= scene.story.quotes[k].start]


def named_before_colon(scene: Scene) -> Iterator[Attribution]:
    """ "Rossi: accordo vicino", "Fonti Ue: intesa domani", "Borrell alla Cnn: …": who stands alone before a colon says the rest."""
    s = scene.s
    colon = next((t.i for t in s.tokens[1:-2] if t.form == ":" and scene.quoted[t.i] < 0), None)
    if colon is None or any(is_finite(t) for t in s.tokens[:colon]) or any(a.source.sentence == s.i for a in scene.found[-REACH:]):
        return
    k = next((t.i for t in reversed(s.tokens[:colon]) if t.upos == "PUNCT"), -1) + 1
    p = phrase_at(s, k, scene.lexis)
    said = trimmed(s, s.tokens[colon].end, s.end)
    if p is None or said is None or not _stands_alone(scene, p, colon) or not has_voice(scene, p):
        return
    begun = _begun_inside(scene, [said])
    told = any(p.last < g.first <= colon for g in scene.story.press.groups.get(s.i, ()))  # "Il ministro a Index: nessun veto"
    if s.is_heading or s.field == "title" or begun or told or _tells(s, colon):
        scene.used_quotes.update(begun)
        spans = [said, *(x for q in begun for x in scene.story.quote(q) if x.start >= said.end)]
        yield made(scene, argument(s, p, "before_colon"), s.span(colon, colon + 1), spans, "named_before_colon")


def _stands_alone(scene: Scene, p: Phrase, colon: int) -> bool:
    """Whether nothing stands between a party and the colon but whom it was said to ("alla Cnn", "to CNN", "on Telegram")."""
    s = scene.s
    if p.last == colon:
        return True
    behind = phrase_at(s, p.last + 1, scene.lexis) if s.tokens[p.last].upos == "ADP" else None
    return behind is not None and behind.last == colon


def has_voice(scene: Scene, p: Phrase) -> bool:
    """A person, a medium, unnamed sources, or a word for who can speak."""
    s = scene.s
    if any(n.first <= p.head < n.last and n.label == "PER" for n in s.names):
        return True
    words = [t for t in s.tokens[p.first : p.last] if t.upos != "DET"]
    if any(scene.lexis.speaks(s.tokens[p.head]) or scene.lexis.noun(k, t) for k in ("unnamed", "media_words") for t in words[:1]):
        return True
    return any(g.first < p.last and p.first < g.last for g in scene.story.press.groups.get(s.i, ()))


def _tells(s: Sentence, colon: int) -> bool:
    """Whether a clause stands behind the colon, or something that happened ("droni abbattuti"), and no list."""
    behind = s.tokens[colon + 1 :]
    return any(is_finite(t) or (t.upos in {"VERB", "ADJ"} and t.feats.get("VerbForm") == "Part") for t in behind[:REACH])


def quoted_as_saying(scene: Scene) -> Iterator[Attribution]:
    """ "the agency quoted Rossi as saying that …": who is quoted speaks, who quotes passes it on."""
    s, lexis = scene.s, scene.lexis
    for t in lexis.having("citing", s):
        p = phrase_at(s, t.i + 1, lexis) if t.upos == "VERB" else None
        at = p.last + (p.last < len(s.tokens) and s.tokens[p.last].form == ",") if p is not None else 0
        if p is None or at + 1 >= len(s.tokens) or not lexis.has("as_saying", s.tokens[at]) or s.tokens[at + 1].upos != "VERB":
            continue
        cue = Cue(at + 1, t.i, at + 2, frozenset({"say"}), True)
        source = meant_by_it(scene, argument(s, p, "quoted_as_saying"))
        relay = next(subject_in_tree(scene, Cue(t.i, t.i, t.i + 1, frozenset(), True)), None)
        relay = meant_by_it(scene, relay) if relay is not None else None
        quotes = quotes_of(scene, cue) or quotes_of(scene, Cue(t.i, t.i, at + 2, cue.classes, True))
        told = clause(scene, cue) or _before_the_one_who_quotes(scene, t, at + 2)
        said = [*told, *(x for k in quotes for x in scene.story.quote(k))]
        if said:
            scene.used_quotes.update(quotes)
            scene.taken.update({t.i, cue.verb})
            found = made(scene, source, s.span(t.i, t.i + 1), said, "quoted_as_saying")
            yield replace(found, relays=tuple((replace(x, rule="passed_on_by"),) for x in in_press(scene, relay))) if relay else found


def _before_the_one_who_quotes(scene: Scene, t: Token, last: int) -> tuple[Span, ...]:
    """ "Exports will resume, *Interfax quoted the minister as saying*": what stands before a quoting medium that closes its sentence."""
    s = scene.s
    subject = next((c for c in s.children(t.i, "nsubj") if c.i < t.i), None)
    first = min(s.subtree(subject.i)) if subject is not None else 0
    closes = all(x.upos in {"PUNCT", "ADV", "ADP", "DET", "PROPN", "NOUN", "NUM"} for x in s.tokens[last:])
    told = any(is_finite(x) and scene.quoted[x.i] < 0 for x in s.tokens[:first])
    if first < 3 or s.tokens[first - 1].form not in DASHES | {","} or not closes or not told:
        return ()
    said = trimmed(s, s.start, s.tokens[first - 1].start)
    return (said,) if said else ()


def was_quoted_as_saying(scene: Scene) -> Iterator[Attribution]:
    """ "X was quoted as saying by AFP", "X was quoted by AFP as saying that …": who is quoted speaks, whoever it was by passes it on."""
    s, lexis = scene.s, scene.lexis
    for t in lexis.having("citing", s):
        if t.upos != "VERB" or scene.quoted[t.i] >= 0 or not any(True for _ in s.children(t.i, "aux:pass")):
            continue
        at = next((k for k in range(t.i + 1, min(t.i + REACH, len(s.tokens) - 1)) if lexis.has("as_saying", s.tokens[k])
                   and s.tokens[k + 1].upos in {"VERB", "AUX"}), None)
        if at is None:
            continue
        first = min(c.i for c in (*s.children(t.i, "aux:pass"), t))
        at += s.tokens[at + 1].upos == "AUX" and at + 2 < len(s.tokens)  # "as having said"
        cue = Cue(at + 1, first, at + 2, frozenset({"say"}), True)
        p = phrase_before(s, first - (s.tokens[first - 1].form == ","), lexis)
        own = next(subject_in_tree(scene, Cue(t.i, first, t.i + 1, frozenset(), True, passive=True)), None)
        own = own if own is not None and (name_at(s, own.head) or p is None) else None
        source = own or (argument(s, p, "subject_before") if p else next(subject_in_tree(scene, cue), None))
        relay = next((a for k in (t.i + 1, at + 2) for a in after_preposition(scene, k, "by", "passed_on_by")), None)
        quotes = quotes_of(scene, cue)
        told = clause(scene, cue) or (said_before(scene, cue, source) if source is not None and not quotes else ())
        said = [*told, *(x for k in quotes for x in scene.story.quote(k))]
        if source is not None and said:
            scene.used_quotes.update(quotes)
            scene.taken.update({t.i, cue.verb})
            found = made(scene, source, s.span(first, at + 2), said, "was_quoted_as_saying")
            yield replace(found, relays=tuple((replace(x, rule="passed_on_by"),) for x in in_press(scene, relay))) if relay else found


def in_press(scene: Scene, a: Argument) -> tuple[Argument, ...]:
    """A party, or the media it points back to ("the agency")."""
    meant = (g.arguments for g in scene.story.press.groups.get(scene.s.i, ()) if scene.s.span(g.first, g.last).overlaps(a.span))
    return next(meant, (a,))


def in_press_here(scene: Scene, a: Argument) -> bool:
    """Whether a party overlaps a medium that this sentence names."""
    return any(scene.s.span(g.first, g.last).overlaps(a.span) for g in scene.story.press.groups.get(scene.s.i, ()))
