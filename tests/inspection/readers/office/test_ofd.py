"""OFD: pages over templates, tags by reference, seals, encryption, damage."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policies.inspected import InspectionVerdict
from tests.inspection.planted.ofd_places import PLACES, paper
from tests.inspection.samples import ID, Reading

OBJECT = (
    "<ofd:TextObject ID='{0}' Boundary='{1} {2} 60 5' Size='3.5'>"
    "<ofd:TextCode X='0' Y='4'>{3}</ofd:TextCode></ofd:TextObject>"
)


def test_a_page_is_read_with_its_template_as_it_is_printed() -> None:
    form = OBJECT.format(1, 10, 10, "姓名") + OBJECT.format(2, 60, 10, "证件号码")
    entry = OBJECT.format(3, 10, 20, "张三") + OBJECT.format(4, 60, 20, ID)
    reading = Reading(paper(entry, template=form))
    assert f"姓名\t证件号码\n张三\t{ID}" in reading.primary
    assert (reading.verdict, reading.walk.format) == (InspectionVerdict.INSPECTED, "ofd")


def test_the_text_of_a_template_counts_once_a_page() -> None:
    reading = Reading(paper(OBJECT.format(3, 10, 50, "x"), template=OBJECT.format(1, 10, 10, ID)))
    assert len([s for s in reading.segments if ID in s.text and not s.alternate]) == 1


def test_a_value_by_reference_is_named_by_its_tag() -> None:
    assert f"BuyerTaxID\t{ID}" in Reading(PLACES["tag by reference"](ID)).text


@pytest.mark.parametrize("name", ["Encryptions.xml", "Doc_0/DecryptSeed.dat"])
def test_an_encrypted_paper_is_told(name: str) -> None:
    reading = Reading(paper(**{name: b"<x/>"}))
    assert [part.format for part in reading.walk.encrypted] == ["ofd"]


def test_characters_that_only_the_font_can_draw_are_told() -> None:
    assert (
        Reading(paper(OBJECT.format(1, 10, 10, "\ue001\ue002\ue003"))).walk.reason == "unsupported:ofd-font"
    )


def test_a_broken_page_is_told_and_given_as_it_stands() -> None:
    reading = Reading(paper(f"<ofd:TextObject><ofd:TextCode>{ID}</ofd:TextCode>"))
    assert (reading.walk.reason, ID in reading.text) == ("malformed:xml", True)


def test_a_paper_whose_first_part_lost_its_name_is_one_all_the_same() -> None:
    content = PLACES["an object for each glyph"](ID)
    assert ID in Reading(content.replace(b"OFD.xml", b"OFE.xml")).text


def test_a_page_whose_template_is_not_there_is_told() -> None:
    content = paper(OBJECT.format(3, 10, 50, "x"), template=OBJECT.format(1, 10, 10, "y"))
    assert Reading(content).walk.reason == ""
    assert Reading(content.replace(b"Tpl_0/Content.xml", b"Tpl_0/Content.xmk")).walk.reason == "malformed:ofd"


@settings(max_examples=12, deadline=None)
@given(share=st.floats(0.2, 0.99))
def test_a_truncated_paper_is_told_or_read(share: float) -> None:
    content = PLACES["an object for each glyph"](ID)
    assert Reading(content[: int(len(content) * share)]).found_or_told(ID)
