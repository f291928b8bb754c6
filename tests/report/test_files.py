from __future__ import annotations

import hashlib
from pathlib import Path

import pandas as pd
import pytest

from cinet.errors import CinetError
from cinet.report.files import sha256, staged, write_bytes, write_table


def ours(folder: Path, text: str) -> None:
    (folder / "manifest.json").write_text(text, encoding="utf-8")


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_finished_stage_takes_the_place_of_the_old_results(tmp_path: Path) -> None:
    out = tmp_path / "deep" / "results"
    for text in ("first", "second"):
        with staged(out) as stage:
            ours(stage, text)
    assert (out / "manifest.json").read_text(encoding="utf-8") == "second"
    assert names(out.parent) == ["results"]


@pytest.mark.parametrize("failure", [ValueError, KeyboardInterrupt])
def test_an_interrupted_stage_leaves_the_old_results(tmp_path: Path, failure: type[BaseException]) -> None:
    out = tmp_path / "results"
    with staged(out) as stage:
        ours(stage, "old")

    def fail() -> None:
        with staged(out) as stage:
            ours(stage, "new")
            raise failure

    with pytest.raises(failure):
        fail()
    assert (out / "manifest.json").read_text(encoding="utf-8") == "old"
    assert names(tmp_path) == ["results"]


def test_results_left_aside_by_a_killed_run_come_back(tmp_path: Path) -> None:
    aside = tmp_path / ".results.previous"
    aside.mkdir()
    ours(aside, "old")
    with pytest.raises(ZeroDivisionError), staged(tmp_path / "results"):
        raise ZeroDivisionError
    assert (tmp_path / "results" / "manifest.json").read_text(encoding="utf-8") == "old"


def test_what_is_not_ours_is_not_replaced(tmp_path: Path) -> None:
    foreign = tmp_path / "thesis"
    foreign.mkdir()
    with staged(foreign) as stage:  # an empty folder may be filled
        (stage / "chapter.txt").write_text("x", encoding="utf-8")
    with pytest.raises(CinetError, match="files that cinet did not write"), staged(foreign):
        pass
    with pytest.raises(CinetError, match="is a file; results need a folder"), staged(foreign / "chapter.txt"):
        pass
    with (
        pytest.raises(CinetError, match="cannot write results beside"),
        staged(foreign / "chapter.txt" / "out"),
    ):
        pass


def test_tables_keep_their_values_and_execute_nothing(tmp_path: Path) -> None:
    table = pd.DataFrame(
        {
            "name": ["=HYPERLINK(1)", "@SUM(1)", "plain", None],
            "=evil": [-1.5, 2.0, float("nan"), 4.0],
            "when": pd.to_datetime(["2020-01-01"] * 4),
        },
        index=pd.Index(["+a", "b", "c", "d"], name="actor_id"),
    )
    write_table(table, tmp_path, "t")
    text = (tmp_path / "t.csv").read_text(encoding="utf-8").splitlines()
    assert text[0] == "actor_id,name,'=evil,when"
    assert text[1] == "'+a,'=HYPERLINK(1),-1.5,2020-01-01"
    assert text[4].startswith("d,,4.0")
    back = pd.read_parquet(tmp_path / "t.parquet")
    assert back["name"].tolist()[:3] == ["=HYPERLINK(1)", "@SUM(1)", "plain"]
    assert back["=evil"].tolist()[:2] == [-1.5, 2.0]
    write_table(pd.DataFrame({"a": [1]}), tmp_path, "plain")
    assert (tmp_path / "plain.csv").read_text(encoding="utf-8") == "a\n1\n"


def test_hashes_are_of_the_content(tmp_path: Path) -> None:
    write_bytes(tmp_path / "x", b"abc" * 1_000_000)
    assert sha256(tmp_path / "x") == hashlib.sha256(b"abc" * 1_000_000).hexdigest()
