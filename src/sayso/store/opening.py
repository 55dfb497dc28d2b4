"""Opening a project file, to read or to write, with every fault told in one line.

In: a path. Out: a ``sqlite3.Connection``. Whoever reads gets a read-only one and never waits for who writes (WAL); a second
*coder* or *merger* is refused by a lock that the system takes back when its holder dies.

``with writing(Path("news.sayso")) as db: …``
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Hashable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import IO, Any

from sayso.errors import Busy, Missing, Unreadable, Unwritable
from sayso.store import schema

WAIT = 30.0  # seconds that a short write waits for another
FAULTS = {  # what SQLite says → what we say; the first that is part of the error's name counts
    "SQLITE_FULL": "the disk is full. Nothing that was saved is lost: free some space and give the same command again",
    "SQLITE_READONLY": "it cannot be written (read-only file or folder)",
    "SQLITE_BUSY": "another program is writing to it; try again when it has finished",
    "SQLITE_LOCKED": "another program is writing to it; try again when it has finished",
    "SQLITE_CANTOPEN": "cannot be opened",
    "SQLITE_NOTADB": "not a project file of sayso",
    "SQLITE_CORRUPT": "the file is damaged",
    "SQLITE_IOERR": "the disk gave an error (full, or taken away). What was saved before is kept",
    "SQLITE_PERM": "no permission",
    "SQLITE_AUTH": "no permission",
}


class Opened(sqlite3.Connection):
    """A connection. ``kept``: what was looked up already; a dict while one transaction reads, so that nothing can have changed."""

    kept: dict[Any, Any] | None = None


def kept(db: sqlite3.Connection, key: Hashable, make: Callable[[], Any]) -> Any:  # noqa: ANN401
    """What is looked up once while a connection keeps what it finds; else each time."""
    there = getattr(db, "kept", None)
    if there is None:
        return make()
    if key not in there:
        there[key] = make()
    return there[key]


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Faults of the file as errors of one line. Faults of a user's own SQL are not of this kind and pass."""
    try:
        yield
    except sqlite3.DatabaseError as e:
        name = getattr(e, "sqlite_errorname", "") or ""
        for fault, said in FAULTS.items():
            if name.startswith(fault):
                raise (Busy if "another" in said else Unwritable)(f"{path}: {said}") from None
        if "fts5" in str(e):
            raise Missing("this Python's SQLite has no full-text search (FTS5): use the Python of python.org, of your system or of uv") from None
        raise


@contextmanager
def writing(path: Path, is_new: bool = True) -> Iterator[sqlite3.Connection]:
    """The file, made where there is none (and ``is_new``), to be written; brought to this version's schema."""
    if not path.exists() and not is_new:
        raise Unreadable(f"{path}: no such file")
    if path.is_dir():
        raise Unreadable(f"{path}: a folder, not a project file")
    if path.exists() and not os.access(path, os.W_OK):
        raise Unwritable(f"{path}: it cannot be written (read-only file)")
    with told(path), closing(connected(path, "rwc" if is_new else "rw")) as db:
        version_of(db, path)  # first of all: a database of others stays as it is
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = NORMAL")  # with WAL, safe when the process dies; a power cut may cost the last articles, never the file
        prepare(db, path)
        yield db


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """The file, to be read only."""
    if not path.is_file():
        raise Unreadable(f"{path}: no such file" if not path.exists() else f"{path}: not a file")
    with told(path), closing(read_only(path)) as db:
        version = version_of(db, path)
        if version is None:
            raise Unreadable(f"{path}: empty: nothing was saved in it yet")
        if version < schema.VERSION:
            with writing(path, is_new=False):
                pass  # brought up to date
        db.execute("PRAGMA query_only = 1")
        yield db


def read_only(path: Path) -> sqlite3.Connection:
    """A connection that cannot write; also where the folder is read-only, as on a disc."""
    db = connected(path, "ro")
    try:
        db.execute("SELECT 1 FROM sqlite_master")
        return db
    except sqlite3.OperationalError as e:
        db.close()
        is_shut = (getattr(e, "sqlite_errorname", "") or "").startswith(("SQLITE_CANTOPEN", "SQLITE_READONLY"))
        if not is_shut or Path(f"{path}-wal").exists():
            raise
        return connected(path, "ro&immutable=1")  # WAL wants to make a file beside this one, and cannot


def connected(path: Path, mode: str) -> sqlite3.Connection:
    """A connection without implicit transactions."""
    where = f"{path.absolute().as_uri()}?mode={mode}"
    return sqlite3.connect(where, uri=True, timeout=WAIT, isolation_level=None, factory=Opened)


def version_of(db: sqlite3.Connection, path: Path) -> int | None:
    """The schema version; ``None`` for a file nothing was written to yet. Refuses other programs' files and newer ones."""
    application, version = (db.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version"))
    if application == 0 and version == 0 and not db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        return None
    if application != schema.APPLICATION:
        raise Unreadable(f"{path}: a database, but not a project file of sayso")
    if version > schema.VERSION:
        raise Unreadable(f"{path}: made by a newer sayso (schema {version}; this one knows {schema.VERSION}): update sayso")
    return int(version)


def prepare(db: sqlite3.Connection, path: Path) -> None:
    """Make the tables, or bring them to this version, in one transaction."""
    if version_of(db, path) == schema.VERSION:
        return
    with transaction(db):
        version = version_of(db, path)  # again: another may have been faster
        for statement in schema.ddl() if version is None else steps(version):
            db.execute(statement)
        db.execute(f"PRAGMA application_id = {schema.APPLICATION}")
        db.execute(f"PRAGMA user_version = {schema.VERSION}")


def steps(version: int) -> Iterator[str]:
    """The statements from an older schema to this one."""
    for reached in range(version + 1, schema.VERSION + 1):
        yield from schema.MIGRATIONS[reached]


@contextmanager
def transaction(db: sqlite3.Connection) -> Iterator[None]:
    """All of the block or nothing of it."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        with suppress(sqlite3.Error):  # SQLite has rolled back already where the disk was full
            db.execute("ROLLBACK")
        raise
    db.execute("COMMIT")


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """The only coder or merger of this file; :class:`~sayso.errors.Busy` where there is one already.

    A lock on a file beside it, not a row inside: the system takes it back however its holder ends.
    """
    beside = lock_file(path)
    try:
        stream = beside.open("a+")
    except OSError as e:
        raise Unwritable(f"{path}: it cannot be written ({(e.strerror or str(e)).lower()}; read-only folder?)") from None
    with stream:
        if not locked(stream):
            raise Busy(f"{path}: another sayso is writing to it; wait until it has finished")
        try:
            yield
        finally:
            with suppress(OSError):
                beside.unlink()


def lock_file(path: Path) -> Path:
    """Where the lock of a project file lies."""
    return path.with_name(f"{path.name}-lock")


def locked(stream: IO[str]) -> bool:
    """Lock an open file; ``False`` where another process has it, or took it away between our opening and our locking."""
    try:
        import fcntl
    except ImportError:  # Windows
        return locked_on_windows(stream)
    try:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return os.fstat(stream.fileno()).st_ino == os.stat(stream.name).st_ino  # noqa: PTH116 - beside fstat
    except (BlockingIOError, FileNotFoundError):
        return False


def locked_on_windows(stream: IO[str]) -> bool:
    """The same by the means of that system."""
    import msvcrt

    try:
        msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined, unused-ignore]
    except OSError:
        return False
    return True
