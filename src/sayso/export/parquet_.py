"""Reports → Parquet: the native record with its types, lists and structures kept.

In: reports. Out: one row a report, columns as in docs/output.md; days are dates, ``made_by`` and ``why`` are maps. Written to a
temporary file that takes the name when it is whole, so a reader never meets half a file. Nothing is lost.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from sayso.errors import Unwritable
from sayso.model import Report

ROWS_AT_ONCE = 5000


class Parquet:
    """Collects rows, writes them in groups, and names the file at the end."""

    def __init__(self, path: Path) -> None:
        import pyarrow.parquet as pq  # late: half a second

        self.path, self.part = path, path.with_name(f".{path.name}.part")
        self.reports: list[Report] = []
        try:
            self.file = pq.ParquetWriter(self.part, schema(), compression="zstd")
        except OSError as e:
            raise Unwritable(f"cannot write {path}: {e.strerror or e}") from None

    def write(self, reports: Sequence[Report]) -> None:
        """Take the reports of one article."""
        self.reports += reports
        if len(self.reports) >= ROWS_AT_ONCE:
            self._flush()

    def close(self) -> None:
        """Write what is held and give the file its name."""
        self._flush()
        self.file.close()
        self.part.replace(self.path)

    def _flush(self) -> None:
        if self.reports:
            self.file.write_table(table(self.reports))
            self.reports = []


def table(reports: Sequence[Report]) -> Any:  # noqa: ANN401 - pyarrow is untyped
    """Reports as a ``pyarrow.Table``."""
    import pyarrow as pa

    return pa.Table.from_pylist([row(r) for r in reports], schema=schema())


def row(report: Report) -> dict[str, Any]:
    """The native record with days as dates and the maps as pairs."""
    r = report.to_dict()
    r["article"] = {**r["article"], "published": report.article.published}
    if r["when"]:
        r["when"] = {**r["when"], "from": _date(r["when"]["from"]), "to": _date(r["when"]["to"])}
    return {**r, "made_by": list(r["made_by"].items()), "why": list(r["why"].items())}


def _date(iso: str) -> date:
    return date.fromisoformat(iso)


def schema() -> Any:  # noqa: ANN401
    """The types of all columns."""
    import pyarrow as pa

    s, f, i, b, d = pa.string(), pa.float64(), pa.int32(), pa.bool_(), pa.date32()
    span = [("field", s), ("start", i), ("end", i), ("text", s)]
    parties = pa.list_(pa.struct([*span, ("name", s), ("country", s), ("sector", s), ("id", s), ("score", f), ("why", s)]))
    sources = [("nodes", pa.list_(pa.struct([("id", s), ("name", s), ("kind", s), ("country", s), *span]))),
               ("edges", pa.list_(pa.list_(s))), ("paths", pa.list_(pa.list_(s))), ("medium", s)]
    return pa.schema([
        ("report_id", s), ("event_id", s),
        ("article", pa.struct([("id", s), ("lang", s), ("outlet", s), ("url", s), ("published", d), ("title", s)])),
        ("sentence", pa.struct(span)), ("trigger", pa.struct(span)), ("concept", s),
        ("type", s), ("mode", s), ("contexts", pa.list_(s)), ("cameo", s), ("quad", i), ("score", f), ("goldstein", f),
        ("status", s), ("hearsay", b), ("background", b), ("actors", parties), ("recipients", parties),
        ("when", pa.struct([*span, ("from", d), ("to", d), ("precision", s), ("why", s)])),
        ("where", pa.struct([*span, ("name", s), ("country", s), ("admin1", s), ("geonameid", pa.int64()), ("lat", f), ("lon", f),
                             ("precision", s)])),
        ("counts", pa.list_(pa.struct([*span, ("what", s), ("value", f), ("by", s)]))),
        ("sources", pa.struct(sources)), ("confidence", f), ("made_by", pa.map_(s, s)), ("why", pa.map_(s, s)),
    ])
