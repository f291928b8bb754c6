"""A file that is read, made a network, written and read again gives the same arcs with the same weights."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cinet.ecosystem import Ecosystem
from cinet.interop.writing import write_network
from cinet.loaders.gephi import read_gephi
from cinet.loaders.gexf import read_gexf
from cinet.loaders.gml import read_gml
from cinet.loaders.graphml import read_graphml
from cinet.loaders.pajek import read_pajek
from cinet.loaders.ucinet import read_ucinet
from cinet.loaders.vosviewer import read_vosviewer
from cinet.network import Network

NAMES = ["a", "b", "甲乙", "d e"]
ENDS = st.tuples(st.integers(0, 3), st.integers(0, 3)).filter(lambda pair: pair[0] != pair[1])
WEIGHTS = st.floats(1e-300, 1e300) | st.integers(1, 9).map(float)
#: Source, target, weight, arc or edge: a pair may stand more than once.
LINES = st.lists(st.tuples(ENDS, WEIGHTS, st.booleans()), min_size=1, max_size=7)

#: Ending -> how the written file is read.
READ: dict[str, Callable[[list[Path]], Ecosystem]] = {
    ".net": lambda paths: read_pajek(paths[0]),
    ".graphml": lambda paths: read_graphml(paths[0]),
    ".gexf": lambda paths: read_gexf(paths[0]),
    ".dl": lambda paths: read_ucinet(paths[0]),
    ".csv": lambda paths: read_gephi(paths[1], paths[0], delimiter=","),
    ".json": lambda paths: read_vosviewer(paths[0]),
}


def arcs(net: Network) -> dict[tuple[str, str], float]:
    """Every tie in both directions unless it is an arc."""
    found = {}
    for one, two, weight in net.edges().itertuples(index=False):
        found[one, two] = weight
        if not net.directed:
            found[two, one] = weight
    return found


def pajek(folder: Path, lines: list[tuple[tuple[int, int], float, bool]]) -> Path:
    """A file of arcs and edges as another program writes it."""
    text = [f"*Vertices {len(NAMES)}", *(f'{place} "{name}"' for place, name in enumerate(NAMES, 1))]
    for word, is_arc in (("*Arcs", True), ("*Edges", False)):
        text += [word, *(f"{i + 1} {j + 1} {weight!r}" for (i, j), weight, arc in lines if arc is is_arc)]
    path = folder / "given.net"
    path.write_text("\n".join([*text, ""]), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("rounds")


@pytest.mark.parametrize("ending", list(READ))
@settings(max_examples=6)
@given(lines=LINES)
def test_read_write_read(folder: Path, ending: str, lines: list[tuple[tuple[int, int], float, bool]]) -> None:
    # VOSviewer knows no direction
    net = read_pajek(pajek(folder, lines)).network(directed=False if ending == ".json" else None)
    assert net.directed == (ending != ".json" and any(arc for *_, arc in lines))
    again = READ[ending](write_network(net, folder / f"again{ending}")).network()
    assert arcs(again) == arcs(net)
    assert set(again.index) == set(net.index)
    # a list that holds every arc both ways, alike, is what an undirected network is written as
    both_ways = all(arcs(net).get((two, one)) == weight for (one, two), weight in arcs(net).items())
    assert again.directed == (net.directed and not (ending == ".dl" and both_ways))


@settings(max_examples=10)
@given(lines=LINES)
def test_the_arcs_of_the_file_are_those_of_the_network(
    folder: Path, lines: list[tuple[tuple[int, int], float, bool]]
) -> None:
    expected: dict[tuple[str, str], float] = {}
    for is_arc in (True, False):
        for (i, j), weight, arc in lines:
            if arc is is_arc:
                for one, two in [(i, j)] if arc else [(i, j), (j, i)]:
                    pair = NAMES[one], NAMES[two]
                    expected[pair] = expected.get(pair, 0.0) + weight
    found = arcs(read_pajek(pajek(folder, lines)).network())
    assert found == pytest.approx(expected, rel=1e-14)


def test_gml_arcs(tmp_path: Path) -> None:
    head = 'graph [ directed 1 node [ id 1 label "a" ] node [ id 2 label "b" ]'
    path = tmp_path / "a.gml"
    path.write_text(f"{head} edge [ source 2 target 1 weight 2.5 ] ]")
    net = read_gml(path, weight="weight").network()
    assert net.directed
    assert list(arcs(net).values()) == [2.5]
    again = read_graphml(write_network(net, tmp_path / "a.graphml")[0]).network()
    assert arcs(again) == arcs(net)
