"""A pair asked for: what does this source do to this target? Exactly one report comes back, with no type where it does nothing.

Of the acts told near the two, the one whose actor is the source and whose recipient is the target; failing that, the act that stands
nearest to both in the tree. The parties of the report are the words asked about, resolved like any others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from sayso import ontologies
from sayso.model import Argument, Article, Code, Known, Mention, Party, Sentence, Span, Token
from sayso.resolve.actors import Actors

NOTHING = Code("", None, (), 0, 0.0, None, None)
WITHHELD = {"AID": "reject.assist", "CONCEDE": "reject.yield", "RETREAT": "reject.yield", "CONSULT": "reject.meet", "AGREE": "reject.general",
            "SUPPORT": "reject.general", "COOPERATE": "reject.general"}
FAR = 9
ROLE_FILLED = 8.0
ROLE_CROSSED = -4.0
SPEAKER = 5.0  # of a speech act, who is said to have said it
LONE = 1.0  # "verb" before "noun", where nothing else decides


def spans(article: Article) -> tuple[Span, Span]:
    """The two spans of the article's text that a pair names."""
    assert article.pair is not None
    return article.span("text", *article.pair[0]), article.span("text", *article.pair[1])


def inside(s: Sentence, span: Span) -> list[Token]:
    """The tokens of a sentence that lie in a span."""
    return [t for t in s.tokens if s.field == span.field and span.start < t.end and t.start < span.end]


def top(tokens: Sequence[Token]) -> Token:
    """The token of a span that hangs on a word outside it."""
    own = {t.i for t in tokens}
    return next((t for t in tokens if t.head not in own or t.head == t.i), tokens[0])


def is_named(article: Article) -> Callable[[Sentence, int], bool]:
    """Whether a token stands in one of the two spans: it is somebody, whether the tables know him or not."""
    both = spans(article)
    return lambda s, i: any(span.overlaps(Span(s.field, s.tokens[i].start, s.tokens[i].end, "")) for span in both)


def chosen(mentions: Iterable[Mention], sentences: Sequence[Sentence], article: Article) -> Mention | None:
    """The act between source and target."""
    source, target = spans(article)
    ranked = [(worth(m, sentences[m.sentence], source, target), -m.trigger.start, m) for m in mentions]
    ranked = [r for r in ranked if r[0] > -2 * FAR]
    return max(ranked, key=lambda r: r[:2])[2] if ranked else None


def worth(m: Mention, s: Sentence, source: Span, target: Span) -> float:
    """How well an act fits the pair."""
    at_source, at_target = inside(s, source), inside(s, target)
    if not at_source and not at_target:
        return -3.0 * FAR
    value = LONE * m.rule.startswith("verb")
    mutual = "reciprocal" in ontologies.flags(m.concept)
    acts, suffers = covers(m.actors, source), covers(m.recipients, target)
    value += ROLE_FILLED * acts + ROLE_FILLED * (suffers or (mutual and covers(m.actors, target)))
    value += ROLE_CROSSED * (covers(m.recipients, source) and not acts) + ROLE_CROSSED * (covers(m.actors, target) and not suffers and not mutual)
    if not acts and m.attribution is not None and "speech" in ontologies.flags(m.concept):
        value += SPEAKER * covers((m.attribution.source,), source)
    for tokens in (at_source, at_target):
        value -= min(FAR, steps(s, m.head, top(tokens).i)) if tokens else FAR
    return value


def withheld(m: Mention, concept: str) -> str:
    """What the source does to the target by not doing it: not to help, meet or give way is to refuse."""
    kind = ontologies.code(concept).type
    return WITHHELD.get(kind, concept) if m.status == "denied" else concept


def acts_too(m: Mention, article: Article) -> bool:
    """Whether the target is another of those who act ("Russia and China began exercises")."""
    return covers(m.actors, spans(article)[1])


def covers(arguments: Iterable[Argument], span: Span) -> bool:
    """Whether one of the arguments lies in the span."""
    return any(a.span.overlaps(span) for a in arguments)


def steps(s: Sentence, a: int, b: int) -> int:
    """How many arcs lie between two tokens."""
    up = {a: 0} | {t.i: n for n, t in enumerate(s.ancestors(a), 1)}
    for n, i in enumerate([b, *(t.i for t in s.ancestors(b))]):
        if i in up:
            return n + up[i]
    return FAR


def party(span: Span, sentences: Sequence[Sentence], actors: Actors) -> Party:
    """The words asked about, resolved; as they stand where nobody knows them."""
    for s in sentences:
        tokens = inside(s, span)
        if tokens:
            known = actors.known(s, top(tokens).i) or next((k for t in tokens if (k := actors.known(s, t.i))), None)
            return Party(span, known or unknown(span), "asked for")
    return Party(span, unknown(span), "asked for")


def unknown(span: Span) -> Known:
    """Somebody only the words tell of."""
    return Known(span.text, None, None, "words as they stand", kind="unnamed", score=0.3)


def nothing(article: Article, sentences: Sequence[Sentence]) -> Span:
    """The sentence of the source, where no act was found."""
    source = spans(article)[0]
    return next((s.whole for s in sentences if s.whole.overlaps(source)), source)
