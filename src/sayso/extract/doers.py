"""Who did what a noun or a bare clause tells of, where other words than its subject say so.

"the officers involved in the killing of X" → the officers; "uccisi dai colpi sparati da un agente" → un agente; "la dichiarazione della Procura,
che ha incriminato …" → la Procura; "flew to Ankara for talks with Erdogan" → who flew and Erdogan.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from sayso.extract.roles import Filler, Frames, phrasal_preposition, subjects
from sayso.model import Sentence
from sayso.syntax import conjuncts, preposition

IsParty = Callable[[Sentence, int], bool]


def suffers(frames: Frames, s: Sentence, i: int, concept: str) -> bool:
    """Whether a predicate tells what is done to its subject ("is under attack", "è agli arresti"), not what it does ("is on strike")."""
    words = frames.grammar.get("suffered", {}).get(concept.split(".")[0], ())
    return preposition(s, i, frames.grammar) in words


def involved(frames: Frames, s: Sentence, i: int, is_party: IsParty) -> list[Filler]:
    """Who is involved in an act or behind it ("i poliziotti coinvolti nell'uccisione", "the group behind the attack", "gli autori del raid")."""
    t = s.tokens[i]
    above = s.tokens[t.head]
    words = frames.grammar.get("involved", {})
    prep = preposition(s, i, frames.grammar)
    if t.head == i or prep is None:
        return []
    doer = above.lemma in words.get("doers", ()) and prep == frames.grammar["slots"]["of"]
    if above.upos in ("NOUN", "PROPN") and (doer or prep in words.get("behind", ())):
        found = [above]
    elif above.lemma in words.get("in", ()) and above.upos in ("VERB", "ADJ"):
        noun = s.tokens[above.head]
        is_said = any(True for _ in s.children(above.i, "cop"))  # not "rimasti coinvolti": these were hit
        told = [s.tokens[x.token] for x in subjects(frames, s, above.i) if x.sentence == s.i] if is_said else []
        found = [noun] if above.base in ("acl", "amod") else told
    else:
        return []
    return [Filler(s.i, k.i, "involved") for noun in found for k in conjuncts(s, noun.i) if k.upos != "VERB" and is_party(s, k.i)]


def fired_by(frames: Frames, s: Sentence, i: int) -> list[Filler]:
    """Who fired what an act was done with ("colpi sparati da un agente", "a rocket launched by rebels")."""
    by = frames.grammar["slots"]["by"]
    shots = (c for c in s.children(i, "acl", "amod") if c.lemma in frames.grammar.get("firing", ()))
    agents = (k for c in shots for k in s.children(c.i, "obl") if k.deprel == "obl:agent" or preposition(s, k.i, frames.grammar) == by)
    return [Filler(s.i, t.i, "fired_by") for k in agents for t in conjuncts(s, k.i)]


def nearer_antecedent(frames: Frames, s: Sentence, i: int, agents: list[Filler], is_party: IsParty) -> list[Filler]:
    """The party right before "che", where what the relative clause hangs on is none ("la dichiarazione della Procura, che ha incriminato …")."""
    if s.tokens[i].deprel != "acl:relcl" or any(x.sentence != s.i or is_party(s, x.token) for x in agents):
        return agents
    pronouns = frames.grammar["relative_pronouns"]
    c = next((c for c in s.children(i, "nsubj") if c.form.lower() in pronouns), None)
    top = s.tokens[s.tokens[i].head]
    if c is None or not any(x.token == top.i for x in agents):
        return agents
    last = c.i - 1 if s.tokens[c.i - 1].form != "," else c.i - 2
    inner = [t for t in (s.tokens[last], *s.ancestors(last)) if t.base == "nmod" and top.i < t.i <= last and is_party(s, t.i)] if last > top.i else []
    return [Filler(s.i, inner[-1].i, "nearer_antecedent")] if inner else agents


def come_together(frames: Frames, s: Sentence, i: int, is_party: IsParty) -> list[Filler]:
    """Who comes, or joins somebody, for talks with somebody else ("Rubio will join Waltz for the talks with Ukrainian officials")."""
    t = s.tokens[i]
    words = frames.grammar.get("gathering", {})
    verb = s.tokens[t.head]
    if t.base != "obl" or verb.lemma not in words.get("verbs", ()) or preposition(s, i, frames.grammar) not in words.get("for", ()):
        return []
    frame = frames.of(s, verb.i)
    return [Filler(x.sentence, x.token, "come_together") for x in (*frame.agents, *frame.patients) if is_party(frames.sentences[x.sentence], x.token)]


def describing(frames: Frames, s: Sentence, i: int, is_party: IsParty) -> list[Filler]:
    """Those who call something joint took part in it ("what Greek and Cypriot officials describe as a joint exercise")."""
    t = s.tokens[i]
    words = frames.grammar.get("describing", {})
    joint = any(c.lemma in words.get("joint", ()) for c in s.children(i, "amod"))
    if not joint or t.base not in ("obl", "xcomp", "obj") or s.tokens[t.head].lemma not in words.get("verbs", ()):
        return []
    said = [x for x in frames.of(s, t.head).agents if x.sentence == s.i and is_party(s, x.token)]
    several = len(said) > 1 or any(s.tokens[x.token].feats.get("Number") == "Plur" for x in said)
    return [Filler(x.sentence, x.token, "describing") for x in said] if several else []


def beside_phrasal(frames: Frames, s: Sentence, i: int) -> str | None:
    """The preposition of a noun that the parser hung beside its phrasal one ("di fronte | alla Casa Bianca")."""
    first = next((c.i for c in s.children(i, "case")), 0)
    noun = s.tokens[first - 1]
    phrases: dict[str, str] = frames.grammar.get("phrasal_prepositions", {})
    return phrases.get(f"{preposition(s, noun.i, frames.grammar)} {noun.lemma}") if first and noun.upos == "NOUN" else None


def faced(frames: Frames, s: Sentence, heads: tuple[int, ...], is_party: IsParty) -> Iterator[Filler]:
    """Before whose door people protest ("davanti all'ambasciata americana", "outside the parliament")."""
    places = frames.grammar["slots"].get("faced", ())
    names = {i for n in s.names if n.label == "LOC" for i in range(n.first, n.last)} if frames.grammar.get("noun_last") else set()
    for i in heads:
        for c in s.children(i, "obl", "nmod"):
            phrasal = phrasal_preposition(s, c.i, frames.grammar)
            prep = phrasal or beside_phrasal(frames, s, c.i) or preposition(s, c.i, frames.grammar)
            for k in list(s.children(c.i, "nmod")) if phrasal else [c]:
                if prep in places and k.i not in names and is_party(s, k.i):
                    yield from (Filler(s.i, x.i, "faced") for x in conjuncts(s, k.i))


def on_condition(frames: Frames, s: Sentence, i: int, marks: Collection[str], is_party: IsParty) -> list[Filler]:
    """Who is to do something lest a threat come true ("threatened to halt the flow unless **Benin** frees the men")."""
    below = (i, *(c.i for c in s.children(i, "xcomp", "ccomp")))
    clauses = [c for k in below for c in s.children(k, "advcl") if any(m.form.lower() in marks for m in s.children(c.i, "mark", "advmod"))]
    mine = {x.token for x in frames.of(s, i).agents if x.sentence == s.i}
    return [Filler(s.i, t.i, "on_condition") for c in clauses for k in s.children(c.i, "nsubj") if k.i not in mine
            for t in conjuncts(s, k.i) if is_party(s, t.i)]
