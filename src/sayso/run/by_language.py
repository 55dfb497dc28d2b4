"""A coder for articles of any language there is a pack for: each goes to the coder of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sayso.errors import UnknownLanguage
from sayso.model import Article
from sayso.run.outcome import Coded, Coder


class ByLanguage:
    """Codes each article with the pipeline of its language, loaded when the first such article comes."""

    def code(self, article: Article) -> Coded:
        """One article."""
        return coder_for(article).code(article)

    def code_many(self, articles: Iterable[Article]) -> Iterator[Coded]:
        """Several, in order."""
        return map(self.code, articles)


def coder_for(article: Article) -> Coder:
    """The pipeline for an article's language."""
    from sayso import pipeline  # late: spaCy takes a second that `sayso --help` need not pay

    if article.lang is None:
        raise UnknownLanguage("language not recognised: say which with --lang")
    return pipeline.load(article.lang)
