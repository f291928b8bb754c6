"""The engine: verbs, quoting, safety, Parquet that is the same bytes every time."""

from __future__ import annotations

import hashlib
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import pyarrow.parquet
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cinet.errors import LoadError, SchemaError
from cinet.tables.engine import Engine, quote_identifier, quote_text

HOSTILE = 'ok" from df; drop table t; --'


def frame() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "id": ["001", None, "中文"],
            "n": pd.array([1, None, 3], dtype="Int64"),
            "when": np.array(["2019-01-01", "NaT", "2020-02-29"], dtype="datetime64[s]"),
            "kind": pd.Categorical(["x", None, "y"]),
        }
    )


def test_verbs() -> None:
    with Engine(threads=1, memory_limit="500MB") as engine:
        engine.register("t", frame())
        engine.keep("kept", "select id, n from t where n >= 1")
        engine.keep("kept", "select id, n from kept where n > 1")
        assert engine.frame("select * from kept")["id"].tolist() == ["中文"]
        assert engine.scalar("select count(*) from t where id is null") == 1
        assert engine.arrays("select cast(n as integer) as n from kept")["n"].tolist() == [3]


def test_a_reversed_frame() -> None:
    with Engine(threads=1) as engine:
        engine.register("t", pd.DataFrame(np.arange(6).reshape(3, 2), columns=["a", "b"])[::-1])
        assert engine.arrays("select a from t")["a"].tolist() == [4, 2, 0]
        with pytest.raises(duckdb.Error):
            engine.register("u", 7)


def test_categories_come_back_unordered() -> None:
    with Engine() as engine:
        engine.register("t", frame())
        assert not engine.frame("select kind from t")["kind"].cat.ordered


def test_the_callers_variables_are_not_tables() -> None:
    secret = frame()
    with Engine() as engine, pytest.raises(duckdb.CatalogException):
        engine.frame("select * from secret")
    assert len(secret) == 3


def test_settings_are_locked() -> None:
    with Engine() as engine, pytest.raises(duckdb.InvalidInputException):
        engine.scalar("set threads = 1")


def test_the_spill_folder_is_its_own_and_removed(tmp_path: Path) -> None:
    with Engine(temp_directory=tmp_path) as engine:
        assert engine.scalar("select 1") == 1
        assert len(list(tmp_path.iterdir())) == 1
    assert list(tmp_path.iterdir()) == []


def test_a_bad_memory_limit_says_so(tmp_path: Path) -> None:
    with pytest.raises(SchemaError, match="memory_limit='much'"):
        Engine(memory_limit="much", temp_directory=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_hostile_column_name_is_harmless() -> None:
    table = pd.DataFrame({HOSTILE: [1, 2]})
    with Engine() as engine:
        engine.register("df", table)
        engine.keep("t", "select 1 as one")
        assert engine.scalar(f"select sum({quote_identifier(HOSTILE)}) from df") == 3
        assert engine.scalar("select one from t") == 1


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=20))
def test_every_name_survives_quoting(name: str) -> None:
    with Engine(threads=1) as engine:
        found = engine.frame(f"select 1 as {quote_identifier(name)}, {quote_text(name)} as v_{'x' * 30}")
    assert found.columns[0] == name
    assert found.iloc[0, 1] == name


@pytest.mark.parametrize("name", ["", "a\0b"])
def test_names_that_cannot_be(name: str) -> None:
    with pytest.raises(SchemaError, match="cannot name a column"):
        quote_identifier(name)


def test_parquet_is_the_same_bytes_and_readable_by_others(tmp_path: Path) -> None:
    shas = set()
    for number in range(2):
        path = tmp_path / f"{number}" / "t[1]*'x.parquet"
        path.parent.mkdir()
        with Engine(threads=1) as engine:
            engine.write_parquet(frame(), path)
        shas.add(hashlib.sha256(path.read_bytes()).hexdigest())
    assert len(shas) == 1
    other = pyarrow.parquet.read_table(path)
    assert other.column("id").to_pylist() == ["001", None, "中文"]
    (path.parent / "t1x'x.parquet").write_bytes(path.read_bytes())
    with Engine() as engine:
        ours, names = engine.read_parquet(path)
        one, _ = engine.read_parquet(path, columns={"n", "absent"}.__contains__)
        every, _ = engine.read_parquet(path, columns={"absent"}.__contains__)
    assert len(ours) == 3
    assert ours["n"].tolist()[0] == 1
    assert names == ours.columns.tolist() == every.columns.tolist()
    assert one.columns.tolist() == ["n"]


def test_what_is_no_parquet_says_so(tmp_path: Path) -> None:
    path = tmp_path / "t.parquet"
    path.write_text("a,b\n1,2\n")
    with Engine() as engine, pytest.raises(LoadError, match=r"t\.parquet cannot be read as a Parquet file"):
        engine.read_parquet(path)
