"""Where the dateline of a report ends: place, date and agency before the first sentence are no part of it.

>>> line = "(ANSA) - KIEV, 11 FEB - Droni russi hanno colpito un deposito."
>>> line[dateline(line):]
'Droni russi hanno colpito un deposito.'
>>> dateline("Il ministro - un tecnico - ha detto no.")
0
"""

from __future__ import annotations

import re

LONGEST = 90  # characters
FEWEST = 5  # words of the sentence behind it

DASH = r"(?:\s*(?:--|[-–—])\s+)"
CREDIT = r"\([^()\n]{2,40}\)"
OWN = r"\((?:d[ae]l\w*|from|by)\s+(?:nostr|our)[^()\n]{2,40}\)"
SENT = r"(?:d[ae]l\w*['’]?|from|by)\s+(?:nostr|our)[^-–—.\n]{2,40}"
CAPITALS = r"[A-ZÀ-Þ][A-ZÀ-Þ.'’]+(?:[ /-][A-ZÀ-Þ][A-ZÀ-Þ.'’]*){0,4}"
TITLED = r"[A-ZÀ-Þ][\w.'’]+(?:[ /-][A-ZÀ-Þ][\w.'’]*){0,3}"
DATE = r"(?:\d{1,2}[°º]?\s+[A-Za-zÀ-ÿ]{3,9}\.?|[A-Za-z]{3,9}\.?\s+\d{1,2})(?:,?\s+\d{4})?"
REGION = rf",\s+{TITLED}"

FORMS = tuple(re.compile(form) for form in (
    rf"{CREDIT}{DASH}(?:{TITLED}(?:{REGION})?(?:,?\s+{DATE})?{DASH})?",  # (ANSA) - ROMA, 30 DIC -   (Reuters) -
    rf"{TITLED}(?:{REGION})?,?\s+{DATE}{DASH}?\s*{CREDIT}{DASH}?",  # Roma, 30 dic. (askanews) -   Milano, 3 nov. - (Adnkronos)
    rf"{CAPITALS}(?:{REGION})?,?\s+{CREDIT}{DASH}",  # KYIV, Ukraine (AP) —
    rf"{TITLED}\s+{OWN}{DASH}",  # Bruxelles (dal nostro inviato) -
    rf"{TITLED}(?:{REGION})?,\s+{SENT}{DASH}",  # LA PAZ, dal nostro inviato -
    rf"{TITLED}(?:{REGION})?,\s+{DATE}{DASH}",  # BEIRUT, March 3 -
    rf"{CAPITALS}(?:{REGION})?{DASH}",  # WASHINGTON —   SUMY -
))


def dateline(line: str) -> int:
    """Number of characters of the dateline that a line opens with; 0 where it has none."""
    for form in FORMS:
        m = form.match(line)
        if m and m.end() <= LONGEST and len(line[m.end() :].split()) >= FEWEST and line[m.end() : m.end() + 1].strip():
            return m.end()
    return 0
