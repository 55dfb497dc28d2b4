"""A coder without a language pack: one report for each "incontra", and words that make it fail."""

import os
import re
import signal
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sayso.model import (
    Article,
    Code,
    Count,
    Dropped,
    Known,
    Party,
    Place,
    Report,
    Skipped,
    SourceNode,
    Sources,
    Span,
    When,
)


@dataclass(frozen=True)
class Coded:
    article: Article
    reports: tuple[Report, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    skipped: Skipped | None = None
    mentions: tuple = ()
    sentences: tuple = ()
    quotes: tuple = ()
    echoes: tuple = ()


NODES = (SourceNode("s1", "Borisov", "person", "RUS", Span("text", 0, 2, "Il")), SourceNode("s2", "Tass", "agency", "RUS", None))
CHAIN = Sources(NODES, (("s1", "s2"),), (("Borisov", "Tass"),), "telegram")


def party(article, start, end, name, country, sector=None):
    return Party(article.span("text", start, end), Known(name, country, sector, "country name"), "subject")


def report(article, number, match, **changes):
    start, end = match.span()
    trigger = article.span("text", start, end)
    whole = article.span("text", 0, len(article.text))
    values = {
        "report_id": f"{article.id}-r{number}", "event_id": f"{article.id}-e{number}", "article": article, "sentence": whole,
        "trigger": trigger, "concept": "consult.meet",
        "code": Code("CONSULT", "visit", ("diplomatic", "military"), 1, 2.5, "042", 1.9),
        "status": "happened", "hearsay": False, "background": False,
        "actors": (party(article, 0, 1, "Italy", "ITA"), party(article, 0, 2, "Nobody", None, "GOV")),
        "recipients": (party(article, start, end, "Russia", "RUS", "MIL"),),
        "when": When(date(2022, 12, 1), date(2022, 12, 31), "month", "named month", trigger),
        "where": Place(trigger, "Minsk", "BLR", None, 625144, 53.9, 27.57, "city"),
        "counts": (Count(trigger, 0, 0, "killed", 12.0, "digits", "Ansa"), Count(trigger, 0, 0, "money", 1500000.0, "words")),
        "sources": CHAIN,
        "confidence": 0.75, "made_by": {"sayso": "0.1.0", "pack": "it 0.1"}, "why": {"type": "incontrare"},
    }
    return Report(**{**values, **changes})


def reports_of(article, **changes):
    return tuple(report(article, n, m, **changes) for n, m in enumerate(re.finditer("incontra", article.text), 1))


class Coder:
    def code(self, article):
        text = article.text
        if "MUORI" in text:
            os.kill(os.getpid(), signal.SIGKILL)
        if once := re.search(r"UNA VOLTA (\S+)", text):
            flag = Path(once[1])
            if not flag.exists():
                flag.touch()
                os.kill(os.getpid(), signal.SIGKILL)
        if "ERRORE" in text:
            raise ValueError("a fault")
        if "CTRL-C" in text:
            raise KeyboardInterrupt
        if "LENTO" in text:
            time.sleep(30)
        if "NIENTE" in text:
            return Coded(article, skipped=Skipped(article.id, "told to"))
        dropped = (Dropped(article.span("text", 0, 1), "resolve", "no political actor"),) if "cade" in text else ()
        return Coded(article, reports_of(article), dropped)

    def code_many(self, articles):
        return map(self.code, articles)
