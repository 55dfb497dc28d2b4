"""The picture of the demo in the README: what ``sayso demo`` prints, as an SVG. ``python tools/picture.py docs/demo.svg``."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from pathlib import Path

from rich.console import Console
from rich.text import Text

WIDTH, TOP, BOTTOM = 118, 22, 35  # columns; lines from the beginning and from the end


def printed() -> list[str]:
    """The lines of the demo, with their colours."""
    env = {**os.environ, "FORCE_COLOR": "1", "COLUMNS": str(WIDTH), "TERM": "xterm-256color"}
    done = subprocess.run([sys.executable, "-m", "sayso", "demo"], env=env, capture_output=True, text=True, check=True)
    return done.stdout.rstrip("\n").split("\n")


def main() -> None:
    """Write the picture."""
    lines = printed()
    if len(lines) > TOP + BOTTOM:
        lines = [*lines[:TOP], "  ...", *lines[-BOTTOM:]]
    console = Console(record=True, width=WIDTH, file=io.StringIO(), force_terminal=True)
    console.print("$ make demo", style="bold")
    for line in lines:
        console.print(Text.from_ansi(line), no_wrap=True, crop=True)
    svg = re.sub(r"@font-face \{.*?\}\s*|<!--.*?-->\s*", "", console.export_svg(title="sayso demo"), flags=re.S)  # no font from a server
    Path(sys.argv[1]).write_text(svg.replace("Fira Code", "DejaVu Sans Mono"), encoding="utf-8")


if __name__ == "__main__":
    main()
