"""XML of any vocabulary: in order, joined where a person reads it as one, and nothing left out."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspection.limits import Limits
from inspection.readers.markup import xml_text
from policies.inspected import InspectionVerdict
from tests.inspection.readers.alone import CARD, Alone, split
from tests.inspection.samples import ID

HEAD = '<?xml version="1.0"?>'


def read(content: str, **options: object) -> Alone:
    return Alone(xml_text.read, (HEAD + content).encode(), **options)


def test_text_comes_in_the_order_in_which_it_stands() -> None:
    reading = read("<a>1<b>2<c>3</c>4</b>5<b/>6<d>7</d></a>")
    assert reading.shown == "\n".join("1234567")


def test_the_elements_of_a_record_stay_apart() -> None:
    reading = read(f"<r>\n <id>{ID}</id>\n <tel>13800138000</tel>\n</r>")
    assert reading.text == f"{ID}\n13800138000"


@settings(max_examples=100, deadline=None)
@given(split("<b>{}</b>", "<i/>", "<!-- 9 -->", "<?p 9?>", "&#x200b;"))
def test_a_value_with_markup_inside_is_one(number: str) -> None:
    reading = read(f"<a>证 {number.replace('{}', '')}</a>")
    assert ID in reading.text.replace("\u200b", "")


@pytest.mark.parametrize(
    "content",
    [
        f"<a>{CARD[:7]}<b>{CARD[7:]}</b></a>",
        f"<a><b>{CARD[:7]}</b>{CARD[7:]}</a>",
        f"<a>{CARD[:3]}<b>{CARD[3:5]}<c>{CARD[5:9]}</c></b>{CARD[9:]}</a>",
        f"<svg><text><tspan>{CARD[:7]}</tspan><tspan>{CARD[7:]}</tspan></text></svg>",
        f"<d>x<r><e>{CARD[:7]}</e>{CARD[7:]}</r><f>13800138000</f></d>",
    ],
)
def test_a_line_in_pieces_is_joined_in_a_second_reading(content: str) -> None:
    reading = read(content)
    joined = [segment for segment in reading.segments if CARD in segment.text]
    assert [segment.alternate for segment in joined] == [True]
    assert CARD in joined[0].text.split("\n")


@pytest.mark.parametrize(
    "content",
    [
        f"<a b='{CARD}'/>",
        f"<!-- {CARD} --><a/>",
        f"<a/><!-- {CARD} -->",
        f"<a><?print {CARD}?></a>",
        f"<!DOCTYPE a SYSTEM '{CARD}'><a/>",
    ],
)
def test_what_is_no_text_of_an_element_is_read_apart(content: str) -> None:
    reading = read(content)
    assert [segment.origin for segment in reading.segments if CARD in segment.text] == ["metadata"]
    assert reading.verdict is InspectionVerdict.INSPECTED


@pytest.mark.parametrize("content", [f"<n{ID}/>", f"<a n{ID}='x'/>", f"<a xmlns:b='{ID}'/>"])
def test_a_number_in_a_name_is_read(content: str) -> None:
    assert [segment.alternate for segment in read(content).segments if ID in segment.text] == [True]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (f"<a><b>{ID}</a>", "malformed:xml"),
        (f"<!DOCTYPE a [<!ENTITY b SYSTEM 'b'>]><a>&b;{ID}</a>", "limit:entities"),
        ("<a>" * 600 + ID + "</a>" * 600, "limit:markup-depth"),
    ],
)
def test_what_does_not_parse_is_told_and_its_text_is_shown(content: str, reason: str) -> None:
    reading = read(content)
    assert reading.walk.reason == reason
    assert ID in reading.shown


def test_lines_within_lines_do_not_multiply_without_end() -> None:
    content = "<a>x" * 400 + "y" * 10_000 + "</a>" * 400
    reading = read(content, limits=Limits(window=1000))
    assert reading.walk.reason == "limit:ratio"
    assert len(reading.text) < 20 * len(content)


def test_a_long_document_is_read_while_it_is_parsed() -> None:
    """The parser hands over pieces of 32 KiB: no text that lies across two of them is lost."""
    content = "".join(f"<r><id>{n:06}{ID}</id>tail-{n:06}</r>" for n in range(3000))
    text = read(f"<a>{content}</a>").shown
    assert all(f"{n:06}{ID}\ntail-{n:06}" in text for n in range(3000))


@settings(max_examples=150, deadline=None)
@given(at=st.integers(0), bit=st.integers(0, 7))
def test_a_flipped_bit_of_the_markup_hides_nothing(at: int, bit: int) -> None:
    content = bytearray(f"{HEAD}<a k='v'>身份证<b>{ID}</b><!-- c --></a>".encode())
    start = content.index(ID.encode())
    at %= len(content) - len(ID)
    content[at if at < start else at + len(ID)] ^= 1 << bit
    assert Alone(xml_text.read, bytes(content)).found_or_told(ID)


@pytest.mark.parametrize("page", ["<![CDATA[<p>{}<b>{}</b></p>]]>", "&lt;p>{}&lt;b>{}&lt;/b>&lt;/p>"])
def test_a_page_that_stands_in_the_document_as_text_is_read_without_its_tags(page: str) -> None:
    reading = Alone(xml_text.read, f"<a>{page.format(ID[:6], ID[6:])}</a>".encode())
    assert ID in reading.text


def test_a_file_in_an_attribute_is_opened() -> None:
    assert "embedded" in Alone(xml_text.read, f"<a href='data:,{ID}'/>".encode()).kinds_of(ID)
