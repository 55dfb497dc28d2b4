"""Articles → outcomes on this machine, in one process or several.

In: articles (and what was skipped while reading), in order. Out: an :class:`~sayso.run.outcome.Outcome` for each, in the same
order; the same with any number of workers, because the shards do not depend on it.

An article that a worker dies over (killed, out of memory) is tried again, alone; if it kills its worker twice, it is skipped. An
error inside the coder costs its article, never the run. ``ProcessPoolExecutor`` notices a dead worker; ``multiprocessing.Pool``
would wait for ever.

``for one in run(read(paths, given), "sayso.pipeline:load", workers=2): …``
"""

from __future__ import annotations

import importlib
import multiprocessing
import os
import signal
import sys
import threading
import traceback
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import cache
from typing import TypeAlias

from sayso.errors import SaysoError
from sayso.model import Article, Skipped
from sayso.run.outcome import Coder, Outcome, failed, outcome

Factory: TypeAlias = str | Callable[[], Coder]
"""A function that gives a coder, or where to import it from: ``"sayso.pipeline:load"``."""

Item: TypeAlias = Article | Skipped
Told: TypeAlias = Outcome | Skipped

SHARD_ARTICLES = 8
SHARD_CHARACTERS = 40_000
SHARDS_AHEAD = 2  # for each worker; more would only hold memory
ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
TRIES_ALONE = 2  # its first try may have ended by the death of a worker that was at something else
ENDS_BY_ITSELF = (3, 11, 5)  # the first Python whose broken pools let go of their pipe
KILLED = "the worker process died over it each time (killed, or out of memory)"


def run(items: Iterable[Item], factory: Factory, workers: int = 1) -> Generator[Told, None, None]:
    """The outcome of each item, in order. Closing the iterator ends the workers."""
    if workers > 1:
        yield from _in_pool(shards(items), factory, workers)
        return
    for shard in shards(items):
        yield from coded(shard, factory)


def shards(items: Iterable[Item]) -> Iterator[list[Item]]:
    """Items in groups of a few articles, cut at the same places whoever codes them."""
    shard: list[Item] = []
    size = 0
    for item in items:
        shard.append(item)
        size += len(item.text) if isinstance(item, Article) else 0
        if len(shard) >= SHARD_ARTICLES or size >= SHARD_CHARACTERS:
            yield shard
            shard, size = [], 0
    if shard:
        yield shard


def coded(shard: Sequence[Item], factory: Factory) -> Iterator[Told]:
    """The outcomes of one shard, in this process."""
    outcomes = _outcomes([item for item in shard if isinstance(item, Article)], factory)
    for item in shard:
        yield item if isinstance(item, Skipped) else next(outcomes)


def _outcomes(articles: list[Article], factory: Factory) -> Iterator[Outcome]:
    done = 0
    try:
        for one in coder_of(factory).code_many(articles) if articles else ():
            yield outcome(one)
            done += 1
    except Exception:  # noqa: BLE001 - whatever it was, each remaining article is tried by itself and says so
        for article in articles[done:]:
            yield _one(article, factory)


def _one(article: Article, factory: Factory) -> Outcome:
    try:
        return outcome(coder_of(factory).code(article))
    except SaysoError as e:
        return failed(article, str(e))
    except Exception as e:  # noqa: BLE001 - a fault of ours in one article must not cost the others
        if os.environ.get("SAYSO_DEBUG"):
            traceback.print_exc()
        return failed(article, f"internal error: {type(e).__name__}: {e}".rstrip(": "))


@cache
def coder_of(factory: Factory) -> Coder:
    """The coder that ``factory`` gives, made once in each process."""
    if callable(factory):
        return factory()
    module, _, name = factory.partition(":")
    made: Coder = getattr(importlib.import_module(module), name)()
    return made


def _coded_there(shard: Sequence[Item], factory: Factory) -> list[Told]:
    """What a worker does."""
    return list(coded(shard, factory))


def _in_pool(parts: Iterator[list[Item]], factory: Factory, workers: int) -> Iterator[Told]:
    with Crew(factory, workers) as crew:
        waiting: deque[tuple[list[Item], Future[list[Told]]]] = deque()
        for shard in parts:
            waiting.append((shard, crew.submit(shard)))
            if len(waiting) >= workers * SHARDS_AHEAD:
                yield from crew.finished(*waiting.popleft())
        while waiting:
            yield from crew.finished(*waiting.popleft())


class Crew:
    """Worker processes that are replaced when one dies."""

    def __init__(self, factory: Factory, workers: int) -> None:
        self.factory, self.workers = factory, workers
        self.pool: ProcessPoolExecutor | None = None
        self.alone: ProcessPoolExecutor | None = None
        self.others = set(multiprocessing.active_children())

    def __enter__(self) -> Crew:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        for pool in (self.pool, self.alone):
            if pool and kind is None:
                pool.shutdown(cancel_futures=True)
            elif pool:
                let_go(pool)
        if kind is not None:  # interrupted: nobody waits for what they are at
            for process in set(multiprocessing.active_children()) - self.others:
                process.terminate()

    def submit(self, shard: list[Item]) -> Future[list[Told]]:
        """Give a shard to the workers."""
        try:
            self.pool = self.pool or pool_of(self.workers)
            return _submit(self.pool, shard, self.factory)
        except BrokenProcessPool:
            if self.pool:
                let_go(self.pool, cancel=False)
            self.pool = pool_of(self.workers)
            return _submit(self.pool, shard, self.factory)

    def finished(self, shard: list[Item], future: Future[list[Told]]) -> Iterator[Told]:
        """Wait for a shard; article by article where its worker (or one beside it) died."""
        try:
            yield from future.result()
        except BrokenProcessPool:
            for item in shard:
                yield item if isinstance(item, Skipped) else self._again(item)
        except Exception as e:  # noqa: BLE001 - what came back could not be sent between processes
            for item in shard:
                yield item if isinstance(item, Skipped) else failed(item, f"internal error: {type(e).__name__}: {e}")

    def _again(self, article: Article) -> Told:
        for _ in range(TRIES_ALONE):
            self.alone = self.alone or pool_of(1)
            try:
                return _submit(self.alone, [article], self.factory).result()[0]
            except BrokenProcessPool:
                let_go(self.alone, cancel=False)
                self.alone = None
        return failed(article, KILLED)


def pool_of(workers: int) -> ProcessPoolExecutor:
    """A pool of fresh processes: never plain forks, which copy locks that other threads hold."""
    has_server = "forkserver" in multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("forkserver" if has_server else "spawn")
    return ProcessPoolExecutor(workers, mp_context=context, initializer=_begin)


def let_go(pool: ProcessPoolExecutor, *, cancel: bool = True) -> None:
    """End a pool whose worker died, or whose work nobody waits for.

    In the first releases of Python 3.11 the thread that writes to the workers waits for ever, and the program with it, for a dead one to read
    (CPython issue 94777). Later ones close the end that is read from; for the others that is done here.
    """
    queue = getattr(pool, "_call_queue", None)
    pool.shutdown(wait=False, cancel_futures=cancel)
    if queue is not None and sys.version_info < ENDS_BY_ITSELF:
        queue._reader.close()


def _begin() -> None:
    """In each new worker: Ctrl-C is for the one who started it, and one thread is its share."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    one_thread()


def one_thread() -> None:
    """Keep the numeric libraries to one thread: to be called before they are imported."""
    for name in ONE_THREAD:
        os.environ.setdefault(name, "1")


def _submit(pool: ProcessPoolExecutor, shard: list[Item], factory: Factory) -> Future[list[Told]]:
    with no_interrupt():  # processes started here inherit it, so that none dies with a traceback while it starts
        return pool.submit(_coded_there, shard, factory)


@contextmanager
def no_interrupt() -> Iterator[None]:
    """Without Ctrl-C, while processes are started."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    if hasattr(signal, "pthread_sigmask"):  # it waits, and comes when they are started
        masked = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            yield
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, masked)
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
