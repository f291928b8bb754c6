"""Write dit.json: random joint tables with the values that dit 2.3 gives for them.

Run in an environment of its own: pip install dit==2.3, then python freeze.py.
"""

import json
from pathlib import Path

import dit
import numpy as np
from dit.multivariate import (
    coinformation,
    dual_total_correlation,
    entropy,
    o_information,
    total_correlation,
)

SHAPES = [(2, 2, 2), (3, 2, 4), (2, 3, 2, 2), (4, 3, 3, 2), (2, 2, 2, 2, 2), (3, 2, 2, 2, 3)]


def frozen(number, shape):
    rng = np.random.default_rng(number)
    counts = rng.integers(0, 12, size=shape) * (rng.random(shape) < 0.7)
    cells = np.argwhere(counts)
    held = counts[tuple(cells.T)]
    found = dit.Distribution([tuple(cell) for cell in cells.tolist()], (held / held.sum()).tolist())
    return {
        "cells": cells.tolist(),
        "counts": held.tolist(),
        "joint_entropy": float(entropy(found)),
        "total_correlation": float(total_correlation(found)),
        "dual_total_correlation": float(dual_total_correlation(found)),
        "o_information": float(o_information(found)),
        "co_information": float(coinformation(found)),
        "I(0;1)": float(coinformation(found, [[0], [1]])),
        "I(0;1|2)": float(coinformation(found, [[0], [1]], [2])),
        "I(0,1;2)": float(coinformation(found, [[0, 1], [2]])),
    }


if __name__ == "__main__":
    tables = [frozen(number, shape) for number, shape in enumerate(SHAPES)]
    path = Path(__file__).with_name("dit.json")
    path.write_text(json.dumps(tables, indent=1) + "\n", encoding="utf-8")
