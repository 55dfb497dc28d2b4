"""What relays make of a sentence: its steps go in, attributions known through a relay come out, and those of the sentence with theirs.

"Il presidente, citato dall'agenzia Alfa, ha invitato …" is known through Alfa; "…, ha detto il sindaco ad Alfa" has Alfa as its relay.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product

from sayso.extract.attribution.before import previous
from sayso.extract.attribution.party import is_party
from sayso.extract.attribution.phrases import argument, name_at, phrase_before
from sayso.extract.attribution.relays import ANSWERED, OPENS, PAPERS, REACH, RECENT, WORDS, Step, passed_on_by, steps
from sayso.extract.attribution.rules import made
from sayso.extract.attribution.speaker import speaker
from sayso.extract.attribution.statements import of_noun
from sayso.extract.attribution.story import Cue, Scene, Story, trimmed
from sayso.extract.attribution.words import MEDIUMS
from sayso.model import Argument, Attribution, Sentence, Span

BRANCHES = 16


def relayed_subject(scene: Scene) -> Iterator[Attribution]:
    """ "Il presidente, citato dall'agenzia X, ha invitato …": no verb of saying, but the clause is known through the relay."""
    s = scene.s
    found: list[Step] | None = None
    for step in passed_on_by(scene):
        found = steps(scene) if found is None else found
        before = step.at - 1 if step.at and s.tokens[step.at - 1].form == "," else step.at
        p = phrase_before(s, before, scene.lexis)
        if p is None or scene.lexis.noun("media_words", s.tokens[p.head]) or _is_complement(scene, p.first):
            continue  # "sources *in the ministry*, cited by X"
        if p.first and scene.lexis.has("per", s.tokens[p.first - 1]) and any(a.rule == "for_party" and a.source.sentence == s.i for a in scene.found):
            continue  # "per l'esercito, citato da X, …"
        if _is_sent_to(scene, step.at, p.first):
            continue  # "in a letter *to the council*, seen by X"
        opening = next((t for t in s.tokens[p.first : p.head + 1] if t.upos == "NOUN"), s.tokens[p.head])
        if any(scene.lexis.noun(name, opening) for name in WORDS):
            yield from _words_relayed(scene, step.at, p.first, p.last)
            continue
        at = p.first > 0 and s.tokens[p.first - 1].upos == "ADP" and scene.lexis.has("at", s.tokens[p.first - 1])
        if at and scene.cues and (scene.lexis.noun("documents", s.tokens[p.head]) or _is_of_occasion(scene, p.first - 1)):
            continue  # "in un tweet rilanciato da X, il ministro nega …", "in una conferenza a Lima, ripresa da X": where somebody said it
        if not is_party(scene, p) or (scene.lexis.noun("documents", s.tokens[p.head]) and any(a.source.sentence == s.i for a in scene.found)):
            continue
        if any(a.source.sentence == s.i and _stands_beside(s, a.source.span, p.first) for a in scene.found):
            continue  # "Rossi, ministro dell'Interno, citato da X": an apposition of who speaks already
        source = argument(s, p, "relayed_subject")
        mine = [a for a in scene.found if a.source.sentence == s.i and a.source.span.overlaps(source.span)]
        if not mine and not any(x.span.overlaps(source.span) for other in found for x in other.parties):
            yield made(scene, source, s.span(step.at, step.at + 1), [s.whole], "relayed_subject")


def _is_of_occasion(scene: Scene, preposition: int) -> bool:
    """ "nel colloquio *con Alfa*, rilanciato da Beta": whether a phrase hangs on the word for where something was said right before it."""
    k = preposition - 1
    if any(scene.lexis.has(name, scene.s.tokens[preposition]) for name in ("by", "issued_by")):
        return False  # "a letter from the ministry, seen by X"
    while k > 0 and scene.s.tokens[k].upos == "ADJ":
        k -= 1
    near = range(max(0, k - 1), k + 1)  # "conferenza stampa"
    return any(scene.lexis.has("interviews", scene.s.tokens[i]) or scene.lexis.has("said_words", scene.s.tokens[i])
               or scene.lexis.mediums_at(scene.s, i) for i in near)


def _is_sent_to(scene: Scene, participle: int, first: int) -> bool:
    """Whether a phrase is whom a document was sent to, of which a participle tells."""
    t, tokens = scene.s.tokens[participle], scene.s.tokens
    paper = tokens[t.head]
    to = first > 0 and scene.lexis.has("to", tokens[first - 1])
    return to and t.base == "acl" and paper.i < first and any(scene.lexis.noun(n, paper) for n in PAPERS)


def _stands_beside(s: Sentence, source: Span, first: int) -> bool:
    """Whether nothing but a comma, "and" and an article stands between a source and a phrase."""
    between = [t for t in s.tokens[:first] if t.start >= source.end]
    joined = any(t.upos == "CCONJ" for t in between)
    small = all(t.form == "," or t.upos in {"CCONJ", "DET"} or (joined and t.upos == "ADP") for t in between)
    return s.tokens[first].start >= source.end and len(between) <= 2 and small


def _is_complement(scene: Scene, first: int) -> bool:
    """Whether a phrase only tells where somebody else belongs: "sources in the ministry"."""
    tokens, k = scene.s.tokens, first - 2
    while k > 0 and tokens[k].upos == "ADJ":
        k -= 1  # "una fonte *interna* all'azienda"
    who = tokens[k] if first > 1 and tokens[first - 1].upos == "ADP" else None
    return who is not None and (scene.lexis.speaks(who) or scene.lexis.noun("unnamed", who))


def asked_noun(scene: Scene) -> Iterator[Attribution]:
    """ "Una lettera di Oslo, visionata dall'Afp, chiede il suo rilascio": a demand in a noun, where a medium passes it on."""
    s = scene.s
    asking = [c for c in scene.free_cues() if "ask" in c.classes and c.finite and not c.passive and scene.quoted[c.verb] < 0
              and not s.has(c.verb, "xcomp", "ccomp", "advcl")]  # else the noun is who is asked
    if not asking:
        return
    media = [s.span(g.first, g.last) for g in scene.story.press.groups.get(s.i, ())]
    told = any(a.source.sentence == s.i and any(m.overlaps(a.source.span) for m in media) for a in scene.found) or bool(steps(scene))
    for cue in asking:
        source, matter = speaker(scene, cue), _matter(scene, cue)
        within = any(c.start <= s.tokens[cue.verb].start < c.end for a in scene.found[-REACH:] for c in a.content if c != s.whole)
        if source is None or not (told or within or scene.lexis.noun("documents", s.tokens[source.head])):
            continue
        if matter is None or source.sentence != s.i or any(m.overlaps(source.span) for m in media):
            continue
        words = s.subtree(matter)
        said = trimmed(s, s.tokens[words[0]].start, s.tokens[words[-1]].end)
        if said is not None and not said.overlaps(source.span):
            yield made(scene, source, s.span(cue.first, cue.last), [said], "asked_noun")


def _matter(scene: Scene, cue: Cue) -> int | None:
    """What is asked: a noun behind "for", else the plain object behind the verb."""
    s = scene.s
    behind = [c for c in s.children(cue.verb, "obj", "obl") if c.i >= cue.last and c.upos == "NOUN" and not scene.lexis.speaks(c)]
    with_for = [c for c in behind if any(scene.lexis.has("of", x) for x in s.children(c.i, "case"))]
    return next((c.i for c in (*with_for, *behind) if c in with_for or c.base == "obj"), None)


def words_passed_on(scene: Scene) -> Iterator[Attribution]:
    """ "Le parole di X sono state riprese da Y", "The account, by X, was broadcast by Y": nobody else speaks in the sentence."""
    s = scene.s
    if s.is_heading or any(a.source.sentence == s.i for a in scene.found[-RECENT:]):
        return
    opens = any(scene.lexis.has_any((*PAPERS, "news"), t) for t in s.tokens[:OPENS])
    step = next((x for x in steps(scene) if not x.is_spoken_to), None) if opens else None
    if step is not None:
        yield from (replace(a, rule="words_passed_on") for a in _words_relayed(scene, step.at, 0, min(4, step.at)))


def others_words(scene: Scene, last: Attribution) -> bool:
    """Whether a sentence tells of the words of somebody else than who spoke last ("ha trasmesso la replica dell'esercito")."""
    mine = {w for w in last.source.span.text.split() if w[:1].isupper()} or {last.source.span.text}
    for t in scene.s.tokens:
        owner = of_noun(scene, t.i) if t.upos == "NOUN" and any(scene.lexis.has(n, t) for n in (*WORDS, "documents")) else None
        words = owner is not None and any(scene.lexis.has(n, scene.s.tokens[owner.head]) for n in (*WORDS, "documents"))  # "il video dell'intervento"
        if owner is not None and not words and (is_party(scene, owner) or name_at(scene.s, owner.head)) \
                and mine.isdisjoint(named := scene.s.span(owner.first, owner.last).text.split()) and named[-1] not in last.source.span.text.split():
            return True
    return False


def _words_relayed(scene: Scene, at: int, first: int, last: int) -> Iterator[Attribution]:
    """ "L'appello del patriarca, diffuso da X": whose words they are, of what was said before."""
    s = scene.s
    noun = next((k for k in range(first, last) if any(scene.lexis.has(n, s.tokens[k]) for n in WORDS)), first)
    owner = of_noun(scene, noun)
    opens = noun <= 3 and not any(True for _ in s.children(noun, "case")) and not any(t.form == ":" for t in s.tokens[at:-1])
    said = previous(scene) if owner is not None and opens else []
    if owner is not None and said and (is_party(scene, owner) or name_at(s, owner.head)):
        yield made(scene, argument(s, owner, "owner_of_words"), s.span(at, at + 1), said, "relayed_subject")


def without_told_again(story: Story, found: Sequence[Attribution]) -> list[Attribution]:
    """The attributions without those of words told of ("le parole di X, riprese da Alfa") where X has spoken before and no quotation is meant."""
    out = []
    for k, a in enumerate(found):
        spoken = a.rule in {"words_passed_on", "relayed_subject"} and a.source.rule == "owner_of_words" and any(
            a.source.span.text.split()[-1] in b.source.span.text.split() for b in found[max(0, k - ANSWERED) : k])
        if not spoken or any(story.quotes_in(c) for c in a.content):
            out.append(a)
    return out


def with_relays(scene: Scene, new: Sequence[Attribution]) -> list[Attribution]:
    """The attributions of this sentence with the steps that belong to each, and their medium."""
    mine: dict[Span, list[Step]] = {}
    for step in steps(scene) if new else ():
        source = new[_nearest(scene, step, new)].source.span
        if not any(x.span.overlaps(source) for x in step.parties):
            mine.setdefault(source, []).append(step)
    told = [replace(a, relays=_branches(a, mine.get(a.source.span, [])), medium=medium(scene, a)) for a in new]
    return [replace(a, relays=tuple(x for b in a.relays for x in _passed_on_further(b, told))) if a.rule in {"citing", "heard"} else a for a in told]


def _passed_on_further(branch: tuple[Argument, ...], told: Sequence[Attribution]) -> tuple[tuple[Argument, ...], ...]:
    """ "Alfa cita Beta, che riporta le parole di X": the branch Beta of X with what passes on Beta's own words."""
    own = next((a.relays for a in told if len(branch) == 1 and a.source.span == branch[0].span), ())
    return tuple((*branch, *x) for x in own) or (branch,)


def _nearest(scene: Scene, step: Step, new: Sequence[Attribution]) -> int:
    s = scene.s
    at = s.tokens[step.at].start
    before = [(max(x.start for x in (a.cue, a.source.span) if x.start <= at), k) for k, a in enumerate(new)
              if a.cue.field == s.field and min(a.cue.start, a.source.span.start) <= at]
    if step.is_cited:  # who cites it may be a source here: then it goes to whom that one passes on
        media = [s.span(g.first, g.last) for g in scene.story.press.groups.get(s.i, ())]
        before = [(x, k) for x, k in before if not any(m.overlaps(new[k].source.span) for m in media)] or before
    return max(before)[1] if before else 0


def _branches(a: Attribution, own: Sequence[Step]) -> tuple[tuple[Argument, ...], ...]:
    if not own:
        return a.relays
    inner = a.relays or ((),)
    known = [x.span for branch in a.relays for x in branch]
    new = [x for x in own if not any(p.span.overlaps(k) for p in x.parties for k in known)]
    heard = [x for x in new if x.is_spoken_to and a.rule in {"citing", "heard"}]  # "Alfa, che cita un'intervista di X a Beta"
    first = list(product(*(x.parties for x in heard)))
    paths = list(product(*(x.parties for x in new if x not in heard)))
    return tuple((*front, *branch, *path) for front, branch, path in product(first, inner, paths))[:BRANCHES]


def medium(scene: Scene, a: Attribution) -> str | None:
    """The medium named in the sentence outside what is said, the nearest to the cue."""
    s = scene.s
    found = [(abs(t.start - a.cue.start), name) for t in scene.lexis.opening(MEDIUMS, s) for name in scene.lexis.mediums_at(s, t.i)
             if not _in_content(s, t.start, a)]
    return min(found)[1] if found else None


def _in_content(s: Sentence, at: int, a: Attribution) -> bool:
    whole = len(a.content) == 1 and (a.content[0].start, a.content[0].end) == (s.start, s.end)
    return not whole and any(c.field == s.field and c.start <= at < c.end for c in a.content)
