"""Write peers.json: weights, normalisations and closenesses by pymcdm 1.4.0 and scikit-criteria 0.10.

Run by hand where both are installed; the tests read the frozen numbers.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pymcdm
import skcriteria.preprocessing.weighters as weighters
from pymcdm import normalizations
from skcriteria import mkdm
from skcriteria.agg.similarity import TOPSIS


def closeness(x, weights, types):
    table = mkdm(x, [max if kind > 0 else min for kind in types], weights=weights)
    return TOPSIS().evaluate(table).e_.similarity.tolist()


rng = np.random.default_rng(20240817)
cases = []
for n, m in [(5, 3), (12, 6), (30, 4)]:
    # dyadic, so that the file holds the very numbers
    x = rng.integers(1, 400, (n, m)) / 8.0
    weights = rng.integers(1, 9, m).astype(float)
    weights /= weights.sum()
    types = np.where(np.arange(m) % 3 == 1, -1, 1)
    held = {
        "x": x.tolist(),
        "weights": weights.tolist(),
        "types": types.tolist(),
        "entropy_pymcdm": pymcdm.weights.entropy_weights(x).tolist(),
        "entropy_skcriteria": weighters.entropy_weights(x).tolist(),
        "critic_pymcdm": pymcdm.weights.critic_weights(x, types).tolist(),
        "critic_skcriteria": weighters.critic_weights(x, objectives=types).tolist(),
        "critic_spearman_skcriteria": weighters.critic_weights(
            x, objectives=types, correlation="spearman"
        ).tolist(),
        # the coefficient of variation is the standard deviation of x / mean
        "variation_pymcdm": pymcdm.weights.standard_deviation_weights(x / x.mean(axis=0)).tolist(),
        "variation_skcriteria": weighters.std_weights(x / x.mean(axis=0)).tolist(),
        "topsis_pymcdm": pymcdm.methods.TOPSIS(normalizations.vector_normalization)(
            x, weights, types
        ).tolist(),
        "topsis_minmax_pymcdm": pymcdm.methods.TOPSIS()(x, weights, types).tolist(),
        "topsis_skcriteria": closeness(x / np.sqrt((x**2).sum(axis=0)), weights, types),
    }
    for name in ("minmax", "max", "sum", "vector"):
        function = getattr(normalizations, f"{name}_normalization")
        held[name] = [function(column, cost=t < 0).tolist() for column, t in zip(x.T, types, strict=True)]
    cases.append(held)
Path(__file__).with_name("peers.json").write_text(json.dumps(cases) + "\n", encoding="utf-8")
