"""The encoder as an ONNX graph: sizes in, a graph without its numbers out.

The matrices are left out (external data that does not exist): the run time reads them from the
int8 files of the pack and hands them over when it opens the graph. One text at a time goes
through, so there is no padding and no mask.

    graph = build(Sizes(width=384, inner=1536, layers=9, heads=12, arc=256, mixed=4), shapes)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import onnx
from onnx import TensorProto, helper

OPSET = 20
IR = 9  # what onnxruntime 1.18 and later reads
CONTRIB = "com.microsoft"  # attention in one operator; part of every onnxruntime
LEAK = 0.1


@dataclass(frozen=True, slots=True)
class Sizes:
    """What the graph needs to know of the encoder."""

    layers: int
    heads: int
    epsilon: float
    mixed: int  # last layers, weighted separately for syntax and for words


@dataclass(slots=True)
class Builder:
    """Nodes so far; every method returns the name of its output."""

    shapes: Mapping[str, tuple[int, ...]]
    nodes: list[onnx.NodeProto] = field(default_factory=list)
    used: list[str] = field(default_factory=list)

    def put(self, kind: str, inputs: list[str], out: str, domain: str = "", **more: object) -> str:
        """Append one node."""
        self.nodes.append(helper.make_node(kind, inputs, [out], name=out, domain=domain, **more))
        return out

    def weight(self, name: str) -> str:
        """Name of a matrix or vector that the run time hands over."""
        if name not in self.used:
            self.used.append(name)
        return name

    def linear(self, x: str, name: str, out: str) -> str:
        """x·Wᵀ + b, with W as torch keeps it."""
        inputs = [x, self.weight(f"{name}.weight"), self.weight(f"{name}.bias")]
        return self.put("Gemm", inputs, out, transB=1)

    def norm(self, x: str, name: str, epsilon: float, out: str) -> str:
        """Layer norm."""
        inputs = [x, self.weight(f"{name}.weight"), self.weight(f"{name}.bias")]
        return self.put("LayerNormalization", inputs, out, axis=-1, epsilon=epsilon)

    def leaky(self, x: str, name: str, out: str) -> str:
        """A linear layer and a leaky rectifier."""
        return self.put("LeakyRelu", [self.linear(x, name, f"{out}.linear")], out, alpha=LEAK)

    def with_one(self, x: str, ones: str, out: str) -> str:
        """The constant that carries the bias of a biaffine form."""
        return self.put("Concat", [x, ones], out, axis=1)


def layer(b: Builder, x: str, n: int, sizes: Sizes) -> str:
    """One transformer layer over (pieces, width)."""
    at = f"layers.{n}"
    qkv = b.linear(x, f"{at}.qkv", f"{at}.qkv")
    deep = b.put("Unsqueeze", [qkv, "axis0"], f"{at}.qkv3")
    parts = [f"{at}.query", f"{at}.key", f"{at}.value"]
    b.nodes.append(
        helper.make_node("Split", [deep], parts, name=f"{at}.split", axis=2, num_outputs=3)
    )
    mixed = b.put("MultiHeadAttention", parts, f"{at}.mixed", CONTRIB, num_heads=sizes.heads)
    flat = b.put("Squeeze", [mixed, "axis0"], f"{at}.mixed2")
    attended = b.put("Add", [x, b.linear(flat, f"{at}.ao", f"{at}.ao")], f"{at}.sum1")
    x = b.norm(attended, f"{at}.aln", sizes.epsilon, f"{at}.x1")
    inner = b.put("Gelu", [b.linear(x, f"{at}.fi", f"{at}.fi")], f"{at}.gelu")
    fed = b.put("Add", [x, b.linear(inner, f"{at}.fo", f"{at}.fo")], f"{at}.sum2")
    return b.norm(fed, f"{at}.oln", sizes.epsilon, f"{at}.x2")


def word_vectors(b: Builder, states: list[str], kind: str) -> str:
    """Weighted sum of the last layers, averaged over each word's pieces."""
    parts = [
        b.put("Mul", [state, b.weight(f"mix.{kind}.{i}")], f"{kind}.{i}")
        for i, state in enumerate(states)
    ]
    return b.put("MatMul", ["means", b.put("Sum", parts, f"{kind}.pieces")], kind)


def heads(b: Builder, syntax: str, word: str) -> None:
    """All that is asked of every word."""
    above = b.put("Concat", [b.weight("root"), syntax], "above", axis=0)
    dependent = b.with_one(b.leaky(syntax, "ad", "arc.d"), "ones", "arc.d1")
    head = b.with_one(b.leaky(above, "ah", "arc.h"), "ones_above", "arc.h1")
    left = b.put("MatMul", [dependent, b.weight("arc.W")], "arc.left")
    b.put("LogSoftmax", [b.put("Gemm", [left, head], "arc.scores", transB=1)], "arcs", axis=-1)
    b.with_one(b.leaky(syntax, "rd", "rel.d"), "ones", "dependents")
    b.with_one(b.leaky(above, "rh", "rel.h"), "ones_above", "heads")
    b.linear(syntax, "sst", "starts")
    b.linear(word, "tag", "tags")
    b.linear(word, "lem", "lemmas")
    b.linear(word, "ner", "names")


OUTPUTS = ("arcs", "dependents", "heads", "starts", "tags", "lemmas", "names")


def build(sizes: Sizes, shapes: Mapping[str, tuple[int, ...]]) -> onnx.ModelProto:
    """The whole graph; `shapes` names every matrix it may ask for."""
    b = Builder(shapes)
    x = b.norm("pieces", "eln", sizes.epsilon, "x")
    states = []
    for n in range(sizes.layers):
        x = layer(b, x, n, sizes)
        states.append(x)
    last = states[-sizes.mixed :]
    heads(b, word_vectors(b, last, "syntax"), word_vectors(b, last, "word"))
    return _model(b)


def _model(b: Builder) -> onnx.ModelProto:
    """Nodes, names of weights, inputs and outputs put together."""

    def value(name: str, *shape: int | str) -> onnx.ValueInfoProto:
        return helper.make_tensor_value_info(name, TensorProto.FLOAT, list(shape))

    width = b.shapes["eln.weight"][0]
    inputs = [
        value("pieces", "pieces", width),
        value("means", "words", "pieces"),
        value("ones", "words", 1),
        value("ones_above", "words_and_root", 1),
    ]
    axis = helper.make_tensor("axis0", TensorProto.INT64, [1], [0])
    graph = helper.make_graph(
        b.nodes,
        "sayso_encoder",
        inputs,
        [value(name, None, None) for name in OUTPUTS],
        [axis, *(_absent(name, b.shapes[name]) for name in b.used)],
    )
    domains = [helper.make_opsetid("", OPSET), helper.make_opsetid(CONTRIB, 1)]
    return helper.make_model(graph, opset_imports=domains, ir_version=IR, producer_name="sayso")


def _absent(name: str, shape: tuple[int, ...]) -> onnx.TensorProto:
    """A weight known by name and shape only."""
    tensor = onnx.TensorProto(name=name, data_type=TensorProto.FLOAT, dims=shape)
    tensor.data_location = TensorProto.EXTERNAL
    tensor.external_data.add(key="location", value="given_at_run_time")
    return tensor
