"""Text objects of a page become the lines that a person reads."""

import pytest
from lxml import etree

from inspection.readers.office.ofd_layout import TextObject, in_order, lines, text_object
from tests.inspection.samples import ID


def written(
    text: str, *, x: float = 0, y: float = 0, steps: str = "", matrix: str = "", size: str = "4"
) -> TextObject:
    element = etree.Element("TextObject", ID="7", Boundary=f"{x} {y} 90 9", Size=size)
    if matrix:
        element.set("CTM", matrix)
    code = etree.SubElement(element, "TextCode", X="0", Y="3")
    code.text = text
    if steps:
        code.set("DeltaX", steps)
    return text_object(element)


@pytest.mark.parametrize(
    ("objects", "read"),
    [
        ([written("b", x=2), written("a", x=0)], "ab"),
        ([written("a"), written("b", y=10)], "a\nb"),
        ([written("b", y=10), written("a")], "a\nb"),
        ([written("a"), written("b", x=4)], "a b"),
        ([written("a"), written("b", x=20)], "a\tb"),
        ([written("a"), written("b", x=2, y=1)], "ab"),
        ([written("身"), written("份", x=4)], "身份"),
        ([written("abc", steps="5 5"), written("d", x=12)], "abcd"),
        ([written("abc", steps="g 2 5"), written("d", x=12)], "abcd"),
        ([written("abcd"), written("abcd", x=0.2)], "abcd"),
        ([written("abcd"), written("efgh", x=0.2)], "abcd efgh"),
        ([written("a", matrix="0.5 0 0 0.5 0 0"), written("b", matrix="0.5 0 0 0.5 1 0")], "ab"),
        ([written("a", matrix="x"), written("b", x=2, size="")], "ab"),
        ([written("")], ""),
    ],
)  # fmt: skip
def test_what_stands_on_one_base_line_is_one_line(objects: list[TextObject], read: str) -> None:
    assert lines(objects) == read


def test_single_characters_that_follow_each_other_are_one_line_wherever_they_stand() -> None:
    upright = [written(digit, y=at * 9.0) for at, digit in enumerate(ID)]
    assert in_order([written("证件"), *upright, written("other")]).split("\n") == ["", "证件", ID, "other"]


def test_an_object_of_several_codes_has_one_text_and_its_identity() -> None:
    element = etree.fromstring(
        "<o:TextObject xmlns:o='urn:x' ID='5'><o:TextCode>a</o:TextCode><o:TextCode>b</o:TextCode></o:TextObject>"
    )
    assert (text_object(element).identity, text_object(element).text) == ("5", "ab")


def test_a_step_list_of_a_hostile_length_stays_small() -> None:
    assert written("a", steps="g 999999999 1").words[0].right < 1e6
