"""What a file is stands in its content; its name may say anything."""

from __future__ import annotations

import gzip
import os
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cinet.errors import LoadError
from cinet.loaders.sniff import FORMATS, sniff

XML = '<?xml version="1.0" encoding="UTF-8"?>\n<!-- made by hand -->\n'
TEXTS = {
    "gexf": XML + '<gexf xmlns="http://gexf.net/1.3" version="1.3"><graph/></gexf>',
    "graphml": XML + '<graphml xmlns="http://graphml.graphdrawing.org/xmlns"></graphml>',
    "gml": 'Creator "nobody"\ngraph [\n  node [ id 1 ]\n]\n',
    "pajek": '% a comment\n*Vertices 2\n1 "a"\n2 "b"\n',
    "ucinet": "dl n=3 format = edgelist1\ndata:\n1 2\n",
    "wos": "\ufeffFN Clarivate Analytics Web of Science\nVR 1.0\nPT J\nAU A, B\nER\n",
    "cnki": "{Reference Type}: Journal Article\n{Title}: 产学研协同\n",
    "openalex": '{"meta": {"count": 1}, "results": [{"id": "https://openalex.org/W1"}]}',
    "crossref": '{"status": "ok", "message-type": "work-list", "message": {"items": []}}',
    "datacite": '{"data": {"attributes": {"doi": "10.1/x", "creators": []}}}',
    "gharchive": '{"id": "1", "type": "PushEvent", "actor": {"id": 2}}\n',
    "vosviewer": '{"network": {"items": [], "links": []}}',
    "scopus": "Authors,Author full names,Title,Year,EID\nA,B,C,2020,2-s2.0-1\n",
    "patentsview": "patent_id\tassignee_sequence\tassignee_id\n1\t0\tx\n",
    "gephi": "Source,Target,Type\na,b,Directed\n",
    "json": '[{"a": 1}]',
    "table": "project;organisation\np;a\n",
    "unknown": "dear diary\n",
}
OTHERS = {
    "wos": "PT\tAU\tBA\nJ\tA, B\t\n",
    "cnki": "DataType: 1\nTitle-题名: 产学研\nAuthor-作者: 甲;乙;\n",
    "pajek": "*Network x\r*Vertices 1\r1 a\r",
    "vosviewer": "id\tlabel\tx\ty\tcluster\n1\ta\t0\t0\t1\n",
    "cordis": "projectID;organisationID;role\n1;2;coordinator\n",
    "tables": "collab_id,actor_id\np,a\n",
    "patentsview": "pgpub_id\tinventor_id\n1\tx\n",
}


@pytest.mark.parametrize(("format", "text"), [*TEXTS.items(), *OTHERS.items()])
@pytest.mark.parametrize("name", ["data.net", "data.csv", "export"])
def test_the_content_decides(tmp_path, format, text, name):
    (tmp_path / name).write_text(text, encoding="utf-8")
    found = sniff(tmp_path / name)
    assert found.format == format
    assert str(found).startswith(f"{format} ({FORMATS[format]}, utf-8")
    assert found.evidence in str(found)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gb18030"])
def test_encodings_are_told(tmp_path, encoding):
    (tmp_path / "a.txt").write_text(TEXTS["cnki"], encoding=encoding)
    found = sniff(tmp_path / "a.txt")
    assert (found.format, found.encoding) == ("cnki", encoding)


def test_an_encoding_may_be_named(tmp_path):
    (tmp_path / "a.csv").write_bytes("來源;名稱\n1;2\n".encode("big5"))
    assert sniff(tmp_path / "a.csv", encoding="big5").format == "table"


def test_delimiters_are_told(tmp_path):
    for delimiter in ",;\t|":
        (tmp_path / "a.csv").write_text(f"one{delimiter}two{delimiter}three\n")
        assert sniff(tmp_path / "a.csv").delimiter == delimiter


@pytest.mark.parametrize(
    ("head", "format"),
    [
        (b"PAR1\x00\x01", "parquet"),
        (b"\x05V6404\x00", "ucinet"),
        (b"\xfe\x00\xff\x81\x81", "unknown"),
        (b"", "unknown"),
        (b"\n \n", "unknown"),
        (b"\n,\n", "unknown"),
    ],
)
def test_bytes(tmp_path, head, format):
    (tmp_path / "a.bin").write_bytes(head)
    assert sniff(tmp_path / "a.bin").format == format


def test_compressed_files_and_archives(tmp_path):
    (tmp_path / "a.gz").write_bytes(gzip.compress(TEXTS["gharchive"].encode()))
    assert sniff(tmp_path / "a.gz").format == "gharchive"
    cases = {
        "one": ({"x/works.json": TEXTS["openalex"]}, "openalex"),
        "workbook": ({"xl/workbook.xml": "<x/>", "a": ""}, "excel"),
        "cordis": ({"csv/organization.csv": "a", "csv/project.csv": "b"}, "cordis"),
        "same": ({"a.txt": TEXTS["wos"], "b.txt": TEXTS["wos"]}, "wos"),
        "mixed": ({"a.txt": TEXTS["wos"], "b.txt": TEXTS["gml"]}, "unknown"),
    }
    for name, (held, format) in cases.items():
        with zipfile.ZipFile(tmp_path / f"{name}.zip", "w") as archive:
            for member, text in held.items():
                archive.writestr(member, text)
        assert sniff(tmp_path / f"{name}.zip").format == format, name
    assert sniff(tmp_path / "same.zip" / "a.txt").format == "wos"
    assert "gml, wos" in sniff(tmp_path / "mixed.zip").evidence


def test_folders(tmp_path):
    for names, format in [
        (["actors.csv", "collaborations.csv", "participations.parquet", ".hidden"], "tables"),
        (["g_assignee_disambiguated.tsv", "g_patent.tsv"], "patentsview"),
        ([], "unknown"),
    ]:
        folder = tmp_path / f"of_{len(names)}"
        folder.mkdir()
        for name in names:
            (folder / name).write_text("x")
        (folder / "deeper").mkdir()
        assert sniff(folder).format == format


def test_what_cannot_be_read_is_said(tmp_path):
    with pytest.raises(LoadError, match="there is no file"):
        sniff(tmp_path / "absent.csv")
    (tmp_path / "a.gz").write_bytes(gzip.compress(bytes(range(256)) * 9)[:90])
    with pytest.raises(LoadError, match="cannot be read"):
        sniff(tmp_path / "a.gz")
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("a", "b")
    with pytest.raises(LoadError, match="not in the archive"):
        sniff(tmp_path / "a.zip" / "c")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be"])
def test_a_large_file_is_cut_between_characters(tmp_path, encoding):
    text = "年份;机构\n" + "二〇二〇;清华大学\n" * 9000
    mark = b"\xfe\xff" if encoding == "utf-16-be" else b""
    (tmp_path / "a.csv").write_bytes(mark + text.encode(encoding))
    assert sniff(tmp_path / "a.csv").format == "table"
    (tmp_path / "b.txt").write_bytes(b"a " * 40_000)
    assert sniff(tmp_path / "b.txt").format == "unknown"
    (tmp_path / "c.txt").write_bytes(b"a" * 80_000)
    assert sniff(tmp_path / "c.txt").format == "unknown"


@settings(max_examples=150)
@given(data=st.binary(max_size=300))
def test_any_bytes_are_judged(tmp_path_factory, data):
    file = tmp_path_factory.mktemp("any") / "file"
    file.write_bytes(data)
    with suppress(LoadError):
        assert sniff(file).format in FORMATS


@pytest.mark.data
@pytest.mark.skipif("CINET_TEST_DATA" not in os.environ, reason="CINET_TEST_DATA is not set")
def test_the_samples_are_told_apart():
    folder = Path(os.environ["CINET_TEST_DATA"]) / "samples"
    for source, format in [
        ("cnki", "cnki"),
        ("crossref", "crossref"),
        ("gharchive", "gharchive"),
        ("gml", "gml"),
        ("pajek", "pajek"),
        ("ucinet_dl", "ucinet"),
        ("wos", "wos"),
    ]:
        files = [path for path in (folder / source).iterdir() if path.suffix != ".bib"]
        assert {sniff(path).format for path in files} == {format}, source


def test_comments_take_no_time(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_text("<!---->" * 9_000)
    assert sniff(path).format == "unknown"
    path.write_text("<!--a-->\n<!-- b\n-->" * 500 + "<gexf/>")
    assert sniff(path).format == "gexf"


def test_a_folder_with_what_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "more").mkdir()
    os.mkfifo(tmp_path / "pipe")
    os.symlink(tmp_path / "nowhere", tmp_path / "link")
    (tmp_path / "a.net").write_text("*Vertices 1\n")
    assert sniff(tmp_path).format == "pajek"


def test_files_of_no_format(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (tmp_path / "b.txt").write_text("words")
    found = sniff(tmp_path)
    assert found.format == "unknown"
    assert found.evidence == (
        "2 files of no format that is known: 'a.png', 'b.txt' (a picture (PNG); text without a sign of any format)"
    )
    assert sniff(tmp_path / "a.png").advice == "export the data themselves; pictures are not read"


def test_archives(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"

    def held(name: str, text: str) -> str:
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr(name, text)
        return sniff(path).evidence

    assert held("word/document.xml", "x") == "a document of Word"
    assert held("inner.zip", "PK\x03\x04") == "an archive within an archive"
    assert held("../../a.net", "*Vertices 1") == "0 files of the formats none"
    with pytest.raises(LoadError, match="is not in the archive"):
        held("/etc/hostname", "x")


def test_json_that_holds_no_record(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    for text, evidence in (
        ("[ ]", "JSON with nothing in it"),
        ('{"message": "Not Found"}', "the answer of a service that there was an error: 'Not Found'"),
    ):
        path.write_text(text)
        assert sniff(path).evidence == evidence


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object, **options: object) -> None:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "a.csv").write_text("x")
    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(LoadError, match="cannot be read: Permission denied"):
        sniff(tmp_path / "a.csv")
