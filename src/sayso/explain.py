"""Seeing why: one coded article goes in, a plain text comes out that shows its parse, its clauses, and each row slot by slot."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.export import chain
from sayso.model import Mention, Party, Report, Sentence
from sayso.pipeline import Coded


def explain(coded: Coded, *, trees: bool = True) -> str:
    """The whole story of an article: sentences, mentions, rows, and what was dropped."""
    return "\n".join((*_sentences(coded, trees), *_rows(coded), *_dropped(coded)))


def _sentences(coded: Coded, trees: bool) -> Iterator[str]:
    by_sentence: dict[int, list[Mention]] = {}
    for m in coded.mentions:
        by_sentence.setdefault(m.sentence, []).append(m)
    for s in coded.sentences:
        yield f"[{s.i}] {s.field} {s.start}–{s.end}: {s.text}"
        if trees:
            yield from (f"    {line}" for line in tree(s))
        for n in s.names:
            yield f"    name {n.label}: {s.span(n.first, n.last).text}"
        for m in by_sentence.get(s.i, ()):
            yield from (f"    {line}" for line in mention(m))


def tree(s: Sentence) -> Iterator[str]:
    """One line a token: number, form, lemma, tag, relation, head."""
    width = max(len(t.form) for t in s.tokens)
    for t in s.tokens:
        head = "–" if t.head == t.i else f"{t.head + 1} {s.tokens[t.head].form}"
        yield f"{t.i + 1:3} {t.form:{width}} {t.lemma:{width}} {t.upos:6} {t.deprel:12} {head}"


def mention(m: Mention) -> Iterator[str]:
    """A mention before anything was resolved."""
    yield f"act {m.concept}: {m.trigger.text!r}   ({m.rule})"
    for label, side in (("actor", m.actors), ("recipient", m.recipients)):
        for a in side:
            yield f"  {label}: {a.span.text!r}   ({a.rule})"
    yield f"  status: {m.status}   ({m.status_why}){'  hearsay' if m.hearsay else ''}"


def _rows(coded: Coded) -> Iterator[str]:
    yield ""
    yield f"{len(coded.reports)} rows"
    for r in coded.reports:
        yield from row(r)


def row(r: Report) -> Iterator[str]:
    """A row with the reason for each slot."""
    mode = f"/{r.code.mode}" if r.code.mode else ""
    yield f"{r.report_id}  event {r.event_id}  {r.code.type}{mode}  CAMEO {r.code.cameo}  confidence {r.confidence}"
    yield f"    what       {r.trigger.text!r} → {r.concept}   ({r.why['concept']})"
    yield from (party("actor", p) for p in r.actors)
    yield from (party("recipient", p) for p in r.recipients)
    yield f"    status     {r.status}   ({r.why['status']}){'  hearsay' if r.hearsay else ''}{'  background' if r.background else ''}"
    if r.when:
        words = repr(r.when.span.text) if r.when.span else "–"
        yield f"    when       {words} → {r.when.start} – {r.when.end}   ({r.when.why})"
    if r.where:
        yield f"    where      {r.where.span.text!r} → {r.where.name}, {r.where.country}"
    for c in r.counts:
        yield f"    count      {c.span.text!r} → {c.what} {c.value:g}   ({c.rule})"
    if r.sources.paths:
        yield f"    says       {chain.line(r.sources.paths)}"


def party(label: str, p: Party) -> str:
    """One actor or recipient."""
    return f"    {label:10} {p.span.text!r} → {p.known.name}, {p.known.country or '?'} {p.known.sector or ''}   ({p.rule}; {p.known.why})"


def _dropped(coded: Coded) -> Iterator[str]:
    yield ""
    yield f"{len(coded.dropped)} dropped"
    for d in coded.dropped:
        yield f"    {d.span.text!r}: {d.reason}   ({d.stage})"
