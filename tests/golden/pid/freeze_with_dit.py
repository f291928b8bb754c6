"""Write random_tables.json with dit 2.3: ``python freeze_with_dit.py`` (needs dit and numpy; takes a minute)."""

import json
from pathlib import Path

import dit
import numpy as np

METHODS = {
    "imin": (dit.pid.PID_WB, {}),
    "mmi": (dit.pid.PID_MMI, {}),
    "broja": (dit.pid.PID_BROJA, {"method": "admui"}),
}


def terms(p, method):
    """Synergy, both unique terms and redundancy as dit gives them."""
    kind, options = METHODS[method]
    cells = {
        "".join("0123456789"[c] for c in cell): float(p[cell]) for cell in np.ndindex(p.shape) if p[cell] > 0
    }
    joint = dit.Distribution(list(cells), list(cells.values()))
    found = kind(joint, ((0,), (1,)), (2,), **options)
    nodes = (((0, 1),), ((0,),), ((1,),), ((0,), (1,)))
    return [float(found[node]) for node in nodes]


def main():
    rng = np.random.default_rng(20)
    held = []
    for shape, records, times in (
        ((2, 2, 2), 40, 8),
        ((2, 2, 2), 9, 4),
        ((3, 3, 2), 60, 8),
        ((2, 3, 3), 25, 4),
    ):
        for _ in range(times):
            counts = rng.multinomial(records, rng.dirichlet(np.ones(np.prod(shape)))).reshape(shape)
            p = counts / counts.sum()
            row = {"counts": counts.tolist()}
            for method in METHODS:
                try:
                    row[method] = terms(p, method)
                except Exception as error:  # dit refuses some degenerate tables
                    row[method] = None
                    print(shape, method, type(error).__name__, error)
            held.append(row)
    with Path(__file__).with_name("random_tables.json").open("w", encoding="utf-8") as out:
        json.dump(
            {
                "peer": f"dit {dit.__version__}",
                "terms": "synergy, unique_1, unique_2, redundancy",
                "tables": held,
            },
            out,
        )


if __name__ == "__main__":
    main()
