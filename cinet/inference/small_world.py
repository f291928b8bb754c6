"""Small worlds beyond what collaborations make by themselves: clustering and distance against a null."""

from __future__ import annotations

import numpy as np
import pandas as pd

from cinet.ecosystem import Ecosystem
from cinet.inference.compare import Statistic, comparison_table, drawn
from cinet.inference.nulls import NetworkNull, NullModel
from cinet.network import Network

__all__ = ["small_world"]


def small_world(
    eco: Ecosystem | Network,
    *,
    null: NullModel | NetworkNull,
    n: int = 999,
    seed: int = 0,
    workers: int | None = None,
    progress: bool | None = None,
) -> pd.DataFrame:
    """Clustering and distance against a null, and their quotient: how much of a small world is not projection.

    quotient = (C / mean of C in the null) / (L / mean of L in the null), with C the transitivity and L the
    mean distance of the pairs that have a way. Every draw has its own quotient, so it has an interval and a p.

    Parameters
    ----------
    eco : Ecosystem or Network
        The data; a null that shuffles participations needs the ecosystem.
    null : null model
        ``ci.nulls.curveball()`` for collaborations: a random graph with as many ties knows no cliques, and
        against it every projection is a small world.
    n : int
        Number of draws.
    seed : int
        Draw k uses the k-th child of this seed, so the result does not depend on ``workers``.
    workers : int, optional
        Threads.
    progress : bool, optional
        Show a progress bar; when left out, only on a terminal.

    Returns
    -------
    DataFrame
        Rows transitivity, mean_distance and quotient, with the columns of ``compare``. NaN where a network has
        no two-path or no tie, so that C or L is not defined.

    Raises
    ------
    SchemaError
        n is not positive, or the data does not hold what the null shuffles.

    Notes
    -----
    The null mean of the quotient is close to 1 by construction. Distances cost O(n m) a draw.

    References
    ----------
    Uzzi, B., & Spiro, J. (2005). American Journal of Sociology 111:447-504.

    Examples
    --------
    >>> import cinet as ci
    >>> eco = ci.example("parks").select(min_size=2)
    >>> table = small_world(eco, null=ci.nulls.curveball(), n=19, seed=1)
    >>> table.index.tolist()
    ['transitivity', 'mean_distance', 'quotient']
    """
    parts = {"summary": Statistic("summary"), "mean_distance": Statistic("mean_distance")}
    seen, draws = drawn(eco, parts, null=null, n=n, seed=seed, workers=workers, progress=progress)
    place = seen["summary"].index.get_loc("transitivity")
    names = pd.Index(["transitivity", "mean_distance"], name="measure")
    observed = np.array([seen["summary"]["transitivity"], seen["mean_distance"].iloc[0]])
    both = np.column_stack([draws["summary"][:, place], draws["mean_distance"][:, 0]])
    table = comparison_table(pd.Series(observed, index=names), both)
    expected = table["null_mean"].to_numpy()
    with np.errstate(invalid="ignore", divide="ignore"):
        relative = np.vstack([observed, both]) / expected
        quotients = relative[:, 0] / relative[:, 1]
    quotients[~np.isfinite(quotients)] = np.nan
    own = pd.Series(quotients[:1], index=pd.Index(["quotient"], name="measure"))
    return pd.concat([table, comparison_table(own, quotients[1:, None])])
