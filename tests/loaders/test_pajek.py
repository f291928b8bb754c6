"""Pajek: both modes, all sections, all line ends; igraph's reader as the independent judge."""

from __future__ import annotations

import gzip
import os
import zipfile
from collections import Counter
from pathlib import Path

import igraph
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cinet.ecosystem import Ecosystem
from cinet.errors import CinetError, DataLossWarning, LoadError, SchemaError, UnknownName
from cinet.loaders.pajek import read_pajek

SHARED = os.environ.get("CINET_TEST_DATA")
SAMPLES = Path(str(SHARED), "samples")
needs_data = pytest.mark.skipif(SHARED is None, reason="CINET_TEST_DATA is not set")

ENDS = {"\n": "unix", "\r\n": "windows", "\r": "mac", "\n\r": "reversed"}


def read(folder: Path, text: str | bytes, **options) -> Ecosystem:
    path = folder / "made.net"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return read_pajek(path, **options)


def pairs(eco: Ecosystem) -> list[tuple[str, str, float]]:
    """Source, target and weight of every collaboration of two; ends in order of name when undirected."""
    taking = eco.participations.astype({"collab_id": str, "actor_id": str})
    found = []
    for collab, rows in taking.groupby("collab_id", sort=False):
        if "role" in rows and rows["role"].notna().all():
            rows = rows.sort_values("role")
        assert len(rows) == 2, collab
        found.append((*rows["actor_id"], rows["weight"].iloc[0]))
    return sorted(found)


def dropped(eco: Ecosystem) -> list[list[object]]:
    lost = eco.issues[eco.issues["action"].str.startswith("dropped")]
    return lost[["row", "value", "reason"]].values.tolist()


def noted(eco: Ecosystem, action: str) -> list[str]:
    return eco.issues.loc[eco.issues["action"].str.startswith(action), "reason"].tolist()


@pytest.mark.parametrize("end", list(ENDS), ids=list(ENDS.values()))
def test_line_ends(tmp_path, end):
    lines = ["*Vertices 3", '1 "a" 0.5 0.25 box', '2 "b"', "3 c", "*Arcs", "1 2 4", "", "*Edges 1", "3 2 0.5"]
    eco = read(tmp_path, end.join(lines))
    assert pairs(eco) == [("a", "b", 4.0), ("b", "c", 0.5)]
    assert eco.collaborations["direction"].tolist() == ["directed", "undirected"]
    assert eco.actors["x"].tolist()[0] == 0.5
    assert eco.report[["format", "rows_read", "rows_used"]].values.tolist() == [["Pajek", 2, 2]]


def test_mixed_line_ends_and_an_end_of_file_mark(tmp_path):
    eco = read(tmp_path, '*Vertices 2\r1 "a"\r\n2 "b"\n\r*Edges\n1 2\r\n\x1a')
    assert pairs(eco) == [("a", "b", 1.0)]


def test_labels(tmp_path):
    text = '*Vertices 6\n1 "the &#34;lab&#34;"\n2 " R&D "\n3 plain\n 4\n5 "open\n*Edges\n1 2\n2 3\n4 5\n5 6\n'
    eco = read(tmp_path, text)
    assert sorted(eco.actors["actor_id"]) == ["4", "6", "R&D", "open", "plain", 'the "lab"']
    assert noted(eco, "doubted: read to") == ["the label has no closing quote"]


def test_labels_that_stand_more_than_once_are_kept_apart(tmp_path):
    eco = read(tmp_path, '*Vertices 3\n1 "a"\n2 "a"\n3 "b"\n*Edges\n1 2\n2 3\n')
    assert eco.actors[["actor_id", "name"]].values.tolist() == [["1", "a"], ["2", "a"], ["3", "b"]]
    assert noted(eco, "doubted: kept apart by") == ["labels stand more than once: 'a'"]


def test_comments_and_text_before_the_first_section(tmp_path):
    eco = read(
        tmp_path, "made by hand\n% a comment\n*Network x\n/* another\n*Vertices 2\n*Edges\n% 1 1\n1 2\n"
    )
    assert pairs(eco) == [("1", "2", 1.0)]
    assert noted(eco, "doubted: taken") == ["text before the first section"]


def test_lists_of_partners(tmp_path):
    text = "*Vertices 4\n*Arcslist\n1 2 3\n4\n2 9\n*Edgeslist\n4 3\n"
    with pytest.warns(DataLossWarning):
        eco = read(tmp_path, text)
    assert pairs(eco) == [("1", "2", 1.0), ("1", "3", 1.0), ("3", "4", 1.0)]
    assert dropped(eco) == [[5, "2 9", "the network has no vertex of this number"]]
    # line 4 names no partner
    assert eco.report[["rows_read", "rows_used", "rows_in_issues"]].values.tolist() == [[3, 2, 1]]


def test_lines_of_ties(tmp_path):
    text = (
        '*Vertices 3\n*Arcs\n1 2 3 c Blue l "joint work" [1-2,5]\n2 3 l "no value"\n1 3 [7]\n2 1 c Red\n'
        "1\n1 x\n3 1 many\n3 2 1,5\n1 1\n2 3 0\n2 3 -2\n1.5 2\n1 3 1 l none\n"
    )
    with pytest.warns(DataLossWarning):
        eco = read(tmp_path, text)
    assert pairs(eco) == [("1", "2", 3.0), ("1", "3", 1.0), ("1", "3", 1.0), ("2", "1", 1.0), ("2", "3", 1.0)]
    told = eco.collaborations.set_index("collab_id")
    assert told["label"].fillna("").to_dict() == {
        "e1": "joint work",
        "e2": "no value",
        "e3": "",
        "e4": "",
        "e10": "",
    }
    assert told["interval"].fillna("").tolist().count("[1-2,5]") == 1
    assert told.loc["e3", "interval"] == "[7]"
    assert sorted(row for row, *_ in dropped(eco)) == list(range(7, 15))
    assert eco.report[["rows_read", "rows_used", "rows_in_issues"]].values.tolist() == [[13, 5, 8]]


def test_relations(tmp_path):
    text = (
        '*Vertices 3\n*Arcs :1 "advice"\n1 2\n*Edges :2 "trust"\n2 3 2\n*Arcs\n1: 2 1 4\n7: 1 3\n'
        "*Arcslist :3 joint\n3 1\n*Matrix :4\n0 1 0\n0 0 0\n0 0 0\n"
    )
    eco = read(tmp_path, text)
    assert eco.collaborations["kind"].value_counts().to_dict() == {
        "advice": 2, "trust": 1, "7": 1, "joint": 1, "4": 1
    }  # fmt: skip
    assert pairs(eco.select(kind="advice")) == [("1", "2", 1.0), ("2", "1", 4.0)]


def test_matrices(tmp_path):
    text = "*Vertices 3\n*Matrix\n0 1 0\n1 0 2.5\n0 2.5 0\n"
    eco = read(tmp_path, text)
    assert pairs(eco) == [("1", "2", 1.0), ("2", "3", 2.5)]
    assert set(eco.collaborations["direction"]) == {"undirected"}
    assert noted(eco, "doubted: read as undirected") == ["the matrix is symmetric"]
    assert len(read(tmp_path, text, directed=True).collaborations) == 4
    # numbers may run over the ends of lines
    wrapped = read(tmp_path, "*Vertices 2\n*Matrix\n0 1\n2\n0")
    assert pairs(wrapped) == [("1", "2", 1.0), ("2", "1", 2.0)]
    with pytest.raises(LoadError, match="matrix of 3 x 3, 9 cells, and 7 stand there: it is damaged"):
        read(tmp_path, "*Vertices 3\n*Matrix\n0 1 0\n1 0 2\n0")


def test_what_is_no_number_in_a_matrix(tmp_path):
    with pytest.warns(DataLossWarning):
        eco = read(tmp_path, "*Vertices 2\n*Matrix\n0 many\n-1 3\n")
    assert [[row, value] for row, value, _ in dropped(eco)] == [[3, "many"], [4, "-1"], [4, "2 - 2"]]


TWO_MODE = '*Vertices 5 3\n1 "a"\n2 "b"\n3 "c"\n4 "p"\n5 "q"\n'


def test_two_modes(tmp_path):
    with pytest.warns(DataLossWarning):
        eco = read(tmp_path, TWO_MODE + "*Edges\n1 4\n5 2 2\n2 4\n1 2\n4 5\n3 4 0\n")
    assert eco.sizes().to_dict() == {"p": 2, "q": 1}
    assert eco.actors[["actor_id", "name", "number"]].values.tolist() == [
        ["a", "a", 1],
        ["b", "b", 2],
        ["c", "c", 3],
    ]
    assert eco.collaborations["title"].tolist() == ["p", "q"]
    assert "granularity" not in eco.collaborations
    assert sorted(row for row, *_ in dropped(eco)) == [11, 12, 13]
    assert eco.report[["rows_read", "rows_used", "rows_in_issues"]].values.tolist() == [[6, 3, 3]]


def test_two_modes_the_other_way_round(tmp_path):
    eco = read(tmp_path, TWO_MODE + "*Matrix\n1 0\n1 1\n0 0\n", events="first")
    assert eco.sizes().to_dict() == {"a": 1, "b": 2, "c": 0}
    assert eco.actors["actor_id"].tolist() == ["p", "q"]
    with pytest.raises(SchemaError, match="neither 'first' nor 'second'"):
        read(tmp_path, TWO_MODE, events="third")


def test_relations_of_two_modes(tmp_path):
    eco = read(tmp_path, TWO_MODE + '*Edges :1 "leads"\n1 4\n*Edges :2 "joins"\n2 4\n')
    assert eco.participations["relation"].tolist() == ["leads", "joins"]


def test_labels_of_two_modes_are_told_apart_by_mode(tmp_path):
    eco = read(tmp_path, '*Vertices 4 2\n1 "x"\n2 "y"\n3 "x"\n4 "x"\n*Edges\n1 3\n2 4\n')
    assert eco.actors["actor_id"].tolist() == ["x", "y"]
    assert eco.collaborations["collab_id"].tolist() == ["3", "4"]


def test_partitions_and_vectors(tmp_path):
    text = (
        "*Network one\n*Vertices 2\n*Edges\n1 2\n"
        "*Partition sector\n*Vertices 2\n 1\n 2\n"
        "*Vector size\n*Vertices 2\n 1.5\n x\n"
        "*Partition name\n*Vertices 2\n 7\n 8\n"
        "*Partition other\n*Vertices 3\n1\n1\n1\n"
        "*Hierarchy\n1 2\n"
    )
    eco = read(tmp_path, text, type="sector", crosswalk={"1": "firm", "2": "university"})
    assert eco.actors["type"].tolist() == ["firm", "university"]
    assert eco.actors["size"].tolist()[0] == 1.5
    assert eco.actors["partition 3 name"].tolist() == ["7", "8"]
    assert "the partition has 3 values, and the network 2 vertices" in noted(eco, "doubted: not used")
    assert eco.report["unknown_columns"].tolist() == ["*hierarchy"]


def test_partition_and_vector_files(tmp_path):
    (tmp_path / "a.clu").write_text("*Vertices 2\n1\n2\n")
    (tmp_path / "a.vec").write_text("*Vector x\n*Vertices 2\n0.5\n2\n")
    net = "*Vertices 2\n*Edges\n1 2\n"
    eco = read(
        tmp_path, net, partition=tmp_path / "a.clu", vector=str(tmp_path / "a.vec"), type="partition",
        crosswalk={"1": "firm", "2": "user"},
    )  # fmt: skip
    assert eco.actors[["type", "vector"]].values.tolist() == [["firm", 0.5], ["user", 2.0]]
    (tmp_path / "b.clu").write_text("*Vertices 3\n1\n2\n2\n")
    with pytest.raises(LoadError, match=r"b.clu holds 3 values, and the network has 2 vertices"):
        read(tmp_path, net, partition=tmp_path / "b.clu")


def test_several_networks(tmp_path):
    text = "*Network one\n*Vertices 2\n*Edges\n1 2\n*Network two\n*Vertices 3\n*Edges\n1 2\n2 3\n*Vertices 1\n*Edges\n"
    with pytest.raises(LoadError, match=r"holds 3 networks.*'one', 'two', 'network 3'"):
        read(tmp_path, text)
    assert len(read(tmp_path, text, network="two").collaborations) == 2
    assert len(read(tmp_path, text, network="network 3").actors) == 1
    with pytest.raises(UnknownName, match=r"no network 'tow'.*Did you mean 'two'"):
        read(tmp_path, text, network="tow")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "no line that starts with an asterisk"),
        ("id,name\n1,a\n", "is no Pajek file"),
        ("*Node data\n1\n", r"Its sections: '\*node'"),
        (
            "{Reference Type}: Journal Article\n{Title}: a\n",
            "export of CNKI, Wanfang or NoteExpress.*read_cnki",
        ),
        ("*Vertices\n", r"\*Vertices is followed by the number"),
        ("*Vertices many\n", "not by 'many'"),
        ("*Vertices 1 3\n*Edges\n", "which is smaller"),
        ("*Vertices 4 1\n0 x\n", "a vertex starts with its number, from 1 to 4, not '0 x'"),
        ("*Vertices 4\nx 1\n", "not 'x 1'"),
        ("*Vertices 4\n5\n", "from 1 to 4"),
        ("*Vertices 2\n", "holds 2 vertices and no ties"),
        ("*Edges\n1 2\n*Vertices 2\n", r"line 1: \*edges stands before the first \*Vertices"),
        ("*Vertices 999999999\n*Edges\n1 2\n", "it is damaged or cut off"),
        ("*Vertices 1\n" + "*Arcs\n" * 1001, "holds 1,001 sections of ties and 0 partitions"),
        ("*Partition x\n*Vertices 2\n1\n1\n", "a partition or a vector, and no network"),
    ],
)
def test_refused(tmp_path, text, reason):
    with pytest.raises(LoadError, match=reason):
        read(tmp_path, text)


def test_a_vertex_that_stands_twice(tmp_path):
    eco = read(tmp_path, "*Vertices 2\n1 a\n1 b\n2 c\n*Edges\n1 2\n")
    assert eco.actors["actor_id"].tolist() == ["a", "c"]
    assert "the vertex stands more than once" in noted(eco, "first kept")


@pytest.mark.parametrize(
    ("encoding", "said"), [("utf-8-sig", "utf-8-sig"), ("utf-16", "utf-16"), ("gb18030", "gb18030")]
)
def test_encodings(tmp_path, encoding, said):
    text = '*Vertices 2\n1 "深圳大学与企业合作"\n2 "华为技术有限公司"\n*Edges\n1 2\n'
    eco = read(tmp_path, text.encode(encoding))
    assert sorted(eco.actors["actor_id"]) == ["华为技术有限公司", "深圳大学与企业合作"]
    assert eco.report["encoding"].tolist() == [said]
    assert len(noted(eco, "doubted: read as gb18030")) == (encoding == "gb18030")


def test_packed_files(tmp_path):
    text = b"*Vertices 2\n*Edges\n1 2\n"
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("in/a.net", text)
    (tmp_path / "b.net.gz").write_bytes(gzip.compress(text))
    for path in (tmp_path / "a.zip" / "in" / "a.net", tmp_path / "b.net.gz"):
        assert len(read_pajek(path).collaborations) == 1


LINE = st.text(alphabet='0123456789 ."-:[]*%l\t\r\n\x00é&#;_', max_size=30)
HEADS = st.sampled_from(
    [
        "*Vertices 3",
        "*Vertices 3 2",
        "*Edges",
        "*Arcs :1",
        "*Arcslist",
        "*Matrix",
        "*Partition p",
        "*Vector",
        "*Network n",
    ]
)


@settings(max_examples=30)
@given(st.lists(st.one_of(LINE, HEADS), max_size=14))
@pytest.mark.filterwarnings("ignore::cinet.errors.DataLossWarning")
def test_any_text_gives_a_network_or_one_clear_error(tmp_path_factory, lines):
    try:
        eco = read(tmp_path_factory.mktemp("fuzz"), "\n".join(["*Vertices 3", *lines]))
    except CinetError:
        return
    report = eco.report.iloc[0]
    assert report["rows_read"] == report["rows_used"] + report["rows_in_issues"]
    assert {row for row, *_ in dropped(eco) if row is not None} or report["rows_in_issues"] == 0


@settings(max_examples=15)
@given(st.binary(max_size=80))
@pytest.mark.filterwarnings("ignore::cinet.errors.DataLossWarning")
def test_any_bytes(tmp_path_factory, data):
    folder = tmp_path_factory.mktemp("fuzz")
    for head in (b"", b"*Vertices 2\n*Edges\n"):
        try:
            read(folder, head + data)
        except CinetError:
            continue


# file -> actors, collaborations, participations
GOLDEN = {
    "bipartite.net": (8, 5, 11),
    "links.net": (4, 4, 8),
    **{f"pajek{number}.net": (10, 9, 18) for number in range(1, 7)},
    "pajek_arcslist.net": (18, 55, 110),
    "pajek_bip.net": (10, 5, 25),
    "pajek_edgeslist.net": (3, 3, 6),
    "pajek_signed.net": (10, 35, 70),
}
LOST = {"links.net": 3, "pajek_signed.net": 10}


@pytest.mark.data
@needs_data
@pytest.mark.parametrize("name", list(GOLDEN))
@pytest.mark.filterwarnings("ignore::cinet.errors.DataLossWarning")
def test_samples(name):
    path = SAMPLES / "pajek" / name
    eco = read_pajek(path)
    assert (len(eco.actors), len(eco.collaborations), len(eco.participations)) == GOLDEN[name]
    assert len(dropped(eco)) == LOST.get(name, 0)
    graph = igraph.Graph.Read_Pajek(str(path))
    names, weighted = graph.vs["name"], "weight" in graph.es.attributes()
    judged = [
        (names[edge.source], names[edge.target], edge["weight"] if weighted else 1.0) for edge in graph.es
    ]
    if "type" in graph.vs.attributes():
        assert graph.vcount() == len(eco.actors) + len(eco.collaborations)
        taking = eco.participations.astype({"collab_id": str, "actor_id": str})
        assert Counter(
            zip(taking["actor_id"], taking["collab_id"], taking["weight"], strict=True)
        ) == Counter(judged)
        return
    assert graph.vcount() == len(eco.actors)
    assert graph.ecount() == len(eco.collaborations) + len(dropped(eco))
    if not graph.is_directed():
        judged = [(*sorted(ends), weight) for *ends, weight in judged]
    assert pairs(eco) == sorted(tie for tie in judged if tie[2] > 0 and tie[0] != tie[1])


@pytest.mark.data
@needs_data
@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("pajek/invalid_pajek1.net", "which is smaller; not by '1 3'"),
        ("pajek/invalid_pajek2.net", "line 3: a vertex starts with its number, from 1 to 4"),
        ("pajek/invalid_pajek3.net", "line 2: .* not by '1 2 1'"),
        ("cnki/noteexpress_ChineseColon.net", "read it with read_cnki"),
        ("cnki/noteexpress_Classic5Test.net", "read it with read_cnki"),
        ("cnki/noteexpress_CoverAllTest15Entries.net", "read it with read_cnki"),
        ("cnki/noteexpress_mixed.net", "read it with read_cnki"),
        ("cnki/noteexpress_withLineBreakInAddress.net", "read it with read_cnki"),
        ("cnki/wanfang_demo_202101.NET", "read it with read_cnki"),
    ],
)
def test_samples_that_are_refused(name, reason):
    with pytest.raises(LoadError, match=reason):
        read_pajek(SAMPLES / name)


@pytest.mark.data
@needs_data
def test_no_sample_is_forgotten():
    held = {path.name for path in (SAMPLES / "pajek").iterdir()}
    assert held == {*GOLDEN, "invalid_pajek1.net", "invalid_pajek2.net", "invalid_pajek3.net"}
