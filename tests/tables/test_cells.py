"""Guards in front of what a spreadsheet would run."""

from __future__ import annotations

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from cinet.tables.cells import guarded, guarded_text, unguarded, unguarded_text


@given(st.text() | st.sampled_from(["'", "''", "'=", "=", "＝1", "\n", "'\t"]))
def test_every_text_comes_back(text: str) -> None:
    assert unguarded_text(guarded_text(text)) == text
    assert not guarded_text(text).startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert guarded_text(text)


def test_columns() -> None:
    texts = pd.Series(["=1", "", "'s", None, "a"], dtype="str")
    assert guarded(texts).fillna("none").tolist() == ["'=1", "'", "''s", "none", "a"]
    pd.testing.assert_series_equal(unguarded(guarded(texts)), texts)
    assert guarded(texts.astype("category")).tolist()[0] == "'=1"
    assert guarded(pd.Series(["@x"], dtype=object)).tolist() == ["'@x"]
    numbers = pd.Series([-1.0, 2.0])
    assert guarded(numbers) is numbers
    plain = pd.Series(["a", "b"], dtype="str")
    assert guarded(plain) is plain
