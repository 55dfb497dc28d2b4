"""``sayso agreement``: a project file that several people reviewed in; how far they agree, and where they do not, out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Annotated, Any

import typer

from sayso.commands.store import File, Form, show, tell
from sayso.export import standard_output
from sayso.export.plain import cut, plain
from sayso.store import reading
from sayso.store.agreement import Agreement, SlotAgreement, agreement
from sayso.store.opening import told
from sayso.store.queries import number

app = typer.Typer()
HEADS = ("slot", "alpha", "agreed", "reports", "coders", "distance")
NOTHING = "–"


@app.command("agreement")
def agreement_(
    file: File,
    machine: Annotated[bool, typer.Option("--machine", help="The machine as one coder more.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="The same as JSON.")] = False,
) -> None:
    """Say how far the people who reviewed a project file agree. Krippendorff's alpha for each slot, then every disagreement.

    \b
    Examples:
      sayso agreement news.sayso
      sayso agreement news.sayso --machine --json
    """
    with reading(file) as db, told(file):
        found = agreement(db, machine)
    if as_json:
        typer.echo(json.dumps(found.to_dict(), ensure_ascii=False))
        return
    show(standard_output(), Form.table, HEADS, map(cells, found.slots))
    for line in lines(found):
        typer.echo(plain(line))
    if found.unnamed:
        tell([f"left out: {number(found.unnamed, 'review')} without a name (sayso review … --by NAME)"])


def cells(row: SlotAgreement) -> tuple[Any, ...]:
    """A slot as a row of the table."""
    return row.slot, figure(row.alpha), figure(row.agreed), row.units, ", ".join(row.coders), row.distance


def figure(value: float | None) -> str:
    """Three decimals, or a sign for none."""
    return NOTHING if value is None else f"{value:.3f}"


def lines(found: Agreement) -> Iterator[str]:
    """What stands below the table: why an alpha is missing, and who said what where."""
    yield ""
    reasons: dict[str, list[str]] = {}
    for row in found.slots:
        if row.reason:
            reasons.setdefault(row.reason, []).append(row.slot)
    for reason, slots in reasons.items():
        yield f"{NOTHING} no alpha for {', '.join(slots)}: {reason}"
    yield f"{number(found.reports, 'report')} of two coders or more; {number(len(found.disagreements), 'disagreement')}"
    for d in found.disagreements:
        said = "; ".join(f"{coder}: {value or NOTHING}" for coder, value in d.said.items())
        yield f"  {d.article}  {d.report}  “{cut(d.trigger, 30)}”  {d.slot}  {said}"
