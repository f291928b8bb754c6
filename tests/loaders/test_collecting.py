"""Searches for garbage are rare while a reader is at work, and as they were afterwards."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from cinet.loaders.collecting import rare_collections


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)


def test_one_within_another_and_side_by_side() -> None:
    gc.set_threshold(700, 10, 10)
    one, two = rare_collections(), rare_collections()
    one.__enter__()
    two.__enter__()
    assert gc.get_threshold() == (200_000, 10, 10)
    # the first to begin is the first to end, as in threads
    one.__exit__(None, None, None)
    assert gc.get_threshold() == (200_000, 10, 10)
    two.__exit__(None, None, None)
    assert gc.get_threshold() == (700, 10, 10)


@pytest.mark.parametrize(("given", "within"), [(0, 0), (10**6, 10**6)])
def test_searches_that_are_rarer_still_stay_so(given: int, within: int) -> None:
    gc.set_threshold(given, 5, 5)

    @rare_collections()
    def reader() -> int:
        raise ValueError(gc.get_threshold()[0])

    with pytest.raises(ValueError, match=str(within)):
        reader()
    assert gc.get_threshold() == (given, 5, 5)
