"""Whatever is written, a crash on the way leaves the old files whole and nothing beside them."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from cinet.ecosystem import Ecosystem
from cinet.errors import CinetError
from cinet.interop.crate import write_crate
from cinet.interop.writing import write_network
from cinet.loaders.merging import write_merge_candidates
from cinet.window import windows


def eco(name: str) -> Ecosystem:
    return Ecosystem(
        pd.DataFrame({"actor_id": ["a", "b", "c"], "type": ["firm", "firm", "user"], "name": name}),
        pd.DataFrame({"collab_id": ["p", "q"], "year": [2020, 2021]}),
        pd.DataFrame({"collab_id": list("ppqq"), "actor_id": list("abbc")}),
    )


def network(ending: str, **options: object) -> Callable[[Path, str], object]:
    return lambda folder, text: write_network(eco(text).network(), folder / f"net{ending}", **options)


def dynamic(folder: Path, text: str) -> object:
    cut = windows("2020", "2021", length="1Y", step="1Y")
    return write_network(eco(text).networks(cut), folder / "net.gexf", windows=cut)


def pajek(folder: Path, text: str) -> object:
    net = eco(text).network()
    return write_network(
        net, folder / "net.net", label=None, partition="type", vector=pd.Series(float(len(text)), net.index)
    )


def crate(folder: Path, text: str) -> object:
    (folder / "table").write_text("the same")
    return write_crate(folder, name=text, description="d", license="l", published="2026-01-02")


def candidates(folder: Path, text: str) -> object:
    return write_merge_candidates(pd.DataFrame({"keep_id": ["a"], "merge_id": [text]}), folder / "map.csv")


WRITERS: dict[str, Callable[[Path, str], object]] = {
    "graphml": network(".graphml"),
    "gexf": network(".gexf", label="name"),
    "gexf with spells": dynamic,
    "pajek": pajek,
    "vosviewer": network(".json", label="name"),
    "ucinet": network(".dl"),
    "gephi": network(".csv", label="name"),
    "csv": lambda folder, text: eco(text).write(folder / "out"),
    "parquet": lambda folder, text: eco(text).write(folder / "out", format="parquet"),
    "crate": crate,
    "candidates": candidates,
}


def held(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()], ids=repr)
@pytest.mark.parametrize("writer", WRITERS)
def test_the_old_files_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, writer: str, error: BaseException
) -> None:
    write = WRITERS[writer]
    write(tmp_path, "old")
    before, folders = held(tmp_path), sorted(tmp_path.rglob("*"))
    flushed: list[int] = []
    fails: list[int] = []
    kept = os.fsync

    def fsync(handle: int) -> None:
        flushed.append(handle)
        if len(flushed) in fails:
            raise error
        kept(handle)

    wanted = KeyboardInterrupt if isinstance(error, KeyboardInterrupt) else CinetError
    # at the first file, and at the last one
    with monkeypatch.context() as patch:
        patch.setattr("os.fsync", fsync)
        write(tmp_path, "old")
        for place in {1, len(flushed)}:
            flushed.clear()
            fails[:] = [place]
            with pytest.raises(wanted):
                write(tmp_path, "new, and longer")
            assert held(tmp_path) == before
            assert sorted(tmp_path.rglob("*")) == folders
    write(tmp_path, "new, and longer")
    assert held(tmp_path) != before or writer in ("ucinet",)
