"""Who is said to have said what, through whom: sentences of an article go in, attributions come out.

"Secondo il ministero, il ponte è crollato" → source "ministero", content the sentence. Rules find attributions sentence by sentence;
quotations that none introduced get a second look; then chains are closed: what stands inside another's words was passed on by him.

The parts: words (the word lists), quotes (where quotations are), phrases (parties), party (who can speak),
story (cues), speaker (who), content (what), pairs (cue and quotation), before (what is pointed back to),
rules, citing, quoted, according, statements, back, nouns, passed_on (the rules), media (where media stand), media_part (what they do),
relays (who passes on),
credited (whom somebody has it from), roles (who of two parties speaks), listed (what only the list of quotations shows).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise, product
from typing import Any

from sayso.extract.attribution.according import according_to, for_party, for_rivals
from sayso.extract.attribution.apposed import apposed_news, reported_act
from sayso.extract.attribution.back import back_infinitive, back_news, back_pronoun, back_words, cleft_back, news_denied, words_are_of
from sayso.extract.attribution.citing import attributed_to, citing, heard
from sayso.extract.attribution.credited import before_colon, emerged_from, with_credited
from sayso.extract.attribution.figures import figure_given
from sayso.extract.attribution.goes_on import goes_on
from sayso.extract.attribution.joint import joined_in_order
from sayso.extract.attribution.media import Group
from sayso.extract.attribution.media_part import is_alone, part_of, takes_up
from sayso.extract.attribution.named_as import named_as
from sayso.extract.attribution.new_media import IsParty
from sayso.extract.attribution.nouns import words_given
from sayso.extract.attribution.passed_on import asked_noun, others_words, relayed_subject, with_relays, without_told_again, words_passed_on
from sayso.extract.attribution.phrases import argument, phrase_at
from sayso.extract.attribution.pieces import back_so, that_is_word_of, with_hearers, with_quoted, without_own_gerunds
from sayso.extract.attribution.quoted import (
    QUOTE_RULES,
    clause_behind_colon,
    colon_quote,
    interrupted_quote,
    quote_before_colon,
    quote_in_clause,
    unmarked_quote,
)
from sayso.extract.attribution.relays import Step, is_interview, is_same_person, names_occasion, points_back, steps, talk_with
from sayso.extract.attribution.roles import with_parts
from sayso.extract.attribution.rules import as_said, named_before_colon, quoted_as_saying, verb_of_saying, was_quoted_as_saying
from sayso.extract.attribution.speaker import subject_of_sentence
from sayso.extract.attribution.statements import according_which, noun_of_saying
from sayso.extract.attribution.story import Scene, Story, cues
from sayso.extract.attribution.told import (
    at_the_end,
    by_own_account,
    cleft_said,
    fronted_matter,
    holds,
    is_words_of,
    matter_told,
    moved_object,
    owner_before,
    so_inserted,
    so_spoke,
    what_called,
)
from sayso.extract.attribution.words import Lexis, is_finite
from sayso.languages import once
from sayso.model import Argument, Attribution, Name, Sentence, Span, Token

BACK_RULES = {"back_pronoun", "back_infinitive", "cleft_back", "back_news", "back_words"}
ORIGIN_RULES = {"words_are_of", "words_given", "so_spoke", "moved_object", "is_words_of"}
Rule = Callable[[Scene], Iterator[Attribution]]
Branch = tuple[Argument, ...]
DEPTH = 6  # links a chain may have
BRANCHES = 16
MANY = 12  # attributions looked at behind an interview told of
NEAR = 2  # sentences over which an occasion just told of is where somebody speaks
TALK = 4  # sentences over which an interview goes on

RULES: tuple[Rule, ...] = (
    quoted_as_saying, was_quoted_as_saying, news_denied, apposed_news, as_said, interrupted_quote, so_spoke, back_infinitive, cleft_back, cleft_said,
    moved_object, back_pronoun, back_news, matter_told, fronted_matter, back_so, that_is_word_of, back_words, words_are_of, according_which,
    by_own_account,
    according_to, for_rivals, for_party, emerged_from, noun_of_saying, figure_given, verb_of_saying, holds, words_given, is_words_of, owner_before,
    colon_quote, quote_before_colon, clause_behind_colon, named_before_colon,
    quote_in_clause, citing, heard, asked_noun, relayed_subject, words_passed_on,
    so_inserted, at_the_end, reported_act, what_called, named_as,
)


lexis = once(Lexis.of)


def attributions(sentences: Sequence[Sentence], words: Mapping[str, Any], media: Mapping[str, str] | None = None,
                 is_party: IsParty | None = None) -> tuple[Attribution, ...]:
    """All attributions of an article, in the order of their cues.

    ``words`` is the language's ``speech.yaml``; ``media`` maps names of media in small letters to their kind; ``is_party`` tells whether a
    token stands for somebody the tables know, who is no medium that they lack.
    """
    story = Story.of(sentences, lexis(words), media, is_party)
    found: list[Attribution] = []
    used: set[int] = set()
    for s in story.sentences:
        if s.paragraph in story.captions:
            continue
        start = len(found)
        scene = Scene(story, s, cues(s, story.lexis, story.quoted(s)), found, used)
        for rule in RULES:
            found += list(rule(scene))
        found[start:] = with_parts(scene, with_relays(scene, found[start:]))
    found = sorted(found, key=_order)
    found = sorted((*found, *_left_quotes(story, found, used)), key=_order)
    found = without_told_again(story, found)
    found += _unmarked(story, found)
    found += goes_on(story, found)
    found = with_interview(story, [side_by_side(a, story) for a in sorted(before_colon(story, without_own_gerunds(story, found)), key=_order)])
    found = with_credited(story, with_origin(story, found))
    found = with_later(story, with_occasion(story, with_hearers(story, with_quoted(story, with_cited(story, with_nameless(story, found))))))
    return tuple(sorted(chained(found, story), key=_order))


def side_by_side(a: Attribution, story: Story) -> Attribution:
    """The attribution with the other media of its source's group, which say the same ("Tass e Interfax riferiscono")."""
    if a.relays:
        a = replace(a, relays=tuple(tuple(_under_its_name(x, story) for x in branch) for branch in a.relays))
    groups = story.press.groups.get(a.source.sentence, ())
    mine = next((g for g in groups if any(story.sentences[story.place[a.source.sentence]].span(m.first, m.last).overlaps(a.source.span)
                                          for m in g.media)), None)
    one = mine.arguments[0] if mine is not None and len(mine.arguments) == 1 else None
    if mine is not None and is_alone(story.sentences[story.place[a.source.sentence]], mine.first, story.lexis):
        a = replace(a, source=replace(a.source, rule="passed_on_alone"))
    if one is not None and one.sentence == a.source.sentence and a.source.span.text in one.span.text:
        return replace(a, source=replace(one, rule=a.source.rule))  # "Le Monde", of which the article was taken off
    if mine is None or _is_of_medium(a, mine, story):
        return joined_in_order(a, story)
    if len(mine.arguments) < 2:
        return _named_again(a, mine, story)
    return replace(a, source=replace(mine.arguments[0], rule=a.source.rule), beside=mine.arguments[1:])


def _under_its_name(x: Argument, story: Story) -> Argument:
    """A relay only pointed back to ("the same agency") as the medium that it means."""
    s = story.sentences[story.place[x.sentence]]
    g = next((g for g in story.press.groups.get(x.sentence, ()) if s.span(g.first, g.last).overlaps(x.span)), None)
    again = g is not None and len(g.arguments) == 1 and _is_elsewhere(g, s)
    return replace(g.arguments[0], rule=x.rule) if g is not None and again else x


def _named_again(a: Attribution, group: Group | None, story: Story) -> Attribution:
    """A medium only pointed back to ("l'emittente") under the name it has in the sentence before."""
    again = group is not None and len(group.arguments) == 1 and _is_elsewhere(group, story.sentences[story.place[a.source.sentence]])
    return replace(a, source=replace(group.arguments[0], rule=a.source.rule)) if group is not None and again else a


def _is_of_medium(a: Attribution, g: Group, story: Story) -> bool:
    """ "An editor of the paper said": whether the medium is only whose a person is."""
    t = story.sentences[story.place[a.source.sentence]].tokens[a.source.head]
    return a.source.head < g.first and t.upos == "NOUN" and story.lexis.noun("people", t)


def _is_elsewhere(g: Group, s: Sentence) -> bool:
    """Whether the words of a group only point back to the medium that they mean ("told Alfa, the website reported")."""
    return not g.arguments[0].span.overlaps(s.span(g.first, g.last))


def with_later(story: Story, found: Sequence[Attribution]) -> list[Attribution]:
    """The attributions, each with the relays that a sentence without a speaker of its own names for what was said before."""
    out = list(found)
    speaking = {a.cue.field: set[int]() for a in found}
    for a in found:
        if not _takes_up_words(story, a):
            speaking[a.cue.field].add(_sentence_at(story, a.cue))
    for s in story.sentences:
        if s.field == "title" or s.paragraph in story.captions or _sentence_at(story, s.whole) in speaking.get("text", ()):
            continue
        scene = Scene(story, s, cues(s, story.lexis), [], set())
        named = [x for x in steps(scene) if not x.is_spoken_to or points_back(scene)]
        k = _last_speaking(out, s) if named and points_back(scene) else None
        k = _whose_words(scene, out, k) if k is not None else None
        named = [x for x in named if k is not None and not (x.is_spoken_to and (_names_another(s, out[k], x) or _tells_of_another(scene, out[k])))
                 and not _is_about_another(scene, out[k])]
        if k is not None and not others_words(scene, out[k]):
            out[k] = replace(out[k], later=(*out[k].later, *(x.parties for x in named)))
            for j in _other_side(scene, out, k):
                out[j] = replace(out[j], later=(*out[j].later, *(x.parties for x in named)))
    return out


def _whose_words(scene: Scene, found: Sequence[Attribution], last: int) -> int:
    """ "Le dichiarazioni di X sono state riprese da Alfa": the last attribution of whoever the words are said to be of, else the last one."""
    s = scene.s
    for t in s.tokens:
        words = t.upos == "NOUN" and t.base.startswith("nsubj") and any(scene.lexis.has(n, t) for n in ("said_words", "noun_say", "documents"))
        owner = next((c for c in s.children(t.i, "nmod") if words and c.upos == "PROPN"), None)
        if owner is not None:
            mine = max((owner, *s.children(owner.i, "flat")), key=lambda x: x.i).form
            same = (j for j in range(last, max(-1, last - MANY), -1) if mine in found[j].source.span.text.split() and found[j].cue.field == s.field)
            return next(same, last)
    return last


def _takes_up_words(story: Story, a: Attribution) -> bool:
    """ "Alfa, which reprinted the interview, notes that": whether the sentence in which a medium speaks tells first that it passes words on."""
    s = story.sentences[_sentence_at(story, a.cue)]
    own = a.rule == "verb_of_saying" and a.source.sentence == s.i and not any(q >= 0 for q in story.quoted(s))
    mine = (g for g in story.press.groups.get(s.i, ()) if own and s.span(g.first, g.last).overlaps(a.source.span))
    passed_on = a.source.rule == "relative_antecedent"  # "ripreso da Alfa, che ricorda"
    return any(takes_up(s, g.last, story.lexis) or (passed_on and part_of(s, g, story.lexis) == "relay") for g in mine)


def _other_side(scene: Scene, found: Sequence[Attribution], k: int) -> Iterator[int]:
    """ "Il duello fra i due, ospitato da Alfa, è stato ripreso da Beta": the last attribution of whoever else has spoken in the paragraph."""
    s = scene.s
    if not any(t.base.startswith("nsubj") for t in scene.lexis.having("debates", s)):
        return
    seen = {found[k].source.span}
    for j in range(k - 1, max(-1, k - MANY), -1):
        here = scene.story.sentence_at(found[j].cue)
        if found[j].cue.field == s.field and here.paragraph == s.paragraph and found[j].source.span not in seen:
            seen.add(found[j].source.span)
            yield j


def _tells_of_another(scene: Scene, a: Attribution) -> bool:
    """ "The government called it absurd in a note to X": whether a sentence has another body or person as its subject than who spoke."""
    who = next(subject_of_sentence(scene, scene.s), None)
    t = scene.s.tokens[who.head] if who is not None else None
    if who is None or t is None or t.upos == "PRON" or _is_press(scene.story, who) or is_same_person(scene, who, a.source):
        return False
    thing = any(scene.lexis.noun(n, t) for n in ("documents", "noun_say")) or any(scene.lexis.has(n, t) for n in ("said_words", "interviews", "news"))
    return not thing and (scene.lexis.noun("bodies", t) or (scene.lexis.noun("people", t) and _is_press(scene.story, a.source)))


def _is_about_another(scene: Scene, a: Attribution) -> bool:
    """ "Il premier X non si muove, e lo scrive in un post ripreso da Alfa": whether another person is what a sentence is about."""
    root = next((t.i for t in scene.s.tokens if t.head == t.i), 0)
    subject = next(iter(scene.s.children(root, "nsubj")), None)
    if subject is None or scene.lexis.has("said_words", subject):
        return False
    name = next((n for n in scene.s.names if n.label == "PER" and _is_beside(scene.s, subject, n)), None)
    press = scene.story.press.groups.get(scene.s.i, ())
    if name is None or any(g.first < name.last and name.first < g.last for g in press):
        return False
    return set(scene.s.span(name.first, name.last).text.split()).isdisjoint(a.source.span.text.split())


def _is_beside(s: Sentence, t: Token, n: Name) -> bool:
    """Whether a name is a word itself or stands with it ("il premier X")."""
    return n.first <= t.i < n.last or (s.tokens[n.first].head == t.i and n.first > t.i and s.tokens[n.first].base in {"nmod", "appos", "flat"})


def _names_another(s: Sentence, a: Attribution, x: Step) -> bool:
    """ "Di diverso avviso il collega, Ken Abe, che alla Nhk ha parlato di …": whether a sentence names another person than who spoke."""
    mine = set(a.source.span.text.split())
    parties = [p.span for p in x.parties]
    names = [s.span(n.first, n.last) for n in s.names if n.label == "PER" and n.last <= x.at]
    return any(mine.isdisjoint(n.text.split()) and not any(n.overlaps(p) for p in parties) for n in names)


def with_cited(story: Story, found: Sequence[Attribution]) -> list[Attribution]:
    """The attributions, those of a medium that a sentence of its own says to have cited somebody with that one first ("Il quotidiano cita fonti")."""
    out = list(found)
    spoken = {a.source.sentence for a in found}
    for s in story.sentences:
        it = any(t.base == "nsubj" and t.upos == "PRON" and story.lexis.has("dummy", t) for t in s.tokens[:2])  # "It cited two bankers"
        groups = story.press.groups.get(s.i, ()) or (story.press.groups.get(s.i - 1, ()) if it else ())
        if not groups or s.field == "title" or s.i in spoken:
            continue
        cites = (*story.lexis.having("citing", s), *story.lexis.having("attributes", s))
        t = next((t for t in cites if t.upos == "VERB" and (is_finite(t) or s.has(t.i, "aux"))), None)
        g = next((g for g in groups if t is not None and (it or g.last <= t.i)), None)
        scene = Scene(story, s, [], [], set())
        at = None if t is None else t.i + 1 if story.lexis.has("citing", t) else attributed_to(scene, t)
        p = phrase_at(s, at, story.lexis) if at is not None and g is not None else None
        k = _last_speaking(out, s)
        if p is None or g is None or k is None or out[k].source.span not in {a.span for a in g.arguments}:
            continue
        who = argument(s, p, "cited")
        if not _is_press(story, who):
            relays = tuple((x, *b) for x in g.arguments for b in out[k].relays or ((),))
            rule = "citing" if t is not None and story.lexis.has("citing", t) else out[k].rule
            out[k] = replace(out[k], source=who, relays=relays, rule=rule, beside=())
    return out


def with_nameless(story: Story, found: Sequence[Attribution]) -> list[Attribution]:
    """The attributions, the one before a sentence in which its media cite sources without a name with those first.

    "The ship was named in articles by X and Y as one of those … The two outlets cited unnamed officials as saying the cargo …"
    """
    out = list(found)
    for a in found:
        if a.rule != "quoted_as_saying" or not a.relays or not _is_nameless(story, a.source):
            continue
        k = _last_speaking(out, story.sentences[story.place[a.source.sentence]])
        if k is None or out[k].relays or out[k].source.sentence < a.source.sentence - NEAR:
            continue
        said = (out[k].source, *out[k].beside)
        groups = [g for g in story.press.groups.get(out[k].source.sentence, ()) if any(x.span.overlaps(y.span) for x in said for y in g.arguments)]
        media = {y.span for g in groups for y in g.arguments} | {x.span for x in said}
        if media == {x.span for branch in a.relays for x in branch}:
            out[k] = replace(out[k], source=a.source, beside=(), relays=a.relays)
    return out


def _is_nameless(story: Story, a: Argument) -> bool:
    """Whether a source is one of those called sources, and has no name."""
    s = story.sentences[story.place[a.sentence]]
    return story.lexis.has("source_word", s.tokens[a.head]) and not any(n.first <= a.head < n.last for n in s.names)


def with_origin(story: Story, found: Sequence[Attribution]) -> list[Attribution]:
    """The attributions, those of a medium before "La notizia viene dal ministero" with that one first and the medium as who passes on."""
    out = list(found)
    for k, a in enumerate(found):
        if a.rule not in {*ORIGIN_RULES, "back_news"} or a.relays or _is_press(story, a.source):
            continue
        for j in range(max(0, k - NEAR), k):
            b = out[j]
            before = a.rule in ORIGIN_RULES and _holds(a, b.cue) and b.source.sentence < a.source.sentence
            if not _is_press(story, b.source) or not (before or _is_to_whom(story, b, a)):
                continue
            relays = tuple((replace(x, rule="passed_on_by"), *branch) for x in (b.source, *b.beside) for branch in b.relays or ((),))
            out[j] = replace(b, source=a.source, beside=(), relays=relays)
    return out


def _is_to_whom(story: Story, b: Attribution, a: Attribution) -> bool:
    """ "Lo rivela Alfa, a cui la notizia è stata confermata da due testimoni": whether a relative pronoun leads from the one to the other."""
    s = story.sentences[story.place[a.source.sentence]]
    between = [t for t in s.tokens if b.source.span.end <= t.start < a.cue.start]
    led = any(story.lexis.has("to", x) and story.lexis.has("relatives", t) for x, t in pairwise(between))
    return b.source.sentence == a.source.sentence and a.content == b.content and led


def with_occasion(story: Story, found: Sequence[Attribution]) -> list[Attribution]:
    """The attributions, those before "Lo riporta X" in a paragraph of its own, or before "nel suo discorso, trasmesso da X", passed on by X too."""
    out = list(found)
    for k, a in enumerate(found):
        before = _before_of_press(story, found, k) or _same_occasion(story, found, k)
        if before is None:
            continue
        medium = a.rule in BACK_RULES
        steps = ((a.source, *a.beside),) if medium else ()
        relays = tuple((x,) for branch in a.relays[:1] for x in branch) if len(a.relays) < 2 else _side_by_side(a.relays)
        new = tuple(x for x in (*steps, *relays) if x not in out[before].later)
        out[before] = replace(out[before], later=(*out[before].later, *new))
    return out


def _side_by_side(branches: Sequence[Branch]) -> tuple[Branch, ...]:
    """Branches as steps: what they share, then the parties in which they differ, side by side."""
    width = max(map(len, branches))
    return tuple(tuple(dict.fromkeys(b[k] for b in branches if k < len(b))) for k in range(width))


def _before_of_press(story: Story, found: Sequence[Attribution], k: int) -> int | None:
    """Behind which attribution a medium passes on all that was said: "Lo riporta X" where it opens a paragraph."""
    a = found[k]
    s = story.sentences[_sentence_at(story, a.cue)]
    opens = story.place[s.i] > 0 and story.sentences[story.place[s.i] - 1].paragraph != s.paragraph
    if a.rule not in BACK_RULES or not opens or a.source.sentence != s.i or not _is_press(story, a.source):
        return None
    b = found[k - 1] if k else None
    near = b is not None and b.cue.field == a.cue.field and story.sentences[_sentence_at(story, b.cue)].paragraph >= s.paragraph - 1
    return k - 1 if b is not None and near and not _is_press(story, b.source) else None


def _same_occasion(story: Story, found: Sequence[Attribution], k: int) -> int | None:
    """The attribution before, where this one is of the same speaker and names the occasion as one known ("nel suo intervento, trasmesso da X")."""
    a = found[k]
    b = found[k - 1] if k and a.relays else None
    if b is None or b.cue.field != a.cue.field or b.relays or b.later or not 0 < _sentence_at(story, a.cue) - _sentence_at(story, b.cue) <= NEAR:
        return None
    scene = Scene(story, story.sentences[_sentence_at(story, a.cue)], [], [], set())
    same = a.source.span == b.source.span or (a.source.sentence == scene.s.i and is_same_person(scene, a.source, b.source))
    paper = a.source.sentence == scene.s.i and scene.lexis.noun("documents", scene.s.tokens[a.source.head]) and len(a.source.span.text.split()) == 1
    paper = paper and not any(scene.lexis.has("who", t) for t in scene.s.tokens if a.source.span.end <= t.start < a.cue.start)
    return k - 1 if (same and names_occasion(scene)) or (paper and b.source.sentence < scene.s.i) else None


def _is_press(story: Story, a: Argument) -> bool:
    s = story.sentences[story.place[a.sentence]]
    return any(s.span(g.first, g.last).overlaps(a.span) for g in story.press.groups.get(a.sentence, ()))


def with_interview(story: Story, found: Sequence[Attribution]) -> list[Attribution]:
    """The attributions, those behind "X gave an interview to Y" with Y as the first relay where X goes on to speak and nobody else is named."""
    out = list(found)
    spoken = {_sentence_at(story, a.cue) for a in found}
    for s in story.sentences:
        scene = Scene(story, s, [], [], set())
        heard = [x for x in steps(scene) if x.is_spoken_to] if is_interview(scene) else []
        speaker = next(subject_of_sentence(scene, s), None) if heard else None
        if speaker is None and (talk := talk_with(scene)) is not None:
            speaker, heard = talk[0], [talk[1]]
        if speaker is None or story.place[s.i] in spoken:
            continue
        of_talk = "interview" if any(story.lexis.has(n, t) for n in ("interviews", "hearing") for t in s.tokens) else None
        behind = bisect_right(found, (s.field != "title", s.end), key=_order)
        first = {x.span for x in heard[0].parties}
        passed_on = [x.parties for x in steps(scene) if not x.is_spoken_to and first.isdisjoint(p.span for p in x.parties)]
        tails = tuple(product(*passed_on))[:BRANCHES]  # "un'intervista ad Alfa, ripubblicata da Beta"
        for k, a in enumerate(out[behind : behind + MANY], behind):
            near = a.cue.field == s.field and s.end <= a.cue.start and _sentence_at(story, a.cue) <= story.place[s.i] + TALK
            if near and not a.relays and (a.source.span == speaker.span or is_same_person(scene, a.source, speaker)):
                out[k] = replace(a, relays=tuple((x, *tail) for x in heard[0].parties for tail in tails), medium=a.medium or of_talk)
    return out


def _last_speaking(found: Sequence[Attribution], s: Sentence) -> int | None:
    """The last attribution before a sentence that is not a headline's."""
    k = bisect_right(found, (True, s.start), key=_order) - 1
    if k < 0 or found[k].cue.field != "text":
        return None
    inner = found[k]  # "X ha detto che gli agenti hanno chiesto il trasferimento": X spoke, the agents did not
    outer = (j for j in range(k - 1, max(-1, k - NEAR - 1), -1) if found[j].rule == "verb_of_saying" and _holds(found[j], inner.cue)
             and found[j].source.sentence == inner.source.sentence and found[j].cue.end <= inner.cue.start)
    return next(outer, k) if inner.rule == "asked_noun" else k


def _order(a: Attribution) -> tuple[bool, int]:
    return a.cue.field != "title", a.cue.start


def _left_quotes(story: Story, found: Sequence[Attribution], used: set[int]) -> Iterator[Attribution]:
    """Attributions of the quotations that no cue introduced, each told who spoke before it."""
    before: list[Attribution] = []
    at = 0
    for k, q in enumerate(story.quotes):
        s = story.sentences[story.place[q.first]]
        if k in used or s.paragraph in story.captions:
            continue
        while at < len(found) and _order(found[at]) < (q.field != "title", q.start):
            before.append(found[at])
            at += 1
        scene = Scene(story, s, [], before, used)
        new = next((a for rule in QUOTE_RULES for a in rule(scene, k)), None)
        if new is not None:
            before.append(new)
            yield new


def _unmarked(story: Story, found: Sequence[Attribution]) -> Iterator[Attribution]:
    """Paragraphs in the first person without marks, unless the article itself is written so."""
    mine = {s.paragraph for s in story.sentences if s.field == "text" and not s.is_heading and _is_first_person(s)}
    quoted = {s.paragraph for s in story.sentences if any(q >= 0 for q in story.quoted(s))}
    told = {s.paragraph for s in story.sentences if s.field == "text" and not s.is_heading}
    if 3 * len(mine - quoted) > len(told):
        return
    covered = {story.sentences[_sentence_at(story, c)].paragraph for a in found for c in a.content}
    for s in story.sentences:
        if s.paragraph in mine - quoted - covered - story.captions:
            mine.discard(s.paragraph)
            before = [a for a in found if _order(a) < (s.field != "title", s.start)]
            yield from unmarked_quote(Scene(story, s, [], before, set()))


def _is_first_person(s: Sentence) -> bool:
    return any(is_finite(t) and t.feats.get("Person") == "1" and s.tokens[t.head].feats.get("Number") in {None, t.feats.get("Number")}
               for t in s.tokens)


# ------------------------------------------------------------------ chains


def chained(found: Sequence[Attribution], story: Story) -> list[Attribution]:
    """The same attributions; one whose cue stands in another's content is relayed by that other's source and its relays."""
    by_sentence: dict[int, list[int]] = {}
    for k, a in enumerate(found):
        for c in a.content:
            by_sentence.setdefault(_sentence_at(story, c), []).append(k)
    above = [_above(k, found, by_sentence, story) for k in range(len(found))]
    return [a if above[k] is None else replace(a, relays=_closed(k, found, above, 0)) for k, a in enumerate(found)]


def _sentence_at(story: Story, span: Span) -> int:
    lo, hi = 0, len(story.sentences) - 1
    key = (span.field != "title", span.start)
    while lo < hi:
        mid = (lo + hi + 1) // 2
        s = story.sentences[mid]
        lo, hi = (mid, hi) if (s.field != "title", s.start) <= key else (lo, mid - 1)
    return lo


def _above(k: int, found: Sequence[Attribution], by_sentence: Mapping[int, list[int]], story: Story) -> int | None:
    """The attribution in whose content this one's cue stands, the innermost; none that speaks of the same source."""
    a = found[k]
    near = [j for j in by_sentence.get(_sentence_at(story, a.cue), ()) if j != k and _holds(found[j], a.cue) and not _same_chain(found[j], a)
            and not _holds_within(a, found[j], story) and not _only_confirms(story, found[j]) and not _only_denies(story, found[j], a)
            and not _speaks_for(story, a, found[j])]
    return min(near, key=lambda j: (size(found[j]), found[j].rule not in {"citing", "heard"}, -found[j].cue.start), default=None)


def _only_denies(story: Story, outer: Attribution, inner: Attribution) -> bool:
    """ "La denuncia di X, di torture, è stata respinta dal governo": who rejects words does not pass them on."""
    if inner.rule not in {"noun_of_saying", "words_given", "according_which"} or outer.rule != "verb_of_saying":
        return False
    s = story.sentences[_sentence_at(story, outer.cue)]
    return any("deny" in story.lexis.verbs.get(t.lemma.lower(), ()) for t in s.tokens if outer.cue.start <= t.start < outer.cue.end)


def _speaks_for(story: Story, inner: Attribution, outer: Attribution) -> bool:
    """ "L'associazione contesta: i morti sono trenta, ha detto la *sua* presidente": whoever is of the outer speaker has nobody to pass him on."""
    s = story.sentences[story.place[inner.source.sentence]]
    first = next((t.i for t in s.tokens if t.start >= inner.source.span.start), 0)
    own = any(t.feats.get("Poss") == "Yes" for t in s.tokens[max(0, first - 2) : inner.source.head])
    return own and outer.source.sentence == s.i and not _is_press(story, outer.source)


def _only_confirms(story: Story, a: Attribution) -> bool:
    """ "La notizia è stata confermata da un ufficiale": who confirms what others have said is a source of his own, unless a medium."""
    if a.rule not in BACK_RULES or _is_press(story, a.source):
        return False
    s = story.sentences[_sentence_at(story, a.cue)]
    return any("confirm" in story.lexis.verbs.get(t.lemma.lower(), ()) for t in s.tokens if a.cue.start <= t.start < a.cue.end)


def _same_chain(outer: Attribution, inner: Attribution) -> bool:
    """Whether the supposed outer one is of the same speaker, or was itself passed on by the inner one."""
    mine = inner.source.span
    relayed = any(x.span == mine for branch in outer.relays for x in branch)
    return relayed or outer.source.span.overlaps(mine) or outer.source.span.text == mine.text


def _holds_within(inner: Attribution, outer: Attribution, story: Story) -> bool:
    """Whether the supposed inner one is larger; of two that speak of the same sentence the later passes the earlier on."""
    if not _holds(inner, outer.cue):
        return False
    if outer.cue.field == inner.cue.field and _is_press(story, inner.source) != _is_press(story, outer.source):
        return _is_press(story, inner.source)  # "…, ha detto il sindaco, riporta la Cnn": the medium passes it on
    return size(inner) > size(outer) or (size(inner) == size(outer) and outer.cue.start < inner.cue.start)


def _holds(a: Attribution, span: Span) -> bool:
    return any(c.field == span.field and c.start <= span.start and span.end <= c.end for c in a.content)


def size(a: Attribution) -> int:
    """How many characters are attributed."""
    return sum(c.end - c.start for c in a.content)


def _closed(k: int, found: Sequence[Attribution], above: Sequence[int | None], depth: int) -> tuple[Branch, ...]:
    own, up = found[k].relays, above[k]
    if up is None or depth > DEPTH:
        return own
    outer = [(x, *branch) for x in (found[up].source, *found[up].beside) for branch in _closed(up, found, above, depth + 1) or ((),)]
    seen = {x.span for branch in own for x in branch} | {found[k].source.span}
    tails = [tuple(x for x in tail if x.span not in seen) for tail in outer]
    return tuple(dict.fromkeys((*branch, *tail) for branch in own or ((),) for tail in tails))[:BRANCHES]


def nearby(found: Sequence[Attribution], sentences: Sequence[Sentence]) -> dict[int, list[Attribution]]:
    """Sentence → the attributions whose content touches it, so that nobody need look at all of them."""
    out: dict[int, list[Attribution]] = {}
    starts = {f: [(s.start, s.i) for s in sentences if s.field == f] for f in ("title", "text")}
    ends = {s.i: s.end for s in sentences}
    for a in found:
        for c in a.content:
            rows = starts[c.field]
            first = max(bisect_right(rows, (c.start, len(ends))) - 1, 0)
            for start, i in rows[first:]:
                if start >= c.end:
                    break
                if ends[i] > c.start and (i not in out or out[i][-1] is not a):
                    out.setdefault(i, []).append(a)
    return out


def cover(found: Sequence[Attribution], span: Span) -> Attribution | None:
    """The innermost attribution whose content contains the span; of two as large, the one that cites, else the later cue."""
    holding = [(size(a), a.rule not in {"citing", "heard"}, -k, a) for k, a in enumerate(found) if a.rule != "judgement" and _holds(a, span)]
    return min(holding, key=lambda x: x[:3])[3] if holding else None
