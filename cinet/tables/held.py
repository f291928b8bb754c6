"""The three tables as they are held once they came through the door."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

__all__ = ["REPORT_COLUMNS", "CodeArray", "Tables", "counted", "participation_codes"]

CodeArray = npt.NDArray[np.int32]

#: The columns of a load report: one row per file.
REPORT_COLUMNS: Final = (
    "file", "format", "encoding", "rows_read", "rows_used", "rows_in_issues", "unknown_columns",
)  # fmt: skip

_TYPES_NAMED: Final = 4


@dataclass(frozen=True, slots=True)
class Tables:
    """Three clean tables in canonical order, and the issues of making them."""

    actors: pd.DataFrame
    collaborations: pd.DataFrame
    participations: pd.DataFrame
    issues: pd.DataFrame

    def headline(self) -> str:
        """Say in one line how much there is, of which types, and from when.

        Returns
        -------
        str
            Such as ``"2 collaborations, 3 actors (firm 67 %, user 33 %), 2019-2021"``.
        """
        shares = self.actors["type"].value_counts(normalize=True, sort=True)
        named = [f"{kind} {share * 100:.0f} %" for kind, share in shares.head(_TYPES_NAMED).items()]
        more = ", ..." if len(shares) > _TYPES_NAMED else ""
        years = self.collaborations["year"].dropna()
        parts = [
            counted(len(self.collaborations), "collaboration"),
            counted(len(self.actors), "actor") + (f" ({', '.join(named)}{more})" if named else ""),
            f"{years.min()}-{years.max()}" if len(years) else "undated",
        ]
        return ", ".join(parts)


def counted(number: int, noun: str) -> str:
    """Write a number with its noun.

    Parameters
    ----------
    number : int
        How many.
    noun : str
        In the singular.

    Returns
    -------
    str
        The noun in the plural unless there is one.

    Examples
    --------
    >>> counted(1, "actor"), counted(2000, "actor")
    ('1 actor', '2,000 actors')
    """
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def participation_codes(participations: pd.DataFrame) -> tuple[CodeArray, CodeArray]:
    """Return the positions of collaboration and actor of every participation.

    Parameters
    ----------
    participations : DataFrame
        A clean table.

    Returns
    -------
    collab, actor : ndarray of int32
        Positions in the two other tables.
    """
    collab, actor = (
        np.asarray(participations[name].cat.codes, dtype=np.int32) for name in ("collab_id", "actor_id")
    )
    return collab, actor
