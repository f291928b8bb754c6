"""Units x classes, counted from who takes part in what: what diversity is computed from."""

from __future__ import annotations

from typing import Literal

import numpy as np
import pandas as pd
from scipy import sparse

from cinet.errors import UnknownName, first_few, nearest
from cinet.incidence import Incidence, collaboration_column
from cinet.metrics.class_tables import chosen
from cinet.metrics.nestedness import two_mode_only

__all__ = ["profile"]


def profile(
    incidence: Incidence, *, by: str, of: Literal["collaborations", "partners", "members"] = "collaborations"
) -> pd.DataFrame:
    """How often each actor meets each class of collaborations or partners, or each collaboration of members.

    ``"collaborations"``: n_ic, the collaborations of actor i that are of class c. ``"partners"``: n_ic, the joint
    collaborations of actor i with partners of class c, each partner counted every time. ``"members"``: n_ec, the
    actors of class c in collaboration e.

    Parameters
    ----------
    incidence : Incidence
        Weights of participations are ignored.
    by : str
        Column of the collaborations (programme, field, year) for ``"collaborations"``; of the actors (type, country)
        for the other two.
    of : {"collaborations", "partners", "members"}
        What is counted.

    Returns
    -------
    DataFrame
        One row per actor (per collaboration for ``"members"``), one column per class in sorted order, whole numbers;
        what has no value in ``by`` is left out. A table for ``ci.rao_stirling``, ``ci.div``, ``ci.related_variety``.

    Raises
    ------
    SchemaError
        A network is given: its projection has lost the table.
    UnknownName
        There is no such column, or ``of`` is not known.

    Notes
    -----
    O(participations + rows x classes); never actors x actors.

    Examples
    --------
    >>> actors = pd.DataFrame({"type": ["firm", "firm", "university"]}, index=list("abc"))
    >>> joint = pd.DataFrame({"field": ["x", "y"]}, index=["p", "q"])
    >>> inc = Incidence.from_codes([0, 0, 0, 1], [0, 1, 2, 0], collaborations=joint, actors=actors)
    >>> profile(inc, by="field").loc["a"].tolist(), profile(inc, by="type", of="partners").loc["a"].tolist()
    ([1, 1], [1, 1])
    """
    chosen(of, ("collaborations", "partners", "members"), "of")
    two_mode_only(incidence, "profile")
    actors = incidence.actors
    table = sparse.csr_array(
        (np.ones(len(incidence.indices), np.int64), incidence.indices, incidence.indptr),
        shape=(incidence.n_collaborations, incidence.n_actors),
    )
    if of == "collaborations":
        classes, columns = _one_hot(collaboration_column(incidence.collaborations, by), by)
        return pd.DataFrame((table.T @ classes).toarray(), index=actors.index, columns=columns)
    if by not in actors.columns:
        raise UnknownName(
            f"the actors have no column {by!r}.{nearest(by, map(str, actors.columns))} "
            f"They have {first_few(actors.columns, 12)}."
        )
    classes, columns = _one_hot(actors[by], by)
    members = table @ classes
    if of == "members":
        return pd.DataFrame(members.toarray(), index=incidence.collaborations.index, columns=columns)
    attended = np.bincount(incidence.indices, minlength=incidence.n_actors)
    # everybody meets itself in each of its collaborations: taken off again
    met = (table.T @ members).toarray() - classes.toarray() * attended[:, None]
    return pd.DataFrame(met, index=actors.index, columns=columns)


def _one_hot(values: pd.Series, name: str) -> tuple[sparse.csr_array, pd.Index]:
    codes, classes = pd.factorize(values, sort=True)
    known = np.flatnonzero(codes >= 0)
    hot = sparse.csr_array(
        (np.ones(len(known), np.int64), (known, codes[known])), shape=(len(values), len(classes))
    )
    return hot, pd.Index(classes, name=name)
