"""A pack exported from an encoder → a spaCy pipeline: tokeniser, then tree, tags, lemmas, sentences and names by one network; no torch.

The network runs in onnxruntime, one stretch of text at a time. Batches would save nothing: multiplying whole numbers for one sentence alone
is as fast a word as for ten (measured), and so a text gets the same analysis whatever stands beside it.

One pack reads several languages: the numbers are shared, each language has its own labels and the vector of one treebank.

>>> nlp = load(folder, "it")                                       # doctest: +SKIP
>>> [(t.text, t.dep_) for t in nlp("Il governo ha ceduto.")]       # doctest: +SKIP
[('Il', 'det'), ('governo', 'nsubj'), ('ha', 'aux'), ('ceduto', 'ROOT'), ('.', 'punct')]
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import spacy
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc, Span

from sayso import languages
from sayso.errors import BadPack
from sayso.parse.edmonds import sentence_trees
from sayso.parse.lemmas import lemma_of
from sayso.parse.pieces import Pieces

FORMAT = 2
LONGEST = 110  # words the encoder sees at once; it was trained on 90
MOST_PIECES = 500  # its table of positions has 512 rows
ENDS = frozenset(".!?…")
PAUSES = frozenset(";:")
OPENERS = frozenset("\"'«“‘")
CLOSERS = frozenset("\"'»”’)]")
LABELS = ("tags", "relations", "lemmas", "names")
Floats = NDArray[np.float32]


# ------------------------------------------------------------- what the network is given


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words of one text that go through the network together: their numbers in the document, and the pieces of each."""

    tokens: list[int]
    pieces: list[tuple[int, ...]]
    goes_on: list[bool]  # the word cannot begin a sentence, see `continues`


def stretches(words: Sequence[str], spaces: Sequence[bool], pieces: Pieces, days: Collection[str] = ()) -> Iterator[Stretch]:
    """The words (white space left out) in stretches of at most :data:`LONGEST`, cut after a sentence where one ends in time."""
    tokens = [i for i, word in enumerate(words) if not word.isspace()]
    after_space = [i == 0 or spaces[i - 1] or words[i - 1].isspace() for i in tokens]
    split = [pieces.split(words[i], spaced) for i, spaced in zip(tokens, after_space, strict=True)]
    start = 0
    while start < len(tokens):
        past = fitting(split, start)
        if past < len(tokens):
            past = cut([words[i] for i in tokens[start : past + 1]], after_space[start : past + 1]) + start
        goes_on = [continues(words[tokens[i - 1]], words[tokens[i]], days) if i > start else False for i in range(start, past)]
        yield Stretch(tokens[start:past], split[start:past], goes_on)
        start = past


def continues(before: str, word: str, days: Collection[str] = ()) -> bool:
    """Whether no sentence begins here, whatever the network says.

    A quotation or a small letter after a colon: "ha detto: «…»" is one sentence, while most treebanks cut at every colon. A name of ``days``,
    written with a capital in the middle of sentences, behind a word in small letters: "announced on television Friday that …".
    """
    return (before == ":" and (word[0] in OPENERS or word[0].islower())) or (word in days and before.isalpha() and before.islower())


def fitting(split: Sequence[tuple[int, ...]], start: int) -> int:
    """Past the last word that still fits into the stretch begun at ``start``."""
    total = 0
    for i in range(start, min(start + LONGEST, len(split))):
        total += len(split[i])
        if total > MOST_PIECES:
            return i
    return min(start + LONGEST, len(split))


def cut(words: Sequence[str], after_space: Sequence[bool]) -> int:
    """How many words to keep when all but the last fit: to the end of a sentence, else to a pause, a comma, else all."""
    return max(range(1, len(words)), key=lambda i: (cut_rank(words, after_space, i), i))


def cut_rank(words: Sequence[str], after_space: Sequence[bool], i: int) -> int:
    """How good a border lies before word ``i``."""
    last = i - 1
    while last > 0 and words[last] in CLOSERS and not after_space[last]:
        last -= 1
    if words[last] in ENDS and after_space[i] and not words[i][0].islower():
        return 3
    return 2 if words[i - 1] in PAUSES else int(words[i - 1] == ",")


# ------------------------------------------------------------- the network


class Weights:
    """What a pack holds for all its languages: vocabulary, tables, and the network opened once."""

    def __init__(self, folder: Path, threads: int) -> None:
        self.about = json.loads((folder / "encoder.json").read_text(encoding="utf-8"))
        if self.about["format"] != FORMAT:
            raise BadPack(f"{folder.name}: format {self.about['format']}, this sayso reads {FORMAT}")
        table = folder.parent / self.about.get("table", folder.name)  # a pack may use the pieces and vectors of its neighbour: they never learn
        files = (table / "embeddings.npz", folder / "layers.npz", folder / "heads.npz")
        self.arrays = {name: array for file in files for name, array in read_arrays(file)}
        self.pieces = Pieces.read(table / "pieces.json.gz")
        # onnxruntime keeps pointers to these, not copies: they must live as long as the session
        self._given = {name: as_asked(self.arrays, name, form) for name, form in self.about["weights"].items()}
        self.session = session(folder / "graph.onnx", self._given, threads)

    def embeddings(self, rows: NDArray[np.intp]) -> Floats:
        """Vectors of pieces (rows × width) out of 4-bit numbers: blocks share a scale, the first half of a block lies in the low bits."""
        packed, scale = self.arrays["emb.packed"][rows], self.arrays["emb.scale"][rows].astype(np.float32)
        blocks = packed.reshape(len(rows), scale.shape[1], -1)
        numbers = np.concatenate([blocks & 15, blocks >> 4], -1).astype(np.float32) - 8
        return (numbers * scale[..., None]).reshape(len(rows), -1)


opened = lru_cache(maxsize=4)(Weights)  # two languages of one pack share everything


class Network:
    """The encoder of a pack for one language: pieces of words in, scores for every word out."""

    def __init__(self, folder: Path, lang: str, threads: int = 1) -> None:
        shared = self._shared = opened(folder, threads)
        if lang not in shared.about["languages"]:
            raise BadPack(f"{folder.name}: no labels for {lang!r}, only for {', '.join(shared.about['languages'])}")
        own = shared.about["languages"][lang]
        self.capitals: bool = own.get("capitals", False)  # names learnt in another language: what has no capital is none
        self.kept = {name: np.array(own[name]) for name in LABELS}
        self.labels = {name: [shared.about[name][i] for i in own[name]] for name in LABELS}
        self.position = floats(shared.arrays, "pos.weight") + shared.arrays["src.weight"][own["source"]]
        relation = floats(shared.arrays, "rel.W")[self.kept["relations"]]  # labels × dependent × head
        self._relation = np.ascontiguousarray(relation.transpose(2, 0, 1)).reshape(relation.shape[2], -1)

    @property
    def pieces(self) -> Pieces:
        """The vocabulary."""
        return self._shared.pieces

    def __call__(self, pieces: Sequence[tuple[int, ...]]) -> dict[str, Floats]:
        """``arcs`` (words × root and words, log-probabilities), ``dependents``, ``heads``, ``starts``, ``tags``, ``lemmas``, ``names``."""
        about, runs = self._shared.about, self._shared.session
        rows = np.array([about["begin"], *(n for word in pieces for n in word), about["end"]])
        ones = np.ones((len(pieces) + 1, 1), np.float32)
        given = {"pieces": self._shared.embeddings(rows) + self.position[: len(rows)], "means": means(pieces), "ones": ones[1:], "ones_above": ones}
        names = [output.name for output in runs.get_outputs()]
        out = dict(zip(names, runs.run(names, given), strict=True))
        return out | {name: out[name][:, self.kept[name]] for name in ("tags", "lemmas", "names")}

    def relations(self, dependents: Floats, heads: Floats) -> NDArray[np.intp]:
        """Number of the best relation, other than `root`, of each word to the head it got (rows of equal number)."""
        side = (heads @ self._relation).reshape(len(heads), -1, dependents.shape[1])
        scores = (side @ dependents[:, :, None])[:, :, 0]
        scores[:, self.labels["relations"].index("root")] = -np.inf
        best: NDArray[np.intp] = scores.argmax(-1)
        return best


def read_arrays(path: Path) -> Iterator[tuple[str, NDArray[Any]]]:
    """Names and arrays of one file of a pack."""
    with np.load(path, allow_pickle=False) as file:
        for name in file.files:
            yield name, file[name]


def floats(arrays: Mapping[str, NDArray[Any]], name: str) -> Floats:
    """A matrix out of its whole numbers and the scale of each row; a vector as it is."""
    scale = arrays.get(f"{name}.scale")
    array = arrays[name].astype(np.float32)
    return array if scale is None else array * scale[..., None]


def as_asked(arrays: Mapping[str, NDArray[Any]], name: str, form: str) -> NDArray[Any]:
    """A weight as the graph wants it: in floats, or the stored whole numbers with rows for columns."""
    if form == "integer":
        return np.ascontiguousarray(arrays[name].T)
    return np.ascontiguousarray(arrays[name] if form == "scale" else floats(arrays, name))


def session(graph: Path, weights: Mapping[str, NDArray[Any]], threads: int) -> Any:  # noqa: ANN401 - onnxruntime is untyped
    """The graph with its weights, ready to run."""
    try:
        onnxruntime = import_module("onnxruntime")  # late: only this pack needs it
    except ImportError as e:
        raise BadPack("this pack needs onnxruntime: pip install onnxruntime") from e
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    values = [onnxruntime.OrtValue.ortvalue_from_numpy(array) for array in weights.values()]
    options.add_external_initializers(list(weights), values)
    return onnxruntime.InferenceSession(graph.read_bytes(), options, providers=["CPUExecutionProvider"])


def means(pieces: Sequence[tuple[int, ...]]) -> Floats:
    """The matrix (words × pieces, with the two marks around them) that averages the pieces of each word."""
    counts = np.array([len(word) for word in pieces])
    first = 1 + np.cumsum(counts) - counts
    column = np.arange(counts.sum() + 2)
    inside = (column >= first[:, None]) & (column < (first + counts)[:, None])
    averages: Floats = inside.astype(np.float32) / counts[:, None].astype(np.float32)
    return averages


# ------------------------------------------------------------- what it says


@dataclass(frozen=True, slots=True)
class Labels:
    """The analysis of a stretch; ``heads`` are numbers in the stretch counted from one, 0 is a root."""

    heads: list[int]
    relations: list[str]
    tags: list[str]  # "VERB|Mood=Ind|…"
    lemmas: list[str]  # rules, see `lemma_by_rule`
    names: list[str]  # "O", "B-PER", "I-PER" …
    starts: list[bool]


def labels(network: Network, stretch: Stretch) -> Labels:
    """Scores decoded: one tree a sentence, the best of everything else."""
    out, known = network(stretch.pieces), network.labels
    best = {name: out[name].argmax(-1).tolist() for name in ("tags", "lemmas", "names", "starts")}
    starts = [i == 0 or bool(start and not goes_on) for i, (start, goes_on) in enumerate(zip(best["starts"], stretch.goes_on, strict=True))]
    heads = sentence_trees(out["arcs"], starts)
    relations = network.relations(out["dependents"], out["heads"][heads])
    return Labels(
        heads=heads,
        relations=[known["relations"][n] if head else "root" for n, head in zip(relations, heads, strict=True)],
        starts=starts,
        **{name: [known[name][n] for n in best[name]] for name in ("tags", "lemmas", "names")},
    )


def lemma_by_rule(form: str, rule: str) -> str:
    """``=essere``: that word; ``2⇥re⇥0``: two letters off, "re" on, 0 small, 1 first letter capital, 2 as written or all capitals."""
    if rule.startswith("="):
        return rule[1:]
    off, ending, case = rule.split("\t")
    if int(off) > len(form):
        return form
    lemma = form.lower()[: len(form) - int(off)] + ending
    if case == "2":
        return lemma.upper() if int(off) or ending else form
    return lemma[:1].upper() + lemma[1:] if case == "1" else lemma


def name_spans(names: Iterable[str]) -> Iterator[tuple[int, int, str]]:
    """(first word, past the last, class) of every name; an I- of another class begins a new one."""
    start, label = 0, ""
    for i, name in enumerate([*names, "O"]):
        if label and (name[:2] != "I-" or name[2:] != label):
            yield start, i, label
            label = ""
        if name != "O" and not label:
            start, label = i, name[2:]


# ------------------------------------------------------------- the pipeline


class EncoderPipe:
    """The one component of the pipeline: fills in an ordinary spaCy ``Doc``."""

    def __init__(self, network: Network, lemmas: Mapping[str, Any], days: Collection[str] = ()) -> None:
        self.network, self.pieces, self.lemmas, self.days = network, network.pieces, lemmas, frozenset(days)

    def __call__(self, doc: Doc) -> Doc:
        """Tree, tags, features, lemmas, sentences and names of a tokenised document."""
        words, spaces = [t.text for t in doc], [bool(t.whitespace_) for t in doc]
        table = Table(doc, self.lemmas, self.network.capitals)
        for stretch in stretches(words, spaces, self.pieces, self.days):
            table.put(stretch.tokens, labels(self.network, stretch))
        table.write()
        return doc

    def pipe(self, stream: Iterable[Doc], batch_size: int = 1) -> Iterator[Doc]:
        """One document after the other."""
        del batch_size  # spaCy passes it on
        return map(self, stream)


class Table:
    """Columns of a document while they are filled; white space hangs on the word before it."""

    ATTRIBUTES = ("HEAD", "DEP", "POS", "MORPH", "LEMMA")

    def __init__(self, doc: Doc, lemmas: Mapping[str, Any], capitals: bool = False) -> None:
        self.doc, self.lemmas, self.capitals = doc, lemmas, capitals
        self.spans: list[Span] = []
        blank = doc.vocab.strings.add("dep"), spacy.symbols.SPACE, doc.vocab.morphology.add("")
        self.rows = [[-1 if t.i else 0, *blank, t.orth] for t in doc]
        if doc and doc[0].is_space:
            self._lead()

    def _lead(self) -> None:
        """White space before the first word hangs on that word."""
        first = next((t.i for t in self.doc if not t.is_space), 0)
        for i in range(first):
            self.rows[i][0] = first - i

    def put(self, tokens: list[int], found: Labels) -> None:
        """Enter what the network says of the words with these numbers."""
        strings, morphology = self.doc.vocab.strings, self.doc.vocab.morphology
        for i, head, relation, tag, rule in zip(tokens, found.heads, found.relations, found.tags, found.lemmas, strict=True):
            upos, _, feats = tag.partition("|")
            form = self.doc[i].text
            lemma = lemma_of(form.lower(), upos, lemma_by_rule(form, rule), self.lemmas)
            self.rows[i] = [
                tokens[head - 1] - i if head else 0,
                strings.add("ROOT" if relation == "root" else relation),
                spacy.symbols.IDS[upos],
                morphology.add(feats),
                strings.add(lemma),
            ]
        spans = (Span(self.doc, tokens[a], tokens[b - 1] + 1, label) for a, b, label in name_spans(found.names))
        self.spans += [span for span in spans if not (self.capitals and span.text.islower())]

    def write(self) -> None:
        """The columns into the document."""
        if self.rows:
            rows = [[number % 2**64 for number in row] for row in self.rows]  # spaCy reads heads back as signed
            numbers: Any = np.array(rows, dtype=np.uint64)  # spaCy's own type for this is thinc's
            self.doc.from_array(list(self.ATTRIBUTES), numbers)
            self.doc.set_ents(self.spans)


def make_pipe(nlp: Language, name: str, path: str, threads: int) -> EncoderPipe:
    """The component, as spaCy asks for it."""
    folder = Path(path)
    try:
        words = languages.load(nlp.lang) if nlp.lang in languages.available() else None
        lemmas, days = (words.lemmas, words.data("grammar").get("days", ())) if words else ({}, ())
        return EncoderPipe(Network(folder, nlp.lang or "", threads), lemmas, days)
    except (OSError, KeyError, ValueError, zipfile.BadZipFile) as e:
        raise BadPack(f"encoder pack {folder.name!r} cannot be loaded: {e}".splitlines()[0]) from e


Language.factory("sayso_encoder", default_config={"path": "", "threads": 1}, func=make_pipe)


def load(folder: Path, lang: str, threads: int = 1) -> Language:
    """The pipeline of an exported pack for one of its languages; ``pipe``, ``meta`` and all else as of any spaCy pipeline."""
    try:
        about = json.loads((folder / "encoder.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as e:
        raise BadPack(f"encoder pack {folder.name!r} cannot be loaded: {e}".splitlines()[0]) from e
    nlp = spacy.blank(lang)
    nlp.add_pipe("sayso_encoder", config={"path": str(folder), "threads": threads})
    nlp.meta |= {"name": about["name"], "version": about["version"]}
    return nlp
