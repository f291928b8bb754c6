"""Several measures at once, and what their columns mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any

import pandas as pd

from cinet.errors import SchemaError, UnknownName
from cinet.network import Network
from cinet.registry import COLUMNS, MeasureSpec, column, measure_spec

__all__ = ["describe", "measure", "measure_function"]


def measure_function(spec: MeasureSpec) -> Any:
    """Return the function that a specification names.

    >>> measure_function(measure_spec("degree")).__name__
    'degree'
    """
    module, _, name = spec.function.partition(":")
    return getattr(import_module(module), name)


def measure(
    net: Network | Mapping[str, Network],
    names: str | Sequence[str],
    *,
    options: Mapping[str, Mapping[str, Any]] | None = None,
) -> pd.DataFrame:
    """Compute registered measures of one network or of several.

    Parameters
    ----------
    net : Network or mapping of label to Network
        A mapping (from ``eco.networks``) makes a panel.
    names : str or sequence of str
        Registered measures, all of actors or all of whole networks. ``"brokerage"`` gives its six columns.
    options : mapping, optional
        Measure name -> keyword arguments, such as ``{"brokerage": {"by": "park"}}``.

    Returns
    -------
    DataFrame
        Actor measures: one row per actor, for a panel indexed by (window, actor_id). Network measures: one row
        per network. One column per measure; a value that is undefined is NaN.

    Raises
    ------
    UnknownName
        A measure is not registered; the nearest name is told.
    SchemaError
        Measures of actors and of whole networks are asked for together.

    Examples
    --------
    >>> actors = pd.DataFrame({"type": ["firm"] * 3}, index=pd.Index(list("abc"), name="actor_id"))
    >>> net = Network.from_pairs([0, 0], [1, 2], [5, 1], actors)
    >>> measure(net, ["degree", "strength"]).loc["a"].tolist()
    [2.0, 6.0]
    """
    specs = [measure_spec(name) for name in ([names] if isinstance(names, str) else names)]
    levels = {spec.level for spec in specs}
    if not levels:
        raise SchemaError("no measure is named; give at least one.")
    if len(levels) > 1 or not levels <= {"actor", "network"}:
        raise SchemaError(
            "measures of one level go together: "
            + ", ".join(f"{spec.name} ({spec.level})" for spec in specs)
            + ". Ask for actor measures and network measures in separate calls; a census has its own function."
        )
    wanted = dict(options or {})
    stray = [name for name in wanted if name not in {spec.name for spec in specs}]
    if stray:
        raise UnknownName(f"options are given for {stray[0]!r}, which is not among the measures.")
    make = _actor_table if levels == {"actor"} else _network_row
    if isinstance(net, Network):
        return make(net, specs, wanted)
    if not net:
        raise SchemaError("there is no network to measure: the mapping of windows to networks is empty.")
    tables = {label: make(each, specs, wanted) for label, each in net.items()}
    if levels == {"actor"}:
        return pd.concat(tables, names=["window", "actor_id"])
    return pd.concat(tables.values(), keys=list(tables), names=["window"]).droplevel(1)


def _actor_table(
    net: Network, specs: Sequence[MeasureSpec], options: Mapping[str, Mapping[str, Any]]
) -> pd.DataFrame:
    # measures with a grouping run first: their triangle pass serves the others too
    results = {
        spec.name: measure_function(spec)(net, **options.get(spec.name, {}))
        for spec in sorted(specs, key=lambda spec: spec.name != "brokerage")
    }
    table: pd.DataFrame = pd.concat([results[spec.name] for spec in specs], axis=1)
    return table


def _network_row(
    net: Network, specs: Sequence[MeasureSpec], options: Mapping[str, Mapping[str, Any]]
) -> pd.DataFrame:
    values: dict[str, float] = {}
    for spec in specs:
        found = measure_function(spec)(net, **options.get(spec.name, {}))
        several = found if isinstance(found, pd.Series) else pd.Series({spec.name: found})
        values |= {str(name): value for name, value in several.items()}
    return pd.DataFrame([values])


def describe(table: pd.DataFrame | pd.Series, *, lang: str = "en", measure: str = "") -> pd.DataFrame:
    """Say what the columns of a result mean: label, unit, range, when undefined.

    Parameters
    ----------
    table : DataFrame or Series
        Any result; columns that are not measures are left out.
    lang : {"en", "zh"}
        Language of the labels.
    measure : str
        Whose columns they are, where a name has several meanings (``"coupling"`` for its T).

    Returns
    -------
    DataFrame
        One row per known column: label, unit, lower, upper, undefined_when.

    Examples
    --------
    >>> describe(pd.DataFrame({"constraint": [1.0], "note": ["x"]})).loc["constraint", "undefined_when"]
    'the actor has no tie'
    """
    names = [table.name] if isinstance(table, pd.Series) else list(table.columns)
    bases = {str(name): str(name).partition("(")[0] for name in names}
    known = [name for name, base in bases.items() if base in COLUMNS or f"{measure}.{base}" in COLUMNS]
    rows = []
    for name in known:
        spec = column(name, measure)
        rows.append(
            {
                "label": spec.zh if lang == "zh" else spec.en,
                "unit": spec.unit,
                "lower": spec.lower,
                "upper": spec.upper,
                "undefined_when": spec.undefined_when,
            }
        )
    fields = ["label", "unit", "lower", "upper", "undefined_when"]
    return pd.DataFrame(rows, index=pd.Index(known, name="column"), columns=pd.Index(fields))
