"""The parties inside a noun phrase: a noun goes in, those named beside it by preposition, adjective or possessive come out.

"l'attacco dell'esercito siriano contro Idlib": ``di`` → esercito, ``contro`` → Idlib, ``adj`` → nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from sayso.extract.roles import Filler, Frames, phrasal_preposition, subjects
from sayso.model import Sentence, Token
from sayso.syntax import conjuncts, preposition

HYPHENS = ("-", "–", "—")


def is_pair(s: Sentence, i: int) -> bool:
    """Whether a word is the first of two joined by a hyphen ("i colloqui Usa-Cina")."""
    if i + 2 >= len(s.tokens):
        return False
    hyphen, other = s.tokens[i + 1], s.tokens[i + 2]
    return hyphen.form in HYPHENS and hyphen.start == s.tokens[i].end and other.head == i and other.deprel == "conj"


class Inside:
    """Looks for parties inside noun phrases with one language's words."""

    def __init__(self, frames: Frames, adjectives: frozenset[str], weapons: frozenset[str]) -> None:
        self.frames = frames
        self.grammar = frames.grammar
        self.slots = self.grammar["slots"]
        self.adjectives = adjectives  # nationality adjectives, all forms
        self.weapons = weapons

    def first(self, s: Sentence, i: int, keys: tuple[str, ...]) -> list[Filler]:
        """The parties of the first key that has any."""
        for key in keys:
            found = self.fillers(s, i, (key,), f"inside_object_{key}")
            if found:
                return found
        return []

    def fillers(self, s: Sentence, i: int, keys: tuple[str, ...], rule: str) -> list[Filler]:
        """The parties of all keys; ``rule`` says how they were found."""
        out: list[Filler] = []
        for key in keys:
            if key == "adj":
                out += [Filler(s.i, c.i, rule) for k in (i, *self._made_with(s, i)) for a in s.children(k, "amod", "compound", "flat")
                        for c in (a, *(x for x in s.children(a.i, "conj") if s.tokens[x.i - 1].form in HYPHENS)) if self.is_nationality(c)]
                out += self.pair(s, i, rule)
            elif key == self.slots["behalf"]:
                out += [Filler(s.i, t.i, rule) for t in self._on_behalf(s, i)]
            elif key == "poss":
                out += self.possessor(s, i)
            elif key == "compound":  # "a police raid"
                out += [Filler(s.i, t.i, rule) for c in s.children(i, "compound") if c.deprel == "compound" for t in conjuncts(s, c.i)]
            else:
                out += self._with_preposition(s, i, key, rule)
        return out

    def pair(self, s: Sentence, i: int, rule: str) -> list[Filler]:
        """The two parties joined by a hyphen beside a noun ("l'accordo Italia-Libia")."""
        return [Filler(s.i, t.i, rule) for c in s.children(i, "nmod", "compound", "flat", "appos") if is_pair(s, c.i) for t in conjuncts(s, c.i)]

    def _with_preposition(self, s: Sentence, i: int, key: str, rule: str) -> list[Filler]:
        """Nominals below token ``i`` with a preposition; one level further down for those that seldom belong there ("la visita del re a Londra")."""
        means = rule.startswith("noun_") and key in (self.slots["of"], self.slots["with"], self.slots["to"])

        def taken(k: int) -> list[Token]:
            return [x for c in s.children(k, "nmod", "obl") for x in self._marked(s, c, key)
                    if x.lemma not in self.grammar["behalf"] and not (means and x.lemma in self.weapons)]

        found = taken(i)
        if not found and key in self.slots["deep"]:
            found = [c for k in s.children(i, "nmod", "amod", "obl") for c in taken(k.i) if c.i > k.i]
        return [Filler(s.i, t.i, rule) for c in found for t in conjuncts(s, c.i)]

    def _marked(self, s: Sentence, c: Token, key: str) -> list[Token]:
        """The nominal itself where it has the preposition, or the one below it ("ai danni dell'esercito": against the army)."""
        phrasal = phrasal_preposition(s, c.i, self.grammar)
        if phrasal:
            return list(s.children(c.i, "nmod")) if phrasal == key else []
        return [c] if preposition(s, c.i, self.grammar) == key and not (key == self.slots["of"] and self._names_place(s, c)) else []

    def _names_place(self, s: Sentence, c: Token) -> bool:
        """Whether a bare name only tells where a meeting or pact took place ("gli accordi di Minsk", "il vertice di Parigi")."""
        if c.upos != "PROPN" or s.tokens[c.head].lemma not in self.grammar.get("named_after_places", ()):
            return False
        others = (preposition(s, k.i, self.grammar) for k in s.children(c.head, "nmod", "obl"))
        return not any(k.form.lower() not in self.grammar.get("bare_of", ()) for k in s.children(c.i, "case", "det")) \
            and not set(others) & {self.slots["with"], self.slots["between"]}

    def _made_with(self, s: Sentence, i: int) -> list[int]:
        """The weapon that an act is done with ("un raid di droni russi"): its nationality is the actor's."""
        return [c.i for c in s.children(i, "nmod") if c.lemma in self.weapons]

    def is_nationality(self, t: Token) -> bool:
        """Whether a word is a nationality adjective, also in a compound such as "russo-cinese"."""
        form = t.form.lower()
        return form in self.adjectives or ("-" in form and all(p in self.adjectives for p in form.split("-")))

    def _on_behalf(self, s: Sentence, i: int) -> Iterator[Token]:
        """The party of "da parte di X" below token ``i``, however it was attached."""
        seen = False
        for c in s.children(i, "nmod", "obl", "obl:agent"):
            marks = [k.form.lower() for k in s.children(c.i, "case", "fixed")]
            if c.lemma in self.grammar["behalf"] and preposition(s, c.i, self.grammar) in self.grammar["behalf_prepositions"]:
                for k in s.children(c.i, "nmod"):
                    seen = True
                    yield from conjuncts(s, k.i)
            elif set(marks) & set(self.grammar["behalf"]) or c.deprel == "obl:agent":
                seen = True
                yield from conjuncts(s, c.i)
        if not seen:
            yield from self._behalf_in_line(s, i)

    def _behalf_in_line(self, s: Sentence, i: int) -> Iterator[Token]:
        """The same, read word by word, where the tree has hung it elsewhere."""
        for k in range(i + 1, min(i + 14, len(s.tokens) - 2)):
            t = s.tokens[k]
            if t.upos in ("VERB", "AUX") and t.feats.get("VerbForm") == "Fin":
                return
            if t.lemma in self.grammar["behalf"] and s.tokens[k - 1].form.lower() in self.grammar["agent_markers"]:
                noun = next((x for x in s.tokens[k + 1 : k + 6] if x.upos in ("NOUN", "PROPN")), None)
                if noun is not None:
                    yield from conjuncts(s, noun.i)
                return

    def possessor(self, s: Sentence, i: int) -> list[Filler]:
        """Who "suo" stands for: the subject of the clause above, else of the sentence before."""
        owners = [c for c in s.children(i, "nmod:poss") if c.upos in ("NOUN", "PROPN")]
        if owners:  # "Kyiv's raid"
            return [Filler(s.i, t.i, "owner") for c in owners for t in conjuncts(s, c.i)]
        if not any(c.form.lower() in self.grammar["possessives"] for c in s.children(i, "det", "nmod", "amod")):
            return []
        for t in s.ancestors(i):
            if t.upos == "VERB":
                return [Filler(x.sentence, x.token, "possessive") for x in subjects(self.frames, s, t.i) if (x.sentence, x.token) != (s.i, i)]
        if s.i:
            before = self.frames.sentences[s.i - 1]
            root = next((t for t in before.tokens if t.head == t.i), None)
            return [Filler(x.sentence, x.token, "possessive") for x in subjects(self.frames, before, root.i)] if root else []
        return []
