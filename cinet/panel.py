"""An indicator system: units (x years) by indicators, each with its direction and its system."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final, TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

from cinet.errors import EmptySelection, SchemaError, UndefinedMeasure, UnknownName, first_few, nearest
from cinet.kernels import scaling

__all__ = ["Direction", "Directions", "IndicatorPanel", "Systems", "as_panel", "row_name"]

FloatArray = npt.NDArray[np.float64]

Direction: TypeAlias = str | tuple[str, float] | tuple[str, float, float]
Directions: TypeAlias = Any
Systems: TypeAlias = "str | Mapping[Any, str] | Sequence[str] | pd.Series | None"

#: What users write for a direction -> its name.
_WORDS: Final = MappingProxyType(
    {
        **dict.fromkeys(("positive", "+", "1", "+1", "benefit", "max", "正向", "正"), "positive"),
        **dict.fromkeys(("negative", "-", "-1", "cost", "min", "负向", "负"), "negative"),
    }
)
_IDEALS: Final = (("centre",), ("interval",))
_LARGEST: Final = 1e150


class IndicatorPanel:
    """Frozen table of an indicator system: what weights, composite indices and obstacle degrees read.

    Parameters
    ----------
    values : DataFrame
        One row per unit, or per (unit, year); one column per indicator. Finite numbers.
    directions : str, sequence or mapping, optional
        Per indicator ``"positive"`` (more is better), ``"negative"`` (less is better), ``("centre", m)`` (best at m)
        or ``("interval", a, b)`` (best from a to b). One word holds for all; a mapping may leave out positive ones.
        ``+``/``-``, 1/-1, ``benefit``/``cost``, ``max``/``min`` and 正向/负向 are understood. Default: all positive.
    systems : str, sequence or mapping, optional
        Name of the system (subsystem, criterion layer) that each indicator belongs to. Default: ``"all"``.

    Raises
    ------
    SchemaError
        A value is missing, infinite or no number, a label stands twice, or a direction or system does not fit.

    Examples
    --------
    >>> table = pd.DataFrame({"patents": [3, 9, 6], "waste": [1, 5, 2]}, index=["A", "B", "C"])
    >>> panel = IndicatorPanel(table, {"waste": "negative"})
    >>> panel
    <IndicatorPanel of 3 units x 2 indicators, 1 negative, 1 system>
    >>> panel.scaled().values["waste"].tolist()
    [1.0, 0.0, 0.75]
    """

    __slots__ = ("_indicators", "_values")

    _values: pd.DataFrame
    _indicators: pd.DataFrame

    def __init__(self, values: pd.DataFrame, directions: Directions = None, systems: Systems = None) -> None:
        table = _checked(values)
        names = table.columns
        found = {
            "direction": [
                _direction(one, name) for name, one in _per_indicator(directions, names, "positive")
            ],
            "system": [_system(one, name) for name, one in _per_indicator(systems, names, "all")],
        }
        indicators = pd.DataFrame(found, index=pd.Index(names, name="indicator"), dtype=object)
        object.__setattr__(self, "_values", table)
        object.__setattr__(self, "_indicators", indicators)

    @classmethod
    def from_tidy(cls, table: pd.DataFrame) -> IndicatorPanel:
        """Build a panel from a long table: one row per unit, year and indicator.

        Parameters
        ----------
        table : DataFrame
            Columns ``unit``, ``indicator``, ``value``, and if there are several years ``year``; optionally
            ``direction`` (in a text file ``centre 7`` and ``interval 10 20``) and ``system``. Every unit needs every
            indicator in every year in which it stands.

        Returns
        -------
        IndicatorPanel
            Units, years and indicators in sorted order, so that the order of the rows does not matter.

        Raises
        ------
        SchemaError
            A column or a value is missing, a row stands twice, or an indicator has two directions or systems.

        Examples
        --------
        >>> long = pd.DataFrame({"unit": ["A", "A", "B", "B"], "indicator": ["ph", "r&d", "ph", "r&d"],
        ...                      "value": [6.5, 2, 7.2, 3], "direction": ["centre 7", "+", "centre 7", "+"]})
        >>> IndicatorPanel.from_tidy(long).indicators["direction"].tolist()
        [('centre', 7.0), 'positive']
        """
        if not isinstance(table, pd.DataFrame):
            raise SchemaError(f"a tidy table is a DataFrame, not {type(table).__name__}.")
        missing = [name for name in ("unit", "indicator", "value") if name not in table.columns]
        if missing:
            raise SchemaError(
                f"the tidy table has no column {first_few(missing)}; it needs unit, indicator and value "
                f"(and may have year, direction, system), and has {first_few(table.columns)}."
            )
        keys = ["unit", "year", "indicator"] if "year" in table.columns else ["unit", "indicator"]
        if table[keys].isna().to_numpy().any():
            raise SchemaError(
                f"the tidy table has rows without {' or '.join(keys)}; give every row its labels."
            )
        twice = table.duplicated(keys)
        if twice.any():
            shown = table.loc[twice, keys].itertuples(index=False, name=None)
            raise SchemaError(
                f"these ({', '.join(keys)}) stand twice: {first_few(map(row_name, shown))}; keep one value of each."
            )
        wide = table.set_index(keys)["value"].unstack("indicator").sort_index()
        wide = wide.reindex(columns=wide.columns.sort_values())
        wide.columns.name = None
        told = {
            name: _one_per_indicator(table, name) for name in ("direction", "system") if name in table.columns
        }
        return cls(wide, told.get("direction"), told.get("system"))

    @property
    def values(self) -> pd.DataFrame:
        """Units, or (unit, year), by indicators."""
        return self._values.copy(deep=False)

    @property
    def indicators(self) -> pd.DataFrame:
        """One row per indicator: its direction and its system."""
        return self._indicators.copy(deep=False)

    @property
    def systems(self) -> list[str]:
        """Names of the systems, in the order of their first indicator."""
        return list(dict.fromkeys(self._indicators["system"]))

    @property
    def years(self) -> pd.Index | None:
        """Year of every row, or None when the rows are units alone."""
        index = self._values.index
        return index.get_level_values(1) if index.nlevels == 2 else None

    def _groups(self, base: str) -> list[npt.NDArray[np.intp]]:
        """Return the rows that are compared with each other: all, or those of each year."""
        if base not in ("panel", "year"):
            raise UnknownName(
                f"base {base!r} is not known.{nearest(str(base), ['panel', 'year'])} Known: 'panel', 'year'."
            )
        if base == "panel":
            held, names = [np.arange(len(self._values))], ["the table"]
        else:
            if self.years is None:
                raise UnknownName("base='year' needs rows of (unit, year); these rows are units alone.")
            codes, years = pd.factorize(self.years, sort=True)
            held = [np.flatnonzero(codes == code) for code in range(len(years))]
            names = [str(year) for year in years]
        alone = [name for name, rows in zip(names, held, strict=True) if len(rows) < 2]
        if alone:
            raise UndefinedMeasure(
                f"{first_few(alone)} has one unit only; indicators compare units, so at least two are needed."
            )
        return held

    def scaled(
        self, method: str = "minmax", *, base: str = "panel", interval: tuple[float, float] | None = None
    ) -> IndicatorPanel:
        """Return the panel on a common scale, more being better in every indicator.

        Parameters
        ----------
        method, base, interval
            As in ``cinet.synergy.normalise.normalise``, where the formulas stand.

        Returns
        -------
        IndicatorPanel
            Same rows, indicators and systems; every direction positive.

        Raises
        ------
        UnknownName, UndefinedMeasure, SchemaError
            As in ``normalise``.

        Examples
        --------
        >>> panel = IndicatorPanel(pd.DataFrame({"a": [1, 2, 5]}))
        >>> panel.scaled(interval=(0.2, 1)).values["a"].round(3).tolist()
        [0.2, 0.4, 1.0]
        """
        if not isinstance(method, str) or method not in scaling.METHODS:
            raise UnknownName(
                f"normalisation {method!r} is not known.{nearest(str(method), scaling.METHODS)} "
                f"Known: {', '.join(scaling.METHODS)}."
            )
        sign, low, high = self._ideals()
        self._suits(method, sign)
        values = self._values.to_numpy()
        found = np.empty(values.shape)
        for rows in self._groups(base):
            found[rows] = scaling.scaled(values[rows], sign, low, high, method)
        if interval is not None:
            a, b = _interval(interval, method)
            found = a + (b - a) * found
        table = pd.DataFrame(found, index=self._values.index, columns=self._values.columns)
        return IndicatorPanel(table, None, list(self._indicators["system"]))

    def _ideals(self) -> tuple[npt.NDArray[np.int8], FloatArray, FloatArray]:
        """Return sign (+1, -1, or 0 for an ideal range), and the bounds of the ideal range."""
        directions = list(self._indicators["direction"])
        signs = {"positive": 1, "negative": -1}
        sign = np.array([signs.get(one, 0) if isinstance(one, str) else 0 for one in directions], np.int8)
        low = np.array([0.0 if isinstance(one, str) else one[1] for one in directions])
        high = np.array([0.0 if isinstance(one, str) else one[-1] for one in directions])
        return sign, low, high

    def _suits(self, method: str, sign: npt.NDArray[np.int8]) -> None:
        if method not in scaling.NON_NEGATIVE:
            return
        reciprocal = (sign < 0) & (method in scaling.POSITIVE)
        values = self._values.to_numpy()
        bad = ((values < 0) & (sign != 0)) | ((values <= 0) & reciprocal)
        if bad.any():
            row, column = np.argwhere(bad)[0]
            need = "positive" if reciprocal[column] else "non-negative"
            raise UndefinedMeasure(
                f"normalisation {method!r} needs {need} values; indicator {self._values.columns[column]!r} holds "
                f"{values[row, column]:g} in row {row_name(self._values.index[row])}. Use 'minmax', 'zscore' or 'rank'."
            )

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"an IndicatorPanel is frozen: {name!r} cannot be set; build a new one instead.")

    def __reduce__(self) -> tuple[Any, ...]:
        directions, systems = (list(self._indicators[name]) for name in ("direction", "system"))
        return IndicatorPanel, (self._values, directions, systems)

    def __repr__(self) -> str:
        units = self._values.index.get_level_values(0).nunique()
        years = "" if self.years is None else f" x {self.years.nunique()} years"
        sign, _, _ = self._ideals()
        turned = {"negative": (sign < 0).sum(), "with an ideal": (sign == 0).sum()}
        parts = [f"{units} units{years} x {len(sign)} indicators"]
        parts += [f"{count} {word}" for word, count in turned.items() if count]
        count = len(self.systems)
        return f"<IndicatorPanel of {', '.join(parts)}, {count} system{'' if count == 1 else 's'}>"


def as_panel(table: Any, directions: Directions = None, systems: Systems = None) -> IndicatorPanel:
    """Return the panel that was given, or make one of a table.

    >>> as_panel(pd.DataFrame({"a": [1, 2]}), "negative").indicators.loc["a", "direction"]
    'negative'
    """
    if not isinstance(table, IndicatorPanel):
        return IndicatorPanel(table, directions, systems)
    if directions is not None or systems is not None:
        raise SchemaError(
            "an IndicatorPanel carries its directions and systems; leave directions= and systems= out, "
            "or pass panel.values with new ones."
        )
    return table


def row_name(label: object) -> str:
    """Write the label of a row as a reader would: ``north, 2020``."""
    return ", ".join(map(str, label)) if isinstance(label, tuple) else str(label)


def _checked(table: Any) -> pd.DataFrame:
    if not isinstance(table, pd.DataFrame):
        raise SchemaError(
            f"indicators are a DataFrame of units (or (unit, year)) by indicators, not {type(table).__name__}."
        )
    if table.empty:
        raise EmptySelection("the indicator table is empty; it needs at least one unit and one indicator.")
    index, columns = table.index, table.columns
    if index.nlevels > 2 or columns.nlevels > 1:
        raise SchemaError("rows are units or (unit, year) and columns are indicators; there are more levels.")
    unnamed = any(index.get_level_values(level).isna().any() for level in range(index.nlevels))
    if unnamed or columns.isna().any():
        raise SchemaError(
            "a row or a column of the indicator table has no label; name every unit, year and indicator."
        )
    for labels, what in ((index, "row"), (columns, "indicator")):
        if not labels.is_unique:
            raise SchemaError(f"{what} labels stand twice: {first_few(labels[labels.duplicated()])}.")
    plain = bool((table.dtypes == np.float64).all())
    numbers = (
        table.to_numpy() if plain else np.column_stack([_numbers(table[name], name) for name in columns])
    )
    bad = ~(np.abs(numbers) < _LARGEST)
    if bad.any():
        held = ((f"{row_name(index[i])}, {columns[j]}", numbers[i, j]) for i, j in np.argwhere(bad))
        shown = [f"{place}: {value:g}" for place, value in held]
        raise SchemaError(
            f"values must be finite numbers below {_LARGEST:g} in size; not so at {first_few(shown)}. "
            "Fill or drop missing values before: no measure of this family guesses them."
        )
    return pd.DataFrame(numbers, index=index, columns=columns)


def _numbers(column: pd.Series, name: Hashable) -> FloatArray:
    try:
        if column.dtype.kind == "c":
            raise TypeError("complex numbers")
        found: FloatArray = column.to_numpy(dtype=np.float64, na_value=np.nan)
    except (TypeError, ValueError) as error:
        raise SchemaError(f"indicator {name!r} holds something that is not a number: {error}.") from error
    return found


def _per_indicator(given: Any, names: pd.Index, default: str) -> list[tuple[Hashable, Any]]:
    """Pair every indicator with what was given for it: nothing, one for all, one each, or by name."""
    if given is None:
        given = default
    if isinstance(given, Mapping | pd.Series):
        given = dict(given.items())
        unknown = [name for name in given if name not in names]
        if unknown:
            raise UnknownName(
                f"{first_few(unknown)} is not an indicator.{nearest(str(unknown[0]), map(str, names))} "
                f"Indicators: {first_few(names, 12)}."
            )
        return [(name, given.get(name, default)) for name in names]
    if isinstance(given, str) or np.isscalar(given) or (isinstance(given, tuple) and given[:1] in _IDEALS):
        return [(name, given) for name in names]
    listed = list(given) if isinstance(given, Iterable) else []
    if len(listed) != len(names):
        raise SchemaError(f"{len(listed)} directions or systems were given for {len(names)} indicators.")
    return list(zip(names, listed, strict=True))


def _direction(given: Any, name: Hashable) -> Direction:
    words = str(given).split() if isinstance(given, str) else [given]
    if isinstance(given, tuple | list):
        words = list(given)
    if len(words) == 1 and str(words[0]).casefold() in _WORDS:
        return _WORDS[str(words[0]).casefold()]
    bounds = {"centre": 2, "interval": 3}.get(str(words[0])) if words else None
    try:
        numbers = [float(word) for word in words[1:]]
    except (TypeError, ValueError):
        numbers = []
    if (
        bounds is None
        or len(numbers) + 1 != bounds
        or not np.isfinite(numbers).all()
        or sorted(numbers) != numbers
    ):
        raise SchemaError(
            f"the direction of indicator {name!r} is {given!r}; it is 'positive', 'negative', ('centre', m) or "
            "('interval', a, b) with a <= b."
        )
    return ("centre", numbers[0]) if bounds == 2 else ("interval", numbers[0], numbers[1])


def _system(given: Any, name: Hashable) -> str:
    if not isinstance(given, str) or not given:
        raise SchemaError(f"the system of indicator {name!r} is {given!r}; it is a name.")
    return given


def _one_per_indicator(table: pd.DataFrame, name: str) -> dict[Any, Any]:
    pairs = table[["indicator", name]].drop_duplicates()
    twice = pairs.loc[pairs["indicator"].duplicated(), "indicator"]
    if not twice.empty:
        raise SchemaError(
            f"indicator {first_few(twice)} has more than one {name}; give it the same in all its rows."
        )
    return dict(zip(pairs["indicator"], pairs[name], strict=True))


def _interval(interval: tuple[float, float], method: str) -> tuple[float, float]:
    if method not in scaling.UNIT_RANGE:
        raise SchemaError(
            f"interval= moves [0, 1]; {method!r} does not fill it, {' and '.join(scaling.UNIT_RANGE)} do."
        )
    try:
        a, b = (float(bound) for bound in interval)
    except (TypeError, ValueError):
        a = b = np.nan
    if not 0 <= a < b <= 1:
        raise SchemaError(f"interval= is (a, b) with 0 <= a < b <= 1, not {interval!r}.")
    return a, b
