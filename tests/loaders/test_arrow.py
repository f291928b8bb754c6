"""Text through the Arrow C data interface."""

from __future__ import annotations

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cinet.errors import LoadError
from cinet.loaders.arrow import text_columns

TEXTS = st.lists(st.one_of(st.none(), st.text(st.characters(codec="utf-8"), max_size=5)), max_size=20)


@given(TEXTS, st.sampled_from([pa.string(), pa.large_string()]), st.integers(0, 4))
def test_texts_arrive_as_they_are(texts: list[str | None], kind: pa.DataType, cut: int) -> None:
    column = pa.array(texts, type=kind)
    table = pa.StructArray.from_arrays([column, column], names=["a", "b"])[cut:]
    assert [found.tolist() for found in text_columns(table)] == [texts[cut:], texts[cut:]]


def test_what_is_no_text() -> None:
    with pytest.raises(LoadError, match="Arrow format b'l', not as text"):
        text_columns(pa.StructArray.from_arrays([pa.array([1])], names=["a"]))
