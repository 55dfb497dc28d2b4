"""Views that somebody holds, rule by rule: a word of judging, wanting, knowing or feeling goes in, whose view it is and what it is about come out.

"She praised the deal", "the board is worried about rents", "took aim at the mayor", "his belief that …". Each rule takes a sentence and one of its
words; :data:`VIEWS` are tried in order, and the first that sees a view tells it. Only :mod:`attribution.listed` uses them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from sayso.extract.attribution.phrases import argument, phrase_around, possessor_phrase
from sayso.extract.attribution.rules import cue_span
from sayso.extract.attribution.speaker import agent_of_passive, relative_antecedent, subject_in_tree
from sayso.extract.attribution.story import Cue, Scene, cue_of, trimmed
from sayso.extract.attribution.words import is_finite, is_gerund, low
from sayso.model import NOBODY, Argument, Attribution, Sentence, Span, Token

JUDGED = ("obj", "xcomp", "ccomp", "obl", "advcl")
STEPS = 4  # verbs from one in an infinitive up to the one with a subject
ABOUT = ("acl", "nmod", "ccomp", "obl", "advcl")


def judgement(scene: Scene, t: Token) -> Iterator[Attribution]:
    """ "praised the deal", "wants to leave", "fears that …": a verb of judging, wanting or knowing with its subject and all that depends on it."""
    s, words = scene.s, scene.lexis
    if t.upos != "VERB":
        return
    said = _behind(s, t.i, JUDGED)
    tells = any(c.i > t.i for c in s.children(t.i, "ccomp")) or any(scene.quoted[k] >= 0 for k in said)
    if not (_is_view(scene, t) or (tells and bool(words.sets["attitude"]))):
        return
    if _only_addresses(scene, t):
        return
    cue = cue_of(s, t, words) or Cue(t.i, _first_of_group(s, t.i), t.i + 1, frozenset(), is_finite(t))
    if s.has(t.i, "aux:pass"):
        source = next(agent_of_passive(scene, cue), None) if words.has("judge", t) else None
        said = [k for c in s.children(t.i, "nsubj") for k in s.subtree(c.i)]
    else:
        source = _holder(scene, cue)
    yield from _judged(scene, source, cue, said or _before_it(s, t))


def _is_view(scene: Scene, t: Token) -> bool:
    """Whether a list of judging or wanting holds a verb, by its lemma or, where that is mistaken ("jok" of "joked"), by its form."""
    words = scene.lexis
    lists = [words.sets["judge"], words.sets["attitude"]]
    return words.has("judge", t) or words.has("attitude", t) or _sees_as(scene, t) or any(not b.isdisjoint(_bases(scene, t)) for b in lists)


def _only_addresses(scene: Scene, t: Token) -> bool:
    """ "spoke to reporters", "talked with voters": a verb with nothing behind it but to whom or where it was said."""
    s, words = scene.s, scene.lexis
    behind = [c for c in s.children(t.i, *JUDGED) if c.i > t.i]
    cases = [next((x for x in s.children(c.i, "case")), None) for c in behind if c.base == "obl"]
    addresses = len(cases) == len(behind) > 0 and all(x is not None and words.has("addressing", x) for x in cases)
    return addresses and not words.has("holds_to", t) and not any(scene.quoted[k] >= 0 for c in behind for k in s.subtree(c.i))


def _bases(scene: Scene, t: Token) -> set[str]:
    """What the verb of a regular form may be: "joke" and "jok" of "joked"."""
    form = low(t.form)
    pairs = (x.partition(">") for x in scene.lexis.sets["verb_endings"])
    return {form.removesuffix(end) + to for end, _, to in pairs if form.endswith(end)}


def _sees_as(scene: Scene, t: Token) -> bool:
    """ "see Rossi as a bully": a verb that judges only with "as"."""
    s, words = scene.s, scene.lexis
    behind = [c for c in s.children(t.i, "obl", "advcl", "xcomp") if c.i > t.i]
    behind += [n for c in s.children(t.i, "obj") for n in s.children(c.i, "nmod") if n.i > c.i]
    return words.has("seeing", t) and any(words.has("as_saying", x) for c in behind for x in s.children(c.i, "case", "mark"))


def _before_it(s: Sentence, t: Token) -> list[int]:
    """What a view without anything behind it is about: the noun of its relative clause, the clause it is put into, or what stands in front of it."""
    inside = set(s.subtree(t.i))
    if t.deprel == "acl:relcl":  # "the deal that she opposes"
        return [k for k in s.subtree(t.head) if k <= t.head and k not in inside]
    if t.base in {"parataxis", "advcl"}:  # "as she had hoped"
        return [k for k in s.subtree(t.head) if k < t.i and k not in inside]
    return [k for c in s.children(t.i, "ccomp", "parataxis", "obj", "obl", "xcomp") for k in s.subtree(c.i)]


def feeling(scene: Scene, t: Token) -> Iterator[Attribution]:
    """ "is confident that …", "was critical of the plan": an adjective of thinking or feeling with what it is about."""
    s = scene.s
    if t.upos not in {"ADJ", "VERB"} or not scene.lexis.has("feels", t) or not s.has(t.i, "cop", "aux:pass"):
        return
    cue = Cue(t.i, _first_of_group(s, t.i), t.i + 1, frozenset(), True)
    yield from _judged(scene, _holder(scene, cue), cue, _behind(s, t.i, JUDGED))


def view_held(scene: Scene, t: Token) -> Iterator[Attribution]:
    """ "expressed concern about the vote", "made the case for a truce": a light verb and a noun of thinking or saying, with what it is about."""
    s, words = scene.s, scene.lexis
    if t.upos != "VERB" or not words.has("light_verbs", t) or s.has(t.i, "aux:pass"):
        return
    for noun in s.children(t.i, "obj"):
        if noun.i > t.i and (words.has("view_nouns", noun) or words.has("noun_say", noun)):
            led = noun.i + 1 < len(s.tokens) and s.tokens[noun.i + 1].upos == "ADP"
            cue = Cue(t.i, _first_of_group(s, t.i), noun.i + 1 + led, frozenset(), is_finite(t))
            said = _behind(s, noun.i, ABOUT) or _behind(s, t.i, ("ccomp",), noun.i) or [
                k for c in s.children(t.i, "obl") if _is_led_by_next(scene, noun, c) for k in s.subtree(c.i)]  # "cast doubt | on the numbers"
            yield from _judged(scene, _holder(scene, cue), cue, said)


def _is_led_by_next(scene: Scene, noun: Token, c: Token) -> bool:
    """Whether the preposition of what hangs on the verb stands right behind the noun, and names no place or addressee."""
    return any(x.i == noun.i + 1 and not scene.lexis.has("addressing", x) for x in scene.s.children(c.i, "case"))


def view_of(scene: Scene, t: Token) -> Iterator[Attribution]:
    """ "the minister's plan to resign", "his belief that …": a noun of thinking or saying with its owner, and what it is about."""
    s, words = scene.s, scene.lexis
    if t.upos != "NOUN" or not (words.has("view_nouns", t) or words.has("noun_say", t)):
        return
    owner = next((c for c in s.children(t.i, "nmod:poss") if c.i < t.i), None)
    p = possessor_phrase(s, owner) if owner is not None else None
    said = _behind(s, t.i, ("acl", "ccomp")) or [
        k for c in s.children(t.i, "nmod") if any(words.has("about", x) for x in s.children(c.i, "case")) for k in s.subtree(c.i)]
    if p is not None:
        yield from _judged(scene, argument(s, p, "owner_of_noun"), Cue(t.i, t.i, t.i + 1, frozenset(), False), said)


def set_phrase(scene: Scene, t: Token) -> Iterator[Attribution]:
    """ "took aim at the mayor", "pushed back against the story": a verb with the words that belong to it, and all that stands behind them."""
    s = scene.s
    last = scene.lexis.match("view_phrases", s, t.i) if t.upos == "VERB" else None
    if last is None or s.tokens[last - 1].upos == "PART" or s.has(t.i, "aux:pass"):
        return  # "agreed to leave" is no "agree to"
    cue = Cue(t.i, _first_of_group(s, t.i), last, frozenset(), is_finite(t))
    yield from _judged(scene, _holder(scene, cue), cue, [k for c in s.children(t.i, *JUDGED) for k in s.subtree(c.i) if k >= last])


def seeming(scene: Scene, t: Token) -> Iterator[Attribution]:
    """ "remains convinced that …", "sounded angry at the press": an adjective of thinking or feeling behind a verb like "seem"."""
    s, words = scene.s, scene.lexis
    verb = s.tokens[t.head]
    if t.upos not in {"ADJ", "VERB"} or not words.has("feels", t) or t.base != "xcomp" or not words.has("seeming", verb) or verb.i > t.i:
        return
    cue = Cue(verb.i, _first_of_group(s, verb.i), t.i + 1, frozenset(), True)
    yield from _judged(scene, _holder(scene, cue), cue, _behind(s, t.i, JUDGED) or _behind(s, verb.i, JUDGED, t.i))


def unowned(scene: Scene, t: Token) -> Iterator[Attribution]:
    """ "is expected to leave", "was criticized for the delay": a passive of judging or thinking without anybody who judges."""
    s = scene.s
    if t.upos != "VERB" or not s.has(t.i, "aux:pass") or not _is_among(scene, t, "unowned") or _only_addresses(scene, t):
        return
    cue = Cue(t.i, _first_of_group(s, t.i), t.i + 1, frozenset(), True)
    about = _behind(s, t.i, JUDGED) or [k for c in s.children(t.i, "nsubj") for k in s.subtree(c.i)]
    yield from _judged(scene, nobody(scene, cue), cue, about)


def hearsay(scene: Scene, t: Token) -> Iterator[Attribution]:
    """ "The two reportedly met": an adverb that leaves open who says so."""
    s = scene.s
    if t.upos == "ADV" and scene.lexis.has("hearsay", t) and t.head != t.i:
        cue = Cue(t.i, t.i, t.i + 1, frozenset(), False)
        yield from _judged(scene, nobody(scene, cue), cue, [k for k in s.subtree(t.head) if k > t.i])


def idea_that(scene: Scene, t: Token) -> Iterator[Attribution]:
    """ "the idea that voters love insults", "speculation that …": a noun of thinking or saying without an owner, and its clause."""
    s, words = scene.s, scene.lexis
    if t.upos != "NOUN" or not words.sets["unowned"] or not (words.has("view_nouns", t) or words.has("noun_say", t)):
        return
    clauses = (c for c in s.children(t.i, "acl", "ccomp") if c.i > t.i)
    said = [c for c in clauses if any((words.has("that", x) and x.upos == "SCONJ") or words.has("to_do", x) for x in s.children(c.i, "mark"))]
    cue = Cue(t.i, t.i, t.i + 1, frozenset(), False)
    yield from _judged(scene, nobody(scene, cue), cue, [k for c in said for k in s.subtree(c.i)])


def it_is(scene: Scene, t: Token) -> Iterator[Attribution]:
    """ "It is unclear whether she knew": a judgement of nobody's about a clause."""
    s, words = scene.s, scene.lexis
    if t.upos in {"ADJ", "VERB"} and words.has("impersonal_views", t) and any(words.has("dummy", c) for c in s.children(t.i, "expl", "nsubj")):
        cue = Cue(t.i, _first_of_group(s, t.i), t.i + 1, frozenset(), True)
        yield from _judged(scene, nobody(scene, cue), cue, _behind(s, t.i, ("ccomp", "csubj", "advcl")))
    verb, clauses = s.tokens[t.head], ("ccomp", "csubj", "advcl")
    if t.base == "xcomp" and verb.i < t.i and words.has("impersonal_views", t) and words.has("seeming", verb) \
            and any(words.has("dummy", c) for c in s.children(verb.i, "expl", "nsubj")):  # "it remains unclear whether"
        cue = Cue(verb.i, _first_of_group(s, verb.i), t.i + 1, frozenset(), True)
        yield from _judged(scene, nobody(scene, cue), cue, _behind(s, t.i, clauses) or _behind(s, verb.i, clauses, t.i))


def _is_among(scene: Scene, t: Token, name: str) -> bool:
    """Whether one of the lists or classes of verbs that a list names holds a verb."""
    names = scene.lexis.sets[name]
    return bool(names & (scene.lexis.lists_of(t) | scene.lexis.verbs.get(t.lemma.lower(), frozenset())))


def nobody(scene: Scene, cue: Cue) -> Argument:
    """The source of a view that is nobody's: no words, at the cue."""
    at = scene.s.tokens[cue.first].start
    return Argument(Span(scene.s.field, at, at, ""), scene.s.i, cue.verb, NOBODY)


VIEWS: tuple[Callable[[Scene, Token], Iterator[Attribution]], ...] = (
    set_phrase, view_held, feeling, seeming, judgement, view_of, unowned, hearsay, idea_that, it_is)


def _holder(scene: Scene, cue: Cue) -> Argument | None:
    """Whose view it is: the subject, or the noun of a relative clause or of a gerund ("those *calling* it a fraud")."""
    found = next(subject_in_tree(scene, cue), None) or next(relative_antecedent(scene, cue), None) or _noun_of_gerund(scene, cue)
    return found or _subject_above(scene, cue)


def _subject_above(scene: Scene, cue: Cue) -> Argument | None:
    """ "*Few* doubt that …", "*he* went so far as to compare …": the subject as it stands, of the verb itself or of those it hangs on."""
    s, t = scene.s, scene.s.tokens[cue.verb]
    for _ in range(STEPS):
        subject = next((c for c in s.children(t.i, "nsubj") if c.i < cue.first and not scene.lexis.has("who", c)), None)
        if subject is not None:
            under = [k for k in s.subtree(subject.i) if k <= subject.i]
            return Argument(s.span(under[0], subject.i + 1), s.i, subject.i, "subject")
        if t.base not in {"xcomp", "advcl", "conj"} or t.head == t.i:
            return None
        t = s.tokens[t.head]
    return None


def _noun_of_gerund(scene: Scene, cue: Cue) -> Argument | None:
    t = scene.s.tokens[cue.verb]
    p = phrase_around(scene.s, t.head, scene.lexis) if t.base == "acl" and is_gerund(t, scene.lexis) and t.head < t.i else None
    return argument(scene.s, p, "noun_of_gerund") if p is not None else None


def _behind(s: Sentence, head: int, relations: Sequence[str], after: int | None = None) -> list[int]:
    """The tokens behind a word that some dependents of it are made of."""
    start = head if after is None else after
    found = [c for c in s.children(head, *relations) if c.i > start]
    near = [c for c in found if c.base != "advcl"] or found  # "praised the deal, hoping for more": the gerund tells what he does beside it
    return [k for c in near for k in s.subtree(c.i) if k > start]


def _first_of_group(s: Sentence, i: int) -> int:
    """The first of the auxiliaries of a verb or adjective that stand right before it."""
    own = {c.i for c in s.children(i, "aux", "aux:pass", "cop", "advmod")}
    first = i
    while first - 1 in own:
        first -= 1
    return first


def _judged(scene: Scene, source: Argument | None, cue: Cue, said: Sequence[int]) -> Iterator[Attribution]:
    """An attribution of a source and the tokens that are said, where both are there and apart."""
    s = scene.s
    inside = [k for k in said if not cue.first <= k < cue.last]
    span = trimmed(s, s.tokens[min(inside)].start, s.tokens[max(inside)].end) if inside else None
    if source is not None and span is not None and not span.overlaps(source.span) and low(source.span.text) not in scene.lexis.sets["no_holders"]:
        yield Attribution(source, cue_span(s, cue), (span,), (), "judgement")
