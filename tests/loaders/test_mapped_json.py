"""JSON of any shape by a mapping from names to paths, and the mappings of platforms."""

from __future__ import annotations

import json
import string
import warnings
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cinet.ecosystem import Ecosystem
from cinet.errors import CinetError, DataLossWarning, LoadError, SchemaError, UnknownName
from cinet.loaders.events import read_events
from cinet.loaders.mapped_json import read_json
from cinet.loaders.presets.platforms import IMDB_PRINCIPALS

PAPER = {"collaboration": "id", "actor": "authors[].org.name", "role": "authors[].job"}


def quiet(source: object, **options: Any) -> Ecosystem:
    with warnings.catch_warnings(action="ignore", category=DataLossWarning):
        return read_json(source, **options)


def rows(eco: Ecosystem, *more: str) -> list[list[Any]]:
    frame = eco.participations.astype({"collab_id": str, "actor_id": str})
    return frame[["collab_id", "actor_id", *more]].values.tolist()


def test_values_beside_an_actor() -> None:
    source = [
        {"id": "p", "year": 2020, "open": True, "tags": ["x", "y", {"z": 1}],
         "authors": [{"org": {"name": "U", "kind": "HES"}, "job": "lead", "n": 2},
                     {"org": {"name": "F", "kind": "PRC"}, "job": "part", "n": 1},
                     {"org": {"name": "U", "kind": "HES"}, "job": "part", "n": 2},
                     {"org": {"name": "F", "kind": "PRC"}, "job": "part", "n": 3},
                     {"org": {"name": None}, "job": "x"}, {"job": "alone"}, None]},
    ]  # fmt: skip
    mapping = {
        **PAPER,
        "type": "authors[].org.kind",
        "year": ("published", "year"),
        "weight": "authors[].n",
        "crosswalk": "cordis",
        "actor_columns": {"given_name": "authors[].org.name"},
        "participation_columns": {"note": "=from the list"},
        "collaboration_columns": {"tags": "tags[]", "open": "open"},
    }
    eco = quiet(source, mapping=mapping)
    assert rows(eco, "role", "weight", "note") == [
        ["p", "F", "part", 4.0, "from the list"], ["p", "U", "lead|part", 2.0, "from the list"],
    ]  # fmt: skip
    assert eco.actors[["actor_id", "type", "type_source", "given_name"]].values.tolist() == [
        ["F", "firm", "source code", "F"], ["U", "university", "source code", "U"],
    ]  # fmt: skip
    assert eco.collaborations[["year", "tags", "open"]].values.tolist() == [[2020, "x|y", "true"]]
    assert eco.report["unknown_columns"].tolist() == [""]
    told = eco.issues[["column", "action"]].values.tolist()
    # who has no organisation at all names no actor; who has one without a name is told
    assert ["authors[].org.name", "left out of the collaboration"] in told
    assert ["tags[]", "set to missing"] in told


def test_lists_within_lists() -> None:
    source = [
        {"id": 1, "a": [{"b": [{"c": "x"}, {"c": "y"}], "j": 1}, {"b": {"c": "z"}, "j": 2}, {"b": None}]}
    ]
    eco = quiet(source, mapping={"collaboration": "id", "actor": "a[].b[].c", "role": "a[].j", "stage": "=s"})
    assert rows(eco, "role", "stage") == [["1", "x", "1", "s"], ["1", "y", "1", "s"], ["1", "z", "2", "s"]]
    assert "doubted: read as a list of one" in eco.issues["action"].tolist()


def test_dates() -> None:
    source = [
        {"id": n, "a": "x", "at": at}
        for n, at in enumerate([86400, "1e400", "nan", "soon", None, "172800.5"])
    ]
    eco = quiet(source, mapping={"collaboration": "id", "actor": "a", "date": "at", "date_format": "epoch"})
    assert eco.collaborations["start"].dt.strftime("%Y-%m-%d").fillna("").tolist() == [
        "1970-01-02", "", "", "", "", "1970-01-03",
    ]  # fmt: skip
    assert (eco.issues["reason"] == "not a date (epoch)").sum() == 3
    several = {
        "collaboration": "id",
        "actor": "a",
        "date": "at",
        "end": "at",
        "date_format": ["epoch_ms", "%d.%m.%Y"],
    }
    eco = quiet([{"id": 1, "a": "x", "at": "31.01.2020"}], mapping=several)
    assert eco.collaborations["end"].dt.strftime("%Y-%m-%d").tolist() == ["2020-01-31"]
    iso = quiet(
        [{"id": 1, "a": "x", "at": "2020-02-01"}], mapping={**PAPER, "actor": "a", "date": "at", "role": "=r"}
    )
    assert iso.collaborations["start"].dt.year.tolist() == [2020]


def test_records_that_are_lost(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text(
        '{"id": 1, "a": ["x"]}\n{"id": null, "a": ["y"]}\n{"id": 3, "a": []}\n{"id": 4, "a": [null]}\n{\n'
    )
    with pytest.warns(DataLossWarning):
        eco = read_json(path, mapping={"collaboration": "id", "actor": "a[]"})
    assert eco.report.iloc[0, 3:6].tolist() == [5, 1, 4]
    assert sorted(eco.issues[eco.issues["action"] == "dropped"]["row"]) == [2, 3, 4, 5]


def test_a_table_with_objects_in_its_cells(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text(
        "id,name,creator,category,launched_at,a.b\n"
        '1,One,"{""id"": 9, ""name"": ""Ann""}","{""name"": ""Games""}",86400,k\n'
        '2,Two,"{""id"": 9, ",,,\n'
        "3,Three,none,,,\n"
        "4,Four\n"
    )
    eco = quiet(tmp_path, mapping="kickstarter")
    assert eco.report.iloc[0, :6].tolist() == ["x.csv", "delimited", "utf-8", 4, 1, 3]
    assert eco.collaborations[["collab_id", "title", "kind"]].values.tolist() == [["1", "One", "Games"]]
    assert eco.issues[eco.issues["action"] == "dropped"]["row"].tolist() == [5, 3, 4]
    assert "the text begins like an object, but is no sound JSON" in eco.issues["reason"].tolist()
    pointed = quiet(tmp_path, mapping={"collaboration": "id", "actor": "a.b"})
    assert rows(pointed) == [["1", "k"]]


def test_bilibili(tmp_path: Path) -> None:
    alone = {
        "bvid": "BV1",
        "title": "t",
        "pubdate": 1600000000,
        "tname": "music",
        "owner": {"mid": 1, "name": "A"},
    }
    staff = [
        {"mid": 1, "title": "UP主", "name": "A", "official": {"title": "", "type": -1}},
        {"mid": 9007199254740993, "title": "作曲", "name": "B", "official": {"title": "studio", "type": 1}},
    ]
    answers = [
        {"code": 0, "data": alone},
        {"code": 0, "data": {**alone, "bvid": "BV2", "staff": staff}},
        {"code": -404, "message": "-", "data": None},
    ]
    path = tmp_path / "views.jsonl"
    path.write_text("\n".join(json.dumps(answer) for answer in answers))
    eco = quiet(path, mapping="bilibili")
    assert eco.source == "bilibili"
    assert rows(eco, "role") == [
        ["BV1", "1", "UP主"],
        ["BV2", "1", "UP主"],
        ["BV2", "9007199254740993", "作曲"],
    ]
    assert eco.actors[["type", "type_source"]].values.tolist() == [["creator", "mapping"]] * 2
    assert eco.collaborations["start"].dt.strftime("%Y-%m-%d").tolist() == ["2020-09-13"] * 2
    assert eco.report.iloc[0, 3:6].tolist() == [3, 2, 1]


def test_steam() -> None:
    game = {
        "type": "game", "name": "G", "steam_appid": 440, "developers": ["Two, Inc.", "Own"], "publishers": ["Own"],
        "release_date": {"coming_soon": False, "date": "Oct 10, 2007"}, "genres": [{"description": "Action"}],
    }  # fmt: skip
    eco = quiet({"440": {"success": True, "data": game}, "441": {"success": False}}, mapping="steam")
    assert rows(eco, "role") == [["440", "Own", "developer|publisher"], ["440", "Two, Inc.", "developer"]]
    assert eco.actors["type"].tolist() == ["unknown", "unknown"]
    assert "type_source" not in eco.actors
    assert eco.collaborations[["start", "genres"]].astype(str).values.tolist() == [["2007-10-10", "Action"]]
    assert eco.report.iloc[0, 3:6].tolist() == [2, 1, 1]


def test_musicbrainz() -> None:
    record = {
        "id": "r1", "title": "Song", "first-release-date": "1999-05",
        "artist-credit": [{"name": "An", "joinphrase": " & ", "artist": {"id": "a1", "name": "Ann", "type": "Person"}},
                          {"name": "Bo", "artist": {"id": "b1", "name": "Bo", "type": "Group"}}],
        "relations": [{"type": "producer", "artist": {"id": "a1", "name": "Ann", "type": "Person"}},
                      {"type": "purchase", "url": {"resource": "x"}}],
    }  # fmt: skip
    eco = read_json({"count": 1, "recordings": [record]}, mapping="musicbrainz")
    assert rows(eco, "role") == [["r1", "a1", "artist|producer"], ["r1", "b1", "artist"]]
    assert eco.actors["subtype"].tolist() == ["Person", "Group"]
    assert eco.issues.empty


def test_imdb(tmp_path: Path) -> None:
    path = tmp_path / "title.principals.tsv"
    path.write_text('tconst\tordering\tnconst\tcategory\tjob\tcharacters\ntt1\t1\tnm1\tactor\t\\N\t["A"]\n')
    with warnings.catch_warnings(action="ignore"):
        eco = read_events(path, **IMDB_PRINCIPALS)
    assert rows(eco, "role") == [["tt1", "nm1", "actor"]]


@pytest.mark.parametrize(
    ("mapping", "error", "said"),
    [
        ("bilibil", UnknownName, "Did you mean 'bilibili'"),
        (3, SchemaError, "not a int"),
        ({"collaboration": "id"}, SchemaError, "has no 'actor'"),
        ({"actor": "a[]"}, SchemaError, "has no 'collaboration'"),
        ({**PAPER, "tile": "x"}, UnknownName, "Did you mean 'title'"),
        (
            {"collaboration": "id", "actors": [{"actor": "a[]", "nam": "x"}]},
            UnknownName,
            "Did you mean 'name'",
        ),
        ({"collaboration": "id", "actors": []}, SchemaError, "a list of mappings"),
        ({"collaboration": "id", "actors": "a"}, SchemaError, "a list of mappings"),
        ({"collaboration": "id", "actors": ["a"]}, SchemaError, "a list of mappings"),
        ({"collaboration": "id", "actor": "a[]b"}, SchemaError, "is no path"),
        ({"collaboration": "id", "actor": "a..b"}, SchemaError, "is no path"),
        ({"collaboration": 3, "actor": "a"}, SchemaError, "3, named as collaboration, is no path"),
        ({**PAPER, "actor_columns": "x"}, SchemaError, "a mapping from new names to paths"),
        ({**PAPER, "collaboration_columns": {"start": "x"}}, SchemaError, "'start', which has a meaning"),
        ({**PAPER, "date_format": 3}, SchemaError, "a text or a list of texts, not 3"),
        ({**PAPER, "records": [3]}, SchemaError, "a text or a list of texts"),
        ({**PAPER, "crosswalk": 3}, SchemaError, "not 3"),
        (
            {**PAPER, "collaboration": "ids"},
            UnknownName,
            r"'ids', which was named as collaboration. Did you mean 'id'",
        ),
        ({**PAPER, "actor": "author[].x"}, UnknownName, "Did you mean 'authors'"),
        ({**PAPER, "title": "titel"}, UnknownName, "named as title. Did you mean 'title'"),
    ],
)
def test_mappings_that_do_not_fit(mapping: Any, error: type[Exception], said: str) -> None:
    source = [{"id": 1, "title": "t", "authors": [{"org": {"name": "U"}, "job": 1}]}]
    with pytest.raises(error, match=said):
        read_json(source, mapping=mapping)


def test_no_record(tmp_path: Path) -> None:
    with pytest.raises(LoadError, match="there is no record in what was given: it is an empty list"):
        read_json({"results": []}, mapping={**PAPER, "records": "results"})
    (tmp_path / "a.csv").write_text("id,title\n")
    with pytest.raises(LoadError, match="there is no record in the source"):
        read_json(tmp_path / "a.csv", mapping=PAPER)
    with pytest.raises(UnknownName, match="no record has a value at 'bvid'"):
        quiet([{"x": 1}], mapping="bilibili")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(alphabet=string.ascii_letters + '{[":', max_size=4),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3),
    max_leaves=8,
)
PATHS = st.sampled_from(["a", "a.b", "a[]", "a[].b", "a[].b[].c", "b[]", "c", "=x"])


@settings(max_examples=20)
@given(st.lists(st.dictionaries(st.sampled_from("abc"), JSON), max_size=12), PATHS, PATHS, PATHS)
def test_any_shape_gives_a_result_or_an_error(records: list[Any], collab: str, actor: str, role: str) -> None:
    try:
        eco = quiet(records, mapping={"collaboration": collab, "actor": actor, "role": role})
    except CinetError:
        return
    assert (eco.report["rows_read"] == eco.report["rows_used"] + eco.report["rows_in_issues"]).all()
    assert eco.report["rows_read"].sum() == len(records)
