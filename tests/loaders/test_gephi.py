"""The spreadsheets of Gephi: edges, nodes, matrices, adjacency lists, times, repeated edges."""

from __future__ import annotations

import csv
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cinet.ecosystem import Ecosystem
from cinet.errors import CinetError, DataLossWarning, LoadError, SchemaError, UnknownName
from cinet.loaders.gephi import read_gephi

SHARED = os.environ.get("CINET_TEST_DATA")
needs_data = pytest.mark.skipif(SHARED is None, reason="CINET_TEST_DATA is not set")
quiet = pytest.mark.filterwarnings("ignore::cinet.errors.DataLossWarning")

EDGES = """Source;Target;Type;Id;Label;Weight;Kind;row;label
001;b;Undirected;1;joint;2.5;;x;
b;001;undirected;2;;1;;;
b;c;Directed;3;;;supply;;
b;c;sideways;4;;;;;
b;c;Directed;4;;7;;;
b;d;Directed;5;;0;;;
b;b;Directed;6;;1;;;
;b;Directed;7;;1;;;
b;c;Directed;8
"""


def write(folder: Path, text: str, name: str = "edges.csv") -> Path:
    path = folder / name
    path.write_bytes(text.encode("utf-8"))
    return path


def pairs(eco: Ecosystem) -> list[tuple[str, str, float]]:
    """The ends of every tie in the order of the file, with its weight."""
    taking = eco.participations.astype({"collab_id": "str", "actor_id": "str"})
    ends = taking.groupby("collab_id")
    return [(*sorted(part["actor_id"]), part["weight"].iloc[0]) for _, part in ends]


@quiet
def test_edges(tmp_path: Path) -> None:
    text = EDGES.replace(";row;label", ";row;Color")
    eco = read_gephi(write(tmp_path, text))
    assert eco.actors["actor_id"].tolist() == ["001", "b", "c", "d"]
    ties = eco.collaborations
    assert ties["direction"].tolist() == ["undirected", "undirected", "directed", "directed"]
    assert ties["weight"].tolist() == [2.5, 1, 1, 1]
    assert ties["kind"].tolist() == ["imported_edge", "imported_edge", "supply", "imported_edge"]
    assert ties.loc[0, ["edge_id", "label", "row_given"]].tolist() == ["1", "joint", "x"]
    report = eco.report.iloc[0]
    assert (report["rows_read"], report["rows_used"], report["rows_in_issues"]) == (9, 4, 5)
    dropped = eco.issues[eco.issues["action"] == "dropped"]
    assert sorted(dropped["row"].tolist()) == [6, 7, 8, 9, 10]
    odd = eco.issues[eco.issues["value"] == "sideways"]
    assert odd["action"].tolist() == ["doubted: read as directed"]
    with pytest.raises(LoadError, match="more than one column"):
        read_gephi(write(tmp_path, EDGES.replace(";label\n", ";Label\n")))


@quiet
def test_nodes(tmp_path: Path) -> None:
    edges = write(tmp_path, "Source,Target\n'=a,b\nb,x\n")
    nodes = write(
        tmp_path,
        "Id,Label,Type,actor_id,ID \n'=a,甲,firm,z,\nb,'+乙,planet,,\nb,again,,,\n ,blank,,,\nshort\n",
        "nodes.csv",
    )
    eco = read_gephi(edges, nodes)
    assert eco.source == "Gephi, table of edges, edges.csv, nodes.csv"
    assert eco.actors["actor_id"].tolist() == ["=a", "b"]
    assert eco.actors["name"].tolist() == ["甲", "+乙"]
    assert eco.actors["type"].tolist() == ["firm", "unknown"]
    assert eco.actors["actor_id_given"].tolist()[0] == "z"
    files = eco.issues[["file", "row", "table", "action"]]
    assert files[files["table"] == "actors"].values.tolist() == [
        ["nodes.csv", 6, "actors", "dropped"],
        ["nodes.csv", 5, "actors", "dropped"],
        ["nodes.csv", 4, "actors", "dropped; first kept"],
        ["nodes.csv", 3, "actors", "type set to 'unknown'"],
    ]
    assert eco.report[["file", "rows_read", "rows_used", "rows_in_issues"]].values.tolist() == [
        ["edges.csv", 2, 1, 1],
        ["nodes.csv", 5, 2, 3],
    ]
    with pytest.raises(LoadError, match=r"nodes\.csv has no column Id"):
        read_gephi(edges, write(tmp_path, "Label\nA\n", "nodes.csv"))
    with pytest.raises(LoadError, match=r"edges\.csv is a table of nodes"):
        read_gephi(write(tmp_path, "Id,Label\n1,\n"))


@quiet
@pytest.mark.parametrize(
    ("how", "weights"),
    [("sum", [6, 7]), ("mean", [3, 3.5]), ("min", [2, 3]), ("max", [4, 4]), ("first", [4, 3])],
)
def test_repeated_edges(tmp_path: Path, how: str, weights: list[float]) -> None:
    text = "Source,Target,Type,Weight,Kind\na,b,Undirected,4,\nb,a,Undirected,2,\n"
    path = write(tmp_path, text + "a,b,Directed,3,\na,b,Directed,4,\nb,a,Directed,x,\n")
    eco = read_gephi(path, repeated=how)
    assert eco.collaborations["weight"].tolist() == weights
    assert eco.report[["rows_read", "rows_used", "rows_in_issues"]].values.tolist() == [[5, 2, 3]]
    told = eco.issues[eco.issues["reason"].str.startswith("the tie stands in line")]
    assert told[["row", "value"]].values.tolist() == [[3, "b - a"], [5, "a - b"]]


def test_undirected_by_request(tmp_path: Path) -> None:
    eco = read_gephi(write(tmp_path, "source\ttarget\na\tb\n"), directed=False)
    assert eco.collaborations["direction"].tolist() == ["undirected"]


@quiet
def test_decimal_comma(tmp_path: Path) -> None:
    path = write(tmp_path, "Source;Target;Weight\na;b;1,5\n")
    assert read_gephi(path, decimal=",").collaborations["weight"].tolist() == [1.5]
    assert read_gephi(path).issues["value"].iloc[0] == "1,5"


def test_times(tmp_path: Path) -> None:
    text = """Source,Target,Weight,Timeset
a,b,"<[2004, 2005, 1]; [2006, 2006, 3]>",
a,b,2,"<[2001-05-06, Infinity]>"
a,b,,2007
a,b,,"[2008, 2009, 2010]"
a,b,5,
a,b,"<[1, 2]",
"""
    eco = read_gephi(write(tmp_path, text), years=True)
    ties = eco.collaborations
    assert ties["weight"].tolist() == [1, 3, 2, 1, 1, 1, 1, 5, 2]
    assert ties["start"].dt.year.fillna(0).tolist() == [2004, 2006, 2001, 2007, 2008, 2009, 2010, 0, 0]
    assert ties["end"].dt.strftime("%Y-%m-%d").fillna("").tolist()[:2] == ["2005-12-31", "2006-12-31"]
    assert eco.report["rows_used"].tolist() == [6]
    asides = read_gephi(write(tmp_path, text)).collaborations
    assert asides["spell_start"].fillna("").tolist()[:3] == ["2004", "2006", ""]


def test_a_table_cut_by_blanks(tmp_path: Path) -> None:
    eco = read_gephi(write(tmp_path, 'Source Target "timeset"\nFred Alice "[2016-02-03, 2016-02-04]"\n'))
    assert eco.collaborations["start"].dt.strftime("%Y-%m-%d").tolist() == ["2016-02-03"]


@quiet
def test_a_matrix(tmp_path: Path) -> None:
    path = write(tmp_path, '"";a;;c\na;0;9; 1,5\n;9;0;0\nc;;x;2\n')
    eco = read_gephi(path, decimal=",")
    assert eco.actors["actor_id"].tolist() == ["a", "c"]
    assert pairs(eco) == [("a", "c", 1.5)]
    assert eco.report[["rows_read", "rows_used", "rows_in_issues"]].values.tolist() == [[3, 1, 2]]
    symmetric = write(tmp_path, ",a,b\na,0,2\nb,2,0\n")
    assert read_gephi(symmetric).collaborations["direction"].tolist() == ["undirected"]
    assert len(read_gephi(symmetric, directed=True).collaborations) == 2
    with pytest.raises(LoadError, match="line 2: 2 cells where the first line has 3"):
        read_gephi(write(tmp_path, ",a,b\na,0\n"))
    with pytest.raises(LoadError, match="for example 'x'"):
        read_gephi(write(tmp_path, ",a,b\na,0,1\nx,1,0\n"))
    with pytest.raises(LoadError, match="their order differs"):
        read_gephi(write(tmp_path, ",a,b\nb,0,1\na,1,0\n"))


@quiet
def test_an_adjacency_list(tmp_path: Path) -> None:
    eco = read_gephi(write(tmp_path, "a;b\n\nb;c;;d\ne\n;f;g\n"))
    assert eco.actors["actor_id"].tolist() == ["a", "b", "c", "d", "e"]
    assert pairs(eco) == [("a", "b", 1), ("b", "c", 1), ("b", "d", 1)]
    assert eco.report["rows_read"].tolist() == [3]
    assert eco.issues["reason"].iloc[0] == "the line begins with no actor"
    alone = read_gephi(write(tmp_path, "a\nb\n"), directed=False)
    assert (len(alone.actors), len(alone.collaborations)) == (2, 0)


def test_arguments_and_files_that_are_refused(tmp_path: Path) -> None:
    path = write(tmp_path, "Source,Target\na,b\n")
    with pytest.raises(UnknownName, match="repeated='add' is none of"):
        read_gephi(path, repeated="add")
    with pytest.raises(SchemaError, match="decimal=';'"):
        read_gephi(path, decimal=";")
    with pytest.raises(LoadError, match="not one character"):
        read_gephi(path, delimiter=",,")
    for text in ("", "\n \n"):
        with pytest.raises(LoadError, match="is empty"):
            read_gephi(write(tmp_path, text))
    with pytest.raises(LoadError, match="cannot be cut into cells at line 1"):
        read_gephi(write(tmp_path, "a;" + "b" * 2_000_000))


def test_an_inferred_encoding(tmp_path: Path) -> None:
    path = tmp_path / "edges.csv"
    path.write_bytes("Source,Target\n企业,大学\n".encode("gb18030"))
    eco = read_gephi(path)
    assert eco.actors["actor_id"].tolist() == ["企业", "大学"]
    assert "doubted: read as gb18030" in eco.issues["action"].tolist()


PIECES = st.sampled_from(
    [
        "Source",
        "Target",
        "Weight",
        "Id",
        "timeset",
        ",",
        ";",
        "\n",
        "a",
        "b",
        '"',
        "1",
        "<[1,2]>",
        "[",
        "",
        " ",
        "\r",
    ]
)


@quiet
@settings(max_examples=40)
@given(
    st.one_of(
        st.binary(max_size=60), st.lists(PIECES, max_size=40).map(lambda parts: "".join(parts).encode())
    ),
    st.sampled_from(["keep", "sum"]),
)
def test_anything_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, repeated: str
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_bytes(data)
    try:
        made = read_gephi(path, repeated=repeated)
    except CinetError:
        return
    assert isinstance(made, Ecosystem)


def expected(name: str) -> dict[tuple[str, str], float]:
    path = Path(str(SHARED), "samples", "gephi", f"expected_{name}_edges.csv")
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return {
        (row["Source"], row["Target"]): float(row["Weight"]) for row in rows if row["Source"] != row["Target"]
    }


@needs_data
@pytest.mark.data
@quiet
@pytest.mark.parametrize(
    ("sample", "name", "options"),
    [
        ("adj_list", "testAdjacencyList", {}),
        ("complex_matrix", "testComplexMatrix", {"directed": True}),
        ("matrix", "testMatrix_CSV", {}),
        ("edges_table_repeated_with_ids", "testEdgesTableRepeatedWithIds", {}),
        ("edges_table_repeated_without_ids", "testEdgesTableRepeatedWithoutIds_Merged", {"repeated": "sum"}),
        (
            "edges_table_opposite_force_undirected_issue_1848",
            "testEdgesTableOppositeForceUndirected_Issue1848",
            {"repeated": "sum", "directed": False},
        ),
        (
            "edges_table_opposite_force_undirected_merged",
            "testEdgesTableOppositeForceUndirected_Merged",
            {"repeated": "sum", "directed": False},
        ),
    ],
)
def test_samples_against_what_gephi_made_of_them(sample: str, name: str, options: dict[str, object]) -> None:
    path = Path(str(SHARED), "samples", "gephi", f"spreadsheet_{sample}.csv")
    eco = read_gephi(path, **options)
    taking = eco.participations.astype({"collab_id": "str", "actor_id": "str"})
    made = {}
    for _, part in taking.groupby("collab_id", sort=False):
        if "role" in part:
            part = part.sort_values("role")
        ends = tuple(part["actor_id"])
        made[ends if "role" in part else frozenset(ends)] = float(part["weight"].iloc[0])
    told = expected(name)
    if options.get("directed") is False:
        assert made == {frozenset(ends): weight for ends, weight in told.items()}
    else:
        assert made == told


@needs_data
@pytest.mark.data
@quiet
def test_every_sample_is_read_or_refused_with_its_reason() -> None:
    folder = Path(str(SHARED), "samples", "gephi")
    read, refused = 0, 0
    for path in sorted(folder.glob("spreadsheet_*.csv")):
        head = path.read_text(encoding="utf-8-sig").lstrip().lower().splitlines()[0]
        if "source" not in head and head.startswith("id"):
            with pytest.raises(LoadError, match="is a table of nodes"):
                read_gephi(path)
            refused += 1
            continue
        eco = read_gephi(path)
        report = eco.report.iloc[0]
        assert report["rows_read"] == report["rows_used"] + report["rows_in_issues"]
        read += 1
    assert (read, refused) == (18, 21)
    for path in folder.glob("*.vna"):
        with pytest.raises(LoadError, match="is a VNA file of NetDraw"):
            read_gephi(path)


def test_too_many_columns(tmp_path: Path) -> None:
    with pytest.raises(LoadError, match="has 1,201 attributes"):
        read_gephi(write(tmp_path, "Source,Target" + "".join(f",c{n}" for n in range(1199)) + "\n"))


def test_a_vna_file(tmp_path: Path) -> None:
    with pytest.raises(LoadError, match=r"edges\.csv is a VNA file of NetDraw"):
        read_gephi(write(tmp_path, "*Node data\nID\n1\n*Tie data\nfrom to\n1 2\n"))


def test_dropped_rows_are_warned_of(tmp_path: Path) -> None:
    with pytest.warns(DataLossWarning):
        read_gephi(write(tmp_path, "Source,Target\na,a\n"))
