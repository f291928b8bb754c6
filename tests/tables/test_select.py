"""Selections, projection by SQL, and the digest."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cinet.errors import SizeCapError, UnknownName
from cinet.incidence import WEIGHTINGS, event_weights
from cinet.tables.digest import digest
from cinet.tables.project import pairs, pairs_sql
from cinet.tables.select import joined_sql, within_sizes_sql
from cinet.tables.selecting import refuse_large, wanted_values

TAKING = st.sets(st.tuples(st.integers(0, 9), st.integers(0, 7)), max_size=40)


def dense(taking: set[tuple[int, int]], weighting: str) -> np.ndarray:
    """Add up pair by pair, literally."""
    total = np.zeros((8, 8))
    for collab in range(10):
        members = sorted(actor for event, actor in taking if event == collab)
        k = len(members)
        for a in members:
            for b in members:
                if a < b:
                    total[a, b] += {
                        "full": 1.0,
                        "newman": 1 / (k - 1),
                        "pair": 2 / (k * (k - 1)),
                        "batagelj": 1 / k**2,
                    }[weighting]
    return total


@pytest.mark.parametrize("weighting", list(WEIGHTINGS))
@given(TAKING)
def test_pairs_are_the_dense_sums(weighting: str, taking: set[tuple[int, int]]) -> None:
    rows = np.array(sorted(taking), dtype=np.int32).reshape(-1, 2)[::-1]
    i, j, weight = pairs(rows[:, 0], rows[:, 1], weighting)
    expected = dense(taking, weighting)
    assert list(zip(i.tolist(), j.tolist(), strict=True)) == list(
        zip(*map(list, np.nonzero(expected)), strict=True)
    )
    np.testing.assert_allclose(weight, expected[i, j], rtol=1e-14)
    assert (i.dtype, j.dtype, weight.dtype) == (np.int32, np.int32, np.float64)


@pytest.mark.parametrize("weighting", list(WEIGHTINGS))
def test_pairs_are_the_sparse_product(weighting: str) -> None:
    sparse = pytest.importorskip("scipy.sparse")
    rng = np.random.default_rng(5)
    key = np.unique(rng.integers(0, 200 * 90, 1500))
    collab, actor = np.divmod(key, 90)
    two_mode = sparse.coo_matrix((np.ones(len(key)), (collab, actor)), shape=(200, 90)).tocsr()
    per_pair = event_weights(np.asarray(two_mode.sum(axis=1)).ravel().astype(np.int64), weighting)
    product = sparse.triu(two_mode.T @ sparse.diags(per_pair) @ two_mode, k=1).tocoo()
    i, j, weight = pairs(collab.astype(np.int32), actor.astype(np.int32), weighting, memory_limit="200MB")
    assert len(i) == product.nnz
    np.testing.assert_allclose(product.tocsr()[i, j], weight.reshape(1, -1), rtol=1e-13)


def test_an_unknown_weighting() -> None:
    with pytest.raises(UnknownName, match="Did you mean 'newman'"):
        pairs(np.array([0], dtype=np.int32), np.array([0], dtype=np.int32), "neuman")


def test_queries_quote_every_name() -> None:
    hostile = 'ok" from df; drop table t; --'
    quoted = '"ok"" from df; drop table t; --"'
    for query in (
        pairs_sql(hostile, by_size=True),
        joined_sql(hostile, hostile, hostile),
        within_sizes_sql(hostile, 1, 2),
    ):
        assert hostile not in query.replace(quoted, "")
    assert within_sizes_sql("s", None, None).endswith("where true")


def test_wanted_values() -> None:
    assert wanted_values({"b", "a"}) == ("a", "b")
    assert wanted_values(2019) == (2019,)
    assert wanted_values(pd.Series(["x"])) == ("x",)


def test_the_cap_names_the_largest() -> None:
    sizes = pd.Series([2, 501, 9, 700], index=["a", "b", "c", "d"])
    with pytest.raises(
        SizeCapError, match=r"2 of 4 .* more than 500 .* 'd' \(700\), 'b' \(501\)\. .*at least 700"
    ):
        refuse_large(sizes, 500)
    refuse_large(sizes, None)


def frame() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "text": ["x", None, "y"],
            "when": np.array(["2019-01-01", "NaT", "2020-01-01"], dtype="datetime64[s]"),
            "whole": pd.array([1, None, 3], dtype="Int64"),
            "number": [0.0, np.nan, 2.5],
            "yes": [True, False, True],
            "id": pd.Categorical(["a", "a", "b"]),
        }
    )


def test_the_digest_is_of_what_the_tables_say() -> None:
    first = digest([frame()])
    other = frame()[["id", "yes", "number", "whole", "when", "text"]]
    other["text"] = other["text"].astype(object).where(other["text"].notna(), None)
    other["when"] = other["when"].astype("datetime64[us]")
    other["whole"] = other["whole"].astype("Int32")
    other["number"] = [-0.0, np.nan, 2.5]
    assert digest([other]) == first
    assert digest([frame().iloc[:0]]) != first
    assert first == "9f8986385fb7f2236df5639703ea6b7a08839e9d67ca7efea40d059c57f2987a"


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("text", "z"),
        ("when", pd.Timestamp("2021-01-01")),
        ("whole", 2),
        ("number", 1.0),
        ("yes", False),
        ("id", "b"),
    ],
)
def test_every_value_counts(column: str, value: object) -> None:
    changed = frame()
    changed.loc[0, column] = value
    assert digest([changed]) != digest([frame()])


def test_a_missing_number_is_not_zero() -> None:
    assert digest([pd.DataFrame({"n": [0.0]})]) != digest([pd.DataFrame({"n": [np.nan]})])
    assert digest([pd.DataFrame({"n": [0.0]})]) != digest([pd.DataFrame({"n": [0]})])
    assert digest([pd.DataFrame({"t": ["ab", "c"]})]) != digest([pd.DataFrame({"t": ["a", "bc"]})])
