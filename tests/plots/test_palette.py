from __future__ import annotations

import itertools

import numpy as np
import pytest
from matplotlib.colors import to_rgb
from matplotlib.markers import MarkerStyle

from cinet.errors import UnknownName
from cinet.plots.palette import COLOURS, MARKERS, colour, marker, spread
from cinet.vocabulary import ACTOR_TYPES

# Machado, Oliveira and Fernandes (2009), severity 1, on linear RGB
VISION = {
    "normal": np.eye(3),
    "protan": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deutan": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritan": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}
TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)


def lab(code: str, vision: str) -> np.ndarray:
    """CIELAB (D65) of a colour as it is seen."""
    rgb = np.array(to_rgb(code))
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    xyz = TO_XYZ @ np.clip(VISION[vision] @ linear, 0, 1) / TO_XYZ.sum(axis=1)
    bent = np.where(xyz > (6 / 29) ** 3, np.cbrt(xyz), xyz / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.array([116 * bent[1] - 16, 500 * (bent[0] - bent[1]), 200 * (bent[1] - bent[2])])


def test_lab_of_known_colours():
    np.testing.assert_allclose(lab("#FFFFFF", "normal"), [100, 0, 0], atol=1e-6)
    np.testing.assert_allclose(lab("#FF0000", "normal"), [53.24, 80.09, 67.20], atol=0.02)


@pytest.mark.parametrize("vision", VISION)
def test_every_pair_of_colours_stays_apart(vision):
    seen = {kind: lab(code, vision) for kind, code in COLOURS.items()}
    distance = {
        pair: float(np.linalg.norm(seen[pair[0]] - seen[pair[1]]))
        for pair in itertools.combinations(COLOURS, 2)
    }
    nearest = min(distance, key=distance.__getitem__)
    assert distance[nearest] > 15, nearest


def test_every_type_has_a_colour_and_a_shape_of_its_own():
    assert list(COLOURS) == list(MARKERS) == list(ACTOR_TYPES)
    assert len(set(COLOURS.values())) == len(set(MARKERS.values())) == len(ACTOR_TYPES)
    outlines = set()
    for shape in MARKERS.values():
        style = MarkerStyle(shape)
        assert style.is_filled()
        path = style.get_transform().transform_path(style.get_path())
        outlines.add(path.vertices.round(3).tobytes())
    assert len(outlines) == len(ACTOR_TYPES)


def test_colours_are_seen_on_white():
    assert max(lab(code, "normal")[0] for code in COLOURS.values()) < 87


@pytest.mark.parametrize("ask", [colour, marker, spread])
def test_unknown_type_is_refused_with_the_nearest_one(ask):
    with pytest.raises(UnknownName, match=r"'frim' is not an actor type.* Did you mean 'firm'\?"):
        ask("frim")
