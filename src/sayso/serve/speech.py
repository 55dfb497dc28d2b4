"""What the pages say, in English or Italian: keys and codes go in, words come out.

The words stand in ``words/en.yaml`` and ``words/it.yaml``; a third language is a third file.

>>> Speech.of("it")("events"), Speech.of("it").country("UKR"), Speech.of("en").day("2024-03-05")
('Eventi', 'Ucraina', '5 March 2024')
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from sayso.export.plain import plain
from sayso.resolve.raw import raw

HERE = Path(__file__).parent / "words"
USUAL = "en"
UNNAMED = ("money", "other")  # a number of these says little without the words that it was told in


@dataclass(frozen=True)
class Speech:
    """One language of the pages."""

    lang: str
    table: Mapping[str, Any]

    @classmethod
    def of(cls, lang: str) -> Speech:
        """The language asked for; English where it is not spoken."""
        return speech(lang if lang in spoken() else USUAL)

    @classmethod
    def for_(cls, chosen: str | None, header: str) -> Speech:
        """The language chosen before, else the first one of the browser's that is spoken."""
        wanted = [chosen or "", *(part.split(";")[0].strip()[:2].lower() for part in header.split(","))]
        return speech(next((one for one in wanted if one in spoken()), USUAL))

    def __call__(self, key: str, /, **values: object) -> str:
        """A sentence with its gaps filled."""
        return str(self.table["say"][key]).format(**values)

    def of_code(self, what: str, code: object) -> str:
        """The word for a code of some list, the plural where it has two; the code itself where there is none."""
        word = self.table[what].get(code, code if code is not None else "–")
        return str(word[-1] if isinstance(word, list) else word)

    def counted(self, what: str, n: int) -> str:
        """So many of something."""
        return f"{self.number(n)} {self.table['counted'][what][0 if n == 1 else 1]}"

    def number(self, n: float) -> str:
        """A number as the language writes it."""
        text = f"{n:,.0f}" if n == int(n) else f"{n:,.2f}"
        return text.translate(str.maketrans(",.", "".join(self.table["number"])))

    def figure(self, count: Mapping[str, Any]) -> str:
        """A number with what it counts; in the article's words where no list has a word for that.

        >>> it = Speech.of("it")
        >>> it.figure({"value": 1, "what": "killed"}), it.figure({"value": 3, "what": "other", "text": "tre tecnici"})
        ('1 ucciso', 'tre tecnici')
        """
        if count["what"] in UNNAMED and count.get("text"):
            return plain(count["text"])
        words = self.table["counting"].get(count["what"], [count["what"]])
        return f"{self.number(count['value'])} {words[0 if count['value'] == 1 else -1]}"

    def country(self, code: str | None) -> str:
        """The name of a country; the code where it is none."""
        return countries(self.lang).get(code or "", code or "–")

    def day(self, text: str | None) -> str:
        """A day in words."""
        if not text:
            return "–"
        on = date.fromisoformat(text)
        return f"{on.day} {self.month(on)}"

    def month(self, on: date) -> str:
        """A month in words."""
        return f"{self.table['months'][on.month - 1]} {on.year}"

    def days(self, first: str | None, last: str | None) -> str:
        """A day, a whole month or year, or from one day to another.

        >>> Speech.of("en").days("2026-10-01", "2026-10-31"), Speech.of("it").days("2026-10-01", "2026-10-03")
        ('October 2026', '1 – 3 ottobre 2026')
        """
        if not first or not last or first == last:
            return self.day(first or last)
        a, b = date.fromisoformat(first), date.fromisoformat(last)
        if a.day == 1 and b.day == monthrange(b.year, b.month)[1] and a.year == b.year and (a.month == b.month or (a.month, b.month) == (1, 12)):
            return self.month(a) if a.month == b.month else str(a.year)
        begins = f"{a.day}" if (a.year, a.month) == (b.year, b.month) else self.day(first)
        return self("from_to", first=begins, last=self.day(last))

    def party(self, party: Mapping[str, Any]) -> str:
        """A name with its country and sector."""
        codes = " ".join(filter(None, (party["country"], party["sector"])))
        name = plain(party["name"] or "")
        return f"{name} ({codes})" if name and codes and codes != name else name or codes or "–"

    def parties(self, some: Iterable[Mapping[str, Any]]) -> str:
        """Several of them."""
        told = [self.party(p) for p in some]
        return " ".join(filter(None, [", ".join(told[:-1]), self("and") if len(told) > 1 else "", *told[-1:]])) if told else ""

    def reason(self, why: str) -> str:
        """Why reports are one origin, in the words of the page; names and passages stay as they are."""
        told = self.table["reasons"]
        return re.sub("|".join(map(re.escape, told)), lambda m: str(told[m[0]]), why)

    def claim(self, event: Mapping[str, Any]) -> str:
        """What an event record claims, as a sentence."""
        kind = self.table["acts"].get(event["type"], {"what": event["type"] or "–", "by": self("by"), "to": self("against")})
        what = kind["what"] + (f" ({self.of_code('modes', event['mode'])})" if event.get("mode") else "")
        actors, recipients = self.parties(event["actors"]), self.parties(event["recipients"])
        parts = [what, f"{kind['by']} {actors}" if actors else "", f"{kind['to']} {recipients}" if recipients else ""]
        where, when = event.get("where") or {}, event.get("when") or {}
        place = ", ".join(filter(None, dict.fromkeys((plain(where.get("name") or ""), where.get("country") and self.country(where["country"])))))
        days = self.days(when.get("from"), when.get("to")) if when else ""
        told = ", ".join(self.figure(c) for c in event.get("counts", ()) if c["value"] is not None)
        tail = "; ".join(filter(None, (place, days, told)))
        told_as = self.table["told_as"].get(event["status"], "")
        claimed = " ".join(filter(None, parts)) + (f" — {tail}" if tail else "")
        return f"{told_as}{claimed[0].lower() + claimed[1:] if told_as and event['type'] in self.table['acts'] else claimed}."


@cache
def spoken() -> dict[str, str]:
    """The languages there are: code → what it calls itself. Only that line is read.

    >>> spoken()["it"]
    'Italiano'
    """
    named = ((path.stem, re.search(r"^name: *(.+?) *$", path.read_text(encoding="utf-8"), re.MULTILINE)) for path in sorted(HERE.glob("*.yaml")))
    return {code: found[1] if found else code for code, found in named}


@cache
def speech(lang: str) -> Speech:
    """One that there is."""
    return Speech(lang, yaml.load((HERE / f"{lang}.yaml").read_bytes(), Loader=yaml.CSafeLoader))


@cache
def countries(lang: str) -> dict[str, str]:
    """Code → name."""
    found = {code: entry[f"names_{lang}"][0] for code, entry in raw("countries").items() if entry.get(f"names_{lang}")}
    return {**found, **speech(lang).table["unions"]}
