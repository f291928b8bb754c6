"""The list of issues: one row for everything that was dropped, merged or doubted."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from cinet.errors import DataLossWarning

__all__ = ["ISSUE_COLUMNS", "IssueLog", "Origin", "issue_rows", "join_issues", "warn_of_losses"]

#: The columns of an issues table; all text except ``row``, the physical line of the file (header = 1).
ISSUE_COLUMNS: Final = ("file", "row", "table", "column", "value", "reason", "action")


def issue_rows(
    count: int,
    *,
    reason: Any,
    action: Any,
    file: Any = None,
    row: npt.NDArray[np.int32] | npt.NDArray[np.int64] | None = None,
    table: Any = None,
    column: Any = None,
    value: Any = None,
) -> pd.DataFrame:
    """Make ``count`` issues; each part is one value for all or one value per issue.

    Parameters
    ----------
    count : int
        Number of issues.
    reason, action : str or sequence of str
        What is wrong, and what was done.
    file, table, column, value : str or sequence of str, optional
        Where it is, and what stood there.
    row : ndarray of int, optional
        Physical lines of the file.

    Returns
    -------
    DataFrame
        Columns ``ISSUE_COLUMNS``.

    Examples
    --------
    >>> issue_rows(1, reason="the id is blank", action="dropped", table="actors")[["table", "row", "action"]]
        table   row   action
    0  actors  <NA>  dropped
    """
    given = {
        "file": file,
        "table": table,
        "column": column,
        "value": value,
        "reason": reason,
        "action": action,
    }
    index = pd.RangeIndex(count)
    made = {name: pd.Series(_plain(part), index=index, dtype="str") for name, part in given.items()}
    made["row"] = pd.Series(pd.NA if row is None else row, index=index, dtype="Int64")
    return pd.DataFrame(made, columns=list(ISSUE_COLUMNS))


def _plain(part: Any) -> Any:
    """Drop the index of a column, so that values meet issues by position."""
    return part.array if isinstance(part, pd.Series | pd.Index) else part


def join_issues(parts: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """Join lists of issues into one.

    Parameters
    ----------
    parts : iterable of DataFrame
        Lists of issues, in the order in which they arose.

    Returns
    -------
    DataFrame
        One list, numbered from 0.

    Examples
    --------
    >>> len(join_issues([issue_rows(2, reason="x", action="dropped"), issue_rows(0, reason="", action="")]))
    2
    """
    filled = [part for part in parts if len(part)]
    if not filled:
        return issue_rows(0, reason=None, action=None)
    return pd.concat(filled, ignore_index=True)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the rows of a table stand: a file, or one file per row, and the physical line of each row."""

    file: str | npt.NDArray[np.object_] | None = None
    rows: npt.NDArray[np.int32] | npt.NDArray[np.int64] | None = None

    def take(self, places: npt.NDArray[np.int64]) -> Origin:
        """Return the origin of some of the rows.

        Parameters
        ----------
        places : ndarray of int
            Positions of the rows.

        Returns
        -------
        Origin
            The same with these rows only.
        """
        file = self.file[places] if isinstance(self.file, np.ndarray) else self.file
        return Origin(file, None if self.rows is None else self.rows[places])


@dataclass(slots=True)
class IssueLog:
    """Collects the issues of one table.

    Examples
    --------
    >>> log = IssueLog("actors", Origin("a.csv", np.array([2, 3])))
    >>> log.add(np.array([1]), column="actor_id", reason="the id is blank", action="dropped")
    >>> log.parts[0][["file", "row"]].values.tolist()
    [['a.csv', 3]]
    """

    table: str
    origin: Origin
    parts: list[pd.DataFrame] = field(default_factory=list)

    def add(
        self,
        places: npt.NDArray[np.int64],
        *,
        reason: Any,
        action: Any,
        column: Any = None,
        value: Any = None,
    ) -> None:
        """Add one issue for each row at ``places``.

        Parameters
        ----------
        places : ndarray of int
            Positions in the table as it was given.
        reason, action, column, value : str or sequence of str
            One value for all or one per issue.
        """
        taken = self.origin.take(places)
        self.parts.append(
            issue_rows(
                len(places),
                file=taken.file,
                row=taken.rows,
                table=self.table,
                column=column,
                value=value,
                reason=reason,
                action=action,
            )
        )

    def note(
        self, values: Sequence[str | None], *, reason: str, action: str, column: str | None = None
    ) -> None:
        """Add one issue per value; they belong to the table as a whole, not to one of its rows.

        Parameters
        ----------
        values : sequence of str or None
            What stands there, or None.
        reason, action, column : str
            As in the issues table.
        """
        said = issue_rows(
            len(values),
            file=None if isinstance(self.origin.file, np.ndarray) else self.origin.file,
            table=self.table,
            column=column,
            value=list(values),
            reason=reason,
            action=action,
        )
        self.parts.append(said)


def warn_of_losses(issues: pd.DataFrame, *, stacklevel: int = 2) -> None:
    """Warn when rows were dropped, and say for which reasons.

    Parameters
    ----------
    issues : DataFrame
        A list of issues.
    stacklevel : int
        Whose line is named by the warning: 2 for the caller, 3 for the caller's caller.
    """
    dropped = issues["action"].str.startswith("dropped")
    if dropped.any():
        reasons = issues.loc[dropped, "reason"].value_counts()
        named = "; ".join(f"{count:,} x {reason}" for reason, count in reasons.head(3).items())
        warnings.warn(
            f"rows dropped: {int(dropped.sum()):,} ({named}); see the issues of the ecosystem.",
            DataLossWarning,
            stacklevel=stacklevel,
        )
