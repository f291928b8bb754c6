"""The report: whatever a text from data holds, the page has the same parts and shows the text."""

from __future__ import annotations

from html.parser import HTMLParser

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from cinet.report.figures import Drawn
from cinet.report.html import render_report

#: Texts made of what ends an element, an attribute, a style or a template.
TEXTS = st.lists(
    st.sampled_from(
        [
            "<",
            ">",
            "&",
            '"',
            "'",
            "</title>",
            "</style>",
            "<script>alert(1)</script>",
            "<!--",
            "]]>",
            "{{ 7 * 7 }}",
            "{% raw %}",
            '" onerror="x',
            "&lt;",
            "javascript:",
            "甲",
            "a",
            " b",
        ]
    ),
    min_size=1,
    max_size=4,
).map("".join)


class Parts(HTMLParser):
    """The elements with their attributes, and the text of each kind of element."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, tuple[str, ...]]] = []
        self.values: list[str] = []
        self.texts: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, tuple(name for name, _ in attrs if name != "class")))
        self.values += [value or "" for _, value in attrs]

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")


def page(text: str) -> str:
    table = pd.DataFrame({text: [text], "n": [1.5]}, index=pd.Index([text], name="name"))
    losses = pd.DataFrame({"reason": [text], "rows": [1]})
    return render_report(
        title=text,
        subtitle=text,
        note=text,
        lang="en",
        summary=text,
        drawn=[Drawn(text, text, {"svg": b"<svg/>"})],
        tables={text: table, "data_losses": losses},
        choices={text: text},
        provenance={text: text},
        missing=[text],
    )


@settings(max_examples=25, deadline=None)
@given(TEXTS)
def test_a_text_stays_a_text(text: str) -> None:
    plain, odd = Parts(page("plain")), Parts(page(text))
    assert odd.elements == plain.elements
    shown = "".join(odd.texts)
    # title, heading, subtitle, note, summary, caption, names of table and column, cells, choices, provenance
    assert shown.count(text) >= 14
    assert text in odd.values
