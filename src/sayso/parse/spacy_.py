"""Article → sentences in UD v2, with a spaCy pipeline underneath.

Each line of the text is parsed as a paragraph of its own, so that headings and captions never run into the prose. Quotes and
apostrophes are straightened one for one before the tokeniser sees them: every offset still points into the article as read.

>>> SpacyParser("it").sentences(article)[0].text       # doctest: +SKIP
'Il ministro è arrivato a Roma.'
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from sayso import languages
from sayso.errors import BadPack
from sayso.model import Article, Name, Sentence, Token, sentence
from sayso.parse.dateline import dateline
from sayso.parse.lemmas import lemma_of
from sayso.parse.repair import repaired

STRAIGHT = str.maketrans({"’": "'", "‘": "'", "`": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "\u00a0": " ", "\u202f": " ",
                          "–": "-", "—": "-", "\t": " "})
NOT_UD = frozenset({"dobj", "pobj", "nsubjpass", "auxpass", "prep", "poss", "relcl", "attr", "pcomp", "acomp", "agent", "npadvmod"})
LINE = re.compile(r"[^\n]*\S[^\n]*")
LONGEST_LINE = 6000  # characters parsed at once: the parser's memory grows with it
SHOUTED = 0.9  # share of capitals
SHOUTED_WORDS = 4
SHORTEST_NAME = 3  # letters; shorter ones are initials: ONU, UE
WORD = re.compile(r"[^\W\d_]+")
MASKED = re.compile(r"\b[A-Z]{2,5}\b")
WHOLE = 4  # letters of a word behind which a full stop ends a sentence; shorter ones may be abbreviations
PLATFORM = "X."  # "he wrote on X. Kyiv denied it": no initial
CLOSING = frozenset("\"')]")
SENTENCE_END = re.compile(r"[.!?…:;]['\"’”»)\]]*\s*$")


def at_stops(tokens: list[Any]) -> Iterator[list[Any]]:
    """The tokens of a sentence, parted where a full stop behind a whole word and a capital before another show that the parser has read on."""
    start = 0
    for k in range(1, len(tokens) - 2):
        if tokens[k].text == PLATFORM and tokens[k - 1].text.islower() and tokens[k].whitespace_ and tokens[k + 1].text[:1].isupper():
            yield tokens[start : k + 1]
            start = k + 1
            continue
        stop, word = tokens[k], tokens[k - 2 if tokens[k - 1].text in CLOSING and k > 1 else k - 1].text
        if stop.text == "." and len(word) >= WHOLE and word.isalpha() and (word.islower() or word[1:].islower()):
            behind = k + 1
            while behind < len(tokens) - 1 and tokens[behind].text in CLOSING and not tokens[behind - 1].whitespace_:
                behind += 1
            first = next((t.text for t in tokens[behind : behind + 2] if t.text[0].isalnum()), "")
            if tokens[behind - 1].whitespace_ and first[:1].isupper():
                yield tokens[start:behind]
                start = behind
    yield tokens[start:]


class SpacyParser:
    """Parses with a pack of a language (``fast``, ``accurate``, ``open``), or with any spaCy pipeline in UD v2: a folder or an installed package."""

    def __init__(self, lang: str, pack: str | Path = languages.DEFAULT) -> None:
        self.lang = lang
        self.words = languages.load(lang)
        self.grammar = self.words.data("grammar")
        self._morphs: dict[int, dict[str, str]] = {}
        self.path = languages.pack_folder(lang, str(pack)) or pack

    @cached_property
    def nlp(self) -> Any:  # noqa: ANN401 - spaCy is untyped
        """The pipeline, loaded when first used."""
        if isinstance(self.path, Path) and (self.path / "encoder.json").exists():
            from sayso.parse import encoder_  # late: needs onnxruntime, which only this pack does

            return encoder_.load(self.path, self.lang)
        import spacy  # late: half a second that `sayso --help` need not pay

        try:
            nlp = spacy.load(self.path)
        except (OSError, ValueError) as e:
            raise BadPack(f"pack {str(self.path)!r} of {self.lang!r} cannot be loaded: {e}".splitlines()[0]) from e
        refuse_other_labels(nlp, str(self.path))
        return nlp

    @property
    def version(self) -> str:
        """Name and version of the pack."""
        return f"{self.nlp.meta['lang']}_{self.nlp.meta['name']} {self.nlp.meta['version']}"

    def sentences(self, article: Article) -> list[Sentence]:
        """All sentences of the title and the text, in order."""
        return self.sentences_of([article])[0]

    def sentences_of(self, articles: Sequence[Article]) -> list[list[Sentence]]:
        """The sentences of several articles, parsed together: faster, and the same as one by one."""
        lines = [list(paragraphs(a)) for a in articles]
        docs = iter(self.nlp.pipe(self._readable(text) for of_one in lines for _, _, text in of_one))
        out: list[list[Sentence]] = []
        for of_one in lines:
            found: list[Sentence] = []
            for number, (field, start, text) in enumerate(of_one):
                found.extend(self._of_doc(next(docs), field, start, text, number, len(found)))
            out.append(found)
        return out

    def _readable(self, text: str) -> str:
        """The line as the pack reads it, character for character: quotes straightened, and no line all in capitals."""
        plain = straight(text)
        return calmed(plain, self.words.lemmas, self._small) if is_shouted(plain) else self._masked(plain)

    def _masked(self, text: str) -> str:
        """The line with initials that are also a verb replaced by others of that length, which the pack knows as a name ("killed two IS leaders")."""
        return MASKED.sub(lambda m: self._masks.get(m[0], m[0]), text) if any(x in text for x in self._masks) else text

    @cached_property
    def _masks(self) -> dict[str, str]:
        return dict(self.grammar.get("masks", {}))

    @cached_property
    def _small(self) -> frozenset[str]:
        """Prepositions and other short words that begin with a small letter."""
        return frozenset(f for forms in self.grammar["prepositions"].values() for f in forms) | frozenset(self.grammar.get("short_words", ()))

    def _of_doc(self, doc: Any, field: str, start: int, text: str, number: int, first: int) -> Iterator[Sentence]:  # noqa: ANN401
        heading = field == "title" or is_heading(text)
        spans = [x for s in doc.sents for x in at_stops([t for t in s if not t.is_space]) if x]
        for k, keep in enumerate(spans):
            a, b = keep[0].idx, keep[-1].idx + len(keep[-1])
            tokens = tuple(self._tokens(keep, start, text))
            names = tuple(self._names(doc, keep))
            s = sentence(first + k, field, start + a, text[a:b], tokens, names, number, heading)
            yield repaired(s, self.grammar)

    def _tokens(self, keep: list[Any], offset: int, text: str) -> Iterator[Token]:
        index = {t.i: k for k, t in enumerate(keep)}
        top = next((k for k, t in enumerate(keep) if t.pos_ != "PUNCT" and (t.head.i == t.i or t.head.i not in index) and not t.head.is_space), 0)
        for k, t in enumerate(keep):
            head = t.head
            while head.is_space and head.head.i != head.i:
                head = head.head
            h = index.get(head.i, top)
            relation = "root" if h == k else t.dep_.replace("ROOT", "parataxis")
            sure = sure_feats(t.text, t.pos_, self.grammar)
            upos = "VERB" if sure and t.pos_ not in ("VERB", "AUX") else t.pos_
            is_mask = self._masks.get(form := text[t.idx : t.idx + len(t)]) == t.text
            lemma = form if is_mask else lemma_of(t.lower_, upos, t.lemma_, self.words.lemmas)
            start = offset + t.idx
            yield Token(k, form if is_mask else t.text, lemma, upos, sure or self._feats(t.morph), h, relation, start, start + len(t))

    def _feats(self, morph: Any) -> dict[str, str]:  # noqa: ANN401
        """The features as a mapping; there are a few hundred different ones."""
        if morph.key not in self._morphs:
            self._morphs[morph.key] = morph.to_dict()
        return self._morphs[morph.key]

    @staticmethod
    def _names(doc: Any, keep: list[Any]) -> Iterator[Name]:  # noqa: ANN401
        index = {t.i: k for k, t in enumerate(keep)}
        for e in doc.ents:
            inside = [index[t.i] for t in e if t.i in index]
            if inside:
                yield Name(inside[0], inside[-1] + 1, e.label_)


def refuse_other_labels(nlp: Any, name: str) -> None:  # noqa: ANN401
    """:class:`BadPack` where a pipeline has no parser, or one with other relations than UD v2."""
    labels = set(nlp.get_pipe("parser").labels) if nlp.has_pipe("parser") else set()
    strange = sorted(x for x in labels if x != "dep" and not x.islower() and x != "ROOT") + sorted(labels & NOT_UD)
    if not labels or strange:
        why = f"its relations are not UD v2 ({', '.join(strange[:4])})" if labels else "it has no parser"
        raise BadPack(f"pack {name!r}: {why}")


def sure_feats(form: str, upos: str, grammar: Mapping[str, Any]) -> dict[str, str] | None:
    """Features that the ending of a verb form proves ("sarebbero" is conditional, "incontrerà" future)."""
    if upos not in ("VERB", "AUX", "ADJ", "NOUN") or form.lower() in grammar["verb_endings_except"] or not form.islower():
        return None
    found = next((f for ending, f in grammar["verb_endings"].items() if form.endswith(ending)), None)
    return dict(found) if found else None


def is_shouted(text: str) -> bool:
    """Whether nearly all letters are capitals, of enough words to be a headline."""
    letters = [c for c in text if c.isalpha()]
    return len(text.split()) >= SHOUTED_WORDS and sum(c.isupper() for c in letters) >= SHOUTED * len(letters) > 0


def calmed(text: str, lemmas: Mapping[str, Any], small: frozenset[str]) -> str:
    """The text with known words in small letters and the others, which are names, with one capital; of the same length."""
    def one(m: re.Match[str]) -> str:
        word = m[0]
        low = word.lower()
        if len(low) != len(word) or (len(word) <= SHORTEST_NAME and low not in small):
            return word
        known = low in small or any(str(lemmas.get(part, {}).get(low, "N")).islower() for part in ("VERB", "NOUN", "ADJ"))
        return low if known and m.start() > 0 else low.capitalize()

    return WORD.sub(one, text)


def straight(text: str) -> str:
    """Quotes and apostrophes straightened, one character for one."""
    return text.translate(STRAIGHT)


def paragraphs(article: Article) -> Iterator[tuple[str, int, str]]:
    """(field, offset, line) for every line with words in it; a dateline stands alone, and a line too long to parse at once is cut at a blank."""
    for name in ("title", "text"):
        for m in LINE.finditer(article.of(name)):
            yield from ((name, m.start() + a, m.group()[a:b]) for a, b in cuts(m.group(), dateline(m.group()) if name == "text" else 0))


def cuts(line: str, opening: int = 0) -> Iterable[tuple[int, int]]:
    """Borders of the pieces of a line, of which the first ``opening`` characters are a dateline."""
    a = opening
    if opening:
        yield 0, opening
    while len(line) - a > LONGEST_LINE:
        window = line[a : a + LONGEST_LINE]
        cut = max(window.rfind(". ") + 1, 0) or window.rfind(" ") or LONGEST_LINE
        cut = cut if cut > 0 else LONGEST_LINE
        yield a, a + cut
        a += cut
    yield a, len(line)


def is_heading(line: str) -> bool:
    """A short line without final punctuation: a headline, a caption, a list item."""
    return len(line.split()) <= 18 and not SENTENCE_END.search(line)
