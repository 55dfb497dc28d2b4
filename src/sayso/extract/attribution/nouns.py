"""Words that somebody gave: a noun of saying goes in, whose words they are and what they tell comes out.

"Il racconto fatto alla Bbc da un consigliere è diverso: due villaggi …" → the adviser, what stands behind the colon. Whose a noun is can
be told in five ways (:data:`OWNERS`), what it tells in four (:data:`TOLD`); any of the one goes with any of the other. Rules that see more
special shapes run first; this one looks only at sentences in which nobody was seen to speak.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sayso.extract.attribution.before import previous
from sayso.extract.attribution.party import is_party
from sayso.extract.attribution.phrases import Phrase, argument, name_at, phrase_around, phrase_at, possessor_phrase
from sayso.extract.attribution.rules import made
from sayso.extract.attribution.statements import is_anothers, of_noun, said_by_noun
from sayso.extract.attribution.story import REACH, Scene, trimmed
from sayso.extract.attribution.words import Lexis, is_finite, low
from sayso.model import Attribution, Sentence, Span, Token

WORDS = ("noun_say", "said_words", "documents", "news")
MADE = ("made_by", "gives", "signed", "issuing", "takes_on")  # verbs of whoever words, a document or a promise are of
OPENS = 8  # words from the start within which a noun may speak of the sentence before


def words_given(scene: Scene) -> Iterator[Attribution]:
    """ "La smentita arriva dal ministero: «…»", "An adviser gave Le Monde a different account: …", "Le frasi sono di X"."""
    s = scene.s
    if s.is_heading or s.field == "title":
        return
    for noun in s.tokens:
        if noun.upos != "NOUN" or scene.quoted[noun.i] >= 0:
            continue
        words = scene.lexis.has_any(WORDS, noun) or _is_given(scene, noun)
        if not (words or scene.lexis.has("interviews", noun)) or scene.lexis.has("devices", noun):
            continue
        if any(scene.lexis.has("none", c) for c in s.children(noun.i, "det")):
            continue
        owner = next((p for whose in OWNERS for p in [whose(scene, noun)] if p and _may_own(scene, p)), None)
        ways = TOLD if words else () if owner and _is_press(scene, owner) else (behind_colon, opened_so)  # "un'intervista di X alla Bbc: «…»"
        said = next((found for told in ways for found in [told(scene, noun)] if found), []) if owner else []
        source = argument(s, owner, "owner_of_noun") if owner else None
        if source is None or not said or any(x.overlaps(source.span) for x in said if x != s.whole) or _is_told(scene, said):
            continue
        if _colon(s, scene) is not None and not any(c.end > s.tokens[_colon(s, scene) or 0].start for c in said):
            said = [*said, *behind_colon(scene, noun)]  # "La conferma del raid arriva da X: «…»"
        yield made(scene, source, s.span(noun.i, noun.i + 1), said, "words_given")
        return


def _is_given(scene: Scene, noun: Token) -> bool:
    """ "The date was given by his lawyer": a word for what was told, as the subject of a verb of giving."""
    return noun.base == "nsubj" and scene.lexis.has("matters", noun) and scene.lexis.has("gives", scene.s.tokens[noun.head])


def _may_own(scene: Scene, p: Phrase) -> bool:
    name = name_at(scene.s, p.head)
    if scene.lexis.noun("documents", scene.s.tokens[p.head]) and any(t.feats.get("Poss") for t in scene.s.tokens[p.first : p.head]):
        return False  # "dalla sua pagina"
    if scene.s.tokens[p.head].deprel == "nmod:poss":
        return True
    return is_party(scene, p) or (name is None and scene.s.tokens[p.head].upos == "PROPN")  # no mere place


def _is_press(scene: Scene, p: Phrase) -> bool:
    groups = scene.story.press.groups.get(scene.s.i, ())
    return scene.lexis.noun("media_words", scene.s.tokens[p.head]) or any(g.first < p.last and p.first < g.last for g in groups)


def _is_told(scene: Scene, said: list[Span]) -> bool:
    """Whether somebody else is known already to say this, or to speak in this sentence."""
    return any(a.source.sentence == scene.s.i and a.cue.field == scene.s.field for a in scene.found[-REACH:]) or any(
        c.overlaps(x) for a in scene.found[-REACH:] for c in a.content for x in said)


# ------------------------------------------------------------------ whose words they are


def behind_of(scene: Scene, noun: Token) -> Phrase | None:
    """ "la ricostruzione della polizia", "il post su Telegram del portavoce": a complement, behind another one where need be."""
    s, lexis = scene.s, scene.lexis
    near = of_noun(scene, noun.i)
    if near is not None:
        return near
    k = noun.i + 1
    while k + 2 < len(s.tokens) and (s.tokens[k].upos == "ADJ" or (s.tokens[k].upos == "ADP" and lexis.mediums_at(s, k + 1))):
        k += 1 if s.tokens[k].upos == "ADJ" else 2
    return phrase_at(s, k + 1, lexis) if k > noun.i + 1 and s.tokens[k].upos == "ADP" and lexis.has("of", s.tokens[k]) else None


def given_by(scene: Scene, noun: Token) -> Phrase | None:
    """ "il bilancio fornito alla Dpa dall'ospedale", "an account given to AFP by a guard": the agent of a participle of giving."""
    s, lexis = scene.s, scene.lexis
    near = list(s.tokens[noun.i + 1 : noun.i + 4])
    if behind_of(scene, noun) is None:
        near += s.children(noun.i, "acl")  # "the complaint that …, voiced by survivors"
    made_here = next((t for t in near if any(lexis.has(name, t) for name in MADE)), None)
    by = None if made_here is None else _agent(scene, made_here.i + 1)
    only_issued = made_here is not None and not any(lexis.has(name, made_here) for name in MADE if name != "issuing")
    return None if by is not None and only_issued and _is_press(scene, by) else by


def comes_from(scene: Scene, noun: Token) -> Phrase | None:
    """ "La notizia è stata data da X", "Il commento è di X", "The news came from X": behind the verb of the noun."""
    s, lexis = scene.s, scene.lexis
    verb = s.tokens[noun.head]
    be = s.tokens[noun.i + 1] if noun.i + 3 < len(s.tokens) else noun
    if noun.base == "nsubj" and lexis.has("be", be) and lexis.has("of", s.tokens[be.i + 1]) and s.tokens[be.i + 1].upos == "ADP":
        return phrase_at(s, be.i + 2, lexis)  # "la conferma è della polizia", wherever the tree hangs it
    if noun.base != "nsubj" or (verb.i < noun.i and not lexis.has("comes_from", verb)):
        return None
    signed = next((c for c in s.children(verb.i, "obj") if lexis.has("signature", c)), None)
    if signed is not None:  # "l'annuncio porta la firma di X"
        return of_noun(scene, signed.i)
    predicate = next((c for c in s.children(verb.i, "case")), None)
    if any(True for _ in s.children(verb.i, "cop")) and predicate is not None and (lexis.has("of", predicate) or lexis.has("by", predicate)):
        return phrase_at(s, predicate.i + 1, lexis)
    if lexis.has("appears", verb):
        return _where_it_appeared(scene, verb.i)
    if lexis.has("comes_from", verb) or lexis.has("made_by", verb) or lexis.has("gives", verb):
        return _agent(scene, verb.i + 1) or _agent(scene, 0, noun.i)
    return None


def _where_it_appeared(scene: Scene, verb: int) -> Phrase | None:
    """ "The report first appeared in Alfa": the medium behind the verb."""
    s = scene.s
    near = (g for g in scene.story.press.groups.get(s.i, ()) if verb < g.first <= verb + OPENS)
    group = next((g for g in near if s.tokens[g.first - 1].upos in {"ADP", "DET"}), None)
    return phrase_at(s, group.first, scene.lexis, appositions=False) if group is not None else None


def fronted(scene: Scene, noun: Token) -> Phrase | None:
    """ "È di X la frase", "Dello stesso X, …, la frase": the complement that opens the sentence."""
    s, lexis = scene.s, scene.lexis
    k = next((t.i for t in s.tokens[:3] if t.upos == "ADP"), None)
    opens = k is not None and all(lexis.has("be", t) or lexis.has("comes_from", t) or t.upos in {"ADV", "PUNCT"} for t in s.tokens[:k])
    if k is None or not opens or not (lexis.has("of", s.tokens[k]) or lexis.has("by", s.tokens[k])):
        return None
    p = phrase_at(s, k + 1, lexis)
    plain = p is not None and not any(is_finite(t) and t.upos == "VERB" for t in s.tokens[p.last : noun.i])
    return p if p is not None and plain and p.last <= noun.i else None


def giver(scene: Scene, noun: Token) -> Phrase | None:
    """ "An adviser gave Le Monde a different account", "Mosca ha affidato il commento alla Tass": the subject of a verb of giving."""
    s, lexis = scene.s, scene.lexis
    verb = s.tokens[noun.head]
    if noun.base != "obj" or not (lexis.has("gives", verb) or lexis.has("issuing", verb)):
        return None
    subject = next((c for c in s.children(verb.i, "nsubj") if c.i < verb.i), None)
    return phrase_around(s, subject.i, lexis) if subject is not None else None


def _agent(scene: Scene, start: int, stop: int | None = None) -> Phrase | None:
    """The party behind the next "da", "by" or "from", over whoever it was given to."""
    s, lexis = scene.s, scene.lexis
    for t in s.tokens[start : min(start + REACH, stop or len(s.tokens) - 1)]:
        if t.form in {":", ".", ";", ","} or (is_finite(t) and t.i > start):
            return None
        if t.upos == "ADP" and (lexis.has("by", t) or lexis.has("issued_by", t)):
            return phrase_at(s, t.i + 1, lexis)
    return None


def relative_giver(scene: Scene, noun: Token) -> Phrase | None:
    """ "il racconto che il pescatore ha fatto alla Bbc", "la versione che ne ha dato X": the subject of a clause of giving that hangs on the noun."""
    s, lexis = scene.s, scene.lexis
    for t in (s.tokens[k] for k in s.subtree(noun.i)):
        above = (t.head, s.tokens[t.head].head, s.tokens[s.tokens[t.head].head].head)
        near = t.deprel == "acl:relcl" and noun.i in above  # "la minaccia di un blocco a oltranza, che X ha formulato"
        gives = near and any(lexis.has(name, t) for name in (*MADE, "renders"))
        subject = next((c for c in s.children(t.i, "nsubj") if not lexis.has("who", c)), None) if gives else None
        if subject is not None:
            return phrase_around(s, subject.i, lexis)
    return None


def possessor(scene: Scene, noun: Token) -> Phrase | None:
    """ "Silva's admission that …", "his boast of …": who stands before a noun of saying as its owner."""
    s, lexis = scene.s, scene.lexis
    c = next((c for c in s.children(noun.i, "nmod:poss") if c.i < noun.i), None)
    if c is None or not any(lexis.has(name, noun) for name in ("noun_say", "said_words")):
        return None
    return possessor_phrase(s, c)


def taken_up(scene: Scene, noun: Token) -> Phrase | None:
    """ "La minaccia di chiudere il valico l'ha fatta X": the subject behind a verb of giving that takes the noun up with a pronoun."""
    s, lexis = scene.s, scene.lexis
    verb = s.tokens[noun.head]
    given = verb.i > noun.i and verb.upos == "VERB" and any(lexis.has(name, verb) for name in ("gives", "made_by", "renders"))
    pronoun = given and any(low(t.form) in lexis.sets["it"] and t.upos in {"PRON", "DET"} for t in s.tokens[max(noun.i + 1, verb.i - 3) : verb.i])
    return phrase_at(s, verb.i + 1, lexis) if pronoun else None


OWNERS: tuple[Callable[[Scene, Token], Phrase | None], ...] = (taken_up, given_by, comes_from, fronted, behind_of, possessor, giver,
                                                                      relative_giver)


# ------------------------------------------------------------------ what they tell


def behind_noun(scene: Scene, noun: Token) -> list[Span]:
    """ "la garanzia di X che …", "la denuncia di X di attacchi": a clause or a matter behind the noun and its owner."""
    owner = behind_of(scene, noun) or given_by(scene, noun)
    if owner is None or not scene.lexis.has("noun_say", noun):
        return []
    return list(said_by_noun(scene, noun.i, owner))


def clause_of(scene: Scene, noun: Token) -> list[Span]:
    """ "Word that the navy had fired came from X", "Silva's admission that …": the clause that hangs on the noun itself."""
    s, lexis = scene.s, scene.lexis
    if not any(lexis.has(name, noun) for name in ("noun_say", "said_words", "news")):
        return []
    for c in s.children(noun.i, "acl", "ccomp"):
        mark = next((m for m in s.children(c.i) if noun.i < m.i < c.i and _opens(lexis, m)), None)
        if mark is None or (mark.upos == "PRON" and not _is_whole(s, c, mark)):
            continue
        span = trimmed(s, s.tokens[mark.i + lexis.has("that", mark)].start, s.tokens[max(s.subtree(c.i))].end)
        return [span] if span else []
    return []


def _opens(lexis: Lexis, t: Token) -> bool:
    """Whether a word opens what a noun tells: "that", "to do", "of doing"."""
    return lexis.has("that", t) or (t.base == "mark" and (lexis.has("to_do", t) or lexis.has("of", t)))


def _is_whole(s: Sentence, verb: Token, that: Token) -> bool:
    """Whether a clause behind a "that" tagged as a pronoun lacks nothing, so that it is no relative one ("the complaint that nobody helped them")."""
    return that.base != "nsubj" and any(c.i != that.i and c.base == "obj" for c in s.children(verb.i))


def matter_of(scene: Scene, noun: Token) -> list[Span]:
    """ "Confirmation of the minister's resignation came from X": the matter of a noun whose owner is told elsewhere."""
    s, lexis = scene.s, scene.lexis
    c = next((c for c in s.children(noun.i, "nmod") if any(lexis.has("of", k) for k in s.children(c.i, "case"))), None)
    if c is None or not any(lexis.has(k, noun) for k in ("noun_say", "news")) or not (comes_from(scene, noun) or given_by(scene, noun)):
        return []
    words = [k for k in s.subtree(c.i) if s.tokens[k].base != "case" or s.tokens[k].head != c.i]
    span = trimmed(s, s.tokens[words[0]].start, s.tokens[words[-1]].end)
    return [span] if span else []


def is_that(scene: Scene, noun: Token) -> list[Span]:
    """ "His words were that …", "Their version is: …": the clause or quotation that a noun of saying is said to be."""
    s, lexis = scene.s, scene.lexis
    verb = s.tokens[noun.head]
    be = next((t for t in s.tokens[noun.i + 1 :] if lexis.has("be", t) and is_finite(t)), None)
    if noun.base != "nsubj" or be is None or be.i > noun.i + REACH + 3 or verb.i < be.i or be.i + 2 >= len(s.tokens):
        return []
    k = be.i + 1 + (s.tokens[be.i + 1].upos in {"PRON", "DET"} and lexis.has("comes_from", s.tokens[be.i + 1]))  # "è quella di …"
    infinitive = lexis.has("to_do", s.tokens[k]) and k + 1 < len(s.tokens) and s.tokens[k + 1].feats.get("VerbForm") == "Inf"
    if infinitive or (lexis.has("that", s.tokens[k]) and s.tokens[k].upos == "SCONJ"):
        span = trimmed(s, s.tokens[k + 1].start, s.end)
        return _free(scene, span)
    quoted = next((q for q in scene.quoted[k : k + 3] if q >= 0), None)
    return list(scene.story.quote(quoted)) if quoted is not None and quoted not in scene.used_quotes else []


def clause_behind(scene: Scene, noun: Token) -> list[Span]:
    """ "Arriva dal Cremlino la notizia che si vota": a clause right behind the noun, whose owner stands elsewhere."""
    s, lexis = scene.s, scene.lexis
    k = noun.i + 1
    if k >= len(s.tokens) - 2 or not lexis.has("noun_say", noun) or not lexis.has("that", s.tokens[k]) or s.tokens[k].base in {"nsubj", "obj"}:
        return []
    said = trimmed(s, s.tokens[k].end, s.end)
    return [said] if said and any(is_finite(t) for t in s.tokens[k:]) else []


def matter_behind(scene: Scene, noun: Token) -> list[Span]:
    """ "La conferma della morte è arrivata da X": what the noun is of, where that cannot speak and somebody else is the owner."""
    s, lexis = scene.s, scene.lexis
    of = noun.i + 1 < len(s.tokens) - 1 and s.tokens[noun.i + 1].upos == "ADP" and lexis.has("of", s.tokens[noun.i + 1])
    p = phrase_at(s, noun.i + 2, lexis) if of and noun.base.startswith("nsubj") and lexis.has("noun_say", noun) else None
    if p is None or _may_own(scene, p) or lexis.speaks(s.tokens[p.head]):
        return []
    said = trimmed(s, s.tokens[noun.i + 2].start, s.tokens[max(x for x in s.subtree(p.head))].end)
    return [said] if said else []


def behind_colon(scene: Scene, noun: Token) -> list[Span]:
    """What stands behind the colon of the sentence that the noun stands in."""
    colon = _colon(scene.s, scene)
    if colon is None or colon < noun.i:
        return _in_next_sentence(scene) if noun.i < len(scene.s.tokens) - 1 and scene.s.tokens[-1].form == ":" else []
    return _free(scene, trimmed(scene.s, scene.s.tokens[colon].end, scene.s.end))


def _in_next_sentence(scene: Scene) -> list[Span]:
    """The sentence behind one that ends in a colon, in the same paragraph and without quotation marks."""
    k = scene.story.place[scene.s.i] + 1
    behind = scene.story.sentences[k] if k < len(scene.story.sentences) else None
    same = behind is not None and behind.field == scene.s.field and behind.paragraph == scene.s.paragraph
    return [behind.whole] if behind is not None and same and max(scene.story.inside[k], default=-1) < 0 else []


def opened_so(scene: Scene, noun: Token) -> list[Span]:
    """ "Comincia così l'intervista che X ha rilasciato ad Alfa.", "Così si apre la lettera di X.": what was said before."""
    s, lexis = scene.s, scene.lexis
    before = s.tokens[: noun.i]
    so = any(lexis.has("so", t) for t in before) and noun.i < OPENS
    return previous(scene) if so and any(lexis.has("opens_so", t) for t in before) and _colon(s, scene) is None else []


def before_colon(scene: Scene, noun: Token) -> list[Span]:
    """ "Si voterà in marzo: l'annuncio è del ministro": what stands before the colon, where the noun opens the other side."""
    s, colon = scene.s, _colon(scene.s, scene)
    if colon is None or not colon < noun.i < colon + OPENS:
        return []
    return _free(scene, trimmed(s, s.start, s.tokens[colon].start))


def sentence_before(scene: Scene, noun: Token) -> list[Span]:
    """ "La notizia è di X.": what was said before, where the noun opens its sentence and is a definite one."""
    s = scene.s
    definite = any(c.feats.get("Definite") != "Ind" for c in s.children(noun.i, "det")) or any(True for _ in s.children(noun.i, "det:poss"))
    given = any(scene.lexis.has(k, s.tokens[noun.head]) for k in ("gives", "made_by", "appears"))  # "The figure was given by"
    paper = scene.lexis.has("documents", noun) and not given
    opens = noun.i < OPENS and noun.base == "nsubj" and not paper
    return previous(scene) if definite and opens and _colon(s, scene) is None else []


def _colon(s: Sentence, scene: Scene) -> int | None:
    """The first colon outside quotations that ends a clause."""
    colon = next((t.i for t in s.tokens[1:-1] if t.form == ":" and scene.quoted[t.i] < 0), None)
    return None if colon is not None and _tells_of_words(scene, colon + 1) else colon


def _tells_of_words(scene: Scene, i: int) -> bool:
    """ "La notizia è di X: *l'ha data* ad Alfa": whether a clause begins at ``i`` that only tells how the words were given."""
    s, lexis = scene.s, scene.lexis
    verb = next((t for t in s.tokens[i + 1 : i + 4] if t.upos == "VERB" or t.form.lower() in lexis.sets["relay_past"]), None)
    back = low(s.tokens[i].form) in lexis.sets["it"] | lexis.sets["them"] and s.tokens[i].upos in {"PRON", "DET"}
    return back and verb is not None and any(lexis.has(k, verb) for k in ("gives", "relay", "relay_active", "relay_past", "made_by"))


def _free(scene: Scene, said: Span | None) -> list[Span]:
    """A side of a colon with the quotations that begin in it, which are used now."""
    if said is None:
        return []
    begun = [k for k in scene.story.quotes_in(said) if said.start <= scene.story.quotes[k].start]
    if begun and any(is_anothers(scene, i) for i, q in enumerate(scene.quoted) if q == begun[0] and (i == 0 or scene.quoted[i - 1] != q)):
        return []
    scene.used_quotes.update(begun)
    if len(begun) == 1 and scene.story.quotes[begun[0]].start <= said.start and said.end <= scene.story.quotes[begun[0]].end + 2:
        return list(scene.story.quote(begun[0]))
    return [said, *(x for k in begun for x in scene.story.quote(k) if x.start >= said.end)]


def adverbial(scene: Scene, noun: Token) -> list[Span]:
    """ "Nella versione di X, gli agenti hanno sparato": the sentence that the noun opens with its preposition."""
    s = scene.s
    opens = noun.i < 4 and s.tokens[0].upos == "ADP" and not any(is_finite(t) or t.upos == "PUNCT" for t in s.tokens[: noun.i])
    clause = any(t.form == "," and any(is_finite(x) for x in s.tokens[t.i :]) for t in s.tokens[noun.i :])
    return [s.whole] if opens and clause and scene.lexis.has("in_words", s.tokens[0]) and scene.lexis.has("noun_say", noun) else []


TOLD: tuple[Callable[[Scene, Token], list[Span]], ...] = (behind_noun, clause_of, clause_behind, is_that, matter_behind, behind_colon, before_colon,
                                                         opened_so, sentence_before, adverbial, matter_of)
