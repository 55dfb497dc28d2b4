"""What the tables of actors and places cost: seconds to load, memory, and names looked up a second. ``python bench/lookup.py``

Memory is what the process holds more after loading than before (resident set), the gazetteer among it. Names come from the committed
tables of the tests, places from the gazetteer; each is asked for by its printed form. Exits with 1 where a limit is passed.
"""

from __future__ import annotations

import csv
import json
import random
import sys
import time
from datetime import date
from pathlib import Path

from sayso.resolve.bare import bare_known
from sayso.resolve.state_codes import codes
from sayso.resolve.tables import Tables

ROOT = Path(__file__).parent.parent
LIMITS = {"load_s": 1.0, "memory_mb": 150.0, "lookups_per_s": 20_000.0}
ASKED = 200_000
PAGE_KB = 1024


def resident_kb() -> int:
    """Kilobytes of memory of this process, as Linux tells."""
    for line in Path("/proc/self/status").read_text(encoding="utf-8").splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1])
    return 0


def loaded(lang: str) -> Tables:
    """The tables of a language with everything they read when first asked."""
    tables = Tables(lang)
    assert tables.aliases and tables.adjectives and tables.roles and tables.role_starts and tables.first_words and tables.provinces
    assert tables.gazetteer.all("Roma") and tables.people_called("Putin") and codes("ITA")
    return tables


def names(lang: str) -> list[str]:
    """The names and descriptions of the test table."""
    with (ROOT / f"tests/resolve/names_{lang}.tsv").open(encoding="utf-8") as file:
        return [r["text"] for r in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)]


def asked_per_second(tables: Tables, lang: str) -> float:
    """Names, people and places looked up a second, the ones that are there and the ones that are not."""
    words = [*names(lang), *(w + "x" for w in names(lang)), "Kherson", "Tripoli", "Beledweyne", "Leopoli"]
    drawn = random.Random(1).choices(words, k=ASKED)
    start = time.perf_counter()
    on = date(2020, 1, 1)
    for w in drawn:
        if tables.entity(w) is None and tables.holder(w, on) is None:
            tables.gazetteer.find(w)
    return ASKED / (time.perf_counter() - start)


def phrases_per_second(tables: Tables, lang: str) -> float:
    """Whole phrases resolved a second, tree and all."""
    words = names(lang)
    start = time.perf_counter()
    for w in words:
        bare_known(w, tables, date(2020, 1, 1))
    return len(words) / (time.perf_counter() - start)


def main() -> None:
    """Prints the figures as JSON."""
    figures: dict[str, float] = {}
    before = resident_kb()
    start = time.perf_counter()
    first = loaded("it")
    figures["load_s"] = round(time.perf_counter() - start, 3)
    second = loaded("en")
    figures["load_both_s"] = round(time.perf_counter() - start, 3)
    figures["memory_mb"] = round((resident_kb() - before) / PAGE_KB, 1)
    figures["lookups_per_s"] = round(min(asked_per_second(first, "it"), asked_per_second(second, "en")))
    figures["phrases_per_s"] = round(min(phrases_per_second(first, "it"), phrases_per_second(second, "en")))
    print(json.dumps(figures, indent=1))
    slow = figures["load_s"] > LIMITS["load_s"] or figures["lookups_per_s"] < LIMITS["lookups_per_s"]
    sys.exit(1 if slow or figures["memory_mb"] > LIMITS["memory_mb"] else 0)


if __name__ == "__main__":
    main()
