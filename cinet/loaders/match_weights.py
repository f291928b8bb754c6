"""How much each field says for or against two actors being one: Fellegi-Sunter weights, learned by splink."""

from __future__ import annotations

import logging
import random
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from tempfile import TemporaryDirectory
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from cinet.errors import MissingExtra, SchemaError, first_few
from cinet.tables.engine import quote_text

__all__ = ["splink_there", "weighed"]

# how alike two texts are (Jaro-Winkler) to be called near: nearer, and less near
_NEAR: Final = (0.92, 0.8)
# beyond, agreements of chance are counted in a sample of the pairs
_MOST_PAIRS: Final = 4_000_000
_MOST_TRAINING_PAIRS: Final = 2_000_000
# what was never seen among some hundred pairs is rare, not impossible: no single field decides alone
_LEAST: Final = 0.01
_LEAST_BY_CHANCE: Final = 1e-6
_ROUNDS: Final = 200
# nothing here reads a file or loads an extension; one thread, so that sums are made in one order
_SETTINGS: Final = (
    "threads = 1",
    "autoinstall_known_extensions = false",
    "autoload_known_extensions = false",
    "python_enable_replacements = false",
    "enable_external_access = false",
    "lock_configuration = true",
)
_IntArray = npt.NDArray[np.int64]


def splink_there() -> Any:
    """Return the package splink, or say how to install it.

    Returns
    -------
    module
        The package.

    Raises
    ------
    MissingExtra
        It is not installed.

    Examples
    --------
    >>> callable(splink_there().block_on)
    True
    """
    try:
        import splink
    except ImportError as error:
        raise MissingExtra(
            "linked_candidates needs the package splink, which is not installed: pip install "
            '"cinet-ecosystem[link]", or use merge_candidates, which compares names and ids only.'
        ) from error
    return splink


def weighed(
    values: Mapping[str, pd.Series],
    near: Mapping[str, bool],
    training: Mapping[str, int],
    pairs: tuple[_IntArray, _IntArray],
    *,
    possible: int,
    seed: int,
) -> pd.DataFrame:
    """Learn what agreement in each field says, and weigh pairs by it.

    Parameters
    ----------
    values : mapping of str to Series of str
        Field -> one text per actor, or missing; all in one order.
    near : mapping of str to bool
        Field -> whether texts that are nearly equal are told from those that are not.
    training : mapping of str to int
        The fields in whose equal pairs the others are learned -> how many such pairs there are.
    pairs : tuple of ndarray of int
        Positions of one and of the other.
    possible : int
        How many pairs there are, compared or not.
    seed : int
        Which pairs are drawn where there are too many to count chance agreements in all.

    Returns
    -------
    DataFrame
        One row per pair, in the order of the pairs: ``probability`` (0 to 1), ``told`` (each field with what was found
        and its weight in bits, and the weight of no knowledge at all).

    Raises
    ------
    MissingExtra
        splink is not installed.
    SchemaError
        A field is missing wherever it could be learned.

    Examples
    --------
    >>> weighed({}, {}, {}, (np.empty(0, np.int64), np.empty(0, np.int64)), possible=0, seed=0).columns.tolist()
    ['probability', 'told']
    """
    if not len(pairs[0]):
        return pd.DataFrame({"probability": np.empty(0), "told": np.empty(0, dtype=object)})
    splink = splink_there()
    # whatever the fields are called, splink and its SQL know them by number only
    plain = {f"f{place}": name for place, name in enumerate(values)}
    table = pd.DataFrame({short: values[name].to_numpy() for short, name in plain.items()}, dtype="str")
    table.insert(0, "unique_id", np.arange(len(table)))
    with _unheard(), TemporaryDirectory(prefix="cinet-") as folder:
        api = splink.DuckDBAPI()
        for setting in (f"temp_directory = {quote_text(folder)}", *_SETTINGS):
            api.duckdb_con.execute(f"set {setting}")
        try:
            known = api.register(table)
            model = _model(splink, known, plain, near, training, seed)
            linker = splink.Linker(known, model, log_level=None, validate_settings=False)
            both = pd.DataFrame({"match_key": "0", "join_key_l": pairs[0], "join_key_r": pairs[1]})
            linker.table_management.register_blocked_pairs_for_predict(api.register(both))
            found = linker.inference.predict().as_pandas_dataframe()
        finally:
            api.duckdb_con.close()
    found = found.set_index(["unique_id_l", "unique_id_r"]).loc[list(zip(*pairs, strict=True))]
    return _told(found, plain, model, possible)


@contextmanager
def _unheard() -> Iterator[None]:
    """Keep splink from writing to the log and from drawing from the caller's random numbers."""
    log, state = logging.getLogger("splink"), random.getstate()
    level = log.level
    log.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        log.setLevel(level)
        random.setstate(state)


def _model(
    splink: Any,
    known: Any,
    plain: Mapping[str, str],
    near: Mapping[str, bool],
    training: Mapping[str, int],
    seed: int,
) -> dict[str, Any]:
    """Learn the model: agreements of chance from all pairs, those of one actor from pairs with something equal."""
    from splink import comparison_library

    levels = comparison_library.JaroWinklerAtThresholds
    settings = splink.SettingsCreator(
        link_type="dedupe_only",
        comparisons=[
            levels(short, list(_NEAR)) if near[name] else comparison_library.ExactMatch(short)
            for short, name in plain.items()
        ],
        retain_intermediate_calculation_columns=True,
        retain_matching_columns=True,
        linker_uid="cinet",
    )
    linker = splink.Linker(known, settings, log_level=None, validate_settings=False)
    # in one piece and to the end: stopping early would make the result depend on how ids are hashed
    linker.training.estimate_u_using_random_sampling(
        max_pairs=_MOST_PAIRS, seed=seed, min_count_per_level=None, num_chunks=1
    )
    for name, count in training.items():
        short = next(short for short, said in plain.items() if said == name)
        linker.training.estimate_parameters_using_expectation_maximisation(
            splink.block_on(short),
            max_pairs=_MOST_TRAINING_PAIRS if count > _MOST_TRAINING_PAIRS else None,
        )
    model: dict[str, Any] = linker.misc.save_model_to_json()
    _never_certain(model, plain)
    return model


def _never_certain(model: dict[str, Any], plain: Mapping[str, str]) -> None:
    """Take what was never seen for rare, not impossible, so that no single field decides alone."""
    unlearned = []
    for short, name in plain.items():
        levels = _levels(model, short)
        if all(level.get("m_probability") is None for level in levels):
            unlearned.append(name)
        for level in levels:
            for side, least in (("m_probability", _LEAST), ("u_probability", _LEAST_BY_CHANCE)):
                level[side] = ((level.get(side) or 0.0) + least) / (1 + least * len(levels))
    if unlearned:
        raise SchemaError(
            f"what agreement says cannot be learned for {first_few(unlearned)}: no two actors that agree in another "
            "field both have it. Leave it out of fields=."
        )


def _told(
    found: pd.DataFrame, plain: Mapping[str, str], model: Mapping[str, Any], possible: int
) -> pd.DataFrame:
    """Say of every pair what was found in each field, what it weighs, and how probable one actor is."""
    parts = []
    total = np.zeros(len(found))
    for short, name in plain.items():
        levels = found[f"gamma_{short}"].to_numpy(dtype=np.int64)
        most = len(_levels(model, short)) - 1
        words = np.select(
            [levels < 0, levels == 0, levels == most], ["missing", "different", "equal"], "near"
        )
        weights = found[f"mw_{short}"].to_numpy(dtype=np.float64)
        total += weights
        shown = name if name.isprintable() else repr(name)
        parts.append(
            [
                f"{shown} {word}" + (f" {weight:+.1f}" if level >= 0 else "")
                for level, word, weight in zip(levels, words, weights, strict=True)
            ]
        )
    probability, share = _probabilities(total, possible)
    first = f"prior {np.log2(share / (1 - share)):+.1f}"
    told = ["; ".join([*said, first]) for said in zip(*parts, strict=True)]
    # the last digits depend on the order in which sums were made
    return pd.DataFrame({"probability": probability.round(6), "told": told})


def _probabilities(weights: npt.NDArray[np.float64], possible: int) -> tuple[npt.NDArray[np.float64], float]:
    """Find the share of the possible pairs that are one actor, the likeliest one given the weights."""
    share = 0.5 * len(weights) / (possible + 1)
    probability = np.zeros(len(weights))
    for _ in range(_ROUNDS):
        probability = 1 / (1 + (1 - share) / share * np.exp2(-weights))
        # pairs that were not compared add nothing; certainty about all of them is out of reach
        share = max(float(probability.sum()), _LEAST) / (possible + 1)
    return probability, share


def _levels(model: Mapping[str, Any], short: str) -> list[Any]:
    """Return the levels of a field other than the one of missing values."""
    comparison = next(one for one in model["comparisons"] if one["output_column_name"] == short)
    return [level for level in comparison["comparison_levels"] if not level.get("is_null_level")]
