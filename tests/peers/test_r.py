"""cinet beside R: igraph, sna and vegan, from frozen answers and, where R is there, from R itself."""

from __future__ import annotations

import itertools
import shutil
import subprocess
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import cinet as ci
from tests.peers import networks

FOLDER = networks.GOLDEN / "peers_r"
#: Script (and file of answers) -> the R package it asks.
SCRIPTS = {"igraph": "igraph", "sna": "sna", "brokerage": "sna", "vegan": "vegan"}
ROLES = ["coordinator", "itinerant", "gatekeeper", "representative", "liaison", "total"]
BONACICH = {"bonacich_above": 0.05, "bonacich_below": -0.05}

OURS: dict[str, Callable[[ci.Network], Any]] = {
    "constraint": ci.constraint,
    "degree": ci.degree,
    "strength": ci.strength,
    "betweenness": ci.betweenness,
    "betweenness_inverse": partial(ci.betweenness, distance="inverse"),
    "closeness": ci.closeness,
    "closeness_inverse": partial(ci.closeness, distance="inverse"),
    "harmonic": ci.harmonic,
    "harmonic_inverse": partial(ci.harmonic, distance="inverse"),
    "pagerank": partial(ci.pagerank, weighted=False),
    "pagerank_weighted": ci.pagerank,
    "coreness": ci.coreness,
    "bonacich_above": partial(ci.bonacich, beta=0.05, weighted=False),
    "bonacich_below": partial(ci.bonacich, beta=-0.05, weighted=False),
    "bonacich_weighted": partial(ci.bonacich, beta=0.005),
    "clustering": ci.local_clustering,
    "clustering_weighted": partial(ci.local_clustering, weighted=True),
    "transitivity": lambda net: ci.summary(net)["transitivity"],
    "eigenvector": partial(ci.eigenvector, weighted=False),
    "eigenvector_weighted": ci.eigenvector,
    "leading_eigenvalue": partial(ci.leading_eigenvalue, weighted=False),
    "leading_eigenvalue_weighted": ci.leading_eigenvalue,
    "nominal_assortativity": ci.nominal_assortativity,
    "degree_assortativity": lambda net: ci.summary(net)["degree_assortativity"],
    "modularity": partial(ci.modularity, partition="type", weighted=False),
    "modularity_weighted": partial(ci.modularity, partition="type"),
    "mean_distance": ci.mean_distance,
    "centralization_degree": ci.centralization,
    "centralization_betweenness": partial(ci.centralization, of="betweenness"),
    "centralization_closeness": partial(ci.centralization, of="closeness"),
}
#: Measures that peers scale or define otherwise in some networks; each has a test of its own below.
APART = {"closeness", "closeness_inverse", "eigenvector", "eigenvector_weighted", "centralization_closeness"}


@cache
def answers(file: str) -> pd.DataFrame:
    return networks.frozen("peers_r", file)


@cache
def network(name: str) -> ci.Network:
    return networks.network(name)


def peer(file: str, name: str, measure: str) -> pd.Series:
    table = answers(file)
    chosen = table[(table["network"] == name) & (table["measure"] == measure)]
    return chosen.set_index("actor")["value"]


def ours(name: str, measure: str) -> pd.Series:
    found = OURS[measure](network(name))
    return found if isinstance(found, pd.Series) else pd.Series({"all": found})


def compared(files: tuple[str, ...] = ("igraph", "sna")) -> list[tuple[str, str, str]]:
    asked = [answers(file)[["network", "measure"]].drop_duplicates().assign(file=file) for file in files]
    rows = pd.concat(asked)[["file", "network", "measure"]].itertuples(index=False)
    return [(file, name, measure) for file, name, measure in rows if measure not in APART]


def equal(left: Any, right: Any, tolerance: float = 1e-11) -> None:
    np.testing.assert_allclose(left, right, rtol=tolerance, atol=tolerance)


@pytest.mark.parametrize(("file", "name", "measure"), [
    (file, name, measure) for file, name, measure in compared()
    # a clustering of arcs is not one of ties: cinet refuses, igraph drops the direction
    if not (measure == "clustering" and name in networks.DIRECTED)
])  # fmt: skip
def test_agrees(file: str, name: str, measure: str) -> None:
    theirs = peer(file, name, measure)
    found = ours(name, measure)
    assert len(theirs)
    equal(found.reindex(theirs.index), theirs)


def test_every_measure_is_asked_everywhere() -> None:
    """An empty file of answers would agree with everything."""
    asked = {(file, measure) for file, _, measure in compared()}
    assert len(asked) == 31
    assert set(answers("igraph")["network"]) == set(networks.NAMES) == set(answers("sna")["network"])


# closeness


def reached(net: ci.Network) -> pd.Series:
    """Number of others that an actor reaches along the ties."""
    held = np.zeros((net.n_actors, net.n_actors), dtype=bool)
    held[np.repeat(np.arange(net.n_actors), np.diff(net.indptr)), net.indices] = True
    for middle in range(net.n_actors):
        held |= np.outer(held[:, middle], held[middle])
    np.fill_diagonal(held, val=False)
    return pd.Series(held.sum(axis=1), index=net.index)


@pytest.mark.parametrize("measure", ["closeness", "closeness_inverse"])
@pytest.mark.parametrize("name", networks.NAMES)
def test_igraph_closeness_is_of_the_reached_part(name: str, measure: str) -> None:
    """igraph: r / sum of distances; ours times r / (n - 1). One number where everybody is reached."""
    net = network(name)
    theirs, found = peer("igraph", name, measure), ours(name, measure)
    share = reached(net) / (net.n_actors - 1)
    some = share > 0
    equal(found[some], (theirs * share)[some])
    assert theirs[~some].isna().all()
    # who has ties and reaches nobody: 0 here; who has no tie: undefined in both
    assert (found[~some].dropna() == 0).all()


def test_igraph_closeness_makes_a_pair_central() -> None:
    """Two actors tied only to each other get the highest value there is."""
    net, theirs = network("scattered"), peer("igraph", "scattered", "closeness")
    assert theirs.max() == 1
    assert reached(net)[theirs.idxmax()] < 4
    found = ours("scattered", "closeness")
    assert reached(net)[found.idxmax()] == reached(net).max() == 23


@pytest.mark.parametrize("name", networks.NAMES)
def test_sna_closeness_is_zero_once_anybody_is_out_of_reach(name: str) -> None:
    net, theirs = network(name), peer("sna", name, "closeness")
    everybody = reached(net) == net.n_actors - 1
    equal(theirs[everybody], ours(name, "closeness")[everybody])
    assert (theirs[~everybody] == 0).all()


# eigenvectors


@pytest.mark.parametrize(("file", "measure"), [
    ("igraph", "eigenvector"), ("igraph", "eigenvector_weighted"), ("sna", "eigenvector"),
])  # fmt: skip
@pytest.mark.parametrize("name", ["dense", "florentine", "karate", "kite"])
def test_eigenvectors_agree_up_to_scale(name: str, file: str, measure: str) -> None:
    """igraph sets the largest to 1; sna's sign is that of the solver."""
    theirs = peer(file, name, measure)
    # igraph iterates, and stops near machine precision of the eigenvalue
    equal(ours(name, measure), (theirs / np.sqrt((theirs**2).sum())).abs(), 1e-9)


@pytest.mark.parametrize("file", ["igraph", "sna"])
def test_peers_give_zeros_outside_one_component(file: str) -> None:
    """cinet calls them undefined: eigenvectors of different components share no scale."""
    theirs, found = peer(file, "scattered", "eigenvector").abs(), ours("scattered", "eigenvector")
    assert found.isna().sum() == 16
    assert np.allclose(theirs[found.isna()], 0, atol=1e-12)
    equal(found.dropna(), (theirs / np.sqrt((theirs**2).sum()))[found.notna()], 1e-9)


# centralization


@pytest.mark.parametrize("name", networks.UNDIRECTED)
def test_centralization_of_closeness(name: str) -> None:
    """Without connection there is no closeness to centralize; sna returns 0, as if all were alike."""
    theirs = peer("sna", name, "centralization_closeness")["all"]
    found = ours(name, "centralization_closeness")["all"]
    if name == "scattered":
        assert np.isnan(found)
        assert theirs == 0
    else:
        equal(found, theirs)


# brokerage


def role_table(name: str, level: str, statistic: str) -> pd.DataFrame:
    table = answers("brokerage")
    chosen = table[(table["network"] == name) & (table["level"] == level) & (table["statistic"] == statistic)]
    return chosen.set_index(["of", "role"])["value"].unstack()[ROLES]


@pytest.mark.parametrize("name", networks.DIRECTED)
def test_brokerage_of_actors(name: str) -> None:
    found = ci.brokerage(network(name), null="bernoulli")
    assert (found[ROLES] == role_table(name, "actor", "count")).all(axis=None)
    for statistic in ("expected", "sd"):
        equal(found[[f"{statistic}_{role}" for role in ROLES]], role_table(name, "actor", statistic))
    z, theirs = found[[f"z_{role}" for role in ROLES]].to_numpy(), role_table(name, "actor", "z").to_numpy()
    varies = role_table(name, "actor", "sd").to_numpy() > 0
    equal(z[varies], theirs[varies])
    assert np.isnan(z[~varies]).all()


@pytest.mark.parametrize("name", networks.DIRECTED)
def test_brokerage_of_a_member_of_a_group(name: str) -> None:
    """The group level of sna is the null of one member."""
    net = network(name)
    found = ci.brokerage(net, null="bernoulli").groupby(net.actors["type"]).first()
    for statistic in ("expected", "sd"):
        theirs = role_table(name, "group", statistic)
        equal(found.loc[theirs.index, [f"{statistic}_{role}" for role in ROLES]], theirs)


@pytest.mark.parametrize("name", networks.UNDIRECTED)
def test_brokerage_of_ties_without_direction(name: str) -> None:
    """sna sees two arcs in a tie and counts a pair from both ends."""
    theirs, found = role_table(name, "actor", "count"), ci.brokerage(network(name))
    symmetric = ["coordinator", "itinerant", "liaison", "total"]
    assert (2 * found[symmetric] == theirs[symmetric]).all(axis=None)
    merged = ["gatekeeper", "representative"]
    assert (found[merged] == theirs[merged]).all(axis=None)


@pytest.mark.parametrize("name", networks.DIRECTED)
def test_brokerage_of_the_network(name: str) -> None:
    """Counts, means and two of six standard deviations agree; the other four of sna are wrong."""
    found = ci.brokerage_totals(network(name))
    assert (found["open_pairs"] == role_table(name, "network", "count").loc["all"]).all()
    equal(found["expected_open_pairs"], role_table(name, "network", "expected").loc["all"])
    theirs, sd = role_table(name, "network", "sd").loc["all"], found["sd_open_pairs"]
    equal(sd[["itinerant", "liaison"]], theirs[["itinerant", "liaison"]])
    others = [role for role in ROLES if role not in ("itinerant", "liaison") and sd[role] > 0]
    assert "total" in others
    assert (theirs[others] > sd[others] * (1 + 1e-4)).all()
    if name == "arcs_dense":
        assert (theirs[others] > sd[others] * 1.05)[["gatekeeper", "representative"]].all()


@pytest.mark.parametrize("name", networks.DIRECTED)
def test_what_sna_leaves_out_of_its_standard_deviations(name: str) -> None:
    """4 (n - 3) where 4 n - 10 is right, and no - (2 n - 3) beta for gatekeeper and representative."""
    net = network(name)
    n = net.n_actors
    p = net.n_ties / (n * (n - 1))
    beta = p**4 * (1 - p) ** 2
    sizes = net.actors["type"].value_counts().to_numpy().astype(float)
    missing = {
        "coordinator": 2 * beta * (sizes * (sizes - 1) * (sizes - 2)).sum(),
        "itinerant": 0.0,
        "gatekeeper": beta * (sizes * (n - sizes) * (sizes - 1) * (2 * sizes - 3)).sum(),
        "representative": beta * (sizes * (n - sizes) * (sizes - 1) * (2 * sizes - 3)).sum(),
        "liaison": 0.0,
        "total": 2 * beta * n * (n - 1) * (n - 2),
    }
    right = role_table(name, "network", "sd").loc["all"] ** 2 - pd.Series(missing)
    equal(ci.brokerage_totals(net)["sd_open_pairs"] ** 2, right, 1e-9)


def role_counts_of_all_digraphs(groups: list[int]) -> Any:
    """Open pairs by role in each of the 4096 digraphs of four actors."""
    arcs = list(itertools.permutations(range(4), 2))
    drawn = np.arange(4096)[:, None] >> np.arange(12) & 1
    held = {arc: drawn[:, number] for number, arc in enumerate(arcs)}
    counts = np.zeros((4096, len(ROLES)))
    for i, v, k in itertools.permutations(range(4), 3):
        a, b, c = groups[i], groups[v], groups[k]
        if a == c:
            role = "coordinator" if a == b else "itinerant"
        elif b in (a, c):
            role = "gatekeeper" if b == c else "representative"
        else:
            role = "liaison"
        pair = held[i, v] * held[v, k] * (1 - held[i, k])
        counts[:, ROLES.index(role)] += pair
        counts[:, ROLES.index("total")] += pair
    return counts


@pytest.mark.parametrize(("name", "groups", "role", "right", "sna"), [
    ("arcs_four_alike", [0, 0, 0, 0], "coordinator", 3.0, 3.75),
    ("arcs_four_alike", [0, 0, 0, 0], "total", 3.0, 3.75),
    ("arcs_four_halves", [0, 0, 1, 1], "gatekeeper", 0.875, 1.0),
    ("arcs_four_halves", [0, 0, 1, 1], "representative", 0.875, 1.0),
])  # fmt: skip
def test_all_digraphs_of_four_actors_say_who_is_right(
    name: str, groups: list[int], role: str, right: float, sna: float
) -> None:
    """At density 1/2 every digraph is as likely as any other, so their variance is the variance."""
    every = role_counts_of_all_digraphs(groups).var(axis=0)
    assert every[ROLES.index(role)] == right
    found = ci.brokerage_totals(network(name))["sd_open_pairs"]
    equal(found**2, every)
    theirs = role_table(name, "network", "sd").loc["all"]
    assert theirs[role] ** 2 == pytest.approx(sna, rel=1e-12)


# nestedness


@pytest.mark.parametrize("name", networks.TABLES)
def test_nestedness(name: str) -> None:
    table = answers("vegan")
    theirs = table[table["network"] == name].set_index("measure")["value"]
    equal(ci.nodf(networks.table(name)), theirs)


# R itself


def has_r_package(package: str) -> bool:
    """Whether R is there and holds the package."""
    program = shutil.which("Rscript")
    if program is None:
        return False
    ask = f"quit(status = as.integer(!requireNamespace('{package}', quietly = TRUE)))"
    try:
        done = subprocess.run([program, "-e", ask], capture_output=True, timeout=120, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


@pytest.mark.parametrize("script", SCRIPTS)
def test_r_still_says_so(script: str, tmp_path: Path) -> None:
    """Run the script again; other versions of the package may round otherwise."""
    package = SCRIPTS[script]
    if not has_r_package(package):
        pytest.skip(f"Rscript with the package {package} is not installed")
    made = tmp_path / f"{script}.csv"
    command = ["Rscript", "--vanilla", FOLDER / f"{script}.R", FOLDER / "inputs", made]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    again, held = pd.read_csv(made), answers(script)
    keys = [column for column in held if column != "value"]
    assert again[keys].equals(held[keys])
    # the sign of an eigenvector is that of the solver
    signed = again.get("measure", again["network"]) != "eigenvector"
    new, old = (table["value"].where(signed, table["value"].abs()) for table in (again, held))
    np.testing.assert_allclose(new, old, rtol=1e-8, atol=1e-10)
