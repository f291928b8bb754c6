from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from rocrate.rocrate import ROCrate

import cinet as ci
from cinet.errors import EmptySelection, StudyError
from cinet.report import run as run_module
from cinet.report.data import load
from cinet.report.figures import null_label
from cinet.report.results import losses
from cinet.report.study import read_study
from tests.interop.crate_rules import well_formed

from .conftest import DRAWING, STUDY


def described(out: Path) -> dict[str, dict[str, Any]]:
    return well_formed(json.loads((out / "ro-crate-metadata.json").read_text(encoding="utf-8")), out)


def test_a_run_writes_everything_and_hashes_it(
    study: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = ci.run(study, out=tmp_path / "out", workers=2, progress=True)
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    found = {str(path.relative_to(out).as_posix()) for path in out.rglob("*") if path.is_file()}
    assert set(manifest["outputs"]) == found - {"manifest.json"}
    for name, digest in manifest["outputs"].items():
        assert hashlib.sha256((out / name).read_bytes()).hexdigest() == digest
    assert {"actors", "actors_by_window", "type_mixing_nulls", "helix", "helix_nulls", "helix_published", "issues",
            "data_losses", "networks", "brokerage_by_type", "helix_cells", "helix_decomposition"} <= {
        path.stem for path in (out / "tables").glob("*.csv")
    }  # fmt: skip
    for name in ("brokers_by_type", "type_mixing", "helix_by_year", "helix_by_place", "network"):
        assert all((out / "figures" / f"{name}.{form}").stat().st_size > 0 for form in ("pdf", "svg", "png"))
    assert manifest["seed"] == 3
    assert manifest["recipe"]["nulls"] == ["two-mode", "two-mode within year"]
    assert set(manifest["inputs"]) == {"SOURCE.md", "actors.csv", "collaborations.csv", "participations.csv"}
    assert (out / "study.toml").read_bytes() == study.read_bytes()
    steps = capsys.readouterr().err
    assert "loading" in steps
    assert "done" in steps


def test_the_results_are_described_for_archives(study: Path, tmp_path: Path) -> None:
    text = study.read_text(encoding="utf-8").replace(
        "seed = 3",
        'seed = 3\nlicence = "https://example.org/by"\npublished = 2026-05-31\n'
        'authors = ["甲", { name = "B", orcid = "0000-0001", affiliation = "U" }]',
    )
    study.write_text(
        text.replace('source = "bundled"', 'source = "bundled"\naddress = "https://example.org"')
    )
    out = ci.run(study, out=tmp_path / "out", progress=False)
    held = described(out)
    root = held["./"]
    assert root["name"] == "A test <study>"
    assert root["description"] == "SYNTHETIC"
    assert root["datePublished"] == "2026-05-31"
    assert root["license"] == {"@id": "https://example.org/by"}
    assert [held[one["@id"]]["name"] for one in root["author"]] == ["甲", "B"]
    files = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}
    assert {part["@id"] for part in root["hasPart"]} == files - {"ro-crate-metadata.json"}
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    run = held[root["mentions"][0]["@id"]]
    recipe, *inputs = [held[one["@id"]] for one in run["object"]]
    assert recipe["@id"] == "study.toml"
    assert {one["name"]: one["sha256"] for one in inputs} == manifest["inputs"]
    assert {(one["url"], one["description"]) for one in inputs} == {("https://example.org", "bundled")}
    assert {one["@id"] for one in run["result"]} == files - {"ro-crate-metadata.json", "study.toml"}
    tool = held[run["instrument"]["@id"]]
    others = [held[one["@id"]] for one in tool["softwareRequirements"]]
    assert {one["name"]: one["softwareVersion"] for one in [tool, *others]} == manifest["versions"]
    assert tool["name"] == "cinet"
    assert tool["license"] == {"@id": "https://spdx.org/licenses/BSD-3-Clause"}
    assert held["figures/network.png"]["description"].startswith("All parks: ")
    # a program of others finds the same in it
    crate = ROCrate(out)
    assert crate.name == root["name"]
    assert {entity.id for entity in crate.data_entities} == files - {"ro-crate-metadata.json"}
    assert crate.dereference("#run")["instrument"]["softwareVersion"] == ci.__version__
    assert all(Path(entity.source).is_file() for entity in crate.data_entities)


def test_tables_agree_with_the_library(study: Path, tmp_path: Path) -> None:
    out = ci.run(study, out=tmp_path / "out", progress=False)
    eco = ci.example("parks").select(min_size=2)
    net = eco.network()
    actors = pd.read_parquet(out / "tables" / "actors.parquet").set_index("actor_id")
    pd.testing.assert_series_equal(
        actors["constraint"], ci.constraint(net), check_index_type=False, check_names=False
    )
    helix = pd.read_csv(out / "tables" / "helix.csv").set_index(["by", "group"])
    patterns = eco.patterns(["university", "firm", "government"])
    assert helix.loc[("all", "all"), "T"] == pytest.approx(
        ci.helix(patterns, n_boot=0)["T"].iloc[0], rel=1e-12
    )
    panel = pd.read_csv(out / "tables" / "actors_by_window.csv")
    assert panel["window"].unique().tolist() == ["2016-2018", "2019-2021"]
    nulls = pd.read_csv(out / "tables" / "helix_nulls.csv")
    assert set(nulls["null"]) == {"two-mode", "two-mode within year"}
    assert (nulls["n_draws"] <= 5).all()
    # the published West African data: T -11.6865 mbit, -13.88 if the sectors were independent
    published = pd.read_csv(out / "tables" / "helix_published.csv").set_index("set")
    assert published.loc["WA-G", ["T", "T_null"]].mul(1000).round(2).tolist() == [-11.69, -13.88]


def test_two_runs_differ_in_the_clock_only(study: Path, tmp_path: Path) -> None:
    os.utime(study, (1_700_000_000, 1_700_000_000))
    first = ci.run(study, out=tmp_path / "a", workers=1, progress=False)
    second = ci.run(study, out=tmp_path / "b", workers=3, progress=False)
    for path in sorted(first.rglob("*")):
        twin = second / path.relative_to(first)
        if path.is_file() and path.name != "manifest.json":
            assert path.read_bytes() == twin.read_bytes(), path.name
    one, two = (
        json.loads((folder / "manifest.json").read_text(encoding="utf-8")) for folder in (first, second)
    )
    one.pop("clock")
    two.pop("clock")
    assert one == two
    # nothing but the study file says when, if it does not say so itself
    day = datetime.fromtimestamp(study.stat().st_mtime, tz=UTC).date()
    root = described(first)["./"]
    assert root["datePublished"] == day.isoformat() != datetime.now(UTC).date().isoformat()
    assert described(first)[root["license"]["@id"]]["description"].startswith("No licence is stated")


def test_an_interrupted_run_leaves_the_old_results(
    study: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "manifest.json").write_text("old", encoding="utf-8")

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(run_module, "draw", interrupt)
    with pytest.raises(KeyboardInterrupt):
        ci.run(study, out=out, progress=False)
    assert [path.name for path in out.iterdir()] == ["manifest.json"]
    assert not [path for path in tmp_path.iterdir() if "unfinished" in path.name]


def test_the_report_is_self_contained_and_escapes_everything(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    shutil.copytree(Path(__file__).parents[2] / "data" / "parks", folder)
    actors = pd.read_csv(folder / "actors.csv", dtype=str)
    evil = "</td><script>alert(1)</script>"
    actors["name"] = evil
    actors.to_csv(folder / "actors.csv", index=False)
    text = STUDY.format(extra='lang = "zh"', figures=DRAWING)
    text = text.replace('reader = "example"', 'reader = "tables"').replace(
        '[data.options]\nname = "parks"', ""
    )
    (tmp_path / "study.toml").write_text(text, encoding="utf-8")
    out = ci.run(tmp_path / "study.toml", out=tmp_path / "out", data={"data": folder}, progress=False)
    page = (out / "report.html").read_text(encoding="utf-8")
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert "A test &lt;study&gt;" in page
    assert "SYNTHETIC" in page
    assert "default-src &#39;none&#39;" in page or "default-src 'none'" in page
    assert not re.search(r'(src|href)="(?!data:)', page)
    assert page.count("<figure ") == 5
    assert "螺旋协同度" in page
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    assert {"actors.csv", "collaborations.csv", "participations.csv"} <= set(manifest["inputs"])


def test_a_study_without_drawing_strata_or_brokerage(tmp_path: Path) -> None:
    text = STUDY.format(extra="", figures="").replace("rounds = 10", "rounds = 10\nstrata = []")
    text = text.replace('note = "SYNTHETIC"\nstamp = "SYNTHETIC"\n', "")
    text = text.replace('by = ["year", "place"]\npublished = "helix_venn"', "by = []\nmin_records = 100000")
    text = text.replace("[nulls]", '[actors]\nmeasures = ["betweenness"]\n[nulls]').replace(
        "[select]\nmin_size = 2", ""
    )
    (tmp_path / "study.toml").write_text(text, encoding="utf-8")
    out = ci.run(tmp_path / "study.toml", out=tmp_path / "out", progress=False)
    assert sorted({path.stem for path in (out / "figures").iterdir()}) == ["brokers_by_type", "type_mixing"]
    assert not (out / "tables" / "brokerage_by_type.csv").exists()


def test_groups_with_few_records_are_drawn_when_there_are_no_others(tmp_path: Path) -> None:
    text = STUDY.format(extra="", figures="").replace('published = "helix_venn"', "min_records = 100000")
    (tmp_path / "study.toml").write_text(
        text.replace('by = ["year", "place"]', 'by = ["place"]'), encoding="utf-8"
    )
    out = ci.run(tmp_path / "study.toml", out=tmp_path / "out", progress=False)
    assert (out / "figures" / "helix_by_place.svg").exists()


def test_years_select_and_a_drawing_of_a_part(tmp_path: Path) -> None:
    drawing = DRAWING.replace(
        "min_collaborations = 3", 'where = { place = "Lantern Wharf" }\nmin_collaborations = {least}'
    )
    place = ci.example("parks").collaborations["place"].dropna().iloc[0]
    drawing = drawing.replace("Lantern Wharf", place)
    text = STUDY.format(extra="", figures=drawing.replace("{least}", "1")).replace(
        "min_size = 2", "min_size = 2\nyears = [2016, 2022]"
    )
    (tmp_path / "study.toml").write_text(text, encoding="utf-8")
    out = ci.run(tmp_path / "study.toml", out=tmp_path / "out", progress=False)
    assert (out / "figures" / "network.svg").exists()
    (tmp_path / "study.toml").write_text(
        STUDY.format(extra="", figures=drawing.replace("{least}", "5000")), encoding="utf-8"
    )
    with pytest.raises(EmptySelection, match="at least 5000 collaborations"):
        ci.run(tmp_path / "study.toml", out=tmp_path / "out", progress=False)


def with_data(tmp_path: Path, section: str) -> Path:
    text = re.sub(
        r"\[data\].*?\[select\]", f"{section}\n[select]", STUDY.format(extra="", figures=""), flags=re.DOTALL
    )
    path = tmp_path / "study.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_where_the_data_is(tmp_path: Path) -> None:
    study = read_study(with_data(tmp_path, '[data]\nreader = "tables"\nname = "parks"'))
    with pytest.raises(StudyError, match=r"give --data parks=<folder>"):
        load(study, {})
    with pytest.raises(StudyError, match=r"--data names 'park', the study's data is called 'parks'"):
        load(study, {"park": tmp_path})
    with pytest.raises(StudyError, match=r"does not exist\. Give the folder"):
        load(study, {"parks": tmp_path / "nowhere"})
    shutil.copytree(Path(__file__).parents[2] / "data" / "parks", tmp_path / "beside")
    beside = read_study(with_data(tmp_path, '[data]\nreader = "tables"\nfolder = "beside"'))
    eco, inputs = load(beside, {})
    assert len(eco.actors) == len(ci.example("parks").actors)
    assert {"actors.csv", "collaborations.csv", "participations.csv"} <= set(inputs)
    actors = tmp_path / "beside" / "actors.csv"
    assert inputs["actors.csv"].sha256 == hashlib.sha256(actors.read_bytes()).hexdigest()
    assert inputs["actors.csv"].address == ""


def test_where_an_input_was_fetched_from(tmp_path: Path) -> None:
    """The note of a download holds for the file that it was written for, and for no other."""
    shutil.copytree(Path(__file__).parents[2] / "data" / "parks", tmp_path / "beside")
    study = read_study(
        with_data(
            tmp_path, '[data]\nreader = "tables"\nfolder = "beside"\naddress = "https://example.org/all"'
        )
    )
    actors = tmp_path / "beside" / "actors.csv"
    digest = hashlib.sha256(actors.read_bytes()).hexdigest()
    note = {"url": "https://example.org/actors.csv", "sha256": digest}
    for changes, address in (
        ({}, "https://example.org/actors.csv"),
        ({"sha256": "0" * 64}, "https://example.org/all"),
        ({"url": "found in the cache"}, "https://example.org/all"),
    ):
        actors.with_name("actors.csv.json").write_text(json.dumps(note | changes), encoding="utf-8")
        _, inputs = load(study, {})
        assert inputs["actors.csv"].address == address
        assert inputs["collaborations.csv"].address == "https://example.org/all"


def test_options_of_the_reader_are_checked(tmp_path: Path) -> None:
    study = read_study(with_data(tmp_path, '[data]\nreader = "example"\n[data.options]\nnmae = "parks"'))
    with pytest.raises(
        StudyError, match=r"'nmae', which the reader 'example' does not know. Did you mean 'name'\?"
    ):
        load(study, {})


@pytest.mark.parametrize("options", ["", '[data.options]\nname = "helix_venn"', "[data.options]\nname = 3"])
def test_an_example_that_is_no_ecosystem(tmp_path: Path, options: str) -> None:
    study = read_study(with_data(tmp_path, f'[data]\nreader = "example"\n{options}'))
    with pytest.raises(StudyError, match="a study can be run on 'parks'"):
        load(study, {})


def test_null_names_in_chinese() -> None:
    assert null_label("two-mode", "zh") == "二模零模型"
    assert null_label("two-mode within year", "zh") == "二模零模型（同年份内）"


def test_losses_are_counted_by_kind_of_reason() -> None:
    log = pd.DataFrame(
        {
            "file": ["a.csv", "a.csv", None],
            "row": pd.array([2, 9, None], dtype="Int64"),
            "table": "actors",
            "column": ["type", "type", None],
            "value": ["x", "y", "z"],
            "reason": [
                "'A' has this value in 2 of its rows",
                "'B1' has this value in 14 of its rows",
                "undated",
            ],
            "action": "the most frequent value kept",
        }
    )
    found = losses(log).reset_index()
    assert found["rows"].tolist() == [1, 2]
    assert found["reason"].tolist() == ["undated", "… has this value in … of its rows"]
    # what is not said is missing, and no empty text
    assert found["column"].isna().tolist() == [True, False]
    assert losses(log.head(0)).empty
    assert found["first_row"].tolist()[1] == 2
