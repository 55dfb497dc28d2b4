"""What codings are made with, told before anything is loaded: so that an article coded before is known without coding it.

In: the pack asked for. Out: for each language the versions that would code it (:func:`versions`).

Rules, ontologies and words have no version number that changes with every edit; their digest stands for it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from importlib import metadata
from pathlib import Path

from sayso import __version__, languages

PACKAGE = Path(__file__).parents[1]
STAGES = ("parse", "extract", "resolve", "coding", "ontologies", "merge/__init__.py", "languages/__init__.py", "pipeline.py", "syntax.py")
MODELS = {"pack", "accurate", "open"}  # folders of trained models, which say their own version
Versions = Callable[[str | None], dict[str, str]]


def versions(pack: str = languages.DEFAULT, packs: Mapping[str, str] | None = None, actors: Path | None = None) -> Versions:
    """Language → what would code an article of it: ``{"sayso": …, "rules": …, "lang": …, "pack": …}``."""
    chosen = dict(packs or {})
    own = {"actors": _digest([actors])} if actors else {}

    @cache
    def of(lang: str | None) -> dict[str, str]:
        name = chosen.get(lang or "", pack)
        packed = f"{name} {pack_version(lang or '', name)}".strip()
        return {"sayso": __version__, "rules": rules(lang or ""), "lang": lang or "", "pack": packed, **own}

    return of


@cache
def rules(lang: str) -> str:
    """Digest of the rules, the ontologies and the words of a language; of all languages where none is named."""
    shared = (p for part in STAGES for p in _files(PACKAGE / part))
    words = (p for p in _files(languages.HERE / lang) if not MODELS & set(p.parts))
    return _digest([*shared, *words])


def pack_version(lang: str, pack: str) -> str:
    """Name, version and digest of the description of a language pack; empty where it says nothing of itself."""
    if pack not in languages.PACKS:
        folder = Path(pack) if Path(pack).is_dir() else None
        return _described(folder) if folder else _installed(pack)
    folder = languages.pack_folder(lang, pack) if lang else None
    return _described(folder) if folder else ""


def _described(folder: Path) -> str:
    about = [p for name in ("meta.json", "encoder.json") if (p := folder / name).is_file()]
    told = json.loads(about[0].read_text(encoding="utf-8")) if about else {}
    return f"{told.get('name', '')} {told.get('version', '')} {_digest(about)}".strip()


def _installed(package: str) -> str:
    try:
        return metadata.version(package)
    except (metadata.PackageNotFoundError, ValueError):
        return ""


def _files(path: Path) -> Iterable[Path]:
    if path.is_file():
        return [path]
    return sorted(p for p in path.rglob("*") if p.is_file() and p.suffix not in (".pyc", ".pyo"))


def _digest(paths: Iterable[Path]) -> str:
    whole = hashlib.sha256()
    for path in paths:
        whole.update(f"{path.name}\0".encode())
        whole.update(path.read_bytes())
    return whole.hexdigest()[:12]
