"""Who can speak: a phrase of a sentence goes in, whether it is a person, a body or a word for one comes out.

"Secondo il ministero", "secondo Rossi" name a source; "secondo l'accordo" and "Secondo incontro a Ginevra" name none.
"""

from __future__ import annotations

from sayso.extract.attribution.phrases import NOMINAL, Phrase, is_issued, name_at
from sayso.extract.attribution.story import Scene

PARTIES = ("people", "bodies", "documents", "unnamed", "media_words")


def names_source(scene: Scene, start: int, p: Phrase) -> bool:
    """Whether what follows "secondo" can speak: no agreement, law or plan, and no bare singular noun ("Secondo incontro a …")."""
    s, lexis = scene.s, scene.lexis
    named = (s.tokens[i] for i in range(start, p.last) if s.tokens[i].upos in NOMINAL or name_at(s, i))
    noun = next((t for t in named if t.base != "compound" or name_at(s, t.i)), s.tokens[p.head])  # "the rights group"
    if lexis.has("not_sources", noun) or lexis.has("not_sources", s.tokens[start]):
        return False
    if lexis.has("views", noun) and any(s.tokens[i].feats.get("Poss") == "Yes" for i in range(start, p.last)):
        return False  # "stando al suo racconto": whose that is
    bare = noun.i == start and s.tokens[start - 1].lemma.count(" ") == 0
    issued = start + 1 < p.last and (is_issued(s.tokens[start + 1], lexis) or lexis.has("issued_by", s.tokens[start + 1]))
    if bare and (lexis.has("bare_sources", noun) or issued or (start > 1 and lexis.match("according", s, start - 2) == start and is_party(scene, p))):
        return True
    return not (bare and noun.upos == "NOUN" and noun.feats.get("Number") == "Sing" and name_at(s, start) is None)


def is_party(scene: Scene, p: Phrase) -> bool:
    """A person, an organisation, or a word for one."""
    s = scene.s
    name = name_at(s, p.head)
    press = any(g.first <= p.head < g.last for g in scene.story.press.groups.get(s.i, ()))
    return press or (name is not None and name.label in {"PER", "ORG"}) or any(scene.lexis.noun(k, s.tokens[p.head]) for k in PARTIES)


def has_views(scene: Scene, p: Phrase) -> bool:
    """A person or a body, with an article or a name: whom a view or a figure may be of."""
    s = scene.s
    named = name_at(s, p.head) is not None and is_party(scene, p)
    known = scene.lexis.speaks(s.tokens[p.head]) or scene.lexis.noun("unnamed", s.tokens[p.head]) or named
    return known and not any(t.upos == "NUM" for t in s.tokens[p.first : p.last])
