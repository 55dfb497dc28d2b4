"""The whole way, one line a stage: read → parse → extract → resolve → code → merge.

>>> coder = load("it")                                             # doctest: +SKIP
>>> coder.code(article).reports                                    # doctest: +SKIP
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, partial
from itertools import islice
from pathlib import Path
from time import perf_counter
from typing import Any

from sayso import languages, ontologies
from sayso.coding import Coding
from sayso.coding.asked import is_named
from sayso.coding.echoes import echoes
from sayso.extract import Extractor, Outside
from sayso.extract.unknown import Seen, unknown_acts
from sayso.merge import merge_article
from sayso.model import Article, Dropped, Mention, Quote, Report, Sentence, Skipped
from sayso.parse import participle
from sayso.parse.agreement import agreed
from sayso.parse.hyphen import joined
from sayso.parse.left_out import Forms, completed
from sayso.parse.number import counted
from sayso.parse.spacy_ import SpacyParser
from sayso.parse.telling import told
from sayso.resolve import places
from sayso.resolve.actors import Actors
from sayso.resolve.nationality import mended
from sayso.resolve.own import own
from sayso.resolve.pairs import opened
from sayso.resolve.raw import raw
from sayso.resolve.tables import Tables
from sayso.run.memory import uncollected

TOGETHER = 12  # articles parsed at once
PLACES = "GeoNames (geonames.org), CC BY 4.0"  # their credit, in every output
NO_PARTY = "no known party"
NO_PARTY = "no known party"
CODEBOOK = "PLOVER 2.0 / sayso 0.1"


@dataclass(frozen=True)
class Coded:
    """One article and what came of it."""

    article: Article
    reports: tuple[Report, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    skipped: Skipped | None = None
    mentions: tuple[Mention, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    quoting: Callable[[], tuple[Quote, ...]] = tuple
    echoes: tuple[Report, ...] = ()  # too little for an event: they count where other articles tell it (sayso.merge.across)

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """Who said what, through whom; made when asked for."""
        return self.quoting()


class Coder:
    """Codes articles of one language. ``timings``: seconds spent in each stage, summed up."""

    def __init__(self, lang: str, parser: SpacyParser | None = None, actors: Path | None = None) -> None:
        self.lang = lang
        self.words = languages.load(lang)
        self.parser = parser or SpacyParser(lang)
        self.tables = Tables(lang, own(actors) if actors else None)
        self.timings: dict[str, float] = {}

    @cached_property
    def extractor(self) -> Extractor:
        """The extraction stage with this language's words."""
        return Extractor(self.words, Outside(
            adjectives=frozenset(self.tables.adjectives) | frozenset(self.tables.half_adjectives),
            reciprocal=frozenset(c for c in ontologies.concepts() if "reciprocal" in ontologies.flags(c)),
            type_of=lambda c: ontologies.code(c).type,
            is_speech=lambda c: "speech" in ontologies.flags(c),
            places=lambda s: places.place_tokens(s, self.tables),
            media={name: m["kind"] for name, m in self.media.items()}))

    @cached_property
    def media(self) -> dict[str, Any]:
        """Alias → agency, broadcaster or paper."""
        return {a.lower(): m for m in raw("media")["media"] for a in (m["name"], *m.get("aliases", ()))}

    @property
    def made_by(self) -> dict[str, str]:
        """Versions that a report was made with."""
        from sayso import __version__

        pack = self.parser.version if self.timings.get("parse") else "none"
        return {"sayso": __version__, "pack": pack, "codebook": CODEBOOK, "extractor": "rules", "places": PLACES}

    def code(self, article: Article) -> Coded:
        """The reports of an article."""
        return self.code_parsed(article, self._timed("parse", lambda: self.parser.sentences(article)))

    def code_parsed(self, article: Article, sentences: Sequence[Sentence]) -> Coded:
        """The reports of an article that was parsed elsewhere: by another tool, or in a stored case."""
        with uncollected():
            return self._coded(article, sentences)

    def _coded(self, article: Article, sentences: Sequence[Sentence]) -> Coded:
        sentences = [places.with_places(self._mended(s), self.tables) for s in sentences]
        actors = self._timed("resolve", lambda: Actors(article, sentences, self.tables))
        named = is_named(article) if article.pair else lambda s, i: False
        extracted = self._timed("extract", lambda: self.extractor.mentions(sentences, lambda s, i: bool(actors.all_known(s, i)) or named(s, i)))
        coding = Coding(article, sentences, actors, self.media, self.words, self.made_by)
        if article.pair:
            return Coded(article, (coding.asked(extracted),), extracted.dropped, None, extracted.mentions, tuple(sentences))
        coded = self._timed("coding", lambda: coding.code(extracted))
        reports, alone = self._timed("merge", lambda: merge_article(coded.reports, coded.faint))
        dropped = (*extracted.dropped, *coded.dropped, *(Dropped(r.trigger, "merge", f"{r.concept}: {NO_PARTY}") for r in alone))
        return Coded(article, tuple(reports), dropped, None, extracted.mentions, tuple(sentences),
                     lambda: coding.quotes(extracted, reports, self.extractor.listed(sentences, extracted.attributions)),
                     tuple(echoes(coding, reports, (*coded.apart, *((r, NO_PARTY) for r in alone)))))

    @cached_property
    def _forms(self) -> Forms:
        words = self.tables.grammar
        listed = [words.get(name, {}) for name in ("definiteness", "finite_endings", "finite_auxiliaries")]
        return Forms(listed[0], listed[1], listed[2], self.words.lemmas.get("VERB", {}))

    def _mended(self, s: Sentence) -> Sentence:
        """A parsed sentence with what its parser could not know put right: hyphens, nationalities, pairs of states."""
        words = self.tables.grammar
        s = completed(s, self._forms)
        s = agreed(counted(participle.mended(s, self.words.lemmas.get("VERB")), words.get("numbers_like_verbs", ())))
        s = told(s, words.get("tellers", ()))
        return opened(mended(joined(s, self.words.hyphenated), self.tables), self.tables)

    def unknown(self, article: Article) -> Iterator[Seen]:
        """The acts of an article that the lexicon does not know."""
        sentences = self.parser.sentences(article)
        actors = Actors(article, sentences, self.tables)
        return unknown_acts(sentences, self.words, lambda s, i: bool(actors.all_known(s, i)))

    def code_many(self, articles: Iterable[Article]) -> Iterator[Coded]:
        """One :class:`Coded` an article, in order; a few are parsed at a time."""
        waiting = iter(articles)
        while some := list(islice(waiting, TOGETHER)):
            parsed = self._timed("parse", partial(self.parser.sentences_of, some))
            yield from map(self.code_parsed, some, parsed)

    def _timed(self, stage: str, work: Any) -> Any:  # noqa: ANN401
        start = perf_counter()
        done = work()
        self.timings[stage] = self.timings.get(stage, 0.0) + perf_counter() - start
        return done


@cache
def load(lang: str = "it", pack: str = languages.DEFAULT, actors: Path | None = None) -> Coder:
    """The coder of a language; cheap, since the pack is loaded when first used.

    ``pack``: fast, accurate, open, or a spaCy pipeline in UD v2. ``actors``: a file of the user's own (:mod:`sayso.resolve.own`).
    """
    return Coder(lang, SpacyParser(lang, pack), actors)
