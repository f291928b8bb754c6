from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from cinet.errors import SchemaError, UnknownName
from cinet.metrics.brokerage import ROLES
from cinet.metrics.measure import describe, measure, measure_function
from cinet.metrics.mixing import ei_index
from cinet.metrics.structural_holes import constraint
from cinet.registry import MEASURES
from tests import strategies
from tests.metrics import samples


@pytest.fixture(scope="module")
def karate():
    return samples.karate(weighted=True)


def test_one_name_or_several(karate):
    assert measure(karate, "constraint")["constraint"].equals(constraint(karate))
    found = measure(karate, ["degree", "brokerage", "constraint"], options={"brokerage": {"by": "club"}})
    assert found.columns.tolist() == ["degree", *ROLES, "constraint"]
    assert found.index.equals(karate.index)
    assert found.loc[0, ["degree", "total"]].tolist() == [16, 102]


def test_network_measures_make_a_row(karate):
    found = measure(karate, ["ei_index", "summary"], options={"ei_index": {"by": "club"}})
    assert found.shape == (1, 10)
    assert found.loc[0, "ei_index"] == ei_index(karate, by="club")
    assert found.loc[0, "n_actors"] == 34


def test_a_panel_of_actors(karate):
    other = strategies.network_of(samples.path(3))
    found = measure({"2014": other, "2015": karate}, ["degree", "constraint"])
    assert found.index.names == ["window", "actor_id"]
    assert found.loc["2014", "degree"].tolist() == [1, 2, 1]
    assert found.loc["2015", "constraint"].tolist() == constraint(karate).tolist()


def test_a_panel_of_networks(karate):
    other = strategies.network_of(samples.path(3))
    found = measure({"a": other, "b": karate}, "summary")
    assert found.index.tolist() == ["a", "b"]
    assert found.index.name == "window"
    assert found["n_actors"].tolist() == [3, 34]


def test_a_misspelt_measure_is_refused(karate):
    with pytest.raises(UnknownName, match=r"'constrain' is not registered. Did you mean 'constraint'\? All "):
        measure(karate, ["degree", "constrain"])


@pytest.mark.parametrize(
    "names", [["degree", "summary"], ["type_mixing"], ["helix"], ["degree", "type_mixing"]]
)
def test_levels_do_not_mix(karate, names):
    with pytest.raises(SchemaError, match="measures of one level go together: "):
        measure(karate, names)


def test_nothing_to_measure(karate):
    with pytest.raises(SchemaError, match="no measure is named"):
        measure(karate, [])
    with pytest.raises(SchemaError, match="mapping of windows to networks is empty"):
        measure({}, "degree")


def test_stray_options_are_refused(karate):
    with pytest.raises(UnknownName, match="options are given for 'brokerage'"):
        measure(karate, "degree", options={"brokerage": {"by": "club"}})


def test_describe_in_two_languages(karate):
    table = measure(karate, ["degree", "constraint"]).assign(note="x")
    english, chinese = describe(table), describe(table, lang="zh")
    assert english.index.tolist() == ["degree", "constraint"]
    assert english.loc["constraint"].tolist() == ["Constraint", "", 0.0, 2.0, "the actor has no tie"]
    assert chinese["label"].tolist() == ["合作者数", "结构约束"]
    assert english.index.name == "column"


def test_describe_a_series_and_columns_with_parameters(karate):
    assert describe(constraint(karate)).index.tolist() == ["constraint"]
    named = pd.DataFrame({"betweenness(distance=inverse)": [1.0], 7: [1.0]})
    assert describe(named)["unit"].tolist() == ["shortest paths"]
    assert describe(pd.Series([1.0])).shape == (0, 5)


def test_every_registered_function_is_found():
    for spec in MEASURES.values():
        assert measure_function(spec).__name__ == spec.name


def test_columns_are_float(karate):
    assert set(measure(karate, ["degree", "strength"]).dtypes) == {np.dtype(np.float64)}
