"""An HTML source as what is read of it, and as what is not shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection.redaction import pages
from inspection.redaction.units import rewritten, text_of

PIECES = (
    "<b>",
    "</b>",
    "<td>",
    "</td>",
    "<br/>",
    "&amp;",
    "&#49;",
    "<!-- x -->",
    "<",
    "&",
    "张",
    "1",
    " \r\n",
    "<a href='t'>",
)


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("1<b>2</b>&#51;&#x34;&lt;", "1234<"),
        ("<p>one</p><p>two</p>", "\none\n\ntwo\n"),
        ("<tr><td>a</td><TD\n>b</TD></tr>", "\na\tb\t\n"),
        ("a \r\n b&nbsp;c", "a b\xa0c"),
        ("<!-- no --><script>no</script><style>no</style>yes", "yes"),
        ("5 < 6 & 7 &unknown; <", "5 < 6 & 7 &unknown; <"),
        ("<a title='>'>x</a>", "x"),
    ],
)
def test_what_is_read(source: str, shown: str) -> None:
    assert text_of(pages.shown(source)) == shown


@pytest.mark.parametrize(
    ("source", "values"),
    [
        ("<a href='tel:1&#51;8' title=\"x\">no</a>", ["tel:138", "x"]),
        ("<img alt=short>", ["short"]),
        ("<!-- said -->", ["<!-- said -->"]),
        ("<script src='a.js'>code > 1</script>", ["a.js", "code > 1</script>"]),
    ],
)
def test_what_is_not_shown(source: str, values: list[str]) -> None:
    assert [line for line in text_of(pages.unshown(source)).split("\n") if line] == values


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_the_stretches_are_the_source(source: str) -> None:
    for view in (pages.shown, pages.unshown):
        assert "".join(unit.source for unit in view(source)) == source
        assert rewritten(view(source), []) == (source, [])
