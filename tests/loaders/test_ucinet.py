"""UCINET: every form of DL text and the binary pair; igraph's reader as the judge of what it can read."""

from __future__ import annotations

import os
import struct
import zipfile
from collections import Counter
from pathlib import Path

import igraph
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cinet.ecosystem import Ecosystem
from cinet.errors import CinetError, DataLossWarning, LoadError, SchemaError
from cinet.loaders.ucinet import read_ucinet
from cinet.loaders.ucinet_binary import MAGIC

SHARED = os.environ.get("CINET_TEST_DATA")
SAMPLES = Path(str(SHARED), "samples")
needs_data = pytest.mark.skipif(SHARED is None, reason="CINET_TEST_DATA is not set")


def read(folder: Path, text: str | bytes, **options) -> Ecosystem:
    path = folder / "made.dl"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return read_ucinet(path, **options)


def pairs(eco: Ecosystem) -> list[tuple[str, str, float]]:
    """Source, target and weight of every collaboration of two."""
    taking = eco.participations.astype({"collab_id": str, "actor_id": str})
    found = []
    for collab, rows in taking.groupby("collab_id", sort=False):
        if "role" in rows:
            rows = rows.sort_values("role")
        assert len(rows) == 2, collab
        found.append((*rows["actor_id"], rows["weight"].iloc[0]))
    return sorted(found)


def taking(eco: Ecosystem) -> list[list[object]]:
    rows = eco.participations.astype({"collab_id": str, "actor_id": str})
    return rows[["actor_id", "collab_id", "weight"]].values.tolist()


def dropped(eco: Ecosystem) -> list[list[object]]:
    lost = eco.issues[eco.issues["action"].str.startswith("dropped")]
    return lost[["row", "value"]].values.tolist()


def noted(eco: Ecosystem, action: str) -> list[str]:
    return eco.issues.loc[eco.issues["action"].str.startswith(action), "reason"].tolist()


ARCS = [("a", "b", 1.0), ("b", "c", 2.0)]


@pytest.mark.parametrize(
    "text",
    [
        "DL n=3\nformat = edgelist1\nlabels:\na, b, c\ndata:\n1 2\n2 3 2\n",
        "dl n=3 format=el1 labels: a b c data: 1 2\n2 3 2",
        "DL N = 3, FORMAT = EDGELIST1\r\nLABELS EMBEDDED\r\nDATA:\r\na b 1\r\nb c 2\r\n",
        'DL, n=3 format=edgelist labels:\n"a"\n"b"\n"c"\nlabels embedded:\ndata:\nA,B\nb,"c",2\n',
        "dl n=3\nlabels:\na=b\nc\ndata:\n0 1 0\n0 0 2\n0 0 0\n",
        "dl nr=3 nc=3 format=fullmatrix\nlabels: a,b,c\ndata:\n0 1 0 0 0 2 0 0 0\n",
        "dl n=3 diagonal = absent labels: a b c\ndata:\n1 0\n0 2\n0 0\n",
        "dl n=3 format = fm\nlabels embedded\ndata:\na b c\na 0 1 0\nb 0 0 2\nc 0 0 0\n",
        "dl n=3 row labels embedded: column labels: a b c\ndata:\na 0 1 0\nb 0 0 2\nc 0 0 0\n",
        "dl n=3 row labels: a b c col labels embedded\ndata:\na b c\n0 1 0\n0 0 2\n0 0 0\n",
    ],
)
def test_directed_one_mode(tmp_path, text):
    eco = read(tmp_path, text)
    assert pairs(eco) == ARCS
    assert set(eco.collaborations["direction"]) == {"directed"}
    assert eco.actors["actor_id"].tolist() == ["a", "b", "c"]
    assert eco.report["rows_in_issues"].tolist() == [0]


EDGES = [("a", "b", 1.0), ("b", "c", 2.0)]


@pytest.mark.parametrize(
    "text",
    [
        "dl n=3 format=lowerhalf labels: a b c\ndata:\n0\n1 0\n0 2 0\n",
        "dl n=3 format=lowerhalf diagonal=absent labels: a b c\ndata:\n1\n0 2\n",
        "dl n=3 format=upperhalf labels: a b c\ndata:\n0 1 0\n0 2\n0\n",
        "dl n=3 format=uh diagonal=absent labels: a b c\ndata:\n1 0\n2\n",
        "dl n=3 format=lh labels embedded\ndata:\na b c\na 0\nb 1 0\nc 0 2 0\n",
        "dl n=3 labels: a b c\ndata:\n0 1 0\n1 0 2\n0 2 0\n",
    ],
)
def test_undirected_one_mode(tmp_path, text):
    eco = read(tmp_path, text)
    assert pairs(eco) == EDGES
    assert set(eco.collaborations["direction"]) == {"undirected"}
    assert len(noted(eco, "doubted: read as undirected")) == ("format" not in text)
    assert len(read(tmp_path, text, directed=True).collaborations) == 4


LIST = "dl n=3 format=edgelist1 labels: a b c\ndata:\n2 1 1\n1 2 1\n2 3 2\n3 2 2\n"


def test_a_list_of_both_cells_of_every_pair_is_a_symmetric_matrix(tmp_path):
    eco = read(tmp_path, LIST)
    assert [tuple(sorted(tie[:2])) for tie in pairs(eco)] == [("a", "b"), ("b", "c")]
    assert set(eco.collaborations["direction"]) == {"undirected"}
    assert noted(eco, "doubted: read as undirected") == ["the list is symmetric"]
    # both lines of a pair are used
    assert eco.report[["rows_read", "rows_used", "rows_in_issues"]].values.tolist() == [[4, 4, 0]]
    assert sorted(eco.network().edges()["weight"]) == [1.0, 2.0]
    # the direction that was taken away on request is taken away once
    once = read(tmp_path, LIST, directed=False)
    assert sorted(once.network().edges()["weight"]) == [1.0, 2.0]
    assert noted(once, "doubted: read as undirected") == []
    assert read(tmp_path, LIST, directed=True).network().n_ties == 4
    named = "dl n=2 nm=2 format=edgelist1 matrix labels: x y data:\n1 2\n2 1\n!\n1 2 3\n"
    eco = read(tmp_path, named)
    assert eco.collaborations[["kind", "direction"]].values.tolist() == [
        ["x", "undirected"],
        ["y", "directed"],
    ]
    assert noted(eco, "doubted: read as undirected") == ["the list is symmetric (x)"]


@pytest.mark.parametrize(
    "lines",
    [
        "1 2 1\n2 1 2\n",  # another value
        "1 2 1\n2 1 1\n1 3 1\n",  # a pair that stands one way
        "1 2 1\n1 2 1\n",  # one way, twice
        "1 2 1\n2 1 1\n1 2 1\n2 1 1\n",  # twice both ways
        "1 2 1\n1 3 1\n",
        "",
    ],
)
def test_other_lists_have_directions(tmp_path, lines):
    eco = read(tmp_path, f"dl n=3 format=edgelist1 labels: a b c\ndata:\n{lines}")
    assert len(eco.collaborations) == lines.count("\n")
    assert (eco.collaborations["direction"] == "directed").all()
    assert noted(eco, "doubted: read as undirected") == []


def test_a_symmetric_list_with_values_that_are_no_ties(tmp_path):
    text = "dl n=3 format=edgelist1 labels: a b c\ndata:\n1 2 1\n1 3 na\n3 1 na\n2 1 1\n2 3 0\n3 2 0\n1 1 5\n"
    with pytest.warns(DataLossWarning):
        eco = read(tmp_path, text)
    assert pairs(eco) == [("a", "b", 1.0)]
    assert [row for row, _ in dropped(eco)] == [4, 5, 7, 8, 9]
    assert eco.report[["rows_read", "rows_used", "rows_in_issues"]].values.tolist() == [[7, 2, 5]]


def test_half_a_matrix_keeps_the_line_of_each_number(tmp_path):
    with pytest.warns(DataLossWarning):
        eco = read(tmp_path, "dl n=3 format=lowerhalf\ndata:\n0\nna 0\n-1 2 0\n")
    assert dropped(eco) == [[4, "na"], [5, "-1"]]
    assert pairs(eco) == [("2", "3", 2.0)]


def test_lists_of_partners(tmp_path):
    eco = read(tmp_path, "DL n=4 format=nodelist1\nlabels: a b c d\ndata:\n1 2 3\n\n2\n4 1\n")
    assert pairs(eco) == [("a", "b", 1.0), ("a", "c", 1.0), ("d", "a", 1.0)]
    undirected = read(tmp_path, "DL n=2 format=nodelist labels embedded data:\na b\n", directed=False)
    assert undirected.collaborations["direction"].tolist() == ["undirected"]


MATRIX = [["a", "x", 1.0], ["b", "x", 3.0], ["b", "y", 1.0]]


@pytest.mark.parametrize(
    "text",
    [
        "dl nr=3, nc=2 row labels: a b c\ncolumn labels: x y\ndata:\n1 0\n3 1\n0 0\n",
        "dl nr=3 nc=2 labels embedded data:\nx y\na 1 0\nb 3 1\nc 0 0\n",
        "dl nr=3 nc=2 format=edgelist2 row labels: a b c column labels: x y data:\n1 1\n2 1 3\n2 2\n",
        "dl nr=3 nc=2 format=edgelist2 row labels: a b c\nlabels embedded data:\na x\nb x 3\nb y\n",
        "dl nr=3 nc=2 diagonal=absent row labels: a b c columns labels: x y\ndata:\n1 0\n3 1\n0 0\n",
    ],
)
def test_two_modes(tmp_path, text):
    eco = read(tmp_path, text)
    assert taking(eco) == MATRIX
    assert eco.actors["name"].tolist() == ["a", "b", "c"]
    assert eco.collaborations["title"].tolist() == ["x", "y"]
    assert "granularity" not in eco.collaborations
    turned = read(tmp_path, text, events="first")
    assert turned.actors["actor_id"].tolist() == ["x", "y"]
    assert turned.sizes().to_dict() == {"a": 1, "b": 2, "c": 0}


def test_lists_of_two_modes(tmp_path):
    with pytest.warns(DataLossWarning):
        eco = read(tmp_path, "dl nr=2 nc=2 format=nodelist2 row labels embedded data:\na 1 2\nb 2 3\n")
    assert taking(eco) == [["a", "1", 1.0], ["a", "2", 1.0], ["b", "2", 1.0]]
    assert dropped(eco) == [[3, "b 3"]]


def test_which_mode(tmp_path):
    text = "dl nr=2 nc=2\ndata:\n0 1\n0 0\n"
    assert "granularity" in read(tmp_path, text).collaborations
    two = read(tmp_path, text, mode="two")
    assert taking(two) == [["1", "2", 1.0]]
    named = "dl nr=2 nc=2 row labels: a b column labels: x y data:\n0 1\n0 0\n"
    assert taking(read(tmp_path, named)) == [["a", "y", 1.0]]
    for wrong in (named, "dl nr=1 nc=2 data:\n0 1\n"):
        with pytest.raises(SchemaError, match="columns, which are not the same: it is not one-mode"):
            read(tmp_path, wrong, mode="one")
    with pytest.raises(SchemaError, match="mode='three' is neither"):
        read(tmp_path, text, mode="three")
    with pytest.raises(SchemaError, match="events='third' is neither"):
        read(tmp_path, text, events="third")


def test_several_matrices(tmp_path):
    text = "dl n=2 nm=2 labels: a b matrix labels: likes knows\ndata:\n0 1\n0 0\n\n0 3\n1 0\n"
    eco = read(tmp_path, text)
    assert eco.collaborations[["kind", "weight"]].values.tolist() == [
        ["likes", 1.0],
        ["knows", 3.0],
        ["knows", 1.0],
    ]
    assert eco.report[["rows_read", "rows_used"]].values.tolist() == [[3, 3]]
    lists = "dl n=2 nm=2 format=edgelist1 data:\n1 2\n!\n1 2 3\n2 1\n!\n"
    assert read(tmp_path, lists).collaborations["kind"].tolist() == ["1", "2", "2"]
    taken = read(tmp_path, "dl nr=2 nc=1 nm=2 level labels: p q data:\n1\n0\n0\n1\n")
    assert taken.participations["relation"].tolist() == ["p", "q"]


@pytest.mark.parametrize("again", ["", "a b\n"], ids=["labels once", "labels above each"])
def test_several_matrices_with_labels_among_the_numbers(tmp_path, again):
    text = f"dl n=2 nm=2 labels embedded data:\na b\na 0 1\nb 0 0\n{again}a 0 0\nb 5 0\n"
    eco = read(tmp_path, text)
    assert pairs(eco) == [("a", "b", 1.0), ("b", "a", 5.0)]


def test_numbers_of_labels_that_do_not_fit(tmp_path):
    eco = read(tmp_path, "dl n=4 format=edgelist1 labels embedded data:\na b\nb c\n")
    assert len(eco.actors) == 3
    assert noted(eco, "doubted: those with labels") == ["4 actors are declared, and 3 have labels"]
    two = read(tmp_path, "dl nr=1 nc=2 format=edgelist2 labels embedded data:\na x\nb x\n")
    assert noted(two, "doubted: those with labels") == [
        "1 rows are declared, and 2 have labels",
        "2 columns are declared, and 1 have labels",
    ]


def test_labels_that_stand_more_than_once(tmp_path):
    eco = read(tmp_path, "dl n=3 labels: a a b data:\n0 1 1\n0 0 0\n0 0 0\n")
    assert eco.actors[["actor_id", "name"]].values.tolist() == [["1", "a"], ["2", "a"], ["3", "b"]]
    assert noted(eco, "doubted: kept apart by") == ["labels stand more than once: 'a'"]


def test_lines_that_hold_no_tie(tmp_path):
    text = "dl n=3 format=edgelist1\ndata:\n1 2\n1\n1 2 3 4\n1 9\nx 1\n2 3 0\n3 3\n2 1 na\n"
    with pytest.warns(DataLossWarning):
        eco = read(tmp_path, text)
    assert pairs(eco) == [("1", "2", 1.0)]
    assert sorted(dropped(eco), key=str) == [
        [10, "na"], [4, "1"], [5, "1 2 3 4"], [6, "1 9"], [7, "x 1"], [8, "0"], [9, "3 - 3"],
    ]  # fmt: skip
    assert eco.report[["rows_read", "rows_used", "rows_in_issues"]].values.tolist() == [[8, 1, 7]]


def test_no_lines_at_all(tmp_path):
    eco = read(tmp_path, "dl n=2 format=edgelist1 data:")
    assert (len(eco.actors), len(eco.collaborations)) == (2, 0)


def test_words_of_the_header_in_quotes(tmp_path):
    eco = read(tmp_path, 'dl title="data: of n=9" n=2 labels: "format=x data:" b data:\n0 1\n0 0\n')
    assert sorted(eco.actors["actor_id"]) == ["b", "format=x data:"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "its first word is not DL"),
        ("dlx n=3 data:", "its first word is not DL"),
        ("id,name\n", "its first word is not DL"),
        ("DL n=3\n1 2\n", "has no line 'data:'"),
        ("DL data:\n1 2\n", "declares no size"),
        ("DL nr=3 data:\n1 2\n", "declares no size"),
        ("DL n=x data:\n", "declares n=x, which is no whole number"),
        ("DL n=3 format=blockmatrix data:\n", "DL format 'blockmatrix', which cinet does not read"),
        ("DL n=3 format=edgelist3 data:\n", "Did you mean 'edgelist'"),
        ("DL nr=3 nc=2 format=lowerhalf data:\n", "format lowerhalf, and 3 rows but 2 columns"),
        ("DL n=99999999 format=edgelist1 data:\n1 2\n", "it is damaged or cut off"),
        ("DL n=2 nm=0 data:\n", "declares nm=0"),
        ("DL n=0 data:\n", "a matrix of 0 rows and 0 columns: it is empty"),
        ("DL n=2 nm=999999999 data:\n", "declares nm=999999999"),
        ("DL n=2 nm=2 data:\n0 1 1 0\n", "fullmatrix 2 x 2 x 2, 8 cells, and 4 stand there"),
        ("DL n=2 diagonal=absent data:\n0 1 1 0\n", "diagonal absent, 2 cells, and 4 stand there"),
        ("DL n=2 labels embedded data:\na b\na 0\n", "with labels, 8 cells, and 4 stand there"),
        ("DL n=2 labels: a b c data:\n0 1 1 0\n", "declares 2 rows, and lists 3 labels"),
        ("DL n=2 matrix labels: a b data:\n0 1 1 0\n", "declares 1 matrices, and lists 2 labels"),
        ("DL n=2 format=edgelist1 data:\n1 2\n!\n1 2\n", "declares nm=1, and holds 2 matrices"),
    ],
)
def test_refused(tmp_path, text, reason):
    with pytest.raises(LoadError, match=reason):
        read(tmp_path, text)


def test_encodings(tmp_path):
    text = "dl n=2 labels: 深圳大学与企业合作 华为技术有限公司\ndata:\n0 1\n1 0\n"
    eco = read(tmp_path, text.encode("gb18030"))
    assert sorted(eco.actors["actor_id"]) == ["华为技术有限公司", "深圳大学与企业合作"]
    assert len(noted(eco, "doubted: read as gb18030")) == 1
    assert read(tmp_path, text.encode("utf-16")).report["encoding"].tolist() == ["utf-16"]


def header(sizes: tuple[int, ...], labels: list[list[str]], *, code: int = 7, title: bytes = b"") -> bytes:
    """Columns, rows and levels, and the labels of each, as UCINET writes them."""
    made = MAGIC + struct.pack("<4h", 16, 4, 21, 5) + struct.pack("<hBh", 3, code, len(sizes))
    made += struct.pack(f"<{len(sizes)}i", *sizes) + bytes([len(title)]) + title
    made += bytes([1 if names else 0 for names in labels])
    for names in labels:
        for name in names:
            text = name.encode("utf-16-le")
            made += struct.pack("<H", len(text)) + text
    return made


def write_pair(folder: Path, head: bytes, numbers: bytes, suffixes: str = "hd") -> Path:
    path = folder / f"made.##{suffixes[0]}"
    path.write_bytes(head)
    path.with_suffix(f".##{suffixes[1]}").write_bytes(numbers)
    return path


def test_a_binary_pair(tmp_path):
    path = write_pair(
        tmp_path, header((2, 2), [["A", "B"]] * 2, title=b"a title"), struct.pack("<4f", 0, 1.5, 0, 0)
    )
    for named in (path, path.with_suffix(".##d")):
        eco = read_ucinet(named)
        assert pairs(eco) == [("A", "B", 1.5)]
        assert eco.report[["format", "encoding", "rows_read"]].values.tolist() == [
            ["UCINET ##h", "utf-16-le", 1]
        ]
    upper = write_pair(tmp_path, header((2, 2), [[], []]), struct.pack("<4f", 0, 1, 1, 0), "HD")
    assert pairs(read_ucinet(upper.with_suffix(".##D"))) == [("1", "2", 1.0)]


def test_columns_come_first_in_a_binary_pair(tmp_path):
    head = header((3, 2), [["x", "y", "Größe"], ["深圳", "b"]])
    eco = read_ucinet(write_pair(tmp_path, head, struct.pack("<6f", 1, 0, 2, 0, 1, 1)))
    assert taking(eco) == [["b", "Größe", 1.0], ["深圳", "Größe", 2.0], ["深圳", "x", 1.0], ["b", "y", 1.0]]


def test_three_dimensions(tmp_path):
    head = header((2, 2, 2), [["a", "b"], ["a", "b"], ["week 1", "week 2"]])
    eco = read_ucinet(write_pair(tmp_path, head, struct.pack("<8f", 0, 1, 0, 0, 0, 0, 2, 0)))
    assert eco.collaborations[["kind", "weight"]].values.tolist() == [["week 1", 1.0], ["week 2", 2.0]]


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (1, "u1"),
        (2, "u1"),
        (3, "i1"),
        (4, "<u2"),
        (5, "<i2"),
        (6, "<i4"),
        (7, "<f4"),
        (9, "<f8"),
        (10, "<i8"),
        (20, "<i8"),
    ],
)
def test_types_of_numbers(tmp_path, code, kind):
    numbers = np.array([0, 7, 0, 0], dtype=kind).tobytes()
    assert pairs(read_ucinet(write_pair(tmp_path, header((2, 2), [[], []], code=code), numbers))) == [
        ("1", "2", 7.0)
    ]


def test_missing_values_of_a_binary_pair(tmp_path):
    path = write_pair(tmp_path, header((2, 2), [[], []]), np.array([0, 1e38, 1, 0], dtype="<f4").tobytes())
    with pytest.warns(DataLossWarning):
        eco = read_ucinet(path)
    assert pairs(eco) == [("2", "1", 1.0)]
    assert dropped(eco) == [[1, "missing"]]


@pytest.mark.parametrize(
    ("head", "size", "reason"),
    [
        (b"\x05DATE:" + bytes(40), 16, "version 'DATE:'; V6404 is read"),
        (b"\x05V6500" + bytes(40), 16, "version 'V6500'"),
        (header((2, 2), [[], []])[:12], 16, "ends in the middle of its header"),
        (header((2, 2), [["a", "b"], ["a", "b"]])[:-3], 16, "ends in the middle of its header"),
        (header((2, 2), [[], []], code=11), 16, "numbers of type 11"),
        (header((4,), [[]]), 16, "has 1 dimensions"),
        (header((2, 2), [[], []]), 15, "declares 2 x 2 numbers of 4 bytes, and made.##d holds 15 bytes"),
        (header((-2, -2), [[], []]), 16, "one of them is damaged"),
        (header((1, 1, 1001), [[], [], []]), 4004, "holds 1,001 matrices: up to 1,000 are read"),
    ],
)
def test_binary_pairs_that_are_refused(tmp_path, head, size, reason):
    with pytest.raises(LoadError, match=reason):
        read_ucinet(write_pair(tmp_path, head, bytes(size)))


def test_half_of_a_pair_is_missing(tmp_path):
    (tmp_path / "alone.##h").write_bytes(header((2, 2), [[], []]))
    with pytest.raises(LoadError, match="there is no file"):
        read_ucinet(tmp_path / "alone.##h")


def test_a_pair_in_an_archive(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("x.##h", header((2, 2), [[], []]))
        archive.writestr("x.##d", struct.pack("<4f", 0, 1, 0, 0))
    assert pairs(read_ucinet(tmp_path / "a.zip" / "x.##h")) == [("1", "2", 1.0)]


PARTS = st.sampled_from(
    [
        "n=2 ", "nr=2 ", "nc=3 ", "nm=2 ", "format=edgelist1 ", "format=nodelist2 ", "format=lowerhalf ",
        "format=upperhalf ", "diagonal=absent ", "labels: a b\n", "labels embedded\n", "row labels embedded ",
        "column labels: a a b ", "matrix labels: p q ", "data:\n", "1 2\n", "0 1\n", "a b 2\n", "!\n", '"', ",", "na ",
    ]
)  # fmt: skip


@given(
    st.lists(PARTS, max_size=16), st.sampled_from([None, "one", "two"]), st.sampled_from([None, True, False])
)
@pytest.mark.filterwarnings("ignore::cinet.errors.DataLossWarning")
def test_any_text_gives_a_network_or_one_clear_error(tmp_path_factory, parts, mode, directed):
    try:
        eco = read(tmp_path_factory.mktemp("fuzz"), "dl n=2 " + "".join(parts), mode=mode, directed=directed)
    except CinetError:
        return
    report = eco.report.iloc[0]
    assert report["rows_read"] == report["rows_used"] + report["rows_in_issues"]


@settings(max_examples=20)
@given(st.binary(max_size=60))
@pytest.mark.filterwarnings("ignore::cinet.errors.DataLossWarning")
def test_any_bytes(tmp_path_factory, data):
    folder = tmp_path_factory.mktemp("fuzz")
    for head in (b"dl n=2 ", MAGIC, header((2, 2), [[], []])[:20]):
        try:
            read_ucinet(write_pair(folder, head + data, bytes(16)))
        except CinetError:
            continue


# file -> ties read, of which dropped; igraph counts both halves of a symmetric matrix
TEXTS = {
    **{f"edgelist{number}.dl": (5, 0) for number in (1, 2, 3, 5, 6)},
    "edgelist4.dl": (5, 2),
    "edgelist7.dl": (3, 0),
    **{f"fullmatrix{number}.dl": (12, 0) for number in (1, 2, 3)},
    "input.dl": (100, 0),
    "nodelist1.dl": (5, 0),
}


@pytest.mark.data
@needs_data
@pytest.mark.parametrize("name", list(TEXTS))
@pytest.mark.filterwarnings("ignore::cinet.errors.DataLossWarning")
def test_samples(name):
    path = SAMPLES / "ucinet_dl" / name
    eco = read_ucinet(path, directed=True)
    assert (len(eco.collaborations) + len(dropped(eco)), len(dropped(eco))) == TEXTS[name]
    graph = igraph.Graph.Read_DL(str(path))
    names = (
        graph.vs["name"] if "name" in graph.vs.attributes() else [str(n + 1) for n in range(graph.vcount())]
    )
    # a tie without a value has the value 1; igraph says that it has none
    weights = graph.es["weight"] if "weight" in graph.es.attributes() else [np.nan] * graph.ecount()
    judged = [
        (names[edge.source], names[edge.target], 1.0 if np.isnan(weight) else weight)
        for edge, weight in zip(graph.es, weights, strict=True)
    ]
    assert graph.vcount() == len(eco.actors)
    assert pairs(eco) == sorted(tie for tie in judged if tie[2] > 0)


# file -> actors, ties of each relation
PAIRS = {
    "Camp92_6404": (18, {"Week_2": 306, "Week_3": 306}),
    "campnet-6404": (18, {"imported_edge": 54}),
    "steve-6404": (41, {"imported_edge": 164}),
    "test-5": (5, {"imported_edge": 10}),
}


@pytest.mark.data
@needs_data
@pytest.mark.parametrize("name", list(PAIRS))
@pytest.mark.filterwarnings("ignore::cinet.errors.DataLossWarning")
def test_binary_samples(name):
    path = SAMPLES / "ucinet_hd" / f"{name}.##h"
    eco = read_ucinet(path, directed=True)
    actors, kinds = PAIRS[name]
    assert len(eco.actors) == actors
    assert eco.collaborations["kind"].value_counts().to_dict() == kinds
    raw = np.fromfile(path.with_suffix(".##d"), dtype="<f4").reshape(-1, actors, actors)
    filled = raw != 0
    assert filled.sum() == len(eco.collaborations) + len(dropped(eco))
    assert len(dropped(eco)) == filled[:, range(actors), range(actors)].sum()
    off = raw[filled & ~np.eye(actors, dtype=bool)]
    assert Counter(eco.collaborations["weight"]) == Counter(off.astype(float).tolist())


@pytest.mark.data
@needs_data
def test_no_sample_is_forgotten():
    assert {path.name for path in (SAMPLES / "ucinet_dl").iterdir()} == set(TEXTS)
    assert {path.stem for path in (SAMPLES / "ucinet_hd").iterdir()} == set(PAIRS)
