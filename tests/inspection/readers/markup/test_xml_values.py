"""Values of attributes: which tell something, and that each is told once for documents of one kind."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from inspection.readers.markup import xml_values
from tests.inspection.samples import ID


def of(content: str, *, has_text: bool = True) -> list[str]:
    return list(xml_values.of(content.encode(), has_text=has_text))


@pytest.mark.parametrize("has_text", [False, True])
def test_values_are_told_once_in_their_order(has_text: bool) -> None:
    content = '<a b="two two"><c b="张" d="one1" e="24" f="two two"/></a>'
    assert of(content, has_text=has_text) == ["two two", "张", "one1"]


@pytest.mark.parametrize("name", ["w14:paraId", "uri", "rsidR", "ContentType"])
def test_names_of_plumbing_count_where_there_is_text(name: str) -> None:
    content = f'<a {name}="1A2B3C4D" b="{ID}"/>'
    assert of(content) == [ID]
    assert of(content, has_text=False) == ["1A2B3C4D", ID]


def test_a_number_of_a_session_is_never_told() -> None:
    assert of('<a rsidR="00A77427"/>', has_text=False) == []


@pytest.mark.parametrize(
    "text", ['say "x"', 'b="c"', '="', "it's", "= '", 'x="</t><t>y"', 'x="</t><t b="1234">y"']
)
def test_quotes_in_a_text_hide_no_value(text: str) -> None:
    assert ID in of(f'<a><t>{text}</t><c b="one1" d="{ID}"/></a>')


def test_what_documents_before_had_is_left_out() -> None:
    told: set[bytes] = set()
    assert list(xml_values.of(b'<a b="one1" c="two2"/>', has_text=True, told=told)) == ["one1", "two2"]
    assert list(xml_values.of(b'<a b="one1" c="three3"/>', has_text=True, told=told)) == ["three3"]


@settings(max_examples=60)
@given(
    st.lists(
        st.tuples(st.sampled_from(["b", "p:uri", "Type"]), st.text("ab1<&>\"' 张", max_size=6)), max_size=5
    )
)
def test_values_are_those_of_a_parser(attributes: list[tuple[str, str]]) -> None:
    """Whatever the quotes: each value of a name that is no plumbing, and long enough, is told."""
    root = etree.Element("a", nsmap={"p": "u"})
    for name, value in attributes:
        etree.SubElement(root, "c").set(name.replace("p:", "{u}"), value)
    told = xml_values.of(etree.tostring(root, encoding="utf-8"), has_text=True)
    for name, value in attributes:
        if name == "b" and len(value) > 3:
            assert value.strip() in told
