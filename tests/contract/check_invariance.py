"""What must not matter to a measure: order, names, memory, threads, the unit of weights; and odd networks."""

from __future__ import annotations

import re
from contextlib import suppress

import numpy as np
import pandas as pd
import pytest

from cinet.errors import CinetError, SchemaError, UndefinedMeasure
from cinet.network import Network
from cinet.registry import MEASURES, MeasureSpec, column
from tests.contract import examples
from tests.contract.checking import (
    ROUNDING,
    alike,
    check,
    identical,
    in_range,
    inputs,
    keyed,
    names,
    nan_by_rule,
    reads,
    run,
    table,
    tables,
)
from tests.contract.exceptions import POWER
from tests.metrics import samples
from tests.strategies import network_of

# --- what must not matter ---------------------------------------------------------------------------------------


@check()
def check_repeatability(spec: MeasureSpec) -> None:
    for what, held in inputs(spec).items():
        identical(table(spec, examples.again(held)), tables(spec)[what], what)


@check()
def check_no_memory_of_other_measures(spec: MeasureSpec) -> None:
    """What was computed before on the same input changes nothing."""
    for what in ("mixed",) if reads(spec) == "network" else inputs(spec):
        shared = examples.again(inputs(spec)[what])
        for other in MEASURES.values():
            if reads(other) == reads(spec) and other.name != spec.name and what in inputs(other):
                run(other, shared)
        identical(table(spec, shared), tables(spec)[what], what)


@check()
def check_no_mutation(spec: MeasureSpec) -> None:
    for what, held in inputs(spec).items():
        arrays = [part for part in examples.parts(held) if isinstance(part, np.ndarray)]
        frames = [part for part in examples.parts(held) if isinstance(part, pd.DataFrame | pd.Series)]
        before = [array.tobytes() for array in arrays], [frame.copy() for frame in frames]
        run(spec, held)
        assert [array.tobytes() for array in arrays] == before[0], what
        assert not any(array.flags.writeable for array in arrays), what
        for frame, kept in zip(frames, before[1], strict=True):
            pd.testing.assert_frame_equal(pd.DataFrame(frame), pd.DataFrame(kept))


@check(of="network")
def check_result_belongs_to_the_caller(spec: MeasureSpec) -> None:
    """Writing into a result changes neither the network nor the next result."""
    net = examples.again(examples.NETWORKS["mixed"])
    first = table(spec, net)
    kept = first.copy()
    first.iloc[:, :] = 0
    identical(table(spec, net), kept, spec.name)


@check(of="network", drawn=False)
def check_relabelling(spec: MeasureSpec) -> None:
    for what, net in inputs(spec).items():
        order = np.random.default_rng(6).permutation(net.n_actors)
        found = table(spec, examples.permuted(net, order))
        alike(keyed(spec, found), keyed(spec, tables(spec)[what]), what)


@check(of="incidence", drawn=False)
def check_relabelling_of_two_modes(spec: MeasureSpec) -> None:
    for what, held in inputs(spec).items():
        order = np.random.default_rng(6).permutation(held.n_actors)
        found = table(spec, examples.permuted_incidence(held, order))
        alike(keyed(spec, found), keyed(spec, tables(spec)[what]), what)


@check(of="network")
def check_names_of_actors(spec: MeasureSpec) -> None:
    net = examples.NETWORKS["mixed"]
    found, expected = table(spec, examples.renamed(net)), table(spec, net)
    assert found.to_numpy().tobytes() == expected.to_numpy().tobytes()


@check(of="network")
def check_order_of_records(spec: MeasureSpec) -> None:
    """The rows of the tables in another order: the same bits."""
    expected = table(spec, examples.ecosystem().network())
    identical(table(spec, examples.ecosystem(seed=7).network()), expected, spec.name)


@check(of="network", takes="workers")
def check_workers(spec: MeasureSpec) -> None:
    one, three = (table(spec, examples.again(examples.LARGE), workers=workers) for workers in (1, 3))
    identical(three, one, spec.name)


@check(of="incidence", takes="workers")
def check_workers_on_two_modes(spec: MeasureSpec) -> None:
    held = examples.INCIDENCES["random"]
    one, three = (table(spec, examples.again(held), workers=workers) for workers in (1, 3))
    identical(three, one, spec.name)


# --- weights ----------------------------------------------------------------------------------------------------


@check(of="network")
def check_weight_scaling(spec: MeasureSpec) -> None:
    """All strengths times four: four times a tie weight, and nothing else changes."""
    for what, net in inputs(spec).items():
        found = table(spec, examples.reweighted(net, lambda matrix: 4.0 * matrix))
        expected = tables(spec)[what].copy()
        for name in names(spec):
            power = POWER.get(name, (float(column(name, spec.name).unit == "tie weight"), ""))[0]
            expected[name] = expected[name] * 4.0**power
            found[name] = found[name] * 1.0
        alike(found, expected, what)


@check(of="network")
def check_weight_blindness(spec: MeasureSpec) -> None:
    """Strengths that are said to be ignored are; others matter somewhere."""
    changed = False
    for what, net in inputs(spec).items():
        generator = np.random.default_rng(8)
        noise = generator.integers(1, 9, (net.n_actors, net.n_actors)) * 1.0
        found = table(spec, examples.reweighted(net, lambda matrix, noise=noise: matrix * (noise + noise.T)))
        if spec.weight == "ignored":
            identical(found, tables(spec)[what], what)
        changed = changed or not found.equals(tables(spec)[what])
    assert changed == (spec.weight != "ignored")


# --- small and odd networks -------------------------------------------------------------------------------------


@check(of="network")
def check_empty_network(spec: MeasureSpec) -> None:
    """A table without a row of an actor, one row for the network; or a refusal."""
    if "empty" in inputs(spec):
        found = table(spec, examples.NETWORKS["empty"])
        assert len(found) == {"actor": 0, "tie": 0, "network": 1}.get(spec.level, len(found))
    else:
        with pytest.raises(CinetError):
            run(spec, examples.NETWORKS["empty"])


@check(of="network", level="actor")
def check_one_actor(spec: MeasureSpec) -> None:
    found = table(spec, examples.NETWORKS["one actor"])
    assert len(found) == 1
    assert set(found.fillna(0.0).iloc[0]) <= {0.0, 1.0}


@check(of="network", level="actor")
def check_isolates_are_alike(spec: MeasureSpec) -> None:
    """Actors without a tie have one value, NaN or not, and so they have beside others."""
    for net in (
        examples.NETWORKS["isolates"],
        examples.example(examples.joined(examples.MIXED, np.zeros((3, 3)))),
    ):
        alone = np.diff(net.indptr) == 0
        values = table(spec, net)[alone]
        assert values.nunique(dropna=False).le(1).all()


@check(of="network", level="actor")
def check_pendants_are_alike(spec: MeasureSpec) -> None:
    """The leaves of a star have one value, NaN or not."""
    star = network_of(samples.star(5))
    leaves = table(spec, star)[np.diff(star.indptr) == 1]
    assert len(leaves) == 5
    assert all(np.ptp(leaves[name].fillna(0.0)) <= ROUNDING for name in leaves)
    assert all(leaves[name].isna().nunique() == 1 for name in leaves)


@check(of="network", level="actor")
def check_two_components(spec: MeasureSpec) -> None:
    """An actor and its twin in a copy of the network beside the first have the same value."""
    block = examples.MIXED[:7, :7]
    kinds = examples.kinds(7) * 2
    values = table(spec, network_of(examples.joined(block, block), kinds=kinds))
    first, second = (values.iloc[part].reset_index(drop=True) for part in (slice(7), slice(7, 14)))
    alike(first, second, spec.name)


@check(of="network")
def check_directed_networks(spec: MeasureSpec) -> None:
    """Values in their range, NaN by the rule, or one refusal that says what is undefined."""
    refusals = []
    for what, net in examples.DIRECTED.items():
        try:
            found = table(spec, net)
        except UndefinedMeasure as error:
            refusals.append(str(error))
            continue
        assert in_range(spec, found), what
        assert nan_by_rule(spec, net, found), what
    assert all(re.match(r"\w+ is defined for undirected networks", text) for text in refusals), refusals
    assert len(refusals) in (0, len(examples.DIRECTED)), "refused for some directed networks only"


@check(of="network", drawn=False)
def check_relabelling_of_directed_networks(spec: MeasureSpec) -> None:
    for what, net in examples.DIRECTED.items():
        order = np.random.default_rng(9).permutation(net.n_actors)
        with suppress(UndefinedMeasure):
            found = table(spec, examples.permuted(net, order))
            alike(keyed(spec, found), keyed(spec, table(spec, net)), what)


@check(of="network")
def check_loops_and_absent_ties_never_arrive(spec: MeasureSpec) -> None:
    """No measure has to say what it makes of them: a network refuses them, with the actors concerned."""
    net = examples.NETWORKS["triangle"]
    for weights, targets in (
        ([1.0, 0.0], [1, 2]),
        ([1.0, -1.0], [1, 2]),
        ([1.0, np.nan], [1, 2]),
        ([1.0, 1.0], [1, 0]),
    ):
        with pytest.raises(SchemaError, match=r"self-loops|not finite positive"):
            run(spec, Network.from_pairs([0, 0], targets, weights, net.actors))
