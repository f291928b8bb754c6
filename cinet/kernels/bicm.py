"""The bipartite configuration model: the most random two-mode network with given expected margins."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

IntArray = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float64]
BoolArray = npt.NDArray[np.bool_]

#: Largest departure of an expected margin, and the number of Newton steps after which a fit gives up.
TOLERANCE: Final = 1e-10
MOST_STEPS: Final = 500


def chances(
    rows: IntArray, row_copies: IntArray, columns: IntArray, column_copies: IntArray
) -> tuple[FloatArray, float]:
    """Return p_ie = x_i y_e / (1 + x_i y_e) by class of margins, and the worst departure of a margin.

    ``rows`` and ``columns`` are distinct margins, shared by ``row_copies`` rows and ``column_copies`` columns.
    Margins of nothing and of everything leave no room for chance: they are taken out first, again and again,
    because taking one out can fill up another.
    """
    p = np.zeros((rows.size, columns.size))
    row_left, column_left = rows.astype(np.float64), columns.astype(np.float64)
    row_open, column_open = np.full(rows.size, True), np.full(columns.size, True)
    while True:
        wide, tall = column_copies[column_open].sum(), row_copies[row_open].sum()
        full_rows = row_open & (row_left >= wide)
        full_columns = column_open & (column_left >= tall)
        shut_rows, shut_columns = row_open & (row_left <= 0), column_open & (column_left <= 0)
        if full_rows.any() and wide > 0:
            p[np.ix_(full_rows, column_open)] = 1.0
            column_left[column_open] -= row_copies[full_rows].sum()
            row_open &= ~full_rows
        elif full_columns.any() and tall > 0:
            p[np.ix_(row_open, full_columns)] = 1.0
            row_left[row_open] -= column_copies[full_columns].sum()
            column_open &= ~full_columns
        elif shut_rows.any() or shut_columns.any():
            row_open &= ~shut_rows
            column_open &= ~shut_columns
        else:
            break
    inside = np.ix_(row_open, column_open)
    p[inside] = _fitted(
        row_left[row_open], row_copies[row_open], column_left[column_open], column_copies[column_open]
    )
    off_rows = np.abs(p @ column_copies - rows).max(initial=0.0)
    off_columns = np.abs(row_copies @ p - columns).max(initial=0.0)
    return p, float(max(off_rows, off_columns))


def _fitted(rows: FloatArray, n: IntArray, columns: FloatArray, m: IntArray) -> FloatArray:
    """Fit margins that are strictly between nothing and everything by damped Newton steps on log x, log y.

    The log-likelihood is concave; a step of log(1 + r) / r times Newton's, r its largest move, always goes up.
    """
    x = np.log(rows / np.sqrt(max(float(n @ rows), 1.0)))
    y = np.log(columns / np.sqrt(max(float(m @ columns), 1.0)))
    for _ in range(MOST_STEPS):
        p: FloatArray = 1.0 / (1.0 + np.exp(-np.add.outer(x, y)))
        lack_rows, lack_columns = rows - p @ m, columns - n @ p
        worst = max(np.abs(lack_rows).max(initial=0.0), np.abs(lack_columns).max(initial=0.0))
        if worst < TOLERANCE:
            break
        spread = np.outer(n, m) * p * (1.0 - p)
        curvature = np.block([[np.diag(spread.sum(axis=1)), spread], [spread.T, np.diag(spread.sum(axis=0))]])
        # scaled to a unit diagonal; the smallest-norm solution, since x and 1 / y share a free factor
        scale = 1.0 / np.sqrt(np.diag(curvature))
        slope = np.concatenate([n * lack_rows, m * lack_columns]) * scale
        step = scale * np.linalg.lstsq(curvature * np.outer(scale, scale), slope, rcond=1e-14)[0]
        move = np.abs(np.add.outer(step[: x.size], step[x.size :])).max()
        step *= np.log1p(move) / move
        x, y = x + step[: x.size], y + step[x.size :]
    return p
