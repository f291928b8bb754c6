"""Networks written for other programs come back as they were, through our readers and through others."""

from __future__ import annotations

import json
import unicodedata
import warnings
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import igraph
import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cinet.ecosystem import Ecosystem
from cinet.errors import CinetError, SchemaError, UndefinedMeasure, UnknownName
from cinet.interop.writing import write_network
from cinet.loaders.gephi import read_gephi
from cinet.loaders.gexf import read_gexf
from cinet.loaders.graphml import read_graphml
from cinet.loaders.pajek import read_pajek
from cinet.loaders.ucinet import read_ucinet
from cinet.loaders.vosviewer import read_vosviewer
from cinet.network import Network
from cinet.tables import atomic
from cinet.window import windows

# letters that formats trip over, and a few of everything else that is text
LETTERS = st.one_of(
    st.sampled_from("\"'&<>;,|[]{}#%*:=+-@\\ \n\r\t甲乙é✅🧪001"),
    st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"]),
)


def _as_held(text: str) -> str:
    return unicodedata.normalize("NFC", text.strip())


TEXTS = st.text(LETTERS, min_size=1, max_size=8).map(_as_held).filter(bool)
IDS = st.lists(TEXTS, min_size=1, max_size=5, unique_by=lambda text: text.casefold())
WEIGHTS = st.floats(1e-300, 1e300)
WIDE = st.integers(-(2**63), 2**63 - 1)


@st.composite
def networks(draw: st.DrawFn, *, plain: bool = False) -> Network:
    ids = draw(IDS)
    directed = draw(st.booleans())
    couples = [(i, j) for i in range(len(ids)) for j in range(len(ids)) if i != j and (directed or i < j)]
    chosen = draw(st.lists(st.sampled_from(couples), unique=True)) if couples else []
    weights = draw(st.lists(WEIGHTS, min_size=len(chosen), max_size=len(chosen)))
    columns = {}
    if not plain:
        some = {"min_size": len(ids), "max_size": len(ids)}
        columns = {
            "name": pd.array(draw(st.lists(st.none() | TEXTS, **some)), dtype="str"),
            "count": pd.array(draw(st.lists(st.none() | WIDE, **some)), dtype="Int64"),
            "score": np.array(draw(st.lists(st.floats(allow_subnormal=False), **some)), dtype=np.float64),
            "flag": pd.array(draw(st.lists(st.none() | st.booleans(), **some)), dtype="boolean"),
        }
    actors = pd.DataFrame(columns, index=pd.Index(ids, name="actor_id", dtype="str"))
    sources, targets = [i for i, _ in chosen], [j for _, j in chosen]
    return Network.from_pairs(sources, targets, weights, actors, directed=directed)


def ties(net: Network) -> set[tuple[str, str, float]]:
    found = set()
    for source, target, weight in net.edges().itertuples(index=False):
        ends = (source, target) if net.directed else tuple(sorted((source, target)))
        found.add((*ends, weight))
    return found


def ties_read(eco: Ecosystem) -> set[tuple[str, str, float]]:
    taking = eco.participations.astype({"collab_id": "str", "actor_id": "str"})
    found = set()
    for _, part in taking.groupby("collab_id"):
        if "role" in part:
            part = part.sort_values("role")
            ends = tuple(part["actor_id"])
        else:
            ends = tuple(sorted(part["actor_id"]))
        found.add((*ends, part["weight"].iloc[0]))
    return found


def same_columns(eco: Ecosystem, net: Network, names: tuple[str, ...]) -> None:
    """The columns are the same, a column with no value at all aside: a file has no place for it."""
    read = eco.actors.set_index("actor_id")
    given = net.actors
    for name in names:
        if given[name].isna().all():
            continue
        for id, value in given[name].items():
            found = read.loc[id, name]
            assert (pd.isna(found) and pd.isna(value)) or found == value, (name, id, found, value)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("written")


@settings(max_examples=10)
@given(net=networks())
def test_graphml(folder: Path, net: Network) -> None:
    (path,) = write_network(net, folder / "a.graphml")
    eco = read_graphml(path)
    assert set(eco.actors["actor_id"]) == set(net.index)
    assert ties_read(eco) == ties(net)
    same_columns(eco, net, ("name", "count", "score", "flag"))
    # networkx and igraph read the same file
    graph = nx.read_graphml(path)
    assert set(graph) == set(net.index)
    assert graph.number_of_edges() == net.n_ties
    assert graph.is_directed() == net.directed or net.n_actors == 0
    names = net.actors["name"].dropna()
    assert {node: name for node, name in graph.nodes(data="name") if name is not None} == names.to_dict()
    with warnings.catch_warnings(action="ignore"):
        other = igraph.Graph.Read_GraphML(str(path))
    assert (other.vcount(), other.ecount()) == (net.n_actors, net.n_ties)
    assert other.vs["id"] == net.index.tolist()
    if net.n_ties:
        assert sorted(other.es["weight"]) == sorted(net.edges()["weight"])


@settings(max_examples=10)
@given(net=networks())
def test_gexf(folder: Path, net: Network) -> None:
    (path,) = write_network(net, folder / "a.gexf")
    eco = read_gexf(path)
    assert set(eco.actors["actor_id"]) == set(net.index)
    assert ties_read(eco) == ties(net)
    same_columns(eco, net, ("name", "count", "score", "flag"))
    root = ET.parse(path).getroot()
    assert root.tag == "{http://gexf.net/1.3}gexf"
    found = [node.get("id") for node in root.iter("{http://gexf.net/1.3}node")]
    assert found == net.index.tolist()


@settings(max_examples=10)
@given(net=networks(plain=True))
def test_pajek(folder: Path, net: Network) -> None:
    (path,) = write_network(net, folder / "a.net")
    assert path.read_bytes().startswith(b"\xef\xbb\xbf*Vertices")
    eco = read_pajek(path)
    assert set(eco.actors["actor_id"]) == set(net.index)
    assert ties_read(eco) == ties(net)


@settings(max_examples=10)
@given(net=networks(plain=True))
def test_ucinet(folder: Path, net: Network) -> None:
    (path,) = write_network(net, folder / "a.dl")
    eco = read_ucinet(path)
    if net.n_ties:
        assert set(eco.actors["actor_id"]) == set(net.index)
    pairs = {tuple(sorted((one, two))) for one, two, _ in ties(net)}
    assert {tuple(sorted((one, two))) for one, two, _ in ties_read(eco)} == pairs


@settings(max_examples=10)
@given(net=networks())
def test_vosviewer(folder: Path, net: Network) -> None:
    path = folder / "a.json"
    if net.directed:
        with pytest.raises(SchemaError, match="VOSviewer knows no direction"):
            write_network(net, path)
        return
    write_network(net, path)
    eco = read_vosviewer(path)
    assert set(eco.actors["actor_id"]) == set(net.index)
    assert ties_read(eco) == ties(net)
    items = json.loads(path.read_text(encoding="utf-8"))["network"]["items"]
    counts = {item["id"]: item["scores"]["count"] for item in items if "count" in item.get("scores", {})}
    assert counts == net.actors["count"].dropna().to_dict()


@settings(max_examples=10)
@given(net=networks())
def test_gephi(folder: Path, net: Network) -> None:
    written = write_network(net, folder / "a.csv")
    assert [path.name for path in written] == ["a_nodes.csv", "a_edges.csv"]
    eco = read_gephi(written[1], written[0], delimiter=",")
    assert set(eco.actors["actor_id"]) == set(net.index)
    assert ties_read(eco) == ties(net)
    for path in written:
        texts = pd.read_csv(path, dtype=str, keep_default_na=False).drop(
            columns=["count", "score"], errors="ignore"
        )
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in texts.to_numpy().ravel())


def made(**columns: object) -> Network:
    actors = pd.DataFrame(columns, index=pd.Index(["a", "b", "c"], name="actor_id"))
    return Network.from_pairs([0, 1], [1, 2], [2.0, 0.5], actors)


def test_igraph_reads_pajek_and_dl(tmp_path: Path) -> None:
    net = made()
    (path,) = write_network(net, tmp_path / "a.dl")
    other = igraph.Graph.Read_DL(str(path), directed=True)
    assert (other.vcount(), other.ecount()) == (3, 4)
    assert other.vs["name"] == ["a", "b", "c"]
    assert sorted(other.es["weight"]) == [0.5, 0.5, 2, 2]
    (path,) = write_network(net, tmp_path / "a.net")
    # igraph does not know the byte order mark that Pajek needs
    path.write_bytes(path.read_bytes().removeprefix(b"\xef\xbb\xbf"))
    other = igraph.Graph.Read_Pajek(str(path))
    assert (other.vs["id"] if "id" in other.vs.attributes() else other.vs["name"]) == ["a", "b", "c"]
    assert other.es["weight"] == [2, 0.5]


def test_partition_and_vector(tmp_path: Path) -> None:
    net = made(type=["firm", None, "firm"], name=["=甲", 'a "b"', None])
    vector = pd.Series([3.0, 1.0, 2.0], index=["c", "a", "b"])
    written = write_network(net, tmp_path / "x.NET", partition="type", vector=vector, label="name")
    assert [path.name for path in written] == ["x.NET", "x.clu", "x.clu.csv", "x.vec"]
    assert (tmp_path / "x.clu").read_text("utf-8-sig").split() == ["*Vertices", "3", "1", "2", "1"]
    assert (tmp_path / "x.clu.csv").read_text("utf-8-sig").split() == ["class,type", "1,firm", "2,(missing)"]
    assert (tmp_path / "x.vec").read_text("utf-8-sig").split() == ["*Vertices", "3", "1.0", "2.0", "3.0"]
    assert '2 "a &#34;b&#34;"' in (tmp_path / "x.NET").read_text("utf-8-sig")
    with pytest.raises(UndefinedMeasure, match=r"no finite value for 1 actors \('b'\)"):
        write_network(net, tmp_path / "x.net", vector=vector.replace(2.0, np.nan))
    with pytest.raises(SchemaError, match="none for 'c'"):
        write_network(net, tmp_path / "x.net", vector=vector.drop("c"))
    table: Any = vector.to_frame()
    with pytest.raises(SchemaError, match="one number per actor, a Series, not a DataFrame"):
        write_network(net, tmp_path / "x.net", vector=table)
    with pytest.raises(SchemaError, match="several values"):
        write_network(net, tmp_path / "x.net", vector=pd.concat([vector, vector]))
    (path,) = write_network(net, tmp_path / "plain", format="pajek")
    assert path.name == "plain"


def test_clusters(tmp_path: Path) -> None:
    net = made(type=["firm", "user", "firm"], size=[1, 2, 3], x=[0.5, np.inf, np.nan], url=["u", "v", "w"])
    (path,) = write_network(net, tmp_path / "a.json", partition="type", label="type")
    network = json.loads(path.read_text())["network"]
    assert network["clusters"] == [{"cluster": 1, "label": "firm"}, {"cluster": 2, "label": "user"}]
    assert network["items"][1] == {
        "id": "b", "label": "user", "weights": {"Links": 2, "Total link strength": 2.5}, "cluster": 2,
        "type": "user", "scores": {"size": 2},
    }  # fmt: skip
    assert network["items"][0]["scores"] == {"size": 1, "x": 0.5}


def test_kinds_of_columns(tmp_path: Path) -> None:
    net = made(
        day=pd.to_datetime(["2020-01-02", None, "2020-01-02T03:04:05"], format="ISO8601"),
        group=pd.Categorical(["x", None, "y"]),
        code=np.array([2**64 - 1, 1, 2], dtype=np.uint64),
        sure=[True, False, True],
        **{"": ["p", "q", "r"], "Id": ["1", "2", "3"]},
    )
    (path,) = write_network(net, tmp_path / "a.gexf")
    actors = read_gexf(path).actors
    assert actors["day"].tolist()[0::2] == ["2020-01-02", "2020-01-02T03:04:05"]
    assert actors["group"].fillna("").tolist() == ["x", "", "y"]
    assert actors["code"].tolist() == [str(2**64 - 1), "1", "2"]
    assert actors["sure"].tolist() == [True, False, True]
    nodes, edges = write_network(net, tmp_path / "a.csv")
    assert pd.read_csv(nodes).columns.tolist()[-2:] == ["_column", "Id_column"]
    assert read_gephi(edges, nodes).actors["Id_column"].tolist() == ["1", "2", "3"]


def test_windows_become_spells(tmp_path: Path) -> None:
    actors = pd.DataFrame({"actor_id": ["a", "b", "c"], "type": "firm", "size": [1, 2, 3]})
    events = pd.DataFrame({"collab_id": ["p", "q", "r"], "start": ["2014-05-01", "2015-02-03", "2016-01-01"]})
    taking = pd.DataFrame(
        {"collab_id": ["p", "p", "q", "q", "r", "r"], "actor_id": ["a", "b", "b", "a", "b", "c"]}
    )
    eco = Ecosystem(actors, events, taking)
    cut = windows(2014, 2016)
    nets = eco.networks(cut)
    (path,) = write_network(nets, tmp_path / "a.gexf", windows=cut)
    again = read_gexf(path)
    assert again.collaborations["start"].dt.strftime("%Y-%m-%d").tolist() == [
        "2014-01-01",
        "2015-01-01",
        "2016-01-01",
    ]
    assert again.collaborations["end"].dt.strftime("%Y-%m-%d").tolist() == [
        "2014-12-31",
        "2015-12-31",
        "2016-12-31",
    ]
    assert again.actors["size"].tolist() == [1, 2, 3]
    for label, net in nets.items():
        year = again.select(years=int(label)).incidence(weights="weight").network("newman")
        assert ties(year) == ties(net)
    nodes = ET.parse(path).getroot().iter("{http://gexf.net/1.3}node")
    spells = {node.get("id"): len(node.findall(".//{http://gexf.net/1.3}spell")) for node in nodes}
    assert spells == {"a": 2, "b": 3, "c": 1}
    with pytest.raises(SchemaError, match="need windows="):
        write_network(nets, tmp_path / "b.gexf")
    with pytest.raises(SchemaError, match=r"'2014' has no window of this label\. Did you mean"):
        write_network(nets, tmp_path / "b.gexf", windows=cut[1:])
    with pytest.raises(SchemaError, match="all undirected, and there must be one"):
        write_network({}, tmp_path / "b.gexf", windows=cut)
    with pytest.raises(SchemaError, match="graphml holds one network, and 3 were given"):
        write_network(nets, tmp_path / "b.graphml")
    with pytest.raises(SchemaError, match="one network was given"):
        write_network(nets["2014"], tmp_path / "b.gexf", windows=cut)


def test_spells_of_directed_networks_and_columns_of_changing_kind(tmp_path: Path) -> None:
    cut = windows(2014, 2015)
    one = Network.from_pairs([0], [1], [1.0], pd.DataFrame({"v": [1, 2]}, index=["a", "b"]), directed=True)
    two = Network.from_pairs(
        [1], [0], [2.0], pd.DataFrame({"v": ["x", "y"]}, index=["a", "c"]), directed=True
    )
    (path,) = write_network({"2014": one, "2015": two}, tmp_path / "a.gexf", windows=cut)
    eco = read_gexf(path)
    assert ties_read(eco) == {("a", "b", 1.0), ("c", "a", 2.0)}
    assert eco.actors["v"].tolist() == ["1", "2", "y"]
    bare = Network.from_pairs([0], [1], [1.0], pd.DataFrame(index=["a", "b"]))
    back = Network.from_pairs([0], [1], [3.0], pd.DataFrame(index=["b", "a"]))
    (path,) = write_network({"2014": bare, "2015": back}, tmp_path / "a.gexf", windows=cut)
    assert read_gexf(path).report["rows_read"].tolist() == [1]


def test_what_is_refused(tmp_path: Path) -> None:
    net = made(name=["a\x00", "b", "c"])
    for name in ("a.graphml", "a.gexf"):
        with pytest.raises(SchemaError, match="the column 'name' of actor number 1"):
            write_network(net, tmp_path / name)
    half = Network.from_pairs([0], [1], [1.0], pd.DataFrame(index=pd.Index(["\ud800", "b"], dtype=object)))
    with pytest.raises(SchemaError, match="half of a character"):
        write_network(half, tmp_path / "a.net")
    with pytest.raises(UnknownName, match=r"'a\.xyz' does not tell the format"):
        write_network(net, tmp_path / "a.xyz")
    with pytest.raises(UnknownName, match="Did you mean 'pajek'"):
        write_network(net, tmp_path / "a", format="pajeck")
    with pytest.raises(SchemaError, match="graphml has no place for 'partition'"):
        write_network(net, tmp_path / "a.graphml", partition="name")
    with pytest.raises(SchemaError, match="no column 'nam' to label"):
        write_network(net, tmp_path / "a.net", label="nam")
    number = Network.from_pairs([0], [1], [1.0], pd.DataFrame(index=pd.Index([1, "1"], dtype=object)))
    with pytest.raises(SchemaError, match="stand for several actors"):
        write_network(number, tmp_path / "a.net")
    case = Network.from_pairs([0], [1], [1.0], pd.DataFrame(index=pd.Index(["A", "a"])))
    with pytest.raises(SchemaError, match="'A', 'a' are one to UCINET"):
        write_network(case, tmp_path / "a.dl")
    double = Network.from_pairs([], [], [], pd.DataFrame([[1, 2]], columns=["x", "x"]))
    with pytest.raises(SchemaError, match="more than one column named 'x'"):
        write_network(double, tmp_path / "a.gexf")
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_left_half_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    net = made()
    with pytest.raises(CinetError, match="cannot be written: No such file"):
        write_network(net, tmp_path / "none" / "a.gexf")
    (path,) = write_network(net, tmp_path / "a.gexf")
    before = path.read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(atomic.os, "fsync", full)
    with pytest.raises(CinetError, match="No space left on device"):
        write_network(made(name=["x", "y", "z"]), path)
    assert path.read_bytes() == before
    assert [item.name for item in tmp_path.iterdir()] == ["a.gexf"]
