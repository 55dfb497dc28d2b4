"""CoNLL-U → sentences: the parse of a case file, or of any other tool that writes UD v2.

Offsets are counted over the ``# text`` comment; names stand in MISC as ``NER=B-PER``; several sentences make one text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sayso.model import Name, Sentence, Token, sentence


@dataclass(frozen=True, slots=True)
class Block:
    """One sentence block: its comments (a key may stand several times) and its sentence."""

    comments: tuple[tuple[str, str], ...]
    sentence: Sentence

    def all(self, key: str) -> list[str]:
        """Every value of a comment."""
        return [v for k, v in self.comments if k == key]

    def one(self, key: str) -> str | None:
        """The first value of a comment."""
        return next(iter(self.all(key)), None)


def blocks(text: str) -> Iterator[Block]:
    """All blocks of a file; sentences are laid one after the other, a blank between them."""
    offset = 0
    for number, raw in enumerate(b for b in text.replace("\r\n", "\n").split("\n\n") if b.strip()):
        block = _block(raw, number, offset)
        offset = block.sentence.end + 1
        yield block


def _block(raw: str, number: int, offset: int) -> Block:
    comments: list[tuple[str, str]] = []
    rows: list[list[str]] = []
    for line in raw.strip("\n").split("\n"):
        if line.startswith("#"):
            key, _, value = line[1:].partition("=")
            comments.append((key.strip(), value.strip()))
        elif line.split("\t")[0].isdigit():
            rows.append(line.split("\t"))
    text = next((v for k, v in comments if k == "text"), " ".join(r[1] for r in rows))
    tokens, at = [], 0
    for i, r in enumerate(rows):
        at = text.index(r[1], at)
        head = int(r[6]) - 1
        tokens.append(Token(i, r[1], r[2], r[3], feats(r[5]), i if head < 0 else head, r[7], offset + at, offset + at + len(r[1])))
        at += len(r[1])
    return Block(tuple(comments), sentence(number, "text", offset, text, tuple(tokens), tuple(names(rows)), number))


def feats(column: str) -> dict[str, str]:
    """The FEATS column as a mapping."""
    return {} if column == "_" else dict(p.split("=", 1) for p in column.split("|"))


def names(rows: list[list[str]]) -> Iterator[Name]:
    """Names from the ``NER=`` items of MISC."""
    tags = [next((m[4:] for m in r[9].split("|") if m.startswith("NER=")), "O") for r in rows]
    first = None
    for i, tag in enumerate([*tags, "O"]):
        if first is not None and (not tag.startswith("I-")):
            yield Name(first, i, tags[first][2:])
            first = None
        if tag.startswith("B-"):
            first = i


def write(s: Sentence) -> str:
    """A sentence as a CoNLL-U block, without comments other than its text."""
    tags = {i: ("B-" if i == n.first else "I-") + n.label for n in s.names for i in range(n.first, n.last)}
    lines = [f"# text = {s.text}"]
    for t in s.tokens:
        f = "|".join(f"{k}={v}" for k, v in sorted(t.feats.items())) or "_"
        misc = f"NER={tags[t.i]}" if t.i in tags else "_"
        head = 0 if t.head == t.i else t.head + 1
        form = s.text[t.start - s.start : t.end - s.start]  # as printed: the parser may have straightened its quotes
        lines.append("\t".join((str(t.i + 1), form, t.lemma, t.upos, "_", f, str(head), t.deprel, "_", misc)))
    return "\n".join(lines) + "\n"
