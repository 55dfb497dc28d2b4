"""What coding one article gave, cut down to what leaves the run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from sayso.model import Article, Dropped, Quote, Report, Sentence, Skipped


@dataclass(frozen=True, slots=True)
class Outcome:
    """The reports of one article and what was left out; small enough to send from one process to another."""

    article: Article
    reports: tuple[Report, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    skipped: Skipped | None = None
    sentences: tuple[tuple[str, int, int], ...] = ()  # field, first character, after the last
    quotes: tuple[Quote, ...] = ()
    echoes: tuple[Report, ...] = ()  # no events by themselves; they count where other articles tell them


class Coded(Protocol):
    """What a coder gives for one article; :class:`sayso.pipeline.Coded` is one."""

    @property
    def article(self) -> Article: ...  # noqa: D102 - as in Outcome
    @property
    def reports(self) -> tuple[Report, ...]: ...  # noqa: D102
    @property
    def dropped(self) -> tuple[Dropped, ...]: ...  # noqa: D102
    @property
    def skipped(self) -> Skipped | None: ...  # noqa: D102
    @property
    def sentences(self) -> Sequence[Sentence]: ...  # noqa: D102
    @property
    def quotes(self) -> tuple[Quote, ...]: ...  # noqa: D102
    @property
    def echoes(self) -> tuple[Report, ...]: ...  # noqa: D102


class Coder(Protocol):
    """What codes articles; :class:`sayso.pipeline.Coder` is one."""

    def code(self, article: Article) -> Coded:
        """One article."""

    def code_many(self, articles: Iterable[Article]) -> Iterator[Coded]:
        """Several, in order."""


def outcome(coded: Coded) -> Outcome:
    """Only what leaves the run; of the parse trees only where sentences begin and end."""
    spans = tuple((s.field, s.start, s.end) for s in coded.sentences)
    return Outcome(coded.article, tuple(coded.reports), tuple(coded.dropped), coded.skipped, spans, coded.quotes, coded.echoes)


def label(article: Article) -> str:
    """How a message names an article."""
    title = " ".join(article.title.split())
    return f"{article.id} ({title[:50]}{'…' if len(title) > 50 else ''})" if title else article.id


def failed(article: Article, reason: str) -> Outcome:
    """The outcome of an article that could not be coded."""
    return Outcome(article, skipped=Skipped(label(article), reason))
