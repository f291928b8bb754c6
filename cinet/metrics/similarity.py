"""How alike the participations of two actors are: similarities of a co-occurrence."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from cinet.errors import UnknownName, nearest
from cinet.incidence import Incidence
from cinet.metrics.backbone_events import CoParticipations

__all__ = ["similarity"]

FloatArray = npt.NDArray[np.float64]
Method = Literal[
    "cosine", "jaccard", "inclusion", "association_occurrence", "association_cooccurrence", "lift"
]


def similarity(incidence: Incidence, method: Method = "cosine") -> pd.Series:
    """How much two actors take part in the same collaborations, for how much they take part at all.

    With c_ij the number of joint collaborations, k_i the number of collaborations of an actor, N the number of
    all, s_i = sum_j c_ij and m = sum_{i<j} c_ij: cosine (Salton) c_ij / sqrt(k_i k_j); jaccard
    c_ij / (k_i + k_j - c_ij); inclusion (Simpson) c_ij / min(k_i, k_j); association_occurrence
    c_ij / (k_i k_j), the association strength of bibliometrix; association_cooccurrence
    2 m c_ij / (s_i s_j), the association strength of VOSviewer; lift N c_ij / (k_i k_j).

    Parameters
    ----------
    incidence : Incidence
        Weights of participations are ignored.
    method : {"cosine", "jaccard", "inclusion", "association_occurrence", "association_cooccurrence", "lift"}
        The similarity.

    Returns
    -------
    Series
        Index (source, target), each pair of actors with a joint collaboration once; all other pairs have 0.
        Unit: none. Range: 0 to 1 for cosine, jaccard, inclusion and association_occurrence; 0 or more for the
        others, 1 being what independent participations lead to.

    Raises
    ------
    UnknownName
        The method is not known; "association" alone is refused, because it has two meanings.

    Notes
    -----
    The two association strengths are not multiples of each other: one divides by occurrences, the other by
    co-occurrences, which large collaborations multiply. N counts collaborations that anyone takes part in.
    Cost: one projection.

    References
    ----------
    van Eck, N. J., & Waltman, L. (2009). J. Am. Soc. Inf. Sci. Technol. 60:1635-1651.

    Examples
    --------
    >>> actors = pd.DataFrame(index=pd.Index(list("ab"), name="actor_id"))
    >>> inc = Incidence.from_codes(
    ...     [0, 0, 1], [0, 1, 0], collaborations=pd.DataFrame(index=["p", "q"]), actors=actors
    ... )
    >>> similarity(inc, "jaccard")["a", "b"]
    np.float64(0.5)
    """
    if method not in _METHODS:
        twice = (
            " Association strength has two meanings: by occurrences (bibliometrix) or by co-occurrences (VOSviewer)."
            if method.startswith("association")
            else nearest(method, _METHODS)
        )
        raise UnknownName(f"similarity {method!r} is not known.{twice} Known: {', '.join(_METHODS)}.")
    pairs = CoParticipations(incidence)
    ids = incidence.actors.index
    index = pd.MultiIndex.from_arrays(
        [ids.take(pairs.source), ids.take(pairs.target)], names=["source", "target"]
    )
    name = "similarity" if method == "cosine" else f"similarity(method={method})"
    return pd.Series(_METHODS[method](pairs), index=index, name=name)


def _ends(pairs: CoParticipations) -> tuple[FloatArray, FloatArray]:
    k = pairs.attended.astype(np.float64)
    return k[pairs.source], k[pairs.target]


def _cosine(pairs: CoParticipations) -> FloatArray:
    a, b = _ends(pairs)
    found: FloatArray = pairs.joint / np.sqrt(a * b)
    return found


def _jaccard(pairs: CoParticipations) -> FloatArray:
    a, b = _ends(pairs)
    return pairs.joint / (a + b - pairs.joint)


def _inclusion(pairs: CoParticipations) -> FloatArray:
    return pairs.joint / np.minimum(*_ends(pairs))


def _association_occurrence(pairs: CoParticipations) -> FloatArray:
    a, b = _ends(pairs)
    return pairs.joint / (a * b)


def _association_cooccurrence(pairs: CoParticipations) -> FloatArray:
    n = pairs.incidence.n_actors
    s = np.bincount(pairs.source, weights=pairs.joint, minlength=n)
    s += np.bincount(pairs.target, weights=pairs.joint, minlength=n)
    found: FloatArray = 2.0 * pairs.joint.sum() * pairs.joint / (s[pairs.source] * s[pairs.target])
    return found


def _lift(pairs: CoParticipations) -> FloatArray:
    return _association_occurrence(pairs) * float((pairs.incidence.sizes > 0).sum())


_METHODS: Final[Mapping[str, Callable[[CoParticipations], FloatArray]]] = {
    "cosine": _cosine,
    "jaccard": _jaccard,
    "inclusion": _inclusion,
    "association_occurrence": _association_occurrence,
    "association_cooccurrence": _association_cooccurrence,
    "lift": _lift,
}
