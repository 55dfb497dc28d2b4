"""The encoder's run time: pieces, cuts, trees and labels on a tiny random pack, and the accurate pack beside torch's answers."""

import gzip
import itertools
import json
import random
from pathlib import Path

import numpy as np
import pytest
import spacy

from sayso.errors import BadPack
from sayso.parse import edmonds, encoder_
from sayso.parse.pieces import LONGEST_WORD, Pieces

ROOT = Path(__file__).parents[2]
PACK = ROOT / "src" / "sayso" / "languages" / "accurate"
AGREEMENT = {lang: json.loads((Path(__file__).parent / f"agreement_{lang}.json").read_text(encoding="utf-8")) for lang in ("it", "en")}
VOCABULARY = ["<unk>", "<s>", "</s>", "▁", "▁go", "verno", "v", "erno", "▁governo", "'", "a", "b", "▁a", "."]
SCORES = [0.0, 0.0, 0.0, -4.0, -3.0, -3.0, -5.0, -5.0, -5.0, -2.0, -2.5, -3.5, -2.0, -2.0]


@pytest.fixture(scope="module")
def pieces():
    return Pieces(VOCABULARY, SCORES, unknown=0)


# ------------------------------------------------------------- pieces


@pytest.mark.parametrize(("word", "after_space", "expected"), [
    ("governo", True, ["▁governo"]),  # one piece of -5 beats two of -6
    ("governo", False, ["<unk>", "<unk>", "verno"]),  # no mark of a space, so "▁go" does not fit
    ("a", True, ["▁a"]),
    ("a", False, ["a"]),
    ("’", False, ["'"]),  # typographic quotes are straightened
    ("ａ", False, ["a"]),  # a full-width letter
    ("ž", True, ["▁", "<unk>"]),
])
def test_a_word_falls_into_its_best_pieces(pieces, word, after_space, expected):
    assert [VOCABULARY[n] for n in pieces.split(word, after_space)] == expected


def test_long_words_are_cut_and_no_word_is_empty(pieces):
    assert len(pieces.split("b" * 40)) == LONGEST_WORD
    assert pieces.split("\u00a0", after_space=False)
    assert pieces.split("", after_space=False)


def test_the_split_is_the_best_of_all_splits(pieces):
    chance = random.Random(1)
    for _ in range(30):
        word = "".join(chance.choices("abvgo'.", k=6))
        found = sum(SCORES[n] if n else pieces.unknown_score for n in pieces.split(word, after_space=False))
        assert found == pytest.approx(max(all_splits(pieces, word)))


def all_splits(pieces, text):
    if not text:
        yield 0.0
    for end in range(1, len(text) + 1):
        n = pieces.number.get(text[:end])
        score = pieces.unknown_score if n is None and end == 1 else None if n is None else SCORES[n]
        if score is not None:
            yield from (score + rest for rest in all_splits(pieces, text[end:]))


# ------------------------------------------------------------- cuts


def cuts(text, pieces):
    doc = spacy.blank("it").make_doc(text)
    words, spaces = [t.text for t in doc], [bool(t.whitespace_) for t in doc]
    found = list(encoder_.stretches(words, spaces, pieces))
    assert [i for s in found for i in s.tokens] == [i for i, w in enumerate(words) if not w.isspace()]
    return [" ".join(words[i] for i in s.tokens) for s in found]


def test_a_long_text_is_cut_after_a_sentence(pieces):
    parts = cuts("Anna va. " + "a " * 60 + '. "Certo!" ' + "Poi " + "a, " * 70, pieces)
    assert parts[0].endswith('. " Certo ! "')
    assert parts[1].startswith("Poi a")
    assert all(len(part.split()) <= encoder_.LONGEST for part in parts)


def test_without_a_full_stop_it_is_cut_at_a_pause_a_comma_or_the_end(pieces):
    assert cuts("a " * 50 + "; " + "b, " * 20 + "b " * 40, pieces)[0].endswith(";")
    assert cuts("a " * 50 + ", " + "b " * 80, pieces)[0].endswith(",")
    assert len(cuts("a " * 150, pieces)[0].split()) == encoder_.LONGEST
    assert cuts("", pieces) == [] == cuts(" \n ", pieces)


def test_no_stretch_has_more_pieces_than_the_encoder_has_positions(pieces):
    words = ["b" * 30] * 100
    found = list(encoder_.stretches(words, [True] * 100, pieces))
    assert max(sum(map(len, s.pieces)) for s in found) <= encoder_.MOST_PIECES
    assert sum(len(s.tokens) for s in found) == 100


@pytest.mark.parametrize(("before", "word", "expected"), [
    (":", "«", True), (":", '"', True), (":", "che", True), (":", "Roma", False), (".", '"', False), (";", "che", False),
])
def test_a_quotation_after_a_colon_begins_no_sentence(before, word, expected):
    assert encoder_.continues(before, word) is expected


@pytest.mark.parametrize(("before", "word", "expected"), [
    ("media", "Friday", True), (".", "Friday", False), ("Cup", "Friday", False), ("media", "Kyiv", False), ('"', "Friday", False),
])
def test_a_day_behind_a_word_begins_no_sentence(before, word, expected):
    assert encoder_.continues(before, word, frozenset({"Friday"})) is expected


# ------------------------------------------------------------- trees


def test_the_tree_is_the_best_of_all_trees():
    chance = np.random.default_rng(3)
    for n in (1, 2, 3, 4, 5):
        for _ in range(12):
            scores = chance.normal(size=(n, n + 1)) * 3
            assert score_of(scores, edmonds.best_tree(scores)) == pytest.approx(max(score_of(scores, t) for t in all_trees(n)))


def score_of(scores, heads):
    assert is_tree(heads)
    return sum(scores[i, head] for i, head in enumerate(heads))


def all_trees(n):
    return (heads for heads in itertools.product(range(n + 1), repeat=n) if is_tree(heads))


def is_tree(heads):
    def reaches_root(i):
        for _ in heads:
            i = heads[i - 1] if i else 0
        return i == 0

    return list(heads).count(0) == 1 and all(reaches_root(i) for i in range(1, len(heads) + 1))


def test_every_sentence_has_a_tree_of_its_own():
    scores = np.random.default_rng(5).normal(size=(9, 10))
    heads = edmonds.sentence_trees(scores, [False] * 4 + [True] + [False] * 4)  # the first word always begins one
    assert is_tree(heads[:4])
    assert is_tree([h and h - 4 for h in heads[4:]])


# ------------------------------------------------------------- labels


@pytest.mark.parametrize(("form", "rule", "lemma"), [
    ("trasmesse", "=trasmettere", "trasmettere"), ("Case", "1\ta\t0", "casa"), ("ROMA", "0\t\t1", "Roma"),
    ("Onu", "0\t\t2", "Onu"), ("Usa", "1\t\t2", "US"), ("ha", "4\tere\t0", "ha"),
])
def test_a_lemma_by_its_rule(form, rule, lemma):
    assert encoder_.lemma_by_rule(form, rule) == lemma


def test_names_begin_end_and_change_class():
    tags = ["B-PER", "I-PER", "B-PER", "O", "I-LOC", "I-ORG", "I-ORG"]
    assert list(encoder_.name_spans(tags)) == [(0, 2, "PER"), (2, 3, "PER"), (4, 5, "LOC"), (5, 7, "ORG")]


def test_a_words_pieces_are_averaged():
    assert encoder_.means([(5,), (6, 7)]).tolist() == [[0, 1, 0, 0, 0], [0, 0, 0.5, 0.5, 0]]


# ------------------------------------------------------------- a pack of random weights

TAGS = ["NOUN|Gender=Masc", "VERB|", "PUNCT|", "PROPN|"]
RELATIONS = ["nsubj", "obj", "root", "punct", "obl"]
RULES = ["0\t\t0", "=essere", "1\te\t0"]
NAMES = ["O", "B-PER", "I-PER", "B-ORG"]
TEXTS = ["Il governo va a Roma. Poi a casa.", " A\n capo  e avanti", "", "a", "b " * 300 + ". A", "Va.", "\n"]
WIDTH = 8


class RandomSession:
    """Stands in for onnxruntime: every score is a random projection of the word's mean vector."""

    def __init__(self, weights):
        self.w = weights

    def get_outputs(self):
        return [type("Output", (), {"name": name}) for name in ("arcs", "dependents", "heads", *self.w["sizes"])]

    def run(self, names, given):
        words = given["means"] @ given["pieces"]
        above = np.vstack([self.w["root"], words])
        one = {"arcs": words @ self.w["arc"] @ above.T, "dependents": np.hstack([words, given["ones"]]),
               "heads": np.hstack([above, given["ones_above"]])}
        return [one[name] if name in one else words @ self.w["sizes"][name] for name in names]


@pytest.fixture(scope="module")
def tiny(tmp_path_factory):
    folder, chance = tmp_path_factory.mktemp("tiny"), np.random.default_rng(7)

    def whole(*shape):
        return chance.integers(-127, 128, shape, dtype=np.int8)

    def scales(*shape):
        return chance.random(shape, dtype=np.float32) / 40

    rel = len(RELATIONS), WIDTH + 1, WIDTH + 1
    packed = chance.integers(0, 256, (len(VOCABULARY), WIDTH // 2), dtype=np.uint8)
    np.savez(folder / "embeddings.npz", **{"emb.packed": packed, "emb.scale": scales(len(VOCABULARY), 1).astype("f2"),
                                          "pos.weight": whole(512, WIDTH), "pos.weight.scale": scales(512)})
    np.savez(folder / "heads.npz", **{"rel.W": whole(*rel), "rel.W.scale": scales(*rel[:2]), "root": whole(1, WIDTH).astype("f4"),
                                     "src.weight": scales(2, WIDTH)})
    np.savez(folder / "layers.npz", **{"layers.0.fi.weight": whole(3, WIDTH), "layers.0.fi.weight.scale": scales(3)})
    (folder / "graph.onnx").write_bytes(b"")
    vocabulary = {"unknown": 0, "pieces": VOCABULARY, "scores": SCORES}
    (folder / "pieces.json.gz").write_bytes(gzip.compress(json.dumps(vocabulary).encode()))
    every = {"source": 0, "tags": [0, 1, 2, 3], "relations": [0, 1, 2, 3, 4], "lemmas": [0, 1, 2], "names": [0, 1, 2, 3]}
    few = {"source": 1, "tags": [0, 2], "relations": [1, 2], "lemmas": [0], "names": [0]}
    given = {"root": "float", "rel.W": "float", "layers.0.fi.weight": "integer", "layers.0.fi.weight.scale": "scale"}
    about = {"format": 2, "languages": {"it": every, "es": few}, "name": "tiny", "version": "0", "begin": 1, "end": 2, "tags": TAGS,
             "relations": RELATIONS, "lemmas": RULES, "names": NAMES, "weights": given}
    (folder / "encoder.json").write_text(json.dumps(about))
    return folder


@pytest.fixture(scope="module")
def nlp(tiny):
    return opened(tiny, "it")


def opened(folder, lang):
    chance = np.random.default_rng(8)
    sizes = {"starts": 2, "tags": len(TAGS), "lemmas": len(RULES), "names": len(NAMES)}
    weights = {"root": chance.normal(size=(1, WIDTH)), "arc": chance.normal(size=(WIDTH, WIDTH)),
               "sizes": {name: chance.normal(size=(WIDTH, n)) for name, n in sizes.items()}}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(encoder_, "session", lambda graph, given, threads: given and RandomSession(weights))
        return encoder_.load(folder, lang)


def analysis(doc):
    names = [(e.start, e.end, e.label_) for e in doc.ents]
    return [(t.text, t.lemma_, t.tag_, t.pos_, str(t.morph), t.head.i, t.dep_, t.is_sent_start) for t in doc], names


@pytest.mark.parametrize("text", TEXTS)
def test_any_text_becomes_an_ordinary_document(nlp, text):
    doc = nlp(text)
    assert doc.text == text
    if not text.strip():
        return
    assert doc.has_annotation("DEP") and doc.has_annotation("TAG") is False
    for sent in doc.sents:
        roots = [t for t in sent if t.head == t]
        assert roots == [sent.root]
        assert sent.root.dep_ == "ROOT" or sent.root.is_space
        assert {t.head.sent.start for t in sent} == {sent.start}
    for token in doc:
        assert token.is_space == (token.pos_ == "SPACE")
        assert (token.dep_ == "ROOT") == (token.head == token)
        assert token.is_space or f"{token.pos_}|{token.morph}" in TAGS


def test_a_language_has_its_own_labels(tiny):
    doc = opened(tiny, "es")("Va a Roma. " * 20)
    assert {t.dep_ for t in doc} == {"ROOT", "obj"}
    assert {t.pos_ for t in doc} <= {"NOUN", "PUNCT"}
    assert not doc.ents
    with pytest.raises(BadPack, match="no labels for 'fr', only for it, es"):
        encoder_.Network(tiny, "fr")


def test_embeddings_out_of_four_bits(tiny, nlp):
    shared = nlp.get_pipe("sayso_encoder").network._shared
    packed, scale = shared.arrays["emb.packed"][5], float(shared.arrays["emb.scale"][5, 0])
    expected = [(int(b & 15) - 8) * scale for b in packed] + [(int(b >> 4) - 8) * scale for b in packed]
    assert np.allclose(shared.embeddings(np.array([5]))[0], expected)


def test_a_text_has_the_same_analysis_alone_and_among_others(nlp):
    alone = [analysis(nlp(text)) for text in TEXTS]
    assert [analysis(doc) for doc in nlp.pipe(TEXTS)] == alone
    assert [analysis(doc) for doc in nlp.pipe(TEXTS[::-1], batch_size=2)] == alone[::-1]


def test_what_the_graph_is_given(tiny):
    arrays = dict(encoder_.read_arrays(tiny / "layers.npz"))
    stored, scale = arrays["layers.0.fi.weight"], arrays["layers.0.fi.weight.scale"]
    assert (encoder_.as_asked(arrays, "layers.0.fi.weight", "integer") == stored.T).all()
    assert np.allclose(encoder_.as_asked(arrays, "layers.0.fi.weight", "float"), stored * scale[:, None])


def test_a_pack_that_is_not_whole_is_refused(tiny, tmp_path):
    with pytest.raises(BadPack, match="cannot be loaded"):
        encoder_.load(tmp_path, "it")
    (tmp_path / "encoder.json").write_bytes((tiny / "encoder.json").read_bytes())
    with pytest.raises(BadPack, match="cannot be loaded"):
        encoder_.load(tmp_path, "it")
    for part in ("embeddings", "layers", "heads"):
        (tmp_path / f"{part}.npz").write_bytes((tiny / f"{part}.npz").read_bytes())
    (tmp_path / "encoder.json").write_text((tiny / "encoder.json").read_text().replace('"format": 2', '"format": 99'))
    with pytest.raises(BadPack, match="format 99"):
        encoder_.load(tmp_path, "it")


# ------------------------------------------------------------- the pack, beside torch


@pytest.fixture(scope="module", params=("it", "en"))
def told(request):
    """A language's pipeline and torch's answers."""
    pytest.importorskip("onnxruntime")
    if not (PACK / "layers.npz").exists():
        pytest.skip("the accurate pack is not here")
    return encoder_.load(PACK, request.param), AGREEMENT[request.param]


def words_that_differ(doc, answer):
    """Fields and words in which the pack says something else than torch did."""
    mine = {
        "heads": [0 if t.head == t else t.head.i + 1 for t in doc],
        "relations": ["root" if t.dep_ == "ROOT" else t.dep_ for t in doc],
        "tags": [f"{t.pos_}|{t.morph}" for t in doc],
        "starts": [bool(t.is_sent_start) for t in doc],
        "names": ["-".join(filter(None, (t.ent_iob_, t.ent_type_))) for t in doc],
    }
    assert [t.text for t in doc] == answer["words"]
    return [(field, word) for field in mine for word, a, b in zip(answer["words"], mine[field], answer[field], strict=True) if a != b]


@pytest.mark.pack
def test_the_pack_says_what_torch_said(told):
    nlp, answers = told
    docs = nlp.pipe(answer["text"] for answer in answers)
    found = [d for doc, answer in zip(docs, answers, strict=True) for d in words_that_differ(doc, answer)]
    fields = 5 * sum(len(answer["words"]) for answer in answers)
    assert len(found) / fields < 0.01, found  # whole numbers cost a little
    assert [d for d in found if d[0] == "starts"] == []


@pytest.mark.pack
def test_the_networks_scores_are_near_torchs(told):
    nlp, answers = told
    pipe = nlp.get_pipe("sayso_encoder")
    off = []
    for answer in answers:
        (stretch,) = encoder_.stretches(answer["words"], answer["spaces"], pipe.pieces)
        off += np.abs(pipe.network(stretch.pieces)["arcs"].max(-1) - answer["arc_scores"]).tolist()
    assert np.mean(off) < 0.05  # log-probabilities; one doubtful word may be off by a third
    assert np.median(off) < 0.005


@pytest.mark.pack
def test_the_pack_does_not_care_what_stands_beside_a_text(told):
    nlp, answers = told
    texts = [answer["text"] for answer in answers]
    alone = [analysis(nlp(text)) for text in texts]
    assert [analysis(doc) for doc in nlp.pipe(texts[::-1])] == alone[::-1]
    network = nlp.get_pipe("sayso_encoder").network
    first, again = (network([(5, 6), (7,), (8,)])["arcs"] for _ in range(2))
    assert (first == again).all()
