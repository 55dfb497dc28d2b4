"""How far a run is, on stderr: one line that renews itself on a terminal, a line every ten seconds elsewhere."""

from __future__ import annotations

import sys
import time
from typing import TextIO

SECONDS_ON_TERMINAL = 0.2
SECONDS_ELSEWHERE = 10.0


class Progress:
    """Tell ``done`` of ``total`` articles, the pace and the time left."""

    def __init__(self, total: int | None, is_quiet: bool = False, stream: TextIO | None = None) -> None:
        self.total, self.is_quiet, self.stream = total, is_quiet, stream or sys.stderr
        self.is_live = self.stream.isatty()
        self.started = self.told = time.monotonic()
        self.is_shown = False

    def tell(self, done: int) -> None:
        """Say so if it is time to."""
        now = time.monotonic()
        if self.is_quiet or now - self.told < (SECONDS_ON_TERMINAL if self.is_live else SECONDS_ELSEWHERE):
            return
        self.told = now
        line = told(done, self.total, now - self.started)
        self.stream.write(f"\r\x1b[K{line}" if self.is_live else f"sayso: {line}\n")
        self.stream.flush()
        self.is_shown = self.is_live

    def clear(self) -> None:
        """Take the live line away."""
        if self.is_shown:
            self.stream.write("\r\x1b[K")
            self.stream.flush()
            self.is_shown = False


def told(done: int, total: int | None, seconds: float) -> str:
    """The line itself.

    >>> told(30, 120, 10.0)
    '30 of 120 articles, 3.0/s, 30 s left'
    """
    pace = done / seconds if seconds > 0 else 0.0
    of = f" of {total:,}" if total else ""
    left = f", {duration((total - done) / pace)} left" if total and pace and total > done else ""
    return f"{done:,}{of} articles, {pace:.1f}/s{left}"


def duration(seconds: float) -> str:
    """Seconds as one says them."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"
