"""Web of Science: golden counts of real records."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from cinet.loaders.wos import read_wos

SHARED = os.environ.get("CINET_TEST_DATA")
SAMPLES = Path(str(SHARED), "samples", "wos")
pytestmark = [
    pytest.mark.data,
    pytest.mark.skipif(SHARED is None, reason="CINET_TEST_DATA is not set"),
    pytest.mark.filterwarnings("ignore::cinet.errors.DataLossWarning"),
]


def test_golden_counts() -> None:
    eco = read_wos(SAMPLES / "bit-pattern-savedrecs.txt")
    text = (SAMPLES / "bit-pattern-savedrecs.txt").read_text(encoding="utf-8-sig")
    bracketed = {
        re.search(r"^UT (\S+)", record, re.MULTILINE)[1]
        for record in text.split("\nER\n")
        if re.search(r"^C1 \[", record, re.MULTILINE)
    }
    assert len(bracketed) == 491
    assert eco.report[["rows_read", "rows_used"]].values.tolist() == [[500, 500]]
    linked = eco.participations.groupby("collab_id", observed=True)["persons"].count() > 0
    # four records have an address without a name beside the one of the reprint author
    assert len(bracketed - set(linked[linked].index)) == 4
    assert len(eco.collaborations) == 500
    # no person of an address is a stranger to the record
    assert not (eco.issues["column"] == "C1").any()


@pytest.mark.parametrize(
    ("name", "read", "used"),
    [("demo_wos_202101.txt", 10, 10), ("single-article.txt", 1, 1), ("badFile.isi", 32, 25)],
)
def test_others(name: str, read: int, used: int) -> None:
    report = read_wos(SAMPLES / name).report
    assert report[["rows_read", "rows_used"]].values.tolist() == [[read, used]]
    assert read_wos(SAMPLES / name, unit="author").report["rows_used"].tolist() == [read]
