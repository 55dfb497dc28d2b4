"""Our scorer and the project's reference scorer give the same figures on the same records.

The reports are made from the gold events with random faults, several seeds. Skipped where ../shared/gold is not there.
"""

import importlib.util
import json
import random
from pathlib import Path

import pytest

from sayso.score import score

SHARED = Path(__file__).parents[2].parent / "shared" / "gold"
GOLD_FILES = sorted(SHARED.glob("dev_*.jsonl"))
TYPES = ["AGREE", "CONSULT", "COERCE", "ASSAULT", "REQUEST", "ACCUSE", "PROTEST"]
STATUSES = ["happened", "ongoing", "planned", "possible", "denied"]
COUNTRIES = ["ITA", "RUS", "USA", "CHN", None]


@pytest.fixture(scope="module")
def reference():
    path = SHARED / "score.py"
    if not path.exists() or not GOLD_FILES:
        pytest.skip("no reference scorer beside this checkout")
    spec = importlib.util.spec_from_file_location("reference_score", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def spot(article, sentence, words):
    for field in ("text", "title"):
        at = article[field].find(sentence)
        if at >= 0:
            start = at + sentence.find(words)
            return {"field": field, "start": start, "end": start + len(words), "text": words}
    raise AssertionError(sentence)


def sometimes(rng, chance, new, old):
    return new if rng.random() < chance else old


def faulty_parties(rng, parties):
    kept = [dict(p) for p in parties if rng.random() > 0.15]
    for p in kept:
        p["country"] = sometimes(rng, 0.15, rng.choice(COUNTRIES), p["country"])
        p["sector"] = sometimes(rng, 0.15, rng.choice(["GOV", "MIL", None]), p["sector"])
    return kept


def faulty_when(rng, when):
    if not when or rng.random() < 0.2:
        return None
    end = sometimes(rng, 0.2, rng.choice([None, "2023-12-31"]), when["to"])
    return {"from": sometimes(rng, 0.2, "2020-01-01", when["from"]), "to": end}


def faulty_where(rng, where):
    if not where or rng.random() < 0.2:
        return sometimes(rng, 0.3, {"name": "Roma", "country": "ITA"}, None)
    name = rng.choice([where["place"], where.get("text"), "Roma"])
    return {"name": name, "country": sometimes(rng, 0.2, "FRA", where["country"])}


def faulty_paths(rng, paths):
    out = [list(p) for p in paths if rng.random() > 0.2]
    for p in out:
        p[0] = sometimes(rng, 0.2, "il portavoce", p[0])
        if rng.random() < 0.2:
            p.append("l'agenzia Ansa")
        if rng.random() < 0.2:
            del p[0]
    return out


def faulty_report(rng, article, event, number, name):
    mention = rng.choice(event["mentions"])
    trigger = spot(article, mention["sentence"], mention["trigger"])
    if rng.random() < 0.1:
        trigger["start"] += 3
    counts = [{"what": c["what"], "value": sometimes(rng, 0.2, 7, c["value"])} for c in event["counts"]]
    if rng.random() < 0.1:
        counts.append({"what": "killed", "value": rng.choice([None, 3])})
    return {
        "report_id": f"{article['id']}-{number}", "event_id": sometimes(rng, 0.1, None, name), "article": {"id": article["id"]},
        "sentence": spot(article, mention["sentence"], mention["sentence"]), "trigger": trigger,
        "type": sometimes(rng, 0.2, rng.choice([*TYPES, None]), event["type"]), "mode": sometimes(rng, 0.2, None, event["mode"]),
        "status": sometimes(rng, 0.2, rng.choice(STATUSES), event["status"]),
        "hearsay": sometimes(rng, 0.2, rng.random() < 0.5, event["hearsay"]),
        "actors": faulty_parties(rng, event["actors"]), "recipients": faulty_parties(rng, event["recipients"]),
        "when": faulty_when(rng, event["when"]), "where": faulty_where(rng, event["where"]), "counts": counts,
        "sources": sometimes(rng, 0.1, None, {"paths": faulty_paths(rng, event["according_to"])}),
        "confidence": sometimes(rng, 0.1, None, round(rng.random(), 2))}


def faulty_reports(seed, gold):
    rng = random.Random(seed)
    out = []
    for line in gold.read_text(encoding="utf-8").splitlines():
        article = json.loads(line)
        for i, event in enumerate(article["events"]):
            name = f"{article['id']}-e{sometimes(rng, 0.1, 0, i)}"
            out += [faulty_report(rng, article, event, len(out), name) for _ in range(rng.choice([0, 1, 1, 1, 2, 3]))]
    return [*out, {**out[0], "article": {"id": "not-in-gold"}}]


@pytest.mark.parametrize("gold", GOLD_FILES or [None], ids=lambda p: p and p.stem)
@pytest.mark.parametrize("seed", range(6))
def test_same_figures_as_the_reference(reference, gold, seed, tmp_path):
    reports = faulty_reports(seed, gold)
    path = tmp_path / "reports.jsonl"
    path.write_text("".join(json.dumps(r) + "\n" for r in reports), encoding="utf-8")
    theirs = reference.score(gold, path)
    assert 0 < theirs["row"]["f1"] < theirs["typed"]["f1"] < theirs["found"]["f1"] < 1
    for ours in (score(gold, path), score(gold, reports)):
        assert json.dumps(ours, ensure_ascii=False) == json.dumps(theirs, ensure_ascii=False)


def test_same_figures_where_nothing_is_told(reference, tmp_path):
    path = tmp_path / "none.jsonl"
    path.write_text("", encoding="utf-8")
    assert score(GOLD_FILES[0], path) == reference.score(GOLD_FILES[0], path)
