"""GraphML: keys and defaults, nested drawing data, and what is refused."""

from __future__ import annotations

import os
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cinet.ecosystem import Ecosystem
from cinet.errors import CinetError, LoadError, UnknownName
from cinet.loaders.graphml import read_graphml

SHARED = os.environ.get("CINET_TEST_DATA")
needs_data = pytest.mark.skipif(SHARED is None, reason="CINET_TEST_DATA is not set")
quiet = pytest.mark.filterwarnings("ignore::cinet.errors.DataLossWarning")

WHOLE = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:y="urn:drawing">
<desc>a whole file</desc>
<key id="d0" for="node" attr.name="kind" attr.type="string"><default>firm</default></key>
<key id="d0" for="edge" attr.name="weight" attr.type="double"/>
<key id="d1" for="node" attr.name="listed" attr.type="boolean"/>
<key id="d2" for="all" attr.name="size" attr.type="long"/>
<key id="d3" for="graph" attr.name="made" attr.type="string"/>
<key id="d4" for="node"/>
<key id="d5" for="node" attr.name="drawing"><default><y:Shape/></default></key>
<key id="d6" for="node" attr.name="label" attr.type="string"/>
<graph id="G" edgedefault="undirected">
<data key="d3">2020</data>
<node id="001"><data key="d0"><![CDATA[university]]></data><data key="d1">  true  </data>
<data key="d6">甲 &amp; 乙</data></node>
<node id="b"><data key="d1">perhaps</data><data key="d2">1e3</data><desc> told  so </desc></node>
<node id="c"><data key="d5"><y:Shape><y:NodeLabel>
 drawn
 label </y:NodeLabel><y:NodeLabel>second</y:NodeLabel></y:Shape></data><data key="d9">strange</data></node>
<node id="d"><port name="p"><data key="d3">x</data></port><data key="d4">four</data>
<graph edgedefault="directed"><node id="d::e"/><edge source="d::e" target="c"/></graph></node>
<edge id="e0" source="001" target="b" sourceport="p"><data key="d0">2.5</data><data key="d2">7</data></edge>
<edge source="b" target="c" directed="true"><data key="d0"> </data><data key="d1">no</data></edge>
<edge source="b" target="d"><data key="d0">heavy</data></edge>
<edge source="b" target="x"/>
</graph>
</graphml>
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "a.graphml"
    path.write_bytes(text.encode("utf-8"))
    return path


@quiet
def test_a_whole_file(tmp_path: Path) -> None:
    eco = read_graphml(write(tmp_path, WHOLE), type="kind")
    actors = eco.actors.set_index("actor_id")
    assert actors.index.tolist() == ["001", "b", "c", "d", "d::e"]
    assert actors["type"].tolist() == ["university", *["firm"] * 4]
    assert actors["name"].fillna("").tolist() == ["甲 & 乙", "told  so", "drawn label", "", ""]
    assert actors["listed"].tolist()[:2] == [True, pd.NA]
    assert actors["size"].tolist()[:2] == [pd.NA, 1000]
    assert actors.loc["d", "d4"] == "four"
    assert actors.loc["d::e", "parent_id"] == "d"
    ties = eco.collaborations
    assert ties[["direction", "weight"]].values.tolist() == [
        ["directed", 1.0],
        ["undirected", 2.5],
        ["directed", 1.0],
    ]
    assert ties["size"].tolist() == [pd.NA, 7, pd.NA]
    dropped = eco.issues[eco.issues["action"] == "dropped"]
    assert dropped["value"].tolist() == ["heavy", "b - x"]
    unused = eco.issues[eco.issues["reason"].str.startswith("the file declares no attribute")]
    assert unused[["table", "column", "value"]].values.tolist() == [
        ["actors", "d9", "strange"],
        ["collaborations", "d1", "no"],
    ]
    report = eco.report.iloc[0]
    assert (report["rows_read"], report["rows_used"], report["rows_in_issues"]) == (5, 3, 2)
    assert report["unknown_columns"].split("|") == ["desc", "data d3", "drawing", "port", "sourceport"]
    sized = read_graphml(write(tmp_path, WHOLE), weight="size")
    assert sized.collaborations["weight"].tolist() == [1, 7, 1, 1]
    assert sized.collaborations["weight_given"].fillna(0).tolist() == [0, 2.5, 0, 0]
    with pytest.raises(UnknownName, match="has the attribute 'wieght'"):
        read_graphml(write(tmp_path, WHOLE), weight="wieght")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<graphml/>", "holds no <graph>"),
        ("<graphml><graph/></graphml>", "without a node"),
        ("<graphml><graph/><graph/></graphml>", "more than one <graph>"),
        ("<gexf/>", "Read it with read_gexf"),
        ("<svg/>", "first element is <svg>"),
        ("<graphml><graph><node id='a'/><hyperedge/></graph></graphml>", "holds a hyperedge"),
        ("<graphml><graph>", "no sound XML"),
        ('<!DOCTYPE graphml SYSTEM "http://example.org/g.dtd"><graphml/>', "document type"),
    ],
)
def test_files_that_are_refused(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(LoadError) as caught:
        read_graphml(write(tmp_path, text))
    assert message in str(caught.value)


def test_entities_cannot_grow(tmp_path: Path) -> None:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 9))
    bomb = f'<!DOCTYPE g [<!ENTITY e0 "ha">{levels}]><graphml><graph><node id="&e8;"/></graph></graphml>'
    with pytest.raises(LoadError, match="document type"):
        read_graphml(write(tmp_path, bomb))


def test_edges_outside_a_graph_and_odd_nesting(tmp_path: Path) -> None:
    text = """<ns0:graphml xmlns:ns0="u"><ns0:key id="k"><ns0:default>1</ns0:default></ns0:key>
<ns0:default>2</ns0:default>
<ns0:graph><ns0:node/><ns0:node id="a"><ns0:graph><ns0:node id="z"/></ns0:graph></ns0:node>
<ns0:node id="b"/></ns0:graph>
<ns0:edge source="a" target="b"/></ns0:graphml>"""
    with pytest.warns(UserWarning, match="rows dropped"):
        eco = read_graphml(write(tmp_path, text))
    assert eco.collaborations["direction"].tolist() == ["undirected"]
    assert eco.actors["k"].tolist() == ["1", "1", "1"]
    assert eco.actors["parent_id"].dropna().tolist() == ["a"]


def test_an_inferred_encoding(tmp_path: Path) -> None:
    path = tmp_path / "a.graphml"
    path.write_bytes("<graphml><graph><node id='企业与大学'/></graph></graphml>".encode("gb18030"))
    eco = read_graphml(path)
    assert eco.actors["actor_id"].tolist() == ["企业与大学"]
    assert "doubted: read as gb18030" in eco.issues["action"].tolist()


PIECES = st.sampled_from(
    [
        "<graphml>", "</graphml>", '<graph edgedefault="directed">', "</graph>", '<node id="a"/>', '<node id="b">',
        "</node>", '<edge source="a" target="b">', "</edge>", '<data key="k">', "</data>", "<default>", "</default>",
        '<key id="k" for="node" attr.type="int">', '<key id="k" for="edge" attr.name="weight" attr.type="double">',
        "</key>", "<desc>", "</desc>", "<NodeLabel>", "</NodeLabel>", "1", "inf", "&amp;", "<port/>",
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
    path = tmp_path_factory.getbasetemp() / "any.graphml"
    path.write_bytes(data)
    try:
        made = read_graphml(path)
    except CinetError:
        return
    assert isinstance(made, Ecosystem)


@needs_data
@pytest.mark.data
@quiet
def test_samples() -> None:
    samples = Path(str(SHARED), "samples")
    counts = {}
    for path in sorted([*samples.glob("gephi/*.graphml"), *samples.glob("graphml/[!i]*.graphml")]):
        eco = read_graphml(path)
        report = eco.report.iloc[0]
        assert report["rows_read"] == path.read_text(encoding="utf-8").count("<edge ")
        assert report["rows_read"] == report["rows_used"] + report["rows_in_issues"]
        counts[path.stem] = (len(eco.actors), len(eco.collaborations), report["rows_in_issues"])
    assert counts == {
        "file_cdata": (2, 1, 0),
        "file_withdesc": (2, 1, 0),
        "plugin_5-cliques": (25, 54, 0),
        "plugin_football": (115, 613, 0),
        "plugin_moviegalaxies": (27, 102, 0),
        "plugin_two-cliques": (10, 20, 0),
        "test": (6, 7, 0),
        "yfiles": (4, 3, 1),
    }


@needs_data
@pytest.mark.data
@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("invalid1", "first offending byte in line 9"),
        ("invalid2", "without a node"),
        ("invalid4", "first offending byte in line 1"),
        ("invalid5", "not well-formed"),
        ("invalid6", "no sound XML"),
    ],
)
def test_samples_that_are_refused(name: str, message: str) -> None:
    with pytest.raises(LoadError) as caught:
        read_graphml(Path(str(SHARED), "samples", "graphml", f"{name}.graphml"))
    assert message in str(caught.value)
