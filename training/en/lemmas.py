"""The English lemma table: the forms of the treebank that is open (EWT), and the regular forms of every word the lexicon knows.

    python lemmas.py src/sayso/languages/en/lemmas.json.gz --trees en_ewt.conllu --lexicon src/sayso/languages/en/lexicon

The pack's own classifier invents lemmas for verbs it has not seen ("shelled" -> "shelle").
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

VOWELS = "aeiou"
PARTS = ("VERB", "NOUN")
IRREGULAR = Path(__file__).parent / "irregular.txt"  # verb, past, participle


def attested(trees: Path) -> dict[str, dict[str, str]]:
    """Part → form → the lemma most often given to it."""
    votes: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for line in trees.read_text(encoding="utf8").splitlines():
        cells = line.split("\t")
        if len(cells) == 10 and cells[3] in PARTS and cells[1].isalpha():
            votes[cells[3], cells[1].lower()][cells[2].lower()] += 1
    out: dict[str, dict[str, str]] = {part: {} for part in PARTS}
    for (part, form), found in votes.items():
        out[part][form] = found.most_common(1)[0][0]
    return out


def heads(lexicon: Path) -> Iterator[tuple[str, str]]:
    """(part, head lemma) of every entry."""
    for path in sorted(lexicon.glob("*.yaml")):
        if path.stem.startswith(("classes", "instruments", "support.")) or path.stem == "support":
            continue
        for by_pos in (yaml.safe_load(path.read_text(encoding="utf8")) or {}).values():
            for name, part in (("verbs", "VERB"), ("nouns", "NOUN")):
                yield from ((part, head) for entry in (by_pos or {}).get(name) or () for head in str(entry).split()[0].split("|"))


def plural(word: str) -> str:
    """The regular -s form."""
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return word + "es"
    return word[:-1] + "ies" if word.endswith("y") and word[-2:-1] not in VOWELS else word + "s"


def stems(verb: str) -> tuple[str, str]:
    """What -ed and -ing are added to; both spellings of a doubled consonant are made by the caller."""
    if verb.endswith("e"):
        return verb[:-1], verb if verb.endswith(("ee", "ye", "oe")) else verb[:-1]
    return (verb[:-1] + "i", verb) if verb.endswith("y") and verb[-2:-1] not in VOWELS else (verb, verb)


def forms(part: str, lemma: str) -> Iterator[str]:
    """The regular forms of a word."""
    yield plural(lemma)
    if part == "VERB":
        past, present = stems(lemma)
        yield from (past + "ed", present + "ing")
        if len(lemma) > 2 and lemma[-1] not in VOWELS + "wxy" and lemma[-2] in VOWELS and lemma[-3] not in VOWELS:
            yield from (lemma + lemma[-1] + "ed", lemma + lemma[-1] + "ing")


def irregular() -> Iterator[tuple[str, str]]:
    """(form, verb) of the irregular verbs; "found" and "ground" are left to whoever knows the sentence, "wound" and "lay" too."""
    for line in IRREGULAR.read_text(encoding="utf8").splitlines():
        verb, *parts = line.split()
        yield from ((form, verb) for form in parts if form not in ("lay", "ground", "wound", "found"))
        yield from ((form, verb) for form in (plural(verb), stems(verb)[1] + "ing"))
        if verb[-1] in "tdgnmp" and verb[-2] in VOWELS and verb[-3] not in VOWELS:
            yield verb + verb[-1] + "ing", verb


def table(trees: Path, lexicon: Path) -> dict[str, Any]:
    """The table as it is written; what people wrote in the treebank wins."""
    made: dict[str, dict[str, str]] = {part: {} for part in PARTS}
    made["VERB"] = dict(irregular())
    for part, lemma in heads(lexicon):
        if lemma.isalpha():
            made[part].setdefault(lemma, lemma)
            for form in forms(part, lemma):
                made[part].setdefault(form, lemma)
    seen = attested(trees)
    return {"licence": "CC BY-SA 4.0 (UD English EWT)"} | {part: made[part] | seen[part] for part in PARTS} | {"enclitics": []}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--trees", type=Path, required=True)
    parser.add_argument("--lexicon", type=Path, required=True)
    given = parser.parse_args()
    made = table(given.trees, given.lexicon)
    given.out.write_bytes(gzip.compress(json.dumps(made, separators=(",", ":")).encode(), mtime=0))
    print({part: len(made[part]) for part in PARTS}, given.out.stat().st_size)


if __name__ == "__main__":
    main()
