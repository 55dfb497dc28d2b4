"""Every pack scored the same way, side by side: what `make packs-score` runs.

    PYTHONPATH=src python training/packs.py ../shared/treebanks docs/packs.md --gold ../shared/gold/dev_it.jsonl ../shared/gold/dev_en.jsonl

Trees by the official evaluation of CoNLL 2018 (M. Straka, M. Popel; MPL 2.0; it comes in the registry
package stanza), on the pack's own tokens and sentences: punctuation counts, subtypes do not. Multi-word
tokens stay one word on both sides ("della"), because the packs read running text so. Relations with their
subtypes and names (borders and class right) by spaCy's scorer. Needs training/encoder/requirements.txt.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import io
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import partial
from operator import itemgetter
from pathlib import Path
from typing import Any

sys.path.append(str(Path(__file__).parent / "it"))
import evaluate
import names as name_corpora
import spacy
import trees
from spacy.tokens import Doc, Token

from sayso import languages
from sayso.parse.lemmas import lemma_of
from sayso.parse.spacy_ import SpacyParser

HERE = Path(__file__).parent
TESTS = {
    "it": {"ISDT test": "it/it_test_isdt.conllu", "VIT test": "it/it_test_vit.conllu", "wire": "wire_it.conllu"},
    "en": {"EWT test": "en/en_test_ewt.conllu", "GUM test": "en/en_test_gum.conllu", "wire": "wire_en.conllu"},
}
NAMES = {"it": ("KIND dev", "ner/kind_WN_dev.tsv", 4), "en": ("WikiGold", "ner/wikigold_en.conllu", 4)}
FIGURES = {"UAS": "UAS", "LAS": "LAS", "lemma": "Lemmas", "sentences": "Sentences", "tokens": "Tokens", "UPOS": "UPOS"}
RELATIONS = ("nsubj", "nsubj:pass", "obj", "obl:agent", "obl", "ccomp", "xcomp", "acl:relcl", "appos", "conj", "parataxis")
PACKS = ("fast", "accurate", "open")
TRAINED_ON = {("en", "open"): {"F": "trained on it", "PER": "", "LOC": "", "ORG": ""}}  # no test: its names are learnt from this very file
ENHANCED = (  # the script in stanza also judges enhanced trees; it asks what to leave out of them
    *("no_gapping", "no_shared_parents_in_coordination", "no_shared_dependents_in_coordination", "no_control"),
    *("no_external_arguments_of_relative_clauses", "no_case_info", "no_empty_nodes", "multiple_roots_okay"),
)
SPEED_TEXTS = 120  # documents of eight sentences
START = (
    "import sys, time; t = time.time(); from sayso.parse.spacy_ import SpacyParser;"
    "SpacyParser(sys.argv[1], sys.argv[2]).nlp; print(time.time() - t)"
)


def official() -> Any:
    """The evaluation script inside stanza, found without running stanza's own code."""
    found = importlib.util.find_spec("stanza")
    if found is None or found.origin is None:
        raise FileNotFoundError("pip install --no-deps stanza==1.10.1")
    path = Path(found.origin).parent / "utils" / "conll18_ud_eval.py"
    spec = importlib.util.spec_from_file_location("conll18_ud_eval", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def head_of(token: Token) -> Token:
    """The head that is a word: white space hangs on words and is left out."""
    head = token.head
    while head.is_space and head.head.i != head.i:
        head = head.head
    return head


def conllu(docs: Iterable[Doc], lemmas: dict[str, Any] | None = None) -> Iterator[str]:
    """Documents as the official script reads them; with a lemma table, lemmas as sayso gives them."""
    for doc in docs:
        for sentence in doc.sents:
            words = [t for t in sentence if not t.is_space]
            number = {t.i: n for n, t in enumerate(words, 1)}
            roots = [t for t in words if head_of(t).i == t.i or head_of(t).i not in number]
            for t in words:
                head = head_of(t)
                root = t in roots
                at = 0 if t is roots[0] else number[roots[0].i] if root else number[head.i]
                lemma = lemma_of(t.lower_, t.pos_, t.lemma_, lemmas) if lemmas else t.lemma_
                relation = "root" if t is roots[0] else "parataxis" if root else t.dep_
                columns = (number[t.i], t.text, lemma or "_", t.pos_ or "X", "_", t.morph or "_", at, relation or "dep", "_", "_")
                yield "\t".join(map(str, columns))
            if words:
                yield ""


def gold_docs(path: Path, lang: str) -> list[Doc]:
    """A test file as documents of eight sentences, tokens merged as in running text."""
    docs = list(trees.documents([trees.flat(block) for block in trees.sentences(path)], lang))
    vocab = spacy.blank(lang).vocab
    return [Doc(vocab).from_bytes(doc.to_bytes()) for doc in docs]


def tree_figures(parser: SpacyParser, path: Path, script: Any) -> dict[str, Any]:
    """UAS, LAS, lemmas, sentences (official), and F by relation."""
    gold = gold_docs(path, parser.lang)
    found = list(parser.nlp.pipe(doc.text for doc in gold))
    sides = []
    for docs, lemmas in ((gold, None), (found, parser.words.lemmas)):
        with io.StringIO("\n".join(conllu(docs, lemmas)) + "\n") as stream:
            sides.append(script.load_conllu(stream, "", dict.fromkeys(ENHANCED, 0)))
    scores = script.evaluate(*sides)
    out: dict[str, Any] = {name: round(100 * scores[key].f1, 2) for name, key in FIGURES.items()}
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "gold.spacy"
        trees.save(gold, file)
        out["relations"] = evaluate.tree_scores(parser.nlp, file)["relations"]
    return out


def name_figures(parser: SpacyParser, path: Path, size: int) -> dict[str, Any]:
    """Precision, recall, F and F by class."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "names.spacy"
        trees.save(name_corpora.grouped(spacy.blank(parser.lang), path, size), file)
        return evaluate.name_scores(parser.nlp, file)


def start_up(lang: str, pack: str) -> float:
    """Seconds from a running Python to a pack that can parse, spaCy's import included."""
    run = subprocess.run([sys.executable, "-c", START, lang, pack], capture_output=True, check=True, text=True)
    return round(float(run.stdout), 1)


def speed(parser: SpacyParser, path: Path) -> int:
    """Words a second on one core."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "speed.spacy"
        trees.save(gold_docs(path, parser.lang)[:SPEED_TEXTS], file)
        return evaluate.speed(parser.nlp, file)


def event_figures(gold: list[Path], lang: str, pack: str) -> dict[str, Any]:
    """Typed and row F1 of the event coder with this pack, on gold articles of the language."""
    out = {}
    for path in gold:
        if f"_{lang}" in path.stem:
            command = [sys.executable, "-m", "sayso", "score", str(path), "--pack", pack, "--json"]
            run = subprocess.run(command, capture_output=True, check=True, text=True)
            told = json.loads(run.stdout)
            out[path.name] = {"typed": told["typed"]["f1"], "row": told["row"]["f1"], "digest": digest(path)}
    return out


def megabytes(lang: str, pack: str) -> float:
    """Size of a pack's folder."""
    folder = languages.pack_folder(lang, pack)
    assert folder is not None
    return round(sum(p.stat().st_size for p in folder.rglob("*") if p.is_file()) / 1e6, 1)


def digest(path: Path) -> str:
    """Which file it was."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]


def measured(data: Path, gold: list[Path], langs: list[str], known: dict[str, Any], only: list[str]) -> dict[str, Any]:
    """All figures: language → pack → test → figure; of packs not in ``only`` those ``known``, but for the events, which every rule changes."""
    script, out = official(), {}
    for lang in langs:
        out[lang] = {}
        for pack in PACKS:
            folder = languages.pack_folder(lang, pack)
            if folder is None or not folder.is_dir():
                continue
            if pack not in only and pack in known.get(lang, {}):
                out[lang][pack] = known[lang][pack] | {"events": event_figures(gold, lang, pack)}
                continue
            parser, mine = SpacyParser(lang, pack), {}
            for name, file in TESTS[lang].items():
                path = (HERE / "wire" / file) if name == "wire" else data / file
                if path.exists():
                    mine[name] = tree_figures(parser, path, script) | {"digest": digest(path)}
            name, file, size = NAMES[lang]
            mine[name] = (TRAINED_ON.get((lang, pack)) or name_figures(parser, data / file, size)) | {"digest": digest(data / file)}
            first = next(iter(TESTS[lang].values()))
            mine |= {"words a second": speed(parser, data / first), "start-up, s": start_up(lang, pack), "MB": megabytes(lang, pack)}
            mine["events"] = event_figures(gold, lang, pack)
            out[lang][pack] = mine
            print(lang, pack, json.dumps(mine), file=sys.stderr, flush=True)
    return out


# ------------------------------------------------------------- the page

HEAD = """# The language packs, measured

Measured on {day} with `make packs-score`; do not edit by hand. Trees: the official CoNLL 2018 evaluation on the pack's own tokens
and sentences (punctuation counts, subtypes do not; merged tokens such as "della" are one word on both sides; lemmas as sayso gives
them, table first). Names: borders and class right. *wire*: 60 sentences of ours a language in wire style, trees checked by hand
(`training/wire`). *events*: the event coder on the development gold. The accurate pack is one folder for all its languages; speed is of
one core of a shared machine. Cards with data and licences: [docs/cards](cards).
"""


def page(figures: dict[str, Any]) -> str:
    """The figures as tables."""
    lines = [HEAD.format(day=date.today().isoformat())]
    for lang, packs in figures.items():
        lines += [f"\n## {lang}\n", f"| | {' | '.join(packs)} |", "|---|" + "---:|" * len(packs)]
        lines += [f"| {name} | {' | '.join(str(row(mine)) for mine in packs.values())} |" for name, row in rows(packs)]
        lines += ["\nRelations, F1 of head and relation:\n"]
        tests = [name for name in TESTS[lang] if any(name in mine for mine in packs.values())]
        columns = [(name, pack) for name in tests for pack in packs]
        lines += ["| | " + " | ".join(f"{name}, {pack}" for name, pack in columns) + " |", "|---|" + "---:|" * len(columns)]
        for relation in RELATIONS:
            cells = [packs[pack].get(name, {}).get("relations", {}).get(relation, "") for name, pack in columns]
            lines.append(f"| {relation} | " + " | ".join(map(str, cells)) + " |")
    return "\n".join(lines) + "\n"


def rows(packs: dict[str, Any]) -> Iterator[tuple[str, Callable[[dict[str, Any]], object]]]:
    """(name of a line, how to get its figure)."""
    first = next(iter(packs.values()))
    for name, value in first.items():
        if name == "events":
            for file, told in value.items():
                yield f"{file} (`{told['digest']}`): typed · row F1", partial(event_cell, file=file)
        elif isinstance(value, dict):
            keys = ("UAS", "LAS", "lemma", "sentences") if "LAS" in value else ("F", "PER", "LOC", "ORG")
            said = " · ".join(keys) if "LAS" in value else "names F1 · PER · LOC · ORG"
            yield f"{name} (`{value['digest']}`): {said}", partial(cell, name=name, keys=keys)
        else:
            yield name, itemgetter(name)


def cell(mine: dict[str, Any], name: str, keys: tuple[str, ...]) -> str:
    """Figures of one test."""
    return " · ".join(str(mine.get(name, {}).get(key)) for key in keys)


def event_cell(mine: dict[str, Any], file: str) -> str:
    """Figures of the event coder."""
    return " · ".join(f"{mine['events'][file][key]:.3f}" for key in ("typed", "row"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--gold", type=Path, nargs="*", default=[])
    parser.add_argument("--lang", nargs="*", default=["it", "en"])
    parser.add_argument("--only", nargs="*", default=list(PACKS), help="packs to measure; of the others what the page's JSON says, and the events")
    given = parser.parse_args()
    before = given.out.with_suffix(".json")
    known = json.loads(before.read_text(encoding="utf8")) if before.exists() else {}
    figures = measured(given.data, given.gold, given.lang, known, given.only)
    given.out.write_text(page(figures), encoding="utf8")
    given.out.with_suffix(".json").write_text(json.dumps(figures, indent=1, ensure_ascii=False) + "\n", encoding="utf8")


if __name__ == "__main__":
    main()
