"""One event for people: what is contested, who tells it, and why its origins are counted as they are; in any width."""

import io

import pytest

from sayso.export import event


def report(ident, outlet, paths=()):
    return {"report_id": ident, "article": {"id": f"a-{ident}", "outlet": outlet}, "sources": {"paths": [list(p) for p in paths]}}


REPORTS = [
    report("r1", "Il Levante", [["Rossi", "Tv Uno"]]),
    report("r2", "La Voce", [["Rossi", "Tv Uno", "Tass", "Ansa"], ["Rossi", "Tv Uno", "Interfax", "Ansa"]]),
    report("r3", "L'Eco\x1b[2J", [["Bianchi"]]),
    report("r4", None, [["Mosca", "Tass"]]),
]
EVENT = {
    "event_id": "E-1", "type": "ASSAULT", "mode": "drone", "status": "happened",
    "actors": [{"name": "droni\x1b[31m russi", "country": "RUS", "sector": "MIL"}], "recipients": [],
    "when": {"from": "2026-03-01", "to": "2026-03-31"}, "where": {"name": "Odessa", "country": "UKR"},
    "counts": [{"what": "killed", "value": 3.0}],
    "contested": {"counts.killed": [{"value": 3.0, "reports": ["r1"], "by": None}, {"value": 3.0, "reports": ["r2"], "by": "Rossi"},
                                    {"value": 5.0, "reports": ["r3"], "by": "Bianchi"}]},
    "n_reports": 4, "n_outlets": 4, "n_origins": 2,
    "origins": [
        {"names": ["Bianchi"], "reports": ["r3"], "why": "stated source", "pairs": []},
        {"names": ["Rossi"], "reports": ["r1", "r2"], "why": "same speaker: Rossi",
         "pairs": [{"articles": ["a-r1", "a-r2"], "why": "same speaker: Rossi"}]}],
    "denied_by": [{"names": ["Mosca"], "reports": ["r4"], "why": "stated source"}],
}


def shown(columns, monkeypatch, record=EVENT):
    monkeypatch.setenv("COLUMNS", str(columns))
    stream = io.StringIO()
    event.show(record, REPORTS, stream)
    return stream.getvalue()


def test_an_event_is_told_whole(monkeypatch):
    assert shown(100, monkeypatch).splitlines() == [
        "what       ASSAULT drone  happened",
        "who        droni [31m russi RUS MIL",
        "whom       –",
        "where      Odessa, UKR",
        "when       2026-03",
        "how many   3 killed",
        "contested  3 killed (Rossi, Il Levante)",
        "           5 killed (Bianchi)",
        "",
        "counted    4 reports · 4 outlets · 2 origins",
        "",
        "origin 1   Rossi → Tv Uno → {Interfax, Tass} → Ansa",
        "told in    Il Levante, La Voce",
        "because    same speaker: Rossi (Il Levante, La Voce)",
        "",
        "origin 2   Bianchi",
        "told in    L'Eco [2J",
        "because    stated source; no other article has it from there",
        "",
        "denied by  Mosca → Tass",
        "told in    a-r4",
        "because    stated source; no other article has it from there",
    ]


@pytest.mark.parametrize("columns", [1, 40, 57, 80, 500])
def test_any_width_holds_the_same_words(monkeypatch, columns):
    text = shown(columns, monkeypatch)
    assert "".join(text.split()) == "".join(shown(100, monkeypatch).split())
    assert max(map(len, text.splitlines())) <= max(columns, event.NARROWEST)
    assert "\x1b" not in text


def test_what_is_unknown_is_said(monkeypatch):
    bare = {**EVENT, "mode": None, "when": None, "where": None, "counts": [], "contested": None, "actors": [], "denied_by": [],
            "origins": [{"names": [], "reports": [], "why": "the outlet's own voice"}], "n_origins": 1}
    lines = shown(80, monkeypatch, bare).splitlines()
    assert lines[:6] == ["what       ASSAULT  happened", *(f"{x:10} –" for x in ("who", "whom", "where", "when", "how many"))]
    assert "origin 1   the outlet's own voice" in lines
    assert not any(x.startswith(("contested", "denied")) for x in lines)
