"""What :func:`sayso.code` returns: reports and events of one text, as records, frames, or highlights in a notebook."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from sayso import languages
from sayso.errors import SaysoError
from sayso.model import Article, Dropped, Report, Span
from sayso.pipeline import Coded, load
from sayso.read import language
from sayso.resolve.dates import metadata

COLOURS = {"trigger": "#ffd54f", "actor": "#90caf9", "recipient": "#f48fb1", "when": "#c5e1a5", "where": "#b39ddb", "count": "#ffcc80"}


@dataclass(frozen=True)
class Event:
    """What several reports tell of; its slots are those of the most confident report, the others stay at hand in ``reports``."""

    id: str
    reports: tuple[Report, ...]

    @property
    def best(self) -> Report:
        """The most confident report."""
        return max(self.reports, key=lambda r: r.confidence)

    def __repr__(self) -> str:
        r = self.best
        who, whom = (", ".join(p.known.name for p in side) or "?" for side in (r.actors, r.recipients))
        return f"<{r.code.type}{'/' + r.code.mode if r.code.mode else ''} {r.status}: {who} → {whom}>"


@dataclass(frozen=True)
class Result:
    """The coding of one article."""

    coded: Coded

    @property
    def article(self) -> Article:
        """The article as read."""
        return self.coded.article

    @property
    def reports(self) -> tuple[Report, ...]:
        """One claim each, in the order of the text."""
        return self.coded.reports

    @property
    def events(self) -> tuple[Event, ...]:
        """The reports grouped by the event they tell of."""
        groups: dict[str, list[Report]] = {}
        for r in self.reports:
            groups.setdefault(r.event_id, []).append(r)
        return tuple(Event(k, tuple(v)) for k, v in groups.items())

    @property
    def dropped(self) -> tuple[Dropped, ...]:
        """What was seen but made no row, with the reason."""
        return self.coded.dropped

    def to_dicts(self) -> list[dict[str, Any]]:
        """Native records."""
        return [r.to_dict() for r in self.reports]

    def to_pandas(self) -> Any:  # noqa: ANN401 - pandas is imported only here
        """One row a report, flat columns (those of the CSV export)."""
        import pandas as pd

        from sayso.export import csv_

        return pd.DataFrame([csv_.row(r) for r in self.reports], columns=list(csv_.COLUMNS))

    def to_arrow(self) -> Any:  # noqa: ANN401 - pyarrow is imported only here
        """One row a report, typed and nested as in the Parquet export."""
        from sayso.export import parquet_

        return parquet_.table(self.reports)

    def __repr__(self) -> str:
        return f"<{len(self.reports)} reports, {len(self.events)} events: {', '.join(map(repr, self.events[:5]))}>"

    def _repr_html_(self) -> str:
        """The text with its evidence highlighted, for notebooks. Article text is escaped: it is not ours."""
        return f"<div style='max-width:60em;line-height:1.7'>{legend()}{highlighted(self.article, marks(self.reports))}</div>"


def marks(reports: Sequence[Report]) -> list[tuple[Span, str, str]]:
    """(span, slot, tooltip) of everything to highlight."""
    out: list[tuple[Span, str, str]] = []
    for r in reports:
        out.append((r.trigger, "trigger", f"{r.code.type} {r.code.mode or ''} {r.status}"))
        for slot, side in (("actor", r.actors), ("recipient", r.recipients)):
            out += [(p.span, slot, f"{p.known.name} {p.known.country or ''} {p.known.sector or ''}") for p in side]
        if r.when and r.when.span:
            out.append((r.when.span, "when", f"{r.when.start} – {r.when.end}"))
        if r.where:
            out.append((r.where.span, "where", f"{r.where.name} {r.where.country or ''}"))
        out += [(c.span, "count", f"{c.what}: {c.value:g}") for c in r.counts]
    return out


def highlighted(article: Article, found: Sequence[tuple[Span, str, str]]) -> str:
    """Title and text as HTML; where spans overlap the earlier and longer one is shown."""
    parts = []
    for field in ("title", "text"):
        text, at, html = article.of(field), 0, ""
        for span, slot, tip in sorted((m for m in found if m[0].field == field), key=lambda m: (m[0].start, -m[0].end)):
            if span.start >= at:
                html += escape(text[at : span.start])
                html += f"<mark style='background:{COLOURS[slot]};color:#111' title='{escape(tip, quote=True)}'>{escape(span.text)}</mark>"
                at = span.end
        html += escape(text[at:])
        parts.append(f"<p{' style=font-weight:bold' if field == 'title' else ''}>{html}</p>".replace("\n", "<br>") if text else "")
    return "".join(parts)


def legend() -> str:
    """The colours and what they stand for."""
    return "<p>" + " ".join(f"<mark style='background:{c};color:#111'>{k}</mark>" for k, c in COLOURS.items()) + "</p>"


def code(text: str, *, title: str, published: str | None, lang: str | None, outlet: str | None, url: str | None,
         actors: str | Path | None = None) -> Result:
    """See :func:`sayso.code`."""
    day = metadata.of(published) if published else None
    if published and day is None:
        raise SaysoError(f"not a date: {published!r} (write it as 2025-03-31)")
    packs = languages.available()
    lang = lang or language.detect(text) or language.likeliest(text, packs) or packs[-1]
    ident = "a-" + hashlib.sha256(f"{title}\n{text}".encode()).hexdigest()[:12]
    return Result(load(lang, actors=Path(actors) if actors else None).code(Article(ident, lang, title, text, day, outlet, url)))
