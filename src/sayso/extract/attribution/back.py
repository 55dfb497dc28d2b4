"""Rules that see a sentence point back to what was said before: "A riferirlo è X", "Lo riferisce X", "La notizia è di X".

Each takes a :class:`Scene` (one sentence) and yields attributions; :data:`RULES` of :mod:`sayso.extract.attribution` runs them in order.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sayso.extract.attribution.before import before_in_sentence, follows_quotation, previous
from sayso.extract.attribution.content import clause
from sayso.extract.attribution.party import is_party
from sayso.extract.attribution.phrases import Phrase, argument, name_at, phrase_at
from sayso.extract.attribution.rules import also_told_by, cue_span, is_participle, made
from sayso.extract.attribution.speaker import after_preposition, speaker, subject_after, subject_in_tree
from sayso.extract.attribution.story import REACH, Cue, Scene, trimmed
from sayso.extract.attribution.words import DASHES, Lexis, is_finite, low
from sayso.model import Argument, Attribution, Sentence, Span, Token

OPENING = 3  # words within which a back reference opens its sentence


def back_infinitive(scene: Scene) -> Iterator[Attribution]:
    """ "A riferirlo è un comunicato di X", "A darne notizia è stata l'agenzia X": what was said right before."""
    s, lexis = scene.s, scene.lexis
    for i in _starts(scene):
        verb = s.tokens[i + 1]
        if not (s.tokens[i].upos == "ADP" and lexis.has("back_prepositions", s.tokens[i]) and _points_back(scene, verb.i)):
            continue
        k = _behind_insertion(scene, i + 2 + lexis.has("so", s.tokens[i + 2]))
        while k < min(i + 16, len(s.tokens)) and (_leads_to_subject(lexis, s.tokens[k]) or _is_its_article(s, k, lexis)):
            k = _behind_hearer(scene, k + 1)
        p = phrase_at(s, k, lexis)
        said = (before_in_sentence(scene, i) if i > OPENING else []) or previous(scene)
        if p and said:
            scene.taken.add(verb.i)
            found = made(scene, argument(s, p, "subject_after"), s.span(i, k), said, "back_infinitive")
            yield _told_first(scene, found) if any(lexis.has("first_of_two", t) for t in s.tokens[verb.i + 1 : k]) else found


def cleft_back(scene: Scene) -> Iterator[Attribution]:
    """ "È stata l'Ansa a darne notizia", "È il prefetto a riferirlo": a form of "be", who it is, and an infinitive that points back."""
    s, lexis = scene.s, scene.lexis
    k = next((t.i for t in s.tokens[:OPENING] if t.upos not in {"ADV", "CCONJ", "PUNCT"}), 0)
    if s.is_heading or not s.tokens or not lexis.has("be", s.tokens[k]) or scene.quoted[k] >= 0:
        return
    while k < len(s.tokens) - 3 and (s.tokens[k].upos in {"AUX", "ADV"} or lexis.has("be", s.tokens[k])):
        k += 1
    p = phrase_at(s, k, lexis)
    i = next((t.i for t in s.tokens[p.last : p.last + 2] if t.upos == "ADP" and lexis.has("back_prepositions", t)), None) if p else None
    if p is None or i is None or i + 1 >= len(s.tokens) or not _points_back(scene, i + 1):
        return
    if not (is_party(scene, p) or name_at(s, p.head) or lexis.has("pronouns", s.tokens[p.head])):
        return
    said = previous(scene)
    if said:
        scene.taken.add(i + 1)
        yield made(scene, argument(s, p, "subject_after"), s.span(i, i + 2), said, "cleft_back")


def _told_first(scene: Scene, a: Attribution) -> Attribution:
    """ "La notizia è della Alfa. A darla per prima era stata la Beta": what the one before passed on, the first one had told."""
    last = scene.found[-1] if scene.found else None
    passed_on = last is not None and all(c == last.cue or c.overlaps(last.cue) for c in a.content) and last.source.sentence < scene.s.i
    if last is None or not passed_on:
        return a
    return replace(a, content=last.content, relays=((replace(last.source, rule="passed_on_by"),),), speech=last.speech)


def _starts(scene: Scene) -> Iterator[int]:
    """Where "a riferirlo è X" may begin: with the sentence, or behind a colon or semicolon."""
    tokens = scene.s.tokens
    yield from range(min(OPENING, len(tokens) - 2))
    yield from (t.i + 1 for t in tokens[OPENING : len(tokens) - 3] if t.form in {":", ";"} and scene.quoted[t.i] < 0)


def _behind_insertion(scene: Scene, k: int) -> int:
    """ "A raccontarlo, al telefono con X, è …": the token behind the commas, where a form of "be" stands."""
    s = scene.s
    if k < len(s.tokens) and (s.tokens[k].form == "," or s.tokens[k].upos == "ADP"):
        comma = next((t.i for t in s.tokens[k + 1 : k + 12] if scene.lexis.has("be", t) and s.tokens[t.i - 1].form == ","), None)
        to = phrase_at(s, k + 1, scene.lexis, appositions=False) if comma is None and s.tokens[k].upos == "ADP" else None
        told = to is not None and to.last < len(s.tokens) and scene.lexis.has("be", s.tokens[to.last])  # "A confermarlo all'Ansa è X"
        return comma if comma is not None else to.last if to is not None and told else k
    return k


def _behind_hearer(scene: Scene, k: int) -> int:
    """ "A darne conferma *all'Ansa* è X": the token behind whom it was told to, where "be" stands."""
    s = scene.s
    to = k + 2 < len(s.tokens) and s.tokens[k].upos == "ADP" and scene.lexis.has("to", s.tokens[k])
    p = phrase_at(s, k + 1, scene.lexis, appositions=False) if to else None
    return p.last if p is not None and p.last < len(s.tokens) and scene.lexis.has("be", s.tokens[p.last]) else k


def _leads_to_subject(lexis: Lexis, t: Token) -> bool:
    """What may stand between "a renderlo" and who does it: "noto è stato", "la notizia è", "per primo è stato"."""
    if lexis.has("per", t):
        return True
    told = any(lexis.has(n, t) for n in ("news", "matters", "given_account")) or (t.upos == "NOUN" and lexis.has("noun_say", t))
    return t.upos in {"AUX", "ADJ", "ADV", "NUM"} or t.form == "," or lexis.has("be", t) or told


def _is_its_article(s: Sentence, k: int, lexis: Lexis) -> bool:
    """ "a rilanciare *la* notizia" """
    behind = next((t for t in s.tokens[k + 1 : k + 4] if t.upos not in {"ADJ", "NUM"}), None)
    return s.tokens[k].upos == "DET" and behind is not None and any(lexis.has(n, behind) for n in ("news", "matters", "noun_say"))


def _points_back(scene: Scene, i: int) -> bool:
    """An infinitive of saying with a pronoun at its end ("riferirlo") or a word for news behind it ("dare la notizia")."""
    s, lexis = scene.s, scene.lexis
    t = s.tokens[i]
    form = low(t.form)
    if i + 1 < len(s.tokens) and lexis.has("so", s.tokens[i + 1]):
        return t.upos == "VERB"  # "a parlare così è stata X"
    if lexis.has("speaking", t) and i + 1 < len(s.tokens) and (lexis.has("be", s.tokens[i + 1]) or s.tokens[i + 1].form == ","):
        return not any(x.form == ":" or lexis.has("that", x) for x in s.tokens[i:]) and s.tokens[i + 1].upos != "VERB"  # "A parlare è X."
    clitic = any(form.endswith(e) and len(form) > len(e) + 2 for e in lexis.sets["clitic_endings"])
    says = lexis.has("relay", t) or bool(lexis.verbs.get(t.lemma.lower(), frozenset()) & lexis.sets["takes_back"])
    phrase = t.lemma.lower() in lexis.patterns["phrases"]
    news = any(lexis.has("news", x) for x in s.tokens[i + 1 : i + 3])
    given = any(lexis.has(n, t) for n in ("gives", "renders", "made_by")) and any(
        lexis.has(n, x) for x in s.tokens[i + 1 : i + 5] for n in ("matters", "noun_say", "news"))
    told = says and not clitic and _names_matter(scene, i + 1)
    return (clitic and (says or phrase or lexis.has("gives", t) or lexis.has("made_by", t))) or ((says or phrase) and news) or given or told


def _names_matter(scene: Scene, i: int) -> bool:
    """ "A sostenere *entrambe le cose* è X": a definite noun for what was told before, and "be" right behind it."""
    s, lexis = scene.s, scene.lexis
    noun = next((t for t in s.tokens[i : i + 4] if t.upos == "NOUN"), None)
    small = noun is not None and all(t.upos in {"DET", "ADJ", "NUM", "PRON"} for t in s.tokens[i : noun.i])
    definite = noun is not None and any(c.feats.get("Definite") != "Ind" for c in s.children(noun.i, "det"))
    return noun is not None and small and definite and lexis.has("matters", noun) and lexis.has("be", s.tokens[noun.i + 1])


def back_pronoun(scene: Scene) -> Iterator[Attribution]:
    """ "Lo riferisce l'agenzia X", "…, lo ha detto X": what stands before, in the sentence or before it."""
    s = scene.s
    for cue in scene.free_cues():
        quoting = "quote_verb" in cue.classes and follows_quotation(scene)
        if not cue.backward or not (quoting or cue.classes & scene.lexis.sets["takes_back"]) or scene.quoted[cue.verb] >= 0:
            continue
        fronted = _fronted_clause(scene, cue)
        said = fronted or before_in_sentence(scene, cue.first) or previous(scene)
        source = speaker(scene, cue) if said and not _says_more(scene, cue) else None
        if source is not None and source.sentence == s.i and source.head < cue.first and (
                _is_what_was_said(scene, s.tokens[source.head]) or any(c.overlaps(source.span) for c in fronted)):
            source = next(subject_after(scene, cue), None)  # "questo dettaglio lo riporta la Alfa"
        pressed = source is not None and source.rule == "relative_antecedent" and cue.classes <= {"quip", "quote_verb"}  # "che la incalzava"
        if source is not None and (source.rule != "dropped_subject" or _is_told_of_only(scene, source)) and not pressed:
            scene.taken.add(cue.verb)
            yield made(scene, source, cue_span(s, cue), said, "back_pronoun")


def _is_told_of_only(scene: Scene, source: Argument) -> bool:
    """ "Il premier X non si ricandiderà. Lo ha annunciato ad Alfa": whether whoever the sentence before is about has said nothing yet."""
    k = scene.story.place[scene.s.i] - 1
    here = k >= 0 and scene.story.sentences[k].i == source.sentence
    name = name_at(scene.story.sentences[k], source.head) if here else None
    speaks = here and (name.label in {"PER", "ORG"} if name is not None else scene.lexis.speaks(scene.story.sentences[k].tokens[source.head]))
    return speaks and not any(a.source.sentence == source.sentence for a in scene.found[-REACH:])


def _fronted_clause(scene: Scene, cue: Cue) -> list[Span]:
    """ "Che il ministro sia stato avvertito lo sostiene X": the clause that opens the sentence and that a pronoun takes up."""
    s = scene.s
    opens = cue.first > OPENING and s.tokens[0].upos in {"SCONJ", "PRON"} and scene.lexis.has("that", s.tokens[0]) and scene.quoted[0] < 0
    said = trimmed(s, s.tokens[1].start, s.tokens[cue.first].start) if opens and any(is_finite(t) for t in s.tokens[1 : cue.first]) else None
    return [said] if said else []


def _is_what_was_said(scene: Scene, t: Token) -> bool:
    return t.upos == "NOUN" and any(scene.lexis.has(name, t) for name in ("matters", "news", "said_words"))


def _says_more(scene: Scene, cue: Cue) -> bool:
    """Whether a clause or a quotation follows, so that the pronoun is not all that is said."""
    objects = list(scene.s.children(cue.verb, "obj"))
    parts = any(scene.lexis.has(name, c) for c in objects for name in ("said_words", "documents"))
    parts = parts or any(c.upos == "NUM" or scene.s.has(c.i, "nummod") for c in objects if c.i >= cue.last)  # "ne ammette dodici"
    tokens = scene.s.tokens[cue.last : cue.last + 12]
    relative = next((t.i for t in tokens if t.upos == "PRON" and scene.lexis.has("who", t)), cue.last + 12)  # "…, che parlano di «colpo basso»"
    return parts or bool(clause(scene, cue)) or any(q >= 0 for q in scene.quoted[cue.last : relative])


def back_news(scene: Scene) -> Iterator[Attribution]:
    """ "La notizia è stata confermata da X", "Il ministero ha confermato la notizia"."""
    s, lexis = scene.s, scene.lexis
    for cue in scene.free_cues():
        relation = "nsubj:pass" if cue.passive else "obj"
        here = s.tokens[cue.verb].base == "conj"  # "aired the talk and repeated it"
        news = [c for c in s.children(cue.verb, relation) if lexis.has("news", c) or (c.upos == "PRON" and not here and lexis.has("back_objects", c)
                                                                                    and s.tokens[cue.verb].deprel != "acl:relcl")]
        if cue.negated or not cue.classes & lexis.sets["takes_back"] or "deny" in cue.classes or scene.quoted[cue.verb] >= 0:
            continue
        if not news or len(s.subtree(news[0].i)) > 3:
            continue
        if lexis.has("puts_at", s.tokens[cue.verb]) and any(lexis.has("figure_at", t) for t in s.tokens[cue.last : cue.last + REACH]):
            continue  # "put the toll at 20": a figure of its own
        source, said = speaker(scene, cue), _behind_colon_of(scene, news[0]) or previous(scene)
        if source is not None and said and source.rule != "dropped_subject":
            scene.taken.add(cue.verb)
            found = made(scene, source, s.span(min(news[0].i, cue.first), max(news[0].i + 1, cue.last)), said, "back_news")
            yield also_told_by(scene, cue, found)


def _behind_colon_of(scene: Scene, news: Token) -> list[Span]:
    """ "SVT confirmed one detail, citing X: an ambulance was called": the clause behind a colon, where the noun before it is one of several."""
    s = scene.s
    colon = next((t.i for t in s.tokens[news.i : -2] if t.form == ":" and scene.quoted[t.i] < 0), None)
    if colon is None or not s.has(news.i, "nummod") or not any(is_finite(t) for t in s.tokens[colon:]):
        return []
    said = trimmed(s, s.tokens[colon].end, s.end)
    return [said] if said is not None else []


def news_denied(scene: Scene) -> Iterator[Attribution]:
    """ "La voce, messa in giro da Alfa, è stata smentita dal ministro": what was said right before is the medium's, the denial is not."""
    s, lexis = scene.s, scene.lexis
    noun = next((t for t in s.tokens[1:OPENING] if t.upos == "NOUN" and any(lexis.has(n, t) for n in ("news", "noun_say"))), None)
    if noun is None or s.is_heading or not noun.base.startswith("nsubj") or "deny" not in lexis.verbs.get(s.tokens[noun.head].lemma.lower(), ()):
        return
    for t in s.children(noun.i, "acl"):
        source = next(after_preposition(scene, t.i + 1, "by", "words_denied", REACH), None) if t.i < s.tokens[noun.head].i else None
        press = source is not None and any(s.span(g.first, g.last).overlaps(source.span) for g in scene.story.press.groups.get(s.i, ()))
        said = previous(scene) if press else []
        if source is not None and said and not any(c.overlaps(said[-1]) for a in scene.found[-REACH:] for c in a.content):
            yield made(scene, source, s.span(t.i, t.i + 1), said, "news_denied")
            return


def back_words(scene: Scene) -> Iterator[Attribution]:
    """ "Con queste parole il presidente …", "È quanto riferisce X", "Queste le parole di X"."""
    s, lexis = scene.s, scene.lexis
    starts = (0, *(t.i + 1 for t in s.tokens[OPENING:-OPENING] if t.form in DASHES | {":", ";"} and scene.quoted[t.i] < 0))
    opens = [(first, end) for first in starts for i in range(first, min(first + 4, len(s.tokens))) if (end := lexis.match("back_words", s, i))
             and all(t.upos in {"PRON", "ADV", "PUNCT", "AUX", "CCONJ"} for t in s.tokens[first:i])]
    first, last = next(iter(opens), (0, 0))
    said = [] if not opens else before_in_sentence(scene, first) if first else previous(scene)
    source = next(_after_back_words(scene, last), None) if said else None
    if source is not None:
        scene.taken.update(c.verb for c in scene.cues if first <= c.verb <= last + 4)
        scene.used_quotes.update(q for q in scene.quoted[:first] if q >= 0)
        yield made(scene, source, s.span(first, last), said, "back_words")


def words_are_of(scene: Scene) -> Iterator[Attribution]:
    """ "La voce è quella di X", "L'annuncio viene dalla premier X", "Il bilancio è del ministero": whose what was said before is."""
    s, lexis = scene.s, scene.lexis
    noun = next((t for t in s.tokens[:8] if t.upos == "NOUN" and lexis.has_any(("said_words", "noun_say", "news"), t)), None)
    if noun is None or s.is_heading or any(t.upos == "VERB" or lexis.has("of", t) for t in s.tokens[: noun.i]):
        return
    k = noun.i + 1
    while k < min(noun.i + REACH, len(s.tokens)) and s.tokens[k].upos in {"ADJ", "CCONJ", "DET", "NOUN"}:
        k += 1  # "sia la promessa sia la riserva"
    first = k
    while k < min(first + REACH, len(s.tokens) - 1) and (s.tokens[k].upos in {"AUX", "ADV"} or lexis.has("be", s.tokens[k])
                                                         or lexis.has("comes_from", s.tokens[k])):
        k += 1
    if k == first or not (lexis.has("of", s.tokens[k]) or lexis.has("by", s.tokens[k])):
        return
    p, said = phrase_at(s, k + 1, lexis), previous(scene)
    p = (_whose_occasion(scene, p) or p) if p is not None else None
    if p and said and (is_party(scene, p) or name_at(s, p.head)):
        yield made(scene, argument(s, p, "owner_of_words"), s.span(noun.i, noun.i + 1), said, "words_are_of")


def _whose_occasion(scene: Scene, p: Phrase) -> Phrase | None:
    """ "le notizie vengono dalla conferenza stampa di X": whose the occasion is."""
    s, lexis = scene.s, scene.lexis
    noun = next((t for t in s.tokens[p.first : p.last] if t.upos == "NOUN"), None)
    if noun is None or is_party(scene, p) or not (lexis.mediums_at(s, noun.i) or lexis.has("interviews", noun) or lexis.has("said_words", noun)):
        return None
    of = next((t.i for t in s.tokens[noun.i + 1 : p.last] if t.upos == "ADP" and lexis.has("of", t)), None)
    return phrase_at(s, of + 1, lexis) if of is not None else None


def _after_back_words(scene: Scene, last: int) -> Iterator[Argument]:
    s, lexis = scene.s, scene.lexis
    if lexis.has("of", s.tokens[last - 1]):
        p = phrase_at(s, last, lexis)
        if p and (is_party(scene, p) or name_at(s, p.head)):
            yield argument(s, p, "owner_of_words")
        return
    if last < len(s.tokens) and is_participle(s.tokens[last]):
        yield from after_preposition(scene, last + 1, "by", "passive_agent")
    cue = next((c for c in scene.cues if last <= c.verb <= last + 4), None)
    if cue is not None:
        found = speaker(scene, cue)
        if found is not None:
            yield found
    verb = next((t for t in s.tokens[last:] if t.upos == "VERB"), None)
    if verb is not None:
        as_cue = Cue(verb.i, verb.i, verb.i + 1, frozenset(), True)
        yield from subject_in_tree(scene, as_cue)
        yield from subject_after(scene, as_cue)
    p = phrase_at(s, last, lexis) if lexis.has("be", s.tokens[last - 1]) else None
    if p:
        yield argument(s, p, "subject_after")
