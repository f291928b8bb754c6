from __future__ import annotations

import pickle

import numpy as np
import pandas as pd
import pytest
from hypothesis import given

from cinet.errors import SchemaError, UnknownName
from cinet.patterns import Patterns
from tests import strategies

VENN = {"U": 10, "I": 5, "G": 2, "UI": 4, "UG": 1, "IG": 1, "UIG": 3}
IN_BIT_ORDER = [0, 10, 5, 4, 2, 1, 1, 3]


@pytest.mark.parametrize(
    "cells",
    [
        VENN,
        pd.Series(VENN),
        pd.DataFrame([VENN]),
        {"+".join(cell): count for cell, count in VENN.items()},
        {" + ".join(cell): count for cell, count in VENN.items()},
        {tuple(cell): count for cell, count in VENN.items()},
        {frozenset(cell): count for cell, count in VENN.items()},
        {cell[::-1]: count for cell, count in VENN.items()},
        {"U": 10, "I": 5, "G": 2, "UI": "4", "UG": 1.0, "IG": 1, "UIG": 3},
    ],
    ids=["mapping", "series", "table", "plus", "spaces", "tuples", "sets", "reversed", "numbers as text"],
)
def test_forms_of_a_venn_diagram(cells):
    found = Patterns.from_venn(cells)
    assert found.parts == ("U", "I", "G")
    assert found.counts.tolist() == [IN_BIT_ORDER]
    assert not found.none_known


def test_a_table_has_one_row_per_group():
    table = pd.DataFrame({"a": [1, 2], "b": [3, 4], "a+b": [5, 6]}, index=pd.Index([2014, 2015], name="year"))
    found = Patterns.from_venn(table, n_none=7)
    assert found.counts.tolist() == [[7, 1, 3, 5], [7, 2, 4, 6]]
    assert found.groups.equals(table.index)
    assert found.n.to_dict() == {2014: 16, 2015: 19}


def test_words_as_parts():
    found = Patterns.from_venn({"firm": 1, "user": 2, "user+firm": 3})
    assert found.parts == ("firm", "user")
    assert found.counts.tolist() == [[0, 1, 2, 3]]


def test_parts_may_be_named_and_ordered():
    found = Patterns.from_venn({"UI": 4, "U": 1}, parts=["I", "U", "G"])
    assert found.counts.tolist() == [[0, 0, 1, 4, 0, 0, 0, 0]]


def test_letters_beside_words_need_their_names():
    found = Patterns.from_venn({"U": 1, "I": 2, "NGO": 3, "U+NGO": 4}, parts=["U", "I", "NGO"])
    assert found.counts.tolist() == [[0, 1, 2, 0, 3, 4, 0, 0]]


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        (
            {"U": 1, "I": 2, "UX": 3},
            "cell 'UX' is not made of the parts 'U', 'I'; if it is a part of its own",
        ),
        ({"U": 1, "I": 2, "U+X": 3}, "cell 'U\\+X' names 'X'; the parts are 'U', 'I'"),
        ({"U": 1, "I": 2, "UI": 3, "IU": 4}, "cells 'UI' and 'IU' name the same combination"),
        (pd.Series([1, 2, 3, 4], index=["U", "I", "UI", "UI"]), "cells 'UI' and 'UI' name the same"),
        ({"U": 1, "I": -2}, "finite and not negative; group '0' holds -2.0"),
        ({"U": 1, "I": np.nan}, "finite and not negative; group '0' holds nan"),
        ({"U": 1, "I": np.inf}, "holds inf"),
        ({"U": 1, "I": "many"}, "cell 'I' holds something that is not a number"),
        ({"U": 1, "I": pd.NA}, "holds nan"),
        ({"U": 1, "I": 2, 3: 4}, "cell 3 is neither a text such as 'U\\+I' nor a tuple"),
        ({"UI": 3}, "cannot tell the parts from the cells"),
        ({"U": 1}, "cannot tell the parts from the cells"),
        ({}, "cannot tell the parts from the cells"),
        ({"U": 1, "I": 2, (): 3}, r"cell \(\) names no part; give the records without any part as n_none="),
        ({"U": 1, "I": 2, "": 3}, "cell '' names no part"),
    ],
)
def test_what_is_no_venn_diagram(cells, message):
    with pytest.raises(SchemaError, match=message):
        Patterns.from_venn(cells)


def test_a_negative_number_without_any_part():
    with pytest.raises(SchemaError, match="not negative"):
        Patterns.from_venn(VENN, n_none=-1)


@pytest.mark.parametrize(
    ("counts", "parts", "groups", "message"),
    [
        ([[0, 1]], ["a"], None, "at least two parts with different names, not 'a'"),
        ([[0, 1, 2, 3]], ["a", "a"], None, "at least two parts with different names, not 'a', 'a'"),
        ([[0, 1, 2]], ["a", "b"], None, "2 parts make 4 combinations, the counts have 3 columns"),
        ([[0, 1, 2, 3]], ["a", "b"], pd.Index([1, 2]), "there are 2 group labels for 1 rows"),
        (
            [[5, 1, 2, 3]],
            ["a", "b"],
            None,
            "column 0 holds 5 records without any part, but none_known is false",
        ),
    ],
)
def test_what_are_no_patterns(counts, parts, groups, message):
    with pytest.raises(SchemaError, match=message):
        Patterns(counts, parts, groups, none_known=False)


def test_one_row_may_be_flat():
    assert Patterns([4, 1, 2, 3], ["a", "b"], none_known=True).counts.shape == (1, 4)


@given(strategies.patterns())
def test_the_table_reads_back(patterns):
    table = patterns.frame()
    assert table.columns[0] == "none"
    assert table.columns.tolist() == patterns.cells()
    n_none = table.pop("none") if patterns.none_known else None
    again = Patterns.from_venn(table.drop(columns="none", errors="ignore"), n_none, parts=patterns.parts)
    assert np.array_equal(again.counts, patterns.counts)
    assert again.none_known == patterns.none_known


def test_pooled_adds_the_groups():
    patterns = Patterns([[1, 2, 3, 4], [5, 6, 7, 8]], ["a", "b"], none_known=True)
    assert patterns.pooled().counts.tolist() == [[6, 8, 10, 12]]
    assert patterns.pooled().none_known


def test_repr():
    assert repr(Patterns([[1, 2, 3, 4], [5, 6, 7, 8000]], ["a", "b"], none_known=True)) == (
        "<Patterns of 8,028 records, 2 parts (a, b), 2 groups, 6 without any part>"
    )
    assert "1 group, none not observed" in repr(Patterns.from_venn(VENN))


def test_nothing_can_be_changed():
    source = np.array([[0.0, 1, 2, 3]])
    patterns = Patterns(source, ["a", "b"], none_known=False)
    source[:] = 9
    assert patterns.counts.tolist() == [[0, 1, 2, 3]]
    with pytest.raises(ValueError, match="read-only"):
        patterns.counts[0, 0] = 1
    with pytest.raises(AttributeError, match="'counts' cannot be set; build new ones"):
        patterns.counts = source


@given(strategies.patterns())
def test_pickles(patterns):
    again = pickle.loads(pickle.dumps(patterns))
    assert repr(again) == repr(patterns)
    assert np.array_equal(again.counts, patterns.counts)
    assert again.groups.equals(patterns.groups)


def test_a_frame_of_patterns_makes_the_same_patterns() -> None:
    known = Patterns([[4, 3, 2, 1], [0, 1, 0, 2]], ["firm", "university"], none_known=True)
    again = Patterns.from_venn(known.frame())
    assert again.none_known
    assert (again.counts == known.counts).all()
    # a part may be called none when the parts are named
    assert not Patterns.from_venn({"none": 1, "x": 2}, parts=["none", "x"]).none_known


# --- totals instead of exclusive cells ----------------------------------------------------------------------------


def inclusive_totals(patterns):
    """Records with at least these parts, counted cell by cell."""
    cells = range(1, patterns.counts.shape[1])
    return pd.DataFrame(
        {
            name: patterns.counts[:, [other for other in cells if other & cell == cell]].sum(axis=1)
            for cell, name in zip(cells, patterns.cells()[1:], strict=True)
        },
        index=patterns.groups,
    )


@given(strategies.patterns())
def test_inclusive_totals_are_turned_into_exclusive_cells(patterns):
    n_none = patterns.counts[:, 0] if patterns.none_known else None
    again = Patterns.from_venn(inclusive_totals(patterns), n_none, parts=patterns.parts, inclusive=True)
    assert np.array_equal(again.counts, patterns.counts)
    assert again.none_known == patterns.none_known


def test_inclusive_shares_leave_no_rounding_error():
    found = Patterns.from_venn(
        {"a": 0.3, "b": 0.1, "c": 0.3, "ab": 0.1, "ac": 0.3, "bc": 0.1, "abc": 0.1}, inclusive=True
    )
    assert found.frame().iloc[0].to_dict() == pytest.approx(
        {"none": 0, "a": 0, "b": 0, "a+b": 0, "c": 0, "a+c": 0.2, "b+c": 0, "a+b+c": 0.1}
    )
    assert (found.counts[0, [0, 1, 2, 3, 4, 6]] == 0).all()


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        (
            {"U": 4, "I": 5, "G": 2, "UI": 6, "UG": 0, "IG": 0, "UIG": 0},
            "group '0', records with exactly U would be -2",
        ),
        (
            {"U": 9, "I": 9, "UI": -1},
            r"records with exactly U\+I would be -1\. A cell left out counts 0; are these excl",
        ),
        ({"U": 9, "I": 9, "UI": np.nan}, "finite and not negative; group '0' holds nan"),
        ({"U": np.inf, "I": np.inf, "UI": np.inf}, "finite and not negative; group '0' holds inf"),
    ],
)
def test_totals_that_contradict_each_other(cells, message):
    with pytest.raises(SchemaError, match=message):
        Patterns.from_venn(cells, inclusive=True)


def test_the_group_of_a_contradiction_is_named():
    table = pd.DataFrame({"a": [5, 5], "b": [5, 1], "a+b": [2, 3]}, index=pd.Index([2014, 2015], name="year"))
    with pytest.raises(SchemaError, match=r"of group '2015', records with exactly b would be -2"):
        Patterns.from_venn(table, inclusive=True)


# --- levels of the groups -----------------------------------------------------------------------------------------

GROUPS = pd.MultiIndex.from_tuples([("N", 2015), ("S", 2014), ("N", 2014)], names=["region", "year"])


def test_levels_are_kept_in_the_order_in_which_they_stand():
    patterns = Patterns([[1, 2, 3, 4], [5, 6, 7, 8], [9, 9, 9, 9]], ["a", "b"], GROUPS, none_known=True)
    assert list(patterns.groups.names) == ["region", "year"]
    by_region = patterns.pooled("region")
    assert by_region.groups.equals(pd.Index(["N", "S"], name="region"))
    assert by_region.groups.name == "region"
    assert by_region.counts.tolist() == [[10, 11, 12, 13], [5, 6, 7, 8]]
    turned = patterns.pooled(["year", "region"])
    assert turned.groups.tolist() == [(2015, "N"), (2014, "S"), (2014, "N")]
    assert list(turned.groups.names) == ["year", "region"]
    assert patterns.pooled().counts.tolist() == [[15, 17, 19, 21]]


def test_groups_with_the_same_label_are_added():
    patterns = Patterns(
        [[1, 2, 3, 4], [5, 6, 7, 8]], ["a", "b"], pd.Index(["x", "x"], name="place"), none_known=True
    )
    assert patterns.pooled("place").counts.tolist() == [[6, 8, 10, 12]]


def test_levels_that_are_not_there():
    patterns = Patterns([[1, 2, 3, 4]] * 3, ["a", "b"], GROUPS, none_known=True)
    with pytest.raises(
        UnknownName, match=r"no level 'regoin'\. Did you mean 'region'\? They have 'region', 'year'"
    ):
        patterns.pooled("regoin")
    with pytest.raises(SchemaError, match="by= names a level twice: 'year', 'year'"):
        patterns.pooled(["year", "year"])
    missing = pd.MultiIndex.from_tuples([("N", 2015), (None, 2014), ("S", 2014)], names=["region", "year"])
    with pytest.raises(SchemaError, match="a group has no value of 'region'"):
        Patterns([[1, 2, 3, 4]] * 3, ["a", "b"], missing, none_known=True).pooled("region")


def test_levels_survive_a_pickle():
    patterns = Patterns([[1, 2, 3, 4]] * 3, ["a", "b"], GROUPS, none_known=True)
    assert list(pickle.loads(pickle.dumps(patterns)).groups.names) == ["region", "year"]


def test_levels_that_are_no_names():
    patterns = Patterns([[1, 2, 3, 4]] * 3, ["a", "b"], GROUPS, none_known=True)
    for wrong in (5, None, {"region"}):
        with pytest.raises(SchemaError, match="by= must name levels of the groups, one text or several, not"):
            patterns.pooled(wrong)
    with pytest.raises(UnknownName, match="no level 5"):
        patterns.pooled([5])


# --- records without any part, by group ---------------------------------------------------------------------------

YEARS = pd.DataFrame({"a": [1, 2], "b": [3, 4]}, index=pd.Index([2014, 2015], name="year"))


@pytest.mark.parametrize(
    "n_none",
    [
        pd.Series({2014: 7, 2015: 8}),
        pd.Series({2015: 8, 2014: 7}),
        [7, 8],
        np.array([7.0, 8.0]),
        pd.Series({2014: "7", 2015: 8}),
    ],
    ids=["in order", "in another order", "list", "array", "text"],
)
def test_records_without_any_part_are_matched_by_group(n_none):
    assert Patterns.from_venn(YEARS, n_none).counts[:, 0].tolist() == [7, 8]


@pytest.mark.parametrize(
    ("n_none", "message"),
    [
        (
            pd.Series({2014: 7, 2016: 8}),
            "n_none= has the labels '2014', '2016', the groups are '2014', '2015'",
        ),
        (pd.Series([7, 8], index=[2014, 2014]), "n_none= has the labels '2014', '2014'"),
        ([7, 8, 9], "n_none= holds 3 numbers for 2 groups"),
        ("many", "n_none= holds something that is not a number"),
        ([[7], [8]], "n_none= holds 2 numbers for 2 groups"),
    ],
)
def test_records_without_any_part_of_other_groups(n_none, message):
    with pytest.raises(SchemaError, match=message):
        Patterns.from_venn(YEARS, n_none)
