"""A trained encoder (`model.pt`, `cfg.json` of `train.py`) in, a pack that runs without torch out.

    python export.py ENCODER OUT --language it:it_isdt:kind=it_isdt_dev.conllu,it_partut.conllu --language en:en_ewt:wiki_en=en_ewt.conllu
    python export.py ENCODER OUT --language … --matrices float    # slower, a hair closer to torch
    python export.py ENCODER OUT --language … --agreement tests/parse/agreement   # torch's answers: agreement_it.json …
    python export.py ENCODER OUT --language … --table src/sayso/languages/accurate  # pieces and their vectors lie there

A language is its code, the treebank whose vector its texts get, the corpus whose names it finds, and
treebanks whose features we want: tags that stand in none of them are never given (PUD leaves VerbForm and
half of Definite out). A language of the vocabulary without a treebank takes another's labels: `es:any:wiki_it@it=…`.

The pack: `encoder.json` (labels, sizes), `graph.onnx`, `embeddings.npz` (4 bits, as multilingual-e5-small
came), `layers.npz`, `heads.npz` (int8 by row, each row with its scale; vectors as floats), `pieces.json.gz`
(vocabulary). The same bytes every time.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import graph
import numpy as np
import start
import torch
from numpy.typing import NDArray

sys.path.append(str(Path(__file__).parents[1] / "it"))
import encoder as framework
import spacy
import train
import trees
from spacy.tokens import Doc
from wordpieces import WordPieces

from sayso.parse.edmonds import sentence_trees

FORMAT = 2
FULL = 127
HALF = 63  # whole-number layers: two products then fit 16 bits, so processors without VNNI cannot overflow
SMOOTHED = ("fi", "fo")  # their inputs have a few columns ten times the others
ALPHA = 0.7  # how much of those columns' size moves into the matrix: 0.5 to 1 were tried
CALIBRATION_TEXTS = 24
CALIBRATION_WORDS = 110
NAMES_OF = train.NAMES | train.OPEN_NAMES  # corpus → language
LAYER_KINDS = ("qkv", "ao", "fi", "fo")

Arrays = dict[str, NDArray[Any]]


def weights_of(model: framework.Encoder) -> Arrays:
    """Parameters by the names the graph uses."""
    arrays = {name: tensor.detach().numpy() for name, tensor in model.state_dict().items()}
    mix = torch.softmax(model.mix.detach(), -1).numpy()
    for row, kind in enumerate(("syntax", "word")):
        for i in range(mix.shape[1]):
            arrays[f"mix.{kind}.{i}"] = mix[row, i : i + 1]
    arrays["root"] = arrays["root"][None]
    arrays["arc.W"] = arrays["arc.W"][0]
    for name in ("mix", "emb.weight"):  # the embeddings never learnt: they are stored as they came
        del arrays[name]
    return arrays


def rows(matrix: NDArray[Any], most: int) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Whole numbers up to `most`, and the scale of each row."""
    scale = np.maximum(np.abs(matrix).max(-1, keepdims=True), 1e-8) / most
    return np.rint(matrix / scale).astype(np.int8), scale[..., 0].astype(np.float32)


def is_layer_matrix(name: str) -> bool:
    """One of the four matrices of a layer."""
    parts = name.split(".")
    return parts[0] == "layers" and parts[2] in LAYER_KINDS and parts[3] == "weight"


def stored(arrays: Arrays, integer: bool) -> Arrays:
    """As the pack keeps them: matrices as int8 with scales, vectors as they are."""
    out: Arrays = {}
    for name, array in arrays.items():
        if array.ndim < 2 or name in ("root", "src.weight"):
            out[name] = array.astype(np.float32)
            continue
        out[name], out[f"{name}.scale"] = rows(
            array, HALF if integer and is_layer_matrix(name) else FULL
        )
    return out


def smoothed(arrays: Arrays, largest: Arrays) -> Arrays:
    """Move the size of the inputs' largest columns into the matrices (SmoothQuant).

    Without it the one scale of a text's numbers is set by a few columns: 3 % of heads change
    instead of 1.5 %.
    """
    out = dict(arrays)
    for name, seen in largest.items():
        matrix = arrays[f"{name}.weight"]
        column = np.maximum(np.abs(matrix).max(0), 1e-5)
        factor = np.maximum(seen, 1e-5) ** ALPHA / column ** (1 - ALPHA)
        factor = (factor / np.exp(np.log(factor).mean())).astype(np.float32)
        out[f"{name}.weight"] = matrix * factor
        out[f"{name}.smooth"] = 1 / factor
    return out


@torch.no_grad()
def largest_inputs(model: framework.Encoder, texts: list[framework.Words]) -> Arrays:
    """Largest absolute value in every column of the inputs of the matrices to be smoothed."""
    found: dict[str, torch.Tensor] = {}

    def watch(name: str) -> Any:
        def hook(_: object, inputs: tuple[torch.Tensor], __: object) -> None:
            top = inputs[0].abs().flatten(0, -2).amax(0)
            found[name] = torch.maximum(found[name], top) if name in found else top

        return hook

    hooks = [
        getattr(layer, kind).register_forward_hook(watch(f"layers.{n}.{kind}"))
        for n, layer in enumerate(model.layers)
        for kind in SMOOTHED
    ]
    vocabulary = WordPieces()
    for words in texts:
        model(framework.batch_of([words], model, vocabulary))  # no treebank's vector: "any"
    for hook in hooks:
        hook.remove()
    return {name: top.numpy() for name, top in found.items()}


def calibration(docs: list[Doc]) -> list[framework.Words]:
    """The beginnings of some texts, taken evenly from all treebanks."""
    some = docs[:: max(1, len(docs) // CALIBRATION_TEXTS)]
    parts = [doc[:CALIBRATION_WORDS] for doc in some]
    return [
        framework.Words([t.text for t in part], [bool(t.whitespace_) for t in part])
        for part in parts
    ]


@dataclass(frozen=True, slots=True)
class Asked:
    """A language of the pack, as the command line has it."""

    code: str
    source: str
    names: str
    like: str  # the language whose labels it uses
    treebanks: list[Path]

    @classmethod
    def read(cls, text: str) -> Asked:
        """`es:any:wiki_it@it=FILE,FILE`"""
        head, _, files = text.partition("=")
        head, _, like = head.partition("@")
        code, source, corpus = head.split(":")
        return cls(code, source, corpus, like or code, [Path(f) for f in files.split(",")])


def labels_of(model: framework.Encoder, asked: Asked, docs: list[Doc]) -> dict[str, Any]:
    """Rows of the heads that a language uses, and the row of its treebank."""
    config, own = model.config, model.config["languages"][asked.like]
    seen = {f"{token.pos_}|{token.morph}" for doc in docs for token in doc}
    lemmas = own["lems"] if asked.like == asked.code else [train.lemma_rule("a", "a"), train.lemma_rule("A", "A")]
    at = len(framework.NAME_TAGS) * config["name_sources"].index(asked.names)
    return {
        "source": config["sources"].index(asked.source),
        **({"capitals": True} if NAMES_OF.get(asked.names, asked.code) != asked.code else {}),
        "tags": [i for i, tag in enumerate(config["tags"]) if tag in seen],
        "relations": [i for i, relation in enumerate(config["deps"]) if relation in set(own["deps"])],
        "lemmas": [i for i, rule in enumerate(config["lems"]) if rule in set(lemmas)],
        "names": list(range(at, at + len(framework.NAME_TAGS))),
    }


def treebank_docs(asked: Asked) -> list[Doc]:
    """The documents of a language's treebanks."""
    blocks = [trees.flat(block) for path in asked.treebanks for block in trees.sentences(path)]
    return list(trees.documents(blocks, asked.like))


def write_vocabulary(model: framework.Encoder, path: Path) -> None:
    """Pieces in the order of the embedding's rows, with their scores."""
    full = WordPieces()
    text = {number: piece for piece, number in full.number.items()}
    kept = model.config["vocab"]
    data = {
        "unknown": model.row[full.unknown],
        "pieces": [text.get(number, "") for number in kept],
        "scores": [round(float(full.scores[number]), 5) for number in kept],
    }
    packed = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode("utf8")
    path.write_bytes(gzip.compress(packed, mtime=0))


def read_vocabulary(model: framework.Encoder, table: Path) -> None:
    """The pieces of another pack instead of the model's own: as the vectors never learn, any piece of multilingual-e5-small can be read."""
    told = json.loads(gzip.decompress((table / "pieces.json.gz").read_bytes()))
    full = WordPieces()
    vocabulary = [full.number.get(piece, full.unknown) for piece in told["pieces"]]
    assert vocabulary[told["unknown"]] == full.unknown
    model.config["vocab"] = vocabulary
    model.row = {piece: i for i, piece in enumerate(vocabulary)} | {full.unknown: told["unknown"]}
    model.emb = torch.nn.Embedding.from_pretrained(start.Base().embeddings(vocabulary))


def write_arrays(arrays: Arrays, out: Path, packed: bool = False) -> None:
    """Three files, none over 19.5 MB: embeddings, layers, the rest. ``packed``: no embeddings, and the files compressed."""
    files: dict[str, Arrays] = {"layers": {}, "heads": {}} if packed else {"embeddings": {}, "layers": {}, "heads": {}}
    for name, array in arrays.items():
        first = name.split(".")[0]
        place = {"emb": "embeddings", "pos": "embeddings", "layers": "layers"}.get(first, "heads")
        files[place if place in files else "heads"][name] = np.ascontiguousarray(array)
    for place, content in files.items():
        (np.savez_compressed if packed else np.savez)(out / f"{place}.npz", **content)  # type: ignore[arg-type]


def description(
    model: framework.Encoder, given: argparse.Namespace, languages: dict[str, Any], weights: dict[str, str]
) -> dict[str, Any]:
    """What `encoder.json` says."""
    config, full = model.config, WordPieces()
    return {
        "format": FORMAT,
        "name": given.name,
        "version": given.version,
        "begin": model.row[full.begin],
        "end": model.row[full.end],
        "tags": config["tags"],
        "relations": config["deps"],
        "lemmas": config["lems"],
        "names": list(framework.NAME_TAGS) * len(config["name_sources"]),
        "languages": languages,
        "weights": weights,
    } | ({"table": given.table.name} if given.table else {})


def export(model: framework.Encoder, given: argparse.Namespace) -> dict[str, Any]:
    """Write the pack; the labels of each language."""
    given.out.mkdir(parents=True, exist_ok=True)
    integer = given.matrices == "integer"
    docs = {asked.code: treebank_docs(asked) for asked in given.language}
    languages = {asked.code: labels_of(model, asked, docs[asked.code]) for asked in given.language}
    arrays = weights_of(model)
    if integer:
        texts = [words for some in docs.values() for words in calibration(some)]
        arrays = smoothed(arrays, largest_inputs(model, texts))
    kept = stored(arrays, integer)
    sizes = graph.Sizes(
        layers=model.config["NL"],
        heads=framework.ATTENTION_HEADS,
        epsilon=model.config["eps"],
        mixed=framework.MIXED_LAYERS,
        integer=integer,
    )
    proto, weights = graph.build(sizes, {name: array.shape for name, array in kept.items()})
    (given.out / "graph.onnx").write_bytes(proto.SerializeToString(deterministic=True))
    if given.table:
        write_arrays(kept, given.out, packed=True)
    else:
        packed, scale = start.Base().packed(model.config["vocab"])
        write_arrays(kept | {"emb.packed": packed, "emb.scale": scale}, given.out)
        write_vocabulary(model, given.out / "pieces.json.gz")
    text = json.dumps(description(model, given, languages, weights), ensure_ascii=False, separators=(",", ":"))
    (given.out / "encoder.json").write_text(text + "\n", encoding="utf8")
    return languages


@torch.no_grad()
def torch_says(
    model: framework.Encoder, words: framework.Words, own: dict[str, Any]
) -> dict[str, Any]:
    """Torch's answers for one text, in 32 bits: what the pack must come near to."""
    config = model.config
    syntax, word = model(framework.batch_of([words], model, WordPieces()), torch.tensor([own["source"]]))
    arcs, dependent, head = model.arc_scores(syntax)
    starts = model.sst(syntax)[0].argmax(-1).bool().tolist()
    heads = sentence_trees(arcs[0].log_softmax(-1).numpy(), starts)
    names = word @ model.ner.weight.T + model.ner.bias
    return {
        "words": words.forms,
        "spaces": words.spaces,
        "heads": heads,
        "relations": framework.relations(model, dependent[0], head[0], heads, own["relations"]),
        "tags": [config["tags"][own["tags"][i]] for i in model.tag(word)[0][:, own["tags"]].argmax(-1).tolist()],
        "starts": [i == 0 or start for i, start in enumerate(starts)],
        "names": [framework.NAME_TAGS[i] for i in names[0][:, own["names"]].argmax(-1).tolist()],
        "arc_scores": [
            round(float(x), 3) for x in arcs[0].log_softmax(-1).max(-1).values
        ],
    }


def write_agreement(model: framework.Encoder, lang: str, own: dict[str, Any], texts: Path, path: Path) -> None:
    """Torch's answers for our own sentences, one text a line."""
    nlp = spacy.blank(lang)
    answers = []
    for text in texts.read_text(encoding="utf8").splitlines():
        doc = nlp.make_doc(text)
        words = framework.Words([t.text for t in doc], [bool(t.whitespace_) for t in doc])
        answers.append({"text": text} | torch_says(model, words, own))
    lines = ",\n".join(json.dumps(answer, ensure_ascii=False) for answer in answers)
    path.write_text(f"[\n{lines}\n]\n", encoding="utf8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("encoder", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--language", type=Asked.read, action="append", required=True)
    parser.add_argument("--name", default="sayso_accurate")
    parser.add_argument("--version", default="0.2.0")
    parser.add_argument("--matrices", choices=("integer", "float"), default="integer")
    parser.add_argument("--agreement", type=Path, help="write torch's answers here, `_it.json` and so on appended")
    parser.add_argument("--table", type=Path, help="a pack whose pieces and vectors are used: not written again")
    given = parser.parse_args()
    torch.set_num_threads(1)
    model = framework.load(given.encoder)
    if given.table:
        read_vocabulary(model, given.table)
    languages = export(model, given)
    for lang, own in languages.items():
        texts = Path(__file__).parent / f"agreement_{lang}.txt"
        if given.agreement and texts.exists():
            write_agreement(model, lang, own, texts, given.agreement.with_name(f"{given.agreement.name}_{lang}.json"))
    total = sum(path.stat().st_size for path in given.out.iterdir())
    print(f"{given.out.name}: {total / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
