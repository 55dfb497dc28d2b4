"""Raw text without labels, as printed, for the encoder to label: local news, Wikinews, Wikipedia.

>>> quoted('"Sì" , disse'.replace(" ,", ","), "«»")
'«Sì», disse'
"""

from __future__ import annotations

import itertools
import lzma
import random
from collections.abc import Iterator
from pathlib import Path

from names import read
from printed import printed

KIND_SENTENCES, WIKI_SENTENCES = 8, 4  # sentences that make one text
SHORTEST = 8  # tokens
SEED = 3
# how the quotes and apostrophes of a text are printed, and how often
STYLES = (("«»", "'", 25), ("“”", "’", 25), ("«»", "’", 10), ('""', "'", 25), ("as is", "'", 15))


def paragraphs(path: Path) -> Iterator[list[str]]:
    """Token lists of the compressed corpus, one paragraph a line."""
    with lzma.open(path, "rt", encoding="utf8") as lines:
        for line in lines:
            tokens = line.split()
            if len(tokens) >= SHORTEST:
                yield tokens


def blocks(path: Path, size: int) -> Iterator[list[str]]:
    """Token lists of a name corpus, `size` sentences each."""
    sentences = ([token for token, _ in sentence] for sentence in read(path))
    while block := list(itertools.islice(sentences, size)):
        yield [token for sentence in block for token in sentence]


def quoted(text: str, marks: str) -> str:
    """The straight quotes of a text as opening and closing marks in turn."""
    pieces = text.split('"')
    turns = itertools.cycle(marks)
    return pieces[0] + "".join(next(turns) + piece for piece in pieces[1:])


def straight(text: str) -> str:
    """Typographic quotes made straight."""
    return text.translate(dict.fromkeys(map(ord, "“”«»"), '"'))


def styled(text: str, chance: random.Random) -> str:
    """The text with one of the printing styles of Italian papers."""
    (marks, apostrophe, _), *_ = chance.choices(STYLES, [share for *_, share in STYLES])
    if marks != "as is":
        text = quoted(straight(text), marks)
    return text.replace("’", "'").replace("'", apostrophe)


def texts(news: list[Path], kind: list[Path], wiki: list[Path]) -> list[str]:
    """All texts as printed: Wikinews first (nearest to the wire), the rest shuffled."""
    chance = random.Random(SEED)
    near = itertools.chain(*(blocks(path, KIND_SENTENCES) for path in kind))
    far = itertools.chain(
        *(paragraphs(path) for path in news), *(blocks(path, WIKI_SENTENCES) for path in wiki)
    )
    first, rest = ([styled(printed(tokens), chance) for tokens in source] for source in (near, far))
    chance.shuffle(rest)
    return list(dict.fromkeys(first + rest))
