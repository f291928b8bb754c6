"""Random inputs for hypothesis: matrices, networks, two-mode tables, part combinations."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from hypothesis import strategies as st

from cinet.incidence import Incidence
from cinet.network import Network
from cinet.patterns import Patterns

TYPES = ("firm", "university", "government", "user")


def actor_table(kinds: list[str] | tuple[str, ...]) -> pd.DataFrame:
    """Actors a0, a1, ... with the given types."""
    index = pd.Index([f"a{number}" for number in range(len(kinds))], name="actor_id", dtype=object)
    return pd.DataFrame({"type": pd.Series(list(kinds), index=index, dtype=object)})


def network_of(matrix: Any, *, directed: bool = False, kinds: Any = None) -> Network:
    """Build a network from a dense matrix, 0 meaning no tie."""
    held = np.asarray(matrix, dtype=np.float64)
    source, target = np.nonzero(held if directed else np.triu(held))
    actors = actor_table(["firm"] * len(held) if kinds is None else list(kinds))
    return Network.from_pairs(source, target, held[source, target], actors, directed=directed)


def csr(matrix: Any) -> tuple[Any, Any, Any]:
    """Return the sorted rows of a dense matrix: indptr, indices, weights."""
    held = np.asarray(matrix, dtype=np.float64)
    rows, columns = np.nonzero(held)
    indptr = np.zeros(len(held) + 1, dtype=np.int64)
    np.cumsum(np.bincount(rows, minlength=len(held)), out=indptr[1:])
    return indptr, columns.astype(np.int32), held[rows, columns]


def dense(indptr: Any, indices: Any, weights: Any, n_columns: int) -> Any:
    """Return the dense matrix of compressed rows."""
    held = np.zeros((len(indptr) - 1, n_columns))
    held[np.repeat(np.arange(len(indptr) - 1), np.diff(indptr)), indices] = weights
    return held


def matrix_of(net: Network) -> Any:
    """Return the dense matrix of a network."""
    return dense(net.indptr, net.indices, net.weights, net.n_actors)


def incidence_of(events: Any, kinds: Any, **columns: Any) -> Incidence:
    """Build an incidence from lists of actor positions; keywords become columns of the collaborations."""
    index = pd.Index([f"c{number}" for number in range(len(events))], name="collab_id", dtype=object)
    rows = [number for number, members in enumerate(events) for _ in members]
    cols = [actor for members in events for actor in members]
    return Incidence.from_codes(
        rows, cols, collaborations=pd.DataFrame(columns, index=index), actors=actor_table(list(kinds))
    )


def events_of(incidence: Incidence) -> list[list[int]]:
    """Return the rows of an incidence as lists."""
    return [part.tolist() for part in np.split(incidence.indices, incidence.indptr[1:-1])][
        : len(incidence.sizes)
    ]


#: Weights with exact sums, so that equal shares stay equal, and some without.
weights = st.one_of(
    st.sampled_from([1.0, 2.0, 0.5, 3.0]),
    st.floats(min_value=1e-3, max_value=1e3, allow_nan=False, allow_infinity=False),
)


@st.composite
def matrices(
    draw: st.DrawFn,
    *,
    directed: bool = False,
    weighted: bool = True,
    min_actors: int = 0,
    max_actors: int = 7,
) -> Any:
    """Dense matrices with a zero diagonal: from empty to complete, isolates and pendants included."""
    n = draw(st.integers(min_actors, max_actors))
    pairs = [(i, j) for i in range(n) for j in range(n) if (i != j if directed else i < j)]
    value = weights if weighted else st.just(1.0)
    share = draw(st.sampled_from([2, 3, 10]))  # one of two, two of three or nine of ten pairs are tied
    held = np.zeros((n, n))
    for i, j in pairs:
        if draw(st.integers(1, share)) > 1:
            held[i, j] = draw(value)
            if not directed:
                held[j, i] = held[i, j]
    return held


def kinds(n: int) -> st.SearchStrategy[list[str]]:
    """Types of n actors."""
    return st.lists(st.sampled_from(TYPES[:3]), min_size=n, max_size=n)


@st.composite
def networks(draw: st.DrawFn, *, directed: bool = False, **options: Any) -> Network:
    """Networks of typed actors."""
    matrix = draw(matrices(directed=directed, **options))
    return network_of(matrix, directed=directed, kinds=draw(kinds(len(matrix))))


@st.composite
def events(draw: st.DrawFn, n_actors: int, max_events: int = 8) -> list[list[int]]:
    """Collaborations of no, one or more of the actors."""
    one = st.lists(st.integers(0, n_actors - 1), unique=True, max_size=n_actors).map(sorted)
    return draw(st.lists(one if n_actors else st.just([]), max_size=max_events))


@st.composite
def incidences(draw: st.DrawFn, *, max_actors: int = 7, max_events: int = 8) -> Incidence:
    """Two-mode tables of typed actors."""
    n = draw(st.integers(0, max_actors))
    return incidence_of(draw(events(n, max_events)), draw(kinds(n)))


@st.composite
def patterns(draw: st.DrawFn, *, n_parts: int | None = None, none_known: bool | None = None) -> Patterns:
    """Counts of part combinations of one group that holds records."""
    k = draw(st.integers(2, 4)) if n_parts is None else n_parts
    known = draw(st.booleans()) if none_known is None else none_known
    counts = draw(
        st.lists(st.integers(0, 50), min_size=2**k, max_size=2**k).filter(lambda row: sum(row[1:]) > 0)
    )
    if not known:
        counts[0] = 0
    return Patterns([counts], [f"p{number}" for number in range(k)], none_known=known)
