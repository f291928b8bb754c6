"""The golden numbers of games, information, indicators, coupling and diversity beside ours: docs/reproduced.md.

``python -m tests.reproduced`` writes the page again.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

import cinet as ci
from tests import reproduced_helix

ROOT = Path(__file__).parents[1]
GOLDEN = ROOT / "tests" / "golden"
PAGE = ROOT / "docs" / "reproduced.md"
HEAD = """# Numbers of synergy reproduced

What cinet is held to, beside what it computes; a test writes this page. Evidence: **PUB** is printed in the source;
**PUB-M** is a published number quoted from memory, which the formula reproduces; **X** was computed with the package
named; **D** is derived from the definition and kept as a regression. The numbers of the helix itself are in
[their own table](reproduced_helix.md). Where a row says more than one package or paper, all agree.

| source | case | quantity | expected | cinet | evidence |
|---|---|---|---|---|---|
"""
MEGNIGBETO = "Mêgnigbêto 2024, West Africa and South Korea"


class Row(NamedTuple):
    """One number."""

    source: str
    case: str
    quantity: str
    expected: str
    ours: float
    evidence: str


def golden(path: str) -> Any:
    return json.loads((GOLDEN / path).read_text(encoding="utf-8"))


def games() -> Iterator[Row]:
    held = golden("games/helix_game.json")
    for name in held["core"]:
        game = ci.helix_game(reproduced_helix.patterns_of(name), n_boot=0)
        evidence = "PUB" if name.startswith("SK") else "X own linear programmes"
        bounds = game.core_bounds.to_numpy()
        for part, printed, found in zip("uig", held["core"][name], bounds, strict=True):
            for end, text, value in zip(("low", "high"), printed, found, strict=True):
                yield Row(MEGNIGBETO, name, f"core of {part}, {end} (%)", text, float(value), evidence)
        for what, package in (("shapley", "D closed form"), ("nucleolus", "X coopgame-py 0.3.0")):
            for part, text, value in zip("uig", held[what][name], getattr(game, what), strict=True):
                yield Row(MEGNIGBETO, name, f"{what} of {part} (%)", text, float(value), package)
        area = 100 * float(game.core_area.iloc[0])
        yield Row(MEGNIGBETO, name, "core area (% of the simplex)", held["area_percent"][name], area, "D")


def information() -> Iterator[Row]:
    known = golden("pid/known.json")
    for name, case in known.items():
        if name == "terms":
            continue
        cells = pd.Series(
            list(case["cells"].values()),
            index=pd.MultiIndex.from_tuples([tuple(cell) for cell in case["cells"]], names=["x1", "x2", "y"]),
        )
        for method in ("imin", "mmi", "broja"):
            found = ci.pid(cells, sources=["x1", "x2"], target="y", method=method) if method in case else None
            for place, text in enumerate(case.get(method, [])):
                term = ["synergy", "unique_1", "unique_2", "redundancy"][place]
                yield Row(
                    "partial information", name, f"{term}, {method} (bit)", text, found[term], case["mark"]
                )
    held = golden("estimators/values.json")
    for row in held["values"]:
        found = ci.entropy(held["counts"], row["estimator"], base=np.e, n_cells=row.get("n_cells"))
        cells = f", {row['n_cells']} cells" if "n_cells" in row else ""
        case = "the vector of the R package entropy"
        yield Row(
            "entropy estimators",
            case,
            row["estimator"] + cells + " (nat)",
            row["printed"],
            found,
            row["mark"],
        )


def indicators() -> Iterator[Row]:
    held = golden("indicators/published.json")
    plane = held["fighters"]
    table = pd.DataFrame(plane["x"])
    source, evidence = "Hwang & Yoon 1981, four aircraft", "PUB-M, X pymcdm and scikit-criteria"
    weights = ci.entropy_weight_table(table, normalise=None)
    for column, name in (("entropy", "entropy"), ("weight", "weights")):
        for place, text in enumerate(plane[name]):
            yield Row(
                source, f"criterion {place + 1}", column, text, float(weights[column].iloc[place]), evidence
            )
    directions = ["negative" if place == plane["cost"] else "positive" for place in range(table.shape[1])]
    found = ci.topsis(table, plane["topsis_weights"], directions=directions)
    for column in ("C", "d_plus", "d_minus"):
        for place, text in enumerate(plane[column]):
            value = float(found[column].iloc[place])
            yield Row(source, f"aircraft {place + 1}", f"TOPSIS {column}", text, value, evidence)
    grey = held["investment"]
    factors = pd.DataFrame(grey["factors"])
    for name, printed in grey["degrees"].items():
        degrees = ci.grey_relational(pd.Series(grey["references"][name]), factors)
        for factor, text, value in zip(factors, printed, np.ravel(degrees), strict=True):
            yield Row(
                "investment and output, 1979-83", name, f"grey degree of {factor}", text, float(value), "PUB"
            )


def coupling() -> Iterator[Row]:
    for case in golden("coupling/values.json")["scores"]:
        table = pd.DataFrame([case["U"]])
        for method in ("standard", "wang"):
            found = ci.coupling(table, method).iloc[0]
            for column, text in zip("CD", case[method], strict=True):
                name = ", ".join(map(str, case["U"]))
                yield Row(
                    "coupling coordination", name, f"{column}, {method}", text, float(found[column]), "D"
                )


def diversity() -> Iterator[Row]:
    held = golden("diversity/frenken.json")
    groups = held["groups"]
    raw = pd.DataFrame(0.0, index=groups, columns=groups)
    for pair, value in held["raw"].items():
        a, b = pair.split("-")
        raw.loc[a, b] = value
    matrix = (raw + raw.T) / 2
    whole = ci.integration(matrix)
    pairs = ci.integration_pairs(matrix)
    pairs = pairs["integration"] if isinstance(pairs, pd.DataFrame) else pairs
    for name, value in held["printed"]["pairs"].items():
        a, b = name.split("-")
        yield Row(
            "Frenken 2002", name, "T of the pair (nat)", f"{value:.2f}", float(pairs.loc[(a, b)]), "PUB"
        )
    for name in ("integration", "integration_within", "integration_between"):
        yield Row(
            "Frenken 2002", "all", f"{name} (nat)", f"{held['printed'][name]:.2f}", float(whole[name]), "PUB"
        )
    three = golden("diversity/values.json")["three_classes"]
    shares = pd.Series(three["shares"], index=list("abc"))
    apart = pd.DataFrame(three["distance"], index=list("abc"), columns=list("abc"))
    found = {
        "rao_stirling": ci.rao_stirling(shares, apart),
        "true_diversity": ci.true_diversity(shares, apart),
        "div": ci.div(shares, apart, n_classes=three["n_classes"]),
    }
    for name, value in found.items():
        yield Row("diversity", "shares .5, .3, .2", name, str(three[name]), float(value), "D")


def rows() -> list[Row]:
    return [*games(), *information(), *indicators(), *coupling(), *diversity()]


def digits(text: str) -> int:
    return len(text.partition(".")[2])


def shown(row: Row) -> str:
    """Ours with one digit more than expected; what rounds to nothing has no sign."""
    more = digits(row.expected) + 1
    return f"{round(row.ours, more) + 0.0:.{more}f}"


def page() -> str:
    """The page with one row per golden number, ours with one digit more than printed."""
    lines = [
        f"| {row.source} | {row.case} | {row.quantity} | {row.expected} | {shown(row)} | {row.evidence} |\n"
        for row in rows()
    ]
    return HEAD + "".join(lines)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
