from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pytest

from cinet import cli
from cinet.registry import MEASURES
from cinet.report.check import _file, _line

PARKS = Path(__file__).parents[1] / "data" / "parks"


def test_measures_lists_the_registry(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["measures"]) == 0
    listed = capsys.readouterr().out
    assert all(name in listed for name in MEASURES)
    assert cli.main(["measures", "--level", "network"]) == 0
    assert "constraint" not in capsys.readouterr().out


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        cli.main(["--version"])
    assert stop.value.code == 0
    assert capsys.readouterr().out.startswith("cinet ")


def test_run_and_its_refusals(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert cli.main(["run", str(tmp_path / "none.toml"), "--out", str(tmp_path / "out"), "--quiet"]) == 1
    assert (
        capsys.readouterr().err == f"cinet: the study file {str(tmp_path / 'none.toml')!r} does not exist.\n"
    )
    with pytest.raises(SystemExit) as stop:
        cli.main(["run", "x.toml", "--out", "y", "--data", "h2020"])
    assert stop.value.code == 2
    assert "is not NAME=FOLDER" in capsys.readouterr().err

    given: dict[str, object] = {}

    def fake(study: str, **options: object) -> Path:
        given.update(options, study=study)
        return tmp_path / "out"

    monkeypatch.setattr("cinet.report.run.run", fake)
    assert cli.main(["run", "s.toml", "--out", "o", "--data", "h=f", "--workers", "2"]) == 0
    assert given == {"study": "s.toml", "out": "o", "data": {"h": "f"}, "workers": 2, "progress": True}
    assert "report.html" in capsys.readouterr().out

    def interrupt(*_: object, **__: object) -> Path:
        raise KeyboardInterrupt

    monkeypatch.setattr("cinet.report.run.run", interrupt)
    assert cli.main(["run", "s.toml", "--out", "o"]) == 130
    assert "still stand" in capsys.readouterr().err


def test_check_reads_the_three_tables(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["check", str(PARKS)]) == 0
    assert "Nothing was dropped, merged or doubted." in capsys.readouterr().out


@pytest.mark.filterwarnings("ignore::cinet.errors.DataLossWarning")
def test_check_reads_a_flat_table_and_says_what_is_doubtful(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    flat = tmp_path / "flat.csv"
    pd.DataFrame(
        {"p": ["1", "1", "2", ""], "a": ["x", "y", "x", "z"], "t": ["PRC", "HES", "PRC", "ABC"]}
    ).to_csv(flat, index=False)
    assert cli.main(["check", str(flat), "--collaboration", "p", "--actor", "a", "--type", "t", "--crosswalk",
                     "cordis"]) == 0  # fmt: skip
    said = capsys.readouterr().out
    assert "<Ecosystem 2 collaborations" in said
    assert "(first: " in said
    assert "flat.csv" in said
    assert "row 5" in said
    assert cli.main(["check", str(flat), "--actor", "a"]) == 1
    assert "needs both --collaboration and --actor" in capsys.readouterr().err


def test_issues_of_frames_have_no_file(capsys: pytest.CaptureFixture[str]) -> None:
    log = {"rows": 2, "table": "actors", "column": "type", "reason": "unknown type", "action": "set to unknown",
           "first_value": "x", "first_file": None, "first_row": None}  # fmt: skip
    assert _line(log).endswith("actors.type: unknown type; set to unknown (first: 'x')")


def test_check_reads_cordis(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "organization.csv").write_text(
        '"projectID";"organisationID";"name";"activityType";"country";"role"\n"1";"11";"A";"PRC";"FR";"coordinator"\n'
        '"1";"12";"B";"HES";"DE";"participant"\n',
        encoding="utf-8",
    )
    assert cli.main(["check", str(tmp_path)]) == 0
    said = capsys.readouterr()
    assert "1 collaboration" in said.out, said
    assert "organization.csv (delimited text): 2 records read, 2 used, 0 in the issues" in said.out
    assert cli.main(["check", str(tmp_path), "--crosswalk", "cordis"]) == 1
    assert "leave out --crosswalk" in capsys.readouterr().err


def test_check_reads_whatever_tells_what_it_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    net = tmp_path / "export.txt"
    net.write_text("*Vertices 2\n1 a\n2 b\n*Edges\n1 2\n")
    assert cli.main(["check", str(net)]) == 0
    assert "export.txt (Pajek): " in capsys.readouterr().out
    book = tmp_path / "book.xlsx"
    with pd.ExcelWriter(book) as writer:
        for name in ("actors", "collaborations", "participations"):
            pd.read_csv(PARKS / f"{name}.csv", dtype=str).to_excel(writer, sheet_name=name, index=False)
    assert cli.main(["check", str(book)]) == 0
    assert "<Ecosystem 420 collaborations" in capsys.readouterr().out
    shutil.copytree(PARKS, tmp_path / "parks")
    assert cli.main(["check", str(tmp_path / "parks"), "--crosswalk", "ror"]) == 0
    capsys.readouterr()
    flat = tmp_path / "flat.csv"
    flat.write_text("p,a\n1,x\n1,y\n")
    assert cli.main(["check", str(flat)]) == 1
    assert "name its columns with --collaboration and --actor" in capsys.readouterr().err
    (tmp_path / "odd.bin").write_bytes(b"\x00\x01\x02")
    assert cli.main(["check", str(tmp_path / "odd.bin")]) == 1
    assert cli.main(["check", str(tmp_path / "none")]) == 1


def test_columns_that_nobody_knew_are_named() -> None:
    row = {"file": "a", "format": "x", "rows_read": 2000, "rows_used": 1, "rows_in_issues": 1999}
    assert _file({**row, "unknown_columns": "b|c"}).endswith(
        "1,999 in the issues; columns that nobody knew: b|c"
    )
    assert _file({**row, "unknown_columns": ""}).endswith("1,999 in the issues")


def test_ctrl_c_leaves_nothing_half_written(tmp_path: Path) -> None:
    study = Path(__file__).parents[1] / "examples" / "parks" / "study.toml"
    text = study.read_text(encoding="utf-8").replace("draws = 200", "draws = 1000000")
    (tmp_path / "study.toml").write_text(text, encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, "-m", "cinet", "run", str(tmp_path / "study.toml"), "--out", str(tmp_path / "out")],
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "COVERAGE_PROCESS_START": ""},
        # a test run in the background ignores interruptions, and what it starts would inherit that
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    ) as process:
        assert process.stderr is not None
        for line in process.stderr:
            if "draws of the null" in line:
                break
        time.sleep(0.5)
        process.send_signal(signal.SIGINT)
        try:
            process.communicate(timeout=60)
        finally:
            process.kill()
    assert process.returncode == 130
    assert [path.name for path in tmp_path.iterdir()] == ["study.toml"]


def test_fetch_prints_where_the_file_is(monkeypatch, capsys, tmp_path):
    from cinet.loaders import fetching

    asked = {}
    monkeypatch.setattr(
        fetching, "fetch", lambda name, **more: asked.update(name=name, **more) or tmp_path / "file.zip"
    )
    assert cli.main(["fetch", "cordis-h2020", "--cache", str(tmp_path)]) == 0
    assert asked == {"name": "cordis-h2020", "cache": str(tmp_path), "url": None, "sha256": None}
    assert capsys.readouterr().out.strip() == str(tmp_path / "file.zip")
