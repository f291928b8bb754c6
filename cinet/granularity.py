"""What a collaboration is made of: an event with all its participants, or a tie of two that a network file holds."""

from __future__ import annotations

from typing import Final

import pandas as pd

from cinet.errors import UndefinedMeasure

__all__ = ["DYADIC", "GRANULARITY", "is_dyadic", "refuse_dyadic"]

#: The column of the collaborations that says it.
GRANULARITY: Final = "granularity"

#: Its value for a tie of two actors that was read from a one-mode network.
DYADIC: Final = "dyadic"


def is_dyadic(collaborations: pd.DataFrame) -> bool:
    """Tell whether any of the collaborations is a tie that was read from a one-mode network.

    Parameters
    ----------
    collaborations : DataFrame
        The collaborations of an ecosystem or of an incidence.

    Returns
    -------
    bool
        True when the column ``granularity`` says ``"dyadic"`` somewhere.

    Examples
    --------
    >>> is_dyadic(pd.DataFrame({"granularity": ["dyadic", None]})), is_dyadic(pd.DataFrame({"kind": ["x"]}))
    (True, False)
    """
    return GRANULARITY in collaborations.columns and bool((collaborations[GRANULARITY] == DYADIC).any())


def refuse_dyadic(collaborations: pd.DataFrame, what: str) -> None:
    """Raise UndefinedMeasure when a measure of groups is asked of ties of two.

    Parameters
    ----------
    collaborations : DataFrame
        The collaborations of an ecosystem or of an incidence.
    what : str
        What was asked, as the subject of the sentence.

    Raises
    ------
    UndefinedMeasure
        Some of the collaborations are ties of two.

    Examples
    --------
    >>> refuse_dyadic(pd.DataFrame({"kind": ["project"]}), "the patterns of a helix")
    """
    if not is_dyadic(collaborations):
        return
    ties = int((collaborations[GRANULARITY] == DYADIC).sum())
    raise UndefinedMeasure(
        f"{what} cannot be told from a one-mode network: {ties:,} of {len(collaborations):,} collaborations are ties "
        "of two that were read from a network file, which does not say whether three actors worked together in one "
        "event or in three. Read the two-mode data it was made from (actors x events), or leave the ties out with "
        "eco.select(where=...)."
    )
