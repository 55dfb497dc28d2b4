"""The teacher: multilingual-e5-small, 9 layers of it, trained on the treebanks.

Words in (as spaCy cuts them), and out come a tree, tags, sentence starts and names for each.
Labels in 32 bits (bfloat16 is ten times slower on processors without AVX-512); weights and label
lists are read from `model.pt` and `cfg.json`. `training/encoder/train.py` trains it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional
from wordpieces import WordPieces

from sayso.parse.edmonds import sentence_trees

ATTENTION_HEADS = 12
MIXED_LAYERS = 4  # the last ones, weighted separately for syntax and for words
LONGEST_INPUT = 500  # pieces
NAME_TAGS = ("O", "B-PER", "I-PER", "B-LOC", "I-LOC", "B-ORG", "I-ORG")
STRAIGHT = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "«": '"', "»": '"', "\u00a0": " "}
)


@dataclass(frozen=True, slots=True)
class Words:
    """A stretch of text to label: the words, and whether a space follows each."""

    forms: list[str]
    spaces: list[bool]


@dataclass(frozen=True, slots=True)
class Labels:
    """What the encoder says of every word; `heads` are 1-based in the stretch, 0 is a root."""

    heads: list[int]
    relations: list[str]
    tags: list[str]  # "VERB|Mood=Ind|…"
    sentence_starts: list[bool]
    names: list[str]
    confidence: float  # mean log-probability of the arcs


DROPOUT = 0.1


def dropped(x: Tensor, module: nn.Module) -> Tensor:
    """Some numbers left out while the module is in training."""
    return functional.dropout(x, DROPOUT, module.training)


def attention(query: Tensor, key: Tensor, value: Tensor, mask: Tensor, training: bool) -> Tensor:
    """Softmax attention; torch's own is slower to learn through on a processor."""
    if not training:
        return functional.scaled_dot_product_attention(query, key, value, attn_mask=mask)
    scores = (query * query.shape[-1] ** -0.5) @ key.transpose(-1, -2)
    weights: Tensor = scores.masked_fill(~mask, -1e4).softmax(-1).to(value.dtype) @ value
    return weights


class Layer(nn.Module):
    """One transformer layer."""

    def __init__(self, width: int, inner: int, epsilon: float) -> None:
        super().__init__()
        self.qkv = nn.Linear(width, 3 * width)
        self.ao = nn.Linear(width, width)
        self.aln = nn.LayerNorm(width, epsilon)
        self.fi = nn.Linear(width, inner)
        self.fo = nn.Linear(inner, width)
        self.oln = nn.LayerNorm(width, epsilon)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """States in, states out: (texts, pieces, width)."""
        batch, length, width = x.shape
        shape = (batch, length, 3, ATTENTION_HEADS, width // ATTENTION_HEADS)
        query, key, value = self.qkv(x).view(shape).permute(2, 0, 3, 1, 4)
        mixed = attention(query, key, value, mask, self.training)
        attended = self.ao(mixed.transpose(1, 2).reshape(batch, length, width))
        x = self.aln(x + dropped(attended, self))
        out: Tensor = self.oln(x + dropped(self.fo(functional.gelu(self.fi(x))), self))
        return out


class Biaffine(nn.Module):
    """Scores of pairs; only the weight is kept here, `arc_scores` and `relations` apply it."""

    def __init__(self, width: int, labels: int = 1) -> None:
        super().__init__()
        self.W = nn.Parameter(torch.zeros(labels, width + 1, width + 1))


def with_one(x: Tensor) -> Tensor:
    """Append the constant that carries the bias."""
    return torch.cat([x, torch.ones_like(x[..., :1])], -1)


class Encoder(nn.Module):
    """Shared layers and one head a task; parameter names are those of `model.pt`."""

    def __init__(self, config: dict[str, Any]) -> None:
        super().__init__()
        width, arc, relation = config["H"], config.get("arc", 256), config.get("rel", 128)
        self.config = config
        self.row = {piece: i for i, piece in enumerate(config["vocab"])}
        self.emb = nn.Embedding(len(config["vocab"]), width)
        self.pos = nn.Embedding(512, width)
        self.eln = nn.LayerNorm(width, config["eps"])
        self.layers = nn.ModuleList(
            Layer(width, config["FF"], config["eps"]) for _ in range(config["NL"])
        )
        self.mix = nn.Parameter(torch.zeros(2, MIXED_LAYERS))
        self.ad, self.ah = nn.Linear(width, arc), nn.Linear(width, arc)
        self.rd, self.rh = nn.Linear(width, relation), nn.Linear(width, relation)
        self.arc, self.rel = Biaffine(arc), Biaffine(relation, len(config["deps"]))
        self.root = nn.Parameter(torch.zeros(width))
        self.tag = nn.Linear(width, len(config["tags"]))
        self.lem = nn.Linear(width, len(config["lems"]))
        self.sst = nn.Linear(width, 2)
        self.ner = nn.Linear(width, len(NAME_TAGS) * len(config.get("name_sources", [""])))
        if "sources" in config:  # in training: which treebank the text comes from
            self.src = nn.Embedding(len(config["sources"]), width)
            nn.init.zeros_(self.src.weight)

    def forward(self, batch: Batch, sources: Tensor | None = None) -> tuple[Tensor, Tensor]:
        """Two vectors a word: one mix of layers for syntax, one for the word itself."""
        x = self.emb(batch.pieces) + self.pos(torch.arange(batch.pieces.shape[1]))
        if sources is not None:
            x = x + self.src(sources)[:, None]
        x = dropped(self.eln(x), self)
        states = []
        for layer in self.layers:
            x = layer(x, batch.mask[:, None, None, :])
            states.append(x)
        weights = torch.softmax(self.mix.float(), -1)
        syntax, word = (
            word_means(sum(w * h for w, h in zip(row, states[-MIXED_LAYERS:], strict=True)), batch)
            for row in weights
        )
        return dropped(syntax, self), dropped(word, self)

    def arc_scores(self, syntax: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Head scores (dependent x head, root first) and the two sides of the relation scorer."""
        batch, _, width = syntax.shape
        heads = torch.cat([self.root.to(syntax.dtype).expand(batch, 1, width), syntax], 1)
        dependent = with_one(self._rectified(self.ad(syntax)))
        head = with_one(self._rectified(self.ah(heads)))
        scores = torch.einsum("bxi,ij,byj->bxy", dependent, self.arc.W[0].to(head.dtype), head)
        sides = [self._rectified(layer(x)) for layer, x in ((self.rd, syntax), (self.rh, heads))]
        return scores, sides[0], sides[1]

    def _rectified(self, x: Tensor) -> Tensor:
        return functional.dropout(functional.leaky_relu(x, 0.1), 2 * DROPOUT, self.training)


@dataclass(frozen=True, slots=True)
class Batch:
    """Padded piece numbers, and for every word its first piece and their number."""

    pieces: Tensor
    mask: Tensor
    first: Tensor
    count: Tensor


def word_means(states: Any, batch: Batch) -> Tensor:
    """Mean of a word's pieces."""
    sums = torch.cat([torch.zeros_like(states[:, :1]), states], 1).float().cumsum(1)
    rows = torch.arange(states.shape[0])[:, None]
    total = sums[rows, batch.first + batch.count] - sums[rows, batch.first]
    mean: Tensor = (total / batch.count[..., None].clamp(min=1)).to(states.dtype)
    return mean


def padded(rows: list[list[int]], value: int = 0) -> Tensor:
    """Rows of numbers as one rectangle."""
    width = max(map(len, rows))
    return torch.tensor([row + [value] * (width - len(row)) for row in rows])


def batch_of(stretches: list[Words], model: Encoder, vocabulary: WordPieces) -> Batch:
    """Cut the words into pieces and pad."""
    unknown = model.row[vocabulary.unknown]
    pieces, first, count = [], [], []
    for words in stretches:
        row, starts, counts = [model.row[vocabulary.begin]], [], []
        for word, after_space in zip(words.forms, [True, *words.spaces], strict=False):
            straight = word.translate(STRAIGHT) or "_"
            split = vocabulary.split(straight, after_space)
            split = split[: max(1, LONGEST_INPUT - len(row))]
            starts.append(len(row))
            counts.append(len(split))
            row += [model.row.get(piece, unknown) for piece in split]
        pieces.append([*row, model.row[vocabulary.end]])
        first.append(starts)
        count.append(counts)
    lengths = torch.tensor([len(row) for row in pieces])
    mask = torch.arange(int(lengths.max()))[None] < lengths[:, None]
    filled = padded(pieces, model.row[vocabulary.pad])
    return Batch(filled, mask, padded(first), padded(count))


def load(folder: Path) -> Encoder:
    """The encoder with its weights, ready to predict."""
    model = Encoder(json.loads((folder / "cfg.json").read_text()))
    weights = torch.load(folder / "model.pt", map_location="cpu", weights_only=True)
    model.load_state_dict({name: tensor.float() for name, tensor in weights.items()})
    return model.eval()


def batches(stretches: list[Words], most: int) -> Iterator[list[int]]:
    """Positions of stretches of like length, `most` words with padding at a time."""
    batch: list[int] = []
    for i in sorted(range(len(stretches)), key=lambda i: len(stretches[i].forms)):
        if batch and (len(batch) + 1) * len(stretches[i].forms) > most:
            yield batch
            batch = []
        batch.append(i)
    if batch:
        yield batch


@torch.no_grad()
def label(
    stretches: list[Words], model: Encoder, vocabulary: WordPieces, most: int = 800
) -> Iterator[tuple[int, Labels]]:
    """(position in `stretches`, labels), in no particular order."""
    for positions in batches(stretches, most):
        batch = batch_of([stretches[i] for i in positions], model, vocabulary)
        syntax, word = model(batch)
        arcs, dependent, head = model.arc_scores(syntax)
        best = [layer(x).argmax(-1) for layer, x in ((model.tag, word), (model.sst, syntax), (model.ner, word))]
        for k, i in enumerate(positions):
            length = len(stretches[i].forms)
            choice = [layer[k, :length].tolist() for layer in best]
            scores = arcs[k, :length, : length + 1].float().log_softmax(-1).numpy()
            heads = sentence_trees(scores, choice[1])
            yield (
                i,
                Labels(
                    heads=heads,
                    relations=relations(model, dependent[k, :length], head[k], heads),
                    tags=[model.config["tags"][x] for x in choice[0]],
                    sentence_starts=[bool(x) for x in choice[1]],
                    names=[NAME_TAGS[x] for x in choice[2]],
                    confidence=float(scores[np.arange(length), heads].mean()),
                ),
            )


def relations(
    model: Encoder, dependent: Tensor, head: Tensor, heads: list[int], allowed: list[int] | None = None
) -> list[str]:
    """The relation of every word to the head it got; `root` only and always for roots."""
    at = torch.tensor(heads)
    names: list[str] = model.config["deps"]
    # head side first: a word has one head, so this is a matrix product, not a cube
    left, right = with_one(dependent.float()), with_one(head[at].float())
    weight = model.rel.W
    outer, inner, last = weight.shape
    side = (right @ weight.permute(2, 0, 1).reshape(last, outer * inner)).view(-1, outer, inner)
    scores = torch.bmm(side, left[:, :, None])[:, :, 0]
    root = names.index("root")
    if allowed is not None:
        scores[:, [i for i in range(outer) if i not in set(allowed)]] = -1e9
    scores[:, root] = torch.where(at == 0, 1e9, -1e9)
    return [names[x] for x in scores.argmax(-1).tolist()]
