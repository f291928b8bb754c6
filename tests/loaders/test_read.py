"""One reader for every source: what it is, is found; what cannot be found, is said."""

from __future__ import annotations

import zipfile

import pytest

from cinet.errors import LoadError, UnknownName
from cinet.loaders.read import READERS, read
from cinet.loaders.sniff import FORMATS
from tests.loaders.test_sniff import TEXTS


def test_every_reader_has_a_format():
    assert set(READERS) < set(FORMATS)


def test_a_file_is_read_whatever_its_name(tmp_path):
    (tmp_path / "data.csv").write_text('*Vertices 3\n1 "a"\n2 "b"\n3 "c"\n*Edges\n1 2\n2 3\n')
    eco = read(tmp_path / "data.csv")
    assert eco.actors["actor_id"].tolist() == ["a", "b", "c"]
    assert eco.report["rows_used"].tolist() == [2]
    assert len(read(tmp_path / "data.csv", format="pajek").collaborations) == 2


def test_arguments_reach_the_reader(tmp_path):
    (tmp_path / "ties.txt").write_text("Source,Target,Type\na,b,Directed\na,b,Directed\n")
    assert len(read(tmp_path / "ties.txt").collaborations) == 2
    with pytest.warns(match="rows dropped"):
        merged = read(tmp_path / "ties.txt", repeated="sum")
    assert len(merged.collaborations) == 1


@pytest.mark.parametrize(
    ("format", "advice"),
    [("table", "ci.read_events"), ("json", "ci.read_json"), ("unknown", "export it anew")],
)
def test_what_has_no_reader_is_told_with_what_to_do(tmp_path, format, advice):
    (tmp_path / "file").write_text(TEXTS[format])
    with pytest.raises(LoadError, match=f"^file is {format} .*{advice}"):
        read(tmp_path / "file")


def test_a_workbook_by_another_name(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.csv", "w") as archive:
        archive.writestr("xl/workbook.xml", "<a/>")
    with pytest.raises(
        LoadError, match=r"a\.csv is excel .*give it a name that ends in \.xlsx, then say what"
    ):
        read(tmp_path / "a.csv")
    (tmp_path / "a.csv").rename(tmp_path / "a.xlsx")
    with pytest.raises(LoadError, match=r"a\.xlsx is excel .*xl/: say what its columns are"):
        read(tmp_path / "a.xlsx")


def test_what_is_foreign_is_told_with_what_to_do(tmp_path):
    (tmp_path / "a.csv").write_text("<html><title>Sign in</title>")
    with pytest.raises(LoadError, match=r"^a\.csv is a web page, 'Sign in': download the file itself"):
        read(tmp_path / "a.csv")


def test_a_format_that_is_not_known(tmp_path):
    with pytest.raises(
        UnknownName, match=r"'pajk' is not known. Did you mean 'pajek'\? Known: .*Pajek network"
    ):
        read(tmp_path / "file", format="pajk")
