"""Who passes it on: the attributions of one sentence go in, they come out with their relays and the medium.

"citato dalle agenzie Alfa e Beta e ripreso da Gamma" is two steps, (Alfa, Beta) and (Gamma): two branches, Alfa–Gamma and Beta–Gamma.
A step belongs to the source or cue nearest before it; one that stands before all of them, to the first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from sayso.extract.attribution.media_part import is_alone, is_taken_up, part_of, told_behind
from sayso.extract.attribution.party import is_party
from sayso.extract.attribution.phrases import Phrase, argument, name_at, parties, phrase_at
from sayso.extract.attribution.rules import is_participle
from sayso.extract.attribution.speaker import subject_of_sentence
from sayso.extract.attribution.story import Cue, Scene
from sayso.extract.attribution.words import is_finite, is_gerund, low
from sayso.model import Argument, Sentence, Token

REACH = 5
RECENT = 64  # attributions back among which those of a sentence at hand are
OPENS = 6  # words within which a noun for words opens its sentence
OPENS_SO = 2  # words within which a "so" opens its sentence
ANSWERED = 9  # words between a verb of answering and whom it answers
PAPERS = ("documents", "said_words", "noun_say", "document_again")
WORDS = ("noun_say", "said_words", "interviews")  # lists of nouns for what somebody said


@dataclass(frozen=True, slots=True)
class Step:
    """Parties that pass something on side by side, and the token of the word that says so."""

    at: int
    parties: tuple[Argument, ...]
    is_spoken_to: bool = False
    is_cited: bool = False  # by another medium: it comes before that one
    is_further: bool = False  # behind an "and then"


def steps(scene: Scene) -> list[Step]:
    """All relaying steps of a sentence, those spoken to first, else in order."""
    s = scene.s
    groups = scene.story.press.groups.get(s.i, ())
    others = [x for rule in STEPS for x in rule(scene)]
    if not groups and not others:
        return []
    known = [s.span(g.first, g.last) for g in groups if all(m.is_known for m in g.media)]
    others = [x for x in others if not all(any(p.span.overlaps(n) for n in known) for p in x.parties)]
    told = [p.span for x in others for p in x.parties]
    media = [x for x in by_media(scene) if not any(a.span.overlaps(n) for a in x.parties for n in told)]
    return _once(sorted((x for x in (*media, *others) if not _is_answered(scene, x)), key=lambda x: (not x.is_spoken_to, x.at)))


def _is_answered(scene: Scene, x: Step) -> bool:
    """ "…, smentendo quanto riportato dalla Cnn": whoever is contradicted or answered passes nothing on."""
    s, lexis = scene.s, scene.lexis
    first = max((t.i for t in s.tokens[max(0, x.at - ANSWERED) : x.at] if t.form in {",", ";", ":"}), default=max(0, x.at - ANSWERED))
    if any(lexis.has("contrary", t) for t in s.tokens[first : x.at]):
        return True  # "contrariamente a quanto scritto da X"
    denied = any("deny" in c.classes for c in scene.cues if c.verb < first) and lexis.match("as", s, first + 1) is not None
    if denied and any(lexis.has("instead", t) or (t.upos == "AUX" and t.feats.get("Tense") == "Imp") for t in s.tokens[first : x.at + 1]):
        return True  # "nega che …, come invece riportato da X"
    return any((lexis.has("answering", t) or "deny" in lexis.verbs.get(t.lemma.lower(), ())) and is_gerund(t, lexis) for t in s.tokens[first : x.at])


def _once(found: Sequence[Step]) -> list[Step]:
    """The steps without a party named before, and without those that name nobody else."""
    seen: set[str] = set()
    out = []
    for x in found:
        new = tuple(p for p in x.parties if p.span.text.lower() not in seen)
        seen |= {p.span.text.lower() for p in new}
        out += [replace(x, parties=new)] if new else []
    return out


def by_media(scene: Scene) -> Iterator[Step]:
    """What the media named in the sentence do: who hears the speaker and who passes it on."""
    yield from _both_spoken_to(_by_media(scene))


def _both_spoken_to(found: Iterator[Step]) -> Iterator[Step]:
    """ "raggiunti da Alfa e poi da Beta": media that have both heard the speaker stand side by side."""
    before: Step | None = None
    for x in found:
        if before is not None and before.is_spoken_to and x.is_spoken_to and x.is_further:
            before = replace(before, parties=(*before.parties, *x.parties))
            continue
        if before is not None:
            yield before
        before = x
    if before is not None:
        yield before


def _by_media(scene: Scene) -> Iterator[Step]:
    s, before = scene.s, None
    last: int | None = None
    for g in scene.story.press.groups.get(s.i, ()):
        part = before if g.after and before else part_of(s, g, scene.lexis)
        before = part
        speaks = any(x.source.sentence == s.i and any(a.overlaps(x.source.span) for a in (s.span(g.first, g.last), *(y.span for y in g.arguments)))
                     for x in scene.found[-RECENT:])
        telling = told_behind(s, g.last, scene.lexis)
        if telling is not None and scene.quoted[g.first] < 0:
            yield Step(telling, tuple(replace(a, rule="told") for a in g.arguments), True)
        if part is None or speaks or scene.quoted[g.first] >= 0 or telling is not None:
            last = g.first - 1 if g.first else 0
            continue
        alone = is_alone(s, g.first, scene.lexis)
        new = any(low(a.span.text) in scene.story.press.new for a in g.arguments)
        heard = "told_by_name" if new else "told_alone" if alone else "told"
        rule = heard if part == "spoken_to" else "passed_on_alone" if alone else "passed_on_by"
        cited = part == "relay" and g.first > 0 and _cites(scene, g.first)
        at = last if cited and last is not None else g.first
        last = g.first - 1 if g.first else 0
        yield Step(at, tuple(replace(a, rule=rule) for a in g.arguments), part == "spoken_to", cited, g.after)


def _cites(scene: Scene, first: int) -> bool:
    """ "Afp, citing the broadcaster", "Afp, which cited X": what stands right before a medium cites it."""
    before = next((t for t in reversed(scene.s.tokens[:first]) if t.upos not in {"DET", "ADJ", "NOUN"}), None)
    return before is not None and before.upos == "VERB" and scene.lexis.has("citing", before) and (
        is_gerund(before, scene.lexis) or (before.i > 0 and scene.lexis.has("who", scene.s.tokens[before.i - 1])))


def passed_on_by(scene: Scene) -> Iterator[Step]:
    """ "citato da X", "ripresa anche dalle agenzie X e Y": a participle without auxiliary, or of words ("il colloquio è stato ripreso da X")."""
    s, lexis = scene.s, scene.lexis
    looked = {t.i for t in _inspected(scene)}
    seen = {t.i for t in (*lexis.having("relay", s), *_right_before_by(scene))}
    for t in (s.tokens[k] for k in sorted(seen | looked)) if seen or looked else ():
        if not is_participle(t) or t.i in scene.taken or scene.quoted[t.i] >= 0:
            continue
        if t.base == "acl" and lexis.noun("media_words", s.tokens[t.head]):
            continue  # "Alfa, a tabloid published by the party"
        if t.i and s.tokens[t.i - 1].upos == "AUX" and not _is_of_words(scene, t) and t.i not in looked:
            continue
        at = _preposition(scene, t.i + 1, "by")
        found = parties(s, at + 1, lexis) if at is not None else []
        if found:
            yield Step(t.i, tuple(argument(s, p, "passed_on_by") for p in found))


def _is_of_words(scene: Scene, t: Token) -> bool:
    """Whether the subject of a passive is what somebody said: words, an interview, a document, news; "which" is what stands before it."""
    s, lexis = scene.s, scene.lexis
    subjects = (s.tokens[t.head] if t.base == "acl" and lexis.has("who", c) else c for c in s.children(t.i, "nsubj"))
    return any(lexis.has(name, c) for c in subjects for name in (*WORDS, "documents", "news"))


def _right_before_by(scene: Scene) -> Iterator[Token]:
    """ "carried by AFP", not "carried out by"; "taken up by AFP" """
    s, lexis = scene.s, scene.lexis
    taken_up = (t for t in lexis.opening("takes_up", s) if is_taken_up(s, t, lexis))
    return chain(taken_up, (t for t in lexis.having("relay_by", s) if t.i + 1 < len(s.tokens) and lexis.has("by", s.tokens[t.i + 1])))


def _inspected(scene: Scene) -> Iterator[Token]:
    """ "an audit seen by X", "a memo, a copy of which was seen by X": participles of looking into a document."""
    s, lexis = scene.s, scene.lexis
    for t in lexis.having("inspected", s):
        joined = s.tokens[t.head] if t.base == "conj" else t
        paper = s.tokens[joined.head]
        copy = any(lexis.has("copies", c) for c in s.children(t.i, "nsubj"))  # "a copy of which was seen by X"
        if joined.base == "acl" and (copy or (paper.upos == "NOUN" and any(lexis.has(name, paper) for name in PAPERS))):
            yield t


def _preposition(scene: Scene, start: int, name: str) -> int | None:
    s = scene.s
    for k in range(start, min(start + REACH, len(s.tokens) - 1)):
        t = s.tokens[k]
        if t.upos == "ADP" and scene.lexis.has(name, t):
            return k
        if t.upos in {"VERB", "AUX", "PUNCT", "SCONJ"}:
            return None
    return None


def interviewed_by(scene: Scene) -> Iterator[Step]:
    """ "in un'intervista a X", "in un'intervista rilasciata al giornale X", "ai microfoni di X": a medium, not a person."""
    s, lexis = scene.s, scene.lexis
    for t in lexis.having("interviews", s):
        if t.upos not in {"NOUN", "PROPN"} or scene.quoted[t.i] >= 0:
            continue
        for k in range(t.i + 1, min(t.i + REACH, len(s.tokens) - 1)):
            x = s.tokens[k]
            if x.upos == "ADP" and (lexis.has("at", x) or lexis.has("of", x)):
                p = phrase_at(s, k + 1, lexis)
                if p and _is_medium(scene, p.first, p.last):
                    yield Step(t.i, tuple(argument(s, q, "interviewed_by") for q in parties(s, k + 1, lexis)), True)
                break
            if x.upos not in {"ADJ", "ADV"} and not lexis.has("given", x):
                break


def told(scene: Scene) -> Iterator[Step]:
    """ "ha detto alla tv X": a medium addressed. A name alone may be anybody: resolving decides by the table of media."""
    s, lexis = scene.s, scene.lexis
    for cue in scene.cues:
        tells = lexis.has("told", s.tokens[cue.verb]) or (not lexis.sets["takes_bare"] and cue.finite and bool(cue.classes - {"show", "think"}))
        if not tells or scene.quoted[cue.verb] >= 0:
            continue
        yield from _told_bare(scene, cue)
        yield from _told_on(scene, cue.verb)
        subject = phrase_at(s, cue.last, lexis)
        first = cue.last if subject is None else subject.last
        for k in range(first, min(first + 3, len(s.tokens) - 1)):
            if s.tokens[k].upos == "ADP" and lexis.has("to", s.tokens[k]):
                p = phrase_at(s, k + 1, lexis)
                if p and _is_medium(scene, p.first, p.last):
                    yield Step(cue.verb, tuple(argument(s, q, _by_name(s, q)) for q in parties(s, k + 1, lexis)), True)
            elif s.tokens[k].upos != "ADV":
                break


def _by_name(s: Sentence, p: Phrase) -> str:
    """ "ha detto a Rac1": whether all that is known of whom something was told to is a name that is no person's and no place's."""
    name = name_at(s, p.head)
    return "told_by_name" if name is not None and name.label == "ORG" and s.tokens[p.head].form[:1].isupper() else "told"


def so_told(scene: Scene) -> Iterator[Step]:
    """ "Così il presidente a Rac1.": a name that no table knows behind "to", in a sentence of "so" without a verb."""
    s, lexis = scene.s, scene.lexis
    first = next((t.i for t in lexis.having("so", s) if t.i < OPENS_SO), None)
    if first is None or any(is_finite(t) for t in s.tokens):
        return
    subject = phrase_at(s, first + 1, lexis)
    k = subject.last if subject is not None else len(s.tokens)
    p = phrase_at(s, k + 1, lexis) if k + 1 < len(s.tokens) and s.tokens[k].upos == "ADP" and lexis.has("to", s.tokens[k]) else None
    if p is not None and _is_medium(scene, p.first, p.last):
        yield Step(p.first, tuple(argument(s, q, _by_name(s, q)) for q in parties(s, k + 1, lexis)), True)


def takes_up(scene: Scene) -> Iterator[Step]:
    """ "Koha Ditore ha ripreso il post", "…, che Alfa Beta ha citato": a name of no person as the subject of passing words on."""
    s, lexis = scene.s, scene.lexis
    for t in lexis.having("relay", s):
        if t.upos != "VERB" or scene.quoted[t.i] >= 0 or s.has(t.i, "aux:pass", "ccomp"):
            continue
        subject = next((c for c in s.children(t.i, "nsubj") if c.i < t.i and s.tokens[c.i].form[:1].isupper()), None)
        name = name_at(s, subject.i) if subject is not None else None
        words = any(c.i > t.i and any(lexis.has(n, c) for n in (*WORDS, "documents")) and _is_definite(s, c) for c in s.children(t.i, "obj"))
        relative = t.deprel == "acl:relcl" and any(lexis.has("who", c) and c.i < t.i for c in s.children(t.i, "obj"))
        p = phrase_at(s, name.first, lexis, appositions=False) if name is not None and name.label == "ORG" and (words or relative) else None
        if p is not None:
            yield Step(p.first, (argument(s, p, "passed_on_by"),))


def _is_definite(s: Sentence, t: Token) -> bool:
    return any(c.feats.get("Definite") == "Def" for c in s.children(t.i, "det"))


def aired_on(scene: Scene) -> Iterator[Step]:
    """ "in comments broadcast on state television": a participle of passing on, and a medium without a name."""
    passing = {t.i for name in ("relay", "relay_by", "relay_active") for t in scene.lexis.having(name, scene.s)}
    for t in (scene.s.tokens[k] for k in sorted(passing)) if passing else ():
        if t.base == "acl" and scene.quoted[t.i] < 0:
            yield from (replace(x, is_spoken_to=False) for x in _told_on(scene, t.i, "passed_on_by"))


def _told_on(scene: Scene, verb: int, rule: str = "told") -> Iterator[Step]:
    """ "said on state television": a word for a medium that has no name behind the preposition of a verb."""
    s, lexis = scene.s, scene.lexis
    goes = s.tokens[verb].head if s.tokens[verb].base == "advcl" and s.tokens[verb].feats.get("VerbForm") == "Inf" else verb
    for c in [*s.children(verb, "obl"), *(s.children(goes, "obl") if goes != verb else ())]:  # "went on state television to say"
        case = next((k for k in s.children(c.i, "case")), None)
        if case is not None and lexis.has("on", case) and lexis.noun("media_words", c) and name_at(s, c.i) is None:
            p = phrase_at(s, case.i + 1, lexis)
            if p is not None and p.head == c.i:
                yield Step(verb, (argument(s, p, rule),), True)


def _told_bare(scene: Scene, cue: Cue) -> Iterator[Step]:
    """ "told TV 2": a name right behind a verb that takes whom it is told to as its object."""
    s, lexis = scene.s, scene.lexis
    p = phrase_at(s, cue.last, lexis) if cue.last < len(s.tokens) and lexis.has("told_bare", s.tokens[cue.verb]) else None
    named = p is not None and (s.tokens[p.head].form[:1].isupper() or _is_unnamed_medium(scene, p))
    if p is not None and named and _is_medium(scene, p.first, p.last):
        yield Step(cue.verb, tuple(argument(s, q, "told_bare") for q in parties(s, cue.last, lexis)), True)


def _is_unnamed_medium(scene: Scene, p: Phrase) -> bool:
    """ "told state radio", "told a local station": a word for a medium that points back to none."""
    t = scene.s.tokens[p.head]
    return scene.lexis.noun("media_words", t) and not any(c.feats.get("Definite") == "Def" for c in scene.s.children(t.i, "det"))


def _is_medium(scene: Scene, first: int, last: int) -> bool:
    """A word for a medium, or a name that is no person."""
    s = scene.s
    if any(scene.lexis.has("before_speaker", s.tokens[i]) for i in range(first, last)):
        return False  # "on X Friday"
    if any(scene.lexis.noun("media_words", s.tokens[i]) for i in range(first, last)):
        return True
    names = [n for i in range(first, last) if (n := name_at(s, i))]
    if any(n.label == "PER" for n in names) or any(scene.lexis.speaks(s.tokens[i]) for i in range(first, last)):
        return False
    return bool(names) or any(s.tokens[i].upos in {"PROPN", "X"} for i in range(first, last))


def reached(scene: Scene) -> Iterator[Step]:
    """ "è rimbalzata sulla stampa slovacca": media without a name where words are said to have arrived."""
    s, lexis = scene.s, scene.lexis
    for t in lexis.having("reaching", s):
        if t.upos != "VERB" or scene.quoted[t.i] >= 0:
            continue
        for c in s.children(t.i, "obl"):
            case = next((k for k in s.children(c.i, "case") if lexis.has("at", k)), None)
            p = phrase_at(s, case.i + 1, lexis) if case is not None and lexis.noun("media_words", c) and name_at(s, c.i) is None else None
            if p is not None and p.head == c.i and p.last - p.first > 1:
                yield Step(p.first, (argument(s, p, "passed_on_by"),))


STEPS = (passed_on_by, interviewed_by, told, so_told, takes_up, aired_on, reached)


def points_back(scene: Scene) -> bool:
    """Whether a sentence speaks of something said: a word for words, an interview, a document, or a pronoun before a verb of passing on."""
    s, lexis = scene.s, scene.lexis
    nouns = (t for name in ("noun_say", "news", "interviews", "documents", "document_again", "said_words")
             for t in lexis.having(name, s) if t.upos == "NOUN")
    pronouns = (t for name in ("it", "them", "pronouns", "said_words") for t in lexis.having(name, s) if t.upos == "PRON" and t.i + 1 < len(s.tokens))
    media = (m for g in scene.story.press.groups.get(s.i, ()) for m in g.media)
    debates = any(t.upos == "NOUN" and t.base.startswith("nsubj") for t in lexis.having("debates", s))
    again = debates or any(not m.is_named_in(s) and s.tokens[m.first].deprel == "nsubj:pass" for m in media)  # "Il quotidiano è ripreso da Alfa"
    return again or any(True for _ in chain(nouns, pronouns))


def is_interview(scene: Scene) -> bool:
    """ "X ha rilasciato un'intervista a Y": a noun for an interview that a verb of giving has as its object."""
    s, lexis = scene.s, scene.lexis
    return any(t.upos == "NOUN" and lexis.has("interviews", t) and t.base == "obj" and lexis.has("given", s.tokens[t.head]) for t in s.tokens)


def names_occasion(scene: Scene) -> bool:
    """ "nel suo intervento", "nella nota", "in the same speech": a definite noun for where something was said, behind a preposition."""
    s, lexis = scene.s, scene.lexis
    for name in ("interviews", "said_words", "documents"):
        for t in lexis.having(name, s):
            case = next((c for c in s.children(t.i, "case")), None) if t.upos == "NOUN" and scene.quoted[t.i] < 0 else None
            if case is not None and lexis.has("at", case) and (any(c.feats.get("Definite") != "Ind" for c in s.children(t.i, "det"))
                                                              or case.lemma.count(" ") > 0):
                return True
    return False


def talk_with(scene: Scene) -> tuple[Argument, Step] | None:
    """ "The BBC broadcast an interview with X": who was interviewed, and the medium that is the subject."""
    s, lexis = scene.s, scene.lexis
    noun = next((t for t in lexis.having("interviews", s) if t.upos == "NOUN" and t.base == "obj" and lexis.has("given", s.tokens[t.head])), None)
    if noun is None:
        return _talk_named(scene) or _interviewed(scene) or heard_by(scene) or _speaks_there(scene)
    g = next((g for g in scene.story.press.groups.get(s.i, ()) if g.last <= noun.head), None)
    lead = s.tokens[noun.i + 1] if noun is not None and noun.i + 2 < len(s.tokens) else None
    p = phrase_at(s, lead.i + 1, lexis) if g is not None and lead is not None and (lexis.has("to", lead) or lexis.has("of", lead)) else None
    if g is None or p is None:
        return None
    return argument(s, p, "subject"), Step(noun.i, tuple(replace(a, rule="interviewed_by") for a in g.arguments), True)


def _talk_named(scene: Scene) -> tuple[Argument, Step] | None:
    """ "Tutto nasce da un'intervista di Le Figaro al ministro X", "the interview of X with Le Figaro": a talk with both its parties."""
    s, lexis = scene.s, scene.lexis
    for noun in lexis.having("interviews", s):
        if noun.upos != "NOUN" or scene.quoted[noun.i] >= 0:
            continue
        g = next((g for g in scene.story.press.groups.get(s.i, ()) if noun.i < g.first <= noun.i + REACH), None)
        leads = [t.i for t in s.tokens[noun.i + 1 : noun.i + ANSWERED] if t.upos == "ADP" and (lexis.has("to", t) or lexis.has("of", t))]
        named = [p for k in leads if (p := phrase_at(s, k + 1, lexis)) is not None and g is not None and not (p.first < g.last and g.first < p.last)]
        who = next((p for p in named if is_party(scene, p)), None)
        own = any(c.upos == "PRON" and c.i < noun.i for c in s.children(noun.i, "nmod:poss"))  # "used his interview with Alfa to attack"
        if g is not None and who is None and (own or any(lexis.has("at", c) for c in s.children(noun.i, "case"))):
            return _who_in_talk(scene, Step(noun.i, tuple(replace(a, rule="interviewed_by") for a in g.arguments), True))
        if g is not None and who is not None:
            return argument(s, who, "subject"), Step(noun.i, tuple(replace(a, rule="interviewed_by") for a in g.arguments), True)
    return None


def _interviewed(scene: Scene) -> tuple[Argument, Step] | None:
    """ "Alfa interviewed the former minister X": whom a medium has heard."""
    s, lexis = scene.s, scene.lexis
    verb = next((t for t in lexis.having("hearing", s) if t.upos == "VERB" and t.head == t.i and not s.has(t.i, "aux:pass")), None)
    g = next((g for g in scene.story.press.groups.get(s.i, ()) if verb is not None and g.last <= verb.i), None)
    p = phrase_at(s, verb.i + 1, lexis) if verb is not None and g is not None else None
    if verb is None or g is None or p is None or not is_party(scene, p):
        return None
    return argument(s, p, "subject"), Step(verb.i, tuple(replace(a, rule="interviewed_by") for a in g.arguments), True)


def heard_by(scene: Scene) -> tuple[Argument, Step] | None:
    """ "Raggiunto da Alfa, il presidente difende il risultato": the subject of the sentence, and the medium that has heard him."""
    s, lexis = scene.s, scene.lexis
    verb = next((t for t in lexis.having("hearing", s) if t.i + 2 < len(s.tokens) and lexis.has("by", s.tokens[t.i + 1])
                 and not (t.i and s.tokens[t.i - 1].upos == "AUX")), None)
    near = steps(scene) if verb is not None else ()
    step = next((x for x in near if x.is_spoken_to and verb is not None and verb.i < x.at <= verb.i + REACH), None)
    return _who_in_talk(scene, step) if step is not None else None


def _speaks_there(scene: Scene) -> tuple[Argument, Step] | None:
    """ "He appeared on Alfa", "On Alfa the minister played it down": the person who is the subject, and the medium spoken to."""
    step = next((x for x in steps(scene) if x.is_spoken_to), None)
    found = _who_in_talk(scene, step) if step is not None else None
    if found is None:
        return None
    t = scene.s.tokens[found[0].head]
    person = t.upos == "PRON" or scene.lexis.noun("people", t) or any(n.label == "PER" and n.first <= t.i < n.last for n in scene.s.names)
    return found if person else None


def _who_in_talk(scene: Scene, step: Step) -> tuple[Argument, Step] | None:
    """ "Nell'intervista a Die Welt la ministra non usa giri di parole": the subject of the sentence."""
    subject = next(subject_of_sentence(scene, scene.s), None)
    return (subject, step) if subject is not None else None


def is_same_person(scene: Scene, a: Argument, b: Argument) -> bool:
    """Whether two phrases share their last name, or the first is a pronoun."""
    s = scene.story.sentences[scene.story.place[a.sentence]]
    pronoun = s.tokens[a.head].upos == "PRON" and scene.lexis.has("pronouns", s.tokens[a.head])
    return pronoun or (a.span.text.split()[-1] == b.span.text.split()[-1] and a.span.text[:1] != "")
