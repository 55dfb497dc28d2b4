"""Who says it: a cue goes in, its speaker comes out.

Where a quotation or an inversion stands next to the cue, word order decides and the tree is asked second; elsewhere the tree
comes first. In each order the first rule that sees a speaker decides; the rule's name stays with the argument.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from sayso.extract.attribution.phrases import BEFORE, NOMINAL, Phrase, argument, name_at, parties, phrase_around, phrase_at, phrase_before
from sayso.extract.attribution.story import CLOSED_BY, REACH, Cue, Scene, takes
from sayso.extract.attribution.words import DASHES, MARKS, Lexis, is_finite, is_gerund, low
from sayso.model import Argument, Attribution, Name, Sentence, Token

NEAR = 3  # sentences back in which somebody spoke who is meant by a pronoun
CLOSE = 4  # words behind a cue within which a comma may stand before its subject
INSERTED = 9  # the same in languages of freer order ("ribatte da Goma, via Radio Alfa, il portavoce")


def speaker(scene: Scene, cue: Cue, inverted: bool = False) -> Argument | None:
    """Who speaks at a cue; ``None`` where nobody is to be seen or the speaker is "I". ``inverted``: look behind the cue first."""
    if cue.person in {"1", "2"} and not _is_third(scene, cue):
        return None
    rules = SPEAKERS_OF_PASSIVE if cue.passive else SPEAKERS_AFTER_SPEECH if inverted or follows_speech(scene, cue) else SPEAKERS
    if not cue.passive and not inverted and is_parenthesis(scene, cue):
        rules = SPEAKERS_OF_PARENTHESIS
    found = next((a for rule in rules for a in rule(scene, cue) if not _is_no_party(scene, a)), None)
    return _with_name_behind(scene, cue, found) if found is not None else None


def _with_name_behind(scene: Scene, cue: Cue, a: Argument) -> Argument:
    """ "A nurse who fled to Chad, *Fatma Issa*, told": the name that stands between a relative clause and the cue, wherever the tree hangs it."""
    s = scene.s
    n = next((n for n in s.names if n.label == "PER" and n.last == cue.first - 1), None)
    if a.sentence == s.i and (own := _name_given(scene, cue, a)) is not None:
        return own
    if n is None or a.sentence != s.i or s.tokens[cue.first - 1].form != "," or n.first < 2:
        return a
    if s.tokens[n.first - 1].form != ",":
        return _with_title_behind(scene, a, n)
    behind = next((t for t in s.tokens[a.head + 1 : n.first] if t.start >= a.span.end), None)
    relative = behind is not None and scene.lexis.has("who", behind) and not any(t.form in {",", ";"} for t in s.tokens[behind.i : n.first - 1])
    relative = relative or any(t.base == "acl" and t.head == a.head for t in s.tokens[a.head + 1 : n.first])
    plain = s.tokens[a.head].upos == "NOUN" and scene.lexis.speaks(s.tokens[a.head])
    return argument(s, Phrase(n.first, n.last, n.first), a.rule) if relative and plain else a


def _with_title_behind(scene: Scene, a: Argument, n: Name) -> Argument:
    """ "Their handler, *Sub-Inspector Bhandari*, told": the name with a title before it, between two commas right behind a word for a person."""
    s = scene.s
    comma = next((t.i for t in reversed(s.tokens[a.head + 1 : n.first]) if t.form == ","), None)
    title = s.tokens[comma + 1 : n.first] if comma is not None else []
    plain = s.tokens[a.head].upos == "NOUN" and scene.lexis.noun("people", s.tokens[a.head]) and s.tokens[a.head + 1].form == ","
    if not plain or not title or not all(t.upos in {"PROPN", "NOUN", "ADJ"} or t.form == "-" for t in title):
        return a
    return argument(s, Phrase(n.first, n.last, n.first), a.rule)


def _name_given(scene: Scene, cue: Cue, a: Argument) -> Argument | None:
    """ "A passenger, who gave her name only as *Ritva*, told", "said a man called *Omar*": a name told of a word for a person."""
    s, t = scene.s, scene.s.tokens[a.head]
    if t.upos != "NOUN" or not scene.lexis.noun("people", t) or not scene.lexis.sets["takes_bare"]:
        return None
    last = cue.first if a.head < cue.first else len(s.tokens)
    near = s.tokens[a.head + 1 : min(last, a.head + REACH)]
    naming = next((x.i for x in near if scene.lexis.has("named_as", x)), None)
    if naming is None or (a.head > cue.first and naming > a.head + 2):
        return None
    small = {"ADV", "ADP", "SCONJ", "DET", "PRON", "NOUN", "PART", "AUX"}
    k = next((x.i for x in s.tokens[naming + 1 : last] if x.upos not in small), last)
    name = name_at(s, k) if k < len(s.tokens) else None
    named = name is not None and name.label == "PER"
    if k >= last or not (named or (s.tokens[k].upos == "PROPN" and k + 1 < len(s.tokens) and s.tokens[k + 1].form in {",", "."})):
        return None
    return argument(s, Phrase(k, name.last if name is not None and named else k + 1, k), a.rule)


def meant_by_it(scene: Scene, a: Argument) -> Argument:
    """ "Radio Alfa had it first. Soldiers had seized the fort, it said": the medium that the sentence before names, else whoever spoke last."""
    s = scene.story.sentences[scene.story.place[a.sentence]]
    if s.tokens[a.head].upos == "PRON" and scene.lexis.has("pronouns", s.tokens[a.head]):
        if scene.lexis.has("plural_pronouns", s.tokens[a.head]):
            return next((replace(who, rule=a.rule) for who in _spoke_shortly_before(scene) if _are_several(scene, who)), a)
        return next((replace(who, rule=a.rule) for who in _just_told_of(scene, s) if _is_unnamed_person(scene, who)), a)
    if not (scene.lexis.has("dummy", s.tokens[a.head]) and s.tokens[a.head].upos == "PRON"):
        return a
    if scene.story.press.groups.get(s.i):
        nearest = (*_named_in_this(scene, a), *_just_told_of(scene, s), *_spoke_shortly_before(scene))
        return next((replace(who, rule=a.rule) for who in nearest if _is_body(scene, who)), a)
    k = scene.story.place[s.i] - 1
    before = scene.story.sentences[k] if k >= 0 and scene.story.sentences[k].field == s.field else None
    if before is not None and (just := _just_said_or_issued(scene, before)) is not None:
        return replace(just, rule=a.rule)
    groups = scene.story.press.groups.get(before.i, ()) if before is not None else ()
    media = [x for g in groups for x in g.arguments]
    if len(media) == 1:
        return replace(media[0], rule=a.rule)
    spoken = [who for who in _spoke_shortly_before(scene) if _is_body(scene, who) or _may_be_body(scene, who)]
    there = [who for who in spoken if before is not None and who.sentence == before.i and not _is_place(scene, who)]
    nearest = (*there, *_just_told_of(scene, s), *_named_in_this(scene, a), *spoken)
    found = next((who for who in nearest if _is_body(scene, who)), None) or next((who for who in nearest if _may_be_body(scene, who)), None)
    return replace(found, rule=a.rule) if found is not None else a


def _may_be_body(scene: Scene, who: Argument) -> bool:
    """ "airport operator Finavia said … it said": a name of one word that a model took for a person's, without a word for a person."""
    s = scene.story.sentences[scene.story.place[who.sentence]]
    name = name_at(s, who.head)
    alone = name is not None and name.label == "PER" and name.last - name.first == 1
    return alone and not any(scene.lexis.noun("people", t) for t in s.tokens if who.span.start <= t.start < who.span.end)


def _is_place(scene: Scene, who: Argument) -> bool:
    name = name_at(scene.story.sentences[scene.story.place[who.sentence]], who.head)
    return name is not None and name.label == "LOC"


def _spoke_shortly_before(scene: Scene) -> Iterator[Argument]:
    """Who has spoken in the sentences just before, the last one first."""
    here = scene.story.place[scene.s.i]
    for a in reversed(scene.found[-REACH:]):
        k = scene.story.place.get(a.source.sentence)
        if k is not None and k < here <= k + NEAR and scene.story.sentences[k].field == scene.s.field:
            yield a.source


def _named_in_this(scene: Scene, a: Argument) -> Iterator[Argument]:
    """ "Sudan's army has retaken the airport, *it* said", "The union objects: five refused, *it* said": subjects of the sentence, the first first."""
    s = scene.s
    for t in s.tokens[: a.head]:
        p = phrase_around(s, t.i, scene.lexis) if t.base == "nsubj" and t.upos in NOMINAL and scene.quoted[t.i] < 0 else None
        if p is not None and p.last <= a.head:
            yield argument(s, p, "subject_before")


def _are_several(scene: Scene, who: Argument) -> bool:
    """ "Residents said", "Police in Oslo told Alfa": several persons, or a body that "they" may mean."""
    s = scene.story.sentences[scene.story.place[who.sentence]]
    t = s.tokens[who.head]
    if t.upos == "PRON" or name_at(s, who.head) is not None:
        return False
    plural = t.feats.get("Number") == "Plur" and (scene.lexis.speaks(t) or scene.lexis.noun("unnamed", t))
    return plural or scene.lexis.has("bare_sources", t)


def _just_said_or_issued(scene: Scene, before: Sentence) -> Argument | None:
    """ "The palace told Alfa …. It added": a body that spoke to a medium; "Prosecutors unsealed an indictment. It says": who made the document."""
    for t in before.tokens:
        paper = t.base == "obj" and scene.lexis.noun("documents", t) and scene.lexis.has("issuing", before.tokens[t.head])
        subject = next((c for c in before.children(t.head, "nsubj") if c.i < t.i), None) if paper else None
        p = phrase_around(before, subject.i, scene.lexis) if subject is not None and subject.upos in NOMINAL else None
        if p is not None:
            return argument(before, p, "issued")
    last, groups = scene.last_said(), scene.story.press.groups.get(before.i, ())
    spoke = before.tokens[last.source.head] if last is not None and last.source.sentence == before.i else None
    press = last is not None and any(x.span.overlaps(last.source.span) for g in groups for x in g.arguments)
    body = spoke is not None and spoke.upos == "NOUN" and spoke.feats.get("Number") != "Plur" and not scene.lexis.noun("people", spoke)
    return last.source if last is not None and body and groups and not press else None


def _just_told_of(scene: Scene, s: Sentence) -> Iterator[Argument]:
    """The subject of the sentence before, in the same paragraph."""
    k = scene.story.place[s.i] - 1
    while k > 0 and min(scene.story.inside[k], default=-1) >= 0:  # a sentence that is all quotation
        k -= 1
    before = scene.story.sentences[k] if k >= 0 else None
    if before is not None and before.paragraph == s.paragraph:
        yield from subject_of_sentence(scene, before)


def _are_people(scene: Scene, who: Argument) -> bool:
    """ "Western diplomats are sceptical. "…," said one": a plural word for persons."""
    t = scene.story.sentences[scene.story.place[who.sentence]].tokens[who.head]
    return t.upos == "NOUN" and t.feats.get("Number") == "Plur" and scene.lexis.noun("people", t)


def _is_unnamed_person(scene: Scene, who: Argument) -> bool:
    """ "Poland's president vetoed the law. He said …": a word for one person, without a name, who has not spoken."""
    s = scene.story.sentences[scene.story.place[who.sentence]]
    t = s.tokens[who.head]
    spoke = any(a.source.sentence == s.i for a in scene.found[-REACH:])
    named = any(n.label == "PER" for n in s.names)
    return t.upos == "NOUN" and t.feats.get("Number") != "Plur" and scene.lexis.noun("people", t) and not spoke and not named


def _is_body(scene: Scene, who: Argument) -> bool:
    """ "The army said … It said …": a body, whether or not it spoke."""
    s = scene.story.sentences[scene.story.place[who.sentence]]
    t, name = s.tokens[who.head], name_at(s, who.head)
    body = scene.lexis.noun("bodies", t) or scene.lexis.noun("media_words", t) or (name is not None and name.label != "PER")
    person = scene.lexis.noun("people", t) and not (scene.lexis.noun("bodies", t) or (name is not None and name.label == "ORG"))
    return t.upos in NOMINAL and t.feats.get("Number") != "Plur" and body and not person


def _is_no_party(scene: Scene, a: Argument) -> bool:
    """ "Hours after the siege, the agency said": a word for a time or a thing, which no tree should make a speaker."""
    s = scene.story.sentences[scene.story.place[a.sentence]]
    t = s.tokens[a.head]
    listed = any(scene.lexis.noun(k, t) for k in ("people", "bodies", "documents", "unnamed", "media_words", "noun_say"))
    thing = t.upos == "NOUN" and t.form.islower() and scene.lexis.has("not_sources", t) and not listed
    another = any(c.feats.get("Definite") == "Ind" for c in s.children(t.i, "det"))  # "un altro ha aggiunto che"
    return thing or (low(t.form) in scene.lexis.sets["no_speakers"] and not another)


def _is_third(scene: Scene, cue: Cue) -> bool:
    """Whether the subject in the tree tells that a verb tagged as first person is none ("analysts say")."""
    return any(c.upos in {"NOUN", "PROPN"} for c in scene.s.children(cue.verb, "nsubj"))


def follows_speech(scene: Scene, cue: Cue) -> bool:
    """Whether what is said stands before the cue, so that the subject is to be looked for after it."""
    s = scene.s
    before = [t.form for t in s.tokens[max(0, cue.first - 2) : cue.first]]
    if not before or not MARKS.isdisjoint(before):
        return True
    if s.tokens[cue.first - 1].upos != "PUNCT":
        return False
    if _is_inserted(scene, cue):
        return True
    if takes(scene, cue, "takes_bare") and any(c.i >= cue.last for c in s.children(cue.verb, "ccomp")):
        return False
    subjects = [p for c in s.children(cue.verb, "nsubj") if c.i < cue.first for p in [phrase_around(s, c.i, scene.lexis)] if p]
    return not (any(_may_speak(scene, p) for p in subjects) and takes(scene, cue, "may_have_object"))


def is_parenthesis(scene: Scene, cue: Cue) -> bool:
    """ "Il cameraman, *ha detto ancora*, guarirà": a cue and nobody beside it between two commas; the subject before it is of what is said."""
    s, lexis = scene.s, scene.lexis
    opens = cue.finite and cue.first > 0 and s.tokens[cue.first - 1].form in DASHES | {","}
    if not opens or lexis.sets["takes_bare"] or scene.quoted[cue.verb] >= 0:
        return False
    subjects = [c for x in (s.tokens[cue.verb], s.tokens[s.tokens[cue.verb].head]) for c in s.children(x.i, "nsubj") if c.i < cue.first]
    if any(t.form == "," for c in subjects[:1] for t in s.tokens[c.i + 1 : cue.first - 1]):
        return False  # "Il ministro, a Roma, ha detto, tra l'altro, «…»"
    k = end_of_parenthesis(scene, cue)
    if k >= len(s.tokens) - 1 or s.tokens[k].form not in DASHES | {","}:
        return False
    t = s.tokens[k + 1]
    other = t.upos in {"SCONJ", "CCONJ"} or lexis.has("that", t) or lexis.has("who", t) or is_gerund(t, lexis)
    return not other and any(is_finite(x) for x in s.tokens[k + 1 :])


def end_of_parenthesis(scene: Scene, cue: Cue) -> int:
    """The token behind a cue, adverbs, where and to whom it was said, and a gerund ("ha detto *rispondendo a una domanda*")."""
    tokens, k = scene.s.tokens, cue.last
    while k < len(tokens) - 1 and tokens[k].upos != "PUNCT":
        p = phrase_at(scene.s, k + 1, scene.lexis, appositions=False) if tokens[k].upos == "ADP" else None
        if is_gerund(tokens[k], scene.lexis):
            return next((t.i for t in tokens[k : k + REACH] if t.upos == "PUNCT"), k)
        if p is not None and p.last > k + 1:
            k = p.last
        elif tokens[k].upos == "ADV" or scene.lexis.has("before_speaker", tokens[k]) or scene.lexis.has("datives", tokens[k]):
            k += 1
        else:
            break
    return k


def _is_inserted(scene: Scene, cue: Cue) -> bool:
    """ "Il ministro, riferiscono la Tass e l'Ansa, ha …": verb and party between commas, and behind them another verb goes on."""
    s = scene.s
    if s.tokens[cue.first - 1].form != "," or takes(scene, cue, "takes_bare"):
        return False
    named = parties(s, cue.last, scene.lexis)
    last = named[-1].last if named else len(s.tokens)
    return last + 1 < len(s.tokens) and s.tokens[last].form == "," and is_finite(s.tokens[last + 1])


def agent_of_passive(scene: Scene, cue: Cue) -> Iterator[Argument]:
    """ "è stata confermata dal presidente" """
    yield from after_preposition(scene, cue.last, "by", "passive_agent")


def after_preposition(scene: Scene, start: int, name: str, rule: str, reach: int = 7) -> Iterator[Argument]:
    """The party after the next preposition of a list, unless a finite verb or the end of the clause comes first."""
    s = scene.s
    for k in range(start, min(start + reach, len(s.tokens) - 1)):
        t = s.tokens[k]
        if is_finite(t) or t.form in CLOSED_BY or t.form == ":":
            return
        if t.upos == "ADP" and scene.lexis.has(name, t):
            p = phrase_at(s, k + 1, scene.lexis)
            if p:
                yield argument(s, p, rule)
                return


def where_it_is_read(scene: Scene, cue: Cue) -> Iterator[Argument]:
    """ "si legge in una nota del ministero", "in una nota si legge", "emerge da un rapporto" """
    s, lexis = scene.s, scene.lexis
    if not ((cue.impersonal or "show" in cue.classes) and (cue.impersonal or lexis.has("read", s.tokens[cue.verb]))):
        return
    there = any(t.upos in {"PRON", "ADV"} and lexis.has("document_again", t) for t in s.tokens[max(0, cue.first - 1) : cue.verb])
    said = scene.last_said() if there and cue.impersonal and not any(lexis.noun("documents", t) for t in s.tokens) else None
    if said is not None and scene.has_just_spoken(said):
        yield replace(said.source, rule="read_in")  # "vi si legge": in the document told of before
        return
    dummies = () if "say" in cue.classes else lexis.sets["dummy"]  # "*it* said in a message" is somebody
    if not cue.impersonal and any(_is_subject(scene, c) and c.lemma.lower() not in dummies for c in s.children(cue.verb, "nsubj")):
        return  # "the army said in a statement"
    before = next(subject_before(scene, cue), None) if not cue.impersonal and takes(scene, cue, "takes_no_object") else None
    if before is not None and s.tokens[before.head].upos != "PRON":
        return  # the tree has given it to another verb
    for start, stop in ((cue.last, cue.last + 6), (max(0, cue.first - 18), cue.first)):
        for k in range(start, min(stop, len(s.tokens) - 1)):
            if s.tokens[k].upos == "ADP" and lexis.has("at", s.tokens[k]):
                p = phrase_at(s, k + 1, lexis)
                if p is not None and s.tokens[p.head].base == "nmod" and _is_somebody(scene, s.tokens[p.head].head, p):
                    continue  # "fonti vicine al governo"
                if (whose := _whose_words(scene, p)) is not None:
                    yield argument(s, whose, "read_in")
                    return
                name = name_at(s, p.head) if p and lexis.has("leaks", s.tokens[cue.verb]) and lexis.has("by", s.tokens[k]) else None
                paper = p is not None and any(lexis.noun(x, s.tokens[p.head]) for x in ("documents", "unnamed", "document_again"))
                if p and (paper or (lexis.speaks(s.tokens[p.head]) and not lexis.has("housed", s.tokens[p.head])) or name is not None):
                    yield argument(s, p, "read_in")
                    return


def _is_somebody(scene: Scene, i: int, p: Phrase) -> bool:
    """Whether a noun outside a phrase is one for a person or for unnamed sources."""
    t = scene.s.tokens[i]
    return not p.first <= i < p.last and (scene.lexis.noun("people", t) or scene.lexis.noun("unnamed", t))


def _whose_words(scene: Scene, p: Phrase | None) -> Phrase | None:
    """ "dalle parole dell'ambasciatrice si capisce che": whose words those are in which something is read."""
    s, lexis = scene.s, scene.lexis
    noun = next((t for t in s.tokens[p.first : p.last] if t.upos == "NOUN"), None) if p is not None else None
    if p is None or noun is None or noun.i + 2 >= p.last or not lexis.has("of", s.tokens[noun.i + 1]):
        return None
    if lexis.noun("documents", noun):
        return p if p.head != noun.i else None
    words = lexis.has("said_words", noun) or lexis.noun("noun_say", noun)
    owner = phrase_at(s, noun.i + 2, lexis) if words else None
    return owner if owner is not None and _may_speak(scene, owner) else None


def subject_after(scene: Scene, cue: Cue) -> Iterator[Argument]:
    """ "«…», ha detto ieri il ministro": the party right behind the cue, or behind whom he said it to."""
    s, lexis, k = scene.s, scene.lexis, cue.last
    if lexis.has("told_bare", s.tokens[cue.verb]):
        return  # "told the agency": whoever stands behind is told
    k = _behind_occasion(scene, _behind_gerund(scene, k))
    while k < min(cue.last + REACH, len(s.tokens)):
        t = s.tokens[k]
        if _is_passed_over(lexis, t, k - cue.last):
            k += 1
        elif t.upos == "ADP" and k + 1 < len(s.tokens) and lexis.has("in_turn", s.tokens[k + 1]):
            k += 2  # "tuona *di rimando* il ministro"
        elif t.upos == "ADP" and not lexis.has("of", t) and (p := phrase_at(s, k + 1, lexis, appositions=False)):
            name = next((n for n in s.names if n.label == "PER" and k + 1 < n.first < p.last and not lexis.speaks(s.tokens[n.first - 1])), None)
            noun = s.tokens[name.first - 1] if name is not None else None
            alone = name is None or noun is None or noun.upos != "NOUN" or lexis.noun("media_words", noun)
            behind = p.last if name is None or alone else name.first  # "al telefono Rossi"
            k = next((g.last for g in scene.story.press.groups.get(s.i, ()) if k < g.first and g.last < p.last), behind)  # "alla Alfa Rossi"
        else:
            break
    p = phrase_at(s, k, lexis) if not (k < len(s.tokens) and s.tokens[k].base == "obj" and lexis.has("dummy", s.tokens[k])) else None  # "put it"
    if p and k > 0 and s.tokens[k - 1].form == "," and lexis.has("one_of", s.tokens[p.head]):  # "in due interviste, *una ad Alfa*, il capo …"
        k = next((t.i + 1 for t in s.tokens[p.last : p.last + REACH] if t.form == ","), k)
        p = phrase_at(s, k, lexis)
    if p and _is_accused(s, cue, p):
        return
    if p and (_may_speak(scene, p) or (follows_speech(scene, cue) and _ends_clause(scene, p.last) and not _is_what_is_told(s, cue, p))):
        yield argument(s, p, "subject_after")


def _is_what_is_told(s: Sentence, cue: Cue, p: Phrase) -> bool:
    """ "Un tecnico, sentito da Alfa, racconta *un'altra storia*": the object of a verb that has its subject elsewhere."""
    return s.tokens[p.head].base == "obj" and s.tokens[p.head].head == cue.verb and s.has(cue.verb, "nsubj")


def _is_accused(s: Sentence, cue: Cue, p: Phrase) -> bool:
    """ "Ha accusato *l'azienda* di …", "Ha invitato *i suoi* a …": the object of a verb that takes whom it speaks to, with a clause behind."""
    addressed = s.tokens[p.head].base == "obj" and s.tokens[p.head].head == cue.verb and cue.classes & {"accuse", "ask", "warn"}
    return bool(addressed) and any(c.i > p.head for c in s.children(cue.verb, "xcomp", "ccomp", "advcl", "obl"))


def _behind_gerund(scene: Scene, k: int) -> int:
    """ "ha concluso, parlando alla radio, il negoziatore": the token behind what stands between commas with a gerund."""
    tokens = scene.s.tokens
    if k + 2 < len(tokens) and tokens[k].form == "," and is_gerund(tokens[k + 1], scene.lexis):
        return next((i + 1 for i in range(k + 2, min(k + REACH, len(tokens))) if tokens[i].form == ","), k)
    return k


def _behind_occasion(scene: Scene, k: int) -> int:
    """ "lo ha fatto sapere, *con un comunicato*, il ministero": the token behind a phrase between two commas."""
    tokens = scene.s.tokens
    if k + 3 >= len(tokens) or tokens[k].form != "," or tokens[k + 1].upos != "ADP":
        return k
    p = phrase_at(scene.s, k + 2, scene.lexis, appositions=False)
    return p.last + 1 if p is not None and p.last < len(tokens) - 1 and tokens[p.last].form == "," else k


def _is_passed_over(lexis: Lexis, t: Token, behind_cue: int) -> bool:
    """Words between a cue and its subject: "ha detto ieri, commosso, il ministro"."""
    if t.upos == "ADV" or (t.upos == "ADJ" and behind_cue == 0):
        return True
    reach = CLOSE if lexis.sets["takes_bare"] else INSERTED
    return (lexis.has("before_speaker", t) and t.upos != "CCONJ") or (t.form == "," and 0 < behind_cue < reach)


def _ends_clause(scene: Scene, i: int) -> bool:
    return i >= len(scene.s.tokens) or scene.s.tokens[i].upos == "PUNCT"


def _may_speak(scene: Scene, p: Phrase) -> bool:
    """Someone or something that speaks: a name, a person's word, a document, a medium."""
    s, lexis = scene.s, scene.lexis
    if name_at(s, p.head) or s.tokens[p.head].upos in {"PROPN", "PRON"}:
        return True
    return any(lexis.noun(k, s.tokens[i]) for k in ("people", "bodies", "documents", "document_again", "unnamed", "media_words")
               for i in range(p.first, p.last))


def _may_speak_itself(scene: Scene, p: Phrase) -> bool:
    """Whether the head of a phrase can speak, not only what hangs on it."""
    s, lexis = scene.s, scene.lexis
    head = s.tokens[p.head]
    return name_at(s, p.head) is not None or head.upos in {"PROPN", "PRON"} or any(
        lexis.noun(k, head) for k in ("people", "bodies", "documents", "unnamed", "media_words", "noun_say"))


def relative_antecedent(scene: Scene, cue: Cue) -> Iterator[Argument]:
    """ "il ministro, che ha detto …": the noun the relative clause hangs on."""
    s = scene.s
    t = s.tokens[cue.verb]
    if t.deprel in {"acl:relcl", "advcl:relcl"} and any(scene.lexis.has("who", c) and c.i < cue.first for c in s.children(t.i, "nsubj")):
        p = phrase_around(s, t.head, scene.lexis)
        who = next((c.i for c in s.children(t.i, "nsubj") if c.i < cue.first), 0)
        name = name_at(s, who - 1 - (s.tokens[who - 1].form == ",")) if p and who > 1 and not _may_speak_itself(scene, p) else None
        p = phrase_at(s, name.first, scene.lexis) if name is not None and name.label != "LOC" else p  # "il tono di X, che scrive"
        if p:
            yield argument(s, p, "relative_antecedent")


def right_before(scene: Scene, cue: Cue) -> Iterator[Argument]:
    """ "…, analysts say": a word for a person right before the cue, where the subject cannot follow it, whatever the tree says."""
    if takes(scene, cue, "takes_back_after_subject") and cue.finite and cue.first > 0 and scene.lexis.speaks(scene.s.tokens[cue.first - 1]):
        before = scene.s.tokens[cue.first - 1]
        own = before.base == "nsubj" and before.head == cue.verb
        p = phrase_at(scene.s, min(scene.s.subtree(before.i)), scene.lexis) if own else phrase_before(scene.s, cue.first, scene.lexis)
        if p and not (p.first and scene.s.tokens[p.first - 1].upos == "ADP"):
            yield argument(scene.s, p, "subject_before")


def subject_in_tree(scene: Scene, cue: Cue) -> Iterator[Argument]:
    """The subject of the verb, of the verb it is coordinated with, or of the verb it hangs on as gerund or infinitive."""
    s, lexis, i = scene.s, scene.lexis, cue.verb
    for _ in range(5):
        for c in _nearest_first(s, i):
            if _is_subject(scene, c) and scene.quoted[c.i] == scene.quoted[cue.verb] and not _are_too_many(scene, cue, c):
                p = phrase_around(s, c.i, lexis)
                before = s.tokens[p.first - 1] if p and p.first else None
                led = before is not None and before.upos == "ADP" and before.base != "mark"  # not "after state television announced"
                if p and before is not None and led and not lexis.has("of", before) and p.first > c.i - 3:
                    continue  # "dice alla tv X"
                if p and i != cue.verb and not _may_speak(scene, p) and (above := _governing(scene, i)) is not None:
                    yield from subject_in_tree(scene, above)
                    return
                if p:
                    yield argument(s, p, "subject")
                    return
        t = s.tokens[i]
        shared = t.base in {"conj", "xcomp"} or (t.base == "advcl" and not is_finite(t))
        if t.head == i or not shared or not (s.tokens[t.head].upos in {"VERB", "AUX", "ADJ", "NOUN"} or s.has(t.head, "cop")):
            return
        if t.deprel == "acl:relcl":
            return
        i = t.head


def same_as_before(scene: Scene, cue: Cue) -> Iterator[Argument]:
    """ "Oslo expelled an envoy, Alfa reported, *saying* he was a spy": a gerund beside the cue that stands between the commas before it."""
    t = scene.s.tokens[cue.verb]
    if t.base != "advcl" or not is_gerund(t, scene.lexis) or cue.first == 0 or scene.s.tokens[cue.first - 1].form != ",":
        return
    before = next((c for c in reversed(scene.cues) if c.last < cue.first and c.finite), None)
    beside = before is not None and scene.s.tokens[before.verb].base == "parataxis" and scene.s.tokens[before.verb].head == t.head
    if before is not None and beside and not any(is_finite(x) for x in scene.s.tokens[before.last : cue.first]):
        who = speaker(scene, before)
        if who is not None:
            yield who


def one_of_them(scene: Scene, cue: Cue) -> Iterator[Argument]:
    """ "One of them said", "said another": one of those who spoke last, or of whom the sentence before tells."""
    for c in scene.s.children(cue.verb, "nsubj"):
        of = next(scene.s.children(c.i, "nmod"), None)
        last = scene.last_said()
        again = of is not None and last is not None and of.form.lower() in last.source.span.text.lower().split()  # "one of the sources"
        alone = c.upos in {"NUM", "PRON", "DET", "ADJ"} if of is None else of.upos in {"PRON", "NUM"} or again
        if scene.lexis.has("one_of", c) and alone:
            name = next((n for n in scene.s.names if n.label == "PER" for x in scene.s.children(c.i, "appos") if n.first <= x.i < n.last), None)
            own = phrase_at(scene.s, name.first, scene.lexis) if name is not None else _named_behind(scene, c.i)  # "said one of them, X"
            if own is not None:
                yield argument(scene.s, own, "subject_after")
            elif again and of is not None and c.upos == "NUM":
                yield argument(scene.s, Phrase(c.i, max(scene.s.subtree(of.i)) + 1, of.i), "one_of_them")
            elif last is not None and scene.has_just_spoken(last):
                yield argument(scene.s, Phrase(c.i, of.i + 1 if of is not None and of.i > c.i else c.i + 1, c.i), "one_of_them")
            else:
                yield from (replace(who, rule="one_of_them") for who in _just_told_of(scene, scene.s) if _are_people(scene, who))


def _named_behind(scene: Scene, i: int) -> Phrase | None:
    """ "uno di loro, *Sergio Rossi*, 61 anni": the person's name right behind the comma, wherever the tree hangs it."""
    p = phrase_at(scene.s, i, scene.lexis)
    name = name_at(scene.s, p.head) if p is not None else None
    return Phrase(name.first, name.last, name.first) if name is not None and name.label == "PER" and name.first > i else None


def _are_too_many(scene: Scene, cue: Cue, t: Token) -> bool:
    """ "I presenti, *ha spiegato* alla Bbc, oscillavano": a plural noun, taken for the subject of a singular verb."""
    return cue.number == "Sing" and t.upos == "NOUN" and t.form.islower() and t.feats.get("Number") == "Plur" and t.i < cue.first


def _nearest_first(s: Sentence, verb: int) -> list[Token]:
    """The subjects of a verb; of two before it the nearest first: the other is that of what is said ("The posts will reopen, he has said")."""
    found = list(s.children(verb, "nsubj"))
    before = [c for c in found if c.i < verb]
    return [*reversed(before), *(c for c in found if c.i > verb)] if len(before) > 1 else found


def behind_comma(scene: Scene, cue: Cue) -> Iterator[Argument]:
    """ "…, an indictment filed by prosecutors alleges", "…, its spokesman, X, said": a party that begins behind a comma and ends at the cue."""
    s = scene.s
    if not cue.finite or not takes(scene, cue, "takes_back_after_subject"):
        return
    commas = [t.i for t in s.tokens[max(0, cue.first - REACH) : max(0, cue.first - 1)] if t.form == "," or t.form in DASHES]
    for k in commas[-3:]:
        p = phrase_at(s, k + 1, scene.lexis)
        if p is None or not _may_speak(scene, p) or p.last > cue.first:
            continue
        rest = s.tokens[p.last : cue.first]
        if all(t.upos in NOMINAL | BEFORE | {"ADP", "PART"} for t in rest) or [t.form for t in rest] == [","]:
            yield argument(s, p, "subject_before")
            return


def _governing(scene: Scene, verb: int) -> Cue | None:
    """ "X believes the arrest will help and concedes …": the cue of which the clause of a verb is what is said."""
    t = scene.s.tokens[verb]
    return next((c for c in scene.cues if c.verb == t.head and c.finite), None) if t.base == "ccomp" else None


def _is_subject(scene: Scene, t: Token) -> bool:
    """Not a clause, not a relative pronoun, and no preposition before it."""
    has_case = any(c.upos == "ADP" and c.i < t.i for c in scene.s.children(t.i, "case"))
    return t.upos != "VERB" and not scene.lexis.has("who", t) and not has_case


def subject_of_governor(scene: Scene, cue: Cue) -> Iterator[Argument]:
    """ "È intervenuto anche il ministro, sostenendo che …": the party behind the verb that a gerund hangs on."""
    t = scene.s.tokens[cue.verb]
    above = scene.s.tokens[t.head]
    before = next((c for c in scene.cues if c.verb == t.head and c.finite and c.verb < cue.verb), None) if is_gerund(t, scene.lexis) else None
    if before is not None and not scene.lexis.sets["takes_bare"] and (who := speaker(scene, before)) is not None:
        yield who  # "Lo ha affermato alla Bbc, ricordando che …"
        return
    if is_gerund(t, scene.lexis) and t.head < t.i and above.upos == "VERB":
        yield from subject_after(scene, Cue(above.i, above.i, above.i + 1, frozenset(), True))


def opening_party(scene: Scene, cue: Cue) -> Iterator[Argument]:
    """ "La Cina, dal canto suo, ha dichiarato …": the party that opens sentence or clause, a comma behind it and no other verb before the cue."""
    s = scene.s
    joined = [t.i + 1 for t in s.tokens[1 : cue.first] if t.upos == "CCONJ" and scene.quoted[t.i] < 0]
    for first in (*reversed(joined), 0):
        p = phrase_at(s, first, scene.lexis) if cue.first > 1 else None
        if p is None or p.last >= cue.first - 1 or s.tokens[p.last].form != ",":
            continue
        relative = first == 0 and scene.lexis.has("who", s.tokens[p.last + 1]) and s.tokens[cue.first - 1].form == ","
        if _may_speak(scene, p) and (relative or not any(_is_own(scene, cue, t) for t in s.tokens[p.last : cue.first])):
            yield argument(s, p, "opening_party")
            return


def _is_own(scene: Scene, cue: Cue, t: Token) -> bool:
    """Whether a token is a finite verb that is not another cue's between commas ("Il premier, ha riferito X, ha assicurato")."""
    tokens = scene.s.tokens
    other = next((c for c in scene.cues if c.first <= t.i < c.last and c.verb != cue.verb), None)
    return is_finite(t) and (other is None or tokens[other.first - 1].form != "," or tokens[cue.first - 1].form != ",")


def subject_before(scene: Scene, cue: Cue) -> Iterator[Argument]:
    """ "il ministro ha detto": the party right before the cue."""
    s, before = scene.s, cue.first
    while before > 0 and (s.tokens[before - 1].upos == "ADV" or scene.lexis.has("before_speaker", s.tokens[before - 1])):
        before -= 1
    p = phrase_before(s, before, scene.lexis)
    if p and cue.finite and not (p.first and s.tokens[p.first - 1].upos == "ADP") and _may_speak(scene, p):
        yield argument(s, p, "subject_before")


def from_within(scene: Scene, cue: Cue) -> Iterator[Argument]:
    """ "«…», fanno sapere dalla procura": a plural verb without subject and where it comes from."""
    s = scene.s
    if cue.number != "Plur" or cue.last >= len(s.tokens) - 1:
        return
    for k in (cue.last, *(t.i for t in s.tokens[:2])):
        t = s.tokens[k]
        p = phrase_at(s, k + 1, scene.lexis) if t.upos == "ADP" and scene.lexis.has("by", t) else None
        if p and (k == cue.last or p.last == cue.first):
            yield argument(s, p, "from_within")
            return


def subject_around(scene: Scene, cue: Cue) -> Iterator[Argument]:
    """ "X ha pubblicato un video in cui afferma che …": the subject of the clause that a relative clause without one hangs in."""
    s = scene.s
    t = s.tokens[cue.verb]
    adverbial = any(c.upos == "ADP" for c in s.tokens[max(0, cue.first - 3) : cue.first])
    if not cue.finite or t.deprel != "acl:relcl" or s.has(t.i, "nsubj", "nsubj:pass") or not adverbial:
        return
    above = next((x for x in s.ancestors(t.head) if x.upos == "VERB" and x.i < t.head), None)
    subject = next((c for c in s.children(above.i, "nsubj") if _is_subject(scene, c)), None) if above is not None else None
    p = phrase_around(s, subject.i, scene.lexis) if subject is not None else None
    if p and _may_speak(scene, p):
        yield argument(s, p, "subject")


def whoever(scene: Scene, cue: Cue) -> Iterator[Argument]:
    """ "*Chi segue la trattativa* assicura che …": a clause of "whoever" that opens the sentence and ends at the cue."""
    s = scene.s
    first = next((t.i for t in s.tokens[:2] if t.upos not in {"CCONJ", "PUNCT"}), 0)
    before = s.tokens[first : cue.first]
    behind = s.tokens[cue.last] if cue.last < len(s.tokens) - 2 else None
    if cue.finite and behind is not None and scene.lexis.has("whoever", behind) and behind.upos == "PRON" and scene.quoted[cue.verb] < 0:
        stop = next((t.i for t in s.tokens[cue.last :] if t.upos == "PUNCT"), len(s.tokens))
        if stop - cue.last > 1:
            yield argument(s, Phrase(cue.last, stop, cue.last), "subject_after")  # "dice *chi vi partecipa*"
            return
    if not cue.finite or len(before) < 2 or not scene.lexis.has("whoever", before[0]) or any(t.upos == "PUNCT" for t in before):
        return
    if sum(is_finite(t) for t in before) == 1 and not any(scene.lexis.has("be", t) for t in before):
        yield argument(s, Phrase(first, cue.first, first), "subject")


def known_to(scene: Scene, cue: Cue) -> Iterator[Argument]:
    """ "*A Radio Alfa* risulta che …": to whom something is known, with a verb of being known."""
    s, lexis = scene.s, scene.lexis
    if not lexis.has("known_to", s.tokens[cue.verb]):
        return
    for c in s.children(cue.verb, "obl", "iobj"):
        case = next((x for x in s.children(c.i, "case") if lexis.has("to", x)), None)
        p = phrase_at(s, case.i + 1, lexis) if case is not None else None
        if p is not None and _may_speak(scene, p):
            yield argument(s, p, "read_in")
            return


def sentence_of_who(scene: Scene, cue: Cue) -> Iterator[Argument]:
    """ "… dall'ex ministro X. *Il quale*, interpellato da Alfa, nega": a sentence that hangs on the person named last in the one before."""
    s, story = scene.s, scene.story
    opens = next((t for t in s.tokens[:2] if t.upos != "DET"), None)
    k = story.place[s.i] - 1
    if opens is None or opens.i == 0 or opens.upos != "PRON" or not scene.lexis.has("who", opens) or k < 0 or not cue.finite:
        return
    before = story.sentences[k]
    name = next((n for n in reversed(before.names) if n.label == "PER"), None)
    p = phrase_around(before, name.first, scene.lexis) if name is not None and before.paragraph == s.paragraph else None
    if p is not None and any(c.i == opens.i for c in s.children(cue.verb, "nsubj")):
        yield argument(before, p, "dropped_subject")


def named_before_colon(scene: Scene, cue: Cue) -> Iterator[Argument]:
    """ "Ha parlato l'avvocata X: gli agenti, *ha raccontato*, spararono": a cue alone behind a colon, and the person named before it."""
    s = scene.s
    colon = next((t.i for t in reversed(s.tokens[: cue.first]) if t.form == ":" and scene.quoted[t.i] < 0), None)
    inserted = cue.first > 0 and s.tokens[cue.first - 1].form == "," and scene.quoted[cue.verb] < 0
    if colon is None or not cue.finite or not inserted or any(c.upos != "VERB" and c.i > cue.verb for c in s.children(cue.verb, "nsubj")):
        return
    people = [n for n in s.names if n.label == "PER" and n.last <= colon]
    nameless = [t for t in s.tokens[:colon] if t.base == "nsubj" and scene.lexis.noun("people", t) and t.feats.get("Number") != "Plur"]
    heads = [n.first for n in people] or [t.i for t in nameless]  # "C'era un ufficiale: …, ha riferito, …"
    p = phrase_around(s, heads[0], scene.lexis) if len(heads) == 1 else None
    if p is not None and p.last <= colon:
        yield argument(s, p, "dropped_subject")


def dropped_subject(scene: Scene, cue: Cue) -> Iterator[Argument]:
    """ "Ha poi aggiunto che …": whoever spoke last."""
    if not cue.finite or cue.impersonal or scene.quoted[cue.verb] >= 0:
        return
    if any(c.i < cue.first for c in scene.s.children(cue.verb, "nsubj") if c.upos != "VERB") and not is_parenthesis(scene, cue):
        return
    own = next(_told_before_colon(scene, cue), None)
    if own is not None:
        yield replace(own, rule="dropped_subject")
        return
    said = _just_referred_to(scene) or scene.last_said()
    last = said.source if said else None
    if said is None or not scene.has_just_spoken(said):
        last = next(subject_of_sentence_before(scene), last)
    last = _told_of_there(scene, said) or last or next(interviewed_before(scene), None)
    if last is None:
        return
    several = said is not None and bool(said.beside)
    who = next((x for x in (last, *subject_of_sentence_before(scene)) if _is_of_number(scene, x, cue, several)), None)
    if who is not None:
        yield replace(who, rule="dropped_subject")


def _is_of_number(scene: Scene, who: Argument, cue: Cue, several: bool) -> bool:
    """Whether a speaker may be the subject left out of a verb in the singular or the plural."""
    there = scene.story.sentences[scene.story.place[who.sentence]]
    one = any(n.label == "PER" and n.first <= who.head < n.last for n in there.names) and not several
    was = there.tokens[who.head].feats.get("Number") or ("Sing" if one else None)
    return was is None or cue.number is None or was == cue.number


def _told_before_colon(scene: Scene, cue: Cue) -> Iterator[Argument]:
    """ "Il vice Bianchi è stato più morbido: ha parlato di …": of whom the sentence tells before a colon, where one verb goes on to speak."""
    s = scene.s
    colon = next((k for k in range(cue.first - 1, 0, -1) if s.tokens[k].form == ":" and scene.quoted[k] < 0), None)
    root = next((t for t in s.tokens if t.head == t.i), None)
    if colon is not None and not any(is_finite(t) for t in s.tokens[:colon]):
        yield from _alone_before(scene, cue, colon)
        return
    if colon is None or root is None or root.i > colon or is_parenthesis(scene, cue) or s.tokens[root.i].lemma.lower() in scene.lexis.verbs:
        return
    if any(t.base.startswith("nsubj") for t in s.tokens[colon : cue.first]) or any(scene.quoted[k] >= 0 for k in range(colon, cue.first)):
        return
    for c in s.children(root.i, "nsubj"):
        p = phrase_around(s, c.i, scene.lexis) if c.i < colon and c.feats.get("Number") in {None, cue.number} else None
        person = p is not None and any(n.label == "PER" and p.first <= n.first < p.last for n in s.names)
        if p is not None and (person or scene.lexis.noun("people", c)):
            yield argument(s, p, "subject_before")


def _alone_before(scene: Scene, cue: Cue, colon: int) -> Iterator[Argument]:
    """ "Di tutt'altro avviso *il sindacato dei minatori*: in una nota sostiene …": the one party before a colon, where no verb stands there."""
    s = scene.s
    if any(t.base.startswith("nsubj") for t in s.tokens[colon : cue.first]) or any(q >= 0 for q in scene.quoted[: cue.first]):
        return
    heads = [t.i for t in s.tokens[:colon] if (scene.lexis.speaks(t) or _is_named_person(s, t)) and t.base in {"nsubj", "root", "appos", "obj"}
             and not s.has(t.i, "case") and t.feats.get("Number") in {None, cue.number}]
    p = phrase_around(s, heads[0], scene.lexis) if heads else None
    if p is not None and p.last <= colon:
        yield argument(s, p, "subject_before")


def _is_named_person(s: Sentence, t: Token) -> bool:
    name = name_at(s, t.i)
    return name is not None and name.label == "PER" and name.first == t.i


def _told_of_there(scene: Scene, said: Attribution | None) -> Argument | None:
    """ "X ha risposto di no. Lo riporta la Alfa. …, ha ribadito": of whom the sentence tells that a medium has only passed on."""
    if said is None or not said.rule.startswith("back_") or not scene.is_press(said.source) or not said.content:
        return None
    there = scene.story.sentence_at(said.content[-1])
    who = next(subject_of_sentence(scene, there), None)
    person = who is not None and any(n.label == "PER" and n.first <= who.head < n.last for n in there.names)
    return who if who is not None and (person or scene.lexis.noun("people", there.tokens[who.head])) else None


def interviewed_before(scene: Scene) -> Iterator[Argument]:
    """ "X ha concesso un'intervista ad Alfa." at the end of the paragraph before: X."""
    k = scene.story.place[scene.s.i] - 1
    before = scene.story.sentences[k] if k >= 0 else None
    if before is None or before.field != scene.s.field or before.paragraph != scene.s.paragraph - 1:
        return
    if any(scene.lexis.has("interviews", t) and t.base == "obj" and scene.lexis.has("given", before.tokens[t.head]) for t in before.tokens):
        yield from subject_of_sentence(scene, before)


def _just_referred_to(scene: Scene) -> Attribution | None:
    """Of a sentence right before that refers to somebody ("Per il procuratore, i bonifici sono documentati"): that one, unless its subject speaks."""
    a = next((a for a in reversed(scene.found[-REACH:]) if a.source.sentence <= scene.s.i), None)
    before = scene.story.sentences[max(0, scene.story.place[scene.s.i] - 1)]
    if a is None or a.rule not in {"according_to", "for_party"} or a.source.sentence != before.i or before.paragraph != scene.s.paragraph:
        return None
    root = next((t for t in before.tokens if t.head == t.i), None)
    other = Scene(scene.story, before, [], scene.found, scene.used_quotes)
    subjects = [p for c in before.children(root.i, "nsubj") for p in [phrase_around(before, c.i, scene.lexis)] if p] if root else []
    head = a.source.head
    person = any(n.label == "PER" and n.first <= head < n.last for n in before.names) or scene.lexis.noun("people", before.tokens[head])
    return a if person and not any(_may_speak(other, p) for p in subjects) else None


def subject_of_sentence_before(scene: Scene) -> Iterator[Argument]:
    """Whom the sentence before speaks of: its subject where that can speak, else the only person it names."""
    k = scene.story.place[scene.s.i] - 1
    while k > 0 and min(scene.story.inside[k], default=-1) >= 0:  # a sentence that is all quotation
        k -= 1
    while k > 0 and scene.story.inside[k][-1] >= 0 and scene.story.inside[k][-1] == scene.story.inside[k + 1][0]:  # where it began
        k -= 1
    before = scene.story.sentences[k] if k >= 0 else None
    if before is not None and before.paragraph == scene.s.paragraph:
        yield from subject_of_sentence(scene, before)


def subject_of_sentence(scene: Scene, before: Sentence) -> Iterator[Argument]:
    """The subject of a sentence where that can speak, else the only person it names."""
    other = Scene(scene.story, before, [], scene.found, scene.used_quotes)
    press = scene.story.press.groups.get(before.i, ())
    people = [n for n in before.names if n.label == "PER" and not any(g.first < n.last and n.first < g.last for g in press)]
    root = next((t for t in before.tokens if t.head == t.i), None)
    subjects = [c.i for c in before.children(root.i, "nsubj") if _is_subject(other, c)] if root else []
    doers = [c.i for c in before.children(root.i, "obl") if c.deprel == "obl:agent"] if root and before.has(root.i, "nsubj:pass") else []
    subjects = [i for i in doers if any(n.label == "PER" and (n.first == i or before.tokens[n.first].head == i) for n in before.names)] + subjects
    subjects = [*_heard_there(other, root, subjects), *subjects]
    for i in [*subjects, *([people[0].first] if len({n.first for n in people}) == 1 else [])]:
        p = phrase_around(before, i, scene.lexis)
        if p and _may_speak(other, p) and low(before.tokens[p.head].form) not in scene.lexis.sets["no_speakers"]:
            yield argument(before, p, "subject_before")


def _heard_there(there: Scene, root: Token | None, subjects: Sequence[int]) -> Iterator[int]:
    """ "Sulla vicenda Alfa ha sentito *l'assessora*": the person whom a medium, the subject, has heard."""
    press = there.story.press.groups.get(there.s.i, ())
    if root is not None and there.lexis.has("hearing", root) and any(g.first <= i < g.last for i in subjects for g in press):
        yield from (c.i for c in there.s.children(root.i, "obj") if there.lexis.noun("people", c) or name_at(there.s, c.i) is not None)


Speaking = Callable[[Scene, Cue], Iterator[Argument]]
SPEAKERS_OF_PARENTHESIS: tuple[Speaking, ...] = (known_to, where_it_is_read, from_within, named_before_colon, dropped_subject)
SPEAKERS_OF_PASSIVE: tuple[Speaking, ...] = (agent_of_passive, where_it_is_read)
SPEAKERS: tuple[Speaking, ...] = (whoever, known_to, sentence_of_who, where_it_is_read, same_as_before, one_of_them, right_before,
                                  relative_antecedent, subject_in_tree, subject_before, behind_comma, subject_of_governor, opening_party,
                                  subject_after, subject_around, from_within, named_before_colon, dropped_subject)
SPEAKERS_AFTER_SPEECH: tuple[Speaking, ...] = (whoever, known_to, sentence_of_who, where_it_is_read, same_as_before, one_of_them, right_before,
                                               subject_after, relative_antecedent, subject_in_tree, subject_before, behind_comma, subject_of_governor,
                                               opening_party, subject_around, from_within, named_before_colon, dropped_subject)
