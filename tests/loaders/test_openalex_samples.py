"""OpenAlex: the golden counts of real pages, and every sample read, or refused with the reason."""

from __future__ import annotations

import os
import warnings
from pathlib import Path
from typing import Any

import pytest

from cinet.ecosystem import Ecosystem
from cinet.errors import DataLossWarning, LoadError
from cinet.loaders.openalex import read_openalex

SHARED = os.environ.get("CINET_TEST_DATA")
SAMPLES = Path(str(SHARED), "samples", "openalex")
pytestmark = [pytest.mark.data, pytest.mark.skipif(SHARED is None, reason="CINET_TEST_DATA is not set")]


def quiet(source: object, **options: Any) -> Ecosystem:
    with warnings.catch_warnings(action="ignore", category=DataLossWarning):
        return read_openalex(source, **options)


def balanced(eco: Ecosystem) -> bool:
    report = eco.report
    return bool((report["rows_read"] == report["rows_used"] + report["rows_in_issues"]).all())


def test_golden_counts() -> None:
    pages = [SAMPLES / f"api_works_page_{number}.json" for number in (1, 2, 3, 4)]
    given_as = quiet(pages, roll_up=False)
    assert given_as.report["rows_read"].tolist() == [49, 50, 50, 25]
    assert (len(given_as.participations), len(given_as.actors)) == (180, 143)
    sizes = given_as.sizes()
    assert int((sizes >= 2).sum()) == 48
    assert int((sizes * (sizes - 1) / 2).sum()) == 163
    silent = given_as.issues["column"] == "authorships.institution"
    # six works have no authorships at all
    assert given_as.issues.loc[silent, "value"].astype(int).sum() == 196
    assert (given_as.issues["action"] == "dropped").sum() == 79 == 174 - len(given_as.collaborations)
    assert (given_as.report["unknown_columns"] == "").all()
    rolled = quiet(pages)
    assert (rolled.issues["action"] == "merged into its ancestor").sum() == 5
    assert len(rolled.participations) == 175
    assert balanced(rolled)


def test_every_sample_is_read_or_refused() -> None:
    snapshot = quiet(SAMPLES / "snapshot_works_2023-05-16_part_000.gz")
    assert snapshot.report.iloc[0, 3:6].tolist() == [27, 0, 27]
    assert (snapshot.issues["reason"] == "the work has no authorships").sum() == 27
    assert len(quiet(SAMPLES / "work_W2741809807.json").actors) == 7
    assert len(quiet(SAMPLES / "api_works_response_legacy.json").actors) == 1
    lines = quiet(SAMPLES / "jsonl_chunk_1.jsonl")
    assert lines.sha == quiet(SAMPLES / "api_works_page_1.json").sha
    for name in ("api_institution_2026.json", "institution_I27837315.json"):
        with pytest.raises(LoadError, match="no record is a work"):
            read_openalex(SAMPLES / name)
    with pytest.raises(LoadError, match="no record is a work"):
        read_openalex(SAMPLES / "snapshot_institutions_2023-09-04_part_000.gz")
    with pytest.raises(LoadError, match="no JSON"):
        read_openalex(SAMPLES / "schema_works.csv")
    merged = quiet(
        SAMPLES / "api_works_page_1.json",
        unit="author",
        merged_ids=SAMPLES / "merged_ids_authors_2023-04-13.csv",
    )
    assert len(merged.actors) == len(quiet(SAMPLES / "api_works_page_1.json", unit="author").actors)
