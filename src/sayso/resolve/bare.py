"""Who or where is a bare phrase, without a model? The words go in; a sentence with a plain tree comes out, which the resolver reads.

The tree is made from closed lists of the language: articles, prepositions, adjectives of peoples, role words, and capitals. It is
good enough for what people type into ``sayso actors`` and for tables of names, not for prose.

>>> bare_known("il viceministro uzbeko Rustam Karimov-Aliev", Tables("it"))[0].country     # doctest: +SKIP
'UZB'
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sayso.model import Article, Known, Name, Sentence, Token, sentence
from sayso.resolve.actors import Actors
from sayso.resolve.tables import Tables

ELIDING = re.compile(r"\w\.(?:\w\.)+|(?:Gen|Col|Magg|Cap|Sen|On|Mons|Dott)\.|\w+['’](?=\w)|\w+(?:-\w+)*|[^\w\s]")  # "dell'agenzia" is two words
POSSESSIVE = re.compile(r"\w\.(?:\w\.)+|(?:Gen|Col|Lt|Maj|Capt|Adm|Sgt|Sen|Rep|Gov|Rev|Dr|Brig)\.|['’]s\b"
                        r"|\w+(?:-\w+|['’](?!s\b)\w+)*|[^\w\s]")  # "Iran's" is two
SUPPLIED = "; country: the"  # in the reason of what took its country from the article
STOPS = (",", "(", ")", ":", ";", ".", "–", "—")
LONGEST_PLACE = 4  # words
LONGEST = 8  # words of a name that is spotted as a whole


def bare_known(text: str, tables: Tables, on: date | None = None, context: str = "") -> list[Known]:
    """Whom a phrase stands for on a day, after a sentence of context; no country is supplied where there is none."""
    before = [bare_sentence(context, tables, 0, 0, on)] if context else []
    s = bare_sentence(text, tables, len(before), len(context) + 1 if context else 0, on)
    if not s.tokens:
        return []
    article = Article("bare", tables.lang, "", f"{context} {text}".strip(), on)
    actors = Actors(article, [*before, s], tables)
    found = [k for k in (holder_of(text, tables, on),) if k is not None] or actors.all_known(s, head_of(s))
    return found if context else [replace(k, country=None) if SUPPLIED in k.why else k for k in found]


def holder_of(text: str, tables: Tables, on: date | None) -> Known | None:
    """The person of the table with exactly these words as name, on a day."""
    e = tables.holder(text.strip(), on)
    return Known(e.name, e.code, e.sector, f"table: {e.name}", e.id, "person") if e is not None and tables.entity(text) is None else None


def head_of(s: Sentence) -> int:
    """The token that heads everything, and the first of a name that begins there."""
    return next(t.i for t in s.tokens if t.head == t.i)


def bare_sentence(text: str, tables: Tables, i: int = 0, start: int = 0, on: date | None = None) -> Sentence:
    """A phrase or a short sentence with a tag, a lemma and a head for every word, and its names."""
    pattern = POSSESSIVE if tables.grammar.get("noun_last") else ELIDING
    found = [(m.group(), start + m.start()) for m in pattern.finditer(text)]
    tokens = [Token(k, form, form, "X", {}, k, "dep", a, a + len(form)) for k, (form, a) in enumerate(found)]
    whole = dict(spotted(tokens, tables))
    tokens = [tagged(t, tokens, tables, whole.get(t.i, "")) for t in tokens]
    names = tuple(names_in(tokens, tables, on))
    return sentence(i, "text", start, text, tuple(linked(tokens, names, tables)), names)


# ----------------------------------------------------------------- words


def spotted(tokens: Sequence[Token], tables: Tables) -> Iterator[tuple[int, str]]:
    """(token, "name" or "role") for every name of several words in the tables, and every role in capitals ("Prime Minister")."""
    i = 0
    while i < len(tokens):
        n, what = next(((n, what) for n in range(min(LONGEST, len(tokens) - i), 0, -1) if (what := kind_of(tokens[i : i + n], tables))), (1, ""))
        if what:
            yield from ((k, what) for k in range(i, i + n))
        i += n


def kind_of(part: Sequence[Token], tables: Tables) -> str:
    """What a run of words is as a whole; nothing where it is neither a name of two words at least nor a role in capitals."""
    words = " ".join(t.form for t in part)
    e = tables.entity(words)
    if len(part) > 1 and part[-1].form[0].isupper() and ((e is not None and part[0].form[0] == e.name[0]) or tables.is_person(words)):
        return "name"
    return "role" if words.lower() in tables.roles and part[0].form[0].isupper() and part[0].form.lower() not in tables.adjectives else ""


def tagged(t: Token, tokens: Sequence[Token], tables: Tables, known: str) -> Token:
    """The token with its part of speech, by form, neighbours and capitals, and its lemma; ``known``: name, role or nothing."""
    pos = {"name": "PROPN", "role": "NOUN"}.get(known) or part_of_speech(t, tokens, tables)
    lemma = t.form if pos == "PROPN" else lemma_of(t.form.lower(), tables)
    feats = {"Definite": "Def"} if pos == "DET" else {"Number": "Plur"} if pos in ("NOUN", "ADJ") and is_plural(t, tokens, lemma, tables) else {}
    return replace(t, upos=pos, lemma=lemma, feats=feats)


def part_of_speech(t: Token, tokens: Sequence[Token], tables: Tables) -> str:
    """UD's tag for the word."""
    form, g = plain(t.form), tables.grammar
    first = t.i == 0 or tokens[t.i - 1].form in STOPS
    if not t.form[0].isalnum():
        return "PART" if form == "'s" else "PUNCT"
    if form in g["articles"] and (first or form not in prepositions(tables)) and not (t.form.isupper() and len(t.form) > 1):
        return "DET"
    if form in prepositions(tables) and t.form.islower():
        return "ADP"
    if form in g["both"] or form in g["two"]:
        return "PRON" if t.i == len(tokens) - 1 else "NUM"
    if form in tables.adjectives:
        return "ADJ" if beside_noun(t, tokens, tables) else "NOUN"
    if t.form[0].isupper() and not (first and form in tables.role_starts):
        return "PROPN"
    return "NUM" if t.form[0].isdigit() else "NOUN"


def beside_noun(t: Token, tokens: Sequence[Token], tables: Tables) -> bool:
    """Whether an adjective of a people modifies a word before it, or in English one after it; else it is the people."""
    if tables.grammar.get("noun_last"):
        after = tokens[t.i + 1].form if t.i + 1 < len(tokens) else "."
        return after[0].isalnum() and plain(after) not in prepositions(tables)
    before = tokens[t.i - 1].form if t.i else "."
    after = tokens[t.i + 1].form if t.i + 1 < len(tokens) else "."
    return (before[0].isalnum() and plain(before) not in (*tables.grammar["articles"], *prepositions(tables))) or plain(after) in tables.roles


def is_plural(t: Token, tokens: Sequence[Token], lemma: str, tables: Tables) -> bool:
    """By the article in front, else by a form that is not its lemma."""
    if tables.grammar.get("noun_last"):
        return t.form.lower() != lemma or plain(t.form).endswith("s")
    before = plain(tokens[t.i - 1].form) if t.i else ""
    return before in ("i", "gli", "le", "dei", "degli", "delle", "ai", "los", "las")


def lemma_of(form: str, tables: Tables) -> str:
    """The lemma table's, where it has the form as a noun or adjective."""
    if form in tables.roles:
        return form
    return next((str(tables.words.lemmas[p][form]) for p in ("NOUN", "ADJ") if form in tables.words.lemmas.get(p, ())), form)


def plain(form: str) -> str:
    """In small letters with a plain apostrophe."""
    return form.lower().replace("’", "'")


def prepositions(tables: Tables) -> frozenset[str]:
    """Every printed form of a preposition."""
    return frozenset(f for name, forms in tables.grammar["prepositions"].items() if name != "poss" for f in forms)


# ----------------------------------------------------------------- names


def names_in(tokens: Sequence[Token], tables: Tables, on: date | None) -> Iterator[Name]:
    """Runs of capitals: what the tables know is a place or body and not an adjective, a place of the gazetteer, else a person."""
    i = 0
    while i < len(tokens):
        j = i
        while j < len(tokens) and tokens[j].upos == "PROPN":
            j += 1
        if j > i:
            yield from named(tokens, i, j, tables, on)
        i = max(j, i + 1)


def named(tokens: Sequence[Token], a: int, b: int, tables: Tables, on: date | None) -> Iterator[Name]:
    """The name of one run."""
    words = " ".join(t.form for t in tokens[a:b])
    entity = tables.entity(words)
    if entity is not None:
        yield Name(a, b, "ORG" if entity.kind == "org" else "LOC")
    elif tables.is_person(words) or tables.holder(words, on) is not None or follows_role(tokens, a, tables):
        yield Name(a, b, "PER")
    elif b - a <= LONGEST_PLACE and tables.gazetteer.find(words) is not None:
        yield Name(a, b, "LOC")
    elif b - a > 1 and not any(tables.entity(t.form) for t in tokens[a:b]):
        yield Name(a, b, "PER")


def follows_role(tokens: Sequence[Token], a: int, tables: Tables) -> bool:
    """Whether a name stands right behind a title, with at most an adjective between."""
    k = a - 1
    while k > 0 and tokens[k].upos == "ADJ":
        k -= 1
    return k >= 0 and tokens[k].upos == "NOUN" and plain(tokens[k].lemma) in tables.roles and tables.roles[plain(tokens[k].lemma)].code is None


# ----------------------------------------------------------------- the tree


@dataclass(slots=True)
class Chunk:
    """A run of words under one head: ``link`` is how that hangs on what stood before, ``case`` its preposition."""

    words: list[int]
    link: str
    case: int | None = None
    head: int = -1


def linked(tokens: Sequence[Token], names: Sequence[Name], tables: Tables) -> list[Token]:
    """The tokens with heads: a chunk's words on its head, a preposition's chunk on the one before, an apposition on the first."""
    chunks = [c for c in cut(tokens) if c.words]
    for c in chunks:
        c.head = chunk_head(c, tokens, names, bool(tables.grammar.get("noun_last")))
    if not chunks:
        return list(tokens)
    owner = next((k for k, c in enumerate(chunks) if c.link != "nmod:poss"), 0)
    out = {chunks[owner].head: (chunks[owner].head, "root")}
    for k, c in enumerate(chunks):
        above = chunks[owner] if c.link in ("appos", "nmod:poss") or k == 0 else chunks[k - 1]
        if k != owner:
            out[c.head] = (above.head, "nmod" if c.link == "root" else c.link)
        if c.case is not None:
            out[c.case] = (c.head, "case")
        for i in c.words:
            if i != c.head:
                out[i] = (c.head, relation(tokens, i, c.head, names))
    return [replace(t, head=out.get(t.i, (chunks[owner].head, "punct"))[0], deprel=out.get(t.i, (0, "punct"))[1]) for t in tokens]


def cut(tokens: Sequence[Token]) -> Iterator[Chunk]:
    """The chunks, cut at prepositions, commas and the possessive."""
    now = Chunk([], "root")
    for t in tokens:
        if t.upos == "ADP":
            yield now
            now = Chunk([], "nmod", t.i)
        elif t.upos == "PUNCT":
            yield now
            now = Chunk([], "appos")
        elif t.upos == "PART":
            now.link, now.case = "nmod:poss", t.i
            yield now
            now = Chunk([], "root")
        else:
            now.words.append(t.i)
    yield now


def chunk_head(c: Chunk, tokens: Sequence[Token], names: Sequence[Name], noun_last: bool) -> int:
    """Its first noun, or its last before a name in English; else the first name or word."""
    person = {i for n in names if n.label == "PER" for i in range(n.first, n.last)}
    nouns = [i for i in c.words if tokens[i].upos == "NOUN" or (noun_last and tokens[i].upos == "PROPN" and i not in person)]
    if nouns:
        return nouns[-1] if noun_last and tokens[nouns[-1]].upos == "NOUN" else next((i for i in nouns if tokens[i].upos == "NOUN"), nouns[0])
    return next((i for i in c.words if tokens[i].upos in ("PROPN", "PRON", "ADJ")), c.words[0])


def relation(tokens: Sequence[Token], i: int, head: int, names: Sequence[Name]) -> str:
    """How a word hangs on the head of its chunk."""
    pos = tokens[i].upos
    if pos in ("DET", "NUM"):
        return "det" if pos == "DET" else "nummod"
    if pos == "ADJ":
        return "amod"
    return "compound" if i < head else "flat" if tokens[head].upos == "PROPN" or any(n.first <= i < n.last for n in names) else "amod"
