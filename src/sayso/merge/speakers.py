"""Who speaks in an article, as far as its words show without a parse: where a claim has no stated source, and where one is only named.

In: a text and its language. Out: :class:`Speaker` records: persons and bodies named in sentences that hold words of saying, and the
agencies named anywhere.

>>> [s.name for s in speakers("Due morti. Lo ha detto il sindaco Roman Hryzenko.", "it")]
['Roman Hryzenko']
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from sayso import languages
from sayso.merge.names import agencies, bodies, common, countries, empty, leaders, media, media_words, name_words, portfolios, with_states
from sayso.merge.passages import KEPT, KEPT_LONG, plain, remembered, unquoted

BREAK = re.compile(r"[.!?\n](?:(?<=\n)\n*|(?<!\n)[»”\"'’)]?\s+)")
# Behind an elided word too ("l'Ansa"), but no piece of a name ("O'Brien").
NAME = re.compile(r"(?<!\w)(?<![A-Z][’'])[A-ZÀ-ÖØ-Þ][\w’'-]*\w"
                  r"(?:\s+(?:al-|el-|de|di|bin|van|von|of|del|della|dei|degli|delle)?\s*[A-ZÀ-ÖØ-Þ][\w’'-]*\w){0,3}")
SAYING = ("say", "add", "observe", "report", "announce", "confirm", "deny", "claim", "accuse", "warn", "promise", "quote_verb", "told")
QUOTES = "«»“”\""
DEFAULT_LANGUAGE = "en"
CAPITALS = re.compile(r"\b[A-Z]{3,6}\b")
EXACT = "(?-i:"  # begins a pattern whose capitals count
CLOSE = 7  # words between a name and its own office or state
BEHIND_NAME = 4  # words to a state behind the name: further on it is of whom he speaks
CLAUSE = ".;:!?\n"  # what ends a clause
CLAUSE_END = re.compile(f"[{CLAUSE}]")
APART = re.compile(r"[^\w\s'’-]")
STOP = re.compile(r"[.;!?][»”\"'’)]*\s")
NEXT = 5  # words between a name and its word of saying
BEHIND = 50  # characters between a name and its initials
BESIDE = 80  # characters between a name and the office or body that it goes with


@dataclass(frozen=True, slots=True)
class Speaker:
    """A party that a text has say something: its name, person, body or agency, and the sentence."""

    name: str
    kind: str
    sentence: int
    start: int
    denies: bool = False
    is_close: bool = False  # a word of saying stands just beside it


@cache
def saying(code: str) -> frozenset[str]:
    """The words of saying of a language, plain."""
    speech = languages.load(code).data("speech")
    return forms(code, *SAYING) | frozenset(plain(w) for w in (*speech.get("according", ()), *speech.get("noun_say", ())))


@cache
def forms(code: str, *kinds: str) -> frozenset[str]:
    """The forms of some kinds of verbs of saying, plain."""
    words = languages.load(code)
    lemmas = {v for kind in kinds for v in words.data("speech").get(kind, ())}
    found = {form for form, lemma in words.lemmas.get("VERB", {}).items() if lemma in lemmas}
    return frozenset(plain(w) for w in lemmas | found | {v + end for v in lemmas for end in ("s", "ed", "d") if code == "en"})


@cache
def offices(code: str) -> frozenset[str]:
    """Words for people who speak for somebody (governor, spokesman), plain."""
    return frozenset(plain(w) for w in languages.load(code).data("speech").get("people", ()))


@cache
def body_words(code: str) -> frozenset[str]:
    """Words for bodies that speak (ministry, police), plain."""
    return frozenset(plain(w) for w in languages.load(code).data("speech").get("bodies", ()))


@cache
def documents(code: str) -> frozenset[str]:
    """Words for what is written ("statements"), plain: one who gives no other name is nobody."""
    return frozenset(w for word in languages.load(code).data("speech").get("documents", ()) for w in forms_of(plain(str(word)), code))


def forms_of(word: str, code: str) -> tuple[str, ...]:
    """A noun and, in English, its plural."""
    return (word, f"{word}s") if code == DEFAULT_LANGUAGE else (word,)


@cache
def language_of(lang: str | None) -> str:
    """A language whose words are there."""
    return lang if lang in languages.available() else DEFAULT_LANGUAGE


@remembered
def sentences(text: str) -> tuple[tuple[int, str], ...]:
    """Where each sentence begins, and its characters; roughly."""
    out, at = [], 0
    for m in BREAK.finditer(text):
        out.append((at, text[at:m.end()]))
        at = m.end()
    return tuple((start, s) for start, s in (*out, (at, text[at:])) if s.strip())


@lru_cache(maxsize=KEPT_LONG)
def speakers(text: str, lang: str | None) -> tuple[Speaker, ...]:
    """The persons and bodies of sentences of saying, and the agencies, in order."""
    code = language_of(lang)
    say, deny = saying(code), forms(code, "deny")
    out = []
    for i, (at, sentence) in enumerate(sentences(text)):
        words = name_words(sentence)
        says, denies = any(q in sentence for q in QUOTES) or not say.isdisjoint(words), not deny.isdisjoint(words)
        for start, name, kind in named(sentence, code, says):
            beside = (*name_words(sentence[:start])[-NEXT:], *name_words(sentence[start + len(name):])[:NEXT])
            out.append(Speaker(name, kind, i, at + start, denies, not say.isdisjoint(beside)))
    return tuple(out)


@lru_cache(maxsize=KEPT_LONG)
def agencies_in(text: str, lang: str | None) -> frozenset[str]:
    """The agencies that an article names."""
    return frozenset(s.name for s in speakers(text, lang) if s.kind == "agency")


def named(sentence: str, code: str, says: bool) -> Iterator[tuple[int, str, str]]:
    """(where, name, kind) of the names in a sentence: agencies of the table, and persons and bodies in one that says something."""
    for m in NAME.finditer(sentence):
        words = name_words(m[0])
        medium = medium_in(words)
        if medium:
            if medium in agencies():
                yield m.start(), medium, "agency"
        elif not says:
            continue
        elif set(words) & body_words(code):
            yield m.start(), m[0], "body"
        elif is_leader(words, code) or (" " in m[0] and is_person(words, code, m.start() == 0) and not is_of_place(sentence[:m.start()], code)):
            behind = after_body(m[0])
            yield m.start() + behind, m[0][behind:], "person"


def is_of_place(before: str, code: str) -> bool:
    """Whether the words before a name say that it is a place's ("il valico di Beni Ensar", "the village of Deir Amar"), not of who rules it."""
    words = name_words(APART.split(before)[-1])
    return not empty("places").isdisjoint(words[-2:]) and offices(code).isdisjoint(words)


def after_body(name: str) -> int:
    """Where a person's own name begins behind a body that he is sent by ("l'inviata Ue Vasseur")."""
    first, _, rest = name.partition(" ")
    return len(name) - len(rest) if plain(first) in bodies() and rest[:1].isupper() else 0


def medium_in(words: Sequence[str]) -> str | None:
    """The medium of the longest name among some words."""
    if media_words().isdisjoint(words):
        return None
    return next((media()[k] for n in range(len(words), 0, -1) for i in range(len(words) - n + 1) if (k := " ".join(words[i:i + n])) in media()), None)


def is_person(words: Sequence[str], code: str, is_start: bool) -> bool:
    """Two words or more once the office before them is taken off; the word that begins a sentence proves nothing, "of" a state is nobody.

    Nor is "La Trocha" (a union) or "El Obeid" (a town), "Palk Strait", "Stretto di Hormuz" or "Radio Parakou" anybody's name.
    """
    is_thing = {words[0], words[-1]} & empty("places") or not words_for_media().isdisjoint(words)
    if is_thing or (words[0] in empty("definite") and words[1] not in offices(code)):
        return False
    if len(words) > 2 and words[-1] in countries() and words[-2] in empty("articles"):
        return False  # "(il ministro degli) Esteri della Turchia"
    if words[-1] in empty("times"):
        return False  # "for New Year"
    bare = tuple([w for w in words if w not in offices(code)])
    return len(bare) > 1 and any(w not in common() for w in bare[is_start and bare == words:])


@cache
def words_for_media() -> frozenset[str]:
    """Words for what prints or sends news, of any language, plain ("radio")."""
    return frozenset(plain(w) for code in languages.available() for w in languages.load(code).data("speech").get("media_words", ()) if " " not in w)


def is_leader(words: Sequence[str], code: str) -> bool:
    """Whether it is one of the people of the table, with or without the office."""
    return " ".join(w for w in words if w not in offices(code)) in leaders()


@cache
def pronouns(code: str) -> frozenset[str]:
    """Words that stand for a name, plain."""
    tables = (languages.load(code).data(part) for part in ("grammar", "speech"))
    return frozenset(plain(str(w)) for table in tables for key, some in table.items() if key.endswith("pronouns") for w in some)


@cache
def single() -> frozenset[str]:
    """Offices and bodies of which a place has one."""
    return frozenset(str(w) for code in languages.available() if languages.load(code).has("origins")
                     for w in languages.load(code).data("origins").get("single", ()))


@cache
def possessives() -> frozenset[str]:
    """Words that say whose something is, of any language, plain."""
    return frozenset(plain(w) for code in languages.available() for w in languages.load(code).data("grammar").get("possessives", ()))


@cache
def office_words() -> dict[str, str]:
    """Each word for an office or body, of any language, plain → what it is."""
    return {plain(w): what for code in languages.available() if languages.load(code).has("origins")
            for what, words in languages.load(code).data("origins").get("offices", {}).items() for w in words}


@cache
def callings() -> dict[str, str]:
    """These words and more that a source may be called by, of any language, plain → what it is ("organisers", "promotori")."""
    return {plain(w): what for code in languages.available() if languages.load(code).has("origins")
            for what, words in languages.load(code).data("origins").get("callings", {}).items() for w in words} | office_words()


@lru_cache(maxsize=KEPT)
def offices_in(name: str) -> frozenset[str]:
    """What a source is by its name; who only speaks for a body is that one's."""
    return bar_speaking(frozenset(callings()[w] for w in name_words(name) if w in callings()))


def offices_among(text: str) -> frozenset[str]:
    """All of them."""
    table = office_words()
    return frozenset([table[w] for w in name_words(text) if w in table])


def bar_speaking(found: frozenset[str]) -> frozenset[str]:
    """Offices and bodies without who only speaks for one of them."""
    return found - {"spokesperson"} or found


@remembered
def offices_told(text: str) -> tuple[frozenset[str], ...]:
    """The offices and bodies that each sentence of an article holds."""
    return tuple(offices_among(s) for _, s in sentences(text))


def beside(text: str, wanted: frozenset[str], name: str) -> bool:
    """Whether one of some offices or bodies stands next to a name ("il portavoce dell'agenzia, Ingrid Maalouf")."""
    return any(wanted & {callings().get(w) for w in words} for words in around(text, name))


def portfolios_beside(text: str, name: str) -> frozenset[str]:
    """What the ministry of an office that stands next to a name is for ("il ministro del Petrolio Sidi Maman")."""
    return frozenset(portfolios()[w] for words in around(text, name) for w in words if w in portfolios())


def goes_with(text: str, wanted: frozenset[str], name: str) -> bool:
    """Whether the rare words of a body stand next to a name ("Nasr al-Mutahhar, a spokesman for the Farnesina")."""
    return any(wanted <= set(words) for words in around(text, name))


@lru_cache(maxsize=KEPT)
def initials(text: str, name: str) -> frozenset[str]:
    """Words in capitals that stand just behind a name and are no other body's ("la Rete per la dignità umana (RDH)")."""
    at = in_plain(text).find(plain(name)) if len(in_plain(text)) == len(text) else text.find(name)
    return frozenset() if at < 0 else frozenset(CAPITALS.findall(text[at + len(name):at + len(name) + BEHIND].split(".")[0]))


@lru_cache(maxsize=KEPT)
def states_beside(text: str, name: str) -> frozenset[str]:
    """The countries whose name, people or capital stands next to a name ("il portavoce dell'intelligence ucraina, Ostap Verbytskyi")."""
    return frozenset(countries()[w] for words in around(text, name) for w in with_states(words) if w in countries())


def around(text: str, name: str) -> Iterator[tuple[str, ...]]:
    """The words next to each place where the last word of a name stands, as far as nobody else is said to speak between them."""
    low, last = in_plain(text), name_words(name)[-1]
    for at in places(low, last):
        end = at + len(last)
        first, behind = without_others(text, at, end) if len(low) == len(text) else (max(0, at - BESIDE), end + BESIDE)
        before, after = name_words(low[first:at]), name_words(low[end:behind])
        yield (*up_to_another(before[::-1])[::-1], last, *up_to_another(after))


def without_others(text: str, at: int, end: int) -> tuple[int, int]:
    """How far what stands around a name reaches: not over a stop behind which another has a name ("… for the army. …, says Khaing Oo of …")."""
    first, last = max(0, at - BESIDE), min(len(text), end + BESIDE)
    own = text[at:end]
    for m in STOP.finditer(text, first, at):
        if any(" " in n[0] and own not in n[0] for n in NAME.finditer(text, first, m.start())):
            first = m.end()
    for m in STOP.finditer(text, end, last):
        if any(" " in n[0] and own not in n[0] for n in NAME.finditer(text, m.end(), last)):
            return first, m.start()
    return first, last


def up_to_another(words: tuple[str, ...]) -> tuple[str, ...]:
    """Words, away from a name, up to one that brings in another speaker ("il sindaco Neri, otto secondo la procura")."""
    return words[:next((i for i, w in enumerate(words) if w in others()), None)]


@cache
def others() -> frozenset[str]:
    """The single words of all languages that name a further speaker, plain."""
    return frozenset(plain(w) for code in languages.available() if languages.load(code).has("origins")
                     for w in languages.load(code).data("origins").get("another", ()))


@remembered
def in_plain(text: str) -> str:
    """A whole article, plain."""
    return plain(text)


def places(text: str, word: str) -> Iterator[int]:
    """Where a whole word stands in a text: many times faster than a pattern made for it."""
    at = text.find(word)
    while at >= 0:
        end = at + len(word)
        if not (is_letter(text[at - 1:at]) or is_letter(text[end:end + 1])):
            yield at
        at = text.find(word, at + 1)


def is_letter(c: str) -> bool:
    """Whether a character, if there is one, is part of a word."""
    return c.isalnum() or c == "_"


@lru_cache(maxsize=KEPT)
def title_of(text: str, name: str) -> tuple[frozenset[str], frozenset[str]]:
    """The offices, and the states, that stand close to a name in its clause."""
    low, last = in_plain(text), name_words(name)[-1]
    words, near = set[str](), set[str]()
    for at in places(low, last):
        start, end = max(low.rfind(mark, 0, at) for mark in CLAUSE) + 1, CLAUSE_END.search(low, at)
        before, after = name_words(low[start:at]), name_words(low[at + len(last):end.start() if end else None])
        front, behind = up_to_another(before[::-1])[:CLOSE], up_to_another(after)[:CLOSE]
        words.update(bar_rank(front[::-1]) + bar_rank(behind))
        near.update(with_states(front[::-1]) + with_states(behind[:BEHIND_NAME]))
    found = frozenset(office_words()[w] for w in words if w in office_words())
    return found, frozenset(countries()[w] for w in near if w in countries())


def bar_rank(words: tuple[str, ...]) -> tuple[str, ...]:
    """Words without the second of an office in two ("secretary-general", "procuratore generale"): no general."""
    return tuple(w for w, before in zip(words, ("", *words), strict=False)
                 if w not in empty("second") or not (before in callings() or before in empty("first")))


@cache
def own_words(code: str) -> tuple[re.Pattern[str] | None, ...]:
    """The words by which an outlet of a language says that it was there or was told so itself: in small letters, and as they stand."""
    words = languages.load(code).data("origins")["own"] if languages.load(code).has("origins") else ()
    exact = [w for w in words if w.startswith(EXACT)]
    return tuple(re.compile(rf"\b(?:{'|'.join(some)})\b") if some else None for some in ([w for w in words if w not in exact], exact))


@lru_cache(maxsize=KEPT)
def is_own(text: str, lang: str | None) -> bool:
    """Whether the outlet says that it saw or was told it itself."""
    small, exact = own_words(language_of(lang))  # two patterns: one that ignores case takes twice the time
    return bool((small and small.search(unquoted(text).lower())) or (exact and exact.search(unquoted(text))))
