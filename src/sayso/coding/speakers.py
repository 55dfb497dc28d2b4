"""Who says it: an article's attributions and people go in, the resolved speaker of each and the chain of sources of a mention come out.

"Lui ha accusato Mosca, riferisce l'Ansa", after Ivan Petrov was named → Ivan Petrov, by way of Ansa.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

from sayso import ontologies
from sayso.coding import asked
from sayso.coding.parties import is_own_body
from sayso.model import NOBODY, Argument, Article, Attribution, Known, Mention, Party, Sentence, Sources, Span
from sayso.resolve import sources
from sayso.resolve.actors import SETTING, Actors
from sayso.resolve.gender import called, gender_before, gender_of
from sayso.resolve.linked import linked
from sayso.resolve.media import fullest_names, medium
from sayso.resolve.namings import Naming, Told
from sayso.resolve.wording import may_speak


class Speakers:
    """Resolves who speaks in one article."""

    def __init__(self, article: Article, sentences: Sequence[Sentence], actors: Actors, media: Mapping[str, Any], speech: Mapping[str, Any]) -> None:
        self.article = article
        self.sentences = sentences
        self.actors = actors
        self.tables = actors.tables
        self.media = media
        self.speech = speech
        self.linked: dict[Attribution, Attribution] = {}
        self.fullest: dict[str, str] = {}
        self._resolved: dict[tuple[int, int, Span], Known] = {}

    def link(self, attributions: Sequence[Attribution]) -> dict[Attribution, Attribution]:
        """Each attribution with the source it goes back to ("lui" → "Ivan Petrov")."""
        people = self.actors.people
        namings = [Naming(i, token, self.actors.person(key), people[key].roles | called(self.sentences[i], token),
                           gender=gender_of(self.sentences[i], token, self.speech) or gender_before(self.sentences[i], token, self.speech))
                   for i, token, key in self.actors.mentions if self.sentences[i].field == "text" and not self._is_where(i, token, key)]
        no_persons = {people[key].name for i, token, key in self.actors.mentions if self._is_where(i, token, key)}
        self.fullest = fullest_names(attributions, self.media, self.speech)
        told = Told(namings=namings, media=self.media, is_definite=self._is_definite, is_told_of=self._is_told_of, is_owned=self._is_owned,
                    answers=self._answers, is_singular=self._is_singular, no_persons=no_persons, gender_of=self._gender,
                    bodies=list(self._bodies()))
        return linked(attributions, self.resolve, self.speech, told)

    def _bodies(self) -> Iterator[Argument]:
        """Names of bodies that are subjects in the text, in order."""
        for s in self.sentences:
            for n in s.names if s.field == "text" else ():
                if n.label == "ORG" and any(t.base.startswith("nsubj") for t in s.tokens[n.first : n.last]):
                    yield Argument(s.span(n.first, n.last), s.i, n.first, "told_of")

    def of(self, m: Mention, actors: Sequence[Party]) -> Sources:
        """The chain of the clause; an act that is done by saying it has one only where somebody passes it on."""
        if m.attribution is None:
            return Sources()
        found = self.linked.get(m.attribution, m.attribution)
        if self._is_nobody(found.source):
            return Sources()
        graph = self.chain(found)
        speaker = self.resolve(found.source).name
        if "speech" in ontologies.flags(m.concept) and m.status == "happened" and sources.is_of_press(graph) and (
                len(m.actors) == 1 and may_speak(m.actors[0].span.text, self.speech)):
            return self.chain(replace(found, source=m.actors[0], beside=(), relays=tuple(
                (x, *branch) for x in (found.source, *found.beside) for branch in found.relays or ((),))))  # "X accused Y, Alfa reported"
        own_words = "speech" in ontologies.flags(m.concept) and (
            speaker in {p.known.name for p in actors} or any(is_own_body(self.resolve(found.source), p.known) for p in actors))
        return Sources() if own_words and all(len(path) < 2 for path in graph.paths) else graph

    def _is_nobody(self, a: Argument) -> bool:
        """Whether nobody is said to have said it ("no group has claimed the kidnapping")."""
        none = self.tables.grammar.get("negative_determiners", ())
        return any(c.form.lower() in none for c in self.sentences[a.sentence].children(a.head, "det"))

    def chain(self, a: Attribution) -> Sources:
        """Who heard it from whom, under the fullest names of the article."""
        if a.source.rule == NOBODY:
            return Sources()
        return sources.renamed(sources.sources(a, self.resolve, self.media, self.speech, self._outlet), self.fullest)

    @cached_property
    def _outlet(self) -> str | None:
        """The article's medium, under its name in the table where it has one."""
        own = medium(self.article.outlet or "", self.media, self.speech)
        return own["name"] if own else self.article.outlet

    def resolve(self, a: Argument) -> Known:
        """What the words of a source or party stand for, looked up once."""
        at = (a.sentence, a.head, a.span)
        if at not in self._resolved:
            self._resolved[at] = self._found(a)
        return self._resolved[at]

    def _found(self, a: Argument) -> Known:
        if a.rule == NOBODY:
            return Known("", None, None, "nobody is named", kind="unnamed", score=0.0)
        s = self.sentences[a.sentence]
        found, words = self.actors.known(s, a.head), asked.inside(s, a.span)
        if words and (found is None or found.why.endswith(SETTING)):  # "British defence minister": the head knows more than its compound
            found = self.actors.known(s, asked.top(words).i) or found
        return found or Known(a.span.text, None, None, "words as they stand", kind="unnamed", score=0.3)

    def _is_where(self, i: int, token: int, key: str) -> bool:
        """ "detenuto a Silivri": whether a name of one word, of which nothing else is told, stands behind a preposition and nowhere else."""
        before = self.sentences[i].tokens[token - 1] if token else None
        once = sum(k == key for _, _, k in self.actors.mentions) == 1
        return once and before is not None and before.upos == "ADP" and " " not in self.actors.people[key].name and not self.actors.people[key].roles

    def _is_definite(self, a: Argument) -> bool:
        """Whether an article, a pronoun or an owner stands with a phrase, and no "un" and no "another"."""
        s = self.sentences[a.sentence]
        dets = [c for c in s.children(a.head, "det", "nmod:poss", "det:poss") if c.i <= a.head]
        dets += [c for c in s.children(a.head, "case") if c.feats.get("PronType") == "Art" or " " in c.lemma]  # "dal porporato"
        return bool(dets) and not any(c.feats.get("Definite") == "Ind" or c.form.lower() in self.speech.get("others", ()) for c in dets)

    def _gender(self, a: Argument) -> str | None:
        """The gender of a description, by its own form."""
        told = {"Masc": "masculine", "Fem": "feminine"}.get(self.sentences[a.sentence].tokens[a.head].feats.get("Gender", ""))
        return gender_of(self.sentences[a.sentence], a.head, self.speech) or told

    def _is_singular(self, a: Argument) -> bool:
        """Whether a phrase is not of several."""
        return self.sentences[a.sentence].tokens[a.head].feats.get("Number") != "Plur"

    def _answers(self, a: Attribution) -> bool:
        """Whether the verb of an attribution is one of replying, in the sentence of its speaker."""
        verbs = self.speech.get("answering", ())
        return any(t.lemma.lower() in verbs for t in self.sentences[a.source.sentence].tokens if a.cue.start <= t.start < a.cue.end)

    def _is_owned(self, a: Argument) -> bool:
        """Whether "his" or "her" stands with a phrase."""
        return any(c.feats.get("Poss") == "Yes" for c in self.sentences[a.sentence].children(a.head) if c.i < a.head)

    def _is_told_of(self, a: Argument) -> bool:
        """Whether no "un" stands with a phrase."""
        return not any(c.feats.get("Definite") == "Ind" for c in self.sentences[a.sentence].children(a.head, "det") if c.i <= a.head)
