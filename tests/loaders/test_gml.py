"""GML: nodes without labels, edges that repeat, any script, and files that are cut off."""

from __future__ import annotations

import os
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cinet.ecosystem import Ecosystem
from cinet.errors import CinetError, LoadError, UnknownName
from cinet.loaders.gml import read_gml

SHARED = os.environ.get("CINET_TEST_DATA")
needs_data = pytest.mark.skipif(SHARED is None, reason="CINET_TEST_DATA is not set")
quiet = pytest.mark.filterwarnings("ignore::cinet.errors.DataLossWarning")

WHOLE = """Creator "made up on a day"
Version 1
# a comment [ with brackets
graph
[
  comment "a text
of two lines # and no comment"
  Directed 1
  layout [ x 1 ]
  node
  [
    id 001
    label "甲 &amp; 乙 ✅"
    size 12
    share 0.5
    code 7
    tag "a" tag "b"
    graphics [ x 1.0 y 2.0 ]
  ]
  node [
    graphics [ x 1.0 y 2.0 ]
    id b size 3 share 2 code "x" label "B" label "again"
  ]
  node [ id c size 123456789012345678901 ]
  edge [ id 9 source 001 target b value 2.5 ]
  edge [ source 001 target b value 2.5 ]
  edge
  [
    source b
    target nowhere
  ]
  edge [ source c target b weight 4 value 0 ]
]
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "a.gml"
    path.write_bytes(text.encode("utf-8"))
    return path


@quiet
def test_a_whole_file(tmp_path: Path) -> None:
    eco = read_gml(write(tmp_path, WHOLE), weight="value")
    actors = eco.actors.set_index("actor_id")
    assert actors.index.tolist() == ["001", "b", "c"]
    assert actors["name"].fillna("").tolist() == ["甲 & 乙 ✅", "B", ""]
    assert actors["share"].tolist()[:2] == [0.5, 2]
    assert actors["size"].tolist() == ["12", "3", "123456789012345678901"]
    assert actors["code"].fillna("").tolist() == ["7", "x", ""]
    assert actors.loc["001", "tag"] == "a|b"
    ties = eco.collaborations
    assert ties[["direction", "weight"]].values.tolist() == [["directed", 2.5]] * 2
    assert ties["edge_id"].fillna("").tolist() == ["9", ""]
    dropped = eco.issues[eco.issues["action"] == "dropped"]
    assert dropped[["row", "value"]].values.tolist() == [[27, "b - nowhere"], [32, "0"]]
    assert eco.issues["value"][eco.issues["action"] == "first kept"].tolist() == ["again"]
    report = eco.report.iloc[0]
    assert (report["rows_read"], report["rows_used"], report["rows_in_issues"]) == (4, 2, 2)
    assert report["unknown_columns"] == "layout|graphics"
    # weight goes before value when nothing is asked
    assert read_gml(write(tmp_path, WHOLE)).collaborations["weight"].tolist() == [1, 1, 4]
    with pytest.raises(UnknownName, match="has the attribute 'strength'"):
        read_gml(write(tmp_path, WHOLE), weight="strength")


def test_whole_numbers_and_types(tmp_path: Path) -> None:
    text = 'graph [ node [ id 1 type "firm" n 9007199254740993 ] node [ id 2 ] edge [ source 1 target 2 ] ]'
    eco = read_gml(write(tmp_path, text), type="type")
    assert eco.actors["n"].tolist() == [9007199254740993, pd.NA]
    assert eco.actors["type"].tolist() == ["firm", "unknown"]
    assert eco.collaborations["direction"].tolist() == ["undirected"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends(tmp_path: Path, end: str) -> None:
    text = "graph [\nnode [ id 1 ]\nnode [ id 2 ]\n# no edge [\nedge [ source 1 target 3 ]\n]".replace(
        "\n", end
    )
    if end == "\r":
        text = text.replace("# no edge [" + end, "")
    with pytest.warns(UserWarning, match="rows dropped"):
        eco = read_gml(write(tmp_path, text))
    assert eco.issues["row"].iloc[0] == (4 if end == "\r" else 5)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is no GML file"),
        ("node 1 edge 2", "is no GML file"),
        ("graph [ ] graph [ ]", "holds 2 graphs"),
        ("graph [ node [ id 1 ]", "the list 'graph' of line 1 has no end"),
        ("graph [ ] key", "the key 'key' has no end"),
        ("graph [ node ]", "where the value of 'node' should"),
        ("]", "closes no list"),
        ("[ ]", "a list begins without a key"),
        ('graph [ "text" 1 ]', "a text stands where a key should"),
        ('graph [ label "never closed ]', "never closed"),
        ("a [ " * 300, "more than 200 lists"),
    ],
)
def test_files_that_are_refused(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(LoadError) as caught:
        read_gml(write(tmp_path, text))
    assert message in str(caught.value)


def test_an_inferred_encoding(tmp_path: Path) -> None:
    path = tmp_path / "a.gml"
    path.write_bytes('graph [ node [ id 1 label "企业与大学" ] ]'.encode("gb18030"))
    eco = read_gml(path)
    assert eco.actors["name"].tolist() == ["企业与大学"]
    assert "doubted: read as gb18030" in eco.issues["action"].tolist()


WORDS = st.sampled_from(
    ["graph", "[", "]", "node", "edge", "id", "source", "target", "1", "2", "-1e400", '"', '"a"', "#", "\n", "label",
     "directed", "value", "weight", " "]
)  # fmt: skip


@quiet
@settings(max_examples=40)
@given(
    st.one_of(
        st.binary(max_size=60), st.lists(WORDS, max_size=40).map(lambda parts: " ".join(parts).encode())
    )
)
def test_anything_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any.gml"
    path.write_bytes(data)
    try:
        made = read_gml(path)
    except CinetError:
        return
    assert isinstance(made, Ecosystem)


@needs_data
@pytest.mark.data
@quiet
def test_samples() -> None:
    samples = Path(str(SHARED), "samples")
    counts = {}
    for path in sorted([*samples.glob("gephi/*.gml"), *samples.glob("gml/*.gml")]):
        eco = read_gml(path)
        report = eco.report.iloc[0]
        edges = sum(line.strip() == "edge" for line in path.read_text(encoding="utf-8").splitlines())
        assert report["rows_read"] == edges
        assert report["rows_read"] == report["rows_used"] + report["rows_in_issues"]
        counts[path.stem] = (len(eco.actors), len(eco.collaborations), report["rows_in_issues"])
    assert counts == {
        "file_emojis": (1, 0, 0),
        "file_label": (3, 2, 0),
        "celegansneural": (297, 2359, 0),
        "invalid1": (33, 53, 11),
        "karate": (34, 78, 0),
    }
