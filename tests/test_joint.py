from __future__ import annotations

import copy
import pickle

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cinet.errors import EmptySelection, SchemaError, UnknownName
from cinet.joint import Joint
from cinet.patterns import Patterns
from tests import oracles_information as oracles

FIRMS = pd.DataFrame(
    {
        "place": ["N", "N", "S", "S", "N"],
        "tech": ["low", "high", "low", "low", "low"],
        "size": [2, 1, 1, 1, 2],
        "firms": [3, 1, 4, 1, 5],
    }
)


def same(a: Joint, b: Joint) -> bool:
    return (
        a.variables == b.variables
        and all(x.equals(y) for x, y in zip(a.categories, b.categories, strict=True))
        and np.array_equal(a.codes, b.codes)
        and np.array_equal(a.counts, b.counts)
    )


# --- from records -------------------------------------------------------------------------------------------------


def test_records_are_counted_by_class():
    joint = Joint.from_records(FIRMS, ["place", "tech", "size"])
    assert joint.variables == ("place", "tech", "size")
    assert [list(index) for index in joint.categories] == [["N", "S"], ["high", "low"], [1, 2]]
    assert joint.codes.tolist() == [[0, 0, 0], [0, 1, 1], [1, 1, 0]]
    assert joint.codes.dtype == np.int32
    assert joint.counts.tolist() == [1, 2, 2]
    assert joint.total == 5
    assert joint.probability.tolist() == [0.2, 0.4, 0.4]


def test_all_columns_but_the_weight_are_variables():
    joint = Joint.from_records(FIRMS, weight="firms")
    assert joint.variables == ("place", "tech", "size")
    assert joint.counts.tolist() == [1, 8, 5]


def test_weights_count_as_repeated_records():
    repeated = FIRMS.loc[FIRMS.index.repeat(FIRMS["firms"])].drop(columns="firms")
    assert same(Joint.from_records(FIRMS, weight="firms"), Joint.from_records(repeated))


def test_one_variable_by_name():
    assert Joint.from_records(FIRMS, "place").variables == ("place",)


def test_the_order_of_records_leaves_no_trace():
    rng = np.random.default_rng(1)
    table = pd.DataFrame({"a": rng.integers(0, 3, 300), "b": rng.integers(0, 2, 300), "w": rng.random(300)})
    shuffled = table.sample(frac=1, random_state=2)
    assert same(Joint.from_records(table, weight="w"), Joint.from_records(shuffled, weight="w"))


def test_categorical_columns_keep_their_classes_and_order():
    table = pd.DataFrame({"size": pd.Categorical(["small", "large"], ["small", "medium", "large"])})
    joint = Joint.from_records(table)
    assert list(joint.categories[0]) == ["small", "medium", "large"]
    assert joint.codes.tolist() == [[0], [2]]


def test_records_of_weight_0_leave_their_classes():
    joint = Joint.from_records(pd.DataFrame({"a": ["x", "y"], "w": [0, 2]}), weight="w")
    assert list(joint.categories[0]) == ["x", "y"]
    assert joint.codes.tolist() == [[1]]


@pytest.mark.parametrize("without", [None, np.nan, pd.NA])
def test_missing_classes(without):
    table = pd.DataFrame({"a": ["x", without, "y"], "b": [1, 2, 2]})
    with pytest.raises(SchemaError, match=r"'a' holds no class in 1 of 3 records, the first in row '1'"):
        Joint.from_records(table)
    dropped = Joint.from_records(table, missing="drop")
    assert dropped.total == 2
    assert dropped.codes.tolist() == [[0, 0], [1, 1]]
    classed = Joint.from_records(table, missing="class")
    assert list(classed.categories[0]) == ["x", "y", "(missing)"]
    assert classed.codes.tolist() == [[0, 0], [1, 1], [2, 1]]


def test_missing_classes_of_numbers_and_categories():
    table = pd.DataFrame({"a": [1.0, np.nan], "b": pd.Categorical(["x", None])})
    joint = Joint.from_records(table, missing="class")
    assert [list(index) for index in joint.categories] == [[1.0, "(missing)"], ["x", "(missing)"]]


def test_no_missing_class_without_a_missing_value():
    assert list(Joint.from_records(FIRMS, "place", missing="class").categories[0]) == ["N", "S"]


@pytest.mark.parametrize(
    ("table", "options", "error", "words"),
    [
        (FIRMS, {"variables": ["plaice"]}, UnknownName, "column 'plaice' is not in the table.*Did you mean 'place'"),
        (FIRMS, {"weight": "firm"}, UnknownName, "column 'firm'"),
        (FIRMS, {"variables": []}, SchemaError, "variables with different names"),
        (FIRMS, {"variables": ["place", "place"]}, SchemaError, "different names"),
        (FIRMS, {"missing": "zero"}, UnknownName, "'refuse', 'drop' or 'class'"),
        (FIRMS, {"weight": "place"}, SchemaError, "'place' holds something that is not a number"),
        (FIRMS.assign(firms=[1, 1, -1, 1, 1]), {"weight": "firms"}, SchemaError, "row 2.*holds -1"),
        (FIRMS.assign(firms=[1, 1, np.inf, 1, 1]), {"weight": "firms"}, SchemaError, "holds inf"),
        (FIRMS.assign(firms=[1, np.nan, 1, 1, 1]), {"weight": "firms"}, SchemaError, "holds nan"),
        (FIRMS.assign(firms=0), {"weight": "firms"}, EmptySelection, "no record"),
        (FIRMS.iloc[:0], {"variables": ["place"]}, EmptySelection, "no record"),
        (pd.DataFrame({"a": [None]}), {"missing": "drop"}, EmptySelection, "no record"),
        (pd.DataFrame({"a": [[1], [2]]}), {}, SchemaError, "cannot be compared"),
        (pd.DataFrame({"a": [None, "(missing)"]}), {"missing": "class"}, SchemaError, "rename it"),
        (pd.DataFrame([[1, 2]], columns=["a", "a"]), {"variables": ["a"]}, SchemaError, "stands in the table twice"),
    ],
)  # fmt: skip
def test_bad_records(table, options, error, words):
    with pytest.raises(error, match=words):
        Joint.from_records(table, **options)


# --- from counts and patterns -------------------------------------------------------------------------------------


def test_counts_by_cell_and_back():
    joint = Joint.from_records(FIRMS, weight="firms")
    again = Joint.from_counts(pd.Series(joint.counts, index=joint.cells()))
    assert same(joint, again)


def test_cells_that_count_0_leave_their_classes():
    cells = pd.MultiIndex.from_tuples([("N", 1), ("S", 2), ("W", 3)], names=["place", "size"])
    joint = Joint.from_counts(pd.Series([1, 0, 2], index=cells))
    assert list(joint.categories[0]) == ["N", "S", "W"]
    assert joint.codes.tolist() == [[0, 0], [2, 2]]
    # levels that a selection left behind are no classes
    assert list(Joint.from_counts(pd.Series([1, 0, 2], index=cells).iloc[:2]).categories[0]) == ["N", "S"]


def test_counts_of_one_variable():
    joint = Joint.from_counts(pd.Series([1, 3], index=pd.Index(["x", "y"], name="a")))
    assert joint.entropy() == pytest.approx(0.8112781244591328)


@pytest.mark.parametrize(
    ("series", "error", "words"),
    [
        (pd.Series([1, 2]), SchemaError, "needs the name of its variable"),
        (pd.Series([1, 2], index=pd.Index(["x", "x"], name="a")), SchemaError, "stands twice"),
        (pd.Series([1, 2], index=pd.Index(["x", None], name="a")), SchemaError, "lacks a class"),
        (pd.Series([1, -2], index=pd.Index(["x", "y"], name="a")), SchemaError, "not negative"),
        (pd.Series([1, None], index=pd.Index(["x", "y"], name="a")), SchemaError, "finite"),
        (pd.Series(["1", "b"], index=pd.Index(["x", "y"], name="a")), SchemaError, "not a number"),
        (pd.Series([0, 0], index=pd.Index(["x", "y"], name="a")), EmptySelection, "no record"),
    ],
)
def test_bad_counts(series, error, words):
    with pytest.raises(error, match=words):
        Joint.from_counts(series)


def test_patterns_are_binary_variables():
    joint = Joint.from_patterns(Patterns.from_venn({"U": 2, "I": 3, "G": 4, "UG": 5}, n_none=1))
    assert joint.variables == ("U", "I", "G")
    assert [list(index) for index in joint.categories] == [[0, 1]] * 3
    assert dict(zip(map(tuple, joint.codes.tolist()), joint.counts.tolist(), strict=True)) == {
        (0, 0, 0): 1,
        (1, 0, 0): 2,
        (0, 1, 0): 3,
        (0, 0, 1): 4,
        (1, 0, 1): 5,
    }


def test_patterns_of_several_groups_are_refused():
    patterns = Patterns([[0, 1, 2, 3]] * 2, ["a", "b"], none_known=False)
    with pytest.raises(SchemaError, match=r"have 2: give patterns.pooled\(\)"):
        Joint.from_patterns(patterns)
    assert Joint.from_patterns(patterns.pooled()).total == 12


# --- what it is ---------------------------------------------------------------------------------------------------


def test_representation():
    assert repr(Joint.from_records(FIRMS, "place")) == (
        "<Joint of 5 records, 1 variable (place 2), 2 of 2 cells occupied>"
    )


def test_it_is_frozen():
    joint = Joint.from_records(FIRMS)
    with pytest.raises(AttributeError, match="frozen"):
        joint.total = 3
    with pytest.raises(ValueError, match="read-only"):
        joint.counts[0] = 3
    with pytest.raises(ValueError, match="read-only"):
        joint.codes[0, 0] = 3


@pytest.mark.parametrize("again", [copy.deepcopy, lambda joint: pickle.loads(pickle.dumps(joint))])
def test_copies(again):
    joint = Joint.from_records(FIRMS)
    assert same(joint, again(joint))


@pytest.mark.parametrize(
    ("codes", "counts", "names", "classes", "words"),
    [
        ([[0, 0]], [1], ["a"], [["x"]], r"codes must be cells x 1 variables.*\(1, 2\)"),
        ([[0], [0]], [1], ["a"], [["x"]], r"\(2, 1\) and \(1,\)"),
        ([0], [1], ["a"], [["x"]], r"\(1,\)"),
        ([[0]], [1], ["a"], [["x"], ["y"]], "1 variables but 2 sets of classes"),
        ([[1]], [1], ["a"], [["x"]], "code 1 of 'a' is no position among its 1 classes"),
        ([[-1]], [1], ["a"], [["x"]], "code -1"),
        ([[0.5]], [1], ["a"], [["x"]], "whole numbers, not float64"),
        ([[0]], [1], ["a"], [["x", "x"]], "'x' stands twice"),
    ],
)
def test_bad_parts(codes, counts, names, classes, words):
    with pytest.raises(SchemaError, match=words):
        Joint(codes, counts, variables=names, categories=classes)


def test_equal_cells_are_added():
    joint = Joint([[1, 0], [0, 1], [1, 0]], [1, 2, 3], variables=["a", "b"], categories=[range(2), range(2)])
    assert joint.codes.tolist() == [[0, 1], [1, 0]]
    assert joint.counts.tolist() == [2, 4]


# --- margins, composites, entropy ---------------------------------------------------------------------------------


def test_marginal_in_the_order_of_the_names():
    joint = Joint.from_records(FIRMS)
    margin = joint.marginal(["size", "place"])
    assert margin.variables == ("size", "place")
    assert margin.codes.tolist() == [[0, 0], [0, 1], [1, 0]]
    assert same(joint.marginal("tech"), Joint.from_records(FIRMS, "tech"))


@pytest.mark.parametrize(
    ("names", "error", "words"),
    [
        ([], SchemaError, "at least one variable"),
        (["tech", "tech"], SchemaError, "only once"),
        (["tec"], UnknownName, "variable 'tec' is not in the table.*Did you mean 'tech'"),
        ("places", UnknownName, "Did you mean 'place'"),
    ],
)
def test_bad_names(names, error, words):
    with pytest.raises(error, match=words):
        Joint.from_records(FIRMS).marginal(names)


def test_a_composite_variable_stands_where_the_first_stood():
    joint = Joint.from_records(FIRMS)
    merged = joint.merge("what", ["tech", "size"])
    assert merged.variables == ("place", "what", "firms")
    assert list(merged.categories[1]) == [("high", 1), ("low", 1), ("low", 2)]
    again = merged.merge("all", ["what", "place"])
    assert again.variables == ("all", "firms")
    assert again.categories[0][0] == (("high", 1), "N")
    assert again.cells()[0] == ((("high", 1), "N"), 1)
    assert again.entropy() == pytest.approx(joint.entropy(), abs=1e-15)


def test_a_composite_needs_a_name_of_its_own():
    joint = Joint.from_records(FIRMS)
    with pytest.raises(SchemaError, match="another variable 'place'"):
        joint.merge("place", ["tech", "size"])
    assert joint.merge("tech", ["tech", "size"]).variables == ("place", "tech", "firms")


def test_entropy_and_its_base():
    joint = Joint.from_records(pd.DataFrame({"a": [0, 0, 1, 1], "b": [0, 1, 2, 3]}))
    assert joint.entropy() == 2
    assert joint.entropy("a") == 1
    assert joint.entropy(["a", "b"], base=4) == 1
    assert joint.entropy("a", base=np.e) == pytest.approx(np.log(2))
    only = Joint.from_records(pd.DataFrame({"a": [1, 1]})).entropy()
    assert only == 0
    assert not np.signbit(only)


@pytest.mark.parametrize("base", [0, 1, -2, np.nan, np.inf])
def test_bad_base(base):
    with pytest.raises(SchemaError, match="base of a logarithm"):
        Joint.from_records(FIRMS).entropy(base=base)


@given(oracles.joints())
def test_entropies_are_those_of_the_definition(joint):
    cells = oracles.tallies(joint)
    for chosen in ([0], [1], [0, 1], list(range(len(joint.variables)))):
        names = [joint.variables[place] for place in chosen]
        assert joint.entropy(names) == pytest.approx(oracles.entropy(cells, chosen), abs=1e-12)


@given(oracles.joints(), st.randoms(use_true_random=False))
def test_merging_duplicates_and_permuting_cells_changes_nothing(joint, random):
    rows = [
        (cell, part)
        for cell, count in zip(joint.codes.tolist(), joint.counts.tolist(), strict=True)
        for part in (count / 4, count * 3 / 4)
    ]
    random.shuffle(rows)
    again = Joint(
        [cell for cell, _ in rows],
        [part for _, part in rows],
        variables=joint.variables,
        categories=joint.categories,
    )
    assert same(joint, again)


def test_classes_beyond_64_bits():
    names = list("abcde")
    classes = [pd.RangeIndex(50_000)] * 5
    rng = np.random.default_rng(0)
    codes = rng.integers(0, 50_000, (200, 5))
    codes = np.concatenate([codes, codes[::-1]])
    joint = Joint(codes, np.ones(400), variables=names, categories=classes)
    assert np.array_equal(joint.codes, np.unique(codes, axis=0))
    assert joint.counts.tolist() == [2.0] * 200
    assert joint.entropy() == pytest.approx(np.log2(200))
