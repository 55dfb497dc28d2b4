"""What every rule of attribution looks at: the article's sentences with their quotations and cues, and what was found so far.

In: sentences and :class:`Lexis`. Out: :class:`Story` (the article) and :class:`Scene` (one sentence of it while rules run).
A cue is a verb of saying with its auxiliaries, clitics and modal: "ha poi voluto precisare" is one.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from sayso.extract.attribution.media import Names, Press
from sayso.extract.attribution.new_media import IsParty, new_media
from sayso.extract.attribution.phrases import name_at, phrase_around, phrase_before
from sayso.extract.attribution.quotes import Quote, quotes
from sayso.extract.attribution.words import DASHES, MARKS, Lexis, is_finite, low
from sayso.model import Argument, Attribution, Sentence, Span, Token

UNKNOWN: Names = {}
TOLD = {"PROPN", "NOUN", "DET", "PRON", "ADJ"}  # with what whom something is told begins
CLOSED_BY = {".", "!", "?", ";"}
MEMORY = 30  # sentences over which a speaker may go on speaking
SHORT = 2  # words of a quotation without a verb that may be a name
UNLISTED = frozenset({"quip"})  # what a verb of no list is taken for where only speech can be told
REACH = 14  # words between a cue and what it opens, or its subject


@dataclass(frozen=True, slots=True)
class Cue:
    """A verb of saying: its token, the tokens ``[first, last)`` of its group, its classes, and how it is built."""

    verb: int
    first: int
    last: int
    classes: frozenset[str]
    finite: bool
    passive: bool = False
    impersonal: bool = False
    backward: bool = False
    negated: bool = False
    person: str | None = None
    number: str | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """An article's sentences, its quotations, and for every token the quotation it stands in (-1: none)."""

    sentences: tuple[Sentence, ...]
    lexis: Lexis
    quotes: tuple[Quote, ...]
    inside: tuple[tuple[int, ...], ...]
    place: dict[int, int]
    captions: frozenset[int]
    press: Press

    @classmethod
    def of(cls, sentences: Sequence[Sentence], lexis: Lexis, media: Names | None = None, is_party: IsParty | None = None) -> Story:
        """Find the quotations and where every token stands; ``is_party``: whether a token stands for somebody the tables know."""
        found = quotes(sentences)
        new = new_media(sentences, lexis, media, is_party) if media and is_party else {}
        place = {s.i: k for k, s in enumerate(sentences)}
        return cls(tuple(sentences), lexis, found, tuple(_tokens_in_quotes(sentences, found)), place, captions(sentences, lexis),
                   Press.of(sentences, lexis, media or UNKNOWN, new))

    def quoted(self, s: Sentence) -> tuple[int, ...]:
        """For each token the quotation it stands in, -1 outside."""
        return self.inside[self.place[s.i]]

    def quotes_in(self, x: Span) -> list[int]:
        """The quotations that share characters with a span: outermost quotations do not overlap, so a search by halves finds them."""
        k = bisect_right(self.quotes, (x.field != "title", x.start), key=lambda q: (q.field != "title", q.end))
        out = []
        while k < len(self.quotes) and self.quotes[k].field == x.field and self.quotes[k].start < x.end:
            out.append(k)
            k += 1
        return out

    def mark(self, k: int) -> Span:
        """The mark that opens quotation ``k``."""
        q = self.quotes[k]
        s = self.sentences[self.place[q.first]]
        return Span(q.field, q.start - 1, q.start, s.text[q.start - 1 - s.start : q.start - s.start])

    def sentence_at(self, x: Span) -> Sentence:
        """The sentence in which a span begins."""
        k = bisect_right(self.sentences, (x.field != "title", x.start), key=lambda s: (s.field != "title", s.start))
        return self.sentences[max(0, k - 1)]

    def quote(self, k: int) -> tuple[Span, ...]:
        """The words of quotation ``k``, a span for each sentence of it."""
        q = self.quotes[k]
        parts = self.sentences[self.place[q.first] : self.place[q.last] + 1]
        return tuple(p for s in parts for p in [trimmed(s, max(s.start, q.start), min(s.end, q.end))] if p)


def _tokens_in_quotes(sentences: Sequence[Sentence], found: Sequence[Quote]) -> Iterator[tuple[int, ...]]:
    own: dict[int, list[int]] = {}
    for k, q in enumerate(found):
        for i in range(q.first, q.last + 1):
            own.setdefault(i, []).append(k)
    for s in sentences:
        near = [(found[k].start, found[k].end, k) for k in own.get(s.i, ())]
        yield tuple(next((k for a, b, k in near if a <= t.start < b), -1) for t in s.tokens) if near else (-1,) * len(s.tokens)


def trimmed(s: Sentence, start: int, end: int) -> Span | None:
    """Characters of a sentence without blanks, commas and quote marks at the ends; ``None`` where nothing is left."""
    while start < end and s.text[start - s.start] in " \t\n,;:–—-«»“”\"":
        start += 1
    while start < end and s.text[end - 1 - s.start] in " \t\n,;:–—-«»“”\"":
        end -= 1
    return Span(s.field, start, end, s.text[start - s.start : end - s.start]) if start < end else None


def captions(sentences: Sequence[Sentence], lexis: Lexis) -> frozenset[int]:
    """Numbers of the paragraphs that open with a word for a picture or a credit ("Foto: …", "Fonte foto: …")."""
    firsts: dict[int, Sentence] = {}
    for s in sentences:
        firsts.setdefault(s.paragraph, s)
    alone = {n for n in firsts if sum(s.paragraph == n for s in sentences) == 1}
    return frozenset(n for n, s in firsts.items() if s.tokens and (_opens_caption(s, lexis) or (n in alone and _ends_in_brackets(s))))


def _ends_in_brackets(s: Sentence) -> bool:
    """ "Un guerrigliero a un posto di blocco (foto d'archivio)": no verb, no full stop, and brackets at the end."""
    nominal = not any(is_finite(t) or t.feats.get("VerbForm") == "Part" for t in s.tokens)
    return nominal and s.field != "title" and s.tokens[-1].form == ")" and s.tokens[0].form != "("


def _opens_caption(s: Sentence, lexis: Lexis) -> bool:
    first = next((t.i for t in s.tokens[:-1] if t.upos not in {"PUNCT", "SYM"}), 0)  # "(Foto: …)"
    last = lexis.match("credits", s, first)
    if last is None or low(s.tokens[first].form) not in lexis.patterns["credits"]:
        return False  # "Fonti Ue: …" is no credit
    rest = s.tokens[last] if last < len(s.tokens) else None
    return rest is None or last > first + 1 or rest.upos in {"PROPN", "PUNCT"} or not s.tokens[0].form[0].isalpha()


@dataclass(slots=True)
class Scene:
    """One sentence while the rules run: its cues, the verbs already used, and everything found in the article so far."""

    story: Story
    s: Sentence
    cues: list[Cue]
    found: list[Attribution]
    used_quotes: set[int]
    taken: set[int] = field(default_factory=set)
    lexis: Lexis = field(init=False)  # the words of the language
    quoted: tuple[int, ...] = field(init=False)  # for each token the quotation it stands in

    def __post_init__(self) -> None:
        self.lexis, self.quoted = self.story.lexis, self.story.quoted(self.s)

    def _spoken(self, a: Attribution) -> bool:
        """Whether the cue itself stands in somebody's quotation."""
        if a.rule in {"interrupted_quote", "quote_goes_on"}:
            return False
        s = self.story.sentences[self.story.place[a.source.sentence]]
        return any(q >= 0 and t.start == a.cue.start for t, q in zip(s.tokens, self.story.quoted(s), strict=True))

    def _only_passed_on(self, a: Attribution) -> bool:
        """Whether a medium only passes on what somebody else has said ("…, ha detto il ministro. Lo riferisce l'Ansa."), who then goes on."""
        if not self.is_press(a.source):
            return False
        near = [b for b in self.found[-MEMORY:] if b is not a and not self.is_press(b.source)]
        return any(c.field == b.cue.field and c.start <= b.cue.start and b.cue.end <= c.end for b in near for c in a.content)

    def is_press(self, a: Argument) -> bool:
        """Whether a party is a medium."""
        s = self.story.sentences[self.story.place[a.sentence]]
        return any(s.span(g.first, g.last).overlaps(a.span) for g in self.story.press.groups.get(a.sentence, ()))

    def free_cues(self) -> list[Cue]:
        """Cues that no rule has used."""
        return [c for c in self.cues if c.verb not in self.taken]

    def last_speaker(self) -> Argument | None:
        """Who spoke last, in this paragraph or the one before."""
        last = self.last_said()
        return last.source if last else None

    def has_just_spoken(self, a: Attribution) -> bool:
        """Whether an attribution or what it tells reaches into the sentence before this one."""
        before = self.story.sentences[max(0, self.story.place[self.s.i] - 1)]
        return a.source.sentence >= before.i or any(c.overlaps(before.whole) for c in a.content)

    def last_said(self) -> Attribution | None:
        """The last attribution whose speaker may go on speaking."""
        for a in reversed(self.found):
            k = self.story.place.get(self.story.sentence_at(a.cue).i)
            if k is None or self.story.place[self.s.i] - k > MEMORY:
                return None
            if self.story.sentences[k].field != self.s.field or self.story.sentences[k].paragraph < self.s.paragraph - 1:
                return None
            if a.rule not in {"according_to", "relayed_subject"} and not self._spoken(a) and not self._only_passed_on(a):
                return a
        return None


def cues(s: Sentence, lexis: Lexis, quoted: Sequence[int] = ()) -> list[Cue]:
    """The verbs of saying of a sentence, in order; ``quoted`` tells of each token the quotation it stands in."""
    verbs = (t for t in s.tokens if t.upos in {"VERB", "AUX"} or (t.upos == "ADJ" and s.has(t.i, "aux")))
    found = [c for t in verbs for c in [cue_of(s, t, lexis) or _cue_by_place(s, t, lexis, quoted)] if c]
    if not lexis.sets["takes_bare"]:
        found = _apart(found)
    return [c for c in found if not any(d.first <= c.verb < d.verb for d in found)]  # "went on" of "went on to say"


def _apart(found: Sequence[Cue]) -> list[Cue]:
    """ "fa sapere di aver respinto", "fa notare che": a phrase keeps its words, and no other cue begins inside it."""
    phrases = [c for c in found if "phrases" in c.classes]
    if not phrases:
        return list(found)
    out = [c for c in found if not any(p.verb < c.verb < p.last for p in phrases)]
    return [replace(c, first=max([c.first, *(p.last for p in phrases if c.first < p.last <= c.verb)])) for c in out]


def cue_of(s: Sentence, t: Token, lexis: Lexis) -> Cue | None:
    """The cue that a verb is, with its auxiliaries and clitics; ``None`` where it is no verb of saying."""
    classes, last = lexis.verbs.get(t.lemma.lower(), frozenset()), t.i + 1
    phrase_end = lexis.match("phrases", s, t.i)
    if phrase_end is not None:
        classes, last = classes | {"phrases"}, phrase_end
    if not classes or _is_deed(s, t, lexis):
        return None
    first = _group_start(s, t.i, lexis)
    group = s.tokens[first:last]
    finite = next((x for x in group if is_finite(x)), t if _has_own_subject(s, t) or _closes_sentence(s, t, lexis) else None)
    negated = any(lexis.has("not", x) for x in s.tokens[max(0, first - 1) : t.i])
    impersonal = any(x.upos == "PRON" and lexis.has("impersonal", x) for x in group) and not lexis.has("reflexive", t)
    himself = lexis.has("reflexive", t) and any(x.upos == "PRON" and lexis.has("impersonal", x) for x in group)  # "si è impegnata a"
    impersonal = impersonal and not _is_of_somebody(s, t, lexis)
    passive = not impersonal and not himself and _is_passive(s, t, group, lexis, classes)
    backward = any(x.upos in {"PRON", "DET"} and x.i < t.i and low(x.form) in lexis.sets["it"] for x in group)
    return Cue(t.i, first, last, classes, finite is not None, passive, impersonal and not passive, backward, negated,
               finite.feats.get("Person") if finite else None, finite.feats.get("Number") if finite else None)


def _cue_by_place(s: Sentence, t: Token, lexis: Lexis, quoted: Sequence[int]) -> Cue | None:
    """ "«Non è vero», *glissa* il ministro": any verb right behind a quotation that opens the sentence, and before who speaks or the end."""
    if not quoted or lexis.sets["takes_bare"] or t.upos != "VERB" or quoted[t.i] >= 0:
        return None
    first = _group_start(s, t.i, lexis)
    if _is_parenthetic(s, t, first, lexis):
        return Cue(t.i, first, t.i + 1, UNLISTED, True, person="3", number=s.tokens[t.i].feats.get("Number"))
    k = first
    while k > 0 and quoted[k - 1] < 0 and s.tokens[k - 1].upos == "PUNCT" and s.tokens[k - 1].form not in CLOSED_BY | {":"}:
        k -= 1
    opens = 0 < k < first and quoted[k - 1] >= 0 and any(x.form == "," or x.form in DASHES for x in s.tokens[k:first])
    finite = next((x for x in s.tokens[first : t.i + 1] if is_finite(x)), None)
    if not opens or finite is None or finite.feats.get("Person") != "3" or any(quoted[x.i] < 0 and x.upos != "PUNCT" for x in s.tokens[:k]):
        return None
    inside = [i for i, q in enumerate(quoted[:k]) if q == quoted[k - 1]]
    if len(inside) <= SHORT and not any(s.tokens[i].upos in {"VERB", "AUX"} for i in inside):
        return None
    return Cue(t.i, first, t.i + 1, UNLISTED, True, person="3", number=finite.feats.get("Number"))


def _is_of_somebody(s: Sentence, t: Token, lexis: Lexis) -> bool:
    """ "Il club si dice preoccupato": whether the subject before a verb with "si" is somebody, who then speaks of himself."""
    who = next((c for c in s.children(t.i, "nsubj") if c.i < t.i), None)
    named = who is not None and any(n.label in {"PER", "ORG"} and n.first <= who.i < n.last for n in s.names)
    return who is not None and (named or lexis.speaks(who)) and not s.has(t.i, "ccomp")


def _is_parenthetic(s: Sentence, t: Token, first: int, lexis: Lexis) -> bool:
    """ "Chi lo scrive, *protesta il ministro*, sbaglia": a verb of no list with its subject behind it, a person, between two commas."""
    who = next((c for c in s.children(t.i, "nsubj") if c.i > t.i), None)
    if who is None:
        return _is_alone_between_commas(s, t, first, lexis)
    if t.base != "parataxis" or who is None or s.has(t.i, "obj", "ccomp", "mark", "cc", "aux:pass") or first < 2 or s.tokens[first - 1].form != ",":
        return False
    finite = next((x for x in s.tokens[first : t.i + 1] if is_finite(x)), None)
    last = max(s.subtree(who.i)) + 1
    closed = last < len(s.tokens) - 2 and (s.tokens[last].form == "," or s.tokens[last - 1].form == ",")
    person = lexis.noun("people", who) or any(n.label == "PER" and n.first <= who.i < n.last for n in s.names)
    return finite is not None and finite.feats.get("Person") == "3" and closed and person and any(is_finite(x) for x in s.tokens[last:])


def _is_alone_between_commas(s: Sentence, t: Token, first: int, lexis: Lexis) -> bool:
    """ "Il decreto, *rincara*, è un errore": a verb with nothing beside it but adverbs."""
    last = t.i + 1
    while last < len(s.tokens) - 1 and s.tokens[last].upos == "ADV":
        last += 1
    group = s.tokens[first : t.i + 1]
    finite = next((x for x in group if is_finite(x)), None)
    plain = t.base in {"parataxis", "advcl"} and not any(lexis.has("impersonal", x) for x in group) and not lexis.has("seems", t)
    closed = first > 0 and s.tokens[first - 1].form == "," and last < len(s.tokens) - 2 and s.tokens[last].form == ","
    third = finite is not None and finite.feats.get("Person") == "3" and finite.feats.get("Mood", "Ind") == "Ind"
    return plain and closed and third and not s.has(t.i, "obj", "ccomp", "mark", "cc", "aux:pass", "obl") and any(map(is_finite, s.tokens[last:]))


def _is_deed(s: Sentence, t: Token, lexis: Lexis) -> bool:
    """Whether a verb of saying tells of a deed: "marched as they protested against the law", "gli agenti hanno risposto con i lacrimogeni"."""
    if lexis.has("presses", t) and s.has(t.i, "obj", "nsubj:pass") and not s.has(t.i, "ccomp", "xcomp"):
        return True
    if not lexis.has("deeds_against", t) and not lexis.has("deeds_by_force", t):
        return False
    for c in s.children(t.i, "obl", "nmod"):
        cases = [k for k in s.children(c.i, "case") if lexis.has("against_it", k)]
        if (cases and lexis.has("deeds_against", t)) or (lexis.has("means_of_force", c) and lexis.has("deeds_by_force", t)):
            return True
    return False


def _has_own_subject(s: Sentence, t: Token) -> bool:
    """Whether a verb tagged as infinitive is none: a subject of its own before it and nothing that marks an infinitive ("officials say")."""
    marked = s.has(t.i, "mark", "aux")
    return t.feats.get("VerbForm") == "Inf" and not marked and any(c.i < t.i for c in s.children(t.i, "nsubj"))


def _closes_sentence(s: Sentence, t: Token, lexis: Lexis) -> bool:
    """ "The inquiry has begun, a spokesman for the diocese confirmed on Saturday": a past form that the tree has made a participle of its subject."""
    if t.feats.get("VerbForm") != "Part" or t.feats.get("Tense") != "Past" or not lexis.sets["takes_bare"] or s.has(t.i, "aux", "aux:pass"):
        return False
    behind = s.tokens[t.i + 1] if t.i + 1 < len(s.tokens) else None
    tells = lexis.has("told_bare", t)
    if behind is None or behind.i >= len(s.tokens) or lexis.has("not_behind_tellers", behind) or (tells and behind.upos not in TOLD):
        return False
    plain = behind.upos in {"ADP", "ADV", "PUNCT", "SCONJ"} or lexis.has("before_speaker", behind)
    first = t.i - (s.tokens[t.i - 1].form == ",")
    heads = [*(c.i for c in s.children(t.i, "nsubj")), *([t.head] if t.base == "acl" else [])]
    near = [p for h in heads if h < t.i for p in [phrase_around(s, h, lexis)] if p and p.last <= first and not any(
        x.upos in {"VERB", "AUX", "PUNCT"} for x in s.tokens[p.last : first])]
    p = next(iter(near), None) or (phrase_before(s, first, lexis) if t.i > 2 else None)
    if p is None or not (plain or tells) or s.tokens[p.first - 1].form not in DASHES | {","} | MARKS or p.first < 3:
        return False
    root = next((x.i for x in s.tokens if x.head == x.i), 0)
    name = name_at(s, p.head)
    party = lexis.speaks(s.tokens[p.head]) or lexis.noun("unnamed", s.tokens[p.head]) or (name is not None and name.label == "PER")
    return root < p.first - 1 and party and any(is_finite(x) for x in s.tokens[: p.first - 1])


def _is_passive(s: Sentence, t: Token, group: Sequence[Token], lexis: Lexis, classes: frozenset[str]) -> bool:
    """By the tree, or by "essere" before a participle that is not one of a verb that takes "essere" anyway."""
    untold = "VerbForm" not in t.feats and s.has(t.i, "aux:pass")  # a participle tagged without its form
    if lexis.has("active_with_be", t) or not (untold or t.feats.get("VerbForm") == "Part"):
        return False
    with_be = any(x.upos == "AUX" and lexis.has("passive", x) for x in group if x.i != t.i)
    return s.has(t.i, "aux:pass", "nsubj:pass", "obl:agent") or (with_be and not classes <= {"quote_verb", "quip"})


def _group_start(s: Sentence, i: int, lexis: Lexis) -> int:
    """The first token of the verb group that ends at ``i``: auxiliaries, clitics, "poi", and a modal before an infinitive."""
    first = i
    for k in range(i - 1, max(-1, i - 8), -1):
        t = s.tokens[k]
        clitic = t.upos in {"PRON", "DET"} and (t.feats.get("Clitic") == "Yes" or low(t.form) in lexis.sets["it"] or lexis.has("impersonal", t))
        modal = s.tokens[first].feats.get("VerbForm") == "Inf" and t.upos in {"VERB", "AUX"} and lexis.has("modal", t)
        before = s.tokens[k - 1 - (k > 1 and s.tokens[k - 1].deprel == "compound:prt")]  # "went on to say"
        link = t.upos in {"ADP", "PART"} and s.tokens[first].feats.get("VerbForm") == "Inf" and k > 0 and lexis.has("modal", before)
        if t.upos == "AUX" or clitic or modal:
            first = k
        elif not (t.upos == "ADV" or t.base == "advmod" or link or lexis.has("not", t)):
            break
    return first


def takes(scene: Scene, cue: Cue, name: str) -> bool:
    """Whether one of the cue's classes takes a content of this kind."""
    return bool(cue.classes & scene.lexis.sets[name])
