"""A coder for articles of any language there is a pack for: each goes to the coder of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path

from sayso import languages
from sayso.errors import UnknownLanguage
from sayso.model import Article
from sayso.run.outcome import Coded, Coder


class ByLanguage:
    """Codes each article with the pipeline of its language, loaded when the first such article comes.

    ``packs``: language → pack, for those that shall not run with ``pack``. ``actors``: a file of the user's own actors.
    """

    def __init__(self, pack: str = languages.DEFAULT, packs: Mapping[str, str] | None = None, actors: Path | None = None) -> None:
        self.pack = pack
        self.packs = dict(packs or {})
        self.actors = actors

    def code(self, article: Article) -> Coded:
        """One article."""
        if article.lang is None:
            raise UnknownLanguage("language not recognised: say which with --lang")
        return self.of(article.lang).code(article)

    def of(self, lang: str) -> Coder:
        """The pipeline of a language."""
        return coder_for(lang, self.packs.get(lang, self.pack), self.actors)

    def code_many(self, articles: Iterable[Article]) -> Iterator[Coded]:
        """Several, in order; neighbours of one language go together."""
        for lang, some in groupby(articles, key=lambda a: a.lang):
            if lang is None:
                yield from map(self.code, some)
            else:
                yield from self.of(lang).code_many(some)


def coder_for(lang: str, pack: str, actors: Path | None = None) -> Coder:
    """The pipeline of a language."""
    from sayso import pipeline  # late: spaCy takes a second that `sayso --help` need not pay

    return pipeline.load(lang, pack, actors)
