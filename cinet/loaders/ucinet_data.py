"""What a UCINET dataset holds, whether it was written as text or in binary."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from cinet.loaders.matrices import Cells

__all__ = ["Dataset", "spread"]


@dataclass(slots=True)
class Dataset:
    """One or several matrices over the same rows and columns, each as cells or as a list of ties."""

    shape: tuple[int, int]
    rows: list[str]
    columns: list[str]
    names: list[str] = field(default_factory=list)
    matrices: list[Cells | pd.DataFrame] = field(default_factory=list)
    one_mode: bool = False
    half: bool = False

    def relation(self, number: int) -> str | None:
        """Return the name of a matrix; its number where several have no name, None where there is but one.

        Parameters
        ----------
        number : int
            Counted from 0.

        Returns
        -------
        str or None
            The name.

        Examples
        --------
        >>> Dataset((1, 1), [], [], names=["advice"]).relation(0)
        'advice'
        """
        named = self.names[number] if self.names else ""
        return named or (str(number + 1) if len(self.matrices) > 1 else None)


def spread(cells: Cells, mask: np.ndarray, *, half: bool) -> Cells:
    """Put the cells of a matrix that is not written in full in their places.

    Parameters
    ----------
    cells : Cells
        Those that stand in the file.
    mask : ndarray of bool
        Which places of the matrix they have.
    half : bool
        Whether the rest mirrors them; it is 0 otherwise.

    Returns
    -------
    Cells
        All places, row after row.

    Examples
    --------
    >>> cells = Cells(np.array([5.0]), np.array([7]), {})
    >>> spread(cells, np.array([[False, False], [True, False]]), half=True).values.tolist()
    [0.0, 5.0, 5.0, 0.0]
    """
    values, rows = np.zeros(mask.shape), np.zeros(mask.shape, dtype=np.int64)
    values[mask], rows[mask] = cells.values, cells.rows
    if half:
        values, rows = np.where(mask, values, values.T), np.where(mask, rows, rows.T)
    places = np.flatnonzero(mask)
    odd = {int(places[place]): text for place, text in cells.odd.items()}
    if half:
        odd |= {place % len(mask) * len(mask) + place // len(mask): text for place, text in odd.items()}
    return Cells(values.ravel(), rows.ravel(), odd)
