"""What a stream holds, told from its first bytes.

>>> kind(b'{"text": "Piove."}'), kind(b"<!doctype html><p>Piove."), kind(b"Piove.")
('.jsonl', '.html', '.txt')
"""

from __future__ import annotations

import re

MARKUP = re.compile(rb"<(?:!doctype|html|head|body|\?xml|meta|article|div|p|h1|!--)\b|<!--", re.IGNORECASE)


def kind(head: bytes) -> str:
    """The suffix that a file with these first bytes would carry."""
    if head.startswith(b"PAR1"):
        return ".parquet"
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if MARKUP.match(start):
        return ".html"
    if start.startswith(b"{"):
        first, more, _ = start.partition(b"\n")
        return ".jsonl" if not more or first.rstrip().endswith(b"}") else ".json"
    return ".json" if re.match(rb"\[\s*\{", start) else ".txt"
