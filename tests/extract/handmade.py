"""Sentences made by hand for the tests: one word a line, ``form lemma upos head deprel [Feat=Value|…]``, heads from 1, 0 the root.

A form that ends in ``_`` is followed by no space.
"""

import re

from sayso.model import Token, sentence

WORD = re.compile(r"\w+['’]?|[^\w\s]")


def plain(text, start=0, upos=None):
    """A sentence without a tree, for what reads characters only; ``upos`` gives tags to some forms."""
    tokens = [Token(i, m[0], m[0].lower(), (upos or {}).get(m[0], "X"), {}, 0, "dep", start + m.start(), start + m.end())
              for i, m in enumerate(WORD.finditer(text))]
    return sentence(0, "text", start, text, tuple(tokens))


def tree(notation, start=0):
    """A sentence with its tree."""
    rows = [line.split() for line in notation.strip().splitlines()]
    text, tokens = "", []
    for i, (form, lemma, upos, head, deprel, *feats) in enumerate(rows):
        word = form.rstrip("_") or "_"
        at = start + len(text)
        found = dict(f.split("=") for f in feats[0].split("|")) if feats else {}
        tokens.append(Token(i, word, lemma, upos, found, int(head) - 1 if int(head) else i, deprel, at, at + len(word)))
        text += word if form.endswith("_") else word + " "
    return sentence(0, "text", start, text.rstrip(), tuple(tokens))
