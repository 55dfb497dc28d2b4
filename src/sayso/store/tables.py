"""Any table of the project file → CSV or Parquet, typed, a few thousand rows at a time.

In: the name of a table or view. Out: a file that pandas, R, DuckDB or pyarrow read: codes are strings, days are dates, yes-or-no is
true or false, lists stay JSON. In CSV a text that begins with ``= + - @`` gets an apostrophe before it, as in all our CSV.

Columns that tell when a run ran are left out: the same input gives the same bytes.
"""

from __future__ import annotations

import csv
import sqlite3
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, TextIO

from sayso.errors import SaysoError, Unwritable
from sayso.export.csv_ import FORMULA
from sayso.store.schema import TABLES, Table

AT_ONCE = 5000


def table(name: str) -> Table:
    """The table of this name."""
    if name not in TABLES:
        raise SaysoError(f"no table {name!r}; there are: {', '.join(TABLES)}")
    return TABLES[name]


def batches(db: sqlite3.Connection, of: Table) -> Iterator[list[tuple[Any, ...]]]:
    """The rows of a table in its order."""
    rows = db.execute(f"SELECT {', '.join(c.name for c in of.exported)} FROM {of.name} ORDER BY {of.order}")
    while some := rows.fetchmany(AT_ONCE):
        yield some


def to_csv(db: sqlite3.Connection, name: str, stream: TextIO) -> int:
    """Write a table as CSV; how many rows."""
    of, total = table(name), 0
    out = csv.writer(stream, lineterminator="\n")
    out.writerow(c.name for c in of.exported)
    kinds = [c.kind for c in of.exported]
    for some in batches(db, of):
        out.writerows([cell(v, k) for v, k in zip(row, kinds, strict=True)] for row in some)
        total += len(some)
    return total


def cell(value: object, kind: str) -> object:
    """A value as CSV has it."""
    if kind == "bool" and value is not None:
        return "true" if value else "false"
    return "'" + value if isinstance(value, str) and value.startswith(FORMULA) else value


def to_parquet(db: sqlite3.Connection, name: str, path: Path) -> int:
    """Write a table as Parquet; the file gets its name when it is whole. How many rows."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    of, total = table(name), 0
    part = path.with_name(f".{path.name}.part")
    schema = arrow_schema(of)
    try:
        with pq.ParquetWriter(part, schema, compression="zstd") as out:
            for some in batches(db, of):
                columns = [pa.array([typed(row[i], c.kind) for row in some], schema.field(i).type) for i, c in enumerate(of.exported)]
                out.write_table(pa.Table.from_arrays(columns, schema=schema))
                total += len(some)
        part.replace(path)
    except OSError as e:
        part.unlink(missing_ok=True)
        raise Unwritable(f"cannot write {path}: {e.strerror or e}") from None
    return total


def typed(value: Any, kind: str) -> Any:  # noqa: ANN401 - whatever SQLite gave
    """A value as Parquet has it."""
    if value is None:
        return None
    return date.fromisoformat(value) if kind == "date" else bool(value) if kind == "bool" else float(value) if kind == "real" else value


def arrow_schema(of: Table) -> Any:  # noqa: ANN401 - pyarrow is untyped
    """The types of a table's columns."""
    import pyarrow as pa

    types = {"text": pa.string(), "json": pa.string(), "int": pa.int64(), "real": pa.float64(), "bool": pa.bool_(), "date": pa.date32()}
    return pa.schema([(c.name, types[c.kind]) for c in of.exported])
