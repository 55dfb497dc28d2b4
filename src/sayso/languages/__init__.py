"""Languages as data: a folder ``languages/xx`` goes in, its words come out, compiled once.

A lexicon entry is a line such as ``firmare obj:@agreement with:con``; the format is told in docs/lexicon.md.

>>> entry("agree.promise", "VERB", "promettere rec:a", {}).rec
('a',)
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TypeVar

import yaml

from sayso.errors import UnknownLanguage

PACKS = ("fast", "accurate", "open")
DEFAULT = "accurate"  # on articles nobody had looked at it finds more of the pairs than the fast one (docs/packs.md)
HERE = Path(__file__).parent
LAST = 1000  # weight taken off entries that are tried after all others
T = TypeVar("T")
Words = TypeVar("Words", bound=Mapping[Any, Any])
ROLE_KEYS = ("by", "rec", "with", "needs")


def once(make: Callable[[Words], T]) -> Callable[[Words], T]:
    """``make`` done once for each mapping of words: the same object, read once a language, gives the same result."""
    kept: dict[int, tuple[Words, T]] = {}

    def made(words: Words) -> T:
        held = kept.get(id(words))
        if held is None or held[0] is not words:
            held = kept[id(words)] = (words, make(words))
        return held[1]

    return made


@dataclass(frozen=True, slots=True)
class Condition:
    """What an entry asks of its clause: at slot ``key`` one of ``values`` (``None``: anything), or none of them."""

    key: str
    values: frozenset[str] | None
    negative: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the lexicon, compiled."""

    concept: str
    pos: str
    head: str
    conditions: tuple[Condition, ...]
    by: tuple[str, ...]
    rec: tuple[str, ...]
    co: tuple[str, ...]
    needs: str | None
    flags: frozenset[str]
    text: str
    asked: frozenset[str] | None = None  # words of which the sentence must hold one
    is_late: bool = False  # of a file seen_*.yaml, tried where no entry that names the act fits

    def may_stand(self, words: frozenset[str]) -> bool:
        """Whether a sentence of these words can meet the conditions."""
        return self.asked is None or not self.asked.isdisjoint(words)

    @property
    def is_account(self) -> bool:
        """Whether it tells an act by what was seen or heard of it: tried where no other entry speaks."""
        return "seen" in self.flags

    @property
    def is_loose(self) -> bool:
        """Whether it tells too little to be an act by itself: what it finds counts where another article tells the act."""
        return "echo" in self.flags

    @property
    def weight(self) -> int:
        """How specific the entry is: the more specific one wins."""
        told = sum(1 if c.negative else 5 if c.values is None else 10 for c in self.conditions) + 2 * len(self.flags & {"refl", "norefl"})
        return told - LAST * (self.is_account + self.is_loose)


def values_of(text: str, classes: Mapping[str, list[str]]) -> frozenset[str] | None:
    """The alternatives of ``a|b|@class``; ``None`` for ``*``."""
    if text == "*":
        return None
    out: set[str] = set()
    for part in text.split("|"):
        out.update(classes[part[1:]] if part.startswith("@") else [part.replace("_", " ")])
    return frozenset(out)


def entry(concept: str, pos: str, text: str, classes: Mapping[str, list[str]]) -> Entry:
    """Compile one line; ``KeyError`` where it names a class that is not there."""
    head, *items = text.split()
    roles: dict[str, tuple[str, ...]] = {}
    conditions, flags = [], set()
    for item in items:
        key, colon, value = item.partition(":")
        if not colon:
            flags.add(key)
        elif key in ROLE_KEYS:  # a condition on the preposition "with" or "by" is written +with:
            roles[key] = tuple(value.split(","))
        else:
            conditions.append(Condition(key.lstrip("!+"), values_of(value, classes), key.startswith("!")))
    needs = roles.get("needs", (None,))[0]
    return Entry(concept, pos, head.replace("_", " "), tuple(conditions), roles.get("by", ()), roles.get("rec", ()),
                 roles.get("with", ()), needs, frozenset(flags), text, asked_words(conditions))


def entries(concept: str, pos: str, text: str, classes: Mapping[str, list[str]]) -> Iterator[Entry]:
    """A line with several heads, or a class of them, compiled once for each.

    >>> [e.head for e in entries("retreat.resign", "VERB", "quit|leave obj:office", {})]
    ['quit', 'leave']
    >>> [e.head for e in entries("assault.shell", "VERB", "@impact subj:shell", {"impact": ["hit", "land"]})]
    ['hit', 'land']
    """
    heads, _, items = text.partition(" ")
    first, *others = [h.replace(" ", "_") for part in heads.split("|") for h in (classes[part[1:]] if part.startswith("@") else [part])]
    made = entry(concept, pos, f"{first} {items}".strip(), classes)
    yield made
    yield from (replace(made, head=h.replace("_", " "), text=f"{h} {items}".strip()) for h in others)


def asked_words(conditions: Iterable[Condition]) -> frozenset[str] | None:
    """The words of the narrowest condition that one of them must meet; those of several words, or that mean more, cannot be looked for so."""
    plain = [c.values for c in conditions if not c.negative and c.values is not None and not any(" " in v or v.startswith("%") for v in c.values)]
    return min(plain, key=len, default=None)


@dataclass(frozen=True)
class Language:
    """All the words of one language. Parts are read when first asked for."""

    code: str
    folder: Path

    def data(self, name: str) -> dict[str, Any]:
        """The YAML file ``<name>.yaml`` of the folder, read once."""
        found = self._parts.get(name)
        if found is None:
            found = self._parts[name] = _yaml(self.folder / f"{name}.yaml")
        return found

    @cached_property
    def _parts(self) -> dict[str, dict[str, Any]]:
        """Those read so far."""
        return {}

    def has(self, name: str) -> bool:
        """Whether the folder has the file ``<name>.yaml``."""
        return (self.folder / f"{name}.yaml").exists()

    @cached_property
    def entries(self) -> dict[tuple[str, str], tuple[Entry, ...]]:
        """(part of speech, head lemma) → entries, most specific first."""
        found: dict[tuple[str, str], list[Entry]] = {}
        for e in self._compiled():
            found.setdefault((e.pos, e.head), []).append(e)
        return {k: tuple(sorted(v, key=lambda e: (e.is_late, -e.weight))) for k, v in found.items()}

    @cached_property
    def hyphenated(self) -> frozenset[str]:
        """Words of the lexicon that hold a hyphen, which tokenisers may cut."""
        entries = [e for some in self.entries.values() for e in some]
        words = {e.head for e in entries} | {v for e in entries for c in e.conditions for v in c.values or ()}
        roles = self.data("roles")
        titles = (str(w).split()[-1] for some in (*roles.get("sectors", {}).values(), roles.get("relay_nouns", ())) for w in some)
        return frozenset(w for w in (*words, *titles) if "-" in w.strip("-"))

    @cached_property
    def register(self) -> dict[str, Any] | None:
        """Weights of words that tell an article's register; ``None`` where the language has none."""
        path = self.folder / "register.json.gz"
        if not path.exists():
            return None
        found: dict[str, Any] = json.loads(gzip.decompress(path.read_bytes()))
        return found

    def _compiled(self) -> Iterator[Entry]:
        classes: dict[str, list[str]] = {}
        files = sorted((self.folder / "lexicon").glob("*.yaml"))
        for path in files:
            if path.stem.startswith("classes"):
                classes.update(_yaml(path))
        for path in files:
            if path.stem.startswith("classes") or path.stem in ("support", "instruments"):
                continue
            for concept, by_pos in _yaml(path).items():
                for part, pos in (("verbs", "VERB"), ("nouns", "NOUN")):
                    for text in (by_pos or {}).get(part) or ():
                        made = entries(concept, pos, text, classes)
                        yield from (replace(e, is_late=True) for e in made) if path.stem.startswith("seen") else made

    @cached_property
    def countries(self) -> dict[str, dict[str, Any]]:
        """What this language calls the states; empty where the shared table has its names (it, en)."""
        path = self.folder / "countries.yaml"
        return _yaml(path) if path.exists() else {}

    @cached_property
    def organisations(self) -> list[str]:
        """What this language calls organisations, a line each: name|code|sector|kind|aliases; empty where the shared table has them."""
        path = self.folder / "organisations.yaml"
        return list(_yaml(path)) if path.exists() else []

    @cached_property
    def lemmas(self) -> dict[str, Any]:
        """The lemma table: part of speech → form → lemma, and the enclitics; empty where there is none."""
        path = self.folder / "lemmas.json.gz"
        if not path.exists():
            return {}
        table: dict[str, Any] = json.loads(gzip.decompress(path.read_bytes()))
        return table


@cache
def _yaml(path: Path) -> dict[str, Any]:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader) or {}


def available() -> tuple[str, ...]:
    """Codes of the languages that have a lexicon and a pack that can run here."""
    shared = accurate_languages() if find_spec("onnxruntime") else ()
    return tuple(sorted(p.name for p in HERE.iterdir() if (p / "lexicon").is_dir() and ((p / "pack").is_dir() or p.name in shared)))


@cache
def accurate_languages() -> tuple[str, ...]:
    """Codes of the languages that the accurate pack reads."""
    path = HERE / "accurate" / "encoder.json"
    return tuple(json.loads(path.read_text(encoding="utf-8"))["languages"]) if path.exists() else ()


def pack_folder(code: str, pack: str) -> Path | None:
    """Where a language's ``fast``, ``accurate`` or ``open`` pack lies; a language without a fast one has the accurate one, which is shared.

    ``None``: not one of ours.
    """
    fast = HERE / code / "pack"
    if pack == "fast":
        return fast if fast.is_dir() or code not in accurate_languages() else HERE / "accurate"
    return HERE / pack if pack in PACKS else None


@cache
def load(code: str) -> Language:
    """The language with this code; :class:`~sayso.errors.UnknownLanguage` where there is no folder for it."""
    folder = HERE / code
    if code not in available() and not (folder / "lexicon").is_dir():
        raise UnknownLanguage(f"language {code!r}: no pack (there are: {', '.join(available())})")
    return Language(code, folder)
