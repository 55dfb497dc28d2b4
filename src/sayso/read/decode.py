"""Bytes → text.

In: the bytes of a file. Out: its characters, or :class:`~sayso.errors.Unreadable` where they are no text. UTF-8 is tried first,
then the encoding that the file names, then Windows-1252 where that gives Western prose, then what charset-normalizer makes of it.

>>> decoded("però".encode("cp1252")), decoded(b"\\xef\\xbb\\xbfRoma")
('però', 'Roma')
"""

from __future__ import annotations

import codecs
import io
import re
from typing import BinaryIO

from sayso.errors import Unreadable

BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
        (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
KINDS = ((b"%PDF", "a PDF"), (b"PK\x03\x04", "a zip file or office document"), (b"\x1f\x8b", "compressed with gzip"),
         (b"\x89PNG", "a picture"), (b"\xff\xd8\xff", "a picture"), (b"GIF8", "a picture"), (b"PAR1", "Parquet"),
         (b"\x7fELF", "a program"), (b"\xd0\xcf\x11\xe0", "an old office document"))
CONTROL = bytes(set(range(32)) - set(b"\t\n\r\f\v\x1b")) + b"\x7f"
MOST_CONTROL = 0.05  # random bytes hold 10 %, prose with a few stray control characters far less
LOOK_AT = 65536
MOST_ACCENTED = 0.3  # share of letters: 0.006 in our Italian news; Cyrillic or Greek taken for cp1252 is nothing but accents


def decoded(data: bytes, declared: str | None = None) -> str:
    """The characters of ``data``; ``declared`` is the encoding that the file itself names."""
    refuse_binary(data)
    for bom, encoding in BOMS:
        if data.startswith(bom):
            return data.decode(encoding, errors="replace")
    for encoding in ("utf-8", declared or "utf-8"):
        text = _strictly(data, encoding)
        if text is not None:
            return text
    return _guessed(data)


def refuse_binary(head: bytes) -> None:
    """Raise :class:`~sayso.errors.Unreadable` where the bytes are a known binary format or hold too many control characters."""
    for magic, kind in KINDS:
        if head.startswith(magic):
            raise Unreadable(f"binary, not text: {kind}")
    if head.startswith(tuple(bom for bom, _ in BOMS)):
        return
    head = head[:LOOK_AT]
    if head and (len(head) - len(head.translate(None, CONTROL))) / len(head) > MOST_CONTROL:
        raise Unreadable("binary, not text")


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeError, LookupError):
        return None


def _guessed(data: bytes) -> str:
    western = _strictly(data, "cp1252")
    if western is not None and is_western(western):
        return western
    from charset_normalizer import from_bytes  # late: most files are UTF-8

    best = from_bytes(data[:LOOK_AT]).best()
    if best is None:
        raise Unreadable("binary, not text")
    return data.decode(best.encoding, errors="replace")


def is_western(text: str) -> bool:
    """Whether few enough of the letters are accented for prose in a Western language."""
    accented = len(re.findall(r"[^\W\d_a-zA-Z]", text))
    return accented <= MOST_ACCENTED * max(1, len(re.findall(r"[^\W\d_]", text)))


def text_stream(stream: BinaryIO) -> io.TextIOWrapper:
    """A binary stream as text for readers that go line by line; the encoding is told from the first bytes."""
    head = stream.read(LOOK_AT)
    refuse_binary(head)
    stream = io.BufferedReader(_Again(head, stream))
    return io.TextIOWrapper(stream, encoding=_encoding(head), errors="replace", newline="")


def _encoding(head: bytes) -> str:
    for bom, encoding in BOMS:
        if head.startswith(bom):
            return encoding
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeError:
        return "cp1252" if is_western(head.decode("cp1252", errors="replace")) else _best(head)
    return "utf-8"


def _best(head: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(head).best()
    if best is None:
        raise Unreadable("binary, not text")
    return best.encoding


class _Again(io.RawIOBase):
    """The bytes already read, then the rest of the stream."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self.head, self.rest = head, rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        data = self.head[: len(buffer)] if self.head else self.rest.read(len(buffer))
        self.head = self.head[len(data):]
        buffer[: len(data)] = data
        return len(data)
