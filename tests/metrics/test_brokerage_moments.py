from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from cinet.metrics.brokerage_moments import ROLES, actor_moments, cell_moments, role_moments
from tests import oracles_brokerage as oracles

GOLDEN = Path(__file__).parents[1] / "golden" / "brokerage"
KNOKE = json.loads((GOLDEN / "knoke_directed.json").read_text(encoding="utf-8"))

PARTITIONS = [(4,), (3, 1), (2, 2), (2, 1, 1), (1, 1, 1, 1)]


def codes(sizes):
    return [number for number, size in enumerate(sizes) for _ in range(size)]


def close(found, wanted):
    return np.allclose(found, wanted, rtol=1e-11, atol=1e-12)


def check_all(moments_of, sizes, p, directed):
    """Hold every closed form against mean and SD of the paths that make it."""
    group = codes(sizes)
    mean, sd = actor_moments(np.array(sizes), p, directed=directed)
    for number, a in enumerate(group):
        wanted = [moments_of(chosen) for _, chosen in oracles.paths_by_role(group, directed, number)]
        assert close([mean[a], sd[a]], np.transpose(wanted)), number
    wanted = [moments_of(chosen) for _, chosen in oracles.paths_by_role(group, directed)]
    assert close(role_moments(np.array(sizes), p, directed=directed), np.transpose(wanted))
    mean, sd = cell_moments(np.array(sizes), p, directed=directed)
    for cell, chosen in oracles.paths_by_cell(group, len(sizes), directed):
        assert close([mean[cell], sd[cell]], moments_of(chosen)), cell


@pytest.mark.parametrize("p", [0.3, 0.75])
@pytest.mark.parametrize("sizes", PARTITIONS)
def test_all_digraphs_on_four_actors(sizes, p):
    graphs = oracles.all_graphs(4, directed=True)
    assert len(graphs) == 4096
    check_all(lambda chosen: oracles.enumerated_moments(graphs, chosen, p, True), sizes, p, True)


@pytest.mark.parametrize("p", [0.3, 0.75])
@pytest.mark.parametrize("sizes", [(5,), (3, 2), (4, 1), (2, 2, 1), (1, 1, 1, 1, 1)])
def test_all_graphs_on_five_actors(sizes, p):
    graphs = oracles.all_graphs(5, directed=False)
    assert len(graphs) == 1024
    check_all(lambda chosen: oracles.enumerated_moments(graphs, chosen, p, False), sizes, p, False)


@pytest.mark.parametrize("sizes", [(3, 3), (3, 2, 1)])
def test_all_graphs_on_six_actors(sizes):
    graphs = oracles.all_graphs(6, directed=False)
    assert len(graphs) == 32768
    check_all(lambda chosen: oracles.enumerated_moments(graphs, chosen, 0.4, False), sizes, 0.4, False)


@pytest.mark.parametrize("directed", [False, True])
@pytest.mark.parametrize("sizes", [(8,), (5, 3), (4, 3, 1), (3, 2, 2, 1), (2, 2, 2, 2)])
def test_couples_of_paths_of_eight_actors(sizes, directed):
    couples = oracles.Couples(8, 0.35, directed)
    check_all(couples.moments, sizes, 0.35, directed)


@pytest.mark.parametrize("directed", [False, True])
def test_couples_are_those_of_the_enumeration(directed):
    graphs = oracles.all_graphs(4, directed)
    couples = oracles.Couples(4, 0.3, directed)
    for _, chosen in oracles.paths_by_role([0, 0, 1, 2], directed):
        assert close(couples.moments(chosen), oracles.enumerated_moments(graphs, chosen, 0.3, directed))


# --- Knoke, and where R sna 2.7 is wrong --------------------------------------------------------------------------


def knoke_sizes():
    return np.array([KNOKE["partition"].count("gov"), KNOKE["partition"].count("oth")])


def test_knoke_actors():
    assert KNOKE["roles"] == ROLES
    group = [int(name == "oth") for name in KNOKE["partition"]]
    mean, sd = actor_moments(knoke_sizes(), KNOKE["density"], directed=True)
    assert np.allclose(mean[group], KNOKE["expected"], rtol=0, atol=1e-11)
    assert np.allclose(sd[group], KNOKE["sd"], rtol=0, atol=1e-11)


def test_knoke_network():
    assert np.sum(KNOKE["raw"], axis=0).tolist() == KNOKE["graph_raw"]
    mean, sd = role_moments(knoke_sizes(), KNOKE["density"], directed=True)
    assert np.allclose(mean, KNOKE["graph_expected"], rtol=0, atol=1e-9)
    assert np.allclose(sd, KNOKE["graph_sd_exact"], rtol=0, atol=1e-9)
    z = (KNOKE["graph_raw"][3] - mean[3]) / np.array([sd[3], KNOKE["graph_sd_sna"][3]])
    assert z.round(2).tolist() == [-1.55, -1.06]


def sna_sd(sizes, p):
    """The standard deviations of R sna 2.7, for the whole network: coordinator, gatekeeper, total."""
    q = p**2 * (1 - p)
    kappa, alpha, beta, gamma = q * (1 - q), p**3 * (1 - p) ** 3, q**2, p**5 * (1 - p)
    total = sum(sizes)

    def alike(n):
        return n * (n - 1) * (n - 2) * (
            kappa + (4 * n - 10) * alpha - 4 * (n - 3) * beta + (n - 3) * gamma
        )  # fmt: skip

    gatekeeper = sum(
        n * (total - n) * (n - 1) * (kappa + (total - 3) * alpha + (n - 2) * gamma) for n in sizes
    )
    return np.sqrt([sum(map(alike, sizes)), gatekeeper, alike(total)])


def test_the_formulas_of_sna_are_those_it_prints():
    wanted = np.array(KNOKE["graph_sd_sna"])[[0, 2, 5]]
    assert np.allclose(sna_sd(knoke_sizes().tolist(), KNOKE["density"]), wanted, rtol=1e-11)


def test_all_digraphs_on_four_actors_contradict_sna():
    graphs = oracles.all_graphs(4, directed=True)
    sizes, p = (3, 1), 0.5
    exact = {
        name: oracles.enumerated_moments(graphs, chosen, p, True)[1]
        for name, chosen in oracles.paths_by_role(codes(sizes), True)
    }
    ours = dict(zip(ROLES, role_moments(np.array(sizes), p, directed=True)[1], strict=True))
    for name, theirs in zip(["coordinator", "gatekeeper", "total"], sna_sd(sizes, p), strict=True):
        assert ours[name] == pytest.approx(exact[name], rel=1e-12)
        assert abs(theirs - exact[name]) > 0.1, name
    assert exact["total"] ** 2 == pytest.approx(3)
    assert sna_sd(sizes, p)[2] ** 2 == pytest.approx(3.75)


def test_two_hundred_actors_in_three_equal_groups():
    """The error of sna does not vanish with the number of actors: 16 % too big."""
    sizes = (67, 67, 66)
    ours = role_moments(np.array(sizes), 0.3, directed=True)[1][2]
    assert sna_sd(sizes, 0.3)[1] / ours == pytest.approx(1.16, abs=0.01)


# --- the ends -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("directed", [False, True])
@pytest.mark.parametrize("p", [0.0, 1.0])
@pytest.mark.parametrize("moments", [actor_moments, role_moments, cell_moments])
def test_nothing_varies_without_chance(moments, p, directed):
    mean, sd = moments(np.array([3, 2, 1]), p, directed=directed)
    assert not mean.any()
    assert not sd.any()


@pytest.mark.parametrize("directed", [False, True])
def test_an_impossible_role_has_no_spread_however_large_the_groups(directed):
    mean, sd = role_moments(np.array([10**6, 10**6]), 0.001, directed=directed)
    assert (mean[4], sd[4]) == (0, 0)
    assert (sd[[0, 1, 2, 3, 5]] > 0).all()


@pytest.mark.parametrize("directed", [False, True])
def test_no_group_at_all(directed):
    nobody = np.zeros(0, np.int64)
    assert actor_moments(nobody, 0.0, directed=directed)[0].shape == (0, 6)
    assert role_moments(nobody, 0.0, directed=directed)[0].tolist() == [0] * 6
    assert cell_moments(nobody, 0.0, directed=directed)[1].shape == (0, 0, 0)
