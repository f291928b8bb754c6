from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from cinet.kernels.record_draws import Records, independent, permuted, resampled, transmission


def records(sizes=(3, 4, 2), blocks=(0, 30, 50, 80)):
    rng = np.random.default_rng(7)
    n = blocks[-1]
    codes = np.stack([rng.integers(0, size, n) for size in sizes]).astype(np.int32)
    group = (np.arange(n) >= blocks[1]).astype(np.int64)
    return Records(codes, sizes, group, 2, np.array(blocks))


@pytest.mark.parametrize("sampler", [permuted, independent, resampled])
def test_draws_stay_in_their_block(sampler):
    held = records()
    # block b only holds classes 10 b, 10 b + 1, ...
    block = np.searchsorted(held.bounds, np.arange(80), side="right") - 1
    marked = Records(held.codes + 10 * block.astype(np.int32), (30,) * 3, held.group, 2, held.bounds)
    drawn = sampler(marked, np.random.default_rng(1))
    assert drawn.shape == marked.codes.shape
    assert ((drawn // 10) == block).all()
    assert (drawn != marked.codes).any()


def test_a_permutation_keeps_every_margin():
    held = records()
    drawn = permuted(held, np.random.default_rng(2))
    for before, after in zip(held.codes, drawn, strict=True):
        for low, high in pairwise(held.bounds):
            assert np.bincount(before[low:high]).tolist() == np.bincount(after[low:high]).tolist()


def test_resampled_records_stay_whole():
    held = records()
    known = set(map(tuple, held.codes.T.tolist()))
    assert set(map(tuple, resampled(held, np.random.default_rng(2)).T.tolist())) <= known


def test_independent_draws_part_the_variables():
    rng = np.random.default_rng(0)
    one = rng.integers(0, 2, 4000).astype(np.int32)
    held = Records(np.stack([one, one]), (2, 2), np.zeros(4000, np.int64), 1, np.array([0, 4000]))
    assert transmission(held, held.codes)[0] == pytest.approx(1, abs=1e-3)
    assert transmission(held, independent(held, rng))[0] == pytest.approx(0, abs=5e-3)


@pytest.mark.parametrize("room", [0, 10**6, 10**9])
def test_transmission_does_not_depend_on_how_cells_are_counted(room):
    held = records()
    tight = transmission(held, held.codes)
    wide = Records(held.codes, tuple(size + room for size in held.sizes), held.group, 2, held.bounds)
    assert transmission(wide, held.codes) == pytest.approx(tight, abs=1e-12)
