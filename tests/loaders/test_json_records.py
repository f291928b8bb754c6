"""Reading JSON at all: documents, lines, folders and archives, and what is broken in them."""

from __future__ import annotations

import gzip
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cinet.errors import CinetError, LoadError
from cinet.loaders import json_records, json_text
from cinet.loaders.json_cuts import LeftOut
from cinet.loaders.json_records import JsonSource
from cinet.loaders.json_values import text_of


def walked(source: object, **options: Any) -> tuple[list[tuple[int, Any]], JsonSource]:
    held = JsonSource(source, **options)
    return [(place[1], record) for place, record in held.records()], held


@pytest.mark.parametrize(
    ("text", "form", "numbers"),
    [
        ('{"a": 1}', "JSON", [1]),
        ('[{"a": 1}, 2, {"a": 3}]\n', "JSON", [1, 3]),
        ('{"a": 1}\n\n{"a": 2}\r\n{"a": 3', "JSON lines", [1, 2]),
        ('{"a": 1\n{"a": 2}\n{"a": 3} x\n', "JSON lines", [2]),
        ('{\n"a": 1}\n{\n"a": 2}\n', "JSON documents", [1, 2]),
        ('{"a":\n1} {"a": 2} {"a"', "JSON documents", [1, 2]),
        ('{"a": 1} {"a": 2}', "JSON documents", [1, 2]),
    ],
)
def test_forms(tmp_path: Path, text: str, form: str, numbers: list[int]) -> None:
    path = tmp_path / "x.json"
    path.write_text(text, encoding="utf-16", newline="")
    found, held = walked(path)
    assert [number for number, _ in found] == numbers
    assert held.files(frozenset("a")).values.tolist() == [["x.json", form, "utf-16", ""]]
    told = held.issues()
    assert len(held.read()) == len(numbers) + len(told)
    assert (told["action"] == "dropped").all()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[]", "x.json: it is an empty list, or a page without results"),
        ("[{}, {}]", "x.json: its objects are empty"),
        ("[1]", "x.json: the record is a number, not an object. Ask"),
        ("[1, 2]", "x.json: the record is a number, not an object, and so on for 2 of them"),
        (
            '{"error": "no such filter"}',
            "x.json: the answer of a service that there was an error: 'no such filter'",
        ),
        (
            "[" + "9" * 5_000 + "]",
            "no sound JSON: a number in it has thousands of digits, which no id and no count has",
        ),
    ],
)
def test_files_without_a_record(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "x.json"
    path.write_text(text)
    with pytest.raises(LoadError) as caught:
        walked(path)
    assert said in str(caught.value)
    assert "set_int_max_str_digits" not in str(caught.value)
    (tmp_path / "y.json").write_text(text)
    with pytest.raises(LoadError, match=r"no record in 2 files \('x\.json', 'y\.json'\)|no sound JSON"):
        walked([path, tmp_path / "y.json"])


def test_the_answer_of_an_error_among_pages_is_an_issue(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"error": "too many requests"}')
    (tmp_path / "b.json").write_text('[{"a": 1}]')
    found, held = walked(tmp_path)
    assert [number for number, _ in found] == [1]
    told = held.issues()
    assert told[["file", "row", "action"]].values.tolist() == [["a.json", 1, "dropped"]]
    assert told["reason"][0] == "the answer of a service that there was an error: 'too many requests'"
    assert len(held.read()) == 2


def test_no_member_leads_out_of_its_archive(tmp_path: Path) -> None:
    outside = tmp_path / "outside.json"
    outside.write_text('[{"a": "outside"}]')
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(outside.as_posix(), '[{"a": "inside"}]')
    try:
        found, _ = walked(tmp_path / "a.zip")
    except LoadError:
        return
    assert [record for _, record in found] == [{"a": "inside"}]


@pytest.mark.parametrize(
    ("text", "form", "found"),
    [
        ('{"w": {"}": [1], "\\\\": [2, 3], "\\"": [4]}, "a": 1}\n', "JSON", [{"w": None, "a": 1}]),
        ('[{"a": 1, "w": {\n "x": [1]\n}}]', "JSON", [{"a": 1, "w": None}]),
        ('{"w": {}, "a": 1}\n{"a": {"b": 1}, "w": {"x": [1]}}\n', "JSON lines",
         [{"w": {}, "a": 1}, {"a": {"b": 1}, "w": None}]),
        ('{"w": {"x": {"y": 1}}}', "JSON", [{"w": {"x": {"y": 1}}}]),
        ('{"t": "\\"w\\": {}", "w": 3}', "JSON", [{"t": '"w": {}', "w": 3}]),
        ('{"w":\n{"x": [1]}} {"w": {}}', "JSON documents", [{"w": {"x": [1]}}, {"w": {}}]),
        ('{"w": {"x": [1]}, "a": }\n{"w": {"x": [1]}}', "JSON lines", [{"w": None}]),
    ],
)  # fmt: skip
def test_a_key_that_need_not_be_read(tmp_path: Path, text: str, form: str, found: list[Any]) -> None:
    path = tmp_path / "x.json"
    path.write_text(text)
    read, held = walked(path, skip=LeftOut("w"))
    assert [record for _, record in read] == found
    assert held.files(frozenset()).loc[0, "format"] == form
    for reason in held.issues()["reason"]:
        assert "char 23" in reason


LINE = st.sampled_from(
    [
        '{"a": 1}', '{"w": [1, {"x": "]"}], "a": "é"}', '{"a": 1', "", "  ", "[1, 2]", "null", '{"b": 2} 3', "[",
        '{"w": {"x": [1]}, "b": }', '{"a": {"w": []}}\r',
    ]
)  # fmt: skip


@given(
    st.lists(LINE, max_size=6),
    st.sampled_from([b"", b"\xef\xbb\xbf", b"\n \n"]),
    st.sampled_from([b"", b"\xff"]),
)
def test_line_by_line_is_the_same_as_all_at_once(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str], begin: bytes, end: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "lines.jsonl"
    path.write_bytes(begin + "\n".join(lines).encode() + end)
    told = []
    for whole in (False, True):
        with pytest.MonkeyPatch.context() as patch:
            if whole:
                patch.setattr(json_records, "sound_lines", lambda path: None)
            try:
                found, held = walked(path, skip=LeftOut("w"), envelopes=[("a",)])
            except CinetError as error:
                told.append([str(error)])
                continue
        tables = [held.read(), held.files(frozenset("a")), held.issues()]
        told.append([found, *(table.to_csv() for table in tables)])
    assert told[0] == told[1]


def test_lines_are_not_held_as_one_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def whole(path: Path) -> bytes:
        raise AssertionError(f"{path} was read as a whole")

    monkeypatch.setattr(json_records, "read_bytes", whole)
    for name, packed in (("x.jsonl", bytes), ("x.jsonl.gz", gzip.compress)):
        path = tmp_path / name
        path.write_bytes(packed('\ufeff\n{"a": 1}\n\n{\n{"a": "中"}\n'.encode()))
        found, held = walked(path)
        assert found == [(1, {"a": 1}), (3, {"a": "中"})]
        assert held.files(frozenset("a")).values.tolist() == [[name, "JSON lines", "utf-8-sig", ""]]
        assert held.issues()["reason"].str.startswith("line 4 is no sound JSON").tolist() == [True]


def test_lines_that_are_broken_are_named(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    deep = "[" * 200_000
    path.write_text(f'\n{{"a": 1}}\n{deep}\n{{"a": {"9" * 5000}}}\nnull\n{{"a": 2}}{{"a": 3}}\n')
    found, held = walked(path)
    assert [number for number, _ in found] == [1]
    reasons = held.issues()["reason"].tolist()
    assert [reason.partition(":")[0] for reason in reasons] == [
        "line 3 is no sound JSON", "line 4 is no sound JSON", "the record is null, not an object",
        "line 6 is no sound JSON",
    ]  # fmt: skip
    assert "nested too deeply" in reasons[0]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "it starts with nothing"),
        ("id,name\n1,a\n", "it starts with 'id,name"),
        ('[{"a": 1}, {"a": 2', "It may have been cut off"),
        ('{"a": 1, "b"', "It may have been cut off"),
        ("[" * 200_000, "nested too deeply"),
        ("[1,\n2,\n" * 60, "It may have been cut off"),
    ],
)
def test_what_is_no_json(tmp_path: Path, text: str, reason: str) -> None:
    path = tmp_path / "x.json"
    path.write_text(text)
    with pytest.raises(LoadError, match=reason):
        walked(path)


def test_a_document_too_long_to_be_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_text, "_MOST_DOCUMENT", 20)
    path = tmp_path / "x.json"
    path.write_text('[{"a": 1}, {"a": 2}, {"a": 3}]')
    with pytest.raises(LoadError, match="one document of 30 characters"):
        walked(path)
    path.write_text('{"a": 1}\n{"a": 2}\n{"a": 3}\n')
    assert len(walked(path)[0]) == 3


def test_folders_archives_and_lists(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "x.json").write_text('[{"a": 1}]')
    (tmp_path / "notes.md").write_text("x")
    (tmp_path / "__MACOSX").mkdir()
    (tmp_path / "__MACOSX" / "x.json").write_text("x")
    _, held = walked(tmp_path)
    assert held.read()["source_file"].tolist() == ["one/x.json", "two/x.json"]
    assert held.issues()["file"].tolist() == ["__MACOSX/x.json", "notes.md"]
    _, listed = walked([tmp_path / "one" / "x.json", tmp_path / "two" / "x.json"])
    assert listed.read()["source_file"].str.endswith(("one/x.json", "two/x.json")).all()
    archive = tmp_path / "a.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("x.json.gz", gzip.compress(b"[]"))
    with pytest.raises(LoadError, match="a gzip file within an archive"):
        walked(archive)
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("notes.md", "x")
    with pytest.raises(LoadError, match=r"a\.zip holds no file that ends with \.json.*'notes\.md'"):
        walked(archive)
    (tmp_path / "none").mkdir()
    with pytest.raises(LoadError, match="Files there: none"):
        walked(tmp_path / "none")
    for wrong in ([], [3], 3):
        with pytest.raises(LoadError, match="JSON is read from a path"):
            walked(wrong)
    with pytest.raises(LoadError, match="there is no file"):
        walked(tmp_path / "absent.json")


def test_an_inferred_encoding_is_told(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_bytes('[{"name": "深圳大学与华为公司合作"}]'.encode("gb18030"))
    found, held = walked(path)
    assert found[0][1]["name"] == "深圳大学与华为公司合作"
    assert held.issues()["action"].str.startswith("doubted: read as gb18030").all()


def test_numbers_and_text() -> None:
    given_as = (2**63 + 1, 10**5000, 1.5, 1e300, float("nan"), float("inf"), True, None, {})
    assert [text_of(value) for value in given_as] == [
        "9223372036854775809", None, "1.5", "1e+300", None, None, None, None, None,
    ]  # fmt: skip
    many = {f"k{number:03d}": 1 for number in range(203)} | {"half \ud83d": 1}
    _, held = walked([many])
    assert held.files(frozenset()).loc[0, "unknown_columns"].split("|")[-1] == "and 4 more"
    assert text_of("half \ud83d of é") == "half ? of é"


@settings(max_examples=200)
@given(
    st.binary(max_size=60)
    | st.text(alphabet='{}[]",:0123456789ae+-.\\ \n\r\ttrufalsn', max_size=60).map(str.encode)
    | st.lists(st.sampled_from([b'{"a": 1}', b"\n", b"[", b"]", b",", b"{", b" ", b"null"]), max_size=12).map(
        b"".join
    )
)
def test_any_bytes_give_records_or_an_error(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "fuzz.json"
    path.write_bytes(data)
    try:
        found, held = walked(path)
    except CinetError:
        return
    dropped = (held.issues()["action"] == "dropped").sum()
    assert len(found) + dropped == len(held.read())
