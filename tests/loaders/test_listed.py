"""One row per collaboration: participants in one cell, lists that follow them, and nothing lost."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cinet.ecosystem import Ecosystem
from cinet.errors import DataLossWarning, SchemaError, UnknownName
from cinet.loaders.listed import read_lists


def quiet(source: object, **options: Any) -> Ecosystem:
    with warnings.catch_warnings(action="ignore", category=DataLossWarning):
        return read_lists(source, **{"collaboration": "no", "actors": "who", **options})


def taking(eco: Ecosystem, *more: str) -> list[list[Any]]:
    names = ["collab_id", "actor_id", *more]
    frame = eco.participations[names]
    return frame.astype({"collab_id": "str", "actor_id": "str"}).values.tolist()


def test_a_file_in_gb18030(tmp_path: Path) -> None:
    path = tmp_path / "patents.csv"
    rows = [
        "申请号,申请人,类型,申请日",
        "001,甲大学;乙公司；丙,高校;企业;,2020-01-02",
        "002, ;,企业,2021-05-06",
        "003,乙公司,企业,",
    ]
    path.write_bytes("\n".join(rows).encode("gb18030"))
    eco = quiet(path, collaboration="申请号", actors="申请人", type="类型", date="申请日", encoding="gb18030")
    assert taking(eco, "order") == [
        ["001", "丙", 3],
        ["001", "乙公司", 2],
        ["001", "甲大学", 1],
        ["003", "乙公司", 1],
    ]
    types = eco.actors.set_index("actor_id")["type"].to_dict()
    assert types == {"丙": "unknown", "乙公司": "firm", "甲大学": "university"}
    assert eco.collaborations["year"].tolist() == [2020, pd.NA]
    assert eco.report[["rows_read", "rows_used", "rows_in_issues"]].values.tolist() == [[3, 2, 1]]
    lost = eco.issues[eco.issues["action"] == "dropped"]
    assert lost[["file", "row"]].values.tolist() == [["patents.csv", 3]]


def test_other_separators() -> None:
    rows = pd.DataFrame({"no": ["p"], "who": ["A, Inc. / B\nC"]})
    assert [who for _, who in taking(quiet(rows, separator=[" / ", "\n"]))] == ["A, Inc.", "B", "C"]
    assert [who for _, who in taking(quiet(rows, separator=" / "))] == ["A, Inc.", "B\nC"]


def test_a_separator_that_is_not_there() -> None:
    rows = pd.DataFrame({"no": ["p", "q", "r"], "who": ["甲、乙", "丙", None]})
    eco = quiet(rows)
    assert taking(eco) == [["p", "甲、乙"], ["q", "丙"]]
    doubted = eco.issues[eco.issues["action"].str.startswith("doubted: each cell")]
    assert doubted[["column", "value"]].values.tolist() == [["who", "1"]]
    assert "、" in doubted["reason"].iloc[0]
    assert not quiet(rows, separator="、").issues["action"].str.startswith("doubted").any()
    assert not quiet(rows.replace("甲、乙", "甲")).issues["action"].str.startswith("doubted").any()


def test_cells_that_are_lists() -> None:
    rows = pd.DataFrame(
        {"no": ["p", "q", "r"], "who": [["A; Co", "B"], ("A; Co",), np.array(["C", None], dtype=object)]}
    )
    assert taking(quiet(rows)) == [["p", "A; Co"], ["p", "B"], ["q", "A; Co"], ["r", "C"]]


def test_lists_that_follow() -> None:
    rows = pd.DataFrame(
        {
            "no": ["p", "q", "r", "s", "t"],
            "who": ["A;B", "A;;C;", "D;", "A;B", "E"],
            "id": ["1;2", "1;;3;", "4", "1", None],
            "sort": ["HES;PRC", "HES;;PUB;", "REC", "HES;;", "PRC"],
            "land": ["DE;FR", "DE;;IT;", "NL", ";", "BE"],
        }
    )
    eco = quiet(rows, ids="id", type="sort", country="land", crosswalk="cordis")
    assert taking(eco, "order") == [
        ["p", "1", 1], ["p", "2", 2], ["q", "1", 1], ["q", "3", 2], ["r", "4", 1], ["s", "A", 1], ["s", "B", 2],
        ["t", "E", 1],
    ]  # fmt: skip
    known = eco.actors.set_index("actor_id")
    assert known["type"].loc[["1", "2", "3", "4", "E"]].tolist() == [
        "university", "firm", "government", "research_institute", "firm",
    ]  # fmt: skip
    assert known["country"].loc[["1", "2", "3", "4", "E"]].tolist() == ["DE", "FR", "IT", "NL", "BE"]
    assert known["name"].loc[["1", "A"]].tolist() == ["A", "A"]
    short = eco.issues[eco.issues["reason"] == "not as many parts as participants"]
    assert short[["row", "column", "value", "action"]].values.tolist() == [
        [4, "id", "1", "set to missing"],
        [4, "sort", "HES; ; ", "set to missing"],
    ]


def test_several_columns_are_roles() -> None:
    rows = pd.DataFrame(
        {"no": ["p", "q"], "lead": ["A", "B"], "partners": ["B; A; C", None], "day": ["1.2.2020", "3.4.2021"]}
    )
    eco = quiet(
        rows, actors=["lead", "partners"], date="day", date_format="%d.%m.%Y", collaboration_columns=[]
    )
    assert taking(eco, "role", "order") == [
        ["p", "A", "lead|partners", 1],
        ["p", "B", "partners", 1],
        ["p", "C", "partners", 3],
        ["q", "B", "lead", 1],
    ]
    assert eco.collaborations["start"].dt.month.tolist() == [2, 4]
    assert eco.issues["reason"].tolist() == ["the table has no column 'type'"]


def test_further_columns() -> None:
    rows = pd.DataFrame(
        {"no": ["p"], "who": ["A;B"], "grant": ["7"], "at": ["X"], "of": ["film"], "y": [2020]}
    )
    eco = quiet(rows, collaboration_columns=["grant"], place="at", kind="of", year="y", end=None)
    assert eco.collaborations[["grant", "place", "kind", "year"]].values.tolist() == [
        ["7", "X", "film", 2020]
    ]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"actors": []}, "names no column"),
        ({"separator": ""}, "is no text and no list of texts"),
        ({"separator": []}, "is no text and no list of texts"),
        (
            {"actors": ["who", "no"], "type": "sort"},
            "'sort' follows one list of participants, and actors names 2",
        ),
        ({"collaboration_columns": "no"}, "is a list of column names"),
        ({"collaboration_columns": ["kind"], "kind": "no"}, "'kind', which is named already"),
    ],
)
def test_what_is_refused(options: dict[str, Any], said: str) -> None:
    with pytest.raises(SchemaError, match=said):
        quiet(pd.DataFrame({"no": ["p"], "who": ["A"]}), **options)


def test_a_column_that_is_not_there() -> None:
    with pytest.raises(UnknownName, match="no column 'whom'"):
        quiet(pd.DataFrame({"no": ["p"], "who": ["A"]}), actors="whom")


@given(st.lists(st.tuples(st.text(max_size=4), st.text("AB;；| \n、", max_size=12)), max_size=12))
@settings(max_examples=60, deadline=None)
def test_every_row_is_used_or_told_of(rows: list[tuple[str, str]]) -> None:
    frame = pd.DataFrame(rows, columns=["no", "who"], dtype="str")
    report = quiet(frame).report
    assert report["rows_read"].tolist() == [len(rows)]
    assert (report["rows_used"] + report["rows_in_issues"]).tolist() == [len(rows)]
