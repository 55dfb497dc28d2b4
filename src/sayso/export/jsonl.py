"""Reports → JSON Lines: the native record, one report a line, written as it comes.

In: reports. Out: ``{"report_id": …, "article": {…}, "type": "CONSULT", …}``, keys as in docs/output.md. Nothing is lost.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TextIO

from sayso.model import Report


class Jsonl:
    """Writes each report as one line, at once."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream

    def write(self, reports: Sequence[Report]) -> None:
        """Write the reports of one article."""
        if reports:
            self.stream.write("".join(json.dumps(r.to_dict(), ensure_ascii=False) + "\n" for r in reports))
            self.stream.flush()

    def close(self) -> None:
        """Nothing is held back."""
        self.stream.flush()
