"""What the pages say, in English or Italian: keys and codes go in, words come out.

The words stand in ``words/en.yaml`` and ``words/it.yaml``; a third language is a third file.

>>> Speech.of("it")("events"), Speech.of("it").country("UKR"), Speech.of("en").day("2024-03-05")
('Eventi', 'Ucraina', '5 March 2024')
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from sayso.export.plain import plain
from sayso.resolve.tables import raw

HERE = Path(__file__).parent / "words"
USUAL = "en"


@dataclass(frozen=True)
class Speech:
    """One language of the pages."""

    lang: str
    table: Mapping[str, Any]

    @classmethod
    def of(cls, lang: str) -> Speech:
        """The language asked for; English where it is not spoken."""
        return spoken().get(lang) or spoken()[USUAL]

    @classmethod
    def for_(cls, chosen: str | None, header: str) -> Speech:
        """The language chosen before, else the first one of the browser's that is spoken."""
        wanted = [chosen or "", *(part.split(";")[0].strip()[:2].lower() for part in header.split(","))]
        return next((spoken()[one] for one in wanted if one in spoken()), spoken()[USUAL])

    def __call__(self, key: str, /, **values: object) -> str:
        """A sentence with its gaps filled."""
        return str(self.table["say"][key]).format(**values)

    def of_code(self, what: str, code: object) -> str:
        """The word for a code of some list; the code itself where there is none."""
        return str(self.table[what].get(code, code if code is not None else "–"))

    def counted(self, what: str, n: int) -> str:
        """So many of something."""
        return f"{self.number(n)} {self.table['counted'][what][0 if n == 1 else 1]}"

    def number(self, n: float) -> str:
        """A number as the language writes it."""
        text = f"{n:,.0f}" if n == int(n) else f"{n:,.2f}"
        return text.translate(str.maketrans(",.", "".join(self.table["number"])))

    def figure(self, count: Mapping[str, Any]) -> str:
        """A number with what it counts."""
        return f"{self.number(count['value'])} {self.of_code('counting', count['what'])}"

    def country(self, code: str | None) -> str:
        """The name of a country; the code where it is none."""
        return countries(self.lang).get(code or "", code or "–")

    def day(self, text: str | None) -> str:
        """A day in words."""
        if not text:
            return "–"
        on = date.fromisoformat(text)
        return f"{on.day} {self.table['months'][on.month - 1]} {on.year}"

    def days(self, first: str | None, last: str | None) -> str:
        """A day, or from one to another."""
        if not first or not last or first == last:
            return self.day(first or last)
        return self("from_to", first=self.day(first), last=self.day(last))

    def party(self, party: Mapping[str, Any]) -> str:
        """A name with its country and sector."""
        codes = " ".join(filter(None, (party["country"], party["sector"])))
        name = plain(party["name"] or "")
        return f"{name} ({codes})" if codes and codes != name else name or codes or "–"

    def parties(self, some: Iterable[Mapping[str, Any]]) -> str:
        """Several of them."""
        told = [self.party(p) for p in some]
        return " ".join(filter(None, [", ".join(told[:-1]), self("and") if len(told) > 1 else "", *told[-1:]])) if told else ""

    def claim(self, event: Mapping[str, Any]) -> str:
        """What an event record claims, as a sentence."""
        kind = self.table["acts"].get(event["type"], {"what": event["type"] or "–", "by": self("by"), "to": self("against")})
        what = kind["what"] + (f" ({self.of_code('modes', event['mode'])})" if event.get("mode") else "")
        actors, recipients = self.parties(event["actors"]), self.parties(event["recipients"])
        parts = [what, f"{kind['by']} {actors}" if actors else "", f"{kind['to']} {recipients}" if recipients else ""]
        where, when = event.get("where") or {}, event.get("when") or {}
        place = ", ".join(filter(None, (plain(where.get("name") or ""), self.country(where["country"]) if where.get("country") else "")))
        days = self.days(when.get("from"), when.get("to")) if when else ""
        told = ", ".join(self.figure(c) for c in event.get("counts", ()) if c["value"] is not None)
        tail = "; ".join(filter(None, (place, days, told)))
        claimed = " ".join(filter(None, parts)) + (f" — {tail}" if tail else "")
        return f"{self.table['told_as'].get(event['status'], '')}{claimed}."


@cache
def spoken() -> dict[str, Speech]:
    """The languages there are."""
    return {path.stem: Speech(path.stem, yaml.safe_load(path.read_text(encoding="utf-8"))) for path in sorted(HERE.glob("*.yaml"))}


@cache
def countries(lang: str) -> dict[str, str]:
    """Code → name."""
    found = {code: entry[f"names_{lang}"][0] for code, entry in raw("countries").items() if entry.get(f"names_{lang}")}
    return {**found, **spoken()[lang].table["unions"]}
