"""Numbers in words and figures: a sentence and its language's ``numbers.yaml`` go in, each number with its value comes out.

"60mila", "sessantotto", "una decina" → 60,000; 68; 10.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sayso.languages import once
from sayso.model import Sentence

Slot = tuple[str, str]  # what is counted, and what a word that says so does: nouns, objects, subjects, acts, times
REMEMBERED = 50_000  # words of which something is kept


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a sentence: tokens ``[first, last)``; ``bearer`` is the token the tree hangs it on."""

    value: float
    first: int
    last: int
    bearer: int
    is_noun: bool = False


@dataclass(frozen=True, slots=True)
class Listed:
    """A list of lemmas, of beginnings of forms, and of verbs with a noun that hangs on them."""

    lemmas: frozenset[str]
    forms: re.Pattern[str] | None
    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """A language's ``numbers.yaml``, ready for use: plain sets, (what, slot) → list, verb → the nouns that put it on a list.

    ``values`` and ``listed`` hold what was found out before: the value of a form, the lists that hold a lemma and form.
    """

    raw: Mapping[str, Any]
    sets: Mapping[str, frozenset[str]]
    lists: Mapping[Slot, Listed]
    pairs: Mapping[str, tuple[tuple[str, Slot], ...]]
    part: re.Pattern[str]
    begins: frozenset[str]
    values: dict[str, float | None]
    listed: dict[tuple[str, str], frozenset[Slot]]


@once
def vocabulary(words: Mapping[str, Any]) -> Vocabulary:
    """Sets and patterns of ``numbers.yaml``."""
    sets = {k: frozenset(x) for k, x in words.items() if isinstance(x, list)}
    lists = {(what, slot): listed(entries) for what, slots in words["what"].items() for slot, entries in slots.items()}
    part = re.compile("|".join(sorted(map(re.escape, words["parts"]), key=len, reverse=True)))
    pairs: dict[str, tuple[tuple[str, Slot], ...]] = {}
    for slot, found in lists.items():
        for verb, noun in found.pairs:
            pairs[verb] = (*pairs.get(verb, ()), (noun, slot))
    return Vocabulary(words, sets, lists, pairs, part, sets["one"] | sets["half"], {}, {})


def listed(entries: Iterable[str]) -> Listed:
    """Compile a list of words: lemmas, beginnings of forms (``ferit*``), a verb with its noun (``finire manette``)."""
    plain = [e for e in entries if "*" not in e]
    forms = [e.replace("*", r"\w*") for e in entries if "*" in e]
    pairs = tuple((a, b) for a, _, b in (e.partition(" ") for e in plain) if b)
    return Listed(frozenset(e for e in plain if " " not in e), re.compile(rf"(?:{'|'.join(forms)})$") if forms else None, pairs)


def numbers(s: Sentence, v: Vocabulary) -> Sequence[Number]:
    """The numbers of a sentence, words of several tokens put together."""
    if (v, "numbers") not in s.kept:
        s.kept[v, "numbers"] = tuple(_numbers(s, v))
    found: tuple[Number, ...] = s.kept[v, "numbers"]
    return found


def _numbers(s: Sentence, v: Vocabulary) -> Iterator[Number]:
    at = 0
    for i, form in enumerate(s.forms):
        if i < at or (form not in v.begins and form in v.values and v.values[form] is None):
            continue
        number = number_at(s, i, v)
        if number is not None:
            yield number
            at = number.last


def number_at(s: Sentence, at: int, v: Vocabulary) -> Number | None:
    """The number that begins at a token: digits or words, then what multiplies them; "una decina", "un milione"."""
    form = s.forms[at]
    after = s.forms[at + 1] if at + 1 < len(s.tokens) else ""
    if form in v.sets["one"] or form in v.sets["half"]:
        size = v.raw["rounds"].get(after) or v.raw["times"].get(after)
        if not size:
            return None
        return Number(size * (0.5 if form in v.sets["half"] else 1), at, at + 2, at + 1, True)
    value = number_of(form, v)
    if value is None or (form in v.sets.get("vague_rounds", ()) and at and s.tokens[at - 1].form.lower() in v.sets.get("vague", ())):
        return None  # "several thousand"
    hyphened = hyphened_number(s, at, v)
    if hyphened is not None:
        bearer = next((t.i for t in s.tokens[at : at + 3] if not at <= t.head < at + 3), at)
        return with_times(s, at, hyphened, v) or Number(hyphened, at, at + 3, bearer)
    if re.fullmatch(r"\d{1,3}", form) and re.fullmatch(r"\d{3}", after) and s.tokens[at + 1].start - s.tokens[at].end == 1:
        return Number(value * 1000 + int(after), at, at + 2, at + 1)
    if after in v.raw["times"]:
        return multiplied(s, at, value * v.raw["times"][after], v)
    return Number(value, at, at + 1, at)


def hyphened_number(s: Sentence, at: int, v: Vocabulary) -> float | None:
    """A number word that the tokeniser has cut at its hyphen ("thirty-six")."""
    three = s.tokens[at : at + 3]
    if len(three) < 3 or three[1].form != "-" or three[0].end != three[1].start or three[1].end != three[2].start or three[0].form[0].isdigit():
        return None
    return number_word(f"{three[0].form}-{three[2].form}".lower(), v)


def with_times(s: Sentence, at: int, value: float, v: Vocabulary) -> Number | None:
    """A hyphened number with what multiplies it ("twenty-five thousand")."""
    word = s.tokens[at + 3].form.lower() if at + 3 < len(s.tokens) else ""
    return Number(value * v.raw["times"][word], at, at + 4, at + 3) if word in v.raw["times"] else None


def multiplied(s: Sentence, at: int, value: float, v: Vocabulary) -> Number:
    """A number with its multiplier, and "e mezzo" after it."""
    words = [t.form.lower() for t in s.tokens[at + 2 : at + 4]]
    if len(words) == 2 and words[0] in v.sets["and"] and words[1] in v.sets["half"]:
        return Number(value + v.raw["times"][s.tokens[at + 1].form.lower()] / 2, at, at + 4, at + 1, True)
    return Number(value, at, at + 2, at + 1, s.tokens[at + 1].upos == "NOUN")


def number_of(form: str, v: Vocabulary) -> float | None:
    """The value of one token: "1.400", "2,5", "30mila", "duecentocinquanta"; ``None`` where it is no number."""
    if form not in v.values:
        if len(v.values) > REMEMBERED:
            v.values.clear()
        v.values[form] = _number_of(form, v)
    return v.values[form]


def _number_of(form: str, v: Vocabulary) -> float | None:
    m = re.fullmatch(r"(\d[\d.,]*)([^\W\d]*)", form)
    if m is None:
        return number_word(form, v)
    times = v.raw["times"].get(m[2]) if m[2] else 1
    value = digits(m[1].rstrip(".,"), v.raw["thousands"], v.raw["decimal"])
    return None if times is None or value is None else value * times


def digits(text: str, thousands: str, decimal: str) -> float | None:
    """Figures with the separators of a language; a separator before other than three digits is a decimal one."""
    if re.fullmatch(rf"\d{{1,3}}({re.escape(thousands)}\d{{3}})+", text):
        return float(text.replace(thousands, ""))
    plain = text.replace(decimal, ".")
    return float(plain) if re.fullmatch(r"\d+(\.\d+)?", plain) else None


def number_word(form: str, v: Vocabulary) -> float | None:
    """The value of a number word, read part by part; ``None`` where something else is in it."""
    if len(form) < 3 or not v.part.match(form):
        return None
    values = parts(form, v.raw["parts"])
    return None if values is None else total(values)


def parts(form: str, known: Mapping[str, int]) -> list[int] | None:
    """A word cut into known parts, longer ones tried first."""
    if not form:
        return []
    for size in range(min(len(form), 12), 2, -1):
        if form[:size] in known:
            rest = parts(form[size:], known)
            if rest is not None:
                return [known[form[:size]], *rest]
    return None


def total(values: Sequence[int]) -> float:
    """Parts added and multiplied: 2, 100, 50, 1000 → 250000."""
    done, current = 0, 0
    for x in values:
        if x == 1000:
            done, current = done + max(current, 1) * 1000, 0
        elif x == 100:
            current = max(current, 1) * 100
        else:
            current += x
    return float(done + current)
