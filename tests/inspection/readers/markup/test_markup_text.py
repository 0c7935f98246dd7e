"""Parts of office packages: runs are lines, rows have columns, and what is no text is kept apart."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspection import extractor
from inspection.content import Content
from inspection.limits import Limits
from inspection.readers.markup import markup_text, xml_regular
from inspection.segment import Place, Segment
from inspection.walker import Walk
from policies.inspected import InspectionVerdict
from tests.inspection.readers.alone import CARD, Alone, split
from tests.inspection.samples import ID


def reader(data: Content, place: Place, walk: Walk) -> Iterator[Segment]:
    return markup_text.segments(bytes(data), place, walk)


def read(content: str) -> Alone:
    return Alone(reader, f"<d>{content}</d>".encode())


def kinds(reading: Alone, value: str) -> list[tuple[str, bool]]:
    found = [segment for segment in reading.segments if value in segment.text]
    return [(segment.place[-1].kind if segment.place else "", segment.alternate) for segment in found]


def lines(content: str) -> str:
    return read(content).segments[0].text


@settings(max_examples=100, deadline=None)
@given(
    split(
        "</t></r><r><t>", "</t><lastRenderedPageBreak/><t>", "</t><softHyphen/><t>", "<!-- 9 -->", "<?p 9?>"
    )
)
def test_runs_of_a_paragraph_are_one_line(number: str) -> None:
    assert lines(f"<p><r><t>证 {number}</t></r></p><p><r><t>x</t></r></p>") == f"证 {ID}\nx"


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("<p><t>a</t><tab/><t>b</t><br/><t>c</t><cr/><t>d</t></p>", "a\tb\nc\nd"),
        ("<p><tabs><tab val='1'/></tabs><t>a</t></p>", "a"),
        ("<p><t>a</t><noBreakHyphen/><t>b</t></p>", "a-b"),
        ("<p><t>1</t><sym char='F032'/><sym char='0033'/><sym char='x'/></p>", "123"),
        (
            "<p><t>a</t><fldChar/><instrText>b</instrText><instrText>c</instrText><fldChar/><t>d</t></p>",
            "ad\nbc",
        ),
        ("<si><r><t>a</t></r><r><t>b</t></r></si><si><t>c</t></si>", "ab\nc"),
        ("<comment><text><r><t>a</t></r><r><t>b</t></r></text></comment>", "ab"),
        ("<p><t>a</t></p><p/><p><t> </t></p><p><t>b</t></p>", "a\nb"),
        ("<p><t>a</t><r><p><t>box</t></p></r><t>b</t></p>", "box\nab"),
        ("<t>loose</t>", "loose"),
    ],
)
def test_what_stands_in_a_line(content: str, line: str) -> None:
    assert lines(content) == line


def test_cells_are_columns_and_their_paragraphs_stay_in_them() -> None:
    cell = "<tc><p><t>{}</t></p><p><t>{}</t></p></tc>"
    row = "<tr><tc><p/></tc><tc><p><t>e</t></p></tc></tr>"
    table = f"<tbl><tr>{cell.format('a', 'b')}{cell.format('c', 'd')}</tr>{row}</tbl>"
    assert lines(f"{table}<p><t>f</t></p>") == "a b\tc d\n\te\nf"


def test_a_table_in_a_cell_stays_in_it() -> None:
    inner = "<tbl><tr><tc><p><t>x</t></p></tc><tc><p><t>y</t></p></tc></tr></tbl>"
    assert lines(f"<tr><tc>{inner}</tc><tc><p><t>z</t></p></tc></tr>") == "x\ty\tz"


def test_a_deletion_is_a_second_reading_of_its_line() -> None:
    reading = read(f"<p><t>{ID[:6]}</t><del><delText>-</delText></del><t>{ID[6:]}</t></p><p><t>x</t></p>")
    assert reading.shown == f"{ID}\nx"
    assert kinds(reading, f"{ID[:6]}-{ID[6:]}") == [("revision", True)]


def test_what_stands_twice_for_old_programs_counts_once() -> None:
    reading = read(
        f"<Choice><p><t>{ID}</t></p></Choice><Fallback><p><t>{ID}</t></p></Fallback><p><t>x</t></p>"
    )
    assert kinds(reading, ID) == [("", False), ("revision", True)]
    assert reading.shown == f"{ID}\nx"


@pytest.mark.parametrize(
    ("content", "value"),
    [
        (f"<docPr descr='card {CARD}'/>", CARD),
        ("<ins author='张三'/>", "张三"),
        (f"<chart><v>{CARD}</v></chart>", CARD),
        (f"<item uri='{ID}'/>", ID),
        (f"<item rsidR='{ID}'/>", ID),
        (f"<n{ID}/>", ID),
        (f"<!-- {CARD} -->", CARD),
        (f"<?print {CARD}?>", CARD),
    ],
)
def test_attributes_loose_values_and_comments_are_read(content: str, value: str) -> None:
    reading = read(f"<p><t>x</t></p>{content}")
    assert value in reading.text
    assert reading.shown == "x"
    assert reading.verdict is InspectionVerdict.INSPECTED


@pytest.mark.parametrize(
    "attribute",
    [
        "val='24'",
        "paraId='00AB12CD'",
        "rsidR='00AB12CD'",
        "Type='http://x'",
        "x='application/xml'",
        "x='urn:schemas-x'",
    ],
)
def test_plumbing_is_no_text(attribute: str) -> None:
    assert read(f"<p {attribute}/>").segments == []


@pytest.mark.parametrize(
    "content",
    [
        f"<client>{CARD[:7]}<b>{CARD[7:]}</b></client>",
        f"<client><b>{CARD[:7]}</b>{CARD[7:]}</client>",
        f"<p><r><t>{CARD[:7]}<x/>{CARD[7:]}</t></r></p>",
        f"<client><b/><![CDATA[{CARD}]]></client>",
    ],
)
def test_text_beside_elements_is_read_as_in_any_xml(content: str) -> None:
    reading = read(f"{content}<x/>.")
    assert CARD in reading.text
    assert all(segment.alternate for segment in reading.segments if CARD in segment.text)


def test_a_broken_part_is_told_and_gives_what_there_is() -> None:
    reading = read(f"<p><t>{ID[:6]}</t><t>{ID[6:]}</t></p><p><t>half</d>")
    assert reading.walk.reason == "malformed:xml"
    assert reading.shown == ID
    assert "half" in reading.text


@settings(max_examples=150, deadline=None)
@given(at=st.integers(0), bit=st.integers(0, 7))
def test_a_flipped_bit_of_the_markup_hides_nothing(at: int, bit: int) -> None:
    content = bytearray(f"<d><p a='b'><r><t>证 {ID}</t></r></p><!-- c --></d>".encode())
    start = content.index(ID.encode())
    at %= len(content) - len(ID)
    content[at if at < start else at + len(ID)] ^= 1 << bit
    assert Alone(reader, bytes(content)).found_or_told(ID)


def test_what_was_moved_away_is_a_second_reading_of_its_line() -> None:
    reading = read(f"<p><moveFrom><t>{ID}</t></moveFrom></p><p><moveTo><t>{ID}</t></moveTo></p>")
    assert kinds(reading, ID) == [("", False), ("revision", True)]
    assert reading.shown == ID


def test_what_stands_above_a_line_is_a_line_of_its_own() -> None:
    ruby = f"<ruby><rt><t>above</t></rt><rubyBase><t>{ID[6:]}</t></rubyBase></ruby>"
    assert lines(f"<p><t>{ID[:6]}</t>{ruby}</p>") == f"above\n{ID}"


def test_a_package_tells_each_value_once_and_its_settings_at_the_end() -> None:
    told, walk = markup_text.Told(), extractor.new_walk(Limits())
    parts = [
        b"<s v='in-styles'/>",
        b"<d v='in-styles' w='in-body'><p><t>x</t></p></d>",
        b"<s v='in-settings'/>",
    ]
    texts = [[s.text for s in markup_text.segments(part, (), walk, told)] for part in parts]
    assert texts == [[], ["x", "in-body"], []]
    assert [segment.text for segment in told.rest(())] == ["in-styles\nin-settings"]


LEAVES = [
    "<t>1</t>", "<t> </t>", "<t>张&lt;</t>", "<t/>", "<p/>", "<delText>2</delText>", "<instrText> A </instrText>",
    "<fldChar/>", "<tab/>", "<sym a='1' char=\"F041\"/>", "<x id=\"12345678901\" rsidR='00112233'/>", "<v>loose</v>",
    "beside", "</p>",
]  # fmt: skip
BOXES = ["p", "r", "tr", "tc", "moveFrom", "Fallback", "text", "tabs"]


def nested(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds(
        "<{0}>{1}</{0}>".format, st.sampled_from(BOXES), st.lists(inner, max_size=4).map("".join)
    )


@settings(max_examples=100, deadline=None)
@given(st.recursive(st.sampled_from(LEAVES), nested, max_leaves=10))
def test_an_expression_reads_what_the_parser_reads(content: str) -> None:
    document = f'<d><p><t>a</t><tabs><tab val="1"/></tabs></p>{content}</d>'.encode()
    read_fast = Alone(reader, document)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(xml_regular, "body", lambda _: None)
        read_slowly = Alone(reader, document)
    assert read_fast.segments == read_slowly.segments
    assert read_fast.walk.reason == read_slowly.walk.reason


def test_a_part_like_one_before_it_is_read_once() -> None:
    told, walk = markup_text.Told(), extractor.new_walk(Limits())
    part = b'<a Target="../slideMaster1.xml"/>'
    for _ in range(3):
        assert list(markup_text.segments(part, (), walk, told)) == []
    assert told.waiting == ["../slideMaster1.xml"]
