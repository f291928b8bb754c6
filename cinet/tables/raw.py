"""A table as it stands in a file: text cells, the physical line of every record, and what was rejected."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from cinet.errors import SchemaError, UnknownName, first_few, nearest
from cinet.tables.issues import issue_rows

__all__ = ["RawTable"]


@dataclass(frozen=True, slots=True)
class RawTable:
    """One table as read.

    Parameters
    ----------
    frame : DataFrame
        The records that could be read.
    file : str, optional
        Name of the file, for messages and issues.
    rows : ndarray of int, optional
        Physical line of each record (header = 1); None when the source has no lines.
    issues : DataFrame
        Records that could not be read.
    notes : mapping
        How it was read: encoding, delimiter.

    Examples
    --------
    >>> RawTable(pd.DataFrame({"a": ["1"]})).require(["a"], "id")
    """

    frame: pd.DataFrame
    file: str | None = None
    rows: npt.NDArray[np.int32] | npt.NDArray[np.int64] | None = None
    issues: pd.DataFrame = field(default_factory=lambda: issue_rows(0, reason=None, action=None))
    notes: Mapping[str, Any] = field(default_factory=dict)

    def require(self, columns: list[str], purpose: str) -> None:
        """Raise UnknownName unless all columns are there.

        Parameters
        ----------
        columns : list of str
            Names that were asked for.
        purpose : str
            What they were asked for, for the message.
        """
        known = [str(name) for name in self.notes.get("columns", self.frame.columns)]
        for name in columns:
            if name not in known:
                raise UnknownName(
                    f"{self.file or 'the table'} has no column {name!r}, which was named as {purpose}."
                    f"{nearest(name, known)} Its columns: {first_few(known, 30)}."
                )
            if known.count(name) > 1:
                raise SchemaError(
                    f"{self.file or 'the table'} has more than one column {name!r}: it cannot be {purpose}."
                )
