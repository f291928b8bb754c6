"""Patterns whose helix synergy is known, shared by the tests of helix synergy."""

from __future__ import annotations

import numpy as np
import pandas as pd

from cinet.patterns import Patterns
from cinet.synergy.helix import helix
from tests import reproduced_helix


def published(name):
    return Patterns.from_venn(reproduced_helix.VENN[name])


def t_of(counts, k=3, none_known=True):
    patterns = Patterns(counts, [f"p{part}" for part in range(k)], none_known=none_known)
    return float(helix(patterns, n_boot=0)["T"].iloc[0])


def parity(k):
    return [float(pattern.bit_count() % 2 == 0) for pattern in range(2**k)]


def copy(k):
    return [1.0, *[0.0] * (2**k - 2), 1.0]


def by_year_and_programme():
    groups = pd.MultiIndex.from_product([[2014, 2015], ["fet", "space"]], names=["year", "programme"])
    return Patterns(np.random.default_rng(1).integers(1, 60, (4, 8)), list("abc"), groups, none_known=True)
