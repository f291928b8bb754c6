"""The common end of network files: ties become collaborations of two, and what is no tie stands in the issues."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cinet.ecosystem import Ecosystem
from cinet.errors import DataLossWarning, LoadError, SchemaError, UndefinedMeasure, UnknownName
from cinet.granularity import is_dyadic, refuse_dyadic
from cinet.loaders.dyadic import NetworkFile, dyadic_ecosystem, two_mode_ecosystem
from cinet.loaders.matrices import matrix_ties, read_cells
from cinet.loaders.network_text import clean_label, demand_room, distinct_ids, split_lines

ACTORS = pd.DataFrame({"actor_id": ["a", "b", "c"], "row": [2, 3, 4], "sort": ["f", "u", "f"]})


def file() -> NetworkFile:
    return NetworkFile("made.net", "made up", "utf-8")


def ties(rows: list[tuple[object, ...]], **more: object) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["source", "target", "weight", "row"])
    return frame.assign(directed=False, **more)


def test_a_tie_is_a_collaboration_of_two():
    made = ties([("a", "b", 2.5, 5), ("b", "c", 1.0, 6)], relation=["joint", None], when=["[1]", None])
    made["directed"] = [True, False]
    eco = dyadic_ecosystem(made, ACTORS, file(), type="sort", crosswalk={"f": "firm", "u": "university"})
    assert eco.collaborations[
        ["collab_id", "kind", "granularity", "direction", "weight"]
    ].values.tolist() == [
        ["e1", "joint", "dyadic", "directed", 2.5],
        ["e2", "imported_edge", "dyadic", "undirected", 1.0],
    ]
    assert eco.collaborations["when"].fillna("").tolist() == ["[1]", ""]
    taking = eco.participations.astype({"collab_id": str, "actor_id": str})
    assert taking[["collab_id", "actor_id"]].values.tolist() == [
        ["e1", "a"],
        ["e1", "b"],
        ["e2", "b"],
        ["e2", "c"],
    ]
    assert taking["role"].fillna("").tolist() == ["source", "target", "", ""]
    assert taking["weight"].tolist() == [2.5, 2.5, 1.0, 1.0]
    assert eco.actors["type"].tolist() == ["firm", "university", "firm"]
    assert eco.actors["type_source"].tolist() == ["source code"] * 3
    assert eco.report[["format", "rows_read", "rows_used", "rows_in_issues"]].values.tolist() == [
        ["made up", 2, 2, 0]
    ]


def test_the_strength_of_a_tie_is_the_weight_of_the_file():
    eco = dyadic_ecosystem(ties([("a", "b", 2.5, 5), ("b", "a", 0.5, 6), ("b", "c", 7.0, 7)]), ACTORS, file())
    edges = eco.incidence(weights="weight").network("newman").edges()
    assert edges[["source", "target"]].values.tolist() == [["a", "b"], ["b", "c"]]
    np.testing.assert_allclose(edges["weight"], [3.0, 7.0], rtol=1e-15)
    assert eco.network().edges().values.tolist() == [["a", "b", 3.0], ["b", "c", 7.0]]


def test_attributes_of_ties_may_have_any_name():
    eco = dyadic_ecosystem(ties([("a", "b", 2.5, 5)], mirror=["x"]), ACTORS, file())
    assert eco.collaborations["mirror"].tolist() == ["x"]
    assert eco.report["rows_read"].tolist() == [1]


def test_what_is_no_tie_stands_in_the_issues():
    made = ties(
        [
            ("a", "b", 1.0, 5), ("a", "b", 0.0, 6), ("a", "b", -1.0, 7), ("a", "b", np.nan, 8), ("a", "b", np.inf, 9),
            ("a", "a", 1.0, 10), ("a", "x", 1.0, 11), (None, "b", 1.0, 12), ("a", " ", 1.0, 13), ("a ", "c", 1.0, 14),
        ],
        given=[None, None, None, "many", *[None] * 6],
    )  # fmt: skip
    with pytest.warns(DataLossWarning):
        eco = dyadic_ecosystem(made, ACTORS, file())
    lost = eco.issues[eco.issues["action"] == "dropped"]
    assert lost[["row", "column", "value", "reason"]].fillna("").values.tolist() == [
        [6, "weight", "0", "weight 0 is no tie"],
        [7, "weight", "-1", "a negative tie is no collaboration"],
        [8, "weight", "many", "the weight is missing or not a finite number"],
        [9, "weight", "inf", "the weight is missing or not a finite number"],
        [10, "", "a - a", "the tie of an actor with itself is no collaboration"],
        [11, "", "a - x", "the file lists no actor with this id"],
        [12, "", " - b", "an end of the tie is missing"],
        [13, "", "a -  ", "an end of the tie is missing"],
    ]
    assert (lost["file"] == "made.net").all()
    assert eco.report[["rows_read", "rows_used", "rows_in_issues"]].values.tolist() == [[10, 2, 8]]
    assert eco.collaborations["collab_id"].tolist() == ["e1", "e10"]


def test_no_ties_at_all():
    eco = dyadic_ecosystem(ties([]).astype({"weight": float, "row": int}), ACTORS, file())
    assert (len(eco.collaborations), len(eco.actors)) == (0, 3)
    assert not is_dyadic(eco.collaborations)


def test_events_of_a_two_mode_network():
    taking = pd.DataFrame(
        {
            "actor_id": ["a", "b", "c"],
            "collab_id": ["x", "x", "y"],
            "weight": [1.0, 2.0, 0.0],
            "row": [7, 8, 9],
        }
    )
    events = pd.DataFrame({"collab_id": ["x", "y"], "row": [5, 6]})
    with pytest.warns(DataLossWarning):
        eco = two_mode_ecosystem(taking, ACTORS, events, file())
    assert eco.sizes().to_dict() == {"x": 2, "y": 0}
    assert eco.report[["rows_read", "rows_used", "rows_in_issues"]].values.tolist() == [[3, 2, 1]]
    lost = eco.issues[eco.issues["action"] == "dropped"]
    assert lost[["row", "reason"]].values.tolist() == [[9, "weight 0 is no participation"]]
    assert not is_dyadic(eco.collaborations)


def test_a_type_column_that_is_not_there():
    with pytest.raises(UnknownName, match=r"no column 'sorts'.*Did you mean 'sort'"):
        dyadic_ecosystem(ties([("a", "b", 1.0, 5)]), ACTORS, file(), type="sorts")


def test_actors_may_stand_in_another_file():
    actors = pd.DataFrame({"actor_id": ["a", "b", None, " b"], "row": [1, 2, 3, 4], "source_file": "map.txt"})
    with pytest.warns(DataLossWarning):
        eco = dyadic_ecosystem(ties([("a", "b", 1.0, 5)]), actors, file())
    told = eco.issues[eco.issues["column"] == "actor_id"]
    assert told[["file", "row", "value", "action"]].fillna("").values.tolist() == [
        ["map.txt", 3, "", "dropped"],
        ["map.txt", 4, "b", "merged"],
    ]
    assert eco.report[["file", "rows_read", "rows_used"]].values.tolist() == [["made.net", 1, 1]]


def test_measures_of_groups_refuse_ties():
    eco = dyadic_ecosystem(ties([("a", "b", 1.0, 5)]), ACTORS, file())
    assert is_dyadic(eco.collaborations)
    assert is_dyadic(eco.incidence().collaborations)
    with pytest.raises(
        UndefinedMeasure, match=r"the patterns of a helix cannot be told .* 1 of 1 collaborations"
    ):
        refuse_dyadic(eco.collaborations, "the patterns of a helix")
    joint = Ecosystem(
        eco.actors,
        pd.DataFrame({"collab_id": ["p"], "year": 2020}),
        pd.DataFrame({"collab_id": ["p"], "actor_id": "a"}),
    )
    refuse_dyadic(joint.collaborations, "the patterns of a helix")


def test_a_symmetric_matrix_is_undirected_unless_said_otherwise():
    cells = read_cells([["1", "2"], ["2", "0"]], [3, 4])
    noted = file()
    made = matrix_ties(cells, (2, 2), noted, one_mode=True, directed=None, relation="trust")
    assert made[["source", "target", "weight", "directed", "row"]].values.tolist() == [
        [0, 0, 1.0, False, 3],
        [0, 1, 2.0, False, 3],
    ]
    assert noted.issues()["reason"].tolist() == ["the matrix is symmetric (trust)"]
    every = matrix_ties(cells, (2, 2), noted, one_mode=True, directed=True)
    assert every[["source", "target"]].values.tolist() == [[0, 0], [0, 1], [1, 0]]
    assert every["directed"].all()
    once = matrix_ties(cells, (2, 2), noted, one_mode=True, directed=False)
    assert len(once) == 2
    assert len(noted.issues()) == 1
    two = matrix_ties(cells, (2, 2), noted, one_mode=False, directed=None)
    assert len(two) == 3


def test_a_matrix_that_is_not_symmetric_has_directions():
    cells = read_cells([["0", "na"], ["2", "0"]], [3, 4])
    made = matrix_ties(cells, (2, 2), file(), one_mode=True, directed=None)
    assert made["given"].fillna("").tolist() == ["na", ""]
    assert made["directed"].all()
    with pytest.raises(SchemaError, match="row 1, column 2 holds nan, and its mirror 2"):
        matrix_ties(cells, (2, 2), file(), one_mode=True, directed=False)


def test_a_matrix_of_nothing():
    cells = read_cells([["0", "0"], ["0", "0"]], [3, 4])
    noted = file()
    assert matrix_ties(cells, (2, 2), noted, one_mode=True, directed=None).empty
    assert noted.issues().empty


@pytest.mark.parametrize("cell", ["1_0", "１", "0x10", "many"])
def test_what_python_reads_is_not_always_a_number(cell: str):
    assert read_cells([["1", cell, "2.5e1"]], [9]).odd == {1: cell}


def test_lines_labels_and_ids():
    assert split_lines("a\n\nb\r\r\nc\x1a") == ["a", "", "b", "", "c"]
    assert clean_label("A&T &#34;x&quot; &copy \ud800&#xD800;") == 'A&T "x" &copy ?\ufffd'
    # one letter with an accent, and a letter and the accent
    assert distinct_ids(["\u00e9", "e\u0301", ""], first=4) == (["4", "5", "6"], ["\u00e9"])
    assert distinct_ids(["", "b"]) == (["1", "b"], [])
    with pytest.raises(LoadError, match="declares 1,000,000 vertices, and has 3 characters"):
        demand_room(1_000_000, "abc", "a.net", "vertices")


@settings(max_examples=15)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["a", "b", "c", "x", None, ""]),
            st.sampled_from(["a", "b", "c", "x", None, ""]),
            st.sampled_from([1.0, 0.0, -1.0, np.nan, np.inf, 0.5]),
            st.integers(1, 5),
        ),
        max_size=8,
    )
)
@pytest.mark.filterwarnings("ignore::cinet.errors.DataLossWarning")
def test_no_tie_is_lost(rows):
    frame = ties(rows).astype({"weight": float, "row": int})
    eco = dyadic_ecosystem(frame, ACTORS, file())
    lost = eco.issues[eco.issues["action"] == "dropped"]
    assert len(eco.collaborations) + len(lost) == len(rows)
    assert (eco.sizes() == 2).all()
    report = eco.report.iloc[0]
    assert report["rows_read"] == len({row for *_, row in rows})
    assert report["rows_read"] == report["rows_used"] + report["rows_in_issues"]
