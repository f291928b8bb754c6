"""Gould and Fernandez's brokerage roles by actor group."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from cinet.errors import SchemaError, UnknownName, nearest
from cinet.kernels import brokerage as kernel
from cinet.kernels import threads
from cinet.metrics.brokerage_moments import ROLES, actor_moments
from cinet.metrics.triads import closed_roles
from cinet.network import Network

__all__ = ["ROLES", "brokerage", "check_null", "path_worth", "tie_density"]

#: Sources are cut into this many chunks, whatever the number of workers.
_CHUNKS = 64

#: What an open pair is worth -> the number by which the kernel knows it.
_CREDIT = {"shared": kernel.SHARED, "min": kernel.MINIMUM, "geometric": kernel.GEOMETRIC}


def brokerage(
    net: Network, *, by: str = "type", null: str | None = None, credit: str = "full"
) -> pd.DataFrame:
    """Number of pairs an actor stands between, by the groups of the two ends and of the actor itself.

    An open path i - v - k (no tie between i and k) counts for v, with a, b, c the groups of i, v, k:
    coordinator a = b = c; itinerant a = c != b; gatekeeper a != b = c; representative a = b != c;
    liaison when all three differ.

    Parameters
    ----------
    net : Network
        Weights are ignored, but for ``credit="min"`` and ``"geometric"``, which read them as strengths.
    by : str
        The actor column that holds the groups; missing values are a group of their own.
    null : {None, "bernoulli"}
        ``"bernoulli"`` adds mean, standard deviation and z of every count when each tie is drawn with
        probability p = density, groups and number of actors given (Gould and Fernandez's null).
    credit : {"full", "shared", "min", "geometric"}
        What one open path is worth: 1; 1 / the number of actors between i and k (partial credit); the
        smaller of its two strengths; their geometric mean. Columns then carry the choice:
        ``coordinator(credit=shared)``.

    Returns
    -------
    DataFrame
        One row per actor, columns coordinator, itinerant, gatekeeper, representative, liaison, total; with
        the null expected_<role>, sd_<role>, z_<role> after them.
        Unit: open pairs (z: none; strengths with ``credit="min"`` and ``"geometric"``). Range: 0 upwards (z:
        any). NaN never in the counts: an actor without ties brokers nothing. z is NaN where the null does not
        vary.

    Raises
    ------
    SchemaError
        The actor table has no such column, or a null is asked for with partial or weighted credit.
    UnknownName
        The null or the credit is not known.

    Notes
    -----
    In an undirected network a pair has no direction, so gatekeeper and representative are one role: the pair
    stands in both columns and is counted once in ``total``. In a directed network the five roles add up to
    ``total``. Undirected roles are all pairs of alters minus those that close a triangle;
    directed ones and every credit but full cost O(sum of in-degree x out-degree). An actor's share of a pair
    counts all actors between the two, so it differs from ego betweenness (Medici 13.5 against 14).

    z is no test of significance: its null knows neither degrees nor clustering. ``ci.compare`` has nulls that do.
    The null of an undirected network is its own: symmetric arcs are not independent, so the directed formulas
    do not hold for it. Two peers: netrics and migraph label R sna's b_IO and b_OI the wrong way round, so their
    gatekeepers are representatives (1 -> 2 -> 3 with groups x, y, y makes 2 a gatekeeper).

    References
    ----------
    Gould, R. V., & Fernandez, R. M. (1989). Sociological Methodology 19:89-126.

    Examples
    --------
    >>> actors = pd.DataFrame({"type": ["firm", "university", "government"]}, index=list("abc"))
    >>> net = Network.from_pairs([0, 1], [1, 2], [1, 1], actors)
    >>> brokerage(net).loc["b"].tolist()
    [0, 0, 0, 0, 1, 1]
    >>> brokerage(net, null="bernoulli").loc["b", ["liaison", "expected_liaison"]].round(3).tolist()
    [1.0, 0.148]
    """
    check_null(null)
    if credit != "full" and credit not in _CREDIT:
        known = ", ".join(["full", *_CREDIT])
        raise UnknownName(
            f"credit {credit!r} is not known.{nearest(credit, ['full', *_CREDIT])} Known: {known}."
        )
    if null is not None and credit != "full":
        raise SchemaError(
            f"the {null} null is known for whole counts only, not for credit={credit!r}: leave out one of the "
            "two, or use ci.compare with ci.nulls.labels or ci.nulls.rewire."
        )
    if credit != "full":
        names = pd.Index([f"{role}(credit={credit})" for role in ROLES])
        return pd.DataFrame(_credited(net, by, _CREDIT[credit]), index=net.index, columns=names)
    counts = pd.DataFrame(_counts(net, by), index=net.index, columns=pd.Index(ROLES))
    return counts if null is None else counts.join(_against_bernoulli(net, by, counts))


def check_null(null: str | None) -> None:
    """Refuse a null that has no closed form here."""
    if null not in (None, "bernoulli"):
        raise UnknownName(
            f"null {null!r} is not known for brokerage; known: 'bernoulli'. For labels, rewiring and the "
            "two-mode shuffle use ci.compare with ci.nulls."
        )


def tie_density(net: Network) -> float:
    """Share of the possible ties that are there; 0 where none is possible."""
    possible = net.n_actors * (net.n_actors - 1)
    return len(net.indices) / possible if possible else 0.0


def _against_bernoulli(net: Network, by: str, counts: pd.DataFrame) -> pd.DataFrame:
    group, groups = net.codes(by)
    sizes = np.bincount(group, minlength=len(groups))
    mean, sd = (moment[group] for moment in actor_moments(sizes, tie_density(net), directed=net.directed))
    z = np.divide(counts - mean, sd, out=np.full_like(mean, np.nan), where=sd > 0)
    parts = {"expected": mean, "sd": sd, "z": z}
    columns = [f"{part}_{role}" for part in parts for role in ROLES]
    return pd.DataFrame(np.hstack(list(parts.values())), index=counts.index, columns=pd.Index(columns))


def _counts(net: Network, by: str) -> npt.NDArray[np.int64]:
    if net.directed:
        roles = kernel.directed_roles(net.indptr, net.indices, net.codes(by)[0])
        return np.column_stack([roles, roles.sum(axis=1)])
    coordinator, itinerant, gatekeeper, liaison = (_all_pairs(net, by) - closed_roles(net, by)).T
    total = coordinator + itinerant + gatekeeper + liaison
    return np.column_stack([coordinator, itinerant, gatekeeper, gatekeeper, liaison, total])


def path_worth(
    net: Network, group: npt.NDArray[np.int32], credit: int, *, workers: int | None = None
) -> npt.NDArray[np.float64]:
    """What the open paths over every actor are worth, by role; without direction a pair is met once."""
    chunks = min(_CHUNKS, net.n_actors)

    def run(chunk: int) -> npt.NDArray[np.float64]:
        return kernel.path_credit(
            net.indptr, net.indices, net.weights, group, credit, net.directed, chunk, chunks
        )

    worth = np.zeros((net.n_actors, len(ROLES) - 1))
    for part in threads.ordered_map(run, range(chunks), workers=workers):
        worth += part
    return worth


def _credited(net: Network, by: str, credit: int) -> npt.NDArray[np.float64]:
    worth = path_worth(net, net.codes(by)[0], credit)
    total = worth.sum(axis=1)
    if not net.directed:
        # an end of the own group is met first or second by chance of the numbering: one role
        worth[:, 2] = worth[:, 3] = worth[:, 2] + worth[:, 3]
    return np.column_stack([worth, total])


def _all_pairs(net: Network, by: str) -> npt.NDArray[np.int64]:
    """Unordered pairs of alters of every actor, tied or not, by role (coordinator, itinerant, gatekeeper, liaison)."""
    group, groups = net.codes(by)
    n, k = net.n_actors, max(len(groups), 1)
    owner = np.repeat(np.arange(n, dtype=np.int64), np.diff(net.indptr))
    alters = np.bincount(owner * k + group[net.indices], minlength=n * k).reshape(n, k)
    own = alters[np.arange(n), group] if n else np.zeros(0, np.int64)
    degree = alters.sum(axis=1)
    within = alters * (alters - 1) // 2
    coordinator = own * (own - 1) // 2
    itinerant = within.sum(axis=1) - coordinator
    gatekeeper = own * (degree - own)
    liaison = degree * (degree - 1) // 2 - coordinator - itinerant - gatekeeper
    return np.column_stack([coordinator, itinerant, gatekeeper, liaison])
