"""The table of reproduced numbers is true, and up to date."""

from __future__ import annotations

import pytest

from tests import reproduced

ROWS = reproduced.rows()


@pytest.mark.parametrize("row", ROWS, ids=[f"{row.source} {row.case} {row.quantity}" for row in ROWS])
def test_to_the_last_printed_digit(row):
    assert abs(row.ours - float(row.expected)) <= 0.5000001 * 10.0 ** -reproduced.digits(row.expected)


def test_the_page_is_written_from_the_numbers():
    assert reproduced.PAGE.read_text(encoding="utf-8") == reproduced.page()
