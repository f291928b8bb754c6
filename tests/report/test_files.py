from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cinet.report.files import holds_results, write_table
from cinet.tables.cells import unguarded_text


def test_a_folder_of_results_is_told_by_its_manifest(tmp_path: Path) -> None:
    assert not holds_results(tmp_path)
    (tmp_path / "manifest.json").write_text("{}", encoding="utf-8")
    assert holds_results(tmp_path)


def test_tables_keep_their_values_and_execute_nothing(tmp_path: Path) -> None:
    table = pd.DataFrame(
        {
            "name": ["=HYPERLINK(1)", "@SUM(1)", "plain", None],
            "=evil": [-1.5, 2.0, float("nan"), 4.0],
            "when": pd.to_datetime(["2020-01-01"] * 4),
            "sum": np.array([-1.5, 2, None, 4], dtype=object),
        },
        index=pd.Index(["+a", "b", "c", "d"], name="actor_id"),
    )
    write_table(table, tmp_path, "t")
    text = (tmp_path / "t.csv").read_text(encoding="utf-8").splitlines()
    assert text[0] == "actor_id,name,'=evil,when,sum"
    assert text[1] == "'+a,'=HYPERLINK(1),-1.5,2020-01-01,-1.5"
    assert text[4].startswith("d,,4.0")
    back = pd.read_parquet(tmp_path / "t.parquet")
    assert back["name"].tolist()[:3] == ["=HYPERLINK(1)", "@SUM(1)", "plain"]
    assert back["=evil"].tolist()[:2] == [-1.5, 2.0]
    write_table(pd.DataFrame({"a": [1]}), tmp_path, "plain")
    assert (tmp_path / "plain.csv").read_text(encoding="utf-8") == "a\n1\n"


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    texts=st.lists(
        st.tuples(st.sampled_from(["", *"=+-@\t\r\n＝＋－＠'a"]), st.text("=-'\"\t\r\n,;甲a1", max_size=4))
    )
)
def test_every_text_is_harmless_and_comes_back(tmp_path: Path, texts: list[tuple[str, str]]) -> None:
    whole = pd.Series(["".join(parts) for parts in texts], dtype="str")
    write_table(pd.DataFrame({"text": whole}), tmp_path, "t")
    cells = pd.read_csv(
        tmp_path / "t.csv", dtype=str, keep_default_na=False, skip_blank_lines=False, lineterminator="\n"
    )["text"]
    assert not cells.str.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")).any()
    assert [unguarded_text(cell) for cell in cells] == whole.tolist()
    assert pd.read_parquet(tmp_path / "t.parquet")["text"].tolist() == whole.tolist()
