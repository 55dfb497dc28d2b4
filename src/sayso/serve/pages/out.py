"""What a filter lets through, in the forms that scripts of the field read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryDirectory, TemporaryFile
from typing import IO

from sayso.export import records
from sayso.serve.page import Ask, Record
from sayso.store import browse

MEDIA = {".jsonl": "application/x-ndjson", ".jsonld": "application/ld+json", ".tsv": "text/tab-separated-values; charset=utf-8",
         ".csv": "text/csv; charset=utf-8"}


@dataclass(frozen=True)
class Out:
    """A form: what it is, and the suffix and the media type of its file."""

    about: str
    suffix: str

    @property
    def media(self) -> str:
        """As browsers name it."""
        return MEDIA[self.suffix]


FORMS = {"events": Out("merged events (docs/output.md)", ".jsonl"), "reports": Out("native reports (docs/output.md)", ".jsonl"),
         **{name: Out(form.about, form.suffix) for name, form in records.FORMS.items()}, "gold": Out("reviewed articles as gold", ".jsonl")}


def written(ask: Ask, form: str) -> IO[bytes]:
    """What is asked for, in a temporary file that is gone when it is closed, or when the writing fails."""
    from sayso.store.gold import gold_records  # late: pages name the forms, too

    with TemporaryDirectory(prefix="sayso-") as folder:
        path = Path(folder) / f"out{FORMS[form].suffix}"
        if form in ("events", "reports", "gold"):
            with path.open("w", encoding="utf-8", newline="") as stream:
                lines = gold_records(ask.db, False) if form == "gold" else events(ask) if form == "events" else reports(ask)
                stream.writelines(json.dumps(one, ensure_ascii=False) + "\n" for one in lines)
        else:
            records.write(form, path, reports(ask), events(ask))
        out = TemporaryFile(prefix="sayso-")  # noqa: SIM115 - who answers closes it
        with path.open("rb") as made:
            copyfileobj(made, out)
    out.seek(0)
    return out


def events(ask: Ask) -> Iterator[Record]:
    """The events under the filter."""
    return browse.every(ask.db, ask.filter)


def reports(ask: Ask) -> Iterator[Record]:
    """Their reports, as corrected, with the event each is in."""
    for e in events(ask):
        for r in browse.reports(ask.db, sorted({*e["reports"], *(r for o in e["denied_by"] for r in o["reports"])})):
            if not r["rejected"]:
                yield {**{k: v for k, v in r.items() if k not in ("rejected", "machine")}, "event_id": e["event_id"]}
