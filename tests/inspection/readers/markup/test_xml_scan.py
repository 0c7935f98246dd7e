"""XML looked through as it stands: every text, every value, whatever the nesting."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspection.readers.markup import xml_values
from inspection.readers.markup.xml_scan import has_text, lost_digits, outline, scan, spoken, without_text
from tests.inspection.samples import ID


@pytest.mark.parametrize(
    ("content", "texts"),
    [
        ("<a>x</a>", [("a", "x")]),
        ("<w:t xml:space='preserve'> x </w:t>", [("t", "x")]),
        ("<a>\n <b>x</b>\n</a>\n", [("b", "x")]),
        ("<a>&#x31;&lt;</a>", [("a", "1<")]),
        ("<a>身份证</a>", [("a", "身份证")]),
        ("<a b='1>2'>x</a>", [("a", "2'>x")]),
        (f"<a><b>{ID}", [("", ID)]),
        ("<a><b/></a>", []),
    ],
)
def test_texts_with_the_names_of_their_elements(content: str, texts: list[tuple[str, str]]) -> None:
    assert scan(content.encode()).texts == texts


@pytest.mark.parametrize(
    "content",
    [
        "<?xml version='1.0'?><a b=\"{}\"/>",
        "<a b='{}'/>",
        '<a b="{}">x</a>',
        "<a b = '{}' c='d'>x</a>",
        "<a b='\"{}'/>",
    ],
)
@pytest.mark.parametrize(
    ("written", "value"), [(ID, ID), ("张三", "张三"), ("&#49;&#50;34", "1234"), ("x y z", "x y z")]
)
def test_values_of_attributes(content: str, written: str, value: str) -> None:
    assert value in [found.lstrip('"') for found in scan(content.format(written).encode()).values]


@pytest.mark.parametrize(
    "attribute",
    ['b="24"', 'b="http://schemas.x"', 'b="urn:schemas-x"', 'rsidR="00A77427"', 'b="http://www.w3.org/x"'],
)
@pytest.mark.parametrize("text", ["", "x"])
def test_what_says_nothing_is_left_out(attribute: str, text: str) -> None:
    assert scan(f"<a {attribute}>{text}</a>".encode()).values == {}


@pytest.mark.parametrize("text", ["x", 'say "x"', "don't", "b = 'c'"])
@pytest.mark.parametrize(
    "attributes",
    [
        'b="one1" c="two2" d="one1"',
        "b=\"one1\" c='two2'",
        'b="one1" rsidX="3333" w:uri="4444" c="two2"',
    ],
)
def test_values_are_the_same_however_texts_and_values_are_quoted(attributes: str, text: str) -> None:
    content = f"<?xml version='1.0'?><a {attributes}>{text}</a>".encode()
    assert list(scan(content).values) == list(xml_values.of(content, has_text=True)) == ["one1", "two2"]


@pytest.mark.parametrize(
    "content", ["<a b='1234'/>", '<a>\n <b c="1234"/>\n</a>', "<a><![CDATA[x]]></a>", "<a>", "<a", "1234"]
)
def test_a_document_without_text_is_looked_through_once(content: str) -> None:
    assert not has_text(content.encode())
    assert without_text(content.encode()) == scan(content.encode())


@pytest.mark.parametrize(
    ("content", "rest"),
    [
        ("<a><s b='1'><c/></s>x</a>", "<a>x</a>"),
        ("<a><s><c>x</c></s></a>", "<a><s><c>x</c></s></a>"),
        ("<a><s><!--x--></s></a>", "<a><s><!--x--></s></a>"),
        ("<a><s/><b/></a>", "<a><s/><b/></a>"),
        ("<a><s><s></s></s></a>", "<a><s><s></s></s></a>"),
    ],
)
def test_elements_with_nothing_but_tags_are_left_out(content: str, rest: str) -> None:
    assert spoken(content.encode(), [b"s"]) == rest.encode()


def test_names_by_which_something_is_drawn_are_left_out() -> None:
    assert list(scan(b"<a CTM='1 0 0 1' Title='1 0 0 2'/>", frozenset({b"CTM"})).values) == ["1 0 0 2"]


@pytest.mark.parametrize(
    ("content", "mixed"),
    [
        ("<a><b>x</b><b>y</b></a>", False),
        ("<a>\n <b>x</b>\n <b/>\n</a>\n", False),
        ("<a>x<b>y</b></a>", True),
        ("<a><b>x</b>y</a>", True),
        ("<a><b/> y</a>", True),
        ("<a><b>x</b><![CDATA[y]]></a>", True),
        ("<a><b>x</b><!-- -->y</a>", True),
    ],
)
def test_text_beside_elements_is_noticed(content: str, mixed: bool) -> None:
    assert scan(content.encode()).mixed is mixed


@pytest.mark.parametrize(
    ("content", "whole"),
    [
        ("<?xml version='1.0'?>\n<w:a b='1'><c/></w:a>\n", True),
        ("<a b='1'/>", True),
        ("<a/>", True),
        ("<a><b></a>", True),
        ("<a><b/>", False),
        ("<a><a/>", False),
        ("<a b='1'", False),
        ("", False),
    ],
)
def test_what_was_cut_is_not_whole(content: str, whole: bool) -> None:
    assert scan(content.encode()).whole is whole


@pytest.mark.parametrize("content", [f"<a{ID}/>", f"<a b{ID}=''/>", f"<a xmlns:b='urn:{ID}'/>"])
def test_a_long_number_that_no_text_has_is_noticed(content: str) -> None:
    assert lost_digits(content.encode(), lambda: ["another"], lambda: [ID[:-1]])
    assert not lost_digits(content.encode(), lambda: ["x"], lambda: [f"of 7{ID}8"])


def test_texts_are_asked_for_as_long_as_a_number_is_lost() -> None:
    def never() -> list[str]:
        raise AssertionError

    assert not lost_digits(f"<a{ID}/>".encode(), lambda: [ID], never)
    assert not lost_digits(b"<a/>", never)


def test_short_numbers_of_the_markup_are_its_own() -> None:
    assert not lost_digits(b"<a w='1234567890'/>", list)


def test_many_numbers_are_not_looked_for_one_by_one() -> None:
    many = "".join(f"<n{10**11 + n}/>" for n in range(200))
    assert lost_digits(many.encode(), lambda: ["x".join(f"1{10**11 + n}" for n in range(200))])


@settings(max_examples=40)
@given(
    st.lists(st.sampled_from(["<a>", "</a>", "<b c='", "'", '"', "/>", "<!--", "-->", "x", " "]), max_size=20)
)
def test_a_number_is_taken_wherever_it_stands_in_broken_markup(pieces: list[str]) -> None:
    content = "".join([*pieces, ID]).encode()
    found = scan(content)
    texts = [*(text for _, text in found.texts), *found.values]
    assert any(ID in text for text in texts) or lost_digits(content, lambda: texts)


@pytest.mark.parametrize("tail", [b">" * 300_000, b"a." * 100_000, b"a='b " * 100_000, b"<" * 300_000])
def test_markup_that_never_closes_ends_soon(tail: bytes) -> None:
    """Each expression is linear: tried from every octet to the end, these would take hours."""
    assert not scan(b"<a>x</a>" + tail).whole


PIECE = '<b c="17"/>'
STYLES = b"<a>%b</a>" % b"".join(b'<b c="1"/>\n<d e="%d"/>' % (number % 7) for number in range(9000))


def test_the_outline_of_a_large_document_has_each_tag_once() -> None:
    tags = [b"<a>", b'<b c="1"/>\n', *(b'<d e="%d"/>' % number for number in range(7)), b"</a>"]
    assert outline(STYLES) == b"".join(tags)


@pytest.mark.parametrize(
    "document",
    [
        STYLES[:60_000],
        STYLES.replace(b"<b", b"x<b", 1),
        STYLES.replace(b'"', b"'", 2),
        STYLES.replace(b'"', b"", 1),
        STYLES.replace(b'"1"', b'"1', 1).replace(b'"0"', b'0"', 1),
        STYLES.replace(b"</a>", b'<a b="</a>'),
    ],
    ids=["small", "text", "other quotes", "a quote less", "over tags", "at the end"],
)
def test_any_other_document_is_its_own_outline(document: bytes) -> None:
    assert outline(document) == document


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.sampled_from(['<b c="17"/>', '<b c="1234"', '" d="', "/>", "<e/>", '<f g="张"/>', " "]), max_size=9
    )
)
def test_an_outline_has_the_values_of_the_document(pieces: list[str]) -> None:
    document = ("<a>" + 6000 * PIECE + "".join(pieces) + "</a>").encode()
    if not has_text(document):
        values = without_text(document, None, outline(document)).values
        assert list(values) == list(without_text(document).values)
