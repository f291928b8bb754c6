"""Participations that count differently: what is held, what projections make of it, what is refused."""

from __future__ import annotations

import pickle

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cinet.errors import SchemaError, UnknownName
from cinet.incidence import WEIGHTINGS, Incidence
from cinet.metrics.centrality import strength
from tests import oracles_backbone as oracles
from tests import strategies
from tests.metrics import samples
from tests.metrics.test_backbone import FEW, golden
from tests.strategies import events_of, matrix_of

TWO = pd.DataFrame(index=["p", "q"])
THREE = strategies.actor_table(["firm", "user", "firm"])


@st.composite
def weighted(draw):
    plain = draw(strategies.incidences())
    m = len(plain.indices)
    return with_weights(plain, draw(st.lists(strategies.weights, min_size=m, max_size=m)))


def with_weights(plain, weights):
    return Incidence(
        plain.indptr,
        plain.indices,
        collaborations=plain.collaborations,
        actors=plain.actors,
        strata=plain.strata,
        weights=weights,
    )


def parts(incidence):
    return [held.tolist() for held in np.split(incidence.weights, incidence.indptr[1:-1])][
        : incidence.n_collaborations
    ]


# --- projection ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("weighting", WEIGHTINGS)
@FEW
@given(incidence=weighted())
def test_projection_is_that_of_the_enumeration(weighting, incidence):
    net = incidence.network(weighting, recipe={"window": "2014"})
    wanted = oracles.weighted_projection(
        events_of(incidence), parts(incidence), incidence.n_actors, weighting
    )
    np.testing.assert_allclose(matrix_of(net), wanted, rtol=1e-11)
    assert net.recipe == {"window": "2014", "weighting": weighting, "participations": "weighted"}


@pytest.mark.parametrize("weighting", WEIGHTINGS)
@FEW
@given(plain=strategies.incidences())
def test_equal_weights_are_none(weighting, plain):
    same = with_weights(plain, np.ones(len(plain.indices)))
    np.testing.assert_allclose(
        matrix_of(same.network(weighting)), matrix_of(plain.network(weighting)), rtol=1e-13
    )


@FEW
@given(weighted())
def test_pair_conserves_the_number_of_joint_collaborations(incidence):
    total = incidence.network("pair").edges()["weight"].sum()
    assert total == pytest.approx((incidence.sizes > 1).sum(), rel=1e-11)


@FEW
@given(weighted())
def test_newman_conserves_the_weights_of_joint_participations(incidence):
    joint = sum(sum(taken) for taken in parts(incidence) if len(taken) > 1)
    assert strength(incidence.network("newman")).sum() == pytest.approx(joint, rel=1e-11)


@FEW
@given(weighted())
def test_batagelj_conserves_collaborations_with_the_diagonal(incidence):
    own = sum((np.array(taken) ** 2).sum() / sum(taken) ** 2 for taken in parts(incidence) if len(taken) > 1)
    both = matrix_of(incidence.network("batagelj")).sum()
    assert both + own == pytest.approx((incidence.sizes > 1).sum(), rel=1e-11)


@pytest.mark.parametrize("weighting", ["pair", "batagelj"])
@FEW
@given(incidence=weighted(), factor=st.sampled_from([0.25, 8.0]))
def test_shares_do_not_depend_on_the_unit(weighting, incidence, factor):
    scaled = with_weights(incidence, incidence.weights * factor)
    np.testing.assert_allclose(
        matrix_of(scaled.network(weighting)), matrix_of(incidence.network(weighting)), rtol=1e-13
    )


@pytest.mark.parametrize("weighting", WEIGHTINGS)
def test_davis(weighting):
    total, pair = golden("davis")["projection"][weighting]
    edges = samples.davis().network(weighting).edges().set_index(["source", "target"])["weight"]
    assert edges.sum() == pytest.approx(total, abs=5e-7)
    assert edges["Evelyn", "Laura"] == pytest.approx(pair, abs=5e-7)


def test_a_worked_example():
    incidence = Incidence.from_codes(
        [1, 0, 0, 0], [0, 2, 0, 1], collaborations=TWO, actors=THREE, weights=[9.0, 3.0, 1.0, 2.0]
    )
    # products 2, 3 and 6 of weights 1, 2 and 3, which sum to 6; the pairs sum to 11
    assert incidence.network().edges()["weight"].tolist() == [2, 3, 6]
    assert incidence.network("pair").edges()["weight"].tolist() == pytest.approx([2 / 11, 3 / 11, 6 / 11])
    assert incidence.network("newman").edges()["weight"].tolist() == pytest.approx([6 / 11, 9 / 11, 18 / 11])
    assert incidence.network("batagelj").edges()["weight"].tolist() == pytest.approx([2 / 36, 3 / 36, 6 / 36])


# --- what is held -------------------------------------------------------------------------------------------------


@FEW
@given(weighted(), st.randoms(use_true_random=False))
def test_weights_follow_their_participations(incidence, random):
    rows = np.repeat(np.arange(incidence.n_collaborations), incidence.sizes).tolist()
    taken = list(zip(rows, incidence.indices.tolist(), incidence.weights.tolist(), strict=True))
    random.shuffle(taken)
    again = Incidence.from_codes(
        [row for row, _, _ in taken],
        [actor for _, actor, _ in taken],
        collaborations=incidence.collaborations,
        actors=incidence.actors,
        weights=[weight for _, _, weight in taken],
    )
    assert again.weights.tolist() == incidence.weights.tolist()
    assert again.weights.dtype == np.float64


def test_weights_are_frozen_pickled_and_told():
    given_weights = np.array([1.0, 2.0])
    incidence = Incidence([0, 2, 2], [0, 1], collaborations=TWO, actors=THREE, weights=given_weights)
    given_weights[0] = 7
    assert incidence.weights.tolist() == [1, 2]
    with pytest.raises(ValueError, match="read-only"):
        incidence.weights[0] = 3
    assert repr(incidence) == "<Incidence 2 collaborations x 3 actors, 2 participations, weighted>"
    assert pickle.loads(pickle.dumps(incidence)).weights.tolist() == [1, 2]


def test_a_shuffle_refuses_weights():
    incidence = Incidence([0, 1, 2], [0, 1], collaborations=TWO, actors=THREE, weights=[1, 2])
    with pytest.raises(SchemaError, match="a shuffle moves actors, and the weights"):
        incidence.shuffled(np.array([1, 0], np.int32))


@pytest.mark.parametrize(
    ("weights", "message"),
    [
        ([1.0], "there are 1 weights for 2 participations"),
        ([1.0, 0.0], r"1 of 2 participation weights are not finite positive numbers, first 0\.0"),
        ([-1.0, 1.0], r"first -1\.0"),
        ([np.nan, np.inf], "2 of 2 participation weights"),
        (["x", "y"], "participation weights must be numbers"),
        ([None, object()], "participation weights must be numbers"),
    ],
)
def test_what_are_no_weights(weights, message):
    with pytest.raises(SchemaError, match=message):
        Incidence([0, 2, 2], [0, 1], collaborations=TWO, actors=THREE, weights=weights)
    with pytest.raises(SchemaError, match=message):
        Incidence.from_codes([0, 0], [1, 0], collaborations=TWO, actors=THREE, weights=weights)


def test_an_unknown_weighting_is_refused_with_weights_too():
    incidence = Incidence([0, 2, 2], [0, 1], collaborations=TWO, actors=THREE, weights=[1, 2])
    with pytest.raises(UnknownName, match=r"'batagelji' is not known. Did you mean 'batagelj'\?"):
        incidence.network("batagelji")
