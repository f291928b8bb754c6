"""Technology convergence, relatedness of classes over time, coherence."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cinet.errors import SchemaError, UndefinedMeasure, UnknownName
from cinet.metrics.association import FORMULAS
from cinet.metrics.convergence import class_relatedness, coherence, convergence
from tests import oracles_diversity as oracles

COUNTS = ["n_records", "n_convergent", "n_pairs"]

#: Three patents of 2019 and two of 2020; only two of them join sections of the IPC.
PATENTS = pd.DataFrame(
    {
        "record": ["p", "p", "q", "q", "r", "s", "s", "s", "t"],
        "class": ["A01B", "B60L", "A01B", "A61K", "H04L", "G06F", "H04L", "H04W", "G06F"],
        "year": [2019] * 5 + [2020] * 4,
    }
)


def classes(draw):
    rows = draw(
        st.lists(
            st.tuples(st.integers(2018, 2020), st.integers(0, 4), st.sampled_from(["A1", "A2", "B1", "C1"])),
            min_size=1,
            max_size=20,
        )
    )
    return pd.DataFrame(rows, columns=["year", "record", "class"])


records = st.composite(classes)()


def by_record(table, top=None):
    held = defaultdict(set)
    for row in table.itertuples():
        held[row.year, row.record].add(row[3][:top])
    return held


def test_by_hand():
    found = convergence(PATENTS, window="year", top=1)
    assert found.index.tolist() == [2019, 2020]
    assert found.index.name == "year"
    assert found[COUNTS].to_numpy().tolist() == [[3, 1, 1], [2, 1, 1]]
    assert found["convergence"].tolist() == pytest.approx([1 / 3, 1 / 2])
    assert found["mean_classes"].tolist() == pytest.approx([4 / 3, 3 / 2])
    # Wilson's interval of 1 of 2: centre 1/2, half-width z sqrt(1/8 + z^2/16) / (1 + z^2/2)
    assert found.loc[2020, ["convergence_low", "convergence_high"]].tolist() == pytest.approx(
        [0.0945, 0.9055], abs=5e-5
    )
    whole = convergence(PATENTS)
    assert whole.index.tolist() == ["all"]
    assert whole[COUNTS].iloc[0].tolist() == [5, 3, 5]


def test_top_level_classes_by_a_mapping():
    mapping = {
        "A01B": "life",
        "A61K": "life",
        "B60L": "matter",
        "G06F": "bits",
        "H04L": "bits",
        "H04W": "bits",
    }
    found = convergence(PATENTS, top=mapping)
    assert found[COUNTS].iloc[0].tolist() == [5, 1, 1]


@settings(max_examples=40)
@given(table=records, top=st.sampled_from([None, 1]))
def test_the_count_as_it_is_written(table, top):
    found = convergence(table, window="year", top=top)
    held = by_record(table, top)
    for year, row in found.iterrows():
        sizes = [len(names) for (window, _), names in held.items() if window == year]
        assert row["n_records"] == len(sizes)
        assert row["n_convergent"] == sum(size > 1 for size in sizes)
        assert row["mean_classes"] == pytest.approx(np.mean(sizes))
        assert row["n_pairs"] == len(oracles.joined(held)[year])
        assert 0 <= row["convergence_low"] <= row["convergence"] <= row["convergence_high"] <= 1
        assert row["convergence_low"] < row["convergence_high"]
    assert sorted(found.index) == sorted(set(table["year"]))


@settings(max_examples=20)
@given(table=records, data=st.data())
def test_order_and_repetition_of_rows_do_not_matter(table, data):
    order = data.draw(st.permutations(range(len(table))))
    again = pd.concat([table, table]).iloc[[*order, *order[:1]]]
    for function in (convergence, class_relatedness):
        pd.testing.assert_frame_equal(function(again, window="year"), function(table, window="year"))


BOTH = [(measure, totals) for measure in FORMULAS for totals in ("occurrences", "cooccurrences")]


@settings(max_examples=60)
@given(chosen=st.sampled_from([pair for pair in BOTH if pair != ("steijn", "occurrences")]), table=records)
def test_relatedness_is_the_association_in_each_window(chosen, table):
    measure, totals = chosen
    found = class_relatedness(table, measure, totals=totals, window="year")
    assert found.index.names == ["year", "class_a", "class_b"]
    held = by_record(table)
    joined = oracles.joined(held)
    assert found["joint_records"].to_dict() == {
        (year, *pair): count for year, pairs in joined.items() for pair, count in pairs.items()
    }
    for (year, a, b), value in found["relatedness"].items():
        here = [names for (window, _), names in held.items() if window == year]
        if totals == "occurrences":
            s, total = {name: sum(name in names for names in here) for name in (a, b)}, len(here)
        else:
            s = {name: sum(n for pair, n in joined[year].items() if name in pair) for name in (a, b)}
            total = 2 * sum(joined[year].values())
        wanted = oracles.association(joined[year][a, b], s[a], s[b], total, measure)
        assert value == pytest.approx(wanted, rel=1e-12, abs=1e-15)


def test_affinity_is_to_the_records_of_the_window():
    """Of six patents of 2019 A and B have three each, one of them both: 6 x 1 / (3 x 3)."""
    codes = pd.DataFrame(
        {"record": [1, 1, 2, 3, 4, 5, 6, 7], "class": list("ABAABBCA"), "year": [2019] * 7 + [2020]}
    )
    found = class_relatedness(codes, "pai", window="year")
    assert found["relatedness"].to_dict() == {(2019, "A", "B"): pytest.approx(6 / 9)}


def test_records_of_one_class_join_nothing():
    alone = pd.DataFrame({"record": [1, 2], "class": ["A", "A"]})
    assert class_relatedness(alone).empty
    assert convergence(alone)[["convergence", "convergence_low", "n_pairs"]].iloc[0].tolist() == [0, 0, 0]
    every = pd.DataFrame({"record": [1, 1], "class": ["A", "B"]})
    assert convergence(every)[["convergence", "convergence_high"]].iloc[0].tolist() == [1, 1]


def test_other_names_of_columns():
    moved = PATENTS.rename(columns={"record": "patent", "class": "ipc"})
    found = convergence(moved, record="patent", by="ipc", window="year")
    pd.testing.assert_frame_equal(found, convergence(PATENTS, window="year"))
    assert len(class_relatedness(moved, record="patent", by="ipc", top=1)) == 2


def test_coherence():
    labels = list("abc")
    d = pd.DataFrame([[0, 0.4, 0.8], [0.4, 0, 0.6], [0.8, 0.6, 0]], index=labels, columns=labels)
    joint = pd.DataFrame([[0, 2, 0], [2, 0, 1], [0, 1, 0]], index=labels, columns=labels)
    assert coherence(joint, d) == pytest.approx((4 * 0.4 + 2 * 0.6) / 6)
    assert coherence(joint + 2 * np.eye(3), d) == pytest.approx((4 * 0.4 + 2 * 0.6) / 12)
    cited = pd.DataFrame([[0, 3, 0], [1, 0, 0], [0, 0, 0]], index=labels, columns=labels)
    assert coherence(cited * 1e300, d.iloc[::-1, ::-1]) == pytest.approx(0.4)
    assert coherence(pd.DataFrame(np.eye(3), index=labels, columns=labels), d) == 0
    assert np.isnan(coherence(joint * 0, d))
    with pytest.raises(SchemaError, match="the matrix of relations must be square"):
        coherence(joint.iloc[:2], d)


def test_what_is_refused():
    with pytest.raises(
        UnknownName, match=r"no column 'klass'. Did you mean 'class'\? It has 'record', 'class', 'year'"
    ):
        convergence(PATENTS, by="klass")
    with pytest.raises(SchemaError, match="the table of classes is empty"):
        convergence(PATENTS.iloc[:0])
    with pytest.raises(SchemaError, match="column 'class' misses a value in the rows '0', '1'"):
        convergence(PATENTS.assign(**{"class": [None, None, *PATENTS["class"][2:]]}))
    with pytest.raises(SchemaError, match="column 'year' misses a value in the rows '3'"):
        class_relatedness(PATENTS.assign(year=PATENTS["year"].where(PATENTS.index != 3)), window="year")
    with pytest.raises(SchemaError, match="top must be 1 leading character or more, or a mapping, not 0"):
        convergence(PATENTS, top=0)
    with pytest.raises(SchemaError, match="the classes 'H04L', 'H04W' have no top-level class"):
        convergence(PATENTS, top={"A01B": "A", "B60L": "B", "A61K": "A", "G06F": "G"})
    with pytest.raises(SchemaError, match="level must lie between 0 and 1"):
        convergence(PATENTS, level=0)
    with pytest.raises(UndefinedMeasure, match="use totals='cooccurrences'"):
        class_relatedness(PATENTS, "steijn")
    with pytest.raises(UnknownName, match="totals 'all' is not known"):
        class_relatedness(PATENTS, totals="all")
    with pytest.raises(UnknownName, match="measure 'cosin' is not known"):
        class_relatedness(PATENTS, "cosin")
