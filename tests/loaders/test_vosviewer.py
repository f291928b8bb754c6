"""VOSviewer: map and network files, JSON, and the sums that its publisher's files hold."""

from __future__ import annotations

import csv
import json
import os
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cinet.ecosystem import Ecosystem
from cinet.errors import CinetError, DataLossWarning, LoadError, UnknownName
from cinet.granularity import is_dyadic
from cinet.loaders.vosviewer import read_vosviewer

SHARED = os.environ.get("CINET_TEST_DATA")
SAMPLES = Path(str(SHARED), "samples", "vosviewer")
needs_data = pytest.mark.skipif(SHARED is None, reason="CINET_TEST_DATA is not set")

MAP = "id\tlabel\tx\ty\tcluster\tweight<Documents>\tscore<Avg. pub. year>\n"
ITEMS = (
    MAP + '1\t"the &#34;lab&#34;"\t0.5\t-1\t2\t9\t2012.5\ngrid.7\tb\t\t\t1\t4\t\n003\tc\t1\t1\t1\t0\t2000\n'
)


def read(folder: Path, items: str | bytes, links: str | bytes, **options) -> Ecosystem:
    for name, text in (("map.txt", items), ("network.txt", links)):
        (folder / name).write_bytes(text.encode() if isinstance(text, str) else text)
    return read_vosviewer(folder / "map.txt", folder / "network.txt", **options)


def read_json(folder: Path, held: object, **options) -> Ecosystem:
    (folder / "made.json").write_text(held if isinstance(held, str) else json.dumps(held))
    return read_vosviewer(folder / "made.json", **options)


def dropped(eco: Ecosystem) -> list[list[object]]:
    lost = eco.issues[eco.issues["action"].str.startswith("dropped")]
    return lost[["file", "row", "value"]].fillna("").values.tolist()


def test_map_and_network(tmp_path):
    eco = read(tmp_path, ITEMS, "1\tgrid.7\t2.5\n\ngrid.7\t003\n")
    assert is_dyadic(eco.collaborations)
    assert eco.collaborations[["kind", "direction", "weight"]].values.tolist() == [
        ["imported_edge", "undirected", 2.5],
        ["imported_edge", "undirected", 1.0],
    ]
    assert eco.actors[["actor_id", "name", "cluster", "weight<Documents>"]].values.tolist() == [
        ["003", "c", "1", 0.0],
        ["1", 'the "lab"', "2", 9.0],
        ["grid.7", "b", "1", 4.0],
    ]
    np.testing.assert_array_equal(eco.actors["score<Avg. pub. year>"], [2000, 2012.5, np.nan])
    assert eco.report[["file", "format", "rows_read", "rows_used"]].values.tolist() == [
        ["network.txt", "VOSviewer", 2, 2]
    ]
    assert "role" not in eco.participations


@pytest.mark.parametrize("links", ["1,003,2\n", "1;003;2\r\n", '"1"\t"003"\t2', " 1   003  2 \r"])
def test_delimiters_of_the_network(tmp_path, links):
    eco = read(tmp_path, ITEMS, links)
    assert eco.participations["actor_id"].astype(str).tolist() == ["003", "1"]
    assert eco.collaborations["weight"].tolist() == [2.0]


def test_links_that_are_none(tmp_path):
    links = "1\t003\n1\n1\t003\t2\t3\n1\t1\t4\n1\t9\t1\n1\t003\t0\n1\t003\t-1\n1\t003\tmany\n1\t003\tnan\n\t003\t1\n"
    with pytest.warns(DataLossWarning):
        eco = read(tmp_path, ITEMS, links)
    assert len(eco.collaborations) == 1
    assert sorted(row for _, row, _ in dropped(eco)) == list(range(2, 11))
    assert eco.report[["rows_read", "rows_used", "rows_in_issues"]].values.tolist() == [[10, 1, 9]]


def test_items_that_are_none(tmp_path):
    with pytest.warns(DataLossWarning):
        eco = read(
            tmp_path, "ID,Label,X,weight,other\n1,a,far,2,z\n2\n,c,1,1,\n3,d,1,1,\n3,d,1,1,\n", "1\t3\t1\n"
        )
    assert [[file, row] for file, row, _ in dropped(eco)] == [["map.txt", 3], ["map.txt", 4]]
    told = eco.issues.set_index("row")["reason"]
    assert told[2] == "not a number"
    assert told[6] == "the id stands more than once"
    assert eco.actors.columns.tolist() == ["actor_id", "type", "name", "x", "weight", "other"]


def test_a_map_with_very_many_columns(tmp_path):
    head = "\t".join(["id", *(f"k{number}" for number in range(300)), "label"])
    cells = "\t".join(["1"] * 301)
    eco = read(tmp_path, f"{head}\n{cells}\ta\n{cells.replace('1', '2', 1)}\tb\n", "1\t2\n")
    assert eco.actors["name"].tolist() == ["a", "b"]
    assert eco.report["unknown_columns"].str.count("k").tolist() == [100]


def test_columns_that_mean_something_else(tmp_path):
    eco = read(
        tmp_path,
        "id\tlabel\trow\tname\tx\tX\ttype\n1\ta\tr\tn\t1\t2\tfirm\n2\tb\tr\tn\t1\t2\tuser\n",
        "1\t2\n",
    )
    assert eco.actors[["row (given)", "name (given)", "x"]].values.tolist() == [["r", "n", 1.0]] * 2
    assert eco.actors["type"].tolist() == ["firm", "user"]


def test_a_map_without_labels(tmp_path):
    eco = read(tmp_path, "id\tx\n1\t0\n2\t1\n", "1\t2\n")
    assert eco.actors.columns.tolist() == ["actor_id", "type", "x"]


def test_types(tmp_path):
    eco = read(tmp_path, ITEMS, "1\t003\n", type="cluster", crosswalk={"1": "firm", "2": "university"})
    assert eco.actors["type"].tolist() == ["firm", "university", "firm"]
    with pytest.raises(UnknownName, match="Did you mean 'cluster'"):
        read(tmp_path, ITEMS, "1\t003\n", type="clusters")


def test_json(tmp_path):
    held = {
        "config": {},
        "network": {
            "items": [
                {
                    "id": 1,
                    "label": "a",
                    "x": 0.5,
                    "cluster": 2,
                    "weights": {"Documents": 3},
                    "scores": {"Year": 2012.5},
                },
                {
                    "id": "b",
                    "label": "b",
                    "cluster": 1.0,
                    "weights": 3,
                    "sector": "IT",
                    "more": [1],
                    "open": True,
                },
                {"id": 3, "label": "c", "weights": {"Documents": "x"}},
            ],
            "links": [
                {"source_id": 1, "target_id": "b", "strength": 2.5},
                {"source_id": "1", "target_id": 3.0},
            ],
            "clusters": [{"cluster": 2, "label": "big"}, {"cluster": 9}, 7],
        },
    }
    eco = read_json(tmp_path, held)
    assert eco.collaborations["weight"].tolist() == [2.5, 1.0]
    assert eco.actors["actor_id"].tolist() == ["1", "3", "b"]
    assert eco.actors["cluster_label"].fillna("").tolist() == ["big", "", ""]
    assert eco.actors["weight<Documents>"].fillna(0).tolist() == [3.0, 0.0, 0.0]
    assert eco.actors[["sector", "open"]].fillna("").values.tolist() == [["", ""], ["", ""], ["IT", "true"]]
    assert eco.issues.loc[eco.issues["reason"] == "not a number", "value"].tolist() == ["x"]
    assert eco.report[["format", "rows_read", "rows_used"]].values.tolist() == [["VOSviewer JSON", 2, 2]]


def test_json_without_links_or_clusters(tmp_path):
    eco = read_json(tmp_path, {"network": {"items": [{"id": 1, "label": "a"}]}})
    assert (len(eco.actors), len(eco.collaborations)) == (1, 0)


def test_json_records_that_are_none(tmp_path):
    links = [5, {"source_id": "a"}, {"source_id": "a", "target_id": "b", "strength": [1]},
             {"source_id": "a", "target_id": "b", "strength": True}, {"source_id": "a", "target_id": "b"}]  # fmt: skip
    with pytest.warns(DataLossWarning):
        eco = read_json(
            tmp_path, {"network": {"items": [{"id": "a"}, {"id": "b"}, 7, {"label": "x"}], "links": links}}
        )
    assert sorted([row, value] for _, row, value in dropped(eco)) == [
        [1, "5"], [2, "a - "], [3, "7"], [3, "[1]"], [4, ""], [4, "true"]
    ]  # fmt: skip
    assert eco.report[["rows_read", "rows_used", "rows_in_issues"]].values.tolist() == [[5, 1, 4]]


def test_json_items_without_ids(tmp_path):
    with pytest.warns(DataLossWarning):
        eco = read_json(tmp_path, {"network": {"items": [{"label": "a"}], "links": []}})
    assert len(eco.actors) == 0


def test_json_with_very_many_attributes(tmp_path):
    items = [{**{f"k{number}": number for number in range(300)}, "id": "a", "label": "b"}]
    eco = read_json(tmp_path, {"network": {"items": items}})
    assert eco.actors["name"].tolist() == ["b"]
    assert len(eco.actors.columns) == 203
    assert eco.report["unknown_columns"].str.count("k").tolist() == [100]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{", "no JSON that can be read"),
        ('{"a": ' * 100_000, "no JSON that can be read"),
        ('{"network": {"items": [' + "9" * 5000 + "]}}", "no JSON that can be read"),
        ('{"message": 1}', "no list network.items. Its keys: 'message'"),
        ('{"network": {"items": {}}}', "no list network.items"),
        ('{"network": {"items": [], "links": {}}}', "network.links is no list"),
        ("[]", "name the network file as well"),
        ("id\tlabel\n1\ta\n", "name the network file as well"),
    ],
)
def test_json_that_is_refused(tmp_path, text, reason):
    with pytest.raises(LoadError, match=reason):
        read_json(tmp_path, text)


def test_files_that_are_refused(tmp_path):
    with pytest.raises(LoadError, match=r"network.txt is empty"):
        read(tmp_path, ITEMS, "\n \n")
    with pytest.raises(LoadError, match=r"has no column 'id'. Its columns: '1', '2', '3'"):
        read(tmp_path, "1\t2\t3\n1\t3\t4\n", "1\t2\n")
    with pytest.raises(LoadError, match="is JSON and holds its links itself"):
        read(tmp_path, '{"network": {}}', "1\t2\n")


def test_halves_of_surrogate_pairs(tmp_path):
    eco = read_json(tmp_path, '{"network": {"items": [{"id": "\\ud800", "label": "\\ud83d\\ude00"}]}}')
    assert eco.actors[["actor_id", "name"]].values.tolist() == [["?", "😀"]]
    assert len(eco.sha) == 64


def test_encodings(tmp_path):
    items = "id\tlabel\n1\t深圳大学与企业合作\n2\t华为技术有限公司\n"
    eco = read(tmp_path, items.encode("gb18030"), "1\t2\n")
    assert eco.actors["name"].tolist() == ["深圳大学与企业合作", "华为技术有限公司"]
    doubted = eco.issues[eco.issues["action"].str.contains("read as gb18030")]
    assert doubted["file"].tolist() == ["map.txt"]
    assert read(tmp_path, items.encode("utf-16"), "1\t2\n".encode("utf-8-sig")).actors["name"].notna().all()


VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=6,
)
ITEM = st.dictionaries(
    st.sampled_from(
        ["id", "label", "ID", "x", "X", "weights", "scores", "cluster", "row", "actor_id", "type"]
    ),
    VALUES,
)
LINK = st.dictionaries(st.sampled_from(["source_id", "target_id", "strength"]), VALUES)


@settings(max_examples=20)
@given(st.lists(st.one_of(ITEM, VALUES), max_size=4), st.lists(st.one_of(LINK, VALUES), max_size=4), VALUES)
@pytest.mark.filterwarnings("ignore::cinet.errors.DataLossWarning")
def test_any_json_gives_a_network_or_one_clear_error(tmp_path_factory, items, links, clusters):
    held = {"network": {"items": items, "links": links, "clusters": clusters}}
    try:
        eco = read_json(tmp_path_factory.mktemp("fuzz"), held)
    except CinetError:
        return
    report = eco.report.iloc[0]
    assert report["rows_read"] == len(links) == report["rows_used"] + report["rows_in_issues"]
    assert len(eco.sha) == 64


@settings(max_examples=20)
@given(st.text(alphabet='id\tlabex,;"<>12.-\n\r\x00', max_size=40), st.binary(max_size=40))
@pytest.mark.filterwarnings("ignore::cinet.errors.DataLossWarning")
def test_any_bytes(tmp_path_factory, items, links):
    folder = tmp_path_factory.mktemp("fuzz")
    for head in ("", "id\tlabel\n1\ta\n"):
        try:
            read(folder, head + items, links)
        except CinetError:
            continue


def network_file(name: str) -> list[tuple[str, str, float]]:
    with (SAMPLES / name).open(encoding="utf-8", newline="") as lines:
        return [
            (source, target, float(strength))
            for source, target, strength in csv.reader(lines, delimiter="\t")
        ]


# map or JSON, network -> items, links, sum of the strengths
GOLDEN = [
    ("Leiden_Ranking_2015_university_collaboration_map.txt",
     "Leiden_Ranking_2015_university_collaboration_network.txt", 750, 151_644, 517_656.723),
    ("JOI_2007-2016_co-authorship_map.txt", "JOI_2007-2016_co-authorship_network.txt", 252, 568, 738.0),
    ("JOI_2007-2016_co-authorship_network.json", None, 252, 568, 738.0),
    ("Dimensions_COVID19_research_organization_co-authorship_network.json", None, 100, 2_878, 11_213.0),
]  # fmt: skip


@pytest.mark.data
@needs_data
@pytest.mark.parametrize(
    ("items", "links", "n_items", "n_links", "total"), GOLDEN, ids=["leiden", "joi", "json", "covid"]
)
def test_samples(items, links, n_items, n_links, total):
    eco = read_vosviewer(SAMPLES / items, None if links is None else SAMPLES / links)
    assert (len(eco.actors), len(eco.collaborations)) == (n_items, n_links)
    assert eco.collaborations["weight"].sum() == pytest.approx(total, abs=1e-3)
    assert eco.report[["rows_read", "rows_used", "rows_in_issues"]].values.tolist() == [[n_links, n_links, 0]]
    net = eco.incidence(weights="weight").network("newman")
    assert net.n_ties == n_links
    if links is not None:
        read = {frozenset(ends): strength for *ends, strength in network_file(links)}
        edges = net.edges()
        held = dict(
            zip(
                map(frozenset, zip(edges["source"], edges["target"], strict=True)),
                edges["weight"],
                strict=True,
            )
        )
        assert held.keys() == read.keys()
        np.testing.assert_allclose([held[pair] for pair in read], list(read.values()), rtol=1e-12)
        return
    held = json.loads((SAMPLES / items).read_text(encoding="utf-8"))["network"]
    assert sorted(eco.actors["name"]) == sorted(item["label"] for item in held["items"])
    assert eco.collaborations["weight"].sum() == pytest.approx(
        sum(link["strength"] for link in held["links"])
    )


@pytest.mark.data
@needs_data
def test_no_sample_is_forgotten():
    assert {path.name for path in SAMPLES.iterdir()} == {
        name for items, links, *_ in GOLDEN for name in (items, links) if name is not None
    }
