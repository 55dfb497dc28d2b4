"""Where media stand: a sentence and the known names go in, media in groups come out; what each does there tells :mod:`.media_part`.

"citata da Tass e Interfax e poi dall'Ansa" → [Tass, Interfax] and [Ansa], one after the other; "ha detto alla Bbc" → [Bbc]. What is named
with nothing but "and" between stands side by side; what has its own verb or a "then" comes after.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from sayso.extract.attribution.new_media import UNKNOWN
from sayso.extract.attribution.words import MARKS, Lexis, is_finite, low
from sayso.languages import once
from sayso.model import Argument, Sentence, Token

LONGEST = 6  # words of a medium's name
LONGEST_ARTICLE = 3  # letters
NAMED = {"PROPN", "X"}
BACK = 12  # sentences over which "the agency" is the one named last
MANY = 12  # media remembered
KINDS = ("agency", "broadcaster", "outlet")
MEDIA_LISTS = frozenset({"media_words", *(f"words_for_{kind}" for kind in KINDS)})
NEAR = 7  # words between a relaying participle and its "by"

Names = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Medium:
    """A medium named at tokens ``[first, last)``; more than one argument where the words point back to several ("le due agenzie")."""

    first: int
    last: int
    arguments: tuple[Argument, ...]
    kind: str | None = None
    is_known: bool = True

    def is_named_in(self, s: Sentence) -> bool:
        """Whether the sentence itself names it."""
        return any(a.sentence == s.i and a.head >= self.first for a in self.arguments)


@dataclass(frozen=True, slots=True)
class Group:
    """Media side by side; ``after`` tells that a "then" stands before them."""

    media: tuple[Medium, ...]
    after: bool = False

    @property
    def first(self) -> int:
        """The first token."""
        return self.media[0].first

    @property
    def last(self) -> int:
        """The token behind the last one."""
        return self.media[-1].last

    @property
    def arguments(self) -> tuple[Argument, ...]:
        """The parties."""
        return tuple(a for m in self.media for a in m.arguments)


@dataclass
class Press:
    """The media of an article, sentence by sentence; ``names`` maps known names in small letters to their kind."""

    lexis: Lexis
    names: Names
    groups: dict[int, tuple[Group, ...]] = field(default_factory=dict)
    firsts: frozenset[str] = frozenset()
    new: Names = field(default_factory=dict)  # those of the names that only this article gives
    bare: Mapping[str, tuple[str, str]] = field(default_factory=dict)  # names without the short word that they begin with: that word, the kind

    @classmethod
    def of(cls, sentences: Sequence[Sentence], lexis: Lexis, names: Names, new: Names | None = None) -> Press:
        """All media of an article; ``new`` are those that only this article names."""
        firsts = openers(names) | first_words(new) if new else openers(names)
        bare = without_article(names) if lexis.sets["name_articles"] else {}
        press = cls(lexis, {**names, **new} if new else names, firsts=firsts, new=new or {}, bare=bare)
        before: list[tuple[int, Medium]] = []
        by_last_word: dict[str, Argument] = {}
        for s in sentences:
            found: list[Medium] = []
            for t in press._openers(s):
                i = t.i
                m = (press._named(s, i) or press._pointing_back(s, i, before)) if not found or i >= found[-1].last else None
                if m is None or (found and found[-1].last == i and m.last == i + 1 and not m.is_named_in(s)):  # "the Alfa agency"
                    continue
                m = _by_its_last_word(s, m, by_last_word)
                found.append(m)
                before.append((s.i, m))
                by_last_word |= {a.span.text.split()[-1]: a for a in reversed(m.arguments) if " " in a.span.text}
            if found:
                press.groups[s.i] = _under_umbrellas(s, [g for x in _grouped(s, found, lexis) for g in _parted(s, x, lexis)], lexis)
        return press

    def _openers(self, s: Sentence) -> list[Token]:
        """Where a medium may begin: at a word for media, or at one that begins a known name."""
        words = {t.i for name in (*MEDIA_LISTS, "small_names") for t in self.lexis.having(name, s)}
        words |= {_name_start(s, t.i) for name in ("media_names", "media_names_at_the_end") for t in self.lexis.having(name, s) if _is_name(t)}
        return [t for t, form in zip(s.tokens, s.forms, strict=True) if t.i in words or (form.replace("’", "'") in self.firsts)]

    def _named(self, s: Sentence, i: int) -> Medium | None:
        """A known name at ``i``, or a new one behind a word for a medium ("il portale Alfa", "Radio Beta")."""
        last = self._known(s, i)
        if last is None:
            return self._behind_word(s, i) or self._before_word(s, i) or self._apposed(s, i) or self._by_its_name(s, i)
        text = next(x for n in range(last, i, -1) for x in [_printed(s, i, n)] if x in self.names or x in self.bare)  # "Rai" of "Rai Sport"
        kind = self.names[text] if text in self.names else self.bare[text][1]
        return Medium(i, last, (Argument(s.span(i, last), s.i, i, "medium"),), kind)

    def _known(self, s: Sentence, i: int) -> int | None:
        """Where the longest known name at ``i`` ends."""
        t = s.tokens[i]
        small = self.lexis.has("small_names", t) and i > 0
        if not (t.form[:1].isupper() or t.form[:1].isdigit() or small) or t.form.lower().replace("’", "'") not in self.firsts:
            return None
        if small and t.form.islower():
            return i + 1
        ends = range(min(i + LONGEST, len(s.tokens)), i, -1)
        contracted = i > 0 and s.tokens[i - 1].upos == "ADP" and " " in s.tokens[i - 1].lemma
        named = [k for k in ends if not s.tokens[k - 1].form.islower()]  # "Il post" is no paper
        if self.lexis.has("media_names", t) and i + 1 < len(s.tokens) and _is_name(s.tokens[i + 1]) and _printed(s, i, i + 2) not in self.names:
            return None  # "Corriere Romagna" is no Corriere
        last = next((k for k in named if (text := _printed(s, i, k)) in self.names or (contracted and self._is_bare(text))), None)
        while last is not None and last < len(s.tokens) and self._is_section(s, last):
            last += 1
        return last

    def _is_section(self, s: Sentence, k: int) -> bool:
        """ "Rai *Sport*", "Adnkronos *Salute*": a part of the medium that is named right before it."""
        t = s.tokens[k]
        return t.form[:1].isupper() and low(t.form) in self.lexis.sets["media_sections"] and t.upos in {"PROPN", "NOUN", "ADJ", "X"}

    def _is_bare(self, text: str) -> bool:
        """Whether some words are a name without the article that it begins with ("sul Mattino")."""
        return text in self.bare and self.bare[text][0] in self.lexis.sets["name_articles"]

    def _behind_word(self, s: Sentence, i: int) -> Medium | None:
        if not self.lexis.noun("media_words", s.tokens[i]):
            return None
        k = i + 1
        while k < len(s.tokens) and s.tokens[k].upos == "ADJ" and s.tokens[k].form.islower():
            k += 1
        k += 2 if k + 2 < len(s.tokens) and is_of_state(s, k + 1, self.lexis) else 0  # "la tv di Stato Alfa"
        last = k
        numbered = k == i + 1 and k < len(s.tokens) and s.tokens[k].form.isdigit() and self._kind(s.tokens[i]) == KINDS[1]  # "il canale 12"
        titled = (s.tokens[i].form[:1].isupper() and i > 0) or numbered  # "Channel 5"
        while last < len(s.tokens) and (_is_name(s.tokens[last]) or ((last > k or titled) and s.tokens[last].upos == "NUM")
                                        or (titled and last == k and s.tokens[last].form[:1].isupper())):  # "Radio Panamericana" as an adjective
            last += 1
        dated = last == k + 1 and s.tokens[k].base == "obl"  # "announcing on social media Friday that …"
        if last == k or dated or self._known(s, k) is not None or all(self.lexis.has("platforms", t) for t in s.tokens[k:last]):
            return None
        return Medium(i, last, (Argument(s.span(i, last), s.i, i, "medium"),), self._kind(s.tokens[i]), False)

    def _before_word(self, s: Sentence, i: int) -> Medium | None:
        """ "the Alfa agency": a name of no place or person right before a word for a medium."""
        k, word = i, s.tokens[i]
        while k > 0 and _is_name(s.tokens[k - 1]):
            k -= 1
        plain = word.upos == "NOUN" and word.feats.get("Number") != "Plur" and word.form.islower() and self._kind(word) is not None
        if not self.lexis.sets["compounds"] or not plain or not 0 < k < i or not _determines_name(s.tokens[k - 1]):
            return None
        if any(n.label != "ORG" and n.first < i and k < n.last for n in s.names) or any(self._known(s, j) is not None for j in range(k, i)):
            return None
        return Medium(k, i + 1, (Argument(s.span(k, i + 1), s.i, k, "medium"),), self._kind(word), False)

    def _apposed(self, s: Sentence, i: int) -> Medium | None:
        """ "alla Mina, l'agenzia di Podgorica": a name of no person before a comma, an article and a word for a medium."""
        k = i - 2
        if k < 1 or s.tokens[i - 1].upos != "DET" or s.tokens[k].form != "," or not _is_name(s.tokens[k - 1]) or self._kind(s.tokens[i]) is None:
            return None
        first = _name_start(s, k - 1)
        if i + 1 >= len(s.tokens) or s.tokens[i + 1].upos not in {"ADP", "ADJ", "PUNCT"}:
            return None  # "told Alfa, the website reported"
        several = any(n.label == "PER" and n.first < k and first < n.last and n.last - n.first > 1 for n in s.names)
        one = any(n.label == "PER" and n.first < k and first < n.last for n in s.names)
        if several or (one and not _hears_interview(s, first, self.lexis)):
            return None
        return Medium(first, k, (Argument(s.span(first, k), s.i, first, "medium"),), self._kind(s.tokens[i]), False)

    def _by_its_name(self, s: Sentence, i: int) -> Medium | None:
        """ "Kossuth Rádió", "Caracol Radio", "Agência Brasil": a name of several words, one of which is one for media in some language."""
        last = i
        while last < len(s.tokens) and (_is_name(s.tokens[last]) or (last > i and s.tokens[last].upos == "NUM")):
            last += 1
        words = any(self.lexis.has("media_names", t) for t in s.tokens[i:last]) or self.lexis.has("media_names_at_the_end", s.tokens[last - 1])
        if last - i < 2 or not words:
            return None
        return Medium(i, last, (Argument(s.span(i, last), s.i, i, "medium"),), None, False)

    def _kind(self, t: Token) -> str | None:
        return next((kind for kind in KINDS if self.lexis.has(f"words_for_{kind}", t)), None)

    def _is_named_behind(self, s: Sentence, i: int) -> bool:
        """ "il network statale Alfa" """
        k = next((t.i for t in s.tokens[i + 1 :] if t.upos != "ADJ" or t.form[:1].isupper()), i)
        if k + 2 < len(s.tokens) and self.lexis.has("of", s.tokens[k]) and self.lexis.noun("bodies", s.tokens[k + 1]):
            k += 2  # "la tv di Stato Alfa"
        return k > i and (self._known(s, k) is not None or _is_name(s.tokens[k]))

    def _pointing_back(self, s: Sentence, i: int, before: Sequence[tuple[int, Medium]]) -> Medium | None:
        """ "l'emittente", "the American network", "le due agenzie": the media of that kind named last."""
        t = s.tokens[i]
        kind = self._kind(t) if t.upos == "NOUN" else None
        if kind is None or self._is_named_behind(s, i) or not any(_determines(c) for c in s.children(t.i)) or any(
                c.feats.get("Definite") == "Ind" for c in s.children(t.i, "det")):
            return None
        if any(c.feats.get("Poss") == "Yes" for c in s.children(t.i, "det")) and not self.lexis.sets["takes_bare"]:
            return None  # "sul suo sito": the speaker's own
        if any(self.lexis.has("media_owners", c) for c in s.children(t.i, "compound")):
            return None  # "the army radio" is one of its own
        if any(n.label == "ORG" and n.last == i and n.last - n.first > 1 for n in s.names):
            return None  # "the Maritime Trade Operations agency" has a name of its own
        many = t.feats.get("Number") == "Plur"
        near = [m for at, m in before[-MANY:] if s.i - at <= BACK]
        listed = self._listed_last(s, t) if many else ()
        if listed:
            return Medium(i, i + 1, listed, kind)
        last = _last(near, kind, 2 if many else 1)
        if many and len(last) < 2:
            last = _last(near, None, 2)
        return Medium(i, i + 1, tuple(last.values())[::-1], kind) if last else None


    def _listed_last(self, s: Sentence, t: Token) -> tuple[Argument, ...]:
        """ "The *three* outlets": all media listed together last, where they are more than two and nothing speaks of two."""
        of_two = any(c.upos == "NUM" and not self.lexis.has("more_than_two", c) for c in s.children(t.i))
        if of_two or self.lexis.sets["both"] & set(s.forms[max(0, t.i - 2) : t.i]):
            return ()
        lists = (g.arguments for at in range(s.i - 1, s.i - BACK - 1, -1) for g in reversed(self.groups.get(at, ())) if len(g.media) > 1)
        found = next(lists, ())
        return found if len(found) > 2 else ()


def _hears_interview(s: Sentence, first: int, lexis: Lexis) -> bool:
    """ "in an interview *with Kossev*": whether a name stands behind a word for an interview."""
    return first > 1 and lexis.has("at", s.tokens[first - 1]) and lexis.has("interviews", s.tokens[first - 2])


def _by_its_last_word(s: Sentence, m: Medium, longer: Mapping[str, Argument]) -> Medium:
    """ "the Post", of an article that has named the Kathmandu Post: that one."""
    if m.last - m.first > 1 or not m.is_named_in(s):
        return m
    meant = longer.get(s.tokens[m.first].form)
    return replace(m, arguments=(meant,)) if meant is not None else m


def _last(media: Sequence[Medium], kind: str | None, wanted: int) -> dict[str, Argument]:
    """The media of a kind named last, the last one first."""
    out: dict[str, Argument] = {}
    for m in reversed(media):
        if len(out) < wanted and (kind is None or m.kind in {kind, UNKNOWN}):
            out |= {a.span.text.lower(): a for a in m.arguments if a.span.text.lower() not in out}
    return out


def _determines(t: Token) -> bool:
    """An article, an adjective, or a preposition with the article in it; a number alone is none ("burned four stations")."""
    return t.base in {"det", "amod"} or (t.base == "case" and t.feats.get("PronType") == "Art")


def _determines_name(t: Token) -> bool:
    """An article, or "its" ("carried by its Alfa agency")."""
    return t.upos == "DET" or (t.upos == "PRON" and t.feats.get("Poss") == "Yes")


def _is_name(t: Token) -> bool:
    return t.upos in NAMED and t.form[:1].isupper()


def _name_start(s: Sentence, i: int) -> int:
    """Where the run of names begins that token ``i`` stands in."""
    while i > 0 and _is_name(s.tokens[i - 1]):
        i -= 1
    return i


@once
def first_words(names: Mapping[str, object]) -> frozenset[str]:
    """With what the known names begin, as a tokenizer would cut it."""
    out = {n.split()[0] for n in names if n}
    cut = {w.partition(mark)[0] for w in out for mark in "-."}
    return frozenset(out | cut | {w[:n] for w in out for k in [w.find("'")] if k > 0 for n in (k, k + 1)})


@once
def without_article(names: Names) -> Mapping[str, tuple[str, str]]:
    """Names that begin with a short word → that word and the kind, by the words behind it."""
    out = {}
    for n, kind in names.items():
        first, apart, rest = n.partition("'" if n[1:2] == "'" else " ")
        if rest and len(first) <= LONGEST_ARTICLE:
            out[rest] = (first + apart.strip(), kind)
    return out


@once
def openers(names: Names) -> frozenset[str]:
    """With what the known names begin, with and without such a word."""
    return first_words(names) | first_words(without_article(names))


def _printed(s: Sentence, first: int, last: int) -> str:
    """Some words as the table writes them in small letters."""
    return s.text[s.tokens[first].start - s.start : s.tokens[last - 1].end - s.start].lower().replace("’", "'")


def _grouped(s: Sentence, found: Sequence[Medium], lexis: Lexis) -> Iterator[Group]:
    """Neighbours with nothing but "and", commas and small words between them, parted where a "then" stands."""
    group: list[Medium] = []
    after = False
    for k, m in enumerate(found):
        if group:
            between = s.tokens[group[-1].last : m.first]
            handed = any(lexis.has("through", a) and b.upos in {"PRON", "DET"} for a, b in pairwise(between))  # "da Alfa e, tramite questa, da Beta"
            then = handed or any(lexis.has("then", t) for t in between)
            if then or not _joins(s, between, lexis) or not _is_listed(s, found, k, lexis):
                yield Group(tuple(group), after)
                rest = [t for t in between if t.upos in {"ADP", "DET"} and not lexis.has("through", t)][-2:] if handed else between
                group, after = [], then and _joins(s, [t for t in rest if not lexis.has("then", t)], lexis)
        group.append(m)
    if group:
        yield Group(tuple(group), after)


def _under_umbrellas(s: Sentence, groups: Sequence[Group], lexis: Lexis) -> tuple[Group, ...]:
    """ "diverse testate, tra cui Alfa e Beta": the groups, those listed under a plural word for media beginning with that word."""
    out: list[Group] = []
    for g in groups:
        k = _umbrella(s, g.first, lexis)
        if k is not None:
            out = [x for x in out if x.last <= k]
            g = Group((replace(g.media[0], first=k), *g.media[1:]), g.after)
        out.append(g)
    return tuple(out)


def _umbrella(s: Sentence, first: int, lexis: Lexis) -> int | None:
    """The plural word for media of which those named at token ``first`` are some."""
    k = first - 1
    phrase = next((i for i in range(max(0, first - 4), first) if (end := lexis.match("such_as", s, i)) is not None
                   and all(t.upos == "DET" for t in s.tokens[end:first])), None)
    if phrase is not None:
        return _plural_before(s, phrase - 1, lexis)
    while k > 0 and not lexis.has("relatives", s.tokens[k]) and (s.tokens[k].upos == "DET" or s.tokens[k].form in MARKS):
        k -= 1
    if k > 1 and (lexis.has("relatives", s.tokens[k]) or lexis.has("who", s.tokens[k])):
        k -= 1 + (s.tokens[k - 1].upos == "DET")
        some = lexis.has("among", s.tokens[k])
    else:
        some = k > 0 and lexis.has("including", s.tokens[k])
    if not some:
        return None
    return _plural_before(s, k - 1, lexis)


def _plural_before(s: Sentence, k: int, lexis: Lexis) -> int | None:
    """The plural word for media that ends at token ``k``, over a comma and adjectives."""
    k -= k > 0 and s.tokens[k].form == ","
    while k > 0 and s.tokens[k].upos == "ADJ":
        k -= 1
    word = s.tokens[k] if k >= 0 else None
    return k if word is not None and lexis.noun("media_words", word) and word.feats.get("Number") == "Plur" else None


def _parted(s: Sentence, g: Group, lexis: Lexis) -> tuple[Group, ...]:
    """ "said on Alfa, Beta and Gamma reported": the first is spoken to, the others report."""
    i = next((t.i for t in s.tokens[g.last :] if t.upos not in {"AUX", "ADV"}), -1)
    reports = i >= 0 and s.tokens[i].upos == "VERB" and i - g.last < NEAR and is_finite(s.tokens[i])
    before = s.tokens[g.first - 1] if g.first else None
    behind = before is not None and (before.upos in {"ADP", "DET"} or lexis.has("told_bare", before))
    comma = len(g.media) > 1 and s.tokens[g.media[0].last].form == ","
    return (Group(g.media[:1], g.after), Group(g.media[1:])) if reports and behind and comma and g.first > 1 else (g,)


def _is_listed(s: Sentence, found: Sequence[Medium], k: int, lexis: Lexis) -> bool:
    """Whether an "and" stands before this medium or, behind commas only, before one of the next."""
    for a, b in pairwise(found[k - 1 :]):
        between = s.tokens[a.last : b.first]
        if any(t.upos == "CCONJ" or lexis.has("and", t) or lexis.has("both", t) for t in between):
            return True
        if not all(t.form == "," or t.upos in {"DET", "ADP"} for t in between):
            return False
    return False


def _joins(s: Sentence, between: Sequence[Token], lexis: Lexis) -> bool:
    if any(lexis.match("according", s, t.i) for t in between):
        return False
    if any(b.form == "," and lexis.has("who", t) for b, t in pairwise(between)):
        return False  # "a Radio Alfa, che Beta ha ripreso"
    if between and lexis.has("who", between[0]) and between[0].upos == "PRON" and between[0].base in {"obj", "nsubj"}:
        return False  # "con Alfa che Beta ha ripreso"
    if any(lexis.has("relay", t) or lexis.has("relay_forms", t) or lexis.has("hearing", t) for t in between if not lexis.has("both", t)):
        return False  # "ripresa dalla Alfa e citata dalla Beta"
    between = _without_place(s, _without_insertion(between, lexis), lexis)
    small = all(t.upos in {"CCONJ", "ADP", "DET", "ADJ"} or t.form == "," or t.form in MARKS or lexis.noun("media_words", t)
                or any(lexis.has(name, t) for name in ("one_of", "and", "both")) for t in between)
    return small and len(between) <= 6 and all(lexis.has("by", t) or lexis.has("to", t) or lexis.has("of", t) or lexis.has("appearing_on", t)
                                                for t in between if t.upos == "ADP")


def _without_place(s: Sentence, between: Sequence[Token], lexis: Lexis) -> Sequence[Token]:
    """ "by Alfa *in Tbilisi* and by Beta": the words without where a medium is."""
    joined = [n for n in s.names if n.label == "LOC" and n.first > 0 and n.last < len(s.tokens) and s.tokens[n.last].upos == "CCONJ"]
    places = {k for n in joined if lexis.has("at", s.tokens[n.first - 1]) for k in range(n.first - 1, n.last)}
    return [t for t in between if t.i not in places]


def _without_insertion(between: Sequence[Token], lexis: Lexis) -> Sequence[Token]:
    """ "dalla Alfa e, *in inglese*, dalla Beta": the words without what stands between two commas behind an "and"."""
    commas = [k for k, t in enumerate(between) if t.form == ","]
    if len(commas) != 2 or not lexis.has("and", between[max(0, commas[0] - 1)]):
        return between
    inner = between[commas[0] + 1 : commas[1]]
    other = any(t.upos in {"VERB", "AUX"} or lexis.has("through", t) or lexis.has("then", t) for t in inner)
    return between if other else [*between[: commas[0]], *between[commas[1] + 1 :]]


def is_of_state(s: Sentence, k: int, lexis: Lexis) -> bool:
    """ "alla tv *di Stato* Alfa": whether a word for a medium and "of" stand before a body."""
    return k > 1 and lexis.noun("bodies", s.tokens[k]) and lexis.has("of", s.tokens[k - 1]) and lexis.noun("media_words", s.tokens[k - 2])
