"""Who is meant again? Words that stand for somebody told before go in; whom the article told of comes out.

"The ministers" after "the foreign ministers of Armenia and Azerbaijan met" → both; "he" → the subject that goes on; "i manifestanti" → those of
the sentences before; "il Paese" → the state last told of; "both sides" → the two states last named.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from sayso.model import Known, Sentence, Token
from sayso.resolve.tables import Entity, Tables
from sayso.syntax import conjuncts, phrase, span

if TYPE_CHECKING:
    from sayso.resolve.actors import Actors

NEAR = 6  # sentences back in which a body is still meant by its kind alone
SAME = 4  # sentences back in which "the protesters" are still the same
HUMAN = ("person", "role")
STATE_ORGANS = ("GOV", "LEG", "MIL")


# ----------------------------------------------------------------- one


def remembered(actors: Actors, s: Sentence, head: int, role: Entity) -> Known | None:
    """The last person named with this title before ("il presidente", "il ministro"); of "the man" the last person at all."""
    t = s.tokens[head]
    if t.feats.get("Number") == "Plur":
        return None
    words = actors.tables.grammar
    definite = is_definite(s, head, role)
    general = role.name in words.get("general_titles", ()) and definite
    anybody = definite and (t.lemma.lower() in words.get("person_words", ()) or actors.tables.is_age(t.form))
    others = subject_of_clause(s, head)
    for i, token, key in reversed(actors.mentions):
        p = actors.people[key]
        official = p.sector in STATE_ORGANS or p.country in actors.tables.international
        same = role.name in p.roles or any(is_short_for(role.name, r, actors.tables) for r in p.roles) or (general and official)
        same = same or (anybody and p.sector not in ("GOV", "LEG") and s.i - i <= SAME and not (i == s.i and token in others))
        if (i, token) < (s.i, head) and same:
            return replace(actors.person(key), why=f"the {role.name} named before: {actors.people[key].name}", score=0.8)
    return None


def same_crowd(actors: Actors, s: Sentence, head: int, role: Entity) -> Known | None:
    """"The protesters", "i manifestanti": those told of in the sentences before, with their country."""
    words = actors.tables.grammar
    t = s.tokens[head]
    bare = bool(words.get("noun_last")) and not any(c.base in ("det", "nummod", "amod", "nmod", "compound") for c in s.children(head))
    if not (is_definite(s, head, role) or bare):
        return None
    crowd = words.get("crowds", ())
    for where, i in before(actors, s, head, SAME):
        if where.i == s.i or where.field != s.field or where.tokens[i].upos != "NOUN":
            continue
        other = actors.tables.role_at(where, i)
        alike = other is not None and other.sector == role.sector == "CVL" and {t.form.lower(), where.tokens[i].form.lower()} <= {*crowd}
        same = alike or (other is not None and other.name == role.name)
        found = actors.known(where, i) if same else None
        if found is not None and found.country and found.sector == role.sector and found.kind == "role":
            return replace(found, name=span(s, head).text, why=f"role: {role.name}; country: told with it before", score=0.65)
    return None


def country_meant(actors: Actors, s: Sentence, i: int) -> str | None:
    """Which state "the country" is, after a possessor's fashion ("the country's army"): named before in the sentence, or alone in the one before."""
    here = [code for k, code in actors.countries[s.i] if k < i]
    if here:
        return actors.main if actors.main in here else here[-1]
    last = {code for _, code in actors.countries[s.i - 1]} if s.i else set()
    return last.pop() if len(last) == 1 else actors.main


def is_short_for(said: str, full: str, tables: Tables) -> bool:
    """Whether a title is another's short form ("il ministro" of the "ministro degli esteri") or its synonym."""
    office = tables.office_names.get
    return full.startswith(said + " ") or full.endswith(" " + said) or office(said, said) == office(full, full)


def is_definite(s: Sentence, head: int, role: Entity | None = None) -> bool:
    """Whether the word has a definite article and nothing else that says which one is meant; words of its title say nothing of that."""
    title = role.name.split() if role is not None else ()
    mine = list(s.children(head))
    return any(c.feats.get("Definite") == "Def" or c.form.lower() == "the" for c in mine if c.base == "det") \
        and not any(c.base in ("amod", "nmod", "acl", "compound") and c.form.lower() not in title for c in mine)


def one_of_two(actors: Actors, s: Sentence, head: int) -> Known | None:
    """"Il primo", "the latter": the one or the other of the last two persons named."""
    place = actors.tables.grammar.get("ordinals", {}).get(s.tokens[head].form.lower())
    if place is None or s.tokens[head].base in ("amod", "advmod", "det", "nummod") or not any(c.base == "det" for c in s.children(head)):
        return None
    before = dict.fromkeys(key for i, token, key in reversed(actors.mentions) if (i, token) < (s.i, head) and s.i - i <= 2)
    keys = list(before)[1::-1]  # the last two, in the order they were named
    if len(keys) < 2:
        return None
    meant = actors.person(keys[place])
    return replace(meant, why=f"the {s.tokens[head].form.lower()} of two named before: {meant.name}", score=0.6)


def body_before(actors: Actors, s: Sentence, head: int) -> Known | None:
    """"L'agenzia", "the alliance": the last body of that kind named before."""
    kinds = actors.tables.grammar.get("body_words", {}).get(s.tokens[head].lemma.lower())
    if kinds is None or s.tokens[head].feats.get("Number") == "Plur" or not is_definite(s, head):
        return None
    for k in range(s.i, max(-1, s.i - NEAR), -1):
        for i, _, e in reversed(actors.entities(actors.sentences[k])):
            if (k, i) < (s.i, head) and e.kind == "org" and e.code and (e.code in kinds or e.sector in kinds):
                return Known(e.name, e.code, e.sector, f"the {s.tokens[head].lemma.lower()} named before: {e.name}", e.id, "org", 0.7)
    return None


def pronoun(actors: Actors, s: Sentence, head: int) -> Known | None:
    """A pronoun: as subject whoever the clause above or the sentence before was about, else the last person told of."""
    t = s.tokens[head]
    words = actors.tables.grammar
    if t.upos != "PRON" or t.form.lower() not in (*words["subject_pronouns"], *words["object_pronouns"], *words.get("thing_pronouns", ())):
        return None
    if t.form.lower() in words.get("thing_pronouns", ()) or t.feats.get("Number") == "Plur":
        return clause_subject(actors, s, head) or (several_people(actors, s, head) if t.feats.get("Number") == "Plur" and t.base == "obj" else None)
    found = continued(actors, s, head) if t.base == "nsubj" else None
    if found is not None:
        return replace(found, why=f"pronoun: {found.name}; {found.why}", score=0.6)
    others = subject_of_clause(s, head)
    for i, token, key in reversed(actors.mentions):
        if (i, token) < (s.i, head) and s.i - i <= 2 and not (i == s.i and token in others):
            return replace(actors.person(key), why=f"pronoun: {actors.people[key].name}", score=0.6)
    for where, i in before(actors, s, head, 2):
        found = somebody(actors, where, i) if where.i < s.i or i not in others else None
        if found is not None:
            return replace(found, why=f"pronoun: {found.name}; {found.why}", score=0.5)
    return None


def several_people(actors: Actors, s: Sentence, head: int, counted: Collection[str] = ()) -> Known | None:
    """The last people told of by a plural role ("due giornalisti … li ha fermati"); those of a number where ``counted`` has its words."""
    others = subject_of_clause(s, head)
    for where, i in before(actors, s, head, 2):
        t = where.tokens[i]
        alike = not counted or any(c.form.lower() in counted for c in where.children(i, "nummod"))
        if t.upos == "NOUN" and t.feats.get("Number") == "Plur" and alike and not (where.i == s.i and i in others):
            found = actors.known(where, i)
            if found is not None and found.kind == "role":
                return replace(found, why=f"pronoun: {found.name}; {found.why}", score=0.5)
    return None


def continued(actors: Actors, s: Sentence, head: int) -> Known | None:
    """The one person that the clause above, else the sentence before, has as its subject."""
    above = [c.i for a in s.ancestors(s.tokens[head].head) for c in s.children(a.i, "nsubj") if c.i < head]
    last = actors.sentences[s.i - 1] if s.i else None
    root = next((t for t in last.tokens if t.head == t.i), None) if last is not None and last.field == s.field else None
    told = [(s, i) for i in above]
    if last is not None and root is not None:
        told += [(last, c.i) for c in last.children(root.i, "nsubj")]
    return next((k for where, i in told if (k := somebody(actors, where, i)) is not None), None)


def somebody(actors: Actors, s: Sentence, i: int) -> Known | None:
    """The one person a noun or name stands for; no body, no crowd."""
    t = s.tokens[i]
    if t.upos not in ("NOUN", "PROPN") or t.feats.get("Number") == "Plur" or t.lemma.lower() in actors.tables.bodies:
        return None
    if t.upos == "NOUN" and actors.tables.role_at(s, i) is None:
        return None
    found = actors.known(s, i)
    return found if found is not None and found.kind in HUMAN else None


def subject_of_clause(s: Sentence, head: int) -> set[int]:
    """The tokens of the subject of the verb that a token hangs on: nobody does a thing to himself."""
    if s.tokens[head].base not in ("obj", "iobj", "obl"):
        return set()
    return {k for c in s.children(s.tokens[head].head, "nsubj") for k in s.subtree(c.i)}


def is_plain(s: Sentence, t: Token) -> bool:
    """Whether a subject of the main clause holds no pronoun that would have to be resolved in its turn."""
    return s.tokens[t.head].head == t.head and all(s.tokens[k].upos != "PRON" for k in s.subtree(t.i))


def clause_subject(actors: Actors, s: Sentence, head: int) -> Known | None:
    """Who "it" and "they" stand for: the subject of a clause above ("the army said it had …"), else of the sentence before; never one person."""
    for where, i in subjects_above(actors, s, head):
        found = actors.known(where, i) if somebody(actors, where, i) is None else None
        if found is not None and found.kind not in ("thing", "place", "adjective"):
            return replace(found, why=f"pronoun: {found.name}; {found.why}", score=0.5)
    return None


def subjects_above(actors: Actors, s: Sentence, head: int) -> Iterator[tuple[Sentence, int]]:
    """(sentence, token) of the subjects that a pronoun may go on with: of the clauses above, then of the sentence before."""
    own = s.tokens[head].head if s.tokens[head].base in ("obj", "iobj", "obl") else None  # nobody does it to himself
    for t in s.ancestors(head):
        if t.i != own:
            yield from ((s, c.i) for c in s.children(t.i, "nsubj") if c.i < head and c.upos != "PRON" and head not in s.subtree(c.i))
    if s.i:
        last = actors.sentences[s.i - 1]
        yield from ((last, t.i) for t in last.tokens if t.base == "nsubj" and is_plain(last, t))


def possessors(actors: Actors, s: Sentence, head: int) -> list[str]:
    """The states of whom "its" and "suo" stand for: the subject of a clause above ("the group mourned its chief"), else of the sentence before."""
    words = actors.tables.grammar
    mine = {c.form.lower() for c in s.children(head, "det", "nmod")}
    if not mine & {*words["possessives"]} - {*words.get("first_possessives", ())}:
        return []
    told = [(s, c.i) for t in s.ancestors(head) for c in s.children(t.i, "nsubj") if c.i < head and head not in s.subtree(c.i)]
    if s.i and not told:
        last = actors.sentences[s.i - 1]
        told = [(last, t.i) for t in last.tokens if t.base == "nsubj" and is_plain(last, t)]
    for where, i in told:
        found = [k for x in conjuncts(where, i) if (k := actors.known(where, x.i)) is not None and k.kind not in ("thing", "place", "adjective")]
        if found:
            return [k.country for k in found if k.country in actors.tables.states]
    return []


def those_joined(actors: Actors, s: Sentence, head: int) -> list[Known]:
    """Both of whom "they" stands for ("Macron and Merz met. They agreed …")."""
    t = s.tokens[head]
    if t.upos != "PRON" or t.form.lower() not in actors.tables.grammar.get("plural_pronouns", ()):
        return []
    for where, i in subjects_above(actors, s, head):
        found = [k for x in conjuncts(where, i) if (k := actors.known(where, x.i)) is not None]
        if len(found) > 1:
            return [replace(k, why=f"pronoun: {k.name}; {k.why}", score=0.6) for k in found]
        if found and somebody(actors, where, i) is None:
            return []
    keys = list(dict.fromkeys(key for i, token, key in actors.mentions if s.i - 2 <= i < s.i))
    people = [actors.person(key) for key in keys] if len(keys) == 2 else []
    return [replace(k, why=f"pronoun: the two named before: {k.name}", score=0.6) for k in people] if len({k.country for k in people}) == 2 else []


def two_of(actors: Actors, s: Sentence, head: int) -> Iterator[Known]:
    """"I due", "entrambi": the last two persons named; "i due Paesi", "the sides": the last two states."""
    t, words = s.tokens[head], actors.tables.grammar
    if all(s.words.isdisjoint(words.get(of, ())) for of in ("two", "both", "sides", "nations")):
        return
    counted = t.form.lower() in words["two"] or any(c.form.lower() in words["two"] for c in s.children(head, "nummod"))
    both = t.form.lower() in words["both"] or any(c.form.lower() in words["both"] for c in s.children(head, "det", "cc:preconj", "advmod"))
    definite = any(c.feats.get("Definite") == "Def" for k in (head, *[c.i for c in s.children(head, "nummod")]) for c in s.children(k, "det"))
    plain = t.feats.get("Number") == "Plur" and is_definite(s, head)
    sides = plain and (t.lemma.lower() in words.get("sides", ()) or (t.form.lower() in words.get("nations", ()) and are_two_nations(actors, s, head)))
    if not both and not (counted and definite) and not sides:
        return
    alone = counted and not both and t.form.lower() in words["two"]
    if alone and (people := several_people(actors, s, head, words["two"])) is not None:
        yield people  # "due giornalisti … i due"
        return
    named = [key for i, token, key in reversed(actors.mentions) if (i, token) < (s.i, head)]
    keys = list(dict.fromkeys(named))[:2]
    role = actors.tables.role_at(s, head)
    if t.lemma.lower() in (*words["state_words"], *words["state_organs"], *words.get("sides", ())):
        for code in two_states(actors, s, head):
            sector = role.sector if role is not None and t.lemma.lower() in words["state_organs"] else None
            yield Known(f"{t.form} ({code})", code, sector, "the two states named before", kind="country", score=0.6)
    elif (holders := [] if are_two(actors, s, keys) else two_offices(actors, s, head)) and (is_office(actors, s, head) or t.upos in ("NUM", "PRON")):
        for code in holders:
            yield Known(f"{t.form} ({code})", code, "GOV", "the two in office named before", kind="role", score=0.6)
    elif len(keys) == 2 and (t.upos in ("NUM", "PRON", "DET") or t.form.lower() in words["both"] or is_office(actors, s, head)):
        for key in reversed(keys):
            yield replace(actors.person(key), why=f"the two named before: {actors.people[key].name}", score=0.7)


def are_two_nations(actors: Actors, s: Sentence, head: int) -> bool:
    """Whether "the countries", with nothing that tells which, are two: going back no further than needed, two sentences at most, two are named."""
    if any(c.base not in ("det", "punct", "case") for c in s.children(head)):
        return False
    named: set[str] = set()
    for k in range(s.i, max(-1, s.i - 3), -1):
        named |= {code for i, code in actors.countries[k] if (k, i) < (s.i, head)}
        if len(named) > 1:
            break
    return len(named) == 2


def are_two(actors: Actors, s: Sentence, keys: Sequence[str]) -> bool:
    """Whether two persons of different states were named shortly before."""
    near = {key for i, _, key in actors.mentions if s.i - SAME <= i <= s.i}
    return len(keys) == 2 and near >= {*keys} and len({actors.people[key].country for key in keys}) == 2


def two_offices(actors: Actors, s: Sentence, head: int) -> list[str]:
    """The states of the last two told to be in office, where they are two ("il premier britannico ha telefonato all'omologo indiano")."""
    told = [(i, token, c) for i, token, _, c in actors.offices]
    told += [(i, token, p.country) for i, token, key in actors.mentions if (p := actors.people[key]).sector in STATE_ORGANS and p.country]
    found = dict.fromkeys(c for i, token, c in sorted(told, reverse=True) if s.i - SAME <= i and (i, token) < (s.i, head))
    return list(found)[:2] if len(found) > 1 else []


def two_states(actors: Actors, s: Sentence, head: int) -> list[str]:
    """The last two states named; those that are only where something was done ("met in Geneva") where there are no others."""
    found = [(k, i, code) for k in range(s.i, -1, -1) for i, code in reversed(actors.countries[k]) if (k, i) < (s.i, head)]
    acting = dict.fromkeys(code for k, i, code in found if not actors.tables.is_place(actors.sentences[k], i))
    if len(acting) < 2:  # "called on both governments after Thai and Cambodian troops had clashed"
        acting |= dict.fromkeys(code for i, code in actors.countries[s.i] if i > head and not actors.tables.is_place(s, i))
    every = dict.fromkeys(code for _, _, code in found)
    return list(acting if len(acting) > 1 else every)[:2]


def several_states(actors: Actors, s: Sentence, head: int) -> list[Known]:
    """"I ministri della Difesa di Grecia e Turchia", "Greek and Turkish ministers": one a state; not "protesters at the US embassy in Tunis"."""
    role = actors.tables.role_at(s, head)
    if role is None or s.tokens[head].feats.get("Number") != "Plur":
        return []
    words = {*phrase(s, head), *(c.i for c in s.children(head, "amod", "compound"))}  # "Greek and Cypriot officials" has a gap
    below = {c.i for k in words for c in s.children(k, "conj") if c.upos in ("PROPN", "ADJ")} | words
    named = {i: e for i, _, e in actors.entities(s) if i in below and e.code and e.kind != "org"}
    beside = {i for i in named if s.tokens[i].base == "conj"} | {s.tokens[i].head for i in named if s.tokens[i].base == "conj"}
    codes = dict.fromkeys(e.code for i, e in named.items() if i in beside or s.tokens[i].head in beside)
    if len(codes) < 2:
        return []
    return [Known(f"{span(s, head).text} ({c})", c, role.sector, f"role: {role.name}; several states", kind="role", score=0.8) for c in codes]


def several_before(actors: Actors, s: Sentence, head: int) -> list[Known]:
    """"I ministri", "the prime ministers", with nothing that says whose: those of several states told together, else two persons of that office."""
    role = actors.tables.role_at(s, head)
    if role is None or s.tokens[head].feats.get("Number") != "Plur":
        return []
    theirs = dict.fromkeys(possessors(actors, s, head))
    if len(theirs) > 1:  # "their foreign ministers"
        return [Known(f"{span(s, head).text} ({c})", c, role.sector, f"role: {role.name}; of both", kind="role", score=0.7) for c in theirs]
    if not is_definite(s, head, role) or not is_office(actors, s, head):
        return []
    for where, i in before(actors, s, head, SAME):
        other = actors.tables.role_at(where, i) if where.tokens[i].upos in ("NOUN", "PROPN") else None
        if other is not None and is_same_office(role.name, other.name, actors.tables) and (found := several_states(actors, where, i)):
            return [replace(k, name=f"{span(s, head).text} ({k.country})", why=f"{k.why}, told in sentence {where.i + 1}", score=0.7) for k in found]
    keys = [key for i, token, key in reversed(actors.mentions) if (i, token) < (s.i, head) and has_office(actors, key, role)]
    people = [actors.person(key) for key in list(dict.fromkeys(keys))[:2]]
    if len({p.country for p in people}) < 2:
        return []
    return [replace(p, why=f"the {role.name}s named before: {p.name}", score=0.7) for p in reversed(people)]


def has_office(actors: Actors, key: str, role: Entity) -> bool:
    """Whether a person remembered holds the office; of a leader, any office of government."""
    p = actors.people[key]
    return any(is_same_office(role.name, r, actors.tables) for r in p.roles) or (role.name in actors.tables.relays and p.sector == "GOV")


def is_same_office(a: str, b: str, tables: Tables) -> bool:
    """Whether two titles are one, or one short for the other ("ministers" of "foreign ministers")."""
    return a == b or is_short_for(a, b, tables)


def before(actors: Actors, s: Sentence, head: int, far: int) -> Iterator[tuple[Sentence, int]]:
    """(sentence, token) going back from a token, the nearest first; at most ``far`` sentences back."""
    yield from ((s, i) for i in range(head - 1, -1, -1))
    for where in reversed(actors.sentences[max(0, s.i - far) : s.i]):
        yield from ((where, i) for i in range(len(where.tokens) - 1, -1, -1))


def is_office(actors: Actors, s: Sentence, head: int) -> bool:
    """Whether the word names an office of government ("i due leader", "i due ministri")."""
    role = actors.tables.role_at(s, head)
    return role is not None and (role.sector == "GOV" or role.name in actors.tables.relays)
