"""The golden numbers of helix synergy beside ours, as the table of docs/reproduced_helix.md.

``python -m tests.reproduced_helix`` writes the page again.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd

from cinet.patterns import Patterns
from cinet.synergy.helix import helix
from cinet.synergy.helix_models import helix_independence, krippendorff

ROOT = Path(__file__).parents[1]
GOLDEN = ROOT / "tests" / "golden" / "helix"
PAGE = ROOT / "docs" / "reproduced_helix.md"
PUBLISHED = json.loads((GOLDEN.parent / "synergy" / "venn.json").read_text(encoding="utf-8"))
VENN = {
    name: dict(zip(PUBLISHED["cells"], held["venn"], strict=True)) for name, held in PUBLISHED["sets"].items()
} | json.loads((GOLDEN / "venn.json").read_text(encoding="utf-8"))
NUMBERS = pd.read_csv(GOLDEN / "numbers.csv", dtype=str)
H2020 = {"h": 2756, "f": 1187, "p": 254, "hf": 5344, "hp": 364, "fp": 414, "hfp": 1855}
SCALE = {"mbit": 1000.0, "bit": 1.0, "%": 100.0, "": 1.0}
HEAD = """# Helix numbers reproduced

Every number of helix synergy that cinet is held to, beside what it computes; a test writes this page. Evidence: **PUB**
is printed in Mêgnigbêto (2024), doi:10.2478/jdis-2024-0004, table of the output of West Africa (WA) and South Korea
(SK) in 2001–2010, global (G), domestic (D) and foreign (F), whose cells are the input of the other rows of these sets;
**X** was computed from these cells with the package named; **D** is derived from the definition, kept as a regression.
`UIGC` is a made-up diagram of four parts, `independent a b c` are independent parts with these shares, the empty
records dropped, `H2020` are 12,401 projects of Horizon 2020. No paper is known to print both the cells and T.

| set | quantity | unit | expected | cinet | evidence |
|---|---|---|---|---|---|
"""


def patterns_of(name: str) -> Patterns:
    """The patterns that a set of the golden numbers is about."""
    if name == "H2020":
        return Patterns.from_venn(H2020, n_none=227)
    if name.startswith("independent"):
        shares = [float(share) for share in name.split()[1:]]
        cells = [
            np.prod([share if cell >> part & 1 else 1 - share for part, share in enumerate(shares)])
            for cell in range(8)
        ]
        return Patterns([[0, *cells[1:]]], list("abc"), none_known=False)
    return Patterns.from_venn(VENN[name])


def ours(name: str, quantity: str) -> float:
    """What cinet computes for one golden number, in its unit."""
    what, _, unit = quantity.partition(" ")
    patterns = patterns_of(name)
    if what.startswith("share_"):
        cells = patterns.frame().iloc[0]
        return float(SCALE[unit] * cells["+".join(what.removeprefix("share_"))] / cells.sum())
    if what.startswith("krippendorff"):
        # the eight cells, the empty one with the count 0
        full = Patterns(patterns.counts, patterns.parts, none_known=True)
        return float(SCALE[unit] * krippendorff(full)[what].iloc[0])
    if what == "G2":
        return float(helix_independence(patterns)["G2"].iloc[0])
    row = helix(patterns, n_boot=0, with_entropies=True).iloc[0]
    return float(SCALE[unit] * row["H_U+I+G" if what == "H" else what])


def page() -> str:
    """The page with one row per golden number, ours with one digit more than printed."""
    lines = []
    for row in NUMBERS.itertuples(index=False):
        what, _, unit = row.quantity.partition(" ")
        digits = len(row.printed.partition(".")[2])
        value = f"{ours(row.set, row.quantity):.{digits + 1}f}"
        lines.append(f"| {row.set} | {what} | {unit} | {row.printed} | {value} | {row.evidence} |\n")
    return HEAD + "".join(lines)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
