"""Sets that ask one question each: pairs of actors, refusals, dates, realis, stories. A file or folder goes in, figures come out.

Which question a path asks is read off its form (:func:`question`): a table with ``marked_sentence`` asks what a source does to a target;
articles with ``class`` and no ``events`` must give no rows; articles with ``claims`` ask for chains of sources; groups of ``articles`` with a
``kind`` are stories to merge; texts with ``marks`` ask for acts that are not named; ``recognizers_xx.json`` asks for intervals; a folder of
CAT XML asks whether its events are certain, denied or to come; one of brat files who says what.

>>> figures(Path("plv_dev.tsv"), pipeline.load)["root_macro_f1"]        # doctest: +SKIP
0.644
"""

from __future__ import annotations

import csv
import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from sayso import languages
from sayso.extract import time
from sayso.extract.realis import Judge, Realis
from sayso.model import Article, Sentence, When, sentence
from sayso.pipeline import Coder
from sayso.read.day import day
from sayso.resolve import dates
from sayso.score import chains, clauses, polnear, stories
from sayso.score.gold import GoldError

Loader = Callable[[str], Coder]
Figures = dict[str, Any]
SAME_ROOT = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
DATE_KINDS = ("datetimeV2.date", "datetimeV2.daterange")
FIRST_BYTES = 4000
WORD = re.compile(r"\w+['’]?|[^\w\s]")


def question(path: Path) -> str | None:
    """``pairs``, ``refusals``, ``chains``, ``stories``, ``clauses``, ``dates``, ``realis``, ``attribution``; ``None`` for gold and others."""
    if path.is_dir() and any(path.rglob("*.ann")):
        return "attribution"
    if path.is_dir():
        return "realis" if any(path.rglob("*.xml")) else None
    try:
        with path.open("rb") as stream:
            head = stream.read(FIRST_BYTES).decode("utf-8", "replace")
    except OSError:
        return None  # what reads gold articles says what is wrong
    if "marked_sentence" in head.split("\n", 1)[0]:
        return "pairs"
    if '"ReferenceDateTime"' in head:
        return "dates"
    first = head.lstrip("\ufeff \n").split("\n", 1)[0]
    if path.suffix == ".jsonl" and '"claims"' in first and '"family"' in first:
        return "chains"
    if '"kind"' in first and '"articles"' in first:
        return "stories"
    if path.suffix == ".jsonl" and '"marks"' in first and '"split"' in first:
        return "clauses"
    return "refusals" if path.suffix == ".jsonl" and '"class"' in first and '"events"' not in first else None


def figures(path: Path, load: Loader) -> Figures:
    """The figures of a set, with the question and the digest of the file."""
    asked = question(path)
    measure = {"pairs": pairs, "refusals": refusals, "dates": intervals, "realis": certainty,
               "chains": chains.figures, "stories": stories.figures, "attribution": polnear.figures, "clauses": clauses.figures}[asked or ""]
    try:
        return {"question": asked, "digest": digest(path), **measure(path, load)}
    except (KeyError, ValueError, etree.XMLSyntaxError) as e:
        raise GoldError(f"{path.name}: not in the form its beginning promises ({type(e).__name__}: {e})".splitlines()[0]) from None


def digest(path: Path) -> str:
    """Which file it was; of a folder, all its files in order."""
    files = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
    return hashlib.sha256(b"".join(p.read_bytes() for p in files)).hexdigest()[:16]


def macro_f1(judged: Iterable[tuple[Hashable, Hashable]]) -> tuple[float, dict[str, float]]:
    """Mean F1 over the labels of the gold, and each label's; a pair is (gold, told)."""
    both = list(judged)
    golds, tolds, hits = Counter(g for g, _ in both), Counter(t for _, t in both), Counter(g for g, t in both if g == t)
    by_label = {str(g): 2 * hits[g] / (n + tolds[g]) for g, n in sorted(golds.items(), key=str)}
    return round(sum(by_label.values()) / max(1, len(by_label)), 3), {label: round(f1, 3) for label, f1 in by_label.items()}


# ------------------------------------------------------------- pairs


def pairs(path: Path, load: Loader) -> Figures:
    """What a source does to a target: root, quad and cooperation or conflict, mean F1 over the labels."""
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))
    told = [c.reports[0].code for c in load("en").code_many(map(pair_article, rows))]
    roots = [(row["root"], SAME_ROOT.get(code.type, code.type)) for row, code in zip(rows, told, strict=True)]
    quads = [(int(row["quad"]), code.quad) for row, code in zip(rows, told, strict=True)]
    sides = [(gold > 2, quad > 2 if quad else None) for gold, quad in quads]
    root, by_root = macro_f1(roots)
    return {"n": len(rows), "root_macro_f1": root, "quad_macro_f1": macro_f1(quads)[0], "binary_macro_f1": macro_f1(sides)[0],
            "accuracy": round(sum(g == t for g, t in roots) / len(roots), 3), "by_root": by_root}


def pair_article(row: dict[str, str]) -> Article:
    """A row as an article with the pair asked for; a side that is not marked is empty."""
    marked = row["marked_sentence"]
    return Article(row["id"], "en", "", re.sub("</?[st]>", "", marked), pair=(marks(marked, "s", "t"), marks(marked, "t", "s")))


def marks(marked: str, tag: str, other: str) -> tuple[int, int]:
    """Where a mark begins and ends once all marks are taken out."""
    text = re.sub(f"</?{other}>", "", marked)
    start, end = text.find(f"<{tag}>"), text.find(f"</{tag}>")
    return (start, end - len(tag) - 2) if 0 <= start < end else (0, 0)


# ------------------------------------------------------------- refusals


def refusals(path: Path, load: Loader) -> Figures:
    """Rows told of articles that hold no event, in all and a thousand words."""
    rows, words, hit, by_class = 0, 0, 0, Counter[str]()
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    for told in lines:
        article = Article(told["id"], told["lang"], told["title"], told["text"], day(told.get("published") or ""), told.get("outlet"))
        found = len(load(article.lang or "").code(article).reports)
        rows, words, hit = rows + found, words + len(article.text.split()), hit + bool(found)
        by_class[told["class"]] += found
    return {"articles": len(lines), "words": words, "rows": rows, "rows_per_1000_words": round(1000 * rows / max(1, words), 2),
            "articles_with_rows": hit, "by_class": dict(sorted(by_class.items()))}


# ------------------------------------------------------------- dates


def intervals(path: Path, load: Loader) -> Figures:
    """Of the dates and date ranges that have a value, how many get the right interval."""
    lang = path.stem.rsplit("_", 1)[-1]
    words = languages.load(lang).data("time")
    verdicts = [is_resolved(*case, words) for case in date_cases(path)]
    return {"n": len(verdicts), "right": sum(verdicts), "share": round(sum(verdicts) / max(1, len(verdicts)), 3)}


def date_cases(path: Path) -> Iterator[tuple[str, date, str, list[dict[str, str]]]]:
    """(text, reference day, words, expected values), one for each date or range that has a value at all."""
    for case in json.loads(path.read_text(encoding="utf-8-sig")):
        if "Context" not in case:
            continue  # a case for other programs: nothing says when it was written
        reference = date.fromisoformat(case["Context"]["ReferenceDateTime"][:10])
        for result in case["Results"]:
            values = result.get("Resolution", {}).get("values", [{}])
            if result.get("TypeName") in DATE_KINDS and values[0].get("value") != "not resolved":
                yield case["Input"], reference, result["Text"], values


def is_resolved(text: str, reference: date, phrase: str, values: list[dict[str, str]], words: dict[str, Any]) -> bool:
    """Two values are the past and the future reading; one value must be right whichever way one looks."""
    start = text.lower().find(phrase)
    near = [m for m in time.mentions(untagged(text), words) if m.span.start < start + len(phrase) and start < m.span.end]

    def right(past: bool, value: dict[str, str]) -> bool:
        return any(is_right(dates.interval(m, reference, reference, past), value) for m in near)

    if len(values) == 2:
        return right(True, values[0]) and right(False, values[1])
    return right(True, values[0]) or right(False, values[0])


def is_right(found: When | None, value: dict[str, str]) -> bool:
    """Ranges of the set end before their last day where they count whole units: both readings pass."""
    if found is None:
        return False
    if "value" in value:
        return str(found.start) == str(found.end) == value["value"]
    if "end" in value and str(found.end) not in (value["end"], str(date.fromisoformat(value["end"]) - timedelta(days=1))):
        return False
    return "start" not in value or str(found.start) == value["start"]


def untagged(text: str) -> Sentence:
    """A sentence without a tree, for what reads characters only."""
    from sayso.model import Token

    tokens = tuple(Token(i, m[0], m[0].lower(), "X", {}, 0, "dep", m.start(), m.end()) for i, m in enumerate(WORD.finditer(text)))
    return sentence(0, "text", 0, text, tokens)


# ------------------------------------------------------------- realis


def certainty(path: Path, load: Loader) -> Figures:
    """Events of MEANTIME: certain or not, affirmed or denied, to come or not; those the annotators left open are left out."""
    coder = load("en")
    judge = Judge(coder.words.data("realis"), coder.words.data("grammar"))
    certain, polarity, future = [], [], []
    for file in sorted(path.rglob("*.xml")):
        text, events = meantime(file)
        parsed = coder.parser.sentences(Article(file.stem, "en", "", text))
        for at, told in events:
            found = realis_at(judge, parsed, at)
            if found is None:
                continue
            if told["certainty"] in ("CERTAIN", "PROBABLE", "POSSIBLE"):
                certain.append((told["certainty"] == "CERTAIN", found.status != "possible" and not found.hearsay))
            if told["polarity"] in ("POS", "NEG"):
                polarity.append((told["polarity"] == "POS", found.status != "denied"))
            if told["time"] in ("FUTURE", "NON_FUTURE"):
                future.append((told["time"] == "FUTURE", found.status in ("planned", "possible")))
    (sure, by_sure), (side, by_side), (late, by_late) = macro_f1(certain), macro_f1(polarity), macro_f1(future)
    return {"n": len(certain), "certainty_macro_f1": sure, "polarity_macro_f1": side, "future_macro_f1": late,
            "certain": by_sure, "affirmed": by_side, "to_come": by_late}


def meantime(file: Path) -> tuple[str, list[tuple[int, dict[str, str]]]]:
    """The text of a CAT file, one sentence a line, and its events: where the first word stands, and what is said of it."""
    root = etree.fromstring(file.read_bytes(), etree.XMLParser(resolve_entities=False, no_network=True))
    text, at, line = "", {}, None
    for token in root.iter("token"):
        word, number = token.text or "", token.get("sentence")
        if line is not None:
            text += "\n" if number != line else "" if word in (".", ",", ";", ":", "!", "?", ")", "'s", "n't", "%") else " "
        line = number
        at[token.get("t_id")] = len(text)
        text += word
    events = []
    for event in root.iter("EVENT_MENTION"):
        anchors = [a.get("t_id") for a in event.iter("token_anchor")]
        if anchors and anchors[0] in at:
            events.append((at[anchors[0]], {key: event.get(key) or "" for key in ("certainty", "polarity", "time")}))
    return text, events


def realis_at(judge: Judge, parsed: list[Sentence], at: int) -> Realis | None:
    """What is judged of the word that stands at a character."""
    for s in parsed:
        for t in s.tokens:
            if s.field == "text" and t.start <= at < t.end:
                return judge.of(s, t.i)
    return None


def render(told: Figures) -> str:
    """The figures for people, one a line."""
    lines = [f"{told['question']}, digest {told['digest']}"]
    for key, value in told.items():
        if key in ("question", "digest"):
            continue
        shown = ", ".join(f"{k} {v}" for k, v in value.items()) if isinstance(value, dict) else value
        lines.append(f"  {key.replace('_', ' '):26}{shown}")
    return "\n".join(lines)
