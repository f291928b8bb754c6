"""GEXF: types, spells, missing values, and files that are none."""

from __future__ import annotations

import gzip
import os
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cinet.ecosystem import Ecosystem
from cinet.errors import CinetError, LoadError
from cinet.granularity import is_dyadic
from cinet.loaders.gexf import read_gexf
from cinet.loaders.xml_safe import parse_xml

SHARED = os.environ.get("CINET_TEST_DATA")
needs_data = pytest.mark.skipif(SHARED is None, reason="CINET_TEST_DATA is not set")
quiet = pytest.mark.filterwarnings("ignore::cinet.errors.DataLossWarning")

WHOLE = """<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">
<meta lastmodifieddate="2020-01-01"><creator>made up</creator></meta>
<graph defaultedgetype="undirected">
<attributes class="node">
<attribute id="0" title="kind" type="string"><default>firm</default></attribute>
<attribute id="1" title="staff" type="integer"/>
<attribute id="2" title="share" type="double"/>
<attribute id="3" title="listed" type="boolean"/>
<attribute id="4" title="row" type="liststring"/>
</attributes>
<attributes class="edge"><attribute id="0" title="via" type="string"/></attributes>
<attributes class="graph"><attribute id="9" title="x" type="string"><default>y</default></attribute></attributes>
<nodes>
<node id="001" label="甲 &amp; 乙"><attvalues><attvalue for="0" value="university"/><attvalue for="1" value="null"/>
<attvalue for="3" value=" true "/></attvalues><viz:color r="1" g="2" b="3"/></node>
<node id="b" label="null"><attvalues><attvalue for="1" value="12.0"/><attvalue for="2" value="INF"/></attvalues></node>
<node id="c"><attvalues><attvalue for="1" value="many"/><attvalue for="4" value="[1, 2]"/></attvalues>
<nodes><node id="d" pid="c" start="2001"/><node id="e"/></nodes></node>
<node id="f"><parents><parent for="b"/></parents><spells><spell start="2001"/></spells></node>
</nodes>
<edges>
<edge id="7" source="001" target="b" weight="2.5" label="joint">
<attvalues><attvalue for="0" value="lab"/></attvalues></edge>
<edge source="b" target="c" type="directed" kind="supply"/>
<edge source="b" target="d" type="mutual"/>
<edge source="c" target="e"><attvalues><attvalue for="w" value="1"/></attvalues></edge>
<edge source="001" target="nowhere"/>
<edge source="001" target="001"/>
<edge source="001" target="c" weight="0.0"/>
<edge source="001" target="c" weight="-1"/>
<edge source="001" target="c" weight="null"/>
<edge target="c"/>
</edges></graph></gexf>
"""


def write(folder: Path, text: str, name: str = "a.gexf") -> Path:
    path = folder / name
    path.write_bytes(text.encode("utf-8"))
    return path


def graph(
    nodes: str = '<node id="a"/><node id="b"/>', edges: str = "", more: str = "", head: str = ""
) -> str:
    inside = f"{head}\n<nodes>\n{nodes}\n</nodes>\n<edges>\n{edges}\n</edges>"
    return f"<gexf><graph {more}>{inside}</graph></gexf>"


@quiet
def test_a_whole_file(tmp_path: Path) -> None:
    eco = read_gexf(write(tmp_path, WHOLE), type="kind")
    assert is_dyadic(eco.collaborations)
    actors = eco.actors.set_index("actor_id")
    assert actors.index.tolist() == ["001", "b", "c", "d", "e", "f"]
    assert actors["type"].tolist() == ["university", *["firm"] * 5]
    assert actors.loc["001", "name"] == "甲 & 乙"
    assert actors.loc["b", "name"] == "null"
    assert actors["staff"].tolist() == [pd.NA, 12, pd.NA, pd.NA, pd.NA, pd.NA]
    assert actors["staff"].dtype == "Int64"
    assert actors.loc["b", "share"] == float("inf")
    assert actors["listed"].tolist()[:2] == [True, pd.NA]
    assert actors.loc["c", "row_given"] == "[1, 2]"
    assert actors["parent_id"].dropna().to_dict() == {"d": "c", "e": "c", "f": "b"}
    ties = eco.collaborations
    assert ties["weight"].tolist() == [2.5, 1, 1, 1]
    assert ties["direction"].tolist() == ["undirected", "directed", "undirected", "undirected"]
    assert ties["kind"].tolist() == ["imported_edge", "supply", "imported_edge", "imported_edge"]
    assert ties.loc[0, ["edge_id", "label", "via"]].tolist() == ["7", "joint", "lab"]
    lost = eco.issues[eco.issues["action"] == "dropped"]
    lines = [number for number, line in enumerate(WHOLE.split("\n"), 1) if line.startswith("<edge ")]
    assert lost["row"].tolist() == lines[4:]
    assert lost["value"].tolist() == ["001 - nowhere", "001 - 001", "0.0", "-1", "null", " - c"]
    told = eco.issues.set_index("reason")
    assert told.loc["not a value of the declared kind (integer)", "value"] == "many"
    assert told.loc["the edge is neither directed nor undirected", "value"] == "mutual"
    report = eco.report.iloc[0]
    assert report["format"] == "GEXF 1.3"
    assert (report["rows_read"], report["rows_used"], report["rows_in_issues"]) == (10, 4, 6)
    assert report["unknown_columns"] == "attributes of graph|viz|times of nodes|parents"


def test_spells_become_ties(tmp_path: Path) -> None:
    edges = """<edge source="a" target="b" weight="3"><spells><spell start="2004-01-01" end="2005-12-31"/>
<spell start="2007-01-01"/></spells></edge>
<edge source="a" target="b" start="2010" end="2011"/>
<edge source="b" target="a"><attvalues><attvalue for="weight" value="2" timestamp="2004-05-06"/>
<attvalue for="w" value="1" start="2004" end="2005"/>
<attvalue for="w" value="2" startopen="2005"/></attvalues></edge>"""
    head = '<attributes class="edge" mode="dynamic"><attribute id="weight" title="Weight" type="double"/></attributes>'
    path = write(tmp_path, graph(edges=edges, more='timeformat="date"', head=head))
    eco = read_gexf(path)
    ties = eco.collaborations
    assert ties["start"].dt.strftime("%Y-%m-%d").tolist()[:2] == ["2004-01-01", "2007-01-01"]
    assert ties["end"].dt.strftime("%Y-%m-%d").fillna("open").tolist() == [
        "2005-12-31",
        "open",
        "open",
        "2004-05-06",
    ]
    assert ties["weight"].tolist() == [3, 3, 1, 2]
    # a plain number is no date unless it is said to be a year
    assert ties["spell_start"].tolist()[2] == "2010"
    assert ties.loc[3, "w"] == "[2004, 2005, 1]; [2005, Infinity, 2]"
    assert eco.report["rows_used"].tolist() == [3]
    dated = read_gexf(path, years=True).collaborations
    assert dated["start"].dt.year.tolist() == [2004, 2007, 2010, 2004]
    assert dated["end"].dt.strftime("%Y-%m-%d").tolist()[2] == "2011-12-31"


def test_a_slice_dates_its_ties(tmp_path: Path) -> None:
    path = write(
        tmp_path, graph(edges='<edge source="a" target="b"/>', more='mode="slice" timestamp="2007-01-02"')
    )
    assert read_gexf(path).collaborations["start"].dt.strftime("%Y-%m-%d").tolist() == ["2007-01-02"]


def test_times_that_are_no_years(tmp_path: Path) -> None:
    path = write(tmp_path, graph(edges='<edge source="a" target="b" start="12.5"/>'))
    eco = read_gexf(path, years=True)
    assert eco.collaborations["spell_start"].tolist() == ["12.5"]
    assert "that are no years" in eco.issues["reason"].iloc[0]


def test_elements_on_one_line_are_counted(tmp_path: Path) -> None:
    text = '<gexf><graph defaultedgetype="directed"><nodes><node id="a"/><node id="b"/></nodes><edges>'
    text += '<edge source="a" target="b"/><edge source="a" target="a"/></edges></graph></gexf>'
    with pytest.warns(UserWarning, match="rows dropped"):
        eco = read_gexf(write(tmp_path, text))
    assert eco.report[["format", "rows_read", "rows_used", "rows_in_issues"]].values.tolist() == [
        ["GEXF (rows count nodes, then edges)", 2, 1, 1]
    ]
    assert eco.issues["row"].tolist()[0] == 4
    assert eco.collaborations["direction"].tolist() == ["directed"]


@quiet
def test_nodes_without_id_and_repeated(tmp_path: Path) -> None:
    nodes = '<node label="x"/>\n<node id="a" label="A"/>\n<node id="a" label="A"/>\n<node id="b"/>'
    edges = '<edge source="a" target="b"/>'
    eco = read_gexf(write(tmp_path, graph(nodes, edges)))
    assert eco.actors["actor_id"].tolist() == ["a", "b"]
    assert eco.issues["action"].tolist()[:2] == ["dropped", "merged"]


@quiet
def test_attributes_that_clash(tmp_path: Path) -> None:
    head = """<attributes class="node"><attribute id="0" title="name" type="string"/>
<attribute id="1" title=" " type="string"/><attribute id="2" title="attribute" type="long"/></attributes>"""
    nodes = """<node id="a" label="L"><attvalues><attvalue for="0" value="N"/><attvalue for="1" value="x"/>
<attvalue for="2" value="123456789012345678901"/><attvalue for="nothing" value="z"/></attvalues></node>
<node id="b"><attvalues><attvalue id="" value="q"/></attvalues></node>"""
    eco = read_gexf(write(tmp_path, graph(nodes, head=head)))
    first = eco.actors.iloc[0]
    assert (first["name"], first["label"], first["1"], first["nothing"]) == ("N", "L", "x", "z")
    assert first["attribute"] == "123456789012345678901"
    assert eco.actors.iloc[1]["attribute_given"] == "q"
    assert "whole numbers beyond 64 bits" in eco.issues["reason"].tolist()
    same = '<node id="a" label="N"><attvalues><attvalue for="0" value="N"/></attvalues></node>'
    assert "label" not in read_gexf(write(tmp_path, graph(same, head=head))).actors


@quiet
@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "no element found"),
        ("<gexf>", "no element found in line 1"),
        ("<gexf/>", "holds no <graph>"),
        ("<gexf><graph/><graph/></gexf>", "more than one <graph>"),
        ("<graphml/>", "first element is <graphml>, not <gexf>. Read it with read_graphml"),
        ("<svg></svg>", "first element is <svg>"),
        ("not xml", "no sound XML"),
        ('<!DOCTYPE g [<!ENTITY a "b">]><gexf><graph/></gexf>', "declares a document type"),
        ("<gexf>" + "<a>" * 300, "more than 200 elements"),
        ("<gexf>&undefined;</gexf>", "no sound XML"),
        ("<gexf>\x00</gexf>", "no sound XML"),
    ],
)
def test_files_that_are_refused(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(LoadError) as caught:
        read_gexf(write(tmp_path, text))
    assert message in str(caught.value)


def test_stray_elements(tmp_path: Path) -> None:
    text = '<gexf><graph><attvalue for="0" value="1"/><spell start="1"/><default>x</default>'
    text += '<node id="a"/></graph></gexf>'
    eco = read_gexf(write(tmp_path, text))
    assert eco.actors["actor_id"].tolist() == ["a"]
    assert eco.report["unknown_columns"].tolist() == ["attvalue|spell"]


@pytest.mark.parametrize("encoding", ["gb18030", "big5", "latin-1", "utf-16", "utf-8-sig"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    declared = {"gb18030": "GB2312", "big5": "Big5", "latin-1": "ISO-8859-1"}.get(encoding, "UTF-16")
    name = "é" if encoding == "latin-1" else "上海"
    text = f'<?xml version="1.0" encoding="{declared}"?>' + graph(f'<node id="a" label="{name}"/>')
    path = tmp_path / "a.gexf"
    path.write_bytes(text.encode(encoding))
    assert read_gexf(path).actors["name"].tolist() == [name]


def test_an_encoding_that_was_inferred_or_named(tmp_path: Path) -> None:
    path = tmp_path / "a.gexf.gz"
    path.write_bytes(gzip.compress(graph('<node id="a" label="企业与大学"/>').encode("gb18030")))
    eco = read_gexf(path)
    assert eco.actors["name"].tolist() == ["企业与大学"]
    assert eco.issues["action"].iloc[0] == "doubted: read as gb18030"
    path.write_bytes(graph('<node id="a" label="ä"/>').encode("cp1252"))
    assert read_gexf(path, encoding="cp1252").actors["name"].tolist() == ["ä"]


def test_half_of_a_character() -> None:
    with pytest.raises(LoadError, match="half of a character"):
        parse_xml("<a>\ud800</a>", _Nothing(), name="a.xml")


class _Nothing:
    def start(self, name: str, attributes: dict[str, str], line: int) -> None: ...

    def end(self, name: str) -> None: ...

    def text(self, part: str) -> None: ...


PIECES = st.sampled_from(
    [
        "<gexf>", "</gexf>", "<graph>", '<graph mode="slice" start="1">', "</graph>", "<nodes>", "</nodes>",
        '<node id="a"/>', '<node id="b">', "</node>", "<edges>", '<edge source="a" target="b"/>',
        '<edge source="a" target="b" weight="1e999">', "</edge>", "</edges>", '<attvalue for="0" value="x"/>',
        '<attributes class="edge">', '<attribute id="0" title="t" type="integer">', "<default>", "</default>",
        "</attribute>", "</attributes>", '<spell start="2001" end="x"/>', "text", "&#x4E2D;", "<viz:size/>",
    ]
)  # fmt: skip


@quiet
@settings(max_examples=40)
@given(
    st.one_of(
        st.binary(max_size=60), st.lists(PIECES, max_size=25).map(lambda parts: "".join(parts).encode())
    )
)
def test_anything_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any.gexf"
    path.write_bytes(data)
    try:
        made = read_gexf(path)
    except CinetError:
        return
    assert isinstance(made, Ecosystem)


@needs_data
@pytest.mark.data
@quiet
def test_samples() -> None:
    folder = Path(str(SHARED), "samples", "gephi")
    counts = {}
    for path in sorted(folder.glob("*.gexf")):
        if path.name == "gexf_meta.gexf":
            with pytest.raises(LoadError, match="holds no <graph>"):
                read_gexf(path)
            continue
        eco = read_gexf(path)
        report = eco.report.iloc[0]
        assert report["rows_read"] == path.read_text().count("<edge ")
        assert report["rows_read"] == report["rows_used"] + report["rows_in_issues"]
        counts[path.stem] = (len(eco.actors), len(eco.collaborations), report["rows_in_issues"])
    assert counts == {
        "gexf_basic": (2, 1, 0),
        "gexf_data": (1, 0, 1),
        "gexf_dynamicedgeweight": (2, 2, 0),
        "gexf_includenullattvalues": (2, 1, 0),
        "gexf_infinity": (1, 0, 0),
        "gexf_zeroweight": (2, 0, 1),
        "plugin_basic": (2, 1, 0),
    }


def test_a_weight_among_the_attributes(tmp_path: Path) -> None:
    edges = """<edge source="a" target="b"><attvalues><attvalue for="Weight" value="4"/></attvalues></edge>
<edge source="a" target="b" weight="2"><attvalues><attvalue for="weight" value="4"/></attvalues></edge>"""
    edges += """\n<edge source="b" target="a"><attvalues><attvalue for="v" value="0"/>
<attvalue for="v" value="1" start="2001"/></attvalues></edge>"""
    ties = read_gexf(write(tmp_path, graph(edges=edges))).collaborations
    assert ties["weight"].tolist() == [4, 2, 1]
    assert ties["v"].tolist()[2] == "0; [2001, Infinity, 1]"
