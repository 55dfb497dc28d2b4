"""Puts the measured figures into the README and the page on limits: ``sayso score GOLD --json`` and ``docs/packs.json`` in, tables out.

``python tools/readme.py ../shared/gold/dev_it.jsonl ../shared/gold/dev_en.jsonl``
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

from sayso.commands.code import reports_on
from sayso.score import score
from sayso.score.figures import Result

PACKS = Path(__file__).parent.parent / "docs" / "packs.json"
PACK_MARKS = re.compile(r"<!-- packs:begin -->.*<!-- packs:end -->", re.S)
README = Path(__file__).parent.parent / "README.md"
MARKS = re.compile(r"<!-- scores:begin -->.*<!-- scores:end -->", re.S)
LIMITS = Path(__file__).parent.parent / "docs" / "limits.md"
SLOT_MARKS = re.compile(r"<!-- slots:begin -->.*<!-- slots:end -->", re.S)


FIGURES = (
    ("events found with the right type, F1", lambda r: r["typed"]["f1"]),
    ("whole rows right (type, both countries, status), F1", lambda r: r["row"]["f1"]),
    ("of the typed events: actor countries right", lambda r: r["on_matched"]["actor_country"]),
    ("recipient countries right", lambda r: r["on_matched"]["recipient_country"]),
    ("status right", lambda r: r["on_matched"]["status"]),
    ("mode right", lambda r: r["on_matched"]["mode"]),
    ("links of the chains of sources, F1", lambda r: r["on_matched"]["links"]["f1"]),
    ("spans that do not quote the article", lambda r: r["bad_spans"]),
)


def slots(golds: list[Path], results: list[Result]) -> str:
    """Every slot of the events found with the right type, a column a gold file."""
    rows: dict[str, list[str]] = {}
    for r in results:
        for name, value in r["on_matched"].items():
            shown = value.get("f1") if isinstance(value, dict) else value
            if isinstance(shown, int | float):
                rows.setdefault(name.replace("_", " "), []).append(f"{shown:g}" + (" (F1)" if isinstance(value, dict) else ""))
    lines = [f"| | {' | '.join(f'`{g.name}`' for g in golds)} |", "|---|" + "---:|" * len(golds)]
    return "\n".join([*lines, *(f"| {name} | {' | '.join(cells)} |" for name, cells in rows.items() if len(cells) == len(golds))])


def table(golds: list[Path], results: list[Result]) -> str:
    """The figures that a reader asks for first, a column a gold file."""
    heads = [f"`{g.name}` ({r['articles']} articles, {r['events']} events, digest `{r.digest}`)" for g, r in zip(golds, results, strict=True)]
    lines = [f"| | {' | '.join(heads)} |", "|---|" + "---:|" * len(golds)]
    lines += [f"| {name} | {' | '.join(f'{read(r):g}' for r in results)} |" for name, read in FIGURES]
    note = "Looked at while the rules were written. Two people who code such articles agree at 0.83 on typed events and 0.70 on whole rows."
    return "\n".join(lines) + f"\n\n{note}"


def packs() -> str:
    """What was measured of the packs, a column a pack (`make packs-score`)."""
    figures = json.loads(PACKS.read_text(encoding="utf-8"))
    columns = [(lang, pack, mine) for lang, packs in figures.items() for pack, mine in packs.items()]
    rows: dict[str, list[str]] = {}
    for _, _, mine in columns:
        trees = [(name, value) for name, value in mine.items() if isinstance(value, dict) and "LAS" in value and name != "wire"]
        names = next(value for value in mine.values() if isinstance(value, dict) and "F" in value)
        rows.setdefault("trees, UAS · LAS", []).append(", ".join(f"{name.removesuffix(' test')} {v['UAS']} · {v['LAS']}" for name, v in trees[:1]))
        rows.setdefault("60 sentences of wire style, LAS", []).append(str(mine.get("wire", {}).get("LAS", "")))
        rows.setdefault("names, F1", []).append(str(names["F"]))
        rows.setdefault("events, typed · row F1", []).append(", ".join(f"{e['typed']:.3f} · {e['row']:.3f}" for e in mine["events"].values()))
        for key in ("words a second", "start-up, s", "MB"):
            rows.setdefault(key, []).append(str(mine[key]))
    head = "| | " + " | ".join(f"{lang}, {pack}" for lang, pack, _ in columns) + " |"
    return "\n".join([head, "|---|" + "---:|" * len(columns), *(f"| {name} | {' | '.join(cells)} |" for name, cells in rows.items())])


def main() -> None:
    """Write the tables into the README."""
    text = README.read_text(encoding="utf-8")
    if PACKS.exists():
        told = f"<!-- packs:begin -->\n{packs()}\n<!-- packs:end -->"
        text = PACK_MARKS.sub(lambda _: told, text)
    golds = [Path(a) for a in sys.argv[1:]]
    results = [score(g, reports_on(g)) for g in golds]
    told = f"<!-- slots:begin -->\n{slots(golds, results)}\n<!-- slots:end -->"
    LIMITS.write_text(SLOT_MARKS.sub(lambda _: told, LIMITS.read_text(encoding="utf-8")), encoding="utf-8")
    made = f"<!-- scores:begin -->\n{table(golds, results)}\n<!-- scores:end -->"
    README.write_text(MARKS.sub(lambda _: made, text), encoding="utf-8")


if __name__ == "__main__":
    main()
