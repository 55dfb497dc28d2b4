"""A trained encoder (`model.pt`, `cfg.json`) in, a pack that runs without torch out.

    python export.py ENCODER OUT --treebanks it_isdt_dev.conllu it_partut.conllu …
    python export.py ENCODER OUT --treebanks … --matrices float    # slower, a hair closer to torch
    python export.py ENCODER OUT --treebanks … --agreement tests/parse/encoder_it.json   # torch's answers

The pack: `encoder.json` (labels, sizes), `graph.onnx`, `embeddings.npz`, `layers.npz`, `heads.npz`
(int8 by row, each row with its scale; vectors as floats), `pieces.json.gz` (vocabulary). The same
bytes every time. Any encoder with the parameter names of `training/it/encoder.py` will do.

`--treebanks` are those whose features we want: tags that stand in none of them are dropped (PUD leaves
VerbForm and half of Definite out). Some of their texts show how large the numbers inside get.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from pathlib import Path
from typing import Any

import graph
import numpy as np
import torch
from numpy.typing import NDArray

sys.path.append(str(Path(__file__).parents[1] / "it"))
import encoder as framework
import trees
from spacy.tokens import Doc
from wordpieces import WordPieces

from sayso.parse.edmonds import sentence_trees

FORMAT = 1
FULL = 127
HALF = 63  # whole-number layers: two products then fit 16 bits, so processors without VNNI cannot overflow
SMOOTHED = ("fi", "fo")  # their inputs have a few columns ten times the others
ALPHA = 0.7  # how much of those columns' size moves into the matrix: 0.5 to 1 were tried
CALIBRATION_TEXTS = 24
CALIBRATION_WORDS = 110
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
    del arrays["mix"]
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
        if array.ndim < 2 or name == "root":
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
        model(framework.batch_of([words], model, vocabulary))
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


def keep_tags(arrays: Arrays, tags: list[str], docs: list[Doc]) -> list[str]:
    """Drop the rows of tags that stand in none of the documents; the tags that stay."""
    seen = {f"{token.pos_}|{token.morph}" for doc in docs for token in doc}
    kept = [i for i, tag in enumerate(tags) if tag in seen]
    for name in ("tag.weight", "tag.bias"):
        arrays[name] = arrays[name][kept]
    return [tags[i] for i in kept]


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


def write_arrays(arrays: Arrays, out: Path) -> None:
    """Three files, none over 19.5 MB: embeddings, layers, the rest."""
    files: dict[str, Arrays] = {"embeddings": {}, "layers": {}, "heads": {}}
    for name, array in arrays.items():
        first = name.split(".")[0]
        place = {"emb": "embeddings", "pos": "embeddings", "layers": "layers"}.get(first, "heads")
        files[place][name] = np.ascontiguousarray(array)
    for place, content in files.items():
        np.savez(out / f"{place}.npz", **content)  # type: ignore[arg-type]


def description(
    model: framework.Encoder, given: argparse.Namespace, tags: list[str], asked: dict[str, str]
) -> dict[str, Any]:
    """What `encoder.json` says."""
    config, full = model.config, WordPieces()
    return {
        "format": FORMAT,
        "lang": given.lang,
        "name": given.name,
        "version": given.version,
        "begin": model.row[full.begin],
        "end": model.row[full.end],
        "tags": tags,
        "relations": config["deps"],
        "lemmas": config["lems"],
        "names": list(framework.NAME_TAGS),
        "weights": asked,
    }


def export(model: framework.Encoder, given: argparse.Namespace) -> list[str]:
    """Write the pack; the tags it knows."""
    given.out.mkdir(parents=True, exist_ok=True)
    integer = given.matrices == "integer"
    docs = trees.prepared(given.treebanks, [], training=False)
    arrays = weights_of(model)
    tags = keep_tags(arrays, model.config["tags"], docs)
    if integer:
        arrays = smoothed(arrays, largest_inputs(model, calibration(docs)))
    kept = stored(arrays, integer)
    sizes = graph.Sizes(
        layers=model.config["NL"],
        heads=framework.ATTENTION_HEADS,
        epsilon=model.config["eps"],
        mixed=framework.MIXED_LAYERS,
        integer=integer,
    )
    proto, asked = graph.build(sizes, {name: array.shape for name, array in kept.items()})
    (given.out / "graph.onnx").write_bytes(proto.SerializeToString(deterministic=True))
    write_arrays(kept, given.out)
    write_vocabulary(model, given.out / "pieces.json.gz")
    text = json.dumps(description(model, given, tags, asked), ensure_ascii=False, indent=1)
    (given.out / "encoder.json").write_text(text + "\n", encoding="utf8")
    return tags


@torch.no_grad()
def torch_says(
    model: framework.Encoder, words: framework.Words, tags: list[str]
) -> dict[str, Any]:
    """Torch's answers for one text, in 32 bits: what the pack must come near to."""
    rows_kept = [model.config["tags"].index(tag) for tag in tags]
    syntax, word = model(framework.batch_of([words], model, WordPieces()))
    arcs, dependent, head = model.arc_scores(syntax)
    starts = model.sst(syntax)[0].argmax(-1).bool().tolist()
    heads = sentence_trees(arcs[0].log_softmax(-1).numpy(), starts)
    return {
        "words": words.forms,
        "spaces": words.spaces,
        "heads": heads,
        "relations": framework.relations(model, dependent[0], head[0], heads),
        "tags": [tags[i] for i in model.tag(word)[0][:, rows_kept].argmax(-1).tolist()],
        "starts": [i == 0 or start for i, start in enumerate(starts)],
        "names": [framework.NAME_TAGS[i] for i in model.ner(word)[0].argmax(-1).tolist()],
        "arc_scores": [
            round(float(x), 3) for x in arcs[0].log_softmax(-1).max(-1).values
        ],
    }


def write_agreement(
    model: framework.Encoder, tags: list[str], lang: str, texts: Path, path: Path
) -> None:
    """Torch's answers for our own sentences, one text a line."""
    import spacy

    nlp = spacy.blank(lang)
    answers = []
    for text in texts.read_text(encoding="utf8").splitlines():
        doc = nlp.make_doc(text)
        words = framework.Words([t.text for t in doc], [bool(t.whitespace_) for t in doc])
        answers.append({"text": text} | torch_says(model, words, tags))
    lines = ",\n".join(json.dumps(answer, ensure_ascii=False) for answer in answers)
    path.write_text(f"[\n{lines}\n]\n", encoding="utf8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("encoder", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--lang", default="it")
    parser.add_argument("--name", default="sayso_accurate")
    parser.add_argument("--version", default="0.1.0")
    parser.add_argument("--matrices", choices=("integer", "float"), default="integer")
    parser.add_argument("--treebanks", type=Path, nargs="+", required=True, help="CoNLL-U files")
    parser.add_argument("--agreement", type=Path, help="write torch's answers here")
    parser.add_argument("--texts", type=Path, default=Path(__file__).parent / "agreement_it.txt")
    given = parser.parse_args()
    torch.set_num_threads(1)
    model = framework.load(given.encoder)
    tags = export(model, given)
    if given.agreement:
        write_agreement(model, tags, given.lang, given.texts, given.agreement)
    total = sum(path.stat().st_size for path in given.out.iterdir())
    print(f"{given.out.name}: {total / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
