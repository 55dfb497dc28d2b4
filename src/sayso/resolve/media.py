"""Which medium a phrase names, and under which name it is told.

In: words of an article ("l'agenzia russa Alfa"), the table of media and the language's ``speech.yaml``. Out: the row of the table, or the
name to print: the table's, or the article's where a reader would not see that both are one.

>>> printed("Agence France-Presse", "l'agenzia France Presse")
'France Presse'
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sayso.model import Attribution
from sayso.resolve.wording import APOSTROPHE, Words, lemmas_of

Media = Mapping[str, Mapping[str, Any]]

LONGEST = 6  # words of the longest medium's name
INITIALS = 5  # letters that initials of a medium have at most
APOSTROPHES = ("'",)
ALONE = {"told_alone", "passed_on_alone"}  # "solo alla Efe", "lo riporta soltanto la Efe": of one claim
SPOKEN_TO = {"interviewed_by", "told", "told_bare", "told_by_name", "told_alone"}  # a medium spoken to once does not pass on all that follows
BY_NAME = {"told_bare", "told_by_name"}  # a name that no table knows
UNKNOWN = {"unnamed", "thing"}
HEARD = {*SPOKEN_TO, *ALONE, "passed_on_by"}


def medium(text: str, media: Media, words: Words) -> Mapping[str, Any] | None:
    """The medium a span names: all of it, or all behind words like "agenzia russa"."""
    parts = text.translate(APOSTROPHE).split()
    if parts and parts[0][:1].isupper():  # "sul Mattino"
        for article in words.get("name_articles", ()):
            found = media.get(f"{article}{'' if article.endswith(APOSTROPHES) else ' '}{' '.join(parts)}".lower())
            if found and " ".join(parts).lower() not in media:
                return found
    sections = words.get("media_sections", ())
    whole = len(parts)
    while whole > 1 and parts[whole - 1].lower() in sections and " ".join(parts).lower() not in media:
        whole -= 1  # "Rai Sport"
    for k in range(min(whole, LONGEST)):
        found = media.get(" ".join(parts[k:]).lower()) or media.get(" ".join(parts[k:whole]).lower())
        as_printed = found is None or found["name"].split()[-1].islower() or (
            not parts[-1].islower() or parts[-1] in words.get("small_names", ()))  # "il post" is no paper
        if found and as_printed and (k == 0 or _leads_to_medium(parts[:k], words)):
            return found
    return None


def _leads_to_medium(before: Sequence[str], words: Words) -> bool:
    """Small letters only, no "di", and a word for a medium among them where the language lists any."""
    plain = all(w.islower() and w not in words.get("of_forms", ()) and "'" not in w for w in before)
    listed = words.get("media_words", ())
    pointed = all(lemmas_of(w, words, "only") or lemmas_of(w, words, "same") for w in before)  # "la sola Alfa"
    return plain and (not listed or pointed or any(lemmas_of(w, words, "media_words") for w in before))


def is_name_of_medium(text: str, words: Words) -> bool:
    """ "Caracol Radio", "Agência Brasil": capitals only, and a word for media of some language among them."""
    parts = text.split()
    return len(parts) > 1 and all(w[:1].isupper() or w[:1].isdigit() for w in parts) and (
        any(w.lower() in words.get("media_names", ()) for w in parts) or parts[-1].lower() in words.get("media_names_at_the_end", ()))


def press_of(text: str, media: Media, words: Words) -> str | None:
    """ "a Bild report": the medium that stands right before a word for a document."""
    parts = text.split()
    document = len(parts) > 1 and "compounds" in words and bool(lemmas_of(parts[-1].lower(), words, "documents"))
    found = medium(" ".join(parts[:-1]), media, words) if document else None
    return str(found["name"]) if found else None


def printed(name: str, text: str) -> str:
    """The table's name of a medium, or the article's where a reader would not see that it is the same ("France Presse", "Afp")."""
    words = {w.strip("'’").lower() for w in text.replace("'", "' ").replace("’", "’ ").split()}
    if text[:1].isupper() and len(text) > len(name) and name.lower() in text.lower():
        return text  # "Radio Alfa", which the table has as "Alfa"
    own = set(name.lower().replace("'", "' ").split())
    named = {w.strip("'’").lower() for w in words_from_name(text)}
    return name if own <= words or named <= own else " ".join(words_from_name(text)) or text


def words_from_name(text: str) -> list[str]:
    """The words from the first with a capital on."""
    parts = text.split()
    return parts[next((k for k, w in enumerate(parts) if not w.islower()), 0) :]


def fullest_names(attributions: Iterable[Attribution], media: Media, words: Words) -> dict[str, str]:
    """Media by their name in a chain → the longest name that the article gives them ("AP", at first "the Associated Press")."""
    named: dict[str, dict[str, None]] = {}
    for a in attributions:
        for x in (a.source, *a.beside, *(x for branch in (*a.relays, *a.later) for x in branch)):
            found = medium(x.span.text, media, words)
            if found:
                named.setdefault(found["name"], {})[printed(found["name"], x.span.text)] = None
    longest = [(max(names, key=len), names) for names in named.values()]
    return {name: full for full, names in longest for name in names if name.isalpha() and len(name) <= INITIALS < len(full)}
