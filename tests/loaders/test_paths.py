"""Paths: what stands there is told, and no error of the system comes through."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from cinet.errors import LoadError
from cinet.loaders.decode import members, read_bytes
from cinet.loaders.paths import demand_file, given_path, is_file, is_folder, names_in, shown


def test_what_stands_at_a_path(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("x")
    assert names_in(tmp_path) == ["a.csv"]
    assert is_folder(tmp_path)
    assert not is_file(tmp_path)
    assert is_file(tmp_path / "a.csv")
    assert demand_file(tmp_path / "a.csv")
    for nothing in (tmp_path / "b.csv", tmp_path / "a.csv" / "b.csv", f"{tmp_path}/a\0b"):
        assert not is_folder(nothing)
        assert not is_file(nothing)
        assert not demand_file(nothing)


def test_a_path_that_is_too_long() -> None:
    for look in (is_folder, is_file, demand_file, read_bytes, members):
        with pytest.raises(
            LoadError, match=r"has 5,004 characters, more than this system takes\. If it is what"
        ):
            look(f"{'a' * 5_000}.csv")


def test_a_long_path_loses_its_middle() -> None:
    assert shown("b" * 250) == repr("b" * 250)
    assert shown(f"{'a' * 300}/file.csv").endswith("/file.csv'")


def test_an_empty_path() -> None:
    assert given_path(Path("a")) == Path("a")
    with pytest.raises(LoadError, match="the path is empty"):
        given_path("")


def refusing(code: int, words: str) -> Callable[..., None]:
    def refuse(self: Path, *args: object, **options: object) -> None:
        raise OSError(code, words, str(self))

    return refuse


def test_a_folder_that_is_closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "iterdir", refusing(errno.EACCES, "Permission denied"))
    with pytest.raises(LoadError, match="cannot be listed: Permission denied"):
        names_in(tmp_path)
    # the name of a file in it cannot be looked for
    with pytest.raises(LoadError, match=r"there is no file .*a\.csv'\.$"):
        read_bytes(tmp_path / "a.csv")
    monkeypatch.setattr(Path, "stat", refusing(errno.EACCES, "Permission denied"))
    for look in (is_folder, is_file, demand_file, read_bytes):
        with pytest.raises(LoadError, match="cannot be looked at: Permission denied"):
            look(tmp_path / "a.csv")


def test_an_archive_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.zip").write_bytes(b"PK")

    def refuse(*args: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr("cinet.loaders.decode.zipfile.ZipFile", refuse)
    with pytest.raises(LoadError, match="cannot be read: Permission denied"):
        members(tmp_path / "a.zip")


def test_pipes_links_and_circles(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    os.symlink(tmp_path / "nowhere", tmp_path / "link")
    os.symlink(tmp_path / "one", tmp_path / "two")
    os.symlink(tmp_path / "two", tmp_path / "one")
    with pytest.raises(LoadError, match="is a pipe or a device and no file"):
        demand_file(tmp_path / "pipe")
    assert not is_file(tmp_path / "pipe")
    for name in ("link", "one"):
        with pytest.raises(LoadError, match="there is no file behind the link"):
            read_bytes(tmp_path / name)
    with pytest.raises(LoadError, match="is a folder: name the file to read"):
        demand_file(tmp_path)
