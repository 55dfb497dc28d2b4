"""The sentences of wire style that packs are judged by: sixty a language, each a tree over its own text."""

from pathlib import Path

import pytest

WIRE = Path(__file__).parents[2] / "training" / "wire"


def blocks(lang):
    return [b.splitlines() for b in (WIRE / f"wire_{lang}.conllu").read_text(encoding="utf-8").strip().split("\n\n")]


@pytest.mark.parametrize("lang", ["it", "en"])
def test_sixty_trees(lang):
    found = blocks(lang)
    assert len(found) == 60
    for lines in found:
        text = next(line.split("=", 1)[1].strip() for line in lines if line.startswith("# text ="))
        rows = [line.split("\t") for line in lines if not line.startswith("#")]
        assert all(len(row) == 10 for row in rows)
        assert "".join(row[1] + ("" if "SpaceAfter=No" in row[9] else " ") for row in rows).strip() == text
        heads = [int(row[6]) for row in rows]
        assert [row[7] for row in rows if row[6] == "0"] == ["root"], text
        assert all(reaches_root(heads, i) for i in range(len(heads))), text


def reaches_root(heads, i):
    for _ in heads:
        if not heads[i]:
            return True
        i = heads[i] - 1
    return False
