from __future__ import annotations

from itertools import product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cinet.errors import SchemaError
from cinet.metrics.bipartite_modules import bipartite_communities, bipartite_modularity
from tests import oracles_meso, strategies
from tests.metrics import samples
from tests.metrics.meso_samples import GOLDEN, table


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_davis_reaches_the_best_known(seed):
    inc = samples.davis()
    found = bipartite_communities(inc, seed=seed)
    assert bipartite_modularity(inc, found) == pytest.approx(GOLDEN["barber_davis"]["best"], abs=5e-7)
    assert found.nunique() == GOLDEN["barber_davis"]["modules"]
    assert found.index.names == ["mode", "id"]
    assert found.loc["actor"].index.tolist() == inc.actors.index.tolist()
    assert found.loc["collaboration"].index.tolist() == inc.collaborations.index.tolist()


@given(data=st.data())
def test_modularity_of_a_given_partition(data):
    inc = data.draw(strategies.incidences())
    template = bipartite_communities(inc, restarts=1)
    member = data.draw(st.lists(st.integers(0, 2), min_size=len(template), max_size=len(template)))
    of_actors, of_events = member[: inc.n_actors], member[inc.n_actors :]
    wanted = oracles_meso.barber(strategies.events_of(inc), of_actors, of_events)
    partition = pd.Series(member, index=template.index, dtype=np.int64)
    assert bipartite_modularity(inc, partition) == pytest.approx(wanted, abs=1e-12, nan_ok=True)
    assert bipartite_modularity(inc, partition[::-1]) == pytest.approx(wanted, abs=1e-12, nan_ok=True)


@settings(max_examples=40)
@given(inc=strategies.incidences(max_actors=4, max_events=3))
def test_no_partition_of_a_small_table_is_better(inc):
    found = bipartite_communities(inc, restarts=30)
    events = strategies.events_of(inc)
    quality = bipartite_modularity(inc, found)
    idle = [len(part) for part in ([e for e in events if actor in e] for actor in range(inc.n_actors))]
    assert all((found == found.iloc[actor]).sum() == 1 for actor, active in enumerate(idle) if not active)
    if not any(events):
        assert np.isnan(quality)
        return
    k = len(events)
    best = max(
        oracles_meso.barber(events, list(of_actors), list(of_events))
        for of_actors in product(range(k), repeat=inc.n_actors)
        for of_events in product(range(k), repeat=k)
    )
    assert quality == pytest.approx(best, abs=1e-9)


def test_two_separate_tables():
    inc = table(np.kron(np.eye(2), np.ones((2, 3))))
    found = bipartite_communities(inc, restarts=5)
    assert found.loc["actor"].tolist() == [0, 0, 0, 1, 1, 1]
    assert found.loc["collaboration"].tolist() == [0, 0, 1, 1]
    assert bipartite_modularity(inc, found) == pytest.approx(0.5)


def test_what_is_refused():
    inc = samples.davis()
    with pytest.raises(SchemaError, match="restarts must be at least 1, not 0"):
        bipartite_communities(inc, restarts=0)
    partial = bipartite_communities(inc, restarts=1).iloc[1:]
    with pytest.raises(SchemaError, match="1 have none"):
        bipartite_modularity(inc, partial)
