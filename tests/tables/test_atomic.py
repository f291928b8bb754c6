"""A file or folder is the old one or the new one, whatever happens in between."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from cinet.errors import CinetError
from cinet.tables.atomic import fill_file, replace_file, replace_files, sha256_of, staged_folder


def ours(folder: Path) -> bool:
    return (folder / "mark").is_file()


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def filled(out: Path, text: str) -> None:
    with staged_folder(out, ours) as stage:
        (stage / "below").mkdir()
        fill_file(stage / "below" / "table", text.encode())
        fill_file(stage / "mark", text.encode())


def test_a_finished_stage_takes_the_place_of_the_old_folder(tmp_path: Path) -> None:
    out = tmp_path / "deep" / "results"
    for text in ("first", "second"):
        filled(out, text)
    assert (out / "below" / "table").read_text() == "second"
    assert out.stat().st_mode & 0o777 == 0o755
    assert names(out.parent) == ["results"]


@pytest.mark.parametrize("failure", [ValueError, KeyboardInterrupt, PermissionError])
def test_an_interrupted_stage_leaves_the_old_folder(tmp_path: Path, failure: type[BaseException]) -> None:
    out = tmp_path / "results"
    filled(out, "old")

    def fail() -> None:
        with staged_folder(out, ours) as stage:
            fill_file(stage / "mark", b"new")
            raise failure

    # what goes wrong within is not taken for a folder that cannot be written
    with pytest.raises(failure):
        fail()
    assert (out / "mark").read_text() == "old"
    assert names(tmp_path) == ["results"]


def fail_at(monkeypatch: pytest.MonkeyPatch, what: str, call: int, error: BaseException) -> None:
    """Let one call of a function that puts things in place fail."""
    owner, _, name = what.rpartition(".")
    where = {"os": os, "Path": Path}[owner]
    kept: Callable[..., object] = getattr(where, name)
    calls = []

    def failing(*given: object, **more: object) -> object:
        calls.append(given)
        if len(calls) == call:
            raise error
        return kept(*given, **more)

    monkeypatch.setattr(where, name, failing)


FULL = OSError(28, "No space left on device")


@pytest.mark.parametrize(
    ("what", "call", "error"),
    [
        ("os.fsync", 1, FULL),
        ("os.fsync", 2, FULL),
        ("os.fsync", 2, KeyboardInterrupt()),
        ("Path.write_bytes", 1, FULL),
        ("Path.write_bytes", 2, FULL),
        ("Path.chmod", 1, OSError(1, "Operation not permitted")),
        ("Path.rename", 1, OSError(13, "Permission denied")),
        ("Path.rename", 2, OSError(13, "Permission denied")),
        ("Path.rename", 2, KeyboardInterrupt()),
    ],
)
def test_a_crash_at_any_step_leaves_the_old_folder_and_no_litter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str, call: int, error: BaseException
) -> None:
    out = tmp_path / "results"
    filled(out, "old")
    wanted = KeyboardInterrupt if isinstance(error, KeyboardInterrupt) else CinetError
    with monkeypatch.context() as patch:
        fail_at(patch, what, call, error)
        with pytest.raises(wanted):
            filled(out, "new")
    assert (out / "below" / "table").read_text() == "old"
    assert (out / "mark").read_text() == "old"
    assert names(tmp_path) == ["results"]
    filled(out, "new")
    assert (out / "mark").read_text() == "new"


def test_a_folder_left_aside_by_a_killed_process_comes_back(tmp_path: Path) -> None:
    aside = tmp_path / ".results.previous"
    aside.mkdir()
    (aside / "mark").write_text("old")
    with pytest.raises(ZeroDivisionError), staged_folder(tmp_path / "results", ours):
        raise ZeroDivisionError
    assert (tmp_path / "results" / "mark").read_text() == "old"
    # killed after the new one took its place: the old one goes
    aside.mkdir()
    filled(tmp_path / "results", "new")
    assert names(tmp_path) == ["results"]


def test_what_is_not_ours_is_not_replaced(tmp_path: Path) -> None:
    foreign = tmp_path / "thesis"
    foreign.mkdir()
    with staged_folder(foreign, ours) as stage:  # an empty folder may be filled
        (stage / "chapter.txt").write_text("x")
    with pytest.raises(CinetError, match="files that cinet did not write"), staged_folder(foreign, ours):
        pass
    file = foreign / "chapter.txt"
    with pytest.raises(CinetError, match="is a file; a folder is needed"), staged_folder(file, ours):
        pass
    with pytest.raises(CinetError, match="cannot write beside"), staged_folder(file / "out", ours):
        pass
    assert file.read_text() == "x"


@pytest.mark.parametrize(
    ("what", "call", "error"),
    [
        ("os.fsync", 1, FULL),
        ("os.fsync", 2, FULL),
        ("os.fsync", 2, KeyboardInterrupt()),
        ("Path.chmod", 2, OSError(1, "Operation not permitted")),
        ("os.replace", 1, OSError(13, "Permission denied")),
        ("os.replace", 1, KeyboardInterrupt()),
    ],
)
def test_a_crash_before_files_take_their_place_leaves_the_old_ones(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str, call: int, error: BaseException
) -> None:
    paths = [tmp_path / "a", tmp_path / "b"]
    replace_files(dict.fromkeys(paths, b"old"))
    wanted = KeyboardInterrupt if isinstance(error, KeyboardInterrupt) else CinetError
    with monkeypatch.context() as patch:
        fail_at(patch, what, call, error)
        with pytest.raises(wanted):
            replace_files(dict.fromkeys(paths, b"new"))
    assert [path.read_bytes() for path in paths] == [b"old", b"old"]
    assert names(tmp_path) == ["a", "b"]
    replace_file(paths[0], b"new")
    assert paths[0].read_bytes() == b"new"
    assert paths[0].stat().st_mode & 0o777 == 0o644


def test_places_that_are_not_there(tmp_path: Path) -> None:
    with pytest.raises(CinetError, match="cannot be written: No such file or directory"):
        replace_file(tmp_path / "none" / "a", b"x")
    with pytest.raises(CinetError, match="'a' cannot be written: No such file or directory"):
        fill_file(tmp_path / "none" / "a", b"x")


def test_hashes_are_of_the_content(tmp_path: Path) -> None:
    replace_file(tmp_path / "x", b"abc" * 1_000_000)
    assert sha256_of(tmp_path / "x") == hashlib.sha256(b"abc" * 1_000_000).hexdigest()
