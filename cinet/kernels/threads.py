"""Run compiled chunks in threads and hand the results back in order.

Compiled kernels release the interpreter lock, so threads are enough. The work is cut into chunks that do not
depend on the number of workers and the results are consumed in chunk order: one worker and many give the same bits.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from typing import TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")


def worker_count(workers: int | None) -> int:
    """Return the number of workers: the given one, or the processors this process may use."""
    if workers is not None:
        return max(1, int(workers))
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def ordered_map(
    function: Callable[[Task], Result], tasks: Iterable[Task], *, workers: int | None = None
) -> Iterator[Result]:
    """Yield ``function(task)`` in the order of the tasks; at most two results per worker are held.

    An interrupt or an error cancels what has not begun.
    """
    count = worker_count(workers)
    if count == 1:
        yield from map(function, tasks)
        return
    waiting = iter(tasks)
    pool = ThreadPoolExecutor(max_workers=count)
    running: deque[Future[Result]] = deque()
    try:
        running.extend(pool.submit(function, task) for task in islice(waiting, 2 * count))
        while running:
            result = running.popleft().result()
            running.extend(pool.submit(function, task) for task in islice(waiting, 1))
            yield result
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
