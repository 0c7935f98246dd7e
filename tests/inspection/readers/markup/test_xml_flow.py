"""Lines, rows and cells of formats in which text and elements stand side by side."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspection.content import Content
from inspection.readers.markup import xml_flow, xml_regular
from inspection.readers.markup.xml_vocabulary import Vocabulary
from inspection.segment import Place, Segment
from inspection.walker import Walk
from tests.inspection.readers.alone import Alone, split
from tests.inspection.samples import ID

VOCABULARY = Vocabulary(
    inline=frozenset({"b", "{urn:t}"}),
    blocks=frozenset({"p"}),
    breaks={"tab": "\t", "s": " "},
    rows=frozenset({"row"}),
    cells=frozenset({"cell"}),
    aside=frozenset({"note"}),
    repeated="times",
    index="at",
    value="value",
    blanks="count",
    silent=(b"styles",),
    deletion="deletion",
    deleted_at="change",
    identity=frozenset({"id"}),
)


def reader(data: Content, place: Place, walk: Walk) -> Iterator[Segment]:
    return xml_flow.segments(bytes(data), place, walk, VOCABULARY)


def read(content: str) -> Alone:
    return Alone(reader, f"<d xmlns:t='urn:t'>{content}</d>".encode())


@pytest.mark.parametrize(
    ("content", "lines"),
    [
        ("<p>a<b>b</b>c</p><p>d</p>", "abc\nd"),
        ("<t:p>a<t:x>b</t:x>c</t:p>", "abc"),
        ("<p>a<c>b</c>d</p>", "b\nad"),
        ("<p>a<tab/>b<s count='3'/>c<s/>d</p>", "a\tb   c d"),
        ("<p>a<note><p>n</p></note>b</p>", "n\nab"),
        ("<row><cell><p>a</p></cell><cell><p>b</p><p>c</p></cell></row>", "a\tb c"),
        ("<row><cell><p>a</p></cell><cell times='2'/><cell><p>b</p></cell></row>", "a\t\t\tb"),
        ("<row><cell at='3'><p>a</p></cell></row>", "\t\ta"),
        ("<row><cell at='999999999'><p>a</p></cell></row>", "\t" * 64 + "a"),
        ("<row><cell><note><p>n</p></note><p>a</p></cell></row>", "n\na"),
        ("<row><cell><row><cell>a</cell><cell><p>b</p></cell></row></cell><cell>c</cell></row>", "a b\tc"),
        ("<cell><p>a</p></cell>", "a"),
        ("<p> </p><p/>", ""),
    ],
)  # fmt: skip
def test_lines_rows_and_cells(content: str, lines: str) -> None:
    assert read(content).shown == lines


@settings(max_examples=30, deadline=None)
@given(split("<b/>", "</b><b>", "<!-- 9 -->", "<note><p>9</p></note>", "<t:x/>"))
def test_a_number_over_elements_is_one(number: str) -> None:
    assert ID in read(f"<p>证 <b>{number}</b> x</p>").shown


def test_what_a_cell_stores_stands_in_a_second_reading_of_its_row() -> None:
    reading = read(f"<row><cell><p>证</p></cell><cell value='{ID}'><p>1.1E17</p></cell></row>")
    assert reading.shown == "证\t1.1E17"
    assert f"证\t{ID}" in [segment.text for segment in reading.segments if segment.alternate]


def test_deleted_text_stands_in_a_second_reading_of_its_line() -> None:
    region = f"<region id='1'><deletion><note><p>who</p></note><p>{ID[6:]}</p></deletion></region>"
    reading = read(f"{region}<p>{ID[:6]}<change id='1'/></p><p>x<change id='2'/></p>")
    assert [segment.text for segment in reading.segments if segment.alternate] == [ID]


def test_attributes_comments_and_names_are_read() -> None:
    reading = read("<p title='in-attribute'>x</p><!-- in-comment --><n110101199003074514/>")
    assert all(value in reading.text for value in ("in-attribute", "in-comment", ID))


def test_a_broken_document_gives_what_there_is_and_is_told() -> None:
    reading = read(f"<p>{ID[:6]}<b>{ID[6:]}</b><p>half</d>")
    assert reading.walk.reason == "malformed:xml"
    assert ID in reading.shown
    assert "half" in reading.text


@settings(max_examples=30, deadline=None)
@given(share=st.floats(0, 1))
def test_a_truncated_document_is_told(share: float) -> None:
    content = f"<d><p>x</p><row><cell><p>{ID}</p></cell></row></d>".encode()
    assert Alone(reader, content[: int(len(content) * share)]).found_or_told(ID)


LEAVES = [
    "1", " ", "张&lt;", "&#128;", "<p/>", "<s count='2'/>", "<tab/>", "<cell value=\"7\" times='2'/>",
    "<change id='1'/>", "<region id='1'><deletion><p>gone</p></deletion></region>", "<cell at='3'><p>x</p></cell>",
    "</p>", "<cell><p>y </p></cell> z", "<cell value='7'><b>7%</b></cell>", "<cell><note>n</note></cell>",
    "<cell>\n <p>y</p>\n</cell>", "<b> <p>x</p> </b>", "<b> <b>x</b> </b>", "<p> <b>x</b> </p>",
]  # fmt: skip
BOXES = ["p", "b", "row", "cell", "note"]


def nested(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds(
        "<{0}>{1}</{0}>".format, st.sampled_from(BOXES), st.lists(inner, max_size=4).map("".join)
    )


@settings(max_examples=100, deadline=None)
@given(st.recursive(st.sampled_from(LEAVES), nested, max_leaves=10))
def test_an_expression_reads_what_the_parser_reads(content: str) -> None:
    document = f"<d xmlns='urn:d'>{content}</d>".encode()
    read_fast = Alone(reader, document)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(xml_regular, "body", lambda *_: None)
        read_slowly = Alone(reader, document)
    assert read_fast.segments == read_slowly.segments
    assert read_fast.walk.reason == read_slowly.walk.reason


@pytest.mark.parametrize(
    "styles",
    [
        f"<styles><x w='{ID}'/><y><z/></y></styles>",
        f"<styles><x>{ID}</x></styles>",
        f"<styles><!--{ID}--></styles>",
        f"<styles><![CDATA[{ID}]]></styles>",
        f"<styles><?x {ID}?></styles>",
        f"<styles><x{ID}/></styles>",
        f"<styles/>{ID}",
        f"<stylesheet>{ID}</stylesheet>",
        f"<styles><styles/></styles><styles>{ID}</styles>",
        f"<styles></styles><styles>{ID}</styles>",
    ],
)
def test_nothing_is_lost_in_an_element_that_mostly_has_no_text(styles: str) -> None:
    found = read(f"<p>a</p>{styles}<p>b</p>")
    assert ID in found.text
    assert [line for line in found.shown.split("\n") if line in {"a", "b"}] == ["a", "b"]


def test_styles_that_are_damaged_do_not_hide_the_text_beside_them() -> None:
    found = read(f"<styles><x></y></styles><p>{ID[:9]}<b>{ID[9:]}</b></p>")
    assert ID in found.shown
