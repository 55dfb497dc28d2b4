"""Who is that? The words of an actor go in; country, sector and name come out, with the reason.

"Xi Jinping, presidente della Cina" → CHN GOV; later "Xi" or "il presidente" is the same; "Mosca" → RUS; "l'esercito russo" → RUS MIL.
What the words do not give ("gli agenti") is taken from the place of the sentence, then from the article's main country.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date

from sayso.model import Article, Known, Name, Sentence
from sayso.resolve import namesakes
from sayso.resolve.again import (
    STATE_ORGANS,
    body_before,
    country_meant,
    one_of_two,
    possessors,
    pronoun,
    remembered,
    same_crowd,
    several_before,
    several_states,
    those_joined,
    two_of,
)
from sayso.resolve.bodies import BRANCHED, acronym, medium, owner_state
from sayso.resolve.person import Person, are_two, in_phrase, is_misspelt, joined, pieces, plain, printed
from sayso.resolve.tables import FORMER, WIDE, Entity, Tables
from sayso.resolve.weapons import fired_from, is_weapon, used_by
from sayso.syntax import phrase, preposition, span

SHORT = 40  # tokens: sentences this short are read across paragraphs
LONG_SURNAME = 6  # letters
DATELINE = 5  # tokens of a country that stands alone before a paragraph
SUPPLIED = "; country: "  # in the reason of what took its country from elsewhere
SETTING = "country: the setting's"
GUESS = "country: the article's, a guess"
COUNTRY_KINDS = ("country", "capital", "seat", "region", "adjective", "place")
OFFICE = "GOV"  # of a leader, chief or number two of a state


class Actors:
    """Resolves the actors of one article; built anew for each."""

    def __init__(self, article: Article, sentences: Sequence[Sentence], tables: Tables) -> None:
        self.article = article
        self.sentences = sentences
        self.tables = tables
        self.published: date | None = article.published
        self.votes = self._votes()
        self._kept: dict[int, tuple[Sentence, list[tuple[int, int, Entity]]]] = {}
        self._known: dict[tuple[int, int], Known | None] = {}
        self._all_known: dict[tuple[int, int], list[Known]] = {}
        self.countries = [self._countries_of(s) for s in sentences]
        self.main = self._main_country()
        self.offices = list(self._told_offices())
        self.names = [(*s.names, *self._untagged(s)) for s in sentences]
        self.people: dict[str, Person] = {}
        self.mentions: list[tuple[int, int, str]] = []  # (sentence, token, key of person), in order
        self._remember_people()

    # --------------------------------------------------------- names

    def entities(self, s: Sentence) -> list[tuple[int, int, Entity]]:
        """(first, last, entity) for every table name in a sentence, each of several namesakes decided by the article."""
        kept = self._kept.get(s.i)
        if kept is None or kept[0] is not s:
            kept = self._kept[s.i] = (s, list(self._entities(s)))
        return kept[1]

    def _entities(self, s: Sentence) -> Iterator[tuple[int, int, Entity]]:
        for a, b, e in self.tables.entities(s):
            words = " ".join(t.form for t in s.tokens[a:b])
            dated = self.tables.on_day(words, e, self.published)
            if dated is not None:
                yield a, b, self._meant(words, dated)

    def _meant(self, words: str, e: Entity) -> Entity:
        if e.kind != "place" or namesakes.is_ambiguous(e):
            return namesakes.meant(e, self.votes)
        p = namesakes.point_meant(words, self.tables.gazetteer, self.votes)
        if p is not None and namesakes.is_chance(words, p, self.votes):
            return replace(e, name=words, code=max(self.votes, key=lambda c: self.votes[c]), id=None)
        return e if p is None or str(p.id) == e.id else replace(e, name=p.name, code=p.country, id=str(p.id))

    def _votes(self) -> dict[str, float]:
        """How often the article names each country by what has no namesake; an adjective says less ("Russian drones hit Pokrovsk")."""
        votes: Counter[str] = Counter()
        for s in self.sentences:
            for _, _, e in self.tables.entities(s):
                named = e.kind in (*COUNTRY_KINDS, "org") and (e.kind != "place" or namesakes.is_sure(e.name, self.tables.gazetteer))
                if named and e.code in self.tables.states and not namesakes.is_ambiguous(e):
                    votes[e.code] += namesakes.OF_ADJECTIVE if e.kind == "adjective" else 10
        return namesakes.shares(votes)

    # --------------------------------------------------------- where the story plays

    def _countries_of(self, s: Sentence) -> list[tuple[int, str]]:
        """(token, country) for everything in a sentence that names one."""
        return [(i, e.code) for i, _, e in self.entities(s) if e.kind in COUNTRY_KINDS and e.code and not self._only_names(s, i)]

    def _only_names(self, s: Sentence, i: int) -> bool:
        """Whether a place only gives something its name ("la Conferenza di Berlino", "la strage di Ustica")."""
        t = s.tokens[i]
        above = s.tokens[t.head]
        return t.base == "nmod" and above.lemma in self.tables.grammar.get("called_after_places", ()) and not s.has(i, "det")

    def _main_country(self) -> str | None:
        votes: Counter[str] = Counter()
        first = next((s.i for s in self.sentences if s.field != "title"), 0)
        for s, found in zip(self.sentences, self.countries, strict=True):
            for i, code in found:
                weight = 3 if s.field == "title" else 2 if s.i < 3 else 1
                opens = s.is_heading and i < 3 and len(s.tokens) > i + 1 and s.tokens[i + 1].form in (",", ":")
                votes[code] += weight * (4 if opens else 2 if self.tables.is_place(s, i) or (s.i == first and self._opens_story(s, i)) else 1)
        for s in self.sentences:
            for _, _, e in self.entities(s):
                if e.kind == "org" and e.code and len(e.code) == 3 and e.code in self.tables.states:
                    votes[e.code] += 1
        home: str | None = self.tables.grammar.get("home")  # an article that names no state at all is told to readers at home
        return votes.most_common(1)[0][0] if votes else home

    @staticmethod
    def _opens_story(s: Sentence, i: int) -> bool:
        """Whether a state is, or owns, the first subject of an article ("La giunta del Niger ha espulso l'ambasciatore francese")."""
        return any(s.tokens[k].base == "nsubj" and s.tokens[s.tokens[k].head].head == s.tokens[k].head for k in (i, *(a.i for a in s.ancestors(i))))

    def setting(self, s: Sentence) -> str | None:
        """The country a reader supplies: a place of the sentence, the one state it names, a place told shortly before, the article's."""
        places = self._opening(s) or self._places(s)
        if places:
            return places[0]
        named = {code for _, code in self.countries[s.i] if code in self.tables.states}  # not "le bandiere europee"
        if len(named) == 1:
            return named.pop()
        if (line := self._dateline(s)) is not None:
            return line
        for k in range(s.i - 1, max(-1, s.i - 4), -1):
            near = self.sentences[k]
            if near.paragraph != s.paragraph and len(near.tokens) > SHORT and k != s.i - 1:
                break
            places = self._places(near)
            if places:
                return places[0]
        return self.main

    def _dateline(self, s: Sentence) -> str | None:
        """The country that stands alone before a paragraph, as in a round-up ("MALAWI - Farmers …", "Nigeria. Uomini armati …")."""
        first = next((k for k in range(s.i, -1, -1) if k == 0 or self.sentences[k - 1].paragraph != s.paragraph), s.i)
        for k in (first, first - 1):
            named = {code for _, code in self.countries[k]} if 0 <= k < s.i else set()
            if len(named) == 1 and self.sentences[k].field == "text" and len(self.sentences[k].tokens) <= DATELINE:
                return named.pop()
        return None

    def _opening(self, s: Sentence) -> list[str]:
        """The country of the place a heading opens with ("Hong Kong, polizia vieta la veglia")."""
        return [code for i, code in self.countries[s.i] if s.is_heading and i < 3 and self._is_opening(s, i)]

    @staticmethod
    def _is_opening(s: Sentence, i: int) -> bool:
        return i + 1 < len(s.tokens) and s.tokens[i].upos != "ADJ" and any(t.form in (",", ":") for t in s.tokens[i + 1 : i + 3])

    def elsewhere(self, own: Collection[str]) -> str | None:
        """The one country that most places of the article are in, where it is none of ``own``: what an attack from abroad hits."""
        told = Counter(code for s in self.sentences for code in self._places(s))
        best, times = next(iter(told.most_common(1)), (None, 0))
        return best if best not in own and list(told.values()).count(times) == 1 else None

    def _places(self, s: Sentence) -> list[str]:
        """Countries of the places of a sentence, those where the clause plays first, then those after any preposition of place."""
        told = [(i, code) for i, code in self.countries[s.i] if self.tables.is_place(s, i)]
        after = [code for i, code in told if self.is_scene(s, i)] + [code for i, code in told if not self.is_scene(s, i)]
        return after or [e.code for i, _, e in self.entities(s) if e.kind in ("place", "region") and e.code and s.tokens[i].base != "nsubj"]

    def is_scene(self, s: Sentence, i: int) -> bool:
        """Whether a place says where the clause plays, not only its object ("condemned the war in Gaza")."""
        t = s.tokens[i]
        while t.base in ("nmod", "appos", "flat", "compound", "conj") and t.head != t.i:
            t = s.tokens[t.head]
        if t.i == i or t.base not in ("obj", "iobj", "xcomp", "obl"):
            return True
        return t.base == "obl" and preposition(s, t.i, self.tables.grammar) in self.tables.grammar["slots"]["places"]

    # --------------------------------------------------------- people

    def _told_offices(self) -> Iterator[tuple[int, int, str, str]]:
        """(sentence, token, office, country) wherever the words give an office its state ("il premier giapponese")."""
        for s in self.sentences:
            for t in s.tokens:
                role = self.tables.role_at(s, t.i) if t.upos == "NOUN" else None
                if role is not None and role.sector in STATE_ORGANS:
                    country = self._country_in(s, range(t.i, phrase(s, t.i)[-1] + 1))
                    if country:
                        yield s.i, t.i, self.tables.office_names.get(role.name, role.name), country

    def told_before(self, s: Sentence, head: int, role: Entity) -> str | None:
        """The country that an office was last said to be of."""
        office = self.tables.office_names.get(role.name, role.name)
        return next((c for i, k, name, c in reversed(self.offices) if (i, k) < (s.i, head) and name == office), None)

    def _untagged(self, s: Sentence) -> Iterator[Name]:
        """Full names of office holders that the name tagger did not see."""
        taken = {i for n in s.names if n.label == "PER" for i in range(n.first, n.last)}
        capital = [t.form[:1].isupper() for t in s.tokens]
        for i in (k for k in range(len(s.tokens) - 1) if capital[k] and capital[k + 1]):
            for n in (3, 2):
                part = s.tokens[i : i + n]
                free = len(part) == n and all(capital[t.i] and t.i not in taken for t in part)
                if free and self.tables.is_person(" ".join(t.form for t in part)):
                    taken |= set(range(i, i + n))
                    yield Name(i, i + n, "PER")
                    break

    def _remember_people(self) -> None:
        for s in self.sentences:
            for n in self.names[s.i]:
                if n.label == "PER":
                    self._remember(s, n)

    def _remember(self, s: Sentence, n: Name) -> None:
        full = printed(s, n)
        key = self._key(full)
        if self.tables.entity(full) or full.lower() in self.tables.adjectives:
            return
        if (key not in self.people and any(i == n.first and e.kind == "place" for i, _, e in self.entities(s))):
            return
        new = self._described(s, n, full)
        old = self.people.get(key)
        self.people[key] = joined(old, new) if old else new
        self.mentions.append((s.i, n.first, key))

    def _key(self, full: str) -> str:
        """The key a name is remembered under: that of a known fuller name with the same surname, else its last word."""
        last = plain(full).split()[-1]
        if last in self.people:
            return plain(full) if are_two(full, self.people[last].name) else last
        words = pieces(full)
        found = next((k for k, p in self.people.items() if words <= pieces(p.name)), None)
        return found or self._misspelt(full) or last

    def _misspelt(self, full: str) -> str | None:
        """The key of the one person whose surname a bare name, not an office holder's, misses by a letter ("Geir Pedersen … Pederson said")."""
        word = plain(full)
        if len(word) < LONG_SURNAME or not word.isalpha():
            return None
        near = [k for k, p in self.people.items() if " " in p.name and is_misspelt(word, plain(p.name).split()[-1])]
        return near[0] if len(near) == 1 and self.tables.holder(full, self.published) is None else None

    def _described(self, s: Sentence, n: Name, full: str) -> Person:
        """What the words around a name say: title before, apposition after; else the table of office holders."""
        role, country = self._role_in(s, n.first, n.last, nearest_last=False)  # "Papa Francesco"
        if role is None:
            role, country = self._role_before(s, n.first)
        if role is None:
            role, near = self._role_after(s, n.last)
            country = country or near
        holder = self.tables.holder(full, self.published)
        words = frozenset({role.name}) if role else frozenset()
        if role is None and holder is None:
            return Person(full, self._country_behind(s, n.last), None, "a name without office", words)
        if holder and (role is None or role.code is None):
            country = country or holder.code
            sector = role.sector if role and not role.name.startswith(FORMER) else holder.sector
            return Person(holder.name if len(full.split()) == 1 else full, country, sector, f"table: {holder.name}", words, holder.id)
        assert role is not None
        return Person(full, country, role.sector, f"title: {role.name}", words)

    def _role_before(self, s: Sentence, first: int) -> tuple[Entity | None, str | None]:
        """The title in front of a name and the country in it ("il ministro degli Esteri iraniano X")."""
        a = first
        if first and s.tokens[first - 1].upos == "ADP":
            return None, None  # "l'avvocato di Nome Cognome": no title of his
        if first > 1 and s.tokens[first - 1].form == "," and s.tokens[first - 2].upos in ("NOUN", "ADJ", "PROPN"):
            a = first - 1  # "il ministro della Difesa, Nome Cognome, ha detto"
        while a > 0 and first - a < 10 and in_phrase(s.tokens[a - 1]):
            if any(m.label == "PER" and m.first <= a - 1 < m.last for m in self.names[s.i]):
                break
            a -= 1
        return self._role_in(s, a, first, nearest_last=True)

    def _role_after(self, s: Sentence, last: int) -> tuple[Entity | None, str | None]:
        """The apposition behind a name ("X, presidente della Cina," or "X (ministro)")."""
        if last >= len(s.tokens) or s.tokens[last].form not in (",", "(", "-"):
            return None, None
        b = last + 1
        while b < len(s.tokens) and b - last < 10 and (in_phrase(s.tokens[b]) or self._joins_roles(s, b)):
            b += 1
        role, country = self._role_in(s, last + 1, b, nearest_last=False)
        if role is None or (self.tables.role_at(s, last + 1) is None and self.tables.role_at(s, last + 2) is None and \
                self.tables.role_at(s, last + 3) is None):
            return None, None
        return role, country

    def _country_behind(self, s: Sentence, last: int) -> str | None:
        """The country that a name is told to be of ("held a call with Levent Aksoy **of Turkey**")."""
        grammar = self.tables.grammar
        if last + 1 >= len(s.tokens) or s.forms[last] not in grammar["prepositions"].get(grammar["slots"].get("of"), ()):
            return None
        return next((e.code for i, _, e in self.entities(s) if i in (last + 1, last + 2) and e.kind == "country"), None)

    def _joins_roles(self, s: Sentence, i: int) -> bool:
        """Whether a word joins two offices of one person ("politico e studente messicano")."""
        return s.tokens[i].upos == "CCONJ" and any(self.tables.role_at(s, k) is not None for k in (i + 1, i + 2))

    def _role_in(self, s: Sentence, a: int, b: int, nearest_last: bool) -> tuple[Entity | None, str | None]:
        roles = [(i, r) for i in range(a, b) if (r := self.tables.role_at(s, i)) is not None]
        if not roles:
            return None, None
        at, role = self._head_role(s, roles, nearest_last)
        country = role.code or self._country_in(s, range(at, b)) or self._country_in(s, range(a, at))
        sector = self.tables.sector_behind(s, at, b, role)
        return replace(role, sector=sector or (OFFICE if country and self.tables.is_leader(role) else None)), country

    @staticmethod
    def _head_role(s: Sentence, roles: list[tuple[int, Entity]], nearest_last: bool) -> tuple[int, Entity]:
        """Of several role words the one that is not a complement of another ("presidente del parlamento")."""
        for i, r in roles:
            previous = s.tokens[i - 1].upos if i else ""
            if previous != "ADP":
                return i, r
        return roles[-1] if nearest_last else roles[0]

    def _country_in(self, s: Sentence, where: Collection[int]) -> str | None:
        found = [(i, e) for i, j, e in self.entities(s) if (i in where or j - 1 in where) and e.code]
        for kinds in (("adjective",), ("country", "capital", "seat", "region", "org"), ("place",)):
            for _, e in found:
                if e.kind in kinds:
                    return e.code
        return None

    # --------------------------------------------------------- arguments

    def known(self, s: Sentence, head: int) -> Known | None:
        """What the phrase around token ``head`` stands for; ``None`` where it is no party."""
        if s is not self.sentences[s.i]:
            return self._found(s, head)
        if (s.i, head) not in self._known:
            self._known[s.i, head] = self._found(s, head)
        return self._known[s.i, head]

    def _found(self, s: Sentence, head: int) -> Known | None:
        found = next((k for rule in RULES if (k := rule(self, s, head)) is not None), None)
        return replace(found, sector=None) if found is not None and found.sector and found.country in self.tables.international else found

    def all_known(self, s: Sentence, head: int) -> list[Known]:
        """Like :meth:`known`, for words that stand for several ("i due", "entrambi", "i due Paesi")."""
        if s is not self.sentences[s.i]:
            return self._all_found(s, head)
        if (s.i, head) not in self._all_known:
            self._all_known[s.i, head] = self._all_found(s, head)
        return self._all_known[s.i, head]

    def _all_found(self, s: Sentence, head: int) -> list[Known]:
        pair = list(two_of(self, s, head)) or several_states(self, s, head) or those_joined(self, s, head)
        if not pair and (single := self.known(s, head)) is not None and single.kind == "role" and SUPPLIED in single.why:
            pair = several_before(self, s, head)
        if pair:
            return pair
        found = self.known(s, head)
        return [found] if found else []

    def enclitic(self, s: Sentence, verb: int) -> list[Known]:
        """Who "-lo" stands for: the last person named before who is not the subject of the verb's clause."""
        subjects = {c.i for t in (s.tokens[verb], *s.ancestors(verb)) for c in s.children(t.i, "nsubj")}
        inside = {k for i in subjects for k in s.subtree(i)}
        for i, token, who in reversed(self.mentions):
            if (i, token) < (s.i, verb) and s.i - i <= 1 and not (i == s.i and token in inside):
                return [replace(self.person(who), why=f"clitic: {self.people[who].name}", score=0.6)]
        return []

    def person(self, key: str) -> Known:
        """A remembered person as resolved."""
        p = self.people[key]
        country = p.country
        why = p.why
        if country is None and (p.sector or p.roles) and self.main:
            country, why = self.main, f"{why}; country: the article's"
        if country is None and self.main:
            country, why = self.main, f"{why}; {GUESS}"
            return Known(p.name, country, p.sector, why, p.id, "person", 0.5)
        return Known(p.name, country, p.sector, why, p.id, "person", 0.9)


# ----------------------------------------------------------------- rules: the first that knows decides


def named_person(actors: Actors, s: Sentence, head: int) -> Known | None:
    """A tagged person in the phrase, or one attached to its head as name or apposition."""
    words = set(phrase(s, head)) | {c.i for c in s.children(head, "appos", "flat")}
    t = s.tokens[head]
    for n in actors.names[s.i]:
        if n.label != "PER":
            continue
        inside = set(range(n.first, n.last))
        is_self = head in inside
        men = n.last <= head and t.feats.get("Number") == "Plur"  # "Assad loyalists" are not he
        titled = not men and bool(inside & words) and actors.tables.role_at(s, head) is not None and not depends_through_preposition(s, head, n)
        if is_self or titled:
            key = actors._key(printed(s, n))
            if key in actors.people:
                return actors.person(key)
    if t.upos == "PROPN" and plain(t.form) in actors.people:
        return actors.person(plain(t.form))
    return None


def depends_through_preposition(s: Sentence, head: int, n: Name) -> bool:
    """Whether the name is a complement ("il governo di Putin"), not the bearer of the title."""
    for i in range(n.first, n.last):
        if s.tokens[i].head not in range(n.first, n.last):
            return s.tokens[i].head == head and s.has(i, "case")
    return False


def named_entity(actors: Actors, s: Sentence, head: int) -> Known | None:
    """A country, capital, seat, organisation or place that stands at the head itself."""
    for first, last, e in actors.entities(s):
        if not first <= head < last or e.kind == WIDE:
            continue
        t = s.tokens[head]
        base = s.tokens[t.head].base if t.base == "conj" and t.upos == "ADJ" else t.base  # "israelo-palestinesi"
        people = t.upos == "NOUN" or base not in ("amod", "flat")
        if e.kind == "adjective" and people and e.code and s.tokens[head].feats.get("Number") == "Plur":
            return Known(e.name, e.code, "CVL", f"people: {e.name}", kind="people", score=0.8)
        if e.kind == "adjective" and e.code and is_somebody(s, head):
            return Known(e.name, e.code, "CVL", f"one of a people: {e.name}", kind="people", score=0.7)
        if e.kind == "place":
            return Known(e.name, e.code, None, f"place: {e.name}", kind="place", score=0.6)
        if e.kind == "org" and e.code in BRANCHED and (own := owner_state(actors, s, head)):
            return Known(span(s, head).text, own, BRANCHED[e.code], f"org: {e.name}, of one state", None, "org", 0.8)
        if e.kind == "org" and e.code is None:
            told = actors._country_in(s, range(head, phrase(s, head)[-1] + 1))
            if told:
                return Known(e.name, told, e.sector, f"org: {e.name}", e.id, e.kind)
            return Known(e.name, actors.setting(s), e.sector, f"org: {e.name}; {SETTING}", e.id, e.kind, 0.7)
        return Known(e.name, e.code, e.sector, f"{e.kind}: {e.name}", e.id, e.kind)
    return None


def is_somebody(s: Sentence, head: int) -> bool:
    """Whether a nationality stands for a person: a noun with an article or number of its own ("un palestinese", "a Palestinian")."""
    return s.tokens[head].upos == "NOUN" and any(c.i < head for c in s.children(head, "det", "nummod"))


def leaders(actors: Actors, s: Sentence, head: int) -> list[str]:
    """The country of the person whom men are called after ("Assad loyalists")."""
    named = [n for n in actors.names[s.i] if n.label == "PER" and n.last <= head and s.tokens[n.last - 1].head == head]
    people = [p for n in named if (p := actors.people.get(actors._key(printed(s, n)))) is not None]
    return [p.country for p in people if p.country]


def role_phrase(actors: Actors, s: Sentence, head: int) -> Known | None:
    """A role word with what the phrase says of its country ("l'esercito russo", "il governo di Kiev", "gli agenti")."""
    role = actors.tables.role_at(s, head)
    if role is None:
        return None
    words = phrase(s, head)
    country = role.code or country_told(actors, s, head, words, role)
    name = span(s, head).text
    sector = actors.tables.sector_behind(s, head, words[-1] + 1, role)
    role = role if sector == role.sector else replace(role, sector=sector)
    group = armed_group(actors, s, words, role)
    if group is not None:
        return Known(name, group.code, group.sector, f"role: {role.name}, of {group.name}", kind="role", score=0.8)
    if country:
        sector = role.sector or (OFFICE if role.name in actors.tables.relays and not role.code else None)
        return Known(name, country, sector, f"role: {role.name}", kind="role")
    theirs = [*possessors(actors, s, head), *leaders(actors, s, head)]
    if len(set(theirs)) == 1:
        return Known(name, theirs[0], role.sector, f"role: {role.name}; country: the possessor's", kind="role", score=0.7)
    same = remembered(actors, s, head, role)
    if same is not None:
        return same
    told = actors.told_before(s, head, role) if role.sector in STATE_ORGANS else None
    if told:
        return Known(name, told, role.sector, f"role: {role.name}; country: told with it before", kind="role", score=0.75)
    is_placed = any(actors.tables.is_place(s, i) and actors.is_scene(s, i) for i, _ in actors.countries[s.i])
    crowd = None if is_placed else same_crowd(actors, s, head, role)
    if crowd is not None:
        return crowd
    if is_weapon(actors, s, head, role):
        army = used_by(actors, s, head)
        return Known(name, army, role.sector, f"role: {role.name}, of the army told; {SETTING}", kind="role", score=0.6) if army else None
    setting = actors.setting(s)
    return Known(name, setting, role.sector, f"role: {role.name}; {SETTING}", kind="role", score=0.6)


def country_told(actors: Actors, s: Sentence, head: int, words: Sequence[int], role: Entity) -> str | None:
    """The state that the phrase of a role gives: by adjective, owner or "of"; else by where they are, or where a weapon was fired from."""
    slots = actors.tables.grammar["slots"]
    below = {k: preposition(s, c.i, actors.tables.grammar) for c in s.children(head, "nmod", "obl") for k in s.subtree(c.i)}
    owning = (None, slots["of"], "poss", actors.tables.grammar.get("origin"), *(slots["below"] if role.name in actors.tables.relays else ()))
    own = [i for i in range(head, words[-1] + 1) if below.get(i) in owning]
    there = [i for i in range(head, words[-1] + 1) if below.get(i) in slots["places"] and below.get(i) != slots["to"]]
    found = actors._country_in(s, own) or actors._country_in(s, range(words[0], head))
    state = next((c.i for c in s.children(head, "nmod") if is_the_state(actors, s, c.i) and below.get(c.i) in owning), None)
    if found is None and state is not None:
        return country_meant(actors, s, state)
    return found or actors._country_in(s, there) or (fired_from(actors, s, head) if is_weapon(actors, s, head, role) else None)


def is_the_state(actors: Actors, s: Sentence, i: int) -> bool:
    """Whether a word is "the country", with nothing that says which."""
    return s.tokens[i].lemma.lower() in actors.tables.grammar["state_words"] and any(c.base == "det" for c in s.children(i)) \
        and not any(c.base in ("amod", "nmod") for c in s.children(i))


def armed_group(actors: Actors, s: Sentence, words: Sequence[int], role: Entity) -> Entity | None:
    """The group whose fighters are meant: named in the phrase ("50 al-Shabab militants"), else the only one of the article."""
    if role.sector not in ("UAF", "REB") or role.code:
        return None
    near = [e for i, _, e in actors.entities(s) if i in words and e.kind == "org" and is_armed(e)]
    if near:
        return near[0]
    fighters = role.name in actors.tables.grammar.get("fighters", ()) and not actors._country_in(s, words)
    every = {(e.code, e.sector): e for x in actors.sentences for _, _, e in actors.entities(x) if e.kind == "org" and is_armed(e)} if fighters else {}
    return next(iter(every.values())) if len(every) == 1 else None


def is_armed(e: Entity) -> bool:
    """Whether a body is an armed group of a state or of none."""
    return bool(e.code) and (e.sector in ("REB", "PRM") or e.code == "IMG")


def described(actors: Actors, s: Sentence, head: int) -> Known | None:
    """Something that belongs to a state or organisation ("le basi americane", "la sede del partito", "81 raid russi")."""
    t = s.tokens[head]
    abstract = t.lemma.lower() in actors.tables.not_actors and t.lemma.lower() not in actors.tables.grammar["property_words"]
    if t.upos not in ("NOUN", "PROPN", "NUM", "ADJ") or abstract:
        return None
    words = phrase(s, head)
    inner = [(i, e) for i, _, e in actors.entities(s) if i in words and i != head and e.kind != WIDE]
    roles = [r for i in words if i != head and (r := actors.tables.role_at(s, i)) is not None]
    people = [n for n in actors.names[s.i] if n.label == "PER" and n.first in words and n.first > head]
    if people and not inner:
        key = actors._key(printed(s, people[0]))
        owner = actors.person(key) if key in actors.people else None
        if owner is not None and owner.country:
            return Known(span(s, head).text, owner.country, None, f"belongs to {owner.name}", kind="thing", score=0.5)
    if not inner and not roles:
        return None
    country = next((e.code for _, e in inner if e.kind == "adjective"), None) or next((e.code for _, e in inner if e.code), None)
    sector = next((e.sector for _, e in inner if e.sector), None) or (roles[0].sector if roles else None)
    why = "belongs to " + (inner[0][1].name if inner else roles[0].name)
    return Known(span(s, head).text, country or actors.setting(s), sector, why, kind="thing", score=0.5)


def state_itself(actors: Actors, s: Sentence, head: int) -> Known | None:
    """"Il Paese", "la nazione": the state the article is about."""
    t = s.tokens[head]
    if t.form.lower() not in actors.tables.grammar["state_words"] or not actors.main:
        return None
    if not any(c.base == "det" for c in s.children(head)):
        return None
    if any(c.base == "amod" for c in s.children(head)) or actors._country_in(s, range(head, phrase(s, head)[-1] + 1)):
        return None
    return Known(t.form, actors.main, None, "the article's main country", kind="country", score=0.5)


def place_word(actors: Actors, s: Sentence, head: int) -> Known | None:
    """"La regione meridionale", "la città": a place of the country the sentence plays in."""
    if s.tokens[head].lemma.lower() not in actors.tables.grammar["place_words"]:
        return None
    words = phrase(s, head)
    own = actors._country_in(s, range(head, words[-1] + 1)) or actors._country_in(s, range(words[0], head))  # "Lebanese villages"
    country = own or actors.setting(s)
    return Known(span(s, head).text, country, None, "a place in that country" if own else "a place of the setting", kind="place", score=0.5)


def quantity(actors: Actors, s: Sentence, head: int) -> Known | None:
    """"Migliaia di persone", "un gruppo di agenti": what they are made of."""
    if s.tokens[head].lemma.lower() not in actors.tables.grammar["quantity_nouns"]:
        return None
    for c in s.children(head, "nmod"):
        found = actors.known(s, c.i)
        if found is not None:
            return replace(found, name=span(s, head).text)
    return None


RULES = (quantity, named_person, named_entity, acronym, medium, one_of_two, body_before, role_phrase, state_itself, place_word, pronoun, described)

