"""Rules that see a sentence tell whose the sentence before is: "Della vicenda ha riferito X", "Il bilancio lo ha fornito X".

Each takes a :class:`Scene` (one sentence) and yields attributions; :data:`RULES` of :mod:`sayso.extract.attribution` runs them in order.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sayso.extract.attribution.before import before_in_sentence, previous
from sayso.extract.attribution.content import clause
from sayso.extract.attribution.party import PARTIES, is_party
from sayso.extract.attribution.phrases import Phrase, argument, name_at, phrase_at
from sayso.extract.attribution.rules import around, cue_span, made, opens_adverbial
from sayso.extract.attribution.speaker import speaker, subject_after, subject_of_sentence_before
from sayso.extract.attribution.statements import of_noun
from sayso.extract.attribution.story import REACH, Cue, Scene, trimmed
from sayso.extract.attribution.words import DASHES, is_finite, low
from sayso.model import Argument, Attribution, Sentence, Token

STEM = 5  # letters that a noun shares with the verb it names the act of ("lancio", "lanciare")
SHORTEST = 4  # words of a sentence that tells whose words they are
OPENS = 6  # words within which a noun opens its sentence
BACK = ("news", "matters")


def matter_told(scene: Scene) -> Iterator[Attribution]:
    """ "La decisione è stata spiegata dal ministro", "Gli arresti sono stati annunciati da X": what was told right before, under a noun."""
    s, lexis = scene.s, scene.lexis
    for cue in scene.free_cues():
        if not cue.classes & lexis.sets["takes_matter"] or scene.quoted[cue.verb] >= 0 or not cue.finite or cue.negated:
            continue
        relation = "nsubj:pass" if cue.passive else "obj"
        nouns = [c for c in s.children(cue.verb, relation) if c.i < OPENS + 2 and not cue.first <= c.i < cue.last]  # not "ha preso la parola"
        noun = next((c for c in nouns if _means_before(scene, c)), None)
        source, said = (speaker(scene, cue), previous(scene)) if noun is not None and _is_plain(s, noun) else (None, [])
        if noun is not None and not any(lexis.has(name, noun) for name in BACK):
            said = [*said, s.span(noun.i, noun.i + 1)]  # the act itself, told of once more
        passes_on = source is not None and noun is not None and lexis.has("said_words", noun) and _in_press(scene, source)
        if source is not None and said and source.rule != "dropped_subject" and not passes_on and _is_somebody(scene, source):
            scene.taken.add(cue.verb)
            yield made(scene, source, cue_span(s, cue), said, "matter_told")


def fronted_matter(scene: Scene) -> Iterator[Attribution]:
    """ "Di entrambe le circostanze ha riferito la guardia costiera", "Del lancio ha parlato X": a noun in front for what was told before."""
    s, lexis = scene.s, scene.lexis
    first = next((t.i for t in s.tokens[:3] if t.upos not in {"ADV", "CCONJ", "PUNCT"}), None)
    if first is None or s.tokens[first].upos != "ADP" or not lexis.has("of", s.tokens[first]) or scene.quoted[first] >= 0:
        return
    noun = next((t for t in s.tokens[first + 1 : first + OPENS] if t.upos in {"NOUN", "PRON"}), None)
    verb = next((t for t in s.tokens[noun.i + 1 : noun.i + REACH] if t.upos == "VERB"), None) if noun else None
    if noun is None or verb is None or not lexis.has("tells_of", verb) or any(is_finite(t) and t.upos == "VERB" for t in s.tokens[: noun.i]):
        return
    said = previous(scene) if _means_before(scene, noun) else []
    group = max((t.i for t in s.tokens[verb.i : verb.i + 3] if lexis.has("given_account", t)), default=verb.i)
    source = next(subject_after(scene, Cue(verb.i, verb.i, group + 1, frozenset(), True)), None) if said else None
    if source is not None and not (lexis.has("said_words", noun) and _in_press(scene, source)):
        scene.taken.add(verb.i)
        yield made(scene, source, s.span(verb.i, group + 1), said, "fronted_matter")


def moved_object(scene: Scene) -> Iterator[Attribution]:
    """ "Il bilancio lo ha reso pubblico X", "La notizia l'ha data X", "L'ha data X": a word for words, taken up by a pronoun, and who gave it."""
    s, lexis = scene.s, scene.lexis
    verb = next((t for t in s.tokens[:REACH] if t.upos == "VERB"), None)
    if verb is None or scene.quoted[verb.i] >= 0 or verb.i in scene.taken or not (
            any(lexis.has(k, verb) for k in ("gives", "made_by", "renders")) or "show" in lexis.verbs.get(verb.lemma.lower(), ())):
        return
    pronoun = next((t for t in s.tokens[max(0, verb.i - 3) : verb.i] if low(t.form) in lexis.sets["it"] and t.upos in {"PRON", "DET"}), None)
    if pronoun is None:
        return
    before = [t for t in s.tokens[: pronoun.i] if t.upos != "PUNCT"]
    plain = all(t.upos in {"DET", "NOUN", "ADJ", "ADV", "CCONJ"} for t in before)
    told = any(_means_before(scene, t) for t in before) if before else _ends_in_words(scene)
    p = _behind(scene, verb.i + 1) if plain and told else None
    said = previous(scene) if p else []
    if p is not None and said:
        scene.taken.add(verb.i)
        yield made(scene, argument(s, p, "subject_after"), s.span(pronoun.i, verb.i + 1), said, "moved_object")


def is_words_of(scene: Scene) -> Iterator[Attribution]:
    """ "È la rivelazione di X", "È questa la versione della polizia": a form of "be", a word for words and whose they are."""
    s, lexis = scene.s, scene.lexis
    k = next((t.i for t in s.tokens[:3] if t.upos not in {"ADV", "CCONJ", "PUNCT"}), None)
    if k is None or not lexis.has("be", s.tokens[k]) or s.is_heading or scene.quoted[k] >= 0:
        return
    noun = next((t for t in s.tokens[k + 1 : k + OPENS] if t.upos not in {"DET", "ADJ", "PRON", "ADV"}), None)
    if noun is None or noun.upos != "NOUN" or not any(lexis.has(n, noun) for n in ("noun_say", "said_words", "news")):
        return
    definite = any(c.feats.get("Definite") == "Def" for c in s.children(noun.i, "det"))
    owner = of_noun(scene, noun.i) if definite else None
    said = previous(scene) if owner is not None and (is_party(scene, owner) or name_at(s, owner.head) or _is_press(scene, owner)) else []
    if owner is not None and said and not any(c.overlaps(said[-1]) for a in scene.found[-REACH:] for c in a.content):
        yield made(scene, argument(s, owner, "owner_of_words"), s.span(k, noun.i + 1), said, "is_words_of")


def _is_press(scene: Scene, p: Phrase) -> bool:
    return _in_press(scene, argument(scene.s, p, "press"))


def _in_press(scene: Scene, a: Argument) -> bool:
    """Whether a party is a medium."""
    return any(scene.s.span(g.first, g.last).overlaps(a.span) for g in scene.story.press.groups.get(scene.s.i, ()))


def at_the_end(scene: Scene) -> Iterator[Attribution]:
    """ "Due feriti a Odessa (Ukrinform)", "Colpito un ponte – governatore Petrenko": a source in brackets or behind a dash at the end."""
    s, lexis = scene.s, scene.lexis
    last = next((t.i for t in reversed(s.tokens) if t.form not in {".", ")"}), 0)
    opens = next((t.i for t in reversed(s.tokens[: last + 1]) if t.form in DASHES | {"("}), 0)
    if opens and s.tokens[opens].form in DASHES and s.tokens[opens - 1].end == s.tokens[opens].start:
        return  # "Bashar al-Assad"
    if opens < SHORTEST - 1 or opens + 1 >= len(s.tokens) or scene.quoted[opens] >= 0 or s.field == "title":
        return
    if any(a.source.sentence == s.i for a in scene.found[-REACH:]):
        return
    first = opens + 1
    if lexis.has("source_word", s.tokens[first]) and first + 2 < len(s.tokens) and s.tokens[first + 1].form == ":":
        first += 2
    bracket = s.tokens[opens].form == "(" and any(t.form == ")" for t in s.tokens[last:])
    p = phrase_at(s, first, lexis) if bracket or s.tokens[opens].form in DASHES else None
    if p is None or p.last != last + 1 or not (_is_press(scene, p) or is_party(scene, p)):
        return
    tells = first > opens + 1 or any(is_finite(t) or (t.upos in {"VERB", "ADJ"} and t.feats.get("VerbForm") == "Part") for t in s.tokens[:opens])
    said = trimmed(s, s.start, s.tokens[opens].start)
    if tells and said is not None and (s.tokens[-1].form == "." or not bracket):  # a caption ends without a full stop
        yield made(scene, argument(s, p, "at_the_end"), s.span(opens, opens + 1), [said], "at_the_end")


def so_inserted(scene: Scene) -> Iterator[Attribution]:
    """ "Le truppe – così il ministro – resteranno": "so" with a party between dashes or commas."""
    s = scene.s
    for t in scene.lexis.having("so", s):
        p = phrase_at(s, t.i + 1, scene.lexis) if t.i > 2 and s.tokens[t.i - 1].form in DASHES | {",", ":"} and scene.quoted[t.i] < 0 else None
        last = p.last if p is not None else 0
        while 0 < last < len(s.tokens) and s.tokens[last].upos == "ADP" and (where := phrase_at(s, last + 1, scene.lexis)) is not None:
            last = where.last  # "così l'imputato *in aula*"
        ends = p is not None and (last >= len(s.tokens) or s.tokens[last].form in DASHES | {",", "."})
        if p is None or not ends or not (is_party(scene, p) or name_at(s, p.head)):
            continue
        behind = trimmed(s, s.tokens[p.last].end, s.end) if p.last < len(s.tokens) - 2 else None
        said = [x for x in (trimmed(s, s.start, s.tokens[t.i - 1].start), behind) if x]
        yield made(scene, argument(s, p, "so_said"), s.span(t.i, t.i + 1), said, "so_inserted")


def holds(scene: Scene) -> Iterator[Attribution]:
    """ "Il ministro è convinto che …", "Ne è certo il ministro", "X è dell'avviso che …": a view that somebody has without a verb of saying."""
    s, lexis = scene.s, scene.lexis
    for t in lexis.having("sure", s):
        noun = t.upos == "NOUN" and any(lexis.has("of", c) for c in s.children(t.i, "case"))
        if scene.quoted[t.i] >= 0 or not (noun or t.upos in {"ADJ", "VERB"}) or not any(lexis.has("be", c) for c in s.children(t.i, "cop", "aux")):
            continue
        cop = next(c for c in s.children(t.i, "cop", "aux") if lexis.has("be", c))
        back = cop.i > 0 and low(s.tokens[cop.i - 1].form) in lexis.sets["it"]
        opens = lexis.has("that", s.tokens[t.i + 1]) if t.i + 2 < len(s.tokens) else False
        cue = Cue(t.i, cop.i, t.i + 1, frozenset({"say"}), True, person=cop.feats.get("Person"), number=cop.feats.get("Number"))
        if cue.person in {"1", "2"} or not (opens or back) or any(
                c.feats.get("Polarity") == "Neg" or lexis.has("not", c) for c in s.children(t.i, "advmod")):
            continue
        said = list(clause(scene, cue)) if opens else before_in_sentence(scene, cop.i - 1) or previous(scene)
        source = speaker(scene, cue) if said else None
        if source is not None and _is_somebody(scene, source):
            yield made(scene, source, s.span(cop.i, t.i + 1), said, "holds")
            return


def so_spoke(scene: Scene) -> Iterator[Attribution]:
    """ "Così ha parlato X", "Chi lo dice è X", "La fonte è X", "Firmato: X": of what was said before."""
    s, lexis = scene.s, scene.lexis
    if s.is_heading or len(s.tokens) < SHORTEST or scene.quoted[0] >= 0:
        return
    k = _behind_so(scene) or _behind_who(scene) or _behind_source(scene)
    p = phrase_at(s, k, lexis) if k is not None else None
    said = previous(scene) if p is not None and (is_party(scene, p) or name_at(s, p.head)) else []
    if p is not None and said:
        scene.taken.update(c.verb for c in scene.cues if c.verb < p.first)
        yield made(scene, argument(s, p, "subject_after"), s.span(0, p.first), said, "so_spoke")


def _behind_so(scene: Scene) -> int | None:
    """Behind "così ha detto": an adverb for so, and a verb of speaking that takes nothing else."""
    s, lexis = scene.s, scene.lexis
    if not lexis.has("so", s.tokens[0]):
        return None
    if not any(is_finite(t) for t in s.tokens) and not _is_behind_quotation(scene):
        return 1  # "Così i testimoni, sentiti da X."
    verb = next((t for t in s.tokens[1:4] if t.upos == "VERB"), None)
    says = verb is not None and ("say" in lexis.verbs.get(verb.lemma.lower(), ()) or lexis.has("speaking", verb))
    plain = verb is not None and not any(t.form == ":" or lexis.has("that", t) for t in s.tokens[verb.i :]) and all(
        t.upos in {"AUX", "PRON", "ADV"} for t in s.tokens[1 : verb.i])
    return verb.i + 1 if verb is not None and says and plain else None


def _is_behind_quotation(scene: Scene) -> bool:
    k = scene.story.place[scene.s.i] - 1
    return k < 0 or any(q >= 0 for q in scene.story.inside[k][-3:])


def _behind_who(scene: Scene) -> int | None:
    """Behind "chi lo dice è": a relative clause that points back, and "be"."""
    s, lexis = scene.s, scene.lexis
    if not lexis.has("whoever", s.tokens[0]):
        return None
    be = next((t.i for t in s.tokens[1:6] if lexis.has("be", t)), None)
    back = be is not None and any(low(t.form) in lexis.sets["it"] for t in s.tokens[1:be]) and any(c.verb < be for c in scene.cues)
    return be + 1 if be is not None and back else None


def _behind_source(scene: Scene) -> int | None:
    """Behind "la fonte è", "fonte della notizia è", "firmato:"."""
    s, lexis = scene.s, scene.lexis
    if lexis.has("signed", s.tokens[0]) and s.tokens[1].form == ":":
        return 2
    noun = next((t for t in s.tokens[:2] if t.upos == "NOUN" and lexis.has("source_word", t)), None)
    k = noun.i + 1 if noun is not None and noun.feats.get("Number") != "Plur" else len(s.tokens)
    while k < len(s.tokens) - 1 and k < OPENS and (s.tokens[k].upos in {"ADP", "DET", "ADJ"} or lexis.has("news", s.tokens[k])):
        k += 1
    return k + 1 if k < len(s.tokens) - 1 and lexis.has("be", s.tokens[k]) else None


def what_called(scene: Scene) -> Iterator[Attribution]:
    """ "killed in what officials describe as *a joint operation*", "what the UN called *a massacre*": the noun is theirs, the rest is not."""
    s, lexis = scene.s, scene.lexis
    for t in lexis.having("calls", s):
        above = [s.tokens[t.head]] if t.deprel == "acl:relcl" and t.head < t.i else []
        what = next((x for x in (*above, *s.children(t.i, "obl", "obj")) if x.i < t.i and lexis.has("what", x)), None)
        if what is None or scene.quoted[t.i] >= 0 or s.has(t.i, "aux:pass"):
            continue
        p = phrase_at(s, what.i + 1, lexis)
        noun = next((c for c in s.children(t.i, "obl", "xcomp", "obj", "ccomp") if c.i > t.i and c.upos == "NOUN"), None)
        if p is None or noun is None or p.last > t.i:
            continue
        words = s.subtree(noun.i)
        said = trimmed(s, s.tokens[words[0]].start, s.tokens[words[-1]].end)
        if said is not None:
            yield made(scene, argument(s, p, "subject"), s.span(t.i, t.i + 1), [said], "what_called")


def cleft_said(scene: Scene) -> Iterator[Attribution]:
    """ "A rivelare l'acquisto degli aerei è stato X", "Ad annunciare che si vota è il ministro": what stands between the infinitive and "be"."""
    s, lexis = scene.s, scene.lexis
    if len(s.tokens) < OPENS or s.tokens[0].upos != "ADP" or not lexis.has("back_prepositions", s.tokens[0]) or scene.quoted[0] >= 0:
        return
    yield from _cleft_before_colon(scene)
    verb = s.tokens[1]
    says = lexis.verbs.get(verb.lemma.lower(), frozenset())
    news = _news_behind(scene, verb)
    if verb.i in scene.taken or (news is None and not says & (lexis.sets["takes_object"] | lexis.sets["takes_clause"])) or "deny" in says:
        return
    be = next((t.i for t in s.tokens[3:] if lexis.has("be", t) and t.base in {"cop", "aux", "aux:pass", "root"} and t.head != verb.i
               and not verb.i < t.head < t.i and not any(x.i == t.head and x.base == "ccomp" for x in s.tokens)), None)
    if be is None or is_finite(s.tokens[2]):
        return
    k = be + 1
    while k < len(s.tokens) - 1 and (s.tokens[k].upos in {"AUX", "ADV"} or s.tokens[k].form == ","):
        k += 1
    p = phrase_at(s, k, lexis)
    said = trimmed(s, s.tokens[news or 2].start, s.tokens[be - 1].end)
    if p is not None and said is not None and (is_party(scene, p) or name_at(s, p.head) or _is_press(scene, p)):
        scene.taken.add(verb.i)
        yield made(scene, argument(s, p, "subject_after"), s.span(0, 2), [said], "cleft_said")


def _cleft_before_colon(scene: Scene) -> Iterator[Attribution]:
    """ "A lanciare l'allarme è la direttrice, X: le scorte stanno finendo": a phrase of saying, who it is, and a colon."""
    s, lexis = scene.s, scene.lexis
    first = lexis.match("phrases", s, 1) or (2 if lexis.verbs.get(s.tokens[1].lemma.lower(), frozenset()) & lexis.sets["takes_clause"] else None)
    k = next((t.i for t in s.tokens[first : first + OPENS] if lexis.has("be", t)), None) if first is not None else None
    if k is None or 1 in scene.taken:
        return
    while k < len(s.tokens) - 1 and (s.tokens[k].upos in {"AUX", "ADV"} or lexis.has("be", s.tokens[k])):
        k += 1
    p = phrase_at(s, k, lexis)
    if p is None or p.last >= len(s.tokens) - 2 or s.tokens[p.last].form != ":" or scene.quoted[p.last + 1] >= 0:
        return
    said = trimmed(s, s.tokens[p.last].end, s.end)
    if said is not None and (is_party(scene, p) or name_at(s, p.head) or _is_press(scene, p)) and any(is_finite(t) for t in s.tokens[p.last :]):
        scene.taken.add(1)
        yield made(scene, argument(s, p, "subject_after"), s.span(0, k), [said], "cleft_said")


def _news_behind(scene: Scene, verb: Token) -> int | None:
    """ "A dare la notizia *della morte* è stata X": the matter of a word for news that a verb of giving has."""
    s, lexis = scene.s, scene.lexis
    noun = next((t for t in s.tokens[verb.i + 1 : verb.i + 4] if t.upos == "NOUN"), None) if lexis.has("gives", verb) else None
    words = noun is not None and any(lexis.has(name, noun) for name in ("news", "noun_say"))
    of = noun.i + 1 if noun is not None and words and noun.i + 2 < len(s.tokens) else None
    return of + 1 if of is not None and s.tokens[of].upos == "ADP" and lexis.has("of", s.tokens[of]) else None


def by_own_account(scene: Scene) -> Iterator[Attribution]:
    """ "A suo dire, due compagni sono morti", "Stando al suo racconto, …": a view or an account that belongs to whom was spoken of before."""
    s, lexis = scene.s, scene.lexis
    for own in s.tokens[:-2]:
        k = own.i + 1 if (own.upos in {"DET", "ADJ", "PRON"} and own.feats.get("Poss") == "Yes") or own.deprel == "det:poss" else None
        if k is None or scene.quoted[own.i] >= 0 or not any(lexis.has(name, s.tokens[k]) for name in ("views", "noun_say")):
            continue
        first = next((i for i in range(max(0, own.i - 3), own.i) if lexis.match("according", s, i) or lexis.has("in_views", s.tokens[i])), own.i)
        opens = first < own.i and opens_adverbial(scene, first)
        inserted = any(c.finite and c.first > k and lexis.has("pronouns", x) for c in scene.cues for x in s.children(c.verb, "nsubj")
                       if scene.quoted[x.i] < 0 and s.tokens[x.i - 1].form == ",")  # "In her view, she added, …"
        source = _spoken_of(scene) if opens and not inserted and not lexis.has("of", s.tokens[k + 1]) else None
        if source is not None:
            cue = s.span(first, k + 1)
            here = replace(source, rule="by_own_account")
            yield made(scene, here, cue, around(scene, first, k, cue, here), "by_own_account")
            return


def _spoken_of(scene: Scene) -> Argument | None:
    """Who spoke right before, else whom the sentence before speaks of."""
    said = scene.last_said()
    return said.source if said is not None and scene.has_just_spoken(said) else next(subject_of_sentence_before(scene), None)


def owner_before(scene: Scene) -> Iterator[Attribution]:
    """ "X lascia il partito. L'annuncio, affidato a un post, è arrivato ieri: «…»": a word for words that opens its sentence and names nobody."""
    s, lexis = scene.s, scene.lexis
    noun = next((t for t in s.tokens[:4] if t.upos == "NOUN"), None)
    if noun is None or noun.i == 0 or s.is_heading or not lexis.has("noun_say", noun) or s.tokens[noun.i - 1].upos not in {"DET", "ADJ"}:
        return
    if any(c.feats.get("Definite") == "Ind" for c in s.children(noun.i, "det")) or any(a.source.sentence == s.i for a in scene.found[-REACH:]):
        return
    colon = next((t.i for t in s.tokens[noun.i :] if t.form == ":" and scene.quoted[t.i] < 0), None)
    quotes = [q for q in dict.fromkeys(scene.quoted[colon:]) if q >= 0 and q not in scene.used_quotes] if colon is not None else []
    owned = any(t.upos == "ADP" and (lexis.has("of", t) or lexis.has("by", t)) for t in s.tokens[noun.i : noun.i + 3])
    source = next(subject_of_sentence_before(scene), None) if quotes and not owned else None
    if source is not None and quotes:
        scene.used_quotes.add(quotes[0])
        told = previous(scene) if lexis.has("news", noun) else []
        yield made(scene, source, s.span(noun.i, noun.i + 1), [*told, *scene.story.quote(quotes[0])], "owner_before")


def _means_before(scene: Scene, noun: Token) -> bool:
    """Whether a noun stands for what was told before: "circostanza", "decisione", words, or the act of a verb right before it ("gli arresti")."""
    s, lexis = scene.s, scene.lexis
    if any(c.feats.get("Definite") == "Ind" for c in s.children(noun.i, "det")) or name_at(s, noun.i):
        return False
    if any(lexis.has(name, noun) for name in (*BACK, "said_words")):
        return True
    before = _before(scene)
    stem = low(noun.lemma)[:STEM]
    if before is None or noun.upos != "NOUN" or len(stem) < STEM:
        return False
    return any(t.upos == "VERB" and low(t.lemma).startswith(stem) for t in before.tokens)


def _before(scene: Scene) -> Sentence | None:
    """The sentence that what was said before ends with."""
    said = previous(scene)
    return next((x for x in scene.story.sentences if said and x.field == said[-1].field and x.start <= said[-1].start < x.end), None)


def _ends_in_words(scene: Scene) -> bool:
    """Whether the sentence before has a word for what is said as its subject ("Vale più di una firma la garanzia che …")."""
    before = _before(scene)
    return before is not None and any(scene.lexis.has("noun_say", t) and t.base in {"nsubj", "root"} for t in before.tokens)


def _is_plain(s: Sentence, noun: Token) -> bool:
    """A definite noun with nothing behind it: "la decisione", "gli arresti"."""
    under = s.subtree(noun.i)
    return max(under) == noun.i and len(under) <= 3 and any(True for _ in s.children(noun.i, "det"))


def _behind(scene: Scene, k: int) -> Phrase | None:
    """The party behind a verb, over adverbs, adjectives and where it was said ("l'ha fornita *in conferenza stampa* X")."""
    s, lexis = scene.s, scene.lexis
    while k < len(s.tokens) - 1 and (s.tokens[k].upos in {"ADV", "ADJ"} or lexis.has("before_speaker", s.tokens[k])):
        k += 1
    p = phrase_at(s, k, lexis)
    return p if p is not None and (is_party(scene, p) or name_at(s, p.head)) else None


def _is_somebody(scene: Scene, source: Argument) -> bool:
    s = scene.story.sentences[scene.story.place[source.sentence]]
    return name_at(s, source.head) is not None or any(scene.lexis.noun(k, s.tokens[source.head]) for k in PARTIES)
