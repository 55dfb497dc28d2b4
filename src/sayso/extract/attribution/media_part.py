"""What a medium does in a sentence: a group of media goes in, whether it was spoken to or passes words on comes out.

"citata da Tass", "Tass ha riferito" → relay; "ha detto alla Bbc", "told CNN" → spoken_to.
"""

from __future__ import annotations

from itertools import islice

from sayso.extract.attribution.media import NEAR, Group, is_of_state
from sayso.extract.attribution.words import DASHES, MARKS, Lexis, is_finite
from sayso.model import Sentence, Token

REACH = 4  # words between a participle whose tag is wrong and its "by"
DEPTH = 3  # steps in the tree from a modifier to its medium


def part_of(s: Sentence, g: Group, lexis: Lexis) -> str | None:
    """What a group does: ``spoken_to``, ``relay``, or nothing."""
    k = g.first - 1
    while k >= 0 and (s.tokens[k].upos in {"DET", "ADJ", "NUM"} or lexis.noun("media_words", s.tokens[k]) or lexis.has("both", s.tokens[k])
                      or s.tokens[k].form in MARKS or (s.tokens[k].form == "," and k > 0 and lexis.noun("media_words", s.tokens[k - 1]))
                      or _belongs_to(s, k, g) or is_of_state(s, k, lexis)):
        k -= 2 if is_of_state(s, k, lexis) else 1  # "da più testate"
    before = s.tokens[k] if k >= 0 else None
    if _in_brackets(s, g) or _behind_dash(s, g):
        return "relay"
    relative = before is not None and before.upos == "SCONJ" and lexis.has("who", before)  # "in comments that Alfa carried"
    leads = before is not None and any(lexis.has(name, before) for name in ("by", "to", "at", "of", "through"))  # else "quando Alfa lo ha raggiunto"
    if before is not None and not relative and (before.upos == "ADP" or leads):
        return _behind_preposition(s, k, lexis)
    k = _before_adverbials(s, k, lexis)
    if k > 0 and lexis.has("given_account", s.tokens[k]):  # "ne dà conto l'agenzia X"
        k -= 1
    return _as_object(s, g, k, lexis) or _as_subject(s, g, k, lexis)


def told_behind(s: Sentence, i: int, lexis: Lexis) -> int | None:
    """ "Lo scrive Alfa, *alla quale l'ingegnere ha spiegato* che …": the verb of telling the medium before token ``i``."""
    k = i + (i < len(s.tokens) and s.tokens[i].form == ",")
    led = k < len(s.tokens) - 3 and s.tokens[k].upos == "ADP" and lexis.has("to", s.tokens[k])
    who = next((t for t in s.tokens[k + 1 : k + 3] if lexis.has("who", t) or lexis.has("relatives", t)), None) if led else None
    verb = s.tokens[who.head] if who is not None else None
    return verb.i if verb is not None and verb.upos == "VERB" and lexis.has("told", verb) else None


def _in_brackets(s: Sentence, g: Group) -> bool:
    """ "Il sindaco: colpita una scuola (Alfa).": alone in brackets at the end of a sentence."""
    alone = g.first > 1 and g.last < len(s.tokens) and s.tokens[g.first - 1].form == "(" and s.tokens[g.last].form == ")"
    return alone and s.tokens[-1].form == "." and all(t.upos == "PUNCT" for t in s.tokens[g.last :])


def _behind_dash(s: Sentence, g: Group) -> bool:
    """ "Due feriti gravi, secondo i medici – Alfa.": alone behind a dash at the end of a sentence."""
    ends = all(t.upos == "PUNCT" for t in s.tokens[g.last :])
    return ends and g.first > 2 and s.tokens[g.first - 1].form in DASHES and s.tokens[g.first - 1].start > s.tokens[g.first - 2].end


def _belongs_to(s: Sentence, k: int, g: Group) -> bool:
    """ "Qatar's Alfa", "its Beta agency", "the privately owned Gamma": whether a word before a group tells of whom or of what kind it is."""
    own = {*range(g.first, g.last), *(t.head for t in s.tokens[g.first : g.last] if t.base in {"compound", "appos"})}  # "its *agency* Alfa"
    for t in (s.tokens[k], *islice(s.ancestors(k), DEPTH)):
        if t.base not in {"nmod", "amod", "advmod", "det", "compound", "case"} or (t.base == "case" and t.upos == "ADP"):
            return False
        if t.head in own:
            return True
    return False


def is_alone(s: Sentence, first: int, lexis: Lexis) -> bool:
    """ "solo la Alfa", "soltanto dall'agenzia Beta", "alla sola Gamma": an "only" before the medium whose first token is given."""
    k = first - 1
    while k >= 0 and not lexis.has("only", s.tokens[k]) and (s.tokens[k].upos in {"DET", "ADP", "ADJ"} or lexis.noun("media_words", s.tokens[k])):
        k -= 1
    return k >= 0 and lexis.has("only", s.tokens[k])


def _before_adverbials(s: Sentence, k: int, lexis: Lexis) -> int:
    """ "ne ha dato conto *in serata, per prima,* l'agenzia X": the token before small words of time and manner."""
    at = k
    while at > 0 and k - at < NEAR and (s.tokens[at].upos == "ADV" or lexis.has("before_speaker", s.tokens[at]) or s.tokens[at].form == ","
                                        or (s.tokens[at].upos in {"NOUN", "ADJ", "NUM"} and s.tokens[at - 1].upos == "ADP"
                                            and not lexis.has("by", s.tokens[at - 1]))):
        led = s.tokens[at].upos == "ADV" and lexis.has("per", s.tokens[at - 1])  # "per prima"
        at -= 2 if led or s.tokens[at].upos in {"NOUN", "ADJ", "NUM"} else 1
    return at if at != k and (lexis.has("given_account", s.tokens[at]) or _passes_on(s, s.tokens[at], lexis)) else k


def _behind_preposition(s: Sentence, k: int, lexis: Lexis) -> str | None:
    t = s.tokens[k]
    if lexis.has("through", t):
        return "relay"
    near = s.tokens[max(0, k - NEAR) : k]
    stop = next((n for n, x in enumerate(reversed(near)) if x.form in {".", ";", ":"} or x.form in MARKS), len(near))
    near = near[len(near) - stop :]
    if lexis.has("by", t):
        for x in reversed(near):
            if x.upos in {"VERB", "ADJ", "NOUN"} and lexis.has("hearing", x):
                return "spoken_to"
            if lexis.has("relay_forms", x) and k - x.i <= REACH:
                return "relay"  # whatever it was taken for, nearer than "intervista"
            if x.upos == "VERB" and lexis.has("inspected", x) and x.base in {"acl", "conj"}:
                return "relay"
            passes = any(lexis.has(name, x) for name in ("relay", "relay_active")) or _gives_words(s, x, lexis) or is_taken_up(s, x, lexis)
            if x.upos in {"VERB", "ADJ"} and passes:
                return "relay"
            if x.i == k - 1 and x.upos == "VERB" and lexis.has("relay_by", x):
                return "relay"  # "shared by Alfa"
            if is_finite(x) and x.upos == "VERB":
                return None
        if any(lexis.has("relay_forms", x) for x in near[-REACH:]):
            return "relay"
        if not lexis.has("at", t):
            return None
    if lexis.has("of", t) and near:
        nouns = [x for x in near[-3:] if x.upos in {"NOUN", "PROPN"}]
        if any(lexis.has("interviews", x) or lexis.has("guests", x) or lexis.has("written_for", x) for x in nouns):
            return "spoken_to"
        if any(lexis.has("dispatches", x) for x in nouns):
            return "relay"
        if nouns and lexis.has("hearers", nouns[-1]) and _is_told(s, nouns[-1], lexis):
            return "spoken_to"  # "ai colleghi del Mattino", "told a reporter of the Moscow Times"
        if not lexis.has("to", t):
            return None
    if lexis.has("to", t) or lexis.has("at", t):
        verb = next((x for x in reversed(near) if x.upos == "VERB"), None)
        aired = verb is not None and any(lexis.has(k, verb) for k in ("relay", "relay_by")) and verb.base in {"acl", "conj"} and not is_finite(verb)
        appeared = verb is not None and lexis.has("appears", verb) and _is_of_words(s, verb, lexis)
        return "relay" if verb is not None and (lexis.has("reaching", verb) or aired or appeared) else "spoken_to"
    return None


def _is_told(s: Sentence, t: Token, lexis: Lexis) -> bool:
    """Whether a word for a person of the press stands behind "to", or is whom a verb tells."""
    k = t.i - 1
    while k > 0 and s.tokens[k].upos in {"DET", "ADJ", "NUM"}:
        k -= 1
    return lexis.has("to", s.tokens[k]) or lexis.has("told_bare", s.tokens[k])


def _is_of_words(s: Sentence, verb: Token, lexis: Lexis) -> bool:
    """ "extracts of which appeared in Alfa": whether the subject is something printed or said."""
    return any(lexis.has(name, c) for c in s.children(verb.i, "nsubj") for name in ("copies", "said_words", "documents", "noun_say", "news"))


def _as_object(s: Sentence, g: Group, k: int, lexis: Lexis) -> str | None:
    """ "told CNN": right behind a verb of telling that takes whom it is told to as its object."""
    heard = k >= 0 and any(lexis.has(name, s.tokens[k]) for name in ("told_bare", "chooses"))
    tells = heard or (k >= 0 and bool(lexis.sets["told_bare"]) and lexis.has("gives", s.tokens[k]))
    if tells and s.tokens[k].upos == "VERB":
        return "spoken_to"
    whom = next((t for t in s.tokens[g.first : g.last] if t.base in {"obj", "iobj", "obl"} and not s.has(t.i, "case") and t.head < g.first), None)
    return "spoken_to" if whom is not None and lexis.has("told_bare", s.tokens[whom.head]) else None  # "told the pro-government daily Alfa"


def _as_subject(s: Sentence, g: Group, k: int, lexis: Lexis) -> str | None:
    """ "lo cita la Tanjug", "che l'Agi ha ripreso", "which AFP quoted": beside a verb of passing on."""
    i = g.last
    if i + 1 < len(s.tokens) and s.tokens[i].form == "," and lexis.has("citing", s.tokens[i + 1]):  # "Alfa, citando Beta, riporta"
        i = next((t.i + 1 for t in s.tokens[i + 2 : i + 2 + NEAR] if t.form == ","), i)
    while i < len(s.tokens) and lexis.noun("media_words", s.tokens[i]):
        i += 1  # "the Alfa *agency* reported"
    i = _behind_apposition(s, i)
    if takes_up(s, i, lexis):
        return "relay"
    first = i
    while i < len(s.tokens) and i - first < 5 and (s.tokens[i].upos in {"AUX", "ADV", "PRON", "DET"}):
        i += 1
    if i < len(s.tokens) and _passes_on(s, s.tokens[i], lexis) and not _is_passive(s, i):
        return "relay"
    if i < len(s.tokens) and lexis.has("told_bare", s.tokens[i]) and _is_passive(s, i):
        return "spoken_to"  # "Alfa has been told by two pilots that …"
    if i < len(s.tokens) and lexis.has("hearing", s.tokens[i]) and _hears_here(s, i, lexis):
        return "spoken_to"
    if k >= 0 and _passes_on(s, s.tokens[k], lexis) and not _is_passive(s, k):
        return "relay"
    if k > 0 and lexis.has("refers", s.tokens[k]) and any(lexis.has("relatives", t) or lexis.has("who", t) for t in s.tokens[max(0, k - NEAR) : k]):
        return "relay"  # "la Yonhap, alla quale si è rifatta la Kyodo"
    return "relay" if _is_cleft(s, k, lexis) or _tells_of_words(s, k, lexis) else None


def takes_up(s: Sentence, i: int, lexis: Lexis) -> bool:
    """ "Alfa, *which reprinted the interview*, notes": a relative clause behind a medium that passes words on."""
    who = s.tokens[i + 1] if i + 2 < len(s.tokens) and s.tokens[i].form == "," and lexis.has("who", s.tokens[i + 1]) else None
    verb = s.tokens[who.head] if who is not None and who.base == "nsubj" else None
    words = [c for c in s.children(verb.i, "obj") if not s.has(c.i, "nmod", "acl")] if verb is not None else []
    definite = [c for c in words if any(x.feats.get("Definite") == "Def" for x in s.children(c.i, "det"))]
    return verb is not None and _passes_on(s, verb, lexis) and any(lexis.has(n, c) for c in definite for n in ("interviews", "said_words"))


def _tells_of_words(s: Sentence, k: int, lexis: Lexis) -> bool:
    """ "Della lettera ha scritto anche la Alfa": a verb of telling before a medium, and words or a document that open the sentence behind "of"."""
    while k > 0 and s.tokens[k].upos in {"ADV", "CCONJ"}:
        k -= 1
    of = next((t.i for t in s.tokens[:3] if t.upos == "ADP" and lexis.has("of", t)), None)
    noun = next((t for t in s.tokens[of + 1 : of + 4] if t.upos == "NOUN"), None) if of is not None else None
    words = noun is not None and any(lexis.has(name, noun) for name in ("said_words", "documents", "interviews", "noun_say"))
    return words and k > 0 and s.tokens[k].upos == "VERB" and lexis.has("tells_of", s.tokens[k])


def _is_cleft(s: Sentence, k: int, lexis: Lexis) -> bool:
    """ "A citare le parole del ministro è la Alfa", "ad averlo raccolto per prima è stata Beta": whether "be" at ``k`` makes who passes it on."""
    opens = s.tokens[0].upos == "ADP" and lexis.has("back_prepositions", s.tokens[0]) and s.tokens[1].feats.get("VerbForm") == "Inf"
    return opens and k > 1 and lexis.has("be", s.tokens[k]) and any(_passes_on(s, t, lexis) for t in s.tokens[1:3])


def _gives_words(s: Sentence, t: Token, lexis: Lexis) -> bool:
    """ "in the version given by Alfa": a participle of giving that hangs on a word for words."""
    return t.base == "acl" and lexis.has("gives", t) and any(lexis.has(k, s.tokens[t.head]) for k in ("said_words", "noun_say"))


def _behind_apposition(s: Sentence, i: int) -> int:
    """ "Alfa, the Lagos daily, carried": the token behind what stands between two commas at ``i`` without a verb, else ``i``."""
    if i + 2 >= len(s.tokens) or s.tokens[i].form != "," or s.tokens[i + 1].upos != "DET":
        return i
    close = next((t for t in s.tokens[i + 1 : i + NEAR] if t.upos in {"VERB", "AUX", "SCONJ", "PUNCT"}), None)
    return close.i + 1 if close is not None and close.form == "," else i


def is_taken_up(s: Sentence, t: Token, lexis: Lexis) -> bool:
    """ "taken up by Alfa": a verb that passes on only with its particle."""
    return t.upos == "VERB" and lexis.match("takes_up", s, t.i) is not None


def _hears_here(s: Sentence, i: int, lexis: Lexis) -> bool:
    """ "the group, which AFP contacted", "when the BBC reached him": a verb of hearing in a clause on the margin, with who is heard as its object."""
    t = s.tokens[i]
    if t.upos != "VERB" or _is_passive(s, i):
        return False
    relative = t.deprel == "acl:relcl" and any(lexis.has("who", c) for c in s.children(i, "obj"))
    return relative or (t.base == "advcl" and any(c.upos == "PRON" for c in s.children(i, "obj")))


def _passes_on(s: Sentence, t: Token, lexis: Lexis) -> bool:
    """A verb of passing on, or its participle behind an auxiliary, whatever it was taken for ("le ha ricavate")."""
    passes = lexis.has("relay", t) or lexis.has("relay_active", t) or is_taken_up(s, t, lexis)
    behind = t.i > 0 and s.tokens[t.i - 1].upos == "AUX" and t.upos in {"NOUN", "ADJ", "PRON", "PROPN"}
    return (t.upos == "VERB" and passes) or (behind and (passes or lexis.has("relay_forms", t) or lexis.has("relay_past", t)))


def _is_passive(s: Sentence, i: int) -> bool:
    return s.has(i, "aux:pass")
