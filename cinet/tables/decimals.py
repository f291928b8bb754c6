"""Numbers as people write them: with either decimal mark, with or without marks between the thousands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from cinet.errors import SchemaError

__all__ = ["Decimal", "Decimals", "demand_decimal", "parse_decimals"]

Decimal = Literal[".", ","]

BoolArray = npt.NDArray[np.bool_]

#: Blanks and apostrophes between groups of three digits.
_SPACED: Final = re.compile(r"[+-]?\d{1,3}(?:[ \u00a0\u202f'\u2019]\d{3})+(?:[.,]\d+)?")
_SPACES: Final = re.compile(r"[ \u00a0\u202f'\u2019]")

#: Numbers of either convention; marks between thousands stand between groups of three.
_WRITTEN: Final = {
    ".": re.compile(r"[+-]?(?:\d+|[1-9]\d{0,2}(?:,\d{3})+)?(?:\.\d*)?(?:[eE][+-]?\d+)?"),
    ",": re.compile(r"[+-]?(?:\d+|[1-9]\d{0,2}(?:\.\d{3})+)?(?:,\d*)?(?:[eE][+-]?\d+)?"),
}
#: One mark before three digits: of the thousands or of the decimals.
_TWO_WAYS: Final = re.compile(r"[+-]?[1-9]\d{0,2}[.,]\d{3}")
_ONE_COMMA: Final = re.compile(r"[^,.]*,[^,]*")


@dataclass(frozen=True, slots=True)
class Decimals:
    """Numbers that were read, and what was not.

    Parameters
    ----------
    numbers : Series of float64
        NaN where there is none.
    failed : ndarray of bool
        Where something stands that is no number.
    doubtful : ndarray of bool
        Where something stands that is one of two numbers; these have failed too.
    """

    numbers: pd.Series
    failed: BoolArray
    doubtful: BoolArray


def demand_decimal(decimal: str | None) -> None:
    """Raise SchemaError unless this is a decimal mark or None.

    Parameters
    ----------
    decimal : str or None
        What was given.

    Examples
    --------
    >>> demand_decimal(",")
    """
    if decimal not in (".", ",", None):
        raise SchemaError(f"decimal={decimal!r} is neither '.' nor ','.")


def parse_decimals(values: pd.Series, decimal: Decimal | None = None) -> Decimals:
    """Read a column of numbers.

    Parameters
    ----------
    values : Series
        Numbers or text; blank text is a missing value.
    decimal : {".", ","}, optional
        The decimal mark. Without it both are read where they can be read in one way only: ``2,5`` and ``1.234,5``
        have a decimal comma; ``1,500`` may be either, and so may ``1.500`` in a column with decimal commas.

    Returns
    -------
    Decimals
        Numbers, and what could not be read.

    Examples
    --------
    >>> read = parse_decimals(pd.Series(["1.5", "2,5", "1,500", "x"]))
    >>> read.numbers.tolist(), read.doubtful.tolist(), read.failed.tolist()
    ([1.5, 2.5, nan, nan], [False, False, True, False], [False, False, True, True])
    """
    demand_decimal(decimal)
    if pd.api.types.is_numeric_dtype(values.dtype):
        numbers = values.astype("float64")
        nothing = np.zeros(len(values), dtype=bool)
        return Decimals(numbers, nothing, nothing)
    codes, uniques = pd.factorize(values)
    texts = [_unspaced(str(text).strip()) for text in uniques]
    marks = [decimal] * len(texts) if decimal else _marks(texts)
    plain = ["" if mark is None else _pointed(text, mark) for text, mark in zip(texts, marks, strict=True)]
    read = pd.to_numeric(pd.Series(plain, dtype="str"), errors="coerce").to_numpy(dtype=np.float64)
    blank = np.array([not text for text in texts], dtype=bool)
    # one more place at the end for missing values
    found = np.append(read, np.nan)[codes]
    failed = np.append(np.isnan(read) & ~blank, False)[codes]
    doubtful = np.append(np.array([mark is None for mark in marks], dtype=bool), False)[codes]
    return Decimals(pd.Series(found, index=values.index), failed, doubtful)


def _unspaced(text: str) -> str:
    return _SPACES.sub("", text) if _SPACED.fullmatch(text) else text


def _marks(texts: list[str]) -> list[Decimal | None]:
    """Tell the decimal mark of every text, None where it can be either."""
    # a comma that can only be a decimal one says that the column has decimal commas
    commas = any(
        _ONE_COMMA.fullmatch(text) and _WRITTEN[","].fullmatch(text) and not _TWO_WAYS.fullmatch(text)
        for text in texts
    )
    marks: list[Decimal | None] = []
    for text in texts:
        if _TWO_WAYS.fullmatch(text) and ("," in text or commas):
            marks.append(None)
        else:
            both = "," in text and _WRITTEN[","].fullmatch(text) and not _WRITTEN["."].fullmatch(text)
            marks.append("," if both or text.count(".") > 1 else ".")
    return marks


def _pointed(text: str, mark: Decimal) -> str:
    """Write a number with a decimal point; what does not follow the convention is left as it is."""
    if not _WRITTEN[mark].fullmatch(text):
        # words of a number, such as inf; but a mark at the wrong place is not left to be taken for another
        return text if mark == "." and "," not in text else ""
    return text.replace(",", "") if mark == "." else text.replace(".", "").replace(",", ".")
