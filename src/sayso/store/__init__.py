"""The project file: articles, reports, events, reviews and runs in one SQLite file, ``news.sayso``.

In: the outcomes of a run. Out: a file that any SQLite tool reads, and the records of docs/output.md. The tables stand in
:mod:`sayso.store.schema`; what they mean in docs/store.md.

``with writing(Path("news.sayso")) as store: …``
"""

from sayso.store.opening import reading, writing

__all__ = ["reading", "writing"]
