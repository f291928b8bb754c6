"""Lengths of ties: what the ``distance=`` of every path measure takes."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from cinet.errors import SchemaError, UndefinedMeasure, UnknownName, nearest
from cinet.network import Network

__all__ = ["tie_lengths", "to_distance"]

FloatArray = npt.NDArray[np.float64]

_WAYS = ("inverse", "neglog", "opsahl")


def to_distance(net: Network, how: str = "inverse", *, alpha: float | None = None) -> pd.Series:
    """How long each tie is when a strong tie is a short one: the lengths that ``distance=`` takes.

    ``inverse``: d_ij = 1 / w_ij. ``neglog``: d_ij = -ln w_ij. ``opsahl``: d_ij = w_ij^(-alpha), from steps
    (alpha = 0) to the inverse (alpha = 1) and beyond, where a detour over strong ties beats a weak direct tie.

    Parameters
    ----------
    net : Network
        Weights are read as strengths.
    how : {"inverse", "neglog", "opsahl"}
        ``"neglog"`` is for weights that are probabilities below 1: the shortest path is then the likeliest.
    alpha : float, optional
        For ``"opsahl"`` only, which needs it: 0 or more.

    Returns
    -------
    Series
        One length per tie, indexed by (source, target), in the order of ``net.edges()``.

    Raises
    ------
    UndefinedMeasure
        ``"neglog"`` of a weight of 1 or more, which would have no positive length.
    SchemaError
        ``alpha`` is missing, negative or not wanted; or a strength is so small that its length is not finite.

    Notes
    -----
    R's tnet divides the weights by their mean first, which multiplies all distances by one factor and changes no
    shortest path.

    References
    ----------
    Newman, M. E. J. (2001). Phys. Rev. E 64:016132. Opsahl, T., Agneessens, F., & Skvoretz, J. (2010). Social
    Networks 32:245-251.

    Examples
    --------
    >>> actors = pd.DataFrame(index=list("abc"))
    >>> net = Network.from_pairs([0, 0], [1, 2], [4, 1], actors)
    >>> to_distance(net).tolist(), to_distance(net, "opsahl", alpha=0.5).tolist()
    ([0.25, 1.0], [0.5, 1.0])
    """
    if how not in _WAYS:
        raise UnknownName(f"a distance {how!r} is not known.{nearest(how, _WAYS)} Known: {', '.join(_WAYS)}.")
    if (alpha is not None) != (how == "opsahl"):
        raise SchemaError("alpha goes with how='opsahl', which needs it, and with nothing else.")
    ties = net.edges()
    weights = ties["weight"].to_numpy()
    if how == "neglog":
        if len(weights) and weights.max() >= 1:
            raise UndefinedMeasure(
                f"the strongest tie weighs {weights.max():.6g}; how='neglog' takes weights below 1 (probabilities). "
                "Use how='inverse', or bring the weights below 1 first."
            )
        lengths = -np.log(weights)
    else:
        power = 1.0 if alpha is None else float(alpha)
        if not 0 <= power < np.inf:
            raise SchemaError(f"alpha must be a number of 0 or more, not {alpha}.")
        with np.errstate(over="ignore", under="ignore"):
            lengths = 1.0 / weights if power == 1.0 else weights**-power
        if not (np.isfinite(lengths) & (lengths > 0)).all():
            raise SchemaError(
                "the weights are so large or so small that some lengths are not finite positive numbers; rescale them."
            )
    return pd.Series(lengths, index=pd.MultiIndex.from_frame(ties[["source", "target"]]), name="length")


def tie_lengths(net: Network, distance: str | npt.ArrayLike) -> FloatArray:
    """Return the lengths that a path measure was given, one per tie in the order of ``net.edges()``.

    >>> net = Network.from_pairs([0, 0], [1, 2], [4, 1], pd.DataFrame(index=list("abc")))
    >>> tie_lengths(net, "inverse")
    array([0.25, 1.  ])
    """
    if isinstance(distance, str):
        if distance != "inverse":
            raise UnknownName(
                f"distance {distance!r} is not known; use 'inverse', an array of lengths, or None. "
                "cinet.to_distance makes arrays of lengths."
            )
        return to_distance(net).to_numpy()
    weights = net.edges()["weight"].to_numpy()
    lengths = np.asarray(distance, dtype=np.float64)
    if lengths.shape != weights.shape or not (np.isfinite(lengths) & (lengths > 0)).all():
        raise SchemaError(
            f"distance must be one finite positive length per tie, {len(weights)} in the order of net.edges()."
        )
    if len(weights) and np.ptp(weights) > 0 and np.array_equal(lengths, weights):
        raise UndefinedMeasure(
            "the distances are the tie strengths themselves, which would make strong ties long. "
            "Use distance='inverse', or give lengths."
        )
    return lengths
