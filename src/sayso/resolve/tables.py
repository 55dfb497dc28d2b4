"""The tables of states, organisations, media, people and places, and the role words of a language, ready to be asked.

>>> Tables("it").entity("Mosca").code
'RUS'
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache
from typing import Any

from sayso import languages
from sayso.model import Name, Sentence
from sayso.resolve.gazetteer import Gazetteer, Point, gazetteer_at
from sayso.resolve.raw import HERE, raw
from sayso.resolve.rows import Own

LONGEST = 7  # words of the longest alias looked up
LARGE = 100_000  # people of a place that is believed without the name tagger
PARTS = 3  # words of a place name that is not known, of which one alone proves nothing
OFFICES = ("GOV", "LEG", "PTY", "JUD", "MIL", "OPP", "SPY", "COP")
FORMER = "ex "  # before the name of an office no longer held
REMEMBERED = 15  # years after the last office in which a surname alone still means its holder
HEADS = ("president", "prime minister", "chancellor", "king", "queen", "emperor", "emir", "sultan", "supreme leader", "pope")
RETIRED = "ELI"  # sector of who has left office
ACRONYM = 5  # letters: "UN" is not "Un"
WIDE = "wide"  # kind of what lies in no one state
MODIFIER = ("compound", "nmod:poss", "amod")
CACHED = 50_000  # names whose key is kept


@dataclass(frozen=True, slots=True)
class Entity:
    """Something with a code. ``kind``: country, capital, seat, region, adjective, place, org, role, person, or wide (of no one state)."""

    name: str
    code: str | None
    sector: str | None
    kind: str
    id: str | None = None
    weak: bool = False
    since: str | None = None
    until: str | None = None

    def holds(self, on: date | None) -> bool:
        """Whether the name stands for this on a day."""
        return on is None or ((self.since or "") <= on.isoformat() and on.isoformat()[: len(self.until or "")] <= (self.until or ""))


@lru_cache(CACHED)
def key(words: str) -> str:
    """The form under which a name is looked up."""
    return words.lower().replace("’", "'").replace("' ", "'").replace(" 's", "'s")


class Tables:
    """All tables, with the words of one language."""

    def __init__(self, lang: str, own: Own | None = None) -> None:
        self.lang = lang
        self.own = own
        self.words = languages.load(lang)
        self.roles_data = self.words.data("roles")
        self.grammar = self.words.data("grammar")
        self.not_actors = frozenset(self.roles_data.get("not_actors", ()))

    @cached_property
    def states(self) -> frozenset[str]:
        """ISO3 codes of all states and territories."""
        return frozenset(raw("countries"))

    def name_of(self, code: str) -> str:
        """What the language calls a state."""
        own = self.words.countries.get(code, {}).get("names") or raw("countries").get(code, {}).get(f"names_{self.lang}") or [code]
        return str(own[0])

    @cached_property
    def aliases(self) -> dict[str, Entity]:
        """Key → entity, for everything that has a fixed name."""
        out: dict[str, Entity] = {}
        for name, e in (*own_names(self.words.countries), *own_organisations(self.words.organisations), *organisations(), *country_names(self.lang)):
            domestic = name.lower() in self.roles and e.code not in self.international  # "il Congresso", "Congress": that of the country told of
            if not (domestic and ((e.kind == "seat" and e.weak) or (e.kind == "org" and self.grammar.get("offices_before_parties")))):
                out.setdefault(key(name), e)
        for alias, e in self.own_entities:
            out[key(alias)] = e
        for name in raw("wide"):  # "the Gulf of Guinea" is not Guinea
            out.setdefault(key(name), Entity(name, None, None, WIDE))
        return out

    @cached_property
    def own_entities(self) -> list[tuple[str, Entity]]:
        """(alias, entity) of the user's organisations, each for the days it is so called."""
        rows = self.own.organisations if self.own else ()
        return [(alias, replace(e, since=r["from"], until=r["to"])) for r in rows for alias, e in names_of(r)]

    def on_day(self, words: str, e: Entity, on: date | None) -> Entity | None:
        """What a name of the user's stands for on a day: theirs, else the package's."""
        if e.since is None and e.until is None:
            return e
        theirs = next((o for alias, o in self.own_entities if key(alias) == key(words) and o.holds(on)), None)
        return theirs or self._built_in.entity(words)

    @cached_property
    def _built_in(self) -> Tables:
        """The package's tables alone."""
        return Tables(self.lang)

    @cached_property
    def towns(self) -> dict[str, Entity]:
        """Capitals whose name stands for an organisation as well, and the seats that the grammar names."""
        found = {key(name): e for name, e in (*own_names(self.words.countries), *country_names(self.lang)) if e.kind == "capital"}
        named = self.grammar.get("towns_of_bodies", {})
        return found | {key(name): Entity(name, code, None, "capital") for name, code in named.items()}

    @cached_property
    def adjectives(self) -> dict[str, str]:
        """Nationality adjective, any form, lower case → ISO3."""
        out: dict[str, str] = dict(self.grammar["union_adjectives"])
        own = self.words.countries
        for iso, c in (own or raw("countries")).items():
            for form in (*c.get("adj" if own else f"adj_{self.lang}", ()), *c.get("old_adj", ()), *c.get("region_adj", ())):
                out.setdefault(form.lower(), iso)
        return out

    @cached_property
    def _adjective_starts(self) -> frozenset[str]:
        """First words of the nationality adjectives of several words."""
        return frozenset(a.split()[0] for a in self.adjectives if " " in a)

    @cached_property
    def half_adjectives(self) -> dict[str, str]:
        """First halves of compound adjectives ("italo-francese", "Sino-American") → ISO3."""
        found: dict[str, str] = self.grammar.get("half_adjectives", {})
        return found

    @cached_property
    def first_words(self) -> dict[str, int]:
        """First word of an alias → most words an alias with it has: most tokens need no look-up at all."""
        out: dict[str, int] = {}
        for k in self.aliases:
            for words in (k.replace("'", "' ").split(), k.replace("'s", " 's").split(), k.replace("-", " - ").split()):
                if words:
                    out[words[0]] = max(out.get(words[0], 0), min(len(words), LONGEST))
        return out

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """Places of the world."""
        return gazetteer_at(HERE / "places.tsv.gz")

    @cached_property
    def roles(self) -> dict[str, Entity]:
        """Role word or phrase (lower case) → entity; a relay noun ("portavoce", "leader") has no sector of its own."""
        out: dict[str, Entity] = {}
        international = set(self.roles_data.get("international", ()))
        for sector, words in self.roles_data.get("sectors", {}).items():
            for w in map(str, words):
                code, own = (sector, None) if sector in international else (None, sector)
                code = self.grammar["role_countries"].get(w.lower(), code)
                out.setdefault(w.lower(), Entity(w.lower(), code, own, "role"))
        for w in self.roles_data.get("counterpart", ()):
            out.setdefault(w, Entity(w, None, "GOV", "role"))
        for w in self.relays:
            out.setdefault(w, Entity(w, None, None, "role"))
        return out

    @cached_property
    def relays(self) -> frozenset[str]:
        """Role nouns that take the sector of what follows "di"."""
        return frozenset(str(w).lower() for w in self.roles_data.get("relay_nouns", ()))

    def is_age(self, word: str) -> bool:
        """Whether a word tells of somebody by the years they have ("diciottenne", "an 18-year-old")."""
        return self._aged.fullmatch(word.lower()) is not None

    @cached_property
    def international(self) -> frozenset[str]:
        """Codes that stand where a country does."""
        return frozenset(self.roles_data.get("international", ()))

    @cached_property
    def bodies(self) -> frozenset[str]:
        """Nouns of organs and groups: "he" is none of them."""
        return frozenset(map(str, self.grammar.get("collective", ())))

    @cached_property
    def weapons(self) -> frozenset[str]:
        """Nouns of weapons that are told of like forces ("drones hit the port")."""
        return frozenset(w for lemmas in self.words.data("lexicon/instruments").values() for w in lemmas)

    @cached_property
    def media(self) -> dict[str, Entity]:
        """Name of an agency, broadcaster or paper → entity; weak where the name is a common word."""
        out: dict[str, Entity] = {}
        for m in raw("media")["media"]:
            for alias in (m["name"], *m.get("aliases", ())):
                out.setdefault(key(alias), Entity(m["name"], m.get("country"), "JRN", "org", weak=alias in m.get("weak", ())))
        return out

    def is_leader(self, role: Entity) -> bool:
        """Whether a relay noun, with a state and nothing else, means its government ("il leader cinese")."""
        return not role.code and role.name.removeprefix(FORMER) in self.roles_data.get("leader_words", ())

    @cached_property
    def place_words(self) -> frozenset[str]:
        """Nouns that are a place first and an authority only with a capital."""
        return frozenset(self.grammar["place_words"]) | frozenset(self.grammar["state_words"])

    @cached_property
    def _aged(self) -> re.Pattern[str]:
        """Words for people by their age."""
        return re.compile(self.grammar.get("aged", "(?!)"))

    @cached_property
    def role_starts(self) -> dict[str, int]:
        """First word of a role phrase → most words a phrase with it has."""
        out: dict[str, int] = {}
        for k in self.roles:
            words = k.replace("'", "' ").split()
            out[words[0]] = max(out.get(words[0], 0), len(words))
        return out

    @cached_property
    def _role_ends(self) -> frozenset[str]:
        """Last words of the role phrases."""
        return frozenset(k.split()[-1] for k in self.roles)

    @cached_property
    def _half_offices(self) -> tuple[str, ...]:
        """What stands before the name of an office, in one word with it ("vicepresidente")."""
        return tuple(self.grammar["half_offices"])

    def entity(self, words: str) -> Entity | None:
        """The entity with exactly this name."""
        return self.aliases.get(key(words))

    def entities(self, s: Sentence) -> list[tuple[int, int, Entity]]:
        """(first, last, entity) for every table name and nationality adjective in a sentence, longest first match, no overlaps."""
        found: list[tuple[int, int, Entity]] | None = s.kept.get((self, "entities"))
        if found is None:
            found = s.kept[self, "entities"] = list(self._scan(s))
        return found

    def _scan(self, s: Sentence) -> Iterator[tuple[int, int, Entity]]:
        i, forms, starts = 0, s.forms, self._starts
        while i < len(forms):
            small = forms[i]
            if small not in starts and small.isalpha() and not s.tokens[i].form[:1].isupper():
                i += 1
                continue
            hit = self._alias_at(s, i) or self._adjective_at(s, i) or self._place_at(s, i)
            if hit:
                yield i, hit[0], hit[1]
                i = hit[0]
            else:
                i += 1

    @cached_property
    def _starts(self) -> frozenset[str]:
        """Words without a capital with which a name or a nationality may begin."""
        return frozenset((*self.first_words, *self.adjectives, *self.half_adjectives, *self._adjective_starts))

    def _alias_at(self, s: Sentence, i: int) -> tuple[int, Entity] | None:
        longest = self.first_words.get(key(s.forms[i]))
        if longest is None:
            return None
        for n in range(min(longest, len(s.tokens) - i), 0, -1):
            words = " ".join(t.form for t in s.tokens[i : i + n]).replace(" - ", "-")
            e = self.aliases.get(key(words))
            if e is not None and self._is_meant(s, i, i + n, words, e) and not self._is_half(s, i + n):
                town = self.towns.get(key(words)) if e.kind == "org" else None  # "a Bruxelles" is the town, "Bruxelles" the Union
                return i + n, town if town is not None and self.is_place(s, i) else e
        return None

    def _is_half(self, s: Sentence, after: int) -> bool:
        """Whether the words are the first half of a name with a hyphen that is no pair of parties ("Agence France-Presse")."""
        if after + 1 >= len(s.tokens) or s.tokens[after].form != "-":
            return False
        hyphen, other = s.tokens[after], s.tokens[after + 1]
        glued = s.tokens[after - 1].end == hyphen.start and hyphen.end == other.start
        return glued and other.form[:1].isupper() and key(other.form) not in self.aliases and key(other.form) not in self.adjectives

    def _is_meant(self, s: Sentence, a: int, b: int, words: str, e: Entity) -> bool:
        """Capitals as in a name; not a piece of a longer person's name; an ambiguous name only where the tagger sees a name."""
        if e.name[:1].isupper() and not words[:1].isupper():
            return False
        if e.name.isupper() and len(e.name) <= ACRONYM and not words.isupper():
            return False
        for n in s.names:
            if n.first <= a and b <= n.last and n.label == "PER" and (n.first, n.last) != (a, b) and e.kind != "role":
                return False
        if e.weak:
            if words.isupper() and 1 < len(words) <= ACRONYM and not e.name.isupper() and not s.text.isupper():
                return True  # "IS" in a sentence that is not shouted is no "is"
            return any(n.first < b and a < n.last and n.label in ("LOC", "ORG") for n in s.names)
        return True

    def _adjective_at(self, s: Sentence, i: int) -> tuple[int, Entity] | None:
        t, form = s.tokens[i], s.forms[i]
        for n in (3, 2) if form in self._adjective_starts else ():  # "Papua New Guinean", "North Korean", "Northern Irish"
            words = " ".join(s.forms[i : i + n])
            if " " in words and words in self.adjectives:
                return i + n, Entity(words, self.adjectives[words], None, "adjective")
        if t.upos == "PRON" and t.form.islower():
            return None  # "by us" is not by the United States
        if t.upos == "NOUN" and form in self.grammar.get("quantity_nouns", ()):
            return None  # "una trentina di metri" is not of Trento
        code = self.adjectives.get(form)
        if code is None and i + 1 < len(s.tokens) and s.tokens[i + 1].form == "-" and s.tokens[i + 1].start == t.end:
            code = self.half_adjectives.get(form)
        if code is None and "-" in form:
            code = self.adjectives.get(form.split("-")[-1])
        mistaken = t.upos in ("VERB", "AUX") and t.base in ("amod", "acl", "aux")  # "il governo boliviano", tagged as a verb
        if code is None or (t.upos not in ("ADJ", "NOUN", "PROPN", "X") and not mistaken and form not in self.half_adjectives):
            return None
        if any(n.label == "PER" and n.first <= i < n.last and n.last - n.first > 1 for n in s.names):
            return None
        return i + 1, Entity(form, code, None, "adjective")

    def _place_at(self, s: Sentence, i: int) -> tuple[int, Entity] | None:
        """A gazetteer name, only where the tagger sees a place or the word is a proper noun with a capital."""
        t = s.tokens[i]
        if not t.form[:1].isupper():
            return None
        for n in s.names:
            if n.first == i and n.label in ("LOC", "ORG"):
                p = self.gazetteer.find(" ".join(x.form for x in s.tokens[n.first : n.last]))
                if p is not None and (n.last - n.first > 1 or self._is_town(s, i, p, n.label)):
                    return n.last, Entity(p.name, p.country, None, "place", str(p.id))
            if n.first <= i < n.last and n.label in ("PER", "ORG"):
                return self._town_taken_for_person(s, n)
        for length in range(4, 1, -1):
            words = [x.form for x in s.tokens[i : i + length]]
            if any(n.label == "PER" and n.first < i + length and i < n.last for n in s.names):
                continue  # "General Camara"
            if len(words) == length and words[-1][:1].isupper() and (p := self.gazetteer.find(" ".join(words))) is not None:
                return i + length, Entity(p.name, p.country, None, "place", str(p.id))
        part_of_more = any(n.label == "LOC" and n.first <= i < n.last and n.last - n.first >= PARTS for n in s.names)  # "Ban Nong Khanna" is not Van
        if t.upos != "PROPN" or i == 0 or t.form.lower() in self.roles or part_of_more:
            return None
        p = self.gazetteer.find(t.form)
        if p is None:
            return self._province_at(s, i)
        return (i + 1, Entity(p.name, p.country, None, "place", str(p.id))) if p.population >= LARGE and self._is_town(s, i, p, "") else None

    def _province_at(self, s: Sentence, i: int) -> tuple[int, Entity] | None:
        """A region or province of one state that bears no town's name ("nell'Anbar"), used as a place."""
        for n in range(min(3, len(s.tokens) - i), 0, -1):
            e = self.provinces.get(key(" ".join(t.form for t in s.tokens[i : i + n])))
            if e is not None and self.is_place(s, i):
                return i + n, e
        return None

    @cached_property
    def provinces(self) -> dict[str, Entity]:
        """Key → region or province, of those that no other table names."""
        return {key(r["name"]): Entity(r["region"], r["country"], None, "region") for r in raw("regions")["regions"]}

    def _is_town(self, s: Sentence, i: int, p: Point, label: str) -> bool:
        """Whether one word is a town's name: no acronym, no part of a longer name ("Air Force"), no small town taken for a firm."""
        t = s.tokens[i]
        before = s.tokens[i - 1] if i else None
        inside = before is not None and before.form[:1].isupper() and before.upos == "PROPN" and (before.head == i or t.head == before.i)
        acronym = t.form.isupper() and p.name.upper() != t.form
        return not acronym and not (inside and label != "LOC") and not (label == "ORG" and p.population < LARGE)

    def _town_taken_for_person(self, s: Sentence, n: Name) -> tuple[int, Entity] | None:
        """A large town that the tagger took for a person: one word, nobody's name in the tables ("ha bombardato Nikopol")."""
        form = s.tokens[n.first].form
        if n.label != "PER" or n.last - n.first > 1 or self.is_person(form) or form.lower() in self.roles:
            return None
        p = self.gazetteer.find(form)
        return (n.last, Entity(p.name, p.country, None, "place", str(p.id))) if p and p.population >= LARGE else None

    @cached_property
    def office_names(self) -> dict[str, str]:
        """Name of an office → the one its synonyms are remembered under."""
        return {name: group[0] for group in self.grammar["same_offices"] for name in group}

    def is_place(self, s: Sentence, i: int) -> bool:
        """Whether the name at token ``i`` is used as a place: after "a", "in", "presso" …"""
        t = s.tokens[i]
        if t.deprel in MODIFIER and t.head > i and s.tokens[t.head].upos == "NOUN" and s.tokens[t.head].lemma.lower() not in self.place_words:
            return False  # "outside the US embassy"
        if not self._distances.isdisjoint(s.forms[max(0, i - 3) : i]):
            return False  # "settanta chilometri da Guayaquil"
        return s.tokens[i].upos != "ADJ" and not self._place_forms.isdisjoint(s.forms[max(0, i - 2) : i])

    @cached_property
    def _distances(self) -> frozenset[str]:
        """Units in which one is told how far a place is."""
        return frozenset(self.grammar.get("distances", ()))

    @cached_property
    def _place_forms(self) -> frozenset[str]:
        """Printed forms of the prepositions of place."""
        return frozenset(f for p in self.grammar["place_prepositions"] for f in self.grammar["prepositions"][p])

    def role_at(self, s: Sentence, i: int) -> Entity | None:
        """The role word that stands at token ``i`` (longest phrase first); a former office counts as such."""
        if not 0 <= i < len(s.tokens) or s.tokens[i].upos not in ("NOUN", "PROPN", "ADJ", "X", "VERB"):
            return None
        at = (self, i)
        if at not in s.kept:
            s.kept[at] = self._role_at(s, i)
        found: Entity | None = s.kept[at]
        return found

    def _role_at(self, s: Sentence, i: int) -> Entity | None:
        form, lemma = s.forms[i], s.lemmas[i]
        former = ""
        if form.startswith(self._half_offices):
            former = next(p for p in self._half_offices if form.startswith(p))
            form, lemma = form.removeprefix(former), lemma.removeprefix(former)
        before = self._role_ending_at(s, i, lemma)
        if before is not None:
            return self._former(s, i, before, former)
        longest = max(self.role_starts.get(form, 0), self.role_starts.get(lemma, 0))
        if s.tokens[i].upos in ("NOUN", "ADJ") and self._aged.fullmatch(form):
            return Entity(form, None, "CVL", "role")  # "un diciottenne", "an 18-year-old"
        for n in range(min(longest, len(s.tokens) - i), 0, -1):
            if n == 1 and (s.tokens[i].upos == "VERB" or (s.tokens[i].upos == "ADJ" and s.tokens[i].base in ("amod", "acl", "conj", "flat"))):
                return None
            rest = s.forms[i + 1 : i + n]
            for words in (" ".join((form, *rest)), " ".join((lemma, *rest)), " ".join((lemma, *s.lemmas[i + 1 : i + n]))):
                hit = self.roles.get(words.replace("' ", "'"))
                if hit and not (n == 1 and lemma in self.place_words and not s.tokens[i].form[0].isupper()):
                    return self._former(s, i, hit, former)
        return None

    def _role_ending_at(self, s: Sentence, i: int, lemma: str) -> Entity | None:
        """A role whose last word is the head, as where modifiers stand in front ("prime minister", "opposition leader")."""
        if i == 0 or s.tokens[i - 1].head != i or (lemma not in self._role_ends and lemma.isalpha()):
            return None
        for n in range(3, 0, -1):
            part = s.tokens[max(0, i - n) : i]
            if len(part) == n and all(t.base in ("compound", "amod", "nmod") and t.head == i for t in part):
                hit = self.roles.get(" ".join((*s.forms[i - n : i], lemma)))
                if hit:
                    return hit
        return None

    def _former(self, s: Sentence, i: int, role: Entity, prefix: str) -> Entity:
        """The role, or its bearer out of office ("l'ex premier")."""
        if role.sector not in OFFICES:
            return role
        is_former = prefix in self.grammar["former"] or not set(self.roles_data.get("ex_words", ())[:2]).isdisjoint(s.forms[max(0, i - 2) : i])
        return Entity(FORMER + role.name, role.code, self.roles_data.get("ex_sector"), "role") if is_former else role

    def sector_behind(self, s: Sentence, i: int, last: int, role: Entity) -> str | None:
        """The sector of a role at token ``i``; that of its complement for a relay noun ("il portavoce dell'esercito")."""
        if role.name.removeprefix(FORMER) not in self.relays:
            return role.sector
        in_front = [c.i for c in s.children(i, "compound") if c.i < i]  # "army spokesman"
        for k in (*range(i + 1, last), *in_front):
            inner = self.role_at(s, k)
            if inner is not None and inner.sector:
                return inner.sector
        front = {c.i for c in s.children(i, "compound", "nmod") if c.i < i}  # "al-Shabab members"
        for first, after, e in self.entities(s):
            if (i < first < last or front & {*range(first, after)}) and e.sector:
                return e.sector
        return role.sector

    # ------------------------------------------------------------- people

    @cached_property
    def _people(self) -> dict[str, list[dict[str, Any]]]:
        out: dict[str, list[dict[str, Any]]] = {}
        for p in raw("people")["people"]:
            for name in (p["name"], *p.get("aliases", ())):
                out.setdefault(key(name), []).append(p)
        theirs: dict[str, list[dict[str, Any]]] = {}
        for p in self.own.people if self.own else ():
            for name in (p["name"], *p["aliases"]):
                theirs.setdefault(key(name), []).append(p)
        return out | theirs

    def people_called(self, name: str) -> list[dict[str, Any]]:
        """Everybody in the table of office holders with exactly this name or surname."""
        return self._people.get(key(name), [])

    def is_person(self, full: str) -> bool:
        """Whether somebody in the table of office holders has exactly this name."""
        return key(full) in self._people

    def holder(self, full: str, on: date | None) -> Entity | None:
        """The office holder with this name (or, alone, this surname) on a date."""
        found = self._people.get(key(full), [])
        distinct = {p["name"]: p for p in found}
        in_office = {n: p for n, p in distinct.items() if on is not None and office_on(p, on) is not None}
        heads = {n: p for n, p in in_office.items() if (office_on(p, on) or {}).get("title_en") in HEADS}
        pool = heads if len(heads) == 1 else in_office or distinct  # "Castro" in 2005 is Fidel
        if len(pool) != 1:
            return None
        p = next(iter(pool.values()))
        if not in_office and len(full.split()) == 1 and on is not None and not lately(p, on):
            return None
        office = office_on(p, on)
        if office is None:
            return Entity(p["name"], p["country"], RETIRED, "person", p.get("id"))
        country = office.get("country")
        return Entity(p["name"], country or p["country"], office.get("sector") or (None if country else "GOV"), "person", p.get("id"))


def office_on(p: dict[str, Any], on: date | None) -> dict[str, Any] | None:
    """The office a person held on a date (the last one where no date is known); ``None`` when in none."""
    if on is None:
        last: dict[str, Any] = p["offices"][-1]
        return last
    for o in sorted(p["offices"], key=lambda o: str(o.get("from") or "1000"), reverse=True):
        start, end = str(o.get("from") or "1000"), str(o.get("to") or "9999")
        if start <= on.isoformat() and on.isoformat()[: len(end)] <= end:
            found: dict[str, Any] = o
            return found
    return None


def lately(p: dict[str, Any], on: date) -> bool:
    """Whether somebody left the last office so short before a day that a surname alone still means them."""
    last = str(max((o.get("to") or "9999" for o in p["offices"]), key=str))
    return last[:4] <= str(on.year) <= str(int(last[:4]) + REMEMBERED)


def organisations() -> Iterator[tuple[str, Entity]]:
    """(alias, entity) of all organisations."""
    for o in raw("organisations")["organisations"]:
        yield from names_of(o)


def names_of(o: Mapping[str, Any]) -> Iterator[tuple[str, Entity]]:
    """(alias, entity) of one organisation."""
    for alias in (o["name"], *o.get("aliases", ())):
        yield alias, Entity(alias, o.get("code"), o.get("sector"), "org", o.get("id"), alias in o.get("weak", ()))


def own_organisations(lines: Iterable[str]) -> Iterator[tuple[str, Entity]]:
    """(alias, entity) of organisations in the words of one language; a trailing "?" needs the tagger to see a name."""
    for line in lines:
        name, code, sector, _, aliases = line.split("|")
        e = Entity(name, None if code == "-" else code, None if sector == "-" else sector, "org")
        for alias in (name, *aliases.split(";")):
            words = alias.strip()
            if words:
                yield words.rstrip("?"), replace(e, weak=words.endswith("?"))


def own_names(own: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, Entity]]:
    """(name, entity) of all states in the words of a language that has a table of its own."""
    for iso, c in own.items():
        weak = set(c.get("weak", ()))
        for seat, sector in c.get("seats", {}).items():
            yield seat, Entity(seat, iso, sector, "seat", weak=seat in weak)
        for part, kind in (("names", "country"), ("old", "country"), ("capital", "capital"), ("regions", "region")):
            for name in c.get(part, ()):
                yield name, Entity(name, iso, None, kind, weak=name in weak)


def country_names(lang: str) -> Iterator[tuple[str, Entity]]:
    """(name, entity) of all states with their capitals, seats, regions and old names."""
    for iso, c in raw("countries").items():
        weak = set(c.get("weak", ()))
        for seat, sector in c.get("seats", {}).items():
            yield seat, Entity(seat, iso, sector, "seat", weak=seat in weak)
        for part, kind in ((f"names_{lang}", "country"), ("names_en", "country"), ("old", "country"), ("capital", "capital"), ("regions", "region")):
            for name in c.get(part, ()):
                yield name, Entity(name, iso, None, kind, weak=name in weak)
