"""Bytes to text: encodings, gzip, zip archives, and what is refused."""

from __future__ import annotations

import gzip
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cinet.errors import LoadError
from cinet.loaders import decode as module
from cinet.loaders.decode import decode, members, read_bytes, read_text
from cinet.loaders.sources import read_raw

CHINESE = "企业,大学\n华为技术有限公司,清华大学\n深圳市创意园区,2020年\n"


@pytest.mark.parametrize(
    ("data", "encoding", "text"),
    [
        (b"\xef\xbb\xbfid\n1\n", "utf-8-sig", "id\n1\n"),
        ("id\n企\n".encode("utf-16"), "utf-16", "id\n企\n"),
        (b"\xfe\xff" + "id".encode("utf-16-be"), "utf-16", "id"),
        ("id".encode("utf-32"), "utf-32", "id"),
        ("Müller\n".encode(), "utf-8", "Müller\n"),
        (CHINESE.encode("gb18030"), "gb18030", CHINESE),
        (CHINESE.encode("gbk"), "gb18030", CHINESE),
        (b"", "utf-8", ""),
    ],
)
def test_encodings_that_are_found(data: bytes, encoding: str, text: str) -> None:
    found = decode(data)
    assert (found.encoding, found.text) == (encoding, text)
    assert found.inferred == (encoding == "gb18030")


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Université de Montréal; café à Québec", "cp1252"),
        ("ÀÉÈ", "cp1252"),
        ("臺灣大學與企業合作項目的資料", "big5"),
        ("日本の大学と企業の共同研究プロジェクト", "shift-jis"),
        ("日本の大学と企業の共同研究プロジェクト", "euc-jp"),
    ],
)
def test_encodings_that_must_be_named(text: str, encoding: str) -> None:
    data = b"id\n" + text.encode(encoding)
    with pytest.raises(
        LoadError, match=r"f\.csv is not UTF-8 \(first offending byte in line 2\).*Tried: byte order"
    ):
        decode(data, name="f.csv")
    assert decode(data, encoding=encoding).text == "id\n" + text


def test_a_beginning_tells_the_encoding_of_a_long_file() -> None:
    text = CHINESE * 60_000
    found = decode(text.encode("gb18030"))
    assert (found.text == text, found.encoding, found.inferred) == (True, "gb18030", True)


def test_what_looks_chinese_and_is_not() -> None:
    data = CHINESE.encode("gb18030") + b"\n\xff"
    with pytest.raises(LoadError, match="in line 5"):
        decode(data)


@given(st.text(st.characters(codec="utf-8"), max_size=40))
def test_utf8_is_never_taken_for_something_else(text: str) -> None:
    if not text.startswith("\ufeff"):
        assert decode(text.encode()).text == text


def test_an_encoding_that_does_not_fit_or_exist() -> None:
    with pytest.raises(LoadError, match="cannot be decoded as ascii"):
        decode("é".encode(), encoding="ascii")
    with pytest.raises(LoadError, match="'klingon' is not known"):
        decode(b"x", encoding="klingon")


def test_plain_gzip_and_zip(tmp_path: Path) -> None:
    plain, packed, archive = tmp_path / "a.csv", tmp_path / "a.csv.gz", tmp_path / "a.zip"
    plain.write_bytes(b"id\n1\n")
    packed.write_bytes(gzip.compress(b"id\n1\n"))
    with zipfile.ZipFile(archive, "w") as made:
        made.writestr("folder/", b"")
        made.writestr("folder/a.csv", b"id\n1\n")
    for path in (plain, packed, archive, archive / "folder" / "a.csv", str(archive / "folder/a.csv")):
        assert read_bytes(path) == b"id\n1\n"
        assert read_text(path).text == "id\n1\n"
    assert members(archive) == ["folder/a.csv"]


def test_archives_of_several_files_and_members_that_climb(tmp_path: Path) -> None:
    archive = tmp_path / "a.zip"
    with zipfile.ZipFile(archive, "w") as made:
        made.writestr("one.csv", b"1")
        made.writestr("../../climb.csv", b"2")
    with pytest.raises(LoadError, match=r"a\.zip holds 2 files: name one as 'a\.zip/<member>'"):
        read_bytes(archive)
    with pytest.raises(LoadError, match=r"has no member 'on\.csv'\. Did you mean 'one\.csv'\?"):
        read_bytes(archive / "on.csv")
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["a.zip"]


def test_files_that_are_not_there(tmp_path: Path) -> None:
    (tmp_path / "projects.csv").write_text("x")
    with pytest.raises(LoadError, match=r"there is no file .*project\.csv'\. Did you mean 'projects\.csv'\?"):
        read_bytes(tmp_path / "project.csv")
    with pytest.raises(LoadError, match="there is no file"):
        read_bytes(tmp_path / "no" / "such")
    with pytest.raises(LoadError, match="is a folder: name the file to read"):
        read_bytes(tmp_path)


def test_damaged_files(tmp_path: Path) -> None:
    whole = gzip.compress(b"id\n" * 1000)
    (tmp_path / "cut.gz").write_bytes(whole[:-10])
    (tmp_path / "wrong.gz").write_bytes(whole[:12] + b"\xff" * 20)
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("a.csv", b"id\n" * 1000)
    data = bytearray((tmp_path / "a.zip").read_bytes())
    data[45:50] = b"\xff" * 5
    (tmp_path / "a.zip").write_bytes(bytes(data))
    for name in ("cut.gz", "wrong.gz", "a.zip"):
        with pytest.raises(LoadError, match=f"{name} is damaged"):
            read_bytes(tmp_path / name)
    (tmp_path / "b.zip").write_bytes(b"PK no archive")
    with pytest.raises(LoadError, match="cannot be read as a zip archive"):
        members(tmp_path / "b.zip")
    with pytest.raises(LoadError, match=r"there is no file .*c\.zip'\. Did you mean"):
        members(tmp_path / "c.zip")


def test_an_encrypted_member(tmp_path: Path) -> None:
    archive = tmp_path / "a.zip"
    with zipfile.ZipFile(archive, "w") as made:
        made.writestr("a.csv", b"1")
    data = archive.read_bytes()
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.index(mark) + offset
        data = data[:place] + b"\x01\x00" + data[place + 2 :]
    archive.write_bytes(data)
    with pytest.raises(LoadError, match=r"a\.zip/a\.csv is encrypted"):
        read_bytes(archive)


def test_a_way_to_pack_that_is_not_known(tmp_path: Path) -> None:
    archive = tmp_path / "a.zip"
    with zipfile.ZipFile(archive, "w") as made:
        made.writestr("a.csv", b"1")
    data = archive.read_bytes()
    for mark, offset in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        place = data.index(mark) + offset
        data = data[:place] + b"\x63\x00" + data[place + 2 :]
    archive.write_bytes(data)
    with pytest.raises(
        LoadError, match=r"a\.zip is packed in a way that is not known here: .*Unpack it first"
    ):
        read_bytes(archive)


def test_a_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_RATIO_FROM", 2**20)
    (tmp_path / "bomb.gz").write_bytes(gzip.compress(b"\0" * 2**22))
    with pytest.raises(LoadError, match=r"bomb\.gz unpacks from 4,\d+ to more than 4,194,304 bytes"):
        read_bytes(tmp_path / "bomb.gz")
    monkeypatch.setattr(module, "_MOST_BYTES", 2**10)
    with zipfile.ZipFile(tmp_path / "large.zip", "w") as made:
        made.writestr("a.csv", b"\0" * 2**11)
    with pytest.raises(LoadError, match=r"large\.zip/a\.csv unpacks"):
        read_bytes(tmp_path / "large.zip")


def test_an_inferred_encoding_is_an_issue(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(CHINESE.encode("gb18030"))
    raw = read_raw(path)
    assert raw.frame["大学"].tolist() == ["清华大学", "2020年"]
    assert raw.notes["encoding"] == "gb18030"
    assert raw.issues["action"].tolist() == ["doubted: read as gb18030; name another with encoding="]
    assert len(read_raw(path, encoding="gb18030").issues) == 0
