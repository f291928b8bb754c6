from __future__ import annotations

import copy
import datetime
import tomllib
from pathlib import Path
from typing import Any

import pytest

from cinet.errors import StudyError, UnknownName
from cinet.report.study import check_study, read_study

GOOD: dict[str, Any] = {
    "study": {"title": "t"},
    "data": {"reader": "example", "options": {"name": "parks"}},
    "windows": {"start": 2016, "end": "2021", "length": "3Y"},
    "helix": {"parts": ["university", "firm"]},
    "figures": {"brokers": "strength", "drawing": {"title": "x"}},
}


def changed(section: str, **values: Any) -> dict[str, Any]:
    raw = copy.deepcopy(GOOD)
    raw.setdefault(section, {}).update(values)
    return raw


def test_defaults_are_filled_in_and_given_values_kept() -> None:
    filled = check_study(GOOD)
    assert filled["nulls"] == {"draws": 200, "rounds": 100, "strata": ["year"]}
    assert filled["network"]["weighting"] == "full"
    assert filled["windows"]["end"] == "2021"
    assert filled["study"]["published"] == ""
    day = changed("study", published=datetime.date(2026, 5, 31))
    assert check_study(day)["study"]["published"] == "2026-05-31"
    assert filled["figures"]["drawing"] == {"title": "x", "where": {}, "min_collaborations": 1, "labels": 12}


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        ({**GOOD, "figure": {}}, r"unknown section 'figure'. Did you mean 'figures'\?"),
        (changed("study", titel="x"), r"unknown key in \[study\] 'titel'. Did you mean 'title'\?"),
        (changed("study", title=3), "study.title must be a text, not 3"),
        (changed("study", seed=True), "study.seed must be a whole number, not True"),
        (changed("study", lang="fr"), r"study.lang is 'fr'. Choose one of en, zh"),
        (changed("windows", start=2.5), "windows.start must be a text or a whole number, not 2.5"),
        (changed("network", weighting="newmann"), r"Did you mean 'newman'\?"),
        ({**GOOD, "helix": {}}, r"\[helix\] needs the key 'parts'"),
        ({**GOOD, "select": 3}, r"'select' must be a section, written \[select\]"),
        (changed("data", options=3), "data.options must be a table"),
        (changed("data", reader="events"), r"\[data\] needs the key 'file'"),
        (changed("actors", measures=["ei_index"]), "'ei_index', which is not a measure of actors"),
        (changed("figures", drawing=3), r"figures.drawing must be a section"),
        (changed("figures", drawing={"tilte": "x"}), r"Did you mean 'title'\?"),
        (changed("figures", drawing={"title": 3}), "figures.drawing.title must be a text"),
        (changed("study", authors=[7]), r"\[study\] an author has a name"),
        (changed("study", authors="B"), "study.authors must be a list, not 'B'"),
        (changed("study", published="soon"), r"\[study\] published is a date such as 2026-05-31, not 'soon'"),
        (changed("study", published=2026), "study.published must be a text or a date, not 2026"),
        (changed("nulls", draws=0), "nulls.draws must be at least 1, not 0"),
    ],
)
def test_what_is_wrong_is_said(raw: dict[str, Any], says: str) -> None:
    with pytest.raises(StudyError, match=says):
        check_study(raw)


def test_an_unknown_measure_names_the_nearest() -> None:
    with pytest.raises(UnknownName, match="Did you mean 'constraint'"):
        check_study(changed("actors", measures=["constrant"]))


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(StudyError, match="does not exist"):
        read_study(tmp_path / "none.toml")
    broken = tmp_path / "broken.toml"
    broken.write_text("[study\n", encoding="utf-8")
    with pytest.raises(StudyError, match="not readable as TOML"):
        read_study(broken)
    broken.write_bytes(b"title = '\xff\xfe'")
    with pytest.raises(StudyError, match="not readable as TOML"):
        read_study(broken)


@pytest.mark.parametrize("path", sorted(Path(__file__).parents[2].glob("examples/*/*.toml")), ids=str)
def test_the_studies_that_come_with_the_project_are_valid(path: Path) -> None:
    study = read_study(path)
    assert study["study"]["title"] == tomllib.loads(path.read_text(encoding="utf-8"))["study"]["title"]
