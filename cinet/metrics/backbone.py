"""The backbone of a network: the ties that a null model does not explain."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, Literal, overload

import numpy as np
import numpy.typing as npt
import pandas as pd

from cinet.errors import SchemaError, UnknownName, nearest
from cinet.granularity import refuse_dyadic
from cinet.incidence import Incidence
from cinet.metrics import backbone_events, backbone_ties
from cinet.network import Network

__all__ = ["backbone"]

IntArray = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float64]

Method = Literal["disparity", "mlf", "noise_corrected", "hypergeometric", "sdsm", "fdsm"]
Correction = Literal["bonferroni", "bh"]
Tests = Literal["ties", "pairs"]

_CHOICES: Final[Mapping[str, tuple[object, ...]]] = {
    "method": (*backbone_ties.METHODS, *backbone_events.METHODS),
    "correction": (None, "bonferroni", "bh"),
    "tests": ("ties", "pairs"),
    "keep": ("network", "table"),
}


@overload
def backbone(
    net: Network | Incidence,
    method: Method = ...,
    *,
    alpha: float = ...,
    correction: Correction | None = ...,
    tests: Tests = ...,
    keep: Literal["network"] = ...,
    n: int = ...,
    seed: int = ...,
    rounds: int = ...,
    workers: int | None = ...,
) -> Network: ...


@overload
def backbone(
    net: Network | Incidence,
    method: Method = ...,
    *,
    alpha: float = ...,
    correction: Correction | None = ...,
    tests: Tests = ...,
    keep: Literal["table"],
    n: int = ...,
    seed: int = ...,
    rounds: int = ...,
    workers: int | None = ...,
) -> pd.DataFrame: ...


def backbone(
    net: object,
    method: Method = "disparity",
    *,
    alpha: float = 0.05,
    correction: Correction | None = None,
    tests: Tests = "ties",
    keep: Literal["network", "table"] = "network",
    n: int = 999,
    seed: int = 0,
    rounds: int = 100,
    workers: int | None = None,
) -> Network | pd.DataFrame:
    """The ties that are stronger than a null model leads one to expect.

    A tie is kept when its p value, adjusted if a correction is asked for, is below alpha. Every p value is
    that of a weight at least as large as the observed one.

    Of a Network, w the weight, s the strengths and k the degrees of the two ends, W the total weight:
    disparity, the smaller of (1 - w / s)^(k - 1) at the two ends; mlf, P(X >= w) with
    X ~ Binomial(W, s_i s_j / (2 W^2)); noise_corrected, P(Z >= nc_score / nc_sd) with
    nc_score = (kappa w - 1) / (kappa w + 1), kappa = N / (s_i s_j), N = 2 W (ties read as arcs).

    Of an Incidence, c the number of joint collaborations and k the numbers of participations: hypergeometric,
    each actor's participations fixed and dealt over N collaborations at random; sdsm, both margins fixed on
    average (bipartite configuration model, exact Poisson-binomial tail); fdsm, both margins fixed exactly
    (curveball shuffles), p = (b + 1) / (n + 1).

    Parameters
    ----------
    net : Network or Incidence
        Disparity, mlf and noise_corrected read a Network (weights as strengths; mlf and noise_corrected need
        counts); hypergeometric, sdsm and fdsm read an Incidence, weights of participations ignored.
    method : {"disparity", "mlf", "noise_corrected", "hypergeometric", "sdsm", "fdsm"}
        The null model.
    alpha : float
        Level; ties with p below it are kept.
    correction : {None, "bonferroni", "bh"}
        Correction for many tests: family-wise (Bonferroni) or of the false discovery rate (Benjamini-Hochberg).
    tests : {"ties", "pairs"}
        What a correction counts as a test: the ties, or all pairs of actors, the untied ones with p = 1.
    keep : {"network", "table"}
        Return the kept network, or all ties with their p values.
    n : int
        Number of shuffles of fdsm. Its p values cannot fall below 1 / (n + 1).
    seed : int
        Shuffle number r uses the r-th child of this seed.
    rounds : int
        Rounds of trades in a shuffle, as for ``ci.nulls.curveball``; strata of the incidence are kept.
    workers : int, optional
        Threads of sdsm and fdsm; the result does not depend on it.

    Returns
    -------
    Network or DataFrame
        The network holds all actors and the kept ties with their weights (numbers of joint collaborations for
        an Incidence); its recipe names backbone (the method), alpha, correction and tests. The table has one
        row per tie (per arc when directed): source, target, weight, for noise_corrected nc_score and nc_sd,
        p, with a correction p_adjusted, kept. p is NaN in noise_corrected when one arc holds all weight.

    Raises
    ------
    UnknownName
        A choice is not known.
    SchemaError
        The data are of another kind than the method reads, or alpha, n or rounds are out of range.
    UndefinedMeasure
        mlf or noise_corrected is asked of weights that are not whole numbers, or hypergeometric, sdsm or fdsm of
        ties of two that were read from a one-mode network.

    Notes
    -----
    Ties of a projection come in cliques, so the one-mode nulls, which place ties one by one, call ties of
    large collaborations surprising; with two-mode data use sdsm or fdsm. Disparity reports the smaller of two
    p values, which is how it is defined and not itself the p value of one test. The prior of noise_corrected
    is that of the authors' program, beta = (mu / v)(1 - mu^2) - (1 - mu). Netbone 0.2.3 doubles the expected
    weight of undirected ties in its noise-corrected p values and counts X > w. R backbone approximates the
    Poisson-binomial tail by a refined normal, up to .024 off on 18 actors and 14 events.
    Cost: O(m) of a Network; hypergeometric O(m); sdsm O(N c) for each pair of numbers of participations, N
    collaborations and c the largest count of the pair; fdsm n shuffles and projections.

    References
    ----------
    Serrano, M. A., Boguna, M., & Vespignani, A. (2009). PNAS 106:6483-6488 (disparity). Dianati, N. (2016).
    Phys. Rev. E 93:012304 (mlf). Coscia, M., & Neffke, F. (2017). ICDE (noise-corrected). Tumminello, M., et
    al. (2011). PLoS ONE 6:e17994 (hypergeometric). Neal, Z. P. (2014). Social Networks 39:84-97 (sdsm).

    Examples
    --------
    >>> actors = pd.DataFrame(index=pd.Index(list("abcd"), name="actor_id"))
    >>> net = Network.from_pairs([0, 0, 0, 1], [1, 2, 3, 2], [98, 1, 1, 1], actors)
    >>> backbone(net, "disparity", keep="table").round(4)
      source target  weight       p   kept
    0      a      b    98.0  0.0004   True
    1      a      c     1.0  0.5000  False
    2      a      d     1.0  0.9801  False
    3      b      c     1.0  0.5000  False
    >>> backbone(net, "disparity")
    <Network 4 actors, 1 tie, undirected>
    """
    asked = {"method": method, "correction": correction, "tests": tests, "keep": keep}
    _check(asked, alpha, n, rounds)
    if isinstance(net, Network):
        found, source, target, weight = _of_network(net, method)
        directed, made = net.directed, dict(net.recipe)
    elif isinstance(net, Incidence):
        found, source, target, weight = _of_incidence(net, method, n, seed, rounds, workers)
        directed, made = False, {"weighting": "full"}
    else:
        raise SchemaError(
            f"a backbone is read off a Network or an Incidence, not {type(net).__name__}: eco.network() or "
            "eco.incidence() gives one."
        )
    actors = net.actors
    pairs = len(actors) * (len(actors) - 1) // (1 if directed else 2)
    adjusted = _adjusted(found["p"], correction, pairs if tests == "pairs" else None)
    kept = adjusted < alpha
    if keep == "table":
        table = {"source": actors.index.take(source), "target": actors.index.take(target), "weight": weight}
        more = {} if correction is None else {"p_adjusted": adjusted}
        return pd.DataFrame({**table, **found, **more, "kept": kept})
    made |= {"backbone": method, "alpha": alpha, "correction": correction, "tests": tests}
    if method == "fdsm":
        made |= {"n": n, "seed": seed, "rounds": rounds}
    return Network.from_pairs(
        source[kept], target[kept], weight[kept], actors, directed=directed, recipe=made
    )


def _check(asked: Mapping[str, object], alpha: float, n: int, rounds: int) -> None:
    for what, value in asked.items():
        if value not in _CHOICES[what]:
            known = [str(choice) for choice in _CHOICES[what]]
            raise UnknownName(
                f"{what} {value!r} is not known.{nearest(str(value), known)} Known: {', '.join(known)}."
            )
    if not 0 < alpha <= 1:
        raise SchemaError(f"alpha is a level above 0 and up to 1, not {alpha}.")
    for name, number in {"n": n, "rounds": rounds}.items():
        if number < 1:
            raise SchemaError(f"{name} must be at least 1, not {number}.")


_Found = tuple[dict[str, FloatArray], IntArray, IntArray, FloatArray]


def _of_network(net: Network, method: str) -> _Found:
    if method not in backbone_ties.METHODS:
        raise SchemaError(
            f"{method} asks who took part in what, which a Network no longer holds: pass the Incidence, as "
            "from eco.incidence()."
        )
    ties = backbone_ties.ties_of(net)
    return backbone_ties.METHODS[method](ties), ties.source, ties.target, ties.weight


def _of_incidence(
    incidence: Incidence, method: str, n: int, seed: int, rounds: int, workers: int | None
) -> _Found:
    if method in backbone_ties.METHODS:
        raise SchemaError(
            f"{method} reads the ties of a Network: pass incidence.network(weighting), and choose the weighting."
        )
    refuse_dyadic(incidence._collaborations, f"the backbone {method}")
    pairs = backbone_events.CoParticipations(incidence)
    options: dict[str, dict[str, Any]] = {
        "hypergeometric": {},
        "sdsm": {"workers": workers},
        "fdsm": {"n": n, "seed": seed, "rounds": rounds, "workers": workers},
    }
    p = getattr(backbone_events, method)(pairs, **options[method])
    return {"p": p}, pairs.source, pairs.target, pairs.joint


def _adjusted(p: FloatArray, correction: str | None, tests: int | None) -> FloatArray:
    """Return the p values adjusted for the number of tests: all defined ones when no number is given."""
    if correction is None:
        return p
    m = int((~np.isnan(p)).sum()) if tests is None else tests
    if correction == "bonferroni":
        return np.minimum(p * m, 1.0)
    # NaN sorts last and is left as it is
    order = np.argsort(p, kind="stable")
    stepped = p[order] * m / np.arange(1, len(p) + 1)
    out = np.empty_like(p)
    out[order] = np.minimum(np.fmin.accumulate(stepped[::-1])[::-1], 1.0)
    return np.where(np.isnan(p), np.nan, out)
