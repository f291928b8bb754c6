"""Hostile networks of Pajek and UCINET: sections, matrices and lists of numbers that do not fit."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Final

import cinet as ci
from cinet.ecosystem import Ecosystem
from fuzz.seeds import HEADER, NUMBERS
from tests.hostile.case import Case, Loads, Refused, given, made

__all__ = ["CASES"]


def _pair(folder: Path, head: bytes, numbers: bytes | None) -> Ecosystem:
    (folder / "a.##h").write_bytes(head)
    if numbers is not None:
        (folder / "a.##d").write_bytes(numbers)
    return ci.read_ucinet(folder / "a.##h")


def _sized(rows: int, columns: int) -> bytes:
    start = HEADER.index(struct.pack("<2i", 2, 2), 10)
    return HEADER[:start] + struct.pack("<2i", columns, rows) + HEADER[start + 8 :]


CASES: Final[list[Case]] = [
    # Pajek
    given(
        "pajek",
        "a trillion vertices",
        "*Vertices 1000000000000\n*Edges\n1 2\n",
        Refused("declares 1,000,000,000,000 vertices, and has 35 characters"),
    ),
    given(
        "pajek",
        "fewer than no vertices",
        "*Vertices -3\n*Edges\n1 2\n",
        Refused("*Vertices is followed by the number of vertices, and in a two-mode"),
    ),
    given(
        "pajek",
        "vertices without a number",
        "*Vertices\n1 a\n*Edges\n1 1\n",
        Refused("*Vertices is followed by the number of vertices, and in a two-mode"),
    ),
    given(
        "pajek",
        "more of the first kind than vertices",
        "*Vertices 2 5\n*Edges\n1 2\n",
        Refused("*Vertices is followed by the number of vertices, and in a two-mode"),
    ),
    given(
        "pajek",
        "ties to vertices that are not there",
        "*Vertices 2\n1 a\n2 b\n*Edges\n1 2\n1 9\n0 1\n-1 2\n",
        Loads(2, "the network has no vertex of this number"),
    ),
    given(
        "pajek",
        "100,000 ties to a vertex that is not there",
        "*Vertices 2\n1 a\n2 b\n*Arcslist\n1 2" + " 9" * 100_000 + "\n",
        Loads(2, "the network has no vertex of this number"),
    ),
    given(
        "pajek",
        "10,000 ties within a mode",
        "*Vertices 3 2\n1 a\n2 b\n3 c\n*Edges\n1 3\n" + "1 2\n" * 10_000,
        Loads(1, "both vertices are of the same mode"),
    ),
    given(
        "pajek",
        "vertices listed twice",
        "*Vertices 2\n1 a\n1 b\n2 c\n*Edges\n1 2\n",
        Loads(2, "the vertex stands more than once"),
    ),
    given(
        "pajek",
        "two vertices of one name",
        "*Vertices 2\n1 a\n2 a\n*Edges\n1 2\n",
        Loads(2, "labels stand more than once: 'a'"),
    ),
    given(
        "pajek",
        "weights that are none",
        "*Vertices 2\n1 a\n2 b\n*Edges\n1 2 nan\n1 2 inf\n1 2 x\n1 2 -1\n1 2 1e999\n",
        Loads(0, "the weight is missing or not a finite number"),
    ),
    given(
        "pajek",
        "a tie with one end",
        "*Vertices 2\n1 a\n2 b\n*Edges\n1\n1 2\n",
        Loads(2, "a tie needs two vertices"),
    ),
    given(
        "pajek",
        "a tie to itself",
        "*Vertices 2\n1 a\n2 b\n*Edges\n1 1\n1 2\n",
        Loads(2, "the tie of an actor with itself is no collaboration"),
    ),
    given(
        "pajek",
        "a ragged matrix",
        "*Vertices 2\n1 a\n2 b\n*Matrix\n0 1\n1\n",
        Refused("declares a matrix of 2 x 2, 4 cells, and 3 stand there"),
    ),
    given(
        "pajek",
        "a matrix that is too long",
        "*Vertices 2\n1 a\n2 b\n*Matrix\n0 1 1\n1 0 1\n1 1 1\n",
        Refused("declares a matrix of 2 x 2, 4 cells, and 9 stand there"),
    ),
    given("pajek", "a name whose quote is never closed", '*Vertices 2\n1 "a\n2 "b"\n*Edges\n1 2\n', Loads(2)),
    given(
        "pajek",
        "a hundred thousand sections",
        "*Vertices 2\n1 a\n2 b\n" + "*Edges\n1 2\n" * 100_000,
        Refused("holds 100,000 sections of ties and 0 partitions and vectors"),
    ),
    given(
        "pajek",
        "a line of 10,000 numbers",
        "*Vertices 2\n1 a\n2 b\n*Arcslist\n1" + " 2" * 10_000 + "\n",
        Loads(20_000),
    ),
    given(
        "pajek",
        "an export of CNKI",
        "{Reference Type}: Thesis\n{Title}: a\n",
        Refused("is no Pajek file but an export of CNKI, Wanfang or NoteExpress, whose"),
    ),
    # UCINET
    given(
        "ucinet",
        "a billion actors",
        "DL n=1000000000 format=edgelist1\ndata:\n1 2 1\n",
        Refused("declares 1,000,000,000 rows or columns, and has 45 characters"),
    ),
    given(
        "ucinet",
        "no actors",
        "DL n=0 format=edgelist1\ndata:\n",
        Refused("declares a matrix of 0 rows and 0 columns"),
    ),
    given(
        "ucinet",
        "no number of actors",
        "DL n= format=edgelist1\ndata:\n1 2\n",
        Refused("declares n=format=edgelist1, which is no whole number."),
    ),
    given(
        "ucinet",
        "a million matrices",
        "DL n=2 nm=1000000 format=fullmatrix\ndata:\n0 1 1 0\n",
        Refused("declares nm=1000000"),
    ),
    given(
        "ucinet",
        "a format that is none",
        "DL n=2 format=hologram\ndata:\n0 1 1 0\n",
        Refused("has the DL format"),
    ),
    given(
        "ucinet",
        "words in the matrix",
        "DL n=2 format=fullmatrix\ndata:\n0 x\n1 0\n",
        Loads(2, "the weight is missing or not a finite number"),
    ),
    given(
        "ucinet",
        "NaN and infinity in the matrix",
        "DL n=2 format=fullmatrix\ndata:\n0 nan\ninf 0\n",
        Loads(0, "the weight is missing or not a finite number"),
    ),
    given(
        "ucinet",
        "a matrix too short",
        "DL n=3 format=fullmatrix\ndata:\n0 1 1\n",
        Refused("it is damaged or cut off"),
    ),
    given(
        "ucinet",
        "more names than actors",
        "DL n=2 format=fullmatrix labels: a b c d\ndata:\n0 1\n1 0\n",
        Refused("declares 2 rows, and lists 4 labels for them."),
    ),
    given(
        "ucinet",
        "one name for two actors",
        "DL n=2 format=fullmatrix labels: a a\ndata:\n0 1\n1 0\n",
        Loads(2),
    ),
    made("##h: without its numbers", lambda folder: _pair(folder, HEADER, None), Refused("there is no file")),
    made(
        "##h: numbers cut off",
        lambda folder: _pair(folder, HEADER, NUMBERS[:-3]),
        Refused("damaged or cut off"),
    ),
    made(
        "##h: a billion rows",
        lambda folder: _pair(folder, _sized(2**30, 2**30), NUMBERS),
        Refused("damaged or cut off"),
    ),
    made(
        "##h: fewer than no rows",
        lambda folder: _pair(folder, _sized(-2, -2), NUMBERS),
        Refused("damaged or cut off"),
    ),
    made(
        "##h: header cut off",
        lambda folder: _pair(folder, HEADER[:-3], NUMBERS),
        Refused("middle of its header"),
    ),
    made(
        "##h: an older version",
        lambda folder: _pair(folder, b"\x05DATE:" + HEADER[6:], NUMBERS),
        Refused("version"),
    ),
    made(
        "##h: NaN and infinity",
        lambda folder: _pair(folder, HEADER, struct.pack("<4f", 0, float("nan"), float("inf"), 0)),
        Loads(0, "the weight is missing, negative or not a finite number"),
    ),
]
