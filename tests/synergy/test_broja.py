from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cinet.errors import SchemaError
from cinet.synergy import broja
from cinet.synergy.broja import union_information
from tests import oracles_pid as oracles


def union(p):
    """Solve one table p(x1, x2, y)."""
    found = union_information(p.sum(axis=1)[None], p.sum(axis=0)[None])
    return float(found.value[0]), float(found.gap[0])


@st.composite
def tables(draw, most=4):
    """Sparse, dense and lopsided tables of three variables."""
    shape = [draw(st.integers(1, most)) for _ in range(3)]
    size = int(np.prod(shape))
    low = draw(st.sampled_from([0, -3, -9]))
    exponents = draw(
        st.lists(st.one_of(st.none(), st.floats(low, 0)), min_size=size, max_size=size).filter(
            lambda held: any(value is not None for value in held)
        )
    )
    p = np.array([0.0 if value is None else 10.0**value for value in exponents]).reshape(shape)
    return p / p.sum()


@settings(max_examples=30)
@given(st.lists(st.integers(0, 9), min_size=8, max_size=8).filter(any))
def test_binary_tables_against_a_grid(counts):
    p = np.array(counts, float).reshape(2, 2, 2) / sum(counts)
    one, two, _ = map(oracles.mutual_information, oracles.margins(p))
    value, gap = union(p)
    assert gap < 1e-9
    assert value == pytest.approx(one + two - oracles.broja_binary(p), abs=1e-7)


@settings(max_examples=60)
@given(tables())
def test_the_certificate_is_small_and_the_value_between_its_bounds(p):
    value, gap = union(p)
    one, two, whole = map(oracles.mutual_information, oracles.margins(p))
    assert 0 <= gap < 1e-9
    assert max(one, two) - 1e-9 <= value <= whole + 1e-9


@settings(max_examples=60)
@given(tables(), st.integers(0, 2**32 - 1))
def test_no_other_distribution_with_the_margins_tells_less(p, seed):
    """Mixtures of p, of its independent coupling, and of couplings reached by random scaling."""
    value, gap = union(p)
    rng = np.random.default_rng(seed)
    free = oracles.independent_given_target(p)
    first, second, _ = oracles.margins(p)
    q = free * rng.exponential(size=p.shape)
    for _ in range(500):
        for axis, margin in ((1, first), (0, second)):
            held = q.sum(axis=axis)
            q = q * np.expand_dims(np.divide(margin, held, out=np.zeros_like(held), where=held > 0), axis)
    # a mixture with p keeps both margins as closely as scaling has brought them
    off = np.abs(q.sum(axis=1) - first).sum()
    for mixed in (p, free, q, (p + q) / 2, 0.9 * p + 0.1 * free):
        told = oracles.mutual_information(mixed.reshape(-1, p.shape[2]))
        assert value - gap <= told + 1e-9 + 50 * off


@settings(max_examples=30)
@given(tables(3), st.data())
def test_names_and_order_of_classes_and_sources(p, data):
    value, _ = union(p)
    order = [data.draw(st.permutations(range(size))) for size in p.shape]
    assert union(p[np.ix_(*order)])[0] == pytest.approx(value, abs=1e-9)
    assert union(p.transpose(1, 0, 2))[0] == pytest.approx(value, abs=1e-9)
    padded = np.zeros(np.add(p.shape, (1, 2, 1)))
    padded[: p.shape[0], 1 : 1 + p.shape[1], : p.shape[2]] = p
    assert union(padded)[0] == pytest.approx(value, abs=1e-9)


@settings(max_examples=30)
@given(st.lists(st.integers(0, 9), min_size=12, max_size=12).filter(any))
def test_sources_with_one_margin_tell_one_thing(counts):
    """Blackwell: sources with the same channel from the target hold nothing unique."""
    one = np.array(counts, float).reshape(1, 4, 3) / sum(counts)
    found = union_information(one, one)
    assert found.value[0] == pytest.approx(oracles.mutual_information(one[0]), abs=1e-9)


@settings(max_examples=30)
@given(st.lists(st.integers(0, 9), min_size=12, max_size=12).filter(any), st.integers(0, 2**32 - 1))
def test_a_garbled_source_adds_nothing(counts, seed):
    """The second source is a random function of the first: all it tells is told."""
    one = np.array(counts, float).reshape(4, 3) / sum(counts)
    channel = np.random.default_rng(seed).dirichlet(np.ones(3), size=4)
    found = union_information(one[None], (channel.T @ one)[None])
    assert found.value[0] == pytest.approx(oracles.mutual_information(one), abs=1e-9)


def test_many_problems_are_solved_as_one(monkeypatch):
    p = np.random.default_rng(2).dirichlet(np.full(18, 0.4), size=30).reshape(30, 3, 2, 3)
    together = union_information(p.sum(axis=2), p.sum(axis=1))
    alone = [union(table)[0] for table in p]
    assert np.allclose(together.value, alone, atol=1e-9, rtol=0)
    monkeypatch.setattr(broja, "_HELD_AT_ONCE", 1)
    piecewise = union_information(p.sum(axis=2), p.sum(axis=1))
    assert np.allclose(together.value, piecewise.value, atol=1e-9, rtol=0)
    assert piecewise.gap.max() < 1e-9


def test_probabilities_of_very_different_size():
    rng = np.random.default_rng(8)
    for shape in ((5, 6, 2), (5, 4, 3), (6, 5, 3)):
        p = 10.0 ** rng.uniform(-12, 0, size=(100, *shape))
        p /= p.sum(axis=(1, 2, 3), keepdims=True)
        assert union_information(p.sum(axis=2), p.sum(axis=1)).gap.max() < 1e-9


def test_larger_tables():
    p = np.random.default_rng(3).dirichlet(np.full(10 * 8 * 6, 0.3)).reshape(10, 8, 6)
    value, gap = union(p)
    one, two, whole = map(oracles.mutual_information, oracles.margins(p))
    assert gap < 1e-9
    assert max(one, two) < value < whole


def test_the_same_bits_every_time():
    p = np.random.default_rng(5).dirichlet(np.ones(27)).reshape(3, 3, 3)
    assert union(p) == union(p)


def test_problems_beyond_memory_are_refused():
    wide = np.full((1, 400, 4), 1 / 1600)
    with pytest.raises(
        SchemaError, match=r"400 and 400 classes with a target of 4 are too large.*merge classes"
    ):
        union_information(wide, wide)
