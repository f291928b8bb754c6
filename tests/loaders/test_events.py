"""Tables of events: mapping, settling, joining, and nothing lost without an issue."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pytest

from cinet.ecosystem import Ecosystem
from cinet.errors import DataLossWarning, LoadError, SchemaError, UnknownName
from cinet.loaders.events import read_events
from cinet.loaders.sources import read_raw
from cinet.tables import delimited
from cinet.tables.engine import Engine
from cinet.tables.raw import RawTable

ROWS = pd.DataFrame(
    {
        "project": ["p", "p", "q", "q", "r"],
        "org": ["a", "b", "a", "c", "a"],
        "sort": ["HES", "PRC", "PRC", "PUB", "HES"],
        "begin": ["2019-01-01", "2019-01-01", "2020-02-01", "2020-02-01", "2021-03-01"],
        "place": ["K", "K", "L", "K", None],
        "euro": ["1", "2", "3", "4", "NA"],
        "land": ["CN", "DE", "CN", "NA", "CN"],
    }
)


def read(source: Any = ROWS, **options: Any) -> Ecosystem:
    mapping = {
        "collaboration": "project",
        "actor": "org",
        "type": "sort",
        "date": "begin",
        "crosswalk": "cordis",
    }
    return read_events(source, **{**mapping, **options})


def issues(eco: Ecosystem) -> list[list[Any]]:
    found = eco.issues[["row", "table", "column", "value", "action"]].astype(object)
    return found.where(found.notna(), None).values.tolist()


def test_a_frame() -> None:
    eco = read(place="place", amount="euro", country="land")
    assert eco.actors.to_dict("list") == {
        "actor_id": ["a", "b", "c"],
        "type": ["university", "firm", "government"],
        "country": ["CN", "DE", "NA"],
    }
    assert eco.collaborations["place"].tolist()[:2] == ["K", "L"]
    assert eco.collaborations["year"].tolist() == [2019, 2020, 2021]
    assert eco.participations["amount"].tolist()[:4] == [1, 2, 3, 4]
    assert issues(eco) == [
        [None, "actors", "type", "PRC", "the most frequent value kept"],
        [None, "collaborations", "place", "K", "the most frequent value kept"],
        [None, "participations", "amount", "NA", "set to missing"],
    ]
    assert eco.issues["reason"].iloc[0] == "'a' has this value in 1 of its rows, and 'HES' at least as often"
    assert eco.source is None


def test_every_kind_of_source_says_the_same(tmp_path: Path) -> None:
    ROWS.to_csv(tmp_path / "a.csv", index=False)
    ROWS.to_csv(tmp_path / "a.tsv", index=False, sep="\t")
    ROWS.to_csv(tmp_path / "a.csv.gz", index=False)
    ROWS.to_csv(tmp_path / "a.zip", index=False, compression={"method": "zip", "archive_name": "x.csv"})
    ROWS.to_excel(tmp_path / "a.xlsx", index=False, sheet_name="data")
    with Engine(threads=1) as engine:
        engine.write_parquet(ROWS, tmp_path / "a.parquet")
    first = read(place="place")
    sources: list[Any] = [tmp_path / f"a.{end}" for end in ("csv", "tsv", "csv.gz", "zip", "xlsx", "parquet")]
    for source in [
        *sources,
        str(tmp_path / "a.csv"),
        tmp_path / "a.zip" / "x.csv",
        pa.Table.from_pandas(ROWS),
    ]:
        assert read(source, place="place").sha == first.sha, source
    assert read(tmp_path / "a.csv").source == "a.csv"
    assert read(tmp_path / "a.xlsx", sheet="data").source == "a.xlsx[data]"
    assert issues(read(tmp_path / "a.csv", place="place"))[0][0] == 4


def test_rows_that_are_lost_are_listed(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        'project;org;sort;begin\np;a;HES;2019\n;b;PRC;2019\np;"c;PRC;2019\np;d;PRC;2019\nq;d;PRC\n'
    )
    with pytest.warns(DataLossWarning, match="rows dropped: 3") as seen:
        eco = read(path, delimiter=";")
    assert seen[0].filename == __file__
    dropped = eco.issues[eco.issues["action"] == "dropped"]
    assert sorted(dropped["row"]) == [3, 4, 6]
    assert len(eco.participations) + len(dropped) == 5
    # the actor of the row without a collaboration is known all the same
    assert eco.actors["actor_id"].tolist() == ["a", "b", "d"]


def test_all_arguments_go_to_their_table() -> None:
    rows = ROWS.assign(x="x", y=2020, w="2", e="2022-01-01")
    eco = read(
        rows, name="x", role="x", stage="x", weight="w", end="e", kind="x", year="y", date=None,
        actor_columns=["land"], collaboration_columns=["euro"],
    )  # fmt: skip
    assert eco.actors.columns.tolist() == ["actor_id", "type", "name", "land"]
    assert eco.collaborations.columns.tolist() == ["collab_id", "kind", "start", "end", "year", "euro"]
    assert eco.participations.columns.tolist() == ["collab_id", "actor_id", "role", "stage", "weight"]


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        (
            {"type": "sorte"},
            UnknownName,
            r"no column 'sorte', which was named as type\. Did you mean 'sort'\?",
        ),
        ({"date": "start"}, UnknownName, "'start', which was named as date"),
        ({"actor": "orga"}, UnknownName, "named as actor. Did you mean 'org'"),
        (
            {"actor_columns": "land"},
            SchemaError,
            r"actor_columns is a list of column names, .* write \['land'\]",
        ),
        (
            {"actor_columns": ["type"]},
            SchemaError,
            "actor_columns names 'type', which is the name of another",
        ),
        ({"crosswalk": "cordiss"}, UnknownName, "Did you mean 'cordis'"),
    ],
)
def test_bad_arguments(options: dict[str, Any], error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        read(**options)


def test_sources_that_are_none(tmp_path: Path) -> None:
    with pytest.raises(SchemaError, match="not from a int"):
        read(7)
    with pytest.raises(LoadError, match="is a folder"):
        read(tmp_path)
    raw = RawTable(ROWS)
    assert read_raw(raw) is raw
    with pytest.raises(SchemaError, match="more than one column 'org': it cannot be actor"):
        read(pd.concat([ROWS, ROWS[["org"]]], axis=1))


PARTS = pd.DataFrame(
    {"id": ["p", "q", "p", "z", None, "q", "r"], "part": ["SC1", "SC2", "SC1", "SC3", "SC4", "SC5", None]}
)


def test_attributes_keep_the_first_and_list_the_rest(tmp_path: Path) -> None:
    ROWS.to_csv(tmp_path / "a.csv", index=False)
    PARTS.to_csv(tmp_path / "parts.csv", index=False)
    spec = {"file": "parts.csv", "key": "id", "columns": {"programme": "part"}}
    with pytest.warns(DataLossWarning):
        eco = read(tmp_path / "a.csv", attributes=[spec])
    assert eco.collaborations["programme"].tolist()[:2] == ["SC1", "SC2"]
    assert eco.collaborations["programme"].isna().tolist() == [False, False, True]
    assert [row for row in issues(eco) if row[1] == "collaborations"] == [
        [6, "collaborations", "id", None, "dropped"],
        [5, "collaborations", "id", "z", "doubted: not used"],
        [4, "collaborations", "programme", "SC1", "merged"],
        [7, "collaborations", "programme", "SC5", "first kept"],
    ]
    # the same from a frame, as text of the same order
    with pytest.warns(DataLossWarning):
        other = read(attributes=[{**spec, "file": PARTS}])
    assert other.collaborations["programme"].equals(eco.collaborations["programme"])


def test_attributes_that_must_be_single() -> None:
    spec = {"file": PARTS, "key": "id", "columns": {"programme": "part"}, "multiple": "error"}
    with pytest.raises(
        SchemaError, match=r"the attribute table gives 'programme' more than once for 2 collab.*'p', 'q'"
    ):
        read(attributes=[spec])
    single = {**spec, "file": PARTS.iloc[:2]}
    assert read(attributes=[single]).collaborations["programme"].tolist()[:2] == ["SC1", "SC2"]


def test_all_attribute_values_are_kept_as_a_list_and_selected_by_one_of_them() -> None:
    spec = {"file": PARTS, "key": "id", "columns": {"programmes": "part"}, "multiple": "all"}
    with pytest.warns(DataLossWarning):
        eco = read(attributes=[spec])
    lists = eco.collaborations.set_index("collab_id")["programmes"]
    assert lists[["p", "q"]].tolist() == ["SC1", "SC2|SC5"]
    assert eco.select(where={"programmes": {"contains": "SC5"}}).collaborations["collab_id"].tolist() == ["q"]
    with pytest.raises(UnknownName, match="no list in programmes of the collaborations holds 'SC77'"):
        eco.select(where={"programmes": {"contains": "SC77"}})
    with pytest.raises(SchemaError, match="is not a value, a list, or"):
        eco.select(where={"programmes": {"has": "SC1"}})
    with pytest.raises(SchemaError, match="which joins values under multiple='all'"):
        read(attributes=[{**spec, "file": PARTS.assign(part="a|b")}])


@pytest.mark.parametrize(
    ("change", "error", "message"),
    [
        ({"colums": {}}, UnknownName, r"'colums' is not known\. Did you mean 'columns'\?"),
        ({"multiple": "last"}, UnknownName, "'last' is none of 'first', 'error', 'all'"),
        ({"columns": ["part"]}, SchemaError, "'columns' is a mapping"),
        ({"columns": {"start": "part"}}, SchemaError, "already have 'start'"),
        ({"columns": {"programme": "prt"}}, UnknownName, "named as programme. Did you mean 'part'"),
        ({"key": "ident"}, UnknownName, "'ident', which was named as key"),
    ],
)
def test_bad_attributes(change: dict[str, Any], error: type[Exception], message: str) -> None:
    spec = {"file": PARTS, "key": "id", "columns": {"programme": "part"}}
    with pytest.raises(error, match=message):
        read(attributes=[{**spec, **change}])
    with pytest.raises(SchemaError, match="an entry needs 'key'"):
        read(attributes=[{"file": PARTS, "columns": {}}])


def test_either_decimal_mark() -> None:
    rows = pd.DataFrame(
        {"p": ["1", "1", "2"], "a": ["x", "y", "x"], "euro": ["1.234,5", "250000,50", "1,500"]}
    )
    names = {"collaboration": "p", "actor": "a", "amount": "euro"}
    told = read_events(rows, **names)
    assert told.participations["amount"].tolist()[:2] == [1234.5, 250000.5]
    assert told.issues.loc[told.issues["column"] == "amount", "value"].tolist() == ["1,500"]
    assert read_events(rows, decimal=",", **names).participations["amount"].tolist()[2] == 1.5


def test_a_long_file_says_the_same_as_a_short_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [
        f"p{n % 7},a{n % 5},{'firm' if n % 2 else ''},{n % 3},role{n % 2},{2000 + n % 4}\n" for n in range(90)
    ]
    path = tmp_path / "long.csv"
    path.write_text("p,a,type,w,role,year\n" + "".join(lines) + "broken\n", encoding="utf-8")
    names = {
        "collaboration": "p",
        "actor": "a",
        "type": "type",
        "weight": "w",
        "role": "role",
        "year": "year",
    }
    with pytest.warns(DataLossWarning):
        short = read_events(path, **names)
    monkeypatch.setattr(delimited, "_LONG", 0)
    with pytest.warns(DataLossWarning):
        long = read_events(path, **names)
    assert long.sha == short.sha
    pd.testing.assert_frame_equal(long.issues, short.issues)
    pd.testing.assert_frame_equal(long.report, short.report)


def test_empty_text_in_a_frame_is_missing() -> None:
    rows = pd.DataFrame(
        {"p": ["1", "1", ""], "a": ["x", "y", "z"], "day": ["", "2020-03-05", ""], "euro": ["", "2", "3"]}
    )
    for frame in (rows, rows.astype(object), rows.assign(euro=[None, 2, 3]), pa.Table.from_pandas(rows)):
        with pytest.warns(DataLossWarning):
            eco = read_events(frame, collaboration="p", actor="a", date="day", amount="euro")
        assert eco.collaborations["year"].tolist() == [2020]
        assert eco.issues.loc[eco.issues["column"].isin(["start", "amount"]), "value"].tolist() == []
