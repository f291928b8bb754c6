from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cinet.errors import SchemaError, UndefinedMeasure
from cinet.metrics.spectral import katz
from cinet.metrics.temporal import dynamic_communicability
from tests import oracles_centrality, strategies
from tests.metrics import samples


def series(matrices, **options):
    return {t: strategies.network_of(matrix, **options) for t, matrix in enumerate(matrices)}


@pytest.mark.parametrize("directed", [False, True])
@given(data=st.data())
def test_by_definition(directed, data):
    one = strategies.matrices(directed=directed, min_actors=5, max_actors=5)
    matrices = data.draw(st.lists(one, min_size=1, max_size=4))
    for weighted in (False, True):
        held = [m if weighted else (m > 0) * 1.0 for m in matrices]
        alpha = 0.5 / max(max(m.sum(axis=1).max() for m in held), 1e-3)
        found = dynamic_communicability(series(matrices, directed=directed), alpha=alpha, weighted=weighted)
        q = oracles_centrality.communicability(held, alpha)
        assert found.columns.tolist() == ["broadcast", "receive"]
        assert np.allclose(found["broadcast"], q.sum(axis=1), rtol=1e-10)
        assert np.allclose(found["receive"], q.sum(axis=0), rtol=1e-10)


def test_one_window_is_katz():
    net = samples.network("kite")
    found = dynamic_communicability({"only": net})
    assert np.allclose(found["broadcast"], katz(net), rtol=1e-12)
    assert np.allclose(found["receive"], katz(net), rtol=1e-12)


def test_the_order_of_windows_matters():
    """a - b early and b - c late: a reaches c, and c never a."""
    ab, bc = np.zeros((3, 3)), np.zeros((3, 3))
    ab[0, 1] = ab[1, 0] = bc[1, 2] = bc[2, 1] = 1
    early, late = strategies.network_of(ab), strategies.network_of(bc)
    forth = dynamic_communicability({1: early, 2: late}, alpha=0.5)
    back = dynamic_communicability({2: late, 1: early}, alpha=0.5)
    assert forth.loc["a0", "broadcast"] > forth.loc["a2", "broadcast"]
    assert forth.loc["a2", "receive"] > forth.loc["a0", "receive"]
    assert np.allclose(forth["broadcast"], back["receive"])
    assert not np.allclose(forth["broadcast"], back["broadcast"])


def test_reversed_time_swaps_sending_and_hearing():
    nets = series([samples.path(4), samples.star(3), samples.clique(4)])
    forth = dynamic_communicability(nets)
    back = dynamic_communicability(dict(reversed(nets.items())))
    assert np.allclose(forth["broadcast"], back["receive"])


def test_actors_who_come_and_go():
    found = dynamic_communicability(series([samples.path(2), samples.path(3)]), alpha=0.5)
    assert found.index.tolist() == ["a0", "a1", "a2"]
    padded = np.zeros((3, 3))
    padded[:2, :2] = samples.path(2)
    assert found.equals(dynamic_communicability(series([padded, samples.path(3)]), alpha=0.5))


def test_without_ties():
    found = dynamic_communicability(series([np.zeros((2, 2)), np.zeros((2, 2))]))
    assert (found == 1).all(axis=None)


def test_no_window():
    with pytest.raises(SchemaError, match="there is no network"):
        dynamic_communicability({})


@pytest.mark.parametrize("alpha", [-1, np.inf, np.nan])
def test_alpha_is_a_number_of_0_or_more(alpha):
    with pytest.raises(SchemaError, match="alpha must be a finite number of 0 or more"):
        dynamic_communicability(series([samples.path(3)]), alpha=alpha)


def test_the_densest_window_sets_the_bound():
    with pytest.raises(UndefinedMeasure, match=r"alpha is 0.5, .*= 0.333333 in window 1 \(lambda_1 = 3\)"):
        dynamic_communicability(series([samples.path(4), samples.clique(4)]), alpha=0.5)
