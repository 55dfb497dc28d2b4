"""Gold in, figures out.

In: a gold file and reports in the native form. Out: figures by slot and by type, for programs (a dict), people (a table) or
the documentation (``docs/scores.md``). The figures agree to the digit with the project's reference scorer.

``print(render(score(Path("gold.jsonl"), Path("reports.jsonl"))))``
"""

from sayso.score.figures import Result, digest, score
from sayso.score.gold import GoldError
from sayso.score.table import render, write_docs

__all__ = ["GoldError", "Result", "digest", "render", "score", "write_docs"]
