"""Names in running text: which capitalised words tell one story from another, and under which form a source is one source.

In: a text or a name. Out: rare name words ("Diafarabé", not "Mali"), or the normal form of a name ("l'agenzia Tass" → "tass").
Countries, capitals, peoples and media come from the tables of :mod:`sayso.resolve`; no article is needed to know them.

>>> sorted(rare_names("Spari a Diafarabé, nel Mali centrale, dice Reuters"))
['diafarabe']
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from sys import intern

from sayso import languages
from sayso.merge.passages import KEPT, plain
from sayso.resolve.raw import raw

# A word, after what is passed over at one go: words in small letters, which most are, and what stands between words.
WORD = re.compile(r"[\W\d_]*(?:[a-zß-öø-ÿ]+(?![\w’'-])[\W\d_]*)*+(?:([^\W\d_][\w’'-]*\w|[^\W\d_])|\Z)")
WORDS = re.compile(r"\w+")
ENDS = frozenset(".!?:;\n«»“”\"()")
DATELINE = 60  # characters in which a text may say where it was written, in capitals
LEAST = 3  # letters of a name word


@cache
def empty(kind: str) -> frozenset[str]:
    """The ``articles`` or ``titles`` of all languages: a source's name may come from any of them."""
    return frozenset(plain(w) for code in languages.available() if languages.load(code).has("origins")
                     for w in languages.load(code).data("origins").get(kind, ()))


@cache
def common() -> frozenset[str]:
    """Name words that half of all news holds: countries, peoples, capitals, leaders, media, big organisations, offices, days and months."""
    found: set[str] = set()
    for country in raw("countries").values():
        for key, value in country.items():
            if key.startswith(("names", "adj", "old", "capital")):
                found.update(w for name in value for w in name_words(name))
    for kind in ("media", "organisations"):
        for entry in raw(kind)[kind]:
            found.update(w for name in (entry["name"], *entry.get("aliases", ())) for w in name_words(name))
    for person in raw("people")["people"]:
        found.update(w for name in (person["name"], *person.get("aliases", ())) for w in name_words(name))
    for code in languages.available():
        found.update(map(plain, calendar(code)))
        speech = languages.load(code).data("speech")
        found.update(plain(str(w)) for key in ("people", "bodies", "documents") for w in speech.get(key, ()))
    return frozenset(found)


@cache
def leaders() -> frozenset[str]:
    """The names of the people of the table, plain."""
    return frozenset(" ".join(name_words(name)) for p in raw("people")["people"] for name in (p["name"], *p.get("aliases", ())))


@cache
def capitals() -> frozenset[str]:
    """The names of capitals, plain."""
    return frozenset(" ".join(name_words(name)) for country in raw("countries").values() for name in country["capital"])


def calendar(code: str) -> Iterator[str]:
    """The capitalised words of the calendar of a language, and its lists of days and months."""
    data = languages.load(code).data("time")
    words = data.get("words", {})
    yield from (w for key in ("weekday", "month", "weekdays", "months") for w in flat(words.get(key, ())))


def flat(value: object) -> Iterator[str]:
    """Every word in a nest of lists and tables."""
    if isinstance(value, dict):
        for k, v in value.items():
            yield str(k)
            yield from flat(v)
    elif isinstance(value, list | tuple):
        for v in value:
            yield from flat(v)
    else:
        yield str(value)


@lru_cache(maxsize=KEPT)
def name_words(name: str) -> tuple[str, ...]:
    """The words of a name, plain."""
    return tuple(WORDS.findall(plain(name)))


@lru_cache(maxsize=KEPT)
def rare_names(text: str) -> frozenset[str]:
    """Capitalised words inside sentences that are no country, capital, people or medium."""
    return frozenset([intern(w) for w in map(plain, capitalised(text)) if is_rare(w)])


@lru_cache(maxsize=KEPT)
def is_rare(word: str) -> bool:
    """Whether a plain word of a name is none that half of all news holds."""
    return len(word) >= LEAST and not common().issuperset(word.split("-"))  # "guinea-bissau"


def capitalised(text: str) -> Iterator[str]:
    """Each capitalised word but those that begin a sentence, where the capital says nothing."""
    for m in WORD.finditer(text):
        word, at = m[1], m.start(1)
        if not word or word.islower():
            continue
        if "’" in word or "'" in word:
            word = re.split("[’']", word)[-1]
        if not word or not word[0].isupper():
            continue
        before = text[max(at - 3, 0):at].rstrip(" \t")
        starts = not before or before[-1] in ENDS or (before[-1] in "-–—" and at < DATELINE)
        if not starts or (at < DATELINE and len(word) > LEAST and word.isupper()):  # or a dateline
            yield word


@cache
def media() -> dict[str, str]:
    """Normal form of every name of an agency, paper or broadcaster → its one name."""
    return {" ".join(name_words(alias)): entry["name"] for entry in raw("media")["media"]
            for alias in (entry["name"], *entry.get("aliases", ()))}


@cache
def media_words() -> frozenset[str]:
    """The words of these names."""
    return frozenset(w for name in media() for w in name.split())


@cache
def agencies() -> frozenset[str]:
    """The names of news agencies."""
    return frozenset(entry["name"] for entry in raw("media")["media"] if entry["kind"] == "agency")


@cache
def bodies() -> dict[str, str]:
    """Normal form of every name of an organisation → its one name."""
    return {" ".join(name_words(alias)): entry["name"] for entry in raw("organisations")["organisations"]
            for alias in (entry["name"], *entry.get("aliases", ()))}


@lru_cache(maxsize=50_000)
def normal(name: str) -> str:
    """The one form of a source's name: known aliases first, then its words without articles and titles."""
    words = [w for w in name_words(name) if w not in empty("articles")]
    whole = " ".join(words)
    for table in (media(), bodies()):
        if whole in table:
            return plain(table[whole])
    kept = [w for w in words if w not in empty("titles")] or words
    short = " ".join(kept)
    for table in (media(), bodies()):
        if short in table:
            return plain(table[short])
    return short


@lru_cache(maxsize=KEPT)
def same_name(a: str, b: str) -> bool:
    """Whether two normal forms are of one source: equal, or all words of one in the other ("Salenko", "Petro Salenko"), or its initials."""
    x, y = set(a.split()), set(b.split())
    return a == b or bool(x and y and (x <= y or y <= x)) or is_acronym(a, b) or is_acronym(b, a)


def is_acronym(short: str, name: str) -> bool:
    """Whether one word is made of the initials of a name, small words left out or not ("unb", "united news of bangladesh")."""
    words = name.split()
    return len(short) >= LEAST and " " not in short and len(words) >= LEAST and short in {
        "".join(w[0] for w in words), "".join(w[0] for w in words if len(w) > LEAST)}


@cache
def countries() -> dict[str, str]:
    """Each plain name of a country, its people or its capital → the country; of several words as :func:`state_words` has them."""
    empty_words = empty("articles") | empty("places")  # "The Valley" is the capital of Anguilla
    return {w: code for code, country in raw("countries").items() for key, value in country.items()
            if key.startswith(("names", "adj", "capital")) for name in value
            for w in [" ".join(name_words(name))] if len(w) >= LEAST and not empty_words.issuperset(name_words(name))}


@cache
def long_names() -> dict[str, tuple[tuple[str, ...], ...]]:
    """The first word of each such name of several words → the words of those that begin so, the longest first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for name in countries():
        words = tuple(name.split())
        if len(words) > 1:
            found.setdefault(words[0], []).append(words)
    return {first: tuple(sorted(some, key=len, reverse=True)) for first, some in found.items()}


def with_states(words: Sequence[str]) -> tuple[str, ...]:
    """Plain words, each country, people or capital of several as one.

    >>> with_states(["the", "united", "states"])
    ('the', 'united states')
    """
    out, i = list[str](), 0
    while i < len(words):
        name = next((n for n in long_names().get(words[i], ()) if tuple(words[i:i + len(n)]) == n), (words[i],))
        out.append(" ".join(name))
        i += len(name)
    return tuple(out)


@lru_cache(maxsize=KEPT)
def state_words(name: str) -> tuple[str, ...]:
    """The words of a name, plain, each country, people or capital of several as one."""
    return with_states(name_words(name))


@lru_cache(maxsize=50_000)
def seat(name: str) -> tuple[str, frozenset[str]] | None:
    """The country and the words of a body that is named with one country ("the Armenian foreign ministry", "the foreign ministry in Yerevan")."""
    country, rest = land(name), [w for w in state_words(name) if w not in empty("articles") and w not in countries()]
    known = bodies().get(" ".join(rest))  # "Croce rossa maliana", "the Malian Red Cross"
    return (country, frozenset(name_words(known) if known else rest)) if country and len(rest) > 1 else None


@cache
def portfolios() -> dict[str, str]:
    """Each plain word for what a ministry is for, of any language → what that is."""
    return {plain(w): what for code in languages.available() if languages.load(code).has("origins")
            for what, words in languages.load(code).data("origins").get("portfolios", {}).items() for w in words}


@lru_cache(maxsize=50_000)
def portfolio(name: str) -> frozenset[str]:
    """What the ministry of a name is for ("the Ministry of External Affairs", "la diplomazia del Cairo": foreign)."""
    return frozenset(portfolios()[w] for w in name_words(name) if w in portfolios())


@lru_cache(maxsize=50_000)
def land(name: str) -> str | None:
    """The one country whose name, people or capital a name holds ("the Indian army")."""
    found = {countries()[w] for w in state_words(name) if w in countries()}
    return found.pop() if len(found) == 1 else None


def united(names: Iterable[str]) -> list[str]:
    """The names, each once, the longest form first."""
    return sorted(dict.fromkeys(names), key=lambda n: (-len(n), n))
