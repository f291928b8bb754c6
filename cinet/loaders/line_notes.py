"""Notes on the lines of a network file of which very many may be wrong: kept as columns, not one by one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from cinet.loaders.dyadic import NetworkFile
from cinet.tables.issues import issue_rows

__all__ = ["LineNotes"]

# from here on a table of its own costs less than as many single notes
_MANY: Final = 1_000


@dataclass(slots=True)
class LineNotes(NetworkFile):
    """A network file whose lines are told about all at once.

    Examples
    --------
    >>> file = LineNotes("a.net", "Pajek", "utf-8")
    >>> file.drop_all("the network has no vertex of this number", np.array([4, 5]), ["1 9", "1 8"])
    >>> file.issues()[["row", "value", "action"]].values.tolist()
    [[4, '1 9', 'dropped'], [5, '1 8', 'dropped']]
    """

    def drop_all(self, reason: str, rows: npt.NDArray[np.int64], values: Iterable[str]) -> None:
        """Add an issue for each of many lines that should hold a tie and give none.

        Parameters
        ----------
        reason : str
            What is wrong with all of them.
        rows : ndarray of int
            The physical lines.
        values : iterable of str
            What stands there.
        """
        if len(rows) < _MANY:
            for row, value in zip(rows.tolist(), values, strict=True):
                self.drop(reason, row=row, value=value)
            return
        self.lost.extend(rows.tolist())
        told = issue_rows(
            len(rows),
            file=self.name,
            row=rows,
            table="participations",
            value=list(values),
            reason=reason,
            action="dropped",
        )
        # what was noted before stays before
        included, self._tables = self._tables, []
        self._tables = [*included, self.issues(), told]
        self._notes.clear()
