from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from cinet.errors import SchemaError
from cinet.plots import check


@pytest.mark.parametrize(
    ("frame", "said"),
    [
        (pd.Series([1.0]), r"the table is a Series; a figure reads a pandas DataFrame.*\.to_frame"),
        (pd.DataFrame({"x": []}), "the table is empty, so there is nothing to draw"),
        (
            pd.DataFrame({"strenght": [1]}),
            r"no column 'strength'\. Did you mean 'strenght'\? Its columns are strenght",
        ),
    ],
)
def test_table(frame, said):
    with pytest.raises(SchemaError, match=said):
        check.table(frame, ["strength"], "table")


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (["a"], "column 'x' of the table holds (str|object), where numbers are expected"),
        ([1.0, np.inf, -np.inf], "is infinite in 2 rows, first '1', '2'; a figure needs finite"),
        ([np.nan, np.nan], "is NaN in every row, so there is nothing to draw"),
    ],
)
def test_numbers(values, said):
    with pytest.raises(SchemaError, match=said):
        check.numbers(pd.DataFrame({"x": values}), "x", "table")


def test_numbers_may_all_be_missing_where_that_is_allowed():
    found = check.numbers(pd.DataFrame({"x": [np.nan]}), "x", "table", some=False)
    assert np.isnan(found).all()


def test_keys_come_from_levels_or_columns():
    frame = pd.DataFrame({"b": [3, 3], "v": 1}, index=pd.Index([1, 2], name="a"))
    assert check.keys(frame, ["a", "b"], "table") == [[1, 2], [3, 3]]


@pytest.mark.parametrize(
    ("levels", "said"),
    [
        (["c"], "the table has no index level 'c'; its index levels are 'a'"),
        (["b"], "more than one row for '3'; select one row per key"),
    ],
)
def test_keys_refused(levels, said):
    with pytest.raises(SchemaError, match=said):
        check.keys(pd.DataFrame({"b": [3, 3]}, index=pd.Index([1, 2], name="a")), levels, "table")


def test_unique():
    with pytest.raises(
        SchemaError, match="more than one row for 'a'; its index must hold every actor_id once"
    ):
        check.unique(pd.DataFrame({"x": [1, 2, 3]}, index=["a", "a", "b"]), "table")


def test_actor_types():
    with pytest.raises(SchemaError, match=r"holds 'DE', 'frm', not actor types.*Actor types: firm"):
        check.actor_types(pd.DataFrame({"t": ["firm", "frm", "DE"]}), "t", "table")


@pytest.mark.parametrize("number", [0, -1, True, 2.0, "3", None])
def test_count(number):
    with pytest.raises(SchemaError, match="is not a whole number of at least 1"):
        check.count(number, "top", 1)


@pytest.mark.parametrize("number", [0, -1, np.inf, np.nan, "3", None])
def test_factor(number):
    with pytest.raises(SchemaError, match=r"scale=.* is not a positive finite number"):
        check.factor(number, "scale")
