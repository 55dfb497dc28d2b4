"""Paths as one line: branches where several pass something on side by side, nothing in it that a terminal would obey."""

import pytest

from sayso.export import chain


@pytest.mark.parametrize(("paths", "line"), [
    ([], ""),
    ([["Rossi"]], "Rossi"),
    ([["Rossi", "Ansa"]], "Rossi → Ansa"),
    ([["Borisov", "Rossiya-24", "Tass", "Ansa"], ["Borisov", "Rossiya-24", "Interfax", "Ansa"]], "Borisov → Rossiya-24 → {Tass, Interfax} → Ansa"),
    ([["Tass"], ["Interfax"]], "{Tass, Interfax}"),
    ([["Rossi"], ["Rossi", "Ansa"]], "Rossi → {directly, Ansa}"),
    ([["Rossi", "Bbc", "Afp"], ["Rossi", "Ansa"]], "Rossi → {Bbc → Afp, Ansa}"),
    ([["Rossi", "Tass", "Ansa"], ["Rossi", "Interfax", "Ansa"], ["Rossi", "Reuters"]], "Rossi → {{Tass, Interfax} → Ansa, Reuters}"),
    ([["Rossi\x1b[2J", "Ansa"]], "Rossi [2J → Ansa"),
])
def test_line(paths, line):
    assert chain.line(paths) == line
