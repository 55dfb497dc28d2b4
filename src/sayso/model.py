"""Every record that crosses a stage border.

Articles go in; reports with their evidence come out. A stage takes records and returns new ones, it never fills in another's.

>>> Span("text", 0, 4, "Roma").shifted(3)
Span(field='text', start=3, end=7, text='Roma')
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from dataclasses import field as attribute
from datetime import date
from functools import cache, wraps
from typing import Any, TypeVar

T = TypeVar("T")
UNSEEN = object()


@dataclass(frozen=True, slots=True)
class Span:
    """Characters ``[start, end)`` of a field (``title`` or ``text``) of the article as read; ``text`` equals that slice."""

    field: str
    start: int
    end: int
    text: str

    def shifted(self, by: int) -> Span:
        """The same words ``by`` characters further on."""
        return replace(self, start=self.start + by, end=self.end + by)

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one character."""
        return self.field == other.field and self.start < other.end and other.start < self.end

    def to_dict(self) -> dict[str, Any]:
        """The span as the native record writes it."""
        return {"field": self.field, "start": self.start, "end": self.end, "text": self.text}


@dataclass(frozen=True, slots=True)
class Article:
    """One news text as read. Offsets everywhere else point into ``title`` and ``text``."""

    id: str
    lang: str | None
    title: str
    text: str
    published: date | None = None
    outlet: str | None = None
    url: str | None = None
    notes: tuple[str, ...] = ()
    pair: tuple[tuple[int, int], tuple[int, int]] | None = None

    def of(self, field: str) -> str:
        """The characters of a field."""
        return self.title if field == "title" else self.text

    def span(self, field: str, start: int, end: int) -> Span:
        """A span of this article."""
        return Span(field, start, end, self.of(field)[start:end])

    def reference(self) -> dict[str, Any]:
        """What a record says of the article it comes from."""
        return {"id": self.id, "lang": self.lang, "outlet": self.outlet, "url": self.url,
                "published": self.published.isoformat() if self.published else None, "title": self.title}


@dataclass(frozen=True, slots=True)
class Skipped:
    """An input that gave no article or no reports, and why; the run goes on."""

    source: str
    reason: str


DENIED_BY = "denied by"  # begins the reason of a mention that only somebody's denial of another one made


@cache
def base_of(relation: str) -> str:
    """A relation without its subtype; asked for so often that it is kept."""
    return relation.split(":")[0]


@dataclass(frozen=True, slots=True)
class Token:
    """A word in a UD v2 tree. ``head`` is the index of its head in the sentence, its own index for the root."""

    i: int
    form: str
    lemma: str
    upos: str
    feats: Mapping[str, str]
    head: int
    deprel: str
    start: int
    end: int
    base: str = attribute(init=False, repr=False, compare=False)  # the relation without its subtype: ``obl`` of ``obl:agent``

    def __post_init__(self) -> None:
        object.__setattr__(self, "base", base_of(self.deprel))


@dataclass(frozen=True, slots=True)
class Name:
    """A tagged name: tokens ``[first, last)`` of a sentence; label PER, LOC or ORG."""

    first: int
    last: int
    label: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of one article: its tree and names. ``i`` counts through the article, ``paragraph`` too."""

    i: int
    field: str
    start: int
    end: int
    text: str
    tokens: tuple[Token, ...]
    names: tuple[Name, ...] = ()
    paragraph: int = 0
    is_heading: bool = False
    kids: tuple[tuple[int, ...], ...] = attribute(default=(), compare=False, repr=False)
    kept: dict[Any, Any] = attribute(default_factory=dict, init=False, compare=False, repr=False)  # see :func:`once_a_token`

    def __reduce__(self) -> tuple[Any, ...]:
        return Sentence, (self.i, self.field, self.start, self.end, self.text, self.tokens, self.names, self.paragraph, self.is_heading, self.kids)

    @property
    def forms(self) -> tuple[str, ...]:
        """Every form in small letters."""
        found: tuple[str, ...] | None = self.kept.get("forms")
        if found is None:
            found = self.kept["forms"] = tuple([t.form.lower() for t in self.tokens])
        return found

    @property
    def lemmas(self) -> tuple[str, ...]:
        """Every lemma in small letters."""
        found: tuple[str, ...] | None = self.kept.get("lemmas")
        if found is None:
            found = self.kept["lemmas"] = tuple([t.lemma.lower() for t in self.tokens])
        return found

    @property
    def words(self) -> frozenset[str]:
        """Every form and lemma in small letters."""
        found: frozenset[str] | None = self.kept.get("words")
        if found is None:
            found = self.kept["words"] = frozenset(self.forms + self.lemmas)
        return found

    def children(self, i: int, *relations: str) -> Iterator[Token]:
        """The dependents of token ``i``; with ``relations`` only those (a base relation stands for its subtypes)."""
        kids = self.kids[i]
        if not kids:
            return iter(())
        tokens = self.tokens
        if not relations:
            return iter([tokens[k] for k in kids])
        found = []
        for k in kids:
            t = tokens[k]
            if t.base in relations or t.deprel in relations:
                found.append(t)
        return iter(found)

    def has(self, i: int, *relations: str) -> bool:
        """Whether token ``i`` has such a dependent."""
        for k in self.kids[i]:
            t = self.tokens[k]
            if t.base in relations or t.deprel in relations:
                return True
        return False

    def subtree(self, i: int) -> list[int]:
        """Indices of token ``i`` and everything below it, in order."""
        if not self.kids[i]:
            return [i]
        out, todo = [], [i]
        while todo:
            k = todo.pop()
            out.append(k)
            todo.extend(self.kids[k])
        return sorted(out)

    def ancestors(self, i: int) -> Iterator[Token]:
        """From the head of ``i`` up to the root."""
        seen = {i}
        while self.tokens[i].head not in seen:
            i = self.tokens[i].head
            seen.add(i)
            yield self.tokens[i]

    def span(self, first: int, last: int) -> Span:
        """The characters of tokens ``[first, last)``."""
        a, b = self.tokens[first].start, self.tokens[last - 1].end
        return Span(self.field, a, b, self.text[a - self.start : b - self.start])

    @property
    def whole(self) -> Span:
        """The sentence itself as a span."""
        return Span(self.field, self.start, self.end, self.text)


def once_a_token(look: Callable[[Sentence, int], T]) -> Callable[[Sentence, int], T]:
    """``look(s, i)`` done once for each token of a sentence, which never changes: what comes out must not be changed either."""

    @wraps(look)
    def seen(s: Sentence, i: int) -> T:
        found = s.kept.get((look, i), UNSEEN)
        if found is UNSEEN:
            found = s.kept[look, i] = look(s, i)
        return found  # type: ignore[no-any-return]  # kept by ``look`` itself

    return seen


def has_ring(tokens: Sequence[Token]) -> bool:
    """Whether following the heads never ends for some token: no tree, and nothing that walks it would come back."""
    safe: set[int] = set()
    for t in tokens:
        path, i = [], t.i
        while i not in safe and tokens[i].head != i:
            if i in path:
                return True
            path.append(i)
            i = tokens[i].head
        safe.update(path, (i,))
    return False


def sentence(i: int, field: str, start: int, text: str, tokens: tuple[Token, ...], names: tuple[Name, ...] = (),
             paragraph: int = 0, is_heading: bool = False) -> Sentence:
    """A :class:`Sentence` with its table of children filled."""
    kids: list[list[int]] = [[] for _ in tokens]
    for t in tokens:
        if t.head != t.i:
            kids[t.head].append(t.i)
    return Sentence(i, field, start, start + len(text), text, tokens, names, paragraph, is_heading, tuple(map(tuple, kids)))


@dataclass(frozen=True, slots=True)
class Argument:
    """A filled role: its words, the sentence and head token they hang on, and the name of the rule that filled it."""

    span: Span
    sentence: int
    head: int
    rule: str


@dataclass(frozen=True, slots=True)
class TimeMention:
    """Words that tell when. ``kind`` and ``value`` are language-neutral; :mod:`sayso.resolve.dates` turns them into an interval."""

    span: Span
    sentence: int
    first: int
    last: int
    kind: str
    value: Mapping[str, Any]
    rule: str


@dataclass(frozen=True, slots=True)
class When:
    """An interval of days, both ends included. ``precision``: day, days, week, month, season, year, years, vague."""

    start: date
    end: date
    precision: str
    why: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Count:
    """A number the text gives: ``what`` is killed, injured, arrested, displaced, attacks, weapons, participants, money or other."""

    span: Span
    sentence: int
    head: int
    what: str
    value: float
    rule: str
    by: str | None = None


NOBODY = "nobody"  # the rule of a source without words: "is expected to" is nobody's view


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who is said to have said what. ``relays``: parallel branches of parties that pass it on, first speaker's neighbour first.

    ``beside``: who else says the same words ("Tass e Interfax riferiscono"). ``later``: parties side by side, step by step, that other
    sentences name as passing on what this speaker said.
    """

    source: Argument
    cue: Span
    content: tuple[Span, ...]
    relays: tuple[tuple[Argument, ...], ...]
    rule: str
    speech: str = "indirect"
    medium: str | None = None
    beside: tuple[Argument, ...] = ()
    later: tuple[tuple[Argument, ...], ...] = ()


BARE_WORD = "only a word of the act"  # why some mentions make no row
# Days that may be another's: of a clause beside, of another sentence, or only of the telling.
OF_CLAUSE, ONE_DAY, ONLY_DAY = "the one day of its clauses", "the one day told before", "the only day that the article tells"
OF_SAYING = "the day of who tells it"
AT_NIGHT = "at night"  # of a day that may end on the next one


@dataclass(frozen=True, slots=True)
class Mention:
    """One clause (or noun phrase) that tells of an act, before anything is resolved."""

    sentence: int
    trigger: Span
    head: int
    concept: str
    rule: str
    actors: tuple[Argument, ...]
    recipients: tuple[Argument, ...]
    status: str
    status_why: str
    hearsay: bool
    times: tuple[TimeMention, ...] = ()
    place: Argument | None = None
    counts: tuple[Count, ...] = ()
    attribution: Attribution | None = None
    needs: str | None = None
    weak: bool = False
    is_account: bool = False  # of what was seen or heard: stands without a party
    aside: str = ""  # why it makes no row by itself; it counts where another article tells the act


@dataclass(frozen=True, slots=True)
class Known:
    """What a span was resolved to. Codes are PLOVER's: ISO3 or an international code, and a sector; ``None`` is unknown."""

    name: str
    country: str | None
    sector: str | None
    why: str
    id: str | None = None
    kind: str | None = None
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Party:
    """An actor or recipient of a report: the words and what they were resolved to. ``is_new``: told of for the first time ("un altro agente")."""

    span: Span
    known: Known
    rule: str
    is_new: bool = False

    def to_dict(self) -> dict[str, Any]:
        """As in the native record."""
        k = self.known
        return {**self.span.to_dict(), "name": k.name, "country": k.country, "sector": k.sector, "id": k.id,
                "score": round(k.score, 3), "why": f"{self.rule}; {k.why}"}


@dataclass(frozen=True, slots=True)
class Place:
    """Where it happened. ``precision``: point, city, admin1, country; coordinates only of a point or city. ``why``: how it was found."""

    span: Span
    name: str
    country: str | None
    admin1: str | None = None
    geonameid: int | None = None
    lat: float | None = None
    lon: float | None = None
    precision: str = "country"
    why: str = ""

    def to_dict(self) -> dict[str, Any]:
        """As in the native record."""
        return {**self.span.to_dict(), "name": self.name, "country": self.country, "admin1": self.admin1,
                "geonameid": self.geonameid, "lat": self.lat, "lon": self.lon, "precision": self.precision}


@dataclass(frozen=True, slots=True)
class SourceNode:
    """A party in a chain of sources. ``kind``: person, office, document, broadcaster, agency, outlet or unnamed."""

    id: str
    name: str
    kind: str
    country: str | None
    span: Span | None


@dataclass(frozen=True, slots=True)
class Sources:
    """The graph of a claim: an edge goes from who speaks to who relays; a path from the first speaker to the last relay."""

    nodes: tuple[SourceNode, ...] = ()
    edges: tuple[tuple[str, str], ...] = ()
    paths: tuple[tuple[str, ...], ...] = ()
    medium: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """As in the native record."""
        nodes = [{"id": n.id, "name": n.name, "kind": n.kind, "country": n.country,
                  **(n.span.to_dict() if n.span else {"field": None, "start": None, "end": None, "text": None})} for n in self.nodes]
        return {"nodes": nodes, "edges": [list(e) for e in self.edges], "paths": [list(p) for p in self.paths], "medium": self.medium}


@dataclass(frozen=True, slots=True)
class Code:
    """What the ontologies say of a concept; no type where a pair was asked for and does nothing."""

    type: str
    mode: str | None
    contexts: tuple[str, ...]
    quad: int
    score: float
    cameo: str | None
    goldstein: float | None


@dataclass(frozen=True, slots=True)
class Report:
    """One claim that one article makes about one event, with the evidence for every slot."""

    report_id: str
    event_id: str
    article: Article
    sentence: Span
    trigger: Span
    concept: str
    code: Code
    status: str
    hearsay: bool
    background: bool
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    when: When | None
    where: Place | None
    counts: tuple[Count, ...]
    sources: Sources
    confidence: float
    made_by: Mapping[str, str]
    why: Mapping[str, str]

    def to_dict(self) -> dict[str, Any]:
        """The native record: one JSON object a report (see docs/output.md)."""
        a, c, w = self.article, self.code, self.when
        empty = {"field": None, "start": None, "end": None, "text": None}
        return {
            "report_id": self.report_id, "event_id": self.event_id,
            "article": a.reference(),
            "sentence": self.sentence.to_dict(), "trigger": self.trigger.to_dict(), "concept": self.concept or None,
            "type": c.type or None, "mode": c.mode, "contexts": list(c.contexts), "cameo": c.cameo,
            "quad": c.quad or None, "score": c.score if c.type else None, "goldstein": c.goldstein,
            "status": self.status or None, "hearsay": self.hearsay, "background": self.background,
            "actors": [p.to_dict() for p in self.actors], "recipients": [p.to_dict() for p in self.recipients],
            "when": None if w is None else {**(w.span.to_dict() if w.span else empty), "from": w.start.isoformat(),
                                            "to": w.end.isoformat(), "precision": w.precision, "why": w.why},
            "where": None if self.where is None else self.where.to_dict(),
            "counts": [{**n.span.to_dict(), "what": n.what, "value": n.value, "by": n.by} for n in self.counts],
            "sources": self.sources.to_dict(), "confidence": self.confidence,
            "made_by": dict(self.made_by), "why": dict(self.why),
        }


@dataclass(frozen=True, slots=True)
class Quote:
    """One attribution of an article, resolved: who said what, through whom, and the reports of the events it tells of."""

    article: Article
    attribution: Attribution
    speaker: Known
    sources: Sources
    report_ids: tuple[str, ...] = ()
    source: Span | None = None  # with its article, appositions and clauses
    cue: Span | None = None  # with its auxiliaries and adverbs

    def to_dict(self) -> dict[str, Any]:
        """The attribution record: one JSON object an attribution (see docs/sources.md)."""
        a, k = self.attribution, self.speaker
        source = a.source.span.to_dict()
        phrase, cue = (self.source or a.source.span).to_dict(), (self.cue or a.cue).to_dict()
        phrases = [] if a.source.rule == NOBODY else [phrase]
        return {
            "article": self.article.reference(), "source": phrases, "cue": [cue], "content": [c.to_dict() for c in a.content],
            "speech": a.speech,
            "speaker": {**source, "name": k.name, "country": k.country, "sector": k.sector, "id": k.id, "score": round(k.score, 3),
                        "why": f"{a.source.rule}; {k.why}"},
            "sources": self.sources.to_dict(), "medium": a.medium, "report_ids": list(self.report_ids),
        }


@dataclass(frozen=True, slots=True)
class Dropped:
    """What a stage left out, and why: nothing disappears silently."""

    span: Span
    stage: str
    reason: str
