"""Typed, merged or combined, an ecosystem still knows what it was read from and what was done to it."""

from __future__ import annotations

import copy
import pickle
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cinet.ecosystem import Ecosystem
from cinet.errors import CinetError
from cinet.loaders.actor_typing import type_actors
from cinet.loaders.combining import combine
from cinet.loaders.merging import read_merge_map, write_merge_candidates
from cinet.loaders.package import read_package
from cinet.loaders.pseudonyms import pseudonymise
from cinet.tables.held import REPORT_COLUMNS
from cinet.tables.issues import issue_rows, join_issues


def ecosystem(source: str = "a source", ids: str = "abc") -> Ecosystem:
    made = Ecosystem(
        pd.DataFrame(
            {"actor_id": list(ids), "type": ["unknown", "firm", "firm"], "name": ["MIT", "B Ltd", "C"]}
        ),
        pd.DataFrame({"collab_id": ["p", "q"], "year": [2020, 2021]}),
        pd.DataFrame({"collab_id": list("ppqq"), "actor_id": [ids[0], ids[1], ids[1], ids[2]]}),
    )
    report = dict(zip(REPORT_COLUMNS, [f"{source}.csv", "x", "utf-8", 5, 4, 1, ""], strict=True))
    lost = issue_rows(1, row=np.array([5]), reason="the id is blank", action="dropped")
    tables = made.tables
    tables = type(tables)(
        tables.actors, tables.collaborations, tables.participations, join_issues([tables.issues, lost])
    )
    return Ecosystem.from_checked(tables, source=source, report=pd.DataFrame([report]), warn=False)


WAYS: dict[str, Callable[[Ecosystem], Ecosystem]] = {
    "merge": lambda eco: eco.merge({"c": "b"}),
    "type_actors": type_actors,
    "merge, then type": lambda eco: type_actors(eco.merge({"c": "b"})),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("years", [None, 2021])
def test_history_report_and_root_survive(way: str, years: int | None, tmp_path: Path) -> None:
    eco = ecosystem()
    before = eco if years is None else eco.select(years=years)
    with warnings.catch_warnings():
        # what was lost in loading was told in loading
        warnings.simplefilter("error")
        after = WAYS[way](before)
    assert after.root == eco.sha
    assert after.sha != eco.sha
    assert after.selection[: len(before.selection)] == before.selection
    assert len(after.selection) == len(before.selection) + way.count(",") + 1
    assert after.source == "a source"
    pd.testing.assert_frame_equal(after.report, eco.report)
    assert after.issues["reason"].tolist().count("the id is blank") == 1
    recipe = after.select(min_size=1).network().recipe
    assert recipe["data"] == eco.sha
    assert recipe["selection"] == [*after.selection, "min_size=1"]
    for again in (pickle.loads(pickle.dumps(after)), copy.copy(after), written(after, tmp_path)):
        assert (again.root, again.selection, again.sha) == (after.root, after.selection, after.sha)
        assert again.report.values.tolist() == after.report.values.tolist()


def written(eco: Ecosystem, folder: Path) -> Ecosystem:
    eco.write(folder / "out")
    return read_package(folder / "out")


def test_a_step_tells_what_was_done_from_what_else_could_have_been() -> None:
    eco = ecosystem()
    one, other = eco.merge({"c": "b"}), eco.merge({"a": "b"})
    assert one.selection[0].startswith("merged 1 id into others (map ")
    assert one.selection != other.selection
    assert one.selection == eco.merge(pd.DataFrame({"merge_id": ["c"], "keep_id": ["b"]})).selection
    typed = type_actors(eco)
    assert typed.selection[0].startswith("typed 2 of 3 actors (types ")
    assert typed.selection != type_actors(eco, table={"c": "university"}).selection
    assert eco.merge({}).selection == ()


def test_combined_sources_tell_what_was_done_to_each() -> None:
    patents, projects = ecosystem("patents"), ecosystem("projects", "bcd")
    both = combine(patents, projects, actor_ids="register")
    assert both.selection == ()
    assert both.root == both.sha
    assert both.report["file"].tolist() == ["patents.csv", "projects.csv"]
    chosen = combine(patents.select(years=2020), projects, actor_ids="register")
    assert chosen.selection == (f"patents: data {patents.sha[:16]}", "patents: year from 2020 to 2020")
    assert chosen.root == chosen.sha
    after = chosen.merge({"c": "b"}).select(min_size=2)
    assert after.root == chosen.sha
    assert after.selection[:2] == chosen.selection
    assert len(after.report) == 2
    bare = Ecosystem(patents.actors, patents.collaborations, patents.participations, source="frames")
    assert combine(bare, bare, names=["x", "y"]).report.columns.tolist() == list(REPORT_COLUMNS)
    assert len(combine(bare, patents).report) == 1


def test_pseudonyms_tell_nothing_of_what_was_selected() -> None:
    eco = ecosystem().select(where={"year": 2021})
    safe = pseudonymise(eco, seed=1, k=1)
    assert safe.selection == ()
    assert safe.root == safe.sha
    assert safe.report["file"].tolist() == ["file 1"]


TEXTS = st.text(st.sampled_from("=+-@\t'\"\r\n,;＝＋－＠甲a1 "), max_size=5)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(["", "merge", "apart"]), TEXTS, TEXTS), min_size=1, max_size=4))
def test_candidates_hold_no_formula_and_come_back(tmp_path: Path, rows: list[tuple[Any, ...]]) -> None:
    table = pd.DataFrame(rows, columns=["decision", "keep_name", "=odd"], dtype="str")
    table = table.assign(keep_id="a", merge_id="=b", score=-0.5)
    path = write_merge_candidates(table, tmp_path / "map.csv")
    cells = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig", lineterminator=None)
    for name in ("decision", "keep_name", "'=odd", "merge_id"):
        assert (
            not cells[name]
            .str.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"))
            .any()
        )
    # what is not decided is an empty cell
    assert cells["decision"].tolist() == table["decision"].tolist()
    again = read_merge_map(path)
    assert again.columns.tolist() == table.columns.tolist()
    for name in ("decision", "keep_name", "=odd", "keep_id", "merge_id"):
        assert again[name].fillna("").tolist() == table[name].tolist()


def test_a_map_is_the_old_one_or_the_new_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = pd.DataFrame({"decision": ["merge"], "keep_id": ["a"], "merge_id": ["b"]})
    path = write_merge_candidates(table, tmp_path / "map.csv")
    before = path.read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("os.fsync", full)
        with pytest.raises(CinetError, match="No space left on device"):
            write_merge_candidates(table.assign(keep_id="x"), path)
    assert path.read_bytes() == before
    assert [item.name for item in tmp_path.iterdir()] == ["map.csv"]
    with pytest.raises(CinetError, match="cannot be written"):
        write_merge_candidates(table, tmp_path / "none" / "map.csv")
