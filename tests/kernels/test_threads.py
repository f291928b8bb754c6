from __future__ import annotations

import os
import threading

import pytest

from cinet.kernels import threads


def square(number: int) -> int:
    return number * number


@pytest.mark.parametrize("workers", [1, 2, 5])
def test_results_come_in_the_order_of_the_tasks(workers):
    assert list(threads.ordered_map(square, range(40), workers=workers)) == [n * n for n in range(40)]


@pytest.mark.parametrize("workers", [1, 3])
def test_no_task_no_result(workers):
    assert list(threads.ordered_map(square, [], workers=workers)) == []


def test_slow_tasks_do_not_lose_their_place():
    later = threading.Event()

    def wait_for_the_second(number: int) -> int:
        if number == 0:
            assert later.wait(30)
        else:
            later.set()
        return number

    assert list(threads.ordered_map(wait_for_the_second, range(4), workers=2)) == [0, 1, 2, 3]


@pytest.mark.parametrize("workers", [1, 2])
def test_an_error_reaches_the_caller_and_cancels_the_rest(workers):
    begun = []

    def fail(number: int) -> int:
        begun.append(number)
        if number == 2:
            raise ZeroDivisionError(number)
        return number

    results = threads.ordered_map(fail, range(1000), workers=workers)
    assert [next(results), next(results)] == [0, 1]
    with pytest.raises(ZeroDivisionError):
        next(results)
    assert len(begun) < 20


def test_leaving_early_cancels_the_rest():
    begun = []
    results = threads.ordered_map(lambda number: begun.append(number) or number, range(1000), workers=2)
    assert next(results) == 0
    results.close()
    assert len(begun) < 20


def test_tasks_are_drawn_as_results_are_taken():
    drawn = []

    def tasks():
        for number in range(100):
            drawn.append(number)
            yield number

    results = threads.ordered_map(square, tasks(), workers=2)
    next(results)
    assert len(drawn) == 5
    results.close()


@pytest.mark.parametrize(("asked", "given"), [(4, 4), (0, 1), (-2, 1)])
def test_worker_count(asked, given):
    assert threads.worker_count(asked) == given


def test_worker_count_when_left_open(monkeypatch):
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1, 2}, raising=False)
    assert threads.worker_count(None) == 3
    monkeypatch.delattr(os, "sched_getaffinity")
    monkeypatch.setattr(os, "cpu_count", lambda: 7)
    assert threads.worker_count(None) == 7
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    assert threads.worker_count(None) == 1
