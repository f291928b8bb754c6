"""Types of organisations by source code and by name, and which of the two it was."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import pandas as pd

from cinet.loaders.presets.patentsview import LEGAL_FORMS, SOURCE_CODE_CONFIDENCE, NameRule

__all__ = ["typed_by_name"]

# a code that says company, or nothing, may be overruled; one that says government or person may not
_OPEN: Final = ("1", "2", "3", "0")


def typed_by_name(names: pd.Series, codes: pd.Series, rules: Sequence[NameRule]) -> dict[str, Any]:
    """Return the type of every row: its code, or what a rule makes of the name.

    Parameters
    ----------
    names, codes : Series of str
        Name of the organisation and code of the source.
    rules : sequence of NameRule
        The first that fits counts.

    Returns
    -------
    dict
        ``type`` (a code or an actor type), ``type_source`` and ``type_confidence``.

    Examples
    --------
    >>> from cinet.loaders.presets.patentsview import NAME_RULES
    >>> typed = typed_by_name(pd.Series(["Y College", "SAS Institute Inc."]), pd.Series(["2", "2"]), NAME_RULES)
    >>> typed["type"].tolist(), typed["type_source"].tolist()
    (['university', '2'], ['name rule over source code', 'source code'])
    """
    place, uniques = pd.factorize(names)
    open_rows = (codes.isna() | codes.isin(_OPEN)).to_numpy(dtype=bool) & (place >= 0)
    hits = np.full(len(uniques) + 1, -1, dtype=np.int64)
    held = [str(name) for name in uniques]
    for number, name in enumerate(held):
        for order, rule in enumerate(rules):
            if rule.pattern.search(name):
                if not (rule.not_companies and LEGAL_FORMS.search(name)):
                    hits[number] = order
                break
    hit = np.where(open_rows, hits[place], -1)
    types = codes.to_numpy(dtype=object, copy=True)
    sources = np.full(len(codes), None, dtype=object)
    sources[codes.notna().to_numpy(dtype=bool)] = "source code"
    confidence = np.where(codes.isna(), np.nan, SOURCE_CODE_CONFIDENCE)
    for order, rule in enumerate(rules):
        fits = hit == order
        types[fits] = rule.type
        sources[fits] = np.where(codes[fits].isin(_OPEN[1:3]), "name rule over source code", "name rule")
        confidence[fits] = rule.confidence
    return {
        "type": pd.Series(types, dtype="str"),
        "type_source": pd.Series(sources, dtype="str"),
        "type_confidence": pd.Series(confidence),
    }
