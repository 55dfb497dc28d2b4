"""The lemma table: morph-it's forms by part of speech in, one small JSON file out.

    python lemmas.py build src/sayso/languages/it/lemmas.json.gz --trees train_open.conllu
    python lemmas.py measure TABLE PACK test_isdt.spacy test_vit.spacy

    {"VERB": {"trasmise": "trasmettere"}, "NOUN": {…}, "ADJ": {…}, "enclitics": ["gliene", …, "lo"]}

Use: the table first, by the tag; a verb that is not in it once more without its enclitic
("colpitolo" -> "colpito", "riferirlo" -> "riferir" + "e"); the pack's own lemma as the fallback.
Source: spacy-lookups-data 1.0.5 (Morph-it! 0.48 of Baroni and Zanchetta, under CC BY-SA 2.0, one
of its two licences).
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import json
import re
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import spacy
import wordfreq
from spacy.tokens import Doc, Token
from trees import load as load_docs

# our own: futures and pasts in -à, -ò, -ì that the table lacks, and participles it gives to the rarer verb ("invaso")
FIXES = Path(__file__).parent / "lemma_fixes.json"
LEXICON = Path(__file__).parents[2] / "src/sayso/languages/it/lexicon"
IRREGULAR = ("andare", "morire", "uscire", "salire", "udire", "dare", "stare", "fare", "dire")
RARE_LEMMA = 1e-6  # once in a million words
PARTS = ("VERB", "NOUN", "ADJ")
LICENCE = (
    "CC BY-SA 2.0, Morph-it! 0.48 (M. Baroni, E. Zanchetta) by way of spacy-lookups-data 1.0.5; "
    "corrections from UD Italian PUD, MarkIT and TWITTIRO, CC BY-SA 4.0"
)
# longest first, so that "dirglielo" loses "glielo" and not "lo"
PRONOUNS = ("mi", "ti", "si", "ci", "vi", "lo", "la", "li", "le", "gli", "ne")
PAIRS = tuple(
    first + second
    for first in ("glie", "me", "te", "se", "ce", "ve")
    for second in ("ne", "lo", "la", "li", "le")
)
ENCLITICS = sorted(PRONOUNS + PAIRS, key=lambda suffix: (-len(suffix), suffix))

Table = dict[str, Any]


def source(part: str) -> dict[str, str]:
    """Morph-it's table of one part of speech, as the package ships it."""
    found = importlib.util.find_spec("spacy_lookups_data")
    if found is None or found.origin is None:
        raise FileNotFoundError("pip install spacy-lookups-data==1.0.5")
    path = Path(found.origin).parent / "data" / f"it_lemma_lookup_{part.lower()}.json.gz"
    with gzip.open(path, "rt", encoding="utf8") as file:
        forms: dict[str, str] = json.load(file)
    return forms


def kept(forms: dict[str, str]) -> dict[str, str]:
    """Lower-case words; numerals and marks are no business of the table.

    Forms that are their own lemma stay: they keep the classifier from inventing one
    ("dirigente" is not "dirigere"), and cost 0.2 MB.
    """
    pairs = ((form.lower(), lemma) for form, lemma in forms.items())
    return {form: lemma for form, lemma in pairs if form.replace("'", "").isalpha()}


def underivable(verbs: dict[str, str]) -> dict[str, str]:
    """Verb forms without those that the enclitics explain ("incontrarlo"): half the load time."""
    return {form: own for form, own in verbs.items() if without_enclitic(form, verbs) != own}


def in_use(forms: dict[str, str]) -> dict[str, str]:
    """Forms someone wrote (wordfreq's list), and every form of a lemma that is not rare.

    Of 274,000 verb forms 90,000 stay; the others ("abbacchiammo") cost 0.25 s at every start.
    """
    rate = wordfreq.get_frequency_dict("it", wordlist="best")
    return {
        form: own for form, own in forms.items() if form in rate or rate.get(own, 0) > RARE_LEMMA
    }


def attested(trees: Path) -> dict[str, dict[str, str]]:
    """Part → form → the lemma that people gave it in the treebanks, where they mostly agree.

    Morph-it lists one verb a form, and not the likelier: "data" is "datare" there, "rivolto" "rivoltare".
    """
    votes: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for line in trees.read_text(encoding="utf8").splitlines():
        cells = line.split("\t")
        if len(cells) == 10 and cells[3] in PARTS and cells[2] != "_":
            votes[cells[3], cells[1].lower()][cells[2].lower()] += 1
    out: dict[str, dict[str, str]] = {part: {} for part in PARTS}
    for (part, form), found in votes.items():
        own, n = found.most_common(1)[0]
        if n >= 2 and n / found.total() >= 0.6 and form.replace("'", "").isalpha():
            out[part][form] = own
    return out


def lexicon_verbs(folder: Path = LEXICON) -> Iterator[str]:
    """The verbs that head an entry of the lexicon."""
    for path in sorted(folder.glob("*.yaml")):
        yield from re.findall(r'^ *- *"?([a-zàèéìòù]+(?:are|ire))\b', path.read_text(encoding="utf8"), re.MULTILINE)


def regular(verb: str) -> Iterator[str]:
    """The forms of a regular verb in -are or -ire that news has most: participles, gerund, imperfect, remote past, future.

    Morph-it lacks the plural participle of hundreds ("sequestrati"), and what is missing is guessed wrong.
    """
    stem, a = verb[:-3], verb[-3]
    if verb in IRREGULAR or verb.endswith(("fare", "dire", "venire", "aprire", "coprire", "ffrire")):
        return
    yield from (stem + a + end for end in ("to", "ta", "ti", "te", "va", "vano", "rono"))
    if a == "i":
        yield from (stem + end for end in ("endo", "ì", "irà", "iranno"))
        return
    soft = stem[:-1] if stem.endswith(("ci", "gi")) else stem + "h" if stem.endswith(("c", "g")) else stem
    yield from (stem + "ando", stem + "ano", stem + "a", stem + "ò", soft + "erà", soft + "eranno")


def build(trees: Path) -> Table:
    """The table as it is written."""
    table: Table = {part: kept(source(part)) for part in PARTS}
    table["VERB"] = underivable(table["VERB"])
    table = {part: in_use(forms) for part, forms in table.items()}
    for part, forms in attested(trees).items():
        table[part] |= {form: own for form, own in forms.items() if without_enclitic(form, table["VERB"]) is None}
    for part, forms in json.loads(FIXES.read_text(encoding="utf8")).items():
        table[part] |= forms
    for verb in lexicon_verbs():
        for form in regular(verb):
            table["VERB"].setdefault(form, verb)
    return {"licence": LICENCE} | table | {"enclitics": ENCLITICS}


def without_enclitic(form: str, verbs: dict[str, str]) -> str | None:
    """The verb in "colpitolo", "riferirlo", "incontrarsi"."""
    for suffix in ENCLITICS:
        if not form.endswith(suffix):
            continue
        stem = form.removesuffix(suffix)
        for verb in (stem, stem + "e"):
            if verb in verbs:
                return verbs[verb]
    return None


def lemma(form: str, part: str, own: str, table: Table) -> str:
    """Table, enclitics, the pack's own: the order the package uses too."""
    form = form.lower()
    if part not in PARTS:
        return own
    found: str | None = table[part].get(form)
    if found is None and part == "VERB":
        found = without_enclitic(form, table["VERB"])
    return found or own


def read(path: Path) -> Table:
    """The written table."""
    with gzip.open(path, "rt", encoding="utf8") as file:
        table: Table = json.load(file)
    return table


def pairs(pack: Path, test: Path) -> Iterator[tuple[Token, Token]]:
    """(gold token, the pack's token) over the gold tokens, as the trials measured."""
    nlp = spacy.load(pack, exclude=["ner"])
    for gold in load_docs(test):
        spaces = [bool(token.whitespace_) for token in gold]
        own = nlp(Doc(nlp.vocab, words=[token.text for token in gold], spaces=spaces))
        yield from zip(gold, own, strict=True)


def measure(table: Table, pack: Path, test: Path) -> dict[str, float]:
    """Right lemmas in percent: the pack alone, with the table, with the table and gold tags."""
    right: Counter[str] = Counter()
    for gold, own in pairs(pack, test):
        form, mine = gold.text, own.lemma_
        answers = {
            "pack": mine,
            "table": lemma(form, own.pos_, mine, table),
            "table, gold tags": lemma(form, gold.pos_, mine, table),
        }
        for name, answer in answers.items():
            right[name] += answer.lower() == gold.lemma_.lower()
        right["all"] += 1
        if own.pos_ == "VERB":
            right["verbs"] += 1
            right["verbs right"] += answers["table"].lower() == gold.lemma_.lower()
            right["verbs right, pack"] += mine.lower() == gold.lemma_.lower()
    score = {name: 100 * right[name] / right["all"] for name in answers}
    verbs = max(1, right["verbs"])
    score["verbs, pack"] = 100 * right["verbs right, pack"] / verbs
    score["verbs, table"] = 100 * right["verbs right"] / verbs
    return {name: round(value, 2) for name, value in score.items()}


def write(path: Path, trees: Path) -> None:
    """Build and save; the same bytes every time."""
    text = json.dumps(build(trees), ensure_ascii=False, separators=(",", ":"))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(text.encode("utf8"), mtime=0))
    start = time.perf_counter()
    table = read(path)
    seconds = time.perf_counter() - start
    counts = {part: len(table[part]) for part in PARTS}
    print(f"{path.name}: {counts}, {path.stat().st_size / 1e6:.2f} MB, loads in {seconds:.2f} s")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    building = commands.add_parser("build")
    building.add_argument("out", type=Path)
    building.add_argument("--trees", type=Path, required=True, help="CoNLL-U whose lemmas overrule the table")
    measuring = commands.add_parser("measure")
    measuring.add_argument("table", type=Path)
    measuring.add_argument("pack", type=Path)
    measuring.add_argument("tests", type=Path, nargs="+")
    given = parser.parse_args()
    if given.command == "build":
        write(given.out, given.trees)
        return
    for test in given.tests:
        print(test.stem, json.dumps(measure(read(given.table), given.pack, test)))


if __name__ == "__main__":
    main()
