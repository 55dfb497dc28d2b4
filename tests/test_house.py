"""The house: what must hold over all files, whoever writes the next one. Fast: nothing here loads a language pack."""

import ast
import hashlib
import importlib.util
import json
import re
import subprocess
from datetime import date
from functools import cache
from itertools import chain, pairwise
from pathlib import Path

import pytest

from sayso import languages
from sayso.ontologies import code, concepts, table

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "sayso"
DEMO = SOURCE / "demo"
GOLD = ROOT.parent / "shared" / "gold"

STAGES = ("read", "parse", "extract", "resolve", "coding")
DATA = ("sayso.model", "sayso.syntax", "sayso.errors", "sayso.languages", "sayso.ontologies")
LEANS_ON = {"coding": ("sayso.resolve",)}  # coding asks resolve what words stand for; every further line here needs a reason
FLAGS = {"reciprocal", "speech", "needs_recipient", "weak"}
LONGEST_FUNCTION = 60
VAGUE_NAMES = re.compile(r"^get_|(^|_)(utils?|helpers?|managers?|process|handle[rs]?)($|_)", re.IGNORECASE)
APACHE = "cfc7749b96f63bd31c3c42b5c471bf756814053e847c10f3eb003417bc523d30"  # the text as the foundation publishes it
SHINGLE = 9  # so many words in a row are a quotation; institutions with long names have up to seven
BINARY = {".gz", ".xz", ".parquet", ".png", ".bin", ".npz"}


# ------------------------------------------------------------- ontologies and languages


def test_every_concept_has_a_type_a_mode_of_it_and_a_plan_that_exist():
    types = table("plover")["types"]
    faults = [name for name, c in concepts().items()
              if c["type"] not in types or (c.get("mode") and c["mode"] not in types[c["type"]].get("modes", {}))
              or c.get("planned", name) not in concepts() or not set(c.get("flags", ())) <= FLAGS]
    assert faults == []


def test_every_concept_has_a_cameo_code_that_its_type_allows():
    roots = table("cameo")["roots"]
    faults = [(name, code(name).cameo) for name in concepts()
              if not any((code(name).cameo or "").startswith(root) for root in roots[code(name).type])]
    assert faults == []
    assert set(table("cameo")["concepts"]) <= set(concepts())
    assert [name for name in concepts() if code(name).goldstein is None] == []


@pytest.mark.parametrize("lang", languages.available())
def test_every_concept_of_a_lexicon_exists(lang):
    known = set(concepts())
    entries = list(chain.from_iterable(languages.load(lang).entries.values()))  # raises where a class is missing
    assert entries
    assert sorted({e.concept for e in entries} - known) == []


def test_the_codebook_page_shows_the_ontologies_as_they_are():
    spec = importlib.util.spec_from_file_location("codebook", ROOT / "tools" / "codebook.py")
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    page = tool.PAGE.read_text(encoding="utf-8")
    assert tool.renewed(page) == page, "run: PYTHONPATH=src python tools/codebook.py"


# ------------------------------------------------------------- source files


@cache
def modules():
    """Dotted name → syntax tree of every module of the package."""
    return {dotted(path): ast.parse(path.read_text(encoding="utf-8")) for path in SOURCE.rglob("*.py")}


def dotted(path):
    parts = path.relative_to(SOURCE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(nodes):
    """The modules of this package that some syntax nodes import."""
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (a.name for a in node.names if a.name.split(".")[0] == "sayso")
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "sayso":
            yield from (name if (name := f"{node.module}.{a.name}") in modules() else node.module for a in node.names)


def test_a_stage_imports_only_the_records_its_data_and_itself():
    faults = []
    for name, tree in modules().items():
        stage = name.split(".")[1] if "." in name else ""
        if stage in STAGES:
            allowed = (*DATA, *LEANS_ON.get(stage, ()), f"sayso.{stage}")
            faults += [f"{name} imports {m}" for m in imports(ast.walk(tree))
                       if not any(m == a or m.startswith(a + ".") for a in allowed)]
    assert not faults, "\n".join(sorted(set(faults)))


def test_no_module_imports_the_command_line():
    assert [name for name, tree in modules().items()
            if "sayso.cli" in imports(ast.walk(tree)) and not name.endswith("__main__")] == []


def test_no_import_rings():
    """Imports that run when a module is loaded; what a function imports late is its own affair."""
    graph = {name: set(imports(tree.body)) - {name} for name, tree in modules().items()}
    while free := [name for name, needs in graph.items() if not needs & graph.keys()]:
        for name in free:
            del graph[name]
    assert not graph, "these modules import each other: " + ", ".join(sorted(graph))


@cache
def functions():
    """Every function of the repository, with its file."""
    paths = [p for folder in ("src", "bench", "training", "tools") for p in sorted((ROOT / folder).rglob("*.py"))]
    return [(path.relative_to(ROOT), node) for path in paths for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def test_no_function_is_too_long():
    long = [f"{path}:{f.lineno} {f.name}" for path, f in functions() if (f.end_lineno or 0) - f.lineno + 1 > LONGEST_FUNCTION]
    assert long == []


def test_names_say_something():
    assert [f"{path}:{f.lineno} {f.name}" for path, f in functions() if VAGUE_NAMES.search(f.name)] == []
    assert [name for name in modules() if VAGUE_NAMES.search(name.rsplit(".", 1)[-1])] == []


def test_every_module_says_what_it_is():
    assert [name for name, tree in modules().items() if tree.body and not ast.get_docstring(tree)] == []


def test_only_the_runners_catch_everything():
    faults = []
    for name, tree in modules().items():
        if not name.startswith(("sayso.run", "sayso.serve", "sayso.commands.guard")):
            handlers = [n for n in ast.walk(tree) if isinstance(n, ast.ExceptHandler)]
            faults += [f"{name}:{h.lineno}" for h in handlers if h.type is None or "Exception" in ast.unparse(h.type).split(".")]
    assert faults == []


# ------------------------------------------------------------- every file of the repository


@cache
def texts():
    """Path → content of every text file that is, or would be, under version control."""
    try:
        command = ["git", "ls-files", "-co", "--exclude-standard", "-z"]
        listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("not a git checkout")
    paths = [ROOT / name for name in listed.decode().split("\0") if name]
    small = [p for p in paths if p.is_file() and p.suffix not in BINARY and p.stat().st_size < 3_000_000]
    return {p.relative_to(ROOT): p.read_text(encoding="utf-8", errors="replace") for p in small}


def shingles(text):
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[i:i + SHINGLE]) for i in range(len(words) - SHINGLE + 1)}


def test_no_sentence_of_the_gold_is_in_the_repository():
    files = sorted(GOLD.glob("*.jsonl"))
    if not files:
        pytest.skip("no gold beside this checkout")
    articles = [json.loads(line) for f in files for line in f.read_text(encoding="utf-8").splitlines() if line.strip()]
    gold = set().union(*(shingles(part) for a in articles for part in (a["title"], a["text"])))
    copied = {str(path): " ".join(min(hits)) for path, text in texts().items() if (hits := shingles(text) & gold)}
    assert copied == {}


def test_no_path_of_a_machine_is_in_the_repository():
    machine = re.compile(r"(?<![\w.*])/(?:work|root|home/\w+|tmp/w)/")
    assert [str(path) for path, text in texts().items() if machine.search(text)] == []


def test_relative_links_of_the_papers_lead_somewhere():
    faults = []
    for path, text in texts().items():
        if path.suffix == ".md":
            for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", text):
                if "://" not in target and not (ROOT / path.parent / target).exists():
                    faults.append(f"{path}: {target}")
    assert faults == []


def test_the_licence_is_the_apache_licence_to_the_letter():
    assert hashlib.sha256((ROOT / "LICENSE").read_bytes()).hexdigest() == APACHE


# ------------------------------------------------------------- demo articles


def header(path):
    start, fields, body = path.read_text(encoding="utf-8").split("---\n", 2)
    assert start == "", "the file begins with its header"
    return dict(line.split(": ", 1) for line in fields.splitlines()), body


def test_there_are_enough_demo_articles():
    assert len(list(DEMO.glob("*.txt"))) >= 14


@pytest.mark.parametrize("path", sorted(DEMO.glob("*.txt")), ids=lambda p: p.stem)
def test_a_demo_article_has_its_header_and_reads_like_wire_copy(path):
    fields, body = header(path)
    assert set(fields) == {"title", "published", "outlet", "lang"}
    assert all(fields.values()) and fields["lang"] == "it"
    assert 2025 <= date.fromisoformat(fields["published"]).year <= 2026
    assert 120 <= len(body.split()) <= 250
    assert len(body.strip().split("\n\n")) >= 4


@pytest.mark.parametrize("path", sorted(DEMO.glob("one-event/*.txt")), ids=lambda p: p.stem)
def test_an_article_of_the_demo_s_story_has_its_header(path):
    fields, body = header(path)
    assert set(fields) == {"title", "published", "outlet", "lang"}
    assert fields["lang"] in ("it", "en")
    assert fields["published"] in ("2026-03-24", "2026-03-25")
    assert len(body.strip().split("\n\n")) >= 2


def test_two_demo_articles_are_wire_copies_and_the_others_are_not():
    bodies = [shingles(header(path)[1]) for path in sorted(DEMO.glob("*.txt"))]
    alike = [len(a & b) / min(len(a), len(b)) > 0.5 for a, b in pairwise(bodies)]
    assert sum(alike) == 1
