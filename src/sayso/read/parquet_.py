"""A Parquet file → articles, one a row, a batch at a time.

In: columns as in :mod:`sayso.read.article`. Out: the articles.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import BinaryIO

from sayso.errors import Unreadable
from sayso.read.article import OTHER_NAMES, Given, Item, article_of
from sayso.read.csv_ import columns

ROWS_AT_ONCE = 256
OURS = frozenset(name for names in OTHER_NAMES.values() for name in names)


def read(stream: BinaryIO, source: str, given: Given) -> Iterator[Item]:
    """The articles of a Parquet file."""
    import pyarrow as pa
    import pyarrow.parquet as pq  # late: half a second

    if not stream.seekable():
        stream = io.BytesIO(stream.read())
    try:
        file = pq.ParquetFile(stream)
        columns(file.schema_arrow.names)
        wanted = [name for name in file.schema_arrow.names if name.strip().lower() in OURS]
        number = 0
        for batch in file.iter_batches(ROWS_AT_ONCE, columns=wanted):
            for row in batch.to_pylist():
                number += 1
                yield article_of(row, f"{source}: row {number}", given)
    except (pa.ArrowException, OSError) as e:
        raise Unreadable(f"broken Parquet: {str(e).splitlines()[0]}") from None
