"""Which of a sentence's times are an act's: triggers and times in, those that stand nearer to the act than to any other out.

"The gunmen who snatched 17 boys last month have let them go on Friday" → of the snatching "last month", of the letting go "on Friday".
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from sayso.extract.place import FAR, distance
from sayso.extract.trigger import Trigger
from sayso.model import Sentence, TimeMention, Token

PARTS = ("nsubj", "obj", "obl", "nmod", "xcomp", "ccomp", "acl")


def nearest_times(t: Trigger, rivals: Sequence[Trigger], when: Sequence[TimeMention], marks: Collection[str] = (),
                  pronouns: Collection[str] = ()) -> Iterator[TimeMention]:
    """Times that stand nearer to this trigger in the tree than to any other; coordinated verbs share theirs."""
    head = t.sentence.tokens[t.head]
    others = [r for r in rivals if r is not t and not (head.base == "conj" and r.head == head.head)]
    for m in when:
        mine = FAR if is_in_sequence(t, m, marks) else gap(t, m, pronouns)
        if mine < FAR and all(gap(r, m, pronouns) >= mine for r in others):
            yield m


def is_in_sequence(t: Trigger, m: TimeMention, marks: Collection[str]) -> bool:
    """Whether a time is that of what came after or before ("rates rose on Tuesday, three days after two men were abducted")."""
    s = t.sentence
    for a in (s.tokens[t.head], *s.ancestors(t.head)):
        if a.base == "advcl" and any(c.lemma in marks for c in s.children(a.i, "mark", "case", "advmod")):
            return m.first not in s.subtree(a.i)
    return False


def is_since_last(s: Sentence, m: TimeMention, firsts: Collection[str], since: Mapping[str, bool]) -> bool:
    """Whether a time tells how long nothing of the kind had been ("the *first* visit *in six years*", "il *primo* incontro *dal 2014*").

    ``since`` maps each word that may open such a time to whether only a number of years, days and the like may follow.
    """
    first = s.tokens[m.first].form.lower()
    top = next((t for t in s.tokens[m.first : m.last] if not m.first <= t.head < m.last), None)
    if first not in since or top is None or m.first == 0:
        return False
    many = any(t.upos == "NOUN" and t.feats.get("Number") == "Plur" for t in s.tokens[m.first : m.last])
    above = [x for x in (s.tokens[top.head], s.tokens[m.first - 1]) if x.upos == "NOUN"]
    return (many or not since[first]) and any(c.lemma.lower() in firsts for x in above for c in s.children(x.i, "amod", "nummod"))


def is_deadline(t: Trigger, m: TimeMention) -> bool:
    """Whether a time is one by which somebody else must do it ("told to leave within five days")."""
    s = t.sentence
    infinitives = (a for a in (s.tokens[m.first], *s.ancestors(m.first)) if a.head == t.head and a.base == "xcomp")
    return t.concept == "sanction.expel" and any(a.feats.get("VerbForm") == "Inf" for a in infinitives)


def is_in_content(t: Trigger, m: TimeMention) -> bool:
    """Whether a time belongs to what is said, not to the saying ("minacciano uno sciopero ad aprile")."""
    token = t.sentence.tokens[m.first]
    for _ in range(9):
        if token.head == t.head:
            return token.base in ("obj", "ccomp", "xcomp", "nsubj", "csubj")
        if token.head == token.i:
            return False
        token = t.sentence.tokens[token.head]
    return False


def gap(t: Trigger, m: TimeMention, pronouns: Collection[str] = ()) -> int:
    """Steps in the tree between a trigger and a time; none where the time is in a clause of its own below the trigger."""
    s = t.sentence
    token = s.tokens[m.first]
    inner = clause_before(s, m)
    if inner is not None:
        return distance(s, t.head, inner)
    for _ in range(12):
        if token.head == token.i or token.i == t.head:
            break
        if is_clause(token) and t.head in {a.i for a in s.ancestors(token.i)} and not says_when(s, token, t.head, pronouns):
            return FAR
        token = s.tokens[token.head]
    return FAR if is_beside(s, t.head, m) else min(distance(s, t.head, i) for i in range(m.first, m.last))


def is_beside(s: Sentence, head: int, m: TimeMention) -> bool:
    """Whether a time stands in a clause beside an act that is a part of the one above ("*the plea* came as the river rose as in 2016")."""
    if s.tokens[head].base not in PARTS:
        return False
    around = {head, *(a.i for a in s.ancestors(head))}
    for a in (s.tokens[m.first], *s.ancestors(m.first)):
        if a.i in around:
            return False
        if a.base in ("advcl", "acl") and is_clause(a):
            return True
    return False


def clause_before(s: Sentence, m: TimeMention) -> int | None:
    """The verb of a clause about the subject that a time ends, though the tree hangs it on the verb behind it.

    "The gunmen who snatched 17 boys **last month** have let them go"; "pupils abducted **three weeks ago** were set free on Sunday".
    """
    above = next((s.tokens[t.head] for t in s.tokens[m.first : m.last] if not m.first <= t.head < m.last), None)
    if above is None or above.i < m.last or any(t.form == "," for t in s.tokens[m.first : above.i]):
        return None
    subjects = [c.i for c in s.children(above.i, "nsubj", "nsubj:pass") if c.i < m.first]
    inner = next((c.i for i in subjects for c in s.children(i, "acl") if c.upos == "VERB" and i < c.i < m.first), None)
    if inner is None or any(t.form == "," for t in s.tokens[inner : m.first]):
        return None
    return inner


def says_when(s: Sentence, clause: Token, head: int, pronouns: Collection[str]) -> bool:
    """Whether a clause tells of a noun's act what has come of it, so that its day is the act's ("l'attacco che mercoledì ha fatto due morti")."""
    told = clause.feats.get("Tense") == "Past" or bool(list(s.children(clause.i, "aux")))
    relative = any(c.lemma in pronouns for c in s.children(clause.i, "nsubj", "obj", "obl"))
    return clause.base == "acl" and clause.head == head and s.tokens[head].upos == "NOUN" and told and relative


def is_clause(t: Token) -> bool:
    """Whether a token heads a finite clause."""
    return t.base in ("parataxis", "ccomp", "advcl", "acl", "conj") and t.upos in ("VERB", "AUX", "ADJ") and t.feats.get("VerbForm") != "Inf"
