"""The open pack: runs in every language that the accurate one reads, with its table of pieces, and names no data with an NC clause."""

import json
from pathlib import Path

import pytest

from sayso import languages
from sayso.model import Article
from sayso.pipeline import load

LANGUAGES = Path(languages.HERE)


@pytest.mark.pack
@pytest.mark.parametrize(("lang", "text", "wanted"), [
    ("it", "L'esercito russo ha bombardato Kherson.", "ASSAULT"),
    ("en", "The Ethiopian army shelled a village near Mekele.", "ASSAULT"),
    ("es", "El ejército ruso bombardeó Jersón.", "ASSAULT"),
])
def test_the_open_pack_codes(lang, text, wanted):
    assert [r.code.type for r in load(lang, "open").code(Article("open", lang, "", text)).reports] == [wanted]


@pytest.mark.parametrize("lang", ["it", "en", "es"])
def test_its_card_names_open_licences_alone(lang):
    card = json.loads((LANGUAGES / lang / "open.json").read_text(encoding="utf-8"))
    assert card["licence"] == "CC BY-SA 4.0"
    assert not [source for source in card["trained_on"] if "NC" in source]


def test_all_packs_together_stay_under_120_megabytes():
    folders = [LANGUAGES / name for name in ("it/pack", "en/pack", "accurate", "open")]
    assert sum(p.stat().st_size for f in folders for p in f.rglob("*") if p.is_file()) < 120e6
