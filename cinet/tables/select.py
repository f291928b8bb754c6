"""Which collaborations and participations a selection keeps: SQL text in the subset that engines share.

The engine sees codes and the one column that is asked for; values wanted are tables, never text in the query.
"""

from __future__ import annotations

from cinet.tables.engine import quote_identifier

__all__ = ["among_sql", "between_sql", "joined_sql", "sizes_sql", "within_sizes_sql"]


def between_sql(table: str, first: str, last: str, *, closed: bool) -> str:
    """Return the rows of ``table`` whose value lies between two constants.

    Parameters
    ----------
    table : str
        A table with the columns code and value.
    first, last : str
        SQL constants.
    closed : bool
        Whether ``last`` belongs to the range.

    Returns
    -------
    str
        A query that returns column ``code``.

    Examples
    --------
    >>> print(between_sql("t", "2015", "2020", closed=True))
    select code from "t" where value >= 2015 and value <= 2020
    """
    upper = "<=" if closed else "<"
    return f"select code from {quote_identifier(table)} where value >= {first} and value {upper} {last}"


def among_sql(table: str, wanted: str) -> str:
    """Return the rows of ``table`` whose value stands in table ``wanted``.

    Parameters
    ----------
    table : str
        A table with the columns code and value.
    wanted : str
        A table with the column value.

    Returns
    -------
    str
        A query that returns column ``code``.

    Examples
    --------
    >>> print(among_sql("t", "wanted"))
    select code from "t" where value in (select value from "wanted")
    """
    return f"select code from {quote_identifier(table)} where value in (select value from {quote_identifier(wanted)})"


def joined_sql(participations: str, collaborations: str, actors: str) -> str:
    """Return the participations whose collaboration and actor are both kept.

    Parameters
    ----------
    participations : str
        A table with the columns place, collab and actor.
    collaborations, actors : str
        Tables with the column ``code``.

    Returns
    -------
    str
        A query that returns place, collab and actor.

    Examples
    --------
    >>> joined_sql("p", "c", "a").startswith('select place, collab, actor from "p"')
    True
    """
    return (
        f"select place, collab, actor from {quote_identifier(participations)} "
        f"where collab in (select code from {quote_identifier(collaborations)}) "
        f"and actor in (select code from {quote_identifier(actors)})"
    )


def sizes_sql(participations: str) -> str:
    """Return the number of participants of every collaboration that has any.

    Parameters
    ----------
    participations : str
        A table with the column ``collab``.

    Returns
    -------
    str
        A query that returns code and size.

    Examples
    --------
    >>> print(sizes_sql("p"))
    select collab as code, cast(count(*) as bigint) as size from "p" group by collab
    """
    table = quote_identifier(participations)
    return f"select collab as code, cast(count(*) as bigint) as size from {table} group by collab"


def within_sizes_sql(sizes: str, smallest: int | None, largest: int | None) -> str:
    """Return the collaborations whose number of participants lies between two bounds.

    Parameters
    ----------
    sizes : str
        A table with the columns code and size.
    smallest, largest : int or None
        Bounds, both included; None for no bound.

    Returns
    -------
    str
        A query that returns column ``code``.

    Examples
    --------
    >>> print(within_sizes_sql("s", 2, None))
    select code from "s" where size >= 2
    """
    bounds = [
        f"size {sign} {int(bound)}"
        for sign, bound in ((">=", smallest), ("<=", largest))
        if bound is not None
    ]
    return f"select code from {quote_identifier(sizes)} where {' and '.join(bounds) or 'true'}"
