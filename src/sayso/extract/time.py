"""Words that tell when: a sentence and the words of its language go in, the expressions of time come out, unresolved.

"ieri, martedì 6 giugno, …" → one mention, kind ``date``, value ``{"day": 6, "month": 6, "weekday": 2, "relday": -1}``.

The expressions are data (``languages/xx/time.yaml``, which tells its own format); this module only compiles and applies them.
It reads the characters of the sentence, not its tree, so that it works alike with any parser.
What a mention stands for is said by :mod:`sayso.resolve.dates`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sayso.languages import once
from sayso.model import Sentence, Span, TimeMention

SIDE_END = "to"
NAMED = re.compile(r"\{([a-z_]+(?:\.[a-z]+)?)(2?)\}")
GLUE = "(?:(?<=') ?| +)"
# Digits need no entry in a language: class -> what it reads.
DIGITS = {
    "day": r"(?:3[01]|[12]\d|0?[1-9])(?!\d)[°º]?",
    "day.digits": r"(?:3[01]|[12]\d|0?[1-9])(?!\d)[°º]?",
    "month.digits": r"(?:1[0-2]|0?[1-9])(?!\d)",
    "year": r"(?:1[5-9]|20)\d\d(?!\d)",
    "year.short": r"\d\d(?!\d)",
    "hour": r"(?:2[0-4]|1\d|0?\d)(?!\d)",
    "minute": r"[0-5]\d(?!\d)",
    "decade": r"(?:(?:1[5-9]|20)\d)?0(?!\d)|\d0(?!\d)",
    "n": r"\d{1,3}(?!\d)",
    "nth": r"\d{1,4}(?!\d)",
    "nth.digits": r"\d{1,2}(?!\d)",
}
# What a rule may need besides the classes of its language.
GATES = {"digit": r"\d", "digit.year": r"(?:1[5-9]|20)\d\d(?!\d)", "digit.joined": r"\d[°º]?[-–/.]"}
WORD_MARK = "="  # before a word that a rule needs
WORD = re.compile(r"\w+")
COUNTED = ("NOUN", "ADJ", "SYM", "NUM")
OF_THE_DAY = ("daypart", "clock")
DAYS = ("date", "weekday", "relday", "span", "anaphor", "offset", "feast")
DATED = frozenset(("month", "weekday", "year", "relday", "decade", "feast"))
OF_TWO = ("span", "shift", "lasting")
BESIDE = re.compile(r"[\s,(]{0,3}")
SPACES = re.compile(r"\s")


@dataclass(frozen=True, slots=True)
class Group:
    """One capture of a compiled rule: the class it reads, the key it fills, and whether it tells of an interval's end."""

    name: str
    word_class: str
    key: str
    is_end: bool


@dataclass(frozen=True, slots=True)
class Rule:
    """One expression, compiled. ``rank`` is its place in the file."""

    name: str
    kind: str
    needs: tuple[str, ...]
    pattern: re.Pattern[str]
    groups: tuple[Group, ...]
    adds: Mapping[str, Any]
    is_alone: bool
    is_bare: bool
    is_proper: bool
    capital: str
    rank: int


@dataclass(frozen=True, slots=True)
class Grammar:
    """All expressions of a language, compiled: rules, the classes a word or pattern lets in, and the value of each word.

    ``needing``: class → the rules that need it, by rank; ``always``: those that need none.
    """

    rules: tuple[Rule, ...]
    needing: Mapping[str, tuple[int, ...]]
    always: frozenset[int]
    keys: Mapping[str, frozenset[str]]
    gates: Mapping[str, re.Pattern[str]]
    values: Mapping[str, Mapping[str, Any]]
    mods: frozenset[str]
    spelled: frozenset[str]


@dataclass(frozen=True, slots=True)
class Found:
    """A match in a sentence, characters counted from its start."""

    start: int
    end: int
    rule: Rule
    kind: str
    name: str
    value: Mapping[str, Any]
    is_bare: bool


def mentions(sentence: Sentence, words: Mapping[str, Any]) -> tuple[TimeMention, ...]:
    """The expressions of time in a sentence, left to right, none overlapping another; ``words`` is the language's ``time.yaml``."""
    if not sentence.tokens:
        return ()
    grammar = compiled(words)
    text = plain(sentence.text)
    small = {w for w in words.get("capitalised", ()) if w in sentence.text}  # "38 held after march over vote" names no month
    kept = longest(f for f in matches(text, grammar, sentence.text) if fits(f, sentence) and small.isdisjoint(sentence.text[f.start : f.end].split()))
    joined = beside(text, [f for f in kept if f.kind != "skip"])
    return tuple(mention(f, sentence) for f in joined if not f.is_bare)


def plain(text: str) -> str:
    """Lower case, straight apostrophes and plain spaces, every character in its place."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return SPACES.sub(" ", low.replace("’", "'").replace("`", "'"))


def matches(text: str, grammar: Grammar, written: str) -> Iterator[Found]:
    """Everything any rule sees, overlaps included; ``written`` is the text before :func:`plain`."""
    at_hand = classes(text, grammar)
    for rank in sorted(grammar.always.union(*[grammar.needing.get(c, ()) for c in at_hand])):
        rule = grammar.rules[rank]
        for m in rule.pattern.finditer(text):
            if rule.capital and not is_capital(m, rule, written):
                continue
            yield Found(m.start(), m.end(), rule, rule.kind, rule.name, value(m, rule, grammar), rule.is_bare)


def classes(text: str, grammar: Grammar) -> set[str]:
    """The classes that may occur in a text; most sentences have few, and most rules need not be tried."""
    found = {name for name, gate in grammar.gates.items() if gate.search(text)}
    for word in grammar.keys.keys() & WORD.findall(text):
        found |= grammar.keys[word]
    return found


def is_capital(m: re.Match[str], rule: Rule, written: str) -> bool:
    """Whether the words of the class that the rule names are written with a capital: "Sat 14th", not "he sat 14th"."""
    return all(written[m.start(g.name)].isupper() for g in rule.groups if g.word_class == rule.capital and m[g.name])


def value(m: re.Match[str], rule: Rule, grammar: Grammar) -> dict[str, Any]:
    """What the words of a match stand for: key → number or name; those of an interval's end under ``to``."""
    out: dict[str, Any] = dict(rule.adds)
    end: dict[str, Any] = {}
    for g in rule.groups:
        words = m[g.name]
        if words is not None:
            side = end if g.is_end else out
            side[g.key] = read(words, g.word_class, grammar)
    if end:
        out[SIDE_END] = end
    return out


def read(words: str, word_class: str, grammar: Grammar) -> Any:  # noqa: ANN401 - a number or a name, as the language file says
    """The value of a word of a class, or of its digits."""
    if word_class in grammar.mods:
        return word_class.split(".")[0]
    if word_class in grammar.spelled:
        return spelled(words, grammar.values["number"])
    known = grammar.values.get(word_class, {})
    number = known[words] if words in known else int(re.sub(r"\D", "", words))
    if word_class == "year.short":
        return number % 100 + (2000 if number < 50 else 1900)
    if word_class == "decade":
        return decade(number)
    return number


def spelled(words: str, numbers: Mapping[str, int]) -> int:
    """The number that words spell: "nineteen ninety-six" → 1996, "duemilaquindici" → 2015."""
    whole = part = 0
    for word in re.findall(alternatives(numbers), words):
        n = numbers[word]
        if n == 1000:
            whole, part = whole + (part or 1) * n, 0
        elif n == 100:
            part = (part or 1) * n
        elif 10 <= part < 100 and not 0 < n < 10:
            part = part * 100 + n
        else:
            part += n
    return whole + part


def decade(number: int) -> int:
    """The first year of a decade named by two digits or four: 90 → 1990, 10 → 2010."""
    if number >= 100:
        return number
    return number + (1900 if number >= 30 else 2000)


def fits(found: Found, sentence: Sentence) -> bool:
    """Whether words and match go together: no counted noun after an ``alone`` rule, no capital in a lone ``proper`` word."""
    if found.rule.is_alone and follows_noun(found, sentence):
        return False
    if found.kind in OF_TWO and not (DATED & (found.value.keys() | found.value[SIDE_END].keys())):
        return False
    return not (found.rule.is_proper and set(found.value) == {"month"} and looks_like_name(found, sentence))


def follows_noun(found: Found, sentence: Sentence) -> bool:
    """Whether the next word, with nothing but a space between, is something that can be counted."""
    after = next((t for t in sentence.tokens if t.start - sentence.start >= found.end), None)
    if after is None or sentence.text[found.end : after.start - sentence.start].strip():
        return False
    return after.upos in COUNTED


def looks_like_name(found: Found, sentence: Sentence) -> bool:
    """A capital within the sentence: "Maggio" after a first name is no month."""
    words = sentence.text[found.start : found.end]
    return found.start > 0 and words[:1].isupper()


def longest(found: Iterator[Found]) -> list[Found]:
    """The longest matches that do not overlap; the earlier rule where two are equally long."""
    kept: list[Found] = []
    for f in sorted(found, key=lambda f: (f.start - f.end, f.rule.rank, f.start)):
        if all(f.end <= k.start or k.end <= f.start for k in kept):
            kept.append(f)
    return sorted(kept, key=lambda f: f.start)


def beside(text: str, found: list[Found]) -> list[Found]:
    """Neighbours that tell one time together are made one: "ieri" + "sera", "oggi" + "5 marzo", "lunedì" + "tra due settimane"."""
    out: list[Found] = []
    for f in found:
        gap = text[out[-1].end : f.start] if out else ""
        together = union(out[-1], f) if out and BESIDE.fullmatch(gap) else None
        if together:
            closing = "(" in gap and text[f.end : f.end + 1] == ")"
            out[-1] = replace(together, end=f.end + closing)
        else:
            out.append(f)
    return out


def union(a: Found, b: Found) -> Found | None:
    """One mention for two neighbours, or ``None`` where they tell two times."""
    if a.kind in OF_THE_DAY and b.kind in OF_THE_DAY + DAYS:
        chief, other = b, a
    elif a.kind in DAYS and b.kind in OF_THE_DAY:
        chief, other = a, b
    elif a.kind == "relday" and b.kind in ("date", "weekday"):
        chief, other = b, a
    elif is_week_of(a, b):
        chief, other = a, b
    elif is_week_of(b, a):
        chief, other = b, a
    else:
        return None
    merged = {**other.value, **chief.value}
    return replace(chief, start=a.start, end=b.end, value=merged, name=f"{chief.name}+{other.name}", is_bare=a.is_bare and b.is_bare)


def is_week_of(week: Found, day: Found) -> bool:
    """Whether one counts weeks from today and the other is a bare weekday: "due settimane fa" and "lunedì"."""
    return week.kind == "offset" and week.value.keys() == {"dir", "n", "unit"} and week.value["unit"] == "week" and day.value.keys() == {"weekday"}


def mention(found: Found, sentence: Sentence) -> TimeMention:
    """The match as a record, on whole tokens where the characters allow."""
    start = sentence.start + found.start
    end = sentence.start + found.end
    inside = [t.i for t in sentence.tokens if t.start < end and t.end > start] or [0]
    text = sentence.text[found.start : found.end]
    span = Span(sentence.field, start, end, text)
    return TimeMention(span, sentence.i, inside[0], inside[-1] + 1, found.kind, found.value, found.name)


@once
def compiled(words: Mapping[str, Any]) -> Grammar:
    """Compile a language's ``time.yaml``."""
    values = {c: {w: v for v, ws in table.items() for w in ws} for c, table in words["words"].items()}
    spelling = Spelling(words, values)
    rules = tuple(rule(entry, spelling, rank) for rank, entry in enumerate(words["rules"]))
    names = {n for r in rules for n in r.needs}
    words_needed = {n: (n.removeprefix(WORD_MARK),) for n in names if n.startswith(WORD_MARK)}
    listed = {n: values[n] for n in names & values.keys()} | words_needed
    gates = {n: re.compile(GATES.get(n) or spelling.named(n, False, [])) for n in names - listed.keys()}
    needing = {n: tuple(r.rank for r in rules if n in r.needs) for n in names}
    always = frozenset(r.rank for r in rules if not r.needs)
    return Grammar(rules, needing, always, keys(listed), gates, values, frozenset(words["mods"]), frozenset(spelling.spelled))


def keys(values: Mapping[str, Iterable[str]]) -> dict[str, frozenset[str]]:
    """Word → the classes it lets in; of an expression its longest word, which is the rarest."""
    out: dict[str, frozenset[str]] = {}
    for name, expressions in values.items():
        for expression in expressions:
            word = max(WORD.findall(expression), key=len)
            out[word] = out.get(word, frozenset()) | {name}
    return out


def rule(entry: Mapping[str, Any], spelling: Spelling, rank: int) -> Rule:
    """Compile one expression."""
    groups: list[Group] = []
    body = spelling.out(entry["is"], False, groups)
    pattern = re.compile(rf"(?<!\w)(?<!\d[.,/:-]){body}(?![\w°])(?![.,/:-]\d)")
    needs = tuple(entry["needs"].split("|")) if "needs" in entry else ()
    return Rule(entry["rule"], entry["kind"], needs, pattern, tuple(groups), entry.get("set", {}), bool(entry.get("alone")),
                bool(entry.get("bare")), bool(entry.get("proper")), entry.get("capital", ""), rank)


class Spelling:
    """Spells an expression of the language file out as a regular expression."""

    def __init__(self, words: Mapping[str, Any], values: Mapping[str, Mapping[str, Any]]) -> None:
        self.values, self.pieces, self.glue, self.mods = values, words["pieces"], words["glue"], words["mods"]
        self.spelled = words.get("spelled", {})

    def out(self, text: str, is_end: bool, groups: list[Group]) -> str:
        """The regular expression for ``text``; what it captures is appended to ``groups``."""
        plain_groups = re.sub(r"(?<!\\)\((?!\?)", "(?:", text).replace(" ", " +").replace(" +?", " *")
        return NAMED.sub(lambda m: self.named(m[1], is_end or bool(m[2]), groups), plain_groups)

    def named(self, name: str, is_end: bool, groups: list[Group]) -> str:
        """The regular expression for one name in braces."""
        if name == "_":
            return GLUE
        if name in self.pieces:
            return f"(?:{self.out(self.pieces[name], is_end, groups)})"
        if name in self.glue:
            return f"(?:(?:{self.out(self.glue[name], is_end, groups)}){GLUE})"
        if name in self.mods:
            group = self.capture(groups, name, "mod", is_end)
            return f"(?:(?P<{group}>{self.out(self.mods[name], is_end, groups)}){GLUE})"
        if name in self.spelled:
            group = self.capture(groups, name, name.split(".")[0], is_end)
            return f"(?P<{group}>{self.out(self.spelled[name], is_end, groups)})"
        choices = [alternatives(self.values[name])] if name in self.values else []
        if name in DIGITS:
            choices.append(DIGITS[name])
        if not choices:
            raise KeyError(name)
        return f"(?P<{self.capture(groups, name, name.split('.')[0], is_end)}>{'|'.join(choices)})"

    def capture(self, groups: list[Group], name: str, key: str, is_end: bool) -> str:
        """Note a new capture and give it a name of its own."""
        groups.append(Group(f"g{len(groups)}", name, key, is_end))
        return groups[-1].name


def alternatives(words: Iterable[str]) -> str:
    """Words as a regular expression, longer ones first."""
    return "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))
