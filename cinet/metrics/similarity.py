"""How alike the participations of two actors are: similarities of a co-occurrence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from cinet.errors import UndefinedMeasure, UnknownName, nearest
from cinet.incidence import Incidence
from cinet.metrics.association import FORMULAS, Totals
from cinet.metrics.backbone_events import CoParticipations
from cinet.metrics.class_tables import chosen
from cinet.metrics.nestedness import two_mode_only

__all__ = ["similarity"]

FloatArray = npt.NDArray[np.float64]
Method = Literal[
    "cosine",
    "jaccard",
    "inclusion",
    "dice",
    "equivalence",
    "association_occurrence",
    "association_cooccurrence",
    "lift",
    "pai_symmetric",
    "steijn",
]


def similarity(incidence: Incidence, method: Method = "cosine", *, totals: Totals | None = None) -> pd.Series:
    """How much two actors take part in the same collaborations, for how much they take part at all.

    With c_ij the number of joint collaborations, k_i the number of collaborations of an actor, N the number of
    all, s_i = sum_j c_ij and m = sum_{i<j} c_ij: cosine (Salton) c_ij / sqrt(k_i k_j); jaccard
    c_ij / (k_i + k_j - c_ij); inclusion (Simpson) c_ij / min(k_i, k_j); dice 2 c_ij / (k_i + k_j); equivalence
    c_ij^2 / (k_i k_j); association_occurrence c_ij / (k_i k_j), the association strength of bibliometrix; lift
    N c_ij / (k_i k_j); association_cooccurrence 2 m c_ij / (s_i s_j), the association strength of VOSviewer and
    the probabilistic affinity (PAI); pai_symmetric (PAI - 1) / (PAI + 1); steijn
    c_ij / ((s_i / T) s_j / (T - s_i) + (s_j / T) s_i / (T - s_j)) / (T / 2), T = 2 m.

    Parameters
    ----------
    incidence : Incidence
        Weights of participations are ignored.
    method : str
        One of the names above.
    totals : {"occurrences", "cooccurrences"}, optional
        What the joint collaborations are divided by: k, in how many collaborations an actor is, or s, how often it
        meets anyone. Without, as in the formulas above. Cosine, jaccard, inclusion, dice and equivalence can be had
        with either; the others are about the one that their formula names.

    Returns
    -------
    Series
        Index (source, target), each pair of actors with a joint collaboration once; all other pairs have 0.
        Unit: none. Range: 0 to 1 for cosine, jaccard, inclusion, dice, equivalence and association_occurrence; -1
        to 1 for pai_symmetric; 0 or more for the others, 1 being what independent participations lead to.

    Raises
    ------
    UnknownName
        The method is not known; "association" alone is refused, because it has two meanings. Or the totals are
        not known.
    UndefinedMeasure
        The method is about the other totals, or collaborations are ties of two that were read from a one-mode
        network; ``ci.association`` reads a network.
    SchemaError
        A network is given.

    Notes
    -----
    The two association strengths are not multiples of each other: one divides by occurrences, the other by
    co-occurrences, which large collaborations multiply. N counts collaborations that anyone takes part in. Of a
    matrix that is there already, use ``ci.association``. Cost: one projection.

    References
    ----------
    van Eck, N. J., & Waltman, L. (2009). J. Am. Soc. Inf. Sci. Technol. 60:1635-1651.
    Zitt, M., Bassecoulard, E., & Okubo, Y. (2000). Scientometrics 47:627-657.
    Steijn, M. P. A. (2021). Quantitative Science Studies 2:778.

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
    read = _TOTALS.get(method, "occurrences")
    if totals is not None:
        chosen(totals, ("occurrences", "cooccurrences"), "totals")
        if totals != read and method in _TOTALS:
            raise UndefinedMeasure(
                f"similarity {method!r} is defined for {read}: leave out totals={totals!r}."
            )
        read = totals
    two_mode_only(incidence, "similarity")
    pairs = CoParticipations(incidence)
    ids = incidence.actors.index
    index = pd.MultiIndex.from_arrays(
        [ids.take(pairs.source), ids.take(pairs.target)], names=["source", "target"]
    )
    options = [] if method == "cosine" else [f"method={method}"]
    options += [] if totals is None else [f"totals={totals}"]
    name = f"similarity({','.join(options)})" if options else "similarity"
    held, total = _totals(pairs, read)
    values = FORMULAS[_METHODS[method]](pairs.joint, held[pairs.source], held[pairs.target], total)
    return pd.Series(values, index=index, name=name)


def _totals(pairs: CoParticipations, read: str) -> tuple[FloatArray, float]:
    """Return what each actor's joint collaborations are divided by, and the base of that."""
    if read == "occurrences":
        return pairs.attended.astype(np.float64), float((pairs.incidence.sizes > 0).sum())
    n = pairs.incidence.n_actors
    met: FloatArray = np.bincount(pairs.source, weights=pairs.joint, minlength=n).astype(np.float64)
    met += np.bincount(pairs.target, weights=pairs.joint, minlength=n)
    return met, 2.0 * float(pairs.joint.sum())


#: Method -> the formula it is.
_METHODS: Final[Mapping[str, str]] = {
    "cosine": "cosine",
    "jaccard": "jaccard",
    "inclusion": "inclusion",
    "dice": "dice",
    "equivalence": "equivalence",
    "association_occurrence": "association_strength",
    "association_cooccurrence": "pai",
    "lift": "pai",
    "pai_symmetric": "pai_symmetric",
    "steijn": "steijn",
}

#: Methods that are about one kind of totals only.
_TOTALS: Final[Mapping[str, str]] = {
    "association_occurrence": "occurrences",
    "association_cooccurrence": "cooccurrences",
    "lift": "occurrences",
    "pai_symmetric": "cooccurrences",
    "steijn": "cooccurrences",
}
