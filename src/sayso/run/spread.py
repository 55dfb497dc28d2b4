"""Work on parts that are independent, in several processes; the answers in the order of the parts.

In: a function of a module and its parts, as bytes. Out: what it makes of each. Parts are read only as they are needed, so that few are held.

A worker that dies ends the whole with one line: what was asked is all or nothing, so there is nothing to go on with.
"""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from typing import TypeVar

from sayso.errors import SaysoError
from sayso.run.local import let_go, no_interrupt, pool_of

AHEAD = 2  # parts for each worker; more would only hold memory
MOST = 4  # the one who makes the parts keeps about so many busy
DIED = "a worker process died (killed, or out of memory); what it was for is not written; try again with: sayso merge FILE --workers 1"
Made = TypeVar("Made")


class WorkerDied(SaysoError):
    """A process that worked for this one is gone."""


def spread(work: Callable[[bytes], Made], parts: Iterable[bytes], workers: int) -> Generator[Made, None, None]:
    """What ``work`` makes of each part. :class:`WorkerDied` where a worker dies; closing the iterator ends the workers."""
    others = set(multiprocessing.active_children())
    pool = pool_of(workers)
    waiting: deque[Future[Made]] = deque()
    is_done = False
    try:
        for part in parts:
            with no_interrupt():  # processes started here inherit it, so that none dies with a traceback while it starts
                waiting.append(pool.submit(work, part))
            if len(waiting) >= workers * AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
        is_done = True
    except BrokenProcessPool:
        raise WorkerDied(DIED) from None
    finally:
        if is_done:
            pool.shutdown(cancel_futures=True)
        else:  # nobody waits for what they are at
            let_go(pool)
            for process in set(multiprocessing.active_children()) - others:
                with suppress(ProcessLookupError):
                    process.terminate()


def usual_workers() -> int:
    """As many as the machine has cores for this process, within reason."""
    has_affinity = hasattr(os, "sched_getaffinity")
    return min(len(os.sched_getaffinity(0)) if has_affinity else os.cpu_count() or 1, MOST)
