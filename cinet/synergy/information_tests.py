"""Tests of independence between nominal variables: which pairs share more than chance gives."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.stats import chi2

from cinet.errors import SchemaError
from cinet.joint import Joint
from cinet.kernels import information as kernel
from cinet.kernels import record_draws
from cinet.kernels.cells import combined, numbered
from cinet.synergy.adjust import benjamini_hochberg
from cinet.synergy.joint_draws import Draws, checked_draws, checked_joint

__all__ = ["mutual_information_tests"]

FloatArray = npt.NDArray[np.float64]


def mutual_information_tests(
    joint: Joint,
    *,
    variables: Sequence[str] | None = None,
    given: Sequence[str] = (),
    n_perm: int = 999,
    seed: int = 0,
    progress: bool | None = None,
    workers: int | None = None,
) -> pd.DataFrame:
    """Which pairs of variables share information beyond chance: mutual information with two tests of independence.

    G2 = 2 n ln(2) I(x; y | given) is chi-square with df = sum over the classes of ``given`` of (r - 1)(c - 1) under
    independence, if cells are well filled; the permutation test shuffles y over the records that agree in ``given``.

    Parameters
    ----------
    joint : Joint
        Counts of records by class.
    variables : sequence of str, optional
        At least two variables, all pairs of which are tested; all but ``given`` when left out.
    given : sequence of str
        Variables that are held fixed.
    n_perm : int
        Permutations; 0 leaves the columns null_mean and p out, and adjusts p_chi2 instead.
    seed : int
        Seed of the permutations; each has its own child.
    progress : bool, optional
        Show a progress bar; when left out, only on a terminal.
    workers : int, optional
        Threads; the processors at hand when left out. The numbers do not depend on it.

    Returns
    -------
    DataFrame
        One row per pair, named ``"x+y"``: mutual_information (bit), G2, df (degrees of freedom), p_chi2 (NaN when df
        is 0), null_mean (mutual information of the permutations, bit), p (share of the permutations with at least the
        observed information, (b + 1) / (n_perm + 1)), q (p adjusted over the pairs, Benjamini and Hochberg).

    Raises
    ------
    UnknownName
        A variable is not known.
    SchemaError
        Variables and given overlap, there are fewer than two variables, or counts are not whole.

    Notes
    -----
    p_chi2 is too small in fine-grained tables: there, read p. Cost: O(records) per pair and permutation.

    References
    ----------
    Benjamini, Y., & Hochberg, Y. (1995). Journal of the Royal Statistical Society B 57:289-300.

    Examples
    --------
    >>> firms = pd.DataFrame({"place": [0, 0, 1, 1] * 5, "tech": [0, 1, 0, 1] * 5, "size": [0, 0, 1, 1] * 5})
    >>> tests = mutual_information_tests(Joint.from_records(firms), n_perm=99)
    >>> tests[["mutual_information", "df", "p"]].values.tolist()
    [[0.0, 1.0, 1.0], [1.0, 1.0, 0.01], [0.0, 1.0, 1.0]]
    """
    checked_joint(joint)
    checked_draws(n_perm=n_perm, seed=seed)
    fixed = [given] if isinstance(given, str) else list(given)
    names = [name for name in joint.variables if name not in fixed] if variables is None else list(variables)
    if len(names) < 2 or set(names) & set(fixed):
        raise SchemaError(
            f"pairs are made of at least two variables that are not given; got {names} given {fixed}."
        )
    columns = joint.columns(names)
    within = joint.columns(fixed) if fixed else []
    stratum = numbered(
        *combined(joint.codes[:, [*within]], [len(joint.categories[column]) for column in within])
    )
    rows = []
    for number, pair in enumerate(combinations(columns, 2)):
        sizes = tuple(len(joint.categories[column]) for column in pair)
        cells = kernel.Cells(joint.codes[:, pair], sizes, joint.counts, stratum, int(stratum.max()) + 1)
        draws = Draws(joint, list(pair), [], 0, n_perm, seed, progress, workers)
        rows.append(_tested(cells, draws, number))
    labels = ["+".join(pair) for pair in combinations(names, 2)]
    table = pd.DataFrame(rows, index=pd.Index(labels, name="variables"))
    table["q"] = benjamini_hochberg(table["p" if n_perm else "p_chi2"])
    return table


def _tested(cells: kernel.Cells, draws: Draws, number: int) -> dict[str, float]:
    share = cells.totals() / cells.totals().sum()
    found = float(share @ kernel.shared(cells, (0,), (1,)))
    rows, columns = (kernel.occupied(cells, (side,)) for side in (0, 1))
    free = float(((rows - 1) * (columns - 1)).sum())
    g = 2 * cells.totals().sum() * np.log(2) * found
    row = {
        "mutual_information": found,
        "G2": g,
        "df": free,
        "p_chi2": float(chi2.sf(g, free)) if free else np.nan,
    }
    if draws.n_perm:
        records = draws.records(cells.group, cells.n_groups, [])
        drawn = draws.values((number,), draws.n_perm, record_draws.permuted, records, "permutation") @ share
        plain = record_draws.transmission(records, records.codes) @ share
        row["null_mean"] = float(drawn.mean())
        row["p"] = float(((drawn >= plain - 1e-12).sum() + 1) / (len(drawn) + 1))
    return row
