"""Notes on very many lines: the same issues as one by one, in the same order."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from cinet.loaders import line_notes
from cinet.loaders.decode import Text
from cinet.loaders.line_notes import LineNotes


def noted() -> LineNotes:
    file = LineNotes("a.net", "Pajek", "gb18030")
    file.doubt_encoding(Text("", "gb18030", inferred=True))
    file.note("the vertex stands more than once", "first kept", row=2, table="actors", value="1")
    file.drop_all("no such vertex", np.arange(3, 8), (f"1 {n}" for n in range(5)))
    file.drop("a tie needs two vertices", row=9, value="1")
    file.drop_all("no such vertex", np.arange(10, 14), (f"2 {n}" for n in range(4)))
    file.drop_all("no such vertex", np.arange(0), ())
    return file


def test_many_are_told_like_few(monkeypatch: pytest.MonkeyPatch) -> None:
    few = noted()
    monkeypatch.setattr(line_notes, "_MANY", 1)
    many = noted()
    pd.testing.assert_frame_equal(few.issues(), many.issues())
    assert few.lost == many.lost == [3, 4, 5, 6, 7, 9, 10, 11, 12, 13]
    assert many.issues()["row"].tolist()[1:] == [2, *few.lost]
