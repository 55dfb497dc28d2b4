"""Where the words of a sentence that the parser has read on are parted: plain words with blanks behind them in, parts out."""

from types import SimpleNamespace

import pytest

from sayso.parse.spacy_ import at_stops


@pytest.mark.parametrize(("words", "parts"), [
    ("he said so on X. Kyiv denied it all .", ["he said so on X.", "Kyiv denied it all ."]),
    ("the poems of John X. Smith were read .", ["the poems of John X. Smith were read ."]),
])
def test_a_sentence_may_end_in_the_platform(words, parts):
    tokens = [SimpleNamespace(text=w, whitespace_=" ") for w in words.split()]
    assert [" ".join(t.text for t in part) for part in at_stops(tokens)] == parts
