"""Paths → files, in an order that is always the same.

In: files and folders. Out: the files in them, sorted, folders entered, hidden ones and links to folders left alone.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path


def files(path: Path) -> Iterator[Path]:
    """The file itself, or the files of a folder."""
    if not path.is_dir():
        yield path
        return
    for folder, inner, names in os.walk(path):
        inner[:] = sorted(name for name in inner if not name.startswith("."))
        yield from (Path(folder) / name for name in sorted(names) if not name.startswith("."))
