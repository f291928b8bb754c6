"""The sha256 of three tables: of what they say, not of how pandas holds it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd

__all__ = ["digest"]


def digest(frames: Iterable[pd.DataFrame]) -> str:
    """Return the sha256 of tables in canonical row order.

    Column order, the width of numbers and the storage of text do not change it.

    Parameters
    ----------
    frames : iterable of DataFrame
        The tables.

    Returns
    -------
    str
        64 hexadecimal digits.

    Examples
    --------
    >>> one = digest([pd.DataFrame({"a": ["x", None], "b": [1, 2]})])
    >>> one == digest([pd.DataFrame({"b": [1, 2], "a": ["x", None]})])
    True
    """
    sha = hashlib.sha256()
    for frame in frames:
        sha.update(f"table {len(frame)} {len(frame.columns)}".encode())
        for name in sorted(frame.columns):
            _add(sha, name.encode())
            _add_column(sha, frame[name])
    return sha.hexdigest()


def _add(sha: Any, part: Any) -> None:
    """Add a part behind its length, so that parts cannot run into each other."""
    data = memoryview(part).cast("B") if len(part) else b""
    sha.update(len(data).to_bytes(8, "little"))
    sha.update(data)


def _add_column(sha: Any, column: pd.Series) -> None:
    kind = column.dtype
    if pd.api.types.is_datetime64_any_dtype(kind):
        _add(sha, b"date")
        _add(sha, column.to_numpy().astype("datetime64[s]").astype("<i8"))
    elif pd.api.types.is_numeric_dtype(kind):
        missing = column.isna().to_numpy(dtype=bool)
        whole = not pd.api.types.is_float_dtype(kind)
        values = column.to_numpy(dtype="<i8" if whole else "<f8", na_value=0)
        values = np.where(missing, 0, values) + values.dtype.type(0)  # -0.0 is 0.0
        _add(sha, b"whole" if whole else b"number")
        _add(sha, np.ascontiguousarray(values))
        _add(sha, np.packbits(missing))
    else:
        codes, uniques = _coded(column)
        texts = [str(text).encode() for text in uniques]
        _add(sha, b"text")
        _add(sha, codes.astype("<i8"))
        _add(sha, np.array([len(text) for text in texts], dtype="<i8"))
        _add(sha, b"".join(texts))


def _coded(column: pd.Series) -> tuple[Any, Any]:
    """Code text by first appearance, or by the categories when all of them are known in order."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        # the ids of participations point into the two other tables, which stand in the digest already
        return column.cat.codes.to_numpy(), []
    codes, uniques = pd.factorize(column)
    return codes, uniques.tolist()
